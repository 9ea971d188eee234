//! Claims in a list: what joining kept of them, straight from its tables. Nothing is joined anew, so that a list costs the
//! same whatever the ledger holds; the card of one claim (`claim.rs`) tells the whole.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use crate::claim::Place;
use crate::error::{Result, Step};
use crate::ledger::Ledger;
use crate::row::{self, ActorName};

/// A claim in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// Its id.
    pub id: String,
    /// The words that stand for it, as a page has them.
    pub label: String,
    /// The language of these words.
    pub language: String,
    /// Day of the earliest statement.
    pub first: Option<String>,
    /// Day of the latest.
    pub last: Option<String>,
    /// How many statements it holds.
    pub statements: usize,
    /// How many independent origins it has.
    pub independent_origins: usize,
    /// Who takes which side: `supports`, `disputes`, `doubts`, `open`, those that somebody takes.
    pub sides: Vec<SideLine>,
    /// How often somebody went from one side to another.
    pub changes: usize,
}

/// One side of a claim in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLine {
    /// Its name.
    pub side: &'static str,
    /// Who takes it, in the order in which they did, [`NAMED`] at most.
    pub actors: Vec<ActorName>,
    /// How many take it.
    pub count: usize,
}

/// The actors of a side that a list names.
pub const NAMED: usize = 3;

/// The statements of one claim that a list looks at, the earliest first.
const LOOKED_AT: i64 = 600;

impl ClaimLine {
    /// Whether somebody supports what another disputes or doubts.
    pub fn is_contested(&self) -> bool {
        is_opposed(|side| self.sides.iter().any(|line| line.side == side))
    }

    /// How contested it is: opposed or not, then sides, changes, origins and statements.
    fn heat(&self) -> (bool, usize, usize, usize, usize) {
        (self.is_contested(), self.sides.len(), self.changes, self.independent_origins, self.statements)
    }
}

impl Ledger {
    /// Up to `limit` claims of several statements, the newest first, and where to go on.
    pub fn claim_lines(&self, after: Option<&str>, limit: usize) -> Result<(Vec<ClaimLine>, Option<String>)> {
        let mut place = Place::parse(after)?;
        self.look(|connection| {
            let mut lines = Vec::new();
            while let Some((number, next)) = place.next_of_several(connection)? {
                if lines.len() == limit {
                    return Ok((lines, Some(place.to_string())));
                }
                lines.push(line(connection, number)?);
                place = next;
            }
            Ok((lines, None))
        })
    }

    /// The claims of these ids, in their order; what is no claim of several statements is left out.
    pub fn claim_lines_of(&self, ids: &[String]) -> Result<Vec<ClaimLine>> {
        self.look(|connection| {
            let mut lines = Vec::new();
            for id in ids {
                let mut number = connection.prepare_cached("SELECT number FROM claim WHERE id = ?")?;
                if let Some(number) = number.query_row([id], |row| row.get(0)).optional()? {
                    lines.push(line(connection, number)?);
                }
            }
            Ok(lines)
        })
    }

    /// The most contested of the newest `among` claims: most sides first, then most changes.
    pub fn contested(&self, among: usize, limit: usize) -> Result<Vec<ClaimLine>> {
        self.look(|connection| {
            let mut place = Place::first();
            let mut found = Vec::new();
            while found.len() < among
                && let Some((number, next)) = place.next_of_several(connection)?
            {
                found.push((taken(connection, number)?, number));
                place = next;
            }
            // What is equal stays in the order of the list: the newest first.
            found.sort_by_key(|(taken, _)| std::cmp::Reverse(*taken));
            found.truncate(limit * 3);
            let mut lines: Vec<ClaimLine> =
                found.into_iter().map(|(_, number)| line(connection, number)).collect::<Step<_>>()?;
            lines.sort_by_key(|line| std::cmp::Reverse(line.heat()));
            lines.truncate(limit);
            Ok(lines)
        })
    }
}

/// Whether somebody supports what another disputes or doubts, by the sides that are taken.
fn is_opposed(takes: impl Fn(&str) -> bool) -> bool {
    takes("supports") && (takes("disputes") || takes("doubts"))
}

/// What a look at the sides alone tells of a claim: opposed or not, how many sides, origins and statements.
fn taken(connection: &Connection, number: i64) -> Step<(bool, usize, i64, i64)> {
    let mut sides = connection.prepare_cached("SELECT DISTINCT side FROM claim_entry WHERE claim = ?")?;
    let sides: Vec<String> = sides.query_map([number], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let takes = |name: &str| sides.iter().any(|side| side == name);
    let many = SIDES.into_iter().filter(|side| takes(side)).count();
    let (origins, statements) = connection
        .prepare_cached("SELECT independent_origins, statements FROM claim WHERE number = ?")?
        .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((is_opposed(takes), many, origins, statements))
}

fn line(connection: &Connection, number: i64) -> Step<ClaimLine> {
    let mut line = connection
        .prepare_cached(
            "SELECT claim.id, entry.content, article.language, claim.first, claim.last, claim.statements,
                claim.independent_origins
             FROM claim JOIN entry ON entry.id = claim.label JOIN article ON article.number = entry.article
             WHERE claim.number = ?",
        )?
        .query_row([number], |row| {
            Ok(ClaimLine {
                id: row.get(0)?,
                label: row.get(1)?,
                language: row.get(2)?,
                first: row.get(3)?,
                last: row.get(4)?,
                statements: usize::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
                independent_origins: usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0),
                sides: Vec::new(),
                changes: 0,
            })
        })?;
    // Sides are taken when something is said, not when it is printed. Numbers of entries fall with the place in the text.
    let mut taken = connection.prepare_cached(
        "SELECT entry.id, taken.side FROM (SELECT entry, side FROM claim_entry WHERE claim = ? ORDER BY entry LIMIT ?) AS taken
         CROSS JOIN entry ON entry.id = taken.entry CROSS JOIN article ON article.number = entry.article
         ORDER BY coalesce(entry.said_to, substr(article.published, 1, 10)), substr(article.published, 1, 10), article.id,
            entry.id DESC",
    )?;
    let taken: Vec<(i64, String)> = taken
        .query_map(params![number, LOOKED_AT], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut sides = Sides::default();
    for (entry, side) in &taken {
        let Some(side) = SIDES.into_iter().find(|name| name == side) else { continue };
        for actor in row::actors(connection, *entry)? {
            sides.take(side, actor);
        }
    }
    line.changes = sides.changes;
    line.sides = SIDES.into_iter().filter_map(|side| sides.lines.remove(side)).collect();
    Ok(line)
}

/// The sides of a claim, in the order in which they are shown.
pub const SIDES: [&str; 4] = ["supports", "disputes", "doubts", "open"];

/// Sides as they were taken, one statement after the other.
#[derive(Default)]
struct Sides {
    lines: HashMap<&'static str, SideLine>,
    known: HashSet<(&'static str, String)>,
    last: HashMap<String, &'static str>,
    changes: usize,
}

impl Sides {
    fn take(&mut self, side: &'static str, actor: ActorName) {
        if self.last.insert(actor.id.clone(), side).is_some_and(|before| before != side) {
            self.changes += 1;
        }
        if self.known.insert((side, actor.id.clone())) {
            let line = self.lines.entry(side).or_insert_with(|| SideLine { side, actors: Vec::new(), count: 0 });
            line.count += 1;
            if line.actors.len() < NAMED {
                line.actors.push(actor);
            }
        }
    }
}
