//! Any text as a paragraph in any language, the first byte choosing: no panic, parts inside the text, rows that can be
//! explained, the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saksi::article::{Article, Block, Role};
use saksi::statement::{Reading, explain, read_article};
use saksi::{Lang, Span};

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let choice = usize::from(choice);
    let lang = Lang::ALL[choice % Lang::ALL.len()];
    let role = if choice & 0x80 == 0 { Role::Paragraph } else { Role::Title };
    let reading = reading_of(text, lang, role);
    for (index, statement) in reading.statements.iter().enumerate() {
        let source = statement.source.iter().flat_map(|source| &source.spans);
        for span in statement.content.iter().chain(&statement.cue.spans).chain(source).chain(&statement.addressee) {
            assert!(!span.is_empty() && text.get(span.range()).is_some());
        }
        assert!(explain(&reading, index).is_some());
    }
    assert_eq!(reading.statements, reading_of(text, lang, role).statements);
});

fn reading_of(text: &str, lang: Lang, role: Role) -> Reading {
    let mut article = Article::of_text(text);
    lang.tag().clone_into(&mut article.language);
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len()).trim(text);
        if !span.is_empty() {
            article.blocks.push(Block { role, span });
        }
        start += paragraph.len() + 2;
    }
    read_article(article)
}
