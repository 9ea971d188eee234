//! The constructions of attribution, one file each, in the order in which they are tried.
//!
//! A construction looks at one scope and adds drafts; a cue word that an earlier construction has taken is left alone.

mod according;
mod clause;
mod colon;
mod hearsay;
mod light;
mod nominal;
mod participle;
mod passive;
mod tag;

use std::ops::Range;

use super::scope::Scope;
use super::site::Site;
use crate::Span;
use crate::lang::Lexeme;

/// One way in which news attributes.
#[derive(Debug)]
pub struct Construction {
    /// Its name in the output (`by`).
    pub name: &'static str,
    /// What it reads, in a sentence.
    pub reads: &'static str,
    /// Examples of our own, by language tag.
    pub examples: &'static [(&'static str, &'static str)],
    /// What it is known to miss.
    pub misses: &'static str,
    read: fn(&Scope<'_>, &[Vec<Site<'_>>], &mut Vec<Draft>),
}

impl Construction {
    /// Its cases: texts with marked parts, as tests/cases/README.md tells.
    pub fn cases(&self) -> &'static str {
        match self.name {
            "according" => include_str!("../../../tests/cases/statement/according.txt"),
            "tag" => include_str!("../../../tests/cases/statement/tag.txt"),
            "colon" => include_str!("../../../tests/cases/statement/colon.txt"),
            "light-verb" => include_str!("../../../tests/cases/statement/light.txt"),
            "clause" => include_str!("../../../tests/cases/statement/clause.txt"),
            "participle" => include_str!("../../../tests/cases/statement/participle.txt"),
            "passive" => include_str!("../../../tests/cases/statement/passive.txt"),
            "hearsay" => include_str!("../../../tests/cases/statement/hearsay.txt"),
            "nominal" => include_str!("../../../tests/cases/statement/nominal.txt"),
            _ => "",
        }
    }

    /// The name of its case file in tests/cases/statement/.
    pub fn case_file(&self) -> String {
        format!("{}.txt", self.name.split('-').next().unwrap_or(self.name))
    }

    /// Adds what this construction makes of a scope.
    pub(crate) fn read_into<'a>(&self, scope: &Scope<'a>, sites: &[Vec<Site<'a>>], drafts: &mut Vec<Draft>) {
        (self.read)(scope, sites, drafts);
    }
}

/// Every construction, in the order in which they are tried.
pub static CONSTRUCTIONS: &[Construction] = &[
    according::CONSTRUCTION,
    tag::CONSTRUCTION,
    colon::CONSTRUCTION,
    light::CONSTRUCTION,
    clause::CONSTRUCTION,
    participle::CONSTRUCTION,
    passive::CONSTRUCTION,
    hearsay::CONSTRUCTION,
    nominal::CONSTRUCTION,
];

/// The name under which a quotation that goes on without a cue is recorded.
pub(super) const CONTINUED: &str = "quotation-continued";

/// A statement as a construction sees it: ranges of items of its scope.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) by: &'static str,
    pub(crate) source: Option<Range<usize>>,
    /// The letters *nya* of a tag, which are no item of their own.
    pub(crate) clitic: Option<Span>,
    /// The cue; the clitic is cut off its last item.
    pub(crate) cue: Range<usize>,
    /// The item that carries the cue; taken for later constructions.
    pub(crate) word: usize,
    pub(crate) lemma: String,
    pub(crate) stance: super::Stance,
    pub(crate) negated: bool,
    pub(crate) unable: bool,
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) addressee: Option<Range<usize>>,
    pub(crate) confidence: f32,
    /// The source was named before, not in front of this cue.
    pub(crate) shared: bool,
}

impl Draft {
    /// A draft of a site with what nearly every construction sets.
    pub(crate) fn of(
        by: &'static str,
        site: &Site<'_>,
        source: Option<Range<usize>>,
        content: Vec<Range<usize>>,
    ) -> Self {
        Self {
            by,
            source,
            clitic: None,
            cue: site.start..site.end,
            word: site.word,
            lemma: lemma(site.lexeme),
            stance: site.lexeme.stance,
            negated: site.negated,
            unable: site.unable,
            content,
            addressee: None,
            confidence: 0.8,
            shared: false,
        }
    }
}

fn lemma(lexeme: &Lexeme) -> String {
    lexeme.lemma.to_owned()
}

/// Reads one scope with every construction.
pub(crate) fn read(scope: &Scope<'_>) -> Vec<Draft> {
    let sites = super::site::sites(scope);
    let mut drafts = Vec::new();
    for construction in CONSTRUCTIONS {
        (construction.read)(scope, &sites, &mut drafts);
    }
    drafts.sort_by_key(|draft| draft.word);
    drafts
}

/// Whether an earlier construction has taken the word.
fn taken(drafts: &[Draft], word: usize) -> bool {
    drafts.iter().any(|draft| {
        let inside_source = draft.by == "tag" && draft.source.as_ref().is_some_and(|source| source.contains(&word));
        draft.word == word || draft.cue.contains(&word) || inside_source
    })
}

/// The source of the nearest earlier cue of the scope: for "…, adding that" and "X denied A and said B".
fn shared_source(scope: &Scope<'_>, drafts: &[Draft], before: usize) -> Option<Range<usize>> {
    let pronoun = |index: usize| scope.is(index, crate::lang::Class::SPEAKER);
    let nearest = drafts.iter().filter(|draft| draft.word < before).max_by_key(|draft| draft.word)?;
    let source = nearest.source.clone()?;
    // "Brink said she thinks A but said B": the pronoun inside the content stands for the one who speaks.
    let outer = drafts
        .iter()
        .filter(|draft| draft.word < nearest.word && draft.source.is_some() && source.len() == 1)
        .find(|draft| draft.content.iter().any(|piece| piece.start <= source.start && nearest.word < piece.end));
    match outer {
        Some(outer) if pronoun(source.start) && !outer.content.iter().any(|piece| piece.contains(&before)) => {
            outer.source.clone()
        }
        _ => Some(source),
    }
}
