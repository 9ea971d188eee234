//! The index of search and the list of what waits to be joined, kept in step with the rows.
//! FTS5 wants ids in rising order inside a commit, so changes are collected and written at its end.

use rusqlite::{Transaction, params};

use crate::error::Step;
use crate::near;
use crate::prepared::{fixed_marks, searched};
use crate::words;

/// A statement that counts from now on, with its words and marks for the index.
#[derive(Debug)]
struct Added {
    entry: i64,
    words: String,
    marks: String,
    /// Its outline for joining, where it has been made already.
    looks: Option<Vec<u8>>,
}

/// What a commit changes in the index.
#[derive(Debug, Default)]
pub(crate) struct Change {
    added: Vec<Added>,
    removed: Vec<i64>,
    /// Whether words were taken out again on the way in.
    pub(crate) is_redacted: bool,
}

impl Change {
    /// A statement that counts from now on.
    pub(crate) fn add(&mut self, entry: i64, words: String, marks: String, looks: Option<Vec<u8>>) {
        self.added.push(Added { entry, words, marks, looks });
    }

    /// A statement whose labels changed.
    pub(crate) fn again(&mut self, step: &Transaction<'_>, entry: i64) -> Step<()> {
        let (words, marks) = words_of(step, entry)?;
        self.remove(entry);
        self.added.retain(|added| added.entry != entry);
        self.add(entry, words, marks, None);
        Ok(())
    }

    /// A statement that counts no more.
    pub(crate) fn remove(&mut self, entry: i64) {
        self.removed.push(entry);
    }
}

/// Writes the changes. A statement that came and went in the same commit leaves nothing.
pub(crate) fn apply(step: &Transaction<'_>, mut change: Change) -> Step<()> {
    change.removed.sort_unstable();
    change.removed.dedup();
    for entry in &change.removed {
        step.prepare_cached("DELETE FROM search WHERE rowid = ?")?.execute([entry])?;
        // Under which keys it stood is remembered until those that stood around it have been looked at again.
        step.prepare_cached(
            "INSERT OR IGNORE INTO unjoined (entry, was) VALUES (?1, (SELECT looks FROM outline WHERE entry = ?1))",
        )?
        .execute([entry])?;
        step.prepare_cached("DELETE FROM outline WHERE entry = ?")?.execute([entry])?;
    }
    change.added.sort_unstable_by_key(|added| added.entry);
    for Added { entry, words, marks, looks } in &change.added {
        // A revision of a page may have been overtaken by another one of the same group.
        let counts = step.prepare_cached("SELECT 1 FROM entry WHERE id = ? AND current = 1")?.exists([entry])?;
        if counts {
            step.prepare_cached("INSERT INTO search (rowid, words, marks) VALUES (?, ?, ?)")?
                .execute(params![entry, words, marks])?;
            step.prepare_cached("INSERT OR IGNORE INTO unjoined (entry) VALUES (?)")?.execute([entry])?;
            if let Some(looks) = looks {
                near::keep_outline(step, *entry, looks)?;
            }
        }
    }
    Ok(())
}

/// Words and marks of a statement, from its rows.
pub(crate) fn words_of(step: &Transaction<'_>, entry: i64) -> Step<(String, String)> {
    let mut actors = step.prepare_cached(
        "SELECT actor.number, actor.name FROM entry_actor JOIN actor ON actor.number = entry_actor.actor
         WHERE entry_actor.entry = ? ORDER BY entry_actor.position",
    )?;
    let actors: Vec<(i64, String)> =
        actors.query_map([entry], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let names: Vec<&str> = actors.iter().map(|(_, name)| name.as_str()).collect();
    let mut row = step.prepare_cached(
        "SELECT ifnull(entry.source, ''), ifnull(entry.role, ''), entry.content, entry.stance, article.language,
            article.outlet, ifnull(article.url, article.address)
         FROM entry JOIN article ON article.number = entry.article WHERE entry.id = ?",
    )?;
    let (words, mut marks) = row.query_row([entry], |row| {
        let (source, role, content): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (stance, language): (String, String) = (row.get(3)?, row.get(4)?);
        let (outlet, address): (Option<String>, String) = (row.get(5)?, row.get(6)?);
        let text = searched(&source, &role, &names, &content);
        Ok((words::stems(&text, &language), fixed_marks(&stance, &language, outlet.as_deref(), &address)))
    })?;
    for (number, _) in &actors {
        marks.push_str(" a");
        marks.push_str(&number.to_string());
    }
    Ok((words, marks))
}

/// Makes the index anew from the rows: it holds nothing that they do not.
pub(crate) fn rebuild(step: &Transaction<'_>) -> Step<()> {
    step.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    let mut ids = step.prepare("SELECT id FROM entry WHERE current = 1 ORDER BY id")?;
    for id in ids.query_map([], |row| row.get::<_, i64>(0))? {
        let id = id?;
        let (words, marks) = words_of(step, id)?;
        step.prepare_cached("INSERT INTO search (rowid, words, marks) VALUES (?, ?, ?)")?
            .execute(params![id, words, marks])?;
    }
    Ok(())
}

impl crate::Ledger {
    /// Makes the index of search anew from the rows.
    pub fn rebuild_index(&mut self) -> crate::Result<()> {
        self.write(rebuild)
    }
}
