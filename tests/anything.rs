//! Whatever the bytes, nothing panics, and what is promised of every text holds.

use duizhao::finding::TextId;
use duizhao::format::forms::{self, FORMS, Input, Writer};
use duizhao::format::parallel::{Column, Parallel};
use duizhao::format::text::{Loaded, Options, from_bytes};
use duizhao::format::tsv;
use duizhao::message::{Message, Ui};
use duizhao::report::{
    Apparatus, Rendering, Study, Text, github, html, json, patch, rdjsonl, sarif, table, tei, terminal,
};
use duizhao::review::{Review, Reviewed};
use duizhao::say;
use duizhao::text::{Document, Language};
use duizhao::witness::{self, Relation, Witness};
use duizhao::{align, clean, collate, diff};
use proptest::prelude::*;

/// Chinese has all that English has, and its width to get wrong.
fn view(width: usize) -> terminal::View {
    terminal::View { width, ui: Ui::Zh }
}

static TEXT: Message = say!(en: "text", zh: "文本");

/// Texts of the kinds that scans are made of, with what a scanner would not write between.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[一-龟]{1,6}",
        "[。！？；，、：《》〈〉（）“”‘’…—]{1,3}",
        "[a-zA-Z]{1,8}",
        "[а-яА-Я]{1,8}",
        "[0-9０-９一二三十百万亿]{1,5}",
        "[ \t\u{3000}\u{a0}\n\r\u{c}#*()\\[\\]-]{1,3}",
        "\\PC{1,3}",
        "(第[0-9]{1,3}届|20[0-9]{2}年|下转第四版|No\\. 5|т\\. е\\.|16 September 2022)",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn document(text: String, language: &str, lines: bool) -> Document {
    let language = Language::new(language);
    if lines { Document::from_lines(text, language) } else { Document::new(text, language) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, lines: bool, lossy: bool) {
        let mut options = Options::default();
        (options.lines, options.lossy) = (lines, lossy);
        if let Ok(Loaded { document, .. }) = from_bytes("-", bytes, &options) {
            everything(&document, &document);
        }
    }

    #[test]
    fn any_text_goes_through_everything(a in text(), b in text(), lines: bool, tag in "(zh|en|ru|ja|und)") {
        everything(&document(a, "zh", lines), &document(b, &tag, lines));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(a in text(), tag in "(zh|en|ru)") {
        let once = cleaned(&a, &tag);
        let twice = cleaned(&once, &tag);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn a_text_is_the_same_as_itself(a in text(), lines: bool) {
        let document = document(a, "zh", lines);
        let revision = diff::diff(&document, &document, &diff::Options::default());
        prop_assert_eq!(revision.changes, vec![]);
    }
}

fn cleaned(text: &str, tag: &str) -> String {
    let again = |text: String| document(text, tag, false);
    let document = again(text.to_owned());
    let versions = [Witness { id: TextId(0), document: &document, relation: Relation::Pivot }];
    let (examine, review) = (witness::Options::default(), Review::default());
    let found = clean::inspect(&versions, &examine, &review);
    let options =
        clean::Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
    clean::clean(&versions, &found, &options).cleaned.text
}

/// All that the program does with two texts.
fn everything(source: &Document, target: &Document) {
    let relation = |other: Relation| {
        [
            Witness { id: TextId(0), document: source, relation: Relation::Pivot },
            Witness { id: TextId(1), document: target, relation: other },
        ]
    };
    let alignment = align::align(source, target, &align::Options::default());
    let column = |document: &Document| Column::of("x", document);
    let parallel = Parallel::of_two([column(source), column(target)], source, target, &alignment);
    for form in FORMS {
        let options = forms::Options::default();
        let folder = tempfile::tempdir().unwrap();
        let (mut path, mut bytes) = ("-".to_owned(), Vec::new());
        match form.writer {
            Writer::One(write) => drop(write(&parallel, &options, &mut bytes).unwrap()),
            Writer::Several(write) => {
                let stem = folder.path().join("x");
                for (file, content) in write(&parallel, stem.to_str().unwrap(), &options).unwrap().files {
                    std::fs::write(&file, &content).unwrap();
                    (path, bytes) = (file, content);
                }
            }
            Writer::None => continue,
        }
        let back = match form.read {
            Some(Input::Bytes(read)) => read(&path, &bytes),
            Some(Input::Text(read)) => {
                let text = String::from_utf8(bytes).expect("text");
                read(&path, text.trim_start_matches('\u{feff}'))
            }
            None => continue,
        };
        back.unwrap_or_else(|error| panic!("{}: {error}", form.name));
    }
    for relation in [relation(Relation::Translation), relation(Relation::RevisionOf(0))] {
        let mut examination = witness::examine(&relation, &witness::Options::default());
        let found = examination.findings.take().expect("checked").into_iter();
        let found: Vec<Vec<_>> = found.map(|found| found.into_iter().map(Reviewed::from).collect()).collect();
        let found = found.as_slice();
        let shown = [source, target].map(|document| Text {
            id: TextId(usize::from(std::ptr::eq(document, target))),
            name: "x",
            path: "x.txt",
            document,
            role: &TEXT,
            encoding: &TEXT,
            said: &[],
            pages: &[],
        });
        let study = Study {
            title: "<&>",
            texts: &shown,
            examination: &examination,
            findings: Some(found),
            terms: None,
            encoder: None,
        };
        let page = html::page(&study);
        assert!(!page.contains('\u{1b}'), "a control character in the page");
        let printed = [
            terminal::summary(&study, view(40)),
            terminal::findings(&shown, found, view(80)),
            terminal::alignment(&shown, &examination.alignments, &examination.rows, view(80)),
        ];
        for text in printed {
            let plain = anstream::adapter::strip_str(&text).to_string();
            let acts = |c: char| c.is_control() && c != '\n';
            assert!(!plain.contains(acts), "a control character in {plain:?}");
        }
        json::findings(&mut Vec::new(), &shown, found).expect("written to memory");
        sarif::findings(&shown, found);
        github::findings(&shown, found);
        rdjsonl::findings(&shown, found);
        for base in 0..2 {
            let (first, other) = if base == 0 { (source, target) } else { (target, source) };
            let synopsis = collate::synopsis(first, &[other], &diff::Options::default());
            let sigla = ["A", "B"].map(String::from);
            let apparatus =
                Apparatus { title: "<&>", texts: &shown, base, sigla: &sigla, synopsis: &synopsis };
            assert!(!html::apparatus(&apparatus).contains('\u{1b}'), "a control character in the page");
            terminal::apparatus(&apparatus, view(40));
            json::apparatus(&apparatus);
            table::readings(&apparatus, Ui::En).tsv(tsv::guarded);
            well_formed(&tei::apparatus(&apparatus).0);
        }
        for comparison in &examination.comparisons {
            json::changes(&mut Vec::new(), source, target, &comparison.revision).expect("written to memory");
            patch::patch(&shown[0], &shown[1], &comparison.revision);
            // Any text as its own translation, and the revision as what became of that.
            let same = align::align(source, source, &align::Options::default());
            let stale = witness::stale(
                [source, target],
                &comparison.revision,
                source,
                &same,
                Some(&comparison.revision),
            );
            let rendering = Rendering { text: shown[0], stale: &stale };
            json::stale(&rendering);
            table::changes(&shown[0], &shown[1], &comparison.revision, Some(&rendering), Ui::En)
                .tsv(tsv::guarded);
            html::revision(&shown[0], &shown[1], &comparison.revision, Some(&rendering));
            terminal::side_by_side(&shown[0], &shown[1], &comparison.revision, Some(&rendering), view(40));
            terminal::revision(&shown[0], &shown[1], &comparison.revision, Some(&rendering), view(40));
        }
    }
}

/// Whether an XML parser reads `page` to its end.
fn well_formed(page: &str) {
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r') || c > '\u{7e}';
    assert!(page.chars().all(allowed), "a control character in XML");
    let mut reader = quick_xml::Reader::from_str(page);
    let mut open = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {page}")) {
            quick_xml::events::Event::Start(_) => open += 1,
            quick_xml::events::Event::End(_) => open -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "{page}");
}
