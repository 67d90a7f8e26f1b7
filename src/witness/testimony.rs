//! What does another version in the same language say of a finding?
//!
//! A rule that judges by the page alone must doubt: 和国和国 is a slip of the scanner or a list. Another
//! scan or edition of the same sentence settles it. Where it has the words as the fix would make them,
//! the finding is an error and the place is shown; where it has others still, those are the better guess;
//! where it has them as they stand, nobody made a slip there, and a finding that was only a guess goes.
//!
//! The words are sought with some of what stands around them, since the sentence may differ elsewhere.
//! Taking the characters that the comparison pairs would be the other way; it says where two sentences
//! differ, but not which of two equal copies of a word was struck.
//!
//! The comparison also shows slips that no rule saw: text that stands twice in a row in one version and
//! once in the other.

use std::ops::Range;

use super::{Comparison, Witness};
use crate::diff::{Class, Edit, Op};
use crate::finding::{Finding, Fix, Related, Rule, Severity};
use crate::say;
use crate::text::{Document, Span, script};

pub(super) const DOUBLED_HERE: Rule = Rule {
    code: "VER004",
    name: "doubled-here-only",
    zh: &[
        "此处连出两次的文字，同一语言的另一版本只有一次。\n\n两本相校，此处的差别仅是多出一次时查出：“继续在在该水域合作”与“继续在该水域合作”。删去一次只是建议。",
        "数字（22 不是 2 的重出）、单个字母和标点，以及别的规则已经查出的，都不查。",
    ],
    doc: "
Words that stand twice in a row here, and once in another version in the same language.

Flagged where a comparison of the two shows the second copy as the only difference in its place:
继续在在该水域合作 against 继续在该水域合作. The fix, to remove one copy, is a guess.

```flag versions
zh: 湖区各村代表团团长在该水域开展调查。
zh: 湖区各村代表团长在该水域开展调查。
```

```fixed versions
zh: 湖区各村代表团长在该水域开展调查。
```

Left alone: figures (22 is no doubled 2), single letters and marks, and what another rule has flagged
already.

```keep versions
zh: 湖区有22座水文站。
zh: 湖区有2座水文站。
```
",
    ..Rule::PLAIN
};

pub(super) const READ_OTHERWISE: Rule = Rule {
    code: "VER005",
    name: "read-otherwise",
    zh: &[
        "同一语言的另一版本在此处是形近的另一个字。\n\n两本相差的字是识别引擎容易混淆的（“洲”与“州”），在较早的一本里查出。另一本的字只是建议，因为错的也可能是它。",
        "其余的差别是修订，不是误识，不查；用 `duizhao diff` 看。",
    ],
    doc: "
A character that another version in the same language reads as one that looks like it.

Flagged, in the older of the two, where they differ by characters that recognisers mistake for each
other: 洲 against 州. The other version's reading is a guess: that one may be wrong as well.

```flag versions
zh: 代表们来自各洲，在湖边会面。
zh: 代表们来自各州，在湖边会面。
```

```fixed versions
zh: 代表们来自各州，在湖边会面。
```

Left alone: any other difference, which is a revision and no misreading; `duizhao diff` shows those.

```keep versions
zh: 各方同意在湖边再次会面。
zh: 各方同意在城里再次会面。
```
",
    ..Rule::PLAIN
};

/// How many characters around a finding are sought with it, at most and at least.
const CONTEXT: (usize, usize) = (6, 3);

/// Lets the two texts of each comparison bear witness on each other's findings, and adds what the
/// comparison shows.
pub(super) fn weigh(texts: &[Witness], comparisons: &[Comparison], findings: &mut [Vec<Finding>]) {
    for comparison in comparisons {
        let (old, new) = (comparison.old, comparison.new);
        let sides = [
            (old, new, comparison.revision.counterparts()),
            (new, old, comparison.revision.counterparts_back()),
        ];
        for (text, other, counterparts) in sides {
            let witness =
                Hearing { document: texts[text].document, other: texts[other].document, counterparts };
            findings[text].retain_mut(|finding| {
                let Some((verdict, span)) = witness.verdict(finding) else { return true };
                let words = span.of(texts[other].document.text());
                let deletes = finding.fix.as_ref().is_some_and(|fix| fix.replacement.is_empty());
                let message = match verdict {
                    Verdict::Confirms if deletes => {
                        say!(en: "`{words}` here, without it", zh: "此本作 `{words}`，没有它", words)
                    }
                    Verdict::Confirms | Verdict::Reads => {
                        say!(en: "`{words}` here", zh: "此本作 `{words}`", words)
                    }
                    Verdict::Has => say!(en: "`{words}` stands here too", zh: "此本也作 `{words}`", words),
                };
                if verdict == Verdict::Reads {
                    finding.fix = Some(Fix::suggested(words));
                }
                if verdict == Verdict::Has && finding.has_guess() && finding.severity < Severity::Error {
                    return false;
                }
                if verdict != Verdict::Has {
                    finding.severity = Severity::Error;
                }
                finding.related.push(Related { text: texts[other].id, span, message });
                true
            });
        }
        slips(texts, comparison, findings);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The witness has the words as the fix would make them.
    Confirms,
    /// The witness has other words there.
    Reads,
    /// The witness has them as they stand.
    Has,
}

/// One version as a witness on another.
struct Hearing<'a> {
    document: &'a Document,
    other: &'a Document,
    /// For each sentence of the document those of the other.
    counterparts: Vec<Range<usize>>,
}

impl Hearing<'_> {
    /// What the other version says of a finding, and where.
    fn verdict(&self, finding: &Finding) -> Option<(Verdict, Span)> {
        let fix = finding.fix.as_ref()?;
        let text = self.document.text();
        let (printed, mended) = (folded(finding.span.of(text)), folded(&fix.replacement));
        if printed == mended {
            return None;
        }
        let there = &self.counterparts[self.document.sentence_at(finding.span.start)?];
        let (first, last) = (there.start, there.end.checked_sub(1).filter(|&last| last >= there.start)?);
        let joined = self.other.joined(first..last + 1);
        let page = Folded::of(joined.text());
        let line = |c: &char| *c != '\n' && *c != '\r';
        let before: Vec<char> = text[..finding.span.start]
            .chars()
            .rev()
            .take_while(line)
            .filter_map(fold)
            .take(CONTEXT.0)
            .collect();
        let after: Vec<char> =
            text[finding.span.end..].chars().take_while(line).filter_map(fold).take(CONTEXT.0).collect();
        for width in (CONTEXT.1..=CONTEXT.0).rev() {
            let head: String = before.iter().take(width).rev().collect();
            let tail: String = after.iter().take(width).collect();
            if head.chars().count() + tail.chars().count() < CONTEXT.1 + 1 {
                return None;
            }
            let find = |middle: &str| page.find(&format!("{head}{middle}{tail}"), head.len(), middle.len());
            let (as_mended, as_printed) = (find(&mended), find(&printed));
            let (verdict, at) = match (as_mended, as_printed) {
                (Some(at), None) => (Verdict::Confirms, at),
                (None, Some(at)) => (Verdict::Has, at),
                (Some(_), Some(_)) => return None,
                (None, None) => continue,
            };
            return Some((verdict, joined.span(at.range())));
        }
        let at = between(&page, &before, &after, printed.chars().count())?;
        Some((Verdict::Reads, joined.span(at.range())))
    }
}

/// What stands in `page` between the characters that stand before (the nearest first) and after a
/// finding of `length` characters; nothing if it is not about as long as that.
fn between(page: &Folded, before: &[char], after: &[char], length: usize) -> Option<Span> {
    let head: String = before.iter().take(CONTEXT.1 + 1).rev().collect();
    let tail: String = after.iter().take(CONTEXT.1 + 1).collect();
    if head.chars().count() <= CONTEXT.1 || tail.chars().count() <= CONTEXT.1 {
        return None;
    }
    let start = page.text.find(&head)? + head.len();
    let end = start + page.text[start..].find(&tail)?;
    let there = page.text[start..end].chars().count();
    (there > 0 && there <= length + length / 2 + 1).then(|| page.span(start, end))
}

/// Slips that a comparison shows and no rule saw.
fn slips(texts: &[Witness], comparison: &Comparison, findings: &mut [Vec<Finding>]) {
    let (old, new) = (comparison.old, comparison.new);
    let known = [Known::of(&findings[old]), Known::of(&findings[new])];
    for change in &comparison.revision.changes {
        if change.hunks.is_empty() || change.source.is_some() {
            continue;
        }
        let ranges = [change.old.clone(), change.new.clone()];
        let places =
            [texts[old].document.joined(ranges[0].clone()), texts[new].document.joined(ranges[1].clone())];
        let words = change.words(texts[old].document, texts[new].document);
        let sides = [&words.old, &words.new];
        let edits: Vec<Edit> = words.edits().collect();
        let mut at = [0, 0];
        for (number, edit) in edits.iter().enumerate() {
            let length = edit.text.len();
            let alone = |op: Op| {
                let beside = [number.checked_sub(1), Some(number + 1)];
                !beside.into_iter().flatten().filter_map(|at| edits.get(at)).any(|edit| edit.op == op)
            };
            let side = match edit.op {
                Op::Equal => {
                    at = [at[0] + length, at[1] + length];
                    continue;
                }
                Op::Delete => 0,
                Op::Insert => 1,
            };
            let here = at[side]..at[side] + length;
            at[side] += length;
            let (owner, other) = if side == 0 { (old, new) } else { (new, old) };
            let span = places[side].span(here.clone());
            if known[side].touches(span) {
                continue;
            }
            let opposite = if side == 0 { Op::Insert } else { Op::Delete };
            if alone(opposite) && is_double(sides[side], Span::new(here.start, here.end)) {
                let message = say!(
                    en: "`{words}` stands twice here, once in another version",
                    zh: "`{words}` 此处重出，别本只有一次",
                    words = edit.text.trim()
                );
                let sentence = texts[other].document.span(ranges[1 - side].start);
                let related = Related {
                    text: texts[other].id,
                    span: sentence,
                    message: say!(en: "once here", zh: "此本只有一次"),
                };
                findings[owner].push(
                    Finding::new(DOUBLED_HERE.name, Severity::Warning, span, message).guess("").seen(related),
                );
            } else if change.class == Class::Ocr && edit.op == Op::Delete {
                let Some(next) = edits.get(number + 1).filter(|next| next.op == Op::Insert) else {
                    continue;
                };
                let message = say!(
                    en: "`{here}` here, `{there}` in another version",
                    zh: "此处作 `{here}`，别本作 `{there}`",
                    here = edit.text,
                    there = next.text
                );
                let end = places[1].span(at[1]..at[1] + next.text.len());
                let related = Related {
                    text: texts[other].id,
                    span: end,
                    message: say!(en: "`{there}` here", zh: "此本作 `{there}`", there = next.text),
                };
                let finding = Finding::new(READ_OTHERWISE.name, Severity::Info, span, message);
                findings[owner].push(finding.guess(next.text).seen(related));
            }
        }
    }
}

/// The places of findings, to be asked often.
struct Known {
    /// By their starts, each with the furthest end of all up to it.
    ends: Vec<(usize, usize)>,
}

impl Known {
    fn of(findings: &[Finding]) -> Self {
        let mut ends: Vec<(usize, usize)> =
            findings.iter().map(|finding| (finding.span.start, finding.span.end)).collect();
        ends.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut ends {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { ends }
    }

    /// Whether a finding overlaps `span` or ends or begins at it.
    fn touches(&self, span: Span) -> bool {
        let before = self.ends.partition_point(|&(start, _)| start <= span.end);
        before > 0 && self.ends[before - 1].1 >= span.start
    }
}

/// Whether the words at `span`, which one version has more than the other, repeat those beside them.
fn is_double(text: &str, span: Span) -> bool {
    let words = span.of(text);
    let is_word = words.chars().any(|c| c.is_alphanumeric());
    let long = words.chars().filter(|c| script::is_han(*c)).count() >= 1 || words.chars().count() >= 3;
    // Numbers may well follow each other: 22 is not a doubled 2.
    let letters = !words.chars().any(char::is_numeric);
    is_word && long && letters && (text[..span.start].ends_with(words) || text[span.end..].starts_with(words))
}

/// `c` in half width; nothing for white space.
fn fold(c: char) -> Option<char> {
    match c {
        _ if c.is_whitespace() => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => Some(c),
    }
}

fn folded(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

/// A folded text and the way back.
struct Folded {
    text: String,
    /// Byte in the folded text, byte in the text; one more at the end.
    places: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut places = Vec::new();
        for (at, c) in text.char_indices() {
            if let Some(c) = fold(c) {
                places.push((folded.len(), at));
                folded.push(c);
            }
        }
        places.push((folded.len(), text.len()));
        Self { text: folded, places }
    }

    /// Where `words` stands, without `skip` bytes before and with `length` bytes after that; a word or
    /// two around it where nothing is left.
    fn find(&self, words: &str, skip: usize, length: usize) -> Option<Span> {
        let start = self.text.find(words)?;
        let (from, to) =
            if length > 0 { (start + skip, start + skip + length) } else { (start, start + words.len()) };
        Some(self.span(from, to))
    }

    /// The text's bytes for bytes of the folded text.
    fn span(&self, from: usize, to: usize) -> Span {
        let back = |at: usize| {
            self.places[self.places.partition_point(|place| place.0 < at).min(self.places.len() - 1)].1
        };
        Span::new(back(from), back(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{self, diff};
    use crate::text::Language;
    use crate::witness::numbered;

    /// What becomes of a guess that `word` should be `mended`, with `other` as witness, and what else is
    /// found in the text.
    #[track_caller]
    fn check(text: &str, other: &str, word: &str, mended: &str, expected: &[&str]) {
        let texts = [text, other].map(|text| Document::from_lines(text.into(), Language::new("zh")));
        let documents = [&texts[0], &texts[1]];
        let mut findings = vec![Vec::new(), Vec::new()];
        if let Some(at) = text.find(word).filter(|_| !word.is_empty()) {
            let span = Span::new(at, at + word.len());
            findings[0].push(Finding::new("guess", Severity::Warning, span, "").guess(mended));
        }
        let revision = diff(documents[0], documents[1], &diff::Options::default());
        weigh(
            &numbered(&documents),
            &[Comparison { old: 0, new: 1, covers: 0..revision.old_len, revision, stale: Vec::new() }],
            &mut findings,
        );
        let shown: Vec<String> = findings
            .iter()
            .zip(documents)
            .flat_map(|(found, document)| found.iter().map(move |finding| (finding, document)))
            .map(|(finding, document)| {
                format!(
                    "{} {} {} {}",
                    finding.rule,
                    finding.severity.name(),
                    finding.span.of(document.text()),
                    finding.related.len()
                )
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn another_version_confirms_or_clears() {
        let scan = "湖区各村代表团团长继续在在该水域开展调查,并公布结果。\n";
        check(scan, &scan.replace("在在", "在"), "在在", "在", &["guess error 在在 1"]);
        check(scan, scan, "在在", "在", &[]);
        // The fix would take away what the other version has too.
        check(scan, &scan.replace("在在", "在"), "团团", "团", &["doubled-here-only warning 在 1"]);
        // Full-width marks there say the same.
        check(scan, &scan.replace("在在", "在").replace(',', "，"), "在在", "在", &["guess error 在在 1"]);
        // A third reading is the better guess.
        check(
            "湖区各村对水位的不确定性和不确定性表示十分深切的关注。\n",
            "湖区各村对水位的不稳定性和不确定性表示十分深切的关注。\n",
            "不确定性和不确定性",
            "不确定性",
            &["guess error 不确定性和不确定性 1"],
        );
        // Another sentence says nothing.
        check(scan, "渔民们昨天回到了南岸的小镇。\n", "在在", "在", &["guess warning 在在 0"]);
    }

    #[test]
    fn a_comparison_shows_words_that_stand_twice() {
        let text = "各村认为水质变化的不确定性和水位的变化影响捕鱼的收成。\n";
        check(
            &text.replace("不确定性", "不确定性不确定性"),
            text,
            "",
            "",
            &["doubled-here-only warning 不确定性 1"],
        );
        check(text, &text.replace("不确定性", "稳定性"), "", "", &[]);
        check(text, &text.replace("捕鱼", "捕虾和捕鱼"), "", "", &[]);
    }
}
