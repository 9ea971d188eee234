//! When a statement was made.
//!
//! Reads the date that stands with the cue: "kata Sinta, Selasa (4/3/2025)", "on Tuesday dismissed", "Pekan lalu, … mendesak",
//! "three days after its director said".
//! Never: a date inside the content (that is the event's), one that stands with a relay ("dilansir dari Time, Jumat"),
//! one inside a relative clause of the source, a deadline ("by Friday", "paling lambat Jumat"), "Saturday's outage".

use jiff::ToSpan;

use super::number;
use super::relay::Relay;
use crate::article::Article;
use crate::date::{Date, DateMention};
use crate::lang::{Class, Language};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Said, Statement};
use crate::{Lang, Span};

/// What decides for a statement, copied so that statements can be changed one by one.
struct Frame {
    statement: usize,
    sentence: usize,
    cue: Span,
    source: Option<Span>,
    content: Vec<Span>,
}

/// Gives every date of a sentence to the statement whose cue it stands with.
pub(super) fn add(
    article: &Article,
    segments: &Segments,
    lang: Lang,
    dates: &[DateMention],
    relays: &[Relay],
    statements: &mut [Statement],
) {
    let mut frames: Vec<Frame> = statements
        .iter()
        .enumerate()
        .filter_map(|(index, statement)| {
            let cue = *statement.cue.spans.first()?;
            let source = statement.source.as_ref().and_then(|source| source.spans.first().copied());
            let sentence = segments.sentence_at(cue.start)?;
            Some(Frame { statement: index, sentence, cue, source, content: statement.content.clone() })
        })
        .collect();
    frames.sort_by_key(|frame| (frame.sentence, frame.cue));
    let mut from = 0;
    while from < frames.len() {
        let sentence = frames[from].sentence;
        let to = from + frames[from..].partition_point(|frame| frame.sentence == sentence);
        let published = article.day_at(segments.sentences[sentence].span);
        let reader = Reader { article, segments, lang, relays, published, sentence, frames: &frames[from..to] };
        reader.sentence(dates, statements);
        from = to;
    }
}

struct Reader<'a> {
    article: &'a Article,
    segments: &'a Segments,
    lang: Lang,
    relays: &'a [Relay],
    published: Option<Date>,
    sentence: usize,
    frames: &'a [Frame],
}

/// Statements and dates of one sentence beyond this many are not compared with each other; no writer gets there.
const MOST: usize = 64;

impl Reader<'_> {
    fn sentence(&self, dates: &[DateMention], statements: &mut [Statement]) {
        let span = self.segments.sentences[self.sentence].span;
        let tokens = self.segments.tokens_of(self.sentence);
        let first = dates.partition_point(|date| date.span.start < span.start);
        let frames = &self.frames[..self.frames.len().min(MOST)];
        for date in dates[first..].iter().take_while(|date| date.span.end <= span.end).take(MOST) {
            if self.published.is_some_and(|published| date.from > published)
                || self.with_relay(date)
                || self.is_barred(tokens, date)
            {
                continue;
            }
            let Some(owner) = self.owner(frames, tokens, date) else { continue };
            let said = Said { from: date.from, to: date.to, spans: vec![date.span] };
            // "menyampaikan … pada Rabu, menguraikan …": the same source in the same breath.
            let source = frames[owner].source;
            for (index, frame) in frames.iter().enumerate() {
                let slot = &mut statements[frame.statement].said;
                let same =
                    index > owner && source.is_some() && frame.source == source && !inside(&frame.content, date.span);
                // Of two dates the one nearer to the cue: "said on Monday, … the largest this year".
                let nearer = slot
                    .as_ref()
                    .is_none_or(|said| distance(date.span, frame.cue) < distance(said.spans[0], frame.cue));
                if index == owner && nearer || same && slot.is_none() {
                    *slot = Some(said.clone());
                }
            }
        }
        for frame in frames {
            let before = frames.iter().rev().find(|other| other.cue.end < frame.cue.start);
            let base = match before.map(|other| (&statements[other.statement].said, other)) {
                Some((Some(said), _)) => Some(said.from).filter(|_| said.from == said.to),
                // "Hal itu disampaikan sehari setelah …": of an unknown day.
                Some((None, other)) if Self::adjoins(tokens, other, frame) => None,
                _ => self.published,
            };
            if let Some(said) = base.and_then(|base| self.days_after(tokens, frame, base)) {
                statements[frame.statement].said = Some(said);
            }
        }
    }

    /// The statement whose cue a date stands with.
    fn owner(&self, frames: &[Frame], tokens: &[Token], date: &DateMention) -> Option<usize> {
        // Where a date begins decides: a boundary drawn through its last word ("awal pekan | ini bahwa") takes it from nobody.
        let start = Span { start: date.span.start, end: date.span.start + 1 };
        let free = |frame: &Frame| {
            !inside(&frame.content, start)
                && !frame.source.is_some_and(|source| source.overlaps(start))
                && !frame.cue.overlaps(start)
        };
        // A date inside a content that the cue does not share belongs to what is said there.
        let closed = |frame: &Frame| {
            frames
                .iter()
                .any(|other| other.content.iter().any(|piece| piece.overlaps(start) && !piece.contains(frame.cue)))
        };
        let candidate = |frame: &Frame| free(frame) && !closed(frame);
        let after = frames.iter().position(|frame| frame.cue.start > date.span.start && candidate(frame));
        // Between a source and its cue: "Rusia pekan lalu menepis …", unless a relative clause has it.
        if let Some(index) = after
            && frames[index].source.is_some_and(|source| source.end <= date.span.start)
            && frames[index].source.is_some_and(|source| {
                !frames.iter().any(|other| source.end <= other.cue.start && other.cue.end <= date.span.start)
            })
        {
            let source = frames[index].source.map_or(date.span.start, |source| source.end);
            return (!self.relative_between(tokens, source, date.span.start)).then_some(index);
        }
        let before = frames.iter().rposition(|frame| frame.cue.end <= date.span.start && candidate(frame));
        // Only the nearest cue before it; a cue in between that may not have it keeps it from the others.
        let before = before.filter(|&index| {
            !frames[index + 1..].iter().any(|other| {
                other.cue.end <= date.span.start && !inside(&frames[index].content, other.cue) && !free(other)
            })
        });
        // "…, who was appointed in 2012": the tail of an English tag that tells of somebody.
        let told_aside = |index: &usize| {
            self.lang == Lang::En && self.relative_between(tokens, frames[*index].cue.end, date.span.start)
        };
        let between = |index: &usize| {
            let from = frames[*index].cue.end;
            !frames[*index].content.iter().any(|piece| piece.start >= from && piece.end <= date.span.start)
        };
        match before {
            Some(index) if told_aside(&index) && between(&index) => None,
            Some(index) => Some(index),
            None => after,
        }
    }

    /// Whether only marks and a preposition part a date from the name of a relay before it.
    fn with_relay(&self, date: &DateMention) -> bool {
        let after = self.relays.partition_point(|relay| relay.name.end <= date.span.start);
        let Some(relay) = after.checked_sub(1).map(|index| &self.relays[index]).filter(|relay| relay.takes_date) else {
            return false;
        };
        let between = Span { start: relay.name.end, end: date.span.start }.of(&self.article.text);
        between.len() < 40
            && between
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .all(|word| matches!(word, "pada" | "on" | "hari" | "edisi"))
    }

    /// "by Friday", "sejak Senin", "Saturday's outage": the date of something else.
    fn is_barred(&self, tokens: &[Token], date: &DateMention) -> bool {
        let at = tokens.partition_point(|token| token.span.start < date.span.start);
        let before = |back: usize| at.checked_sub(back).map_or("", |index| tokens[index].lower.as_str());
        let barred = match self.lang {
            Lang::Id | Lang::Ms => {
                matches!(
                    before(1),
                    "sejak"
                        | "hingga"
                        | "sampai"
                        | "sebelum"
                        | "setelah"
                        | "menjelang"
                        | "mulai"
                        | "untuk"
                        | "dari"
                        | "per"
                        | "lambat"
                        | "tragedi"
                        | "peristiwa"
                        | "insiden"
                        | "perdagangan"
                        | "pemilu"
                        | "pilpres"
                ) || before(1) == "pada"
                    && matches!(
                        before(2),
                        "hingga"
                            | "sampai"
                            | "lambat"
                            | "mulai"
                            | "terjadi"
                            | "digelar"
                            | "dimulai"
                            | "berlangsung"
                            | "berlaku"
                    )
            }
            Lang::En => matches!(
                before(1),
                "by" | "since"
                    | "until"
                    | "till"
                    | "before"
                    | "after"
                    | "for"
                    | "of"
                    | "from"
                    | "through"
                    | "to"
                    | "between"
                    | "past"
                    | "starting"
                    | "beginning"
                    | "dated"
                    | "the"
                    | "next"
            ),
        };
        let after = &self.article.text[date.span.to()..];
        // A whole year or season beside a number or in a relative clause belongs to a law's name or to the event.
        let words = &Language::of(self.lang).words;
        let near = &tokens[at.saturating_sub(4)..at];
        let long = date.to.since(date.from).is_ok_and(|span| span.get_days() > 31)
            && near.iter().any(|token| {
                words.is(&token.lower, Class::RELATIVE) || token.shape == Shape::Number || token.is("nomor")
            });
        barred || long || after.starts_with("'s") || after.starts_with("’s") || after.starts_with('-')
    }

    /// Whether a relative clause opens between two places.
    fn relative_between(&self, tokens: &[Token], from: u32, to: u32) -> bool {
        let words = &Language::of(self.lang).words;
        let first = tokens.partition_point(|token| token.span.start < from);
        tokens[first..]
            .iter()
            .take_while(|token| token.span.end <= to)
            .any(|token| words.is(&token.lower, Class::RELATIVE) && !token.is("that"))
    }

    /// Whether at most two words stand between a cue and the "after" that leads to another.
    fn adjoins(tokens: &[Token], one: &Frame, other: &Frame) -> bool {
        let first = tokens.partition_point(|token| token.span.start < one.cue.end);
        let between = tokens[first..].iter().take_while(|token| token.span.end <= other.cue.start);
        between.take(4).any(|token| matches!(token.lower.as_str(), "after" | "setelah" | "sesudah" | "usai"))
    }

    /// "three days after its director said", "sehari setelah X mengatakan": counted back from the day of the main clause.
    fn days_after(&self, tokens: &[Token], frame: &Frame, base: Date) -> Option<Said> {
        let cue_at = tokens.partition_point(|token| token.span.start < frame.cue.start);
        let clause = (cue_at.saturating_sub(14)..cue_at)
            .rev()
            .find(|&at| matches!(tokens[at].lower.as_str(), "after" | "setelah" | "sesudah" | "usai"))?;
        let parted = tokens[clause..cue_at].iter().any(|token| matches!(token.lower.as_str(), "," | ";"));
        if parted || frame.content.iter().any(|piece| piece.contains(tokens[clause].span)) {
            return None;
        }
        let unit = clause.checked_sub(1)?;
        let (days, first) = match tokens[unit].lower.as_str() {
            "sehari" => (1, unit),
            "day" | "days" | "hari" => {
                let first = unit.checked_sub(1)?;
                let one = matches!(tokens[first].lower.as_str(), "a" | "one");
                let days = if one { 1.0 } else { number::read(tokens, first, self.lang)?.value };
                ((1.0..1000.0).contains(&days).then_some(days)? as i64, first)
            }
            _ => return None,
        };
        let day = base.checked_sub(days.days()).ok()?;
        Some(Said { from: day, to: day, spans: vec![tokens[first].span.cover(tokens[clause].span)] })
    }
}

fn distance(one: Span, other: Span) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

fn inside(content: &[Span], span: Span) -> bool {
    content.iter().any(|piece| piece.overlaps(span))
}
