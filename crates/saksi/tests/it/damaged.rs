//! Laws that hold for any bytes, and for our own pages cut, mutated, nested and reversed: no panic, spans on characters, blocks in
//! order, the same bytes read the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use saksi::article::Article;
use saksi::{Media, Options, Page};

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600), media in media()) {
        holds(&bytes, media);
    }

    #[test]
    fn any_text_is_kept_as_it_is(text in "[ -~\\n\\r\\t“”é–\u{feff}\u{200b}中]{0,400}") {
        let article = saksi::page::read_page(&Page::text("a", &text), &Options::default());
        prop_assert_eq!(&article.text, &text);
        holds(text.as_bytes(), Some(Media::Text));
    }

    #[test]
    fn any_tags(parts in proptest::collection::vec(tag_or_words(), 0..80)) {
        holds(parts.concat().as_bytes(), Some(Media::Html));
    }
}

/// Two hundred damaged pages; what is random comes from a fixed sequence, so that a failure can be found again.
#[test]
fn damaged_pages_are_read() {
    let pages: Vec<Vec<u8>> = own_pages().iter().map(|path| fs::read(path).expect("a page")).collect();
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    for round in 0..200 {
        let mut bytes = pages[round % pages.len()].clone();
        match round / 40 {
            0 => bytes.truncate(chance.below(bytes.len())),
            1 => (0..60).for_each(|_| mutate(&mut bytes, &mut chance)),
            2 => {
                bytes = String::from_utf8_lossy(&bytes)
                    .chars()
                    .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
                    .collect();
            }
            3 => {
                let at = chance.below(bytes.len());
                bytes.splice(at..at, "<div><b>".repeat(chance.below(3_000)).into_bytes());
            }
            _ if round % 2 == 0 => bytes.reverse(),
            _ => bytes = (0..4_000).map(|_| chance.below(256) as u8).collect(),
        }
        holds(&bytes, None);
        holds(&bytes, Some(Media::Html));
    }
}

/// What would cost a parser a square of its length, or a stack: each is read in time, by the simplest reader where need be.
#[test]
fn hostile_pages_end_in_time() {
    let deep =
        |tag: &str, times: usize| format!("{}<p>Kapal itu tiba di pelabuhan, kata nakhoda.</p>", tag.repeat(times));
    let pages = [
        deep("<div>", 100_000),
        deep("<b><i>", 50_000),
        deep("<table><tr><td>", 20_000),
        format!("<div {}>x</div><p>Satu dua tiga.</p>", "a=b ".repeat(50_000)),
        format!("<p>{}</p>", "kata ".repeat(60_000)),
        "<p>kata &amp; kita</p>".repeat(50_000),
        "<br>".repeat(100_000),
        "<!--".repeat(200_000),
        "<svg>".repeat(100_000),
        "\"".repeat(500_000),
        format!("<script type='application/ld+json'>{}</script><p>x</p>", "[".repeat(500_000)),
        (0..250).map(|size| format!("<font size={size}>")).collect::<String>() + &"<p>x".repeat(3_000),
    ];
    for page in pages {
        let start = Instant::now();
        holds(page.as_bytes(), Some(Media::Html));
        assert!(start.elapsed() < Duration::from_secs(40), "{} took {:?} twice", &page[..40], start.elapsed());
    }
}

#[test]
fn what_a_guard_stops_is_said() {
    let read = |bytes: &[u8], media| {
        saksi::page::read_page(&Page { address: "x", bytes, media, charset: None }, &Options::default())
    };
    let codes = |article: &Article| article.notes.iter().map(|note| note.code).collect::<Vec<_>>();
    let deep = read(deep_page().as_bytes(), Some(Media::Html));
    assert!(codes(&deep).contains(&"deep-nesting"));
    assert_eq!(deep.title.as_deref(), Some("Kapal Tiba"));
    assert!(deep.text.contains("Nakhoda membantah kabar itu."), "the simplest reader still reads: {}", deep.text);
    assert!(codes(&read(b"\x89PNG\r\n\x1a\n\0\0", None)).contains(&"not-text"));
    assert!(codes(&read(b"", Some(Media::Html))).contains(&"no-body"));
    let long = format!("<h1>Kapal</h1><p>{}</p>", "Kapal itu tiba. ".repeat(700_000));
    assert!(codes(&read(long.as_bytes(), Some(Media::Html))).contains(&"truncated"));
}

fn deep_page() -> String {
    format!("<title>x</title><h1>Kapal Tiba</h1>{}<p>Nakhoda membantah kabar itu.</p>", "<div>".repeat(5_000))
}

/// Every law, for one page.
fn holds(bytes: &[u8], media: Option<Media>) {
    let page = Page { address: "page", bytes, media, charset: None };
    let article = saksi::page::read_page(&page, &Options::default());
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.from() >= end, "blocks stand in order and do not overlap");
        assert!(
            article.text.get(block.span.range()).is_some_and(|words| !words.is_empty() && words.trim() == words),
            "{block:?} of {:?}",
            article.text
        );
        end = block.span.to();
    }
    if let Some(dateline) = &article.dateline {
        assert!(article.text.get(dateline.span.range()).is_some_and(|words| words.contains(&dateline.place)));
    }
    for span in &article.origin.spans {
        assert!(article.text.get(span.range()).is_some());
    }
    assert_eq!(article, saksi::page::read_page(&page, &Options::default()), "the same bytes are read the same");
}

fn media() -> impl Strategy<Value = Option<Media>> {
    prop_oneof![Just(None), Just(Some(Media::Html)), Just(Some(Media::Text))]
}

fn tag_or_words() -> impl Strategy<Value = String> {
    let tags = "(<|</)(p|div|b|i|a href=x|h1|ul|li|table|tr|td|br|figure|figcaption|img src=x|script|svg|select|template|form|blockquote|time datetime=2025|article)(>| class='related caption'>|)";
    prop_oneof![
        tags,
        "[A-Za-z “”.,:&;–\\n]{1,80}",
        Just("<!--".to_owned()),
        Just("Baca juga: ".to_owned()),
        Just("JAKARTA, Kabar – ".to_owned())
    ]
}

fn own_pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the pages")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
        .collect();
    paths.sort();
    paths
}

fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    const PIECES: [&[u8]; 10] =
        [b"<", b">", b"</div>", b"<table>", b"<b>", b"\"", b"<script>", b"<!--", b"\0", b"\xff"];
    if bytes.is_empty() {
        return;
    }
    let at = chance.below(bytes.len());
    match chance.below(3) {
        0 => bytes[at] = chance.below(256) as u8,
        1 => {
            let end = (at + chance.below(60)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let piece = PIECES[chance.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// A fixed sequence of numbers (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}
