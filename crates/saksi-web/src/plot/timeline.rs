//! Who said what when: one lane a side, one mark a statement, in the order of the days.

use std::collections::HashMap;
use std::fmt::Write;

use super::{cut, day_number, escaped};

/// One statement on the line.
#[derive(Clone)]
pub(crate) struct Dot {
    pub(crate) day: String,
    pub(crate) side: &'static str,
    /// Who, and what: the words of the mark.
    pub(crate) words: String,
    pub(crate) link: String,
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 110.0;
const RIGHT: f64 = 720.0;
const LANE: f64 = 54.0;
/// Marks of one day and side stand above each other, so many at most.
const STACK: usize = 4;
/// Room that the words of a day take.
const TICK: f64 = 90.0;

/// The plot; `lane` names a side, `day_words` a day and `title` the whole. Empty where no statement has a day.
pub(crate) fn timeline(
    dots: &[Dot],
    title: &str,
    lane: &dyn Fn(&str) -> String,
    day_words: &dyn Fn(&str) -> String,
) -> String {
    let placed: Vec<(&Dot, i64)> = dots.iter().filter_map(|dot| Some((dot, day_number(&dot.day)?))).collect();
    let (Some(first), Some(last)) =
        (placed.iter().map(|(_, day)| *day).min(), placed.iter().map(|(_, day)| *day).max())
    else {
        return String::new();
    };
    let sides: Vec<&str> = ["supports", "disputes", "doubts", "open", "none"]
        .into_iter()
        .filter(|side| placed.iter().any(|(dot, _)| dot.side == *side))
        .collect();
    let height = sides.len() as f64 * LANE + 34.0;
    let across = |day: i64| {
        let share = if last > first { (day - first) as f64 / (last - first) as f64 } else { 0.5 };
        share.mul_add(RIGHT - LEFT - 24.0, LEFT + 12.0)
    };
    let mut out = format!(
        "<svg class=\"plot timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\"{}\">",
        escaped(title)
    );
    for (index, side) in sides.iter().enumerate() {
        let y = (index as f64).mul_add(LANE, LANE - 14.0);
        let _ = write!(
            out,
            "<line class=\"lane\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y}\" y2=\"{y}\"/><text class=\"label {side}\" x=\"0\" y=\"{:.0}\">{}</text>",
            y + 4.0,
            escaped(&lane(side))
        );
    }
    let mut stacks: HashMap<(i64, &str), usize> = HashMap::new();
    for (dot, day) in &placed {
        let lane = sides.iter().position(|side| *side == dot.side).unwrap_or(0);
        let stacked = stacks.entry((*day, dot.side)).or_default();
        let up = *stacked as f64 * 10.0;
        *stacked += 1;
        if *stacked > STACK {
            continue;
        }
        let (x, y) = (across(*day), (lane as f64).mul_add(LANE, LANE - 14.0) - up);
        let _ = write!(
            out,
            "<a href=\"{}\" class=\"dot {}\"><title>{}</title>{}</a>",
            escaped(&dot.link),
            dot.side,
            escaped(&cut(&dot.words, 120)),
            mark(dot.side, x, y)
        );
    }
    // What found no room above its day is counted beside the highest mark.
    let mut crowded: Vec<(i64, &str, usize)> =
        stacks.into_iter().filter(|(_, many)| *many > STACK).map(|((day, side), many)| (day, side, many)).collect();
    crowded.sort_unstable();
    for (day, side, many) in crowded {
        let lane = sides.iter().position(|name| *name == side).unwrap_or(0);
        let y = (lane as f64).mul_add(LANE, LANE - 14.0) - (STACK - 1) as f64 * 10.0;
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{:.0}\" y=\"{:.0}\">+{}</text>",
            across(day) + 10.0,
            y + 4.0,
            many - STACK
        );
    }
    let mut days: Vec<(i64, &str)> = placed.iter().map(|(dot, day)| (*day, dot.day.as_str())).collect();
    days.sort_unstable();
    days.dedup_by_key(|(day, _)| *day);
    let foot = height - 8.0;
    // The last day is always named; before it, those that have room.
    let end = across(last);
    let mut free = f64::MIN;
    for (day, words) in days {
        let x = across(day);
        if day != last && (x < free || x > end - TICK) {
            continue;
        }
        free = x + TICK;
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{x:.0}\" y=\"{foot:.0}\" text-anchor=\"middle\">{}</text>",
            escaped(&day_words(words))
        );
    }
    out.push_str("</svg>");
    out
}

/// A mark of its own shape for every side.
fn mark(side: &str, x: f64, y: f64) -> String {
    match side {
        "supports" => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\"/>"),
        "disputes" => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"13\" height=\"13\"/>", x - 6.5, y - 6.5),
        "doubts" => format!("<path d=\"M{x:.1} {:.1}l8 14h-16z\"/>", y - 8.0),
        "open" => format!("<path d=\"M{x:.1} {:.1}l8 8l-8 8l-8 -8z\"/>", y - 8.0),
        _ => format!("<circle class=\"hollow\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(day: &str, side: &'static str) -> Dot {
        Dot { day: day.to_owned(), side, words: "<b>Brink</b>: x".to_owned(), link: "/a#r-1".to_owned() }
    }

    #[test]
    fn lanes_and_marks() {
        let plot = timeline(
            &[dot("2025-03-04", "supports"), dot("2025-03-09", "disputes")],
            "T",
            &str::to_owned,
            &str::to_owned,
        );
        assert_eq!(plot.matches("class=\"lane\"").count(), 2);
        assert!(plot.contains("<circle") && plot.contains("<rect") && plot.contains("2025-03-04"));
        assert!(plot.contains("&lt;b&gt;Brink") && !plot.contains("<b>"));
    }

    #[test]
    fn a_crowded_day_is_counted() {
        let plot = timeline(&vec![dot("2025-03-04", "supports"); 9], "T", &str::to_owned, &str::to_owned);
        assert!(plot.matches("<circle").count() == 4 && plot.contains(">+5<"));
    }

    #[test]
    fn nothing_without_days() {
        assert_eq!(timeline(&[dot("", "supports")], "T", &str::to_owned, &str::to_owned), "");
        assert!(timeline(&[dot("2025-03-04", "none")], "T", &str::to_owned, &str::to_owned).contains("middle"));
    }
}
