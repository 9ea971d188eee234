//! Each form keeps to the shape that its world published, as far as it is used here.

use saksi_store::export::{self, Wanted};
use saksi_store::{Claims, Ledger};
use serde_json::{Value, json};

use crate::sample::{Sample, bridge, ledger_of};

fn ledger() -> Ledger {
    let odd = Sample::new("odd", "\"=1+1 <script>alert(1)</script>,\" kata Sumi \u{7}Lestari.")
        .at("https://radiotepi.example/odd?a=1&b=\"2\"")
        .by("Radio \"Tepi\" & Co");
    let mut ledger = ledger_of(&[bridge(), vec![odd]].concat());
    ledger.join(&mut |_| {}).unwrap();
    ledger
}

fn exported(ledger: &Ledger, form: &str, wanted: &Wanted) -> String {
    let mut out = String::new();
    let mut form = export::form(form, wanted.full_text).unwrap();
    ledger
        .export(&mut *form, wanted, &mut |piece| {
            out.push_str(piece);
            true
        })
        .unwrap();
    out
}

#[track_caller]
fn keeps_to(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn schema_org() {
    let ledger = ledger();
    let document: Value = serde_json::from_str(&exported(&ledger, "jsonld", &Wanted::default())).unwrap();
    // What schema.org says of these types: names of properties, and what they hold.
    let agent =
        json!({ "type": "object", "required": ["@type", "name"], "properties": { "name": { "type": "string" } } });
    let reference =
        json!({ "type": "object", "required": ["@id"], "properties": { "@id": { "type": "string", "minLength": 5 } } });
    let article = json!({
        "properties": {
            "@type": { "const": "NewsArticle" }, "@id": {}, "headline": { "type": "string" }, "url": { "type": "string" },
            "datePublished": { "type": "string", "pattern": r"^\d{4}-\d\d-\d\d" }, "dateModified": { "type": "string" },
            "inLanguage": { "type": "string" }, "publisher": agent, "author": { "type": "array", "items": agent },
            "isBasedOn": agent, "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" }, "articleBody": { "type": "string" },
        },
        "additionalProperties": false,
    });
    let quotation = json!({
        "required": ["@type", "@id", "text", "isPartOf"],
        "properties": {
            "@type": { "const": "Quotation" }, "@id": {}, "text": { "type": "string" }, "isPartOf": reference,
            "spokenByCharacter": { "type": "array", "items": agent }, "inLanguage": { "type": "string" },
            "keywords": { "type": "array", "items": { "type": "string" } },
        },
        "additionalProperties": false,
    });
    let claim = json!({
        "required": ["@type", "@id", "text", "appearance", "firstAppearance"],
        "properties": {
            "@type": { "const": "Claim" }, "@id": {}, "text": { "type": "string" }, "firstAppearance": reference,
            "appearance": { "type": "array", "minItems": 1, "items": reference }, "temporalCoverage": { "type": "string" },
        },
        "additionalProperties": false,
    });
    keeps_to(
        &json!({
            "required": ["@context", "@graph"],
            "properties": {
                "@context": { "const": "https://schema.org" },
                "@graph": { "type": "array", "items": { "oneOf": [article, quotation, claim] } },
            },
        }),
        &document,
    );
    let text = document.to_string();
    assert!(!text.contains("Rating") && !text.contains("articleBody"));
    // Every appearance is a quotation of the graph.
    let nodes = document["@graph"].as_array().unwrap();
    let ids: Vec<&Value> = nodes.iter().map(|node| &node["@id"]).collect();
    for claim in nodes.iter().filter(|node| node["@type"] == "Claim") {
        assert!(claim["appearance"].as_array().unwrap().iter().all(|place| ids.contains(&&place["@id"])));
    }
    let full = exported(&ledger, "jsonld", &Wanted { full_text: true, ..Wanted::default() });
    assert!(full.contains("articleBody"));
}

#[test]
fn web_annotation() {
    let ledger = ledger();
    let page: Value = serde_json::from_str(&exported(&ledger, "web-annotation", &Wanted::default())).unwrap();
    keeps_to(
        &json!({
            "required": ["@context", "id", "type", "items"],
            "properties": {
                "@context": { "const": "http://www.w3.org/ns/anno.jsonld" },
                "type": { "const": "AnnotationPage" },
                "items": { "type": "array", "minItems": 1, "items": {
                    "required": ["id", "type", "target"],
                    "properties": {
                        "type": { "const": "Annotation" },
                        "motivation": { "enum": ["assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
                            "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging"] },
                        "created": { "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT.*Z$" },
                        "body": { "type": "array", "items": { "required": ["type", "value"], "properties": { "type": { "const": "TextualBody" } } } },
                        "target": { "type": "array", "minItems": 1, "items": {
                            "required": ["source", "selector"],
                            "properties": { "selector": { "type": "array", "items": { "oneOf": [
                                { "required": ["type", "start", "end"], "properties": { "type": { "const": "TextPositionSelector" },
                                    "start": { "type": "integer", "minimum": 0 }, "end": { "type": "integer", "minimum": 0 } } },
                                { "required": ["type", "exact"], "properties": { "type": { "const": "TextQuoteSelector" },
                                    "exact": { "type": "string", "minLength": 1 }, "prefix": { "type": "string" }, "suffix": { "type": "string" } } },
                            ] } } },
                        } },
                    },
                } },
            },
        }),
        &page,
    );
    let first = &page["items"][0]["target"][0]["selector"];
    let length = first[0]["end"].as_u64().unwrap() - first[0]["start"].as_u64().unwrap();
    assert_eq!(first[1]["exact"].as_str().unwrap().chars().count() as u64, length);
}

#[test]
fn prov_json() {
    let document: Value = serde_json::from_str(&exported(&ledger(), "prov", &Wanted::default())).unwrap();
    let relation = |keys: &[&str]| json!({ "type": "object", "additionalProperties": { "required": keys } });
    keeps_to(
        &json!({
            "required": ["prefix", "entity", "activity", "agent"],
            "properties": {
                "prefix": { "required": ["prov"] },
                "wasGeneratedBy": relation(&["prov:entity", "prov:activity"]),
                "used": relation(&["prov:activity", "prov:entity"]),
                "wasDerivedFrom": relation(&["prov:generatedEntity", "prov:usedEntity"]),
                "wasAssociatedWith": relation(&["prov:activity", "prov:agent"]),
                "wasAttributedTo": relation(&["prov:entity", "prov:agent"]),
            },
        }),
        &document,
    );
    // Every end of a relation is defined.
    for (kind, key, home) in [
        ("wasGeneratedBy", "prov:entity", "entity"),
        ("wasGeneratedBy", "prov:activity", "activity"),
        ("wasDerivedFrom", "prov:usedEntity", "entity"),
        ("wasAttributedTo", "prov:agent", "agent"),
    ] {
        for relation in document[kind].as_object().unwrap().values() {
            assert!(document[home].get(relation[key].as_str().unwrap()).is_some(), "{kind} {relation}");
        }
    }
}

#[test]
fn ninjs() {
    let lines = exported(&ledger(), "ninjs", &Wanted { full_text: true, ..Wanted::default() });
    let named = json!({ "type": "array", "items": { "required": ["name"], "properties": { "name": { "type": "string" }, "rel": { "type": "string" } } } });
    let bodies = json!({ "type": "array", "items": { "properties": { "role": { "type": "string" }, "contenttype": { "type": "string" }, "value": { "type": "string" } }, "required": ["value"] } });
    let item = json!({
        "required": ["uri"],
        "properties": {
            "standard": { "required": ["name", "version", "schema"] }, "uri": { "type": "string" },
            "type": { "enum": ["text", "audio", "video", "picture", "graphic", "composite", "planning", "component", "event"] },
            "language": { "type": "string" }, "versioncreated": { "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$" },
            "firstcreated": { "type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$" },
            "headlines": bodies, "bylines": { "type": "array" }, "bodies": bodies, "infosources": named,
            "associations": { "type": "array", "items": { "required": ["name", "uri"], "properties": {
                "people": named, "organisations": named, "bodies": bodies, "subjects": named } } },
        },
    });
    assert_eq!(lines.lines().count(), 5);
    for line in lines.lines() {
        keeps_to(&item, &serde_json::from_str(line).unwrap());
    }
}

#[test]
fn csv_and_html_are_inert() {
    let ledger = ledger();
    let table = exported(&ledger, "csv", &Wanted::default());
    assert!(table.lines().next().unwrap().starts_with("article,statement,"));
    assert!(!table.contains('\u{7}'));
    let mut all = Vec::new();
    ledger
        .claims(&Claims::default(), &mut |claim| {
            let member = &claim["statements"][0];
            all.push(format!("{}/{}", member["article"].as_str().unwrap(), member["statement"].as_str().unwrap()));
            true
        })
        .unwrap();
    for name in all {
        let page = export::html(&ledger.claim(&name).unwrap());
        assert!(!page.contains("<script") && !page.contains("b=\"2\""), "text of a page never becomes a tag");
        assert!(page.contains("default-src 'none'") && page.ends_with("</html>\n"));
    }
}

#[test]
fn only_a_little_goes_out_around_the_words() {
    let ledger = ledger();
    for line in exported(&ledger, "jsonl", &Wanted::default()).lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert!(row["text"].is_null());
        assert!(row["context"]["text"].as_str().unwrap().contains(row["statement"]["cue"]["text"].as_str().unwrap()));
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_columns_of_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let ledger = ledger();
    let mut file = Vec::new();
    export::parquet(&ledger, &Wanted::default(), &mut file).unwrap().unwrap();
    let table = SerializedFileReader::new(bytes::Bytes::from(file)).unwrap();
    let csv = exported(&ledger, "csv", &Wanted::default());
    let head: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let (mut rows, mut unknown, mut formulas) = (0, 0, 0);
    for row in table.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        assert_eq!(row.get_column_iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), head);
        for (name, field) in row.get_column_iter() {
            match field {
                Field::Str(words) => {
                    assert!(!words.is_empty());
                    formulas += usize::from(words.starts_with("\"=1+1"));
                }
                Field::Double(number) => assert!(name == "confidence" && (0.0..=1.0).contains(number)),
                Field::Null => unknown += 1,
                other => panic!("{name}: {other:?}"),
            }
        }
        rows += 1;
    }
    assert_eq!(rows, ledger.counts().unwrap().statements);
    assert!(unknown > 0, "what is unknown is left out");
    assert!(formulas > 0, "a cell is what the page says: here no spreadsheet takes it for a formula");
}

#[cfg(feature = "parquet")]
#[test]
fn a_parquet_file_that_cannot_be_written_says_so() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let error = export::parquet(&ledger(), &Wanted::default(), Full).unwrap().unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{error}");
}

#[test]
fn an_unknown_claim_is_told_of_before_anything_is_written() {
    let wanted = Wanted { claim: Some("0000000000".to_owned()), ..Wanted::default() };
    for name in ["jsonl", "csv", "jsonld", "web-annotation", "prov", "ninjs"] {
        let mut form = export::form(name, false).unwrap();
        let written = ledger().export(&mut *form, &wanted, &mut |piece| panic!("{name}: {piece}"));
        assert!(matches!(written, Err(saksi_store::Error::Unknown { .. })), "{name}: {written:?}");
    }
}
