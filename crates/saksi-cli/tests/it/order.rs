//! The output follows the inputs: their order, and nothing but them.

use std::fmt::Write;
use std::io::Read;

use crate::saksi::Folder;

/// Documents of very different length, so that threads end out of turn.
fn documents(number: usize) -> String {
    (0..number).fold(String::new(), |mut lines, n| {
        let text = "“Ya,” kata Sumi, Senin. Rano membantah tuduhan itu.\\n\\n".repeat(if n % 7 == 0 { 400 } else { 1 });
        let _ = writeln!(lines, "{{\"id\":\"{n}\",\"text\":\"{text}\",\"lang\":\"id\",\"date\":\"2025-03-05\"}}");
        lines
    })
}

#[test]
fn articles_stand_in_the_order_of_their_inputs() {
    let run = Folder::new().run_with(&["read", "-", "--jobs", "8"], documents(120).as_bytes()).ends_with(0);
    let articles = run.articles();
    let ids: Vec<String> = articles.iter().map(|article| article["input"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..120).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn the_same_input_gives_the_same_bytes_on_one_thread_or_eight() {
    let folder = Folder::with(&[("d.jsonl", documents(60).as_bytes()), ("t.txt", "“Ya,” kata Sumi.".as_bytes())]);
    for format in ["jsonl", "json", "csv", "md", "html", "sheet"] {
        let read = |jobs: &str| folder.run(&["read", ".", "gone", "--format", format, "--jobs", jobs]).ends_with(3);
        let (one, eight, again) = (read("1"), read("8"), read("8"));
        assert!(one.out == eight.out && eight.out == again.out, "{format} differs");
        assert_eq!(one.err, eight.err);
    }
}

#[test]
fn faults_do_not_move_the_others() {
    let folder = Folder::with(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let run = folder.run(&["read", "gone1", "a.txt", "gone2", "b.txt", "gone3"]).ends_with(3);
    assert_eq!(run.articles().len(), 2);
    let faults: Vec<&str> = run.err.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(faults.len(), 3);
    assert!(faults[0].contains("gone1") && faults[1].contains("gone2") && faults[2].contains("gone3"));
    assert!(run.err.contains("note: 3 of 5 inputs could not be read"));
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let folder = Folder::with(&[("d.jsonl", documents(400).as_bytes())]);
    let mut child = folder.command(&["read", "d.jsonl"]).spawn().unwrap();
    drop(child.stdin.take());
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 64]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_is_ready_is_printed_before_the_next_input_comes() {
    use std::io::{BufRead, BufReader, Write};
    let mut child = Folder::new().command(&["read", "-", "--as", "jsonl"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for turn in 0..3 {
        // More than one head of a file, so that the first look at the input is over.
        writeln!(stdin, "{{\"id\":\"{turn}\",\"text\":\"{}\"}}", "kata ".repeat(8000)).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"id\":\"{turn}\"")));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
