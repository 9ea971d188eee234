//! Who may ask, how much, and what every answer carries.
//!
//! A web site in the same browser must not read a journalist's ledger: foreign `Host` and `Origin` headers are refused
//! (DNS rebinding, cross-site requests), forms carry a secret, and answers allow nothing but our own files.

use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::page;
use crate::problem::Problem;
use crate::site::Site;

/// Set on answers whose body is written while it is sent: they have no digest.
#[derive(Clone, Copy)]
pub(crate) struct Streamed;

/// The cookie that holds the token.
const TOKEN: &str = "saksi_token";

const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with it browsers call the origin of our own forms `null`, and they would be refused.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Before anything else: who asks, and is there room.
pub(crate) async fn ask(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    // Who asks for the head gets the head of the very answer.
    let is_head = request.method() == Method::HEAD;
    if is_head {
        *request.method_mut() = Method::GET;
    }
    let wants_page = wants_page(&request);
    let language = crate::words::Language::asked(request.headers());
    let mut response = match may_ask(&site, &request) {
        Err(problem) => problem.into_response(),
        Ok(Some(elsewhere)) => elsewhere,
        Ok(None) => match site.at_once().clone().try_acquire_owned() {
            Err(_) => Problem::busy().into_response(),
            Ok(_place) => match tokio::time::timeout(site.options().timeout, next.run(request)).await {
                Ok(response) => response,
                Err(_) => Problem::too_slow().into_response(),
            },
        },
    };
    if let Some(problem) = response.extensions().get::<Problem>().filter(|_| wants_page).cloned() {
        let mut page = page::problem(&site, language, &problem);
        for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
            if let Some(value) = response.headers_mut().remove(&name) {
                page.headers_mut().insert(name, value);
            }
        }
        response = page;
    }
    if response.status().is_client_error() || response.status().is_server_error() {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if is_head {
        let length = response.body().size_hint().exact();
        *response.body_mut() = Body::empty();
        if let Some(length) = length {
            response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        }
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    site.count(response.status(), started.elapsed());
    response
}

/// Problems in one shape, and a digest for what has not changed.
pub(crate) async fn answer(State(_): State<Site>, request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let status = response.status();
    if (status.is_client_error() || status.is_server_error()) && response.extensions().get::<Problem>().is_none() {
        return problem_of(response).await;
    }
    if !is_get || status != StatusCode::OK || response.extensions().get::<Streamed>().is_some() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Problem::internal().into_response() };
    let tag = tag_of(&bytes);
    parts.headers.insert(header::ETAG, tag.clone());
    if !parts.headers.contains_key(header::CACHE_CONTROL) {
        parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    parts.headers.append(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    if known.is_some_and(|known| matches_tag(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// A refusal of the framework in our shape, its words kept.
async fn problem_of(response: Response) -> Response {
    let status = response.status();
    let words = to_bytes(response.into_body(), 4_000).await.unwrap_or_default();
    let words = String::from_utf8_lossy(&words).trim().to_owned();
    let detail = if words.is_empty() { status.canonical_reason().unwrap_or("refused").to_owned() } else { words };
    // A query or a form that cannot be understood is one kind of fault, whatever part of it is wrong.
    let status = if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
    Problem::new(status, detail).into_response()
}

fn tag_of(bytes: &Bytes) -> HeaderValue {
    let digest = Sha256::digest(bytes);
    let hex: String = digest[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{hex}\"")).expect("hex digits are a header value")
}

fn matches_tag(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let plain = |value: &str| value.trim().trim_start_matches("W/").to_owned();
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    known.split(',').any(|one| one.trim() == "*" || plain(one) == plain(tag))
}

/// Whether a person asks for a page and not a program for data.
fn wants_page(request: &Request) -> bool {
    let accepts = |headers: &HeaderMap| {
        headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("text/html"))
    };
    !request.uri().path().starts_with("/api/") && accepts(request.headers())
}

/// `Ok(Some)` sends the browser elsewhere: a token in the address becomes a cookie.
fn may_ask(site: &Site, request: &Request) -> Result<Option<Response>, Problem> {
    if !site.takes_one_more() {
        return Err(Problem::busy());
    }
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > site.options().largest as u64)
    {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "what is sent is larger than a page can be"));
    }
    let host = host_of(headers, request.uri()).ok_or_else(|| Problem::bad("the request names no host"))?;
    if site.options().loopback && !is_local(&host) {
        let words = "this server answers only to its own names on this machine";
        return Err(Problem::new(StatusCode::FORBIDDEN, words).hint("open it as http://127.0.0.1"));
    }
    is_ours(headers, &host)?;
    let Some(token) = &site.options().token else { return Ok(None) };
    let same = |shown: &str| bool::from(shown.as_bytes().ct_eq(token.as_bytes()));
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if bearer.and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|shown| same(shown.trim()))
        || cookie(headers, TOKEN).is_some_and(same)
    {
        return Ok(None);
    }
    let query = request.uri().query().unwrap_or_default();
    let shown = query.split('&').find_map(|pair| pair.strip_prefix("token="));
    if request.method() == Method::GET && shown.is_some_and(same) {
        let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
        let path = local_path(request.uri().path());
        let address = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
        let cookie = format!("{TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict");
        let elsewhere = (StatusCode::SEE_OTHER, [(header::LOCATION, address), (header::SET_COOKIE, cookie)]);
        return Ok(Some(elsewhere.into_response()));
    }
    Err(Problem::new(StatusCode::UNAUTHORIZED, "this server wants its token")
        .hint("`Authorization: Bearer TOKEN`, or open `/?token=TOKEN` in a browser once"))
}

/// Requests that a page of another site made the browser send are refused; following a link to us is not.
fn is_ours(headers: &HeaderMap, host: &str) -> Result<(), Problem> {
    let foreign = || Problem::new(StatusCode::FORBIDDEN, "another web site made this request");
    if let Some(origin) = headers.get(header::ORIGIN) {
        let origin = origin.to_str().map_err(|_| foreign())?;
        let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        if named.is_none_or(|named| !named.eq_ignore_ascii_case(host)) {
            return Err(foreign());
        }
    }
    let fetch = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let navigates = fetch("sec-fetch-mode") == Some("navigate");
    if matches!(fetch("sec-fetch-site"), Some("cross-site" | "same-site")) && !navigates {
        return Err(foreign());
    }
    Ok(())
}

fn host_of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let named = headers.get(header::HOST).and_then(|value| value.to_str().ok()).map(str::to_owned);
    named.or_else(|| uri.authority().map(ToString::to_string))
}

/// Whether a host header names this machine.
pub fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A path of this server: "//elsewhere.example" is none.
pub(crate) fn local_path(path: &str) -> &str {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if plain { path } else { "/" }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// A form must carry the secret that our own pages know.
pub(crate) fn is_our_form(site: &Site, shown: &str) -> Result<(), Problem> {
    if bool::from(shown.as_bytes().ct_eq(site.secret().as_bytes())) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "the form is out of date")
        .hint("load the page again and send it once more"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for host in ["localhost", "localhost:7373", "127.0.0.1:80", "[::1]:7373", "127.8.8.8", "LOCALHOST:1"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example:7373", "localhost.evil.example", "10.0.0.1", "", "[::2]:1"]
        {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn paths_of_this_server() {
        assert_eq!(local_path("/claims?a=b"), "/claims?a=b");
        for path in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nb"] {
            assert_eq!(local_path(path), "/", "{path}");
        }
    }
}
