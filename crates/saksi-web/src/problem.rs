//! What went wrong, as a problem document (RFC 9457), and the one place where a fault becomes a status.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use saksi_store::Error;
use serde_json::json;

/// A fault of a request or of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// What went wrong this time.
    pub detail: String,
    /// What could be done.
    pub hint: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), hint: None }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(crate) fn busy() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too many requests at once").hint("wait a second")
    }

    pub(crate) fn too_slow() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")
    }

    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "this is a fault of saksi")
            .hint("please report it with what you asked for")
    }

    pub(crate) fn read_only() -> Self {
        Self::new(StatusCode::FORBIDDEN, "this server only shows").hint("`saksi serve --write` lets it add and correct")
    }

    /// The document.
    pub(crate) fn json(&self) -> String {
        let mut value = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Problem"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Some(hint) = &self.hint {
            value["hint"] = hint.as_str().into();
        }
        value.to_string()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Unknown { .. } => StatusCode::NOT_FOUND,
            Error::Ambiguous { .. } => StatusCode::CONFLICT,
            Error::Senseless(_) => StatusCode::BAD_REQUEST,
            Error::Busy { .. } | Error::Full { .. } => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        // Where the ledger lies on the disk is nobody's business beyond this machine.
        let detail = if error.is_of_ledger() && status == StatusCode::INTERNAL_SERVER_ERROR {
            "the ledger cannot be used just now; `saksi verify` tells more".to_owned()
        } else if matches!(error, Error::Busy { .. }) {
            "another program has been writing to the ledger for a long time".to_owned()
        } else if matches!(error, Error::Full { .. }) {
            "the disk that holds the ledger is full".to_owned()
        } else {
            error.to_string()
        };
        Self { status, detail, hint: error.hint().filter(|_| !error.is_of_ledger()) }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Problem {}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = self.json();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        // What HTTP wants beside these.
        let beside = match self.status {
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer")),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, "1")),
            _ => None,
        };
        if let Some((name, value)) = beside {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Nothing lies there.
pub(crate) async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such page").hint("`/api` lists what can be asked for")
}

/// Something lies there, but cannot be asked so.
pub(crate) async fn not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this cannot be asked for with this method")
}
