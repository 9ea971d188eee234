//! A cue after its content, or in the middle of it.
//!
//! Example: `"Air sudah surut," kata Lurah Wening Asri.` · `The bridge will close, the council said on Monday.`
//! Known misses: a tag before whose subject no mark stands; a tag in a second sentence.
//! Cases: tests/cases/statement/tag.txt

use std::ops::Range;

use super::{Construction, Draft, taken};
use crate::lang::{Class, Form, Opener};
use crate::segment::Shape;
use crate::statement::bounds::{is_predicate, without_links};
use crate::statement::clause::{after_cue, skip_time};
use crate::statement::phrase::{has_clause, source_after, subject_before};
use crate::statement::scope::{Item, Scope};
use crate::statement::site::{Site, Voice};
use crate::{Lang, Span};

pub(super) const CONSTRUCTION: Construction = Construction {
    name: "tag",
    reads: "content, then the words that attribute it: a quotation or a clause with its tag after or inside it",
    examples: &[
        ("id", "\"Air sudah surut,\" kata Lurah Wening Asri, Senin (3/2/2025)."),
        ("id", "Jembatan itu, ujar dia, baru dibuka bulan depan."),
        ("en", "“The water is gone,” Mayor Ida Brink told reporters. “We can go home.”"),
        ("en", "The bridge will stay closed, the council said on Monday."),
    ],
    misses: "a tag whose subject follows no mark; a tag that stands in a sentence of its own",
    read,
};

fn read(scope: &Scope<'_>, sites: &[Vec<Site<'_>>], drafts: &mut Vec<Draft>) {
    if scope.lang == Lang::Id {
        drafts.extend((1..scope.len()).filter_map(|index| thus(scope, index)));
    }
    for readings in sites {
        let word = readings[0].word;
        if taken(drafts, word) {
            continue;
        }
        let draft = readings.iter().filter(|site| can_tag(scope, site)).find_map(|site| read_site(scope, site, drafts));
        drafts.extend(draft);
    }
}

/// "\"…,\" demikian isi surat itu", "demikian pernyataan dinas": what stood there, and where it was written.
fn thus(scope: &Scope<'_>, index: usize) -> Option<Draft> {
    let written = matches!(
        scope.word(index + 1),
        "isi" | "pernyataan" | "catatan" | "keterangan" | "kutipan" | "penjelasan" | "petikan" | "laporan"
    );
    if scope.word(index) != "demikian" || !written || !follows_content(scope, index) {
        return None;
    }
    let start = if matches!(scope.word(index + 2), "dari" | "oleh") { index + 3 } else { index + 2 };
    let source = source_after(scope, start)?;
    let content = left_content(scope, index, &[])?;
    Some(Draft {
        by: "tag",
        source: Some(source),
        clitic: None,
        cue: index..index + 2,
        word: index + 1,
        lemma: "demikian".to_owned(),
        stance: crate::statement::Stance::Asserts,
        negated: false,
        unable: false,
        content: vec![content],
        addressee: None,
        confidence: 0.9,
        shared: false,
    })
}

fn can_tag(scope: &Scope<'_>, site: &Site<'_>) -> bool {
    if site.voice != Voice::Active || site.form == Form::Noun {
        return false;
    }
    match scope.lang {
        Lang::Id | Lang::Ms => site.form == Form::Tag || site.lexeme.has("tag") && site.form == Form::Finite,
        Lang::En => site.lexeme.has("tag") || site.lexeme.has("tell"),
    }
}

fn read_site(scope: &Scope<'_>, site: &Site<'_>, drafts: &[Draft]) -> Option<Draft> {
    if let Some(draft) = introduced(scope, site) {
        return Some(draft);
    }
    let tag = inverted(scope, site).or_else(|| plain(scope, site))?;
    let mut content = Vec::new();
    let Some(left) = left_content(scope, tag.start, drafts) else {
        let content = interrupted(scope, &tag, drafts)?;
        return Some(Draft {
            clitic: tag.clitic,
            cue: tag.cue,
            addressee: tag.addressee,
            ..Draft::of("tag", site, tag.source, content)
        });
    };
    let split = scope.items[left.clone()].iter().any(super::super::scope::Item::is_quotation);
    // "It was Oslo, he said, that began it": the clause goes on behind the tag.
    let cleft =
        scope.get(tag.end).is_some_and(super::super::scope::Item::is_comma) && scope.word(tag.end + 1) == "that";
    let whole = split || has_clause(scope, left.clone()) && !cleft;
    let left_words = scope.words(left.clone());
    content.push(left);
    if let Some(right) = right_content(scope, tag.end, whole) {
        content.push(right);
    }
    if left_words < 2 && content.len() == 1 && !split {
        return None;
    }
    let confidence = if split { 0.95 } else { 0.8 };
    Some(Draft {
        clitic: tag.clitic,
        cue: tag.cue,
        addressee: tag.addressee,
        confidence,
        ..Draft::of("tag", site, tag.source, content)
    })
}

/// "Even if it rains, Brink said, the gates will hold", "Sebab, kata dia, air sudah surut": nothing but a circumstance or a
/// linking word stands before the tag, and the clause after it.
fn interrupted(scope: &Scope<'_>, tag: &Tag, drafts: &[Draft]) -> Option<Vec<Range<usize>>> {
    let before = scope.items[..tag.start].iter().rposition(|item| item.is_stop() || item.lower == ":");
    let left = scope.trim(before.map_or(0, |stop| stop + 1)..tag.start);
    let busy = drafts.iter().any(|draft| draft.cue.end <= tag.start && draft.cue.start >= left.start);
    if left.is_empty() || busy || !scope.get(tag.end).is_some_and(Item::is_comma) {
        return None;
    }
    let start = tag.end + 1;
    let right = scope.trim(start..crate::statement::clause::content_end(scope, start));
    let first = scope.get(right.start)?;
    let subject = first.is_word()
        && (first.is_capital()
            || first.is(Class::DETERMINER | Class::SUBJECT)
            || !first.is(Class::PREPOSITION
                | Class::CONJUNCTION
                | Class::SUBORDINATOR
                | Class::RELATIVE
                | Class::ADVERB)
                && !first.lower.ends_with("ing")
                && !is_predicate(scope, right.start));
    let clause = has_clause(scope, right.clone()) && scope.words(right.clone()) >= 4;
    if !clause || !(subject || scope.lang == Lang::Id) || first.is_quotation() {
        return None;
    }
    let links = scope.items[left.clone()].iter().all(|item| {
        item.is(Class::OPENER | Class::CONJUNCTION | Class::ADVERB | Class::POINTER) && !item.is(Class::PREPOSITION)
            || item.shape == Shape::Punct
    }) || left.len() == 1;
    let left = without_links(scope, left);
    let circumstance = scope.is(left.start, Class::PREPOSITION | Class::SUBORDINATOR | Class::OPENER);
    match (links, circumstance) {
        (true, _) => Some(vec![right]),
        (false, true) => Some(vec![left, right]),
        (false, false) => None,
    }
}

/// "As Brink put it, …", "seperti dikatakan Brink, …": the tag opens the sentence and its content follows the comma.
fn introduced(scope: &Scope<'_>, site: &Site<'_>) -> Option<Draft> {
    if scope.lang != Lang::En || scope.word(0) != "as" || site.form == Form::Tag {
        return None;
    }
    let source = subject_before(scope, site.start).filter(|source| source.start == 1)?;
    let comma = (site.end..scope.len().min(site.end + 10)).find(|&index| scope.items[index].is_comma())?;
    if comma > site.end && !scope.is(site.end, Class::PREPOSITION | Class::ADVERB | Class::DAY | Class::TIME_LEAD) {
        return None;
    }
    let content = scope.trim(comma + 1..crate::statement::clause::content_end(scope, comma + 1));
    (scope.words(content.clone()) >= 2)
        .then(|| Draft { confidence: 0.85, ..Draft::of("tag", site, Some(source), vec![content]) })
}

/// The tag between its marks.
struct Tag {
    start: usize,
    end: usize,
    source: Option<Range<usize>>,
    clitic: Option<Span>,
    cue: Range<usize>,
    addressee: Option<Range<usize>>,
}

/// Whether the item before `index` can end a content: a comma, a quotation, a dash.
fn follows_content(scope: &Scope<'_>, index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| scope.get(before))
        .is_some_and(|item| item.is_comma() || item.is_quotation() || item.is_dash() || matches!(item.lower, "?" | "!"))
}

/// Cue, then source: `kata X`, `ujarnya`, `said X`.
fn inverted(scope: &Scope<'_>, site: &Site<'_>) -> Option<Tag> {
    let mut start = site.start;
    // "demikian kata X", "begitu ujarnya".
    if start > 0 && matches!(scope.word(start - 1), "demikian" | "begitu" | "kembali") {
        start -= 1;
    }
    if !follows_content(scope, start) {
        return None;
    }
    if scope.lang == Lang::Id && site.form != Form::Tag {
        return None;
    }
    let item = &scope.items[site.word];
    if let Some(clitic) = site.clitic {
        let after = after_cue(scope, site.lexeme, site.end);
        return Some(Tag {
            start,
            end: after.start.max(site.end),
            source: None,
            clitic: Some(clitic),
            cue: site.start..site.end,
            addressee: after.addressee,
        });
    }
    if item.shape != Shape::Lower && !scope.role_is_headline() {
        return None;
    }
    let source = source_after(scope, site.end)?;
    if scope.lang == Lang::En && !closes_tag(scope, start, &source) {
        return None;
    }
    let after = after_cue(scope, site.lexeme, source.end);
    let end = if after.addressee.is_some() {
        after.addressee.as_ref().map_or(source.end, |hearer| hearer.end)
    } else {
        source.end
    };
    Some(Tag { start, end, source: Some(source), clitic: None, cue: site.start..site.end, addressee: after.addressee })
}

/// Whether nothing of a clause follows the source: "Ana Brink, the mayor, said she …" has its subject in front.
fn closes_tag(scope: &Scope<'_>, start: usize, source: &Range<usize>) -> bool {
    let quotation = scope.items[..start]
        .iter()
        .rev()
        .find(|item| !item.is_comma())
        .is_some_and(super::super::scope::Item::is_quotation);
    let next = scope.get(source.end);
    let ends = next.is_none_or(|next| {
        next.is_stop()
            || next.is_comma()
            || next.is_quotation()
            || next.is_dash()
            || next.is(Class::PREPOSITION
                | Class::CONJUNCTION
                | Class::DAY
                | Class::SUBORDINATOR
                | Class::TIME_LEAD
                | Class::RELATIVE)
            || next.lower == ":"
            || next.has(Form::Ing)
    });
    // "Brink, the mayor, said many of the houses that …": a clause of its own, no speaker.
    let ends = ends && (quotation || !next.is_some_and(|next| next.lower == "that"));
    let first = &scope.items[source.start];
    let ends = ends && first.lower != "that";
    let clause = !quotation && crate::statement::phrase::like_clause(scope, source.clone());
    ends && !clause
        && (quotation
            || !first.is(Class::COMPLEMENTIZER)
                && has_clause(scope, 0..start)
                && subject_before(scope, start).is_none_or(|subject| subject.start > 0 || subject.len() < 2))
}

/// Source, then cue: `X said`.
fn plain(scope: &Scope<'_>, site: &Site<'_>) -> Option<Tag> {
    if site.form == Form::Tag {
        return None;
    }
    let source = quoted_speaker(scope, site.start).or_else(|| subject_before(scope, site.start))?;
    // "…, which they argue would": the clause has a gap and the tag closes nothing.
    if scope.is(source.start, Class::RELATIVE)
        || source.start > 0 && scope.is(source.start - 1, Class::RELATIVE) && scope.lang == Lang::En
    {
        return None;
    }
    if !follows_content(scope, source.start)
        || source.start < 2 && !scope.get(0).is_some_and(super::super::scope::Item::is_quotation)
    {
        return None;
    }
    let after_quotation = scope.items[..source.start]
        .iter()
        .rev()
        .find(|item| !item.is_comma())
        .is_some_and(super::super::scope::Item::is_quotation);
    if scope.lang == Lang::Id && !after_quotation
        || scope.items[source.clone()]
            .iter()
            .any(|item| scope.lang == Lang::Id && scope.language.is_tag_verb(item.lower))
    {
        return None;
    }
    let after = after_cue(scope, site.lexeme, site.end);
    let clause_follows =
        matches!(after.opener, Some(Opener::That | Opener::Bare | Opener::Noun | Opener::To | Opener::Question));
    let quotation_follows = after.opener == Some(Opener::Quote);
    if clause_follows && !(after_quotation && after.opener != Some(Opener::That)) {
        return None;
    }
    // "On this week's “City Talk,” Brink said the gates …": a title, no speech.
    if clause_follows && names_a_work(scope, source.start) {
        return None;
    }
    if quotation_follows && !after_quotation {
        return None;
    }
    // "…, Brink will insist on sailing" goes on with its object.
    let object = scope.lang == Lang::En
        && !after_quotation
        && match scope.word(site.end) {
            "on" | "upon" => scope.word(site.end + 1).ends_with("ing"),
            word => matches!(word, "for" | "about" | "over" | "with" | "against"),
        };
    if object {
        return None;
    }
    let end = after.addressee.as_ref().map_or(site.end, |hearer| hearer.end);
    Some(Tag {
        start: source.start,
        end,
        source: Some(source),
        clitic: None,
        cue: site.start..site.end,
        addressee: after.addressee,
    })
}

/// Whether the quotation before `end` names a broadcast or a book: in the run of a phrase, or with capitals throughout.
fn names_a_work(scope: &Scope<'_>, end: usize) -> bool {
    let Some(quotation) = (0..end).rev().find(|&index| scope.items[index].is_quotation()) else { return false };
    let run = quotation.checked_sub(1).is_some_and(|before| scope.items[before].shape == Shape::Lower);
    let words = scope.items[quotation].span.of(scope.text).split_whitespace();
    let (long, capital) = words.filter(|word| word.chars().count() > 4).fold((0, 0), |(long, capital), word| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        (long + 1, capital + usize::from(first.is_some_and(|c| !c.is_lowercase())))
    });
    run || long > 1 && long == capital
}

/// "“…,” a user called Brink wrote": whatever stands between a quotation and the verb, verbs of its own included.
fn quoted_speaker(scope: &Scope<'_>, end: usize) -> Option<Range<usize>> {
    let quotation = (end.saturating_sub(9)..end).rev().find(|&index| {
        scope.items[index].is_quotation() || scope.items[index].is_comma() || scope.items[index].is_stop()
    })?;
    let speech = scope.is_speech(quotation) && scope.lang == Lang::En;
    let piece = quotation + 1..end;
    let first = scope.get(piece.start)?;
    let phrase = first.is_capital() || first.is(Class::DETERMINER | Class::SPEAKER_NOUN);
    let verb = piece.clone().any(|index| {
        scope.items[index].is(Class::COMPLEMENTIZER | Class::SUBORDINATOR | Class::CONJUNCTION)
            || scope.is(index, Class::AUXILIARY | Class::SUBJECT) && index > piece.start
    });
    (speech && phrase && !verb && !piece.is_empty()).then_some(piece)
}

/// The content before a tag that begins at `tag`.
fn left_content(scope: &Scope<'_>, tag: usize, drafts: &[Draft]) -> Option<Range<usize>> {
    let begin = drafts
        .iter()
        .filter(|draft| draft.cue.end <= tag)
        .map(|draft| {
            draft
                .content
                .iter()
                .map(|piece| piece.end)
                .max()
                .unwrap_or(0)
                .max(draft.source.as_ref().map_or(0, |source| source.end))
                .max(draft.cue.end)
        })
        .filter(|&end| end <= tag)
        .max()
        .unwrap_or(0);
    let mut left = scope.trim(begin..tag);
    if left.is_empty() && begin > 0 {
        left = scope.trim(0..tag);
    }
    if left.is_empty() {
        return None;
    }
    let quotation = scope.items[left.clone()]
        .iter()
        .rposition(super::super::scope::Item::is_quotation)
        .map(|offset| left.start + offset);
    if let Some(quotation) = quotation {
        // "Oslo spoke of “a bad year.” Brink added …": the full stop in the marks ends the sentence before.
        let ended = quotation + 1 == left.end
            && left.start + 2 < quotation
            && scope.lang == Lang::En
            && scope.items[quotation]
                .span
                .of(scope.text)
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.')
                .ends_with('.')
            && scope.get(tag).is_some_and(Item::is_capital)
            && has_clause(scope, left.start..quotation);
        if ended {
            return None;
        }
        // A linking word in front of a quotation is the narrator's.
        let before = &scope.items[left.start..quotation];
        let linking = before
            .iter()
            .all(|item| item.is(Class::CONJUNCTION | Class::OPENER | Class::ADVERB) || item.shape == Shape::Punct);
        if linking {
            left.start = quotation;
        }
        // A clause before the quotation with a cue of its own keeps its own content.
        if quotation + 1 == left.end && before.last().is_some_and(|item| matches!(item.lower, "." | ":" | "!" | "?")) {
            left.start = quotation;
        }
        return Some(left);
    }
    // "Namun, menurut dia, kritik itu …": what follows is told by another already.
    if drafts.iter().any(|draft| left.contains(&draft.word) && draft.content.iter().any(|piece| piece.contains(&tag))) {
        return None;
    }
    // A bare circumstance is no content: "In Oslo, …", "On Monday, …".
    let bare = without_links(scope, left.clone());
    let first = scope.get(bare.start)?;
    let time = skip_time(scope, bare.start) >= left.end;
    let doing = scope.lang == Lang::En
        && first.lower.len() > 5
        && first.lower.ends_with("ing")
        && bare.start == left.start
        && !scope.is(left.start + 1, Class::AUXILIARY | Class::COPULA);
    let circumstance = doing && !has_clause(scope, left.clone())
        || first.is(Class::PREPOSITION | Class::SUBORDINATOR)
            && (first.is(Class::SUBORDINATOR) || !crate::statement::phrase::like_clause(scope, left.clone()))
        || first.is(Class::OPENER | Class::ADVERB) && left.len() < 4;
    (!time && !circumstance && scope.words(left.clone()) >= 2).then_some(left)
}

/// The content that goes on after the tag: a second quotation, or the rest of a clause that the tag interrupts.
fn right_content(scope: &Scope<'_>, tag_end: usize, whole: bool) -> Option<Range<usize>> {
    let mut index = tag_end;
    if whole {
        // "…, Brink said, since the road is closed": the clause goes on with its reason.
        let reason = matches!(
            scope.word(index + 1),
            "because" | "since" | "if" | "unless" | "including" | "karena" | "sebab" | "sehingga"
        );
        if reason && scope.get(index).is_some_and(Item::is_comma) {
            let rest = scope.trim(index + 1..crate::statement::clause::content_end(scope, index + 1));
            return (scope.words(rest.clone()) >= 3).then_some(rest);
        }
        // A quotation further on in the sentence belongs to the tag when no other cue stands between.
        while let Some(item) = scope.get(index) {
            if item.is_quotation() {
                return (scope.words(index..index + 1) > 2).then(|| index..quotation_run(scope, index));
            }
            if item.uses.iter().any(|one| matches!(one.form, Form::Finite | Form::Ing | Form::Passive))
                && item.shape == Shape::Lower
            {
                return None;
            }
            index += 1;
        }
        return None;
    }
    if !scope.get(index).is_some_and(super::super::scope::Item::is_comma) {
        return None;
    }
    let start = index + 1;
    let end = crate::statement::clause::content_end(scope, start);
    let rest = scope.trim(start..end);
    (!rest.is_empty() && scope.words(rest.clone()) >= 2).then_some(rest)
}

/// A quotation and what belongs to it up to the end of the sentence: nothing but marks.
fn quotation_run(scope: &Scope<'_>, index: usize) -> usize {
    let rest = &scope.items[index + 1..];
    if rest.iter().all(|item| item.shape == Shape::Punct || item.is_quotation())
        && rest.iter().any(super::super::scope::Item::is_quotation)
    {
        scope.len()
    } else {
        index + 1
    }
}
