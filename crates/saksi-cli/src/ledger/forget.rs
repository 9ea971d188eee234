//! `saksi forget`: the one way to take something out.

use saksi_store::Error;

use super::arguments::Forget;
use super::{Desk, Done, now};
use crate::exit::Exit;

pub(super) fn run(options: &Forget, desk: &Desk<'_>) -> Done {
    let mut ledger = desk.existing()?;
    let name = options.name.as_str();
    let forgotten = if options.actor {
        ledger.forget_actor(name, &options.reason, &now())?
    } else {
        match ledger.forget_article(name, &options.reason, &now()) {
            // What is no page of the ledger may be a name.
            Err(Error::Unknown { .. }) => match ledger.forget_actor(name, &options.reason, &now()) {
                Err(Error::Unknown { .. }) => {
                    return Err(Error::Unknown { what: "article or actor", name: name.to_owned() }.into());
                }
                other => other?,
            },
            other => other?,
        }
    };
    let (articles, statements) = (forgotten.articles, forgotten.statements);
    desk.report.note(&format!("{statements} statements in {articles} articles taken out; backups and exports are not"));
    Ok(Exit::Done)
}
