//! The shapes of Saksi's output, shared by every program that writes it.
//!
//! A [`saksi::Reading`] keeps byte spans into one text; the shapes here carry Unicode code point offsets and the words
//! themselves, so that a wrong offset shows at once. They are converted by hand: a change inside the library never
//! changes the output unseen. Every key is present; one without a value is null or an empty list.
//!
//! This room knows the library's values. It knows nothing of files, arguments or terminals.

mod article;
mod convert;
mod identity;

pub use article::{
    Actor, Addressee, Article, Block, Content, Cue, Dateline, Evidence, Input, MadeBy, Note, Origin, Quantity, Said,
    Source, Statement, Via,
};
pub use convert::{article, stamp};
pub use identity::{actor_id, article_id, sha256_hex};

/// The schema that [`Article`] keeps to.
pub const ARTICLE_SCHEMA: &str = "saksi/article/1";

/// The JSON Schema of one article, as the repository publishes it.
pub const ARTICLE_JSON_SCHEMA: &str = include_str!("../../../schema/article-1.json");

/// The JSON Schema of one claim, as the repository publishes it.
pub const CLAIM_JSON_SCHEMA: &str = include_str!("../../../schema/claim-1.json");

/// The version that stands in `made_by`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
