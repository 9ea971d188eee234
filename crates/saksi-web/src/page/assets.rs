//! The style sheet and the little script; they lie in the binary.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::site::Site;

/// Where they are served.
pub(super) fn routes() -> Router<Site> {
    let file = |kind: &'static str, words: &'static str| {
        get(move || async move {
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, max-age=300")], words).into_response()
        })
    };
    Router::new()
        .route("/style.css", file("text/css; charset=utf-8", include_str!("../../assets/style.css")))
        .route("/script.js", file("text/javascript; charset=utf-8", include_str!("../../assets/script.js")))
        .route("/icon.svg", file("image/svg+xml", include_str!("../../assets/icon.svg")))
}
