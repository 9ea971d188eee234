//! The chain of relays behind a claim as a graph: outlets, whom they take it from, and the origins; and as Graphviz reads it.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::claim::ClaimCard;

/// Who has a claim from whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The independent origins.
    pub origins: BTreeSet<String>,
    /// From whom to whom, and how: `via`, `says`, `carries`, `retells`.
    pub edges: BTreeSet<(String, String, &'static str)>,
}

/// The graph of a claim.
pub fn graph(card: &ClaimCard) -> Graph {
    let mut edges: BTreeSet<(String, String, &'static str)> = BTreeSet::new();
    let mut origins: BTreeSet<String> = BTreeSet::new();
    for origin in card.value["origins"].as_array().into_iter().flatten() {
        let name = origin["name"].as_str().unwrap_or_default();
        origins.insert(name.to_owned());
        for place in origin["statements"].as_array().into_iter().flatten() {
            let row = card.rows.iter().find(|row| place["article"] == row.article.id && place["statement"] == row.id());
            let Some(row) = row else { continue };
            let outlet = row.article.outlet.clone().unwrap_or_else(|| row.article.address.clone());
            match row.statement["via"]["outlet"].as_str() {
                Some(via) if via != name => {
                    edges.insert((outlet, via.to_owned(), "via"));
                    edges.insert((via.to_owned(), name.to_owned(), "says"));
                }
                _ if outlet != name => {
                    edges.insert((outlet, name.to_owned(), "says"));
                }
                _ => {}
            }
        }
    }
    for row in &card.rows {
        if let (Some(of), Some(outlet)) = (&row.article.origin_of, &row.article.outlet)
            && of != outlet
        {
            let kind = if row.article.origin_kind == "syndicated" { "carries" } else { "retells" };
            edges.insert((outlet.clone(), of.clone(), kind));
        }
    }
    Graph { origins, edges }
}

/// The graph of a claim for Graphviz.
pub fn dot(card: &ClaimCard) -> String {
    let Graph { origins, edges } = graph(card);
    let mut out = "digraph claim {\n  rankdir=RL;\n  node [shape=box, fontname=\"sans-serif\"];\n".to_owned();
    for origin in origins {
        let _ = writeln!(out, "  {} [style=bold];", quoted(&origin));
    }
    for (from, to, how) in edges {
        let _ = writeln!(out, "  {} -> {} [label={}];", quoted(&from), quoted(&to), quoted(how));
    }
    out.push_str("}\n");
    out
}

fn quoted(words: &str) -> String {
    let inert: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", inert.replace('\\', "\\\\").replace('"', "\\\""))
}
