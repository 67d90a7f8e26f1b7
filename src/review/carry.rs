//! Where do a person's rows stand in the texts as they are now?
//!
//! ```text
//! journal   我们去了市场,   <->  We went to the market.      confirmed
//! diff      我们去了市场，       We went to the market.      a mark: still confirmed
//!           我们去了集市，       We went to the market.      a word: changed, to be looked at
//! ```
//!
//! The sentences of the records are put in order and compared with the sentences of the text as two versions of it are
//! ([`diff`]). What changed in space, width, marks or script keeps its status; another wording, number or name does not;
//! what is gone is listed. A hash of each sentence would be quicker and lose every row in which a comma was mended; a
//! number is wrong after the first inserted paragraph.
//!
//! Records said of different states of a text have numbers that do not go together, so those are compared by themselves:
//! a new stretch begins where a number would name two sentences.
//!
//! A sentence that the text has more than once is only known by its neighbours. Where these do not tell, the row is
//! among those that changed, and nothing is held to it.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::journal::{Journal, RowRecord, Status};
use crate::align::{Alignment, Bead, Crossing, Options, align, align_all};
use crate::diff::{self, Class, diff};
use crate::text::Document;
use crate::witness;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// Its sentences are there, the same but for space, width, marks and script.
    Kept,
    /// Its sentences are there with another wording, number or name, or cannot be told from others.
    Changed,
    /// Some of its sentences are gone.
    Lost,
}

/// A row of a journal in the texts as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRow<'a> {
    /// What was said, the old sentences with it.
    pub record: &'a RowRecord,
    /// What became of it.
    pub fate: Fate,
    /// The sentences of the source and of the target that stand for those of the record; empty where it has none, and
    /// in rows that are lost.
    pub sides: [Range<usize>; 2],
}

/// The rows of a journal in the texts as they are now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Carried<'a> {
    /// Those that have a status, in the order of the source; no two of those that were kept share a sentence.
    pub rows: Vec<CarriedRow<'a>>,
}

impl Carried<'_> {
    /// How many rows there are of this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }

    /// The rows that were kept and that a person put together, or judged.
    pub fn kept(&self) -> impl Iterator<Item = &CarriedRow<'_>> {
        self.rows.iter().filter(|row| row.fate == Fate::Kept && row.record.status != Status::Open)
    }

    /// What of it binds an aligner: the rows that were kept and that a person put together or judged, doubtful ones too,
    /// since a doubt that is not where it was raised is lost.
    ///
    /// Of rows that cross the most are held that follow each other in both texts; the others, and those of which the
    /// person said so, have moved.
    pub fn held(&self) -> Held {
        let held =
            Held::of(self.kept().map(|row| (row.sides[0].clone(), row.sides[1].clone(), row.record.moved)));
        let is_said = |row: &&CarriedRow| {
            row.fate == Fate::Kept && (row.record.status != Status::Open || !row.record.note.is_empty())
        };
        let said = self.rows.iter().filter(is_said).map(|row| SaidOfRow {
            sides: row.sides.clone(),
            status: row.record.status,
            note: row.record.note.clone(),
        });
        Held { said: said.collect(), ..held }
    }
}

/// What a person has said of sentences that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidOfRow {
    /// The sentences of the source and of the target; one side may be empty.
    pub sides: [Range<usize>; 2],
    /// Whether it is right.
    pub status: Status,
    /// What was noted.
    pub note: String,
}

/// What of a journal binds an aligner, and what it says of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Beads that are as they are, those with two filled sides ascending on both; a bead with one side empty says that the
    /// other has no counterpart.
    pub beads: Vec<(Range<usize>, Range<usize>)>,
    /// Text that stands elsewhere in the target; each side is among the beads too, without a counterpart.
    pub crossings: Vec<(Range<usize>, Range<usize>)>,
    /// What was said of rows that were kept, also where it binds nothing.
    pub said: Vec<SaidOfRow>,
}

impl Held {
    /// What binds of rows that are right: the sentences of each side, and whether they are known to have moved.
    ///
    /// Of rows that cross the most are held that follow each other in both texts; the others have moved.
    pub fn of(rows: impl IntoIterator<Item = (Range<usize>, Range<usize>, bool)>) -> Self {
        let mut held = Self::default();
        let mut filled = Vec::new();
        for (source, target, moved) in rows {
            if source.is_empty() || target.is_empty() {
                held.beads.push((source, target));
            } else {
                filled.push((source, target, moved));
            }
        }
        filled.sort_by_key(|(source, target, _)| (source.start, target.start));
        // The longest run that ascends in the target: the last row of the best run of each length, and before each row the
        // one that it follows.
        let mut best: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = vec![None; filled.len()];
        for (number, (_, target, _)) in filled.iter().enumerate().filter(|(_, (.., moved))| !moved) {
            let at = best.partition_point(|&last| filled[last].1.start < target.start);
            before[number] = at.checked_sub(1).map(|at| best[at]);
            if at == best.len() {
                best.push(number);
            } else {
                best[at] = number;
            }
        }
        let mut in_order = vec![false; filled.len()];
        let mut next = best.last().copied();
        while let Some(number) = next {
            in_order[number] = true;
            next = before[number];
        }
        for ((source, target, _), in_order) in filled.into_iter().zip(in_order) {
            if in_order {
                held.beads.push((source, target));
            } else {
                held.beads.extend([(source.clone(), 0..0), (0..0, target.clone())]);
                held.crossings.push((source, target));
            }
        }
        held
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.beads.is_empty()
    }
}

/// Pairs the sentences of `source` with those of each of `targets` so that what is held of each stays. What is held of
/// none is paired as [`align_all`] does.
///
/// # Panics
///
/// If there are not as many of `held` as of `targets`.
pub fn align_held(
    source: &Document,
    targets: &[&Document],
    held: &[Held],
    options: &Options,
) -> Vec<Alignment> {
    assert_eq!(targets.len(), held.len(), "what is held is said of each target");
    if held.iter().all(Held::is_empty) {
        return align_all(source, targets, options);
    }
    let pair = |(target, held): (&&Document, &Held)| {
        let alignment = align(source, target, &Options { confirmed: &held.beads, ..*options });
        let alignment = believed(alignment, held);
        if held.crossings.is_empty() {
            return alignment;
        }
        let overlap =
            |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
        // What a person says has moved is asked of nobody else; the beads there are gaps, as they must be.
        let is_free = |crossing: &&Crossing| {
            let is_other = |(s, t): &(Range<usize>, Range<usize>)| {
                !overlap(&crossing.source, s) && !overlap(&crossing.target, t)
            };
            held.crossings.iter().all(is_other)
        };
        let mut crossings: Vec<Crossing> = alignment.crossings().iter().filter(is_free).cloned().collect();
        let is_gap = |side: fn(&Bead) -> &Range<usize>, range: &Range<usize>| {
            alignment.beads().iter().all(|bead| !overlap(side(bead), range) || bead.is_gap())
        };
        let said = held
            .crossings
            .iter()
            .filter(|(s, t)| is_gap(|bead| &bead.source, s) && is_gap(|bead| &bead.target, t));
        crossings.extend(said.map(|(source, target)| Crossing {
            source: source.clone(),
            target: target.clone(),
            confidence: 1.0,
        }));
        crossings.sort_by_key(|crossing| crossing.source.start);
        alignment.with_crossings(crossings)
    };
    targets.iter().zip(held).map(pair).collect()
}

/// `alignment` in which what is held is not below the doubt line, whatever its words say: a person put it together.
fn believed(alignment: Alignment, held: &Held) -> Alignment {
    let crossings = alignment.crossings().to_vec();
    let (source_len, target_len) = (alignment.source_len(), alignment.target_len());
    let is_held: FxHashSet<(usize, usize, usize, usize)> =
        held.beads.iter().map(|(s, t)| (s.start, s.end, t.start, t.end)).collect();
    let beads = alignment.beads().iter().cloned().map(|mut bead| {
        if is_held.contains(&(bead.source.start, bead.source.end, bead.target.start, bead.target.end)) {
            bead.confidence = bead.confidence.max(witness::DOUBTFUL);
        }
        bead
    });
    Alignment::new(beads.collect(), source_len, target_len).with_crossings(crossings)
}

/// The rows of `journal` in `source` and `target`. Where several records touch a sentence, the last of them counts.
pub fn carry<'a>(journal: &'a Journal, source: &Document, target: &Document) -> Carried<'a> {
    let records = journal.rows();
    let mut places: [Vec<Found>; 2] = Default::default();
    for (side, document) in [source, target].into_iter().enumerate() {
        places[side] = found(&records, side, document);
    }
    let [sources, targets] = places;
    let mut rows: Vec<CarriedRow> = records
        .into_iter()
        .zip(sources.into_iter().zip(targets))
        .map(|(record, (source, target))| {
            let fate = source.fate.max(target.fate);
            let sides = if fate == Worst::Lost { [0..0, 0..0] } else { [source.place, target.place] };
            CarriedRow { record, fate: fate.into(), sides }
        })
        .collect();
    keep_last(&mut rows, [source.len(), target.len()]);
    rows.retain(|row| row.record.status != Status::Open || !row.record.note.is_empty());
    rows.sort_by_key(|row| (row.sides[0].start, row.sides[1].start));
    Carried { rows }
}

/// Takes out of `rows`, the last said last, those of which a later one speaks: it touches a sentence of theirs, or is of
/// the same sentences. What was kept is sure of its sentences, and what changed is not: where the two meet and the sure
/// one was said before, the sentences of the other are lost.
fn keep_last(rows: &mut Vec<CarriedRow>, lens: [usize; 2]) {
    let mut taken: [Vec<Option<usize>>; 2] = lens.map(|len| vec![None; len]);
    let mut keep = vec![false; rows.len()];
    for fate in [Fate::Kept, Fate::Changed] {
        for number in (0..rows.len()).rev().filter(|&number| rows[number].fate == fate).collect::<Vec<_>>() {
            let row = &mut rows[number];
            let both = row.sides.iter().zip(&taken);
            let by = both.flat_map(|(place, taken)| &taken[place.clone()]).flatten().max().copied();
            match by {
                None => {
                    keep[number] = true;
                    for (place, taken) in row.sides.iter().zip(&mut taken) {
                        taken[place.clone()].fill(Some(number));
                    }
                }
                Some(by) if fate == Fate::Changed && by < number => {
                    row.fate = Fate::Lost;
                    row.sides = [0..0, 0..0];
                }
                Some(_) => {}
            }
        }
    }
    let mut lost: FxHashSet<[&[String]; 2]> = FxHashSet::default();
    for (number, row) in rows.iter().enumerate().rev().filter(|(_, row)| row.fate == Fate::Lost) {
        let words = [&row.record.sides[0].sentences[..], &row.record.sides[1].sentences[..]];
        keep[number] = lost.insert(words);
    }
    let mut keep = keep.into_iter();
    rows.retain(|_| keep.next().unwrap_or(false));
}

/// As [`Fate`], the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worst {
    Kept,
    Changed,
    Lost,
}

impl From<Worst> for Fate {
    fn from(worst: Worst) -> Self {
        match worst {
            Worst::Kept => Fate::Kept,
            Worst::Changed => Fate::Changed,
            Worst::Lost => Fate::Lost,
        }
    }
}

/// Where the sentences of a record stand on one side.
#[derive(Clone, Debug)]
struct Found {
    fate: Worst,
    place: Range<usize>,
}

/// Where the sentences of each of `records` stand in `document`, which is their `side`.
fn found(records: &[&RowRecord], side: usize, document: &Document) -> Vec<Found> {
    let mut all = vec![Found { fate: Worst::Kept, place: 0..0 }; records.len()];
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for number in 0..document.len() {
        *counts.entry(letters(&document.sentence(number))).or_default() += 1;
    }
    let mut from = 0;
    while from < records.len() {
        let stretch = Stretch::from(&records[from..], side);
        stretch.find(document, &counts, &mut all[from..from + stretch.rows.len()]);
        from += stretch.rows.len();
    }
    all
}

/// Records of which no number names two sentences, and the text that they know.
struct Stretch<'a> {
    /// The sentences that are known, in order.
    sentences: Vec<&'a str>,
    /// Whether each follows the one before it in the text.
    follows: Vec<bool>,
    /// For each record which of them are its own.
    rows: Vec<Vec<usize>>,
}

impl<'a> Stretch<'a> {
    /// As many of `records` as go together, at least one.
    fn from(records: &[&'a RowRecord], side: usize) -> Self {
        let mut known: BTreeMap<usize, &'a str> = BTreeMap::new();
        let mut taken = 0;
        let has_numbers = |record: &RowRecord| {
            let side = &record.sides[side];
            !side.sentences.is_empty() && side.numbers.len() == side.sentences.len()
        };
        // What has no numbers is read in the order in which it stands.
        let numbered = records.first().is_some_and(|record| has_numbers(record));
        for record in records {
            let own = &record.sides[side];
            if !own.sentences.is_empty() && has_numbers(record) != numbered {
                break;
            }
            if numbered && !own.sentences.is_empty() {
                let before = own.numbers[0].checked_sub(1).zip(own.near[0].as_deref());
                let after = own.numbers.last().map(|last| last + 1).zip(own.near[1].as_deref());
                let sentences = own.numbers.iter().copied().zip(own.sentences.iter().map(String::as_str));
                let named: Vec<(usize, &str)> = sentences.chain(before).chain(after).collect();
                let fits =
                    |(number, words): &(usize, &str)| known.get(number).is_none_or(|known| known == words);
                if !named.iter().all(fits) {
                    break;
                }
                known.extend(named);
            }
            taken += 1;
        }
        let taken = taken.max(1).min(records.len());
        if numbered {
            let place: BTreeMap<usize, usize> =
                known.keys().enumerate().map(|(at, &number)| (number, at)).collect();
            let of = |record: &&RowRecord| {
                record.sides[side].numbers.iter().filter_map(|number| place.get(number).copied()).collect()
            };
            let mut last = None;
            let follows = known
                .keys()
                .map(|&number| last.replace(number).is_some_and(|last| last + 1 == number))
                .collect();
            return Self {
                rows: records[..taken].iter().map(of).collect(),
                sentences: known.into_values().collect(),
                follows,
            };
        }
        let (mut sentences, mut follows, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        for record in &records[..taken] {
            let own = &record.sides[side].sentences;
            rows.push((sentences.len()..sentences.len() + own.len()).collect());
            follows.extend((0..own.len()).map(|at| at > 0));
            sentences.extend(own.iter().map(String::as_str));
        }
        Self { sentences, follows, rows }
    }

    /// Says of each of its records where it stands in `document`, whose sentences occur as often as `counts` says.
    fn find(&self, document: &Document, counts: &FxHashMap<String, usize>, all: &mut [Found]) {
        if self.sentences.is_empty() {
            return;
        }
        let line = |sentence: &&str| sentence.split(is_line_end).collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = self.sentences.iter().map(line).collect();
        let old = Document::from_lines(lines.join("\n"), document.language().clone());
        if old.len() != self.sentences.len() {
            // A sentence of nothing but space is none.
            all.iter_mut().for_each(|found| found.fate = Worst::Lost);
            return;
        }
        let revision = diff(&old, document, &diff::Options::default());
        let pairs = revision.pairs();
        let mut of = vec![usize::MAX; old.len()];
        for (number, pair) in pairs.iter().enumerate() {
            of[pair.old.clone()].fill(number);
        }
        // Where each known sentence went, so that neighbours can speak for each other.
        let place = |at: usize| pairs.get(of[at]).map(|pair| pair.new.clone()).filter(|new| !new.is_empty());
        let is_told = |at: usize| {
            if counts.get(&letters(&lines[at])).is_none_or(|&count| count < 2) {
                return true;
            }
            let here = place(at);
            let is_next = |one: Option<Range<usize>>, other: Option<Range<usize>>| {
                one.zip(other).is_some_and(|(one, other)| one.end == other.start)
            };
            let before = at > 0 && self.follows[at] && is_next(place(at - 1), here.clone());
            let after = self.follows.get(at + 1) == Some(&true) && is_next(here.clone(), place(at + 1));
            before || after
        };
        for (row, found) in self.rows.iter().zip(all) {
            if row.is_empty() {
                continue;
            }
            let mut own: Vec<usize> = row.iter().map(|&at| of[at]).collect();
            own.sort_unstable();
            own.dedup();
            let own: Vec<_> = own.into_iter().filter_map(|number| pairs.get(number)).collect();
            let known: usize = own.iter().map(|pair| pair.old.len()).sum();
            if own.is_empty() || own.iter().any(|pair| pair.new.is_empty()) {
                found.fate = Worst::Lost;
                continue;
            }
            let start = own.iter().map(|pair| pair.new.start).min().unwrap_or(0);
            let end = own.iter().map(|pair| pair.new.end).max().unwrap_or(0);
            let is_whole =
                end - start == own.iter().map(|pair| pair.new.len()).sum::<usize>() && known == row.len();
            let is_light =
                own.iter().all(|pair| pair.change.is_none_or(|change| change.class <= Class::Script));
            found.place = start..end;
            if !(is_whole && is_light && row.iter().all(|&at| is_told(at))) {
                found.fate = Worst::Changed;
            }
        }
    }
}

/// What makes two sentences alike to a reader in a hurry: their letters and figures.
fn letters(sentence: &str) -> String {
    sentence.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::super::journal::{Record, Said, Side};
    use super::*;
    use crate::text::Language;
    use proptest::prelude::*;

    fn document(lines: &[String], language: &str) -> Document {
        Document::from_lines(lines.join("\n"), Language::new(language))
    }

    fn side(lines: &[String], numbers: Range<usize>) -> Side {
        Side {
            sentences: lines[numbers.clone()].to_vec(),
            near: [numbers.start.checked_sub(1), Some(numbers.end)].map(|n| lines.get(n?).cloned()),
            numbers: numbers.collect(),
        }
    }

    fn record(id: usize, status: Status, sides: [Side; 2]) -> Record {
        let said = Said { id: id.to_string(), ..Said::default() };
        Record::Row(Box::new(RowRecord { said, status, sides, ..RowRecord::default() }))
    }

    fn chinese(n: usize) -> String {
        let (things, places) = (
            ["水文站", "图书馆", "渡口", "学校", "集市", "码头", "灯塔"],
            ["北岸", "南岸", "城里", "山上", "湖心"],
        );
        format!("第{}天,代表们在{}参观了{}并写下{}份记录。", n + 13, places[n % 5], things[n % 7], n * 3 + 17)
    }

    fn english(n: usize) -> String {
        let things = ["gauge", "library", "ferry", "school", "market", "quay", "lighthouse"];
        format!("On day {} the delegates saw the {} and wrote {} notes.", n + 13, things[n % 7], n * 3 + 17)
    }

    fn texts(len: usize) -> [Vec<String>; 2] {
        [(0..len).map(chinese).collect(), (0..len).map(english).collect()]
    }

    fn journal(lines: &[Vec<String>; 2]) -> Journal {
        let rows = 0..lines[0].len();
        let row =
            |n: usize| record(n, Status::Confirmed, [side(&lines[0], n..n + 1), side(&lines[1], n..n + 1)]);
        Journal { records: rows.map(row).collect() }
    }

    #[test]
    fn marks_keep_a_row_words_change_it_and_what_is_gone_is_lost() {
        let lines = texts(8);
        let journal = journal(&lines);
        let mut edited = lines[0].clone();
        edited[1] = edited[1].replace(',', "，");
        edited[2] = edited[2].replace("参观", "经过");
        edited.remove(5);
        edited.insert(0, "这里加上了新的一段话。".into());
        let (source, target) = (document(&edited, "zh"), document(&lines[1], "en"));
        let carried = carry(&journal, &source, &target);
        let fates: Vec<_> = carried.rows.iter().map(|row| (row.record.said.id.as_str(), row.fate)).collect();
        assert!(fates.contains(&("1", Fate::Kept)) && fates.contains(&("2", Fate::Changed)));
        assert!(fates.contains(&("5", Fate::Lost)), "{fates:?}");
        assert_eq!((carried.count(Fate::Kept), carried.rows.len()), (6, 8));
        assert!(carried.held().beads.contains(&(2..3, 1..2)));
    }

    #[test]
    fn the_last_word_on_a_sentence_counts_and_what_has_no_counterpart_stays() {
        let lines = texts(6);
        let [zh, en] = &lines;
        let records = vec![
            record(0, Status::Confirmed, [side(zh, 1..2), side(en, 1..3)]),
            record(1, Status::Confirmed, [side(zh, 1..2), side(en, 1..2)]),
            record(2, Status::Confirmed, [side(zh, 3..4), Side::default()]),
            record(3, Status::Confirmed, [side(zh, 4..5), side(en, 4..5)]),
            record(4, Status::Open, [side(zh, 4..5), side(en, 4..5)]),
        ];
        let journal = Journal { records };
        let (source, target) = (document(zh, "zh"), document(en, "en"));
        let carried = carry(&journal, &source, &target);
        assert_eq!(carried.held().beads, [(3..4, 0..0), (1..2, 1..2)]);
    }

    #[test]
    fn of_rows_that_cross_the_most_are_held_and_the_others_have_moved() {
        let lines = texts(8);
        let [zh, en] = &lines;
        let row = |n: usize, source: usize, target: usize| {
            record(n, Status::Confirmed, [side(zh, source..source + 1), side(en, target..target + 1)])
        };
        // The first row stands far down in the target: it is what has moved, not all that follow it.
        let journal = Journal { records: vec![row(0, 0, 7), row(1, 1, 1), row(2, 2, 2), row(3, 3, 3)] };
        let (source, target) = (document(zh, "zh"), document(en, "en"));
        let held = carry(&journal, &source, &target).held();
        assert_eq!(held.crossings, [(0..1, 7..8)]);
        assert!(held.beads.contains(&(1..2, 1..2)) && held.beads.contains(&(0..1, 0..0)));
        let aligned = align_held(&source, &[&target], &[held], &Options::default());
        assert!(aligned[0].crossings().iter().any(|c| (c.source.clone(), c.target.clone()) == (0..1, 7..8)));
        assert!(
            aligned[0].beads().iter().any(|bead| (bead.source.clone(), bead.target.clone()) == (3..4, 3..4))
        );
    }

    #[test]
    fn what_only_looks_alike_takes_no_sentence_of_what_is_sure() {
        let lines = texts(6);
        let [zh, en] = &lines;
        let other = Side { sentences: vec![zh[2].replace("参观", "经过")], ..Side::default() };
        let gone = Side { sentences: vec!["The delegates never came.".into()], ..Side::default() };
        let records = vec![
            record(0, Status::Confirmed, [side(zh, 2..3), side(en, 2..3)]),
            record(1, Status::Confirmed, [other, gone]),
        ];
        let journal = Journal { records };
        let carried = carry(&journal, &document(zh, "zh"), &document(en, "en"));
        let fates: Vec<_> = carried.rows.iter().map(|row| (row.record.said.id.as_str(), row.fate)).collect();
        assert!(fates.contains(&("0", Fate::Kept)) && fates.contains(&("1", Fate::Lost)), "{fates:?}");
    }

    #[test]
    fn what_stands_in_many_places_is_known_by_its_neighbours_or_not_at_all() {
        let zh: Vec<String> = [
            "主席发言。",
            "谢谢大家。",
            "第一位代表谈到水位。",
            "谢谢大家。",
            "第二位代表谈到渔民。",
            "谢谢大家。",
        ]
        .map(String::from)
        .to_vec();
        let en = texts(6)[1].clone();
        let lonely = |n: usize| Side { near: [None, None], ..side(&zh, n..n + 1) };
        let (source, target) = (document(&zh[1..], "zh"), document(&en, "en"));
        let of = |own: Side| {
            let journal = Journal { records: vec![record(0, Status::Confirmed, [own, side(&en, 3..4)])] };
            let carried = carry(&journal, &source, &target);
            (carried.rows[0].fate, carried.rows[0].sides[0].clone())
        };
        assert_eq!(of(side(&zh, 3..4)), (Fate::Kept, 2..3));
        assert_eq!(of(lonely(3)).0, Fate::Changed);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// Edits whose truth is known: what was not touched is carried over to where it stands now, and nothing else
        /// is held to any place.
        #[test]
        fn untouched_rows_are_carried_over_and_no_other(
            edits in prop::collection::vec((0..60usize, 0..5usize, 0..2usize), 0..14),
            skip in 1..4usize,
        ) {
            let lines = texts(60);
            let whole = journal(&lines);
            let journal = Journal { records: whole.records.into_iter().step_by(skip).collect() };
            let mut now: [Vec<(Option<usize>, bool, String)>; 2] =
                lines.clone().map(|lines| lines.into_iter().enumerate().map(|(n, line)| (Some(n), true, line)).collect());
            for (at, kind, side) in edits {
                let lines = &mut now[side];
                let at = at % lines.len();
                match kind {
                    0 => lines.insert(at, (None, false, format!("Something else is said here, number {at}, at length."))),
                    1 => drop(lines.remove(at)),
                    2 => { lines[at].2 = lines[at].2.replace(',', "，").replace('.', "!"); }
                    3 => { lines[at].1 = false; lines[at].2 = lines[at].2.replace("13", "14").replace("并写下", "却没有写下").replace("saw", "never saw"); }
                    _ => { lines[at].2 = lines[at].2.replace(' ', "  "); }
                }
            }
            let documents = [0, 1].map(|side| {
                let lines: Vec<String> = now[side].iter().map(|(_, _, line)| line.clone()).collect();
                document(&lines, ["zh", "en"][side])
            });
            let carried = carry(&journal, &documents[0], &documents[1]);
            let place = |side: usize, n: usize| now[side].iter().position(|(of, same, _)| *of == Some(n) && *same);
            let mut untouched = 0;
            for n in (0..60).step_by(skip) {
                let expected = place(0, n).zip(place(1, n)).map(|(s, t)| (s..s + 1, t..t + 1));
                let kept = carried.rows.iter().find(|row| row.record.said.id == n.to_string() && row.fate == Fate::Kept);
                let kept = kept.map(|row| (row.sides[0].clone(), row.sides[1].clone()));
                prop_assert!(kept.is_none() || kept == expected, "{n}: {kept:?}, not {expected:?}");
                untouched += usize::from(expected.is_some() && kept.is_none());
            }
            prop_assert_eq!(untouched, 0);
        }
    }
}
