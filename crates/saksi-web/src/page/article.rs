//! One article: its text with every statement marked in place, the rows beside it, its revisions, and why a row was read so.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use saksi::Span;
use saksi::statement::{Explanation, explain, marked};
use saksi_store::{ArticleCard, Revision};
use serde::Deserialize;

use super::{Frame, html};
use crate::marked::{self as text, Block};
use crate::problem::Problem;
use crate::site::Site;
use crate::view::{self, RowView};
use crate::words::Language;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    card: ArticleCard,
    title: String,
    about: Vec<String>,
    kept: String,
    /// The address on the web, where it is one.
    link: Option<String>,
    notes: Vec<String>,
    blocks: Vec<Block>,
    rows: Vec<RowView>,
    /// Parts of a long article, and which one this is.
    parts: usize,
    part: usize,
    revisions: Vec<RevisionView>,
}

struct RevisionView {
    id: String,
    added: String,
    is_this: bool,
    came: Vec<String>,
    went: Vec<String>,
    changed: usize,
    is_first: bool,
}

/// Which part of a long article is asked for: its number, or a statement that stands in it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wanted {
    part: Option<usize>,
    row: String,
}

/// A part ends after so many statements or bytes of text.
const STATEMENTS: usize = 80;
const BYTES: usize = 40_000;

/// `/article/{id}`
pub(super) async fn article(
    State(site): State<Site>,
    frame: Frame,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let (card, others) = site
        .look(move |ledger| {
            let card = ledger.article(&id)?;
            let mut others = HashMap::new();
            for revision in card.revisions.iter().filter(|revision| revision.id != card.head.id).take(10) {
                others.insert(revision.id.clone(), ledger.article(&revision.id)?);
            }
            Ok((card, others))
        })
        .await?;
    let t = frame.t;
    let sides: HashMap<String, &'static str> = card.rows.iter().map(|row| (row.id().to_owned(), row.side())).collect();
    let blocks = text::blocks(&card.body, &|id| sides.get(id).copied().unwrap_or("none"));
    let place = parts(&blocks);
    let parts = place.blocks.last().map_or(1, |part| part + 1);
    let part_of = |id: &str| place.rows.get(id).copied().unwrap_or(0);
    let part = match wanted.part {
        Some(part) => part.clamp(1, parts) - 1,
        None => part_of(&wanted.row),
    };
    let mut blocks: Vec<Block> =
        blocks.into_iter().zip(&place.blocks).filter(|(_, at)| **at == part).map(|(block, _)| block).collect();
    for target in blocks.iter_mut().flat_map(|block| &mut block.pieces).filter_map(|piece| piece.target.as_mut()) {
        if part_of(&target.id) != part {
            target.link = view::row_link(&card.head.id, &target.id);
        }
    }
    let here = card.rows.iter().filter(|row| part_of(row.id()) == part);
    let rows = here.map(|row| RowView::of(row, t, None).among(row, &card.rows)).collect();
    let revisions = card.revisions.iter().map(|revision| revision_of(revision, &card, &others, t)).collect();
    let head = &card.head;
    let about = [
        head.outlet.clone(),
        head.published.as_deref().map(|stamp| t.day(stamp)),
        card.body["byline"]
            .as_array()
            .map(|names| names.iter().filter_map(|name| name.as_str()).collect::<Vec<_>>().join(", ")),
        Some(
            t.t(&format!("origin-{}", head.origin_kind))
                + &head.origin_of.as_ref().map(|of| format!(" ({of})")).unwrap_or_default(),
        ),
    ];
    let about = about.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    let address = head.url.clone().unwrap_or_else(|| head.address.clone());
    let link = (address.starts_with("https://") || address.starts_with("http://")).then_some(address);
    let notes = card.body["notes"].as_array().into_iter().flatten();
    let notes = notes.filter_map(|note| note["message"].as_str().map(str::to_owned)).collect();
    let title = head.title.clone().unwrap_or_else(|| head.address.clone());
    let kept = t.day(&card.added);
    html(&ArticlePage { frame, card, title, about, kept, link, notes, blocks, rows, parts, part: part + 1, revisions })
}

/// In which part each block stands, and each statement.
#[derive(Default)]
struct Place {
    blocks: Vec<usize>,
    rows: HashMap<String, usize>,
}

/// Cuts between blocks, so that every part holds about as much as a page can show.
fn parts(blocks: &[Block]) -> Place {
    let mut place = Place::default();
    let (mut part, mut statements, mut bytes) = (0, 0, 0);
    for block in blocks {
        if statements >= STATEMENTS || bytes >= BYTES {
            (part, statements, bytes) = (part + 1, 0, 0);
        }
        for piece in &block.pieces {
            bytes += piece.words.len();
            for id in piece.statements.split(' ').filter(|id| !id.is_empty()) {
                if !place.rows.contains_key(id) {
                    place.rows.insert(id.to_owned(), part);
                    statements += 1;
                }
            }
        }
        place.blocks.push(part);
    }
    place
}

fn revision_of(
    revision: &Revision,
    card: &ArticleCard,
    others: &HashMap<String, ArticleCard>,
    t: Language,
) -> RevisionView {
    let words = |id: &str| {
        let mut rows = card.rows.iter().chain(others.values().flat_map(|other| &other.rows));
        rows.find(|row| row.id() == id)
            .map(|row| format!("{} {} {}", row.words("source"), row.words("cue"), row.words("content")))
    };
    let changes = revision.changes.clone().unwrap_or_default();
    let all = |ids: &[String]| ids.iter().take(20).filter_map(|id| words(id)).collect();
    RevisionView {
        id: revision.id.clone(),
        added: t.day(&revision.added),
        is_this: revision.id == card.head.id,
        came: all(&changes.came),
        went: all(&changes.went),
        changed: changes.changed.len(),
        is_first: revision.changes.is_none(),
    }
}

/// `/article/{id}/snapshot`: the text as it was kept, and nothing that could run.
pub(super) async fn snapshot(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let card = site.look(move |ledger| ledger.article(&id)).await?;
    let words = card.body["text"].as_str().unwrap_or_default().to_owned();
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response())
}

#[derive(Template)]
#[template(path = "why.html")]
struct Why {
    frame: Frame,
    article: String,
    statement: String,
    title: String,
    sentence: String,
    lines: Vec<(String, String)>,
}

/// `/article/{id}/why/{statement}`
pub(super) async fn why(
    State(site): State<Site>,
    frame: Frame,
    Path((article, statement)): Path<(String, String)>,
) -> Result<Html<String>, Problem> {
    let t = frame.t;
    let id = article.clone();
    let page = site.look(move |ledger| ledger.page(&id)).await?;
    let (given, bytes) = page.ok_or_else(|| Problem::new(axum::http::StatusCode::GONE, "the page was forgotten"))?;
    let wanted = statement.clone();
    let told = site.read(move || {
        let unknown = || {
            Problem::new(axum::http::StatusCode::NOT_FOUND, format!("this version reads no row `{wanted}` on the page"))
                .hint("`saksi reread` reads kept pages with this version")
        };
        let reading = given.reading(&bytes);
        let article = given.article(&reading, &bytes);
        let index = article.statements.iter().position(|row| row.id == wanted).ok_or_else(unknown)?;
        let explanation = explain(&reading, index).ok_or_else(unknown)?;
        let text = &reading.article.text;
        let sentence = marked(text, explanation.sentence, &reading.statements[index]);
        let lines = lines(&explanation, &|span: Span| span.of(text).to_owned(), t);
        Ok::<_, Problem>((reading.article.title.clone().unwrap_or_default(), sentence, lines))
    });
    let (title, sentence, lines) = told.await??;
    html(&Why { frame, article, statement, title, sentence, lines })
}

/// The explanation as names and words.
fn lines(
    explanation: &Explanation,
    words: &dyn Fn(Span) -> String,
    t: crate::words::Language,
) -> Vec<(String, String)> {
    let mut lines = vec![(t.t("why-by"), format!("{}: {}", explanation.by, explanation.reads))];
    if !explanation.misses.is_empty() {
        lines.push((t.t("why-misses"), explanation.misses.to_owned()));
    }
    if let Some(cue) = &explanation.cue {
        let stance = t.t(&format!("stance-{}", cue.stance.name()));
        lines.push((
            t.t("part-cue"),
            format!("“{}” = “{}” ({}, {}): {stance}", words(cue.span), cue.lemma, cue.form, cue.voice),
        ));
        if !cue.openers.is_empty() {
            lines.push((t.t("why-openers"), cue.openers.join(", ")));
        }
        for &negation in &cue.negation {
            lines.push((t.t("why-negated"), words(negation)));
        }
    }
    for end in &explanation.ends {
        lines.push((t.t("why-ends"), format!("{} {}", end.why, words(end.words)).trim().to_owned()));
    }
    for step in &explanation.stance {
        lines.push((t.t("why-stance"), format!("{}: {}", t.t(&format!("stance-{}", step.stance.name())), step.why)));
    }
    for other in &explanation.others {
        let source = other.source.map_or_else(|| "–".to_owned(), words);
        let content: Vec<String> = other.content.iter().map(|&span| words(span)).collect();
        let by = other.by.unwrap_or(&other.lemma);
        lines.push((t.t("why-others"), format!("{by}: {source} / {}: {}", content.join(" … "), other.lost)));
    }
    lines
}
