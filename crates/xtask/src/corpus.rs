//! The corpus at a terminal: `corpus`, `corpus score`, `corpus agreement`, `corpus curve`, and `fit`.

use std::path::Path;

use saksi::statement::Weights;
use saksi_corpus::fit::{Plan, fit, fit_plain, read_against};
use saksi_corpus::measure::{Score, agreement};
use saksi_corpus::unit::{Unit, digest};
use saksi_corpus::{coverage, dev, folder, near, sound};

/// Where the fitted weights stand.
const WEIGHTS: &str = "crates/saksi/src/statement/learned/weights.tsv";

/// Proves the corpus sound and prints what it covers.
pub(crate) fn check(root: &Path) -> Vec<String> {
    let (units, mut faults) = folder::units(&root.join("corpus"));
    let (unsound, proved) = sound::check(&units);
    faults.extend(unsound);
    faults.extend(near::within(&units));
    let data = shared(root).join("data");
    let foreign = folder::foreign(&data);
    faults.extend(near::against(&units, &foreign));
    println!("{}", coverage::tables(&units));
    println!(
        "{} of {} dates and {} of {} numbers are proved by their words",
        proved.dates,
        proved.dates + proved.open_dates,
        proved.numbers,
        proved.numbers + proved.open_numbers
    );
    if foreign.is_empty() {
        println!("no texts of others at {}: compared among themselves alone", data.display());
    } else {
        println!("compared with each other and with {} texts of others", foreign.len());
    }
    faults.iter().map(ToString::to_string).collect()
}

/// The reader against the corpus: what the weights never saw, and all of it.
pub(crate) fn score(root: &Path) -> Vec<String> {
    let (units, faults) = folder::units(&root.join("corpus"));
    for (name, weights) in [("grammar alone", None), ("with the learned part", Weights::shipped())] {
        for (part, held_out) in [("held out", true), ("fitted on", false)] {
            let mut score = Score::default();
            for unit in units.iter().filter(|unit| unit.is_held_out() == held_out) {
                read_against(unit, weights, &mut score);
            }
            println!("{part}, {name}\n{}", score.table());
        }
    }
    faults.iter().map(ToString::to_string).collect()
}

/// How far those agree who labelled the same units.
pub(crate) fn agree(root: &Path) -> Vec<String> {
    let corpus = root.join("corpus");
    let (units, mut faults) = folder::units(&corpus);
    let (again, more) = folder::relabelled(&corpus);
    faults.extend(more);
    if again.is_empty() {
        println!("nothing is labelled again: no units in corpus/relabelled/");
    }
    for tag in ["en", "id"] {
        let again: Vec<Unit> = again.iter().filter(|unit| unit.lang.tag() == tag).cloned().collect();
        let (score, both, differ) = agreement(&units, &again);
        println!("{tag}: {both} units labelled twice\n{}", score.table());
        faults.extend(differ.into_iter().map(|id| saksi_corpus::markup::Fault {
            place: format!("relabelled {id}"),
            message: "its words are not those of the corpus".into(),
        }));
    }
    faults.iter().map(ToString::to_string).collect()
}

/// What more units bring: development figures after 400, 800, 1,200 and so on.
pub(crate) fn curve(root: &Path) -> Vec<String> {
    let (units, _) = folder::units(&root.join("corpus"));
    let mut given: Vec<&Unit> = units.iter().filter(|unit| !unit.is_held_out()).collect();
    given.sort_by_key(|unit| digest(unit.id.as_bytes()).rotate_left(32));
    println!(
        "| units | corpus, held out: F1 / P / stance | indonesian/dev: F1 / P / stance | polnear-dev: F1 / P |\n|---|---|---|---|"
    );
    let line = |name: &str, weights: Option<&Weights>| {
        let mut held = Score::default();
        for unit in units.iter().filter(|unit| unit.is_held_out()) {
            read_against(unit, weights, &mut held);
        }
        let figures = |score: Option<&Score>| {
            score.map_or_else(
                || "–".to_owned(),
                |score| format!("{:.1} / {:.1} / {:.1}", score.all.f1(), score.all.precision(), score.stance()),
            )
        };
        let data = shared(root).join("data");
        let indonesian = dev::measured(&data.join("indonesian/dev.jsonl"), false, weights);
        let english = dev::measured(&data.join("attribution/polnear-dev.jsonl"), true, weights);
        println!(
            "| {name} | {} | {} | {} |",
            figures(Some(&held)),
            figures(indonesian.as_ref()),
            figures(english.as_ref())
        );
    };
    line("grammar alone", None);
    let steps = [100, 200, 400, 800, 1200, 1600, 2000, 2400].into_iter().filter(|&step| step < given.len());
    for step in steps.chain([given.len()]) {
        line(&step.to_string(), Some(&fit_plain(&given[..step], Plan::default())));
    }
    Vec::new()
}

/// Fits the weights anew and writes them.
pub(crate) fn refit(root: &Path) -> Vec<String> {
    let (units, faults) = folder::units(&root.join("corpus"));
    if !faults.is_empty() {
        return faults.iter().map(ToString::to_string).collect();
    }
    let fitted = fit(&units, Plan::default(), &folder::sha256(&root.join("corpus")));
    println!("grammar alone\n{}\nlearned, unseen units\n{}", fitted.grammar.table(), fitted.unseen.table());
    match std::fs::write(root.join(WEIGHTS), fitted.file) {
        Ok(()) => Vec::new(),
        Err(error) => vec![format!("cannot write {WEIGHTS}: {error}")],
    }
}

/// The data beside the repository.
fn shared(root: &Path) -> std::path::PathBuf {
    std::env::var_os("SAKSI_SHARED").map_or_else(|| root.join("../shared"), Into::into)
}
