//! The `saksi` command.
fn main() {}
