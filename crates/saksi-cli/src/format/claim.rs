//! A claim on the terminal: sides, a small chart of the numbers, timeline, origins, changes, and why it hangs together.

use std::fmt::Write;

use anstyle::{Effects, Style};
use saksi::statement::Side;
use saksi_store::{ClaimCard, Row};
use serde_json::Value;

use super::{inert, sheets, wrap};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().effects(Effects::DIMMED);

/// The sides in the order in which they are shown.
const SIDES: [(Side, &str); 4] =
    [(Side::Supports, "support"), (Side::Disputes, "dispute"), (Side::Doubts, "doubt"), (Side::Open, "leave open")];

/// A claim in a few lines of a list.
pub(crate) fn short(claim: &Value) -> String {
    let width = sheets::width();
    let mut out = String::new();
    let words = text(&claim["label"]["text"]);
    for line in wrap::lines(&inert(words), width).iter().take(2) {
        let _ = writeln!(out, "{BOLD}{line}{BOLD:#}");
    }
    let _ = writeln!(out, "{DIM}{}{DIM:#}", inert(&about(claim)));
    sides(claim, width, &mut out);
    out.push('\n');
    out
}

/// A claim as a whole.
pub(crate) fn sheet(card: &ClaimCard) -> String {
    let width = sheets::width();
    let claim = &card.value;
    let mut out = String::new();
    for line in wrap::lines(&inert(text(&claim["label"]["text"])), width) {
        let _ = writeln!(out, "{BOLD}{line}{BOLD:#}");
    }
    let _ = writeln!(out, "{DIM}{}{DIM:#}\n", inert(&about(claim)));
    sides(claim, width, &mut out);
    numbers(card, width, &mut out);
    timeline(card, width, &mut out);
    origins(claim, width, &mut out);
    changes(claim, width, &mut out);
    why(claim, width, &mut out);
    out
}

fn about(claim: &Value) -> String {
    let statements = claim["statements"].as_array().map_or(0, Vec::len);
    let days = match (claim["first"].as_str(), claim["last"].as_str()) {
        (Some(first), Some(last)) if first != last => format!(" · {first} to {last}"),
        (Some(day), _) => format!(" · {day}"),
        _ => String::new(),
    };
    let origins = claim["independent_origins"].as_i64().unwrap_or(0);
    let origins =
        if origins == 1 { "1 independent origin".to_owned() } else { format!("{origins} independent origins") };
    let statements = if statements == 1 { "1 statement".to_owned() } else { format!("{statements} statements") };
    format!("claim {}{days} · {statements} · {origins}", text(&claim["id"]))
}

fn sides(claim: &Value, width: usize, out: &mut String) {
    for (side, words) in SIDES {
        let names: Vec<&str> = list(&claim["sides"][side.name()]).iter().map(|actor| text(&actor["name"])).collect();
        if names.is_empty() {
            continue;
        }
        let color = sheets::color(side);
        let label = format!("{} {words}", sheets::sign(side));
        let mut lines = wrap::lines(&inert(&names.join(", ")), width.saturating_sub(16)).into_iter();
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "{color}{}{color:#} {first}", wrap::pad(&label, 14));
        for line in lines {
            let _ = writeln!(out, "{:15}{line}", "");
        }
    }
}

/// One bar a number, each unit on a scale of its own, with who gave it and what it was in words.
fn numbers(card: &ClaimCard, width: usize, out: &mut String) {
    let quantities = list(&card.value["quantities"]);
    if quantities.is_empty() {
        return;
    }
    heading("NUMBERS", out);
    let mut units: Vec<&str> = quantities.iter().map(|quantity| text(&quantity["unit"])).collect();
    units.sort_unstable();
    units.dedup();
    let bar = (width / 3).clamp(8, 36);
    for unit in units {
        let of_unit: Vec<&Value> = quantities.iter().filter(|quantity| text(&quantity["unit"]) == unit).collect();
        let most =
            of_unit.iter().filter_map(|quantity| quantity["value"].as_f64()).fold(0.0_f64, |a, b| a.max(b.abs()));
        if !unit.is_empty() {
            let _ = writeln!(out, "  {DIM}{}{DIM:#}", inert(unit));
        }
        for quantity in of_unit {
            let value = quantity["value"].as_f64().unwrap_or(0.0);
            // Eighths of a cell: two numbers that differ should look so.
            let eighths = if most > 0.0 { (value.abs() / most * bar as f64 * 8.0).round() as usize } else { 0 };
            let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
            let drawn = format!("{}{rest}", "█".repeat(eighths / 8));
            let approx = match text(&quantity["approx"]) {
                "exact" | "" => String::new(),
                other => format!("{} ", other.replace('-', " ")),
            };
            let who: Vec<&str> = list(&quantity["actors"]).iter().map(|actor| text(&actor["name"])).collect();
            let who = if who.is_empty() { "(nobody named)".to_owned() } else { who.join(", ") };
            let label = format!("{approx}{} {who}", quantity["value"]);
            let _ = writeln!(out, "  {} {}", wrap::pad(&drawn, bar), inert(&label));
        }
    }
}

fn timeline(card: &ClaimCard, width: usize, out: &mut String) {
    heading("TIMELINE", out);
    for row in &card.rows {
        let side = SIDES.iter().map(|(side, _)| *side).find(|side| side.name() == row.side()).unwrap_or(Side::None);
        let color = sheets::color(side);
        let day = row.article.published.as_deref().and_then(|stamp| stamp.get(..10)).unwrap_or("no date   ");
        let who = match row.words("source") {
            "" => "(nobody named)",
            words => words,
        };
        let outlet = row.article.outlet.as_deref().unwrap_or(&row.article.address);
        let via = row.statement["via"]["outlet"].as_str().map(|via| format!(" via {via}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {day} {color}{} {}{color:#} {BOLD}{}{BOLD:#} {DIM}{}{DIM:#}",
            sheets::sign(side),
            row.stance,
            inert(who),
            inert(&format!("{outlet}{via}"))
        );
        for line in wrap::lines(&inert(&shown(row, &card.rows)), width - 15) {
            let _ = writeln!(out, "             {line}");
        }
    }
}

/// The content, and where it only points, the words pointed to.
fn shown(row: &Row, rows: &[Row]) -> String {
    let own = row.words("content").to_owned();
    let answered = row.statement["answers"]
        .as_str()
        .and_then(|id| rows.iter().find(|other| other.article.id == row.article.id && other.id() == id));
    match answered {
        Some(answered) => format!("{own} [on: {}]", answered.words("content")),
        None => own,
    }
}

fn origins(claim: &Value, width: usize, out: &mut String) {
    let origins = list(&claim["origins"]);
    if origins.is_empty() {
        return;
    }
    heading("INDEPENDENT ORIGINS", out);
    for origin in origins {
        let times = list(&origin["statements"]).len();
        let times = if times == 1 { "1 statement".to_owned() } else { format!("{times} statements") };
        for line in wrap::lines(&inert(&format!("{} ({times})", text(&origin["name"]))), width - 2) {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn changes(claim: &Value, width: usize, out: &mut String) {
    let changes = list(&claim["changes"]);
    if changes.is_empty() {
        return;
    }
    heading("CHANGES", out);
    for change in changes {
        let name = change["actor_name"].as_str().or(change["actor"].as_str()).unwrap_or("somebody");
        let day = change["date"].as_str().unwrap_or("no date");
        let words = format!("{day} {name}: {} → {}", text(&change["from"]), text(&change["to"]));
        for line in wrap::lines(&inert(&words), width - 2) {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn why(claim: &Value, width: usize, out: &mut String) {
    let links = list(&claim["links"]);
    if links.is_empty() {
        return;
    }
    heading("WHY THESE BELONG TOGETHER", out);
    for link in links {
        let end = |end: &Value| format!("{}/{}", text(&end["article"]), text(&end["statement"]));
        let reasons: Vec<&str> = list(&link["reasons"]).iter().map(text).collect();
        let _ = writeln!(out, "  {DIM}{} – {}{DIM:#}", end(&link["one"]), end(&link["other"]));
        for line in wrap::lines(&inert(&format!("{} ({})", reasons.join("; "), link["score"])), width - 4) {
            let _ = writeln!(out, "    {line}");
        }
    }
    for merge in list(&claim["merged"]) {
        let words =
            format!("{} is {}: {}", text(&merge["merged"]["name"]), text(&merge["kept"]["name"]), text(&merge["why"]));
        for line in wrap::lines(&inert(&words), width - 2) {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn heading(words: &str, out: &mut String) {
    let _ = writeln!(out, "\n{BOLD}{words}{BOLD:#}");
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
