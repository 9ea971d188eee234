//! How near two contents are in meaning, by the table of `saksi-encoder`; it sees neither denials nor numbers.
//!
//! Without the feature `encoder` nothing is near anything.

use crate::Lang;

/// What a content is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    #[cfg(feature = "encoder")]
    vector: Option<saksi_encoder::Vector>,
}

#[cfg(feature = "encoder")]
impl Meaning {
    /// Fewer words than this mean too little by themselves: "any involvement".
    const WORDS: usize = 4;

    pub(super) fn of(content: &str, lang: Lang) -> Self {
        use saksi_encoder::{Language, Table};
        let language = match lang {
            Lang::Id | Lang::Ms => Language::Indonesian,
            Lang::En => Language::English,
        };
        let enough = content.split_whitespace().nth(Self::WORDS - 1).is_some();
        Self { vector: enough.then(|| Table::built_in().vector(content, language)) }
    }

    /// From 0 for nothing in common to 1 for the same.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        match (&self.vector, &other.vector) {
            (Some(one), Some(other)) => one.likeness(other).max(0.0),
            _ => 0.0,
        }
    }
}

#[cfg(not(feature = "encoder"))]
impl Meaning {
    pub(super) fn of(_: &str, _: Lang) -> Self {
        Self {}
    }

    pub(super) fn likeness(&self, _: &Self) -> f32 {
        0.0
    }
}
