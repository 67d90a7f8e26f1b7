//! Sets the words of a file into a text, and keeps for each stretch where in the file it stands.
//!
//! Paragraphs stand between blank lines and hold none, whatever the file says: so that a mended text can be
//! divided as it was without knowing what was done to it.

use super::Extracted;
use super::archive::Part;
use super::origin::{Back, Container, Escape, Origin, Run};
use crate::message::Message;
use crate::text::{Block, BlockKind, Language, Span, script};

/// A text that is being set.
pub(super) struct Builder {
    text: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    places: Vec<(usize, Box<str>)>,
    /// The part of the file that is read.
    part: u32,
    /// Where the open block begins.
    start: usize,
    /// White space in the file that may become a space.
    gap: Option<Gap>,
    /// Code inside the open block.
    codes: Vec<Span>,
    /// Where the code begins that is open, and how many lie in each other.
    code: Option<(usize, usize)>,
}

/// White space between words, of a file in which it counts as one space.
struct Gap {
    span: Span,
    plain: bool,
    broken: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            text: String::new(),
            runs: Vec::new(),
            blocks: Vec::new(),
            places: Vec::new(),
            part: 0,
            start: 0,
            gap: None,
            codes: Vec::new(),
            code: None,
        }
    }

    /// What follows is code inside a sentence, or no longer is.
    pub(super) fn code(&mut self, begins: bool) {
        self.code = match (self.code, begins) {
            (None, true) => Some((self.text.len(), 1)),
            (Some((from, depth)), true) => Some((from, depth + 1)),
            (Some((from, depth)), false) if depth > 1 => Some((from, depth - 1)),
            (Some((from, _)), false) => {
                self.codes.push(Span::new(from.min(self.text.len()), self.text.len()));
                None
            }
            (None, false) => None,
        };
    }

    /// What follows is of the part numbered `part`.
    pub(super) fn part(&mut self, part: usize) {
        self.part = part as u32;
    }

    /// Words that stand in the file just so, from the byte at `at` on. Only line ends may differ.
    pub(super) fn words(&mut self, words: &str, at: usize) {
        let mut at = at;
        for line in words.split_inclusive('\r') {
            // A CR LF counts as one line end, as XML has it.
            let plain = line.strip_suffix('\r').unwrap_or(line);
            if !plain.is_empty() {
                self.push(plain, Span::new(at, at + plain.len()), Kind::Words);
            }
            if plain.len() < line.len() && !words[at_in(words, line) + line.len()..].starts_with('\n') {
                self.push("\n", Span::new(at + plain.len(), at + line.len()), Kind::Escaped);
            }
            at += line.len();
        }
    }

    /// A character, or a few, that the file writes in another way, such as `&amp;`.
    pub(super) fn escaped(&mut self, words: &str, span: Span) {
        if !words.is_empty() {
            self.push(words, span, Kind::Escaped);
        }
    }

    /// What the file has a mark for, such as `<br/>`.
    pub(super) fn mark(&mut self, words: &str, span: Span) {
        self.gap = None;
        self.push(words, span, Kind::Mark);
    }

    /// Words that stand nowhere in the file.
    pub(super) fn made(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Words of a file in which any white space is one space, and none at the borders of a block.
    pub(super) fn flowing(&mut self, words: &str, at: usize, meant: Option<&str>) {
        if let Some(meant) = meant {
            // `&nbsp;` and `&#32;` are meant as they are.
            self.close_gap(meant);
            self.push(meant, Span::new(at, at + words.len()), Kind::Escaped);
            return;
        }
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut from = 0;
        while from < words.len() {
            let rest = &words[from..];
            let space = rest.len() - rest.trim_start_matches(is_space).len();
            if space > 0 {
                let gap = &rest[..space];
                let broken = gap.contains(['\n', '\r']);
                self.gap.get_or_insert(Gap {
                    span: Span::new(at + from, at + from + space),
                    plain: gap == " ",
                    broken,
                });
                from += space;
                continue;
            }
            let end = rest.find(is_space).unwrap_or(rest.len());
            self.close_gap(&rest[..end]);
            self.push(&rest[..end], Span::new(at + from, at + from + end), Kind::Words);
            from += end;
        }
    }

    /// Puts a space where white space stood between what is there and `next`.
    fn close_gap(&mut self, next: &str) {
        let Some(gap) = self.gap.take() else { return };
        let Some(before) = self.text[self.start..].chars().next_back().filter(|c| !matches!(c, ' ' | '\n'))
        else {
            return;
        };
        // Who breaks a line between Chinese characters means no space.
        let runs_on =
            gap.broken && script::runs_on(before) && next.chars().next().is_some_and(script::runs_on);
        match () {
            () if runs_on => self.push("\n", gap.span, Kind::Escaped),
            () if gap.plain => self.push(" ", gap.span, Kind::Words),
            () => self.push(" ", gap.span, Kind::Escaped),
        }
    }

    fn push(&mut self, words: &str, source: Span, kind: Kind) {
        let at = self.text.len();
        self.text.push_str(words);
        let run = Run { span: Span::new(at, self.text.len()), source, part: self.part, kind };
        match self.runs.last_mut() {
            Some(last)
                if kind == Kind::Words
                    && last.kind == Kind::Words
                    && last.part == run.part
                    && last.span.end == at
                    && last.source.end == source.start =>
            {
                last.span.end = run.span.end;
                last.source.end = source.end;
            }
            _ => self.runs.push(run),
        }
    }

    /// Whether the open block holds words.
    pub(super) fn is_open(&self) -> bool {
        !self.text[self.start..].trim().is_empty()
    }

    /// Where in the text the open block begins.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Ends the open block, which is called `place` if that is not empty. One without words leaves nothing.
    pub(super) fn end(&mut self, kind: BlockKind, place: &str) {
        self.gap = None;
        let mut codes = std::mem::take(&mut self.codes);
        if let Some((from, _)) = self.code {
            codes.push(Span::new(from.min(self.text.len()), self.text.len()));
        }
        if !self.is_open() {
            self.text.truncate(self.start);
            let kept = self.runs.partition_point(|run| run.span.start < self.start);
            self.runs.truncate(kept);
            self.code = self.code.map(|(_, depth)| (self.start, depth));
            return;
        }
        if !place.is_empty() {
            self.places.push((self.start, place.into()));
        }
        for span in stretches(&self.text, self.start) {
            self.blocks.push(Block { span, kind });
            self.blocks.extend(codes_in(&codes, span, &self.text));
        }
        self.text.truncate(self.text.trim_end_matches('\n').len());
        let end = self.text.len();
        let kept = self.runs.partition_point(|run| run.span.start < end);
        self.runs.truncate(kept);
        if let Some(last) =
            self.runs.last_mut().filter(|last| last.span.end > end && last.kind == Kind::Words)
        {
            last.source.end -= last.span.end - end;
            last.span.end = end;
        }
        self.text.push_str("\n\n");
        self.start = self.text.len();
        self.code = self.code.map(|(_, depth)| (self.start, depth));
    }

    /// The text, with no way back.
    pub(super) fn read_only(self, name: Message, language: Option<Language>) -> Extracted {
        self.extracted(name, language, None)
    }

    /// The text, of a file that is text with such escapes itself.
    pub(super) fn of_text(
        self,
        name: Message,
        language: Option<Language>,
        text: String,
        escape: Escape,
    ) -> Extracted {
        self.extracted(name, language, Some((Container::Text(text), escape)))
    }

    /// The text, of an archive of which these parts were read.
    pub(super) fn of_archive(
        self,
        name: Message,
        language: Option<Language>,
        bytes: Vec<u8>,
        parts: Vec<Part>,
    ) -> Extracted {
        self.extracted(name, language, Some((Container::Archive(bytes, parts), Escape::Xml)))
    }

    fn extracted(
        mut self,
        name: Message,
        language: Option<Language>,
        container: Option<(Container, Escape)>,
    ) -> Extracted {
        // One line end is enough at the end.
        if self.text.ends_with("\n\n") {
            self.text.pop();
        }
        let Self { text, runs, blocks, places, .. } = self;
        let back = container.map(|(container, escape)| Back { container, escape, runs });
        Extracted { text, blocks: Some(blocks), language, origin: Origin::of(name, places, back) }
    }
}

/// How a stretch of the text stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Byte for byte.
    Words,
    /// In another way of writing, in a place where words may stand.
    Escaped,
    /// As a mark, beside which no words may stand.
    Mark,
}

/// What of `codes` stands in the stretch `span` of `text`, without the white space around it.
fn codes_in(codes: &[Span], span: Span, text: &str) -> impl Iterator<Item = Block> {
    codes.iter().filter_map(move |code| {
        let (from, to) = (code.start.max(span.start), code.end.min(span.end));
        let words = text.get(from..to)?;
        let start = from + (words.len() - words.trim_start().len());
        let span = Span::new(start, start + words.trim().len());
        (!span.is_empty()).then_some(Block { span, kind: BlockKind::Code })
    })
}

/// Where `part`, a slice of `whole`, begins in it.
fn at_in(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// The stretches of `text` from `start` on between blank lines, without the white space around them.
pub(super) fn stretches(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut lines = text[start..].split_inclusive('\n');
    let mut at = start;
    std::iter::from_fn(move || {
        let mut span: Option<Span> = None;
        for line in lines.by_ref() {
            let words = line.trim();
            let from = at + (line.len() - line.trim_start().len());
            at += line.len();
            if !words.is_empty() {
                let end = from + words.len();
                span = Some(span.map_or(Span::new(from, end), |span| Span::new(span.start, end)));
            } else if span.is_some() {
                break;
            }
        }
        span
    })
}
