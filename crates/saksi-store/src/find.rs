//! Finding statements: filters, full text, a stable order, pages by cursor.
//!
//! Ids of entries sort by day, so a range of dates is a range of ids and the newest rows are found without sorting.
//! Stance, side, language, outlet and actor stand in the index as marks, so that a rare one cuts a common word short.

use std::fmt::Write;
use std::ops::Range;

use rusqlite::{Connection, params};
use saksi::date::Date;
use saksi::statement::{Side, Stance};

use crate::actor;
use crate::claim;
use crate::error::{Error, Result, Step};
use crate::ledger::Ledger;
use crate::prepared::{DAY_SHIFT, day_number, main_language};
use crate::row::{self, ActorName, Row};
use crate::words::{self, Query};

/// What is looked for. Everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of source or content.
    pub words: Query,
    /// Name or id of an actor; everybody merged with it is meant, too.
    pub actor: Option<String>,
    /// What the source does with the content.
    pub stance: Option<Stance>,
    /// The side of a claim that the stance takes.
    pub side: Option<Side>,
    /// BCP 47; only the language itself counts.
    pub language: Option<String>,
    /// Name or host of the outlet.
    pub outlet: Option<String>,
    /// Published on this day or later.
    pub from: Option<Date>,
    /// Published on this day or earlier.
    pub to: Option<Date>,
    /// Id of a claim.
    pub claim: Option<String>,
    /// Id, URL or address of an article.
    pub article: Option<String>,
}

/// In which order rows are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest day first, then by article, then in the order of the text.
    #[default]
    Newest,
    /// Best match first, among the newest [`RANKED`] that match.
    Best,
}

/// Ranking weighs so many of the newest matches: the commonest words stand in nearly every row, and a rank over
/// all of them would tell little and take long.
pub const RANKED: usize = 20_000;

/// Some rows, and where the next ones begin.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The rows.
    pub rows: Vec<Row>,
    /// Handed in again, it gives the rows that follow.
    pub next: Option<String>,
}

/// A stretch of a row's content around the words that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The content's own words, with `…` where it was cut.
    pub text: String,
    /// The words that were found, as bytes of `text`.
    pub places: Vec<Range<usize>>,
}

impl Ledger {
    /// Up to `limit` rows, from the cursor on.
    pub fn find(&self, filter: &Filter, order: Order, cursor: Option<&str>, limit: usize) -> Result<Found> {
        self.look(|connection| {
            let terms = Terms::of(connection, filter)?;
            let (entries, next) = match order {
                Order::Newest => newest(connection, &terms, cursor, limit)?,
                Order::Best if terms.expression.is_empty() => newest(connection, &terms, cursor, limit)?,
                Order::Best => best(connection, &terms, cursor, limit)?,
            };
            Ok(Found { rows: row::rows(connection, &entries)?, next })
        })
    }

    /// Who stands behind the newest rows that match, and how often, most often first.
    pub fn speakers(&self, filter: &Filter, limit: usize) -> Result<Vec<(ActorName, usize)>> {
        self.look(|connection| {
            let terms = Terms::of(connection, filter)?;
            let sql = format!(
                "SELECT meant.id, meant.name, meant.type, spoken.times FROM (
                    SELECT actor.same_as AS number, count(*) AS times
                    FROM ({}) AS found CROSS JOIN entry_actor ON entry_actor.entry = found.id
                    JOIN actor ON actor.number = entry_actor.actor
                    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?4) AS spoken
                 JOIN actor AS meant ON meant.number = spoken.number ORDER BY spoken.times DESC, meant.id",
                terms.select(&format!("ORDER BY 1 DESC LIMIT {RANKED}"))
            );
            let mut rows = connection.prepare_cached(&sql)?;
            let rows = rows.query_map(params![terms.first, terms.last, terms.expression, limit as i64], |row| {
                Ok((
                    ActorName { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)? },
                    row.get::<_, i64>(3)? as usize,
                ))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The pages that were kept under an address, as the SHA-256 of each.
    pub fn pages_at(&self, address: &str) -> Result<Vec<String>> {
        self.look(|connection| {
            let mut found = connection.prepare_cached(
                "SELECT page.sha256 FROM article JOIN page ON page.number = article.page
                 WHERE article.address = ? ORDER BY article.number",
            )?;
            Ok(found.query_map([address], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// One statement by its id, `ARTICLE/STATEMENT` where several articles have it.
    pub fn statement(&self, name: &str) -> Result<Row> {
        self.look(|connection| {
            let entry = entry_of(connection, name)?;
            let row = row::rows(connection, &[entry])?.pop();
            row.ok_or_else(|| Error::Unknown { what: "statement", name: name.to_owned() }.into())
        })
    }
}

/// The entry of a statement: the one that counts, where several readings have it.
pub(crate) fn entry_of(connection: &Connection, name: &str) -> Step<i64> {
    let (article, statement) = name.rsplit_once('/').map_or((None, name), |(article, id)| (Some(article), id));
    let mut found = connection.prepare_cached(
        "SELECT entry.id, article.id, entry.current FROM entry JOIN article ON article.number = entry.article
         WHERE entry.statement = ?1 AND (?2 IS NULL OR article.id = ?2) ORDER BY entry.current DESC, entry.reading DESC",
    )?;
    let found: Vec<(i64, String, bool)> = found
        .query_map(params![statement, article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let Some((entry, first, is_current)) = found.first() else {
        return Err(Error::Unknown { what: "statement", name: name.to_owned() }.into());
    };
    let others = found.iter().filter(|(_, article, current)| article != first && current == is_current);
    let mut candidates: Vec<String> = others.map(|(_, article, _)| format!("{article}/{statement}")).collect();
    if candidates.is_empty() {
        return Ok(*entry);
    }
    candidates.insert(0, format!("{first}/{statement}"));
    candidates.truncate(8);
    Err(Error::Ambiguous { name: name.to_owned(), candidates }.into())
}

/// The part of the content that shows what was found.
pub fn snippet(row: &Row, query: &Query) -> Snippet {
    /// Characters on each side of the first word found.
    const AROUND: usize = 90;
    let content = row.words("content");
    let found = query.places(content, &row.article.language);
    let middle = found.first().map_or(0, |place| place.start);
    let back = |at: usize| content[..at].char_indices().rev().nth(AROUND).map_or(0, |(index, _)| index);
    let forward =
        |at: usize| content[at..].char_indices().nth(AROUND * 2).map_or(content.len(), |(index, _)| at + index);
    let is_space = |c: char| c.is_whitespace();
    let start = match back(middle) {
        0 => 0,
        at => content[at..middle].find(is_space).map_or(at, |space| at + space),
    };
    let end = match forward(middle) {
        at if at == content.len() => at,
        at => content[middle..at].rfind(is_space).map_or(at, |space| middle + space),
    };
    let words = content[start..end].trim();
    let start = start + (content[start..end].len() - content[start..end].trim_start().len());
    let before = if start > 0 { "… " } else { "" };
    let after = if start + words.len() < content.trim_end().len() { " …" } else { "" };
    let inside = found.into_iter().filter(|place| place.start >= start && place.end <= start + words.len());
    let shift = |at: usize| at - start + before.len();
    let places = inside.map(|place| shift(place.start)..shift(place.end)).collect();
    Snippet { text: format!("{before}{words}{after}"), places }
}

/// A filter in the words of SQL.
struct Terms {
    first: i64,
    last: i64,
    /// For FTS5; empty where rows are found without it.
    expression: String,
    /// Further conditions on the id.
    among: String,
}

impl Terms {
    fn of(connection: &Connection, filter: &Filter) -> Step<Self> {
        let day = |date: Date| day_number(&date.to_string()).unwrap_or(1);
        let mut all: Vec<String> = Vec::new();
        if !filter.words.is_empty() {
            all.push(format!("({})", filter.words.expression()));
        }
        let mut mark = |mark: String| all.push(format!("marks : \"{mark}\""));
        if let Some(stance) = filter.stance {
            mark(words::mark('s', stance.name()));
        }
        if let Some(side) = filter.side {
            mark(words::mark('p', side.name()));
        }
        if let Some(language) = &filter.language {
            mark(words::mark('l', main_language(language)));
        }
        if let Some(outlet) = &filter.outlet {
            mark(words::name_mark('o', outlet.strip_prefix("www.").unwrap_or(outlet)));
        }
        if let Some(name) = &filter.actor {
            let numbers = actor::numbers(connection, name)?;
            let any: Vec<String> = numbers.iter().map(|number| format!("\"a{number}\"")).collect();
            all.push(format!("marks : ({})", any.join(" OR ")));
        }
        let mut among = String::new();
        if let Some(id) = &filter.claim {
            let claim = claim::number_of(connection, id)?;
            let _ = write!(among, " AND @ IN (SELECT entry FROM claim_entry WHERE claim = {claim})");
        }
        if let Some(name) = &filter.article {
            let numbers: Vec<String> = articles(connection, name)?.iter().map(ToString::to_string).collect();
            let _ = write!(among, " AND @ IN (SELECT id FROM entry WHERE article IN ({}))", numbers.join(", "));
        }
        Ok(Self {
            // A row without a date is on no day: it is found where no range is asked for.
            first: filter.from.map_or(0, |date| day(date) << DAY_SHIFT),
            last: filter.to.map_or(i64::MAX, |date| ((day(date) + 1) << DAY_SHIFT) - 1),
            expression: all.join(" AND "),
            among,
        })
        .map(|terms| match (filter.from, filter.to) {
            (None, Some(_)) => Self { first: 1 << DAY_SHIFT, ..terms },
            _ => terms,
        })
    }

    /// Ids between ?1 and ?2 that match ?3.
    fn select(&self, rest: &str) -> String {
        let (from, id) = if self.expression.is_empty() {
            // ?3 is bound all the same.
            ("entry WHERE current = 1 AND ?3 = ''", "id")
        } else {
            ("search WHERE search MATCH ?3", "rowid")
        };
        let among = self.among.replace('@', id);
        format!("SELECT {id} AS id FROM {from} AND {id} BETWEEN ?1 AND ?2{among} {rest}")
    }
}

fn newest(
    connection: &Connection,
    terms: &Terms,
    cursor: Option<&str>,
    limit: usize,
) -> Step<(Vec<i64>, Option<String>)> {
    let before = match cursor {
        None => terms.last,
        Some(cursor) => i64::from_str_radix(cursor, 36).map_err(|_| bad_cursor(cursor))?.saturating_sub(1),
    };
    let mut found = connection.prepare_cached(&terms.select("ORDER BY 1 DESC LIMIT ?4"))?;
    let found = found
        .query_map(params![terms.first, before.min(terms.last), terms.expression, limit as i64 + 1], |row| {
            row.get(0)
        })?;
    let mut entries: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
    let is_more = entries.len() > limit;
    entries.truncate(limit);
    let next = entries.last().filter(|_| is_more).map(|last| base_36(*last));
    Ok((entries, next))
}

fn best(
    connection: &Connection,
    terms: &Terms,
    cursor: Option<&str>,
    limit: usize,
) -> Step<(Vec<i64>, Option<String>)> {
    let skip: usize = match cursor {
        None => 0,
        Some(cursor) => {
            let skip = cursor.strip_prefix('+').and_then(|skip| skip.parse().ok());
            skip.filter(|skip| *skip <= RANKED).ok_or_else(|| bad_cursor(cursor))?
        }
    };
    let inner = terms.select(&format!("ORDER BY 1 DESC LIMIT {RANKED}"));
    let inner = inner.replacen("SELECT rowid AS id", "SELECT rowid AS id, bm25(search, 1.0, 0.0) AS fit", 1);
    let mut found =
        connection.prepare_cached(&format!("SELECT id FROM ({inner}) ORDER BY fit, id DESC LIMIT ?4 OFFSET ?5"))?;
    let found = found
        .query_map(params![terms.first, terms.last, terms.expression, limit as i64 + 1, skip as i64], |row| {
            row.get(0)
        })?;
    let mut entries: Vec<i64> = found.collect::<rusqlite::Result<_>>()?;
    let is_more = entries.len() > limit;
    entries.truncate(limit);
    Ok((entries, is_more.then(|| format!("+{}", skip + limit))))
}

/// The articles that an id, URL or address names; all revisions of a URL or address.
pub(crate) fn articles(connection: &Connection, name: &str) -> Step<Vec<i64>> {
    let mut found =
        connection.prepare_cached("SELECT number FROM article WHERE id = ?1 OR url = ?1 OR address = ?1")?;
    let found: Vec<i64> = found.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if found.is_empty() {
        return Err(Error::Unknown { what: "article", name: name.to_owned() }.into());
    }
    Ok(found)
}

fn bad_cursor(cursor: &str) -> Error {
    Error::Senseless(format!("`{cursor}` is no place to go on from: take the one that the last rows came with"))
}

fn base_36(mut number: i64) -> String {
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
        number /= 36;
    }
    digits.reverse();
    String::from_utf8(digits).unwrap_or_default()
}
