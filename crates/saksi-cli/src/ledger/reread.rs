//! `saksi reread`: the kept pages, read by this version.

use std::io::Write;

use std::sync::Arc;
use std::sync::mpsc;

use saksi_store::{Given, Prepared, Reread as Outcome, Stale};
use serde_json::json;

use super::arguments::Reread;
use super::{Desk, Done, jobs, line, now, progress};
use crate::exit::Exit;

/// Pages in memory at once.
const GROUP: usize = 128;

pub(super) fn run(options: &Reread, desk: &Desk<'_>) -> Done {
    crate::read::page::keep_panics_quiet();
    let mut ledger = desk.existing()?;
    let version = saksi_contract::VERSION;
    let total = if options.all {
        let counts = ledger.counts()?;
        counts.articles + counts.revisions
    } else {
        ledger.stale_count(version)?
    };
    let bar = progress::bar(desk, u64::try_from(total).ok());
    let is_sheet = Desk::is_sheet(options.form);
    let mut out = desk.out(is_sheet);
    let (mut same, mut changed, mut after) = (0, 0, 0);
    let mut exit = Exit::Done;
    loop {
        let stale = ledger.stale(version, options.all, after, GROUP)?;
        let Some(last) = stale.last() else { break };
        after = last.number;
        let (ready, failed) = read(stale, jobs(options.jobs));
        for address in failed {
            desk.report.fault(&crate::report::Fault::new(format!("`{address}` could not be read again")));
            exit = exit.or(Exit::Internal);
        }
        let outcomes = ledger.reread(&ready, &now())?;
        for (prepared, outcome) in ready.iter().zip(outcomes) {
            match outcome {
                Outcome::Same => same += 1,
                Outcome::Changed(changes) => {
                    changed += 1;
                    if !is_sheet {
                        let told = json!({ "article": prepared.id(), "address": prepared.article().input.address(), "changes": changes.to_json() });
                        line(&mut *out, &told)?;
                    }
                }
            }
        }
        bar.set_position(same + changed);
    }
    out.flush()?;
    bar.finish_and_clear();
    let orphaned = ledger.corrections()?.iter().filter(|entry| entry.state == saksi_store::State::Orphaned).count();
    desk.report.note(&format!("{} pages read again, {changed} read otherwise than before", same + changed));
    if orphaned > 0 {
        desk.report.note(&format!("{orphaned} corrections have lost their words; `saksi correct list` shows them"));
    }
    Ok(exit)
}

/// Reads pages on several threads. Gives those that could not be read by their addresses.
fn read(stale: Vec<Stale>, jobs: usize) -> (Vec<Prepared>, Vec<String>) {
    let queue = Arc::new(std::sync::Mutex::new(stale.into_iter().enumerate()));
    let (send, receive) = mpsc::channel();
    let threads = (0..jobs).map(|_| {
        let (queue, send) = (Arc::clone(&queue), send.clone());
        let work = move || {
            loop {
                let next = queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
                let Some((turn, Stale { given, bytes, .. })) = next else { return };
                let _ = send.send((turn, one(&given, &bytes).ok_or(given.address)));
            }
        };
        let thread = std::thread::Builder::new().name(crate::read::pool::READERS.to_owned()).stack_size(64 << 20);
        thread.spawn(work).expect("the system has room for a few threads")
    });
    let threads: Vec<_> = threads.collect();
    drop(send);
    let mut read: Vec<(usize, Result<Prepared, String>)> = receive.into_iter().collect();
    for thread in threads {
        let _ = thread.join();
    }
    read.sort_by_key(|(turn, _)| *turn);
    let (mut ready, mut failed) = (Vec::new(), Vec::new());
    for (_, one) in read {
        match one {
            Ok(prepared) => ready.push(prepared),
            Err(address) => failed.push(address),
        }
    }
    (ready, failed)
}

/// One page; a fault inside its reading never ends the others.
fn one(given: &Given, bytes: &[u8]) -> Option<Prepared> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Prepared::read(given, bytes))).ok()
}
