//! Subject, reporting verb, content.
//!
//! Example: `Lurah Wening Asri mengatakan air sudah surut.` · `The council denied that the bridge was unsafe.`
//! Known misses: a subject that lies across a dash; verbs of the list in rare senses.
//! Cases: tests/cases/statement/clause.txt

use super::participle::first_subject;
use super::{Construction, Draft, shared_source, taken};
use crate::Lang;
use crate::lang::{Class, Form, Opener};
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::bounds::{end_in_clause, is_predicate};
use crate::statement::clause::{After, after_cue, content_end};
use crate::statement::phrase::{has_clause, is_verb, like_clause, subject_before};
use crate::statement::scope::{Item, Scope};
use crate::statement::site::{Site, Voice, manner_before, object_voice};
use std::ops::Range;

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "clause",
    reads: "a source, a verb that attributes, and what is attributed: clause, question, infinitive, object or quotation",
    examples: &[
        ("id", "Lurah Wening Asri mengatakan air sudah surut."),
        ("id", "Pabrik itu membantah telah membuang limbah."),
        ("en", "The council denied that the bridge was unsafe."),
        ("en", "Brink urged the owners to open the gates."),
    ],
    misses: "a subject across a dash; list verbs in rare senses",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for readings in sites {
        if taken(drafts, readings[0].word) {
            continue;
        }
        let draft = readings.iter().find_map(|site| read_site(scope, site, drafts));
        drafts.extend(draft);
    }
}

fn read_site(scope: &Scope<'_>, site: &Site<'_>, drafts: &[Draft]) -> Option<Draft> {
    let root_headline = site.form == Form::Tag && scope.lang == Lang::Id && scope.role_is_headline();
    if site.voice != Voice::Active || matches!(site.form, Form::Noun) || site.form == Form::Tag && !root_headline {
        return None;
    }
    if site.clitic.is_some() || object_voice(scope, site).is_some() {
        return None;
    }
    if site.lexeme.has("progressive") && !site.progressive && site.form != Form::Ing {
        return None;
    }
    let after = joined_object(scope, site).unwrap_or_else(|| after_cue(scope, site.lexeme, site.end));
    let opener = after.opener?;
    let accompanies = accompanies(scope, site);
    if accompanies && site.lexeme.has("weak") {
        return None;
    }
    let (source, shared) = source_of(scope, site, drafts, accompanies)?;
    // "what Brink says", "whatever they claim": what is said stands before.
    let gap = (matches!(scope.word(source.start), "what" | "whatever" | "everything" | "anything") && source.len() > 1
        || source.start > 0 && matches!(scope.word(source.start - 1), "what" | "whatever" | "whom"))
        && !site.lexeme.has("predicate")
        && !matches!(opener, Opener::To | Opener::That);
    if gap {
        return None;
    }
    if !can_speak(scope, site, &source, opener) || names_a_thing(scope, site, &source, &after) {
        return None;
    }
    // "The agency said it could not verify the figures": one row, and the outer one has the doubt.
    let doubts = site.unable
        && scope.is(source.start, Class::SPEAKER)
        && drafts.iter().any(|draft| draft.content.iter().any(|piece| piece.contains(&site.word)));
    if doubts || !accepts(scope, site, &after, opener) {
        return None;
    }
    let bare = opener == Opener::Noun && !site.lexeme.opens(Opener::Noun);
    let end = end_in_clause(scope, &source, after.start, if bare { Opener::Bare } else { opener });
    let end = before_second_verb(scope, site, after.start, end);
    let content = scope.trim(after.start..end);
    if content.is_empty() {
        return None;
    }
    let confidence = match opener {
        Opener::That | Opener::Quote => 0.9,
        Opener::Bare | Opener::Question | Opener::To => 0.8,
        Opener::Noun | Opener::As => 0.7,
    };
    Some(Draft {
        addressee: after.addressee,
        confidence,
        shared,
        ..Draft::of("clause", site, Some(source), vec![content])
    })
}

/// Who speaks, and whether the name stands with another cue.
fn source_of(scope: &Scope<'_>, site: &Site<'_>, drafts: &[Draft], accompanies: bool) -> Option<(Range<usize>, bool)> {
    if accompanies {
        let source = shared_source(scope, drafts, site.word)
            .or_else(|| first_subject(scope, site.start))
            .or_else(|| leading_name(scope))?;
        return Some((source, true));
    }
    // "but also contended", ", and has called for".
    let mut front = site.start;
    while front > 1 && scope.is(front - 1, Class::ADVERB | Class::AUXILIARY) && !scope.is(front - 1, Class::CONJUNCTION)
    {
        front -= 1;
    }
    let before = front.checked_sub(1).and_then(|index| scope.get(index));
    let joins = before.is_some_and(|item| item.is(Class::CONJUNCTION));
    // "mempertanyakan dan menyangkal": the verb before has found the subject of both.
    let twin = drafts.iter().find(|draft| joins && draft.cue.end + 1 == front && draft.source.is_some());
    if let Some(twin) = twin {
        return Some((twin.source.clone()?, true));
    }
    if let Some(source) = subject_before(scope, site.start) {
        return Some((source, false));
    }
    if !joins && !before.is_some_and(Item::is_comma) {
        return None;
    }
    // "The clerk left and said": no cue before, but a verb with a subject.
    let first = || first_subject(scope, front).filter(|_| joins && drafts.is_empty());
    let source = shared_source(scope, drafts, site.word).or_else(first)?;
    // Inside what the same source says the verb is somebody else's.
    let said = drafts.iter().any(|draft| {
        draft.source.as_ref() == Some(&source) && draft.content.iter().any(|piece| piece.contains(&site.word))
    });
    (!said).then_some((source, true))
}

/// The name or pronoun that opens the sentence.
fn leading_name(scope: &Scope<'_>) -> Option<Range<usize>> {
    let end = scope.items.iter().take_while(|item| item.is_capital() && !item.is(Class::OPENER)).count();
    (end > 0 && end < 6).then_some(0..end)
}

/// "…, seraya menegaskan", "… dengan menyebut": the verb tells what else the subject of its sentence says.
fn accompanies(scope: &Scope<'_>, site: &Site<'_>) -> bool {
    let then = matches!(scope.word(site.start), "lalu" | "kemudian")
        && site.start < site.word
        && has_clause(
            scope,
            scope.items[..site.start].iter().rposition(Item::is_comma).map_or(0, |comma| comma + 1)..site.start,
        )
        && !scope.is(site.start - 1, Class::SPEAKER);
    let beside = site.start > 1 && matches!(scope.word(site.start - 1), "seraya" | "sambil" | "sembari" | "dengan");
    scope.lang == Lang::Id && (beside || then)
}

/// "mempertanyakan dan menyangkal X", "criticized and condemned X": the object follows the second verb.
fn joined_object(scope: &Scope<'_>, site: &Site<'_>) -> Option<After> {
    if !scope.is(site.end, Class::CONJUNCTION) {
        return None;
    }
    let mut verb = site.end + 1;
    while scope.is(verb, Class::ADVERB | Class::AUXILIARY | Class::NEGATION) && verb < site.end + 4 {
        verb += 1;
    }
    let item = scope.get(verb).filter(|item| item.shape == Shape::Lower)?;
    let one = item.uses.iter().find(|one| one.form == Form::Finite)?;
    let lexeme = scope.language.cues.of(*one);
    let after = lexeme.particle.is_empty().then(|| after_cue(scope, lexeme, verb + 1))?;
    after.opener.filter(|&opener| site.lexeme.opens(opener)).map(|_| after)
}

/// "menentang undang-undang itu dan dengan keras menyerang pendukungnya": behind an object the conjunction goes on with what
/// else the source does.
fn before_second_verb(scope: &Scope<'_>, site: &Site<'_>, start: usize, end: usize) -> usize {
    let takes_object =
        matches!(site.lexeme.stance, Stance::Judges | Stance::Denies | Stance::Confirms | Stance::Accuses);
    if scope.lang != Lang::Id || !takes_object || !site.lexeme.opens(Opener::Noun) {
        return end;
    }
    let second = (start + 1..end).find(|&index| {
        let next = manner_before(scope, scope.len().min(index + 3))
            .filter(|&at| at == index + 1)
            .map_or(index + 1, |at| at + 2);
        scope.is(index, Class::CONJUNCTION) && (is_verb(scope, next) || matches!(scope.word(next), "ingin" | "akan"))
    });
    second.filter(|&second| !has_clause(scope, start..second)).unwrap_or(end)
}

/// "a stream called Miracle Run", "denied Torsvik a goal": verbs of the list that name or withhold a thing.
fn names_a_thing(scope: &Scope<'_>, site: &Site<'_>, source: &Range<usize>, after: &After) -> bool {
    let Some(first) = scope.get(after.start).filter(|_| scope.lang == Lang::En) else { return false };
    let lemma = site.lexeme.lemma;
    if lemma == "call" && scope.word(site.word) == "called" && first.is_capital() {
        let speaks = scope.items[source.clone()]
            .iter()
            .any(|item| item.is_capital() || item.is(Class::SPEAKER | Class::SPEAKER_NOUN));
        return !speaks;
    }
    if lemma == "deny" {
        let mut end = after.start;
        while scope.get(end).is_some_and(Item::is_capital) {
            end += 1;
        }
        let pronoun = matches!(first.lower, "him" | "them" | "us" | "me" | "you");
        let named = end > after.start && scope.is(end, Class::DETERMINER) && scope.word(end) != "that";
        return pronoun || named;
    }
    false
}

/// Whether the source can do what the verb says: nobody reports himself, surveys show, only somebody supports.
fn can_speak(scope: &Scope<'_>, site: &Site<'_>, source: &Range<usize>, opener: Opener) -> bool {
    let items = &scope.items[source.clone()];
    let has = |class: Class| items.iter().any(|item| item.is(class));
    if items[0].is(Class::FIRST | Class::SECOND) || scope.inside.is_some() && has(Class::FIRST | Class::SECOND) {
        return false;
    }
    let tag = |at: usize| {
        let item = &scope.items[at];
        item.has(Form::Tag) && item.shape == Shape::Lower && !(at > 0 && scope.stands(at - 1, &["lebih", "lanjut"]))
    };
    if scope.lang == Lang::Id && source.clone().any(tag)
        || items[0].lower.ends_with("nya") && scope.language.is_tag_verb(items[0].lower)
    {
        return false;
    }
    if items.len() == 1 && matches!(items[0].lower, "nobody" | "none" | "nothing" | "tiada") {
        return false;
    }
    let named = items.iter().any(super::super::scope::Item::is_capital) || has(Class::SPEAKER_NOUN | Class::SPEAKER);
    if site.lexeme.has("data") && !has(Class::DATA_NOUN) {
        // "The cuts show …" is the narrator's inference; "Brink suggested …" is speech.
        let sure = matches!(site.lexeme.lemma, "show" | "tunjuk" | "illustrate" | "demonstrate");
        let begins =
            items[0].is_capital() && items.len() <= 6 || items[0].is(Class::SPEAKER) || has(Class::SPEAKER_NOUN);
        // "Beberapa pengamat menunjukkan bahwa …": people who point out a fact say it.
        let told = matches!(opener, Opener::That | Opener::Question) && has(Class::SPEAKER_NOUN);
        return (!sure || told) && begins;
    }
    if site.lexeme.has("weak") {
        let helped = (site.start..site.word).any(|index| {
            scope.is(index, Class::MODAL)
                || matches!(scope.word(index), "akan" | "dapat" | "bisa" | "harus" | "mau" | "ingin")
        });
        return named && !helped && scope.inside.is_none() && site.word < source.end + 5;
    }
    true
}

/// Whether what follows fits the frame of the verb.
pub(super) fn accepts(scope: &Scope<'_>, site: &Site<'_>, after: &After, opener: Opener) -> bool {
    let lexeme = site.lexeme;
    let end = content_end(scope, after.start);
    let clause = like_clause(scope, after.start..end);
    if lexeme.has("tell") && after.addressee.is_none() && scope.lang == Lang::En {
        return false;
    }
    if lexeme.has("claim-object")
        && !scope.items[after.start..end.min(after.start + 4)].iter().any(|item| {
            item.is(Class::CLAIM_NOUN)
                || item.lower.strip_suffix("nya").is_some_and(|root| scope.language.words.is(root, Class::CLAIM_NOUN))
        })
    {
        return false;
    }
    if lexeme.has("at")
        && !scope.items[after.start..end].windows(2).any(|pair| {
            pair[0].lower == "at"
                && (pair[1].shape == Shape::Number
                    || pair[1].is(Class::ADVERB | Class::DETERMINER)
                    || pair[1].lower == "up")
        })
    {
        return false;
    }
    // "attacked the plan as a fraud" is speech, "attacked the harbour" is not.
    if lexeme.has("ground")
        && opener == Opener::Noun
        && !scope.items[after.start..end].iter().any(|item| matches!(item.lower, "as" | "for" | "over" | "saying"))
    {
        return false;
    }
    let has = |words: &[&str]| scope.items[after.start..end].iter().any(|item| words.contains(&item.lower));
    let object = opener == Opener::Noun && scope.lang == Lang::Id && !scope.role_is_headline();
    // "melaporkan X ke polisi" tells an authority; "mengakui Israel" recognises a state; "memutuskan hubungan" cuts.
    if object
        && lexeme.lemma == "lapor"
        && has(&["ke"])
        && !has(&["bahwa"])
        && !scope.is(after.start, Class::CLAIM_NOUN)
        || object
            && lexeme.lemma == "aku"
            && !clause
            && (scope.items[after.start].is_capital() || has(&["kemerdekaan", "kedaulatan"]))
        || object && lexeme.lemma == "putus" && !is_predicate(scope, after.start)
    {
        return false;
    }
    // "ingin Talbi bergabung" wants somebody to do it, "ingin bergabung" is a helper before its verb.
    if lexeme.has("wants") {
        let first = &scope.items[after.start];
        let somebody = first.is_capital() || first.is(Class::DETERMINER | Class::SPEAKER | Class::SPEAKER_NOUN);
        return somebody && scope.words(after.start..end) >= 3 && scope.inside.is_none();
    }
    if lexeme.has("suspect")
        && !scope.items[after.start..end].iter().any(|item| matches!(item.lower, "tersangka" | "terdakwa" | "buron"))
    {
        return false;
    }
    match opener {
        Opener::Noun if !lexeme.opens(Opener::Noun) => {
            // A bare clause: it needs a verb somewhere, and verbs that rarely go without "that" need a subject pronoun.
            let enough = scope.words(after.start..end) >= 2;
            if lexeme.has("nobare") {
                return clause
                    && scope.is(after.start, Class::SUBJECT | Class::DETERMINER)
                    && scope.get(site.word).is_some_and(|item| !item.lower.ends_with("ing"));
            }
            if lexeme.has("thought") && scope.lang == Lang::En {
                let comma = (after.start..end).find(|&index| scope.items[index].is_comma()).unwrap_or(end);
                return enough && like_clause(scope, after.start..comma);
            }
            enough && (clause || lexeme.lemma == "say" || scope.lang == Lang::Id)
        }
        Opener::Noun if lexeme.has("object-to") && scope.lang == Lang::En => {
            clause_or_to(scope, after.start, end) || lexeme.opens(Opener::Quote) || !lexeme.particle.is_empty()
        }
        Opener::Noun if lexeme.has("accuse") && lexeme.lemma != "blame" && scope.lang == Lang::En => {
            scope.items[after.start..end].iter().any(|item| matches!(item.lower, "of" | "for" | "with")) || clause
        }
        Opener::Noun if lexeme.has("predicate") && scope.lang == Lang::En => scope.words(after.start..end) >= 2,
        Opener::Noun if lexeme.has("thought") && scope.lang == Lang::En => clause,
        Opener::Noun if lexeme.has("control") && scope.lang == Lang::En => false,
        Opener::That if scope.word(after.start) == "that" && !clause => {
            // "said that evening", "that man": a determiner, not a complementizer.
            scope.words(after.start..end) >= 4
        }
        _ => true,
    }
}

fn clause_or_to(scope: &Scope<'_>, start: usize, end: usize) -> bool {
    scope.items[start..end].iter().any(|item| item.lower == "to" || item.lower == "not")
}
