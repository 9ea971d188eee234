//! From the bytes of a page to an article. This room knows nothing of statements.
//!
//! ```text
//! bytes -> characters (charset) -> guarded HTML (guard) -> pieces (pieces) + votes (readers) -> body (body) -> fields -> article
//! ```

mod body;
mod byline;
mod charset;
mod dateline;
mod entries;
mod fields;
mod furniture;
mod guard;
mod html;
mod language;
mod linear;
mod linked_data;
mod origin;
mod pieces;
mod plain_text;
mod readers;
mod stamp;
mod words;

pub use charset::sniff;

use crate::article::Article;
use crate::date::Stamp;

/// One input as it was found.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// URL, path as given, or JSONL id.
    pub address: &'a str,
    /// What was read, unchanged.
    pub bytes: &'a [u8],
    /// What the bytes are; `None` is told from the bytes.
    pub media: Option<Media>,
    /// The charset a server declared, if any.
    pub charset: Option<&'a str>,
}

impl<'a> Page<'a> {
    /// A plain text.
    pub fn text(address: &'a str, text: &'a str) -> Self {
        Self { address, bytes: text.as_bytes(), media: Some(Media::Text), charset: Some("utf-8") }
    }

    /// An HTML page whose charset is told from its bytes.
    pub fn html(address: &'a str, bytes: &'a [u8]) -> Self {
        Self { address, bytes, media: Some(Media::Html), charset: None }
    }
}

/// The kinds of page that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// HTML in any charset.
    Html,
    /// Plain text, kept as it is.
    Text,
}

/// What a user may say about a page beside its bytes. Each is used only where the page itself is silent.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publication date; for a page that says only how long ago it appeared ("3 jam lalu"), when it was seen.
    pub published: Option<Stamp>,
    /// Language as BCP 47.
    pub language: Option<String>,
    /// Title (JSONL documents carry one).
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Address of the page, where it is not the page's own address.
    pub url: Option<String>,
    /// Read it by the simplest reader alone: for a page on which the others took too long.
    pub simplest: bool,
    /// The grammar alone reads, without the learned part.
    pub grammar_only: bool,
    /// Statements of a lower confidence are left out.
    pub least_confidence: f32,
}

/// Reads the article of a page.
///
/// Never fails and never panics: what could not be read stands in [`Article::notes`].
pub fn read_page(page: &Page<'_>, options: &Options) -> Article {
    let mut article = Article::of_text("");
    let media = page.media.or_else(|| charset::sniff(page.bytes));
    let Some(media) = media.filter(|_| page.media == Some(Media::Text) || !charset::is_binary(page.bytes)) else {
        article.note("not-text", "the bytes are no text");
        return article;
    };
    let bytes = &page.bytes[..page.bytes.len().min(guard::MAX_BYTES)];
    if bytes.len() < page.bytes.len() {
        article.note("truncated", format!("only the first {} million bytes were read", guard::MAX_BYTES / 1_000_000));
    }
    let decoded = charset::decode(bytes, page.charset, media);
    if let Some(name) = decoded.guessed {
        article.note("charset-guessed", format!("no charset is named; {name} was guessed from the letters"));
    }
    match media {
        Media::Html => html::read(&decoded.text, options, &mut article),
        Media::Text => {
            article.text = decoded.text.into_owned();
            plain_text::read(options, &mut article);
        }
    }
    article
}
