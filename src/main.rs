//! The command `congbo`.

use std::process::ExitCode;

// A build makes and frees a few hundred small strings for every page, on every core.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    congbo::cli::run(std::env::args_os())
}
