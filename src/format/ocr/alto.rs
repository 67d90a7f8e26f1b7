//! ALTO 2 to 4, the libraries' form: words as attributes of `String`, confidence `WC` from 0 to 1.
//!
//! A hyphen that breaks a word at the end of a line has an element of its own, `HYP`, and is put back where it stood: the
//! layout joins the halves as it joins those of any scan, and whoever reads the page sees it as it is.
//!
//! `CC`, a digit a character with 0 for sure, is left alone: exporters disagree on its direction.

use super::{Scan, Setter, xml};
use crate::format::error::Result;
use xml::{Element, Node};

pub(super) fn read(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    // A word is set when it is known whether a hyphen follows it.
    let mut open: Option<Word> = None;
    xml::walk(path, text, false, |node| match node {
        Node::Open(element) => match element.name() {
            "Page" => {
                set(&mut setter, open.take());
                setter.page();
            }
            "TextBlock" => setter.paragraph(),
            "TextLine" => setter.line(),
            "String" => {
                set(&mut setter, open.take());
                let words = element.attribute("CONTENT").unwrap_or_default();
                open = Some((words, bounds(&element), element.number("WC")));
            }
            "HYP" => {
                if let Some((words, ..)) =
                    open.as_mut().filter(|(words, ..)| !words.ends_with(['-', '\u{ad}']))
                {
                    let hyphen = element.attribute("CONTENT").filter(|hyphen| !hyphen.trim().is_empty());
                    words.push_str(hyphen.as_deref().unwrap_or("-"));
                }
            }
            _ => {}
        },
        Node::Close("TextBlock") => {
            set(&mut setter, open.take());
            setter.paragraph();
        }
        Node::Close("TextLine") => {
            set(&mut setter, open.take());
            setter.line();
        }
        _ => {}
    })?;
    set(&mut setter, open);
    Ok(setter.finish())
}

/// A word, where it stands, how sure it is.
type Word = (String, Option<[i32; 4]>, Option<f32>);

fn set(setter: &mut Setter, word: Option<Word>) {
    if let Some((words, bounds, confidence)) = word {
        setter.word(&words, bounds, confidence);
    }
}

fn bounds(element: &Element) -> Option<[i32; 4]> {
    let [left, top, width, height] = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map(|name| element.number(name));
    let (left, top) = (left?, top?);
    Some([left as i32, top as i32, (left + width?) as i32, (top + height?) as i32])
}
