//! What every request has at hand: the ledger behind a few connections, the options, a secret, counters.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use saksi_store::Ledger;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;

/// What is allowed.
#[derive(Debug, Clone)]
pub struct Options {
    /// Adding, fetching and correcting.
    pub write: bool,
    /// What must be shown, where others than this machine can ask.
    pub token: Option<String>,
    /// Whether only this machine can ask; then only its own names are answered to.
    pub loopback: bool,
    /// Bytes of a request.
    pub largest: usize,
    /// Time for one answer.
    pub timeout: Duration,
    /// Time in which a connection must have asked: one that keeps silent is closed.
    pub patience: Duration,
    /// Connections that are open at once; the others wait.
    pub connections: usize,
    /// Requests at once.
    pub at_once: usize,
    /// Requests a second, in the long run; four times as many at once.
    pub rate: u32,
    /// Whether nothing is fetched, whatever is named.
    pub offline: bool,
    /// Whether addresses inside the own network may be fetched.
    pub allow_private: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            write: false,
            token: None,
            loopback: true,
            largest: 16 << 20,
            timeout: Duration::from_secs(20),
            patience: Duration::from_secs(10),
            connections: 256,
            at_once: 64,
            rate: 500,
            offline: false,
            allow_private: false,
        }
    }
}

/// A ledger that is served.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    path: PathBuf,
    options: Options,
    /// Connections that nobody uses just now.
    idle: Mutex<Vec<Ledger>>,
    /// Only one writes at a time; the others wait here and not inside SQLite.
    writing: Arc<tokio::sync::Mutex<()>>,
    at_once: Arc<Semaphore>,
    /// Work that a thread does is counted until it ends, whether or not somebody still waits for it.
    looking: Arc<Semaphore>,
    reading: Arc<Semaphore>,
    exporting: Arc<Semaphore>,
    bucket: Mutex<(f64, Instant)>,
    secret: String,
    counts: Counts,
    started: Instant,
}

/// What was answered, for `/api/v1/metrics`.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) good: AtomicU64,
    pub(crate) refused: AtomicU64,
    pub(crate) failed: AtomicU64,
    /// Microseconds of all answers together.
    pub(crate) micros: AtomicU64,
}

/// Connections at once, each with so much of the file in memory.
const CONNECTIONS: usize = 6;
const CACHE_KIB: u32 = 8 << 10;

/// Exports at once: one may take as long as its reader is slow.
const EXPORTS: usize = 2;

impl Site {
    /// Serves the ledger in this file, which must be there.
    ///
    /// # Errors
    /// When it cannot be opened, or what waits in it cannot be joined.
    pub fn new(path: PathBuf, options: Options) -> saksi_store::Result<Self> {
        let mut ledger = Ledger::open_existing(&path)?;
        if ledger.waiting()? > 0 {
            ledger.join(&mut |_| {})?;
        }
        drop(ledger);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random).expect("the system gives random bytes");
        let secret = random.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(Arc::new(Inner {
            path,
            at_once: Arc::new(Semaphore::new(options.at_once)),
            bucket: Mutex::new((f64::from(options.rate) * 4.0, Instant::now())),
            options,
            // The ledger that was opened to join keeps much in memory: it is closed.
            idle: Mutex::new(Vec::new()),
            writing: Arc::default(),
            looking: Arc::new(Semaphore::new(CONNECTIONS)),
            reading: Arc::new(Semaphore::new(cores * 2)),
            exporting: Arc::new(Semaphore::new(EXPORTS)),
            secret,
            counts: Counts::default(),
            started: Instant::now(),
        })))
    }

    /// What is allowed.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.0.counts
    }

    pub(crate) fn uptime(&self) -> Duration {
        self.0.started.elapsed()
    }

    /// What a form of ours carries and a foreign page cannot know.
    pub(crate) fn secret(&self) -> &str {
        &self.0.secret
    }

    pub(crate) fn at_once(&self) -> &Arc<Semaphore> {
        &self.0.at_once
    }

    /// Takes one request out of the bucket; false when it is empty.
    pub(crate) fn takes_one_more(&self) -> bool {
        let mut bucket = self.0.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let rate = f64::from(self.0.options.rate);
        let now = Instant::now();
        let filled = now.duration_since(bucket.1).as_secs_f64().mul_add(rate, bucket.0).min(rate * 4.0);
        *bucket = (filled, now);
        if filled < 1.0 {
            return false;
        }
        bucket.0 -= 1.0;
        true
    }

    /// Looks something up on a thread that may block.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Ledger) -> saksi_store::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = place(&self.0.looking).await?;
        let site = self.clone();
        blocking(move || {
            let ledger = site.connection()?;
            let found = look(&ledger);
            site.give_back(ledger);
            drop(place);
            Ok(found?)
        })
        .await
    }

    /// Looks at everything for as long as somebody takes it, apart from the connections of the others.
    pub(crate) fn export(
        &self,
        export: impl FnOnce(&Ledger) -> saksi_store::Result<()> + Send + 'static,
    ) -> Result<impl Future<Output = Result<(), Problem>> + Send + 'static, Problem> {
        let place = Arc::clone(&self.0.exporting).try_acquire_owned().map_err(|_| Problem::busy())?;
        let site = self.clone();
        Ok(blocking(move || {
            let exported = export(&site.open()?);
            drop(place);
            Ok(exported?)
        }))
    }

    /// Reads on a thread that may block.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = place(&self.0.reading).await?;
        blocking(move || {
            let read = read();
            drop(place);
            Ok(read)
        })
        .await
    }

    /// Writes, one request after the other, where writing is allowed, and joins what came in.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut Ledger) -> saksi_store::Result<T> + Send + 'static,
    ) -> Result<T, Problem> {
        if !self.options().write {
            return Err(Problem::read_only());
        }
        let turn = Arc::clone(&self.0.writing).lock_owned().await;
        // Lives as long as somebody waits for the answer: who was told that it took too long finds nothing written.
        let asked = Arc::new(());
        let still = Arc::downgrade(&asked);
        let site = self.clone();
        let written = blocking(move || {
            let _turn = turn;
            let mut ledger = site.connection()?;
            if still.strong_count() == 0 {
                return Err(Problem::too_slow());
            }
            let written = write(&mut ledger);
            if written.is_ok() {
                ledger.join(&mut |_| {})?;
            }
            site.give_back(ledger);
            Ok(written?)
        })
        .await;
        drop(asked);
        written
    }

    fn connection(&self) -> Result<Ledger, Problem> {
        let idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(ledger) => Ok(ledger),
            None => self.open(),
        }
    }

    fn open(&self) -> Result<Ledger, Problem> {
        let ledger = Ledger::open_existing(&self.0.path)?;
        ledger.keep_small(self.options().timeout / 2, CACHE_KIB)?;
        Ok(ledger)
    }

    fn give_back(&self, ledger: Ledger) {
        let mut idle = self.0.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < CONNECTIONS {
            idle.push(ledger);
        }
    }

    pub(crate) fn count(&self, status: axum::http::StatusCode, took: Duration) {
        let counts = self.counts();
        let counter = if status.is_server_error() {
            &counts.failed
        } else if status.is_client_error() {
            &counts.refused
        } else {
            &counts.good
        };
        counter.fetch_add(1, Ordering::Relaxed);
        counts.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// Waits for its turn.
async fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    Arc::clone(places).acquire_owned().await.map_err(|_| Problem::internal())
}

/// Does something on a thread that may block; a panic in it is a fault of this one answer.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Problem::internal()))
}

/// Now, as the ledger keeps it.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
