//! An apparatus in TEI P5, for editions and for the programs of those who make them.
//!
//! The readings stand where they differ (parallel segmentation): an `app` holds a `lem`, which the base and
//! all who agree with it have, and a `rdg` for each other reading. So each version can be read off the
//! file in its own order; the two ends of what one has elsewhere name each other by `corresp`. An apparatus
//! apart from the text, joined to it by anchors, would leave the text clean, and few programs read it.

use std::collections::BTreeSet;
use std::fmt::Write;

use quick_xml::escape::escape;

use super::apparatus::Apparatus;
use crate::collate::Variant;
use crate::text::ParagraphKind;

/// The edition as a document of its own, its witnesses named in its header, and how many characters it could
/// not hold: no XML may have them, escaped or not, and U+FFFD stands in their places.
pub fn apparatus(apparatus: &Apparatus) -> (String, usize) {
    let mut out = String::new();
    let base = &apparatus.texts[apparatus.base];
    let title = legal(apparatus.title);
    let _ = write!(
        out,
        r#"<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
      </titleStmt>
      <publicationStmt>
        <p>Collated by duizhao {}.</p>
      </publicationStmt>
      <sourceDesc>
        <listWit>
"#,
        env!("CARGO_PKG_VERSION")
    );
    for (text, siglum) in super::without_folders(apparatus.texts).iter().zip(apparatus.sigla) {
        let _ = writeln!(out, r#"          <witness xml:id="{siglum}">{}</witness>"#, legal(text.path));
    }
    let _ = write!(
        out,
        r#"        </listWit>
      </sourceDesc>
    </fileDesc>
    <encodingDesc>
      <variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
  </teiHeader>
  <text xml:lang="{}">
    <body>
"#,
        escape(base.document.language().tag())
    );
    body(&mut out, apparatus);
    out.push_str("    </body>\n  </text>\n</TEI>\n");
    allowed(out)
}

/// A paragraph, or a line of verse: where it stands in the words, and the stanza that it belongs to.
struct Unit {
    start: usize,
    end: usize,
    heading: bool,
    stanza: Option<usize>,
}

/// The paragraphs of the base, and of verse its lines; those that one variant spans are one.
fn body(out: &mut String, apparatus: &Apparatus) {
    let synopsis = apparatus.synopsis;
    let mut units = Vec::new();
    let paragraphs = apparatus.texts[apparatus.base].document.paragraphs().iter();
    for (number, (paragraph, verse)) in paragraphs.zip(apparatus.verse()).enumerate() {
        let heading = paragraph.kind == ParagraphKind::Heading;
        match verse {
            Some(lines) => units.extend(lines.into_iter().map(|line| Unit {
                start: line.start,
                end: line.end,
                heading: false,
                stanza: Some(number),
            })),
            None => units.push(Unit {
                start: synopsis.sentences[paragraph.sentences.start].start,
                end: synopsis.sentences[paragraph.sentences.end - 1].end,
                heading,
                stanza: None,
            }),
        }
    }
    let mut variants = synopsis.variants.iter().peekable();
    let mut units = units.into_iter().peekable();
    let mut named = BTreeSet::new();
    let mut at = 0;
    let mut stanza = None;
    // Lines of verse are counted through the text.
    let mut line = 0;
    while let Some(unit) = units.next() {
        if stanza != unit.stanza {
            if stanza.is_some() {
                out.push_str("      </lg>\n");
            }
            if unit.stanza.is_some() {
                out.push_str("      <lg>\n");
            }
            stanza = unit.stanza;
        }
        line += usize::from(unit.stanza.is_some());
        let first = line;
        let mut content = String::new();
        at = at.max(unit.start);
        let mut end = unit.end;
        // What is added where a paragraph ends belongs to it; where a line ends, to the next.
        let inside = unit.stanza.is_some();
        let next_in_stanza =
            |next: Option<&Unit>| inside && next.is_some_and(|next| next.stanza == unit.stanza);
        let mut goes_on = next_in_stanza(units.peek());
        let here = |variant: &&Variant, end: usize, goes_on: bool| {
            variant.lemma.start < end || variant.lemma.start == end && variant.lemma.is_empty() && !goes_on
        };
        while let Some(variant) = variants.next_if(|variant| here(variant, end, goes_on)) {
            content.push_str(&legal(&synopsis.words[at..variant.lemma.start.max(at)]));
            app(&mut content, apparatus, variant, &mut named);
            at = at.max(variant.lemma.end);
            while at > end
                && let Some(next) = units.next()
            {
                line += usize::from(next.stanza.is_some());
                end = next.end;
                goes_on = next_in_stanza(units.peek());
            }
        }
        content.push_str(&legal(&synopsis.words[at..end.max(at)]));
        at = end.max(at);
        let _ = match unit.stanza {
            Some(_) if first < line => writeln!(out, r#"        <l n="{first}-{line}">{content}</l>"#),
            Some(_) => writeln!(out, r#"        <l n="{first}">{content}</l>"#),
            None if unit.heading => writeln!(out, r#"      <p rend="heading">{content}</p>"#),
            None => writeln!(out, "      <p>{content}</p>"),
        };
    }
    if stanza.is_some() {
        out.push_str("      </lg>\n");
    }
    // A base without a sentence has no paragraph for what the others have.
    for variant in variants {
        out.push_str("      <p>");
        app(out, apparatus, variant, &mut named);
        out.push_str("</p>\n");
    }
}

/// One variant. A passage that moved may be several readings; the first at each end has the name, which `named`
/// then holds.
fn app(out: &mut String, apparatus: &Apparatus, variant: &Variant, named: &mut BTreeSet<String>) {
    let _ = write!(
        out,
        r#"<app type="{}"><lem wit="{}">{}</lem>"#,
        variant.class.name(),
        pointers(&apparatus.agreeing(variant)),
        legal(&apparatus.synopsis.words[variant.lemma.clone()])
    );
    for reading in &variant.readings {
        let _ = write!(out, r#"<rdg wit="{}""#, pointers(&apparatus.sigla_of(&reading.witnesses)));
        if let Some(number) = reading.transposition {
            let (here, there) = if reading.text.trim().is_empty() { ("from", "to") } else { ("to", "from") };
            let first = apparatus.text_of(reading.witnesses[0]);
            let siglum = &apparatus.sigla[first];
            let name = |end: &str| format!("transposed-{number}-{siglum}-{end}");
            out.push_str(r#" cause="transposition""#);
            if named.insert(name(here)) {
                let _ = write!(out, r#" xml:id="{}""#, name(here));
            }
            let _ = write!(out, r##" corresp="#{}""##, name(there));
        }
        if reading.text.is_empty() {
            out.push_str("/>");
        } else {
            let _ = write!(out, ">{}</rdg>", legal(&reading.text));
        }
    }
    out.push_str("</app>");
}

fn pointers(sigla: &[&str]) -> String {
    sigla.iter().map(|siglum| format!("#{siglum}")).collect::<Vec<_>>().join(" ")
}

fn legal(text: &str) -> String {
    escape(text).into_owned()
}

/// `page` with U+FFFD for each character that no document may hold, and how many they were.
pub(super) fn allowed(page: String) -> (String, usize) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    let count = page.chars().filter(|&c| !allowed(c)).count();
    if count == 0 {
        return (page, 0);
    }
    (page.chars().map(|c| if allowed(c) { c } else { '\u{fffd}' }).collect(), count)
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::super::Text;
    use super::*;
    use crate::collate::synopsis;
    use crate::diff::Options;
    use crate::finding::TextId;
    use crate::message::SOME;
    use crate::text::{Document, Language};

    /// What is in the body of the edition of some versions, called A, B, C, the first of them the base.
    fn edition(versions: &[&str]) -> (String, Vec<Document>) {
        let documents: Vec<Document> =
            versions.iter().map(|text| Document::new((*text).into(), Language::new("en"))).collect();
        let others: Vec<&Document> = documents[1..].iter().collect();
        let synopsis = synopsis(&documents[0], &others, &Options::default());
        let sigla: Vec<String> =
            (0..versions.len()).map(|n| char::from(b'A' + n as u8).to_string()).collect();
        let text = |document| Text {
            id: TextId(0),
            name: "",
            path: "a&b.txt",
            document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: &[],
        };
        let texts: Vec<Text> = documents.iter().map(text).collect();
        let apparatus =
            Apparatus { title: "<edition>", texts: &texts, base: 0, sigla: &sigla, synopsis: &synopsis };
        (super::apparatus(&apparatus).0, documents)
    }

    const BASE: &str = "The king rode out at dawn.\n\nHis men & hounds slept by the river until noon.\n";

    #[test]
    fn readings_stand_where_they_differ() {
        let (page, _) = edition(&[BASE, &BASE.replace("dawn", "dusk"), &BASE.replace("hounds ", "")]);
        assert!(page.contains(
            r##"at <app type="wording"><lem wit="#A #C">dawn</lem><rdg wit="#B">dusk</rdg></app>.</p>"##
        ));
        assert!(page.contains(r##"<lem wit="#A #B">hounds </lem><rdg wit="#C"/>"##), "{page}");
        assert!(page.contains("<title>&lt;edition&gt;</title>") && page.contains("men &amp; "));
    }

    #[test]
    fn what_moved_is_named_once_at_each_end() {
        let (one, two) = (
            "The king rode out at dawn. He took the road to the hills.",
            "His men slept by the river until noon. Nobody woke them.",
        );
        let (page, _) = edition(&[&format!("{one}\n\n{two}\n"), &format!("{two}\n\n{one}\n")]);
        let mut names: Vec<&str> =
            page.split("xml:id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert!(all == names.len() && names.iter().any(|name| name.ends_with("-from")), "{page}");
        for name in names.iter().filter(|name| name.ends_with("-from")) {
            assert!(page.contains(&format!("corresp=\"#{name}\"")), "{page}");
        }
    }

    #[test]
    fn verse_stays_verse() {
        let stanza = "I saw the river rise at night,\nAnd heard the bell that rang\nFor all who slept without a light\n\
            While someone in the tower sang.\n";
        let other = stanza.replace("rang", "swung").replace("sang", "sung");
        let (page, documents) = edition(&[stanza, &other]);
        assert_eq!(documents[0].len(), 1);
        assert!(
            page.contains("      <lg>\n        <l n=\"1\">I saw the river rise at night, </l>\n"),
            "{page}"
        );
        assert!(
            page.contains(
                r##"<l n="2">And heard the bell that <app type="wording"><lem wit="#A">rang</lem><rdg wit="#B">swung</rdg></app> </l>"##
            ),
            "{page}"
        );
        assert!(page.contains("</l>\n      </lg>\n") && page.contains("<l n=\"4\">While"), "{page}");
        let prose = "The king rode out at dawn and took\nthe road to the hills, where nobody\nlived.\n";
        assert!(!edition(&[prose, &prose.replace("king", "queen")]).0.contains("<lg>"));
    }

    #[test]
    fn what_xml_cannot_hold_is_counted() {
        assert_eq!(allowed("a\u{7}b\u{fffe}\t".into()), ("a\u{fffd}b\u{fffd}\t".into(), 2));
        assert_eq!(allowed("a\u{fffd}".into()), ("a\u{fffd}".into(), 0));
    }

    #[test]
    fn a_base_without_a_sentence_has_all_that_the_others_have() {
        let (page, _) = edition(&["***\n", "The king rode out.\n", "***\n"]);
        assert!(page.contains("<lem wit=\"#A #C\"></lem><rdg wit=\"#B\">The king rode out."), "{page}");
    }

    #[test]
    fn every_version_can_be_read_off() {
        let moved = "His men & hounds slept by the river until noon.\n\nThe king rode out at dusk.\n";
        let (page, documents) = edition(&[BASE, moved, &BASE.replace("dawn.\n\nHis", "dawn, and his")]);
        for (document, siglum) in documents.iter().zip(["#A", "#B", "#C"]) {
            let mut reader = quick_xml::Reader::from_str(&page[page.find("<body>").unwrap()..]);
            let (mut words, mut reads) = (String::new(), true);
            loop {
                match reader.read_event().unwrap() {
                    Event::Start(start) if matches!(start.name().as_ref(), "lem" | "rdg") => {
                        let wit = start.try_get_attribute("wit").unwrap().unwrap();
                        reads = wit.value.split(' ').any(|pointer| pointer == siglum);
                    }
                    Event::End(end) if matches!(end.name().as_ref(), "lem" | "rdg") => reads = false,
                    Event::End(end) if end.name().as_ref() == "app" => reads = true,
                    Event::End(end) if end.name().as_ref() == "body" => break,
                    Event::Text(text) if reads => words.push_str(&text),
                    Event::GeneralRef(name) if reads => words.push(if &*name == "amp" { '&' } else { '?' }),
                    _ => {}
                }
            }
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&words), bare(document.text()), "{page}");
        }
    }
}
