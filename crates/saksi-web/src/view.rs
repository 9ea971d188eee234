//! Rows as pages show them: plain words, one field a part, nothing marked up.

use saksi_store::{ArticleHead, Query, Row, snippet};
use serde_json::Value;

use crate::words::Language;

/// A stretch of words, lit up or not.
pub(crate) struct Stretch {
    pub(crate) words: String,
    pub(crate) lit: bool,
}

/// A statement as it is shown.
pub(crate) struct RowView {
    pub(crate) id: String,
    pub(crate) article: String,
    pub(crate) claim: String,
    /// What the article calls the source; empty where it names nobody.
    pub(crate) source: String,
    /// Who is meant, where that is another name, with the link to each.
    pub(crate) meant: Vec<(String, Option<String>)>,
    pub(crate) stance_words: String,
    /// The stance that was read, where a person corrected it.
    pub(crate) was: Option<String>,
    pub(crate) side: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) content: Vec<Stretch>,
    /// The words that it answers, where they are at hand.
    pub(crate) answers: Option<String>,
    /// What else is known: name of the part and its words.
    pub(crate) details: Vec<(String, String)>,
    pub(crate) outlet: String,
    pub(crate) day: String,
    pub(crate) title: String,
    pub(crate) language: String,
}

impl RowView {
    /// The row in the reader's language; the words that were looked for are lit up.
    pub(crate) fn of(row: &Row, language: Language, query: Option<&Query>) -> Self {
        let content = match query.filter(|query| !query.is_empty()) {
            Some(query) => lit(row, query),
            None => vec![Stretch { words: row.words("content").to_owned(), lit: false }],
        };
        let actors: Vec<(String, Option<String>)> =
            row.actors.iter().map(|actor| (actor.name.clone(), actor_link(&actor.id, &actor.name))).collect();
        let source = row.words("source").to_owned();
        let meant = if actors.iter().all(|(name, _)| source.contains(name.as_str())) { Vec::new() } else { actors };
        let read = row.statement["stance"].as_str().unwrap_or_default();
        let article = &row.article;
        Self {
            id: row.id().to_owned(),
            article: article.id.clone(),
            claim: row.claim.clone().unwrap_or_else(|| format!("{}/{}", article.id, row.id())),
            source,
            meant,
            stance_words: language.t(&format!("stance-{}", row.stance)),
            was: (read != row.stance).then(|| language.t(&format!("stance-{read}"))),
            side: row.side(),
            sign: sign(row.side()),
            content,
            answers: None,
            details: details(row, language),
            outlet: outlet(article),
            day: language.days(article.published.as_deref(), article.published.as_deref()),
            title: article.title.clone().unwrap_or_else(|| article.address.clone()),
            language: article.language.clone(),
        }
    }
}

impl RowView {
    /// Where it stands in its article.
    pub(crate) fn link(&self) -> String {
        row_link(&self.article, &self.id)
    }

    /// With the words that it answers, where they are among these rows.
    pub(crate) fn among(self, row: &Row, rows: &[Row]) -> Self {
        Self { answers: answered(row, rows).map(|other| other.words("content").to_owned()), ..self }
    }
}

/// The outlet, or what there is of its address: the host, the name of the file.
pub(crate) fn outlet(article: &ArticleHead) -> String {
    let of_address = || {
        let address = article.address.as_str();
        let name = match address.split_once("://") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next(),
            None => address.rsplit(['/', '\\']).next(),
        };
        name.filter(|name| !name.is_empty()).unwrap_or(address).to_owned()
    };
    article.outlet.clone().unwrap_or_else(of_address)
}

/// The sign of a side; no side is told by its colour alone.
pub(crate) fn sign(side: &str) -> &'static str {
    match side {
        "supports" => "+",
        "disputes" => "−",
        "doubts" => "?",
        "open" => "~",
        _ => "○",
    }
}

/// Where a statement stands in its article. A long article comes in parts: `row` finds the part.
pub(crate) fn row_link(article: &str, statement: &str) -> String {
    format!("/article/{article}?row={statement}#r-{statement}")
}

/// What a statement that only points ("that allegation") answers: the words of another of its article.
pub(crate) fn answered<'a>(row: &Row, rows: &'a [Row]) -> Option<&'a Row> {
    let id = row.statement["answers"].as_str()?;
    rows.iter().find(|other| other.article.id == row.article.id && other.id() == id)
}

/// Where everything of an actor stands. A person named by initials alone has no page.
pub(crate) fn actor_link(id: &str, name: &str) -> Option<String> {
    (!is_initials(name)).then(|| format!("/actor/{id}"))
}

/// "RS", "A.B.", "MZ (34)": what the press calls a suspect that is not to be known.
pub(crate) fn is_initials(name: &str) -> bool {
    let plain = name.split('(').next().unwrap_or(name);
    let letters: Vec<char> = plain.chars().filter(|c| !matches!(c, '.' | ' ' | '-' | ',')).collect();
    let short = plain.split([' ', '.', '-']).filter(|piece| !piece.is_empty()).all(|piece| piece.chars().count() <= 2);
    (1..=4).contains(&letters.len()) && short && letters.iter().all(|c| c.is_uppercase())
}

fn lit(row: &Row, query: &Query) -> Vec<Stretch> {
    let shown = snippet(row, query);
    let mut stretches = Vec::new();
    let mut at = 0;
    for place in &shown.places {
        if place.start > at {
            stretches.push(Stretch { words: shown.text[at..place.start].to_owned(), lit: false });
        }
        if place.end > at {
            stretches.push(Stretch { words: shown.text[place.start.max(at)..place.end].to_owned(), lit: true });
            at = place.end;
        }
    }
    stretches.push(Stretch { words: shown.text[at..].to_owned(), lit: false });
    stretches
}

fn details(row: &Row, language: Language) -> Vec<(String, String)> {
    let statement = &row.statement;
    let mut details = Vec::new();
    let mut add = |name: &str, words: String| {
        if !words.is_empty() {
            details.push((language.t(name), words));
        }
    };
    add("part-cue", row.words("cue").to_owned());
    add("part-role", statement["source"]["role"].as_str().unwrap_or_default().to_owned());
    add("part-addressee", row.words("addressee").to_owned());
    add("part-via", statement["via"]["outlet"].as_str().unwrap_or_default().to_owned());
    let said = &statement["said"];
    if let (Some(from), Some(to)) = (said["from"].as_str(), said["to"].as_str()) {
        let days = language.days(Some(from), Some(to));
        add("part-said", format!("{} = {days}", row.words("said")));
    }
    add("part-evidence", row.words("evidence").to_owned());
    let quantities = statement["quantities"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    for quantity in quantities {
        add("part-quantity", quantity["text"].as_str().unwrap_or_default().to_owned());
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_no_names() {
        for name in ["RS", "A.B.", "MZ (34)", "A B", "R.S.W."] {
            assert!(is_initials(name), "{name}");
        }
        for name in ["Rano", "PT Arun", "Ed", "Kompas", "Al Amin", "UN officials"] {
            assert!(!is_initials(name), "{name}");
        }
    }
}
