//! Claims: what belongs together, whatever the order in which pages come.

use proptest::prelude::*;
use saksi_store::{Claims, Correction, Filter, Kept, Ledger, Order};
use serde_json::Value;

use crate::sample::{NOW, Sample, bridge};

/// A small story in both languages, with reprints, a denial and two numbers.
fn story() -> Vec<Sample> {
    let mut pages = bridge();
    pages.extend([
        Sample::new("e", "Menteri Ana Ruiz menuduh Brannock mengerahkan 12 kapal keruk ke Teluk Averil. Tuduhan itu dibantah Brannock.")
            .by("Segara Pos")
            .on("2026-02-13"),
        Sample::new("f", "Averil accused Brannock of sending 12 dredgers to Averil Bay. Brannock denied sending dredgers to Averil Bay.")
            .english()
            .by("The Tidewater Post")
            .on("2026-02-14"),
        Sample::new("g", "Averil accused Brannock of sending 12 dredgers to Averil Bay. Brannock denied sending dredgers to Averil Bay.")
            .english()
            .by("Gulf Wire")
            .on("2026-02-14"),
        Sample::new("h", "Foreign Minister Ana Ruiz said Brannock sent 7 dredgers to Averil Bay.")
            .english()
            .by("Daily Gannet")
            .on("2026-02-15"),
    ]);
    pages
}

fn joined(pages: &[Sample]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    for page in pages {
        assert!(!matches!(page.keep(&mut ledger), Kept::Known));
        ledger.join(&mut |_| {}).unwrap();
    }
    ledger
}

fn claims(ledger: &Ledger) -> Vec<Value> {
    let mut all = Vec::new();
    ledger
        .claims(&Claims::default(), &mut |claim| {
            all.push(claim);
            true
        })
        .unwrap();
    all.sort_by_key(|claim| (claim["label"]["article"].to_string(), claim["id"].to_string()));
    all
}

#[test]
fn claims_keep_to_their_schema() {
    let ledger = joined(&story());
    let schema = serde_json::from_str(saksi_contract::CLAIM_JSON_SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let claims = claims(&ledger);
    for claim in &claims {
        let faults: Vec<String> = schema.iter_errors(claim).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let statements: usize = claims.iter().map(|claim| claim["statements"].as_array().unwrap().len()).sum();
    assert_eq!(statements as i64, ledger.counts().unwrap().statements, "every statement stands in one claim");
    assert!(ledger.counts().unwrap().claims > 0, "something belongs together");
}

#[test]
fn a_claim_is_found_by_any_of_its_statements() {
    let ledger = joined(&story());
    let claim = claims(&ledger).into_iter().find(|claim| claim["statements"].as_array().unwrap().len() > 1).unwrap();
    let by_id = ledger.claim(claim["id"].as_str().unwrap()).unwrap();
    assert_eq!(by_id.value, claim);
    for member in claim["statements"].as_array().unwrap() {
        let name = format!("{}/{}", member["article"].as_str().unwrap(), member["statement"].as_str().unwrap());
        assert_eq!(ledger.claim(&name).unwrap().value, claim);
    }
    assert!(!claim["links"].as_array().unwrap().is_empty(), "every link says why");
    let filter = Filter { claim: claim["id"].as_str().map(str::to_owned), ..Filter::default() };
    let rows = ledger.find(&filter, Order::Newest, None, 100).unwrap().rows;
    assert_eq!(rows.len(), by_id.rows.len());
    assert!(rows.iter().all(|row| row.claim.as_deref() == claim["id"].as_str()));
}

#[test]
fn pages_of_claims_join_up() {
    let ledger = joined(&story());
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let wanted = Claims { at_least: 0, after, limit: Some(2) };
        after = ledger
            .claims(&wanted, &mut |claim| {
                all.push(claim["id"].clone());
                true
            })
            .unwrap();
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), claims(&ledger).len());
}

#[test]
fn a_person_takes_claims_apart_and_together() {
    let mut ledger = joined(&story());
    let claim = claims(&ledger).into_iter().find(|claim| claim["statements"].as_array().unwrap().len() > 1).unwrap();
    let name =
        |member: &Value| format!("{}/{}", member["article"].as_str().unwrap(), member["statement"].as_str().unwrap());
    let members: Vec<String> = claim["statements"].as_array().unwrap().iter().map(name).collect();
    let number = ledger.correct(&Correction::SplitClaims(members.clone()), "Sri", "another matter", NOW).unwrap();
    ledger.join(&mut |_| {}).unwrap();
    let apart = ledger.claim(&members[0]).unwrap();
    assert!(apart.rows.len() < members.len());
    ledger.correct(&Correction::Undo(number), "Sri", "the same after all", NOW).unwrap();
    ledger.join(&mut |_| {}).unwrap();
    assert_eq!(ledger.claim(&members[0]).unwrap().value, claim);
    // Two that nothing joined.
    let single = claims(&ledger).into_iter().find(|other| other["statements"].as_array().unwrap().len() == 1).unwrap();
    let other = name(&single["statements"][0]);
    ledger
        .correct(&Correction::MergeClaims(vec![members[0].clone(), other.clone()]), "Sri", "one matter", NOW)
        .unwrap();
    ledger.join(&mut |_| {}).unwrap();
    assert_eq!(ledger.claim(&other).unwrap().rows.len(), members.len() + 1);
}

#[test]
fn what_is_forgotten_leaves_its_claims() {
    let mut ledger = joined(&story());
    let before = claims(&ledger).len();
    ledger.forget_article("f", "asked for", NOW).unwrap();
    ledger.join(&mut |_| {}).unwrap();
    let after = claims(&ledger);
    assert!(after.len() < before || !after.is_empty());
    let fresh = joined(&story().into_iter().filter(|page| page.given.address != "f").collect::<Vec<_>>());
    assert_eq!(after, claims(&fresh), "as if it had never been there");
}

/// Many reports of few things on few days: under each key stand more rows than a row meets.
fn crowd() -> Vec<Sample> {
    let page = |at: usize| {
        let (number, place) = (3 + at % 4, ["Teluk Averil", "Selat Corvane"][at / 4 % 2]);
        let text = format!("Menteri Ana Ruiz mengatakan {number} kapal keruk berada di {place} sejak pekan ke-{at}.");
        Sample::new(&format!("crowd-{at}"), &text)
            .by(&format!("Warta {}", at % 7))
            .on(&format!("2026-02-{:02}", 1 + at % 20))
    };
    (0..70).map(page).collect()
}

#[test]
fn in_a_crowd_each_row_meets_its_nearest_and_all_hang_together() {
    let ledger = joined(&crowd());
    let claims = claims(&ledger);
    let most = claims.iter().map(|claim| claim["statements"].as_array().unwrap().len()).max().unwrap();
    assert!(most > 2 * 12, "{most} statements");
    let links = claims.iter().map(|claim| claim["links"].as_array().unwrap().len()).max().unwrap();
    assert!(links < most * (most - 1) / 2, "{links} links of {most} statements");
}

/// More rows than a crowd has, chained by slight likeness: only what is sure hangs together, and page by page gives the
/// same as all at once.
#[test]
#[ignore = "slow: a thousand pages"]
fn chains_of_slight_likeness_make_no_claim_of_a_thousand() {
    let things =
        ["gudang", "kapal", "jembatan", "menara", "pasar", "pabrik", "terminal", "bendungan", "rumah", "sekolah"];
    let page = |at: usize| {
        let (one, other) = (things[at % 10], things[(at / 10) % 10]);
        let text = format!("Bupati Seno Aji mengatakan {one} dan {other} di Averil dibakar pada pekan ke-{}.", at % 37);
        Sample::new(&format!("chain-{at}"), &text)
            .by(&format!("Warta {}", at % 17))
            .on(&format!("2026-02-{:02}", 1 + at % 28))
    };
    let pages: Vec<Sample> = (0..1400).map(page).collect();
    let mut whole = crate::sample::ledger_of(&pages);
    whole.join(&mut |_| {}).unwrap();
    let mut parts = Ledger::in_memory().unwrap();
    for (at, page) in pages.iter().rev().enumerate() {
        page.keep(&mut parts);
        if at % 200 == 0 {
            parts.join(&mut |_| {}).unwrap();
        }
    }
    parts.join(&mut |_| {}).unwrap();
    assert_eq!(claims(&parts), claims(&whole));
}

#[test]
fn who_leaves_a_crowd_lets_others_meet() {
    let mut ledger = crate::sample::ledger_of(&crowd());
    ledger.join(&mut |_| {}).unwrap();
    let leaves = |at: usize| at % 3 == 1 || (20..36).contains(&at);
    for at in (0..70).filter(|at| leaves(*at)) {
        ledger.forget_article(&format!("crowd-{at}"), "asked for", NOW).unwrap();
        if at % 2 == 0 {
            ledger.join(&mut |_| {}).unwrap();
        }
    }
    ledger.join(&mut |_| {}).unwrap();
    let rest: Vec<Sample> =
        crowd().into_iter().enumerate().filter(|(at, _)| !leaves(*at)).map(|(_, page)| page).collect();
    let mut fresh = crate::sample::ledger_of(&rest);
    fresh.join(&mut |_| {}).unwrap();
    assert_eq!(claims(&ledger), claims(&fresh), "as if they had never been there");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn in_a_crowd_the_order_of_adding_makes_no_difference(
        order in Just((0..70).collect::<Vec<usize>>()).prop_shuffle(),
        step in 1_usize..40,
    ) {
        let crowd = crowd();
        let mut whole = crate::sample::ledger_of(&crowd);
        whole.join(&mut |_| {}).unwrap();
        let mut ledger = Ledger::in_memory().unwrap();
        for (at, page) in order.into_iter().enumerate() {
            crowd[page].keep(&mut ledger);
            if at % step == 0 {
                ledger.join(&mut |_| {}).unwrap();
            }
        }
        ledger.join(&mut |_| {}).unwrap();
        prop_assert_eq!(claims(&ledger), claims(&whole));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_order_of_adding_makes_no_difference(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(), at_once in any::<bool>()) {
        let story = story();
        let pages: Vec<Sample> = order.into_iter().map(|at| story[at].clone()).collect();
        let ledger = if at_once {
            let mut ledger = crate::sample::ledger_of(&pages);
            ledger.join(&mut |_| {}).unwrap();
            ledger
        } else {
            joined(&pages)
        };
        prop_assert_eq!(claims(&ledger), claims(&joined(&story)));
    }
}
