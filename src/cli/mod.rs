//! Arguments to calls, answers to the terminal: one file a subcommand, with its arguments and its `run`.
//!
//! The program is a feature of the library (`cli`) and not a crate beside it: so the wheel for Python brings the command
//! from the same shared object as its functions. A program of its own in the wheel would hold the tables, thirty
//! megabytes, a second time.

mod align;
mod ask;
mod check;
mod clean;
mod collate;
mod comparing;
mod completions;
mod confirmed;
mod convert;
mod decisions;
mod diff;
mod encoder;
mod explain;
mod filled;
mod glossaries;
mod help;
mod init;
mod learn;
mod lines;
mod man;
mod outcome;
mod pages;
mod pairs;
mod printed;
mod progress;
mod project;
mod reading;
mod report;
mod review;
mod rules;
mod run;
mod score;
mod selection;
mod serve;
mod signals;
mod tables;
mod terms;
mod texts;
mod ui;

use std::ffi::OsString;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};
use duizhao::format::output;
use duizhao::message::Ui;

use outcome::Outcome;

/// What the program ends with when it is called with these `arguments`, its own name first: 0 nothing to report, 1
/// something, 2 trouble.
///
/// It writes to standard output and standard error, and heeds signals. Arguments that cannot be, and `--help`, end
/// the process at once in English, as does a signal.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<_> = arguments.into_iter().collect();
    ui::choose(&arguments);
    match help::parse(&arguments) {
        Ok(command) => command.run().code(),
        Err(code) => code,
    }
}

/// Set a text beside its translations and revisions, and see what differs
///
/// Give it a text, its translations and its other versions as plain files, and it pairs their sentences
/// (`align`), says what a reviser changed (`diff`) and where any number of versions differ (`collate`),
/// finds what a scanner or typist got wrong (`check`), mends what is safe to mend (`clean`), and lays all
/// of it out on one page (`report`). Nothing leaves your machine.
#[derive(Debug, Parser)]
#[command(
    name = "duizhao",
    version,
    max_term_width = 100,
    styles = STYLES,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}")
)]
struct Command {
    #[command(subcommand)]
    verb: Verb,

    /// Threads to work on; without it, one for each processor, but one for `run`
    ///
    /// What is written is the same with any number.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Replace files that are write-protected
    #[arg(long, global = true, hide_short_help = true)]
    force: bool,

    /// The language to speak: `en` or `zh`; without it, `DUIZHAO_UI` or the system's says it
    ///
    /// What is written for programs (JSON, SARIF) is in English always.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = ui::named)]
    ui: Option<Ui>,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  duizhao report zh.txt en.txt ru.txt           a page to read in a browser: report.html
  duizhao align zh.txt en.txt -o memory.tmx     a translation memory
  duizhao check scan.txt --against en.txt       what the scanner got wrong
  duizhao diff draft.txt final.txt              what the reviser changed";

const EXIT_CODES: &str = "\
Exit codes:
  0  done, and nothing to report
  1  done, and something to report, on the screen or in a file: `check` found
     a fault, `diff` or `collate` a difference, `align --fail-under` a doubt;
     `report`, `clean` and the others never end so, whatever they find
  2  not done, or not all of it; a line on standard error says why";

#[derive(Debug, Subcommand)]
enum Verb {
    Report(report::Args),
    Review(review::Args),
    Align(align::Args),
    Diff(diff::Args),
    Collate(collate::Args),
    Check(check::Args),
    Clean(clean::Args),
    Lines(lines::Args),
    Init(init::Args),
    Terms(terms::Args),
    Learn(learn::Args),
    Encoder(encoder::Args),
    Run(run::Args),
    Convert(convert::Args),
    Score(score::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Does what was asked, on as many threads as was said.
    fn run(self) -> Outcome {
        /// As much as the thread has that a program starts on.
        const STACK: usize = 8 << 20;
        signals::heed();
        if let Some(fault) = self.ui.is_none().then(ui::fault).flatten() {
            return Outcome::Trouble(fault);
        }
        if self.force {
            output::replace_protected();
        }
        if let Verb::Run(args) = &self.verb {
            // Engines start a process for each of their own slots.
            let jobs = self.jobs.map_or(1, usize::from);
            return run::run(args, jobs).unwrap_or_else(Outcome::Trouble);
        }
        if self.jobs == Some(1) {
            return self.verb.run();
        }
        let threads = self.jobs.map_or(0, usize::from);
        match rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build() {
            Ok(pool) => pool.install(|| self.verb.run()),
            // There is no thread to be had, as in some containers. One will do.
            Err(_) => self.verb.run(),
        }
    }
}

impl Verb {
    fn run(self) -> Outcome {
        let done = match self {
            Verb::Report(mut args) => args.of_project().and_then(|()| report::run(&args)),
            Verb::Review(mut args) => args.of_project().and_then(|()| review::run(&args)),
            Verb::Align(mut args) => args.of_project().and_then(|()| align::run(&args)),
            Verb::Diff(mut args) => args.of_project().and_then(|()| diff::run(&args)),
            Verb::Collate(mut args) => args.of_project().and_then(|()| collate::run(&args)),
            Verb::Check(mut args) => args.of_project().and_then(|()| check::run(&args)),
            Verb::Clean(mut args) => args.of_project().and_then(|()| clean::run(&args)),
            Verb::Lines(mut args) => args.of_project().and_then(|()| lines::run(&args)),
            Verb::Init(args) => init::run(&args),
            Verb::Terms(mut args) => args.of_project().and_then(|()| terms::run(&args)),
            Verb::Learn(args) => learn::run(&args),
            Verb::Encoder(args) => encoder::run(&args),
            Verb::Run(args) => run::run(&args, 1),
            Verb::Convert(args) => convert::run(&args),
            Verb::Score(args) => score::run(&args),
            Verb::Rules(args) => rules::run(&args),
            Verb::Explain(args) => explain::run(&args),
            Verb::Completions(args) => completions::run(&args),
            Verb::Man(args) => man::run(&args),
        };
        done.unwrap_or_else(Outcome::Trouble)
    }
}
