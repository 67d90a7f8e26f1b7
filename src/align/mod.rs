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
mod border;
mod confidence;
pub(crate) mod corridor;
pub(crate) mod evidence;
mod interleaved;
mod learn;
pub(crate) mod lexicon;
mod moved;
pub(crate) mod programme;
mod renderings;
mod score;
mod shares;
pub(crate) mod side;
mod sign;
mod table;
mod table_code;
mod tables;
pub(crate) mod teach;
mod token;

pub use alignment::{Alignment, Bead, Crossing, Reasons};
pub use learn::{Learning, Pairs, learn};
pub use lexicon::Lexicon;
pub use renderings::{Place, Renderings};
pub use score::{Count, Link, Measure, Scores, ShapeScore, score};
pub use table::{BadTable, Table};
pub use tables::Tables;
pub use token::Vocabulary;

use evidence::{Model, Rows, Weights};
use lexicon::Translations;
use programme::{SHAPES, Step};
use shares::Shares;
use side::Side;
use sign::Agreement;

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::text::Document;

/// What an alignment may be told.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Word translations to use in place of the tables that come with the program.
    pub lexicon: Option<&'a dyn Lexicon>,
    /// Tables to use beside those that come with the program, as far as they are of the two languages.
    pub tables: &'a [Table],
    /// Whether to leave out the tables that come with the program.
    pub without_shipped: bool,
    /// Pairs of places (sentences before them, each side) where a bead must end, such as chapters.
    /// Ascending on both sides.
    pub fixed: &'a [(usize, usize)],
    /// Beads that are right: the sentences of each side. Ascending on both sides, and none of them empty.
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

/// All that was fitted.
///
/// The weights are those of the most beads expected to be right, found by gradient ascent over all paths on
/// MAC-Dev, Text+Berg, the newspaper, `corpora/` and news of seven language pairs strung together with joined
/// lines and gaps, a tenth of the likelihood of the gold path beside: likelihood alone is ruled by the few
/// beads that no evidence tells, and finds fewer.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// For texts without any table.
    pub(crate) without: Weights,
    /// For texts with one.
    pub(crate) with: Weights,
    /// What a bead must be worth, see `Posterior::most_right`.
    pub(crate) price: f32,
    /// Share of the table beside what the texts teach, and of the look of words where there is no table.
    pub(crate) general: f32,
    pub(crate) general_without: f32,
    /// Variance of a length, to a character.
    pub(crate) variance: f64,
    /// Beads that the usual shares of shapes count as, beside those of the first path.
    pub(crate) prior: f32,
}

impl Default for Settings {
    fn default() -> Self {
        let with = Weights {
            mixture: [0.4, 2.0],
            cap: 6.0,
            unseen: 10_000.0,
            words: [0.53, 0.2],
            length: 1.85,
            shape: 1.5,
            signs: [1.4, 0.9, 1.9],
            bead: 1.65,
            border: 1.0,
            paragraph: [0.5, -1.0, -1.0],
            gap: [-4.8, -1.25],
            confidence: [0.49, -0.4],
        };
        Settings {
            without: Weights {
                words: [0.57, 0.4],
                length: 2.2,
                shape: 1.8,
                signs: [2.3, 0.9, 2.7],
                bead: 1.45,
                border: 2.0,
                gap: [-7.6, -3.3],
                confidence: [0.46, -0.8],
                ..with.clone()
            },
            with,
            price: 0.8,
            general: 0.5,
            general_without: 0.3,
            variance: 9.0,
            prior: 100.0,
        }
    }
}

/// Pairs the sentences of `source` with those of each of `targets`, each with the help of the others.
///
/// Each target is paired with each other too. Where the source goes with one target and that one with
/// another, so should the source with the other, and a border between beads that both steps have counts
/// as evidence. A single target is paired as by [`align`].
pub fn align_all(source: &Document, targets: &[&Document], options: &Options) -> Vec<Alignment> {
    let settings = &Settings::default();
    if targets.len() < 2 || source.is_empty() || targets.iter().any(|target| target.is_empty()) {
        return targets.iter().map(|target| align_with(source, target, options, settings)).collect();
    }
    let texts: Vec<Texts> = targets.iter().map(|target| Texts::new(source, target, options)).collect();
    let paths: Vec<Vec<Step>> = texts.iter().map(|texts| texts.first_path(settings)).collect();
    let mut borders = vec![FxHashSet::default(); targets.len()];
    let between = Options { lexicon: None, fixed: &[], confirmed: &[], ..*options };
    for i in 0..targets.len() {
        for j in 0..i {
            let path = Texts::new(targets[j], targets[i], &between).first_path(settings);
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

pub(crate) fn align_with(
    source: &Document,
    target: &Document,
    options: &Options,
    settings: &Settings,
) -> Alignment {
    let (rows, columns) = (source.len(), target.len());
    if rows == 0 || columns == 0 {
        let gaps = (0..rows).map(|n| Bead::new(n..n + 1, 0..0, 1.0));
        let gaps = gaps.chain((0..columns).map(|n| Bead::new(0..0, n..n + 1, 1.0)));
        return Alignment::new(gaps.collect(), rows, columns);
    }
    let texts = Texts::new(source, target, options);
    let path = texts.first_path(settings);
    texts.alignment([source, target], &path, FxHashSet::default(), settings)
}

/// Two texts and what is known of them before they are aligned.
pub(crate) struct Texts {
    source: Side,
    target: Side,
    known: Translations,
    has_lexicon: bool,
    fixed: Vec<(usize, usize)>,
    confirmed: Vec<Step>,
}

impl Texts {
    pub(crate) fn new(source: &Document, target: &Document, options: &Options) -> Self {
        let (rows, columns) = (source.len(), target.len());
        let mut confirmed: Vec<Step> = Vec::new();
        for (source, target) in options.confirmed {
            let last = confirmed.last().map_or((0, 0), |(s, t)| (s.end, t.end));
            let follows = source.start >= last.0 && target.start >= last.1;
            let filled = !source.is_empty() && !target.is_empty();
            if follows && filled && source.end <= rows && target.end <= columns {
                confirmed.push((source.clone(), target.clone()));
            }
        }
        let fixed = fixed(options.fixed, &confirmed, (rows, columns));
        let tables = options.tables_between(source, target);
        let lexicon = options.lexicon.unwrap_or(&tables);
        let (source, target) = (Side::new(source), Side::new(target));
        let (known, has_lexicon) = Translations::known(&source, &target, lexicon);
        Self { source, target, known, has_lexicon, fixed, confirmed }
    }

    fn weights<'a>(&self, settings: &'a Settings) -> &'a Weights {
        if self.has_lexicon { &settings.with } else { &settings.without }
    }

    fn model<'a>(
        &'a self,
        translations: Translations,
        weights: &'a Weights,
        path: &[Step],
        settings: &Settings,
    ) -> Model<'a> {
        let (source, target) = (&self.source, &self.target);
        Model {
            source,
            target,
            words: evidence::words(source, target, &translations, weights),
            translations: translations.over_frequency(source, target, weights.unseen),
            borders: FxHashSet::default(),
            weights,
            manners: Manners::of(source, target, path, weights, settings.prior),
            expected: expected(source, target, path),
            variance: settings.variance,
            paragraphs: source.has_paragraphs() && target.has_paragraphs(),
        }
    }

    /// The best path by what is known beforehand.
    pub(crate) fn first_path(&self, settings: &Settings) -> Vec<Step> {
        let corridor = corridor::rough(&self.source, &self.target, &self.known, &self.fixed);
        let model = self.model(self.known.clone(), self.weights(settings), &[], settings);
        let mut path = programme::best_path(&model, &corridor);
        for _ in 1..ROUNDS {
            let model = self.taught(&path, settings);
            let corridor = corridor::around(&path, MARGIN, &self.fixed);
            path = programme::best_path(&model, &corridor);
        }
        path
    }

    /// The alignment by what `path` teaches and by the borders that other texts suggest.
    fn alignment(
        &self,
        documents: [&Document; 2],
        path: &[Step],
        borders: FxHashSet<(usize, usize)>,
        settings: &Settings,
    ) -> Alignment {
        let mut model = self.taught(path, settings);
        model.borders = borders;
        let steps = moved::unswapped(&model, self.beads(&model, path, settings), &self.fixed);
        let shares = Shares::of(&model, &steps);
        let steps = moved::unforced(&model, steps, &shares);
        let shares = Shares::of(&model, &steps);
        let steps = interleaved::joined(documents, &model, steps, &shares.across, &self.fixed);
        let beads = confidence::beads(documents, &model, self.kept(steps));
        let crossings = moved::crossings(&model, &beads);
        Alignment::new(beads, documents[0].len(), documents[1].len()).with_crossings(crossings)
    }

    /// The steps, with those within a confirmed bead made that bead.
    fn kept(&self, steps: Vec<(Step, f32)>) -> Vec<(Step, f32)> {
        let mut kept: Vec<(Step, f32)> = Vec::with_capacity(steps.len());
        let mut confirmed = self.confirmed.iter().peekable();
        for (step, probability) in steps {
            while confirmed.next_if(|(s, t)| s.end <= step.0.start && t.end <= step.1.start).is_some() {}
            match confirmed.peek() {
                Some(bead) if bead.0.start <= step.0.start && bead.1.start <= step.1.start => {
                    if kept.last().is_none_or(|(last, _)| last != *bead) {
                        kept.push(((*bead).clone(), 1.0));
                    }
                }
                _ => kept.push((step, probability)),
            }
        }
        kept
    }

    /// What is known once `path` has taught its words.
    pub(crate) fn taught<'a>(&'a self, path: &[Step], settings: &'a Settings) -> Model<'a> {
        let own = teach::translations(&self.source, &self.target, path);
        let share = if self.has_lexicon { settings.general } else { settings.general_without };
        let both = Translations {
            forward: self.known.forward.mixed(&own.forward, share),
            backward: self.known.backward.mixed(&own.backward, share),
        };
        self.model(both, self.weights(settings), path, settings)
    }

    /// The beads expected to be right, each with its probability.
    pub(crate) fn beads(&self, model: &Model, path: &[Step], settings: &Settings) -> Vec<(Step, f32)> {
        // Cut where nothing is in doubt, so that what is kept of all paths stays small.
        let mut places = corridor::cuts(path, PIECE);
        places.extend_from_slice(&self.fixed);
        places.sort_unstable();
        places.dedup();
        let corridor = corridor::around(path, MARGIN, &places);
        let mut rows = Rows::new(model, &corridor);
        let mut beads = Vec::with_capacity(path.len());
        let mut from = (0, 0);
        for to in places.into_iter().chain([(self.source.len(), self.target.len())]) {
            beads.extend(programme::posterior(&mut rows, from, to).most_right(settings.price));
            from = to;
        }
        beads
    }
}

/// The places where a bead must end, ascending on both sides: the ends of the beads that are `confirmed`, and
/// of `places` those within the texts that agree with these and with each other. All given ascend.
fn fixed(
    places: &[(usize, usize)],
    confirmed: &[Step],
    (rows, columns): (usize, usize),
) -> Vec<(usize, usize)> {
    let ends = confirmed.iter().flat_map(|(s, t)| [(s.start, t.start), (s.end, t.end)]);
    let mut places: Vec<(usize, usize)> = places.iter().copied().chain(ends).collect();
    places.sort_unstable();
    let mut fixed: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let last = fixed.last().copied().unwrap_or((0, 0));
        let within = place.0 <= rows && place.1 <= columns && place != (rows, columns);
        if place > last && place.1 >= last.1 && within && lies_between(confirmed, place) {
            fixed.push(place);
        }
    }
    fixed
}

/// Whether a bead can end at `place` and each of `confirmed` be one: they ascend on both sides and none is
/// empty, so the last that ends before the place and the next speak for all.
fn lies_between(confirmed: &[Step], place: (usize, usize)) -> bool {
    let (before, after) = confirmed.split_at(confirmed.partition_point(|(s, _)| s.end <= place.0));
    before.last().is_none_or(|(_, t)| t.end <= place.1)
        && after.first().is_none_or(|(s, t)| place.0 <= s.start && place.1 <= t.start)
}

/// How often the texts are walked before the last pass.
const ROUNDS: usize = 2;

/// Sentences of the source, on either side of one, that show how long its translation may be: about a
/// chapter.
const CHAPTER: usize = 200;

/// Characters of the source that the whole text counts as beside those near by.
const WHOLE: f64 = 500.0;

/// Sentences around a known path that are looked at.
const MARGIN: usize = 5;

/// Sentences of the source in a piece of the last pass.
const PIECE: usize = 1000;

/// How often each of the [`SHAPES`] is met, before the texts are known.
const SHARES: [f32; SHAPES.len()] =
    [0.62, 0.13, 0.10, 0.035, 0.02, 0.025, 0.012, 0.005, 0.01, 0.008, 0.003, 0.0015, 0.003, 0.002, 0.003];

/// Characters of the target that the text before each sentence of the source is expected to take, to judge
/// by the beads of a first alignment near by: a volume of several hands has no one ratio.
fn expected(source: &Side, target: &Side, path: &[Step]) -> Vec<f64> {
    let all = |side: &Side| side.characters(0..side.len()).max(1.0);
    let usual = all(target) / all(source);
    // What the beads that end before a sentence hold on both sides.
    let mut before = Vec::with_capacity(source.len() + 1);
    let mut sum = (0.0, 0.0);
    for (here, there) in path {
        before.resize(here.start + 1, sum);
        if !here.is_empty() && !there.is_empty() {
            sum.0 += source.characters(here.clone());
            sum.1 += target.characters(there.clone());
        }
    }
    before.resize(source.len() + 1, sum);
    let mut expected = vec![0.0];
    for n in 0..source.len() {
        let (from, to) = (before[n.saturating_sub(CHAPTER)], before[(n + CHAPTER).min(source.len())]);
        let ratio = (to.1 - from.1 + WHOLE * usual) / (to.0 - from.0 + WHOLE);
        expected.push(expected[n] + ratio * source.characters(n..n + 1));
    }
    expected
}

/// How often each shape is met on `path`, to judge by a first alignment.
fn shares(path: &[Step], prior: f32) -> [f32; SHAPES.len()] {
    let mut counts = SHARES.map(|share| share * prior);
    for (source, target) in path {
        if let Some(k) = SHAPES.iter().position(|&shape| shape == (source.len(), target.len())) {
            counts[k] += 1.0;
        }
    }
    let all: f32 = counts.iter().sum();
    counts.map(|count| (count / all).ln())
}

/// How the translator of each stretch of the source cuts and marks sentences: a volume may be of several
/// hands.
pub(crate) struct Manners(Vec<Manner>);

/// What shapes and signs say where one translator is at work.
pub(crate) struct Manner {
    /// Log share of each shape.
    pub(crate) shapes: [f32; SHAPES.len()],
    /// What the borders of a bead say, weighed.
    pub(crate) agreement: Agreement,
}

impl Manners {
    /// As `path` shows them in each stretch and the one on either side.
    fn of(source: &Side, target: &Side, path: &[Step], weights: &Weights, prior: f32) -> Self {
        let stretches = if path.is_empty() { 1 } else { source.len().div_ceil(CHAPTER).max(1) };
        let manner = |stretch: usize| {
            let before = |sentence: usize| path.partition_point(|step| step.0.start < sentence);
            let from = before(stretch.saturating_sub(1) * CHAPTER);
            let to = if stretch + 2 < stretches { before((stretch + 2) * CHAPTER) } else { path.len() };
            let near = &path[from..to];
            let signs = Agreement::of(source.all_signs(), target.all_signs(), near);
            Manner { shapes: shares(near, prior), agreement: signs.weighed(weights.signs) }
        };
        Self((0..stretches).map(manner).collect())
    }

    /// Where a bead ends after so many sentences of the source.
    pub(crate) fn at(&self, row: usize) -> &Manner {
        &self.0[(row.saturating_sub(1) / CHAPTER).min(self.0.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use proptest::prelude::*;

    fn document(lines: &[&str], language: &str) -> Document {
        Document::from_lines(lines.join("\n"), Language::new(language))
    }

    /// The beads of two texts, as `0,1-2`: source sentences, target sentences.
    #[track_caller]
    fn check(source: &[&str], target: &[&str], languages: [&str; 2], expected: &str) -> Alignment {
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
        let alignment = check(
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
    fn pairs_a_text_with_itself() {
        let lines = ["One sentence stands here.", "Another follows it.", "A third is the last."];
        check(&lines, &lines, ["en", "en"], "0-0 1-1 2-2");
        check(&[], &lines[..2], ["zh", "en"], "-0 -1");
        check(&lines[..1], &[], ["en", "ru"], "0-");
        check(&[], &[], ["zh", "en"], "");
    }

    #[test]
    fn each_hand_of_a_volume_has_its_own_ratio() {
        let text = |lengths: [usize; 2]| {
            let lines = lengths.into_iter().flat_map(|n| std::iter::repeat_n("a".repeat(n), 3 * CHAPTER));
            Side::new(&Document::from_lines(lines.collect::<Vec<_>>().join("\n"), Language::new("en")))
        };
        let (source, target) = (text([20, 20]), text([20, 60]));
        let path: Vec<Step> = (0..source.len()).map(|n| (n..n + 1, n..n + 1)).collect();
        for (path, first, last) in [(&path[..], 20.0, 60.0), (&[], 40.0, 40.0)] {
            let expected = expected(&source, &target, path);
            let of = |n: usize| expected[n + 1] - expected[n];
            assert!((of(0) - first).abs() < 4.0 && (of(source.len() - 1) - last).abs() < 4.0);
        }
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
        align(&source, &target, &Options { confirmed: &beyond, ..Options::default() });
    }

    #[test]
    fn a_place_within_or_across_confirmed_beads_gives_way() {
        let confirmed = [(1..3, 1..2), (3..4, 2..5), (6..7, 5..6)];
        let free =
            [(0, 0), (0, 1), (1, 0), (1, 1), (3, 2), (4, 5), (5, 5), (6, 5), (7, 6), (7, 7), (8, 6), (8, 7)];
        let all = (0..9).flat_map(|x| (0..8).map(move |y| (x, y)));
        assert_eq!(all.filter(|&place| lies_between(&confirmed, place)).collect::<Vec<_>>(), free);
        assert_eq!(
            fixed(&[(0, 1), (2, 2), (5, 5), (8, 7)], &confirmed, (8, 7)),
            [(0, 1), (1, 1), (3, 2), (4, 5), (5, 5), (6, 5), (7, 6)]
        );
        assert!(lies_between(&[], (3, 9)));
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
            let end = |bead: &Bead| (bead.source.end, bead.target.end) == fixed;
            assert!(fixed.0 * fixed.1 == 0 || alignment.beads().iter().any(end), "{fixed:?} {alignment:?}");
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
