//! From the library's values to the shapes of the contract, by hand.

use saksi::Span;
use saksi::date::Stamp;
use saksi::statement::{self, Reading};
use saksi::text::CodePoints;

use crate::article::{
    Actor, Addressee, Article, Block, Content, Cue, Dateline, Entry, Evidence, Input, MadeBy, Note, Offsets, Origin,
    Quantity, Said, Source, Statement, Via,
};
use crate::identity::{self, StatementIds};

/// Writes a reading out. `bytes` are those that were read, as the id of the article counts them.
pub fn article(reading: &Reading, input: Input, bytes: &[u8]) -> Article {
    let read = &reading.article;
    let text = Places { text: &read.text, points: CodePoints::new(&read.text) };
    Article {
        schema: crate::ARTICLE_SCHEMA,
        made_by: MadeBy { version: crate::VERSION, model: reading.model.clone() },
        id: identity::article_id(input.address(), bytes),
        input,
        url: read.url.clone(),
        outlet: read.outlet.clone(),
        title: read.title.clone(),
        byline: read.byline.clone(),
        published: read.published.map(stamp),
        modified: read.modified.map(stamp),
        language: read.language.clone(),
        dateline: read.dateline.as_ref().map(|dateline| {
            let (spans, words) = text.part(&[dateline.span]);
            Dateline { place: dateline.place.clone(), text: words, spans }
        }),
        origin: Origin {
            kind: read.origin.kind.name(),
            of: read.origin.of.clone(),
            spans: text.part(&read.origin.spans).0,
        },
        blocks: read
            .blocks
            .iter()
            .map(|block| Block { role: block.role.name(), span: text.offsets(block.span) })
            .collect(),
        entries: read
            .entries
            .iter()
            .map(|entry| Entry { time: stamp(entry.time), span: text.offsets(entry.span) })
            .collect(),
        statements: statements(&reading.statements, &text),
        notes: read
            .notes
            .iter()
            .map(|note| Note { code: note.code.to_owned(), message: note.message.clone() })
            .collect(),
        text: read.text.clone(),
    }
}

/// A stamp as RFC 3339 where hour and time zone are known, else as a day.
pub fn stamp(stamp: Stamp) -> String {
    let Stamp { day, time, offset } = stamp;
    match (time, offset) {
        (Some((hour, minute, second)), Some(offset)) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.unsigned_abs();
            format!("{day}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        // An hour without its zone is no instant, and RFC 3339 has no way to write it.
        _ => day.to_string(),
    }
}

/// The text that spans point into, with the way from bytes to code points.
struct Places<'a> {
    text: &'a str,
    points: CodePoints,
}

impl Places<'_> {
    fn offsets(&self, span: Span) -> Offsets {
        self.points.span(self.text, span)
    }

    fn words(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    /// Offsets of several spans, and their words joined.
    fn part(&self, spans: &[Span]) -> (Vec<Offsets>, String) {
        let pieces: Vec<&str> = spans.iter().map(|span| span.of(self.text)).collect();
        (spans.iter().map(|&span| self.offsets(span)).collect(), pieces.join(" … "))
    }
}

fn statements(read: &[statement::Statement], text: &Places<'_>) -> Vec<Statement> {
    let mut ids = StatementIds::default();
    let mut written: Vec<Statement> = read.iter().map(|statement| one(statement, text, &mut ids)).collect();
    for (index, statement) in read.iter().enumerate() {
        let id_of = |other: Option<usize>| other.and_then(|other| written.get(other)).map(|other| other.id.clone());
        let (within, answers) = (id_of(statement.within), id_of(statement.answers));
        written[index].within = within;
        written[index].answers = answers;
    }
    written
}

fn one(statement: &statement::Statement, text: &Places<'_>, ids: &mut StatementIds) -> Statement {
    let source = statement.source.as_ref().map(|source| {
        let (spans, words) = text.part(&source.spans);
        Source {
            spans,
            text: words,
            role: source.role.map(|role| text.words(role)),
            actors: source.actors.iter().map(actor).collect(),
            resolved: source.resolved.name(),
        }
    });
    let (spans, words) = text.part(&statement.cue.spans);
    let cue = Cue { spans, text: words, lemma: statement.cue.lemma.clone() };
    let (spans, words) = text.part(&statement.content);
    let content = Content { spans, text: words };
    let who = source.as_ref().map_or((&[][..], ""), |source| (&source.spans[..], &source.text[..]));
    let id = ids.next(&[who, (&cue.spans, &cue.text), (&content.spans, &content.text)]);
    Statement {
        id,
        kind: statement.kind.name(),
        stance: statement.stance.name(),
        confidence: confidence(statement.confidence),
        by: statement.by.to_owned(),
        source,
        cue,
        content,
        addressee: statement.addressee.map(|span| {
            let (spans, words) = text.part(&[span]);
            Addressee { spans, text: words }
        }),
        via: statement.via.as_ref().map(|via| {
            let (spans, words) = text.part(&via.spans);
            Via { outlet: via.outlet.clone(), spans, text: words }
        }),
        said: statement.said.as_ref().map(|said| {
            let (spans, words) = text.part(&said.spans);
            Said { from: said.from.to_string(), to: said.to.to_string(), spans, text: words }
        }),
        evidence: statement.evidence.as_ref().map(|evidence| {
            let (spans, words) = text.part(&evidence.spans);
            Evidence { spans, text: words, kind: evidence.kind.name() }
        }),
        quantities: statement
            .quantities
            .iter()
            .map(|quantity| Quantity {
                span: text.offsets(quantity.span),
                text: text.words(quantity.span),
                value: quantity.value.and_then(number),
                unit: quantity.unit.clone(),
                approx: quantity.approx.name(),
            })
            .collect(),
        within: None,
        answers: None,
    }
}

fn actor(actor: &statement::Actor) -> Actor {
    let kind = actor.kind.name();
    Actor { id: identity::actor_id(kind, &actor.name), name: actor.name.clone(), kind }
}

/// Two decimals: more would claim a precision that no calibration has.
fn confidence(value: f32) -> f64 {
    if value.is_nan() { 0.0 } else { (f64::from(value.clamp(0.0, 1.0)) * 100.0).round() / 100.0 }
}

/// Whole numbers without a decimal point, as people count; `None` for what is no number.
fn number(value: f64) -> Option<serde_json::Number> {
    /// Beyond 2^53 a float no longer holds every whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        return Some(serde_json::Number::from(value as i64));
    }
    serde_json::Number::from_f64(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(number(1_280_000.0).unwrap().to_string(), "1280000");
        assert_eq!(number(2.5).unwrap().to_string(), "2.5");
        assert_eq!(number(f64::NAN), None);
    }

    #[test]
    fn confidence_has_two_decimals() {
        assert!((confidence(0.876) - 0.88).abs() < 1e-12);
        assert!(confidence(f32::NAN).abs() < 1e-12);
        assert!((confidence(7.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn stamps_without_a_zone_are_days() {
        let day = "2025-03-04".parse().unwrap();
        assert_eq!(stamp(Stamp { day, time: Some((13, 11, 0)), offset: Some(420) }), "2025-03-04T13:11:00+07:00");
        assert_eq!(stamp(Stamp { day, time: Some((13, 11, 0)), offset: Some(-210) }), "2025-03-04T13:11:00-03:30");
        assert_eq!(stamp(Stamp { day, time: Some((13, 11, 0)), offset: None }), "2025-03-04");
    }
}
