//! What became of the statements of a page when it changed: which came, which went, which were changed.
//! Pure: it compares two lists of statements and knows nothing of the ledger.

use std::collections::HashMap;

use serde_json::{Value, json};

/// What of a statement is compared. Its place is not: a page that grew at the top has not changed what was said.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    /// Id of the statement in its article.
    pub statement: String,
    /// Who, as it is written.
    pub source: String,
    /// The words that attribute.
    pub cue: String,
    /// What is attributed.
    pub content: String,
    /// What the source does with it.
    pub stance: String,
}

/// What changed between two revisions, as ids of statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Statements of the new revision that the old one has not.
    pub came: Vec<String>,
    /// Statements of the old revision that the new one has not.
    pub went: Vec<String>,
    /// Statements that stand in both with other words or another stance: old and new.
    pub changed: Vec<(String, String)>,
}

impl Changes {
    /// Whether the revisions attest the same.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.went.is_empty() && self.changed.is_empty()
    }

    /// As it is printed.
    pub fn to_json(&self) -> Value {
        let changed: Vec<Value> = self.changed.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
        json!({ "came": self.came, "went": self.went, "changed": changed })
    }
}

/// Compares an old revision with a new one.
pub fn compare(old: &[Said], new: &[Said]) -> Changes {
    let mut waiting: HashMap<(&str, &str, &str, &str), Vec<usize>> = HashMap::new();
    for (index, said) in old.iter().enumerate().rev() {
        waiting.entry(words(said)).or_default().push(index);
    }
    let mut went = vec![true; old.len()];
    let mut came: Vec<&Said> = Vec::new();
    for said in new {
        match waiting.get_mut(&words(said)).and_then(Vec::pop) {
            Some(index) => went[index] = false,
            None => came.push(said),
        }
    }
    let mut gone: Vec<&Said> = old.iter().zip(went).filter(|(_, went)| *went).map(|(said, _)| said).collect();
    let mut changes = Changes::default();
    for said in came {
        let nearest = gone.iter().enumerate().map(|(index, other)| (likeness(other, said), index));
        // Half of the words in common: the same statement, edited.
        let nearest =
            nearest.filter(|(likeness, _)| *likeness >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match nearest {
            Some((_, index)) => changes.changed.push((gone.remove(index).statement.clone(), said.statement.clone())),
            None => changes.came.push(said.statement.clone()),
        }
    }
    changes.went = gone.into_iter().map(|said| said.statement.clone()).collect();
    changes
}

fn words(said: &Said) -> (&str, &str, &str, &str) {
    (&said.source, &said.cue, &said.content, &said.stance)
}

/// 0 to 1: how much of the words of two contents is shared.
fn likeness(a: &Said, b: &Said) -> f64 {
    let bag = |said: &Said| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in said.content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        counts
    };
    let (a_words, b_words) = (bag(a), bag(b));
    let total = a_words.values().sum::<usize>().max(b_words.values().sum());
    let shared: usize = a_words.iter().map(|(word, count)| (*count).min(b_words.get(word).copied().unwrap_or(0))).sum();
    if total == 0 { 0.0 } else { shared as f64 / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(statement: &str, source: &str, content: &str, stance: &str) -> Said {
        let [statement, source, content, stance] = [statement, source, content, stance].map(str::to_owned);
        Said { statement, source, cue: "kata".into(), content, stance }
    }

    #[test]
    fn what_came_went_and_changed() {
        let old = [
            said("1", "Sumi", "jembatan itu aman", "asserts"),
            said("2", "Rano", "ada dua belas kapal di teluk itu", "asserts"),
            said("3", "Ida", "pelabuhan tutup", "asserts"),
        ];
        let new = [
            said("9", "Sumi", "jembatan itu aman", "asserts"),
            said("8", "Rano", "ada tujuh kapal di teluk itu", "asserts"),
            said("7", "Kantor Syahbandar", "cuaca membaik", "expects"),
        ];
        let changes = compare(&old, &new);
        assert_eq!(changes.came, ["7"]);
        assert_eq!(changes.went, ["3"]);
        assert_eq!(changes.changed, [("2".to_owned(), "8".to_owned())]);
    }

    #[test]
    fn the_same_words_twice_are_two() {
        let twice = [said("1", "A", "ya", "asserts"), said("2", "A", "ya", "asserts")];
        assert_eq!(compare(&twice, &twice[..1]).went, ["2"]);
        assert!(compare(&twice, &twice).is_empty());
    }

    #[test]
    fn another_stance_is_a_change() {
        let (old, new) = ([said("1", "A", "ya", "asserts")], [said("2", "A", "ya", "denies")]);
        assert_eq!(compare(&old, &new).changed.len(), 1);
    }
}
