//! Phrases out of data files: `kind, words, value` on a line, found among tokens by their first word.

use rustc_hash::FxHashMap as HashMap;

use crate::lang::data_lines;
use crate::segment::Token;

/// The phrases of one file.
#[derive(Debug)]
pub(super) struct Phrases {
    /// By first word, longest first.
    by_first: HashMap<&'static str, Vec<Phrase>>,
}

/// One line.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) kind: &'static str,
    pub(super) value: &'static str,
    words: Vec<&'static str>,
}

impl Phrases {
    pub(super) fn parse(file: &'static str) -> Self {
        let mut by_first: HashMap<&'static str, Vec<Phrase>> = HashMap::default();
        for line in data_lines(file) {
            let mut columns = line.split('\t');
            let (Some(kind), Some(words)) = (columns.next(), columns.next()) else { continue };
            let words: Vec<_> = words.split(' ').collect();
            let phrase = Phrase { kind, value: columns.next().unwrap_or(""), words };
            by_first.entry(phrase.words[0]).or_default().push(phrase);
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase of a kind that begins at a token, and how many tokens it takes.
    pub(super) fn at(&self, tokens: &[Token], at: usize, wanted: impl Fn(&str) -> bool) -> Option<(&Phrase, usize)> {
        let first = tokens.get(at)?;
        let phrases = self.by_first.get(first.lower.as_str())?;
        phrases
            .iter()
            .filter(|phrase| wanted(phrase.kind))
            .find(|phrase| {
                let rest = tokens[at..].iter().map(|token| token.lower.as_str());
                tokens.len() - at >= phrase.words.len() && rest.zip(&phrase.words).all(|(word, wanted)| word == *wanted)
            })
            .map(|phrase| (phrase, phrase.words.len()))
    }

    /// The longest phrase of a kind that ends before a token, and where it begins.
    pub(super) fn before(
        &self,
        tokens: &[Token],
        end: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Option<(&Phrase, usize)> {
        (end.saturating_sub(5)..end).find_map(|start| {
            self.at(&tokens[..end], start, &wanted)
                .filter(|(_, length)| start + length == end)
                .map(|(phrase, _)| (phrase, start))
        })
    }

    /// Whether one word alone is of a kind.
    pub(super) fn is(&self, lower: &str, kind: &str) -> bool {
        self.by_first
            .get(lower)
            .is_some_and(|phrases| phrases.iter().any(|phrase| phrase.words.len() == 1 && phrase.kind == kind))
    }

    /// The value of a single word of a kind.
    pub(super) fn value(&self, lower: &str, kind: &str) -> Option<&'static str> {
        let phrases = self.by_first.get(lower)?;
        phrases.iter().find(|phrase| phrase.words.len() == 1 && phrase.kind == kind).map(|phrase| phrase.value)
    }

    /// The kinds of a single word.
    pub(super) fn kinds(&self, lower: &str) -> impl Iterator<Item = &'static str> {
        self.by_first
            .get(lower)
            .into_iter()
            .flatten()
            .filter(|phrase| phrase.words.len() == 1)
            .map(|phrase| phrase.kind)
    }
}
