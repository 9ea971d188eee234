//! What people corrected, and the forms to do so.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use saksi::statement::Stance;
use saksi_store::CorrectionEntry;
use serde::Deserialize;

use super::{Frame, html};
use crate::guard::is_our_form;
use crate::problem::Problem;
use crate::site::{Site, now};

pub(crate) use crate::api::correction_of;

#[derive(Template)]
#[template(path = "corrections.html")]
struct CorrectionsPage {
    frame: Frame,
    entries: Vec<CorrectionEntry>,
    stances: Vec<(&'static str, String)>,
    statement: String,
    actor: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct About {
    statement: String,
    actor: String,
}

/// `/corrections`
pub(super) async fn list(
    State(site): State<Site>,
    frame: Frame,
    Query(about): Query<About>,
) -> Result<Html<String>, Problem> {
    let mut entries = site.look(saksi_store::Ledger::corrections).await?;
    entries.reverse();
    entries.truncate(200);
    let t = frame.t;
    let stances = Stance::ALL.into_iter().map(|stance| (stance.name(), t.t(&format!("stance-{}", stance.name()))));
    let stances = stances.collect();
    html(&CorrectionsPage { frame, entries, stances, statement: about.statement, actor: about.actor })
}

#[derive(Deserialize)]
pub(super) struct Sent {
    secret: String,
    kind: String,
    #[serde(default)]
    subjects: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    actor_kind: String,
    #[serde(default)]
    who: String,
    reason: String,
}

/// A correction from the form.
pub(super) async fn add(State(site): State<Site>, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    if !site.options().write {
        return Err(Problem::read_only());
    }
    is_our_form(&site, &sent.secret)?;
    let subjects: Vec<String> =
        sent.subjects.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let correction = correction_of(&sent.kind, subjects, &sent.stance, &sent.actor, &sent.actor_kind)?;
    let who = if sent.who.trim().is_empty() { "editor".to_owned() } else { sent.who.trim().to_owned() };
    site.write(move |ledger| ledger.correct(&correction, &who, sent.reason.trim(), &now())).await?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/corrections")]).into_response())
}
