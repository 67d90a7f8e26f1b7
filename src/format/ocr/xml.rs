//! The events of an XML or HTML file, in the shape that the readers here need.

use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::format::error::Result;
use crate::format::xml::Events;

/// What comes next in a file.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// An element with this local name ends.
    Close(&'a str),
    /// Text between marks, entities resolved.
    Text(&'a str),
}

/// The opening mark of an element.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
    }

    /// The value of an attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f32> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// Calls `visit` with each node of `text`, an empty element as one that opens and closes.
///
/// HTML is taken as it comes: elements that end by themselves and unknown entities are no error.
pub(super) fn walk(path: &str, text: &str, html: bool, mut visit: impl FnMut(Node)) -> Result<()> {
    let mut events = if html { Events::html(path, text) } else { Events::xml(path, text) };
    while let Some(event) = events.next()? {
        match event {
            Event::Start(start) => visit(Node::Open(Element(&start))),
            Event::Empty(start) => {
                visit(Node::Open(Element(&start)));
                visit(Node::Close(start.local_name().as_ref()));
            }
            Event::End(end) => visit(Node::Close(end.local_name().as_ref())),
            Event::Text(content) => visit(Node::Text(&content.xml_content(XmlVersion::Implicit1_0))),
            Event::CData(content) => visit(Node::Text(&content)),
            Event::GeneralRef(name) => {
                let named = resolve_predefined_entity(&name).map(str::to_owned);
                let resolved =
                    named.or_else(|| unescape(&format!("&{};", &*name)).ok().map(|c| c.into_owned()));
                visit(Node::Text(resolved.as_deref().unwrap_or(" ")));
            }
            _ => {}
        }
    }
    Ok(())
}
