//! `saksi add`: pages into the ledger. They are read on all cores and written by one thread, in groups; a page is
//! reported as kept only after the commit that holds it.

use std::collections::HashSet;
use std::io::Write;
use std::sync::Arc;

use indicatif::ProgressBar;
use saksi::{Media, Options};
use saksi_store::{AddressKind, Given, Kept, Ledger, Prepared, number_of};
use serde_json::{Value, json};

use super::arguments::Add;
use super::{Desk, Done, Stop, jobs, line, now, progress};
use crate::exit::Exit;
use crate::input::{self, Task, Web};
use crate::read::page;
use crate::read::pool::{Outcome, Pool};
use crate::report::Fault;

/// Pages of one commit at most. More gain nothing, and a kill would cost more reading.
const GROUP: usize = 64;

/// What became of a page before it is written.
enum Page {
    /// Read and ready.
    Ready(Box<Prepared>),
    /// The ledger has it: nothing was read.
    Known { article: String, address: String },
}

pub(super) fn run(options: Add, desk: &Desk<'_>) -> Done {
    page::keep_panics_quiet();
    let ledger = desk.ledger()?;
    let known = Arc::new(ledger.known()?);
    let options = options.into_read();
    let given = input::Given {
        kind: options.kind,
        web: Web::of(&options),
        options: options.reader.into(Options { published: options.date, language: options.lang, ..Options::default() }),
    };
    let pages = options.pages;
    let work = move |task| ready(task, &known);
    let walk = move |found: &mut dyn FnMut(input::Found) -> bool| input::each(&pages, &given, found);
    let pool = Pool::start(jobs(options.jobs), options.timeout, Arc::new(work), walk);
    let mut adding = Adding {
        out: desk.out(false),
        is_told: !std::io::IsTerminal::is_terminal(&std::io::stdout()),
        bar: progress::bar(desk, None),
        desk,
        ledger,
        group: Vec::new(),
        counts: Counts::default(),
        exit: Exit::Done,
    };
    adding.all(pool)
}

/// Reads a page and makes it ready to be kept, unless the ledger has it.
fn ready(task: Task, known: &HashSet<u64>) -> Result<Page, Fault> {
    let Task { address, kind, bytes, media, charset, options, notes } = task;
    let bytes = bytes.load(&address)?;
    let article = saksi_contract::article_id(&address, &bytes);
    if number_of(&article).is_some_and(|number| known.contains(&number)) {
        return Ok(Page::Known { article, address });
    }
    let kind = match kind {
        input::AddressKind::Path => AddressKind::Path,
        input::AddressKind::Url => AddressKind::Url,
        input::AddressKind::Document => AddressKind::Document,
    };
    let given = Given { address, kind, media: media.unwrap_or(Media::Text), charset, options, notes };
    Ok(Page::Ready(Box::new(Prepared::read(&given, &bytes))))
}

#[derive(Default)]
struct Counts {
    new: usize,
    revisions: usize,
    known: usize,
    forgotten: usize,
    unread: usize,
    statements: usize,
}

/// The writing side.
struct Adding<'a> {
    desk: &'a Desk<'a>,
    ledger: Ledger,
    out: Box<dyn Write>,
    /// Whether each page is reported on standard output.
    is_told: bool,
    bar: ProgressBar,
    group: Vec<Prepared>,
    counts: Counts,
    exit: Exit,
}

impl Adding<'_> {
    fn all(&mut self, mut pool: Pool<Page>) -> Done {
        loop {
            let mut outcome = pool.try_next();
            if outcome.is_none() || self.group.len() >= GROUP {
                // Nothing is ready: what is there need not wait for company.
                self.commit()?;
                outcome = outcome.or_else(|| pool.next());
            }
            let Some(outcome) = outcome else { break };
            match outcome {
                Outcome::Done(Page::Ready(prepared)) => self.group.push(*prepared),
                Outcome::Done(Page::Known { article, address }) => {
                    self.counts.known += 1;
                    self.bar.inc(1);
                    self.tell(&json!({ "article": article, "address": address, "state": "known" }))?;
                }
                Outcome::Fault(fault) => self.unread(&fault, Exit::Unread)?,
                Outcome::Panic(fault) => self.unread(&fault, Exit::Internal)?,
                Outcome::Note(note) => self.bar.suspend(|| self.desk.report.note(&note)),
            }
        }
        self.commit()?;
        self.out.flush()?;
        self.bar.finish_and_clear();
        self.desk.join(&mut self.ledger)?;
        self.desk.report.note(&self.counts.sentence());
        Ok(self.exit)
    }

    /// Writes what is ready, and only then reports it.
    fn commit(&mut self) -> Result<(), Stop> {
        if self.group.is_empty() {
            self.out.flush()?;
            return Ok(());
        }
        let group = std::mem::take(&mut self.group);
        let kept = self.ledger.keep(&group, &now())?;
        for (prepared, kept) in group.iter().zip(&kept) {
            self.counts.add(kept);
            let article = prepared.article();
            self.tell(&told(prepared.id(), article.input.address(), kept))?;
        }
        self.bar.inc(group.len() as u64);
        self.out.flush()?;
        Ok(())
    }

    fn unread(&mut self, fault: &Fault, exit: Exit) -> Result<(), Stop> {
        self.bar.suspend(|| self.desk.report.fault(fault));
        self.ledger.could_not_read(&fault.subject(), fault.message(), &now())?;
        self.counts.unread += 1;
        self.exit = self.exit.or(exit);
        self.bar.inc(1);
        let told = json!({ "article": null, "address": fault.subject(), "state": "unread", "reason": fault.message() });
        self.tell(&told)
    }

    fn tell(&mut self, value: &Value) -> Result<(), Stop> {
        if self.is_told && !self.desk.global.quiet {
            line(&mut *self.out, value)?;
        }
        Ok(())
    }
}

fn told(article: &str, address: &str, kept: &Kept) -> Value {
    let mut told = json!({ "article": article, "address": address });
    match kept {
        Kept::New { statements } => {
            told["state"] = "new".into();
            told["statements"] = (*statements).into();
        }
        Kept::Revision { statements, of, changes } => {
            told["state"] = "revision".into();
            told["statements"] = (*statements).into();
            told["of"] = of.as_str().into();
            told["changes"] = changes.to_json();
        }
        Kept::Known => told["state"] = "known".into(),
        Kept::Forgotten => told["state"] = "forgotten".into(),
    }
    told
}

impl Counts {
    fn add(&mut self, kept: &Kept) {
        match kept {
            Kept::New { statements } => {
                self.new += 1;
                self.statements += statements;
            }
            Kept::Revision { statements, .. } => {
                self.revisions += 1;
                self.statements += statements;
            }
            Kept::Known => self.known += 1,
            Kept::Forgotten => self.forgotten += 1,
        }
    }

    /// "12 articles kept with 80 statements, 1 revision, 3 known before".
    fn sentence(&self) -> String {
        let number = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        let kept = number(self.new + self.revisions, "article", "articles");
        let mut parts = vec![format!("{kept} kept with {}", number(self.statements, "statement", "statements"))];
        let rest = [
            (self.revisions, number(self.revisions, "of them a revision", "of them revisions")),
            (self.known, format!("{} known before", self.known)),
            (self.forgotten, format!("{} forgotten before and left out", self.forgotten)),
            (self.unread, format!("{} could not be read", self.unread)),
        ];
        parts.extend(rest.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words));
        parts.join(", ")
    }
}
