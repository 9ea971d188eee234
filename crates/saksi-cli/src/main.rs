//! The `saksi` command: arguments, inputs, output, exit codes. What a page says is read by the library.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // The command has files, threads and a clock; the library has none.

mod arguments;
mod exit;
mod explain;
mod format;
mod grammar;
mod input;
mod ledger;
mod read;
mod report;
mod shell;

use clap::Parser;

use arguments::{Arguments, Command};
use report::Report;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let report = Report::new(&arguments.global);
    let exit = match arguments.command {
        Command::Read(options) => read::run(options, arguments.global.color, &report),
        Command::Explain(options) => explain::run(&options, &report),
        Command::Grammar { name, lang } => grammar::run(name.as_deref(), lang, arguments.global.color, &report),
        Command::Ledger(command) => ledger::run(command, &arguments.global, &report),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::manual(command.as_deref(), &report),
    };
    // A page that ran out of time may still be read in the background: the process ends without waiting for it.
    std::process::exit(exit.code())
}
