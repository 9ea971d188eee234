//! Why a statement was read as it was: its sentence is read once more, and what decided is kept.
//!
//! This room decides nothing. What else was possible is found by trying every construction on the cue word alone.

use std::ops::Range;

use super::construction::{CONSTRUCTIONS, Construction, Draft};
use super::learned::{self, Weighing, Weights};
use super::scope::Scope;
use super::site::{self, Site, Voice};
use super::{Reading, Stance, Statement, answers, clause, stance};
use crate::lang::{Class, Form, Opener};
use crate::segment::Segments;
use crate::{Lang, Span};

/// What decided one statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sentence it was read in; for a statement inside a quotation, the sentence of the quotation.
    pub sentence: Span,
    /// Whether that sentence stands inside somebody's quotation.
    pub quoted: bool,
    /// The construction that read it.
    pub by: &'static str,
    /// What that construction reads, in a sentence; empty for rows that no construction made.
    pub reads: &'static str,
    /// What it is known to miss.
    pub misses: &'static str,
    /// The cue word and how it was taken; `None` for cues that are no listed word, such as a colon.
    pub cue: Option<CueWord>,
    /// How the content opens.
    pub opener: Option<&'static str>,
    /// Where each piece of the content ends, and why.
    pub ends: Vec<Boundary>,
    /// How the stance came about, step by step; the last is the stance of the row.
    pub stance: Vec<Step>,
    /// Other readings of the same cue word, and why they lost.
    pub others: Vec<Other>,
    /// What the learned part made of it; `None` where the grammar read alone.
    pub weighing: Option<Weighing>,
}

/// A listed word in the part it plays as a cue.
#[derive(Debug, Clone, PartialEq)]
pub struct CueWord {
    /// The word.
    pub span: Span,
    /// Its dictionary form, with its particle.
    pub lemma: &'static str,
    /// Its stance when nothing else decides.
    pub stance: Stance,
    /// Which form it is: finite, participle, tag, …
    pub form: &'static str,
    /// Whose act it tells: active, passive, participle.
    pub voice: &'static str,
    /// What may open its content.
    pub openers: Vec<&'static str>,
    /// What else the word list says of it.
    pub flags: Vec<&'static str>,
    /// The words that negate it.
    pub negation: Vec<Span>,
    /// Whether it is said that the source could not.
    pub unable: bool,
    /// Whether it is said to be going on.
    pub progressive: bool,
}

/// The end of one piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// The piece.
    pub piece: Span,
    /// What ends it, as a phrase.
    pub why: &'static str,
    /// The words there; empty at the end of the sentence.
    pub words: Span,
}

/// One step to the stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The stance after it.
    pub stance: Stance,
    /// What it rests on, as a phrase.
    pub why: String,
}

/// A reading that lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// The construction, or `None` where none could read the word so.
    pub by: Option<&'static str>,
    /// The word in its dictionary form.
    pub lemma: String,
    /// The stance the cue would have given.
    pub stance: Stance,
    /// Who would have been the source.
    pub source: Option<Span>,
    /// What would have been the content.
    pub content: Vec<Span>,
    /// Why it lost, as a phrase.
    pub lost: &'static str,
}

/// A stretch of the article with the parts of a statement in marks, as case files write them: `[S source] [C cue] [T content]
/// [A addressee]`. Parts outside the stretch are left out.
pub fn marked(text: &str, stretch: Span, statement: &Statement) -> String {
    let mut marks: Vec<(Span, char)> = statement.content.iter().map(|&span| (span, 'T')).collect();
    marks.extend(statement.cue.spans.iter().map(|&span| (span, 'C')));
    marks.extend(statement.source.iter().flat_map(|source| source.spans.iter().map(|&span| (span, 'S'))));
    marks.extend(statement.addressee.map(|span| (span, 'A')));
    marks.retain(|&(span, _)| stretch.contains(span));
    marks.sort_by_key(|&(span, _)| (span.start, std::cmp::Reverse(span.end)));
    // Opening and closing marks by their place; what opens later closes first.
    let mut line = String::new();
    let mut at = stretch.from();
    let mut open: Vec<usize> = Vec::new();
    let close = |line: &mut String, at: &mut usize, end: usize| {
        line.push_str(text.get(*at..end).unwrap_or_default());
        line.push(']');
        *at = end.max(*at);
    };
    for (span, letter) in marks {
        while open.last().is_some_and(|&end| end <= span.from()) {
            let end = open.pop().unwrap_or(at);
            close(&mut line, &mut at, end);
        }
        line.push_str(text.get(at..span.from()).unwrap_or_default());
        line.extend(['[', letter, ' ']);
        at = span.from().max(at);
        open.push(span.to());
    }
    while let Some(end) = open.pop() {
        close(&mut line, &mut at, end);
    }
    line.push_str(text.get(at..stretch.to()).unwrap_or_default());
    line
}

/// Why statement number `index` of a reading was read as it was; `None` where there is no such statement.
pub fn explain(reading: &Reading, index: usize) -> Option<Explanation> {
    let statement = reading.statements.get(index)?;
    let lang = Lang::of_tag(&reading.article.language)?;
    let segments = Segments::of(&reading.article, lang);
    let cue = *statement.cue.spans.first()?;
    let scope = scope_of(reading, &segments, lang, statement, cue)?;
    let first = scope.items.first()?.span;
    let sentence = scope.items.last().map_or(first, |item| first.cover(item.span));
    let weights = Weights::shipped().filter(|_| reading.model.is_some());
    let drafts = learned::read(&scope, weights);
    let draft = drafts.iter().find(|draft| draft.by == statement.by && cue_place(&scope, draft) == Some(cue));
    let construction = CONSTRUCTIONS.iter().find(|construction| construction.name == statement.by);
    let mut explanation = Explanation {
        sentence,
        quoted: scope.inside.is_some(),
        by: statement.by,
        reads: construction.map_or(learned::reads(statement.by), |construction| construction.reads),
        misses: construction.map_or("", |construction| construction.misses),
        cue: None,
        opener: None,
        ends: Vec::new(),
        stance: Vec::new(),
        others: Vec::new(),
        weighing: None,
    };
    let Some(draft) = draft else {
        explanation
            .stance
            .push(Step { stance: statement.stance, why: "the row was made from several sentences".into() });
        return Some(explanation);
    };
    let sites = site::sites(&scope);
    let readings: &[Site<'_>] = sites.iter().find(|sites| sites[0].word == draft.word).map_or(&[], Vec::as_slice);
    let taken = readings.iter().find(|site| site.lexeme.lemma == draft.lemma && site.lexeme.stance == draft.stance);
    explanation.cue = taken.map(|site| cue_word(&scope, site));
    explanation.opener = taken.and_then(|site| opener(&scope, site, draft));
    explanation.ends = draft.content.iter().filter_map(|piece| boundary(&scope, draft, piece)).collect();
    let here: Vec<Span> = explanation.ends.iter().map(|end| end.piece).collect();
    let on = statement.content.iter().filter(|&&piece| !here.iter().any(|one| one.overlaps(piece)));
    explanation.ends.extend(on.map(|&piece| Boundary {
        piece,
        why: "the quotation goes on without a new cue",
        words: Span { start: piece.end, end: piece.end },
    }));
    explanation.stance = steps(reading, &segments, &scope, draft, index, explanation.cue.as_ref());
    explanation.weighing = weights.and_then(|weights| learned::weigh(&scope, draft, weights));
    explanation.others = others(&scope, &drafts, draft, readings, taken);
    Some(explanation)
}

/// The scope in which the cue was read: its sentence, or a sentence of the quotation around it.
fn scope_of<'a>(
    reading: &'a Reading,
    segments: &'a Segments,
    lang: Lang,
    statement: &Statement,
    cue: Span,
) -> Option<Scope<'a>> {
    let text = &reading.article.text;
    let sentence = segments.sentences.get(statement.sentence)?;
    let outer = Scope::new(text, segments, lang, statement.sentence, sentence.tokens.clone(), None);
    let quotation = outer.items.iter().find(|item| item.is_quotation() && item.span.contains(cue));
    let holds = |scope: &Scope<'_>| scope.items.last().is_some_and(|last| cue.start < last.span.end);
    let Some(quotation) = quotation.and_then(|item| item.quotation) else {
        return outer.stretches().into_iter().find(holds);
    };
    let tokens = segments.sentences_inside(&segments.quotations[quotation], lang).into_iter().find(|tokens| {
        segments.tokens[tokens.clone()].iter().any(|token| cue.contains(token.span) || token.span.contains(cue))
    })?;
    let inner = Scope::new(text, segments, lang, statement.sentence, tokens, Some(quotation));
    inner.stretches().into_iter().find(holds)
}

/// The place of a draft's cue as the statement has it.
fn cue_place(scope: &Scope<'_>, draft: &Draft) -> Option<Span> {
    let mut cue =
        if draft.by == "colon" { scope.items.get(draft.cue.start)?.span } else { scope.place(draft.cue.clone())? };
    if let Some(clitic) = draft.clitic {
        cue.end = clitic.start;
    }
    Some(cue)
}

fn cue_word(scope: &Scope<'_>, site: &Site<'_>) -> CueWord {
    let group = &scope.items[site.start..site.word];
    CueWord {
        span: scope.items[site.word].span,
        lemma: site.lexeme.lemma,
        stance: site.lexeme.stance,
        form: form_name(site.form),
        voice: match site.voice {
            Voice::Active => "active",
            Voice::Passive => "passive",
            Voice::Participle => "participle",
        },
        openers: site.lexeme.openers.iter().map(|&opener| opener_name(opener)).collect(),
        flags: site.lexeme.flags().collect(),
        negation: group.iter().filter(|item| item.is(Class::NEGATION)).map(|item| item.span).collect(),
        unable: site.unable,
        progressive: site.progressive,
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Base => "base",
        Form::Finite => "finite",
        Form::Ing => "-ing",
        Form::Participle => "participle",
        Form::Passive => "passive",
        Form::Tag => "tag",
        Form::Noun => "noun",
    }
}

fn opener_name(opener: Opener) -> &'static str {
    match opener {
        Opener::That => "a complementizer",
        Opener::Bare => "a clause without a complementizer",
        Opener::Quote => "a quotation",
        Opener::Question => "a reported question",
        Opener::Noun => "a noun phrase",
        Opener::To => "an infinitive",
        Opener::As => "“as” after an object",
    }
}

/// How the content that follows the cue opens; `None` where it stands before the cue.
fn opener(scope: &Scope<'_>, site: &Site<'_>, draft: &Draft) -> Option<&'static str> {
    let follows = draft.content.iter().any(|piece| piece.start >= site.end);
    let opener = clause::after_cue(scope, site.lexeme, site.end).opener.filter(|_| follows)?;
    // What looks like a noun phrase opens a clause where the word takes no object.
    let bare = opener == Opener::Noun && !site.lexeme.opens(Opener::Noun);
    Some(opener_name(if bare { Opener::Bare } else { opener }))
}

/// Why a piece of content ends where it does, as the words behind it tell.
fn boundary(scope: &Scope<'_>, draft: &Draft, piece: &Range<usize>) -> Option<Boundary> {
    let place = scope.place(piece.clone())?;
    let mut next = piece.end;
    while scope
        .get(next)
        .is_some_and(|item| item.is_comma() || item.is_dash() || item.is_stop() && next + 1 < scope.len())
    {
        next += 1;
    }
    let Some(item) = scope.get(next).filter(|item| !item.is_stop()) else {
        return Some(Boundary {
            piece: place,
            why: "the sentence ends",
            words: Span { start: place.end, end: place.end },
        });
    };
    let cue = |index: usize| scope.get(index).is_some_and(|item| !item.uses.is_empty());
    let why = if draft.cue.contains(&next) {
        "its own cue follows"
    } else if draft.source.as_ref().is_some_and(|source| source.contains(&next)) {
        "its source follows"
    } else if draft.addressee.as_ref().is_some_and(|hearer| hearer.contains(&next)) {
        "the hearer follows"
    } else if item.is(Class::DAY | Class::MONTH) {
        "a day follows"
    } else if item.is(Class::CONJUNCTION | Class::SUBORDINATOR) && (next + 1..next + 4).any(cue) {
        "another speaker, or another cue of this one, follows"
    } else if cue(next) {
        "another cue follows"
    } else if item.is(Class::CITE | Class::SOURCE_END) {
        "words of relay or circumstance follow"
    } else {
        "what follows belongs to the clause around it"
    };
    let words = scope.place(next..(next + 4).min(scope.len()))?;
    Some(Boundary { piece: place, why, words })
}

/// From the cue's own stance to the stance of the row.
fn steps(
    reading: &Reading,
    segments: &Segments,
    scope: &Scope<'_>,
    draft: &Draft,
    index: usize,
    cue: Option<&CueWord>,
) -> Vec<Step> {
    let statement = &reading.statements[index];
    let text = &reading.article.text;
    let lang = scope.language.lang;
    let mut steps = vec![Step { stance: draft.stance, why: format!("the cue “{}” alone", draft.lemma) }];
    let content: Vec<&str> =
        draft.content.iter().filter_map(|piece| Some(scope.place(piece.clone())?.of(text))).collect();
    let question = |content| stance::Question {
        lang,
        lemma: &draft.lemma,
        stance: draft.stance,
        negated: draft.negated,
        unable: draft.unable,
        content,
    };
    if draft.negated {
        let words: Vec<&str> = cue.iter().flat_map(|cue| cue.negation.iter().map(|span| span.of(text))).collect();
        let able = if draft.unable { ", of being able" } else { "" };
        let why = format!("negated by “{}”{able}", words.join(" "));
        steps.extend(stance::decide(&question("")).map(|stance| Step { stance, why }));
    }
    let by_cue = stance::decide(&question(&content.join(" "))).unwrap_or(draft.stance);
    if steps.last().is_some_and(|step| step.stance != by_cue) {
        steps.push(Step { stance: by_cue, why: "the content begins with a noun for a claim".into() });
    }
    let (by_words, words) = answers::by_words(reading, segments, lang, index, by_cue).unwrap_or((by_cue, None));
    if by_words != by_cue {
        let why = words
            .map_or_else(|| "the content as a whole".into(), |words| format!("the words “{words}” of the content"));
        steps.push(Step { stance: by_words, why });
    }
    if statement.stance != by_words {
        let why = if statement.answers.is_some() {
            "it answers an earlier statement of the page"
        } else {
            "what the rest of the page says"
        };
        steps.push(Step { stance: statement.stance, why: why.into() });
    }
    steps
}

/// What every construction would make of the cue word alone, the reading that won left out.
fn others(
    scope: &Scope<'_>,
    drafts: &[Draft],
    won: &Draft,
    readings: &[Site<'_>],
    taken: Option<&Site<'_>>,
) -> Vec<Other> {
    let rank = |name: &str| CONSTRUCTIONS.iter().position(|construction| construction.name == name);
    let rest: Vec<Draft> = drafts.iter().filter(|draft| draft.word != won.word).cloned().collect();
    let mut others: Vec<Other> = Vec::new();
    let mut fruitful = vec![false; readings.len()];
    for construction in CONSTRUCTIONS {
        for (number, site) in readings.iter().enumerate() {
            let Some(draft) = attempt(construction, scope, *site, &rest) else { continue };
            // A construction that looks at no listed word reads the same whatever the reading.
            fruitful[number] |= draft.lemma == site.lexeme.lemma;
            let same = draft.by == won.by && draft.content == won.content && draft.source == won.source;
            if same && draft.stance == won.stance {
                continue;
            }
            let lost = match rank(draft.by).cmp(&rank(won.by)) {
                std::cmp::Ordering::Less => "a later look at the whole sentence dropped it",
                std::cmp::Ordering::Greater => "its construction comes later; the word was taken",
                std::cmp::Ordering::Equal => "another entry of the same word comes first",
            };
            let other = Other {
                by: Some(draft.by),
                lemma: draft.lemma.clone(),
                stance: draft.stance,
                source: draft.source.clone().and_then(|source| scope.place(source)),
                content: draft.content.iter().filter_map(|piece| scope.place(piece.clone())).collect(),
                lost,
            };
            if !others.contains(&other) {
                others.push(other);
            }
        }
    }
    for (site, _) in readings.iter().zip(fruitful).filter(|&(_, fruitful)| !fruitful) {
        if taken.is_some_and(|taken| std::ptr::eq(taken.lexeme, site.lexeme)) {
            continue;
        }
        others.push(Other {
            by: None,
            lemma: site.lexeme.lemma.to_owned(),
            stance: site.lexeme.stance,
            source: None,
            content: Vec::new(),
            lost: "nothing in the sentence fits its frame",
        });
    }
    others
}

/// What one construction makes of one reading of a word, with the rest of the sentence read as it was.
fn attempt<'a>(construction: &Construction, scope: &Scope<'a>, site: Site<'a>, rest: &[Draft]) -> Option<Draft> {
    let mut drafts = rest.to_vec();
    construction.read_into(scope, &[vec![site]], &mut drafts);
    drafts.into_iter().skip(rest.len()).find(|draft| draft.word == site.word)
}
