//! TBX (ISO 30042): what terminologists' programs exchange.
//!
//! ```text
//! tbx | martif                     3 (2019), and 2 (2008) under its older name
//!   conceptEntry | termEntry
//!     langSec | langSet  xml:lang
//!       termSec | tig | ntig
//!         term
//!         termNote type="administrativeStatus"    in the style DCA
//!         min:administrativeStatus                the same in the style DCT
//! ```
//!
//! The reader takes both styles and both names of each element, since what tells them apart says nothing of terms. It is
//! written in the style DCA, which more programs read.

use std::io::{self, Write};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::standing;
use crate::format::error::{Error, Result};
use crate::format::tmx::{attribute, language, referred};
use crate::format::xml::{Escaper, Events, valid_tag};
use crate::say;
use crate::terms::{Entry, Glossary, Proposed, Standing, Term};
use crate::text::Language;

/// Where words belong that are being read.
#[derive(Clone, Copy, PartialEq)]
enum Into {
    Nothing,
    Term,
    Status,
    Note,
}

/// Reads the glossary in `text`, the content of the file at `path`.
pub(super) fn read(path: &str, text: &str) -> Result<Glossary> {
    let mut events = Events::xml(path, text);
    let mut glossary = Glossary::default();
    let (mut entry, mut tag, mut term) = (Entry::default(), None::<Language>, None::<Term>);
    let (mut into, mut words) = (Into::Nothing, String::new());
    let (mut is_tbx, mut in_entry) = (false, false);
    while let Some(event) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "tbx" | "martif" => is_tbx = true,
                "conceptEntry" | "termEntry" => {
                    (entry, in_entry) = (Entry::default(), true);
                }
                "langSec" | "langSet" => {
                    let given = attribute(&start, "lang").unwrap_or_default();
                    tag = Some(language(&given).filter(|_| !given.is_empty()).ok_or_else(|| {
                        events.wrong(say!(
                            en: "`{given}` is no code of a language",
                            zh: "`{given}` 不是语言代码",
                            given = &given
                        ))
                    })?);
                }
                "termSec" | "tig" | "ntig" => {
                    let Some(language) = &tag else {
                        return Err(events.wrong(say!(en: "a term in no language", zh: "术语不属于任何语言")));
                    };
                    let (language, words) = (language.clone(), String::new());
                    term = Some(Term { language, words, standing: Standing::Allowed });
                }
                name if in_entry => {
                    if let Some(kind) = kind(name, &start) {
                        (into, words) = (kind, String::new());
                    }
                }
                _ => {}
            },
            Event::Text(content) if into != Into::Nothing => {
                words.push_str(&content.xml_content(XmlVersion::Implicit1_0));
            }
            Event::CData(content) if into != Into::Nothing => words.push_str(&content),
            Event::GeneralRef(name) if into != Into::Nothing => {
                let character = referred(&name).ok_or_else(|| {
                    events.wrong(say!(en: "unknown character `&{name};`", zh: "没有 `&{name};` 这个字符", name = &*name))
                })?;
                words.push_str(&character);
            }
            Event::End(end) => match end.local_name().as_ref() {
                "term" | "termNote" | "administrativeStatus" | "normativeAuthorization" | "note" => {
                    let said = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    match (std::mem::replace(&mut into, Into::Nothing), &mut term) {
                        (Into::Term, Some(term)) => term.words = said,
                        (Into::Status, Some(term)) => {
                            term.standing = standing(&said).unwrap_or(term.standing)
                        }
                        (Into::Note, _) if entry.note.is_empty() => entry.note = said,
                        (Into::Note, _) => entry.note += &format!("; {said}"),
                        _ => {}
                    }
                }
                "termSec" | "tig" | "ntig" => {
                    entry.terms.extend(term.take().filter(|term| !term.words.is_empty()));
                }
                "langSec" | "langSet" => tag = None,
                "conceptEntry" | "termEntry" => {
                    in_entry = false;
                    // Those that may be used come first, whatever order they are in.
                    entry.terms.sort_by_key(|term| term.standing == Standing::Forbidden);
                    glossary.entries.push(std::mem::take(&mut entry));
                }
                _ => {}
            },
            _ => {}
        }
    }
    if !is_tbx {
        let message = say!(
            en: "is no TBX: it has neither a `tbx` nor a `martif` element",
            zh: "不是 TBX：没有 `tbx` 或 `martif` 元素"
        );
        return Err(Error::content(path, message));
    }
    Ok(glossary)
}

/// What the words of an element within an entry are, if they are anything that is asked for.
fn kind(name: &str, start: &BytesStart) -> Option<Into> {
    let says_status = || {
        let kind = attribute(start, "type").unwrap_or_default();
        matches!(kind.as_str(), "administrativeStatus" | "normativeAuthorization" | "status")
    };
    match name {
        "term" => Some(Into::Term),
        "administrativeStatus" | "normativeAuthorization" => Some(Into::Status),
        "termNote" if says_status() => Some(Into::Status),
        "termNote" => Some(Into::Nothing),
        "note" => Some(Into::Note),
        _ => None,
    }
}

/// Writes what is proposed as a glossary, the most frequent rendering of each term first.
pub fn write(proposed: &Proposed, out: &mut dyn Write) -> io::Result<()> {
    let mut escaper = Escaper::default();
    let mut words = |words: &str| escaper.escaped(words);
    let tags: Vec<&str> = proposed.languages.iter().map(|language| valid_tag(language.tag())).collect();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let first = tags.first().unwrap_or(&"und");
    writeln!(
        out,
        r#"<tbx type="TBX-Basic" style="dca" xml:lang="{first}" xmlns="urn:iso:std:iso:30042:ed-2">"#
    )?;
    writeln!(
        out,
        "  <tbxHeader>\n    <fileDesc>\n      <sourceDesc><p>duizhao {}: {}</p></sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>",
        env!("CARGO_PKG_VERSION"),
        words(&proposed.names.join(", "))
    )?;
    for (number, proposal) in proposed.proposals.iter().enumerate() {
        writeln!(out, r#"      <conceptEntry id="c{}">"#, number + 1)?;
        let source = std::iter::once((&tags[0], vec![proposal.source.as_str()]));
        let targets = tags[1..].iter().zip(&proposal.renderings).map(|(tag, renderings)| {
            (tag, renderings.iter().map(|rendering| rendering.words.as_str()).collect::<Vec<_>>())
        });
        for (tag, terms) in source.chain(targets).filter(|(_, terms)| !terms.is_empty()) {
            writeln!(out, r#"        <langSec xml:lang="{tag}">"#)?;
            for term in terms {
                writeln!(out, "          <termSec><term>{}</term></termSec>", words(term))?;
            }
            writeln!(out, "        </langSec>")?;
        }
        writeln!(out, "      </conceptEntry>")?;
    }
    writeln!(out, "    </body>\n  </text>\n</tbx>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let glossary = read("a.tbx", text).unwrap();
        let term = |term: &Term| {
            let mark = if term.standing == Standing::Forbidden { "!" } else { "" };
            format!("{}:{mark}{}", term.language, term.words)
        };
        let shown = glossary.entries.iter().map(|entry| {
            let terms = entry.terms.iter().map(term).collect::<Vec<_>>().join(" | ");
            if entry.note.is_empty() { terms } else { format!("{terms} ({})", entry.note) }
        });
        assert_eq!(shown.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn reads_both_styles_and_the_older_form() {
        let expected = "zh:湖 | en:lake | en:!mere &c. (fresh water)";
        check(
            r#"<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><note>none of them</note></tbxHeader>
            <text><body><conceptEntry id="c1"><note>fresh
              water</note>
              <langSec xml:lang="zh"><termSec><term>湖</term></termSec></langSec>
              <langSec xml:lang="en"><termSec><term>mere &amp;c.</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
              <termSec><term>lake</term><termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec>
            </conceptEntry></body></text></tbx>"#,
            expected,
        );
        check(
            r#"<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
            <text><body><conceptEntry id="c1"><langSec xml:lang="zh"><termSec><term>湖</term></termSec></langSec>
              <langSec xml:lang="en"><termSec><term>lake</term></termSec>
              <termSec><term>mere &amp;c.</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
              <note>fresh water</note></conceptEntry></body></text></tbx>"#,
            expected,
        );
        check(
            r#"<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en"><text><body>
            <termEntry id="e1"><descripGrp><descrip type="definition">water</descrip></descripGrp><note>fresh water</note>
              <langSet xml:lang="zh"><ntig><termGrp><term>湖</term></termGrp></ntig></langSet>
              <langSet xml:lang="en"><tig><term>lake</term></tig>
              <tig><term>mere <![CDATA[&c.]]></term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
            </termEntry></body></text></martif>"#,
            expected,
        );
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let wrong = |text: &str| read("a.tbx", text).unwrap_err().to_string();
        assert!(wrong("<tmx></tmx>").starts_with("a.tbx: is no TBX"));
        let entry = |language: &str| {
            format!(
                "<tbx>\n<conceptEntry>\n<langSec{language}><termSec><term>a</term></termSec></langSec></conceptEntry></tbx>"
            )
        };
        assert_eq!(wrong(&entry("")), "a.tbx:3: `` is no code of a language");
        assert_eq!(wrong(&entry(" xml:lang='klingonian'")), "a.tbx:3: `klingonian` is no code of a language");
        assert!(wrong("<tbx>\n<conceptEntry>").starts_with("a.tbx:2: ends inside `conceptEntry`"));
    }
}
