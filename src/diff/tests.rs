//! What comparing whole texts finds, and what holds for every two texts.

use super::*;
use crate::text::Language;

fn lines(text: &str) -> Document {
    Document::from_lines(text.to_owned(), Language::new("zh"))
}

/// The changes of a comparison by lines, one a line: kind, class, old and new numbers, edits with
/// deletions in `[]` and insertions in `{}`.
fn told(old: &str, new: &str) -> String {
    let revision = diff(&lines(old), &lines(new), &Options::default());
    let tell = |change: &Change| {
        let edits: String = change
            .edits
            .iter()
            .map(|edit| match edit.op {
                Op::Equal => edit.text.clone(),
                Op::Delete => format!("[{}]", edit.text),
                Op::Insert => format!("{{{}}}", edit.text),
            })
            .collect();
        format!("{} {} {:?} {:?} {edits}", change.kind.name(), change.class.name(), change.old, change.new)
            .trim_end()
            .to_owned()
    };
    revision.changes.iter().map(tell).collect::<Vec<_>>().join("\n")
}

#[test]
fn tells_what_happened() {
    let check = |old: &str, new: &str, expected: &str| assert_eq!(told(old, new), expected, "{old} > {new}");
    let (a, b, c) = ("清晨的集市上人来人往。", "渔夫把昨夜的收获摆在石板上。", "孩子们在桥头等着看船。");
    let all = |parts: &[&str]| parts.join("\n");
    check(&all(&[a, b, c]), &all(&[a, b, c]), "");
    check(&all(&[a, b, c]), &all(&[a, c]), "delete wording [1] []");
    check(&all(&[a, c]), &all(&[a, b, c]), "insert wording [] [1]");
    check(
        &all(&[a, b, c]),
        &all(&[a, "渔夫把今晨的收获摆在石板上。", c]),
        "edit wording [1] [1] 渔夫把[昨夜]{今晨}的收获摆在石板上。",
    );
}

/// What each side's edits spell.
fn side(edits: &[Edit], op: Op) -> String {
    edits.iter().filter(|edit| edit.op == Op::Equal || edit.op == op).map(|edit| edit.text.as_str()).collect()
}

/// What every revision promises.
fn holds(old: &Document, new: &Document, revision: &Revision) {
    let (mut seen_old, mut seen_new) = (vec![false; old.len()], vec![false; new.len()]);
    for change in revision.changes.iter().chain(&revision.hidden) {
        for (numbers, seen) in [(&change.old, &mut seen_old), (&change.new, &mut seen_new)] {
            assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{change:?} has a gap");
            for &number in numbers {
                assert!(
                    !std::mem::replace(&mut seen[number], true),
                    "{number} of {change:?} is in another change"
                );
            }
        }
        if !change.edits.is_empty() {
            let spelled = |numbers: &[usize], document: &Document| {
                document.sentences(numbers[0]..numbers[numbers.len() - 1] + 1).into_owned()
            };
            assert_eq!(side(&change.edits, Op::Delete), spelled(&change.old, old));
            assert_eq!(side(&change.edits, Op::Insert), spelled(&change.new, new));
            assert!(change.edits.windows(2).all(|pair| pair[0].op != pair[1].op), "{change:?}");
        }
    }
    let rest = |seen: Vec<bool>, document: &Document| -> Vec<String> {
        (0..document.len()).filter(|&n| !seen[n]).map(|n| document.sentence(n).into_owned()).collect()
    };
    assert_eq!(rest(seen_old, old), rest(seen_new, new), "what is in no change is the same");
}

mod laws {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Sentences of a small alphabet, so that many are equal or alike; with marks, numbers and spaces.
    fn sentences() -> impl Strategy<Value = Vec<String>> {
        vec(
            prop_oneof!["[春夏秋冬风雨，。 12]{1,9}", "[abc ,]{1,12}", Just("春风又到江南岸。".to_owned())],
            0..14,
        )
    }

    /// A revision of `sentences`: some dropped, moved, edited, joined.
    fn revised(sentences: &[String], acts: &[(usize, usize, u8)]) -> Vec<String> {
        let mut revised = sentences.to_vec();
        for &(at, other, act) in acts {
            if revised.is_empty() {
                break;
            }
            let (at, other) = (at % revised.len(), other % revised.len());
            match act % 5 {
                0 => drop(revised.remove(at)),
                1 => {
                    let moved = revised.remove(at);
                    revised.insert(other, moved);
                }
                2 => revised[at].push_str("冬雪"),
                3 if at + 1 < revised.len() => {
                    let next = revised.remove(at + 1);
                    revised[at].push_str(&next);
                }
                _ => revised.insert(at, format!("{}又", revised[other])),
            }
        }
        revised
    }

    proptest! {
        #[test]
        fn edits_turn_old_into_new(old in sentences(), new in sentences()) {
            let (old, new) = (lines(&old.join("\n")), lines(&new.join("\n")));
            holds(&old, &new, &diff(&old, &new, &Options::default()));
        }

        #[test]
        fn the_way_back_is_the_mirror(old in sentences(), acts in vec((0_usize..20, 0_usize..20, any::<u8>()), 0..8)) {
            let new = revised(&old, &acts);
            let (old, new) = (lines(&old.join("\n")), lines(&new.join("\n")));
            let there = diff(&old, &new, &Options::default());
            holds(&old, &new, &there);
            let back = diff(&new, &old, &Options::default());
            prop_assert_eq!(&back.clone().mirrored(), &there);
            prop_assert_eq!(back, there.mirrored());
        }

        #[test]
        fn nothing_changed_in_the_same_text(text in sentences()) {
            let document = lines(&text.join("\n"));
            prop_assert!(diff(&document, &document, &Options::default()).is_same());
        }

        #[test]
        fn characters_are_exact(old in "[春夏秋冬ab ，1]{0,24}", new in "[春夏秋冬ab ，1]{0,24}") {
            let hunks = characters::hunks(&old, &new);
            let edits = characters::edits(&old, &new, &hunks);
            prop_assert_eq!(side(&edits, Op::Delete), &*old);
            prop_assert_eq!(side(&edits, Op::Insert), &*new);
            let words = widened(&edits);
            prop_assert_eq!(side(&words, Op::Delete), &*old);
            prop_assert_eq!(side(&words, Op::Insert), &*new);
        }
    }
}
