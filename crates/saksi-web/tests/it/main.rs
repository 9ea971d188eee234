//! The server as a browser or a program meets it, without a socket.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests make files and threads.

mod api;
mod bad_input;
mod guard;
mod served;
