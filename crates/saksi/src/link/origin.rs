//! Independent origins of a claim (LEDGER.md §5): who supports it from own knowledge.
//!
//! An office and its officials are one; who only repeats another adds none; an outlet counts only where the report itself
//! is attributed to it and nobody else told it; an unnamed source is one per outlet that has it at first hand.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::claim::People;
use super::name::fold;
use super::office::Offices;
use super::row::Row;

use crate::Lang;
use crate::statement::{ActorKind, Side};

/// One independent origin, with the statements that carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The office where it is known, else the actor.
    pub name: String,
    /// Article and statement of each.
    pub statements: Vec<(String, String)>,
}

/// The independent origins of the rows of one claim, in the order of their earliest statement.
pub(super) fn origins(rows: &[&Row], people: &People) -> Vec<Origin> {
    let supporting: Vec<&Row> = rows.iter().copied().filter(|row| row.side() == Side::Supports).collect();
    let outlets: HashSet<String> = rows.iter().flat_map(|row| outlets_of(row)).collect();
    let relays = Relays::of(rows);
    let repeating = repeaters(rows, people);
    let offices = Offices::of(rows, people);
    let mut found: BTreeMap<usize, (String, Vec<(String, String)>)> = BTreeMap::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut of_outlets: Vec<(String, String, (String, String))> = Vec::new();
    for row in &supporting {
        for who in people.of_row(row) {
            if repeating.contains(&who) {
                continue;
            }
            let (id, name) = people.kept(who);
            let at = (row.article.clone(), row.statement.clone());
            if outlets.contains(&fold_all(&name)) {
                of_outlets.push((id, name, at));
                continue;
            }
            let (key, name) = if offices.unnamed.contains(&who) {
                (format!("unnamed:{}", relays.first_hand(row)), name)
            } else {
                let office = offices.of.get(&who).copied().unwrap_or(who);
                (format!("actor:{office}"), people.kept(office).1)
            };
            let next = places.len();
            let place = *places.entry(key).or_insert(next);
            found.entry(place).or_insert_with(|| (name, Vec::new())).1.push(at);
        }
    }
    // The report of an outlet that names its sources rests on them.
    let mut next = places.len();
    // By outlet, who else speaks in its reports.
    let mut speaking: HashMap<String, HashSet<String>> = HashMap::new();
    if !of_outlets.is_empty() {
        for row in &supporting {
            let who: Vec<String> = people.of_row(row).into_iter().map(|who| people.kept(who).0).collect();
            for outlet in outlets_of(row) {
                speaking.entry(outlet).or_default().extend(who.iter().cloned());
            }
        }
    }
    for (id, name, at) in of_outlets {
        let told = speaking.get(&fold_all(&name)).is_some_and(|who| who.iter().any(|other| *other != id));
        if told {
            continue;
        }
        let place = *places.entry(format!("outlet:{id}")).or_insert_with(|| {
            next += 1;
            next - 1
        });
        found.entry(place).or_insert_with(|| (name, Vec::new())).1.push(at);
    }
    found.into_values().map(|(name, statements)| Origin { name, statements }).collect()
}

/// The outlets through which a row comes: its own, the one retold, the one named beside it.
fn outlets_of(row: &Row) -> Vec<String> {
    [&row.outlet, &row.origin_of, &row.via].into_iter().flatten().map(|outlet| fold_all(outlet)).collect()
}

fn fold_all(name: &str) -> String {
    super::name::words(name).iter().map(|(word, _)| fold(word)).filter(|word| word != "te").collect()
}

/// Actors that only repeat another: whose statement consists of what somebody else says of the same thing, or rests on it.
fn repeaters(rows: &[&Row], people: &People) -> HashSet<usize> {
    let mut out = HashSet::new();
    let supports = |row: &&&Row| row.side() == Side::Supports;
    let mut inside: HashMap<(&str, &str), Vec<&Row>> = HashMap::new();
    for inner in rows.iter().filter(|inner| matches!(inner.side(), Side::Supports | Side::None)) {
        if let Some(outer) = &inner.within {
            inside.entry((&inner.article, outer)).or_default().push(inner);
        }
    }
    for row in rows.iter().filter(supports) {
        let tellers = people.of_row(row);
        for told in inside.get(&(&*row.article, &*row.statement)).into_iter().flatten() {
            let told = people.of_row(told);
            // A body that shows its own paper repeats nobody.
            let own_paper = told.iter().all(|&who| people.all(who).all(|(_, actor)| actor.kind == ActorKind::Document));
            if !own_paper && told.iter().any(|who| !tellers.contains(who)) {
                out.extend(tellers.iter().copied().filter(|who| !told.contains(who)));
            }
        }
        if retells(&row.content, row.lang) {
            out.extend(tellers.iter().copied());
        }
        if let Some(evidence) = &row.evidence {
            let named = people.everyone().into_iter().any(|who| {
                !tellers.contains(&who)
                    && people.all(who).any(|(_, actor)| {
                        actor.kind != ActorKind::Document && actor.name.len() > 3 && evidence.contains(&actor.name)
                    })
            });
            if named {
                out.extend(tellers);
            }
        }
    }
    // Who confirms later has looked for itself.
    for row in rows {
        if row.stance() == crate::statement::Stance::Confirms {
            for who in people.of_row(row) {
                out.remove(&who);
            }
        }
    }
    // Repetition spreads to the office of the repeater only by name, which the caller sees through offices.
    out
}

/// Whether a content says that somebody told it to the speaker: "that residents had told him of …", "warga melihat …".
fn retells(content: &str, lang: Option<Lang>) -> bool {
    let words: Vec<String> = super::name::words(content).into_iter().map(|(word, _)| word).collect();
    let hearer = |word: &str| matches!(word, "him" | "her" | "me" | "us");
    let own = words.iter().any(|word| matches!(&**word, "we" | "i"));
    match lang {
        Some(Lang::Id | Lang::Ms) => {
            let told = |pair: &[String]| {
                pair[0] == "kepadanya" || matches!((&*pair[0], &*pair[1]), ("kepada", "saya" | "kami" | "dirinya"))
            };
            let eyes = words.iter().take(2).any(|word| matches!(&**word, "warga" | "saksi" | "penduduk" | "nelayan"))
                && words
                    .iter()
                    .take(4)
                    .any(|word| matches!(&**word, "melihat" | "menyaksikan" | "mendengar" | "mengaku"));
            words.windows(2).any(told) || eyes
        }
        _ => !own && words.windows(2).any(|pair| matches!(&*pair[0], "told" | "informed") && hearer(&pair[1])),
    }
}

/// Which outlet each outlet takes its report from, by the rows of a claim.
struct Relays(HashMap<String, String>);

impl Relays {
    fn of(rows: &[&Row]) -> Self {
        let mut relays = HashMap::new();
        for row in rows {
            if let (Some(outlet), Some(of)) = (&row.outlet, Self::behind(row)) {
                relays.entry(fold_all(outlet)).or_insert(of);
            }
        }
        Self(relays)
    }

    fn behind(row: &Row) -> Option<String> {
        row.via.as_ref().or(row.origin_of.as_ref()).map(|outlet| fold_all(outlet))
    }

    /// The outlet that has a row at first hand: relays are followed edge by edge, a loop ends where it closes.
    fn first_hand(&self, row: &Row) -> String {
        let own = row.outlet.as_deref().map(fold_all).unwrap_or_default();
        let Some(mut outlet) = Self::behind(row) else { return own };
        let mut seen = HashSet::from([own]);
        while seen.insert(outlet.clone()) {
            match self.0.get(&outlet) {
                Some(next) => outlet.clone_from(next),
                None => return outlet,
            }
        }
        // Every outlet of the loop points to another: they are one, named by the first in the order of letters.
        seen.into_iter().min().unwrap_or(outlet)
    }
}
