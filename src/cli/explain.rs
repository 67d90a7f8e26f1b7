//! `duizhao explain`: what does a rule flag, and what does it leave alone?

use duizhao::format::Error;
use duizhao::report;
use duizhao::review::all_rules;

use super::outcome::{Done, Outcome};
use super::printed;
use super::selection::unknown;

/// Say what a rule flags, what the text becomes, and what it leaves alone
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rule's name or code
    rule: String,
}

/// Prints the rule's page.
pub fn run(args: &Args) -> Done {
    let asked = |name: &str| name.eq_ignore_ascii_case(&args.rule);
    let Some(rule) = all_rules().iter().find(|rule| asked(rule.name) || asked(rule.code)) else {
        return Err(Error::content(&args.rule, unknown(&args.rule)));
    };
    printed::print(None, &report::rules::page(rule))?;
    Ok(Outcome::Nothing)
}
