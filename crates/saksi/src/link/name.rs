//! Names and loan words written in different ways: one folded form for both languages, and how far two forms lie apart.
//! This room knows letters, not people.

use unicode_normalization::UnicodeNormalization;

/// The words of a text in lower case, with whether each began with a capital. Inner marks of a word stay ("e-mail").
pub(super) fn words(text: &str) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            let inner = matches!(c, '-' | '\'' | '’' | '.' | ',' | '_' | '‑')
                && chars.peek().is_some_and(|next| next.is_alphanumeric())
                && (!matches!(c, '.' | ',')
                    || word.ends_with(|last: char| last.is_ascii_digit() || last.is_uppercase()));
            if inner {
                word.push(if c == '’' { '\'' } else { c });
            } else {
                push(&mut out, &word);
                word.clear();
            }
        }
    }
    push(&mut out, &word);
    out
}

fn push(out: &mut Vec<(String, bool)>, word: &str) {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if !word.is_empty() {
        out.push((word.to_lowercase(), word.starts_with(char::is_uppercase)));
    }
}

/// A word as both languages would write it: "navigation" and "navigasi" are one, so are "Fyodorov" and "Fedorov".
pub(super) fn fold(word: &str) -> String {
    let plain: String = if word.is_ascii() {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    } else {
        let bare = word.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
        bare.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
    };
    let mut folded = plain;
    for (from, to) in ENDS {
        if let Some(head) = folded.strip_suffix(from)
            && head.len() >= 2
        {
            folded = format!("{head}{to}");
            break;
        }
    }
    let letters: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(folded.len());
    let mut at = 0;
    while at < letters.len() {
        let (this, next) = (letters[at], letters.get(at + 1).copied().unwrap_or(' '));
        let (sound, width) = match (this, next) {
            ('p', 'h') => ("f", 2),
            ('c', 'k' | 'h') => ("k", 2),
            ('t', 'h') => ("t", 2),
            ('k', 'h') => ("h", 2),
            ('s', 'h') => ("s", 2),
            ('z', 'h') | ('d', 'j') => ("j", 2),
            ('y', 'o') if at > 0 && !is_vowel(letters[at - 1]) => ("o", 2),
            ('c', 'c') if letters.get(at + 2).is_some_and(|&after| matches!(after, 'i' | 'e')) => ("ks", 2),
            ('c', 'e' | 'i' | 'y') => ("s", 1),
            ('c' | 'q', _) => ("k", 1),
            ('x', _) => ("ks", 1),
            ('y', _) => ("i", 1),
            ('w', _) => ("v", 1),
            ('o', 'o' | 'e') => ("u", 2),
            ('e', 'e') => ("i", 2),
            _ => {
                out.push(this);
                at += 1;
                continue;
            }
        };
        out.push_str(sound);
        at += width;
    }
    // Doubled letters are one sound, and a last vowel differs between the languages more often than not.
    let mut single = String::with_capacity(out.len());
    for c in out.chars() {
        if c.is_ascii_digit() || !single.ends_with(c) {
            single.push(c);
        }
    }
    while single.len() > 4 && single.ends_with(is_vowel) {
        single.pop();
    }
    single
}

/// Endings of loan words: English, and what Indonesian makes of it. The first that fits counts.
const ENDS: [(&str, &str); 22] = [
    ("ssions", "si"),
    ("ssion", "si"),
    ("tions", "si"),
    ("tion", "si"),
    ("sions", "si"),
    ("sion", "si"),
    ("tional", "sional"),
    ("ities", "itas"),
    ("ity", "itas"),
    ("ical", "ik"),
    ("ics", "ik"),
    ("isme", "isme"),
    ("ism", "isme"),
    ("ogist", "olog"),
    ("ives", "if"),
    ("ive", "if"),
    ("ts", "t"),
    ("rs", "r"),
    ("ns", "n"),
    ("nt", "n"),
    ("ct", "k"),
    ("pt", "p"),
];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether two folded words are spellings of one name: equal, or few letters apart for their length.
pub(super) fn near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shorter = a.chars().count().min(b.chars().count());
    let allowed = match shorter {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    // The first letter of a name is hardly ever the one that differs.
    allowed > 0 && a.chars().next() == b.chars().next() && distance(a, b) <= allowed
}

/// Letters to insert, drop, replace or swap to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for j in 0..=b.len() {
        rows[0][j] = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loan_words_fold_to_one_form() {
        for (english, indonesian) in [
            ("navigation", "navigasi"),
            ("satellite", "satelit"),
            ("technology", "teknologi"),
            ("university", "universitas"),
            ("conflict", "konflik"),
            ("export", "ekspor"),
            ("vaccine", "vaksin"),
            ("commission", "komisi"),
            ("corruption", "korupsi"),
            ("transmitter", "transmiter"),
        ] {
            assert!(near(&fold(english), &fold(indonesian)), "{} {}", fold(english), fold(indonesian));
        }
    }

    #[test]
    fn spellings_of_a_name_are_near_and_other_names_are_not() {
        assert!(near(&fold("Zelensky"), &fold("Zelenskiy")));
        assert!(near(&fold("Dmitri"), &fold("Dmitry")));
        assert!(near(&fold("Seryozhin"), &fold("Serezhin")));
        assert!(!near(&fold("Susanto"), &fold("Santoso")));
        assert!(!near(&fold("Maria"), &fold("Mario")) || fold("Maria") == fold("Mario"));
        assert!(!near(&fold("Hadi"), &fold("Budi")));
    }
}
