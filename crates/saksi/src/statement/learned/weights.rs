//! What was fitted: a weight a feature, and how far a score is to be trusted.
//!
//! The file is text: comments tell licence, data and scores; `model NAME`; `limit NAME NUMBER` when the grammar is overruled;
//! `trust SCORE CONFIDENCE` a knot of the line from scores to confidences; else a feature, a tab, its weight.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::feature::{id_of_lemma, id_of_name};
use crate::statement::scope::Scope;

/// Fitted weights.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// The name of the model, as `made_by` says it.
    pub model: String,
    features: FxHashMap<u64, f32>,
    /// Score and confidence, scores rising.
    trust: Vec<(f32, f32)>,
    /// When the model overrules the grammar.
    pub(crate) limits: Limits,
}

/// When the model overrules the grammar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// A row of the grammar is dropped when the probability that nothing is attributed is above this.
    pub(crate) drop: f32,
    /// A row that the grammar did not read is taken from this probability on.
    pub(crate) take: f32,
    /// Other edges or another source take the place of the grammar's when they are so many times as likely.
    pub(crate) better: f32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { drop: 0.5, take: 0.5, better: 2.0 }
    }
}

impl Weights {
    /// The weights that are compiled in; `None` where there are none.
    pub fn shipped() -> Option<&'static Self> {
        static SHIPPED: OnceLock<Option<Weights>> = OnceLock::new();
        SHIPPED
            .get_or_init(|| {
                Some(Self::parse(include_str!("weights.tsv"))).filter(|weights| !weights.features.is_empty())
            })
            .as_ref()
    }

    /// Reads a file of weights; lines that are none are passed over.
    pub fn parse(file: &str) -> Self {
        let mut weights = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some(limit) = line.strip_prefix("limit ") {
                let (name, number) = limit.split_once(' ').unwrap_or((limit, ""));
                let Ok(number) = number.parse() else { continue };
                match name {
                    "drop" => weights.limits.drop = number,
                    "take" => weights.limits.take = number,
                    "better" => weights.limits.better = number,
                    _ => {}
                }
            } else if let Some(model) = line.strip_prefix("model ") {
                weights.model = model.to_owned();
            } else if let Some(knot) = line.strip_prefix("trust ") {
                let numbers =
                    knot.split_once(' ').and_then(|(score, trust)| Some((score.parse().ok()?, trust.parse().ok()?)));
                weights.trust.extend(numbers);
            } else if let Some((name, weight)) = line.split_once('\t') {
                weights.features.extend(weight.parse().ok().map(|weight: f32| (id_of_name(name), weight)));
            }
        }
        weights.trust.sort_by(|one, other| one.0.total_cmp(&other.0));
        weights
    }

    /// The weight of a feature.
    pub(crate) fn of(&self, feature: u64) -> f32 {
        self.features.get(&feature).copied().unwrap_or(0.0)
    }

    /// Whether the cue word was seen in fitting.
    pub(super) fn knows(&self, scope: &Scope<'_>, lemma: &str) -> bool {
        self.of(id_of_lemma(scope, lemma)) != 0.0
    }

    /// The confidence that a share of the probability stands for.
    pub(crate) fn trust(&self, share: f32) -> f32 {
        let after = self.trust.partition_point(|knot| knot.0 < share);
        let trust = match (after.checked_sub(1).and_then(|before| self.trust.get(before)), self.trust.get(after)) {
            (Some(&(low, one)), Some(&(high, other))) => one + (other - one) * (share - low) / (high - low).max(1e-6),
            (Some(&(_, trust)), None) | (None, Some(&(_, trust))) => trust,
            (None, None) => share,
        };
        trust.clamp(0.0, 0.99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read() {
        let weights = Weights::parse("# licence\nmodel m1\ntrust 0.5 0.4\ntrust 1 0.9\nby=clause\t0.5\nodd line\n");
        assert_eq!(weights.model, "m1");
        assert!((weights.of(id_of_name("by=clause")) - 0.5).abs() < 1e-6);
        assert!((weights.trust(0.75) - 0.65).abs() < 1e-6);
        assert!((weights.trust(0.1) - 0.4).abs() < 1e-6);
        assert!((weights.trust(2.0) - 0.9).abs() < 1e-6);
    }

    #[test]
    fn what_is_shipped_is_whole() {
        if let Some(weights) = Weights::shipped() {
            assert!(!weights.model.is_empty());
            assert!(weights.trust.windows(2).all(|pair| pair[0].1 <= pair[1].1), "trust rises with the score");
        }
    }
}
