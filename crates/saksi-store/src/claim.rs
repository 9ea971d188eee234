//! Claims as they are printed: the contract's object, with the reasons of every link beside it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use saksi::link::{Claim, Sides};
use serde_json::{Value, json};

use crate::error::{Error, Result, Step};
use crate::find;
use crate::group::{self, Group};
use crate::ledger::Ledger;
use crate::row::{self, Row};

/// A claim with the rows of its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimCard {
    /// The contract's object (`saksi/claim/1`), and `links`, `merged`: why it hangs together.
    pub value: Value,
    /// The rows of its statements, the earliest first.
    pub rows: Vec<Row>,
}

/// Which claims are listed.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Only those of so many statements or more.
    pub at_least: usize,
    /// Go on after this one.
    pub after: Option<String>,
    /// How many; `None` for all.
    pub limit: Option<usize>,
}

impl Ledger {
    /// One claim, by its id or that of any of its statements.
    pub fn claim(&self, name: &str) -> Result<ClaimCard> {
        self.look(|connection| {
            let entry = entry_of(connection, name)?;
            card_of(connection, entry)?.ok_or_else(|| unknown(name).into())
        })
    }

    /// Claims, those of several statements first, the newest of them first; then statements that nothing joins.
    /// Each is given to `each` until it returns false. Returns where to go on.
    pub fn claims(&self, wanted: &Claims, each: &mut dyn FnMut(Value) -> bool) -> Result<Option<String>> {
        let limit = wanted.limit.unwrap_or(usize::MAX);
        let mut given = 0;
        let mut place = Place::parse(wanted.after.as_deref())?;
        loop {
            let (entry, next) = match self.look(|connection| place.next(connection, wanted.at_least))? {
                Some(found) => found,
                None => return Ok(None),
            };
            if given == limit {
                return Ok(Some(place.to_string()));
            }
            place = next;
            if let Some(card) = self.look(|connection| card_of(connection, entry))? {
                given += 1;
                if !each(card.value) {
                    return Ok(Some(place.to_string()));
                }
            }
        }
    }
}

/// How far a list of claims has come.
pub(crate) enum Place {
    /// Among claims of several statements: last day and number.
    Several(String, i64),
    /// Among single statements.
    Single(i64),
}

impl Place {
    /// Before the first.
    pub(crate) fn first() -> Self {
        Self::Several("~".to_owned(), i64::MAX)
    }

    pub(crate) fn parse(cursor: Option<&str>) -> Result<Self> {
        let bad = |cursor: &str| {
            Error::Senseless(format!(
                "`{cursor}` is no place to go on from: take the one that the last claims came with"
            ))
        };
        let Some(cursor) = cursor else { return Ok(Self::first()) };
        match cursor.split_once(':') {
            Some(("single", entry)) => entry.parse().map(Self::Single).map_err(|_| bad(cursor)),
            Some((day, number)) => {
                number.parse().map(|number| Self::Several(day.to_owned(), number)).map_err(|_| bad(cursor))
            }
            None => Err(bad(cursor)),
        }
    }

    fn next(&self, connection: &Connection, at_least: usize) -> Step<Option<(i64, Self)>> {
        let single = match self {
            Self::Several(day, number) => {
                let found = next_of_several(connection, day, *number, at_least)?;
                if found.is_some() || at_least > 1 {
                    return Ok(found.map(|(_, label, next)| (label, next)));
                }
                i64::MAX
            }
            Self::Single(entry) => *entry,
        };
        Ok(connection
            .prepare_cached(
                "SELECT id FROM entry WHERE id < ? AND current = 1
                    AND NOT EXISTS (SELECT 1 FROM claim_entry WHERE entry = entry.id) ORDER BY id DESC LIMIT 1",
            )?
            .query_row([single], |row| row.get::<_, i64>(0))
            .optional()?
            .map(|entry| (entry, Self::Single(entry))))
    }

    /// The number of the next claim of several statements.
    pub(crate) fn next_of_several(&self, connection: &Connection) -> Step<Option<(i64, Self)>> {
        let Self::Several(day, number) = self else { return Ok(None) };
        Ok(next_of_several(connection, day, *number, 0)?.map(|(number, _, next)| (number, next)))
    }
}

/// The claim after this day and number: its number, the entry of its label, and its place. Those without a day come last.
fn next_of_several(
    connection: &Connection,
    day: &str,
    number: i64,
    at_least: usize,
) -> Step<Option<(i64, i64, Place)>> {
    let of_row = |row: &rusqlite::Row<'_>| {
        let number = row.get(0)?;
        Ok((number, row.get(1)?, Place::Several(row.get(2)?, number)))
    };
    // One look for each way of the index: a single one over both would sort all claims.
    if !day.is_empty() {
        let found = connection
            .prepare_cached(
                "SELECT number, label, last FROM claim WHERE (last, number) < (?1, ?2) AND statements >= ?3
                 ORDER BY last DESC, number DESC LIMIT 1",
            )?
            .query_row(params![day, number, at_least as i64], of_row)
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    let before = if day.is_empty() { number } else { i64::MAX };
    Ok(connection
        .prepare_cached(
            "SELECT number, label, '' FROM claim WHERE last IS NULL AND number < ?1 AND statements >= ?2
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row(params![before, at_least as i64], of_row)
        .optional()?)
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Several(day, number) => write!(f, "{day}:{number}"),
            Self::Single(entry) => write!(f, "single:{entry}"),
        }
    }
}

/// The number of a claim of several statements, by its id or that of any of its statements: an id that was merged away
/// still leads to the claim that its statement is part of.
pub(crate) fn number_of(connection: &Connection, id: &str) -> Step<i64> {
    let entry = entry_of(connection, id)?;
    let found = connection
        .prepare_cached("SELECT claim FROM claim_entry WHERE entry = ?")?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| unknown(id).into())
}

fn entry_of(connection: &Connection, name: &str) -> Step<i64> {
    let label = connection
        .prepare_cached("SELECT label FROM claim WHERE id = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    match label {
        Some(label) => Ok(label),
        None => find::entry_of(connection, name).map_err(|fault| match fault {
            crate::error::Fault::Error(Error::Unknown { .. }) => unknown(name).into(),
            other => other,
        }),
    }
}

fn unknown(name: &str) -> Error {
    Error::Unknown { what: "claim", name: name.to_owned() }
}

fn card_of(connection: &Connection, entry: i64) -> Step<Option<ClaimCard>> {
    let made = group::kept_of(connection, entry)?;
    let is_it = |claim: &&Claim| {
        claim
            .statements
            .iter()
            .any(|member| made.entries.get(&(member.article.clone(), member.statement.clone())) == Some(&entry))
    };
    let Some(claim) = made.claims.iter().find(is_it) else { return Ok(None) };
    let entries: Vec<i64> = (claim.statements.iter())
        .filter_map(|member| made.entries.get(&(member.article.clone(), member.statement.clone())).copied())
        .collect();
    let kept: Option<String> = connection
        .prepare_cached(
            "SELECT claim.id FROM claim_entry JOIN claim ON claim.number = claim_entry.claim WHERE entry = ?",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    let value = to_json(claim, &made, kept);
    Ok(Some(ClaimCard { value, rows: row::rows(connection, &entries)? }))
}

fn to_json(claim: &Claim, made: &Group, kept: Option<String>) -> Value {
    let mut names: HashMap<&str, &str> = HashMap::new();
    for actor in made.rows.iter().flat_map(|row| &row.actors) {
        names.entry(&actor.id).or_insert(&actor.name);
    }
    let Sides { supports, disputes, doubts, open } = &claim.sides;
    for (id, name) in [supports, disputes, doubts, open].into_iter().flatten() {
        names.insert(id, name);
    }
    let actor = |id: &str| json!({ "id": id, "name": names.get(id).copied().unwrap_or(id) });
    let side = |actors: &[(String, String)]| -> Value {
        actors.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect()
    };
    let place = |(article, statement): &(String, String)| json!({ "article": article, "statement": statement });
    let number = |value: f64| {
        if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
    };
    json!({
        "schema": "saksi/claim/1",
        "id": kept.unwrap_or_else(|| claim.id.clone()),
        "label": { "article": claim.label.0, "statement": claim.label.1, "text": claim.label.2 },
        "statements": claim.statements.iter().map(|member| json!({
            "article": member.article, "statement": member.statement, "side": member.side.name(),
        })).collect::<Vec<_>>(),
        "sides": {
            "supports": side(supports), "disputes": side(disputes), "doubts": side(doubts), "open": side(open),
        },
        "quantities": claim.quantities.iter().map(|counted| json!({
            "actors": counted.actors.iter().map(|id| actor(id)).collect::<Vec<_>>(),
            "value": number(counted.value), "unit": counted.unit, "approx": counted.approx.name(),
            "article": counted.article, "statement": counted.statement,
        })).collect::<Vec<_>>(),
        "first": claim.first.map(|day| day.to_string()),
        "last": claim.last.map(|day| day.to_string()),
        "origins": claim.origins.iter().map(|origin| json!({
            "name": origin.name, "statements": origin.statements.iter().map(place).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "independent_origins": claim.independent_origins,
        "changes": claim.changes.iter().map(|change| json!({
            "date": change.date.map(|day| day.to_string()), "actor": change.actor,
            "actor_name": names.get(change.actor.as_str()), "from": change.from.name(), "to": change.to.name(),
            "article": change.article, "statement": change.statement,
        })).collect::<Vec<_>>(),
        "links": claim.links.iter().filter_map(|at| made.links.get(*at)).map(|(link, reasons)| json!({
            "one": place(&link.one), "other": place(&link.other), "score": (f64::from(link.score) * 100.0).round() / 100.0,
            "reasons": reasons,
        })).collect::<Vec<_>>(),
        "merged": claim.merged.iter().map(|(kept, merged, why)| json!({
            "kept": actor(kept), "merged": actor(merged), "why": why.text(),
        })).collect::<Vec<_>>(),
    })
}
