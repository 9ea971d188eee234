//! Reading a page that was handed over: on a thread that may block, with a limit of time, kept apart from the server.

use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;
use saksi::date::{Date, Stamp, parse_stamp};
use saksi::{Media, Options};
use saksi_fetch::{Fetcher, Policy};
use saksi_store::{AddressKind, Given, Prepared};

use crate::problem::Problem;
use crate::site::{Site, blocking};

/// A page to be read.
pub(crate) struct Handed {
    pub(crate) given: Given,
    pub(crate) bytes: Vec<u8>,
}

/// What is said beside a page that is handed over.
#[derive(Default)]
pub(crate) struct Beside<'a> {
    pub(crate) address: Option<&'a str>,
    pub(crate) media: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
}

/// A page with what was said beside it.
pub(crate) fn handed(bytes: Vec<u8>, beside: &Beside<'_>) -> Result<Handed, Problem> {
    let media = match beside.media {
        Some("html") => Media::Html,
        Some("text") => Media::Text,
        Some(other) => return Err(Problem::bad(format!("`{other}` is neither html nor text"))),
        None => saksi::page::sniff(&bytes).ok_or_else(|| Problem::bad("the bytes are no page and no text"))?,
    };
    let published = beside.date.filter(|date| !date.is_empty()).map(stamp).transpose()?;
    let language = beside.language.filter(|language| !language.is_empty()).map(tag).transpose()?;
    let address = beside.address.filter(|address| !address.is_empty()).unwrap_or("-");
    if address.len() > 2_000 || address.contains(char::is_control) {
        return Err(Problem::bad("the address is too long or holds control characters"));
    }
    let is_url = address.starts_with("https://") || address.starts_with("http://");
    let url = is_url.then(|| address.to_owned());
    let given = Given {
        address: address.to_owned(),
        kind: if is_url { AddressKind::Url } else { AddressKind::Path },
        media,
        charset: beside.charset.map(str::to_owned),
        options: Options { published, language, url, ..Options::default() },
        notes: Vec::new(),
    };
    Ok(Handed { given, bytes })
}

/// Reads the page. One that takes half the time of an answer is read once more by the simplest reader, as the command does;
/// a thread cannot be stopped, so the first reading keeps its place until it ends.
pub(crate) async fn read(site: &Site, handed: Handed) -> Result<Prepared, Problem> {
    let Handed { given, bytes } = handed;
    let (given, bytes) = (Arc::new(given), Arc::new(bytes));
    let patience = site.options().timeout / 2;
    let (first, page) = (Arc::clone(&given), Arc::clone(&bytes));
    let reading = site.read(move || Prepared::read(&first, &page));
    if let Ok(read) = tokio::time::timeout(patience, reading).await {
        return read;
    }
    let simpler = given.simpler(patience.as_secs_f64()).ok_or_else(Problem::too_slow)?;
    site.read(move || Prepared::read(&simpler, &bytes)).await
}

/// Fetches the page at an address that a person named.
pub(crate) async fn fetched(site: &Site, address: String) -> Result<Handed, Problem> {
    static FETCHER: OnceLock<Result<Fetcher, String>> = OnceLock::new();
    if !(address.starts_with("https://") || address.starts_with("http://")) {
        return Err(Problem::bad("an address begins with https:// or http://"));
    }
    if site.options().offline {
        return Err(Problem::new(StatusCode::FORBIDDEN, "nothing is fetched with --offline"));
    }
    let policy = Policy {
        timeout: site.options().timeout / 2,
        largest: site.options().largest as u64,
        allow_private: site.options().allow_private,
        ..Policy::default()
    };
    blocking(move || {
        let fetcher = FETCHER.get_or_init(|| Fetcher::new(policy).map_err(|error| error.to_string()));
        let fetcher = fetcher.as_ref().map_err(|error| Problem::bad(error.clone()))?;
        let page =
            fetcher.fetch(&address).map_err(|error| Problem::bad(format!("cannot fetch `{address}`: {error}")))?;
        let beside = Beside { address: Some(&page.address), charset: page.charset.as_deref(), ..Beside::default() };
        handed(page.bytes, &beside)
    })
    .await
}

/// A day or a stamp, as `--date` takes it.
pub(crate) fn stamp(words: &str) -> Result<Stamp, Problem> {
    let words = words.trim();
    match words.parse::<Date>() {
        Ok(day) if words.len() == 10 => Ok(Stamp::of_day(day)),
        _ => parse_stamp(words).ok_or_else(|| Problem::bad(format!("`{words}` is no date such as 2025-03-04"))),
    }
}

/// A day.
pub(crate) fn day(words: &str) -> Result<Date, Problem> {
    words.trim().parse().map_err(|_| Problem::bad(format!("`{words}` is no day such as 2025-03-04")))
}

/// A language tag.
pub(crate) fn tag(words: &str) -> Result<String, Problem> {
    let is_tag = words.len() <= 35
        && words
            .split('-')
            .all(|piece| (1..=8).contains(&piece.len()) && piece.chars().all(|c| c.is_ascii_alphanumeric()))
        && words.split('-').next().is_some_and(|first| first.len() >= 2);
    if is_tag {
        Ok(words.to_owned())
    } else {
        Err(Problem::bad(format!("`{words}` is no language tag such as id or en-GB")))
    }
}
