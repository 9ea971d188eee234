//! A preposition that attributes: "according to X", "menurut X".
//!
//! Example: `Menurut Lurah Wening Asri, air sudah surut.` · `The bridge is safe, according to the council.`
//! Known misses: "menurut" that means "in keeping with" before a common noun.
//! Cases: tests/cases/statement/according.txt

use std::ops::Range;

use super::{Construction, Draft};
use crate::lang::{Class, Form};
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::bounds::{is_predicate, without_links};
use crate::statement::clause::{content_end, skip_time};
use crate::statement::phrase::{has_clause, source_after, subject_before};
use crate::statement::scope::{Item, Scope};
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
        let source = source_of(scope, &cue)?;
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
        // "Berdasarkan data dinas, harga beras naik": where nobody else speaks, the paper does.
        (Lang::Id, "berdasarkan") if scope.is(index + 1, Class::DATA_NOUN) && opens_sentence(scope, index) => {
            let speaks = scope.items[index + 1..].iter().any(|item| {
                item.shape == Shape::Lower
                    && (item.is_quotation()
                        || item.uses.iter().any(|one| matches!(one.form, Form::Finite | Form::Tag | Form::Passive)))
                    || item.is_quotation()
            });
            (!speaks).then(|| (index..index + 1, None))
        }
        (Lang::Id, "menurut") => Some((index..index + 1, None)),
        (Lang::Id, "menurutnya") => {
            let end = scope.items[index].span.end;
            Some((index..index + 1, Some(Span { start: end - 3, end })))
        }
        _ => None,
    }
}

/// The source; where it opens the sentence and would take in all of it, the comma in it closes it: "According to X, S".
fn source_of(scope: &Scope<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let source = source_after(scope, cue.end)?;
    let rest = scope.trim(source.end..scope.len());
    if opens_sentence(scope, cue.start) && rest.is_empty() {
        let comma = source.clone().find(|&index| scope.items[index].is_comma());
        return Some(comma.map_or(source.clone(), |comma| source.start..comma));
    }
    Some(source)
}

fn opens_sentence(scope: &Scope<'_>, cue: usize) -> bool {
    scope.items[..cue]
        .iter()
        .all(|item| item.is(Class::OPENER | Class::CONJUNCTION | Class::ADVERB) || item.shape == Shape::Punct)
}

fn content_of(scope: &Scope<'_>, cue: &Range<usize>, after: usize) -> Option<Vec<Range<usize>>> {
    let mut next = after;
    // "(4/3/2025)", "on Monday" between source and comma.
    let timed = skip_time(scope, next);
    if timed > next {
        next = timed;
    }
    let comma = scope.get(next).is_some_and(Item::is_comma);
    // "solusi yang menurut dia adil": the phrase before "yang" and what is said of it.
    if scope.lang == Lang::Id && cue.start > 0 && scope.word(cue.start - 1) == "yang" {
        let described = subject_before(scope, cue.start - 1)?;
        let rest = scope.trim(next..content_end(scope, next));
        return (!rest.is_empty()).then(|| vec![described.start..cue.start, rest]);
    }
    if opens_sentence(scope, cue.start) {
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
    let whole = has_clause(scope, left.clone()) || scope.words(left.clone()) >= 5;
    // "The car, according to Brink, is still there"; "In Bergen, according to Brink, the gates held".
    let interrupts = comma
        && scope.items[cue.start - 1].is_comma()
        && (is_predicate(scope, next + 1)
            || scope.is(without_links(scope, left.clone()).start, Class::PREPOSITION)
                && !has_clause(scope, left.clone()));
    let left = if interrupts { without_links(scope, left) } else { left };
    if comma && (interrupts || !whole || scope.lang == Lang::Id && scope.words(left.clone()) < 5) {
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
    while begin < end && scope.is(begin, Class::OPENER) && scope.get(begin + 1).is_some_and(Item::is_comma) {
        begin += 2;
    }
    begin
}
