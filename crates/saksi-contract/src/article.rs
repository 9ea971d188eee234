//! One article and what it attests, as it is written out. The order of the fields is the order of the keys.

use serde::Serialize;

/// Half-open `[start, end]` in Unicode code points of the article's `text`.
pub(crate) type Offsets = [u32; 2];

/// One article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// Always [`crate::ARTICLE_SCHEMA`].
    pub schema: &'static str,
    /// The program that read it.
    pub made_by: MadeBy,
    /// First 16 hex digits of sha256(address, 0x00, bytes).
    pub id: String,
    /// What was read.
    pub input: Input,
    /// Canonical address of the page.
    pub url: Option<String>,
    /// The outlet, as the page names itself.
    pub outlet: Option<String>,
    /// The article's own headline.
    pub title: Option<String>,
    /// Who signed it.
    pub byline: Vec<String>,
    /// RFC 3339, or a day.
    pub published: Option<String>,
    /// RFC 3339, or a day.
    pub modified: Option<String>,
    /// BCP 47, or `und`.
    pub language: String,
    /// Where it says it was written.
    pub dateline: Option<Dateline>,
    /// Whose report it is as a whole.
    pub origin: Origin,
    /// The text that every offset points into.
    pub text: String,
    /// What of the text is article.
    pub blocks: Vec<Block>,
    /// The timed entries of a live page; empty for every other page.
    pub entries: Vec<Entry>,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// What a reader should know about the page.
    pub notes: Vec<Note>,
}

/// The program and the model that read an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeBy {
    /// Version of the program.
    pub version: &'static str,
    /// The model beside the rules, if one was used.
    pub model: Option<String>,
}

/// What was read. One of `path`, `url` and `id` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The path as it was given; `-` for standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The address it was fetched from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The id of a JSONL document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `text/html` or `text/plain`.
    pub media_type: &'static str,
    /// Of the bytes that were read.
    pub sha256: String,
}

impl Input {
    /// A file.
    pub fn path(path: impl Into<String>, media_type: &'static str, bytes: &[u8]) -> Self {
        Self { path: Some(path.into()), url: None, id: None, media_type, sha256: crate::sha256_hex(bytes) }
    }

    /// A page that was fetched.
    pub fn url(url: impl Into<String>, media_type: &'static str, bytes: &[u8]) -> Self {
        Self { path: None, url: Some(url.into()), id: None, media_type, sha256: crate::sha256_hex(bytes) }
    }

    /// A document of a JSONL file.
    pub fn document(id: impl Into<String>, media_type: &'static str, bytes: &[u8]) -> Self {
        Self { path: None, url: None, id: Some(id.into()), media_type, sha256: crate::sha256_hex(bytes) }
    }

    /// Path, URL or id.
    pub fn address(&self) -> &str {
        self.url.as_deref().or(self.path.as_deref()).or(self.id.as_deref()).unwrap_or_default()
    }
}

/// Where an article says it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dateline {
    /// The place alone.
    pub place: String,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub spans: Vec<Offsets>,
}

/// Whose report a page is as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// `original`, `relay`, `syndicated` or `unknown`.
    pub kind: &'static str,
    /// The outlet retold or carried.
    pub of: Option<String>,
    /// The words that say so.
    pub spans: Vec<Offsets>,
}

/// A stretch of the article with one part to play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// `title`, `standfirst`, `caption`, `heading`, `paragraph`, `list-item` or `quote`.
    pub role: &'static str,
    /// Where.
    pub span: Offsets,
}

/// One entry of a live page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// RFC 3339, or a day.
    pub time: String,
    /// From its first block to its last.
    pub span: Offsets,
}

/// One attribution relation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Short hash of its spans and their text; unique in its article.
    pub id: String,
    /// `direct`, `indirect` or `mixed`.
    pub kind: &'static str,
    /// What the source does with the content.
    pub stance: &'static str,
    /// 0 to 1, two decimals.
    pub confidence: f64,
    /// The construction that read it.
    pub by: String,
    /// Who.
    pub source: Option<Source>,
    /// The words that attribute.
    pub cue: Cue,
    /// What is attributed.
    pub content: Content,
    /// To whom.
    pub addressee: Option<Addressee>,
    /// The outlet it is said to be taken from.
    pub via: Option<Via>,
    /// When it was said.
    pub said: Option<Said>,
    /// What it is said to rest on.
    pub evidence: Option<Evidence>,
    /// Numbers in the content.
    pub quantities: Vec<Quantity>,
    /// The statement in whose content this one lies.
    pub within: Option<String>,
    /// The earlier statement that this one denies, doubts or confirms.
    pub answers: Option<String>,
}

/// Who a statement is attributed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
    /// The role inside them.
    pub role: Option<String>,
    /// The entities behind it; empty when in doubt.
    pub actors: Vec<Actor>,
    /// `name`, `title`, `pronoun`, `metonym` or `continued`.
    pub resolved: &'static str,
}

/// The entity behind a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Short hash of type and normalised name, the same in every article.
    pub id: String,
    /// Its name as the article gives it most fully.
    pub name: String,
    /// `person`, `organisation`, `state`, `group`, `document` or `unknown`.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// The words that attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// Where they stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
    /// Dictionary form.
    pub lemma: String,
}

/// What is attributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
}

/// To whom it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addressee {
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
}

/// The outlet a statement is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Via {
    /// Its name.
    pub outlet: String,
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
}

/// When it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
}

/// What a statement is said to rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Where the words stand.
    pub spans: Vec<Offsets>,
    /// The words.
    pub text: String,
    /// `none-given`, `document`, `data`, `image`, `witness`, `intelligence` or `other`.
    pub kind: &'static str,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    /// Where the words stand.
    pub span: Offsets,
    /// The words.
    pub text: String,
    /// The number; a whole one is written without a decimal point.
    pub value: Option<serde_json::Number>,
    /// What is counted.
    pub unit: Option<String>,
    /// `exact`, `about`, `at-least`, `at-most`, `more-than` or `nearly`.
    pub approx: &'static str,
}

/// Something a reader should know about how a page was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// A fixed word for programs.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}
