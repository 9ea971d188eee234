//! Every name of an article and who bears it, built once.
//!
//! Full names, bodies with their abbreviations and states become entities; a shorter name goes to the one entity that
//! bears it. Two people are never one because they share a surname.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::chunk::{self, Chunk, Known, Parsed, Part, Reads};
use super::lexicon::{Gender, Head, Lexicon};
use super::states::Standing;
use crate::article::Article;
use crate::lang::{Class, Language};
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
    words: Vec<String>,
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
    by_name: HashMap<Vec<String>, usize>,
    /// Entities whose name holds a word.
    by_word: HashMap<String, Vec<usize>>,
    states: HashMap<usize, usize>,
    /// Long words of full names by their first letters.
    by_start: HashMap<String, Vec<(String, usize)>>,
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
        let lexicon = Lexicon::of(lang);
        let chunks = chunk::find(segments, lang);
        let mut known = Known {
            alone: chunks.iter().map(|chunk| words_of(&segments.tokens, chunk.tokens.clone())).collect(),
            short: HashSet::new(),
            places: local_places(segments, &chunks, lexicon),
        };
        known.short = short_forms(segments, &chunks, lexicon, &known);
        let parsed: Vec<Parsed> =
            chunks.iter().map(|chunk| chunk::parse(&segments.tokens, chunk.tokens.clone(), lexicon, &known)).collect();
        let entity_of = vec![None; chunks.len()];
        let mut builder = Builder { article, segments, lexicon, known, index: Self::default(), entity_of, merges: 0 };
        builder.bodies(&chunks, &parsed);
        builder.names(&chunks, &parsed);
        builder.describe(&chunks, &parsed);
        builder.mentions(&chunks, &parsed);
        builder.index
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
    fn add_found_by(&mut self, entity: Entity, words: &[String]) -> usize {
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
    fn also(&mut self, words: Vec<String>, entity: usize) {
        if words.is_empty() {
            return;
        }
        let name = &mut self.by_name;
        name.entry(words).or_insert(entity);
    }

    /// The one name of which a word is another spelling or a shorter form: "Zelenskiy", "Ignas".
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
    fn merge(&mut self, from: usize, to: usize) {
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
        .map(|token| chunk::plain(token).trim_end_matches('.').to_owned())
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

struct Builder<'a> {
    article: &'a Article,
    segments: &'a Segments,
    lexicon: &'static Lexicon,
    index: NameIndex,
    known: Known,
    /// The entity of each run.
    entity_of: Vec<Option<usize>>,
    /// How many names were joined; each costs a look at all.
    merges: usize,
}

const MOST_MERGES: usize = 64;

/// The short forms that stand in brackets behind a body: "Badan Pengawas Perbankan (Bawasbank)".
fn short_forms(segments: &Segments, chunks: &[Chunk], lexicon: &Lexicon, known: &Known) -> HashSet<String> {
    let tokens = &segments.tokens;
    let mut short = HashSet::new();
    for chunk in chunks {
        if !tokens[chunk.tokens.clone()].iter().any(|token| token.is("(")) {
            continue;
        }
        let parsed = chunk::parse(tokens, chunk.tokens.clone(), lexicon, known);
        let Some(bracket) = parsed.bracket.filter(|bracket| bracket.len() == 1) else { continue };
        let behind_body =
            parsed.body.is_some_and(|body| body.end + 1 == bracket.start) || parsed.reads == Reads::Organisation;
        if behind_body || parsed.reads == Reads::Name && abbreviates(tokens, &bracket, &parsed.name) {
            short.insert(chunk::plain(&tokens[bracket.start]).to_owned());
        }
    }
    short
}

/// The names that stand after a preposition of place.
fn local_places(segments: &Segments, chunks: &[Chunk], lexicon: &Lexicon) -> HashSet<String> {
    let tokens = &segments.tokens;
    let after_place = |chunk: &&Chunk| {
        let before = chunk.tokens.start.checked_sub(1).map(|at| tokens[at].lower.as_str());
        matches!(before, Some("di" | "ke" | "in")) && chunk.tokens.len() <= 2
    };
    let listed =
        |word: &String| lexicon.is_organisation_head(word) || lexicon.is_role_word(word) || lexicon.is_honorific(word);
    let words = chunks.iter().filter(after_place).map(|chunk| words_of(tokens, chunk.tokens.clone()));
    words.filter(|words| !words.iter().any(listed)).map(|words| words.join(" ")).collect()
}

/// Whether the letters in the brackets are the first letters of the words before them.
fn abbreviates(tokens: &[Token], bracket: &Range<usize>, name: &Range<usize>) -> bool {
    if bracket.len() != 1 || tokens[bracket.start].shape != Shape::Upper {
        return false;
    }
    let letters: Vec<char> = tokens[bracket.start].lower.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = tokens[name.clone()].iter().filter(|token| token.is_capital());
    let initials: Vec<char> = capitals.filter_map(|token| token.lower.chars().next()).collect();
    letters.len() >= 2 && initials.ends_with(&letters)
}

impl Builder<'_> {
    /// Bodies, states and their abbreviations.
    fn bodies(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
        for (at, one) in parsed.iter().enumerate() {
            match one.reads {
                Reads::State(state, _) => {
                    let entity = self.index.state(state, self.lexicon);
                    self.entity_of[at] = Some(entity);
                }
                // A long form before its abbreviation is a body, whatever its words: "Kaukus Advokat Muda (KAM)".
                Reads::Name
                    if one
                        .bracket
                        .as_ref()
                        .is_some_and(|bracket| abbreviates(&self.segments.tokens, bracket, &one.name)) =>
                {
                    self.entity_of[at] = Some(self.body(one.name.clone(), one.bracket.clone()));
                }
                Reads::Organisation => {
                    let name = self.without_owner(one.name.clone());
                    // A lone abbreviation waits until all long forms are known; so does what opens a sentence, whose first
                    // word may be none of the name: "Regulator Bawasmu", "EMBATTLED Bank Muara".
                    if name.len() > 1 && !chunks[at].opens || one.bracket.is_some() {
                        self.entity_of[at] = Some(self.body(name, one.bracket.clone()));
                    }
                }
                _ => {}
            }
            if let Some(body) = one.body.clone()
                && one.bracket.as_ref().is_some_and(|bracket| bracket.start == body.end + 1)
            {
                self.body(body, one.bracket.clone());
            }
        }
        for body in parsed.iter().filter_map(|one| one.body.clone()).filter(|body| body.len() > 1) {
            self.body(body, None);
        }
        for (at, one) in parsed.iter().enumerate() {
            if one.reads == Reads::Organisation && self.entity_of[at].is_none() && !one.name.is_empty() {
                let name = self.without_owner(one.name.clone());
                let words = words_of(&self.segments.tokens, name.clone());
                let tail = words.get(1..).filter(|tail| !tail.is_empty()).map(|tail| self.index.bearers(tail));
                let entity = match (self.index.bearers(&words), tail) {
                    (Bearers::One(entity), _) | (_, Some(Bearers::One(entity)))
                        if self.index.entities[entity].kind == ActorKind::Organisation =>
                    {
                        entity
                    }
                    _ => {
                        let generic = chunks[at].opens
                            && self.lexicon.is_generic(chunk::plain(&self.segments.tokens[name.start]));
                        self.body(if generic && name.len() > 1 { name.start + 1..name.end } else { name }, None)
                    }
                };
                self.entity_of[at] = Some(entity);
            }
        }
    }

    /// The entity of a body with this long form.
    fn body(&mut self, name: Range<usize>, bracket: Option<Range<usize>>) -> usize {
        let tokens = &self.segments.tokens;
        // "Sekretaris Perusahaan BNL": the body is BNL.
        if name.len() > 1
            && self.lexicon.is_generic(chunk::plain(&tokens[name.start]))
            && let Bearers::One(known) = self.index.bearers(&words_of(tokens, name.start + 1..name.end))
            && self.index.entities[known].kind == ActorKind::Organisation
        {
            return known;
        }
        let words = words_of(tokens, name.clone());
        let text = text_of(self.article, tokens, name.clone());
        let entity = match self.index.by_name.get(&words) {
            Some(&entity) => entity,
            None => {
                let mut entity = Entity::new(text, ActorKind::Organisation, words.clone());
                for word in &words {
                    if let Some(head) = self.lexicon.head(word, Head::Organisation) {
                        entity.lend(&head.families);
                    }
                    entity.description.insert(word.clone());
                }
                let parts = chunk::parts_of(tokens, name.clone(), self.lexicon, &self.known);
                let proper = name.clone().zip(&parts).filter(|(_, part)| **part == Part::Name);
                let proper: Vec<String> = proper.map(|(at, _)| chunk::plain(&tokens[at]).to_owned()).collect();
                self.index.add_found_by(entity, &proper)
            }
        };
        if let Some(bracket) = bracket {
            let short = words_of(tokens, bracket);
            if short.iter().all(|word| self.lexicon.territory(word).is_none()) {
                self.index.also(short, entity);
            }
        }
        entity
    }

    /// "Indonesia's Bank Nusa": the owner is no part of a proper name.
    fn without_owner(&self, name: Range<usize>) -> Range<usize> {
        let tokens = &self.segments.tokens;
        let rest = name.start + 1..name.end;
        let proper = || chunk::parts_of(tokens, rest.clone(), self.lexicon, &self.known).contains(&Part::Name);
        if name.len() > 1 && chunk::is_possessive(&tokens[name.start]) && proper() { rest } else { name }
    }

    /// People, and names that nothing but their surroundings explains.
    fn names(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
        let mut order: Vec<usize> = (0..parsed.len())
            .filter(|&at| {
                self.entity_of[at].is_none()
                    && matches!(parsed[at].reads, Reads::Person | Reads::Name)
                    && !parsed[at].name.is_empty()
            })
            .collect();
        // Long names first, so that short ones find them; a run that opens a sentence may hold a word that is no name.
        order.sort_by_key(|&at| {
            (chunks[at].opens && parsed[at].reads == Reads::Name, std::cmp::Reverse(parsed[at].name.len()), at)
        });
        for at in order {
            let tokens = &self.segments.tokens;
            let mut name = parsed[at].name.clone();
            let mut words = words_of(tokens, name.clone());
            if words.is_empty() {
                continue;
            }
            let mut found = self.index.bearers(&words);
            if found == Bearers::None
                && parsed[at].reads == Reads::Name
                && words.len() > 1
                && self.may_open(&chunks[at], &words[..1])
            {
                let rest = self.index.bearers(&words[1..]);
                if rest != Bearers::None {
                    (found, name) = (rest, name.start + 1..name.end);
                    words.remove(0);
                }
            }
            let entity = match found {
                Bearers::One(entity) => entity,
                Bearers::Several(_) => continue,
                // One capital at the start of a sentence is no name yet.
                Bearers::None
                    if words.len() == 1
                        && chunks[at].opens
                        && parsed[at].reads == Reads::Name
                        && !self.shows_person(parsed[at].name.end) =>
                {
                    continue;
                }
                Bearers::None => {
                    let kind = if parsed[at].reads == Reads::Person { ActorKind::Person } else { ActorKind::Unknown };
                    self.index.add(Entity::new(text_of(self.article, tokens, name), kind, words))
                }
            };
            if parsed[at].reads == Reads::Person && self.index.entities[entity].kind == ActorKind::Unknown {
                self.index.entities[entity].kind = ActorKind::Person;
            }
            self.entity_of[at] = Some(entity);
            if let Some(bracket) = &parsed[at].bracket
                && bracket.start == parsed[at].name.end + 1
            {
                let nickname = words_of(tokens, bracket.clone());
                self.index.also(nickname, entity);
            }
        }
    }

    /// "Komentar Larasati": an Indonesian sentence may open with a noun and go on with a name.
    fn may_open(&self, chunk: &Chunk, first: &[String]) -> bool {
        let next = self.segments.tokens.get(chunk.tokens.end).map_or("", |token| token.lower.as_str());
        self.lexicon.lang == Lang::Id
            && chunk.opens
            && !self.known.alone.contains(first)
            && !matches!(next, "dan" | ",")
    }

    /// What the words around a name say of its bearer.
    fn describe(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
        for at in 0..parsed.len() {
            let Some(entity) = self.entity_of[at] else { continue };
            let one = &parsed[at];
            let sentence = self.segments.sentences[chunks[at].sentence].tokens.clone();
            if let Some(role) = &one.role {
                self.lend(entity, role.clone());
            }
            let honorific = chunks[at].tokens.start..one.name.start;
            for token in &self.segments.tokens[honorific] {
                if let Some(gender) = self.lexicon.gender(token.lower.trim_end_matches('.')) {
                    self.index.entities[entity].gender.get_or_insert(gender);
                }
            }
            if let Some(body) = &one.body
                && let Bearers::One(body) = self.index.bearers(&words_of(&self.segments.tokens, body.clone()))
                && body != entity
            {
                self.index.entities[entity].affiliation = Some(body);
            }
            self.before(
                entity,
                chunks[at].tokens.start,
                sentence.start,
                at.checked_sub(1).map(|before| (&chunks[before], &parsed[before])),
            );
            self.after(entity, chunks[at].tokens.end, sentence.end);
            self.also_known(entity, chunks[at].tokens.end, sentence.end);
        }
        for entity in &mut self.index.entities {
            if entity.kind == ActorKind::Unknown && entity.words.len() > 1 && !entity.families.contains(&"any-body") {
                entity.kind = ActorKind::Person;
            }
        }
    }

    /// Gives the families and words of a description to an entity.
    fn lend(&mut self, entity: usize, words: Range<usize>) {
        let lexicon = self.lexicon;
        for token in &self.segments.tokens[words] {
            let word = chunk::plain(token);
            let one = &mut self.index.entities[entity];
            if let Some(head) = lexicon.head(word, Head::Person) {
                one.lend(&head.families);
            }
            one.lend(lexicon.lends(word));
            if let Some(gender) = lexicon.gender(word) {
                one.gender.get_or_insert(gender);
            }
            one.description.insert(word.to_owned());
        }
    }

    /// "politikus oposisi Mauri Tikka", "technology site Lensa", "Menteri Pertahanan, Eeva Korpisaari".
    fn before(&mut self, entity: usize, start: usize, first: usize, previous: Option<(&Chunk, &Parsed)>) {
        let tokens = &self.segments.tokens;
        let mut at = start;
        let comma = at > first && tokens[at - 1].is(",");
        if comma {
            at -= 1;
            if let Some((chunk, parsed)) = previous
                && chunk.tokens.end == at
                && parsed.reads == Reads::Office
                && let Some(role) = parsed.role.clone()
            {
                if let Some(body) = parsed.body.clone()
                    && let Bearers::One(body) = self.index.bearers(&words_of(tokens, body))
                {
                    self.index.entities[entity].affiliation = Some(body);
                }
                self.person(entity);
                self.lend(entity, role);
                return;
            }
        }
        let reach = if self.lexicon.lang == Lang::Id || comma { 8 } else { 1 };
        let floor = first.max(at.saturating_sub(reach));
        let mut back = at;
        let mut strange = 0;
        let mut nearest: Option<(usize, Head, Vec<&'static str>)> = None;
        let language = Language::of(self.lexicon.lang);
        while back > floor {
            let token = &tokens[back - 1];
            let word = chunk::plain(token);
            if !token.is_word() || chunk::is_possessive(token) || self.lexicon.points(word, "demonstrative") && !comma {
                break;
            }
            let heads = self.lexicon.heads(word);
            if let Some(person) = heads.iter().find(|head| head.head == Head::Person) {
                // "pengacara Bahri" is Bahri's lawyer.
                let relational = person.families.contains(&"relational") || person.families.contains(&"spokesperson");
                if !(relational && !comma && self.index.entities[entity].words.len() < 2) {
                    self.person(entity);
                    self.lend(entity, back - 1..at);
                }
                return;
            }
            // A body or a group may still have an office before it: "anggota parlemen Herman Sudibyo".
            let other = heads.iter().find(|head| matches!(head.head, Head::Organisation | Head::People));
            nearest = nearest.or(other.map(|head| (back - 1, head.head, head.families.clone())));
            // The words between an office and its name are fields, places and at most one other.
            if token.shape == Shape::Lower && heads.is_empty() && !self.lexicon.is_field(word) {
                strange += 1;
                let ends = language.is_tag_verb(word)
                    || language.words.is(word, Class::PREPOSITION | Class::AUXILIARY | Class::SUBORDINATOR);
                if ends && !matches!(word, "dari" | "untuk" | "of" | "for") || strange > 2 {
                    break;
                }
            }
            back -= 1;
        }
        let Some((place, head, families)) = nearest else { return };
        let word = chunk::plain(&self.segments.tokens[place]).to_owned();
        let one = &mut self.index.entities[entity];
        if one.kind == ActorKind::Unknown {
            one.kind = if head == Head::People { ActorKind::Group } else { ActorKind::Organisation };
        }
        if matches!(one.kind, ActorKind::Group | ActorKind::Organisation) {
            one.lend(&families);
            one.description.insert(word);
        }
    }

    /// "Henrik Aaltola, a researcher at the institute", "Bahri (48)", "Slamet, 67", "Nordvik, bank milik daerah".
    fn after(&mut self, entity: usize, end: usize, limit: usize) {
        let tokens = &self.segments.tokens;
        let is = |at: usize, word: &str| at < limit && tokens[at].is(word);
        if self.shows_person(end) {
            self.person(entity);
        }
        let copula =
            end < limit && matches!(tokens[end].lower.as_str(), "adalah" | "merupakan" | "ialah" | "is" | "was");
        if !(is(end, ",") || copula) {
            return;
        }
        for at in end + 1..limit.min(end + 9) {
            let token = &tokens[at];
            let word = chunk::plain(token);
            if !token.is_word() || matches!(word, "of" | "at" | "for" | "in" | "who" | "which" | "dari" | "di" | "yang")
            {
                return;
            }
            if let Some(head) = self.lexicon.heads(word).first() {
                let families = head.families.clone();
                if head.head == Head::Person {
                    self.person(entity);
                    let stop = (at + 1..limit.min(at + 4))
                        .take_while(|&index| tokens[index].is_word())
                        .last()
                        .map_or(at + 1, |index| index + 1);
                    self.lend(entity, end + 1..stop);
                } else if head.head == Head::Organisation && self.index.entities[entity].kind == ActorKind::Organisation
                {
                    self.index.entities[entity].lend(&families);
                }
                return;
            }
            // Past the first word an Indonesian phrase has shown its head.
            if self.lexicon.lang == Lang::Id && at > end + 2 {
                return;
            }
        }
    }

    /// "…, known as PTSN", "Thomas Lembong alias Tom Lembong".
    fn also_known(&mut self, entity: usize, end: usize, limit: usize) {
        let tokens = &self.segments.tokens;
        let mut at = end;
        if at < limit && tokens[at].is(",") {
            at += 1;
        }
        if at >= limit
            || !(self.lexicon.points(&tokens[at].lower, "also-known")
                || tokens[at].is("known")
                || tokens[at].is("yang"))
        {
            return;
        }
        let names = (at + 1..limit.min(at + 6)).find(|&index| tokens[index].is_capital());
        let Some(start) = names else { return };
        if tokens[at].is("yang")
            && !tokens[at..start].iter().any(|token| matches!(token.lower.as_str(), "disapa" | "dikenal" | "dipanggil"))
        {
            return;
        }
        if tokens[at + 1..start].iter().any(|token| !token.is_word()) {
            return;
        }
        let stop =
            (start..limit.min(start + 4)).find(|&index| !tokens[index].is_capital()).unwrap_or(limit.min(start + 4));
        let words: Vec<String> = words_of(tokens, start..stop);
        let bare: Vec<String> = words.iter().filter(|word| !self.lexicon.is_honorific(word)).cloned().collect();
        for name in [words, bare] {
            if let Some(&other) = self.index.by_name.get(&name) {
                if other != entity && self.index.entities[other].kind != ActorKind::State && self.merges < MOST_MERGES {
                    self.merges += 1;
                    self.index.merge(other, entity);
                    for slot in &mut self.entity_of {
                        if *slot == Some(other) {
                            *slot = Some(entity);
                        }
                    }
                }
            } else {
                self.index.also(name, entity);
            }
        }
    }

    /// "Bahri (48)", "Slamet, 67"
    fn shows_person(&self, end: usize) -> bool {
        let tokens = &self.segments.tokens;
        let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Number);
        is(end, "(") && number(end + 1) && is(end + 2, ")")
            || is(end, ",") && number(end + 1) && (is(end + 2, ",") || is(end + 2, "."))
    }

    fn person(&mut self, entity: usize) {
        let one = &mut self.index.entities[entity];
        if one.kind == ActorKind::Unknown {
            one.kind = ActorKind::Person;
        }
    }

    fn mentions(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
        let tokens = &self.segments.tokens;
        for (at, one) in parsed.iter().enumerate() {
            let range = if one.name.is_empty() { chunks[at].tokens.clone() } else { one.name.clone() };
            // Spellings were joined after the runs got their entities, so names are asked again.
            let entity = match (self.entity_of[at], one.reads) {
                (Some(entity), Reads::Person | Reads::Name) => {
                    match self.index.by_name.get(&words_of(tokens, range.clone())) {
                        Some(&joined) => Some(joined),
                        None => Some(entity),
                    }
                }
                (entity, _) => entity,
            };
            let Some(entity) = entity else { continue };
            let whole = one.role.is_some() || one.reads != Reads::Name;
            let from = if whole { chunks[at].tokens.start } else { range.start };
            let sentence = &self.segments.sentences[chunks[at].sentence];
            let standing = match one.reads {
                Reads::State(_, standing) => Some(standing),
                _ => None,
            };
            self.index.mentions.push(NameMention {
                span: tokens[range.start].span.cover(tokens[range.end - 1].span),
                entity,
                sentence: chunks[at].sentence,
                quoted: chunks[at].quoted,
                opens: from <= sentence.tokens.start + 1,
                from: tokens[from].span.start,
                role: one.role.as_ref().map(|role| tokens[role.start].span.cover(tokens[role.end - 1].span)),
                standing,
                inside_office: false,
            });
        }
        self.body_mentions(chunks, parsed);
        self.name_states();
    }

    /// The bodies inside offices are named too: "Ketua *Yayasan Cakap* Tuti Sihotang", then "yayasan itu".
    fn body_mentions(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
        let tokens = &self.segments.tokens;
        for (chunk, one) in chunks.iter().zip(parsed) {
            let Some(body) = one.body.clone() else { continue };
            let Bearers::One(entity) = self.index.bearers(&words_of(tokens, body.clone())) else { continue };
            let span = tokens[body.start].span.cover(tokens[body.end - 1].span);
            self.index.mentions.push(NameMention {
                span,
                entity,
                sentence: chunk.sentence,
                quoted: chunk.quoted,
                opens: false,
                from: span.start,
                role: None,
                standing: None,
                inside_office: true,
            });
        }
        self.index.mentions.sort_by_key(|mention| (mention.span.start, mention.inside_office));
    }

    /// A state is called by its usual name, or by another long name where the article uses only that.
    fn name_states(&mut self) {
        let mut usual: HashSet<usize> = HashSet::new();
        let mut other: HashMap<usize, String> = HashMap::new();
        for mention in self.index.mentions.iter().filter(|mention| mention.standing == Some(Standing::Name)) {
            let Some(state) = self.index.entities[mention.entity].state else { continue };
            let text = self.article.at(mention.span);
            let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
            let names = self.lexicon.states.names(state);
            if names.first() == Some(&text) {
                usual.insert(mention.entity);
            } else if names.contains(&text) && text.contains(char::is_lowercase) && text.len() > 5 {
                other.entry(mention.entity).or_insert_with(|| text.to_owned());
            }
        }
        for (entity, name) in other {
            if !usual.contains(&entity) && self.index.entities[entity].name.chars().count() <= name.chars().count() {
                self.index.entities[entity].name = name;
            }
        }
    }
}
