//! Whose office is whose: an official belongs to the body he speaks for, a minister to the state, a paper to who issued it.
//! This room reads names, roles and the words of sources inside one claim; doubt leaves an actor its own office.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::actor::{self, Actor};
use super::claim::People;
use super::name::fold;
use super::row::Row;
use super::sense::{Kind, Mark};
use crate::statement::{ActorKind, Side};

/// Which actor is whose office.
pub(super) struct Offices {
    pub(super) of: HashMap<usize, usize>,
    pub(super) unnamed: HashSet<usize>,
}

impl Offices {
    pub(super) fn of(rows: &[&Row], people: &People) -> Self {
        let everyone = people.everyone();
        // One article may not know what another names: what is known goes first.
        let kind = |who: usize| {
            let kinds = people.all(who).map(|(_, actor)| actor.kind);
            kinds.min_by_key(|&kind| kind == ActorKind::Unknown).unwrap_or(ActorKind::Unknown)
        };
        let unnamed: HashSet<usize> =
            everyone.iter().copied().filter(|&who| people.all(who).all(|(_, actor)| is_insider(actor))).collect();
        let supporters: Vec<usize> = {
            let mut seen = HashSet::new();
            let supporting = rows.iter().filter(|row| row.side() == Side::Supports);
            supporting.flat_map(|row| people.of_row(row)).filter(|&who| seen.insert(who)).collect()
        };
        let told = Told(OnceCell::new());
        let described: Vec<Vec<String>> = descriptions(rows, people);
        let mut of: HashMap<usize, usize> = HashMap::new();
        for &who in everyone.iter().filter(|who| !unnamed.contains(who)) {
            let said = &described[who];
            let office = match kind(who) {
                ActorKind::Person | ActorKind::Unknown => {
                    office_in(who, said, &everyone, people, &kind).or_else(|| only_state(said, &supporters, people))
                }
                ActorKind::Document => {
                    office_in(who, said, &everyone, people, &kind).or_else(|| beside(who, rows, people, &kind))
                }
                ActorKind::Organisation => is_government(said)
                    .then(|| state_in(who, said, &everyone, people))
                    .flatten()
                    .or_else(|| same_but_for_state(who, &supporters, people, &kind)),
                ActorKind::Group => named_group(who, &supporters, people, &kind),
                ActorKind::State => None,
            };
            let office = office.or_else(|| described_as(who, &everyone, &described, people, &told));
            if let Some(office) = office.filter(|&office| office != who) {
                of.insert(who, office);
            }
        }
        // Officials whose office nobody else stands for are still one when their offices are the same.
        let mut by_words: HashMap<String, usize> = HashMap::new();
        for &who in &everyone {
            if kind(who) != ActorKind::Person || of.contains_key(&who) || unnamed.contains(&who) {
                continue;
            }
            if let Some(words) = office_words(&described[who]) {
                let first = *by_words.entry(words).or_insert(who);
                if first != who {
                    of.insert(who, first);
                }
            }
        }
        // An official of a ministry belongs where the ministry belongs.
        let direct = of.clone();
        for office in of.values_mut() {
            let mut seen = HashSet::new();
            while let Some(&further) = direct.get(office) {
                if !seen.insert(*office) {
                    break;
                }
                *office = further;
            }
        }
        Self { of, unnamed }
    }
}

/// Everything the articles say of each actor: names, roles, the words of its sources.
fn descriptions(rows: &[&Row], people: &People) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new(); people.count()];
    for who in people.everyone() {
        for (_, actor) in people.all(who) {
            all[who].push(actor.name.clone());
            all[who].extend(actor.role.clone());
        }
    }
    for row in rows {
        if let [who] = people.of_row(row)[..] {
            all[who].push(row.source.clone());
        }
    }
    for words in &mut all {
        words.sort();
        words.dedup();
    }
    all
}

/// The organisation that the description of an official names, else the state whose government it names.
fn office_in(
    who: usize,
    described: &[String],
    everyone: &[usize],
    people: &People,
    kind: &impl Fn(usize) -> ActorKind,
) -> Option<usize> {
    let bodies = everyone
        .iter()
        .copied()
        .filter(|&body| body != who && matches!(kind(body), ActorKind::Organisation | ActorKind::Group));
    let best = bodies
        .filter_map(|body| {
            let named = people
                .all(body)
                .filter(|(_, actor)| !is_insider(actor))
                .filter_map(|(_, actor)| described.iter().filter_map(|words| named_in(&actor.name, words)).max());
            Some((named.max()?, std::cmp::Reverse(body)))
        })
        .max()
        .map(|(_, body)| body.0);
    best.or_else(|| is_government(described).then(|| state_in(who, described, everyone, people)).flatten())
}

/// How many letters of a body's name stand in the words, written out or abbreviated; `None` where it is not named there.
pub(super) fn stands_in(body: &str, words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let folded = |text: &str| -> Vec<String> {
        super::name::words(text).iter().map(|(word, _)| fold(word)).filter(|word| word != "te").collect()
    };
    let (name, inside) = (folded(body), folded(words));
    let plain = body.split(['(', ')']).map(folded).filter(|part| !part.is_empty());
    let mut best = None;
    for part in plain.chain([name]) {
        let told = part.concat().len();
        if told >= 3 && inside.windows(part.len()).any(|window| window == part) {
            best = best.max(Some(told));
        }
    }
    if actor::initials(body).is_some_and(|initials| inside.contains(&fold(&initials))) {
        best = best.max(Some(body.len()));
    }
    best
}

/// The same, also in the other language.
fn named_in(body: &str, words: &str) -> Option<usize> {
    stands_in(body, words).or_else(|| {
        // The same body in the other language, or its abbreviation spelled out.
        let (name, inside) = (actor::meaning(body), actor::meaning(words));
        let telling = |marks: &[Mark]| marks.iter().filter(|mark| mark.kind != Kind::State).count();
        let all = name
            .iter()
            .filter(|mark| mark.kind != Kind::State)
            .all(|mark| inside.iter().any(|other| other.label == mark.label));
        (telling(&name) >= 2 && all).then_some(body.len())
    })
}

fn state_in(who: usize, described: &[String], everyone: &[usize], people: &People) -> Option<usize> {
    everyone.iter().copied().filter(|&state| state != who).find(|&state| {
        let codes: HashSet<&str> =
            people.all(state).filter_map(|(_, actor)| actor::state(actor)).map(|(code, _)| code).collect();
        !codes.is_empty()
            && described
                .iter()
                .flat_map(|words| actor::meaning(words))
                .any(|mark| mark.kind == Kind::State && codes.contains(mark.label.trim_start_matches("state:")))
    })
}

/// "The defence ministry" beside "Kementerian Pertahanan Norwegia", where the claim knows no other that supports it.
fn same_but_for_state(
    who: usize,
    supporters: &[usize],
    people: &People,
    kind: &impl Fn(usize) -> ActorKind,
) -> Option<usize> {
    let words = |who: usize| -> (Vec<String>, bool) {
        let marks = actor::meaning(&people.kept(who).1);
        let state = marks.iter().any(|mark| mark.kind == Kind::State);
        (marks.into_iter().filter(|mark| mark.kind != Kind::State).map(|mark| mark.label).collect(), state)
    };
    let (own, state) = words(who);
    let mut alike = supporters
        .iter()
        .copied()
        .filter(|&other| other != who && kind(other) == ActorKind::Organisation && words(other) == (own.clone(), true));
    let found = alike.next().filter(|_| !state && !own.is_empty())?;
    alike.next().is_none().then_some(found)
}

/// "The gang" beside a gang with a name, where the claim knows no other named group that supports it.
fn named_group(who: usize, supporters: &[usize], people: &People, kind: &impl Fn(usize) -> ActorKind) -> Option<usize> {
    let is_named = |who: usize| {
        people.all(who).any(|(_, actor)| {
            let words = super::name::words(&actor.name);
            let proper = |(at, (word, capital)): (usize, &(String, bool))| {
                *capital && (at > 0 || words.len() == 1) && !matches!(word.as_str(), "a" | "an" | "the")
            };
            words.iter().enumerate().any(proper) || actor.name.contains('_')
        })
    };
    let crowd = actor::meaning(&people.kept(who).1).iter().any(|mark| is_crowd(&mark.label));
    if crowd || is_named(who) {
        return None;
    }
    let mut named =
        supporters.iter().copied().filter(|&other| other != who && kind(other) == ActorKind::Group && is_named(other));
    let found = named.next()?;
    named.next().is_none().then_some(found)
}

/// What is said of each body that has a name: made once, and only where some actor has none.
struct Told(OnceCell<Vec<(usize, HashSet<String>)>>);

impl Told {
    fn get(&self, everyone: &[usize], described: &[Vec<String>], people: &People) -> &[(usize, HashSet<String>)] {
        self.0.get_or_init(|| {
            let named = |&&body: &&usize| {
                people.all(body).any(|(_, actor)| actor.kind != ActorKind::Person && has_name(&actor.name))
            };
            let said = |&body: &usize| (body, described[body].iter().flat_map(|words| labels(words)).collect());
            everyone.iter().filter(named).map(said).collect()
        })
    }
}

fn labels(words: &str) -> HashSet<String> {
    actor::meaning(words).into_iter().map(|mark| mark.label).collect()
}

/// "An Indonesian bank" where the claim knows one bank by name that is called Indonesian, "a contractor" beside the
/// contractor that has a name: everything the description says is said of one named body and of no other.
fn described_as(
    who: usize,
    everyone: &[usize],
    described: &[Vec<String>],
    people: &People,
    told: &Told,
) -> Option<usize> {
    if people.all(who).any(|(_, actor)| has_name(&actor.name)) {
        return None;
    }
    let own = labels(&people.kept(who).1);
    if own.iter().all(|label| label.starts_with("state:")) || own.iter().any(|label| is_crowd(label)) {
        return None;
    }
    let told = told.get(everyone, described, people);
    let mut bodies = told.iter().filter(|(body, told)| *body != who && own.is_subset(told)).map(|(body, _)| *body);
    let found = bodies.next()?;
    bodies.next().is_none().then_some(found)
}

/// Whether a name has a name in it: a capital that is neither the first word's nor a people's ("An Indonesian bank").
fn has_name(name: &str) -> bool {
    let words = super::name::words(name);
    let capitals = words.iter().enumerate().filter(|(at, (word, capital))| {
        *capital && (*at > 0 || words.len() == 1) && !matches!(word.as_str(), "a" | "an" | "the")
    });
    match capitals.count() {
        0 => name.contains('_'),
        1 => name.contains('_') || !actor::meaning(name).iter().any(|mark| mark.kind == Kind::State),
        _ => true,
    }
}

/// Residents, customers and workers are people of their own.
fn is_crowd(label: &str) -> bool {
    matches!(label, "resident" | "customer" | "worker" | "victim" | "witness" | "student" | "expert" | "fish")
}

/// "The foreign ministry's spokesman" where the claim knows one state alone.
fn only_state(described: &[String], supporters: &[usize], people: &People) -> Option<usize> {
    let names_state = described.iter().flat_map(|words| actor::meaning(words)).any(|mark| mark.kind == Kind::State);
    let mut states =
        supporters.iter().copied().filter(|&state| people.all(state).any(|(_, actor)| actor::state(actor).is_some()));
    let state = states.next()?;
    (is_government(described) && !names_state && states.next().is_none()).then_some(state)
}

/// Whether a description names the government of a state: a ministry, a minister, a president, an embassy.
fn is_government(described: &[String]) -> bool {
    described.iter().flat_map(|words| actor::meaning(words)).any(|mark| {
        matches!(
            mark.label.as_str(),
            "minister" | "ministry" | "president" | "government" | "embassy" | "ambassador" | "foreign-affairs"
        )
    })
}

/// What tells the office of an official whose body is no actor of the claim: all marks of the role.
fn office_words(described: &[String]) -> Option<String> {
    let mut labels: Vec<String> =
        described
            .iter()
            .flat_map(|words| actor::meaning(words))
            .filter(|mark| {
                matches!(mark.label.as_str(), "ministry" | "government" | "minister") || mark.kind == Kind::State
            })
            .map(|mark| {
                if mark.label == "minister" || mark.label == "ministry" { "government".to_owned() } else { mark.label }
            })
            .collect();
    labels.sort();
    labels.dedup();
    (labels.len() >= 2 && labels.contains(&"government".to_owned())).then(|| labels.join("+"))
}

/// The body that speaks for a document in the same article.
fn beside(who: usize, rows: &[&Row], people: &People, kind: &impl Fn(usize) -> ActorKind) -> Option<usize> {
    let articles: HashSet<&str> =
        rows.iter().filter(|row| people.of_row(row).contains(&who)).map(|row| &*row.article).collect();
    rows.iter()
        .filter(|row| row.side() == Side::Supports && articles.contains(&*row.article))
        .flat_map(|row| people.of_row(row))
        .find(|&body| body != who && kind(body) == ActorKind::Organisation)
}

/// Sources that an outlet knows and does not name: officials, insiders, people familiar with a matter.
fn is_insider(actor: &Actor) -> bool {
    if !matches!(actor.kind, ActorKind::Group | ActorKind::Unknown | ActorKind::Person) {
        return false;
    }
    let words = super::name::words(&actor.name);
    let named = words.iter().skip(1).any(|(_, capital)| *capital)
        || words.len() == 1 && words[0].1 && actor.kind == ActorKind::Person;
    let insider = words.iter().any(|(word, _)| {
        matches!(
            word.as_str(),
            "official"
                | "officials"
                | "insider"
                | "insiders"
                | "source"
                | "sources"
                | "person"
                | "people"
                | "familiar"
                | "whistleblower"
                | "whistleblowers"
                | "aide"
                | "aides"
                | "pejabat"
                | "sumber"
                | "orang"
                | "mengetahui"
                | "narasumber"
                | "diplomat"
                | "diplomats"
                | "informan"
                | "informant"
        )
    });

    insider && !(named && actor.kind == ActorKind::Person)
}
