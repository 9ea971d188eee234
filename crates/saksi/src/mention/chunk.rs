//! Runs of capitalised words, and what their words are: office, organisation, place, name.
//! This room knows one run at a time; which runs are the same entity is the name index's business.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::states::{Standing, States};
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

/// What one word of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Role,
    Organisation,
    Field,
    Place(Option<(usize, Standing)>),
    Abbreviation,
    Honorific,
    Degree,
    Link,
    /// Inside round brackets, the brackets among them.
    Bracket,
    Name,
}

/// A run that has been read.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub(super) reads: Reads,
    /// The office with its field and body, where there is one.
    pub(super) role: Option<Range<usize>>,
    /// The words of the name.
    pub(super) name: Range<usize>,
    /// The body that an office belongs to.
    pub(super) body: Option<Range<usize>>,
    /// The words in round brackets.
    pub(super) bracket: Option<Range<usize>>,
}

/// What a run reads as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    Person,
    /// An office without a name.
    Office,
    Organisation,
    State(usize, Standing),
    Place,
    /// A name of something that only its surroundings can tell.
    Name,
}

/// A word without the ending of the possessive.
pub(super) fn plain(token: &Token) -> &str {
    let lower = token.lower.as_str();
    lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower)
}

/// Whether the word carries the ending of the English possessive.
pub(super) fn is_possessive(token: &Token) -> bool {
    token.lower.ends_with("'s") || token.lower.ends_with("s'")
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

/// Reads one run. `alone` holds the names that stand for themselves elsewhere in the article.
pub(super) fn parse(tokens: &[Token], run: Range<usize>, lexicon: &Lexicon, alone: &HashSet<Vec<String>>) -> Parsed {
    let parts = parts_of(tokens, run.clone(), lexicon);
    let count = parts.len();
    let names_after = |index: usize| parts[index + 1..].contains(&Part::Name);
    let mut role = false;
    let mut honorific = false;
    let mut organisation: Option<usize> = None;
    let mut body: Option<usize> = None;
    let mut start: Option<usize> = None;
    let mut swallow = false;
    let mut bracket: Option<Range<usize>> = None;
    for (index, &part) in parts.iter().enumerate() {
        match part {
            Part::Role | Part::Honorific => {
                // "Stephen King": an office at the end of a name is a name.
                if start.is_some() && !names_after(index) {
                    continue;
                }
                start = None;
                role |= part == Part::Role;
                honorific |= part == Part::Honorific;
                swallow = false;
                if part == Part::Role {
                    body = None;
                }
            }
            Part::Bracket => {
                bracket =
                    Some(bracket.map_or(index..index + 1, |known| {
                        if known.end == index { known.start..index + 1 } else { known }
                    }));
                if names_after(index) && (role || honorific) {
                    body = body.or_else(|| start.filter(|_| organisation.is_none()));
                    start = None;
                }
                swallow = false;
            }
            Part::Abbreviation => {
                body = body.or(Some(index));
                if names_after(index) {
                    start = None;
                    swallow = false;
                }
            }
            Part::Organisation | Part::Field | Part::Place(_) => {
                if part == Part::Organisation {
                    organisation = organisation.or(Some(index));
                    body = body.or(Some(index));
                }
                if start.is_some() && organisation.is_some() && names_after(index) && (role || honorific) {
                    start = None;
                }
                swallow = part == Part::Organisation && lexicon.lang == Lang::Id;
            }
            Part::Name => {
                let rest: Vec<String> =
                    tokens[run.start + index..run.end].iter().map(|token| plain(token).to_owned()).collect();
                if swallow && role && names_after(index) && start.is_none() && !alone.contains(&rest) {
                    // "Partai Gerindra Sufmi Dasco Ahmad": a body takes one proper word.
                    swallow = false;
                } else {
                    start = start.or(Some(index));
                }
            }
            Part::Link | Part::Degree => {}
        }
    }
    let at = |index: usize| run.start + index;
    let bracket_tokens =
        bracket.as_ref().map(|range| at(range.start) + 1..at(range.end) - 1).filter(|range| range.start < range.end);
    let bare_end = |from: usize| {
        let mut end = count;
        while end > from && matches!(parts[end - 1], Part::Degree | Part::Link | Part::Bracket) {
            end -= 1;
        }
        // A bracket inside ends the name before it.
        parts[from..end].iter().position(|part| *part == Part::Bracket).map_or(end, |position| from + position)
    };
    // "President of Perisai": what follows "of" is where the office is.
    if let Some(index) = start
        && index > 0
        && parts[index - 1] == Part::Link
        && role
    {
        start = None;
        body = body.or(Some(index));
    }
    if role || honorific {
        let (reads, name, office_end) = match start {
            Some(index) => (Reads::Person, at(index)..at(bare_end(index)), index),
            None => (Reads::Office, at(count)..at(count), bare_end(0)),
        };
        let body = body.filter(|&index| index < office_end).map(|index| {
            let end = parts[index..office_end]
                .iter()
                .position(|part| *part == Part::Bracket)
                .map_or(office_end, |p| index + p);
            at(index)..at(end)
        });
        let office = (office_end > 0 && role).then(|| at(0)..at(office_end));
        return Parsed {
            reads,
            role: office,
            name,
            body: body.filter(|range| !range.is_empty()),
            bracket: bracket_tokens,
        };
    }
    let end = bare_end(0);
    let whole = at(0)..at(end);
    let body = None;
    let places = parts[..end].iter().take_while(|part| matches!(part, Part::Place(_))).count();
    let reads = if end > 0 && places == end {
        match parts[0] {
            Part::Place(Some((state, standing))) => Reads::State(state, standing),
            _ => Reads::Place,
        }
    } else if organisation.is_some() || !parts[..end].contains(&Part::Name) {
        Reads::Organisation
    } else {
        Reads::Name
    };
    let name = if reads == Reads::Name && places > 0 && places < end { at(places)..at(end) } else { whole };
    Parsed { reads, role: None, name, body, bracket: bracket_tokens }
}

/// What each word of a run is.
pub(super) fn parts_of(tokens: &[Token], run: Range<usize>, lexicon: &Lexicon) -> Vec<Part> {
    let mut parts = Vec::with_capacity(run.len());
    let mut at = run.start;
    while at < run.end {
        let token = &tokens[at];
        if token.is("(") {
            let end = (at..run.end).find(|&index| tokens[index].is(")")).map_or(run.end, |index| index + 1);
            parts.extend(std::iter::repeat_n(Part::Bracket, end - at));
            at = end;
            continue;
        }
        if let Some((length, state)) = place_at(tokens, at..run.end, lexicon) {
            parts.extend(std::iter::repeat_n(Part::Place(state), length));
            at += length;
            continue;
        }
        let word = plain(token);
        parts.push(
            if !token.is_word() || token.shape == Shape::Lower && !lexicon.is_field(word) && !lexicon.is_role_word(word)
            {
                Part::Link
            } else if lexicon.is_honorific(word) && (at + 1 < run.end) {
                Part::Honorific
            } else if lexicon.is_degree(word) && at > run.start && at + 1 >= run.end.saturating_sub(2) {
                Part::Degree
            } else if lexicon.is_role_word(word) || lexicon.is_prefix(word) {
                // The bare capital of "Pusat Kepala" is an office too; a possessive one is an owner.
                Part::Role
            } else if lexicon.is_organisation_head(word) {
                Part::Organisation
            } else if lexicon.is_field(word) || lexicon.is_group_head(word) || lexicon.is_document_head(word) {
                Part::Field
            } else if token.shape == Shape::Upper
                && word.chars().filter(|c| c.is_alphabetic()).count() >= 2
                && !word.contains('.')
            {
                Part::Abbreviation
            } else if is_roman(token) {
                Part::Field
            } else {
                Part::Name
            },
        );
        at += 1;
    }
    parts
}

/// The longest state or place that begins at the start of `range`.
pub(super) fn place_at(
    tokens: &[Token],
    range: Range<usize>,
    lexicon: &Lexicon,
) -> Option<(usize, Option<(usize, Standing)>)> {
    if !tokens[range.start].is_capital() {
        return None;
    }
    let most = lexicon.states.longest().min(range.len());
    for length in (1..=most).rev() {
        let words = &tokens[range.start..range.start + length];
        if words.iter().any(|token| token.shape == Shape::Punct || token.shape == Shape::Mark) {
            continue;
        }
        let joined = if length == 1 {
            plain(&words[0]).to_owned()
        } else {
            words.iter().map(plain).collect::<Vec<_>>().join(" ")
        };
        if States::needs_capitals(&joined) && words[0].shape != Shape::Upper {
            continue;
        }
        if let Some(found) = lexicon.states.find(&joined) {
            return Some((length, Some(found)));
        }
        if lexicon.states.is_place(&joined) {
            return Some((length, None));
        }
    }
    None
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

fn is_roman(token: &Token) -> bool {
    matches!(
        token.lower.as_str(),
        "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii" | "xiii"
    ) && token.lower.chars().count() == token.span.len()
}

fn run_end(segments: &Segments, start: usize, limit: usize, lexicon: &Lexicon, language: &Language) -> usize {
    let tokens = &segments.tokens;
    let mut end = start + 1;
    // The words of a name are few; a longer run is a list or a shout.
    let limit = limit.min(start + 40);
    while end < limit {
        let token = &tokens[end];
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
        _ if word.starts_with("ke-") => institutional(),
        _ => language.is_inside_name(word),
    }
}
