//! The same objects as JSONL in one array, indented for people.

use saksi_contract::Article;

use super::Format;

pub(crate) struct Json;

impl Format for Json {
    fn head(&self) -> String {
        "[\n".to_owned()
    }

    fn article(&self, article: &Article) -> String {
        serde_json::to_string_pretty(article).expect("the shapes hold strings, numbers and lists only")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn foot(&self) -> &'static str {
        "\n]\n"
    }
}
