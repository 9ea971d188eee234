//! How well rows meet rows: the reader against the corpus, or one labelling against another.
//!
//! As in the benches of the field: contents are compared as sets of words; two rows make a triple when their contents share
//! half of their words and their sources a word (or both have none). Each row is paired once, best pairs first.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use saksi::Span;
use saksi::segment::Segments;
use saksi::statement::{Kind, Stance, Statement, kind_of};

use crate::unit::{Row, Unit};

/// Share of common words from which two contents are the same.
const SAME: f64 = 0.5;

/// A row reduced to what is compared.
#[derive(Debug, Clone)]
pub struct Compared {
    source: Vec<usize>,
    /// The places of the cue: a colon is one and no word.
    cue: Vec<Span>,
    content: Vec<usize>,
    kind: Kind,
    stance: Stance,
    confidence: f32,
}

/// Words of a text by their places.
pub struct Words(Vec<Span>);

impl Words {
    /// The words of a text: runs of letters and digits.
    pub fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push(Span::new(from, at));
                    start = None;
                }
                _ => {}
            }
        }
        Self(words)
    }

    /// The numbers of the words that the spans touch.
    pub fn inside(&self, spans: &[Span]) -> Vec<usize> {
        let mut inside: Vec<usize> = Vec::new();
        for span in spans {
            let first = self.0.partition_point(|word| word.end <= span.start);
            inside.extend((first..self.0.len()).take_while(|&word| self.0[word].start < span.end));
        }
        inside.sort_unstable();
        inside.dedup();
        inside
    }
}

impl Compared {
    /// What a person marked.
    pub fn of_row(words: &Words, segments: &Segments, row: &Row) -> Self {
        Self {
            source: words.inside(&row.source),
            cue: row.cue.clone(),
            content: words.inside(&row.content),
            kind: kind_of(segments, &row.content),
            stance: row.stance.unwrap_or(Stance::Asserts),
            confidence: 1.0,
        }
    }

    /// What was read.
    pub fn of_statement(words: &Words, statement: &Statement) -> Self {
        let source = statement.source.as_ref().map_or(&[][..], |source| &source.spans);
        Self {
            source: words.inside(source),
            cue: statement.cue.spans.clone(),
            content: words.inside(&statement.content),
            kind: statement.kind,
            stance: statement.stance,
            confidence: statement.confidence,
        }
    }

    /// Share of the words of both contents that are common.
    pub fn content_share(&self, other: &Self) -> f64 {
        share(&self.content, &other.content)
    }

    /// Share of the words of both sources that are common; all of them where neither has one.
    pub fn source_share(&self, other: &Self) -> f64 {
        if self.source.is_empty() && other.source.is_empty() { 1.0 } else { share(&self.source, &other.source) }
    }

    /// Whether the two say the same of the same source.
    pub fn is_triple(&self, other: &Self) -> bool {
        let long = self.source.len() > 3 * other.source.len() + 10 || other.source.len() > 3 * self.source.len() + 10;
        let sources =
            common(&self.source, &other.source) > 0 && !long || self.source.is_empty() && other.source.is_empty();
        sources && self.content_share(other) >= SAME
    }

    /// Whether the cues share a place.
    pub fn same_cue(&self, other: &Self) -> bool {
        self.cue.iter().any(|one| other.cue.iter().any(|other| one.overlaps(*other)))
    }
}

fn common(one: &[usize], other: &[usize]) -> usize {
    one.iter().filter(|word| other.binary_search(word).is_ok()).count()
}

fn share(one: &[usize], other: &[usize]) -> f64 {
    let common = common(one, other);
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

/// Counts from which the figures are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Rows that ought to be there.
    pub wanted: usize,
    /// Rows that are there.
    pub given: usize,
    /// Triples.
    pub right: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.given += other.given;
        self.right += other.right;
    }
}

impl Count {
    /// Share of the given rows that are right.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.given)
    }

    /// Share of the wanted rows that were found.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.wanted)
    }

    /// Harmonic mean of both.
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, self.given + self.wanted)
    }
}

fn ratio(of: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { 100.0 * of as f64 / all as f64 }
}

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// All rows.
    pub all: Count,
    /// By how the content is quoted.
    pub kinds: BTreeMap<&'static str, Count>,
    /// Rows of a wanted stance whose content met, and those of them with that stance.
    pub stances: BTreeMap<&'static str, Count>,
    /// Confidences of the given rows, and whether each was right.
    pub trusted: Vec<(f32, bool)>,
}

impl Score {
    /// Adds the rows of one text.
    pub fn add(&mut self, wanted: &[Compared], given: &[Compared]) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (at, one) in wanted.iter().enumerate() {
            for (found, other) in given.iter().enumerate() {
                let share = one.content_share(other);
                if share > 0.0 {
                    pairs.push((share + if one.same_cue(other) { 1.0 } else { 0.0 }, at, found));
                }
            }
        }
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let mut paired = vec![None; wanted.len()];
        let mut taken = vec![false; given.len()];
        for (_, at, found) in pairs {
            if paired[at].is_none() && !taken[found] {
                paired[at] = Some(found);
                taken[found] = true;
            }
        }
        let mut right = vec![false; given.len()];
        let mut kinds: Vec<Kind> = given.iter().map(|one| one.kind).collect();
        for (one, found) in wanted.iter().zip(&paired) {
            let met = found.filter(|&found| one.content_share(&given[found]) >= SAME);
            let hit = found.filter(|&found| one.is_triple(&given[found]));
            self.all.wanted += 1;
            self.kinds.entry(one.kind.name()).or_default().wanted += 1;
            if let Some(found) = hit {
                right[found] = true;
                self.all.right += 1;
                // Where a right row is quoted a little otherwise, it counts for the kind that was wanted.
                kinds[found] = one.kind;
                self.kinds.entry(one.kind.name()).or_default().right += 1;
            }
            if let Some(found) = met {
                let count = self.stances.entry(one.stance.name()).or_default();
                count.wanted += 1;
                count.right += usize::from(given[found].stance == one.stance);
            }
        }
        for ((one, right), kind) in given.iter().zip(right).zip(kinds) {
            self.all.given += 1;
            self.kinds.entry(kind.name()).or_default().given += 1;
            self.trusted.push((one.confidence, right));
        }
    }

    /// Share of the rows whose content met that have the wanted stance.
    pub fn stance(&self) -> f64 {
        let (right, all) =
            self.stances.values().fold((0, 0), |(right, all), count| (right + count.right, all + count.wanted));
        ratio(right, all)
    }

    /// The figures as lines of a table.
    pub fn table(&self) -> String {
        let mut out = format!("{:<14}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "", "wanted", "given", "F1", "P", "R");
        let kinds = self.kinds.iter().map(|(name, count)| (*name, *count));
        for (name, count) in std::iter::once(("all", self.all)).chain(kinds) {
            let (f1, precision, recall) = (count.f1(), count.precision(), count.recall());
            out += &format!("{name:<14}{:>8}{:>8}{f1:>8.1}{precision:>8.1}{recall:>8.1}\n", count.wanted, count.given);
        }
        out += &format!("stance of the rows whose content met: {:.1} %\n", self.stance());
        for (name, count) in &self.stances {
            out += &format!("  {name:<12}{:>5} of {:>5}\n", count.right, count.wanted);
        }
        out
    }
}

/// How far two labellings of the same units agree, and the ids for which the texts differ.
pub fn agreement(units: &[Unit], again: &[Unit]) -> (Score, usize, Vec<String>) {
    let mut score = Score::default();
    let mut both = 0;
    let mut differ = Vec::new();
    for other in again {
        match units.iter().find(|unit| unit.id == other.id) {
            Some(unit) if unit.text == other.text => {
                both += 1;
                let words = Words::of(&unit.text);
                let segments = Segments::of(&unit.article(), unit.lang);
                let rows = |unit: &Unit| {
                    unit.rows.iter().map(|row| Compared::of_row(&words, &segments, row)).collect::<Vec<_>>()
                };
                score.add(&rows(unit), &rows(other));
            }
            _ => differ.push(other.id.clone()),
        }
    }
    (score, both, differ)
}

#[cfg(test)]
mod tests {
    use saksi::Lang;

    use super::*;

    fn units(words: &str) -> Vec<Unit> {
        let (units, faults) = crate::markup::parse("f", Lang::En, "t", words);
        assert_eq!(faults, []);
        units
    }

    const ONE: &str = "## a | agency | - | -\n[S1,2 Ida Brink] [C1 said] [T1 that the quay was closed for good] and [C2 denied] [T2 it].\n= 1 asserts\n= 2 denies\n";

    #[test]
    fn a_labelling_agrees_with_itself() {
        let one = units(ONE);
        let (score, both, differ) = agreement(&one, &one);
        assert_eq!((both, differ.len()), (1, 0));
        assert_eq!(score.all, Count { wanted: 2, given: 2, right: 2 });
        assert!((score.stance() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn what_differs_costs() {
        let other = "## a | agency | - | -\n[S1 Ida Brink] [C1 said] [T1 that] the quay was closed for good and denied it.\n= 1 judges\n\
                     ## b | agency | - | -\nNobody.\n= none\n";
        let (score, both, differ) = agreement(&units(ONE), &units(other));
        assert_eq!((both, differ), (1, vec!["b".to_owned()]));
        assert_eq!(score.all, Count { wanted: 2, given: 1, right: 0 });
    }

    #[test]
    fn words_by_place() {
        let words = Words::of("ujarnya, “ya”.");
        assert_eq!(words.inside(&[Span::new(0, 4)]), [0]);
        assert_eq!(words.inside(&[Span::new(4, 7)]), [0]);
        assert_eq!(words.inside(&[Span::new(9, 16)]), [1]);
    }
}
