//! An adverb that attributes to nobody: "reportedly", "kabarnya".
//!
//! Example: `The ship reportedly left at dawn.` · `Kapal itu kabarnya sudah berangkat.`
//! Known misses: how far the adverb reaches is taken to be its clause.
//! Cases: tests/cases/statement/hearsay.txt

use super::{Construction, Draft, taken};
use crate::lang::Class;
use crate::statement::Stance;
use crate::statement::clause::content_end;
use crate::statement::phrase::subject_before;
use crate::statement::scope::Scope;
use crate::statement::site::Site;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "hearsay",
    reads: "an adverb that attributes its clause to nobody in particular",
    examples: &[("id", "Kapal itu kabarnya sudah berangkat."), ("en", "The ship reportedly left at dawn.")],
    misses: "the reach of the adverb is taken to be its clause",
    read,
};

fn read(scope: &Scope<'_>, _sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for index in 0..scope.len() {
        let item = &scope.items[index];
        // Passive hearsay is read by `passive`; here only adverbs.
        if !item.is(Class::HEARSAY) || !item.uses.is_empty() || taken(drafts, index) {
            continue;
        }
        let mut content = Vec::new();
        content.extend(subject_before(scope, index));
        let rest = scope.trim(index + 1..content_end(scope, index + 1));
        if !rest.is_empty() {
            content.push(rest);
        }
        if content.len() < 2 && content.first().is_none_or(|piece| scope.words(piece.clone()) < 3) {
            continue;
        }
        drafts.push(Draft {
            by: CONSTRUCTION.name,
            source: None,
            clitic: None,
            cue: index..index + 1,
            word: index,
            lemma: item.lower.to_owned(),
            stance: Stance::Asserts,
            negated: false,
            unable: false,
            content,
            addressee: None,
            confidence: 0.6,
            shared: false,
        });
    }
}
