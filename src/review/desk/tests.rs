//! A desk of made-up rows; operations by hand and at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::carry::carry;
use super::super::journal::Journal;
use super::*;
use crate::text::Language;

const THINGS: [&str; 7] = ["gauge", "library", "ferry", "school", "market", "quay", "lighthouse"];
const NAMES: [&str; 7] = ["水位标", "图书馆", "渡船", "学校", "市场", "码头", "灯塔"];

fn lines(language: &str, count: usize) -> Document {
    let line = |n: usize| match language {
        "zh" => format!("代表们在第{}天参观了{},并写下{}条意见。", n + 13, NAMES[n % 7], n * 3 + 17),
        _ => format!(
            "On day {} the delegates saw the {} and wrote {} notes.",
            n + 13,
            THINGS[n % 7],
            n * 3 + 17
        ),
    };
    Document::from_lines((0..count).map(line).collect::<Vec<_>>().join("\n"), Language::new(language))
}

/// A desk of rows of these sizes.
fn desk(rows: &[&[usize]]) -> Desk {
    let columns = rows[0].len();
    let count = |column: usize| rows.iter().map(|sizes| sizes[column]).sum();
    let texts = (0..columns).map(|n| Arc::new(lines(["zh", "en", "ru"][n], count(n)))).collect();
    let row = |sizes: &&[usize]| DeskRow {
        sizes: sizes.to_vec(),
        confidence: Some(0.9),
        reasons: vec![None; columns],
        ..DeskRow::default()
    };
    Desk { texts, rows: rows.iter().map(row).collect(), past: Vec::new(), future: Vec::new() }
}

fn sizes(desk: &Desk) -> Vec<String> {
    let row = |row: &DeskRow| row.sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    desk.rows().iter().map(row).collect()
}

#[track_caller]
fn check(rows: &[&[usize]], operation: Operation, expected: Result<&[&str], Refusal>) {
    let mut desk = desk(rows);
    let before = desk.rows().to_vec();
    let acted = desk.act_alone(&operation);
    match expected {
        Err(refusal) => assert_eq!((acted, desk.rows()), (Err(refusal), &before[..])),
        Ok(expected) => {
            assert!(acted.is_ok(), "{acted:?}");
            assert_eq!(sizes(&desk), expected);
            desk.undo().unwrap();
            assert_eq!(desk.rows(), before);
        }
    }
}

#[test]
fn sentences_go_over_borders() {
    let rows: &[&[usize]] = &[&[1, 1], &[1, 2], &[1, 0]];
    let (row, column) = (1, 1);
    check(rows, Operation::Up { row, column, count: 1 }, Ok(&["1-2", "1-1", "1-0"]));
    check(rows, Operation::Down { row, column, count: 1 }, Ok(&["1-1", "1-1", "1-1"]));
    check(rows, Operation::Down { row: 2, column: 0, count: 1 }, Err(Refusal::End));
    check(rows, Operation::Up { row: 0, column, count: 1 }, Err(Refusal::End));
    check(rows, Operation::Up { row, column, count: 3 }, Err(Refusal::Nothing));
    check(rows, Operation::Up { row: 9, column, count: 1 }, Err(Refusal::Nowhere));
    check(rows, Operation::Merge(2), Ok(&["1-1", "2-2"]));
    check(rows, Operation::Split { row, column, place: 1 }, Ok(&["1-1", "1-1", "0-1", "1-0"]));
}

#[test]
fn a_sentence_stands_alone_and_columns_slip() {
    let rows: &[&[usize]] = &[&[1, 1], &[1, 3], &[1, 1]];
    check(rows, Operation::Apart { row: 1, column: 1, place: 0 }, Ok(&["1-1", "0-1", "1-2", "1-1"]));
    check(rows, Operation::Apart { row: 1, column: 1, place: 1 }, Ok(&["1-1", "1-1", "0-1", "0-1", "1-1"]));
    check(rows, Operation::Apart { row: 1, column: 1, place: 2 }, Ok(&["1-1", "1-2", "0-1", "1-1"]));
    check(rows, Operation::Apart { row: 1, column: 1, place: 3 }, Err(Refusal::Nowhere));
    check(rows, Operation::ShiftDown { row: 1, column: 1 }, Ok(&["1-1", "1-0", "1-3", "0-1"]));
    check(rows, Operation::ShiftUp { row: 1, column: 1 }, Ok(&["1-4", "1-1", "1-0"]));
}

#[test]
fn a_confirmed_row_is_in_the_way() {
    let mut desk = desk(&[&[1, 1], &[1, 2], &[1, 1]]);
    desk.act_alone(&Operation::Confirm(0)).unwrap();
    let up = Operation::Up { row: 1, column: 1, count: 1 };
    assert_eq!(desk.act_alone(&up), Err(Refusal::Confirmed));
    assert_eq!(desk.act_alone(&Operation::Merge(1)), Err(Refusal::Confirmed));
    assert_eq!(desk.act_alone(&Operation::Confirm(0)), Err(Refusal::Already));
    desk.act_alone(&Operation::Confirm(2)).unwrap();
    assert_eq!(desk.act_alone(&Operation::ShiftDown { row: 1, column: 1 }), Err(Refusal::NoRoom));
    desk.act_alone(&Operation::TakeBack(0)).unwrap();
    desk.act_alone(&up).unwrap();
    assert_eq!(sizes(&desk), ["1-2", "1-1", "1-1"]);
}

#[test]
fn what_moved_is_a_link_and_both_ends_are_said_together() {
    let mut desk = desk(&[&[1, 0], &[1, 1], &[1, 2]]);
    let link = Operation::Link { row: 2, column: 1, place: 1, to: 0 };
    let filled = Operation::Link { row: 2, column: 1, place: 1, to: 1 };
    assert_eq!(desk.act_alone(&filled), Err(Refusal::Filled));
    let acted = desk.act_alone(&link).unwrap();
    assert_eq!((acted.row, sizes(&desk)), (0, vec!["1-0".into(), "1-1".into(), "1-1".into(), "0-1".into()]));
    let aligned = desk.alignments()[1].clone().unwrap();
    assert_eq!(aligned.crossings().len(), 1);
    assert_eq!((aligned.crossings()[0].source.clone(), aligned.crossings()[0].target.clone()), (0..1, 2..3));
    assert_eq!(desk.act_alone(&Operation::Merge(1)), Err(Refusal::Moved));
    desk.act_alone(&Operation::Confirm(0)).unwrap();
    assert_eq!(desk.rows()[3].status, Status::Confirmed);
    let records = &desk.last_records()[0];
    assert!(
        matches!(&records[..], [Record::Row(row)] if row.moved && row.sides[1].numbers == [2]),
        "{records:?}"
    );
}

#[test]
fn sentences_are_cut_and_joined_in_place() {
    let mut desk = desk(&[&[1, 1], &[1, 2]]);
    let cut = Operation::Cut { row: 1, column: 1, place: 0, characters: 10 };
    let acted = desk.act_alone(&cut).unwrap();
    assert!(acted.is_of_text);
    assert_eq!((sizes(&desk), desk.texts()[1].len()), (vec!["1-1".into(), "1-3".into()], 4));
    assert!(matches!(&desk.last_records()[0][0], Record::Border(border) if border.side == 1));
    desk.act_alone(&Operation::Join { row: 1, column: 1, place: 1 }).unwrap();
    assert_eq!((sizes(&desk), desk.texts()[1].len()), (vec!["1-1".into(), "1-2".into()], 3));
    desk.undo().unwrap();
    assert_eq!(desk.texts()[1].len(), 4);
    desk.undo().unwrap();
    assert_eq!(desk.texts()[1].len(), 3);
    let nothing = Operation::Cut { row: 1, column: 1, place: 0, characters: 0 };
    assert_eq!(desk.act_alone(&nothing), Err(Refusal::Nothing));
}

/// Sentences that slipped by one come right when the first of their rows is mended.
#[test]
fn what_slipped_comes_right_when_one_row_is_mended() {
    let mut rows: Vec<&[usize]> = vec![&[1, 1]; 30];
    (rows[10], rows[16]) = (&[1, 2], &[1, 0]);
    let mut desk = desk(&rows);
    desk.rows[10..17].iter_mut().for_each(|row| row.confidence = Some(0.3));
    desk.act(&Operation::Down { row: 10, column: 1, count: 1 }, &Options::default()).unwrap();
    assert!(sizes(&desk).iter().all(|shape| shape == "1-1"), "{:?}", sizes(&desk));
    desk.undo().unwrap();
    assert_eq!(sizes(&desk)[16], "1-0");
}

/// What the records of a desk say is what a desk has that is laid by them.
#[test]
fn a_desk_laid_by_its_journal_is_the_same() {
    let mut rows: Vec<&[usize]> = vec![&[1, 1]; 12];
    (rows[3], rows[5]) = (&[1, 2], &[1, 0]);
    let mut desk = desk(&rows);
    let operations = [
        Operation::Confirm(0),
        Operation::Doubt(1, "why".into()),
        Operation::Down { row: 3, column: 1, count: 1 },
        Operation::Apart { row: 4, column: 1, place: 1 },
        Operation::Confirm(4),
        Operation::Note(7, "look".into()),
        Operation::Merge(9),
        Operation::Cut { row: 10, column: 0, place: 0, characters: 6 },
    ];
    let mut journal = Journal::default();
    let base = [desk.texts()[0].clone(), desk.texts()[1].clone()];
    for (n, operation) in operations.iter().enumerate() {
        desk.act_alone(operation).unwrap();
        let mut records = desk.last_records()[0].clone();
        for (m, record) in records.iter_mut().enumerate() {
            record.said_mut().unwrap().id = format!("{n}-{m}");
        }
        journal.records.extend(records);
    }
    let bordered = super::super::borders::bordered(&base[0], &[(&journal, 0)]);
    assert_eq!((bordered.done, bordered.document.len()), (1, 13));
    let texts = vec![Arc::new(bordered.document.into_owned()), base[1].clone()];
    let carried = carry(&journal, &texts[0], &texts[1]);
    let again = Desk::lay(texts.clone(), std::slice::from_ref(&carried), &Options::default());
    let said = |desk: &Desk| -> BTreeSet<String> {
        let said = desk.cells().into_iter().zip(desk.rows().to_vec());
        let said = said.filter(|(_, row)| row.status != Status::Open || !row.note.is_empty());
        said.map(|(cells, row)| {
            let filled: Vec<_> =
                cells.iter().map(|cell| if cell.is_empty() { 0..0 } else { cell.clone() }).collect();
            format!("{filled:?} {:?} {}", row.status, row.note)
        })
        .collect()
    };
    assert_eq!(said(&desk), said(&again));
}

fn operation() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (0..17usize, 0..14usize, 0..3usize, 0..4usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_is_lost_confirmed_rows_stay_and_undo_is_exact(
        shape in prop::collection::vec((1..3usize, 0..3usize, 0..3usize), 2..12),
        wide: bool,
        operations in prop::collection::vec(operation(), 0..60),
    ) {
        let rows: Vec<Vec<usize>> =
            shape.iter().map(|&(a, b, c)| if wide { vec![a, b, c] } else { vec![a, b] }).collect();
        let mut desk = desk(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let first = (desk.rows().to_vec(), desk.texts().to_vec());
        let mut states = vec![first.clone()];
        for (kind, row, column, place) in operations {
            let count = place;
            let operation = match kind {
                0 => Operation::Confirm(row),
                1 => Operation::Doubt(row, "?".repeat(place)),
                2 => Operation::TakeBack(row),
                3 => Operation::ConfirmAbove(row.min(2)),
                4 | 5 => Operation::Up { row, column, count },
                6 | 7 => Operation::Down { row, column, count },
                8 => Operation::Merge(row),
                9 => Operation::Apart { row, column, place },
                10 => Operation::ShiftUp { row, column },
                11 => Operation::ShiftDown { row, column },
                12 => Operation::Link { row, column, place, to: (row + place) % 12 },
                13 => Operation::Unlink(row),
                14 => Operation::Cut { row, column, place, characters: 5 },
                15 => Operation::Join { row, column, place },
                _ => Operation::Note(row, "n".repeat(place)),
            };
            let confirmed: BTreeSet<String> = desk
                .cells()
                .iter()
                .zip(desk.rows())
                .filter(|(_, row)| row.status == Status::Confirmed)
                .map(|(cells, _)| format!("{:?}", words(&desk, cells)))
                .collect();
            let before = desk.rows().to_vec();
            match desk.act_alone(&operation) {
                Err(_) => prop_assert_eq!(desk.rows(), &before[..]),
                Ok(acted) => {
                    prop_assert!(acted.row < desk.rows().len());
                    states.push((desk.rows().to_vec(), desk.texts().to_vec()));
                }
            }
            for (n, text) in desk.texts().iter().enumerate() {
                prop_assert_eq!(desk.rows().iter().map(|row| row.sizes[n]).sum::<usize>(), text.len());
            }
            prop_assert!(desk.rows().iter().all(|row| row.sizes.iter().any(|&size| size > 0)));
            // Its beads cover both sides, or it panics.
            desk.alignments();
            if !matches!(operation, Operation::Doubt(..) | Operation::TakeBack(_)) {
                let now: BTreeSet<String> =
                    desk.cells().iter().map(|cells| format!("{:?}", words(&desk, cells))).collect();
                prop_assert!(confirmed.is_subset(&now), "{operation:?}");
            }
        }
        for state in states.iter().rev().skip(1) {
            desk.undo().unwrap();
            prop_assert_eq!(&(desk.rows().to_vec(), desk.texts().to_vec()), state);
        }
        prop_assert!(desk.undo().is_none());
        for state in states.iter().skip(1) {
            desk.redo().unwrap();
            prop_assert_eq!(&(desk.rows().to_vec(), desk.texts().to_vec()), state);
        }
    }
}

/// The words of a row, by which it is known whatever the numbers are.
fn words(desk: &Desk, cells: &[Range<usize>]) -> Vec<String> {
    cells.iter().zip(desk.texts()).map(|(cell, text)| text.sentences(cell.clone()).into_owned()).collect()
}
