//! One claim as one page that needs nothing else: sides, numbers, timeline, origins, changes, and why.
//!
//! Nothing is loaded and nothing runs; all text of pages is escaped, and a policy in the head forbids everything else.

use std::fmt::Write;

use serde_json::Value;

use crate::claim::ClaimCard;
use crate::row::Row;

const STYLE: &str = include_str!("html.css");

/// The claim sheet.
pub fn html(card: &ClaimCard) -> String {
    let claim = &card.value;
    let label = escaped(text(&claim["label"]["text"]));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{label}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{label}</h1>\n"
    );
    let origins = claim["independent_origins"].as_i64().unwrap_or(0);
    let days = [text(&claim["first"]), text(&claim["last"])].join(" – ");
    let _ = writeln!(
        out,
        "<p class=\"about\">Claim {} · {} · {} statements · {origins} independent origins. Every part is the pages' own \
         words; nothing is judged.</p>",
        escaped(text(&claim["id"])),
        escaped(&days),
        card.rows.len()
    );
    sides(claim, &mut out);
    numbers(claim, &mut out);
    timeline(&card.rows, &mut out);
    listed("Independent origins", &claim["origins"], &mut out, |origin| {
        format!("{} ({} statements)", text(&origin["name"]), origin["statements"].as_array().map_or(0, Vec::len))
    });
    listed("Changes", &claim["changes"], &mut out, |change| {
        let name = change["actor_name"].as_str().unwrap_or_else(|| text(&change["actor"]));
        format!("{} {name}: {} → {}", text(&change["date"]), text(&change["from"]), text(&change["to"]))
    });
    listed("Why these belong together", &claim["links"], &mut out, |link| {
        let reasons: Vec<&str> = list(&link["reasons"]).iter().map(text).collect();
        format!("{} – {}: {}", text(&link["one"]["statement"]), text(&link["other"]["statement"]), reasons.join("; "))
    });
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn sides(claim: &Value, out: &mut String) {
    out.push_str("<section aria-label=\"Sides\">\n<h2>Sides</h2>\n<dl class=\"sides\">\n");
    for (side, words) in
        [("supports", "+ support"), ("disputes", "− dispute"), ("doubts", "? doubt"), ("open", "~ leave open")]
    {
        let names: Vec<String> =
            list(&claim["sides"][side]).iter().map(|actor| escaped(text(&actor["name"]))).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "<dt class=\"{side}\">{words}</dt><dd>{}</dd>", names.join(", "));
        }
    }
    out.push_str("</dl>\n</section>\n");
}

/// One bar a number; each unit on a scale of its own.
fn numbers(claim: &Value, out: &mut String) {
    let quantities = list(&claim["quantities"]);
    if quantities.is_empty() {
        return;
    }
    let height = quantities.len() * 26 + 6;
    let _ = writeln!(
        out,
        "<section aria-label=\"Numbers\">\n<h2>Numbers</h2>\n<svg viewBox=\"0 0 640 {height}\" role=\"img\" aria-label=\"The numbers, one bar each\">"
    );
    for (row, quantity) in quantities.iter().enumerate() {
        let same_unit = quantities.iter().filter(|other| other["unit"] == quantity["unit"]);
        let most = same_unit.filter_map(|other| other["value"].as_f64()).fold(0.0_f64, |a, b| a.max(b.abs()));
        let value = quantity["value"].as_f64().unwrap_or(0.0);
        let width = if most > 0.0 { value.abs() / most * 240.0 } else { 0.0 };
        let who: Vec<&str> = list(&quantity["actors"]).iter().map(|actor| text(&actor["name"])).collect();
        let approx = text(&quantity["approx"]).replace('-', " ");
        let approx = if approx == "exact" { String::new() } else { format!("{approx} ") };
        let label = format!("{approx}{} {} · {}", quantity["value"], text(&quantity["unit"]), who.join(", "));
        let y = row * 26 + 4;
        let _ = writeln!(
            out,
            "<rect x=\"0\" y=\"{y}\" width=\"{width:.1}\" height=\"18\" rx=\"2\"/><text x=\"250\" y=\"{}\">{}</text>",
            y + 14,
            escaped(&label)
        );
    }
    out.push_str("</svg>\n</section>\n");
}

fn timeline(rows: &[Row], out: &mut String) {
    out.push_str("<section aria-label=\"Timeline\">\n<h2>Timeline</h2>\n<ol class=\"timeline\">\n");
    for row in rows {
        let day = row.article.published.as_deref().and_then(|stamp| stamp.get(..10)).unwrap_or("no date");
        let who = match row.words("source") {
            "" => "(nobody named)",
            words => words,
        };
        let outlet = row.article.outlet.as_deref().unwrap_or(&row.article.address);
        // Only addresses of the web become links.
        let linked =
            match row.article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
                Some(url) => format!("<a rel=\"noreferrer\" href=\"{}\">{}</a>", escaped(url), escaped(outlet)),
                None => escaped(outlet),
            };
        let _ = writeln!(
            out,
            "<li><time>{}</time> <span class=\"{}\">{}</span> <strong>{}</strong> <span class=\"outlet\">{linked}</span>\
             <blockquote lang=\"{}\">{}</blockquote></li>",
            escaped(day),
            row.side(),
            escaped(&row.stance),
            escaped(who),
            escaped(&row.article.language),
            escaped(row.words("content"))
        );
    }
    out.push_str("</ol>\n</section>\n");
}

fn listed(heading: &str, values: &Value, out: &mut String, words: impl Fn(&Value) -> String) {
    let values = list(values);
    if values.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section aria-label=\"{heading}\">\n<h2>{heading}</h2>\n<ul>");
    for value in values {
        let _ = writeln!(out, "<li>{}</li>", escaped(&words(value)));
    }
    out.push_str("</ul>\n</section>\n");
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
