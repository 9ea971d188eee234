//! The command as its users run it: a process with arguments, files, pipes and exit codes.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests of the command write files and run programs.

mod bad_input;
mod command;
mod inputs;
mod ledger;
mod order;
mod saksi;
mod serve;
mod web;
