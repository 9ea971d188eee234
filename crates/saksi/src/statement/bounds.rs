//! What the clauses around a cue leave to its content: a clause that hangs on another ends at its comma, a described subject
//! goes on with its verb, an object is no clause.

use std::ops::Range;

use super::clause::{content_end, has_verb};
use super::phrase::{is_verb, like_clause};
use super::scope::{Item, Scope};
use crate::Lang;
use crate::lang::{Class, Opener};
use crate::segment::Shape;

/// Where the content ends that begins at `start` and whose source is named: the clause around the cue bounds it as well.
pub(crate) fn end_in_clause(scope: &Scope<'_>, source: &Range<usize>, start: usize, opener: Opener) -> usize {
    let end = content_end(scope, start);
    let commas = || outer_commas(scope, start..end);
    // "While Oslo said A, Bergen …", "Setelah Wening menolak A, warga …": the comma closes the clause that hangs on the other.
    if hangs_on_another(scope, source.start) {
        let close = commas().find(|&comma| {
            let conjunction = scope.is(comma + 1, Class::CONJUNCTION);
            !conjunction && comma > start && scope.words(comma + 1..end) >= 2
        });
        return close.unwrap_or(end);
    }
    // ", who said A, left": the comma closes the clause about the one described.
    if source.start > 0
        && scope.items[source.start - 1].is_comma()
        && scope.is(source.start, Class::RELATIVE)
        && let Some(close) = commas().find(|&comma| is_predicate(scope, comma + 1))
    {
        return close;
    }
    // "The clerk who said A left": the verb of the one described closes what he says.
    let pronoun = if scope.is(source.start, Class::RELATIVE) && source.len() == 1 { source.start } else { source.end };
    if scope.is(pronoun, Class::RELATIVE)
        && scope.word(pronoun) != "that"
        && !scope.items[..source.start].iter().any(Item::is_comma)
        && !has_verb(scope, 0..source.start.min(pronoun))
        && let Some(verb) = main_verb(scope, start, end)
    {
        return verb;
    }
    // "demanded a vote, which the council had refused": the last clause describes, and it is the narrator who does so.
    let end = before_description(scope, start, end).unwrap_or(end);
    // "criticised the crew but left": a second verb of the source.
    if opener == Opener::Noun
        && scope.lang == Lang::En
        && let Some(close) = (start + 1..end).take_while(|&index| !scope.items[index].is_comma()).find(|&index| {
            let verb = match scope.word(index) {
                "but" => is_predicate(scope, index + 1),
                "and" => scope.is(index + 1, Class::VERB | Class::COPULA),
                _ => false,
            };
            verb && !like_clause(scope, start..index)
        })
    {
        return close;
    }
    if matches!(opener, Opener::Noun | Opener::To | Opener::As)
        && let Some(close) =
            commas().find(|&comma| !like_clause(scope, start..comma) && leaves_phrase(scope, comma + 1))
    {
        return close;
    }
    end
}

/// The comma before a describing clause that runs to the end of an English content.
fn before_description(scope: &Scope<'_>, start: usize, end: usize) -> Option<usize> {
    let comma = outer_commas(scope, start..end).last()?;
    let describes = match scope.lang {
        Lang::En => matches!(scope.word(comma + 1), "which" | "who"),
        // "…, yang sebelumnya …": what was before is the narrator's.
        Lang::Id | Lang::Ms => {
            scope.word(comma + 1) == "yang" && !matches!(scope.word(comma + 2), "akan" | "harus" | "dapat" | "bisa")
        }
    };
    (describes && comma > start + 1).then_some(comma)
}

/// The commas of a range outside brackets.
fn outer_commas<'a>(scope: &'a Scope<'_>, range: Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let mut depth = 0i32;
    range.filter(move |&index| {
        match scope.word(index) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        depth == 0 && scope.items[index].is_comma()
    })
}

/// Whether the phrase at `start` is the subject of a clause that opens the sentence and hangs on the one after it.
pub(crate) fn hangs_on_another(scope: &Scope<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return false };
    let item = &scope.items[before];
    let hangs = match scope.lang {
        Lang::En => matches!(
            item.lower,
            "while" | "although" | "though" | "because" | "after" | "before" | "since" | "when" | "if" | "once" | "as"
        ),
        Lang::Id | Lang::Ms => matches!(
            item.lower,
            "meski"
                | "meskipun"
                | "walau"
                | "walaupun"
                | "kendati"
                | "setelah"
                | "ketika"
                | "saat"
                | "sebelum"
                | "jika"
                | "karena"
                | "usai"
                | "sejak"
        ),
    };
    hangs
        && scope.items[..before]
            .iter()
            .all(|item| item.is(Class::OPENER | Class::CONJUNCTION | Class::ADVERB) || item.shape == Shape::Punct)
}

/// The range without words at its head that only link it to the sentence before: "But in Bergen", "Namun di kota".
pub(crate) fn without_links(scope: &Scope<'_>, range: Range<usize>) -> Range<usize> {
    let links = |item: &Item<'_>| {
        item.is(Class::CONJUNCTION | Class::OPENER) && !item.is(Class::PREPOSITION | Class::SUBORDINATOR)
    };
    let skip = scope.items[range.clone()].iter().take_while(|item| links(item)).count();
    range.start + skip..range.end
}

/// Whether a predicate begins here: a helper or a verb.
pub(crate) fn is_predicate(scope: &Scope<'_>, index: usize) -> bool {
    let item = scope.get(index);
    item.is_some_and(|item| {
        item.shape == Shape::Lower
            && (item.is(Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::VERB | Class::NEGATION)
                && !item.is(Class::CONJUNCTION | Class::DETERMINER | Class::SUBORDINATOR)
                || is_verb(scope, index)
                || scope.lang == Lang::En && item.lower.len() > 4 && item.lower.ends_with("ed"))
    })
}

/// The verb of the clause around a content that stands in its subject: "the claim that A | spread", "the clerk who said A | left".
pub(crate) fn main_verb(scope: &Scope<'_>, start: usize, end: usize) -> Option<usize> {
    let infinitive = matches!(scope.word(start), "to" | "untuk" | "agar");
    let mut groups = Vec::new();
    let mut index = start + if infinitive { 2 } else { 1 };
    while index < end {
        let item = &scope.items[index];
        let opens =
            item.is(Class::COMPLEMENTIZER | Class::RELATIVE | Class::SUBORDINATOR) && !item.is(Class::DETERMINER);
        if opens || item.is_comma() {
            break;
        }
        if !is_predicate(scope, index) {
            index += 1;
            continue;
        }
        let joined = scope.is(index - 1, Class::CONJUNCTION | Class::PREPOSITION | Class::RELATIVE | Class::DETERMINER)
            || scope.word(index - 1) == "to";
        if !joined {
            groups.push(index);
        }
        // Helpers, then one verb.
        while index < end
            && is_predicate(scope, index)
            && scope.is(index, Class::AUXILIARY | Class::NEGATION | Class::COPULA)
        {
            index += 1;
        }
        index += usize::from(index < end && is_predicate(scope, index) || !scope.is(index, Class::DETERMINER));
    }
    if infinitive {
        return groups.first().copied();
    }
    // The first verb is that of the content, if there is room for a subject before it.
    let first = groups.first().copied().filter(|&first| first > start + 1)?;
    match scope.lang {
        Lang::En => groups.get(1).copied(),
        Lang::Id | Lang::Ms => {
            groups.last().copied().filter(|&last| last > start + 2 && (last > first || last + 4 > end))
        }
    }
}

/// Whether what follows a comma cannot belong to an object: "…, looping the streets", "…, but Oslo would", "…, sehingga".
fn leaves_phrase(scope: &Scope<'_>, index: usize) -> bool {
    let Some(item) = scope.get(index).filter(|item| item.shape == Shape::Lower) else { return false };
    if scope.lang == Lang::Id {
        return matches!(
            item.lower,
            "sehingga"
                | "karena"
                | "sebab"
                | "meski"
                | "meskipun"
                | "walau"
                | "padahal"
                | "setelah"
                | "ketika"
                | "saat"
        );
    }
    let participle = item.lower.len() > 5
        && item.lower.ends_with("ing")
        && !item.is(Class::PREPOSITION | Class::SPEAKER_NOUN)
        && !matches!(item.lower, "including" | "during" | "nothing" | "something" | "anything" | "everything");
    let clause = item.is(Class::CONJUNCTION)
        && (scope.is(index + 1, Class::SUBJECT | Class::DETERMINER)
            || scope.get(index + 1).is_some_and(Item::is_capital))
        && (index + 2..scope.len().min(index + 8))
            .take_while(|&at| !scope.items[at].is_comma())
            .any(|at| is_predicate(scope, at));
    participle
        || clause
        || item.is(Class::SUBORDINATOR) && !item.is(Class::PREPOSITION | Class::RELATIVE | Class::QUESTION)
}
