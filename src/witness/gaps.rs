//! What stands in one version and not in the other?
//!
//! A gap in an alignment is a sentence that nobody renders: left out by the translator, added by him,
//! or lost by the scanner. Gaps are also what an aligner makes when it is lost. So a gap is told only
//! where it holds enough text and the aligner is sure of it, and where the passage has been seen
//! elsewhere, the finding says where.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Witness;
use crate::align::{Alignment, Bead};
use crate::finding::{Finding, Related, Rule, Severity, TextId};
use crate::message::Message;
use crate::say;
use crate::text::{Document, Span, script};

pub(super) const NO_COUNTERPART: Rule = Rule {
    code: "VER003",
    name: "no-counterpart",
    zh: &[
        "另一语言的版本里没有句子与之对应。\n\n一种文本在某处有超过一个标题那么多的文字，另一种在此处什么也没有时查出，并列出前后的句子。在另一种文本的别处有的，指出在哪里，只作提示。",
        "不足六个汉字的，以及与邻句合并了的，不查。",
    ],
    doc: "
A sentence that no sentence of another language's version renders.

Flagged where one of the texts has more than a heading's worth of words in a place where the other has
nothing; the sentences before and after the place are shown. A passage that stands elsewhere in the other
text is shown where it stands, as information.

```flag versions
zh: 湖区委员会成立于2011年。委员会有12个成员国。秘书处设在北岸的城市。秘书长每年提交一份报告。委员会每两年举行一次会议。委员会的工作语言是中文和俄文。预算由成员国分担。2024年的预算为300万元。会议在掌声中结束。与会者乘船参观了北岸的水文站。他们同当地渔民交谈，了解水位的变化。孩子们在广场上唱起了古老的歌曲。夜里下了一场大雨，第二天早晨湖上起了雾。图书馆里有四百年前的地图和书信。
en: The Commission of the Lakes was founded in 2011. The Commission has 12 member states. The secretariat is in the city on the northern shore. The Secretary-General submits a report every year. The Commission holds a meeting every two years. The working languages of the Commission are Chinese and Russian. The budget is shared by the member states. The budget for 2024 is 3 million yuan. The meeting ended with applause.
```

Left alone: less text than six Chinese characters, and sentences that were joined with a neighbour.

```keep versions
zh: 第一次湖区会议于2021年4月举行。有12个国家参加会议。第二次湖区会议定于2024年5月举行。
en: The first conference of the lakes was held in April 2021 and attended by 12 countries. The second conference of the lakes will be held in May 2024.
```
",
    ..Rule::PLAIN
};

fn nothing_there() -> Message {
    say!(en: "has no counterpart in the translation", zh: "译文无对应")
}

/// Less text than this, in Chinese characters or as many letters as they take, is a heading or a mark.
const LEAST_TEXT: f32 = 6.0;

/// Findings for the text numbered `pivot` and those aligned with it about what only one of two has. What
/// several translations lack alike is said once, with all of them as witnesses.
pub(super) fn find(
    texts: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
    findings: &mut [Vec<Finding>],
) {
    let before = findings[pivot].len();
    for (text, alignment) in alignments.iter().enumerate() {
        if let Some(alignment) = alignment {
            find_between(texts, pivot, text, alignment, findings);
        }
    }
    let mut lacking = findings[pivot].split_off(before);
    lacking.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    lacking.dedup_by(|later, first| {
        let alike = later.span == first.span && later.message == first.message;
        if alike {
            first.severity = first.severity.max(later.severity);
            first.related.append(&mut later.related);
        }
        alike
    });
    let translations = alignments.iter().flatten().count();
    for finding in &mut lacking {
        let witnesses: BTreeSet<TextId> = finding.related.iter().map(|related| related.text).collect();
        if finding.message == nothing_there() && witnesses.len() > 1 {
            finding.message = match witnesses.len() {
                all if all == translations => {
                    say!(en: "has no counterpart in any translation", zh: "各译文都无对应")
                }
                some => say!(
                    en: "has no counterpart in {some} of {translations} translations",
                    zh: "{translations} 种译文中有 {some} 种无对应",
                    some,
                    translations
                ),
            };
        }
    }
    findings[pivot].append(&mut lacking);
}

/// The same between the pivot and one text.
fn find_between(
    texts: &[Witness],
    pivot: usize,
    text: usize,
    alignment: &Alignment,
    findings: &mut [Vec<Finding>],
) {
    let beads = alignment.beads();
    let mut start = 0;
    while start < beads.len() {
        let is_source = beads[start].target.is_empty();
        let same = |bead: &Bead| bead.is_gap() && bead.target.is_empty() == is_source;
        if !same(&beads[start]) {
            start += 1;
            continue;
        }
        let end = start + beads[start..].iter().take_while(|&bead| same(bead)).count();
        let gap = Gap { texts, pivot, text, alignment, beads: start..end, is_source };
        let owner = if is_source { pivot } else { text };
        findings[owner].extend(gap.finding());
        start = end;
    }
}

/// Beads in a row that have text on one side only.
struct Gap<'a> {
    texts: &'a [Witness<'a>],
    pivot: usize,
    text: usize,
    alignment: &'a Alignment,
    beads: Range<usize>,
    /// Whether the source has the text.
    is_source: bool,
}

impl Gap<'_> {
    fn finding(&self) -> Option<Finding> {
        let beads = &self.alignment.beads()[self.beads.clone()];
        let side = |bead: &Bead| if self.is_source { bead.source.clone() } else { bead.target.clone() };
        let sentences = side(&beads[0]).start..side(&beads[beads.len() - 1]).end;
        let (owner, other) = if self.is_source { (self.pivot, self.text) } else { (self.text, self.pivot) };
        let document = self.texts[owner].document;
        let amount = weight(&document.sentences(sentences.clone()));
        if amount < LEAST_TEXT {
            return None;
        }
        let span = span(document, &sentences);
        let moved = self.alignment.crossings().iter().find(|crossing| {
            let range = if self.is_source { &crossing.source } else { &crossing.target };
            range.start < sentences.end && sentences.start < range.end
        });
        if let Some(crossing) = moved {
            let range = if self.is_source { &crossing.target } else { &crossing.source };
            let message = match self.is_source {
                true => say!(en: "stands elsewhere in the translation", zh: "译文移到了别处"),
                false => say!(en: "stands elsewhere in the source", zh: "原文在别处"),
            };
            let there = Related {
                text: self.texts[other].id,
                span: self::span(self.texts[other].document, range),
                message: say!(en: "it stands here", zh: "在这里"),
            };
            return Some(Finding::new(NO_COUNTERPART.name, Severity::Info, span, message).seen(there));
        }
        let confidence = beads.iter().map(|bead| bead.confidence).fold(f32::INFINITY, f32::min);
        // Short sentences are often said in the next one's words.
        let severity =
            if confidence >= 0.7 && amount >= 2.0 * LEAST_TEXT { Severity::Warning } else { Severity::Info };
        let message = match self.is_source {
            true => nothing_there(),
            false => say!(en: "has no counterpart in the source", zh: "原文无对应"),
        };
        let finding = Finding::new(NO_COUNTERPART.name, severity, span, message);
        Some(self.neighbours(other).into_iter().fold(finding, Finding::seen))
    }

    /// What stands before and after the gap in the other text.
    fn neighbours(&self, other: usize) -> Vec<Related> {
        let document = self.texts[other].document;
        let beads = self.alignment.beads();
        let side = |bead: &Bead| if self.is_source { bead.target.clone() } else { bead.source.clone() };
        let place = side(&beads[self.beads.start]).start;
        let text = self.texts[other].id;
        let seen = |sentence: usize, message| Related { text, span: document.span(sentence), message };
        let before = place
            .checked_sub(1)
            .map(|sentence| seen(sentence, say!(en: "it would follow this", zh: "应接在此句之后")));
        let after = (place < document.len())
            .then(|| seen(place, say!(en: "it would stand before this", zh: "应在此句之前")));
        before.into_iter().chain(after).collect()
    }
}

fn span(document: &Document, sentences: &Range<usize>) -> Span {
    Span::new(document.span(sentences.start).start, document.span(sentences.end - 1).end)
}

/// How much `text` says, in Chinese characters; three letters of an alphabet say as much as one.
fn weight(text: &str) -> f32 {
    text.chars()
        .map(|c| match c {
            _ if script::is_han(c) || script::is_kana(c) => 1.0,
            _ if c.is_alphanumeric() => 1.0 / 3.0,
            _ => 0.0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Crossing;
    use crate::text::Language;
    use crate::witness::numbered;

    const SOURCE: &str = "会议开始了。\n各代表团在会上表达了对水质变化的深切关注。\n会议结束了。";
    const TARGET: &str =
        "The meeting began.\nThe guests then saw the exhibition of old maps of the river.\nIt ended.";

    /// The findings of the two texts, aligned by `beads`.
    #[track_caller]
    fn check(beads: Vec<Bead>, crossings: Vec<Crossing>, expected: &[&str]) {
        let source = Document::from_lines(SOURCE.into(), Language::new("zh"));
        let target = Document::from_lines(TARGET.into(), Language::new("en"));
        let alignment = Alignment::new(beads, source.len(), target.len()).with_crossings(crossings);
        let mut findings = vec![Vec::new(); 2];
        find(&numbered(&[&source, &target]), 0, &[None, Some(alignment)], &mut findings);
        let shown: Vec<String> = findings
            .iter()
            .enumerate()
            .flat_map(|(text, found)| found.iter().map(move |finding| (text, finding)))
            .map(|(text, finding)| {
                let document = [&source, &target][text];
                let sentence = document.sentence_at(finding.span.start).unwrap();
                format!("{text} {} {sentence} near {}", finding.severity.name(), finding.related.len())
            })
            .collect();
        assert_eq!(shown, expected);
    }

    fn pair(source: usize, target: usize) -> Bead {
        Bead::new(source..source + 1, target..target + 1, 0.9)
    }

    #[test]
    fn flags_text_that_only_one_side_has() {
        let gaps = |confidence| {
            let left = Bead::new(1..2, 1..1, confidence);
            let right = Bead::new(2..2, 1..2, confidence);
            vec![pair(0, 0), left, right, pair(2, 2)]
        };
        check(gaps(0.9), vec![], &["0 warning 1 near 2", "1 warning 1 near 2"]);
        check(gaps(0.5), vec![], &["0 info 1 near 2", "1 info 1 near 2"]);
        let crossing = Crossing { source: 1..2, target: 1..2, confidence: 0.9 };
        check(gaps(0.9), vec![crossing], &["0 info 1 near 1", "1 info 1 near 1"]);
    }

    #[test]
    fn keeps_what_has_a_counterpart_or_is_too_short() {
        check(vec![pair(0, 0), pair(1, 1), pair(2, 2)], vec![], &[]);
        let short = vec![
            Bead::new(0..1, 0..0, 0.9),
            Bead::new(1..2, 0..1, 0.9),
            pair(2, 1),
            Bead::new(3..3, 2..3, 0.9),
        ];
        check(short, vec![], &[]);
    }

    #[test]
    fn what_several_translations_lack_is_said_once() {
        let source = Document::from_lines(SOURCE.into(), Language::new("zh"));
        let short = Document::from_lines("It began.\nIt ended.".into(), Language::new("en"));
        let whole = Document::from_lines(TARGET.into(), Language::new("en"));
        let lacks = |confidence| {
            let gap = Bead::new(1..2, 1..1, confidence);
            Some(Alignment::new(vec![pair(0, 0), gap, pair(2, 1)], 3, 2))
        };
        let has = Some(Alignment::new(vec![pair(0, 0), pair(1, 1), pair(2, 2)], 3, 3));
        let said = |alignments: &[Option<Alignment>], documents: &[&Document]| -> Vec<String> {
            let mut findings = vec![Vec::new(); documents.len()];
            find(&numbered(documents), 0, alignments, &mut findings);
            let shown =
                |f: &Finding| format!("{} {}, seen {}", f.severity.name(), f.message, f.related.len());
            findings[0].iter().map(shown).collect()
        };
        assert_eq!(
            said(&[None, lacks(0.5), lacks(0.9)], &[&source, &short, &short]),
            ["warning has no counterpart in any translation, seen 4"]
        );
        assert_eq!(
            said(&[None, lacks(0.9), has, lacks(0.9)], &[&source, &short, &whole, &short]),
            ["warning has no counterpart in 2 of 3 translations, seen 4"]
        );
    }
}
