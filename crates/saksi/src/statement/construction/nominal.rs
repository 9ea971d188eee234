//! A noun that carries a proposition: "the claim that …", "tuduhan bahwa …".
//!
//! Example: `Tuduhan Brink bahwa jembatan itu rapuh beredar luas.` · `Her promise to resign was soon forgotten.`
//! Known misses: propositions behind other prepositions ("tuduhan soal").
//! Cases: tests/cases/statement/nominal.txt

use std::ops::Range;

use super::{Construction, Draft, taken};
use crate::Lang;
use crate::lang::{Class, Form};
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::bounds::{is_predicate, main_verb};
use crate::statement::clause::content_end;
use crate::statement::phrase::{has_clause, is_verb, source_after};
use crate::statement::scope::Scope;
use crate::statement::site::Site;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "nominal",
    reads: "a noun of saying with the proposition it carries, and its owner as the source",
    examples: &[
        ("id", "Tuduhan Brink bahwa jembatan itu rapuh beredar luas."),
        ("en", "Brink's claim that the bridge was weak spread quickly."),
        ("en", "Her promise to resign was soon forgotten."),
    ],
    misses: "propositions behind other prepositions",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for readings in sites {
        let word = readings[0].word;
        if taken(drafts, word) || governed(scope, drafts, word) {
            continue;
        }
        let draft = readings.iter().filter(|site| site.form == Form::Noun).find_map(|site| read_site(scope, site));
        drafts.extend(draft);
    }
}

fn read_site(scope: &Scope<'_>, site: &Site<'_>) -> Option<Draft> {
    let infinitive = matches!(site.lexeme.stance, Stance::Commits | Stance::Refuses | Stance::Urges);
    let (source, start) = match scope.lang {
        Lang::En => {
            let by = scope.word(site.end) == "by";
            let agent = if by { source_after(scope, site.end + 1) } else { None };
            let start = agent.as_ref().map_or(site.end, |agent| agent.end);
            (agent.or_else(|| owner(scope, site.word)), start)
        }
        Lang::Id | Lang::Ms => {
            let from = if matches!(scope.word(site.end), "dari" | "oleh") { site.end + 1 } else { site.end };
            let owned = scope
                .get(from)
                .filter(|item| {
                    item.is_capital() || item.is(Class::SPEAKER_AFTER | Class::SPEAKER_NOUN) || is_crowd(item.lower)
                })
                .and_then(|_| source_after(scope, from));
            let start = owned.as_ref().map_or(site.end, |owned| owned.end);
            (owned, start)
        }
    };
    // "kritik publik soal tunjangan", "kekhawatiran warga atas limbah": who values or fears, and what.
    let about = matches!(site.lexeme.stance, Stance::Judges | Stance::Expects | Stance::Accuses)
        && matches!(scope.word(start), "soal" | "atas" | "terhadap" | "mengenai" | "tentang" | "terkait" | "akan");
    let opens = match scope.lang {
        Lang::En => scope.is(start, Class::COMPLEMENTIZER) || infinitive && scope.word(start) == "to",
        Lang::Id | Lang::Ms => {
            scope.is(start, Class::COMPLEMENTIZER)
                || infinitive && matches!(scope.word(start), "untuk" | "agar" | "supaya")
                || source.is_some() && about
        }
    };
    if !opens || describes(scope, site, start) {
        return None;
    }
    // Without an owner an infinitive is too weak a sign: "a plan to sell".
    if source.is_none() && !scope.is(start, Class::COMPLEMENTIZER) {
        return None;
    }
    let content = scope.trim(start..nominal_end(scope, site.word, start));
    let least = if source.is_some() && infinitive { 2 } else { 3 };
    if scope.words(content.clone()) < least {
        return None;
    }
    let confidence = if source.is_some() { 0.7 } else { 0.5 };
    Some(Draft {
        cue: site.word..site.word + 1,
        negated: false,
        confidence,
        ..Draft::of("nominal", site, source, vec![content])
    })
}

/// Words for people without a name: "kritik publik", "kekhawatiran masyarakat".
fn is_crowd(word: &str) -> bool {
    matches!(word, "publik" | "masyarakat" | "massa" | "kalangan" | "para" | "rakyat")
}

/// "questions that have swirled", "attacks that helped": the clause tells of the noun, it is not what the noun says.
fn describes(scope: &Scope<'_>, site: &Site<'_>, start: usize) -> bool {
    if scope.lang != Lang::En || scope.word(start) != "that" {
        return false;
    }
    let propositional =
        !matches!(site.lexeme.lemma, "plan" | "attack" | "question" | "offer" | "support" | "praise" | "criticism");
    let mut next = start + 1;
    while scope.is(next, Class::ADVERB) && !scope.is(next, Class::DETERMINER | Class::PRONOUN) {
        next += 1;
    }
    !propositional || is_predicate(scope, next) && !scope.is(next, Class::DETERMINER | Class::SUBJECT)
}

/// The content of a noun ends where the clause around it goes on: before a comma, or before the main verb of the clause whose
/// subject the noun is.
fn nominal_end(scope: &Scope<'_>, noun: usize, start: usize) -> usize {
    let end = content_end(scope, start);
    let end = (start..end).find(|&index| scope.items[index].is_comma()).unwrap_or(end);
    let before = scope.items[..noun]
        .iter()
        .rposition(|item| item.is_comma() || item.is(Class::CONJUNCTION | Class::SUBORDINATOR));
    let front = before.map_or(0, |mark| mark + 1)..noun;
    // "Muncul dugaan bahwa …": in Indonesian the verb may stand first, in any form.
    let bare = scope.lang == Lang::En
        || scope.items[front.clone()].iter().all(|item| item.is(Class::DETERMINER | Class::OPENER | Class::ADVERB));
    let subject = bare && !has_clause(scope, front);
    if !subject {
        return end;
    }
    main_verb(scope, start, end).unwrap_or(end)
}

/// "Brink's claim", "his promise": the owner before the noun.
fn owner(scope: &Scope<'_>, noun: usize) -> Option<Range<usize>> {
    let mut index = noun;
    while index > 0 && noun - index < 4 {
        index -= 1;
        let item = &scope.items[index];
        if matches!(item.lower, "his" | "her" | "their" | "its") {
            return Some(index..index + 1);
        }
        if item.lower.ends_with("'s") || item.lower == "'" {
            let mut start = index;
            if item.shape == Shape::Lower || item.lower == "'" && !scope.items[index.saturating_sub(1)].is_capital() {
                return common_owner(scope, index);
            }
            while start > 0
                && (scope.items[start - 1].is_capital()
                    || scope.is(start - 1, Class::NAME_LINK) && scope.items[start - 1].lower != "and")
            {
                start -= 1;
            }
            return Some(start..index + 1);
        }
        if item.is(Class::PREPOSITION | Class::AUXILIARY) || is_verb(scope, index) || item.is_comma() {
            return None;
        }
    }
    None
}

/// "the minister's claim", "the miners' threat": a common noun with its article.
fn common_owner(scope: &Scope<'_>, end: usize) -> Option<Range<usize>> {
    let article = (end.saturating_sub(4)..end).rev().find(|&index| scope.is(index, Class::DETERMINER))?;
    let plain = scope.items[article + 1..end]
        .iter()
        .all(|item| item.is_word() && !item.is(Class::PREPOSITION | Class::AUXILIARY));
    plain.then_some(article..end + 1)
}

/// Whether a verb that answers a report ("denied claims that") already has the noun in its content's head.
fn governed(scope: &Scope<'_>, drafts: &[Draft], noun: usize) -> bool {
    drafts.iter().any(|draft| {
        let answers = matches!(
            draft.stance,
            Stance::Denies
                | Stance::Confirms
                | Stance::NoEvidence
                | Stance::Refuses
                | Stance::Judges
                | Stance::Assessing
        );
        answers
            && draft.content.iter().any(|piece| {
                piece.start <= noun
                    && noun < piece.end.min(piece.start + 5)
                    && !scope.items[piece.start..noun].iter().any(|item| item.is(Class::COMPLEMENTIZER))
            })
    })
}
