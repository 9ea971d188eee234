//! From a source to the entities behind it: names by the index, roles and pronouns by what stood before.

use rustc_hash::FxHashMap as HashMap;
use std::ops::Range;

use super::chunk;
use super::lexicon::{Gender, Head, Lexicon};
use super::name_index::{Bearers, Entity, NameIndex, NameMention, text_of, words_of};
use super::phrase::{self, Description};
use super::states::Standing;
use crate::article::{Article, Role};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Actor, ActorKind, Resolved, Statement};
use crate::{Lang, Span};

/// Leads the sources of one article to their entities.
pub(super) struct Resolver<'a> {
    article: &'a Article,
    segments: &'a Segments,
    lexicon: &'static Lexicon,
    index: NameIndex,
    quoted: Vec<bool>,
    /// Sources that have been resolved, in the order of the text.
    spoken: Vec<Spoken>,
    /// Descriptions that became entities, by their words.
    described: HashMap<String, usize>,
}

/// A source that has been resolved.
#[derive(Debug, Clone)]
struct Spoken {
    at: u32,
    sentence: usize,
    entities: Vec<usize>,
    /// Whether the statement lies in nobody else's words.
    outer: bool,
}

/// Who is behind a source.
#[derive(Debug, Clone)]
struct Found {
    entities: Vec<usize>,
    resolved: Resolved,
    role: Option<Span>,
}

/// Beyond so many mentions back nobody is meant by a pronoun.
const REACH: usize = 200;

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

    fn actors(&self, entities: &[usize]) -> Vec<Actor> {
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

    fn source(&mut self, spans: &[Span], outer: Option<&[usize]>) -> Option<Found> {
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
        self.joined(range.clone()).or_else(|| self.single(range, true))
    }

    /// "Washington dan Seoul": each part must stand for somebody by itself.
    fn joined(&mut self, range: Range<usize>) -> Option<Found> {
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
                None => self.single(part, true)?,
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
    fn can_stand(&self, range: Range<usize>) -> bool {
        let range = self.without_marks(range);
        let tokens = &self.segments.tokens;
        if range.is_empty() {
            return false;
        }
        if self.lexicon.is_field(&tokens[range.start].lower)
            && tokens[range.start].is_capital()
            && chunk::place_at(tokens, range.clone(), self.lexicon).is_none()
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

    /// One phrase without joints.
    fn single(&mut self, range: Range<usize>, _top: bool) -> Option<Found> {
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
            // "penasihat Trump, Margo Martin": the second name is the one described.
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
    fn name_of(&self, part: &Range<usize>, names: &[NameMention], lead: &Description) -> Option<NameMention> {
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
        // The last person named in an office phrase is its holder: "Anggota DPR dari Aceh Muslim Ayub".
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
            if !chunk::is_possessive(last) && (after >= core || !tokens[after].is_word()) {
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
            // "Pejabat Ukraina" and "Russia's ministry" are not the state.
            let alone = whole && (after >= part.end || !tokens[after].is_word() || after >= core && !id);
            return (alone && name.standing != Some(Standing::Adjective)).then_some(*name);
        }
        if id {
            let small_head = first_word.shape == Shape::Lower
                && lead.head.is_some_and(|head| head != Head::Organisation || self.is_generic(lead, entity));
            let head_of_body = matches!(lead.head, Some(Head::Person | Head::Document)) && !whole;
            let owner = !whole
                && lead.head == Some(Head::People)
                && entity.kind != ActorKind::Group
                && !self.names_itself(lead, entity);
            return (!head_of_body && !owner && !small_head || whole).then_some(*name);
        }
        let closes = after >= core || !tokens[after].is_word();
        let possessive = chunk::is_possessive(&tokens[self.segments.token_from(name.span.end).max(1) - 1]);
        // "the NightHawk crew", "Banking regulator Bawasbank", but not "NDA officials".
        let goes_on_as_itself = after < core && !possessive && after + 1 >= core && self.takes_name(lead, entity);
        (closes && !possessive && starts < core || goes_on_as_itself).then_some(*name)
    }

    /// "kementerian X" in small letters is the body X only where X is no body of another family.
    fn is_generic(&self, lead: &Description, entity: &Entity) -> bool {
        let _ = self;
        !lead.families.iter().any(|family| entity.families.contains(family)) && !entity.families.is_empty()
    }

    fn names_itself(&self, lead: &Description, entity: &Entity) -> bool {
        let _ = self;
        entity.kind == ActorKind::Group || entity.kind == ActorKind::Unknown && lead.head == Some(Head::People)
    }

    /// "the NightHawk crew": a group or body called by its name with its kind after it.
    fn takes_name(&self, lead: &Description, entity: &Entity) -> bool {
        let _ = self;
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

    /// Whether nothing but brackets, an age or a phrase of place follows the name in its part.
    fn closes(&self, name: &NameMention, part: &Range<usize>) -> bool {
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

    /// "kelompok peretas yang menamakan diri NightHawk", "pria berinisial BW"
    fn called(&mut self, range: Range<usize>) -> Option<Found> {
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
                    one.kind = ActorKind::Person
                }
                Some(Head::People) if one.kind == ActorKind::Unknown || one.kind == ActorKind::Person => {
                    one.kind = ActorKind::Group
                }
                _ => {}
            }
            one.lend(&lead.families);
            return Some(Found { entities: vec![entity], resolved: Resolved::Name, role: None });
        }
        None
    }

    /// A phrase that describes and does not name.
    fn described(&mut self, range: Range<usize>, lead: &Description) -> Option<Found> {
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
    fn person_described(&self, span: Span, lead: &Description, headline: bool) -> Option<usize> {
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
    fn body_described(&mut self, span: Span, lead: &Description, headline: bool) -> Option<usize> {
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
        if !lead.definite && !(lead.bare && self.lexicon.lang == Lang::Id) {
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
    fn government(&self, span: Span) -> Option<usize> {
        let state = |one: &Entity| one.kind == ActorKind::State;
        let last = self.spoken_before(span, state)?;
        let other = self.spoken_before(span, |one| state(one) && *one != self.index.entities[last]);
        other.is_none().then_some(last)
    }

    fn pronoun(&mut self, lower: &str, span: Span, outer: Option<&[usize]>) -> Option<Found> {
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
    fn owned(&mut self, noun: &str, span: Span) -> Option<Found> {
        let speaker = *self.last_speaker(span)?.first()?;
        let head = self.lexicon.head(noun, Head::Organisation)?;
        let body = self.index.entities[speaker].affiliation?;
        let fitting = head.families.iter().any(|family| self.index.entities[body].families.contains(family));
        fitting.then(|| Found { entities: vec![body], resolved: Resolved::Title, role: None })
    }

    /// What the office in a source lends to its holder.
    fn learn_office(&mut self, entity: usize, role: Span) {
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

    fn learn(&mut self, entity: usize, gender: Option<Gender>) {
        if let Some(gender) = gender {
            self.index.entities[entity].gender.get_or_insert(gender);
        }
    }

    fn fits_gender(&self, entity: usize, gender: Option<Gender>) -> bool {
        let one = &self.index.entities[entity];
        person_like(one) && (gender.is_none() || one.gender.is_none() || one.gender == gender)
    }

    /// What was spoken before `span`, the latest first.
    fn spoken_until(&self, span: Span) -> impl Iterator<Item = &Spoken> {
        let end = self.spoken.partition_point(|spoken| spoken.at < span.start);
        self.spoken[..end].iter().rev().take(REACH)
    }

    fn last_speaker(&self, span: Span) -> Option<Vec<usize>> {
        let person = |spoken: &&Spoken| {
            spoken.outer && spoken.entities.iter().any(|&one| person_like(&self.index.entities[one]))
        };
        self.spoken_until(span).find(person).map(|spoken| spoken.entities.clone())
    }

    /// Whether a person has spoken since a sentence.
    fn person_spoke(&self, span: Span, sentence: usize) -> bool {
        let person = |one: &usize| self.index.entities[*one].kind == ActorKind::Person;
        self.spoken_until(span)
            .take_while(|spoken| spoken.sentence >= sentence)
            .any(|spoken| spoken.outer && spoken.entities.iter().any(person))
    }

    /// The nearest before `span`: the last that spoke, or whom a sentence since then is about.
    fn antecedent(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.antecedent_but(span, &[], |_, one| fits(one))
    }

    fn antecedent_but(&self, span: Span, excluded: &[usize], fits: impl Fn(usize, &Entity) -> bool) -> Option<usize> {
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
    fn latest(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
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

    fn spoken_before(&self, span: Span, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.spoken_until(span)
            .find_map(|spoken| spoken.entities.iter().copied().find(|&one| fits(&self.index.entities[one])))
    }

    /// Of several who bear a name the one that was named last, unless another was named beside it.
    fn latest_alone(&self, span: Span, bearers: &[usize]) -> Option<usize> {
        let mut named = self.named_before(span).filter(|name| bearers.contains(&name.entity));
        let last = named.next()?;
        let other = named.find(|name| name.entity != last.entity);
        other.is_none_or(|other| other.sentence + 1 < last.sentence).then_some(last.entity)
    }

    /// The first named in the body that fits: for headlines, which point forwards.
    fn first_named(&self, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.index
            .mentions
            .iter()
            .take(REACH)
            .find(|name| fits(&self.index.entities[name.entity]))
            .map(|name| name.entity)
    }

    fn topic_after(&self, span: Span, sentence: usize) -> Option<usize> {
        self.named_before(span)
            .take_while(|name| name.sentence > sentence)
            .find(|name| name.opens && !name.quoted && self.index.entities[name.entity].kind == ActorKind::Person)
            .map(|name| name.entity)
    }

    fn named_before(&self, span: Span) -> impl Iterator<Item = &NameMention> {
        let end = self.index.mentions.partition_point(|name| name.span.start < span.start);
        self.index.mentions[..end].iter().rev().take(REACH)
    }

    /// The entity that a description makes when it leads to nobody named.
    fn literal(&mut self, range: Range<usize>, lead: &Description, kind: ActorKind) -> usize {
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

    /// The names inside a phrase: from the index, or, in headlines, by asking it for every run of words.
    fn names_in(&self, range: Range<usize>) -> Vec<NameMention> {
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
            if let Some((length, Some((state, standing)))) = chunk::place_at(tokens, at..range.end, self.lexicon)
                && let Some(entity) = self.index.entities.iter().position(|one| one.state == Some(state))
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

    fn mention(&self, range: Range<usize>, entity: usize, standing: Option<Standing>) -> NameMention {
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
    fn name_that_opens(&self, part: Range<usize>) -> Option<NameMention> {
        let tokens = &self.segments.tokens;
        let names = self.names_in(part.start..phrase::before_clause(tokens, part.clone(), self.lexicon));
        let start = tokens[self.content_start(&part)].span.start;
        names
            .into_iter()
            .find(|name| name.from <= start || name.span.start <= start)
            .filter(|name| name.standing.is_none())
    }

    fn opens_with_office(&self, part: &Range<usize>) -> bool {
        let lead = phrase::describe(&self.segments.tokens, part.clone(), self.lexicon);
        lead.head == Some(Head::Person)
            || self.segments.tokens[part.clone()].iter().take(3).any(|token| self.lexicon.is_role_word(&token.lower))
    }

    fn holds_office(&self, span: Span) -> bool {
        self.segments.tokens[self.tokens_in(span)].iter().any(|token| self.lexicon.is_role_word(chunk::plain(token)))
    }

    fn without_comma(&self, span: Span) -> Span {
        let mut range = self.tokens_in(span);
        while range.len() > 1 && self.segments.tokens[range.end - 1].is(",") {
            range.end -= 1;
        }
        if range.is_empty() { span } else { self.span_of(range) }
    }

    /// The first token of a part that is no determiner.
    fn content_start(&self, part: &Range<usize>) -> usize {
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

    fn is_pointing_word(&self, lower: &str) -> bool {
        ["singular", "plural", "first", "self", "neuter", "other"].iter().any(|class| self.lexicon.points(lower, class))
    }

    fn without_marks(&self, mut range: Range<usize>) -> Range<usize> {
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

    fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.segments.token_from(span.start);
        let end = self.segments.token_from(span.end);
        start..end.max(start)
    }

    /// The first token after a name and the brackets behind it.
    fn after_brackets(&self, end: u32) -> usize {
        let tokens = &self.segments.tokens;
        let after = self.segments.token_from(end);
        if tokens.get(after).is_some_and(|token| token.is("(")) {
            let close = (after..tokens.len().min(after + 8)).find(|&at| tokens[at].is(")"));
            return close.map_or(after, |close| close + 1);
        }
        after
    }

    fn token_at(&self, offset: u32) -> Option<usize> {
        let at = self.segments.token_from(offset);
        (at < self.segments.tokens.len()).then_some(at)
    }

    fn token_holding(&self, offset: u32) -> usize {
        let after = self.segments.tokens.partition_point(|token| token.span.start <= offset);
        after.saturating_sub(1)
    }

    fn span_of(&self, range: Range<usize>) -> Span {
        let tokens = &self.segments.tokens;
        match (tokens[range.clone()].first(), tokens[range].last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    fn sentence_of(&self, span: Span) -> usize {
        self.segments.sentence_at(span.start).unwrap_or_default()
    }
}

fn is_headline(role: Role) -> bool {
    matches!(role, Role::Title | Role::Standfirst | Role::Caption | Role::Heading)
}

fn person_like(entity: &Entity) -> bool {
    entity.kind == ActorKind::Person || entity.kind == ActorKind::Unknown && entity.named
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
