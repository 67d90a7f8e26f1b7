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

mod signs;
mod tags;
#[cfg(test)]
mod tests;
mod walk;

use std::cmp::Reverse;

use self::signs::{ADMONITIONS, emphasis, formulas, opening_sign, patterns};
use self::tags::tags;
use self::walk::walk;
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
    walk(&mut gather, line_after(&lines, fields));
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
        formulas(self.text, &bodies, &mut self.inlines);
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
