//! What the readable forms say of an article and of a statement, beside who, stance and words.

use saksi::statement::{Side, Stance};
use saksi_contract::{Article, Statement};

/// The side of a claim that a stance takes.
pub(super) fn side(statement: &Statement) -> Side {
    Stance::of_name(statement.stance).map_or(Side::None, Stance::side)
}

/// A sign for each side, so that no row rests on its colour alone.
pub(super) fn sign(side: Side) -> &'static str {
    match side {
        Side::Supports => "+",
        Side::Disputes => "−",
        Side::Doubts => "?",
        Side::Open => "~",
        Side::None => "○",
    }
}

/// Who is meant, where the words of the source do not already say so.
pub(super) fn meant(statement: &Statement) -> Option<String> {
    let source = statement.source.as_ref()?;
    let names: Vec<&str> = source.actors.iter().map(|actor| actor.name.as_str()).collect();
    let told = |name: &&str| source.text.to_lowercase().contains(&name.to_lowercase());
    (!names.is_empty() && !names.iter().all(told)).then(|| names.join(", "))
}

/// What a row says beside who, stance and words: a label and words each.
pub(super) fn details(article: &Article, statement: &Statement) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if !statement.cue.text.is_empty() {
        details.push(("cue", statement.cue.text.clone()));
    }
    if let Some(addressee) = &statement.addressee {
        details.push(("to", addressee.text.clone()));
    }
    if let Some(said) = &statement.said {
        let days = if said.from == said.to { said.from.clone() } else { format!("{} to {}", said.from, said.to) };
        details.push(("said", if said.text.is_empty() { days } else { format!("{} = {days}", said.text) }));
    }
    if let Some(via) = &statement.via {
        details.push(("via", via.outlet.clone()));
    }
    if let Some(evidence) = &statement.evidence {
        details.push(("evidence", format!("{} ({})", evidence.text, evidence.kind.replace('-', " "))));
    }
    for quantity in &statement.quantities {
        if let Some(value) = &quantity.value {
            let approx =
                if quantity.approx == "exact" { "" } else { &format!("{} ", quantity.approx.replace('-', " ")) };
            let unit = quantity.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let read = format!("{approx}{}{unit}", grouped(&value.to_string()));
            // "about 40 ships" is not said twice; "1,28 juta" is told with its number.
            let same =
                quantity.text.to_lowercase().replace(['.', ','], "") == read.to_lowercase().replace('\u{202f}', "");
            details.push(("number", if same { read } else { format!("{} = {read}", quantity.text) }));
        }
    }
    for (label, other) in [("inside", &statement.within), ("answers", &statement.answers)] {
        let row = other.as_ref().and_then(|id| article.statements.iter().position(|other| &other.id == id));
        if let Some(row) = row {
            details.push((label, format!("row {}", row + 1)));
        }
    }
    details
}

/// Outlet, day, place, authors, language and origin, as far as the page tells.
pub(super) fn about(article: &Article) -> Vec<String> {
    let mut about: Vec<String> = Vec::new();
    about.extend(article.outlet.clone());
    about.extend(article.published.as_deref().map(moment));
    about.extend(article.dateline.as_ref().map(|dateline| dateline.place.clone()));
    if !article.byline.is_empty() {
        about.push(format!("by {}", article.byline.join(", ")));
    }
    about.push(match article.language.as_str() {
        "id" => "Indonesian".to_owned(),
        "en" => "English".to_owned(),
        "und" => "language not known".to_owned(),
        other => format!("language {other}"),
    });
    let of = article.origin.of.as_deref().unwrap_or("another outlet");
    match article.origin.kind {
        "relay" => about.push(format!("retells {of}")),
        "syndicated" => about.push(format!("carries {of}")),
        _ => {}
    }
    about
}

/// The headline, or what the article is called without one.
pub(super) fn headline(article: &Article) -> &str {
    article.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| article.input.address())
}

/// How many statements there are.
pub(super) fn count(article: &Article) -> String {
    match article.statements.len() {
        0 => "no attributed statement found".to_owned(),
        1 => "1 statement".to_owned(),
        number => format!("{number} statements"),
    }
}

/// How many statements stand on each side that any stands on, with the sign of the side: "− 2 dispute".
pub(super) fn sides(article: &Article) -> Vec<(Side, String)> {
    let words = [
        (Side::Supports, "support"),
        (Side::Disputes, "dispute"),
        (Side::Doubts, "doubt"),
        (Side::Open, "leave open"),
        (Side::None, "take no side"),
    ];
    let of = |wanted: Side| article.statements.iter().filter(|statement| side(statement) == wanted).count();
    let counted = words.iter().map(|&(side, word)| (side, of(side), word)).filter(|&(_, number, _)| number > 0);
    counted.map(|(side, number, word)| (side, format!("{} {number} {word}", sign(side)))).collect()
}

/// Both in one line.
pub(super) fn summary(article: &Article) -> String {
    let sides = sides(article).into_iter().map(|(_, words)| words);
    std::iter::once(count(article)).chain(sides).collect::<Vec<_>>().join(" · ")
}

/// "2025-03-04T13:11:00+07:00" as "2025-03-04 13:11 +07:00".
fn moment(stamp: &str) -> String {
    match (stamp.get(..10), stamp.get(11..16), stamp.get(19..)) {
        (Some(day), Some(minute), Some(zone)) => format!("{day} {minute} {zone}"),
        _ => stamp.to_owned(),
    }
}

/// 1280000 as "1 280 000": a narrow space is read alike where the comma groups and where it divides.
fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.len() < 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{sign}{rest}");
    }
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped("1280000"), "1\u{202f}280\u{202f}000");
        assert_eq!(grouped("2025"), "2025");
        assert_eq!(grouped("-12345.5"), "−12\u{202f}345.5");
        assert_eq!(grouped("1e30"), "1e30");
    }

    #[test]
    fn moments_lose_their_seconds() {
        assert_eq!(moment("2025-03-04T13:11:00+07:00"), "2025-03-04 13:11 +07:00");
        assert_eq!(moment("2025-03-04"), "2025-03-04");
    }
}
