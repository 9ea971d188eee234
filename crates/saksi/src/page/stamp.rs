//! A stamp in a line of a page: which lines can hold one is decided here, what they say in the room of dates.

use crate::date::{Stamp, parse_stamp};

/// The stamp in a line such as "Ayu Lestari - Selasa, 04 Mar 2025 21:15 WIB", if there is one.
pub(super) fn find(line: &str) -> Option<Stamp> {
    let line = line.trim();
    let is_short = line.len() <= 400 && line.bytes().any(|byte| byte.is_ascii_digit());
    let found = if is_short { parse_stamp(line) } else { None };
    // Pages of the press on the web: other years are a counter's or an event's.
    found.filter(|stamp| (1985..2100).contains(&stamp.day.year()))
}

/// Whether a word is the name of a month or a day.
pub(super) fn is_calendar_word(word: &str) -> bool {
    const WORDS: [&str; 37] = [
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
        "januari",
        "january",
        "februari",
        "february",
        "maret",
        "march",
        "april",
        "mei",
        "may",
        "juni",
        "june",
        "juli",
        "july",
        "agustus",
        "august",
        "september",
        "oktober",
        "october",
        "november",
        "desember",
        "december",
        "kemarin",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_pages() {
        for (line, stamp) in [
            ("Ayu Lestari • Selasa, 4 Maret 2025 | 13:11 WIB", "2025-03-04T13:11:00+07:00"),
            ("2025-03-04T13:11:00.000+07:00", "2025-03-04T13:11:00+07:00"),
            ("Published 7:20 PM GMT+7, October 16, 2024", "2024-10-16T19:20:00+07:00"),
            ("Published: 06:00 WIB, 18 October 2024", "2024-10-18T06:00:00+07:00"),
            ("Updated: 06:10, 6 Mar 2025", "2025-03-06"),
            ("March 3, 2025 2:20 PM EET", "2025-03-03T14:20:00+02:00"),
        ] {
            assert_eq!(find(line).map(|found| found.to_string()).as_deref(), Some(stamp), "{line}");
        }
        assert_eq!(find("PT 12 orang dan 4 ekor pada 2024"), None);
        assert_eq!(find("tanpa angka"), None);
    }
}
