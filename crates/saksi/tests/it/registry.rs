//! The registry of constructions against its case files.

use saksi::Lang;
use saksi::article::Role;
use saksi::statement::{CONSTRUCTIONS, explain};

use super::cases;

#[test]
fn constructions_have_names_of_their_own() {
    let mut names: Vec<&str> = CONSTRUCTIONS.iter().map(|construction| construction.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CONSTRUCTIONS.len());
    for construction in CONSTRUCTIONS {
        assert!(!construction.reads.is_empty() && !construction.misses.is_empty(), "{}", construction.name);
    }
}

#[test]
fn constructions_have_cases() {
    let files = cases::files();
    for construction in CONSTRUCTIONS {
        let file = construction.case_file();
        let (_, cases) = files
            .iter()
            .find(|(name, _)| format!("{name}.txt") == file)
            .unwrap_or_else(|| panic!("{} has no file tests/cases/statement/{file}", construction.name));
        let listed = construction.cases().lines().filter(|line| line.starts_with("## ")).count();
        assert_eq!(listed, cases.len(), "{}: Construction::cases names another file", construction.name);
        let positive = cases.iter().filter(|case| !case.right.is_empty()).count();
        assert!(positive >= 5 && positive < cases.len(), "{file} needs positives and look-alikes");
    }
}

#[test]
fn constructions_read_their_examples() {
    let mut missed = Vec::new();
    for construction in CONSTRUCTIONS {
        assert!(!construction.examples.is_empty(), "{} has no example", construction.name);
        for (tag, example) in construction.examples {
            let lang = Lang::of_tag(tag).expect("an example is in a language that can be read");
            let role = if example.ends_with(['.', '!', '?', '”', '"']) { Role::Paragraph } else { Role::Title };
            let reading = cases::reading(example, lang, role);
            if !reading.statements.iter().any(|statement| statement.by == construction.name) {
                missed.push(format!("{} ({tag}): {example}", construction.name));
            }
        }
    }
    assert_eq!(missed, [""; 0], "examples that their own construction does not read");
}

/// Every row of every case can be explained: by its own construction, with a last step that is its stance.
#[test]
fn every_row_can_be_explained() {
    for (name, cases) in cases::files() {
        for case in cases {
            let reading = cases::reading(&case.text, case.lang, case.role);
            for (index, statement) in reading.statements.iter().enumerate() {
                let place = format!("{name}.txt ({})", case.title);
                let explanation = explain(&reading, index).unwrap_or_else(|| panic!("{place}: nothing is explained"));
                assert_eq!(explanation.by, statement.by, "{place}");
                assert_eq!(explanation.stance.last().map(|step| step.stance), Some(statement.stance), "{place}");
                assert_eq!(explanation.ends.len(), statement.content.len(), "{place}");
            }
            assert!(explain(&reading, reading.statements.len()).is_none());
        }
    }
}
