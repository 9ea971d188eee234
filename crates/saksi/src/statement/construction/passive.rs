//! A verb that attributes in the passive, with or without its agent.
//!
//! Example: `Tuduhan itu dibantah Pelabuhan Rawa.` · `The port is expected to reopen in June.`
//! Known misses: agents far from their verb.
//! Cases: tests/cases/statement/passive.txt

use std::ops::Range;

use super::{Construction, Draft, taken};
use crate::Lang;
use crate::lang::{Class, Opener};
use crate::statement::Stance;
use crate::statement::clause::{after_cue, content_end};
use crate::statement::phrase::{source_after, subject_before};
use crate::statement::scope::Scope;
use crate::statement::site::{Site, Voice};

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "passive",
    reads: "a passive that attributes: what is attributed is the subject, who attributes follows or is left out",
    examples: &[
        ("id", "Kapal itu bocor, tuduhan yang dibantah Pelabuhan Rawa."),
        ("id", "Hal itu disampaikan Lurah Wening Asri usai rapat."),
        ("en", "The plan was dismissed by the council as a dream."),
        ("en", "The port is expected to reopen in June."),
    ],
    misses: "agents far from their verb",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    for readings in sites {
        if taken(drafts, readings[0].word) {
            continue;
        }
        let draft = readings.iter().filter(|site| site.voice == Voice::Passive).find_map(|site| match scope.lang {
            Lang::Id | Lang::Ms => indonesian(scope, site),
            Lang::En => english(scope, site),
        });
        drafts.extend(draft);
    }
}

fn indonesian(scope: &Scope<'_>, site: &Site<'_>) -> Option<Draft> {
    let subject = subject_before(scope, site.start).map(|subject| {
        // "tuduhan yang dibantah": the relative word belongs to what is denied.
        if scope.word(site.start.wrapping_sub(1)) == "yang" { subject.start..site.start } else { subject }
    });
    let mut index = site.end;
    while scope.is(index, Class::ADVERB) && scope.word(index) != "oleh" {
        index += 1;
    }
    let by = scope.word(index) == "oleh";
    let agent_start = if by { index + 1 } else { index };
    let names = scope.get(agent_start).is_some_and(|item| {
        item.is_capital() || item.is(Class::SPEAKER_NOUN | Class::SPEAKER_AFTER) || item.is(Class::DETERMINER) && by
    });
    let agent = if by || names { source_after(scope, agent_start) } else { None };
    // "ditanya soal X", "diminta mundur": the subject is the hearer, what is asked follows.
    if matches!(site.lexeme.stance, Stance::Urges | Stance::Asks) && !scope.is(site.word, Class::HEARSAY) {
        return asked(scope, site, subject, agent.clone(), index);
    }
    // "masih diselidiki": somebody is looking into the subject.
    if site.lexeme.has("progressive") {
        let content = subject.filter(|_| site.progressive)?;
        return Some(Draft { confidence: 0.7, ..Draft::of("passive", site, agent, vec![content]) });
    }
    if scope.word(site.start.wrapping_sub(2)) == "apa" {
        return None;
    }
    if let Some(agent) = agent {
        let passive_object = scope.is(site.word, Class::HEARSAY) && !by;
        if !passive_object {
            let content = subject?;
            return Some(Draft { confidence: 0.8, ..Draft::of("passive", site, Some(agent), vec![content]) });
        }
    }
    if !scope.is(site.word, Class::HEARSAY) || site.unable {
        return None;
    }
    // "menolak disebut pencuri": no subject of its own, no hearsay.
    let opens =
        site.start == 0 || scope.get(site.start - 1).is_some_and(|item| item.is_comma() || item.is(Class::CONJUNCTION));
    if subject.is_none() && !opens {
        return None;
    }
    // Hearsay: subject and rest together are what is attributed to nobody.
    let after = after_cue(scope, site.lexeme, site.end);
    let mut content = Vec::new();
    content.extend(subject);
    if after.opener.is_some()
        || scope.get(after.start).is_some_and(|item| item.is_word() && !item.is(Class::SOURCE_END))
    {
        let rest = scope.trim(after.start..content_end(scope, after.start));
        if !rest.is_empty() {
            content.push(rest);
        }
    }
    if content.is_empty() || content.len() == 1 && scope.words(content[0].clone()) < 2 {
        return None;
    }
    Some(Draft { confidence: 0.6, ..Draft::of("passive", site, None, content) })
}

/// What somebody is asked or told to do.
fn asked(
    scope: &Scope<'_>,
    site: &Site<'_>,
    subject: Option<Range<usize>>,
    agent: Option<Range<usize>>,
    after: usize,
) -> Option<Draft> {
    let mut start = agent.as_ref().map_or(after, |agent| agent.end);
    let mut cue = site.start..site.end;
    if matches!(scope.word(start), "soal" | "mengenai" | "tentang" | "terkait" | "perihal") {
        if start == site.end {
            cue.end = start + 1;
        }
        start += 1;
    } else if !scope.is(start, Class::QUESTION) && !matches!(scope.word(start), "untuk" | "agar" | "supaya") {
        return None;
    }
    let content = scope.trim(start..content_end(scope, start));
    if content.is_empty() {
        return None;
    }
    Some(Draft { cue, addressee: subject, confidence: 0.7, ..Draft::of("passive", site, agent, vec![content]) })
}

fn english(scope: &Scope<'_>, site: &Site<'_>) -> Option<Draft> {
    let subject = subject_before(scope, site.start);
    let after = after_cue(scope, site.lexeme, site.end);
    let hearer_subject = site.lexeme.has("tell") || matches!(site.lexeme.lemma, "ask" | "inform");
    // "by NP" somewhere before the next clause.
    let mut source = None;
    let mut agent = None;
    for index in site.end..scope.len().min(site.end + 10) {
        if scope.word(index) == "by" {
            source = source_after(scope, index + 1);
            agent = Some(index);
            break;
        }
        if scope.get(index).is_some_and(super::super::scope::Item::is_comma) {
            break;
        }
    }
    let right_start = source.as_ref().map_or(after.start, |source| source.end);
    let opens = scope.get(right_start).is_some_and(|item| {
        matches!(item.lower, "of" | "to" | "as" | "for") || item.is(Class::COMPLEMENTIZER) || item.is_quotation()
    });
    let right = if agent == Some(site.end) && !opens {
        None
    } else if opens || after.opener.is_some() {
        Some(scope.trim(right_start..content_end(scope, right_start)))
    } else {
        None
    };
    let hearsay = source.is_none()
        && matches!(site.lexeme.stance, Stance::Asserts | Stance::Expects)
        && scope.word(site.end) == "to"
        && !hearer_subject;
    let accused = site.lexeme.has("accuse") && opens;
    let told = hearer_subject && after.opener.is_some_and(|opener| matches!(opener, Opener::That | Opener::Question));
    if source.is_none() && !hearsay && !accused && !told {
        return None;
    }
    let mut content = Vec::new();
    let mut addressee = None;
    if told {
        addressee = subject;
    } else {
        content.push(subject?);
    }
    content.extend(right.filter(|right| !right.is_empty()));
    if content.is_empty() {
        return None;
    }
    Some(Draft { addressee, confidence: 0.6, ..Draft::of("passive", site, source, content) })
}
