//! From linked rows to claims: who stands on which side, with which numbers, since when, and what changed.
//!
//! The result is a function of the sets of rows, links and corrections; the order in which they come never matters.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::actor::{self, Actor, Known};
use super::decide::{self, Link};
use super::origin::{self, Origin};
use super::row::Row;
use crate::date::Date;
use crate::statement::{Approx, Side};

/// Statements that are about the same proposition (LEDGER.md §6).
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Id of its earliest statement.
    pub id: String,
    /// Article of its earliest statement; with `id` it is unique.
    pub article: String,
    /// The statement whose words name the claim: article, statement, content.
    pub label: (String, String, String),
    /// Its statements, the earliest first.
    pub statements: Vec<Member>,
    /// Every side an actor ever took.
    pub sides: Sides,
    /// Its numbers, in the order of the statements.
    pub quantities: Vec<Counted>,
    /// Day of the earliest statement.
    pub first: Option<Date>,
    /// Day of the latest statement.
    pub last: Option<Date>,
    /// Who supports it from own knowledge.
    pub origins: Vec<Origin>,
    /// How many those are.
    pub independent_origins: usize,
    /// Actors that changed sides, in the order of time.
    pub changes: Vec<Change>,
    /// Actors that were taken for one: the id kept, the id merged into it, why.
    pub merged: Vec<(String, String, Known)>,
    /// The links that hold it together, as indices into the list that was handed in.
    pub links: Vec<usize>,
}

/// One statement of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id of the article.
    pub article: String,
    /// Id of the statement.
    pub statement: String,
    /// The side it takes.
    pub side: Side,
}

/// The actors of each side, by id and name, in the order in which they took it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)] // The sides are defined in LEDGER.md §2.
pub struct Sides {
    pub supports: Vec<(String, String)>,
    pub disputes: Vec<(String, String)>,
    pub doubts: Vec<(String, String)>,
    pub open: Vec<(String, String)>,
}

/// A number that a statement of the claim gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Who gives it, by id.
    pub actors: Vec<String>,
    /// The number.
    pub value: f64,
    /// What is counted.
    pub unit: Option<String>,
    /// How near it is meant.
    pub approx: Approx,
    /// Id of the article.
    pub article: String,
    /// Id of the statement.
    pub statement: String,
}

/// An actor that went from one side to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day, when known.
    pub date: Option<Date>,
    /// Who, by id.
    pub actor: String,
    /// The side before.
    pub from: Side,
    /// The side after.
    pub to: Side,
    /// Id of the article.
    pub article: String,
    /// Id of the statement.
    pub statement: String,
}

/// A person's word about what belongs together. A statement is named by article and statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Correction {
    /// The two statements, and what is joined with each, are one claim.
    Merge((String, String), (String, String)),
    /// The two statements are not about the same thing; nothing joins them.
    Split((String, String), (String, String)),
    /// Two actors, by id, are one.
    SameActor(String, String),
    /// Two actors, by id, are not one.
    OtherActor(String, String),
}

/// Joins rows into claims. A row that nothing joins is a claim of its own.
///
/// `rows` may be all rows of a ledger or those that hang together by links: the claims of a set of rows depend on no row
/// outside it, as long as both ends of each link are in the set.
pub fn claims<R: Borrow<Row>>(rows: &[R], links: &[Link], corrections: &[Correction]) -> Vec<Claim> {
    let rows: &[&Row] = &rows.iter().map(Borrow::borrow).collect::<Vec<_>>();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| rows[a].order().cmp(&rows[b].order()));
    order.dedup_by(|a, b| rows[*a].is(rows[*b]));
    let groups = group(rows, &order, links, corrections);
    let place: HashMap<(&str, &str), usize> =
        order.iter().map(|&at| ((&*rows[at].article, &*rows[at].statement), at)).collect();
    let mut of_group: HashMap<usize, usize> = HashMap::new();
    for (number, group) in groups.iter().enumerate() {
        of_group.extend(group.iter().map(|&at| (at, number)));
    }
    let mut holding: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (at, link) in links.iter().enumerate() {
        let end = |(article, statement): &(String, String)| {
            place.get(&(&**article, &**statement)).and_then(|row| of_group.get(row)).copied()
        };
        if let (Some(one), Some(other)) = (end(&link.one), end(&link.other))
            && one == other
        {
            holding[one].push(at);
        }
    }
    groups
        .iter()
        .zip(holding)
        .map(|(group, links)| claim(&group.iter().map(|&at| rows[at]).collect::<Vec<_>>(), links, corrections))
        .collect()
}

/// Rows joined by links, the surest link first; two groups that mostly clash stay apart, so that no chain runs through them.
fn group(rows: &[&Row], order: &[usize], links: &[Link], corrections: &[Correction]) -> Vec<Vec<usize>> {
    let place: HashMap<(&str, &str), usize> =
        order.iter().enumerate().map(|(at, &row)| ((&*rows[row].article, &*rows[row].statement), at)).collect();
    let find = |(article, statement): &(String, String)| place.get(&(&**article, &**statement)).copied();
    let pair = |one: &(String, String), other: &(String, String)| Some(sorted(find(one)?, find(other)?));
    let mut forced = BTreeSet::new();
    let mut forbidden = BTreeSet::new();
    for correction in corrections {
        match correction {
            Correction::Merge(one, other) => forced.extend(pair(one, other)),
            Correction::Split(one, other) => forbidden.extend(pair(one, other)),
            _ => {}
        }
    }
    // A later word of a person is handed in by leaving the earlier one out; where both stand, apart is the careful reading.
    let mut edges: Vec<(f32, (usize, usize))> = forced.iter().map(|&pair| (2.0, pair)).collect();
    edges.extend(links.iter().filter_map(|link| Some((link.score, pair(&link.one, &link.other)?))));
    edges.retain(|(_, (one, other))| one != other);
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut group_of: Vec<usize> = (0..order.len()).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..order.len()).map(|at| (at, vec![at])).collect();
    let mut told = Told::of(rows, order);
    for (score, (one, other)) in edges {
        let (a, b) = sorted(group_of[one], group_of[other]);
        if a == b {
            continue;
        }
        let (here, there) = (&members[&a], &members[&b]);
        let is_forbidden =
            |&(x, y): &(usize, usize)| group_of[x] == a && group_of[y] == b || group_of[x] == b && group_of[y] == a;
        if forbidden.iter().any(is_forbidden) || score < 2.0 && told.clash(here, there) {
            continue;
        }
        let moved = members.remove(&b).unwrap_or_default();
        for &at in &moved {
            group_of[at] = a;
        }
        members.entry(a).or_default().extend(moved);
    }
    members
        .into_values()
        .map(|mut group| {
            group.sort_unstable();
            group.into_iter().map(|at| order[at]).collect()
        })
        .collect()
}

/// Which events rows tell of. Most rows of a group tell of the same, so that groups are compared by events and not by rows.
struct Told<'a> {
    rows: &'a [&'a Row],
    order: &'a [usize],
    /// For each row the number of its events; `None` where it tells of none.
    events: Vec<Option<usize>>,
    /// Whether two numbers stand for different events.
    apart: HashMap<(usize, usize), bool>,
}

impl<'a> Told<'a> {
    fn of(rows: &'a [&'a Row], order: &'a [usize]) -> Self {
        let mut numbers = HashMap::new();
        let events = order.iter().map(|&row| {
            let (head, all) = rows[row].view().events();
            head.map(|head| {
                let next = numbers.len();
                *numbers.entry((head, all)).or_insert(next)
            })
        });
        Self { rows, order, events: events.collect(), apart: HashMap::new() }
    }

    /// Whether two groups mostly tell of different events.
    fn clash(&mut self, here: &[usize], there: &[usize]) -> bool {
        let (here, there) = (self.by_events(here), self.by_events(there));
        let telling = |group: &BTreeMap<usize, Vec<usize>>| group.values().map(Vec::len).sum::<usize>();
        let mut clashing = 0;
        for (one, ours) in &here {
            for (other, theirs) in &there {
                let (x, y) = (self.rows[self.order[ours[0]]], self.rows[self.order[theirs[0]]]);
                if *self.apart.entry((*one, *other)).or_insert_with(|| x.view().is_apart(y.view())) {
                    let pairs = ours.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
                    let rows = pairs.map(|(&x, &y)| (self.rows[self.order[x]], self.rows[self.order[y]]));
                    clashing += rows.filter(|(x, y)| decide::are_apart(x, y)).count();
                }
            }
        }
        clashing * 2 > telling(&here) * telling(&there)
    }

    fn by_events(&self, group: &[usize]) -> BTreeMap<usize, Vec<usize>> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &at in group {
            if let Some(events) = self.events[at] {
                found.entry(events).or_default().push(at);
            }
        }
        found
    }
}

fn sorted(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

fn claim(rows: &[&Row], links: Vec<usize>, corrections: &[Correction]) -> Claim {
    let people = People::of(rows, corrections);
    let mut sides = Sides::default();
    let mut stands: HashMap<usize, Side> = HashMap::new();
    let mut changes = Vec::new();
    // Sides are taken when something is said, not when it is printed.
    let mut by_day: Vec<&Row> = rows.to_vec();
    by_day.sort_by(|a, b| a.day().cmp(&b.day()).then(a.order().cmp(&b.order())));
    for row in &by_day {
        let side = row.side();
        let list = match side {
            Side::Supports => &mut sides.supports,
            Side::Disputes => &mut sides.disputes,
            Side::Doubts => &mut sides.doubts,
            Side::Open => &mut sides.open,
            Side::None => continue,
        };
        for who in people.of_row(row) {
            let (id, name) = people.kept(who);
            if !list.iter().any(|(known, _)| *known == id) {
                list.push((id.clone(), name));
            }
            let before = stands.insert(who, side);
            if let Some(from) = before.filter(|&from| from != side) {
                changes.push(Change {
                    date: row.day(),
                    actor: id,
                    from,
                    to: side,
                    article: row.article.clone(),
                    statement: row.statement.clone(),
                });
            }
        }
    }
    let quantities = rows
        .iter()
        .flat_map(|row| row.quantities.iter().map(move |amount| (*row, amount)))
        .map(|(row, amount)| Counted {
            actors: people.of_row(row).into_iter().map(|who| people.kept(who).0).collect(),
            value: amount.value,
            unit: amount.unit.clone(),
            approx: amount.approx,
            article: row.article.clone(),
            statement: row.statement.clone(),
        })
        .collect();
    let origins = origin::origins(rows, &people);
    let label = label(rows);
    Claim {
        id: rows[0].statement.clone(),
        article: rows[0].article.clone(),
        label: (label.article.clone(), label.statement.clone(), label.content.clone()),
        statements: rows
            .iter()
            .map(|row| Member { article: row.article.clone(), statement: row.statement.clone(), side: row.side() })
            .collect(),
        sides,
        quantities,
        first: rows.iter().filter_map(|row| row.day()).min(),
        last: rows.iter().filter_map(|row| row.day()).max(),
        independent_origins: origins.len(),
        origins,
        changes,
        merged: people.merged.clone(),
        links,
    }
}

/// The statement that names the claim: the earliest that supports it and stands alone, else the earliest.
fn label<'a>(rows: &[&'a Row]) -> &'a Row {
    rows.iter()
        .find(|row| {
            row.side() == Side::Supports && row.answers.is_none() && row.leans_on.is_none() && row.content.len() > 20
        })
        .or_else(|| rows.iter().find(|row| row.side() == Side::Supports))
        .unwrap_or(&rows[0])
}

/// The actors of a claim, those that are one taken together.
pub(super) struct People {
    actors: Vec<Actor>,
    kept: Vec<usize>,
    by_id: HashMap<String, usize>,
    merged: Vec<(String, String, Known)>,
    /// For each actor that is kept all that count as it.
    all: Vec<Vec<usize>>,
}

impl People {
    fn of(rows: &[&Row], corrections: &[Correction]) -> Self {
        let mut actors: Vec<Actor> = Vec::new();
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for actor in rows.iter().flat_map(|row| &row.actors) {
            let Some(&at) = by_id.get(&actor.id) else {
                by_id.insert(actor.id.clone(), actors.len());
                actors.push(actor.clone());
                continue;
            };
            // Roles of all articles support later merges.
            if let Some(role) = &actor.role {
                let known = actors[at].role.get_or_insert_default();
                if !known.contains(role.as_str()) {
                    known.push_str(if known.is_empty() { "" } else { "; " });
                    known.push_str(role);
                }
            }
        }
        let told = |a: &Actor, b: &Actor, wanted: bool| {
            corrections.iter().any(|correction| match correction {
                Correction::SameActor(one, other) if wanted => [(one, other), (other, one)].contains(&(&a.id, &b.id)),
                Correction::OtherActor(one, other) if !wanted => [(one, other), (other, one)].contains(&(&a.id, &b.id)),
                _ => false,
            })
        };
        let mut kept: Vec<usize> = (0..actors.len()).collect();
        let mut merged = Vec::new();
        for (later, earlier) in Self::candidates(&actors, &by_id, corrections) {
            let (a, b) = (&actors[earlier], &actors[later]);
            if kept[later] == kept[earlier] || told(a, b, false) {
                continue;
            }
            let reason = if told(a, b, true) { Some(Known::SameName) } else { actor::same(a, b) };
            let Some(reason) = reason else { continue };
            let (from, to) = (kept[later].max(kept[earlier]), kept[later].min(kept[earlier]));
            merged.push((actors[to].id.clone(), actors[from].id.clone(), reason));
            for one in &mut kept {
                if *one == from {
                    *one = to;
                }
            }
        }
        let mut all = vec![Vec::new(); actors.len()];
        for (at, &kept) in kept.iter().enumerate() {
            all[kept].push(at);
        }
        Self { actors, kept, by_id, merged, all }
    }

    /// The pairs that can be one: those that share a key, and those that a person named; the later one first.
    fn candidates(
        actors: &[Actor],
        by_id: &HashMap<String, usize>,
        corrections: &[Correction],
    ) -> BTreeSet<(usize, usize)> {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut pairs = BTreeSet::new();
        let bare: Vec<bool> = actors.iter().map(actor::is_bare).collect();
        for (later, actor) in actors.iter().enumerate() {
            for key in actor::name_keys(actor) {
                let list = by_name.entry(key).or_default();
                pairs.extend(list.iter().map(|&earlier| (later, earlier)));
                list.push(later);
            }
            // One word of a name is enough where an office is common to both, and one of the two is named by it alone.
            for key in actor.role.is_some().then(|| actor::keys(actor)).into_iter().flatten() {
                let list = by_word.entry(key).or_default();
                let other = |earlier: &&usize| bare[later] || bare[**earlier];
                pairs.extend(list.iter().filter(other).map(|&earlier| (later, earlier)));
                list.push(later);
            }
        }
        for correction in corrections {
            if let Correction::SameActor(one, other) = correction
                && let (Some(&one), Some(&other)) = (by_id.get(one), by_id.get(other))
                && one != other
            {
                pairs.insert((one.max(other), one.min(other)));
            }
        }
        pairs
    }

    /// The actors of a row, each once.
    pub(super) fn of_row(&self, row: &Row) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::with_capacity(row.actors.len());
        for who in row.actors.iter().filter_map(|actor| self.by_id.get(&actor.id)).map(|&at| self.kept[at]) {
            if !out.contains(&who) {
                out.push(who);
            }
        }
        out
    }

    /// Id and name under which an actor is shown: the fullest name of those merged, the earliest of equals.
    pub(super) fn kept(&self, who: usize) -> (String, String) {
        let fullest = self
            .all(who)
            .max_by_key(|(at, actor)| (actor.name.split_whitespace().count().min(4), std::cmp::Reverse(*at)));
        let name = fullest.map_or_else(|| self.actors[who].name.clone(), |(_, actor)| actor.name.clone());
        (self.actors[who].id.clone(), name)
    }

    /// All names and roles of an actor.
    pub(super) fn all(&self, who: usize) -> impl Iterator<Item = (usize, &Actor)> {
        self.all[who].iter().map(|&at| (at, &self.actors[at]))
    }

    /// How many actors there are, kept or merged.
    pub(super) fn count(&self) -> usize {
        self.actors.len()
    }

    /// Every actor that is kept.
    pub(super) fn everyone(&self) -> Vec<usize> {
        (0..self.actors.len()).filter(|&at| self.kept[at] == at).collect()
    }
}
