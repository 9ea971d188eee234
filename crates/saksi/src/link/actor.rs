//! Who is the same actor across articles and languages, and why.
//!
//! Each merge has its reason, is decided from two actors and what their articles say of them, and is undone by a
//! correction. People are never merged on one bare name: a surname alone needs an office in common.

use super::name::{self, fold, near};
use super::sense::{self, Kind, Mark};
use crate::Lang;
use crate::mention::Lexicon;
use crate::statement::ActorKind;

/// An actor as one article names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// Id made from kind and name.
    pub id: String,
    /// The name as the article gives it.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Role and affiliation as the article states them: "Direktur Utama Bank Merapi".
    pub role: Option<String>,
}

/// Why two actors are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// The names are the same but for case, marks and forms of company.
    SameName,
    /// The names are spellings of one: Zelensky, Zelenskiy.
    Spelling,
    /// One is the other's abbreviation, or both give the same one.
    Abbreviation,
    /// Both are names of one state in the lists: Rusia, Russia.
    State,
    /// A capital or a building stands for its government: Moskow.
    Capital,
    /// The words of the name mean the same in both languages.
    Translation,
    /// One name is part of the other, and the articles give both the same office.
    Office,
}

impl Known {
    /// A sentence for people.
    pub fn text(self) -> &'static str {
        match self {
            Self::SameName => "the names are the same",
            Self::Spelling => "the names are spellings of one",
            Self::Abbreviation => "one name is the abbreviation of the other",
            Self::State => "both are names of one state",
            Self::Capital => "a capital or a building stands for its government",
            Self::Translation => "the names mean the same in both languages",
            Self::Office => "one name is part of the other, and both hold the same office",
        }
    }
}

/// Whether two actors are one, and why; `None` when in doubt.
pub fn same(a: &Actor, b: &Actor) -> Option<Known> {
    if let (Some(one), Some(other)) = (state(a), state(b)) {
        return (one.0 == other.0).then_some(if one.1 || other.1 { Known::Capital } else { Known::State });
    }
    if !compatible(a.kind, b.kind) {
        return None;
    }
    let (one, other) = (Name::of(&a.name), Name::of(&b.name));
    if one.words.is_empty() || other.words.is_empty() {
        return None;
    }
    let bare = one.words.len() == 1 && other.words.len() == 1;
    let person = a.kind == ActorKind::Person || b.kind == ActorKind::Person;
    if one.joined() == other.joined() {
        // One bare name may be many people's: an office must support it.
        let reason = if one.plain == other.plain { Known::SameName } else { Known::Spelling };
        return (!person || !bare || share_office(a, b)).then_some(reason);
    }
    if person {
        return same_person(a, b, &one, &other);
    }
    if one.is_abbreviation_of(&other) || other.is_abbreviation_of(&one) {
        return Some(Known::Abbreviation);
    }
    if one.same_words_apart_from_spelling(&other) {
        return Some(Known::Spelling);
    }
    same_meaning(a, b).then_some(Known::Translation)
}

/// Words under which an actor is looked up: two actors that are [`same`] share one of them.
pub fn keys(actor: &Actor) -> Vec<String> {
    let mut out = Vec::new();
    if let Some((code, _)) = state(actor) {
        out.push(format!("state:{code}"));
        return out;
    }
    let name = Name::of(&actor.name);
    for word in &name.words {
        // Spellings differ late in a word and in its vowels: first letter and consonants.
        out.push(format!("sound:{}", skeleton(word)));
    }
    out.push(format!("sound:{}", skeleton(&name.joined())));
    out.extend(name.abbreviations());
    if actor.kind != ActorKind::Person {
        let mut senses: Vec<String> = meaning(&actor.name).into_iter().map(|mark| mark.label).collect();
        senses.truncate(4);
        out.extend(senses.iter().map(|sense| format!("sense:{sense}")));
    }
    out.sort();
    out.dedup();
    out
}

/// Words under which an actor is looked up among very many: two actors that are [`same`] by their names alone, whatever
/// their roles, share one of them. Two words together make a key, for thousands share a first name.
pub fn name_keys(actor: &Actor) -> Vec<String> {
    if let Some((code, _)) = state(actor) {
        return vec![format!("state:{code}")];
    }
    let name = Name::of(&actor.name);
    let mut out = name.sounds();
    if actor.kind != ActorKind::Person {
        out.extend(name.abbreviations());
        let telling = meaning(&actor.name).into_iter().filter(|mark| mark.kind != Kind::State);
        let senses: Vec<String> = telling.map(|mark| mark.label).collect();
        if let [sense] = &senses[..] {
            out.push(format!("sense:{sense}"));
        }
        pairs(&senses, |pair| out.push(format!("senses:{pair}")));
    }
    out.sort();
    out.dedup();
    out
}

/// Whether a name is one word, which many may bear.
pub(super) fn is_bare(actor: &Actor) -> bool {
    Name::of(&actor.name).words.len() <= 1
}

/// Any two of the first words, in the order of letters.
fn pairs(words: &[String], mut each: impl FnMut(String)) {
    const FIRST: usize = 6;
    let words = &words[..words.len().min(FIRST)];
    for (at, one) in words.iter().enumerate() {
        for other in &words[at + 1..] {
            each(if one <= other { format!("{one} {other}") } else { format!("{other} {one}") });
        }
    }
}

/// The state that a name stands for, and whether by a capital or a building.
pub(super) fn state(actor: &Actor) -> Option<(&'static str, bool)> {
    if !matches!(actor.kind, ActorKind::State | ActorKind::Unknown | ActorKind::Organisation) {
        return None;
    }
    let mut words: Vec<String> = name::words(&actor.name).into_iter().map(|(word, _)| word).collect();
    words.retain(|word| !matches!(word.as_str(), "the" | "government" | "pemerintah" | "of" | "republic" | "republik"));
    let joined = words.join(" ");
    let code = Lang::ALL.iter().find_map(|&lang| Lexicon::of(lang).territory(&joined))?;
    Some((code, Lang::ALL.iter().any(|&lang| Lexicon::of(lang).is_seat(&joined))))
}

fn compatible(a: ActorKind, b: ActorKind) -> bool {
    a == b
        || a == ActorKind::Unknown
        || b == ActorKind::Unknown
        || matches!(
            (a, b),
            (ActorKind::Organisation, ActorKind::Group | ActorKind::State)
                | (ActorKind::Group | ActorKind::State, ActorKind::Organisation)
        )
}

fn same_person(a: &Actor, b: &Actor, one: &Name, other: &Name) -> Option<Known> {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if short.words.len() > 1 && !one.sounds_like(other) {
        return None;
    }
    if one.words.len() == other.words.len() && one.words.len() > 1 {
        return one.same_words_apart_from_spelling(other).then_some(Known::Spelling);
    }
    if near(&one.joined(), &other.joined()) && one.joined().len() >= 8 && short.words.len() > 1 {
        // "Sri Mulya Ningsih" and "Sri Mulyaningsih".
        return Some(Known::Spelling);
    }
    let each_is_in = short.words.iter().all(|word| long.words.iter().any(|other| near(word, other)));
    if !each_is_in {
        return None;
    }
    if short.words.len() > 1 {
        return Some(Known::SameName);
    }
    share_office(a, b).then_some(Known::Office)
}

/// Whether what their articles say of both names the same organisation, state or office.
fn share_office(a: &Actor, b: &Actor) -> bool {
    let (Some(one), Some(other)) = (&a.role, &b.role) else { return false };
    let (one, other) = (meaning(one), meaning(other));
    let shared = one.iter().filter(|mark| other.iter().any(|theirs| theirs.label == mark.label));
    let (mut weight, mut telling) = (0.0, false);
    for mark in shared {
        weight += mark.weight;
        telling |= matches!(mark.kind, Kind::State | Kind::Name | Kind::Word) || mark.weight >= 1.5;
    }
    telling && weight >= 1.0
}

/// Whether two names of bodies mean the same by the lists of senses; a state may stand in one alone.
fn same_meaning(a: &Actor, b: &Actor) -> bool {
    let (one, other) = (meaning(&a.name), meaning(&b.name));
    let label = |mark: &&Mark| mark.kind != Kind::State;
    let of = |marks: &[Mark]| marks.iter().filter(label).map(|mark| mark.label.clone()).collect::<Vec<_>>();
    let states =
        |marks: &[Mark]| marks.iter().filter(|mark| !label(mark)).map(|mark| mark.label.clone()).collect::<Vec<_>>();
    let (words, theirs) = (of(&one), of(&other));
    let (here, there) = (states(&one), states(&other));
    // "Norway's border agency" beside "Northern Border Agency of Norway".
    let (short, long) = if words.len() <= theirs.len() { (&words, &theirs) } else { (&theirs, &words) };
    let within = short.len() >= 2 && short.len() + 1 == long.len() && short.iter().all(|label| long.contains(label));
    if within && here == there && !here.is_empty() {
        return true;
    }
    if words.is_empty() || words != theirs {
        return false;
    }
    if here == there {
        let unnamed = a.kind == ActorKind::Group && b.kind == ActorKind::Group;
        return words.len() >= 2 || unnamed || !here.is_empty();
    }
    // "the border agency" may be any state's: without the state on one side the rest must be telling.
    let roles = |actor: &Actor| actor.role.as_deref().map(meaning).unwrap_or_default();
    let by_role =
        |marks: &[Mark], wanted: &[String]| wanted.iter().all(|state| marks.iter().any(|mark| mark.label == *state));
    let one_lacks = here.is_empty() || there.is_empty();
    one_lacks
        && (words.len() >= 3
            || here.is_empty() && by_role(&roles(a), &there)
            || there.is_empty() && by_role(&roles(b), &here))
}

/// The marks of a name, in whichever language it is written.
pub(super) fn meaning(name: &str) -> Vec<Mark> {
    // What stands in brackets is an abbreviation of the rest.
    let name: String = name.split(['(', ')']).step_by(2).collect();
    let of = |lang| {
        let mut marks = sense::marks(&name, lang);
        marks.retain(|mark| mark.lender.is_none());
        marks
    };
    let known = |marks: &[Mark]| marks.iter().filter(|mark| !matches!(mark.kind, Kind::Word | Kind::Name)).count();
    let (indonesian, english) = (of(Lang::Id), of(Lang::En));
    let foreign = |marks: &[Mark]| marks.len() - known(marks);
    let is_english = (known(&english), foreign(&indonesian)) > (known(&indonesian), foreign(&english));
    let mut marks = if is_english { english } else { indonesian };
    // Whether a word had a capital does not matter inside a name.
    for mark in &mut marks {
        if mark.kind == Kind::Name {
            mark.kind = Kind::Word;
        }
    }
    marks
}

/// First letters of a name of several words, in lower case: "bnpb".
pub(super) fn initials(name: &str) -> Option<String> {
    let name = Name::of(name);
    (name.words.len() >= 3).then(|| name.initials()).flatten()
}

/// A name cut up.
struct Name {
    /// Its folded words without honorifics, forms of company and articles.
    words: Vec<String>,
    /// The same as they are written, in lower case.
    plain: Vec<String>,
    /// What stands in brackets or is written in capitals alone: "BNPB".
    short: Vec<String>,
    /// First letters of all words, in lower case.
    letters: String,
}

impl Name {
    fn of(name: &str) -> Self {
        let mut short = Vec::new();
        let mut outside = String::new();
        for (at, part) in name.split(['(', ')']).enumerate() {
            if at % 2 == 1 {
                short.push(part.trim().to_lowercase());
            } else {
                outside.push_str(part);
                outside.push(' ');
            }
        }
        for word in outside.split_whitespace() {
            let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
            let letters = plain.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
                && !plain.bytes().all(|b| b.is_ascii_digit());
            // "PT" and "212" abbreviate nobody.
            if plain.len() >= 2 && letters && !is_dress(&plain.to_lowercase()) {
                short.push(plain.to_lowercase());
            }
        }
        let parts: Vec<String> = name::words(&outside).into_iter().map(|(word, _)| word).collect();
        let kept: Vec<&String> = parts.iter().filter(|word| !is_dress(word)).collect();
        Self {
            letters: kept
                .iter()
                .filter(|word| !matches!(word.as_str(), "of" | "and" | "for" | "dan" | "untuk" | "in"))
                .filter_map(|word| word.chars().next())
                .collect(),
            words: kept.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect(),
            plain: kept.into_iter().cloned().collect(),
            short,
        }
    }

    fn joined(&self) -> String {
        fold(&self.words.concat())
    }

    fn initials(&self) -> Option<String> {
        (self.letters.chars().count() >= 2).then(|| self.letters.clone())
    }

    /// What it can be abbreviated to, or is the abbreviation of.
    fn abbreviations(&self) -> Vec<String> {
        let alone = self.plain.first().filter(|_| self.plain.len() == 1).cloned();
        self.short.iter().cloned().chain(alone).chain(self.initials()).map(|short| format!("short:{short}")).collect()
    }

    /// "BNPB" for "Badan Nasional Penanggulangan Bencana"; or both give "(BNPB)".
    fn is_abbreviation_of(&self, other: &Self) -> bool {
        self.short.iter().any(|short| {
            short.chars().count() >= 2
                && (other.short.contains(short)
                    || other.plain == [short.as_str()]
                    || other.words.len() > 1 && other.initials().as_deref() == Some(short))
        })
    }

    fn same_words_apart_from_spelling(&self, other: &Self) -> bool {
        near(&self.joined(), &other.joined()) && self.joined().len() >= 5 && self.sounds_like(other) && {
            self.words.len() != other.words.len()
                || self.words.iter().zip(&other.words).all(|(one, other)| near(one, other))
        }
    }

    /// How the name sounds: any two of its words together, and all in one.
    fn sounds(&self) -> Vec<String> {
        let mut out = vec![format!("joined:{}", consonants(&self.joined(), 5))];
        // "Achmad" is "Ahmad", "Rachmat" is "Rahmat".
        let sound = |word: &String| skeleton(&fold(&word.replace("ch", "h")));
        pairs(&self.plain.iter().map(sound).collect::<Vec<_>>(), |pair| out.push(format!("sounds:{pair}")));
        out
    }

    fn sounds_like(&self, other: &Self) -> bool {
        let sounds = other.sounds();
        self.sounds().iter().any(|sound| sounds.contains(sound))
    }
}

/// Words that dress a name: articles, honorifics, forms of company.
fn is_dress(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "pt"
            | "tbk"
            | "cv"
            | "inc"
            | "ltd"
            | "llc"
            | "plc"
            | "corp"
            | "co"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "prof"
            | "ir"
            | "h"
            | "hj"
            | "drs"
            | "sir"
            | "persero"
            | "bapak"
            | "ibu"
            | "pak"
            | "bu"
            | "para"
            | "sang"
            | "si"
            | "itu"
            | "tersebut"
            | "kelompok"
            | "group"
            | "crew"
            | "gang"
            | "akun"
            | "account"
            | "peretas"
            | "hacker"
            | "hackers"
            | "situs"
            | "site"
            | "surat"
            | "newspaper"
            | "koran"
            | "maskapai"
            | "airline"
            | "perusahaan"
            | "company"
    )
}

/// First letter and consonants, few of them.
fn skeleton(folded: &str) -> String {
    consonants(folded, 2)
}

fn consonants(folded: &str, most: usize) -> String {
    let mut out: String = folded.chars().take(1).collect();
    out.extend(folded.chars().skip(1).filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h')).take(most));
    out
}
