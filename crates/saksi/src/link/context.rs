//! What a content that does not stand alone stands on: "that account" answers an earlier statement, "they came low" leans on one.
//!
//! Reads one article. What it finds is kept in the row with its words, so that later decisions need the two rows alone.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::name;
use super::row::{Pointed, Row};
use super::sense::{self, Kind, Mark};
use crate::Lang;
use crate::lang::data_lines;
use crate::statement::{Reading, Side, Stance};

/// Fills `answers` and `leans_on` of the rows of one article.
pub(super) fn add(reading: &Reading, rows: &mut [Row]) {
    let Some(lang) = rows.first().and_then(|row| row.lang) else { return };
    let looks: Vec<Look> = rows
        .iter()
        .zip(&reading.statements)
        .map(|(row, statement)| {
            let at = statement.cue.spans.first().or(statement.content.first()).map_or(0, |span| span.start);
            let block = reading.article.blocks.iter().position(|block| block.span.start <= at && at < block.span.end);
            Look::of(row, lang, block)
        })
        .collect();
    let main = main_statement(rows, &looks);
    let mut targets: Vec<Option<(usize, Bond)>> = Vec::with_capacity(rows.len());
    for at in 0..rows.len() {
        let stated = reading.statements[at].answers.filter(|&to| to < rows.len() && to != at);
        let target = stated
            .map(|to| (to, Bond::Answers))
            .or_else(|| answered(at, rows, &looks, main).map(|to| (to, Bond::Answers)))
            .or_else(|| leaned_on(at, rows, &looks, main).map(|to| (to, Bond::LeansOn)));
        targets.push(target);
    }
    for at in 0..rows.len() {
        let Some((to, bond)) = targets[at] else { continue };
        let pointed = Pointed { statement: rows[to].statement.clone(), words: words_behind(at, rows, &targets) };
        match bond {
            Bond::Answers => rows[at].answers = Some(pointed),
            Bond::LeansOn => rows[at].leans_on = Some(pointed),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bond {
    Answers,
    LeansOn,
}

/// What a content looks like before anything is known of the others.
struct Look {
    marks: Vec<Mark>,
    /// Sum of the weights of all marks but states.
    weight: f32,
    /// Labels of events that tell claims apart.
    events: HashSet<String>,
    claim: bool,
    case: bool,
    back: bool,
    opens_back: bool,
    first: bool,
    block: Option<usize>,
}

impl Look {
    fn of(row: &Row, lang: Lang, block: Option<usize>) -> Self {
        let classes = Pointing::of(lang);
        let words = name::words(&row.content);
        let has = |class: &str| words.iter().any(|(word, _)| classes.is(word, class));
        let marks: Vec<Mark> =
            sense::marks(&row.content, lang).into_iter().filter(|mark| mark.kind != Kind::Broader).collect();
        Self {
            weight: marks.iter().filter(|mark| mark.kind != Kind::State).map(|mark| mark.weight).sum(),
            events: telling_events(&marks),
            claim: has("claim"),
            case: has("case"),
            back: has("back"),
            opens_back: words.first().is_some_and(|(word, _)| classes.is(word, "subject")),
            first: has("first"),
            block,
            marks,
        }
    }

    /// Too little of its own to be looked for by.
    fn is_thin(&self) -> bool {
        self.weight <= 1.3
    }
}

/// Events that tell one claim from another; seeing, saying and examining do not.
pub(super) fn telling_events(marks: &[Mark]) -> HashSet<String> {
    marks.iter().filter(|mark| mark.kind == Kind::Event && mark.weight >= 1.4).map(|mark| mark.label.clone()).collect()
}

/// The first statement that takes a side and stands alone: what the article is about.
fn main_statement(rows: &[Row], looks: &[Look]) -> Option<usize> {
    (0..rows.len()).find(|&at| rows[at].side() != Side::None && rows[at].within.is_none() && !looks[at].is_thin())
}

/// The earlier statement that a content which only points means: "the charge", "klaim tersebut", "any involvement".
fn answered(at: usize, rows: &[Row], looks: &[Look], main: Option<usize>) -> Option<usize> {
    let (row, look) = (&rows[at], &looks[at]);
    if !look.is_thin()
        || !(look.claim || look.case || look.back || look.marks.is_empty() || row.side() == Side::Disputes)
    {
        return None;
    }
    let by_others = |to: &usize| !shares_actor(row, &rows[*to]) && rows[*to].within.as_deref() != Some(&row.statement);
    let earlier = || (0..at).rev().filter(|&to| !looks[to].is_thin());
    let supported = |to: &usize| rows[*to].side() == Side::Supports;
    let own = row.side() == Side::Disputes && row.within.is_some();
    let main = main.filter(|&main| main != at);
    if look.case && !look.claim || row.stance() == Stance::Assessing {
        return main.or_else(|| earlier().find(supported));
    }
    if row.side() == Side::None && !look.claim {
        return None;
    }
    earlier()
        .filter(supported)
        .find(|to| own || by_others(to))
        .or_else(|| earlier().find(supported))
        .or(main)
        .or_else(|| earlier().find(|&to| rows[to].side() != Side::None))
}

/// The statement just before that a content goes on from: pronouns, the same side's next words, a bare number.
fn leaned_on(at: usize, rows: &[Row], looks: &[Look], main: Option<usize>) -> Option<usize> {
    let (row, look) = (&rows[at], &looks[at]);
    if row.side() == Side::None {
        return None;
    }
    let before =
        (0..at).rev().find(|&to| rows[to].within.is_none() && rows[at].within.as_ref() != Some(&rows[to].statement))?;
    let near = match (look.block, looks[before].block) {
        (Some(here), Some(there)) => here.abs_diff(there) <= 1,
        _ => false,
    };
    let together = look.block.is_some() && look.block == looks[before].block;
    let goes_on = rows[before].side() != Side::None && apart(&look.events, &looks[before].events).is_none();
    let same_side = rows[before].side() == row.side();
    if near && goes_on {
        if look.opens_back || look.back && look.weight <= 4.0 {
            return Some(before);
        }
        if same_side && row.side() != Side::Supports && (look.first || together) && look.weight <= 4.0 {
            return Some(before);
        }
        if same_side && look.first && shares_actor(row, &rows[before]) && look.events.is_empty() {
            return Some(before);
        }
    }
    // "12", "about six boats": a number with little else is a number of what the article is about.
    let bare_number = !row.quantities.is_empty() && look.weight <= 2.2 && look.events.is_empty();
    let main = main.filter(|&main| main < at)?;
    let shares = look.marks.is_empty()
        || look.marks.iter().any(|mark| looks[main].marks.iter().any(|other| other.label == mark.label));
    (bare_number && shares).then_some(main)
}

/// The words of what a statement stands on, and of what that stands on.
fn words_behind(at: usize, rows: &[Row], targets: &[Option<(usize, Bond)>]) -> String {
    let mut words = Vec::new();
    let mut seen = HashSet::from([at]);
    let mut next = targets[at];
    while let Some((to, _)) = next {
        if !seen.insert(to) {
            break;
        }
        words.push(rows[to].content.clone());
        next = targets[to];
    }
    words.join(" … ")
}

/// Two sets of events with none in common: `Some` when both have some.
pub(super) fn apart(one: &HashSet<String>, other: &HashSet<String>) -> Option<()> {
    (!one.is_empty() && !other.is_empty() && one.is_disjoint(other)).then_some(())
}

fn shares_actor(a: &Row, b: &Row) -> bool {
    a.actors.iter().any(|one| b.actors.iter().any(|other| one.id == other.id))
}

/// Words that point, by class.
struct Pointing {
    classes: HashMap<&'static str, HashSet<&'static str>>,
}

impl Pointing {
    fn of(lang: Lang) -> &'static Self {
        static POINTING: [OnceLock<Pointing>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        let place = Lang::ALL.iter().position(|&one| one == lang).unwrap_or(0);
        POINTING[place].get_or_init(|| {
            let mut classes: HashMap<_, HashSet<_>> = HashMap::new();
            let file = match lang {
                Lang::Id | Lang::Ms => include_str!("../lang/id/pointing.txt"),
                Lang::En => include_str!("../lang/en/pointing.txt"),
            };
            for line in data_lines(file) {
                let (class, words) = line.split_once(':').expect("a line of a word file is `class: words`");
                classes.entry(class).or_default().extend(words.split_whitespace());
            }
            Self { classes }
        })
    }

    fn is(&self, word: &str, class: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(word))
    }
}
