//! The law of the contract: the words of a part are the words at its offsets, whatever the text.

use proptest::prelude::*;
use saksi::{Options, Page};
use saksi_contract::{Article, Input};
use serde_json::Value;

/// Pieces of news, marks and odd characters: enough for every construction to be met and cut off.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“Jembatan itu aman,” kata Bupati Rano Wetan, Selasa (4/3/2025).",
        "“Tidak benar,” ujarnya kepada Radio Tepi, “dan tidak akan.”",
        "Menurut Walhi Hulu, sekitar 1.200 rumah terancam.",
        "Tuduhan yang dibantah Kota Lesung itu beredar sejak pekan lalu.",
        "\"The pier is closed,\" said Mayor Ida Brink.",
        "Brink denied that anybody had been hurt, citing a report.",
        "According to the harbour office, at least 30 planks gave way on Monday.",
        "dilansir dari Radio Tepi, Rabu",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "\n\n",
        "\n",
        " ",
        "\t",
        ",",
        ".",
        ":",
        "…",
        "—",
        "é",
        "e\u{301}",
        "日本",
        "😀",
        "\u{200b}",
        "\u{feff}",
        "\u{0}",
        "<b>",
        "kata",
        "said",
        "nya",
        "1,5 juta",
        "Rp 2 triliun",
        "K.H.",
        "not",
        "tidak",
        "bahwa",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.join(" "))
}

fn read(text: &str, language: Option<&str>) -> Article {
    let published = Some(saksi::date::Stamp { day: saksi::date::Date::constant(2025, 3, 5), time: None, offset: None });
    let options = Options { language: language.map(str::to_owned), published, ..Options::default() };
    let reading = saksi::read(&Page::text("law.txt", text), &options);
    saksi_contract::article(&reading, Input::path("law.txt", "text/plain", text.as_bytes()), text.as_bytes())
}

/// Every object with `spans` and `text`, and every one with `span` and `text`, says the words at its place.
fn words_are_at_their_place(value: &Value, text: &[char]) -> Result<(), TestCaseError> {
    let words = |span: &Value| {
        let at = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
        text[at(0)..at(1)].iter().collect::<String>()
    };
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| words_are_at_their_place(value, text)),
        Value::Object(object) => {
            if let (Some(Value::Array(spans)), Some(said)) = (object.get("spans"), object.get("text")) {
                let pieces: Vec<String> = spans.iter().map(words).collect();
                prop_assert_eq!(said.as_str().unwrap(), pieces.join(" … "));
            }
            if let Some(span) = object.get("span") {
                let at_place = words(span);
                prop_assert!(!at_place.is_empty());
                if let Some(said) = object.get("text") {
                    prop_assert_eq!(said.as_str().unwrap(), at_place);
                }
            }
            object.values().try_for_each(|value| words_are_at_their_place(value, text))
        }
        _ => Ok(()),
    }
}

proptest! {
    #[test]
    fn words_stand_where_it_is_said(text in text(), language in prop::sample::select(vec![Some("id"), Some("en"), None])) {
        let article = read(&text, language);
        prop_assert_eq!(&article.text, &text, "a text is kept as it is");
        let schema = serde_json::from_str(saksi_contract::ARTICLE_JSON_SCHEMA).unwrap();
        let value = serde_json::to_value(&article).unwrap();
        let faults: Vec<String> = jsonschema::validator_for(&schema).unwrap().iter_errors(&value).map(|fault| fault.to_string()).collect();
        prop_assert!(faults.is_empty(), "{:?}", faults);
        let characters: Vec<char> = text.chars().collect();
        words_are_at_their_place(&value, &characters)?;
        prop_assert_eq!(&article, &read(&text, language), "reading twice gives the same");
        let mut ids: Vec<&str> = article.statements.iter().map(|statement| statement.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), article.statements.len(), "ids are unique");
    }
}

#[test]
fn the_schemas_are_schemas() {
    for schema in [saksi_contract::ARTICLE_JSON_SCHEMA, saksi_contract::CLAIM_JSON_SCHEMA] {
        let schema: Value = serde_json::from_str(schema).unwrap();
        assert!(jsonschema::meta::is_valid(&schema));
    }
}
