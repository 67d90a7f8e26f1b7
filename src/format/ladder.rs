//! Hunalign's ladder: the rungs at which the beads of two texts begin.
//!
//! A line `n TAB m TAB score` says that a bead begins after `n` sentences of the source and `m` of the
//! target; the score is that bead's. The first rung is `0 0`, the last has the number of sentences of
//! each. A ladder cannot cross, so a passage that moved is a gap on both sides.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::{Cell, Column, Parallel, Row};
use crate::message::Message;
use crate::say;
use crate::text::Language;

/// Writes the first two texts of `parallel` as a ladder.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let mut said = Vec::new();
    if parallel.columns.len() > 2 {
        said.push(match parallel.columns.len() - 2 {
            1 => say!(en: "a ladder holds two texts; 1 is left out", zh: "梯形表只容两种文本，略去 1 种"),
            more => say!(
                en: "a ladder holds two texts; {more} are left out",
                zh: "梯形表只容两种文本，略去 {more} 种",
                more
            ),
        });
    }
    let (mut source, mut target) = (0, 0);
    let mut crossed = 0;
    for row in &parallel.rows {
        let [left, right, ..] = row.cells.as_slice() else { continue };
        let confidence = row.confidence.unwrap_or(0.0);
        let (mut left, mut right) = (side(left), side(right));
        let goes_back = left.is_some_and(|(start, _)| start < source);
        if row.moved || goes_back || right.is_some_and(|(start, _)| start < target) {
            crossed += usize::from(right.is_some());
            right = None;
            // It stands in a gap already.
            left = left.filter(|_| !goes_back);
        }
        if let Some((start, _)) = right
            && start > target
        {
            rung(source, target, 0.0, out)?;
            target = start;
        }
        if let Some((start, _)) = left
            && start > source
        {
            rung(source, target, 0.0, out)?;
            source = start;
        }
        if left.is_none() && right.is_none() {
            continue;
        }
        rung(source, target, confidence, out)?;
        source = left.map_or(source, |(_, end)| end);
        target = right.map_or(target, |(_, end)| end);
    }
    let count = |text: usize| {
        let numbers = parallel.rows.iter().filter_map(|row| row.cells.get(text)?.numbers.last());
        numbers.max().map_or(0, |last| last + 1)
    };
    if (source, target) != (count(0), count(1)) {
        rung(source, target, 0.0, out)?;
    }
    rung(count(0), count(1), 0.0, out)?;
    if crossed > 0 {
        said.push(match crossed {
            1 => say!(
                en: "a ladder cannot cross; 1 passage that moved is a gap in it",
                zh: "梯形表不能交错：1 处移位记作无对应"
            ),
            more => say!(
                en: "a ladder cannot cross; {more} passages that moved are gaps in it",
                zh: "梯形表不能交错：{more} 处移位记作无对应",
                more
            ),
        });
    }
    Ok(said)
}

/// First number of a cell and the one after its last.
fn side(cell: &Cell) -> Option<(usize, usize)> {
    Some((*cell.numbers.first()?, cell.numbers.last()? + 1))
}

fn rung(source: usize, target: usize, score: f32, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{source}\t{target}\t{score:.2}")
}

/// Reads a ladder; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut rungs: Vec<(usize, usize, Option<f32>)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut fields = line.split_whitespace();
        let mut next = || fields.next()?.parse::<usize>().ok();
        let (Some(source), Some(target)) = (next(), next()) else {
            return Err(Error::at_line(
                path,
                number + 1,
                say!(en: "`{line}` is no rung such as `3 4 0.8`", zh: "`{line}` 不是 `3 4 0.8` 这样的一级", line),
            ));
        };
        if rungs.last().is_some_and(|&(s, t, _)| source < s || target < t) {
            return Err(Error::at_line(
                path,
                number + 1,
                say!(en: "a rung below the one before it", zh: "这一级比前一级还低"),
            ));
        }
        // A ladder from elsewhere may end in numbers no text has; rows are as many as what lies between.
        if source > MOST || target > MOST {
            return Err(Error::at_line(
                path,
                number + 1,
                say!(en: "a number too large for a sentence's", zh: "数字太大，不会是句号"),
            ));
        }
        rungs.push((source, target, fields.next().and_then(|score| score.parse().ok())));
    }
    let rows = rungs.windows(2).filter(|pair| (pair[0].0, pair[0].1) != (pair[1].0, pair[1].1));
    let rows = rows.map(|pair| {
        let (from, to) = (&pair[0], &pair[1]);
        if to.0 - from.0 > LONGEST || to.1 - from.1 > LONGEST {
            return Err(Error::content(
                path,
                say!(
                    en: "more than {longest} sentences between two rungs",
                    zh: "两级之间超过 {longest} 句",
                    longest = LONGEST
                ),
            ));
        }
        let cell = |range: std::ops::Range<usize>| Cell {
            numbers: range.collect(),
            sentences: Vec::new(),
            span: None,
        };
        let cells = vec![cell(from.0..to.0), cell(from.1..to.1)];
        Ok(Row { cells, confidence: from.2, ..Row::default() })
    });
    let column = |n: usize| Column::new(format!("text {n}"), Language::new("und"));
    Ok(Parallel {
        columns: vec![column(1), column(2)],
        rows: rows.collect::<Result<_>>()?,
        encoder: None,
        said: Vec::new(),
    })
}

/// More sentences than any text has: beyond it, a few lines would take all the memory there is.
const MOST: usize = 1 << 24;

/// More sentences in one bead than any text has: beyond it, a file is no ladder.
const LONGEST: usize = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::index;

    #[track_caller]
    fn check(beads: &str, ladder: &str) {
        let mut written = Vec::new();
        write(&index::read("a", beads).unwrap(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), ladder);
    }

    #[test]
    fn a_rung_stands_where_a_bead_begins() {
        check("[0, 1]:[0]:0.90\n[2]:[1]:0.80\n", "0\t0\t0.90\n2\t1\t0.80\n3\t2\t0.00\n");
        check("[0]:[]:0.50\n[1]:[0]:0.80\n", "0\t0\t0.50\n1\t0\t0.80\n2\t1\t0.00\n");
    }

    #[test]
    fn what_crosses_is_a_gap() {
        check("[0]:[1]:0.90\n[1]:[0]:0.80\n", "0\t0\t0.00\n0\t1\t0.90\n1\t2\t0.80\n2\t2\t0.00\n");
    }

    #[test]
    fn what_goes_back_leaves_a_ladder_that_can_be_read() {
        check(
            "[1]:[1]\n[2]:[2]\n[0]:[5]\n",
            "0\t0\t0.00\n0\t1\t0.00\n1\t1\t0.00\n2\t2\t0.00\n3\t3\t0.00\n3\t6\t0.00\n",
        );
    }

    proptest::proptest! {
        /// Whatever the order of the beads, the ladder is one.
        #[test]
        fn reads_what_it_writes(beads in proptest::collection::vec((0..9usize, 0..9usize), 0..9)) {
            let index: String = beads.iter().map(|(a, b)| format!("[{a}]:[{b}]\n")).collect();
            let mut written = Vec::new();
            write(&index::read("a", &index).unwrap(), &mut written).unwrap();
            let written = String::from_utf8(written).unwrap();
            proptest::prop_assert!(read("l", &written).is_ok(), "{}", written);
        }
    }

    #[test]
    fn says_which_rung_is_wrong() {
        let message = |text| read("l", text).unwrap_err().to_string();
        assert_eq!(message("0 0 1\nx\n"), "l:2: `x` is no rung such as `3 4 0.8`");
        assert_eq!(message("0 0\n2 2\n1 3\n"), "l:3: a rung below the one before it");
    }
}
