//! Quotation marks in pairs.

use std::ops::Range;

use super::token::{Shape, Token};
use crate::Span;

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
    /// The tokens with the marks, as indices into all tokens.
    pub tokens: Range<usize>,
    /// Whether a mark closes it; one that is never closed ends with its block.
    pub closed: bool,
    /// Whether it lies inside another quotation.
    pub inside: bool,
}

impl Quotation {
    /// The tokens between the marks.
    pub fn inner_tokens(&self) -> Range<usize> {
        let end = if self.closed { self.tokens.end - 1 } else { self.tokens.end };
        self.tokens.start + 1..end.max(self.tokens.start + 1)
    }
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    Either,
    Neither,
}

/// Pairs the marks among the tokens of one block (`first` is the index of `tokens[0]` among all tokens).
pub(super) fn find(tokens: &[Token], first: usize, block: usize, found: &mut Vec<Quotation>) {
    let begin = found.len();
    let mut double: Option<usize> = None;
    let mut single: Option<usize> = None;
    let quotation = |from: usize, to: usize, mark: Mark, closed: bool, inside: bool| {
        let last = if closed { to } else { to - 1 };
        let end = tokens[last].span.end;
        Quotation {
            span: Span { start: tokens[from].span.start, end },
            inner: Span { start: tokens[from].span.end, end: if closed { tokens[to].span.start } else { end } },
            mark,
            block,
            tokens: first + from..first + last + 1,
            closed,
            inside,
        }
    };
    for (index, token) in tokens.iter().enumerate() {
        if token.shape != Shape::Mark {
            continue;
        }
        let (mark, turn) = turn_of(tokens, index);
        match mark {
            Mark::Double => match (double, turn) {
                (None, Turn::Open | Turn::Either) => {
                    double = Some(index);
                    single = None;
                }
                (Some(start), Turn::Close | Turn::Either) => {
                    found.push(quotation(start, index, mark, true, false));
                    double = None;
                    single = None;
                }
                // Opened twice: the first was never closed. It reaches to here, so that nothing of it is lost.
                (Some(start), Turn::Open) if index > start + 1 => {
                    found.push(quotation(start, index, mark, false, false));
                    double = Some(index);
                    single = None;
                }
                _ => {}
            },
            Mark::Single => match (single, turn) {
                (None, Turn::Open) => single = Some(index),
                (Some(start), Turn::Close) => {
                    found.push(quotation(start, index, mark, true, double.is_some()));
                    single = None;
                }
                _ => {}
            },
        }
    }
    if let Some(start) = double.filter(|&start| start + 1 < tokens.len()) {
        found.push(quotation(start, tokens.len(), Mark::Double, false, false));
    }
    // Single quotations inside a double one were found before it.
    found[begin..].sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    let mut reach = 0;
    for quotation in &mut found[begin..] {
        quotation.inside = quotation.span.end <= reach;
        reach = reach.max(quotation.span.end);
    }
}

/// Which kind of mark stands at `index`, and whether it opens or closes.
fn turn_of(tokens: &[Token], index: usize) -> (Mark, Turn) {
    let token = &tokens[index];
    let next = tokens.get(index + 1);
    let before = token.spaced
        || index == 0
        || matches!(tokens[index - 1].lower.as_str(), "(" | "[" | "—" | "–" | "--" | "-" | "/" | "“" | "\"");
    let after = next.is_none_or(|next| {
        next.spaced
            || next.shape == Shape::Punct && !matches!(next.lower.as_str(), "…" | "..." | "[" | "(" | "#" | "$" | "@")
    });
    let by_place = match (before, after) {
        (true, false) => Turn::Open,
        (false, true) => Turn::Close,
        _ => Turn::Either,
    };
    match token.lower.as_str() {
        "“" | "„" | "‟" => (Mark::Double, Turn::Open),
        // One outlet prints ” on both sides.
        "”" => (Mark::Double, if by_place == Turn::Open { Turn::Either } else { Turn::Close }),
        "«" | "»" => (Mark::Double, by_place),
        "\"" | "''" | "″" | "＂" | "‘‘" | "’’" | "``" => (Mark::Double, by_place),
        "‘" | "‚" | "‹" => (Mark::Single, Turn::Open),
        "’" | "›" => (Mark::Single, if by_place == Turn::Close { Turn::Close } else { Turn::Neither }),
        _ => {
            // '90s and a possessive's apostrophe are no quotations.
            let decade = next.is_some_and(|next| next.lower.starts_with(|c: char| c.is_ascii_digit()));
            (Mark::Single, if decade && by_place == Turn::Open { Turn::Neither } else { by_place })
        }
    }
}
