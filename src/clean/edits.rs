//! Fixes made in a text, one after the other and in rounds, and where they moved what stands around them.

use crate::finding::Fix;
use crate::review::{By, Reviewed};
use crate::text::Span;

/// A fix that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approved<'a> {
    /// The rule that asks for it.
    pub rule: &'static str,
    /// Where it stands.
    pub span: Span,
    /// What to put there.
    pub replacement: &'a str,
    /// By whose word it is made.
    pub by: By,
}

impl<'a> Approved<'a> {
    /// The fix of `reviewed`, if it is to be made.
    pub fn of(reviewed: &'a Reviewed) -> Option<Self> {
        let (Fix { replacement, .. }, by) = reviewed.approved()?;
        let finding = &reviewed.finding;
        Some(Self { rule: finding.rule, span: finding.span, replacement, by })
    }
}

/// A fix that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Applied {
    /// Which rule asked for it; of several for one place, the first.
    pub rule: &'static str,
    /// By whose word it was made; of several for one place, a person's before all others.
    pub by: By,
    /// Where it stood in the text before.
    pub before: Span,
    /// Where its replacement stands in the text after.
    pub after: Span,
}

/// A mended text and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct Cleaned {
    /// The text with the fixes made.
    pub text: String,
    /// Each fix, in order; no two overlap, in the text before or after.
    pub applied: Vec<Applied>,
}

impl Cleaned {
    /// `text` with `fixes` made and nothing else changed.
    ///
    /// Of two fixes that overlap the one that begins first is made; one that does not fit `text` is passed over.
    pub fn of<'a>(text: &str, fixes: impl IntoIterator<Item = Approved<'a>>) -> Self {
        let mut fixes: Vec<_> =
            fixes.into_iter().filter(|fix| text.get(fix.span.range()).is_some()).collect();
        fixes.sort_by_key(|fix| fix.span);
        let mut cleaned = Self { text: String::with_capacity(text.len()), applied: Vec::new() };
        let mut done = 0;
        for Approved { rule, span: before, replacement, by } in fixes {
            if before.start < done {
                continue;
            }
            cleaned.text.push_str(&text[done..before.start]);
            let start = cleaned.text.len();
            cleaned.text.push_str(replacement);
            let after = Span::new(start, cleaned.text.len());
            cleaned.applied.push(Applied { rule, by, before, after });
            done = before.end;
        }
        cleaned.text.push_str(&text[done..]);
        cleaned
    }

    /// The text that this one is of, `text`, with `fixes` of this one made too; `None` if there are none.
    pub(super) fn then<'a>(&self, text: &str, fixes: impl IntoIterator<Item = Approved<'a>>) -> Option<Self> {
        let next = Self::of(&self.text, fixes);
        if next.applied.is_empty() {
            return None;
        }
        let mut applied = composed(&self.applied, &next.applied);
        // What a later fix takes back was never done.
        applied.retain(|fix| fix.before.of(text) != fix.after.of(&next.text));
        Some(Self { text: next.text, applied })
    }

    /// `text`, which this one is of, with only those fixes made for which `keep` holds.
    pub(super) fn only(&self, text: &str, keep: impl Fn(&Applied) -> bool) -> Self {
        let kept = self.applied.iter().filter(|fix| keep(fix)).map(|fix| Approved {
            rule: fix.rule,
            span: fix.before,
            replacement: fix.after.of(&self.text),
            by: fix.by,
        });
        Self::of(text, kept)
    }

    /// Where a stretch of the text before stands in the text after. Of a fix that it cuts it gets the whole
    /// replacement; what is put just before or after it lies outside.
    ///
    /// # Example: a word behind a doubled character
    ///
    /// ```
    /// use duizhao::clean::{Approved, Cleaned};
    /// use duizhao::review::By;
    /// use duizhao::text::Span;
    /// let fix = Approved { rule: "doubled-character", span: Span::new(0, 6), replacement: "在", by: By::Rule };
    /// let cleaned = Cleaned::of("在在湖边", [fix]);
    /// assert_eq!(cleaned.after(Span::new(6, 12)).of(&cleaned.text), "湖边");
    /// ```
    pub fn after(&self, span: Span) -> Span {
        let before_start = self.applied.partition_point(|fix| fix.before.end <= span.start);
        let before_end = self.applied.partition_point(|fix| fix.before.start < span.end);
        let behind = |count: usize, offset: usize| match count.checked_sub(1).map(|last| &self.applied[last])
        {
            Some(last) => last.after.end + offset.saturating_sub(last.before.end),
            None => offset,
        };
        let start = match self.applied.get(before_start) {
            Some(cut) if cut.before.start < span.start => cut.after.start,
            _ => behind(before_start, span.start),
        };
        // A fix that the span's end cuts counts wholly.
        let end = behind(before_end, span.end);
        Span::new(start.min(end), end.max(start))
    }
}

/// What was done by `first` and by `then` after it: fixes that touch the same words are one.
fn composed(first: &[Applied], then: &[Applied]) -> Vec<Applied> {
    // Both lists name places of the text between them; what they share there is one fix.
    let mut first = first.iter().peekable();
    let mut then = then.iter().peekable();
    let mut all = Vec::with_capacity(first.len() + then.len());
    // Bytes that the fixes so far had in the text before them and have after.
    let (mut first_lengths, mut then_lengths) = ((0, 0), (0, 0));
    loop {
        let is_first = match (first.peek(), then.peek()) {
            (Some(one), Some(other)) => key(one.after) <= key(other.before),
            (one, _) => one.is_some(),
        };
        let next = if is_first { first.peek() } else { then.peek() };
        let Some(Applied { rule, mut by, before, after }) = next.copied().copied() else { return all };
        let between = if is_first { after } else { before };
        let (start, mut end) = (between.start, between.end);
        let before = start - first_lengths.1 + first_lengths.0;
        let after = start - then_lengths.0 + then_lengths.1;
        let (mut took_first, mut took_then) = (is_first, !is_first);
        loop {
            if let Some(fix) = first.next_if(|fix| took_first || fix.after.start < end) {
                end = end.max(fix.after.end);
                first_lengths.0 += fix.before.len();
                first_lengths.1 += fix.after.len();
                by = by.max(fix.by);
                took_first = false;
            } else if let Some(fix) = then.next_if(|fix| took_then || fix.before.start < end) {
                end = end.max(fix.before.end);
                then_lengths.0 += fix.before.len();
                then_lengths.1 += fix.after.len();
                by = by.max(fix.by);
                took_then = false;
            } else {
                break;
            }
        }
        all.push(Applied {
            rule,
            by,
            before: Span::new(before, end - first_lengths.1 + first_lengths.0),
            after: Span::new(after, end - then_lengths.0 + then_lengths.1),
        });
    }
}

fn key(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clean::{Options, clean, inspect};
    use crate::finding::{Finding, Severity, TextId};
    use crate::review::{Review, Verdict};
    use crate::text::{Document, Language};
    use crate::witness::{self, Relation, Witness};

    fn fix(start: usize, end: usize, replacement: &str) -> Approved<'_> {
        Approved { rule: "test", span: Span::new(start, end), replacement, by: By::Rule }
    }

    #[test]
    fn applies_what_is_approved_and_does_not_overlap() {
        let fixes = [fix(0, 1, "A"), fix(0, 2, "-"), fix(3, 3, "+"), fix(9, 12, "")];
        let cleaned = Cleaned::of("abcd", fixes);
        assert_eq!(cleaned.text, "Abc+d");
        assert_eq!(cleaned.applied.len(), 2);
        assert_eq!(cleaned.applied[1].after.of(&cleaned.text), "+");
    }

    #[test]
    fn what_is_made_is_what_was_decided() {
        type Fixed = fn(Finding, &'static str) -> Finding;
        let finding = |fix: Fixed, decision| {
            let finding = fix(Finding::new("test", Severity::Error, Span::new(0, 1), ""), "x");
            Reviewed { finding, decision }
        };
        let (safe, guess): (Fixed, Fixed) = (Finding::safe_fix, Finding::guess);
        for (fix, decision, by) in [
            (safe, None, Some(By::Rule)),
            (guess, None, None),
            (safe, Some((Verdict::Refuse, By::Learned)), None),
            (safe, Some((Verdict::Right, By::Person)), None),
            (guess, Some((Verdict::Accept, By::Person)), Some(By::Person)),
            (guess, Some((Verdict::Accept, By::Learned)), Some(By::Learned)),
        ] {
            let reviewed = finding(fix, decision);
            assert_eq!(Approved::of(&reviewed).map(|approved| approved.by), by, "{reviewed:?}");
            assert_eq!(reviewed.is_guess(), by.is_none());
        }
    }

    #[test]
    fn a_stretch_is_found_again_behind_fixes() {
        // `abcdefgh` becomes `aXXdegh!`.
        let cleaned = Cleaned::of("abcdefgh", [fix(1, 3, "XX"), fix(5, 6, ""), fix(8, 8, "!")]);
        for (before, after) in [
            ((0, 1), (0, 1)),
            ((1, 3), (1, 3)),
            // A fix that is cut counts wholly, at either end.
            ((2, 4), (1, 4)),
            ((0, 2), (0, 3)),
            ((4, 5), (4, 5)),
            ((6, 7), (5, 6)),
            ((4, 7), (4, 6)),
            ((7, 8), (6, 7)),
            ((8, 8), (7, 8)),
        ] {
            let span = |(start, end)| Span::new(start, end);
            assert_eq!(cleaned.after(span(before)), span(after), "{before:?}");
        }
    }

    fn cleaned(text: &str) -> Cleaned {
        let again = |text: String| Document::new(text, Language::new("zh"));
        let document = again(text.to_owned());
        let versions = [Witness { id: TextId(0), document: &document, relation: Relation::Pivot }];
        let (examine, review) = (witness::Options::default(), Review::default());
        let found = inspect(&versions, &examine, &review);
        let options = Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
        clean(&versions, &found, &options).cleaned
    }

    #[test]
    fn tells_several_rounds_as_one() {
        // `abcdefgh++` becomes `acxyzegh++`, then `ayzegh++`, then `ayzegh+!`.
        let text = "abcdefgh++";
        let mut cleaned = Cleaned::of(text, [fix(1, 2, ""), fix(3, 4, "xyz"), fix(5, 6, "")]);
        for round in [[fix(1, 3, "")], [fix(7, 8, "!")]] {
            cleaned = cleaned.then(text, round).expect("something to do");
        }
        assert_eq!(cleaned.text, "ayzegh+!");
        assert_eq!(cleaned.then(text, []), None);
        let told: Vec<_> = cleaned.applied.iter().map(|fix| (fix.before, fix.after)).collect();
        let spans = |spans: [(usize, usize); 2]| spans.map(|(start, end)| Span::new(start, end));
        assert_eq!(
            told,
            [[(1, 2), (1, 1)], [(2, 4), (1, 3)], [(5, 6), (4, 4)], [(9, 10), (7, 8)]]
                .map(spans)
                .map(|[before, after]| (before, after))
        );
    }

    #[test]
    fn a_fix_that_is_taken_back_is_not_told() {
        let cleaned = Cleaned::of("abc", [fix(1, 2, "x")]).then("abc", [fix(1, 2, "b")]);
        assert_eq!(cleaned, Some(Cleaned { text: "abc".into(), applied: Vec::new() }));
    }

    /// Text of the kind that a scanner makes: few characters, so that every rule meets its case.
    fn scanned() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "在",
            "国",
            "会议",
            "的",
            "和",
            "人",
            "2022",
            "年",
            ",",
            "，",
            "。",
            "、",
            "(",
            ")",
            "（",
            "）",
            "《",
            "》",
            "“",
            "”",
            " ",
            "\n",
            "\n\n",
            "## 要闻\n",
            "word",
            "the ",
            "\u{ad}",
            "\u{7}",
            ":",
            ";",
            "-",
            "學",
            "\u{200b}",
        ]);
        prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn changes_nothing_outside_its_fixes(text in scanned()) {
            let cleaned = cleaned(&text);
            let (mut before, mut after) = (0, 0);
            for applied in &cleaned.applied {
                prop_assert_eq!(
                    &text[before..applied.before.start],
                    &cleaned.text[after..applied.after.start]
                );
                (before, after) = (applied.before.end, applied.after.end);
            }
            prop_assert_eq!(&text[before..], &cleaned.text[after..]);
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in scanned()) {
            let once = cleaned(&text);
            let twice = cleaned(&once.text);
            prop_assert_eq!(twice.text, once.text);
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = cleaned(&text);
        }
    }
}
