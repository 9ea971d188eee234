//! Once all statements of an article are known: what each content says about its stance, which earlier statement it
//! answers, and the stances that only the answered statement tells (LEDGER.md §2).
//!
//! Precision first: a neutral statement stays `asserts` unless the article itself sets it against, or beside, a claim.

use super::speaker::{self, Speaker};
use super::wording::{self, Phrases, Word};
use super::{Kind, Reading, Stance, Statement};
use crate::article::{Article, Role};
use crate::lang::{Class, Language};
use crate::segment::{Segments, Shape};
use crate::{Lang, Span};

/// Settles stances by content and by what was said before, and sets `answers`.
pub(crate) fn settle(article: &Article, segments: &Segments, lang: Lang, statements: &mut [Statement]) {
    let phrases = Phrases::of(lang);
    let speakers = speaker::speakers(segments, lang, statements, phrases.class("official"));
    let governments = phrases.class("government");
    let mut contents = Vec::with_capacity(statements.len());
    let nested = nested(segments, lang, statements);
    for ((statement, speaker), inner) in statements.iter_mut().zip(&speakers).zip(&nested) {
        let own = |lower: &str, shape: Shape| speaker::names(speaker, lower, shape, governments);
        let words = wording::words(segments, lang, &statement.content, inner, statement.kind, own);
        statement.stance = by_content(article, lang, phrases, statement, &words);
        if statement.stance == Stance::Expects && speaker.official && is_plan(lang, &words) {
            statement.stance = Stance::Commits;
        }
        contents.push(Content::of(lang, phrases, &words));
    }
    let page = Page { segments, phrases, speakers: &speakers, contents: &contents };
    for index in 0..statements.len() {
        page.relate(statements, index);
    }
}

/// What others say inside each statement's content: their words do not turn its stance. A pronoun there is the speaker again.
fn nested(segments: &Segments, lang: Lang, statements: &[Statement]) -> Vec<Vec<Span>> {
    let words = &Language::of(lang).words;
    let mut nested = vec![Vec::new(); statements.len()];
    for statement in statements {
        let source = statement.source.as_ref().and_then(|source| source.spans.first());
        if let (Some(outer), Some(source)) = (statement.within, source) {
            let token = segments.tokens.get(segments.token_from(source.start));
            let pronoun = token.is_some_and(|token| token.span == *source && words.is(&token.lower, Class::SPEAKER));
            if !pronoun {
                nested[outer].extend(statement.content.iter().copied());
            }
        }
    }
    nested
}

/// For explanations: the stance that the words of a content give a statement whose cue says `by_cue`, and those words.
pub(crate) fn by_words(
    reading: &Reading,
    segments: &Segments,
    lang: Lang,
    index: usize,
    by_cue: Stance,
) -> Option<(Stance, Option<String>)> {
    let statement = reading.statements.get(index)?;
    let phrases = Phrases::of(lang);
    let speakers = speaker::speakers(segments, lang, &reading.statements, phrases.class("official"));
    let governments = phrases.class("government");
    let own = |lower: &str, shape: Shape| speaker::names(&speakers[index], lower, shape, governments);
    let inner = &nested(segments, lang, &reading.statements)[index];
    let words = wording::words(segments, lang, &statement.content, inner, statement.kind, own);
    let stance =
        by_content(&reading.article, lang, phrases, &Statement { stance: by_cue, ..statement.clone() }, &words);
    Some((stance, phrases.words_for(&words, stance)))
}

/// The stance by the cue, looked at again in the light of the content.
fn by_content(article: &Article, lang: Lang, phrases: &Phrases, statement: &Statement, words: &[Word<'_>]) -> Stance {
    let stance = statement.stance;
    match stance {
        Stance::Asserts => {
            if is_question(statement, words) {
                return Stance::Asks;
            }
            // What nobody is named for is told as news: "dirumorkan bakal menjadi" foresees nothing.
            let told = lang != Lang::En && statement.source.is_none() && statement.by == "passive";
            match phrases.read(words, |read| !(told && matches!(read, Stance::Expects | Stance::Commits))) {
                Some(read) if read != Stance::Asserts => read,
                _ if (statement.source.is_some() || statement.cue.lemma == "duga")
                    && accuses(phrases, statement.kind, words) =>
                {
                    Stance::Accuses
                }
                _ => stance,
            }
        }
        // "dismissed the reports as baseless", "called it a fairy tale"; "admit they cannot tell".
        Stance::Judges if has_flag(lang, statement, "predicate") => {
            phrases.read(words, |read| read == Stance::Denies).unwrap_or(stance)
        }
        Stance::Confirms => phrases.read(words, |read| read == Stance::NoEvidence).unwrap_or(stance),
        Stance::Accuses if words.iter().take(3).any(|word| phrases.class("nobody").contains(&word.lower)) => {
            Stance::Asserts
        }
        // "mengingatkan warga agar …" asks for something, "mengingatkan tanggul itu rapuh" foresees.
        Stance::Expects
            if lang != Lang::En
                && matches!(statement.cue.lemma.as_str(), "ingat" | "peringat")
                && words.iter().take(12).any(|word| matches!(word.lower, "agar" | "supaya" | "jangan")) =>
        {
            Stance::Urges
        }
        // An estimate of what is already there foresees nothing.
        Stance::Expects if statement.source.is_none() && statement.cue.lemma == "kira-kira" => {
            let ahead = words.iter().any(|word| matches!(word.lower, "akan" | "bakal" | "bisa" | "depan"));
            if ahead { stance } else { Stance::Asserts }
        }
        // "menyampaikan permohonan maaf" asks for nothing but pardon.
        Stance::Urges if is_pardon(article, statement, words) => Stance::Judges,
        Stance::Urges if statement.source.is_none() && statement.cue.lemma == "harap" => Stance::Expects,
        _ => stance,
    }
}

fn is_pardon(article: &Article, statement: &Statement, words: &[Word<'_>]) -> bool {
    words.first().is_some_and(|word| word.lower == "maaf")
        || statement.cue.spans.iter().any(|&span| article.at(span).split(' ').any(|word| word == "maaf"))
}

/// What will be done, said by those who govern: "akan dievakuasi", "will be rebuilt".
fn is_plan(lang: Lang, words: &[Word<'_>]) -> bool {
    words.windows(3).any(|three| match lang {
        Lang::Id | Lang::Ms => {
            matches!(three[0].lower, "akan" | "bakal")
                && three[1].lower.starts_with("di")
                && three[1].class == Class::NONE
        }
        Lang::En => three[0].lower == "will" && three[1].lower == "be" && three[2].lower.ends_with("ed"),
    })
}

fn has_flag(lang: Lang, statement: &Statement, flag: &str) -> bool {
    let lexemes = &Language::of(lang).cues.lexemes;
    lexemes.iter().any(|lexeme| lexeme.lemma == statement.cue.lemma && lexeme.has(flag))
}

/// A quotation that is nothing but a question.
fn is_question(statement: &Statement, words: &[Word<'_>]) -> bool {
    let ends = |lower: &str| matches!(lower, "?" | "?!" | "??");
    statement.kind == Kind::Direct
        && words.last().is_some_and(|last| ends(last.lower))
        && !words.iter().any(|word| matches!(word.lower, "." | "!"))
}

/// A named other, and a wrong it is said to have done.
fn accuses(phrases: &Phrases, kind: Kind, words: &[Word<'_>]) -> bool {
    let wrongs = phrases.class("wrong");
    let deeds = phrases.class("deed");
    words.iter().enumerate().any(|(at, word)| {
        // "melakukan aksi penjarahan": the wrong is a noun behind a verb of doing.
        let does = matches!(word.lower, "melakukan" | "terlibat" | "mendalangi")
            && words[at + 1..].iter().take(3).any(|next| deeds.contains(&next.root));
        if word.sub || !wrongs.contains(&word.lower) && !does {
            return false;
        }
        let before = &words[..at];
        let clause = before.iter().rposition(|word| !word.is_word() && word.lower != "-").map_or(0, |mark| mark + 1);
        let before = &before[clause..];
        let near = &before[before.len().saturating_sub(4)..];
        if near.iter().any(|word| {
            word.class.any(Class::NEGATION | Class::MODAL | Class::COPULA | Class::SUBORDINATOR)
                || matches!(
                    word.lower,
                    "to" | "akan"
                        | "untuk"
                        | "agar"
                        | "supaya"
                        | "dilarang"
                        | "diminta"
                        | "disuruh"
                        | "dipaksa"
                        | "boleh"
                )
        }) {
            return false;
        }
        let own = before.iter().any(|word| word.own);
        let pronoun = |word: &Word<'_>| {
            kind == Kind::Direct && matches!(word.lower, "they" | "he" | "she" | "mereka" | "dia" | "ia")
        };
        let named = before.iter().any(|word| {
            word.shape == Shape::Upper
                || word.shape == Shape::Capital && !word.start
                || word.shape == Shape::Capital && word.class == Class::NONE
                || phrases.class("accusable").contains(&word.root)
                || pronoun(word)
        });
        named && !own
    })
}

/// What a content is about, for comparing it with others.
#[derive(Debug, Default)]
struct Content {
    /// Stems of its content words.
    keys: Vec<String>,
    /// Name keys of its words, to find speakers among them.
    names: Vec<String>,
    numbers: Vec<String>,
    /// What stands after "bukan", "not": stems and numbers that it sets itself against.
    against: Vec<String>,
    /// The main clause is negated.
    negated: bool,
    /// "no one", "not a single", "apa pun": negated without rest.
    wholly: bool,
    /// Begins with a noun for a claim: "the charge", "tudingan itu".
    pointer: bool,
}

impl Content {
    fn of(lang: Lang, phrases: &Phrases, words: &[Word<'_>]) -> Self {
        let mut content = Self::default();
        let functional = Class::DETERMINER
            | Class::PREPOSITION
            | Class::CONJUNCTION
            | Class::SUBORDINATOR
            | Class::COMPLEMENTIZER
            | Class::QUESTION
            | Class::RELATIVE
            | Class::PRONOUN
            | Class::AUXILIARY
            | Class::NEGATION
            | Class::COPULA
            | Class::MODAL
            | Class::POINTER
            | Class::CLAIM_NOUN;
        let mut against = 0usize;
        for (at, word) in words.iter().enumerate() {
            if matches!(word.lower, "bukan" | "not") {
                against = 6;
            } else if !word.is_word() && word.shape != Shape::Number {
                against = 0;
            }
            // "apa pun", "siapa pun", "satu pun" are "nothing", "nobody", "not one".
            let pun = matches!(word.lower, "pun")
                && at > 0
                && matches!(words[at - 1].lower, "apa" | "siapa" | "satu" | "sedikit" | "sepeser" | "seorang");
            let nothing = phrases.class("nothing").contains(&word.lower) || pun;
            let negation =
                word.class.any(Class::NEGATION) && !matches!(word.lower, "tanpa" | "jangan" | "enggan" | "belum");
            if !word.sub && word.sentence == 0 && (negation || nothing && lang == Lang::En || word.lower == "no") {
                content.negated = true;
            }
            content.wholly |= (nothing || word.lower == "ever") && !word.sub;
            let points = word.class.any(Class::CLAIM_NOUN) || phrases.class("pointed").contains(&word.root);
            if at < 3 && points {
                content.pointer = true;
            }
            if word.shape == Shape::Number {
                content.numbers.push(word.lower.to_owned());
                if against > 0 {
                    content.against.push(word.lower.to_owned());
                }
            } else if word.is_word() {
                if word.lower.len() > 2 {
                    content.names.push(speaker::name_key(word.lower).to_owned());
                }
                let counts = phrases.class("count").contains(&word.lower);
                if word.lower.len() > 2 && (counts || !word.class.any(functional)) && !nothing {
                    let key = stem(word.root, lang).to_owned();
                    if against > 0 {
                        content.against.push(key.clone());
                    }
                    content.keys.push(key);
                }
            }
            against = against.saturating_sub(1);
        }
        for list in [&mut content.keys, &mut content.names, &mut content.numbers, &mut content.against] {
            list.sort_unstable();
            list.dedup();
        }
        content.wholly &= content.negated;
        content
    }

    fn is_about(&self, speaker: &Speaker) -> bool {
        speaker.keys.iter().any(|key| self.names.binary_search(key).is_ok())
    }
}

/// Everything of a page that answers are read from.
struct Page<'a> {
    segments: &'a Segments,
    phrases: &'static Phrases,
    speakers: &'a [Speaker],
    contents: &'a [Content],
}

/// How far back an answer reaches, in statements.
const REACH: usize = 60;

impl Page<'_> {
    fn relate(&self, statements: &mut [Statement], index: usize) {
        let neutral = statements[index].stance == Stance::Asserts;
        if let Some((stance, answered)) = neutral.then(|| self.as_answer(statements, index)).flatten() {
            statements[index].stance = stance;
            statements[index].answers = answered;
            return;
        }
        if matches!(statements[index].stance, Stance::Denies | Stance::NoEvidence | Stance::Confirms) {
            statements[index].answers = self.answered(statements, index);
        }
    }

    /// A neutral statement that goes on with an answer of its side, or contradicts a claim of another.
    fn as_answer(&self, statements: &[Statement], index: usize) -> Option<(Stance, Option<usize>)> {
        let content = &self.contents[index];
        if let Some(before) = self.goes_on(statements, index) {
            return Some((statements[before].stance, statements[before].answers));
        }
        if !content.negated {
            return None;
        }
        // Who insists that it is not so has been told that it is.
        if self.phrases.class("insist").contains(&statements[index].cue.lemma.as_str()) {
            return Some((Stance::Denies, self.answered(statements, index)));
        }
        let speaker = &self.speakers[index];
        let earlier = index.saturating_sub(REACH)..index;
        // Set against a number or a thing that another side gave.
        let against = earlier.clone().rev().find(|&one| {
            self.is_others(statements, index, one)
                && content.against.iter().any(|key| self.contents[one].numbers.binary_search(key).is_ok())
        });
        if against.is_some() {
            return Some((Stance::Denies, against));
        }
        let claim = earlier
            .clone()
            .filter(|&one| self.is_others(statements, index, one))
            .filter(|&one| {
                let shared = self.shared(index, one);
                let accused = self.contents[one].is_about(speaker);
                shared >= 2.0 && (accused || content.wholly) || shared >= 1.0 && accused && content.wholly
            })
            .max_by(|&one, &other| self.shared(index, one).total_cmp(&self.shared(index, other)));
        if claim.is_some() {
            return Some((Stance::Denies, claim));
        }
        // The side has denied already, and says "nothing", "no one", "never" again.
        let denied = earlier.rev().find(|&one| {
            statements[one].stance == Stance::Denies && self.speakers[one].with(speaker) && content.wholly
        })?;
        Some((Stance::Denies, statements[denied].answers))
    }

    /// The answer that this statement of the same side goes on with.
    fn goes_on(&self, statements: &[Statement], index: usize) -> Option<usize> {
        let statement = &statements[index];
        let content = &self.contents[index];
        let quoted = statement.kind != Kind::Indirect;
        for before in (index.saturating_sub(5)..index).rev() {
            let answer = &statements[before];
            if answer.within.is_some() || statement.within == Some(before) {
                continue;
            }
            let near = statement.sentence.saturating_sub(answer.sentence) <= 2
                && self.segments.sentences[answer.sentence].role != Role::Title;
            if !near || !self.speakers[before].with(&self.speakers[index]) {
                return None;
            }
            let answered = answer.answers.map_or(0.0, |answered| self.shared(index, answered));
            let shared = self.shared(index, before) + answered;
            let goes_on = match answer.stance {
                Stance::Denies => {
                    content.negated && (quoted || content.wholly || shared >= 1.0) || quoted && shared >= 1.0
                }
                Stance::NoEvidence => content.negated && quoted,
                Stance::Confirms => shared >= if quoted { 1.0 } else { 2.0 } && (quoted || !content.negated),
                _ => false,
            };
            if goes_on {
                return Some(before);
            }
        }
        None
    }

    /// The earlier statement that an explicit answer points to.
    fn answered(&self, statements: &[Statement], index: usize) -> Option<usize> {
        let content = &self.contents[index];
        let withdraws = self.phrases.class("withdraw").contains(&statements[index].cue.lemma.as_str());
        // "the charge" and no word more: the nearest claim of another side.
        let bare = content.pointer && content.keys.len() <= 1;
        let mut best: Option<(f32, usize)> = None;
        for one in index.saturating_sub(REACH)..index {
            let same = self.speakers[one].with(&self.speakers[index]);
            if same != withdraws || !is_claim(statements, index, one) {
                continue;
            }
            let mut score = self.shared(index, one);
            if content.is_about(&self.speakers[one]) {
                score += 0.8;
            }
            if self.contents[one].is_about(&self.speakers[index]) {
                score += 0.6;
            }
            if content.pointer {
                score += if statements[one].stance == Stance::Accuses { 0.8 } else { 0.4 };
            }
            #[allow(clippy::cast_precision_loss)] // At most REACH.
            let far = (index - one) as f32 * 0.05;
            let fits = score >= 1.0 || bare && index - one <= 4;
            if fits && best.is_none_or(|(most, _)| score - far >= most) {
                best = Some((score - far, one));
            }
        }
        best.map(|(_, one)| one)
    }

    fn is_others(&self, statements: &[Statement], index: usize, one: usize) -> bool {
        !self.speakers[one].with(&self.speakers[index]) && is_claim(statements, index, one)
    }

    /// How much two contents share: stems, and numbers.
    fn shared(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (&self.contents[one], &self.contents[other]);
        let common = |a: &[String], b: &[String]| a.iter().filter(|key| b.binary_search(key).is_ok()).count();
        #[allow(clippy::cast_precision_loss)] // A few hundred words at most.
        let shared = (common(&one.keys, &other.keys) + common(&one.numbers, &other.numbers)) as f32;
        shared
    }
}

fn overlaps(one: &[Span], other: &[Span]) -> bool {
    // Contents of more pieces than these run over paragraphs; their first pieces tell.
    one.iter().take(8).any(|a| other.iter().take(8).any(|b| a.overlaps(*b)))
}

/// A light stem, only for comparing words of one article: "menerbangkan", "terbang" and "diterbangkan" share one.
fn stem(word: &str, lang: Lang) -> &str {
    match lang {
        Lang::Id | Lang::Ms => stem_id(word),
        Lang::En => stem_en(word),
    }
}

fn stem_id(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    let without = |word: &'static str, rest: &str| rest.len() >= word.len() + 4;
    let mut rest = word;
    for ending in ["kan", "an", "i"] {
        if without(ending, rest) && rest.ends_with(ending) {
            rest = &rest[..rest.len() - ending.len()];
            break;
        }
    }
    for start in
        ["meng", "meny", "mem", "men", "me", "peng", "peny", "pem", "pen", "ber", "ter", "di", "ke", "se", "pe"]
    {
        if let Some(core) = rest.strip_prefix(start).filter(|core| core.len() >= 4) {
            rest = core;
            break;
        }
    }
    // k, p, s and t melt away behind me- and pe-, so they count nowhere.
    if rest.len() > 4 { rest.strip_prefix(['k', 'p', 's', 't']).unwrap_or(rest) } else { rest }
}

fn stem_en(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    let mut rest = word;
    for ending in ["ing", "ed", "es", "s", "ly", "ion"] {
        if rest.len() >= ending.len() + 4 && rest.ends_with(ending) {
            rest = &rest[..rest.len() - ending.len()];
            break;
        }
    }
    &rest[..rest.len().min(7)]
}

/// Whether an earlier statement is a claim that this one could answer.
fn is_claim(statements: &[Statement], index: usize, one: usize) -> bool {
    let claim = &statements[one];
    let supports = matches!(claim.stance, Stance::Asserts | Stance::Accuses | Stance::Confirms | Stance::Expects);
    supports
        && statements[index].within != Some(one)
        && claim.within != Some(index)
        && !overlaps(&claim.content, &statements[index].content)
}
