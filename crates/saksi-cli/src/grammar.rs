//! `saksi grammar`: the constructions that are known, each with its examples as they are read now.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::Style;
use saksi::statement::{CONSTRUCTIONS, Construction};
use saksi::{Options, Page};

use crate::arguments::Color;
use crate::exit::Exit;
use crate::format::wrap;
use crate::report::{Fault, Report};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Prints all constructions, or the one of this name.
pub(crate) fn run(name: Option<&str>, color: Color, report: &Report) -> Exit {
    let wanted: Vec<&Construction> =
        CONSTRUCTIONS.iter().filter(|construction| name.is_none_or(|name| name == construction.name)).collect();
    if wanted.is_empty() {
        let fault = Fault::new(format!("no construction is called `{}`", name.unwrap_or_default()));
        report.fault(&fault.hint("`saksi grammar` lists them"));
        return Exit::Usage;
    }
    let width = wrap::columns().saturating_sub(1).clamp(24, 100);
    let pages: Vec<String> = wanted.into_iter().map(|construction| page(construction, width)).collect();
    let mut out = anstream::AutoStream::new(std::io::stdout().lock(), color.choice());
    // A reader that has seen enough closes the pipe; that is no fault.
    let _ = out.write_all(pages.join("\n").as_bytes());
    Exit::Done
}

fn page(construction: &Construction, width: usize) -> String {
    let mut out = String::new();
    let mut put = |indent: usize, style: Style, text: &str| {
        for line in wrap::lines(text, width - indent) {
            let _ = writeln!(out, "{:indent$}{style}{line}{style:#}", "");
        }
    };
    put(0, BOLD, construction.name);
    put(2, Style::new(), construction.reads);
    for (language, example) in construction.examples {
        put(2, Style::new(), &format!("{language}: {example}"));
        for row in rows(construction.name, language, example) {
            put(6, DIM, &row);
        }
    }
    if !construction.misses.is_empty() {
        put(2, DIM, &format!("known to miss: {}", construction.misses));
    }
    out
}

/// What the construction reads in an example: who, stance, words.
fn rows(name: &str, language: &str, example: &str) -> Vec<String> {
    let options = Options { language: Some(language.to_owned()), ..Options::default() };
    let reading = saksi::read(&Page::text("example", example), &options);
    let words =
        |spans: &[saksi::Span]| spans.iter().map(|&span| reading.article.at(span)).collect::<Vec<_>>().join(" … ");
    let own = reading.statements.iter().filter(|statement| statement.by == name);
    own.map(|statement| {
        let who = statement.source.as_ref().map_or("(nobody named)".to_owned(), |source| words(&source.spans));
        format!("{who} | {} | {}", statement.stance.name(), words(&statement.content))
    })
    .collect()
}
