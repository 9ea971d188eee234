//! JSONL: one document a line, with `id` and `text` and perhaps `title`, `date`, `outlet`, `url` and `lang`.
//! A line that is no document is reported with its number; the others are read.

use std::io::{BufRead, Read};
use std::sync::Arc;

use saksi::{Media, Options};
use serde_json::{Map, Value};

use super::{AddressKind, Bytes, Found, Given, LARGEST, Task};
use crate::report::Fault;

/// The lines of one JSONL input.
pub(super) struct Documents<'a, R> {
    lines: R,
    address: &'a str,
    given: &'a Given,
}

impl<'a, R: BufRead> Documents<'a, R> {
    pub(super) fn new(lines: R, address: &'a str, given: &'a Given) -> Self {
        Self { lines, address, given }
    }

    /// Every document. Returns whether to go on.
    pub(super) fn each(mut self, found: &mut dyn FnMut(Found) -> bool) -> bool {
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            match self.lines.by_ref().take(LARGEST + 1).read_until(b'\n', &mut line) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return found(Found::Fault(Fault::unreadable(self.address, &error))),
            }
            if line.len() as u64 > LARGEST {
                let whole = self.skip_line();
                if !found(Found::Fault(Fault::new(format!("{}: the line is too long for a document", self.at(number)))))
                {
                    return false;
                }
                if !whole {
                    return true;
                }
                continue;
            }
            let words = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
            let words = words.trim_ascii_end();
            if words.is_empty() {
                continue;
            }
            let document = self.document(words, number).map_or_else(Found::Fault, |task| Found::Page(Box::new(task)));
            if !found(document) {
                return false;
            }
        }
        true
    }

    /// Passes over the rest of a line. Returns whether another may follow.
    fn skip_line(&mut self) -> bool {
        loop {
            let Ok(buffer) = self.lines.fill_buf() else { return false };
            if buffer.is_empty() {
                return false;
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            self.lines.consume(length);
            if end.is_some() {
                return true;
            }
        }
    }

    fn at(&self, number: u64) -> String {
        format!("`{}` line {number}", self.address)
    }

    fn document(&self, line: &[u8], number: u64) -> Result<Task, Fault> {
        let wrong = |what: &str| Fault::new(format!("{}: {what}", self.at(number)));
        let value: Value =
            serde_json::from_slice(line).map_err(|error| wrong(&format!("no JSON ({})", place(&error))))?;
        let Value::Object(mut document) = value else {
            return Err(wrong("no JSON object"));
        };
        let Some(Value::String(text)) = document.remove("text") else {
            return Err(wrong("no `text`").hint("a document has `id` and `text`, both strings"));
        };
        let id = match document.remove("id") {
            Some(Value::String(id)) => id,
            Some(Value::Number(id)) => id.to_string(),
            None | Some(Value::Null) => format!("{}:{number}", self.address),
            Some(_) => return Err(wrong("`id` is neither a string nor a number")),
        };
        let mut notes = Vec::new();
        let options = self.options(&document, &mut notes);
        Ok(Task {
            address: id,
            kind: AddressKind::Document,
            bytes: Bytes::Here(Arc::new(text.into_bytes())),
            media: Some(Media::Text),
            // JSON is UTF-8.
            charset: Some("utf-8".to_owned()),
            options,
            notes,
        })
    }

    /// What a document says of itself; what it does not say is taken from the command.
    fn options(&self, document: &Map<String, Value>, notes: &mut Vec<(&'static str, String)>) -> Options {
        let words = |key: &str| {
            let words = document.get(key).and_then(Value::as_str).map(str::trim);
            words.filter(|words| !words.is_empty()).map(str::to_owned)
        };
        let given = &self.given.options;
        let published = words("date").or_else(|| words("published")).and_then(|date| {
            let stamp = super::stamp_of(&date).ok();
            if stamp.is_none() {
                notes.push(("bad-date", format!("the document's date could not be read: {date}")));
            }
            stamp
        });
        let language = words("lang").or_else(|| words("language")).and_then(|tag| {
            let language = super::language_of(&tag).ok();
            if language.is_none() {
                notes.push(("bad-language", format!("the document's language is no tag: {tag}")));
            }
            language
        });
        Options {
            published: published.or(given.published),
            language: language.or_else(|| given.language.clone()),
            title: words("title").or_else(|| given.title.clone()),
            outlet: words("outlet").or_else(|| given.outlet.clone()),
            url: words("url").or_else(|| given.url.clone()),
            simplest: false,
            ..given.clone()
        }
    }
}

/// Where in the line, and what was expected. The crate counts lines, of which a document has one.
fn place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let what = words.split(" at line ").next().unwrap_or_default();
    format!("{what}, column {}", error.column())
}
