//! IPTC ninjs 3.1: one item an article, one line an item; its statements as associated items.

use serde_json::{Value, json};

use super::{Exported, Form, instant, statement_iri};

pub(super) struct Ninjs {
    pub(super) full_text: bool,
}

impl Form for Ninjs {
    fn article(&mut self, article: &Exported) -> String {
        let body = &article.body;
        let words = |key: &str| body[key].as_str();
        let mut item = json!({
            "standard": {
                "name": "ninjs",
                "version": "3.1",
                "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
            },
            "uri": article.iri(),
            "type": "text",
            "versioncreated": instant(words("modified").or(words("published")).unwrap_or(&article.read_at)),
        });
        if let Some(language) = words("language").filter(|language| *language != "und") {
            item["language"] = language.into();
        }
        if let Some(published) = words("published") {
            item["firstcreated"] = instant(published).into();
        }
        if let Some(title) = words("title") {
            item["headlines"] = json!([{ "role": "main", "contenttype": "text/plain", "value": title }]);
        }
        let bylines: Vec<Value> =
            body["byline"].as_array().into_iter().flatten().map(|name| json!({ "value": name })).collect();
        if !bylines.is_empty() {
            item["bylines"] = bylines.into();
        }
        if let Some(outlet) = words("outlet") {
            item["infosources"] = json!([{ "role": "publisher", "name": outlet }]);
        }
        if self.full_text {
            item["bodies"] = json!([{ "role": "main", "contenttype": "text/plain", "value": body["text"] }]);
        }
        let statements: Vec<Value> = (article.rows.iter())
            .map(|row| {
                let mut statement = json!({
                    "name": format!("statement-{}", row.id()),
                    "uri": statement_iri(article.id(), row.id()),
                    "type": "text",
                    "subjects": [{ "name": row.stance, "rel": "stance" }],
                    "bodies": [{ "role": "quotation", "contenttype": "text/plain", "value": row.words("content") }],
                });
                let of = |person: bool| -> Vec<Value> {
                    let actors = row.actors.iter().filter(|actor| (actor.kind == "person") == person);
                    actors.map(|actor| json!({ "name": actor.name, "rel": "source" })).collect()
                };
                let (people, others) = (of(true), of(false));
                if !people.is_empty() {
                    statement["people"] = people.into();
                }
                if !others.is_empty() {
                    statement["organisations"] = others.into();
                }
                statement
            })
            .collect();
        item["associations"] = statements.into();
        format!("{item}\n")
    }
}
