//! The ledger as programs use it: in memory and on disk.

mod find;
mod keep;
mod sample;
