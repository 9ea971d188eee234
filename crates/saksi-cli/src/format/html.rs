//! One self-contained page: each article beside its statements, linked both ways.
//!
//! Nothing is loaded and nothing runs: the links, the lighting up and both colour schemes are style alone, so the page
//! can be mailed, archived and printed. All text of the page is escaped; a policy in the head forbids everything else.

use std::collections::BTreeSet;
use std::fmt::Write;

use saksi::statement::Side;
use saksi_contract::{Article, Statement};

use super::{Format, row};

pub(crate) struct Html;

const STYLE: &str = include_str!("html.css");

impl Format for Html {
    fn head(&self) -> String {
        let sides = [
            (Side::Supports, "supports"),
            (Side::Disputes, "disputes"),
            (Side::Doubts, "doubts"),
            (Side::Open, "leaves open"),
            (Side::None, "takes no side"),
        ];
        let mut legend = String::new();
        for (side, words) in sides {
            let (class, sign) = (side.name(), row::sign(side));
            let _ = write!(
                legend,
                "<li class=\"{class}\"><span class=\"stance\"><span class=\"sign\">{sign}</span> {words}</span></li>"
            );
        }
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>Who says what</title>\n<style>\n{STYLE}</style>\n\
             </head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the articles</a>\n<header class=\"top\">\n\
             <p>Words underlined in the article are attributed to somebody: follow them to the row that says to whom, and \
             a row back to its words. Every part is the page's own words.</p>\n\
             <ul class=\"legend\" aria-label=\"Sides\">{legend}</ul>\n</header>\n<main id=\"main\">\n"
        )
    }

    fn article(&self, article: &Article) -> String {
        let mut out = String::new();
        let id = &article.id;
        let _ = writeln!(out, "<article aria-labelledby=\"h-{id}\">");
        lights(article, &mut out);
        let lang = language(article);
        let _ = writeln!(out, "<h2 id=\"h-{id}\"{lang} dir=\"auto\">{}</h2>", escaped(row::headline(article)));
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", escaped(&row::about(article).join(" · ")));
        let address = article.url.as_deref().unwrap_or_else(|| article.input.address());
        let _ = writeln!(out, "<p class=\"meta\">{}</p>", escaped(address));
        let _ = writeln!(out, "<p class=\"count\">{}</p>", escaped(&row::summary(article)));
        if !article.notes.is_empty() {
            out.push_str("<ul class=\"notes\" aria-label=\"Notes\">");
            for note in &article.notes {
                let _ = write!(out, "<li>{}</li>", escaped(&note.message));
            }
            out.push_str("</ul>\n");
        }
        let _ =
            writeln!(out, "<div class=\"pair\">\n<section class=\"page\" aria-label=\"Article\"{lang} dir=\"auto\">");
        text(article, &mut out);
        out.push_str("</section>\n<section aria-label=\"Statements\">\n<ol class=\"rows\">\n");
        for (index, statement) in article.statements.iter().enumerate() {
            item(article, index + 1, statement, &mut out);
        }
        out.push_str("</ol>\n</section>\n</div>\n</article>\n");
        out
    }

    fn foot(&self) -> &'static str {
        "</main>\n</body>\n</html>\n"
    }
}

/// One rule a statement: whatever of it is pointed at, focused or followed to lights up all of it, on both sides.
fn lights(article: &Article, out: &mut String) {
    if article.statements.is_empty() {
        return;
    }
    out.push_str("<style>\n");
    for statement in &article.statements {
        let key = key(article, statement);
        let _ = writeln!(
            out,
            "article:has([data-s~=\"{key}\"]:is(:hover,:focus-within,:target)) [data-s~=\"{key}\"]{{background:var(--lit)}}"
        );
    }
    out.push_str("</style>\n");
}

/// What the pieces and the row of a statement share.
fn key(article: &Article, statement: &Statement) -> String {
    format!("{}-{}", article.id, statement.id)
}

fn language(article: &Article) -> String {
    if article.language == "und" { String::new() } else { format!(" lang=\"{}\"", escaped(&article.language)) }
}

/// A stretch of text that belongs to a statement.
struct Piece<'a> {
    start: usize,
    end: usize,
    part: Part,
    statement: &'a Statement,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Content,
    Source,
    Cue,
}

/// The text of an article in its blocks, cut wherever a statement begins or ends.
fn text(article: &Article, out: &mut String) {
    // Offsets count code points: the places of all of them, and one past the last.
    let mut places: Vec<usize> = article.text.char_indices().map(|(place, _)| place).collect();
    places.push(article.text.len());
    let place = |point: u32| places.get(point as usize).copied().unwrap_or(article.text.len());
    let mut pieces = Vec::new();
    for statement in &article.statements {
        let mut add = |spans: &[[u32; 2]], part| {
            for &[start, end] in spans {
                pieces.push(Piece { start: place(start), end: place(end), part, statement });
            }
        };
        add(&statement.content.spans, Part::Content);
        add(&statement.cue.spans, Part::Cue);
        if let Some(source) = &statement.source {
            add(&source.spans, Part::Source);
        }
    }
    let mut seen = BTreeSet::new();
    let mut at = 0;
    for block in &article.blocks {
        let (start, end) = (place(block.span[0]), place(block.span[1]));
        if start < at {
            continue;
        }
        outside(article, &pieces, at, start, &mut seen, out);
        let tag = match block.role {
            "heading" | "title" => "h3",
            "quote" => "blockquote",
            _ => "p",
        };
        let _ = write!(out, "<{tag} class=\"{}\">", block.role);
        run(article, &pieces, start, end, &mut seen, out);
        let _ = writeln!(out, "</{tag}>");
        at = end;
    }
    outside(article, &pieces, at, article.text.len(), &mut seen, out);
}

/// Text between the blocks: not part of the article, but kept.
fn outside<'a>(
    article: &Article,
    pieces: &[Piece<'a>],
    start: usize,
    end: usize,
    seen: &mut BTreeSet<&'a str>,
    out: &mut String,
) {
    if article.text[start..end].trim().is_empty() {
        return;
    }
    out.push_str("<p class=\"outside\">");
    run(article, pieces, start, end, seen, out);
    out.push_str("</p>\n");
}

fn run<'a>(
    article: &Article,
    pieces: &[Piece<'a>],
    start: usize,
    end: usize,
    seen: &mut BTreeSet<&'a str>,
    out: &mut String,
) {
    let mut here: Vec<&Piece<'a>> = pieces.iter().filter(|piece| piece.start < end && start < piece.end).collect();
    // The innermost statement is the shortest: it decides where a link leads.
    here.sort_by_key(|piece| (piece.end - piece.start, piece.part));
    let mut cuts: BTreeSet<usize> =
        here.iter().flat_map(|piece| [piece.start.max(start), piece.end.min(end)]).collect();
    cuts.extend([start, end]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    for pair in cuts.windows(2) {
        let words = escaped(&article.text[pair[0]..pair[1]]);
        let over: Vec<&&Piece<'a>> =
            here.iter().filter(|piece| piece.start <= pair[0] && pair[1] <= piece.end).collect();
        if over.is_empty() {
            out.push_str(&words);
            continue;
        }
        let keys: BTreeSet<String> = over.iter().map(|piece| key(article, piece.statement)).collect();
        let keys = keys.into_iter().collect::<Vec<_>>().join(" ");
        let mut classes = String::new();
        if over.iter().any(|piece| piece.part == Part::Source) {
            classes.push_str(" source");
        }
        if over.iter().any(|piece| piece.part == Part::Cue) {
            classes.push_str(" cue");
        }
        let content = over.iter().find(|piece| piece.part == Part::Content);
        let Some(content) = content else {
            let _ = write!(out, "<span class=\"{}\" data-s=\"{keys}\">{words}</span>", classes.trim_start());
            continue;
        };
        let target = key(article, content.statement);
        let side = row::side(content.statement).name();
        // A row leads to the first of its words.
        let id = if seen.insert(&content.statement.id) { format!(" id=\"t-{target}\"") } else { String::new() };
        let _ = write!(out, "<a class=\"{side}{classes}\"{id} data-s=\"{keys}\" href=\"#r-{target}\">{words}</a>");
    }
}

/// One row: who, stance, words and what else is known.
fn item(article: &Article, number: usize, statement: &Statement, out: &mut String) {
    let key = key(article, statement);
    let side = row::side(statement);
    let lang = language(article);
    let _ = writeln!(out, "<li id=\"r-{key}\" class=\"{}\" data-s=\"{key}\">", side.name());
    let _ = write!(out, "<a href=\"#t-{key}\"><span class=\"number\">{number}</span>");
    match &statement.source {
        Some(source) => {
            let _ = write!(out, "<span class=\"who\"{lang} dir=\"auto\">{}</span>", escaped(&source.text));
        }
        None => out.push_str("<span class=\"who\">(nobody named)</span>"),
    }
    if let Some(meant) = row::meant(statement) {
        let _ = write!(out, " <span class=\"meta\">→ {}</span>", escaped(&meant));
    }
    let sign = row::sign(side);
    let _ = write!(
        out,
        " <span class=\"stance\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {}</span>",
        statement.stance
    );
    let _ = writeln!(out, "<blockquote{lang} dir=\"auto\">{}</blockquote></a>", escaped(&statement.content.text));
    out.push_str("<dl>");
    for (label, words) in row::details(article, statement) {
        let _ = write!(out, "<dt>{label}</dt><dd>{}</dd>", escaped(&words));
    }
    let _ = writeln!(out, "<dt>id</dt><dd>{}</dd></dl>\n</li>", statement.id);
}

/// Text that is text, wherever it stands in the page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<b a='\"'>&\u{0}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;\u{fffd}");
    }
}
