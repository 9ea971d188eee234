//! Whose report a page is as a whole: agency marks, "dilansir dari", tail lines. Knows the article, not its claims.

use crate::Span;
use crate::article::{Article, Origin, OriginKind};

use super::words;

/// What beside the text tells of the origin.
#[derive(Default)]
pub(super) struct Hints<'a> {
    /// The words in brackets of the dateline.
    pub(super) mark: Option<Span>,
    /// Lines of furniture after the body: "Sumber: Antara", "– Baltic Wire, with additional editing by …".
    pub(super) tail: &'a [String],
    /// What linked data says the page is based on.
    pub(super) based_on: Option<&'a str>,
}

/// Reads the origin of an article whose other fields are set.
pub(super) fn find(article: &Article, hints: &Hints<'_>) -> Origin {
    let own = |name: &str| is_own(article.outlet.as_deref(), name);
    // An agency's mark in the dateline: the text is the agency's.
    if let Some(mark) = hints.mark.filter(|mark| !own(mark.of(&article.text)) && !is_site(mark.of(&article.text)) && is_agency_mark(mark.of(&article.text))) {
        let mark_words = mark.of(&article.text);
        // "(TNA)" is the agency that signs in full.
        let full = article.byline.iter().find(|name| is_agency(name) && is_own(Some(name), mark_words));
        return Origin { kind: OriginKind::Syndicated, of: Some(full.cloned().unwrap_or_else(|| agency(mark_words))), spans: vec![mark] };
    }
    if let Some(of) = hints.tail.iter().find_map(|line| credited(line)).filter(|name| !own(name)) {
        return Origin { kind: OriginKind::Syndicated, of: Some(of), spans: Vec::new() };
    }
    if let Some(name) = article.byline.first().filter(|name| is_agency(name) && !own(name)) {
        return Origin { kind: OriginKind::Syndicated, of: Some(name.clone()), spans: Vec::new() };
    }
    // Marks of one's own: a dateline or byline in the outlet's own name.
    if let Some((name, span)) = relayed(article).filter(|(name, _)| !own(name)) {
        return Origin { kind: OriginKind::Relay, of: Some(name), spans: vec![span] };
    }
    if let Some(name) = hints.based_on.filter(|name| !name.contains("://") && !own(name)) {
        return Origin { kind: OriginKind::Relay, of: Some(name.to_owned()), spans: Vec::new() };
    }
    // A page that names nobody else is its outlet's own.
    if article.outlet.is_some() && article.blocks.iter().any(|block| block.role.is_body()) { Origin { kind: OriginKind::Original, of: None, spans: Vec::new() } } else { Origin::unknown() }
}

/// Agencies by the name they sign with.
const AGENCIES: [(&str, &str); 26] = [
    ("afp", "AFP"), ("agence france presse", "AFP"), ("ap", "AP"), ("associated press", "AP"), ("the associated press", "AP"), ("reuters", "Reuters"), ("antara", "Antara"), ("antaranews", "Antara"), ("xinhua", "Xinhua"),
    ("dpa", "dpa"), ("efe", "EFE"), ("tass", "TASS"), ("bernama", "Bernama"), ("kyodo", "Kyodo"), ("kyodo news", "Kyodo"), ("yonhap", "Yonhap"), ("anadolu", "Anadolu"), ("anadolu agency", "Anadolu"), ("aap", "AAP"), ("pa", "PA"),
    ("pa media", "PA"), ("press association", "PA"), ("upi", "UPI"), ("bloomberg", "Bloomberg"), ("ians", "IANS"), ("pti", "PTI"),
];

fn agency(name: &str) -> String {
    let plain = words::plain(name);
    AGENCIES.iter().find(|(other, _)| *other == plain).map_or_else(|| name.trim().to_owned(), |(_, name)| (*name).to_owned())
}

/// A byline that is an agency by its name.
pub(super) fn is_agency(name: &str) -> bool {
    let plain = words::plain(name);
    let by_word = plain.split(' ').any(|word| matches!(word, "wire" | "newswire" | "wires" | "agency" | "agencies")) || plain.starts_with("kantor berita");
    AGENCIES.iter().any(|(other, _)| *other == plain) || by_word
}

/// Words in the brackets of a dateline that can name an agency: short, and a name.
fn is_agency_mark(mark: &str) -> bool {
    let count = words::count(mark);
    (1..=4).contains(&count) && mark.starts_with(|c: char| c.is_uppercase()) && !mark.chars().any(|c| c.is_ascii_digit())
}

fn is_site(mark: &str) -> bool {
    let lower = mark.to_lowercase();
    [".com", ".co", ".id", ".net", ".tv"].iter().any(|end| lower.ends_with(end))
}

/// An outlet naming itself, in full or by its initials.
fn is_own(outlet: Option<&str>, name: &str) -> bool {
    let Some(outlet) = outlet else { return false };
    let (own, plain) = (words::plain(outlet), words::plain(name));
    if plain.is_empty() || own == plain {
        return true;
    }
    let initials: String = outlet.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next()).collect::<String>().to_lowercase();
    let squeezed = own.replace(' ', "");
    let name = plain.replace(' ', "");
    // "PNW" for Pacific Newswire: the letters stand in the name, in order, the first one first.
    let letters = name.len() <= 5 && squeezed.starts_with(name.chars().next().unwrap_or(' ')) && is_subsequence(&name, &squeezed) && name.chars().all(|c| c.is_ascii_alphabetic());
    initials == name || squeezed.contains(&name) && name.len() >= 4 || name.contains(&squeezed) || letters && outlet.split_whitespace().count() >= 2
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut chars = long.chars();
    short.chars().all(|c| chars.any(|other| other == c))
}

/// "Sumber: Antara (ABC)", "– Baltic Wire, with additional editing by Meridian", "AFP".
fn credited(line: &str) -> Option<String> {
    let line = line.trim();
    let lower = line.to_lowercase();
    let name_of = |rest: &str| {
        let end = rest.find(['(', ',', '.', ';', '|', '/']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        ((1..=4).contains(&words::count(name)) && name.starts_with(char::is_uppercase)).then(|| agency(name))
    };
    for label in ["sumber:", "sumber :", "source:", "source :"] {
        if lower.starts_with(label) && lower.len() == line.len() {
            return name_of(&line[label.len()..]);
        }
    }
    let dashed = line.strip_prefix(['–', '—', '-']).map(str::trim)?;
    let edited = ["with additional editing", "with additional reporting", "dengan suntingan"].iter().any(|words| lower.contains(words));
    let alone = words::count(dashed) <= 2 && AGENCIES.iter().any(|(name, _)| *name == words::plain(dashed));
    (edited || alone).then(|| name_of(dashed)).flatten()
}

/// The outlet that the article as a whole is retold from: a relay phrase in its first paragraphs, or the same one throughout.
fn relayed(article: &Article) -> Option<(String, Span)> {
    const PHRASES: [&str; 34] = [
        "dilansir dari laman", "dilansir dari", "melansir dari", "melansir laman", "dikutip dari laman", "dikutip dari", "mengutip dari", "mengutip laman", "dilansir laman", "seperti dilansir", "seperti dikutip", "seperti dilaporkan", "seperti diberitakan", "sebagaimana dilansir",
        "sebagaimana dikutip", "sebagaimana diberitakan", "sebagaimana dilaporkan", "dilansir", "melansir", "mengutip", "dikutip", "dilaporkan oleh", "dilaporkan", "diwartakan", "disadur dari", "menurut laporan", "kepada", "as reported by", "first reported by", "according to a report by",
        "told the", "told", "reported", "citing",
    ];
    let body: Vec<Span> = article.blocks.iter().filter(|block| block.role.is_body()).map(|block| block.span).collect();
    let mut best: Option<(String, Span)> = None;
    for (at, span) in body.iter().enumerate().take(4) {
        let text = span.of(&article.text);
        let lower = text.to_lowercase();
        if lower.len() != text.len() {
            continue;
        }
        for phrase in &PHRASES[..26] {
            if let Some(found) = find_phrase(&lower, phrase) {
                if let Some(name) = outlet_name(&text[found + phrase.len()..]) {
                    let end = found + phrase.len() + (text[found + phrase.len()..].len() - text[found + phrase.len()..].trim_start().len()) + name.len();
                    let span = Span::new(span.from() + found, span.from() + end);
                    if best.is_none() {
                        best = Some((clean(&name), span));
                    }
                }
            }
        }
        if best.is_some() {
            let _ = at;
            break;
        }
    }
    best
}

fn find_phrase(lower: &str, phrase: &str) -> Option<usize> {
    lower.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        let before = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && lower[at + phrase.len()..].starts_with(|c: char| c.is_whitespace())
    })
}

/// The name that follows a relay phrase, as far as its words begin with capitals.
fn outlet_name(rest: &str) -> Option<String> {
    const NOT_OUTLETS: [&str; 20] = [
        "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "kementerian", "presiden", "menteri", "pemerintah", "polisi", "kepala", "badan", "ketua", "instagram", "twitter", "facebook", "data", "undang",
    ];
    let rest = rest.trim_start();
    let rest = ["kantor berita ", "media ", "situs ", "harian ", "koran ", "surat kabar ", "laman "].iter().fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let mut end = 0;
    for word in rest.split_inclusive(' ').take(5) {
        let bare = word.trim_end();
        if !bare.starts_with(|c: char| c.is_uppercase()) && !bare.contains(".com") && !bare.contains(".id") && !(end > 0 && bare == "of") {
            break;
        }
        end += word.len();
        if bare.ends_with([',', '.', ';', ':', ')', '"', '”']) {
            break;
        }
    }
    let name = rest[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')' | '"' | '”' | '('));
    let first = name.split_whitespace().next()?.to_lowercase();
    (!NOT_OUTLETS.contains(&first.as_str())).then(|| name.to_owned())
}

fn clean(name: &str) -> String {
    agency(name)
}
