//! Which rules are asked, on the command line.

use duizhao::finding::Selection;
use duizhao::message::{Message, nearest};
use duizhao::review::all_rules;
use duizhao::say;

use super::ui::Said;

/// Which rules are asked.
#[derive(Debug, clap::Args)]
pub struct SelectionArgs {
    /// Rules to run: names, codes, or the letters that codes begin with; all if absent
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    select: Vec<String>,

    /// Rules not to run, likewise
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<String>,
}

impl SelectionArgs {
    /// As the engines take it.
    pub fn selection(&self) -> Selection {
        Selection { select: self.select.clone(), ignore: self.ignore.clone() }
    }
}

fn rule(selector: &str) -> Result<String, Said> {
    let known = all_rules().iter().any(|rule| rule.matches(selector));
    if known { Ok(selector.to_owned()) } else { Err(Said(unknown(selector))) }
}

/// What to say of `wanted`, which names no rule.
pub fn unknown(wanted: &str) -> Message {
    let rules = all_rules();
    match nearest(wanted, rules.iter().flat_map(|rule| [rule.name, rule.code])) {
        Some(near) => {
            say!(en: "no such rule; did you mean `{near}`?", zh: "没有这条规则；是不是 `{near}`？", near)
        }
        None => {
            say!(en: "no such rule; `duizhao rules` lists them", zh: "没有这条规则；`duizhao rules` 列出全部规则")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn offers_the_nearest_name() {
        assert_eq!(unknown("doubled-wort").to_string(), "no such rule; did you mean `doubled-word`?");
        assert_eq!(unknown("number-difers").to_string(), "no such rule; did you mean `number-differs`?");
        assert_eq!(unknown("qqq").to_string(), "no such rule; `duizhao rules` lists them");
    }
}
