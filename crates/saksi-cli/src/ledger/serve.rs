//! `saksi serve`: the ledger on a local web page and an HTTP API; `saksi mcp`: the same as tools for assistants.

use std::io::Write;
use std::net::SocketAddr;

use saksi_web::{Options, Site};

use super::arguments::{Mcp, Serve};
use super::{Desk, Done, Stop};
use crate::exit::Exit;
use crate::report::Fault;

pub(super) fn run(options: &Serve, desk: &Desk<'_>) -> Done {
    let loopback = options.host.is_loopback();
    if !loopback && options.token.as_deref().is_none_or(|token| token.trim().len() < 8) {
        let fault = Fault::new(format!("`--host {}` lets others on the network ask", options.host));
        return Err(Stop::Usage(fault.hint("give a `--token` of eight characters or more that they must know")));
    }
    if let Some(token) = &options.token
        && !token.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
    {
        let fault = Fault::new("the token stands in addresses and cookies");
        return Err(Stop::Usage(fault.hint("use letters, digits and -_.~ only")));
    }
    if options.write {
        // What is to be filled may be empty still.
        drop(desk.ledger()?);
    }
    let allowed = Options {
        write: options.write,
        token: options.token.clone(),
        loopback,
        allow_private: options.allow_private,
        offline: options.offline,
        ..Options::default()
    };
    let site = Site::new(desk.path()?, allowed)?;
    let ready = |address: SocketAddr| {
        let mut out = std::io::stdout().lock();
        // A reader that is gone does not stop the server.
        let _ = writeln!(out, "http://{address}/").and_then(|()| out.flush());
        if options.write {
            desk.report.note("whoever opens the page can add and correct");
        }
    };
    let address = SocketAddr::new(options.host, options.port);
    saksi_web::serve(site, address, ready).map_err(|error| {
        let fault = Fault::new(format!("cannot listen on {address}: {error}"));
        Stop::Usage(fault.hint("`--port 0` takes a free port"))
    })?;
    Ok(Exit::Done)
}

/// The tools. They can read pages where there is no ledger yet.
pub(super) fn tools(options: Mcp, desk: &Desk<'_>) -> Done {
    let site = match Site::new(desk.path()?, Options::default()) {
        Ok(site) => Some(site),
        Err(saksi_store::Error::Missing { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(folder) = options.pages.as_deref().filter(|folder| !folder.is_dir()) {
        return Err(Stop::Usage(Fault::new(format!("`{}` is no folder", folder.display()))));
    }
    saksi_web::serve_tools(site, options.pages).map_err(Stop::Output)?;
    Ok(Exit::Done)
}
