//! From the bytes of a page to an article. This room knows nothing of statements.

use crate::Span;
use crate::article::{Article, Block, Role};
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
    /// Publication date.
    pub published: Option<Stamp>,
    /// Language as BCP 47.
    pub language: Option<String>,
    /// Title (JSONL documents carry one).
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Address of the page, where it is not the page's own address.
    pub url: Option<String>,
}

/// Reads the article of a page.
pub fn read_page(page: &Page<'_>, options: &Options) -> Article {
    let mut article = Article::of_text(String::from_utf8_lossy(page.bytes));
    article.published = options.published;
    article.language = options.language.clone().unwrap_or_else(|| "id".to_owned());
    let mut start = 0;
    for line in article.text.clone().split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&article.text);
        if !span.is_empty() {
            article.blocks.push(Block { role: Role::Paragraph, span });
        }
        start += line.len();
    }
    article
}
