//! Markdown: a heading and a table an article, every mark of the page escaped so that its words stay its words.

use std::fmt::Write;

use saksi_contract::{Article, Statement};

use super::{Format, inert, row};

pub(crate) struct Markdown;

impl Format for Markdown {
    fn article(&self, article: &Article) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "## {}\n", plain(row::headline(article)));
        let _ = writeln!(out, "{}  ", plain(&row::about(article).join(" · ")));
        let address = article.url.as_deref().unwrap_or_else(|| article.input.address());
        let _ = writeln!(out, "{}\n", plain(address));
        if !article.statements.is_empty() {
            out.push_str("| | Who | Stance | Words | |\n|--:|---|---|---|---|\n");
            for (index, statement) in article.statements.iter().enumerate() {
                line(article, index + 1, statement, &mut out);
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}", plain(&row::summary(article)));
        for note in &article.notes {
            let _ = writeln!(out, "\n> Note: {}", plain(&note.message));
        }
        out
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

fn line(article: &Article, number: usize, statement: &Statement, out: &mut String) {
    let who =
        statement.source.as_ref().map_or("*nobody named*".into(), |source| format!("**{}**", plain(&source.text)));
    let meant = row::meant(statement).map(|meant| format!(" → {}", plain(&meant))).unwrap_or_default();
    let details = row::details(article, statement);
    let details: Vec<String> = details.iter().map(|(label, words)| format!("{label}: {}", plain(words))).collect();
    let sign = plain(row::sign(row::side(statement)));
    let words = plain(&statement.content.text);
    let stance = statement.stance;
    let details = details.join("; ");
    let _ = writeln!(out, "| {number} | {who}{meant} | {sign} {stance} | {words} | {details} |");
}

/// One line of text that no Markdown reader takes for anything else.
fn plain(text: &str) -> String {
    let text = inert(text);
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '!' | '|' | '~' | '$' | '+' | '=' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    // A line that begins like a list is none.
    if out.starts_with('-') {
        out.insert(0, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_page_are_words() {
        assert_eq!(plain("a|b\n*c* <img src=x> [d](e)"), "a\\|b \\*c\\* &lt;img src\\=x&gt; \\[d\\](e)");
        assert_eq!(plain("- satu"), "\\- satu");
        assert_eq!(plain("\u{1b}[2J"), "�\\[2J");
    }
}
