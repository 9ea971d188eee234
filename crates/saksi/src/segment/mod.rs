//! Blocks into sentences, tokens and quotations. This room knows the text and the language, not who speaks.

mod quotation;
mod sentence;
mod token;

use std::ops::Range;

pub use quotation::{Mark, Quotation};
pub use token::{Shape, Token};

use crate::article::{Article, Role};
use crate::{Lang, Span};

/// An article cut up. Everything is in the order of the text; indices refer into these vectors.
#[derive(Debug, Clone, Default)]
pub struct Segments {
    /// The sentences of all blocks.
    pub sentences: Vec<Sentence>,
    /// The tokens of all sentences.
    pub tokens: Vec<Token>,
    /// The quotations, by where they begin; those inside others carry `inside`.
    pub quotations: Vec<Quotation>,
}

/// One sentence of one block. A quotation is never cut: however many sentences it holds, it lies in one sentence of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where, without white space at the ends.
    pub span: Span,
    /// Index of its block in the article.
    pub block: usize,
    /// The part of that block.
    pub role: Role,
    /// Its tokens.
    pub tokens: Range<usize>,
}

impl Segments {
    /// Cuts an article.
    pub fn of(article: &Article, lang: Lang) -> Self {
        let mut segments = Self::default();
        for (index, block) in article.blocks.iter().enumerate() {
            let first = segments.tokens.len();
            // A dateline says where the article was written; it is no part of its first sentence.
            let dateline = article.dateline.as_ref().map(|dateline| dateline.span);
            let span = match dateline
                .filter(|dateline| dateline.start == block.span.start && dateline.end <= block.span.end)
            {
                Some(dateline) => Span { start: dateline.end, end: block.span.end },
                None => block.span,
            };
            token::tokenize(&article.text, span, &mut segments.tokens);
            let quotations = segments.quotations.len();
            quotation::find(&segments.tokens[first..], first, index, &mut segments.quotations);
            let whole = first..segments.tokens.len();
            for tokens in sentence::split(&segments.tokens, whole, &segments.quotations[quotations..], lang) {
                let span = segments.tokens[tokens.start].span.cover(segments.tokens[tokens.end - 1].span);
                segments.sentences.push(Sentence { span, block: index, role: block.role, tokens });
            }
        }
        segments
    }

    /// The sentences inside a quotation, as ranges of tokens.
    pub fn sentences_inside(&self, quotation: &Quotation, lang: Lang) -> Vec<Range<usize>> {
        sentence::split(&self.tokens, quotation.inner_tokens(), &[], lang)
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence].tokens.clone()]
    }

    /// The sentence that holds a byte offset.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= offset);
        after.checked_sub(1).filter(|&index| offset < self.sentences[index].span.end)
    }

    /// The first token that starts at or after a byte offset.
    pub fn token_from(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }
}
