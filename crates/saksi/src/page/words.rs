//! Words of lines, for comparing them: white space, letters alone, and how much of one text another holds.

use std::collections::{HashMap, HashSet};

/// White space of any kind made single spaces, none at the ends.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{0}')) {
        if !word.is_empty() {
            if !squeezed.is_empty() {
                squeezed.push(' ');
            }
            squeezed.push_str(word);
        }
    }
    squeezed
}

/// The words in lower case, letters and digits alone.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words joined by single spaces, for comparing lines.
pub(super) fn plain(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// How many words. Scripts without spaces are counted by their letters: two a word in Chinese and Japanese, five in Thai.
pub(super) fn count(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    runs.map(|run| match run.chars().next() {
        Some('\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}') => run.chars().count().div_ceil(2),
        Some('\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}') => run.chars().count().div_ceil(5),
        _ => 1,
    })
    .sum()
}

/// Whether a line ends as sentences and quotations end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let end = [
        '.', '!', '?', '"', '”', '’', '\'', ':', '…', ')', '»', '“', '。', '！', '？', '」', '』', '）', '।', '؟', '۔',
    ];
    text.trim_end().ends_with(end)
}

/// The runs of three words of a text, hashed; shorter lines are kept whole.
#[derive(Debug, Default, Clone)]
pub(super) struct Shingles(HashSet<u64>);

impl Shingles {
    /// The runs of all lines, those that go over a line's end too: readers break lines where they like.
    pub(super) fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = HashSet::new();
        let mut last: Vec<u64> = Vec::new();
        for line in lines {
            let hashes: Vec<u64> = words(line).map(|word| hash(word.as_bytes())).collect();
            if hashes.is_empty() {
                continue;
            }
            for_each_run(&hashes, |run| {
                set.insert(run);
            });
            last.extend(&hashes);
            for run in last.windows(3) {
                set.insert(mix_all(run));
            }
            last.drain(..last.len().saturating_sub(2));
        }
        Self(set)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The share of the runs of `line` that are held.
    pub(super) fn share(&self, line: &str) -> f32 {
        let (mut held, mut all) = (0u32, 0u32);
        let hashes: Vec<u64> = words(line).map(|word| hash(word.as_bytes())).collect();
        for_each_run(&hashes, |run| {
            all += 1;
            held += u32::from(self.0.contains(&run));
        });
        if all == 0 { 0.0 } else { held as f32 / all as f32 }
    }
}

/// F1 of the words of two texts, each word counted as often as it stands there.
pub(super) fn agreement<'a>(one: impl IntoIterator<Item = &'a str>, other: impl IntoIterator<Item = &'a str>) -> f32 {
    let mut counts: HashMap<String, i32> = HashMap::new();
    let mut first = 0;
    for word in one.into_iter().flat_map(words) {
        *counts.entry(word).or_default() += 1;
        first += 1;
    }
    let (mut second, mut both) = (0, 0);
    for word in other.into_iter().flat_map(words) {
        second += 1;
        if let Some(left) = counts.get_mut(&word)
            && *left > 0
        {
            *left -= 1;
            both += 1;
        }
    }
    if first + second == 0 { 1.0 } else { 2.0 * both as f32 / (first + second) as f32 }
}

fn for_each_run(hashes: &[u64], mut each: impl FnMut(u64)) {
    if hashes.len() < 3 {
        if !hashes.is_empty() {
            each(hashes.iter().fold(1, |run, &word| mix(run, word)));
        }
        return;
    }
    hashes.windows(3).for_each(|run| each(mix_all(run)));
}

fn mix_all(run: &[u64]) -> u64 {
    run.iter().fold(3, |mixed, &word| mix(mixed, word))
}

/// One number for some strings.
pub(super) fn hash_of(parts: &[&str]) -> u64 {
    parts.iter().fold(7, |mixed, part| mix(mixed, hash(part.as_bytes())))
}

/// FNV-1a: the same in every run of the program.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn mix(run: u64, word: u64) -> u64 {
    (run.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}
