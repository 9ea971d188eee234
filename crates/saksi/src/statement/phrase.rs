//! Noun phrases that can be sources: to the left of a verb and to the right of a tag.

use std::ops::Range;

use super::scope::Scope;
use super::site::manner_before;
use crate::Lang;
use crate::lang::{Class, Form};
use crate::segment::Shape;

/// The longest source, in items. Longer stretches are clauses that were taken for a phrase.
const LONGEST: usize = 45;

/// The subject that ends before item `end`: the phrase with its role and apposition.
pub(crate) fn subject_before(scope: &Scope<'_>, end: usize) -> Option<Range<usize>> {
    let end = skip_adverbs_back(scope, end);
    let last = end.checked_sub(1)?;
    let item = scope.get(last)?;
    if item.is(Class::SPEAKER) && !item.is(Class::RELATIVE) {
        return (!item.is(Class::FIRST)).then_some(last..end);
    }
    // "He's claiming", "they're asking".
    if item.is(Class::SUBJECT)
        && !item.is(Class::FIRST | Class::RELATIVE)
        && matches!(item.lower, "he's" | "she's" | "it's" | "they're" | "they've")
    {
        return Some(last..end);
    }
    if item.is(Class::RELATIVE) {
        return relative(scope, last);
    }
    // "who in 2010 said": the year stands between.
    let year = item.shape == Shape::Number && item.lower.len() == 4 && last > 1 && scope.word(last - 1) == "in";
    if year && matches!(scope.word(last - 2), "who" | "which") {
        return relative(scope, last - 2);
    }
    // "… chastised Brink but did not recommend": the subject is that of the verb before.
    if scope.lang == Lang::En && matches!(item.lower, "but" | "and" | "or" | "nor" | "yet") {
        return None;
    }
    // "when asked about": nobody stands before the verb.
    if scope.lang == Lang::En && matches!(item.lower, "when" | "if" | "while" | "once" | "unless" | "until" | "though")
    {
        return None;
    }
    let boundary = hard_boundary(scope, end);
    let mut pieces = pieces_of(scope, boundary..end);
    // "Brink, saat dihubungi wartawan membantah": how he came to speak stands between him and the verb.
    if scope.lang == Lang::Id
        && pieces.len() > 1
        && pieces.last().is_some_and(|piece| {
            matches!(scope.word(piece.start), "saat" | "ketika" | "usai" | "seusai")
                && scope.word(piece.start + 1).starts_with("di")
                && piece.len() <= 6
        })
    {
        let occasion = pieces.pop()?;
        while pieces.len() > 1 && is_opener(scope, pieces[0].clone()) {
            pieces.remove(0);
        }
        let head = noun_phrase_end(scope, pieces.first()?.clone())?;
        return fits(scope, head.start..occasion.start - 1);
    }
    if item.is_comma() || item.is_dash() {
        // "Name, role, said": the first piece that is a phrase carries the rest as its apposition.
        if item.is_comma() {
            pieces.retain(|piece| !piece.is_empty());
        }
        // "Brink, meanwhile, said": what only links is no part of the source.
        let parenthetical =
            pieces.len() > 1 && pieces.last().is_some_and(|piece| piece.len() <= 4 && is_linking(scope, piece.clone()));
        if parenthetical {
            let piece = pieces.pop()?;
            let head = noun_phrase_end(scope, pieces.pop()?)?;
            return if head.end < piece.start { fits(scope, head) } else { None };
        }
        while pieces.len() > 1 && is_opener(scope, pieces[0].clone()) {
            pieces.remove(0);
        }
        // "Brink, citing radar data, said", "Brink, speaking to reporters, said", "Wening, saat ditemui di kantornya, mengatakan":
        // what it rests on and how it came to be said are no part of who says it.
        let somebody = pieces.first().is_some_and(|piece| {
            scope.items[piece.clone()].iter().any(|item| {
                item.is_capital() && !item.is(Class::OPENER | Class::DETERMINER)
                    || item.is(Class::SPEAKER_NOUN | Class::SPEAKER)
            })
        });
        let aside = (1..pieces.len()).find(|&piece| somebody && is_aside(scope, pieces[piece].clone()));
        if let Some(aside) = aside {
            let head = noun_phrase_end(scope, pieces[0].clone())?;
            if !(1..aside).all(|piece| is_apposition(scope, pieces[piece].clone())) {
                return None;
            }
            return fits(scope, head.start..pieces[aside].start - 1);
        }
        // Of a longer enumeration only the end can belong to this verb.
        let head = pieces.first()?.clone();
        let head = noun_phrase_end(scope, head)?;
        if !pieces.get(1).is_none_or(|piece| is_apposition(scope, piece.clone())) {
            return None;
        }
        return fits(scope, head.start..last);
    }
    let piece = pieces.pop()?;
    let phrase = noun_phrase_end(scope, piece.clone());
    // "Role, Name said" and "A, B and C said": look one comma further back when this piece alone opens with a name.
    if let (Some(phrase), Some(before)) = (&phrase, pieces.last()) {
        let role_before = scope.lang == Lang::Id
            && phrase.start == piece.start
            && scope.items[phrase.clone()].iter().all(|item| item.is_capital() || item.is(Class::NAME_LINK))
            && !is_opener(scope, before.clone())
            && scope.is(before.start, Class::SPEAKER_NOUN);
        if role_before {
            return fits(scope, before.start..phrase.end);
        }
        let listed = scope.items[phrase.clone()].iter().any(|item| item.lower == "and" || item.lower == "dan");
        if listed
            && phrase.start == piece.start
            && pieces.iter().all(|piece| scope.words(piece.clone()) <= 5)
            && !is_opener(scope, pieces[0].clone())
        {
            let first = pieces[0].start;
            if scope.items[first..phrase.end].iter().any(crate::statement::scope::Item::is_capital) {
                return fits(scope, first..phrase.end);
            }
        }
    }
    fits(scope, phrase?)
}

/// The source that begins at item `start`, after a tag verb or "according to".
pub(crate) fn source_after(scope: &Scope<'_>, start: usize) -> Option<Range<usize>> {
    let first = scope.get(start)?;
    if first.is(Class::PRONOUN) && !first.is(Class::DETERMINER) || first.is(Class::SPEAKER_AFTER) {
        return (!first.is(Class::FIRST) && !first.is(Class::RELATIVE)).then_some(start..start + 1);
    }
    if !first.is_word() && first.shape != Shape::Number {
        return None;
    }
    if first.shape == Shape::Lower
        && first.is(Class::PREPOSITION
            | Class::SUBORDINATOR
            | Class::COMPLEMENTIZER
            | Class::QUESTION
            | Class::AUXILIARY
            | Class::DAY
            | Class::ADVERB
            | Class::SOURCE_END)
        && !first.is(Class::DETERMINER)
    {
        return None;
    }
    if first.is(Class::DAY) {
        return None;
    }
    let mut index = start;
    let mut end = start;
    while let Some(item) = scope.get(index) {
        if index - start > LONGEST || item.is_stop() || scope.is_speech(index) || item.is_dash() || item.lower == ":" {
            break;
        }
        if item.lower == "(" {
            match bracket(scope, index) {
                Some(close) => {
                    index = close + 1;
                    end = index;
                    continue;
                }
                None => break,
            }
        }
        if item.lower == ")" || item.lower == "]" {
            break;
        }
        if item.is_comma() {
            match apposition_after(scope, start..index) {
                Some(close) => {
                    index = close;
                    end = close;
                    if scope.get(index).is_none_or(|item| item.lower != "(") {
                        // After an apposition only its closing comma follows; the source is whole.
                        break;
                    }
                    continue;
                }
                None => break,
            }
        }
        if index > start && ends_source(scope, start, index) {
            break;
        }
        index += 1;
        end = index;
    }
    while end > start + 1
        && scope.get(end - 1).is_some_and(|item| {
            item.is(Class::CONJUNCTION | Class::ADVERB | Class::PREPOSITION | Class::TIME_LEAD)
                && item.shape == Shape::Lower
        })
    {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// Whether the item cannot belong to the source that begins at `start`.
fn ends_source(scope: &Scope<'_>, start: usize, index: usize) -> bool {
    let item = &scope.items[index];
    if item.is_capital() && !item.is(Class::DAY) {
        return false;
    }
    if item.is(Class::DAY) {
        return true;
    }
    if scope.lang == Lang::Id {
        if item.lower == "di" || item.lower == "dari" {
            // A place inside the role of a source ("Kepala Dinas di Kota Rawa") is rarer than the place of the utterance.
            return item.lower == "di" && scope.items[start..index].iter().any(super::scope::Item::is_capital);
        }
        if item.lower == "yang" {
            return false;
        }
        // "seorang warga yang enggan disebut namanya": the clause that describes the source runs to the next circumstance.
        if scope.items[start..index].iter().any(|item| item.lower == "yang") {
            return matches!(
                item.lower,
                "kepada"
                    | "saat"
                    | "ketika"
                    | "usai"
                    | "seusai"
                    | "setelah"
                    | "dikutip"
                    | "dilansir"
                    | "melalui"
                    | "lewat"
                    | "seperti"
                    | "sambil"
                    | "seraya"
            );
        }
        return item.is(Class::SOURCE_END | Class::COMPLEMENTIZER | Class::QUESTION)
            || item.is(Class::SUBORDINATOR)
            || item.is(Class::PREPOSITION) && !item.is(Class::ATTACH)
            || is_verb(scope, index);
    }
    if matches!(item.lower, "of" | "for" | "from" | "who" | "and" | "with" | "between" | "&") {
        return matches!(item.lower, "and") && scope.is(index + 1, Class::SPEAKER | Class::AUXILIARY)
            || item.lower == "and" && is_verb(scope, index + 1);
    }
    if item.lower == "in" || item.lower == "at" || item.lower == "on" || item.lower == "to" {
        // "a researcher at the Institute", "the ambassador to Oslo"; but "said Brink in a statement", "said Brink on Monday".
        let time = scope.is(index + 1, Class::DAY | Class::MONTH | Class::TIME | Class::TIME_LEAD)
            || scope.get(index + 1).is_some_and(|next| next.shape == Shape::Number);
        let common = scope.is(start, Class::DETERMINER)
            || scope.items[start..index].iter().any(|item| item.shape == Shape::Lower && item.is(Class::SPEAKER_NOUN));
        return time
            || !common
            || is_occasion(scope, index)
            || item.lower == "to"
                && !scope.get(index + 1).is_some_and(|next| next.is_capital() || next.lower == "the");
    }
    item.is(Class::PREPOSITION
        | Class::SUBORDINATOR
        | Class::COMPLEMENTIZER
        | Class::AUXILIARY
        | Class::QUESTION
        | Class::SPEAKER)
        || item.is(Class::ADVERB) && !scope.is(index - 1, Class::DETERMINER)
        || is_verb(scope, index)
}

/// "in a statement", "at a news conference": an occasion of speaking, never part of a source.
pub(crate) fn is_occasion(scope: &Scope<'_>, preposition: usize) -> bool {
    let mut index = preposition + 1;
    while index < scope.len() && index < preposition + 8 {
        let item = &scope.items[index];
        if is_occasion_word(item.lower) {
            return true;
        }
        if !item.is_word()
            || item.is(Class::PREPOSITION | Class::AUXILIARY | Class::COMPLEMENTIZER) && index > preposition + 1
        {
            return false;
        }
        index += 1;
    }
    false
}

fn is_occasion_word(lower: &str) -> bool {
    matches!(
        lower,
        "statement"
            | "statements"
            | "interview"
            | "interviews"
            | "speech"
            | "speeches"
            | "tweet"
            | "tweets"
            | "post"
            | "letter"
            | "email"
            | "e-mail"
            | "memo"
            | "briefing"
            | "conference"
            | "testimony"
            | "remarks"
            | "address"
            | "hearing"
            | "rally"
            | "debate"
            | "event"
            | "phone"
            | "telephone"
            | "call"
            | "message"
            | "blog"
            | "column"
            | "essay"
            | "book"
            | "report"
            | "filing"
            | "press"
            | "op-ed"
            | "article"
            | "facebook"
            | "twitter"
            | "instagram"
            | "youtube"
            | "cnn"
            | "tv"
            | "radio"
            | "television"
            | "ruling"
            | "release"
            | "editorial"
            | "video"
            | "podcast"
            | "appearance"
            | "meeting"
            | "response"
            | "comments"
            | "court"
            | "documents"
            | "note"
            | "broadcast"
            | "affidavit"
            | "program"
            | "show"
            | "town"
            | "forum"
            | "panel"
            | "session"
            | "reply"
    )
}

/// The comma at `phrase.end` opens an apposition: gives the end of that apposition.
fn apposition_after(scope: &Scope<'_>, phrase: Range<usize>) -> Option<usize> {
    let comma = phrase.end;
    let next = scope.get(comma + 1)?;
    if next.is(Class::DAY) || next.is_quotation() || next.shape == Shape::Number {
        return None;
    }
    let close = (comma + 1..scope.len()).find(|&index| {
        let item = &scope.items[index];
        item.is_comma() || item.is_stop() || scope.is_speech(index) || item.is_dash() || item.lower == ":"
    });
    let mut close = close.unwrap_or(scope.len());
    if close - comma > 26 {
        return None;
    }
    let inside = comma + 1..close;
    let name_before = scope.items[phrase.clone()]
        .iter()
        .rev()
        .find(|item| item.is_word())
        .is_some_and(super::scope::Item::is_capital);
    let relative = next.is(Class::RELATIVE) && next.lower != "that";
    let role =
        !next.is_capital() && (next.is(Class::SPEAKER_NOUN | Class::DETERMINER) || is_role_like(scope, inside.clone()));
    let name_after_role = next.is_capital()
        && scope.items[phrase.clone()].iter().any(|item| item.is(Class::SPEAKER_NOUN))
        && scope.items[inside.clone()].iter().take(2).all(super::scope::Item::is_capital);
    let capital_role = next.is_capital() && name_before && scope.is(comma + 1, Class::SPEAKER_NOUN);
    if scope.lang == Lang::Id
        && next.shape == Shape::Lower
        && next.is(Class::SOURCE_END | Class::PREPOSITION | Class::SUBORDINATOR | Class::CONJUNCTION)
        && !relative
    {
        return None;
    }
    if scope.lang == Lang::En && next.is(Class::SUBORDINATOR | Class::CONJUNCTION) && !relative || next.has(Form::Ing) {
        return None;
    }
    if !(relative && name_before
        || role && name_before
        || name_after_role
        || capital_role
        || role && scope.lang == Lang::En)
    {
        return None;
    }
    // "According to the council, the bridge is safe": a clause follows, no apposition.
    if !relative
        && scope.lang == Lang::En
        && inside.clone().any(|index| is_clause_verb(scope, index) || scope.is(index, Class::VERB))
    {
        return None;
    }
    // Inside an apposition the same words end it that end a source.
    if !relative {
        for index in comma + 2..close {
            if scope.lang == Lang::Id && ends_source(scope, comma + 1, index) {
                if is_verb(scope, index) || scope.is(index, Class::AUXILIARY | Class::COPULA | Class::NEGATION) {
                    return None;
                }
                close = index;
                break;
            }
        }
    }
    // "Eva Brink, mayor of Tal, the capital, said": one more comma piece is left to the next piece of the sentence.
    Some(close)
}

fn is_role_like(scope: &Scope<'_>, range: Range<usize>) -> bool {
    scope.items[range].iter().take(4).any(|item| item.is(Class::SPEAKER_NOUN))
}

/// A bracket that belongs to a name: "(IRV)", "(48)", "(R-Ohio)"; a date in brackets does not.
fn bracket(scope: &Scope<'_>, open: usize) -> Option<usize> {
    let close = (open + 1..scope.len().min(open + 8)).find(|&index| scope.word(index) == ")")?;
    let inside = &scope.items[open + 1..close];
    let date = inside
        .iter()
        .any(|item| item.shape == Shape::Number && item.lower.contains('/') || item.is(Class::DAY | Class::MONTH));
    (!date && !inside.is_empty()).then_some(close)
}

/// "who said", "yang mengatakan": the pronoun itself, or for *that* and *yang* the phrase it stands for.
fn relative(scope: &Scope<'_>, pronoun: usize) -> Option<Range<usize>> {
    let word = scope.word(pronoun);
    if matches!(word, "who" | "which" | "whom") {
        return (word != "whom").then_some(pronoun..pronoun + 1);
    }
    if word == "whose" || word == "where" {
        return None;
    }
    // "juru bicara dinas, Sinta Larasati, yang menyebut": the comma closes the name.
    if word == "yang" && pronoun > 1 && scope.items[pronoun - 1].is_comma() {
        return subject_before(scope, pronoun - 1);
    }
    let end = pronoun;
    let boundary = hard_boundary(scope, end);
    let piece = pieces_of(scope, boundary..end).pop()?;
    let phrase = noun_phrase_end(scope, piece)?;
    // Only the phrase next to the pronoun: from its last head word on.
    let mut start = phrase.end;
    while start > phrase.start {
        let item = &scope.items[start - 1];
        if item.is(Class::PREPOSITION | Class::AUXILIARY | Class::SUBORDINATOR | Class::COMPLEMENTIZER)
            || is_verb(scope, start - 1)
            || item.is_quotation()
        {
            break;
        }
        start -= 1;
    }
    // "merilis pernyataan yang menegaskan": who puts out a paper says what stands in it.
    if word == "yang"
        && start > 1
        && scope.is(start - 1, Class::LIGHT)
        && scope.is(start, Class::CLAIM_NOUN | Class::DATA_NOUN)
        && let Some(author) = subject_before(scope, start - 1)
    {
        return Some(author);
    }
    (start < phrase.end).then_some(start..phrase.end)
}

/// The first item after the last thing that no subject reaches over.
fn hard_boundary(scope: &Scope<'_>, end: usize) -> usize {
    let mut depth = 0;
    for index in (0..end).rev() {
        let item = &scope.items[index];
        match item.lower {
            ")" => depth += 1,
            "(" if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let breaks = item.is_stop()
            || item.lower == ":"
            || item.lower == "("
            || item.is_dash() && index + 1 < end
            || scope.is_speech(index)
            || item.is(Class::COMPLEMENTIZER)
                && !(item.lower == "that" && scope.is(index + 1, Class::AUXILIARY | Class::COPULA));
        if breaks || end - index > LONGEST {
            return index + 1;
        }
        // ", and the ministry said": a conjunction after a clause.
        let nouns = index + 3 >= end && scope.items[end - 1].is_comma();
        if item.is(Class::CONJUNCTION) && !nouns && has_clause(scope, 0..index) && !joins_names(scope, index) {
            return index + 1;
        }
        if item.is(Class::SUBORDINATOR)
            && !item.is(Class::PREPOSITION)
            && index > 0
            && !scope.is(index - 1, Class::CONJUNCTION)
            && scope.word(index + 1) != ","
            && index + 1 < end
        {
            return index + 1;
        }
    }
    0
}

/// Whether a conjunction joins two names or bare nouns rather than clauses.
fn joins_names(scope: &Scope<'_>, conjunction: usize) -> bool {
    let before = conjunction.checked_sub(1).and_then(|index| scope.get(index));
    let after = scope.get(conjunction + 1);
    match (before, after) {
        (Some(before), Some(after)) if before.is_capital() && after.is(Class::SPEAKER_NOUN) => {
            // "Presiden Wening Asri dan ketua dewan Bram": a person and a person, if no verb stands before them.
            let comma = scope.items[..conjunction].iter().rposition(|item| item.is_comma() || item.is_stop());
            after.is_capital() || !has_clause(scope, comma.map_or(0, |comma| comma + 1)..conjunction)
        }
        (Some(before), Some(after)) => before.is_capital() && after.is_capital(),
        _ => false,
    }
}

/// Whether a range holds a verb of its own, as far as closed classes and cue words tell.
pub(crate) fn has_clause(scope: &Scope<'_>, range: Range<usize>) -> bool {
    range.clone().any(|index| {
        let item = &scope.items[index];
        item.is(Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::VERB)
            && !item.is(Class::DETERMINER)
            && !item.is_capital()
            || is_verb(scope, index)
            || item.is(Class::SUBJECT) && !item.is(Class::RELATIVE)
    })
}

/// Whether a range reads like a clause: beside sure verbs, English past forms count.
pub(crate) fn like_clause(scope: &Scope<'_>, range: Range<usize>) -> bool {
    has_clause(scope, range.clone())
        || scope.lang == Lang::En
            && range.skip(1).any(|index| {
                let item = &scope.items[index];
                item.shape == Shape::Lower
                    && item.lower.len() > 4
                    && (item.lower.ends_with("ed") || item.lower.ends_with("n't"))
            })
}

/// Whether the item is surely a verb: a finite cue form that is no noun here, or an Indonesian meN-/di- word.
pub(crate) fn is_verb(scope: &Scope<'_>, index: usize) -> bool {
    let Some(item) = scope.get(index) else { return false };
    if item.shape != Shape::Lower {
        return false;
    }
    if scope.lang == Lang::Id {
        let lower = item.lower;
        let prefixed = lower.len() > 6
            && (lower.starts_with("meng")
                || lower.starts_with("mem")
                || lower.starts_with("men")
                || lower.starts_with("meny")
                || lower.starts_with("ber")
                || lower.starts_with("mel")
                || lower.starts_with("mer")
                || lower.starts_with("mew")
                || lower.starts_with("mey"))
            && !item.has(Form::Noun);
        let noun = matches!(
            lower,
            "menteri"
                | "mentah"
                | "menit"
                | "berita"
                | "bersama"
                | "berbagai"
                | "beras"
                | "menjelang"
                | "menurut"
                | "mengenai"
                | "menyusul"
                | "berikut"
                | "besar"
                | "berat"
                | "member"
                | "memang"
                | "mereka"
                | "berdasarkan"
                | "merah"
                | "mental"
                | "mentri"
                | "meski"
                | "berikutnya"
                | "berwenang"
                | "berwajib"
                | "bersangkutan"
                | "melalui"
                | "melainkan"
                | "merdeka"
                | "merpati"
        );
        return prefixed && !noun && !lower.contains('-')
            || item.has(Form::Passive)
            || lower.len() > 5 && lower.starts_with("di") && lower.ends_with("kan");
    }
    if item.has(Form::Noun) || item.is(Class::NOUN_TOO) {
        return false;
    }
    item.has(Form::Finite) && !scope.is(index.wrapping_sub(1), Class::DETERMINER | Class::PREPOSITION)
}

/// The comma pieces of a range, commas left out.
fn pieces_of(scope: &Scope<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    let mut depth = 0i32;
    for index in range.clone() {
        match scope.word(index) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth <= 0 && (scope.items[index].is_comma() || scope.items[index].is_dash()) {
            pieces.push(start..index);
            start = index + 1;
        }
    }
    pieces.push(start..range.end);
    pieces
}

/// Whether a comma piece only opens the sentence: a time, a place, a circumstance, a linking word.
fn is_opener(scope: &Scope<'_>, piece: Range<usize>) -> bool {
    let Some(first) = scope.items[piece.clone()].first() else { return true };
    if first.is_quotation() {
        return true;
    }
    let wholly = scope.items[piece.clone()].iter().all(|item| {
        item.is(Class::ADVERB
            | Class::OPENER
            | Class::DAY
            | Class::TIME
            | Class::TIME_LEAD
            | Class::MONTH
            | Class::CONJUNCTION
            | Class::AUXILIARY)
            || item.shape == Shape::Number
            || item.shape == Shape::Punct
    });
    let leads = first.is(Class::PREPOSITION | Class::SUBORDINATOR | Class::OPENER)
        && !(first.is_capital() && piece.len() == 1 && !first.is(Class::OPENER));
    wholly
        || leads
        || first.has(Form::Ing)
        || is_verb(scope, piece.start)
        || first.lower.ends_with("ing") && scope.lang == Lang::En && !scope.is(piece.start, Class::SPEAKER_NOUN)
}

/// Whether a comma piece behind a name tells what its bearer did or how he came to speak: "speaking to reporters", "asked
/// whether he would go", "in a statement", "saat ditemui di kantornya". What says who he is stays: "known as the Owl".
fn is_aside(scope: &Scope<'_>, piece: Range<usize>) -> bool {
    let Some(first) = scope.items[piece.clone()].first().filter(|item| item.shape == Shape::Lower) else {
        return false;
    };
    if first.is(Class::CITE) {
        return true;
    }
    if scope.lang != Lang::En {
        return matches!(
            first.lower,
            "saat"
                | "ketika"
                | "usai"
                | "seusai"
                | "setelah"
                | "sebelum"
                | "sambil"
                | "seraya"
                | "sembari"
                | "melalui"
                | "lewat"
                | "dalam"
                | "menanggapi"
                | "merespons"
                | "ditemui"
                | "dihubungi"
                | "dikonfirmasi"
        );
    }
    let doing = first.lower.len() > 4
        && first.lower.ends_with("ing")
        && !first.is(Class::PREPOSITION | Class::SPEAKER_NOUN | Class::DETERMINER | Class::PRONOUN)
        && !matches!(first.lower, "including" | "representing" | "nothing" | "something")
        && (first.lower != "acting" || scope.is(piece.start + 1, Class::PREPOSITION));
    let asked = matches!(
        first.lower,
        "asked"
            | "reached"
            | "contacted"
            | "questioned"
            | "pressed"
            | "interviewed"
            | "quoted"
            | "challenged"
            | "flanked"
            | "surrounded"
            | "dressed"
            | "clad"
            | "accompanied"
    );
    let occasion = first.is(Class::PREPOSITION) && is_occasion(scope, piece.start);
    piece.len() > 1 && (doing || asked) || occasion
}

/// "meanwhile", "for example", "in turn": words that link and name nobody.
fn is_linking(scope: &Scope<'_>, piece: Range<usize>) -> bool {
    let first = scope.word(piece.start);
    let circumstance = matches!(first, "in" | "for" | "at" | "on" | "of" | "by" | "dalam" | "pada" | "di")
        && !scope.items[piece.clone()].iter().any(|item| item.is_capital() && !item.is(Class::DAY | Class::MONTH));
    circumstance
        || scope.items[piece].iter().all(|item| {
            item.is(Class::ADVERB | Class::OPENER | Class::CONJUNCTION | Class::DAY) && !item.is(Class::PRONOUN)
        })
}

/// Whether a comma piece can describe the phrase before it.
fn is_apposition(scope: &Scope<'_>, piece: Range<usize>) -> bool {
    let Some(first) = scope.items[piece.clone()].first() else { return true };
    !(first.is_quotation()
        || first.is(Class::SUBJECT) && !first.is(Class::RELATIVE)
        || first.is(Class::CONJUNCTION) && !piece.clone().any(|index| scope.items[index].is_capital()))
}

/// The noun phrase at the end of a comma piece, without what only opens the clause and without a time at its end.
fn noun_phrase_end(scope: &Scope<'_>, piece: Range<usize>) -> Option<Range<usize>> {
    let mut start = piece.start;
    let mut end = piece.end;
    // "Russia last week", "Mendagri pada Selasa (4/3/2025)", "the minister on Monday".
    loop {
        let before = end;
        end = without_time(scope, start..end);
        while end > start
            && scope.items[end - 1].is(Class::ADVERB | Class::AUXILIARY)
            && scope.items[end - 1].shape == Shape::Lower
        {
            end -= 1;
        }
        if end == before {
            break;
        }
    }
    while start < end
        && (scope.items[start].is(Class::OPENER | Class::CONJUNCTION | Class::ADVERB)
            && !is_only_capital(scope, start, end)
            || scope.items[start].shape == Shape::Punct && scope.word(start) != "(")
    {
        let item = &scope.items[start];
        if item.is(Class::PREPOSITION | Class::SUBORDINATOR) && !item.is(Class::CONJUNCTION)
            || item.is(Class::DETERMINER)
        {
            break;
        }
        start += 1;
    }
    while start < end && scope.items[start].is(Class::DAY) {
        start += 1;
    }
    if start >= end {
        return None;
    }
    // "In a statement Mr Brink", "Saat dihubungi Bram": the phrase begins after the opening circumstance.
    let first = &scope.items[start];
    if first.is(Class::PREPOSITION | Class::SUBORDINATOR) && first.lower != "pihak" {
        start = match after_circumstance(scope, start..end) {
            Some(begin) => begin,
            // "after Brink said": the phrase itself follows the linking word.
            None if first.is(Class::SUBORDINATOR)
                && start + 1 < end
                && !scope.is(start + 1, Class::PREPOSITION | Class::AUXILIARY)
                && !is_verb(scope, start + 1) =>
            {
                start + 1
            }
            None => return None,
        };
    }
    // A clause before the phrase: begin after its last verb, unless a relative clause holds the verb.
    if let Some(last_verb) = (start..end).rev().find(|&index| is_clause_verb(scope, index)) {
        let relative = (start..last_verb).rev().find(|&index| scope.is(index, Class::RELATIVE));
        if relative.is_none_or(|relative| relative == start) {
            let phrase = last_verb + 1..end;
            start = if phrase.is_empty() { return None } else { begin_of_phrase(scope, phrase) };
        }
    }
    // "pada Senin" in the middle: cut what only says when or where.
    if let Some(cut) = (start + 1..end).find(|&index| cuts_subject(scope, index)) {
        end = cut;
        while end > start + 1 && scope.is(end - 1, Class::CONJUNCTION) {
            end -= 1;
        }
    }
    (start < end).then_some(start..end)
}

fn is_only_capital(scope: &Scope<'_>, start: usize, end: usize) -> bool {
    end - start == 1 && scope.items[start].is_capital()
}

fn is_clause_verb(scope: &Scope<'_>, index: usize) -> bool {
    let item = &scope.items[index];
    item.is(Class::COPULA) || item.is(Class::MODAL) && item.shape == Shape::Lower || is_verb(scope, index)
}

/// A preposition that ends a subject: the time or the place of the utterance.
fn cuts_subject(scope: &Scope<'_>, index: usize) -> bool {
    let item = &scope.items[index];
    if item.shape != Shape::Lower {
        return false;
    }
    if scope.lang == Lang::Id {
        return item.is(Class::PREPOSITION)
            && !item.is(Class::ATTACH | Class::CONJUNCTION)
            && !matches!(item.lower, "dengan" | "atas" | "antar" | "terkait")
            || item.is(Class::SUBORDINATOR) && !item.is(Class::CONJUNCTION) && item.lower != "hingga";
    }
    item.is(Class::PREPOSITION)
        && (!item.is(Class::ATTACH) || is_occasion(scope, index) || scope.is(index + 1, Class::DAY | Class::TIME_LEAD))
        && !matches!(
            item.lower,
            "like" | "including" | "such" | "as" | "alongside" | "along" | "outside" | "until" | "before"
        )
}

/// Where the phrase begins after an opening circumstance that no comma closes.
fn after_circumstance(scope: &Scope<'_>, range: Range<usize>) -> Option<usize> {
    // A determiner, a pronoun or a name after a common noun opens a new phrase.
    let mut seen_noun = false;
    for index in range.start + 1..range.end {
        let item = &scope.items[index];
        let before = &scope.items[index - 1];
        let opens = item.is(Class::DETERMINER) && item.lower != "one"
            || item.is(Class::SUBJECT)
            || item.is_capital()
                && !before.is_capital()
                && !before.is(Class::PREPOSITION | Class::DETERMINER | Class::NAME_LINK | Class::TIME_LEAD)
            || item.is(Class::SPEAKER_NOUN) && scope.lang == Lang::Id && !before.is(Class::PREPOSITION);
        if seen_noun && opens && !before.is(Class::PREPOSITION) {
            return Some(index);
        }
        seen_noun |= !item.is(Class::DETERMINER | Class::PREPOSITION);
    }
    None
}

/// The last point of a range where a noun phrase can begin.
fn begin_of_phrase(scope: &Scope<'_>, range: Range<usize>) -> usize {
    // "saat Wening mendorong": words that open a clause, though they can stand before a noun as well.
    let hangs = |item: &super::scope::Item<'_>| scope.lang == Lang::Id && item.is(Class::SUBORDINATOR);
    (range.clone())
        .rev()
        .find(|&index| {
            let item = &scope.items[index];
            let before = index.checked_sub(1).and_then(|before| scope.get(before));
            let opens = item.is(Class::DETERMINER)
                || item.is_capital()
                    && before.is_none_or(|before| {
                        !before.is_capital()
                            && (hangs(before)
                                || !before
                                    .is(Class::DETERMINER | Class::PREPOSITION | Class::CONJUNCTION | Class::NAME_LINK))
                    });
            opens && !before.is_some_and(|before| before.is(Class::PREPOSITION) && !hangs(before))
        })
        .unwrap_or(range.start)
}

/// The end of a range without a time at its end: "last week", "minggu lalu", "(4/3/2025)", "on Monday".
pub(crate) fn without_time(scope: &Scope<'_>, range: Range<usize>) -> usize {
    let Range { start, mut end } = range;
    let first_end = end;
    if end > start + 2
        && scope.word(end - 1) == ")"
        && let Some(open) = (start..end - 1).rev().find(|&index| scope.word(index) == "(")
    {
        let date = scope.items[open + 1..end - 1]
            .iter()
            .any(|item| item.shape == Shape::Number && (item.lower.contains('/') || item.lower.contains('-')));
        if date {
            end = open;
        }
    }
    let timed = |index: usize| {
        let item = &scope.items[index];
        item.is(Class::DAY | Class::TIME)
            || item.is(Class::MONTH) && item.lower != "may" && item.lower != "march"
            || item.shape == Shape::Number && index > start && scope.is(index - 1, Class::MONTH)
    };
    while end > start + 1 && timed(end - 1) {
        end -= 1;
    }
    if end < first_end {
        while end > start + 1
            && (scope.items[end - 1].is(Class::TIME_LEAD)
                || matches!(
                    scope.word(end - 1),
                    "on" | "pada" | "a" | "few" | "two" | "three" | "in" | "this" | "selama"
                )
                || scope.items[end - 1].shape == Shape::Number)
        {
            end -= 1;
        }
    }
    end
}

fn skip_adverbs_back(scope: &Scope<'_>, end: usize) -> usize {
    let mut end = end;
    while end > 1 {
        let before = &scope.items[end - 1];
        if let Some(manner) = manner_before(scope, end).filter(|&manner| manner > 0) {
            end = manner;
        } else if before.is(Class::ADVERB | Class::AUXILIARY) && !before.is_capital() && !before.is(Class::SPEAKER) {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

/// A phrase that can be a source: not empty, not too long, with a word that can name somebody.
fn fits(scope: &Scope<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let range = scope.trim(range);
    if range.is_empty() || range.len() > LONGEST {
        return None;
    }
    // "Setelah sepekan membantah": a stretch of time says nothing.
    if scope.items[range.clone()]
        .iter()
        .all(|item| item.is(Class::TIME | Class::TIME_LEAD | Class::DAY | Class::MONTH) || item.shape == Shape::Number)
    {
        return None;
    }
    // "which marks the line" names nobody.
    if range.len() > 1 && scope.items[range.start].is(Class::RELATIVE) && !scope.items[range.start].is_capital() {
        return None;
    }
    let first = &scope.items[range.start];
    // "menyampaikan \"rencana\" kepada dewan, menguraikan": the object of the verb before speaks not.
    if first.is_quotation() && range.len() > 1 && scope.lang == Lang::Id {
        return None;
    }
    let lone = range.len() == 1;
    if lone
        && (first.is(Class::PREPOSITION
            | Class::SUBORDINATOR
            | Class::AUXILIARY
            | Class::NEGATION
            | Class::DAY
            | Class::FIRST)
            || first.shape == Shape::Number)
    {
        return None;
    }
    // "worth noting", "keeps saying", "going on to say": a bare singular noun or a participle names nobody.
    if scope.lang == Lang::En && first.shape == Shape::Lower && !scope.role_is_headline() {
        let known =
            first.is(Class::SPEAKER | Class::SPEAKER_NOUN | Class::DATA_NOUN | Class::PRONOUN | Class::DETERMINER)
                || matches!(first.lower, "people" | "women" | "men" | "children" | "media" | "folks");
        let bare = lone && !known && !first.lower.ends_with('s');
        let doing = !known && first.lower.len() > 4 && first.lower.ends_with("ing");
        // "… of 15 million, has asked": the rest of a phrase.
        let rest = matches!(first.lower, "of" | "for" | "with" | "by" | "at" | "to" | "from");
        let doing = doing && !scope.items[range.clone()].iter().any(|item| item.is(Class::SPEAKER_NOUN));
        if bare || doing || rest {
            return None;
        }
    }
    if lone && matches!(first.lower, "ini" | "itu" | "tersebut" | "kali" | "lama" | "apa") {
        return None;
    }
    if lone && first.is(Class::ADVERB | Class::OPENER | Class::CONJUNCTION) && !first.is(Class::PRONOUN) {
        return None;
    }
    scope.items[range.clone()]
        .iter()
        .any(|item| item.is_word() || item.is_quotation() || item.shape == Shape::Number)
        .then_some(range)
}
