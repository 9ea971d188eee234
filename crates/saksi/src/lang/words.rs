//! Closed classes of words.

use rustc_hash::FxHashMap as HashMap;

use super::data_lines;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u64);

/// One bit a class; written out because counting macros are not stable.
macro_rules! numbered {
    ($($bit:literal $name:ident $word:literal $doc:literal)*) => {
        impl Class {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*
            fn of_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

numbered! {
    0 DETERMINER "determiner" "Opens a noun phrase."
    1 PREPOSITION "preposition" "Prepositions, those that are subordinators as well among them."
    2 CONJUNCTION "conjunction" "Joins like to like."
    3 SUBORDINATOR "subordinator" "Opens a clause that hangs on another."
    4 COMPLEMENTIZER "complementizer" "Opens a reported clause: that, bahwa."
    5 QUESTION "question" "Opens a reported question."
    6 RELATIVE "relative" "Opens a relative clause."
    7 SUBJECT "subject" "A pronoun that can be the subject."
    8 FIRST "first" "First person."
    9 PRONOUN "pronoun" "Any pronoun."
    10 SPEAKER "speaker" "A pronoun that stands for a speaker before a verb."
    11 AUXILIARY "auxiliary" "Belongs to the verb group before its verb."
    12 NEGATION "negation" "Turns the verb round."
    13 ADVERB "adverb" "May stand between subject and verb or after the verb."
    14 DAY "day" "A weekday, or a word like yesterday."
    15 MONTH "month" "A month."
    16 TIME "time" "A word that ends a time phrase: week, ago, pagi."
    17 TIME_LEAD "time-lead" "A word that opens a time phrase: last, awal."
    18 PROGRESSIVE "progressive" "Says that something is still going on."
    19 OPENER "opener" "Opens a sentence without being part of its subject."
    20 CLAIM_NOUN "claim-noun" "A noun for what somebody said."
    21 SPEAKER_NOUN "speaker-noun" "A common noun for somebody or something that makes statements."
    22 HEARSAY "hearsay" "Attributes to nobody."
    23 NAME_LINK "name-link" "Stands in lower case inside names."
    24 SOURCE_END "source-end" "Ends a source that follows its tag verb."
    25 ATTACH "attach" "A preposition that can go on with a noun phrase."
    26 COPULA "copula" "A verb that links."
    27 MODAL "modal" "A modal verb."
    28 POINTER "pointer" "Points back to what was said."
    29 SPEAKER_AFTER "speaker-after" "A pronoun that stands for a speaker after a tag verb."
    30 TITLE "title" "Stands before a name and is no name itself."
    31 CITE "cite" "Opens what a statement rests on."
    33 DATA_NOUN "data-noun" "A thing that shows rather than says: a survey, a recording."
    34 SECOND "second" "Second person."
    35 LIGHT "light" "A verb that says little beside its noun: issued, menyampaikan."
    36 VERB "verb" "A common verb form that no ending gives away: came, flew."
    37 LABEL "label" "Opens a line that it labels, before a colon, and names nobody: video, kronologi."
    38 NO_ADVERB "no-adverb" "Ends as an adverb does and is none: family."
    32 NOUN_TOO "noun-too" "A verb form that is as often a noun."
}

impl std::ops::BitOr for Class {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Class {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Whether the two share a class.
    pub fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

/// The classes of every listed word.
#[derive(Debug, Default)]
pub struct Words {
    classes: HashMap<&'static str, Class>,
}

impl Words {
    /// Reads `class: word word` lines.
    ///
    /// # Panics
    /// On a line without a known class: the files are compiled in and read by every test.
    pub(super) fn parse(file: &'static str) -> Self {
        let mut words = Self::default();
        for line in data_lines(file) {
            let (class, list) = line.split_once(':').expect("a line of a word file is `class: words`");
            let class = Class::of_word(class.trim()).unwrap_or_else(|| panic!("unknown word class {class}"));
            for word in list.split_whitespace() {
                let entry = words.classes.entry(word).or_default();
                *entry = *entry | class;
            }
        }
        words
    }

    /// The classes of a word in lower case.
    pub fn class(&self, lower: &str) -> Class {
        self.classes.get(lower).copied().unwrap_or(Class::NONE)
    }

    /// Whether the word belongs to one of the classes.
    pub fn is(&self, lower: &str, class: Class) -> bool {
        self.class(lower).any(class)
    }
}
