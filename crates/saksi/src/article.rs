//! An article: the text that is kept, its blocks, and the fields of its page.
//! This room knows nothing of HTML and nothing of statements.

use crate::Span;
use crate::date::{Date, Stamp};

/// What one page carries. `text` never changes once the article is made; every other part points into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// For HTML the blocks joined by blank lines; for plain text and JSONL documents the input, unchanged.
    pub text: String,
    /// What of the text is article, in the order of the text and without overlap. Furniture has no block.
    pub blocks: Vec<Block>,
    /// The timed entries of a live page, in the order of the text; empty for every other page.
    pub entries: Vec<Entry>,
    /// Canonical address of the page, when the page or the input says it.
    pub url: Option<String>,
    /// The outlet, as the page names itself.
    pub outlet: Option<String>,
    /// The article's own headline, without the name of the site.
    pub title: Option<String>,
    /// People (or the agency) the article is signed by.
    pub byline: Vec<String>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// BCP 47, `und` when it cannot be told.
    pub language: String,
    /// "JAKARTA, Warta Laut -": where the article says it was written.
    pub dateline: Option<Dateline>,
    /// Whose report this page is as a whole.
    pub origin: Origin,
    /// What a reader of the rows should know about the page.
    pub notes: Vec<Note>,
}

impl Article {
    /// An article of this text and nothing else.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            blocks: Vec::new(),
            entries: Vec::new(),
            url: None,
            outlet: None,
            title: None,
            byline: Vec::new(),
            published: None,
            modified: None,
            language: "und".to_owned(),
            dateline: None,
            origin: Origin::unknown(),
            notes: Vec::new(),
        }
    }

    /// The words at a place.
    pub fn at(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The day on which what stands at a place was written: that of its entry on a live page, else that of publication.
    pub fn day_at(&self, place: Span) -> Option<Date> {
        let next = self.entries.partition_point(|entry| entry.span.end <= place.start);
        let entry = self.entries.get(next).filter(|entry| entry.span.contains(place));
        entry.map(|entry| entry.time).or(self.published).map(|stamp| stamp.day)
    }

    /// Adds a note; the same code and message are said once.
    pub fn note(&mut self, code: &'static str, message: impl Into<String>) {
        let note = Note { code, message: message.into() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// One entry of a live page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// When it was written.
    pub time: Stamp,
    /// Its blocks, from the first to the last.
    pub span: Span,
}

/// A stretch of the article with one part to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Which part.
    pub role: Role,
    /// Where; without white space at the ends.
    pub span: Span,
}

/// The part a block plays in its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline.
    Title,
    /// The summary between headline and body.
    Standfirst,
    /// The words under a picture.
    Caption,
    /// A heading inside the body.
    Heading,
    /// A paragraph of the body.
    Paragraph,
    /// An item of a list in the body.
    ListItem,
    /// A block quotation.
    Quote,
}

impl Role {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Caption => "caption",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list-item",
            Self::Quote => "quote",
        }
    }

    /// Whether the block is running text of the body.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Quote)
    }
}

/// Where an article says it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The place alone: "JAKARTA".
    pub place: String,
    /// The whole dateline with outlet and dash: "JAKARTA, Warta Laut -".
    pub span: Span,
}

/// Whose report a page is as a whole (LEDGER.md §5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Own, retold, carried, or not known.
    pub kind: OriginKind,
    /// The outlet retold or carried.
    pub of: Option<String>,
    /// The words that say so.
    pub spans: Vec<Span>,
}

impl Origin {
    /// Nothing on the page tells.
    pub fn unknown() -> Self {
        Self { kind: OriginKind::Unknown, of: None, spans: Vec::new() }
    }
}

/// How a page came by its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginKind {
    /// Own reporting.
    Original,
    /// Retells a named outlet.
    Relay,
    /// Carries another's text, whole or nearly.
    Syndicated,
    /// Cannot be told.
    Unknown,
}

impl OriginKind {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Relay => "relay",
            Self::Syndicated => "syndicated",
            Self::Unknown => "unknown",
        }
    }
}

/// Something a reader should know about how a page was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A fixed word for programs: `no-date`, `no-body`, `truncated`, …
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
}
