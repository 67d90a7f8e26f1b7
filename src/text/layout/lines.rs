//! Where does a line end, and were the lines of a text broken at a width?
//!
//! A text whose lines were broken at a fixed width shows it by its lines: most are nearly as wide as the
//! widest, and most end in mid-sentence. A width given as a number would fit one kind of file.
//!
//! What most lines of the text do is asked first, and then each paragraph by itself: a table of contents
//! must not keep the paragraphs under it from being joined, nor they a poem from being left alone.

use super::furniture::lone_furniture;
use super::joins::{CLAUSE_MARKS, ends_sentence};
use crate::text::Span;

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Line,
    Page,
}

#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) end: End,
}

/// The lines of `text` without their ends: LF, CR LF, CR, or a form feed, which also ends the page.
pub(super) fn physical_lines(text: &str) -> impl Iterator<Item = Line> + '_ {
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

pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let rest = line.trim_start();
    let start = span.start + (line.len() - rest.len());
    Span::new(start, start + rest.trim_end().len())
}

/// How the lines of a paragraph were broken.
#[derive(Clone, Copy)]
pub(super) struct Wrap<'a> {
    /// The columns at which they were.
    pub(super) width: usize,
    /// The columns of white space before all of them.
    pub(super) indent: usize,
    /// The columns of white space before all but the first, where that stands further out.
    pub(super) hanging: Option<usize>,
    /// The marks that stand before the words of each: `> `, `// `.
    pub(super) prefix: &'a str,
}

/// How the lines of each paragraph of a text were broken; asked in the order of the text.
pub(super) struct Wraps<'a> {
    text: &'a str,
    /// The columns at which most lines of the text were broken, if they were.
    habit: Option<usize>,
    /// What was found of the lines up to `until`.
    found: Option<Wrap<'a>>,
    until: usize,
}

/// Lines of a paragraph that are looked at together: a text may have no blank line.
const RUN: usize = 64;

impl<'a> Wraps<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, habit: wrap_width(text), found: None, until: 0 }
    }

    /// How the paragraph was broken whose line begins at `start`, if its lines were broken at a width.
    pub(super) fn at(&mut self, start: usize) -> Option<Wrap<'a>> {
        if start >= self.until {
            let text = &self.text[start..];
            let run = Run::of(text, self.habit, "");
            self.until = start + run.length.max(1);
            let hanging = run.hanging();
            let wrap = |width| Wrap { width, indent: run.indent, hanging, prefix: "" };
            self.found = prefixed(text).or_else(|| run.wrap(self.habit).map(wrap));
        }
        self.found
    }
}

/// How the lines of the paragraph with which `text` begins were broken, if the same marks stand before each and their words
/// go on from line to line: a quotation in a letter, a comment. Items of a list have a mark each too, and do not.
fn prefixed(text: &str) -> Option<Wrap<'_>> {
    let first = physical_lines(text).next()?.span.of(text).trim();
    let is_mark = |c: char| c == ' ' || ">/-;%#*+|!•".contains(c);
    let prefix = &first[..first.len() - first.trim_start_matches(is_mark).len()];
    if prefix.is_empty() || !prefix.ends_with(' ') || prefix.len() > 12 {
        return None;
    }
    let run = Run::of(text, None, prefix);
    let goes_on = run.prefixed && run.widths.len() > 1 && run.is_whole();
    let &width = run.widths.iter().max().filter(|_| goes_on)?;
    Some(Wrap { width: width.into(), indent: run.indent, hanging: None, prefix })
}

/// What the lines of a paragraph show.
struct Run {
    /// Its bytes.
    length: usize,
    indent: usize,
    /// The columns of white space before the first line, and before all others if that is the same.
    indents: (usize, Option<usize>),
    /// Whether the marks asked for stand before every line.
    prefixed: bool,
    /// Lines that another follows: only they can have been broken. Their columns.
    widths: Vec<u16>,
    /// Of those, how many end a sentence, and how many with any mark.
    ended: usize,
    marked: usize,
    /// How many have a mark inside.
    clauses: usize,
    /// How many are followed by a line that begins with a small letter.
    small: usize,
    /// Lines too wide to have been broken.
    wide: usize,
    /// Whether its first line begins as a sentence may, and its last ends as one.
    whole: bool,
}

impl Run {
    /// The paragraph with which `text` begins, without the `prefix` of its lines: up to a blank line or furniture, and at
    /// most so many lines.
    fn of(text: &str, habit: Option<usize>, prefix: &str) -> Self {
        let mut run = Self {
            length: 0,
            indent: usize::MAX,
            indents: (0, None),
            prefixed: true,
            widths: Vec::new(),
            ended: 0,
            marked: 0,
            clauses: 0,
            small: 0,
            wide: 0,
            whole: false,
        };
        let mut before: Option<&str> = None;
        let mut first = "";
        for line in physical_lines(text).take(RUN) {
            let span = trimmed(text, line.span);
            let words = span.of(text);
            if span.is_empty() || lone_furniture(words).is_some() {
                break;
            }
            let bare = words.strip_prefix(prefix).map(str::trim_start).filter(|bare| !bare.is_empty());
            run.prefixed &= bare.is_some();
            let words = bare.unwrap_or(words);
            run.length = line.span.end + 1;
            let indent = indent_columns(text, line.span, span.start - line.span.start);
            run.indent = run.indent.min(indent);
            match before {
                None => {
                    first = words;
                    run.indents.0 = indent;
                }
                Some(before) => {
                    let second = run.widths.is_empty() && run.wide == 0;
                    run.indents.1 =
                        if second { Some(indent) } else { run.indents.1.filter(|own| *own == indent) };
                    run.add(before, words);
                }
            }
            before = Some(words);
            if line.end == End::Page {
                break;
            }
        }
        if run.indent == usize::MAX {
            run.indent = 0;
        }
        // Where the text has a habit only the widths are asked.
        run.whole = habit.is_none() && !begins_small(first) && before.is_some_and(ends_sentence);
        run
    }

    fn add(&mut self, line: &str, next: &str) {
        // No character takes more than three bytes a column.
        let width = if line.len() > 3 * WIDEST { WIDEST + 1 } else { columns(line) };
        if width > WIDEST {
            self.wide += 1;
            return;
        }
        self.widths.push(width as u16);
        let last = line.chars().next_back().unwrap_or(' ');
        self.ended += usize::from(ends_sentence(line));
        self.marked += usize::from(!last.is_alphanumeric());
        self.clauses += usize::from(line.trim_end_matches(CLAUSE_MARKS).contains(CLAUSE_MARKS));
        self.small += usize::from(begins_small(next));
    }

    /// Whether its lines are wide, and most of what follows one goes on with a small letter, in a script that has them.
    fn is_whole(&self) -> bool {
        let widest = self.widths.iter().max().copied().unwrap_or(0);
        widest >= 20
            && self.wide * 4 <= self.widths.len()
            && self.whole
            && self.small * 10 >= self.widths.len() * 8
    }

    /// The columns before all lines but the first, if that stands further out and all but the last are full.
    fn hanging(&self) -> Option<usize> {
        let widest = self.widths.iter().max().copied().unwrap_or(0);
        let full = self.widths.len() > 1 && self.widths.iter().all(|&width| width * 10 >= widest * 7);
        self.indents.1.filter(|&others| full && others > self.indents.0)
    }

    /// The columns at which its lines were broken, if they were.
    fn wrap(&self, habit: Option<usize>) -> Option<usize> {
        let count = self.widths.len();
        let &widest = self.widths.iter().max()?;
        let widest = usize::from(widest);
        let full = |width: usize, share: usize| {
            self.widths.iter().filter(|&&w| usize::from(w) * 10 >= width * share).count()
        };
        if let Some(width) = habit {
            // A poem, an address, a list of names among paragraphs.
            let short = count >= 3 && full(width, 6) * 10 < count * 3 && self.small * 10 < count * 3;
            return (!short).then_some(width);
        }
        let broken = widest >= 20 && self.wide * 4 <= count;
        if self.is_whole() {
            return Some(widest);
        }
        let even = broken && count >= 3 && full(widest, 7) * 10 >= count * 6 && self.ended * 10 < count * 6;
        // Lines that break off anywhere, where a poem ends its own at its marks or has none.
        let anywhere = self.marked * 2 < count && self.clauses * 10 >= count * 3;
        (even && (self.small * 10 >= count * 4 || anywhere)).then_some(widest)
    }
}

/// Whether a line begins with a small letter of a word, marks before it apart: `a lamp`, and not `a)`.
pub(super) fn begins_small(line: &str) -> bool {
    let mut letters = line.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
    let goes_on = |c: char| c.is_whitespace() || c.is_lowercase() || matches!(c, '\'' | '’' | '-');
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_none_or(goes_on)
}

/// Wider lines are paragraphs.
const WIDEST: usize = 160;

/// The columns at which most lines of `text` were broken, if they were broken at a fixed width.
///
/// Only lines that another follows at once are counted, for only they can have been broken. A long text
/// is judged by samples spread evenly over it: how its lines were broken is a habit of the whole.
fn wrap_width(text: &str) -> Option<usize> {
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
            let mut span = trimmed(&text[from..], line.span);
            // The number of a page parts lines as a blank one does.
            if lone_furniture(span.of(&text[from..])).is_some() {
                span = Span::new(span.start, span.start);
            }
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
pub(super) fn line_start(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at + 1)
}

/// Columns on a terminal, near enough: two for what takes three bytes or more.
pub(super) fn columns(line: &str) -> usize {
    line.bytes().map(|b| usize::from(!(0x80..0xc0).contains(&b)) + usize::from(b >= 0xe2)).sum()
}

/// Columns of white space before a line's first character.
pub(super) fn indent_columns(text: &str, line: Span, bytes: usize) -> usize {
    columns(&text[line.start..line.start + bytes])
}
