//! `duizhao completions`: what the shell needs to complete our commands.

use clap::CommandFactory;
use clap_complete::Shell;
use duizhao::format::output;
use duizhao::message::Ui;

use super::help;
use super::outcome::{Done, Outcome};
use super::ui::ui;

/// Print what a shell needs to complete duizhao's commands
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  duizhao completions bash > ~/.local/share/bash-completion/completions/duizhao
  duizhao completions zsh > ~/.zfunc/_duizhao
  duizhao completions fish > ~/.config/fish/completions/duizhao.fish";

/// Prints the script.
pub fn run(args: &Args) -> Done {
    let mut script = Vec::new();
    let mut program = match ui() {
        Ui::En => super::Command::command(),
        Ui::Zh => help::translated(),
    };
    clap_complete::generate(args.shell, &mut program, "duizhao", &mut script);
    output::write(None, |out| out.write_all(&script))?;
    Ok(Outcome::Nothing)
}
