//! `saksi statements`, `saksi search`, `saksi actor`: rows of the ledger.

use std::io::Write;

use saksi_store::{Filter, Found, Ledger, Order, Query, snippet};
use serde_json::json;

use super::arguments::{Actor, Filters, Find, Paging, Search};
use super::{Desk, Done, Stop, line};
use crate::exit::Exit;
use crate::format::sheets;

pub(super) fn statements(options: &Find, desk: &Desk<'_>) -> Done {
    let filter = filter(&options.filters, Query::default());
    let ledger = if filter.claim.is_some() { desk.joined()? } else { desk.existing()? };
    print(&ledger, &filter, Order::Newest, &options.paging, desk)
}

pub(super) fn search(options: &Search, desk: &Desk<'_>) -> Done {
    let words = options.words.join(" ");
    let filter = filter(&options.filters, Query::parse(&words, options.filters.language.as_deref()));
    if filter.words.is_empty() {
        let fault = crate::report::Fault::new(format!("`{words}` has no word to look for"));
        return Err(Stop::Usage(fault.hint("`saksi statements` lists rows without words")));
    }
    let ledger = desk.existing()?;
    let order = if options.best { Order::Best } else { Order::Newest };
    print(&ledger, &filter, order, &options.paging, desk)
}

pub(super) fn actor(options: &Actor, desk: &Desk<'_>) -> Done {
    let ledger = desk.existing()?;
    let card = ledger.actor(&options.name)?;
    let is_sheet = Desk::is_sheet(options.paging.form);
    if options.paging.after.is_none() {
        let mut out = desk.out(is_sheet);
        if is_sheet {
            write!(out, "{}", sheets::actor(&card))?;
        } else {
            let mut value = card.to_json();
            value["schema"] = "saksi/actor/1".into();
            line(&mut *out, &value)?;
        }
        out.flush()?;
    }
    let filter = Filter { actor: Some(card.actor.id), ..Filter::default() };
    print(&ledger, &filter, Order::Newest, &options.paging, desk)
}

fn print(ledger: &Ledger, filter: &Filter, order: Order, paging: &Paging, desk: &Desk<'_>) -> Done {
    let limit = paging.limit.max(1) as usize;
    let Found { rows, next } = ledger.find(filter, order, paging.after.as_deref(), limit)?;
    let is_sheet = Desk::is_sheet(paging.form);
    let mut out = desk.out(is_sheet);
    if is_sheet {
        write!(out, "{}", sheets::rows(&rows, &filter.words))?;
    } else {
        for row in &rows {
            let mut value = row.to_json();
            value["schema"] = "saksi/row/1".into();
            if !filter.words.is_empty() {
                let shown = snippet(row, &filter.words);
                let points = |at: usize| shown.text[..at].chars().count();
                let places: Vec<[usize; 2]> =
                    shown.places.iter().map(|place| [points(place.start), points(place.end)]).collect();
                value["snippet"] = json!({ "text": shown.text, "spans": places });
            }
            line(&mut *out, &value)?;
        }
    }
    out.flush()?;
    match next {
        Some(next) => desk.report.note(&format!("there are more: `--after {next}` goes on")),
        None if rows.is_empty() => desk.report.note("no statement found"),
        None => {}
    }
    Ok(Exit::Done)
}

fn filter(given: &Filters, words: Query) -> Filter {
    Filter {
        words,
        actor: given.actor.clone(),
        stance: given.stance,
        side: given.side,
        language: given.language.clone(),
        outlet: given.outlet.clone(),
        from: given.from,
        to: given.to,
        claim: given.claim.clone(),
        article: given.article.clone(),
    }
}
