//! What is a text, to those who compare texts?
//!
//! A [`Document`]: one string that is never changed, and where its paragraphs, sentences and page
//! furniture lie in it. Everything that is said of a text points into it by [`Span`]; a person is shown
//! a [`Place`] made from the span when it is shown.

mod blocks;
mod document;
pub mod grapheme;
pub mod han;
#[rustfmt::skip]
mod han_data;
mod joined;
mod language;
mod languages;
mod layout;
pub(crate) mod marks;
mod markup;
pub mod number;
pub mod script;
mod sentence;
pub mod shape;
mod span;
mod syntax;
pub(crate) mod threads;

pub use blocks::{Block, BlockKind};
pub use document::{Confidence, Document, Furniture, FurnitureKind, Paragraph, ParagraphKind, Time};
pub use joined::{Joined, Joint, Part, between_sentences, joint};
pub use language::{Language, UnknownLanguage};
pub(crate) use layout::opens_tag;
pub use markup::{Markup, MarkupKind};
pub use span::{Lines, Located, Place, Span};
pub use syntax::Syntax;
