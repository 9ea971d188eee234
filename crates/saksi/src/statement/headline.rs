//! Where the headline or a caption states more than the body: another number, or a speaker whom the body never names.
//!
//! Only the note is written (`headline-beyond-body`, `caption-beyond-body`); which of the two is right is for people to
//! decide. Doubt gives no note: numbers round, names vary, and a body that was cut short proves nothing.

use std::collections::HashSet;

use super::speaker::name_key;
use super::wording::Phrases;
use super::{Approx, Quantity, Statement};
use crate::article::{Article, Block, Role};
use crate::lang::{Class, Language};
use crate::segment::Segments;
use crate::{Lang, Span};

/// Notes what the headline and the captions state beyond the body. `numbers` are those of the whole article.
pub(crate) fn note(
    article: &mut Article,
    segments: &Segments,
    lang: Lang,
    numbers: &[Quantity],
    statements: &[Statement],
) {
    let cut = ["truncated", "paywalled", "no-body", "continues", "sample", "empty"];
    if article.notes.iter().any(|note| cut.contains(&note.code))
        || !article.blocks.iter().any(|block| block.role.is_body())
    {
        return;
    }
    let above: Vec<Block> =
        article.blocks.iter().filter(|block| matches!(block.role, Role::Title | Role::Caption)).copied().collect();
    if above.is_empty() {
        return;
    }
    let body = Body::of(article, segments, numbers);
    for block in above {
        let (code, place) = match block.role {
            Role::Title => ("headline-beyond-body", "the headline"),
            _ => ("caption-beyond-body", "a caption"),
        };
        if let Some(words) = body.missing_number(article, segments, lang, block, numbers) {
            article.note(code, format!("{place} gives a number that the body does not: {words}"));
        }
        // A caption credits people whom no body names.
        if block.role == Role::Title
            && let Some(words) = body.missing_speaker(article, segments, lang, block, statements)
        {
            article.note(code, format!("{place} names a speaker whom the body does not: {words}"));
        }
    }
}

fn magnitude(lower: &str) -> Option<f64> {
    Some(match lower {
        "thousand" | "ribu" => 1e3,
        "million" | "juta" => 1e6,
        "billion" | "miliar" => 1e9,
        "trillion" | "triliun" => 1e12,
        _ => return None,
    })
}

/// The numbers and words of the body.
struct Body<'a> {
    values: Vec<f64>,
    words: HashSet<&'a str>,
}

impl<'a> Body<'a> {
    fn of(article: &Article, segments: &'a Segments, numbers: &[Quantity]) -> Self {
        let in_body = |span: Span| article.blocks.iter().any(|block| block.role.is_body() && block.span.contains(span));
        let mut values: Vec<f64> = numbers.iter().filter(|one| in_body(one.span)).filter_map(|one| one.value).collect();
        let mut words = HashSet::new();
        for sentence in segments.sentences.iter().filter(|sentence| sentence.role.is_body()) {
            for token in &segments.tokens[sentence.tokens.clone()] {
                words.insert(name_key(&token.lower));
                // Numbers that count nothing are numbers still: "nomor 12", "between 10 and 12".
                values.extend(token.lower.replace(',', ".").parse::<f64>());
                values.extend(token.lower.replace(['.', ','], "").parse::<f64>());
            }
        }
        Self { values, words }
    }

    /// Whether the body has the number, rounded or not.
    fn has(&self, value: f64) -> bool {
        let near = if value.abs() < 10.0 { 0.0 } else { value.abs() * 0.06 };
        self.values.iter().any(|&one| (one - value).abs() <= near)
    }

    /// The words of a number of the block that the body does not give.
    fn missing_number(
        &self,
        article: &Article,
        segments: &Segments,
        lang: Lang,
        block: Block,
        numbers: &[Quantity],
    ) -> Option<String> {
        let told = numbers.iter().filter(|one| block.span.contains(one.span));
        for one in told {
            let Some(value) = one.value else { continue };
            // "more than 40" is true of 43: only a number far from every one of the body is another.
            let loose = match one.approx {
                Approx::Exact => self.has(value),
                Approx::MoreThan | Approx::AtLeast => {
                    self.values.iter().any(|&body| body >= value && body <= value * 1.5)
                }
                Approx::AtMost | Approx::Nearly => self.values.iter().any(|&body| body <= value && body * 1.5 >= value),
                Approx::About => self.values.iter().any(|&body| (body - value).abs() <= value.abs() * 0.25),
            };
            // A list counts its own items ("12 ways to …"), and small numbers stand in names and as words.
            let counts_items = one.span.start == block.span.start && value < 32.0 && block.role == Role::Title;
            let counts = one.unit.is_some() && value >= 10.0 && !counts_items;
            if counts && !loose && !self.has(value) {
                return Some(article.at(one.span).to_owned());
            }
        }
        let bare = if block.role == Role::Title { self.missing_figure(article, segments, lang, block) } else { None };
        bare.or_else(|| self.missing_dozens(article, segments, lang, block))
    }

    /// A figure of a headline that counts nothing by name: "30-DRONE SWARM", "20 MILLION HIT". Dates and years are none.
    fn missing_figure(&self, article: &Article, segments: &Segments, lang: Lang, block: Block) -> Option<String> {
        let first = segments.token_from(block.span.start);
        let words = &Language::of(lang).words;
        let tokens = &segments.tokens[first..];
        let end = tokens.partition_point(|token| token.span.end <= block.span.end);
        let dated = |at: usize| tokens.get(at).is_some_and(|token| words.is(&token.lower, Class::MONTH | Class::DAY));
        for (at, token) in tokens[..end].iter().enumerate() {
            let digits = token.lower.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
            let rest = &token.lower[digits.len()..];
            let Ok(mut value) = digits.parse::<f64>() else { continue };
            let big = tokens.get(at + 1).filter(|_| at + 1 < end).and_then(|next| magnitude(&next.lower));
            let compound = rest.starts_with('-') && rest[1..].chars().all(char::is_alphabetic) && rest.len() > 3;
            if at == 0 || !(compound || rest.is_empty() && big.is_some()) || dated(at + 1) || dated(at.wrapping_sub(1))
            {
                continue;
            }
            value *= big.unwrap_or(1.0);
            if value >= 10.0 && !self.has(value) {
                let span = big.map_or(token.span, |_| token.span.cover(tokens[at + 1].span));
                return Some(article.at(span).to_owned());
            }
        }
        None
    }

    /// "Belasan drone", "dozens of ships", where the body knows of no such number and does not say the word.
    fn missing_dozens(&self, article: &Article, segments: &Segments, lang: Lang, block: Block) -> Option<String> {
        let first = segments.token_from(block.span.start);
        let tokens = segments.tokens[first..].iter().take_while(|token| token.span.end <= block.span.end);
        for token in tokens {
            let class = |name: &str| Phrases::of(lang).class(name).contains(&token.lower.as_str());
            let range = if class("teens") {
                11.0..20.0
            } else if class("tens") {
                12.0..100.0
            } else if class("hundreds") {
                100.0..1000.0
            } else if class("thousands") {
                1000.0..1_000_000.0
            } else {
                continue;
            };
            if !self.words.contains(name_key(&token.lower)) && !self.values.iter().any(|value| range.contains(value)) {
                return Some(article.at(token.span).to_owned());
            }
        }
        None
    }

    /// A speaker of the block of whom the body has no word.
    fn missing_speaker(
        &self,
        article: &Article,
        segments: &Segments,
        lang: Lang,
        block: Block,
        statements: &[Statement],
    ) -> Option<String> {
        let words = &Language::of(lang).words;
        // What stands before a colon may be a rubric.
        let told = statements.iter().filter(|statement| statement.by != "colon");
        for source in told.filter_map(|statement| statement.source.as_ref()) {
            let Some(&span) = source.spans.first().filter(|&&span| block.span.contains(span)) else { continue };
            let first = segments.token_from(span.start);
            let named: Vec<&str> = segments.tokens[first..]
                .iter()
                .take_while(|token| token.span.end <= span.end)
                .filter(|token| {
                    token.is_capital()
                        && !words.is(&token.lower, Class::TITLE | Class::SPEAKER_NOUN | Class::DETERMINER)
                })
                .map(|token| name_key(&token.lower))
                .collect();
            let known = named.iter().any(|key| self.words.contains(key))
                || source.actors.iter().any(|actor| {
                    let lower = actor.name.to_lowercase();
                    lower.split(|c: char| !c.is_alphanumeric()).any(|word| self.words.contains(name_key(word)))
                });
            // One capital word at the front of a headline may be any word.
            if named.len() >= 2 && !known {
                return Some(article.at(span).to_owned());
            }
        }
        None
    }
}
