//! The command `congbo`.

use std::process::ExitCode;

fn main() -> ExitCode {
    congbo::cli::run(std::env::args_os())
}
