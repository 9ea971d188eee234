//! Who may ask, how much, and what every answer carries.

use axum::body::Body;
use axum::http::Request;
use saksi_web::Options;

use crate::{Served, get};

#[tokio::test]
async fn foreign_hosts_and_sites_are_refused() {
    let served = Served::reading();
    for host in ["evil.example", "evil.example:7373", "127.0.0.1.evil.example", "10.0.0.7"] {
        let request = Request::get("/api/v1/claims").header("host", host).body(Body::empty()).unwrap();
        served.ask(request).await.is_problem(403);
    }
    let foreign = [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:9999"),
        ("sec-fetch-site", "cross-site"),
    ];
    for (name, value) in foreign {
        let request = get("/api/v1/claims").header(name, value).body(Body::empty()).unwrap();
        served.ask(request).await.is_problem(403);
    }
    // Our own pages, and a link that somebody follows.
    let ours = get("/api/v1/claims").header("origin", "http://localhost:7373").header("sec-fetch-site", "same-origin");
    assert!(served.ask(ours.body(Body::empty()).unwrap()).await.status.is_success());
    let followed = get("/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert!(served.ask(followed.body(Body::empty()).unwrap()).await.status.is_success());
    served.ask(Request::get("/").body(Body::empty()).unwrap()).await.is_problem(400);
}

#[tokio::test]
async fn the_token_is_asked_for() {
    let served =
        Served::with(Options { loopback: false, token: Some("sesame-sesame".to_owned()), ..Options::default() });
    let ask = |name: &'static str, value: &'static str| {
        Request::get("/api/v1/claims").header("host", "10.0.0.7").header(name, value).body(Body::empty()).unwrap()
    };
    for (name, value) in [
        ("x-nothing", "x"),
        ("authorization", "Bearer sesame"),
        ("authorization", "Basic sesame-sesame"),
        ("cookie", "saksi_token=sesame"),
    ] {
        served.ask(ask(name, value)).await.is_problem(401);
    }
    for (name, value) in [("authorization", "Bearer sesame-sesame"), ("cookie", "a=b; saksi_token=sesame-sesame")] {
        assert!(served.ask(ask(name, value)).await.status.is_success(), "{name}");
    }
    let request = Request::get("/search?token=sesame-sesame&q=kapal").header("host", "10.0.0.7");
    let answer = served.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/search?q=kapal"));
    assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
}

#[tokio::test]
async fn every_answer_forbids_what_is_not_ours() {
    let served = Served::reading();
    for path in ["/", "/style.css", "/api/v1/claims", "/nowhere", "/api/v1/articles/nope"] {
        let answer = served.page(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn too_much_is_refused() {
    let served = Served::with(Options { largest: 1_000, rate: 5, ..Options::default() });
    served.post("/api/v1/read", "text/plain", "a".repeat(2_000)).await.is_problem(413);
    let mut statuses = Vec::new();
    for _ in 0..40 {
        statuses.push(served.get("/api/v1/health").await.status.as_u16());
    }
    assert!(statuses.contains(&200) && statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let served = Served::reading();
    let first = served.get("/api/v1/claims").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    let again = get("/api/v1/claims").header("if-none-match", &tag).body(Body::empty()).unwrap();
    let again = served.ask(again).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    let other = get("/api/v1/claims").header("if-none-match", "\"other\"").body(Body::empty()).unwrap();
    assert_eq!(served.ask(other).await.status.as_u16(), 200);
}

#[tokio::test]
async fn nothing_is_written_without_leave() {
    let served = Served::reading();
    let before = served.articles();
    served.post("/api/v1/articles", "text/plain", "Ya, kata Sumi.").await.is_problem(403);
    let correction = r#"{"kind":"merge-actors","subjects":["a","b"],"reason":"x"}"#;
    served.post("/api/v1/corrections", "application/json", correction).await.is_problem(403);
    served
        .post("/corrections", "application/x-www-form-urlencoded", "secret=x&kind=undo&subjects=1&reason=x")
        .await
        .is_problem(403);
    served.get("/add").await.is_problem(403);
    assert_eq!(served.articles(), before);
}

#[tokio::test]
async fn forms_carry_our_secret() {
    let served = Served::writing();
    let before = served.articles();
    let kind = "application/x-www-form-urlencoded";
    served.post("/corrections", kind, "secret=wrong&kind=undo&subjects=1&reason=x").await.is_problem(403);
    let form = "--b\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\nwrong\r\n--b--\r\n";
    served.post("/add", "multipart/form-data; boundary=b", form).await.is_problem(403);
    let bare = "--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\nhttp://a.example\r\n--b--\r\n";
    served.post("/add", "multipart/form-data; boundary=b", bare).await.is_problem(400);
    for broken in ["--b\r\nContent-Disposition: form-data; name=", "", "--b--"] {
        served.post("/add", "multipart/form-data; boundary=b", broken).await.is_problem(400);
    }
    served.post("/add", "multipart/form-data", "x").await.is_problem(400);
    assert_eq!(served.articles(), before);
}
