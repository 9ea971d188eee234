//! Who is meant: names, roles, pronouns, capitals that stand for governments.
//!
//! The flow: [`NameIndex`] reads every name of the article once; then each source, in the order of the text, is read as
//! a noun phrase (`phrase`) and led to the entities behind it (`reference`). Doubt gives no actor.
//! This room knows sources and their places; it knows nothing of stance, dates or other articles.

mod chunk;
mod described;
mod lexicon;
mod name_builder;
mod name_index;
mod named;
mod phrase;
mod pronoun;
mod reference;
mod run;
mod states;
mod surroundings;

pub use lexicon::{Gender, Head, Lexicon};
pub use name_index::{Entity, NameIndex, NameMention};

use crate::Lang;
use crate::article::Article;
use crate::segment::Segments;
use crate::statement::Statement;

/// Fills role, actors and `resolved` of every source whose spans are known.
pub fn resolve(article: &Article, segments: &Segments, lang: Lang, statements: &mut [Statement]) {
    if statements.iter().all(|statement| statement.source.is_none()) {
        return;
    }
    let index = NameIndex::of(article, segments, lang);
    reference::Resolver::new(article, segments, lang, index).resolve(statements);
}
