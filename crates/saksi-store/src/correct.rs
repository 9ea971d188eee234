//! What a person corrects: actors or claims that are one, or are not, and labels that were read wrongly.
//!
//! A correction is a new entry and never an overwrite. It names statements by their ids, which are made of their places
//! and words: after a rereading it holds for exactly the same words at the same place, else it is listed as orphaned.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction};
use saksi::statement::Stance;
use saksi_contract::{actor_id, sha256_hex};
use serde_json::{Value, json};

use crate::actor;
use crate::claim;
use crate::error::{Error, Result, Step};
use crate::find;
use crate::index::{self, Change};
use crate::ledger::{Ledger, log};
use crate::row;

/// What is to be corrected.
#[derive(Debug, Clone, PartialEq)]
pub enum Correction {
    /// These actors, by name or id, are one; it goes by the first name.
    MergeActors(Vec<String>),
    /// These actors are not one.
    SplitActors(Vec<String>),
    /// The claims of these claims or statements are one.
    MergeClaims(Vec<String>),
    /// The first of these statements is about something else than the others.
    SplitClaims(Vec<String>),
    /// A statement was read wrongly.
    Relabel {
        /// Its id, `ARTICLE/STATEMENT` where several articles have it.
        statement: String,
        /// What the source does with the content.
        stance: Option<Stance>,
        /// Who is meant: name and kind.
        actor: Option<(String, String)>,
    },
    /// The correction of this number was wrong.
    Undo(i64),
}

/// A correction as the ledger keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionEntry {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// `merge-actors`, …
    pub kind: String,
    /// What was corrected, by ids.
    pub subject: Value,
    /// Why.
    pub reason: String,
    /// Whether it holds.
    pub state: State,
}

/// Whether a correction holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does.
    Holds,
    /// A later one took it back.
    Undone,
    /// The words that it was about are not read any more.
    Orphaned,
}

impl State {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Undone => "undone",
            Self::Orphaned => "orphaned",
        }
    }
}

impl CorrectionEntry {
    /// As it is printed.
    pub fn to_json(&self) -> Value {
        json!({
            "number": self.number, "at": self.at, "who": self.who, "kind": self.kind, "subject": self.subject,
            "reason": self.reason, "state": self.state.name(),
        })
    }
}

impl Ledger {
    /// Adds a correction and lets it hold. Returns its number.
    pub fn correct(&mut self, correction: &Correction, who: &str, reason: &str, now: &str) -> Result<i64> {
        if reason.trim().is_empty() {
            return Err(Error::Senseless("a correction needs a reason".to_owned()));
        }
        self.write(|step| {
            let (kind, subject) = described(step, correction)?;
            let subject_json = subject.to_string();
            step.execute(
                "INSERT INTO correction (at, who, kind, subject, reason) VALUES (?, ?, ?, ?, ?)",
                [now, who, kind, &subject_json, reason],
            )?;
            let number = step.last_insert_rowid();
            log(step, now, "correct", &number.to_string(), &digest(now, who, kind, &subject_json, reason))?;
            settle(step, kind, &subject)?;
            Ok(number)
        })
    }

    /// All corrections, oldest first.
    pub fn corrections(&self) -> Result<Vec<CorrectionEntry>> {
        self.look(entries)
    }
}

/// What stands in the log for a correction.
pub(crate) fn digest(at: &str, who: &str, kind: &str, subject: &str, reason: &str) -> String {
    sha256_hex([at, who, kind, subject, reason].join("\n").as_bytes())
}

/// All corrections with their states.
pub(crate) fn entries(connection: &Connection) -> Step<Vec<CorrectionEntry>> {
    let mut rows =
        connection.prepare("SELECT number, at, who, kind, subject, reason FROM correction ORDER BY number")?;
    let rows = rows.query_map([], |row| {
        Ok(CorrectionEntry {
            number: row.get(0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            kind: row.get(3)?,
            subject: serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default(),
            reason: row.get(5)?,
            state: State::Holds,
        })
    })?;
    let mut entries: Vec<CorrectionEntry> = rows.collect::<rusqlite::Result<_>>()?;
    // An undoing may be undone itself: the last word counts, so they are followed from the end.
    let mut undone: HashSet<i64> = HashSet::new();
    for entry in entries.iter_mut().rev() {
        if undone.contains(&entry.number) {
            entry.state = State::Undone;
        } else if entry.kind == "undo" {
            undone.extend(entry.subject["correction"].as_i64());
        } else {
            for named in named_statements(&entry.subject) {
                if current_entry(connection, &named)?.is_none() {
                    entry.state = State::Orphaned;
                }
            }
        }
    }
    Ok(entries)
}

/// A statement as corrections name it: article and statement.
pub(crate) type Named = (String, String);

fn named_statements(subject: &Value) -> Vec<Named> {
    let one = |value: &Value| Some((value["article"].as_str()?.to_owned(), value["statement"].as_str()?.to_owned()));
    match subject["statements"].as_array() {
        Some(list) => list.iter().filter_map(one).collect(),
        None => one(subject).into_iter().collect(),
    }
}

/// The entry that counts with the same words at the same place of the same article or a later revision of it.
fn current_entry(connection: &Connection, (article, statement): &Named) -> Step<Option<i64>> {
    Ok(connection
        .prepare_cached(
            "SELECT entry.id FROM article AS named JOIN article ON article.series = named.series
             JOIN entry ON entry.article = article.number
             WHERE named.id = ? AND entry.statement = ? AND entry.current = 1",
        )?
        .query_row([article, statement], |row| row.get(0))
        .optional()?)
}

/// The statements that a correction names, as entries and names that count now.
pub(crate) fn named_now(connection: &Connection, subject: &Value) -> Step<Vec<(i64, Named)>> {
    let mut now = Vec::new();
    for named in named_statements(subject) {
        if let Some(entry) = current_entry(connection, &named)? {
            let name = connection
                .prepare_cached("SELECT article.id, entry.statement FROM entry JOIN article ON article.number = entry.article WHERE entry.id = ?")?
                .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
            now.push((entry, name));
        }
    }
    Ok(now)
}

/// A correction in ids that last.
fn described(step: &Transaction<'_>, correction: &Correction) -> Step<(&'static str, Value)> {
    let several = |names: &[String]| {
        let enough = names.len() > 1;
        enough.then_some(()).ok_or_else(|| Error::Senseless("name at least two".to_owned()))
    };
    let actors = |names: &[String]| -> Step<Value> {
        let mut ids: Vec<String> = Vec::new();
        for name in names {
            let numbers = actor::numbers(step, name)?;
            let id = step.query_row(
                "SELECT meant.id FROM actor JOIN actor AS meant ON meant.number = actor.same_as WHERE actor.number = ?",
                [numbers[0]],
                |row| row.get(0),
            )?;
            // An id names one actor among those that were merged; a name means all of them.
            let exact = step.prepare_cached("SELECT 1 FROM actor WHERE id = ?")?.exists([name])?;
            ids.push(if exact { name.clone() } else { id });
        }
        Ok(json!({ "actors": ids }))
    };
    let statements = |names: &[String]| -> Step<Value> {
        let mut list = Vec::new();
        for name in names {
            let entry = match find::entry_of(step, name) {
                Ok(entry) => entry,
                Err(fault) => match claim::number_of(step, name) {
                    Ok(claim) => {
                        step.query_row("SELECT label FROM claim WHERE number = ?", [claim], |row| row.get(0))?
                    }
                    Err(_) => return Err(fault),
                },
            };
            list.push(named(step, entry)?);
        }
        Ok(json!({ "statements": list }))
    };
    Ok(match correction {
        Correction::MergeActors(names) => {
            several(names)?;
            ("merge-actors", actors(names)?)
        }
        Correction::SplitActors(names) => {
            several(names)?;
            ("split-actors", actors(names)?)
        }
        Correction::MergeClaims(names) => {
            several(names)?;
            ("merge-claims", statements(names)?)
        }
        Correction::SplitClaims(names) => {
            several(names)?;
            ("split-claims", statements(names)?)
        }
        Correction::Relabel { stance: None, actor: None, .. } => {
            return Err(Error::Senseless("say what the label should be: a stance or an actor".to_owned()).into());
        }
        Correction::Relabel { statement, stance, actor } => {
            let entry = find::entry_of(step, statement)?;
            let mut subject = named(step, entry)?;
            subject["stance"] = stance.map(Stance::name).into();
            subject["actor"] = match actor {
                Some((name, kind)) => json!({ "id": actor_id(kind, name), "name": name, "type": kind }),
                None => Value::Null,
            };
            ("relabel", subject)
        }
        Correction::Undo(number) => {
            let is_there = step.prepare_cached("SELECT 1 FROM correction WHERE number = ?")?.exists([number])?;
            if !is_there {
                return Err(Error::Unknown { what: "correction", name: number.to_string() }.into());
            }
            ("undo", json!({ "correction": number }))
        }
    })
}

fn named(step: &Transaction<'_>, entry: i64) -> Step<Value> {
    Ok(step.query_row(
        "SELECT article.id, entry.statement FROM entry JOIN article ON article.number = entry.article WHERE entry.id = ?",
        [entry],
        |row| Ok(json!({ "article": row.get::<_, String>(0)?, "statement": row.get::<_, String>(1)? })),
    )?)
}

/// Lets all corrections hold, after one was added.
fn settle(step: &Transaction<'_>, kind: &str, subject: &Value) -> Step<()> {
    let (kind, subject) = if kind == "undo" {
        // What is undone may be an undoing: look at what stands at the end of the chain.
        let mut number = subject["correction"].as_i64().unwrap_or_default();
        loop {
            let (kind, subject): (String, String) =
                step.query_row("SELECT kind, subject FROM correction WHERE number = ?", [number], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            let subject: Value = serde_json::from_str(&subject).unwrap_or_default();
            if kind != "undo" {
                break (kind, subject);
            }
            number = subject["correction"].as_i64().unwrap_or_default();
        }
    } else {
        (kind.to_owned(), subject.clone())
    };
    match kind.as_str() {
        "merge-actors" | "split-actors" => {
            settle_actors(step)?;
            // Sides and origins count actors: the claims they speak in are made anew.
            for id in subject["actors"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                step.execute(
                    "INSERT OR IGNORE INTO unsettled SELECT entry_actor.entry FROM entry_actor
                     JOIN actor ON actor.number = entry_actor.actor JOIN entry ON entry.id = entry_actor.entry
                     WHERE actor.id = ? AND entry.current = 1",
                    [id],
                )?;
            }
            Ok(())
        }
        "relabel" => {
            let mut changes = Change::default();
            for named in named_statements(&subject) {
                if let Some(entry) = current_entry(step, &named)? {
                    as_read(step, entry)?;
                    relabel(step, entry)?;
                    changes.again(step, entry)?;
                }
            }
            index::apply(step, changes)
        }
        // Claims are made anew from links and corrections at the next joining.
        _ => {
            for named in named_statements(&subject) {
                if let Some(entry) = current_entry(step, &named)? {
                    step.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", [entry])?;
                }
            }
            Ok(())
        }
    }
}

/// Who counts as whom, from the links of the rules and the corrections of people. What a person said comes first, the
/// latest word before earlier ones; a link never brings together what a person took apart, however long the chain.
pub(crate) fn settle_actors(step: &Transaction<'_>) -> Step<()> {
    let number_of: HashMap<String, i64> = {
        let mut all = step.prepare("SELECT id, number FROM actor")?;
        let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        all.collect::<rusqlite::Result<_>>()?
    };
    let mut apart: HashSet<(i64, i64)> = HashSet::new();
    let mut together: Vec<(i64, i64)> = Vec::new();
    let mut first_names: Vec<i64> = Vec::new();
    let mut decided: HashSet<(i64, i64)> = HashSet::new();
    for entry in entries(step)?.into_iter().rev().filter(|entry| entry.state == State::Holds) {
        let ids = entry.subject["actors"].as_array().cloned().unwrap_or_default();
        let numbers: Vec<i64> = ids.iter().filter_map(|id| number_of.get(id.as_str()?).copied()).collect();
        for (index, &a) in numbers.iter().enumerate() {
            for &b in &numbers[index + 1..] {
                let pair = (a.min(b), a.max(b));
                if !decided.insert(pair) {
                    continue;
                }
                if entry.kind == "merge-actors" {
                    together.push(pair);
                } else {
                    apart.insert(pair);
                }
            }
        }
        if entry.kind == "merge-actors" {
            first_names.extend(numbers.first());
        }
    }
    let mut links = step.prepare(
        "SELECT actor_link.a, actor_link.b FROM actor_link JOIN actor AS a ON a.number = actor_link.a
         JOIN actor AS b ON b.number = actor_link.b ORDER BY a.id, b.id",
    )?;
    for link in links.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        together.push(link?);
    }
    let mut groups: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut group_of: HashMap<i64, i64> = HashMap::new();
    for (a, b) in together {
        let (home, guest) = (*group_of.entry(a).or_insert(a), *group_of.entry(b).or_insert(b));
        if home == guest {
            continue;
        }
        let homes = groups.remove(&home).unwrap_or_else(|| vec![home]);
        let guests = groups.remove(&guest).unwrap_or_else(|| vec![guest]);
        let clash = homes.iter().any(|a| guests.iter().any(|b| apart.contains(&(*a.min(b), *a.max(b)))));
        if clash {
            groups.insert(home, homes);
            groups.insert(guest, guests);
            continue;
        }
        group_of.extend(guests.iter().map(|guest| (*guest, home)));
        groups.insert(home, [homes, guests].concat());
    }
    step.execute("UPDATE actor SET same_as = number WHERE same_as <> number", [])?;
    for members in groups.into_values() {
        let named = first_names.iter().find(|number| members.contains(number)).copied();
        let head = match named {
            Some(head) => head,
            None => fullest(step, &members)?,
        };
        for member in members {
            step.prepare_cached("UPDATE actor SET same_as = ? WHERE number = ?")?.execute([head, member])?;
        }
    }
    Ok(())
}

/// The member with the longest name: a full name says more than a short one.
fn fullest(step: &Transaction<'_>, members: &[i64]) -> Step<i64> {
    Ok(step.query_row(
        &format!(
            "SELECT number FROM actor WHERE number IN ({}) ORDER BY length(name) DESC, id LIMIT 1",
            actor::list_of(members)
        ),
        [],
        |row| row.get(0),
    )?)
}

/// Lets the relabelling of an entry hold, if there is one. The latest counts, for stance and actor each.
pub(crate) fn relabel(step: &Transaction<'_>, entry: i64) -> Step<()> {
    let any = step.prepare_cached("SELECT 1 FROM correction WHERE kind = 'relabel' LIMIT 1")?.exists([])?;
    if !any {
        return Ok(());
    }
    let (mut stance, mut meant) = (None, None);
    for correction in entries(step)?.into_iter().filter(|one| one.kind == "relabel" && one.state == State::Holds) {
        let named = named_statements(&correction.subject);
        if let Some(named) = named.first()
            && current_entry(step, named)? == Some(entry)
        {
            let subject = &correction.subject;
            stance = subject["stance"].as_str().map(str::to_owned).or(stance);
            meant = Some(subject["actor"].clone()).filter(|actor| !actor.is_null()).or(meant);
        }
    }
    if let Some(stance) = stance {
        step.execute(
            "UPDATE entry SET stance_read = stance, stance = ?1 WHERE id = ?2 AND stance <> ?1",
            (&stance, entry),
        )?;
    }
    if let Some(actor) = meant {
        let word = |key: &str| actor[key].as_str().unwrap_or_default().to_owned();
        let number = crate::keep::actor_number(step, &word("id"), &word("name"), &word("type"))?;
        step.execute("DELETE FROM entry_actor WHERE entry = ?", [entry])?;
        step.execute("INSERT INTO entry_actor (entry, position, actor) VALUES (?, 0, ?)", [entry, number])?;
    }
    Ok(())
}

/// Stance and actors of an entry as they were read.
fn as_read(step: &Transaction<'_>, entry: i64) -> Step<()> {
    step.execute("UPDATE entry SET stance = ifnull(stance_read, stance), stance_read = NULL WHERE id = ?", [entry])?;
    let Some(row) = row::rows(step, &[entry])?.pop() else { return Ok(()) };
    step.execute("DELETE FROM entry_actor WHERE entry = ?", [entry])?;
    for (position, actor) in row.statement["source"]["actors"].as_array().into_iter().flatten().enumerate() {
        let word = |key: &str| actor[key].as_str().unwrap_or_default();
        let number = crate::keep::actor_number(step, word("id"), word("name"), word("type"))?;
        step.execute(
            "INSERT INTO entry_actor (entry, position, actor) VALUES (?, ?, ?)",
            [entry, position as i64, number],
        )?;
    }
    Ok(())
}
