//! What the API gives, held against its own description.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::served::{Served, of};

/// Asserts that an answer has the shape that the description gives it.
#[track_caller]
fn keeps_to(document: &Value, method: &str, path: &str, status: &str, answer: &Value) {
    let content = &document["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"];
    assert!(content.is_object(), "{method} {path} {status} is not described");
    let mut schema = content.clone();
    schema["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(answer).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{method} {path}: {faults:#?}");
}

#[test]
fn every_answer_keeps_to_the_description() {
    let served = Served::writable();
    let document = served.get("/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let rows = served.get("/api/v1/statements").json();
    let article = rows["items"][0]["article"].as_str().unwrap().to_owned();
    let claims = served.get("/api/v1/claims").json();
    let claim = claims["items"][0]["id"].as_str().expect("two articles tell of the steel").to_owned();
    for (path, asked) in [
        ("/api/v1/articles", "/api/v1/articles".to_owned()),
        ("/api/v1/articles/{id}", format!("/api/v1/articles/{article}")),
        ("/api/v1/statements", "/api/v1/statements?side=disputes".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=baja&order=best".to_owned()),
        ("/api/v1/claims", "/api/v1/claims?at_least=1".to_owned()),
        ("/api/v1/claims/{id}", format!("/api/v1/claims/{claim}")),
        ("/api/v1/actors", "/api/v1/actors?language=id".to_owned()),
        ("/api/v1/actors/{name}", "/api/v1/actors/Rano%20Wetan".to_owned()),
        ("/api/v1/corrections", "/api/v1/corrections".to_owned()),
        ("/api/v1/health", "/api/v1/health".to_owned()),
    ] {
        let answer = served.get(&asked).json();
        keeps_to(&document, "get", path, "200", &answer);
        if let Some(items) = answer["items"].as_array() {
            assert!(!items.is_empty() || path == "/api/v1/corrections", "{path}");
        }
    }
    let read = served.post("/api/v1/read?language=id", "text/plain", "\"Ya,\" kata Sumi Lestari.").json();
    keeps_to(&document, "post", "/api/v1/read", "200", &read);
    assert_eq!(read["statements"][0]["source"]["text"], "Sumi Lestari");
    let kept = served.post("/api/v1/articles?language=id", "text/plain", "\"Ya,\" kata Sumi Lestari.");
    assert_eq!(kept.status, StatusCode::CREATED);
    keeps_to(&document, "post", "/api/v1/articles", "201", &kept.json());
    let known = served.get(kept.header(header::LOCATION)).json();
    assert_eq!(known["article"]["text"], "\"Ya,\" kata Sumi Lestari.");
    let again = served.post("/api/v1/articles?language=id", "text/plain", "\"Ya,\" kata Sumi Lestari.");
    keeps_to(&document, "post", "/api/v1/articles", "200", &again.json());
    let correction = json!({ "kind": "merge-actors", "subjects": ["Rano Wetan", "Sumi Lestari"], "reason": "a test" });
    let corrected = served.post("/api/v1/corrections", "application/json", correction.to_string());
    keeps_to(&document, "post", "/api/v1/corrections", "201", &corrected.json());
    keeps_to(&document, "get", "/api/v1/corrections", "200", &served.get("/api/v1/corrections").json());
}

#[test]
fn the_description_names_every_route_and_no_other() {
    let served = Served::new();
    let document = served.get("/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 13);
    for (path, methods) in paths {
        let asked = path.replace("{id}", "x").replace("{name}", "x").replace("{format}", "jsonl");
        // A method that is not described is refused, and the answer says which are.
        let refused = served.ask(of(Method::DELETE, &asked).body(Body::empty()).unwrap());
        refused.is_problem(405);
        for method in methods.as_object().unwrap().keys() {
            assert!(refused.header(header::ALLOW).contains(&method.to_uppercase()), "{method} {path}");
        }
    }
    let readable = served.get("/api").text();
    for path in paths.keys() {
        assert!(readable.contains(path.as_str()), "{path} is not on the page for people");
    }
}

#[test]
fn lists_go_on_where_they_ended() {
    let served = Served::new();
    for list in [
        "/api/v1/statements?",
        "/api/v1/articles?",
        "/api/v1/claims?at_least=1&",
        "/api/v1/search?q=jembatan&order=best&",
    ] {
        let whole = served.get(&format!("{list}limit=100")).json();
        let whole = whole["items"].as_array().unwrap();
        let mut walked: Vec<Value> = Vec::new();
        let mut after = String::new();
        loop {
            let part = served.get(&format!("{list}limit=1&after={after}")).json();
            walked.extend(part["items"].as_array().unwrap().clone());
            let Some(next) = part["next"].as_str() else { break };
            after = next.replace('+', "%2B").replace('~', "%7E");
            assert!(walked.len() <= whole.len(), "{list} does not end");
        }
        assert_eq!(&walked, whole, "{list}");
        assert!(walked.len() > 1, "{list}");
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let served = Served::new();
    for path in ["/api/v1/claims", "/openapi.json", "/", "/style.css"] {
        let first = served.get(path);
        let tag = first.header(header::ETAG).to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        for known in [tag.as_str(), "*", &format!("\"x\", {tag}")] {
            let again = of(Method::GET, path).header(header::IF_NONE_MATCH, known).body(Body::empty()).unwrap();
            let again = served.ask(again);
            assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
            assert_eq!(again.header(header::ETAG), tag);
        }
        let other = of(Method::GET, path).header(header::IF_NONE_MATCH, "\"x\"").body(Body::empty()).unwrap();
        assert_eq!(served.ask(other).bytes, first.bytes, "{path}");
        let head = served.ask(of(Method::HEAD, path).body(Body::empty()).unwrap());
        assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0), "{path}");
        assert_eq!(head.header(header::ETAG), tag, "{path}");
        assert_eq!(head.header(header::CONTENT_LENGTH), first.bytes.len().to_string(), "{path}");
    }
}

#[test]
fn answers_are_pressed_where_that_is_wanted() {
    let served = Served::new();
    let plain = served.get("/openapi.json").bytes.len();
    let wanted = of(Method::GET, "/openapi.json").header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    let pressed = served.ask(wanted);
    assert_eq!(pressed.header(header::CONTENT_ENCODING), "gzip");
    assert!(pressed.bytes.len() * 3 < plain, "{} of {plain}", pressed.bytes.len());
}

#[test]
fn every_form_of_export() {
    let served = Served::new();
    let claim = served.get("/api/v1/claims").json()["items"][0]["id"].as_str().unwrap().to_owned();
    for (form, kind) in [
        ("jsonl", "application/jsonl"),
        ("csv", "text/csv"),
        ("jsonld", "application/ld+json"),
        ("web-annotation", "application/ld+json"),
        ("prov", "application/ld+json"),
        ("ninjs", "application/jsonl"),
    ] {
        let whole = served.get(&format!("/api/v1/export/{form}"));
        assert_eq!(whole.status, StatusCode::OK, "{form}");
        assert!(whole.header(header::CONTENT_TYPE).starts_with(kind), "{form}");
        let part = served.get(&format!("/api/v1/export/{form}?claim={claim}&full_text=true"));
        assert!(!part.bytes.is_empty() && whole.bytes.len() > 500, "{form}");
        let text = whole.text();
        match kind {
            "application/jsonl" => assert!(text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok())),
            "text/csv" => assert!(text.lines().count() > 5),
            _ => assert!(serde_json::from_str::<Value>(&text).is_ok(), "{form}"),
        }
    }
    let sheet = served.get(&format!("/api/v1/export/html?claim={claim}"));
    assert!(sheet.text().starts_with("<!doctype html>") && !sheet.text().contains("<script"));
}

#[test]
fn the_counters_count() {
    let served = Served::new();
    served.get("/api/v1/claims").json();
    served.get("/api/v1/claims/nothing").is_problem(404);
    let text = served.get("/api/v1/metrics").text();
    assert!(text.contains("saksi_requests_total{outcome=\"good\"} 1\n"), "{text}");
    assert!(text.contains("saksi_requests_total{outcome=\"refused\"} 1\n"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.rsplit_once(' ').is_some_and(|(_, number)| number.parse::<f64>().is_ok()), "{line}");
    }
}

#[test]
fn a_page_in_any_charset_is_read() {
    let served = Served::new();
    let page = b"<html lang=en><title>Pier stays closed</title><article><h1>Pier stays closed</h1><p>\x93The pier is closed,\x94 said \
        Mayor Ida Brink of Sallow Bay on Monday. It will stay closed until the spring tide has passed.</p></article>";
    let read = served.post("/api/v1/read?date=2026-02-10", "text/html; Charset=windows-1252", page.to_vec()).json();
    assert!(read["text"].as_str().unwrap().contains("“The pier is closed,” said"), "{}", read["text"]);
    let told = served.post("/api/v1/read", "application/octet-stream", page.to_vec()).json();
    assert_eq!(told["input"]["media_type"], "text/html");
    let as_text =
        served.post("/api/v1/read?as=text&url=https://tepi.example/x", "text/html", "\"Ya,\" kata Sumi.").json();
    assert_eq!(
        (&as_text["input"]["media_type"], &as_text["input"]["url"]),
        (&json!("text/plain"), &json!("https://tepi.example/x"))
    );
}
