//! What a content that does not stand alone stands on: "that account" answers an earlier statement, "they came low" leans on one.
//!
//! Reads one article. What it finds is kept in the row with its words, so that later decisions need the two rows alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::actor;
use super::name;
use super::office;
use super::row::{Pointed, Row};
use super::sense::{self, Kind, Mark};
use crate::Lang;
use crate::lang::data_lines;
use crate::statement::{ActorKind, Kind as StatementKind, Reading, Side, Stance};

/// Fills `answers` and `leans_on` of the rows of one article.
pub(super) fn add(reading: &Reading, rows: &mut [Row]) {
    let Some(lang) = rows.first().and_then(|row| row.lang) else { return };
    let looks: Vec<Look> = rows
        .iter()
        .zip(&reading.statements)
        .map(|(row, statement)| {
            let at = statement.cue.spans.first().or(statement.content.first()).map_or(0, |span| span.start);
            let block = reading.article.blocks.iter().position(|block| block.span.start <= at && at < block.span.end);
            Look::of(row, lang, block, statement.kind == StatementKind::Direct)
        })
        .collect();
    let circles = circles(rows);
    let scene = Scene { rows, looks: &looks, circles: &circles, main: main_statement(rows, &looks) };
    let mut targets: Vec<Option<(usize, Bond)>> = Vec::with_capacity(rows.len());
    for at in 0..rows.len() {
        // A bank does not deny what its own director just said.
        let own_side = |to: usize| {
            rows[at].side() == Side::Disputes
                && rows[to].side() == Side::Supports
                && scene.same_office(at, to)
                && !rows[at].actors.iter().any(|one| rows[to].actors.iter().any(|other| one.id == other.id))
        };
        let stated = reading.statements[at].answers.filter(|&to| to < rows.len() && to != at && !own_side(to));
        // "We never heard of it" after the own office's denial goes on from that, before it answers anybody.
        let echo = if looks[at].first && rows[at].side() != Side::Supports { leaned_on(at, &scene) } else { None };
        let target = stated
            .map(|to| (to, Bond::Answers))
            .or_else(|| gone_on(at, &scene).or(echo).map(|to| (to, Bond::LeansOn)))
            .or_else(|| answered(at, &scene).map(|to| (to, Bond::Answers)))
            .or_else(|| leaned_on(at, &scene).map(|to| (to, Bond::LeansOn)));
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

/// An article as its rows are looked at.
struct Scene<'a> {
    rows: &'a [Row],
    looks: &'a [Look],
    /// For whom each row speaks: its actors, and the bodies that their roles name.
    circles: &'a [BTreeSet<String>],
    /// What the article is about.
    main: Option<usize>,
}

impl Scene<'_> {
    /// Whether two rows come from one side: the same actor, or an official and the office.
    fn same_office(&self, one: usize, other: usize) -> bool {
        !self.circles[one].is_disjoint(&self.circles[other])
    }
}

/// For whom each row speaks.
fn circles(rows: &[Row]) -> Vec<BTreeSet<String>> {
    let all = || rows.iter().flat_map(|row| &row.actors);
    let bodies: BTreeMap<&str, &str> = all()
        .filter(|actor| matches!(actor.kind, ActorKind::Organisation | ActorKind::State | ActorKind::Group))
        .map(|actor| (actor.id.as_str(), actor.name.as_str()))
        .collect();
    let mut of: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for actor in all() {
        of.entry(&actor.id).or_insert_with(|| {
            if matches!(actor.kind, ActorKind::Organisation | ActorKind::State) {
                return BTreeSet::from([actor.id.clone()]);
            }
            let role = actor.role.as_deref().unwrap_or_default();
            let spoken_for =
                bodies.iter().filter(|(id, name)| **id != actor.id && office::stands_in(name, role).is_some());
            spoken_for.map(|(id, _)| (*id).to_owned()).chain([actor.id.clone()]).collect()
        });
    }
    rows.iter()
        .map(|row| row.actors.iter().filter_map(|actor| of.get(&*actor.id)).flatten().cloned().collect())
        .collect()
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
    /// Opens with a pronoun that in told words means the speaker.
    third: bool,
    first: bool,
    /// Points to a number.
    number: bool,
    /// The speaker's own words.
    direct: bool,
    block: Option<usize>,
}

impl Look {
    fn of(row: &Row, lang: Lang, block: Option<usize>, direct: bool) -> Self {
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
                // "accusations of bribery" points, "numbers in the first hours are always wrong" does not.
                let before = if at == 0 { words.len() <= 4 } else { classes.is(&words[at - 1].0, "before") };
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
            third: words.first().is_some_and(|(word, _)| classes.is(word, "third")),
            first: has("first"),
            number: points("number"),
            direct,
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
fn answered(at: usize, scene: &Scene<'_>) -> Option<usize> {
    let (rows, looks) = (scene.rows, scene.looks);
    let (row, look) = (&rows[at], &looks[at]);
    let main = scene.main.filter(|&main| main != at);
    let against = matches!(row.side(), Side::Disputes | Side::Doubts);
    let by_others = |to: &usize| !scene.same_office(at, *to) && rows[*to].within.as_deref() != Some(&row.statement);
    let supported = |to: &usize| rows[*to].side() == Side::Supports;
    // "withdrew her claim that …": the claim is told inside.
    let inside = (at + 1..rows.len()).find(|&to| rows[to].within.as_ref() == Some(&row.statement));
    if let Some(inside) = inside.filter(|&inside| against && rows[inside].side() == Side::Supports) {
        return Some(inside);
    }
    if row.stance() == Stance::Assessing && (look.case && look.weight <= 3.5 || look.head.is_none() && look.is_thin()) {
        return main;
    }
    if look.is_thin() && row.quantities.is_empty() {
        let earlier = || (0..at).rev().filter(|&to| !looks[to].is_thin());
        // "The Finnish account", "the bank's number": whose it is tells which.
        let owned = || earlier().filter(supported).filter(by_others).find(|&to| is_owner(look, &rows[to]));
        if let Some(owned) = owned().filter(|_| look.case || look.claim) {
            return Some(owned);
        }
        if look.number
            && let Some(counted) =
                earlier().filter(supported).filter(by_others).find(|&to| !rows[to].quantities.is_empty())
        {
            return Some(counted);
        }
        if look.case || row.stance() == Stance::Assessing || look.claim && row.side() == Side::Supports && look.back {
            return main;
        }
        if !(look.claim || against) {
            return None;
        }
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
    // "The reports are a fairy tale": the whole affair.
    if look.case && look.head.is_none() && look.weight <= 3.5 && main.is_some() {
        return main;
    }
    let earlier =
        || (0..at).rev().filter(|&to| !matches!(rows[to].side(), Side::Disputes | Side::Doubts)).filter(by_others);
    let alike = |to: &usize| {
        let same_event = look.head.is_some_and(|head| looks[*to].events.contains(head));
        same_event && !is_foreign(look, &looks[*to]) || shares_telling(look, &looks[*to])
    };
    earlier().find(alike).or_else(|| {
        let short = look.weight <= 2.6 && look.head.is_none();
        earlier()
            .filter(|_| short)
            .find(|&to| rows[to].side() == Side::Supports && !is_apart(look, &looks[to]) && !looks[to].is_thin())
    })
}

/// Whether the actors of a statement are named in a content that points: "the Finnish account" is Finland's.
fn is_owner(look: &Look, row: &Row) -> bool {
    row.actors.iter().any(|actor| {
        let state = actor::state(actor).map(|(code, _)| format!("state:{code}"));
        let words = name::words(&actor.name).into_iter().map(|(word, _)| format!("word:{}", name::fold(&word)));
        let named = state.into_iter().chain(words).collect::<Vec<_>>();
        look.marks.iter().any(|mark| named.contains(&mark.label))
    })
}

/// Whether two contents tell of the same event, but of things that have nothing in common: lost data, lost money.
fn is_foreign(one: &Look, other: &Look) -> bool {
    let things = |look: &Look| -> BTreeSet<String> {
        let thing = |mark: &&Mark| mark.kind == Kind::Thing && mark.weight >= 1.0;
        look.marks.iter().filter(thing).map(|mark| mark.label.clone()).collect()
    };
    let (one, other) = (things(one), things(other));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
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

/// The statement next before, unless one holds the other.
fn next_before(at: usize, rows: &[Row]) -> Option<usize> {
    (0..at).rev().find(|&to| rows[to].within.is_none() && rows[at].within.as_ref() != Some(&rows[to].statement))
}

/// What an office goes on about: first it is told what it says, then it says so in its own words. Whoever has not made up
/// his mind in one sentence still has not in the next.
fn gone_on(at: usize, scene: &Scene<'_>) -> Option<usize> {
    let (rows, looks) = (scene.rows, scene.looks);
    let close = |to: &usize| matches!((looks[at].block, looks[*to].block), (Some(here), Some(there)) if here.abs_diff(there) <= 1);
    let undecided = |side| matches!(side, Side::Doubts | Side::Open);
    let goes_on = |before: &usize| match (rows[*before].side(), rows[at].side()) {
        (Side::None, _) | (_, Side::None) => false,
        (one, other) if undecided(one) && undecided(other) => true,
        (one, other) if one != other => false,
        (Side::Supports, _) => looks[at].direct && !is_apart(&looks[at], &looks[*before]),
        _ => looks[at].direct,
    };
    let apart = |to: &usize| {
        rows[*to].within.as_ref() != Some(&rows[at].statement) && rows[at].within.as_ref() != Some(&rows[*to].statement)
    };
    (0..at).rev().take_while(close).filter(apart).find(|before| scene.same_office(at, *before) && goes_on(before))
}

/// The statement that a content goes on from: pronouns, the same side's next words, a bare number.
fn leaned_on(at: usize, scene: &Scene<'_>) -> Option<usize> {
    let (rows, looks, main) = (scene.rows, scene.looks, scene.main);
    let (row, look) = (&rows[at], &looks[at]);
    if row.side() == Side::None {
        return None;
    }
    let goes_with = |to: usize| !is_apart(look, &looks[to]);
    let near = next_before(at, rows).filter(|&before| {
        let close = matches!((look.block, looks[before].block), (Some(here), Some(there)) if here.abs_diff(there) <= 2);
        close && !rows[before].actors.is_empty() && rows[before].side() != Side::None && goes_with(before)
    });
    if let Some(before) = near {
        let together = look.block == looks[before].block;
        let same_side = rows[before].side() == row.side();
        let supports = row.side() == Side::Supports;
        // In words that are told, "it" is the one who speaks.
        if look.opens_back && same_side && (look.direct || !look.third || scene.same_office(at, before)) {
            return Some(before);
        }
        // The office denies, then its spokesman does in his own words.
        if same_side && !supports && (look.first || look.weight <= 4.0 && (look.back || together)) {
            return Some(before);
        }
        if same_side && look.first && scene.same_office(at, before) && look.head.is_none() {
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
