//! Whether a stretch of words can be somebody or something that makes statements, whatever construction took it for one.
//! Knows the words of a scope, not constructions. A false attribution is worse than a gap.

use std::ops::Range;

use super::scope::{Item, Scope};
use crate::Lang;
use crate::lang::Class;
use crate::segment::Shape;

/// Whether the items of `range` can name a source.
pub(super) fn can_speak(scope: &Scope<'_>, range: Range<usize>) -> bool {
    let Some(items) = scope.items.get(range).filter(|items| !items.is_empty()) else { return false };
    !is_clause(scope, items) && !opens_wrong(scope, items) && !is_the_writer(scope, items)
}

/// Whether the words are a label that opens a line, "Breaking news", "Q", "Related post", and no name.
pub(crate) fn is_label(scope: &Scope<'_>, range: Range<usize>) -> bool {
    scope.items[range].iter().any(|item| item.is(Class::LABEL))
}

/// "there is a bacterium that …", "I’m honoured as we": a verb of its own before any relative clause.
fn is_clause(scope: &Scope<'_>, items: &[Item<'_>]) -> bool {
    let head = items.iter().take_while(|item| {
        !item.is(Class::RELATIVE) && item.shape != Shape::Punct && !item.is_quotation() && !item.is(Class::SUBORDINATOR)
    });
    // In headlines every word has a capital, a verb as well.
    let mut verbs = head.filter(|item| item.shape == Shape::Lower && !item.is(Class::NAME_LINK));
    match scope.lang {
        Lang::Id | Lang::Ms => false,
        Lang::En => verbs.any(|item| {
            item.is(Class::COPULA) && !item.is(Class::NOUN_TOO)
                || item.is(Class::MODAL)
                || matches!(item.lower, "there's" | "that's" | "what's" | "it's" | "i'm" | "we're" | "you're")
        }),
    }
}

/// A preposition, a gerund, a lone article or participle at the head.
fn opens_wrong(scope: &Scope<'_>, items: &[Item<'_>]) -> bool {
    let first = &items[0];
    if first.shape != Shape::Lower && !(first.is_capital() && items.len() == 1) {
        return false;
    }
    if items.len() == 1 {
        let article = first.is(Class::DETERMINER) && !first.is(Class::PRONOUN | Class::SUBJECT | Class::RELATIVE);
        let bare = first.shape == Shape::Lower
            && (first.lower == "other"
                || scope.lang == Lang::En
                    && first.lower.len() > 4
                    && first.lower.ends_with("ed")
                    && first.uses.is_empty());
        return article && scope.lang == Lang::En || bare;
    }
    // "about 40 people said", "over a hundred lawyers say".
    let counts = || {
        items[1].shape == Shape::Number
            || items[1].is(Class::DETERMINER)
            || items.iter().take(4).any(|item| item.shape == Shape::Number)
    };
    let preposition = first.is(Class::PREPOSITION)
        && !first.is(Class::DETERMINER | Class::PRONOUN | Class::RELATIVE | Class::NAME_LINK | Class::SPEAKER_NOUN)
        && !counts();
    let gerund = scope.lang == Lang::En
        && first.lower.len() > 5
        && first.lower.ends_with("ing")
        && !first.is(Class::DETERMINER | Class::PRONOUN | Class::SPEAKER_NOUN | Class::DATA_NOUN | Class::CLAIM_NOUN)
        && !items[1].is_capital();
    preposition || gerund
}

/// "we", "you" and "I" outside quotations are the writer and the reader, who attest nothing.
fn is_the_writer(scope: &Scope<'_>, items: &[Item<'_>]) -> bool {
    let last = &items[items.len() - 1];
    scope.inside.is_none()
        && !scope.role_is_headline()
        && last.is(Class::FIRST | Class::SECOND)
        && last.is(Class::SUBJECT | Class::PRONOUN)
}
