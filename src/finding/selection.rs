//! Which rules are asked.

use super::{Finding, Rule};

/// Rules that are wanted. All are by default.
///
/// A selector is a rule's name, its code, or the letters that codes begin with ([`Rule::matches`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rules to run; all if empty.
    pub select: Vec<String>,
    /// Rules not to run.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Whether findings of `rule` are wanted.
    pub fn wants(&self, rule: &Rule) -> bool {
        let named = |selectors: &[String]| selectors.iter().any(|selector| rule.matches(selector));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// Whether all rules are wanted.
    pub fn is_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// Takes out of `findings` those of `rules` that are not wanted. Findings of other rules stay: who found them
    /// has asked already.
    pub fn retain(&self, rules: &[Rule], findings: &mut Vec<Finding>) {
        let unwanted: Vec<_> = rules.iter().filter(|rule| !self.wants(rule)).map(|rule| rule.name).collect();
        findings.retain(|finding| !unwanted.contains(&finding.rule));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule { code: "VER001", name: "number-differs", ..Rule::PLAIN };

    #[test]
    fn selects_and_ignores_by_name_code_and_prefix() {
        let wants = |select: &[&str], ignore: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            Selection { select: own(select), ignore: own(ignore) }.wants(&RULE)
        };
        assert!(wants(&[], &[]) && wants(&["Number-Differs"], &[]) && wants(&["ver"], &["VER002"]));
        assert!(!wants(&["DUP"], &[]) && !wants(&[], &["VER001"]) && !wants(&["VER"], &["number-differs"]));
        assert!(!wants(&[""], &[]) && wants(&[], &[""]));
    }
}
