//! What are the blocks of a text in Markdown, and what in their lines is markup?
//!
//! ```text
//! > **Note.** See [the manual](a.html)   a line of a quotation; `>` beside it, four signs in it
//! > before you light it.                 goes on in the same paragraph: a soft break
//! ```
//!
//! The parser (pulldown-cmark) says of each stretch of the source what it is. From that two things are
//! made: *blocks*, the lines of each paragraph without what its containers put before them; and *inlines*,
//! the stretches inside the lines that are no prose. A line of a block begins with the first stretch that
//! the parser found on it, so that no container need be known by its signs. What lies in no block is a sign
//! of a block and becomes furniture, or the definition of a link.
//!
//! Reading line by line by the signs that a line begins with is simpler, and was done: it knows neither a
//! list in a quotation nor where a code span ends, and joins no lines in either.

use std::cmp::Reverse;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::furniture::lone_furniture;
use super::joins::ends_paragraph;
use super::lines::{End, Line, physical_lines, trimmed};
use super::markup::{begins_item, front_matter, is_rule, stands_apart};
use super::{Block, Cut, Inline, Page, Side};
use crate::text::syntax::is_definition;
use crate::text::{Furniture, FurnitureKind, MarkupKind, ParagraphKind, Span};

/// The blocks of `text`; what is in none goes to `furniture`.
pub(super) fn page<'a>(text: &'a str, furniture: &mut Vec<Furniture>) -> Page<'a> {
    let lines: Vec<Line> = physical_lines(text).collect();
    let fields = front_matter(text);
    let mut gather =
        Gather { text, lines: &lines, drafts: Vec::new(), inlines: Vec::new(), rules: Vec::new() };
    gather.fields(fields);
    gather.events(line_after(&lines, fields));
    gather.unclaimed();
    gather.settle(furniture)
}

/// Where the line after the one that holds `offset` begins; 0 for 0.
fn line_after(lines: &[Line], offset: usize) -> usize {
    if offset == 0 {
        return 0;
    }
    let next = lines.partition_point(|line| line.span.start <= offset);
    lines.get(next).map_or_else(|| lines.last().map_or(0, |line| line.span.end), |line| line.span.start)
}

/// A block before its place among the others is known.
struct Draft {
    bodies: Vec<Span>,
    kind: ParagraphKind,
    cut: Cut,
    item: bool,
    listed: bool,
    apart: bool,
}

struct Gather<'a, 'l> {
    text: &'a str,
    lines: &'l [Line],
    drafts: Vec<Draft>,
    inlines: Vec<Inline>,
    /// Lines that mark a page.
    rules: Vec<Span>,
}

/// A run of inline stretches that makes a paragraph, a heading, a row of a table.
struct Leaf {
    kind: ParagraphKind,
    cut: Cut,
    /// Where its first line begins; stretches begin at `starts`, in order.
    start: usize,
    starts: Vec<usize>,
    /// Where hard breaks begin.
    breaks: Vec<usize>,
    /// Up to where its stretches are known.
    end: usize,
    item: bool,
    listed: bool,
    quoted: bool,
    /// Its first inline, by its place.
    first: usize,
    /// Prose, in order: what touches is one.
    prose: Vec<Span>,
}

/// An item of a list that has no leaf yet.
#[derive(Clone, Copy)]
struct Item {
    start: usize,
    ordered: bool,
}

impl Gather<'_, '_> {
    /// The fields at the head of the file, which end at `end`.
    fn fields(&mut self, end: usize) {
        for line in self.lines.iter().skip(1).take_while(|line| line.span.start < end) {
            let span = trimmed(self.text, line.span);
            if !span.is_empty() {
                self.inlines.push(Inline::new(span, MarkupKind::Field, Side::Word));
                self.draft(vec![span], ParagraphKind::Body, Cut::Whole, true);
            }
        }
    }

    fn draft(&mut self, bodies: Vec<Span>, kind: ParagraphKind, cut: Cut, apart: bool) {
        self.drafts.push(Draft { bodies, kind, cut, item: false, listed: false, apart });
    }

    /// Walks what the parser finds from `from` on.
    fn events(&mut self, from: usize) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM
            | Options::ENABLE_WIKILINKS;
        let parser = Parser::new_ext(&self.text[from..], options).into_offset_iter();
        let mut leaf: Option<Leaf> = None;
        let mut item: Option<Item> = None;
        let mut lists: Vec<bool> = Vec::new();
        let mut quotes = 0_usize;
        let mut heading = false;
        // What holds its own text: an image, or a link that is nothing but an address.
        let mut whole: Option<(usize, Span)> = None;
        let mut code: Option<Vec<Span>> = None;
        let mut html: Option<usize> = None;
        for (event, range) in parser {
            let span = Span::new(from + range.start, from + range.end);
            if let Some((depth, at)) = &mut whole {
                match event {
                    Event::Start(_) => *depth += 1,
                    Event::End(_) if *depth > 1 => *depth -= 1,
                    Event::End(_) => {
                        let (at, leaf) = (*at, leaf.as_mut());
                        whole = None;
                        if let Some(leaf) = leaf {
                            self.word(leaf, at, MarkupKind::Address, Side::Word);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(Tag::CodeBlock(_)) => {
                    self.finish(leaf.take());
                    code = Some(Vec::new());
                }
                Event::End(TagEnd::CodeBlock) => {
                    self.code(&code.take().unwrap_or_default());
                    item = None;
                }
                Event::Start(Tag::HtmlBlock) => {
                    self.finish(leaf.take());
                    html = Some(span.start);
                }
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(start) = html.take() {
                        self.html(Span::new(start.min(span.end), span.end));
                    }
                    item = None;
                }
                Event::Html(_) => {}
                Event::Text(_) if html.is_some() => {}
                Event::Text(_) if code.is_some() => code.iter_mut().for_each(|code| code.push(span)),
                Event::Start(tag) => match inline(&tag) {
                    None => {
                        // A cell goes on in its row.
                        if matches!(tag, Tag::TableCell) {
                            continue;
                        }
                        self.finish(leaf.take());
                        match tag {
                            Tag::List(first) => {
                                lists.push(first.is_some());
                                item = None;
                            }
                            Tag::Item => {
                                let ordered = lists.last().copied().unwrap_or(false);
                                item = Some(Item { start: span.start, ordered });
                            }
                            Tag::BlockQuote(_) => quotes += 1,
                            Tag::Heading { .. } => heading = true,
                            Tag::TableHead | Tag::TableRow => {
                                leaf = Some(Leaf::new(span.start, self.inlines.len(), Cut::Whole));
                            }
                            _ => {}
                        }
                    }
                    Some(is_whole) => {
                        let leaf = self.leaf(&mut leaf, &mut item, span, heading, quotes > 0);
                        self.gap(leaf, span.start, Side::Open, MarkupKind::Sign);
                        leaf.starts.push(span.start);
                        if is_whole {
                            whole = Some((1, span));
                        }
                    }
                },
                Event::End(tag) => match tag {
                    TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Superscript
                    | TagEnd::Subscript => {
                        if let Some(leaf) = &mut leaf {
                            self.gap(leaf, span.end, Side::Close, MarkupKind::Sign);
                        }
                    }
                    TagEnd::Link => {
                        if let Some(leaf) = &mut leaf {
                            let is_sign = span.end <= leaf.end + 1;
                            let kind = if is_sign { MarkupKind::Sign } else { MarkupKind::Address };
                            self.gap(leaf, span.end, Side::Close, kind);
                        }
                    }
                    TagEnd::Image | TagEnd::TableCell => {}
                    TagEnd::TableHead | TagEnd::TableRow => {
                        if let Some(leaf) = &mut leaf {
                            let end = trimmed(self.text, span).end;
                            self.gap(leaf, end, Side::Close, MarkupKind::Sign);
                        }
                        self.finish(leaf.take());
                    }
                    _ => {
                        self.finish(leaf.take());
                        match tag {
                            TagEnd::List(_) => {
                                lists.pop();
                            }
                            TagEnd::BlockQuote(_) => quotes = quotes.saturating_sub(1),
                            TagEnd::Heading(_) => heading = false,
                            _ => {}
                        }
                        if matches!(tag, TagEnd::Item | TagEnd::List(_)) {
                            item = None;
                        }
                    }
                },
                Event::Rule => {
                    self.finish(leaf.take());
                    self.rules.push(trimmed(self.text, span));
                }
                Event::TaskListMarker(_) => {}
                Event::SoftBreak => {
                    if let Some(leaf) = &mut leaf {
                        leaf.end = leaf.end.max(span.end);
                    }
                }
                Event::HardBreak => {
                    if let Some(leaf) = &mut leaf {
                        self.inlines.push(Inline::new(span, MarkupKind::Sign, Side::Break));
                        leaf.breaks.push(span.start);
                        leaf.end = leaf.end.max(span.end);
                    }
                }
                Event::Text(ref words) => {
                    let leaf = self.leaf(&mut leaf, &mut item, span, heading, quotes > 0);
                    leaf.starts.push(span.start);
                    if **words == *span.of(self.text) {
                        // What touches is one stretch, however the parser cut it.
                        self.gap(leaf, span.start, Side::Open, MarkupKind::Sign);
                        match leaf.prose.last_mut() {
                            Some(last) if last.end == span.start => last.end = span.end,
                            _ => leaf.prose.push(span),
                        }
                        leaf.end = leaf.end.max(span.end);
                    } else {
                        let side = words.chars().next().map_or(Side::Word, Side::Letter);
                        self.word(leaf, span, MarkupKind::Entity, side);
                    }
                }
                Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_) => {
                    let (kind, side) = match event {
                        Event::Code(_) => (MarkupKind::Code, Side::Word),
                        Event::InlineHtml(_) => (MarkupKind::Tag, tag_side(span.of(self.text))),
                        Event::FootnoteReference(_) => (MarkupKind::Note, Side::Close),
                        _ => (MarkupKind::Math, Side::Word),
                    };
                    let leaf = self.leaf(&mut leaf, &mut item, span, heading, quotes > 0);
                    leaf.starts.push(span.start);
                    self.word(leaf, span, kind, side);
                }
            }
        }
        self.finish(leaf.take());
    }

    /// The leaf that is open, or a new one that begins with the stretch `span`.
    fn leaf<'l>(
        &self,
        leaf: &'l mut Option<Leaf>,
        item: &mut Option<Item>,
        span: Span,
        heading: bool,
        quoted: bool,
    ) -> &'l mut Leaf {
        leaf.get_or_insert_with(|| {
            let mut new = Leaf::new(span.start, self.inlines.len(), Cut::Prose);
            if heading {
                new.kind = ParagraphKind::Heading;
            }
            new.quoted = quoted;
            if let Some(item) = item.take() {
                new.item = true;
                new.listed = !item.ordered;
                // The number of an item is read with it.
                if item.ordered && !self.text[item.start..span.start].contains(['\n', '\r']) {
                    new.start = item.start;
                    new.starts.push(item.start);
                }
            }
            new
        })
    }

    /// A stretch that is no prose.
    fn word(&mut self, leaf: &mut Leaf, span: Span, kind: MarkupKind, side: Side) {
        self.gap(leaf, span.start, Side::Open, MarkupKind::Sign);
        self.inlines.push(Inline::new(span, kind, side));
        leaf.end = leaf.end.max(span.end);
    }

    /// What lies between the last stretch and `to` are signs.
    fn gap(&mut self, leaf: &mut Leaf, to: usize, side: Side, kind: MarkupKind) {
        if leaf.end < to {
            let span = trimmed(self.text, Span::new(leaf.end, to));
            if !span.is_empty() {
                self.inlines.push(Inline::new(span, kind, side));
            }
            leaf.end = to;
        }
    }

    /// Makes the blocks of a leaf: one, but for lines that are blocks by themselves.
    fn finish(&mut self, leaf: Option<Leaf>) {
        let Some(mut leaf) = leaf else { return };
        let bodies = self.bodies(&leaf);
        for (n, &span) in leaf.prose.iter().enumerate() {
            let starts = n == 0 && bodies.first().is_some_and(|body| body.start == span.start);
            patterns(self.text, span, starts, &mut self.inlines);
        }
        emphasis(self.text, &leaf.prose, &mut self.inlines);
        for &body in &bodies {
            opening_sign(self.text, body, &mut self.inlines);
        }
        untangle(&mut self.inlines, leaf.first);
        if leaf.cut == Cut::Whole {
            self.draft(bodies, leaf.kind, Cut::Whole, true);
            return;
        }
        if leaf.kind == ParagraphKind::Heading {
            self.underlined(&mut leaf, &bodies);
        }
        let mut group: Vec<Span> = Vec::new();
        for &body in &bodies {
            let line = self.line(body.start);
            if is_rule(line.of(self.text)) && bodies.len() == 1 {
                self.rules.push(line);
                continue;
            }
            let alone = leaf.kind == ParagraphKind::Body && self.stands_alone(&leaf, body);
            let item = body.of(self.text).starts_with(": ")
                || begins_item(body.of(self.text))
                    && group.last().is_some_and(|last| ends_paragraph(last.of(self.text)));
            if alone || item {
                self.group(&mut leaf, std::mem::take(&mut group));
            }
            if lone_furniture(line.of(self.text)).is_some() {
                self.group(&mut leaf, std::mem::take(&mut group));
                self.group(&mut leaf, vec![line]);
                continue;
            }
            group.push(body);
            if alone {
                self.group(&mut leaf, std::mem::take(&mut group));
            }
        }
        self.group(&mut leaf, group);
    }

    /// One block of a leaf.
    fn group(&mut self, leaf: &mut Leaf, bodies: Vec<Span>) {
        let (Some(first), Some(last)) = (bodies.first(), bodies.last()) else { return };
        let inlines = &self.inlines[leaf.first..];
        let all = within(inlines, Span::new(first.start, last.end));
        // What it shows may be translated.
        let shows = |inline: &Inline| {
            inline.span.of(self.text).get(..2).is_some_and(|open| matches!(open, "![" | "[["))
        };
        let image = all.iter().any(shows);
        let is_code = leaf.kind == ParagraphKind::Body
            && !image
            && bodies.iter().all(|&body| !has_prose(self.text, body, inlines));
        let (kind, cut) = if is_code { (ParagraphKind::Code, Cut::Whole) } else { (leaf.kind, Cut::Prose) };
        let apart = leaf.quoted || is_code || stands_apart(first.of(self.text));
        let (item, listed) = (leaf.item, leaf.listed);
        let item = item || begins_item(first.of(self.text));
        (leaf.item, leaf.listed) = (false, false);
        self.drafts.push(Draft { bodies, kind, cut, item, listed, apart });
    }

    /// A heading by the line under it is none if it reads as text: then the line is a rule.
    fn underlined(&mut self, leaf: &mut Leaf, bodies: &[Span]) {
        let Some(last) = bodies.last() else { return };
        let next = self.lines.partition_point(|line| line.span.start <= last.start);
        let Some(under) = self.lines.get(next).map(|line| trimmed(self.text, line.span)) else { return };
        let signs = under.of(self.text).trim_start_matches(['>', ' ']);
        let is_line = !signs.is_empty() && signs.bytes().all(|b| b == b'-' || b == b'=');
        if is_line && (bodies.len() > 1 || crate::text::marks::ends_sentence(last.of(self.text))) {
            leaf.kind = ParagraphKind::Body;
            self.rules.push(under);
        }
    }

    /// The line in which `offset` lies, trimmed.
    fn line(&self, offset: usize) -> Span {
        let at = self.lines.partition_point(|line| line.span.start <= offset).saturating_sub(1);
        self.lines.get(at).map_or(Span::new(offset, offset), |line| trimmed(self.text, line.span))
    }

    /// The lines of a leaf, each from its first stretch on.
    fn bodies(&self, leaf: &Leaf) -> Vec<Span> {
        let from = self.lines.partition_point(|line| line.span.start <= leaf.start).saturating_sub(1);
        let mut bodies = Vec::new();
        let mut starts = leaf.starts.iter().copied().peekable();
        let mut breaks = leaf.breaks.iter().copied().peekable();
        for line in self.lines[from..].iter().take_while(|line| line.span.start < leaf.end) {
            let span = line.span;
            while starts.next_if(|&start| start < span.start).is_some() {}
            while breaks.next_if(|&at| at < span.start).is_some() {}
            let start = match starts.peek() {
                _ if span.start <= leaf.start => leaf.start,
                Some(&start) if start <= span.end => start,
                _ => {
                    let signs: &[char] = if leaf.quoted { &['>', ' ', '\t'] } else { &[' ', '\t'] };
                    span.end - span.of(self.text).trim_start_matches(signs).len()
                }
            };
            let end = breaks.peek().copied().unwrap_or(usize::MAX).min(leaf.end).min(span.end);
            if start < end {
                let body = trimmed(self.text, Span::new(start, end));
                if !body.is_empty() {
                    bodies.push(body);
                }
            }
        }
        bodies
    }

    /// Whether a line is a block by itself though others stand around it: a box of `:::`, an image or a tag
    /// that has the line for itself.
    fn stands_alone(&self, leaf: &Leaf, body: Span) -> bool {
        let words = body.of(self.text);
        if words.starts_with(":::") || ADMONITIONS.iter().any(|mark| words.starts_with(mark)) {
            return true;
        }
        let inlines = within(&self.inlines[leaf.first..], body);
        let own = |inline: &Inline| {
            inline.span.start >= body.start
                && inline.span.end <= body.end
                && !matches!(inline.kind, MarkupKind::Code | MarkupKind::Math | MarkupKind::Entity)
        };
        !inlines.is_empty() && inlines.iter().all(own) && !has_prose(self.text, body, inlines)
    }

    /// The lines of a block of code.
    fn code(&mut self, spans: &[Span]) {
        let mut bodies: Vec<Span> = Vec::new();
        for &span in spans {
            let from = self.lines.partition_point(|line| line.span.start <= span.start).saturating_sub(1);
            for line in self.lines[from..].iter().take_while(|line| line.span.start < span.end) {
                let (start, end) = (line.span.start.max(span.start), line.span.end.min(span.end));
                if start >= end {
                    continue;
                }
                let end = trimmed(self.text, Span::new(start, end)).end;
                let is_blank = self.text[start..end].trim().is_empty();
                match bodies.last_mut() {
                    _ if is_blank => {}
                    Some(last) if last.end >= line.span.start => last.end = last.end.max(end),
                    // Its indentation is part of a line of code.
                    _ => bodies.push(Span::new(start, end)),
                }
            }
        }
        if !bodies.is_empty() {
            self.draft(bodies, ParagraphKind::Code, Cut::Lines, true);
        }
    }

    /// The lines of a block of HTML: those of tags alone are code, the others text.
    fn html(&mut self, block: Span) {
        let first = self.inlines.len();
        tags(self.text, block, &mut self.inlines);
        let from = self.lines.partition_point(|line| line.span.start <= block.start).saturating_sub(1);
        let mut group: Vec<Span> = Vec::new();
        let mut blocks: Vec<(Vec<Span>, bool)> = Vec::new();
        for line in self.lines[from..].iter().take_while(|line| line.span.start < block.end) {
            let (start, end) = (line.span.start.max(block.start), line.span.end.min(block.end));
            let body = trimmed(self.text, Span::new(start.min(end), end));
            if body.is_empty() {
                continue;
            }
            let words = body.of(self.text);
            if is_rule(words) {
                self.rules.push(body);
                continue;
            }
            let is_code = !has_prose(self.text, body, &self.inlines[first..]);
            let goes_on = |last: &Span| !last.of(self.text).ends_with('>') && !words.starts_with('<');
            if is_code || !group.last().is_some_and(goes_on) {
                blocks.extend((!group.is_empty()).then(|| (std::mem::take(&mut group), false)));
            }
            if is_code {
                blocks.push((vec![body], true));
            } else {
                group.push(body);
            }
        }
        blocks.extend((!group.is_empty()).then_some((group, false)));
        for (bodies, is_code) in blocks {
            match is_code {
                true => self.draft(bodies, ParagraphKind::Code, Cut::Lines, true),
                false => self.draft(bodies, ParagraphKind::Body, Cut::Prose, true),
            }
        }
    }

    /// Lines that the parser made nothing of: definitions of links, and a number that has its line alone.
    fn unclaimed(&mut self) {
        self.drafts.sort_by_key(|draft| draft.bodies[0]);
        let mut bodies: Vec<Span> =
            self.drafts.iter().flat_map(|draft| draft.bodies.iter().copied()).collect();
        bodies.sort_unstable();
        let mut bodies = bodies.into_iter().peekable();
        let mut found: Vec<Span> = Vec::new();
        for line in self.lines {
            let mut claimed = false;
            while bodies.next_if(|body| body.start <= line.span.end).is_some() {
                claimed = true;
            }
            if !claimed {
                let span = trimmed(self.text, line.span);
                let words = span.of(self.text).trim_start_matches(['>', ' ']);
                let is_number = || {
                    words.len() <= 10
                        && words.trim_end_matches(['.', ')']).bytes().all(|b| b.is_ascii_digit())
                        && words.starts_with(|c: char| c.is_ascii_digit())
                };
                if is_definition(words) || words.starts_with('[') && words.contains("]:") || is_number() {
                    found.push(Span::new(span.end - words.len(), span.end));
                }
            }
        }
        for span in found {
            if span.of(self.text).starts_with('[') {
                self.inlines.push(Inline::new(span, MarkupKind::Address, Side::Word));
                self.draft(vec![span], ParagraphKind::Code, Cut::Lines, true);
            } else {
                self.draft(vec![span], ParagraphKind::Body, Cut::Whole, false);
            }
        }
    }
}

impl<'a> Gather<'a, '_> {
    /// The page, when all its blocks are known; what is in none of them is furniture.
    fn settle(mut self, furniture: &mut Vec<Furniture>) -> Page<'a> {
        self.drafts.sort_by_key(|draft| draft.bodies[0]);
        self.rules.sort_unstable();
        let text = self.text;
        let mut page = Page { text, lines: Vec::new(), blocks: Vec::new(), inlines: Vec::new() };
        let mut ends =
            self.lines.iter().filter(|line| line.end == End::Page).map(|line| line.span.end).peekable();
        let mut rules = self.rules.iter().map(|rule| rule.start).peekable();
        for draft in &self.drafts {
            let start = draft.bodies[0].start;
            let mut page_before = false;
            while rules.next_if(|&rule| rule < start).is_some() {
                page_before = true;
            }
            while ends.next_if(|&end| end <= start).is_some() {
                page_before = true;
            }
            let at = self.lines.partition_point(|line| line.span.start <= start).saturating_sub(1);
            let before = &text[self.lines[at].span.start..start];
            let words = draft.bodies[0].of(text);
            let furniture = (draft.bodies.len() == 1 && draft.kind != ParagraphKind::Code)
                .then(|| lone_furniture(words))
                .flatten();
            page.blocks.push(Block {
                furniture,
                cut: draft.cut,
                indented: !before.is_empty() && before.trim().is_empty() && !draft.item,
                item: draft.item,
                listed: draft.listed,
                apart: draft.apart,
                page_before,
                ..Block::new(page.lines.len(), draft.kind)
            });
            draft.bodies.iter().for_each(|&body| page.push(body));
        }
        self.sweep(&page, furniture);
        untangle(&mut self.inlines, 0);
        page.inlines = self.inlines;
        page
    }

    /// Sets aside what lies in no line of a block.
    fn sweep(&self, page: &Page, furniture: &mut Vec<Furniture>) {
        let mut bodies = page.lines.iter().copied().peekable();
        let mut aside = |start: usize, end: usize| {
            let span = trimmed(self.text, Span::new(start, end.max(start)));
            if !span.is_empty() {
                let is_rule = self.rules.binary_search(&span).is_ok();
                let kind = if is_rule { FurnitureKind::PageBreak } else { FurnitureKind::Markup };
                furniture.push(Furniture { span, kind });
            }
        };
        for line in self.lines {
            let mut at = line.span.start;
            while let Some(body) = bodies.next_if(|body| body.start <= line.span.end) {
                aside(at, body.start);
                at = body.end.max(at);
            }
            aside(at, line.span.end);
        }
    }
}

impl Leaf {
    fn new(start: usize, first: usize, cut: Cut) -> Self {
        Self {
            kind: ParagraphKind::Body,
            cut,
            start,
            starts: Vec::new(),
            breaks: Vec::new(),
            end: start,
            item: false,
            listed: false,
            quoted: false,
            first,
            prose: Vec::new(),
        }
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

/// On which side of a sentence's border a tag stands.
fn tag_side(tag: &str) -> Side {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    match name.as_str() {
        "br" | "hr" => Side::Break,
        "img" | "input" | "video" | "audio" => Side::Word,
        _ if tag.starts_with("</") => Side::Close,
        _ if tag.ends_with("/>") && !name.is_empty() => Side::Word,
        _ => Side::Open,
    }
}

/// Puts the inlines from place `first` on in order and leaves out what begins inside another: what a code
/// span holds is no sign.
pub(super) fn untangle(inlines: &mut Vec<Inline>, first: usize) {
    let mut rest = inlines.split_off(first);
    rest.sort_by_key(|inline| (inline.span.start, Reverse(inline.span.end)));
    let mut end = 0;
    rest.retain(|inline| {
        let stands = inline.span.start >= end;
        end = end.max(inline.span.end);
        stands
    });
    inlines.append(&mut rest);
}

/// The inlines that share a byte with `span`; they stand in order, nowhere over each other.
fn within(inlines: &[Inline], span: Span) -> &[Inline] {
    let from = inlines.partition_point(|inline| inline.span.end <= span.start);
    let rest = &inlines[from..];
    &rest[..rest.partition_point(|inline| inline.span.start < span.end)]
}

/// Whether any of `body` is prose.
pub(super) fn has_prose(text: &str, body: Span, inlines: &[Inline]) -> bool {
    let mut at = body.start;
    for inline in within(inlines, body) {
        if at < inline.span.start && !text[at..inline.span.start].trim().is_empty() {
            return true;
        }
        at = at.max(inline.span.end);
    }
    at < body.end && !text[at..body.end].trim().is_empty()
}

/// Signs that the parser takes for text.
fn patterns(text: &str, span: Span, starts: bool, inlines: &mut Vec<Inline>) {
    let words = span.of(text);
    let mut add = |from: usize, to: usize, kind, side| {
        inlines.push(Inline::new(Span::new(span.start + from, span.start + to), kind, side));
        to
    };
    let mut at = 0;
    if starts
        && words.starts_with('[')
        && let Some(close) = words.find(']')
    {
        let label = words[1..close].trim_start_matches('[');
        let is_kind = label.strip_prefix('!').is_some_and(|kind| {
            !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        if label.eq_ignore_ascii_case("toc") || is_kind {
            let end = close + 1 + usize::from(words[close + 1..].starts_with([']', '-', '+']));
            at = add(0, end, MarkupKind::Command, Side::Open);
        }
    }
    while let Some(found) = memchr::memchr3(b'[', b'{', b':', &words.as_bytes()[at..]) {
        let from = at + found;
        let rest = &words[from..];
        let close = |end: &str| near(rest).find(end).map(|to| from + to + end.len());
        let (end, kind, side) = if rest.starts_with("[^") || rest.starts_with("[@") || rest.starts_with("[-@")
        {
            let end = close("]").filter(|&end| end > from + 3 && !words[from + 1..end].contains(['[', '\n']));
            (end, MarkupKind::Note, Side::Close)
        } else if rest.starts_with("{{") {
            (close("}}"), MarkupKind::Command, Side::Word)
        } else if rest.starts_with("{%") {
            (close("%}"), MarkupKind::Command, Side::Word)
        } else if rest.starts_with("{#") || rest.starts_with("{.") || rest.starts_with("{:") {
            (close("}").filter(|&end| !words[from..end].contains('\n')), MarkupKind::Sign, Side::Close)
        } else if rest.starts_with("://") {
            let scheme = words[at..from].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            let known = matches!(&words[from - scheme..from], "http" | "https" | "ftp");
            if known {
                at = add(from - scheme, from + url_length(rest), MarkupKind::Address, Side::Word);
                continue;
            }
            (None, MarkupKind::Address, Side::Word)
        } else {
            (None, MarkupKind::Sign, Side::Word)
        };
        at = match end {
            Some(end) => add(from, end, kind, side),
            None => from + 1,
        };
    }
}

/// As much of `rest` as a sign that the parser does not know may fill.
fn near(rest: &str) -> &str {
    let mut end = rest.len().min(400);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// Bytes of what can stand in a URL, the marks at its end left to the sentence.
fn url_length(rest: &str) -> usize {
    let stands = |b: u8| {
        b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'`' | b'|' | b'{' | b'}' | b'\\' | b'^')
    };
    let mut url = &rest[..rest.bytes().take_while(|&b| stands(b)).count()];
    loop {
        let bare = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let bare = match bare.strip_suffix([')', ']']) {
            Some(open) if bare.matches(['(', '[']).count() < bare.matches([')', ']']).count() => open,
            _ => bare,
        };
        if bare.len() == url.len() {
            return url.len();
        }
        url = bare;
    }
}

/// What opens a box of MkDocs.
const ADMONITIONS: [&str; 4] = ["!!! ", "!!!+ ", "??? ", "???+ "];

/// The mark that begins a line and is none of CommonMark's: of a box with its kind, `::: tip`, `!!! note`; of a
/// definition, `: `.
fn opening_sign(text: &str, body: Span, inlines: &mut Vec<Inline>) {
    let words = body.of(text);
    let colons = words.bytes().take_while(|&b| b == b':').count();
    let mark = match ADMONITIONS.iter().find(|mark| words.starts_with(**mark)) {
        Some(mark) => mark.len(),
        None if colons >= 3 => colons,
        None if words.starts_with(": ") => {
            inlines.push(Inline::new(Span::new(body.start, body.start + 1), MarkupKind::Sign, Side::Open));
            return;
        }
        None => return,
    };
    let rest = words[mark..].trim_start();
    let kind = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    let end = words.len() - rest.len() + kind;
    inlines.push(Inline::new(Span::new(body.start, body.start + end), MarkupKind::Command, Side::Open));
}

/// Marks of emphasis that CommonMark leaves alone because a full stop or a quote stands inside and a letter
/// outside, `**好。**他说`, which no writer of Chinese means.
fn emphasis(text: &str, prose: &[Span], inlines: &mut Vec<Inline>) {
    let mut open: Vec<Span> = Vec::new();
    for &span in prose {
        let bytes = span.of(text).as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b'*', b'_', &bytes[at..]) {
            let from = at + found;
            let length = bytes[from..].iter().take_while(|&&b| b == bytes[from]).count();
            at = from + length;
            let run = Span::new(span.start + from, span.start + at);
            let before = text[..run.start].chars().next_back().unwrap_or(' ');
            let after = text[run.end..].chars().next().unwrap_or(' ');
            if length > 3 || before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() {
                continue;
            }
            let same = |open: &Span| open.of(text) == run.of(text);
            if !before.is_whitespace()
                && let Some(opened) = open.iter().rposition(same)
            {
                inlines.push(Inline::new(open[opened], MarkupKind::Sign, Side::Open));
                inlines.push(Inline::new(run, MarkupKind::Sign, Side::Close));
                open.truncate(opened);
            } else if !after.is_whitespace() && !before.is_ascii_alphanumeric() && open.len() < 8 {
                open.push(run);
            }
        }
    }
}

/// The tags, comments and entities of a stretch of HTML, and what stands between tags that hold no text.
fn tags(text: &str, block: Span, inlines: &mut Vec<Inline>) {
    let html = block.of(text);
    // Whether what holds no text is still closed further on: no end is looked for twice.
    let mut closes = [true; 3];
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &html.as_bytes()[at..]) {
        let from = at + found;
        let rest = &html[from..];
        let (length, kind, side) = if let Some(entity) = rest.strip_prefix('&') {
            let name = entity.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
            let ends = name > 0 && rest[1 + name..].starts_with(';');
            (if ends { name + 2 } else { 0 }, MarkupKind::Entity, Side::Word)
        } else {
            let length = tag_length(rest, &mut closes);
            (length, MarkupKind::Tag, tag_side(&rest[..length]))
        };
        if length == 0 {
            at = from + 1;
        } else {
            inlines.push(Inline::new(Span::new(block.start + from, block.start + from + length), kind, side));
            at = from + length;
        }
    }
}

/// A tag that does not end in so many bytes is none.
const LONGEST_TAG: usize = 1 << 12;

/// Bytes of the tag or comment with which `html` begins, with what a script or a style holds; 0 if it begins
/// with none.
fn tag_length(html: &str, closes: &mut [bool; 3]) -> usize {
    let to = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    if html.starts_with("<!--") {
        return to("-->");
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        return to(">");
    }
    if !super::markup::opens_tag(html) {
        return 0;
    }
    let mut quote: Option<u8> = None;
    let mut end = 0;
    for (at, b) in html.bytes().enumerate().take(LONGEST_TAG) {
        match quote {
            Some(open) if b == open => quote = None,
            Some(_) => {}
            None if matches!(b, b'"' | b'\'') => quote = Some(b),
            None if b == b'>' => {
                end = at + 1;
                break;
            }
            None => {}
        }
    }
    for (name, closes) in ["script", "style", "pre"].into_iter().zip(closes) {
        let opens = html.get(1..1 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
            && !html.as_bytes().get(1 + name.len()).is_some_and(u8::is_ascii_alphanumeric);
        if opens && *closes {
            match html[end..].find(&format!("</{name}>")) {
                Some(close) => return end + close + name.len() + 3,
                None => *closes = false,
            }
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use crate::text::{Document, FurnitureKind, Language, Syntax};

    /// Sentences, one a line, `C ` before code; `{}` around what is markup; a blank line between paragraphs.
    fn shown(text: &str) -> String {
        let document = Document::written_in(Syntax::Markdown, text.into(), Language::new("en"));
        let mut shown = String::new();
        for (n, paragraph) in document.paragraphs().iter().enumerate() {
            shown.push_str(if n > 0 { "\n" } else { "" });
            for sentence in paragraph.sentences.clone() {
                shown.push_str(if document.is_code(sentence) { "C " } else { "" });
                for (n, &piece) in document.pieces(sentence).iter().enumerate() {
                    shown.push_str(if n > 0 { "⏎" } else { "" });
                    let mut at = piece.start;
                    for markup in document.markup_in(piece) {
                        let (from, to) = (markup.span.start.max(at), markup.span.end.min(piece.end));
                        shown += &format!("{}{{{}}}", &text[at..from], &text[from..to]);
                        at = to;
                    }
                    shown.push_str(&text[at..piece.end]);
                }
                shown.push('\n');
            }
        }
        shown
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn signs_that_close_stay_with_their_sentence() {
        check("**Read the card.** It is short.\n", "{**}Read the card.{**}\nIt is short.\n");
        check(
            "*“先坐下！”*他说完就走。**下一句**也在。",
            "{*}“先坐下！”{*}\n他说完就走。\n{**}下一句{**}也在。\n",
        );
        check("一句。[^1]又一句。\n\n[^1]: 注文。\n", "一句。{[^1]}\n又一句。\n\n注文。\n");
    }

    #[test]
    fn soft_breaks_are_joined_wherever_they_stand() {
        check(
            "> The kettle sings\n> at noon. It is\nhot.\n\n- one\n  two\n- three\n",
            "The kettle sings⏎at noon.\nIt is⏎hot.\n\none⏎two\n\nthree\n",
        );
        check("静水\\\n深流。\n", "静水\n深流。\n");
    }

    #[test]
    fn no_sentence_ends_in_what_is_no_prose() {
        check(
            "Run `a. B` or see [the page](x.html \"It is. So\"). Then $a. B$ holds.\n",
            "Run {`a. B`} or see {[}the page{](x.html \"It is. So\")}.\nThen {$a. B$} holds.\n",
        );
        check("见 https://example.org/a.B?c=1。下一句。\n", "见 {https://example.org/a.B?c=1}。\n下一句。\n");
        check("&quot;好。&quot;他说。\n", "{&quot;}好。{&quot;}他说。\n");
    }

    #[test]
    fn what_is_no_prose_is_a_unit_of_code() {
        check(
            "Do:\n\n```py\nif a:\n    b()\n```\n\n    c, d\n\n$$\nx\n$$\n\n[a]: b.html \"c\"\n\n<div class=\"a\">\n\nEnd.\n",
            "Do:\n\nC {if a:}\nC {    b()}\n\nC {    c, d}\n\nC {$$⏎x⏎$$}\n\nC {[a]: b.html \"c\"}\n\nC {<div class=\"a\">}\n\nEnd.\n"
                .replace("{    c", "{c").replace("{$$⏎x⏎$$}", "{$$}⏎{x}⏎{$$}").as_str(),
        );
    }

    #[test]
    fn fields_tables_and_boxes() {
        check(
            "---\ntitle: a, b\n---\n\n# One {#one}\n\n| a | b |\n|---|---|\n| c. D | e |\n\n::: tip Take care\nOf it.\n:::\n",
            "{title: a, b}\n\nOne\n\n{|} a {|} b {|}\n\n{|} c. D {|} e {|}\n\n{::: tip} Take care\n\nOf it.\n\nC {:::}\n",
        );
        check("+++\ntitle = 'a. B'\n+++\nOne. Two.\n", "{title = 'a. B'}\n\nOne.\nTwo.\n");
        check("> [!NOTE]\n> Do.\n\n- [x] done\n", "Do.\n\ndone\n");
        check("ship\n: It floats. It sinks.\n", "ship\n\n{:} It floats.\nIt sinks.\n");
    }

    #[test]
    fn numbers_of_items_are_read_and_page_numbers_are_not() {
        check("1. one\n2. two\n", "1. one\n\n2. two\n");
        let text = "The water of the upper lake went on over the stones, and in spring\n\n- 3 -\n\nit fell, as it does.\n";
        check(
            text,
            "The water of the upper lake went on over the stones, and in spring⏎it fell, as it does.\n",
        );
        let document = Document::written_in(Syntax::Markdown, text.into(), Language::new("en"));
        assert_eq!(document.furniture()[0].kind, FurnitureKind::PageNumber);
    }
}
