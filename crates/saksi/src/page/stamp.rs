//! When a page says it was published: a stamp found anywhere in a short line. Knows lines of pages, leaves reading to the room of dates.

use crate::date::{self, Date, Stamp};

/// The stamp in a line such as "Ayu Lestari - Selasa, 04 Mar 2025 21:15 WIB", if there is one.
pub(super) fn find(line: &str) -> Option<Stamp> {
    let line = line.trim();
    if line.len() > 400 || !line.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    date::parse_stamp(line).or_else(|| machine(line)).or_else(|| printed(line))
}

/// Whether a word is the name of a month or a day.
pub(super) fn is_calendar_word(word: &str) -> bool {
    const DAYS: [&str; 15] = [
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "sabtu",
        "minggu",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
    ];
    month_of(word).is_some() || DAYS.contains(&word)
}

/// RFC 3339 and its relatives: "2025-03-04T13:11:00+07:00", "2025-03-04 13:11", "20250304".
fn machine(line: &str) -> Option<Stamp> {
    let number = |from: usize, to: usize| {
        line.get(from..to)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<i16>().ok())
    };
    let bytes = line.as_bytes();
    if bytes.len() == 8 {
        return stamp(number(0, 4)?, number(4, 6)?, number(6, 8)?);
    }
    if bytes.len() < 10 || bytes[4] != b'-' && bytes[4] != b'/' || bytes[7] != bytes[4] {
        return None;
    }
    let mut found = stamp(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
    let rest = line[10..].trim_start_matches(['T', 't', ' ']);
    found.time = clock(rest).map(|(time, _)| time);
    if found.time.is_some() {
        found.offset = offset(&rest[rest.find(':').map_or(0, |colon| colon + 3).min(rest.len())..]);
    }
    Some(found)
}

/// Stamps in words and figures.
fn printed(line: &str) -> Option<Stamp> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((line[from..at].to_lowercase(), at));
                start = None;
            }
            _ => {}
        }
    }
    let day_of = |word: &str| {
        word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i16>().ok().filter(|day| (1..=31).contains(day))
    };
    let year_of = |word: &str| word.parse::<i16>().ok().filter(|year| (1900..2200).contains(year));
    for at in 0..words.len() {
        let word = |offset: usize| words.get(at + offset).map(|(word, _)| word.as_str());
        let Some(first) = word(0) else { continue };
        let found = match (word(1), word(2)) {
            (Some(second), Some(third)) => {
                if let (Some(day), Some(month), Some(year)) = (day_of(first), month_of(second), year_of(third)) {
                    stamp(year, month, day)
                } else if let (Some(month), Some(day), Some(year)) = (month_of(first), day_of(second), year_of(third)) {
                    stamp(year, month, day)
                } else if let (Some(day), Some(month), Some(year)) =
                    (first.parse().ok(), second.parse().ok(), year_of(third))
                {
                    // Figures alone are day first, save where that cannot be.
                    let slashed = line.contains(&format!("{first}/{second}/{third}"))
                        || line.contains(&format!("{first}-{second}-{third}"))
                        || line.contains(&format!("{first}.{second}.{third}"));
                    if slashed { stamp(year, month, day).or_else(|| stamp(year, day, month)) } else { None }
                } else if let (Some(year), Some(month), Some(day)) =
                    (year_of(first), second.parse().ok(), third.parse().ok())
                {
                    stamp(year, month, day)
                } else {
                    None
                }
            }
            _ => None,
        };
        if let Some(mut found) = found {
            let after = words[at + 2].1;
            let clocked = clock_in(&line[after..]).map(|(time, end)| (time, &line[after + end..]));
            let clocked = clocked.or_else(|| clock_in(&line[..words[at].1]).map(|(time, end)| (time, &line[end..])));
            if let Some((time, rest)) = clocked {
                found.time = Some(time);
                found.offset = offset(rest).or_else(|| zone(line));
            }
            return Some(found);
        }
    }
    None
}

fn stamp(year: i16, month: i16, day: i16) -> Option<Stamp> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..2200).contains(&year).then_some(Stamp { day, time: None, offset: None })
}

/// The first clock time in a line, and where it ends.
fn clock_in(line: &str) -> Option<((i8, i8, i8), usize)> {
    for (at, c) in line.char_indices() {
        let boundary = at == 0 || !line[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
        if c.is_ascii_digit() && boundary {
            if let Some((time, length)) = clock(&line[at..]) {
                return Some((time, at + length));
            }
        }
    }
    None
}

/// "13:11", "13.11", "13:11:05", "1:11 PM" at the start of a line.
fn clock(line: &str) -> Option<((i8, i8, i8), usize)> {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) || !matches!(bytes.get(digits), Some(b':' | b'.')) {
        return None;
    }
    let two = |from: usize| {
        line.get(from..from + 2)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<i8>().ok())
    };
    let mut hour: i8 = line[..digits].parse().ok()?;
    let minute = two(digits + 1)?;
    let mut end = digits + 3;
    let mut second = 0;
    if bytes.get(end) == Some(&b':') {
        if let Some(found) = two(end + 1) {
            second = found;
            end += 3;
        }
    }
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let after: String =
        line[end..].chars().filter(|c| !c.is_whitespace() && *c != '.').take(2).collect::<String>().to_lowercase();
    match after.as_str() {
        "pm" if hour < 12 => hour += 12,
        "am" if hour == 12 => hour = 0,
        _ => {}
    }
    ((0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second))
        .then_some(((hour, minute, second), end))
}

/// "+07:00", "+0700", "Z" at the start of what follows a time, fractions of a second skipped.
fn offset(rest: &str) -> Option<i16> {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).trim_start();
    if rest.starts_with(['Z', 'z']) && !rest[1..].starts_with(char::is_alphabetic) {
        return Some(0);
    }
    let sign = match rest.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return zone(rest),
    };
    let figures: String = rest
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_digit() || *c == ':')
        .filter(char::is_ascii_digit)
        .take(4)
        .collect();
    let hours: i16 = figures.get(..2)?.parse().ok()?;
    let minutes: i16 = figures.get(2..4).map_or(Some(0), |part| part.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Zones by name.
fn zone(line: &str) -> Option<i16> {
    const ZONES: [(&str, i16); 20] = [
        ("wib", 420),
        ("wita", 480),
        ("wit", 540),
        ("gmt", 0),
        ("utc", 0),
        ("bst", 60),
        ("cet", 60),
        ("cest", 120),
        ("eet", 120),
        ("eest", 180),
        ("est", -300),
        ("edt", -240),
        ("cst", -360),
        ("cdt", -300),
        ("mst", -420),
        ("mdt", -360),
        ("pst", -480),
        ("pdt", -420),
        ("sgt", 480),
        ("ist", 330),
    ];
    for (at, word) in line.split(|c: char| !(c.is_alphanumeric() || c == '+')).map(|word| (word, word.to_lowercase())) {
        if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == word) {
            return Some(*offset);
        }
        let plus = at.split_once('+').filter(|(name, _)| matches!(name.to_lowercase().as_str(), "gmt" | "utc"));
        if let Some(hours) = plus.and_then(|(_, hours)| hours.parse::<i16>().ok()).filter(|hours| *hours <= 14) {
            return Some(hours * 60);
        }
    }
    None
}

fn month_of(word: &str) -> Option<i16> {
    const MONTHS: [(&str, i16); 45] = [
        ("januari", 1),
        ("january", 1),
        ("jan", 1),
        ("februari", 2),
        ("february", 2),
        ("feb", 2),
        ("pebruari", 2),
        ("maret", 3),
        ("march", 3),
        ("mar", 3),
        ("april", 4),
        ("apr", 4),
        ("mei", 5),
        ("may", 5),
        ("juni", 6),
        ("june", 6),
        ("jun", 6),
        ("juli", 7),
        ("july", 7),
        ("jul", 7),
        ("agustus", 8),
        ("august", 8),
        ("aug", 8),
        ("agu", 8),
        ("ags", 8),
        ("agt", 8),
        ("september", 9),
        ("sept", 9),
        ("sep", 9),
        ("oktober", 10),
        ("october", 10),
        ("oct", 10),
        ("okt", 10),
        ("november", 11),
        ("nopember", 11),
        ("nov", 11),
        ("nop", 11),
        ("desember", 12),
        ("december", 12),
        ("dec", 12),
        ("des", 12),
        ("juny", 6),
        ("agust", 8),
        ("febr", 2),
        ("mrt", 3),
    ];
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let found = find(line).unwrap_or_else(|| panic!("no stamp in {line}"));
        format!("{} {:?} {:?}", found.day, found.time, found.offset)
    }

    #[test]
    fn printed_stamps() {
        assert_eq!(read("Selasa, 4 Maret 2025 | 13:11 WIB"), "2025-03-04 Some((13, 11, 0)) Some(420)");
        assert_eq!(read("2025-03-04T13:11:00.000+07:00"), "2025-03-04 Some((13, 11, 0)) Some(420)");
        assert_eq!(read("Published Tue, Oct 15, 2024 · 06:30 PM"), "2024-10-15 Some((18, 30, 0)) None");
        assert_eq!(read("Published 7:20 PM GMT+7, October 16, 2024"), "2024-10-16 Some((19, 20, 0)) Some(420)");
        assert_eq!(read("16/10/2024, 15:45 WIB"), "2024-10-16 Some((15, 45, 0)) Some(420)");
        assert_eq!(read("2024-10-16T01:02:03Z"), "2024-10-16 Some((1, 2, 3)) Some(0)");
        assert_eq!(read("Updated: 06:10, 6 Mar 2025"), "2025-03-06 Some((6, 10, 0)) None");
        assert_eq!(find("PT 12 orang dan 4 ekor pada 2024"), None);
    }
}
