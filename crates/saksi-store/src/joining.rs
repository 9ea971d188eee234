//! Between the rows of the ledger and those that the library joins.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
use saksi::Lang;
use saksi::article::OriginKind;
use saksi::link::{Actor, Amount, Pointed, Row};
use saksi::statement::{ActorKind, Approx, Reading, Stance};
use saksi_contract::{Article, Statement};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::Step;
use crate::prepared::SLOT_SHIFT;

/// The statements of a reading as the library joins them.
pub(crate) fn rows(reading: &Reading, article: &Article) -> Vec<Row> {
    let ids: Vec<String> = article.statements.iter().map(|statement| statement.id.clone()).collect();
    Row::of(reading, &article.id, &ids, saksi_contract::actor_id)
}

/// For each statement of a reading, what joining needs of the words before it, and what its article says of its actors.
pub(crate) fn contexts(rows: &[Row], article: &Article) -> Vec<Option<String>> {
    rows.iter().zip(&article.statements).map(|(row, statement)| context(row, statement)).collect()
}

fn context(row: &Row, statement: &Statement) -> Option<String> {
    let pointed = |pointed: &Option<Pointed>| {
        pointed.as_ref().map(|pointed| json!({ "statement": pointed.statement, "words": pointed.words }))
    };
    let (answers, leans_on) = (pointed(&row.answers), pointed(&row.leans_on));
    // What the whole article says of each, and whom the library takes for nobody.
    let roles: Vec<Value> =
        row.actors.iter().filter(|actor| actor.role.is_some()).map(|actor| json!([actor.id, actor.role])).collect();
    let read = statement.source.iter().flat_map(|source| &source.actors);
    let left_out: Vec<&str> =
        read.map(|actor| actor.id.as_str()).filter(|id| !row.actors.iter().any(|kept| kept.id == *id)).collect();
    let empty = answers.is_none() && leans_on.is_none() && roles.is_empty() && left_out.is_empty();
    let context = || json!({ "answers": answers, "leans_on": leans_on, "roles": roles, "left_out": left_out });
    (!empty).then(|| context().to_string())
}

/// The actors as joining has them, with what the whole article says of each.
fn with_roles(actors: Vec<Actor>, context: &Value) -> Vec<Actor> {
    let list = |key: &str| context[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let told = |actor: Actor| {
        let role = list("roles").iter().find(|role| role[0] == *actor.id).and_then(|role| role[1].as_str());
        Actor { role: role.map(str::to_owned).or(actor.role), ..actor }
    };
    actors.into_iter().filter(|actor| !list("left_out").iter().any(|id| *id == *actor.id)).map(told).collect()
}

/// The row of an entry that counts, as the library joins it, corrections included.
pub(crate) fn row(connection: &Connection, entry: i64) -> Step<Option<Row>> {
    let mut found = connection.prepare_cached(
        "SELECT article.id, entry.statement, article.language, article.outlet, article.published, article.origin_kind,
            article.origin_of, article.title, entry.stance, entry.source, entry.lemma, entry.content, entry.via,
            entry.evidence, entry.said_from, entry.said_to, entry.within, entry.context, entry.role
         FROM entry JOIN article ON article.number = entry.article WHERE entry.id = ? AND entry.current = 1",
    )?;
    let Some((mut row, role, context)) = found.query_row([entry], |found| bare(found, entry)).optional()? else {
        return Ok(None);
    };
    let mut actors = connection.prepare_cached(
        "SELECT actor.id, actor.name, actor.type FROM entry_actor JOIN actor ON actor.number = entry_actor.actor
         WHERE entry_actor.entry = ? ORDER BY entry_actor.position",
    )?;
    let actors = actors.query_map([entry], |actor| {
        Ok(Actor {
            id: actor.get(0)?,
            name: actor.get(1)?,
            kind: actor_kind(actor.get_ref(2)?.as_str().unwrap_or_default()),
            role: role.clone(),
        })
    })?;
    row.actors = with_roles(actors.collect::<rusqlite::Result<_>>()?, &context);
    let mut amounts = connection.prepare_cached(
        "SELECT value, unit, approx FROM quantity WHERE entry = ? AND value IS NOT NULL ORDER BY position",
    )?;
    let amounts = amounts.query_map([entry], |amount| {
        let word: String = amount.get(2)?;
        Ok(Amount { value: amount.get(0)?, unit: amount.get(1)?, approx: approx(&word) })
    })?;
    row.quantities = amounts.collect::<rusqlite::Result<_>>()?;
    Ok(Some(row))
}

#[allow(clippy::field_reassign_with_default)] // A row has a part of its own that only its default fills.
fn bare(found: &SqlRow<'_>, entry: i64) -> rusqlite::Result<(Row, Option<String>, Value)> {
    let day = |index: usize| -> rusqlite::Result<_> {
        let words: Option<String> = found.get(index)?;
        Ok(words.and_then(|words| words.get(..10)?.parse().ok()))
    };
    let words = |index: usize| found.get::<_, Option<String>>(index);
    let context: Value = words(17)?.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let pointed = |key: &str| {
        let part = &context[key];
        let word = |key: &str| part[key].as_str().map(str::to_owned);
        Some(Pointed { statement: word("statement")?, words: word("words")? })
    };
    let language: String = found.get(2)?;
    let most = (1 << SLOT_SHIFT) - 1;
    let mut row = Row::default();
    row.article = found.get(0)?;
    row.statement = found.get(1)?;
    row.position = usize::try_from(most - (entry & most)).unwrap_or(0);
    row.lang = Lang::of_tag(&language);
    row.outlet = words(3)?;
    row.published = day(4)?;
    row.origin = Some(origin_kind(found.get_ref(5)?.as_str().unwrap_or_default()));
    row.origin_of = words(6)?;
    row.title = words(7)?;
    row.stance = Stance::of_name(found.get_ref(8)?.as_str().unwrap_or_default());
    row.source = words(9)?.unwrap_or_default();
    row.cue = found.get(10)?;
    row.content = found.get(11)?;
    row.via = words(12)?;
    row.evidence = words(13)?;
    row.said = day(14)?.zip(day(15)?);
    row.within = words(16)?;
    row.answers = pointed("answers");
    row.leans_on = pointed("leans_on");
    Ok((row, words(18)?, context))
}

/// A key of an actor as a number.
pub(crate) fn key(words: &str) -> i64 {
    let digest = Sha256::digest(words);
    // Six bytes tell a hundred million keys apart well enough: a collision costs a comparison, not a link.
    i64::from_be_bytes([0, 0, digest[0], digest[1], digest[2], digest[3], digest[4], digest[5]])
}

pub(crate) fn actor_kind(name: &str) -> ActorKind {
    match name {
        "person" => ActorKind::Person,
        "organisation" => ActorKind::Organisation,
        "state" => ActorKind::State,
        "group" => ActorKind::Group,
        "document" => ActorKind::Document,
        _ => ActorKind::Unknown,
    }
}

fn origin_kind(name: &str) -> OriginKind {
    match name {
        "original" => OriginKind::Original,
        "relay" => OriginKind::Relay,
        "syndicated" => OriginKind::Syndicated,
        _ => OriginKind::Unknown,
    }
}

fn approx(name: &str) -> Approx {
    match name {
        "about" => Approx::About,
        "at-least" => Approx::AtLeast,
        "at-most" => Approx::AtMost,
        "more-than" => Approx::MoreThan,
        "nearly" => Approx::Nearly,
        _ => Approx::Exact,
    }
}
