//! Fits the weights of the learned part on the corpus: one deterministic run, the same on every machine.
//!
//! Every cue of every unit is a choice among its readings and nothing; the wanted one is the reading nearest to the marked row
//! of that cue. The weights maximise the probability of the wanted readings (`AdaGrad`, weights drawn to nought). Confidence
//! is taken from units that the weights had not seen (five folds).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use saksi::Lang;
use saksi::segment::Segments;
use saksi::statement::learned::candidates;
use saksi::statement::{Weights, read_article_by};

use crate::measure::{Compared, Score, Words};
use crate::unit::{Row, Unit, digest};

/// How the weights are fitted; chosen by measurement.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Rounds over all choices.
    pub rounds: usize,
    /// The first step of a weight.
    pub step: f32,
    /// How strongly a weight is drawn to nought.
    pub pull: f32,
    /// Choices in which a feature must be seen.
    pub seen: usize,
    /// A row of the grammar is dropped when the probability that nothing is attributed is above this.
    pub drop: f32,
    /// A row that the grammar did not read is taken from this probability on.
    pub take: f32,
    /// Other edges or another source take the place of the grammar's when they are so many times as likely.
    pub better: f32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { rounds: 12, step: 0.15, pull: 3e-3, seen: 3, drop: 0.995, take: 0.8, better: 10.0 }
    }
}

/// Folds of the cross-check.
const FOLDS: u64 = 5;
/// Weights nearer to nought than this are left out.
const SMALL: f32 = 0.03;

/// A cue: the features of its readings, and how much of the wanted probability each should have.
struct Choice {
    readings: Vec<Vec<u32>>,
    wanted: Vec<f32>,
}

/// Fitted weights as a file, with what was measured on the way.
pub struct Fitted {
    /// The file.
    pub file: String,
    /// Readings of units that the weights had not seen.
    pub unseen: Score,
    /// The same by the grammar alone.
    pub grammar: Score,
}

/// Fits on the units that are not held out.
pub fn fit(units: &[Unit], plan: Plan, digest_of_data: &str) -> Fitted {
    let units: Vec<&Unit> = units.iter().filter(|unit| !unit.is_held_out()).collect();
    let mut names = Names::default();
    let choices: Vec<Vec<Choice>> = units.iter().map(|unit| choices_of(unit, &mut names)).collect();
    let mut unseen = Score::default();
    let mut grammar = Score::default();
    // Confidences of the unseen rows, whether each was right, and the house it was written for.
    let mut trusted: Vec<Trusted> = Vec::new();
    let mut houses: Vec<(Lang, &str)> = Vec::new();
    for fold in 0..FOLDS {
        let is_in = |unit: &Unit| (digest(unit.id.as_bytes()) / 10) % FOLDS == fold;
        let rest = units.iter().zip(&choices).filter(|(unit, _)| !is_in(unit)).flat_map(|(_, choices)| choices);
        let weights = trained(&rest.collect::<Vec<_>>(), names.all.len(), plan);
        let weights = Weights::parse(&(limits(plan) + &lines(&names, &weights)));
        for unit in units.iter().filter(|unit| is_in(unit)) {
            let house = (unit.lang, unit.style.as_str());
            let house = houses.iter().position(|one| *one == house).unwrap_or_else(|| {
                houses.push(house);
                houses.len() - 1
            });
            let before = unseen.trusted.len();
            read_against(unit, Some(&weights), &mut unseen);
            trusted.extend(unseen.trusted[before..].iter().map(|&(score, right)| Trusted { score, right, house }));
            read_against(unit, None, &mut grammar);
        }
    }
    let all: Vec<&Choice> = choices.iter().flatten().collect();
    let weights = trained(&all, names.all.len(), plan);
    let mut file = String::new();
    let rows: usize = units.iter().map(|unit| unit.rows.len()).sum();
    let _ = writeln!(
        file,
        "# Weights of the learned part: crates/saksi/src/statement/learned/. Licence: CC0-1.0, as its data."
    );
    let _ = writeln!(file, "# Made by `cargo run --profile fast -p xtask -- fit`; never edited by hand.");
    let _ = writeln!(
        file,
        "# Data: corpus/, {} units, {rows} rows, {} choices; sha256 {digest_of_data}",
        units.len(),
        all.len()
    );
    let figures = |score: &Score| {
        format!(
            "triple F1 {:.1}, precision {:.1}, recall {:.1}",
            score.all.f1(),
            score.all.precision(),
            score.all.recall()
        )
    };
    let _ = writeln!(file, "# On unseen units, five folds: {}", figures(&unseen));
    let _ = writeln!(file, "# The grammar alone on the same: {}", figures(&grammar));
    let _ = writeln!(file, "model saksi-weights/{}", digest_of_data.get(..12).unwrap_or(digest_of_data));
    file += &limits(plan);
    for (score, trust) in trust(&trusted) {
        let _ = writeln!(file, "trust {score:.3} {trust:.3}");
    }
    file += &lines(&names, &weights);
    Fitted { file, unseen, grammar }
}

/// The weights fitted on some units, without confidence: for the learning curve.
pub fn fit_plain(units: &[&Unit], plan: Plan) -> Weights {
    let mut names = Names::default();
    let choices: Vec<Choice> = units.iter().flat_map(|unit| choices_of(unit, &mut names)).collect();
    let weights = trained(&choices.iter().collect::<Vec<_>>(), names.all.len(), plan);
    Weights::parse(&(limits(plan) + &lines(&names, &weights)))
}

/// What weights (or the grammar alone) read of a unit against what was marked.
pub fn read_against(unit: &Unit, weights: Option<&Weights>, score: &mut Score) {
    let words = Words::of(&unit.text);
    let segments = Segments::of(&unit.article(), unit.lang);
    let wanted: Vec<Compared> = unit.rows.iter().map(|row| Compared::of_row(&words, &segments, row)).collect();
    let reading = read_article_by(unit.article(), weights);
    let given: Vec<Compared> =
        reading.statements.iter().map(|statement| Compared::of_statement(&words, statement)).collect();
    score.add(&wanted, &given);
}

/// Feature names by their numbers.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<String, u32>,
    all: Vec<String>,
}

impl Names {
    fn number(&mut self, name: String) -> u32 {
        if let Some(&number) = self.numbers.get(&name) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(name.clone());
        self.numbers.insert(name, number);
        number
    }
}

fn choices_of(unit: &Unit, names: &mut Names) -> Vec<Choice> {
    let words = Words::of(&unit.text);
    let article = unit.article();
    let segments = Segments::of(&article, unit.lang);
    let mut choices = Vec::new();
    for cue in candidates(&article, unit.lang) {
        let goodness: Vec<f64> = cue
            .iter()
            .map(|candidate| {
                let given = Compared::of_statement(&words, &candidate.statement);
                // A quotation that goes on in later sentences is joined later: here the sentence of the cue counts.
                let sentence = segments.sentences.get(candidate.statement.sentence).map(|sentence| sentence.span);
                let here = |row: &Row| match sentence {
                    Some(sentence) => row.content.iter().copied().filter(|piece| piece.overlaps(sentence)).collect(),
                    None => row.content.clone(),
                };
                let rows = unit.rows.iter().map(|row| Row { content: here(row), ..row.clone() });
                let rows = rows.map(|row| Compared::of_row(&words, &segments, &row));
                let good = |row: &Compared| row.same_cue(&given) && row.is_triple(&given);
                let best = rows.filter(good).map(|row| row.content_share(&given) + 0.3 * row.source_share(&given));
                best.fold(0.0, f64::max)
            })
            .collect();
        let best = goodness.iter().copied().fold(0.0, f64::max);
        let is_best = |good: &f64| *good > 0.0 && *good >= best - 0.02;
        let many = goodness.iter().filter(|good| is_best(good)).count().max(1);
        choices.push(Choice {
            wanted: goodness.iter().map(|good| if is_best(good) { 1.0 / many as f32 } else { 0.0 }).collect(),
            readings: cue
                .into_iter()
                .map(|candidate| candidate.features.into_iter().map(|name| names.number(name)).collect())
                .collect(),
        });
    }
    choices
}

fn trained(choices: &[&Choice], features: usize, plan: Plan) -> Vec<f32> {
    let mut seen = vec![0usize; features];
    for choice in choices {
        let here: BTreeSet<u32> = choice.readings.iter().flatten().copied().collect();
        for feature in here {
            seen[feature as usize] += 1;
        }
    }
    let mut weights = vec![0.0f32; features];
    let mut squares = vec![1e-3f32; features];
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..plan.rounds {
        for at in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(at, (random % (at as u64 + 1)) as usize);
        }
        for &number in &order {
            let choice = choices[number];
            let scores: Vec<f32> = choice
                .readings
                .iter()
                .map(|reading| reading.iter().map(|&feature| weights[feature as usize]).sum())
                .collect();
            let top = scores.iter().copied().fold(0.0, f32::max);
            let all = (-top).exp() + scores.iter().map(|score| (score - top).exp()).sum::<f32>();
            for (reading, (score, wanted)) in choice.readings.iter().zip(scores.iter().zip(&choice.wanted)) {
                let slope = (score - top).exp() / all - wanted;
                if slope.abs() < 1e-4 {
                    continue;
                }
                for &feature in reading {
                    let feature = feature as usize;
                    if seen[feature] < plan.seen {
                        continue;
                    }
                    let slope = slope + plan.pull * weights[feature];
                    squares[feature] += slope * slope;
                    weights[feature] -= plan.step * slope / squares[feature].sqrt();
                }
            }
        }
        for weight in &mut weights {
            *weight -= weight.signum() * weight.abs().min(plan.pull * 5.0);
        }
    }
    weights
}

fn limits(plan: Plan) -> String {
    let limits = [("drop", plan.drop), ("take", plan.take), ("better", plan.better)];
    limits.map(|(name, limit)| format!("limit {name} {limit}\n")).concat()
}

fn lines(names: &Names, weights: &[f32]) -> String {
    let mut lines: Vec<String> = names
        .all
        .iter()
        .zip(weights)
        .filter(|(_, weight)| weight.abs() >= SMALL)
        .map(|(name, weight)| format!("{name}\t{weight:.2}\n"))
        .collect();
    lines.sort();
    lines.concat()
}

/// An unseen row: its score, whether it was right, and the house it was written for.
#[derive(Debug, Clone, Copy)]
struct Trusted {
    score: f32,
    right: bool,
    house: usize,
}

/// Rows of a house in a step from which its share says anything.
const ENOUGH: usize = 12;

/// From scores to the share that was right: steps that rise, joined by lines (pool adjacent violators).
fn trust(trusted: &[Trusted]) -> Vec<(f32, f32)> {
    let mut sorted: Vec<Trusted> = trusted.to_vec();
    sorted.sort_by(|one, other| {
        one.score.total_cmp(&other.score).then((one.right, one.house).cmp(&(other.right, other.house)))
    });
    let size = (sorted.len() / 15).max(20);
    let share = |pool: &[Trusted]| pool.iter().filter(|one| one.right).count() as f32 / pool.len() as f32;
    let mut pools: Vec<(usize, usize)> = Vec::new();
    for start in (0..sorted.len()).step_by(size) {
        pools.push((start, sorted.len().min(start + size)));
        while let [.., before, last] = pools[..] {
            if share(&sorted[before.0..before.1]) < share(&sorted[last.0..last.1]) {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((before.0, last.1));
        }
    }
    let mut knots: Vec<(f32, f32)> = Vec::new();
    for (start, end) in pools {
        let pool = &sorted[start..end];
        let count = pool.len() as f32;
        // Two standard errors below the share, and by as much as houses differ among themselves: the house that a reader
        // brings is none of those that were fitted on.
        let smooth = (share(pool) * count + 1.0) / (count + 2.0);
        let error = (smooth * (1.0 - smooth) / count).sqrt();
        let careful = (share(pool) - 2.0 * error - between_houses(pool)).max(0.0);
        let score = pool.iter().map(|one| one.score).sum::<f32>() / count;
        knots.push((score, knots.last().map_or(careful, |knot| careful.max(knot.1))));
    }
    knots
}

/// How much the shares of the houses differ beyond what chance does: a standard deviation.
fn between_houses(pool: &[Trusted]) -> f32 {
    let mut houses: Vec<(f32, f32)> = Vec::new();
    for one in pool {
        if houses.len() <= one.house {
            houses.resize(one.house + 1, (0.0, 0.0));
        }
        houses[one.house].0 += f32::from(u8::from(one.right));
        houses[one.house].1 += 1.0;
    }
    houses.retain(|house| house.1 >= ENOUGH as f32);
    if houses.len() < 3 {
        return 0.0;
    }
    let many = houses.len() as f32;
    let share = |house: &(f32, f32)| house.0 / house.1;
    let mean = houses.iter().map(share).sum::<f32>() / many;
    let spread = houses.iter().map(|house| (share(house) - mean).powi(2)).sum::<f32>() / (many - 1.0);
    let chance = houses.iter().map(|house| mean * (1.0 - mean) / house.1).sum::<f32>() / many;
    (spread - chance).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_rises() {
        let given: Vec<Trusted> = (0..600)
            .map(|at| Trusted { score: at as f32 / 600.0, right: at % 7 == 0 || at > 300, house: at % 5 })
            .collect();
        let knots = trust(&given);
        assert!(knots.len() > 1);
        assert!(knots.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{knots:?}");
    }

    #[test]
    fn a_cue_that_never_attributes_is_learned() {
        // In this small world nobody who "warned" ever attributes anything, and who "said" always does.
        let mut words = String::new();
        for number in 0..30 {
            let _ = write!(
                words,
                "## en-a-{number:03} | agency | - | -\n[S1 The mayor] [C1 said] [T1 that dam {number} was sound].\n= 1 asserts\n\
                 ## en-b-{number:03} | agency | - | -\nThe mayor warned that dam {number} was old.\n= none\n"
            );
        }
        let (units, faults) = crate::markup::parse("f", Lang::En, "t", &words);
        assert_eq!(faults, []);
        let fitted = fit(&units, Plan::default(), "0123456789abcdef");
        assert!(fitted.unseen.all.precision() > fitted.grammar.all.precision(), "{}", fitted.unseen.table());
        assert_eq!(fitted.file, fit(&units, Plan::default(), "0123456789abcdef").file, "two runs give one file");
    }
}
