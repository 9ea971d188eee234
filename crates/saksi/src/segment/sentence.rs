//! Sentence ends. A quotation is never cut: the sentence around it goes on to the end of its tag.

use std::ops::Range;

use super::quotation::{Mark, Quotation};
use super::token::{Shape, Token};
use crate::lang::{Lang, Language};

/// Splits `range` of all tokens (one block, or the inside of one quotation) into sentences.
pub(super) fn split(tokens: &[Token], range: Range<usize>, quotations: &[Quotation], lang: Lang) -> Vec<Range<usize>> {
    let language = Language::of(lang);
    let mut sentences = Vec::new();
    let mut start = range.start;
    let mut index = range.start;
    let mut next_quotation = quotations.partition_point(|quotation| quotation.tokens.start < range.start);
    while index < range.end {
        while quotations.get(next_quotation).is_some_and(|q| q.tokens.start < index) {
            next_quotation += 1;
        }
        let ended = if let Some(quotation) =
            quotations.get(next_quotation).filter(|q| q.tokens.start == index && q.tokens.end <= range.end)
        {
            // Step over the quotation; it ends the sentence when its own last mark does.
            let inner = quotation.inner_tokens();
            let terminal = inner.clone().next_back().map(|last| &tokens[last]).filter(|last| is_terminal(last));
            index = quotation.tokens.end - 1;
            let small = quotation.mark == Mark::Single && inner.len() < 3;
            terminal.is_some_and(|last| !small && !tag_follows(tokens, quotation.tokens.end..range.end, last, language))
        } else {
            is_terminal(&tokens[index]) && !is_abbreviation(tokens, index, range.end, language)
        };
        if ended {
            // Closing marks and brackets that hang on the full stop go with it.
            let mut end = index + 1;
            while end < range.end
                && !tokens[end].spaced
                && (tokens[end].shape == Shape::Mark
                    || matches!(tokens[end].lower.as_str(), ")" | "]" | "." | "!" | "?"))
            {
                if quotations.get(next_quotation).is_some_and(|q| q.tokens.start == end) {
                    break;
                }
                end += 1;
            }
            if begins_sentence(tokens, end, range.end) && !signed(tokens, end, range.end) {
                sentences.push(start..end);
                start = end;
            }
            index = end.max(index + 1);
        } else {
            index += 1;
        }
    }
    if start < range.end {
        sentences.push(start..range.end);
    }
    sentences
}

fn is_terminal(token: &Token) -> bool {
    token.shape == Shape::Punct
        && matches!(token.lower.as_str(), "." | "!" | "?" | "…" | "..." | "!!" | "??" | "?!" | ".." | "....")
}

/// Whether what stands at `index` can begin a sentence: anything but a word in lower case or a joining mark.
fn begins_sentence(tokens: &[Token], index: usize, end: usize) -> bool {
    if index >= end {
        return true;
    }
    let token = &tokens[index];
    match token.shape {
        Shape::Lower => token.spaced && token.lower.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()),
        Shape::Punct => token.spaced && !matches!(token.lower.as_str(), "," | ";" | ":" | ")"),
        Shape::Mark => token.spaced && tokens.get(index + 1).is_none_or(|next| next.shape != Shape::Lower),
        _ => token.spaced,
    }
}

/// “We are dry.” — Ida Brink: the dash after a closing mark joins the name to the quotation.
fn signed(tokens: &[Token], index: usize, end: usize) -> bool {
    index > 0
        && index + 1 < end
        && tokens[index - 1].shape == Shape::Mark
        && matches!(tokens[index].lower.as_str(), "—" | "–" | "―" | "--")
        && tokens[index + 1].is_capital()
}

/// "Drs.", "Jl.", "Mr.", an initial before a name: a dot that ends no sentence.
fn is_abbreviation(tokens: &[Token], index: usize, end: usize, language: &Language) -> bool {
    if tokens[index].lower != "." || index == 0 || tokens[index].spaced {
        return false;
    }
    let word = &tokens[index - 1];
    let next = tokens.get(index + 1).filter(|_| index + 1 < end);
    let Some(next) = next else { return false };
    if !next.spaced {
        return next.is_word() || next.shape == Shape::Number;
    }
    if !next.is_capital() && next.shape != Shape::Number && next.shape != Shape::Mark {
        return language.is_abbreviation(&word.lower);
    }
    let initial = word.shape == Shape::Capital && word.lower.chars().count() == 1;
    initial || language.is_abbreviation(&word.lower) && !language.ends_sentence_too(&word.lower)
}

/// Whether nothing that is said follows the verb: `"It is late." Mr Brink said on Monday.` is a tag, `She said it was late.` and
/// `She adds, "It is late."` begin a sentence of their own.
fn closes(tokens: &[Token], after: Range<usize>) -> bool {
    let Some(next) = tokens[after.clone()].first() else { return true };
    match next.shape {
        Shape::Mark => false,
        Shape::Lower => matches!(
            next.lower.as_str(),
            "in" | "on" | "at" | "to" | "during" | "when" | "after" | "before" | "as" | "while" | "of" | "later"
        ),
        _ if next.is(",") => tokens[after].get(1).is_none_or(|second| second.shape != Shape::Mark),
        _ => !next.is(":") && !next.is_capital(),
    }
}

/// Whether a quotation that ends in ? or ! (or, sloppily, a full stop) is followed by its tag: `"Why?" Mr Brink asked.`
fn tag_follows(tokens: &[Token], after: Range<usize>, last: &Token, language: &Language) -> bool {
    let mut seen = 0;
    let end = after.end;
    for (at, token) in after.clone().zip(&tokens[after]) {
        if !token.is_word() {
            if matches!(token.lower.as_str(), "," | ".") && seen > 0 {
                continue;
            }
            return false;
        }
        if seen == 0 && token.shape == Shape::Lower {
            return true;
        }
        if language.is_tag_verb(&token.lower) {
            return last.lower != "." || seen <= 3 && closes(tokens, at + 1..end);
        }
        if token.shape == Shape::Lower && !language.is_inside_name(&token.lower) {
            return false;
        }
        seen += 1;
        if seen > 7 {
            return false;
        }
    }
    false
}
