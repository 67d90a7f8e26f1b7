//! Which faults can be found?
//!
//! Those of one text are [`check::RULES`]; those here take another version to be seen. Both have names,
//! codes and pages of one kind, so that whoever selects rules need not know which is which.

use super::{DOUBLED_HERE, NO_COUNTERPART, NUMBER_DIFFERS, NUMBER_MISSING, READ_OTHERWISE};
use crate::check;

/// A kind of fault, as it is named and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, such as `VER001`; never used for another rule.
    pub code: &'static str,
    /// Its name, such as `number-differs`.
    pub name: &'static str,
    /// What it flags and what is left alone: Markdown.
    pub doc: &'static str,
}

/// The rules of the findings that come of comparing versions, by code.
pub static RULES: &[Rule] = &[
    Rule {
        code: "VER001",
        name: NUMBER_DIFFERS,
        doc: "
A number or date that stands otherwise in another language's version.

Flagged, in both texts, where the sentences that render each other have different numbers of one kind in
one place: 2021年9月16日 against `16 September 2022`. An error, with the number as a guess, where several
translations agree against the source; information only where other translations agree with the source,
or where both write the number in words.

Left alone: the same value however it is written (一百二十, 120; 1.2万, `12,000`; 下午3时, `15:00`), a
number that slid into a sentence nearby, and words that may be no number (`one`, 一).
",
    },
    Rule {
        code: "VER002",
        name: NUMBER_MISSING,
        doc: "
A number or date that another language's version does not have.

Flagged where a number in digits, of 13 and more or with a fraction, or a date, has no equal in the
sentences that render its own, nor in those beside them. A warning where no translation has it;
information where only one lacks it.

Left alone: small numbers, which translations put in words or leave out (10年, `a decade`; 两国, `both
countries`), numbers in words, and sentences whose pairing is in doubt.
",
    },
    Rule {
        code: "VER003",
        name: NO_COUNTERPART,
        doc: "
A sentence that no sentence of another language's version renders.

Flagged where one of the texts has more than a heading's worth of words in a place where the other has
nothing; the sentences before and after the place are shown. A passage that stands elsewhere in the other
text is shown where it stands, as information.

Left alone: less text than six Chinese characters, and sentences that were joined with a neighbour.
",
    },
    Rule {
        code: "VER004",
        name: DOUBLED_HERE,
        doc: "
Words that stand twice in a row here, and once in another version in the same language.

Flagged where a comparison of the two shows the second copy as the only difference in its place:
继续在在该水域合作 against 继续在该水域合作. The fix, to remove one copy, is a guess.

Left alone: figures (22 is no doubled 2), single letters and marks, and what another rule has flagged
already.
",
    },
    Rule {
        code: "VER005",
        name: READ_OTHERWISE,
        doc: "
A character that another version in the same language reads as one that looks like it.

Flagged, in the older of the two, where they differ by characters that recognisers mistake for each
other: 己 against 已. The other version's reading is a guess: that one may be wrong as well.

Left alone: any other difference, which is a revision and no misreading; `duizhao diff` shows those.
",
    },
];

/// All rules, those of one text and those that compare versions, by code.
pub fn all_rules() -> Vec<Rule> {
    let of_one = check::RULES.iter().map(|&check::Rule { code, name, doc, .. }| Rule { code, name, doc });
    let mut all: Vec<_> = of_one.chain(RULES.iter().copied()).collect();
    all.sort_by_key(|rule| rule.code);
    all
}

/// Whether the caller wants findings of `rule`, if it is one of ours; those of checks are chosen already.
pub(super) fn is_wanted(rule: &str, options: &check::Options) -> bool {
    let Some(rule) = RULES.iter().find(|ours| ours.name == rule) else { return true };
    let named = |names: &[String]| names.iter().any(|name| rule.answers_to(name));
    (options.select.is_empty() || named(&options.select)) && !named(&options.ignore)
}

impl Rule {
    /// Whether `wanted` names it: its name, its code, or letters that its code begins with.
    pub fn answers_to(&self, wanted: &str) -> bool {
        check::answers_to(self.name, self.code, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_a_code_and_a_page_of_its_own() {
        let all = all_rules();
        for pair in all.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].code, pair[1].code);
        }
        for rule in RULES {
            assert_eq!(all.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
            for part in ["\nFlagged", "\nLeft alone: "] {
                assert!(rule.doc.contains(part), "{} says what is{part}", rule.name);
            }
        }
    }

    #[test]
    fn selects_and_ignores_by_name_code_and_prefix() {
        let wanted = |select: &[&str], ignore: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            is_wanted(NUMBER_DIFFERS, &check::Options { select: own(select), ignore: own(ignore) })
        };
        assert!(wanted(&[], &[]) && wanted(&["Number-Differs"], &[]) && wanted(&["ver"], &["VER002"]));
        assert!(
            !wanted(&["DUP"], &[]) && !wanted(&[], &["VER001"]) && !wanted(&["VER"], &["number-differs"])
        );
        assert!(is_wanted(
            "doubled-word",
            &check::Options { ignore: vec!["VER".into()], ..Default::default() }
        ));
    }
}
