//! How long a page takes to become an article, over the saved pages of the tests and over their pages grown to real size.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use saksi::{Options, Page};

fn main() {
    divan::main();
}

/// The saved pages as they are.
#[divan::bench(sample_count = 10)]
fn saved_pages(bencher: Bencher<'_, '_>) {
    read_all(bencher, &pages());
}

/// The same with the scripts, styles and links that a page in the wild carries.
#[divan::bench(sample_count = 10)]
fn pages_of_real_size(bencher: Bencher<'_, '_>) {
    let script = format!("<script>{}</script>", "var a = \"<p>\";\n".repeat(4_000));
    let links =
        format!("<nav><ul>{}</ul></nav>", "<li><a href=\"/kanal/berita\">Kanal berita daerah</a></li>".repeat(300));
    let grown: Vec<Vec<u8>> = pages()
        .into_iter()
        .map(|page| {
            let text = String::from_utf8_lossy(&page).replacen("</body>", &format!("{script}{links}</body>"), 1);
            text.into_bytes()
        })
        .collect();
    read_all(bencher, &grown);
}

fn read_all(bencher: Bencher<'_, '_>, pages: &[Vec<u8>]) {
    let bytes: usize = pages.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(pages.len())).bench(|| {
        for page in pages {
            divan::black_box(saksi::page::read_page(&Page::html("page", page), &Options::default()));
        }
    });
}

fn pages() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = fs::read_dir(folder).expect("the pages are in the repository");
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
        .map(|path| fs::read(path).expect("a page"))
        .collect()
}
