//! What sources do with contents, by the cases in `cases/stance/`: stances in order, a bar, the text.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests read files.

use std::fmt::Write as _;

use saksi::article::{Article, Block, Role};
use saksi::{Reading, Span, statement};

#[test]
fn the_cases_have_the_stances_they_name() {
    let files = [("id", include_str!("cases/stance/id.txt")), ("en", include_str!("cases/stance/en.txt"))];
    let mut wrong = String::new();
    let mut count = 0;
    for (language, file) in files {
        for (number, line) in file.lines().enumerate() {
            let line = line.trim_start_matches('~');
            let Some((expected, text)) = line.split_once(" | ").filter(|_| !line.starts_with('#')) else { continue };
            count += 1;
            let got = stances(&statement::read_article_by(article(text, language), None), expected.contains('>'));
            if got != expected {
                let _ =
                    writeln!(wrong, "{language}.txt:{}: {text}\n  expected {expected}\n  got      {got}", number + 1);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 120, "only {count} cases");
}

#[test]
fn headlines_and_captions_are_held_against_the_body() {
    let mut wrong = String::new();
    for line in include_str!("cases/stance/headlines.txt").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = line.splitn(3, " | ").collect();
        let [expected, language, text] = columns[..] else { continue };
        let reading = statement::read_article_by(article(text, language), None);
        let got: Vec<_> = reading.article.notes.iter().map(|note| note.code).collect();
        let got = if got.is_empty() { "none".to_owned() } else { got.join(", ") };
        if got != expected {
            let _ = writeln!(wrong, "{text}\n  expected {expected}\n  got      {got}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The stances of all statements, each with the number of the statement that it answers.
fn stances(reading: &Reading, with_answers: bool) -> String {
    let words = reading.statements.iter().map(|statement| {
        let answers = statement.answers.filter(|_| with_answers).map(|index| format!(">{}", index + 1));
        format!("{}{}", statement.stance.name(), answers.unwrap_or_default())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Blocks parted by ¶; `title:` and `caption:` open the headline and the words under a picture.
fn article(text: &str, language: &str) -> Article {
    let mut whole = String::new();
    let mut blocks = Vec::new();
    for part in text.split('¶').map(str::trim) {
        let (role, words) = match part.split_once(": ") {
            Some(("title", words)) => (Role::Title, words),
            Some(("caption", words)) => (Role::Caption, words),
            _ => (Role::Paragraph, part),
        };
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        let start = whole.len();
        whole.push_str(words);
        blocks.push(Block { role, span: Span::new(start, whole.len()) });
    }
    let mut article = Article::of_text(whole);
    language.clone_into(&mut article.language);
    article.blocks = blocks;
    article
}
