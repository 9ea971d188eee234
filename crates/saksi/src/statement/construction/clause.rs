//! Subject, reporting verb, content.
//!
//! Example: `Lurah Wening Asri mengatakan air sudah surut.` · `The council denied that the bridge was unsafe.`
//! Known misses: a subject that lies across a dash; verbs of the list in rare senses.
//! Cases: tests/cases/statement/clause.txt

use super::{Construction, Draft, shared_source, taken};
use crate::Lang;
use crate::lang::{Class, Form, Opener};
use crate::segment::Shape;
use crate::statement::clause::{After, after_cue, content_end};
use crate::statement::phrase::{like_clause, subject_before};
use crate::statement::scope::Scope;
use crate::statement::site::{Site, Voice};
use std::ops::Range;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "clause",
    reads: "a source, a verb that attributes, and what is attributed: clause, question, infinitive, object or quotation",
    examples: &[
        ("id", "Lurah Wening Asri mengatakan air sudah surut."),
        ("id", "Pabrik itu membantah telah membuang limbah."),
        ("en", "The council denied that the bridge was unsafe."),
        ("en", "Brink urged the owners to open the gates."),
    ],
    misses: "a subject across a dash; list verbs in rare senses",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for readings in sites {
        if taken(drafts, readings[0].word) {
            continue;
        }
        let draft = readings.iter().find_map(|site| read_site(scope, site, drafts));
        drafts.extend(draft);
    }
}

fn read_site(scope: &Scope<'_>, site: &Site<'_>, drafts: &[Draft]) -> Option<Draft> {
    let root_headline = site.form == Form::Tag && scope.lang == Lang::Id && scope.role_is_headline();
    if site.voice != Voice::Active || matches!(site.form, Form::Noun) || site.form == Form::Tag && !root_headline {
        return None;
    }
    if site.clitic.is_some() {
        return None;
    }
    if site.lexeme.has("progressive") && !site.progressive && site.form != Form::Ing {
        return None;
    }
    let mut shared = false;
    let source = if let Some(source) = subject_before(scope, site.start) {
        Some(source)
    } else {
        let before = site.start.checked_sub(1).and_then(|index| scope.get(index));
        if before.is_some_and(|item| item.is(Class::CONJUNCTION) || item.is_comma()) {
            shared = true;
            shared_source(drafts, site.word)
        } else {
            None
        }
    }?;
    if !can_speak(scope, site, &source) {
        return None;
    }
    let after = after_cue(scope, site.lexeme, site.end);
    let opener = after.opener?;
    if !accepts(scope, site, &after, opener) {
        return None;
    }
    let end = content_end(scope, after.start);
    let content = scope.trim(after.start..end);
    if content.is_empty() {
        return None;
    }
    let confidence = match opener {
        Opener::That | Opener::Quote => 0.9,
        Opener::Bare | Opener::Question | Opener::To => 0.8,
        Opener::Noun | Opener::As => 0.7,
    };
    Some(Draft {
        addressee: after.addressee,
        confidence,
        shared,
        ..Draft::of("clause", site, Some(source), vec![content])
    })
}

/// Whether the source can do what the verb says: nobody reports himself, surveys show, only somebody supports.
fn can_speak(scope: &Scope<'_>, site: &Site<'_>, source: &Range<usize>) -> bool {
    let items = &scope.items[source.clone()];
    let has = |class: Class| items.iter().any(|item| item.is(class));
    if items[0].is(Class::FIRST | Class::SECOND) || scope.inside.is_some() && has(Class::FIRST | Class::SECOND) {
        return false;
    }
    if items.iter().any(|item| item.has(Form::Tag) && item.shape == Shape::Lower && scope.lang == Lang::Id)
        || items[0].lower.ends_with("nya") && scope.language.is_tag_verb(items[0].lower)
    {
        return false;
    }
    let named = items.iter().any(super::super::scope::Item::is_capital) || has(Class::SPEAKER_NOUN | Class::SPEAKER);
    if site.lexeme.has("data") && !has(Class::DATA_NOUN) {
        // "The cuts show …" is the narrator's inference; "Brink suggested …" is speech.
        let sure = matches!(site.lexeme.lemma, "show" | "tunjuk" | "illustrate" | "demonstrate" | "garisbawah");
        let begins =
            items[0].is_capital() && items.len() <= 6 || items[0].is(Class::SPEAKER) || has(Class::SPEAKER_NOUN);
        return !sure && begins;
    }
    if site.lexeme.has("weak") {
        let helped = (site.start..site.word).any(|index| {
            scope.is(index, Class::MODAL)
                || matches!(scope.word(index), "akan" | "dapat" | "bisa" | "harus" | "mau" | "ingin")
        });
        return named && !helped && scope.inside.is_none() && site.word < source.end + 5;
    }
    true
}

/// Whether what follows fits the frame of the verb.
fn accepts(scope: &Scope<'_>, site: &Site<'_>, after: &After, opener: Opener) -> bool {
    let lexeme = site.lexeme;
    let end = content_end(scope, after.start);
    let clause = like_clause(scope, after.start..end);
    if lexeme.has("tell") && after.addressee.is_none() && scope.lang == Lang::En {
        return false;
    }
    if lexeme.has("claim-object")
        && !scope.items[after.start..end.min(after.start + 4)].iter().any(|item| {
            item.is(Class::CLAIM_NOUN)
                || item.lower.strip_suffix("nya").is_some_and(|root| scope.language.words.is(root, Class::CLAIM_NOUN))
        })
    {
        return false;
    }
    if lexeme.has("at")
        && !scope.items[after.start..end].windows(2).any(|pair| {
            pair[0].lower == "at"
                && (pair[1].shape == Shape::Number
                    || pair[1].is(Class::ADVERB | Class::DETERMINER)
                    || pair[1].lower == "up")
        })
    {
        return false;
    }
    if lexeme.has("suspect")
        && !scope.items[after.start..end].iter().any(|item| matches!(item.lower, "tersangka" | "terdakwa" | "buron"))
    {
        return false;
    }
    match opener {
        Opener::Noun if !lexeme.opens(Opener::Noun) => {
            // A bare clause: it needs a verb somewhere, and verbs that rarely go without "that" need a subject pronoun.
            let enough = scope.words(after.start..end) >= 2;
            if lexeme.has("nobare") {
                return clause
                    && scope.is(after.start, Class::SUBJECT | Class::DETERMINER)
                    && scope.get(site.word).is_some_and(|item| !item.lower.ends_with("ing"));
            }
            enough && (clause || lexeme.lemma == "say" || scope.lang == Lang::Id)
        }
        Opener::Noun if lexeme.has("object-to") && scope.lang == Lang::En => {
            clause_or_to(scope, after.start, end) || lexeme.opens(Opener::Quote) || !lexeme.particle.is_empty()
        }
        Opener::Noun if lexeme.has("accuse") && lexeme.lemma != "blame" && scope.lang == Lang::En => {
            scope.items[after.start..end].iter().any(|item| matches!(item.lower, "of" | "for" | "with")) || clause
        }
        Opener::Noun if lexeme.has("predicate") && scope.lang == Lang::En => scope.words(after.start..end) >= 2,
        Opener::Noun if lexeme.has("thought") && scope.lang == Lang::En => clause,
        Opener::Noun if lexeme.has("control") && scope.lang == Lang::En => false,
        Opener::That if scope.word(after.start) == "that" && !clause => {
            // "said that evening", "that man": a determiner, not a complementizer.
            scope.words(after.start..end) >= 4
        }
        _ => true,
    }
}

fn clause_or_to(scope: &Scope<'_>, start: usize, end: usize) -> bool {
    scope.items[start..end].iter().any(|item| item.lower == "to" || item.lower == "not")
}
