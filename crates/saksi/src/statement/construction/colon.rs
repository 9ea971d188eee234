//! A name, a colon, and what it says: headlines and quotations; a quotation, a dash, and the name that signs it.
//!
//! Example: `Brink: Jembatan Aman` · `The mayor: “We are dry.”`
//! Known misses: headlines whose topic stands before the colon are told apart by their shape alone.
//! Cases: tests/cases/statement/colon.txt

use super::{Construction, Draft};
use crate::lang::Class;
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::plausible::is_label;
use crate::statement::scope::Scope;
use crate::statement::site::Site;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "colon",
    reads: "a short phrase that names somebody, a colon, and a quotation or a headline's claim; a quotation signed after a dash",
    examples: &[("id", "Wening: Air Sudah Surut"), ("en", "The mayor: “We are dry.”")],
    misses: "headlines whose topic stands before the colon",
    read,
};

fn read(scope: &Scope<'_>, _sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    if let Some(draft) = signed(scope).filter(|_| drafts.is_empty()) {
        drafts.push(draft);
        return;
    }
    let Some(colon) = (0..scope.len().min(14)).find(|&index| scope.word(index) == ":") else { return };
    if drafts.iter().any(|draft| draft.word <= colon) || colon == 0 {
        return;
    }
    let source = scope.trim(0..colon);
    let rest = scope.trim(colon + 1..scope.len());
    if source.is_empty() || rest.is_empty() {
        return;
    }
    let headline = scope.role_is_headline();
    let phrase = &scope.items[source.clone()];
    let plain = phrase.iter().all(|item| item.is_word() || matches!(item.lower, "," | "(" | ")" | "."));
    let verb = phrase
        .iter()
        .any(|item| item.uses.iter().any(|one| one.form == crate::lang::Form::Finite) && item.shape == Shape::Lower);
    let names =
        phrase.iter().any(super::super::scope::Item::is_capital) && phrase.len() <= if headline { 5 } else { 8 };
    let question = phrase.iter().any(|item| item.is(Class::QUESTION | Class::DAY | Class::MONTH | Class::PREPOSITION));
    let speaks = phrase.iter().any(|item| item.is(Class::SPEAKER_NOUN));
    let quoted = scope.get(colon + 1).is_some_and(|item| {
        let words = scope.words(colon + 1..colon + 2);
        item.is_quotation() && (words > 3 || speaks && words > 1 && scope.is_speech(colon + 1))
    });
    // "The Latest: …", "Penulis: …", "There are two: …" name nobody who speaks.
    let labels = phrase[0].is(Class::DETERMINER) && !speaks
        || phrase.iter().any(|item| item.is(Class::COPULA) && item.shape == Shape::Lower)
        || is_label(scope, source.clone());
    if labels
        || !plain
        || !names
        || question
        || verb && !headline
        || !(quoted || headline)
        || scope.words(rest.clone()) < 3
    {
        return;
    }
    drafts.push(Draft {
        by: CONSTRUCTION.name,
        source: Some(source),
        clitic: None,
        cue: colon..colon + 1,
        word: colon,
        lemma: ":".to_owned(),
        stance: Stance::Asserts,
        negated: false,
        unable: false,
        content: vec![rest],
        addressee: None,
        confidence: if quoted { 0.85 } else { 0.6 },
        shared: false,
    });
}

/// “We are dry.” — Ida Brink: a quotation and a name that signs it.
fn signed(scope: &Scope<'_>) -> Option<Draft> {
    let dash = (1..scope.len()).find(|&index| scope.items[index].is_dash())?;
    let quotation = scope.trim(0..dash);
    let name = scope.trim(dash + 1..scope.len());
    let quoted = quotation.len() == 1 && scope.is_speech(quotation.start);
    let named = (1..=9).contains(&name.len())
        && scope.items[name.clone()].iter().all(|item| {
            item.is_capital() || item.is(Class::NAME_LINK) || item.is_comma() || item.shape == Shape::Number
        })
        && scope.items[name.start].is_capital();
    (quoted && named).then(|| Draft {
        by: CONSTRUCTION.name,
        source: Some(name),
        clitic: None,
        cue: dash..dash + 1,
        word: dash,
        lemma: scope.word(dash).to_owned(),
        stance: Stance::Asserts,
        negated: false,
        unable: false,
        content: vec![quotation],
        addressee: None,
        confidence: 0.85,
        shared: false,
    })
}
