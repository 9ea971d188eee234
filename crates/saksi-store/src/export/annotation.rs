//! W3C Web Annotation: one annotation a statement, its words selected by place and by quotation.

use serde_json::{Value, json};

use super::{Exported, Form, spans, statement_iri};

#[derive(Default)]
pub(super) struct Annotations {
    is_later: bool,
}

/// Characters before and after a quotation, so that it is found where places have moved.
const AROUND: usize = 32;

impl Form for Annotations {
    fn head(&self) -> String {
        "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:saksi:annotations\",\"type\":\"AnnotationPage\",\"items\":[\n"
            .to_owned()
    }

    fn article(&mut self, article: &Exported) -> String {
        let text = article.text();
        let words = |start: usize, end: usize| -> String {
            text.get(start..end.min(text.len())).into_iter().flatten().collect()
        };
        let mut out = String::new();
        for row in &article.rows {
            let mut targets: Vec<Value> = Vec::new();
            for part in ["source", "cue", "content"] {
                for (start, end) in spans(&row.statement[part]) {
                    targets.push(json!({
                        "type": "SpecificResource",
                        "source": article.iri(),
                        "purpose": part,
                        "selector": [
                            { "type": "TextPositionSelector", "start": start, "end": end },
                            {
                                "type": "TextQuoteSelector",
                                "exact": words(start, end),
                                "prefix": words(start.saturating_sub(AROUND), start),
                                "suffix": words(end, end + AROUND),
                            },
                        ],
                    }));
                }
            }
            let mut body: Vec<Value> = vec![
                json!({ "type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": row.stance }),
            ];
            body.extend(row.actors.iter().map(|actor| {
                json!({ "type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": actor.name })
            }));
            let annotation = json!({
                "id": statement_iri(article.id(), row.id()),
                "type": "Annotation",
                "motivation": "describing",
                "created": article.read_at,
                "generator": { "type": "Software", "name": "saksi", "schema:softwareVersion": article.body["made_by"]["version"] },
                "body": body,
                "target": targets,
            });
            out.push_str(if std::mem::replace(&mut self.is_later, true) { ",\n" } else { "" });
            out.push_str(&annotation.to_string());
        }
        out
    }

    fn foot(&mut self) -> String {
        "\n]}\n".to_owned()
    }
}
