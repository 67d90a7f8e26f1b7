//! Where do the sentences lie of a text whose paragraphs are known?
//!
//! A word processor, a web page or a film's subtitles say what a paragraph is; a page of plain text has to be
//! asked. Setting such a file as plain text and asking that would be one function less, and would take a
//! paragraph that begins with `1.` for an item, a short one that recurs for a running head, and one with a
//! number alone for the number of a page.

use super::document::{Paragraph, ParagraphKind, Parts};
use super::{Language, Span, layout};

/// How a block stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph of sentences.
    Paragraph(ParagraphKind),
    /// One sentence as it stands, such as the cue of a subtitle: it is never cut, and belongs to one paragraph
    /// with the units right before and after it.
    Unit,
    /// Code inside the paragraph right before it: a word of its sentence that is no prose.
    Code,
}

/// A stretch of a text that its file sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Block {
    /// Where it stands, the line ends inside it included.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The paragraphs and sentences of `text`, of which `blocks` hold all words, in order.
pub(super) fn parts(text: &str, blocks: &[Block], language: &Language) -> Parts {
    let mut parts = Parts::default();
    let mut pieces = Vec::new();
    let mut last = None;
    for (at, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Code {
            continue;
        }
        let codes = blocks[at + 1..].iter().take_while(|block| block.kind == BlockKind::Code);
        let codes: Vec<Span> = codes.map(|block| block.span).collect();
        pieces.clear();
        pieces.extend(lines(text, block.span));
        let first = parts.len();
        let kind = match block.kind {
            BlockKind::Unit => {
                parts.push(pieces.iter().copied());
                ParagraphKind::Body
            }
            BlockKind::Paragraph(ParagraphKind::Code) => {
                pieces.iter().for_each(|&line| parts.push([line]));
                ParagraphKind::Code
            }
            BlockKind::Paragraph(kind) => {
                layout::split_around(text, &pieces, &codes, language, &mut parts);
                kind
            }
            BlockKind::Code => continue,
        };
        let sentences = first..parts.len();
        if sentences.is_empty() {
            continue;
        }
        match parts.paragraphs.last_mut() {
            Some(open) if last == Some(BlockKind::Unit) && block.kind == BlockKind::Unit => {
                open.sentences.end = sentences.end;
            }
            _ => parts.paragraphs.push(Paragraph { sentences, kind }),
        }
        last = Some(block.kind);
    }
    parts
}

/// The lines of a stretch of `text`, without the white space around them; none is empty.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = span.start;
    span.of(text).split_inclusive(['\n', '\r']).filter_map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        let words = line.trim();
        (!words.is_empty()).then(|| Span::new(from, from + words.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[track_caller]
    fn check(blocks: &[(&str, BlockKind)], expected: &[&[&str]]) {
        let mut text = String::new();
        let mut spans = Vec::new();
        for &(words, kind) in blocks {
            let start = text.len();
            text.push_str(words);
            spans.push(Block { span: Span::new(start, text.len()), kind });
            text.push_str("\n\n");
        }
        let document = Document::from_blocks(text, Language::new("en"), &spans);
        let paragraph = |p: &Paragraph| {
            p.sentences.clone().map(|n| document.sentence(n).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(document.paragraphs().iter().map(paragraph).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_paragraph_is_what_the_file_says_it_is() {
        const BODY: BlockKind = BlockKind::Paragraph(ParagraphKind::Body);
        check(
            &[("1. The lamp is lit. The door\nis open.", BODY), ("12", BODY), ("  ", BODY), ("# x", BODY)],
            &[&["1. The lamp is lit.", "The door is open."], &["12"], &["# x"]],
        );
        check(
            &[("let a;\nlet b;", BlockKind::Paragraph(ParagraphKind::Code)), ("Yes.", BODY)],
            &[&["let a;", "let b;"], &["Yes."]],
        );
    }

    #[test]
    fn code_inside_a_paragraph_is_a_word_of_its_sentence() {
        let text = "Type ls. -a; Then go. Done.";
        let code = Span::new(5, 12);
        let blocks = [
            Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph(ParagraphKind::Body) },
            Block { span: code, kind: BlockKind::Code },
        ];
        let document = Document::from_blocks(text.into(), Language::new("en"), &blocks);
        assert_eq!((document.len(), &*document.sentence(0)), (2, "Type ls. -a; Then go."));
        assert!(document.is_markup(code) && !document.is_markup(Span::new(0, 4)) && !document.is_code(0));
    }

    #[test]
    fn a_unit_is_one_sentence_whatever_it_holds() {
        check(
            &[
                ("Where to? Say.\nNow.", BlockKind::Unit),
                ("To the", BlockKind::Unit),
                ("lake.", BlockKind::Unit),
            ],
            &[&["Where to? Say. Now.", "To the", "lake."]],
        );
    }
}
