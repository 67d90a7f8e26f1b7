//! What comparing whole texts finds, and what holds for every two texts.

use super::*;
use crate::text::Language;

fn lines(text: &str) -> Document {
    Document::from_lines(text.to_owned(), Language::new("zh"))
}

/// The changes of a comparison by lines, one a line: kind, class, old and new numbers, edits with
/// deletions in `[]` and insertions in `{}`.
fn told(old: &str, new: &str) -> String {
    let (old, new) = (lines(old), lines(new));
    let revision = diff(&old, &new, &Options::default());
    let tell = |change: &Change| {
        let words = change.words(&old, &new);
        let edits: String = words
            .edits()
            .map(|edit| match edit.op {
                Op::Equal => edit.text.to_owned(),
                Op::Delete => format!("[{}]", edit.text),
                Op::Insert => format!("{{{}}}", edit.text),
            })
            .collect();
        let numbers = |range: &Range<usize>| range.clone().collect::<Vec<_>>();
        let (kind, class) = (change.kind.name(), change.class.name());
        let told = format!("{kind} {class} {:?} {:?} {edits}", numbers(&change.old), numbers(&change.new));
        told.trim_end().to_owned()
    };
    revision.changes.iter().map(tell).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_ignored_is_not_shown_beside_what_counts() {
    let check = |ignore: &[Class], old: &str, new: &str, expected: &str| {
        let (old, new) = (lines(old), lines(new));
        let revision = diff(&old, &new, &Options { ignore: ignore.to_vec() });
        let shown = |change: &Change| {
            let mut shown = change.class.name().to_owned() + " ";
            for edit in change.words(&old, &new).that_count().edits() {
                match edit.op {
                    Op::Equal => shown.push_str(edit.text),
                    Op::Delete => shown.extend(["[", edit.text, "]"]),
                    Op::Insert => shown.extend(["{", edit.text, "}"]),
                }
            }
            shown
        };
        assert_eq!(revision.changes.iter().map(shown).collect::<Vec<_>>().join("|"), expected);
    };
    let (old, new) = ("船員在漢江邊等了三天，不肯回去。", "船员在汉江边等了五天；不肯回去。");
    check(&[Class::Script], old, new, "number 船员在汉江边等了[三]{五}天[，]{；}不肯回去。");
    check(&[Class::Script, Class::Punctuation], old, new, "number 船员在汉江边等了[三]{五}天；不肯回去。");
    check(&[Class::Script, Class::Punctuation, Class::Number], old, new, "");
    check(
        &[Class::Number],
        "等了三天，不肯回去。",
        "等了五天；不肯回去。",
        "punctuation 等了五天[，]{；}不肯回去。",
    );
    // What stands at once beside a word that changed.
    check(&[Class::Script], "他們漢語說得好。", "他们汉文说得好。", "wording 他们汉[語]{文}说得好。");
    check(&[], "他們漢語說得好。", "他们汉文说得好。", "wording 他[們漢語說]{们汉文说}得好。");
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
    check(
        &all(&[a, b, c]),
        &all(&[a, "渔夫把昨夜的收获。", "摆在石板上。", c]),
        "split punctuation [1] [1, 2] 渔夫把昨夜的收获{。}摆在石板上。",
    );
    check(&all(&[a, b, c]), &all(&[a, "渔夫把昨夜的收获", "摆在石板上。", c]), "split space [1] [1, 2]");
    // Where most of what changed is line ends, the lines were broken anew.
    let wrapped = "清晨的集市\n上人来人往。\n渔夫把昨夜的收获摆\n在石板上。\n孩子们在桥\n头等着看船。\n灯塔修好以后\n再没有船触礁。";
    check(&all(&[a, b, c, "灯塔修好以后再没有船触礁。"]), wrapped, "");
    let both = "清晨的集市上人来人往。渔夫把昨夜的收获摆在石板上。";
    check(&all(&[both, c]), &all(&[a, b, c]), "split space [0] [0, 1]");
    check(
        &all(&["清晨的集市上人来人往，", "渔夫把收获摆在石板上。", c]),
        &all(&["清晨的集市上人来人往；渔夫把收获摆在石板上。", c]),
        "merge punctuation [0, 1] [0] 清晨的集市上人来人往[，]{；}渔夫把收获摆在石板上。",
    );
    let (d, e) = ("灯塔修好以后再没有船触礁。", "邮差每周二下午沿河而上。");
    check(&all(&[a, b, c, d, e]), &all(&[a, c, d, b, e]), "move space [1] [3]");
    check(
        &all(&[a, b, c, d, e]),
        &all(&[a, c, d, "渔夫把昨夜的收获全摆在石板上。", e]),
        "move wording [1] [3] 渔夫把昨夜的收获{全}摆在石板上。",
    );
    // What is too short to be found by itself goes with its neighbour, and only then.
    check(
        &all(&[a, "完。", c, d, b, e]),
        &all(&[a, c, d, b, "完。", e]),
        "delete wording [1] []\ninsert wording [] [4]",
    );
    check(
        &all(&["好。", b, a, c, d, e]),
        &all(&[a, c, d, "好。", b, e]),
        "move space [0] [3]\nmove space [1] [4]",
    );
    // A section number says what changed only if nothing else did.
    check(
        "（三）修桥。\n（四）铺路搭棚。",
        "（四）修桥。\n（五）铺路。",
        "edit renumber [0] [0] （[三]{四}）修桥。\nedit wording [1] [1] （[四]{五}）铺路[搭棚]。",
    );
}

#[test]
fn keeps_look_alikes_apart() {
    let check = |old: &[&str], new: &[&str], expected: &str| {
        assert_eq!(told(&old.join("\n"), &new.join("\n")), expected);
    };
    let (duty, penalty) =
        ("承运人应当在三日内把货物的清单交给港口。", "承运人没有在三日内把货物的清单交给港口的，罚款。");
    check(&[duty, penalty], &[penalty, "货栈夜间上锁。"], "delete wording [0] []\ninsert wording [] [1]");
    let (two, five) = ("逾期不满二年的，减半收取停泊费。", "逾期不满五年的，减半收取停泊费。");
    check(&[two, "其他情形由港口决定。", five], &["其他情形由港口决定。", five], "delete wording [0] []");
    check(
        &[two, "其他情形由港口决定。"],
        &["其他情形由港口决定。", five],
        "delete wording [0] []\ninsert wording [] [1]",
    );
}

#[test]
fn says_how_deep_a_change_goes() {
    let check = |old: &str, new: &str, class: Class| {
        let language = Language::new(if old.is_ascii() { "en" } else { "zh" });
        let [old, new] = [old, new].map(|text| Document::from_lines(text.to_owned(), language.clone()));
        let revision = diff(&old, &new, &Options::default());
        assert_eq!(revision.changes.len(), 1, "{} > {}", old.text(), new.text());
        assert_eq!(revision.changes[0].class, class, "{} > {}", old.text(), new.text());
    };
    check("港口 夜间关闭。", "港口夜间关闭。", Class::Space);
    check("港口（东）关闭。", "港口(东)关闭。", Class::Width);
    check("港口夜间关闭，", "港口夜间关闭。", Class::Punctuation);
    check("港口夜间关闭。", "港口夜間關閉。", Class::Script);
    check("我耻于说。", "我恥於说。", Class::Script);
    check("港口有10条船。", "港口有十条船。", Class::NumberFormat);
    check("港口有12条船。", "港口有10条船。", Class::Number);
    check("港口有1.5万吨货。", "港口有15万吨货。", Class::Number);
    check("如图3所示，港口关闭。", "如图4所示，港口关闭。", Class::Renumber);
    check("港口自己管理。", "港口自已管理。", Class::Ocr);
    check("港口夜间关闭。", "港口清晨关闭。", Class::Wording);
    check("港口有10条大船。", "港口有十条小船。", Class::Wording);
    check("The harbour closes.", "The Harbour closes.", Class::Script);
    check("We saw Anna there.", "We saw Maria there.", Class::Name);
    check("Table 3 lists the ships.", "Table 4 lists the ships.", Class::Renumber);
    check("There are 3 ships.", "There are 4 ships.", Class::Number);
    check("There are 3 ships.", "There are three ships.", Class::NumberFormat);
}

#[test]
fn groups_what_was_replaced_in_many_places() {
    let old = "渔民大会在春天开会。\n由渔民大会决定。\n村里的大雪停了。\n渔民大会散了。\n他们用旧网。\n别处也用旧网捕鱼。";
    let new =
        "渔民会在春天开会。\n由渔民会决定。\n村里的雪停了。\n渔民会散了。\n他们用新网。\n别处也用新网捕鱼。";
    let revision = diff(&lines(old), &lines(new), &Options::default());
    let groups: Vec<(&str, &str, usize)> =
        revision.groups.iter().map(|group| (&*group.old, &*group.new, group.count)).collect();
    assert_eq!(groups, [("渔民大会", "渔民会", 3), ("用旧网", "用新网", 2)]);
    let numbers: Vec<Option<u32>> = revision.changes.iter().map(|change| change.group).collect();
    assert_eq!(numbers, [Some(0), Some(0), None, Some(0), Some(1), Some(1)]);
}

#[test]
fn hides_what_does_not_count_and_says_so() {
    let (old, new) =
        (lines("港口 关闭。\n灯塔亮着，\n邮差来了。"), lines("港口关闭。\n灯塔亮了。\n邮差来了。"));
    let options = Options { ignore: vec![Class::Space, Class::Punctuation] };
    let revision = diff(&old, &new, &options);
    assert_eq!((revision.changes.len(), revision.hidden.len()), (1, 1));
    assert_eq!(revision.changes[0].class, Class::Wording);
}

#[test]
fn new_line_breaks_change_nothing() {
    let text = |text: &str| Document::new(text.to_owned(), Language::new("zh"));
    let old = text(
        "港口夜间关闭，直到 Karlin 的船从上游带着粮食到来，灯\n塔整夜亮着，守夜的人每个时辰敲钟一次，听见的人都放心。邮差每\n周二沿河而上。\n",
    );
    let new = text(
        "港口夜间关闭，直到 Karlin\n的船从上游带着粮食到来，\n灯塔整夜亮着，守夜的人每\n个时辰敲钟一次，听见的人\n都放心。邮差每周二沿河而\n上。\n",
    );
    assert!(diff(&old, &new, &Options::default()).is_same());
}

/// What each side's edits spell.
fn side(words: &Words, op: Op) -> String {
    words.edits().filter(|edit| edit.op == Op::Equal || edit.op == op).map(|edit| edit.text).collect()
}

/// What every revision promises.
fn holds(old: &Document, new: &Document, revision: &Revision) {
    let (mut seen_old, mut seen_new) = (vec![false; old.len()], vec![false; new.len()]);
    for change in revision.changes.iter().chain(&revision.hidden) {
        for (numbers, seen) in [(&change.old, &mut seen_old), (&change.new, &mut seen_new)] {
            for number in numbers.clone() {
                assert!(
                    !std::mem::replace(&mut seen[number], true),
                    "{number} of {change:?} is in another change"
                );
            }
        }
        if !change.hunks.is_empty() {
            let words = change.words(old, new);
            assert_eq!(side(&words, Op::Delete), words.old);
            assert_eq!(side(&words, Op::Insert), words.new);
            let edits: Vec<Edit> = words.edits().collect();
            assert!(edits.windows(2).all(|pair| pair[0].op != pair[1].op), "{change:?}");
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
            prop_assume!(!hunks.is_empty());
            let words = Words { old: old.as_str().into(), new: new.as_str().into(), hunks: hunks.into() };
            prop_assert_eq!(side(&words, Op::Delete), &*old);
            prop_assert_eq!(side(&words, Op::Insert), &*new);
            let words = words.widened();
            prop_assert_eq!(side(&words, Op::Delete), &*old);
            prop_assert_eq!(side(&words, Op::Insert), &*new);
        }
    }
}

/// What stands often is told by how often it has stood before: the time is that of reading, not its square.
#[test]
fn a_text_in_which_every_sentence_stands_twice_has_each_once_more() {
    let sentence = |n: u32| {
        let letter = |at: u32| char::from_u32(0x4e00 + n.wrapping_mul(2_654_435_761).rotate_left(at) % 3000);
        (0..12).filter_map(letter).collect::<String>() + "。\n"
    };
    let once: Vec<String> = (0..6000).map(sentence).collect();
    let twice: String = once.iter().map(|sentence| format!("{sentence}{sentence}")).collect();
    let revision = diff(&lines(&once.concat()), &lines(&twice), &Options::default());
    let added: usize = revision.changes.iter().map(|change| change.new.len() - change.old.len()).sum();
    assert_eq!(added, once.len());
    assert!(revision.changes.iter().all(|change| change.kind == Kind::Insert));
}

#[test]
fn rewritten_is_what_keeps_less_than_half_on_both_sides() {
    let is_rewritten = |old: &str, new: &str| {
        let [old, new] = [old, new].map(|text| {
            let text = format!("The gate opens at dawn.\n{text}\nThe bell rings at noon.\n");
            Document::from_lines(text, Language::new("en"))
        });
        let revision = diff(&old, &new, &Options::default());
        assert_eq!(revision.changes.len(), 1, "{:?}", revision.changes);
        revision.changes[0].is_rewritten(&old, &new)
    };
    let old = "Whoever brings a boat into the harbour pays a fee to the keeper.";
    assert!(is_rewritten(old, "A fee is due to the keeper from every owner whose ship enters the harbour."));
    assert!(!is_rewritten(old, "Whoever brings a boat into the harbour pays a tax to the keeper."));
    assert!(!is_rewritten(
        old,
        "Whoever brings a boat into the harbour pays a fee to the keeper, who writes it down in the book that lies on the table by the window of the tower."
    ));
}

#[test]
fn another_date_is_another_number_also_where_its_month_is_a_word() {
    let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
    let (old, new) = (document("Revised on February 12, 2026.\n"), document("Revised on April 30, 2026.\n"));
    let revision = diff(&old, &new, &Options::default());
    assert_eq!((revision.changes.len(), revision.changes[0].class), (1, Class::Number));
}

#[test]
fn two_texts_of_one_sentence_are_versions_of_it() {
    let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
    let (old, new) =
        (document("The gate.\n"), document("Just before midnight the gate of the tower opens.\n"));
    let revision = diff(&old, &new, &Options::default());
    assert_eq!((revision.changes.len(), revision.changes[0].kind), (1, Kind::Edit));
    let (old, new) = (document("The gate.\n"), document("Dogs bark.\n"));
    assert_eq!(diff(&old, &new, &Options::default()).changes.len(), 2);
}
