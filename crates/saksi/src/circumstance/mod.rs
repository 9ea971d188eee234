//! What stands around a statement: when it was said, through which outlet, on what evidence, with which numbers.
//! This room reads the sentence of a statement; it finds no statements of its own.

mod evidence;
mod number;
mod phrases;
mod quantity;
mod relay;
mod said;

use crate::article::Article;
use crate::date::find_dates;
use crate::segment::Segments;
use crate::statement::{Quantity, Statement};
use crate::{Lang, Span};

/// Adds via, said, evidence and quantities to statements that have source, cue and content.
/// Gives back every number of the article, inside statements or not.
pub fn add(article: &Article, segments: &Segments, lang: Lang, statements: &mut [Statement]) -> Vec<Quantity> {
    let mut dates = Vec::new();
    for block in &article.blocks {
        dates.extend(find_dates(&article.text, block.span, lang, article.day_at(block.span)));
    }
    let numbers = quantity::find(&article.text, segments, lang, &dates);
    let relays = relay::find(article, segments, lang);
    relay::add(article, segments, &relays, statements);
    said::add(article, segments, lang, &dates, &relays, statements);
    for statement in statements.iter_mut() {
        statement.quantities = quantity::inside(&numbers, &statement.content);
    }
    evidence::add(segments, lang, &relays, statements);
    quantity::inside(&numbers, &[Span::new(0, article.text.len())])
}
