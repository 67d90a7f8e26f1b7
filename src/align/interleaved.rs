//! Which neighbouring beads are one, because a clause of the one is rendered in the other?
//!
//! A translator who ends a sentence earlier or later than the author puts a clause of it into the next: each
//! pair of sentences mostly answers, and neither does wholly. As one bag of words the two pairs together say
//! less than apart, since a word is the less expected the longer the span it may come from; so the programme
//! keeps them apart. Here the clause is moved across the border in thought: if the sentences without it and
//! those with it answer each other clearly better than as they stand, they belong in one bead.
//!
//! To let the programme itself walk over clauses in place of sentences would be the other way. Its grid would
//! be nine times as large, for one bead in sixty.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Vocabulary;
use super::bag::{Bag, Fitting};
use super::evidence::Model;
use super::shape::{MAX, Step};
use super::side::{NUMBER, Side};
use crate::text::{Document, number};

/// What a clause across the border must make better, in nats. Of the 15 pairs of beads joined for as much on
/// MAC-Dev, Text+Berg and the newspaper 11 are one bead of the gold, and of the others none was right apart.
/// For 4 to 6 nats as many beads would be spoilt as mended.
const LEAST: f32 = 6.0;

/// What the words must weigh that only the bead across the border explains, on both sides, for a look at the
/// clauses.
const ACROSS: f32 = 2.0;

/// The steps, with neighbours joined that share a clause. `across` says of each and the next what [`Shares`]
/// says; none is joined over a `fixed` place; they ascend.
///
/// [`Shares`]: super::shares::Shares
pub(super) fn joined(
    documents: [&Document; 2],
    model: &Model,
    steps: Vec<(Step, f32)>,
    across: &[f32],
    fixed: &[(usize, usize)],
) -> Vec<(Step, f32)> {
    let mut judge: Option<Judge> = None;
    let mut gains: Vec<(f32, usize)> = Vec::new();
    for (n, pair) in steps.windows(2).enumerate() {
        let (before, after) = (&pair[0].0, &pair[1].0);
        let border = (after.0.start, after.1.start);
        if across[n] < ACROSS || !can_be_one(before, after) || fixed.binary_search(&border).is_ok() {
            continue;
        }
        let judge = judge.get_or_insert_with(|| Judge::new(documents, model));
        // Each of the two beads that would go ends or begins where another text says.
        let kept = if model.borders.contains(&border) { 2.0 * model.weights.border } else { 0.0 };
        let gain = judge.gain(before, after) - kept;
        if gain >= LEAST {
            gains.push((gain, n));
        }
    }
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // What each step is joined with the one before for.
    let mut with_before: Vec<Option<f32>> = vec![None; steps.len() + 2];
    for (gain, n) in gains {
        if with_before[n..n + 3].iter().all(Option::is_none) {
            with_before[n + 1] = Some(gain);
        }
    }
    let mut taken: Vec<(Step, f32)> = Vec::with_capacity(steps.len());
    for ((step, probability), gain) in steps.into_iter().zip(with_before) {
        match (gain, taken.last_mut()) {
            (Some(gain), Some(last)) => {
                let (source, target) = &last.0;
                // The gain beyond the least, in nats, is how much likelier one bead is than two.
                let probability = 1.0 / (1.0 + (LEAST - gain).exp());
                *last = ((source.start..step.0.end, target.start..step.1.end), probability);
            }
            _ => taken.push((step, probability)),
        }
    }
    taken
}

/// Whether both sides of two beads are filled, and together no larger than a bead may be.
fn can_be_one(before: &Step, after: &Step) -> bool {
    let filled = [&before.0, &before.1, &after.0, &after.1].iter().all(|side| !side.is_empty());
    filled && after.0.end - before.0.start <= MAX && after.1.end - before.1.start <= MAX
}

/// Moves clauses over borders.
struct Judge<'a> {
    model: &'a Model<'a>,
    fitting: Fitting<'a>,
    source: Clauses<'a>,
    target: Clauses<'a>,
}

impl<'a> Judge<'a> {
    fn new(documents: [&'a Document; 2], model: &'a Model<'a>) -> Self {
        let [source, target] = [(documents[0], model.source), (documents[1], model.target)];
        Self {
            model,
            fitting: Fitting::new(model),
            source: Clauses::new(source.0, source.1),
            target: Clauses::new(target.0, target.1),
        }
    }

    /// What moving the best clause over the border of two beads makes better, in nats.
    fn gain(&mut self, before: &Step, after: &Step) -> f32 {
        let whole = before.0.start..after.0.end;
        let ratio = self.model.expected(whole.clone()) / self.model.source.characters(whole) as f32;
        let mut fit = |source: &Bag, target: &Bag| self.fitting.fit(source, target, ratio);
        let sources = [&before.0, &after.0].map(|run| self.source.bag(run.clone()));
        let targets = [&before.1, &after.1].map(|run| self.target.bag(run.clone()));
        let apart = fit(&sources[0], &targets[0]) + fit(&sources[1], &targets[1]);
        let mut best = f32::NEG_INFINITY;
        for [first, second] in self.source.moved(&before.0, &after.0, &sources) {
            best = best.max(fit(&first, &targets[0]) + fit(&second, &targets[1]));
        }
        for [first, second] in self.target.moved(&before.1, &after.1, &targets) {
            best = best.max(fit(&sources[0], &first) + fit(&sources[1], &second));
        }
        best - apart
    }
}

/// The clauses of one text.
struct Clauses<'a> {
    document: &'a Document,
    side: &'a Side,
    vocabulary: Vocabulary,
    ids: FxHashMap<&'a str, u32>,
}

impl<'a> Clauses<'a> {
    fn new(document: &'a Document, side: &'a Side) -> Self {
        let ids = (0..).zip(side.vocabulary()).map(|(n, word)| (word.as_str(), n)).collect();
        Self { document, side, vocabulary: Vocabulary::new(document.language()), ids }
    }

    /// The words of a run of sentences.
    fn bag(&self, sentences: Range<usize>) -> Bag {
        let side = self.side;
        let mut bag = Bag::of(side.tokens(sentences.clone()), side.characters(sentences.clone()) as f32);
        for &(word, count) in sentences.flat_map(|n| side.words(n)) {
            bag.add(word, f32::from(count));
        }
        bag
    }

    /// Two runs of sentences, whose words are `whole`, with some clauses of one in the other: the last of the
    /// first run, or the first of the second.
    fn moved(&mut self, before: &Range<usize>, after: &Range<usize>, whole: &[Bag; 2]) -> Vec<[Bag; 2]> {
        let mut moved = Vec::new();
        let last = self.clauses(before.end - 1);
        let first = self.clauses(after.start);
        let (sooner, later) = (self.bag(before.start..before.end - 1), self.bag(after.start + 1..after.end));
        for n in 1..last.len() {
            moved.push([sooner.with(&last[..n]), whole[1].with(&last[n..])]);
        }
        for n in 1..first.len() {
            moved.push([whole[0].with(&first[..n]), later.with(&first[n..])]);
        }
        moved
    }

    fn clauses(&mut self, sentence: usize) -> Vec<Bag> {
        let language = self.document.language();
        let sentence = self.document.sentence(sentence);
        let clauses = clauses(&sentence, language.base() == "ja").map(|clause| {
            let tokens = self.vocabulary.tokens(clause);
            let numbers = number::numbers(clause, language).into_iter().filter(|number| number.sure);
            let values = numbers.map(|number| format!("{NUMBER}{}", number.value)).collect::<Vec<_>>();
            let characters = clause.chars().filter(|c| !c.is_whitespace()).count();
            let mut bag = Bag::of((tokens.len() + values.len()) as f32, characters as f32);
            let words = tokens.iter().map(|&token| self.vocabulary.word(token));
            for word in words.chain(values.iter().map(String::as_str)) {
                // All are known but a pair of characters over the cut, where marks have been dropped.
                if let Some(&id) = self.ids.get(word) {
                    bag.add(id, 1.0);
                }
            }
            bag
        });
        clauses.collect()
    }
}

/// The clauses of a sentence, each with the mark that ends it.
fn clauses(sentence: &str, is_japanese: bool) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let mut spaced = || chars.peek().is_some_and(|(_, next)| next.is_whitespace());
            let ends = match c {
                '，' | '；' | '：' | '،' | '؛' => true,
                '、' => is_japanese,
                ',' | ';' | ':' | '—' | '–' => spaced(),
                _ => false,
            };
            if ends {
                let (clause, after) = rest.split_at(at + c.len_utf8());
                rest = after;
                return Some(clause);
            }
        }
        (!rest.trim().is_empty()).then(|| std::mem::take(&mut rest))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Options, align};
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_sentence_is_cut_after_the_marks_of_its_clauses() {
        let check = |sentence: &str, is_japanese: bool, expected: &[&str]| {
            assert_eq!(clauses(sentence, is_japanese).collect::<Vec<_>>(), expected);
        };
        check("他来了，她走了；天黑了。", false, &["他来了，", "她走了；", "天黑了。"]);
        check("苹果、梨、桃。", false, &["苹果、梨、桃。"]);
        check("雨が降り、風が吹いた。", true, &["雨が降り、", "風が吹いた。"]);
        check("At 10:30, 1,200 came; few stayed.", false, &["At 10:30,", " 1,200 came;", " few stayed."]);
        check("", false, &[]);
        check("，", false, &["，"]);
    }

    /// How many sentences the beads have, each side, of two sentences with `first` and `second` between others.
    #[track_caller]
    fn check(source: [&str; 2], target: [&str; 2], expected: &[(usize, usize)]) {
        const BEFORE: (&str, &str) = ("早上下了一场大雨。", "There was heavy rain in the morning.");
        const AFTER: (&str, &str) = ("第二天大家都很累。", "The next day everybody was very tired.");
        let text = |before: &str, [first, second]: [&str; 2], after: &str, language: &str| {
            let lines = [before, first, second, after].join("\n");
            Document::from_lines(lines, Language::new(language))
        };
        let source = text(BEFORE.0, source, AFTER.0, "zh");
        let target = text(BEFORE.1, target, AFTER.1, "en");
        let alignment = align(&source, &target, &Options::default());
        let found: Vec<_> =
            alignment.beads().iter().map(|bead| (bead.source.len(), bead.target.len())).collect();
        assert_eq!(found, expected, "{alignment:?}");
    }

    const SOURCE: [&str; 2] = [
        "大家支持这座城市在发展经济和保护环境方面发挥更大的作用，也欢迎农民定期举行大会。",
        "大家记得，2021年7月21日在海边举行了国际音乐会。",
    ];

    #[test]
    fn a_clause_in_the_next_sentence_joins_two_beads() {
        check(
            SOURCE,
            [
                "All support a greater role for the city in developing the economy and protecting the \
                 environment.",
                "They welcome the regular meetings of the farmers and remember that on 21 July 2021 an \
                 international concert was held by the sea.",
            ],
            &[(1, 1), (2, 2), (1, 1)],
        );
    }

    #[test]
    fn clauses_in_their_own_sentence_join_nothing() {
        check(
            SOURCE,
            [
                "All support a greater role for the city in developing the economy and protecting the \
                 environment, and welcome the regular meetings of the farmers.",
                "They remember that on 21 July 2021 an international concert was held by the sea.",
            ],
            &[(1, 1), (1, 1), (1, 1), (1, 1)],
        );
    }
}
