//! The text with its safe fixes applied.
//!
//! One fix makes another possible: where an invisible character goes, its neighbours are seen to be
//! doubled. So the mended text is checked again, a few times if need be ([`clean_wholly`]), and the edits
//! of all rounds are composed, so that every span refers to the original text. Saying to
//! the person "run it again" is simpler, and its log would speak of a text that nobody has.

use crate::finding::Finding;
use crate::text::Span;

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which rule asked for it; of several for one place, the first.
    pub rule: &'static str,
    /// Where it stood in the text before.
    pub before: Span,
    /// Where its replacement stands in the text after.
    pub after: Span,
}

/// A mended text and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text with the fixes applied.
    pub text: String,
    /// Each fix, in order.
    pub applied: Vec<Applied>,
}

/// At most so many times a text is cleaned. Two are nearly always enough.
const ROUNDS: usize = 64;

/// Applies the safe fixes among `findings` to `text`, then those that `check` finds in what has come of
/// it, until there is none.
///
/// All fixes are told in places of `text`. With them comes what `check` found last, in the mended text
/// before its last fixes.
pub fn clean_wholly(
    text: &str,
    findings: Vec<Finding>,
    mut check: impl FnMut(&str) -> Vec<Finding>,
) -> (Cleaned, Vec<Finding>) {
    let mut cleaned = clean(text, &findings);
    let mut last = findings;
    for _ in 1..ROUNDS {
        if cleaned.applied.is_empty() {
            break;
        }
        last = check(&cleaned.text);
        let next = clean(&cleaned.text, &last);
        if next.applied.is_empty() {
            break;
        }
        let mut applied = composed(&cleaned.applied, &next.applied);
        // What a later fix takes back was never done.
        applied.retain(|fix| fix.before.of(text) != fix.after.of(&next.text));
        cleaned = Cleaned { text: next.text, applied };
    }
    (cleaned, last)
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
        let Some((rule, between)) = (if is_first {
            first.peek().map(|fix| (fix.rule, fix.after))
        } else {
            then.peek().map(|fix| (fix.rule, fix.before))
        }) else {
            return all;
        };
        let (start, mut end) = (between.start, between.end);
        let before = start - first_lengths.1 + first_lengths.0;
        let after = start - then_lengths.0 + then_lengths.1;
        let (mut took_first, mut took_then) = (is_first, !is_first);
        loop {
            if let Some(fix) = first.next_if(|fix| took_first || fix.after.start < end) {
                end = end.max(fix.after.end);
                first_lengths.0 += fix.before.len();
                first_lengths.1 += fix.after.len();
                took_first = false;
            } else if let Some(fix) = then.next_if(|fix| took_then || fix.before.start < end) {
                end = end.max(fix.before.end);
                then_lengths.0 += fix.before.len();
                then_lengths.1 += fix.after.len();
                took_then = false;
            } else {
                break;
            }
        }
        all.push(Applied {
            rule,
            before: Span::new(before, end - first_lengths.1 + first_lengths.0),
            after: Span::new(after, end - then_lengths.0 + then_lengths.1),
        });
    }
}

fn key(span: Span) -> (usize, usize) {
    (span.start, span.end)
}

/// Applies the safe fixes among `findings` to `text`, and changes nothing else.
///
/// Of two safe fixes that overlap the one that begins first is applied; a span that does not fit
/// `text` is passed over.
pub fn clean(text: &str, findings: &[Finding]) -> Cleaned {
    let mut fixes: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            let fix = finding.fix.as_ref().filter(|fix| fix.is_safe())?;
            text.get(finding.span.range()).is_some().then_some((finding, &fix.replacement))
        })
        .collect();
    fixes.sort_by_key(|(finding, _)| finding.span);
    let mut cleaned = Cleaned { text: String::with_capacity(text.len()), applied: Vec::new() };
    let mut done = 0;
    for (finding, replacement) in fixes {
        let before = finding.span;
        if before.start < done {
            continue;
        }
        cleaned.text.push_str(&text[done..before.start]);
        let start = cleaned.text.len();
        cleaned.text.push_str(replacement);
        let after = Span::new(start, cleaned.text.len());
        cleaned.applied.push(Applied { rule: finding.rule, before, after });
        done = before.end;
    }
    cleaned.text.push_str(&text[done..]);
    cleaned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::{Options, check};
    use crate::finding::Severity;
    use crate::text::{Document, Language};

    fn fix(start: usize, end: usize, replacement: &str) -> Finding {
        Finding::new("test", Severity::Error, Span::new(start, end), "").safe_fix(replacement)
    }

    #[test]
    fn applies_what_is_safe_and_does_not_overlap() {
        let findings =
            [fix(0, 1, "A"), fix(0, 2, "-"), fix(3, 3, "+"), fix(2, 3, "").guess("x"), fix(9, 12, "")];
        let cleaned = clean("abcd", &findings);
        assert_eq!(cleaned.text, "Abc+d");
        assert_eq!(cleaned.applied.len(), 2);
        assert_eq!(cleaned.applied[1].after.of(&cleaned.text), "+");
    }

    fn checked(text: &str) -> Vec<Finding> {
        check(&Document::new(text.to_owned(), Language::new("zh")), &Options::default())
    }

    fn cleaned(text: &str) -> Cleaned {
        clean_wholly(text, checked(text), checked).0
    }

    #[test]
    fn tells_several_rounds_as_one() {
        // `abcdefgh++` becomes `acxyzegh++`, then `ayzegh++`, then `ayzegh+!`.
        let rounds = [vec![fix(1, 3, "")], vec![fix(7, 8, "!")], Vec::new()];
        let mut rounds = rounds.into_iter();
        let first = vec![fix(1, 2, ""), fix(3, 4, "xyz"), fix(5, 6, "")];
        let (cleaned, last) = clean_wholly("abcdefgh++", first, |_| rounds.next().unwrap_or_default());
        assert_eq!(cleaned.text, "ayzegh+!");
        assert_eq!(last, []);
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
        let mut rounds = [vec![fix(1, 2, "b")], Vec::new()].into_iter();
        let (cleaned, _) = clean_wholly("abc", vec![fix(1, 2, "x")], |_| rounds.next().unwrap_or_default());
        assert_eq!(cleaned, Cleaned { text: "abc".into(), applied: Vec::new() });
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
            cleaned(&text);
        }
    }
}
