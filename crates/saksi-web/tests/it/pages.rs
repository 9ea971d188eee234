//! The pages: what stands on them, that nothing of a page of the web runs, both languages.

use axum::body::Body;

use crate::{HOSTILE, Served, get};

async fn paths(served: &Served) -> Vec<String> {
    let claim = served.get("/api/v1/claims").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let mut paths = vec![
        "/",
        "/claims",
        "/search?q=percaya",
        "/search?q=%3Cscript%3E",
        "/corrections",
        "/actor/PT%20Arung",
        "/api",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect::<Vec<_>>();
    paths.push(format!("/claim/{claim}"));
    for article in served.get("/api/v1/articles").await.json()["items"].as_array().unwrap() {
        let id = article["id"].as_str().unwrap();
        paths.push(format!("/article/{id}"));
        let card = served.get(&format!("/api/v1/articles/{id}")).await.json();
        for row in card["rows"].as_array().unwrap() {
            let statement = row["statement"]["id"].as_str().unwrap();
            paths.push(format!("/article/{id}/why/{statement}"));
        }
    }
    paths
}

#[tokio::test]
async fn nothing_of_a_page_runs_and_every_link_leads_somewhere() {
    let served = Served::writing();
    for path in paths(&served).await {
        let answer = served.page(&path).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.body);
        let body = &answer.body;
        assert!(!body.contains(HOSTILE) && !body.contains("<img") && !body.contains("style=\""), "{path}");
        assert_eq!(body.matches("<script").count(), 1, "only our own: {path}");
        assert_eq!(body.matches("<h1").count(), 1, "{path}");
        assert!(body.len() < 200_000, "{path}: {}", body.len());
        for link in body.split("href=\"/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
            let link =
                format!("/{}", link.split('#').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&"));
            let status = served.page(&link).await.status;
            assert!(status.is_success() || status.is_redirection(), "{path} -> {link}: {status}");
        }
    }
}

#[tokio::test]
async fn the_interface_speaks_the_readers_language() {
    let served = Served::reading();
    let ask = |name: &'static str, value: &'static str| {
        get("/").header("accept", "text/html").header(name, value).body(Body::empty()).unwrap()
    };
    assert!(served.ask(ask("accept-language", "id-ID,id;q=0.9")).await.body.contains("Siapa berkata apa"));
    assert!(served.ask(ask("cookie", "saksi_language=id")).await.body.contains("<html lang=\"id\">"));
    assert!(served.page("/").await.body.contains("Who says what"));
    let chosen = served.get("/language?to=id&back=/claims").await;
    assert_eq!((chosen.status.as_u16(), chosen.header("location")), (303, "/claims"));
    for back in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
        assert_eq!(served.get(&format!("/language?to=en&back={back}")).await.header("location"), "/", "{back}");
    }
    served.get("/language?to=xx&back=/").await.is_problem(400);
}

#[tokio::test]
async fn a_missing_page_is_a_page_for_people() {
    let served = Served::reading();
    for path in ["/nowhere", "/article/nope", "/claim/nope", "/actor/nope", "/article/x/why/y"] {
        let answer = served.page(path).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}");
        assert!(answer.header("content-type").starts_with("text/html") && answer.body.contains("<h1>404"), "{path}");
    }
}

#[tokio::test]
async fn what_is_seen_can_be_taken_along() {
    let served = Served::reading();
    for (form, words) in [("csv", "article,statement"), ("jsonl", "saksi/row/1"), ("html", "<!doctype html>")] {
        let answer = served.get(&format!("/export?format={form}&q=dermaga")).await;
        assert!(answer.body.contains(words) && answer.body.contains("dermaga"), "{form}");
        assert!(answer.header("content-disposition").starts_with("attachment"), "{form}");
        assert!(!answer.body.contains(HOSTILE) || form != "html", "{form}");
    }
    served.get("/export?format=pdf").await.is_problem(400);
}

#[tokio::test]
async fn files_can_be_added() {
    let served = Served::writing();
    let page = served.page("/add").await.body;
    let secret = page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let part = |head: &str, body: &str| format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let form = part("name=\"secret\"", secret)
        + &part("name=\"date\"", "2025-03-09")
        + &part(
            "name=\"file\"; filename=\"../../x/jembatan.txt\"",
            "Wali Kota Sinta Bara mengatakan jembatan itu ditutup karena tiang penyangganya retak setelah banjir pekan lalu.",
        )
        + &part("name=\"file\"; filename=\"gambar.png\"", "\u{0}\u{1}\u{2}")
        + "--b--\r\n";
    let answer = served.post("/add", "multipart/form-data; boundary=b", form).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.body);
    assert!(answer.body.contains("kept with 1 statement") && answer.body.contains("gambar.png"));
    let article = served.get("/api/v1/articles?limit=1").await.json();
    assert_eq!(article["items"][0]["address"], "jembatan.txt");
}

#[test]
fn a_long_article_comes_in_parts() {
    let served = crate::served::Served::writable();
    let names = ["Rano Wetan", "Sumi Lestari", "Joko Arum", "Mira Tandi", "Oda Finci"];
    let places = ["gudang", "dermaga", "jembatan", "pasar", "sekolah", "terminal", "bendungan"];
    let paragraphs: Vec<String> = (0..200)
        .map(|at| format!("{} mengatakan {} nomor {at} ditutup warga.", names[at % 5], places[at % 7]))
        .collect();
    let added = served.post("/api/v1/articles", "text/plain", paragraphs.join("\n\n"));
    assert!(added.status.is_success(), "{}", added.text());
    let id = added.json()["article"].as_str().unwrap().to_owned();
    let rows = served.get(&format!("/api/v1/articles/{id}")).json()["rows"].as_array().unwrap().clone();
    assert!(rows.len() > 160, "{}", rows.len());
    let first = served.get(&format!("/article/{id}")).text();
    assert!(first.matches("<li id=\"r-").count() < rows.len() && first.contains("?part=2"));
    for row in [&rows[0], &rows[100], &rows[rows.len() - 1]] {
        let statement = row["statement"]["id"].as_str().unwrap();
        let page = served.get(&format!("/article/{id}?row={statement}")).text();
        assert!(page.contains(&format!("id=\"r-{statement}\"")) && page.contains(&format!("id=\"t-{statement}\"")));
        assert!(page.len() < 200_000, "{}", page.len());
    }
    // Whatever is asked for, some part comes.
    for part in ["?part=0", "?part=999", "?row=nobody", "?row="] {
        assert_eq!(served.get(&format!("/article/{id}{part}")).status.as_u16(), 200, "{part}");
    }
    served.get(&format!("/article/{id}?part=x")).is_problem(400);
}
