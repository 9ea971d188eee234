//! One JSON object a line, one line an article: the contract for programs.

use std::fmt::Write;

use saksi_contract::Article;

use super::Format;

pub(crate) struct Jsonl;

impl Format for Jsonl {
    fn article(&self, article: &Article) -> String {
        let line = serde_json::to_string(article).expect("the shapes hold strings, numbers and lists only");
        let mut line = escaped(line);
        line.push('\n');
        line
    }
}

/// JSON escapes the controls below U+0020 only. The others are obeyed by terminals, or taken for the end of a line by
/// programs that read line by line; written as escapes they are the same text.
pub(crate) fn escaped(json: String) -> String {
    let special = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}');
    if !json.contains(special) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if special(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_line_to_everybody() {
        let text = "a\u{2028}b\u{85}c\u{7f}d\u{9b}e\u{b}f\ng";
        let line = escaped(serde_json::to_string(text).unwrap());
        assert_eq!(line, r#""a\u2028b\u0085c\u007fd\u009be\u000bf\ng""#);
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
