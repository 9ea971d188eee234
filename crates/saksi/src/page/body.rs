//! Which pieces of a page are its article, and what part each plays: the readers vote, furniture is put out, what both forgot
//! in the midst of the body is taken back. Knows nothing of fields but the title's words.

use std::collections::HashMap;

use super::byline;
use super::furniture;
use super::pieces::{Piece, Pieces};
use super::stamp;
use super::words::{self, Shingles, ends_sentence};
use crate::article::Role;

/// What the readers say of a page.
#[derive(Default)]
pub(super) struct Votes {
    pub(super) quick: Option<Shingles>,
    pub(super) careful: Option<Shingles>,
    /// The body in the page's linked data, where it is whole.
    pub(super) linked: Option<Shingles>,
}

/// A piece that belongs to the article.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) role: Role,
    /// Index of its piece.
    pub(super) piece: usize,
    pub(super) text: String,
}

/// The parts of the article in the order of the page, without its title, and whether a lede was taken back.
pub(super) struct Body {
    pub(super) parts: Vec<Part>,
    pub(super) lede_restored: bool,
    /// The piece that holds the title.
    pub(super) title: Option<usize>,
}

/// Chooses the parts. `title` is the headline, `description` the summary that the page's metadata gives.
pub(super) fn choose(pieces: &Pieces, votes: &Votes, title: Option<&str>, description: Option<&str>) -> Body {
    let chooser = Chooser::new(pieces, votes, title);
    chooser.choose(description)
}

struct Chooser<'a> {
    items: &'a [Piece],
    pieces: &'a Pieces,
    /// Each piece's share in the quick, the careful and the linked reading.
    shares: Vec<[f32; 3]>,
    has: [bool; 3],
    /// Regions of furniture that hold the body itself and so are none.
    void_regions: Vec<bool>,
    title: Option<usize>,
    title_words: String,
}

impl<'a> Chooser<'a> {
    fn new(pieces: &'a Pieces, votes: &Votes, title: Option<&str>) -> Self {
        let readers = [votes.quick.as_ref(), votes.careful.as_ref(), votes.linked.as_ref()];
        let items = &pieces.items[..];
        let shares: Vec<[f32; 3]> = items
            .iter()
            .map(|piece| readers.map(|reader| reader.map_or(0.0, |reader| reader.share(&piece.text))))
            .collect();
        let has = readers.map(|reader| reader.is_some_and(|reader| !reader.is_empty()));
        let title_words = words::plain(title.unwrap_or(""));
        let title = find_title(items, &title_words);
        let mut chooser = Self { items, pieces, shares, has, void_regions: Vec::new(), title, title_words };
        chooser.void_regions = chooser.find_void_regions();
        chooser
    }

    /// How many readers have a piece, of those that read anything.
    fn votes(&self, at: usize) -> (usize, usize) {
        let mut yes = 0;
        let mut all = 0;
        for reader in 0..3 {
            if self.has[reader] {
                all += 1;
                yes += usize::from(self.shares[at][reader] >= 0.7);
            }
        }
        (yes, all)
    }

    /// Running text that all readers have.
    fn is_anchor(&self, at: usize) -> bool {
        let piece = &self.items[at];
        let (yes, all) = self.votes(at);
        yes > 0 && yes >= all.min(2) && piece.words >= 8 && piece.linked * 2 < piece.words && piece.heading.is_none()
    }

    /// A region that holds a good part of what the readers agree on is no furniture, whatever its name.
    fn find_void_regions(&self) -> Vec<bool> {
        let mut held = vec![0usize; self.pieces.regions.len()];
        let mut all = 0;
        for (_, piece) in self.items.iter().enumerate().filter(|(at, _)| self.is_anchor(*at)) {
            all += piece.words;
            for &region in &piece.regions {
                held[region] += piece.words;
            }
        }
        held.iter().map(|&words| words * 3 > all && words > 0).collect()
    }

    fn is_furniture(&self, at: usize) -> bool {
        let piece = &self.items[at];
        piece.regions.iter().any(|&region| !self.void_regions[region] && !self.pieces.regions[region].soft)
            || furniture::is_furniture(&piece.text)
    }

    fn in_soft_region(&self, at: usize) -> bool {
        self.items[at].regions.iter().any(|&region| !self.void_regions[region] && self.pieces.regions[region].soft)
    }

    fn choose(&self, description: Option<&str>) -> Body {
        let count = self.items.len();
        let mut keep = vec![false; count];
        let mut anchors: Vec<usize> =
            (0..count).filter(|&at| self.is_anchor(at) && !self.is_furniture(at) && !self.items[at].caption).collect();
        if let Some(title) = self.title.filter(|&title| anchors.last().is_some_and(|&last| title < last)) {
            anchors.retain(|&at| at > title);
        }
        let mut homes: HashMap<usize, usize> = HashMap::new();
        for &at in &anchors {
            *homes.entry(self.items[at].home).or_default() += self.items[at].words;
        }
        let main = homes.iter().max_by_key(|(id, words)| (**words, usize::MAX - **id)).map(|(id, _)| *id);
        let total: usize = homes.values().sum();
        let main_names = main
            .and_then(|main| self.items.iter().find(|piece| piece.home == main))
            .map_or(0, |piece| piece.home_names);
        // The body's element, another with a good part of it, or one that is named as it is: the entries of a live blog.
        let is_home = |piece: &Piece| {
            let heavy = homes.get(&piece.home).is_some_and(|words| words * 5 >= total);
            Some(piece.home) == main || heavy || main_names != 0 && piece.home_names == main_names
        };
        // The body runs from its first to its last anchor, and begins with a sentence: above it stand names, dates and summaries.
        let begins = |at: &usize| {
            (ends_sentence(&self.items[*at].text) || self.items[*at].words >= 20)
                && !self.is_stamp(*at)
                && !(self.items[*at].named.byline && self.items[*at].words < 30)
        };
        let first = anchors.iter().copied().find(begins).or(anchors.first().copied()).unwrap_or(count);
        let last = anchors.last().copied().unwrap_or(0);
        for (at, kept) in keep.iter_mut().enumerate() {
            *kept = self.keeps(at, first, last, is_home(&self.items[at]));
        }
        let lede_restored = self.restore_lede(&mut keep, first, main);
        self.drop_foot(&mut keep, is_home);
        self.drop_tail(&mut keep, last);
        self.drop_signature(&mut keep);
        let parts = self.parts(&keep, description, main);
        Body { parts, lede_restored, title: self.title }
    }

    /// Whether a piece is of the body.
    fn keeps(&self, at: usize, first: usize, last: usize, home: bool) -> bool {
        let piece = &self.items[at];
        if Some(at) == self.title || self.is_furniture(at) || self.repeats_title(at) {
            return false;
        }
        // Nothing above the headline is body, where the body follows it.
        if self.title.is_some_and(|title| at < title && title < last) {
            return false;
        }
        if piece.caption
            || piece.named.byline && piece.words < 30
            || piece.words < 12 && (piece.named.date || piece.time.is_some()) && self.is_stamp(at)
        {
            return false;
        }
        let inside = (first..=last).contains(&at);
        if at < first {
            let entry = piece.heading.is_some_and(|level| level >= 3)
                && piece.linked == 0
                && self.items.get(first).is_some_and(|next| next.home == piece.home)
                && at + 3 > first;
            let sentence = (piece.words >= 8 && ends_sentence(&piece.text) || piece.words >= 20) && !self.is_stamp(at);
            if !sentence {
                return entry;
            }
        }
        let (yes, all) = self.votes(at);
        let linked = piece.linked * 2 > piece.words;
        if yes >= 2 || yes == 1 && all == 1 {
            return !(linked && piece.words < 25 && (piece.list || !inside)) && !(self.in_soft_region(at) && !inside);
        }
        if yes == 1 {
            // One reader alone is believed amid the body, or beside it for a full sentence in the body's own element.
            return !linked
                && !self.in_soft_region(at)
                && (inside && (home || piece.words >= 8) || home && piece.words >= 8 && ends_sentence(&piece.text));
        }
        // What every reader forgot is taken back where it stands among the paragraphs of the body as one of them.
        inside
            && (home || piece.quote && piece.words >= 5)
            && !linked
            && !self.in_soft_region(at)
            && (piece.words >= 8 && ends_sentence(&piece.text) || has_quotation(&piece.text))
    }

    /// Takes back the paragraphs between the title and the first anchor that stand in the body's own element.
    fn restore_lede(&self, keep: &mut [bool], first: usize, main: Option<usize>) -> bool {
        let from = self.title.filter(|&title| title < first).map_or(first.saturating_sub(3), |title| title + 1);
        let mut restored = false;
        for at in from..first.min(self.items.len()) {
            let piece = &self.items[at];
            let fits = Some(piece.home) == main
                && piece.words >= 8
                && piece.linked * 2 < piece.words
                && piece.heading.is_none()
                && !piece.caption;
            if fits
                && !keep[at]
                && !piece.list
                && !self.is_furniture(at)
                && !self.repeats_title(at)
                && !self.in_soft_region(at)
                && ends_sentence(&piece.text)
                && !piece.named.byline
            {
                keep[at] = true;
                restored = true;
            }
        }
        restored
    }

    /// A name in brackets alone at the end signs the article.
    fn drop_signature(&self, keep: &mut [bool]) {
        if let Some(last) = (0..keep.len()).rfind(|&at| keep[at]) {
            if byline::bracketed(&self.items[last].text).is_some() {
                keep[last] = false;
            }
        }
    }

    /// What is kept after the body's own element has ended, and something between was not, belongs to the page's foot.
    fn drop_foot(&self, keep: &mut [bool], is_home: impl Fn(&Piece) -> bool) {
        let Some(end) = (0..keep.len()).rfind(|&at| keep[at] && is_home(&self.items[at])) else { return };
        if let Some(gap) = (end + 1..keep.len()).find(|&at| !keep[at]) {
            let words: usize = (gap..keep.len()).filter(|&at| keep[at]).map(|at| self.items[at].words).sum();
            if words <= 40 {
                keep[gap..].fill(false);
            }
        }
    }

    /// After a heading like "TERKAIT" near the end nothing belongs to the article; headings at the end head nothing.
    fn drop_tail(&self, keep: &mut [bool], last: usize) {
        if let Some(end) = (0..self.items.len()).find(|&at| {
            at > last / 2 && furniture::ends_article(&self.items[at].text) && self.items[at].words > 0 && at > last
        }) {
            keep[end..].fill(false);
        }
        for at in (0..keep.len()).rev() {
            if keep[at] {
                if self.items[at].heading.is_none() {
                    break;
                }
                keep[at] = false;
            }
        }
    }

    fn parts(&self, keep: &[bool], description: Option<&str>, main: Option<usize>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let description = description.map(|words| Shingles::of([words]));
        let first_body = (0..keep.len()).find(|&at| {
            keep[at] && self.items[at].heading.is_none() && !self.items[at].list && self.items[at].words >= 5
        });
        let last_body = (0..keep.len()).rfind(|&at| keep[at]).unwrap_or(0);
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut captions: Vec<String> = Vec::new();
        for at in 0..keep.len() {
            let piece = &self.items[at];
            if at <= last_body + 1 && self.is_caption(at, first_body) {
                let plain = words::plain(&piece.text);
                let again = captions.iter().any(|other| other.starts_with(&plain) || plain.starts_with(other.as_str()));
                if !again && plain != self.title_words {
                    captions.push(plain);
                    parts.push(Part { role: Role::Caption, piece: at, text: piece.text.clone() });
                }
                continue;
            }
            let standfirst =
                first_body.is_some_and(|first| at <= first) && self.is_standfirst(at, description.as_ref(), main);
            if standfirst && !self.is_furniture(at) {
                parts.push(Part { role: Role::Standfirst, piece: at, text: piece.text.clone() });
                continue;
            }
            if !keep[at] || first_body.is_some_and(|first| at < first) && piece.list {
                continue;
            }
            let plain = words::plain(&piece.text);
            // The body repeated, in a print version or a second template, is read once.
            let again = seen
                .insert(plain.clone(), at)
                .is_some_and(|before| piece.words >= 25 || piece.words >= 8 && at == before + 1);
            if again || piece.words >= 5 && captions.contains(&plain) {
                continue;
            }
            let role = if piece.heading.is_some() {
                Role::Heading
            } else if piece.list {
                Role::ListItem
            } else if piece.quote {
                Role::Quote
            } else {
                Role::Paragraph
            };
            parts.push(Part { role, piece: at, text: piece.text.clone() });
        }
        if let Some(last) = parts.iter_mut().rev().find(|part| part.role.is_body()) {
            if let Some(end) = furniture::trailing_initials(&last.text) {
                last.text.truncate(end);
            }
        }
        parts
    }

    fn is_caption(&self, at: usize, first_body: Option<usize>) -> bool {
        let piece = &self.items[at];
        let near = self.title.is_some_and(|title| at > title) || first_body.is_some_and(|first| at + 12 > first);
        piece.caption
            && near
            && piece.words >= 3
            && piece.words <= 120
            && piece.heading.is_none()
            && piece.linked * 2 <= piece.words
            && !self.is_dropped_caption(at)
            && !self.repeats_title(at)
    }

    /// In a caption a leading "Foto:" labels the words behind it.
    fn is_dropped_caption(&self, at: usize) -> bool {
        let text = &self.items[at].text;
        let labelled = ["foto:", "photo:", "image:", "gambar:", "ilustrasi:"]
            .iter()
            .any(|label| text.to_lowercase().starts_with(label))
            && self.items[at].words >= 7;
        self.is_furniture(at) && !labelled
            || self.items[at].regions.iter().any(|&region| !self.void_regions[region])
            || self.is_stamp(at) && self.items[at].words <= 4
    }

    fn is_standfirst(&self, at: usize, description: Option<&Shingles>, main: Option<usize>) -> bool {
        let piece = &self.items[at];
        let below_title = self.title.is_some_and(|title| at > title && at - title <= 8);
        let apart = Some(piece.home) != main;
        if !below_title
            || piece.words < 5
            || piece.words > 90
            || piece.caption
            || piece.named.byline
            || piece.linked * 2 > piece.words
            || self.in_soft_region(at)
        {
            return false;
        }
        let described = description.is_some_and(|description| description.share(&piece.text) >= 0.8);
        let heading = piece.heading.is_some_and(|level| level >= 2) && piece.words >= 7;
        // Words between the headline and the byline are the summary.
        let above_byline = self.title.is_some_and(|title| at == title + 1)
            && piece.words >= 7
            && piece.words <= 40
            && self.items.get(at + 1).is_some_and(|next| next.named.byline || byline::is_labelled(&next.text));
        apart
            && !self.is_stamp(at)
            && (piece.named.standfirst || described || heading || above_byline || piece.list && self.votes(at).0 > 0)
    }

    fn repeats_title(&self, at: usize) -> bool {
        !self.title_words.is_empty()
            && self.items[at].words <= 40
            && words::plain(&self.items[at].text) == self.title_words
    }

    /// A line that is little more than a date.
    fn is_stamp(&self, at: usize) -> bool {
        let text = &self.items[at].text;
        self.items[at].words <= 4 || self.items[at].words <= 16 && !ends_sentence(text) && stamp::find(text).is_some()
    }
}

/// The piece that is the headline: an equal heading first, then any equal line.
fn find_title(items: &[Piece], title: &str) -> Option<usize> {
    if title.is_empty() {
        return None;
    }
    let equal = |at: &usize| words::plain(&items[*at].text) == title;
    (0..items.len()).filter(|&at| items[at].heading.is_some()).find(equal).or_else(|| (0..items.len()).find(equal))
}

fn has_quotation(text: &str) -> bool {
    text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '«' | '»')).count() >= 2
}
