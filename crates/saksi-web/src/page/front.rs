//! The front page: search, the newest contested claims, what came in last; and the list of all claims.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use saksi_store::{ArticleLine, Claims};
use serde_json::Value;

use super::{Frame, html};
use crate::problem::Problem;
use crate::query::Paging;
use crate::site::Site;
use crate::view;
use crate::words::Language;

/// A claim in a list.
pub(crate) struct ClaimLine {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) statements: usize,
    pub(crate) origins: i64,
    pub(crate) days: String,
    /// Sides that somebody takes: name, sign, word, who.
    pub(crate) sides: Vec<SideLine>,
    pub(crate) changes: usize,
}

pub(crate) struct SideLine {
    pub(crate) side: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) word: String,
    pub(crate) names: String,
    pub(crate) more: usize,
}

/// The sides of a claim in the order of a page.
pub(crate) const SIDES: [&str; 4] = ["supports", "disputes", "doubts", "open"];

impl ClaimLine {
    /// A claim of the contract in the reader's language.
    pub(crate) fn of(claim: &Value, t: Language) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let sides = SIDES.into_iter().filter_map(|side| {
            let names: Vec<String> =
                claim["sides"][side].as_array()?.iter().map(|actor| text(&actor["name"])).collect();
            let more = names.len().saturating_sub(3);
            (!names.is_empty()).then(|| SideLine {
                side,
                sign: view::sign(side),
                word: t.t(&format!("side-{side}")),
                names: names.into_iter().take(3).collect::<Vec<_>>().join(", "),
                more,
            })
        });
        Self {
            id: text(&claim["id"]),
            label: text(&claim["label"]["text"]),
            statements: claim["statements"].as_array().map_or(0, Vec::len),
            origins: claim["independent_origins"].as_i64().unwrap_or(0),
            days: days(claim),
            sides: sides.collect(),
            changes: claim["changes"].as_array().map_or(0, Vec::len),
        }
    }

    /// How contested it is: sides first, then changes, then how much was said.
    fn heat(&self) -> (usize, usize, usize) {
        (self.sides.len(), self.changes, self.statements)
    }
}

/// "2025-03-04 – 2025-03-09".
pub(crate) fn days(claim: &Value) -> String {
    let first = claim["first"].as_str().unwrap_or_default();
    let last = claim["last"].as_str().unwrap_or_default();
    if first == last { first.to_owned() } else { format!("{first} – {last}") }
}

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    frame: Frame,
    claims: Vec<ClaimLine>,
    articles: Vec<ArticleLine>,
}

/// `/`
pub(super) async fn front(State(site): State<Site>, frame: Frame) -> Result<Html<String>, Problem> {
    /// Of the newest claims so many are looked at, and the most contested are shown.
    const LOOKED_AT: usize = 30;
    let t = frame.t;
    let (claims, articles) = site
        .look(move |ledger| {
            let mut claims = Vec::new();
            let wanted = Claims { at_least: 2, after: None, limit: Some(LOOKED_AT) };
            ledger.claims(&wanted, &mut |claim| {
                claims.push(ClaimLine::of(&claim, t));
                true
            })?;
            Ok((claims, ledger.articles(None, 12)?.0))
        })
        .await?;
    let mut claims = claims;
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.heat()));
    claims.truncate(12);
    html(&Front { frame, claims, articles })
}

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsPage {
    frame: Frame,
    claims: Vec<ClaimLine>,
    next: Option<String>,
}

/// `/claims`
pub(super) async fn claims(
    State(site): State<Site>,
    frame: Frame,
    Query(paging): Query<Paging>,
) -> Result<impl IntoResponse, Problem> {
    let t = frame.t;
    let wanted = Claims { at_least: 2, after: paging.after()?, limit: Some(30) };
    let (claims, next) = site
        .look(move |ledger| {
            let mut claims = Vec::new();
            let next = ledger.claims(&wanted, &mut |claim| {
                claims.push(ClaimLine::of(&claim, t));
                true
            })?;
            Ok((claims, next))
        })
        .await?;
    html(&ClaimsPage { frame, claims, next: next.map(|next| crate::query::encoded(&next)) })
}
