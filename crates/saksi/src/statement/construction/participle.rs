//! A participle that attributes, with the subject of its clause: ", adding that …".
//!
//! Example: `Brink refused, saying the gates were rusted.` (Indonesian has no such form; see `clause` for "seraya mengatakan".)
//! Known misses: participles at the head of a sentence.
//! Cases: tests/cases/statement/participle.txt

use super::clause::accepts;
use super::{Construction, Draft, shared_source, taken};
use crate::lang::{Class, Opener};
use crate::statement::clause::{after_cue, content_end};
use crate::statement::phrase::subject_before;
use crate::statement::scope::Scope;
use crate::statement::site::{Site, Voice};

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "participle",
    reads: "a participle that attributes and shares the subject of its clause",
    examples: &[("en", "Brink refused, saying the gates were rusted.")],
    misses: "participles at the head of a sentence",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for readings in sites {
        if taken(drafts, readings[0].word) {
            continue;
        }
        let draft = readings
            .iter()
            .filter(|site| site.voice == Voice::Participle)
            .find_map(|site| read_site(scope, site, drafts));
        drafts.extend(draft);
    }
}

fn read_site(scope: &Scope<'_>, site: &Site<'_>, drafts: &[Draft]) -> Option<Draft> {
    let after = after_cue(scope, site.lexeme, site.end);
    let opener = after.opener?;
    let end = content_end(scope, after.start);
    let clause = crate::statement::phrase::like_clause(scope, after.start..end);
    let adverb =
        site.start > 1 && scope.is(site.start - 1, Class::ADVERB) || scope.word(site.start.wrapping_sub(1)) == "even";
    let front = if adverb { site.start - 1 } else { site.start };
    let before = front.checked_sub(1).and_then(|index| scope.get(index));
    let joined = before.is_some_and(|item| {
        item.is_comma() || item.is_dash() || item.is_quotation() || item.is(Class::CONJUNCTION) || item.lower == "by"
    });
    let fits = match opener {
        Opener::That | Opener::Quote => true,
        Opener::Question => joined,
        Opener::Noun if !site.lexeme.opens(Opener::Noun) => clause && scope.words(after.start..end) >= 3,
        Opener::Noun => joined,
        Opener::To | Opener::As | Opener::Bare => joined,
    };
    if !fits || !accepts(scope, site, &after, opener) {
        return None;
    }
    let source = if joined {
        shared_source(scope, drafts, site.word).or_else(|| first_subject(scope, site.start))
    } else {
        subject_before(scope, site.start).or_else(|| shared_source(scope, drafts, site.word))
    }?;
    let content = scope.trim(after.start..end);
    if content.is_empty() {
        return None;
    }
    Some(Draft {
        addressee: after.addressee,
        confidence: 0.75,
        shared: true,
        ..Draft::of("participle", site, Some(source), vec![content])
    })
}

/// The subject of the first verb of the scope.
pub(super) fn first_subject(scope: &Scope<'_>, before: usize) -> Option<std::ops::Range<usize>> {
    (1..before).find_map(|index| {
        let item = &scope.items[index];
        let verb = item.is(Class::AUXILIARY | Class::COPULA | Class::VERB)
            || item.lower.len() > 4 && item.lower.ends_with("ed") && item.shape == crate::segment::Shape::Lower
            || crate::statement::phrase::is_verb(scope, index);
        if verb { subject_before(scope, index) } else { None }
    })
}
