//! What a person decides on the page: what the script is told, and what stands in each row.
//!
//! One page has two lives. Mailed, it holds its decisions itself, in an element that nothing runs, and saves them into a
//! file; served by `duizhao review`, it asks the program to do each operation. The markup is the same.

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use super::super::Study;
use super::{ICON, Page, SCRIPT, STYLE, digest, row_markup, spelled, whole, words};
use crate::review::{DeskRow, Status};
use crate::text::{Language, han};
use crate::witness::SheetRow;

/// What a person has decided of the rows of a study.
#[derive(Clone, Debug)]
pub struct Kept<'a> {
    /// The rows, as many as the examination has.
    pub rows: &'a [DeskRow],
    /// Whether the page is served, and asks for each operation.
    pub is_served: bool,
    /// The number of the rows as they are.
    pub version: u64,
    /// What became of earlier decisions, a line each.
    pub said: &'a [String],
    /// Other words that were proposed: the text, the sentence as it reads, and how it should.
    pub proposals: &'a [(usize, String, String)],
    /// What a file of decisions is called.
    pub file: String,
}

/// The page of a study with what a person has decided; nothing of it if the rows are not those of the examination.
pub fn review(study: &Study, kept: &Kept) -> String {
    spelled(study, |study| whole(&Page { kept: fitting(study, kept), ..Page::of(study) }))
}

/// The rows with these numbers as that page has them.
pub fn review_rows(study: &Study, kept: &Kept, numbers: std::ops::Range<usize>) -> Vec<String> {
    let page = Page { kept: fitting(study, kept), ..Page::of(study) };
    let rows = page.rows.rows.get(numbers).unwrap_or_default();
    rows.iter().map(|row| row_markup(&page, row).into_string()).collect()
}

fn fitting<'a>(study: &Study, kept: &'a Kept<'a>) -> Option<&'a Kept<'a>> {
    (kept.rows.len() == study.examination.rows.len()).then_some(kept)
}

/// The frame of a served page, which holds no text: its script asks for the rest. With the policy that is to be sent
/// beside it.
pub fn frame() -> (String, String) {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" data-served {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "duizhao" }
                link rel="icon" href=(ICON);
                style { (PreEscaped(STYLE)) }
            }
            body { main { p.gap { "…" } } script { (PreEscaped(SCRIPT)) } }
        }
    };
    (page.into_string(), policy)
}

/// What the script is told of the page, in elements that nothing runs. Pages without rows have words alone.
pub(super) fn data(page: Option<&Page>) -> Markup {
    let mut told = json!({ "words": words::as_json() });
    if let Some(page) = page {
        let study = page.study;
        let texts: Vec<_> = study
            .texts
            .iter()
            .map(|text| {
                let language = text.document.language();
                json!({ "name": text.name, "lang": language.tag(), "dir": direction(language) })
            })
            .collect();
        // Where a revision stands among the rows, these are not what a person can put together otherwise.
        let is_movable =
            study.examination.comparisons.is_empty() && page.rows.aligned.iter().all(|aligned| *aligned);
        told["texts"] = json!(texts);
        told["order"] = json!(page.order);
        told["pivot"] = json!(study.examination.pivot);
        told["movable"] = json!(is_movable && study.texts.len() > 1);
        told["title"] = json!(study.title);
        told["fold"] = json!(simplified(study));
        told["file"] = json!(page.kept.map_or_else(|| file(study), |kept| kept.file.clone()));
        if let Some(kept) = page.kept {
            told["served"] = json!(kept.is_served);
            told["v"] = json!(kept.version);
            told["said"] = json!(kept.said);
        }
    }
    html! {
        script type="application/json" id="told" { (PreEscaped(in_script(&told.to_string()))) }
        @if page.is_some_and(|page| page.kept.is_none_or(|kept| !kept.is_served)) {
            script type="application/json" id="kept" {}
            script type="application/json" id="state" {}
        }
    }
}

/// What the decisions of a page are called as a file: the names of its texts.
fn file(study: &Study) -> String {
    let names: Vec<_> = study.texts.iter().map(|text| text.name.replace(['/', '\\'], "-")).collect();
    format!("{}.review.jsonl", names.join("--"))
}

/// JSON that may stand in a script element: nothing in it can end that.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// The traditional characters of the texts, each followed by its simplified form, by which the search folds.
fn simplified(study: &Study) -> String {
    let mut pairs = BTreeSet::new();
    for text in study.texts {
        pairs.extend(text.document.text().chars().filter(|&c| c >= '\u{3400}'));
    }
    // What is typed may be in the other script than the texts.
    let typed = pairs.iter().filter_map(|&c| han::traditional(c)).collect::<Vec<_>>();
    pairs.extend(typed);
    pairs.into_iter().filter(|&c| han::simplified(c) != c).flat_map(|c| [c, han::simplified(c)]).collect()
}

/// In which direction the language is written, for `dir`; what is not known to go from right to left is left to the words.
pub(super) fn direction(language: &Language) -> &'static str {
    if language.is_rtl() { "rtl" } else { "auto" }
}

impl<'a> Page<'a> {
    /// What was decided of `row`.
    pub(super) fn decided(&self, row: &SheetRow) -> Option<&'a DeskRow> {
        self.kept.and_then(|kept| kept.rows.get(row.number.checked_sub(1)?)).filter(|_| row.added == 0)
    }
}

/// The name of the status of a row, for the script and the sheet; none if nobody has said anything.
pub(super) fn status(decided: Option<&DeskRow>) -> Option<&'static str> {
    decided.map(|row| row.status).filter(|status| *status != Status::Open).map(Status::name)
}

/// The links of a row as `text:number`, for the script.
pub(super) fn links(decided: Option<&DeskRow>) -> Option<String> {
    let links = &decided?.links;
    let shown: Vec<_> = links.iter().map(|(text, link)| format!("{text}:{link}")).collect();
    (!links.is_empty()).then(|| shown.join(" "))
}

/// The status in words, under the number of the row.
pub(super) fn mark(decided: Option<&DeskRow>) -> Markup {
    let word = match decided.map(|row| row.status) {
        Some(Status::Confirmed) => words::confirmed,
        Some(Status::Doubtful) => words::doubtful,
        Some(Status::Edited) => words::edited,
        Some(Status::Open) | None => return html! {},
    };
    html! { span.mark { (word) } }
}

/// What was noted of the row, how it read when it was confirmed, and what other words are proposed.
pub(super) fn remarks(page: &Page, row: &SheetRow) -> Markup {
    let decided = page.decided(row);
    let proposals: Vec<_> = page
        .kept
        .iter()
        .flat_map(|kept| kept.proposals)
        .filter(|(text, old, _)| {
            let cell = row.cells.get(*text).map_or(&[][..], Vec::as_slice);
            let document = page.study.texts[*text].document;
            let joined = cell.iter().map(|&n| document.sentence(n)).collect::<Vec<_>>().join(" ");
            cell.iter().any(|&n| document.sentence(n) == **old) || joined == *old
        })
        .collect();
    html! {
        @if let Some(decided) = decided.filter(|row| !row.note.is_empty()) { p.remark { (super::cell::words(&decided.note)) } }
        @if let Some(decided) = decided.filter(|row| !row.since.is_empty()) {
            p.remark.since { (words::since) span { (super::cell::words(&decided.since)) } }
        }
        @for (text, old, new) in proposals {
            p.remark.proposal { (words::proposed) span lang=(page.lang(*text)) { (changed(old, new)) } }
        }
    }
}

/// `new` with what it takes from `old` and adds to it marked.
fn changed(old: &str, new: &str) -> Markup {
    use similar::{ChangeTag, TextDiff};
    let diff = TextDiff::from_chars(old, new);
    html! {
        @for change in diff.iter_all_changes() {
            @match change.tag() {
                ChangeTag::Equal => (change.value()),
                ChangeTag::Delete => del { (change.value()) },
                ChangeTag::Insert => ins { (change.value()) },
            }
        }
    }
}

/// The part of the bar that counts decisions and saves them.
pub(super) fn tools(page: &Page) -> Markup {
    let is_served = page.kept.is_some_and(|kept| kept.is_served);
    html! {
        div.desk #desk hidden {
            span #progress {}
            span.meter aria-hidden="true" { span #meter-c {} span #meter-d {} }
            button #undo type="button" { (words::undo) " " kbd { "z" } }
            @if is_served {
                button #finish type="button" { (words::finish) }
            } @else {
                button #save type="button" { (words::save) }
                button #save-page type="button" { (words::save_page) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_of_data() {
        assert_eq!(in_script("{\"a\":\"</script><b>\"}"), "{\"a\":\"\\u003c/script>\\u003cb>\"}");
    }

    #[test]
    fn what_is_proposed_shows_what_changes() {
        let shown = changed("壁垒呈增多,", "壁垒呈增多趋势,").into_string();
        assert_eq!(shown, "壁垒呈增多<ins>趋</ins><ins>势</ins>,");
    }
}
