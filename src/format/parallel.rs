//! Texts set beside each other, row by row: what every alignment format holds.
//!
//! Formats keep different halves of it. An index and a ladder have the sentences' numbers and no words;
//! a table and a TMX have the words and no numbers. A [`Cell`] has room for both, so that any reader can
//! feed any writer; a writer that lacks its half says so.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::tmx::Kept;
use crate::align::{Alignment, Crossing, Reasons};
use crate::message::{Message, count};
use crate::review::Status;
use crate::say;
use crate::text::{Document, Language, Located, Span, between_sentences};
use crate::witness;

/// A text among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called: the file's name without its folder.
    pub name: String,
    /// The language it is in.
    pub language: Language,
    /// The number of the first sentence of each paragraph, ascending; empty if the format did not say.
    pub paragraphs: Vec<usize>,
}

impl Column {
    /// A text of which no paragraphs are known.
    pub fn new(name: impl Into<String>, language: Language) -> Self {
        Self { name: name.into(), language, paragraphs: Vec::new() }
    }

    /// The text of `document`.
    pub fn of(name: impl Into<String>, document: &Document) -> Self {
        let paragraphs = document.paragraphs().iter().map(|paragraph| &paragraph.sentences);
        let paragraphs =
            paragraphs.filter(|sentences| !sentences.is_empty()).map(|sentences| sentences.start);
        Self { paragraphs: paragraphs.collect(), ..Self::new(name, document.language().clone()) }
    }
}

/// What one text has in a row; empty where it has no counterpart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The sentences' numbers, ascending, from 0; empty if the format had none.
    pub numbers: Vec<usize>,
    /// The sentences' words, one string each; empty if the format had none.
    pub sentences: Vec<Cow<'a, str>>,
    /// From the first byte of the first sentence to the last of the last, in the text's file; nothing if the
    /// cell is empty or the format did not say.
    pub span: Option<Located>,
}

/// Sentences that render each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'a> {
    /// One cell a text, in the order of the columns.
    pub cells: Vec<Cell<'a>>,
    /// How likely the row is to be exactly right, 0 to 1, if that is known.
    pub confidence: Option<f32>,
    /// Why it is believed, if that is known; of two texts only.
    pub reasons: Option<Reasons>,
    /// Whether a text has it at another place than its order would have it.
    pub moved: bool,
    /// What a translation memory says of it beside its words, for who writes one again.
    pub kept: Option<Box<Kept>>,
    /// What a person has said of it, in a table.
    pub judged: Option<Box<Judged>>,
}

/// What a table says of a row beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Whether the person says that it is right.
    pub status: Status,
    /// What the person noted.
    pub note: String,
    /// Which sentences the row had when it was written, and their words, see [`id`]; empty if it was not said.
    pub id: String,
}

/// By what a row of a table is known when it comes back: the numbers of its sentences, and what tells whether the words
/// of each cell are those that were written. `3:4,5|8c1fab90:77aa01bb`
pub fn id(numbers: &[&[usize]], words: &[String]) -> String {
    let numbers: Vec<String> =
        numbers.iter().map(|cell| cell.iter().map(usize::to_string).collect::<Vec<_>>().join(",")).collect();
    let words: Vec<String> = words.iter().map(|words| digest(words)).collect();
    format!("{}|{}", numbers.join(":"), words.join(":"))
}

/// What tells words from others, whatever becomes of the space around and within them.
pub(super) fn digest(words: &str) -> String {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    Sha256::digest(words).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Texts set beside each other. Every row has one cell for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Parallel<'a> {
    /// The texts, the source first.
    pub columns: Vec<Column>,
    /// What renders what, in the order of the source.
    pub rows: Vec<Row<'a>>,
    /// Name and hash of the encoder that helped to pair them.
    pub encoder: Option<String>,
    /// What is to be told of how it was read, such as what was left out.
    pub said: Vec<Message>,
}

impl<'a> Cell<'a> {
    /// The sentences of `document` that have these numbers.
    ///
    /// # Panics
    ///
    /// If there is no such sentence.
    pub fn of(document: &'a Document, numbers: Vec<usize>) -> Self {
        let ends = numbers.iter().min().zip(numbers.iter().max());
        let span = ends.map(|(&first, &last)| {
            document.lines().located(Span::new(document.span(first).start, document.span(last).end))
        });
        Self { sentences: numbers.iter().map(|&n| document.sentence(n)).collect(), numbers, span }
    }

    /// Whether the text has nothing in this row.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.sentences.is_empty()
    }

    /// How many sentences it has.
    pub fn len(&self) -> usize {
        self.numbers.len().max(self.sentences.len())
    }

    /// Its words as one line: sentences joined as [`Document::sentences`](crate::text::Document::sentences) joins
    /// them; line ends inside a sentence become a space.
    pub fn line(&self, language: &Language) -> String {
        // What is quoted from Chinese in a language of spaces is no reason to part its sentences by none.
        let is_dense = language.is_chinese() || language.base() == "ja";
        let mut line = String::new();
        for sentence in &self.sentences {
            let sentence = sentence.trim();
            if !line.is_empty() && !sentence.is_empty() {
                line.push_str(if is_dense { between_sentences(&line, sentence) } else { " " });
            }
            // A CR LF is one line end.
            let ends = |c: char| if is_line_end(c) { ' ' } else { c };
            line.extend(
                sentence
                    .split("\r\n")
                    .enumerate()
                    .flat_map(|(n, part)| (n > 0).then_some(' ').into_iter().chain(part.chars().map(ends))),
            );
        }
        line
    }
}

/// Whether some program takes `c` for the end of a line; a tab would end a table's cell.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl Row<'_> {
    /// Its shape as `1-2`, or `1-2-1` for three texts.
    pub fn shape(&self) -> String {
        let sizes: Vec<_> = self.cells.iter().map(|cell| cell.len().to_string()).collect();
        sizes.join("-")
    }

    /// Whether a person should look at it: somebody has said so, or its pairing is unsure and nobody has said anything.
    pub fn is_doubtful(&self) -> bool {
        match self.judged.as_ref().map_or(Status::Open, |judged| judged.status) {
            Status::Doubtful => true,
            Status::Open => self.confidence.is_some_and(|confidence| confidence < witness::DOUBTFUL),
            Status::Confirmed | Status::Edited => false,
        }
    }

    /// Whether some text has nothing in it.
    pub fn is_gap(&self) -> bool {
        self.cells.iter().any(Cell::is_empty)
    }
}

impl<'a> Parallel<'a> {
    /// `source` and `target`, row by row as `alignment` pairs them; passages that moved stand in one
    /// row, where the source has them.
    pub fn of_two(
        columns: [Column; 2],
        source: &'a Document,
        target: &'a Document,
        alignment: &Alignment,
    ) -> Self {
        let crossings = alignment.crossings();
        let source_moved = |n: usize| crossings.iter().find(|c| c.source.contains(&n));
        let target_moved = |n: usize| crossings.iter().any(|c| c.target.contains(&n));
        let mut rows = Vec::with_capacity(alignment.beads().len());
        for bead in alignment.beads() {
            if !bead.is_gap() || crossings.is_empty() {
                rows.push(Row {
                    cells: vec![cell(source, bead.source.clone()), cell(target, bead.target.clone())],
                    confidence: Some(bead.confidence),
                    reasons: Some(bead.reasons.clone()),
                    moved: false,
                    kept: None,
                    judged: None,
                });
                continue;
            }
            // A gap of several sentences may be part moved, part without counterpart.
            for n in bead.source.clone() {
                match source_moved(n) {
                    Some(crossing) if crossing.source.start == n => rows.push(Row {
                        cells: vec![
                            cell(source, crossing.source.clone()),
                            cell(target, crossing.target.clone()),
                        ],
                        confidence: Some(crossing.confidence),
                        reasons: None,
                        moved: true,
                        kept: None,
                        judged: None,
                    }),
                    Some(_) => {}
                    None => rows.push(gap([cell(source, n..n + 1), Cell::default()], bead.confidence)),
                }
            }
            for n in bead.target.clone().filter(|&n| !target_moved(n)) {
                rows.push(gap([Cell::default(), cell(target, n..n + 1)], bead.confidence));
            }
        }
        Self { columns: columns.into(), rows, encoder: None, said: Vec::new() }
    }

    /// Several documents, row by row as a examination of them has it; what moved in one of them stands in the
    /// row of what it renders. `alignments` are those that the rows were made of.
    pub fn of_rows(
        columns: Vec<Column>,
        documents: &[&'a Document],
        rows: &[witness::Row],
        alignments: &[Option<Alignment>],
    ) -> Self {
        let pivot = alignments.iter().position(Option::is_none).unwrap_or(0);
        let crossings: Vec<&[Crossing]> =
            alignments.iter().map(|one| one.as_ref().map_or(&[][..], Alignment::crossings)).collect();
        let moved: Vec<FxHashSet<usize>> = crossings
            .iter()
            .map(|all| all.iter().flat_map(|crossing| crossing.target.clone()).collect())
            .collect();
        let row = |row: &witness::Row| {
            let here = &row.cells[pivot];
            let mut confidence = row.confidence;
            let mut any_moved = false;
            let cells = documents.iter().enumerate().map(|(text, document)| {
                let mut numbers: Vec<usize> =
                    row.cells[text].clone().filter(|number| !moved[text].contains(number)).collect();
                let from = crossings[text].partition_point(|crossing| crossing.source.start < here.start);
                let within = crossings[text][from..].iter().take_while(|one| one.source.start < here.end);
                for crossing in within {
                    numbers.extend(crossing.target.clone());
                    confidence = confidence.min(crossing.confidence);
                    any_moved = true;
                }
                numbers.sort_unstable();
                cell(document, numbers)
            });
            let cells: Vec<_> = cells.collect();
            Row {
                cells,
                confidence: Some(confidence),
                reasons: None,
                moved: any_moved,
                kept: None,
                judged: None,
            }
        };
        // What moved away leaves nothing where it stood.
        let rows = rows.iter().map(row).filter(|row| !row.cells.iter().all(Cell::is_empty));
        Self { columns, rows: rows.collect(), encoder: None, said: Vec::new() }
    }

    /// The same, apart from the documents that it was made of.
    pub fn into_owned(self) -> Parallel<'static> {
        let owned = |cell: Cell<'a>| {
            let sentences = cell.sentences.into_iter().map(|sentence| Cow::Owned(sentence.into_owned()));
            Cell { numbers: cell.numbers, sentences: sentences.collect(), span: cell.span }
        };
        let row = |row: Row<'a>| Row {
            cells: row.cells.into_iter().map(owned).collect(),
            confidence: row.confidence,
            reasons: row.reasons,
            moved: row.moved,
            kept: row.kept,
            judged: row.judged,
        };
        Parallel {
            columns: self.columns,
            rows: self.rows.into_iter().map(row).collect(),
            encoder: self.encoder,
            said: self.said,
        }
    }

    /// Adds the rows of `other` after these; a text of it goes on the text in its language, or is a new one.
    pub fn append(&mut self, other: Parallel<'a>) {
        let mut taken = vec![false; self.columns.len()];
        let mut of = Vec::with_capacity(other.columns.len());
        let mut paragraphs = Vec::with_capacity(other.columns.len());
        for mut column in other.columns {
            paragraphs.push(std::mem::take(&mut column.paragraphs));
            let same = |exactly: bool| {
                self.columns.iter().enumerate().position(|(place, known)| {
                    let (a, b) = (&known.language, &column.language);
                    !taken[place] && if exactly { a == b } else { a.base() == b.base() }
                })
            };
            let place = same(true).or_else(|| same(false)).unwrap_or_else(|| {
                self.columns.push(column);
                taken.push(false);
                taken.len() - 1
            });
            taken[place] = true;
            of.push(place);
        }
        self.said.extend(other.said);
        let count = self.columns.len();
        let mut next = vec![0; count];
        for row in &mut self.rows {
            row.cells.resize(count, Cell::default());
            for (next, cell) in next.iter_mut().zip(&row.cells) {
                *next = cell.numbers.iter().map(|number| number + 1).chain([*next]).max().unwrap_or(0);
            }
        }
        for (mut starts, &place) in paragraphs.into_iter().zip(&of) {
            let known = &mut self.columns[place].paragraphs;
            if starts.is_empty() && known.is_empty() {
                continue;
            }
            // Of a text without paragraphs all is one, beside others that have them.
            if known.is_empty() && next[place] > 0 {
                known.push(0);
            }
            if starts.is_empty() {
                starts.push(0);
            }
            known.extend(starts.into_iter().map(|start| start + next[place]));
        }
        self.rows.extend(other.rows.into_iter().map(|row| {
            let mut cells = vec![Cell::default(); count];
            for (mut cell, &place) in row.cells.into_iter().zip(&of) {
                cell.numbers.iter_mut().for_each(|number| *number += next[place]);
                cells[place] = cell;
            }
            let kept = row.kept.map(|kept| Box::new(kept.rearranged(&of, count)));
            Row { cells, reasons: None, kept, ..row }
        }));
    }

    /// How many segments have marks of other programs in them, which only a translation memory can hold.
    pub fn marked(&self) -> usize {
        self.rows.iter().filter_map(|row| row.kept.as_ref()).map(|kept| kept.marked()).sum()
    }

    /// Whether it has the words of its texts, not only their sentences' numbers.
    pub fn has_words(&self) -> bool {
        self.rows
            .iter()
            .flat_map(|row| &row.cells)
            .all(|cell| cell.numbers.is_empty() || !cell.sentences.is_empty())
    }
}

/// The first of `names` in a row, and whether there are more.
pub fn shortened(names: &[String]) -> String {
    /// More are no longer read.
    const MOST: usize = 8;
    let more = if names.len() > MOST { " …" } else { "" };
    format!("{}{more}", names[..names.len().min(MOST)].join(", "))
}

/// What is to be said of so many rows that were left out since there is nothing beside their words; nothing of none.
pub(super) fn without_counterpart(rows: usize) -> Option<Message> {
    (rows > 0).then(|| {
        say!(
            en: "{rows} without counterpart left out; `--keep-gaps` keeps such rows",
            zh: "略去无对应的 {rows}；加 `--keep-gaps` 可保留",
            rows = count(rows, "row", "行")
        )
    })
}

fn cell(document: &Document, numbers: impl IntoIterator<Item = usize>) -> Cell<'_> {
    Cell::of(document, numbers.into_iter().collect())
}

fn gap(cells: [Cell<'_>; 2], confidence: f32) -> Row<'_> {
    Row {
        cells: cells.into(),
        confidence: Some(confidence),
        reasons: None,
        moved: false,
        kept: None,
        judged: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;

    /// The sentence numbers of rows from beads given by their two lengths, and passages that moved.
    fn alignment(
        shapes: &[(usize, usize)],
        moved: &[(std::ops::Range<usize>, std::ops::Range<usize>)],
    ) -> Alignment {
        let mut at = (0, 0);
        let bead = |&(a, b): &(usize, usize)| {
            let from = at;
            at = (at.0 + a, at.1 + b);
            Bead::new(from.0..at.0, from.1..at.1, 0.9)
        };
        let beads: Vec<_> = shapes.iter().map(bead).collect();
        let moved = moved.iter().cloned();
        let crossings = moved.map(|(source, target)| Crossing { source, target, confidence: 0.8 }).collect();
        Alignment::new(beads, at.0, at.1).with_crossings(crossings)
    }

    #[test]
    fn sentences_of_a_cell_are_parted_as_their_script_asks() {
        for (language, sentences, expected) in [
            ("en", ["One.", "Two."], "One. Two."),
            ("zh", ["一。", "二。"], "一。二。"),
            ("zh", ["一。", "Two."], "一。Two."),
            ("zh", ["One.", "Two."], "One. Two."),
            ("en", ["He said 你好。", "Then he left."], "He said 你好。 Then he left."),
            ("th", ["น้ำใส", "ไฟแรง"], "น้ำใส ไฟแรง"),
            ("ja", ["", "二\n三"], "二 三"),
        ] {
            let cell = Cell { sentences: sentences.map(Into::into).to_vec(), ..Cell::default() };
            assert_eq!(cell.line(&Language::new(language)), expected);
        }
    }

    #[track_caller]
    fn check(alignments: &[Alignment], expected: &str) {
        let text = |len: usize| Document::from_lines("a\n".repeat(len), Language::new("en"));
        let mut documents = vec![text(alignments[0].source_len())];
        documents.extend(alignments.iter().map(|alignment| text(alignment.target_len())));
        let documents: Vec<&Document> = documents.iter().collect();
        let column = Column::new("a", Language::new("en"));
        let all: Vec<_> = std::iter::once(None).chain(alignments.iter().cloned().map(Some)).collect();
        let rows = witness::rows(documents[0].len(), &all);
        let found = Parallel::of_rows(vec![column.clone(); documents.len()], &documents, &rows, &all);
        let shown = |parallel: &Parallel| {
            let row = |row: &Row| {
                let cells = row.cells.iter().map(|cell| format!("{:?}", cell.numbers)).collect::<String>();
                cells + if row.moved { "*" } else { "" }
            };
            parallel.rows.iter().map(row).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(&found), expected);
        if let [alignment] = alignments {
            let columns = [column.clone(), column];
            let two = Parallel::of_two(columns, documents[0], documents[1], alignment);
            assert_eq!(shown(&two), expected);
        }
    }

    #[test]
    fn what_moved_stands_in_the_row_of_what_it_renders() {
        let moved = alignment(&[(1, 0), (1, 1), (0, 1)], &[(0..1, 1..2)]);
        check(std::slice::from_ref(&moved), "[0][1]* [1][0]");
        check(&[moved, alignment(&[(1, 1), (1, 1)], &[])], "[0][1][0]* [1][0][1]");
        let longer = alignment(&[(1, 0), (1, 0), (1, 1), (0, 1)], &[(0..2, 1..2)]);
        check(std::slice::from_ref(&longer), "[0, 1][1]* [2][0]");
        check(&[alignment(&[(1, 1), (1, 1), (1, 1)], &[]), longer], "[0, 1][0, 1][1]* [2][2][0]");
    }

    #[test]
    fn what_was_left_out_or_added_has_a_row_of_its_own() {
        check(&[alignment(&[(1, 0), (1, 1), (0, 1)], &[])], "[0][] [1][0] [][1]");
    }
}
