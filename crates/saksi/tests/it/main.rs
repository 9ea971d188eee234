//! One binary for the tests of whole pages, so that there is one link.

mod damaged;
mod pages;
