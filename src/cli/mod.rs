//! Arguments to calls, answers to the terminal: one file a subcommand, with its arguments and its `run`.

mod align;
mod check;
mod clean;
mod diff;
mod input;
mod outcome;

use clap::{Parser, Subcommand};

use outcome::Outcome;

/// Set a text beside its translations and revisions, and see what differs
#[derive(Debug, Parser)]
#[command(name = "duizhao", version, max_term_width = 100)]
pub struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Align(align::Args),
    Diff(diff::Args),
    Check(check::Args),
    Clean(clean::Args),
}

impl Command {
    /// Does what was asked.
    pub fn run(self) -> Outcome {
        let done = match self.verb {
            Verb::Align(args) => align::run(&args),
            Verb::Diff(args) => diff::run(&args),
            Verb::Check(args) => check::run(&args),
            Verb::Clean(args) => clean::run(&args),
        };
        done.unwrap_or_else(Outcome::Trouble)
    }
}
