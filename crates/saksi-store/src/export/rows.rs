//! One statement a line, with its article's fields.

use serde_json::json;

use super::{Exported, Form, spans};

pub(super) struct Rows {
    pub(super) full_text: bool,
}

/// Characters around the words of a statement.
const AROUND: usize = 80;

impl Form for Rows {
    fn article(&mut self, article: &Exported) -> String {
        let text = article.text();
        let mut out = String::new();
        for row in &article.rows {
            let mut value = row.to_json();
            value["schema"] = "saksi/row/1".into();
            let parts = ["source", "cue", "content"].iter().flat_map(|part| spans(&row.statement[*part]));
            let (start, end) = parts.fold((text.len(), 0), |(start, end), (a, b)| (start.min(a), end.max(b)));
            let (start, end) = (start.min(end).saturating_sub(AROUND), (end + AROUND).min(text.len()));
            value["context"] = json!({ "span": [start, end], "text": text[start..end].iter().collect::<String>() });
            if self.full_text {
                value["text"] = article.body["text"].clone();
            }
            out.push_str(&value.to_string());
            out.push('\n');
        }
        out
    }
}
