//! Keeping articles: a group of them in one commit, each once, with its page, its statements and what it revises.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use saksi_contract::{Statement, sha256_hex};

use crate::correct;
use crate::error::{Result, Step};
use crate::forget;
use crate::index::{self, Change};
use crate::ledger::{Ledger, log};
use crate::prepared::{Prepared, SLOT_SHIFT, first_place};
use crate::revision::{self, Changes, Said};

/// What became of an article that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    New {
        /// How many statements it has.
        statements: usize,
    },
    /// The ledger has an earlier article under the same address or URL.
    Revision {
        /// How many statements it has.
        statements: usize,
        /// The id of the revision it was compared with.
        of: String,
        /// What changed between the two.
        changes: Changes,
    },
    /// The ledger has this very page under this address.
    Known,
    /// It was forgotten, and stays so.
    Forgotten,
}

impl Ledger {
    /// Keeps these articles. All of them are on the disk when this returns, or none.
    pub fn keep(&mut self, group: &[Prepared], now: &str) -> Result<Vec<Kept>> {
        let (kept, is_redacted) = self.write(|step| {
            let mut changes = Change::default();
            let kept = group.iter().map(|prepared| keep_one(step, prepared, now, &mut changes)).collect::<Step<_>>()?;
            let is_redacted = changes.is_redacted;
            index::apply(step, changes)?;
            Ok((kept, is_redacted))
        })?;
        if is_redacted {
            self.leave_nothing()?;
        }
        Ok(kept)
    }

    /// The articles that need not be read again, by the first 16 digits of their ids.
    pub fn known(&self) -> Result<HashSet<u64>> {
        self.look(|connection| {
            let mut ids = connection.prepare("SELECT id FROM article")?;
            let ids = ids.query_map([], |row| row.get::<_, String>(0))?;
            let mut known = HashSet::new();
            for id in ids {
                known.extend(number_of(&id?));
            }
            Ok(known)
        })
    }

    /// Records an input that could not be read, once for each reason.
    pub fn could_not_read(&mut self, address: &str, reason: &str, now: &str) -> Result<()> {
        self.write(|step| {
            step.prepare_cached("INSERT OR IGNORE INTO unread (at, address, reason) VALUES (?, ?, ?)")?
                .execute([now, address, reason])?;
            Ok(())
        })
    }

    /// The inputs that could not be read: when, which, why.
    pub fn unread(&self) -> Result<Vec<(String, String, String)>> {
        self.look(|connection| {
            let mut rows = connection.prepare("SELECT at, address, reason FROM unread ORDER BY number")?;
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The id of an article as a number, as [`Ledger::known`] has it.
pub fn number_of(id: &str) -> Option<u64> {
    u64::from_str_radix(id, 16).ok()
}

fn keep_one(step: &Transaction<'_>, prepared: &Prepared, now: &str, changes: &mut Change) -> Step<Kept> {
    let article = &prepared.article;
    let known = step.prepare_cached("SELECT 1 FROM article WHERE id = ?")?.exists([&article.id])?;
    if known {
        return Ok(Kept::Known);
    }
    if is_forgotten(step, prepared)? {
        return Ok(Kept::Forgotten);
    }
    let page = page(step, prepared)?;
    let series = series(step, prepared)?;
    let before = match series {
        Some(series) => step
            .prepare_cached("SELECT number, id FROM article WHERE series = ? AND latest = 1")?
            .query_row([series], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .optional()?,
        None => None,
    };
    step.prepare_cached(
        "INSERT INTO article (id, series, latest, page, address, given, added, url, outlet, title, published, modified,
            language, origin_kind, origin_of)
         VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        article.id,
        series.unwrap_or(0),
        page,
        article.input.address(),
        prepared.given,
        now,
        article.url,
        article.outlet,
        article.title,
        article.published,
        article.modified,
        article.language,
        article.origin.kind,
        article.origin.of,
    ])?;
    let number = step.last_insert_rowid();
    if series.is_none() {
        step.prepare_cached("UPDATE article SET series = ?1 WHERE number = ?1")?.execute([number])?;
    }
    let reading = reading(step, prepared, number, now)?;
    let is_latest = settle_latest(step, series.unwrap_or(number), changes)? == number;
    entries(step, prepared, number, reading, is_latest, changes)?;
    log(step, now, "read", &article.id, &prepared.body_sha256)?;
    relabel_all(step, reading, changes)?;
    forget_again(step, prepared, number, now, changes)?;
    let statements = article.statements.len();
    Ok(match before {
        None => Kept::New { statements },
        Some((before, of)) => {
            let (old, new) = (said_of(step, before)?, said_of(step, number)?);
            let changes = if is_latest { revision::compare(&old, &new) } else { revision::compare(&new, &old) };
            Kept::Revision { statements, of, changes }
        }
    })
}

/// Corrections of the same words at the same place hold for the new rows, too.
pub(crate) fn relabel_all(step: &Transaction<'_>, reading: i64, changes: &mut Change) -> Step<()> {
    let any = step.prepare_cached("SELECT 1 FROM correction WHERE kind = 'relabel' LIMIT 1")?.exists([])?;
    if !any {
        return Ok(());
    }
    let mut ids = step.prepare_cached("SELECT id FROM entry WHERE reading = ? AND current = 1")?;
    let ids: Vec<i64> = ids.query_map([reading], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for entry in ids {
        correct::relabel(step, entry)?;
        changes.again(step, entry)?;
    }
    Ok(())
}

/// An actor that was forgotten stays so in every page that comes later.
pub(crate) fn forget_again(
    step: &Transaction<'_>,
    prepared: &Prepared,
    article: i64,
    now: &str,
    changes: &mut Change,
) -> Step<()> {
    let any = step.prepare_cached("SELECT 1 FROM tombstone WHERE kind = 'actor' LIMIT 1")?.exists([])?;
    if !any {
        return Ok(());
    }
    let sources = prepared.article.statements.iter().filter_map(|statement| statement.source.as_ref());
    let mut ids: Vec<&str> = Vec::new();
    for actor in sources.flat_map(|source| &source.actors) {
        let is_forgotten =
            step.prepare_cached("SELECT 1 FROM tombstone WHERE kind = 'actor' AND id = ?")?.exists([&actor.id])?;
        if is_forgotten {
            ids.push(&actor.id);
        }
    }
    if !ids.is_empty() {
        forget::redact(step, article, &ids, now, changes)?;
        forget::tidy_actors(step)?;
        changes.is_redacted = true;
    }
    Ok(())
}

/// The fields of an article by its new reading.
pub(crate) fn update_head(step: &Transaction<'_>, prepared: &Prepared, number: i64) -> Step<()> {
    let article = &prepared.article;
    step.prepare_cached(
        "UPDATE article SET url = ?, outlet = ?, title = ?, published = ?, modified = ?, language = ?, origin_kind = ?,
            origin_of = ? WHERE number = ?",
    )?
    .execute(params![
        article.url,
        article.outlet,
        article.title,
        article.published,
        article.modified,
        article.language,
        article.origin.kind,
        article.origin.of,
        number,
    ])?;
    Ok(())
}

/// Adds a reading of an article by this version, and makes it the one that counts.
pub(crate) fn reading(step: &Transaction<'_>, prepared: &Prepared, article: i64, now: &str) -> Step<i64> {
    let made_by = &prepared.article.made_by;
    step.prepare_cached("INSERT INTO reading (article, version, model, at, sha256, body) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![article, made_by.version, made_by.model, now, prepared.body_sha256, prepared.body])?;
    let reading = step.last_insert_rowid();
    step.prepare_cached("UPDATE article SET reading = ? WHERE number = ?")?.execute([reading, article])?;
    Ok(reading)
}

/// Adds the statements of a reading.
pub(crate) fn entries(
    step: &Transaction<'_>,
    prepared: &Prepared,
    article: i64,
    reading: i64,
    is_current: bool,
    changes: &mut Change,
) -> Step<()> {
    let read = &prepared.article;
    let mut place = free_place(step, prepared)?;
    let most = 1 << SLOT_SHIFT;
    for (index, statement) in read.statements.iter().enumerate() {
        let within = index as i64 % most;
        if index > 0 && within == 0 {
            place = next_place(step, place)?;
        }
        // Newest first is how rows are read, and an article is read from its top: within it, ids run backwards.
        let id = place + (most - 1 - within);
        let context = prepared.contexts.get(index).cloned().flatten();
        entry(step, id, article, reading, statement, is_current, context.as_deref())?;
        let mut marks = prepared.words[index].marks.clone();
        for (position, actor) in statement.source.iter().flat_map(|source| &source.actors).enumerate() {
            let number = actor_number(step, &actor.id, &actor.name, actor.kind)?;
            step.prepare_cached("INSERT INTO entry_actor (entry, position, actor) VALUES (?, ?, ?)")?.execute([
                id,
                position as i64,
                number,
            ])?;
            marks.push_str(" a");
            marks.push_str(&number.to_string());
        }
        for (position, quantity) in statement.quantities.iter().enumerate() {
            let value = quantity.value.as_ref().and_then(serde_json::Number::as_f64);
            step.prepare_cached(
                "INSERT INTO quantity (entry, position, value, unit, approx, text) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                position as i64,
                value,
                quantity.unit,
                quantity.approx,
                quantity.text
            ])?;
        }
        if is_current {
            changes.add(id, prepared.words[index].words.clone(), marks, prepared.outlines.get(index).cloned());
        }
    }
    Ok(())
}

fn entry(
    step: &Transaction<'_>,
    id: i64,
    article: i64,
    reading: i64,
    statement: &Statement,
    is_current: bool,
    context: Option<&str>,
) -> Step<()> {
    let source = statement.source.as_ref();
    step.prepare_cached(
        "INSERT INTO entry (id, article, reading, statement, current, kind, stance, confidence, by,
            source, source_spans, role, resolved, cue, cue_spans, lemma, content, content_spans,
            addressee, via, said, said_from, said_to, evidence, evidence_kind, within, answers, context)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        article,
        reading,
        statement.id,
        is_current,
        statement.kind,
        statement.stance,
        statement.confidence,
        statement.by,
        source.map(|source| &source.text),
        source.map(|source| spans(&source.spans)),
        source.and_then(|source| source.role.as_ref()),
        source.map(|source| source.resolved),
        statement.cue.text,
        spans(&statement.cue.spans),
        statement.cue.lemma,
        statement.content.text,
        spans(&statement.content.spans),
        statement.addressee.as_ref().map(|addressee| &addressee.text),
        statement.via.as_ref().map(|via| &via.outlet),
        statement.said.as_ref().map(|said| &said.text),
        statement.said.as_ref().map(|said| &said.from),
        statement.said.as_ref().map(|said| &said.to),
        statement.evidence.as_ref().map(|evidence| &evidence.text),
        statement.evidence.as_ref().map(|evidence| evidence.kind),
        statement.within,
        statement.answers,
        context,
    ])?;
    Ok(())
}

/// "12..40 55..60": pieces in code points, half-open.
pub(crate) fn spans(spans: &[[u32; 2]]) -> String {
    spans.iter().map(|[start, end]| format!("{start}..{end}")).collect::<Vec<_>>().join(" ")
}

pub(crate) fn actor_number(step: &Transaction<'_>, id: &str, name: &str, kind: &str) -> Step<i64> {
    let known =
        step.prepare_cached("SELECT number FROM actor WHERE id = ?")?.query_row([id], |row| row.get(0)).optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    step.prepare_cached(
        "INSERT INTO actor (id, name, type, same_as) VALUES (?, ?, ?, (SELECT ifnull(max(number), 0) + 1 FROM actor))",
    )?
    .execute([id, name, kind])?;
    Ok(step.last_insert_rowid())
}

fn page(step: &Transaction<'_>, prepared: &Prepared) -> Step<i64> {
    let sha256 = &prepared.article.input.sha256;
    let known = step
        .prepare_cached("SELECT number FROM page WHERE sha256 = ?")?
        .query_row([sha256], |row| row.get(0))
        .optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    step.prepare_cached("INSERT INTO page (sha256, size, bytes) VALUES (?, ?, ?)")?.execute(params![
        sha256,
        prepared.page_size as i64,
        prepared.page
    ])?;
    Ok(step.last_insert_rowid())
}

fn is_forgotten(step: &Transaction<'_>, prepared: &Prepared) -> Step<bool> {
    let article = &prepared.article;
    let addresses = [article.input.address(), article.url.as_deref().unwrap_or(article.input.address())];
    let [address, url] = addresses.map(|address| sha256_hex(address.as_bytes()));
    let is_page = step
        .prepare_cached("SELECT 1 FROM tombstone WHERE kind = 'article' AND page_sha256 = ?")?
        .exists([&article.input.sha256])?;
    Ok(is_page
        || step
            .prepare_cached("SELECT 1 FROM tombstone WHERE kind = 'article' AND address_sha256 IN (?, ?)")?
            .exists([&address, &url])?)
}

/// The series that an article belongs to: that of the articles with its URL or its address. Where it shows that two
/// series are one, they become one.
pub(crate) fn series(step: &Transaction<'_>, prepared: &Prepared) -> Step<Option<i64>> {
    /// Standard input has no address of its own.
    const NOWHERE: &str = "-";
    let article = &prepared.article;
    let address = article.input.address();
    let address = (address != NOWHERE).then_some(address);
    let mut found = step.prepare_cached(
        "SELECT series FROM article WHERE address = ?1 OR url = ?1 UNION SELECT series FROM article WHERE address = ?2 OR url = ?2
         ORDER BY 1",
    )?;
    let found: Vec<i64> =
        found.query_map(params![address, article.url], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let Some((&first, others)) = found.split_first() else { return Ok(None) };
    for other in others {
        step.prepare_cached("UPDATE article SET series = ? WHERE series = ?")?.execute([first, *other])?;
    }
    Ok(Some(first))
}

/// Finds the newest revision of a series and lets its statements count, and those of the others no more.
/// A page that says when it was changed is taken at its word; else the later added is the newer.
pub(crate) fn settle_latest(step: &Transaction<'_>, series: i64, changes: &mut Change) -> Step<i64> {
    let mut revisions =
        step.prepare_cached("SELECT number, latest, modified, published FROM article WHERE series = ?")?;
    let revisions: Vec<(i64, bool, Option<String>)> = revisions
        .query_map([series], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?.or(row.get(3)?))))?
        .collect::<rusqlite::Result<_>>()?;
    let newest = revisions.iter().max_by_key(|(number, _, stamp)| (stamp.as_deref().map(instant), *number));
    let Some(&(newest, is_latest, _)) = newest else { return Ok(0) };
    for (number, _, _) in revisions.iter().filter(|(number, latest, _)| *latest && *number != newest) {
        step.prepare_cached("UPDATE article SET latest = 0 WHERE number = ?")?.execute([number])?;
        retire(step, *number, changes)?;
    }
    if !is_latest {
        step.prepare_cached("UPDATE article SET latest = 1 WHERE number = ?")?.execute([newest])?;
        revive(step, newest, changes)?;
    }
    Ok(newest)
}

/// The statements of an article count again, when the revision after it was taken out.
fn revive(step: &Transaction<'_>, article: i64, changes: &mut Change) -> Step<()> {
    step.prepare_cached(
        "UPDATE entry SET current = 1 WHERE article = ?1 AND reading = (SELECT reading FROM article WHERE number = ?1)",
    )?
    .execute([article])?;
    let mut ids = step.prepare_cached("SELECT id FROM entry WHERE article = ? AND current = 1")?;
    for id in ids.query_map([article], |row| row.get::<_, i64>(0))? {
        let id = id?;
        let (words, marks) = index::words_of(step, id)?;
        changes.add(id, words, marks, None);
    }
    Ok(())
}

/// The statements of an article count no more; they stay as rows.
pub(crate) fn retire(step: &Transaction<'_>, article: i64, changes: &mut Change) -> Step<()> {
    let mut ids = step.prepare_cached("SELECT id FROM entry WHERE article = ? AND current = 1")?;
    for id in ids.query_map([article], |row| row.get::<_, i64>(0))? {
        changes.remove(id?);
    }
    step.prepare_cached("UPDATE entry SET current = 0 WHERE article = ? AND current = 1")?.execute([article])?;
    Ok(())
}

/// A stamp that sorts by the instant: minutes since the year 1, and seconds. A day alone is its first minute.
fn instant(stamp: &str) -> (i64, i64) {
    let number = |range: std::ops::Range<usize>| stamp.get(range).and_then(|digits| digits.parse::<i64>().ok());
    let minutes = crate::prepared::day_number(stamp).unwrap_or(0) * 1440;
    let (Some(hour), Some(minute)) = (number(11..13), number(14..16)) else { return (minutes, 0) };
    let zone = match (stamp.get(19..20), number(20..22), number(23..25)) {
        (Some("+"), Some(hours), Some(rest)) => hours * 60 + rest,
        (Some("-"), Some(hours), Some(rest)) => -(hours * 60 + rest),
        _ => 0,
    };
    (minutes + hour * 60 + minute - zone, number(17..19).unwrap_or(0))
}

/// A place for the statements of an article where no other article is.
fn free_place(step: &Transaction<'_>, prepared: &Prepared) -> Step<i64> {
    let mut place = first_place(prepared.day, &prepared.article.id);
    while is_taken(step, place)? {
        place += 1 << SLOT_SHIFT;
    }
    Ok(place)
}

fn next_place(step: &Transaction<'_>, place: i64) -> Step<i64> {
    let mut place = place + (1 << SLOT_SHIFT);
    while is_taken(step, place)? {
        place += 1 << SLOT_SHIFT;
    }
    Ok(place)
}

fn is_taken(step: &Transaction<'_>, place: i64) -> Step<bool> {
    Ok(step
        .prepare_cached("SELECT 1 FROM entry WHERE id BETWEEN ? AND ?")?
        .exists([place, place + (1 << SLOT_SHIFT) - 1])?)
}

/// The statements of an article in the reading that counts, in the order of the text.
pub(crate) fn said_of(step: &Connection, article: i64) -> Step<Vec<Said>> {
    let mut said = step.prepare_cached(
        "SELECT statement, ifnull(source, ''), cue, content, ifnull(stance_read, stance) FROM entry
         WHERE reading = (SELECT reading FROM article WHERE number = ?) ORDER BY id DESC",
    )?;
    let said = said.query_map([article], |row| {
        Ok(Said {
            statement: row.get(0)?,
            source: row.get(1)?,
            cue: row.get(2)?,
            content: row.get(3)?,
            stance: row.get(4)?,
        })
    })?;
    Ok(said.collect::<rusqlite::Result<_>>()?)
}
