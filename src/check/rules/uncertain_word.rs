//! Words of which the recogniser was not sure.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{Confidence, Document, Span};

pub(super) const RULE: Rule = Rule {
    code: "REC001",
    name: "uncertain-word",
    zh: &[
        "识别引擎自己没有把握的词，而别的规则没有查出什么。它的把握写在词后。",
        "识别引擎较有把握的不查；整页都没有把握的也不查，那样的数字说明不了某个词。别的规则对这样的词有建议时，升为警告。",
    ],
    doc: r#"
A word of which the recogniser itself was not sure, where nothing else is said of it. How sure it was is shown
here behind the word.

```flag
他在河边看⟦书 98 %⟧，⟦书 41 %⟧上写着三个字。
The river ⟦rises 96 %⟧ in ⟦tbe 38 %⟧ spring.
```

What the recogniser was surer of is left alone, and so is a page of which it was never sure: there the
figures say nothing of one word. A guess of another rule on such a word is a warning.

```keep
他在河边看⟦书 98 %⟧，⟦书 75 %⟧上写着三个字。
⟦The 31 %⟧ ⟦river 29 %⟧ ⟦rises 33 %⟧ in ⟦the 38 %⟧ ⟦spring 41 %⟧.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// A word less sure than this may be misread.
const UNSURE: u8 = 60;

/// A word is misread more likely than others only if it is this much less sure than the usual one.
const BELOW_USUAL: u8 = 20;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    for Confidence { span, percent } in uncertain(page.document) {
        let message = say!(
            en: "the recogniser was {percent} % sure of `{word}`",
            zh: "“{word}”：识别引擎只有 {percent}% 的把握",
            percent,
            word = span.of(page.text())
        );
        findings.push(Finding::new(RULE.name, Severity::Info, span, message));
    }
}

/// The words of which the recogniser was much less sure than of most, in order.
fn uncertain(document: &Document) -> Vec<Confidence> {
    let mut percents: Vec<u8> = document.confidences().iter().map(|word| word.percent).collect();
    percents.sort_unstable();
    let Some(&usual) = percents.get(percents.len() / 2) else { return Vec::new() };
    let limit = UNSURE.min(usual.saturating_sub(BELOW_USUAL));
    document.confidences().iter().filter(|word| word.percent < limit).copied().collect()
}

/// Makes a guess on an uncertain word a warning, and drops what is said of the word beside it.
pub(in crate::check) fn weigh_confidence(document: &Document, findings: &mut Vec<Finding>) {
    let uncertain = uncertain(document);
    if uncertain.is_empty() {
        return;
    }
    let touched = |span: Span| {
        let first = uncertain.partition_point(|word| word.span.end <= span.start);
        // Who is unsure of a whole line says nothing of one word in it.
        const LONGEST: usize = 40;
        uncertain.get(first).is_some_and(|word| word.span.start < span.end && word.span.len() <= LONGEST)
    };
    let mut guessed: Vec<Span> = Vec::new();
    for finding in findings.iter_mut() {
        if finding.rule != RULE.name && touched(finding.span) {
            if finding.severity == Severity::Info && finding.has_guess() {
                finding.severity = Severity::Warning;
            }
            guessed.push(finding.span);
        }
    }
    guessed.sort_unstable();
    findings.retain(|finding| {
        let near = guessed.partition_point(|span| span.end <= finding.span.start);
        finding.rule != RULE.name || guessed.get(near).is_none_or(|span| span.start >= finding.span.end)
    });
}
