//! Who may ask, how much, and what every answer carries.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use saksi_web::{Options, is_local};

use crate::served::{Served, of};

#[test]
fn a_foreign_host_is_refused() {
    let served = Served::new();
    for host in ["evil.example", "127.0.0.1.evil.example", "evil.example:7373", "192.168.0.7:7373", "[2001:db8::1]"] {
        let request = of(Method::GET, "/api/v1/claims").header(header::HOST, host);
        served.ask(request.body(Body::empty()).unwrap()).is_problem(403);
        assert!(!is_local(host));
    }
    for host in ["localhost:7373", "127.0.0.1", "[::1]:80"] {
        let request = of(Method::GET, "/api/v1/claims").header(header::HOST, host);
        served.ask(request.body(Body::empty()).unwrap()).json();
    }
}

#[test]
fn another_web_site_is_refused() {
    let served = Served::writable();
    let before = served.counts();
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost:7373", "file://", "x"] {
        let request = of(Method::POST, "/api/v1/articles").header(header::ORIGIN, origin);
        let request = request.header(header::CONTENT_TYPE, "text/plain").body(Body::from("\"Ya,\" kata Sumi Lestari."));
        served.ask(request.unwrap()).is_problem(403);
    }
    for site in ["cross-site", "same-site"] {
        let request = of(Method::GET, "/api/v1/claims").header("sec-fetch-site", site).header("sec-fetch-mode", "cors");
        served.ask(request.body(Body::empty()).unwrap()).is_problem(403);
    }
    assert_eq!(served.counts(), before);
    // A link that is followed, and our own page.
    let link = of(Method::GET, "/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(served.ask(link.body(Body::empty()).unwrap()).status, StatusCode::OK);
    let own = of(Method::GET, "/api/v1/claims").header(header::ORIGIN, "http://127.0.0.1:7373");
    served.ask(own.body(Body::empty()).unwrap()).json();
}

#[test]
fn forms_of_our_own_keep_their_origin() {
    // With `no-referrer` browsers send `Origin: null` with the forms of our own pages.
    assert_eq!(Served::new().get("/").header(header::REFERRER_POLICY), "same-origin");
}

#[test]
fn a_token_must_be_shown() {
    let served = Served::with(Options { token: Some("hemlock-77".to_owned()), loopback: false, ..Options::default() });
    let refused = served.get("/api/v1/claims");
    refused.is_problem(401);
    assert_eq!(refused.header(header::WWW_AUTHENTICATE), "Bearer");
    for shown in
        ["Bearer hemlock-7", "Bearer hemlock-777", "Bearer", "Basic hemlock-77", "hemlock-77", "Bearer HEMLOCK-77"]
    {
        let request = of(Method::GET, "/api/v1/claims").header(header::AUTHORIZATION, shown);
        served.ask(request.body(Body::empty()).unwrap()).is_problem(401);
    }
    for path in ["/api/v1/health", "/style.css", "/openapi.json", "/nothing", "/?token=wrong", "/?token="] {
        served.get(path).is_problem(401);
    }
    let bearer = of(Method::GET, "/api/v1/claims").header(header::AUTHORIZATION, "Bearer hemlock-77");
    served.ask(bearer.body(Body::empty()).unwrap()).json();
    let moved = served.get("/search?token=hemlock-77&q=baja");
    assert_eq!((moved.status, moved.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/search?q=baja"));
    let cookie = moved.header(header::SET_COOKIE).to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let shown = of(Method::GET, "/api/v1/claims").header(header::COOKIE, cookie.split(';').next().unwrap());
    served.ask(shown.body(Body::empty()).unwrap()).json();
    let elsewhere = served.get("//evil.example?token=hemlock-77");
    assert_eq!(elsewhere.header(header::LOCATION), "/");
}

#[test]
fn every_answer_is_strict() {
    let served = Served::new();
    for path in
        ["/", "/claims", "/search?q=baja", "/corrections", "/api", "/nothing", "/api/v1/claims", "/openapi.json"]
    {
        let answer = served.get(path);
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        let text = answer.text();
        assert!(!text.contains("<style") && !text.contains(" style=") && !text.contains("javascript:"), "{path}");
        let scripts = text.matches("<script").count();
        assert_eq!(scripts, text.matches("<script src=\"/script.js\"").count(), "{path}");
    }
}

#[test]
fn forms_need_their_secret() {
    let served = Served::writable();
    let before = served.counts();
    let kind = "application/x-www-form-urlencoded";
    for secret in ["", "0", &"0".repeat(64)] {
        let form = format!("secret={secret}&kind=merge-actors&subjects=Rano+Wetan%0ASumi+Lestari&reason=x");
        served.post("/corrections", kind, form).is_problem(403);
    }
    served.post("/corrections", kind, "kind=undo&subjects=1&reason=x").is_problem(400);
    let form = "--x\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\nwrong\r\n--x--\r\n";
    served.post("/add", "multipart/form-data; boundary=x", form).is_problem(403);
    assert_eq!(served.counts(), before);
    // The secret that our own page carries.
    let page = served.get("/corrections").text();
    let secret = page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let form = format!("secret={secret}&kind=merge-actors&subjects=Rano+Wetan%0ASumi+Lestari&reason=x");
    assert_eq!(served.post("/corrections", kind, form).status, StatusCode::SEE_OTHER);
    assert_eq!(served.counts().corrections, before.corrections + 1);
}

#[test]
fn without_write_nothing_is_written() {
    let served = Served::new();
    let before = served.counts();
    let correction = r#"{"kind":"merge-actors","subjects":["Rano Wetan","Sumi Lestari"],"reason":"x"}"#;
    served.post("/api/v1/corrections", "application/json", correction).is_problem(403);
    served.post("/api/v1/articles", "text/plain", "\"Ya,\" kata Sumi Lestari.").is_problem(403);
    served.post("/api/v1/articles", "application/json", r#"{"url":"https://tepi.example/a"}"#).is_problem(403);
    served.post("/corrections", "application/x-www-form-urlencoded", "secret=&kind=undo&reason=x").is_problem(403);
    served.post("/add", "multipart/form-data; boundary=x", "--x--\r\n").is_problem(403);
    served.get("/add").is_problem(403);
    assert_eq!(served.counts(), before);
}

#[test]
fn there_is_a_limit_of_rate() {
    let served = Served::with(Options { rate: 3, ..Options::default() });
    let answers: Vec<_> = (0..30).map(|_| served.get("/api/v1/health")).collect();
    assert!(answers[..12].iter().all(|answer| answer.status == StatusCode::OK));
    let refused = answers.last().unwrap();
    refused.is_problem(429);
    assert_eq!(refused.header(header::RETRY_AFTER), "1");
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(served.get("/api/v1/health").status, StatusCode::OK);
}

#[test]
fn there_is_a_limit_of_time() {
    let served = Served::with(Options { write: true, timeout: Duration::from_millis(400), ..Options::default() });
    // A body that never comes.
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Vec<u8>, std::io::Error>>(1);
    let body = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(receiver));
    let started = Instant::now();
    served.post("/api/v1/read", "text/plain", body).is_problem(503);
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(sender);
}

#[test]
fn many_at_once_are_all_answered() {
    let served = Served::with(Options { at_once: 8, ..Options::default() });
    let requests = (0..64).map(|_| of(Method::GET, "/api/v1/claims").body(Body::empty()).unwrap()).collect();
    let answers = served.all_at_once(requests);
    assert!(answers.iter().any(|answer| answer.status == StatusCode::OK));
    for answer in answers.iter().filter(|answer| answer.status != StatusCode::OK) {
        answer.is_problem(429);
    }
}
