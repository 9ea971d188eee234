//! Quotation marks in pairs.

use super::token::{Shape, Token};
use crate::Span;
use crate::article::Role;

/// Double or single marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// "…", “…”, «…», ''…''
    Double,
    /// '…', ‘…’
    Single,
}

/// A stretch between quotation marks, inside one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Which marks.
    pub mark: Mark,
    /// Index of its block in the article.
    pub block: usize,
    /// The tokens between the marks, as indices into all tokens.
    pub tokens: std::ops::Range<usize>,
    /// Whether a mark closes it; one that is never closed ends with its block.
    pub closed: bool,
    /// Whether it lies inside another quotation.
    pub inside: bool,
}

/// Pairs the marks among the tokens of one block (`first` is the index of `tokens[0]` among all tokens).
pub(super) fn find(text: &str, tokens: &[Token], first: usize, block: usize, role: Role, found: &mut Vec<Quotation>) {
    let _ = (text, role);
    let mut open: Option<usize> = None;
    for (index, token) in tokens.iter().enumerate() {
        if token.shape != Shape::Mark || matches!(token.lower.as_str(), "'" | "‘" | "’" | "`" | "´") {
            continue;
        }
        match open.take() {
            None => open = Some(index),
            Some(start) => found.push(Quotation {
                span: tokens[start].span.cover(token.span),
                inner: Span { start: tokens[start].span.end, end: token.span.start },
                mark: Mark::Double,
                block,
                tokens: first + start + 1..first + index,
                closed: true,
                inside: false,
            }),
        }
    }
}
