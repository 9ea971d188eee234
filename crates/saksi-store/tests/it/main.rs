//! The ledger as programs use it: in memory and on disk.

mod correct;
mod export;
mod find;
mod forget;
mod join;
mod keep;
mod sample;
mod verify;
