//! ALTO 2 to 4, the libraries' form: words as attributes of `String`, confidence `WC` from 0 to 1.
//!
//! `CC`, a digit a character with 0 for sure, is left alone: exporters disagree on its direction.

use super::{Scan, Setter, xml};
use crate::format::error::Result;
use xml::{Element, Node};

pub(super) fn read(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    xml::walk(path, text, false, |node| match node {
        Node::Open(element) => match element.name() {
            "Page" => setter.page(),
            "TextBlock" => setter.paragraph(),
            "TextLine" => setter.line(),
            "String" => {
                let words = element.attribute("CONTENT").unwrap_or_default();
                setter.word(&words, bounds(&element), element.number("WC"));
            }
            _ => {}
        },
        Node::Close("TextBlock") => setter.paragraph(),
        Node::Close("TextLine") => setter.line(),
        _ => {}
    })?;
    Ok(setter.finish())
}

fn bounds(element: &Element) -> Option<[i32; 4]> {
    let [left, top, width, height] = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map(|name| element.number(name));
    let (left, top) = (left?, top?);
    Some([left as i32, top as i32, (left + width?) as i32, (top + height?) as i32])
}
