//! One claim: sides with their words, a timeline, numbers, origins, what changed, and why it hangs together.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use saksi_store::export::graph;
use saksi_store::{ClaimCard, Row, SIDES};
use serde_json::Value;

use super::{Frame, html};
use crate::plot::{self, Dot, Number};
use crate::problem::Problem;
use crate::query::Paging;
use crate::site::Site;
use crate::view::{self, RowView};

/// Rows of one page; a claim of thousands is paged.
const PAGE: usize = 50;

/// Numbers of one page; the search has the others.
const NUMBERS: usize = 80;

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    frame: Frame,
    id: String,
    label: String,
    language: String,
    label_article: String,
    label_statement: String,
    days: String,
    statements: usize,
    origins_count: i64,
    columns: Vec<Column>,
    no_side: usize,
    timeline: String,
    numbers_plot: String,
    numbers: Vec<Number>,
    numbers_more: usize,
    origins_plot: String,
    edges: Vec<(String, String, String)>,
    origins: Vec<(String, usize)>,
    changes: Vec<Change>,
    links: Vec<LinkView>,
    links_count: usize,
    merged: Vec<(String, String, String)>,
    rows: Vec<RowView>,
    next: Option<usize>,
}

/// One side: who takes it and in which words.
struct Column {
    side: &'static str,
    sign: &'static str,
    word: String,
    actors: Vec<Taking>,
    more: usize,
}

struct Taking {
    name: String,
    link: Option<String>,
    words: String,
    answers: Option<String>,
    language: String,
    row: String,
    outlet: String,
    day: String,
}

struct Change {
    name: String,
    from: String,
    steps: Vec<ChangeStep>,
}

/// What it says then.
struct ChangeStep {
    word: String,
    day: String,
    link: String,
}

struct LinkView {
    one: String,
    other: String,
    one_link: String,
    other_link: String,
    reasons: Vec<String>,
}

/// `/claim/{id}`
pub(super) async fn claim(
    State(site): State<Site>,
    frame: Frame,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Html<String>, Problem> {
    let from = match paging.after()? {
        None => 0,
        Some(after) => after.parse().map_err(|_| Problem::bad("this is no place to go on from"))?,
    };
    let card = site.look(move |ledger| ledger.claim(&id)).await?;
    html(&page(frame, &card, from))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The row of a statement that the claim names by article and statement.
fn row_at<'a>(place: &Value, card: &'a ClaimCard) -> Option<&'a Row> {
    card.rows.iter().find(|row| place["article"] == row.article.id.as_str() && place["statement"] == row.id())
}

fn row_link(place: &Value) -> String {
    view::row_link(&text(&place["article"]), &text(&place["statement"]))
}

fn page(frame: Frame, card: &ClaimCard, from: usize) -> ClaimPage {
    let t = frame.t;
    let claim = &card.value;
    let sides: HashMap<(String, String), String> = list(&claim["statements"])
        .iter()
        .map(|member| ((text(&member["article"]), text(&member["statement"])), text(&member["side"])))
        .collect();
    // Within a claim a statement may stand on another side than its stance alone says: a denial of a denial.
    let side_of = |row: &Row| -> &'static str {
        let side = sides.get(&(row.article.id.clone(), row.id().to_owned()));
        let side = side.map_or_else(|| row.side(), String::as_str);
        SIDES.into_iter().find(|name| *name == side).unwrap_or("none")
    };
    let columns = SIDES.into_iter().filter_map(|side| column(side, claim, card, &side_of, t)).collect();
    let dots: Vec<Dot> = card
        .rows
        .iter()
        .map(|row| Dot {
            day: row.article.published.clone().unwrap_or_default(),
            side: side_of(row),
            words: format!(
                "{} – {}: {}",
                row.article.outlet.as_deref().unwrap_or_default(),
                who(row),
                row.words("content")
            ),
            link: view::row_link(&row.article.id, row.id()),
        })
        .take(2_000)
        .collect();
    let timeline = plot::timeline(&dots, &t.t("timeline"), &|side| t.t(&format!("side-{side}")), &|day| t.day(day));
    let numbers = numbers(claim, card, &side_of, t);
    let graph = graph(card);
    let how = |kind: &str| t.t(&format!("edge-{kind}"));
    let rows: Vec<RowView> =
        card.rows.iter().skip(from).take(PAGE).map(|row| RowView::of(row, t, None).among(row, &card.rows)).collect();
    let language = card.rows.iter().find(|row| row.article.id == text(&claim["label"]["article"]));
    ClaimPage {
        id: text(&claim["id"]),
        label: text(&claim["label"]["text"]),
        language: language.map(|row| row.article.language.clone()).unwrap_or_default(),
        label_article: text(&claim["label"]["article"]),
        label_statement: text(&claim["label"]["statement"]),
        days: t.days(claim["first"].as_str(), claim["last"].as_str()),
        statements: card.rows.len(),
        origins_count: claim["independent_origins"].as_i64().unwrap_or(0),
        columns,
        no_side: card.rows.iter().filter(|row| side_of(row) == "none").count(),
        timeline,
        numbers_plot: plot::numbers(&numbers, &t.t("numbers")),
        numbers,
        numbers_more: list(&claim["quantities"]).len().saturating_sub(NUMBERS),
        origins_plot: plot::origins(&graph, &t.t("origins"), &how),
        edges: graph.edges.iter().take(80).map(|(from, to, kind)| (from.clone(), how(kind), to.clone())).collect(),
        origins: list(&claim["origins"])
            .iter()
            .take(80)
            .map(|origin| (text(&origin["name"]), list(&origin["statements"]).len()))
            .collect(),
        changes: changes(claim, card, t),
        links_count: list(&claim["links"]).len(),
        links: list(&claim["links"]).iter().take(40).map(|link| link_of(link, card)).collect(),
        merged: list(&claim["merged"])
            .iter()
            .take(100)
            .map(|merge| (text(&merge["merged"]["name"]), text(&merge["kept"]["name"]), text(&merge["why"])))
            .collect(),
        next: (from + PAGE < card.rows.len()).then_some(from + PAGE),
        rows,
        frame,
    }
}

/// Who changed sides, one line each: where it stood first, then every step with its day.
fn changes(claim: &Value, card: &ClaimCard, t: crate::words::Language) -> Vec<Change> {
    let mut lines: Vec<(String, Change)> = Vec::new();
    for change in list(&claim["changes"]).iter().take(100) {
        let actor = text(&change["actor"]);
        let row = row_at(change, card);
        // The label says more than the side: an admission `confirms`.
        let side = text(&change["to"]);
        let word =
            row.filter(|row| row.side() == side).map_or(format!("side-{side}"), |row| format!("stance-{}", row.stance));
        let step = ChangeStep {
            word: t.t(&word),
            day: t.days(change["date"].as_str(), change["date"].as_str()),
            link: row_link(change),
        };
        if let Some((_, line)) = lines.iter_mut().find(|(id, _)| *id == actor) {
            line.steps.push(step);
            continue;
        }
        let name = if change["actor_name"].is_string() { text(&change["actor_name"]) } else { actor.clone() };
        let from = t.t(&format!("side-{}", text(&change["from"])));
        lines.push((actor, Change { name, from, steps: vec![step] }));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn who(row: &Row) -> String {
    let names: Vec<&str> = row.actors.iter().map(|actor| actor.name.as_str()).collect();
    if names.is_empty() { row.words("source").to_owned() } else { names.join(", ") }
}

/// Who takes a side, each with the first words in which it did.
fn column(
    side: &'static str,
    claim: &Value,
    card: &ClaimCard,
    side_of: &dyn Fn(&Row) -> &'static str,
    t: crate::words::Language,
) -> Option<Column> {
    const MOST: usize = 12;
    let actors = list(&claim["sides"][side]);
    // Within a claim names may count as one that the ledger keeps apart.
    let kept: HashMap<String, String> =
        list(&claim["merged"]).iter().map(|merge| (text(&merge["merged"]["id"]), text(&merge["kept"]["id"]))).collect();
    let counts_as = |id: &str| -> String {
        let mut id = id.to_owned();
        for _ in 0..kept.len() {
            match kept.get(&id) {
                Some(next) => id = next.clone(),
                None => break,
            }
        }
        id
    };
    let takes = |actor: &Value| -> Option<Taking> {
        let id = text(&actor["id"]);
        let name = text(&actor["name"]);
        let meant = counts_as(&id);
        let mut rows = card.rows.iter().filter(|row| side_of(row) == side);
        let row = rows.find(|row| row.actors.iter().any(|one| one.name == name || counts_as(&one.id) == meant))?;
        Some(Taking {
            link: view::actor_link(&id, &name),
            name,
            words: row.words("content").to_owned(),
            language: row.article.language.clone(),
            answers: view::answered(row, &card.rows).map(|other| other.words("content").to_owned()),
            row: view::row_link(&row.article.id, row.id()),
            outlet: view::outlet(&row.article),
            day: t.days(row.article.published.as_deref(), row.article.published.as_deref()),
        })
    };
    let taking: Vec<Taking> = actors.iter().take(MOST).filter_map(takes).collect();
    (!actors.is_empty()).then(|| Column {
        side,
        sign: view::sign(side),
        word: t.t(&format!("side-{side}")),
        more: actors.len().saturating_sub(taking.len()),
        actors: taking,
    })
}

fn numbers(
    claim: &Value,
    card: &ClaimCard,
    side_of: &dyn Fn(&Row) -> &'static str,
    t: crate::words::Language,
) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    for quantity in list(&claim["quantities"]).iter().take(NUMBERS) {
        let Some((row, value)) = row_at(quantity, card).zip(quantity["value"].as_f64()) else { continue };
        let names: Vec<String> = list(&quantity["actors"]).iter().map(|actor| text(&actor["name"])).collect();
        let unit = text(&quantity["unit"]);
        let approx = text(&quantity["approx"]);
        let words = format!("{}{}", sign_of(&approx), t.number(value));
        numbers.push(Number {
            who: if names.is_empty() { t.t("nobody") } else { names.join(", ") },
            day: t.days(row.article.published.as_deref(), row.article.published.as_deref()),
            value,
            unit: if unit.is_empty() { t.t("no-unit") } else { unit },
            approx,
            words,
            side: side_of(row),
            link: row_link(quantity),
        });
    }
    numbers
}

fn sign_of(approx: &str) -> &'static str {
    match approx {
        "about" => "≈ ",
        "nearly" => "≲ ",
        "at-least" => "≥ ",
        "at-most" => "≤ ",
        "more-than" => "> ",
        _ => "",
    }
}

fn link_of(link: &Value, card: &ClaimCard) -> LinkView {
    let words = |place: &Value| {
        row_at(place, card)
            .map_or_else(|| text(&place["statement"]), |row| format!("{}: {}", who(row), row.words("content")))
    };
    LinkView {
        one: words(&link["one"]),
        other: words(&link["other"]),
        one_link: row_link(&link["one"]),
        other_link: row_link(&link["other"]),
        reasons: list(&link["reasons"]).iter().map(text).collect(),
    }
}
