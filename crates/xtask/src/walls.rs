//! The walls: what a crate must not be built from, directly or through others.

use crate::graph::Graph;

/// What the pure rooms must do without: async runtimes, networks, databases, terminals, clocks to wait on.
const IMPURE: &[&str] = &[
    "tokio",
    "async-std",
    "smol",
    "mio",
    "polling",
    "hyper",
    "reqwest",
    "ureq",
    "curl",
    "rustls",
    "native-tls",
    "openssl",
    "socket2",
    "axum",
    "rusqlite",
    "libsqlite3-sys",
    "tantivy",
    "clap",
    "anstream",
    "indicatif",
    "crossterm",
    "termcolor",
    "notify",
    "walkdir",
    "tempfile",
    "ort",
    "pyo3",
];

/// Who must not be built from what.
const WALLS: &[(&str, &[&str], &str)] = &[
    ("saksi", IMPURE, "reading is a pure function of the page"),
    ("saksi-encoder", IMPURE, "vectors are a pure function of a table and a text"),
    ("saksi-contract", IMPURE, "the shapes are shared by programs that must not pay for each other"),
    ("saksi-cli", &["openssl", "native-tls", "aws-lc-rs", "aws-lc-sys"], "one TLS, and no C library but ring's"),
];

/// What stands on the wrong side.
pub(crate) fn check(graph: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, forbidden, reason) in WALLS {
        for package in graph.built_from(name) {
            if forbidden.contains(&package.name.as_str()) {
                faults.push(format!("`{name}` is built from `{}`, but {reason}", package.name));
            }
        }
    }
    faults
}
