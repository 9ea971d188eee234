//! Arguments, exit codes, help.

use crate::saksi::Folder;

#[test]
fn arguments_that_make_no_sense_exit_with_2() {
    let folder = Folder::with(&[("a.txt", b"a")]);
    for arguments in [
        &["read"][..],
        &["red", "a.txt"],
        &["read", "a.txt", "--format", "pdf"],
        &["read", "a.txt", "--date", "someday"],
        &["read", "a.txt", "--lang", "no language"],
        &["read", "a.txt", "--timeout", "-1"],
        &["read", "a.txt", "--jobs", "0"],
        &["man", "nothing"],
        &[],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn global_options_stand_anywhere() {
    let folder = Folder::with(&[("a.txt", b"a")]);
    let expected = folder.run(&["read", "a.txt"]).ends_with(0).out;
    for arguments in [
        &["--quiet", "read", "a.txt"][..],
        &["read", "--quiet", "a.txt"],
        &["read", "a.txt", "-q"],
        &["--color", "never", "read", "a.txt"],
        &["read", "a.txt", "--color=always"],
    ] {
        assert_eq!(folder.run(arguments).ends_with(0).out, expected);
    }
}

#[test]
fn a_page_that_attests_nothing_is_no_fault_unless_asked() {
    let folder = Folder::with(&[("a.txt", b"Laut tenang.")]);
    folder.run(&["read", "a.txt"]).ends_with(0);
    folder.run(&["read", "--fail-empty", "a.txt"]).ends_with(1);
    folder.run(&["read", "--fail-empty", "a.txt", "gone"]).ends_with(3);
}

#[test]
fn colour_is_kept_from_pipes_and_given_when_asked() {
    let folder = Folder::with(&[("a.txt", b"Laut tenang.")]);
    let sheet =
        |color: &[&str]| folder.run(&[&["read", "a.txt", "--format", "sheet"], color].concat()).ends_with(0).out;
    assert!(!sheet(&[]).contains('\u{1b}'));
    assert!(sheet(&["--color", "always"]).contains('\u{1b}'));
    assert!(!sheet(&["--color", "never"]).contains('\u{1b}'));
    let mut command = folder.command(&["read", "a.txt", "--format", "sheet"]);
    let output = command.env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn the_sheet_is_as_wide_as_the_terminal() {
    let folder = Folder::with(&[("a.txt", "kata ".repeat(100).as_bytes())]);
    let mut command = folder.command(&["read", "a.txt", "--format", "sheet"]);
    let output = command.env("COLUMNS", "50").output().unwrap();
    let sheet = String::from_utf8(output.stdout).unwrap();
    assert!(sheet.lines().all(|line| line.chars().count() < 50), "{sheet}");
}

#[test]
fn help_man_and_completions() {
    let folder = Folder::new();
    assert!(folder.run(&["--help"]).ends_with(0).out.contains("Exit codes:"));
    assert!(folder.run(&["read", "--help"]).ends_with(0).out.contains("--fail-empty"));
    assert!(folder.run(&["--version"]).ends_with(0).out.starts_with("saksi "));
    assert!(folder.run(&["man"]).ends_with(0).out.contains(".TH saksi"));
    assert!(folder.run(&["man", "read"]).ends_with(0).out.contains("fail\\-empty"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(folder.run(&["completions", shell]).ends_with(0).out.contains("saksi"));
    }
}

#[test]
fn the_grammar_shows_its_examples_as_they_are_read() {
    let folder = Folder::new();
    let all = folder.run(&["grammar"]).ends_with(0).out;
    for construction in ::saksi::statement::CONSTRUCTIONS {
        let one = folder.run(&["grammar", construction.name]).ends_with(0).out;
        assert!(all.contains(&one), "{one}");
        assert!(one.contains(construction.reads.split(' ').next().unwrap()), "{one}");
    }
    assert!(all.contains("(denies)"), "the examples are read: {all}");
    folder.run(&["grammar", "nothing"]).ends_with(2);
}
