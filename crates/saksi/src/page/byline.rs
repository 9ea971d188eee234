//! Names of those who signed: out of data, meta elements and the lines around the title. Knows labels and names, not people.

use super::pieces::Pieces;
use super::{origin, stamp, words};

/// The names in a byline: "By Ayu Lestari and Tomi Wira", "Penulis: Ayu Lestari | Editor: Tomi".
pub(super) fn names(line: &str) -> Vec<String> {
    let line = words::squeeze(line);
    let mut found = Vec::new();
    for part in line.split(['|', '•', ';', '/', '·']) {
        let mut part = part.trim();
        if is_editor(part) {
            continue;
        }
        part = without_label(part);
        // The role behind a name: "Ayu Lestari, Jakarta correspondent".
        let commas: Vec<&str> = part.split(',').map(str::trim).collect();
        for (at, piece) in commas.iter().enumerate() {
            if at > 0 && (is_role(piece) || !piece.contains(' ') && commas.len() == 2) {
                continue;
            }
            for name in split_and(piece) {
                let name = without_label(name.trim()).trim_matches(|c: char| {
                    matches!(c, '-' | '–' | '—' | ':' | '.' | '(' | ')' | '@') || c.is_whitespace()
                });
                let name = without_month(name);
                let name = [" on", " at", " pada", " di"]
                    .iter()
                    .fold(name, |name, end| name.strip_suffix(end).unwrap_or(name));
                if !name.is_empty() {
                    found.push(in_title_case(name));
                }
            }
        }
    }
    found
}

/// "By Ayu Lestari", "Penulis: Ayu Lestari".
pub(super) fn is_labelled(line: &str) -> bool {
    words::count(line) <= 12 && without_label(line).len() < line.len()
}

/// "(Ayu Lestari)" alone on a line.
pub(super) fn bracketed(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix('(')?.strip_suffix(')')?.trim();
    is_person(inner).then_some(inner)
}

/// The name that signs below the article: "Pewarta: Ayu Lestari", "(Ayu Lestari)".
pub(super) fn below(lines: &[String], outlet: Option<&str>) -> Vec<String> {
    for line in lines {
        if let Some(name) = bracketed(line) {
            return vec![name.to_owned()];
        }
        if words::count(line) <= 12 && !is_editor(line) && without_label(line).len() < line.len() {
            let found: Vec<String> =
                names(line).into_iter().filter(|name| is_name(name, outlet) && is_person(name)).collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Whether words can be the name of a person, a desk or an agency, and are not the outlet's own or a machine's.
pub(super) fn is_name(name: &str, outlet: Option<&str>) -> bool {
    const NEVER: [&str; 34] = [
        "admin",
        "administrator",
        "developer",
        "web design",
        "webmaster",
        "redaksi",
        "cyber media",
        "editor",
        "author",
        "penulis",
        "reporter",
        "pewarta",
        "share",
        "facebook",
        "twitter",
        "whatsapp",
        "undefined",
        "null",
        "none",
        "user",
        "contributing writer",
        "published",
        "beranda",
        "halaman muka",
        "staff writer",
        "unknown",
        "read more",
        "anonymous",
        "follow",
        "komentar",
        "updated",
        "published",
        "home",
        "tim redaksi",
    ];
    let plain = words::plain(name);
    let count = words::count(name);
    if count == 0
        || count > 6
        || name.chars().count() > 60
        || name.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '?' | '!' | '{' | '<' | '#'))
    {
        return false;
    }
    // Letters behind a name ("MSc, RDN") and the month of a date are no names.
    let letters = count == 1 && name.chars().count() <= 4 && name.chars().all(|c| c.is_uppercase() || c == '.');
    if letters && !is_known_letters(&plain) || count == 1 && stamp::is_calendar_word(&plain) {
        return false;
    }
    if outlet.is_some_and(|outlet| words::plain(outlet) == plain) || NEVER.contains(&plain.as_str()) {
        return false;
    }
    let technical = plain.starts_with("pt ")
        || plain.ends_with(" developer")
        || plain.contains("cyber media")
        || plain.contains("web design")
        || plain.contains(" com ")
        || plain.ends_with(" com")
        || name.contains(".com")
        || name.contains(".co.");
    !technical && name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii())
}

/// Agencies that sign with their letters.
fn is_known_letters(plain: &str) -> bool {
    matches!(
        plain,
        "ap" | "afp" | "dpa" | "efe" | "ans" | "aap" | "upi" | "pti" | "ians" | "pa" | "cnn" | "bbc" | "tass"
    )
}

/// The names in the lines around the title.
pub(super) fn visible(
    pieces: &Pieces,
    title: Option<usize>,
    first_body: Option<usize>,
    outlet: Option<&str>,
) -> Vec<String> {
    let items = &pieces.items;
    let start = title.map_or(0, |at| at + 1);
    let end = first_body.unwrap_or(start).max(start).min(items.len()).min(start + 20);
    let near: Vec<usize> =
        (start..end).chain(first_body.map_or(0..0, |first| first..(first + 1).min(items.len()))).collect();
    // A line that is marked or labelled as a byline is sure; else the first line of a name or two.
    for labelled in [true, false] {
        for &at in &near {
            let piece = &items[at];
            if piece.caption || piece.heading.is_some() || piece.words > 30 || Some(at) == title {
                continue;
            }
            let line = without_stamp(&piece.text);
            let has_label = without_label(line).len() < line.len();
            if labelled && !(piece.named.byline || has_label)
                || !labelled
                    && (first_body.is_some_and(|first| at >= first)
                        || words::count(line) > 8
                        || piece.list && items.get(at + 1).is_none_or(|next| stamp::find(&next.text).is_none()))
            {
                continue;
            }
            if !labelled && (piece.linked * 2 > piece.words || !piece.regions.is_empty()) {
                continue;
            }
            let found: Vec<String> = split_outlet(line, outlet)
                .iter()
                .flat_map(|part| names(part))
                .filter(|name| is_name(name, outlet) && (labelled || is_person(name) || origin::is_agency(name)))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// The names before the date in a line that holds both.
pub(super) fn signed(line: &str, outlet: Option<&str>) -> Vec<String> {
    let line = without_stamp(line);
    split_outlet(line, outlet).iter().flat_map(|part| names(part)).filter(|name| is_name(name, outlet)).collect()
}

/// Two to four capitalised words.
pub(super) fn is_person(name: &str) -> bool {
    const SMALL: [&str; 14] =
        ["de", "van", "der", "den", "von", "bin", "binti", "al", "el", "la", "da", "dos", "du", "le"];
    let parts: Vec<&str> = name.split_whitespace().collect();
    let upper = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (2..=4).contains(&parts.len())
        && !upper
        && parts.iter().all(|part| part.starts_with(char::is_uppercase) || SMALL.contains(part))
}

/// A name without the month of the date that followed it: "Ayu Lestari — November".
fn without_month(name: &str) -> &str {
    let mut name = name;
    while let Some((before, last)) = name.rsplit_once(' ') {
        if !stamp::is_calendar_word(&words::plain(last)) && words::count(last) > 0 {
            break;
        }
        name = before.trim_end();
    }
    name
}

/// A name without the outlet behind it: "Ayu Lestari Warta Laut".
pub(super) fn without_outlet(name: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet.filter(|outlet| words::count(outlet) >= 1) else { return name.to_owned() };
    let (plain, own) = (words::plain(name), words::plain(outlet));
    let behind = plain.strip_suffix(&own).is_some_and(|rest| rest.ends_with(' ') && rest.trim_end().contains(' '));
    if !behind {
        return name.to_owned();
    }
    let mut name = name.trim_end();
    for _ in 0..words::count(outlet) {
        name = name.rsplit_once(|c: char| !c.is_alphanumeric()).map_or(name, |(before, _)| before);
    }
    name.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A name printed in capitals, as it is written elsewhere.
fn in_title_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 8 || !name.contains(' ') || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut cased = String::with_capacity(name.len());
    let mut previous = ' ';
    for c in name.chars() {
        if previous.is_alphabetic() {
            cased.extend(c.to_lowercase());
        } else {
            cased.push(c);
        }
        previous = c;
    }
    cased
}

fn split_and(piece: &str) -> Vec<&str> {
    let mut parts = vec![piece];
    for and in [" and ", " dan ", " & ", " und ", " et "] {
        parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
    }
    parts
}

fn split_outlet<'a>(line: &'a str, outlet: Option<&str>) -> Vec<&'a str> {
    let parts: Vec<&str> = line.split(" - ").map(str::trim).collect();
    let plain = outlet.map(words::plain);
    parts.into_iter().filter(|part| Some(words::plain(part)) != plain).collect()
}

fn without_label(part: &str) -> &str {
    const LABELS: [&str; 29] = [
        "penulis",
        "pewarta",
        "reporter",
        "oleh",
        "wartawan",
        "laporan wartawan",
        "laporan",
        "kontributor",
        "jurnalis",
        "written by",
        "reported by",
        "words by",
        "story by",
        "by",
        "author",
        "posted by",
        "published by",
        "von",
        "par",
        "por",
        "text by",
        "from",
        "analysis by",
        "exclusive by",
        "tim",
        "ditulis oleh",
        "report by",
        "sumber",
        "source",
    ];
    let lower = part.to_lowercase();
    if lower.len() != part.len() {
        return part;
    }
    // "Pewawancara: Ayu Lestari": whatever the label, a person's name stands behind it.
    if let Some((label, name)) = part.split_once(':') {
        if (1..=4).contains(&words::count(label)) && is_person(name.trim()) {
            return name.trim();
        }
    }
    for label in LABELS {
        if let Some(rest) = lower.strip_prefix(label) {
            let after = &part[part.len() - rest.len()..];
            let bare = after.trim_start_matches([' ', ':', '\u{a0}']);
            let marked = after.starts_with(':') || after.starts_with(" :");
            let by = matches!(
                label,
                "oleh"
                    | "by"
                    | "written by"
                    | "reported by"
                    | "words by"
                    | "story by"
                    | "posted by"
                    | "published by"
                    | "text by"
                    | "ditulis oleh"
                    | "analysis by"
                    | "exclusive by"
                    | "report by"
            );
            let named = !after.starts_with(char::is_alphanumeric) && is_person(bare.trim());
            if bare.len() < after.len() && (marked || by || named && label != "from") && !bare.is_empty() {
                return bare;
            }
        }
    }
    part
}

fn is_editor(part: &str) -> bool {
    let lower = part.to_lowercase();
    ["editor", "penyunting", "redaktur", "edited by", "foto", "photo"].iter().any(|label| lower.starts_with(label))
}

fn is_role(piece: &str) -> bool {
    const ROLES: [&str; 22] = [
        "correspondent",
        "editor",
        "reporter",
        "writer",
        "chief",
        "bureau",
        "staff",
        "columnist",
        "producer",
        "journalist",
        "analyst",
        "author",
        "wartawan",
        "kontributor",
        "redaktur",
        "associated press",
        "reuters",
        "afp",
        "bbc",
        "cnn",
        "agency",
        "ap",
    ];
    let lower = piece.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| ROLES.contains(&word)) || lower == "associated press"
}

/// A line without the date behind the names.
fn without_stamp(line: &str) -> &str {
    const DAYS: [&str; 22] = [
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "jum'at",
        "sabtu",
        "minggu",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon,",
        "tue,",
        "wed,",
        "thu,",
        "fri,",
        "sat,",
        "sun,",
    ];
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return line;
    }
    let day = DAYS
        .iter()
        .filter_map(|day| lower.find(day))
        .filter(|&at| at == 0 || !lower[..at].ends_with(char::is_alphanumeric))
        .min();
    let digit = line.find(|c: char| c.is_ascii_digit()).or_else(|| lower.find(" lalu").or_else(|| lower.find(" ago")));
    let published = ["published", "updated", "diterbitkan", "diperbarui", "posted"]
        .iter()
        .filter_map(|word| lower.find(word))
        .filter(|&at| at > 0)
        .min();
    let end = [day, digit, published].into_iter().flatten().min().unwrap_or(line.len());
    line[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_roles_and_lists() {
        assert_eq!(names("By Ayu Lestari and Tomi Wira"), ["Ayu Lestari", "Tomi Wira"]);
        assert_eq!(names("Penulis: Ayu Lestari | Editor: Tomi Wira"), ["Ayu Lestari"]);
        assert_eq!(names("By Baltic Wire, Post Foreign Desk"), ["Baltic Wire", "Post Foreign Desk"]);
        assert_eq!(names("Ida Brink, Jakarta correspondent"), ["Ida Brink"]);
        assert_eq!(without_stamp("Ayu Lestari - Warta Laut Kamis, 06 Mar 2025"), "Ayu Lestari - Warta Laut");
    }

    #[test]
    fn machines_sign_nothing() {
        for name in [
            "Kompas Cyber Media",
            "Mediaindonesia.com Developer",
            "Web Design",
            "PT VIVA MEDIA BARU",
            "Warta Laut",
            "admin",
            "https://x",
        ] {
            assert!(!is_name(name, Some("Warta Laut")), "{name}");
        }
        assert!(is_name("Ayu Lestari", None) && is_name("Money Desk", None));
    }
}
