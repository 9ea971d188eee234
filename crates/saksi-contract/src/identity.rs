//! Ids that come from the content: reading the same bytes twice gives the same ids, in any order of reading.

use std::collections::HashSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The id of an article: first 16 hex digits of sha256(address, 0x00, bytes).
pub fn article_id(address: &str, bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(address.as_bytes());
    hash.update([0]);
    hash.update(bytes);
    hex(&hash.finalize()[..8])
}

/// The id of an actor: a short hash of its type and its name without regard to case, marks and spaces.
pub fn actor_id(kind: &str, name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // A name without a letter or digit is still told apart by its characters.
    let normal = if words.is_empty() { lower } else { words.join(" ") };
    hex(&Sha256::digest(format!("{kind}\0{normal}"))[..6])
}

/// Gives the statements of one article their ids.
#[derive(Debug, Default)]
pub(crate) struct StatementIds {
    taken: HashSet<String>,
}

impl StatementIds {
    /// The id of the statement with these parts, each a list of offsets with the words there.
    pub(crate) fn next(&mut self, parts: &[(&[[u32; 2]], &str)]) -> String {
        let mut described = String::new();
        for (spans, text) in parts {
            let _ = write!(described, "{spans:?}\0{text}\0");
        }
        // Two rows with the same parts would be one row read twice. Should that happen, both keep an id of their own.
        for turn in 0_u32.. {
            let id = hex(&Sha256::digest(format!("{described}{turn}"))[..5]);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
        unreachable!("four thousand million statements do not fit into one article")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_its_address_and_its_bytes() {
        assert_eq!(article_id("a", b"b"), article_id("a", b"b"));
        assert_ne!(article_id("a", b"b"), article_id("ab", b""));
        assert_eq!(article_id("a", b"b").len(), 16);
        assert!(sha256_hex(b"a\0b").starts_with(&article_id("a", b"b")));
    }

    #[test]
    fn an_actor_is_its_type_and_its_words() {
        assert_eq!(actor_id("person", "Sri  MULYANI-Putri"), actor_id("person", "sri mulyani putri"));
        assert_ne!(actor_id("person", "Jakarta"), actor_id("state", "Jakarta"));
        assert_ne!(actor_id("unknown", "?"), actor_id("unknown", "!"));
    }

    #[test]
    fn equal_rows_keep_ids_of_their_own() {
        let mut ids = StatementIds::default();
        let parts: &[(&[[u32; 2]], &str)] = &[(&[[0, 4]], "said")];
        assert_ne!(ids.next(parts), ids.next(parts));
        assert_eq!(StatementIds::default().next(parts), StatementIds::default().next(parts));
    }
}
