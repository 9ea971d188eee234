//! Corrections hold, can be taken back, and stay with the words they were made for.

use saksi::statement::Stance;
use saksi_store::{Correction, Error, Filter, Ledger, Order, State};

use crate::sample::{NOW, Sample, bridge, ledger_of};

fn correct(ledger: &mut Ledger, correction: &Correction) -> i64 {
    ledger.correct(correction, "Sri", "checked by hand", NOW).unwrap()
}

fn names(ledger: &Ledger, name: &str) -> usize {
    ledger.actor(name).unwrap().names.len()
}

fn brinks() -> Ledger {
    ledger_of(&[
        Sample::new("a", "\"Laut tenang,\" kata Ida Brink."),
        Sample::new("b", "\"Laut ganas,\" kata Ida B. Brink."),
        Sample::new("c", "\"Laut biru,\" kata Sumi Lestari."),
    ])
}

#[test]
fn actors_are_merged_and_split_again() {
    let mut ledger = brinks();
    let rows = |ledger: &Ledger, actor: &str| {
        let filter = Filter { actor: Some(actor.to_owned()), ..Filter::default() };
        ledger.find(&filter, Order::Newest, None, 10).unwrap().rows.len()
    };
    assert_eq!(rows(&ledger, "Ida Brink"), 1);
    let merge = Correction::MergeActors(vec!["Ida B. Brink".into(), "Ida Brink".into()]);
    let number = correct(&mut ledger, &merge);
    assert_eq!((rows(&ledger, "Ida Brink"), rows(&ledger, "ida b brink")), (2, 2));
    assert_eq!(ledger.actor("Ida Brink").unwrap().actor.name, "Ida B. Brink", "it goes by the first name");
    assert_eq!(names(&ledger, "Ida Brink"), 2);
    correct(&mut ledger, &Correction::Undo(number));
    assert_eq!(rows(&ledger, "Ida Brink"), 1);
    correct(&mut ledger, &merge);
    let ids: Vec<String> = ledger.actor("Ida Brink").unwrap().names.into_iter().map(|(name, _)| name.id).collect();
    correct(&mut ledger, &Correction::SplitActors(ids));
    assert_eq!(rows(&ledger, "Ida Brink"), 1);
    let states: Vec<State> = ledger.corrections().unwrap().iter().map(|entry| entry.state).collect();
    assert_eq!(states, [State::Undone, State::Holds, State::Holds, State::Holds]);
    // An undoing that is undone lets the first correction hold again.
    correct(&mut ledger, &Correction::Undo(2));
    assert_eq!(ledger.corrections().unwrap()[0].state, State::Holds);
}

#[test]
fn a_label_is_corrected_and_found_by() {
    let mut ledger = ledger_of(&bridge());
    let denied = |ledger: &Ledger| {
        let filter = Filter { stance: Some(Stance::Denies), ..Filter::default() };
        ledger.find(&filter, Order::Newest, None, 10).unwrap().rows
    };
    let before = denied(&ledger);
    let row = &before[0];
    let statement = format!("{}/{}", row.article.id, row.id());
    let relabel = Correction::Relabel {
        statement: statement.clone(),
        stance: Some(Stance::Asserts),
        actor: Some(("Sri Rahayu".into(), "person".into())),
    };
    let number = correct(&mut ledger, &relabel);
    assert_eq!(denied(&ledger).len(), before.len() - 1);
    let corrected = ledger.statement(&statement).unwrap();
    assert_eq!((corrected.stance.as_str(), corrected.side()), ("asserts", "supports"));
    assert_eq!(corrected.statement["stance"], "denies", "what was read stays");
    assert_eq!(corrected.actors[0].name, "Sri Rahayu");
    assert_eq!(ledger.actor("Sri Rahayu").unwrap().stances, [("asserts".to_owned(), 1)]);
    assert!(ledger.verify(1, None, &mut |_, _| {}).unwrap().problems.is_empty());
    correct(&mut ledger, &Correction::Undo(number));
    assert_eq!(denied(&ledger), before);
}

#[test]
fn a_correction_goes_with_the_same_words_at_the_same_place() {
    let url = "https://radiotepi.example/laut";
    let page = |address: &str, text: &str| Sample::new(address, text).at(url);
    let mut ledger = ledger_of(&[page("v1", "\"Laut tenang,\" kata Ida Brink. Cuaca buruk.")]);
    let row = ledger.find(&Filter::default(), Order::Newest, None, 1).unwrap().rows.remove(0);
    let relabel = Correction::Relabel { statement: row.id().to_owned(), stance: Some(Stance::Expects), actor: None };
    correct(&mut ledger, &relabel);
    // The page changed elsewhere: the words stand where they stood.
    page("v2", "\"Laut tenang,\" kata Ida Brink. Cuaca baik.").keep(&mut ledger);
    let row = ledger.find(&Filter::default(), Order::Newest, None, 1).unwrap().rows.remove(0);
    assert_eq!((row.article.address.as_str(), row.stance.as_str()), ("v2", "expects"));
    assert_eq!(ledger.corrections().unwrap()[0].state, State::Holds);
    // The words moved: a person has to look again.
    page("v3", "Pagi ini. \"Laut tenang,\" kata Ida Brink.").keep(&mut ledger);
    let row = ledger.find(&Filter::default(), Order::Newest, None, 1).unwrap().rows.remove(0);
    assert_eq!((row.article.address.as_str(), row.stance.as_str()), ("v3", "asserts"));
    assert_eq!(ledger.corrections().unwrap()[0].state, State::Orphaned);
}

#[test]
fn senseless_corrections_change_nothing() {
    let mut ledger = brinks();
    let mut wrong = |correction: Correction, reason: &str| ledger.correct(&correction, "Sri", reason, NOW).unwrap_err();
    assert!(matches!(wrong(Correction::MergeActors(vec!["Ida Brink".into()]), "x"), Error::Senseless(_)));
    assert!(matches!(
        wrong(Correction::MergeActors(vec!["Ida Brink".into(), "nobody".into()]), "x"),
        Error::Unknown { .. }
    ));
    assert!(matches!(
        wrong(Correction::MergeActors(vec!["Ida Brink".into(), "Ida B. Brink".into()]), " "),
        Error::Senseless(_)
    ));
    assert!(matches!(wrong(Correction::Undo(7), "x"), Error::Unknown { .. }));
    let nothing = Correction::Relabel { statement: "ffffffffff".into(), stance: None, actor: None };
    assert!(matches!(wrong(nothing, "x"), Error::Senseless(_)));
    assert!(matches!(ledger.actor("Brink"), Err(Error::Ambiguous { .. })));
    assert_eq!(ledger.actor("Sumi").unwrap().actor.name, "Sumi Lestari");
    assert!(ledger.corrections().unwrap().is_empty());
}
