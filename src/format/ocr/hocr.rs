//! hOCR: HTML whose `class` says what an element is and whose `title` holds box and confidence.
//!
//! Confidence stands in `title` as `x_wconf 91`, in percent. Files that stop at lines are read by line.

use super::{Scan, Setter, xml};
use crate::format::error::Result;
use xml::Node;

/// What is known of an element that is open.
struct Open {
    kind: Kind,
    bounds: Option<[i32; 4]>,
    confidence: Option<f32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Paragraph,
    Line,
    Word,
    Hidden,
    Other,
}

pub(super) fn read(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    let mut open: Vec<Open> = Vec::new();
    // Which of the open elements are words or lines, and how many of them are hidden: what stands in a
    // thousand elements is not asked of each of them for each of its words.
    let (mut places, mut hidden): (Vec<usize>, usize) = (Vec::new(), 0);
    // The words of the innermost word, or of a line outside any word.
    let mut words = String::new();
    xml::walk(path, text, true, |node| match node {
        Node::Open(element) => {
            let class = element.attribute("class").unwrap_or_default();
            let kind = match class.split_whitespace().next().unwrap_or("") {
                "ocr_page" => Kind::Page,
                "ocr_par" | "ocr_carea" | "ocrx_block" => Kind::Paragraph,
                "ocr_line" | "ocrx_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat" => Kind::Line,
                "ocrx_word" => Kind::Word,
                _ if matches!(element.name(), "head" | "script" | "style" | "title") => Kind::Hidden,
                _ => Kind::Other,
            };
            if kind == Kind::Word {
                flush(&mut setter, places.last().map(|&place| &open[place]), &mut words);
            }
            match kind {
                Kind::Page => setter.page(),
                Kind::Paragraph => setter.paragraph(),
                Kind::Line => setter.line(),
                _ => {}
            }
            match kind {
                Kind::Line | Kind::Word => places.push(open.len()),
                Kind::Hidden => hidden += 1,
                _ => {}
            }
            let title = element.attribute("title").unwrap_or_default();
            let confidence = property(&title, "x_wconf").and_then(|value| value.parse::<f32>().ok());
            open.push(Open { kind, bounds: bounds(&title), confidence: confidence.map(|c| c / 100.0) });
        }
        Node::Close(_) => {
            let kind = open.last().map_or(Kind::Other, |last| last.kind);
            if matches!(kind, Kind::Word | Kind::Line | Kind::Paragraph | Kind::Page) {
                flush(&mut setter, places.last().map(|&place| &open[place]), &mut words);
            }
            open.pop();
            match kind {
                Kind::Line => setter.line(),
                Kind::Paragraph => setter.paragraph(),
                _ => {}
            }
            match kind {
                Kind::Line | Kind::Word => drop(places.pop()),
                Kind::Hidden => hidden -= 1,
                _ => {}
            }
        }
        Node::Text(content) => {
            if !places.is_empty() && hidden == 0 {
                words.push_str(content);
            }
        }
    })?;
    Ok(setter.finish())
}

/// Sets the words that stand in `place`.
fn flush(setter: &mut Setter, place: Option<&Open>, words: &mut String) {
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    setter.word(&joined, place.and_then(|p| p.bounds), place.and_then(|p| p.confidence));
    words.clear();
}

/// The value of a property of a `title`: `x_wconf 91` among properties parted by semicolons.
fn property<'a>(title: &'a str, name: &str) -> Option<&'a str> {
    title.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix(' ')).map(str::trim)
}

fn bounds(title: &str) -> Option<[i32; 4]> {
    let mut numbers = property(title, "bbox")?.split_whitespace().map(|n| n.parse::<f32>().map(|n| n as i32));
    let mut next = || numbers.next()?.ok();
    Some([next()?, next()?, next()?, next()?])
}
