//! Which numbers stand in a claim: one line a number, each unit on a scale of its own, with how exact it is said to be.

use std::fmt::Write;

use super::{cut, escaped};

/// One number that was said.
pub(crate) struct Number {
    pub(crate) who: String,
    pub(crate) day: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    /// `exact`, `about`, `at-least`, …
    pub(crate) approx: String,
    /// The number, with the sign of how exact it is.
    pub(crate) words: String,
    pub(crate) side: &'static str,
    pub(crate) link: String,
}

const WIDTH: f64 = 760.0;
const LEFT: f64 = 300.0;
const RIGHT: f64 = 620.0;
const LINE: f64 = 30.0;
/// Numbers drawn; the table has them all.
const MOST: usize = 60;

/// The plot. Empty where no number is.
pub(crate) fn numbers(numbers: &[Number], title: &str) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    // "Nasabah" in a headline is "nasabah" in the text.
    let mut units: Vec<String> = Vec::new();
    for number in numbers {
        let unit = number.unit.to_lowercase();
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let mut body = String::new();
    let mut y = 8.0;
    let mut drawn = 0;
    for unit in units {
        let of_unit: Vec<&Number> =
            numbers.iter().filter(|number| number.unit.to_lowercase() == unit).take(MOST - drawn).collect();
        if of_unit.is_empty() {
            break;
        }
        drawn += of_unit.len();
        let most = of_unit.iter().map(|number| number.value.abs()).fold(0.0, f64::max);
        let _ = write!(body, "<text class=\"unit\" x=\"0\" y=\"{:.0}\">{}</text>", y + 14.0, escaped(&cut(&unit, 60)));
        y += 24.0;
        for number in of_unit {
            line(number, y, most, &mut body);
            y += LINE;
        }
        y += 8.0;
    }
    format!(
        "<svg class=\"plot numbers\" viewBox=\"0 0 {WIDTH} {y:.0}\" role=\"group\" aria-label=\"{}\">{body}</svg>",
        escaped(title)
    )
}

fn line(number: &Number, y: f64, most: f64, out: &mut String) {
    let share = if most > 0.0 { number.value.abs() / most } else { 0.0 };
    let x = share.mul_add(RIGHT - LEFT, LEFT);
    let middle = y + 10.0;
    let unit = escaped(&cut(&number.unit, 60));
    let (side, words) = (number.side, escaped(&cut(&number.words, 18)));
    let who = escaped(&cut(&format!("{} · {}", cut(&number.who, 28), number.day), 44));
    let _ = write!(
        out,
        "<line class=\"lane\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{middle}\" y2=\"{middle}\"/>\
         <text class=\"who\" x=\"0\" y=\"{:.0}\">{who}</text><a href=\"{}\" class=\"dot {side}\"><title>{who}: {words} {unit}</title>{}\
         <text class=\"value\" x=\"{:.0}\" y=\"{:.0}\">{words}</text></a>",
        y + 14.0,
        escaped(&number.link),
        mark(&number.approx, x, middle),
        RIGHT + 22.0,
        y + 14.0
    );
}

/// A full mark for an exact number, a hollow one for a rough one, an arrow where there may be more or fewer.
fn mark(approx: &str, x: f64, y: f64) -> String {
    match approx {
        "at-least" | "more-than" => {
            format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/><path class=\"arrow\" d=\"M{:.1} {y:.1}h14m-5 -4l5 4l-5 4\"/>",
                x + 6.0
            )
        }
        "at-most" => {
            format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/><path class=\"arrow\" d=\"M{:.1} {y:.1}h-14m5 -4l-5 4l5 4\"/>",
                x - 6.0
            )
        }
        "about" | "nearly" => format!("<circle class=\"hollow\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>"),
        _ => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\"/>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64, unit: &str, approx: &str) -> Number {
        Number {
            who: "Brink & <co>".to_owned(),
            day: "2025-03-04".to_owned(),
            value,
            unit: unit.to_owned(),
            approx: approx.to_owned(),
            words: format!("{value} {unit}"),
            side: "supports",
            link: "/a".to_owned(),
        }
    }

    #[test]
    fn a_scale_a_unit() {
        let plot = numbers(
            &[number(40.0, "ships", "about"), number(1.8e6, "m3", "exact"), number(31.0, "ships", "at-least")],
            "N",
        );
        assert_eq!(plot.matches("class=\"unit\"").count(), 2);
        assert!(plot.contains("hollow") && plot.contains("arrow") && plot.contains("Brink &amp; &lt;co&gt;"));
        assert_eq!(numbers(&[], "N"), "");
    }
}
