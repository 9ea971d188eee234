//! The ledger in the forms of other worlds: one form, one file.
//!
//! Only words that are attributed to somebody go out, with a little around them; the whole text of an article, which is
//! its publisher's, goes out where it is asked for. This room knows rows and claims. It knows nothing of SQL or files.

mod annotation;
mod csv;
mod dot;
mod html;
mod jsonld;
mod ninjs;
#[cfg(feature = "parquet")]
mod parquet;
mod prov;
mod rows;

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Value;

use crate::claim::ClaimCard;
use crate::error::{Result, Step};
use crate::ledger::Ledger;
use crate::row::{self, Row};

pub use csv::csv;
pub use dot::{Graph, dot, graph};
pub use html::html;
#[cfg(feature = "parquet")]
pub use parquet::parquet;

/// One article with its statements.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The contract's article, as it was read.
    pub body: Value,
    /// Its statements that go out.
    pub rows: Vec<Row>,
    /// The article that this one revises.
    pub revises: Option<String>,
    /// When it was read.
    pub read_at: String,
}

/// What goes out, and how much of it.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only this claim and the articles it stands in.
    pub claim: Option<String>,
    /// The whole texts.
    pub full_text: bool,
}

/// A form that articles are written in, one after the other.
pub trait Form {
    /// What stands before the first article.
    fn head(&self) -> String {
        String::new()
    }
    /// One article.
    fn article(&mut self, article: &Exported) -> String;
    /// One claim.
    fn claim(&mut self, _claim: &Value) -> String {
        String::new()
    }
    /// Whether claims are wanted after the articles.
    fn has_claims(&self) -> bool {
        false
    }
    /// What stands after the last.
    fn foot(&mut self) -> String {
        String::new()
    }
}

/// The forms by name: `jsonl`, `csv`, `jsonld`, `web-annotation`, `prov`, `ninjs`.
pub fn form(name: &str, full_text: bool) -> Option<Box<dyn Form>> {
    Some(match name {
        "jsonl" => Box::new(rows::Rows { full_text }),
        "csv" => Box::new(csv::Csv),
        "jsonld" => Box::new(jsonld::JsonLd::new(full_text)),
        "web-annotation" => Box::new(annotation::Annotations::default()),
        "prov" => Box::new(prov::Prov::default()),
        "ninjs" => Box::new(ninjs::Ninjs { full_text }),
        _ => return None,
    })
}

impl Ledger {
    /// Writes the ledger in a form, piece by piece, until `write` returns false.
    pub fn export(&self, form: &mut dyn Form, wanted: &Wanted, write: &mut dyn FnMut(&str) -> bool) -> Result<()> {
        let card = self.wanted_claim(wanted)?;
        if !write(&form.head()) {
            return Ok(());
        }
        if !self.exported(card.as_ref(), &mut |article| write(&form.article(&article)))? {
            return Ok(());
        }
        if let (true, Some(card)) = (form.has_claims(), &card) {
            write(&form.claim(&card.value));
        } else if form.has_claims() {
            self.claims(&crate::Claims::default(), &mut |claim| write(&form.claim(&claim)))?;
        }
        write(&form.foot());
        Ok(())
    }

    /// The claim that is asked for: an unknown one is told of before anything is written.
    fn wanted_claim(&self, wanted: &Wanted) -> Result<Option<ClaimCard>> {
        wanted.claim.as_deref().map(|claim| self.claim(claim)).transpose()
    }

    /// Gives the articles that have a statement, of one claim or of all, to `each`, in the order of adding, until it returns
    /// false, as this does then.
    fn exported(&self, card: Option<&ClaimCard>, each: &mut dyn FnMut(Exported) -> bool) -> Result<bool> {
        let mut after = 0;
        while let Some((number, article)) = self.look(|connection| next_article(connection, after, card))? {
            after = number;
            if !article.rows.is_empty() && !each(article) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The next article that counts, in the order of adding.
fn next_article(connection: &Connection, after: i64, card: Option<&ClaimCard>) -> Step<Option<(i64, Exported)>> {
    let wanted: Option<BTreeSet<&str>> = card.map(|card| card.rows.iter().map(|row| row.article.id.as_str()).collect());
    let mut articles = connection.prepare_cached(
        "SELECT article.number, article.id, article.reading, reading.at,
            (SELECT before.id FROM article AS before WHERE before.series = article.series AND before.number < article.number
                ORDER BY before.number DESC LIMIT 1)
         FROM article JOIN reading ON reading.number = article.reading
         WHERE article.number > ? AND article.latest = 1 ORDER BY article.number",
    )?;
    let mut articles = articles.query([after])?;
    while let Some(found) = articles.next()? {
        let id: String = found.get(1)?;
        if wanted.as_ref().is_some_and(|wanted| !wanted.contains(id.as_str())) {
            continue;
        }
        let (number, reading): (i64, i64) = (found.get(0)?, found.get(2)?);
        let mut entries =
            connection.prepare_cached("SELECT id FROM entry WHERE article = ? AND current = 1 ORDER BY id DESC")?;
        let entries: Vec<i64> = entries.query_map([number], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut rows = row::rows(connection, &entries)?;
        if let Some(card) = card {
            rows.retain(|row| card.rows.iter().any(|other| other.entry == row.entry));
        }
        let body = row::body(connection, reading)?;
        return Ok(Some((number, Exported { body, rows, revises: found.get(4)?, read_at: found.get(3)? })));
    }
    Ok(None)
}

impl Exported {
    /// The web address, or a name that says nothing about where it was found.
    pub(crate) fn iri(&self) -> String {
        let url = self.body["url"].as_str().or_else(|| self.body["input"]["url"].as_str());
        url.map_or_else(|| format!("urn:saksi:article:{}", self.id()), str::to_owned)
    }

    pub(crate) fn id(&self) -> &str {
        self.body["id"].as_str().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> Vec<char> {
        self.body["text"].as_str().unwrap_or_default().chars().collect()
    }
}

/// The name of a statement in other worlds.
pub(crate) fn statement_iri(article: &str, statement: &str) -> String {
    format!("urn:saksi:statement:{article}:{statement}")
}

/// Pieces of a part, as places in the text.
pub(crate) fn spans(part: &Value) -> Vec<(usize, usize)> {
    let at = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok());
    part["spans"].as_array().into_iter().flatten().filter_map(|span| Some((at(&span[0])?, at(&span[1])?))).collect()
}

/// The stamp as an instant: a day alone is its first moment, as the forms that know no bare days want it.
pub(crate) fn instant(stamp: &str) -> String {
    if stamp.len() == 10 { format!("{stamp}T00:00:00Z") } else { stamp.to_owned() }
}
