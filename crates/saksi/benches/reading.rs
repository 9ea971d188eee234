//! How long an article takes to become statements, over our own pages: text -> statements, and HTML -> statements.
//!
//! Compare before and after a change on the same idle machine:
//! `cargo bench -p saksi --bench reading > before.txt`, the change, the same into `after.txt`; the medians of `items/s` are
//! articles a second on one core. The pages are read in one go, so a single slow page shows less than a slow construction.

#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use saksi::article::Article;
use saksi::statement::read_article;
use saksi::{Options, Page};

fn main() {
    divan::main();
}

/// What the grammar costs alone: articles that are already made.
#[divan::bench(sample_count = 20)]
fn text_to_statements(bencher: Bencher<'_, '_>) {
    let articles: Vec<Article> =
        pages().iter().map(|page| saksi::page::read_page(&Page::html("page", page), &Options::default())).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(articles.len())).bench(|| {
        for article in &articles {
            divan::black_box(read_article(article.clone()));
        }
    });
}

/// The whole way of a saved page.
#[divan::bench(sample_count = 10)]
fn html_to_statements(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let bytes: usize = pages.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(pages.len())).bench(|| {
        for page in &pages {
            divan::black_box(saksi::read(&Page::html("page", page), &Options::default()));
        }
    });
}

/// One paragraph of one kind of thing: what a square would cost.
#[divan::bench(sample_count = 5, args = ["\" ", ", ", "said ", "kata ", "(", "Ana Ruiz said "])]
fn long_paragraph(bencher: Bencher<'_, '_>, unit: &str) {
    let text = unit.repeat(20_000 / unit.len());
    let mut article = Article::of_text(text.as_str());
    "en".clone_into(&mut article.language);
    let span = saksi::Span::new(0, text.len()).trim(&text);
    article.blocks.push(saksi::Block { role: saksi::Role::Paragraph, span });
    bencher.counter(BytesCount::new(text.len())).bench(|| divan::black_box(read_article(article.clone())));
}

/// The pages of the tests and of the examples.
fn pages() -> Vec<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = [here.join("tests/pages"), here.join("../../examples")]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a page")).collect()
}
