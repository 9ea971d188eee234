//! What proves a unit sound: rows complete, parts trimmed and apart, quotation marks in pairs, dates and numbers as the words say.
//!
//! A date or number is proved where the reader of dates and numbers can resolve its words; it is a fault where that says
//! something else, and counted as unproved where it says nothing.

use std::collections::HashSet;

use saksi::Span;
use saksi::date::find_dates;
use saksi::lang::Language;
use saksi::segment::Segments;
use saksi::statement::{Kind, Quantity, kind_of};

use crate::markup::Fault;
use crate::unit::{Row, Unit};

/// The house styles that are planned for.
pub const STYLES: [&str; 5] = ["agency", "broadcaster", "tabloid", "portal", "live"];

/// How much of what is checked against the words could be checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proved {
    /// Dates that the words prove.
    pub dates: usize,
    /// Dates that no rule resolves.
    pub open_dates: usize,
    /// Numbers that the words prove.
    pub numbers: usize,
    /// Numbers that no rule resolves.
    pub open_numbers: usize,
}

/// The faults of all units, and what was proved.
pub fn check(units: &[Unit]) -> (Vec<Fault>, Proved) {
    let mut faults = Vec::new();
    let mut proved = Proved::default();
    let mut seen = HashSet::new();
    for unit in units {
        let mut fault = |message: String| {
            faults.push(Fault { place: format!("{} {}", unit.place, unit.id), message });
        };
        if !seen.insert(unit.id.as_str()) {
            fault("the id stands twice".into());
        }
        if !STYLES.contains(&unit.style.as_str()) {
            fault(format!("no house style is called `{}`", unit.style));
        }
        let article = unit.article();
        let segments = Segments::of(&article, unit.lang);
        for quotation in segments.quotations.iter().filter(|quotation| !quotation.closed) {
            let words: String = quotation.span.of(&unit.text).chars().take(40).collect();
            fault(format!("a quotation mark is never closed: {words}"));
        }
        let numbers = saksi::circumstance::add(&article, &segments, unit.lang, &mut []);
        for (index, row) in unit.rows.iter().enumerate() {
            let mut fault = |message: String| fault(format!("row {}: {message}", index + 1));
            complete(unit, index, row, &mut fault);
            apart(unit, row, &segments, &mut fault);
            dates(unit, row, &mut proved, &mut fault);
            amounts(unit, row, &numbers, &mut proved, &mut fault);
        }
    }
    (faults, proved)
}

fn complete(unit: &Unit, index: usize, row: &Row, fault: &mut dyn FnMut(String)) {
    for (name, part, most) in [("cue", &row.cue, 2), ("content", &row.content, 40)] {
        if part.is_empty() || part.len() > most {
            fault(format!("{name} in {} pieces", part.len()));
        }
    }
    if row.said.is_empty() == row.days.is_some() {
        fault("D marks and `said=` come together".into());
    }
    if row.evidence.is_empty() == row.evidence_kind.is_some() {
        fault("E marks and `evidence=` come together".into());
    }
    if row.quantities.len() != row.amounts.len() {
        fault(format!("{} Q marks and {} `q=`", row.quantities.len(), row.amounts.len()));
    }
    if row.answers.is_some_and(|other| other == index || other >= unit.rows.len()) {
        fault("it answers a row that is not there".into());
    }
    let before = index.checked_sub(1).and_then(|index| unit.rows.get(index));
    if before.is_some_and(|before| before.cue.first() > row.cue.first()) {
        fault("rows stand in the order of their cues".into());
    }
}

fn apart(unit: &Unit, row: &Row, segments: &Segments, fault: &mut dyn FnMut(String)) {
    let text = &unit.text;
    let parts = [("source", &row.source), ("cue", &row.cue), ("content", &row.content)];
    for (name, part) in parts {
        if part.windows(2).any(|pair| pair[0].end > pair[1].start) {
            fault(format!("the pieces of its {name} overlap or stand in another order"));
        }
    }
    for (one, (name, part)) in parts.into_iter().enumerate() {
        for (other_name, other) in parts.into_iter().skip(one + 1) {
            if let Some(piece) = part.iter().find(|piece| other.iter().any(|place| place.overlaps(**piece))) {
                fault(format!("{name} and {other_name} overlap at `{}`", piece.of(text)));
            }
        }
    }
    for piece in &row.quantities {
        if !row.content.iter().any(|content| content.contains(*piece)) {
            fault(format!("the number `{}` stands outside its content", piece.of(text)));
        }
    }
    for piece in &row.content {
        let words = piece.of(text);
        let last = words.rsplit(char::is_whitespace).next().unwrap_or(words);
        let stop = words.ends_with('.')
            && !words.ends_with("..")
            && !Language::of(unit.lang).is_abbreviation(&last.to_lowercase())
            && last.trim_end_matches('.').chars().filter(|c| c.is_alphanumeric()).count() > 1
            && last.matches('.').count() == 1
            && !inside_quotation(segments, *piece);
        if words.ends_with([',', ';']) || stop {
            fault(format!("`{last}` ends with a mark that is not its own"));
        }
        for quotation in segments.quotations.iter().filter(|quotation| !quotation.inside) {
            let cut =
                quotation.span.overlaps(*piece) && !quotation.span.contains(*piece) && !piece.contains(quotation.span);
            if cut {
                fault(format!("`{words}` cuts a quotation in two"));
            }
        }
    }
}

fn inside_quotation(segments: &Segments, piece: Span) -> bool {
    segments.quotations.iter().any(|quotation| quotation.span.contains(piece))
}

fn dates(unit: &Unit, row: &Row, proved: &mut Proved, fault: &mut dyn FnMut(String)) {
    let (Some(days), Some(&words)) = (row.days, row.said.first()) else { return };
    let Some(block) = unit.blocks.iter().find(|block| block.span.contains(words)) else { return };
    let found = find_dates(&unit.text, block.span, unit.lang, unit.published);
    let mut here = found.iter().filter(|date| date.span.overlaps(words));
    match (here.next(), here.next()) {
        (Some(date), None) if (date.from, date.to) == days => proved.dates += 1,
        (Some(date), None) => {
            fault(format!("`{}` is {}..{}, not {}..{}", words.of(&unit.text), date.from, date.to, days.0, days.1));
        }
        _ => proved.open_dates += 1,
    }
}

fn amounts(unit: &Unit, row: &Row, numbers: &[Quantity], proved: &mut Proved, fault: &mut dyn FnMut(String)) {
    for (&words, amount) in row.quantities.iter().zip(&row.amounts) {
        // "300 crore": a power of ten that the reader of numbers does not know proves nothing.
        let is_scaled = |value: f64| {
            let power = (amount.value / value).log10();
            power > 0.5 && (power - power.round()).abs() < 1e-9
        };
        let mut here = numbers.iter().filter(|number| number.span.overlaps(words)).peekable();
        if here.peek().is_none() {
            proved.open_numbers += 1;
        } else if here.any(|number| number.value.is_some_and(|value| is_near(value, amount.value))) {
            proved.numbers += 1;
        } else if numbers.iter().any(|number| number.span.start == words.start && !number.value.is_some_and(is_scaled))
        {
            fault(format!("`{}` is not {}", words.of(&unit.text), amount.value));
        } else {
            proved.open_numbers += 1;
        }
    }
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

/// How the content of a row is quoted; derived from the quotation marks, never written.
pub fn kind(unit: &Unit, segments: &Segments, row: &Row) -> Kind {
    debug_assert!(row.content.iter().all(|piece| piece.to() <= unit.text.len()));
    kind_of(segments, &row.content)
}

#[cfg(test)]
mod tests {
    use saksi::Lang;

    use super::*;
    use crate::markup::parse;

    fn faults_of(words: &str) -> (String, Proved) {
        let (units, faults) = parse("f", Lang::En, "t", words);
        assert_eq!(faults, []);
        let (faults, proved) = check(&units);
        (faults.iter().map(|fault| fault.message.clone()).collect::<Vec<_>>().join("\n"), proved)
    }

    #[test]
    fn sound_units_pass_and_are_proved() {
        let (faults, proved) = faults_of(
            "## a | agency | - | -\n@date 2026-03-07\n[S1 Ida] [C1 said] [D1 on Thursday] [T1 that [Q1 about 40 boats] had left].\n\
             = 1 asserts said=2026-03-05 q=40:boats:about\n",
        );
        assert_eq!(faults, "");
        assert_eq!((proved.dates, proved.numbers), (1, 1));
    }

    #[test]
    fn unsound_units_do_not() {
        let (faults, _) = faults_of(
            "## a | agency | - | -\n@date 2026-03-07\n[S1 Ida] [C1 said] [D1 on Thursday] [T1 that [Q1 about 40 boats] had left,] she [C2 [S2 added]].\n\
             = 1 asserts said=2026-03-04 q=41:boats:about answers=1\n= 2 asserts\n## a | paper | - | -\n[T1 He and \"Yes] so [C1 no]\" it was.\n= 1 asserts\n",
        );
        for part in [
            "not its own",
            "not 2026-03-04",
            "is not 41",
            "not there",
            "overlap",
            "content in 0",
            "twice",
            "`paper`",
            "cuts",
        ] {
            assert!(faults.contains(part), "{part} is missing in\n{faults}");
        }
    }
}
