//! W3C PROV as PROV-JSON: a page was read by a version of this program, and statements came of it.

use serde_json::{Map, Value, json};

use super::{Exported, Form};

#[derive(Default)]
pub(super) struct Prov {
    entity: Map<String, Value>,
    activity: Map<String, Value>,
    agent: Map<String, Value>,
    used: Map<String, Value>,
    generated: Map<String, Value>,
    associated: Map<String, Value>,
    derived: Map<String, Value>,
    attributed: Map<String, Value>,
}

impl Form for Prov {
    fn article(&mut self, article: &Exported) -> String {
        let id = article.id();
        let page = format!("saksi:page-{}", article.body["input"]["sha256"].as_str().unwrap_or_default());
        let (entity, reading) = (format!("saksi:article-{id}"), format!("saksi:reading-{id}"));
        let version = article.body["made_by"]["version"].as_str().unwrap_or_default();
        let program = format!("saksi:version-{version}");
        self.entity.insert(page.clone(), json!({ "prov:type": "saksi:Page" }));
        let mut about = json!({ "prov:type": "saksi:Article", "prov:location": article.iri() });
        for (key, name) in [("title", "dct:title"), ("published", "dct:issued"), ("outlet", "dct:publisher")] {
            if let Some(words) = article.body[key].as_str() {
                about[name] = words.into();
            }
        }
        self.entity.insert(entity.clone(), about);
        self.agent.insert(
            program.clone(),
            json!({ "prov:type": "prov:SoftwareAgent", "prov:label": format!("saksi {version}") }),
        );
        self.activity.insert(reading.clone(), json!({ "prov:type": "saksi:Reading", "prov:endTime": article.read_at }));
        self.used.insert(format!("_:u-{id}"), json!({ "prov:activity": reading, "prov:entity": page }));
        self.generated.insert(format!("_:g-{id}"), json!({ "prov:entity": entity, "prov:activity": reading }));
        self.associated.insert(format!("_:a-{id}"), json!({ "prov:activity": reading, "prov:agent": program }));
        self.derived.insert(
            format!("_:d-{id}"),
            json!({ "prov:generatedEntity": entity, "prov:usedEntity": page, "prov:activity": reading }),
        );
        if let Some(before) = &article.revises {
            let before = format!("saksi:article-{before}");
            self.entity.entry(before.clone()).or_insert_with(|| json!({ "prov:type": "saksi:Article" }));
            self.derived.insert(
                format!("_:r-{id}"),
                json!({ "prov:generatedEntity": entity, "prov:usedEntity": before, "prov:type": "prov:Revision" }),
            );
        }
        for row in &article.rows {
            let statement = format!("saksi:statement-{id}-{}", row.id());
            self.entity.insert(
                statement.clone(),
                json!({ "prov:type": "saksi:Statement", "prov:value": row.words("content"), "saksi:stance": row.stance }),
            );
            self.generated.insert(
                format!("_:g-{id}-{}", row.id()),
                json!({ "prov:entity": statement, "prov:activity": reading }),
            );
            self.derived.insert(
                format!("_:q-{id}-{}", row.id()),
                json!({ "prov:generatedEntity": statement, "prov:usedEntity": entity, "prov:type": "prov:Quotation" }),
            );
            for actor in &row.actors {
                let agent = format!("saksi:actor-{}", actor.id);
                let kind = match actor.kind.as_str() {
                    "person" => "prov:Person",
                    "organisation" | "state" | "group" => "prov:Organization",
                    _ => "saksi:Actor",
                };
                self.agent.insert(agent.clone(), json!({ "prov:type": kind, "prov:label": actor.name }));
                self.attributed.insert(
                    format!("_:t-{id}-{}-{}", row.id(), actor.id),
                    json!({ "prov:entity": statement, "prov:agent": agent }),
                );
            }
        }
        String::new()
    }

    fn foot(&mut self) -> String {
        let all = std::mem::take(self);
        let document = json!({
            "prefix": {
                "prov": "http://www.w3.org/ns/prov#", "dct": "http://purl.org/dc/terms/", "saksi": "urn:saksi:",
            },
            "entity": all.entity, "activity": all.activity, "agent": all.agent, "used": all.used,
            "wasGeneratedBy": all.generated, "wasAssociatedWith": all.associated, "wasDerivedFrom": all.derived,
            "wasAttributedTo": all.attributed,
        });
        format!("{document}\n")
    }
}
