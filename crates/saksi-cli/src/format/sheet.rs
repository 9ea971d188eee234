//! The readable sheet of the terminal: who, stance, words; coloured by side, with signs and labels that need no colour.

use std::fmt::Write;

use anstyle::{AnsiColor, Effects, Style};
use saksi::statement::Side;
use saksi_contract::{Article, Statement};

use super::{Format, inert, row, wrap};

/// Lines longer than this are hard to read on any screen.
const WIDEST: usize = 116;
/// Below this the columns become a stack.
const COLUMNS_FROM: usize = 64;
/// "− no-evidence" and a space.
const STANCE: usize = 15;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().effects(Effects::DIMMED);
const NOTE: Style = AnsiColor::Yellow.on_default();

pub(crate) struct Sheet {
    width: usize,
}

impl Sheet {
    /// A sheet for a terminal of so many columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { width: columns.saturating_sub(1).clamp(24, WIDEST) }
    }

    /// A sheet as wide as the terminal, or as a page of paper where there is none.
    pub(crate) fn for_terminal() -> Self {
        Self::new(wrap::columns())
    }

    fn head_of(&self, article: &Article, out: &mut String) {
        let rule = "─".repeat(self.width);
        let _ = writeln!(out, "{DIM}{rule}{DIM:#}");
        for line in wrap::lines(&inert(row::headline(article)), self.width) {
            let _ = writeln!(out, "{BOLD}{line}{BOLD:#}");
        }
        for line in wrap::lines(&inert(&row::about(article).join(" · ")), self.width) {
            let _ = writeln!(out, "{line}");
        }
        let address = article.url.as_deref().unwrap_or_else(|| article.input.address());
        if address != row::headline(article) {
            for line in wrap::lines(&inert(address), self.width) {
                let _ = writeln!(out, "{DIM}{line}{DIM:#}");
            }
        }
        out.push('\n');
        if self.width >= COLUMNS_FROM && !article.statements.is_empty() {
            let margin = Self::margin(article);
            let who = wrap::pad("WHO", self.who());
            let stance = wrap::pad("STANCE", STANCE);
            let _ = writeln!(out, "{:margin$}{DIM}{who}  {stance}WORDS{DIM:#}\n", "");
        }
    }

    /// How much room the numbers of the rows take.
    fn margin(article: &Article) -> usize {
        article.statements.len().to_string().len() + 1
    }

    /// How wide the first column is.
    fn who(&self) -> usize {
        (self.width / 4).clamp(18, 28)
    }

    /// How many statements, and on which sides. The signs are explained by it.
    fn summary(&self, article: &Article, out: &mut String) {
        let lines = wrap::lines(&row::summary(article), self.width);
        if lines.len() > 1 {
            out.extend(lines.iter().map(|line| format!("{line}\n")));
            return;
        }
        out.push_str(&row::count(article));
        for (side, words) in row::sides(article) {
            let style = style(side);
            let _ = write!(out, " · {style}{words}{style:#}");
        }
        out.push('\n');
    }

    fn row(&self, article: &Article, number: usize, statement: &Statement, out: &mut String) {
        let style = style(row::side(statement));
        let stance = format!("{} {}", row::sign(row::side(statement)), statement.stance);
        let (who, meant) = who(statement);
        let words = inert(&statement.content.text).into_owned();
        let details = details(article, statement);
        let margin = Self::margin(article);
        if self.width < COLUMNS_FROM {
            let _ = writeln!(out, "{DIM}{number}{DIM:#} {style}{stance}{style:#}");
            let indent = |out: &mut String, text: &str, style: Style| {
                for line in wrap::lines(text, self.width - 2) {
                    let _ = writeln!(out, "  {style}{line}{style:#}");
                }
            };
            indent(out, &who, BOLD);
            if let Some(meant) = meant {
                indent(out, &meant, DIM);
            }
            indent(out, &words, Style::new());
            indent(out, &details, DIM);
            return;
        }
        let who_width = self.who();
        let words_width = self.width - margin - who_width - 2 - STANCE;
        let mut left: Vec<(Style, String)> =
            wrap::lines(&who, who_width).into_iter().map(|line| (BOLD, line)).collect();
        left.extend(meant.iter().flat_map(|meant| wrap::lines(meant, who_width)).map(|line| (DIM, line)));
        let mut right: Vec<(Style, String)> =
            wrap::lines(&words, words_width).into_iter().map(|line| (Style::new(), line)).collect();
        right.extend(wrap::lines(&details, words_width).into_iter().map(|line| (DIM, line)));
        for index in 0..left.len().max(right.len()) {
            let none = (Style::new(), String::new());
            let (who_style, who) = left.get(index).unwrap_or(&none);
            let (words_style, words) = right.get(index).unwrap_or(&none);
            let number = if index == 0 { number.to_string() } else { String::new() };
            let stance = if index == 0 { stance.as_str() } else { "" };
            let number = format!("{number:>width$}", width = margin - 1);
            let _ = write!(out, "{DIM}{number}{DIM:#} {}  ", cell(*who_style, who, who_width));
            let _ = writeln!(out, "{}{}", cell(style, stance, STANCE), cell(*words_style, words, 0));
        }
    }
}

impl Format for Sheet {
    fn article(&self, article: &Article) -> String {
        let mut out = String::new();
        self.head_of(article, &mut out);
        for (index, statement) in article.statements.iter().enumerate() {
            self.row(article, index + 1, statement, &mut out);
            out.push('\n');
        }
        self.summary(article, &mut out);
        for note in &article.notes {
            for line in wrap::lines(&format!("note: {}", inert(&note.message)), self.width) {
                let _ = writeln!(out, "{NOTE}{line}{NOTE:#}");
            }
        }
        // Lines are padded to their columns; what hangs over at the end is of no use.
        out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

/// Styled words and as many plain spaces as fill the column.
fn cell(style: Style, words: &str, width: usize) -> String {
    let padded = wrap::pad(words, width);
    if words.is_empty() { padded } else { format!("{style}{words}{style:#}{}", &padded[words.len()..]) }
}

/// The words of the source, and who is meant where they do not say it.
fn who(statement: &Statement) -> (String, Option<String>) {
    let who = statement.source.as_ref().map_or("(nobody named)".into(), |source| inert(&source.text).into_owned());
    (who, row::meant(statement).map(|meant| format!("→ {}", inert(&meant))))
}

fn details(article: &Article, statement: &Statement) -> String {
    let mut details: Vec<String> = row::details(article, statement)
        .iter()
        .map(|(label, words)| format!("{label}\u{a0}{}", inert(words)))
        .collect();
    details.push(format!("id\u{a0}{}", statement.id));
    details.join(" · ")
}

fn style(side: Side) -> Style {
    match side {
        Side::Supports => AnsiColor::Green.on_default(),
        Side::Disputes => AnsiColor::Red.on_default().bold(),
        Side::Doubts => AnsiColor::Yellow.on_default(),
        Side::Open => AnsiColor::Cyan.on_default(),
        Side::None => AnsiColor::Magenta.on_default(),
    }
}
