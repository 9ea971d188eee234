//! Pages by their web address.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use saksi::Media;
use saksi_fetch::{Error, Fetched, Fetcher, Policy};

use super::look::{self, Look};
use super::{Bytes, LARGEST, Task};
use crate::arguments::Read;
use crate::report::Fault;

/// What is needed to fetch; nothing of it is set up before the first address is met.
pub(crate) struct Web {
    policy: Policy,
    fetcher: OnceLock<Result<Fetcher, String>>,
}

impl Web {
    /// Fetching as the arguments allow it; `None` when nothing may be fetched.
    pub(crate) fn of(options: &Read) -> Option<Arc<Self>> {
        let patience = if options.timeout.is_zero() { Duration::from_mins(1) } else { options.timeout };
        let policy = Policy {
            // A server far away is slower than a page is to read.
            timeout: patience.max(Duration::from_secs(1)) * 2,
            largest: LARGEST,
            allow_private: options.allow_private,
            contact: options.contact.clone(),
            ..Policy::default()
        };
        (!options.offline).then(|| Arc::new(Self { policy, fetcher: OnceLock::new() }))
    }

    fn fetch(&self, address: &str) -> Result<Fetched, Fault> {
        let fetcher = self.fetcher.get_or_init(|| Fetcher::new(self.policy.clone()).map_err(|error| error.to_string()));
        match fetcher {
            Ok(fetcher) => fetcher.fetch(address).map_err(|error| fault(address, &error)),
            Err(error) => Err(Fault::new(format!("cannot fetch `{address}`: {error}"))),
        }
    }
}

/// Whether what was typed is a web address.
pub(super) fn is_address(words: &str) -> bool {
    let starts = |scheme: &str| words.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// The task with its page in hand.
pub(super) fn arrive(mut task: Task, web: &Web) -> Result<Task, Fault> {
    let Fetched { address, bytes, media_type, charset } = web.fetch(&task.address)?;
    let head = &bytes[..bytes.len().min(16 << 10)];
    task.media = match (task.media, media_type.as_deref(), look::of(head)) {
        (Some(media), _, _) => Some(media),
        (None, _, Look::Other(what)) => {
            let fault = Fault::new(format!("`{}` is no page: it looks like {}", task.address, what.name));
            return Err(fault.hint(what.hint));
        }
        (None, Some("text/plain"), _) => Some(Media::Text),
        (None, Some("text/html" | "application/xhtml+xml"), _) | (None, _, Look::Html) => Some(Media::Html),
        (None, None, _) => Some(Media::Text),
        (None, Some(other), _) => {
            return Err(Fault::new(format!("`{}` is no page: the server calls it `{other}`", task.address)));
        }
    };
    task.charset = charset;
    // Where the page does not say its own address, the one it came from in the end stands.
    task.options.url.get_or_insert(address);
    task.bytes = Bytes::Here(Arc::new(bytes));
    Ok(task)
}

fn fault(address: &str, error: &Error) -> Fault {
    let fault = Fault::new(format!("cannot fetch `{address}`: {error}"));
    match error {
        Error::Private { .. } => fault.hint("`--allow-private` asks addresses inside the own network, too"),
        Error::Robots { .. } | Error::RobotsUnknown { .. } => {
            fault.hint("save the page in a browser and read the file")
        }
        Error::Timeout(_) => fault.hint("`--timeout SECONDS` gives pages more time"),
        Error::Status { status } if status.starts_with("401") || status.starts_with("403") => {
            fault.hint("save the page in a browser and read the file")
        }
        _ => fault,
    }
}
