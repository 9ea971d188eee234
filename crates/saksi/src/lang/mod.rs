//! The languages that can be read: word lists as data files, and the few functions that differ.
//! This room knows words, not texts.

mod cues;
mod words;

use std::collections::HashSet;
use std::sync::OnceLock;

pub use cues::{Cues, Form, Lexeme, Opener, Use};
pub use words::{Class, Words};

/// A language with a grammar of attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
    /// Malay.
    Ms,
}

impl Lang {
    /// Every language that can be read.
    pub const ALL: [Self; 3] = [Self::Id, Self::En, Self::Ms];

    /// The language of a BCP 47 tag, if it can be read.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "id" | "in" => Some(Self::Id),
            "en" => Some(Self::En),
            "ms" => Some(Self::Ms),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
            Self::Ms => "ms",
        }
    }

    /// The language whose grammar reads this one. Malay builds its sentences as Indonesian does and differs in its words,
    /// so it has word lists of its own and no grammar of its own.
    pub(crate) fn grammar(self) -> Self {
        match self {
            Self::Id | Self::Ms => Self::Id,
            Self::En => Self::En,
        }
    }

    pub(crate) fn files(self) -> Files {
        match self {
            Self::Id => Files {
                dates: include_str!("id/dates.tsv"),
                numbers: include_str!("id/numbers.tsv"),
                quantities: include_str!("id/quantities.tsv"),
                relays: include_str!("id/relays.tsv"),
                evidence: include_str!("id/evidence.tsv"),
                cues: include_str!("id/cues.tsv"),
                words: include_str!("id/words.txt"),
                abbreviations: include_str!("id/abbreviations.txt"),
            },
            Self::En => Files {
                dates: include_str!("en/dates.tsv"),
                numbers: include_str!("en/numbers.tsv"),
                quantities: include_str!("en/quantities.tsv"),
                relays: include_str!("en/relays.tsv"),
                evidence: include_str!("en/evidence.tsv"),
                cues: include_str!("en/cues.tsv"),
                words: include_str!("en/words.txt"),
                abbreviations: include_str!("en/abbreviations.txt"),
            },
            Self::Ms => Files {
                dates: include_str!("ms/dates.tsv"),
                numbers: include_str!("ms/numbers.tsv"),
                quantities: include_str!("ms/quantities.tsv"),
                relays: include_str!("ms/relays.tsv"),
                evidence: include_str!("ms/evidence.tsv"),
                cues: include_str!("ms/cues.tsv"),
                words: include_str!("ms/words.txt"),
                abbreviations: include_str!("ms/abbreviations.txt"),
            },
        }
    }
}

/// The data files of one language. A new language is a folder with these files and a line in [`Lang`].
pub(crate) struct Files {
    cues: &'static str,
    words: &'static str,
    abbreviations: &'static str,
    /// The words of dates.
    pub(crate) dates: &'static str,
    /// Number words.
    pub(crate) numbers: &'static str,
    /// What stands around numbers.
    pub(crate) quantities: &'static str,
    /// The words of relay.
    pub(crate) relays: &'static str,
    /// The words of evidence.
    pub(crate) evidence: &'static str,
}

/// What is known of one language.
#[derive(Debug)]
pub struct Language {
    /// Which.
    pub lang: Lang,
    /// Its cue words.
    pub cues: Cues,
    /// Its closed classes.
    pub words: Words,
    /// Abbreviation, and whether its dot may end a sentence as well.
    abbreviations: HashSet<&'static str>,
    enders: HashSet<&'static str>,
}

impl Language {
    /// The data of a language, read once.
    pub fn of(lang: Lang) -> &'static Self {
        static LANGUAGES: [OnceLock<Language>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        let place = Lang::ALL.iter().position(|&one| one == lang).unwrap_or(0);
        LANGUAGES[place].get_or_init(|| Self::load(lang))
    }

    fn load(lang: Lang) -> Self {
        let files = lang.files();
        let mut abbreviations = HashSet::new();
        let mut enders = HashSet::new();
        for word in data_lines(files.abbreviations).flat_map(str::split_whitespace) {
            let plain = word.trim_end_matches('+');
            abbreviations.insert(plain);
            if plain.len() < word.len() {
                enders.insert(plain);
            }
        }
        Self { lang, cues: Cues::parse(files.cues), words: Words::parse(files.words), abbreviations, enders }
    }

    /// Whether the dot after this word ends no sentence.
    pub fn is_abbreviation(&self, lower: &str) -> bool {
        self.abbreviations.contains(lower.trim_end_matches('.'))
    }

    /// Whether the dot after this abbreviation may end a sentence as well ("Inc.", "dkk.").
    pub fn ends_sentence_too(&self, lower: &str) -> bool {
        self.enders.contains(lower.trim_end_matches('.'))
    }

    /// Whether the word can stand in a tag after a quotation: "said", "kata", "ujarnya".
    pub fn is_tag_verb(&self, lower: &str) -> bool {
        self.cues.tag(lower).is_some()
    }

    /// Whether a word in lower case can stand inside a name: "van", "of".
    pub fn is_inside_name(&self, lower: &str) -> bool {
        self.words.is(lower, Class::NAME_LINK)
    }
}

impl Lang {
    /// One value of each language, made on first use: the tables of rooms that keep their own.
    pub(crate) fn once<T>(
        self,
        tables: &'static [OnceLock<T>; Self::ALL.len()],
        make: impl FnOnce(Files) -> T,
    ) -> &'static T {
        let place = Self::ALL.iter().position(|&one| one == self).unwrap_or(0);
        tables[place].get_or_init(|| make(self.files()))
    }
}

/// The lines of a data file that are neither empty nor comments.
pub(crate) fn data_lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
