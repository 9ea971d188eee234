//! Pronouns and clitics, and the looks back that they and the descriptions share.

use super::lexicon::{Gender, Head};
use super::name_index::{Entity, NameMention};
use super::reference::{Found, REACH, Resolver, Spoken, person_like};
use crate::Span;
use crate::statement::{ActorKind, Resolved};

impl Resolver<'_> {
    pub(super) fn pronoun(&mut self, lower: &str, span: Span, outer: Option<&[usize]>) -> Option<Found> {
        let lexicon = self.lexicon;
        let points = |class: &str| lexicon.points(lower, class);
        let quoted = self.quoted.get(self.token_holding(span.start)).copied().unwrap_or(false);
        let found = |entities: Vec<usize>| {
            (!entities.is_empty()).then_some(Found { entities, resolved: Resolved::Pronoun, role: None })
        };
        let inside_own_words = outer.filter(|outer| !outer.is_empty());
        if points("first") {
            return match inside_own_words {
                Some(outer) => found(outer.to_vec()),
                None => None,
            };
        }
        if points("self") && lower != "itself" || lower == "pihaknya" {
            let speaker = match inside_own_words {
                Some(outer) => outer.to_vec(),
                None => self.last_speaker(span)?,
            };
            return found(speaker);
        }
        if points("plural") {
            if matches!(lower, "keduanya" | "both") {
                let pair = self.spoken_until(span).find(|spoken| spoken.entities.len() == 2)?;
                return found(pair.entities.clone());
            }
            let several = |one: &Entity| matches!(one.kind, ActorKind::Group);
            let many = |one: &usize| {
                matches!(self.index.entities[*one].kind, ActorKind::Group | ActorKind::Organisation | ActorKind::State)
            };
            let last =
                self.spoken_until(span).find(|spoken| spoken.entities.len() > 1 || spoken.entities.iter().any(many));
            let near = last.filter(|spoken| self.sentence_of(span).saturating_sub(spoken.sentence) <= 4);
            return match near {
                Some(spoken) => found(spoken.entities.clone()),
                None => found(self.latest(span, several).into_iter().collect()),
            };
        }
        if points("other") {
            return found(self.spoken_before(span, |one| one.kind == ActorKind::Group).into_iter().collect());
        }
        if points("neuter") {
            let thing = |one: &Entity| {
                matches!(
                    one.kind,
                    ActorKind::Organisation
                        | ActorKind::State
                        | ActorKind::Document
                        | ActorKind::Group
                        | ActorKind::Unknown
                )
            };
            return found(self.antecedent(span, thing).into_iter().collect());
        }
        if !points("singular") {
            return None;
        }
        let gender = lexicon.gender(lower);
        let outer_person = |this: &Self| {
            inside_own_words.and_then(|outer| outer.iter().copied().find(|&one| this.fits_gender(one, gender)))
        };
        // "Bahri said he …": inside somebody's indirect words the pronoun is mostly the speaker; inside the marks it never is.
        if !quoted && let Some(speaker) = outer_person(self) {
            self.learn(speaker, gender);
            return found(vec![speaker]);
        }
        let excluded: Vec<usize> =
            if quoted { inside_own_words.map(<[usize]>::to_vec).unwrap_or_default() } else { Vec::new() };
        // A clitic in a tag keeps the speaker, whatever it is, where no person has spoken: "tambahnya" of a ministry.
        if lower == "nya"
            && excluded.is_empty()
            && let Some(last) = self.spoken_until(span).find(|spoken| spoken.outer)
            && let [one] = last.entities.as_slice()
            && matches!(self.index.entities[*one].kind, ActorKind::Organisation | ActorKind::Group | ActorKind::Unknown)
            && self.sentence_of(span).saturating_sub(last.sentence) <= 2
            && !self.person_spoke(span, last.sentence.saturating_sub(3))
            && self.topic_after(span, last.sentence).is_none()
        {
            return found(vec![*one]);
        }
        let entity =
            self.antecedent_but(span, &excluded, |index, one| person_like(one) && self.fits_gender(index, gender))?;
        self.learn(entity, gender);
        found(vec![entity])
    }

    /// "partainya", "negaranya": something of the last speaker's.
    pub(super) fn owned(&mut self, noun: &str, span: Span) -> Option<Found> {
        let speaker = *self.last_speaker(span)?.first()?;
        let head = self.lexicon.head(noun, Head::Organisation)?;
        let body = self.index.entities[speaker].affiliation?;
        let fitting = head.families.iter().any(|family| self.index.entities[body].families.contains(family));
        fitting.then(|| Found { entities: vec![body], resolved: Resolved::Title, role: None })
    }

    pub(super) fn learn(&mut self, entity: usize, gender: Option<Gender>) {
        if let Some(gender) = gender {
            self.index.entities[entity].gender.get_or_insert(gender);
        }
    }

    pub(super) fn fits_gender(&self, entity: usize, gender: Option<Gender>) -> bool {
        let one = &self.index.entities[entity];
        person_like(one) && (gender.is_none() || one.gender.is_none() || one.gender == gender)
    }

    /// What was spoken before `span`, the latest first.
    pub(super) fn spoken_until(&self, span: Span) -> impl Iterator<Item = &Spoken> {
        let end = self.spoken.partition_point(|spoken| spoken.at < span.start);
        self.spoken[..end].iter().rev().take(REACH)
    }

    pub(super) fn last_speaker(&self, span: Span) -> Option<Vec<usize>> {
        let person = |spoken: &&Spoken| {
            spoken.outer && spoken.entities.iter().any(|&one| person_like(&self.index.entities[one]))
        };
        self.spoken_until(span).find(person).map(|spoken| spoken.entities.clone())
    }

    /// Whether a person has spoken since a sentence.
    pub(super) fn person_spoke(&self, span: Span, sentence: usize) -> bool {
        let person = |one: &usize| self.index.entities[*one].kind == ActorKind::Person;
        self.spoken_until(span)
            .take_while(|spoken| spoken.sentence >= sentence)
            .any(|spoken| spoken.outer && spoken.entities.iter().any(person))
    }

    /// The nearest before `span`: the last that spoke, or whom a sentence since then is about.
    pub(super) fn antecedent(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.antecedent_but(span, &[], |_, one| fits(one))
    }

    pub(super) fn antecedent_but(
        &self,
        span: Span,
        excluded: &[usize],
        fits: impl Fn(usize, &Entity) -> bool,
    ) -> Option<usize> {
        let fits = |entity: usize| !excluded.contains(&entity) && fits(entity, &self.index.entities[entity]);
        let speaker = |outer: bool| {
            let of = |spoken: &Spoken| {
                spoken.entities.iter().copied().find(|&one| fits(one)).map(|one| (one, spoken.sentence))
            };
            self.spoken_until(span).filter(|spoken| spoken.outer == outer).find_map(of)
        };
        let known = |name: &NameMention| self.index.entities[name.entity].kind != ActorKind::Unknown;
        let spoken = speaker(true);
        let topic = self.named_before(span).find(|name| name.opens && !name.quoted && known(name) && fits(name.entity));
        match (spoken, topic) {
            (Some((_, sentence)), Some(topic)) if topic.sentence > sentence => Some(topic.entity),
            (Some((speaker, _)), _) => Some(speaker),
            (None, Some(topic)) => Some(topic.entity),
            (None, None) => speaker(false).map(|(one, _)| one).or_else(|| {
                self.named_before(span)
                    .find(|name| !name.quoted && known(name) && fits(name.entity))
                    .map(|name| name.entity)
            }),
        }
    }

    /// The latest named or described before `span`, whatever part it plays in its sentence.
    pub(super) fn latest(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let spoken = self.spoken_until(span).find_map(|spoken| {
            spoken.entities.iter().copied().find(|&one| fits(&self.index.entities[one])).map(|one| (one, spoken.at))
        });
        let named = self.named_before(span).find(|name| fits(&self.index.entities[name.entity]));
        match (spoken, named) {
            (Some((_, at)), Some(name)) if name.span.start > at => Some(name.entity),
            (Some((one, _)), _) => Some(one),
            (None, name) => name.map(|name| name.entity),
        }
    }

    pub(super) fn spoken_before(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.spoken_until(span)
            .find_map(|spoken| spoken.entities.iter().copied().find(|&one| fits(&self.index.entities[one])))
    }

    /// The first named in the body that fits: for headlines, which point forwards.
    pub(super) fn first_named(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.index
            .mentions
            .iter()
            .take(REACH)
            .find(|name| fits(&self.index.entities[name.entity]))
            .map(|name| name.entity)
    }

    pub(super) fn topic_after(&self, span: Span, sentence: usize) -> Option<usize> {
        self.named_before(span)
            .take_while(|name| name.sentence > sentence)
            .find(|name| name.opens && !name.quoted && self.index.entities[name.entity].kind == ActorKind::Person)
            .map(|name| name.entity)
    }

    pub(super) fn named_before(&self, span: Span) -> impl Iterator<Item = &NameMention> {
        let end = self.index.mentions.partition_point(|name| name.span.start < span.start);
        self.index.mentions[..end].iter().rev().take(REACH)
    }

    pub(super) fn is_pointing_word(&self, lower: &str) -> bool {
        ["singular", "plural", "first", "self", "neuter", "other"].iter().any(|class| self.lexicon.points(lower, class))
    }
}
