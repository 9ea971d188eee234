//! From a source to the entities behind it. Names are read in `named`, roles in `described`, pronouns in `pronoun`.

use rustc_hash::FxHashMap as HashMap;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::name_index::{Entity, NameIndex};
use super::phrase::{self};
use super::{chunk, run};
use crate::article::{Article, Role};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Actor, ActorKind, Resolved, Statement};
use crate::{Lang, Span};

/// Leads the sources of one article to their entities.
pub(super) struct Resolver<'a> {
    pub(super) article: &'a Article,
    pub(super) segments: &'a Segments,
    pub(super) lexicon: &'static Lexicon,
    pub(super) index: NameIndex,
    pub(super) quoted: Vec<bool>,
    /// Sources that have been resolved, in the order of the text.
    pub(super) spoken: Vec<Spoken>,
    /// Descriptions that became entities, by their words.
    pub(super) described: HashMap<String, usize>,
}

/// A source that has been resolved.
#[derive(Debug, Clone)]
pub(super) struct Spoken {
    pub(super) at: u32,
    pub(super) sentence: usize,
    pub(super) entities: Vec<usize>,
    /// Whether the statement lies in nobody else's words.
    pub(super) outer: bool,
}

/// Who is behind a source.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) entities: Vec<usize>,
    pub(super) resolved: Resolved,
    pub(super) role: Option<Span>,
}

/// Beyond so many mentions back nobody is meant by a pronoun.
pub(super) const REACH: usize = 200;

/// A source of more tokens than this is read as one phrase.
const LONGEST: usize = 80;

impl<'a> Resolver<'a> {
    pub(super) fn new(article: &'a Article, segments: &'a Segments, lang: Lang, index: NameIndex) -> Self {
        Self {
            article,
            segments,
            lexicon: Lexicon::of(lang),
            index,
            quoted: chunk::quoted_tokens(segments),
            spoken: Vec::new(),
            described: HashMap::default(),
        }
    }

    /// Outer statements first, in the order of the text; what others are said to have said after them.
    pub(super) fn resolve(mut self, statements: &mut [Statement]) {
        let mut order: Vec<usize> = (0..statements.len())
            .filter(|&at| statements[at].source.as_ref().is_some_and(|source| !source.spans.is_empty()))
            .collect();
        order.sort_by_key(|&at| {
            (statements[at].within.is_some(), statements[at].source.as_ref().map(|source| source.spans[0].start), at)
        });
        let mut meant: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
        for at in order {
            let outer = statements[at].within.filter(|&outer| outer < statements.len() && outer != at);
            let outer_entities = outer.map(|outer| meant[outer].clone());
            let Some(source) = &mut statements[at].source else { continue };
            let spans = source.spans.clone();
            let found = self.source(&spans, outer_entities.as_deref());
            let start = spans[0].start;
            let Some(found) = found else {
                source.actors.clear();
                continue;
            };
            source.actors = self.actors(&found.entities);
            source.role = source.role.or(found.role);
            if source.resolved != Resolved::Continued {
                source.resolved = found.resolved;
            }
            meant[at].clone_from(&found.entities);
            let headline = self
                .segments
                .sentence_at(start)
                .is_some_and(|sentence| is_headline(self.segments.sentences[sentence].role));
            if !headline && !found.entities.is_empty() {
                let spoken = Spoken {
                    at: start,
                    sentence: self.segments.sentence_at(start).unwrap_or_default(),
                    entities: found.entities,
                    outer: outer.is_none(),
                };
                let place = self.spoken.partition_point(|known| known.at <= spoken.at);
                self.spoken.insert(place, spoken);
            }
        }
    }

    pub(super) fn actors(&self, entities: &[usize]) -> Vec<Actor> {
        let mut actors: Vec<Actor> = Vec::new();
        for &entity in entities {
            let entity = &self.index.entities[entity];
            let actor = Actor { name: entity.name.clone(), kind: entity.kind };
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        actors
    }

    pub(super) fn source(&mut self, spans: &[Span], outer: Option<&[usize]>) -> Option<Found> {
        let first = spans[0];
        let range = self.tokens_in(first);
        if range.is_empty() {
            // The letters *nya* inside "ujarnya".
            let lower = self.article.at(first).to_lowercase();
            return self.pronoun(&lower, first, outer);
        }
        let range = self.without_marks(range);
        if range.is_empty() {
            return None;
        }
        let tokens = &self.segments.tokens;
        let words = range.clone().filter(|&at| tokens[at].is_word()).count();
        let lower = tokens[range.start].lower.clone();
        if words == 1 {
            if let Some(found) = self.pronoun(&lower, first, outer) {
                return Some(found);
            }
            if self.is_pointing_word(&lower) {
                return None;
            }
        }
        if self.lexicon.lang == Lang::Id
            && words == 1
            && !tokens[range.start].is_capital()
            && lower.len() > 5
            && lower.ends_with("nya")
        {
            return self.owned(lower.trim_end_matches("nya"), first);
        }
        self.joined(range.clone()).or_else(|| self.single(range))
    }

    /// "Washington dan Seoul": each part must stand for somebody by itself.
    pub(super) fn joined(&mut self, range: Range<usize>) -> Option<Found> {
        let tokens = &self.segments.tokens;
        // "bos Surya dan Candra itu" is one person; and no source is as long as a page.
        let last = tokens[range.end - 1].lower.as_str();
        let one = self.lexicon.lang == Lang::Id
            && self.lexicon.points(last, "demonstrative")
            && self.lexicon.is_role_word(&tokens[range.start].lower);
        if one || range.len() > LONGEST {
            return None;
        }
        let joints = phrase::joints(&self.segments.tokens, range.clone(), self.lexicon);
        let joint = *joints
            .iter()
            .rev()
            .find(|&&joint| self.can_stand(range.start..joint) && self.can_stand(joint + 1..range.end))?;
        let mut parts = Vec::new();
        let left = range.start..joint;
        let commas = phrase::between_commas(&self.segments.tokens, left.clone(), 12);
        if commas.len() > 1 && commas.iter().all(|part| self.can_stand(part.clone())) {
            parts.extend(commas);
        } else {
            parts.push(left);
        }
        parts.push(joint + 1..range.end);
        let mut entities = Vec::new();
        let mut how: Option<Resolved> = None;
        for part in parts {
            let part = self.without_marks(part);
            if part.is_empty() {
                continue;
            }
            let found = match self.joined(part.clone()) {
                Some(found) => found,
                None => self.single(part)?,
            };
            how.get_or_insert(found.resolved);
            for entity in found.entities {
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
        }
        (entities.len() > 1).then(|| Found { entities, resolved: how.unwrap_or(Resolved::Name), role: None })
    }

    /// Whether these words alone are a name, or open a group.
    pub(super) fn can_stand(&self, range: Range<usize>) -> bool {
        let range = self.without_marks(range);
        let tokens = &self.segments.tokens;
        if range.is_empty() {
            return false;
        }
        if self.lexicon.is_field(&tokens[range.start].lower)
            && tokens[range.start].is_capital()
            && run::place_at(tokens, range.clone(), self.lexicon).is_none()
            && !self.lexicon.is_role_word(&tokens[range.start].lower)
        {
            return false;
        }
        let names = self.names_in(range.clone());
        if names.iter().any(|name| name.span.start >= tokens[range.start].span.start) {
            return true;
        }
        let first = tokens[range.start].lower.as_str();
        // A lone capital that no list knows is a name that stands only here.
        let unknown = |at: usize| {
            let token = &tokens[at];
            token.is_capital() && !self.lexicon.is_field(&token.lower) && self.lexicon.heads(&token.lower).is_empty()
        };
        if range.len() <= 3 && range.clone().all(unknown) {
            return true;
        }
        self.lexicon.points(first, "indefinite") && phrase::describe(tokens, range, self.lexicon).head.is_some()
    }

    pub(super) fn without_marks(&self, mut range: Range<usize>) -> Range<usize> {
        let idle = |token: &Token| {
            matches!(token.shape, Shape::Mark)
                || matches!(token.lower.as_str(), "," | "." | ":" | ";" | "-" | "–" | "—" | "?" | "!")
        };
        while !range.is_empty() && idle(&self.segments.tokens[range.start]) {
            range.start += 1;
        }
        while !range.is_empty() && idle(&self.segments.tokens[range.end - 1]) {
            range.end -= 1;
        }
        if range.len() > 1 && self.segments.tokens[range.start].is("pihak") {
            range.start += 1;
        }
        range
    }

    pub(super) fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.segments.token_from(span.start);
        let end = self.segments.token_from(span.end);
        start..end.max(start)
    }

    pub(super) fn token_at(&self, offset: u32) -> Option<usize> {
        let at = self.segments.token_from(offset);
        (at < self.segments.tokens.len()).then_some(at)
    }

    pub(super) fn token_holding(&self, offset: u32) -> usize {
        let after = self.segments.tokens.partition_point(|token| token.span.start <= offset);
        after.saturating_sub(1)
    }

    pub(super) fn span_of(&self, range: Range<usize>) -> Span {
        let tokens = &self.segments.tokens;
        match (tokens[range.clone()].first(), tokens[range].last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    pub(super) fn sentence_of(&self, span: Span) -> usize {
        self.segments.sentence_at(span.start).unwrap_or_default()
    }
}

pub(super) fn is_headline(role: Role) -> bool {
    matches!(role, Role::Title | Role::Standfirst | Role::Caption | Role::Heading)
}

pub(super) fn person_like(entity: &Entity) -> bool {
    entity.kind == ActorKind::Person || entity.kind == ActorKind::Unknown && entity.named
}
