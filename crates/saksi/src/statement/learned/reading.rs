//! The readings of a cue word: what the grammar made of it, the same with other edges, and looser ones that it refused.

use std::ops::Range;

use super::Weights;
use crate::Lang;
use crate::lang::{Class, Form, Lexeme};
use crate::segment::Shape;
use crate::statement::clause::{after_cue, content_end};
use crate::statement::construction::Draft;
use crate::statement::phrase::{is_verb, like_clause, source_after, subject_before};
use crate::statement::scope::Scope;
use crate::statement::site::{Site, Voice, group_start};

/// How a reading came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As the grammar has it.
    Grammar,
    /// The content ends earlier.
    Shorter,
    /// The content ends later.
    Longer,
    /// The content begins elsewhere.
    Begins,
    /// Somebody else is the source.
    Source,
    /// A verb that the grammar left alone: subject, verb, object.
    Verb,
    /// A noun that the grammar left alone.
    Noun,
    /// A passive that the grammar left alone.
    Passive,
}

impl Way {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Grammar => "grammar",
            Self::Shorter => "shorter",
            Self::Longer => "longer",
            Self::Begins => "begins",
            Self::Source => "source",
            Self::Verb => "verb",
            Self::Noun => "noun",
            Self::Passive => "passive",
        }
    }

    /// The construction of a row that the grammar did not read.
    pub(super) fn is_loose(self) -> bool {
        matches!(self, Self::Verb | Self::Noun | Self::Passive)
    }
}

/// One way to read a cue word.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) draft: Draft,
    pub(super) way: Way,
}

/// A cue word with its readings; the grammar's own comes first where there is one.
#[derive(Debug, Clone)]
pub(super) struct CueReadings {
    pub(super) word: usize,
    pub(super) readings: Vec<Reading>,
}

/// Edges that are tried beside the grammar's, and sources.
const MOST_EDGES: usize = 5;
const MOST_SOURCES: usize = 4;

/// The name under which a row that only the learned part reads is recorded.
pub(super) const LEARNED: &str = "learned";

/// Every cue word of the scope with its readings.
pub(super) fn cues(scope: &Scope<'_>, drafts: &[Draft], weights: Option<&Weights>) -> Vec<CueReadings> {
    let mut cues = Vec::new();
    for draft in drafts {
        let mut readings = vec![Reading { draft: draft.clone(), way: Way::Grammar }];
        other_edges(scope, draft, &mut readings);
        other_sources(scope, draft, drafts, &mut readings);
        cues.push(CueReadings { word: draft.word, readings });
    }
    for word in 0..scope.len() {
        let item = &scope.items[word];
        if item.uses.is_empty() || drafts.iter().any(|draft| draft.word == word || draft.cue.contains(&word)) {
            continue;
        }
        if item.is_capital() && word > 0 && !scope.role_is_headline() {
            continue;
        }
        let mut readings = Vec::new();
        loose(scope, word, drafts, weights, &mut readings);
        if !readings.is_empty() {
            cues.push(CueReadings { word, readings });
        }
    }
    cues.sort_by_key(|cue| cue.word);
    cues
}

/// Where a content may end or begin: at a mark or a word that joins.
fn is_edge(scope: &Scope<'_>, index: usize) -> bool {
    let item = &scope.items[index];
    item.is_comma()
        || item.is_dash()
        || matches!(item.lower, ";" | ":" | "(" | ")")
        || item.is_quotation()
        || item.shape == Shape::Lower
            && item.is(Class::CONJUNCTION | Class::SUBORDINATOR | Class::SOURCE_END | Class::CITE | Class::RELATIVE)
}

fn other_edges(scope: &Scope<'_>, draft: &Draft, readings: &mut Vec<Reading>) {
    let mut push = |piece: usize, range: Range<usize>, way: Way| {
        let range = scope.trim(range);
        let known = readings.iter().any(|reading| reading.draft.content.get(piece) == Some(&range));
        if range.is_empty() || known || scope.words(range.clone()) < 2 {
            return;
        }
        let mut draft = draft.clone();
        draft.content[piece] = range;
        readings.push(Reading { draft, way });
    };
    let Some(last) = draft.content.last().cloned() else { return };
    let piece = draft.content.len() - 1;
    if last.start >= draft.cue.end {
        let shorter = (last.start + 2..last.end).rev().filter(|&index| is_edge(scope, index));
        for index in shorter.take(MOST_EDGES) {
            push(piece, last.start..index, Way::Shorter);
        }
        let longer = (last.end + 1..scope.len()).filter(|&index| is_edge(scope, index)).take(3);
        for index in longer.chain([scope.len()]) {
            push(piece, last.start..index, Way::Longer);
        }
    }
    let first = draft.content[0].clone();
    // The subject of a passive is where the grammar found it; only what stands before a tag may begin elsewhere.
    if first.end <= draft.cue.start && draft.by == "tag" {
        let begins = (0..first.end).rev().filter(|&index| index != first.start && is_edge(scope, index));
        for index in begins.take(MOST_EDGES) {
            let start =
                if scope.items[index].is_quotation() || scope.items[index].is_word() { index } else { index + 1 };
            push(0, start..first.end, Way::Begins);
        }
        push(0, 0..first.end, Way::Begins);
    }
}

fn other_sources(scope: &Scope<'_>, draft: &Draft, drafts: &[Draft], readings: &mut Vec<Reading>) {
    // A noun has its source in front of it or none, a clitic is its source.
    if draft.clitic.is_some() || draft.by == "nominal" {
        return;
    }
    let mut sources: Vec<Option<Range<usize>>> = Vec::new();
    let shared = drafts.iter().filter(|other| other.word != draft.word).filter_map(|other| other.source.clone());
    sources.extend(shared.map(Some));
    if let Some(source) = &draft.source {
        let inner = (source.start + 1..source.end).filter(|&index| begins_phrase(scope, index));
        sources.extend(inner.map(|index| Some(index..source.end)));
        let cut = (source.start + 1..source.end).find(|&index| scope.items[index].is_comma());
        sources.extend(cut.map(|cut| Some(source.start..cut)));
    }
    let before = (0..draft.cue.start).filter(|&index| begins_phrase(scope, index)).take(2);
    sources.extend(before.map(|index| {
        let end = (index + 1..draft.cue.start).find(|&end| ends_phrase(scope, end)).unwrap_or(draft.cue.start);
        Some(index..end)
    }));
    let mut seen = vec![draft.source.clone()];
    for source in sources {
        let overlaps = |range: &Range<usize>| {
            let apart = |other: &Range<usize>| range.end <= other.start || other.end <= range.start;
            !apart(&draft.cue) || !draft.content.iter().all(apart)
        };
        if seen.len() > MOST_SOURCES || seen.contains(&source) || source.as_ref().is_some_and(overlaps) {
            continue;
        }
        seen.push(source.clone());
        readings.push(Reading { draft: Draft { source, ..draft.clone() }, way: Way::Source });
    }
}

fn begins_phrase(scope: &Scope<'_>, index: usize) -> bool {
    let item = &scope.items[index];
    let before = index.checked_sub(1).and_then(|before| scope.get(before));
    let inside = before.is_some_and(|before| {
        before.is(Class::DETERMINER | Class::PREPOSITION | Class::NAME_LINK) || before.is_capital() && item.is_capital()
    });
    !inside
        && (item.is(Class::DETERMINER | Class::SPEAKER | Class::SPEAKER_NOUN)
            || item.is_capital() && !item.is(Class::DAY | Class::MONTH | Class::OPENER | Class::PREPOSITION))
}

fn ends_phrase(scope: &Scope<'_>, index: usize) -> bool {
    let item = &scope.items[index];
    is_edge(scope, index)
        || item.is(Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::DAY | Class::NEGATION)
        || item.is(Class::PREPOSITION) && !item.is(Class::ATTACH)
        || is_verb(scope, index)
}

fn is_being(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am")
}

/// What can be made of a word of the list where the grammar made nothing.
fn loose(scope: &Scope<'_>, word: usize, drafts: &[Draft], weights: Option<&Weights>, readings: &mut Vec<Reading>) {
    let mut tried: Vec<&Lexeme> = Vec::new();
    for one in scope.items[word].uses {
        let lexeme = scope.language.cues.of(*one);
        let same = |other: &&Lexeme| other.stance == lexeme.stance && other.particle == lexeme.particle;
        // Of a word that was never seen nothing is known.
        if weights.is_some_and(|weights| !weights.knows(scope, lexeme.lemma)) {
            continue;
        }
        if tried.len() >= 2 || tried.iter().any(same) || !scope.stands(word + 1, &lexeme.particle) {
            continue;
        }
        tried.push(lexeme);
        let site = Site {
            word,
            start: if one.form == Form::Noun { word } else { group_start(scope, word) },
            end: word + 1 + lexeme.particle.len(),
            lexeme,
            form: one.form,
            voice: if one.form == Form::Passive { Voice::Passive } else { Voice::Active },
            negated: false,
            unable: false,
            progressive: false,
            clitic: None,
        };
        let site = Site { negated: (site.start..word).any(|index| scope.is(index, Class::NEGATION)), ..site };
        // Who speaks is a phrase; what holds a verb is a clause that was taken for one.
        let phrase = |source: &Range<usize>| !like_clause(scope, source.clone());
        let subject = subject_before(scope, site.start).filter(phrase);
        let opening = (0..site.start)
            .find(|&index| begins_phrase(scope, index))
            .map(|index| index..(index + 1..site.start).find(|&end| ends_phrase(scope, end)).unwrap_or(site.start));
        let shared = drafts.iter().rev().find(|draft| draft.word < word).and_then(|draft| draft.source.clone());
        let after = after_cue(scope, lexeme, site.end);
        let content = scope.trim(after.start.min(scope.len())..content_end(scope, after.start));
        let mut tried_sources: Vec<(Option<Range<usize>>, Range<usize>)> = Vec::new();
        let mut push = |source: Option<Range<usize>>, content: Range<usize>, addressee, way: Way| {
            let overlaps = source.as_ref().is_some_and(|source| {
                source.start < content.end && content.start < source.end
                    || source.start < site.end && site.start < source.end
            });
            if content.is_empty() || overlaps || content.start < site.end && site.start < content.end {
                return;
            }
            let seen = (source.clone(), content.clone());
            if tried_sources.contains(&seen) {
                return;
            }
            tried_sources.push(seen);
            let draft = Draft { addressee, ..Draft::of(LEARNED, &site, source, vec![content]) };
            readings.push(Reading { draft, way });
        };
        match one.form {
            Form::Noun => {
                let owner = scope.items[..word].iter().rposition(|item| item.lower.ends_with("'s"));
                let owner = owner.filter(|owner| word - owner <= 3).and_then(|owner| subject_before(scope, owner + 1));
                let behind = (scope.lang == Lang::Id).then(|| source_after(scope, site.end)).flatten();
                if let Some(behind) = behind {
                    let rest = scope.trim(behind.end..content_end(scope, behind.end));
                    push(Some(behind), rest, None, Way::Noun);
                }
                for source in [owner.or(subject), shared, None] {
                    push(source, content.clone(), None, Way::Noun);
                }
            }
            Form::Passive => {
                let agent = source_after(scope, if scope.word(site.end) == "oleh" { site.end + 1 } else { site.end });
                if let Some(subject) = subject {
                    push(agent, subject.clone(), None, Way::Passive);
                    push(None, subject, None, Way::Passive);
                }
                push(None, content.clone(), None, Way::Passive);
            }
            _ => {
                // "was warned": who stands before a passive does not speak.
                let undergoes = (site.start..word).any(|index| is_being(scope.word(index)));
                for source in [subject.clone(), shared, opening].into_iter().filter(|_| !undergoes) {
                    push(source, content.clone(), after.addressee.clone(), Way::Verb);
                }
                if one.form == Form::Participle {
                    let by = (site.end..scope.len().min(site.end + 8)).find(|&index| scope.word(index) == "by");
                    let agent = by.and_then(|by| source_after(scope, by + 1));
                    if let Some(subject) = subject {
                        push(agent, subject, None, Way::Passive);
                    }
                }
            }
        }
    }
    readings.truncate(8);
}
