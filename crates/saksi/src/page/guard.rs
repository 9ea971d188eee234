//! The one look at a page before any parser sees it: what cannot matter is cut out, and a page that would cost a parser
//! more than a page may cost is told apart. Linear in the bytes; knows tags, not their meaning.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// Bytes that are read of one page; the rest is left out, with a note.
pub(super) const MAX_BYTES: usize = 10_000_000;
/// Levels of open elements. Real pages stay below 100; every reader's cost grows as the square of it.
const MAX_DEPTH: usize = 300;
/// Elements that a parser may have to make.
const MAX_ELEMENTS: usize = 60_000;
/// Bytes that are left for a parser when scripts and the like are out.
const MAX_LEFT: usize = 3_000_000;
/// Attributes kept of one tag, and bytes kept of one value.
const MAX_ATTRIBUTES: usize = 100;
const MAX_VALUE: usize = 8_000;
/// Bytes of linked data kept of one page.
const MAX_LINKED_DATA: usize = 2_000_000;

/// A page that is safe to parse, or the reason why it is not.
pub(super) struct Guarded {
    /// The page without scripts, styles, comments and over-long attributes.
    pub(super) html: String,
    /// The texts of its JSON-LD scripts.
    pub(super) linked_data: Vec<String>,
    /// Why no parser should see it.
    pub(super) trip: Option<Trip>,
}

/// What a page has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trip {
    /// Elements inside each other.
    Depth,
    /// Elements.
    Elements,
    /// Words and tags.
    Size,
}

/// Looks a page through once.
pub(super) fn look_through(page: &str) -> Guarded {
    let mut look = Look {
        page,
        kept: String::with_capacity(page.len()),
        copied: 0,
        linked_data: Vec::new(),
        linked_bytes: 0,
        open: Vec::new(),
        deepest: 0,
        elements: 0,
        formatting: 0,
        formats: HashMap::new(),
        hasher: RandomState::new(),
        never_closed: Vec::new(),
    };
    look.run();
    let trip = if look.deepest > MAX_DEPTH {
        Some(Trip::Depth)
    } else if look.elements > MAX_ELEMENTS {
        Some(Trip::Elements)
    } else if look.kept.len() > MAX_LEFT {
        Some(Trip::Size)
    } else {
        None
    };
    Guarded { html: look.kept, linked_data: look.linked_data, trip }
}

/// Elements whose whole content says nothing to a reader.
const CUT: [&str; 7] = ["script", "style", "noscript", "svg", "iframe", "noembed", "noframes"];
/// Elements without content.
const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "link",
    "meta", "param", "source", "track", "wbr",
];
/// Elements that a parser opens again in every block until they are closed.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end their like.
const SELF_ENDING: [&str; 10] = ["p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead"];

struct Look<'a> {
    page: &'a str,
    kept: String,
    copied: usize,
    linked_data: Vec<String>,
    linked_bytes: usize,
    open: Vec<&'a str>,
    deepest: usize,
    elements: usize,
    formatting: usize,
    /// How often a formatting tag with the same attributes stands open: a parser keeps three at most.
    formats: HashMap<u64, u8>,
    hasher: RandomState,
    /// Elements whose end was looked for in vain: looking again would make the cost a square.
    never_closed: Vec<&'static str>,
}

impl Look<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = self.page[at..].find('<') {
            let start = at + found;
            let rest = &self.page[start..];
            at = if rest.starts_with("<!--") {
                let end =
                    rest.get(4..).and_then(|body| body.find("-->")).map_or(self.page.len(), |end| start + 4 + end + 3);
                self.cut(start, end);
                end
            } else if rest.starts_with("</") {
                self.close(start)
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.open(start)
            } else if rest[1..].starts_with(['!', '?']) {
                rest.find('>').map_or(self.page.len(), |end| start + end + 1)
            } else {
                start + 1
            };
        }
        self.kept.push_str(&self.page[self.copied..]);
    }

    /// Leaves `start..end` out of what is kept.
    fn cut(&mut self, start: usize, end: usize) {
        self.kept.push_str(&self.page[self.copied..start]);
        self.copied = end;
    }

    fn close(&mut self, start: usize) -> usize {
        let name = name_at(self.page, start + 2);
        let end = self.page[start..].find('>').map_or(self.page.len(), |end| start + end + 1);
        if is_one_of(&FORMATTING, name) {
            self.formatting = self.formatting.saturating_sub(1);
            if self.formatting == 0 {
                self.formats.clear();
            }
        }
        // A close tag far from its open tag is a stray one; looking deeper would make the cost a square.
        if let Some(back) = self.open.iter().rev().take(64).position(|open| open.eq_ignore_ascii_case(name)) {
            self.open.truncate(self.open.len() - back - 1);
        }
        end
    }

    fn open(&mut self, start: usize) -> usize {
        let name = name_at(self.page, start + 1);
        let (end, self_closed) = self.attributes(start + 1 + name.len());
        if let Some(cut) = CUT.iter().find(|cut| cut.eq_ignore_ascii_case(name)) {
            if (!self_closed || *cut != "svg")
                && let Some(after) = self.content_end(cut, end)
            {
                self.keep_linked_data(cut, start, end, after);
                self.cut(start.max(self.copied), after);
                return after;
            }
            self.cut(start.max(self.copied), end);
            return end;
        }
        self.elements += 1;
        if is_one_of(&VOID, name) {
            return end;
        }
        let formatting = is_one_of(&FORMATTING, name);
        if formatting {
            let mut hash = self.hasher.build_hasher();
            hash.write(&self.page.as_bytes()[start..end]);
            let same = self.formats.entry(hash.finish()).or_default();
            if *same < 3 {
                *same += 1;
                self.formatting += 1;
            }
        } else {
            // The formatting elements that stand open are made anew inside this one.
            self.elements += self.formatting;
        }
        let ends_like = is_one_of(&SELF_ENDING, name);
        if let Some(top) = self.open.last() {
            let ends_paragraph = top.eq_ignore_ascii_case("p") && !formatting && !name.eq_ignore_ascii_case("span");
            if ends_paragraph || ends_like && top.eq_ignore_ascii_case(name) {
                self.open.pop();
            }
        }
        self.open.push(name);
        self.deepest = self.deepest.max(self.open.len());
        end
    }

    /// Walks the attributes of a tag; gives the place after its `>` and whether it ends in `/>`.
    fn attributes(&mut self, mut at: usize) -> (usize, bool) {
        let bytes = self.page.as_bytes();
        let mut count = 0;
        loop {
            let gap = at;
            while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
                at += 1;
            }
            if at >= bytes.len() {
                return (bytes.len(), false);
            }
            if bytes[at] == b'>' {
                return (at + 1, bytes[at - 1] == b'/');
            }
            let start = at;
            at += 1;
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'>' | b'/') {
                at += 1;
            }
            let name_end = at;
            while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            if at < bytes.len() && bytes[at] == b'=' {
                at += 1;
                while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                if at < bytes.len() && matches!(bytes[at], b'"' | b'\'') {
                    let quote = char::from(bytes[at]);
                    at = self.page[at + 1..].find(quote).map_or(bytes.len(), |end| at + 1 + end + 1);
                } else {
                    while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'>' {
                        at += 1;
                    }
                }
            } else {
                at = name_end;
            }
            count += 1;
            if count > MAX_ATTRIBUTES || at - start > MAX_VALUE {
                self.cut(gap.max(self.copied), at);
            }
        }
    }

    /// The place after the end tag of an element whose content is raw, when it has one.
    fn content_end(&mut self, name: &'static str, from: usize) -> Option<usize> {
        if self.never_closed.contains(&name) {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.page[at..].find("</") {
            let start = at + found + 2;
            if name_at(self.page, start).eq_ignore_ascii_case(name) {
                return Some(self.page[start..].find('>').map_or(self.page.len(), |end| start + end + 1));
            }
            at = start;
        }
        self.never_closed.push(name);
        None
    }

    fn keep_linked_data(&mut self, name: &str, start: usize, from: usize, after: usize) {
        if name != "script" || !self.page[start..from].to_ascii_lowercase().contains("ld+json") {
            return;
        }
        let inner = &self.page[from..after];
        let inner = inner.rfind("</").map_or(inner, |end| &inner[..end]);
        if self.linked_bytes + inner.len() <= MAX_LINKED_DATA {
            self.linked_bytes += inner.len();
            self.linked_data.push(inner.to_owned());
        }
    }
}

fn name_at(page: &str, at: usize) -> &str {
    let rest = &page[at..];
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).unwrap_or(rest.len());
    &rest[..end]
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_go_and_linked_data_is_kept() {
        let page = "<p>a<script>if (a < b) { \"</p>\" }</script>b<!-- <p> -->c<script type='application/ld+json'>{\"a\":1}</script><STYLE>p{}</STYLE>d";
        let guarded = look_through(page);
        assert_eq!(guarded.html, "<p>abcd");
        assert_eq!(guarded.linked_data, ["{\"a\":1}"]);
        assert_eq!(guarded.trip, None);
    }

    #[test]
    fn deep_and_many_are_told() {
        assert_eq!(look_through(&"<div>".repeat(100_000)).trip, Some(Trip::Depth));
        assert_eq!(look_through(&"<p>ya".repeat(50_000)).trip, None, "unclosed paragraphs end each other");
        assert_eq!(look_through(&"<b a=1><i b=2>".repeat(100_000)).trip, Some(Trip::Depth));
        assert_eq!(look_through(&"<br>".repeat(200_000)).trip, Some(Trip::Elements));
    }

    #[test]
    fn long_attributes_are_cut() {
        let page =
            format!("<a href='x' {}>y</a><img src=\"data:{}\" alt=z>", "b=1 ".repeat(50_000), "A".repeat(100_000));
        let kept = look_through(&page).html;
        assert!(kept.len() < 1_000, "{}", kept.len());
        assert!(kept.contains("href='x'") && kept.contains("alt=z>"));
    }

    #[test]
    fn broken_ends_are_no_trouble() {
        for page in
            ["<", "<a", "<a b", "<a b=", "<a b='", "<!--", "<script>", "</", "<a/", "<svg><p>x", "é<é", "<p é='é'>é"]
        {
            look_through(page);
        }
        assert!(look_through("<svg><p>ya</p>").html.contains("ya"));
    }
}
