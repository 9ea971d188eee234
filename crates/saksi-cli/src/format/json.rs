//! The same objects as JSONL in one array, indented for people.

use saksi_contract::Article;

use super::{Format, jsonl};

pub(crate) struct Json;

impl Format for Json {
    fn head(&self) -> String {
        "[\n".to_owned()
    }

    fn article(&self, article: &Article) -> String {
        let object = serde_json::to_string_pretty(article).expect("the shapes hold strings, numbers and lists only");
        jsonl::escaped(object)
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn foot(&self) -> &'static str {
        "\n]\n"
    }
}
