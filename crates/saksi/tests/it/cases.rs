//! Case files: sentences with marked parts, and the runner that holds the reading against them.
//!
//! The format is told in tests/cases/README.md. What is marked is what LEDGER.md says is right, whatever the program reads;
//! a case that is read otherwise carries a note `miss: why` and, behind `~`, what is read instead.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use saksi::article::{Article, Block, Role};
use saksi::statement::{Reading, Statement, marked, read_article_by};
use saksi::{Lang, Span};

/// One case of a file.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) lang: Lang,
    pub(crate) role: Role,
    /// Without marks.
    pub(crate) text: String,
    /// The right rows as they are written; empty where nothing is attributed.
    pub(crate) right: Vec<String>,
    /// Why it is read otherwise.
    pub(crate) miss: Option<String>,
    /// What is read instead, as it is written.
    found: Vec<String>,
    /// Its lines in the file, the head included.
    lines: std::ops::Range<usize>,
}

/// A row as case files write it: the text with marks, then stance and kind.
fn row(reading: &Reading, statement: &Statement, index: usize, rank: &[usize]) -> String {
    let text = &reading.article.text;
    let line = marked(text, Span::new(0, text.len()), statement);
    let mut line = line.replace("\n\n", " ¶ ");
    let _ = write!(line, "\n= {} {}", statement.stance.name(), statement.kind.name());
    if let Some(outer) = statement.within {
        let _ = write!(line, " within {}", rank.iter().position(|&one| one == outer).unwrap_or(index) + 1);
    }
    line
}

/// Every row of a reading, in the order of the cues.
fn rows(reading: &Reading) -> Vec<String> {
    let mut rank: Vec<usize> = (0..reading.statements.len()).collect();
    rank.sort_by_key(|&index| reading.statements[index].cue.spans.first().map(|span| (span.start, span.end)));
    rank.iter().map(|&index| row(reading, &reading.statements[index], index, &rank)).collect()
}

/// An article of paragraphs, or of one headline.
pub(crate) fn reading(text: &str, lang: Lang, role: Role) -> Reading {
    let mut article = Article::of_text(text);
    lang.tag().clone_into(&mut article.language);
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len()).trim(text);
        if !span.is_empty() {
            article.blocks.push(Block { role, span });
        }
        start += paragraph.len() + 2;
    }
    // Cases tell of the grammar; what was learned weighs it anew with every fit.
    read_article_by(article, None)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/statement")
}

/// The case files with their names, in order.
pub(crate) fn files() -> Vec<(String, Vec<Case>)> {
    let mut paths: Vec<_> = fs::read_dir(folder())
        .expect("the folder of case files")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let words = fs::read_to_string(&path).expect("a case file is UTF-8");
            let cases = parse(&name, &words);
            (name, cases)
        })
        .collect()
}

/// Takes the marks `[S …]`, `[C …]`, `[T …]`, `[A …]` out of a line.
fn unmarked(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut depth = 0usize;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let mark = ["[S ", "[C ", "[T ", "[A "].iter().find_map(|mark| rest.strip_prefix(mark));
        if let Some(after) = mark {
            depth += 1;
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == ']' && depth > 0 {
            depth -= 1;
        } else {
            plain.push(c);
        }
    }
    assert_eq!(depth, 0, "a mark is never closed: {line}");
    plain.replace(" ¶ ", "\n\n")
}

fn parse(name: &str, words: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lang = Lang::En;
    let mut role = Role::Paragraph;
    // The marked line that waits for its stance line, of the right rows and of the found ones.
    let mut waiting: [Option<String>; 2] = [None, None];
    for (number, line) in words.lines().enumerate() {
        let fail = |why: &str| -> ! { panic!("{name}.txt:{}: {why}: {line}", number + 1) };
        if line.trim().is_empty() || line.starts_with("# ") || line == "#" {
            continue;
        }
        if let Some(tag) = line.strip_prefix("@lang ") {
            lang = Lang::of_tag(tag).unwrap_or_else(|| fail("no such language"));
            continue;
        }
        if let Some(word) = line.strip_prefix("@role ") {
            role = match word {
                "title" => Role::Title,
                "caption" => Role::Caption,
                "paragraph" => Role::Paragraph,
                _ => fail("no such role"),
            };
            continue;
        }
        if let Some(title) = line.strip_prefix("## ") {
            let (text, right, found) = (String::new(), Vec::new(), Vec::new());
            cases.push(Case {
                title: title.to_owned(),
                lang,
                role,
                text,
                right,
                miss: None,
                found,
                lines: number..number + 1,
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { fail("a line before the first case") };
        case.lines.end = number + 1;
        if let Some(why) = line.strip_prefix("miss: ") {
            case.miss = Some(why.to_owned());
            continue;
        }
        let (side, line) = match line.strip_prefix("~ ") {
            Some(line) => (1, line),
            None => (0, line),
        };
        if line == "= none" {
            if side == 0 {
                let Some(marked) = waiting[0].take() else { fail("no text for this line") };
                case.text = marked;
            }
            continue;
        }
        if let Some(stance) = line.strip_prefix("= ") {
            let Some(marked) = waiting[side].take() else { fail("no text for this line") };
            let plain = unmarked(&marked);
            if side == 0 && !case.text.is_empty() && case.text != plain {
                fail("the lines of a case differ in more than their marks")
            }
            if side == 0 {
                case.text = plain;
            }
            let rows = if side == 0 { &mut case.right } else { &mut case.found };
            rows.push(format!("{marked}\n= {stance}"));
            continue;
        }
        if waiting[side].replace(line.to_owned()).is_some() {
            fail("the line before has no stance")
        }
    }
    cases
}

/// The lines of a miss that tell what is read instead.
fn found_lines(found: &[String]) -> Vec<String> {
    if found.is_empty() {
        return vec!["~ = none".to_owned()];
    }
    found.iter().flat_map(|row| row.lines().map(|line| format!("~ {line}")).collect::<Vec<_>>()).collect()
}

/// Holds every case against its file. With `SAKSI_CASES=update` what is read instead of a known miss is written down anew;
/// with `SAKSI_CASES=mend` the notes of misses that are read rightly now are taken out as well.
#[test]
fn cases_are_read_as_marked() {
    let mode = std::env::var("SAKSI_CASES").unwrap_or_default();
    let mend = mode == "mend";
    let update = mend || mode == "update";
    let mut report = String::new();
    let mut wrong = 0;
    for (name, cases) in files() {
        let path = folder().join(format!("{name}.txt"));
        let mut lines: Vec<Option<String>> =
            fs::read_to_string(&path).expect("a case file").lines().map(|line| Some(line.to_owned())).collect();
        let mut changed = false;
        for case in &cases {
            assert!(!case.text.is_empty(), "{name}.txt:{}: a case without text", case.lines.start + 1);
            let found = rows(&reading(&case.text, case.lang, case.role));
            let place = format!("tests/cases/statement/{name}.txt:{} ({})", case.lines.start + 1, case.title);
            let right = found == case.right;
            if let Some(why) = &case.miss {
                let note = |line: &&mut Option<String>| {
                    line.as_ref()
                        .is_some_and(|line| line.starts_with("~ ") || mend && right && line.starts_with("miss: "))
                };
                if right && mend {
                    changed = true;
                    lines[case.lines.clone()].iter_mut().filter(note).for_each(|line| *line = None);
                } else if right {
                    wrong += 1;
                    let _ = writeln!(
                        report,
                        "\n{place}\n  a known miss is read rightly now: take out `miss: {why}` and its ~ lines (SAKSI_CASES=mend)"
                    );
                } else if found != case.found {
                    if update {
                        changed = true;
                        lines[case.lines.clone()].iter_mut().filter(note).for_each(|line| *line = None);
                        let last = &mut lines[case.lines.end - 1];
                        let kept = last.take().map(|line| line + "\n").unwrap_or_default();
                        *last = Some(kept + &found_lines(&found).join("\n"));
                    } else {
                        wrong += 1;
                        let _ = writeln!(
                            report,
                            "\n{place}\n  a known miss is read in another way now (SAKSI_CASES=update writes it down)"
                        );
                        let _ = write!(report, "{}", difference(&case.found, &found));
                    }
                }
            } else if !right {
                wrong += 1;
                let _ = write!(report, "\n{place}\n{}", difference(&case.right, &found));
            }
        }
        if changed {
            let words: Vec<String> = lines.into_iter().flatten().collect();
            fs::write(&path, words.join("\n") + "\n").expect("a case file can be written");
        }
    }
    assert!(wrong == 0, "{wrong} cases are read in another way than they are marked (- marked, + read)\n{report}");
}

/// Only the rows that differ.
fn difference(right: &[String], found: &[String]) -> String {
    let mut lines = String::new();
    for (sign, these, those) in [('-', right, found), ('+', found, right)] {
        for row in these.iter().filter(|row| !those.contains(row)) {
            for line in row.lines() {
                let _ = writeln!(lines, "  {sign} {line}");
            }
        }
        if these.is_empty() {
            let _ = writeln!(lines, "  {sign} = none");
        }
    }
    if lines.is_empty() {
        lines.push_str("  the rows stand in another order\n");
    }
    lines
}

/// As many cases as the project promises, of both languages about equally many, titles unique in their file.
#[test]
fn cases_are_many_and_named() {
    let files = files();
    let mut count = [0usize; Lang::ALL.len()];
    for (name, cases) in &files {
        let mut titles: Vec<_> = cases.iter().map(|case| (&case.title, case.lang)).collect();
        titles.sort();
        if let Some(pair) = titles.windows(2).find(|pair| pair[0] == pair[1]) {
            panic!("{name}.txt has two cases of one title: {}", pair[0].0);
        }
        for case in cases {
            count[Lang::ALL.iter().position(|&lang| lang == case.lang).expect("a listed language")] += 1;
        }
    }
    let [id, en, ms] = count;
    assert!(id + en >= 420 && ms >= 30, "{id} Indonesian, {en} English and {ms} Malay cases");
    assert!(id.abs_diff(en) <= (id + en) / 5, "{id} Indonesian and {en} English cases are not about equal");
}
