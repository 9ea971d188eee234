//! The HTTP API. The shapes are those of the contract; lists are `{"items": […], "next": cursor}`.

mod document;
mod ledger;
mod pages;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;

use crate::site::Site;

pub(crate) use ledger::correction_of;

/// Everything under `/api`, and its description.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/api", get(document::readable))
        .route("/openapi.json", get(document::document))
        .route("/api/v1/read", post(pages::read))
        .route("/api/v1/articles", get(ledger::articles).post(pages::add))
        .route("/api/v1/articles/{id}", get(ledger::article))
        .route("/api/v1/statements", get(ledger::statements))
        .route("/api/v1/search", get(ledger::search))
        .route("/api/v1/claims", get(ledger::claims))
        .route("/api/v1/claims/{*id}", get(ledger::claim))
        .route("/api/v1/actors", get(ledger::actors))
        .route("/api/v1/actors/{name}", get(ledger::actor))
        .route("/api/v1/export/{format}", get(ledger::export))
        .route("/api/v1/corrections", get(ledger::corrections).post(ledger::correct))
        .route("/api/v1/health", get(ledger::health))
        .route("/api/v1/metrics", get(ledger::metrics))
}

/// Whether what is sent is called JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// An answer in JSON.
fn answer(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// A list, and where to go on.
fn listed(items: Vec<Value>, next: Option<String>) -> Response {
    let list = [("items".to_owned(), items.into()), ("next".to_owned(), next.into())];
    answer(&Value::Object(list.into_iter().collect()))
}
