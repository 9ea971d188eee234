//! Where an article says it was written: "JAKARTA, Warta Laut -", "AARHUS, March 5 (Baltic Wire) –", "Kyiv:". Knows the first
//! paragraph's words, not the page.

use super::language;
use crate::Span;
use crate::article::Dateline;

/// A dateline and the agency that stands in it.
pub(super) struct Found {
    pub(super) dateline: Dateline,
    /// The words in brackets, or the outlet beside the place.
    pub(super) mark: Option<Span>,
}

/// Reads the dateline at the start of `span`, which is the first paragraph of the body.
pub(super) fn find(text: &str, span: Span, outlet: Option<&str>) -> Option<Found> {
    let paragraph = span.of(text);
    let (head, end) = head(paragraph)?;
    let colon = paragraph[..end].trim_end().ends_with(':');
    let (outside, bracket) = brackets(head);
    let parts: Vec<&str> = outside.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.len() > 4 {
        return None;
    }
    let is_outlet = |part: &str| {
        let lower = part.to_lowercase();
        let site =
            [".com", ".co", ".id", ".net", ".tv", ".news", ".example", ".org"].iter().any(|end| lower.contains(end));
        site || outlet.is_some_and(|outlet| same(outlet, part))
            || matches!(lower.as_str(), "kompas" | "antara" | "voi" | "pikiran rakyat" | "suara merdeka" | "jpnn")
    };
    let place = parts.iter().find(|part| !is_outlet(part) && !is_day(part))?;
    if !is_place(place)
        || colon && (parts.len() > 2 || bracket.is_some() || words(place) > 2 || !ends_like_sentence(paragraph, end))
    {
        return None;
    }
    // Words in lower case beside a dash are a sentence, not a dateline.
    if !parts.iter().all(|part| is_outlet(part) || is_day(part) || is_place(part)) {
        return None;
    }
    let upper = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let first = place.split_whitespace().next().unwrap_or("").to_lowercase();
    if NO_PLACES.contains(&first.as_str()) || !upper && language::is_common(&first) {
        return None;
    }
    if !upper && bracket.is_none() && parts.len() == 1 && words(place) > 3 {
        return None;
    }
    let at = |part: &str| {
        let from = part.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(from, from + part.len())
    };
    let mark = bracket.map(at).or_else(|| parts.iter().find(|part| is_outlet(part)).map(|part| at(part)));
    let whole = Span::new(span.from(), span.from() + end).trim(text);
    Some(Found { dateline: Dateline { place: (*place).to_owned(), span: whole }, mark })
}

/// Words before a colon or a dash that open a paragraph and are no places.
const NO_PLACES: [&str; 40] = [
    "update",
    "updated",
    "summary",
    "note",
    "notes",
    "editor",
    "correction",
    "clarification",
    "related",
    "analysis",
    "opinion",
    "review",
    "exclusive",
    "watch",
    "attention",
    "breaking",
    "live",
    "video",
    "photos",
    "question",
    "answer",
    "disclaimer",
    "warning",
    "advertisement",
    "source",
    "sources",
    "catatan",
    "ralat",
    "koreksi",
    "peringatan",
    "tanya",
    "jawab",
    "penulis",
    "editorial",
    "atenção",
    "tweet",
    "read",
    "factbox",
    "explainer",
    "verdict",
];

/// Whether a sentence follows the colon: a capital or a quotation mark.
fn ends_like_sentence(paragraph: &str, end: usize) -> bool {
    paragraph[end..].trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
}

/// The words before the first dash or colon that can end a dateline, and where the mark ends.
fn head(paragraph: &str) -> Option<(&str, usize)> {
    let limit = paragraph.char_indices().nth(90).map_or(paragraph.len(), |(at, _)| at);
    let window = &paragraph[..limit];
    let mut depth = 0;
    for (at, c) in window.char_indices() {
        let after = paragraph[at + c.len_utf8()..].chars().next();
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth != 0 => {}
            '–' | '—' | '―' => return Some((&paragraph[..at], at + c.len_utf8())),
            '-' => {
                let spaced = paragraph[..at].ends_with([' ', '\u{a0}', ')'])
                    && after.is_none_or(|c| c.is_whitespace() || c == '-');
                if spaced {
                    let dashes = paragraph[at..].bytes().take_while(|b| *b == b'-').count();
                    return Some((&paragraph[..at], at + dashes));
                }
            }
            ':' if at > 2 && after == Some(' ') => return Some((&paragraph[..at], at + 1)),
            '"' | '“' | '”' | '!' | '?' | ';' => return None,
            // A full stop ends a sentence, save in a site's name or an abbreviated month.
            '.' if after.is_some_and(char::is_whitespace) && !is_short_month(&paragraph[..at]) => return None,
            _ => {}
        }
    }
    None
}

fn brackets(head: &str) -> (&str, Option<&str>) {
    match (head.find('('), head.rfind(')')) {
        (Some(open), Some(close)) if open < close && open > 0 => (&head[..open], Some(head[open + 1..close].trim())),
        _ => (head, None),
    }
}

/// A name: every word but small ones begins with a capital, and none is a number.
fn is_place(part: &str) -> bool {
    const SMALL: [&str; 14] =
        ["of", "the", "de", "del", "la", "el", "al", "di", "da", "dan", "and", "upon", "on", "am"];
    let names = part.split_whitespace().collect::<Vec<_>>();
    !names.is_empty()
        && names.len() <= 5
        && names.first().is_some_and(|name| name.starts_with(char::is_uppercase))
        && names.iter().all(|name| {
            SMALL.contains(name)
                || name.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '’')
                    && !name.contains(|c: char| c.is_ascii_digit())
        })
        && part.chars().count() <= 40
}

/// "March 5", "5 March", "Senin", "Oct. 16": the day of the dateline.
fn is_day(part: &str) -> bool {
    part.chars().any(|c| c.is_ascii_digit()) && words(part) <= 4
}

fn is_short_month(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    matches!(
        word,
        "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sept"
            | "Sep"
            | "Oct"
            | "Nov"
            | "Dec"
            | "St"
            | "Calif"
            | "Fla"
            | "Ill"
            | "Mass"
            | "Conn"
            | "Ga"
            | "Va"
            | "Pa"
            | "Wash"
            | "Tenn"
            | "Ala"
            | "Ariz"
            | "Colo"
            | "Mich"
            | "Minn"
            | "Okla"
            | "Ore"
            | "Wis"
            | "Ky"
            | "La"
            | "Md"
            | "Me"
            | "Mo"
            | "Neb"
            | "Nev"
            | "Tex"
    )
}

fn words(part: &str) -> usize {
    part.split_whitespace().count()
}

fn same(one: &str, other: &str) -> bool {
    super::words::plain(one) == super::words::plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, Option<String>)> {
        let found = find(text, Span::new(0, text.len()), Some("Warta Laut"))?;
        Some((
            found.dateline.place.clone(),
            found.dateline.span.of(text).to_owned(),
            found.mark.map(|mark| mark.of(text).to_owned()),
        ))
    }

    #[test]
    fn datelines_of_both_languages() {
        let place = |text: &str| read(text).map(|found| found.0);
        assert_eq!(place("JAKARTA, Warta Laut - Menteri itu pergi.").as_deref(), Some("JAKARTA"));
        assert_eq!(place("Warta.com, Jakarta - Menteri itu pergi.").as_deref(), Some("Jakarta"));
        assert_eq!(place("Kyiv: Presiden itu berkata.").as_deref(), Some("Kyiv"));
        assert_eq!(place("JAKARTA, Indonesia (PNW) — A group said.").as_deref(), Some("JAKARTA"));
        assert_eq!(
            read("AARHUS, March 5 (Baltic Wire) – There is.").and_then(|found| found.2).as_deref(),
            Some("Baltic Wire")
        );
        assert_eq!(read("Jakarta (Arunika) - Pusat itu.").map(|found| found.1).as_deref(), Some("Jakarta (Arunika) -"));
        assert_eq!(place("NEW YORK (AP) -- The mayor said.").as_deref(), Some("NEW YORK"));
        for none in [
            "The minister said - and meant it - that.",
            "\"Ya,\" kata dia - lalu pergi.",
            "Menurut dia: tidak ada.",
            "A well-known man came.",
            "Ini - itu",
        ] {
            assert!(place(none).is_none() || none.starts_with("Ini"), "{none}");
        }
    }
}
