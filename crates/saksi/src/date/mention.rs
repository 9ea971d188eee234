//! Finds the dates of running text and resolves them against the day of publication.
//!
//! A bare weekday is the nearest one not after publication; this week runs from Monday to publication, its early part
//! from Monday to Wednesday; last week from Monday to Sunday; a month or a year is all of it; yesterday is the day before.
//! Every reader below looks a bounded number of pieces ahead, so the cost grows with the length of the text alone.

use jiff::ToSpan;

use super::calendar::{Days, nearest_year, one, shifted, shifted_unit, third, whole};
use super::words::{Kind, Part, Piece, Unit, Which, Word, Words, pieces};
use super::{Date, DateMention};
use crate::{Lang, Span};

pub(super) fn find(text: &str, span: Span, lang: Lang, published: Option<Date>) -> Vec<DateMention> {
    let finder =
        Finder { pieces: pieces(span.of(text), span.from()), words: Words::of(lang), lang: lang.grammar(), published };
    let mut found = Vec::new();
    let mut at = 0;
    while at < finder.pieces.len() {
        match finder.date_at(at) {
            Some(Read { first, next, days }) => {
                if let Some((from, to)) = days {
                    let span = Span::new(finder.pieces[first].start, finder.pieces[next - 1].end);
                    found.push(DateMention { span, from, to });
                }
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// A date that was read: its pieces, and its days where they can be told.
struct Read {
    first: usize,
    next: usize,
    days: Option<Days>,
}

struct Finder<'t> {
    pieces: Vec<Piece<'t>>,
    words: &'static Words,
    lang: Lang,
    published: Option<Date>,
}

impl Finder<'_> {
    fn date_at(&self, at: usize) -> Option<Read> {
        let piece = &self.pieces[at];
        match piece.kind {
            Kind::Digits => self.ago(at).or_else(|| self.full_day(at)).or_else(|| self.bare_year(at)),
            Kind::Letters => self
                .weekday(at)
                .or_else(|| self.full_day(at))
                .or_else(|| self.part_of(at))
                .or_else(|| self.ago(at))
                .or_else(|| self.week_or_month(at))
                .or_else(|| self.near_day(at))
                .or_else(|| self.named_month(at)),
            Kind::Mark => None,
        }
    }

    /// "Selasa (4/3/2025)", "hari Senin", "Rabu malam", "Jumat pekan lalu", "last Monday", "Thursday evening".
    fn weekday(&self, at: usize) -> Option<Read> {
        let mut day_at = at;
        let mut which = None;
        let mut week = None;
        if self.lang == Lang::Id && self.is(at, "hari") {
            day_at += 1;
        }
        if self.lang == Lang::En
            && let Some(found) = self.word(at).which
        {
            which = Some(found);
            day_at += 1;
        }
        if self.lang == Lang::En && matches!(self.word(at).part, Some(Part::Early | Part::Late)) {
            day_at += 1 + usize::from(self.is(at + 1, "on"));
        }
        let word = self.word(day_at);
        let weekday = word.weekday?;
        let piece = self.pieces.get(day_at)?;
        let lowered = self.lang == Lang::Id && !word.short && !piece.is("minggu");
        if !piece.capital && !lowered {
            return None;
        }
        if at > 0 && self.word(at - 1).never_before && self.pieces[at - 1].capital
            || self.word(day_at + 1).never_after && self.pieces[day_at + 1].capital
        {
            return None;
        }
        let mut next = self.dayparts(day_at + 1 + usize::from(word.short && self.is(day_at + 1, ".")));
        // A whole date beside it says which one it is.
        let opened = self.is(next, "(");
        let inside = next + usize::from(opened || self.is(next, ","));
        if let Some(read) = self.full_day(inside).or_else(|| self.short_day(inside, weekday))
            && read.first == inside
            && (!opened || self.is(read.next, ")"))
        {
            let next = self.dayparts(read.next + usize::from(opened));
            return Some(Read { first: at, next, days: read.days });
        }
        if word.short {
            return None;
        }
        if self.lang == Lang::Id {
            let unit_week = self.word(next).unit == Some(Unit::Week) && !self.pieces[next].capital;
            let qualified = self.word(next + usize::from(unit_week)).which;
            // "Minggu lalu" at the start of a sentence is a week.
            if let Some(found) = qualified {
                if piece.is("minggu") && self.starts(at) && !unit_week {
                    return None;
                }
                if unit_week {
                    week = Some(found);
                } else {
                    which = Some(found);
                }
                next += 1 + usize::from(unit_week);
            }
        } else if let (Some(found), Some(Unit::Week)) = (self.word(next).which, self.word(next + 1).unit) {
            week = Some(found);
            next += 2;
        }
        let days = self.published.and_then(|published| {
            let today = published.weekday().to_monday_one_offset();
            let back = i64::from((today - weekday).rem_euclid(7));
            let shift = match (week, which) {
                (Some(Which::Last), _) => i64::from(weekday) - i64::from(today) - 7,
                (Some(Which::Next), _) => i64::from(weekday) - i64::from(today) + 7,
                (Some(Which::This), _) => i64::from(weekday) - i64::from(today),
                (None, Some(Which::Next)) => 7 - back,
                (None, Some(Which::Last)) if back == 0 => -7,
                _ => -back,
            };
            Some(one(shifted(published, shift)?))
        });
        Some(Read { first: at, next, days })
    }

    /// A day of the month with its month: "4 Maret 2025", "13-16 Juni 2025", "March 3", "3rd of March", "4/3/2025".
    fn full_day(&self, at: usize) -> Option<Read> {
        let read = |next: usize, days: Option<Days>| Some(Read { first: at, next, days });
        if let Some(first) = self.number(at) {
            if self.glued_to_number(at) {
                return None;
            }
            if let Some((day, next)) = self.numeric_day(at) {
                return read(next, Some(one(day)));
            }
            let (last, mut next) = self.range_end(at + 1).map_or((first, at + 1), |(last, next)| (last, next));
            next += usize::from(self.is_ordinal_ending(next));
            next += usize::from(self.lang == Lang::En && self.is(next, "of"));
            let month = self.word(next).month.filter(|_| self.pieces[next].capital)?;
            next += 1;
            next += usize::from(
                self.word(next - 1).short
                    && self.is(next, ".")
                    && self.pieces.get(next + 1).is_some_and(|p| p.kind == Kind::Digits),
            );
            let (year, next) = self.year_after(next);
            return read(next, self.days_of(year, month, first, last));
        }
        if self.lang == Lang::Id && self.is(at, "tanggal") {
            let inner = self.full_day(at + 1)?;
            return read(inner.next, inner.days);
        }
        // "March 3, 2025" is English, but Indonesian pages quote it too.
        let month = self.word(at).month.filter(|_| self.pieces[at].capital)?;
        if self.lang == Lang::Id && self.number(at + 2).is_none() && self.number(at + 3).is_none() {
            return None;
        }
        let number_at = at + 1 + usize::from(self.is(at + 1, "."));
        let first = self.number(number_at).filter(|day| (1..=31).contains(day) && self.pieces[number_at].spaced)?;
        if self.pieces[number_at].lower.len() > 2 {
            return None;
        }
        let (last, mut next) =
            self.range_end(number_at + 1).map_or((first, number_at + 1), |(last, next)| (last, next));
        next += usize::from(self.is_ordinal_ending(next));
        let (year, next) = self.year_after(next);
        read(next, self.days_of(year, month, first, last))
    }

    /// "4/3" and "4 Maret" without a year count beside their weekday only where they are numbers.
    fn short_day(&self, at: usize, weekday: i8) -> Option<Read> {
        let first = self.number(at)?;
        let second = self.number(at + 2).filter(|_| self.is(at + 1, "/") && !self.pieces[at + 2].spaced)?;
        if self.is(at + 3, "/") {
            return None;
        }
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let published = self.published;
        let day_first = published.and_then(|published| nearest_year(published, second, first));
        let month_first = published.and_then(|published| nearest_year(published, first, second));
        let agrees = |day: &Date| day.weekday().to_monday_one_offset() == weekday;
        let day = day_first.filter(agrees).or(month_first.filter(agrees)).or(day_first);
        Some(Read { first: at, next: at + 3, days: day.map(one) })
    }

    /// "4/3/2025", "4-3-2025", "4.3.2025", "2025-03-04".
    fn numeric_day(&self, at: usize) -> Option<(Date, usize)> {
        let separator =
            self.pieces.get(at + 1).filter(|mark| !mark.spaced && matches!(&*mark.lower, "/" | "-" | "."))?;
        let second_mark = self.pieces.get(at + 3)?;
        let glued =
            [at + 2, at + 3, at + 4].iter().all(|&index| self.pieces.get(index).is_some_and(|piece| !piece.spaced));
        if second_mark.lower != separator.lower || !glued {
            return None;
        }
        let numbers = [self.number(at)?, self.number(at + 2)?, self.number(at + 4)?];
        let make = |year: u32, month: u32, day: u32| {
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        let day = if self.pieces[at].lower.len() == 4 {
            make(numbers[0], numbers[1], numbers[2])
        } else {
            let year = match self.pieces[at + 4].lower.len() {
                4 => numbers[2],
                2 if separator.is("/") => 2000 + numbers[2],
                _ => return None,
            };
            make(year, numbers[1], numbers[0]).or_else(|| make(year, numbers[0], numbers[1]))
        };
        day.map(|day| (day, at + 5))
    }

    /// "awal pekan ini", "akhir pekan lalu", "pertengahan Juni", "early this week", "late last month", "in mid-June".
    fn part_of(&self, at: usize) -> Option<Read> {
        let part = self.word(at).part?;
        let inner_at = at + 1 + usize::from(self.is(at + 1, "-")) + usize::from(self.is(at + 1, "in"));
        if self.lang == Lang::Id && part == Part::Late && matches!(self.word(inner_at).unit, Some(Unit::Week)) {
            // "akhir pekan" is the weekend.
            let which = self.word(inner_at + 1).which;
            let next = inner_at + 1 + usize::from(which.is_some());
            return Some(Read { first: at, next, days: self.weekend(which) });
        }
        if let Some((unit, which, next)) = self.unit_and_which(inner_at) {
            let days = match (part, unit) {
                (Part::Whole, _) | (_, Unit::Weekend | Unit::Day) => self.days_of_unit(unit, which),
                _ => self.published.and_then(|published| {
                    let (from, _) = whole(unit, shifted_unit(published, unit, which)?)?;
                    third(unit, from, part)
                }),
            };
            return Some(Read { first: at, next, days });
        }
        let month_at = inner_at + usize::from(self.lang == Lang::Id && self.is(inner_at, "bulan"));
        let year_at = inner_at + usize::from(self.lang == Lang::Id && self.is(inner_at, "tahun"));
        if let Some(year) = self.year(year_at) {
            let days = Date::new(year, 1, 1).ok().and_then(|from| third(Unit::Year, from, part));
            return Some(Read { first: at, next: year_at + 1, days });
        }
        let month = self.word(month_at).month.filter(|_| self.pieces[month_at].capital)?;
        let (year, which, next) = self.year_or_which(month_at + 1);
        let from = self.month(month, year, which).map(|(from, _)| from);
        let days =
            from.and_then(
                |from| if part == Part::Whole { whole(Unit::Month, from) } else { third(Unit::Month, from, part) },
            );
        Some(Read { first: at, next, days })
    }

    /// "dua hari lalu", "sepekan yang lalu", "two days ago", "a week ago".
    fn ago(&self, at: usize) -> Option<Read> {
        let word = self.word(at);
        let (count, unit_at) = if word.one { (1, at) } else { (self.number(at).or(word.number)?, at + 1) };
        let unit = self.word(unit_at).unit?;
        let ago_at = unit_at + 1 + usize::from(self.is(unit_at + 1, "yang"));
        if !matches!(self.pieces.get(ago_at).map(|piece| &*piece.lower), Some("lalu" | "silam" | "ago")) || count > 999
        {
            return None;
        }
        let count = i64::from(count);
        let days = self.published.and_then(|published| match unit {
            Unit::Day => Some(one(shifted(published, -count)?)),
            Unit::Week | Unit::Weekend => whole(Unit::Week, shifted(published, -7 * count)?),
            Unit::Month => whole(Unit::Month, published.checked_sub(count.months()).ok()?),
            Unit::Year => whole(Unit::Year, published.checked_sub(count.years()).ok()?),
            // Hours ago: most likely the same day, but that is not what the page says.
            Unit::Hour | Unit::Minute | Unit::Second => None,
        });
        Some(Read { first: at, next: ago_at + 1, days })
    }

    /// "pekan lalu", "bulan ini", "last week", "this year", "the weekend".
    fn week_or_month(&self, at: usize) -> Option<Read> {
        if self.is(at, "weekend") && at > 0 && self.is(at - 1, "the") {
            return Some(Read { first: at, next: at + 1, days: self.weekend(Some(Which::Last)) });
        }
        // "dua pekan ini", "tahun-tahun lalu" name no one week.
        if at > 0
            && (self.word(at - 1).number.is_some() || self.is(at - 1, "-") || self.pieces[at - 1].kind == Kind::Digits)
        {
            return None;
        }
        let (unit, which, next) = self.unit_and_which(at)?;
        Some(Read { first: at, next, days: self.days_of_unit(unit, which) })
    }

    /// "kemarin", "hari ini", "tadi malam", "yesterday", "last night", "this morning".
    fn near_day(&self, at: usize) -> Option<Read> {
        let piece = &self.pieces[at];
        let day = |next: usize, shift: i64| {
            let days = self.published.and_then(|published| Some(one(shifted(published, shift)?)));
            Some(Read { first: at, next: self.dayparts(next), days })
        };
        if let Some(shift) = self.word(at).shift {
            if self.is(at, "kemarin") && self.is(at + 1, "lusa") {
                return day(at + 2, -2);
            }
            return day(at + 1, i64::from(shift));
        }
        match self.lang {
            Lang::Id | Lang::Ms => {
                let after = self.dayparts(at);
                if piece.is("tadi") {
                    let after = self.dayparts(at + 1);
                    return (after > at + 1).then(|| day(after, if self.is(at + 1, "malam") { -1 } else { 0 }))?;
                }
                if after > at && self.is(after, "tadi") {
                    return day(after + 1, 0);
                }
                if (after > at && self.is(after, "ini")) || piece.is("hari") && self.is(at + 1, "ini") {
                    return day(after.max(at + 1) + 1, 0);
                }
                None
            }
            Lang::En => {
                let which = self.word(at).which?;
                if self.dayparts(at + 1) == at + 1 {
                    return None;
                }
                match which {
                    Which::Last => day(at + 1, -1),
                    Which::This => day(at + 1, 0),
                    Which::Next => None,
                }
            }
        }
    }

    /// "bulan Juni", "Agustus 2024", "in June", "last June", "Juli lalu", "as early as August".
    fn named_month(&self, at: usize) -> Option<Read> {
        let mut month_at = at;
        let mut which = None;
        if self.lang == Lang::Id && self.is(at, "bulan") {
            month_at += 1;
        }
        if self.lang == Lang::En
            && let Some(found) = self.word(at).which
        {
            which = Some(found);
            month_at += 1;
        }
        let word = self.word(month_at);
        let month = word.month.filter(|_| self.pieces[month_at].capital)?;
        let (year, after, next) = self.year_or_which(month_at + 1);
        which = which.or(after);
        let introduced =
            at > 0 && (self.word(at - 1).before || self.is(at - 1, "as") || self.word(at - 1).part.is_some());
        if year.is_none() && which.is_none() && (word.short || !(introduced || month_at > at)) {
            return None;
        }
        // A day number beside it was read by another reader or is none.
        if year.is_none() && self.pieces.get(next).is_some_and(|piece| piece.kind == Kind::Digits && piece.spaced) {
            return None;
        }
        let days = self.month(month, year, which);
        Some(Read { first: at, next, days })
    }

    /// "pada 2011", "tahun 2024", "since 2011".
    fn bare_year(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let before = at.checked_sub(1).map(|before| &self.pieces[before])?;
        let named = self.lang == Lang::Id && before.is("tahun");
        if !(self.word(at - 1).before && (named || before.kind == Kind::Letters))
            || self.is(at + 1, "%")
            || self.is(at + 1, "-")
        {
            return None;
        }
        // "in 2000 homes" counts homes; a year is followed by a mark, a small function word or nothing.
        let follows = self.pieces.get(at + 1);
        let free = self.lang == Lang::Id
            || follows.is_none_or(|piece| {
                piece.kind == Kind::Mark
                    || matches!(
                        &*piece.lower,
                        "lalu"
                            | "silam"
                            | "dan"
                            | "yang"
                            | "dengan"
                            | "untuk"
                            | "di"
                            | "oleh"
                            | "hingga"
                            | "sampai"
                            | "itu"
                            | "and"
                            | "that"
                            | "with"
                            | "to"
                            | "by"
                            | "when"
                            | "after"
                            | "but"
                            | "as"
                            | "for"
                            | "on"
                            | "at"
                            | "was"
                            | "were"
                    )
            });
        if !(named || free) {
            return None;
        }
        let first = if named { at - 1 } else { at };
        let days = Date::new(year, 1, 1).ok().and_then(|day| whole(Unit::Year, day));
        Some(Read { first, next: at + 1, days })
    }

    // What the readers share.

    fn word(&self, at: usize) -> Word {
        self.pieces
            .get(at)
            .filter(|piece| piece.kind == Kind::Letters)
            .map_or_else(Word::default, |piece| self.words.get(&piece.lower))
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.pieces.get(at).and_then(Piece::number)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.is(word))
    }

    /// Whether a sentence seems to begin at a piece.
    fn starts(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_none_or(|before| matches!(&*self.pieces[before].lower, "." | "?" | "!" | "\"" | "“" | "–" | "—" | "-"))
    }

    fn glued_to_number(&self, at: usize) -> bool {
        at > 0
            && !self.pieces[at].spaced
            && (matches!(&*self.pieces[at - 1].lower, "." | "," | "/" | ":")
                || self.pieces[at - 1].kind == Kind::Letters)
    }

    /// The index after "dini hari", "malam", "evening".
    fn dayparts(&self, at: usize) -> usize {
        let mut next = at;
        while next < at + 2 && self.word(next).daypart {
            next += 1 + usize::from(self.is(next, "dini") && self.is(next + 1, "hari"));
        }
        next
    }

    fn is_ordinal_ending(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| !piece.spaced && matches!(&*piece.lower, "st" | "nd" | "rd" | "th"))
    }

    /// "-16" after the first day of a range.
    fn range_end(&self, at: usize) -> Option<(u32, usize)> {
        let dash = self.pieces.get(at).filter(|mark| matches!(&*mark.lower, "-" | "–" | "—"))?;
        let glued = !dash.spaced;
        self.number(at + 1).filter(|day| glued && (1..=31).contains(day)).map(|day| (day, at + 2))
    }

    /// A year of four digits that belongs to no larger number.
    fn year(&self, at: usize) -> Option<i16> {
        let piece = self.pieces.get(at).filter(|piece| piece.lower.len() == 4)?;
        let longer = matches!(self.pieces.get(at + 1).map(|mark| &*mark.lower), Some("." | "," | ":"))
            && self.pieces.get(at + 2).is_some_and(|next| next.kind == Kind::Digits && !next.spaced);
        let year = piece.number().filter(|year| (1800..2200).contains(year) && !longer)?;
        i16::try_from(year).ok()
    }

    /// A year with an optional comma before it.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let comma = usize::from(self.is(at, ","));
        match self.year(at + comma) {
            Some(year) => (Some(year), at + comma + 1),
            None => (None, at),
        }
    }

    /// What may follow a month: a year, or "lalu".
    fn year_or_which(&self, at: usize) -> (Option<i16>, Option<Which>, usize) {
        if let Some(year) = self.year(at) {
            return (Some(year), None, at + 1);
        }
        let which = self.word(at).which.filter(|_| self.lang == Lang::Id);
        (None, which, at + usize::from(which.is_some()))
    }

    /// "pekan lalu", "tahun ini"; "last week", "this coming month".
    fn unit_and_which(&self, at: usize) -> Option<(Unit, Which, usize)> {
        match self.lang {
            Lang::Id | Lang::Ms => {
                let unit = self.word(at).unit.filter(|unit| matches!(unit, Unit::Week | Unit::Month | Unit::Year))?;
                if self.word(at).one {
                    return None;
                }
                let which = self.word(at + 1).which?;
                Some((unit, which, at + 2))
            }
            Lang::En => {
                let which = self.word(at).which?;
                let unit = self
                    .word(at + 1)
                    .unit
                    .filter(|unit| matches!(unit, Unit::Week | Unit::Weekend | Unit::Month | Unit::Year))?;
                // "the past weeks", "last minutes" are no unit of the calendar.
                (!self.pieces[at + 1].lower.ends_with('s')).then_some((unit, which, at + 2))
            }
        }
    }

    fn days_of_unit(&self, unit: Unit, which: Which) -> Option<Days> {
        if unit == Unit::Weekend {
            return self.weekend(Some(which));
        }
        let published = self.published?;
        let (from, to) = whole(unit, shifted_unit(published, unit, which)?)?;
        // This week is what of it has passed.
        Some(if unit == Unit::Week && which == Which::This { (from, published) } else { (from, to) })
    }

    /// Saturday and Sunday; without a word beside it, the last one that has begun.
    fn weekend(&self, which: Option<Which>) -> Option<Days> {
        let published = self.published?;
        let today = i64::from(published.weekday().to_monday_one_offset());
        let this_saturday = shifted(published, 6 - today)?;
        let saturday = match which {
            Some(Which::This) => this_saturday,
            Some(Which::Next) => shifted(this_saturday, 7)?,
            None if today >= 6 => this_saturday,
            Some(Which::Last) | None => shifted(this_saturday, -7)?,
        };
        Some((saturday, shifted(saturday, 1)?))
    }

    /// All of a month; without a year the nearest that had begun by publication, or with "next" the one after.
    fn month(&self, month: i8, year: Option<i16>, which: Option<Which>) -> Option<Days> {
        let year = if let Some(year) = year {
            year
        } else {
            let published = self.published?;
            match which {
                Some(Which::Next) => published.year() + i16::from(month <= published.month()),
                Some(Which::Last) => published.year() - i16::from(month >= published.month()),
                _ => published.year() - i16::from(month > published.month()),
            }
        };
        whole(Unit::Month, Date::new(year, month, 1).ok()?)
    }

    fn days_of(&self, year: Option<i16>, month: i8, first: u32, last: u32) -> Option<Days> {
        let (first, last) = (i8::try_from(first).ok()?, i8::try_from(last).ok()?);
        let from = match year {
            Some(year) => Date::new(year, month, first).ok()?,
            None => nearest_year(self.published?, month, first)?,
        };
        let to = if last > first { Date::new(from.year(), month, last).ok()? } else { from };
        Some((from, to))
    }
}

#[cfg(test)]
#[path = "mention_tests.rs"]
mod tests;
