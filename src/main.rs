//! The `duizhao` program: sets a text beside its translations and revisions.

use std::process::ExitCode;

fn main() -> ExitCode {
    duizhao::cli::run(std::env::args_os()).into()
}
