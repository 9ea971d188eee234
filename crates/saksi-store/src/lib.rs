//! Keeps what was read in one SQLite file: the ledger.
//!
//! Pages as they were read, what they attest, who is behind it, what a person corrected, what was forgotten. Rows only
//! grow; a correction supersedes and says who and why. Whatever the program reported as kept is on the disk, whenever it
//! is killed. Any SQLite tool opens the file: begin with its views `statement`, `claim_side` and `origin`.
//!
//! This room knows the library's rules and the contract's shapes. It knows nothing of arguments, terminals or clocks:
//! the time is handed in.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // The ledger is a file and is checked on threads; the library has none.

mod actor;
mod article;
mod claim;
mod correct;
mod error;
pub mod export;
mod find;
mod forget;
mod given;
mod group;
mod index;
mod join;
mod joining;
mod keep;
mod ledger;
mod near;
mod overview;
mod prepared;
mod reread;
mod revision;
mod row;
mod schema;
mod verify;
mod words;

pub use actor::ActorCard;
pub use article::{ArticleCard, ArticleLine, Revision};
pub use claim::{ClaimCard, Claims};
pub use correct::{Correction, CorrectionEntry, State};
pub use error::{Error, Result};
pub use find::{Filter, Found, Order, RANKED, Snippet, snippet};
pub use forget::Forgotten;
pub use given::{AddressKind, Given};
pub use join::Joined;
pub use keep::{Kept, number_of};
pub use ledger::{Counts, Ledger};
pub use overview::{ClaimLine, NAMED, SIDES, SideLine};
pub use prepared::Prepared;
pub use reread::{Reread, Stale};
pub use revision::{Changes, Said, compare};
pub use row::{ActorName, ArticleHead, Row};
pub use verify::{Problem, Verified};
pub use words::Query;
