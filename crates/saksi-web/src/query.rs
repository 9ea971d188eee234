//! What is asked for in an address: filters, order, a place to go on from. The pages and the API understand the same.

use saksi::statement::{Side, Stance};
use saksi_store::{Filter, Order, Query};
use serde::Deserialize;

use crate::problem::Problem;
use crate::reading;

/// Filters of rows, every one of them optional; an empty one is none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Rows {
    pub(crate) q: String,
    pub(crate) actor: String,
    pub(crate) stance: String,
    pub(crate) side: String,
    pub(crate) language: String,
    pub(crate) outlet: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) claim: String,
    pub(crate) article: String,
    pub(crate) order: String,
    pub(crate) after: String,
    pub(crate) limit: String,
}

/// The names of the filters in an address, in the order of [`Rows::pairs`].
const NAMES: [&str; 11] =
    ["q", "actor", "stance", "side", "language", "outlet", "from", "to", "claim", "article", "order"];

/// The longest words that are looked for, in characters.
const LONGEST: usize = 500;

impl Rows {
    fn values(&self) -> [&str; 11] {
        [
            &self.q,
            &self.actor,
            &self.stance,
            &self.side,
            &self.language,
            &self.outlet,
            &self.from,
            &self.to,
            &self.claim,
            &self.article,
            &self.order,
        ]
    }

    /// The filters that are set, without the place to go on from.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        NAMES.into_iter().zip(self.values()).filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    /// The filters as they stand in an address.
    pub(crate) fn address(&self) -> String {
        self.pairs().iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }

    /// The filter that the ledger understands.
    pub(crate) fn filter(&self) -> Result<Filter, Problem> {
        if self.values().iter().any(|value| value.chars().count() > LONGEST || value.contains('\0')) {
            return Err(Problem::bad(format!("what is looked for is longer than {LONGEST} characters, or no text")));
        }
        let some = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        let language = some(&self.language).map(|language| reading::tag(&language)).transpose()?;
        let stance = some(&self.stance)
            .map(|name| Stance::of_name(&name).ok_or_else(|| Problem::bad(format!("`{name}` is no stance"))))
            .transpose()?;
        let side = some(&self.side)
            .map(|name| {
                let sides = [Side::Supports, Side::Disputes, Side::Doubts, Side::Open, Side::None];
                let found = sides.into_iter().find(|side| side.name() == name);
                found.ok_or_else(|| Problem::bad(format!("`{name}` is no side")))
            })
            .transpose()?;
        Ok(Filter {
            words: Query::parse(&self.q, language.as_deref()),
            actor: some(&self.actor),
            stance,
            side,
            language,
            outlet: some(&self.outlet),
            from: some(&self.from).map(|day| reading::day(&day)).transpose()?,
            to: some(&self.to).map(|day| reading::day(&day)).transpose()?,
            claim: some(&self.claim),
            article: some(&self.article),
        })
    }

    /// Newest first, unless the best match is asked for.
    pub(crate) fn order(&self) -> Result<Order, Problem> {
        match self.order.trim() {
            "" | "newest" => Ok(Order::Newest),
            "best" => Ok(Order::Best),
            other => Err(Problem::bad(format!("`{other}` is no order: newest or best"))),
        }
    }

    /// Where to go on.
    pub(crate) fn after(&self) -> Result<Option<String>, Problem> {
        place(&self.after)
    }

    /// How many, between 1 and `most`.
    pub(crate) fn limit(&self, usual: usize, most: usize) -> Result<usize, Problem> {
        limit(&self.limit, usual, most)
    }
}

/// How many of a list, between 1 and `most`.
pub(crate) fn limit(words: &str, usual: usize, most: usize) -> Result<usize, Problem> {
    match words.trim() {
        "" => Ok(usual),
        words => words
            .parse()
            .ok()
            .filter(|limit| (1..=most).contains(limit))
            .ok_or_else(|| Problem::bad(format!("`limit` is a number from 1 to {most}"))),
    }
}

/// A place in a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    pub(crate) after: String,
    pub(crate) limit: String,
    /// Only claims of so many statements.
    pub(crate) at_least: String,
}

impl Paging {
    /// Where to go on.
    pub(crate) fn after(&self) -> Result<Option<String>, Problem> {
        place(&self.after)
    }
}

/// A place to go on from, as a list gave it.
fn place(words: &str) -> Result<Option<String>, Problem> {
    let words = words.trim();
    if words.chars().count() > LONGEST {
        return Err(Problem::bad("this is no place to go on from: take the one that the list before came with"));
    }
    Ok((!words.is_empty()).then(|| words.to_owned()))
}

/// Words as they stand in an address.
pub(crate) fn encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back() {
        let rows = Rows { q: "kapal “keruk” & pasir".to_owned(), side: "disputes".to_owned(), ..Rows::default() };
        assert_eq!(rows.address(), "q=kapal%20%E2%80%9Ckeruk%E2%80%9D%20%26%20pasir&side=disputes");
        assert!(rows.filter().is_ok() && Rows::default().pairs().is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let with = |name: &str, value: &str| {
            let mut rows = Rows::default();
            match name {
                "stance" => rows.stance = value.to_owned(),
                "side" => rows.side = value.to_owned(),
                "from" => rows.from = value.to_owned(),
                "q" => rows.q = value.to_owned(),
                _ => rows.limit = value.to_owned(),
            }
            rows
        };
        for (name, value) in [("stance", "lies"), ("side", "left"), ("from", "yesterday"), ("q", "a\0b")] {
            assert!(with(name, value).filter().is_err(), "{name}");
        }
        for value in ["0", "-1", "x", "501"] {
            assert!(with("limit", value).limit(20, 500).is_err(), "{value}");
        }
    }
}
