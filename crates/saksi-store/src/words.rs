//! Words as search finds them: folded, and cut to their stems in Indonesian and English.
//!
//! Stems are for recall only ("membantah", "bantahan" and "dibantah" are found by each other); nothing is ever read by
//! them. This room knows the two stemmers. It knows nothing of SQL but the words of an FTS5 query.

use std::borrow::Cow;
use std::ops::Range;

use sha2::{Digest, Sha256};
use tantivy_stemmers::algorithms;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The stems of a text, with a space between each.
pub(crate) fn stems(text: &str, language: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (_, word) in text.unicode_word_indices() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&stem(&fold(word), language));
    }
    out
}

/// A mark of the index: a kind and a value, as one token.
pub(crate) fn mark(kind: char, value: &str) -> String {
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{kind}{}", plain.to_ascii_lowercase())
}

/// A mark for a value of any characters, such as the name of an outlet.
pub(crate) fn name_mark(kind: char, value: &str) -> String {
    let words: Vec<String> = value.unicode_words().map(fold).collect();
    let digest = Sha256::digest(words.join(" "));
    format!("{kind}{:02x}{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3], digest[4])
}

/// What a reader typed to search for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// All of these must be there: a word, several in a row, or the beginning of a word.
    wanted: Vec<Wanted>,
    /// None of these.
    unwanted: Vec<Wanted>,
    language: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    words: Vec<String>,
    is_prefix: bool,
}

impl Query {
    /// Reads a query: words, `"words in a row"`, `begin*`, `-without`. Any text is a query.
    pub fn parse(text: &str, language: Option<&str>) -> Self {
        let mut query = Self { language: language.map(str::to_owned), ..Self::default() };
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let minus = first == '-';
            let body = if minus { &rest[1..] } else { rest };
            let (piece, after) = match body.strip_prefix(['"', '“']) {
                Some(quoted) => quoted.split_once(['"', '”']).unwrap_or((quoted, "")),
                None => body.split_once(char::is_whitespace).unwrap_or((body, "")),
            };
            let is_prefix = piece.ends_with('*');
            let words: Vec<String> = piece.unicode_words().map(fold).collect();
            if !words.is_empty() {
                let wanted = Wanted { words, is_prefix };
                if minus { query.unwanted.push(wanted) } else { query.wanted.push(wanted) }
            }
            rest = after.trim_start();
        }
        query
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The FTS5 expression, without the marks.
    pub(crate) fn expression(&self) -> String {
        let all: Vec<String> = self.wanted.iter().map(|wanted| self.alternatives(wanted)).collect();
        let mut expression = all.join(" AND ");
        for unwanted in &self.unwanted {
            expression = format!("({expression}) NOT {}", self.alternatives(unwanted));
        }
        expression
    }

    /// The places of `text` that the query finds, for snippets.
    pub fn places(&self, text: &str, language: &str) -> Vec<Range<usize>> {
        let words: Vec<(usize, &str, String)> = text
            .unicode_word_indices()
            .map(|(at, word)| (at, word, stem(&fold(word), language).into_owned()))
            .collect();
        let mut places: Vec<Range<usize>> = Vec::new();
        for wanted in &self.wanted {
            let stems: Vec<String> = wanted.words.iter().map(|word| stem(word, language).into_owned()).collect();
            for window in words.windows(stems.len()) {
                let last = stems.len() - 1;
                let is_here = window.iter().zip(&stems).enumerate().all(|(index, ((_, word, found), stem))| {
                    found == stem || index == last && wanted.is_prefix && fold(word).starts_with(&wanted.words[last])
                });
                if is_here {
                    places.push(window[0].0..window[last].0 + window[last].1.len());
                }
            }
        }
        places.sort_unstable_by_key(|place| (place.start, place.end));
        places.dedup();
        places
    }

    fn alternatives(&self, wanted: &Wanted) -> String {
        let languages = match self.language.as_deref() {
            Some(language) => vec![language],
            None => vec!["id", "en", ""],
        };
        let mut phrases: Vec<String> = languages
            .iter()
            .map(|language| {
                let last = wanted.words.len() - 1;
                let stems: Vec<Cow<'_, str>> = (wanted.words.iter().enumerate())
                    // The beginning of a word has no stem of its own.
                    .map(
                        |(index, word)| {
                            if wanted.is_prefix && index == last { word.into() } else { stem(word, language) }
                        },
                    )
                    .collect();
                format!("words : \"{}\"{}", stems.join(" "), if wanted.is_prefix { " *" } else { "" })
            })
            .collect();
        phrases.sort_unstable();
        phrases.dedup();
        format!("({})", phrases.join(" OR "))
    }
}

/// Lower case without accents; apostrophes and other marks inside a word are left out.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let plain = word.nfkd().filter(|&c| !is_combining_mark(c) && c.is_alphanumeric());
    plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn stem<'a>(word: &'a str, language: &str) -> Cow<'a, str> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    match language.split(['-', '_']).next().unwrap_or_default() {
        "id" | "ms" => algorithms::indonesian_tala(word),
        "en" => algorithms::english_porter_2(word),
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        let of = |text: &str| stems(text, "id");
        assert_eq!(of("membantah dibantah bantahan"), "bantah bantah bantah");
        assert_eq!(of("Pernyataan-pernyataan É."), "nyata nyata e");
        assert_eq!(stems("denied denies deny DENYING", "en"), "deni deni deni deni");
        assert_eq!(stems("日本 1,280", "und"), "日 本 1280");
    }

    #[test]
    fn any_text_is_a_query() {
        for text in ["", "-", "\"", "\"a", "* -\"\"", "a AND OR NOT (", "words : x", "''--", "NEAR(a b, 3)", "“a b”*"]
        {
            let query = Query::parse(text, None);
            assert_eq!(query.is_empty(), query.expression().is_empty() || query.wanted.is_empty());
        }
        let query = Query::parse("\"tidak benar\" kapal* -laut", Some("id"));
        assert_eq!(query.expression(), "((words : \"tidak benar\") AND (words : \"kapal\" *)) NOT (words : \"laut\")");
    }

    #[test]
    fn places_are_the_words_found() {
        let query = Query::parse("bantah kapal*", None);
        let text = "Ia membantah bahwa kapal-kapalnya karam.";
        let found: Vec<&str> = query.places(text, "id").into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, ["membantah", "kapal", "kapalnya"]);
    }

    #[test]
    fn outlets_are_told_by_their_words() {
        assert_eq!(name_mark('o', "Radio  TEPI"), name_mark('o', "radio tepi"));
        assert_ne!(name_mark('o', "Radio Tepi"), name_mark('o', "Radio Hulu"));
    }
}
