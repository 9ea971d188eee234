//! How the names of an article become entities: bodies first, with their short forms, then people, longest name first.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::chunk::{self, Chunk};
use super::lexicon::{Head, Lexicon};
use super::name_index::{Bearers, Entity, NameIndex, NameMention, text_of, words_of};
use super::run::{self, Known, Parsed, Part, Reads};
use super::states::Standing;
use crate::Lang;
use crate::article::Article;
use crate::segment::{Segments, Shape, Token};
use crate::statement::ActorKind;

/// Reads all names of an article.
pub(super) fn build(article: &Article, segments: &Segments, lang: Lang) -> NameIndex {
    let lexicon = Lexicon::of(lang);
    let chunks = chunk::find(segments, lang);
    let mut known = Known {
        alone: chunks.iter().map(|chunk| words_of(&segments.tokens, chunk.tokens.clone())).collect(),
        short: HashSet::new(),
        places: local_places(segments, &chunks, lexicon),
    };
    known.short = short_forms(segments, &chunks, lexicon, &known);
    let parsed: Vec<Parsed> =
        chunks.iter().map(|chunk| run::parse(&segments.tokens, chunk.tokens.clone(), lexicon, &known)).collect();
    let entity_of = vec![None; chunks.len()];
    let mut builder = Builder { article, segments, lexicon, known, index: NameIndex::default(), entity_of, merges: 0 };
    builder.bodies(&chunks, &parsed);
    builder.names(&chunks, &parsed);
    builder.describe(&chunks, &parsed);
    builder.mentions(&chunks, &parsed);
    builder.index
}

/// The names of one article while they are read.
pub(super) struct Builder<'a> {
    pub(super) article: &'a Article,
    pub(super) segments: &'a Segments,
    pub(super) lexicon: &'static Lexicon,
    pub(super) index: NameIndex,
    pub(super) known: Known,
    /// The entity of each run.
    pub(super) entity_of: Vec<Option<usize>>,
    /// How many names were joined; each costs a look at all.
    pub(super) merges: usize,
}

/// Joining names costs a look at all of them; no article needs it more often.
pub(super) const MOST_MERGES: usize = 64;

/// The short forms that stand in brackets behind a body: "Badan Pengawas Muara (Bawasmu)".
fn short_forms(segments: &Segments, chunks: &[Chunk], lexicon: &Lexicon, known: &Known) -> HashSet<String> {
    let tokens = &segments.tokens;
    let mut short = HashSet::new();
    for chunk in chunks {
        if !tokens[chunk.tokens.clone()].iter().any(|token| token.is("(")) {
            continue;
        }
        let parsed = run::parse(tokens, chunk.tokens.clone(), lexicon, known);
        let Some(bracket) = parsed.bracket.filter(|bracket| bracket.len() == 1) else { continue };
        let behind_body =
            parsed.body.is_some_and(|body| body.end + 1 == bracket.start) || parsed.reads == Reads::Organisation;
        if behind_body || parsed.reads == Reads::Name && abbreviates(tokens, &bracket, &parsed.name) {
            short.insert(run::plain(&tokens[bracket.start]).to_owned());
        }
    }
    short
}

/// Words that stand before the name of a town or a land and never before the name of a person.
const DWELLS: &[&str] =
    &["warga", "nelayan", "penduduk", "masyarakat", "perairan", "kota", "wilayah", "kawasan", "pemkot", "pemkab"];

/// The names that stand after a preposition of place, or after a word that has a place behind it: "nelayan Averil".
fn local_places(segments: &Segments, chunks: &[Chunk], lexicon: &Lexicon) -> HashSet<String> {
    let tokens = &segments.tokens;
    let after_place = |chunk: &&Chunk| {
        let before = chunk.tokens.start.checked_sub(1).map(|at| tokens[at].lower.as_str());
        let dwells = before.is_some_and(|before| DWELLS.contains(&before));
        (dwells || matches!(before, Some("di" | "ke" | "in"))) && chunk.tokens.len() <= 2
    };
    let listed =
        |word: &String| lexicon.is_organisation_head(word) || lexicon.is_role_word(word) || lexicon.is_honorific(word);
    let words = chunks.iter().filter(after_place).map(|chunk| words_of(tokens, chunk.tokens.clone()));
    let mut places: HashSet<String> =
        words.filter(|words| !words.iter().any(listed)).map(|words| words.join(" ")).collect();
    // "Nelayan Averil: …": the word before it has a capital where it opens a line.
    places.extend(
        chunks
            .iter()
            .map(|chunk| words_of(tokens, chunk.tokens.clone()))
            .filter(|words| words.len() == 2 && DWELLS.contains(&words[0].as_str()) && !listed(&words[1]))
            .map(|mut words| words.remove(1)),
    );
    places.extend(shared_after_office(tokens, chunks, listed));
    places
}

/// "Wali Kota Averil Ilse Corvane": the word behind an office belongs to the office where it stands behind the offices of
/// two people, or where the article uses it alone and the rest of the name alone as well.
fn shared_after_office(tokens: &[Token], chunks: &[Chunk], listed: impl Fn(&String) -> bool) -> Vec<String> {
    let all: Vec<Vec<String>> = chunks.iter().map(|chunk| words_of(tokens, chunk.tokens.clone())).collect();
    let alone: HashSet<&str> = all.iter().filter(|words| words.len() == 1).map(|words| words[0].as_str()).collect();
    let mut places = Vec::new();
    let mut behind: Vec<(&str, &[String])> = Vec::new();
    for words in all.iter().filter(|words| words.len() > 3 && words.len() < 12) {
        let Some(office) = words.iter().position(&listed) else { continue };
        for place in office + 1..words.len() - 2 {
            let (first, rest) = (words[place].as_str(), &words[place + 1..]);
            if listed(&words[place]) || rest.iter().any(&listed) {
                continue;
            }
            let parted = alone.contains(first) && rest.last().is_some_and(|last| alone.contains(last.as_str()));
            let shared = behind.iter().any(|(other, name)| *other == first && *name != rest);
            if parted || shared {
                places.push(first.to_owned());
            }
            behind.push((first, rest));
        }
    }
    places
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
    pub(super) fn bodies(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
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
                        let generic =
                            chunks[at].opens && self.lexicon.is_generic(run::plain(&self.segments.tokens[name.start]));
                        self.body(if generic && name.len() > 1 { name.start + 1..name.end } else { name }, None)
                    }
                };
                self.entity_of[at] = Some(entity);
            }
        }
    }

    /// The entity of a body with this long form.
    pub(super) fn body(&mut self, name: Range<usize>, bracket: Option<Range<usize>>) -> usize {
        let tokens = &self.segments.tokens;
        // "Sekretaris Perusahaan BNL": the body is BNL.
        if name.len() > 1
            && self.lexicon.is_generic(run::plain(&tokens[name.start]))
            && let Bearers::One(known) = self.index.bearers(&words_of(tokens, name.start + 1..name.end))
            && self.index.entities[known].kind == ActorKind::Organisation
        {
            return known;
        }
        let words = words_of(tokens, name.clone());
        let text = text_of(self.article, tokens, name.clone());
        let entity = if let Some(&entity) = self.index.by_name.get(&words) {
            entity
        } else {
            let mut entity = Entity::new(text, ActorKind::Organisation, words.clone());
            for word in &words {
                if let Some(head) = self.lexicon.head(word, Head::Organisation) {
                    entity.lend(&head.families);
                }
                entity.description.insert(word.clone());
            }
            let parts = run::parts_of(tokens, name.clone(), self.lexicon, &self.known);
            let proper = name.clone().zip(&parts).filter(|(_, part)| **part == Part::Name);
            let proper: Vec<String> = proper.map(|(at, _)| run::plain(&tokens[at]).to_owned()).collect();
            self.index.add_found_by(entity, &proper)
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
    pub(super) fn without_owner(&self, name: Range<usize>) -> Range<usize> {
        let tokens = &self.segments.tokens;
        let rest = name.start + 1..name.end;
        let proper = || run::parts_of(tokens, rest.clone(), self.lexicon, &self.known).contains(&Part::Name);
        if name.len() > 1 && run::is_possessive(&tokens[name.start]) && proper() { rest } else { name }
    }

    /// People, and names that nothing but their surroundings explains.
    pub(super) fn names(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
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
    pub(super) fn may_open(&self, chunk: &Chunk, first: &[String]) -> bool {
        let next = self.segments.tokens.get(chunk.tokens.end).map_or("", |token| token.lower.as_str());
        self.lexicon.lang == Lang::Id
            && chunk.opens
            && !self.known.alone.contains(first)
            && !matches!(next, "dan" | ",")
    }

    pub(super) fn mentions(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
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
    pub(super) fn body_mentions(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
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
    pub(super) fn name_states(&mut self) {
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
