//! What the source does with the content, by LEDGER.md §2, as far as the cue alone tells: its class, turned by negation.
//! What the words of the content add is read by the wording room, once the whole content is known.

use super::Stance;
use crate::Lang;
use crate::lang::{Class, Language};

/// What decides the stance of one statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) lang: Lang,
    pub(crate) lemma: &'a str,
    pub(crate) stance: Stance,
    pub(crate) negated: bool,
    pub(crate) unable: bool,
    /// The content, pieces joined by a space.
    pub(crate) content: &'a str,
}

/// The stance; `None` where a negated cue attributes nothing ("did not say whether").
pub(crate) fn decide(question: &Question<'_>) -> Option<Stance> {
    let stance = question.stance;
    if question.negated {
        return turned(question);
    }
    if stance == Stance::Refuses && rejects_claim(question) {
        return Some(Stance::Denies);
    }
    Some(stance)
}

/// The stance of a negated cue.
fn turned(question: &Question<'_>) -> Option<Stance> {
    let turned = match question.stance {
        // The concession list: "did not deny", "tidak membantah"; but "cannot rule out", "belum bisa membantah" know nothing.
        Stance::Denies | Stance::Asserts if question.unable => Stance::NoEvidence,
        Stance::Denies => Stance::Confirms,
        Stance::Confirms => Stance::NoEvidence,
        Stance::Commits | Stance::Refuses => Stance::Refuses,
        Stance::Asserts if is_belief(question) => Stance::Denies,
        Stance::Asserts if matches!(question.lemma, "pasti" | "temu" | "find" | "tunjuk" | "show") => {
            Stance::NoEvidence
        }
        Stance::Asserts | Stance::Asks => return None,
        other => other,
    };
    Some(turned)
}

fn is_belief(question: &Question<'_>) -> bool {
    let lexemes = &Language::of(question.lang).cues.lexemes;
    lexemes.iter().any(|lexeme| lexeme.lemma == question.lemma && lexeme.has("thought"))
}

/// "menolak tuduhan": a rejection of a claim is a denial, a rejection of an offer is a refusal.
fn rejects_claim(question: &Question<'_>) -> bool {
    let first = question
        .content
        .split_whitespace()
        .find(|word| !matches!(word.to_lowercase().as_str(), "the" | "a" | "any" | "such" | "segala" | "semua"));
    first.is_some_and(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        Language::of(question.lang).words.is(&word, Class::CLAIM_NOUN)
    })
}
