//! Connections: how many are open, how long one may take to ask, and how they end.
//!
//! One that opens and never asks, or asks a letter at a time, is closed; others wait for its place, and wait no longer
//! than that. Answers have a limit of time of their own (`guard.rs`).

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::router;
use crate::site::Site;

/// What is asked for stands in so many bytes of head.
const LARGEST_HEAD: usize = 64 << 10;

/// Serves until the program is stopped. `ready` is told the address when it can be asked.
///
/// # Errors
/// When the address is taken or may not be used.
pub fn serve(site: Site, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    // Deeply nested pages need a deep stack; what is not used costs nothing.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(64 << 20).build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        serve_until(site, listener, stopped()).await;
        Ok(())
    })
}

/// Serves what comes in until `stop` is ready. Then nothing more is let in, and answers that are under way are finished,
/// as long as an answer may take.
pub async fn serve_until(site: Site, listener: TcpListener, stop: impl Future<Output = ()>) {
    let options = site.options().clone();
    let service = TowerToHyperService::new(router(site));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(options.patience).max_buf_size(LARGEST_HEAD);
    let places = Arc::new(Semaphore::new(options.connections));
    let open = GracefulShutdown::new();
    let accept = async {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            let Ok((stream, _)) = listener.accept().await else {
                // No more files can be opened, or the other side went away: it may be better in a moment.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            let connection = builder.serve_connection(TokioIo::new(stream), service.clone());
            let connection = open.watch(connection);
            tokio::spawn(async move {
                // Whoever goes away in the middle is no fault of the server.
                let _ = connection.await;
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accept => {}
        () = stop => {}
    }
    drop(listener);
    let _ = tokio::time::timeout(options.timeout, open.shutdown()).await;
}

/// Waits for Ctrl-C, or for whatever else asks the program to end.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let ended = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let ended = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = ended => {}
    }
}
