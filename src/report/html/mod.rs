//! A study as one page that needs nothing else: no network, no other file.
//!
//! The page is whole without its script: every sentence, finding and link stands in the markup, so that
//! it can be searched, printed and read aloud. The script adds filters, search and keys. Rows lie in
//! chunks which the browser lays out when they come into view; rows made by script on scrolling would
//! be faster still, but neither the browser's own search nor a printer would see them.
//!
//! Nothing of a text can run: maud escapes it, and should that fail, the content security policy names
//! the one script and the one style sheet by their hashes.

mod apparatus;
mod cell;
mod desk;
mod findings;
mod leaf;
mod notes;
mod revision;
mod rows;
mod summary;
mod terms;
mod words;

pub use apparatus::apparatus;
pub use desk::{Kept, frame, review, review_rows};
pub use revision::revision;

use std::fmt::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use unicode_width::UnicodeWidthStr;

use super::terminal::safe;
use super::{Study, Text, without_folders};
use crate::align::Reasons;
use crate::review::{Identity, identified};
use crate::text::Lines;
use crate::witness::{Sheet, SheetRow, listed_with};
use rows::anchor;
use words::both;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Rows laid out together.
const CHUNK: usize = 20;

/// The page; the same for the same study, byte for byte.
pub fn page(study: &Study) -> String {
    spelled(study, |study| whole(&Page::of(study)))
}

/// The page with a list of all findings beside the texts, and filters for them.
pub fn findings(study: &Study) -> String {
    spelled(study, |study| whole(&Page { listed: true, ..Page::of(study) }))
}

/// What `page` makes of the study with its names spelled out.
fn spelled(study: &Study, page: impl Fn(&Study) -> String) -> String {
    let spelled = Spelled::of(study.title, study.texts);
    let texts = spelled.texts(study.texts);
    page(&Study { title: &spelled.title, texts: &texts, ..*study })
}

/// A title, and what texts are called, as a page can show them: a file's name may turn a line about, or hide a
/// part of itself, as well as its text may.
struct Spelled {
    title: String,
    texts: Vec<[String; 2]>,
}

impl Spelled {
    fn of(title: &str, texts: &[Text]) -> Self {
        let safe = |words: &str| safe(words).into_owned();
        // A page is made to be mailed, and where somebody keeps the files is nobody's business.
        let texts = without_folders(texts);
        let texts = texts.iter().map(|text| [text.name, text.path].map(safe)).collect();
        Self { title: safe(title), texts }
    }

    /// `texts`, which are those it was made of, under these names.
    fn texts<'a>(&'a self, texts: &[Text<'a>]) -> Vec<Text<'a>> {
        let named = texts.iter().zip(&self.texts);
        named.map(|(text, [name, path])| Text { name, path, ..*text }).collect()
    }
}

fn whole(page: &Page) -> String {
    let study = page.study;
    let style = format!("{STYLE}{}", columns(study));
    let body = html! {
        body class=[page.listed.then_some("listed")] {
            a.skip href="#rows" { (words::to_texts) }
            (summary::header(page))
            (bar(page))
            @if page.listed {
                div.beside { main #rows tabindex="-1" { (body(page)) } (findings::list(page)) }
            } @else {
                main #rows tabindex="-1" { (body(page)) }
            }
            (terms::terms(page))
            (summary::figures(page))
            footer {
                p {
                    (words::made) " duizhao " (env!("CARGO_PKG_VERSION"))
                    @if let Some(encoder) = study.encoder { ". Paired with the encoder " (safe(encoder)) "." }
                }
            }
            dialog #help aria-labelledby="help-title" { (help(page)) }
            div #here role="status" hidden {}
            div #pop role="tooltip" hidden {}
            (desk::data(Some(page)))
            script { (PreEscaped(SCRIPT)) }
        }
    };
    let is_served = page.kept.is_some_and(|kept| kept.is_served);
    if is_served {
        return served(study.title, &style, body);
    }
    document(study.title, &style, SCRIPT, body)
}

/// The page that the frame of a served one asks for. The policy is that of the frame.
fn served(title: &str, style: &str, body: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" { head { title { (title) " – duizhao" } style { (PreEscaped(style)) } } (body) }
    };
    page.into_string()
}

/// A page of that `body`, which ends with `script`; it runs no other, has no style but `style`, and loads
/// nothing.
fn document(title: &str, style: &str, script: &str, body: Markup) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        digest(style),
        digest(script)
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content={ "duizhao " (env!("CARGO_PKG_VERSION")) };
                title { (title) " – duizhao" }
                link rel="icon" href=(ICON);
                style { (PreEscaped(style)) }
            }
            (body)
        }
    }
    .into_string()
}

/// The study and what is looked up in it often.
struct Page<'a> {
    study: &'a Study<'a>,
    rows: Sheet<'a>,
    /// The texts in the order of their columns.
    order: Vec<usize>,
    lines: Vec<Lines<'a>>,
    /// For each text, by what its findings are known in an edited text.
    ids: Vec<Vec<Identity>>,
    /// For each text and sentence, the findings that touch it.
    findings_on: Vec<Vec<Vec<usize>>>,
    /// For each text and sentence, the page furniture that stands in it or after it.
    furniture: Vec<Vec<Vec<usize>>>,
    /// For each text, the page furniture before its first sentence.
    furniture_before: Vec<Vec<usize>>,
    /// Whether a list of the findings stands beside the texts.
    listed: bool,
    /// What a person has decided of the rows.
    kept: Option<&'a Kept<'a>>,
}

impl<'a> Page<'a> {
    fn of(study: &'a Study<'a>) -> Self {
        let mut ids = Vec::new();
        let mut findings_on = Vec::new();
        let mut furniture = Vec::new();
        let mut furniture_before = Vec::new();
        for (n, text) in study.texts.iter().enumerate() {
            let document = text.document;
            let mut touching = vec![Vec::new(); document.len()];
            let found = study.findings().get(n).map(Vec::as_slice).unwrap_or_default();
            ids.push(identified(document, found.iter().map(|found| &found.finding)));
            for (number, finding) in found.iter().enumerate() {
                let Some(first) = listed_with(document, finding.span) else { continue };
                let last = finding.span.end.saturating_sub(1).max(finding.span.start);
                let last = document.sentence_at(last).unwrap_or(first).max(first);
                for on in &mut touching[first..=last] {
                    on.push(number);
                }
            }
            findings_on.push(touching);
            let mut aside = vec![Vec::new(); document.len()];
            let mut before = Vec::new();
            for (number, piece) in document.furniture().iter().enumerate() {
                match document.sentence_at(piece.span.start) {
                    Some(sentence) => aside[sentence].push(number),
                    None => before.push(number),
                }
            }
            furniture.push(aside);
            furniture_before.push(before);
        }
        let lines = study.texts.iter().map(|text| text.document.lines()).collect();
        let (rows, order) = (study.sheet(), rows::order(study));
        Self {
            study,
            rows,
            order,
            lines,
            ids,
            findings_on,
            furniture,
            furniture_before,
            listed: false,
            kept: None,
        }
    }

    /// Whether faults were looked for at all.
    fn is_checked(&self) -> bool {
        self.study.findings.is_some()
    }

    fn lang(&self, text: usize) -> &'a str {
        self.study.texts[text].document.language().tag()
    }
}

/// The anchor of a finding's note.
fn anchor_of(text: usize, finding: usize) -> String {
    format!("f{text}-{finding}")
}

fn bar(page: &Page) -> Markup {
    let rows = &page.rows.rows;
    let number = |holds: &dyn Fn(&SheetRow) -> bool| rows.iter().filter(|row| holds(row)).count();
    let filters = [
        ("de", words::f_decide, number(&|row| is_to_decide(page, row))),
        ("d", words::f_doubtful, number(&|row| row.is_doubtful())),
        ("ff", words::f_findings, number(&|row| !row.findings.is_empty())),
        ("x", words::f_uneven, number(&|row| page.rows.is_uneven(row))),
        ("ch", words::f_changed, number(&|row| row.is_changed())),
        ("st", words::f_stale, number(&|row| !row.stale.is_empty())),
    ];
    html! {
        nav #bar aria-label="Filters and search" data-zh-label=(words::f_bar.zh) {
            div.tools hidden {
                label.find { span.sr { (words::search) } input #q type="search" placeholder=(words::search.en) data-zh-placeholder=(words::search.zh) autocomplete="off" spellcheck="false"; }
                output #shown aria-live="polite" {}
                button #keys type="button" aria-label=(words::keys.en) data-zh-label=(words::keys.zh) { "?" }
                button #language type="button" { (words::language) }
                fieldset.only {
                    legend.sr { (words::f_show) }
                    @if page.listed {
                        @for (class, words, count) in findings::counts(page).filter(|(.., count)| *count > 0) {
                            label.chip.(class) { input type="checkbox" name="only" value=(class); span { (words) " " b { (count) } } }
                        }
                    }
                    label.chip.un hidden { input type="checkbox" name="only" value="un"; span { (words::f_unconfirmed) " " b #open {} } }
                    @for (class, words, count) in filters.iter().filter(|(.., count)| *count > 0) {
                        label.chip { input type="checkbox" name="only" value=(class); span { (words) " " b { (count) } } }
                    }
                }
                @if rows.iter().filter(|row| row.confidence.is_some()).count() >= LEAST_SLID {
                    label.worst { span.sr { (words::worst) } input #worst type="range" min="1" max="100" value="100" step="1"; output #worst-says {} }
                }
                @if page.listed { (findings::rules(page)) }
                button #rule type="button" hidden {}
                @if page.order.len() > 2 {
                    fieldset.texts {
                        legend.sr { (words::f_texts) }
                        @for &n in &page.order {
                            label.chip {
                                input type="checkbox" name="text" value=(n) checked data-share=(share(page.study, n));
                                span { (page.study.texts[n].name) }
                            }
                        }
                    }
                }
                (desk::tools(page))
            }
            div.head.cols aria-hidden="true" {
                span.no { (words::row_head) }
                @for &n in &page.order {
                    span class={ "t t" (n) } {
                        b { (page.study.texts[n].name) } " " (words::name_of(page.study.texts[n].document.language()))
                    }
                }
            }
        }
    }
}

/// Of fewer rows a person sees the least sure ones without a slider.
const LEAST_SLID: usize = 20;

/// A row is called how sure it is only below this; most rows are surer, and say nothing by it.
const SAYS_SURE: f32 = 0.9;

/// Whether a person must decide on something in `row`.
fn is_to_decide(page: &Page, row: &SheetRow) -> bool {
    row.findings.iter().any(|&(text, n)| page.study.findings()[text][n].must_be_decided())
}

fn body(page: &Page) -> Markup {
    let rows = &page.rows.rows;
    html! {
        @for chunk in rows.chunks(CHUNK) {
            section.chunk {
                @for row in chunk { (row_markup(page, row)) }
            }
        }
        @if rows.is_empty() { p.gap { "The texts are empty." } }
    }
}

fn row_markup(page: &Page, row: &SheetRow) -> Markup {
    let to_row = anchor(row);
    let mut class = String::from("row cols");
    for (holds, name) in [
        (row.is_doubtful(), " d"),
        (!row.findings.is_empty(), " ff"),
        (is_to_decide(page, row), " de"),
        (page.rows.is_uneven(row), " x"),
        (row.is_changed(), " ch"),
        (!row.stale.is_empty(), " st"),
        (begins_paragraph(page, row), " pa"),
    ] {
        if holds {
            class.push_str(name);
        }
    }
    if page.listed {
        for (severity, name, _) in findings::SEVERITIES {
            let of = |&(text, n): &(usize, usize)| page.study.findings()[text][n].severity == severity;
            if row.findings.iter().any(of) {
                class.push(' ');
                class.push_str(name);
            }
        }
    }
    html! {
        article class=(class) id=(to_row) data-st=[desk::status(page.decided(row))] data-l=[desk::links(page.decided(row))]
            data-c=[row.confidence.map(|confidence| (confidence.clamp(0.0, 1.0) * 100.0).round())] {
            div.no {
                a.num href={ "#" (to_row) } title=(places(page, row)) { (row.label()) }
                (desk::mark(page.decided(row)))
                @if let Some(confidence) = row.confidence {
                    @let percent = (confidence.clamp(0.0, 1.0) * 100.0).round();
                    @if confidence < SAYS_SURE {
                        span.conf title=(why(page, row)) { (percent) span.sr { " percent sure" } }
                    } @else {
                        span.conf hidden title=(why(page, row)) { (percent) }
                    }
                    @if page.rows.is_uneven(row) { span.shape { (shape(page, row)) } }
                    @if row.is_doubtful() { span.flag { (words::doubtful) } }
                }
                @for (text, source, other) in &row.crossings {
                    @let other = &page.rows.rows[*other];
                    span.flag { (words::moved_text) }
                    a.cross href={ "#" (anchor(other)) } {
                        @if *source { (page.study.texts[*text].name) " in row " } @else { "renders row " }
                        (other.label())
                    }
                }
            }
            (cell::cells(page, row))
            (desk::remarks(page, row))
        }
    }
}

fn begins_paragraph(page: &Page, row: &SheetRow) -> bool {
    let pivot = page.study.examination.pivot;
    let Some(&first) = row.cells[pivot].first() else { return false };
    let paragraphs = page.study.texts[pivot].document.paragraphs();
    let at = paragraphs.partition_point(|paragraph| paragraph.sentences.start < first);
    paragraphs.get(at).is_some_and(|paragraph| paragraph.sentences.start == first)
}

/// Where the row's sentences begin: `zh line 97, en line 80`.
fn places(page: &Page, row: &SheetRow) -> String {
    let mut out = String::new();
    for (n, cell) in row.cells.iter().enumerate() {
        let Some(&first) = cell.first() else { continue };
        let text = &page.study.texts[n];
        let line = page.lines[n].place(text.document.span(first).start).line;
        let comma = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{comma}{} line {line}", text.name);
    }
    out
}

/// Why the row's pairing is believed, or not, in words.
fn why(page: &Page, row: &SheetRow) -> String {
    let several = row.beads.iter().any(|(text, _)| *text != row.beads[0].0);
    let said = row.beads.iter().map(|(text, bead)| {
        let mut parts = Vec::new();
        if bead.is_gap() {
            parts.push("without counterpart".to_owned());
        } else if bead.reasons != Reasons::default() {
            let fit = match bead.reasons.length {
                fit if fit >= 0.66 => "lengths fit",
                fit if fit >= 0.33 => "lengths fit poorly",
                _ => "lengths do not fit",
            };
            parts.push(fit.to_owned());
            if !bead.reasons.shared.is_empty() {
                let shown: Vec<_> = bead.reasons.shared.iter().take(6).map(String::as_str).collect();
                let more = bead.reasons.shared.len().saturating_sub(6);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                parts.push(format!("{}{more} shared", shown.join(", ")));
            }
            let (explained, all) = bead.reasons.words;
            if all > 0 {
                parts.push(format!("{explained} of {all} words explained"));
            }
        }
        if several {
            let sure = format!("{} {:.0} %", page.study.texts[*text].name, bead.confidence * 100.0);
            parts.insert(0, sure);
        }
        parts.join("; ")
    });
    said.collect::<Vec<_>>().join(" · ")
}

fn shape(page: &Page, row: &SheetRow) -> String {
    let counts = row.cells.iter().zip(&page.rows.aligned).filter(|(_, aligned)| **aligned);
    counts.map(|(cell, _)| cell.len().to_string()).collect::<Vec<_>>().join("–")
}

fn help(page: &Page) -> Markup {
    let listed = [("e  w  i", words::key_level), ("r", words::key_rule), ("l", words::key_list)];
    let listed = listed.into_iter().filter(|_| page.listed);
    let keys = [
        ("j  k", words::key_rows),
        ("↓  ↑  ←  →", words::key_sentences),
        ("Space", words::key_confirm),
        ("d", words::key_doubt),
        ("Alt+↑  Alt+↓", words::key_move),
        ("s", words::key_split),
        ("m", words::key_merge),
        ("o", words::key_apart),
        ("x", words::key_link),
        ("Ctrl+Enter  Ctrl+⌫", words::key_cut),
        ("[  ]", words::key_shift),
        ("C", words::key_above),
        ("u  n  f", words::key_next),
        ("c", words::key_change),
        ("z  Z", words::key_undo),
        ("Ctrl+S", words::key_save),
        ("y", words::key_copy),
        ("/", words::key_search),
        ("g  G", words::key_ends),
        ("?", words::key_help),
    ];
    html! {
        h2 #help-title { (words::keys) }
        dl {
            @for (key, words) in keys.into_iter().chain(listed) {
                dt { @for key in key.split("  ") { kbd { (key) } " " } }
                dd { (words) }
            }
        }
        form method="dialog" { button { (words::close) } }
    }
}

/// How much of the width `text` has beside others, by how much room it takes.
fn share(study: &Study, text: usize) -> String {
    let room = |text: &super::Text| (text.document.text().width() as f64).sqrt().max(1.0);
    let mean = study.texts.iter().map(room).sum::<f64>() / study.texts.len() as f64;
    format!("minmax(0,{:.2}fr)", (room(&study.texts[text]) / mean).clamp(0.85, 1.2))
}

/// How the columns share the width, and their names for narrow screens, where cells stand below each
/// other.
fn columns(study: &Study) -> String {
    let shares: Vec<_> = rows::order(study).iter().map(|&text| share(study, text)).collect();
    let mut css = format!(".cols{{grid-template-columns:var(--gutter) {}}}\n", shares.join(" "));
    css.push_str("@media screen and (max-width:46rem){");
    for (n, text) in study.texts.iter().enumerate() {
        let _ = write!(css, ".row .t{n}::before{{content:\"{}\"}}", css_string(text.name));
    }
    css.push_str("}\n");
    css
}

/// `text` inside a CSS string within a style element: everything but letters and digits is escaped.
fn css_string(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c).max(1));
        }
    }
    out
}

/// The SHA-256 of `text` in base 64, as content security policies write it.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for bytes in Sha256::digest(text).chunks(3) {
        let word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        for digit in 0..=bytes.len() {
            out.push(DIGITS[(word >> (18 - 6 * digit) & 63) as usize] as char);
        }
        out.extend(std::iter::repeat_n('=', 3 - bytes.len()));
    }
    out
}

/// 对 on a seal.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E\
%3Crect width='32' height='32' rx='6' fill='%23a8321c'/%3E%3Cpath d='M6 8h8v16H6zM18 8h8v16h-8z' fill='none' \
stroke='%23fff' stroke-width='2'/%3E%3Cpath d='M8 13h4M8 17h4M20 13h4M20 17h4' stroke='%23fff' \
stroke-width='1.6'/%3E%3C/svg%3E";

#[cfg(test)]
mod tests;
