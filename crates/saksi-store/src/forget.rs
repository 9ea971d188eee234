//! Forgetting: the one way to take something out. A tombstone with hash, reason and time stays, no words.
//!
//! A forgotten page goes with everything that was read from it. A forgotten actor goes with its rows; in the texts that
//! carried them its words and names are blacked out character by character, so that the places of all other rows still
//! hold, and the pages themselves, which cannot be blacked out, are dropped.

use rusqlite::{Connection, Transaction, params};
use saksi_contract::sha256_hex;
use serde_json::{Value, json};

use crate::actor;
use crate::error::{Error, Result, Step};
use crate::find;
use crate::index::{self, Change};
use crate::keep;
use crate::ledger::{Ledger, log};
use crate::prepared::repress;
use crate::row;

/// What forgetting took out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Articles that are gone, or that had words blacked out.
    pub articles: usize,
    /// Statements that are gone.
    pub statements: usize,
}

/// What stands where words were.
const BLACK: char = '█';

impl Ledger {
    /// Takes out every article of this id, URL or address, all revisions of it, and keeps them from coming back.
    pub fn forget_article(&mut self, name: &str, reason: &str, now: &str) -> Result<Forgotten> {
        needs_reason(reason)?;
        let forgotten = self.write(|step| {
            let mut forgotten = Forgotten::default();
            let mut changes = Change::default();
            let mut articles = find::articles(step, name)?;
            if articles.iter().all(|&article| row::head(step, article).is_ok_and(|head| head.id != name)) {
                // A URL or address means the page, not one state of it.
                articles = whole_series(step, &articles)?;
            }
            for article in articles {
                forgotten.statements += take_out(step, article, reason, now, &mut changes)?;
                forgotten.articles += 1;
            }
            index::apply(step, changes)?;
            step.execute("DELETE FROM unread WHERE address = ?", [name])?;
            tidy_actors(step)?;
            Ok(forgotten)
        })?;
        self.leave_nothing()?;
        Ok(forgotten)
    }

    /// Takes out everything that the actor of this name or id is said to have said, and keeps it from coming back.
    pub fn forget_actor(&mut self, name: &str, reason: &str, now: &str) -> Result<Forgotten> {
        needs_reason(reason)?;
        let forgotten = self.write(|step| {
            let numbers = actor::numbers(step, name)?;
            let list = actor::list_of(&numbers);
            let ids: Vec<String> = strings(step, &format!("SELECT id FROM actor WHERE number IN ({list}) ORDER BY 1"))?;
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let mut articles = step.prepare(&format!(
                "SELECT DISTINCT entry.article FROM entry_actor JOIN entry ON entry.id = entry_actor.entry
                 WHERE entry_actor.actor IN ({list}) ORDER BY 1"
            ))?;
            let articles: Vec<i64> = articles.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let mut forgotten = Forgotten { articles: articles.len(), statements: 0 };
            let mut changes = Change::default();
            for article in articles {
                forgotten.statements += redact(step, article, &ids, now, &mut changes)?;
            }
            for id in &ids {
                bury(step, now, "actor", id, None, None, forgotten.statements, reason)?;
            }
            index::apply(step, changes)?;
            tidy_actors(step)?;
            Ok(forgotten)
        })?;
        self.leave_nothing()?;
        Ok(forgotten)
    }

    /// What was forgotten: when, what, the hash of the page, how many statements, why.
    pub fn tombstones(&self) -> Result<Vec<Value>> {
        self.look(|connection| {
            let mut rows = connection.prepare(
                "SELECT at, kind, id, address_sha256, page_sha256, statements, reason FROM tombstone ORDER BY number",
            )?;
            let rows = rows.query_map([], |row| {
                Ok(json!({
                    "at": row.get::<_, String>(0)?, "kind": row.get::<_, String>(1)?, "id": row.get::<_, String>(2)?,
                    "address_sha256": row.get::<_, Option<String>>(3)?,
                    "page_sha256": row.get::<_, Option<String>>(4)?,
                    "statements": row.get::<_, i64>(5)?, "reason": row.get::<_, String>(6)?,
                }))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Free pages are overwritten as they come free; the index and the log of SQLite itself may still hold words.
    pub(crate) fn leave_nothing(&mut self) -> Result<()> {
        self.write(|step| {
            step.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
            Ok(())
        })?;
        let path = self.path().to_owned();
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| Error::of(&path, error))
    }
}

fn needs_reason(reason: &str) -> Result<()> {
    if reason.trim().is_empty() { Err(Error::Senseless("forgetting needs a reason".to_owned())) } else { Ok(()) }
}

fn whole_series(step: &Transaction<'_>, articles: &[i64]) -> Step<Vec<i64>> {
    let sql = format!(
        "SELECT number FROM article WHERE series IN (SELECT series FROM article WHERE number IN ({})) ORDER BY 1",
        actor::list_of(articles)
    );
    let mut all = step.prepare(&sql)?;
    let all = all.query_map([], |row| row.get(0))?;
    Ok(all.collect::<rusqlite::Result<_>>()?)
}

/// Takes an article out with all that hangs on it. Returns how many statements went.
fn take_out(step: &Transaction<'_>, article: i64, reason: &str, now: &str, changes: &mut Change) -> Step<usize> {
    let head = row::head(step, article)?;
    let series: i64 = step.query_row("SELECT series FROM article WHERE number = ?", [article], |row| row.get(0))?;
    let mut entries = step.prepare_cached("SELECT id FROM entry WHERE article = ?")?;
    let entries: Vec<i64> = entries.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for &entry in &entries {
        drop_entry(step, entry, changes)?;
    }
    let page: i64 = step.query_row("SELECT page FROM article WHERE number = ?", [article], |row| row.get(0))?;
    step.execute("DELETE FROM reading WHERE article = ?", [article])?;
    step.execute("DELETE FROM article WHERE number = ?", [article])?;
    step.execute("DELETE FROM page WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE page = ?1)", [page])?;
    let mut addresses = vec![head.address.clone()];
    addresses.extend(head.url.clone().filter(|url| *url != head.address));
    for address in addresses {
        bury(step, now, "article", &head.id, Some(&address), Some(&head.page_sha256), entries.len(), reason)?;
    }
    if step.prepare_cached("SELECT 1 FROM article WHERE series = ?")?.exists([series])? {
        keep::settle_latest(step, series, changes)?;
    }
    Ok(entries.len())
}

fn drop_entry(step: &Transaction<'_>, entry: i64, changes: &mut Change) -> Step<()> {
    changes.remove(entry);
    // Links and claims are made anew without it when the ledger is next joined; its numbers there say nothing.
    for (table, column) in [("entry_actor", "entry"), ("quantity", "entry"), ("entry", "id")] {
        step.prepare_cached(&format!("DELETE FROM {table} WHERE {column} = ?"))?.execute([entry])?;
    }
    Ok(())
}

/// Actors that nobody speaks for any more leave with their names.
pub(crate) fn tidy_actors(step: &Transaction<'_>) -> Step<()> {
    let unused = "SELECT number FROM actor WHERE NOT EXISTS (SELECT 1 FROM entry_actor WHERE actor = actor.number)
        AND NOT EXISTS (SELECT 1 FROM actor AS other JOIN entry_actor ON entry_actor.actor = other.number
            WHERE other.same_as = actor.number)";
    step.execute(&format!("DELETE FROM actor_link WHERE a IN ({unused}) OR b IN ({unused})"), [])?;
    step.execute(&format!("DELETE FROM actor_key WHERE actor IN ({unused})"), [])?;
    step.execute(&format!("DELETE FROM actor WHERE number IN ({unused})"), [])?;
    Ok(())
}

#[allow(clippy::too_many_arguments)] // One row of one table.
fn bury(
    step: &Transaction<'_>,
    now: &str,
    kind: &str,
    id: &str,
    address: Option<&str>,
    page: Option<&str>,
    statements: usize,
    reason: &str,
) -> Step<()> {
    let address = address.map(|address| sha256_hex(address.as_bytes()));
    step.execute(
        "INSERT INTO tombstone (at, kind, id, address_sha256, page_sha256, statements, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![now, kind, id, address, page, statements as i64, reason],
    )?;
    log(step, now, "forget", id, &digest(now, kind, id, address.as_deref(), page, reason))
}

/// What stands in the log for a tombstone.
pub(crate) fn digest(
    at: &str,
    kind: &str,
    id: &str,
    address: Option<&str>,
    page: Option<&str>,
    reason: &str,
) -> String {
    sha256_hex([at, kind, id, address.unwrap_or_default(), page.unwrap_or_default(), reason].join("\n").as_bytes())
}

fn strings(connection: &Connection, sql: &str) -> Step<Vec<String>> {
    let mut rows = connection.prepare(sql)?;
    let rows = rows.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Blacks out what these actors said in an article, in all its readings. Returns how many statements went.
pub(crate) fn redact(
    step: &Transaction<'_>,
    article: i64,
    actors: &[&str],
    now: &str,
    changes: &mut Change,
) -> Step<usize> {
    let head = row::head(step, article)?;
    let mut readings = step.prepare_cached("SELECT number FROM reading WHERE article = ? AND body IS NOT NULL")?;
    let readings: Vec<i64> = readings.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut gone = 0;
    for reading in readings {
        let mut body = row::body(step, reading)?;
        // Who was put in by a person's correction is not in the body: those statements are named by their rows.
        let list = actors.iter().map(|id| format!("'{}'", id.replace('\'', ""))).collect::<Vec<_>>().join(", ");
        let relabelled = strings(
            step,
            &format!(
                "SELECT entry.statement FROM entry JOIN entry_actor ON entry_actor.entry = entry.id
                 JOIN actor ON actor.number = entry_actor.actor
                 WHERE entry.reading = {reading} AND actor.id IN ({list})"
            ),
        )?;
        let removed = black_out(&mut body, actors, &relabelled);
        let json = body.to_string();
        let sha256 = sha256_hex(json.as_bytes());
        step.prepare_cached("UPDATE reading SET body = ?, sha256 = ? WHERE number = ?")?.execute(params![
            repress(json.as_bytes()),
            sha256,
            reading
        ])?;
        log(step, now, "redact", &head.id, &sha256)?;
        let mut entries = step.prepare_cached("SELECT id, statement, current FROM entry WHERE reading = ?")?;
        let entries: Vec<(i64, String, bool)> = entries
            .query_map([reading], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (entry, statement, is_current) in entries {
            if removed.contains(&statement) {
                drop_entry(step, entry, changes)?;
                gone += usize::from(is_current);
            } else if let Some(statement) =
                body["statements"].as_array().into_iter().flatten().find(|other| other["id"] == statement)
            {
                write_words(step, entry, statement)?;
                if is_current {
                    changes.again(step, entry)?;
                }
            }
        }
        step.prepare_cached("UPDATE article SET title = ? WHERE number = ? AND title IS NOT NULL")?
            .execute(params![body["title"].as_str(), article])?;
    }
    step.execute("UPDATE article SET given = json_remove(given, '$.title') WHERE number = ?", [article])?;
    step.execute("UPDATE page SET bytes = NULL WHERE number = (SELECT page FROM article WHERE number = ?)", [article])?;
    Ok(gone)
}

fn write_words(step: &Transaction<'_>, entry: i64, statement: &Value) -> Step<()> {
    let text = |part: &str| statement[part]["text"].as_str();
    step.prepare_cached(
        "UPDATE entry SET source = ?, role = ?, cue = ?, content = ?, addressee = ?, said = ?, evidence = ?, within = ?,
            answers = ?, context = NULL WHERE id = ?",
    )?
    .execute(params![
        text("source"),
        statement["source"]["role"].as_str(),
        text("cue"),
        text("content"),
        text("addressee"),
        text("said"),
        text("evidence"),
        statement["within"].as_str(),
        statement["answers"].as_str(),
        entry,
    ])?;
    Ok(())
}

/// Takes the statements of these actors out of an article and blacks out their words. Returns the ids of what went.
fn black_out(body: &mut Value, actors: &[&str], named: &[String]) -> Vec<String> {
    let statements = body["statements"].as_array().cloned().unwrap_or_default();
    let id_of = |statement: &Value| statement["id"].as_str().unwrap_or_default().to_owned();
    let is_theirs = |statement: &Value| {
        let mut who = statement["source"]["actors"].as_array().into_iter().flatten();
        who.any(|actor| actors.contains(&actor["id"].as_str().unwrap_or_default())) || named.contains(&id_of(statement))
    };
    let mut names: Vec<String> = Vec::new();
    let mut black: Vec<[usize; 2]> = Vec::new();
    for statement in statements.iter().filter(|statement| is_theirs(statement)) {
        for actor in statement["source"]["actors"].as_array().into_iter().flatten() {
            if actors.contains(&actor["id"].as_str().unwrap_or_default()) {
                names.extend(actor["name"].as_str().map(str::to_owned));
            }
        }
        if statement["source"]["resolved"] == "name" {
            names.extend(statement["source"]["text"].as_str().map(str::to_owned));
        }
        for part in ["source", "content", "evidence"] {
            black.extend(spans_of(&statement[part]));
        }
    }
    // Whole phrases first, so that a name inside a longer one leaves nothing of the longer one standing.
    names.retain(|name| name.chars().count() > 1);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    let touches = |statement: &Value| {
        let own: Vec<[usize; 2]> =
            ["source", "cue", "content"].iter().flat_map(|part| spans_of(&statement[part])).collect();
        own.iter().any(|[start, end]| black.iter().any(|[from, to]| start < to && from < end))
    };
    let (gone, left): (Vec<Value>, Vec<Value>) =
        statements.into_iter().partition(|statement| is_theirs(statement) || touches(statement));
    let gone: Vec<String> = gone.iter().map(id_of).collect();
    body["statements"] = left.into();
    cover_names(body, &names);
    let mut text: Vec<char> = body["text"].as_str().unwrap_or_default().chars().collect();
    for [start, end] in black {
        let end = end.min(text.len());
        for c in text.get_mut(start..end).into_iter().flatten().filter(|c| !c.is_whitespace()) {
            *c = BLACK;
        }
    }
    say_again(body, &text);
    body["text"] = text.into_iter().collect::<String>().into();
    for statement in body["statements"].as_array_mut().into_iter().flatten() {
        for link in ["within", "answers"] {
            if statement[link].as_str().is_some_and(|id| gone.iter().any(|other| other == id)) {
                statement[link] = Value::Null;
            }
        }
    }
    let note = json!({ "code": "forgotten", "message": "words that were to be forgotten are blacked out" });
    if let Some(notes) = body["notes"].as_array_mut()
        && !notes.contains(&note)
    {
        notes.push(note);
    }
    gone
}

fn spans_of(part: &Value) -> Vec<[usize; 2]> {
    let at = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok());
    part["spans"].as_array().into_iter().flatten().filter_map(|span| Some([at(&span[0])?, at(&span[1])?])).collect()
}

/// Blacks out names in every string, one character for one.
fn cover_names(value: &mut Value, names: &[String]) {
    match value {
        Value::String(words) => {
            for name in names.iter().filter(|name| !name.is_empty()) {
                if words.contains(name.as_str()) {
                    let cover: String = name.chars().map(|c| if c.is_whitespace() { c } else { BLACK }).collect();
                    *words = words.replace(name.as_str(), &cover);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| cover_names(value, names)),
        Value::Object(object) => {
            object.iter_mut().filter(|(key, _)| *key != "input").for_each(|(_, value)| cover_names(value, names));
        }
        _ => {}
    }
}

/// Lets every part say the words that stand at its place now.
fn say_again(value: &mut Value, text: &[char]) {
    let words =
        |[start, end]: [usize; 2]| text.get(start..end.min(text.len())).into_iter().flatten().collect::<String>();
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| say_again(value, text)),
        Value::Object(object) => {
            let value = Value::Object(std::mem::take(object));
            let spans = spans_of(&value);
            let span = spans_of(&json!({ "spans": [value["span"]] }));
            let Value::Object(mut back) = value else { return };
            if back.contains_key("text") && !spans.is_empty() {
                back["text"] = spans.into_iter().map(words).collect::<Vec<_>>().join(" … ").into();
            } else if let (true, Some(&span)) = (back.contains_key("text"), span.first()) {
                back["text"] = words(span).into();
            }
            *object = back;
            object.values_mut().for_each(|value| say_again(value, text));
        }
        _ => {}
    }
}
