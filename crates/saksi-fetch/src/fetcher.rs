//! One page from one address: hops, limits, politeness.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, LOCATION};
use reqwest::{Client, Response, redirect};
use tokio::time::Instant;
use url::{Host, Url};

use crate::address::{Inside, Resolver, is_public};
use crate::error::Error;
use crate::pace::Pace;
use crate::robots::{self, Known, Wishes};

/// The name that sites know the program by, in robots.txt too.
const NAME: &str = "saksi";

/// The longest pause that is kept: a site that asks for more asks programs, in a polite form, to stay away.
const LONGEST: Duration = Duration::from_secs(30);

/// What is allowed, and how patient to be.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Time for one page with all its hops.
    pub timeout: Duration,
    /// Largest body, after decompression.
    pub largest: u64,
    /// Hops that are followed.
    pub redirects: usize,
    /// Pause between two requests to one host, where the site asks for no longer one.
    pub pause: Duration,
    /// Whether addresses inside the user's own network may be asked.
    pub allow_private: bool,
    /// Addresses that may be asked although they lie inside, port and all.
    pub exceptions: Vec<SocketAddr>,
    /// Where a site can reach whoever runs the program: an address of the web or of mail.
    pub contact: Option<String>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            largest: 32 << 20,
            redirects: 5,
            pause: Duration::from_secs(1),
            allow_private: false,
            exceptions: Vec::new(),
            contact: None,
        }
    }
}

/// A page as the server gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address it came from in the end.
    pub address: String,
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The media type that the server declared, in lower case and without parameters.
    pub media_type: Option<String>,
    /// The charset that the server declared.
    pub charset: Option<String>,
}

/// Fetches pages; one for a whole run, shared by its threads.
pub struct Fetcher {
    client: Client,
    runtime: tokio::runtime::Runtime,
    policy: Policy,
    pace: Pace,
    known: Known,
}

impl Fetcher {
    /// A fetcher under this policy.
    pub fn new(policy: Policy) -> Result<Self, Error> {
        // Another part of the program may have chosen already; any choice serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let setup = |error: String| Error::Setup(error);
        let client = Client::builder()
            .user_agent(user_agent(policy.contact.as_deref()))
            // Hops are followed by hand: each is checked before it is made.
            .redirect(redirect::Policy::none())
            // A proxy would resolve names itself, past the check.
            .no_proxy()
            .dns_resolver(Resolver { allow_private: policy.allow_private })
            .connect_timeout(policy.timeout)
            .build()
            .map_err(|error| setup(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|error| setup(error.to_string()))?;
        Ok(Self { client, runtime, policy, pace: Pace::default(), known: Known::default() })
    }

    /// Fetches one page. Waits for it; may be called from many threads, but from none that belongs to an async runtime.
    pub fn fetch(&self, address: &str) -> Result<Fetched, Error> {
        let url = Url::parse(address).map_err(|error| Error::NotAnAddress { reason: error.to_string() })?;
        self.runtime.block_on(self.follow(url))
    }

    async fn follow(&self, mut url: Url) -> Result<Fetched, Error> {
        url.set_fragment(None);
        let mut seen = vec![url.clone()];
        let mut spent = Duration::ZERO;
        loop {
            self.check(&url)?;
            // Waiting for one's turn is no fault of the page: it takes nothing from its time.
            self.ask_leave(&url).await?;
            let started = Instant::now();
            let left = self.policy.timeout.saturating_sub(spent);
            let hop = tokio::time::timeout(left, self.hop(&url, self.policy.largest)).await;
            spent += started.elapsed();
            match hop.map_err(|_| Error::Timeout(self.policy.timeout))?? {
                Hop::Page(page) => return Ok(page),
                Hop::To(next) if seen.contains(&next) => return Err(Error::Circle),
                Hop::To(next) if seen.len() <= self.policy.redirects => {
                    seen.push(next.clone());
                    url = next;
                }
                Hop::To(_) => return Err(Error::Redirects(self.policy.redirects)),
                Hop::Refused(status) => return Err(Error::Status { status }),
            }
        }
    }

    /// Whether the address may be asked at all. Names are checked when they are resolved; an address in numbers never is.
    fn check(&self, url: &Url) -> Result<(), Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::NotAnAddress { reason: format!("`{}:` is neither http nor https", url.scheme()) });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::NotAnAddress { reason: "it carries a user name or a password".to_owned() });
        }
        let address: IpAddr = match url.host() {
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(Error::NotAnAddress { reason: "it names no host".to_owned() }),
        };
        let exception = SocketAddr::new(address, url.port_or_known_default().unwrap_or_default());
        if self.policy.allow_private || is_public(address) || self.policy.exceptions.contains(&exception) {
            return Ok(());
        }
        Err(Error::Private { host: host(url), address })
    }

    /// Learns the site's wishes, keeps them, and waits for the turn.
    async fn ask_leave(&self, url: &Url) -> Result<(), Error> {
        let site = robots::site(url);
        let wishes = if let Some(wishes) = self.known.get(&site) {
            wishes
        } else {
            let learned = tokio::time::timeout(self.policy.timeout, self.wishes(url)).await;
            let wishes = learned.unwrap_or_else(|_| Ok(Wishes::Unknown("no answer in time".to_owned())))?;
            self.known.keep(&site, wishes)
        };
        match &*wishes {
            Wishes::Said(robot) if !robot.allowed(url.as_str()) => return Err(Error::Robots { host: host(url) }),
            Wishes::Unknown(reason) => return Err(Error::RobotsUnknown { host: host(url), reason: reason.clone() }),
            _ => {}
        }
        let pause = wishes.pause().unwrap_or_default().clamp(self.policy.pause, LONGEST.max(self.policy.pause));
        tokio::time::sleep(self.pace.turn(&site, pause)).await;
        Ok(())
    }

    /// The site's robots.txt. None is leave; a server in trouble is not.
    async fn wishes(&self, url: &Url) -> Result<Wishes, Error> {
        /// As much as the standard asks programs to read.
        const LARGEST: u64 = 500 << 10;
        let mut url = url.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        for _ in 0..=self.policy.redirects {
            self.check(&url)?;
            match self.hop(&url, LARGEST).await {
                Ok(Hop::Page(page)) => return Ok(Wishes::of(NAME, &page.bytes)),
                Ok(Hop::To(next)) => url = next,
                Ok(Hop::Refused(status)) if status.starts_with('4') => return Ok(Wishes::None),
                Ok(Hop::Refused(status)) => return Ok(Wishes::Unknown(status)),
                Err(Error::TooLarge(_)) => return Ok(Wishes::Unknown("it is too long".to_owned())),
                Err(error) => return Err(error),
            }
        }
        Ok(Wishes::Unknown("too many redirects".to_owned()))
    }

    /// One request and its answer.
    async fn hop(&self, url: &Url, largest: u64) -> Result<Hop, Error> {
        let request = self.client.get(url.clone());
        let request = request.header(ACCEPT, "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1");
        let request = request.header(ACCEPT_LANGUAGE, "id,en;q=0.9,*;q=0.5");
        let response = request.send().await.map_err(|error| cause(&error))?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let mut next =
                to.and_then(|to| url.join(to).ok()).ok_or_else(|| Error::Status { status: status.to_string() })?;
            next.set_fragment(None);
            return Ok(Hop::To(next));
        }
        if !status.is_success() {
            return Ok(Hop::Refused(status.to_string()));
        }
        body(response, largest).await.map(Hop::Page)
    }
}

/// What one request led to.
enum Hop {
    Page(Fetched),
    To(Url),
    Refused(String),
}

/// Reads a body up to the largest; what is counted is what comes out of decompression.
async fn body(mut response: Response, largest: u64) -> Result<Fetched, Error> {
    let declared = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = declared.split(';').map(str::trim);
    let media_type = parts.next().filter(|media| !media.is_empty()).map(str::to_ascii_lowercase);
    let charset = parts.find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    let address = response.url().to_string();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| cause(&error))? {
        if (bytes.len() + chunk.len()) as u64 > largest {
            return Err(Error::TooLarge(largest));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Fetched { address, bytes, media_type, charset })
}

/// The words at the bottom of an error: the layers above say only that there was one.
fn cause(error: &reqwest::Error) -> Error {
    let mut inner: &dyn std::error::Error = error;
    loop {
        if let Some(inside) = inner.downcast_ref::<Inside>() {
            return Error::Private { host: inside.host.clone(), address: inside.address };
        }
        match inner.source() {
            Some(source) => inner = source,
            None => break,
        }
    }
    let words = inner.to_string();
    Error::Connection(words.split(" (os error").next().unwrap_or_default().to_owned())
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn user_agent(contact: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    // A header takes visible ASCII only.
    let contact: String = contact.unwrap_or_default().chars().filter(char::is_ascii_graphic).collect();
    let home = if contact.is_empty() { env!("CARGO_PKG_REPOSITORY") } else { &contact };
    if home.is_empty() { format!("{NAME}/{version}") } else { format!("{NAME}/{version} (+{home})") }
}

// A fetcher is shared by the threads that read pages.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Arc<Fetcher>>();
};
