//! The words of dates as tables, one for each language, and the pieces that a text is cut into to look for them.

use rustc_hash::FxHashMap as HashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

use crate::Lang;
use crate::lang::data_lines;

/// What a word can be in a date. One word can be several ("minggu": Sunday and week).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Middle,
    Late,
    Whole,
}

/// Before, around or after the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
}

/// What is counted in "two weeks ago".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Year,
}

/// The meanings of one word.
#[allow(clippy::struct_excessive_bools)] // Each is one thing that a word can be; a word can be several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) weekday: Option<i8>,
    pub(super) month: Option<i8>,
    /// A weekday or month that counts only beside a day number.
    pub(super) short: bool,
    pub(super) zone: Option<i16>,
    pub(super) shift: Option<i32>,
    pub(super) unit: Option<Unit>,
    /// "sepekan": one of its unit.
    pub(super) one: bool,
    pub(super) which: Option<Which>,
    pub(super) part: Option<Part>,
    pub(super) daypart: bool,
    pub(super) before: bool,
    pub(super) never_after: bool,
    pub(super) never_before: bool,
    pub(super) number: Option<u32>,
}

/// The table of one language.
pub(super) struct Words {
    table: HashMap<&'static str, Word>,
}

impl Words {
    /// The table of a language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        static TABLES: [OnceLock<Words>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        lang.once(&TABLES, |files| Words::parse(files.dates, files.numbers))
    }

    /// The meanings of a word in lower case.
    pub(super) fn get(&self, lower: &str) -> Word {
        self.table.get(lower).copied().unwrap_or_default()
    }

    fn parse(dates: &'static str, numbers: &'static str) -> Self {
        let mut table: HashMap<&'static str, Word> = HashMap::default();
        for line in data_lines(dates) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(word), value) = (columns.next(), columns.next(), columns.next().unwrap_or("")) else {
                continue;
            };
            let entry = table.entry(word).or_default();
            match kind {
                "weekday" => entry.weekday = value.parse().ok(),
                "short-weekday" => (entry.weekday, entry.short) = (value.parse().ok(), true),
                "month" => entry.month = value.parse().ok(),
                "short-month" => (entry.month, entry.short) = (value.parse().ok(), true),
                "zone" => entry.zone = value.parse().ok(),
                "shift" => entry.shift = value.parse().ok(),
                "unit" => entry.unit = Unit::of(value),
                "one-unit" => (entry.unit, entry.one) = (Unit::of(value), true),
                "which" => {
                    entry.which = match value {
                        "last" => Some(Which::Last),
                        "this" => Some(Which::This),
                        _ => Some(Which::Next),
                    }
                }
                "part" => {
                    entry.part = match value {
                        "early" => Some(Part::Early),
                        "middle" => Some(Part::Middle),
                        "late" => Some(Part::Late),
                        _ => Some(Part::Whole),
                    }
                }
                "daypart" => entry.daypart = true,
                "before" => entry.before = true,
                "never-after" => entry.never_after = true,
                "never-before" => entry.never_before = true,
                _ => {}
            }
        }
        for line in data_lines(numbers) {
            let mut columns = line.split('\t');
            if let (Some(word), Some("digit" | "whole"), Some(value)) = (columns.next(), columns.next(), columns.next())
            {
                table.entry(word).or_default().number = value.parse().ok();
            }
        }
        for article in ["a", "an"] {
            table.entry(article).or_default().number = Some(1);
        }
        Self { table }
    }
}

impl Unit {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "weekend" => Self::Weekend,
            "month" => Self::Month,
            "year" => Self::Year,
            _ => return None,
        })
    }
}

/// A run of letters, a run of digits, or one mark. "13.11" is three pieces, "3rd" two.
#[derive(Debug, Clone)]
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// In lower case.
    pub(super) lower: Cow<'t, str>,
    pub(super) kind: Kind,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether white space, or the start of the text, stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    Digits,
    Mark,
}

impl Piece<'_> {
    /// The value of a run of at most eight digits.
    pub(super) fn number(&self) -> Option<u32> {
        if self.kind == Kind::Digits && self.lower.len() <= 8 { self.lower.parse().ok() } else { None }
    }

    /// Whether it is this word or mark.
    pub(super) fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// Cuts a text into pieces; `base` is added to their places.
pub(super) fn pieces(text: &str, base: usize) -> Vec<Piece<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_ascii_digit() {
            Kind::Digits
        } else if first.is_alphabetic() {
            Kind::Letters
        } else {
            Kind::Mark
        };
        while let Some(&(offset, next)) = chars.peek() {
            let joins = match kind {
                Kind::Digits => next.is_ascii_digit(),
                // "Jum'at" is one word, "Saturday's" is a weekday with something after it.
                Kind::Letters => {
                    next.is_alphabetic()
                        || matches!(next, '\'' | '’') && text[offset + next.len_utf8()..].starts_with("at")
                }
                Kind::Mark => false,
            };
            if !joins {
                break;
            }
            chars.next();
            end = offset + next.len_utf8();
        }
        let words = &text[start..end];
        let lower = if words.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            Cow::Borrowed(words)
        } else {
            Cow::Owned(words.to_lowercase().replace('’', "'"))
        };
        found.push(Piece { start: base + start, end: base + end, lower, kind, capital: first.is_uppercase(), spaced });
        spaced = false;
    }
    found
}
