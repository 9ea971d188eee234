//! Claims of what hangs together: the groups of linked rows, made into claims by the library and kept.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use saksi::link::{self, Claim, Correction, Link, Row};
use serde_json::Value;

use crate::correct::{self, State};
use crate::error::Step;
use crate::join::Rows;

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

/// So many rows that hang together are a crowd: chains of slight likeness run through any large collection and say nothing.
const CROWD: usize = 500;
/// The trust that a link needs to hold: anywhere; in a crowd, where the same words, one source, what stands in one article, or
/// much in common hold; and where that still makes a crowd, where hardly more than the words themselves and answers do.
const LEAST: [f64; 3] = [0.0, 0.75, 0.85];

/// How crowded it has to be around a row for a link of this trust not to hold there.
pub(crate) fn too_crowded_for(score: f64) -> i64 {
    LEAST.iter().filter(|&&least| least <= score).count() as i64
}

/// How crowded it is known to be around a row.
fn level_of(connection: &Connection, entry: i64) -> Step<usize> {
    let mut found = connection.prepare_cached("SELECT level FROM crowded WHERE entry = ?")?;
    let level: Option<i64> = found.query_row([entry], |row| row.get(0)).optional()?;
    Ok((level.unwrap_or(0).max(0) as usize).min(LEAST.len() - 1))
}

/// Everything that hangs together with some entries, each group by itself.
struct Groups<'a> {
    step: &'a Transaction<'a>,
    said: &'a Said,
    asked: &'a BTreeSet<i64>,
    seen: HashSet<i64>,
    all: Vec<Vec<i64>>,
}

impl Groups<'_> {
    /// Adds the group of an entry. Who is found to stand in a crowd is written down, and what holds there is looked at again;
    /// who was known to stand in one and is not asked for keeps his group: a slight link to him changes nothing there.
    fn add(&mut self, start: i64, level: usize) -> Step<()> {
        if self.seen.contains(&start) {
            return Ok(());
        }
        let level = level.max(level_of(self.step, start)?);
        let (found, is_crowd) = around(self.step, start, level, self.said)?;
        if !is_crowd {
            self.seen.extend(&found);
            self.all.push(found);
            return Ok(());
        }
        let mut news = Vec::new();
        for entry in found {
            let mut write_down = self.step.prepare_cached(
                "INSERT INTO crowded (entry, level) VALUES (?1, ?2)
                 ON CONFLICT (entry) DO UPDATE SET level = ?2 WHERE level < ?2",
            )?;
            if write_down.execute(params![entry, level as i64 + 1])? > 0 || self.asked.contains(&entry) {
                news.push(entry);
            }
        }
        news.into_iter().try_for_each(|entry| self.add(entry, level + 1))
    }
}

/// What hangs together with an entry by the links that hold where it is so crowded, and whether that is a crowd still. Where it
/// is known to be more crowded, links are not followed further: who stands there has his groups.
fn around(connection: &Connection, start: i64, level: usize, said: &Said) -> Step<(Vec<i64>, bool)> {
    let mut is_crowd = false;
    let found = hanging(connection, start, LEAST[level], said, |entry| {
        let is_more_crowded = level_of(connection, entry)? > level;
        is_crowd |= is_more_crowded;
        Ok(!is_more_crowded)
    })?;
    is_crowd |= found.len() > CROWD && level + 1 < LEAST.len();
    Ok((found, is_crowd))
}

/// What hangs together with an entry by links of so much trust; `goes_on` says whether to follow the links of one.
fn hanging(
    connection: &Connection,
    start: i64,
    least: f64,
    said: &Said,
    mut goes_on: impl FnMut(i64) -> Step<bool>,
) -> Step<Vec<i64>> {
    let mut seen = HashSet::from([start]);
    let mut group = vec![start];
    let mut next = 0;
    while let Some(&entry) = group.get(next) {
        next += 1;
        if !goes_on(entry)? {
            continue;
        }
        let links = linked(connection, entry, least)?;
        for other in links.iter().chain(said.together.get(&entry).into_iter().flatten()) {
            if seen.insert(*other) {
                group.push(*other);
            }
        }
    }
    group.sort_unstable();
    Ok(group)
}

/// The rows that a row is linked with, by links of so much trust.
pub(crate) fn linked(connection: &Connection, entry: i64, least: f64) -> Step<Vec<i64>> {
    let mut found = connection.prepare_cached(
        "SELECT b FROM link WHERE a = ?1 AND score >= ?2 UNION ALL SELECT a FROM link WHERE b = ?1 AND score >= ?2",
    )?;
    Ok(found.query_map(params![entry, least], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
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
    let mut level = level_of(connection, entry)?;
    let group = loop {
        match around(connection, entry, level, &said)? {
            (_, true) => level += 1,
            (group, false) => break group,
        }
    };
    claims_of(connection, &group, &said, &mut Rows::default())
}

/// The claim that an entry is kept in, made of its own rows. A claim depends on no row outside it, so this is the claim that
/// the whole group would give, at the price of the claim alone. What waits to be settled is made of its group.
pub(crate) fn kept_of(connection: &Connection, entry: i64) -> Step<Group> {
    if !connection.prepare_cached("SELECT 1 FROM unsettled WHERE entry = ?")?.exists([entry])? {
        let mut own = together(connection, entry)?;
        if own.is_empty() {
            own.push(entry);
        }
        own.sort_unstable();
        let made = claims_of(connection, &own, &Said::of(connection)?, &mut Rows::default())?;
        if made.claims.len() == 1 {
            return Ok(made);
        }
    }
    group_of(connection, entry)
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
    let links: Vec<Link> = made.links.iter().map(|(link, _)| link.clone()).collect();
    made.claims = link::claims(&made.rows, &links, &said.corrections);
    Ok(made)
}

/// The rows of the claim that a row is kept in, itself among them.
pub(crate) fn together(connection: &Connection, entry: i64) -> Step<Vec<i64>> {
    let mut found = connection.prepare_cached(
        "SELECT entry FROM claim_entry WHERE claim = (SELECT claim FROM claim_entry WHERE entry = ?)",
    )?;
    Ok(found.query_map([entry], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Makes the claims of these entries anew, and of everything that hangs together with them. Returns all that was made anew.
pub(crate) fn settle(step: &Transaction<'_>, touched: &BTreeSet<i64>, rows: &mut Rows) -> Step<Vec<i64>> {
    let said = Said::of(step)?;
    let mut groups = Groups { step, said: &said, asked: touched, seen: HashSet::new(), all: Vec::new() };
    touched.iter().try_for_each(|&start| groups.add(start, 0))?;
    for group in &groups.all {
        for &entry in group {
            drop_claim_of(step, entry)?;
        }
        if group.len() < 2 {
            continue;
        }
        let made = claims_of(step, group, &said, rows)?;
        for claim in made.claims.iter().filter(|claim| claim.statements.len() > 1) {
            keep_claim(step, claim, &made.entries)?;
        }
    }
    Ok(groups.all.concat())
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
