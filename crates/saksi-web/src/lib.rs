//! A local web page and an HTTP API over a ledger.
//!
//! [`router`] makes the whole of it from a [`Site`]; tests call it without a socket. Everything is rendered here and lies in
//! the binary: nothing is loaded from elsewhere, and nothing is fetched but what a person names. All text of pages is
//! hostile input and is escaped where it is shown. This room knows the ledger's cards and rows; it knows nothing of SQL or
//! of how statements are read.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A server has a clock, threads and a network.

mod api;
mod guard;
mod marked;
mod page;
mod plot;
mod problem;
mod query;
mod reading;
mod site;
mod tools;
mod view;
mod words;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::middleware;
use axum::response::IntoResponse;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub use guard::is_local;
pub use problem::Problem;
pub use site::{Options, Site};
pub use tools::serve_tools;

/// Everything that is served.
pub fn router(site: Site) -> Router {
    Router::new()
        .merge(page::routes())
        .merge(api::routes())
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::not_allowed)
        .layer(axum::extract::DefaultBodyLimit::max(site.options().largest))
        .layer(CatchPanicLayer::custom(|_| Problem::internal().into_response()))
        .layer(middleware::from_fn_with_state(site.clone(), guard::answer))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(site.clone(), guard::ask))
        .with_state(site)
}

/// Serves until the program is stopped. `ready` is told the address when it can be asked.
///
/// # Errors
/// When the address is taken or may not be used.
pub fn serve(site: Site, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    // Deeply nested pages need a deep stack; what is not used costs nothing.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(64 << 20).build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        axum::serve(listener, router(site)).with_graceful_shutdown(stopped()).await
    })
}

/// Waits for Ctrl-C.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
