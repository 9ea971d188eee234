//! A statement as the ledger shows it: the row as it was read, and how it counts now, with its article's fields.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use saksi::statement::Stance;
use serde_json::{Value, json};

use crate::error::{Error, Step};
use crate::prepared::unpress_all;

/// One statement of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number in the ledger; sorts by day.
    pub entry: i64,
    /// The article it stands in.
    pub article: ArticleHead,
    /// Whether it counts: of the newest revision, in the reading that counts.
    pub is_current: bool,
    /// The contract's statement, as it was read.
    pub statement: Value,
    /// The stance as it counts, a person's correction included.
    pub stance: String,
    /// Who is meant, as it counts: merged actors stand as one.
    pub actors: Vec<ActorName>,
    /// The claim that it belongs to.
    pub claim: Option<String>,
}

/// What a row says of its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct ArticleHead {
    pub id: String,
    pub address: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub language: String,
    pub origin_kind: String,
    pub origin_of: Option<String>,
    pub page_sha256: String,
}

/// An actor by its id and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorName {
    /// Short hash of type and name.
    pub id: String,
    /// As an article gives it.
    pub name: String,
    /// `person`, `organisation`, …
    pub kind: String,
}

impl ActorName {
    /// As it is printed.
    pub fn to_json(&self) -> Value {
        json!({ "id": self.id, "name": self.name, "type": self.kind })
    }
}

impl Row {
    /// The side that the stance takes.
    pub fn side(&self) -> &'static str {
        Stance::of_name(&self.stance).map_or("none", |stance| stance.side().name())
    }

    /// The id of the statement in its article.
    pub fn id(&self) -> &str {
        self.statement["id"].as_str().unwrap_or_default()
    }

    /// The words of a part: `source`, `cue`, `content`, …
    pub fn words(&self, part: &str) -> &str {
        self.statement[part]["text"].as_str().unwrap_or_default()
    }

    /// As it is printed, one line a statement.
    pub fn to_json(&self) -> Value {
        let article = &self.article;
        let read = self.statement["stance"].as_str().unwrap_or_default();
        json!({
            "article": article.id,
            "statement": self.statement,
            "stance": self.stance,
            "stance_read": (read != self.stance).then_some(read),
            "side": self.side(),
            "actors": self.actors.iter().map(ActorName::to_json).collect::<Vec<_>>(),
            "claim": self.claim,
            "is_current": self.is_current,
            "address": article.address,
            "url": article.url,
            "outlet": article.outlet,
            "title": article.title,
            "published": article.published,
            "language": article.language,
            "origin": { "kind": article.origin_kind, "of": article.origin_of },
            "page_sha256": article.page_sha256,
        })
    }
}

/// The rows of these entries, in their order.
pub(crate) fn rows(connection: &Connection, entries: &[i64]) -> Step<Vec<Row>> {
    let mut bodies: HashMap<i64, HashMap<String, Value>> = HashMap::new();
    let mut rows = Vec::with_capacity(entries.len());
    for &entry in entries {
        let mut found = connection.prepare_cached(
            "SELECT entry.statement, entry.stance, entry.reading, entry.current, entry.article, claim.id
             FROM entry LEFT JOIN claim_entry ON claim_entry.entry = entry.id
             LEFT JOIN claim ON claim.number = claim_entry.claim WHERE entry.id = ?",
        )?;
        let found = found
            .query_row([entry], |row| {
                let id: String = row.get(0)?;
                let stance: String = row.get(1)?;
                let (reading, is_current, article): (i64, bool, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
                Ok((id, stance, reading, is_current, article, row.get(5)?))
            })
            .optional()?;
        let Some((id, stance, reading, is_current, article, claim)) = found else { continue };
        if let std::collections::hash_map::Entry::Vacant(e) = bodies.entry(reading) {
            let mut body = body(connection, reading)?;
            let statements = body["statements"].take();
            let Value::Array(statements) = statements else { continue };
            let by_id = statements.into_iter().map(|one| (one["id"].as_str().unwrap_or_default().to_owned(), one));
            e.insert(by_id.collect());
        }
        let Some(statement) = bodies[&reading].get(&id).cloned() else {
            continue;
        };
        let actors = actors(connection, entry)?;
        rows.push(Row { entry, article: head(connection, article)?, is_current, statement, stance, actors, claim });
    }
    Ok(rows)
}

/// The whole article of a reading, as it was read.
pub(crate) fn body(connection: &Connection, reading: i64) -> Step<Value> {
    let pressed: Option<Vec<u8>> = connection
        .prepare_cached(
            // A reading that found the same as the one before it has no body of its own.
            "SELECT body FROM reading WHERE article = (SELECT article FROM reading WHERE number = ?1) AND number <= ?1
                AND body IS NOT NULL ORDER BY number DESC LIMIT 1",
        )?
        .query_row([reading], |row| row.get(0))
        .optional()?;
    let value = pressed.and_then(|pressed| unpress_all(&pressed)).and_then(|json| serde_json::from_slice(&json).ok());
    value.ok_or_else(|| {
        let path = connection.path().unwrap_or_default().into();
        Error::Damaged { path, detail: format!("reading {reading} cannot be unpacked") }.into()
    })
}

/// Who is meant by the source of an entry, as it counts.
pub(crate) fn actors(connection: &Connection, entry: i64) -> Step<Vec<ActorName>> {
    let mut actors = connection.prepare_cached(
        "SELECT meant.id, meant.name, meant.type FROM entry_actor
         JOIN actor ON actor.number = entry_actor.actor JOIN actor AS meant ON meant.number = actor.same_as
         WHERE entry_actor.entry = ? ORDER BY entry_actor.position",
    )?;
    let actors =
        actors.query_map([entry], |row| Ok(ActorName { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)? }))?;
    Ok(actors.collect::<rusqlite::Result<_>>()?)
}

/// The fields of an article.
pub(crate) fn head(connection: &Connection, article: i64) -> Step<ArticleHead> {
    let mut head = connection.prepare_cached(
        "SELECT article.id, address, url, outlet, title, published, language, origin_kind, origin_of, page.sha256
         FROM article JOIN page ON page.number = article.page WHERE article.number = ?",
    )?;
    Ok(head.query_row([article], |row| {
        Ok(ArticleHead {
            id: row.get(0)?,
            address: row.get(1)?,
            url: row.get(2)?,
            outlet: row.get(3)?,
            title: row.get(4)?,
            published: row.get(5)?,
            language: row.get(6)?,
            origin_kind: row.get(7)?,
            origin_of: row.get(8)?,
            page_sha256: row.get(9)?,
        })
    })?)
}
