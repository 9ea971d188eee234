//! Joining: what was kept since the last time is compared with the rows near it, pairs are decided by the library's rules
//! and kept with their reasons, and the claims that are touched are made anew.
//!
//! Which rows are near is a matter of the rows that are there ([`crate::near`]), a pair is decided from its two rows alone,
//! and claims from linked rows alone. So the result does not depend on the order of adding, and the work of adding does not
//! grow with the ledger.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use saksi::link::{self, Link, Outline, Reason, Row};
use serde_json::{Value, json};

use crate::correct;
use crate::error::{Result, Step};
use crate::group;
use crate::joining;
use crate::ledger::Ledger;
use crate::near::{self, Window};
use crate::prepared::DAY_SHIFT;

/// Rows joined in one commit, at most: with each, the days around it are read.
const GROUP: usize = 8192;
/// Rows whose claims are made anew in one commit.
const SETTLED: usize = 8192;
/// Rows kept in memory between commits: neighbours in time meet again and again.
const REMEMBERED: usize = 20_000;

/// What joining did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    /// Statements that were compared.
    pub statements: usize,
    /// Pairs that stand near each other.
    pub pairs: usize,
    /// Pairs that were looked at closely.
    pub compared: usize,
    /// Pairs that belong together.
    pub links: usize,
}

impl Ledger {
    /// How many statements wait to be joined.
    pub fn waiting(&self) -> Result<i64> {
        self.look(|connection| {
            let count = "SELECT (SELECT count(*) FROM unjoined) + (SELECT count(*) FROM unsettled)";
            Ok(connection.query_row(count, [], |row| row.get(0))?)
        })
    }

    /// Joins everything that waits, in commits of some thousand rows; killed, it goes on where it was.
    pub fn join(&mut self, progress: &mut dyn FnMut(usize)) -> Result<Joined> {
        let mut all = Joined::default();
        let mut rows = Rows::default();
        self.write(join_actors)?;
        while self.write(|step| outline_some(step, &mut rows))? {}
        loop {
            let joined = self.write(|step| link_some(step, &mut rows))?;
            if joined.statements == 0 {
                break;
            }
            all.statements += joined.statements;
            all.pairs += joined.pairs;
            all.compared += joined.compared;
            all.links += joined.links;
            progress(all.statements);
        }
        while self.write(|step| settle_some(step, &mut rows))? {}
        Ok(all)
    }
}

/// Rows as they are joined, remembered.
#[derive(Default)]
pub(crate) struct Rows {
    known: HashMap<i64, Option<Rc<Row>>>,
}

impl Rows {
    pub(crate) fn get(&mut self, connection: &Connection, entry: i64) -> Step<Option<Rc<Row>>> {
        if let Some(row) = self.known.get(&entry) {
            return Ok(row.clone());
        }
        let row = joining::row(connection, entry)?.map(Rc::new);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(entry, row.clone());
        Ok(row)
    }
}

fn ids(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Step<Vec<i64>> {
    let mut found = connection.prepare_cached(sql)?;
    Ok(found.query_map(parameters, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Makes outlines for rows that wait without one: corrected ones, and those that count again. False when none is left.
fn outline_some(step: &Transaction<'_>, rows: &mut Rows) -> Step<bool> {
    let waiting = ids(
        step,
        "SELECT entry FROM unjoined JOIN entry ON entry.id = unjoined.entry AND entry.current = 1
         WHERE NOT EXISTS (SELECT 1 FROM outline WHERE outline.entry = unjoined.entry) LIMIT ?",
        [SETTLED as i64],
    )?;
    for &entry in &waiting {
        rows.known.remove(&entry);
        let outline = rows.get(step, entry)?.map(|row| Outline::of(&row));
        let outline = outline.unwrap_or_else(|| Outline::of(&Row::default()));
        near::keep_outline(step, entry, &outline.to_bytes())?;
    }
    Ok(!waiting.is_empty())
}

/// Links the rows that wait longest by their ids, within the days that one window spans.
fn link_some(step: &Transaction<'_>, rows: &mut Rows) -> Step<Joined> {
    let mut asked: Vec<(i64, Option<Vec<u8>>)> = {
        let mut waiting = step.prepare_cached("SELECT entry, was FROM unjoined ORDER BY entry LIMIT ?")?;
        waiting.query_map([GROUP as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?
    };
    let Some(&(first, _)) = asked.first() else { return Ok(Joined::default()) };
    asked.retain(|(entry, _)| (entry >> DAY_SHIFT) - (first >> DAY_SHIFT) <= near::DAYS);
    let gone: Vec<(i64, Outline)> =
        asked.iter().filter_map(|(entry, was)| Some((*entry, Outline::of_bytes(was.as_ref()?)?))).collect();
    let asked: Vec<i64> = asked.into_iter().map(|(entry, _)| entry).collect();
    let window = Window::load(step, first, asked[asked.len() - 1])?;
    let mut joined = Joined { statements: asked.len(), ..Joined::default() };

    for &entry in &asked {
        rows.known.remove(&entry);
        touch(step, entry)?;
        for other in group::linked(step, entry, 0.0)?.into_iter().chain(group::together(step, entry)?) {
            touch(step, other)?;
        }
        for table in ["link WHERE a", "link WHERE b", "crowded WHERE entry"] {
            step.prepare_cached(&format!("DELETE FROM {table} = ?"))?.execute([entry])?;
        }
    }
    if let Some((start, end)) = window.bounds() {
        let waiting = ids(step, "SELECT entry FROM unjoined WHERE entry BETWEEN ? AND ? ORDER BY entry", [start, end])?;
        let pairs = window.pairs(&asked, &gone, &waiting);
        joined.pairs += pairs.looked_at;
        for (one, other) in pairs.close {
            joined.compared += 1;
            joined.links += usize::from(compare(step, rows, one, other)?);
        }
        part(step, rows, &window, &asked)?;
    }
    for (one, other) in bonds(step, rows, &asked)? {
        joined.links += usize::from(compare(step, rows, one, other)?);
    }
    for entry in asked {
        step.prepare_cached("DELETE FROM unjoined WHERE entry = ?")?.execute([entry])?;
    }
    Ok(joined)
}

fn touch(step: &Transaction<'_>, entry: i64) -> Step<()> {
    step.prepare_cached("INSERT OR IGNORE INTO unsettled VALUES (?)")?.execute([entry])?;
    Ok(())
}

/// A row that got or lost a link: its claim is made anew, unless it stands in a crowd where such a link does not hold.
fn touch_linked(step: &Transaction<'_>, entry: i64, link: &Link) -> Step<()> {
    step.prepare_cached(
        "INSERT OR IGNORE INTO unsettled
         SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM crowded WHERE entry = ?1 AND level >= ?2)",
    )?
    .execute(params![entry, group::too_crowded_for(f64::from(link.score))])?;
    Ok(())
}

/// Looks at two rows and links them where they belong together.
fn compare(step: &Transaction<'_>, rows: &mut Rows, one: i64, other: i64) -> Step<bool> {
    let (Some(a), Some(b)) = (rows.get(step, one)?, rows.get(step, other)?) else { return Ok(false) };
    let Some(link) = link::decide(&a, &b) else { return Ok(false) };
    step.prepare_cached("INSERT OR REPLACE INTO link (a, b, score, reasons) VALUES (?, ?, ?, ?)")?.execute(params![
        one.min(other),
        one.max(other),
        f64::from(link.score),
        reasons_to_json(&link.reasons).to_string()
    ])?;
    touch_linked(step, one, &link)?;
    touch_linked(step, other, &link)?;
    Ok(true)
}

/// Undoes links between rows that so many others came between that they no longer meet.
fn part(step: &Transaction<'_>, rows: &mut Rows, window: &Window, came: &[i64]) -> Step<()> {
    let Some((start, end)) = window.bounds() else { return Ok(()) };
    let links: Vec<(i64, i64)> = {
        let mut found = step.prepare_cached("SELECT a, b FROM link WHERE a BETWEEN ? AND ?")?;
        found.query_map([start, end], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?
    };
    for (one, other) in window.parted(came, &links) {
        let link = match (rows.get(step, one)?, rows.get(step, other)?) {
            (Some(a), Some(b)) => link::decide(&a, &b),
            _ => None,
        };
        if link.as_ref().is_some_and(is_bond) {
            continue;
        }
        step.prepare_cached("DELETE FROM link WHERE a = ? AND b = ?")?.execute([one, other])?;
        for end in [one, other] {
            match &link {
                Some(link) => touch_linked(step, end, link)?,
                None => touch(step, end)?,
            }
        }
    }
    Ok(())
}

/// Whether one of the two points to the other inside their article, however far apart they stand.
fn is_bond(link: &Link) -> bool {
    link.reasons.iter().any(|reason| matches!(reason, Reason::Answers | Reason::LeansOn | Reason::Within))
}

/// The pairs of which one points to the other inside their article, where at least one of the two is asked for.
fn bonds(step: &Transaction<'_>, rows: &mut Rows, asked: &[i64]) -> Step<BTreeSet<(i64, i64)>> {
    let mut articles: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for &entry in asked {
        let article = step
            .prepare_cached("SELECT article FROM entry WHERE id = ? AND current = 1")?
            .query_row([entry], |row| row.get(0))
            .optional()?;
        if let Some(article) = article {
            articles.entry(article).or_default().push(entry);
        }
    }
    let mut bonds = BTreeSet::new();
    for (article, asked) in articles {
        let mut found = step.prepare_cached(
            "SELECT id, statement, within IS NOT NULL OR context IS NOT NULL FROM entry WHERE article = ? AND current = 1",
        )?;
        let found: Vec<(i64, String, bool)> = found
            .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let by_name: HashMap<&str, i64> = found.iter().map(|(entry, name, _)| (name.as_str(), *entry)).collect();
        for (entry, _, points) in &found {
            let Some(row) = (if *points { rows.get(step, *entry)? } else { None }) else { continue };
            let pointed = [&row.answers, &row.leans_on].into_iter().flatten().map(|pointed| pointed.statement.as_str());
            for to in pointed.chain(row.within.as_deref()).filter_map(|name| by_name.get(name)) {
                if asked.contains(entry) || asked.contains(to) {
                    bonds.insert((*entry, *to));
                }
            }
        }
    }
    Ok(bonds)
}

/// Makes the claims of some touched rows anew, and of everything that hangs together with them. False when none is left.
fn settle_some(step: &Transaction<'_>, rows: &mut Rows) -> Step<bool> {
    let touched = ids(step, "SELECT entry FROM unsettled ORDER BY entry LIMIT ?", [SETTLED as i64])?;
    if touched.is_empty() {
        return Ok(false);
    }
    for entry in group::settle(step, &touched.iter().copied().collect(), rows)?.into_iter().chain(touched) {
        step.prepare_cached("DELETE FROM unsettled WHERE entry = ?")?.execute([entry])?;
    }
    Ok(true)
}

/// Actors that nobody has compared yet, against those that share a key.
fn join_actors(step: &Transaction<'_>) -> Step<()> {
    let mut fresh = step.prepare(
        "SELECT number, id, name, type FROM actor
         WHERE number > (SELECT ifnull(max(actor), 0) FROM actor_key WHERE key = -1) ORDER BY number",
    )?;
    let fresh: Vec<(i64, link::Actor)> =
        fresh.query_map([], |row| Ok((row.get(0)?, actor_of(row, 1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut is_changed = false;
    for (number, actor) in fresh {
        let mut others: BTreeSet<i64> = BTreeSet::new();
        for key in link::actor::name_keys(&actor).iter().map(|key| joining::key(key)).chain([-1]) {
            if key >= 0 {
                let mut found = step.prepare_cached("SELECT actor FROM actor_key WHERE key = ?")?;
                for other in found.query_map([key], |row| row.get::<_, i64>(0))? {
                    others.insert(other?);
                }
            }
            // Every actor has one key of no meaning: it says that the actor was compared.
            step.prepare_cached("INSERT OR IGNORE INTO actor_key (key, actor) VALUES (?, ?)")?
                .execute([key, number])?;
        }
        for other in others {
            let mut found = step.prepare_cached("SELECT id, name, type FROM actor WHERE number = ?")?;
            let mut found = found.query([other])?;
            let Some(row) = found.next()? else { continue };
            // An office in common is weighed claim by claim, where it is known who held it; here the names decide.
            if let Some(known) = link::actor::same(&actor, &actor_of(row, 0)?) {
                step.prepare_cached("INSERT OR IGNORE INTO actor_link (a, b, reasons) VALUES (?, ?, ?)")?
                    .execute(params![number.min(other), number.max(other), json!([known.text()]).to_string()])?;
                is_changed = true;
            }
        }
    }
    if is_changed { correct::settle_actors(step) } else { Ok(()) }
}

fn actor_of(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<link::Actor> {
    let kind: String = row.get(first + 2)?;
    Ok(link::Actor { id: row.get(first)?, name: row.get(first + 1)?, kind: joining::actor_kind(&kind), role: None })
}

/// Reasons with their labels, and the sentences for people beside them.
fn reasons_to_json(reasons: &[link::Reason]) -> Value {
    use link::Reason;
    let list = reasons.iter().map(|reason| {
        let (kind, labels): (&str, &[String]) = match reason {
            Reason::Answers => ("answers", &[]),
            Reason::LeansOn => ("leans-on", &[]),
            Reason::Within => ("within", &[]),
            Reason::SameText => ("same-text", &[]),
            Reason::Events(labels) => ("events", labels),
            Reason::Things(labels) => ("things", labels),
            Reason::Names(labels) => ("names", labels),
            Reason::Numbers(labels) => ("numbers", labels),
            Reason::Meaning(labels) => ("meaning", labels),
            Reason::SameSource => ("same-source", &[]),
            Reason::Retells => ("retells", &[]),
        };
        json!([kind, labels])
    });
    list.collect()
}
