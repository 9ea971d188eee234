//! What the source does with the content, by LEDGER.md §2: the class of the cue, turned by negation, then by what the content says.

use super::Stance;
use crate::Lang;
use crate::lang::{Language, data_lines};

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
    /// The source names itself in the content: first person, or a pronoun for itself.
    pub(crate) quoted: bool,
}

/// The stance; `None` where a negated cue attributes nothing ("did not say whether").
pub(crate) fn decide(question: &Question<'_>) -> Option<Stance> {
    let stance = question.stance;
    if question.negated {
        let turned = match stance {
            // The concession list: "did not deny", "tidak membantah".
            Stance::Denies => Stance::Confirms,
            Stance::Confirms => Stance::NoEvidence,
            Stance::Commits | Stance::Refuses => Stance::Refuses,
            Stance::Asserts if question.unable => Stance::NoEvidence,
            Stance::Asserts if is_belief(question) => Stance::Denies,
            Stance::Asserts if matches!(question.lemma, "pasti" | "temu" | "find" | "tunjuk" | "show") => {
                Stance::NoEvidence
            }
            Stance::Asserts | Stance::Asks => return None,
            other => other,
        };
        return Some(turned);
    }
    if stance == Stance::Refuses && answers_claim(question) {
        return Some(Stance::Denies);
    }
    if !matches!(stance, Stance::Asserts) {
        return Some(stance);
    }
    Some(by_content(question).unwrap_or(stance))
}

fn is_belief(question: &Question<'_>) -> bool {
    Language::of(question.lang)
        .cues
        .lexemes
        .iter()
        .any(|lexeme| lexeme.lemma == question.lemma && lexeme.has("thought"))
}

/// "menolak tuduhan": a rejection of a claim is a denial, a rejection of an offer is a refusal.
fn answers_claim(question: &Question<'_>) -> bool {
    let first = question
        .content
        .split_whitespace()
        .find(|word| !matches!(word.to_lowercase().as_str(), "the" | "a" | "any" | "such" | "segala" | "semua"));
    first.is_some_and(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        Language::of(question.lang).words.is(&word, crate::lang::Class::CLAIM_NOUN)
    })
}

fn by_content(question: &Question<'_>) -> Option<Stance> {
    let content = format!(" {} ", plain(question.content));
    for line in data_lines(phrases(question.lang)) {
        let mut columns = line.split('\t');
        let (Some(stance), Some(place), Some(phrase)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let needle = format!(" {phrase} ");
        let found = match place {
            "head" => {
                content.starts_with(&needle)
                    || content.find(&needle).is_some_and(|at| content[..at].split_whitespace().count() <= 5)
            }
            "start" => content.starts_with(&needle),
            _ => content.contains(&needle),
        };
        if found {
            return Stance::of_name(stance);
        }
    }
    if question.quoted && question.content.trim_end_matches(['"', '”', '\'', '’', ',', ' ']).ends_with('?') {
        return Some(Stance::Asks);
    }
    None
}

fn phrases(lang: Lang) -> &'static str {
    match lang {
        Lang::Id => include_str!("../lang/id/stance.tsv"),
        Lang::En => include_str!("../lang/en/stance.tsv"),
        Lang::Ms => include_str!("../lang/ms/stance.tsv"),
    }
}

/// Lower case, words parted by single spaces, without marks and complementizers at the front.
fn plain(content: &str) -> String {
    let mut words: Vec<String> = content
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect();
    if words.first().is_some_and(|word| matches!(word.as_str(), "that" | "bahwa")) {
        words.remove(0);
    }
    words.join(" ")
}
