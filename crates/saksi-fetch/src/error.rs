//! Why a page was not fetched.

use std::net::IpAddr;
use std::time::Duration;

/// Why a page was not fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No address of the web.
    #[error("it is no web address ({reason})")]
    NotAnAddress {
        /// What is wrong with it.
        reason: String,
    },
    /// The name stands for an address inside the user's own network.
    #[error("{} is not on the public web", named(host, *address))]
    Private {
        /// The name, or the address itself.
        host: String,
        /// The address.
        address: IpAddr,
    },
    /// The site asks programs to leave the page alone.
    #[error("the robots.txt of `{host}` asks programs not to read it")]
    Robots {
        /// The host.
        host: String,
    },
    /// The site's wishes could not be learned.
    #[error("the robots.txt of `{host}` could not be read ({reason})")]
    RobotsUnknown {
        /// The host.
        host: String,
        /// Why.
        reason: String,
    },
    /// The server said no.
    #[error("the server answered {status}")]
    Status {
        /// Number and words.
        status: String,
    },
    /// One redirect after another.
    #[error("it was redirected more than {0} times")]
    Redirects(usize),
    /// A redirect to where it came from.
    #[error("its redirects lead in a circle")]
    Circle,
    /// The body is larger than a page can be.
    #[error("it is larger than {0} bytes")]
    TooLarge(u64),
    /// It took too long.
    #[error("no answer within {} s", .0.as_secs_f64())]
    Timeout(Duration),
    /// Connecting or reading failed.
    #[error("{0}")]
    Connection(String),
    /// The parts that fetching stands on could not be set up.
    #[error("fetching cannot be set up: {0}")]
    Setup(String),
}

/// The name with its address, or the address alone where no name was given.
fn named(host: &str, address: IpAddr) -> String {
    let is_bare = host.trim_matches(['[', ']']).parse() == Ok(address);
    if is_bare { address.to_string() } else { format!("`{host}` ({address})") }
}
