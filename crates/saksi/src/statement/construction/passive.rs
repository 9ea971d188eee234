//! A verb that attributes in the passive, with or without its agent.
//!
//! Example: `Tuduhan itu dibantah Pelabuhan Rawa.` · `The port is expected to reopen in June.`
//! Known misses: agents far from their verb.
//! Cases: tests/cases/statement/passive.txt

use std::ops::Range;

use super::{Construction, Draft, taken};
use crate::Lang;
use crate::lang::{Class, Form, Opener};
use crate::segment::Shape;
use crate::statement::Stance;
use crate::statement::bounds::{hangs_on_another, is_predicate};
use crate::statement::clause::{after_cue, content_end};
use crate::statement::phrase::{source_after, subject_before};
use crate::statement::scope::{Item, Scope};
use crate::statement::site::{Site, Voice, group_start, object_voice};

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
        let first = readings.iter().find_map(|site| object_first(scope, site));
        if first.is_some() {
            drafts.extend(first);
            continue;
        }
        let draft = readings.iter().filter(|site| site.voice == Voice::Passive).find_map(|site| match scope.lang {
            Lang::Id | Lang::Ms => indonesian(scope, site),
            Lang::En => english(scope, site),
        });
        // "dinilai keliru": what is weighed in the passive is valued.
        let draft = draft.map(|draft| match draft.lemma.as_str() {
            "nilai" => Draft { stance: Stance::Judges, ..draft },
            _ => draft,
        });
        drafts.extend(draft);
    }
}

/// "Hal itu ia sampaikan di Rawa", "taktik yang mereka sebut sebagai jebakan".
fn object_first(scope: &Scope<'_>, site: &Site<'_>) -> Option<Draft> {
    let pronoun = object_voice(scope, site)?;
    let relative = scope.word(pronoun - 1) == "yang";
    let object = subject_before(scope, if relative { pronoun - 1 } else { pronoun });
    let object =
        if relative && scope.word(pronoun.wrapping_sub(2)) == "apa" { Some(pronoun - 2..pronoun - 1) } else { object }?;
    let named = object.start..pronoun;
    if scope.words(named.clone()) < 2 {
        return None;
    }
    let rest = (scope.word(site.end) == "sebagai").then(|| scope.trim(site.end..content_end(scope, site.end)));
    let content = std::iter::once(named).chain(rest).collect();
    Some(Draft { confidence: 0.7, ..Draft::of("passive", site, Some(pronoun..pronoun + 1), content) })
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
    // "dikritik dan dipertanyakan banyak pihak": who does the one does the other.
    let joined = |at: usize| scope.get(at).is_some_and(|item| item.has(Form::Passive) && item.shape == Shape::Lower);
    if scope.is(index, Class::CONJUNCTION) && joined(index + 1) {
        index += 2;
    }
    let subject = subject.or_else(|| {
        let first = site.start.checked_sub(2).filter(|&first| joined(first))?;
        scope.is(first + 1, Class::CONJUNCTION).then(|| subject_before(scope, group_start(scope, first)))?
    });
    let by = scope.word(index) == "oleh";
    let agent_start = if by { index + 1 } else { index };
    let names = scope.get(agent_start).is_some_and(|item| {
        item.is_capital()
            || item.is(Class::SPEAKER_NOUN | Class::SPEAKER_AFTER)
            || item.is(Class::DETERMINER) && by
            || matches!(item.lower, "para" | "banyak" | "sejumlah" | "sebagian" | "masyarakat" | "publik")
    });
    let agent = if by || names { source_after(scope, agent_start) } else { None };
    // "yang dinilainya keliru", "apa yang dianggapnya adil": the one spoken of before says so.
    if let Some(clitic) = site.clitic {
        let mut content = vec![subject?];
        let rest = scope.trim(site.end..content_end(scope, site.end));
        content.extend((!rest.is_empty()).then_some(rest));
        return Some(Draft { clitic: Some(clitic), confidence: 0.7, ..Draft::of("passive", site, None, content) });
    }
    if scope.word(site.start.wrapping_sub(2)) == "apa" {
        return None;
    }
    // "RUU diprediksi para ahli akan menambah utang": who thinks so stands between the verb and what is thought.
    let hearsay = scope.is(site.word, Class::HEARSAY);
    if let Some(agent) = agent.clone().filter(|_| hearsay && !by)
        && let Some((agent, rest)) = thought_by(scope, agent)
    {
        let mut content = vec![subject?];
        content.extend(rest);
        return Some(Draft { confidence: 0.7, ..Draft::of("passive", site, Some(agent), content) });
    }
    // "ditanya soal X", "diminta mundur": the subject is the hearer, what is asked follows.
    let doubted = scope.word(site.word) == "dipertanyakan" && agent.is_some();
    if matches!(site.lexeme.stance, Stance::Urges | Stance::Asks) && !scope.is(site.word, Class::HEARSAY) && !doubted {
        return asked(scope, site, subject.clone(), agent.clone(), index)
            .or_else(|| demanded(scope, site, subject?, agent, index));
    }
    // "masih diselidiki": somebody is looking into the subject.
    if site.lexeme.has("progressive") {
        let content = subject.filter(|_| site.progressive)?;
        return Some(Draft { confidence: 0.7, ..Draft::of("passive", site, agent, vec![content]) });
    }
    if let Some(agent) = agent {
        // "didukung oleh kerja keras", "bisa disetujui DPR": a weak verb wants somebody, and no helper.
        let named = scope.items[agent.clone()].iter().any(|item| {
            item.is_capital()
                || item.is(Class::SPEAKER_NOUN)
                || matches!(item.lower, "masyarakat" | "publik" | "massa" | "pihak" | "kalangan")
        });
        let helped = (site.start..site.word).any(|at| matches!(scope.word(at), "bisa" | "dapat" | "akan" | "harus"));
        if site.lexeme.has("weak") && (!named || helped) || site.lexeme.lemma == "lapor" {
            return None;
        }
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
    // "dilaporkan ke polisi" is a report to an authority.
    if site.lexeme.lemma == "lapor" && matches!(scope.word(site.end), "ke" | "kepada") {
        return None;
    }
    // "Hal yang dipastikan adalah …" names what comes, nobody is said to have said it.
    // "dijadwalkan pada Jumat" is a date, "dijadwalkan mulai berjalan" a plan that is told.
    let dated = site.lexeme.lemma == "jadwal" && !is_predicate(scope, site.end);
    if matches!(scope.word(site.end), "adalah" | "ialah") || dated {
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
    if content.is_empty() || content.len() == 1 && scope.words(content[0].clone()) < 2 || only_points(scope, &content) {
        return None;
    }
    Some(Draft { confidence: 0.6, ..Draft::of("passive", site, None, content) })
}

/// "Hal itu", "Ini" and nothing else: where nobody is named either, such a row says nothing.
fn only_points(scope: &Scope<'_>, content: &[Range<usize>]) -> bool {
    content.iter().all(|piece| scope.items[piece.clone()].iter().all(|item| item.is(Class::POINTER)))
}

/// The agent that follows a passive of thinking at once, and what is thought: a predicate must come after it, or nothing.
fn thought_by(scope: &Scope<'_>, agent: Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let shown = |agent: &Range<usize>| {
        let first = &scope.items[agent.start];
        let group = matches!(
            first.lower,
            "para"
                | "masyarakat"
                | "publik"
                | "banyak"
                | "sejumlah"
                | "sebagian"
                | "warga"
                | "pengamat"
                | "analis"
                | "pemerintah"
        );
        group || first.is_capital() && scope.items[agent.clone()].iter().all(Item::is_capital) && agent.len() <= 3
    };
    let close = agent.clone().find(|&index| index > agent.start && is_predicate(scope, index)).unwrap_or(agent.end);
    let agent = agent.start..close;
    if !shown(&agent) {
        return None;
    }
    let relative = scope.items[..agent.start].iter().rev().take(3).any(|item| item.lower == "yang");
    let rest = scope.trim(close..content_end(scope, close));
    if is_predicate(scope, close) {
        return Some((agent, Some(rest)));
    }
    (relative && rest.is_empty()).then_some((agent, None))
}

/// "Warga diminta merebus air": what is wanted of somebody, with a bare verb.
fn demanded(
    scope: &Scope<'_>,
    site: &Site<'_>,
    subject: Range<usize>,
    agent: Option<Range<usize>>,
    after: usize,
) -> Option<Draft> {
    let wants = matches!(
        site.lexeme.lemma,
        "minta" | "imbau" | "desak" | "perintah" | "instruksi" | "saran" | "anjur" | "wajib" | "seru" | "tuntut"
    );
    let helped = if scope.is(site.end, Class::AUXILIARY) { site.end } else { after };
    let start = agent.as_ref().map_or(helped, |agent| agent.end);
    let verb = is_predicate(scope, start)
        || scope.word(start) == "untuk"
        || scope.get(start).is_some_and(|item| {
            item.shape == Shape::Lower && item.is(Class::AUXILIARY)
                || matches!(
                    item.lower,
                    "mundur" | "tenang" | "waspada" | "hadir" | "datang" | "pulang" | "turun" | "keluar"
                )
        });
    if !wants || !verb || site.negated {
        return None;
    }
    let content = scope.trim(start..content_end(scope, start));
    (!content.is_empty())
        .then(|| Draft { confidence: 0.7, ..Draft::of("passive", site, agent, vec![subject, content]) })
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
    let mut end = content_end(scope, start);
    // "Saat ditanya apakah A, Wening meminta B": the comma closes the question.
    if hangs_on_another(scope, site.start) {
        end = (start + 1..end).find(|&index| scope.items[index].is_comma()).unwrap_or(end);
    }
    let content = scope.trim(start..end);
    if content.is_empty() {
        return None;
    }
    Some(Draft { cue, addressee: subject, confidence: 0.7, ..Draft::of("passive", site, agent, vec![content]) })
}

/// "accused by a rival of watering the milk", "criticised by Oslo for leaving": the wrong is no part of who tells of it.
fn without_ground(scope: &Scope<'_>, site: &Site<'_>, source: Range<usize>) -> Range<usize> {
    let accuses = site.lexeme.has("accuse");
    let ground = (source.start + 1..source.end).find(|&index| {
        let ing =
            scope.word(index + 1).ends_with("ing") || matches!(scope.word(index + 1), "his" | "her" | "its" | "their");
        match scope.word(index) {
            "of" => accuses && ing,
            "for" => ing || matches!(site.lexeme.stance, Stance::Judges | Stance::Accuses),
            "as" | "over" => true,
            _ => false,
        }
    });
    source.start..ground.unwrap_or(source.end)
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
            source = source_after(scope, index + 1).map(|source| without_ground(scope, site, source));
            agent = Some(index);
            break;
        }
        // "believed to have fled by boat": behind the infinitive the words belong to what is attributed.
        if scope.get(index).is_some_and(|item| item.is_comma() || item.lower == "to" || item.is(Class::COMPLEMENTIZER))
        {
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
    // "It was reported that …": the subject only holds the place.
    let placeholder = source.is_none() && scope.word(site.start.wrapping_sub(1)) == "it";
    if placeholder
        && after.opener == Some(Opener::That)
        && matches!(site.lexeme.stance, Stance::Asserts | Stance::Expects)
    {
        let content = scope.trim(after.start..content_end(scope, after.start));
        return (scope.words(content.clone()) >= 3)
            .then(|| Draft { confidence: 0.6, ..Draft::of("passive", site, None, vec![content]) });
    }
    // "Residents were asked to boil their water".
    let wanted = source.is_none()
        && scope.word(site.end) == "to"
        && matches!(site.lexeme.lemma, "ask" | "urge" | "advise" | "order" | "warn" | "instruct" | "implore")
        && site.lexeme.stance == Stance::Urges
        && !site.negated;
    let told = hearer_subject
        && !matches!(site.lexeme.lemma, "convince" | "persuade" | "assure" | "reassure" | "satisfy")
        && after.opener.is_some_and(|opener| matches!(opener, Opener::That | Opener::Question));
    // "were held by rebels": a verb that takes no thing takes none in the passive.
    let takes = site.lexeme.opens(Opener::Noun) || opens || told;
    if source.is_some() && !takes {
        return None;
    }
    if source.is_none() && !hearsay && !accused && !told && !wanted {
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
