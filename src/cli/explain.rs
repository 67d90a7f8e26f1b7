//! `duizhao explain`: what does a rule flag, and what does it leave alone?

use duizhao::format::Error;
use duizhao::message::Ui;
use duizhao::report::{self, terminal};
use duizhao::review::all_rules;

use super::outcome::{Done, Outcome};
use super::printed;
use super::selection::unknown;
use super::ui::ui;

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
    let page = report::rules::page(rule, ui());
    // In Chinese a paragraph is one line, since Markdown would make a space of a line end.
    let wrapped = |line: &str| match line.starts_with(' ') || ui() == Ui::En {
        true => line.to_owned(),
        false => terminal::wrap(line, printed::width(None)).join("\n"),
    };
    let page: String = page.lines().map(|line| wrapped(line) + "\n").collect();
    printed::print(None, &page)?;
    Ok(Outcome::Nothing)
}
