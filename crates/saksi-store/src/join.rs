//! Joining: what was kept since the last time is compared with rows that share a blocking key, pairs are decided by the
//! library's rules and kept with their reasons, and the claims that are touched are made anew.
//!
//! A pair is decided from its two rows alone, and claims from linked rows alone; so the result does not depend on the
//! order of adding, and the work of adding does not grow with the ledger.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::{Connection, Transaction, params};
use saksi::link::{self, Claim, Correction, Link, Row};
use serde_json::{Value, json};

use crate::correct::{self, State};
use crate::error::{Result, Step};
use crate::joining;
use crate::ledger::Ledger;

/// Rows joined in one commit.
const GROUP: usize = 256;
/// Rows kept in memory between commits: neighbours in time meet again and again.
const REMEMBERED: usize = 20_000;

/// What joining did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    /// Statements that were compared.
    pub statements: usize,
    /// Pairs that were compared.
    pub pairs: usize,
    /// Pairs that belong together.
    pub links: usize,
}

impl Ledger {
    /// How many statements wait to be joined.
    pub fn waiting(&self) -> Result<i64> {
        self.look(|connection| Ok(connection.query_row("SELECT count(*) FROM unjoined", [], |row| row.get(0))?))
    }

    /// Joins everything that waits, in commits of a few hundred rows; killed, it goes on where it was.
    pub fn join(&mut self, progress: &mut dyn FnMut(usize)) -> Result<Joined> {
        let mut all = Joined::default();
        let mut rows = Rows::default();
        self.write(join_actors)?;
        loop {
            let joined = self.write(|step| join_group(step, &mut rows))?;
            if joined.statements == 0 {
                return Ok(all);
            }
            all.statements += joined.statements;
            all.pairs += joined.pairs;
            all.links += joined.links;
            progress(all.statements);
        }
    }
}

/// Rows as they are joined, remembered.
#[derive(Default)]
struct Rows {
    known: HashMap<i64, Option<Rc<Row>>>,
}

impl Rows {
    fn get(&mut self, connection: &Connection, entry: i64) -> Step<Option<Rc<Row>>> {
        if let Some(row) = self.known.get(&entry) {
            return Ok(row.clone());
        }
        let row = joining::row(connection, entry)?.map(Rc::new);
        self.known.insert(entry, row.clone());
        Ok(row)
    }
}

fn join_group(step: &Transaction<'_>, rows: &mut Rows) -> Step<Joined> {
    let mut waiting = step.prepare_cached("SELECT entry FROM unjoined ORDER BY entry LIMIT ?")?;
    let waiting: Vec<i64> = waiting.query_map([GROUP as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut joined = Joined { statements: waiting.len(), ..Joined::default() };
    if rows.known.len() > REMEMBERED {
        rows.known.clear();
    }
    let mut touched: BTreeSet<i64> = waiting.iter().copied().collect();
    for &entry in &waiting {
        rows.known.remove(&entry);
        touched.extend(neighbours(step, entry)?);
        step.prepare_cached("DELETE FROM link WHERE a = ?")?.execute([entry])?;
        step.prepare_cached("DELETE FROM link WHERE b = ?")?.execute([entry])?;
        step.prepare_cached("DELETE FROM unjoined WHERE entry = ?")?.execute([entry])?;
    }
    let mut compared: HashSet<i64> = HashSet::new();
    for &entry in &waiting {
        compared.insert(entry);
        let Some(row) = rows.get(step, entry)? else { continue };
        for candidate in candidates(step, entry, &row)? {
            // Of two that wait, the second to be looked at makes the comparison.
            if candidate == entry || (waiting.binary_search(&candidate).is_ok() && !compared.contains(&candidate)) {
                continue;
            }
            let Some(other) = rows.get(step, candidate)? else { continue };
            joined.pairs += 1;
            if let Some(link) = link::decide(&row, &other) {
                joined.links += 1;
                keep_link(step, entry, candidate, &link)?;
            }
        }
    }
    settle_claims(step, touched, rows)?;
    Ok(joined)
}

/// Rows that share a key with this one, whose own keys are kept for those that come later.
fn candidates(step: &Transaction<'_>, entry: i64, row: &Row) -> Step<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for key in link::keys(row) {
        // The rows of one article are found without a key.
        if key.starts_with("article:") {
            continue;
        }
        let key = joining::key(&key);
        let mut others = step.prepare_cached("SELECT entry FROM entry_key WHERE key = ?")?;
        for other in others.query_map([key], |row| row.get::<_, i64>(0))? {
            found.insert(other?);
        }
        step.prepare_cached("INSERT OR IGNORE INTO entry_key (key, entry) VALUES (?, ?)")?.execute([key, entry])?;
    }
    let mut inside = step.prepare_cached(
        "SELECT id FROM entry WHERE article = (SELECT article FROM entry WHERE id = ?) AND current = 1",
    )?;
    for other in inside.query_map([entry], |row| row.get::<_, i64>(0))? {
        found.insert(other?);
    }
    Ok(found)
}

fn keep_link(step: &Transaction<'_>, one: i64, other: i64, link: &Link) -> Step<()> {
    step.prepare_cached("INSERT OR REPLACE INTO link (a, b, score, reasons) VALUES (?, ?, ?, ?)")?.execute(params![
        one.min(other),
        one.max(other),
        f64::from(link.score),
        reasons_to_json(&link.reasons).to_string()
    ])?;
    Ok(())
}

fn neighbours(connection: &Connection, entry: i64) -> Step<Vec<i64>> {
    let mut found =
        connection.prepare_cached("SELECT b FROM link WHERE a = ?1 UNION ALL SELECT a FROM link WHERE b = ?1")?;
    let mut found: Vec<i64> = found.query_map([entry], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut together = connection.prepare_cached(
        "SELECT entry FROM claim_entry WHERE claim = (SELECT claim FROM claim_entry WHERE entry = ?)",
    )?;
    for other in together.query_map([entry], |row| row.get::<_, i64>(0))? {
        found.push(other?);
    }
    Ok(found)
}

/// What holds for joining because a person said so.
pub(crate) struct Said {
    corrections: Vec<Correction>,
    /// Entries that a person brought together: they hang together without a link.
    together: HashMap<i64, Vec<i64>>,
}

impl Said {
    pub(crate) fn of(connection: &Connection) -> Step<Self> {
        let mut said = Self { corrections: Vec::new(), together: HashMap::new() };
        let any = connection.prepare_cached("SELECT 1 FROM correction LIMIT 1")?.exists([])?;
        if !any {
            return Ok(said);
        }
        for entry in correct::entries(connection)? {
            if entry.state != State::Holds {
                continue;
            }
            let ids: Vec<String> = (entry.subject["actors"].as_array().into_iter().flatten())
                .filter_map(|id| id.as_str().map(str::to_owned))
                .collect();
            let named = correct::named_now(connection, &entry.subject)?;
            let Some(((first, first_name), others)) = named.split_first() else {
                for pair in ids.windows(2) {
                    let (a, b) = (pair[0].clone(), pair[1].clone());
                    said.corrections.push(match entry.kind.as_str() {
                        "merge-actors" => Correction::SameActor(a, b),
                        _ => Correction::OtherActor(a, b),
                    });
                }
                continue;
            };
            for (other, name) in others {
                match entry.kind.as_str() {
                    "merge-claims" => {
                        said.corrections.push(Correction::Merge(first_name.clone(), name.clone()));
                        said.together.entry(*first).or_default().push(*other);
                        said.together.entry(*other).or_default().push(*first);
                    }
                    "split-claims" => said.corrections.push(Correction::Split(first_name.clone(), name.clone())),
                    _ => {}
                }
            }
        }
        Ok(said)
    }
}

/// Everything that hangs together with these entries, each group by itself.
fn groups(connection: &Connection, from: BTreeSet<i64>, said: &Said) -> Step<Vec<Vec<i64>>> {
    let mut seen: HashSet<i64> = HashSet::new();
    let mut groups = Vec::new();
    for start in from {
        if !seen.insert(start) {
            continue;
        }
        let mut group = vec![start];
        let mut next = 0;
        while let Some(&entry) = group.get(next) {
            next += 1;
            let links = linked(connection, entry)?;
            for other in links.iter().chain(said.together.get(&entry).into_iter().flatten()) {
                if seen.insert(*other) {
                    group.push(*other);
                }
            }
        }
        group.sort_unstable();
        groups.push(group);
    }
    Ok(groups)
}

fn linked(connection: &Connection, entry: i64) -> Step<Vec<i64>> {
    let mut found =
        connection.prepare_cached("SELECT b FROM link WHERE a = ?1 UNION ALL SELECT a FROM link WHERE b = ?1")?;
    Ok(found.query_map([entry], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A group of linked rows as the library made claims of it.
pub(crate) struct Group {
    pub(crate) claims: Vec<Claim>,
    pub(crate) links: Vec<(Link, Vec<String>)>,
    pub(crate) entries: HashMap<(String, String), i64>,
    pub(crate) rows: Vec<Rc<Row>>,
}

/// The claims of all that hangs together with an entry.
pub(crate) fn group_of(connection: &Connection, entry: i64) -> Step<Group> {
    let said = Said::of(connection)?;
    let group = groups(connection, BTreeSet::from([entry]), &said)?.pop().unwrap_or_default();
    claims_of(connection, &group, &said, &mut Rows::default())
}

fn claims_of(connection: &Connection, group: &[i64], said: &Said, rows: &mut Rows) -> Step<Group> {
    let mut made = Group { claims: Vec::new(), links: Vec::new(), entries: HashMap::new(), rows: Vec::new() };
    let mut names: HashMap<i64, (String, String)> = HashMap::new();
    for &entry in group {
        if let Some(row) = rows.get(connection, entry)? {
            let name = (row.article.clone(), row.statement.clone());
            names.insert(entry, name.clone());
            made.entries.insert(name, entry);
            made.rows.push(row);
        }
    }
    for &entry in group {
        let mut found = connection.prepare_cached("SELECT b, score, reasons FROM link WHERE a = ? ORDER BY b")?;
        let found = found
            .query_map([entry], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, f64>(1)?, row.get::<_, String>(2)?)))?;
        for link in found {
            let (other, score, reasons) = link?;
            if let (Some(one), Some(other)) = (names.get(&entry), names.get(&other)) {
                let (one, other) = if one <= other { (one, other) } else { (other, one) };
                let reasons: Value = serde_json::from_str(&reasons).unwrap_or_default();
                let (reasons, sentences) = reasons_of_json(&reasons);
                let link = Link { one: one.clone(), other: other.clone(), reasons, score: score as f32 };
                made.links.push((link, sentences));
            }
        }
    }
    let plain: Vec<Row> = made.rows.iter().map(|row| Row::clone(row)).collect();
    let links: Vec<Link> = made.links.iter().map(|(link, _)| link.clone()).collect();
    made.claims = link::claims(&plain, &links, &said.corrections);
    Ok(made)
}

/// Makes the claims of these entries anew, and of everything that hangs together with them.
fn settle_claims(step: &Transaction<'_>, touched: BTreeSet<i64>, rows: &mut Rows) -> Step<()> {
    let said = Said::of(step)?;
    for group in groups(step, touched, &said)? {
        for &entry in &group {
            drop_claim_of(step, entry)?;
        }
        if group.len() < 2 {
            continue;
        }
        let made = claims_of(step, &group, &said, rows)?;
        for claim in made.claims.iter().filter(|claim| claim.statements.len() > 1) {
            keep_claim(step, claim, &made.entries)?;
        }
    }
    Ok(())
}

fn drop_claim_of(step: &Transaction<'_>, entry: i64) -> Step<()> {
    let claim: Option<i64> = {
        let mut found = step.prepare_cached("SELECT claim FROM claim_entry WHERE entry = ?")?;
        let mut found = found.query([entry])?;
        found.next()?.map(|row| row.get(0)).transpose()?
    };
    let Some(claim) = claim else { return Ok(()) };
    for table in ["claim_entry", "claim_origin"] {
        step.prepare_cached(&format!("DELETE FROM {table} WHERE claim = ?"))?.execute([claim])?;
    }
    step.prepare_cached("DELETE FROM claim WHERE number = ?")?.execute([claim])?;
    Ok(())
}

fn keep_claim(step: &Transaction<'_>, claim: &Claim, entries: &HashMap<(String, String), i64>) -> Step<()> {
    let entry_of = |article: &str, statement: &str| entries.get(&(article.to_owned(), statement.to_owned())).copied();
    let Some(label) = entry_of(&claim.label.0, &claim.label.1) else { return Ok(()) };
    // Reprints hold the same words at the same place: where a person keeps two of them apart, the id needs its article.
    let is_taken = step.prepare_cached("SELECT 1 FROM claim WHERE id = ?")?.exists([&claim.id])?;
    let id = if is_taken { format!("{}/{}", claim.article, claim.id) } else { claim.id.clone() };
    let day = |day: Option<saksi::date::Date>| day.map(|day| day.to_string());
    step.prepare_cached(
        "INSERT OR REPLACE INTO claim (id, label, first, last, statements, independent_origins) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        label,
        day(claim.first),
        day(claim.last),
        claim.statements.len() as i64,
        claim.independent_origins as i64
    ])?;
    let number = step.last_insert_rowid();
    for member in &claim.statements {
        if let Some(entry) = entry_of(&member.article, &member.statement) {
            step.prepare_cached("INSERT OR REPLACE INTO claim_entry (entry, claim, side) VALUES (?, ?, ?)")?
                .execute(params![entry, number, member.side.name()])?;
        }
    }
    for origin in &claim.origins {
        for (article, statement) in &origin.statements {
            if let Some(entry) = entry_of(article, statement) {
                step.prepare_cached("INSERT OR IGNORE INTO claim_origin (claim, name, entry) VALUES (?, ?, ?)")?
                    .execute(params![number, origin.name, entry])?;
            }
        }
    }
    Ok(())
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
        for key in link::actor::keys(&actor).iter().map(|key| joining::key(key)).chain([-1]) {
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

fn reasons_of_json(json: &Value) -> (Vec<link::Reason>, Vec<String>) {
    use link::Reason;
    let reasons: Vec<Reason> = (json.as_array().into_iter().flatten())
        .filter_map(|reason| {
            let labels = || -> Vec<String> {
                reason[1]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|label| label.as_str().map(str::to_owned))
                    .collect()
            };
            Some(match reason[0].as_str()? {
                "answers" => Reason::Answers,
                "leans-on" => Reason::LeansOn,
                "within" => Reason::Within,
                "same-text" => Reason::SameText,
                "events" => Reason::Events(labels()),
                "things" => Reason::Things(labels()),
                "names" => Reason::Names(labels()),
                "numbers" => Reason::Numbers(labels()),
                "meaning" => Reason::Meaning(labels()),
                "same-source" => Reason::SameSource,
                "retells" => Reason::Retells,
                _ => return None,
            })
        })
        .collect();
    let sentences = reasons.iter().map(Reason::text).collect();
    (reasons, sentences)
}
