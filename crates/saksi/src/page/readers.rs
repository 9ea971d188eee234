//! The two readers of other hands, asked which words of a page are its article. Their markup is not used, only their words:
//! the blocks are read from the page itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::linear;

/// What one reader takes for the article, line by line.
pub(super) type Lines = Vec<String>;

/// `dom_smoothie`: quick, keeps what stands beside the body. Gives its markup too, which the other reader weighs.
pub(super) fn quick(html: &str) -> Option<(Lines, String)> {
    let read = || {
        let config = dom_smoothie::Config { disable_json_ld: true, ..dom_smoothie::Config::default() };
        let mut reader = dom_smoothie::Readability::new(html, None, Some(config)).ok()?;
        Some(reader.parse().ok()?.content.to_string())
    };
    // A reader that panics on a strange page is a reader that says nothing.
    let content = catch_unwind(AssertUnwindSafe(read)).ok().flatten()?;
    Some((lines_of(&content), content))
}

/// `trafilatura`: careful. Its second look, where its first finds too little, is at what the quick reader found: that halves its
/// cost and loses nothing that was measured.
pub(super) fn careful(html: &str, quick: Option<String>) -> Option<Lines> {
    let read = || {
        let mut options = trafilatura::Options::default();
        options.enable_fallback = true;
        if quick.is_some() {
            let mut candidates = trafilatura::FallbackCandidates::default();
            candidates.readability_html = quick;
            options.fallback_candidates = Some(candidates);
        }
        options.exclude_comments = true;
        options.html_date_mode = trafilatura::HtmlDateMode::Disabled;
        trafilatura::extract(html, &options).ok().map(|result| result.content_html)
    };
    let content = catch_unwind(AssertUnwindSafe(read)).ok().flatten()?;
    Some(lines_of(&content))
}

fn lines_of(content: &str) -> Lines {
    linear::lines(content).into_iter().map(|line| line.text).collect()
}
