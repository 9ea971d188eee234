//! The API: shapes, paging, bad input.

use axum::body::Body;
use axum::http::Request;

use crate::Served;

#[tokio::test]
async fn a_page_is_read_and_not_kept() {
    let served = Served::reading();
    let before = served.articles();
    let page = "<html lang=id><body><article><h1>Jembatan</h1><p>“Jembatan itu aman,” kata Bupati Rano Sakti, Selasa.</p></article></body></html>";
    let answer = served.post("/api/v1/read?date=2025-03-07&url=https://x.example/a", "text/html", page).await;
    let article = answer.json();
    assert_eq!(article["schema"], "saksi/article/1");
    assert_eq!(article["statements"][0]["source"]["text"], "Bupati Rano Sakti");
    assert_eq!(article["statements"][0]["said"]["from"], "2025-03-04");
    assert_eq!(article["url"], "https://x.example/a");
    assert_eq!(served.articles(), before);
}

#[tokio::test]
async fn lists_are_paged_and_lead_to_their_things() {
    let served = Served::reading();
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let list = served.get(&format!("/api/v1/articles?limit=1{after}")).await.json();
        seen.push(list["items"][0]["id"].as_str().unwrap().to_owned());
        match list["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 3);
    for id in &seen {
        let card = served.get(&format!("/api/v1/articles/{id}")).await.json();
        assert_eq!(card["article"]["id"], id.as_str());
        assert_eq!(card["rows"].as_array().unwrap().len(), card["article"]["statements"].as_array().unwrap().len());
    }
    let claims = served.get("/api/v1/claims").await.json();
    let claim = &claims["items"][0];
    assert_eq!(claim["schema"], "saksi/claim/1");
    assert!(!claim["sides"]["supports"].as_array().unwrap().is_empty());
    assert!(!claim["sides"]["disputes"].as_array().unwrap().is_empty());
    let id = claim["id"].as_str().unwrap();
    assert_eq!(served.get(&format!("/api/v1/claims/{id}")).await.json()["id"], id);
    let found = served.get("/api/v1/search?q=dermaga&side=disputes").await.json();
    assert_eq!(found["items"][0]["stance"], "denies");
    let actor = served.get("/api/v1/actors/PT%20Arung").await.json();
    assert_eq!(actor["name"], "PT Arung");
    assert!(!actor["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_understood_is_a_problem() {
    let served = Served::reading();
    let unknown = [
        "/api/v1/articles/nope",
        "/api/v1/claims/nope",
        "/api/v1/claims/a/b/c",
        "/api/v1/actors/Nobody%20Ever",
        "/api/v1/export/pdf",
        "/api/v1/nothing",
        "/api/v1/articles/..%2f..%2fetc%2fpasswd",
        "/api/v2/claims",
    ];
    for path in unknown {
        served.get(path).await.is_problem(404);
    }
    let senseless = [
        "/api/v1/statements?after=%00",
        "/api/v1/statements?after=!!",
        "/api/v1/articles?after=x",
        "/api/v1/claims?after=x",
        "/api/v1/claims?limit=0",
        "/api/v1/statements?limit=99999",
        "/api/v1/statements?from=yesterday",
        "/api/v1/statements?stance=lies",
        "/api/v1/search?q=",
        "/api/v1/search?q=%22%22",
        "/api/v1/search",
        "/api/v1/export/html",
    ];
    for path in senseless {
        served.get(path).await.is_problem(400);
    }
    served.post("/api/v1/claims", "text/plain", "x").await.is_problem(405);
    served
        .ask(Request::delete("/api/v1/articles/x").header("host", "localhost").body(Body::empty()).unwrap())
        .await
        .is_problem(405);
    served.post("/api/v1/read", "text/plain", &b"\x00\x01\x02\xff\xfe\x00\x00"[..]).await;
    served.post("/api/v1/read?date=soon", "text/plain", "Ya").await.is_problem(400);
    served.post("/api/v1/read?language=%3Cb%3E", "text/plain", "Ya").await.is_problem(400);
    served.post("/api/v1/read?as=pdf", "text/plain", "Ya").await.is_problem(400);
}

#[tokio::test]
async fn pages_are_added_and_rows_corrected_with_leave() {
    let served = Served::writing();
    let page = "Wali Kota Sinta Bara mengatakan jembatan Lasa ditutup karena tiang penyangganya retak setelah banjir pekan lalu.";
    let added = served.post("/api/v1/articles?url=https://d.example/4&date=2025-03-08", "text/plain", page).await;
    assert_eq!(added.status.as_u16(), 201);
    let id = added.json()["article"].as_str().unwrap().to_owned();
    assert_eq!(added.header("location"), format!("/api/v1/articles/{id}"));
    let again = served.post("/api/v1/articles?url=https://d.example/4&date=2025-03-08", "text/plain", page).await;
    assert_eq!((again.status.as_u16(), again.json()["state"].as_str()), (200, Some("known")));
    let card = served.get(&format!("/api/v1/articles/{id}")).await.json();
    let row = card["rows"][0]["statement"]["id"].as_str().unwrap().to_owned();
    let sent =
        format!(r#"{{"kind":"relabel","subjects":["{id}/{row}"],"stance":"commits","reason":"a plan","who":"Ed"}}"#);
    let corrected = served.post("/api/v1/corrections", "application/json", sent).await;
    assert_eq!(corrected.status.as_u16(), 201, "{}", corrected.body);
    let card = served.get(&format!("/api/v1/articles/{id}")).await.json();
    assert_eq!(
        (card["rows"][0]["stance"].as_str(), card["rows"][0]["stance_read"].as_str()),
        (Some("commits"), Some("asserts"))
    );
    let before = served.articles();
    let senseless = [
        "{",
        "[]",
        r#"{"kind":"relabel","subjects":[],"reason":"x"}"#,
        r#"{"kind":"merge-actors","subjects":["one"],"reason":"x"}"#,
        r#"{"kind":"burn","subjects":["a"],"reason":"x"}"#,
        r#"{"kind":"relabel","subjects":["a"],"stance":"lies","reason":"x"}"#,
        r#"{"kind":"undo","subjects":["one"],"reason":"x"}"#,
    ];
    for sent in senseless {
        served.post("/api/v1/corrections", "application/json", sent).await.is_problem(400);
    }
    let unknown = r#"{"kind":"relabel","subjects":["nope"],"stance":"denies","reason":"x"}"#;
    served.post("/api/v1/corrections", "application/json", unknown).await.is_problem(404);
    for url in ["file:///etc/passwd", "http://127.0.0.1:1/", "http://169.254.169.254/latest", "nonsense"] {
        let sent = serde_json::json!({ "url": url }).to_string();
        served.post("/api/v1/articles", "application/json", sent).await.is_problem(400);
    }
    assert_eq!(served.articles(), before);
}

#[tokio::test]
async fn the_ledger_goes_out_in_its_forms() {
    let served = Served::reading();
    for form in ["jsonl", "csv", "jsonld", "web-annotation", "prov", "ninjs"] {
        let answer = served.get(&format!("/api/v1/export/{form}")).await;
        assert!(answer.status.is_success() && answer.body.contains("dermaga"), "{form}");
    }
    let claim = served.get("/api/v1/claims").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(served.get(&format!("/api/v1/export/html?claim={claim}")).await.body.starts_with("<!doctype html>"));
}

#[tokio::test]
async fn the_description_is_there_and_the_server_tells_how_it_does() {
    let served = Served::reading();
    let document = served.get("/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(served.get("/api/v1/health").await.json()["status"], "ok");
    assert!(served.get("/api/v1/metrics").await.body.contains("saksi_requests_total{outcome=\"good\"} "));
}
