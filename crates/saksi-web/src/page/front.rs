//! The front page: search, the newest contested claims, what came in last; and the list of all claims.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use saksi_store::{ArticleLine, ClaimLine};

use super::{Frame, html};
use crate::problem::Problem;
use crate::query::Paging;
use crate::site::Site;
use crate::view;
use crate::words::Language;

/// A claim in a list, in the reader's language.
pub(crate) struct ClaimView {
    pub(crate) line: ClaimLine,
    pub(crate) days: String,
    pub(crate) sides: Vec<SideView>,
}

/// A side that somebody takes: who, each with a page of its own where there is one.
pub(crate) struct SideView {
    pub(crate) side: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) word: String,
    pub(crate) names: Vec<(String, Option<String>)>,
    pub(crate) more: usize,
}

impl ClaimView {
    pub(crate) fn of(line: ClaimLine, t: Language) -> Self {
        let sides = line.sides.iter().map(|side| SideView {
            side: side.side,
            sign: view::sign(side.side),
            word: t.t(&format!("side-{}", side.side)),
            names: side
                .actors
                .iter()
                .map(|actor| (actor.name.clone(), view::actor_link(&actor.id, &actor.name)))
                .collect(),
            more: side.count.saturating_sub(side.actors.len()),
        });
        Self { days: t.days(line.first.as_deref(), line.last.as_deref()), sides: sides.collect(), line }
    }
}

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    frame: Frame,
    claims: Vec<ClaimView>,
    articles: Vec<ArticleLine>,
}

/// `/`
pub(super) async fn front(State(site): State<Site>, frame: Frame) -> Result<Html<String>, Problem> {
    /// Of the newest claims so many are looked at, and the most contested are shown.
    const LOOKED_AT: usize = 300;
    /// Where little is contested, the front is filled up to here with claims that nobody disputes.
    const LEAST: usize = 5;
    let t = frame.t;
    let (mut claims, articles) =
        site.look(move |ledger| Ok((ledger.contested(LOOKED_AT, 12)?, ledger.articles(None, 12)?.0))).await?;
    let contested = claims.iter().filter(|line| line.is_contested()).count();
    claims.truncate(contested.max(LEAST));
    let claims = claims.into_iter().map(|line| ClaimView::of(line, t)).collect();
    html(&Front { frame, claims, articles })
}

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsPage {
    frame: Frame,
    claims: Vec<ClaimView>,
    next: Option<String>,
}

/// `/claims`
pub(super) async fn claims(
    State(site): State<Site>,
    frame: Frame,
    Query(paging): Query<Paging>,
) -> Result<impl IntoResponse, Problem> {
    let (t, after) = (frame.t, paging.after()?);
    let (claims, next) = site.look(move |ledger| ledger.claim_lines(after.as_deref(), 30)).await?;
    let claims = claims.into_iter().map(|line| ClaimView::of(line, t)).collect();
    html(&ClaimsPage { frame, claims, next: next.map(|next| crate::query::encoded(&next)) })
}
