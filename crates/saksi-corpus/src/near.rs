//! Near-duplicates: units that share too many runs of words with each other, or with texts that must not be copied.
//!
//! Runs of five words are hashed; MinHash finds the pairs worth comparing, and the share of common runs decides.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::markup::Fault;
use crate::unit::{Unit, digest};

/// Words in a run.
const RUN: usize = 5;
/// Share of common runs (of the shorter text) from which two units are near-duplicates.
const NEAR: f64 = 0.3;
/// Runs in common with a text of others that a unit may have: stock phrases, not copied sentences.
const MOST_FOREIGN: usize = 6;
/// Numbers of a MinHash signature, and rows of a band.
const NUMBERS: usize = 96;
const BAND: usize = 2;

/// The runs of words of a text.
pub fn runs(text: &str) -> FxHashSet<u64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(RUN).map(|run| digest(run.join(" ").as_bytes())).collect()
}

/// Pairs of units that are near-duplicates.
pub fn within(units: &[Unit]) -> Vec<Fault> {
    let all: Vec<FxHashSet<u64>> = units.iter().map(|unit| runs(&unit.text)).collect();
    let mut buckets: HashMap<(usize, [u64; BAND]), Vec<usize>> = HashMap::new();
    let mut pairs = std::collections::BTreeSet::new();
    for (index, runs) in all.iter().enumerate().filter(|(_, runs)| !runs.is_empty()) {
        for (band, numbers) in signature(runs).chunks_exact(BAND).enumerate() {
            let bucket = buckets.entry((band, [numbers[0], numbers[1]])).or_default();
            pairs.extend(bucket.iter().map(|&other| (other, index)));
            bucket.push(index);
        }
    }
    let share = |one: usize, other: usize| {
        let common = all[one].intersection(&all[other]).count();
        common as f64 / all[one].len().min(all[other].len()).max(1) as f64
    };
    let near = pairs.into_iter().map(|(one, other)| (one, other, share(one, other)));
    near.filter(|&(_, _, share)| share >= NEAR)
        .map(|(one, other, share)| Fault {
            place: format!("{} {}", units[other].place, units[other].id),
            message: format!("{:.0} % of its runs of words stand in {} too", 100.0 * share, units[one].id),
        })
        .collect()
}

/// Units that share runs of words with texts of others.
pub fn against(units: &[Unit], foreign: &[(String, String)]) -> Vec<Fault> {
    let mut of_run: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (index, unit) in units.iter().enumerate() {
        for run in runs(&unit.text) {
            of_run.entry(run).or_default().push(index);
        }
    }
    let mut faults = Vec::new();
    for (name, text) in foreign {
        let mut common: FxHashMap<usize, usize> = FxHashMap::default();
        for run in runs(text) {
            for &index in of_run.get(&run).map_or(&[][..], Vec::as_slice) {
                *common.entry(index).or_default() += 1;
            }
        }
        let mut common: Vec<_> = common.into_iter().filter(|&(_, common)| common > MOST_FOREIGN).collect();
        common.sort_unstable();
        faults.extend(common.into_iter().map(|(index, common)| Fault {
            place: format!("{} {}", units[index].place, units[index].id),
            message: format!("{common} of its runs of words stand in {name}"),
        }));
    }
    faults
}

/// MinHash: for each of many orders of all runs, the first.
fn signature(runs: &FxHashSet<u64>) -> [u64; NUMBERS] {
    let mut least = [u64::MAX; NUMBERS];
    for &run in runs {
        for (number, least) in least.iter_mut().enumerate() {
            let salt = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mixed = (run ^ salt).wrapping_mul(0xff51_afd7_ed55_8ccd);
            *least = (*least).min(mixed ^ (mixed >> 32));
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use saksi::Lang;

    use super::*;

    fn unit(id: &str, text: &str) -> Unit {
        let words = format!("## {id} | agency | - | -\n{text}\n= none\n");
        crate::markup::parse("f", Lang::En, "t", &words).0.remove(0)
    }

    #[test]
    fn copies_are_found_and_others_left_alone() {
        let one = "The harbour board met for three hours before it voted to close the old northern quay for good.";
        let other = "The harbour board met for three hours before it voted to keep the old northern quay open.";
        let far = "A heavy storm took the roofs of nine houses in the upper village, and nobody was hurt there.";
        let units = [unit("a", one), unit("b", other), unit("c", far)];
        let faults = within(&units);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].place.ends_with(" b") && faults[0].message.contains(" a "), "{}", faults[0]);
        let foreign = [("page".to_owned(), format!("Before. {far} After."))];
        let faults = against(&units, &foreign);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].place.ends_with(" c"));
    }
}
