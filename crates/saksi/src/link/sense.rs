//! What the words of a content are about, in marks that both languages share: events, things, states, names, months, numbers.
//! The weights are fixed lists, never counts over a collection, so that a pair is decided alike in every ledger.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::form::{forms, singular};
use super::name;
use crate::Lang;
use crate::lang::{Class, Language, data_lines};
use crate::mention::Lexicon;

/// Something a content is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// The sense, the state's code, the folded word, the number.
    pub(super) label: String,
    pub(super) kind: Kind,
    /// How much it tells when two contents share it.
    pub(super) weight: f32,
    /// For events that tell claims apart: the broadest event it belongs to.
    pub(super) family: Option<&'static str>,
    /// For a mark that another one lent: the label of the lender. Where both contents share the lender, it tells nothing more.
    pub(super) lender: Option<String>,
}

impl Mark {
    pub(super) fn new(label: impl Into<String>, kind: Kind, weight: f32) -> Self {
        Self { label: label.into(), kind, weight, family: None, lender: None }
    }
}

/// Events lighter than this (seeing, counting, meeting) tell no claims apart.
const TELLING: f32 = 1.4;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Event,
    Thing,
    State,
    /// A word that the lists do not know, with a capital inside a sentence.
    Name,
    /// A word that the lists do not know.
    Word,
    Month,
    Number,
    /// A broader sense, lent by a narrower one.
    Broader,
}

/// The marks of a text, sorted by label, each once with its greatest weight.
pub(super) fn marks(text: &str, lang: Lang) -> Vec<Mark> {
    tidy(read(text, lang))
}

/// What happens in a text: the family of its first event that tells claims apart, and those of all.
///
/// In both languages the first is the one that the others hang on: "the board *knew* of the leak" tells of knowing.
pub(super) fn events(marks_in_order: &[Mark]) -> (Option<&'static str>, BTreeSet<&'static str>) {
    let families = || marks_in_order.iter().filter_map(|mark| mark.family);
    (families().next(), families().collect())
}

/// The marks of a text in the order of its words.
pub(super) fn read(text: &str, lang: Lang) -> Vec<Mark> {
    let senses = Senses::get();
    let words = name::words(text);
    // In a headline where every word has a capital, capitals tell nothing.
    let capitals = words.iter().filter(|(_, capital)| *capital).count();
    let shouting = words.len() > 2 && capitals * 10 >= words.len() * 6;
    let forms: Vec<Vec<String>> = words.iter().map(|(word, _)| forms(word, lang)).collect();
    let mut out: Vec<Mark> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (word, capital) = &words[at];
        if let Some((code, width)) = state_at(&words[at..], lang) {
            out.push(Mark::new(format!("state:{code}"), Kind::State, 1.0));
            at += width;
            continue;
        }
        if let Some((found, width)) = senses.longest(&forms[at..], lang) {
            for &sense in found {
                senses.push(sense, &mut out);
            }
            at += width;
            continue;
        }
        if let Some(month) = month(word, *capital) {
            out.push(Mark::new(format!("month:{month}"), Kind::Month, 1.0));
            let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| words.get(at));
            let day = around.filter_map(|(word, _)| word.parse().ok()).find(|day: &u8| (1..=31).contains(day));
            // "19 Agustus", "August 19".
            out.extend(day.map(|day| Mark::new(format!("day:{month}-{day}"), Kind::Month, 1.0)));
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            // Numbers come from the quantities of the row, where their unit is known; a code like "hawk_01" is a word.
        } else if !senses.is_plain(&forms[at], lang) {
            let name = *capital && !shouting && at > 0;
            let label = format!("word:{}", name::fold(singular(word, lang)));
            let weight = if name { 1.6 } else { 1.0 };
            out.push(Mark::new(label, if name { Kind::Name } else { Kind::Word }, weight));
        }
        at += 1;
    }
    if !shouting {
        initials(&words, &mut out);
    }
    out
}

/// "Bank Nusa Merapi" is "BNM" elsewhere: a run of capitals lends its first letters.
fn initials(words: &[(String, bool)], out: &mut Vec<Mark>) {
    for run in words.chunk_by(|one, other| one.1 && other.1).filter(|run| (3..=6).contains(&run.len()) && run[0].1) {
        let letters: String = run.iter().filter_map(|(word, _)| word.chars().next()).collect();
        let lender = run.last().map(|(word, _)| format!("word:{}", name::fold(word)));
        out.push(Mark { lender, ..Mark::new(format!("word:{}", name::fold(&letters)), Kind::Broader, 1.0) });
    }
}

/// Sorts by label and keeps the heaviest of equals.
pub(super) fn tidy(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by(|a, b| {
        a.label.cmp(&b.label).then(a.lender.is_some().cmp(&b.lender.is_some())).then(b.weight.total_cmp(&a.weight))
    });
    marks.dedup_by(|later, kept| later.label == kept.label);
    marks
}

fn state_at(words: &[(String, bool)], lang: Lang) -> Option<(&'static str, usize)> {
    // "Lima" opens headlines as the number five, not as the capital of Peru.
    if !words.first()?.1 || lang != Lang::En && words[0].0 == "lima" {
        return None;
    }
    let lexicons = [Lexicon::of(lang), Lexicon::of(if lang == Lang::En { Lang::Id } else { Lang::En })];
    (1..=words.len().min(4)).rev().find_map(|width| {
        let joined = words[..width].iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
        // Two letters are as often a word as a state; only the better known ones count.
        if joined.len() < 2 || joined.len() == 2 && !matches!(joined.as_str(), "as" | "us" | "uk" | "ri" | "eu") {
            return None;
        }
        lexicons[0]
            .territory(&joined)
            .or_else(|| lexicons[1].territory(&joined).filter(|_| joined.len() > 3))
            .map(|code| (code, width))
    })
}

/// The number of a month; English "may" and "march" only with a capital.
fn month(word: &str, capital: bool) -> Option<usize> {
    const STEMS: [&[&str]; 12] = [
        &["january", "januari", "jan"],
        &["february", "februari", "feb"],
        &["march", "maret"],
        &["april"],
        &["may", "mei"],
        &["june", "juni"],
        &["july", "juli"],
        &["august", "agustus", "aug"],
        &["september", "sept"],
        &["october", "oktober", "oct"],
        &["november", "nov"],
        &["december", "desember", "dec"],
    ];
    if !capital {
        return None;
    }
    STEMS.iter().position(|stems| stems.contains(&word)).map(|at| at + 1)
}

/// The list of senses, read once.
#[derive(Debug)]
struct Senses {
    all: Vec<Sense>,
    by_label: HashMap<&'static str, usize>,
    /// By the first word of an entry.
    entries: [HashMap<&'static str, Vec<Entry>>; 2],
    plain: [HashSet<&'static str>; 2],
}

/// The further words of an entry, and its senses.
type Entry = (Vec<&'static str>, Vec<usize>);

#[derive(Debug)]
struct Sense {
    label: &'static str,
    event: bool,
    weight: f32,
    broader: Option<&'static str>,
}

impl Senses {
    fn get() -> &'static Self {
        static SENSES: OnceLock<Senses> = OnceLock::new();
        SENSES.get_or_init(Self::load)
    }

    fn load() -> Self {
        let mut senses = Self {
            all: Vec::new(),
            by_label: HashMap::new(),
            entries: [HashMap::new(), HashMap::new()],
            plain: [include_str!("../lang/id/plain.txt"), include_str!("../lang/en/plain.txt")]
                .map(|file| data_lines(file).flat_map(str::split_whitespace).collect()),
        };
        for line in data_lines(include_str!("../lang/senses.tsv")) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [label, kind, weight, broader, indonesian, english] = columns[..] else {
                panic!("a sense has six columns: {line}")
            };
            let sense = senses.all.len();
            senses.by_label.insert(label, sense);
            senses.all.push(Sense {
                label,
                event: kind == "event",
                weight: weight.parse().unwrap_or_else(|_| panic!("no weight: {line}")),
                broader: Some(broader).filter(|broader| *broader != "-"),
            });
            for (place, list) in [indonesian, english].into_iter().enumerate() {
                for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                    let mut words = entry.split(' ');
                    let first = words.next().unwrap_or_default();
                    let rest: Vec<&'static str> = words.collect();
                    let known = senses.entries[place].entry(first).or_default();
                    match known.iter_mut().find(|(words, _)| *words == rest) {
                        Some((_, found)) => found.push(sense),
                        None => known.push((rest, vec![sense])),
                    }
                }
            }
        }
        senses
    }

    /// The senses of the longest entry that begins here, and how many words it takes. The word as it stands goes before its roots.
    fn longest(&self, forms: &[Vec<String>], lang: Lang) -> Option<(&[usize], usize)> {
        let entries = &self.entries[place(lang)];
        let mut best: Option<(&[usize], usize)> = None;
        for form in forms.first()? {
            for (rest, senses) in entries.get(form.as_str()).into_iter().flatten() {
                let fits = rest.len() < forms.len()
                    && rest.iter().zip(&forms[1..]).all(|(word, forms)| forms.iter().any(|form| form == word));
                if fits && best.is_none_or(|(_, width)| rest.len() + 1 > width) {
                    best = Some((senses, rest.len() + 1));
                }
            }
        }
        best
    }

    fn push(&self, sense: usize, out: &mut Vec<Mark>) {
        let sense = &self.all[sense];
        let broader = sense.broader.and_then(|broader| self.by_label.get(broader)).map(|&at| &self.all[at]);
        let broader_event = broader.filter(|broader| broader.event && sense.event);
        let family = (sense.event && sense.weight >= TELLING)
            .then(|| broader_event.map_or(sense.label, |broader| broader.label));
        let kind = if sense.event { Kind::Event } else { Kind::Thing };
        out.push(Mark { family, ..Mark::new(sense.label, kind, sense.weight) });
        if let Some(broader) = broader {
            let kind = if broader_event.is_some() { Kind::Event } else { Kind::Broader };
            let lender = Some(sense.label.to_owned());
            out.push(Mark { family, lender, ..Mark::new(broader.label, kind, sense.weight / 2.0) });
        }
    }

    /// Whether the word is too common to tell anything, or only attributes.
    fn is_plain(&self, forms: &[String], lang: Lang) -> bool {
        let plain = &self.plain[place(lang)];
        let language = Language::of(lang);
        let closed = Class::DETERMINER
            | Class::PREPOSITION
            | Class::CONJUNCTION
            | Class::SUBORDINATOR
            | Class::COMPLEMENTIZER
            | Class::QUESTION
            | Class::RELATIVE
            | Class::PRONOUN
            | Class::AUXILIARY
            | Class::NEGATION
            | Class::CLAIM_NOUN
            | Class::POINTER
            | Class::TIME
            | Class::TIME_LEAD;
        let word = forms[0].as_str();
        word.chars().count() < 2
            || forms.iter().any(|form| plain.contains(form.as_str()))
            || language.words.is(word, closed)
            || !language.cues.uses(word).is_empty()
    }
}

/// The column of the lists: Malay is looked up in the Indonesian one.
fn place(lang: Lang) -> usize {
    match lang {
        Lang::Id | Lang::Ms => 0,
        Lang::En => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str, lang: Lang) -> Vec<String> {
        marks(text, lang).into_iter().filter(|mark| mark.kind != Kind::Broader).map(|mark| mark.label).collect()
    }

    #[test]
    fn both_languages_give_the_same_marks() {
        let english = labels("the vessels crossed the border at night", Lang::En);
        let indonesian = labels("kapal-kapal itu melintasi perbatasan pada malam hari", Lang::Id);
        assert_eq!(english, indonesian);
        assert_eq!(labels("Singapore denied the bribes", Lang::En), labels("Singapura membantah suap", Lang::Id));
    }

    #[test]
    fn every_broader_sense_is_a_sense() {
        let senses = Senses::get();
        for sense in &senses.all {
            // "weapon", "go-into" and their like may have few words of their own, but they stand in the list.
            if let Some(broader) = sense.broader {
                assert!(senses.by_label.contains_key(broader), "{} has no broader {broader}", sense.label);
            }
        }
    }
}
