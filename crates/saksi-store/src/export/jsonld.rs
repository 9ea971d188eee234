//! schema.org as JSON-LD: `NewsArticle`, Quotation, and Claim with its appearances. No rating: nothing is judged.

use serde_json::{Value, json};

use super::{Exported, Form, statement_iri};

pub(super) struct JsonLd {
    full_text: bool,
    is_first: bool,
}

impl JsonLd {
    pub(super) fn new(full_text: bool) -> Self {
        Self { full_text, is_first: true }
    }

    fn node(&mut self, node: &mut Value) -> String {
        // What is not known is left out: schema.org has no null.
        if let Some(node) = node.as_object_mut() {
            node.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        }
        let comma = if std::mem::take(&mut self.is_first) { "" } else { ",\n" };
        format!("{comma}{node}")
    }
}

impl Form for JsonLd {
    fn head(&self) -> String {
        "{\"@context\":\"https://schema.org\",\"@graph\":[\n".to_owned()
    }

    fn article(&mut self, article: &Exported) -> String {
        let body = &article.body;
        let named = |kind: &str, name: &Value| {
            name.as_str().map(|name| json!({ "@type": kind, "name": name })).unwrap_or_default()
        };
        let authors: Vec<Value> =
            body["byline"].as_array().into_iter().flatten().map(|name| named("Person", name)).collect();
        let mut out = self.node(&mut json!({
            "@type": "NewsArticle",
            "@id": article.iri(),
            "headline": body["title"],
            "url": body["url"],
            "datePublished": body["published"],
            "dateModified": body["modified"],
            "inLanguage": body["language"],
            "publisher": named("Organization", &body["outlet"]),
            "author": authors,
            "isBasedOn": named("CreativeWork", &body["origin"]["of"]),
            "sha256": body["input"]["sha256"],
            "articleBody": if self.full_text { body["text"].clone() } else { Value::Null },
        }));
        for row in &article.rows {
            let speakers: Vec<Value> = (row.actors.iter())
                .map(|actor| {
                    let kind = match actor.kind.as_str() {
                        "person" => "Person",
                        "organisation" | "state" | "group" => "Organization",
                        _ => "Thing",
                    };
                    json!({ "@type": kind, "@id": format!("urn:saksi:actor:{}", actor.id), "name": actor.name })
                })
                .collect();
            out.push_str(&self.node(&mut json!({
                "@type": "Quotation",
                "@id": statement_iri(article.id(), row.id()),
                "text": row.words("content"),
                "spokenByCharacter": speakers,
                "isPartOf": { "@id": article.iri() },
                "inLanguage": body["language"],
                "keywords": [row.stance, row.side()],
            })));
        }
        out
    }

    fn has_claims(&self) -> bool {
        true
    }

    fn claim(&mut self, claim: &Value) -> String {
        let places: Vec<Value> = (claim["statements"].as_array().into_iter().flatten())
            .map(|member| {
                let word = |key: &str| member[key].as_str().unwrap_or_default();
                json!({ "@id": statement_iri(word("article"), word("statement")) })
            })
            .collect();
        self.node(&mut json!({
            "@type": "Claim",
            "@id": format!("urn:saksi:claim:{}", claim["id"].as_str().unwrap_or_default()),
            "text": claim["label"]["text"],
            "firstAppearance": places.first(),
            "appearance": places,
            "temporalCoverage": match (claim["first"].as_str(), claim["last"].as_str()) {
                (Some(first), Some(last)) => format!("{first}/{last}").into(),
                _ => Value::Null,
            },
        }))
    }

    fn foot(&mut self) -> String {
        "\n]}\n".to_owned()
    }
}
