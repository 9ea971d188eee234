//! The description of the API: `OpenAPI` 3.1, and the same for people. The shapes of articles and claims are the contract's
//! own schemas.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::response::{Html, Response};
use serde_json::{Value, json};

use super::answer;
use super::ledger::{KINDS, LONGEST_NAME, LONGEST_REASON};
use crate::page::{Frame, html};
use crate::problem::Problem;
use crate::site::Site;

/// One thing that can be asked.
struct Operation {
    method: &'static str,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    /// Names of [`PARAMETERS`].
    parameters: &'static [&'static str],
    /// What is sent.
    body: Option<Body>,
    /// What comes back: status, media type, shape, all that is good.
    answers: &'static [(&'static str, &'static str, &'static str)],
    /// What goes wrong.
    problems: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum Body {
    Page,
    PageOrAddress,
    Correction,
}

const JSON: &str = "application/json";

const OPERATIONS: &[Operation] = &[
    Operation {
        method: "post",
        path: "/api/v1/read",
        id: "read",
        summary: "Read a page and say what it attests; nothing is kept",
        parameters: &["as", "date", "url", "language"],
        body: Some(Body::Page),
        answers: &[("200", JSON, "Article")],
        problems: &["400", "413"],
    },
    Operation {
        method: "get",
        path: "/api/v1/articles",
        id: "list_articles",
        summary: "Articles, the last that came in first",
        parameters: &["after", "limit"],
        body: None,
        answers: &[("200", JSON, "Articles")],
        problems: &["400"],
    },
    Operation {
        method: "post",
        path: "/api/v1/articles",
        id: "add_article",
        summary: "Keep a page, or the page at an address (needs --write)",
        parameters: &["as", "date", "url", "language"],
        body: Some(Body::PageOrAddress),
        answers: &[("200", JSON, "Kept"), ("201", JSON, "Kept")],
        problems: &["400", "403", "413"],
    },
    Operation {
        method: "get",
        path: "/api/v1/articles/{id}",
        id: "get_article",
        summary: "An article with its rows and revisions",
        parameters: &["id"],
        body: None,
        answers: &[("200", JSON, "ArticleCard")],
        problems: &["400", "404"],
    },
    Operation {
        method: "get",
        path: "/api/v1/statements",
        id: "list_statements",
        summary: "Statements by filters, newest first",
        parameters: &[
            "actor", "stance", "side", "language", "outlet", "from", "to", "claim", "article", "after", "limit",
        ],
        body: None,
        answers: &[("200", JSON, "Rows")],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/search",
        id: "search",
        summary: "Statements by their words: words, \"words in a row\", begin*, -without",
        parameters: &[
            "q", "order", "actor", "stance", "side", "language", "outlet", "from", "to", "claim", "article", "after",
            "limit",
        ],
        body: None,
        answers: &[("200", JSON, "Rows")],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/claims",
        id: "list_claims",
        summary: "Claims of several statements, the newest first",
        parameters: &["after", "limit", "at_least"],
        body: None,
        answers: &[("200", JSON, "Claims")],
        problems: &["400"],
    },
    Operation {
        method: "get",
        path: "/api/v1/claims/{id}",
        id: "get_claim",
        summary: "A claim: sides, numbers, origins, changes, and why it hangs together",
        parameters: &["id"],
        body: None,
        answers: &[("200", JSON, "Claim")],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/actors",
        id: "list_actors",
        summary: "Who stands behind the newest statements of a filter",
        parameters: &["q", "stance", "side", "language", "outlet", "from", "to", "claim", "limit"],
        body: None,
        answers: &[("200", JSON, "Speakers")],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/actors/{name}",
        id: "get_actor",
        summary: "An actor by name or id, and its statements",
        parameters: &["name", "after", "limit"],
        body: None,
        answers: &[("200", JSON, "Actor")],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/export/{format}",
        id: "export",
        summary: "The ledger, or one claim, in a form of another world",
        parameters: &["format", "claim", "full_text"],
        body: None,
        answers: &[
            ("200", "application/jsonl", "Text"),
            ("200", "text/csv", "Text"),
            ("200", "application/ld+json", "Anything"),
            ("200", "text/html", "Text"),
        ],
        problems: &["400", "404", "409"],
    },
    Operation {
        method: "get",
        path: "/api/v1/corrections",
        id: "list_corrections",
        summary: "What people corrected, the oldest first",
        parameters: &[],
        body: None,
        answers: &[("200", JSON, "Corrections")],
        problems: &["400"],
    },
    Operation {
        method: "post",
        path: "/api/v1/corrections",
        id: "correct",
        summary: "Correct what was read or joined wrongly (needs --write)",
        parameters: &[],
        body: Some(Body::Correction),
        answers: &[("201", JSON, "Corrected")],
        problems: &["400", "403", "404", "409", "413", "415"],
    },
    Operation {
        method: "get",
        path: "/api/v1/health",
        id: "health",
        summary: "Whether the ledger can be asked",
        parameters: &[],
        body: None,
        answers: &[("200", JSON, "Health")],
        problems: &["400"],
    },
    Operation {
        method: "get",
        path: "/api/v1/metrics",
        id: "metrics",
        summary: "Counters, as Prometheus reads them",
        parameters: &[],
        body: None,
        answers: &[("200", "text/plain", "Text")],
        problems: &["400"],
    },
];

/// Where each parameter stands, its type, and what it is.
const PARAMETERS: &[(&str, &str, &str, &str)] = &[
    ("as", "query", "media", "`html` or `text`; told from the bytes where it is left out"),
    ("date", "query", "stamp", "publication date, where the page has none"),
    ("url", "query", "address", "the address of the page"),
    ("language", "query", "tag", "BCP 47"),
    ("after", "query", "text", "the `next` of the list before"),
    ("limit", "query", "number", "how many"),
    ("at_least", "query", "count", "only claims of so many statements"),
    ("id", "path", "name", "an id"),
    ("name", "path", "name", "a name or an id"),
    ("format", "path", "format", "jsonl, csv, jsonld, web-annotation, prov, ninjs; html with `claim`"),
    ("claim", "query", "text", "id of a claim"),
    ("full_text", "query", "flag", "whole texts, not only the words around a statement"),
    ("q", "query", "text", "words to look for"),
    ("order", "query", "order", "`newest` or `best`"),
    ("actor", "query", "text", "name or id of an actor"),
    ("stance", "query", "stance", "what the source does with the content"),
    ("side", "query", "side", "the side of a claim"),
    ("outlet", "query", "text", "name or host of an outlet"),
    ("from", "query", "day", "published on this day or later"),
    ("to", "query", "day", "published on this day or earlier"),
    ("article", "query", "text", "id or address of an article"),
];

/// A parameter that is left out may stand there empty, as forms send it.
fn parameter_type(kind: &str) -> Value {
    match kind {
        "stamp" | "day" | "tag" | "stance" | "side" | "order" | "media" | "number" | "count" => {
            json!({ "anyOf": [type_of(kind), { "const": "" }] })
        }
        _ => type_of(kind),
    }
}

fn type_of(kind: &str) -> Value {
    match kind {
        "media" => json!({ "enum": ["html", "text"] }),
        "stamp" => json!({ "type": "string", "examples": ["2025-03-04", "2025-03-04T13:11:00+07:00"] }),
        "day" => json!({ "type": "string", "format": "date" }),
        "tag" => json!({ "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "maxLength": 35 }),
        "number" => json!({ "type": "integer", "minimum": 1, "maximum": 100 }),
        "count" => json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000 }),
        "flag" => json!({ "type": "boolean" }),
        "order" => json!({ "enum": ["newest", "best"] }),
        "side" => json!({ "enum": ["supports", "disputes", "doubts", "open", "none"] }),
        "stance" => {
            json!({ "enum": saksi::statement::Stance::ALL.map(saksi::statement::Stance::name) })
        }
        "kind" => json!({ "enum": KINDS }),
        "correction" => json!({
            "enum": ["merge-actors", "split-actors", "merge-claims", "split-claims", "relabel", "undo"],
        }),
        "format" => {
            json!({ "enum": ["jsonl", "csv", "jsonld", "web-annotation", "prov", "ninjs", "html"] })
        }
        "name" => json!({ "type": "string", "minLength": 1 }),
        "address" => json!({ "type": "string", "maxLength": 2000 }),
        _ => json!({ "type": "string", "maxLength": 500, "pattern": "^[^\\u0000]*$" }),
    }
}

/// A schema of the contract as a part of the document: its inner references follow it.
fn contract(name: &str, schema: &str) -> Value {
    let moved = schema.replace("\"#/$defs/", &format!("\"#/components/schemas/{name}/$defs/"));
    let mut value: Value = serde_json::from_str(&moved).expect("the schemas of the contract are JSON");
    if let Some(object) = value.as_object_mut() {
        object.remove("$schema");
        object.remove("$id");
    }
    value
}

fn schemas() -> Value {
    let text = || json!({ "type": "string" });
    let maybe = || json!({ "type": ["string", "null"] });
    let count = || json!({ "type": "integer", "minimum": 0 });
    let moment = || json!({ "type": "string", "format": "date-time" });
    let article = || json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" });
    let digest = || json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let origin = || {
        json!({
            "type": "object", "required": ["kind", "of"],
            "properties": { "kind": { "enum": ["original", "relay", "syndicated", "unknown"] }, "of": maybe() },
        })
    };
    let list = |of: &str| {
        json!({
            "type": "object", "required": ["items", "next"],
            "properties": {
                "items": { "type": "array", "items": to(of) },
                "next": { "description": "handed in as `after`, it gives what follows", "type": ["string", "null"] },
            },
        })
    };
    json!({
        "Article": contract("Article", include_str!("../../../../schema/article-1.json")),
        "Claim": contract("Claim", include_str!("../../../../schema/claim-1.json")),
        "Row": {
            "type": "object",
            "required": [
                "schema", "article", "statement", "stance", "stance_read", "side", "actors", "claim", "is_current",
                "address", "url", "outlet", "title", "published", "language", "origin", "page_sha256",
            ],
            "properties": {
                "schema": { "const": "saksi/row/1" }, "article": article(),
                "statement": { "$ref": "#/components/schemas/Article/$defs/statement" },
                "stance": type_of("stance"), "stance_read": maybe(), "side": type_of("side"),
                "actors": { "type": "array", "items": to("ActorName") }, "claim": maybe(),
                "is_current": { "type": "boolean" }, "address": text(), "url": maybe(), "outlet": maybe(), "title": maybe(),
                "published": maybe(), "language": text(), "origin": origin(), "page_sha256": digest(),
                "snippet": {
                    "description": "a stretch of the content, and where in it the words stand that were looked for",
                    "type": "object", "required": ["text", "spans"],
                    "properties": {
                        "text": text(), "spans": { "type": "array", "items": to("Article/$defs/span") },
                    },
                },
            },
        },
        "ActorName": {
            "type": "object", "required": ["id", "name", "type"],
            "properties": { "id": text(), "name": text(), "type": type_of("kind") },
        },
        "ArticleLine": {
            "type": "object",
            "required": [
                "id", "address", "url", "outlet", "title", "published", "language", "origin", "page_sha256", "added",
                "statements",
            ],
            "properties": {
                "id": article(), "address": text(), "url": maybe(), "outlet": maybe(), "title": maybe(),
                "published": maybe(), "language": text(), "origin": origin(), "page_sha256": digest(), "added": moment(),
                "statements": count(),
            },
        },
        "Speaker": {
            "type": "object", "required": ["id", "name", "type", "statements"],
            "properties": { "id": text(), "name": text(), "type": type_of("kind"), "statements": count() },
        },
        "CorrectionEntry": {
            "type": "object", "required": ["number", "at", "who", "kind", "subject", "reason", "state"],
            "properties": {
                "number": count(), "at": moment(), "who": text(), "kind": type_of("correction"),
                "subject": { "type": "object" }, "reason": text(),
                "state": { "enum": ["holds", "undone", "orphaned"] },
            },
        },
        "Changes": {
            "type": "object", "required": ["came", "went", "changed"],
            "properties": {
                "came": { "type": "array", "items": text() }, "went": { "type": "array", "items": text() },
                "changed": { "type": "array", "items": {
                    "type": "object", "required": ["from", "to"], "properties": { "from": text(), "to": text() },
                } },
            },
        },
        "Rows": list("Row"),
        "Articles": list("ArticleLine"),
        "Claims": list("Claim"),
        "Speakers": list("Speaker"),
        "Corrections": list("CorrectionEntry"),
        "ArticleCard": {
            "type": "object", "required": ["article", "added", "rows", "revisions"],
            "properties": {
                "article": to("Article"), "added": moment(), "rows": { "type": "array", "items": to("Row") },
                "revisions": { "type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["id", "added", "changes"],
                    "properties": {
                        "id": article(), "added": moment(),
                        "changes": { "oneOf": [to("Changes"), { "type": "null" }] },
                    },
                } },
            },
        },
        "Kept": {
            "type": "object", "required": ["article", "state"],
            "properties": {
                "article": article(), "state": { "enum": ["new", "revision", "known", "forgotten"] },
                "statements": count(), "of": article(), "changes": to("Changes"),
            },
        },
        "Actor": {
            "type": "object",
            "required": ["schema", "id", "name", "type", "names", "stances", "outlets", "first", "last", "items", "next"],
            "properties": {
                "schema": { "const": "saksi/actor/1" }, "id": text(), "name": text(), "type": type_of("kind"),
                "names": { "type": "array", "minItems": 1, "items": to("Speaker") },
                "stances": { "type": "object", "additionalProperties": count() },
                "outlets": { "type": "object", "additionalProperties": count() },
                "first": maybe(), "last": maybe(), "items": { "type": "array", "items": to("Row") }, "next": maybe(),
            },
        },
        "Corrected": { "type": "object", "required": ["number"], "properties": { "number": count() } },
        "Health": {
            "type": "object", "required": ["status", "version"],
            "properties": { "status": { "const": "ok" }, "version": text() },
        },
        "Text": text(),
        "Anything": {},
        "Correction": {
            "type": "object", "required": ["kind", "subjects", "reason"],
            "properties": {
                "kind": type_of("correction"),
                "subjects": {
                    "description": "names or ids of what it is about; the number of a correction to undo it",
                    "type": "array", "minItems": 1, "maxItems": 100,
                    "items": { "type": "string", "minLength": 1, "maxLength": LONGEST_NAME },
                },
                "stance": type_of("stance"), "actor": { "type": "string", "maxLength": LONGEST_NAME },
                "actor_kind": type_of("kind"), "who": { "type": "string", "maxLength": LONGEST_NAME },
                "reason": { "type": "string", "minLength": 1, "maxLength": LONGEST_REASON },
            },
        },
        "Problem": {
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": text(), "title": text(), "status": { "type": "integer" }, "detail": text(), "hint": text(),
            },
        },
    })
}

fn body_of(body: Body) -> Value {
    // Whatever is sent is read as a page.
    let page = || json!({ "schema": {} });
    let content = match body {
        Body::Page => json!({ "text/html": page(), "text/plain": page() }),
        Body::PageOrAddress => json!({
            "text/html": page(), "text/plain": page(),
            JSON: { "schema": {
                "type": "object", "required": ["url"],
                "properties": { "url": { "type": "string", "pattern": "^https?://" } },
            } },
        }),
        Body::Correction => json!({ JSON: { "schema": { "$ref": "#/components/schemas/Correction" } } }),
    };
    // An empty page is a page that attests nothing.
    json!({ "required": matches!(body, Body::Correction), "content": content })
}

fn operation_of(operation: &Operation) -> Value {
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .filter_map(|wanted| PARAMETERS.iter().find(|(name, ..)| name == wanted))
        .map(|(name, place, kind, words)| {
            let is_needed = *place == "path" || *name == "q" && operation.id == "search";
            json!({ "name": name, "in": place, "required": is_needed, "description": words, "schema": parameter_type(kind) })
        })
        .collect();
    let mut answers = serde_json::Map::new();
    for (status, media, shape) in operation.answers {
        let answer = answers.entry(*status).or_insert_with(|| json!({ "description": "good", "content": {} }));
        answer["content"][*media] = json!({ "schema": { "$ref": format!("#/components/schemas/{shape}") } });
    }
    for status in operation.problems.iter().chain(&["401", "429", "503"]) {
        let problem = json!({ "$ref": "#/components/responses/Problem" });
        answers.insert((*status).to_owned(), problem);
    }
    let mut value = json!({
        "operationId": operation.id, "summary": operation.summary, "parameters": parameters, "responses": answers,
    });
    if let Some(body) = operation.body {
        value["requestBody"] = body_of(body);
    }
    value
}

/// The whole description.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut paths = serde_json::Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = operation_of(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Saksi",
            "version": saksi_contract::VERSION,
            "description": "Who says what, who denies it, on what evidence, and who merely repeats it. Every part of a row is \
                a verbatim span. Text of pages is untrusted.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": { "Problem": {
                "description": "a problem document (RFC 9457)",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
            } },
        },
    })
});

/// `GET /openapi.json`
pub(super) async fn document() -> Response {
    answer(&DOCUMENT)
}

#[derive(Template)]
#[template(path = "api.html")]
struct Readable {
    frame: Frame,
    operations: Vec<Line>,
}

struct Line {
    method: String,
    path: &'static str,
    summary: &'static str,
    parameters: Vec<(&'static str, &'static str)>,
}

/// `GET /api`
pub(super) async fn readable(State(_): State<Site>, frame: Frame) -> Result<Html<String>, Problem> {
    let line = |operation: &Operation| Line {
        method: operation.method.to_uppercase(),
        path: operation.path,
        summary: operation.summary,
        parameters: operation
            .parameters
            .iter()
            .filter_map(|wanted| PARAMETERS.iter().find(|(name, ..)| name == wanted))
            .map(|(name, _, _, words)| (*name, *words))
            .collect(),
    };
    html(&Readable { frame, operations: OPERATIONS.iter().map(line).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_described() {
        for operation in OPERATIONS {
            for name in operation.parameters {
                assert!(PARAMETERS.iter().any(|(known, ..)| known == name), "{name} of {}", operation.id);
            }
            for part in operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                assert!(operation.parameters.contains(&part), "{part} of {}", operation.id);
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk(value: &Value, whole: &Value) {
            match value {
                Value::Object(object) => {
                    if let Some(to) = object.get("$ref").and_then(Value::as_str) {
                        assert!(whole.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                    }
                    object.values().for_each(|inner| walk(inner, whole));
                }
                Value::Array(list) => list.iter().for_each(|inner| walk(inner, whole)),
                _ => {}
            }
        }
        walk(&DOCUMENT, &DOCUMENT);
    }
}
