//! Reading kept pages again, with a version that reads otherwise. New readings supersede; the old ones stay.

use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::Given;
use crate::error::{Error, Result, Step};
use crate::index::{self, Change};
use crate::keep;
use crate::ledger::{Ledger, log};
use crate::prepared::{Prepared, unpress};
use crate::revision::{self, Changes};
use crate::row;

/// A kept page that this version has not read.
#[derive(Debug)]
pub struct Stale {
    /// Where to go on after it.
    pub number: i64,
    /// What was said beside the page.
    pub given: Given,
    /// The page.
    pub bytes: Vec<u8>,
}

/// What a rereading brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reread {
    /// The same as before.
    Same,
    /// Something else.
    Changed(Changes),
}

impl Ledger {
    /// How many kept pages this version has not read.
    pub fn stale_count(&self, version: &str) -> Result<i64> {
        self.look(|connection| {
            Ok(connection.query_row(
                "SELECT count(*) FROM article JOIN page ON page.number = article.page WHERE bytes IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM reading WHERE article = article.number AND version = ?)",
                [version],
                |row| row.get(0),
            )?)
        })
    }

    /// Some kept pages that this version has not read, after the one of this number. `all` takes every page.
    pub fn stale(&self, version: &str, all: bool, after: i64, limit: usize) -> Result<Vec<Stale>> {
        self.look(|connection| {
            let mut rows = connection.prepare_cached(
                "SELECT article.number, address, given, page.size, page.bytes, page.sha256
                 FROM article JOIN page ON page.number = article.page
                 WHERE article.number > ?1 AND bytes IS NOT NULL
                    AND (?2 OR NOT EXISTS (SELECT 1 FROM reading WHERE article = article.number AND version = ?3))
                 ORDER BY 1 LIMIT ?4",
            )?;
            let mut rows = rows.query(params![after, all, version, limit as i64])?;
            let mut stale = Vec::new();
            while let Some(row) = rows.next()? {
                let (address, given): (String, String) = (row.get(1)?, row.get(2)?);
                let (size, pressed): (i64, Vec<u8>) = (row.get(3)?, row.get(4)?);
                let sha256: String = row.get(5)?;
                let bytes = unpress(&pressed, usize::try_from(size).unwrap_or(0))
                    .filter(|bytes| saksi_contract::sha256_hex(bytes) == sha256);
                let Some(bytes) = bytes else {
                    let path = connection.path().unwrap_or_default().into();
                    let detail = format!("the page of `{address}` no longer fits its hash");
                    return Err(Error::Damaged { path, detail }.into());
                };
                stale.push(Stale { number: row.get(0)?, given: Given::of_json(&address, &given), bytes });
            }
            Ok(stale)
        })
    }

    /// Keeps readings of pages that the ledger has.
    pub fn reread(&mut self, group: &[Prepared], now: &str) -> Result<Vec<Reread>> {
        let (reread, is_redacted) = self.write(|step| {
            let mut changes = Change::default();
            let reread = group.iter().map(|one| reread_one(step, one, now, &mut changes)).collect::<Step<_>>()?;
            let is_redacted = changes.is_redacted;
            index::apply(step, changes)?;
            Ok((reread, is_redacted))
        })?;
        if is_redacted {
            self.leave_nothing()?;
        }
        Ok(reread)
    }
}

fn reread_one(step: &Transaction<'_>, prepared: &Prepared, now: &str, changes: &mut Change) -> Step<Reread> {
    let article = &prepared.article;
    let known = step
        .prepare_cached("SELECT number, reading, latest FROM article WHERE id = ?")?
        .query_row([&article.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((number, before, is_latest)): Option<(i64, i64, bool)> = known else {
        return Err(Error::Unknown { what: "article", name: article.id.clone() }.into());
    };
    let new = serde_json::to_value(article).unwrap_or_default();
    if is_same(&row::body(step, before)?, &new) {
        let made_by = &article.made_by;
        let seen = step
            .prepare_cached("SELECT 1 FROM reading WHERE article = ? AND version = ?")?
            .exists(params![number, made_by.version])?;
        if !seen {
            step.prepare_cached("INSERT INTO reading (article, version, model, at, sha256) VALUES (?, ?, ?, ?, ?)")?
                .execute(params![number, made_by.version, made_by.model, now, prepared.body_sha256])?;
            log(step, now, "read", &article.id, &prepared.body_sha256)?;
        }
        return Ok(Reread::Same);
    }
    let old = keep::said_of(step, number)?;
    keep::retire(step, number, changes)?;
    let reading = keep::reading(step, prepared, number, now)?;
    keep::update_head(step, prepared, number)?;
    keep::entries(step, prepared, number, reading, is_latest, changes)?;
    let series = keep::series(step, prepared)?.unwrap_or(number);
    keep::settle_latest(step, series, changes)?;
    log(step, now, "read", &article.id, &prepared.body_sha256)?;
    keep::relabel_all(step, reading, changes)?;
    keep::forget_again(step, prepared, number, now, changes)?;
    Ok(Reread::Changed(revision::compare(&old, &keep::said_of(step, number)?)))
}

/// Whether two readings differ in nothing but the program that made them.
fn is_same(old: &Value, new: &Value) -> bool {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return false };
    old.len() == new.len() && old.iter().all(|(key, value)| key == "made_by" || new.get(key) == Some(value))
}
