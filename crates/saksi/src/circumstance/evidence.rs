//! What the article says that a statement rests on.
//!
//! Reads: "tanpa memberikan bukti", "without giving evidence", "citing satellite images", "berdasarkan hasil audit",
//! "publishing radar data"; a document or data that is the source of figures is their evidence too.
//! Never: evidence that is only spoken of inside the content.

use std::sync::OnceLock;

use super::phrases::Phrases;
use super::relay::Relay;
use crate::lang::{Class, Language};
use crate::segment::{Segments, Shape, Token};
use crate::statement::{Evidence, EvidenceKind, Statement};
use crate::{Lang, Span};

fn phrases(lang: Lang) -> &'static Phrases {
    static TABLES: [OnceLock<Phrases>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    lang.once(&TABLES, |files| Phrases::parse(files.evidence))
}

/// How many stretches on each side of a cue are looked at.
const NEAR: usize = 16;

/// A stretch of a sentence that tells what is rested on.
struct Ground {
    span: Span,
    kind: EvidenceKind,
}

/// Adds evidence to the statements of sentences that name some, and to those with figures whose source is a document.
/// Quantities must stand in the statements already.
pub(super) fn add(segments: &Segments, lang: Lang, relays: &[Relay], statements: &mut [Statement]) {
    let reader = Reader { segments, lang: lang.grammar(), phrases: phrases(lang), relays };
    let mut grounds: Vec<Option<Vec<Ground>>> = Vec::new();
    grounds.resize_with(segments.sentences.len(), || None);
    let mut cues: Vec<Span> = statements.iter().filter_map(|statement| statement.cue.spans.first().copied()).collect();
    cues.sort_unstable();
    for statement in statements {
        let Some(&cue) = statement.cue.spans.first() else { continue };
        if let Some(source) = statement.source.as_ref().and_then(|source| source.spans.first())
            && !statement.quantities.is_empty()
            && let Some(kind) = reader.kind_of_source(*source)
        {
            statement.evidence = Some(Evidence { spans: vec![*source], kind });
            continue;
        }
        let Some(sentence) = segments.sentence_at(cue.start) else { continue };
        let grounds = grounds[sentence].get_or_insert_with(|| reader.grounds(sentence));
        let outside = |ground: &&Ground| {
            !statement.content.iter().any(|piece| piece.overlaps(ground.span)) && !cue.overlaps(ground.span)
        };
        let near = grounds.partition_point(|ground| ground.span < cue);
        let near = &grounds[near.saturating_sub(NEAR)..(near + NEAR).min(grounds.len())];
        let nearest = near.iter().filter(outside).min_by_key(|ground| {
            // Cues between the two make it somebody else's.
            let (low, high) =
                if ground.span.start < cue.start { (ground.span.end, cue.start) } else { (cue.end, ground.span.start) };
            let first = cues.partition_point(|other| other.start < low);
            let between = cues[first..].iter().take_while(|other| other.end <= high).take(NEAR).count();
            (between, high.saturating_sub(low))
        });
        statement.evidence = nearest.map(|ground| Evidence { spans: vec![ground.span], kind: ground.kind });
    }
}

struct Reader<'a> {
    segments: &'a Segments,
    lang: Lang,
    phrases: &'static Phrases,
    relays: &'a [Relay],
}

impl Reader<'_> {
    fn grounds(&self, sentence: usize) -> Vec<Ground> {
        let tokens = self.segments.tokens_of(sentence);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((phrase, length)) = self.phrases.at(tokens, at, |kind| matches!(kind, "none" | "lead" | "show"))
            else {
                at += 1;
                continue;
            };
            let kind = phrase.kind;
            let end = match kind {
                "none" => Some((at + length, EvidenceKind::NoneGiven)),
                _ => self.phrase_end(tokens, at + length),
            };
            // "menunjukkan foto" beside another cue shows something; without a comma before it, it is the cue's own verb.
            let shows_aside = kind != "show"
                || at.checked_sub(1).is_some_and(|before| {
                    matches!(
                        tokens[before].lower.as_str(),
                        "," | "sambil" | "sembari" | "seraya" | "dengan" | "while" | "by"
                    )
                });
            if let Some((end, ground)) = end
                && shows_aside
                && !(kind == "lead"
                    && ground == EvidenceKind::Other
                    && self.lang == Lang::Id
                    && tokens[at].is("berpegang"))
            {
                let span = tokens[at].span.cover(tokens[end - 1].span);
                if !self.relays.iter().any(|relay| relay.words.overlaps(span)) {
                    found.push(Ground { span, kind: ground });
                }
                at = end;
            } else {
                at += length;
            }
        }
        found
    }

    /// The noun phrase after "citing", up to a mark or a clause; it must name evidence.
    fn phrase_end(&self, tokens: &[Token], from: usize) -> Option<(usize, EvidenceKind)> {
        let words = &Language::of(self.lang).words;
        let mut end = from;
        let mut kind = None;
        while end < tokens.len() && end < from + 14 {
            let token = &tokens[end];
            let stops = token.shape == Shape::Punct
                || token.shape == Shape::Mark && end > from
                || words
                    .is(&token.lower, Class::RELATIVE | Class::COMPLEMENTIZER | Class::AUXILIARY | Class::SUBORDINATOR);
            if stops && end > from {
                break;
            }
            kind = self.stronger(kind, &token.lower);
            end += 1;
        }
        kind.filter(|_| end > from).map(|kind| (end, kind))
    }

    /// The kind of evidence of a phrase so far: images and intelligence tell more than the document that has them.
    fn stronger(&self, kind: Option<EvidenceKind>, word: &str) -> Option<EvidenceKind> {
        let found = self
            .phrases
            .kinds(word.strip_suffix("nya").filter(|bare| self.lang == Lang::Id && bare.len() > 3).unwrap_or(word))
            .find_map(kind_of);
        match (kind, found) {
            (
                Some(EvidenceKind::Document | EvidenceKind::Data),
                Some(EvidenceKind::Image | EvidenceKind::Intelligence),
            )
            | (None, _) => found,
            _ => kind,
        }
    }

    /// The kind of a source that is a document, data or an image itself. People who bear witness are sources, not evidence.
    fn kind_of_source(&self, source: Span) -> Option<EvidenceKind> {
        let first = self.segments.token_from(source.start);
        let mut tokens = self.segments.tokens[first..].iter().take_while(|token| token.span.end <= source.end);
        let kind = match self.lang {
            // The head stands first: "buku putih pertahanan", "laporan radar setebal 14 halaman".
            Lang::Id | Lang::Ms => {
                let head = tokens.next()?;
                let head = if matches!(head.lower.as_str(), "sebuah" | "dua" | "isi") { tokens.next()? } else { head };
                self.phrases.kinds(&head.lower).find_map(kind_of)
            }
            // It stands last before a preposition: "the 14-page report", "A map released by the agency".
            Lang::En => {
                let words = &Language::of(self.lang).words;
                let phrase: Vec<&Token> = tokens
                    .take_while(|token| token.is_word() || token.shape == Shape::Number)
                    .take_while(|token| {
                        !words.is(&token.lower, Class::PREPOSITION | Class::RELATIVE) && !token.lower.ends_with("ed")
                    })
                    .collect();
                // "Contractor Awan Data" is a name, "Radar data" and "Report" are not.
                let head = phrase.last().filter(|head| head.shape == Shape::Lower || phrase.len() == 1)?;
                // A paper is an outlet, a white paper a document.
                let paper = head.is("paper") && phrase.len() >= 2;
                let kind = phrase[phrase.len().saturating_sub(2)].lower.as_str();
                if paper && !matches!(kind, "white" | "working" | "research" | "policy" | "position" | "discussion") {
                    return None;
                }
                self.phrases.kinds(&head.lower).find_map(kind_of)
            }
        };
        kind.filter(|kind| !matches!(kind, EvidenceKind::Witness | EvidenceKind::Intelligence))
    }
}

fn kind_of(name: &str) -> Option<EvidenceKind> {
    Some(match name {
        "document" => EvidenceKind::Document,
        "data" => EvidenceKind::Data,
        "image" => EvidenceKind::Image,
        "witness" => EvidenceKind::Witness,
        "intelligence" => EvidenceKind::Intelligence,
        _ => return None,
    })
}
