//! One binary for the integration tests, so that there is one link.

#![allow(clippy::disallowed_methods)] // Tests read case files and measure time.

mod cases;
mod damaged;
mod laws;
mod pages;
mod registry;
