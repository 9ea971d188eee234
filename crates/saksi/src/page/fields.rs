//! The fields of a page: title, outlet, byline, dates, address. Linked data first, then meta elements, then what a reader sees.
//! Knows the head of a page and its pieces; the body is another file's affair.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Node};

use super::linked_data::LinkedData;
use super::pieces::{Piece, Pieces};
use super::{byline, stamp, words};
use crate::date::{Stamp, parse_relative};

/// What the head of a page and its marked elements say.
#[derive(Default)]
pub(super) struct Head {
    /// Values of meta elements by lower-case name, first one first.
    meta: HashMap<String, Vec<String>>,
    document_title: String,
    canonical: Option<String>,
    language: Option<String>,
    /// Words of the headings of first rank.
    first_headings: Vec<String>,
    /// Headings of second rank, for pages without one of the first.
    second_headings: Vec<String>,
    /// `datetime` of time elements, with whether each is marked as the publication.
    times: Vec<(String, bool)>,
    /// Words of elements marked as author.
    authors: Vec<String>,
    /// Addresses of a next page.
    pub(super) continues: bool,
}

impl Head {
    /// Reads the elements that fields are taken from.
    pub(super) fn read(html: &Html) -> Self {
        let mut head = Self::default();
        for node in html.tree.root().descendants() {
            let Node::Element(element) = node.value() else { continue };
            let words = || {
                ElementRef::wrap(node)
                    .map(|reference| words::squeeze(&reference.text().collect::<String>()))
                    .unwrap_or_default()
            };
            match element.name() {
                "html" => head.language = element.attr("lang").or_else(|| element.attr("xml:lang")).map(str::to_owned),
                "meta" => head.meta(element),
                "title" if head.document_title.is_empty() => head.document_title = words(),
                "link" => match element.attr("rel") {
                    Some("canonical") => head.canonical = element.attr("href").map(str::to_owned),
                    Some("next") => {
                        head.continues |= element.attr("href").is_some_and(|href| {
                            href.contains('?') && is_next_page(&href[href.find('?').unwrap_or(0)..], None)
                        });
                    }
                    _ => {}
                },
                "a" => {
                    head.continues |=
                        element.attr("href").is_some_and(|href| is_next_page(href, head.canonical.as_deref()))
                            && words().len() < 40;
                    if element.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author")) {
                        head.authors.push(words());
                    }
                }
                "h1" if head.first_headings.len() < 20 => head.first_headings.push(words()),
                "h2" if head.second_headings.len() < 20 => head.second_headings.push(words()),
                "time" => {
                    if let Some(datetime) = element.attr("datetime") {
                        let published =
                            element.attr("itemprop") == Some("datePublished") || element.attr("pubdate").is_some();
                        head.times.push((datetime.to_owned(), published));
                    }
                }
                _ => {}
            }
            match element.attr("itemprop") {
                Some("datePublished") if element.name() != "meta" => {
                    let value =
                        element.attr("content").or_else(|| element.attr("datetime")).map_or_else(words, str::to_owned);
                    head.times.push((value, true));
                }
                Some("author") if element.name() != "meta" => head.authors.push(words()),
                _ => {}
            }
        }
        head
    }

    fn meta(&mut self, element: &scraper::node::Element) {
        let Some(content) = element.attr("content") else { return };
        let content = words::squeeze(content);
        if content.is_empty() || content.len() > 4_000 {
            return;
        }
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = element.attr(key) {
                self.meta.entry(name.trim().to_ascii_lowercase()).or_default().push(content.clone());
            }
        }
    }

    fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.meta.get(*name)?.first().map(String::as_str))
    }

    /// What the page says of its language, nearest first.
    pub(super) fn languages(&self, data: &LinkedData) -> Vec<String> {
        let own = [
            data.language.as_deref(),
            self.first(&["og:locale", "content-language", "language", "dc.language"]),
            self.language.as_deref(),
        ];
        own.into_iter().flatten().map(str::to_owned).collect()
    }

    /// The summary that the page gives of itself.
    pub(super) fn description<'a>(&'a self, data: &'a LinkedData) -> Option<&'a str> {
        self.first(&["og:description", "description", "twitter:description", "dc.description"])
            .or(data.description.as_deref())
    }

    /// The canonical address.
    pub(super) fn address(&self, data: &LinkedData) -> Option<String> {
        let absolute = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        let found = self
            .canonical
            .as_deref()
            .filter(absolute)
            .or_else(|| self.first(&["og:url", "twitter:url", "parsely-link"]).filter(absolute))
            .or(data.address.as_deref());
        found.map(|url| url.trim().to_owned())
    }

    /// The outlet, as the page names itself.
    pub(super) fn outlet(&self, data: &LinkedData, pieces: &Pieces) -> Option<String> {
        let named = self.first(&["og:site_name"]).or(data.publisher.as_deref()).or_else(|| {
            self.first(&[
                "application-name",
                "apple-mobile-web-app-title",
                "publisher",
                "dc.publisher",
                "cre",
                "copyright",
            ])
        });
        if let Some(name) = named.filter(|name| words::count(name) <= 12) {
            let name = split_title(name).first().copied().unwrap_or(name).trim_start_matches('@');
            // An address in place of a name says the host.
            let host =
                name.split_once("://").map_or(name, |(_, rest)| rest.trim_start_matches("www.").trim_end_matches('/'));
            return Some(host.to_owned());
        }
        // "Headline - Outlet", "Outlet: Headline": the part of the document's title that no heading repeats.
        let heading = self
            .first_headings
            .iter()
            .chain(&self.second_headings)
            .find(|heading| shares_words(heading, &self.document_title));
        let heading = heading.map(|heading| words::plain(heading)).unwrap_or_default();
        let parts = split_title(&self.document_title);
        let mut rest = parts
            .iter()
            .filter(|part| {
                !heading.contains(&words::plain(part)) && (heading.is_empty() || !words::plain(part).contains(&heading))
            })
            .copied();
        let from_title =
            rest.rfind(|part| words::count(part) <= 5 && words::count(part) > 0).filter(|_| parts.len() > 1);
        let from_title = from_title.filter(|part| heading.is_empty() || !shares_words(part, &heading));
        from_title.map(str::to_owned).or_else(|| self.name_at_top(pieces))
    }

    /// A name that stands alone near the top of the page and begins its description or its last line.
    fn name_at_top(&self, pieces: &Pieces) -> Option<String> {
        let described = words::plain(self.first(&["description", "og:description"]).unwrap_or(""));
        let last = pieces.items.last().map(|piece| words::plain(&piece.text)).unwrap_or_default();
        for piece in pieces.items.iter().take(6) {
            let plain = words::plain(&piece.text);
            if (1..=4).contains(&words::count(&piece.text))
                && plain.len() > 3
                && [&described, &last].iter().any(|line| line.starts_with(&plain))
            {
                return Some(piece.text.clone());
            }
        }
        None
    }

    /// The headline without the site's name.
    pub(super) fn title(&self, data: &LinkedData, outlet: Option<&str>, pieces: &Pieces) -> Option<String> {
        let meta = self.first(&["og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title", "title"]);
        let named: Vec<String> = [data.headline.as_deref(), meta]
            .into_iter()
            .flatten()
            .map(|title| without_site(title, outlet))
            .filter(|title| !title.is_empty())
            .collect();
        let document = without_site(&self.document_title, outlet);
        // The heading that a reader sees is the title, where the page's own data call it so.
        for heading in self.first_headings.iter().chain(&self.second_headings) {
            let plain = words::plain(heading);
            if plain.is_empty() {
                continue;
            }
            if named.iter().any(|title| words::plain(title) == plain) {
                return Some(heading.clone());
            }
            // A heading that takes in a kicker or a counter is the title and more.
            if let Some(inner) = named.iter().find(|title| {
                words::count(title) >= 4
                    && plain.contains(&words::plain(title))
                    && plain.len() < words::plain(title).len() * 2
            }) {
                return Some(inner.clone());
            }
        }
        let likely = |heading: &&String| {
            words::count(heading) >= 3
                && (named.iter().chain([&document]).any(|title| shares_words(heading, title))
                    || named.is_empty() && self.first_headings.len() == 1)
        };
        if let Some(heading) = self.first_headings.iter().find(likely) {
            return Some(without_site(heading, outlet));
        }
        if let Some(title) = named.first() {
            return Some(title.clone());
        }
        // A part of the document's title that stands on the page as a line of its own.
        for part in split_title(&self.document_title).into_iter().filter(|part| words::count(part) >= 4) {
            let plain = words::plain(part);
            if let Some(piece) = pieces.items.iter().find(|piece| words::plain(&piece.text) == plain) {
                return Some(piece.text.clone());
            }
        }
        if let Some(heading) = self.second_headings.iter().find(likely) {
            return Some(heading.clone());
        }
        self.first_headings
            .iter()
            .find(|heading| words::count(heading) >= 3)
            .cloned()
            .or_else(|| Some(document).filter(|title| !title.is_empty()))
    }

    /// Publication and last change; the last part says that a date was guessed.
    pub(super) fn dates(
        &self,
        data: &LinkedData,
        pieces: &Pieces,
        title: Option<usize>,
        first_body: Option<usize>,
        address: Option<&str>,
    ) -> (Option<Stamp>, Option<Stamp>, bool) {
        const PUBLISHED: [&str; 27] = [
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "parsely-pub-date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "published_time",
            "published-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date.created",
            "dc.date",
            "dcterms.date",
            "dcterms.issued",
            "datecreated",
            "date",
            "article.published",
            "article:published_date",
            "cxenseparse:recs:publishtime",
            "originalpublicationdate",
            "content_publishedtime",
            "rnews:datepublished",
        ];
        const MODIFIED: [&str; 9] = [
            "article:modified_time",
            "og:updated_time",
            "article:modified",
            "datemodified",
            "last-modified",
            "dc.date.modified",
            "dcterms.modified",
            "lastmod",
            "revised",
        ];
        let read = |value: &str| stamp::find(value);
        let modified =
            data.modified.as_deref().and_then(read).or_else(|| {
                MODIFIED.iter().find_map(|name| self.meta.get(*name)?.iter().find_map(|value| read(value)))
            });
        let stated =
            data.published.as_deref().and_then(read).or_else(|| {
                PUBLISHED.iter().find_map(|name| self.meta.get(*name)?.iter().find_map(|value| read(value)))
            });
        let marked = || self.times.iter().find(|(_, published)| *published).and_then(|(value, _)| read(value));
        if let Some(published) = stated.or_else(marked) {
            // A day alone in the data takes its time from the line that a reader sees, if that is the same day.
            let published = if published.time.is_none() || published.offset.is_none() {
                Self::visible(pieces, title, first_body)
                    .filter(|seen| seen.day == published.day && (published.time.is_none() || seen.offset.is_some()))
                    .unwrap_or(published)
            } else {
                published
            };
            return (Some(published), modified, false);
        }
        if let Some(seen) = Self::visible(pieces, title, first_body) {
            return (Some(seen), modified, false);
        }
        if let Some(time) = self.times.first().and_then(|(value, _)| read(value)) {
            return (Some(time), modified, self.times.len() > 1);
        }
        let from_address = address.and_then(date_in_address);
        let guess = from_address.or(modified);
        (guess, modified, guess.is_some())
    }

    /// The first stamp that stands around the title: below it first, then above it.
    fn visible(pieces: &Pieces, title: Option<usize>, first_body: Option<usize>) -> Option<Stamp> {
        around_title(pieces, title, first_body, |piece| {
            let own = (piece.words <= 25 && !piece.caption && piece.linked * 2 <= piece.words.max(1))
                .then(|| stamp::find(&piece.text))
                .flatten();
            let machine = piece.time.as_deref().and_then(stamp::find);
            match (machine, own) {
                (Some(machine), Some(own)) if machine.time.is_none() => Some(own),
                (Some(machine), _) => Some(machine),
                (None, own) => own,
            }
        })
    }

    /// When a page was published that only says how long ago: "3 jam lalu", counted back from `seen`.
    pub(super) fn counted_back(
        pieces: &Pieces,
        title: Option<usize>,
        first_body: Option<usize>,
        seen: Stamp,
    ) -> Option<Stamp> {
        around_title(pieces, title, first_body, |piece| {
            let is_line = piece.words <= 14 && !piece.caption && !piece.text.ends_with(['.', '!', '?', '"', '”']);
            is_line.then(|| parse_relative(&piece.text, seen)).flatten()
        })
    }

    /// The people who signed, or the agency where no one else did.
    pub(super) fn byline(
        &self,
        data: &LinkedData,
        pieces: &Pieces,
        title: Option<usize>,
        first_body: Option<usize>,
        outlet: Option<&str>,
        tail: &[String],
    ) -> Vec<String> {
        let refuse = |name: &String| !byline::is_name(name, outlet);
        let linked: Vec<String> =
            data.authors.iter().flat_map(|(name, _)| byline::names(name)).filter(|name| !refuse(name)).collect();
        if !linked.is_empty() {
            return unique(linked, outlet);
        }
        const AUTHOR: [&str; 14] = [
            "author",
            "article:author",
            "article:author_name",
            "og:article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
            "cxenseparse:author",
            "content_author",
            "rbauthors",
            "citation_author",
            "creator",
        ];
        for name in AUTHOR {
            let found: Vec<String> = self
                .meta
                .get(name)
                .into_iter()
                .flatten()
                .filter(|value| !value.contains("://"))
                .flat_map(|value| byline::names(value))
                .filter(|name| !refuse(name))
                .collect();
            if !found.is_empty() {
                return unique(found, outlet);
            }
        }
        let visible = byline::visible(pieces, title, first_body, outlet);
        if !visible.is_empty() {
            return unique(visible, outlet);
        }
        let below = byline::below(tail, outlet);
        if !below.is_empty() {
            return unique(below, outlet);
        }
        let marked =
            self.authors.iter().flat_map(|name| byline::names(name)).filter(|name| !refuse(name)).take(6).collect();
        unique(marked, outlet)
    }
}

/// What the first piece below the title gives, or the nearest above it.
fn around_title<T>(
    pieces: &Pieces,
    title: Option<usize>,
    first_body: Option<usize>,
    of: impl Fn(&Piece) -> Option<T>,
) -> Option<T> {
    let items = &pieces.items;
    let start = title.map_or(0, |at| at + 1);
    let end = first_body.unwrap_or(start + 12).max(start).min(items.len()).min(start + 30);
    let above = title.unwrap_or(0).saturating_sub(6)..start.min(items.len());
    items[start.min(end)..end].iter().find_map(&of).or_else(|| items[above].iter().rev().find_map(&of))
}

fn unique(names: Vec<String>, outlet: Option<&str>) -> Vec<String> {
    let names = names.into_iter().map(|name| byline::without_outlet(&name, outlet));
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        if !kept.iter().any(|other| words::plain(other) == words::plain(&name)) {
            kept.push(name);
        }
    }
    kept
}

/// An address of a later page of the same article.
fn is_next_page(href: &str, own: Option<&str>) -> bool {
    // A list of other articles has pages too.
    let path = href.split('?').next().unwrap_or("");
    if !path.is_empty()
        && own.is_none_or(|own| {
            !own.split('?').next().unwrap_or("").trim_end_matches('/').ends_with(path.trim_end_matches('/'))
        })
    {
        return false;
    }
    let query = href.rsplit_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|pair| {
        pair.split_once('=')
            .is_some_and(|(key, value)| matches!(key, "page" | "halaman") && (value == "all" || value == "2"))
    }) || href.trim_end_matches('/').ends_with("/page/2")
}

fn split_title(title: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    parts.extend(title.split(" - "));
    for mark in [" | ", " – ", " — ", " :: ", " « ", " » ", " • ", " · ", ": "] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A headline without a site's name behind or before it.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    let outlet = words::plain(outlet.unwrap_or(""));
    let mut title = title.trim();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " • ", " · "] {
        while let Some((before, after)) = title.rsplit_once(mark) {
            let last = words::plain(after);
            let is_site = last == outlet
                || !outlet.is_empty() && (last.contains(&outlet) || outlet.contains(&last))
                || after.contains(".com")
                || after.contains(".co.");
            let is_tail =
                matches!(mark, " | " | " :: " | " « ") && words::count(after) <= 4 && words::count(before) >= 4;
            if !(is_site || is_tail) || words::count(before) < 2 {
                break;
            }
            title = before.trim_end();
        }
    }
    if !outlet.is_empty() {
        for mark in [": ", " | ", " - "] {
            if let Some((before, after)) = title.split_once(mark)
                && words::plain(before) == outlet
                && words::count(after) >= 3
            {
                title = after.trim_start();
            }
        }
    }
    title.to_owned()
}

/// Whether two titles are of one article: most words of the shorter are in the longer.
fn shares_words(one: &str, other: &str) -> bool {
    let (one, other): (Vec<String>, Vec<String>) = (words::words(one).collect(), words::words(other).collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let held = short.iter().filter(|word| long.contains(word)).count();
    !short.is_empty() && held * 10 >= short.len() * 6
}

/// "/2025/03/04/" or "20250304" in an address.
fn date_in_address(address: &str) -> Option<Stamp> {
    let parts: Vec<&str> = address.split(['/', '-', '_']).collect();
    for window in parts.windows(3) {
        if window[0].len() == 4
            && window[1].len() <= 2
            && window[2].len() <= 2
            && let Some(found) = stamp::find(&format!("{}-{:0>2}-{:0>2}", window[0], window[1], window[2]))
        {
            return Some(found);
        }
    }
    parts.iter().filter(|part| part.len() == 8 && part.starts_with("20")).find_map(|part| stamp::find(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_site() {
        assert_eq!(without_site("Banjir Surut - Warta Laut", Some("Warta Laut")), "Banjir Surut");
        assert_eq!(without_site("Warta Laut: Banjir surut di kota", Some("Warta Laut")), "Banjir surut di kota");
        assert_eq!(
            without_site("Menteri - dan Wakilnya - Pergi", Some("Warta Laut")),
            "Menteri - dan Wakilnya - Pergi"
        );
        assert_eq!(
            without_site("Floods recede in the old town | News | Warta Laut", Some("Warta Laut")),
            "Floods recede in the old town"
        );
    }

    #[test]
    fn addresses_hold_dates() {
        assert!(date_in_address("https://x.example/2025/03/04/a-b").is_some());
        assert!(date_in_address("https://x.example/a-b-c/1234").is_none());
    }
}
