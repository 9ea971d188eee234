//! How articles are printed: one form, one file, behind [`Format`].
//! These rooms know the shapes of the contract, not how a page was read.

mod inert;
mod json;
mod jsonl;

use saksi_contract::Article;

pub(crate) use inert::inert;

/// One way to print articles. `article` runs where the page is read, on many threads at once; the rest on one.
pub(crate) trait Format: Send + Sync {
    /// What stands before the first article.
    fn head(&self) -> String {
        String::new()
    }

    /// One article.
    fn article(&self, article: &Article) -> String;

    /// What stands between two articles.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands after the last article.
    fn foot(&self) -> &'static str {
        ""
    }
}

/// The format of this name.
pub(crate) fn of(format: crate::arguments::Format) -> Box<dyn Format> {
    match format {
        crate::arguments::Format::Jsonl => Box::new(jsonl::Jsonl),
        crate::arguments::Format::Json => Box::new(json::Json),
    }
}
