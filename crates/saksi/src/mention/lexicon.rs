//! The words that say what a noun phrase is about: offices, trades, organisations, groups, documents, and the closed
//! classes that point back. The constructions use the same lists to tell where a noun phrase ends.
//! This room knows words, not texts.

use rustc_hash::FxHashMap as HashMap;
use std::sync::OnceLock;

use super::states::States;
use crate::Lang;
use crate::lang::data_lines;

/// What a noun phrase is about, told by its head word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Head {
    /// An office, a trade, kin: one person.
    Person,
    /// Several people without names.
    People,
    /// A body, a company, a ministry.
    Organisation,
    /// A report, a law, data.
    Document,
}

/// One head word.
#[derive(Debug, Clone)]
pub(super) struct HeadWord {
    pub(super) head: Head,
    /// What the word means when it points back, then what else it lends to the one so described.
    pub(super) families: Vec<&'static str>,
}

/// The lists of one language.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) lang: Lang,
    pub(super) states: States,
    heads: HashMap<&'static str, Vec<HeadWord>>,
    marks: HashMap<&'static str, Marks>,
    lends: HashMap<&'static str, Vec<&'static str>>,
    pointers: HashMap<&'static str, Vec<&'static str>>,
}

/// What a word may be beside a head.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a word may be several of these at once")]
struct Marks {
    prefix: bool,
    honorific: bool,
    degree: bool,
    field: bool,
    takes: bool,
    generic: bool,
}

/// Whom "she" can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

impl Lexicon {
    /// The lists of a language, read once.
    pub fn of(lang: Lang) -> &'static Self {
        // A language without a grammar of its own reads names as the language does whose grammar it shares.
        let lang = lang.grammar();
        static LEXICONS: [OnceLock<Lexicon>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        let place = Lang::ALL.iter().position(|&one| one == lang).unwrap_or(0);
        LEXICONS[place].get_or_init(|| match lang {
            // Malay is read by Indonesian lists until it has its own.
            Lang::Id | Lang::Ms => Self::load(
                lang.grammar(),
                include_str!("../lang/id/heads.txt"),
                include_str!("../lang/id/reference.txt"),
                include_str!("../lang/id/states.tsv"),
                include_str!("../lang/id/places.txt"),
            ),
            Lang::En => Self::load(
                lang,
                include_str!("../lang/en/heads.txt"),
                include_str!("../lang/en/reference.txt"),
                include_str!("../lang/en/states.tsv"),
                include_str!("../lang/en/places.txt"),
            ),
        })
    }

    /// Whether the word is an office, a trade or another word for one person: "menteri", "spokeswoman".
    pub fn is_role_word(&self, lower: &str) -> bool {
        self.is_head(lower, Head::Person)
    }

    /// Whether the word can be the head of a phrase about one person or several.
    pub fn is_person_head(&self, lower: &str) -> bool {
        self.is_head(lower, Head::Person) || self.is_head(lower, Head::People)
    }

    /// Whether the word can be the head of a phrase about an organisation.
    pub fn is_organisation_head(&self, lower: &str) -> bool {
        self.is_head(lower, Head::Organisation)
    }

    /// Whether the word can be the head of a phrase about several people without names.
    pub fn is_group_head(&self, lower: &str) -> bool {
        self.is_head(lower, Head::People)
    }

    /// Whether the word can be the head of a phrase about a document or data.
    pub fn is_document_head(&self, lower: &str) -> bool {
        self.is_head(lower, Head::Document)
    }

    /// Whether the word stands before a name and is dropped from it: "Kombes", "Dr".
    pub fn is_honorific(&self, lower: &str) -> bool {
        self.marks(lower).honorific
    }

    /// Whether the word stands after a name and is dropped from it: "S.H.", "Jr".
    pub fn is_degree(&self, lower: &str) -> bool {
        self.marks(lower).degree
    }

    /// Whether the word stands before an office: "wakil", "deputy".
    pub fn is_prefix(&self, lower: &str) -> bool {
        self.marks(lower).prefix
    }

    /// Whether the word goes on with an office or an organisation and is no name: "luar", "negeri", "foreign".
    pub fn is_field(&self, lower: &str) -> bool {
        self.marks(lower).field
    }

    /// Whether the word says what kind of body a name is: "*Regulator* Bawasmu".
    pub(super) fn is_generic(&self, lower: &str) -> bool {
        self.marks(lower).generic
    }

    /// Whether the body takes one proper word into its name: "Partai *Gelombang*".
    pub(super) fn takes_name(&self, lower: &str) -> bool {
        self.marks(lower).takes
    }

    /// The state or territory that these words name, as its ISO code; adjectives, capitals and buildings count.
    pub fn territory(&self, words: &str) -> Option<&'static str> {
        self.states.find(words).map(|(state, _)| self.states.code(state))
    }

    /// Whether these words are a capital or a building that stands for the government of a state.
    pub fn is_seat(&self, words: &str) -> bool {
        self.states.find(words).is_some_and(|(_, standing)| standing == super::states::Standing::Metonym)
    }

    /// Whether the word belongs to a class of `reference.txt`.
    pub(super) fn points(&self, lower: &str, class: &str) -> bool {
        self.pointers.get(lower).is_some_and(|classes| classes.contains(&class))
    }

    pub(super) fn is_head(&self, lower: &str, head: Head) -> bool {
        self.heads.get(lower).is_some_and(|words| words.iter().any(|word| word.head == head))
    }

    pub(super) fn head(&self, lower: &str, head: Head) -> Option<&HeadWord> {
        self.heads.get(lower)?.iter().find(|word| word.head == head)
    }

    /// The readings of a head word, in the order of the list.
    pub(super) fn heads(&self, lower: &str) -> &[HeadWord] {
        self.heads.get(lower).map_or(&[], Vec::as_slice)
    }

    /// What a word inside a description lends to it: "anggota *parlemen*" is a legislator.
    pub(super) fn lends(&self, lower: &str) -> &[&'static str] {
        self.lends.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The gender that a word gives to the one it describes.
    pub(super) fn gender(&self, lower: &str) -> Option<Gender> {
        if self.points(lower, "female") {
            Some(Gender::Female)
        } else if self.points(lower, "male") {
            Some(Gender::Male)
        } else {
            None
        }
    }

    fn marks(&self, lower: &str) -> Marks {
        self.marks.get(lower.trim_end_matches('.')).copied().unwrap_or_default()
    }

    fn load(
        lang: Lang,
        heads: &'static str,
        reference: &'static str,
        states: &'static str,
        places: &'static str,
    ) -> Self {
        let mut lexicon = Self {
            lang,
            states: States::parse(states, places),
            heads: HashMap::default(),
            marks: HashMap::default(),
            lends: HashMap::default(),
            pointers: HashMap::default(),
        };
        for line in data_lines(heads) {
            let (kind, words) = line.split_once(':').expect("a line of heads.txt is `kind families: words`");
            let mut kind = kind.split_whitespace();
            let first = kind.next().unwrap_or_default();
            let families: Vec<&'static str> = kind.collect();
            for word in words.split_whitespace() {
                let head = match first {
                    "person" => Some(Head::Person),
                    "people" => Some(Head::People),
                    "organisation" => Some(Head::Organisation),
                    "document" => Some(Head::Document),
                    _ => None,
                };
                if let Some(head) = head {
                    let readings = lexicon.heads.entry(word).or_default();
                    if let Some(known) = readings.iter_mut().find(|known| known.head == head) {
                        known.families.extend(&families);
                    } else {
                        readings.push(HeadWord { head, families: families.clone() });
                    }
                    continue;
                }
                match first {
                    "prefix" => lexicon.marks.entry(word).or_default().prefix = true,
                    "honorific" => lexicon.marks.entry(word).or_default().honorific = true,
                    "degree" => lexicon.marks.entry(word).or_default().degree = true,
                    "field" => lexicon.marks.entry(word).or_default().field = true,
                    "generic" => lexicon.marks.entry(word).or_default().generic = true,
                    "takes" => lexicon.marks.entry(word).or_default().takes = true,
                    "lends" => lexicon.lends.entry(word).or_default().extend(&families),
                    other => panic!("unknown kind {other} in heads.txt"),
                }
            }
        }
        for line in data_lines(reference) {
            let (class, words) = line.split_once(':').expect("a line of reference.txt is `class: words`");
            for word in words.split_whitespace() {
                lexicon.pointers.entry(word).or_default().push(class);
            }
        }
        lexicon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        let id = Lexicon::of(Lang::Id);
        assert!(id.is_role_word("menteri") && id.is_organisation_head("kementerian") && id.is_document_head("laporan"));
        assert!(id.is_honorific("kombes") && id.is_degree("s.h.") && id.is_field("negeri"));
        assert_eq!(id.territory("moskow"), Some("RU"));
        let en = Lexicon::of(Lang::En);
        assert!(en.is_role_word("spokeswoman") && en.is_group_head("officials") && !en.is_role_word("harbour"));
        assert_eq!(en.gender("spokeswoman"), Some(Gender::Female));
        assert_eq!(en.territory("white house"), Some("US"));
    }
}
