//! One statement a row, for spreadsheets. A cell of a page never becomes a formula: an apostrophe stands before it.

use super::{Exported, Form};
use crate::row::Row;

pub(super) struct Csv;

pub(super) const HEAD: [&str; 24] = [
    "article",
    "statement",
    "address",
    "url",
    "outlet",
    "title",
    "published",
    "language",
    "origin",
    "origin_of",
    "kind",
    "stance",
    "stance_read",
    "side",
    "confidence",
    "source",
    "role",
    "actors",
    "cue",
    "content",
    "via",
    "said_from",
    "said_to",
    "claim",
];

/// Rows without their articles, the head line first where `has_head`.
pub fn csv(rows: &[Row], has_head: bool) -> String {
    let head = if has_head { line(&HEAD.map(str::to_owned)) } else { String::new() };
    rows.iter().fold(head, |out, row| out + &line(&cells(row)))
}

impl Form for Csv {
    fn head(&self) -> String {
        line(&HEAD.map(str::to_owned))
    }

    fn article(&mut self, article: &Exported) -> String {
        article.rows.iter().map(|row| line(&cells(row))).collect()
    }
}

/// What stands in each column; empty where nothing is known.
pub(super) fn cells(row: &Row) -> [String; 24] {
    let article = &row.article;
    let or_empty = |words: &Option<String>| words.clone().unwrap_or_default();
    let read = |pointer: &str| {
        let value = row.statement.pointer(pointer);
        value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let actors: Vec<&str> = row.actors.iter().map(|actor| actor.name.as_str()).collect();
    let stance_read = read("/stance");
    [
        article.id.clone(),
        row.id().to_owned(),
        article.address.clone(),
        or_empty(&article.url),
        or_empty(&article.outlet),
        or_empty(&article.title),
        or_empty(&article.published),
        article.language.clone(),
        article.origin_kind.clone(),
        or_empty(&article.origin_of),
        read("/kind"),
        row.stance.clone(),
        if stance_read == row.stance { String::new() } else { stance_read },
        row.side().to_owned(),
        row.statement["confidence"].to_string(),
        read("/source/text"),
        read("/source/role"),
        actors.join("; "),
        read("/cue/text"),
        read("/content/text"),
        read("/via/outlet"),
        read("/said/from"),
        read("/said/to"),
        or_empty(&row.claim),
    ]
}

fn line(cells: &[String; 24]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let guard =
        if cell.trim_start().starts_with(is_formula) || cell.starts_with(['\t', '\r', '\n']) { "'" } else { "" };
    let inert: String =
        cell.chars().map(|c| if c.is_control() && !matches!(c, '\t' | '\n' | '\r') { '\u{fffd}' } else { c }).collect();
    if guard.is_empty() && !inert.contains([',', '"', '\n', '\r']) {
        return inert;
    }
    format!("\"{guard}{}\"", inert.replace('"', "\"\""))
}
