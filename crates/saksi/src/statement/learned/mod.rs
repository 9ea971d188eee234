//! The learned part: of all readings of a cue word, which one is right, if any.
//!
//! The grammar proposes (its own reading, the same with other edges, looser ones that it refused); a log-linear model over
//! features of each reading says how likely each is, against the reading that nothing is attributed. It was fitted on the
//! project's own corpus (corpus/), by `cargo run --release -p xtask -- fit`. Without weights the grammar stands alone.

mod feature;
mod reading;
mod weights;

use std::ops::Range;

pub use weights::Weights;

use self::reading::{CueReadings, Reading, Way, cues};
use super::assemble::{is_plain, statement_of};
use super::construction::{self, Draft};
use super::scope::Scope;
use super::{Lang, Statement};
use crate::article::Article;
use crate::segment::Segments;

/// What spoke for and against a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The name of the model.
    pub model: String,
    /// Whether the grammar read it so, or how the reading differs.
    pub way: &'static str,
    /// Probability of this reading and those that hardly differ, among all readings of the cue.
    pub share: f32,
    /// Features with their weights, the strongest first.
    pub features: Vec<(String, f32)>,
    /// How many readings were weighed.
    pub readings: usize,
}

/// A reading of a cue as fitting sees it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The row it would be.
    pub statement: Statement,
    /// Whether it is the grammar's own.
    pub is_grammar: bool,
    /// The names of its features.
    pub features: Vec<String>,
}

/// What rows of this part read, in a sentence; empty for other names.
pub(super) fn reads(by: &str) -> &'static str {
    if by == reading::LEARNED {
        "a cue that the grammar left alone, where the learned weights speak for it"
    } else {
        ""
    }
}

/// Reads one scope: the grammar alone, or what the model makes of its readings.
pub(super) fn read(scope: &Scope<'_>, weights: Option<&Weights>) -> Vec<Draft> {
    let drafts = construction::read(scope);
    let Some(weights) = weights else { return drafts };
    let mut chosen: Vec<(Draft, Way)> = Vec::new();
    for cue in cues(scope, &drafts, Some(weights)) {
        if let Some((number, share)) = choose(scope, &cue, &drafts, weights) {
            let Reading { draft, way } = &cue.readings[number];
            chosen.push((Draft { confidence: weights.trust(share), ..draft.clone() }, *way));
        }
    }
    // A looser reading never takes words that belong to the cue of another row.
    let cues: Vec<Range<usize>> =
        chosen.iter().filter(|(_, way)| !way.is_loose()).map(|(draft, _)| draft.cue.clone()).collect();
    let apart = |draft: &Draft| cues.iter().all(|cue| cue.end <= draft.cue.start || draft.cue.end <= cue.start);
    chosen.into_iter().filter(|(draft, way)| !way.is_loose() || apart(draft)).map(|(draft, _)| draft).collect()
}

/// The best reading of a cue and how likely it is, with those that hardly differ from it.
fn choose(scope: &Scope<'_>, cue: &CueReadings, drafts: &[Draft], weights: &Weights) -> Option<(usize, f32)> {
    let likely = likely(scope, cue, drafts, weights);
    let best = (0..likely.len()).max_by(|&one, &other| likely[one].total_cmp(&likely[other]).then(other.cmp(&one)))?;
    let grammar = cue.readings[0].way == Way::Grammar;
    let best = if grammar && likely[best] < weights.limits.better * likely[0] { 0 } else { best };
    let share: f32 = (0..likely.len())
        .filter(|&other| hardly_differ(&cue.readings[best].draft, &cue.readings[other].draft))
        .map(|other| likely[other])
        .sum();
    let nothing = 1.0 - likely.iter().sum::<f32>();
    let kept = if grammar { nothing <= weights.limits.drop } else { share >= weights.limits.take };
    kept.then_some((best, share))
}

/// The probability of each reading; what is left of 1 is that nothing is attributed.
fn likely(scope: &Scope<'_>, cue: &CueReadings, drafts: &[Draft], weights: &Weights) -> Vec<f32> {
    let mut features: Vec<u64> = Vec::with_capacity(64);
    let mut scores: Vec<f32> = Vec::with_capacity(cue.readings.len());
    for reading in &cue.readings {
        features.clear();
        feature::of(scope, reading, drafts, &mut features);
        scores.push(features.iter().map(|&feature| weights.of(feature)).sum());
    }
    let top = scores.iter().copied().fold(0.0, f32::max);
    let all = (-top).exp() + scores.iter().map(|score| (score - top).exp()).sum::<f32>();
    scores.iter().map(|score| (score - top).exp() / all).collect()
}

/// Whether two readings are one triple: half of the content in common, and a word of the source.
fn hardly_differ(one: &Draft, other: &Draft) -> bool {
    let sources = match (&one.source, &other.source) {
        (Some(one), Some(other)) => one.start < other.end && other.start < one.end,
        (None, None) => true,
        _ => false,
    };
    let length = |ranges: &[Range<usize>]| ranges.iter().map(Range::len).sum::<usize>();
    let common: usize = one
        .content
        .iter()
        .flat_map(|one| other.content.iter().map(move |other| (one, other)))
        .map(|(one, other)| one.end.min(other.end).saturating_sub(one.start.max(other.start)))
        .sum();
    sources && 2 * common >= length(&one.content) + length(&other.content) - common
}

/// What spoke for and against the reading that a draft stands for.
pub(super) fn weigh(scope: &Scope<'_>, draft: &Draft, weights: &Weights) -> Option<Weighing> {
    let drafts = construction::read(scope);
    let cue = cues(scope, &drafts, Some(weights)).into_iter().find(|cue| cue.word == draft.word)?;
    let (number, share) = choose(scope, &cue, &drafts, weights)?;
    let mut names: Vec<String> = Vec::new();
    feature::of(scope, &cue.readings[number], &drafts, &mut names);
    let mut features: Vec<(String, f32)> = names
        .into_iter()
        .map(|name| (weights.of(feature::id_of_name(&name)), name))
        .map(|(weight, name)| (name, weight))
        .collect();
    features.retain(|(_, weight)| *weight != 0.0);
    features.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()).then_with(|| one.0.cmp(&other.0)));
    let way = cue.readings[number].way.name();
    Some(Weighing { model: weights.model.clone(), way, share, features, readings: cue.readings.len() })
}

/// Every cue of an article with all its readings: what the model is fitted on.
pub fn candidates(article: &Article, lang: Lang) -> Vec<Vec<Candidate>> {
    let segments = Segments::of(article, lang);
    let mut all = Vec::new();
    for (sentence, cut) in segments.sentences.iter().enumerate() {
        let scope = Scope::new(&article.text, &segments, lang, sentence, cut.tokens.clone(), None);
        for scope in scope.stretches() {
            of_scope(article, &segments, &scope, &mut all);
            for quotation in scope.items.iter().filter_map(|item| item.quotation) {
                for tokens in segments.sentences_inside(&segments.quotations[quotation], lang) {
                    let inner = Scope::new(&article.text, &segments, lang, sentence, tokens, Some(quotation));
                    for inner in inner.stretches() {
                        of_scope(article, &segments, &inner, &mut all);
                    }
                }
            }
        }
    }
    all
}

fn of_scope(article: &Article, segments: &Segments, scope: &Scope<'_>, all: &mut Vec<Vec<Candidate>>) {
    let drafts = construction::read(scope);
    for cue in cues(scope, &drafts, None) {
        let mut candidates = Vec::new();
        for reading in cue.readings.iter().filter(|reading| scope.inside.is_none() || is_plain(&reading.draft)) {
            let Some(statement) = statement_of(article, segments, scope, &reading.draft) else { continue };
            let mut features = Vec::new();
            feature::of(scope, reading, &drafts, &mut features);
            candidates.push(Candidate { statement, is_grammar: reading.way == Way::Grammar, features });
        }
        if !candidates.is_empty() {
            all.push(candidates);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::article::{Block, Role};
    use crate::statement::{Reading, read_article_by};

    fn read_by(text: &str, weights: Option<&Weights>) -> Reading {
        let blocks = vec![Block { role: Role::Paragraph, span: Span::new(0, text.len()) }];
        let language = "en".to_owned();
        read_article_by(Article { blocks, language, ..Article::of_text(text) }, weights)
    }

    const NESTED: &str = "Ida Brink said that the mayor denied that the quay was closed.";

    #[test]
    fn weights_drop_keep_and_trust() {
        let against =
            Weights::parse("model m\nlimit drop 0.5\nby=clause|grammar|en\t-9\nway=shorter\t-9\nway=source\t-9\n");
        assert!(read_by(NESTED, Some(&against)).statements.is_empty());
        let favour = Weights::parse("model m\nlimit drop 0.5\nby=clause|grammar|en\t9\n");
        let reading = read_by(NESTED, Some(&favour));
        assert_eq!(reading.model.as_deref(), Some("m"));
        assert_eq!(reading.statements.len(), read_by(NESTED, None).statements.len());
        assert!(reading.statements.iter().all(|statement| statement.confidence > 0.9));
    }

    #[test]
    fn rows_below_a_confidence_go_and_nesting_closes_over_them() {
        let mut reading = read_by(NESTED, None);
        assert_eq!(reading.statements.len(), 2);
        assert_eq!(reading.statements[1].within, Some(0));
        reading.statements[0].confidence = 0.2;
        reading.keep_from(0.5);
        assert_eq!(reading.statements.len(), 1);
        assert_eq!((reading.statements[0].stance.name(), reading.statements[0].within), ("denies", None));
    }

    #[test]
    fn every_reading_is_a_candidate() {
        let reading = read_by(NESTED, None);
        let all = candidates(&reading.article, Lang::En);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|cue| cue[0].is_grammar && cue[0].features.iter().any(|name| name == "way=grammar")));
        let names = all.iter().flatten().flat_map(|candidate| &candidate.features);
        assert!(names.clone().all(|name| !name.contains("brink") && !name.contains("Brink")), "a name is a feature");
    }
}
