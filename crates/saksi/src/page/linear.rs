//! The simplest reader: one scan over the tags, no tree. It turns the readers' own output into lines, and reads the pages
//! that no parser should see. Knows block tags, not articles.

use scraper::Html;

/// One line of a page: the words between two block tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The block tag that opened it, in lower case.
    pub(super) tag: String,
    /// Its words, with white space made single.
    pub(super) text: String,
}

/// The lines of a piece of HTML, outside of navigation and the like.
pub(super) fn lines(html: &str) -> Vec<Line> {
    let mut scan = Scan { lines: Vec::new(), tag: "body".to_owned(), words: String::new(), silent: 0 };
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        scan.text(&html[at..at + found]);
        let start = at + found;
        let rest = &html[start + 1..];
        let closing = rest.starts_with('/');
        let name_start = start + 1 + usize::from(closing);
        let name: String = html[name_start..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.starts_with(['!', '?', '/']) {
            scan.text("<");
            at = start + 1;
            continue;
        }
        at = tag_end(html, start);
        scan.tag(&name, closing);
    }
    scan.text(&html[at..]);
    scan.flush();
    scan.lines
}

/// Characters for entities. A string without `&` is given back as it is.
pub(super) fn unescape(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    // The parser knows all two thousand names; only a bare `<` could make it see a tag.
    Html::parse_fragment(&words.replace('<', "&lt;")).root_element().text().collect()
}

struct Scan {
    lines: Vec<Line>,
    tag: String,
    words: String,
    silent: u32,
}

const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
const SILENT: [&str; 7] = ["nav", "footer", "aside", "button", "select", "textarea", "head"];

impl Scan {
    fn text(&mut self, words: &str) {
        if self.silent > 0 {
            return;
        }
        for word in words.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if !bare.is_empty() {
                self.words.push_str(bare);
            }
            if bare.len() < word.len() && !self.words.is_empty() && !self.words.ends_with(' ') {
                self.words.push(' ');
            }
        }
    }

    fn tag(&mut self, name: &str, closing: bool) {
        if SILENT.contains(&name) {
            self.flush();
            self.silent = if closing { self.silent.saturating_sub(1) } else { self.silent.saturating_add(1) };
        } else if BLOCKS.contains(&name) {
            self.flush();
            if closing {
                "body".clone_into(&mut self.tag);
            } else if name != "br" {
                name.clone_into(&mut self.tag);
            }
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let text = super::words::squeeze(&unescape(&words));
        if !text.is_empty() {
            self.lines.push(Line { tag: self.tag.clone(), text });
        }
    }
}

/// The place after the `>` of the tag at `start`, quoted values skipped; an unclosed quotation ends with the tag.
fn tag_end(html: &str, start: usize) -> usize {
    let rest = &html[start..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
    }
    let Some(end) = rest.find('>') else { return html.len() };
    let tag = &rest[..end];
    // Only a value that holds a `>` itself needs the careful look, and then a short one.
    for quote in ['"', '\''] {
        if tag.matches(quote).count() % 2 == 1 && tag.contains(&format!("={quote}")) {
            let far = floor(rest, end + 4_000);
            if let Some(closed) = rest[end..far].find(quote) {
                return rest[end + closed..].find('>').map_or(html.len(), |more| start + end + closed + more + 1);
            }
        }
    }
    start + end + 1
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_follow_block_tags() {
        let found: Vec<(String, String)> =
            lines("<nav>Menu</nav><h1>Judul</h1><p>Satu &amp; <b>dua</b></p>tiga<br>empat a<5 <img alt='x>y'> b")
                .into_iter()
                .map(|line| (line.tag, line.text))
                .collect();
        let expected = [("h1", "Judul"), ("p", "Satu & dua"), ("body", "tiga"), ("body", "empat a<5 b")];
        assert_eq!(found, expected.map(|(tag, text)| (tag.to_owned(), text.to_owned())));
    }
}
