//! Dates and times in running text and on pages, by word tables of our own and jiff's arithmetic.
//! This room knows nothing of articles or statements; "today" is always handed in.

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
pub fn find_dates(_text: &str, _span: Span, _lang: Lang, _published: Option<Date>) -> Vec<DateMention> {
    Vec::new()
}

/// A stamp as pages print or store it: RFC 3339, RFC 2822, "Selasa, 4 Maret 2025 | 13:11 WIB", "March 4, 2025, 1:11 pm".
pub fn parse_stamp(_words: &str) -> Option<Stamp> {
    None
}
