//! `duizhao rules`: what faults are known?

use duizhao::check::RULES;

use super::outcome::{Done, Outcome};
use super::printed;

/// List the rules that `check` knows
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints code, name and first sentence of each rule.
pub fn run(_: &Args) -> Done {
    let widest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut list = String::new();
    for rule in RULES {
        let about = rule.doc.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let (code, name, about) = (rule.code, rule.name, about.unwrap_or_default().trim());
        list.push_str(&format!("{code}  {name:widest$}  {about}\n"));
    }
    printed::print(None, &list)?;
    Ok(Outcome::Nothing)
}
