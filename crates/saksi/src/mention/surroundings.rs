//! What the words around a name say of its bearer: offices before and after it, ages, other names.

use std::ops::Range;

use super::chunk::Chunk;
use super::lexicon::Head;
use super::name_builder::{Builder, MOST_MERGES};
use super::name_index::{Bearers, words_of};
use super::run::{self, Parsed, Reads};
use crate::Lang;
use crate::lang::{Class, Language};
use crate::segment::Shape;
use crate::statement::ActorKind;

impl Builder<'_> {
    /// What the words around a name say of its bearer.
    pub(super) fn describe(&mut self, chunks: &[Chunk], parsed: &[Parsed]) {
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
    pub(super) fn lend(&mut self, entity: usize, words: Range<usize>) {
        let lexicon = self.lexicon;
        for token in &self.segments.tokens[words] {
            let word = run::plain(token);
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

    /// "politikus muda Bram Wirya", "shipping company Nordvik", "Menteri Perikanan, Sinta Larasati".
    pub(super) fn before(&mut self, entity: usize, start: usize, first: usize, previous: Option<(&Chunk, &Parsed)>) {
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
            let word = run::plain(token);
            if !token.is_word() || run::is_possessive(token) || self.lexicon.points(word, "demonstrative") && !comma {
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
        let word = run::plain(&self.segments.tokens[place]).to_owned();
        let one = &mut self.index.entities[entity];
        if one.kind == ActorKind::Unknown {
            one.kind = if head == Head::People { ActorKind::Group } else { ActorKind::Organisation };
        }
        if matches!(one.kind, ActorKind::Group | ActorKind::Organisation) {
            one.lend(&families);
            one.description.insert(word);
        }
    }

    /// "Olav Strand, a researcher at the institute", "Bahri (48)", "Wool, 71", "Nordvik, bank milik daerah".
    pub(super) fn after(&mut self, entity: usize, end: usize, limit: usize) {
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
            let word = run::plain(token);
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

    /// "…, known as NFC", "Thomas Trikora alias Tom Kora".
    pub(super) fn also_known(&mut self, entity: usize, end: usize, limit: usize) {
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

    /// "Bahri (48)", "Wool, 71"
    pub(super) fn shows_person(&self, end: usize) -> bool {
        let tokens = &self.segments.tokens;
        let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Number);
        is(end, "(") && number(end + 1) && is(end + 2, ")")
            || is(end, ",") && number(end + 1) && (is(end + 2, ",") || is(end + 2, "."))
    }

    pub(super) fn person(&mut self, entity: usize) {
        let one = &mut self.index.entities[entity];
        if one.kind == ActorKind::Unknown {
            one.kind = ActorKind::Person;
        }
    }
}
