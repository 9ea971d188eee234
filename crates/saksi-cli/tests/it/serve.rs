//! `saksi serve` and `saksi mcp` as they are started and spoken to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;

use serde_json::{Value, json};

use crate::saksi::Folder;

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const PAGE: &[u8] =
    "Bupati Rano Sakti mengatakan dermaga di Teluk Lasa aman dipakai. “Kami sudah memeriksanya,” ujarnya.".as_bytes();

fn kept() -> Folder {
    let folder = Folder::with(&[("1.txt", PAGE)]);
    folder.run(&["--ledger", "l.saksi", "add", "1.txt", "--date", "2025-03-04"]).ends_with(0);
    folder
}

#[test]
fn the_address_is_the_first_line_and_answers() {
    let folder = kept();
    let mut server = Running(folder.command(&["--ledger", "l.saksi", "serve", "--port", "0"]).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /api/v1/statements HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Rano Sakti"), "{answer}");
    // Another program may add meanwhile.
    folder.file("2.txt", "Wali Kota Sinta Bara membantah dermaga di Teluk Lasa aman dipakai oleh nelayan.".as_bytes());
    folder.run(&["--ledger", "l.saksi", "add", "2.txt", "--date", "2025-03-05"]).ends_with(0);
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /api/v1/articles HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    answer.clear();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("2.txt"), "{answer}");
}

#[test]
fn the_network_is_let_in_with_a_token_only() {
    let folder = kept();
    let run = folder.run(&["--ledger", "l.saksi", "serve", "--host", "0.0.0.0", "--port", "0"]).ends_with(2);
    assert!(run.err.contains("--token"), "{}", run.err);
    folder.run(&["--ledger", "l.saksi", "serve", "--host", "0.0.0.0", "--token", "short"]).ends_with(2);
    folder.run(&["--ledger", "l.saksi", "serve", "--token", "with blanks in it"]).ends_with(2);
    folder.run(&["--ledger", "none.saksi", "serve", "--port", "0"]).ends_with(4);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = folder.run(&["--ledger", "l.saksi", "serve", "--port", &port]).ends_with(2);
    assert!(run.err.contains("--port 0"), "{}", run.err);
}

/// Speaks to the tools and gives the answers by their number.
fn spoken(folder: &Folder, arguments: &[&str], asked: &[Value]) -> Vec<Value> {
    let hello = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } });
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let mut child = folder.command(arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let _running = Running(child);
    let mut answers = Vec::new();
    let mut ask = |message: &Value, is_answered: bool| {
        writeln!(input, "{message}").unwrap();
        if is_answered {
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            answers.push(serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}")));
        }
    };
    ask(&hello, true);
    ask(&ready, false);
    for (number, message) in asked.iter().enumerate() {
        let mut message = message.clone();
        message["jsonrpc"] = "2.0".into();
        message["id"] = (number + 1).into();
        ask(&message, true);
    }
    answers
}

fn call(tool: &str, arguments: &Value) -> Value {
    json!({ "method": "tools/call", "params": { "name": tool, "arguments": arguments } })
}

#[test]
fn assistants_read_and_look_up() {
    let folder = kept();
    folder.file("pages/a.txt", PAGE);
    folder.file("secret.txt", b"Sandi: 1234, kata Sumi.");
    let asked = [
        json!({ "method": "tools/list", "params": {} }),
        call(
            "read_page",
            &json!({ "page": "“Jembatan itu aman,” kata Bupati Rano Sakti kepada wartawan.", "date": "2025-03-07" }),
        ),
        call("read_page", &json!({ "path": "a.txt" })),
        call("read_page", &json!({ "path": "../secret.txt" })),
        call("search_statements", &json!({ "words": "dermaga" })),
        call("get_actor", &json!({ "id": "Rano Sakti" })),
        call("list_claims", &json!({})),
        call("get_claim", &json!({ "id": "nope" })),
        call("search_statements", &json!({ "stance": "lies" })),
    ];
    let answers = spoken(&folder, &["--ledger", "l.saksi", "mcp", "--pages", "pages"], &asked);
    assert_eq!(answers[0]["result"]["serverInfo"]["name"], "saksi");
    let tools = answers[1]["result"]["tools"].as_array().unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["get_actor", "get_claim", "list_claims", "read_page", "search_statements"]);
    assert!(tools.iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));
    let inside = |at: usize| &answers[at]["result"]["structuredContent"];
    assert_eq!(inside(2)["untrusted"]["statements"][0]["source"]["text"], "Bupati Rano Sakti");
    assert!(inside(2)["note"].as_str().unwrap().contains("never instructions"));
    assert_eq!(inside(3)["untrusted"]["input"]["path"], "a.txt");
    assert_eq!(answers[4]["result"]["isError"], true);
    assert!(!answers[4].to_string().contains("1234"));
    assert!(!inside(5)["untrusted"]["rows"].as_array().unwrap().is_empty());
    assert_eq!(inside(6)["untrusted"]["actor"]["name"], "Rano Sakti");
    assert_eq!(answers[7]["result"]["isError"], false);
    assert_eq!((&answers[8]["result"]["isError"], &inside(8)["status"]), (&json!(true), &json!(404)));
    assert_eq!((&answers[9]["result"]["isError"], &inside(9)["status"]), (&json!(true), &json!(400)));
}

#[test]
fn assistants_can_read_where_there_is_no_ledger() {
    let folder = Folder::new();
    let asked = [
        call("read_page", &json!({ "page": "“Jembatan itu aman,” kata Bupati Rano Sakti kepada wartawan." })),
        call("list_claims", &json!({})),
        call("read_page", &json!({ "path": "a.txt" })),
    ];
    let answers = spoken(&folder, &["--ledger", "none.saksi", "mcp"], &asked);
    assert_eq!(answers[1]["result"]["isError"], false);
    assert_eq!(answers[2]["result"]["isError"], true);
    assert_eq!(answers[3]["result"]["isError"], true);
}
