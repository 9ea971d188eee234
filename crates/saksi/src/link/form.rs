//! The dictionary forms that a word may be an affixed form of. Generous: a form counts only where a list knows it.

use crate::Lang;

/// A word with the forms it may be an affixed form of; the word itself first.
pub(super) fn forms(word: &str, lang: Lang) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    match lang {
        Lang::Id | Lang::Ms => indonesian(word, &mut out),
        Lang::En => english(word, &mut out),
    }
    let mut different: Vec<String> = Vec::with_capacity(out.len());
    for form in out {
        if (form == word || form.chars().nth(1).is_some()) && !different.contains(&form) {
            different.push(form);
        }
    }
    different
}

/// An English word without its plural ending; other words as they are.
pub(super) fn singular(word: &str, lang: Lang) -> &str {
    match word.strip_suffix('s') {
        Some(root) if lang == Lang::En && root.len() > 3 && !root.ends_with(['s', 'u', 'i']) => root,
        _ => word,
    }
}

fn english(word: &str, out: &mut Vec<String>) {
    let mut take = |end: &str, with: &str| {
        if let Some(root) = word.strip_suffix(end)
            && root.chars().count() >= 2
        {
            out.push(format!("{root}{with}"));
            let mut last = root.chars().rev();
            if with.is_empty() && end != "s" && last.next() == last.next() {
                out.push(root[..root.len() - root.chars().next_back().map_or(0, char::len_utf8)].to_owned());
            }
        }
    };
    take("ies", "y");
    take("es", "");
    take("s", "");
    take("ied", "y");
    take("ed", "");
    take("ed", "e");
    take("ing", "");
    take("ing", "e");
    take("ly", "");
}

fn indonesian(word: &str, out: &mut Vec<String>) {
    let mut bases = vec![word.to_owned()];
    for particle in ["lah", "kah", "pun", "nya", "ku", "mu"] {
        if let Some(base) = word.strip_suffix(particle) {
            bases.push(base.to_owned());
        }
    }
    // A reduplicated word is its first half: "kapal-kapal".
    if let Some((first, second)) = word.split_once('-')
        && (second.starts_with(first) || first.ends_with(second))
    {
        bases.push(first.to_owned());
    }
    let mut stripped = bases.clone();
    for base in &bases {
        for end in ["kan", "an", "i"] {
            if let Some(root) = base.strip_suffix(end) {
                stripped.push(root.to_owned());
            }
        }
    }
    const HEADS: [(&str, &[&str]); 21] = [
        ("memper", &[""]),
        ("diper", &[""]),
        ("meny", &["s"]),
        ("peny", &["s"]),
        ("meng", &["", "k"]),
        ("peng", &["", "k"]),
        ("mem", &["", "p"]),
        ("pem", &["", "p"]),
        ("men", &["", "t"]),
        ("pen", &["", "t"]),
        ("me", &[""]),
        ("pe", &[""]),
        ("ber", &[""]),
        ("ter", &[""]),
        ("per", &[""]),
        ("di", &[""]),
        ("ke", &[""]),
        ("se", &[""]),
        ("be", &[""]),
        ("keber", &[""]),
        ("keter", &[""]),
    ];
    let mut rooted = stripped.clone();
    for base in &stripped {
        for (head, restored) in HEADS {
            if let Some(rest) = base.strip_prefix(head) {
                for first in restored {
                    let root = format!("{first}{rest}");
                    if root.chars().count() >= 3 {
                        rooted.push(root);
                    }
                }
            }
        }
    }
    out.extend(rooted);
}
