//! Plots as SVG, rendered here: plain values in, markup out. Colours and lines are the style sheet's; every plot stands beside
//! a table that says the same.

mod numbers;
mod origins;
mod timeline;

pub(crate) use numbers::{Number, numbers};
pub(crate) use origins::origins;
pub(crate) use timeline::{Dot, timeline};

/// Text inside markup.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// At most so many characters, with `…` where words were cut off.
fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Days since the year 0, for distances between days.
fn day_number(day: &str) -> Option<i64> {
    let date: saksi::date::Date = day.get(..10)?.parse().ok()?;
    let zero = saksi::date::Date::constant(1, 1, 1);
    Some(i64::from((date - zero).get_days()))
}
