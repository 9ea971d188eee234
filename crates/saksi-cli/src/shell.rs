//! Completions and manual pages, made from the arguments themselves.

use std::io::Write;

use clap::CommandFactory;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::report::{Fault, Report};

/// Prints completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "saksi", &mut script);
    print(&script)
}

/// Prints the manual page of the command, or of one subcommand.
pub(crate) fn manual(subcommand: Option<&str>, report: &Report) -> Exit {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = subcommand {
        let Some(found) = command.find_subcommand(name) else {
            report.fault(&Fault::new(format!("no subcommand is called `{name}`")).hint("`saksi --help` lists them"));
            return Exit::Usage;
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    if clap_mangen::Man::new(command).render(&mut page).is_err() {
        return Exit::Internal;
    }
    print(&page)
}

/// A reader that has seen enough closes the pipe; that is no fault.
fn print(bytes: &[u8]) -> Exit {
    let _ = std::io::stdout().lock().write_all(bytes);
    Exit::Done
}
