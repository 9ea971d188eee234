//! The pages that people read. One file a page: what it asks of the ledger, and the values that its template shows.

mod actor;
mod add;
mod article;
mod assets;
mod claim;
mod corrections;
mod front;
mod search;

pub(crate) use add::kept;
use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, Query};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::guard::local_path;
use crate::problem::Problem;
use crate::query::encoded;
use crate::site::Site;
use crate::words::{CHOSEN, Language};

/// The pages.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(front::front))
        .route("/claims", get(front::claims))
        .route("/claim/{*id}", get(claim::claim))
        .route("/article/{id}", get(article::article))
        .route("/article/{id}/snapshot", get(article::snapshot))
        .route("/article/{id}/why/{statement}", get(article::why))
        .route("/actor/{name}", get(actor::actor))
        .route("/search", get(search::search))
        .route("/export", get(search::export))
        .route("/corrections", get(corrections::list).post(corrections::add))
        .route("/add", get(add::form).post(add::add))
        .route("/language", get(language))
        .merge(assets::routes())
}

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) t: Language,
    pub(crate) write: bool,
    /// What our own forms carry.
    pub(crate) secret: String,
    /// The address of this page, as it stands in the address of another.
    pub(crate) here: String,
}

impl Frame {
    pub(crate) fn new(site: &Site, t: Language, here: &str) -> Self {
        Self { t, write: site.options().write, secret: site.secret().to_owned(), here: encoded(here) }
    }

    /// The other languages of the interface.
    pub(crate) fn others(&self) -> impl Iterator<Item = Language> {
        let own = self.t;
        Language::ALL.into_iter().filter(move |language| *language != own)
    }
}

/// The frame of the page that is asked for.
impl axum::extract::FromRequestParts<Site> for Frame {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, site: &Site) -> Result<Self, Self::Rejection> {
        let uri = OriginalUri::from_request_parts(parts, site).await.map_or_else(|never| match never {}, |uri| uri.0);
        let here = uri.path_and_query().map_or("/", |path| path.as_str());
        Ok(Self::new(site, Language::asked(&parts.headers), here))
    }
}

/// A page of HTML.
pub(crate) fn html(template: &impl Template) -> Result<Html<String>, Problem> {
    template.render().map(Html).map_err(|_| Problem::internal())
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    problem: &'a Problem,
}

/// A problem as a page.
pub(crate) fn problem(site: &Site, language: Language, problem: &Problem) -> Response {
    let page = ProblemPage { frame: Frame::new(site, language, "/"), problem };
    match page.render() {
        Ok(page) => (problem.status, Html(page)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
struct Choice {
    to: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language that a reader chose.
async fn language(Query(choice): Query<Choice>) -> Result<Response, Problem> {
    let language = Language::of_tag(&choice.to).ok_or_else(|| Problem::bad("there are no words in this language"))?;
    let cookie = format!("{CHOSEN}={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly", language.tag());
    let back = local_path(&choice.back).to_owned();
    let back = if back.is_ascii() { back } else { "/".to_owned() };
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::SET_COOKIE, cookie)]).into_response())
}
