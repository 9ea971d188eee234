//! `saksi export`: the ledger in the forms of other worlds.

use std::io::Write;

use saksi_store::export::{self, Wanted};

use super::arguments::{Export, ExportFormat};
use super::{Desk, Done, Stop};
use crate::exit::Exit;
use crate::report::Fault;

pub(super) fn run(options: &Export, desk: &Desk<'_>) -> Done {
    let ledger = desk.joined()?;
    let mut out = desk.out(false);
    let wanted = Wanted { claim: options.claim.clone(), full_text: options.full_text };
    let name = match options.format {
        ExportFormat::Html => {
            let Some(claim) = &options.claim else {
                let fault = Fault::new("a claim sheet is of one claim");
                return Err(Stop::Usage(fault.hint("name it with `--claim ID`; `saksi claims` lists them")));
            };
            write!(out, "{}", export::html(&ledger.claim(claim)?))?;
            out.flush()?;
            return Ok(Exit::Done);
        }
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => {
            export::parquet(&ledger, &wanted, std::io::stdout())??;
            std::io::stdout().flush()?;
            return Ok(Exit::Done);
        }
        ExportFormat::Jsonl => "jsonl",
        ExportFormat::Csv => "csv",
        ExportFormat::Jsonld => "jsonld",
        ExportFormat::WebAnnotation => "web-annotation",
        ExportFormat::Prov => "prov",
        ExportFormat::Ninjs => "ninjs",
    };
    let mut form = export::form(name, options.full_text).expect("every form of the arguments is there");
    let mut written = Ok(());
    ledger.export(&mut *form, &wanted, &mut |piece| {
        written = out.write_all(piece.as_bytes());
        written.is_ok()
    })?;
    written?;
    out.flush()?;
    Ok(Exit::Done)
}
