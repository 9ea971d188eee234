//! One statement with what joining needs of it and of its article, owned, so that it can be kept and read back.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::actor::Actor;
use super::context;
use super::decide::View;
use crate::Lang;
use crate::article::{Block, OriginKind, Role};
use crate::date::Date;
use crate::statement::{ActorKind, Approx, Reading, Side, Stance, Statement};

/// One statement with what joining needs.
///
/// All parts are plain and public, so that a store can keep them and fill them again; start from [`Row::default`].
/// A row is complete once it is made: changing a part after the row has been looked at changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Id of the article.
    pub article: String,
    /// Id of the statement inside its article.
    pub statement: String,
    /// Place of the statement among those of its article, counted from 0.
    pub position: usize,
    /// Language of the article; `None` for one that cannot be read (such an article has no statements).
    pub lang: Option<Lang>,
    /// The outlet that published the article.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Whose report the article is as a whole; `None` counts as unknown.
    pub origin: Option<OriginKind>,
    /// The outlet that the article retells or carries.
    pub origin_of: Option<String>,
    /// Title of the article.
    pub title: Option<String>,
    /// What the source does with the content; `None` counts as `asserts`.
    pub stance: Option<Stance>,
    /// Who is behind the source.
    pub actors: Vec<Actor>,
    /// The words of the source; empty when the article names nobody.
    pub source: String,
    /// The dictionary form of the cue.
    pub cue: String,
    /// The words of the content, pieces joined by ` … `.
    pub content: String,
    /// The outlet the statement is taken from.
    pub via: Option<String>,
    /// What the statement is said to rest on.
    pub evidence: Option<String>,
    /// When it was said: first and last day.
    pub said: Option<(Date, Date)>,
    /// Numbers in the content.
    pub quantities: Vec<Amount>,
    /// Id of the statement in whose content this one lies.
    pub within: Option<String>,
    /// The earlier statement of the article that this one denies, doubts, confirms or looks into.
    pub answers: Option<Pointed>,
    /// The earlier statement of the article without which this one cannot be understood ("They came low").
    pub leans_on: Option<Pointed>,
    pub(super) view: OnceLock<View>,
}

/// An earlier statement of the same article, with the words that it attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointed {
    /// Its id.
    pub statement: String,
    /// Its content, with the contents that it leans on itself.
    pub words: String,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// What is counted.
    pub unit: Option<String>,
    /// How near the number is meant.
    pub approx: Approx,
}

/// An actor keeps through its article what any of its mentions says of it: "he" is still the harbour master.
fn share_roles(rows: &mut [Row]) {
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // "Its director", "juru bicara lembaga itu": the body is the one that spoke last.
    let mut body: Option<String> = None;
    for row in rows.iter() {
        let words: Vec<String> = row
            .source
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|word| !word.is_empty())
            .collect();
        let points = words.iter().any(|word| word == "its")
            || words.windows(2).any(|pair| matches!(pair[1].as_str(), "itu" | "tersebut") && is_body(&pair[0]));
        match (&row.actors[..], &body) {
            ([person], Some(body))
                if (points || is_bare_title(&words, &person.name)) && person.kind == ActorKind::Person =>
            {
                roles.entry(person.id.clone()).or_default().push(body.clone());
            }
            ([one], _) if matches!(one.kind, ActorKind::Organisation | ActorKind::State) => {
                body = Some(one.name.clone());
            }
            _ => {}
        }
    }
    for row in rows.iter() {
        for actor in &row.actors {
            let known = roles.entry(actor.id.clone()).or_default();
            let told =
                actor.role.iter().chain((row.actors.len() == 1 && row.source.contains(' ')).then_some(&row.source));
            for role in told {
                if !known.iter().any(|one| one.contains(role.as_str())) {
                    known.retain(|one| !role.contains(one.as_str()));
                    known.push(role.clone());
                }
            }
        }
    }
    for actor in rows.iter_mut().flat_map(|row| &mut row.actors) {
        let known = roles.get(&actor.id).filter(|known| !known.is_empty());
        actor.role = known.map(|known| known.join("; "));
    }
}

/// Whether an actor is named in a headline and nowhere below it. Headlines leave out the words by which a source is told
/// from the rest of the sentence ("Snow joke: …", "Hackers demand millions …"); who really speaks is named in the text.
fn is_of_headline_alone(actor: &Actor, statement: &Statement, reading: &Reading) -> bool {
    let article = &reading.article;
    let headline = |block: &&Block| matches!(block.role, Role::Title | Role::Standfirst);
    let place = statement.cue.spans.first().or(statement.content.first()).map_or(0, |span| span.start);
    let stands_in = article.blocks.iter().find(|block| block.span.start <= place && place < block.span.end);
    if matches!(actor.kind, ActorKind::State | ActorKind::Group) || !stands_in.as_ref().is_some_and(headline) {
        return false;
    }
    let mut below = article.blocks.iter().filter(|block| !headline(block)).peekable();
    let name = actor.name.to_lowercase();
    below.peek().is_some() && !below.any(|block| block.span.of(&article.text).to_lowercase().contains(&name))
}

/// Whether a source gives a title that needs a body, and names none: "Secretary-General Ida Brink", "juru bicara Seno Aji".
fn is_bare_title(source: &[String], name: &str) -> bool {
    let name = name.to_lowercase();
    let title = |word: &str| {
        matches!(
            word,
            "secretary"
                | "general"
                | "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "director"
                | "chief"
                | "executive"
                | "chairman"
                | "chairwoman"
                | "chair"
                | "corporate"
                | "managing"
                | "deputy"
                | "ceo"
                | "juru"
                | "bicara"
                | "jubir"
                | "direktur"
                | "sekretaris"
                | "jenderal"
                | "ketua"
                | "kepala"
                | "utama"
                | "umum"
                | "komisaris"
                | "wakil"
                | "humas"
                | "hubungan"
                | "masyarakat"
        )
    };
    let mut rest =
        source.iter().filter(|word| !name.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word)).peekable();
    rest.peek().is_some() && rest.all(|word| title(word) || matches!(word.as_str(), "the" | "a" | "s"))
}

/// A noun that a body is called by when its name is not said again.
fn is_body(noun: &str) -> bool {
    matches!(
        noun,
        "lembaga"
            | "badan"
            | "kementerian"
            | "perusahaan"
            | "perseroan"
            | "bank"
            | "organisasi"
            | "partai"
            | "kantor"
            | "dinas"
            | "kelompok"
            | "komisi"
            | "yayasan"
            | "aliansi"
            | "maskapai"
            | "universitas"
            | "pemerintah"
            | "negara"
            | "institusi"
            | "otoritas"
            | "pabrik"
            | "serikat"
            | "asosiasi"
            | "rumah"
            | "instansi"
            | "komite"
    )
}

impl Row {
    /// The rows of one article, in the order of its statements.
    ///
    /// `article` is the id of the article and `ids` those of its statements in their order; `actor_id` makes the id of an
    /// actor from its kind (the word of the contract) and its name. `saksi-contract` makes all three.
    pub fn of(reading: &Reading, article: &str, ids: &[String], actor_id: impl Fn(&str, &str) -> String) -> Vec<Self> {
        let text = &reading.article.text;
        let words = |spans: &[crate::Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let lang = Lang::of_tag(&reading.article.language);
        let mut rows: Vec<Self> = reading
            .statements
            .iter()
            .zip(ids)
            .enumerate()
            .map(|(position, (statement, id))| {
                let source = statement.source.as_ref();
                let role = source.and_then(|source| source.role).map(|role| role.of(text).to_owned());
                let said_by = source.map(|source| words(&source.spans)).unwrap_or_default();
                let people = source.map_or(&[][..], |source| &source.actors);
                Self {
                    article: article.to_owned(),
                    statement: id.clone(),
                    position,
                    lang,
                    outlet: reading.article.outlet.clone(),
                    published: reading.article.published.map(|stamp| stamp.day),
                    origin: Some(reading.article.origin.kind),
                    origin_of: reading.article.origin.of.clone(),
                    title: reading.article.title.clone(),
                    stance: Some(statement.stance),
                    actors: people
                        .iter()
                        .map(|actor| Actor {
                            id: actor_id(actor.kind.name(), &actor.name),
                            name: actor.name.clone(),
                            kind: actor.kind,
                            role: role.clone(),
                        })
                        .collect(),
                    source: said_by,
                    cue: statement.cue.lemma.clone(),
                    content: words(&statement.content),
                    via: statement.via.as_ref().map(|via| via.outlet.clone()),
                    evidence: statement.evidence.as_ref().map(|evidence| words(&evidence.spans)),
                    said: statement.said.as_ref().map(|said| (said.from, said.to)),
                    quantities: statement
                        .quantities
                        .iter()
                        .filter_map(|quantity| {
                            let value = quantity.value?;
                            Some(Amount { value, unit: quantity.unit.clone(), approx: quantity.approx })
                        })
                        .collect(),
                    within: statement.within.and_then(|outer| ids.get(outer).cloned()),
                    answers: None,
                    leans_on: None,
                    view: OnceLock::new(),
                }
            })
            .collect();
        for (row, statement) in rows.iter_mut().zip(&reading.statements) {
            row.actors.retain(|actor| !is_of_headline_alone(actor, statement, reading));
        }
        share_roles(&mut rows);
        context::add(reading, &mut rows);
        rows
    }

    /// What the source does with the content.
    pub fn stance(&self) -> Stance {
        self.stance.unwrap_or(Stance::Asserts)
    }

    /// The side of its claim that the statement takes.
    pub fn side(&self) -> Side {
        self.stance().side()
    }

    /// Whose report the article is as a whole.
    pub fn origin(&self) -> OriginKind {
        self.origin.unwrap_or(OriginKind::Unknown)
    }

    /// The day the statement was made as far as the article tells, else the day of publication.
    pub fn day(&self) -> Option<Date> {
        self.said.map(|(_, to)| to).or(self.published)
    }

    /// What orders rows in time, the same for every order of adding.
    pub(super) fn order(&self) -> (Option<Date>, &str, usize, &str) {
        (self.published, &self.article, self.position, &self.statement)
    }

    /// Whether both are the same statement.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.article == other.article && self.statement == other.statement
    }

    pub(super) fn view(&self) -> &View {
        self.view.get_or_init(|| View::of(self))
    }
}
