//! The command as its users run it: a process with arguments, files, pipes and exit codes.

mod bad_input;
mod command;
mod inputs;
mod order;
mod saksi;
