//! `saksi verify`: every row against the kept page, and that nobody changed the past.

use std::io::Write;

use super::arguments::Verify;
use super::{Desk, Done, jobs, line, progress};
use crate::exit::Exit;
use crate::report::Fault;

pub(super) fn run(options: &Verify, desk: &Desk<'_>) -> Done {
    // What a page makes the reading do is reported with the page.
    crate::read::page::keep_panics_quiet();
    let ledger = desk.existing()?;
    let bar = progress::bar(desk, Some(0));
    let verified = ledger.verify(jobs(options.jobs), options.head.as_deref(), &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })?;
    bar.finish_and_clear();
    let is_sheet = Desk::is_sheet(options.form);
    let mut out = desk.out(is_sheet);
    if is_sheet {
        let other = match verified.other_version {
            0 => String::new(),
            number => format!("; {number} were read by another version (`saksi reread` reads them again)"),
        };
        writeln!(
            out,
            "{} articles with {} statements checked; {} pages read again{other}",
            verified.articles, verified.statements, verified.read_again
        )?;
        writeln!(out, "digest of the log: {}", verified.head)?;
    } else {
        let mut value = verified.to_json();
        value["schema"] = "saksi/verify/1".into();
        line(&mut *out, &value)?;
    }
    out.flush()?;
    for problem in &verified.problems {
        desk.report.fault(&Fault::new(format!("{}: {}", problem.subject, problem.message)));
    }
    Ok(if verified.problems.is_empty() { Exit::Done } else { Exit::Ledger })
}
