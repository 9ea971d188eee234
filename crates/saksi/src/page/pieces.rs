//! A page as its pieces: every stretch of words between two block ends, in the order of the page, with what stands around it.
//! Knows elements and class names; decides nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use scraper::node::Element;
use scraper::{Html, Node};

use super::words;

/// A parsed page and its pieces.
pub(super) struct Pieces {
    pub(super) items: Vec<Piece>,
    /// Elements that furniture is known by, by tag or class name; pieces refer to them by index.
    pub(super) regions: Vec<Region>,
}

/// The words between two block ends.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    /// The nearest block tag.
    pub(super) tag: &'static str,
    /// The nearest element that holds other pieces too: paragraphs of one body share it, each in a wrapper of its own or not.
    pub(super) home: usize,
    /// The tag and class names of that element: entries of one list share them.
    pub(super) home_names: u64,
    /// The block elements around it, nearest first.
    around: Vec<usize>,
    pub(super) words: usize,
    /// Of these, inside links.
    pub(super) linked: usize,
    /// Heading level, inside one.
    pub(super) heading: Option<u8>,
    pub(super) quote: bool,
    pub(super) list: bool,
    /// Named a caption by tag or class, or alone with a picture.
    pub(super) caption: bool,
    /// Class names that say what it is.
    pub(super) named: Named,
    /// Regions of furniture it lies in, as indices.
    pub(super) regions: Vec<usize>,
    /// A machine-readable time inside.
    pub(super) time: Option<String>,
}

/// What the class names of a piece and of what holds it say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named {
    pub(super) byline: bool,
    pub(super) standfirst: bool,
    pub(super) date: bool,
    pub(super) title: bool,
}

impl Named {
    fn take_in(&mut self, other: Self) {
        self.byline |= other.byline;
        self.standfirst |= other.standfirst;
        self.date |= other.date;
        self.title |= other.title;
    }
}

/// An element known as furniture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// An `aside` or a `header` holds article words at times.
    pub(super) soft: bool,
}

/// Reads the pieces of a parsed page.
pub(super) fn read(html: &Html) -> Pieces {
    let mut walk = Walk::default();
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.text(text),
                Node::Element(element) => walk.open(element),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element);
                }
            }
        }
    }
    walk.flush();
    walk.find_homes();
    walk.mark_captions();
    Pieces { items: walk.items, regions: walk.regions }
}

#[derive(Default)]
struct Walk {
    items: Vec<Piece>,
    regions: Vec<Region>,
    frames: Vec<Frame>,
    silent: usize,
    text: String,
    linked: usize,
    links: usize,
    breaks: usize,
    time: Option<String>,
    /// What the names of inline elements say that closed since the last piece.
    inline: Named,
    inline_caption: bool,
    ids: usize,
    /// Tag and class names of every element, hashed; zero without a class.
    names: Vec<u64>,
    /// Elements that hold a picture, with the pieces and the words inside them so far.
    holders: HashMap<usize, Holder>,
}

#[derive(Default, Clone)]
struct Holder {
    picture: bool,
    first: usize,
    last: usize,
}

#[derive(Clone, Default)]
struct Frame {
    name: &'static str,
    id: usize,
    block: bool,
    region: Option<usize>,
    silent: bool,
    caption: bool,
    figure: bool,
    quote: bool,
    list: bool,
    heading: Option<u8>,
    named: Named,
    picture: bool,
    first_piece: usize,
}

impl Walk {
    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\0') {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
                continue;
            }
            if self.breaks > 0 {
                self.breaks = 0;
            }
            self.text.push(c);
            self.linked += usize::from(self.links > 0);
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "br" => return self.line_break(),
            "hr" => return self.flush(),
            "img" | "picture" | "video" | "amp-img" => {
                if name == "img" || name == "amp-img" {
                    self.note_picture();
                    return;
                }
            }
            _ => {}
        }
        let tag = known(name);
        let block = !INLINE.contains(&name);
        if block {
            self.flush();
        }
        self.ids += 1;
        self.names.resize(self.ids + 1, 0);
        self.names[self.ids] = element
            .attr("class")
            .filter(|class| !class.trim().is_empty())
            .map_or(0, |class| words::hash_of(&[name, class]));
        let mut frame = Frame { name: tag, id: self.ids, block, first_piece: self.items.len(), ..Frame::default() };
        frame.silent = SILENT.contains(&name) || is_hidden(element);
        self.silent += usize::from(frame.silent);
        match name {
            "a" => self.links += 1,
            "blockquote" => frame.quote = true,
            "li" | "dd" => frame.list = true,
            "figure" => frame.figure = true,
            "figcaption" => frame.caption = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => frame.heading = name[1..].parse().ok(),
            "time" => self.time = element.attr("datetime").map(str::to_owned).or(self.time.take()),
            _ => {}
        }
        let credit = read_names(&mut frame, element, &mut self.regions);
        if !frame.block && credit && self.silent == 0 {
            // The credit of a picture is no part of the sentence before it.
            self.flush();
        }
        if !frame.block {
            self.inline.take_in(frame.named);
            self.inline_caption |= frame.caption;
        }
        self.frames.push(frame);
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if matches!(name, "br" | "hr" | "img" | "amp-img") {
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.silent -= usize::from(frame.silent);
        if name == "a" {
            self.links = self.links.saturating_sub(1);
        }
        // A name says something of a few lines; an element that holds more is a template's, "author-x tag-y" on the article itself.
        let inside = self.items.len() - frame.first_piece.min(self.items.len());
        if frame.block && inside <= 4 {
            for piece in self.items.iter_mut().skip(frame.first_piece) {
                piece.named.take_in(frame.named);
                piece.caption |= frame.caption && !piece.quote;
            }
        }
        if frame.figure && frame.picture {
            for piece in self.items.iter_mut().skip(frame.first_piece) {
                piece.caption |= inside <= 6 && !piece.quote;
            }
        }
        if frame.block && frame.picture {
            self.holders.insert(frame.id, Holder { picture: true, first: frame.first_piece, last: self.items.len() });
        }
    }

    fn note_picture(&mut self) {
        for frame in self.frames.iter_mut().rev().take(8) {
            frame.picture = true;
        }
    }

    /// One break inside a paragraph is a space, two end it.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.flush();
        } else if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push('\n');
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let time = self.time.take();
        let text = std::mem::take(&mut self.text);
        let (linked, named) = (std::mem::take(&mut self.linked), std::mem::take(&mut self.inline));
        let caption = std::mem::take(&mut self.inline_caption);
        let lines: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            // A time may stand in an element of its own before its words.
            self.time = time;
            return;
        }
        // Lines of a few words each are lines of an address or a box, not a wrapped paragraph.
        let wrapped = lines.len() == 1
            || words::count(&text) >= 12 * lines.len()
            || self.frames.iter().any(|frame| frame.heading.is_some());
        let letters = text.chars().filter(|c| !c.is_whitespace()).count().max(1);
        let share = linked as f32 / letters as f32;
        let texts: Vec<String> =
            if wrapped { vec![words::squeeze(&text)] } else { lines.iter().map(|line| words::squeeze(line)).collect() };
        for text in texts {
            let mut piece = self.piece(text, share, named, time.clone());
            piece.caption = caption && piece.words <= 60;
            self.items.push(piece);
        }
    }

    fn piece(&self, text: String, linked: f32, named: Named, time: Option<String>) -> Piece {
        let words = words::count(&text);
        let blocks: Vec<&Frame> = self.frames.iter().filter(|frame| frame.block).collect();
        let nearest = blocks.last();
        Piece {
            tag: nearest.map_or("body", |frame| frame.name),
            home: 0,
            home_names: 0,
            around: blocks.iter().rev().take(5).map(|frame| frame.id).collect(),
            words,
            linked: (words as f32 * linked).round() as usize,
            heading: self.frames.iter().rev().find_map(|frame| frame.heading),
            quote: self.frames.iter().any(|frame| frame.quote),
            list: self.frames.iter().rev().take(4).any(|frame| frame.list),
            caption: false,
            named,
            regions: self.frames.iter().filter_map(|frame| frame.region).collect(),
            time,
            text,
        }
    }

    fn find_homes(&mut self) {
        let mut held: HashMap<usize, usize> = HashMap::new();
        for id in self.items.iter().flat_map(|piece| &piece.around) {
            *held.entry(*id).or_default() += 1;
        }
        for piece in &mut self.items {
            let shared = piece.around.iter().find(|id| held.get(id).is_some_and(|count| *count > 1));
            piece.home = shared.or(piece.around.last()).copied().unwrap_or(0);
            piece.home_names = self.names.get(piece.home).copied().unwrap_or(0);
        }
    }

    /// Words alone with a picture in one element are its caption.
    fn mark_captions(&mut self) {
        for holder in self.holders.values() {
            let inside = &mut self.items[holder.first..holder.last];
            let count: usize = inside.iter().map(|piece| piece.words).sum();
            let linked: usize = inside.iter().map(|piece| piece.linked).sum();
            let is_box = inside.iter().any(|piece| {
                piece.heading.is_some()
                    || piece.named.byline
                    || piece.named.date
                    || piece.text.matches(['·', '•', '|']).count() >= 2
            });
            if holder.picture
                && !inside.is_empty()
                && inside.len() <= 2
                && count <= 60
                && count >= 3
                && linked * 2 < count
                && !is_box
            {
                for piece in inside {
                    // A paragraph is a caption only by its brackets or a credit.
                    piece.caption |= piece.tag != "p" || has_credit(&piece.text);
                }
            }
        }
    }
}

/// Reads what tag, role, class and id say.
///
/// Gives whether the element is named a credit.
fn read_names(frame: &mut Frame, element: &Element, regions: &mut Vec<Region>) -> bool {
    let name = element.name();
    if matches!(name, "html" | "body") {
        return false;
    }
    let mut credit = false;
    let role = element.attr("role").unwrap_or("");
    let by_tag = matches!(name, "nav" | "footer" | "dialog" | "menu")
        || matches!(role, "navigation" | "dialog" | "contentinfo" | "search" | "alert" | "menu");
    let soft = name == "aside" || role == "complementary" || role == "banner";
    let prop = element.attr("itemprop").unwrap_or("");
    let mut by_class = false;
    for attribute in ["class", "id", "data-testid", "data-component", "data-module", "aria-label"] {
        let Some(value) = element.attr(attribute) else { continue };
        if value.len() > 400 {
            continue;
        }
        for tokens in name_tokens(value) {
            let refs: Vec<&str> = tokens.iter().map(String::as_str).collect();
            by_class |= is_furniture_name(&refs);
            credit |= refs.iter().any(|token| matches!(*token, "credit" | "credits" | "kredit"));
            frame.caption |= refs.iter().any(|token| NAMES.caption.contains(token));
            frame.named.byline |= refs.iter().any(|token| NAMES.byline.contains(token));
            frame.named.standfirst |= refs.iter().any(|token| NAMES.standfirst.contains(token));
            frame.named.date |= refs.iter().any(|token| NAMES.date.contains(token));
            frame.named.title |= refs.iter().any(|token| NAMES.title.contains(token));
        }
    }
    match prop {
        "author" => frame.named.byline = true,
        "description" | "alternativeHeadline" => frame.named.standfirst = true,
        "caption" => frame.caption = true,
        "headline" => frame.named.title = true,
        _ => {}
    }
    frame.named.byline |= element.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"));
    if by_tag || soft || by_class && frame.block {
        frame.region = Some(regions.len());
        regions.push(Region { soft });
    }
    credit
}

/// Elements inside a line.
const INLINE: [&str; 44] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "meter", "nobr", "output", "picture", "q", "ruby", "rt", "rp", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "source", "meta", "link",
];
/// Elements whose words no reader sees as text.
const SILENT: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "button", "select", "option", "textarea", "svg", "iframe",
    "object", "video", "audio", "canvas", "datalist", "math",
];

fn has_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.ends_with(')')
        || ["foto", "photo", "picture:", "image:", "getty", "reuters", "afp", "antara"]
            .iter()
            .any(|word| lower.contains(word))
}

fn known(name: &str) -> &'static str {
    const TAGS: [&str; 24] = [
        "p",
        "div",
        "li",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "figcaption",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "body",
        "pre",
        "dd",
        "dt",
        "table",
    ];
    TAGS.iter().find(|tag| **tag == name).copied().unwrap_or("other")
}

fn is_hidden(element: &Element) -> bool {
    if element.attr("hidden").is_some() && element.name() != "body" {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).take(400).collect::<String>().to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// The words of each class name: "relatedPosts-box" is related, posts, box.
pub(super) fn name_tokens(value: &str) -> Vec<Vec<String>> {
    value
        .split_whitespace()
        .take(24)
        .map(|name| {
            let mut tokens: Vec<String> = Vec::new();
            let mut previous = ' ';
            for c in name.chars() {
                if !c.is_alphanumeric() {
                    previous = ' ';
                    continue;
                }
                if previous == ' ' || c.is_uppercase() && previous.is_lowercase() {
                    tokens.push(String::new());
                }
                if let Some(token) = tokens.last_mut() {
                    token.extend(c.to_lowercase());
                }
                previous = c;
            }
            tokens
        })
        .collect()
}

/// Class names with their meaning, from the data file.
struct Names {
    furniture: HashSet<&'static str>,
    pairs: HashSet<(&'static str, &'static str)>,
    caption: HashSet<&'static str>,
    byline: HashSet<&'static str>,
    standfirst: HashSet<&'static str>,
    date: HashSet<&'static str>,
    title: HashSet<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names {
        furniture: HashSet::new(),
        pairs: HashSet::new(),
        caption: HashSet::new(),
        byline: HashSet::new(),
        standfirst: HashSet::new(),
        date: HashSet::new(),
        title: HashSet::new(),
    };
    for line in include_str!("class-names.tsv").lines() {
        let Some((kind, words)) = line.split_once('\t') else { continue };
        match (kind, words.split_once(' ')) {
            ("furniture", Some(pair)) => {
                names.pairs.insert(pair);
            }
            ("furniture", None) => {
                names.furniture.insert(words);
            }
            ("caption", _) => {
                names.caption.insert(words);
            }
            ("byline", _) => {
                names.byline.insert(words);
            }
            ("standfirst", _) => {
                names.standfirst.insert(words);
            }
            ("date", _) => {
                names.date.insert(words);
            }
            ("title", _) => {
                names.title.insert(words);
            }
            _ => {}
        }
    }
    names
});

fn is_furniture_name(tokens: &[&str]) -> bool {
    // "has-sidebar", "with-comments", "no-ads" describe a page, not a box.
    if tokens.first().is_some_and(|first| matches!(*first, "has" | "with" | "no" | "is" | "not" | "js" | "hide")) {
        return false;
    }
    tokens.iter().any(|token| NAMES.furniture.contains(token))
        || tokens.windows(2).any(|pair| NAMES.pairs.contains(&(pair[0], pair[1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(name_tokens("relatedPosts-box ads__slot"), [vec!["related", "posts", "box"], vec!["ads", "slot"]]);
        assert!(is_furniture_name(&["related", "posts"]));
        assert!(!is_furniture_name(&["has", "sidebar"]));
    }

    #[test]
    fn breaks_and_links() {
        let page = Html::parse_document("<div>Satu dua <a href=x>tiga</a>.<br><br>Empat</div><p>a<br>b</p>");
        let pieces = read(&page);
        let texts: Vec<&str> = pieces.items.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["Satu dua tiga.", "Empat", "a", "b"]);
        assert_eq!(pieces.items[0].linked, 1);
    }
}
