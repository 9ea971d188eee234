//! Each page once; a changed page is a revision.

use saksi_store::{Filter, Kept, Ledger, Order};

use crate::sample::{NOW, Sample, bridge, ledger_of};

#[test]
fn again_is_harmless() {
    let mut ledger = ledger_of(&bridge());
    let before = ledger.counts().unwrap();
    assert!(before.articles == 4 && before.statements >= 6, "{before:?}");
    for sample in bridge() {
        assert_eq!(sample.keep(&mut ledger), Kept::Known);
    }
    assert_eq!(ledger.counts().unwrap(), before);
    assert_eq!(ledger.known().unwrap().len(), 4);
}

#[test]
fn a_changed_page_is_a_revision() {
    let url = "https://radiotepi.example/baja";
    let first =
        Sample::new("v1", "\"Ada 12 kapal di teluk itu,\" kata Rano Wetan. \"Pelabuhan tutup,\" kata Ida Brink.")
            .at(url);
    let second =
        Sample::new("v2", "\"Ada 7 kapal di teluk itu,\" kata Rano Wetan. Polisi mengatakan cuaca membaik.").at(url);
    let mut ledger = Ledger::in_memory().unwrap();
    assert!(matches!(first.keep(&mut ledger), Kept::New { .. }));
    let Kept::Revision { of, changes, .. } = second.keep(&mut ledger) else { panic!("no revision") };
    assert_eq!(of, first.ready().id());
    assert_eq!((changes.came.len(), changes.went.len(), changes.changed.len()), (1, 1, 1));
    let counts = ledger.counts().unwrap();
    assert_eq!((counts.articles, counts.revisions), (1, 1));
    let rows = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
    assert!(rows.iter().all(|row| row.article.address == "v2"), "only the newest revision counts");
    // The old one's words are kept, but not found.
    let old = ledger.statement(&format!("{}/{}", of, changes.went[0])).unwrap();
    assert!(!old.is_current);
    assert_eq!(old.words("content"), "\"Pelabuhan tutup,\"");
}

#[test]
fn a_page_that_says_when_it_was_changed_is_taken_at_its_word() {
    let url = "https://radiotepi.example/baja";
    let older = Sample::new("v1", "\"Pelabuhan tutup,\" kata Ida Brink.").at(url).on("2026-02-10");
    let newer = Sample::new("v2", "\"Pelabuhan buka,\" kata Ida Brink.").at(url).on("2026-02-11");
    for order in [[&older, &newer], [&newer, &older]] {
        let mut ledger = Ledger::in_memory().unwrap();
        for sample in order {
            sample.keep(&mut ledger);
        }
        let rows = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].words("content"), "\"Pelabuhan buka,\"");
    }
}

#[test]
fn revisions_inside_one_commit() {
    let url = "https://radiotepi.example/baja";
    let pages: Vec<Sample> =
        (0..5).map(|n| Sample::new(&format!("v{n}"), &format!("\"Ada {n} kapal,\" kata Ida Brink.")).at(url)).collect();
    let ledger = ledger_of(&pages);
    let rows = ledger.find(&Filter::default(), Order::Newest, None, 10).unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].article.address, "v4");
}

#[test]
fn two_series_that_show_to_be_one_become_one() {
    let url = "https://radiotepi.example/baja";
    let by_path = Sample::new("a.html", "\"Satu,\" kata Ida Brink.");
    let by_url = Sample::new("b.html", "\"Dua,\" kata Ida Brink.").at(url);
    let both = Sample::new("a.html", "\"Tiga,\" kata Ida Brink.").at(url);
    let ledger = ledger_of(&[by_path, by_url, both]);
    let counts = ledger.counts().unwrap();
    assert_eq!((counts.articles, counts.revisions, counts.statements), (1, 2, 1));
}

#[test]
fn a_bad_page_is_recorded_once() {
    let mut ledger = Ledger::in_memory().unwrap();
    for _ in 0..3 {
        ledger.could_not_read("x.pdf", "it looks like a PDF", NOW).unwrap();
    }
    assert_eq!(ledger.unread().unwrap().len(), 1);
}

#[test]
fn a_ledger_on_disk_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.saksi");
    assert!(matches!(Ledger::open_existing(&path), Err(saksi_store::Error::Missing { .. })));
    let mut ledger = Ledger::open(&path).unwrap();
    for sample in bridge() {
        sample.keep(&mut ledger);
    }
    let counts = ledger.counts().unwrap();
    drop(ledger);
    assert_eq!(Ledger::open_existing(&path).unwrap().counts().unwrap(), counts);
}
