//! Whose report a page is as a whole: agency marks, "dilansir dari", tail lines. Knows the article, not its claims.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::article::{Article, Origin, OriginKind, Role};
use crate::{Lang, Span};

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
    if let Some(mark) = hints.mark.filter(|mark| {
        !own(mark.of(&article.text)) && !is_site(mark.of(&article.text)) && is_agency_mark(mark.of(&article.text))
    }) {
        let mark_words = mark.of(&article.text);
        // "(TNA)" is the agency that signs in full.
        let full = article.byline.iter().find(|name| is_agency(name) && is_own(Some(name), mark_words));
        return Origin {
            kind: OriginKind::Syndicated,
            of: Some(full.cloned().unwrap_or_else(|| agency(mark_words))),
            spans: vec![mark],
        };
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
    if article.outlet.is_some() && article.blocks.iter().any(|block| block.role.is_body()) {
        Origin { kind: OriginKind::Original, of: None, spans: Vec::new() }
    } else {
        Origin::unknown()
    }
}

/// Agencies by the name they sign with.
const AGENCIES: [(&str, &str); 26] = [
    ("afp", "AFP"),
    ("agence france presse", "AFP"),
    ("ap", "AP"),
    ("associated press", "AP"),
    ("the associated press", "AP"),
    ("reuters", "Reuters"),
    ("antara", "Antara"),
    ("antaranews", "Antara"),
    ("xinhua", "Xinhua"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("tass", "TASS"),
    ("bernama", "Bernama"),
    ("kyodo", "Kyodo"),
    ("kyodo news", "Kyodo"),
    ("yonhap", "Yonhap"),
    ("anadolu", "Anadolu"),
    ("anadolu agency", "Anadolu"),
    ("aap", "AAP"),
    ("pa", "PA"),
    ("pa media", "PA"),
    ("press association", "PA"),
    ("upi", "UPI"),
    ("bloomberg", "Bloomberg"),
    ("ians", "IANS"),
    ("pti", "PTI"),
];

fn agency(name: &str) -> String {
    let plain = words::plain(name);
    AGENCIES
        .iter()
        .find(|(other, _)| *other == plain)
        .map_or_else(|| name.trim().to_owned(), |(_, name)| (*name).to_owned())
}

/// A byline that is an agency by its name.
pub(super) fn is_agency(name: &str) -> bool {
    let plain = words::plain(name);
    let by_word = plain.split(' ').any(|word| matches!(word, "wire" | "newswire" | "wires" | "agency" | "agencies"))
        || plain.starts_with("kantor berita");
    AGENCIES.iter().any(|(other, _)| *other == plain) || by_word
}

/// Words in the brackets of a dateline that can name an agency: short, and a name.
fn is_agency_mark(mark: &str) -> bool {
    let count = words::count(mark);
    (1..=4).contains(&count)
        && mark.starts_with(|c: char| c.is_uppercase())
        && !mark.chars().any(|c| c.is_ascii_digit())
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
    let initials: String = outlet
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .collect::<String>()
        .to_lowercase();
    let squeezed = own.replace(' ', "");
    let name = plain.replace(' ', "");
    // "PNW" for Pacific Newswire: the letters stand in the name, in order, the first one first.
    let letters = name.len() <= 5
        && squeezed.starts_with(name.chars().next().unwrap_or(' '))
        && is_subsequence(&name, &squeezed)
        && name.chars().all(|c| c.is_ascii_alphabetic());
    initials == name
        || squeezed.contains(&name) && name.len() >= 4
        || name.contains(&squeezed)
        || letters && outlet.split_whitespace().count() >= 2
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
    let edited = ["with additional editing", "with additional reporting", "dengan suntingan"]
        .iter()
        .any(|words| lower.contains(words));
    let alone = words::count(dashed) <= 2 && AGENCIES.iter().any(|(name, _)| *name == words::plain(dashed));
    (edited || alone).then(|| name_of(dashed)).flatten()
}

/// The outlet that the article as a whole is retold from: words of relay in its title or first paragraphs. An outlet that
/// something was told to, or that reported it, counts where its name is known for one.
fn relayed(article: &Article) -> Option<(String, Span)> {
    let body = article.blocks.iter().filter(|block| block.role.is_body()).take(4);
    let captions: Vec<&str> = article
        .blocks
        .iter()
        .filter(|block| block.role == Role::Caption)
        .map(|block| block.span.of(&article.text))
        .collect();
    for span in body.map(|block| block.span) {
        let text = span.of(&article.text);
        let lower = text.to_lowercase();
        // Offsets serve both only where case changes no length.
        if lower.len() != text.len() {
            continue;
        }
        let own = |name: &str| is_own(article.outlet.as_deref(), name);
        let is_media = |name: &str, before: &str| {
            is_media(name, before) || captions.iter().any(|caption| is_credit(caption, name))
        };
        let mut first: Option<(String, usize, usize)> = None;
        let mut consider = |from: usize, name_at: usize, sure: bool| {
            let Some((name, start)) = outlet_name(text, name_at) else { return };
            if !own(name)
                && (sure || is_media(name, &text[..start]))
                && first.as_ref().is_none_or(|(_, other, _)| from < *other)
            {
                first = Some((agency(name), from, start + name.len()));
            }
        };
        for phrase in TAKEN {
            for at in find_phrase(&lower, phrase) {
                consider(at, at + phrase.len(), true);
            }
        }
        for phrase in TOLD {
            for at in find_phrase(&lower, phrase) {
                consider(at, at + phrase.len(), false);
            }
        }
        for (at, word) in [" reported", " reports", " melaporkan", " memberitakan"]
            .iter()
            .filter_map(|word| Some((lower.find(word)?, word)))
        {
            let start = name_before(text, at);
            if start < at && !word.is_empty() {
                consider(start, start, false);
            }
        }
        if let Some((name, from, to)) = first {
            return Some((name, Span::new(span.from() + from, span.from() + to)));
        }
    }
    None
}

/// After these any name is an outlet's.
const TAKEN: [&str; 24] = [
    "dilansir",
    "dilansir dari",
    "dilansir oleh",
    "melansir",
    "melansir dari",
    "dikutip dari",
    "dikutip oleh",
    "seperti dikutip",
    "seperti dikutip dari",
    "sebagaimana dikutip",
    "mengutip dari",
    "mengutip laporan",
    "seperti dilaporkan",
    "sebagaimana dilaporkan",
    "seperti diberitakan",
    "sebagaimana diberitakan",
    "diwartakan",
    "disadur dari",
    "as reported by",
    "first reported by",
    "according to a report by",
    "according to a report in",
    "reported by",
    "seperti ditulis",
];
/// After these a name is an outlet's only where it is known for one.
const TOLD: [&str; 10] = [
    "kepada",
    "mengutip",
    "dikutip",
    "told",
    "told the",
    "citing",
    "citing the",
    "according to the",
    "dilaporkan",
    "menurut laporan",
];

fn find_phrase<'a>(lower: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> + 'a {
    lower.match_indices(phrase).map(|(at, _)| at).filter(move |&at| {
        let before = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && lower[at + phrase.len()..].starts_with(|c: char| c.is_whitespace())
    })
}

/// The name that stands at or after a place, as far as its words begin with capitals, and where it begins.
fn outlet_name(text: &str, at: usize) -> Option<(&str, usize)> {
    const NOT_OUTLETS: [&str; 24] = [
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "sabtu",
        "minggu",
        "kementerian",
        "presiden",
        "menteri",
        "pemerintah",
        "polisi",
        "kepala",
        "badan",
        "ketua",
        "instagram",
        "twitter",
        "facebook",
        "data",
        "undang",
        "reuters'",
        "monday",
        "tuesday",
        "parlemen",
    ];
    const KINDS: [&str; 17] = [
        "dari",
        "oleh",
        "kantor",
        "berita",
        "media",
        "situs",
        "harian",
        "koran",
        "surat",
        "kabar",
        "laman",
        "stasiun",
        "televisi",
        "majalah",
        "portal",
        "the",
        "newspaper",
    ];
    let mut start = at;
    for word in text[at..].split_inclusive(' ').take(5) {
        if !KINDS.contains(&word.trim()) && !word.trim().is_empty() {
            break;
        }
        start += word.len();
    }
    let rest = text[start..].trim_start();
    start = text.len() - rest.len();
    let mut end = 0;
    for word in rest.split_inclusive(' ').take(5) {
        let bare = word.trim_end();
        let is_address = bare.contains('.') && bare.len() > 4 && !bare.ends_with('.');
        if !bare.starts_with(char::is_uppercase) && !is_address && !(end > 0 && matches!(bare, "of" | "dan")) {
            break;
        }
        end += word.len();
        if bare.ends_with([',', '.', ';', ':', ')', '"', '”']) {
            break;
        }
    }
    let name = rest[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')' | '"' | '”' | '('));
    let first = name.split_whitespace().next()?.to_lowercase();
    (!NOT_OUTLETS.contains(&first.as_str())).then_some((name, start))
}

/// Where the run of capitalised words before a place begins.
fn name_before(text: &str, at: usize) -> usize {
    let mut start = at;
    for word in text[..at].rsplit(' ').take(4) {
        if !word.starts_with(char::is_uppercase) || word.ends_with([',', '.', '”', '"']) {
            break;
        }
        start = text[..start].trim_end().len() - word.len();
    }
    start
}

/// A name known as an outlet's, of the shape of one ("… Times"), or called one just before ("the technology site …").
fn is_media(name: &str, before: &str) -> bool {
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        include_str!("../lang/outlets.txt").lines().filter(|line| !line.starts_with('#')).map(words::plain).collect()
    });
    static ENDINGS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| Lang::En.files().relays.lines().filter_map(|line| line.strip_prefix("last\t")).collect());
    const KINDS: [&str; 16] = [
        "site",
        "website",
        "newspaper",
        "paper",
        "daily",
        "magazine",
        "broadcaster",
        "agency",
        "outlet",
        "channel",
        "situs",
        "harian",
        "koran",
        "majalah",
        "media",
        "berita",
    ];
    let plain = words::plain(name);
    let plain = plain.strip_prefix("the ").unwrap_or(&plain);
    let last = plain.rsplit(' ').next().unwrap_or("");
    let kind = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
    KNOWN.contains(plain)
        || plain.contains(' ') && ENDINGS.contains(last)
        || KINDS.contains(&kind.as_str())
        || is_site(name)
}

/// Whether a caption gives a name as its credit: "(Foto: Warta Laut)", "(Warta Laut/Ayu)".
fn is_credit(caption: &str, name: &str) -> bool {
    let credit = caption.rfind(['(', ':']).map_or("", |at| &caption[at..]);
    words::plain(credit).split(' ').collect::<Vec<_>>().join(" ").contains(&words::plain(name))
        && words::count(name) <= 4
        && !name.is_empty()
}
