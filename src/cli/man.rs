//! `duizhao man`: the manual page, made from the help.

use std::io;

use clap::CommandFactory;
use duizhao::format::{Error, output};
use duizhao::message::Ui;
use duizhao::say;

use super::help;
use super::outcome::{Done, Outcome};
use super::ui::ui;

/// Print the manual page, of the program or of one command
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The command; the program itself if absent
    command: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  duizhao man > ~/.local/share/man/man1/duizhao.1
  duizhao man align > ~/.local/share/man/man1/duizhao-align.1";

/// Prints the page.
pub fn run(args: &Args) -> Done {
    let mut program = match ui() {
        Ui::En => super::Command::command(),
        Ui::Zh => help::translated(),
    };
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Error::content(name, say!(en: "no such command", zh: "没有这个命令")))?,
    };
    let mut page = Vec::new();
    rendered(command, &mut page).map_err(|error| Error::write("the manual page", error))?;
    output::write(None, |out| out.write_all(&page))?;
    Ok(Outcome::Nothing)
}

fn rendered(command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    clap_mangen::Man::new(command).date("").render(out)
}
