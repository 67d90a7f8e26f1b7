//! The text with its safe fixes applied.

use crate::text::{Finding, Span};

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which rule asked for it.
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

/// Applies the safe fixes among `findings` to `text`, and changes nothing else.
///
/// Of two safe fixes that overlap the one that begins first is applied; a span that does not fit
/// `text` is passed over.
pub fn clean(text: &str, findings: &[Finding]) -> Cleaned {
    let mut fixes: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            let fix = finding.fix.as_ref().filter(|fix| fix.safe)?;
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
    use crate::text::{Document, Language, Severity};

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

    fn cleaned(text: String) -> (Document, Cleaned) {
        let document = Document::new(text, Language::new("zh"));
        let cleaned = clean(document.text(), &check(&document, &Options::default()));
        (document, cleaned)
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
            let (document, cleaned) = cleaned(text);
            let (mut before, mut after) = (0, 0);
            for applied in &cleaned.applied {
                prop_assert_eq!(
                    &document.text()[before..applied.before.start],
                    &cleaned.text[after..applied.after.start]
                );
                (before, after) = (applied.before.end, applied.after.end);
            }
            prop_assert_eq!(&document.text()[before..], &cleaned.text[after..]);
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            cleaned(text);
        }
    }
}
