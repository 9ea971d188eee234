//! Who is meant, by the cases in `cases/mention/`: text with its sources in braces, then for each source the actors expected.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests read files.

use std::fmt::Write as _;

use proptest::prelude::*;
use saksi::article::{Article, Block, Role};
use saksi::segment::Segments;
use saksi::statement::{Cue, Kind, Resolved, Source, Stance, Statement};
use saksi::{Lang, Span, mention};

/// One case: the text, the places of its sources, and who is behind each.
struct Case {
    name: String,
    lang: Lang,
    article: Article,
    sources: Vec<(Span, Option<usize>)>,
    expected: Vec<String>,
}

#[test]
fn the_cases_lead_to_the_actors_they_name() {
    let files = [("id.txt", include_str!("cases/mention/id.txt")), ("en.txt", include_str!("cases/mention/en.txt"))];
    let mut wrong = String::new();
    let mut count = 0;
    for (file, text) in files {
        let lang = if file.starts_with("id") { Lang::Id } else { Lang::En };
        for case in read_cases(text, lang) {
            count += 1;
            let got = actors_of(&case);
            if got != case.expected {
                let _ = writeln!(wrong, "{file}: {}\n  expected {:?}\n  got      {got:?}", case.name, case.expected);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "only {count} cases");
}

fn actors_of(case: &Case) -> Vec<String> {
    let segments = Segments::of(&case.article, case.lang);
    let mut statements: Vec<Statement> = case.sources.iter().map(|&(span, within)| statement(span, within)).collect();
    mention::resolve(&case.article, &segments, case.lang, &mut statements);
    let mut got = Vec::new();
    for statement in &statements {
        let source = statement.source.as_ref().expect("every source of a case is given");
        let actors: Vec<String> =
            source.actors.iter().map(|actor| format!("{} ({})", actor.name, actor.kind.name())).collect();
        let actors = if actors.is_empty() { "nobody".to_owned() } else { actors.join(" + ") };
        let role = source.role.map(|role| format!(" as {}", case.article.at(role))).unwrap_or_default();
        got.push(if source.actors.is_empty() {
            actors
        } else {
            format!("{actors} by {}{role}", source.resolved.name())
        });
    }
    got
}

/// Cases are parted by lines of `===` with their name; `>` opens an expectation, `title:` a headline, `{words}` a source,
/// `{words@2}` a source inside the words of the second.
fn read_cases(text: &str, lang: Lang) -> Vec<Case> {
    let mut cases = Vec::new();
    for part in text.split("\n=== ").skip(1) {
        let (name, body) = part.split_once('\n').expect("a case has a name and a text");
        let mut case = Case {
            name: name.to_owned(),
            lang,
            article: Article::of_text(""),
            sources: Vec::new(),
            expected: Vec::new(),
        };
        for line in body.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("> ") {
                Some(expected) => case.expected.push(expected.trim().to_owned()),
                None => case.paragraph(line),
            }
        }
        assert_eq!(case.sources.len(), case.expected.len(), "{name}: one expectation for each source");
        cases.push(case);
    }
    cases
}

impl Case {
    fn paragraph(&mut self, line: &str) {
        let (role, line) = line.strip_prefix("title: ").map_or((Role::Paragraph, line), |line| (Role::Title, line));
        let start = self.article.text.len();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            self.article.text.push_str(before);
            let (source, after) = after.split_once('}').expect("a brace that opens is closed");
            let (words, within) = match source.rsplit_once('@') {
                Some((words, number)) => (words, Some(number.parse::<usize>().expect("a number after @") - 1)),
                None => (source, None),
            };
            let from = self.article.text.len();
            self.article.text.push_str(words);
            self.sources.push((Span::new(from, self.article.text.len()), within));
            rest = after;
        }
        self.article.text.push_str(rest);
        self.article.blocks.push(Block { role, span: Span::new(start, self.article.text.len()) });
        self.article.text.push_str("\n\n");
    }
}

fn statement(source: Span, within: Option<usize>) -> Statement {
    Statement {
        kind: Kind::Indirect,
        stance: Stance::Asserts,
        confidence: 1.0,
        by: "case",
        source: Some(Source { spans: vec![source], role: None, actors: Vec::new(), resolved: Resolved::Name }),
        cue: Cue { spans: Vec::new(), lemma: String::new() },
        content: Vec::new(),
        addressee: None,
        via: None,
        said: None,
        evidence: None,
        quantities: Vec::new(),
        within,
        answers: None,
        sentence: 0,
    }
}

/// What the phrases of sources are made of, and what breaks them.
const PIECES: &[&str] = &[
    "Menteri",
    "Bank",
    "Ida Brink",
    "Brink",
    "(",
    ")",
    ",",
    "dan",
    "and",
    "itu",
    "the",
    "minister",
    "he",
    "nya",
    "ujarnya",
    "AS",
    "US",
    "Moskow",
    "\"",
    "'s",
    "yang",
    "who",
    "called",
    "\n",
    ".",
    "KPK",
    "of",
    "PT",
    "one",
    "É",
    "“",
    "alias",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// No text makes it panic, whatever is called a source, and the same text gives the same actors.
    #[test]
    fn any_text_gives_the_same_actors_twice(
        pieces in proptest::collection::vec(prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..60),
        places in proptest::collection::vec((0usize..400, 0usize..40, proptest::option::of(0usize..6)), 0..8),
        indonesian in any::<bool>(),
    ) {
        let text = pieces.join(" ");
        let lang = if indonesian { Lang::Id } else { Lang::En };
        let mut article = Article::of_text(text.clone());
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let role = if number == 0 && start == 0 && text.len() % 3 == 0 { Role::Title } else { Role::Paragraph };
            let span = Span::new(start, start + line.len()).trim(&text);
            if !span.is_empty() {
                article.blocks.push(Block { role, span });
            }
            start += line.len();
        }
        let mut statements: Vec<Statement> = places
            .iter()
            .map(|&(from, length, within)| {
                let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
                let (from, to) = (floor(from), floor(from + length));
                statement(Span::new(from, to.max(from)), within)
            })
            .collect();
        let mut again = statements.clone();
        let segments = Segments::of(&article, lang);
        mention::resolve(&article, &segments, lang, &mut statements);
        mention::resolve(&article, &segments, lang, &mut again);
        for statement in &statements {
            if let Some(role) = statement.source.as_ref().and_then(|source| source.role) {
                prop_assert!(text.is_char_boundary(role.from()) && text.is_char_boundary(role.to()));
            }
        }
        prop_assert_eq!(statements, again);
    }
}
