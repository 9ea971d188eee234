//! Rows, actors and corrections of the ledger on the terminal: who, stance, words, under the article they stand in.

use std::fmt::Write;

use anstyle::{AnsiColor, Effects, Style};
use saksi::statement::{Side, Stance};
use saksi_store::{ActorCard, CorrectionEntry, Query, Row, snippet};

use super::{inert, wrap};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().effects(Effects::DIMMED);
const FOUND: Style = Style::new().effects(Effects::UNDERLINE.insert(Effects::BOLD));

/// How wide sheets are: the terminal, up to what is good to read.
pub(crate) fn width() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns: usize = set.or_else(seen).unwrap_or(100);
    columns.saturating_sub(1).clamp(30, 116)
}

/// Rows, each under its article.
pub(crate) fn rows(rows: &[Row], query: &Query) -> String {
    let width = width();
    let mut out = String::new();
    let mut article = "";
    for row in rows {
        if row.article.id != article {
            article = &row.article.id;
            if !out.is_empty() {
                out.push('\n');
            }
            heading(row, width, &mut out);
        }
        one(row, query, width, &mut out);
    }
    out
}

fn heading(row: &Row, width: usize, out: &mut String) {
    let article = &row.article;
    let day = article.published.as_deref().and_then(|stamp| stamp.get(..10)).unwrap_or("no date");
    let outlet = article.outlet.as_deref().unwrap_or("outlet not known");
    let title = article.title.as_deref().filter(|title| !title.is_empty()).unwrap_or(&article.address);
    for line in wrap::lines(&inert(&format!("{day} · {outlet} · {title}")), width) {
        let _ = writeln!(out, "{BOLD}{line}{BOLD:#}");
    }
}

fn one(row: &Row, query: &Query, width: usize, out: &mut String) {
    let side = Stance::of_name(&row.stance).map_or(Side::None, Stance::side);
    let color = color(side);
    let who = match row.words("source") {
        "" => "(nobody named)".to_owned(),
        words => inert(words).into_owned(),
    };
    let names: Vec<&str> = row.actors.iter().map(|actor| actor.name.as_str()).collect();
    let is_said = names.iter().all(|name| who.to_lowercase().contains(&name.to_lowercase()));
    let meant = if is_said { String::new() } else { format!(" → {}", inert(&names.join(", "))) };
    let read = row.statement["stance"].as_str().unwrap_or_default();
    let corrected = if read == row.stance { String::new() } else { format!(" (corrected from {read})") };
    let _ = writeln!(out, "  {color}{} {}{color:#}{corrected}  {BOLD}{who}{BOLD:#}{meant}", sign(side), row.stance);
    let words = if query.is_empty() {
        wrap::lines(&inert(row.words("content")), width - 4).join("\n    ")
    } else {
        found(row, query, width)
    };
    let _ = writeln!(out, "    {words}");
    let claim = row.claim.as_ref().map(|claim| format!(" · claim {claim}")).unwrap_or_default();
    let _ = writeln!(out, "    {DIM}{}/{}{claim}{DIM:#}", row.article.id, row.id());
}

/// The snippet with the words found set off.
fn found(row: &Row, query: &Query, width: usize) -> String {
    /// Characters that no page can bring in: they stand for the styles while lines are broken.
    const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];
    let shown = snippet(row, query);
    let mut text = String::new();
    let mut at = 0;
    for place in &shown.places {
        if place.start < at {
            continue;
        }
        text.push_str(&shown.text[at..place.start].replace(MARKS, ""));
        text.push(MARKS[0]);
        text.push_str(&shown.text[place.clone()].replace(MARKS, ""));
        text.push(MARKS[1]);
        at = place.end;
    }
    text.push_str(&shown.text[at..].replace(MARKS, ""));
    let text = wrap::lines(&inert(&text), width - 4).join("\n    ");
    text.replace(MARKS[0], &FOUND.render().to_string()).replace(MARKS[1], &FOUND.render_reset().to_string())
}

/// Who an actor is to the ledger.
pub(crate) fn actor(card: &ActorCard) -> String {
    let width = width();
    let mut out = String::new();
    let list = |counts: &[(String, i64)]| {
        counts.iter().map(|(name, times)| format!("{name} {times}")).collect::<Vec<_>>().join(" · ")
    };
    let _ = writeln!(out, "{BOLD}{}{BOLD:#} ({}, {})", inert(&card.actor.name), card.actor.kind, card.actor.id);
    let others: Vec<String> =
        card.names.iter().skip(1).map(|(name, times)| format!("{} ({}) {times}", name.name, name.id)).collect();
    let days = match (&card.first, &card.last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) => day.clone(),
        _ => String::new(),
    };
    let parts = [
        ("also", others.join(" · ")),
        ("days", days),
        ("stances", list(&card.stances)),
        ("outlets", list(&card.outlets)),
    ];
    for (label, words) in parts.iter().filter(|(_, words)| !words.is_empty()) {
        for line in wrap::lines(&inert(&format!("{label}: {words}")), width) {
            let _ = writeln!(out, "{line}");
        }
    }
    out.push('\n');
    out
}

/// A correction in a line or two.
pub(crate) fn correction(entry: &CorrectionEntry) -> String {
    let mut out = String::new();
    let day = entry.at.get(..10).unwrap_or_default();
    let head = format!("{} {day} {} by {} ({})", entry.number, entry.kind, entry.who, entry.state.name());
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}", inert(&head));
    for line in wrap::lines(&inert(&format!("{}: {}", entry.reason, entry.subject)), width() - 2) {
        let _ = writeln!(out, "  {line}");
    }
    out
}

/// The colour of a side.
pub(crate) fn color(side: Side) -> Style {
    match side {
        Side::Supports => AnsiColor::Green.on_default(),
        Side::Disputes => AnsiColor::Red.on_default().bold(),
        Side::Doubts => AnsiColor::Yellow.on_default(),
        Side::Open => AnsiColor::Cyan.on_default(),
        Side::None => AnsiColor::Magenta.on_default(),
    }
}

/// A sign for each side, so that no row rests on its colour alone.
pub(crate) fn sign(side: Side) -> &'static str {
    super::row::sign(side)
}
