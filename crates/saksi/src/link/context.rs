//! What a content that does not stand alone stands on: "that account" answers an earlier statement, "they came low" leans on one.
//!
//! Reads one article. What it finds is kept in the row with its words, so that later decisions need the two rows alone.

use std::collections::{BTreeSet, HashMap, HashSet};
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
        // "We never heard of it" after the own office's denial goes on from that, before it answers anybody.
        let echo =
            if looks[at].first && rows[at].side() != Side::Supports { leaned_on(at, rows, &looks, main) } else { None };
        let target = stated
            .map(|to| (to, Bond::Answers))
            .or(echo.map(|to| (to, Bond::LeansOn)))
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
    /// What happens, where that tells claims apart.
    head: Option<&'static str>,
    events: BTreeSet<&'static str>,
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
        let all = name::words(&row.content);
        // The complementizer is no pronoun: "that they came" opens with "they".
        let opener = all.first().is_some_and(|(word, capital)| !capital && classes.is(word, "opener"));
        let words = &all[usize::from(opener)..];
        let has = |class: &str| words.iter().any(|(word, _)| classes.is(word, class));
        let points = |class: &str| {
            words.iter().enumerate().any(|(at, (word, _))| {
                let noun =
                    classes.is(word, class) || word.strip_suffix("nya").is_some_and(|root| classes.is(root, class));
                let before = at == 0 || classes.is(&words[at - 1].0, "before");
                let after = words.get(at + 1).is_some_and(|(word, _)| classes.is(word, "after"));
                let last = words.len() <= 4 && at + 1 == words.len();
                noun && (before || after || last || word.ends_with("nya"))
            })
        };
        let mut marks = sense::read(&row.content, lang);
        let (head, mut events) = sense::events(&marks);
        if row.side() == Side::None {
            events.extend(sense::read(&row.cue, lang).iter().filter_map(|mark| mark.family));
        }
        marks.retain(|mark| mark.lender.is_none());
        let marks = sense::tidy(marks);
        Self {
            weight: marks.iter().filter(|mark| mark.kind != Kind::State).map(|mark| mark.weight).sum(),
            head,
            events,
            claim: points("claim"),
            case: points("case"),
            back: has("back"),
            opens_back: words.first().is_some_and(|(word, _)| classes.is(word, "subject")),
            first: has("first"),
            block,
            marks,
        }
    }

    /// Too little of its own to be looked for by.
    fn is_thin(&self) -> bool {
        self.weight <= if self.claim { 2.0 } else { 1.3 }
    }
}

/// The first statement that takes a side and stands alone: what the article is about.
fn main_statement(rows: &[Row], looks: &[Look]) -> Option<usize> {
    (0..rows.len()).find(|&at| rows[at].side() != Side::None && rows[at].within.is_none() && !looks[at].is_thin())
}

/// The earlier statement that a content answers: one that only points ("the charge", "klaim tersebut", "any involvement"),
/// or a denial of what somebody else was said to have said or done.
fn answered(at: usize, rows: &[Row], looks: &[Look], main: Option<usize>) -> Option<usize> {
    let (row, look) = (&rows[at], &looks[at]);
    let main = main.filter(|&main| main != at);
    let against = matches!(row.side(), Side::Disputes | Side::Doubts);
    let by_others = |to: &usize| !shares_actor(row, &rows[*to]) && rows[*to].within.as_deref() != Some(&row.statement);
    // "withdrew her claim that …": the claim is told inside.
    let inside = (at + 1..rows.len()).find(|&to| rows[to].within.as_ref() == Some(&row.statement));
    if let Some(inside) = inside.filter(|&inside| against && rows[inside].side() == Side::Supports) {
        return Some(inside);
    }
    if row.stance() == Stance::Assessing && (look.case && look.weight <= 3.5 || look.head.is_none() && look.is_thin()) {
        return main;
    }
    if look.is_thin() && row.quantities.is_empty() {
        if look.case || row.stance() == Stance::Assessing || look.claim && row.side() == Side::Supports && look.back {
            return main;
        }
        if !(look.claim || against) {
            return None;
        }
        let earlier = || (0..at).rev().filter(|&to| !looks[to].is_thin());
        let supported = |to: &usize| rows[*to].side() == Side::Supports;
        return earlier()
            .filter(supported)
            .find(by_others)
            .or_else(|| earlier().find(supported))
            .or(main)
            .or_else(|| earlier().find(|&to| rows[to].side() != Side::None));
    }
    if !against {
        return None;
    }
    let earlier =
        || (0..at).rev().filter(|&to| !matches!(rows[to].side(), Side::Disputes | Side::Doubts)).filter(by_others);
    let alike = |to: &usize| {
        let same_event = look.head.is_some_and(|head| looks[*to].events.contains(head));
        same_event || shares_telling(look, &looks[*to])
    };
    earlier().find(alike).or_else(|| {
        let short = look.weight <= 2.6 && look.head.is_none();
        earlier()
            .filter(|_| short)
            .find(|&to| rows[to].side() == Side::Supports && !is_apart(look, &looks[to]) && !looks[to].is_thin())
    })
}

fn is_apart(one: &Look, other: &Look) -> bool {
    apart((one.head, &one.events), (other.head, &other.events))
}

/// Whether two contents are about the same rare thing.
fn shares_telling(one: &Look, other: &Look) -> bool {
    one.marks.iter().any(|mark| {
        mark.weight >= 2.0 && mark.kind != Kind::Event && other.marks.iter().any(|theirs| theirs.label == mark.label)
    }) && !is_apart(one, other)
}

/// The statement that a content goes on from: pronouns, the same side's next words, a bare number.
fn leaned_on(at: usize, rows: &[Row], looks: &[Look], main: Option<usize>) -> Option<usize> {
    let (row, look) = (&rows[at], &looks[at]);
    if row.side() == Side::None {
        return None;
    }
    let goes_with = |to: usize| !is_apart(look, &looks[to]);
    let before =
        (0..at).rev().find(|&to| rows[to].within.is_none() && row.within.as_ref() != Some(&rows[to].statement));
    let near = before.filter(|&before| {
        let close = matches!((look.block, looks[before].block), (Some(here), Some(there)) if here.abs_diff(there) <= 2);
        close && !rows[before].actors.is_empty() && rows[before].side() != Side::None && goes_with(before)
    });
    if let Some(before) = near {
        let together = look.block == looks[before].block;
        let same_side = rows[before].side() == row.side();
        let supports = row.side() == Side::Supports;
        if look.opens_back && same_side {
            return Some(before);
        }
        // The office denies, then its spokesman does in his own words.
        if same_side && !supports && (look.first || look.weight <= 4.0 && (look.back || together)) {
            return Some(before);
        }
        if same_side && look.first && shares_actor(row, &rows[before]) && look.head.is_none() {
            return Some(before);
        }
    }
    let values = |to: usize| rows[to].quantities.iter().map(|amount| amount.value);
    let same = |to: &usize| values(*to).any(|one| values(at).any(|other| one.total_cmp(&other).is_eq()));
    // A large number hardly stands twice in one article for two things.
    let large = values(at).any(|value| value >= 1000.0);
    if row.side() == Side::Supports && look.head.is_none() && large {
        let first = (0..at).find(|to| rows[*to].side() != Side::None && same(to) && weight_in(look, &looks[*to]) > 0.0);
        if first.is_some() {
            return first;
        }
    }
    // A number with little else goes with the statement that gave the same number, or counted the same.
    let main = main.filter(|&main| main < at);
    if row.side() == Side::Supports && !row.quantities.is_empty() && look.weight <= 3.2 && look.head.is_none() {
        let earlier = || (0..at).rev().filter(|&to| rows[to].side() != Side::None && !rows[to].quantities.is_empty());
        // Four objects, six boats: unnamed things of nearly the same number.
        let vague = look.marks.iter().all(|mark| mark.weight <= 1.5 && !matches!(mark.kind, Kind::Name | Kind::Word));
        let near = |to: usize| {
            values(to).any(|one| {
                values(at).any(|other| one.max(other) <= one.min(other) * if one < 1000.0 { 5.0 } else { 100.0 })
            })
        };
        let counts = |to: &usize| near(*to) && (vague || weight_in(look, &looks[*to]) > 0.0 || look.marks.is_empty());
        let about = main.filter(|&main| look.marks.is_empty() || look.claim && !rows[main].quantities.is_empty());
        return earlier().find(|to| same(to) && !looks[*to].is_thin()).or_else(|| earlier().find(counts)).or(about);
    }
    let main = main?;
    let own = look
        .marks
        .iter()
        .any(|mark| mark.weight >= 2.0 && !looks[main].marks.iter().any(|theirs| theirs.label == mark.label));
    if look.head.is_some() || own {
        return None;
    }
    // Whoever denies, doubts or looks into something without naming an event means what the article is about.
    if row.side() != Side::Supports {
        return (rows[main].side() != Side::None).then_some(main);
    }
    // Who confirms says that what was said before is so.
    if row.stance() == Stance::Confirms
        && look.weight <= 5.5
        && (look.weight <= 4.0 || weight_in(look, &looks[main]) > 0.0)
    {
        return Some(main);
    }
    // Little of its own, and most of that is what the article is about.
    let told = weight_in(look, &looks[main]) >= 0.5 * look.weight.max(1.0);
    (look.weight <= 4.0 && told).then_some(main)
}

/// How much of what one content is about the other is about as well; states count for nothing.
fn weight_in(look: &Look, other: &Look) -> f32 {
    let shared = |mark: &&Mark| mark.kind != Kind::State && other.marks.iter().any(|theirs| theirs.label == mark.label);
    look.marks.iter().filter(shared).map(|mark| mark.weight).sum()
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

/// Whether two contents tell of different things: each tells of an event, and what one is first about is not in the other.
pub(super) fn apart(one: (Option<&str>, &BTreeSet<&str>), other: (Option<&str>, &BTreeSet<&str>)) -> bool {
    match (one.0, other.0) {
        (Some(here), Some(there)) => !one.1.contains(there) || !other.1.contains(here),
        _ => false,
    }
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
