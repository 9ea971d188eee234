//! How articles are printed: one form, one file, behind [`Format`].
//! These rooms know the shapes of the contract, not how a page was read.

pub(crate) mod claim;
mod csv;
mod html;
mod inert;
mod json;
mod jsonl;
mod markdown;
mod row;
mod sheet;
pub(crate) mod sheets;
pub(crate) mod wrap;

use saksi_contract::Article;

pub(crate) use inert::inert;
pub(crate) use jsonl::escaped;

/// One way to print articles. `article` runs where the page is read, on many threads at once; the rest on one.
pub(crate) trait Format: Send + Sync {
    /// What stands before the first article.
    fn head(&self) -> String {
        String::new()
    }

    /// One article.
    fn article(&self, article: &Article) -> String;

    /// What stands between two articles.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands after the last article.
    fn foot(&self) -> &'static str {
        ""
    }
}

/// The format of this name.
pub(crate) fn of(format: crate::arguments::Format) -> Box<dyn Format> {
    match format {
        crate::arguments::Format::Jsonl => Box::new(jsonl::Jsonl),
        crate::arguments::Format::Json => Box::new(json::Json),
        crate::arguments::Format::Csv => Box::new(csv::Csv),
        crate::arguments::Format::Md => Box::new(markdown::Markdown),
        crate::arguments::Format::Html => Box::new(html::Html),
        crate::arguments::Format::Sheet => Box::new(sheet::Sheet::for_terminal()),
    }
}

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(format: &dyn Format) -> String {
        let articles = [sample::article(), sample::empty()];
        let articles: Vec<String> = articles.iter().map(|article| format.article(article)).collect();
        format!("{}{}{}", format.head(), articles.join(format.between()), format.foot())
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn jsonl_keeps_to_the_schema() {
        let schema = serde_json::from_str(saksi_contract::ARTICLE_JSON_SCHEMA).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let lines = printed(&jsonl::Jsonl);
        assert_eq!(lines.lines().count(), 2);
        for line in lines.lines() {
            let article = serde_json::from_str(line).unwrap();
            let faults: Vec<String> = schema.iter_errors(&article).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{faults:#?}");
        }
        insta::assert_snapshot!("jsonl", lines);
    }

    #[test]
    fn json_is_one_array_of_the_same_objects() {
        let array: Vec<serde_json::Value> = serde_json::from_str(&printed(&json::Json)).unwrap();
        let lines = printed(&jsonl::Jsonl);
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(array, lines);
    }

    #[test]
    fn csv_has_a_row_a_statement() {
        let table = printed(&csv::Csv);
        insta::assert_snapshot!("csv", table);
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        assert_eq!(reader.records().map(|row| row.unwrap().len()).collect::<Vec<_>>(), [36; 6]);
    }

    #[test]
    fn markdown() {
        insta::assert_snapshot!("markdown", printed(&markdown::Markdown));
    }

    #[test]
    fn html() {
        let page = printed(&html::Html);
        assert!(!page.contains("<b>Badan"), "text of the page never becomes a tag");
        assert!(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""));
        let page = page.split_once("</style>\n</head>").unwrap().1;
        insta::assert_snapshot!("html", page);
    }

    #[test]
    fn sheet_fits_every_width() {
        insta::assert_snapshot!("sheet", plain(&printed(&sheet::Sheet::new(100))));
        insta::assert_snapshot!("sheet-narrow", plain(&printed(&sheet::Sheet::new(44))));
        for columns in 25..140 {
            for line in plain(&printed(&sheet::Sheet::new(columns))).lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) < columns, "{columns}: {line}");
            }
        }
    }

    #[test]
    fn readable_forms_hold_no_escape_of_the_page() {
        let sheet = printed(&sheet::Sheet::new(100));
        assert!(!sheet.contains("\u{1b}[31mSungai"));
        assert!(!printed(&markdown::Markdown).contains('\u{1b}'));
        assert!(!printed(&html::Html).contains('\u{1b}'));
        assert!(!printed(&csv::Csv).contains('\u{1b}'));
    }
}
