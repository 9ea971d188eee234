//! Lines that stand on a page and are not its article: "Baca juga", editor initials, share lines, copyright.
//! Knows words only; where a line stands is the reader's affair.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::words;

/// Whether a short line of an HTML page is furniture by its words.
pub(super) fn is_furniture(line: &str) -> bool {
    is_surely_furniture(line) || {
        let count = words::count(line);
        let plain = normal(line);
        LINES.whole.iter().any(|whole| *whole == plain.trim_end_matches([' ', ':']))
            || count <= 40 && !has_quotation(line) && starts(&LINES.start, &plain)
            || count <= 30 && LINES.inside.iter().any(|phrase| plain.contains(phrase))
            || count <= 16 && (is_counter(&plain) || is_credit(line) || is_conversion(line))
    }
}

/// Whether a line is furniture wherever it stands, in plain text too.
pub(super) fn is_surely_furniture(line: &str) -> bool {
    let line = line.trim();
    let count = words::count(line);
    if count == 0 {
        return !line.chars().any(|c| matches!(c, '"' | '“' | '”'));
    }
    if is_initials(line) || line.starts_with("[Gambas:") || line.starts_with("[gambas:") {
        return true;
    }
    let plain = normal(line);
    counts_pages(line) || line.starts_with('©') || count <= 30 && starts(&LINES.sure, &plain)
}

/// "Halaman 2 dari 3", "Page 1 of 2".
pub(super) fn counts_pages(line: &str) -> bool {
    let plain = words::plain(line);
    let parts: Vec<&str> = plain.split(' ').collect();
    let number =
        |at: usize| parts.get(at).is_some_and(|part| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    parts.len() == 4 && matches!((parts[0], parts[2]), ("halaman", "dari") | ("page", "of")) && number(1) && number(3)
}

/// Headings under which nothing of the article stands any more: "TERKAIT", "BERITA LAINNYA".
pub(super) fn ends_article(line: &str) -> bool {
    let plain = normal(line);
    let plain = plain.trim_end_matches([' ', ':']);
    words::count(line) <= 4 && LINES.whole.iter().any(|whole| *whole == plain)
}

/// Editor initials alone on a line: "(fyk/ash)", "(RNA)", "[ABC]".
pub(super) fn is_initials(line: &str) -> bool {
    let line = line.trim().trim_end_matches('.');
    let inner = line
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .or_else(|| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    inner.is_some_and(|inner| {
        let parts: Vec<&str> = inner.split(['/', '-', '|', ',']).map(str::trim).collect();
        parts.len() <= 5
            && parts
                .iter()
                .all(|part| (1..=5).contains(&part.chars().count()) && part.chars().all(char::is_alphanumeric))
    })
}

/// The place where trailing initials begin in a paragraph: "… katanya. (vyp/kna)".
pub(super) fn trailing_initials(line: &str) -> Option<usize> {
    let open = line.rfind(['(', '['])?;
    let inner = &line[open..];
    let before = line[..open].trim_end();
    let closed = before.ends_with(['.', '"', '”', '!', '?', '\'']);
    let marked = inner.contains('/') || inner.chars().all(|c| !c.is_lowercase());
    (closed && marked && is_initials(inner) && inner.len() <= 20).then_some(before.len())
}

/// "128 shares 45 View comments", "3 min read", "Listen 3 min".
fn is_counter(plain: &str) -> bool {
    const UNITS: [&str; 12] = [
        "shares", "share", "comments", "komentar", "views", "min", "mins", "minute", "minutes", "menit", "likes",
        "dibaca",
    ];
    let words: Vec<&str> = plain.split(' ').collect();
    words.len() <= 8
        && words.windows(2).any(|pair| {
            pair[0].chars().next().is_some_and(|c| c.is_ascii_digit()) && UNITS.contains(&pair[1].trim_end_matches(':'))
        })
}

/// "Photo: AP", "(Foto: Antara)", "Getty Images": credits without a caption.
fn is_credit(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['(', '[']);
    let lower = line.to_lowercase();
    ["foto:", "photo:", "photograph:", "image:", "gambar:", "ilustrasi:", "credit:", "picture:", "kredit:"]
        .iter()
        .any(|start| lower.starts_with(start))
        || lower == "getty images"
}

/// "($1 = 0.92 euros)" below an agency's report.
fn is_conversion(line: &str) -> bool {
    line.starts_with('(') && line.ends_with(')') && line.contains(" = ") && line.contains(|c: char| c.is_ascii_digit())
}

fn has_quotation(line: &str) -> bool {
    line.chars().filter(|c| matches!(c, '"' | '“' | '”')).count() >= 2
}

struct Lines {
    whole: Vec<&'static str>,
    inside: Vec<&'static str>,
    start: AhoCorasick,
    sure: AhoCorasick,
}

static LINES: LazyLock<Lines> = LazyLock::new(|| {
    let (mut whole, mut inside, mut start, mut sure) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for line in [include_str!("../lang/id/furniture.tsv"), include_str!("../lang/en/furniture.tsv")]
        .into_iter()
        .flat_map(str::lines)
    {
        match line.split_once('\t') {
            Some(("whole", words)) => whole.push(words),
            Some(("inside", words)) => inside.push(words),
            Some(("start", words)) => start.push(words),
            Some(("sure", words)) => sure.push(words),
            _ => {}
        }
    }
    let automaton = |words: &[&str]| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(words)
            .expect("the word lists are short")
    };
    Lines { whole, inside, start: automaton(&start), sure: automaton(&sure) }
});

/// Lower case, white space single, every mark but the colon and the bracket a space.
fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for c in line.chars().take(400) {
        if c.is_alphanumeric() || matches!(c, ':' | '(') {
            if c == '(' && normal.is_empty() {
                continue;
            }
            normal.extend(c.to_lowercase());
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

/// Whether a line begins with one of the words of a list.
fn starts(automaton: &AhoCorasick, plain: &str) -> bool {
    automaton.find(Input::new(plain).anchored(Anchored::Yes)).is_some_and(|found| {
        // Whole words only: "promo" is not "promosi".
        plain[..found.end()].ends_with([':', '('])
            || plain[found.end()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_its_words() {
        for line in [
            "Baca juga: Harga Beras Naik",
            "BACA JUGA : X",
            "(fyk/ash)",
            "(RNA)",
            "[Gambas:Video 20detik]",
            "Halaman 2 dari 3",
            "Cek Berita dan Artikel yang lain di",
            "***",
        ] {
            assert!(is_surely_furniture(line), "{line}");
        }
        for line in [
            "TERKAIT",
            "Related stories",
            "128 shares 45 View comments",
            "Copyright © 2025 Warta",
            "READ MORE: Inside",
            "Sign up for our newsletter",
            "Photo: AP",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Baca buku itu menyenangkan, kata menteri.",
            "Sumber daya itu terbatas.",
            "(Antara Foto mencatat hal itu)",
            "\"Ya.\"",
            "Share prices fell on Monday.",
            "Promosi jabatan itu batal.",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
        assert_eq!(trailing_initials("Selesai, katanya. (vyp/kna)"), Some(17));
        assert_eq!(trailing_initials("Organisasi itu (NATO) pergi."), None);
    }
}
