//! The `duizhao` program: sets a text beside its translations and revisions.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::Command::parse().run().into()
}
