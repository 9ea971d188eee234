//! One actor: the names it goes by, its stances, its statements, the claims they belong to.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use saksi_store::{ActorCard, Filter, Order};

use super::front::ClaimView;
use super::{Frame, html};
use crate::plot::{self, Dot};
use crate::problem::Problem;
use crate::query::{Paging, encoded};
use crate::site::Site;
use crate::view::{self, RowView, is_initials};

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage {
    frame: Frame,
    card: ActorCard,
    kind: String,
    days: String,
    stances: Vec<(String, i64)>,
    timeline: String,
    claims: Vec<ClaimView>,
    rows: Vec<RowView>,
    next: Option<String>,
}

/// Claims that are named beside the statements.
const CLAIMS: usize = 8;

/// `/actor/{name}`
pub(super) async fn actor(
    State(site): State<Site>,
    frame: Frame,
    Path(name): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Html<String>, Problem> {
    let after = paging.after()?;
    let (card, found, claims) = site
        .look(move |ledger| {
            let card = ledger.actor(&name)?;
            let filter = Filter { actor: Some(card.actor.id.clone()), ..Filter::default() };
            let found = ledger.find(&filter, Order::Newest, after.as_deref(), 50)?;
            // The claims of these statements, the newest first, each once.
            let mut claims: Vec<String> = Vec::new();
            for id in found.rows.iter().filter_map(|row| row.claim.as_ref()) {
                if !claims.contains(id) && claims.len() < CLAIMS {
                    claims.push(id.clone());
                }
            }
            let claims = ledger.claim_lines_of(&claims)?;
            Ok((card, found, claims))
        })
        .await?;
    if is_initials(&card.actor.name) {
        let words = "somebody who is named by initials only has no page";
        return Err(Problem::new(StatusCode::NOT_FOUND, words));
    }
    let t = frame.t;
    let dots: Vec<Dot> = found
        .rows
        .iter()
        .map(|row| Dot {
            day: row.article.published.clone().unwrap_or_default(),
            side: row.side(),
            words: format!("{}: {}", row.stance, row.words("content")),
            link: view::row_link(&row.article.id, row.id()),
        })
        .collect();
    let timeline = plot::timeline(&dots, &t.t("timeline"), &|side| t.t(&format!("side-{side}")), &|day| t.day(day));
    let rows = found.rows.iter().map(|row| RowView::of(row, t, None).among(row, &found.rows)).collect();
    let stances = card.stances.iter().map(|(stance, times)| (t.t(&format!("stance-{stance}")), *times)).collect();
    let kind = t.t(&format!("kind-{}", card.actor.kind));
    let next = found.next.map(|next| encoded(&next));
    let days = t.days(card.first.as_deref(), card.last.as_deref());
    let claims = claims.into_iter().map(|line| ClaimView::of(line, t)).collect();
    html(&ActorPage { frame, card, kind, days, stances, timeline, claims, rows, next })
}
