//! A table that was filled in, and rows that are written to be.

use duizhao::format::forms::{self, Form};
use duizhao::format::parallel::{Judged, Parallel};
use duizhao::format::{Error, Result, filled, text};
use duizhao::message::{Message, count};
use duizhao::review::{Desk, Journal, Status};
use duizhao::say;
use duizhao::text::Document;

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
