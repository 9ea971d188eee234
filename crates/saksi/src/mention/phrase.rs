//! A source as a noun phrase: its parts, its head, and whether it points back.
//! This room reads one phrase; who is meant is decided in `reference`.

use std::ops::Range;

use super::lexicon::{Head, Lexicon};
use super::run;
use crate::Lang;
use crate::lang::{Class, Language};
use crate::segment::{Shape, Token};

/// What the words of a phrase without a name tell.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what a phrase tells is independent of each other")]
pub(super) struct Description {
    /// The head word's kind; `None` when no listed word heads the phrase.
    pub(super) head: Option<Head>,
    /// The head word, in lower case.
    pub(super) word: String,
    /// The families of the head, then those that its companions lend.
    pub(super) families: Vec<&'static str>,
    /// The other words of the phrase that say something, in lower case.
    pub(super) words: Vec<String>,
    /// Whether it points back: "menteri itu", "the minister".
    pub(super) definite: bool,
    /// Whether it opens somebody new: "seorang pejabat", "a spokesman".
    pub(super) indefinite: bool,
    /// Whether it is more than one.
    pub(super) plural: bool,
    /// Whether the phrase is the head alone with what points.
    pub(super) bare: bool,
    /// "one of the people", "salah satu warga"
    pub(super) partitive: bool,
}

/// The parts of a phrase between its commas, brackets left whole; at most `most` of them are looked at.
pub(super) fn between_commas(tokens: &[Token], range: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = range.start;
    for at in range.clone() {
        match tokens[at].lower.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 0 && parts.len() + 1 < most => {
                if start < at {
                    parts.push(start..at);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < range.end {
        parts.push(start..range.end);
    }
    parts
}

/// Where the relative clause of a phrase begins, or its end.
pub(super) fn before_clause(tokens: &[Token], range: Range<usize>, lexicon: &Lexicon) -> usize {
    let relative = |word: &str| match lexicon.lang {
        Lang::Id | Lang::Ms => word == "yang",
        Lang::En => matches!(word, "who" | "which" | "whose" | "that" | "where"),
    };
    (range.start + 1..range.end).find(|&at| relative(&tokens[at].lower)).unwrap_or(range.end)
}

/// Where the head's own words end: before the first preposition or participle that goes on with it.
pub(super) fn core_end(tokens: &[Token], range: Range<usize>, lexicon: &Lexicon) -> usize {
    let language = Language::of(lexicon.lang);
    let end = before_clause(tokens, range.clone(), lexicon);
    let stops = |at: usize| {
        let token = &tokens[at];
        if token.shape != Shape::Lower {
            return token.is("(") && lexicon.lang == Lang::Id;
        }
        match lexicon.lang {
            // "of" inside a body's name is followed by a capital and belongs to a run.
            Lang::En => {
                language.words.is(&token.lower, Class::PREPOSITION)
                    || matches!(
                        token.lower.as_str(),
                        "familiar"
                            | "close"
                            | "briefed"
                            | "involved"
                            | "posted"
                            | "released"
                            | "called"
                            | "named"
                            | "known"
                            | "aged"
                    )
            }
            Lang::Id | Lang::Ms => {
                language.words.is(&token.lower, Class::PREPOSITION)
                    && !language.words.is(&token.lower, Class::DETERMINER)
                    || matches!(
                        token.lower.as_str(),
                        "bernama"
                            | "berinisial"
                            | "berusia"
                            | "asal"
                            | "milik"
                            | "setebal"
                            | "bersama"
                            | "selaku"
                            | "alias"
                    )
            }
        }
    };
    (range.start + 1..end).find(|&at| stops(at)).unwrap_or(end)
}

/// Reads a phrase without a name of its own.
pub(super) fn describe(tokens: &[Token], range: Range<usize>, lexicon: &Lexicon) -> Description {
    let core = range.start..core_end(tokens, range.clone(), lexicon);
    let first = tokens[range.start].lower.as_str();
    let head_at = match lexicon.lang {
        Lang::Id | Lang::Ms => core.clone().find(|&at| {
            let word = tokens[at].lower.as_str();
            let before = lexicon.is_prefix(word) || lexicon.points(word, "indefinite");
            !(before || lexicon.heads(word).is_empty() || lexicon.points(word, "body") && core.len() > 1)
        }),
        Lang::En => core
            .clone()
            .rev()
            .find(|&at| !lexicon.heads(run::plain(&tokens[at])).is_empty() && !run::is_possessive(&tokens[at])),
    };
    // The phrase is about its head only where nothing unknown comes before it in Indonesian, or after it in English.
    let head_at = head_at.filter(|&at| {
        match lexicon.lang {
            Lang::Id | Lang::Ms => core.start..at,
            Lang::En => at + 1..core.end,
        }
        .all(|index| {
            let token = &tokens[index];
            token.shape == Shape::Number
                || !token.is_word()
                || Language::of(lexicon.lang).words.is(&token.lower, Class::DETERMINER)
                || lexicon.is_prefix(&token.lower)
                || lexicon.is_honorific(&token.lower)
                || lexicon.points(&token.lower, "indefinite")
                || lexicon.points(&token.lower, "demonstrative")
                || lexicon.points(&token.lower, "body")
        })
    });
    let word = head_at.map(|at| run::plain(&tokens[at]).to_owned()).unwrap_or_default();
    let reading = head_at.and_then(|at| lexicon.heads(run::plain(&tokens[at])).first());
    let mut families: Vec<&'static str> = reading.map(|reading| reading.families.clone()).unwrap_or_default();
    let mut words = Vec::new();
    for at in range.clone() {
        let token = &tokens[at];
        let lower = run::plain(token);
        if Some(at) == head_at
            || !token.is_word()
            || lexicon.points(lower, "indefinite")
            || lexicon.points(lower, "demonstrative")
        {
            continue;
        }
        if core.contains(&at) {
            let lent = lexicon.lends(lower);
            if reading.is_some_and(|reading| reading.head == Head::Person) && !lent.is_empty() {
                // "anggota DPR" points back as a legislator, not as a member.
                families.splice(0..0, lent.iter().copied());
            }
        }
        words.push(lower.to_owned());
    }
    let last =
        tokens[core.clone()].iter().rev().chain(tokens[range.clone()].iter().rev()).find(|token| token.is_word());
    let ends_pointing = !lexicon.points(first, "indefinite")
        && (last.is_some_and(|token| lexicon.points(&token.lower, "demonstrative"))
            || tokens[range.clone()].last().is_some_and(|token| lexicon.points(&token.lower, "demonstrative")));
    let definite = match lexicon.lang {
        Lang::Id | Lang::Ms => ends_pointing,
        Lang::En => {
            lexicon.points(first, "demonstrative")
                || lexicon.points(first, "singular")
                || lexicon.points(first, "neuter")
                || lexicon.points(first, "plural")
        }
    };
    let partitive = lexicon.points(first, "of-them")
        && tokens[range.clone()].iter().take(4).any(|token| matches!(token.lower.as_str(), "of" | "satu" | "seorang"));
    let count = tokens[range.clone()].iter().take(2).enumerate().any(|(at, token)| {
        at == 0 && token.shape == Shape::Number
            || matches!(
                token.lower.as_str(),
                "para"
                    | "sejumlah"
                    | "beberapa"
                    | "banyak"
                    | "sebagian"
                    | "berbagai"
                    | "kedua"
                    | "ketiga"
                    | "two"
                    | "three"
                    | "several"
                    | "some"
                    | "many"
            )
            || Language::of(lexicon.lang).words.is(&token.lower, Class::DETERMINER)
                && lexicon.points(&token.lower, "indefinite")
                && !lexicon.points(&token.lower, "one")
                && !lexicon.points(&token.lower, "of-them")
    });
    let plural = !partitive
        && (reading.is_some_and(|reading| reading.head == Head::People) || count && !lexicon.points(first, "one"));
    Description {
        head: reading.map(|reading| reading.head),
        word,
        families,
        bare: words.is_empty(),
        words,
        definite,
        indefinite: lexicon.points(first, "indefinite"),
        plural,
        partitive,
    }
}

/// The words that join like to like at the top of a phrase, before its first relative clause.
pub(super) fn joints(tokens: &[Token], range: Range<usize>, lexicon: &Lexicon) -> Vec<usize> {
    let end = before_clause(tokens, range.clone(), lexicon);
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate().take(end).skip(range.start) {
        match token.lower.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "dan" | "serta" | "maupun" | "and" | "&" | "atau" | "or"
                if depth == 0 && at > range.start && at + 1 < end =>
            {
                found.push(at);
            }
            _ => {}
        }
    }
    found
}
