//! Pages that are handed over: read and given back, or kept.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use saksi_store::Kept;
use serde::Deserialize;
use serde_json::{Value, json};

use super::is_json;
use crate::page::kept;
use crate::problem::Problem;
use crate::reading::{self, Beside, Handed};
use crate::site::Site;

/// What is said beside a page.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct About {
    /// `html` or `text`; told from the bytes where it is left out.
    r#as: Option<String>,
    /// Publication date, where the page has none.
    date: Option<String>,
    /// Its address.
    url: Option<String>,
    /// Language, where the page does not say.
    language: Option<String>,
}

fn handed(about: &About, headers: &HeaderMap, body: Bytes) -> Result<Handed, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parameters = kind.split(';').skip(1).filter_map(|part| part.trim().split_once('='));
    let charset =
        parameters.find(|(name, _)| name.eq_ignore_ascii_case("charset")).map(|(_, name)| name.trim_matches('"'));
    let media = about.r#as.as_deref().filter(|media| !media.is_empty());
    let media = media.or_else(|| match kind.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => Some("html"),
        "text/plain" => Some("text"),
        _ => None,
    });
    let beside = Beside {
        address: about.url.as_deref(),
        media,
        charset,
        date: about.date.as_deref(),
        language: about.language.as_deref(),
    };
    reading::handed(body.into(), &beside)
}

/// `POST /api/v1/read`: what a page attests; nothing is kept.
pub(super) async fn read(
    State(site): State<Site>,
    Query(about): Query<About>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let prepared = reading::read(&site, handed(&about, &headers, body)?).await?;
    let article = serde_json::to_string(prepared.article()).map_err(|_| Problem::internal())?;
    Ok(([(header::CONTENT_TYPE, "application/json")], article).into_response())
}

/// `POST /api/v1/articles`: keeps a page that is sent, or the page at the address in `{"url": …}`.
pub(super) async fn add(
    State(site): State<Site>,
    Query(about): Query<About>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    if !site.options().write {
        return Err(Problem::read_only());
    }
    let handed = if is_json(&headers) {
        let asked: Value = serde_json::from_slice(&body).map_err(|error| Problem::bad(format!("no JSON: {error}")))?;
        let url = asked["url"].as_str().ok_or_else(|| Problem::bad("`url` is missing"))?;
        reading::fetched(&site, url.to_owned()).await?
    } else {
        handed(&about, &headers, body)?
    };
    let prepared = reading::read(&site, handed).await?;
    let id = prepared.id().to_owned();
    let (status, told) = match kept(&site, prepared).await? {
        Kept::New { statements } => {
            (StatusCode::CREATED, json!({ "article": id, "state": "new", "statements": statements }))
        }
        Kept::Revision { statements, of, changes } => (
            StatusCode::CREATED,
            json!({
                "article": id, "state": "revision", "statements": statements, "of": of, "changes": changes.to_json(),
            }),
        ),
        Kept::Known => (StatusCode::OK, json!({ "article": id, "state": "known" })),
        Kept::Forgotten => (StatusCode::OK, json!({ "article": id, "state": "forgotten" })),
    };
    let place = format!("/api/v1/articles/{id}");
    Ok((status, [(header::CONTENT_TYPE, "application/json".to_owned()), (header::LOCATION, place)], told.to_string())
        .into_response())
}
