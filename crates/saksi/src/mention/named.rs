//! Sources that name somebody: which of the names in a phrase it is about, and which words are the office.

use std::ops::Range;

use super::lexicon::Head;
use super::name_index::{Bearers, Entity, NameMention, text_of, words_of};
use super::phrase::{self, Description};
use super::reference::{Found, Resolver};
use super::run;
use super::states::Standing;
use crate::segment::{Shape, Token};
use crate::statement::{ActorKind, Resolved};
use crate::{Lang, Span};

impl Resolver<'_> {
    /// One phrase without joints.
    pub(super) fn single(&mut self, range: Range<usize>) -> Option<Found> {
        let tokens = &self.segments.tokens;
        let segments = phrase::between_commas(tokens, range.clone(), 4);
        let first = segments.first()?.clone();
        let second = segments.get(1).cloned();
        if let Some(found) = self.called(range.clone()) {
            return Some(found);
        }
        let names = self.names_in(first.start..phrase::before_clause(tokens, first.clone(), self.lexicon));
        let lead = phrase::describe(tokens, first.clone(), self.lexicon);
        let apposed = second.as_ref().and_then(|second| self.name_that_opens(second.clone()));
        let office = |until: u32| {
            let span = self.segments.tokens[first.start].span;
            (span.start < until).then(|| Span { start: span.start, end: until }.trim(&self.article.text))
        };
        if let Some(name) = self.name_of(&first, &names, &lead) {
            let entity = &self.index.entities[name.entity];
            let person = matches!(entity.kind, ActorKind::Person | ActorKind::Unknown);
            // "penasihat Bahri, Lukas Manto": the second name is the one described.
            let described = apposed.filter(|other| {
                other.entity != name.entity
                    && lead.head == Some(Head::Person)
                    && person
                    && self.index.entities[other.entity].kind == ActorKind::Person
                    && self.opens_with_office(&first)
            });
            if let Some(other) = described {
                return Some(Found {
                    entities: vec![other.entity],
                    resolved: Resolved::Name,
                    role: office(tokens[first.end - 1].span.end),
                });
            }
            let resolved = if name.standing == Some(Standing::Metonym) { Resolved::Metonym } else { Resolved::Name };
            let role = if person {
                let before = office(name.span.start)
                    .map(|span| self.without_comma(span))
                    .filter(|span| !span.is_empty() && self.holds_office(*span));
                before.or_else(|| {
                    second.filter(|second| self.opens_with_office(second)).map(|second| self.span_of(second))
                })
            } else {
                None
            };
            if person && let Some(role) = role {
                self.learn_office(name.entity, role);
            }
            return Some(Found { entities: vec![name.entity], resolved, role });
        }
        if let Some(other) = apposed {
            let described = self.opens_with_office(&first) || lead.head == Some(Head::Organisation);
            let role = described.then(|| self.span_of(first.clone()));
            if let Some(role) = role {
                self.learn_office(other.entity, role);
            }
            return Some(Found { entities: vec![other.entity], resolved: Resolved::Name, role });
        }
        self.described(range, &lead)
    }

    /// The name that a part of a phrase is about, when it is about a name.
    pub(super) fn name_of(
        &self,
        part: &Range<usize>,
        names: &[NameMention],
        lead: &Description,
    ) -> Option<NameMention> {
        let tokens = &self.segments.tokens;
        // "bos Surya dan Candra itu" points back, "Pak Bahri itu" does not.
        let office = lead.head == Some(Head::Person) && self.lexicon.is_role_word(&tokens[part.start].lower);
        if self.lexicon.lang == Lang::Id
            && office
            && lead.definite
            && !self.lexicon.is_honorific(&tokens[part.start].lower)
        {
            return None;
        }
        let core = phrase::core_end(tokens, part.clone(), self.lexicon);
        let id = self.lexicon.lang == Lang::Id;
        let first = names.first()?;
        let first_word = &tokens[part.start];
        // The last person named in an office phrase is its holder: "Anggota DPR dari Aceh Bram Wirya".
        let people: Vec<&NameMention> =
            names.iter().filter(|name| matches!(self.index.entities[name.entity].kind, ActorKind::Person)).collect();
        if id {
            let opens = |person: &&&NameMention| {
                person.from == first_word.span.start || person.span.start == first_word.span.start
            };
            if let Some(person) = people.first().filter(opens) {
                return Some(**person);
            }
            if let Some(person) = people.last()
                && self.closes(person, part)
            {
                let entity = &self.index.entities[person.entity];
                let relational = lead.families.contains(&"relational") || lead.families.contains(&"spokesperson");
                let own = lead.families.iter().any(|family| entity.families.contains(family));
                // "pengacara Bahri" is Bahri's lawyer; "keluarga Bahri" and "laporan Bahri" are not Bahri.
                let other = match lead.head {
                    Some(Head::Person) => {
                        relational && !own && person.role.is_none() && !person.span.of(&self.article.text).contains(' ')
                    }
                    Some(Head::People | Head::Document | Head::Organisation) => person.from > first_word.span.start,
                    None => false,
                };
                return (!other).then_some(**person);
            }
        } else if let Some(person) =
            people.iter().rev().find(|person| self.token_at(person.from).is_some_and(|at| at < core))
        {
            let after = self.after_brackets(person.span.end);
            let last = &tokens[self.segments.token_from(person.span.end).max(1) - 1];
            if !run::is_possessive(last) && (after >= core || !tokens[after].is_word()) {
                return Some(**person);
            }
        }
        let name = if id {
            first
        } else {
            names.iter().rev().find(|name| self.token_at(name.span.start).is_some_and(|at| at < core)).unwrap_or(first)
        };
        let entity = &self.index.entities[name.entity];
        if entity.kind == ActorKind::Person {
            let opens = name.span.start == first_word.span.start;
            return (id && opens).then_some(*name);
        }
        let starts = self.token_at(name.span.start)?;
        let after = self.after_brackets(name.span.end);
        let whole = self.content_start(part) >= starts;
        if entity.kind == ActorKind::State {
            let government = lead.head == Some(Head::Organisation) && lead.families.contains(&"government");
            if government && lead.words.len() <= 3 {
                return Some(*name);
            }
            // "Pejabat Mongolia" and "Mongolia's ministry" are not the state.
            let alone = whole && (after >= part.end || !tokens[after].is_word() || after >= core && !id);
            return (alone && name.standing != Some(Standing::Adjective)).then_some(*name);
        }
        if id {
            let small_head = first_word.shape == Shape::Lower
                && lead.head.is_some_and(|head| head != Head::Organisation || is_generic(lead, entity));
            let head_of_body = matches!(lead.head, Some(Head::Person | Head::Document)) && !whole;
            let owner = !whole
                && lead.head == Some(Head::People)
                && entity.kind != ActorKind::Group
                && !names_itself(lead, entity);
            return (!head_of_body && !owner && !small_head || whole).then_some(*name);
        }
        let closes = after >= core || !tokens[after].is_word();
        let possessive = run::is_possessive(&tokens[self.segments.token_from(name.span.end).max(1) - 1]);
        // "the Nordvik crew", "Water regulator Muara", but not "NU officials".
        let goes_on_as_itself = after < core && !possessive && after + 1 >= core && takes_name(lead, entity);
        (closes && !possessive && starts < core || goes_on_as_itself).then_some(*name)
    }

    /// Whether nothing but brackets, an age or a phrase of place follows the name in its part.
    pub(super) fn closes(&self, name: &NameMention, part: &Range<usize>) -> bool {
        let after = self.segments.token_from(name.span.end);
        if after >= part.end {
            return true;
        }
        let token = &self.segments.tokens[after];
        !token.is_word()
            || self.lexicon.points(&token.lower, "demonstrative")
            || matches!(
                token.lower.as_str(),
                "dari" | "asal" | "alias" | "yang" | "sebagai" | "selaku" | "sendiri" | "berusia" | "bersama" | "di"
            )
    }

    /// "kelompok peretas yang menamakan diri Elang", "pria berinisial BW"
    pub(super) fn called(&mut self, range: Range<usize>) -> Option<Found> {
        let tokens = &self.segments.tokens;
        let at = range.clone().find(|&at| self.lexicon.points(&tokens[at].lower, "named"))?;
        let start = (at + 1..range.end.min(at + 6)).find(|&index| tokens[index].is_capital())?;
        if tokens[at + 1..start].iter().any(|token| token.shape == Shape::Punct)
            || tokens[at].is("known") && !tokens[start - 1].is("as")
        {
            return None;
        }
        if tokens[at].is("called") || tokens[at].is("named") || at > range.start {
            let end = (start..range.end).find(|&index| !tokens[index].is_capital()).unwrap_or(range.end);
            let words = words_of(tokens, start..end);
            if words.is_empty() {
                return None;
            }
            let entity = match self.index.bearers(&words) {
                Bearers::One(entity) => entity,
                Bearers::Several(_) => return None,
                Bearers::None => {
                    let name = text_of(self.article, tokens, start..end);
                    self.index.add(Entity::new(name, ActorKind::Unknown, words))
                }
            };
            let lead = phrase::describe(tokens, range, self.lexicon);
            let one = &mut self.index.entities[entity];
            match lead.head {
                Some(Head::Person) if matches!(one.kind, ActorKind::Unknown | ActorKind::Organisation) => {
                    one.kind = ActorKind::Person;
                }
                Some(Head::People) if one.kind == ActorKind::Unknown || one.kind == ActorKind::Person => {
                    one.kind = ActorKind::Group;
                }
                _ => {}
            }
            one.lend(&lead.families);
            return Some(Found { entities: vec![entity], resolved: Resolved::Name, role: None });
        }
        None
    }

    /// What the office in a source lends to its holder.
    pub(super) fn learn_office(&mut self, entity: usize, role: Span) {
        let range = self.tokens_in(role);
        let lead = phrase::describe(&self.segments.tokens, range, self.lexicon);
        let one = &mut self.index.entities[entity];
        if (lead.head == Some(Head::Person)) == (one.kind == ActorKind::Person) {
            one.lend(&lead.families);
            one.description.extend(lead.words.iter().cloned());
            one.description.insert(lead.word.clone());
        }
        if one.kind == ActorKind::Person {
            one.gender = one.gender.or(self.lexicon.gender(&lead.word));
        }
    }

    /// The names inside a phrase: from the index, or, in headlines, by asking it for every run of words.
    pub(super) fn names_in(&self, range: Range<usize>) -> Vec<NameMention> {
        if range.is_empty() {
            return Vec::new();
        }
        let tokens = &self.segments.tokens;
        let span = self.span_of(range.clone());
        let known = self.index.inside(span);
        if known.iter().any(|name| !name.inside_office) {
            return known.iter().copied().filter(|name| name.span.end <= span.end && !name.inside_office).collect();
        }
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if !tokens[at].is_capital() {
                at += 1;
                continue;
            }
            if let Some((length, Some((state, standing)))) = run::place_at(tokens, at..range.end, self.lexicon)
                && let Some(entity) = self.index.states.get(&state).copied()
            {
                found.push(self.mention(at..at + length, entity, Some(standing)));
                at += length;
                continue;
            }
            let longest = (at + 1..=range.end.min(at + 6)).rev().find_map(|end| {
                let words = words_of(tokens, at..end);
                match self.index.bearers(&words) {
                    Bearers::One(entity)
                        if !words.iter().all(|word| self.lexicon.is_field(word) || self.lexicon.is_role_word(word)) =>
                    {
                        Some((end, entity))
                    }
                    _ => None,
                }
            });
            if let Some((end, entity)) = longest {
                found.push(self.mention(at..end, entity, None));
                at = end;
            } else {
                at += 1;
            }
        }
        found
    }

    pub(super) fn mention(&self, range: Range<usize>, entity: usize, standing: Option<Standing>) -> NameMention {
        let span = self.span_of(range);
        NameMention {
            span,
            entity,
            sentence: self.sentence_of(span),
            quoted: false,
            opens: false,
            from: span.start,
            role: None,
            standing,
            inside_office: false,
        }
    }

    /// The name with which a part between commas begins, after its office.
    pub(super) fn name_that_opens(&self, part: Range<usize>) -> Option<NameMention> {
        let tokens = &self.segments.tokens;
        let names = self.names_in(part.start..phrase::before_clause(tokens, part.clone(), self.lexicon));
        let start = tokens[self.content_start(&part)].span.start;
        names
            .into_iter()
            .find(|name| name.from <= start || name.span.start <= start)
            .filter(|name| name.standing.is_none())
    }

    pub(super) fn opens_with_office(&self, part: &Range<usize>) -> bool {
        let lead = phrase::describe(&self.segments.tokens, part.clone(), self.lexicon);
        lead.head == Some(Head::Person)
            || self.segments.tokens[part.clone()].iter().take(3).any(|token| self.lexicon.is_role_word(&token.lower))
    }

    pub(super) fn holds_office(&self, span: Span) -> bool {
        self.segments.tokens[self.tokens_in(span)].iter().any(|token| self.lexicon.is_role_word(run::plain(token)))
    }

    pub(super) fn without_comma(&self, span: Span) -> Span {
        let mut range = self.tokens_in(span);
        while range.len() > 1 && self.segments.tokens[range.end - 1].is(",") {
            range.end -= 1;
        }
        if range.is_empty() { span } else { self.span_of(range) }
    }

    /// The first token of a part that is no determiner.
    pub(super) fn content_start(&self, part: &Range<usize>) -> usize {
        let pointing =
            |token: &Token| token.shape == Shape::Lower || token.is("the") || token.is("a") || token.is("an");
        part.clone()
            .find(|&at| {
                let token = &self.segments.tokens[at];
                !(pointing(token)
                    && (matches!(token.lower.as_str(), "the" | "a" | "an" | "pihak" | "para" | "sang" | "si")))
            })
            .unwrap_or(part.start)
    }

    /// The first token after a name and the brackets behind it.
    pub(super) fn after_brackets(&self, end: u32) -> usize {
        let tokens = &self.segments.tokens;
        let after = self.segments.token_from(end);
        if tokens.get(after).is_some_and(|token| token.is("(")) {
            let close = (after..tokens.len().min(after + 8)).find(|&at| tokens[at].is(")"));
            return close.map_or(after, |close| close + 1);
        }
        after
    }
}

/// "kementerian X" in small letters is the body X only where X is no body of another family.
fn is_generic(lead: &Description, entity: &Entity) -> bool {
    !lead.families.iter().any(|family| entity.families.contains(family)) && !entity.families.is_empty()
}

fn names_itself(lead: &Description, entity: &Entity) -> bool {
    entity.kind == ActorKind::Group || entity.kind == ActorKind::Unknown && lead.head == Some(Head::People)
}

/// "the Nordvik crew": a group or body called by its name with its kind after it.
fn takes_name(lead: &Description, entity: &Entity) -> bool {
    match lead.head {
        Some(Head::People) => {
            matches!(entity.kind, ActorKind::Group | ActorKind::Unknown)
                && matches!(lead.word.as_str(), "crew" | "gang" | "group" | "family" | "rebels" | "militants")
        }
        Some(Head::Organisation) => {
            matches!(entity.kind, ActorKind::Organisation | ActorKind::Unknown)
                && !entity.families.contains(&"ministry")
                && lead.families.contains(&"company")
        }
        _ => false,
    }
}
