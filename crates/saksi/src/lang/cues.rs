//! Cue words: verbs, nouns and fixed phrases that attribute.

use rustc_hash::FxHashMap as HashMap;

use super::data_lines;
use crate::statement::Stance;

/// One cue word with all its forms.
#[derive(Debug)]
pub struct Lexeme {
    /// Dictionary form, with its particle: "call for".
    pub lemma: &'static str,
    /// The stance when nothing else decides.
    pub stance: Stance,
    /// What may open the content.
    pub openers: Vec<Opener>,
    /// The words after the verb that belong to the cue: `["for"]`.
    pub particle: Vec<&'static str>,
    flags: &'static str,
}

impl Lexeme {
    /// Whether the content may open like this.
    pub fn opens(&self, opener: Opener) -> bool {
        self.openers.contains(&opener)
    }

    /// What the data file says of it beside stance and openers.
    pub fn flags(&self) -> impl Iterator<Item = &'static str> {
        self.flags.split(' ').filter(|flag| !matches!(*flag, "" | "-"))
    }

    /// Whether the data file gives this flag: `tell`, `accuse`, `thought`, …
    pub fn has(&self, flag: &str) -> bool {
        self.flags.split(' ').any(|one| one == flag)
    }
}

/// What can open a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// A complementizer: that, bahwa.
    That,
    /// A clause without one.
    Bare,
    /// A quotation.
    Quote,
    /// A reported question.
    Question,
    /// A noun phrase.
    Noun,
    /// An infinitive, or untuk, akan, agar.
    To,
    /// "as" after an object.
    As,
}

/// The part a form plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Needs a helper, a plural subject or none at all.
    Base,
    /// Stands with a subject.
    Finite,
    /// English -ing.
    Ing,
    /// English past participle.
    Participle,
    /// Indonesian di- and ter-.
    Passive,
    /// May follow its content without a prefix: kata, ujar.
    Tag,
    /// A noun.
    Noun,
}

/// A lexeme in one of its forms.
#[derive(Debug, Clone, Copy)]
pub struct Use {
    /// Index into [`Cues::lexemes`].
    pub lexeme: usize,
    /// Which form.
    pub form: Form,
}

/// The cue words of one language.
#[derive(Debug, Default)]
pub struct Cues {
    /// All of them, in the order of the file.
    pub lexemes: Vec<Lexeme>,
    forms: HashMap<&'static str, Vec<Use>>,
    /// Whether the language has forms that are tags alone (Indonesian roots); elsewhere any finite form of a `tag` verb serves.
    has_tags: bool,
}

impl Cues {
    /// Reads the columns lemma, stance, openers, flags, forms.
    ///
    /// # Panics
    /// On a malformed line: the files are compiled in and read by every test.
    pub(super) fn parse(file: &'static str) -> Self {
        let mut cues = Self::default();
        for line in data_lines(file) {
            let columns: Vec<_> = line.split('\t').collect();
            let [lemma, stance, openers, flags, forms] = columns[..] else {
                panic!("cue line with {} columns: {line}", columns.len())
            };
            let lexeme = cues.lexemes.len();
            let mut particle = Vec::new();
            for field in forms.split(' ') {
                let (kind, list) = field.split_once('=').unwrap_or_else(|| panic!("cue form without kind: {line}"));
                let form = match kind {
                    "base" => Form::Base,
                    "finite" => Form::Finite,
                    "ing" => Form::Ing,
                    "participle" => Form::Participle,
                    "passive" => Form::Passive,
                    "tag" => {
                        cues.has_tags = true;
                        Form::Tag
                    }
                    "noun" => Form::Noun,
                    "particle" => {
                        particle = list.split('_').collect();
                        continue;
                    }
                    _ => panic!("unknown cue form {kind}: {line}"),
                };
                for word in list.split(',') {
                    let uses = cues.forms.entry(word).or_default();
                    if !uses.iter().any(|one| one.lexeme == lexeme && one.form == form) {
                        uses.push(Use { lexeme, form });
                    }
                }
            }
            cues.lexemes.push(Lexeme {
                lemma,
                stance: Stance::of_name(stance).unwrap_or_else(|| panic!("unknown stance {stance}: {line}")),
                openers: openers.split(' ').filter(|word| *word != "-").map(opener).collect(),
                particle,
                flags,
            });
        }
        cues
    }

    /// Every use a word in lower case can have.
    pub fn uses(&self, lower: &str) -> &[Use] {
        self.forms.get(lower).map_or(&[], Vec::as_slice)
    }

    /// How many words have a use of this form.
    pub fn count(&self, form: Form) -> usize {
        self.forms.values().filter(|uses| uses.iter().any(|one| one.form == form)).count()
    }

    /// The lexeme of a use.
    pub fn of(&self, one: Use) -> &Lexeme {
        &self.lexemes[one.lexeme]
    }

    /// The lexeme that this word, or this word without -nya, is the tag of.
    pub fn tag(&self, lower: &str) -> Option<&Lexeme> {
        self.tag_form(lower).or_else(|| lower.strip_suffix("nya").and_then(|root| self.tag_form(root)))
    }

    fn tag_form(&self, lower: &str) -> Option<&Lexeme> {
        let is_tag = |one: &&Use| {
            let lexeme = self.of(**one);
            let finite =
                matches!(one.form, Form::Finite | Form::Base) && lexeme.has("tag") && lexeme.particle.is_empty();
            one.form == Form::Tag || finite && !self.has_tags
        };
        self.uses(lower).iter().find(is_tag).map(|one| self.of(*one))
    }
}

fn opener(word: &str) -> Opener {
    match word {
        "that" => Opener::That,
        "bare" => Opener::Bare,
        "quote" => Opener::Quote,
        "wh" => Opener::Question,
        "np" => Opener::Noun,
        "to" => Opener::To,
        "as" => Opener::As,
        _ => panic!("unknown opener {word}"),
    }
}
