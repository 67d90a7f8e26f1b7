//! Findings, changes and what they made stale as JSON lines, one record a line.
//!
//! The records are a contract (`schema` 1): fields are added, never renamed, moved or dropped.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use serde::{Serialize, Serializer};

use super::apparatus::Apparatus;
use super::{Rendering, Text, place_of};
use crate::SCHEMA;
use crate::diff::{Class, Revision, Words};
use crate::review::{Identity, Reviewed, identified};
use crate::text::{Document, Lines, Located, threads};

#[derive(Serialize)]
struct RelatedRecord<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    length: usize,
    start: usize,
    end: usize,
    message: String,
    text: &'a str,
}

/// One record a finding: `findings[n]` are those of `texts[n]`.
///
/// Lines and columns count from 1; columns and lengths are characters (Unicode scalar values), `start`
/// and `end` bytes of the decoded file, or of the text that was read out of it; `page` is there if a recogniser wrote
/// it, `place` if a person finds it in the file by another name than line and column. `id` is what the finding is known
/// by in an edited text ([`identified`]), the same here, in SARIF and on a page.
pub fn findings(out: &mut dyn Write, texts: &[Text], findings: &[Vec<Reviewed>]) -> io::Result<()> {
    /// Findings that one processor writes at a time, and how often before what it wrote goes out: a text of
    /// fifty megabytes has two hundred megabytes of findings.
    const AT_ONCE: usize = 1024;
    const TIMES: usize = 16;
    let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
    for (text, found) in findings.iter().enumerate() {
        // All records of a text begin alike.
        let mut head = Vec::new();
        push_value(&mut head, r#"{"schema":"#, SCHEMA);
        push_text(&mut head, r#","type":"finding","path":"#, texts[text].path);
        let ids = identified(texts[text].document, found.iter().map(|found| &found.finding));
        for (found, ids) in found.chunks(AT_ONCE * TIMES).zip(ids.chunks(AT_ONCE * TIMES)) {
            let parts = threads::map_chunks(found, AT_ONCE, |first, found| {
                let mut part = Vec::new();
                for (finding, id) in found.iter().zip(&ids[first..]) {
                    part.extend_from_slice(&head);
                    push_finding(&mut part, texts, &lines, (text, id), finding);
                }
                part
            });
            parts.iter().try_for_each(|part| out.write_all(part))?;
        }
    }
    Ok(())
}

/// Adds the record of `finding`, which is of `texts[text]` and known as `id`, but for its head. A text may have a million of them,
/// so that the parts are put one after the other here and not one by one through a serializer.
fn push_finding(
    out: &mut Vec<u8>,
    texts: &[Text],
    lines: &[Lines],
    (text, id): (usize, &Identity),
    finding: &Reviewed,
) {
    let place = lines[text].place(finding.span.start);
    let words = finding.span.of(texts[text].document.text());
    push_value(out, r#","line":"#, place.line);
    push_value(out, r#","column":"#, place.column);
    push_value(out, r#","length":"#, words.chars().count());
    push_value(out, r#","start":"#, finding.span.start);
    push_value(out, r#","end":"#, finding.span.end);
    push_text(out, r#","rule":"#, finding.rule);
    push_text(out, r#","severity":"#, finding.severity.name());
    push_text(out, r#","message":"#, &finding.message.to_string());
    push_text(out, r#","text":"#, words);
    push_text(out, r#","id":"#, &id.to_string());
    if let Some(page) = texts[text].page(finding.span.start) {
        push_value(out, r#","page":"#, page);
    }
    if let Some(place) = texts[text].document.place(finding.span.start) {
        push_text(out, r#","place":"#, place);
    }
    if let Some(fix) = &finding.fix {
        push_text(out, r#","fix":{"replacement":"#, &fix.replacement);
        out.extend_from_slice(if finding.is_approved() { br#","safe":true}"# } else { br#","safe":false}"# });
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().filter_map(|related| {
            let text = place_of(texts, related.text)?;
            let place = lines[text].place(related.span.start);
            let words = related.span.of(texts[text].document.text());
            Some(RelatedRecord {
                path: texts[text].path,
                line: place.line,
                column: place.column,
                length: words.chars().count(),
                start: related.span.start,
                end: related.span.end,
                message: related.message.to_string(),
                text: words,
            })
        });
        push_value(out, r#","related":"#, related.collect::<Vec<_>>());
    }
    out.extend_from_slice(b"}\n");
}

/// Adds `key`, as it stands before its value, and `text` as a string.
fn push_text(out: &mut Vec<u8>, key: &str, text: &str) {
    // Most have nothing to escape.
    if text.bytes().fold(false, |any, byte| any | (byte < 0x20) | (byte == b'"') | (byte == b'\\')) {
        return push_value(out, key, text);
    }
    out.extend_from_slice(key.as_bytes());
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

fn push_value(out: &mut Vec<u8>, key: &str, value: impl Serialize) {
    out.extend_from_slice(key.as_bytes());
    serde_json::to_writer(out, &value).expect("a record of strings and numbers");
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    schema: u32,
    r#type: &'static str,
    kind: &'static str,
    class: &'static str,
    classes: Vec<&'static str>,
    #[serde(serialize_with = "numbers")]
    old: Range<usize>,
    #[serde(serialize_with = "numbers")]
    new: Range<usize>,
    #[serde(serialize_with = "edits")]
    edits: Words<'a>,
    old_span: Option<Located>,
    new_span: Option<Located>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<u32>,
}

fn numbers<S: Serializer>(numbers: &Range<usize>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(numbers.clone())
}

fn edits<S: Serializer>(words: &Words, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(words.edits().map(|edit| EditRecord { op: edit.op.name(), text: edit.text }))
}

#[derive(Serialize)]
struct SummaryRecord {
    schema: u32,
    r#type: &'static str,
    changes: usize,
    hidden: usize,
}

#[derive(Serialize)]
struct StaleRecord<'a> {
    schema: u32,
    r#type: &'static str,
    change: usize,
    target: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<usize>,
    text: Vec<Cow<'a, str>>,
    severity: &'a str,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    followed: Option<bool>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    op: &'static str,
    text: &'a str,
}

/// Writes one record a change, sentences numbered from 0; at the end their number, if some are hidden. The
/// spans go from the first byte of the first sentence to the last of the last, and are `null` where there is none.
///
/// It is written change by change, for of a long text it may be as long as both versions together.
pub fn changes(out: &mut dyn Write, old: &Document, new: &Document, revision: &Revision) -> io::Result<()> {
    let (old_lines, new_lines) = (old.lines(), new.lines());
    for change in &revision.changes {
        let record = ChangeRecord {
            schema: SCHEMA,
            r#type: "change",
            kind: change.kind.name(),
            class: change.class.name(),
            classes: change.classes().into_iter().map(Class::name).collect(),
            old: change.old.clone(),
            new: change.new.clone(),
            edits: change.words(old, new),
            old_span: old.span_of(change.old.clone()).map(|span| old_lines.located(span)),
            new_span: new.span_of(change.new.clone()).map(|span| new_lines.located(span)),
            group: change.group,
            block: change.block,
        };
        write(out, &record)?;
    }
    if !revision.hidden.is_empty() {
        let (changes, hidden) = (revision.changes.len(), revision.hidden.len());
        let record = SummaryRecord { schema: SCHEMA, r#type: "summary", changes, hidden };
        write(out, &record)?;
    }
    Ok(())
}

/// One record a stale passage: the change that made it stale, by its place among the changes, and the
/// sentences of the translation. There are none where text is missing now; `before` is the sentence
/// before which that belongs.
pub fn stale(rendering: &Rendering) -> String {
    let mut out = Vec::new();
    for stale in rendering.stale {
        push(
            &mut out,
            &StaleRecord {
                schema: SCHEMA,
                r#type: "stale",
                change: stale.change,
                target: stale.target.clone().collect(),
                before: stale.target.is_empty().then_some(stale.target.start),
                text: stale.target.clone().map(|number| rendering.text.document.sentence(number)).collect(),
                severity: stale.severity.name(),
                why: stale.why.to_string(),
                followed: stale.followed,
            },
        );
    }
    string(out)
}

#[derive(Serialize)]
struct WitnessRecord<'a> {
    schema: u32,
    r#type: &'static str,
    siglum: &'a str,
    path: &'a str,
    base: bool,
}

#[derive(Serialize)]
struct VariantRecord<'a> {
    schema: u32,
    r#type: &'static str,
    sentence: usize,
    line: usize,
    class: &'static str,
    lemma: &'a str,
    readings: Vec<ReadingRecord<'a>>,
}

#[derive(Serialize)]
struct ReadingRecord<'a> {
    text: &'a str,
    witnesses: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transposition: Option<usize>,
}

#[derive(Serialize)]
struct TranspositionRecord<'a> {
    schema: u32,
    r#type: &'static str,
    #[serde(serialize_with = "numbers")]
    base: Range<usize>,
    after: Option<usize>,
    witnesses: Vec<&'a str>,
}

/// One record a version, then one a place where some read otherwise than the base, then one a
/// transposition. Sentences of the base count from 0, lines from 1; readings name transpositions by their
/// place among those records.
pub fn apparatus(apparatus: &Apparatus) -> String {
    let mut out = Vec::new();
    let base = apparatus.texts[apparatus.base].document;
    let lines = base.lines();
    for (number, (text, siglum)) in apparatus.texts.iter().zip(apparatus.sigla).enumerate() {
        let base = number == apparatus.base;
        push(&mut out, &WitnessRecord { schema: SCHEMA, r#type: "witness", siglum, path: text.path, base });
    }
    for variant in &apparatus.synopsis.variants {
        let sentence = apparatus.sentence(variant);
        let readings = variant.readings.iter().map(|reading| ReadingRecord {
            text: &reading.text,
            witnesses: apparatus.sigla_of(&reading.witnesses),
            transposition: reading.transposition,
        });
        let record = VariantRecord {
            schema: SCHEMA,
            r#type: "variant",
            sentence,
            line: lines.place(apparatus.start_of_place(variant)).line,
            class: variant.class.name(),
            lemma: &apparatus.synopsis.words[variant.lemma.clone()],
            readings: readings.collect(),
        };
        push(&mut out, &record);
    }
    for transposition in &apparatus.synopsis.transpositions {
        let record = TranspositionRecord {
            schema: SCHEMA,
            r#type: "transposition",
            base: transposition.base.clone(),
            after: transposition.after,
            witnesses: apparatus.sigla_of(&transposition.witnesses),
        };
        push(&mut out, &record);
    }
    string(out)
}

fn write(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

pub(super) fn push(out: &mut Vec<u8>, record: &impl Serialize) {
    write(out, record).expect("a record of strings and numbers");
}

pub(super) fn string(out: Vec<u8>) -> String {
    String::from_utf8(out).expect("JSON of strings")
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;
    use crate::diff::{Change, Hunk, Kind};
    use crate::finding::Severity;
    use crate::finding::TextId;
    use crate::message::SOME;
    use crate::text::{Document, Language};
    use crate::witness::Stale;

    #[test]
    fn a_finding_counts_characters_and_bytes() {
        assert_eq!(
            written("会。", |texts, found| {
                let mut out = Vec::new();
                findings(&mut out, texts, found).expect("written to memory");
                string(out)
            }),
            concat!(
                r#"{"schema":1,"type":"finding","path":"zh:1.txt","line":2,"column":2,"length":2,"start":10,"end":16,"#,
                r#""rule":"doubled-character","severity":"error","message":"100%\ndoubled","text":"国国","#,
                r#""id":"016828f262f8120f:1","page":7,"#,
                r#""fix":{"replacement":"国","safe":true},"related":[{"path":"en.txt","line":1,"column":5,"length":6,"#,
                r#""start":4,"end":10,"message":"once","text":"states"}]}"#,
                "\n"
            )
        );
    }

    #[test]
    fn a_change_holds_its_edits() {
        let [old, new] =
            ["共10条。\n", "共十条。\n"].map(|text| Document::from_lines(text.into(), Language::new("zh")));
        let mut change = Change::new(Kind::Edit, Class::NumberFormat, 0..1, 0..1);
        change.block = Some(0);
        change.hunks = vec![Hunk { old: 3..5, new: 3..6, class: Class::NumberFormat, counts: true }];
        let revision = Revision {
            changes: vec![change],
            hidden: vec![Change::new(Kind::Edit, Class::Space, 4..5, 5..6)],
            groups: Vec::new(),
            old_len: 5,
            new_len: 5,
        };
        let mut written = Vec::new();
        changes(&mut written, &old, &new, &revision).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            concat!(
                r#"{"schema":1,"type":"change","kind":"edit","class":"number-format","classes":["number-format"],"old":[0],"new":[0],"#,
                r#""edits":[{"op":"equal","text":"共"},{"op":"delete","text":"10"},{"op":"insert","text":"十"},"#,
                r#"{"op":"equal","text":"条。"}],"old_span":{"start":0,"end":11,"line":1,"column":1},"#,
                r#""new_span":{"start":0,"end":12,"line":1,"column":1},"block":0}"#,
                "\n",
                r#"{"schema":1,"type":"summary","changes":1,"hidden":1}"#,
                "\n"
            )
        );
    }

    #[test]
    fn a_stale_passage_holds_its_sentences_or_their_place() {
        let document = Document::from_lines("一。\n二。\n".into(), Language::new("zh"));
        let text = Text {
            id: TextId(0),
            name: "zh",
            path: "zh.txt",
            document: &document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: &[],
        };
        let changed = Stale {
            change: 0,
            target: 0..2,
            severity: Severity::Error,
            why: "\"一\" is gone".into(),
            followed: Some(true),
        };
        let missing = Stale {
            change: 3,
            target: 1..1,
            severity: Severity::Warning,
            why: "new text".into(),
            followed: None,
        };
        assert_eq!(
            stale(&Rendering { text, stale: &[changed, missing] }),
            concat!(
                r#"{"schema":1,"type":"stale","change":0,"target":[0,1],"text":["一。","二。"],"#,
                r#""severity":"error","why":"\"一\" is gone","followed":true}"#,
                "\n",
                r#"{"schema":1,"type":"stale","change":3,"target":[],"before":1,"text":[],"severity":"warning","why":"new text"}"#,
                "\n"
            )
        );
    }
}
