//! `saksi read`: pages in, articles out, in the order of the inputs.

pub(crate) mod page;
pub(crate) mod pool;

use std::io::{BufWriter, IsTerminal, Write};
use std::sync::Arc;

use saksi::Options;

use crate::arguments::{Color, Format, Read};
use crate::exit::Exit;
use crate::format;
use crate::input::{self, Given, Web};
use crate::report::Report;
use pool::{Outcome, Pool};

/// Reads the pages and prints what they attest.
#[allow(clippy::boxed_local)] // Boxed where the arguments are kept: it is by far the largest subcommand.
pub(crate) fn run(options: Box<Read>, color: Color, report: &Report) -> Exit {
    page::keep_panics_quiet();
    let stdout = std::io::stdout();
    let form = options.format.unwrap_or(if stdout.is_terminal() { Format::Sheet } else { Format::Jsonl });
    let format: Arc<dyn format::Format> = Arc::from(format::of(form));
    let given = Given {
        kind: options.kind,
        web: Web::of(&options),
        options: options.reader.into(Options { published: options.date, language: options.lang, ..Options::default() }),
    };
    let jobs = options
        .jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
    let pages = options.pages;
    let written = Arc::clone(&format);
    let work = move |task| {
        let article = page::article(task)?;
        Ok(Written { statements: article.statements.len(), words: written.article(&article) })
    };
    let pool = Pool::start(jobs, options.timeout, Arc::new(work), move |found| input::each(&pages, &given, found));

    let stdout = stdout.lock();
    // Only the sheet has colours; the other forms go out as they are.
    let out: Box<dyn Write> = if form == Format::Sheet {
        Box::new(anstream::AutoStream::new(stdout, color.choice()))
    } else {
        Box::new(stdout)
    };
    let out = BufWriter::with_capacity(1 << 16, out);
    let mut printer = Printer { out, format: &*format, articles: 0, unread: 0, exit: Exit::Done };
    let printed = printer.all(pool, options.fail_empty, report);
    match printed {
        // A reader that has seen enough closes the pipe; that is no fault.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            report.fault(&crate::report::Fault::new(format!("cannot write the output: {error}")));
            printer.exit = Exit::Internal;
        }
        Ok(()) => {}
    }
    printer.exit
}

/// An article in the form asked for, and how many statements it has.
struct Written {
    words: String,
    statements: usize,
}

struct Printer<'a, W> {
    out: W,
    format: &'a dyn format::Format,
    articles: usize,
    unread: usize,
    exit: Exit,
}

impl<W: Write> Printer<'_, W> {
    fn all(&mut self, mut pool: Pool<Written>, fail_empty: bool, report: &Report) -> std::io::Result<()> {
        write!(self.out, "{}", self.format.head())?;
        loop {
            let mut outcome = pool.try_next();
            if outcome.is_none() {
                // Nothing is ready: what is printed so far should not wait in a buffer.
                self.out.flush()?;
                outcome = pool.next();
            }
            let Some(outcome) = outcome else { break };
            if !matches!(outcome, Outcome::Note(_)) {
                report.done_one();
            }
            match outcome {
                Outcome::Done(written) => {
                    if self.articles > 0 {
                        write!(self.out, "{}", self.format.between())?;
                    }
                    write!(self.out, "{}", written.words)?;
                    self.articles += 1;
                    if written.statements == 0 && fail_empty {
                        self.exit = self.exit.or(Exit::Empty);
                    }
                }
                Outcome::Fault(fault) => {
                    report.fault(&fault);
                    self.unread += 1;
                    self.exit = self.exit.or(Exit::Unread);
                }
                Outcome::Panic(fault) => {
                    report.fault(&fault);
                    self.unread += 1;
                    self.exit = self.exit.or(Exit::Internal);
                }
                Outcome::Note(note) => report.note(&note),
            }
        }
        report.finish();
        write!(self.out, "{}", self.format.foot())?;
        self.out.flush()?;
        let inputs = self.articles + self.unread;
        if self.unread > 0 && inputs > 1 {
            report.note(&format!("{} of {inputs} inputs could not be read", self.unread));
        }
        Ok(())
    }
}
