//! A page as it was handed over: its address, what its bytes are, and what was said beside it. Kept with the page, so
//! that it can be read again, years later and by another version, exactly as it was read the first time.

use saksi::date::Stamp;
use saksi::statement::Reading;
use saksi::{Media, Options, Page};
use saksi_contract::{Article, Input};
use serde_json::{Value, json};

/// Everything about a page but its bytes.
#[derive(Debug, Clone)]
pub struct Given {
    /// URL, path as given, or id of a document.
    pub address: String,
    /// Which of these.
    pub kind: AddressKind,
    /// What the bytes are.
    pub media: Media,
    /// The charset that was declared beside the bytes.
    pub charset: Option<String>,
    /// What was said beside the page.
    pub options: Options,
    /// What of it could not be used: a code and a sentence.
    pub notes: Vec<(&'static str, String)>,
}

/// What an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// A file.
    Path,
    /// A page of the web.
    Url,
    /// A document of a JSONL file.
    Document,
}

/// The codes of notes that inputs give; the library's notes are fixed words.
const CODES: [&str; 4] = ["bad-date", "bad-language", "given", "out-of-time"];

impl Given {
    /// Reads the page: a pure function of this and the bytes.
    pub fn read(&self, bytes: &[u8]) -> Article {
        self.article(&self.reading(bytes), bytes)
    }

    /// The same page for the simplest reader, after the others took so long; a text has no simpler one.
    pub fn simpler(&self, seconds: f64) -> Option<Self> {
        if self.options.simplest || self.media != Media::Html {
            return None;
        }
        let mut again = self.clone();
        again.options.simplest = true;
        again.notes.push(("out-of-time", format!("after {seconds} s the page was read line by line")));
        Some(again)
    }

    /// The library's reading of the page.
    pub fn reading(&self, bytes: &[u8]) -> Reading {
        let page = Page { address: &self.address, bytes, media: Some(self.media), charset: self.charset.as_deref() };
        let mut reading = saksi::read(&page, &self.options);
        if bytes.is_empty() {
            reading.article.note("empty", "the input is empty");
        }
        for (code, message) in &self.notes {
            reading.article.note(code, message.clone());
        }
        reading
    }

    /// A reading in the shape of the contract.
    pub fn article(&self, reading: &Reading, bytes: &[u8]) -> Article {
        let media_type = match self.media {
            Media::Html => "text/html",
            Media::Text => "text/plain",
        };
        let input = match self.kind {
            AddressKind::Path => Input::path(&self.address, media_type, bytes),
            AddressKind::Url => Input::url(&self.address, media_type, bytes),
            AddressKind::Document => Input::document(&self.address, media_type, bytes),
        };
        saksi_contract::article(reading, input, bytes)
    }

    /// As it is kept beside the article. The address has a column of its own.
    pub(crate) fn to_json(&self) -> String {
        let options = &self.options;
        let mut given = json!({
            "kind": match self.kind {
                AddressKind::Path => "path",
                AddressKind::Url => "url",
                AddressKind::Document => "id",
            },
            "media": match self.media {
                Media::Html => "html",
                Media::Text => "text",
            },
            "charset": self.charset,
            "published": options.published.map(stamp_to_json),
            "language": options.language,
            "title": options.title,
            "outlet": options.outlet,
            "url": options.url,
            "simplest": options.simplest.then_some(true),
            "grammar_only": options.grammar_only.then_some(true),
            "least_confidence": (options.least_confidence > 0.0).then_some(f64::from(options.least_confidence)),
            "notes": self.notes,
        });
        if let Some(given) = given.as_object_mut() {
            given.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        }
        given.to_string()
    }

    /// What was kept. A part that makes no sense is left out: the page can still be read.
    pub(crate) fn of_json(address: &str, json: &str) -> Self {
        let given: Value = serde_json::from_str(json).unwrap_or_default();
        let words = |key: &str| given[key].as_str().map(str::to_owned);
        let notes = given["notes"].as_array().into_iter().flatten().map(|note| {
            let code = CODES.into_iter().find(|&code| note[0] == code).unwrap_or("given");
            (code, note[1].as_str().unwrap_or_default().to_owned())
        });
        Self {
            address: address.to_owned(),
            kind: match given["kind"].as_str() {
                Some("url") => AddressKind::Url,
                Some("id") => AddressKind::Document,
                _ => AddressKind::Path,
            },
            media: if given["media"] == "html" { Media::Html } else { Media::Text },
            charset: words("charset"),
            options: Options {
                published: stamp_of_json(&given["published"]),
                language: words("language"),
                title: words("title"),
                outlet: words("outlet"),
                url: words("url"),
                simplest: given["simplest"] == true,
                grammar_only: given["grammar_only"].as_bool().unwrap_or(false),
                least_confidence: given["least_confidence"].as_f64().unwrap_or(0.0) as f32,
            },
            notes: notes.collect(),
        }
    }
}

/// Not RFC 3339: an hour whose zone is not known must come back as it went in.
fn stamp_to_json(stamp: Stamp) -> Value {
    json!({ "day": stamp.day.to_string(), "time": stamp.time, "offset": stamp.offset })
}

fn stamp_of_json(value: &Value) -> Option<Stamp> {
    let number = |value: &Value| value.as_i64().and_then(|number| i8::try_from(number).ok());
    let time = &value["time"];
    Some(Stamp {
        day: value["day"].as_str()?.parse().ok()?,
        time: number(&time[0])
            .zip(number(&time[1]))
            .zip(number(&time[2]))
            .map(|((hour, minute), second)| (hour, minute, second)),
        offset: value["offset"].as_i64().and_then(|minutes| i16::try_from(minutes).ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_comes_back() {
        let published = Some(Stamp { day: "2025-03-04".parse().unwrap(), time: Some((13, 11, 0)), offset: None });
        let options =
            Options { published, language: Some("id".into()), outlet: Some("Radio Tepi".into()), ..Options::default() };
        let given = Given {
            address: "k-1".into(),
            kind: AddressKind::Document,
            media: Media::Text,
            charset: Some("utf-8".into()),
            options,
            notes: vec![("bad-date", "no date: x".into())],
        };
        let back = Given::of_json("k-1", &given.to_json());
        assert_eq!(format!("{back:?}"), format!("{given:?}"));
        assert_eq!(back.read("“Ya,” kata Sumi.".as_bytes()), given.read("“Ya,” kata Sumi.".as_bytes()));
    }
}
