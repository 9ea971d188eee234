//! What can go wrong with a ledger, in words for the person who uses it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What every fallible function of the store returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A fault of the ledger or of what was asked of it. Nothing is half done: the ledger stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Written by a later version of the program.
    #[error("the ledger `{}` is of a newer kind ({found}) than this program knows ({known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// Some other file.
    #[error("`{}` is no ledger of saksi", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// No ledger there, where one is needed.
    #[error("there is no ledger at `{}`", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Bytes of the file are not what they should be.
    #[error("the ledger `{}` is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite or the check says.
        detail: String,
    },
    /// No room.
    #[error("the disk that holds the ledger `{}` is full", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another program writes and does not end.
    #[error("another program has been writing to the ledger `{}` for a long time", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened or written.
    #[error("cannot open the ledger `{}`: {detail}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// Anything else that SQLite says.
    #[error("the ledger `{}` gave an error: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// Nothing is called so.
    #[error("no {what} is called `{name}`")]
    Unknown {
        /// Statement, article, actor, claim, correction.
        what: &'static str,
        /// What was asked for.
        name: String,
    },
    /// Several are called so.
    #[error("`{name}` may mean several: {}", candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// What to ask for instead.
        candidates: Vec<String>,
    },
    /// The request makes no sense.
    #[error("{0}")]
    Senseless(String),
}

impl Error {
    /// Whether the ledger is at fault, not what was asked of it.
    pub fn is_of_ledger(&self) -> bool {
        !matches!(self, Self::Unknown { .. } | Self::Ambiguous { .. } | Self::Senseless(_))
    }

    /// What the reader could do.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => "use the version of saksi that wrote it, or a later one".to_owned(),
            Self::NotALedger { .. } => "`--ledger FILE` names another file; a new name makes a new ledger".to_owned(),
            Self::Missing { .. } => {
                "`saksi add PAGE...` makes one; `--ledger FILE` or SAKSI_LEDGER names another".to_owned()
            }
            Self::Damaged { path, .. } => format!(
                "nothing was changed; take a backup, or rescue what is readable with `sqlite3 {} .recover`",
                path.display()
            ),
            Self::Full { .. } => "nothing was changed; make room and run the command again".to_owned(),
            Self::Busy { .. } => "nothing was changed; wait for the other program and run the command again".to_owned(),
            Self::CannotOpen { .. } => "check that the folder exists and who may write there".to_owned(),
            Self::Ambiguous { .. } => "name one of them".to_owned(),
            Self::Database { .. } | Self::Unknown { .. } | Self::Senseless(_) => return None,
        })
    }

    /// What SQLite said of this file, in the words above.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotALedger { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::CannotOpen { path, detail }
            }
            _ => Self::Database { path, source: error },
        }
    }
}

/// A fault on the way, before it is known of which file.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    Error(Error),
}

/// What functions inside a transaction return.
pub(crate) type Step<T> = std::result::Result<T, Fault>;

impl Fault {
    pub(crate) fn of(self, path: &Path) -> Error {
        match self {
            Self::Sqlite(error) => Error::of(path, error),
            Self::Error(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}
