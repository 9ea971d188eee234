//! What is forgotten is gone from every byte of the file, stays gone, and leaves a stone.

use std::path::Path;

use saksi_store::{Error, Filter, Kept, Ledger, Order, Prepared};

use crate::sample::{NOW, Sample, bridge};

fn on_disk(path: &Path, samples: &[Sample]) -> Ledger {
    let mut ledger = Ledger::open(path).unwrap();
    let group: Vec<Prepared> = samples.iter().map(Sample::ready).collect();
    ledger.keep(&group, NOW).unwrap();
    ledger
}

/// Whether any of these words stands in a file of the ledger, as it is or pressed.
fn holds(path: &Path, words: &[&str]) -> bool {
    let folder = path.parent().unwrap();
    std::fs::read_dir(folder).unwrap().any(|file| {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        words.iter().any(|word| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    })
}

#[test]
fn a_page_goes_with_all_that_was_read_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.saksi");
    let url = "https://kabarhulu.example/baja";
    let page = Sample::new("b1", "Walhi Hulu menuduh kontraktor mencuri 12 ton zirkonium.").at(url);
    let revision = Sample::new("b2", "Walhi Hulu menuduh kontraktor mencuri 9 ton zirkonium.").at(url);
    let mut ledger = on_disk(&path, &[bridge(), vec![page.clone(), revision.clone()]].concat());
    let before = ledger.counts().unwrap();
    assert!(matches!(ledger.forget_article(url, "  ", NOW), Err(Error::Senseless(_))));
    let forgotten = ledger.forget_article(url, "a court asked for it", NOW).unwrap();
    assert_eq!((forgotten.articles, forgotten.statements), (2, 2));
    assert_eq!(ledger.counts().unwrap().articles, before.articles - 1);
    let stones = ledger.tombstones().unwrap();
    assert_eq!(stones[0]["reason"], "a court asked for it");
    assert_eq!(stones[0]["page_sha256"], page.ready().article().input.sha256);
    // Neither the page nor its address comes back.
    assert_eq!(page.keep(&mut ledger), Kept::Forgotten);
    assert_eq!(Sample::new("b3", "\"Ya,\" kata Sumi.").at(url).keep(&mut ledger), Kept::Forgotten);
    let mut elsewhere = page.clone();
    elsewhere.given.address = "copy".into();
    assert_eq!(elsewhere.keep(&mut ledger), Kept::Forgotten);
    assert!(ledger.verify(2, None, &mut |_, _| {}).unwrap().problems.is_empty());
    drop(ledger);
    assert!(!holds(&path, &["zirkonium", "kabarhulu.example"]));
}

#[test]
fn an_actor_goes_and_the_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.saksi");
    let page = Sample::new(
        "k",
        "\"Zirkonium itu hilang,\" kata Kartolo Wibisono. Kepada Kartolo Wibisono, Sumi Lestari mengatakan laut tenang.\n\n\
         \"Pelabuhan tutup,\" kata Ida Brink.",
    );
    let mut ledger = on_disk(&path, std::slice::from_ref(&page));
    let before = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
    ledger.forget_actor("Kartolo Wibisono", "he asked for it", NOW).unwrap();
    let after = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
    assert!(after.len() < before.len() && !after.is_empty());
    let brink = |rows: &[saksi_store::Row]| {
        rows.iter().find(|row| row.words("source") == "Ida Brink").map(|row| row.statement.clone()).unwrap()
    };
    assert_eq!(brink(&after), brink(&before), "places of other rows still hold");
    assert!(matches!(ledger.actor("Kartolo"), Err(Error::Unknown { .. })));
    let verified = ledger.verify(1, None, &mut |_, _| {}).unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    assert_eq!(verified.without_page, 1);
    // In a page that comes later the words are blacked out on the way in.
    Sample::new("later", "\"Zirkonium kembali,\" kata Kartolo Wibisono. \"Laut biru,\" kata Sumi Lestari.")
        .keep(&mut ledger);
    assert!(matches!(ledger.actor("Kartolo"), Err(Error::Unknown { .. })));
    assert_eq!(
        ledger
            .find(&Filter { article: Some("later".into()), ..Filter::default() }, Order::Newest, None, 10)
            .unwrap()
            .rows
            .len(),
        1
    );
    assert!(ledger.verify(1, None, &mut |_, _| {}).unwrap().problems.is_empty());
    drop(ledger);
    assert!(!holds(&path, &["Kartolo", "Wibisono", "irkonium", "wibisono"]));
}

#[test]
fn when_the_newest_revision_goes_the_one_before_counts_again() {
    let url = "https://radiotepi.example/laut";
    let folder = tempfile::tempdir().unwrap();
    let first = Sample::new("v1", "\"Laut tenang,\" kata Ida Brink.").at(url);
    let second = Sample::new("v2", "\"Laut ganas,\" kata Ida Brink.").at(url);
    let mut ledger = on_disk(&folder.path().join("l"), &[first, second.clone()]);
    ledger.forget_article(second.ready().id(), "wrong page", NOW).unwrap();
    let rows = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].article.address, "v1");
    assert!(ledger.verify(1, None, &mut |_, _| {}).unwrap().problems.is_empty());
}
