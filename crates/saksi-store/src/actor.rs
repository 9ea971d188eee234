//! Actors across articles: who a name means, who was merged with whom, what one is said to have said.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;
use saksi_contract::actor_id;
use serde_json::{Value, json};

use crate::error::{Error, Result, Step};
use crate::ledger::Ledger;
use crate::row::ActorName;

/// An actor as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorCard {
    /// The name it goes by.
    pub actor: ActorName,
    /// Every name it was found under, itself included, with how many statements each has.
    pub names: Vec<(ActorName, i64)>,
    /// How often it took which stance, most often first.
    pub stances: Vec<(String, i64)>,
    /// The outlets that carry its statements, most first.
    pub outlets: Vec<(String, i64)>,
    /// First and last day of publication.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
}

impl ActorCard {
    /// As it is printed.
    pub fn to_json(&self) -> Value {
        let counted = |list: &[(String, i64)]| -> Value {
            list.iter()
                .map(|(name, times)| (name.clone(), Value::from(*times)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let names: Vec<Value> = self
            .names
            .iter()
            .map(|(name, times)| json!({ "id": name.id, "name": name.name, "type": name.kind, "statements": times }))
            .collect();
        json!({
            "id": self.actor.id,
            "name": self.actor.name,
            "type": self.actor.kind,
            "names": names,
            "stances": counted(&self.stances),
            "outlets": counted(&self.outlets),
            "first": self.first,
            "last": self.last,
        })
    }
}

/// The kinds that a name may be of; its id tells them apart.
const KINDS: [&str; 6] = ["person", "organisation", "state", "group", "document", "unknown"];

impl Ledger {
    /// Everything known of the actor of this name or id.
    pub fn actor(&self, name: &str) -> Result<ActorCard> {
        self.look(|connection| {
            let numbers = numbers(connection, name)?;
            let list = list_of(&numbers);
            // One walk over its statements tells everything: a minister has thousands.
            let mut walk = connection.prepare(&format!(
                "SELECT entry_actor.actor, entry.id, entry.stance, article.outlet, substr(article.published, 1, 10)
                 FROM entry_actor JOIN entry ON entry.id = entry_actor.entry AND entry.current = 1
                 JOIN article ON article.number = entry.article WHERE entry_actor.actor IN ({list})"
            ))?;
            let mut walk = walk.query([])?;
            let mut said: HashMap<i64, i64> = HashMap::new();
            let mut known: HashSet<i64> = HashSet::new();
            let (mut stances, mut outlets) = (BTreeMap::new(), BTreeMap::new());
            let mut days: BTreeSet<String> = BTreeSet::new();
            while let Some(row) = walk.next()? {
                *said.entry(row.get(0)?).or_default() += 1;
                // Two of its names may stand behind one statement.
                if !known.insert(row.get(1)?) {
                    continue;
                }
                *stances.entry(row.get::<_, String>(2)?).or_default() += 1;
                if let Some(outlet) = row.get::<_, Option<String>>(3)? {
                    *outlets.entry(outlet).or_default() += 1;
                }
                days.extend(row.get::<_, Option<String>>(4)?);
            }
            let mut names = connection.prepare(&format!(
                "SELECT id, name, type, number, number = same_as FROM actor WHERE number IN ({list})"
            ))?;
            let names = names.query_map([], |row| {
                let name = ActorName { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)? };
                Ok((name, row.get::<_, i64>(3)?, row.get::<_, bool>(4)?))
            })?;
            let mut names: Vec<(ActorName, i64, bool)> = names.collect::<rusqlite::Result<_>>()?;
            for (_, number, _) in &mut names {
                *number = said.get(number).copied().unwrap_or(0);
            }
            names.sort_by(|(a, times, is_main), (b, other, is_other)| {
                (is_other, other, &a.id).cmp(&(is_main, times, &b.id))
            });
            let names: Vec<(ActorName, i64)> = names.into_iter().map(|(name, times, _)| (name, times)).collect();
            let (stances, outlets) = (most(stances), most(outlets));
            let (first, last) = (days.first().cloned(), days.last().cloned());
            let Some((actor, _)) = names.first().cloned() else {
                return Err(Error::Unknown { what: "actor", name: name.to_owned() }.into());
            };
            Ok(ActorCard { actor, names, stances, outlets, first, last })
        })
    }
}

/// The most frequent first, fifty at most.
fn most(counts: BTreeMap<String, i64>) -> Vec<(String, i64)> {
    let mut counts: Vec<(String, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    counts.truncate(50);
    counts
}

/// The numbers of every actor that counts as the one of this name or id.
pub(crate) fn numbers(connection: &Connection, name: &str) -> Step<Vec<i64>> {
    let mut meant = meant_exactly(connection, name)?;
    if meant.is_empty() {
        meant = meant_nearly(connection, name)?;
        if meant.len() > 1 {
            let mut candidates = Vec::new();
            for number in meant.iter().take(8) {
                candidates.push(connection.query_row(
                    "SELECT name || ' (' || type || ', ' || id || ')' FROM actor WHERE number = ?",
                    [number],
                    |row| row.get(0),
                )?);
            }
            return Err(Error::Ambiguous { name: name.to_owned(), candidates }.into());
        }
    }
    if meant.is_empty() {
        return Err(Error::Unknown { what: "actor", name: name.to_owned() }.into());
    }
    let mut all =
        connection.prepare(&format!("SELECT number FROM actor WHERE same_as IN ({}) ORDER BY 1", list_of(&meant)))?;
    let all = all.query_map([], |row| row.get(0))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// By id, or by name without regard to case and marks, whatever its kind.
fn meant_exactly(connection: &Connection, name: &str) -> Step<Vec<i64>> {
    let mut meant = Vec::new();
    let ids = KINDS.iter().map(|kind| actor_id(kind, name)).chain([name.to_owned()]);
    for id in ids {
        let mut found = connection.prepare_cached("SELECT same_as FROM actor WHERE id = ?")?;
        for number in found.query_map([id], |row| row.get::<_, i64>(0))? {
            meant.push(number?);
        }
    }
    meant.sort_unstable();
    meant.dedup();
    Ok(meant)
}

/// By some of its words: "Brink" finds "Ida Brink", if nobody else is called so.
fn meant_nearly(connection: &Connection, name: &str) -> Step<Vec<i64>> {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let wanted = words(name);
    let mut meant: Vec<i64> = Vec::new();
    if wanted.is_empty() {
        return Ok(meant);
    }
    let mut all = connection
        .prepare("SELECT name, same_as FROM actor WHERE EXISTS (SELECT 1 FROM entry_actor WHERE actor = number)")?;
    let mut all = all.query([])?;
    while let Some(row) = all.next()? {
        let found = words(row.get_ref(0)?.as_str().unwrap_or_default());
        if wanted.iter().all(|word| found.contains(word)) {
            meant.push(row.get(1)?);
        }
    }
    meant.sort_unstable();
    meant.dedup();
    Ok(meant)
}

pub(crate) fn list_of(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
