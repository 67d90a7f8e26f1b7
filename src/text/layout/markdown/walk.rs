//! What does the parser say of each stretch of the source?
//!
//! It gives events in order. What they open and close is kept while they come ([`Open`]); whatever makes a block or an
//! inline goes to the [`Gather`] at once.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::tags::tag_side;
use super::{Gather, Leaf};
use crate::text::layout::lines::trimmed;
use crate::text::layout::{Cut, Inline, Side};
use crate::text::{MarkupKind, ParagraphKind, Span};

/// Gives `gather` what the parser finds from `from` on.
pub(super) fn walk(gather: &mut Gather, from: usize) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    let parser = Parser::new_ext(&gather.text[from..], options).into_offset_iter();
    let mut walk = Walk { gather, open: Open::default() };
    for (event, range) in parser {
        walk.event(event, Span::new(from + range.start, from + range.end));
    }
    walk.finish();
}

/// What has begun and not ended.
#[derive(Default)]
struct Open {
    leaf: Option<Leaf>,
    item: Option<Item>,
    /// Of each list whether it is numbered.
    lists: Vec<bool>,
    quotes: usize,
    heading: bool,
    /// What holds its own text, an image or a link that is nothing but an address: how deep, and where it is.
    whole: Option<(usize, Span)>,
    /// The lines of a block of code.
    code: Option<Vec<Span>>,
    /// Where a block of HTML begins.
    html: Option<usize>,
}

/// An item of a list that has no leaf yet.
#[derive(Clone, Copy)]
struct Item {
    start: usize,
    ordered: bool,
}

impl Open {
    /// The leaf that is open, or a new one that begins with the stretch `span`.
    fn leaf(&mut self, gather: &Gather, span: Span) -> &mut Leaf {
        let Self { leaf, item, heading, quotes, .. } = self;
        leaf.get_or_insert_with(|| {
            let mut new = Leaf::new(span.start, gather.inlines.len(), Cut::Prose);
            if *heading {
                new.kind = ParagraphKind::Heading;
            }
            new.quoted = *quotes > 0;
            if let Some(item) = item.take() {
                new.item = true;
                new.listed = !item.ordered;
                // The number of an item is read with it.
                if item.ordered && !gather.text[item.start..span.start].contains(['\n', '\r']) {
                    new.start = item.start;
                    new.starts.push(item.start);
                }
            }
            new
        })
    }
}

struct Walk<'w, 'a, 'l> {
    gather: &'w mut Gather<'a, 'l>,
    open: Open,
}

impl Walk<'_, '_, '_> {
    fn event(&mut self, event: Event, span: Span) {
        if self.open.whole.is_some() {
            return self.inside_whole(&event);
        }
        match event {
            Event::Html(_) | Event::TaskListMarker(_) => {}
            Event::Text(_) if self.open.html.is_some() => {}
            Event::Text(_) if self.open.code.is_some() => {
                self.open.code.iter_mut().for_each(|code| code.push(span))
            }
            Event::Text(words) => self.text(&words, span),
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Rule => {
                self.finish();
                self.gather.rules.push(trimmed(self.gather.text, span));
            }
            Event::SoftBreak => {
                if let Some(leaf) = &mut self.open.leaf {
                    leaf.end = leaf.end.max(span.end);
                }
            }
            Event::HardBreak => {
                if let Some(leaf) = &mut self.open.leaf {
                    self.gather.inlines.push(Inline::new(span, MarkupKind::Sign, Side::Break));
                    leaf.breaks.push(span.start);
                    leaf.end = leaf.end.max(span.end);
                }
            }
            Event::Code(_) => self.word(span, MarkupKind::Code, Side::Word),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.word(span, MarkupKind::Math, Side::Word),
            Event::InlineHtml(_) => {
                self.word(span, MarkupKind::Tag, tag_side(span.of(self.gather.text)));
            }
            Event::FootnoteReference(_) => self.word(span, MarkupKind::Note, Side::Close),
        }
    }

    /// Waits for the end of what is one with all that it holds.
    fn inside_whole(&mut self, event: &Event) {
        let Some((depth, at)) = &mut self.open.whole else { return };
        match event {
            Event::Start(_) => *depth += 1,
            Event::End(_) if *depth > 1 => *depth -= 1,
            Event::End(_) => {
                let at = *at;
                self.open.whole = None;
                if let Some(leaf) = &mut self.open.leaf {
                    self.gather.word(leaf, at, MarkupKind::Address, Side::Word);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, span: Span) {
        if let Some(is_whole) = inline(tag) {
            let leaf = self.open.leaf(self.gather, span);
            self.gather.gap(leaf, span.start, Side::Open, MarkupKind::Sign);
            leaf.starts.push(span.start);
            if is_whole {
                self.open.whole = Some((1, span));
            }
            return;
        }
        // A cell goes on in its row.
        if matches!(tag, Tag::TableCell) {
            return;
        }
        self.finish();
        let open = &mut self.open;
        match tag {
            Tag::CodeBlock(_) => open.code = Some(Vec::new()),
            Tag::HtmlBlock => open.html = Some(span.start),
            Tag::List(first) => {
                open.lists.push(first.is_some());
                open.item = None;
            }
            Tag::Item => {
                let ordered = open.lists.last().copied().unwrap_or(false);
                open.item = Some(Item { start: span.start, ordered });
            }
            Tag::BlockQuote(_) => open.quotes += 1,
            Tag::Heading { .. } => open.heading = true,
            Tag::TableHead | Tag::TableRow => {
                open.leaf = Some(Leaf::new(span.start, self.gather.inlines.len(), Cut::Whole));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.close(span.end, MarkupKind::Sign),
            TagEnd::Link => {
                let is_sign = self.open.leaf.as_ref().is_some_and(|leaf| span.end <= leaf.end + 1);
                self.close(span.end, if is_sign { MarkupKind::Sign } else { MarkupKind::Address });
            }
            TagEnd::Image | TagEnd::TableCell => {}
            TagEnd::TableHead | TagEnd::TableRow => {
                self.close(trimmed(self.gather.text, span).end, MarkupKind::Sign);
                self.finish();
            }
            TagEnd::CodeBlock => {
                self.gather.code(&self.open.code.take().unwrap_or_default());
                self.open.item = None;
            }
            TagEnd::HtmlBlock => {
                if let Some(start) = self.open.html.take() {
                    self.gather.html(Span::new(start.min(span.end), span.end));
                }
                self.open.item = None;
            }
            _ => self.end_of_block(tag),
        }
    }

    fn end_of_block(&mut self, tag: TagEnd) {
        self.finish();
        let open = &mut self.open;
        match tag {
            TagEnd::List(_) => {
                open.lists.pop();
                open.item = None;
            }
            TagEnd::Item => open.item = None,
            TagEnd::BlockQuote(_) => open.quotes = open.quotes.saturating_sub(1),
            TagEnd::Heading(_) => open.heading = false,
            _ => {}
        }
    }

    /// What lies between the last stretch and `end` closes it.
    fn close(&mut self, end: usize, kind: MarkupKind) {
        if let Some(leaf) = &mut self.open.leaf {
            self.gather.gap(leaf, end, Side::Close, kind);
        }
    }

    fn text(&mut self, words: &str, span: Span) {
        if *words != *span.of(self.gather.text) {
            let side = words.chars().next().map_or(Side::Word, Side::Letter);
            return self.word(span, MarkupKind::Entity, side);
        }
        let leaf = self.open.leaf(self.gather, span);
        leaf.starts.push(span.start);
        self.gather.gap(leaf, span.start, Side::Open, MarkupKind::Sign);
        // What touches is one stretch, however the parser cut it.
        match leaf.prose.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => leaf.prose.push(span),
        }
        leaf.end = leaf.end.max(span.end);
    }

    /// A stretch that is no prose.
    fn word(&mut self, span: Span, kind: MarkupKind, side: Side) {
        let leaf = self.open.leaf(self.gather, span);
        leaf.starts.push(span.start);
        self.gather.word(leaf, span, kind, side);
    }

    fn finish(&mut self) {
        self.gather.finish(self.open.leaf.take());
    }
}

/// Whether a tag of the parser stands inside a line, and if so whether it is one with all that it holds.
fn inline(tag: &Tag) -> Option<bool> {
    match tag {
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => Some(false),
        Tag::Link { link_type, .. } => Some(matches!(
            link_type,
            LinkType::Autolink | LinkType::Email | LinkType::WikiLink { has_pothole: false }
        )),
        Tag::Image { .. } => Some(true),
        _ => None,
    }
}
