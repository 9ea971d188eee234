//! Articles of the ledger: the newest ones, one with all that is known of it, and its page as it was read.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::Given;
use crate::error::{Error, Result, Step};
use crate::find;
use crate::keep;
use crate::ledger::Ledger;
use crate::prepared::unpress;
use crate::revision::{self, Changes};
use crate::row::{self, ArticleHead, Row};

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleLine {
    /// Its fields.
    pub head: ArticleHead,
    /// When it came in, RFC 3339.
    pub added: String,
    /// How many statements it attests.
    pub statements: i64,
}

/// One revision of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Id of the article.
    pub id: String,
    /// When it came in, RFC 3339.
    pub added: String,
    /// Against the revision before it; `None` for the first.
    pub changes: Option<Changes>,
}

/// An article with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleCard {
    /// Its fields.
    pub head: ArticleHead,
    /// When it came in, RFC 3339.
    pub added: String,
    /// The contract's article, as the reading that counts has it.
    pub body: Value,
    /// Its statements as they count, in the order of the text.
    pub rows: Vec<Row>,
    /// All revisions of its address, the oldest first.
    pub revisions: Vec<Revision>,
}

impl Ledger {
    /// The article of this id, or the newest revision of this URL or address.
    pub fn article(&self, name: &str) -> Result<ArticleCard> {
        self.look(|connection| {
            let number = find::articles(connection, name)?.into_iter().max().unwrap_or_default();
            let (added, reading, series): (String, Option<i64>, i64) = connection
                .prepare_cached("SELECT added, reading, series FROM article WHERE number = ?")?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let head = row::head(connection, number)?;
            let Some(reading) = reading else {
                return Err(Error::Unknown { what: "article", name: name.to_owned() }.into());
            };
            let mut entries = connection.prepare_cached("SELECT id FROM entry WHERE reading = ? ORDER BY id DESC")?;
            let entries: Vec<i64> = entries.query_map([reading], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let rows = row::rows(connection, &entries)?;
            let body = row::body(connection, reading)?;
            Ok(ArticleCard { head, added, body, rows, revisions: revisions(connection, series)? })
        })
    }

    /// Up to `limit` articles, the last that came in first, and where to go on.
    pub fn articles(&self, after: Option<&str>, limit: usize) -> Result<(Vec<ArticleLine>, Option<String>)> {
        let before = match after {
            None => i64::MAX,
            Some(after) => after.parse().map_err(|_| {
                Error::Senseless(format!(
                    "`{after}` is no place to go on from: take the one that the last articles came with"
                ))
            })?,
        };
        self.look(|connection| {
            let mut found = connection.prepare_cached(
                "SELECT number, added, (SELECT count(*) FROM entry WHERE reading = article.reading) FROM article
                 WHERE latest = 1 AND number < ? ORDER BY number DESC LIMIT ?",
            )?;
            let found: Vec<(i64, String, i64)> = found
                .query_map(params![before, limit as i64 + 1], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let next = (found.len() > limit).then(|| found[limit - 1].0.to_string());
            let line = |(number, added, statements): (i64, String, i64)| -> Step<ArticleLine> {
                Ok(ArticleLine { head: row::head(connection, number)?, added, statements })
            };
            Ok((found.into_iter().take(limit).map(line).collect::<Step<_>>()?, next))
        })
    }

    /// The page of an article as it was read, with what was said beside it; `None` where it was forgotten.
    pub fn page(&self, id: &str) -> Result<Option<(Given, Vec<u8>)>> {
        self.look(|connection| {
            let found: Option<(String, String, i64, Option<Vec<u8>>)> = connection
                .prepare_cached(
                    "SELECT address, given, page.size, page.bytes FROM article JOIN page ON page.number = article.page
                     WHERE article.id = ?",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .optional()?;
            let Some((address, given, size, pressed)) = found else {
                return Err(Error::Unknown { what: "article", name: id.to_owned() }.into());
            };
            let bytes = pressed.and_then(|pressed| unpress(&pressed, usize::try_from(size).ok()?));
            Ok(bytes.map(|bytes| (Given::of_json(&address, &given), bytes)))
        })
    }
}

fn revisions(connection: &Connection, series: i64) -> Step<Vec<Revision>> {
    /// Of an address that changes every minute only the newest revisions are compared.
    const MOST: i64 = 50;
    let mut found = connection.prepare_cached(
        "SELECT number, id, added FROM (SELECT * FROM article WHERE series = ? ORDER BY number DESC LIMIT ?)
         ORDER BY number",
    )?;
    let found: Vec<(i64, String, String)> = found
        .query_map([series, MOST], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if let [(_, id, added)] = &found[..] {
        return Ok(vec![Revision { id: id.clone(), added: added.clone(), changes: None }]);
    }
    let mut before = None;
    let mut revisions = Vec::new();
    for (number, id, added) in found {
        let said = keep::said_of(connection, number)?;
        let changes = before.map(|before: Vec<revision::Said>| revision::compare(&before, &said));
        revisions.push(Revision { id, added, changes });
        before = Some(said);
    }
    Ok(revisions)
}
