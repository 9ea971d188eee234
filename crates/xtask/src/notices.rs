//! THIRD-PARTY.md: what the program that is handed out is made of.

use std::fmt::Write;
use std::path::PathBuf;

use crate::graph::Graph;

/// Whether the notices in the repository are those of the lock file.
pub(crate) fn check(graph: &Graph) -> Vec<String> {
    let kept = std::fs::read_to_string(path(graph)).unwrap_or_default();
    if kept == text(graph) {
        Vec::new()
    } else {
        vec!["THIRD-PARTY.md is out of date; `cargo run -p xtask -- notices` writes it".to_owned()]
    }
}

/// Writes the notices anew.
pub(crate) fn write(graph: &Graph) -> Option<String> {
    let written = std::fs::write(path(graph), text(graph));
    written.err().map(|error| format!("cannot write THIRD-PARTY.md: {error}"))
}

fn path(graph: &Graph) -> PathBuf {
    graph.root.join("THIRD-PARTY.md")
}

fn text(graph: &Graph) -> String {
    let mut out = String::from(
        "# Third-party notices\n\n\
         The `saksi` command is built from the crates below, on one platform or another. Each stands under its own\n\
         licence, whose text lies in the crate's source. This list is written by `cargo run -p xtask -- notices`.\n\n\
         | crate | version | licence | source |\n|---|---|---|---|\n",
    );
    for package in graph.built_from("saksi-cli").into_iter().filter(|package| !package.is_ours) {
        let licence = package.licence.as_deref().unwrap_or("none named");
        let page = format!("https://crates.io/crates/{}", package.name);
        let source = package.repository.as_deref().unwrap_or(&page);
        let _ = writeln!(out, "| {} | {} | {licence} | <{source}> |", package.name, package.version);
    }
    out
}
