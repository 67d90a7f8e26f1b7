//! Where do the paragraphs of a page lie, and what on it is no text?
//!
//! A scanned page breaks a paragraph where the column ends, and sets a running head, a page number or
//! a turn line between its halves:
//!
//! ```text
//! …在反恐机构基础上设立中心；在上合组织地区      the paragraph breaks off in mid-sentence
//!
//! ## 要 闻                                      running head
//!
//! 反恐怖机构基础上，在比什凯克设立…             and goes on
//! ```
//!
//! Lines are gathered into blocks (a paragraph as it stands on the page), then each block is judged by
//! its neighbours: one that breaks off without an end is *open*; one that can take it up *continues*;
//! short blocks between such a pair, and others that print the same words, are furniture. So a heading
//! that merely occurs twice stays a heading. Deciding line by line with patterns for page numbers, as
//! clean-up scripts do, knows the numbers and none of the heads.
//!
//! Lines that were broken at a fixed width (most of them nearly as wide as the widest) are joined;
//! others stand for themselves, as verse and one-paragraph-a-line text need.

use std::hash::Hasher;
use std::num::NonZeroU64;

use rustc_hash::{FxHashMap, FxHasher};

use super::document::{Furniture, FurnitureKind, Paragraph, ParagraphKind, Parts};
use super::{Language, Span, script, sentence};

/// Every line that is not blank is a sentence; blank lines part paragraphs.
pub(super) fn lines(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut first = 0;
    for line in physical_lines(text) {
        let span = trimmed(text, line.span);
        if span.is_empty() {
            close(&mut parts, first, ParagraphKind::Body);
            first = parts.len();
        } else {
            parts.push([span]);
        }
    }
    close(&mut parts, first, ParagraphKind::Body);
    parts
}

/// Paragraphs, sentences and furniture of a page.
pub(super) fn find(text: &str, language: &Language) -> Parts {
    let mut parts = Parts::default();
    let page = Page::of(text, &mut parts.furniture);
    let roles = page.roles();
    parts.expect(page.blocks.len());
    let mut pieces = Vec::new();
    for (at, &role) in roles.iter().enumerate() {
        match role {
            Role::Furniture(kind) => {
                parts.furniture.extend(page.lines(at).iter().map(|&span| Furniture { span, kind }));
            }
            Role::Continued(_) => {}
            Role::Text => {
                let first = parts.len();
                let kind = page.blocks[at].kind;
                if kind == ParagraphKind::Code {
                    page.lines(at).iter().for_each(|&line| parts.push([line]));
                } else {
                    pieces.clear();
                    pieces.extend_from_slice(page.lines(at));
                    let mut last = at;
                    // Continuations lie a few blocks ahead, furniture in between.
                    while let Some(next) = (last + 1..roles.len().min(last + 2 + MOST_BETWEEN))
                        .find(|&next| roles[next] == Role::Continued((next - last) as u8))
                    {
                        pieces.extend_from_slice(page.lines(next));
                        last = next;
                    }
                    sentence::split(text, &pieces, language, &mut parts);
                }
                close(&mut parts, first, kind);
            }
        }
    }
    parts
}

fn close(parts: &mut Parts, first: usize, kind: ParagraphKind) {
    let end = parts.len();
    if first < end {
        parts.paragraphs.push(Paragraph { sentences: first..end, kind });
    }
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Line,
    Page,
}

#[derive(Clone, Copy)]
struct Line {
    span: Span,
    end: End,
}

/// The lines of `text` without their ends: LF, CR LF, CR, or a form feed, which also ends the page.
fn physical_lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut ends = memchr::memchr3_iter(b'\n', b'\r', 0x0c, bytes);
    std::iter::from_fn(move || {
        loop {
            let Some(at) = ends.next() else {
                let rest = (start < bytes.len()).then(|| Span::new(start, bytes.len()))?;
                start = bytes.len();
                return Some(Line { span: rest, end: End::Line });
            };
            let span = Span::new(start, at);
            start = at + 1;
            if bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r' {
                continue;
            }
            let end = if bytes[at] == 0x0c { End::Page } else { End::Line };
            return Some(Line { span, end });
        }
    })
}

fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let rest = line.trim_start();
    let start = span.start + (line.len() - rest.len());
    Span::new(start, start + rest.trim_end().len())
}

/// A page as it stands, before anything is said of what is text and what is not.
struct Page<'a> {
    text: &'a str,
    /// The lines that hold words, trimmed, markup left out; none is empty.
    lines: Vec<Span>,
    blocks: Vec<Block>,
}

/// A paragraph as it stands on the page. There are as many as lines in most texts, so it is small; and
/// what is asked of the words of each is asked while they are at hand.
struct Block {
    /// Its first line, by its place among the lines; the block goes on to the first line of the next.
    first: usize,
    kind: ParagraphKind,
    /// What it prints, if it may be a head and holds a letter.
    print: Option<NonZeroU64>,
    /// What its first line is by its own words, if that is no text.
    furniture: Option<FurnitureKind>,
    /// Whether it ends as a paragraph may.
    closed: bool,
    /// Whether it may be a head.
    head: bool,
    /// Whether it begins with white space.
    indented: bool,
    /// Whether it begins as an item of a list.
    item: bool,
    /// Whether it is an item of a list by a mark of Markdown.
    listed: bool,
    /// Whether no sentence goes on into it or out of it, nor past it: a quotation marked as one, a line of
    /// markup, a row of a table, a field at the head of the file.
    apart: bool,
    /// Whether a form feed, a rule or a page mark stands before it.
    page_before: bool,
}

impl Block {
    /// A block that begins with the line at place `first` and of which nothing else is known.
    fn new(first: usize, kind: ParagraphKind) -> Self {
        Self {
            first,
            kind,
            print: None,
            furniture: None,
            closed: false,
            head: false,
            indented: false,
            item: false,
            listed: false,
            apart: false,
            page_before: false,
        }
    }
}

impl<'a> Page<'a> {
    /// The lines of block `n`; at least one.
    fn lines(&self, n: usize) -> &[Span] {
        let end = self.blocks.get(n + 1).map_or(self.lines.len(), |next| next.first);
        &self.lines[self.blocks[n].first..end]
    }

    /// The span of the first line of block `n`.
    fn first_span(&self, n: usize) -> Span {
        self.lines[self.blocks[n].first]
    }

    fn first_line(&self, n: usize) -> &'a str {
        self.first_span(n).of(self.text)
    }

    fn last_line(&self, n: usize) -> &'a str {
        let lines = self.lines(n);
        lines[lines.len() - 1].of(self.text)
    }

    fn is_one_line(&self, n: usize) -> bool {
        self.lines(n).len() == 1
    }

    /// Bytes of block `n`.
    fn length(&self, n: usize) -> usize {
        self.lines(n).iter().map(|line| line.len()).sum()
    }

    /// Gathers the lines of `text` into blocks; markup goes to `furniture`.
    fn of(text: &'a str, furniture: &mut Vec<Furniture>) -> Self {
        // Room that is not filled is never touched and so costs nothing.
        let room = text.len() / SHORT_LINE;
        let mut page = Self { text, lines: Vec::with_capacity(room), blocks: Vec::with_capacity(room) };
        let mut fence: Option<&str> = None;
        let mut fresh = true;
        let mut page_before = false;
        let fields = front_matter(text);
        let wrap = wrap_width(text);
        // Whether the last line was so short that a wrapped paragraph must have ended there.
        let mut ended = false;
        for line in physical_lines(text) {
            let span = trimmed(text, line.span);
            let words = span.of(text);
            let indent = span.start - line.span.start;
            let mark = |furniture: &mut Vec<Furniture>, span, kind| furniture.push(Furniture { span, kind });
            if let Some(open) = fence {
                if words.starts_with(open) {
                    fence = None;
                    fresh = true;
                    mark(furniture, span, FurnitureKind::Markup);
                } else if !span.is_empty() {
                    let code = ParagraphKind::Code;
                    if fresh || page.blocks.is_empty() {
                        let page_before = std::mem::take(&mut page_before);
                        page.blocks.push(Block { page_before, ..Block::new(page.lines.len(), code) });
                    }
                    page.push(span);
                    fresh = false;
                }
            } else if span.is_empty() {
                fresh = true;
            } else if let Some(open) = fence_mark(words) {
                fence = Some(open);
                mark(furniture, span, FurnitureKind::Markup);
                fresh = true;
            } else if is_rule(words) {
                mark(furniture, span, FurnitureKind::PageBreak);
                fresh = true;
                page_before = true;
            } else {
                let alone = lone_furniture(words);
                let plain = is_plain(words);
                let unmarked = plain || alone.is_some();
                let (markup, kind) = if unmarked { (0, ParagraphKind::Body) } else { markup(words) };
                if markup > 0 {
                    let marked = span.of(text)[..markup].trim_end().len();
                    mark(furniture, Span::new(span.start, span.start + marked), FurnitureKind::Markup);
                }
                let body =
                    if unmarked { span } else { trimmed(text, Span::new(span.start + markup, span.end)) };
                let item = markup > 0 || !plain && begins_item(body.of(text));
                let joins = !fresh
                    && !item
                    && wrap.is_some()
                    && indent_columns(text, line.span, indent) < 2
                    && !ended;
                if !body.is_empty() {
                    if !joins || page.blocks.last().is_none_or(|block| block.kind != ParagraphKind::Body) {
                        page.blocks.push(Block {
                            furniture: alone,
                            indented: indent > 0,
                            item,
                            listed: markup > 0 && words.starts_with(['-', '*', '+']),
                            apart: !plain && (span.start < fields || stands_apart(words)),
                            page_before: std::mem::take(&mut page_before),
                            ..Block::new(page.lines.len(), kind)
                        });
                    }
                    page.push(body);
                }
                fresh = kind == ParagraphKind::Heading;
                ended = wrap.is_some_and(|width| columns(words) * 4 < width * 3 && ends_sentence(words));
            }
            if line.end == End::Page {
                page_before = true;
                fresh = true;
            }
        }
        page
    }

    /// Adds a line to the last block.
    fn push(&mut self, span: Span) {
        let Some(block) = self.blocks.last_mut() else { return };
        let line = span.of(self.text);
        block.closed = ends_paragraph(line);
        block.head = block.first == self.lines.len() && may_be_head(line, block);
        block.print = if block.head { print(line) } else { None };
        self.lines.push(span);
    }
}

/// Whether a block that is `line` is short enough for a head and does not read as a sentence.
fn may_be_head(line: &str, block: &Block) -> bool {
    if line.len() > 240 || block.kind == ParagraphKind::Code {
        return false;
    }
    let goes_on = || line.ends_with(['，', ',', '、', '；', ';', '：', ':']);
    let reads = || block.closed && ends_sentence(line) || line.contains(CLAUSE_MARKS);
    !block.apart
        && (block.kind == ParagraphKind::Heading || !reads())
        && !goes_on()
        && line.chars().count() <= 60
}

/// Whether a line shows by its first character that no sentence of running text goes on in it: `> ` of a
/// quotation, `|` of a table, a tag, `:::` of a box.
fn stands_apart(line: &str) -> bool {
    match line.as_bytes() {
        [b'>' | b'|', ..] | [b':', b':', b':', ..] => true,
        _ => opens_tag(line),
    }
}

/// Whether `text` begins with a tag of HTML, a closing one or a comment.
pub(crate) fn opens_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')))
}

/// Where the fields at the head of a Markdown file end, `key: value` between two lines of `---`; 0 if it has
/// none.
fn front_matter(text: &str) -> usize {
    /// Who writes more fields than this writes no head.
    const MOST_LINES: usize = 64;
    let mut lines = physical_lines(text).take(MOST_LINES).map(|line| line.span);
    let is_fence = |line: &Span| line.of(text).trim_end() == "---";
    if !lines.next().as_ref().is_some_and(is_fence) {
        return 0;
    }
    lines.find(is_fence).map_or(0, |line| line.start)
}

/// The columns at which the lines of `text` were broken, if they were broken at a fixed width.
///
/// Only lines that another follows at once are counted, for only they can have been broken. A long text
/// is judged by samples spread evenly over it: how its lines were broken is a habit of the whole.
fn wrap_width(text: &str) -> Option<usize> {
    /// Wider lines are paragraphs.
    const WIDEST: usize = 160;
    /// Fewer broken lines show no habit.
    const FEWEST: usize = 2;
    /// Samples, and bytes of each.
    const SAMPLES: (usize, usize) = (64, 1 << 16);
    let mut widths: Vec<u16> = Vec::new();
    let mut ended = 0;
    let mut wide = 0_usize;
    let whole = text.len() <= SAMPLES.0 * SAMPLES.1;
    let samples = if whole { 1 } else { SAMPLES.0 };
    for sample in 0..samples {
        let from = line_start(text, text.len() / samples * sample);
        let to = if whole { text.len() } else { line_start(text, (from + SAMPLES.1).min(text.len())) };
        let mut previous: Option<Span> = None;
        for line in physical_lines(&text[from..to.max(from)]) {
            let span = trimmed(&text[from..], line.span);
            if let (Some(before), false) = (previous, span.is_empty()) {
                let words = before.of(&text[from..]);
                // No character takes more than three bytes a column.
                let width = if words.len() > 3 * WIDEST { WIDEST + 1 } else { columns(words) };
                if width > WIDEST {
                    wide += 1;
                } else {
                    widths.push(width as u16);
                    ended += usize::from(ends_sentence(words));
                }
            }
            previous = (!span.is_empty()).then_some(span);
        }
    }
    if widths.len() < FEWEST || wide * 4 > widths.len() {
        return None;
    }
    let count = widths.len();
    let place = count - 1 - count / 20;
    let (_, &mut width, _) = widths.select_nth_unstable(place);
    let width = usize::from(width);
    let full = widths.iter().filter(|&&w| usize::from(w) * 10 >= width * 7).count();
    (width >= 20 && full * 10 >= count * 6 && ended * 10 < count * 6).then_some(width)
}

/// The start of the first line that begins at `from` or after it; the end if there is none.
fn line_start(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at + 1)
}

/// Columns on a terminal, near enough: two for what takes three bytes or more.
fn columns(line: &str) -> usize {
    line.bytes().map(|b| usize::from(!(0x80..0xc0).contains(&b)) + usize::from(b >= 0xe2)).sum()
}

/// Columns of white space before a line's first character.
fn indent_columns(text: &str, line: Span, bytes: usize) -> usize {
    columns(&text[line.start..line.start + bytes])
}

fn fence_mark(line: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))
}

/// Whether a line is a rule or a page mark and holds no words: `---`, `* * *`, `<!-- page 3 -->`,
/// `{3}------`, `=== Page 3 ===`.
fn is_rule(line: &str) -> bool {
    let bytes = line.as_bytes();
    if line.len() > 120
        || !matches!(bytes[0], b'-' | b'*' | b'_' | b'=' | b'~' | b'<' | b'{' | b'+' | b'|')
            && !line.starts_with(['—', '─', '━', '＊', '※'])
    {
        return false;
    }
    if let Some(comment) = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
        return comment.to_ascii_lowercase().contains("page") && comment.bytes().any(|b| b.is_ascii_digit())
            || comment.to_ascii_lowercase().contains("pagebreak");
    }
    let is_stroke =
        |c: char| matches!(c, '-' | '*' | '_' | '=' | '~' | '—' | '─' | '━' | '＊' | '※' | '|' | '+' | ':');
    let strokes = line.chars().filter(|&c| is_stroke(c)).count();
    let others: String = line.chars().filter(|&c| !is_stroke(c) && !c.is_whitespace()).collect();
    let page = others.to_ascii_lowercase();
    strokes >= 3
        && (others.is_empty()
            || strokes >= 6
                && page
                    .trim_matches(['{', '}'])
                    .trim_start_matches("page")
                    .bytes()
                    .all(|b| b.is_ascii_digit()))
}

/// Whether a line begins with a Chinese character that begins no item of a list: most lines of a Chinese
/// text do, and need not be asked further.
fn is_plain(line: &str) -> bool {
    line.chars().next().is_some_and(|c| script::is_han(c) && c != '第' && !is_numeral(c))
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇两".contains(c)
}

/// How many bytes of markup begin `line`, and what they make of it: `# ` a heading; `> ` and `- ` an
/// item of body text.
fn markup(line: &str) -> (usize, ParagraphKind) {
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t', '\u{3000}']) {
        let rest = &line[hashes..];
        return (hashes + rest.len() - rest.trim_start().len(), ParagraphKind::Heading);
    }
    for mark in ["- ", "* ", "+ ", "> ", "• ", "· "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (mark.len() + rest.len() - rest.trim_start().len(), ParagraphKind::Body);
        }
    }
    (0, ParagraphKind::Body)
}

/// Whether a line begins as an item of a list or a numbered article: `（一）`, `1.`, `第三条`, `(a)`, `|`.
fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    let numeral = is_numeral;
    match first {
        '|' | '•' | '●' | '■' | '◆' | '○' | '※' | '①'..='⑳' => true,
        '（' | '(' => {
            let inside = |c: char| numeral(c) || c.is_ascii_alphanumeric();
            closes(chars.take(6), inside, |c| matches!(c, '）' | ')'))
        }
        '第' => {
            let part = |c: char| "条條章节節款编篇回卷".contains(c);
            closes(chars.take(8), |c| numeral(c) || c.is_ascii_digit(), part)
        }
        c if numeral(c) => line.trim_start_matches(numeral).starts_with(['、', '．', '.']),
        c if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 3
                && (rest.starts_with('、')
                    || rest
                        .strip_prefix(['.', ')', '．', '）'])
                        .is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_digit())))
        }
        _ => false,
    }
}

/// Whether `chars` are one or more of what is `inside`, and then an `end`.
fn closes(
    chars: impl Iterator<Item = char>,
    inside: impl Fn(char) -> bool,
    end: impl Fn(char) -> bool,
) -> bool {
    for (count, c) in chars.enumerate() {
        if end(c) {
            return count > 0;
        }
        if !inside(c) {
            return false;
        }
    }
    false
}

/// What a block is to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Text,
    Furniture(FurnitureKind),
    /// Goes on where a block broke off that stands so many before it.
    Continued(u8),
}

/// Bytes of a line, where lines are short: for how many room is made at first.
const SHORT_LINE: usize = 64;

/// At most so many blocks are set between the halves of a paragraph.
const MOST_BETWEEN: usize = 6;

impl Page<'_> {
    /// What each block is to the text.
    fn roles(&self) -> Vec<Role> {
        let blocks = &self.blocks;
        let role = |(n, block): (usize, &Block)| match block.furniture {
            Some(kind) if self.is_one_line(n) => Role::Furniture(kind),
            _ => Role::Text,
        };
        let mut roles: Vec<Role> = blocks.iter().enumerate().map(role).collect();
        let habits = Habits::of(self);
        let prints = Prints::of(blocks);
        let breaks: Vec<(usize, usize)> = (0..blocks.len())
            .filter(|&open| roles[open] == Role::Text && self.is_open(open, habits))
            .filter(|&open| !self.in_bare_list(open))
            .filter_map(|open| Some((open, self.taken_up(&roles, &prints, open, habits)?)))
            .collect();
        let mut in_breaks: FxHashMap<NonZeroU64, usize> = FxHashMap::default();
        for print in breaks.iter().flat_map(|&(open, next)| open + 1..next).filter_map(|n| blocks[n].print) {
            *in_breaks.entry(print).or_default() += 1;
        }
        let mut heads: Vec<usize> = Vec::new();
        for (open, next) in breaks {
            // Words that mostly stand between whole paragraphs are a heading of the text's own, and the
            // line before them a title.
            let headings = (open + 1..next)
                .filter(|&n| roles[n] == Role::Text)
                .filter_map(|n| blocks[n].print)
                .any(|print| {
                    2 * in_breaks[&print] < prints.with(print).iter().filter(|&&(_, n)| n > 0).count()
                });
            if !headings {
                roles[next] = Role::Continued((next - open) as u8);
                heads.extend((open + 1..next).filter(|&n| roles[n] == Role::Text));
            }
        }
        self.settle_heads(&mut roles, &prints, &heads);
        self.settle_numbers(&mut roles);
        roles
    }
}

/// What a text mostly does.
#[derive(Clone, Copy)]
struct Habits {
    /// Its long blocks end their sentences, so that one that does not is broken.
    punctuated: bool,
    /// Its paragraphs are indented.
    indents: bool,
}

impl Habits {
    fn of(page: &Page) -> Self {
        let bodies = || (0..page.blocks.len()).filter(|&n| page.blocks[n].kind == ParagraphKind::Body);
        let (mut long, mut ended) = (0, 0);
        for n in bodies().filter(|&n| page.length(n) >= LONG) {
            long += 1;
            ended += usize::from(page.blocks[n].closed);
        }
        let indented = bodies().filter(|&n| page.blocks[n].indented).count();
        // Two may break off in any text, however short.
        Self { punctuated: long - ended <= (long * 3 / 10).max(2), indents: indented * 2 > page.blocks.len() }
    }
}

/// The blocks that may be heads, by what they print: sorted, since most stand once and a list for each would
/// be a million lists in a long text.
struct Prints(Vec<(NonZeroU64, u32)>);

impl Prints {
    fn of(blocks: &[Block]) -> Self {
        let prints = blocks.iter().enumerate().filter_map(|(n, block)| Some((block.print?, n as u32)));
        let mut prints: Vec<(NonZeroU64, u32)> = prints.collect();
        prints.sort_unstable();
        Self(prints)
    }

    /// The blocks that print the same as `block`, itself among them.
    fn same(&self, block: &Block) -> &[(NonZeroU64, u32)] {
        block.print.map_or(&[], |print| self.with(print))
    }

    /// The blocks that print `print`.
    fn with(&self, print: NonZeroU64) -> &[(NonZeroU64, u32)] {
        let from = &self.0[self.0.partition_point(|place| place.0 < print)..];
        &from[..from.iter().take_while(|place| place.0 == print).count()]
    }
}

impl Page<'_> {
    /// The block that takes up the sentence in which block `open` breaks off, if only furniture and what
    /// may be heads stand between them.
    fn taken_up(&self, roles: &[Role], prints: &Prints, open: usize, habits: Habits) -> Option<usize> {
        for next in open + 1..roles.len().min(open + 2 + MOST_BETWEEN) {
            if matches!(roles[next], Role::Furniture(_)) {
                continue;
            }
            if self.blocks[next].apart {
                return None;
            }
            if self.continues(open, next, habits) {
                // A title over its text looks like a broken sentence, unless it is long or what stands
                // between is plainly the page's.
                let page = (open + 1..next).any(|n| {
                    roles[n] != Role::Text
                        || self.blocks[n].kind == ParagraphKind::Heading
                        || self.blocks[n].page_before
                        || prints.same(&self.blocks[n]).len() > 1
                });
                // A column may part an item of a list too, but in Markdown the item simply ends there.
                let long = self.clause_marks(open) > 1 || self.length(open) > 3 * LONG;
                let apart = page || long && !self.blocks[open].listed;
                return apart.then_some(next);
            }
            if !self.blocks[next].head {
                return None;
            }
        }
        None
    }

    fn clause_marks(&self, n: usize) -> usize {
        self.lines(n).iter().map(|span| span.of(self.text).matches(CLAUSE_MARKS).count()).sum()
    }

    /// Sets aside the heads that stand in mid-sentence, every other block that prints the same words, and
    /// a title printed again at the top of a page.
    fn settle_heads(&self, roles: &mut [Role], prints: &Prints, heads: &[usize]) {
        for &head in heads {
            roles[head] = Role::Furniture(FurnitureKind::RunningHead);
            for &(_, n) in prints.same(&self.blocks[head]) {
                let n = n as usize;
                // The first block of a text is its title, even if pages print it again.
                if n > 0 && roles[n] == Role::Text {
                    roles[n] = Role::Furniture(FurnitureKind::RunningHead);
                }
            }
        }
        for n in 1..roles.len() {
            let block = &self.blocks[n];
            if roles[n] != Role::Text || block.print.is_none() {
                continue;
            }
            use FurnitureKind::{PageNumber, RunningHead, TurnLine};
            let at_page = block.page_before
                || matches!(roles[n - 1], Role::Furniture(PageNumber | TurnLine | RunningHead));
            let again = || prints.same(block)[0].1 as usize != n;
            let title = block.print == self.blocks[0].print && self.first_line(n).chars().count() >= 6;
            if title || at_page && again() {
                roles[n] = Role::Furniture(RunningHead);
            }
        }
    }

    /// Sets aside bare numbers that count pages: at least two that ascend by steps of one or two, or one at
    /// a page break or in mid-sentence.
    fn settle_numbers(&self, roles: &mut [Role]) {
        let bare: Vec<(usize, u32)> = (0..roles.len())
            .filter(|&n| roles[n] == Role::Text && self.is_one_line(n))
            .filter_map(|n| Some((n, bare_number(self.first_span(n), self.text)?)))
            .collect();
        for (at, &(n, number)) in bare.iter().enumerate() {
            let follows = |other: Option<&(usize, u32)>, up: bool| {
                other.is_some_and(|&(m, value)| {
                    m.abs_diff(n) > 1
                        && if up {
                            (1..=2).contains(&value.wrapping_sub(number))
                        } else {
                            (1..=2).contains(&number.wrapping_sub(value))
                        }
                })
            };
            let counted = follows(bare.get(at + 1), true) || at > 0 && follows(bare.get(at - 1), false);
            let at_page = self.blocks[n].page_before || self.blocks.get(n + 1).is_some_and(|b| b.page_before);
            if counted || at_page {
                roles[n] = Role::Furniture(FurnitureKind::PageNumber);
            }
        }
    }

    /// Whether block `n` is an item of a list whose items end without a mark: then it does not break off.
    fn in_bare_list(&self, n: usize) -> bool {
        let is_bare = |n: usize| self.blocks.get(n).is_some_and(|block| block.item && !block.closed);
        is_bare(n) && (n > 0 && is_bare(n - 1) || is_bare(n + 1))
    }

    /// Whether block `n` breaks off in mid-sentence.
    fn is_open(&self, n: usize, habits: Habits) -> bool {
        let block = &self.blocks[n];
        if block.kind != ParagraphKind::Body || block.closed || block.apart || self.length(n) < LONG {
            return false;
        }
        let line = self.last_line(n);
        let Some(last) = line.chars().next_back() else { return false };
        if matches!(last, '，' | ',' | '、' | '“' | '「' | '《' | '（' | '(') {
            return true;
        }
        if last == '-' {
            return line.chars().nth_back(1).is_some_and(char::is_alphabetic);
        }
        if !last.is_alphanumeric() {
            return false;
        }
        // Titles and signatures end without a mark too, but they seldom hold one.
        let clauses = || self.lines(n).iter().any(|span| span.of(self.text).contains(CLAUSE_MARKS));
        if script::runs_on(last) || last.is_numeric() {
            habits.punctuated && clauses()
        } else {
            last.is_lowercase() || habits.punctuated && clauses()
        }
    }

    /// Whether block `next` can take up the sentence in which block `open` breaks off.
    fn continues(&self, open: usize, next: usize, habits: Habits) -> bool {
        let block = &self.blocks[next];
        if block.kind != ParagraphKind::Body || block.item || habits.indents && block.indented {
            return false;
        }
        let Some(first) = self.first_line(next).chars().next() else { return false };
        let before = self.last_line(open).chars().next_back().unwrap_or(' ');
        if first.is_lowercase() {
            return true;
        }
        if matches!(first, '，' | '。' | '、' | '；' | '）' | '”' | '》' | ',' | ';' | ')') {
            return true;
        }
        let runs_on = script::runs_on(before) || before.is_numeric();
        if runs_on && (script::runs_on(first) || first.is_ascii_digit()) {
            // What takes up a sentence also ends it, or breaks off in turn.
            return habits.punctuated && (block.closed || self.is_open(next, habits));
        }
        // A comma, or a word before a name or number, lets a capital follow.
        matches!(before, ',' | '，' | '、') && first.is_alphanumeric() && block.closed
    }
}

/// What a title seldom holds and running text has.
const CLAUSE_MARKS: [char; 5] = ['，', ',', '。', ';', '；'];

/// Bytes above which a block is running text and no heading.
const LONG: usize = 60;

fn bare_number(line: Span, text: &str) -> Option<u32> {
    (line.len() <= 4 && line.of(text).bytes().all(|b| b.is_ascii_digit()))
        .then(|| line.of(text).parse().ok())?
}

/// A hash of what is printed, by which `## 要 闻` and `要闻` are one head, and `Title 12` and `Title 13`
/// another; `None` if there is no letter.
fn print(line: &str) -> Option<NonZeroU64> {
    let mut hasher = FxHasher::default();
    let mut letters = 0;
    let kept = line.chars().filter(|&c| script::is_han(c) || c.is_alphabetic());
    for c in kept {
        letters += 1;
        if script::is_han(c) {
            hasher.write_u32(c.into())
        } else {
            c.to_lowercase().for_each(|c| hasher.write_u32(c.into()))
        }
    }
    (letters > 0).then(|| NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN))
}

/// A line that is furniture by its own words: a dressed page number or a turn line.
fn lone_furniture(line: &str) -> Option<FurnitureKind> {
    // Longer lines are text; and so are those that neither count nor say 第.
    let counts = line.len() <= 120
        && (line.bytes().any(|b| b.is_ascii_digit()) || line.len() <= 60 && line.contains('第'));
    if !counts {
        return None;
    }
    if is_turn_line(line) {
        return Some(FurnitureKind::TurnLine);
    }
    is_page_number(line).then_some(FurnitureKind::PageNumber)
}

/// `下转第四版`, `(上接第1版)`, `Continued on page 4`, `Окончание на 4-й стр.`, in brackets or bare.
fn is_turn_line(line: &str) -> bool {
    let dress = |c: char| "（）()【】[]〔〕〈〉<>*_—-─…·▲▼◀▶►◄→← 　。.".contains(c);
    let bare = line.trim_start_matches(dress);
    let Some(first) = bare.chars().next().filter(|c| "下上紧轉CcSsПпОоНн".contains(*c)) else {
        return false;
    };
    let bare = bare.trim_end_matches(dress);
    match first {
        '下' | '上' | '紧' | '轉' => {
            let folded = bare.replace([' ', '\u{3000}'], "");
            let starts = ["下转", "上接", "紧接", "下接", "上转", "下轉", "轉"];
            starts.iter().any(|start| folded.starts_with(start))
                && folded.ends_with(['版', '页', '頁', '面', '栏'])
                && folded.contains('第')
                && folded.chars().count() <= 14
        }
        _ => {
            let lower = bare.to_lowercase();
            let starts = |with: &[&str]| with.iter().any(|start| lower.starts_with(start));
            let english = starts(&["continued on", "continued from", "cont'd on", "see page"])
                && (lower.contains("page") || lower.contains(" p."));
            let russian = starts(&["продолжение", "окончание", "начало на"]) && lower.contains("на ");
            lower.chars().count() <= 60 && lower.bytes().any(|b| b.is_ascii_digit()) && (english || russian)
        }
    }
}

/// `- 12 -`, `— 3 —`, `第 3 页`, `第3页 共10页`, `Page 3 of 10`, `p. 3`, `стр. 3`, `3 / 10`.
fn is_page_number(line: &str) -> bool {
    if line.len() > 72 || line.chars().count() > 24 {
        return false;
    }
    let dashed = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '•' | '~' | ' ');
    let inner = line.trim_matches(dashed);
    let outer = line.len() - inner.len();
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if digits(inner) && outer >= 2 && line.starts_with(dashed) && line.ends_with(dashed) {
        return true;
    }
    if !line.starts_with(['第', 'p', 'P', 'с', 'С', 's', 'S']) {
        return false;
    }
    let folded: String = line.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let chinese = folded.starts_with('第')
        && folded.ends_with(['页', '頁'])
        && folded.chars().all(|c| numeral(c) || "第页頁共，,/".contains(c))
        && folded.chars().any(numeral);
    let worded = ["page", "p.", "стр.", "страница", "seite", "página", "pág."].iter().any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| {
            let mut numbers = rest.splitn(
                2,
                ["of", "из", "von", "de", "/"].into_iter().find(|by| rest.contains(by)).unwrap_or("/"),
            );
            numbers.all(digits)
        })
    });
    chinese || worded
}

/// Whether `line` ends a sentence, closing quotes and brackets apart.
fn ends_sentence(line: &str) -> bool {
    let closes = |c| {
        matches!(
            c,
            '”' | '’' | '」' | '』' | '"' | '\'' | '»' | '）' | ')' | '】' | '》' | '〉' | '*' | '_' | ' '
        )
    };
    let bare = line.trim_end_matches(closes);
    bare.ends_with(['。', '！', '？', '.', '!', '?', '…', '｡', '।', '؟', '۔', '։', '።', '။', '។'])
}

/// Whether a paragraph may end as `line` does: with a sentence, or with a mark that leads to a list.
fn ends_paragraph(line: &str) -> bool {
    ends_sentence(line)
        || line.ends_with(['：', ':', '；', ';', '—', '”', '」', '』', '"', '»', '》', '）', ')', '】', '|'])
}

#[cfg(test)]
mod tests {
    use crate::text::{Document, FurnitureKind, Language};

    fn document(text: &str) -> Document {
        Document::new(text.into(), Language::new("zh"))
    }

    fn sentences(document: &Document) -> Vec<String> {
        (0..document.len()).map(|n| document.sentence(n).into_owned()).collect()
    }

    fn furniture(document: &Document) -> Vec<(&str, FurnitureKind)> {
        document.furniture().iter().map(|f| (f.span.of(document.text()), f.kind)).collect()
    }

    #[test]
    fn joins_a_paragraph_broken_by_a_running_head() {
        let document = document(
            "# 河流委员会第三次会议公报\n\n各方讨论了流域治理，商定了今后三年的工作重点。\n\n各方同意在上游地区设立联合观测站，并在沿江各\n\n## 要 闻\n\n## 河流委员会第三次会议公报\n\n城市开展水质监测，定期交换数据。\n\n会议于当日结束，各方对会议成果表示满意。\n",
        );
        assert_eq!(
            sentences(&document),
            [
                "河流委员会第三次会议公报",
                "各方讨论了流域治理，商定了今后三年的工作重点。",
                "各方同意在上游地区设立联合观测站，并在沿江各城市开展水质监测，定期交换数据。",
                "会议于当日结束，各方对会议成果表示满意。"
            ]
        );
        use FurnitureKind::{Markup, RunningHead};
        assert_eq!(
            furniture(&document),
            [
                ("#", Markup),
                ("##", Markup),
                ("要 闻", RunningHead),
                ("##", Markup),
                ("河流委员会第三次会议公报", RunningHead)
            ]
        );
        assert_eq!(document.paragraphs().len(), 4);
    }

    #[test]
    fn joins_a_paragraph_broken_by_a_column() {
        let document = document(
            "各方认为，考虑到各国利益，应当在流域内建立广泛、平等的协作空\n\n间。为此，各方支持现有机制。\n",
        );
        assert_eq!(
            sentences(&document),
            ["各方认为，考虑到各国利益，应当在流域内建立广泛、平等的协作空间。", "为此，各方支持现有机制。"]
        );
    }

    #[test]
    fn keeps_headings_lists_and_titles() {
        let kept = "关于加强上游地区水土保持工作的若干意见和实施办法\n\n各省、市、县人民政府，现将有关事项通知如下：\n\n（一）加强领导，落实责任；\n\n（二）定期检查，及时报告。\n\n## 参数\n\n第一项说明文字，写在这里。\n\n## 参数\n\n第二项说明文字，写在这里。\n";
        let document = document(kept);
        assert_eq!(document.len(), 8, "{:?}", sentences(&document));
        assert!(document.furniture().iter().all(|f| f.kind == FurnitureKind::Markup));
    }

    #[test]
    fn items_without_a_mark_do_not_break_off() {
        let list = |mark: &str| {
            format!(
                "# 值班办法\n\n各队按下列办法值班，有事先说。\n\n- 每日早晚各巡查一次，记录水位和雨量，并报送给指挥部{mark}\n- 发现险情的人员应当立即报告，同时就近组织群众转移{mark}\n\n## 交接\n\n值班人员应当当面交接，不得缺岗。\n"
            )
        };
        for text in [list(""), list("。")] {
            let document = document(&text);
            assert_eq!(document.paragraphs().len(), 6, "{:?}", sentences(&document));
            assert!(document.furniture().iter().all(|f| f.kind == FurnitureKind::Markup), "{text}");
        }
    }

    #[test]
    fn sets_aside_page_numbers_and_turn_lines() {
        let document = document(
            "第一段的文字到此为止。\n\n- 3 -\n\n第 4 页\n\n第二段的文字也到此为止。\n\n（下转第四版）\n",
        );
        use FurnitureKind::{PageNumber, TurnLine};
        assert_eq!(sentences(&document).len(), 2);
        assert_eq!(
            furniture(&document),
            [("- 3 -", PageNumber), ("第 4 页", PageNumber), ("（下转第四版）", TurnLine)]
        );
    }

    #[test]
    fn joins_lines_broken_at_a_width_and_no_others() {
        let wrapped = document(
            "The members of the commission met in\nthe old town hall on a cold morning\nand talked for three hours.\n\nThey parted as friends when the bells\nof the harbour rang.\n",
        );
        assert_eq!(wrapped.len(), 2);
        assert_eq!(wrapped.sentence(1), "They parted as friends when the bells of the harbour rang.");
        let verse = document("静水深流，\n远山无言。\n一叶舟。\n");
        assert_eq!(verse.len(), 3);
        let paragraphs = document(
            "第一段只有一行，但是它写得很长很长，长得足以说明它自己就是一个完整的段落。\n短的第二段。\n第三段也只有一行，不过它同样写得很长很长，长得足以说明它自己就是完整的段落。\n",
        );
        assert_eq!(paragraphs.paragraphs().len(), 3);
    }

    #[test]
    fn reads_code_line_by_line() {
        let document = document("看下面的例子。\n\n```rust\nlet a = 1;\n\nlet b = 2;\n```\n\n完。\n");
        assert_eq!(sentences(&document), ["看下面的例子。", "let a = 1;", "let b = 2;", "完。"]);
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_in_one_place(text in "([ab。，.\n\r\u{c}#*（一）中文12\\-—页第 \u{3000}]{0,80}|\\PC{0,40})") {
            let document = Document::new(text.clone(), Language::new("zh"));
            let mut covered = vec![0_u8; text.len()];
            let spans = (0..document.len()).flat_map(|n| document.pieces(n).to_vec())
                .chain(document.furniture().iter().map(|f| f.span));
            for span in spans {
                covered[span.range()].iter_mut().for_each(|count| *count += 1);
            }
            for (at, c) in text.char_indices() {
                let count = covered[at];
                proptest::prop_assert!(count <= 1, "{c:?} at {at} is in {count} places");
                proptest::prop_assert!(count == 1 || c.is_whitespace(), "{c:?} at {at} is nowhere");
            }
        }
    }
}
