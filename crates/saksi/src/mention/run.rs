//! One run of capitalised words: office, body, place, name.
//! This room knows one run at a time; which runs are the same entity is the name index's business.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::{Head, Lexicon};
use super::states::{Standing, States};
use crate::Lang;
use crate::segment::{Shape, Token};

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

/// What the whole article tells about single runs.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Runs that stand for themselves somewhere.
    pub(super) alone: HashSet<Vec<String>>,
    /// Short forms of bodies, learnt from "Long Form (SHORT)".
    pub(super) short: HashSet<String>,
    /// Names that stand after "di" or "in" somewhere: "Gubernur *Lembah Raya* Tuti Halim".
    pub(super) places: HashSet<String>,
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

/// Reads one run. `known` is what the rest of the article tells.
pub(super) fn parse(tokens: &[Token], run: Range<usize>, lexicon: &Lexicon, known: &Known) -> Parsed {
    let run = without_shout(tokens, run, known);
    let parts = parts_of(tokens, run.clone(), lexicon, known);
    let at = |index: usize| run.start + index;
    let found = scan(tokens, run.start, &parts, lexicon, is_led(tokens, run.start, lexicon));
    let bracket = found.bracket.as_ref().map(|range| at(range.start) + 1..at(range.end).saturating_sub(1));
    let bracket = bracket.filter(|range| range.start < range.end);
    // "Pengacara Bahri" is Bahri's lawyer: the name is Bahri's, the office another's.
    if let Some(start) = found.start
        && found.role
        && bare_end(&parts, start) == start + 1
        && start == 1
        && lexicon
            .head(plain(&tokens[run.start]), Head::Person)
            .is_some_and(|head| head.families.contains(&"relational") || head.families.contains(&"spokesperson"))
    {
        return Parsed { reads: Reads::Name, role: None, name: at(start)..at(start + 1), body: None, bracket };
    }
    // "Bos Nusatel itu" points back; Nusatel is where he is boss.
    let pointing = tokens.get(run.end).is_some_and(|token| lexicon.points(&token.lower, "demonstrative"));
    let found = match found.start {
        Some(start)
            if found.role
                && lexicon.lang == Lang::Id
                && pointing
                && bare_end(&parts, start) == start + 1
                && parts[start - 1] != Part::Honorific =>
        {
            Scan { start: None, body: found.body.or(Some(start)), ..found }
        }
        _ => found,
    };
    if found.role || found.honorific {
        let end = |from: usize| bare_end(&parts, from);
        let start = found.start.map(|start| {
            if found.role { later_start(tokens, run.start, start..end(start), &parts, known) } else { start }
        });
        let office_end = start.unwrap_or_else(|| end(0));
        let body = found.body.filter(|&index| index < office_end).map(|index| {
            let stop = parts[index..office_end].iter().position(|part| *part == Part::Bracket);
            at(index)..at(stop.map_or(office_end, |stop| index + stop))
        });
        let (reads, name) = match start {
            Some(start) => (Reads::Person, at(start)..at(end(start))),
            None => (Reads::Office, at(parts.len())..at(parts.len())),
        };
        let has_name_or_office =
            reads == Reads::Person || !is_led(tokens, run.start, lexicon) || parts.contains(&Part::Role);
        if !has_name_or_office {
            return Parsed {
                reads: Reads::Organisation,
                role: None,
                name: at(0)..at(bare_end(&parts, 0)),
                body: None,
                bracket,
            };
        }
        let role = (office_end > 0 && found.role).then(|| at(0)..at(office_end));
        return Parsed { reads, role, name, body: body.filter(|range| !range.is_empty()), bracket };
    }
    let end = bare_end(&parts, 0);
    let places = parts[..end].iter().take_while(|part| matches!(part, Part::Place(_))).count();
    let reads = reads_without_office(tokens, run.start, &parts[..end], lexicon);
    // "Keluarga Bahri Usman", "Russian Karl Vane": what stands before the name is no part of it.
    let leading = match parts.first() {
        Some(Part::Field) if lexicon.is_group_head(plain(&tokens[run.start])) => 1,
        // "Daerah Pemilihan Aceh I Bram Wirya"
        Some(Part::Field) if reads == Reads::Name && parts.iter().any(|part| matches!(part, Part::Place(_))) => {
            parts.iter().position(|&part| part == Part::Name).unwrap_or(places)
        }
        _ => places,
    };
    let name = if reads == Reads::Name && leading < end { at(leading)..at(end) } else { at(0)..at(end) };
    Parsed { reads, role: None, name, body: None, bracket }
}

/// "EMBATTLED Bank Muara": the first words of an article may be shouted.
fn without_shout(tokens: &[Token], run: Range<usize>, known: &Known) -> Range<usize> {
    let shouted = |at: usize| {
        tokens[at].shape == Shape::Upper && tokens[at].span.len() > 5 && !known.short.contains(&tokens[at].lower)
    };
    let opens = run.len() > 2 && shouted(run.start) && !shouted(run.start + 1) && tokens[run.start + 1].is_word();
    if opens { run.start + 1..run.end } else { run }
}

/// Whether an office in small letters goes on with the run: "juru bicara Kementerian Luar Negeri …".
fn is_led(tokens: &[Token], start: usize, lexicon: &Lexicon) -> bool {
    let small = |back: usize| start.checked_sub(back).map(|at| &tokens[at]).filter(|token| token.shape == Shape::Lower);
    let office = |token: &Token| lexicon.is_role_word(&token.lower);
    lexicon.lang == Lang::Id
        && small(1).is_some_and(|one| office(one) || lexicon.is_field(&one.lower) && small(2).is_some_and(office))
}

/// Where in a run the name begins, and what stands before it.
#[derive(Debug, Default)]
struct Scan {
    role: bool,
    honorific: bool,
    start: Option<usize>,
    body: Option<usize>,
    bracket: Option<Range<usize>>,
}

fn scan(tokens: &[Token], first: usize, parts: &[Part], lexicon: &Lexicon, led: bool) -> Scan {
    let body = matches!(parts.first(), Some(Part::Organisation | Part::Abbreviation));
    let mut found = Scan { role: led && body && parts.contains(&Part::Name), ..Scan::default() };
    let names_after = |index: usize| parts[index + 1..].contains(&Part::Name);
    let mut organisation = false;
    let mut takes = false;
    for (index, &part) in parts.iter().enumerate() {
        let office = found.role || found.honorific;
        let took = std::mem::take(&mut takes);
        match part {
            // "Olav King": an office at the end of a name is a name.
            Part::Role | Part::Honorific if found.start.is_some() && !names_after(index) => {}
            // "Yayasan Nelayan Cakap": a trade inside the name of a body.
            Part::Role if organisation && found.start.is_none() && lexicon.lang == Lang::Id && names_after(index) => {
                takes = took;
            }
            Part::Role => {
                (found.role, found.start, found.body) = (true, None, None);
                organisation = false;
            }
            Part::Honorific => (found.honorific, found.start) = (true, None),
            Part::Bracket => {
                found.bracket = match found.bracket.take() {
                    Some(known) if known.end == index => Some(known.start..index + 1),
                    Some(known) => Some(known),
                    None => Some(index..index + 1),
                };
                if office && (names_after(index) || organisation) {
                    if !organisation {
                        // "Komisioner Air Sungai (KAS) …": the words before the brackets are the body, whatever they are.
                        found.body = found.body.or(found.start);
                    }
                    found.start = None;
                }
            }
            Part::Abbreviation | Part::Organisation => {
                found.body = found.body.or(Some(index));
                organisation |= part == Part::Organisation;
                // What comes before a body and after an office is part of the office: "Kepala Seksi Datun Kejari".
                if office && (names_after(index) || found.role) {
                    found.start = None;
                }
                takes = part == Part::Organisation && lexicon.takes_name(plain(&tokens[first + index]));
            }
            Part::Field | Part::Place(_) => {
                let words = found
                    .start
                    .map_or(0, |start| parts[start..index].iter().filter(|&&part| part == Part::Name).count());
                if office && organisation && (names_after(index) || found.role && words < 2) {
                    found.start = None;
                }
                // "Kabupaten Rawa", but "Wali Kota Bram Wirya".
                let mayor = index > 0 && tokens[first + index - 1].is("wali");
                takes = part == Part::Field && !mayor && lexicon.takes_name(plain(&tokens[first + index]));
            }
            // "Partai Gelombang Sufi Wirya": such a body takes one proper word.
            Part::Name if took && found.role => {}
            Part::Name => found.start = found.start.or(Some(index)),
            Part::Link | Part::Degree => takes = took,
        }
    }
    // "President of Nordvik": what follows "of" is where the office is.
    if let Some(start) = found.start
        && found.role
        && start > 0
        && parts[start - 1] == Part::Link
        && tokens[first + start - 1].is_word()
    {
        found.start = None;
        found.body = found.body.or(Some(start));
    }
    found
}

/// "CEO Nusantara Ida Brink" where "Ida Brink" stands elsewhere by itself: the name begins later.
fn later_start(tokens: &[Token], first: usize, name: Range<usize>, parts: &[Part], known: &Known) -> usize {
    let words: Vec<String> =
        tokens[first + name.start..first + name.end].iter().map(|token| plain(token).to_owned()).collect();
    let later = (1..words.len().saturating_sub(1))
        .find(|&skip| parts[name.start + skip] == Part::Name && known.alone.contains(&words[skip..]));
    name.start + later.unwrap_or(0)
}

/// Where the words of a run that begins at `from` end, degrees and brackets left out.
fn bare_end(parts: &[Part], from: usize) -> usize {
    let mut end = parts.len();
    while end > from && matches!(parts[end - 1], Part::Degree | Part::Link | Part::Bracket) {
        end -= 1;
    }
    // A bracket inside ends the name before it.
    parts[from..end].iter().position(|part| *part == Part::Bracket).map_or(end, |position| from + position)
}

fn reads_without_office(tokens: &[Token], first: usize, parts: &[Part], lexicon: &Lexicon) -> Reads {
    let words = |index: usize| plain(&tokens[first + index]);
    let Some(&opening) = parts.first() else { return Reads::Place };
    let place = |part: &Part| matches!(part, Part::Place(_));
    if parts.iter().all(place) {
        return match opening {
            Part::Place(Some((state, standing))) => Reads::State(state, standing),
            _ => Reads::Place,
        };
    }
    // "Pemerintah RI" is the state itself.
    let government =
        lexicon.head(words(0), Head::Organisation).is_some_and(|head| head.families.contains(&"government"));
    if government
        && parts.len() > 1
        && parts[1..].iter().all(place)
        && let Part::Place(Some((state, _))) = parts[1]
    {
        return Reads::State(state, Standing::Name);
    }
    let listed =
        parts.len() == 1 && matches!(opening, Part::Organisation | Part::Field) && tokens[first].shape != Shape::Upper;
    let document = lexicon.lang == Lang::Id && lexicon.is_document_head(words(0)) || opening == Part::Degree;
    let names = parts.iter().filter(|&&part| part == Part::Name).count();
    // A lone "Pengadilan" describes; "UU …" is a document; a long run of unknown words is a headline among paragraphs.
    if listed || document || names > 4 && parts.len() > 7 {
        return Reads::Place;
    }
    if parts.contains(&Part::Organisation) || names == 0 { Reads::Organisation } else { Reads::Name }
}

/// What each word of a run is.
pub(super) fn parts_of(tokens: &[Token], run: Range<usize>, lexicon: &Lexicon, known: &Known) -> Vec<Part> {
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
        let local = (1..=2.min(run.end - at))
            .rev()
            .find(|&length| !known.places.is_empty() && known.places.contains(&words_joined(&tokens[at..at + length])));
        if let Some(length) = local {
            parts.extend(std::iter::repeat_n(Part::Place(None), length));
            at += length;
            continue;
        }
        let word = plain(token);
        parts.push(
            if !token.is_word() || token.shape == Shape::Lower && !lexicon.is_field(word) && !lexicon.is_role_word(word)
            {
                Part::Link
            } else if is_roman(token) {
                Part::Field
            } else if known.short.contains(word) {
                Part::Abbreviation
            } else if lexicon.is_honorific(word) && (at + 1 < run.end) {
                Part::Honorific
            } else if lexicon.is_degree(word)
                && (run.len() == 1 || at > run.start && at + 1 >= run.end.saturating_sub(2))
            {
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

fn words_joined(tokens: &[Token]) -> String {
    tokens.iter().map(plain).collect::<Vec<_>>().join(" ")
}

fn is_roman(token: &Token) -> bool {
    matches!(
        token.lower.as_str(),
        "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii" | "xiii"
    ) && token.lower.chars().count() == token.span.len()
}
