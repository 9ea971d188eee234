//! What the ledger holds: articles, statements, claims, actors, corrections, exports, and how the server is doing.

use std::sync::atomic::Ordering;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use saksi::statement::Stance;
use saksi_store::{ArticleHead, ArticleLine, Claims, Correction, Filter, Order, Query as Words, export, snippet};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{answer, is_json, listed};
use crate::guard::Streamed;
use crate::problem::Problem;
use crate::query::{Paging, Rows, limit};
use crate::site::{Site, now};

/// What an actor can be.
pub(super) const KINDS: [&str; 6] = ["person", "organisation", "state", "group", "document", "unknown"];

/// Characters of a name or an id, and of a reason.
pub(super) const LONGEST_NAME: usize = 500;
pub(super) const LONGEST_REASON: usize = 5_000;

/// Things of one list.
const USUAL: usize = 20;
const MOST: usize = 100;

/// `GET /api/v1/articles`
pub(super) async fn articles(State(site): State<Site>, Query(paging): Query<Paging>) -> Result<Response, Problem> {
    let (after, limit) = (paging.after()?, limit(&paging.limit, USUAL, MOST)?);
    let (lines, next) = site.look(move |ledger| ledger.articles(after.as_deref(), limit)).await?;
    Ok(listed(lines.iter().map(line).collect(), next))
}

fn line(line: &ArticleLine) -> Value {
    let mut value = head(&line.head);
    value["added"] = line.added.as_str().into();
    value["statements"] = line.statements.into();
    value
}

fn head(head: &ArticleHead) -> Value {
    json!({
        "id": head.id, "address": head.address, "url": head.url, "outlet": head.outlet, "title": head.title,
        "published": head.published, "language": head.language,
        "origin": { "kind": head.origin_kind, "of": head.origin_of }, "page_sha256": head.page_sha256,
    })
}

/// `GET /api/v1/articles/{id}`
pub(super) async fn article(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let card = site.look(move |ledger| ledger.article(&id)).await?;
    let revisions: Vec<Value> = card
        .revisions
        .iter()
        .map(|revision| {
            let changes = revision.changes.as_ref().map(saksi_store::Changes::to_json);
            json!({ "id": revision.id, "added": revision.added, "changes": changes })
        })
        .collect();
    Ok(answer(&json!({
        "article": card.body,
        "added": card.added,
        "rows": card.rows.iter().map(|row| row_of(row, &Words::default())).collect::<Vec<_>>(),
        "revisions": revisions,
    })))
}

/// `GET /api/v1/statements`
pub(super) async fn statements(State(site): State<Site>, Query(asked): Query<Rows>) -> Result<Response, Problem> {
    rows(&site, &Rows { q: String::new(), ..asked }).await
}

/// `GET /api/v1/search`
pub(super) async fn search(State(site): State<Site>, Query(asked): Query<Rows>) -> Result<Response, Problem> {
    if asked.filter()?.words.is_empty() {
        return Err(Problem::bad("`q` has no word to look for").hint("/api/v1/statements lists rows without words"));
    }
    rows(&site, &asked).await
}

async fn rows(site: &Site, asked: &Rows) -> Result<Response, Problem> {
    let (filter, order, after, limit) = (asked.filter()?, asked.order()?, asked.after()?, asked.limit(USUAL, MOST)?);
    let words = filter.words.clone();
    let found = site.look(move |ledger| ledger.find(&filter, order, after.as_deref(), limit)).await?;
    Ok(listed(found.rows.iter().map(|row| row_of(row, &words)).collect(), found.next))
}

fn row_of(row: &saksi_store::Row, words: &Words) -> Value {
    let mut value = row.to_json();
    value["schema"] = "saksi/row/1".into();
    if !words.is_empty() {
        let shown = snippet(row, words);
        let points = |at: usize| shown.text[..at].chars().count();
        let places: Vec<[usize; 2]> =
            shown.places.iter().map(|place| [points(place.start), points(place.end)]).collect();
        value["snippet"] = json!({ "text": shown.text, "spans": places });
    }
    value
}

/// `GET /api/v1/claims`
pub(super) async fn claims(State(site): State<Site>, Query(paging): Query<Paging>) -> Result<Response, Problem> {
    let limit = limit(&paging.limit, USUAL, 100)?;
    let at_least = crate::query::limit(&paging.at_least, 2, 1_000_000)?;
    let wanted = Claims { at_least, after: paging.after()?, limit: Some(limit) };
    let (items, next) = site
        .look(move |ledger| {
            let mut items = Vec::new();
            let next = ledger.claims(&wanted, &mut |claim| {
                items.push(claim);
                true
            })?;
            Ok((items, next))
        })
        .await?;
    Ok(listed(items, next))
}

/// `GET /api/v1/claims/{id}`
pub(super) async fn claim(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let card = site.look(move |ledger| ledger.claim(&id)).await?;
    Ok(answer(&card.value))
}

/// `GET /api/v1/actors`: who stands behind the newest rows of a filter.
pub(super) async fn actors(State(site): State<Site>, Query(asked): Query<Rows>) -> Result<Response, Problem> {
    let (filter, limit) = (asked.filter()?, asked.limit(USUAL, MOST)?);
    let found = site.look(move |ledger| ledger.speakers(&filter, limit)).await?;
    let items = found.iter().map(|(actor, times)| {
        let mut value = actor.to_json();
        value["statements"] = (*times).into();
        value
    });
    Ok(listed(items.collect(), None))
}

/// `GET /api/v1/actors/{name}`
pub(super) async fn actor(
    State(site): State<Site>,
    Path(name): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    let (after, limit) = (paging.after()?, limit(&paging.limit, USUAL, MOST)?);
    let (card, found) = site
        .look(move |ledger| {
            let card = ledger.actor(&name)?;
            let filter = Filter { actor: Some(card.actor.id.clone()), ..Filter::default() };
            let found = ledger.find(&filter, Order::Newest, after.as_deref(), limit)?;
            Ok((card, found))
        })
        .await?;
    let mut value = card.to_json();
    value["schema"] = "saksi/actor/1".into();
    value["items"] = found.rows.iter().map(|row| row_of(row, &Words::default())).collect();
    value["next"] = found.next.into();
    Ok(answer(&value))
}

/// How much goes out.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Out {
    claim: Option<String>,
    full_text: bool,
}

/// `GET /api/v1/export/{format}`: written while it is sent, so that a large ledger never lies in memory.
pub(super) async fn export(
    State(site): State<Site>,
    Path(format): Path<String>,
    Query(out): Query<Out>,
) -> Result<Response, Problem> {
    let wanted = export::Wanted { claim: out.claim.filter(|claim| !claim.is_empty()), full_text: out.full_text };
    if format == "html" {
        let id = wanted.claim.ok_or_else(|| Problem::bad("a sheet is of one claim: `?claim=ID`"))?;
        let card = site.look(move |ledger| ledger.claim(&id)).await?;
        let kind = "text/html; charset=utf-8";
        let name = "attachment; filename=\"claim.html\"";
        let body = export::html(&card);
        return Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response());
    }
    let kind = match format.as_str() {
        "jsonl" | "ninjs" => "application/jsonl; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "jsonld" | "web-annotation" | "prov" => "application/ld+json",
        other => {
            let words = format!("there is no form `{other}`");
            return Err(Problem::new(StatusCode::NOT_FOUND, words)
                .hint("jsonl, csv, jsonld, web-annotation, prov, ninjs, html"));
        }
    };
    if let Some(id) = wanted.claim.clone() {
        site.look(move |ledger| ledger.claim(&id)).await?;
    }
    let (sender, receiver) = mpsc::channel::<Result<Bytes, Problem>>(8);
    let (patience, here) = (site.options().timeout, Handle::current());
    let pieces = sender.clone();
    let exported = site.export(move |ledger| {
        let Some(mut form) = export::form(&format, wanted.full_text) else { return Ok(()) };
        ledger.export(&mut *form, &wanted, &mut |words| {
            // Who takes no piece for that long has gone away, and makes room for the next.
            let piece = pieces.send_timeout(Ok(Bytes::from(words.to_owned())), patience);
            words.is_empty() || here.block_on(piece).is_ok()
        })
    })?;
    tokio::spawn(async move {
        if let Err(problem) = exported.await {
            // The connection is cut, so that nobody takes a part for the whole.
            let _ = sender.send(Err(problem)).await;
        }
    });
    let mut response =
        ([(header::CONTENT_TYPE, kind)], Body::from_stream(ReceiverStream::new(receiver))).into_response();
    response.extensions_mut().insert(Streamed);
    Ok(response)
}

/// `GET /api/v1/corrections`
pub(super) async fn corrections(State(site): State<Site>) -> Result<Response, Problem> {
    let entries = site.look(saksi_store::Ledger::corrections).await?;
    Ok(listed(entries.iter().map(saksi_store::CorrectionEntry::to_json).collect(), None))
}

/// A correction as it is sent.
#[derive(Deserialize)]
struct Sent {
    kind: String,
    #[serde(default)]
    subjects: Vec<String>,
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

/// `POST /api/v1/corrections`
pub(super) async fn correct(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    if !site.options().write {
        return Err(Problem::read_only());
    }
    if !is_json(&headers) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a correction is sent as application/json"));
    }
    let sent: Sent = serde_json::from_slice(&body).map_err(|error| Problem::bad(format!("no correction: {error}")))?;
    let correction = correction_of(&sent.kind, sent.subjects, &sent.stance, &sent.actor, &sent.actor_kind)?;
    let who = if sent.who.trim().is_empty() { "api".to_owned() } else { sent.who.trim().to_owned() };
    let is_long = |words: &str, longest: usize| words.chars().count() > longest;
    if is_long(&who, LONGEST_NAME) || is_long(&sent.reason, LONGEST_REASON) {
        return Err(Problem::bad("who or why is told at too great length"));
    }
    let number = site.write(move |ledger| ledger.correct(&correction, &who, sent.reason.trim(), &now())).await?;
    let told = json!({ "number": number }).to_string();
    Ok((StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], told).into_response())
}

/// A correction from its words; what makes no sense is refused.
pub(crate) fn correction_of(
    kind: &str,
    mut subjects: Vec<String>,
    stance: &str,
    actor: &str,
    actor_kind: &str,
) -> Result<Correction, Problem> {
    if !(actor_kind.is_empty() || KINDS.contains(&actor_kind)) {
        return Err(Problem::bad(format!("`{actor_kind}` is no kind of actor: {}", KINDS.join(", "))));
    }
    if actor.chars().count() > LONGEST_NAME {
        return Err(Problem::bad("the name of the actor is too long"));
    }
    if subjects.is_empty()
        || subjects.len() > 100
        || subjects.iter().any(|subject| subject.chars().count() > LONGEST_NAME)
    {
        return Err(Problem::bad("a correction names what it is about: 1 to 100 names or ids"));
    }
    let several = |subjects: &[String]| {
        if subjects.len() < 2 { Err(Problem::bad("this correction is about two or more")) } else { Ok(()) }
    };
    Ok(match kind {
        "merge-actors" | "split-actors" | "merge-claims" | "split-claims" => {
            several(&subjects)?;
            match kind {
                "merge-actors" => Correction::MergeActors(subjects),
                "split-actors" => Correction::SplitActors(subjects),
                "merge-claims" => Correction::MergeClaims(subjects),
                _ => Correction::SplitClaims(subjects),
            }
        }
        "relabel" => {
            let stance = match stance {
                "" => None,
                name => Some(Stance::of_name(name).ok_or_else(|| Problem::bad(format!("`{name}` is no stance")))?),
            };
            let kind = if actor_kind.is_empty() { "unknown" } else { actor_kind };
            let actor = (!actor.trim().is_empty()).then(|| (actor.trim().to_owned(), kind.to_owned()));
            if stance.is_none() && actor.is_none() {
                return Err(Problem::bad("a relabelling gives a stance, an actor, or both"));
            }
            Correction::Relabel { statement: subjects.remove(0), stance, actor }
        }
        "undo" => {
            let number = subjects[0].parse().map_err(|_| Problem::bad("undoing takes the number of a correction"))?;
            Correction::Undo(number)
        }
        other => return Err(Problem::bad(format!("there is no correction `{other}`"))),
    })
}

/// `GET /api/v1/health`
pub(super) async fn health(State(site): State<Site>) -> Result<Response, Problem> {
    site.look(saksi_store::Ledger::waiting).await?;
    Ok(answer(&json!({ "status": "ok", "version": saksi_contract::VERSION })))
}

/// `GET /api/v1/metrics`, as Prometheus reads it.
pub(super) async fn metrics(State(site): State<Site>) -> Result<Response, Problem> {
    let waiting = site.look(saksi_store::Ledger::waiting).await?;
    let counts = site.counts();
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let body = format!(
        "# TYPE saksi_requests_total counter\n\
         saksi_requests_total{{outcome=\"good\"}} {}\nsaksi_requests_total{{outcome=\"refused\"}} {}\n\
         saksi_requests_total{{outcome=\"failed\"}} {}\n\
         # TYPE saksi_request_seconds_total counter\nsaksi_request_seconds_total {}\n\
         # TYPE saksi_uptime_seconds gauge\nsaksi_uptime_seconds {}\n\
         # TYPE saksi_statements_waiting gauge\nsaksi_statements_waiting {waiting}\n",
        read(&counts.good),
        read(&counts.refused),
        read(&counts.failed),
        read(&counts.micros) as f64 / 1e6,
        site.uptime().as_secs(),
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], body).into_response())
}
