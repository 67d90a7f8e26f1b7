//! Which rules are asked, on the command line.

use duizhao::finding::Selection;
use duizhao::format::corpus::nearest;
use duizhao::review::all_rules;

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

fn rule(selector: &str) -> Result<String, String> {
    let known = all_rules().iter().any(|rule| rule.matches(selector));
    if known { Ok(selector.to_owned()) } else { Err(unknown(selector)) }
}

/// What to say of `wanted`, which names no rule.
pub fn unknown(wanted: &str) -> String {
    let rules = all_rules();
    match nearest(wanted, rules.iter().flat_map(|rule| [rule.name, rule.code])) {
        Some(near) => format!("no such rule; did you mean `{near}`?"),
        None => "no such rule; `duizhao rules` lists them".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn offers_the_nearest_name() {
        assert_eq!(unknown("doubled-wort"), "no such rule; did you mean `doubled-word`?");
        assert_eq!(unknown("number-difers"), "no such rule; did you mean `number-differs`?");
        assert_eq!(unknown("qqq"), "no such rule; `duizhao rules` lists them");
    }
}
