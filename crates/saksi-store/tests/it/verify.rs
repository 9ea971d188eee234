//! Whoever changes a ledger behind its back is told so.

use std::path::Path;

use rusqlite::Connection;
use saksi_store::{Correction, Ledger, Prepared, Reread, Verified};

use crate::sample::{NOW, Sample, bridge};

fn ledger_at(path: &Path) -> Ledger {
    let mut ledger = Ledger::open(path).unwrap();
    let group: Vec<Prepared> = bridge().iter().map(Sample::ready).collect();
    ledger.keep(&group, NOW).unwrap();
    let actors = vec!["Rano Wetan".to_owned(), "Sumi Lestari".to_owned()];
    ledger.correct(&Correction::SplitActors(actors), "Sri", "two people", NOW).unwrap();
    ledger.forget_article("d", "test", NOW).unwrap();
    ledger
}

fn verify(ledger: &Ledger) -> Verified {
    ledger.verify(2, None, &mut |_, _| {}).unwrap()
}

#[test]
fn a_ledger_left_alone_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_at(&folder.path().join("l"));
    let verified = verify(&ledger);
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    assert_eq!((verified.articles, verified.read_again), (3, 3));
    assert!(verified.statements >= 5);
    assert!(ledger.verify(1, Some(&verified.head), &mut |_, _| {}).unwrap().problems.is_empty());
    assert!(!ledger.verify(1, Some("feed"), &mut |_, _| {}).unwrap().problems.is_empty());
}

#[test]
fn every_edit_behind_its_back_shows() {
    let pressed = zstd::bulk::compress("\"Jembatan itu runtuh,\" kata Bupati Rano Wetan.".as_bytes(), 3).unwrap();
    for edit in [
        "UPDATE entry SET content = 'jembatan itu runtuh' WHERE id = (SELECT max(id) FROM entry)",
        "UPDATE entry SET stance = 'asserts' WHERE stance = 'denies'",
        "UPDATE entry SET stance = 'asserts', stance_read = 'denies' WHERE stance = 'denies'",
        "UPDATE entry SET source = 'Sumi' WHERE source IS NOT NULL",
        "UPDATE entry SET content_spans = '0..1'",
        "UPDATE entry SET current = 0 WHERE id = (SELECT max(id) FROM entry)",
        "DELETE FROM entry_actor",
        "DELETE FROM entry_actor; DELETE FROM quantity; DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)",
        "UPDATE entry_actor SET actor = (SELECT max(number) FROM actor)",
        "UPDATE page SET bytes = ?1 WHERE number = 1",
        "UPDATE page SET sha256 = 'ab' WHERE number = 1",
        "UPDATE reading SET body = ?1 WHERE number = 1",
        "UPDATE reading SET sha256 = 'ab' WHERE number = 1",
        "UPDATE reading SET body = (SELECT body FROM reading WHERE number = 2), sha256 = (SELECT sha256 FROM reading WHERE number = 2) WHERE number = 1",
        "UPDATE article SET address = 'elsewhere' WHERE number = 1",
        "UPDATE article SET latest = 0 WHERE number = 1",
        "DELETE FROM quantity; DELETE FROM entry_actor; DELETE FROM entry; DELETE FROM reading; DELETE FROM article",
        "DELETE FROM correction",
        "UPDATE correction SET reason = 'better'",
        "UPDATE tombstone SET reason = 'better'",
        "INSERT INTO tombstone (at, kind, id, statements, reason) VALUES ('', 'article', 'x', 1, 'x')",
        "DELETE FROM log WHERE number = 2",
        "UPDATE log SET at = '1999-01-01T00:00:00Z' WHERE number = 1",
        "DELETE FROM search WHERE rowid = (SELECT max(id) FROM entry)",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("l");
        let ledger = ledger_at(&path);
        let head = verify(&ledger).head;
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "foreign_keys", false).unwrap();
        if edit.contains("?1") {
            other.execute(edit, [&pressed]).unwrap();
        } else {
            other.execute_batch(edit).unwrap();
        }
        let verified = ledger.verify(1, Some(&head), &mut |_, _| {}).unwrap();
        assert!(!verified.problems.is_empty(), "nobody noticed: {edit}");
    }
}

#[test]
fn a_rewritten_past_shows_to_whoever_noted_the_head() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_at(&folder.path().join("a"));
    let head = verify(&ledger).head;
    // A whole other ledger in its place, consistent in itself.
    let mut other = Ledger::open(&folder.path().join("b")).unwrap();
    Sample::new("z", "\"Lain,\" kata Sumi.").keep(&mut other);
    assert!(verify(&other).problems.is_empty());
    assert!(!other.verify(1, Some(&head), &mut |_, _| {}).unwrap().problems.is_empty());
}

#[test]
fn a_page_read_again_by_the_same_version_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger_at(&folder.path().join("l"));
    let before = ledger.counts().unwrap();
    assert_eq!(ledger.stale_count(saksi_contract::VERSION).unwrap(), 0);
    let stale = ledger.stale(saksi_contract::VERSION, true, 0, 10).unwrap();
    assert_eq!(stale.len(), 3);
    let group: Vec<Prepared> =
        stale.iter().map(|page| Prepared::of(page.given.read(&page.bytes), &page.given, &page.bytes)).collect();
    assert!(ledger.reread(&group, NOW).unwrap().iter().all(|reread| *reread == Reread::Same));
    assert_eq!(ledger.counts().unwrap(), before);
    assert!(verify(&ledger).problems.is_empty());
}

#[test]
fn a_reading_by_another_version_supersedes_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("l");
    let mut ledger = ledger_at(&path);
    // An older version knew no English and saw nothing in page "c".
    let sample = &bridge()[2];
    let mut old = sample.given.read(sample.text.as_bytes());
    old.made_by.version = "0.0.1";
    old.statements.clear();
    ledger.reread(&[Prepared::of(old, &sample.given, sample.text.as_bytes())], NOW).unwrap();
    let without = ledger.counts().unwrap().statements;
    let Reread::Changed(changes) = ledger.reread(&[sample.ready()], NOW).unwrap().remove(0) else { panic!("the same") };
    assert!(!changes.came.is_empty());
    assert!(ledger.counts().unwrap().statements > without);
    let verified = verify(&ledger);
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    let readings: i64 = Connection::open(&path)
        .unwrap()
        .query_row(
            "SELECT count(*) FROM reading WHERE article = (SELECT number FROM article WHERE address = 'c')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(readings, 3);
}

#[test]
fn a_page_that_no_longer_fits_its_hash_stops_a_rereading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("l");
    let ledger = ledger_at(&path);
    let pressed = zstd::bulk::compress(b"something else", 3).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute("UPDATE page SET bytes = ?1, size = 14 WHERE number = 1", [&pressed])
        .unwrap();
    let error = ledger.stale(saksi_contract::VERSION, true, 0, 10).unwrap_err();
    assert!(error.is_of_ledger() && error.to_string().contains("no longer fits its hash"), "{error}");
}
