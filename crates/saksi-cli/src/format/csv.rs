//! One row a statement, for spreadsheets.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula. Page text must never become one, so
//! such a cell gets an apostrophe in front, which spreadsheets do not show.

use std::borrow::Cow;

use saksi_contract::{Article, Statement};

use super::{Format, row};

pub(crate) struct Csv;

const HEAD: [&str; 36] = [
    "article",
    "address",
    "url",
    "outlet",
    "title",
    "byline",
    "published",
    "language",
    "origin",
    "origin_of",
    "statement",
    "kind",
    "stance",
    "side",
    "confidence",
    "by",
    "source",
    "source_spans",
    "role",
    "actors",
    "actor_types",
    "resolved",
    "cue",
    "lemma",
    "content",
    "content_spans",
    "addressee",
    "via",
    "said_from",
    "said_to",
    "said",
    "evidence",
    "evidence_kind",
    "quantities",
    "within",
    "answers",
];

impl Format for Csv {
    fn head(&self) -> String {
        written(&[HEAD.map(Into::into)])
    }

    fn article(&self, article: &Article) -> String {
        let rows: Vec<[String; 36]> = article.statements.iter().map(|statement| cells(article, statement)).collect();
        written(&rows)
    }
}

fn cells(article: &Article, statement: &Statement) -> [String; 36] {
    let or_empty = |words: &Option<String>| words.clone().unwrap_or_default();
    let source = statement.source.as_ref();
    let actors = source.map_or(&[][..], |source| &source.actors);
    let joined = |words: Vec<&str>| words.join("; ");
    let quantities = statement.quantities.iter().map(|quantity| {
        let value = quantity.value.as_ref().map(ToString::to_string).unwrap_or_default();
        let unit = quantity.unit.as_deref().unwrap_or_default();
        format!("{} = {} {value} {unit}", quantity.text, quantity.approx).trim_end().to_owned()
    });
    [
        article.id.clone(),
        article.input.address().to_owned(),
        or_empty(&article.url),
        or_empty(&article.outlet),
        or_empty(&article.title),
        article.byline.join("; "),
        or_empty(&article.published),
        article.language.clone(),
        article.origin.kind.to_owned(),
        or_empty(&article.origin.of),
        statement.id.clone(),
        statement.kind.to_owned(),
        statement.stance.to_owned(),
        row::side(statement).name().to_owned(),
        statement.confidence.to_string(),
        statement.by.clone(),
        source.map(|source| source.text.clone()).unwrap_or_default(),
        source.map(|source| spans(&source.spans)).unwrap_or_default(),
        source.and_then(|source| source.role.clone()).unwrap_or_default(),
        joined(actors.iter().map(|actor| actor.name.as_str()).collect()),
        joined(actors.iter().map(|actor| actor.kind).collect()),
        source.map(|source| source.resolved.to_owned()).unwrap_or_default(),
        statement.cue.text.clone(),
        statement.cue.lemma.clone(),
        statement.content.text.clone(),
        spans(&statement.content.spans),
        statement.addressee.as_ref().map(|addressee| addressee.text.clone()).unwrap_or_default(),
        statement.via.as_ref().map(|via| via.outlet.clone()).unwrap_or_default(),
        statement.said.as_ref().map(|said| said.from.clone()).unwrap_or_default(),
        statement.said.as_ref().map(|said| said.to.clone()).unwrap_or_default(),
        statement.said.as_ref().map(|said| said.text.clone()).unwrap_or_default(),
        statement.evidence.as_ref().map(|evidence| evidence.text.clone()).unwrap_or_default(),
        statement.evidence.as_ref().map(|evidence| evidence.kind.to_owned()).unwrap_or_default(),
        quantities.collect::<Vec<_>>().join("; "),
        or_empty(&statement.within),
        or_empty(&statement.answers),
    ]
}

/// "12..40 55..60": pieces in code points, half-open.
fn spans(spans: &[[u32; 2]]) -> String {
    spans.iter().map(|[start, end]| format!("{start}..{end}")).collect::<Vec<_>>().join(" ")
}

fn written(rows: &[[String; 36]]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned())).expect("a vector takes every row");
    }
    let bytes = writer.into_inner().expect("a vector takes every row");
    String::from_utf8(bytes).expect("cells are text, and so are their rows")
}

/// A cell that no spreadsheet takes for a formula and no terminal obeys.
fn guarded(cell: &str) -> Cow<'_, str> {
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let begins = cell.trim_start().starts_with(is_formula) || cell.starts_with(['\t', '\r', '\n']);
    let obeyed = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !begins && !cell.contains(obeyed) {
        return Cow::Borrowed(cell);
    }
    let inert: String = cell.chars().map(|c| if obeyed(c) { '\u{fffd}' } else { c }).collect();
    Cow::Owned(if begins { format!("'{inert}") } else { inert })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "＝1", "\r=1"] {
            assert!(guarded(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(guarded("“Ya,” ujarnya - a=b"), "“Ya,” ujarnya - a=b");
        assert_eq!(guarded("a\u{1b}b"), "a\u{fffd}b");
    }
}
