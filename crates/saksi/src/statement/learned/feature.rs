//! What can be seen of a reading: its construction and cue, how its parts open, end and lie to each other.
//!
//! A feature is a template with a value. Values are classes, shapes, buckets of lengths and words in lower case; a word with
//! a capital is never one, so that no name of a person can speak for or against a row. How long a sentence or a content is
//! says nothing here: the paragraphs of the corpus are shorter than those of the press.

use std::ops::Range;

use super::reading::{Reading, Way};
use crate::Lang;
use crate::lang::{Class, Form};
use crate::segment::Shape;
use crate::statement::construction::Draft;
use crate::statement::phrase::like_clause;
use crate::statement::scope::{Item, Scope};

/// Takes the features of a reading, one by one.
pub(super) trait Features {
    /// A template and its value in up to three parts.
    fn add(&mut self, template: &'static str, parts: [&str; 3]);
}

/// Features by their numbers.
impl Features for Vec<u64> {
    fn add(&mut self, template: &'static str, parts: [&str; 3]) {
        self.push(parts.iter().filter(|part| !part.is_empty()).fold(mixed(SEED, template), |id, part| mixed(id, part)));
    }
}

/// Features by their names.
impl Features for Vec<String> {
    fn add(&mut self, template: &'static str, parts: [&str; 3]) {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.push(format!("{template}={}", parts.join("|")));
    }
}

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

/// The number of a feature with this name.
pub(super) fn id_of_name(name: &str) -> u64 {
    let (template, value) = name.split_once('=').unwrap_or((name, ""));
    value.split('|').filter(|part| !part.is_empty()).fold(mixed(SEED, template), mixed)
}

/// The number of the feature that tells the cue word.
pub(super) fn id_of_lemma(scope: &Scope<'_>, lemma: &str) -> u64 {
    mixed(mixed(mixed(SEED, "lemma"), lemma), language(scope))
}

fn language(scope: &Scope<'_>) -> &'static str {
    match scope.lang {
        Lang::En => "en",
        Lang::Id | Lang::Ms => "id",
    }
}

/// A hash that is the same on every machine: eight bytes at a time.
fn mixed(id: u64, part: &str) -> u64 {
    let mut hash = id ^ part.len() as u64;
    for chunk in part.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(bytes)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 31;
    }
    hash
}

/// All features of a reading.
pub(super) fn of(scope: &Scope<'_>, reading: &Reading, drafts: &[Draft], out: &mut impl Features) {
    let Reading { draft, way } = reading;
    let lang = language(scope);
    let by = draft.by;
    let way_name = way.name();
    let lemma = draft.lemma.as_str();
    let stance = draft.stance.name();
    let opener = draft.content.first().map_or("none", |piece| opener(scope, piece));
    let form = form(scope, draft.word);
    out.add("way", [way_name, "", ""]);
    out.add("by", [by, way_name, lang]);
    out.add("lemma", [lemma, lang, ""]);
    out.add("lemma-way", [lemma, if way.is_loose() { way_name } else { by }, lang]);
    out.add("stance", [stance, way_name, lang]);
    out.add("form", [form, way_name, lang]);
    out.add("opener", [opener, by, way_name]);
    out.add("lemma-opener", [lemma, opener, lang]);
    out.add("stance-opener", [stance, opener, way_name]);
    if draft.negated {
        out.add("negated", [stance, way_name, ""]);
    }
    content(scope, draft, *way, drafts, out);
    source(scope, draft, *way, out);
    let group = draft.cue.start;
    out.add("before-cue", [word_or_class(scope, group.checked_sub(1)), form, way_name]);
    out.add("after-cue", [word_or_class(scope, Some(draft.cue.end)), form, way_name]);
    out.add("after-cue-lemma", [class(scope, draft.cue.end), lemma, lang]);
    let place = if scope.inside.is_some() {
        "quotation"
    } else if scope.role_is_headline() {
        "headline"
    } else {
        "body"
    };
    out.add("place", [place, by, way_name]);
    if draft.addressee.is_some() {
        out.add("hearer", [way_name, by, ""]);
    }
}

fn content(scope: &Scope<'_>, draft: &Draft, way: Way, drafts: &[Draft], out: &mut impl Features) {
    let way_name = way.name();
    let (Some(first), Some(last)) = (draft.content.first(), draft.content.last()) else { return };
    out.add("pieces", [bucket(draft.content.len()), draft.by, ""]);
    let clause = if like_clause(scope, last.clone()) { "clause" } else { "no-clause" };
    out.add("clause", [clause, draft.stance.name(), way_name]);
    out.add("clause-lemma", [clause, draft.lemma.as_str(), ""]);
    out.add("begins", [word_or_class(scope, Some(first.start)), draft.by, way_name]);
    out.add("before-content", [word_or_class(scope, first.start.checked_sub(1)), way_name, ""]);
    let quoted =
        draft.content.iter().any(|piece| scope.items[piece.clone()].iter().any(|item| item.quotation.is_some()));
    let all = draft.content.iter().all(|piece| piece.clone().all(|index| scope.items[index].quotation.is_some()));
    let marks = if all {
        "direct"
    } else if quoted {
        "mixed"
    } else {
        "indirect"
    };
    out.add("marks", [marks, draft.by, way_name]);
    // What ends the content.
    let mut next = last.end;
    let comma = scope.get(next).is_some_and(Item::is_comma);
    if comma {
        next += 1;
    }
    let joint = if comma { "comma" } else { "" };
    let follows = word_or_class(scope, Some(next));
    out.add("ended-by", [follows, joint, way_name]);
    out.add("ended-by-two", [follows, word_or_class(scope, Some(next + 1)), joint]);
    let cue =
        drafts.iter().any(|other| other.word != draft.word && draft.content.iter().any(|p| p.contains(&other.word)));
    if cue {
        out.add("holds-cue", [way_name, draft.by, ""]);
        let finite = drafts.iter().any(|other| {
            other.word != draft.word
                && other
                    .source
                    .as_ref()
                    .is_some_and(|source| draft.content.iter().any(|piece| piece.contains(&source.start)))
        });
        if finite {
            out.add("holds-source", [way_name, draft.by, ""]);
        }
    }
    let inside = drafts
        .iter()
        .find(|other| other.word != draft.word && other.content.iter().any(|piece| piece.contains(&draft.word)));
    if let Some(other) = inside {
        out.add("inside", [other.by, way_name, draft.by]);
    }
    let shared = drafts
        .iter()
        .any(|other| other.word != draft.word && other.content.iter().any(|piece| draft.content.contains(piece)));
    if shared {
        out.add("same-content", [way_name, draft.by, ""]);
    }
}

fn source(scope: &Scope<'_>, draft: &Draft, way: Way, out: &mut impl Features) {
    let way_name = way.name();
    let by = draft.by;
    let Some(source) = &draft.source else {
        out.add("source", [if draft.clitic.is_some() { "clitic" } else { "none" }, by, way_name]);
        out.add("source-lemma", [if draft.clitic.is_some() { "clitic" } else { "none" }, draft.lemma.as_str(), ""]);
        return;
    };
    let items = &scope.items[source.clone()];
    let has = |class: Class| items.iter().any(|item| item.is(class));
    let capital = items.iter().any(Item::is_capital);
    let kind = if items[0].is(Class::PRONOUN | Class::SPEAKER) && items.len() == 1 {
        "pronoun"
    } else if has(Class::SPEAKER_NOUN) {
        "speaker-noun"
    } else if has(Class::DATA_NOUN) {
        "data-noun"
    } else if capital {
        "name"
    } else {
        "other"
    };
    out.add("source", [kind, by, way_name]);
    out.add("source-lemma", [kind, draft.lemma.as_str(), ""]);
    out.add("source-begins", [word_or_class(scope, Some(source.start)), way_name, ""]);
    out.add("source-ends", [class(scope, source.end - 1), way_name, ""]);
    out.add("before-source", [word_or_class(scope, source.start.checked_sub(1)), way_name, ""]);
    if source.end <= draft.cue.start {
        out.add("distance", [bucket(draft.cue.start - source.end), by, way_name]);
        out.add("between", [class(scope, source.end), way_name, ""]);
    } else {
        out.add("distance", ["after", by, way_name]);
    }
    if draft.shared {
        out.add("shared", [by, way_name, ""]);
    }
    if items.iter().any(Item::is_comma) {
        out.add("source-comma", [way_name, by, ""]);
    }
    if (source.start..source.end).any(|index| crate::statement::phrase::is_verb(scope, index)) {
        out.add("source-verb", [way_name, by, ""]);
    }
}

fn bucket(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4-5",
        6..=10 => "6-10",
        _ => "11+",
    }
}

/// How a content opens.
fn opener(scope: &Scope<'_>, piece: &Range<usize>) -> &'static str {
    class(scope, piece.start)
}

/// The class of the item that tells most.
fn class(scope: &Scope<'_>, index: usize) -> &'static str {
    let Some(item) = scope.get(index) else { return "end" };
    if item.is_quotation() {
        return if scope.is_speech(index) { "speech" } else { "quoted" };
    }
    if item.shape == Shape::Number {
        return "number";
    }
    if !item.is_word() {
        return match item.lower {
            "," => "comma",
            ":" => "colon",
            "(" | ")" => "bracket",
            "." | "!" | "?" | "…" | ";" => "stop",
            _ => "mark",
        };
    }
    let order = [
        (Class::COMPLEMENTIZER, "complementizer"),
        (Class::QUESTION, "question"),
        (Class::RELATIVE, "relative"),
        (Class::NEGATION, "negation"),
        (Class::DETERMINER, "determiner"),
        (Class::PRONOUN, "pronoun"),
        (Class::CONJUNCTION, "conjunction"),
        (Class::SUBORDINATOR, "subordinator"),
        (Class::PREPOSITION, "preposition"),
        (Class::AUXILIARY, "auxiliary"),
        (Class::MODAL, "modal"),
        (Class::DAY, "day"),
        (Class::TIME, "time"),
        (Class::ADVERB, "adverb"),
        (Class::CLAIM_NOUN, "claim-noun"),
        (Class::SPEAKER_NOUN, "speaker-noun"),
        (Class::CITE, "cite"),
    ];
    if let Some((_, name)) = order.iter().find(|(class, _)| item.is(*class)) {
        return name;
    }
    if item.is_capital() {
        return "capital";
    }
    if !item.uses.is_empty() {
        return "cue";
    }
    if scope.lang == Lang::Id {
        for (prefix, name) in
            [("me", "me-"), ("ber", "ber-"), ("di", "di-"), ("ter", "ter-"), ("pe", "pe-"), ("ke", "ke-")]
        {
            if item.lower.starts_with(prefix) && item.lower.len() > 5 {
                return name;
            }
        }
    } else {
        for (suffix, name) in [("ing", "-ing"), ("ed", "-ed"), ("ly", "-ly"), ("s", "-s")] {
            if item.lower.ends_with(suffix) && item.lower.len() > 4 {
                return name;
            }
        }
    }
    "lower"
}

/// A function word itself, else the class.
fn word_or_class<'a>(scope: &'a Scope<'_>, index: Option<usize>) -> &'a str {
    let Some(index) = index else { return "start" };
    match scope.get(index) {
        Some(item)
            if item.shape == Shape::Lower
                && item.is(Class::COMPLEMENTIZER
                    | Class::QUESTION
                    | Class::RELATIVE
                    | Class::NEGATION
                    | Class::DETERMINER
                    | Class::CONJUNCTION
                    | Class::SUBORDINATOR
                    | Class::PREPOSITION
                    | Class::AUXILIARY
                    | Class::MODAL
                    | Class::SOURCE_END
                    | Class::CITE) =>
        {
            item.lower
        }
        _ => class(scope, index),
    }
}

fn form(scope: &Scope<'_>, word: usize) -> &'static str {
    let item = &scope.items[word];
    let has = |form: Form| item.has(form);
    match (has(Form::Noun), has(Form::Finite) || has(Form::Base), has(Form::Passive) || has(Form::Participle)) {
        (true, false, false) => "noun",
        (true, true, _) => "noun-verb",
        (true, false, true) => "noun-participle",
        (false, true, true) => "past",
        (false, true, false) => "verb",
        (false, false, true) => "participle",
        _ if has(Form::Ing) => "ing",
        _ if has(Form::Tag) => "tag",
        _ => "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_and_its_name_have_one_number() {
        let parts = ["grammar", "", "en"];
        let (mut numbers, mut names) = (Vec::<u64>::new(), Vec::<String>::new());
        numbers.add("lemma-opener", parts);
        names.add("lemma-opener", parts);
        assert_eq!(names[0], "lemma-opener=grammar|en");
        assert_eq!(numbers[0], id_of_name(&names[0]));
        assert_ne!(id_of_name("way=a|b"), id_of_name("way=b|a"));
    }
}
