//! A light verb and a noun that together attribute: "expressed concern that", "menyampaikan keprihatinan atas".
//!
//! Example: `The council issued a denial that the bridge was weak.` · `Lurah itu menyampaikan apresiasi kepada warga.`
//! Known misses: the noun behind a second object.
//! Cases: tests/cases/statement/light.txt

use super::{Construction, Draft, taken};
use crate::Lang;
use crate::lang::{Class, Form, Lexeme};
use crate::statement::Stance;
use crate::statement::clause::content_end;
use crate::statement::phrase::{is_verb, subject_before};
use crate::statement::scope::Scope;
use crate::statement::site::Site;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "light-verb",
    reads: "a verb that says little and a noun that says what is done with the words",
    examples: &[
        ("id", "Lurah itu menyampaikan apresiasi kepada warga yang mengungsi."),
        ("en", "The council expressed concern that the bridge was weak."),
    ],
    misses: "the noun behind a second object",
    read,
};

fn read(scope: &Scope<'_>, _sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for verb in 1..scope.len() {
        if scope.is(verb, Class::LIGHT) && !taken(drafts, verb) {
            drafts.extend(read_at(scope, verb));
        }
    }
}

fn read_at(scope: &Scope<'_>, verb: usize) -> Option<Draft> {
    let (noun, lexeme) = noun_after(scope, verb + 1)?;
    let connector = connector_after(scope, noun + 1)?;
    // "anger at the ruling", but "made the pledge at a meeting".
    if scope.word(connector) == "at" && lexeme.stance != Stance::Judges {
        return None;
    }
    let source = subject_before(scope, verb)?;
    if scope.items[source.clone()].iter().any(|item| item.is(Class::FIRST | Class::SECOND)) {
        return None;
    }
    let word = scope.word(connector);
    let clause = scope.is(connector, Class::COMPLEMENTIZER) || matches!(word, "to" | "untuk" | "agar" | "supaya");
    let infinitive = clause && !scope.is(connector, Class::COMPLEMENTIZER);
    let weak = matches!(lexeme.lemma, "offer" | "plan" | "decision" | "agreement" | "proposal");
    if infinitive && (weak || !matches!(lexeme.stance, Stance::Commits | Stance::Refuses | Stance::Urges)) {
        return None;
    }
    // "gave a statement on the bridge" tells a topic, no content.
    if !clause && lexeme.stance == Stance::Asserts {
        return None;
    }
    let (cue_end, start) = if clause { (noun + 1, connector) } else { (connector + 1, connector + 1) };
    let mut end = content_end(scope, start);
    // "mengungkapkan kekecewaan terhadap Bram setelah …", "… dengan menyebut …": behind the phrase the narrator tells when and how.
    if scope.lang == Lang::Id && !clause {
        let leaves = |index: usize| match scope.word(index) {
            "setelah" | "usai" | "seusai" | "ketika" => true,
            "dengan" | "seraya" | "sambil" => is_verb(scope, index + 1),
            "saat" => is_verb(scope, index + 1),
            _ => false,
        };
        end = (start + 1..end).find(|&index| leaves(index)).unwrap_or(end);
    }
    let content = scope.trim(start..end);
    if content.is_empty() {
        return None;
    }
    Some(Draft {
        by: CONSTRUCTION.name,
        source: Some(source),
        clitic: None,
        cue: verb..cue_end,
        word: verb,
        lemma: format!("{} {}", scope.word(verb), lexeme.lemma),
        stance: lexeme.stance,
        negated: verb > 0 && scope.is(verb - 1, Class::NEGATION),
        unable: false,
        content: vec![content],
        addressee: None,
        confidence: 0.75,
        shared: false,
    })
}

/// The noun within a few words of the verb, with nothing but determiners and describing words between.
fn noun_after<'a>(scope: &Scope<'a>, from: usize) -> Option<(usize, &'a Lexeme)> {
    for index in from..scope.len().min(from + 4) {
        let item = &scope.items[index];
        if !item.is_word() || item.is(Class::PREPOSITION | Class::COMPLEMENTIZER | Class::CONJUNCTION | Class::SUBJECT)
        {
            return None;
        }
        let root = item.lower.strip_suffix("nya").unwrap_or(item.lower);
        let cues = &scope.language.cues;
        let found =
            [item.lower, root].into_iter().find_map(|word| cues.uses(word).iter().find(|one| one.form == Form::Noun));
        if let Some(one) = found {
            return Some((index, cues.of(*one)));
        }
        if is_verb(scope, index) {
            return None;
        }
    }
    None
}

/// What joins the noun to its content: a complementizer, an infinitive, or a preposition.
fn connector_after(scope: &Scope<'_>, from: usize) -> Option<usize> {
    for index in from..scope.len().min(from + 4) {
        let item = &scope.items[index];
        let preposition = matches!(
            item.lower,
            "about"
                | "over"
                | "against"
                | "at"
                | "terhadap"
                | "kepada"
                | "atas"
                | "soal"
                | "mengenai"
                | "tentang"
                | "terkait"
                | "akan"
                | "bagi"
                | "pada"
        );
        if item.is(Class::COMPLEMENTIZER) || preposition || matches!(item.lower, "to" | "untuk" | "agar" | "supaya") {
            return Some(index);
        }
        if !item.is_word() || item.is_capital() || is_verb(scope, index) {
            return None;
        }
    }
    None
}
