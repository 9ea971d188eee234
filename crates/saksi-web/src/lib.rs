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
mod serve;
mod site;
mod tools;
mod view;
mod words;

use axum::Router;
use axum::middleware;
use axum::response::IntoResponse;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub use guard::is_local;
pub use problem::Problem;
pub use serve::{serve, serve_until};
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
