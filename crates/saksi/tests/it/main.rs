//! One binary for the integration tests, so that there is one link.

mod cases;
mod damaged;
mod laws;
mod pages;
mod registry;
