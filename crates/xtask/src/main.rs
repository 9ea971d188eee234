//! Housekeeping that needs no tool but cargo: `cargo run -p xtask -- walls licences`.
//!
//! - `walls`: no crate depends on what its room must not know.
//! - `licences`: every dependency's licence is one of those in `deny.toml`, and the notices are up to date.
//! - `notices`: writes THIRD-PARTY.md anew.
//! - `corpus`: proves the corpus sound and prints what it covers; `corpus score` measures the reader on it, `corpus agreement`
//!   one labelling against another, `corpus curve` what more units bring.
//! - `fit`: fits the weights of the learned part on the corpus (with `--profile fast`).

#![allow(clippy::print_stdout, clippy::print_stderr)] // It speaks to people at a terminal, and nothing else.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // It reads files and runs cargo.

mod corpus;
mod graph;
mod licence;
mod notices;
mod walls;

use std::process::ExitCode;

use graph::Graph;

fn main() -> ExitCode {
    let tasks: Vec<String> = std::env::args().skip(1).collect();
    if tasks.is_empty() {
        eprintln!("usage: cargo run -p xtask -- walls|licences|notices|corpus [score|agreement|curve]|fit...");
        return ExitCode::from(2);
    }
    let graph = match Graph::of_workspace() {
        Ok(graph) => graph,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::FAILURE;
        }
    };
    let mut faults = Vec::new();
    let mut tasks_left = tasks.iter().map(String::as_str).peekable();
    while let Some(task) = tasks_left.next() {
        match task {
            "corpus" => match tasks_left.next_if(|next| matches!(*next, "score" | "agreement" | "curve")) {
                Some("score") => faults.extend(corpus::score(&graph.root)),
                Some("agreement") => faults.extend(corpus::agree(&graph.root)),
                Some(_) => faults.extend(corpus::curve(&graph.root)),
                None => faults.extend(corpus::check(&graph.root)),
            },
            "fit" => faults.extend(corpus::refit(&graph.root)),
            "walls" => faults.extend(walls::check(&graph)),
            "licences" => {
                faults.extend(licence::check(&graph));
                faults.extend(notices::check(&graph));
            }
            "notices" => faults.extend(notices::write(&graph)),
            other => faults.push(format!("no task is called `{other}`")),
        }
    }
    for fault in &faults {
        eprintln!("error: {fault}");
    }
    if faults.is_empty() {
        println!("{}: good", tasks.join(", "));
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
