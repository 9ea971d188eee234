//! Sources that describe and do not name: "menteri itu", "the ministry", "dua pejabat", "the report".

use std::ops::Range;

use super::lexicon::Head;
use super::name_index::{Bearers, Entity, words_of};
use super::phrase::Description;
use super::reference::{Found, Resolver, is_headline};
use crate::segment::Token;
use crate::statement::{ActorKind, Resolved};
use crate::{Lang, Span};

impl Resolver<'_> {
    /// A phrase that describes and does not name.
    pub(super) fn described(&mut self, range: Range<usize>, lead: &Description) -> Option<Found> {
        let span = self.span_of(range.clone());
        let headline = self
            .segments
            .sentence_at(span.start)
            .is_some_and(|sentence| is_headline(self.segments.sentences[sentence].role));
        let title = |entity: usize| Some(Found { entities: vec![entity], resolved: Resolved::Title, role: None });
        match lead.head {
            Some(Head::Person) if !lead.plural => {
                if !lead.indefinite
                    && !lead.partitive
                    && let Some(entity) = self.person_described(span, lead, headline)
                {
                    return title(entity);
                }
                let points_only = lead.definite && self.lexicon.lang == Lang::Id;
                if points_only || lead.definite && lead.bare {
                    return None;
                }
                let kind = if lead.definite || lead.indefinite || lead.partitive || is_office(lead) {
                    ActorKind::Person
                } else {
                    ActorKind::Group
                };
                title(self.literal(range, lead, kind))
            }
            Some(Head::Person | Head::People) => {
                if lead.definite
                    && let Some(entity) =
                        self.spoken_before(span, |one| one.kind == ActorKind::Group && !one.named && fits(lead, one))
                {
                    return title(entity);
                }
                title(self.literal(range, lead, ActorKind::Group))
            }
            Some(Head::Organisation) => {
                if !lead.indefinite
                    && let Some(entity) = self.body_described(span, lead, headline)
                {
                    return title(entity);
                }
                if lead.definite && lead.bare && self.lexicon.lang == Lang::Id {
                    return None;
                }
                title(self.literal(range, lead, ActorKind::Organisation))
            }
            Some(Head::Document) => {
                let short = lead.definite && lead.words.len() < 2;
                if short
                    && let Some(entity) =
                        self.spoken_before(span, |one| one.kind == ActorKind::Document && fits(lead, one))
                {
                    return title(entity);
                }
                title(self.literal(range, lead, ActorKind::Document))
            }
            None => {
                let tokens = &self.segments.tokens;
                let aged = tokens[range.clone()].iter().any(|token| token.lower.ends_with("year-old"));
                if aged && lead.definite {
                    return self.antecedent(span, |one| one.kind == ActorKind::Person).and_then(title);
                }
                if range.len() > 12 {
                    return None;
                }
                let kind = if lead.plural || lead.indefinite && !self.lexicon.points(&tokens[range.start].lower, "one")
                {
                    ActorKind::Group
                } else {
                    ActorKind::Unknown
                };
                let words = words_of(tokens, range.clone());
                if let Bearers::Several(bearers) = self.index.bearers(&words) {
                    let entity = self.latest_alone(span, &bearers)?;
                    return Some(Found { entities: vec![entity], resolved: Resolved::Name, role: None });
                }
                let name = tokens[range.clone()].iter().all(Token::is_capital);
                let entity = self.literal(range, lead, kind);
                self.index.entities[entity].named |= name;
                let resolved = if name { Resolved::Name } else { Resolved::Title };
                Some(Found { entities: vec![entity], resolved, role: None })
            }
        }
    }

    /// "menteri itu", "the minister", "Mendagri": the latest person that the words fit.
    pub(super) fn person_described(&self, span: Span, lead: &Description, headline: bool) -> Option<usize> {
        let gender = self.lexicon.gender(&lead.word);
        let any = lead.families.contains(&"any-person");
        let person = |one: &Entity| {
            one.kind == ActorKind::Person && (gender.is_none() || one.gender.is_none() || one.gender == gender)
        };
        let own = |one: &Entity| person(one) && !any && (one.description.contains(&lead.word) || fits(lead, one));
        // What the phrase says beside its head must not be said of somebody else: "menteri pertahanan itu".
        let tells = |word: &&String| {
            self.lexicon.is_field(word)
                || self.lexicon.territory(word).is_some()
                || self.lexicon.is_organisation_head(word)
        };
        let told: Vec<&String> = lead.words.iter().filter(tells).collect();
        let all_told = |one: &Entity| told.iter().all(|word| one.description.contains(*word));
        let shares = |one: &Entity| lead.words.iter().any(|word| one.description.contains(word));
        if headline {
            return self.first_named(|one| own(one) && all_told(one));
        }
        if lead.definite && self.lexicon.lang == Lang::Id {
            // "Politikus itu" goes back to the last speaker even where the article never called him so.
            let last = self.antecedent(span, |one| person(one) && (any || one.named || own(one)));
            return last
                .filter(|&one| own(&self.index.entities[one]) && all_told(&self.index.entities[one]))
                .or_else(|| self.latest(span, |one| own(one) && (shares(one) || lead.words.is_empty())))
                .or(last);
        }
        if lead.definite {
            let told = self.latest(span, |one| own(one) && all_told(one));
            return told
                .or_else(|| self.latest(span, own))
                .or_else(|| any.then(|| self.antecedent(span, person)).flatten());
        }
        if !is_office(lead) && !lead.families.contains(&"suspect") {
            return None;
        }
        let exact =
            |one: &Entity| own(one) && all_told(one) && (one.description.contains(&lead.word) || lead.words.is_empty());
        let capital = self.segments.tokens[self.segments.token_from(span.start)].is_capital();
        // An office in capitals may be named further down.
        self.latest(span, exact).or_else(|| capital.then(|| self.first_named(exact)).flatten())
    }

    /// "the ministry", "lembaga itu", "perseroan"
    pub(super) fn body_described(&mut self, span: Span, lead: &Description, headline: bool) -> Option<usize> {
        let lone = lead.words.iter().all(|word| {
            self.lexicon.gender(word).is_none()
                && !self.lexicon.is_field(word)
                && self.lexicon.territory(word).is_none()
        });
        if lead.families.contains(&"government") {
            return lone.then(|| self.government(span)).flatten();
        }
        let any = lead.families.contains(&"any")
            || matches!(
                lead.word.as_str(),
                "lembaga" | "institusi" | "organisasi" | "organization" | "organisation" | "institution"
            );
        let body = |one: &Entity| one.kind == ActorKind::Organisation && (any || fits(lead, one));
        let told: Vec<&String> = lead.words.iter().filter(|word| self.lexicon.is_field(word)).collect();
        let words_fit = |one: &Entity| told.iter().all(|word| one.description.contains(*word));
        if headline {
            return self.first_named(|one| body(one) && words_fit(one));
        }
        if !(lead.definite || lead.bare && self.lexicon.lang == Lang::Id) {
            return None;
        }
        let found = self.latest(span, |one| body(one) && words_fit(one));
        if found.is_some() || lead.words.is_empty() {
            return found.or_else(|| {
                // A body that nothing describes: the latest that spoke.
                self.spoken_before(span, |one| one.kind == ActorKind::Organisation && (one.families.is_empty() || any))
                    .filter(|_| lead.definite)
            });
        }
        None
    }

    /// "pemerintah" alone: the state that speaks in the article, where it is only one.
    pub(super) fn government(&self, span: Span) -> Option<usize> {
        let state = |one: &Entity| one.kind == ActorKind::State;
        let last = self.spoken_before(span, state)?;
        let other = self.spoken_before(span, |one| state(one) && *one != self.index.entities[last]);
        other.is_none().then_some(last)
    }

    /// Of several who bear a name the one that was named last, unless another was named beside it.
    pub(super) fn latest_alone(&self, span: Span, bearers: &[usize]) -> Option<usize> {
        let mut named = self.named_before(span).filter(|name| bearers.contains(&name.entity));
        let last = named.next()?;
        let other = named.find(|name| name.entity != last.entity);
        other.is_none_or(|other| other.sentence + 1 < last.sentence).then_some(last.entity)
    }

    /// The entity that a description makes when it leads to nobody named.
    pub(super) fn literal(&mut self, range: Range<usize>, lead: &Description, kind: ActorKind) -> usize {
        let span = self.span_of(range.clone());
        let name = self.article.at(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let key = name.to_lowercase();
        if let Some(&entity) = self.described.get(&key) {
            return entity;
        }
        let mut entity = Entity::new(name, kind, Vec::new());
        entity.named = false;
        entity.lend(&lead.families);
        entity.description.insert(lead.word.clone());
        entity.description.extend(lead.words.iter().cloned());
        entity.gender = self.lexicon.gender(&lead.word);
        entity.affiliation = self
            .names_in(range)
            .iter()
            .map(|name| name.entity)
            .find(|&one| self.index.entities[one].kind == ActorKind::Organisation);
        let entity = self.index.add(entity);
        self.described.insert(key, entity);
        entity
    }
}

/// Whether the head of a phrase means what an entity has been called.
fn fits(lead: &Description, entity: &Entity) -> bool {
    lead.families
        .first()
        .map_or_else(|| entity.description.contains(&lead.word), |family| entity.families.contains(family))
}

/// Whether the phrase is an office that one person holds.
fn is_office(lead: &Description) -> bool {
    !lead.families.iter().any(|family| {
        matches!(
            *family,
            "any-person"
                | "officer"
                | "prosecutor"
                | "witness"
                | "victim"
                | "expert"
                | "official"
                | "worker"
                | "source"
                | "activist"
                | "journalist"
        )
    })
}
