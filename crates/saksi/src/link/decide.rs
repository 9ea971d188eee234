//! Whether two statements are about the same thing, with the reasons. Decided from the two rows alone.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use super::actor;
use super::carry;
use super::context::apart;
use super::meaning::Meaning;
use super::row::Row;
use super::sense::{self, Kind, Mark};
use crate::Lang;
use crate::date::Date;
use crate::statement::{Side, Stance};

/// Two statements about the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Article and statement of the row that is earlier by id.
    pub one: (String, String),
    /// Article and statement of the other.
    pub other: (String, String),
    /// Why, the weightiest first; never empty.
    pub reasons: Vec<Reason>,
    /// Trust in the link, 0 to 1.
    pub score: f32,
}

/// Why two statements are linked.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// One answers the other inside their article.
    Answers,
    /// One goes on from the other inside their article.
    LeansOn,
    /// One is told inside the other.
    Within,
    /// Nearly the same words.
    SameText,
    /// What happens is the same.
    Events(Vec<String>),
    /// What it happens to is the same.
    Things(Vec<String>),
    /// Names and words in common.
    Names(Vec<String>),
    /// Numbers in common.
    Numbers(Vec<String>),
    /// The same source says it in words that mean nearly the same: the likeness, from 0 to 1.
    Meaning(Vec<String>),
    /// The same source takes the same side.
    SameSource,
    /// One article retells or carries the other's outlet.
    Retells,
}

impl Reason {
    /// A sentence for people.
    pub fn text(&self) -> String {
        match self {
            Self::Answers => "one answers the other".to_owned(),
            Self::LeansOn => "one goes on from the other".to_owned(),
            Self::Within => "one is told inside the other".to_owned(),
            Self::SameText => "nearly the same words".to_owned(),
            Self::Events(labels) => format!("the same event: {}", labels.join(", ")),
            Self::Things(labels) => format!("the same things: {}", labels.join(", ")),
            Self::Names(labels) => format!("names and words in common: {}", labels.join(", ")),
            Self::Numbers(labels) => format!("numbers in common: {}", labels.join(", ")),
            Self::Meaning(likeness) => format!("alike in meaning: {}", likeness.join(", ")),
            Self::SameSource => "the same source takes the same side".to_owned(),
            Self::Retells => "one article retells the other's outlet".to_owned(),
        }
    }
}

/// Statements further apart than this are not compared.
const DAYS: i32 = 60;
/// Two contents must be alike by this much when nothing says that the same happens to the same.
pub(super) const ALIKE: f32 = 0.5;
/// And by this much when it does.
pub(super) const ALIKE_EVENT: f32 = 0.36;
/// How much the shorter content counts in what there is to share; a headline says less than a sentence.
const SMALLER: f32 = 0.65;
/// Who carries the other's text shares this much of what the lighter of the two tells.
pub(super) const CARRIED: f32 = 0.5;
/// The weight of a number of four digits or more.
const LARGE: f32 = 1.6;
/// Two statements of one source are the same from this likeness of meaning on.
const RESAID: f32 = 0.4;
/// And from this on even where each tells of another event.
const RESAID_APART: f32 = 0.5;
/// And share marks of this weight.
pub(super) const SHARED: f32 = 2.4;
/// Or of this one, where the same source gives the same number.
pub(super) const COUNTED: f32 = 1.5;
/// How much the same source adds to likeness, and how much that one article retells the other.
const RESOURCED: f32 = 0.1;
const RETOLD_BY: f32 = 0.15;
/// The most that who says it can add.
pub(super) const RETOLD: f32 = RESOURCED + RETOLD_BY;

/// Whether two statements are about the same thing; `None` when not, or when in doubt.
pub fn decide(a: &Row, b: &Row) -> Option<Link> {
    if a.is(b) {
        return None;
    }
    let (a, b) = if (&a.article, &a.statement) <= (&b.article, &b.statement) { (a, b) } else { (b, a) };
    let found = inside(a, b).or_else(|| by_content(a, b)).or_else(|| said_again(a, b))?;
    Some(Link {
        one: (a.article.clone(), a.statement.clone()),
        other: (b.article.clone(), b.statement.clone()),
        reasons: found.0,
        score: found.1,
    })
}

/// What the rules look at, made once for a row.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    /// Own marks, and those of what the row stands on at a lower weight.
    pub(super) marks: Vec<Mark>,
    pub(super) total: f32,
    /// Labels of the weightiest marks, sorted: what the row is looked up by.
    pub(super) top: Vec<String>,
    /// What happens: the first event that tells claims apart, and all; its own, else those of what it stands on.
    pub(super) head: Option<&'static str>,
    pub(super) events: BTreeSet<&'static str>,
    runs: HashSet<u64>,
    /// By what the first actor is known and what it mainly speaks of, sorted: rows of one source are looked up by one of
    /// each together.
    pub(super) who: Vec<String>,
    pub(super) told: Vec<String>,
    /// What the content means, made when it is first asked for.
    meaning: OnceLock<Meaning>,
    /// The few runs by which near-identical text is looked up.
    pub(super) sketch: Vec<u64>,
}

/// How much of the weight of a mark is left when it comes from what a row stands on.
const LENT: f32 = 0.6;
/// Under how many marks a row is looked up, two by two.
const TOP: usize = 9;
/// By how many keys of its actor, each with how many marks.
const WHO: usize = 3;
const WHO_TOP: usize = 4;
/// And under how many of its runs of words.
const SKETCH: usize = 4;

impl View {
    pub(super) fn of(row: &Row) -> Self {
        let lang = row.lang.unwrap_or(Lang::En);
        let mut own = sense::read(&row.content, lang);
        let (mut head, mut events) = sense::events(&own);
        own.extend(row.quantities.iter().map(|amount| number(amount.value)));
        // Who demands, threatens or blames does something that others will speak of.
        if !matches!(row.side(), Side::Supports) || row.stance() == Stance::Accuses {
            let cue: Vec<Mark> = sense::read(&row.cue, lang).into_iter().filter(|mark| mark.family.is_some()).collect();
            events.extend(cue.iter().filter_map(|mark| mark.family));
            if row.side() == Side::None {
                own.extend(cue);
            }
        }
        if let Some(behind) = row.answers.as_ref().or(row.leans_on.as_ref()) {
            let lent = sense::read(&behind.words, lang);
            // What answers a statement is about what that is about.
            if head.is_none() || row.answers.is_some() {
                let (first, all) = sense::events(&lent);
                head = first;
                events.extend(all);
            }
            own.extend(lent.into_iter().map(|mark| Mark { weight: mark.weight * LENT, ..mark }));
        }
        let marks = sense::tidy(own);
        let total = marks.iter().filter(|mark| mark.lender.is_none()).map(|mark| mark.weight).sum();
        let mut weightiest: Vec<&Mark> = marks.iter().filter(|mark| mark.kind != Kind::State).collect();
        weightiest.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.label.cmp(&b.label)));
        let mut top: Vec<String> = weightiest.into_iter().take(TOP).map(|mark| mark.label.clone()).collect();
        let who = row.actors.iter().take(1).flat_map(|actor| actor::keys(actor).into_iter().take(WHO)).collect();
        let told: BTreeSet<&str> = top.iter().take(WHO_TOP).map(String::as_str).chain(head).collect();
        let told = told.into_iter().map(str::to_owned).collect();
        top.sort();
        let runs = carry::runs(&row.content);
        Self {
            total,
            top,
            who,
            told,
            head,
            events,
            meaning: OnceLock::new(),
            sketch: carry::sketch(&runs, SKETCH),
            runs,
            marks,
        }
    }

    /// The event by which the row is told apart, and all its events.
    pub(super) fn events(&self) -> (Option<&'static str>, &BTreeSet<&'static str>) {
        (self.head, &self.events)
    }

    /// Whether the row tells of what happens and of nothing that it happens to: "denied being hacked".
    fn is_blunt(&self) -> bool {
        self.head.is_some() && self.marks.iter().all(|mark| matches!(mark.kind, Kind::Event | Kind::State))
    }

    /// Whether the two rows tell of different events.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        apart((self.head, &self.events), (other.head, &other.events))
    }
}

fn number(value: f64) -> Mark {
    // A small number is in many stories, a large or odd one in few.
    let weight = match value.abs() {
        0.0..=12.0 => 0.6,
        0.0..1000.0 => 1.2,
        _ => 1.6,
    };
    Mark::new(format!("number:{value}"), Kind::Number, weight)
}

/// Bonds inside one article.
fn inside(a: &Row, b: &Row) -> Option<(Vec<Reason>, f32)> {
    if a.article != b.article {
        return None;
    }
    let points =
        |from: &Row, to: &Row| from.answers.as_ref().is_some_and(|answered| answered.statement == to.statement);
    if points(a, b) || points(b, a) {
        return Some((vec![Reason::Answers], 0.95));
    }
    let leans = |from: &Row, to: &Row| from.leans_on.as_ref().is_some_and(|other| other.statement == to.statement);
    if leans(a, b) || leans(b, a) {
        return Some((vec![Reason::LeansOn], 0.8));
    }
    if is_nested(a, b) && told_alike(a, b) {
        let (one, other) = (a.view(), b.view());
        let shared: f32 = shared(one, other).iter().map(|(_, weight)| weight).sum();
        if shared >= 0.6 * one.total.max(other.total) {
            return Some((vec![Reason::Within], 0.8));
        }
    }
    None
}

fn is_nested(a: &Row, b: &Row) -> bool {
    a.article == b.article && (a.within.as_ref() == Some(&b.statement) || b.within.as_ref() == Some(&a.statement))
}

/// Whether both take a side or neither does: a threat to publish is not what it threatens to publish.
fn told_alike(a: &Row, b: &Row) -> bool {
    (a.side() == Side::None) == (b.side() == Side::None)
}

/// What the content of a row means.
fn meaning(row: &Row) -> &Meaning {
    row.view().meaning.get_or_init(|| Meaning::of(&row.content, row.lang.unwrap_or(Lang::En)))
}

/// Likeness of what is said.
fn by_content(a: &Row, b: &Row) -> Option<(Vec<Reason>, f32)> {
    if is_nested(a, b) && !told_alike(a, b) {
        return None;
    }
    let apart_by = match (a.published, b.published) {
        (Some(one), Some(other)) => (days(one) - days(other)).abs(),
        (None, None) => 0,
        // Without its day nobody knows whether it is the same event.
        _ => return None,
    };
    if apart_by > DAYS {
        return None;
    }
    let (one, other) = (a.view(), b.view());
    let found = shared(one, other);
    let weight: f32 = found.iter().map(|(_, weight)| weight).sum();
    let carried =
        weight >= CARRIED * one.total.min(other.total) && one.sketch.iter().any(|run| other.sketch.contains(run));
    if carried && carry::carried(&one.runs, &other.runs) >= 0.75 {
        return Some((vec![Reason::SameText], 0.95));
    }
    if one.is_apart(other) {
        return None;
    }
    let mut score = weight / scale(one.total, other.total);
    let mut reasons = reasons(&found);
    let same_source = a.article != b.article
        && a.side() == b.side()
        && a.actors.iter().any(|one| b.actors.iter().any(|other| actor::same(one, other).is_some()));
    if same_source {
        score += RESOURCED;
        reasons.push(Reason::SameSource);
        if retells(a, b) || retells(b, a) {
            score += RETOLD_BY;
            reasons.push(Reason::Retells);
        }
    }
    // The same event befalls the same thing, or very much else is the same.
    let same_event = one.head.is_some() && other.head.is_some();
    let to_same = found.iter().any(|(mark, weight)| !matches!(mark.kind, Kind::Event | Kind::State) && *weight >= 1.0);
    // The same source gives the same number of the same thing.
    let same_number = same_source && found.iter().any(|(mark, _)| mark.kind == Kind::Number);
    let alike = if to_same && (same_event || same_number) { ALIKE_EVENT } else { ALIKE };
    // Demands, promises and judgements seldom are the claim that they mention.
    let alike = if told_alike(a, b) { alike } else { alike + 0.15 };
    // One word in common is no claim in common, however rare; and only what rows are looked up by can join them.
    let several = one.top.iter().filter(|label| other.top.contains(label)).count() >= 2;
    let several = several && found.iter().filter(|(mark, _)| mark.kind != Kind::State).count() >= 2;
    (score >= alike && weight >= if same_number { COUNTED } else { SHARED } && several && !reasons.is_empty())
        .then(|| (reasons, score.min(1.0)))
}

/// What two contents of these weights have to share.
pub(super) fn scale(one: f32, other: f32) -> f32 {
    (SMALLER * one.min(other) + (1.0 - SMALLER) * one.max(other)).max(0.1)
}

/// Whether two rows tell of different events, and are not one source's words for one thing.
pub(super) fn are_apart(a: &Row, b: &Row) -> bool {
    a.view().is_apart(b.view()) && said_again(a, b).is_none()
}

/// What one source says again: nearly the same in other words, bluntly what it says at length elsewhere, or with the same
/// large number.
fn said_again(a: &Row, b: &Row) -> Option<(Vec<Reason>, f32)> {
    let (one, other) = (a.view(), b.view());
    let is_near = match (a.published, b.published) {
        (Some(one), Some(other)) => (days(one) - days(other)).abs() <= DAYS,
        (one, other) => one.is_none() && other.is_none(),
    };
    if a.article == b.article
        || !is_near
        || !told_alike(a, b)
        || !shares(&one.who, &other.who)
        || !shares(&one.told, &other.told)
        || !a.actors.iter().any(|one| b.actors.iter().any(|other| actor::same(one, other).is_some()))
    {
        return None;
    }
    let found = shared(one, other);
    let likeness = meaning(a).likeness(meaning(b));
    let alike = likeness >= if one.is_apart(other) { RESAID_APART } else { RESAID };
    let blunt =
        a.side() == b.side() && one.head.is_some() && one.head == other.head && (one.is_blunt() || other.is_blunt());
    let counted = found.iter().any(|(mark, weight)| mark.kind == Kind::Number && *weight >= LARGE)
        && found.iter().any(|(mark, weight)| matches!(mark.kind, Kind::Thing | Kind::Event) && *weight >= 1.0);
    if !(alike || blunt || counted) {
        return None;
    }
    let mut reasons = reasons(&found);
    if alike {
        reasons.push(Reason::Meaning(vec![format!("{likeness:.2}")]));
    }
    reasons.push(Reason::SameSource);
    Some((reasons, 0.5 + 0.4 * likeness))
}

fn shares(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| other.binary_search(word).is_ok())
}

/// The marks of both, each with the smaller weight.
fn shared<'a>(one: &'a View, other: &View) -> Vec<(&'a Mark, f32)> {
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.marks.len() && j < other.marks.len() {
        match one.marks[i].label.cmp(&other.marks[j].label) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                found.push((&one.marks[i], one.marks[i].weight.min(other.marks[j].weight)));
                i += 1;
                j += 1;
            }
        }
    }
    let own: HashSet<&str> = found.iter().map(|(mark, _)| &*mark.label).collect();
    let lent = |mark: &Mark| mark.lender.as_deref().is_some_and(|lender| own.contains(lender));
    let keep: Vec<bool> = found.iter().map(|(mark, _)| !lent(mark)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    found
}

fn reasons(found: &[(&Mark, f32)]) -> Vec<Reason> {
    let of = |kinds: &[Kind]| -> Vec<String> {
        let mut marks: Vec<&(&Mark, f32)> = found.iter().filter(|(mark, _)| kinds.contains(&mark.kind)).collect();
        marks.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.label.cmp(&b.0.label)));
        marks
            .iter()
            .map(|(mark, _)| mark.label.split_once(':').map_or(&*mark.label, |(_, word)| word).to_owned())
            .collect()
    };
    let all = [
        (Reason::Events as fn(Vec<String>) -> Reason, of(&[Kind::Event])),
        (Reason::Things, of(&[Kind::Thing])),
        (Reason::Names, of(&[Kind::State, Kind::Name, Kind::Word, Kind::Month])),
        (Reason::Numbers, of(&[Kind::Number])),
    ];
    all.into_iter().filter(|(_, labels)| !labels.is_empty()).map(|(reason, labels)| reason(labels)).collect()
}

/// Whether the first article says that it retells or carries the second's outlet.
fn retells(a: &Row, b: &Row) -> bool {
    let Some(outlet) = &b.outlet else { return false };
    [&a.origin_of, &a.via].into_iter().flatten().any(|of| of.eq_ignore_ascii_case(outlet))
}

fn days(date: Date) -> i32 {
    // Days since an arbitrary day, by the proleptic calendar.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let (year, month) = if month <= 2 { (year - 1, month + 12) } else { (year, month) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * (month - 3) + 2) / 5 + day
}
