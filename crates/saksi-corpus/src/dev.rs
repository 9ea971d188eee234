//! Development data beside the repository: measured on, never fitted on.

use std::path::Path;

use saksi::article::{Block, Role};
use saksi::segment::Segments;
use saksi::statement::{Stance, Weights};
use saksi::{Lang, Options, Page, Span};
use serde_json::Value;

use crate::measure::{Compared, Score, Words};
use crate::unit::Row;

/// One document with its rows, and whether its scheme has no nested rows.
struct Document {
    text: String,
    rows: Vec<(Row, bool)>,
    lang: Option<String>,
}

/// How weights (or the grammar alone) do on a file of JSONL documents with attributions; `None` where it cannot be read.
pub fn measured(path: &Path, flat: bool, weights: Option<&Weights>) -> Option<Score> {
    let lines = std::fs::read_to_string(path).ok()?;
    let mut score = Score::default();
    for document in lines.lines().filter_map(document) {
        let page = Page::text("document", &document.text);
        let options = Options { language: document.lang.clone(), ..Options::default() };
        let article = saksi::page::read_page(&page, &options);
        let lang = Lang::of_tag(&article.language).unwrap_or(Lang::En);
        let words = Words::of(&document.text);
        let mut whole = article.clone();
        whole.blocks = vec![Block { role: Role::Paragraph, span: Span::new(0, document.text.len()) }];
        let segments = Segments::of(&whole, lang);
        let reading = saksi::statement::read_article_by(article, weights);
        let given: Vec<Compared> = reading
            .statements
            .iter()
            .filter(|statement| !flat || statement.within.is_none())
            .map(|statement| Compared::of_statement(&words, statement))
            .collect();
        let row = |row: &Row| Compared::of_row(&words, &segments, row);
        let free: Vec<Compared> = document.rows.iter().filter(|row| row.1).map(|one| row(&one.0)).collect();
        let wanted: Vec<Compared> = document.rows.iter().filter(|row| !row.1).map(|one| row(&one.0)).collect();
        // What meets a row that may be left out is neither right nor wrong.
        let meets =
            |one: &Compared, rows: &[Compared]| rows.iter().map(|row| row.content_share(one)).fold(0.0, f64::max);
        let given: Vec<Compared> = given.into_iter().filter(|one| meets(one, &free) <= meets(one, &wanted)).collect();
        score.add(&wanted, &given);
    }
    Some(score)
}

fn document(line: &str) -> Option<Document> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = value["text"].as_str()?.to_owned();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let spans = |part: &Value| -> Vec<Span> {
        let span = |pair: &Value| {
            let at = |index: usize| starts.get(usize::try_from(pair[index].as_u64()?).ok()?).copied();
            Some((at(0)?, at(1)?)).filter(|(start, end)| start <= end).map(|(start, end)| Span::new(start, end))
        };
        part.as_array().map(|pairs| pairs.iter().filter_map(span).collect()).unwrap_or_default()
    };
    let rows = value["attributions"].as_array()?.iter().map(|row| {
        let marked = Row {
            source: spans(&row["source"]),
            cue: spans(&row["cue"]),
            content: spans(&row["content"]),
            stance: row["stance"].as_str().and_then(Stance::of_name),
            ..Row::default()
        };
        (marked, row["optional"].as_bool().unwrap_or(false))
    });
    Some(Document { rows: rows.collect(), lang: value["lang"].as_str().map(str::to_owned), text })
}
