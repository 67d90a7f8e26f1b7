//! A revision as a patch, for `patch` and all that reads what `diff -u` writes.
//!
//! Its lines are sentences: it applies to the older version written one sentence a line
//! ([`Document::as_lines`](crate::text::Document::as_lines)) and makes the newer one, written likewise. A
//! patch of the files' own lines would replace whole paragraphs, and fail on a copy whose lines were
//! broken elsewhere.

use similar::TextDiff;

use super::Text;

/// Unchanged sentences shown around each change, as `diff -u` does.
const CONTEXT: usize = 3;

/// The patch that turns `old` into `new`; empty if they are the same.
pub fn patch(old: &Text, new: &Text) -> String {
    let (before, after) = (old.document.as_lines(), new.document.as_lines());
    let before: Vec<&str> = before.split_terminator('\n').collect();
    let after: Vec<&str> = after.split_terminator('\n').collect();
    let name = |path: &str| path.replace(['\t', '\n', '\r'], " ");
    let (from, to) = (name(old.path), name(new.path));
    let diff = TextDiff::from_slices(&before, &after);
    diff.unified_diff().context_radius(CONTEXT).header(&from, &to).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Document, Language};

    /// What `patch` makes of `text`, whose hunks must fit where they say.
    fn applied(text: &str, patch: &str) -> String {
        let old: Vec<&str> = text.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        for line in patch.split_inclusive('\n').skip(2) {
            if let Some(head) = line.strip_prefix("@@ -") {
                let numbers = head.split([' ', ',']).next().unwrap();
                let count =
                    head[numbers.len()..].strip_prefix(',').map_or("1", |n| n.split(' ').next().unwrap());
                let start = numbers.parse::<usize>().unwrap() - usize::from(count != "0");
                out.extend(old[at..start].iter().copied());
                at = start;
                continue;
            }
            let (sign, words) = line.split_at(1);
            if sign != "+" {
                assert_eq!(old[at], words);
                at += 1;
            }
            if sign != "-" {
                out.push_str(words);
            }
        }
        out.extend(old[at..].iter().copied());
        out
    }

    fn text<'a>(path: &'a str, document: &'a Document) -> Text<'a> {
        Text { name: path, path, document, role: "", encoding: "", said: &[], pages: &[] }
    }

    #[test]
    fn its_lines_are_sentences() {
        let [old, new] = ["船到了。人下了船。\n天黑了。\n", "船到了。人都下了船。\n天黑了。\n"]
            .map(|text| Document::new(text.into(), Language::new("zh")));
        assert_eq!(
            patch(&text("a.txt", &old), &text("b.txt", &new)),
            "--- a.txt\n+++ b.txt\n@@ -1,4 +1,4 @@\n 船到了。\n-人下了船。\n+人都下了船。\n \n 天黑了。\n"
        );
        assert_eq!(patch(&text("a.txt", &old), &text("b.txt", &old)), "");
    }

    proptest! {
        #[test]
        fn it_makes_the_new_text_of_the_old(old in "([ab。 一\n]{0,40})", new in "([ab。 一\n]{0,40})") {
            let [old, new] = [old, new].map(|text| Document::new(text, Language::new("zh")));
            let patch = patch(&text("a", &old), &text("b", &new));
            prop_assert_eq!(applied(&old.as_lines(), &patch), new.as_lines());
        }
    }
}
