//! Which sentences render which?

mod alignment;
pub(crate) mod corridor;
pub(crate) mod evidence;
mod learn;
pub(crate) mod lexicon;
pub(crate) mod programme;
mod score;
pub(crate) mod side;
mod table;
mod table_code;
mod tables;
pub(crate) mod teach;
mod token;

pub use alignment::{Alignment, Bead, Crossing, Reasons};
pub use learn::{Learning, Pairs, learn};
pub use lexicon::Lexicon;
pub use score::{Count, Link, Measure, Scores, ShapeScore, score};
pub use table::{BadTable, Table};
pub use tables::Tables;
pub use token::Vocabulary;

use evidence::{Model, Weights};
use lexicon::Translations;
use programme::{SHAPES, Step};
use side::Side;

use crate::text::Document;

/// What an alignment may be told.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Word translations to use in place of the tables that come with the program.
    pub lexicon: Option<&'a dyn Lexicon>,
    /// Tables to use beside those that come with the program, as far as they are of the two languages.
    pub tables: &'a [Table],
    /// Pairs of places (sentences before them, each side) where a bead must end: chapters, confirmed
    /// rows. Ascending on both sides.
    pub fixed: &'a [(usize, usize)],
}

/// Pairs the sentences of `source` with those of `target`.
pub fn align(source: &Document, target: &Document, options: &Options) -> Alignment {
    align_with(source, target, options, &Settings::default())
}

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) first: Weights,
    pub(crate) second: Weights,
    pub(crate) price: f32,
    pub(crate) general: f32,
    pub(crate) variance: f64,
    pub(crate) prior: f32,
    pub(crate) rounds: usize,
    pub(crate) margin: usize,
    pub(crate) teaching: teach::Teaching,
}

impl Default for Settings {
    fn default() -> Self {
        let weights = Weights {
            mixture: 0.6,
            cap: 6.0,
            forward: 0.2,
            backward: 0.2,
            length: 0.8,
            shape: 1.0,
            marks: [-0.3, -0.3, -0.15, -0.15, -0.1],
            end: [0.0, -0.3],
            paragraph: [0.5, -1.0, -1.0],
            gap: [-6.0, -3.0],
        };
        Settings {
            first: weights.clone(),
            second: weights,
            price: 0.8,
            general: 0.7,
            variance: 15.0,
            prior: 50.0,
            rounds: 2,
            margin: 8,
            teaching: teach::Teaching { rounds: 4, discount: 0.9, least: 0.01, spread: 2, null: 1.0 },
        }
    }
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
        return Alignment::new(
            gaps.chain((0..columns).map(|n| Bead::new(0..0, n..n + 1, 1.0))).collect(),
            rows,
            columns,
        );
    }
    let mut fixed: Vec<(usize, usize)> = Vec::new();
    for &place in options.fixed {
        let last = fixed.last().copied().unwrap_or((0, 0));
        if place != (0, 0)
            && place.0 >= last.0
            && place.1 >= last.1
            && place.0 <= rows
            && place.1 <= columns
            && place != (rows, columns)
        {
            fixed.push(place);
        }
    }
    let left = Side::new(source);
    let right = Side::new(target);
    let tables = Tables::between(source.language(), target.language(), options.tables);
    let tables = (!tables.is_empty()).then_some(&tables as &dyn Lexicon);
    let lexicon = options.lexicon.or(tables);
    let known = Translations::known(&left, &right, lexicon);
    let mut corridor = corridor::rough(&left, &right, &known, &fixed);
    let ratio = right.characters(0..columns).max(1.0) / left.characters(0..rows).max(1.0);
    let paragraphs = left.has_paragraphs() && right.has_paragraphs();
    let model = |translations: Translations, weights, shapes| Model {
        source: &left,
        target: &right,
        known: evidence::known(&left, &right, &translations),
        translations: translations.over_frequency(&left, &right),
        weights,
        shapes,
        ratio,
        variance: settings.variance,
        paragraphs,
    };
    let share = if lexicon.is_some() { settings.general } else { 1.0 - settings.general };
    let mut last = model(known.clone(), &settings.first, SHARES.map(f32::ln));
    for _ in 0..settings.rounds {
        let path = programme::best_path(&last, &corridor);
        corridor = corridor::around(&path, settings.margin, &fixed);
        let own = teach::translations(&left, &right, &path, &settings.teaching);
        let both = Translations {
            forward: known.forward.mixed(&own.forward, share),
            backward: known.backward.mixed(&own.backward, share),
        };
        last = model(both, &settings.second, shares(&path, settings.prior));
    }
    let posterior = programme::posterior(&last, &corridor);
    let beads = posterior
        .most_right(settings.price)
        .into_iter()
        .map(|((source, target), probability)| Bead::new(source, target, probability))
        .collect();
    Alignment::new(beads, rows, columns)
}

/// How often each of the [`SHAPES`] is met, before the texts are known.
const SHARES: [f32; SHAPES.len()] =
    [0.62, 0.13, 0.10, 0.035, 0.02, 0.025, 0.012, 0.005, 0.01, 0.008, 0.003, 0.0015, 0.003, 0.002, 0.003];

/// How often each shape is met in this translation, to judge by a first alignment.
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
