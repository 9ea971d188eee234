//! What can be read: files, texts, documents, folders, standard input.

use crate::saksi::Folder;

const PAGE: &[u8] = b"<!doctype html><html lang=en><head><title>Pier closed</title></head><body><article><h1>Pier closed</h1>\
<p>\"The pier is closed,\" said Mayor Ida Brink of Sallow Bay on Monday. \"It will stay closed until the spring tide has \
passed and the engineers have been down to look at it.\"</p><p>Brink denied that anybody had been hurt when the planks gave \
way. The harbour office said it was looking into the matter.</p></article></body></html>";

#[test]
fn told_apart_by_content_not_by_name() {
    let folder = Folder::with(&[
        ("page", PAGE),
        ("words", b"\"Ya,\" kata Lurah Sumi."),
        ("lines", b"{\"id\":\"d1\",\"text\":\"satu\"}\n\n{\"id\":2,\"text\":\"dua\"}\n"),
    ]);
    let articles = folder.run(&["read", "page", "words", "lines"]).ends_with(0).articles();
    let inputs: Vec<_> = articles.iter().map(|article| article["input"].clone()).collect();
    assert_eq!(inputs[0]["path"], "page");
    assert_eq!(inputs[0]["media_type"], "text/html");
    assert_eq!(inputs[1]["media_type"], "text/plain");
    assert_eq!(articles[1]["text"], "\"Ya,\" kata Lurah Sumi.");
    assert_eq!(inputs[2]["id"], "d1");
    assert_eq!(inputs[3]["id"], "2");
    assert_eq!(articles.len(), 4);
}

#[test]
fn a_kind_can_be_forced() {
    let folder = Folder::with(&[("page.html", PAGE), ("page.jsonl", PAGE)]);
    let article = &folder.run(&["read", "--as", "text", "page.html"]).ends_with(0).articles()[0];
    assert_eq!(article["text"].as_str().unwrap().as_bytes(), PAGE);
    let run = folder.run(&["read", "--as", "jsonl", "page.jsonl"]).ends_with(3);
    assert!(run.err.contains("`page.jsonl` line 1: no JSON"), "{}", run.err);
}

#[test]
fn the_id_is_of_address_and_bytes() {
    let folder = Folder::with(&[("a.txt", b"words"), ("b.txt", b"words")]);
    let articles = folder.run(&["read", "a.txt", "b.txt", "a.txt"]).ends_with(0).articles();
    assert_eq!(articles[0]["id"], saksi_contract::article_id("a.txt", b"words"));
    assert_ne!(articles[0]["id"], articles[1]["id"]);
    assert_eq!(articles[0], articles[2]);
    assert_eq!(articles[0]["input"]["sha256"], saksi_contract::sha256_hex(b"words"));
}

#[test]
fn a_document_says_what_it_is() {
    let line = r#"{"id":"k-1","text":"“Ya,” kata Sumi.","title":"Ya","date":"2025-03-04","outlet":"Kabar Hulu","url":"https://kabarhulu.example/ya","lang":"id"}"#;
    let run =
        Folder::new().run_with(&["read", "-", "--lang", "en", "--date", "1999-01-01"], line.as_bytes()).ends_with(0);
    let article = &run.articles()[0];
    assert_eq!(article["published"], "2025-03-04");
    assert_eq!(article["language"], "id");
    assert_eq!(article["text"], "“Ya,” kata Sumi.");
    assert_eq!(article["id"], saksi_contract::article_id("k-1", "“Ya,” kata Sumi.".as_bytes()));
}

#[test]
fn what_is_given_fills_what_is_missing() {
    let run = Folder::new().run_with(&["read", "-", "--lang", "en", "--date", "2024-10-18"], b"words").ends_with(0);
    let article = &run.articles()[0];
    assert_eq!(article["published"], "2024-10-18");
    assert_eq!(article["language"], "en");
    assert_eq!(article["input"]["path"], "-");
}

#[test]
fn a_document_with_an_odd_date_is_read_and_noted() {
    let run = Folder::new()
        .run_with(&["read", "-"], br#"{"id":"1","text":"x","date":"yesterday-ish","lang":7}"#)
        .ends_with(0);
    let articles = run.articles();
    let notes = articles[0]["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["code"] == "bad-date"), "{notes:?}");
}

#[test]
fn a_folder_is_read_by_name_whatever_else_lies_there() {
    let folder = Folder::with(&[
        ("in/b.html", PAGE),
        ("in/a/z.txt", b"satu"),
        ("in/a/picture.png", b"\x89PNG\r\n"),
        ("in/.hidden/x.html", PAGE),
        ("in/b_files/frame.html", PAGE),
        ("in/c.jsonl", b"{\"id\":\"d\",\"text\":\"dua\"}"),
    ]);
    let run = folder.run(&["read", "in"]).ends_with(0);
    let articles = run.articles();
    let inputs: Vec<&str> = articles
        .iter()
        .map(|article| article["input"]["path"].as_str().or(article["input"]["id"].as_str()).unwrap())
        .collect();
    assert_eq!(inputs, ["in/a/z.txt", "in/b.html", "d"]);
    assert!(run.err.contains("1 file in `in` passed over"), "{}", run.err);
    assert_eq!(folder.run(&["--quiet", "read", "in"]).err, "");
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_document() {
    let run = Folder::new().run_with(&["read", "-"], b"\xef\xbb\xbf{\"id\":\"1\",\"text\":\"x\"}\r\n").ends_with(0);
    assert_eq!(run.articles()[0]["text"], "x");
}

#[test]
fn what_was_written_can_be_read_again() {
    let folder = Folder::with(&[("a.txt", "“Ya,” kata Sumi.".as_bytes())]);
    let first = folder.run(&["read", "a.txt"]).ends_with(0);
    let second = folder.run_with(&["read", "-"], first.out.as_bytes()).ends_with(0);
    assert_eq!(first.articles()[0]["text"], second.articles()[0]["text"]);
}

#[test]
fn rows_below_a_confidence_are_left_out() {
    let folder = Folder::with(&[("page", PAGE)]);
    let rows = |arguments: &[&str]| {
        let article = folder.run(arguments).ends_with(0).articles().remove(0);
        article["statements"].as_array().unwrap().clone()
    };
    let all = rows(&["read", "page"]);
    let middle = all.iter().map(|row| row["confidence"].as_f64().unwrap()).fold(0.0, f64::max);
    let least = format!("{middle}");
    let sure = rows(&["read", "--min-confidence", &least, "page"]);
    assert!(!all.is_empty() && sure.len() <= all.len());
    assert!(sure.iter().all(|row| row["confidence"].as_f64().unwrap() >= middle - 0.01), "{sure:?}");
    folder.run(&["read", "--min-confidence", "2", "page"]).ends_with(2);
    let grammar = folder.run(&["read", "--reader", "grammar", "page"]).ends_with(0).articles().remove(0);
    assert!(grammar["made_by"]["model"].is_null());
}
