//! One actor: the names it goes by, its stances, its statements, the claims they belong to.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Html;
use saksi_store::{ActorCard, Filter, Order};

use super::{Frame, html};
use crate::plot::{self, Dot};
use crate::problem::Problem;
use crate::query::{Paging, encoded};
use crate::site::Site;
use crate::view::{RowView, is_initials};

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage {
    frame: Frame,
    card: ActorCard,
    kind: String,
    stances: Vec<(String, i64)>,
    timeline: String,
    rows: Vec<RowView>,
    next: Option<String>,
}

/// `/actor/{name}`
pub(super) async fn actor(
    State(site): State<Site>,
    frame: Frame,
    Path(name): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Html<String>, Problem> {
    let after = paging.after()?;
    let (card, found) = site
        .look(move |ledger| {
            let card = ledger.actor(&name)?;
            let filter = Filter { actor: Some(card.actor.id.clone()), ..Filter::default() };
            let found = ledger.find(&filter, Order::Newest, after.as_deref(), 50)?;
            Ok((card, found))
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
            link: format!("/article/{}#r-{}", row.article.id, row.id()),
        })
        .collect();
    let timeline = plot::timeline(&dots, &t.t("timeline"), &|side| t.t(&format!("side-{side}")));
    let rows = found.rows.iter().map(|row| RowView::of(row, t, None)).collect();
    let stances = card.stances.iter().map(|(stance, times)| (t.t(&format!("stance-{stance}")), *times)).collect();
    let kind = t.t(&format!("kind-{}", card.actor.kind));
    let next = found.next.map(|next| encoded(&next));
    html(&ActorPage { frame, card, kind, stances, timeline, rows, next })
}
