//! The ledger as its users keep it: added twice, killed, damaged, full, shared.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::time::Duration;

use serde_json::Value;

use crate::saksi::Folder;

/// Documents with a few statements each.
fn documents(range: std::ops::Range<usize>) -> String {
    range.fold(String::new(), |mut lines, n| {
        let text = format!(
            "\\\"Kapal {n} karam,\\\" kata Menteri Sumi Lestari. Rano Wetan membantah bahwa {n} kapal karam.\\n\\n\
             Menurut Ida Brink, sekitar {n} orang selamat."
        );
        let day = n % 28 + 1;
        let _ = writeln!(
            lines,
            "{{\"id\":\"d{n}\",\"text\":\"{text}\",\"lang\":\"id\",\"date\":\"2026-02-{day:02}\",\"outlet\":\"Kabar Hulu\"}}"
        );
        lines
    })
}

/// Documents of which none speaks of the same as another: keeping is tried, not joining.
fn unrelated(count: usize) -> String {
    let name = |n: usize, start: char| {
        let syllables = ["ba", "du", "ke", "lo", "mi", "na", "pu", "re", "si", "to", "wa", "ya"];
        let rest: String = [n % 12, n / 12 % 12, n / 144 % 12, 7 * n % 12].map(|at| syllables[at]).concat();
        format!("{start}{rest}")
    };
    (0..count).fold(String::new(), |mut lines, n| {
        let (who, what, place) = (name(n, 'R'), name(n * 5 + 1, 'k'), name(n * 7 + 2, 'P'));
        let text = format!("\\\"Gedung {what} roboh,\\\" kata {who} {place}. {what} {place} tidak dipakai lagi.");
        let _ = writeln!(lines, "{{\"id\":\"d{n}\",\"text\":\"{text}\",\"lang\":\"id\",\"outlet\":\"Kabar {place}\"}}");
        lines
    })
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn with_ledger(pages: usize) -> Folder {
    let folder = Folder::with(&[("d.jsonl", documents(0..pages).as_bytes())]);
    folder.run(&["--ledger", "l.saksi", "add", "d.jsonl"]).ends_with(0);
    folder
}

#[test]
fn adding_again_is_harmless() {
    let folder = with_ledger(20);
    let again = folder.run(&["add", "--ledger", "l.saksi", "d.jsonl"]).ends_with(0);
    assert!(lines(&again.out).iter().all(|told| told["state"] == "known"));
    let rows = lines(&folder.run(&["statements", "--ledger", "l.saksi", "-n", "1000"]).ends_with(0).out);
    assert!(rows.len() >= 40);
    let checked = folder.run(&["verify", "--ledger", "l.saksi"]).ends_with(0);
    assert_eq!(lines(&checked.out)[0]["articles"], 20);
}

#[test]
fn a_bad_page_is_recorded_and_the_others_are_kept() {
    let folder = Folder::with(&[("a.txt", "\"Ya,\" kata Sumi Lestari.".as_bytes()), ("b.pdf", b"%PDF-1.7 ...")]);
    let run = folder.run(&["add", "--ledger", "l.saksi", "a.txt", "b.pdf", "gone.txt", "--lang", "id"]).ends_with(3);
    let told = lines(&run.out);
    assert_eq!(told.iter().filter(|told| told["state"] == "new").count(), 1);
    assert_eq!(told.iter().filter(|told| told["state"] == "unread").count(), 2);
}

#[test]
fn search_prints_what_was_found() {
    let folder = with_ledger(30);
    let search = |arguments: &[&str]| {
        lines(&folder.run(&[&["--ledger", "l.saksi", "search"], arguments].concat()).ends_with(0).out)
    };
    let rows = search(&["bantahan", "--stance", "denies", "-n", "5"]);
    assert!(rows.is_empty(), "the cue is no content");
    let rows = search(&["karam", "--stance", "denies", "-n", "5"]);
    assert_eq!(rows.len(), 5);
    for row in &rows {
        let (text, span) = (row["snippet"]["text"].as_str().unwrap(), &row["snippet"]["spans"][0]);
        let at = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
        assert_eq!(text.chars().skip(at(0)).take(at(1) - at(0)).collect::<String>(), "karam");
    }
    let sheet = folder.run(&["--ledger", "l.saksi", "search", "karam", "--format", "sheet"]).ends_with(0);
    assert!(sheet.out.contains("denies") && sheet.err.contains("--after"));
    folder.run(&["--ledger", "l.saksi", "search", "..."]).ends_with(2);
    let actor = folder.run(&["--ledger", "l.saksi", "actor", "Brink"]).ends_with(0);
    assert_eq!(lines(&actor.out)[0]["name"], "Ida Brink");
    folder.run(&["--ledger", "l.saksi", "actor", "nobody at all"]).ends_with(2);
}

#[test]
fn claims_and_every_form_of_export() {
    let folder = with_ledger(12);
    let run = |arguments: &[&str]| folder.run(&[&["--ledger", "l.saksi"], arguments].concat()).ends_with(0).out;
    let claims = lines(&run(&["claims"]));
    assert!(!claims.is_empty());
    let id = claims[0]["id"].as_str().unwrap();
    let member = &claims[0]["statements"][0];
    let name = format!("{}/{}", member["article"].as_str().unwrap(), member["statement"].as_str().unwrap());
    assert_eq!(lines(&run(&["claim", &name]))[0], claims[0]);
    assert!(run(&["claim", &name, "--format", "sheet"]).contains("TIMELINE"));
    assert!(run(&["claim", &name, "--format", "dot"]).starts_with("digraph"));
    assert!(run(&["claims", "--format", "sheet"]).contains(id));
    for row in lines(&run(&["export", "jsonl"])) {
        assert!(row["text"].is_null() && row["context"]["text"].as_str().unwrap().len() < 600);
    }
    assert!(lines(&run(&["export", "jsonl", "--full-text"]))[0]["text"].is_string());
    assert!(run(&["export", "csv"]).lines().count() > 24);
    for form in ["jsonld", "web-annotation", "prov"] {
        let _: Value = serde_json::from_str(&run(&["export", form])).unwrap();
        let _: Value = serde_json::from_str(&run(&["export", form, "--claim", &name])).unwrap();
    }
    assert_eq!(lines(&run(&["export", "ninjs"])).len(), 12);
    let page = run(&["export", "html", "--claim", &name]);
    assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
    folder.run(&["--ledger", "l.saksi", "export", "html"]).ends_with(2);
}

#[test]
fn corrections_and_forgetting_by_the_command() {
    let folder = with_ledger(4);
    let run =
        |arguments: &[&str], code: i32| folder.run(&[&["--ledger", "l.saksi"], arguments].concat()).ends_with(code).out;
    run(&["correct", "merge", "Ida Brink", "Sumi Lestari", "--reason", "one person"], 0);
    run(&["correct", "undo", "1", "--reason", "two after all", "--by", "Sri"], 0);
    let list = lines(&run(&["correct", "list"], 0));
    assert_eq!((list[0]["state"].as_str(), list[1]["who"].as_str()), (Some("undone"), Some("Sri")));
    run(&["correct", "merge", "Ida Brink", "nobody", "--reason", "x"], 2);
    run(&["forget", "d3", "--reason", "asked for"], 0);
    run(&["forget", "Ida Brink", "--reason", "asked for"], 0);
    run(&["actor", "Brink"], 2);
    run(&["reread", "--all"], 0);
    run(&["verify"], 0);
}

#[test]
fn killed_at_any_moment_nothing_reported_is_lost() {
    let folder = Folder::with(&[("d.jsonl", unrelated(200).as_bytes())]);
    let mut reported = std::collections::BTreeSet::new();
    for turn in 0..20_u64 {
        let mut child = folder.command(&["--ledger", "l.saksi", "add", "d.jsonl"]).spawn().unwrap();
        drop(child.stdin.take());
        let out = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            // A line that was cut off was not reported.
            let told = out.lines().map_while(Result::ok).filter_map(|line| serde_json::from_str::<Value>(&line).ok());
            told.filter_map(|told| told["article"].as_str().map(str::to_owned)).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(20 + turn * turn * 7 % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        reported.extend(reader.join().unwrap());
    }
    if reported.is_empty() {
        // A machine too slow to keep anything before it is killed has nothing to lose.
        folder.run(&["--ledger", "l.saksi", "add", "d.jsonl"]).ends_with(0);
    }
    let checked = folder.run(&["--ledger", "l.saksi", "verify"]).ends_with(0);
    assert!(lines(&checked.out)[0]["articles"].as_u64().unwrap() >= reported.len() as u64);
    let again = folder.run(&["--ledger", "l.saksi", "add", "d.jsonl"]).ends_with(0);
    for told in lines(&again.out) {
        let is_reported = reported.contains(told["article"].as_str().unwrap());
        assert!(!is_reported || told["state"] == "known", "{told} was reported as kept, and is not there");
    }
    folder.run(&["--ledger", "l.saksi", "verify"]).ends_with(0);
}

#[test]
fn two_programs_add_at_once() {
    let folder =
        Folder::with(&[("a.jsonl", documents(0..200).as_bytes()), ("b.jsonl", documents(100..300).as_bytes())]);
    let start = |file: &str| folder.command(&["--ledger", "l.saksi", "add", file]).spawn().unwrap();
    let (a, b) = (start("a.jsonl"), start("b.jsonl"));
    for child in [a, b] {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let checked = lines(&folder.run(&["--ledger", "l.saksi", "verify"]).ends_with(0).out);
    assert_eq!(checked[0]["articles"], 300);
}

#[test]
fn a_damaged_or_foreign_or_missing_file_is_an_error_and_stays_as_it_is() {
    let folder = with_ledger(60);
    let whole = std::fs::read(folder.path("l.saksi")).unwrap();
    let mut torn = whole.clone();
    let middle = torn.len() / 2;
    for byte in &mut torn[4096..middle] {
        *byte ^= 0x5a;
    }
    folder.file("torn.saksi", &torn);
    folder.file("text.saksi", "hanya teks. ".repeat(500).as_bytes());
    for name in ["torn.saksi", "text.saksi"] {
        let before = std::fs::read(folder.path(name)).unwrap();
        for command in [&["statements"][..], &["verify"], &["add", "d.jsonl"]] {
            let run = folder.run(&[&["--ledger", name], command].concat()).ends_with(4);
            assert!(run.err.starts_with("error: "), "{}", run.err);
        }
        assert!(std::fs::read(folder.path(name)).unwrap() == before, "{name} was changed");
    }
    folder.run(&["--ledger", "none.saksi", "statements"]).ends_with(4);
    assert!(!folder.path("none.saksi").exists());
    folder.run(&["--ledger", "no/such/folder/l.saksi", "add", "d.jsonl"]).ends_with(4);
}

#[test]
fn a_newer_ledger_is_an_error_and_stays_as_it_is() {
    let folder = with_ledger(3);
    let path = folder.path("l.saksi");
    let mut bytes = std::fs::read(&path).unwrap();
    // The kind of a ledger stands at byte 60 of the file.
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&path, &bytes).unwrap();
    let run = folder.run(&["--ledger", "l.saksi", "add", "d.jsonl"]).ends_with(4);
    assert!(run.err.contains("newer"), "{}", run.err);
    assert!(std::fs::read(&path).unwrap() == bytes);
}

#[test]
fn a_full_disk_is_an_error_and_the_ledger_stays_as_it_was() {
    let folder = Folder::with(&[("d.jsonl", documents(0..6000).as_bytes())]);
    let small = folder.path("small");
    std::fs::create_dir(&small).unwrap();
    let mount =
        std::process::Command::new("mount").args(["-t", "tmpfs", "-o", "size=1500k", "tmpfs"]).arg(&small).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        let _ = writeln!(std::io::stderr(), "skipped: a small file system can be mounted by root only");
        return;
    }
    let run = folder.run(&["--ledger", "small/l.saksi", "add", "d.jsonl"]);
    let checked = folder.run(&["--ledger", "small/l.saksi", "verify"]);
    let _ = std::process::Command::new("umount").arg("-l").arg(&small).output();
    assert_eq!(run.code, 4, "{}", run.err);
    assert!(run.err.contains("full"), "{}", run.err);
    let kept = lines(&run.out).len() as u64;
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(kept > 0 && lines(&checked.out)[0]["articles"].as_u64().unwrap() >= kept);
}
