//! Across articles: which statements are about the same thing, who is the same actor, where a claim comes from.
//!
//! ```text
//! Row::of(reading) -> rows -> Outline::of(row) -> decide(row, row) -> links -> claims(rows, links, corrections)
//! ```
//!
//! A [`Row`] is one statement with what joining needs of its article. Its [`Outline`] says under which keys it is looked
//! up, so that only rows that share a key meet, and whether a closer look can be worth it. [`decide`] looks at two rows
//! and nothing else; therefore joining is incremental and does not depend on the order in which articles come.
//! [`claims`] turns linked rows into claims with their sides, numbers, changes and independent origins.
//!
//! This room knows statements and the words of both languages. It knows nothing of disks, pages or output shapes, and it
//! never says what is true.

pub mod actor;
mod carry;
mod claim;
mod context;
mod decide;
mod form;
mod meaning;
mod name;
mod office;
mod origin;
mod outline;
mod row;
mod sense;

pub use actor::{Actor, Known};
pub use claim::{Change, Claim, Correction, Counted, Member, Sides, claims};
pub use decide::{Link, Reason, decide};
pub use origin::Origin;
pub use outline::Outline;
pub use row::{Amount, Pointed, Row};
