//! An article made ready to be kept: all that takes time (compression, digests, stems) is done here, where pages are
//! read, on many threads at once. Writing then only inserts.

use saksi::date::Date;
use saksi::link::Outline;
use saksi::statement::Stance;
use saksi_contract::{Article, Statement, sha256_hex};
use sha2::{Digest, Sha256};

use crate::Given;
use crate::joining;
use crate::words;

/// One article, ready to be kept.
#[derive(Debug)]
pub struct Prepared {
    /// The contract's article; its text lies in `body` only.
    pub(crate) article: Article,
    pub(crate) given: String,
    pub(crate) page: Vec<u8>,
    pub(crate) page_size: usize,
    pub(crate) body: Vec<u8>,
    pub(crate) body_sha256: String,
    /// Days since the first of January of the year 1, or 0.
    pub(crate) day: i64,
    pub(crate) words: Vec<Indexed>,
    /// For each statement, what joining needs of the words before it.
    pub(crate) contexts: Vec<Option<String>>,
    /// For each statement, how it looks from afar.
    pub(crate) outlines: Vec<Vec<u8>>,
}

/// The words of one statement as the index has them.
#[derive(Debug)]
pub(crate) struct Indexed {
    pub(crate) words: String,
    pub(crate) marks: String,
}

/// How hard pages and readings are pressed: a ledger is written once and read for years.
const LEVEL: i32 = 6;

impl Prepared {
    /// Makes an article ready that was read from these bytes, by whatever read it.
    pub fn of(article: Article, given: &Given, bytes: &[u8]) -> Self {
        let body = serde_json::to_vec(&article).expect("the shapes hold strings, numbers and lists only");
        let words = article.statements.iter().map(|statement| Indexed::of(&article, statement)).collect();
        Self {
            given: given.to_json(),
            page: press(bytes),
            page_size: bytes.len(),
            body_sha256: sha256_hex(&body),
            body: press(&body),
            day: day_of(&article),
            words,
            contexts: Vec::new(),
            outlines: Vec::new(),
            article,
        }
    }

    /// Reads a page and makes it ready.
    pub fn read(given: &Given, bytes: &[u8]) -> Self {
        let reading = given.reading(bytes);
        let article = given.article(&reading, bytes);
        let rows = joining::rows(&reading, &article);
        let contexts = joining::contexts(&rows, &article);
        let outlines = rows.iter().map(|row| Outline::of(row).to_bytes()).collect();
        Self { contexts, outlines, ..Self::of(article, given, bytes) }
    }

    /// The id of the article.
    pub fn id(&self) -> &str {
        &self.article.id
    }

    /// The article as it was read.
    pub fn article(&self) -> &Article {
        &self.article
    }
}

impl Indexed {
    fn of(article: &Article, statement: &Statement) -> Self {
        let source = statement.source.as_ref();
        let names: Vec<&str> =
            source.iter().flat_map(|source| &source.actors).map(|actor| actor.name.as_str()).collect();
        let marks = fixed_marks(
            statement.stance,
            &article.language,
            article.outlet.as_deref(),
            article.url.as_deref().unwrap_or_else(|| article.input.address()),
        );
        let words = searched(
            source.map_or("", |source| &source.text),
            source.and_then(|source| source.role.as_deref()).unwrap_or_default(),
            &names,
            &statement.content.text,
        );
        Self { words: words::stems(&words, &article.language), marks }
    }
}

/// What of a statement is searched: who and what. A name that stands in the source already is not said twice.
pub(crate) fn searched(source: &str, role: &str, names: &[&str], content: &str) -> String {
    let role = if source.contains(role) { "" } else { role };
    let names: Vec<&str> = names.iter().copied().filter(|name| !source.contains(name)).collect();
    format!("{source} {role} {} {content}", names.join(" "))
}

/// All marks of a statement but those of its actors, whose numbers the ledger gives.
pub(crate) fn fixed_marks(stance: &str, language: &str, outlet: Option<&str>, address: &str) -> String {
    let side = Stance::of_name(stance).map_or("none", |stance| stance.side().name());
    let mut marks = vec![words::mark('s', stance), words::mark('p', side), words::mark('l', main_language(language))];
    marks.extend(outlet.map(|outlet| words::name_mark('o', outlet)));
    marks.extend(host(address).map(|host| words::name_mark('o', host)));
    marks.join(" ")
}

pub(crate) fn main_language(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// The host of a web address without `www.`: people name outlets by it, too.
pub(crate) fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

fn day_of(article: &Article) -> i64 {
    let said = article.statements.iter().filter_map(|statement| statement.said.as_ref()).map(|said| said.to.as_str());
    // What was said cannot have been published before: the latest day named is the best guess where the page has none.
    article.published.as_deref().or(article.modified.as_deref()).or(said.max()).and_then(day_number).unwrap_or(0)
}

/// Days since the first of January of the year 1, which is day 1.
pub(crate) fn day_number(stamp: &str) -> Option<i64> {
    let date: Date = stamp.get(..10)?.parse().ok()?;
    let days = date.duration_since(Date::constant(1, 1, 1)).as_hours() / 24 + 1;
    (days > 0).then_some(days)
}

/// The first id of the place that an article is given among those of its day: the place comes from its id, so that the
/// order of rows does not depend on the order of adding.
pub(crate) fn first_place(day: i64, article: &str) -> i64 {
    let digest = Sha256::digest(article);
    let slot = i64::from(u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) >> 3);
    day << DAY_SHIFT | slot << SLOT_SHIFT
}

/// Bits below the day.
pub(crate) const DAY_SHIFT: u32 = 41;
/// Bits below the place of the article: how many statements one place holds.
pub(crate) const SLOT_SHIFT: u32 = 12;

fn press(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).expect("compressing into memory cannot fail")
}

/// What [`press`] pressed.
pub(crate) fn unpress(bytes: &[u8], size: usize) -> Option<Vec<u8>> {
    zstd::bulk::decompress(bytes, size).ok()
}

/// A pressed text whose size is not known beforehand.
pub(crate) fn unpress_all(bytes: &[u8]) -> Option<Vec<u8>> {
    zstd::stream::decode_all(bytes).ok()
}

pub(crate) fn repress(bytes: &[u8]) -> Vec<u8> {
    press(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        assert_eq!(day_number("0001-01-01"), Some(1));
        assert_eq!(day_number("1970-01-01T10:00:00Z"), Some(719_163));
        assert_eq!(day_number("yesterday"), None);
        assert_eq!(day_number("9999-12-31"), Some(3_652_059));
        assert!(first_place(3_652_059, "ffff") > 0);
    }

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.radiotepi.example/a?b"), Some("radiotepi.example"));
        assert_eq!(host("pages/a.html"), None);
    }
}
