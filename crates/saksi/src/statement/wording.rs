//! What the words of a content say about its stance: "kami akan …" commits, "… must …" urges, "no evidence that …" doubts.
//!
//! The phrases are data (`lang/*/stance.tsv`); here they are compiled once into a small word automaton and laid over a content.

use rustc_hash::FxHashMap as HashMap;
use std::sync::OnceLock;

use super::Stance;
use crate::Lang;
use crate::lang::{Class, Language, data_lines};
use crate::segment::{Segments, Shape};
use crate::{Span, statement::Kind};

/// A word or mark of a content with what the phrases ask about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a> {
    pub(crate) lower: &'a str,
    /// Without -nya, -lah, -pun.
    pub(crate) root: &'a str,
    pub(crate) class: Class,
    pub(crate) shape: Shape,
    /// Names the speaker.
    pub(crate) own: bool,
    /// Stands in a clause that hangs on another.
    pub(crate) sub: bool,
    /// A sentence begins here, openers left aside.
    pub(crate) start: bool,
    /// Which sentence of the content.
    pub(crate) sentence: usize,
}

impl Word<'_> {
    pub(crate) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    fn ends_sentence(&self) -> bool {
        matches!(self.lower, "." | "!" | "?" | ";" | "…" | "...")
    }
}

/// How many words of a content are looked at: a stance is told early or not at all.
const CAP: usize = 400;

/// The words of a content. `own` tells which words name the speaker, `inner` what others say inside it.
pub(crate) fn words<'a>(
    segments: &'a Segments,
    lang: Lang,
    content: &[Span],
    inner: &[Span],
    kind: Kind,
    own: impl Fn(&str, Shape) -> bool,
) -> Vec<Word<'a>> {
    let language = Language::of(lang);
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut sentence = 0;
    // How long the present subordinate clause lasts: to its comma, or so many words of a relative clause.
    let mut sub: usize;
    let mut opening = true;
    for piece in content {
        let first = segments.token_from(piece.start);
        let mut piece_begins = !words.is_empty();
        sub = 0;
        for token in segments.tokens[first..].iter().take_while(|token| token.span.end <= piece.end) {
            if token.shape == Shape::Mark || words.len() >= CAP {
                continue;
            }
            // A piece with a capital in front is a sentence of its own, whatever mark ended the piece before.
            if piece_begins && token.is_capital() && !opening {
                sentence += 1;
                (sub, opening) = (0, true);
            }
            piece_begins = false;
            let lower = token.lower.as_str();
            let class = if token.is_word() { language.words.class(lower) } else { Class::NONE };
            let at_front = words.iter().all(|word: &Word<'_>| word.class.any(Class::COMPLEMENTIZER) || !word.is_word());
            let pronoun = at_front && kind != Kind::Direct && class.any(Class::SPEAKER) && !class.any(Class::RELATIVE);
            let mut word = Word {
                lower,
                root: root(lower, lang),
                class,
                shape: token.shape,
                own: pronoun || class.any(Class::FIRST) || token.is_word() && own(lower, token.shape),
                sub: false,
                start: opening,
                sentence,
            };
            if word.ends_sentence() {
                sentence += 1;
                sub = 0;
                opening = true;
            } else if !word.is_word() {
                sub = 0;
            } else {
                opening = opening && is_opening(lower, class);
                // "karena itu", "oleh sebab itu" open a main clause.
                if lower == "itu" && words.last().is_some_and(|before| matches!(before.lower, "karena" | "sebab")) {
                    sub = 0;
                }
                word.sub = sub > 0;
                if !class.any(Class::AUXILIARY | Class::NEGATION | Class::MODAL) {
                    sub = sub.saturating_sub(1);
                }
                if class.any(Class::SUBORDINATOR | Class::QUESTION) && !class.any(Class::COMPLEMENTIZER) {
                    (word.sub, sub) = (true, CAP);
                } else if class.any(Class::RELATIVE) && !class.any(Class::COMPLEMENTIZER) {
                    sub = sub.max(1);
                }
            }
            word.sub |= inner.iter().any(|piece| piece.contains(token.span));
            words.push(word);
        }
    }
    words
}

/// Whether a sentence still begins after this word.
fn is_opening(lower: &str, class: Class) -> bool {
    class.any(Class::CONJUNCTION | Class::OPENER | Class::COMPLEMENTIZER)
        || matches!(
            lower,
            "well" | "look" | "jadi" | "nah" | "ya" | "oleh" | "itu" | "sebab" | "karena" | "maka" | "wah" | "please"
        )
}

fn root(lower: &str, lang: Lang) -> &str {
    if lang.grammar() != Lang::Id {
        return lower.strip_suffix("'s").unwrap_or(lower);
    }
    let cut = ["nya", "lah", "kah", "pun"].iter().find_map(|ending| lower.strip_suffix(ending));
    cut.filter(|rest| rest.len() >= 3).unwrap_or(lower)
}

/// Where in a content a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Open,
    Start,
    First,
    Main,
    Any,
    Whole,
}

#[derive(Debug)]
struct Element {
    /// The words that fit; those with a star fit by their beginning.
    words: Vec<&'static str>,
    starts: Vec<&'static str>,
    own: bool,
    optional: bool,
    gap: bool,
}

#[derive(Debug)]
struct Phrase {
    stance: Stance,
    place: Place,
    elements: Vec<Element>,
}

/// The phrases of one language, found by the word they can begin with.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    all: Vec<Phrase>,
    by_first: HashMap<&'static str, Vec<usize>>,
    by_speaker: Vec<usize>,
    classes: HashMap<&'static str, Vec<&'static str>>,
}

impl Phrases {
    /// The phrases of a language, compiled on first use.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        static PHRASES: [OnceLock<Phrases>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        lang.once(&PHRASES, |_| {
            Self::parse(match lang {
                Lang::Id => include_str!("../lang/id/stance.tsv"),
                Lang::En => include_str!("../lang/en/stance.tsv"),
                Lang::Ms => include_str!("../lang/ms/stance.tsv"),
            })
        })
    }

    /// The words of a class of the data file.
    pub(crate) fn class(&self, name: &str) -> &[&'static str] {
        self.classes.get(name).map_or(&[], Vec::as_slice)
    }

    fn parse(file: &'static str) -> Self {
        let mut phrases = Self::default();
        for line in data_lines(file) {
            let mut columns = line.split('\t');
            let (Some(first), Some(second), Some(third)) = (columns.next(), columns.next(), columns.next()) else {
                panic!("a line of a stance file has three columns: {line}")
            };
            if first == "class" {
                phrases.classes.entry(second).or_default().extend(third.split_whitespace());
                continue;
            }
            let place = match second {
                "open" => Place::Open,
                "start" => Place::Start,
                "first" => Place::First,
                "main" => Place::Main,
                "any" => Place::Any,
                "whole" => Place::Whole,
                _ => panic!("unknown place: {line}"),
            };
            let stance = Stance::of_name(first).unwrap_or_else(|| panic!("unknown stance: {line}"));
            let elements = third.split(' ').map(|element| phrases.element(element, line)).collect();
            phrases.add(Phrase { stance, place, elements });
        }
        phrases
    }

    fn element(&self, element: &'static str, line: &str) -> Element {
        let plain = element.trim_start_matches('?');
        let mut read = Element {
            words: Vec::new(),
            starts: Vec::new(),
            own: false,
            optional: plain.len() < element.len(),
            gap: element == "…",
        };
        for word in plain.split('|') {
            if word == "@self" {
                read.own = true;
            } else if let Some(class) = word.strip_prefix('@') {
                let words = self.classes.get(class).unwrap_or_else(|| panic!("unknown class {class}: {line}"));
                read.words.extend(words);
            } else if let Some(start) = word.strip_suffix('*') {
                read.starts.push(start);
            } else {
                read.words.push(word);
            }
        }
        read
    }

    fn add(&mut self, phrase: Phrase) {
        let index = self.all.len();
        for element in &phrase.elements {
            for word in &element.words {
                let entry = self.by_first.entry(word).or_default();
                if entry.last() != Some(&index) {
                    entry.push(index);
                }
            }
            if element.own && self.by_speaker.last() != Some(&index) {
                self.by_speaker.push(index);
            }
            if !element.optional {
                break;
            }
        }
        self.all.push(phrase);
    }

    /// For explanations: the words that the first fitting line with this stance stands on.
    pub(crate) fn words_for(&self, words: &[Word<'_>], stance: Stance) -> Option<String> {
        let mut fitting = self.all.iter().filter(|phrase| phrase.stance == stance);
        let (at, end) = fitting.find_map(|phrase| {
            let at = (0..words.len()).find(|&at| phrase.fits(words, at))?;
            Some((at, reach(&phrase.elements, words, at)?))
        })?;
        Some(words[at..end].iter().map(|word| word.lower).collect::<Vec<_>>().join(" "))
    }

    /// The stance of the first line of the data file that fits the content and that `wanted` lets pass.
    pub(crate) fn read(&self, words: &[Word<'_>], wanted: impl Fn(Stance) -> bool) -> Option<Stance> {
        let mut best = usize::MAX;
        for (at, word) in words.iter().enumerate() {
            let of = |word: &str| self.by_first.get(word).map_or(&[][..], Vec::as_slice);
            let roots = if word.root == word.lower { &[][..] } else { of(word.root) };
            let own = if word.own { self.by_speaker.as_slice() } else { &[] };
            for &index in of(word.lower).iter().chain(roots).chain(own) {
                if index < best && wanted(self.all[index].stance) && self.all[index].fits(words, at) {
                    best = index;
                }
            }
        }
        self.all.get(best).map(|phrase| phrase.stance)
    }
}

impl Phrase {
    fn fits(&self, words: &[Word<'_>], at: usize) -> bool {
        let word = &words[at];
        let here = match self.place {
            Place::Open => word.start && word.sentence == 0,
            Place::Start | Place::Whole => word.start,
            Place::First => word.sentence == 0 && !word.sub,
            Place::Main => !word.sub,
            Place::Any => true,
        };
        here && reach(&self.elements, words, at).is_some_and(|end| {
            self.place != Place::Whole
                || words[end..].iter().take_while(|word| !word.ends_sentence()).all(|word| !word.is_word())
        })
    }
}

/// Where the elements end if they stand from `at` on; optional elements are taken where they fit.
fn reach(elements: &[Element], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    if element.gap {
        let open =
            (at..=at + 3).take_while(|&to| words[at.min(words.len())..to.min(words.len())].iter().all(Word::is_word));
        return open.filter(|&to| to <= words.len()).find_map(|to| reach(rest, words, to));
    }
    let fits = words.get(at).is_some_and(|word| element.fits(word));
    let taken = if fits { reach(rest, words, at + 1) } else { None };
    taken.or_else(|| if element.optional { reach(rest, words, at) } else { None })
}

impl Element {
    fn fits(&self, word: &Word<'_>) -> bool {
        self.own && word.own
            || self.words.iter().any(|one| *one == word.lower || *one == word.root)
            || self.starts.iter().any(|start| word.lower.len() > start.len() && word.lower.starts_with(start))
    }
}
