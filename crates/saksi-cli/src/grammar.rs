//! `saksi grammar`: the constructions that are known, each with its examples as they are read now.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::Style;
use saksi::article::{Article, Block, Role};
use saksi::lang::{Form, Language};
use saksi::statement::{CONSTRUCTIONS, Construction, Stance, marked, read_article_by};
use saksi::{Lang, Span};

use crate::arguments::Color;
use crate::exit::Exit;
use crate::format::wrap;
use crate::report::{Fault, Report};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What the marks in the examples mean.
const HEAD: &str = "The constructions in the order in which they are tried; a word that one of them has taken as a cue is left \
     alone by the others. Marks: [S source] [C cue] [T content] [A addressee].";

/// Prints all constructions, or the one of this name.
pub(crate) fn run(name: Option<&str>, lang: Option<Lang>, color: Color, report: &Report) -> Exit {
    let wanted: Vec<&Construction> =
        CONSTRUCTIONS.iter().filter(|construction| name.is_none_or(|name| name == construction.name)).collect();
    if wanted.is_empty() {
        let fault = Fault::new(format!("no construction is called `{}`", name.unwrap_or_default()));
        report.fault(&fault.hint("`saksi grammar` lists them"));
        return Exit::Usage;
    }
    let width = wrap::columns().saturating_sub(1).clamp(24, 100);
    let langs: Vec<Lang> = Lang::ALL.into_iter().filter(|&one| lang.is_none_or(|lang| lang == one)).collect();
    let mut pages: Vec<String> = wanted.into_iter().map(|construction| page(construction, &langs, width)).collect();
    if name.is_none() {
        pages.insert(0, wrap::lines(HEAD, width).join("\n") + "\n");
        pages.extend(langs.iter().map(|&lang| cue_words(lang)));
    }
    let mut out = anstream::AutoStream::new(std::io::stdout().lock(), color.choice());
    // A reader that has seen enough closes the pipe; that is no fault.
    let _ = out.write_all(pages.join("\n").as_bytes());
    Exit::Done
}

/// A language that can be read, by its tag.
pub(crate) fn language_of(tag: &str) -> Result<Lang, String> {
    Lang::of_tag(tag).ok_or_else(|| {
        let tags: Vec<&str> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
        format!("a language that can be read: {}", tags.join(", "))
    })
}

fn page(construction: &Construction, langs: &[Lang], width: usize) -> String {
    let mut out = String::new();
    let mut put = |indent: usize, style: Style, text: &str| {
        for line in wrap::lines(text, width - indent) {
            let _ = writeln!(out, "{:indent$}{style}{line}{style:#}", "");
        }
    };
    put(0, BOLD, construction.name);
    put(2, Style::new(), construction.reads);
    for (tag, example) in construction.examples {
        let Some(lang) = Lang::of_tag(tag).filter(|lang| langs.contains(lang)) else { continue };
        match read(construction.name, lang, example) {
            Some(row) => put(2, Style::new(), &format!("{tag}: {row}")),
            None => put(2, DIM, &format!("{tag}: {example} (not read yet)")),
        }
    }
    if !construction.misses.is_empty() {
        put(2, DIM, &format!("known to miss: {}", construction.misses));
    }
    let count = |head: &str| construction.cases().lines().filter(|line| line.starts_with(head)).count();
    let (cases, known, file) = (count("## "), count("miss: "), construction.case_file());
    put(2, DIM, &format!("cases: {cases} in tests/cases/statement/{file}, {known} of them known misses"));
    out
}

/// An example with the parts in marks, and its stance.
fn read(name: &str, lang: Lang, example: &str) -> Option<String> {
    let mut article = Article::of_text(example);
    lang.tag().clone_into(&mut article.language);
    // Headlines stand without a full stop.
    let role = if example.ends_with(['.', '!', '?', '”', '"']) { Role::Paragraph } else { Role::Title };
    let span = Span::new(0, example.len());
    article.blocks.push(Block { role, span });
    let reading = read_article_by(article, None);
    let row = reading.statements.iter().find(|statement| statement.by == name)?;
    Some(format!("{} ({})", marked(example, span, row), row.stance.name()))
}

/// How many cue words a language has, by stance and by form.
fn cue_words(lang: Lang) -> String {
    let cues = &Language::of(lang).cues;
    let mut out = format!("{BOLD}cue words of {}{BOLD:#}: {} entries\n", lang.tag(), cues.lexemes.len());
    for stance in Stance::ALL {
        let of_stance = cues.lexemes.iter().filter(|lexeme| lexeme.stance == stance);
        let lemmas: Vec<&str> = of_stance.map(|lexeme| lexeme.lemma).collect();
        if !lemmas.is_empty() {
            let first = lemmas.iter().take(6).copied().collect::<Vec<_>>().join(", ");
            let rest = if lemmas.len() > 6 { ", …" } else { "" };
            let _ = writeln!(out, "  {:<12}{:>4}  {first}{rest}", stance.name(), lemmas.len());
        }
    }
    let forms = [
        (Form::Finite, "with a subject"),
        (Form::Base, "base"),
        (Form::Ing, "-ing"),
        (Form::Participle, "participle"),
        (Form::Passive, "passive"),
        (Form::Tag, "tag alone"),
        (Form::Noun, "noun"),
    ];
    let counts = forms.iter().map(|&(form, name)| (cues.count(form), name)).filter(|&(count, _)| count > 0);
    let counts: Vec<String> = counts.map(|(count, name)| format!("{count} {name}")).collect();
    let _ = writeln!(out, "  forms: {}", counts.join(", "));
    out
}
