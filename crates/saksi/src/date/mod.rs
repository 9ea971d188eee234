//! Dates and times in running text and on pages, by word tables of our own and jiff's arithmetic.
//! This room knows nothing of articles or statements; "today" is always handed in.

mod calendar;
mod mention;
mod stamp;
mod words;

use std::fmt;

pub use jiff::civil::Date;

use crate::{Lang, Span};

/// A day, or a minute with its offset from UTC when the page gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The day, in the time zone of the page.
    pub day: Date,
    /// Hour, minute and second, when known.
    pub time: Option<(i8, i8, i8)>,
    /// Minutes east of UTC, when known.
    pub offset: Option<i16>,
}

impl Stamp {
    /// A day of which no more is known.
    pub fn of_day(day: Date) -> Self {
        Self { day, time: None, offset: None }
    }
}

/// RFC 3339 where time and offset are known, else the day alone: a clock without its zone names no moment.
impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.day)?;
        let (Some((hour, minute, second)), Some(offset)) = (self.time, self.offset) else { return Ok(()) };
        let sign = if offset < 0 { '-' } else { '+' };
        let east = offset.unsigned_abs();
        write!(out, "T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}", east / 60, east % 60)
    }
}

/// A place in a text that names a day or a range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateMention {
    /// The words, with their preposition left out: "Selasa (4/3/2025)", "last week".
    pub span: Span,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The dates named inside `span`, resolved against the day of publication by the conventions of the ledger.
/// A date that cannot be resolved (a bare weekday without a publication date) is left out.
///
/// ```
/// use saksi::{Lang, Span, date::{Date, find_dates}};
///
/// let text = "Ia datang pada Rabu malam.";
/// let found = find_dates(text, Span::new(0, text.len()), Lang::Id, Date::new(2025, 3, 7).ok());
/// assert_eq!(found[0].span.of(text), "Rabu malam");
/// assert_eq!(found[0].from.to_string(), "2025-03-05");
/// ```
pub fn find_dates(text: &str, span: Span, lang: Lang, published: Option<Date>) -> Vec<DateMention> {
    mention::find(text, span, lang, published)
}

/// A stamp as pages print or store it: RFC 3339, RFC 2822, "Selasa, 4 Maret 2025 | 13:11 WIB", "March 4, 2025, 1:11 pm".
/// A year must stand there; nothing is guessed. Of an ambiguous "05/11/2015" the weekday beside it decides, else the
/// day comes first, save beside a zone of the United States.
///
/// ```
/// use saksi::date::parse_stamp;
///
/// assert_eq!(parse_stamp("Selasa, 4 Maret 2025 | 13:11 WIB").unwrap().to_string(), "2025-03-04T13:11:00+07:00");
/// assert_eq!(parse_stamp("March 4, 2025, 1:11 pm").unwrap().to_string(), "2025-03-04");
/// ```
pub fn parse_stamp(words: &str) -> Option<Stamp> {
    stamp::parse(words)
}

/// A stamp that is relative to when the page was seen: "2 jam lalu", "yesterday, 13:11 WIB", "3 days ago".
pub fn parse_relative(words: &str, now: Stamp) -> Option<Stamp> {
    stamp::parse_relative(words, now)
}
