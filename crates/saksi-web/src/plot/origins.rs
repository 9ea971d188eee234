//! Who has a claim from whom: outlets on the left, those whom they take it from further right, independent origins marked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use saksi_store::export::Graph;

use super::{cut, escaped};

const WIDTH: f64 = 760.0;
const BOX: f64 = 200.0;
const LINE: f64 = 44.0;
/// Names drawn; the table has them all.
const MOST: usize = 60;

/// The plot; `how` puts a kind of edge into words. Empty where nobody has it from anybody.
pub(crate) fn origins(graph: &Graph, title: &str, how: &dyn Fn(&str) -> String) -> String {
    let names: BTreeSet<&str> = graph
        .origins
        .iter()
        .map(String::as_str)
        .chain(graph.edges.iter().flat_map(|(from, to, _)| [from.as_str(), to.as_str()]))
        .take(MOST)
        .collect();
    if names.is_empty() {
        return String::new();
    }
    let columns = columns(graph, &names);
    let last = columns.values().copied().max().unwrap_or(0);
    let mut rows = vec![0_usize; last + 1];
    let mut places: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for &name in &names {
        let column = columns[name];
        let gap = if last == 0 { 0.0 } else { (WIDTH - BOX) / last as f64 };
        // The origins stand on the right.
        let x = if last == 0 { WIDTH - BOX } else { gap * (last - column) as f64 };
        places.insert(name, (x, rows[column] as f64 * LINE + 4.0));
        rows[column] += 1;
    }
    let height = rows.iter().copied().max().unwrap_or(1) as f64 * LINE + 4.0;
    let mut out = format!(
        "<svg class=\"plot origins\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
    for (from, to, kind) in &graph.edges {
        let (Some(&(ax, ay)), Some(&(bx, by))) = (places.get(from.as_str()), places.get(to.as_str())) else { continue };
        let (x1, y1, x2, y2) = (ax + BOX, ay + 16.0, bx, by + 16.0);
        let bend = ((x2 - x1) / 2.0).abs().max(24.0);
        let _ = write!(
            out,
            "<path class=\"edge {kind}\" d=\"M{x1:.0} {y1:.0}C{:.0} {y1:.0} {:.0} {y2:.0} {x2:.0} {y2:.0}\"><title>{} {} {}</title></path>",
            x1 + bend,
            x2 - bend,
            escaped(from),
            escaped(&how(kind)),
            escaped(to)
        );
    }
    for (name, (x, y)) in &places {
        let class = if graph.origins.contains(*name) { "origin" } else { "outlet" };
        let _ = write!(
            out,
            "<g class=\"{class}\"><title>{}</title><rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{BOX}\" height=\"32\" rx=\"3\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\">{}</text></g>",
            escaped(name),
            x + 10.0,
            y + 21.0,
            escaped(&cut(name, 25))
        );
    }
    out.push_str("</svg>");
    out
}

/// How many steps a name is from what it rests on in the end; a loop of relays ends at the number of names.
fn columns<'a>(graph: &'a Graph, names: &BTreeSet<&'a str>) -> BTreeMap<&'a str, usize> {
    let mut columns: BTreeMap<&str, usize> = names.iter().map(|name| (*name, 0)).collect();
    for _ in 0..names.len().min(6) {
        for (from, to, _) in &graph.edges {
            let (Some(&from_column), Some(&to_column)) = (columns.get(from.as_str()), columns.get(to.as_str())) else {
                continue;
            };
            if from_column <= to_column && to_column < 5 {
                columns.insert(from, to_column + 1);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_stands_right_and_is_marked() {
        let graph = Graph {
            origins: BTreeSet::from(["Port office".to_owned()]),
            edges: BTreeSet::from([
                ("Kabar <Dermaga>".to_owned(), "Gulfwire".to_owned(), "via"),
                ("Gulfwire".to_owned(), "Port office".to_owned(), "says"),
            ]),
        };
        let plot = origins(&graph, "O", &str::to_owned);
        assert!(plot.contains("class=\"origin\"") && plot.matches("class=\"outlet\"").count() == 2);
        assert!(plot.contains("Kabar &lt;Dermaga&gt; via Gulfwire") && !plot.contains("<Dermaga>"));
    }

    #[test]
    fn a_loop_of_relays_ends() {
        let edge = |a: &str, b: &str| (a.to_owned(), b.to_owned(), "via");
        let graph = Graph { origins: BTreeSet::new(), edges: BTreeSet::from([edge("a", "b"), edge("b", "a")]) };
        assert!(origins(&graph, "O", &str::to_owned).contains("edge via"));
        assert_eq!(origins(&Graph::default(), "O", &str::to_owned), "");
    }
}
