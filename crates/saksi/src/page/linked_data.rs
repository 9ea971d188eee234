//! The article that a page describes in JSON-LD: headline, dates, authors, publisher, body. Knows schema.org, not HTML.

use serde_json::{Map, Value};

use super::linear;
use super::words;

/// What the linked data of a page say of its article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    /// Names of authors, with whether each is said to be a person.
    pub(super) authors: Vec<(String, bool)>,
    pub(super) publisher: Option<String>,
    pub(super) body: Option<String>,
    pub(super) language: Option<String>,
    pub(super) address: Option<String>,
    /// Name or address of what the page says it is based on.
    pub(super) based_on: Option<String>,
    pub(super) paywalled: bool,
    /// Entries of a live blog: time and words.
    pub(super) live: bool,
}

/// Reads the scripts of a page; the first that describes an article is believed, later ones fill its gaps.
pub(super) fn read(scripts: &[String]) -> LinkedData {
    let mut data = LinkedData::default();
    let mut page = LinkedData::default();
    for script in scripts {
        if let Some(value) = parse(script) {
            visit(&value, &mut data, &mut page, 0);
        }
    }
    // What is said of the page serves where nothing is said of an article.
    fill(&mut data.published, page.published);
    fill(&mut data.modified, page.modified);
    fill(&mut data.language, page.language);
    data
}

/// Parses JSON as pages write it: with raw line breaks inside strings, in comments or CDATA, with trailing commas and semicolons.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    serde_json::from_str(&mend(script)).ok()
}

/// Control characters inside strings become spaces, commas before a closing bracket go, single backslashes before odd letters go.
fn mend(script: &str) -> String {
    let mut mended = String::with_capacity(script.len());
    let (mut inside, mut chars) = (false, script.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                mended.push(c);
            }
            '\\' if inside => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    mended.push('\\');
                    mended.push(next);
                }
                Some(next) => mended.push(next),
                None => {}
            },
            c if inside && c.is_control() => mended.push(' '),
            ']' | '}' if !inside => {
                let kept = mended.trim_end().len();
                mended.truncate(kept);
                if mended.ends_with(',') {
                    mended.pop();
                }
                mended.push(c);
            }
            c => mended.push(c),
        }
    }
    mended
}

fn visit(value: &Value, data: &mut LinkedData, page: &mut LinkedData, depth: usize) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().take(200).for_each(|item| visit(item, data, page, depth + 1)),
        Value::Object(object) => {
            if is_article(object) {
                take_article(object, data);
            } else {
                if object.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("WebPage")) {
                    let text = |key: &str| object.get(key).and_then(words_of).filter(|words| !words.is_empty());
                    fill(&mut page.published, text("datePublished"));
                    fill(&mut page.modified, text("dateModified"));
                    fill(&mut page.language, text("inLanguage"));
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = object.get(key) {
                        visit(inner, data, page, depth + 1);
                    }
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is = |kind: &str| {
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "NewsMediaPosting" | "AnalysisNewsArticle")
    };
    match object.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn take_article(object: &Map<String, Value>, data: &mut LinkedData) {
    let text = |key: &str| object.get(key).and_then(words_of).filter(|words| !words.is_empty());
    fill(&mut data.headline, text("headline").or_else(|| text("name")));
    fill(&mut data.description, text("description"));
    fill(&mut data.published, text("datePublished").or_else(|| text("dateCreated")));
    fill(&mut data.modified, text("dateModified"));
    fill(&mut data.language, text("inLanguage"));
    fill(
        &mut data.address,
        text("url").filter(|url| url.starts_with("http")).or_else(|| address_of(object.get("mainEntityOfPage"))),
    );
    fill(&mut data.publisher, object.get("publisher").and_then(first_name));
    fill(
        &mut data.based_on,
        object
            .get("isBasedOn")
            .or_else(|| object.get("isBasedOnUrl"))
            .and_then(first_name)
            .or_else(|| text("isBasedOn")),
    );
    if data.authors.is_empty() {
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if authors.is_empty() {
                object.get(key).into_iter().for_each(|value| take_names(value, &mut authors, 0));
            }
        }
        data.authors = authors;
    }
    if data.body.is_none() {
        let body = object.get("articleBody").and_then(Value::as_str).map(|body| {
            if body.contains("</") || body.contains("<br") { lines_of(body) } else { linear::unescape(body) }
        });
        data.body = body.filter(|body| words::count(body) >= 40);
    }
    data.paywalled |= match object.get("isAccessibleForFree") {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => false,
    };
    data.live |= object.get("@type").and_then(Value::as_str) == Some("LiveBlogPosting");
}

fn lines_of(body: &str) -> String {
    linear::lines(body).into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

fn fill(field: &mut Option<String>, value: Option<String>) {
    if field.is_none() {
        *field = value;
    }
}

/// A string, or the `@value`, `name` or first string of what stands in its place; entities made characters.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words::squeeze(&linear::unescape(words))),
        Value::Array(items) => items.iter().find_map(words_of),
        Value::Object(object) => object.get("@value").or_else(|| object.get("name")).and_then(words_of),
        _ => None,
    }
}

fn address_of(value: Option<&Value>) -> Option<String> {
    let address = match value? {
        Value::String(address) => address,
        Value::Object(object) => object.get("@id").or_else(|| object.get("url"))?.as_str()?,
        _ => return None,
    };
    address.starts_with("http").then(|| address.to_owned())
}

fn first_name(value: &Value) -> Option<String> {
    let mut names = Vec::new();
    take_names(value, &mut names, 0);
    names.into_iter().next().map(|(name, _)| name)
}

fn take_names(value: &Value, names: &mut Vec<(String, bool)>, depth: usize) {
    if depth > 4 || names.len() >= 20 {
        return;
    }
    match value {
        Value::String(name) => push_name(name, false, names),
        Value::Array(items) => items.iter().for_each(|item| take_names(item, names, depth + 1)),
        Value::Object(object) => {
            let person =
                object.get("@type").is_some_and(|kind| kind.as_str().is_some_and(|kind| kind.ends_with("Person")));
            match object.get("name") {
                Some(Value::String(name)) => push_name(name, person, names),
                Some(inner) => take_names(inner, names, depth + 1),
                None => {
                    let part = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or("").trim().to_owned();
                    push_name(&format!("{} {}", part("givenName"), part("familyName")), person, names);
                }
            }
        }
        _ => {}
    }
}

fn push_name(name: &str, person: bool, names: &mut Vec<(String, bool)>) {
    let name = words::squeeze(&linear::unescape(name));
    if !name.is_empty() && !names.iter().any(|(other, _)| *other == name) {
        names.push((name, person));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphs_arrays_and_broken_json() {
        let graph = r#"{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Warta"},{"@type":["NewsArticle"],"headline":"Banjir &amp; Rob",
            "datePublished":"2025-03-04T13:11:00+07:00","author":[{"@type":"Person","name":"Ayu Lestari"},"Redaksi"],"publisher":{"@type":"Organization","name":"Warta Laut"}}]}"#;
        let data = read(&[graph.to_owned()]);
        assert_eq!(data.headline.as_deref(), Some("Banjir & Rob"));
        assert_eq!(data.authors, [("Ayu Lestari".to_owned(), true), ("Redaksi".to_owned(), false)]);
        assert_eq!(data.publisher.as_deref(), Some("Warta Laut"));
        let broken = "{\"@type\":\"NewsArticle\",\"headline\":\"Satu\ndua\",\"isAccessibleForFree\":\"False\",\"datePublished\":\"2025-01-02\",}";
        let data = read(&[broken.to_owned()]);
        assert_eq!(data.headline.as_deref(), Some("Satu dua"));
        assert!(data.paywalled);
    }

    #[test]
    fn deep_or_odd_values_are_no_trouble() {
        for script in
            ["", "[", "null", "{\"@type\":\"Article\",\"author\":{\"name\":{\"name\":{}}}}", &"[".repeat(10_000)]
        {
            read(&[script.to_owned()]);
        }
    }
}
