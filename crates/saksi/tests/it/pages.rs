//! Saved pages of our own writing against the article that should be read from each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use saksi::article::{Article, Role};
use saksi::date::parse_stamp;
use saksi::{Options, Page};
use serde_json::{Value, json};

/// What is read otherwise than expected, as it is today: page and field. A new miss fails, and so does one that is mended and still listed.
const KNOWN_MISSES: [(&str, &str); 7] = [
    // A credit glued to its caption without a space or a name of its own.
    ("en-australian-paywall", "captions"),
    // The words under a video that cannot be played.
    ("en-broadcaster", "captions"),
    // A dateline in the line of the date, and one that ends in a full stop.
    ("en-indian-portal", "dateline"),
    ("es-spanish", "dateline"),
    // A line of tides in the body's own cell.
    ("en-windows-1252", "not_body"),
    ("en-windows-1252", "paragraphs"),
    // The bullets above the body are kept as its summary.
    ("en-wire-summary-box", "standfirst"),
];

#[test]
fn pages_give_their_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the pages are in the repository")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".html").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 25);
    let (mut misses, mut report) = (BTreeSet::new(), String::new());
    for name in &names {
        let bytes = fs::read(folder.join(format!("{name}.html"))).expect("a page");
        let expected: Value =
            serde_json::from_slice(&fs::read(folder.join(format!("{name}.expected.json"))).expect("its article"))
                .expect("JSON");
        let article = saksi::page::read_page(&Page::html(name, &bytes), &Options::default());
        for (field, read) in fields(&article) {
            // Z and +00:00 are one offset.
            let wanted = expected[field].as_str().map_or_else(
                || expected[field].clone(),
                |words| json!(words.replace("00Z", "00+00:00").replace("22Z", "22+00:00")),
            );
            if read != wanted {
                misses.insert((name.clone(), field.to_owned()));
                report += &format!("\n{name}: {field}\n  read     {read}\n  expected {}", expected[field]);
            }
        }
        let body = plain(&body(&article).join(" "));
        for furniture in expected["not_body"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if body.contains(&plain(furniture)) {
                misses.insert((name.clone(), "not_body".to_owned()));
                report += &format!("\n{name}: in the body: {furniture}");
            }
        }
    }
    let known: BTreeSet<(String, String)> =
        KNOWN_MISSES.iter().map(|(page, field)| ((*page).to_owned(), (*field).to_owned())).collect();
    assert_eq!(misses, known, "{report}");
}

/// The article of a page that says only how long ago it appeared, when the day on which it was seen is told.
#[test]
fn how_long_ago_is_counted_back() {
    let page =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/id-relative-date.html")).expect("a page");
    let read = |seen: &str| {
        let options = Options { published: parse_stamp(seen), ..Options::default() };
        let article = saksi::page::read_page(&Page::html("id-relative-date", &page), &options);
        assert!(article.notes.iter().any(|note| note.code == "date-counted-back"));
        article.published.map(|stamp| stamp.to_string())
    };
    assert_eq!(read("2025-03-04T01:30:00+07:00").as_deref(), Some("2025-03-03T22:30:00+07:00"));
    assert_eq!(read("2025-03-04").as_deref(), Some("2025-03-04"));
}

/// The timed entries of a live page, and that "kemarin" in one is the day before the entry.
#[test]
fn a_live_page_has_entries() {
    let page = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/id-live-blog.html")).expect("a page");
    let read = |page: &[u8]| saksi::read(&Page::html("id-live-blog", page), &Options::default());
    let entries = |article: &Article| -> Vec<(String, String)> {
        let first = |words: &str| words.lines().next().unwrap_or_default().to_owned();
        article.entries.iter().map(|entry| (entry.time.to_string(), first(article.at(entry.span)))).collect()
    };
    let wanted = [
        ("2024-12-27T14:40:00+07:00", "Semua penumpang sudah di darat"),
        ("2024-12-27T12:05:00+07:00", "Operator bantah kelebihan muatan"),
        ("2024-12-27T10:20:00+07:00", "Penumpang mengaku dengar ledakan"),
        ("2024-12-27T08:15:00+07:00", "Feri berhenti di tengah selat"),
    ];
    let reading = read(&page);
    let read_entries = entries(&reading.article);
    assert_eq!(read_entries, wanted.map(|(time, words)| (time.to_owned(), words.to_owned())));
    // Without machine-readable times the clocks that stand alone are read, on the page's one day.
    let page = String::from_utf8(page).expect("UTF-8");
    let clocks = page.replace("<time ", "<span ").replace("</time>", "</span>");
    assert_eq!(entries(&read(clocks.as_bytes()).article), read_entries);
    // Of another day.
    let earlier = page.replace("\"2024-12-27T08:15:00+07:00\">08.15", "\"2024-12-25T08:15:00+07:00\">08.15").replace(
        "Feri Tunas Bahari dilaporkan berhenti",
        "Manajer Wati Loru mengatakan kemarin bahwa feri itu berhenti",
    );
    let reading = read(earlier.as_bytes());
    let said: Vec<String> =
        reading.statements.iter().filter_map(|row| row.said.as_ref()).map(|said| said.from.to_string()).collect();
    assert_eq!(said, ["2024-12-24"]);
}

fn fields(article: &Article) -> Vec<(&'static str, Value)> {
    let of = |role: Role| {
        article
            .blocks
            .iter()
            .filter(move |block| block.role == role)
            .map(|block| article.at(block.span))
            .collect::<Vec<_>>()
    };
    let codes: BTreeSet<&str> = article.notes.iter().map(|note| note.code).collect();
    vec![
        ("title", json!(article.title)),
        ("byline", json!(article.byline)),
        ("outlet", json!(article.outlet)),
        ("published", json!(article.published.map(|stamp| stamp.to_string()))),
        ("modified", json!(article.modified.map(|stamp| stamp.to_string()))),
        ("language", json!(article.language)),
        ("dateline", json!(article.dateline.as_ref().map(|dateline| &dateline.place))),
        ("captions", json!(of(Role::Caption))),
        ("standfirst", json!(of(Role::Standfirst).first())),
        ("paragraphs", json!(body(article))),
        ("origin", json!({"kind": article.origin.kind.name(), "of": article.origin.of})),
        ("notes", json!(codes)),
    ]
}

fn body(article: &Article) -> Vec<&str> {
    article
        .blocks
        .iter()
        .filter(|block| block.role.is_body() || block.role == Role::Heading)
        .map(|block| article.at(block.span))
        .collect()
}

fn plain(words: &str) -> String {
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
