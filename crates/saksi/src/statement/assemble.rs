//! From the drafts of all scopes to the statements of an article: spans, kinds, stances, pieces that go on, nesting.

use super::construction::{CONTINUED, Draft};
use super::learned::{self, Weights};
use super::plausible;
use super::scope::Scope;
use super::stance::{self, Question};
use super::{Cue, Kind, Resolved, Source, Stance, Statement};
use crate::article::Article;
use crate::segment::{Segments, Shape};
use crate::{Lang, Span};

/// The statements of an article, in the order of their cues.
pub(crate) fn statements(
    article: &Article,
    segments: &Segments,
    lang: Lang,
    weights: Option<&Weights>,
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    // The statement whose speaker a bare quotation goes on with.
    let mut speaking: Option<usize> = None;
    for (sentence, cut) in segments.sentences.iter().enumerate() {
        let first = statements.len();
        let scopes = Scope::new(&article.text, segments, lang, sentence, cut.tokens.clone(), None).stretches();
        for scope in &scopes {
            for draft in learned::read(scope, weights) {
                statements.extend(statement_of(article, segments, scope, &draft));
            }
        }
        let scope = &scopes[0];
        if statements.len() == first && cut.role.is_body() && is_bare_quotation(scope) {
            if let Some(speaker) = speaking {
                let pieces = scope.items.iter().filter(|item| item.is_quotation()).map(|item| item.span);
                statements[speaker].content.extend(pieces);
            }
        } else {
            speaking = (first..statements.len())
                .rev()
                .find(|&index| statements[index].kind != Kind::Indirect && statements[index].source.is_some());
        }
        for scope in &scopes {
            inside_quotations(article, segments, scope, sentence, weights, &mut statements);
        }
    }
    statements.sort_by_key(|statement| statement.cue.spans.first().map(|span| (span.start, span.end)));
    nest(&mut statements);
    for statement in &mut statements {
        statement.kind = kind_of(segments, &statement.content);
    }
    statements
}

/// Sentences inside the quotations of a scope are read too: "A said that B had told him …".
fn inside_quotations(
    article: &Article,
    segments: &Segments,
    scope: &Scope<'_>,
    sentence: usize,
    weights: Option<&Weights>,
    statements: &mut Vec<Statement>,
) {
    for item in &scope.items {
        let Some(index) = item.quotation else { continue };
        let quotation = &segments.quotations[index];
        if quotation.inner_tokens().len() < 6 {
            continue;
        }
        for tokens in segments.sentences_inside(quotation, scope.language.lang) {
            let inner = Scope::new(&article.text, segments, scope.language.lang, sentence, tokens, Some(index));
            for inner in &inner.stretches() {
                for draft in learned::read(inner, weights) {
                    if is_plain(&draft) {
                        statements.extend(statement_of(article, segments, inner, &draft));
                    }
                }
            }
        }
    }
}

/// What may be read inside a quotation: whole clauses with a source of their own.
pub(super) fn is_plain(draft: &Draft) -> bool {
    let owned = draft.source.is_some() && !draft.shared;
    // "Rumah itu dinilai janggal": hearsay has no source anywhere.
    let hearsay =
        draft.by == "passive" && draft.source.is_none() && draft.content.len() > 1 && draft.content[0].len() > 1;
    // "Pernyataan beliau bahwa …"; a plan or a wish of somebody is mostly talk.
    let noun = draft.by == "nominal" && !matches!(draft.stance, Stance::Commits | Stance::Refuses | Stance::Urges);
    (matches!(draft.by, "clause" | "according" | "passive") || noun) && owned || hearsay
}

/// Nothing but quotations and marks, and enough words to be speech.
fn is_bare_quotation(scope: &Scope<'_>) -> bool {
    let quotations = scope.items.iter().filter(|item| item.is_quotation()).count();
    quotations > 0
        && scope.items.iter().all(|item| item.is_quotation() || item.shape == Shape::Punct)
        && scope.words(0..scope.len()) >= 3
}

pub(super) fn statement_of(
    article: &Article,
    segments: &Segments,
    scope: &Scope<'_>,
    draft: &Draft,
) -> Option<Statement> {
    let text = &article.text;
    let content: Vec<Span> = draft.content.iter().filter_map(|piece| with_marks(scope, piece.clone())).collect();
    if content.is_empty() {
        return None;
    }
    // A colon is a mark that `place` would trim away.
    let mut cue =
        if draft.by == "colon" { scope.items[draft.cue.start].span } else { scope.place(draft.cue.clone())? };
    let mut source_spans = Vec::new();
    if let Some(clitic) = draft.clitic {
        cue.end = clitic.start;
        source_spans.push(clitic);
    } else if let Some(source) = &draft.source {
        if !plausible::can_speak(scope, source.clone()) {
            return None;
        }
        source_spans.push(scope.place(source.clone())?);
    }
    let kind = kind_of(segments, &content);
    let words = content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
    let question = Question {
        lang: scope.language.lang,
        lemma: &draft.lemma,
        stance: draft.stance,
        negated: draft.negated,
        unable: draft.unable,
        content: &words,
    };
    let stance = stance::decide(&question)?;
    let source = (!source_spans.is_empty()).then(|| Source {
        spans: source_spans,
        role: None,
        actors: Vec::new(),
        resolved: if draft.by == CONTINUED { Resolved::Continued } else { Resolved::Name },
    });
    Some(Statement {
        kind,
        stance,
        confidence: draft.confidence,
        by: draft.by,
        source,
        cue: Cue { spans: vec![cue], lemma: draft.lemma.clone() },
        content,
        addressee: draft.addressee.clone().and_then(|hearer| scope.place(hearer)),
        via: None,
        said: None,
        evidence: None,
        quantities: Vec::new(),
        within: None,
        answers: None,
        sentence: scope.sentence,
    })
}

/// The place of a content; a full stop, ? or ! that follows a closing quotation mark inside the marks is already there.
fn with_marks(scope: &Scope<'_>, piece: std::ops::Range<usize>) -> Option<Span> {
    scope.place(piece)
}

/// Direct when everything lies in quotation marks, indirect when nothing does.
pub fn kind_of(segments: &Segments, content: &[Span]) -> Kind {
    let mut inside = false;
    let mut outside = false;
    for &piece in content {
        let first = segments.token_from(piece.start);
        for token in segments.tokens[first..].iter().take_while(|token| token.span.end <= piece.end) {
            if token.is_word() || token.shape == Shape::Number {
                if is_quoted(segments, token.span) { inside = true } else { outside = true }
            }
        }
    }
    match (inside, outside) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    }
}

fn is_quoted(segments: &Segments, span: Span) -> bool {
    let after = segments.quotations.partition_point(|quotation| quotation.span.start <= span.start);
    segments.quotations[..after].iter().rev().take(6).any(|quotation| quotation.span.contains(span))
}

/// A statement whose cue lies in another's content is nested in the smallest such one. Statements stand in the order of
/// their cues, so one sweep over contents that are still open is enough.
fn nest(statements: &mut [Statement]) {
    let mut pieces: Vec<(Span, usize)> = statements
        .iter()
        .enumerate()
        .flat_map(|(owner, statement)| statement.content.iter().map(move |&piece| (piece, owner)))
        .collect();
    pieces.sort_by_key(|&(piece, owner)| (piece.start, owner));
    let mut pieces = pieces.into_iter().peekable();
    let mut open: Vec<(Span, usize)> = Vec::new();
    for index in 0..statements.len() {
        let Some(&cue) = statements[index].cue.spans.first() else { continue };
        while let Some(piece) = pieces.next_if(|(piece, _)| piece.start <= cue.start) {
            open.push(piece);
        }
        open.retain(|(piece, _)| piece.end > cue.start);
        let length = |owner: usize| statements[owner].content.iter().map(|piece| piece.len()).sum::<usize>();
        let around = open.iter().filter(|&&(piece, owner)| owner != index && piece.contains(cue));
        let outer = around.map(|&(_, owner)| owner).min_by_key(|&owner| (length(owner), owner));
        // Two rows that hold each other's cue are no nest.
        let circular = outer.is_some_and(|other| {
            let other_cue = statements[other].cue.spans.first().copied();
            other_cue.is_some_and(|cue| statements[index].content.iter().any(|piece| piece.contains(cue)))
        });
        statements[index].within = if circular { None } else { outer };
    }
}
