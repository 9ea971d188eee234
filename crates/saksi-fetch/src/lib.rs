//! Fetches the pages that a user names.
//!
//! A page's address may come from anybody: out of a list, a mail, another page. So every hop of a redirect and every
//! address that a name stands for is checked, the connection is made to the checked address, and size, time and hops
//! have limits. Sites are asked politely: under an own name with a contact, robots.txt kept, with a pause between two
//! requests to one host. Nothing is fetched but what is named, and the robots.txt beside it.
//!
//! This room knows addresses and bytes. It knows nothing of articles.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Turns are kept by the clock; the library has none.

mod address;
mod error;
mod fetcher;
mod pace;
mod robots;

pub use address::is_public;
pub use error::Error;
pub use fetcher::{Fetched, Fetcher, Policy};
