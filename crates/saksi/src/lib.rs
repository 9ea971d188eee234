//! Reads news and finds who says what, who denies it, and on what evidence.
//!
//! The flow goes one way, and each room knows only the rooms before it:
//!
//! ```text
//! page -> article -> sentences, tokens, quotations -> statements -> circumstances, mentions -> (claims, ledger)
//! ```
//!
//! Everything here is a pure function of its arguments: no files, no network, no clock, no async.
//! A strange page gives an article with notes, never an error.
//!
//! ```
//! use saksi::{Page, Options};
//!
//! let page = Page::text("note.txt", "\"The harbour is open,\" said Mayor Ida Brink.");
//! let reading = saksi::read(&page, &Options::default());
//! assert_eq!(reading.statements[0].cue.lemma, "say");
//! ```

pub mod article;
pub mod circumstance;
pub mod date;
pub mod lang;
pub mod link;
pub mod mention;
pub mod page;
pub mod segment;
pub mod statement;
pub mod text;

pub use article::{Article, Block, Note, Role};
pub use lang::Lang;
pub use page::{Media, Options, Page};
use statement::Weights;
pub use statement::{Reading, Statement};
pub use text::Span;

/// Reads one page: the article it carries and what that article attests.
///
/// Never fails: what could not be read stands in [`Article::notes`].
pub fn read(page: &Page<'_>, options: &Options) -> Reading {
    let article = page::read_page(page, options);
    let weights = Weights::shipped().filter(|_| !options.grammar_only);
    let mut reading = statement::read_article_by(article, weights);
    reading.keep_from(options.least_confidence);
    reading
}
