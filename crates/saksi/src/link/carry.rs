//! Text carried over whole or nearly: overlapping runs of words. This room knows words, not who wrote them first.

use std::collections::HashSet;

use super::name;

/// Runs of this many words are compared.
const RUN: usize = 4;

/// The share of the shorter text's runs that the other has as well; 0 where a text is too short to tell.
pub(super) fn carried(a: &HashSet<u64>, b: &HashSet<u64>) -> f32 {
    let shorter = a.len().min(b.len());
    if shorter < 3 {
        return 0.0;
    }
    a.intersection(b).count() as f32 / shorter as f32
}

/// The runs of a text, as hashes that are the same on every machine.
pub(super) fn runs(text: &str) -> HashSet<u64> {
    let words: Vec<String> = name::words(text).into_iter().map(|(word, _)| word).collect();
    words.windows(RUN).map(|run| hash(&run.join(" "))).collect()
}

/// The smallest hashes of the runs: two nearly identical texts share most of them (bottom-k sketch).
pub(super) fn sketch(runs: &HashSet<u64>, size: usize) -> Vec<u64> {
    let mut all: Vec<u64> = runs.iter().copied().collect();
    all.sort_unstable();
    all.truncate(size);
    all
}

/// FNV-1a with a last stir, so that the smallest hashes are a fair sample.
fn hash(text: &str) -> u64 {
    let mut hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}
