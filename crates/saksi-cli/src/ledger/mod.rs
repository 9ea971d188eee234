//! The subcommands that use a ledger: which file, what goes wrong with it, and one file a subcommand.

mod add;
mod arguments;
mod claims;
mod correct;
mod export;
mod forget;
mod progress;
mod reread;
mod rows;
mod serve;
mod verify;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use etcetera::BaseStrategy;
use saksi_store::{Error, Ledger};
use serde_json::Value;

pub(crate) use arguments::Command;
use arguments::{Form, RowFormat};

use crate::arguments::{Color, Global};
use crate::exit::Exit;
use crate::report::{Fault, Report};

/// Runs a subcommand that uses a ledger.
pub(crate) fn run(command: Command, global: &Global, report: &Report) -> Exit {
    let desk = Desk { global, report };
    let done = match command {
        Command::Add(options) => add::run(*options, &desk),
        Command::Statements(options) => rows::statements(&options, &desk),
        Command::Search(options) => rows::search(&options, &desk),
        Command::Actor(options) => rows::actor(&options, &desk),
        Command::Claims(options) => claims::list(&options, &desk),
        Command::Claim(options) => claims::one(&options, &desk),
        Command::Export(options) => export::run(&options, &desk),
        Command::Verify(options) => verify::run(&options, &desk),
        Command::Reread(options) => reread::run(&options, &desk),
        Command::Correct(options) => correct::run(&options, &desk),
        Command::Forget(options) => forget::run(&options, &desk),
        Command::Serve(options) => serve::run(&options, &desk),
        Command::Mcp(options) => serve::tools(options, &desk),
    };
    match done {
        Ok(exit) => exit,
        Err(Stop::Ledger(error)) => {
            let mut fault = Fault::new(error.to_string());
            if let Some(hint) = error.hint() {
                fault = fault.hint(hint);
            }
            report.fault(&fault);
            if error.is_of_ledger() { Exit::Ledger } else { Exit::Usage }
        }
        // A reader that has seen enough closes the pipe; that is no fault.
        Err(Stop::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
        Err(Stop::Output(error)) => {
            report.fault(&Fault::new(format!("cannot write the output: {error}")));
            Exit::Internal
        }
        Err(Stop::Usage(fault)) => {
            report.fault(&fault);
            Exit::Usage
        }
    }
}

/// Why a subcommand cannot go on.
enum Stop {
    Ledger(Error),
    Output(std::io::Error),
    Usage(Fault),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Ledger(error)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

type Done = Result<Exit, Stop>;

/// What every subcommand has at hand.
struct Desk<'a> {
    global: &'a Global,
    report: &'a Report,
}

impl Desk<'_> {
    /// The ledger, made where there is none.
    fn ledger(&self) -> Result<Ledger, Stop> {
        let path = self.path()?;
        // A folder named by a person must be there; the platform's own is made.
        if self.global.ledger.is_none()
            && let Some(folder) = path.parent()
            && let Err(error) = std::fs::create_dir_all(folder)
        {
            return Err(Stop::Usage(Fault::new(format!("cannot make the folder `{}`: {error}", folder.display()))));
        }
        Ok(Ledger::open(&path)?)
    }

    /// The ledger, which must be there.
    fn existing(&self) -> Result<Ledger, Stop> {
        Ok(Ledger::open_existing(&self.path()?)?)
    }

    /// The ledger, which must be there, with everything in it joined.
    fn joined(&self) -> Result<Ledger, Stop> {
        let mut ledger = self.existing()?;
        self.join(&mut ledger)?;
        Ok(ledger)
    }

    /// Joins what waits: a program that was killed leaves that to the next one.
    fn join(&self, ledger: &mut Ledger) -> Result<(), Stop> {
        let waiting = ledger.waiting()?;
        if waiting > 0 {
            let bar = progress::bar(self, u64::try_from(waiting).ok());
            bar.set_message("joining statements");
            ledger.join(&mut |done| bar.set_position(done as u64))?;
            bar.finish_and_clear();
        }
        Ok(())
    }

    fn path(&self) -> Result<PathBuf, Stop> {
        if let Some(path) = &self.global.ledger {
            return Ok(path.clone());
        }
        let platform = etcetera::choose_base_strategy().map_err(|_| {
            Stop::Usage(Fault::new("no data folder is known here").hint("name the ledger with `--ledger FILE`"))
        })?;
        Ok(platform.data_dir().join("saksi").join("ledger.saksi"))
    }

    /// Whether to print for people.
    fn is_sheet(form: Form) -> bool {
        form.format.map_or_else(|| std::io::stdout().is_terminal(), |format| format == RowFormat::Sheet)
    }

    /// Standard output: colours where they are wanted, and nothing of a page that a terminal would obey.
    fn out(&self, is_sheet: bool) -> Box<dyn Write> {
        let stdout = std::io::stdout().lock();
        let color: Color = self.global.color;
        let out: Box<dyn Write> =
            if is_sheet { Box::new(anstream::AutoStream::new(stdout, color.choice())) } else { Box::new(stdout) };
        Box::new(std::io::BufWriter::with_capacity(1 << 16, out))
    }
}

/// One line of JSONL.
fn line(out: &mut dyn Write, value: &Value) -> std::io::Result<()> {
    writeln!(out, "{}", crate::format::escaped(value.to_string()))
}

/// Now, as the ledger keeps it.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// How many threads.
fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from)
}
