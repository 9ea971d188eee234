//! The open ledger: one connection to one file, and the two ways to use it, looking and writing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use saksi_contract::sha256_hex;

use crate::error::{Error, Result, Step};
use crate::schema;

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    path: PathBuf,
}

/// How much a ledger holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub articles: i64,
    pub revisions: i64,
    pub statements: i64,
    pub actors: i64,
    pub claims: i64,
    pub corrections: i64,
    pub tombstones: i64,
    pub unread: i64,
}

impl Ledger {
    /// Opens the ledger in this file, and makes it where there is none.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open(path)?, path: path.to_owned() })
    }

    /// Opens a ledger that must be there already.
    pub fn open_existing(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open_existing(path)?, path: path.to_owned() })
    }

    /// A ledger that ends with the program.
    pub fn in_memory() -> Result<Self> {
        Ok(Self { connection: schema::in_memory()?, path: PathBuf::from(":memory:") })
    }

    /// For one of many connections of a program that answers others: waits no longer than this for a program that
    /// writes (a minute otherwise), and keeps no more of the file in memory than this.
    pub fn keep_small(&self, waits: Duration, cache_kib: u32) -> Result<()> {
        let of = |error| Error::of(&self.path, error);
        self.connection.busy_timeout(waits).map_err(of)?;
        self.connection.pragma_update(None, "cache_size", -i64::from(cache_kib)).map_err(of)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How much is in it.
    pub fn counts(&self) -> Result<Counts> {
        self.look(|connection| {
            let count =
                |what: &str| connection.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0));
            Ok(Counts {
                articles: count("article WHERE latest = 1")?,
                revisions: count("article WHERE latest = 0")?,
                statements: count("entry WHERE current = 1")?,
                actors: count(
                    "actor WHERE same_as = number AND EXISTS (SELECT 1 FROM entry_actor WHERE actor = number)",
                )?,
                claims: count("claim")?,
                corrections: count("correction")?,
                tombstones: count("tombstone")?,
                unread: count("unread")?,
            })
        })
    }

    /// Looks at one state of the ledger, whatever another program writes meanwhile.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Connection) -> Step<T>) -> Result<T> {
        let seen = || -> Step<T> {
            let still = self.connection.unchecked_transaction()?;
            look(&still)
        };
        seen().map_err(|fault| fault.of(&self.path))
    }

    /// Writes all of it or nothing. When this returns, it is on the disk.
    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&Transaction<'_>) -> Step<T>) -> Result<T> {
        let path = &self.path;
        let connection = &mut self.connection;
        let written = (|| -> Step<T> {
            let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = write(&step)?;
            step.commit()?;
            Ok(value)
        })();
        written.map_err(|fault| fault.of(path))
    }
}

/// Adds a line to the log, chained to the line before.
pub(crate) fn log(step: &Transaction<'_>, at: &str, what: &str, subject: &str, sha256: &str) -> Step<()> {
    let before: Option<String> = step
        .prepare_cached("SELECT digest FROM log ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let digest = link(&before.unwrap_or_default(), at, what, subject, sha256);
    step.prepare_cached("INSERT INTO log (at, what, subject, sha256, digest) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![at, what, subject, sha256, digest])?;
    Ok(())
}

/// The digest of one line of the log.
pub(crate) fn link(before: &str, at: &str, what: &str, subject: &str, sha256: &str) -> String {
    sha256_hex([before, at, what, subject, sha256].join("\n").as_bytes())
}
