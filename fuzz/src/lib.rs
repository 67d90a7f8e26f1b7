//! What holds of whatever bytes: a function for each reader and each verb, called by the target of its name.
//!
//! A reader reads its input or refuses it in one line that cannot act on a terminal, and what it reads is
//! valid. A verb gives what it promises: sentences in order, beads that cover both sides once, edits that turn
//! old into new, fixes that change nothing beside themselves, well-formed XML. `scripts/fuzz` builds and runs
//! them; its seeds are our own corpora and what was found before (`seeds/`).

use std::sync::OnceLock;

use duizhao::align::{self, Alignment};
use duizhao::finding::TextId;
use duizhao::format::forms::{self, FORMS, Input, Writer};
use duizhao::format::parallel::{Column, Parallel};
use duizhao::format::text::{Options, from_bytes};
use duizhao::format::{Error, baseline, corpus, decisions, encoding, learned, ocr, tsv};
use duizhao::message::{Message, Ui};
use duizhao::record;
use duizhao::report::{
    Apparatus, Study, Text, github, html, json, patch, rdjsonl, sarif, table, tei, terminal,
};
use duizhao::review::{Review, Reviewed};
use duizhao::say;
use duizhao::text::{Document, Language};
use duizhao::witness::{self, Relation, Witness};
use duizhao::{clean, collate, diff};

/// Longer texts show nothing that shorter ones do not, and are slow.
const LONGEST: usize = 4000;

/// Any bytes as a text in any encoding; what was read can be written with nothing changed.
pub fn bytes(data: &[u8]) {
    const NAMES: [&str; 13] = [
        "gb18030",
        "big5",
        "shift_jis",
        "koi8-r",
        "windows-1251",
        "utf-16le",
        "utf-16be",
        "utf-8",
        "iso-2022-jp",
        "euc-jp",
        "euc-kr",
        "gbk",
        "windows-1252",
    ];
    let Some((&first, rest)) = data.split_first() else { return };
    let asked = NAMES.get(usize::from(first >> 3)).and_then(|name| encoding::named(name));
    let lossy = first & 1 != 0;
    let read = encoding::decode_and_keep(rest.to_vec(), asked, None, lossy);
    let Ok((text, decoding, kept)) = read else { return };
    if let Some(kept) = &kept {
        let same = encoding::encode_edited(Some(kept), &decoding, &text, &text, &[]);
        assert_eq!(same.as_ref(), Some(kept), "nothing was edited");
    }
    // A character taken out in the middle: what comes of it reads as the rest.
    let middle = text.char_indices().nth(text.chars().count() / 2);
    if let Some((at, c)) = middle {
        let edit = (at..at + c.len_utf8(), at..at + 1);
        let new = [&text[..at], "x", &text[edit.0.end..]].concat();
        if let Some(bytes) = encoding::encode_edited(kept.as_deref(), &decoding, &text, &new, &[edit]) {
            let back = encoding::decode(bytes, Some(decoding.encoding), None, true);
            assert!(back.is_ok_and(|(back, _)| back == new || new.contains('\u{fffd}')));
        }
    }
}

/// Any bytes under any name: what kind of file it is, and what its text.
pub fn files(data: &[u8]) {
    const NAMES: [&str; 16] = [
        "a", "a.txt", "a.md", "a.html", "a.docx", "a.odt", "a.epub", "a.pptx", "a.xlsx", "a.srt", "a.vtt",
        "a.xlf", "a.po", "a.tei", "a.csv", "a.tmx",
    ];
    let Some((&first, rest)) = data.split_first() else { return };
    let mut options = Options::default();
    (options.lossy, options.lines) = (first & 16 != 0, first & 32 != 0);
    match from_bytes(NAMES[usize::from(first % 16)], rest.to_vec(), &options) {
        Ok(loaded) => {
            one_line(&loaded.said().in_(Ui::En));
            tiles(&loaded.document);
        }
        Err(error) => said(&error),
    }
}

/// Any text as what a recogniser wrote.
pub fn recognised(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = ocr::form(text);
    for form in [
        ocr::Form::Hocr,
        ocr::Form::Alto,
        ocr::Form::Page,
        ocr::Form::Tesseract,
        ocr::Form::Paddle,
        ocr::Form::MinerU,
    ] {
        match ocr::read("-", text, form) {
            Ok(scan) => {
                let mut end = 0;
                for word in &scan.recognition.words {
                    assert!(end <= word.span.start && !word.span.of(&scan.text).is_empty());
                    end = word.span.end;
                }
            }
            Err(error) => said(&error),
        }
    }
}

/// Any text as each format of alignments, and what is read written as each other and read again.
pub fn tables(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for form in FORMS {
        let Some(Input::Text(read)) = form.read else { continue };
        let parallel = match read("-", text) {
            Ok(parallel) => parallel,
            Err(error) => {
                said(&error);
                continue;
            }
        };
        assert!(parallel.rows.iter().all(|row| row.cells.len() == parallel.columns.len()), "{}", form.name);
        if data.len() > LONGEST {
            continue;
        }
        for other in FORMS.iter().filter(|other| !other.words || parallel.has_words()) {
            let mut options = forms::Options::default();
            options.keep_gaps = true;
            let mut bytes = Vec::new();
            match other.writer {
                Writer::One(write) => {
                    if write(&parallel, &options, &mut bytes).is_err() {
                        continue;
                    }
                }
                Writer::Several(_) | Writer::None => continue,
            }
            let back = match other.read {
                Some(Input::Text(read)) => {
                    let text = String::from_utf8(bytes).expect("text");
                    if other.name == "tmx" {
                        well_formed(&text);
                    }
                    read("-", text.trim_start_matches('\u{feff}'))
                }
                Some(Input::Bytes(read)) => read("-", &bytes),
                None => continue,
            };
            // Of one text, or of none, there is nothing to read.
            if parallel.columns.len() > 1 && !parallel.rows.is_empty() {
                back.unwrap_or_else(|error| panic!("{} as {}: {error}", form.name, other.name));
            }
        }
    }
}

/// Any text as a manifest, decisions, a baseline, a log.
pub fn settings(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Err(error) = corpus::Corpus::parse("x/corpus.toml", text) {
        said(&error);
    }
    if let Err(error) = decisions::parse("x.toml", text) {
        said(&error);
    }
    if let Err(error) = baseline::parse("x", text) {
        said(&error);
    }
    let mut known = Default::default();
    if let Err(error) = learned::parse("x", text, &mut known) {
        said(&error);
    }
}

/// Any bytes as a table of word translations, and texts aligned by it.
pub fn words(data: &[u8]) {
    let Ok(table) = align::Table::read(data.to_vec()) else { return };
    static TEXTS: OnceLock<(Document, Document)> = OnceLock::new();
    let (source, target) = TEXTS.get_or_init(|| {
        let document = |text: &str, tag| Document::new(text.to_owned(), Language::new(tag));
        (
            document("会议开始了。大家坐下。各国代表发表讲话。水很深。", "zh"),
            document("The meeting began. All sat down. The delegates spoke. The water is deep.", "en"),
        )
    });
    let mut options = align::Options::default();
    options.tables = std::slice::from_ref(&table);
    covers(&align::align(source, target, &options), source, target);
}

/// A text in any language checked and mended.
pub fn check(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    if text.len() > LONGEST {
        return;
    }
    let document = document(text, first);
    tiles(&document);
    let clean = |document: &Document| {
        let versions = [Witness { id: TextId(0), document, relation: Relation::Pivot }];
        let (examine, review) = (witness::Options::default(), Review::default());
        let found = clean::inspect(&versions, &examine, &review);
        let again = |text: String| self::document(&text, first);
        let options =
            clean::Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
        let cleaning = clean::clean(&versions, &found, &options);
        (found.findings, cleaning)
    };
    let (findings, cleaning) = clean(&document);
    let cleaned = &cleaning.cleaned;
    let (mut before, mut after) = (0, 0);
    for fix in &cleaned.applied {
        assert_eq!(&text[before..fix.before.start], &cleaned.text[after..fix.after.start]);
        (before, after) = (fix.before.end, fix.after.end);
    }
    assert_eq!(&text[before..], &cleaned.text[after..]);
    let (_, twice) = clean(&cleaning.document);
    assert_eq!(twice.cleaned.text, cleaned.text, "cleaning twice is cleaning once");
    let texts = [shown(&document, "x")];
    let all = [findings];
    sarif::findings(&texts, &all);
    rdjsonl::findings(&texts, &all);
    github::findings(&texts, &all);
    acts_on_no_terminal(&terminal::findings(&texts, &all, view(60)));
    acts_on_no_terminal(&terminal::concise(&texts, &all, Ui::Zh));
    json::findings(&mut Vec::new(), &texts, &all).expect("written to memory");
}

/// Two versions of a text compared.
pub fn diff(data: &[u8]) {
    let Some((old, new)) = two(data, true) else { return };
    let revision = diff::diff(&old, &new, &diff::Options::default());
    let (mut of_old, mut of_new) = (vec![false; old.len()], vec![false; new.len()]);
    for change in revision.changes.iter().chain(&revision.hidden) {
        for (numbers, seen) in [(&change.old, &mut of_old), (&change.new, &mut of_new)] {
            for number in numbers.clone() {
                assert!(!std::mem::replace(&mut seen[number], true), "sentence {number} changed twice");
            }
        }
        if !change.hunks.is_empty() {
            let words = change.words(&old, &new);
            let side = |op: diff::Op| -> String {
                let edits = words.edits();
                edits
                    .filter(|edit| edit.op == op || edit.op == diff::Op::Equal)
                    .map(|edit| edit.text)
                    .collect()
            };
            assert_eq!(side(diff::Op::Delete), words.old);
            assert_eq!(side(diff::Op::Insert), words.new);
        }
    }
    let texts = [shown(&old, "a"), shown(&new, "b")];
    patch::patch(&texts[0], &texts[1], &revision);
    json::changes(&mut Vec::new(), &old, &new, &revision).expect("written to memory");
    table::changes(&texts[0], &texts[1], &revision, None, Ui::En).tsv(tsv::guarded);
    acts_on_no_terminal(&terminal::revision(&texts[0], &texts[1], &revision, None, view(40)));
    acts_on_no_terminal(&terminal::side_by_side(&texts[0], &texts[1], &revision, None, view(60)));
    html::revision(&texts[0], &texts[1], &revision, None);
}

/// A text and another paired, whatever they are.
pub fn align(data: &[u8]) {
    let Some((source, target)) = two(data, false) else { return };
    let alignment = align::align(&source, &target, &align::Options::default());
    covers(&alignment, &source, &target);
    let column = |document: &Document| Column::of("x", document);
    let parallel = Parallel::of_two([column(&source), column(&target)], &source, &target, &alignment);
    let (mut of_source, mut of_target) = (vec![0; source.len()], vec![0; target.len()]);
    for row in &parallel.rows {
        row.cells[0].numbers.iter().for_each(|&number| of_source[number] += 1);
        row.cells[1].numbers.iter().for_each(|&number| of_target[number] += 1);
    }
    assert!(of_source.iter().chain(&of_target).all(|&times| times == 1), "each sentence once");
}

/// Versions laid over each other, and bearing witness, in every medium.
pub fn collate(data: &[u8]) {
    let Some((one, other)) = two(data, true) else { return };
    let texts = [shown(&one, "a"), shown(&other, "b")];
    for (base, first, second) in [(0, &one, &other), (1, &other, &one)] {
        let synopsis = collate::synopsis(first, &[second], &diff::Options::default());
        let sigla = ["A", "B"].map(String::from);
        let apparatus = Apparatus { title: "<&>", texts: &texts, base, sigla: &sigla, synopsis: &synopsis };
        well_formed(&tei::apparatus(&apparatus).0);
        html::apparatus(&apparatus);
        acts_on_no_terminal(&terminal::apparatus(&apparatus, view(40)));
        json::apparatus(&apparatus);
        table::readings(&apparatus, Ui::En).tsv(tsv::guarded);
    }
    for relation in [Relation::Translation, Relation::RevisionOf(0), Relation::TranscriptionOf(0)] {
        let witnesses = [
            Witness { id: TextId(0), document: &one, relation: Relation::Pivot },
            Witness { id: TextId(1), document: &other, relation },
        ];
        let mut examination = witness::examine(&witnesses, &witness::Options::default());
        let found = examination.findings.take().into_iter().flatten();
        let found: Vec<Vec<_>> = found.map(|found| found.into_iter().map(Reviewed::from).collect()).collect();
        let study = Study { title: "<&>", texts: &texts, examination: &examination, findings: Some(&found), terms: None, encoder: None };
        assert!(!html::page(&study).contains('\u{1b}'));
        acts_on_no_terminal(&terminal::summary(&study, view(40)));
    }
}

/// Any line as a record of each verb: an answer in one line, and no panic told of.
pub fn run(data: &[u8]) {
    if data.len() > LONGEST {
        return;
    }
    let mut options = record::Options::default();
    options.max_chars = Some(LONGEST);
    for verb in [
        record::Verb::Align,
        record::Verb::Check,
        record::Verb::Clean,
        record::Verb::Diff,
        record::Verb::Lines,
    ] {
        let answer = record::answer(verb, data, &options);
        let line = answer.to_line();
        assert_eq!(line.iter().filter(|&&byte| byte == b'\n').count(), usize::from(line.ends_with(b"\n")));
        assert!(!String::from_utf8_lossy(&line).contains("\"kind\":\"panic\""), "a panic in a record");
    }
}

fn document(text: &str, flags: u8) -> Document {
    const TAGS: [&str; 9] = ["zh", "en", "ru", "ja", "und", "zh-Hant", "fr", "kk", "th"];
    let language = Language::new(TAGS[usize::from(flags % 9)]);
    if flags & 64 != 0 {
        Document::from_lines(text.into(), language)
    } else {
        Document::new(text.into(), language)
    }
}

/// Two documents out of bytes, the byte 1 between them; in one language, or each in its own.
fn two(data: &[u8], alike: bool) -> Option<(Document, Document)> {
    let (&first, rest) = data.split_first()?;
    let (&second, rest) = rest.split_first()?;
    let text = String::from_utf8_lossy(rest);
    let (one, other) = text.split_once('\u{1}')?;
    let short = one.len() + other.len() <= LONGEST;
    short.then(|| (document(one, first), document(other, if alike { first } else { second })))
}

/// Chinese has all that English has, and its width to get wrong.
fn view(width: usize) -> terminal::View {
    terminal::View { width, ui: Ui::Zh }
}

static TEXT: Message = say!(en: "text", zh: "文本");

fn shown<'a>(document: &'a Document, name: &'a str) -> Text<'a> {
    Text {
        id: TextId(usize::from(name == "b")),
        name,
        path: name,
        document,
        role: &TEXT,
        encoding: &TEXT,
        said: &[],
        pages: &[],
    }
}

/// Sentences stand in order and within the text.
fn tiles(document: &Document) {
    let mut end = 0;
    for number in 0..document.len() {
        let span = document.span(number);
        assert!(end <= span.start && span.start <= span.end, "sentence {number} before its place");
        span.of(document.text());
        end = span.end;
    }
}

/// Beads in order that hold each sentence of both sides once.
fn covers(alignment: &Alignment, source: &Document, target: &Document) {
    let mut at = (0, 0);
    for bead in alignment.beads() {
        assert_eq!((bead.source.start, bead.target.start), at);
        assert!((0.0..=1.0).contains(&bead.confidence), "{}", bead.confidence);
        at = (bead.source.end, bead.target.end);
    }
    assert_eq!(at, (source.len(), target.len()));
}

fn said(error: &Error) {
    one_line(&error.to_string());
}

fn one_line(said: &str) {
    assert!(!said.contains(['\n', '\u{1b}']), "{said:?}");
}

fn acts_on_no_terminal(printed: &str) {
    let plain = anstream::adapter::strip_str(printed).to_string();
    let acts = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!plain.contains(acts), "{plain:?}");
}

fn well_formed(page: &str) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(page.chars().all(allowed), "a character that XML does not allow");
    let mut reader = quick_xml::Reader::from_str(page);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error}: {page}"),
        }
    }
}
