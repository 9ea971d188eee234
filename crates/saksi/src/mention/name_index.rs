//! Every name of an article and who bears it, built once.
//!
//! Full names, bodies with their abbreviations and states become entities; a shorter name goes to the one entity that
//! bears it. Two people are never one because they share a surname.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon::{Gender, Lexicon};
use super::name_builder;
use super::run;
use super::states::Standing;
use crate::article::Article;
use crate::segment::{Segments, Shape, Token};
use crate::statement::ActorKind;
use crate::{Lang, Span};

/// Somebody or something that an article names or describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The fullest name that the article gives; for the unnamed the phrase that describes them.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Whether it is called by a name and not by a description.
    pub named: bool,
    pub(super) gender: Option<Gender>,
    /// Families of the words that describe it: minister, bank.
    pub(super) families: Vec<&'static str>,
    /// The words that describe it, in lower case: "luar", "negeri", "mendagri".
    pub(super) description: HashSet<String>,
    /// The body that its office belongs to.
    pub(super) affiliation: Option<usize>,
    pub(super) state: Option<usize>,
    /// The words of its name, in lower case.
    pub(super) words: Vec<String>,
}

/// A place where an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMention {
    /// The name, the office in front of it left out.
    pub span: Span,
    /// Index into [`NameIndex::entities`].
    pub entity: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
    /// Whether it (with its office) opens its sentence, and so is likely what the sentence is about.
    pub opens: bool,
    /// Where the run with the office begins.
    pub(super) from: u32,
    /// The office in front of it.
    pub(super) role: Option<Span>,
    /// Whether the state is meant by an adjective or a capital.
    pub(super) standing: Option<Standing>,
    /// Whether it is the body of somebody's office.
    pub(super) inside_office: bool,
}

/// The names of an article.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Everybody and everything named, in no order that means anything.
    pub entities: Vec<Entity>,
    /// Where they are named, in the order of the text.
    pub mentions: Vec<NameMention>,
    /// Exact names, abbreviations and nicknames, words in lower case.
    pub(super) by_name: HashMap<Vec<String>, usize>,
    /// Entities whose name holds a word.
    pub(super) by_word: HashMap<String, Vec<usize>>,
    pub(super) states: HashMap<usize, usize>,
    /// Long words of full names by their first letters.
    pub(super) by_start: HashMap<String, Vec<(String, usize)>>,
}

/// Who a name can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bearers {
    None,
    One(usize),
    Several(Vec<usize>),
}

/// Beyond this many bearers a word tells nothing, and looking through them would cost.
const MOST_BEARERS: usize = 24;

impl NameIndex {
    /// Reads all names of an article.
    pub fn of(article: &Article, segments: &Segments, lang: Lang) -> Self {
        name_builder::build(article, segments, lang)
    }

    /// Who can be meant by these words (in lower case), wherever in the article they stand.
    pub(super) fn bearers(&self, words: &[String]) -> Bearers {
        if let Some(&entity) = self.by_name.get(words) {
            return Bearers::One(entity);
        }
        let rarest = words.iter().filter_map(|word| self.by_word.get(word)).min_by_key(|list| list.len());
        let rarest = match rarest {
            Some(list) if list.len() > MOST_BEARERS => return Bearers::None,
            Some(list) => list.as_slice(),
            None => &[],
        };
        let holding: Vec<usize> =
            rarest.iter().copied().filter(|&entity| self.entities[entity].is_called(words)).collect();
        match holding.as_slice() {
            [] => match words {
                [one] => self.by_spelling(one),
                _ => Bearers::None,
            },
            [one] => Bearers::One(*one),
            _ => {
                let people: Vec<usize> = holding.iter().copied().filter(|&one| self.is_person(one)).collect();
                match people.as_slice() {
                    [one] => Bearers::One(*one),
                    _ => Bearers::Several(holding),
                }
            }
        }
    }

    /// The entity of a state, made when it is first needed.
    pub(super) fn state(&mut self, state: usize, lexicon: &Lexicon) -> usize {
        if let Some(&entity) = self.states.get(&state) {
            return entity;
        }
        let mut entity = Entity::new(
            lexicon.states.names(state).first().copied().unwrap_or_default().to_owned(),
            ActorKind::State,
            Vec::new(),
        );
        entity.state = Some(state);
        self.entities.push(entity);
        self.states.insert(state, self.entities.len() - 1);
        self.entities.len() - 1
    }

    /// The mentions that lie inside a span.
    pub fn inside(&self, span: Span) -> &[NameMention] {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let last = first + self.mentions[first..].partition_point(|mention| mention.span.start < span.end);
        &self.mentions[first..last]
    }

    pub(super) fn add(&mut self, entity: Entity) -> usize {
        let words = entity.words.clone();
        self.add_found_by(entity, &words)
    }

    /// Adds an entity that only some of its words lead to.
    pub(super) fn add_found_by(&mut self, entity: Entity, words: &[String]) -> usize {
        let index = self.entities.len();
        for word in words {
            if matches!(entity.kind, ActorKind::Person | ActorKind::Unknown)
                && words.len() > 1
                && let Some(start) = start_of(word).filter(|_| word.chars().count() > 5)
            {
                self.by_start.entry(start).or_default().push((word.clone(), index));
            }
            let list = self.by_word.entry(word.clone()).or_default();
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
        if !entity.words.is_empty() {
            self.by_name.entry(entity.words.clone()).or_insert(index);
        }
        self.entities.push(entity);
        index
    }

    /// Lets a name that nobody else bears lead to an entity.
    pub(super) fn also(&mut self, words: Vec<String>, entity: usize) {
        if words.is_empty() {
            return;
        }
        let name = &mut self.by_name;
        name.entry(words).or_insert(entity);
    }

    /// The one name of which a word is another spelling or a shorter form: "Dobrinskiy" for "Dobrinsky".
    fn by_spelling(&self, word: &str) -> Bearers {
        let Some(near) = start_of(word).and_then(|start| self.by_start.get(&start)) else { return Bearers::None };
        let same = |known: &String| one_letter_apart(known, word) || known.starts_with(word);
        let mut found: Vec<usize> =
            near.iter().take(MOST_BEARERS).filter(|(known, _)| same(known)).map(|&(_, one)| one).collect();
        found.dedup();
        match found.as_slice() {
            [one] if self.is_person(*one) => Bearers::One(*one),
            _ => Bearers::None,
        }
    }

    fn is_person(&self, entity: usize) -> bool {
        let one = &self.entities[entity];
        one.kind == ActorKind::Person || one.kind == ActorKind::Unknown && one.words.len() > 1
    }

    /// Gives everything that is known of `from` to `to`.
    pub(super) fn merge(&mut self, from: usize, to: usize) {
        let taken = self.entities[from].clone();
        let entity = &mut self.entities[to];
        entity.families.extend(taken.families);
        entity.description.extend(taken.description);
        entity.gender = entity.gender.or(taken.gender);
        entity.affiliation = entity.affiliation.or(taken.affiliation);
        for target in self.by_name.values_mut() {
            if *target == from {
                *target = to;
            }
        }
        for list in self.by_word.values_mut() {
            list.retain(|&one| one != from);
        }
    }
}

impl Entity {
    pub(super) fn new(name: String, kind: ActorKind, words: Vec<String>) -> Self {
        Self {
            name,
            kind,
            named: true,
            gender: None,
            families: Vec::new(),
            description: HashSet::new(),
            affiliation: None,
            state: None,
            words,
        }
    }

    /// Whether these words are a short form of its name. A body is not called by one word from the middle of its name.
    fn is_called(&self, words: &[String]) -> bool {
        match words {
            [one] if self.kind == ActorKind::Organisation => self.words.first() == Some(one),
            _ => holds(&self.words, words),
        }
    }

    pub(super) fn lend(&mut self, families: &[&'static str]) {
        for family in families {
            if !self.families.contains(family) {
                self.families.push(family);
            }
        }
    }
}

/// The words of a run in lower case, brackets and marks left out.
pub(super) fn words_of(tokens: &[Token], range: Range<usize>) -> Vec<String> {
    tokens[range]
        .iter()
        .filter(|token| token.is_word() || token.shape == Shape::Number)
        .map(|token| run::plain(token).trim_end_matches('.').to_owned())
        .collect()
}

/// The text from the first word of a run to its last, without the ending of the possessive.
pub(super) fn text_of(article: &Article, tokens: &[Token], range: Range<usize>) -> String {
    let (Some(first), Some(last)) = (tokens[range.clone()].first(), tokens[range].last()) else { return String::new() };
    let words = article.at(first.span.cover(last.span));
    let words =
        words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words).trim_end_matches(['\'', '’']);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether all of `short` stand in `long`, in the same order; initials count for the name that they open.
fn holds(long: &[String], short: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|one| one == word)) && short.iter().any(|word| word.chars().count() > 1)
}

fn start_of(word: &str) -> Option<String> {
    let start: String = word.chars().take(4).collect();
    (word.chars().count() >= 4).then_some(start)
}

/// Whether one letter added, left out or changed makes one of the other; short names are apart by that already.
fn one_letter_apart(one: &str, other: &str) -> bool {
    if one.chars().count() < 6 || other.chars().count() < 6 {
        return false;
    }
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (left, right) = (&short[same..], &long[same..]);
    if short.len() == long.len() { left.len() <= 1 || left[1..] == right[1..] } else { left == &right[1..] }
}
