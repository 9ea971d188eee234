//! What a number counts: the noun phrase after it, a currency, a share, or the noun before "at" and "berjumlah".

use super::super::number::{self, Number};
use super::Reader;
use crate::Lang;
use crate::lang::Class;
use crate::segment::{Shape, Token};

/// What follows a number.
pub(super) struct Unit {
    /// `None` where it is left out.
    pub(super) words: Option<String>,
    /// Index of the token after it.
    pub(super) next: usize,
    pub(super) lends: bool,
    pub(super) of_them: bool,
    pub(super) of_next: bool,
}

impl Unit {
    fn left_out(next: usize) -> Self {
        Self { words: None, next, lends: false, of_them: false, of_next: false }
    }
}

impl Reader<'_> {
    /// What is counted, after the number.
    pub(super) fn unit(
        &self,
        tokens: &[Token],
        next: usize,
        number: &Number,
        currency: Option<&'static str>,
        headline: bool,
    ) -> Unit {
        let none = Unit::left_out(next);
        if let Some(name) = currency {
            return Unit { words: Some(name.to_owned()), ..none };
        }
        if let Some((_, length)) = self.phrases.at(tokens, next, |kind| kind == "percent") {
            let words = self.words_of(tokens, next, next + length);
            return Unit { words: Some(words), next: next + length, ..none };
        }
        if let Some((_, length)) = self.phrases.at(tokens, next, |kind| kind == "of-them") {
            return Unit { next: next + length, of_them: true, ..none };
        }
        match self.lang {
            Lang::Id | Lang::Ms => self.unit_id(tokens, next, headline),
            Lang::En => self.unit_en(tokens, next, number, headline),
        }
    }

    /// Noun, then the adjectives that are known: "tentara aktif", "unit kapal", "dolar AS".
    fn unit_id(&self, tokens: &[Token], next: usize, headline: bool) -> Unit {
        let none = Unit::left_out(next);
        let Some(first) = tokens.get(next) else { return none };
        if first.is("dari")
            && tokens.get(next + 1).is_some_and(|token| {
                token.shape == Shape::Number || number::read(tokens, next + 1, self.lang).is_some()
            })
        {
            return Unit { of_next: true, ..none };
        }
        // A capital after a number goes on with a name: "SMAN 1 Kota Serang"; "212 WNI" counts.
        if !self.is_noun_id(first) || first.shape == Shape::Capital && !headline {
            return none;
        }
        let mut end = next + 1;
        let lower = |token: &Token| token.shape == Shape::Lower || headline && token.shape == Shape::Capital;
        if self.phrases.is(&first.lower, "currency-noun") {
            end += tokens[end..].iter().take_while(|token| token.is_capital()).count().min(2);
            return Unit { words: Some(self.words_of(tokens, next, end)), next: end, lends: false, ..none };
        }
        let second = tokens.get(end).filter(|token| lower(token));
        if self.phrases.is(&first.lower, "classifier")
            && second.is_some_and(|token| self.is_noun_id(token) && !has_verb_prefix(&token.lower))
        {
            end += 1;
        }
        while end < next + 4
            && tokens.get(end).is_some_and(|token| lower(token) && self.phrases.is(&token.lower, "modifier"))
        {
            end += 1;
        }
        let mut words = self.words_of(tokens, next, end);
        if let Some(bare) = words.strip_suffix("nya").filter(|bare| bare.len() > 3 && end == next + 1) {
            words = bare.to_owned();
        }
        Unit { words: Some(words), next: end, lends: true, ..none }
    }

    /// Whether a word can be what is counted: no function word and no verb by its prefix.
    fn is_noun_id(&self, token: &Token) -> bool {
        let closed = Class::PREPOSITION
            | Class::CONJUNCTION
            | Class::SUBORDINATOR
            | Class::COMPLEMENTIZER
            | Class::RELATIVE
            | Class::PRONOUN
            | Class::AUXILIARY
            | Class::NEGATION
            | Class::DETERMINER
            | Class::ADVERB
            | Class::DAY
            | Class::MONTH;
        let word = token.lower.as_str();
        let verb = word.len() > 6
            && (["meng", "meny", "memp", "memb", "mend", "menc", "menj"].iter().any(|prefix| word.starts_with(prefix))
                || word.starts_with("mem") && !word.starts_with("member")
                || ["diper", "diber", "ditem", "disa", "dike", "ditu", "diba", "dita", "diga", "dila", "dise", "dite"]
                    .iter()
                    .any(|prefix| word.starts_with(prefix))
                || ["berada", "berasal", "berjumlah", "terjadi", "termasuk", "terdapat", "terletak"].contains(&word));
        token.is_word() && !self.words.is(word, closed) && !self.kinds(word, &["stop", "of-them", "to", "and"]) && !verb
    }

    fn kinds(&self, word: &str, wanted: &[&str]) -> bool {
        self.phrases.kinds(word).any(|kind| wanted.contains(&kind))
    }

    /// Adjectives, then the counted noun: "six unmarked drones", "two of its crews"; participles are left out of the unit.
    fn unit_en(&self, tokens: &[Token], next: usize, number: &Number, headline: bool) -> Unit {
        let none = Unit::left_out(next);
        let mut first = next;
        if tokens.get(first).is_some_and(|token| token.is("of")) {
            let owner = tokens.get(first + 1).is_some_and(|token| {
                matches!(
                    token.lower.as_str(),
                    "its" | "the" | "their" | "his" | "her" | "our" | "my" | "those" | "these" | "your"
                )
            });
            if !owner {
                return none;
            }
            first += 2;
            if number::read(tokens, first, self.lang).is_some() {
                return Unit { of_next: true, ..none };
            }
        }
        while tokens
            .get(first)
            .is_some_and(|token| matches!(token.lower.as_str(), "more" | "other" | "additional" | "different" | "such"))
        {
            first += 1;
        }
        let closed = Class::PREPOSITION
            | Class::CONJUNCTION
            | Class::SUBORDINATOR
            | Class::COMPLEMENTIZER
            | Class::RELATIVE
            | Class::AUXILIARY
            | Class::COPULA
            | Class::NEGATION
            | Class::DETERMINER
            | Class::ADVERB
            | Class::DAY
            | Class::SUBJECT;
        let mut end = first;
        while end < first + 5 {
            let Some(token) = tokens.get(end).filter(|token| token.is_word()) else { break };
            if self.words.is(&token.lower, closed) || self.phrases.is(&token.lower, "stop") {
                break;
            }
            end += 1;
            if self.is_plural(&token.lower) {
                let mut from = first;
                while from + 1 < end && self.qualifies(&tokens[from]) {
                    from += 1;
                }
                let plain = tokens[end - 1].shape == Shape::Lower
                    || headline
                    || end > first + 1
                    || tokens[end - 1].is_capital();
                return Unit { words: plain.then(|| self.words_of(tokens, from, end)), next: end, lends: true, ..none };
            }
        }
        // One of a thing has no plural.
        let single = tokens
            .get(first)
            .filter(|token| token.shape == Shape::Lower && end > first && (number.value - 1.0).abs() < 1e-9);
        if single.is_some() {
            return Unit { words: Some(self.words_of(tokens, first, first + 1)), next: first + 1, lends: true, ..none };
        }
        none
    }

    fn is_plural(&self, word: &str) -> bool {
        self.phrases.is(word, "plural")
            || word.len() > 3
                && word.ends_with('s')
                && !["ss", "us", "is", "'s"].iter().any(|ending| word.ends_with(ending))
    }

    /// Whether an English word before a noun tells how it is rather than what it is.
    fn qualifies(&self, token: &Token) -> bool {
        let word = token.lower.as_str();
        self.phrases.is(word, "modifier") || word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"))
    }

    /// The unit of a number that follows it: "the number of customers … at", "objek yang terekam berjumlah".
    pub(super) fn unit_before(&self, tokens: &[Token], start: usize, headline: bool) -> Option<String> {
        let lead = start.checked_sub(1)?;
        if self.phrases.is(&tokens[lead].lower, "numbered") {
            let first = lead.saturating_sub(12);
            let clause = (first..lead).rev().find(|&at| !tokens[at].is_word()).map_or(first, |at| at + 1);
            // "kapal yang terekam berjumlah": the noun before its relative clause, else the first word of the clause.
            let relative = (clause + 1..lead).find(|&at| self.words.is(&tokens[at].lower, Class::RELATIVE));
            let subject = tokens.get(relative.map_or(clause, |at| at - 1))?;
            if clause >= lead || subject.shape != Shape::Lower || !self.is_noun_id(subject) {
                return None;
            }
            return Some(subject.span.of(self.text).to_owned());
        }
        let window = start.saturating_sub(14);
        (window..start).rev().find_map(|at| {
            let (_, length) = self.phrases.at(&tokens[..start], at, |kind| kind == "count-of")?;
            let number = Number { value: 2.0, upto: None, next: at, in_words: true, scaled: false };
            let unit = match self.lang {
                Lang::Id | Lang::Ms => self.unit_id(&tokens[..start], at + length, headline),
                Lang::En => self.unit_en(&tokens[..start], at + length, &number, headline),
            };
            unit.words
        })
    }

    fn words_of(&self, tokens: &[Token], from: usize, to: usize) -> String {
        tokens[from].span.cover(tokens[to - 1].span).of(self.text).to_owned()
    }
}

/// Whether an Indonesian word looks like a verb; nouns like "berkas" do too, so this is asked of a second word only.
fn has_verb_prefix(word: &str) -> bool {
    word.len() > 5 && ["ber", "ter", "di", "me"].iter().any(|prefix| word.starts_with(prefix))
}
