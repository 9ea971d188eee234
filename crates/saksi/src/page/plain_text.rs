//! A plain text to an article: the text stays as it is, blocks are spans of its lines. A document of paragraphs alone loses
//! nothing; a page saved as text has its title, captions and stamps told apart.

use super::{Options, byline, furniture, html, stamp, words};
use crate::Span;
use crate::article::{Article, Block, Role};

/// Reads an article whose `text` is set already.
pub(super) fn read(options: &Options, article: &mut Article) {
    let text = article.text.clone();
    article.title.clone_from(&options.title);
    article.outlet.clone_from(&options.outlet);
    article.url.clone_from(&options.url);
    article.published = options.published;
    let lines = lines(&text);
    let top = top(&text, &lines, options);
    let mut tail = Vec::new();
    for (at, &line) in lines.iter().enumerate() {
        let role = match top.roles.get(at) {
            Some(Some(role)) => *role,
            Some(None) => continue,
            None => {
                let words = line.of(&text);
                // Under "TERKAIT" nothing of the article follows, if nothing but short lines does.
                if furniture::ends_article(words)
                    && lines[at..].iter().all(|rest| words::count(rest.of(&text)) <= 14)
                    && at + 1 > top.roles.len()
                {
                    break;
                }
                if furniture::is_surely_furniture(words) || is_split_furniture(&text, &lines, at) {
                    tail.push(words.to_owned());
                    continue;
                }
                Role::Paragraph
            }
        };
        article.blocks.push(Block { role, span: line });
    }
    if let Some(title) = top.title {
        article.title.get_or_insert_with(|| title.of(&text).to_owned());
    }
    article.byline = top.byline;
    article.published = article.published.or(top.published);
    html::finish(article, &[], options, &tail, None);
}

/// The lines with words, without white space at their ends. Lines end at `\n`, `\r\n` and a lone `\r`.
fn lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}') {
            let span = trim(text, Span::new(start, at));
            if !span.is_empty() {
                spans.push(span);
            }
            start = (at + c.len_utf8()).min(text.len());
        }
    }
    spans
}

/// Without white space and invisible marks at the ends.
fn trim(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0');
    let words = span.of(text);
    let start = span.from() + (words.len() - words.trim_start_matches(blank).len());
    let end = (span.from() + words.trim_end_matches(blank).len()).max(start);
    Span::new(start, end)
}

/// What stands above the first paragraph.
#[derive(Default)]
struct Top {
    /// Roles of the first lines; `None` is furniture.
    roles: Vec<Option<Role>>,
    title: Option<Span>,
    byline: Vec<String>,
    published: Option<crate::date::Stamp>,
}

/// Reads the head of a saved page. It is one only where a line of names and a date, or of a date alone, stands among the first;
/// a text without such a line begins with its first paragraph, or with a title that `options` names.
fn top(text: &str, lines: &[Span], options: &Options) -> Top {
    let words_at = |at: usize| lines[at].of(text);
    let stamp_line = (0..lines.len().min(10)).find(|&at| {
        let line = words_at(at);
        let headed = at == 0
            || !lines[at - 1].of(text).ends_with(['.', '"', '”'])
            || at > 1 && words::count(lines[at - 1].of(text)) <= 6;
        headed
            && words::count(line) <= 16
            && !words::ends_sentence(line)
            && !line.contains(['"', '“'])
            && stamp::find(line).is_some()
    });
    let mut top = Top::default();
    let Some(stamp_line) = stamp_line else {
        if let Some(title) = &options.title
            && lines.first().is_some_and(|line| words::plain(line.of(text)) == words::plain(title))
        {
            top.roles.push(Some(Role::Title));
        }
        return top;
    };
    let line = words_at(stamp_line);
    top.published = stamp::find(line);
    top.byline = byline::signed(line, options.outlet.as_deref());
    let mut roles: Vec<Option<Role>> = vec![None; stamp_line + 1];
    // The title is the line just above, or above a line of names alone.
    let mut title = stamp_line.checked_sub(1);
    if let Some(at) = title.filter(|&at| top.byline.is_empty() && at > 0 && words::count(words_at(at)) <= 6) {
        let names: Vec<String> =
            byline::names(words_at(at)).into_iter().filter(|name| byline::is_person(name)).collect();
        if !names.is_empty() && names.len() <= 4 {
            top.byline = names;
            title = at.checked_sub(1);
        }
    }
    if let Some(title) = title {
        roles[title] = Some(Role::Title);
        top.title = Some(lines[title]);
        let mut seen = Vec::new();
        for (at, role) in roles.iter_mut().enumerate().take(title) {
            let plain = words::plain(words_at(at));
            let repeated = seen.contains(&plain) || plain == words::plain(words_at(title));
            if words::count(words_at(at)) >= 4 && !repeated && !furniture::is_furniture(words_at(at)) {
                *role = Some(Role::Caption);
                seen.push(plain);
            }
        }
    }
    top.roles = roles;
    top
}

/// A furniture line broken in two: "Cek Berita dan Artikel yang lain di" and "Google News".
fn is_split_furniture(text: &str, lines: &[Span], at: usize) -> bool {
    at > 0
        && words::count(lines[at].of(text)) <= 3
        && furniture::ends_article(lines[at].of(text))
        && furniture::is_surely_furniture(lines[at - 1].of(text))
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Role};
    use crate::{Options, Page, page};

    fn read(text: &str) -> Article {
        page::read_page(&Page::text("a.txt", text), &Options::default())
    }

    #[test]
    fn a_saved_page_has_its_parts() {
        let text = "Kapal itu di pelabuhan Tual. (Warta Laut)\nKapal itu di pelabuhan Tual. (Warta Laut)\n\nKapal Riset Tiba di Tual\n\nAyu Lestari • 18 Oktober 2024 13:11\nTual: Kapal riset itu tiba pada Kamis.\n \n\"Kami lega,\" kata nakhoda.\n\nBaca juga: Harga Ikan Naik\n\nCek Berita dan Artikel yang lain di\nGoogle News\n(ABC)\n\n\nTERKAIT\n\nBERITA LAINNYA\n\nFOLLOW US\n\nIkuti media sosial kami";
        let article = read(text);
        assert_eq!(article.text, text);
        let parts: Vec<(Role, &str)> =
            article.blocks.iter().map(|block| (block.role, article.at(block.span))).collect();
        assert_eq!(
            parts,
            [
                (Role::Caption, "Kapal itu di pelabuhan Tual. (Warta Laut)"),
                (Role::Title, "Kapal Riset Tiba di Tual"),
                (Role::Paragraph, "Tual: Kapal riset itu tiba pada Kamis."),
                (Role::Paragraph, "\"Kami lega,\" kata nakhoda."),
            ]
        );
        assert_eq!(article.byline, ["Ayu Lestari"]);
        assert_eq!(article.dateline.as_ref().map(|dateline| dateline.place.as_str()), Some("Tual"));
        assert_eq!(article.published.map(|stamp| stamp.day.to_string()).as_deref(), Some("2024-10-18"));
    }

    #[test]
    fn paragraphs_alone_lose_nothing() {
        let text = "\u{feff}Satu dua tiga.\r\n\r\nTerkait hal itu, ia diam.\rEmpat.\r\n";
        let article = read(text);
        assert_eq!(
            article.blocks.iter().map(|block| article.at(block.span)).collect::<Vec<_>>(),
            ["Satu dua tiga.", "Terkait hal itu, ia diam.", "Empat."]
        );
    }
}
