//! What goes to standard error: errors with hints, and notes. One style everywhere.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::arguments::Global;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Something that could not be done, and perhaps what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    message: String,
    hints: Vec<String>,
}

impl Fault {
    /// A fault; the message is a phrase in lower case without a full stop.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hints: Vec::new() }
    }

    /// Adds what the reader could do.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What happened.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The input it happened to: what stands between the first backticks.
    pub(crate) fn subject(&self) -> String {
        self.message.split('`').nth(1).unwrap_or_default().to_owned()
    }

    /// A path that could not be read.
    pub(crate) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        let fault = Self::new(format!("cannot read `{path}`: {}", cause(error)));
        match error.kind() {
            std::io::ErrorKind::NotFound if !path.contains('/') => {
                fault.hint("paths are taken from the folder where the command runs")
            }
            std::io::ErrorKind::PermissionDenied => fault.hint("check who may read the file"),
            _ => fault,
        }
    }
}

/// The words of the system without its error number.
fn cause(error: &std::io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// Standard error.
#[derive(Debug)]
pub(crate) struct Report {
    quiet: bool,
    /// Hints that were given: what helps with one file helps with the next hundred.
    given: RefCell<HashSet<String>>,
    color: anstream::ColorChoice,
    /// How far long work has come; nothing until it is long.
    progress: ProgressBar,
    is_watched: bool,
    started: Instant,
}

impl Report {
    pub(crate) fn new(global: &Global) -> Self {
        let style =
            ProgressStyle::with_template("{spinner} {pos} read in {elapsed}").expect("the template is well formed");
        let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        let is_watched = !global.quiet && std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Self {
            quiet: global.quiet,
            given: RefCell::default(),
            color: global.color.choice(),
            progress,
            is_watched,
            started: Instant::now(),
        }
    }

    /// One more input is done. Where somebody watches long work, and its results go elsewhere, the count is shown.
    pub(crate) fn done_one(&self) {
        /// Shorter work needs no progress bar.
        const SHORT: Duration = Duration::from_secs(1);
        self.progress.inc(1);
        if self.is_watched && self.progress.is_hidden() && self.started.elapsed() > SHORT {
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// The work is done.
    pub(crate) fn finish(&self) {
        self.progress.finish_and_clear();
    }

    /// Prints a fault and its hints, each hint once in a run.
    pub(crate) fn fault(&self, fault: &Fault) {
        self.line(ERROR, "error", &fault.message);
        for hint in &fault.hints {
            if self.given.borrow_mut().insert(hint.clone()) {
                self.line(HINT, "hint", hint);
            }
        }
    }

    /// Prints something worth knowing, unless only errors are wanted.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            self.line(NOTE, "note", message);
        }
    }

    fn line(&self, style: Style, label: &str, message: &str) {
        self.progress.suspend(|| {
            let mut stderr = anstream::AutoStream::new(std::io::stderr().lock(), self.color);
            // Where standard error is closed there is nobody left to tell.
            let _ = writeln!(stderr, "{style}{label}{style:#}: {}", crate::format::inert(message));
        });
    }
}
