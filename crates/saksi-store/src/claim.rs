//! Claims as the ledger keeps them.

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Step};

/// The number of a claim by its id; an id that was merged away leads to the claim it is part of now.
pub(crate) fn number_of(connection: &Connection, id: &str) -> Step<i64> {
    let found = connection
        .prepare_cached(
            "SELECT number FROM claim WHERE id = ?1 UNION ALL
             SELECT claim_entry.claim FROM claim_moved JOIN claim_entry ON claim_entry.entry = claim_moved.entry
             WHERE claim_moved.id = ?1 LIMIT 1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| Error::Unknown { what: "claim", name: id.to_owned() }.into())
}
