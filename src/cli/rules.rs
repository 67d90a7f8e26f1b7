//! `duizhao rules`: what faults are known?

use duizhao::report::terminal;
use duizhao::review::all_rules;

use super::outcome::{Done, Outcome};
use super::printed;
use super::ui::ui;

/// List the rules that `check` knows
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints code, name and first sentence of each rule; a line a rule where no person reads it.
pub fn run(_: &Args) -> Done {
    let rules = all_rules();
    let widest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for rule in rules {
        let head = format!("{}  {:widest$}  ", rule.code, rule.name);
        list += &match printed::to_terminal(None) {
            true => terminal::hanging(&head, &rule.about(ui()), printed::width(None)),
            false => head + &rule.about(ui()),
        };
        list.push('\n');
    }
    printed::print(None, &list)?;
    Ok(Outcome::Nothing)
}
