//! Reads when a page says that it was published: RFC 3339, RFC 2822, ISO, and what newsrooms print.

use jiff::ToSpan;

use super::words::{Kind, Piece, Unit, Word, Words, pieces};
use super::{Date, Stamp};
use crate::Lang;

/// Zones whose newsrooms write the month before the day.
const MONTH_FIRST: [i16; 4] = [-480, -420, -360, -300];

pub(super) fn parse(words: &str) -> Option<Stamp> {
    let words = short(words);
    iso(words).or_else(|| {
        let found = pieces(words, 0);
        let at = clock(&found);
        let (day, span) = printed_day(&found, at)?;
        // The digits of the day are no clock: "04.03.2025".
        let time = at.filter(|clock| clock.end <= span.0 || span.1 <= clock.start);
        Some(Stamp { day, time: time.map(|clock| clock.time), offset: time.and_then(|clock| zone(&found, clock.end)) })
    })
}

pub(super) fn parse_relative(words: &str, now: Stamp) -> Option<Stamp> {
    let found = pieces(short(words), 0);
    let bare = |day: Date| Stamp { day, time: None, offset: None };
    for (index, piece) in found.iter().enumerate().take(40) {
        let meaning = meaning(piece);
        let shift = match (&*piece.lower, found.get(index + 1).map(|next| &*next.lower)) {
            ("hari", Some("ini")) => Some(0),
            ("kemarin", Some("lusa")) => Some(-2),
            ("baru", Some("saja")) | ("just", Some("now")) => return Some(now),
            _ => meaning.shift,
        };
        if let Some(days) = shift.filter(|days| *days <= 0) {
            let day = now.day.checked_add(days.days()).ok()?;
            let at = clock(&found);
            return Some(Stamp {
                day,
                time: at.map(|clock| clock.time),
                offset: at.and_then(|clock| zone(&found, clock.end).or(now.offset)),
            });
        }
        let (count, unit_at) = match piece.number().or(meaning.number) {
            _ if meaning.one => (1, index),
            Some(count) => (count, index + 1),
            None => continue,
        };
        let Some(unit) = found.get(unit_at).and_then(|piece| self::meaning(piece).unit) else { continue };
        let ago = found[unit_at + 1..].iter().take(2).any(|piece| matches!(&*piece.lower, "lalu" | "silam" | "ago"));
        if !ago || count > 999 {
            continue;
        }
        let count = i64::from(count);
        return match unit {
            Unit::Day => now.day.checked_sub(count.days()).ok().map(bare),
            Unit::Week | Unit::Weekend => now.day.checked_sub(count.weeks()).ok().map(bare),
            Unit::Month => now.day.checked_sub(count.months()).ok().map(bare),
            Unit::Year => now.day.checked_sub(count.years()).ok().map(bare),
            Unit::Second => back(now, count),
            Unit::Minute => back(now, count * 60),
            Unit::Hour => back(now, count * 3600),
        };
    }
    None
}

/// A stamp stands in a short line; a long text handed in by mistake is read at its start only.
fn short(words: &str) -> &str {
    let mut cut = words.len().min(400);
    while !words.is_char_boundary(cut) {
        cut -= 1;
    }
    words[..cut].trim()
}

/// `now` less some seconds. Without a clock only the day is given, and only while it is surely or most likely the same.
fn back(now: Stamp, seconds: i64) -> Option<Stamp> {
    let Some((hour, minute, second)) = now.time else {
        let days = seconds / 86_400;
        return Some(Stamp { day: now.day.checked_sub(days.days()).ok()?, time: None, offset: None });
    };
    let then = now.day.at(hour, minute, second, 0).checked_sub(seconds.seconds()).ok()?;
    Some(Stamp { day: then.date(), time: Some((then.hour(), then.minute(), then.second())), offset: now.offset })
}

/// Year, month and day in this order, joined by hyphens or slashes, with an optional clock.
fn iso(words: &str) -> Option<Stamp> {
    let bytes = words.as_bytes();
    let digits = |from: usize, count: usize| -> Option<i16> {
        let part = words.get(from..from + count)?;
        if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
    };
    let year = digits(0, 4)?;
    let (month, day, mut at) = match bytes.get(4)? {
        separator @ (b'-' | b'/' | b'.') => {
            if bytes.get(7)? != separator {
                return None;
            }
            (digits(5, 2)?, digits(8, 2)?, 10)
        }
        _ => (digits(4, 2)?, digits(6, 2)?, 8),
    };
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let rest = words.get(at..)?;
    let gap = rest.len() - rest.trim_start_matches(['T', 't', ' ', '|', ',']).len();
    at += gap;
    let clock = if gap == 0 { None } else { digits(at, 2) };
    let Some(hour) = clock else { return Some(Stamp { day, time: None, offset: None }) };
    let colon = bytes.get(at + 2).is_some_and(|byte| matches!(byte, b':' | b'.'));
    let minute_at = at + 2 + usize::from(colon);
    let Some(minute) = digits(minute_at, 2) else { return Some(Stamp { day, time: None, offset: None }) };
    at = minute_at + 2;
    let mut second = 0;
    if let Some(found) = digits(at + usize::from(colon), 2).filter(|_| !colon || matches!(bytes[at], b':' | b'.')) {
        second = found;
        at += 2 + usize::from(colon);
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            at += 1;
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
        }
    }
    let (Ok(hour), Ok(minute), Ok(second)) = (i8::try_from(hour), i8::try_from(minute), i8::try_from(second)) else {
        return None;
    };
    if !is_clock(hour, minute, second) {
        return None;
    }
    let found = pieces(words.get(at..)?, 0);
    Some(Stamp { day, time: Some((hour, minute, second.min(59))), offset: zone(&found, 0) })
}

/// A clock found among pieces.
#[derive(Debug, Clone, Copy)]
struct Clock {
    time: (i8, i8, i8),
    start: usize,
    /// One past its last byte, "pm" included.
    end: usize,
}

/// "13:11", "13.11", "1:11:05 pm", "1 p.m."; the first of the line.
fn clock(found: &[Piece<'_>]) -> Option<Clock> {
    for (index, piece) in found.iter().enumerate() {
        let Some(hour) = piece.number().filter(|hour| *hour < 25 && piece.lower.len() <= 2) else { continue };
        let glued = |at: usize| found.get(at).filter(|next| !next.spaced);
        let after =
            |at: usize| -> Option<u32> { glued(at).filter(|next| next.lower.len() == 2).and_then(Piece::number) };
        let dotted = |at: usize| glued(at).is_some_and(|mark| mark.is("."));
        // Part of a longer run of numbers: "4.3.2025", "10.000".
        if index >= 1 && !piece.spaced && matches!(&*found[index - 1].lower, "." | "/" | "-" | "+" | ":" | ",") {
            continue;
        }
        let separator = glued(index + 1).filter(|mark| mark.is(":") || mark.is("."));
        let (minute, mut second, mut next) = match separator.and_then(|_| after(index + 2)) {
            Some(minute) => (minute, 0, index + 3),
            None => (0, 0, index + 1),
        };
        let bare = next == index + 1;
        if !bare {
            let mark = &*found[index + 1].lower;
            if glued(next).is_some_and(|piece| piece.is(mark)) {
                if let Some(found) = after(next + 1) {
                    second = found;
                    next += 2;
                } else if mark == "." && glued(next + 1).is_some_and(|piece| piece.kind == Kind::Digits) {
                    continue;
                }
            }
        }
        let half = meridiem(found, next);
        if bare && half.is_none() {
            continue;
        }
        let mut hour = hour;
        if let Some((afternoon, after)) = half {
            if hour > 12 && bare {
                continue;
            }
            hour = if hour <= 12 { hour % 12 + if afternoon { 12 } else { 0 } } else { hour };
            next = after;
        }
        let time = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
        // "18.10.24" is a day with dots.
        if !is_clock(time.0, time.1, time.2)
            || dotted(next) && glued(next + 1).is_some_and(|piece| piece.kind == Kind::Digits)
        {
            continue;
        }
        return Some(Clock { time: (time.0, time.1, time.2.min(59)), start: piece.start, end: found[next - 1].end });
    }
    None
}

/// Whether "am" (false) or "pm" (true) stands at `at`, and the index after it.
fn meridiem(found: &[Piece<'_>], at: usize) -> Option<(bool, usize)> {
    let piece = found.get(at)?;
    match &*piece.lower {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        first @ ("a" | "p") if found.get(at + 1)?.is(".") && found.get(at + 2)?.is("m") => {
            Some((first == "p", at + 3 + usize::from(found.get(at + 3).is_some_and(|dot| dot.is(".")))))
        }
        _ => None,
    }
}

fn is_clock(hour: i8, minute: i8, second: i8) -> bool {
    (0..24).contains(&hour) && (0..60).contains(&minute) && (0..61).contains(&second)
}

/// The zone that follows byte `from`: "WIB", "GMT", "Z", "+0700", "-05:00", "GMT+7", "(UTC+07.00)". Not the month "Mar".
fn zone(found: &[Piece<'_>], from: usize) -> Option<i16> {
    let mut at = found.iter().position(|piece| piece.start >= from)?;
    while found.get(at).is_some_and(|piece| matches!(&*piece.lower, "(" | "|" | ",")) {
        at += 1;
    }
    let named = found.get(at).filter(|piece| piece.kind == Kind::Letters).and_then(|piece| match &*piece.lower {
        // Without the season the offset of "ET" is not known.
        "et" | "ct" | "mt" | "pt" => None,
        _ => meaning(piece).zone,
    });
    let sign_at = if named.is_some() { at + 1 } else { at };
    let sign = match found.get(sign_at).map(|piece| &*piece.lower) {
        Some("+") => 1,
        Some("-" | "−" | "–") => -1,
        _ => return named,
    };
    let Some(digits) = found.get(sign_at + 1).filter(|piece| piece.kind == Kind::Digits && !piece.spaced) else {
        return named;
    };
    let minutes = |at: usize| {
        let mark = found.get(at).filter(|mark| !mark.spaced && (mark.is(":") || mark.is(".")));
        mark.and_then(|_| found.get(at + 1)).filter(|piece| piece.lower.len() == 2).and_then(Piece::number)
    };
    let (hours, minutes) = match digits.lower.len() {
        1 | 2 => (digits.number()?, minutes(sign_at + 2).unwrap_or(0)),
        3 | 4 => (digits.number()? / 100, digits.number()? % 100),
        _ => return named,
    };
    if hours > 15 || minutes > 59 {
        return named;
    }
    i16::try_from(hours * 60 + minutes).ok().map(|minutes| sign * minutes)
}

/// The first whole day of the line and the bytes it takes.
fn printed_day(found: &[Piece<'_>], clock: Option<Clock>) -> Option<(Date, (usize, usize))> {
    let offset = clock.and_then(|clock| zone(found, clock.end));
    let mut weekday = None;
    for index in 0..found.len() {
        weekday = meaning(&found[index]).weekday.or(weekday);
        if let Some((day, last)) = day_at(found, index, weekday, offset) {
            return Some((day, (found[index].start, found[last].end)));
        }
    }
    None
}

/// A whole day whose first piece is `index`, and the index of its last piece.
fn day_at(found: &[Piece<'_>], index: usize, weekday: Option<i8>, offset: Option<i16>) -> Option<(Date, usize)> {
    let number = |at: usize| found.get(at).and_then(Piece::number);
    let month = |at: usize| found.get(at).and_then(|piece| meaning(piece).month);
    let skip =
        |at: usize, marks: &[&str]| at + usize::from(found.get(at).is_some_and(|piece| marks.contains(&&*piece.lower)));
    let year = |at: usize| -> Option<i16> {
        let piece = found.get(at)?;
        let year = i16::try_from(piece.number()?).ok()?;
        match piece.lower.len() {
            4 => Some(year),
            _ => None,
        }
    };
    let make =
        |year: i16, month: u32, day: u32| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let piece = found.get(index)?;
    if let Some(first) = piece.number() {
        // A number that only ends a longer one begins no day.
        if !piece.spaced && index > 0 && matches!(&*found[index - 1].lower, "." | ":" | "/" | "-") {
            return None;
        }
        let separator = found.get(index + 1).filter(|mark| matches!(&*mark.lower, "/" | "-" | "."));
        if let Some(separator) = separator
            && found.get(index + 3).is_some_and(|mark| mark.lower == separator.lower)
        {
            if let (4, Some(month), Some(day)) = (piece.lower.len(), number(index + 2), number(index + 4)) {
                return make(i16::try_from(first).ok()?, month, day).map(|day| (day, index + 4));
            }
            if let Some(second) = number(index + 2) {
                let last = found.get(index + 4)?;
                let year = year(index + 4).or_else(|| {
                    let short = last.number().filter(|_| last.lower.len() == 2 && separator.is("/"))?;
                    i16::try_from(short).ok().map(|year| 2000 + year)
                })?;
                let day_first = make(year, second, first);
                let month_first = make(year, first, second);
                let agrees = |day: Date| weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday);
                let american = offset.is_some_and(|offset| MONTH_FIRST.contains(&offset));
                let order = if american { [month_first, day_first] } else { [day_first, month_first] };
                let best = order.into_iter().flatten().find(|day| agrees(*day)).or(order[0]).or(order[1]);
                return best.map(|day| (day, index + 4));
            }
        }
        // "4 Maret 2025", "4-Mar-2025", "3rd of March, 2025"
        let mut at = index + 1;
        if found.get(at).is_some_and(|next| !next.spaced && matches!(&*next.lower, "st" | "nd" | "rd" | "th")) {
            at += 1;
        }
        at = skip(skip(at, &["of"]), &["-", "/", "."]);
        let named = month(at)?;
        let at = skip(skip(skip(at + 1, &["."]), &[","]), &["-", "/", "'", "’"]);
        let year = year(at)?;
        return make(year, u32::try_from(named).ok()?, first).map(|day| (day, at));
    }
    // "March 4, 2025", "Mar. 4th 2025"
    let named = month(index)?;
    let at = skip(index + 1, &["."]);
    let day = number(at)?;
    let mut after = at + 1;
    if found.get(after).is_some_and(|next| !next.spaced && matches!(&*next.lower, "st" | "nd" | "rd" | "th")) {
        after += 1;
    }
    let after = skip(after, &[","]);
    let year = year(after)?;
    make(year, u32::try_from(named).ok()?, day).map(|day| (day, after))
}

/// A word in either language: pages print dates before anybody knows what they are written in.
fn meaning(piece: &Piece<'_>) -> Word {
    if piece.kind != Kind::Letters {
        return Word::default();
    }
    let id = Words::of(Lang::Id).get(&piece.lower);
    let en = Words::of(Lang::En).get(&piece.lower);
    Word {
        weekday: id.weekday.or(en.weekday),
        month: id.month.or(en.month),
        zone: id.zone.or(en.zone),
        shift: id.shift.or(en.shift),
        unit: id.unit.or(en.unit),
        one: id.one || en.one,
        number: id.number.or(en.number),
        ..Word::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(words: &str, wanted: &str) {
        let read = parse(words).map(|stamp| {
            let clock = stamp.time.map(|(hour, minute, _)| format!(" {hour:02}:{minute:02}")).unwrap_or_default();
            let offset = stamp.offset.map(|offset| format!(" {offset:+}")).unwrap_or_default();
            format!("{}{clock}{offset}", stamp.day)
        });
        assert_eq!(read.as_deref().unwrap_or("none"), wanted, "{words}");
    }

    #[test]
    fn machine_stamps() {
        reads("2025-03-04T13:11:00+07:00", "2025-03-04 13:11 +420");
        reads("2025-03-04T13:11:00Z", "2025-03-04 13:11 +0");
        reads("2025-03-04T13:11:00.123456+0700", "2025-03-04 13:11 +420");
        reads("2025-03-04T13:11:00-05:00", "2025-03-04 13:11 -300");
        reads("2025-03-04T13:11:00", "2025-03-04 13:11");
        reads("2025-03-04 13:11:00 WITA", "2025-03-04 13:11 +480");
        reads("2025-03-04 13:11", "2025-03-04 13:11");
        reads("2025-03-04T13:11+09", "2025-03-04 13:11 +540");
        reads("20250304T131100Z", "2025-03-04 13:11 +0");
        reads("2025/03/04", "2025-03-04");
        reads("2025-03-04", "2025-03-04");
        reads("Tue, 04 Mar 2025 13:11:00 +0700", "2025-03-04 13:11 +420");
        reads("Tue, 04 Mar 2025 13:11:00 GMT", "2025-03-04 13:11 +0");
        reads("Tue Mar 04 2025 13:11:00 GMT+0700 (Western Indonesia Time)", "2025-03-04 13:11 +420");
    }

    #[test]
    fn printed_stamps() {
        reads("Selasa, 4 Maret 2025 | 13:11 WIB", "2025-03-04 13:11 +420");
        reads("18 Oktober 2024 13:11", "2024-10-18 13:11");
        reads("Kamis, 05/11/2015 09:25 WIB", "2015-11-05 09:25 +420");
        reads("Wednesday, 05/13/2015 09:25", "2015-05-13 09:25");
        reads("05/11/2015 9:25 am EST", "2015-05-11 09:25 -300");
        reads("04 Mar 2025, 21:15 WITA", "2025-03-04 21:15 +480");
        reads("March 4, 2025, 1:11 pm EST", "2025-03-04 13:11 -300");
        reads("Mar. 4th, 2025 at 12:05 a.m.", "2025-03-04 00:05");
        reads("Tue 4 Mar 2025 13.11 GMT", "2025-03-04 13:11 +0");
        reads("Published 12:35 GMT, 3 March 2025", "2025-03-03 12:35 +0");
        reads("Diterbitkan: Senin, 03/03/2025, pukul 07.40 WIT", "2025-03-03 07:40 +540");
        reads("Jum'at, 7 Maret 2025 - 06:00 WIB", "2025-03-07 06:00 +420");
        reads("4 Maret 2025", "2025-03-04");
        reads("4-Mar-2025", "2025-03-04");
        reads("04.03.2025", "2025-03-04");
        reads("04.03.2025 13.11", "2025-03-04 13:11");
        reads("04/03/25", "2025-03-04");
        reads("3rd of March, 2025", "2025-03-03");
        reads("Updated 8:04 PM ET, Mon March 3, 2025", "2025-03-03 20:04");
    }

    #[test]
    fn what_is_no_stamp() {
        for words in [
            "",
            "   ",
            "31 Februari 2025",
            "2025-02-30",
            "2025-13-01",
            "32/01/2025",
            "13:11 WIB",
            "4 Maret",
            "Maret 2025",
            "today",
            "123456789012",
            "2025",
            "Halaman 2 dari 3",
            "1.2.3.4",
            "99/99/9999",
            "٣ مارس ٢٠٢٥",
            "+",
            "2025-03-04T",
            "2025-",
            "é025-03-04",
        ] {
            let read = parse(words);
            assert!(read.is_none() || words == "2025-03-04T", "{words}: {read:?}");
        }
        // An impossible clock does not spoil the day.
        reads("2025-03-04T99:99", "2025-03-04");
    }

    #[test]
    fn relative_stamps() {
        let now = parse("2025-03-04T13:11:00+07:00").unwrap();
        let read = |words: &str| parse_relative(words, now).map(|stamp| stamp.to_string()).unwrap_or_default();
        assert_eq!(read("2 jam lalu"), "2025-03-04T11:11:00+07:00");
        assert_eq!(read("14 jam yang lalu"), "2025-03-03T23:11:00+07:00");
        assert_eq!(read("Diperbarui 3 hari lalu"), "2025-03-01");
        assert_eq!(read("an hour ago"), "2025-03-04T12:11:00+07:00");
        assert_eq!(read("5 mins ago"), "2025-03-04T13:06:00+07:00");
        assert_eq!(read("kemarin, 20:15 WIB"), "2025-03-03T20:15:00+07:00");
        assert_eq!(read("Hari ini, 07.00"), "2025-03-04T07:00:00+07:00");
        assert_eq!(read("sebulan lalu"), "2025-02-04");
        assert_eq!(read("99999999 tahun lalu"), "");
        assert_eq!(read("baca 2 menit"), "");
    }
}
