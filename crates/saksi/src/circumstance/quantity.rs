//! Numbers inside what is said: value, unit and how near the number is meant.
//!
//! Reads: "sekitar 1,28 juta tentara aktif", "between 19 and 24 vessels", "US$ 5 juta", "two of its crews", "satu di antaranya".
//! Dates, durations, ages, clock times, ordinals and numbers that only name something ("Pasal 192") are none; vague ones
//! ("belasan", "dozens") have no value and are left out.
//! Known misses: the article "sebuah" as one; units that stand before their number save after "number of", "berjumlah".
//!
//! All numbers of an article are found in one pass; a statement then takes those inside its content.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::number::{self, Number};
use super::phrases::Phrases;
use crate::article::Role;
use crate::date::DateMention;
use crate::lang::{Class, Language, Words};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Approx, Quantity};
use crate::{Lang, Span};

/// A number of the article.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The words with approximation and unit.
    span: Span,
    /// The number alone.
    number: Span,
    value: f64,
    approx: Approx,
    unit: Option<String>,
    /// "bukan", "not" before it: what contains both does not state the number.
    negation: Option<Span>,
    sentence: usize,
    block: usize,
    /// Money and shares lend their unit to no other number.
    lends: bool,
    /// Worth keeping when no unit can be told.
    certain: bool,
    /// "dua dari tiga kapal": the next number has the unit.
    of_next: bool,
    /// The unit stands before: "the number of customers … at 240".
    unit_before: Option<String>,
}

fn phrases(lang: Lang) -> &'static Phrases {
    static TABLES: [OnceLock<Phrases>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    lang.once(&TABLES, |files| Phrases::parse(files.quantities))
}

/// The quantities of an article, in the order of the text.
pub(super) fn find(text: &str, segments: &Segments, lang: Lang, dates: &[DateMention]) -> Vec<Found> {
    let reader = Reader { text, segments, lang, phrases: phrases(lang), words: &Language::of(lang).words, dates };
    let mut found = Vec::new();
    for sentence in 0..segments.sentences.len() {
        reader.sentence(sentence, &mut found);
    }
    lend_units(&mut found);
    found.retain(|one| one.unit.is_some() || one.certain);
    found
}

/// Those inside the pieces of a content.
pub(super) fn inside(found: &[Found], content: &[Span]) -> Vec<Quantity> {
    let mut taken = Vec::new();
    for piece in content {
        let first = found.partition_point(|one| one.number.start < piece.start);
        for one in found[first..].iter().take_while(|one| one.number.end <= piece.end) {
            if !piece.contains(one.number) || one.negation.is_some_and(|negation| piece.contains(negation)) {
                continue;
            }
            let span = Span { start: one.span.start.max(piece.start), end: one.span.end.min(piece.end) };
            taken.push(Quantity { span, value: Some(one.value), unit: one.unit.clone(), approx: one.approx });
        }
    }
    taken
}

/// Gives a number without its own unit that of the same value nearby, else of the number before it in its block.
fn lend_units(found: &mut [Found]) {
    let mut later: HashMap<u64, String> = HashMap::new();
    let mut next_unit = None;
    for one in found.iter_mut().rev() {
        if one.of_next && one.unit.is_none() {
            one.unit = Option::clone(&next_unit);
        }
        next_unit.clone_from(&one.unit);
        if let Some(unit) = one.unit.as_ref().filter(|_| one.lends) {
            later.insert(one.value.to_bits(), unit.clone());
        }
    }
    let mut earlier: HashMap<u64, String> = HashMap::new();
    let mut before: Option<(usize, String)> = None;
    for one in found {
        if one.unit.is_none() {
            let key = one.value.to_bits();
            let near = before.as_ref().filter(|(block, _)| *block == one.block).map(|(_, unit)| unit);
            one.unit = one.unit_before.take().or_else(|| earlier.get(&key).or(later.get(&key)).or(near).cloned());
        }
        if let Some(unit) = one.unit.as_ref().filter(|_| one.lends) {
            earlier.insert(one.value.to_bits(), unit.clone());
            before = Some((one.block, unit.clone()));
        }
    }
}

/// What follows a number.
struct Unit {
    /// `None` where it is left out.
    words: Option<String>,
    /// Index of the token after it.
    next: usize,
    lends: bool,
    of_them: bool,
    of_next: bool,
}

impl Unit {
    fn left_out(next: usize) -> Self {
        Self { words: None, next, lends: false, of_them: false, of_next: false }
    }
}

struct Reader<'a> {
    text: &'a str,
    segments: &'a Segments,
    lang: Lang,
    phrases: &'static Phrases,
    words: &'static Words,
    dates: &'a [DateMention],
}

impl Reader<'_> {
    fn sentence(&self, index: usize, found: &mut Vec<Found>) {
        let sentence = &self.segments.sentences[index];
        let tokens = self.segments.tokens_of(index);
        let headline = matches!(sentence.role, Role::Title | Role::Heading);
        let mut at = 0;
        while at < tokens.len() {
            if let Some(date) = self.date_over(tokens[at].span) {
                while at < tokens.len() && tokens[at].span.start < date.end {
                    at += 1;
                }
                continue;
            }
            let Some((number, start, currency)) = self.number(tokens, at) else {
                at += 1;
                continue;
            };
            let first = found.len();
            at = self.quantity(tokens, start, &number, currency, headline, index, found).max(number.next);
            for one in &mut found[first..] {
                one.sentence = index;
                one.block = sentence.block;
            }
        }
    }

    /// A number at a token, with a currency in front of it: the number, where the whole begins, the unit of money.
    fn number(&self, tokens: &[Token], at: usize) -> Option<(Number, usize, Option<&'static str>)> {
        let token = &tokens[at];
        let currency = |word: &str| self.phrases.value(word, "currency");
        // "US$ 5", "S$5": the letters are a token of their own before the sign.
        if token.is_word() && tokens.get(at + 1).is_some_and(|sign| sign.is("$") && !sign.spaced) {
            let name = currency(&format!("{}$", token.lower)).or_else(|| currency("$"))?;
            return number::read(tokens, at + 2, self.lang)
                .filter(|number| !number.in_words)
                .map(|number| (number, at, Some(name)));
        }
        if let Some(name) = currency(&token.lower) {
            let dot = usize::from(tokens.get(at + 1).is_some_and(|dot| dot.is(".") && !dot.spaced));
            return number::read(tokens, at + 1 + dot, self.lang)
                .filter(|number| !number.in_words)
                .map(|number| (number, at, Some(name)));
        }
        if token.is_word()
            && let Some(digits) = token.lower.find(|c: char| c.is_ascii_digit()).filter(|digits| *digits > 0)
        {
            let name = currency(&token.lower[..digits])?;
            return number::read_glued(&token.lower[digits..], tokens, at, self.lang)
                .map(|number| (number, at, Some(name)));
        }
        number::read(tokens, at, self.lang).map(|number| (number, at, None))
    }

    /// Reads what stands around a number; returns the token after it. Nothing is added for a number that counts nothing.
    #[allow(clippy::too_many_arguments)] // One number with everything that was read of it so far.
    fn quantity(
        &self,
        tokens: &[Token],
        start: usize,
        number: &Number,
        currency: Option<&'static str>,
        headline: bool,
        index: usize,
        found: &mut Vec<Found>,
    ) -> usize {
        let (mut approx_start, mut approx) = self.approximation(tokens, start);
        let next = number.next;
        if currency.is_none()
            && (self.names_only(tokens, start, number, approx.is_some_and(|approx| approx != Approx::Exact))
                || self.is_duration(tokens, next))
        {
            return self.after_duration(tokens, next);
        }
        // A range: "between 19 and 24 vessels", "10 hingga 15 juta", "19-24 kapal".
        let between = start.checked_sub(1).filter(|&before| self.phrases.is(&tokens[before].lower, "between"));
        let second = self.second_of_range(tokens, next, between.is_some(), currency);
        if let Some((mut second, second_start)) = second.clone() {
            if self.is_duration(tokens, second.next) {
                return self.after_duration(tokens, second.next);
            }
            let mut low = number.value;
            if second.scaled && !number.scaled && low * 1000.0 > low && second.value > low * 1000.0 {
                low *= scale_of(second.value);
            }
            let unit = self.unit(tokens, second.next, &second, currency, headline);
            if unit.of_them {
                second.next = unit.next;
            }
            if low < second.value {
                let make = |from: usize, to: usize, number: (usize, usize), value: f64, approx: Approx| Found {
                    span: tokens[from].span.cover(tokens[to - 1].span),
                    number: tokens[number.0].span.cover(tokens[number.1 - 1].span),
                    value,
                    approx,
                    unit: unit.words.clone(),
                    negation: None,
                    sentence: index,
                    block: 0,
                    lends: unit.lends,
                    certain: true,
                    of_next: false,
                    unit_before: None,
                };
                found.push(make(between.unwrap_or(approx_start), next, (start, next), low, Approx::AtLeast));
                found.push(make(
                    second_start,
                    unit.next.max(second.next),
                    (second_start, second.next),
                    second.value,
                    Approx::AtMost,
                ));
                return unit.next.max(second.next);
            }
        }
        if let Some(upto) = number.upto {
            let unit = self.unit(tokens, next, number, currency, headline);
            // "2-1" is a score; a range counts something.
            if unit.words.is_some() && number.value < upto {
                for (value, approx) in [(number.value, Approx::AtLeast), (upto, Approx::AtMost)] {
                    found.push(Found {
                        span: tokens[approx_start].span.cover(tokens[unit.next - 1].span),
                        number: tokens[start].span,
                        value,
                        approx,
                        unit: unit.words.clone(),
                        negation: None,
                        sentence: index,
                        block: 0,
                        lends: unit.lends,
                        certain: true,
                        of_next: false,
                        unit_before: None,
                    });
                }
            }
            return unit.next;
        }
        let unit = self.unit(tokens, next, number, currency, headline);
        if self.is_bare_one(tokens, start, number, &unit, approx.is_some()) {
            return next;
        }
        // "opened at six": a clock.
        let clock = start.checked_sub(1).is_some_and(|before| tokens[before].is("at")) && number.value <= 24.0;
        if clock && unit.words.is_none() && !unit.of_them && approx.is_none() {
            return next;
        }
        let mut end = unit.next;
        let after = usize::from(tokens.get(end).is_some_and(|comma| comma.is(",")));
        if let Some((phrase, length)) = self.phrases.at(tokens, end + after, |kind| kind.ends_with("-after"))
            && !tokens
                .get(end + after + length)
                .is_some_and(|token| token.is("dari") || token.is("than") || token.is("dahulu"))
        {
            approx = approx.or(approx_of(phrase.kind.trim_end_matches("-after")));
            end += after + length;
        }
        let negation = approx_start.checked_sub(1).and_then(|last| {
            let (_, from) = self.phrases.before(tokens, last + 1, |kind| kind == "negation")?;
            Some(tokens[from].span)
        });
        if currency.is_none() && approx.is_none() {
            approx_start = start;
        }
        let unit_before = if unit.words.is_none() { self.unit_before(tokens, approx_start, headline) } else { None };
        let digits = !number.in_words;
        found.push(Found {
            span: tokens[approx_start].span.cover(tokens[end - 1].span),
            number: tokens[start].span.cover(tokens[next - 1].span),
            value: number.value,
            approx: approx.unwrap_or(Approx::Exact),
            certain: approx.is_some() || number.scaled || unit.of_them || digits && number.value >= 1000.0,
            unit: unit.words,
            negation,
            sentence: index,
            block: 0,
            lends: unit.lends,
            of_next: unit.of_next,
            unit_before,
        });
        end
    }

    /// The approximation before a number, and where the whole begins.
    fn approximation(&self, tokens: &[Token], start: usize) -> (usize, Option<Approx>) {
        let is_approximation = |kind: &str| approx_of(kind).is_some();
        match self.phrases.before(tokens, start, is_approximation) {
            // "dari 10 hingga 15" is a range, not a bound; a change "naik hingga 5" is one.
            Some((phrase, from)) => (from, approx_of(phrase.kind)),
            None => (start, None),
        }
    }

    /// Whether a number stands for no count: a year, a clock, an age, a score, a name ("Pasal 192", "No. 5").
    fn names_only(&self, tokens: &[Token], start: usize, number: &Number, approximated: bool) -> bool {
        let token = &tokens[start];
        let before = start.checked_sub(1).map(|index| &tokens[index]);
        let after = tokens.get(number.next);
        let is = |token: Option<&Token>, mark: &str| token.is_some_and(|token| token.is(mark));
        let glued = |token: Option<&Token>, mark: &str| token.is_some_and(|token| token.is(mark) && !token.spaced);
        if !number.in_words {
            let digits = token.lower.len();
            let year = digits == 4 && (1900.0..2100.0).contains(&number.value) && !token.lower.contains(['.', ',']);
            let counted = after.is_some_and(|after| self.phrases.is(&after.lower, "classifier") || after.is("people"));
            if year && !approximated && !counted && !number.scaled {
                return true;
            }
            // "6:30", "2:1", "1/2", "@12".
            if glued(after, ":")
                && tokens.get(number.next + 1).is_some_and(|next| next.shape == Shape::Number && !next.spaced)
                || before
                    .is_some_and(|mark| matches!(mark.lower.as_str(), ":" | "#" | "@" | "/" | "-") && !token.spaced)
            {
                return true;
            }
            // "(48)" and "Bahri, 67, …" are ages.
            if is(before, "(") && is(after, ")") {
                return true;
            }
            if is(before, ",")
                && after.is_none_or(|after| after.is(",") || after.is("."))
                && start >= 2
                && tokens[start - 2].is_capital()
                && number.value < 120.0
                && !number.scaled
            {
                return true;
            }
        }
        let label_at = if is(before, ".") { start.checked_sub(2) } else { start.checked_sub(1) };
        if label_at.is_some_and(|index| self.phrases.is(&tokens[index].lower, "label")) {
            return true;
        }
        // "the two met": the definite small number points, it does not count.
        let definite = before.is_some_and(|token| {
            matches!(token.lower.as_str(), "the" | "these" | "those" | "their" | "its" | "both" | "his" | "her")
        });
        if number.in_words && definite && number.value < 13.0 && !number.scaled {
            return true;
        }
        // "Gaza 2", "Su 30": a number after a name with nothing counted after it.
        let named =
            before.is_some_and(|token| token.shape == Shape::Capital || token.shape == Shape::Upper) && start > 1;
        named
            && !number.in_words
            && !number.scaled
            && !approximated
            && after.is_none_or(|after| !after.is_word() && !after.is("%"))
    }

    fn is_duration(&self, tokens: &[Token], next: usize) -> bool {
        let duration = |at: usize| tokens.get(at).is_some_and(|token| self.phrases.is(&token.lower, "duration"));
        let skipped = tokens.get(next).is_some_and(|token| {
            self.phrases.is(&token.lower, "stop")
                || token.is("full")
                || token.is("and")
                || token.is("straight")
                || token.is("setengah")
        });
        let half = tokens.get(next).is_some_and(|token| token.is("and"))
            && tokens.get(next + 2).is_some_and(|token| token.is("half"));
        duration(next)
            || half && duration(next + 3)
            || skipped && !half && !tokens[next].is("and") && duration(next + 1)
    }

    /// The token after a duration or a number that counts nothing.
    fn after_duration(&self, tokens: &[Token], next: usize) -> usize {
        next + usize::from(tokens.get(next).is_some_and(|token| self.phrases.is(&token.lower, "duration")))
    }

    /// The second number of a range whose first ends before `next`.
    fn second_of_range(
        &self,
        tokens: &[Token],
        next: usize,
        between: bool,
        currency: Option<&'static str>,
    ) -> Option<(Number, usize)> {
        let joint = tokens.get(next)?;
        let joins = if between {
            self.phrases.is(&joint.lower, "and")
        } else {
            self.phrases.is(&joint.lower, "to") || matches!(joint.lower.as_str(), "–" | "—") && !joint.spaced
        };
        if !joins {
            return None;
        }
        let (number, start, second_currency) = self.number(tokens, next + 1).or_else(|| {
            tokens
                .get(next + 1)
                .and_then(|_| number::read(tokens, next + 1, self.lang))
                .map(|number| (number, next + 1, None))
        })?;
        (second_currency.is_none() || second_currency == currency).then_some((number, start))
    }

    /// What is counted, after the number.
    fn unit(
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
        if !self.is_noun_id(first) {
            return none;
        }
        let mut end = next + 1;
        let lower = |token: &Token| token.shape == Shape::Lower || headline && token.shape == Shape::Capital;
        if self.phrases.is(&first.lower, "currency-noun") {
            end += tokens[end..].iter().take_while(|token| token.is_capital()).count().min(2);
            return Unit { words: Some(self.words_of(tokens, next, end)), next: end, lends: false, ..none };
        }
        let second = tokens.get(end).filter(|token| lower(token));
        if self.phrases.is(&first.lower, "classifier") && second.is_some_and(|token| self.is_noun_id(token)) {
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
    fn unit_before(&self, tokens: &[Token], start: usize, headline: bool) -> Option<String> {
        let lead = start.checked_sub(1)?;
        if self.phrases.is(&tokens[lead].lower, "numbered") {
            let clause = (lead.saturating_sub(12)..lead)
                .rev()
                .find(|&at| !tokens[at].is_word())
                .map_or(lead.saturating_sub(12), |at| at + 1);
            let subject = tokens
                .get(clause)
                .filter(|token| clause < lead && token.shape == Shape::Lower && self.is_noun_id(token))?;
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

    /// "satu lagi berita palsu", "one of its databases": one counts only in "one of them", with an approximation, or people.
    fn is_bare_one(&self, tokens: &[Token], start: usize, number: &Number, unit: &Unit, approximated: bool) -> bool {
        let one = number.in_words && number.next == start + 1 && self.phrases.is(&tokens[start].lower, "bare-one");
        let counted = tokens.get(number.next).is_some_and(|token| {
            self.phrases.is(&token.lower, "classifier")
                || token.is("person")
                || token.is("man")
                || token.is("woman")
                || token.is("child")
                || token.is("soldier")
        });
        let single = start.checked_sub(1).is_some_and(|before| {
            matches!(tokens[before].lower.as_str(), "a" | "the" | "no" | "any" | "every" | "this" | "that")
        });
        one && !(unit.of_them || approximated || counted && !single)
    }

    fn words_of(&self, tokens: &[Token], from: usize, to: usize) -> String {
        tokens[from].span.cover(tokens[to - 1].span).of(self.text).to_owned()
    }

    fn date_over(&self, span: Span) -> Option<Span> {
        let after = self.dates.partition_point(|date| date.span.end <= span.start);
        self.dates.get(after).map(|date| date.span).filter(|date| date.contains(span))
    }
}

fn approx_of(kind: &str) -> Option<Approx> {
    Some(match kind {
        "exact" => Approx::Exact,
        "about" => Approx::About,
        "at-least" => Approx::AtLeast,
        "at-most" => Approx::AtMost,
        "more-than" => Approx::MoreThan,
        "nearly" => Approx::Nearly,
        _ => return None,
    })
}

/// The power of a thousand in a number: 15,000,000 is in millions.
fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}
