//! Statements by words and filters. Every view is a link; what is seen can be taken along.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use saksi::statement::Stance;
use saksi_store::{Row, export};
use serde::Deserialize;

use super::{Frame, html};
use crate::problem::Problem;
use crate::query::{Rows, encoded};
use crate::site::Site;
use crate::view::RowView;

/// Rows that are taken along at once.
const MOST: usize = 5_000;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    asked: Rows,
    stances: Vec<(&'static str, String)>,
    sides: Vec<(&'static str, String)>,
    rows: Vec<RowView>,
    next: Option<String>,
    address: String,
    /// Why nothing could be looked for.
    problem: Option<String>,
}

/// `/search`
pub(super) async fn search(
    State(site): State<Site>,
    frame: Frame,
    Query(asked): Query<Rows>,
) -> Result<Html<String>, Problem> {
    let t = frame.t;
    let filter = asked.filter()?;
    let (order, after, words) = (asked.order()?, asked.after()?, filter.words.clone());
    let found = site.look(move |ledger| ledger.find(&filter, order, after.as_deref(), 30)).await;
    // A name that nobody has is an empty page with a word on it, not a fault.
    let (found, problem) = match found {
        Ok(found) => (found, None),
        Err(problem) if problem.status == axum::http::StatusCode::NOT_FOUND => {
            (saksi_store::Found::default(), Some(problem.detail))
        }
        Err(problem) => return Err(problem),
    };
    let rows = found.rows.iter().map(|row| RowView::of(row, t, Some(&words))).collect();
    let stances = Stance::ALL.into_iter().map(|stance| (stance.name(), t.t(&format!("stance-{}", stance.name()))));
    let sides = ["supports", "disputes", "doubts", "open", "none"];
    let page = SearchPage {
        stances: stances.collect(),
        sides: sides.into_iter().map(|side| (side, t.t(&format!("side-{side}")))).collect(),
        rows,
        next: found.next.map(|next| encoded(&next)),
        address: asked.address(),
        problem,
        asked,
        frame,
    };
    html(&page)
}

#[derive(Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    format: String,
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet {
    frame: Frame,
    rows: Vec<RowView>,
    asked: String,
    style: &'static str,
}

/// `/export`: the rows of a view as a file.
pub(super) async fn export(
    State(site): State<Site>,
    frame: Frame,
    Query(form): Query<Form>,
    Query(asked): Query<Rows>,
) -> Result<Response, Problem> {
    let filter = asked.filter()?;
    let words = filter.words.clone();
    let order = asked.order()?;
    let rows = site.look(move |ledger| Ok(ledger.find(&filter, order, None, MOST)?.rows)).await?;
    let (kind, name, body) = match form.format.as_str() {
        "csv" => ("text/csv; charset=utf-8", "statements.csv", export::csv(&rows, true)),
        "jsonl" => ("application/jsonl; charset=utf-8", "statements.jsonl", jsonl(&rows)),
        "html" => {
            let t = frame.t;
            let shown = rows.iter().map(|row| RowView::of(row, t, Some(&words))).collect();
            let sheet =
                Sheet { rows: shown, asked: asked.address(), style: include_str!("../../assets/style.css"), frame };
            ("text/html; charset=utf-8", "statements.html", sheet.render().map_err(|_| Problem::internal())?)
        }
        other => return Err(Problem::bad(format!("`{other}` is no form: csv, jsonl or html"))),
    };
    let file = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, file)], body).into_response())
}

fn jsonl(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let mut value = row.to_json();
        value["schema"] = "saksi/row/1".into();
        format!("{value}\n")
    };
    rows.iter().map(line).collect()
}
