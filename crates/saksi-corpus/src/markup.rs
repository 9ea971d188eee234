//! Reads the markup of corpus files, as corpus/README.md tells it.
//!
//! Faults are collected, never the end of reading: a person mends a file in one go.

use saksi::article::{Block, Role};
use saksi::date::Date;
use saksi::statement::{Approx, EvidenceKind, Stance};
use saksi::{Lang, Span};

use crate::unit::{Amount, Row, Unit};

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File, line and unit.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}", self.place, self.message)
    }
}

/// The units of one file.
pub fn parse(file: &str, lang: Lang, topic: &str, words: &str) -> (Vec<Unit>, Vec<Fault>) {
    let mut units = Vec::new();
    let mut faults = Vec::new();
    let mut reader: Option<Reader> = None;
    for (number, line) in words.lines().enumerate() {
        let place = format!("{file}:{}", number + 1);
        if let Some(head) = line.strip_prefix("## ") {
            units.extend(reader.take().map(|reader| reader.finish(&mut faults)));
            reader = Some(Reader::of(head, place, lang, topic, &mut faults));
        } else if let Some(reader) = &mut reader {
            reader.line(line.trim_end(), &place, &mut faults);
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            faults.push(Fault { place, message: "words before the first head".into() });
        }
    }
    units.extend(reader.map(|reader| reader.finish(&mut faults)));
    (units, faults)
}

struct Reader {
    unit: Unit,
    role: Role,
    /// Row numbers that have a line, and whether `= none` stands there.
    declared: Vec<usize>,
    none: bool,
}

impl Reader {
    fn of(head: &str, place: String, lang: Lang, topic: &str, faults: &mut Vec<Fault>) -> Self {
        let fields: Vec<&str> = head.split('|').map(str::trim).collect();
        if fields.len() != 4 {
            faults.push(Fault { place: place.clone(), message: format!("a head has four fields: {head}") });
        }
        let field = |index: usize| (*fields.get(index).unwrap_or(&"-")).to_owned();
        let unit = Unit {
            id: field(0),
            place,
            lang,
            topic: topic.to_owned(),
            style: field(1),
            construction: field(2),
            stance: field(3),
            published: None,
            text: String::new(),
            blocks: Vec::new(),
            rows: Vec::new(),
        };
        Self { unit, role: Role::Paragraph, declared: Vec::new(), none: false }
    }

    fn line(&mut self, line: &str, place: &str, faults: &mut Vec<Fault>) {
        let mut fault = |message: String| faults.push(Fault { place: place.to_owned(), message });
        if line.trim().is_empty() {
        } else if line == "= none" {
            self.none = true;
        } else if let Some(row) = line.strip_prefix("= ") {
            if let Err(message) = self.row(row) {
                fault(message);
            }
        } else if let Some(day) = line.strip_prefix("@date ") {
            match day.trim().parse() {
                Ok(day) => self.unit.published = Some(day),
                Err(_) => fault(format!("`{day}` is no date")),
            }
        } else if let Some(role) = line.strip_prefix("@role ") {
            match role_of(role.trim()) {
                Some(role) => self.role = role,
                None => fault(format!("no role is called `{role}`")),
            }
        } else if line.starts_with('@') {
            fault(format!("no such line: {line}"));
        } else {
            for message in self.paragraph(line) {
                fault(message);
            }
        }
    }

    /// A line of words with marks.
    fn paragraph(&mut self, line: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let text = &mut self.unit.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let from = text.len();
        let mut open: Vec<Option<(char, Vec<usize>, usize)>> = Vec::new();
        let mut rest = line;
        while let Some(next) = rest.chars().next() {
            if let Some((letter, rows, after)) = mark(rest) {
                open.push(Some((letter, rows, text.len())));
                rest = after;
                continue;
            }
            rest = &rest[next.len_utf8()..];
            if next == '[' {
                open.push(None);
            } else if next == ']' {
                match open.pop() {
                    Some(Some((letter, rows, start))) => {
                        let span = Span::new(start, text.len());
                        if span.is_empty() || span.trim(text) != span {
                            faults.push(format!("{letter} is empty or has a blank at its edge: `{}`", span.of(text)));
                        }
                        for row in rows {
                            part_of(row_at(&mut self.unit.rows, row), letter).push(span);
                        }
                        continue;
                    }
                    Some(None) => {}
                    None => faults.push("a bracket closes that none opened".into()),
                }
            }
            text.push(next);
        }
        if open.iter().any(Option::is_some) {
            faults.push(format!("a mark is not closed: {}", line.chars().take(60).collect::<String>()));
        }
        let role = std::mem::replace(&mut self.role, Role::Paragraph);
        self.unit.blocks.push(Block { role, span: Span::new(from, text.len()) });
        faults
    }

    /// What stands after `= `: number, stance, and keys.
    fn row(&mut self, line: &str) -> Result<(), String> {
        let wrong = || format!("a row line is not understood: {line}");
        let (number, rest) = line.split_once(' ').ok_or_else(wrong)?;
        let number: usize = number.parse().ok().filter(|number| (1..=60).contains(number)).ok_or_else(wrong)?;
        let (stance, mut rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let stance = Stance::of_name(stance).ok_or_else(|| format!("no stance is called `{stance}`"))?;
        self.declared.push(number);
        let row = row_at(&mut self.unit.rows, number);
        row.stance = Some(stance);
        while !rest.trim_start().is_empty() {
            let (key, after) = rest.trim_start().split_once('=').ok_or_else(wrong)?;
            let (value, after) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or_else(wrong)?,
                // Units have blanks inside: `q=1200:rumah warga:about`; a value ends before the next key.
                None => after.split_at(end_of_value(after)),
            };
            rest = after;
            match key {
                "actor" => row.actors = value.split(';').map(|name| name.trim().to_owned()).collect(),
                "said" => row.days = Some(days(value).ok_or_else(|| format!("`{value}` is no date or range"))?),
                "evidence" => {
                    row.evidence_kind =
                        Some(evidence(value).ok_or_else(|| format!("no evidence is called `{value}`"))?);
                }
                "q" => row.amounts.push(amount(value).ok_or_else(|| format!("`{value}` is no quantity"))?),
                "answers" => {
                    let other: usize = value.parse().map_err(|_| wrong())?;
                    row.answers = Some(other.checked_sub(1).ok_or_else(wrong)?);
                }
                _ => return Err(format!("no key is called `{key}`")),
            }
        }
        Ok(())
    }

    fn finish(self, faults: &mut Vec<Fault>) -> Unit {
        let mut fault = |message: String| {
            faults.push(Fault { place: format!("{} {}", self.unit.place, self.unit.id), message });
        };
        let mut declared = self.declared.clone();
        declared.sort_unstable();
        if self.none == !declared.is_empty() {
            fault("a unit has row lines or `= none`, one of the two".into());
        }
        if self.none && !self.unit.rows.is_empty() {
            fault("marks in a unit of `= none`".into());
        }
        if !declared.iter().copied().eq(1..=self.unit.rows.len()) && !self.none {
            fault(format!("{} rows are marked, and the row lines are {declared:?}", self.unit.rows.len()));
        }
        if self.unit.text.is_empty() {
            fault("a unit without words".into());
        }
        self.unit
    }
}

/// `[S1,2 `: letter, rows, and what follows.
fn mark(rest: &str) -> Option<(char, Vec<usize>, &str)> {
    let inner = rest.strip_prefix('[')?;
    let letter = inner.chars().next().filter(|letter| "SCTAVDEQ".contains(*letter))?;
    let (numbers, after) = inner[1..].split_once(' ')?;
    let rows: Option<Vec<usize>> =
        numbers.split(',').map(|number| number.parse().ok().filter(|number| (1..=60).contains(number))).collect();
    Some((letter, rows?, after))
}

fn row_at(rows: &mut Vec<Row>, number: usize) -> &mut Row {
    if rows.len() < number {
        rows.resize_with(number, Row::default);
    }
    &mut rows[number - 1]
}

fn part_of(row: &mut Row, letter: char) -> &mut Vec<Span> {
    match letter {
        'S' => &mut row.source,
        'C' => &mut row.cue,
        'T' => &mut row.content,
        'A' => &mut row.addressee,
        'V' => &mut row.via,
        'D' => &mut row.said,
        'E' => &mut row.evidence,
        _ => &mut row.quantities,
    }
}

fn end_of_value(words: &str) -> usize {
    let keys = ["actor=", "said=", "evidence=", "q=", "answers="];
    words
        .match_indices(' ')
        .map(|(at, _)| at)
        .find(|&at| keys.iter().any(|key| words[at + 1..].starts_with(key)))
        .unwrap_or(words.len())
}

fn role_of(name: &str) -> Option<Role> {
    let roles =
        [Role::Paragraph, Role::Title, Role::Standfirst, Role::Caption, Role::Heading, Role::ListItem, Role::Quote];
    roles.into_iter().find(|role| role.name() == name)
}

fn days(words: &str) -> Option<(Date, Date)> {
    let (from, to) = words.split_once("..").unwrap_or((words, words));
    let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    (from <= to).then_some((from, to))
}

fn evidence(name: &str) -> Option<EvidenceKind> {
    let kinds = [
        EvidenceKind::NoneGiven,
        EvidenceKind::Document,
        EvidenceKind::Data,
        EvidenceKind::Image,
        EvidenceKind::Witness,
        EvidenceKind::Intelligence,
        EvidenceKind::Other,
    ];
    kinds.into_iter().find(|kind| kind.name() == name)
}

fn amount(words: &str) -> Option<Amount> {
    let (value, rest) = words.split_once(':')?;
    let (unit, approx) = rest.rsplit_once(':')?;
    let all = [Approx::Exact, Approx::About, Approx::AtLeast, Approx::AtMost, Approx::MoreThan, Approx::Nearly];
    let approx = all.into_iter().find(|one| one.name() == approx.trim())?;
    Some(Amount { value: value.trim().parse().ok()?, unit: unit.trim().to_owned(), approx })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
# A comment.
## en-ports-001 | agency | tag | denies
@date 2026-03-07
@role title
Ferry line silent
[S1,2 The ferry line] [C1 said] [D1 on Thursday] [T1 the hull was [sic] sound] and [C2 denied] [T2 that [Q2 about 40 passengers] had been warned].

= 1 asserts actor=\"ferry line; its crew\" said=2026-03-05
= 2 denies q=40:passengers on board:about answers=1
";

    #[test]
    fn a_unit_is_read_with_its_rows() {
        let (units, faults) = parse("f", Lang::En, "ports", GOOD);
        assert_eq!(faults, []);
        let unit = &units[0];
        assert_eq!((unit.id.as_str(), unit.style.as_str(), unit.stance.as_str()), ("en-ports-001", "agency", "denies"));
        assert_eq!(unit.blocks[0].role, Role::Title);
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(&unit.text)).collect::<Vec<_>>();
        assert_eq!(words(&unit.rows[0].content), ["the hull was [sic] sound"]);
        assert_eq!(words(&unit.rows[1].source), ["The ferry line"]);
        assert_eq!(words(&unit.rows[1].content), ["that about 40 passengers had been warned"]);
        assert_eq!(words(&unit.rows[1].quantities), ["about 40 passengers"]);
        assert_eq!(unit.rows[0].actors, ["ferry line", "its crew"]);
        assert_eq!(unit.rows[0].days.map(|days| days.0.to_string()).as_deref(), Some("2026-03-05"));
        assert_eq!(unit.rows[1].amounts[0].unit, "passengers on board");
        assert_eq!(unit.rows[1].answers, Some(0));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let bad = "\
## a | b | c
[S1 Ida [C1 said] [T1 it ].
= 1 mumbles
## b | x | - | -
[C1 Said] ] it.
= none
## c | x | - | -
Nothing.
= 2 asserts said=2026-13-01
";
        let (_, faults) = parse("f", Lang::En, "t", bad);
        let all = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        for part in [
            "four fields",
            "blank at its edge",
            "not closed",
            "no stance is called `mumbles`",
            "none opened",
            "marks in a unit of `= none`",
            "no date or range",
            "rows are marked",
        ] {
            assert!(all.contains(part), "{part} is missing in\n{all}");
        }
    }
}
