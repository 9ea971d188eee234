//! A unit of the corpus: a paragraph or a short article, with its rows.

use saksi::article::{Article, Block, Role};
use saksi::date::{Date, Stamp};
use saksi::statement::{Approx, EvidenceKind, Stance};
use saksi::{Lang, Span};

/// A paragraph or short article with everything that LEDGER.md marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its name: `id-courts-001`.
    pub id: String,
    /// Where it stands: file and line of its head.
    pub place: String,
    /// Its language.
    pub lang: Lang,
    /// The topic, as its file is named.
    pub topic: String,
    /// The house style it is written in.
    pub style: String,
    /// The construction it was planned for; `-` for none.
    pub construction: String,
    /// The stance it was planned for; `-` for none.
    pub stance: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// Its words, paragraphs parted by a blank line.
    pub text: String,
    /// Its paragraphs.
    pub blocks: Vec<Block>,
    /// Its rows, in the order of their numbers.
    pub rows: Vec<Row>,
}

/// One statement as a person marked it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Who.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// To whom.
    pub addressee: Vec<Span>,
    /// The outlet it is taken from.
    pub via: Vec<Span>,
    /// When it was said: the words.
    pub said: Vec<Span>,
    /// What it rests on: the words.
    pub evidence: Vec<Span>,
    /// The numbers of the content.
    pub quantities: Vec<Span>,
    /// What the source does with the content; every sound row has one.
    pub stance: Option<Stance>,
    /// The plain names of who is meant.
    pub actors: Vec<String>,
    /// When it was said: first and last day.
    pub days: Option<(Date, Date)>,
    /// What kind of evidence.
    pub evidence_kind: Option<EvidenceKind>,
    /// Value, unit and approximation of each quantity.
    pub amounts: Vec<Amount>,
    /// The row it answers, by its index.
    pub answers: Option<usize>,
}

/// What a quantity says.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// What is counted.
    pub unit: String,
    /// How near it is meant.
    pub approx: Approx,
}

impl Unit {
    /// The unit as the reader gets it.
    pub fn article(&self) -> Article {
        let title = self.blocks.iter().find(|block| block.role == Role::Title);
        Article {
            blocks: self.blocks.clone(),
            language: self.lang.tag().to_owned(),
            published: self.published.map(Stamp::of_day),
            title: title.map(|block| block.span.of(&self.text).to_owned()),
            ..Article::of_text(self.text.clone())
        }
    }

    /// Whether the unit is kept out of fitting: a fixed tenth, by its id.
    pub fn is_held_out(&self) -> bool {
        digest(self.id.as_bytes()) % 10 == 3
    }
}

/// A number that never changes between machines or versions (FNV-1a, folded).
pub fn digest(bytes: &[u8]) -> u64 {
    let mixed = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    mixed ^ (mixed >> 29)
}
