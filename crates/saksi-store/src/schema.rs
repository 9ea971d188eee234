//! Opening the file: is it a ledger, of which kind, and the dated steps from an older kind to this one.
//! This room knows SQLite and the migrations. It knows nothing of articles.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};

/// "SAKS": the four letters in the head of the file that say whose it is.
const APPLICATION: i64 = 0x5341_4b53;

/// One step from an older kind of ledger to the next. Never edited once released.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// The day it was written, and a word.
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// All steps in turn; the kind of a ledger is how many it has taken.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "2026-11-23-ledger", sql: include_str!("../migrations/2026-11-23-ledger.sql") },
    Migration { name: "2026-11-27-joining", sql: include_str!("../migrations/2026-11-27-joining.sql") },
    Migration { name: "2026-11-28-crowds", sql: include_str!("../migrations/2026-11-28-crowds.sql") },
];

/// Opens a ledger for writing; makes it where there is none.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    open_by(path, MIGRATIONS)
}

/// A ledger in memory, for tests and for looking at pages without keeping them.
pub(crate) fn in_memory() -> Result<Connection> {
    let path = Path::new(":memory:");
    let mut connection = Connection::open_in_memory().map_err(|error| Error::of(path, error))?;
    migrate(&mut connection, path, MIGRATIONS).map_err(|error| Error::of(path, error))?;
    Ok(connection)
}

/// Opens a ledger that must be there.
pub(crate) fn open_existing(path: &Path) -> Result<Connection> {
    if path.exists() { open(path) } else { Err(Error::Missing { path: path.to_owned() }) }
}

fn open_by(path: &Path, migrations: &[Migration]) -> Result<Connection> {
    let of = |error| Error::of(path, error);
    let known = migrations.len() as i64;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(of)?;
    connection.busy_timeout(Duration::from_mins(1)).map_err(of)?;
    let found = kind(&connection, path)?;
    if found > known {
        return Err(Error::Newer { path: path.to_owned(), found, known });
    }
    if found == 0 {
        // Readings are a few kilobytes each: larger leaves waste less.
        connection.pragma_update(None, "page_size", 8192).map_err(of)?;
    }
    // Durable at every commit, power cuts included; readers never wait for the writer.
    connection.pragma_update(None, "journal_mode", "wal").map_err(of)?;
    connection.pragma_update(None, "synchronous", "full").map_err(of)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(of)?;
    // What is forgotten leaves no bytes behind in free pages.
    connection.pragma_update(None, "secure_delete", true).map_err(of)?;
    connection.pragma_update(None, "cache_size", -65_536).map_err(of)?;
    // A statement is planned once, whatever values it is asked with.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(of)?;
    connection.set_prepared_statement_cache_capacity(128);
    if found < known {
        if found > 0 {
            back_up(&connection, &backup_path(path, migrations[found as usize].name)).map_err(of)?;
        }
        migrate(&mut connection, path, migrations).map_err(of)?;
    }
    Ok(connection)
}

/// How many steps the ledger has taken; 0 for a new file.
fn kind(connection: &Connection, path: &Path) -> Result<i64> {
    let of = |error| Error::of(path, error);
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).map_err(of);
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(of)?;
    if application == APPLICATION || (application == 0 && found == 0 && tables == 0) {
        Ok(found)
    } else {
        Err(Error::NotALedger { path: path.to_owned() })
    }
}

/// Takes the steps that are missing, all or none. Two programs may do so at once: the second finds nothing to do.
fn migrate(connection: &mut Connection, _path: &Path, migrations: &[Migration]) -> rusqlite::Result<()> {
    let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for migration in migrations.iter().skip(usize::try_from(found).unwrap_or(0)) {
        step.execute_batch(migration.sql)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", migrations.len() as i64)?;
    step.commit()
}

fn backup_path(path: &Path, step: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".before-{step}"));
    path.with_file_name(name)
}

/// A whole copy beside the ledger, before anything in it changes its shape.
fn back_up(connection: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut copy = Connection::open(to)?;
    Backup::new(connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration =
        Migration { name: "2026-01-01-first", sql: "CREATE TABLE a (x); INSERT INTO a VALUES (7)" };
    const SECOND: Migration = Migration { name: "2026-01-02-second", sql: "ALTER TABLE a ADD COLUMN y" };
    const BROKEN: Migration = Migration { name: "2026-01-03-broken", sql: "CREATE TABLE b (x); SELECT nonsense" };

    #[test]
    fn an_older_ledger_is_copied_and_then_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.saksi");
        drop(open_by(&path, &[FIRST]).unwrap());
        let connection = open_by(&path, &[FIRST, SECOND]).unwrap();
        let row = connection.query_row("SELECT x, y FROM a", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(row, (7, None::<i64>));
        let copy = Connection::open(folder.path().join("ledger.saksi.before-2026-01-02-second")).unwrap();
        assert_eq!(copy.query_row("SELECT * FROM a", [], |row| row.get::<_, i64>(0)).unwrap(), 7);
        assert!(copy.prepare("SELECT y FROM a").is_err());
    }

    #[test]
    fn a_ledger_joined_by_keys_is_joined_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.saksi");
        let old = open_by(&path, &MIGRATIONS[..1]).unwrap();
        old.execute_batch(
            "INSERT INTO page VALUES (1, 'p', 0, NULL);
             INSERT INTO article (number, id, series, latest, page, address, given, added, language, origin_kind)
                VALUES (1, 'a', 1, 1, 1, 'a', '{}', '', 'id', 'unknown');
             INSERT INTO reading (number, article, version, at, sha256) VALUES (1, 1, '', '', '');
             INSERT INTO entry (id, article, reading, statement, current, kind, stance, confidence, by, cue, cue_spans,
                lemma, content, content_spans)
                VALUES (7, 1, 1, 's1', 1, 'indirect', 'asserts', 1, '', '', '', '', 'ada kapal', ''),
                    (8, 1, 1, 's2', 0, 'indirect', 'asserts', 1, '', '', '', '', 'ada kapal', '');
             INSERT INTO entry_key VALUES (1, 7);
             INSERT INTO link VALUES (7, 8, 1, '[]');",
        )
        .unwrap();
        drop(old);
        let connection = open(&path).unwrap();
        let count = |table: &str| {
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!((count("unjoined"), count("link"), count("outline")), (1, 0, 0));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.saksi");
        drop(open_by(&path, &[FIRST]).unwrap());
        assert!(open_by(&path, &[FIRST, SECOND, BROKEN]).is_err());
        let connection = open_by(&path, &[FIRST]).unwrap();
        assert!(connection.prepare("SELECT y FROM a").is_err());
    }

    #[test]
    fn a_newer_ledger_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.saksi");
        drop(open_by(&path, &[FIRST, SECOND]).unwrap());
        let before = std::fs::read(&path).unwrap();
        let error = open_by(&path, &[FIRST]).unwrap_err();
        assert!(matches!(error, Error::Newer { found: 2, known: 1, .. }), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn other_files_are_no_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "“Ya,” kata Sumi. ".repeat(100)).unwrap();
        assert!(matches!(open(&text), Err(Error::NotALedger { .. })));
        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(matches!(open(&other), Err(Error::NotALedger { .. })));
        assert!(matches!(open(&folder.path().join("no/such/folder")), Err(Error::CannotOpen { .. })));
    }
}
