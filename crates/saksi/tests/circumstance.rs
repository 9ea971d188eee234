//! The cases of `tests/cases/circumstance`: sentences of our own with their parts in braces, and what stands around them.
//!
//! ```text
//! ## id, 2025-03-07, Warta Laut              language, day of publication, outlet: for the cases that follow
//! "{content Dermaga aman,}" {cue kata} {source Sinta}, Selasa (4/3/2025).
//!   said: 2025-03-04 | Selasa (4/3/2025)     from/to where they differ
//! ```
//!
//! Several lines of text are several paragraphs. `{content 2 …}` belongs to the second statement, whose lines begin with
//! `2 said:`. What is not listed must not be found. Lines with `#` are for readers.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests read files.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use saksi::article::{Article, Block, Role};
use saksi::circumstance;
use saksi::date::{Date, find_dates, parse_relative, parse_stamp};
use saksi::segment::Segments;
use saksi::statement::{Cue, Kind, Resolved, Source, Stance, Statement};
use saksi::{Lang, Span};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/circumstance");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let (mut count, mut failures) = (0, String::new());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let cases = std::fs::read_to_string(&file).unwrap();
        let mut setting = Setting { lang: Lang::Id, published: None, outlet: None };
        let mut lines: Vec<&str> = Vec::new();
        for (number, line) in cases.lines().chain([""]).enumerate() {
            if let Some(head) = line.strip_prefix("##") {
                setting = Setting::of(head);
            } else if line.starts_with('#') {
            } else if line.trim().is_empty() {
                if !lines.is_empty() {
                    count += 1;
                    let (found, wanted) = check(&setting, &lines);
                    if found != wanted {
                        writeln!(failures, "{name}:{number}: {}\n  wanted {wanted:#?}\n  found {found:#?}", lines[0])
                            .unwrap();
                    }
                }
                lines.clear();
            } else {
                lines.push(line);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(count >= 100, "only {count} cases were found");
}

struct Setting {
    lang: Lang,
    published: Option<Date>,
    outlet: Option<String>,
}

impl Setting {
    fn of(head: &str) -> Self {
        let mut parts = head.split(',').map(str::trim);
        Self {
            lang: Lang::of_tag(parts.next().unwrap()).unwrap(),
            published: parts.next().and_then(|day| day.parse().ok()),
            outlet: parts.next().map(str::to_owned),
        }
    }

    fn article(&self, paragraphs: &[String]) -> Article {
        let mut article = Article::of_text(paragraphs.join("\n\n"));
        let mut start = 0;
        for paragraph in paragraphs {
            article.blocks.push(Block { role: Role::Paragraph, span: Span::new(start, start + paragraph.len()) });
            start += paragraph.len() + 2;
        }
        article.language = self.lang.tag().to_owned();
        article.outlet.clone_from(&self.outlet);
        article.published = self.published.map(saksi::date::Stamp::of_day);
        article
    }
}

/// What was found and what the case wants, one line each in the same words.
fn check(setting: &Setting, lines: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut wanted: Vec<String> =
        lines.iter().filter(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()).collect();
    wanted.sort();
    let mut parts = Vec::new();
    let mut paragraphs = Vec::new();
    let mut offset = 0;
    for line in lines.iter().filter(|line| !line.starts_with("  ")) {
        let paragraph = unmark(line, offset, &mut parts);
        offset += paragraph.len() + 2;
        paragraphs.push(paragraph);
    }
    let article = setting.article(&paragraphs);
    let segments = Segments::of(&article, setting.lang);
    let last = parts.iter().map(|(_, number, _)| *number).max().unwrap_or(1);
    let mut statements: Vec<Statement> = (1..=last)
        .map(|number| {
            let spans = |name: &str| -> Vec<Span> {
                let mut spans: Vec<Span> = parts
                    .iter()
                    .filter(|(part, of, _)| part == name && *of == number)
                    .map(|(_, _, span)| *span)
                    .collect();
                spans.sort_unstable();
                spans
            };
            statement(spans("source"), spans("cue"), spans("content"))
        })
        .collect();
    circumstance::add(&article, &segments, setting.lang, &mut statements);
    let mut found = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        let number = if index == 0 { String::new() } else { format!("{} ", index + 1) };
        if let Some(via) = &statement.via {
            assert_eq!(via.outlet, article.at(via.spans[0]));
            found.push(format!("{number}via: {}", via.outlet));
        }
        if let Some(said) = &statement.said {
            let to = if said.to == said.from { String::new() } else { format!("/{}", said.to) };
            found.push(format!("{number}said: {}{to} | {}", said.from, article.at(said.spans[0])));
        }
        if let Some(evidence) = &statement.evidence {
            found.push(format!("{number}evidence: {} | {}", evidence.kind.name(), article.at(evidence.spans[0])));
        }
        for quantity in &statement.quantities {
            let unit = quantity.unit.as_deref().unwrap_or("?");
            let value = quantity.value.unwrap_or(f64::NAN);
            let words = article.at(quantity.span);
            found.push(format!("{number}quantity: {value} | {unit} | {} | {words}", quantity.approx.name()));
        }
    }
    found.sort();
    (found, wanted)
}

fn statement(source: Vec<Span>, cue: Vec<Span>, content: Vec<Span>) -> Statement {
    let source = (!source.is_empty()).then(|| Source {
        spans: source,
        role: None,
        actors: Vec::new(),
        resolved: Resolved::Name,
    });
    Statement {
        kind: Kind::Mixed,
        stance: Stance::Asserts,
        confidence: 1.0,
        by: "case",
        source,
        cue: Cue { spans: cue, lemma: String::new() },
        content,
        addressee: None,
        via: None,
        said: None,
        evidence: None,
        quantities: Vec::new(),
        within: None,
        answers: None,
        sentence: 0,
    }
}

/// The text without its braces, and the parts they named: name, statement, place.
fn unmark(line: &str, offset: usize, parts: &mut Vec<(String, usize, Span)>) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if mark == b'{' {
            let (name, after) = rest.split_once(' ').expect("a brace opens with the name of its part");
            let (number, after) = match after.split_once(' ') {
                Some((number, after)) if number.len() == 1 && number.parse::<usize>().is_ok() => {
                    (number.parse().unwrap(), after)
                }
                _ => (1, after),
            };
            open.push((name.to_owned(), number, text.len()));
            rest = after;
        } else {
            let (name, number, start) = open.pop().expect("a brace closes that was opened");
            parts.push((name, number, Span::new(offset + start, offset + text.len())));
        }
    }
    text.push_str(rest);
    text
}

/// A paragraph of a quarter of a megabyte that is nothing but relays, dates, numbers and cues ends soon: no step compares
/// all with all.
#[test]
fn long_paragraph() {
    let line = "kata Sinta dilansir dari AFP Selasa (4/3/2025) sekitar 12 kapal antara 3 dan 4 tanpa bukti mengutip data dua juta, ";
    let text = line.repeat(250_000 / line.len());
    let setting = Setting { lang: Lang::Id, published: Date::new(2025, 3, 7).ok(), outlet: None };
    let article = setting.article(&[text]);
    let segments = Segments::of(&article, Lang::Id);
    let mut statements: Vec<Statement> = (0..article.text.len() / line.len())
        .map(|index| {
            let at = |from: usize, to: usize| vec![Span::new(index * line.len() + from, index * line.len() + to)];
            statement(at(5, 10), at(0, 4), at(47, 63))
        })
        .collect();
    circumstance::add(&article, &segments, Lang::Id, &mut statements);
    assert!(statements.iter().all(|statement| statement.via.is_some()));
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    /// No text and no spans on character boundaries make the room panic, and every span it gives lies inside the text.
    #[test]
    fn any_text(
        words in prop::collection::vec(
            prop_oneof![
                "[a-zA-Z0-9.,:;'\"“”()/$%€–-]{0,6}",
                "\\PC{0,4}",
                prop::sample::select(vec![
                    "Selasa", "(4/3/2025)", "dilansir", "dari", "Reuters", "told", "kepada", "AFP", "sekitar", "10.000", "juta",
                    "tentara", "between", "and", "19", "Rp", "US$", "5", "million", "half", "a", "days", "after", "said", "kata",
                    "tanpa", "bukti", "citing", "satellite", "images", "last", "week", "awal", "pekan", "ini", "number", "of",
                    "dua", "puluh", "31", "Februari", "999999999999999999999", "\n\n", "bulan", "Juni", "wawancara", "dengan",
                ]).prop_map(str::to_owned),
            ],
            0..60,
        ),
        cuts in prop::collection::vec((0usize..400, 0usize..400, 0usize..3), 0..12),
        english in any::<bool>(),
        dated in any::<bool>(),
    ) {
        let text = words.join(" ");
        let lang = if english { Lang::En } else { Lang::Id };
        let setting = Setting { lang, published: dated.then(|| Date::new(2025, 3, 7).unwrap()), outlet: Some("Warta".to_owned()) };
        let paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let article = setting.article(&paragraphs);
        let segments = Segments::of(&article, lang);
        let length = article.text.len();
        let boundary = |at: usize| (0..=at.min(length)).rev().find(|&at| article.text.is_char_boundary(at)).unwrap();
        let mut statements = Vec::new();
        for chunk in cuts.chunks(3) {
            let mut spans = [Vec::new(), Vec::new(), Vec::new()];
            for (from, to, part) in chunk {
                let (from, to) = (boundary((*from).min(*to)), boundary((*from).max(*to)));
                spans[*part].push(Span::new(from, to));
            }
            let [source, cue, content] = spans;
            statements.push(statement(source, cue, content));
        }
        circumstance::add(&article, &segments, lang, &mut statements);
        for statement in &statements {
            let mut spans: Vec<Span> = statement.quantities.iter().map(|quantity| quantity.span).collect();
            spans.extend(statement.via.iter().flat_map(|via| via.spans.clone()));
            spans.extend(statement.said.iter().flat_map(|said| said.spans.clone()));
            spans.extend(statement.evidence.iter().flat_map(|evidence| evidence.spans.clone()));
            for span in spans {
                prop_assert!(article.text.get(span.range()).is_some());
            }
        }
    }

    /// Stamps and dates of any words: no panic, and what is printed is read again as the same.
    #[test]
    fn any_stamp(words in "[0-9a-zA-Z ,.:/+|-]{0,40}|\\PC{0,30}") {
        let now = parse_stamp("2025-03-07T10:00:00+07:00").unwrap();
        let _ = parse_relative(&words, now);
        for lang in Lang::ALL {
            for date in find_dates(&words, Span::new(0, words.len()), lang, Some(now.day)) {
                prop_assert!(date.from <= date.to);
                prop_assert!(words.get(date.span.range()).is_some());
            }
        }
        if let Some(stamp) = parse_stamp(&words) {
            let again = parse_stamp(&stamp.to_string()).unwrap();
            prop_assert_eq!(again.day, stamp.day);
            if stamp.offset.is_some() {
                prop_assert_eq!(again, stamp);
            }
        }
    }
}
