//! Which sentences render which?
//!
//! A translator joins, splits and drops sentences, sometimes a whole passage, and seldom changes their
//! order. So an alignment is a path through the grid of source against target sentences, and the best
//! path is found by dynamic programming over beads of up to five sentences a side (Gale & Church 1993):
//!
//! 1. `side` cuts both texts into words, `lexicon` says which words may render which;
//! 2. `corridor` finds roughly where the path must go, so that time and memory grow with the length of
//!    the texts and not with its square;
//! 3. `programme` finds the best path there, by the evidence of lengths, words and marks (`evidence`);
//! 4. `teach` learns from that path how this translator renders words, and which shapes of beads are
//!    common, and the path is found again, now as the beads most likely to be right;
//! 5. `moved` finds what stands elsewhere and `interleaved` which neighbours share a clause, both where
//!    `shares` says that words are left unexplained;
//! 6. `confidence` says how sure each bead is and why.
//!
//! Of several translations `border` says where the others expect a bead to end.
//!
//! Sentence embeddings (Thompson & Koehn 2019; Liu & Zhu 2022) are the other way. They are a little more
//! accurate on free translations and need a model of a gigabyte; tables of a few megabytes, weighed
//! with care, come near and run anywhere.

mod alignment;
mod approx;
mod bag;
mod border;
mod clock;
mod confidence;
mod corridor;
mod evidence;
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fit;
mod interleaved;
mod learn;
mod lexicon;
mod manners;
mod meaning;
mod moved;
mod programme;
mod renderings;
mod score;
mod settings;
mod shape;
mod shares;
mod side;
mod sign;
mod table;
mod table_code;
mod tables;
mod teach;
mod texts;
mod token;
mod words;

pub use alignment::{Alignment, Bead, Crossing, Reasons};
pub use learn::{Learning, Pairs, learn};
pub use lexicon::Lexicon;
pub use renderings::{Place, Renderings};
pub use score::{Count, Link, Measure, Scores, ShapeScore, score};
pub use table::{BadTable, Table};
pub use tables::Tables;
pub(crate) use token::Endings;
pub use token::Vocabulary;

use settings::Settings;
use shape::Step;
use texts::{Texts, align_with};

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::encoder::Encoder;
use crate::text::Document;

/// Options for [`align`] and [`align_all`].
#[derive(Clone, Copy, Default)]
#[non_exhaustive]
pub struct Options<'a> {
    /// Word translations to use in place of the tables that come with the program.
    pub lexicon: Option<&'a dyn Lexicon>,
    /// Tables to use beside those that come with the program, as far as they are of the two languages.
    pub tables: &'a [Table],
    /// What says what sentences mean, where words do not know or are in doubt.
    pub encoder: Option<&'a Encoder>,
    /// Whether to leave out the tables that come with the program.
    pub without_shipped: bool,
    /// Pairs of places (sentences before them, each side) where a bead must end, such as chapters.
    /// Ascending on both sides.
    pub fixed: &'a [(usize, usize)],
    /// Beads that are right: the sentences of each side, ascending on both. A bead with one side empty says that the
    /// sentences of the other have no counterpart, wherever the empty side lies.
    pub confirmed: &'a [(Range<usize>, Range<usize>)],
}

impl<'a> Options<'a> {
    /// All tables to use for the languages of two texts.
    fn tables_between(&self, source: &Document, target: &Document) -> Tables<'a> {
        let tables = if self.without_shipped { Tables::own } else { Tables::between };
        tables(source.language(), target.language(), self.tables)
    }
}

/// Pairs the sentences of `source` with those of `target`.
pub fn align(source: &Document, target: &Document, options: &Options) -> Alignment {
    align_with(source, target, options, &Settings::default())
}

/// Pairs the sentences of `source` with those of each of `targets`, each with the help of the others.
///
/// Each target is paired with each other too. Where the source goes with one target and that one with
/// another, so should the source with the other, and a border between beads that both steps have counts
/// as evidence. A single target is paired as by [`align`].
#[must_use]
pub fn align_all(source: &Document, targets: &[&Document], options: &Options) -> Vec<Alignment> {
    let settings = &Settings::default();
    if targets.len() < 2 || source.is_empty() || targets.iter().any(|target| target.is_empty()) {
        return targets.iter().map(|target| align_with(source, target, options, settings)).collect();
    }
    let mut texts: Vec<Texts> = targets.iter().map(|target| Texts::new(source, target, options)).collect();
    let paths = texts.iter_mut().zip(targets);
    let paths: Vec<Vec<Step>> =
        paths.map(|(texts, target)| texts.understood([source, target], options.encoder, settings)).collect();
    let mut borders = vec![FxHashSet::default(); targets.len()];
    let between = Options { lexicon: None, fixed: &[], confirmed: &[], ..*options };
    for i in 0..targets.len() {
        for j in 0..i {
            let pair = [targets[j], targets[i]];
            let path = Texts::new(pair[0], pair[1], &between).understood(pair, options.encoder, settings);
            let back: Vec<Step> = path.iter().cloned().map(|(s, t)| (t, s)).collect();
            borders[i].extend(border::through(&paths[j], &path));
            borders[j].extend(border::through(&paths[i], &back));
        }
    }
    (0..targets.len())
        .zip(borders)
        .map(|(n, borders)| texts[n].alignment([source, targets[n]], &paths[n], borders, settings))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use proptest::prelude::*;

    fn document(lines: &[&str], language: &str) -> Document {
        Document::from_lines(lines.join("\n"), Language::new(language))
    }

    #[track_caller]
    fn check(source: &[&str], target: &[&str], languages: [&str; 2], expected: &str) {
        let _ = checked(source, target, languages, expected);
    }

    /// The alignment of two texts, of which the beads are `expected`, as `0,1-2`: source sentences, target sentences.
    #[track_caller]
    fn checked(source: &[&str], target: &[&str], languages: [&str; 2], expected: &str) -> Alignment {
        let (source, target) = (document(source, languages[0]), document(target, languages[1]));
        let alignment = align(&source, &target, &Options::default());
        let list = |range: std::ops::Range<usize>| range.map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        let beads = alignment.beads().iter();
        let beads: Vec<_> =
            beads.map(|b| format!("{}-{}", list(b.source.clone()), list(b.target.clone()))).collect();
        assert_eq!(beads.join(" "), expected);
        alignment
    }

    #[test]
    fn joins_and_splits() {
        check(
            &["今天早上我们去了市场。", "我买了三斤苹果，她买了一条鱼。", "鱼很新鲜。", "我们中午回家吃饭。"],
            &[
                "This morning we went to the market.",
                "I bought three pounds of apples.",
                "She bought a fish, and the fish was very fresh.",
                "At noon we went home to eat.",
            ],
            ["zh", "en"],
            "0-0 1,2-1,2 3-3",
        );
    }

    #[test]
    fn gives_reasons() {
        let alignment = checked(
            &["2022年9月16日，会议在 Lisboa 举行。", "天气很好。"],
            &["The meeting was held in Lisboa on 16 September 2022.", "The weather was good."],
            ["zh", "en"],
            "0-0 1-1",
        );
        let reasons = &alignment.beads()[0].reasons;
        assert!(reasons.shared.iter().any(|text| text.contains("2022")), "{reasons:?}");
        assert!(reasons.shared.contains(&"Lisboa".to_owned()), "{reasons:?}");
        assert!(reasons.words.0 > 0 && reasons.words.0 <= reasons.words.1, "{reasons:?}");
    }

    #[test]
    fn a_line_of_code_is_rendered_by_the_same_line_or_by_none() {
        let page = |text: &str, language: &str| Document::new(text.into(), Language::new(language));
        let source =
            page("# 用法\n\n先取源码：\n\n```sh\ngit fetch\ncd lake\nmake\nmake lamp\n```\n\n完毕。\n", "zh");
        let target = page(
            "# Use\n\nFetch the source:\n\n```sh\ngit fetch\nmake\nmake all\nmake lamp\n```\n\nDone.\n",
            "en",
        );
        let alignment = align(&source, &target, &Options::default());
        let pairs: Vec<(String, String)> = alignment
            .beads()
            .iter()
            .map(|bead| {
                let words = |text: &Document, range: &std::ops::Range<usize>| {
                    text.sentences(range.clone()).into_owned()
                };
                (words(&source, &bead.source), words(&target, &bead.target))
            })
            .collect();
        for line in ["git fetch", "make", "make lamp"] {
            assert!(pairs.contains(&(line.into(), line.into())), "{line}: {pairs:?}");
        }
        assert!(pairs.contains(&("cd lake".into(), String::new())), "{pairs:?}");
    }

    #[test]
    fn pairs_a_text_with_itself() {
        let lines = ["One sentence stands here.", "Another follows it.", "A third is the last."];
        check(&lines, &lines, ["en", "en"], "0-0 1-1 2-2");
        check(&[], &lines[..2], ["zh", "en"], "-0 -1");
        check(&lines[..1], &[], ["en", "ru"], "0-");
        check(&[], &[], ["zh", "en"], "");
    }

    #[test]
    fn keeps_beads_that_are_confirmed() {
        let lines = ["早上下了雨。", "我们去北京。", "车上人很多。", "她带了一本书。"];
        let target = [
            "It rained in the morning.",
            "We went to Beijing.",
            "Many were on the train.",
            "She had a book.",
        ];
        let (source, target) = (document(&lines, "zh"), document(&target, "en"));
        for confirmed in [(1..3, 1..3), (0..1, 0..2), (0..4, 2..4), (3..4, 0..1)] {
            let confirmed = [confirmed];
            // A place within what is confirmed gives way to it.
            for fixed in [&[][..], &[(2, 2)]] {
                let options = Options { confirmed: &confirmed, fixed, ..Options::default() };
                let alignment = align(&source, &target, &options);
                let kept = |bead: &&Bead| (bead.source.clone(), bead.target.clone()) == confirmed[0];
                assert!(alignment.beads().iter().any(|bead| kept(&bead)), "{confirmed:?} {alignment:?}");
            }
        }
        let beyond = [(2..5, 2..5), (2..2, 0..1), (0..1, 4..9)];
        let _ = align(&source, &target, &Options { confirmed: &beyond, ..Options::default() });
    }

    #[test]
    fn ends_beads_where_it_is_told() {
        let (source, target) = (document(&["a b", "c d", "e f"], "en"), document(&["e f", "c d"], "fr"));
        let alignment = align(&source, &target, &Options { fixed: &[(2, 1)], ..Options::default() });
        let end = |bead: &Bead| (bead.source.end, bead.target.end) == (2, 1);
        assert!(alignment.beads().iter().any(end), "{alignment:?}");
    }

    /// Ten plain sentences, and six of a passage that can be told from them.
    const PLAIN: [(&str, &str); 10] = [
        ("早上下了一场大雨。", "There was heavy rain in the morning."),
        ("我们坐火车去北京。", "We took the train to Beijing."),
        ("车上的人很多。", "There were many people on the train."),
        ("她带了一本书。", "She had brought a book."),
        ("中午我们吃了米饭和鱼。", "At noon we ate rice and fish."),
        ("下午天气好了。", "In the afternoon the weather was good."),
        ("老师在学校等我们。", "The teacher was waiting for us at the school."),
        ("学生们唱了一首歌。", "The students sang a song."),
        ("晚上我们住在朋友家。", "In the evening we stayed at the house of a friend."),
        ("第二天大家都很累。", "The next day everybody was very tired."),
    ];
    const PASSAGE: [(&str, &str); 6] = [
        ("国王有三个儿子和两匹白马。", "The king had three sons and two white horses."),
        ("大儿子骑白马去了海边的城市。", "The eldest son rode a white horse to the city by the sea."),
        (
            "国王的医生给小儿子买了药和水果。",
            "The doctor of the king bought medicine and fruit for the youngest son.",
        ),
        ("三年以后，敌人的军队从南方来了。", "Three years later the army of the enemy came from the south."),
        ("国王死在战争里，城市变成了火海。", "The king died in the war, and the city became a sea of fire."),
        (
            "最后只有小儿子和一匹马回到山里。",
            "At last only the youngest son and one horse returned to the mountains.",
        ),
    ];

    /// Where the passage is found if it stands after so many plain sentences of each side.
    fn moved(source: usize, target: usize) -> Vec<Crossing> {
        let mut sides = [PLAIN.map(|pair| pair.0).to_vec(), PLAIN.map(|pair| pair.1).to_vec()];
        sides[0].splice(source..source, PASSAGE.map(|pair| pair.0));
        sides[1].splice(target..target, PASSAGE.map(|pair| pair.1));
        let (source, target) = (document(&sides[0], "zh"), document(&sides[1], "en"));
        align(&source, &target, &Options::default()).crossings().to_vec()
    }

    #[test]
    fn what_stands_in_its_place_is_no_crossing() {
        for place in [0, 4, 10] {
            assert_eq!(moved(place, place), []);
        }
    }

    #[test]
    fn a_passage_that_moved_is_found_though_beads_could_hold_it() {
        for (source, target) in [(0, 10), (2, 8), (9, 1), (10, 0)] {
            let order = |at: usize| {
                let mut order: Vec<usize> = (0..PLAIN.len()).collect();
                order.splice(at..at, PLAIN.len()..PLAIN.len() + PASSAGE.len());
                order
            };
            let (here, there, found) = (order(source), order(target), moved(source, target));
            let right = |crossing: &Crossing| here[crossing.source.start] == there[crossing.target.start];
            assert!(found.len() >= 3 && found.iter().all(right), "{source} {target} {found:?}");
        }
    }

    #[test]
    fn a_place_fixed_after_the_last_sentence_of_one_side_leaves_the_rest_of_the_other_out() {
        let lines = |n: usize| vec!["a b."; n];
        let (source, target) = (document(&lines(17), "en"), document(&lines(46), "fr"));
        for fixed in [(17, 16), (9, 46), (0, 12), (17, 0)] {
            let alignment = align(&source, &target, &Options { fixed: &[fixed], ..Options::default() });
            // Before it all stands before it on both sides, and after it after it: so a bead ends there, or all begins.
            let (source, target) = fixed;
            let before = |bead: &Bead| bead.source.end <= source && bead.target.end <= target;
            let after = |bead: &Bead| bead.source.start >= source && bead.target.start >= target;
            let is_kept = alignment.beads().iter().all(|bead| before(bead) || after(bead));
            assert!(is_kept, "{fixed:?} {alignment:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever the texts and the places fixed, every sentence is in one bead.
        #[test]
        fn any_texts_are_aligned(
            source in "([a-d天地人。？ 0-9\"—]{0,12}\n){0,40}",
            target in "([a-dэ-я.? 0-9“”]{0,12}\n){0,40}",
            mut fixed in proptest::collection::vec((0usize..50, 0usize..50), 0..4),
        ) {
            fixed.sort();
            let source = Document::from_lines(source, Language::new("zh"));
            let target = Document::from_lines(target, Language::new("ru"));
            let alignment = align(&source, &target, &Options { fixed: &fixed, ..Options::default() });
            prop_assert_eq!(alignment.source_len(), source.len());
            prop_assert!(alignment.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
            let again = align(&source, &target, &Options { fixed: &fixed, ..Options::default() });
            prop_assert_eq!(&alignment, &again);
            let options = Options { fixed: &fixed, ..Options::default() };
            prop_assert_eq!(align_all(&source, &[&target], &options), [alignment]);
            let all = align_all(&source, &[&target, &source], &Options::default());
            prop_assert!(all.iter().all(|alignment| alignment.source_len() == source.len()));
        }
    }
}
