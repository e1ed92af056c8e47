//! The command `congbo`.

fn main() {}
