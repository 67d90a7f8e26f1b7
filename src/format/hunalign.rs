//! What hunalign writes with `-text`: two texts and a score, between tabs, sentences of one row parted by ` ~~~ `.
//!
//! Its score is no probability: it grows without a limit and may be negative. A confidence that is none would be taken
//! for one, so it is squeezed: what hunalign's guide calls good, 0.5 and more, comes to more than a half.

use super::error::{Error, Result};
use super::parallel::{Cell, Column, Parallel, Row};
use crate::say;
use crate::text::Language;

/// What parts sentences of one row.
const JOINT: &str = " ~~~ ";

/// Whether a text begins like one of hunalign's: each line two texts and a score.
pub(super) fn is(text: &str) -> bool {
    let lines: Vec<_> = text.lines().take(100).collect();
    // The last line may be cut off where only the beginning of a file is asked.
    let asked = &lines[..if lines.len() > 1 { lines.len() - 1 } else { lines.len() }];
    let words = |text: &str| text.chars().any(char::is_alphabetic);
    asked.iter().all(|line| fields(line).is_some_and(|(_, _, score)| score.is_some()))
        && asked
            .iter()
            .any(|line| fields(line).is_some_and(|(source, target, _)| words(source) && words(target)))
}

/// The two texts and the score of a line.
fn fields(line: &str) -> Option<(&str, &str, Option<f32>)> {
    let mut fields = line.split('\t');
    let (source, target, score) = (fields.next()?, fields.next()?, fields.next()?);
    let score = score.trim();
    // A number of a row is no score: hunalign always writes some digits after the point, or an exponent.
    let is_score = score.parse::<f32>().is_ok_and(f32::is_finite);
    fields.next().is_none().then_some((source, target, score.parse().ok().filter(|_| is_score)))
}

/// Reads what hunalign wrote; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let column = |name: &str| Column::new(name, Language::new("und"));
    let mut parallel = Parallel {
        columns: vec![column("source"), column("target")],
        rows: Vec::new(),
        encoder: None,
        said: Vec::new(),
    };
    let mut next = [0usize; 2];
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let (source, target, score) = fields(line).ok_or_else(|| {
            Error::at_line(
                path,
                number + 1,
                say!(
                    en: "is no line of hunalign's: two texts and a score between tabs",
                    zh: "不是 hunalign 的行：应是两种文本和分数，以制表符分隔"
                ),
            )
        })?;
        let cells = [source, target].into_iter().zip(&mut next).map(|(field, next)| {
            let sentences: Vec<_> =
                field.split(JOINT).map(str::trim).filter(|sentence| !sentence.is_empty()).collect();
            let numbers = (*next..*next + sentences.len()).collect();
            *next += sentences.len();
            Cell {
                numbers,
                sentences: sentences.into_iter().map(|sentence| sentence.to_owned().into()).collect(),
                ..Cell::default()
            }
        });
        let cells = cells.collect();
        let confidence = score.map(|score| (1.0 / (1.0 + (-score).exp())).clamp(0.0, 1.0));
        parallel.rows.push(Row { cells, confidence, ..Row::default() });
    }
    Ok(parallel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sentences_and_score() {
        let text = "灯亮着。\tThe lamp is lit.\t1.2\n门开了。 ~~~ 风来了。\tIt opened.\t-0.3\n\tAdded.\t0\n";
        assert!(is(text));
        let parallel = read("a.txt", text).unwrap();
        let shapes: Vec<_> = parallel.rows.iter().map(Row::shape).collect();
        assert_eq!(shapes, ["1-1", "2-1", "0-1"]);
        assert_eq!(parallel.rows[1].cells[0].numbers, [1, 2]);
        let confidence: Vec<_> = parallel.rows.iter().map(|row| row.confidence.unwrap() > 0.5).collect();
        assert_eq!(confidence, [true, false, false]);
    }

    #[test]
    fn a_table_of_two_texts_is_none_of_its() {
        for text in
            ["一。\tOne.\n", "row\tshape\tconfidence\tzh\ten\n1\t1-1\t0.9\t一\tone\n", "", "a\tb\tc\n"]
        {
            assert!(!is(text), "{text}");
        }
        assert_eq!(read("a", "alone\n").unwrap_err().to_string().split(':').nth(1), Some("1"));
    }
}
