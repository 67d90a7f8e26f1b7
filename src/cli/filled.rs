//! A table that was filled in, and rows that are written to be.

use duizhao::format::forms::{self, Form};
use duizhao::format::parallel::{Judged, Parallel};
use duizhao::format::{Error, Result, filled, text};
use duizhao::message::{Message, count};
use duizhao::review::{Desk, Held, Journal, SaidOfRow, Status};
use duizhao::say;
use duizhao::text::Document;
use rustc_hash::FxHashMap;

/// For each translation what the table in the file at `path` says of it, and what is to be said.
pub fn of_table(
    path: &str,
    form: &'static Form,
    documents: &[&Document],
) -> Result<(Vec<Journal>, Vec<Message>)> {
    let table = forms::open(path, Some(form), &text::Options::default())?;
    if table.columns.len() != documents.len() {
        return Err(Error::content(
            path,
            say!(
                en: "is of {columns}, not of these {texts}",
                zh: "里面是 {columns}，而这里给了 {texts} 种",
                columns = count(table.columns.len(), "text", "种文本"),
                texts = documents.len()
            ),
        ));
    }
    let (journals, said) = filled::decisions(&table, documents);
    let said = said.into_iter().map(|said| say!(en: "{path}: {said}", zh: "{path}：{said}", path, said));
    Ok((journals, said.collect()))
}

/// Says in `parallel` what a person has said of the rows of `desk`.
pub fn judge(parallel: &mut Parallel, desk: &Desk) {
    if desk.rows().iter().all(|row| row.status == Status::Open && row.note.is_empty()) {
        return;
    }
    let cells = desk.cells();
    for row in &mut parallel.rows {
        // A row is known by the first sentence that it has of the first text that has any.
        let first =
            row.cells.iter().enumerate().find_map(|(text, cell)| Some((text, *cell.numbers.first()?)));
        let own = first.and_then(|(text, sentence)| {
            let number = cells.partition_point(|cells| cells[text].end <= sentence);
            desk.rows().get(number)
        });
        let (status, note) = own.map_or_else(Default::default, |own| (own.status, own.note.clone()));
        row.judged = Some(Box::new(Judged { status, note, id: String::new() }));
    }
}

/// Says in `parallel` what a person has said of its rows, where `held` is of the first text with each of the others.
pub fn judge_held(parallel: &mut Parallel, held: &[Held]) {
    if held.iter().all(|held| held.said.is_empty()) {
        return;
    }
    let by_sentence = |held: &Held| {
        let mut by: [FxHashMap<usize, usize>; 2] = Default::default();
        for (number, said) in held.said.iter().enumerate() {
            for (by, side) in by.iter_mut().zip(&said.sides) {
                by.extend(side.clone().map(|sentence| (sentence, number)));
            }
        }
        by
    };
    let by: Vec<_> = held.iter().map(by_sentence).collect();
    for row in &mut parallel.rows {
        let (mut statuses, mut notes) = (Vec::new(), Vec::<&str>::new());
        for (target, (held, by)) in held.iter().zip(&by).enumerate() {
            let pair = [&row.cells[0].numbers[..], &row.cells[target + 1].numbers[..]];
            let place = match pair {
                [[], []] => continue,
                [[], [first, ..]] => by[1].get(first),
                [[first, ..], _] => by[0].get(first),
            };
            let said = place.map(|&number| &held.said[number]).filter(|said| is_of(said, pair));
            statuses.push(said.map_or(Status::Open, |said| said.status));
            let note = said.map(|said| said.note.as_str()).filter(|note| !note.is_empty());
            notes.extend(note.filter(|note| !notes.contains(note)));
        }
        let (status, note) = (Status::of_pairs(&statuses), notes.join(" "));
        row.judged = Some(Box::new(Judged { status, note, id: String::new() }));
    }
}

/// Whether what was said is of a row with these sentences: of the same, or of more where one side has none.
fn is_of(said: &SaidOfRow, pair: [&[usize]; 2]) -> bool {
    let is_gap = said.sides.iter().any(|side| side.is_empty());
    said.sides.iter().zip(pair).all(|(side, own)| match is_gap {
        true => own.is_empty() == side.is_empty() && own.iter().all(|number| side.contains(number)),
        false => own.iter().copied().eq(side.clone()),
    })
}
