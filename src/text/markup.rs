//! What in a text is markup and no prose?
//!
//! `See [the manual](a,b.html) and run `ls, now`.` holds eight words that a reader reads, an address and a
//! command. A rule that mends commas must leave the last two alone, a segmenter may end no sentence in
//! them, and a comparison may say that only the address has changed. So each stretch of markup is known
//! once, by where it stands and what it is, and all that read the text ask for it here.
//!
//! The mask is found where the layout is found ([`Document::new`](super::Document::new)): in Markdown by a
//! parser of Markdown. Rules that each look for backquotes and brackets of their own would know a part of
//! it each, and a different one.

use super::Span;

/// What a stretch of markup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MarkupKind {
    /// Marks that set words off or in order: `#`, `-`, `>`, `**`, `|`, the brackets of a link, a fence and
    /// what it says of the code in it.
    Sign,
    /// Code, in a line or in lines of its own, its backquotes included.
    Code,
    /// A formula, its dollars included.
    Math,
    /// Where a link or an image leads, with the title it is given there; a bare URL; an image as a whole;
    /// the definition of a link; a wiki link that shows the name of its page.
    Address,
    /// A tag of HTML with its attributes, a comment, an instruction.
    Tag,
    /// A character by its name or number: `&amp;`, `&#34;`.
    Entity,
    /// The fields at the head of a file.
    Field,
    /// The mark of a note or a reference: `[^1]`, `[@smith2020]`.
    Note,
    /// A command of LaTeX with those of its arguments that are no words, a role or directive of
    /// reStructuredText, a `{{shortcode}}`.
    Command,
}

/// A stretch of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Markup {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: MarkupKind,
}

/// The markup of a text: in order, nowhere empty and nowhere over each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mask(Vec<Markup>);

impl Mask {
    /// Where `found` overlap, the one that begins first stands, and of two that begin together the longer;
    /// what is left of the others stands beside it.
    pub(super) fn new(mut found: Vec<Markup>) -> Self {
        found.sort_by_key(|markup| (markup.span.start, std::cmp::Reverse(markup.span.end)));
        let mut end = 0;
        found.retain_mut(|markup| {
            markup.span.start = markup.span.start.max(end);
            end = end.max(markup.span.end);
            markup.span.start < markup.span.end
        });
        Self(found)
    }

    /// All of it.
    pub(super) fn all(&self) -> &[Markup] {
        &self.0
    }

    /// What of it shares a byte with `span`.
    pub(super) fn within(&self, span: Span) -> &[Markup] {
        if self.0.is_empty() {
            return &[];
        }
        let from = self.0.partition_point(|markup| markup.span.end <= span.start);
        let rest = &self.0[from..];
        &rest[..rest.partition_point(|markup| markup.span.start < span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(start: usize, end: usize) -> Markup {
        Markup { span: Span::new(start, end), kind: MarkupKind::Sign }
    }

    #[test]
    fn lies_nowhere_over_itself() {
        let mask = Mask::new(vec![markup(4, 9), markup(0, 2), markup(4, 6), markup(8, 12), markup(3, 3)]);
        assert_eq!(mask.all(), [markup(0, 2), markup(4, 9), markup(9, 12)]);
        assert_eq!(mask.within(Span::new(2, 4)), []);
        assert_eq!(mask.within(Span::new(1, 5)), [markup(0, 2), markup(4, 9)]);
        assert_eq!(mask.within(Span::new(12, 20)), []);
    }
}
