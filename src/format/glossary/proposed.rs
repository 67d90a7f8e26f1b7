//! What is proposed as terms, for people to go through and for programs.
//!
//! The tables are glossaries, which [`open`](super::open) reads; what is beside the terms in them (how often, in which
//! rows) is passed over then. In each cell the most frequent rendering comes first, and the counts and rows are in that
//! order.

use std::io::{self, Write};

use serde::Serialize;

use crate::SCHEMA;
use crate::format::tsv::guarded;
use crate::format::xlsx::{Cell, write_rows};
use crate::message::{Message, Ui};
use crate::terms::{Proposal, Proposed, Rendering};

fn headings(proposed: &Proposed, ui: Ui) -> Vec<String> {
    let tags = proposed.languages.iter().map(|language| language.tag().to_owned());
    let alone = proposed.languages.len() <= 2;
    let beside = proposed.languages.iter().skip(1).flat_map(|language| {
        let [counts, rows] = ui.of(BESIDE, BESIDE_ZH);
        [counts, rows].map(|word| if alone { word.to_owned() } else { format!("{word} {}", language.tag()) })
    });
    tags.chain([ui.of("count", "次数").to_owned()]).chain(beside).collect()
}

fn fields(proposed: &Proposed, proposal: &Proposal) -> Vec<String> {
    let joined = |renderings: &[Rendering], of: &dyn Fn(&Rendering) -> String| {
        renderings.iter().map(of).collect::<Vec<_>>().join("; ")
    };
    let mut fields = vec![proposal.source.clone()];
    fields.extend(proposal.renderings.iter().map(|all| joined(all, &|one| one.words.clone())));
    fields.push(proposal.count.to_string());
    for renderings in &proposal.renderings {
        fields.push(joined(renderings, &|one| one.places.len().to_string()));
        fields.push(joined(renderings, &|one| listed(&proposed.rows_of(&one.places))));
    }
    fields.into_iter().map(|field| field.replace(['\t', '\n', '\r'], " ")).collect()
}

/// Headings of what stands beside the terms: how often each rendering stands, and in which rows.
const BESIDE: [&str; 2] = ["counts", "rows"];
const BESIDE_ZH: [&str; 2] = ["各译次数", "行"];

/// Whether a heading is one of those that are written here beside the terms.
pub(super) fn is_ours(heading: &str) -> bool {
    let word = heading.split(' ').next().unwrap_or(heading);
    BESIDE.contains(&word) || BESIDE_ZH.contains(&word)
}

fn listed(rows: &[usize]) -> String {
    rows.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

/// Writes a table with tabs.
pub fn tsv(proposed: &Proposed, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", headings(proposed, Ui::En).join("\t"))?;
    for proposal in proposed.proposals {
        let fields = fields(proposed, proposal).into_iter().map(guarded).collect::<Vec<_>>();
        writeln!(out, "{}", fields.join("\t"))?;
    }
    Ok(())
}

/// Writes a workbook, headed in the language `ui`; says which cells had to be cut.
pub fn xlsx(proposed: &Proposed, ui: Ui, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let count = proposed.languages.len();
    let rows = proposed.proposals.iter().map(|proposal| {
        let cells = fields(proposed, proposal).into_iter().enumerate().map(|(column, field)| match column {
            _ if field.is_empty() => Cell::Empty,
            _ if column == count => Cell::Number(proposal.count as f64),
            _ => Cell::Words(field.into()),
        });
        cells.collect()
    });
    write_rows("terms", &headings(proposed, ui), rows, out)
}

/// Writes a record of JSON for each term.
pub fn jsonl(proposed: &Proposed, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Record<'a> {
        schema: u32,
        #[serde(rename = "type")]
        kind: &'static str,
        language: &'a str,
        text: &'a str,
        count: usize,
        renderings: Vec<Rendered<'a>>,
        /// Rows in which it stands and nothing could be told to render it.
        untold: Vec<usize>,
    }
    #[derive(Serialize)]
    struct Rendered<'a> {
        language: &'a str,
        text: &'a str,
        count: usize,
        rows: Vec<usize>,
    }
    for proposal in proposed.proposals {
        let renderings =
            proposal.renderings.iter().zip(&proposed.languages[1..]).flat_map(|(all, language)| {
                all.iter().map(|one| Rendered {
                    language: language.tag(),
                    text: &one.words,
                    count: one.places.len(),
                    rows: proposed.rows_of(&one.places),
                })
            });
        let record = Record {
            schema: SCHEMA,
            kind: "term",
            language: proposed.languages[0].tag(),
            text: &proposal.source,
            count: proposal.count,
            renderings: renderings.collect(),
            untold: proposed.rows_of(&proposal.untold),
        };
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{parse, tbx};
    use super::*;
    use crate::terms::Place;
    use crate::text::{Language, Span};

    #[test]
    fn what_is_written_is_a_glossary() {
        let place = |sentence| Place { sentence, source: Span::new(0, 3), target: Span::new(0, 4) };
        let rendering = |words: &str, sentences: &[usize]| Rendering {
            words: words.into(),
            places: sentences.iter().map(|&sentence| place(sentence)).collect(),
        };
        let proposals = [Proposal {
            source: "湖区公约".into(),
            count: 4,
            renderings: vec![
                vec![rendering("Lakes Convention", &[0, 2]), rendering("Lake Treaty", &[1])],
                vec![rendering("Озёрная конвенция", &[0])],
            ],
            untold: vec![place(3)],
        }];
        let languages = ["zh", "en", "ru"].map(Language::new);
        let names = ["zh", "en", "ru"].map(str::to_owned);
        let proposed =
            Proposed { names: &names, languages: &languages, proposals: &proposals, rows: &[1, 2, 3, 4] };
        let written = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = Vec::new();
            write(&mut bytes);
            bytes
        };
        let table = written(&|out| tsv(&proposed, out).unwrap());
        assert_eq!(
            String::from_utf8(table.clone()).unwrap(),
            "zh\ten\tru\tcount\tcounts en\trows en\tcounts ru\trows ru\n\
             湖区公约\tLakes Convention; Lake Treaty\tОзёрная конвенция\t4\t2; 1\t1,3; 2\t1\t1\n"
        );
        let book = |ui| written(&|out| drop(xlsx(&proposed, ui, out).unwrap()));
        let (glossary, said) = parse("a.tsv", table).unwrap();
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(glossary.entries[0].terms.len(), 4);
        for bytes in [book(Ui::En), book(Ui::Zh), written(&|out| tbx(&proposed, out).unwrap())] {
            assert_eq!(parse("a", bytes).unwrap(), (glossary.clone(), Vec::new()));
        }
        let record = String::from_utf8(written(&|out| jsonl(&proposed, out).unwrap())).unwrap();
        assert!(
            record.starts_with(r#"{"schema":1,"type":"term","language":"zh","text":"湖区公约","count":4,"#)
        );
        assert!(record.ends_with("\"untold\":[4]}\n"));
    }
}
