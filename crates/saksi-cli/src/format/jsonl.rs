//! One JSON object a line, one line an article: the contract for programs.

use saksi_contract::Article;

use super::Format;

pub(crate) struct Jsonl;

impl Format for Jsonl {
    fn article(&self, article: &Article) -> String {
        let mut line = serde_json::to_string(article).expect("the shapes hold strings, numbers and lists only");
        line.push('\n');
        line
    }
}
