//! What has the person mended before, and what left as it was?
//!
//! Each fix that a person accepted or refused is a pair of words, old and new, under a rule. A pair that was
//! accepted [`ENOUGH`] times and never refused is as good as safe to this person; one that was refused as often
//! and never accepted is hardly worth a look. And words that were mended once are looked for where no rule sees
//! anything: [`KNOWN_MISREADING`]. That is done only for pairs in which letters differ and enough stands around
//! them to mean the same everywhere: 机枸 is always a misread 机构, 己 is not always a misread 已.
//!
//! A model fitted to the decisions would generalise further, and nobody could say what it had learned.

use std::collections::BTreeMap;

use super::decision::{By, Reviewed, Verdict};
use crate::check;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{Document, Span, script};

/// So many times a fix has to be accepted before it is made unasked.
pub const ENOUGH: usize = 3;

/// The rule of words that the person has mended before.
pub const KNOWN_MISREADING: &str = "known-misreading";

/// Its page.
pub(super) const RULE: Rule = Rule {
    code: "LRN001",
    name: KNOWN_MISREADING,
    zh: &[
        "以前在本文或别的文本里改过的词。\n\n用 `--learned FILE` 时查出，该文件是 `clean --ask --log FILE` 写下的记录：两个字以上、改动了文字的改法，凡别的规则没有查出之处都查。改法就是当时采纳的；采纳过三次、从未拒绝的，可自动修正。\n\n拒绝过的，只是删字或改标点的，以及所在的词比当时更长的，都不查。",
    ],
    doc: "
Words that you have mended before, in this text or another.

Flagged with `--learned FILE`, where the file is the log of `clean --ask --log FILE`: words of two letters or
more whose letters a fix changed, wherever no other rule has flagged them. The fix is what you accepted; it is
safe where you accepted it three times and refused it never.

Left alone: what you ever refused, fixes that only took letters away or changed marks, and a word that goes
on beyond what was mended.
",
    ..Rule::PLAIN
};

/// How often a fix was accepted and refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    accepted: usize,
    refused: usize,
}

/// Fixes that a person accepted or refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    /// By rule, old and new words.
    fixes: BTreeMap<(String, String, String), Tally>,
}

impl Learned {
    /// Takes note that a fix of `rule`, from `old` to `new`, was accepted, or refused.
    pub fn note(&mut self, rule: &str, old: &str, new: &str, accepted: bool) {
        let tally = self.fixes.entry((rule.to_owned(), old.to_owned(), new.to_owned())).or_default();
        *(if accepted { &mut tally.accepted } else { &mut tally.refused }) += 1;
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.fixes.is_empty()
    }

    /// Adds to `findings`, those of `document` in the order of the text, misreadings that are known, and lowers those
    /// whose fixes were always refused.
    pub(super) fn weigh(&self, document: &Document, findings: &mut Vec<Finding>) {
        for finding in findings.iter_mut() {
            if self.verdict(document, finding) == Some(Verdict::Refuse) {
                finding.severity = Severity::Info;
            }
        }
        self.known(document, findings);
        check::settle(findings);
    }

    /// `findings`, those of `document` in the order of the text, each with what was learned of its fix. Of two that
    /// would be approved and overlap the second is left to the person.
    pub(super) fn decided(&self, document: &Document, findings: Vec<Finding>) -> Vec<Reviewed> {
        if self.is_empty() {
            return findings.into_iter().map(Reviewed::from).collect();
        }
        let mut end = 0;
        let decided = findings.into_iter().map(|finding| {
            let verdict = self.verdict(document, &finding);
            let mut reviewed = Reviewed { finding, decision: verdict.map(|verdict| (verdict, By::Learned)) };
            if reviewed.is_approved() {
                let span = reviewed.finding.span;
                if span.start < end {
                    reviewed.decision = Some((Verdict::Refuse, By::Learned));
                } else {
                    end = span.end;
                }
            }
            reviewed
        });
        decided.collect()
    }

    /// What was learned of the fix of `finding`, if enough was.
    fn verdict(&self, document: &Document, finding: &Finding) -> Option<Verdict> {
        let fix = finding.fix.as_ref()?;
        let old = finding.span.of(document.text());
        if finding.rule == KNOWN_MISREADING {
            let tally = self.tally(old, &fix.replacement);
            return (tally.refused == 0 && tally.accepted >= ENOUGH).then_some(Verdict::Accept);
        }
        let tally = self.fixes.get(&(finding.rule.to_owned(), old.to_owned(), fix.replacement.clone()))?;
        match (tally.accepted, tally.refused) {
            (ENOUGH.., 0) => Some(Verdict::Accept),
            (0, ENOUGH..) => Some(Verdict::Refuse),
            _ => None,
        }
    }

    /// How often `old` was made `new`, by whatever rule.
    fn tally(&self, old: &str, new: &str) -> Tally {
        let of_pair = self.fixes.iter().filter(|((_, before, after), _)| before == old && after == new);
        of_pair.fold(Tally::default(), |all, (_, tally)| Tally {
            accepted: all.accepted + tally.accepted,
            refused: all.refused + tally.refused,
        })
    }

    /// Adds misreadings that are known where nothing is flagged yet but in doubt.
    fn known(&self, document: &Document, findings: &mut Vec<Finding>) {
        let mut pairs: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
        for ((_, old, new), tally) in &self.fixes {
            let all = pairs.entry((old, new)).or_default();
            all.accepted += tally.accepted;
            all.refused += tally.refused;
        }
        let sure = findings.iter().filter(|finding| finding.severity > Severity::Info);
        let mut taken: Vec<Span> = sure.map(|finding| finding.span).collect();
        for ((old, new), tally) in pairs {
            if tally.refused > 0 || !is_telling(old, new) {
                continue;
            }
            for (at, _) in document.text().match_indices(old) {
                let span = Span::new(at, at + old.len());
                if is_part(document.text(), span) || taken.iter().any(|other| other.overlaps(span)) {
                    continue;
                }
                taken.push(span);
                let message = say!(
                    en: "you have mended `{old}` to `{new}` before",
                    zh: "以前曾把“{old}”改作“{new}”",
                    old,
                    new
                );
                findings.push(Finding::new(KNOWN_MISREADING, Severity::Warning, span, message).guess(new));
            }
        }
    }
}

/// Whether `old` is wrong wherever it stands, if it was wrong once.
fn is_telling(old: &str, new: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (before, after) = (letters(old), letters(new));
    let mut rest = before.iter();
    let only_takes_away = after.iter().all(|c| rest.any(|other| other == c));
    before.len() >= 2 && !only_takes_away && !new.contains(old)
}

/// Whether a word of letters goes on beyond `span`.
fn is_part(text: &str, span: Span) -> bool {
    let spelt = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !script::runs_on(c));
    let words = span.of(text);
    spelt(words.chars().next()) && spelt(text[..span.start].chars().next_back())
        || spelt(words.chars().next_back()) && spelt(text[span.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn learned(notes: &[(&str, &str, &str, usize, usize)]) -> Learned {
        let mut learned = Learned::default();
        for &(rule, old, new, accepted, refused) in notes {
            (0..accepted).for_each(|_| learned.note(rule, old, new, true));
            (0..refused).for_each(|_| learned.note(rule, old, new, false));
        }
        learned
    }

    /// What becomes of a doubled 在在, and what is found beside it.
    #[track_caller]
    fn check(text: &str, learned: &Learned, expected: &[(&str, &str, bool)]) {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let doubled = text.match_indices("在在").map(|(at, words)| {
            let span = Span::new(at, at + words.len());
            Finding::new("doubled-character", Severity::Warning, span, "").guess("在")
        });
        let mut findings = doubled.collect();
        learned.weigh(&document, &mut findings);
        let decided = learned.decided(&document, findings);
        let shown: Vec<_> = decided
            .iter()
            .map(|reviewed| {
                let fix = reviewed.finding.fix.as_ref().expect("a fix");
                assert!(!fix.is_safe(), "a rule's own word is not written over");
                (reviewed.finding.span.of(document.text()), fix.replacement.as_str(), reviewed.is_approved())
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_was_accepted_often_is_safe() {
        let rule = "doubled-character";
        let text = "会议在在湖边举行。";
        check(text, &learned(&[(rule, "在在", "在", 3, 0)]), &[("在在", "在", true)]);
        check(text, &learned(&[(rule, "在在", "在", 2, 0)]), &[("在在", "在", false)]);
        check(text, &learned(&[(rule, "在在", "在", 9, 1)]), &[("在在", "在", false)]);
        check(text, &learned(&[("doubled-word", "在在", "在", 9, 0)]), &[("在在", "在", false)]);
    }

    #[test]
    fn what_was_mended_before_is_found_anywhere() {
        let rule = "transposed-character";
        let once = learned(&[(rule, "机枸", "机构", 1, 0), (rule, "Smlth", "Smith", 3, 0)]);
        check(
            "该机枸的秘书长Smlth表示，Smlthson不在。",
            &once,
            &[("机枸", "机构", false), ("Smlth", "Smith", true)],
        );
        // Refused once, a single letter, letters only taken away, marks only.
        check("该机枸。", &learned(&[(rule, "机枸", "机构", 5, 1)]), &[]);
        check("自己。", &learned(&[(rule, "己", "已", 5, 0)]), &[]);
        check("的的确确。", &learned(&[(rule, "的的确确", "的确", 5, 0)]), &[]);
        check("是,否", &learned(&[(rule, "是,否", "是，否", 5, 0)]), &[]);
    }
}
