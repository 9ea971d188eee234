//! Licences: every package may be used under one that `deny.toml` allows.

use crate::graph::Graph;

/// Packages whose licences leave no way.
pub(crate) fn check(graph: &Graph) -> Vec<String> {
    let allowed = match std::fs::read_to_string(graph.root.join("deny.toml")) {
        Ok(text) => allowed(&text),
        Err(error) => return vec![format!("cannot read deny.toml: {error}")],
    };
    let mut faults = Vec::new();
    for package in graph.all().filter(|package| !package.is_ours) {
        match &package.licence {
            None => faults.push(format!("{} {} names no licence", package.name, package.version)),
            Some(words) if !is_allowed(words, &allowed) => {
                faults.push(format!("{} {}: `{words}` is not allowed by deny.toml", package.name, package.version));
            }
            Some(_) => {}
        }
    }
    faults
}

/// The list under `[licenses] allow`, the same that cargo-deny reads.
fn allowed(text: &str) -> Vec<String> {
    let section = text.split("[licenses]").nth(1).unwrap_or_default();
    let list = section.split("allow = [").nth(1).and_then(|list| list.split(']').next()).unwrap_or_default();
    let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines
        .flat_map(|line| line.split(','))
        .map(|word| word.trim().trim_matches('"').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether an SPDX expression (or the older form with a slash) leaves a way.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let way = either(&words, &mut at, allowed);
    way && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut way = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        way |= both(words, at, allowed);
    }
    way
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut way = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        way &= one(words, at, allowed);
    }
    way
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(&word) = words.get(*at) else { return false };
    *at += 1;
    if word == "(" {
        let way = either(words, at, allowed);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return way && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return allowed.contains(&format!("{word} WITH {exception}"));
    }
    allowed.iter().any(|name| name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let list =
            allowed("[licenses]\nallow = [\n  \"MIT\", # short\n  \"BSD-3-Clause\",\n]\n[bans]\nallow = [\"GPL-3.0\"]");
        assert_eq!(list, ["MIT", "BSD-3-Clause"]);
        for good in ["MIT", "GPL-3.0 OR MIT", "Unlicense/MIT", "(MIT OR Apache-2.0) AND BSD-3-Clause"] {
            assert!(is_allowed(good, &list), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT", "", "Apache-2.0 WITH LLVM-exception", "MIT MIT"] {
            assert!(!is_allowed(bad, &list), "{bad}");
        }
    }
}
