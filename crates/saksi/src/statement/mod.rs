//! Statements: who says what. One construction, one file; what each reads stands in [`CONSTRUCTIONS`].
//! This room knows articles and segments; it knows nothing of claims, ledgers or output shapes.

mod answers;
mod assemble;
mod bounds;
mod clause;
mod construction;
mod explain;
mod headline;
pub mod learned;
mod phrase;
mod plausible;
mod scope;
mod site;
mod speaker;
mod stance;
mod wording;

pub use assemble::kind_of;
pub use construction::{CONSTRUCTIONS, Construction};
pub use explain::{Boundary, CueWord, Explanation, Other, Step, explain, marked};
pub use learned::Weights;

use crate::article::Article;
use crate::date::Date;
use crate::segment::Segments;
use crate::{Lang, Span};

/// An article with what it attests.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Its statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// The name of the model that weighed the readings; `None` where the grammar stood alone.
    pub model: Option<String>,
}

impl Reading {
    /// Leaves out statements of a lower confidence. What lay within one of them lies within what that one lay within.
    pub fn keep_from(&mut self, confidence: f32) {
        let is_kept = |statement: &Statement| statement.confidence >= confidence;
        if self.statements.iter().all(is_kept) {
            return;
        }
        let mut place = Vec::with_capacity(self.statements.len());
        let mut next = 0;
        for statement in &self.statements {
            place.push(is_kept(statement).then_some(next));
            next += usize::from(is_kept(statement));
        }
        let around: Vec<Option<usize>> = self.statements.iter().map(|statement| statement.within).collect();
        // Nesting has no circles, but a walk of bounded length needs no such promise.
        let outer = |mut within: Option<usize>| {
            for _ in 0..place.len() {
                match within {
                    Some(index) if place[index].is_none() => within = around[index],
                    _ => break,
                }
            }
            within.and_then(|index| place[index])
        };
        for statement in &mut self.statements {
            statement.within = outer(statement.within);
            statement.answers = statement.answers.and_then(|index| place[index]);
        }
        self.statements.retain(is_kept);
    }
}

/// One attribution relation (LEDGER.md §1).
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// How the content is quoted.
    pub kind: Kind,
    /// What the source does with the content.
    pub stance: Stance,
    /// Trust in the row, 0 to 1.
    pub confidence: f32,
    /// The construction that read it.
    pub by: &'static str,
    /// Who; `None` where the article names nobody.
    pub source: Option<Source>,
    /// The words that attribute.
    pub cue: Cue,
    /// What is attributed, in one or more pieces.
    pub content: Vec<Span>,
    /// To whom.
    pub addressee: Option<Span>,
    /// The outlet it is said to be taken from.
    pub via: Option<Via>,
    /// When it was said.
    pub said: Option<Said>,
    /// What it is said to rest on.
    pub evidence: Option<Evidence>,
    /// Numbers in the content.
    pub quantities: Vec<Quantity>,
    /// Index of the statement in whose content this one lies.
    pub within: Option<usize>,
    /// Index of the earlier statement this one denies, doubts or confirms.
    pub answers: Option<usize>,
    /// Index of the sentence where the cue stands.
    pub sentence: usize,
}

/// How the content is quoted (LEDGER.md §1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All inside quotation marks.
    Direct,
    /// Nothing inside quotation marks.
    Indirect,
    /// Some of it.
    Mixed,
}

impl Kind {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What the source does with the content (LEDGER.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // The labels are defined in LEDGER.md, one row each.
pub enum Stance {
    Asserts,
    Accuses,
    Confirms,
    Denies,
    NoEvidence,
    Assessing,
    Commits,
    Refuses,
    Urges,
    Asks,
    Expects,
    Judges,
}

impl Stance {
    /// All labels, in the order of LEDGER.md.
    pub const ALL: [Self; 12] = [
        Self::Asserts,
        Self::Accuses,
        Self::Confirms,
        Self::Denies,
        Self::NoEvidence,
        Self::Assessing,
        Self::Commits,
        Self::Refuses,
        Self::Urges,
        Self::Asks,
        Self::Expects,
        Self::Judges,
    ];

    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Accuses => "accuses",
            Self::Confirms => "confirms",
            Self::Denies => "denies",
            Self::NoEvidence => "no-evidence",
            Self::Assessing => "assessing",
            Self::Commits => "commits",
            Self::Refuses => "refuses",
            Self::Urges => "urges",
            Self::Asks => "asks",
            Self::Expects => "expects",
            Self::Judges => "judges",
        }
    }

    /// The label of a word.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stance| stance.name() == name)
    }

    /// The side of a claim that the label takes.
    pub fn side(self) -> Side {
        match self {
            Self::Asserts | Self::Accuses | Self::Confirms => Side::Supports,
            Self::Denies => Side::Disputes,
            Self::NoEvidence => Side::Doubts,
            Self::Assessing | Self::Asks => Side::Open,
            _ => Side::None,
        }
    }
}

/// Sides of a claim (LEDGER.md §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Supports,
    Disputes,
    Doubts,
    Open,
    None,
}

impl Side {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Disputes => "disputes",
            Self::Doubts => "doubts",
            Self::Open => "open",
            Self::None => "none",
        }
    }
}

/// Who a statement is attributed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The noun phrase, without the preposition in front; the letters *nya* for the clitic.
    pub spans: Vec<Span>,
    /// The role inside the phrase: "Foreign Minister".
    pub role: Option<Span>,
    /// The entities behind it; empty when in doubt.
    pub actors: Vec<Actor>,
    /// How the entities were found.
    pub resolved: Resolved,
}

/// The entity behind a source (LEDGER.md §4).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// Its name as this article gives it most fully; a state's English CLDR name is never put in its place.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// Kinds of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ActorKind {
    Person,
    Organisation,
    State,
    Group,
    Document,
    Unknown,
}

impl ActorKind {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
            Self::Group => "group",
            Self::Document => "document",
            Self::Unknown => "unknown",
        }
    }
}

/// How it was found who is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// By the name that stands there.
    Name,
    /// By a role or description: "the minister".
    Title,
    /// By a pronoun or clitic.
    Pronoun,
    /// A capital or a building for a government.
    Metonym,
    /// The speaker of the quotation before.
    Continued,
}

impl Resolved {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Pronoun => "pronoun",
            Self::Metonym => "metonym",
            Self::Continued => "continued",
        }
    }
}

/// The words that attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The verb group, noun, preposition or colon.
    pub spans: Vec<Span>,
    /// Its dictionary form.
    pub lemma: String,
}

/// The outlet a statement is taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// Its name.
    pub outlet: String,
    /// The name where it stands.
    pub spans: Vec<Span>,
}

/// When a statement was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The words.
    pub spans: Vec<Span>,
}

/// What a statement is said to rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The words.
    pub spans: Vec<Span>,
    /// What it is.
    pub kind: EvidenceKind,
}

/// Kinds of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum EvidenceKind {
    NoneGiven,
    Document,
    Data,
    Image,
    Witness,
    Intelligence,
    Other,
}

impl EvidenceKind {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoneGiven => "none-given",
            Self::Document => "document",
            Self::Data => "data",
            Self::Image => "image",
            Self::Witness => "witness",
            Self::Intelligence => "intelligence",
            Self::Other => "other",
        }
    }
}

/// A number with its unit (LEDGER.md §3).
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The words, approximation and unit included.
    pub span: Span,
    /// The number; `None` for vague ones, which are not listed.
    pub value: Option<f64>,
    /// What is counted: "tentara aktif", "USD".
    pub unit: Option<String>,
    /// How near the number is meant.
    pub approx: Approx,
}

/// How near a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Approx {
    Exact,
    About,
    AtLeast,
    AtMost,
    MoreThan,
    Nearly,
}

impl Approx {
    /// The word of the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::MoreThan => "more-than",
            Self::Nearly => "nearly",
        }
    }
}

/// Reads what an article attests, by the grammar and the weights that are compiled in.
pub fn read_article(article: Article) -> Reading {
    read_article_by(article, Weights::shipped())
}

/// Reads what an article attests by the grammar and these weights; without weights the grammar stands alone.
pub fn read_article_by(mut article: Article, weights: Option<&Weights>) -> Reading {
    let statements = match Lang::of_tag(&article.language) {
        Some(lang) => {
            let segments = Segments::of(&article, lang);
            let mut statements = find_statements(&article, &segments, lang, weights);
            let numbers = crate::circumstance::add(&article, &segments, lang, &mut statements);
            crate::mention::resolve(&article, &segments, lang, &mut statements);
            answers::settle(&article, &segments, lang, &mut statements);
            headline::note(&mut article, &segments, lang, &numbers, &statements);
            statements
        }
        None => Vec::new(),
    };
    let model = weights.map(|weights| weights.model.clone());
    Reading { article, statements, model }
}

/// The statements of an article with source spans, cue, content, addressee and stance; the rest is added by later rooms.
pub fn find_statements(
    article: &Article,
    segments: &Segments,
    lang: Lang,
    weights: Option<&Weights>,
) -> Vec<Statement> {
    assemble::statements(article, segments, lang, weights)
}
