//! Numbers in digits and in words: "10.000", "1,28 juta", "15m", "dua puluh lima", "half a million".
//! The comma and the point follow the language of the article.

use rustc_hash::FxHashMap as HashMap;
use std::sync::OnceLock;

use crate::Lang;
use crate::lang::data_lines;
use crate::segment::Token;

/// A number that was read at a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The second number of "19-24".
    pub(super) upto: Option<f64>,
    /// Index of the token after it.
    pub(super) next: usize,
    /// Whether it is written in words alone.
    pub(super) in_words: bool,
    /// Whether a word like "million" belongs to it.
    pub(super) scaled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Whole,
    Teen,
    Tens,
    Fraction,
    Scale,
    Glued,
}

type Table = HashMap<&'static str, (Kind, f64)>;

fn table(lang: Lang) -> &'static Table {
    static TABLES: [OnceLock<Table>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    lang.once(&TABLES, |files| {
        data_lines(files.numbers)
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let (word, kind, value) = (columns.next()?, columns.next()?, columns.next()?);
                let kind = match kind {
                    "digit" => Kind::Digit,
                    "whole" => Kind::Whole,
                    "teen" => Kind::Teen,
                    "tens" => Kind::Tens,
                    "fraction" => Kind::Fraction,
                    "scale" => Kind::Scale,
                    _ => Kind::Glued,
                };
                Some((word, (kind, value.parse().ok()?)))
            })
            .collect()
    })
}

/// The number that begins at a token.
pub(super) fn read(tokens: &[Token], at: usize, lang: Lang) -> Option<Number> {
    let token = tokens.get(at)?;
    let starts_with_digit = token.lower.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if starts_with_digit { in_digits(&token.lower, tokens, at, lang) } else { in_words(tokens, at, lang) }
}

/// The number of a token that some letters precede: "Rp86" read from its digits on.
pub(super) fn read_glued(digits: &str, tokens: &[Token], at: usize, lang: Lang) -> Option<Number> {
    in_digits(digits, tokens, at, lang)
}

fn in_digits(word: &str, tokens: &[Token], at: usize, lang: Lang) -> Option<Number> {
    let table = table(lang);
    let end = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
    let (digits, glued) = word.split_at(end);
    let mut factor = 1.0;
    let mut scaled = false;
    if !glued.is_empty() {
        let (_, value) = table.get(glued).filter(|(kind, _)| *kind == Kind::Glued)?;
        // "600m to the north" is a distance; better no number than a thousandfold one.
        let distance = ["to", "from", "away", "off", "north", "south", "east", "west", "long", "high", "deep", "wide"];
        if glued == "m" && tokens.get(at + 1).is_some_and(|next| distance.contains(&next.lower.as_str())) {
            return None;
        }
        (factor, scaled) = (*value, true);
    }
    let (value, upto) = match digits.split_once(['-', '–', '‐', '‑']) {
        Some((first, second)) => (plain(first, lang)?, Some(plain(second, lang)?)),
        None => (plain(digits, lang)?, None),
    };
    let mut next = at + 1;
    while next <= at + 2
        && let Some((Kind::Scale, scale)) = tokens.get(next).and_then(|token| table.get(token.lower.as_str()))
    {
        (factor, scaled, next) = (factor * scale, true, next + 1);
    }
    // "15 m" is metres; only glued letters scale.
    Some(Number {
        value: tidy(value * factor),
        upto: upto.map(|upto| tidy(upto * factor)),
        next,
        in_words: false,
        scaled,
    })
}

/// Digits with the group and decimal marks of the language.
fn plain(digits: &str, lang: Lang) -> Option<f64> {
    if digits.is_empty()
        || digits.len() > 18
        || !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return None;
    }
    let (group, decimal) = match lang {
        Lang::Id => ('.', ','),
        Lang::En | Lang::Ms => (',', '.'),
    };
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    let grouped = |whole: &str| {
        let mut pieces = whole.split(group);
        pieces.next().is_some_and(|first| (1..=3).contains(&first.len())) && pieces.all(|piece| piece.len() == 3)
    };
    if fraction.contains(['.', ',']) {
        // Two marks of the foreign kind group: "1,280,000" on an Indonesian page.
        let foreign = digits.split(decimal).skip(1).all(|piece| piece.len() == 3) && !digits.contains(group);
        return if foreign { digits.replace(decimal, "").parse().ok() } else { None };
    }
    if whole.contains(group) && !grouped(whole) {
        // "3.5" on an Indonesian page can only be a decimal point.
        let single = whole.matches(group).count() == 1 && fraction.is_empty() && lang == Lang::Id;
        return if single { whole.replace(group, ".").parse().ok() } else { None };
    }
    format!("{}.{fraction}0", whole.replace(group, "")).parse().ok()
}

fn in_words(tokens: &[Token], at: usize, lang: Lang) -> Option<Number> {
    let table = table(lang);
    let word = |index: usize| tokens.get(index).filter(|token| token.is_word()).map(|token| token.lower.as_str());
    let kind = |index: usize| word(index).and_then(|word| table.get(word).copied());
    let (mut total, mut current) = (0.0, 0.0);
    let mut next = at;
    let mut scaled = false;
    let mut any = false;
    // "a dozen", "a million"
    if matches!(word(at), Some("a" | "an")) {
        let (_, scale) = kind(at + 1).filter(|(kind, _)| *kind == Kind::Scale)?;
        if lang != Lang::En || scale < 12.0 {
            return None;
        }
        (current, next, any) = (1.0, at + 1, true);
    }
    while let Some(found) = word(next) {
        match table.get(found).copied() {
            // "half a million", "setengah juta"
            Some((Kind::Fraction, value)) if !any => {
                let article = usize::from(matches!(word(next + 1), Some("a" | "an")));
                kind(next + 1 + article).filter(|(kind, _)| *kind == Kind::Scale)?;
                (current, next, any) = (value, next + 1 + article, true);
                continue;
            }
            Some((Kind::Digit, value))
                if !any || current == 0.0 || current >= 10.0 && current % 10.0 == 0.0 && value > 0.0 =>
            {
                current += value;
            }
            Some((Kind::Whole, value)) if !any || current == 0.0 || value < 100.0 && current % 100.0 == 0.0 => {
                if value >= 1000.0 {
                    total += value;
                    scaled = true;
                } else {
                    current += value;
                }
            }
            Some((Kind::Tens, value)) if lang == Lang::En => current += value,
            Some((Kind::Teen, value)) if any => current += value,
            // "dua puluh", "tiga ratus": only the last digit is multiplied.
            Some((Kind::Tens, value)) if any && current % 10.0 > 0.0 => {
                let last = current % 10.0;
                current += last * value - last;
            }
            Some((Kind::Scale, value)) if any && (current > 0.0 || total > 0.0) => {
                scaled = true;
                if value < 1000.0 {
                    current *= value;
                } else if current > 0.0 {
                    (total, current) = (total + current * value, 0.0);
                } else {
                    total *= value;
                }
            }
            _ => {
                // "two hundred and fifty"
                if found == "and"
                    && scaled
                    && lang == Lang::En
                    && matches!(kind(next + 1), Some((Kind::Digit | Kind::Whole | Kind::Tens, _)))
                {
                    next += 1;
                    continue;
                }
                // "twenty-five"
                let pieces =
                    || found.split('-').map(|piece| table.get(piece).map(|(_, value)| *value)).sum::<Option<f64>>();
                match if found.contains('-') { pieces() } else { None } {
                    Some(value) if !any || current == 0.0 || current % 100.0 == 0.0 => current += value,
                    _ => break,
                }
            }
        }
        any = true;
        next += 1;
        if next > at + 12 {
            break;
        }
    }
    (any && next > at).then(|| Number { value: tidy(total + current), upto: None, next, in_words: true, scaled })
}

/// Takes the dust of binary fractions off: 2.3 million is 2300000.
fn tidy(value: f64) -> f64 {
    if value.abs() >= 1.0 { (value * 1000.0).round() / 1000.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::article::{Article, Block, Role};
    use crate::segment::Segments;

    fn value(lang: Lang, text: &str) -> Option<f64> {
        let mut article = Article::of_text(text);
        article.blocks.push(Block { role: Role::Paragraph, span: Span::new(0, text.len()) });
        let segments = Segments::of(&article, lang);
        read(&segments.tokens, 0, lang).map(|number| number.value)
    }

    #[test]
    fn indonesian_numbers() {
        for (text, wanted) in [
            ("10.000 tentara", 10_000.0),
            ("1,28 juta", 1_280_000.0),
            ("2,3 juta", 2_300_000.0),
            ("dua belas", 12.0),
            ("sebelas", 11.0),
            ("dua puluh lima", 25.0),
            ("seratus lima puluh", 150.0),
            ("tiga ratus ribu", 300_000.0),
            ("dua ribu lima ratus", 2_500.0),
            ("setengah juta", 500_000.0),
            ("3.5", 3.5),
            ("1,280,000", 1_280_000.0),
        ] {
            assert_eq!(value(Lang::Id, text), Some(wanted), "{text}");
        }
        for text in ["ratusan", "ribuan", "juta", "belas", "kedua", "setengah jalan", "4/3/2025"] {
            assert_eq!(value(Lang::Id, text), None, "{text}");
        }
    }

    #[test]
    fn english_numbers() {
        for (text, wanted) in [
            ("10,000 troops", 10_000.0),
            ("2.3 million", 2_300_000.0),
            ("15m records", 15_000_000.0),
            ("a dozen", 12.0),
            ("two dozen", 24.0),
            ("twenty-five", 25.0),
            ("two hundred and fifty", 250.0),
            ("half a million", 500_000.0),
            ("one hundred thousand", 100_000.0),
            ("twelve", 12.0),
        ] {
            assert_eq!(value(Lang::En, text), Some(wanted), "{text}");
        }
        for text in ["dozens", "million", "half", "a ship", "14-page", "19th", "six-party", "first"] {
            assert_eq!(value(Lang::En, text), None, "{text}");
        }
    }
}
