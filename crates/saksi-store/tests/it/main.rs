//! The ledger as programs use it: in memory and on disk.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests of the ledger write files.

mod correct;
mod export;
mod find;
mod forget;
mod join;
mod keep;
mod overview;
mod sample;
mod verify;
