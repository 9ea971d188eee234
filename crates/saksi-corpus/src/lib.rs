//! The annotated corpus: read, proved sound, counted, measured.
//!
//! corpus/README.md tells the markup; `cargo run -p xtask -- corpus` is the way in.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // It reads the files of the corpus.

pub mod coverage;
pub mod dev;
pub mod fit;
pub mod folder;
pub mod markup;
pub mod measure;
pub mod near;
pub mod sound;
pub mod unit;
