//! `saksi correct`: what a person knows better.

use std::io::Write;

use saksi_store::Correction;

use super::arguments::{Correct, What, Why};
use super::{Desk, Done, line, now};
use crate::exit::Exit;
use crate::format::sheets;

pub(super) fn run(options: &Correct, desk: &Desk<'_>) -> Done {
    let mut ledger = desk.existing()?;
    let (correction, why) = match &options.what {
        What::List { form } => {
            let is_sheet = Desk::is_sheet(*form);
            let mut out = desk.out(is_sheet);
            for entry in ledger.corrections()? {
                if is_sheet {
                    write!(out, "{}", sheets::correction(&entry))?;
                } else {
                    line(&mut *out, &entry.to_json())?;
                }
            }
            out.flush()?;
            return Ok(Exit::Done);
        }
        What::Merge { names, claims: false, why } => (Correction::MergeActors(names.clone()), why),
        What::Merge { names, claims: true, why } => (Correction::MergeClaims(names.clone()), why),
        What::Split { names, claims: false, why } => (Correction::SplitActors(names.clone()), why),
        What::Split { names, claims: true, why } => (Correction::SplitClaims(names.clone()), why),
        What::Relabel { statement, stance, actor, kind, why } => {
            let actor = actor.clone().map(|name| (name, kind.clone()));
            (Correction::Relabel { statement: statement.clone(), stance: *stance, actor }, why)
        }
        What::Undo { number, why } => (Correction::Undo(*number), why),
    };
    let Why { reason, by } = why;
    let number = ledger.correct(&correction, by, reason, &now())?;
    desk.report.note(&format!("kept as correction {number}; `saksi correct undo {number} --reason …` takes it back"));
    Ok(Exit::Done)
}
