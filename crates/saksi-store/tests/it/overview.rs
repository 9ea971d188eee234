//! Claims in a list say what their cards say, and cost no joining.

use saksi_store::{ClaimLine, Ledger};
use serde_json::Value;

use crate::sample::{NOW, Sample, bridge};

fn ledger() -> Ledger {
    let mut pages = bridge();
    pages.extend([
        Sample::new("e", "Menteri Ana Ruiz menuduh Brannock mengerahkan 12 kapal keruk ke Teluk Averil. Tuduhan itu dibantah Brannock.")
            .by("Segara Pos")
            .on("2026-02-13"),
        Sample::new("f", "Averil accused Brannock of sending 12 dredgers to Averil Bay. Brannock denied sending dredgers to Averil Bay.")
            .english()
            .on("2026-02-14"),
        Sample::new("g", "Brannock acknowledged sending 12 dredgers to Averil Bay.").english().on("2026-02-16"),
    ]);
    let mut ledger = Ledger::in_memory().unwrap();
    let ready: Vec<_> = pages.iter().map(Sample::ready).collect();
    ledger.keep(&ready, NOW).unwrap();
    ledger.join(&mut |_| {}).unwrap();
    ledger
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn a_line_says_what_the_card_says() {
    let ledger = ledger();
    let (lines, next) = ledger.claim_lines(None, 100).unwrap();
    assert!(!lines.is_empty() && next.is_none());
    for line in &lines {
        let card = ledger.claim(&line.id).unwrap().value;
        assert_eq!(card["id"], line.id.as_str());
        assert_eq!(card["label"]["text"], line.label.as_str());
        assert_eq!((card["first"].as_str(), card["last"].as_str()), (line.first.as_deref(), line.last.as_deref()));
        assert_eq!(card["statements"].as_array().unwrap().len(), line.statements);
        assert_eq!(number(&card["independent_origins"]), line.independent_origins);
        for side in ["supports", "disputes", "doubts", "open"] {
            let is_taken = !card["sides"][side].as_array().unwrap().is_empty();
            let of_line = line.sides.iter().find(|one| one.side == side);
            assert_eq!(is_taken, of_line.is_some(), "{side} of {line:?}");
            if let Some(one) = of_line {
                assert!(one.count >= one.actors.len() && one.actors.len() <= saksi_store::NAMED, "{one:?}");
            }
        }
        assert_eq!(card["changes"].as_array().unwrap().is_empty(), line.changes == 0, "{line:?}");
    }
    let ids: Vec<String> = lines.iter().map(|line| line.id.clone()).chain(["nobody".to_owned()]).collect();
    assert_eq!(ledger.claim_lines_of(&ids).unwrap(), lines);
}

#[test]
fn pages_of_lines_join_up() {
    let ledger = ledger();
    let (all, _) = ledger.claim_lines(None, 100).unwrap();
    let (mut joined, mut after) = (Vec::new(), None);
    loop {
        let (lines, next) = ledger.claim_lines(after.as_deref(), 1).unwrap();
        joined.extend(lines);
        match next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(joined, all);
    assert!(ledger.claim_lines(Some("nowhere"), 1).is_err());
}

#[test]
fn what_is_contested_comes_first() {
    let ledger = ledger();
    let lines = ledger.contested(300, 100).unwrap();
    assert!(lines[0].is_contested(), "{lines:?}");
    let is_contested: Vec<bool> = lines.iter().map(ClaimLine::is_contested).collect();
    assert!(is_contested.windows(2).all(|pair| pair[0] || !pair[1]), "{is_contested:?}");
    assert_eq!(ledger.contested(300, 1).unwrap(), lines[..1]);
}
