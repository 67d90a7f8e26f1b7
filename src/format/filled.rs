//! What does a table say that was written here, filled in by a person, and given back?
//!
//! A spreadsheet knows rows and cells, and a person does to them what they like: fill in a status, write a note, put the
//! rows in another order, take a sentence from one cell to the next, make one row of two, mend a word. Only the first two
//! say what they are; the others must be told from the words.
//!
//! Each row has in a hidden column which sentences it had and what tells whether its words are those that were written
//! ([`id`](super::parallel::id)). So for each cell:
//!
//! 1. its words are those that were written: its sentences are those of the id, or those with the same letters if the
//!    text has changed since;
//! 2. its letters are those of other sentences that follow each other: they were put together otherwise, which the row says;
//! 3. its words are others: a proposal to change the sentences of the id, and never more than that.
//!
//! Sentences that are in no row were lost on the way, which is said.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::parallel::{Judged, Parallel, digest};
use crate::message::Message;
use crate::review::{Journal, Record, RowRecord, Said, Side, Status, TextRecord, side};
use crate::say;
use crate::text::Document;

/// For each text but the first what `table` says of it and the first, and what is to be said to the person.
///
/// # Panics
///
/// If it has not as many columns as there are `texts`.
pub fn decisions(table: &Parallel, texts: &[&Document]) -> (Vec<Journal>, Vec<Message>) {
    assert_eq!(table.columns.len(), texts.len(), "a column for each text");
    let columns: Vec<Column> = texts.iter().map(|text| Column::of(text)).collect();
    let mut said: Vec<Message> = Vec::new();
    let mut journals = vec![Journal::default(); texts.len().saturating_sub(1)];
    let mut covered: Vec<Vec<bool>> = texts.iter().map(|text| vec![false; text.len()]).collect();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    let mut is_ours = false;
    for (number, row) in table.rows.iter().enumerate() {
        let line = number + 2;
        let Some(judged) = row.judged.as_deref() else { continue };
        let ids = Ids::parse(judged, texts.len());
        is_ours |= ids.is_some();
        if ids.is_some() {
            *known.entry(&judged.id).or_default() += 1;
        }
        let (mut cells, mut is_moved, mut is_whole) = (Vec::new(), false, true);
        for (column, (of, cell)) in columns.iter().zip(&row.cells).enumerate() {
            let words = cell.line(&table.columns[column].language);
            let before = ids.as_ref().and_then(|ids| ids.cells.get(column));
            let found = of.find(&words, before);
            match found {
                Found::Sentences(numbers) => {
                    is_moved |= before.is_some_and(|(before, _)| *before != numbers);
                    covered[column][numbers.clone()].fill(true);
                    cells.push(numbers);
                }
                Found::Other(numbers) => {
                    // One proposal of the source stands in one journal.
                    let journal = column.saturating_sub(1);
                    if let Some(journal) = journals.get_mut(journal) {
                        journal.records.push(Record::Text(Box::new(TextRecord {
                            said: Said::default(),
                            side: usize::from(column > 0),
                            of: side(texts[column], numbers.clone()),
                            new: words,
                            note: String::new(),
                        })));
                    }
                    covered[column][numbers.clone()].fill(true);
                    cells.push(numbers);
                }
                Found::Nowhere => {
                    is_whole = false;
                    let column = &table.columns[column].name;
                    said.push(say!(
                        en: "row {line}: the words under `{column}` are those of no sentence; left as it is",
                        zh: "第 {line} 行：`{column}` 栏的文字不是任何一句，未采用",
                        line,
                        column
                    ));
                    cells.push(0..0);
                }
            }
        }
        if !is_whole || cells.iter().all(Range::is_empty) {
            continue;
        }
        let status = if judged.status == Status::Open && is_moved { Status::Edited } else { judged.status };
        if status == Status::Open && judged.note.is_empty() {
            continue;
        }
        for (target, journal) in journals.iter_mut().enumerate() {
            let sides: [Side; 2] = [0, target + 1].map(|text| side(texts[text], cells[text].clone()));
            if sides.iter().any(|side| !side.sentences.is_empty()) {
                let note = judged.note.clone();
                journal.records.push(Record::Row(Box::new(RowRecord {
                    said: Said::default(),
                    status,
                    moved: false,
                    sides,
                    note,
                })));
            }
        }
    }
    if !is_ours {
        said.push(say!(
            en: "the table has no column `id`, by which its rows would be known; only their words were compared",
            zh: "表中没有用来认行的 `id` 列，只能按文字比对"
        ));
    }
    for (column, covered) in covered.iter().enumerate().filter(|_| is_ours) {
        let mut lost: Vec<Range<usize>> = Vec::new();
        for number in (0..covered.len()).filter(|&number| !covered[number]) {
            match lost.last_mut() {
                Some(last) if last.end == number => last.end += 1,
                _ => lost.push(number..number + 1),
            }
        }
        for lost in lost {
            said.push(say!(
                en: "sentences {from} to {to} of `{column}` stand in no row of the table; nothing is said of them",
                zh: "`{column}` 的第 {from} 至 {to} 句不在表中任何一行，未作处理",
                from = lost.start + 1,
                to = lost.end,
                column = &table.columns[column].name
            ));
        }
    }
    (journals, said)
}

/// What the id of a row says of each cell: its sentences, and what tells its words.
struct Ids {
    cells: Vec<(Range<usize>, String)>,
}

impl Ids {
    fn parse(judged: &Judged, texts: usize) -> Option<Self> {
        let (numbers, words) = judged.id.split_once('|')?;
        let (numbers, words): (Vec<_>, Vec<_>) = (numbers.split(':').collect(), words.split(':').collect());
        if numbers.len() != texts || words.len() != texts {
            return None;
        }
        let mut cells = Vec::new();
        for (numbers, words) in numbers.into_iter().zip(words) {
            let numbers: Vec<usize> = numbers
                .split(',')
                .filter(|n| !n.is_empty())
                .map(str::parse)
                .collect::<Result<_, _>>()
                .ok()?;
            let range = match (numbers.first(), numbers.last()) {
                (Some(&first), Some(&last)) if first <= last && last < usize::MAX => first..last + 1,
                (None, None) => 0..0,
                _ => return None,
            };
            cells.push((range, words.to_owned()));
        }
        Some(Self { cells })
    }
}

/// A text as cells are looked up in it.
struct Column {
    letters: Vec<String>,
}

/// What a cell holds.
enum Found {
    /// These sentences.
    Sentences(Range<usize>),
    /// Other words in the place of these.
    Other(Range<usize>),
    /// What is nowhere in the text.
    Nowhere,
}

impl Column {
    fn of(text: &Document) -> Self {
        Self { letters: (0..text.len()).map(|n| letters(&text.sentence(n))).collect() }
    }

    fn find(&self, words: &str, before: Option<&(Range<usize>, String)>) -> Found {
        let own = letters(words);
        let known = before.map(|(range, _)| range.clone()).filter(|range| range.end <= self.letters.len());
        let is_unchanged = before.is_some_and(|(_, known)| *known == digest(words));
        if own.is_empty() {
            // An empty cell, or one of marks alone, which have no letters to be found by.
            return match known {
                Some(range) if is_unchanged => Found::Sentences(range),
                _ if words.trim().is_empty() => Found::Sentences(0..0),
                _ => Found::Nowhere,
            };
        }
        if let Some(range) = &known
            && !range.is_empty()
        {
            let here = self.letters[range.clone()].concat();
            // What had no room in a cell is a beginning.
            if here == own || is_unchanged && here.starts_with(&own) {
                return Found::Sentences(range.clone());
            }
        }
        let near = known.as_ref().map_or(0, |range| range.start);
        let starts = (0..self.letters.len()).filter_map(|start| self.run(start, &own));
        if let Some(found) = starts.min_by_key(|range| range.start.abs_diff(near)) {
            return Found::Sentences(found);
        }
        match known {
            // The words that were written are still those of the text, and the person has changed them.
            Some(range) if !range.is_empty() && !is_unchanged => Found::Other(range),
            _ => Found::Nowhere,
        }
    }

    /// The sentences from `start` on that have just these letters.
    fn run(&self, start: usize, letters: &str) -> Option<Range<usize>> {
        let mut rest = letters;
        for (number, sentence) in self.letters.iter().enumerate().skip(start) {
            // A sentence of marks alone goes with the one before it.
            if sentence.is_empty() && number == start {
                return None;
            }
            rest = rest.strip_prefix(sentence.as_str())?;
            if rest.is_empty() {
                return Some(start..number + 1);
            }
        }
        None
    }
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::parallel::{self, Cell, Row};
    use super::*;
    use crate::text::Language;

    const ZH: [&str; 4] = ["早上下了雨。", "我们去了市场。", "那里什么也没有。", "晚上回家。"];
    const EN: [&str; 4] =
        ["It rained in the morning.", "We went to the market.", "There was nothing.", "We came home."];

    fn documents() -> [Document; 2] {
        let of = |lines: [&str; 4], language| Document::from_lines(lines.join("\n"), Language::new(language));
        [of(ZH, "zh"), of(EN, "en")]
    }

    /// A row of a table: status, note, and for each text its cell now, and the numbers it was written with.
    fn row(status: Status, note: &str, cells: [(&str, &[usize]); 2]) -> Row<'static> {
        let [zh, en] = documents();
        let was = |text: &Document, numbers: &[usize], joint: &str| {
            numbers.iter().map(|&n| text.sentence(n).into_owned()).collect::<Vec<_>>().join(joint)
        };
        let words = [was(&zh, cells[0].1, ""), was(&en, cells[1].1, " ")];
        let id = parallel::id(&[cells[0].1, cells[1].1], &words);
        let cell = |(words, _): (&str, &[usize])| Cell {
            sentences: if words.is_empty() { vec![] } else { vec![words.to_owned().into()] },
            ..Cell::default()
        };
        let judged = Some(Box::new(Judged { status, note: note.into(), id }));
        Row { cells: cells.map(cell).into(), judged, ..Row::default() }
    }

    #[track_caller]
    fn check(rows: Vec<Row<'static>>, expected: &[&str], said: &[&str]) {
        let documents = documents();
        let columns = ["zh", "en"].map(|tag| super::super::parallel::Column::new(tag, Language::new(tag)));
        let table = Parallel { columns: columns.into(), rows, encoder: None, said: Vec::new() };
        let (journals, talk) = decisions(&table, &[&documents[0], &documents[1]]);
        let shown = |record: &Record| match record {
            Record::Row(row) => {
                let [zh, en] = row.sides.each_ref().map(|side| side.numbers.clone());
                format!("{} {zh:?} {en:?} {}", row.status.name(), row.note)
            }
            Record::Text(text) => format!("{:?} -> {}", text.of.numbers, text.new),
            other => format!("{other:?}"),
        };
        assert_eq!(journals[0].records.iter().map(shown).collect::<Vec<_>>(), expected);
        assert_eq!(talk.len(), said.len(), "{talk:?}");
        talk.iter().zip(said).for_each(|(talk, said)| assert!(talk.to_string().contains(said), "{talk}"));
    }

    fn plain(n: usize) -> Row<'static> {
        row(Status::Open, "", [(ZH[n], &[[0], [1], [2], [3]][n]), (EN[n], &[[0], [1], [2], [3]][n])])
    }

    #[test]
    fn a_status_is_a_decision_and_changed_words_are_a_proposal() {
        let rows = vec![
            row(Status::Confirmed, "", [(ZH[0], &[0]), (EN[0], &[0])]),
            row(Status::Doubtful, "which market?", [(ZH[1], &[1]), (EN[1], &[1])]),
            row(Status::Confirmed, "", [(ZH[2], &[2]), ("There was nothing at all.", &[2])]),
            plain(3),
        ];
        let expected = [
            "confirmed [0] [0] ",
            "doubtful [1] [1] which market?",
            "[2] -> There was nothing at all.",
            "confirmed [2] [2] ",
        ];
        check(rows, &expected, &[]);
    }

    #[test]
    fn rows_that_were_merged_parted_sorted_or_lost_are_told() {
        let merged = format!("{}{}", ZH[1], ZH[2]);
        let both = format!("{} {}", EN[1], EN[2]);
        let rows = vec![plain(3), plain(0), row(Status::Open, "", [(&merged, &[1]), (&both, &[1])])];
        check(rows, &["edited [1, 2] [1, 2] "], &[]);
        let parted = [
            row(Status::Confirmed, "", [(ZH[1], &[1, 2]), (EN[1], &[1, 2])]),
            row(Status::Confirmed, "", [(ZH[2], &[1, 2]), (EN[2], &[1, 2])]),
        ];
        let [one, other] = parted;
        check(vec![plain(0), one, other, plain(3)], &["confirmed [1] [1] ", "confirmed [2] [2] "], &[]);
        check(
            vec![plain(0), plain(1), plain(3)],
            &[],
            &["sentences 3 to 3 of `zh`", "sentences 3 to 3 of `en`"],
        );
        let foreign = row(Status::Confirmed, "", [("另一篇文章。", &[]), (EN[0], &[0])]);
        check(
            vec![foreign, plain(1), plain(2), plain(3)],
            &[],
            &["are those of no sentence", "sentences 1 to 1 of `zh`"],
        );
    }
}
