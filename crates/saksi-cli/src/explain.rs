//! `saksi explain`: why one row was read as it was.

use std::fmt::Write as _;
use std::io::Write as _;

use saksi::statement::learned::Weighing;
use saksi::statement::{self, Boundary, CueWord, Explanation, Other, Reading, marked};
use saksi::text::CodePoints;
use saksi::{Media, Options, Page, Span};
use saksi_contract::{Article, Input};
use serde_json::{Value, json};

use crate::arguments::{Explain, Telling};
use crate::exit::Exit;
use crate::format::inert;
use crate::input::{self, AddressKind, Found, Given, Task};
use crate::report::{Fault, Report};

/// Finds the row and tells why.
pub(crate) fn run(options: &Explain, report: &Report) -> Exit {
    let given = Given {
        kind: options.kind,
        web: None,
        options: Options { language: options.lang.clone(), ..Options::default() },
    };
    let page = options.page.to_string_lossy();
    if page.starts_with("http://") || page.starts_with("https://") {
        let fault = Fault::new(format!("`{page}` is an address; a row is explained from a saved page"));
        report.fault(&fault.hint("save the page as an HTML file and name that"));
        return Exit::Usage;
    }
    let mut exit = Exit::Usage;
    let mut rows = 0;
    let mut told = None;
    input::each(std::slice::from_ref(&options.page), &given, &mut |found| {
        match found {
            Found::Page(task) => match read(*task) {
                Ok((reading, article)) => {
                    rows += article.statements.len();
                    told =
                        row_of(&article, &options.id).and_then(|index| tell(&reading, &article, index, options.format));
                }
                Err(fault) => {
                    report.fault(&fault);
                    exit = Exit::Unread;
                }
            },
            Found::Fault(fault) => {
                report.fault(&fault);
                exit = Exit::Unread;
            }
            Found::Note(note) => report.note(&note),
        }
        told.is_none()
    });
    if let Some(told) = told {
        let _ = std::io::stdout().lock().write_all(told.as_bytes());
        return Exit::Done;
    }
    if exit != Exit::Unread {
        let fault = Fault::new(format!("no row of `{page}` is called `{}`; it has {rows}", inert(&options.id)));
        report.fault(&fault.hint("`saksi read --format jsonl` prints the ids of the rows, the sheet their numbers"));
    }
    exit
}

fn read(task: Task) -> Result<(Reading, Article), Fault> {
    let Task { address, kind, bytes, media, charset, options, .. } = task;
    let bytes = bytes.load(&address)?;
    let page = Page { address: &address, bytes: &bytes, media, charset: charset.as_deref() };
    let reading = saksi::read(&page, &options);
    let media_type = if media == Some(Media::Html) { "text/html" } else { "text/plain" };
    let input = match kind {
        AddressKind::Document => Input::document(address, media_type, &bytes),
        AddressKind::Path | AddressKind::Url => Input::path(address, media_type, &bytes),
    };
    let article = saksi_contract::article(&reading, input, &bytes);
    Ok((reading, article))
}

/// The row of this id, of this beginning of an id, or of this number on the sheet.
fn row_of(article: &Article, id: &str) -> Option<usize> {
    let whole = article.statements.iter().position(|row| row.id == id);
    let begins = || {
        let mut rows = article.statements.iter().enumerate().filter(|(_, row)| row.id.starts_with(id));
        rows.next().filter(|_| id.len() >= 4 && rows.next().is_none()).map(|(index, _)| index)
    };
    let number =
        || id.parse().ok().and_then(|number: usize| number.checked_sub(1)).filter(|&at| at < article.statements.len());
    whole.or_else(begins).or_else(number)
}

fn tell(reading: &Reading, article: &Article, index: usize, form: Telling) -> Option<String> {
    let explanation = statement::explain(reading, index)?;
    let id = &article.statements.get(index)?.id;
    Some(match form {
        Telling::Text => text(reading, &explanation, index, id),
        Telling::Json => format!("{:#}\n", json_of(reading, &explanation, index, id)),
    })
}

/// The explanation for people.
fn text(reading: &Reading, explanation: &Explanation, index: usize, id: &str) -> String {
    let words = |span: Span| inert(span.of(&reading.article.text)).into_owned();
    let statement = &reading.statements[index];
    let mut out = String::new();
    let _ = writeln!(out, "row {} ({id}): {}, {}", index + 1, statement.stance.name(), statement.kind.name());
    let sentence = marked(&reading.article.text, explanation.sentence, statement);
    let _ = writeln!(out, "\n  {}\n", inert(&sentence.replace('\n', " ")));
    if explanation.quoted {
        let _ = writeln!(out, "inside    the sentence stands in somebody's quotation");
    }
    let _ = writeln!(out, "read by   {}: {}", explanation.by, explanation.reads);
    if !explanation.misses.is_empty() {
        let _ = writeln!(out, "          known to miss: {}", explanation.misses);
    }
    if let Some(cue) = &explanation.cue {
        cue_text(cue, &words, &mut out);
    }
    if let Some(opener) = explanation.opener {
        let _ = writeln!(out, "content   opens with {opener}");
    }
    for Boundary { piece, why, words: at } in &explanation.ends {
        let end = last_words(&words(*piece));
        let next = if at.is_empty() { String::new() } else { format!(": “{}”", words(*at)) };
        let _ = writeln!(out, "          ends after “{end}”: {why}{next}");
    }
    for (number, step) in explanation.stance.iter().enumerate() {
        let label = if number == 0 { "stance" } else { "then" };
        let _ = writeln!(out, "{label:<9} {} by {}", step.stance.name(), inert(&step.why));
    }
    if let Some(weighing) = &explanation.weighing {
        weighing_text(weighing, statement.confidence, &mut out);
    }
    for (number, other) in explanation.others.iter().enumerate() {
        let label = if number == 0 { "else" } else { "" };
        let _ = writeln!(out, "{label:<9} {}", other_text(other, &words));
    }
    out
}

fn cue_text(cue: &CueWord, words: &dyn Fn(Span) -> String, out: &mut String) {
    let _ = writeln!(
        out,
        "cue       “{}” is “{}” ({}, {}), {} when nothing else decides",
        words(cue.span),
        cue.lemma,
        cue.form,
        cue.voice,
        cue.stance.name()
    );
    if !cue.openers.is_empty() {
        let _ = writeln!(out, "          may open its content: {}", cue.openers.join(", "));
    }
    if !cue.flags.is_empty() {
        let _ = writeln!(out, "          marked in the word list: {}", cue.flags.join(", "));
    }
    for &span in &cue.negation {
        let able = if cue.unable { " of being able" } else { "" };
        let _ = writeln!(out, "          negated{able} by “{}”", words(span));
    }
    if cue.progressive {
        let _ = writeln!(out, "          said to be going on");
    }
}

/// Features told on each side; the rest is in the JSON.
const TOLD: usize = 6;

fn weighing_text(weighing: &Weighing, confidence: f32, out: &mut String) {
    let Weighing { model, way, share, readings, .. } = weighing;
    let _ = writeln!(
        out,
        "weighed   by {model}: {share:.2} of the weight of {readings} readings ({way}), confidence {confidence:.2}"
    );
    let features = weighing.features.iter();
    let told = |label: &str, side: Vec<&(String, f32)>, out: &mut String| {
        let words: Vec<String> = side.iter().take(TOLD).map(|(name, weight)| format!("{name} {weight:+.2}")).collect();
        if !words.is_empty() {
            let _ = writeln!(out, "{label:<9} {}", inert(&words.join(", ")));
        }
    };
    told("  for", features.clone().filter(|(_, weight)| *weight > 0.0).collect(), out);
    told("  against", features.filter(|(_, weight)| *weight < 0.0).collect(), out);
}

fn other_text(other: &Other, words: &dyn Fn(Span) -> String) -> String {
    let Some(by) = other.by else {
        return format!("“{}” ({}): {}", other.lemma, other.stance.name(), other.lost);
    };
    let source = other.source.map_or_else(|| "nobody".to_owned(), words);
    let content: Vec<String> = other.content.iter().map(|&span| words(span)).collect();
    let (lemma, stance, lost) = (&other.lemma, other.stance.name(), other.lost);
    format!("{by} with “{lemma}” ({stance}): {source} / {}: {lost}", content.join(" … "))
}

/// The last words of a piece, so that its end can be found.
fn last_words(piece: &str) -> String {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let from = words.len().saturating_sub(4);
    format!("{}{}", if from > 0 { "… " } else { "" }, words[from..].join(" "))
}

/// The explanation for programs; offsets are code points, as everywhere in the output.
fn json_of(reading: &Reading, explanation: &Explanation, index: usize, id: &str) -> Value {
    let text = &reading.article.text;
    let points = CodePoints::new(text);
    let part = |span: Span| json!({"span": points.span(text, span), "text": span.of(text)});
    let statement = &reading.statements[index];
    json!({
        "id": id,
        "stance": statement.stance.name(),
        "kind": statement.kind.name(),
        "sentence": part(explanation.sentence),
        "marked": marked(text, explanation.sentence, statement),
        "inside_quotation": explanation.quoted,
        "by": explanation.by,
        "reads": explanation.reads,
        "misses": explanation.misses,
        "cue": explanation.cue.as_ref().map(|cue| json!({
            "word": part(cue.span),
            "lemma": cue.lemma,
            "stance": cue.stance.name(),
            "form": cue.form,
            "voice": cue.voice,
            "openers": cue.openers,
            "flags": cue.flags,
            "negation": cue.negation.iter().map(|&span| part(span)).collect::<Vec<_>>(),
            "unable": cue.unable,
            "progressive": cue.progressive,
        })),
        "opener": explanation.opener,
        "ends": explanation.ends.iter().map(|end| json!({
            "piece": part(end.piece), "why": end.why, "words": end.words.of(text),
        })).collect::<Vec<_>>(),
        "steps": explanation.stance.iter().map(|step| json!({
            "stance": step.stance.name(), "why": step.why,
        })).collect::<Vec<_>>(),
        "weighing": explanation.weighing.as_ref().map(|weighing| json!({
            "model": weighing.model,
            "way": weighing.way,
            "share": weighing.share,
            "readings": weighing.readings,
            "features": weighing.features,
        })),
        "others": explanation.others.iter().map(|other| json!({
            "by": other.by,
            "lemma": other.lemma,
            "stance": other.stance.name(),
            "source": other.source.map(part),
            "content": other.content.iter().map(|&span| part(span)).collect::<Vec<_>>(),
            "lost": other.lost,
        })).collect::<Vec<_>>(),
    })
}
