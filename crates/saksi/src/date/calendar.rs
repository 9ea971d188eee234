//! The ledger's conventions for days, weeks, months and years, as arithmetic on a calendar.

use jiff::ToSpan;

use super::Date;
use super::words::{Part, Unit, Which};

/// First and last day.
pub(super) type Days = (Date, Date);

/// A day alone.
pub(super) fn one(day: Date) -> Days {
    (day, day)
}

pub(super) fn shifted(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// The day in the year in which it lies nearest to publication; news looks back more often than ahead, so what is yet
/// to come counts three times as far.
pub(super) fn nearest_year(published: Date, month: i8, day: i8) -> Option<Date> {
    let year = published.year();
    [year, year - 1, year + 1].into_iter().filter_map(|year| Date::new(year, month, day).ok()).min_by_key(|candidate| {
        let days = candidate.since(published).map_or(i32::MAX / 3, |span| span.get_days());
        if days > 0 { 3 * days } else { -days }
    })
}

/// A day in the week, month or year before, of, or after publication.
pub(super) fn shifted_unit(published: Date, unit: Unit, which: Which) -> Option<Date> {
    let step = match which {
        Which::Last => -1,
        Which::This => 0,
        Which::Next => 1,
    };
    match unit {
        Unit::Week | Unit::Weekend => shifted(published, 7 * step),
        // From the first of the month, so that the 31st does not fall out of the next.
        Unit::Month => published.first_of_month().checked_add(step.months()).ok(),
        Unit::Year => Date::new(published.year().checked_add(i16::try_from(step).ok()?)?, 1, 1).ok(),
        _ => None,
    }
}

/// The whole week, month or year that holds a day.
pub(super) fn whole(unit: Unit, day: Date) -> Option<Days> {
    match unit {
        Unit::Week | Unit::Weekend => {
            let monday = shifted(day, 1 - i64::from(day.weekday().to_monday_one_offset()))?;
            Some((monday, shifted(monday, 6)?))
        }
        Unit::Month => Some((day.first_of_month(), day.last_of_month())),
        Unit::Year => Some((day.first_of_year(), day.last_of_year())),
        _ => Some(one(day)),
    }
}

/// The early, middle or late part of the week, month or year that begins on a day.
pub(super) fn third(unit: Unit, from: Date, part: Part) -> Option<Days> {
    let day = |month: i8, day: i8| Date::new(from.year(), month, day).ok();
    match (unit, part) {
        (Unit::Week, Part::Early) => Some((from, shifted(from, 2)?)),
        (Unit::Week, Part::Middle) => Some((shifted(from, 1)?, shifted(from, 3)?)),
        (Unit::Week, Part::Late) => Some((shifted(from, 3)?, shifted(from, 6)?)),
        (Unit::Month, Part::Early) => Some((from, day(from.month(), 10)?)),
        (Unit::Month, Part::Middle) => Some((day(from.month(), 11)?, day(from.month(), 20)?)),
        (Unit::Month, Part::Late) => Some((day(from.month(), 21)?, from.last_of_month())),
        (Unit::Year, Part::Early) => Some((from, day(4, 30)?)),
        (Unit::Year, Part::Middle) => Some((day(5, 1)?, day(8, 31)?)),
        (Unit::Year, Part::Late) => Some((day(9, 1)?, day(12, 31)?)),
        _ => whole(unit, from),
    }
}
