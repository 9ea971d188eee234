//! States and territories with their press names, adjectives, capitals and the buildings that stand for governments.

use std::collections::{HashMap, HashSet};

use crate::lang::data_lines;

/// How words stand for a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// "Rusia"
    Name,
    /// "Russian"
    Adjective,
    /// "Moskow", "Kremlin"
    Metonym,
}

/// The table of one language.
#[derive(Debug, Default)]
pub(super) struct States {
    rows: Vec<State>,
    by_words: HashMap<String, (usize, Standing)>,
    places: HashSet<String>,
    /// The most words that one name has.
    longest: usize,
}

#[derive(Debug)]
struct State {
    code: &'static str,
    names: Vec<&'static str>,
}

impl States {
    pub(super) fn parse(states: &'static str, places: &'static str) -> Self {
        let mut table = Self::default();
        for line in data_lines(states) {
            let mut cells = line.split('\t');
            let code = cells.next().unwrap_or_default();
            let mut names = Vec::new();
            for standing in [Standing::Name, Standing::Adjective, Standing::Metonym] {
                for words in cells.next().unwrap_or_default().split(" | ").filter(|words| !words.is_empty()) {
                    if standing == Standing::Name {
                        names.push(words);
                    }
                    let lower = words.to_lowercase();
                    table.longest = table.longest.max(lower.split(' ').count());
                    // An adjective that is also a name ("Czech") keeps its first reading.
                    table.by_words.entry(lower).or_insert((table.rows.len(), standing));
                }
            }
            table.rows.push(State { code, names });
        }
        for line in data_lines(places) {
            for words in line.split(" | ") {
                let lower = words.to_lowercase();
                table.longest = table.longest.max(lower.split(' ').count());
                table.places.insert(lower);
            }
        }
        table
    }

    /// The state that these words (in lower case) stand for.
    pub(super) fn find(&self, words: &str) -> Option<(usize, Standing)> {
        self.by_words.get(words).copied()
    }

    /// Whether the words are a province, a city or a region that is no state.
    pub(super) fn is_place(&self, words: &str) -> bool {
        self.places.contains(words)
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    pub(super) fn code(&self, state: usize) -> &'static str {
        self.rows[state].code
    }

    /// The names of a state; the first is the one to write when the article gives none.
    pub(super) fn names(&self, state: usize) -> &[&'static str] {
        &self.rows[state].names
    }

    /// Whether short words in capitals ("AS", "US") must stand in capitals in the text as well.
    pub(super) fn needs_capitals(words: &str) -> bool {
        words.len() <= 3 && !words.contains(' ')
    }
}
