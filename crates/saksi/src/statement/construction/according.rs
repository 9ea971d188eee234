//! A preposition that attributes: "according to X", "menurut X".
//!
//! Example: `Menurut Lurah Wening Asri, air sudah surut.` · `The bridge is safe, according to the council.`
//! Known misses: "menurut" that means "in keeping with" before a common noun.
//! Cases: tests/cases/statement/according.txt

use std::ops::Range;

use super::{Construction, Draft};
use crate::lang::Class;
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::clause::{content_end, skip_time};
use crate::statement::phrase::source_after;
use crate::statement::scope::Scope;
use crate::statement::site::Site;
use crate::{Lang, Span};

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "according",
    reads: "a preposition that names the source of its clause",
    examples: &[
        ("id", "Menurut Lurah Wening Asri, air sudah surut."),
        ("id", "Pasar itu merugi, menurut laporan dinas."),
        ("en", "According to the council, the bridge is safe."),
        ("en", "The bridge is safe, according to the council."),
    ],
    misses: "\"menurut\" in the sense of \"in keeping with\"",
    read,
};

fn read(scope: &Scope<'_>, _sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for index in 0..scope.len() {
        if let Some(draft) = read_at(scope, index) {
            drafts.push(draft);
        }
    }
}

fn read_at(scope: &Scope<'_>, index: usize) -> Option<Draft> {
    let (cue, clitic) = cue_at(scope, index)?;
    let (source, after) = if clitic.is_some() {
        (None, cue.end)
    } else {
        let source = source_of(scope, cue.end)?;
        let after = source.end;
        (Some(source), after)
    };
    if scope.get(cue.end).is_some_and(|item| item.is(Class::FIRST)) {
        return None;
    }
    let content = content_of(scope, &cue, after)?;
    Some(Draft {
        by: CONSTRUCTION.name,
        source,
        clitic,
        word: cue.start,
        lemma: if scope.lang == Lang::Id { "menurut" } else { "according to" }.to_owned(),
        stance: Stance::Asserts,
        negated: false,
        unable: false,
        content,
        addressee: None,
        confidence: 0.9,
        shared: false,
        cue,
    })
}

fn cue_at(scope: &Scope<'_>, index: usize) -> Option<(Range<usize>, Option<Span>)> {
    match (scope.lang, scope.word(index)) {
        (Lang::En, "according") if scope.word(index + 1) == "to" => Some((index..index + 2, None)),
        (Lang::Id, "menurut") => Some((index..index + 1, None)),
        (Lang::Id, "menurutnya") => {
            let end = scope.items[index].span.end;
            Some((index..index + 1, Some(Span { start: end - 3, end })))
        }
        _ => None,
    }
}

fn source_of(scope: &Scope<'_>, start: usize) -> Option<Range<usize>> {
    source_after(scope, start)
}

fn content_of(scope: &Scope<'_>, cue: &Range<usize>, after: usize) -> Option<Vec<Range<usize>>> {
    let mut next = after;
    // "(4/3/2025)", "on Monday" between source and comma.
    let timed = skip_time(scope, next);
    if timed > next {
        next = timed;
    }
    let opens_sentence = scope.items[..cue.start]
        .iter()
        .all(|item| item.is(Class::OPENER | Class::CONJUNCTION | Class::ADVERB) || item.shape == Shape::Punct);
    let comma = scope.get(next).is_some_and(crate::statement::scope::Item::is_comma);
    if opens_sentence {
        let start = if comma {
            next + 1
        } else {
            // "menurut Wening pada rapat kemarin, air …": the clause begins after the next comma.
            let far = (next..scope.len().min(next + 14)).find(|&index| scope.items[index].is_comma());
            match far {
                Some(comma)
                    if scope
                        .get(next)
                        .is_some_and(|item| item.is(Class::PREPOSITION | Class::SUBORDINATOR | Class::SOURCE_END)) =>
                {
                    comma + 1
                }
                _ => next,
            }
        };
        let content = scope.trim(start..content_end(scope, start));
        return (scope.words(content.clone()) >= 2).then(|| vec![content]);
    }
    let begin = left_begin(scope, cue.start);
    let left = scope.trim(begin..cue.start);
    let whole = crate::statement::phrase::has_clause(scope, left.clone()) || scope.words(left.clone()) >= 5;
    if comma && (!whole || scope.lang == Lang::Id && scope.words(left.clone()) < 5) {
        let start = next + 1;
        let right = scope.trim(start..content_end(scope, start));
        if left.is_empty() {
            return Some(vec![right]);
        }
        if !right.is_empty() {
            return Some(vec![left, right]);
        }
    }
    (scope.words(left.clone()) >= 2).then(|| vec![left])
}

/// Where the clause that ends before the cue begins.
fn left_begin(scope: &Scope<'_>, end: usize) -> usize {
    for index in (0..end).rev() {
        let item = &scope.items[index];
        if matches!(item.lower, ";" | "(") {
            return index + 1;
        }
        if item.is_comma() && matches!(scope.word(index + 1), "while" | "whereas" | "sementara" | "sedangkan" | "but") {
            return index + 2;
        }
    }
    // Linking words at the head are the narrator's.
    let mut begin = 0;
    while begin < end
        && scope.is(begin, Class::OPENER)
        && scope.get(begin + 1).is_some_and(crate::statement::scope::Item::is_comma)
    {
        begin += 2;
    }
    begin
}
