//! Bad input of every kind: a problem document, the right status, nothing written.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use saksi_store::Ledger;
use saksi_web::Options;

use crate::served::{NOW, Served, of};

#[test]
fn what_is_not_there() {
    let served = Served::new();
    for path in [
        "/nothing",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/claims",
        "/api/v1/claims/nothing",
        "/api/v1/claims/0000000000000000/0000000000",
        "/api/v1/articles/0000000000000000",
        "/api/v1/actors/nobody%20at%20all",
        "/api/v1/statements?actor=nobody+at+all",
        "/api/v1/statements?claim=nothing",
        "/api/v1/statements?article=nothing",
        "/api/v1/export/pdf",
        "/api/v1/export/csv?claim=nothing",
        "/article/0000000000000000",
        "/claim/nothing",
        "/actor/nobody",
    ] {
        served.get(path).is_problem(404);
    }
}

#[test]
fn what_makes_no_sense() {
    let served = Served::new();
    let long = "a".repeat(3_000);
    for path in [
        "/api/v1/statements?stance=lies",
        "/api/v1/statements?side=left",
        "/api/v1/statements?from=yesterday",
        "/api/v1/statements?to=2026-02-30",
        "/api/v1/statements?limit=0",
        "/api/v1/statements?limit=-1",
        "/api/v1/statements?limit=1e3",
        "/api/v1/statements?limit=99999999999999999999",
        "/api/v1/statements?actor=a%00b",
        "/api/v1/statements?limit=1&limit=2",
        "/api/v1/search",
        "/api/v1/search?q=",
        "/api/v1/search?q=%22",
        "/api/v1/search?q=...&order=best",
        "/api/v1/search?q=a&order=worst",
        "/api/v1/claims?at_least=none",
        "/api/v1/export/html",
        "/api/v1/export/csv?full_text=perhaps",
        "/api/v1/actors/%FF%FE",
        &format!("/api/v1/search?q={long}"),
    ] {
        served.get(path).is_problem(400);
    }
}

#[test]
fn broken_cursors() {
    let served = Served::new();
    for cursor in
        ["!", "%00", "-", "%2B", "%2B-1", "%2B18446744073709551615", "2026-01-01", "single:", "single:x", "~:", "é"]
    {
        for list in ["statements", "articles", "claims", "actors/Rano%20Wetan"] {
            let answer = served.get(&format!("/api/v1/{list}?after={cursor}"));
            answer.is_problem(400);
        }
    }
    for cursor in ["x", "1", "%2B99999999", "%2B18446744073709551615", "%2B"] {
        served.get(&format!("/api/v1/search?q=baja&order=best&after={cursor}")).is_problem(400);
    }
}

#[test]
fn words_of_the_index_are_words() {
    let served = Served::new();
    for words in [
        "baja OR 1",
        "marks : s1",
        "NEAR(a b)",
        "\"baja",
        "baja)",
        "(baja",
        "baja*",
        "-baja aman",
        "^baja",
        "{a} : b",
        "a'b;--",
    ] {
        let asked: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for order in ["newest", "best"] {
            let answer = served.get(&format!("/api/v1/search?q={asked}&order={order}"));
            assert!(matches!(answer.status.as_u16(), 200 | 400), "{words}: {} {}", answer.status, answer.text());
        }
    }
}

#[test]
fn path_tricks_lead_nowhere() {
    let served = Served::new();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/style.css/../../l.saksi",
        "/%2e%2e/l.saksi",
        "/api/v1/articles/..%2F..%2Fl.saksi",
        "/api/v1/export/..%2Fcsv",
        "/api/v1/claims/../../../l.saksi",
        "/article/..%2F..%2Fl.saksi",
        "/article/%2Fetc%2Fpasswd/snapshot",
    ] {
        served.get(path).is_problem(404);
    }
}

#[test]
fn oversize_bodies() {
    let served = Served::with(Options { write: true, offline: true, largest: 100_000, ..Options::default() });
    let before = served.counts();
    let large = "a ".repeat(60_000);
    served.post("/api/v1/read", "text/plain", large.clone()).is_problem(413);
    served.post("/api/v1/articles", "text/plain", large.clone()).is_problem(413);
    served.post("/api/v1/corrections", "application/json", large.clone()).is_problem(413);
    let length = of(Method::POST, "/api/v1/read").header(header::CONTENT_LENGTH, "99999999999");
    served.ask(length.body(Body::from("short")).unwrap()).is_problem(413);
    let form = format!("--x\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n{large}\r\n--x--\r\n");
    served.post("/add", "multipart/form-data; boundary=x", form).is_problem(413);
    assert_eq!(served.counts(), before);
}

#[test]
fn malformed_multipart() {
    let served = Served::writable();
    let before = served.counts();
    let page = served.get("/add").text();
    let secret = page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let part = |name: &str, words: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.txt\"\r\n\r\n{words}\r\n")
    };
    for (kind, form) in [
        ("multipart/form-data", "--x--\r\n".to_owned()),
        ("multipart/form-data; boundary=", "--x--\r\n".to_owned()),
        ("multipart/form-data; boundary=x", String::new()),
        ("multipart/form-data; boundary=x", "--y--\r\n".to_owned()),
        ("multipart/form-data; boundary=x", "--x\r\nno header".to_owned()),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\nx".to_owned()),
        ("multipart/form-data; boundary=x", part("file", "\"Ya,\" kata Sumi Lestari.") + "--x--\r\n"),
        // The form is whole up to its secret and ends in the middle of a file.
        (
            "multipart/form-data; boundary=x",
            part("secret", secret) + "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\"Ya",
        ),
    ] {
        served.post("/add", kind, form.clone()).is_problem(400);
    }
    for kind in ["text/plain", "application/json"] {
        let refused = served.post("/add", kind, "x");
        assert!(matches!(refused.status.as_u16(), 400 | 415), "{}", refused.status);
    }
    assert_eq!(served.counts(), before);
}

#[test]
fn corrections_that_make_no_sense() {
    let served = Served::writable();
    let before = served.counts();
    for (status, sent) in [
        (400, ""),
        (400, "null"),
        (400, "[]"),
        (400, "{\"kind\":"),
        (400, r#"{"kind":"merge-actors","subjects":["Rano Wetan","Sumi Lestari"]}"#),
        (400, r#"{"kind":"merge-actors","subjects":["Rano Wetan","Sumi Lestari"],"reason":"  "}"#),
        (400, r#"{"kind":"merge-actors","subjects":["Rano Wetan"],"reason":"x"}"#),
        (400, r#"{"kind":"merge-actors","subjects":[],"reason":"x"}"#),
        (400, r#"{"kind":"erase","subjects":["a","b"],"reason":"x"}"#),
        (400, r#"{"kind":"undo","subjects":["one"],"reason":"x"}"#),
        (400, r#"{"kind":"relabel","subjects":["x"],"reason":"x"}"#),
        (400, r#"{"kind":"relabel","subjects":["x"],"stance":"lies","reason":"x"}"#),
        (400, r#"{"kind":"relabel","subjects":["x"],"actor":"Sumi","actor_kind":"witch","reason":"x"}"#),
        (404, r#"{"kind":"undo","subjects":["7"],"reason":"x"}"#),
        (404, r#"{"kind":"merge-actors","subjects":["Rano Wetan","nobody at all"],"reason":"x"}"#),
        (404, r#"{"kind":"relabel","subjects":["0000000000"],"stance":"denies","reason":"x"}"#),
    ] {
        let answer = served.post("/api/v1/corrections", "application/json", sent);
        assert_eq!(answer.status.as_u16(), status, "{sent}: {}", answer.text());
        answer.is_problem(status);
    }
    served
        .post("/api/v1/corrections", "text/plain", r#"{"kind":"undo","subjects":["1"],"reason":"x"}"#)
        .is_problem(415);
    assert_eq!(served.counts(), before);
}

#[test]
fn pages_that_cannot_be_kept() {
    let served = Served::writable();
    let before = served.counts();
    for (path, kind, sent) in [
        ("/api/v1/articles", "application/json", "{}"),
        ("/api/v1/articles", "application/json", "nonsense"),
        ("/api/v1/articles", "application/json", r#"{"url":7}"#),
        ("/api/v1/articles", "application/json", r#"{"url":"file:///etc/passwd"}"#),
        ("/api/v1/articles?as=pdf", "text/plain", "x"),
        ("/api/v1/articles?date=yesterday", "text/plain", "x"),
        ("/api/v1/articles?language=x", "text/plain", "x"),
        ("/api/v1/articles?url=a%0Ab", "text/plain", "x"),
        ("/api/v1/articles", "application/octet-stream", "%PDF-1.7 ..."),
        ("/api/v1/read", "application/octet-stream", "\0\u{1}\u{2}"),
    ] {
        served.post(path, kind, sent).is_problem(400);
    }
    served.post("/api/v1/articles", "application/json", r#"{"url":"https://tepi.example/a"}"#).is_problem(403);
    assert_eq!(served.counts(), before);
}

#[test]
fn strange_pages_are_read_all_the_same() {
    let served = Served::new();
    let nested = format!("{}x{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    for page in ["", "\u{feff}", "<", "<html", &nested, &"<a b=c ".repeat(20_000), &"\u{202e}\u{0}x".repeat(99)] {
        let read = served.post("/api/v1/read?as=html", "text/html", page.to_owned()).json();
        assert_eq!(read["schema"], "saksi/article/1");
    }
}

#[test]
fn text_of_pages_stays_text() {
    let served = Served::new();
    let rows = served.get("/api/v1/search?q=penyelidikan").json();
    let article = rows["items"][0]["article"].as_str().unwrap().to_owned();
    for path in
        [format!("/article/{article}"), "/search?q=penyelidikan".to_owned(), "/search?q=%3Cscript%3E".to_owned()]
    {
        let page = served.get(&path).text();
        assert!(!page.contains("<script>") && !page.contains("<img"), "{path}");
    }
    let snapshot = served.get(&format!("/article/{article}/snapshot"));
    assert!(snapshot.header(header::CONTENT_TYPE).starts_with("text/plain"));
}

#[test]
fn a_ledger_that_is_written_to_at_the_same_time() {
    let served = Served::with(Options { write: true, timeout: Duration::from_secs(2), ..Options::default() });
    let before = served.counts();
    // Another program holds the ledger and does not end.
    let other = rusqlite::Connection::open(served.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; CREATE TABLE held (x)").unwrap();
    let page = "\"Ya,\" kata Sumi Lestari.";
    served.post("/api/v1/articles?language=id", "text/plain", page).is_problem(503);
    served.get("/api/v1/claims").json();
    assert_eq!(served.get("/").status, StatusCode::OK);
    other.execute_batch("ROLLBACK").unwrap();
    // Whoever was told that it took too long finds nothing written later.
    std::thread::sleep(Duration::from_millis(2500));
    assert_eq!(served.counts(), before);
    assert_eq!(served.post("/api/v1/articles?language=id", "text/plain", page).status, StatusCode::CREATED);
}

#[test]
fn many_write_and_read_at_once() {
    let served = Served::writable();
    let before = served.counts();
    let mut requests = Vec::new();
    for turn in 0..12 {
        let page = format!("\"Ada {turn} kapal karam,\" kata Sumi Lestari.");
        let path = format!("/api/v1/articles?language=id&url=https://tepi.example/kapal/{turn}");
        requests
            .push(of(Method::POST, &path).header(header::CONTENT_TYPE, "text/plain").body(Body::from(page)).unwrap());
        requests.push(of(Method::GET, "/api/v1/claims?at_least=1").body(Body::empty()).unwrap());
        requests.push(of(Method::GET, "/api/v1/export/jsonl").body(Body::empty()).unwrap());
    }
    let answers = served.all_at_once(requests);
    for answer in &answers {
        assert!(matches!(answer.status.as_u16(), 200 | 201 | 429), "{}: {}", answer.status, answer.text());
    }
    assert_eq!(served.counts().articles, before.articles + 12);
    let mut ledger = Ledger::open_existing(&served.path()).unwrap();
    assert_eq!(ledger.waiting().unwrap(), 0);
    assert!(ledger.keep(&[], NOW).unwrap().is_empty());
}

#[test]
fn a_ledger_that_went_away_tells_no_path() {
    let served = Served::new();
    std::fs::remove_file(served.path()).unwrap();
    let words = served.get("/api/v1/claims").is_problem(500);
    assert!(!words.contains("l.saksi"), "{words}");
}
