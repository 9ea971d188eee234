//! What the corpus covers, counted: construction, stance, topic, style, kind; holes are visible as dots.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use saksi::segment::Segments;
use saksi::statement::Stance;

use crate::sound;
use crate::unit::Unit;

/// All tables, for a terminal.
pub fn tables(units: &[Unit]) -> String {
    let mut out = String::new();
    let languages: BTreeSet<&str> = units.iter().map(|unit| unit.lang.tag()).collect();
    for lang in languages {
        let here: Vec<&Unit> = units.iter().filter(|unit| unit.lang.tag() == lang).collect();
        let rows: usize = here.iter().map(|unit| unit.rows.len()).sum();
        let none = here.iter().filter(|unit| unit.rows.is_empty()).count();
        let held = here.iter().filter(|unit| unit.is_held_out()).count();
        let _ = writeln!(out, "{lang}: {} units, {rows} rows, {none} units without a row, {held} held out", here.len());
        let stances: Vec<&str> = Stance::ALL.iter().map(|stance| stance.name()).collect();
        let by_row = |key: &dyn Fn(&Unit) -> String| {
            let mut counts = Counts::new();
            for unit in &here {
                for stance in unit.rows.iter().filter_map(|row| row.stance) {
                    *counts.entry((key(unit), stance.name().to_owned())).or_default() += 1;
                }
            }
            counts
        };
        let unit_counts = |row: &dyn Fn(&Unit) -> String, column: &dyn Fn(&Unit) -> String| {
            let mut counts = Counts::new();
            for unit in &here {
                *counts.entry((row(unit), column(unit))).or_default() += 1;
            }
            counts
        };
        let topics: BTreeSet<&str> = here.iter().map(|unit| unit.topic.as_str()).collect();
        let topics: Vec<&str> = topics.into_iter().collect();
        table(&mut out, "rows, construction x stance", &stances, &by_row(&|unit| unit.construction.clone()));
        table(&mut out, "rows, topic x stance", &stances, &by_row(&|unit| unit.topic.clone()));
        table(&mut out, "rows, style x stance", &stances, &by_row(&|unit| unit.style.clone()));
        let by_topic = |row: &dyn Fn(&Unit) -> String| unit_counts(row, &|unit: &Unit| unit.topic.clone());
        table(&mut out, "units, construction x topic", &topics, &by_topic(&|unit| unit.construction.clone()));
        table(&mut out, "units, style x topic", &topics, &by_topic(&|unit| unit.style.clone()));
        let mut kinds = Counts::new();
        for unit in &here {
            let segments = Segments::of(&unit.article(), unit.lang);
            for row in &unit.rows {
                let kind = sound::kind(unit, &segments, row).name().to_owned();
                *kinds.entry((kind, row.stance.map_or("-", Stance::name).to_owned())).or_default() += 1;
            }
        }
        table(&mut out, "rows, kind x stance", &stances, &kinds);
    }
    out
}

type Counts = BTreeMap<(String, String), usize>;

fn table(out: &mut String, title: &str, columns: &[&str], counts: &Counts) {
    let rows: BTreeSet<&str> = counts.keys().map(|(row, _)| row.as_str()).collect();
    let wide = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0).max(8);
    let _ = writeln!(out, "\n{title}");
    let _ = write!(out, "{:wide$}", "");
    for column in columns {
        let _ = write!(out, " {:>5}", column.chars().take(5).collect::<String>());
    }
    let _ = writeln!(out, "   all");
    for row in rows {
        let _ = write!(out, "{row:wide$}");
        let mut all = 0;
        for column in columns {
            match counts.get(&(row.to_owned(), (*column).to_owned())) {
                Some(&count) => {
                    all += count;
                    let _ = write!(out, " {count:>5}");
                }
                None => out.push_str("     ."),
            }
        }
        let _ = writeln!(out, " {all:>5}");
    }
    let _ = writeln!(out);
}

#[cfg(test)]
mod tests {
    use saksi::Lang;

    #[test]
    fn holes_are_dots() {
        let words = "## a | agency | clause | denies\n[S1 Ida] [C1 denied] [T1 that it was so].\n= 1 denies\n";
        let units = crate::markup::parse("f", Lang::En, "ports", words).0;
        let told = super::tables(&units);
        assert!(told.contains("en: 1 units, 1 rows, 0 units without a row"), "{told}");
        let line = told.lines().find(|line| line.starts_with("clause")).unwrap_or_default();
        assert_eq!(line.split_whitespace().collect::<Vec<_>>()[1..5], [".", ".", ".", "1"]);
    }
}
