//! How near two short texts are in meaning, also where one is Indonesian and the other English.
//!
//! ```text
//! text -> plain letters -> pieces of words -> weighted mean of their vectors, less the language's own mean -> Vector
//! ```
//!
//! The table is the token table of multilingual-e5-small, pruned and pressed (data/README.md). It finds what is about the
//! same thing; it sees neither a denial nor a number, so nothing may be decided by it alone.
//!
//! Pure: bytes in, vectors out.
//!
//! ```
//! # #[cfg(feature = "table")] {
//! use saksi_encoder::{Language, Table};
//!
//! let table = Table::built_in();
//! let english = table.vector("the mayor opened the new harbour", Language::English);
//! let indonesian = table.vector("wali kota membuka pelabuhan baru", Language::Indonesian);
//! let other = table.vector("harga beras naik tajam", Language::Indonesian);
//! assert!(english.likeness(&indonesian) > english.likeness(&other) + 0.2);
//! # }
//! ```

mod pieces;
mod table;

pub use table::{Language, Table, Unreadable, Vector};
