//! How well do some words answer others, wherever their sentences end?
//!
//! `evidence` scores beads of whole sentences, row by row, which is fast because neighbours share most of the
//! sums. Here any words may be asked about, such as a bead without one of its clauses, which is slow and seldom.

use super::approx::ln;
use super::evidence::{Model, length_fit};
use super::words::{Kind, Word};

/// Some words of a text, without regard to its sentences.
#[derive(Clone)]
pub(crate) struct Bag {
    /// Each with how often it stands there; a word may have several entries.
    words: Vec<(u32, f32)>,
    /// Words and characters in all.
    tokens: f32,
    characters: f32,
}

impl Bag {
    /// Of so many words and characters in all, none of them known yet.
    pub(crate) fn of(tokens: f32, characters: f32) -> Self {
        Self { words: Vec::new(), tokens, characters }
    }

    pub(crate) fn add(&mut self, word: u32, count: f32) {
        self.words.push((word, count));
    }

    /// All of these together.
    pub(crate) fn with(&self, others: &[Bag]) -> Bag {
        others.iter().fold(self.clone(), |mut all, other| {
            all.words.extend_from_slice(&other.words);
            all.tokens += other.tokens;
            all.characters += other.characters;
            all
        })
    }
}

/// Judges beads of any words, where [`Rows`] judges those of whole sentences.
pub(crate) struct Fitting<'a> {
    model: &'a Model<'a>,
    /// For each target word how often the bead holds it, and how strongly its source suggests it; zeros
    /// between two beads.
    held: Vec<f32>,
    suggested: Vec<f32>,
}

impl<'a> Fitting<'a> {
    pub(crate) fn new(model: &'a Model<'a>) -> Self {
        let words = model.target.vocabulary_len();
        Self { model, held: vec![0.0; words], suggested: vec![0.0; words] }
    }

    /// What words and lengths say of a bead, in nats, where the target has `characters` characters to one of
    /// the source.
    pub(crate) fn fit(&mut self, source: &Bag, target: &Bag, characters: f32) -> f32 {
        let model = self.model;
        let said = |kind: Kind, count: f32, word: &Word, suggested: f32| {
            let weight = kind.scored().map_or(0.0, |kind| model.weights.words[kind]);
            weight * count * (ln(word.says(suggested)) + word.unsuggested)
        };
        let lengths = (characters * source.characters, target.characters);
        let mut total = model.weights.length * length_fit(lengths.0, lengths.1, model.variance);
        for &(n, count) in &target.words {
            self.held[n as usize] += count;
        }
        let word = Word::new(&model.weights, target.tokens + 1.0);
        for &(n, count) in &source.words {
            for &(other, ratio) in model.translations.forward.row(n) {
                if self.held[other as usize] > 0.0 {
                    self.suggested[other as usize] += ratio * count;
                }
            }
            let row = model.translations.backward.row(n).iter();
            let suggested = row.map(|&(other, ratio)| ratio * self.held[other as usize]).sum();
            total += said(model.words[0].kinds[n as usize], count, &word, suggested);
        }
        let word = Word::new(&model.weights, source.tokens + 1.0);
        for &(n, count) in &target.words {
            total += said(model.words[1].kinds[n as usize], count, &word, self.suggested[n as usize]);
        }
        for &(n, _) in &target.words {
            (self.held[n as usize], self.suggested[n as usize]) = (0.0, 0.0);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::super::evidence::Rows;
    use super::super::settings::Settings;
    use super::super::shape::SHAPES;
    use super::super::side::Side;
    use super::super::texts::Texts;
    use super::super::{Options, corridor};
    use super::*;
    use crate::text::{Document, Language};

    #[test]
    fn a_bag_of_a_sentence_is_judged_as_the_sentence_is() {
        let text =
            |lines: &str, language: &str| Document::from_lines(lines.to_owned(), Language::new(language));
        let source = text("早上下了一场大雨。\n我们坐火车去北京，车上的人很多。\n她带了一本书。", "zh");
        let target =
            text("There was heavy rain.\nWe took the train to Beijing.\nShe had a book, a book.", "en");
        let (texts, settings) = (Texts::new(&source, &target, &Options::default()), Settings::default());
        let model = texts.model(texts.known.clone(), texts.weights(&settings), &[], &settings);
        let path: Vec<_> = (0..source.len()).map(|n| (n..n + 1, n..n + 1)).collect();
        let corridor = corridor::around(&path, source.len(), &[]);
        let bag = |side: &Side, n: usize| {
            let mut bag = Bag::of(side.tokens(n..n + 1), side.characters(n..n + 1) as f32);
            side.words(n).iter().for_each(|&(word, count)| bag.add(word, f32::from(count)));
            bag
        };
        let (mut rows, mut fitting) = (Rows::new(&model, &corridor), Fitting::new(&model));
        let (mut scores, mut plain) = (Vec::new(), Vec::new());
        for row in 1..=source.len() {
            rows.score(row, &mut scores);
            for column in 1..=target.len() {
                let score = scores[(column - corridor.row(row).start) * SHAPES.len()];
                model.plain(0, row, column..column + 1, &mut plain);
                let (here, there) = (bag(model.source, row - 1), bag(model.target, column - 1));
                let expected = model.expected(row - 1..row);
                let lengths = length_fit(expected, there.characters, model.variance);
                let fit = fitting.fit(&here, &there, expected / here.characters);
                let words = fit - model.weights.length * lengths;
                assert!((score - plain[0] - words).abs() < 0.05, "{row} {column}: {score} {words}");
            }
        }
    }
}
