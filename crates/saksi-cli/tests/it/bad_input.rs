//! Bad input gives an article with notes or one clear line on standard error, and never keeps the others from being
//! read.

use std::time::Instant;

use crate::saksi::{Folder, Run};

/// Reads the input between two good ones, as the command meets it in a folder.
fn among_others(name: &str, bytes: &[u8]) -> Run {
    let folder = Folder::with(&[("1.txt", b"\"Ya,\" kata Sumi."), (name, bytes), ("3.txt", b"\"Tidak,\" kata Sumi.")]);
    let started = Instant::now();
    let run = folder.run(&["read", "1.txt", name, "3.txt"]);
    assert!(started.elapsed().as_secs() < 60, "it took {:?}", started.elapsed());
    let articles = run.articles();
    assert_eq!(articles.first().unwrap()["input"]["path"], "1.txt");
    assert_eq!(articles.last().unwrap()["input"]["path"], "3.txt");
    assert!(!run.err.contains("panicked") && !run.err.contains("internal error"), "{}", run.err);
    run
}

#[track_caller]
fn is_one_article_with(run: &Run, code: Option<&str>) {
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.err, "");
    let articles = run.articles();
    assert_eq!(articles.len(), 3);
    if let Some(code) = code {
        let notes = articles[1]["notes"].as_array().unwrap();
        assert!(notes.iter().any(|note| note["code"] == code), "{notes:?}");
    }
}

#[track_caller]
fn is_one_line(run: &Run, words: &str) {
    assert_eq!(run.code, 3, "{}", run.err);
    let errors: Vec<&str> = run.err.lines().filter(|line| line.starts_with("error:")).collect();
    assert_eq!(errors.len(), 1, "{}", run.err);
    assert!(errors[0].contains(words), "{}", errors[0]);
    assert_eq!(run.articles().len(), 2);
}

#[test]
fn an_empty_file() {
    is_one_article_with(&among_others("2.txt", b""), Some("empty"));
    is_one_article_with(&among_others("2.html", b" \n\n"), None);
}

#[test]
fn binary_data() {
    let noise: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    is_one_line(&among_others("2.html", &noise), "it looks like binary data");
    is_one_line(&among_others("2.html", b"%PDF-1.7\n..."), "it looks like a PDF");
    is_one_line(&among_others("2.html", b"\x1f\x8b\x08\0"), "it looks like a gzip archive");
}

#[test]
fn a_page_of_ten_megabytes() {
    let mut page = String::from("<!doctype html><html lang=id><body><article><h1>Panjang</h1>");
    while page.len() < 10 << 20 {
        page.push_str(
            "<p>“Harga beras turun lagi pekan ini di pasar,” kata pedagang Sumi kepada pembeli yang menunggu.</p>\n",
        );
    }
    page.push_str("</article></body></html>");
    let run = among_others("2.html", page.as_bytes());
    // On a slow machine its time may run out; then that is said.
    assert!(run.code == 0 && run.articles().len() == 3 || run.err.contains("given up after"), "{}", run.err);
}

#[test]
fn a_page_that_breaks_off() {
    let page = "<!doctype html><html><body><article><p>“Jembatan itu aman,” kata Bupati Rano. “Kami sudah mem";
    is_one_article_with(&among_others("2.html", page.as_bytes()), None);
    is_one_article_with(&among_others("2.html", b"<!doctype html><html><head><scr"), None);
    is_one_article_with(&among_others("2.html", "<html><body><p>é".as_bytes().strip_suffix(b"\xa9").unwrap()), None);
}

#[test]
fn a_hundred_thousand_nested_divs() {
    let page = format!("<html><body>{}<p>“Dalam,” kata Sumi.</p></body></html>", "<div>".repeat(100_000));
    let run = among_others("2.html", page.as_bytes());
    assert!(run.code == 0 && run.articles().len() == 3 || run.err.contains("given up after"), "{}", run.err);
}

#[test]
fn a_wrong_charset() {
    let page = b"<html><head><meta charset=utf-8></head><body><p>\x93Ya,\x94 kata Ren\xe9e.</p></body></html>";
    is_one_article_with(&among_others("2.html", page), None);
    let page = b"<html><head><meta charset=no-such-thing></head><body><p>Ya, kata Sumi.</p></body></html>";
    is_one_article_with(&among_others("2.html", page), None);
    is_one_article_with(&among_others("2.txt", b"\x93Ya,\x94 kata Ren\xe9e."), None);
}

#[test]
fn a_page_without_a_body() {
    is_one_article_with(&among_others("2.html", b"<!doctype html><html><head><title>x</title></head></html>"), None);
    is_one_article_with(&among_others("2.html", b"<!doctype html>"), None);
}

#[test]
fn another_language() {
    let text = "Министр заявил в понедельник, что мост безопасен, и отверг сообщения о трещинах в опорах.";
    is_one_article_with(&among_others("2.txt", text.as_bytes()), None);
}

#[test]
fn one_stray_quotation_mark() {
    for text in ["\"", "“", "Ia berkata \"bahwa jembatan itu aman.\n\nBaris lain.", "’‘\"", "kata \""] {
        is_one_article_with(&among_others("2.txt", text.as_bytes()), None);
    }
}

#[test]
fn a_broken_line_among_documents() {
    let lines = b"{\"id\":\"a\",\"text\":\"satu\"}\n{\"id\":\"b\",\"text\":\"du\n{\"id\":\"c\"}\n[1]\n{\"id\":\"d\",\"text\":\"empat\"}\n\xff\xfe\n";
    let run = Folder::with(&[("d.jsonl", lines)]).run(&["read", "d.jsonl"]).ends_with(3);
    let articles = run.articles();
    let ids: Vec<&str> = articles.iter().map(|article| article["input"]["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "d"]);
    let faults: Vec<&str> = run.err.lines().collect();
    assert_eq!(
        faults,
        [
            "error: `d.jsonl` line 2: no JSON (EOF while parsing a string, column 20)",
            "error: `d.jsonl` line 3: no `text`",
            "hint: a document has `id` and `text`, both strings",
            "error: `d.jsonl` line 4: no JSON object",
            "error: `d.jsonl` line 6: no JSON (expected value, column 1)",
            "note: 4 of 6 inputs could not be read",
        ]
    );
}

#[test]
fn paths_that_cannot_be_read() {
    is_one_line(
        &{
            let folder = Folder::with(&[("1.txt", b"a"), ("3.txt", b"b")]);
            folder.run(&["read", "1.txt", "gone.html", "3.txt"])
        },
        "cannot read `gone.html`: no such file or directory",
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back() {
    let folder = Folder::with(&[("in/1.txt", b"a"), ("in/sub/2.txt", b"b")]);
    std::os::unix::fs::symlink("gone.html", folder.path("in/dangling.html")).unwrap();
    std::os::unix::fs::symlink("..", folder.path("in/sub/up")).unwrap();
    let run = folder.run(&["read", "in"]).ends_with(3);
    assert_eq!(run.articles().len(), 2);
    assert!(run.err.contains("error: cannot read `in/dangling.html`: no such file or directory"), "{}", run.err);
    assert!(run.err.contains("note: `in/sub/up` leads back to `in` and is not followed"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("1.txt", b"a"), ("2.txt", b"b")]);
    std::fs::set_permissions(folder.path("1.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(folder.path("1.txt")).is_ok() {
        return; // The superuser may read everything.
    }
    let run = folder.run(&["read", "1.txt", "2.txt"]).ends_with(3);
    assert!(run.err.contains("cannot read `1.txt`: permission denied"), "{}", run.err);
}

/// A page of so many megabytes.
fn long_page(megabytes: usize) -> String {
    let mut page = String::from("<html lang=id><body>");
    while page.len() < megabytes << 20 {
        page.push_str(
            "<p>“Harga beras turun lagi pekan ini di pasar,” kata pedagang Sumi kepada pembeli yang menunggu.</p>\n",
        );
    }
    page
}

#[test]
fn a_page_that_runs_out_of_time_is_read_line_by_line() {
    // A tree of many deep branches costs a parser much and a scan of its lines little.
    let branch =
        |at: usize| format!("{}<p>“Harga {at} turun,” kata Sumi.</p>{}", "<div>".repeat(290), "</div>".repeat(290));
    let page = format!("<html lang=id><body>{}", (0..180).map(branch).collect::<String>());
    let folder = Folder::with(&[("1.txt", b"a"), ("2.html", page.as_bytes()), ("3.txt", b"b")]);
    // How fast a machine is nobody knows: somewhere between too little time and enough, the simplest reader is in time.
    let times = ["0.05", "0.1", "0.2", "0.4", "0.8", "1.6", "3.2", "6.4", "12.8", "25.6"];
    for time in times {
        let run = folder.run(&["read", "--timeout", time, "1.txt", "2.html", "3.txt"]);
        let articles = run.articles();
        let Some(long) = articles.iter().find(|article| article["input"]["path"] == "2.html") else {
            assert!(run.code == 3 && run.err.contains(&format!("`2.html` was given up after {time} s")), "{}", run.err);
            continue;
        };
        assert!(run.code == 0 && articles.len() == 3, "{}", run.err);
        let late = long["notes"].as_array().unwrap().iter().find(|note| note["code"] == "out-of-time");
        assert!(late.is_none_or(|note| note["message"] == format!("after {time} s the page was read line by line")));
        return;
    }
    panic!("the deep page was never read");
}

#[test]
fn a_page_that_runs_out_of_time_twice_is_given_up_and_the_others_are_read() {
    let folder = Folder::with(&[("1.txt", b"a"), ("2.html", long_page(20).as_bytes()), ("3.txt", b"b")]);
    let run = folder.run(&["read", "--timeout", "0.2", "1.txt", "2.html", "3.txt"]).ends_with(3);
    assert!(run.err.contains("`2.html` was given up after 0.2 s"), "{}", run.err);
    assert!(run.err.contains("hint: `--timeout SECONDS` gives pages more time"), "{}", run.err);
    assert!(run.articles().iter().any(|article| article["input"]["path"] == "3.txt"), "{}", run.err);
}
