//! Checking the whole ledger: every row against the kept page, and that nobody changed the past.
//!
//! Same bytes (the page has its hash), same words (each part is what stands at its place), same span (a page read again by
//! the version that read it gives the same rows). The log chains every entry to the one before: whoever noted its last
//! digest can tell later that what was there then is still there.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use saksi_contract::sha256_hex;
use serde_json::{Value, json};

use crate::Given;
use crate::correct;
use crate::error::{Error, Result, Step};
use crate::forget;
use crate::ledger::{Ledger, link};
use crate::prepared::{unpress, unpress_all};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Articles, all revisions.
    pub articles: usize,
    /// Statements in their readings.
    pub statements: usize,
    /// Articles whose page was read again and gave the same.
    pub read_again: usize,
    /// Articles read by another version: their words were checked, the reading was not repeated.
    pub other_version: usize,
    /// Articles whose page was dropped because an actor in it was forgotten.
    pub without_page: usize,
    /// The last digest of the log.
    pub head: String,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Article, statement, correction or log line.
    pub subject: String,
    /// What is wrong with it.
    pub message: String,
}

impl Verified {
    /// As it is printed.
    pub fn to_json(&self) -> Value {
        let problems: Vec<Value> = self
            .problems
            .iter()
            .map(|problem| json!({ "subject": problem.subject, "message": problem.message }))
            .collect();
        json!({
            "articles": self.articles, "statements": self.statements, "read_again": self.read_again,
            "other_version": self.other_version, "without_page": self.without_page, "head": self.head,
            "problems": problems,
        })
    }
}

/// Everything about one article that can be checked without the ledger.
struct Check {
    id: String,
    given: Given,
    page_sha256: String,
    page: Option<(Vec<u8>, usize)>,
    is_latest: bool,
    counts: i64,
    readings: Vec<ReadingCheck>,
}

struct ReadingCheck {
    number: i64,
    version: String,
    sha256: String,
    body: Option<Vec<u8>>,
    rows: Vec<RowCheck>,
}

struct RowCheck {
    statement: String,
    is_current: bool,
    columns: Value,
}

/// What checking one article gave.
#[derive(Default)]
struct Checked {
    statements: usize,
    read_again: usize,
    other_version: usize,
    without_page: usize,
    problems: Vec<Problem>,
}

impl Ledger {
    /// Checks everything, on `jobs` threads. `head` is a digest noted earlier that must still be part of the log.
    pub fn verify(&self, jobs: usize, head: Option<&str>, progress: &mut dyn FnMut(usize, usize)) -> Result<Verified> {
        let mut verified = self.look(|connection| {
            let mut verified = Verified::default();
            file(connection, &mut verified)?;
            chain(connection, head, &mut verified)?;
            Ok(verified)
        })?;
        let total = self.look(|connection| {
            Ok(connection.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0))?)
        })? as usize;
        let (give, take) = mpsc::sync_channel::<Check>(jobs * 2);
        let take = Arc::new(Mutex::new(take));
        let (done, results) = mpsc::channel::<Checked>();
        let read: Result<()> = std::thread::scope(|scope| {
            for _ in 0..jobs.max(1) {
                let (take, done) = (Arc::clone(&take), done.clone());
                let work = move || {
                    loop {
                        let check = take.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
                        let Ok(check) = check else { return };
                        if done.send(check.run()).is_err() {
                            return;
                        }
                    }
                };
                // Deeply nested pages need a deep stack.
                let thread = std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work);
                thread.expect("the system has room for a few threads");
            }
            drop(done);
            let read = self.each_check(&mut |check| {
                verified.articles += 1;
                let _ = give.send(check);
                while let Ok(checked) = results.try_recv() {
                    verified.take(checked);
                }
                progress(verified.articles, total);
            });
            drop(give);
            for checked in results {
                verified.take(checked);
            }
            read
        });
        read?;
        verified.problems.sort_by(|a, b| (&a.subject, &a.message).cmp(&(&b.subject, &b.message)));
        Ok(verified)
    }

    fn each_check(&self, each: &mut dyn FnMut(Check)) -> Result<()> {
        let mut after = 0;
        loop {
            let next = self.look(|connection| next_check(connection, after))?;
            let Some((number, check)) = next else { return Ok(()) };
            after = number;
            each(check);
        }
    }
}

impl Verified {
    fn take(&mut self, checked: Checked) {
        self.statements += checked.statements;
        self.read_again += checked.read_again;
        self.other_version += checked.other_version;
        self.without_page += checked.without_page;
        self.problems.extend(checked.problems);
    }

    fn problem(&mut self, subject: &str, message: impl Into<String>) {
        self.problems.push(Problem { subject: subject.to_owned(), message: message.into() });
    }
}

/// The file itself, as SQLite sees it.
fn file(connection: &Connection, verified: &mut Verified) -> Step<()> {
    let mut rows = connection.prepare("PRAGMA integrity_check(20)")?;
    for row in rows.query_map([], |row| row.get::<_, String>(0))? {
        let row = row?;
        if row != "ok" {
            verified.problem("file", row);
        }
    }
    if let Err(error) = connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)", []) {
        verified.problem("index", error.to_string());
    }
    let lost: i64 = connection.query_row(
        "SELECT (SELECT count(*) FROM entry WHERE current = 1) - (SELECT count(*) FROM search_docsize)",
        [],
        |row| row.get(0),
    )?;
    if lost != 0 {
        verified.problem("index", format!("the index of search has {lost} statements too few or too many"));
    }
    Ok(())
}

/// The log, from its first line on, and that everything in the ledger stands in it.
fn chain(connection: &Connection, head: Option<&str>, verified: &mut Verified) -> Step<()> {
    let mut before = String::new();
    let mut written: HashSet<(String, String, String)> = HashSet::new();
    let mut is_head_there = head.is_none_or(str::is_empty);
    let mut lines = connection.prepare("SELECT number, at, what, subject, sha256, digest FROM log ORDER BY number")?;
    let mut lines = lines.query([])?;
    let mut expected = 1;
    while let Some(line) = lines.next()? {
        let number: i64 = line.get(0)?;
        let [at, what, subject, sha256, digest]: [String; 5] =
            [line.get(1)?, line.get(2)?, line.get(3)?, line.get(4)?, line.get(5)?];
        if number != expected {
            verified.problem("log", format!("line {expected} is missing"));
        }
        expected = number + 1;
        if link(&before, &at, &what, &subject, &sha256) != digest {
            verified.problem("log", format!("line {number} does not follow from the line before it"));
        }
        is_head_there |= head == Some(digest.as_str());
        before = digest;
        written.insert((what, subject, sha256));
    }
    if !is_head_there {
        verified.problem("log", "the digest that was noted is not part of it: the past was changed");
    }
    verified.head = before;
    let is_written = |what: &[&str], subject: &str, sha256: String, verified: &mut Verified| {
        let found = what.iter().any(|what| written.contains(&((*what).to_owned(), subject.to_owned(), sha256.clone())));
        if !found {
            verified.problem(subject, "is not what the log says of it");
        }
    };
    let mut readings = connection
        .prepare("SELECT article.id, reading.sha256 FROM reading JOIN article ON article.number = reading.article")?;
    let mut readings = readings.query([])?;
    while let Some(row) = readings.next()? {
        is_written(&["read", "redact"], &row.get::<_, String>(0)?, row.get(1)?, verified);
    }
    let mut corrections = connection.prepare("SELECT number, at, who, kind, subject, reason FROM correction")?;
    let mut corrections = corrections.query([])?;
    while let Some(row) = corrections.next()? {
        let number: i64 = row.get(0)?;
        let [at, who, kind, subject, reason]: [String; 5] =
            [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
        let digest = correct::digest(&at, &who, &kind, &subject, &reason);
        is_written(&["correct"], &number.to_string(), digest, verified);
    }
    let mut tombstones =
        connection.prepare("SELECT at, kind, id, address_sha256, page_sha256, reason FROM tombstone")?;
    let mut tombstones = tombstones.query([])?;
    while let Some(row) = tombstones.next()? {
        let [at, kind, id, reason]: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(5)?];
        let (address, page): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
        let digest = forget::digest(&at, &kind, &id, address.as_deref(), page.as_deref(), &reason);
        is_written(&["forget"], &id, digest, verified);
    }
    // What the log has and the ledger has not: readings that nobody forgot.
    let gone: HashSet<String> =
        written.iter().filter(|(what, _, _)| what == "forget").map(|(_, subject, _)| subject.clone()).collect();
    let mut known = connection.prepare_cached("SELECT 1 FROM article WHERE id = ?")?;
    let mut corrected = connection.prepare_cached("SELECT 1 FROM correction WHERE number = ?")?;
    let mut subjects: Vec<&(String, String, String)> = written.iter().collect();
    subjects.sort();
    for (what, subject, _) in subjects {
        let is_there = match what.as_str() {
            "read" => gone.contains(subject) || known.exists([subject])?,
            "correct" => corrected.exists([subject])?,
            _ => true,
        };
        if !is_there {
            verified.problem(subject, "is in the log and was taken out without a tombstone");
        }
    }
    Ok(())
}

/// Columns of a row and where they stand in the contract.
const COLUMNS: &[(&str, &str)] = &[
    ("kind", "/kind"),
    ("by", "/by"),
    ("source", "/source/text"),
    ("role", "/source/role"),
    ("resolved", "/source/resolved"),
    ("cue", "/cue/text"),
    ("lemma", "/cue/lemma"),
    ("content", "/content/text"),
    ("addressee", "/addressee/text"),
    ("via", "/via/outlet"),
    ("said", "/said/text"),
    ("said_from", "/said/from"),
    ("said_to", "/said/to"),
    ("evidence", "/evidence/text"),
    ("evidence_kind", "/evidence/kind"),
    ("within", "/within"),
    ("answers", "/answers"),
];

fn next_check(connection: &Connection, after: i64) -> Step<Option<(i64, Check)>> {
    let mut articles = connection.prepare_cached(
        "SELECT article.number, article.id, address, given, latest, reading, page.sha256, page.size, page.bytes
         FROM article JOIN page ON page.number = article.page WHERE article.number > ? ORDER BY 1 LIMIT 1",
    )?;
    let mut articles = articles.query([after])?;
    let Some(row) = articles.next()? else { return Ok(None) };
    let number: i64 = row.get(0)?;
    let (address, given): (String, String) = (row.get(2)?, row.get(3)?);
    let size: i64 = row.get(7)?;
    let pressed: Option<Vec<u8>> = row.get(8)?;
    let mut readings =
        connection.prepare_cached("SELECT number, version, sha256, body FROM reading WHERE article = ? ORDER BY 1")?;
    let readings = readings.query_map([number], |row| {
        Ok(ReadingCheck {
            number: row.get(0)?,
            version: row.get(1)?,
            sha256: row.get(2)?,
            body: row.get(3)?,
            rows: Vec::new(),
        })
    })?;
    let mut readings: Vec<ReadingCheck> = readings.collect::<rusqlite::Result<_>>()?;
    let names: Vec<&str> = COLUMNS.iter().map(|(column, _)| *column).collect();
    let sql = format!(
        "SELECT reading, statement, current, {}, source_spans, cue_spans, content_spans, stance, stance_read,
            (SELECT group_concat(actor.id, ' ') FROM entry_actor JOIN actor ON actor.number = entry_actor.actor
                WHERE entry_actor.entry = entry.id ORDER BY entry_actor.position),
            EXISTS (SELECT 1 FROM correction WHERE kind = 'relabel' AND subject LIKE '%\"' || entry.statement || '\"%')
         FROM entry WHERE article = ? ORDER BY id DESC",
        names.join(", ")
    );
    let mut entries = connection.prepare_cached(&sql)?;
    let mut entries = entries.query([number])?;
    while let Some(row) = entries.next()? {
        let reading: i64 = row.get(0)?;
        let mut columns = serde_json::Map::new();
        for (index, name) in names.iter().enumerate() {
            columns.insert((*name).to_owned(), row.get::<_, Option<String>>(index + 3)?.into());
        }
        let rest = names.len() + 3;
        for (index, name) in
            ["source_spans", "cue_spans", "content_spans", "stance", "stance_read", "actors"].iter().enumerate()
        {
            columns.insert((*name).to_owned(), row.get::<_, Option<String>>(rest + index)?.into());
        }
        columns.insert("relabelled".to_owned(), row.get::<_, bool>(rest + 6)?.into());
        if let Some(found) = readings.iter_mut().find(|one| one.number == reading) {
            found.rows.push(RowCheck { statement: row.get(1)?, is_current: row.get(2)?, columns: columns.into() });
        }
    }
    let check = Check {
        id: row.get(1)?,
        given: Given::of_json(&address, &given),
        page_sha256: row.get(6)?,
        page: pressed.map(|pressed| (pressed, usize::try_from(size).unwrap_or(0))),
        is_latest: row.get(4)?,
        counts: row.get(5)?,
        readings,
    };
    Ok(Some((number, check)))
}

impl Check {
    fn run(self) -> Checked {
        let mut checked = Checked::default();
        let bytes = match &self.page {
            None => {
                checked.without_page = 1;
                None
            }
            Some((pressed, size)) => match unpress(pressed, *size) {
                Some(bytes) if sha256_hex(&bytes) == self.page_sha256 => Some(bytes),
                Some(_) => self.problem(&mut checked, "the page no longer fits its hash"),
                None => self.problem(&mut checked, "the page cannot be unpacked"),
            },
        };
        if let Some(bytes) = &bytes
            && saksi_contract::article_id(&self.given.address, bytes) != self.id
        {
            self.problem::<()>(&mut checked, "the id is not that of its address and page");
        }
        let mut is_repeated = false;
        for reading in &self.readings {
            let Some(pressed) = &reading.body else { continue };
            let body = unpress_all(pressed).filter(|json| sha256_hex(json) == reading.sha256);
            let Some(body) = body.and_then(|json| serde_json::from_slice::<Value>(&json).ok()) else {
                self.problem::<()>(&mut checked, "what was read from it no longer fits its hash");
                continue;
            };
            self.words(&body, &mut checked);
            self.rows(reading, &body, &mut checked);
            if reading.number == self.counts {
                checked.statements += body["statements"].as_array().map_or(0, Vec::len);
                let is_ours = reading.version == saksi_contract::VERSION;
                if let (Some(bytes), true) = (&bytes, is_ours) {
                    is_repeated = true;
                    self.again(bytes, &body, &mut checked);
                }
            }
        }
        if is_repeated {
            checked.read_again = 1;
        } else if bytes.is_some() {
            checked.other_version = 1;
        }
        checked
    }

    fn problem<T>(&self, checked: &mut Checked, message: &str) -> Option<T> {
        checked.problems.push(Problem { subject: self.id.clone(), message: message.to_owned() });
        None
    }

    /// Every part says the words at its place.
    fn words(&self, body: &Value, checked: &mut Checked) {
        let text: Vec<char> = body["text"].as_str().unwrap_or_default().chars().collect();
        let at = |span: &Value| {
            let place = |index: usize| usize::try_from(span[index].as_u64()?).ok();
            Some(text.get(place(0)?..place(1)?)?.iter().collect::<String>())
        };
        for statement in body["statements"].as_array().into_iter().flatten() {
            for part in ["source", "cue", "content", "addressee", "via", "said", "evidence"] {
                let Some(spans) = statement[part]["spans"].as_array() else { continue };
                let words: Option<Vec<String>> = spans.iter().map(at).collect();
                if words.is_none_or(|words| statement[part]["text"] != words.join(" … ")) {
                    let id = statement["id"].as_str().unwrap_or_default();
                    self.problem::<()>(checked, &format!("the {part} of {id} is not what stands at its place"));
                }
            }
        }
    }

    /// The rows of the tables are those that were read, but for what a person corrected.
    fn rows(&self, reading: &ReadingCheck, body: &Value, checked: &mut Checked) {
        let by_id: HashMap<&str, &Value> = (body["statements"].as_array().into_iter().flatten())
            .map(|statement| (statement["id"].as_str().unwrap_or_default(), statement))
            .collect();
        if by_id.len() != reading.rows.len() {
            let message = format!("{} statements were read, and {} rows are kept", by_id.len(), reading.rows.len());
            self.problem::<()>(checked, &message);
        }
        for row in &reading.rows {
            let id = &row.statement;
            let Some(read) = by_id.get(id.as_str()) else {
                self.problem::<()>(checked, &format!("the row {id} was never read"));
                continue;
            };
            let columns = &row.columns;
            let mut odd: Vec<&str> = Vec::new();
            let read_at = |pointer: &str| read.pointer(pointer).cloned().unwrap_or(Value::Null);
            odd.extend(
                COLUMNS.iter().filter(|(name, pointer)| columns[*name] != read_at(pointer)).map(|(name, _)| *name),
            );
            for (name, part) in [("source_spans", "source"), ("cue_spans", "cue"), ("content_spans", "content")] {
                let spans: Option<Vec<String>> = read[part]["spans"]
                    .as_array()
                    .map(|spans| spans.iter().map(|span| format!("{}..{}", span[0], span[1])).collect());
                if columns[name].as_str().map(str::to_owned) != spans.map(|spans| spans.join(" ")) {
                    odd.push(name);
                }
            }
            let stance = if columns["stance_read"].is_null() { &columns["stance"] } else { &columns["stance_read"] };
            let is_relabelled = columns["relabelled"] == true;
            if *stance != read["stance"] || (!columns["stance_read"].is_null() && !is_relabelled) {
                odd.push("stance");
            }
            let actors: Vec<&str> = (read["source"]["actors"].as_array().into_iter().flatten())
                .map(|actor| actor["id"].as_str().unwrap_or_default())
                .collect();
            if columns["actors"].as_str().unwrap_or_default() != actors.join(" ") && !is_relabelled {
                odd.push("actors");
            }
            if row.is_current != (self.is_latest && reading.number == self.counts) {
                odd.push("current");
            }
            if !odd.is_empty() {
                self.problem::<()>(checked, &format!("the row {id} is not what was read: {}", odd.join(", ")));
            }
        }
    }

    /// The page, read again, gives the same.
    fn again(&self, bytes: &[u8], body: &Value, checked: &mut Checked) {
        let again = catch_unwind(AssertUnwindSafe(|| serde_json::to_value(self.given.read(bytes))));
        let same = again.ok().and_then(std::result::Result::ok).is_some_and(|again| again == *body);
        if !same {
            self.problem::<()>(checked, "the page, read again by the same version, gives something else");
        }
    }
}

impl Verified {
    /// The first problem as an error, for commands that must not go on.
    pub fn into_result(self, path: &std::path::Path) -> Result<Self> {
        match self.problems.first() {
            None => Ok(self),
            Some(problem) => Err(Error::Damaged {
                path: path.to_owned(),
                detail: format!("{}: {} ({} in all)", problem.subject, problem.message, self.problems.len()),
            }),
        }
    }
}
