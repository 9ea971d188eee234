//! A page of HTML to an article: guard, parse, readers, body, fields, in this order.

use std::ops::Range;

use scraper::Html;

use super::body::{self, Part, Votes};
use super::fields::Head;
use super::guard::{self, Trip};
use super::linked_data::{self, LinkedData};
use super::pieces::{self, Pieces};
use super::words::{self, Shingles};
use super::{Options, dateline, entries, furniture, language, linear, origin, readers};
use crate::Span;
use crate::article::{Article, Block, Entry, Role};
use crate::date::Stamp;

/// Readers below this agreement may have read two different things.
const AGREEMENT: f32 = 0.70;

/// Reads one page whose characters are known.
pub(super) fn read(page: &str, options: &Options, article: &mut Article) {
    let guarded = guard::look_through(page);
    let data = linked_data::read(&guarded.linked_data);
    if let Some(trip) = guarded.trip {
        article.note(
            if trip == Trip::Depth { "deep-nesting" } else { "oversized" },
            match trip {
                Trip::Depth => "the page nests its elements too deep; it was read line by line",
                Trip::Elements => "the page has too many elements; it was read line by line",
                Trip::Size => "the page is too long; it was read line by line",
            },
        );
        return read_lines(&guarded.html, &data, options, article);
    }
    if options.simplest {
        return read_lines(&guarded.html, &data, options, article);
    }
    let html = Html::parse_document(&guarded.html);
    let head = Head::read(&html);
    let pieces = pieces::read(&html);
    drop(html);
    let outlet = options.outlet.clone().or_else(|| head.outlet(&data, &pieces));
    let title = head.title(&data, outlet.as_deref(), &pieces);
    let votes = ask_readers(&guarded.html, &pieces, title.as_deref(), &data, article);
    let mut body = body::choose(&pieces, &votes, title.as_deref(), head.description(&data));
    if body.parts.iter().all(|part| !part.role.is_body()) {
        body.parts.extend(from_data(&data));
    }
    if body.lede_restored {
        article.note("lede-restored", "the readers had dropped the first paragraph; it was taken back");
    }
    let first_body = body.parts.iter().find(|part| part.role.is_body()).map(|part| part.piece);
    article.url = head.address(&data).or_else(|| options.url.clone());
    article.title = title.or_else(|| options.title.clone());
    let tail = tail_lines(&pieces, &body.parts);
    article.byline = head.byline(&data, &pieces, body.title, first_body, outlet.as_deref(), &tail);
    article.outlet = outlet;
    let (mut published, modified, mut guessed) =
        head.dates(&data, &pieces, body.title, first_body, article.url.as_deref().or(options.url.as_deref()));
    if (published.is_none() || guessed)
        && let Some(seen) = options.published
        && let Some(counted) = Head::counted_back(&pieces, body.title, first_body, seen)
    {
        (published, guessed) = (Some(counted), false);
        article.note(
            "date-counted-back",
            "the page says only how long ago it appeared; that was counted back from the date given",
        );
    }
    if guessed && options.published.is_none() {
        article.note(
            "date-guessed",
            "no publication date is stated; it was taken from the address or another date of the page",
        );
    }
    article.published = published.filter(|_| !guessed || options.published.is_none()).or(options.published);
    article.modified = modified;
    if head.continues || pieces.items.iter().any(|piece| piece.words <= 5 && furniture::counts_pages(&piece.text)) {
        article.note("continues", "the article continues on another page");
    }
    if data.paywalled {
        article.note("paywalled", "the page says that not all of the article is free to read");
    }
    body.parts.retain(|part| !part.text.trim().is_empty());
    let one_day = article.published.map(|stamp| stamp.day).filter(|day| modified.is_none_or(|stamp| stamp.day == *day));
    let entries = entries::take(&pieces, &mut body.parts, data.live, one_day);
    write(article, &body.parts);
    let blocks = &article.blocks[article.blocks.len() - body.parts.len()..];
    let entry = |(time, parts): (Stamp, Range<usize>)| {
        let span = blocks[parts.start].span.cover(blocks[parts.end - 1].span);
        Entry { time, span }
    };
    article.entries = entries.into_iter().map(entry).collect();
    finish(article, &head.languages(&data), options, &tail, data.based_on.as_deref());
}

/// Asks the readers, and notes where they disagree.
fn ask_readers(html: &str, pieces: &Pieces, title: Option<&str>, data: &LinkedData, article: &mut Article) -> Votes {
    let (quick, markup) = readers::quick(html).unzip();
    let shingles = quick.as_ref().map(|found| Shingles::of(lines(found)));
    let is_plain = shingles.as_ref().is_some_and(|found| body::is_plain(pieces, found, title));
    // The careful reader costs more than all else together; where the quick one can hardly have gone wrong it is not asked.
    let careful = if is_plain { None } else { readers::careful(html, markup) };
    if let (Some(quick), Some(careful)) = (&quick, &careful)
        && words::agreement(lines(quick), lines(careful)) < AGREEMENT
    {
        article.note("readers-disagree", "two readers of this page took different words for its article");
    }
    let linked = data.body.as_deref().filter(|body| words::count(body) >= 100);
    Votes {
        quick: shingles,
        careful: careful.as_ref().map(|found| Shingles::of(lines(found))),
        linked: linked.map(|body| Shingles::of(body.lines())),
    }
}

fn lines(lines: &[String]) -> impl Iterator<Item = &str> {
    lines.iter().map(String::as_str)
}

/// The paragraphs that linked data gives, for a page whose own text is made by a script.
fn from_data(data: &LinkedData) -> Vec<Part> {
    let body = data.body.as_deref().unwrap_or("");
    body.lines()
        .map(words::squeeze)
        .filter(|line| !line.is_empty() && !furniture::is_furniture(line))
        .map(|text| Part { role: Role::Paragraph, piece: usize::MAX, text })
        .collect()
}

/// The lines between the last paragraph and what follows: signatures, sources.
fn tail_lines(pieces: &Pieces, parts: &[Part]) -> Vec<String> {
    let Some(last) = parts.iter().rev().find(|part| part.role.is_body()).map(|part| part.piece) else {
        return Vec::new();
    };
    pieces.items.iter().skip(last.saturating_add(1)).take(8).map(|piece| piece.text.clone()).collect()
}

/// Makes the text: the title, then every part, blank lines between.
fn write(article: &mut Article, parts: &[Part]) {
    let title = article.title.clone().filter(|title| !title.is_empty());
    let parts = title
        .iter()
        .map(|title| (Role::Title, title.as_str()))
        .chain(parts.iter().map(|part| (part.role, part.text.as_str())));
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (role, words) in parts {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(Block { role, span: Span::new(start, text.len()) });
    }
    article.text = text;
    article.blocks = blocks;
}

/// What follows from the text: dateline, language, origin, and notes on what is missing.
pub(super) fn finish(
    article: &mut Article,
    hints: &[String],
    options: &Options,
    tail: &[String],
    based_on: Option<&str>,
) {
    let mut mark = None;
    let first = article
        .blocks
        .iter()
        .filter(|block| block.role == Role::Paragraph && words::count(block.span.of(&article.text)) >= 4)
        .take(2);
    if let Some(found) =
        first.into_iter().find_map(|block| dateline::find(&article.text, block.span, article.outlet.as_deref()))
    {
        article.dateline = Some(found.dateline);
        mark = found.mark;
    }
    let body: String = article
        .blocks
        .iter()
        .filter(|block| block.role != Role::Caption)
        .map(|block| block.span.of(&article.text))
        .collect::<Vec<_>>()
        .join("\n");
    let (language, sure) = match &options.language {
        Some(language) => (language.clone(), true),
        None => language::tell(&body, hints),
    };
    if !sure {
        article.note("language-unsure", "the text is too short or too mixed to tell its language");
    }
    article.language = language;
    article.origin = origin::find(article, &origin::Hints { mark, tail, based_on });
    if article.title.is_none() {
        article.note("no-title", "no headline found");
    }
    if article.published.is_none() {
        article.note("no-date", "no publication date found");
    }
    if !article.blocks.iter().any(|block| block.role.is_body()) {
        article.note("no-body", "no article text found");
    }
}

/// The simplest reading, of a page that no parser should see.
fn read_lines(html: &str, data: &LinkedData, options: &Options, article: &mut Article) {
    let found = linear::lines(html);
    let heading = found.iter().find(|line| line.tag == "h1").map(|line| line.text.clone());
    article.title = data.headline.clone().or(heading).or_else(|| options.title.clone());
    let title = words::plain(article.title.as_deref().unwrap_or(""));
    let mut parts: Vec<Part> = Vec::new();
    for line in &found {
        let count = words::count(&line.text);
        let enough = if line.tag == "p" { count >= 4 } else { count >= 12 };
        if enough && !furniture::is_furniture(&line.text) && words::plain(&line.text) != title {
            let role = if line.tag == "li" { Role::ListItem } else { Role::Paragraph };
            parts.push(Part { role, piece: usize::MAX, text: line.text.clone() });
        }
    }
    article.outlet = options.outlet.clone().or_else(|| data.publisher.clone());
    article.url = data.address.clone().or_else(|| options.url.clone());
    article.byline = data
        .authors
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| super::byline::is_name(name, article.outlet.as_deref()))
        .collect();
    article.published = data.published.as_deref().and_then(super::stamp::find).or(options.published);
    article.modified = data.modified.as_deref().and_then(super::stamp::find);
    write(article, &parts);
    finish(article, &data.language.iter().cloned().collect::<Vec<_>>(), options, &[], data.based_on.as_deref());
}
