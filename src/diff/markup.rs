//! What changed in the markup, where the words stayed?
//!
//! Sentences are compared by what they say. What stands around them says something too: how deep a heading is, that
//! a paragraph is quoted, in which language the code behind a fence is, where a paragraph ends. For each sentence
//! this is its *opening*: the marks between the end of the sentence before it and its first character, in the order
//! in which they stand, with the indentation of their line, and whether a paragraph begins. Two versions of a
//! sentence whose openings differ differ in their markup.
//!
//! ```text
//! Guests sign the book.⏎         old opening of the last sentence:   paragraph, `#`
//! ⏎
//! ## The quay⏎                   new opening:                         paragraph, `##`
//! ```
//!
//! Comparing the files line by line finds all of this, and every line whose end was moved. Line ends inside a
//! paragraph, spaces at the end of a line, page furniture and the numbers of a numbered list are in no opening.
//!
//! Inside a sentence the [mask of markup](Document::markup) says which characters are marks.

use std::ops::Range;

use super::Class;
use super::characters::hunks;
use super::revision::{Change, Hunk, Kind};
use crate::text::{Document, Furniture, FurnitureKind, Joined, MarkupKind, Span, Syntax};

/// The markup of two versions, to be asked pair by pair, in order.
pub(super) struct Openings<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// Whether either has any marks; without, only the borders of paragraphs are looked at.
    any: bool,
    /// Where the pair before this one ended.
    before: (usize, usize),
}

/// One version.
struct Side<'a> {
    document: &'a Document,
    /// Whether each sentence is the first of a paragraph.
    begins: Vec<bool>,
}

/// What stands before a sentence.
#[derive(Debug, PartialEq, Eq)]
struct Opening {
    marks: String,
    begins: bool,
}

impl<'a> Openings<'a> {
    pub(super) fn of(old: &'a Document, new: &'a Document) -> Self {
        let any = [old, new].iter().any(|document| {
            !document.markup().is_empty() || document.furniture().iter().any(|mark| is_ruled(document, mark))
        });
        let [old, new] = [old, new].map(|document| {
            let mut begins = vec![false; document.len()];
            document.paragraphs().iter().for_each(|paragraph| begins[paragraph.sentences.start] = true);
            Side { document, begins }
        });
        Self { old, new, any, before: (0, 0) }
    }

    /// Whether the openings of these two sentences, which are versions of one, differ.
    ///
    /// Where the sentences before them are versions of one too, or none stand before either, all that stands
    /// between is compared; else only what stands on the sentence's own line.
    pub(super) fn differ(&mut self, old: usize, new: usize) -> bool {
        let adjacent = self.before == (old, new);
        self.before = (old + 1, new + 1);
        let begins = (self.old.begins[old], self.new.begins[new]);
        if !self.any {
            return adjacent && begins.0 != begins.1;
        }
        self.old.opening(old, adjacent) != self.new.opening(new, adjacent)
    }

    /// Passes over a pair of which nothing is asked.
    pub(super) fn pass(&mut self, old: &Range<usize>, new: &Range<usize>) {
        self.before = (old.end, new.end);
    }

    /// Whether what stands behind the last sentences differs, if these are versions of one.
    pub(super) fn endings_differ(&self) -> bool {
        self.any
            && !self.old.begins.is_empty()
            && self.before == (self.old.begins.len(), self.new.begins.len())
            && self.old.marks(self.old.last_end()..self.old.document.text().len(), false)
                != self.new.marks(self.new.last_end()..self.new.document.text().len(), false)
    }

    /// The last sentences of both.
    pub(super) fn last(&self) -> (usize, usize) {
        (self.old.begins.len().saturating_sub(1), self.new.begins.len().saturating_sub(1))
    }

    /// The change of two sentences of which only the markup around them differs.
    pub(super) fn change(&self, old: usize, new: usize, to_the_end: bool) -> Option<Change> {
        // Where no marks stand, the white space is what differs.
        let marks = self.old.has_marks(old) || self.new.has_marks(new) || to_the_end;
        let compared = |marks: bool| {
            let source = (self.old.source(old, marks, to_the_end), self.new.source(new, marks, to_the_end));
            let (a, b) = (source.0.of(self.old.document.text()), source.1.of(self.new.document.text()));
            let hunks = hunks(a, b).into_iter().map(|hunk| Hunk { class: Class::Markup, ..hunk });
            (source, hunks.collect::<Vec<Hunk>>())
        };
        let (mut source, mut hunks) = compared(marks);
        // Where the marks are the same, a blank line before them is what differs.
        if hunks.is_empty() && marks {
            (source, hunks) = compared(false);
        }
        if hunks.is_empty() {
            return None;
        }
        let mut change = Change::new(Kind::Edit, Class::Markup, old..old + 1, new..new + 1);
        change.hunks = hunks;
        change.source = Some(source);
        Some(change)
    }
}

impl Side<'_> {
    fn opening(&self, number: usize, whole: bool) -> Opening {
        let text = self.document.text();
        let start = self.document.span(number).start;
        let mut from = self.end_before(number);
        if !whole {
            from = text[from..start].rfind(['\n', '\r']).map_or(from, |at| from + at + 1);
        }
        let mut marks = self.marks(from..start, self.document.is_code(number));
        if self.begins[number] && self.document.syntax() == Syntax::Markdown {
            marks.push_str(self.indent(from..start));
        }
        Opening { marks, begins: whole && self.begins[number] }
    }

    /// The blanks before the first words of a paragraph, where nothing else stands on their line: by them it belongs to
    /// an item of a list, a note or a box.
    fn indent(&self, stretch: Range<usize>) -> &str {
        let text = self.document.text();
        let line = text[..stretch.end].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indent = &text[line.max(stretch.start)..stretch.end];
        if indent.bytes().all(|byte| matches!(byte, b' ' | b'\t')) { indent } else { "" }
    }

    /// The marks in a stretch between sentences, each on the line where it stands; of code the indentation too.
    fn marks(&self, stretch: Range<usize>, is_code: bool) -> String {
        let text = self.document.text();
        let mut out = String::new();
        let mut line_before = None;
        let mut done = stretch.start;
        let whole = Span::new(stretch.start, stretch.end);
        let mut spans: Vec<Span> = self.document.markup_in(whole).iter().map(|markup| markup.span).collect();
        spans.extend(self.rules_in(whole));
        spans.sort_unstable_by_key(|span| span.start);
        for span in spans {
            let span = Span::new(span.start.max(done), span.end.min(stretch.end).max(done));
            if span.is_empty() || self.is_furniture(span) {
                continue;
            }
            done = span.end;
            let line = text[..span.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            if line_before != Some(line) {
                out.push('\n');
                let indent = &text[line..span.start];
                out.extend(indent.chars().take_while(|c| matches!(c, ' ' | '\t')));
                // A line that rules off the text and one that makes a heading of what it stands right under.
                let is_rule = span.of(text).trim().bytes().all(|byte| matches!(byte, b'-' | b'='));
                let above = text[..line].strip_suffix('\n').unwrap_or(&text[..line]);
                let above = above.trim_end_matches('\r').rsplit(['\n', '\r']).next().unwrap_or("");
                if is_rule && !above.trim().is_empty() {
                    out.push('_');
                }
            }
            line_before = Some(line);
            let mut figure = false;
            for c in span.of(text).trim().chars() {
                // The numbers of a list follow from its items.
                let was = std::mem::replace(
                    &mut figure,
                    c.is_ascii_digit() && out.ends_with(['\n', ' ', '\t', '0']),
                );
                match (figure, was) {
                    (true, true) => {}
                    (true, false) => out.push('0'),
                    _ => out.push(c),
                }
            }
            out.push(' ');
        }
        if is_code {
            // Blank lines are part of code.
            out.extend(text[done..stretch.end].bytes().filter(|&byte| byte == b'\n').skip(1).map(char::from));
            let line = text[..stretch.end].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let indent = &text[line.max(stretch.start)..stretch.end];
            if indent.chars().all(char::is_whitespace) {
                out.push('\n');
                out.push_str(indent);
            }
        }
        out
    }

    /// The ruled lines in a stretch that its author drew.
    fn rules_in(&self, stretch: Span) -> impl Iterator<Item = Span> + '_ {
        let furniture = self.document.furniture();
        let from = furniture.partition_point(|furniture| furniture.span.start < stretch.start);
        let within = furniture[from..].iter().take_while(move |furniture| furniture.span.end <= stretch.end);
        within.filter(|furniture| is_ruled(self.document, furniture)).map(|furniture| furniture.span)
    }

    /// Whether the page put it there.
    fn is_furniture(&self, span: Span) -> bool {
        let furniture = self.document.furniture();
        let after = furniture.partition_point(|furniture| furniture.span.start <= span.start);
        after.checked_sub(1).map(|at| &furniture[at]).is_some_and(|furniture| {
            furniture.kind != FurnitureKind::Markup
                && furniture.span.contains(span)
                && !is_ruled(self.document, furniture)
        })
    }

    fn end_before(&self, number: usize) -> usize {
        let start = self.document.span(number).start;
        number.checked_sub(1).map_or(0, |before| self.document.span(before).end).min(start)
    }

    fn last_end(&self) -> usize {
        self.begins.len().checked_sub(1).map_or(0, |last| self.document.span(last).end)
    }

    /// The lines of the file in which a sentence and its opening stand.
    fn source(&self, number: usize, marks: bool, to_the_end: bool) -> Span {
        let text = self.document.text();
        let span = self.document.span(number);
        let from = self.end_before(number);
        let blank = text[from..span.start].find(|c: char| !c.is_whitespace()).unwrap_or(span.start - from);
        let lines = text[from..from + blank].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = if to_the_end { text.trim_end().len().max(span.end) } else { span.end };
        Span::new(if marks { from + lines } else { from }, end)
    }

    /// Whether marks stand before a sentence, or white space before a line of code.
    fn has_marks(&self, number: usize) -> bool {
        let stretch = Span::new(self.end_before(number), self.document.span(number).start);
        self.document.is_code(number)
            || self.rules_in(stretch).next().is_some()
            || self.document.markup_in(stretch).iter().any(|markup| !self.is_furniture(markup.span))
    }
}

/// Whether it is a ruled line of Markdown: there its author parted the text by it. In other texts a ruled line is
/// where a page ends.
fn is_ruled(document: &Document, furniture: &Furniture) -> bool {
    document.syntax() == Syntax::Markdown && furniture.kind == FurnitureKind::PageBreak
}

/// Whether each place where two joined texts differ is of marks alone: emphasis set or taken away, the address of a
/// link, a tag.
pub(super) fn is_markup(documents: [&Document; 2], joined: [&Joined; 2], hunk: &Hunk) -> bool {
    let sides = [(documents[0], joined[0], &hunk.old), (documents[1], joined[1], &hunk.new)];
    sides
        .into_iter()
        .all(|(document, joined, range)| range.is_empty() || covered(document, joined.span(range.clone())))
}

/// Whether all of `span` but white space is marks.
fn covered(document: &Document, span: Span) -> bool {
    let text = document.text();
    let mut at = span.start;
    let blank = |range: Range<usize>| text[range].chars().all(char::is_whitespace);
    for markup in document.markup_in(span) {
        let is_mark = matches!(
            markup.kind,
            MarkupKind::Sign | MarkupKind::Address | MarkupKind::Tag | MarkupKind::Command
        );
        if !is_mark || !blank(at..markup.span.start.max(at)) || is_description(document, markup.span, span) {
            return false;
        }
        at = at.max(markup.span.end).min(span.end.max(at));
    }
    !span.is_empty() && at > span.start && (at >= span.end || blank(at..span.end))
}

/// Whether `span` touches what a picture is said to show: markup to a parser, words to who cannot see it.
fn is_description(document: &Document, picture: Span, span: Span) -> bool {
    let text = picture.of(document.text());
    let end = text.find("](").map(|end| picture.start + end);
    text.starts_with("![") && end.is_some_and(|end| span.start < end && span.end > picture.start + 2)
}

#[cfg(test)]
mod tests {
    use super::super::{Options, diff};
    use super::*;
    use crate::text::Language;

    /// The changes, as `class old>new` with the edits marked.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[&str]) {
        let around = |text: &str| {
            format!("# Der Deich\n\nDas Wasser stieg bis zum Abend.\n\n{text}\n\nDann fiel es wieder.\n")
        };
        let [old, new] =
            [old, new].map(|text| Document::written_in(Syntax::Markdown, around(text), Language::new("de")));
        let revision = diff(&old, &new, &Options::default());
        let shown: Vec<String> = revision
            .changes
            .iter()
            .map(|change| {
                let words = change.words(&old, &new);
                let parts: Vec<String> = words
                    .hunks()
                    .iter()
                    .map(|hunk| {
                        format!("[{}>{}]", &words.old[hunk.old.clone()], &words.new[hunk.new.clone()])
                    })
                    .collect();
                format!("{} {}", change.class.name(), parts.concat())
            })
            .collect();
        assert_eq!(shown, expected, "{old:?}\n{new:?}");
    }

    #[test]
    fn sees_what_stands_around_a_sentence() {
        check("## Die Nacht", "### Die Nacht", &["markup [>#]"]);
        check("Der Wind drehte.", "> Der Wind drehte.", &["markup [>> ]"]);
        check("* ein Boot\n* zwei Boote", "* ein Boot\n  * zwei Boote", &["markup [>  ]"]);
        check("![ein Boot](a.png)", "![ein Boot](b.png)", &["markup [a>b]"]);
        check("![ein Boot](a.png)", "![ein Kahn](a.png)", &["wording [Boot>Kahn]"]);
        check("* ein Boot", "1. ein Boot", &["markup [>1. ]"]);
        check("Ein Boot.", "Ein Boot.\n\n---", &["markup [>---\n\n]"]);
        check("- ein Boot\n\n  Es ist neu.", "- ein Boot\n\nEs ist neu.", &["markup [  >]"]);
        check("Ein Boot\n\n---", "Ein Boot\n---", &["markup [\n>]"]);
        check("```\na\n\nb\n```", "```\na\nb\n```", &["markup [\n>]"]);
        check("Ein Boot.\n\n***", "Ein Boot.\n\n---", &["markup [***>---]"]);
    }

    #[test]
    fn keeps_what_only_looks_otherwise() {
        check("Der Wind drehte.", "Der Wind drehte.   ", &[]);
    }
}
