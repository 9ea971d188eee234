//! Runs of capitalised words in the running text, with the small words that belong inside.
//! This room finds where names may stand; what the words of a run are is read in `run`.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::run::{is_possessive, place_at, plain};
use crate::Lang;
use crate::article::Role;
use crate::lang::{Class, Language};
use crate::segment::{Segments, Shape, Token};

/// A run of capitalised words with the small words inside it.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) quoted: bool,
    /// Whether its first word has its capital from the start of a sentence or quotation.
    pub(super) opens: bool,
}

/// All runs of the running text; headlines write too many capitals to be read this way.
pub(super) fn find(segments: &Segments, lang: Lang) -> Vec<Chunk> {
    let language = Language::of(lang);
    let lexicon = Lexicon::of(lang);
    let small: HashSet<&str> =
        segments.tokens.iter().filter(|token| token.shape == Shape::Lower).map(|token| token.lower.as_str()).collect();
    let quoted = quoted_tokens(segments);
    let mut chunks = Vec::new();
    for (sentence, one) in segments.sentences.iter().enumerate() {
        if matches!(one.role, Role::Title | Role::Heading) {
            continue;
        }
        let mut at = one.tokens.start;
        while at < one.tokens.end {
            let token = &segments.tokens[at];
            if !token.is_capital() {
                at += 1;
                continue;
            }
            let opens = opens_sentence(segments, one.tokens.start, at);
            let only_position = opens
                && token.shape == Shape::Capital
                && !is_listed(lexicon, &token.lower)
                && (language.words.class(&token.lower) != Class::NONE
                    && !language.words.is(&token.lower, Class::TITLE)
                    || small.contains(token.lower.as_str())
                    || language.is_tag_verb(&token.lower));
            if only_position || is_calendar(language, lexicon, &token.lower) {
                at += 1;
                continue;
            }
            let end = run_end(segments, at, one.tokens.end, lexicon, language);
            chunks.push(Chunk { tokens: at..end, sentence, quoted: quoted[at], opens });
            at = end;
        }
    }
    chunks
}

/// For every token whether it lies inside a quotation.
pub(super) fn quoted_tokens(segments: &Segments) -> Vec<bool> {
    let mut quoted = vec![false; segments.tokens.len()];
    let mut done = 0;
    for quotation in &segments.quotations {
        // Quotations come by where they begin, so each token is marked once however deep they nest.
        let tokens = quotation.tokens.clone();
        for mark in &mut quoted[tokens.start.max(done).min(tokens.end)..tokens.end] {
            *mark = true;
        }
        done = done.max(tokens.end);
    }
    quoted
}

fn is_listed(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.is_person_head(lower)
        || lexicon.is_organisation_head(lower)
        || lexicon.is_honorific(lower)
        || lexicon.is_prefix(lower)
        || lexicon.territory(lower).is_some()
}

fn is_calendar(language: &Language, lexicon: &Lexicon, lower: &str) -> bool {
    // May, June and Jumat are names too, but far more often days and months.
    language.words.is(lower, Class::DAY | Class::MONTH) && !lexicon.is_role_word(lower)
}

fn opens_sentence(segments: &Segments, first: usize, at: usize) -> bool {
    at == first
        || matches!(segments.tokens[at - 1].shape, Shape::Mark)
        || segments.tokens[at - 1].is(":")
        || segments.tokens[at - 1].is(".")
}

fn run_end(segments: &Segments, start: usize, limit: usize, lexicon: &Lexicon, language: &Language) -> usize {
    let tokens = &segments.tokens;
    let mut end = start + 1;
    // The words of a name are few; a longer run is a list or a shout.
    let limit = limit.min(start + 40);
    while end < limit {
        let token = &tokens[end];
        if is_possessive(&tokens[end - 1]) && lexicon.territory(plain(&tokens[end - 1])).is_none() {
            break;
        }
        let next_capital =
            |at: usize| at < limit && tokens[at].is_capital() && !is_calendar(language, lexicon, &tokens[at].lower);
        if token.is_capital() {
            if is_calendar(language, lexicon, &token.lower) {
                break;
            }
            end += 1;
        } else if token.is(".") && !token.spaced && next_capital(end + 1) && is_dotted(tokens, end, lexicon, language) {
            end += 2;
        } else if token.is("(") {
            let close = (end + 1..limit.min(end + 5)).find(|&at| tokens[at].is(")"));
            let Some(close) = close else { break };
            if close == end + 1 || !tokens[end + 1..close].iter().all(Token::is_capital) {
                break;
            }
            end = close + 1;
            if !next_capital(end) {
                break;
            }
        } else if token.shape == Shape::Lower && next_capital(end + 1) && goes_on(tokens, start, end, lexicon, language)
        {
            end += 2;
        } else if token.shape == Shape::Lower
            && next_capital(end + 2)
            && (token.is("of") || token.is("for"))
            && tokens[end + 1].is("the")
            && tokens[start..end]
                .iter()
                .any(|one| lexicon.is_organisation_head(plain(one)) || lexicon.is_role_word(plain(one)))
        {
            end += 3;
        } else {
            break;
        }
    }
    end
}

/// Whether the dot at `end` belongs to an abbreviation inside a name: "Pol.", "H.", "Dr.".
fn is_dotted(tokens: &[Token], end: usize, lexicon: &Lexicon, language: &Language) -> bool {
    let before = &tokens[end - 1];
    before.lower.chars().count() == 1
        || lexicon.is_honorific(&before.lower)
        || lexicon.is_degree(&before.lower)
        || language.is_abbreviation(&before.lower)
}

/// Whether a run goes on over the small word at `end`, which a capital follows.
fn goes_on(tokens: &[Token], start: usize, end: usize, lexicon: &Lexicon, language: &Language) -> bool {
    let word = tokens[end].lower.as_str();
    let next = plain(&tokens[end + 1]);
    let institutional = || {
        tokens[start..end]
            .iter()
            .any(|one| lexicon.is_organisation_head(plain(one)) || lexicon.is_role_word(plain(one)))
    };
    match word {
        "dan" | "and" | "serta" => {
            institutional()
                && lexicon.is_field(next)
                && place_at(tokens, end + 1..end + 2, lexicon).is_none()
                && !lexicon.is_role_word(next)
                && (!lexicon.is_organisation_head(next) || lexicon.is_field(next))
        }
        "of" | "for" | "the" => institutional(),
        "dari" => false,
        "di" | "in" => tokens[start..end]
            .iter()
            .take(2)
            .any(|one| matches!(one.lower.as_str(), "kedutaan" | "kedubes" | "konsulat" | "embassy" | "consulate")),
        _ if word.starts_with("ke-") => institutional(),
        _ => language.is_inside_name(word),
    }
}
