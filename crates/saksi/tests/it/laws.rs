//! Laws of reading that hold for any text: no panic, spans that fit, the same again, and a cost that grows with the length.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use saksi::article::{Article, Block, Role};
use saksi::statement::{Reading, explain, read_article};
use saksi::{Lang, Options, Page, Span};

/// Words and marks that the grammar looks at, in all languages and in all orders.
const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "«",
    "»",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "—",
    "-",
    "(",
    ")",
    "[",
    "]",
    "…",
    "\n\n",
    "\n",
    " ",
    "said",
    "says",
    "told",
    "denied",
    "according to",
    "reportedly",
    "claim",
    "that",
    "to",
    "of",
    "by",
    "and",
    "but",
    "not",
    "is",
    "was",
    "has been",
    "who",
    "which",
    "he",
    "she",
    "they",
    "I",
    "the",
    "a",
    "council",
    "Brink",
    "Ana Ruiz",
    "NATO",
    "Monday",
    "in 2019",
    "12 percent",
    "$3.5 billion",
    "without giving evidence",
    "expressed concern",
    "called",
    "reckless",
    "kata",
    "ujar",
    "ujarnya",
    "katanya",
    "mengatakan",
    "membantah",
    "menurut",
    "menurutnya",
    "diduga",
    "dituduh",
    "tuduhan",
    "yang",
    "bahwa",
    "tidak",
    "belum dapat",
    "dan",
    "tetapi",
    "oleh",
    "kepada",
    "wartawan",
    "Wening",
    "Lurah",
    "itu",
    "ia",
    "Senin (3/2/2025)",
    "dikutip dari",
    "Rp 2,5 triliun",
    "sekitar 40 kapal",
    "nya",
    "bahawa",
    "beliau",
    "menafikan",
    "é",
    "ß",
    "İ",
    "漢字",
    "🙂",
    "\u{301}",
    "\u{200b}",
    "\u{a0}",
    "Ⅻ",
    "ﬁ",
    "0",
    "1.280.000",
    "U.S.",
    "K.H.",
    "dr.",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec((prop::sample::select(PIECES), prop::bool::weighted(0.8)), 0..120);
    let composed = pieces.prop_map(|pieces| {
        let mut text = String::new();
        for (piece, spaced) in pieces {
            text.push_str(piece);
            if spaced {
                text.push(' ');
            }
        }
        text
    });
    prop_oneof![4 => composed, 1 => any::<String>(), 1 => "[a-zA-Z\"'“”.,:;() \\n]{0,400}"]
}

fn reading_of(text: &str, lang: Lang, role: Role) -> Reading {
    let mut article = Article::of_text(text);
    lang.tag().clone_into(&mut article.language);
    let span = Span::new(0, text.len()).trim(text);
    if !span.is_empty() {
        article.blocks.push(Block { role, span });
    }
    read_article(article)
}

/// Every span of a reading, with the part it belongs to.
fn spans(reading: &Reading) -> Vec<(&'static str, Span)> {
    let mut spans = Vec::new();
    for statement in &reading.statements {
        spans.extend(statement.content.iter().map(|&span| ("content", span)));
        spans.extend(statement.cue.spans.iter().map(|&span| ("cue", span)));
        spans.extend(statement.addressee.map(|span| ("addressee", span)));
        if let Some(source) = &statement.source {
            spans.extend(source.spans.iter().map(|&span| ("source", span)));
            spans.extend(source.role.map(|span| ("role", span)));
        }
        spans.extend(statement.via.iter().flat_map(|via| via.spans.iter().map(|&span| ("via", span))));
        spans.extend(statement.said.iter().flat_map(|said| said.spans.iter().map(|&span| ("said", span))));
        spans.extend(
            statement.evidence.iter().flat_map(|evidence| evidence.spans.iter().map(|&span| ("evidence", span))),
        );
        spans.extend(statement.quantities.iter().map(|quantity| ("quantity", quantity.span)));
    }
    spans
}

fn holds(text: &str, lang: Lang, role: Role) -> Result<(), TestCaseError> {
    let reading = reading_of(text, lang, role);
    let count = reading.statements.len();
    for (part, span) in spans(&reading) {
        prop_assert!(!span.is_empty(), "an empty {part}");
        prop_assert!(text.get(span.range()).is_some(), "{part} {span:?} lies on no character boundaries of {text:?}");
    }
    for (index, statement) in reading.statements.iter().enumerate() {
        prop_assert!(!statement.content.is_empty() && !statement.cue.spans.is_empty());
        prop_assert!((0.0..=1.0).contains(&statement.confidence));
        prop_assert!(statement.within.is_none_or(|outer| outer < count && outer != index));
        prop_assert!(statement.answers.is_none_or(|other| other < count && other != index));
        prop_assert!(explain(&reading, index).is_some());
    }
    prop_assert_eq!(&reading_of(text, lang, role).statements, &reading.statements);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_language(text in texts(), lang in prop::sample::select(&Lang::ALL[..]), title in any::<bool>()) {
        holds(&text, lang, if title { Role::Title } else { Role::Paragraph })?;
    }

    #[test]
    fn any_plain_text_as_a_page(text in texts()) {
        let page = Page::text("note.txt", &text);
        let reading = saksi::read(&page, &Options::default());
        prop_assert_eq!(&reading.article.text, &text);
        for (part, span) in spans(&reading) {
            prop_assert!(text.get(span.range()).is_some(), "{} {:?}", part, span);
        }
    }
}

/// One long paragraph of anything ends in time, and four times the length takes about four times as long.
#[test]
fn cost_grows_with_the_length() {
    let unit = [
        (Lang::En, "\" "),
        (Lang::En, "“"),
        (Lang::Id, "“a” "),
        (Lang::En, ", "),
        (Lang::En, "said "),
        (Lang::Id, "kata "),
        (Lang::En, "("),
        (Lang::Id, "diduga "),
        (Lang::En, "the claim that "),
        (Lang::En, "Ana Ruiz said "),
        (Lang::Id, "menurut Wening, "),
        (Lang::En, "Brink, who said the "),
    ];
    let mut slow = Vec::new();
    for (lang, unit) in unit {
        // The least of three: whatever else the machine does costs time, and never saves any.
        let time = |length: usize| {
            let text = unit.repeat(length / unit.len());
            let once = || {
                let start = Instant::now();
                let rows = reading_of(&text, lang, Role::Paragraph).statements.len();
                (start.elapsed(), rows)
            };
            (0..3).map(|_| once()).min().unwrap_or_default()
        };
        // A square shows early: four times the length takes sixteen times as long.
        let (short, _) = time(3_000);
        let (long, rows) = time(12_000);
        let factor = long.as_secs_f64() / short.as_secs_f64().max(0.004);
        if long > Duration::from_millis(800) && factor > 7.0 {
            slow.push(format!("{lang:?} {unit:?}: 3 kB {short:?}, 12 kB {long:?}, {rows} rows"));
        }
    }
    assert!(slow.is_empty(), "the cost grows faster than the length:\n{}", slow.join("\n"));
}
