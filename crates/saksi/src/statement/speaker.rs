//! Which words name the speaker of a statement, and which speakers stand on one side.
//!
//! Sources are compared by their words and by the actors found behind them; a pronoun without an actor is taken for the
//! source before it. This room knows sources, not stances.

use std::collections::HashMap;

use super::{ActorKind, Statement};
use crate::Lang;
use crate::lang::{Class, Language};
use crate::segment::{Segments, Shape};

/// The speaker of one statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaker {
    /// Words that name it here or elsewhere in the article, in lower case.
    pub(crate) words: Vec<String>,
    /// Keys of its names here; two speakers that share one stand on one side.
    pub(crate) keys: Vec<String>,
    /// Speaks for a government: a minister, a president, a ministry.
    pub(crate) official: bool,
}

impl Speaker {
    /// Whether the two stand on one side; unknown speakers never do.
    pub(crate) fn with(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.contains(key))
    }
}

/// Descriptions of one speaker are gathered up to this many words.
const CAP: usize = 40;

/// The speaker of every statement, in their order.
pub(crate) fn speakers(segments: &Segments, lang: Lang, statements: &[Statement], officials: &[&str]) -> Vec<Speaker> {
    let language = Language::of(lang);
    let mut speakers: Vec<Speaker> = Vec::with_capacity(statements.len());
    for statement in statements {
        let mut speaker = Speaker::default();
        let mut nouns = Vec::new();
        let mut pronoun = true;
        let mut placed = false;
        let mut office = false;
        for span in statement.source.iter().flat_map(|source| &source.spans) {
            let first = segments.token_from(span.start);
            for token in segments.tokens[first..].iter().take_while(|token| token.span.end <= span.end).take(CAP) {
                let class = language.words.class(&token.lower);
                if !token.is_word() || class.any(Class::PRONOUN) {
                    continue;
                }
                pronoun = false;
                // Where somebody stands is not who he is: "the embassy in Oslo".
                placed = placed
                    || matches!(
                        token.lower.as_str(),
                        "in" | "at" | "from" | "to" | "near" | "di" | "ke" | "dari" | "untuk"
                    );
                if placed || class.any(Class::DETERMINER | Class::PREPOSITION | Class::CONJUNCTION) {
                    continue;
                }
                office |= class.any(Class::SPEAKER_NOUN);
                speaker.official |= officials.contains(&token.lower.as_str());
                let key = name_key(&token.lower);
                let named = token.is_capital() && !class.any(Class::TITLE | Class::SPEAKER_NOUN | Class::DAY);
                if named {
                    speaker.keys.push(key.to_owned());
                } else {
                    nouns.push(key.to_owned());
                }
                speaker.words.push(key_word(&token.lower).to_owned());
            }
        }
        for actor in statement.source.iter().flat_map(|source| &source.actors) {
            for word in actor.name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).take(CAP) {
                let lower = word.to_lowercase();
                if !language
                    .words
                    .is(&lower, Class::TITLE | Class::SPEAKER_NOUN | Class::PREPOSITION | Class::DETERMINER)
                {
                    pronoun = false;
                    speaker.keys.push(name_key(&lower).to_owned());
                    speaker.words.push(lower);
                }
            }
        }
        if speaker.keys.is_empty() && nouns.len() <= 2 {
            speaker.keys = nouns;
        }
        if pronoun && statement.source.is_some() {
            speaker = speakers.last().cloned().unwrap_or_default();
        } else if office {
            let before = speakers.len().checked_sub(1).map(|last| (&statements[last], &speakers[last]));
            let seen = speakers.iter().any(|known| known.with(&speaker));
            if let Some((_, body)) = before.filter(|(before, _)| !seen && speaks_for(before, statement)) {
                speaker.keys.extend(body.keys.iter().cloned());
                speaker.words.extend(body.words.iter().cloned());
            }
        }
        speakers.push(speaker);
    }
    gather(&mut speakers);
    speakers
}

/// A person with an office and no house of its own speaks for the house that spoke just before:
/// "The bank denied it. … corporate secretary Lia Anand said".
fn speaks_for(before: &Statement, statement: &Statement) -> bool {
    let kinds = |statement: &Statement, fits: fn(ActorKind) -> bool| {
        statement.source.iter().flat_map(|source| &source.actors).any(|actor| fits(actor.kind))
    };
    let near = statement.sentence.saturating_sub(before.sentence) <= 2;
    near && kinds(before, |kind| matches!(kind, ActorKind::State | ActorKind::Organisation))
        && kinds(statement, |kind| kind == ActorKind::Person)
}

/// A person is described once and named shortly after that: every speaker learns the words of its fuller namesakes.
fn gather(speakers: &mut [Speaker]) {
    let mut known: HashMap<String, (Vec<String>, bool)> = HashMap::new();
    for speaker in speakers {
        let mut words = speaker.words.clone();
        let mut official = speaker.official;
        for key in &speaker.keys {
            if let Some((more, also)) = known.get(key) {
                official |= also;
                for word in more {
                    if words.len() < CAP && !words.contains(word) {
                        words.push(word.clone());
                    }
                }
            }
        }
        for key in speaker.keys.iter().take(CAP) {
            known.insert(key.clone(), (words.clone(), official));
        }
        (speaker.words, speaker.official) = (words, official);
    }
}

/// "Russia", "Russia's", "Russian" lead to one key.
pub(crate) fn name_key(lower: &str) -> &str {
    let word = key_word(lower);
    word.char_indices().nth(6).map_or(word, |(end, _)| &word[..end])
}

fn key_word(lower: &str) -> &str {
    lower.strip_suffix("'s").unwrap_or(lower)
}

/// Whether a word of a content names the speaker.
pub(crate) fn names(speaker: &Speaker, lower: &str, shape: Shape, governments: &[&str]) -> bool {
    (lower.len() > 2 || shape == Shape::Upper) && speaker.words.iter().any(|word| word == key_word(lower))
        || speaker.official && governments.contains(&lower)
}
