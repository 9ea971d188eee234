//! `saksi claims` and `saksi claim`: what statements of several articles have in common.

use std::io::{IsTerminal, Write};

use saksi_store::Claims as Wanted;

use super::arguments::{Claim, ClaimFormat, Claims};
use super::{Desk, Done, line};
use crate::exit::Exit;
use crate::format::claim;

pub(super) fn list(options: &Claims, desk: &Desk<'_>) -> Done {
    let ledger = desk.joined()?;
    let is_sheet = Desk::is_sheet(options.form);
    let usual = if is_sheet { Some(20) } else { None };
    let wanted = Wanted {
        at_least: options.at_least as usize,
        after: options.after.clone(),
        limit: options.limit.or(usual).map(|limit| limit as usize),
    };
    let mut out = desk.out(is_sheet);
    let mut written = Ok(());
    let next = ledger.claims(&wanted, &mut |value| {
        written = if is_sheet { write!(out, "{}", claim::short(&value)) } else { line(&mut *out, &value) };
        written.is_ok()
    })?;
    written?;
    out.flush()?;
    if let Some(next) = next {
        desk.report.note(&format!("there are more: `--after {next}` goes on"));
    }
    Ok(Exit::Done)
}

pub(super) fn one(options: &Claim, desk: &Desk<'_>) -> Done {
    let ledger = desk.joined()?;
    let card = ledger.claim(&options.id)?;
    let usual = if std::io::stdout().is_terminal() { ClaimFormat::Sheet } else { ClaimFormat::Jsonl };
    let format = options.format.unwrap_or(usual);
    let mut out = desk.out(format == ClaimFormat::Sheet);
    match format {
        ClaimFormat::Jsonl => line(&mut *out, &card.value)?,
        ClaimFormat::Sheet => write!(out, "{}", claim::sheet(&card))?,
        ClaimFormat::Dot => write!(out, "{}", saksi_store::export::dot(&card))?,
    }
    out.flush()?;
    Ok(Exit::Done)
}
