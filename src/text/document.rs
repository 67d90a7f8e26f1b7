//! A text and where its sentences lie.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::joined::{self, Joined};
use super::markup::{Markup, MarkupKind, Mask};
use super::span::Index;
use super::{Block, Language, Lines, Span, Syntax, blocks, layout};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A title or heading.
    Heading,
    /// Lines of code, definitions of links, formulas, lines of tags alone: each is a sentence to be
    /// numbered, and none is prose.
    Code,
}

/// A paragraph: which sentences it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paragraph {
    /// Its sentences, by number.
    pub sentences: Range<usize>,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What the page put into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FurnitureKind {
    /// A title or column head repeated at the top of a page.
    RunningHead,
    /// A page number.
    PageNumber,
    /// "Continued on page 4": 下转第四版, 上接第一版.
    TurnLine,
    /// A form feed or a ruled line that marks a page.
    PageBreak,
    /// Markup that is no text: the `#` of a heading, a list mark, a fence.
    Markup,
}

/// A stretch of the text that belongs to the page and not to the text: set aside, never lost.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Furniture {
    /// Where it stands, without the line ends around it.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// A text, its language, and where its paragraphs, sentences and page furniture lie.
///
/// The text is never changed. Every character that is neither white space nor furniture lies in exactly
/// one sentence. A sentence is one or more *pieces*, spans in order: one where it stands on one line,
/// more where lines, a column or a page break it. Sentences are numbered from 0 in reading order, and
/// each belongs to exactly one paragraph.
///
/// # Example: a sentence over two lines
///
/// ```
/// use duizhao::text::{Document, Language};
/// let page = "The first line of the page was broken\nat its width, and so was the one that\nfollows.\n";
/// let document = Document::new(page.into(), Language::new("en"));
/// assert_eq!(document.len(), 1);
/// assert!(document.sentence(0).ends_with("the one that follows."));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Document {
    text: String,
    language: Language,
    pieces: Vec<Span>,
    /// Where each sentence's pieces begin; one more at the end.
    starts: Vec<usize>,
    paragraphs: Vec<Paragraph>,
    furniture: Vec<Furniture>,
    mask: Mask,
    syntax: Syntax,
    confidences: Vec<Confidence>,
    lines: Known,
    places: Vec<(usize, Box<str>)>,
    times: Vec<(usize, Time)>,
}

/// When a cue of subtitles is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// From here on, in milliseconds from the beginning of the film.
    pub start: u32,
    /// Until here, in milliseconds.
    pub end: u32,
}

/// Where the lines of a text begin, once somebody has asked.
#[derive(Clone, Debug, Default)]
struct Known(OnceLock<Index>);

/// It follows from the text.
impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Known {}

/// How sure a recogniser was of a stretch of the text, mostly a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// What it read.
    pub span: Span,
    /// How sure it was, from 0 to 100.
    pub percent: u8,
}

/// What a layout found: the parts of a [`Document`] beside its text.
#[derive(Debug)]
pub(super) struct Parts {
    pieces: Vec<Span>,
    starts: Vec<usize>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) furniture: Vec<Furniture>,
    /// Markup inside sentences; that beside them is furniture.
    pub(super) markup: Vec<Markup>,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            starts: vec![0],
            paragraphs: Vec::new(),
            furniture: Vec::new(),
            markup: Vec::new(),
        }
    }
}

impl Parts {
    /// Adds a sentence made of `pieces`, unless there are none.
    pub(super) fn push(&mut self, pieces: impl IntoIterator<Item = Span>) {
        self.pieces.extend(pieces);
        if self.starts.last() != Some(&self.pieces.len()) {
            self.starts.push(self.pieces.len());
        }
    }

    /// Makes room for so many paragraphs of a sentence or two: what is not filled is never touched.
    pub(super) fn expect(&mut self, paragraphs: usize) {
        self.paragraphs.reserve_exact(paragraphs);
        self.pieces.reserve(2 * paragraphs);
        self.starts.reserve(2 * paragraphs);
    }

    /// How many sentences there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The pieces of each sentence.
    #[cfg(test)]
    pub(super) fn spans(&self) -> impl Iterator<Item = &[Span]> {
        self.starts.windows(2).map(|pair| &self.pieces[pair[0]..pair[1]])
    }
}

impl Document {
    /// Finds paragraphs, sentences, furniture and markup in `text`, whose markup is known by its shape.
    pub fn new(text: String, language: Language) -> Self {
        let syntax = Syntax::of(&text);
        Self::written_in(syntax, text, language)
    }

    /// Finds the same in a text that is known to be written in `syntax`.
    pub fn written_in(syntax: Syntax, text: String, language: Language) -> Self {
        let parts = layout::find(&text, &language, syntax);
        let mut document = Self::from_parts(text, language, parts);
        document.syntax = syntax;
        document
    }

    /// Takes each line that is not blank as a sentence; blank lines part paragraphs and are not counted.
    pub fn from_lines(text: String, language: Language) -> Self {
        let parts = layout::lines(&text);
        Self::from_parts(text, language, parts)
    }

    /// Takes the paragraphs of `text` from `blocks`, which are in order and hold all its words.
    pub fn from_blocks(text: String, language: Language, blocks: &[Block]) -> Self {
        let parts = blocks::parts(&text, blocks, &language);
        Self::from_parts(text, language, parts)
    }

    fn from_parts(text: String, language: Language, mut parts: Parts) -> Self {
        parts.furniture.sort_by_key(|furniture| furniture.span);
        let Parts { pieces, starts, paragraphs, furniture, mut markup } = parts;
        let signs = furniture.iter().filter(|furniture| furniture.kind == FurnitureKind::Markup);
        markup.extend(signs.map(|sign| Markup { span: sign.span, kind: MarkupKind::Sign }));
        for paragraph in paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Code) {
            let code = &pieces[starts[paragraph.sentences.start]..starts[paragraph.sentences.end]];
            markup.extend(code.iter().map(|&span| Markup { span, kind: MarkupKind::Code }));
        }
        let mask = Mask::new(markup);
        let (confidences, places, times, lines) = (Vec::new(), Vec::new(), Vec::new(), Known::default());
        Self {
            text,
            language,
            pieces,
            starts,
            paragraphs,
            furniture,
            mask,
            syntax: Syntax::Plain,
            confidences,
            places,
            times,
            lines,
        }
    }

    /// The same text, with how sure a recogniser was of its words, in their order.
    pub fn with_confidences(mut self, confidences: Vec<Confidence>) -> Self {
        self.confidences = confidences;
        self
    }

    /// How sure a recogniser was of the words of the text, in their order; empty if none said.
    pub fn confidences(&self) -> &[Confidence] {
        &self.confidences
    }

    /// The same text, with what a person calls the places of its file, such as `cue 12` or `Sheet1!B7`: each holds
    /// from its byte on to the next, in order.
    pub fn with_places(mut self, places: Vec<(usize, Box<str>)>) -> Self {
        self.places = places;
        self
    }

    /// What a person calls the place of the byte at `offset` in the file, where lines and columns are not what
    /// that file shows.
    pub fn place(&self, offset: usize) -> Option<&str> {
        let after = self.places.partition_point(|&(start, _)| start <= offset);
        Some(&self.places.get(after.checked_sub(1)?)?.1)
    }

    /// The same text, with when its cues are shown: each from its byte on to the next, in order.
    pub fn with_times(mut self, times: Vec<(usize, Time)>) -> Self {
        self.times = times;
        self
    }

    /// When sentence `number` is shown, if it is a cue of subtitles.
    pub fn time(&self, number: usize) -> Option<Time> {
        let after = self.times.partition_point(|&(start, _)| start <= self.span(number).start);
        Some(self.times.get(after.checked_sub(1)?)?.1)
    }

    /// The whole text, as it was decoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language it is in.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The markup it is written in; plain if its lines were taken as its sentences.
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// How many sentences there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The spans that make up sentence `number`, in order; at least one.
    ///
    /// # Panics
    ///
    /// If there is no such sentence; so in all that take a sentence's number.
    pub fn pieces(&self, number: usize) -> &[Span] {
        &self.pieces[self.starts[number]..self.starts[number + 1]]
    }

    /// From the start of sentence `number` to its end, page breaks between its pieces included.
    pub fn span(&self, number: usize) -> Span {
        let pieces = self.pieces(number);
        Span::new(pieces[0].start, pieces[pieces.len() - 1].end)
    }

    /// All of the text from the start of `paragraph` to its end, page breaks in between included.
    pub(crate) fn stretch(&self, paragraph: &Paragraph) -> &str {
        let first = self.pieces(paragraph.sentences.start)[0];
        let last = self.pieces(paragraph.sentences.end - 1);
        &self.text[first.start..last[last.len() - 1].end]
    }

    /// The words of sentence `number`, its pieces joined as its script asks: with nothing between
    /// Chinese characters, with a space between words.
    #[inline]
    pub fn sentence(&self, number: usize) -> Cow<'_, str> {
        match self.pieces(number) {
            [piece] => Cow::Borrowed(piece.of(&self.text)),
            pieces => joined::join(&self.text, pieces, |_| false, |_, _, _| ()),
        }
    }

    /// The words of several sentences in a row, joined likewise.
    pub fn sentences(&self, numbers: Range<usize>) -> Cow<'_, str> {
        if numbers.is_empty() {
            return Cow::Borrowed("");
        }
        let (pieces, begins) = self.pieces_of(numbers);
        joined::join(&self.text, pieces, |n| begins.binary_search(&(n + begins[0])).is_ok(), |_, _, _| ())
    }

    /// Several sentences in a row as they read, with the way back to the text; their words are those of
    /// [`Document::sentences`].
    pub fn joined(&self, numbers: Range<usize>) -> Joined<'_> {
        if numbers.is_empty() {
            return Joined::of(&self.text, &[], Vec::new());
        }
        let (pieces, begins) = self.pieces_of(numbers);
        Joined::of(&self.text, pieces, begins.iter().map(|begin| begin - begins[0]).collect())
    }

    /// The pieces of several sentences in a row, and with which of all pieces each sentence begins.
    fn pieces_of(&self, numbers: Range<usize>) -> (&[Span], &[usize]) {
        let begins = &self.starts[numbers.clone()];
        (&self.pieces[self.starts[numbers.start]..self.starts[numbers.end]], begins)
    }

    /// From the start of the first of several sentences in a row to the end of the last, with all that lies
    /// between; `None` of none.
    pub fn span_of(&self, numbers: Range<usize>) -> Option<Span> {
        (!numbers.is_empty())
            .then(|| Span::new(self.span(numbers.start).start, self.span(numbers.end - 1).end))
    }

    /// The lines of the text, found when they are first asked for and then kept.
    pub fn lines(&self) -> Lines<'_> {
        Lines::with(&self.text, self.lines.0.get_or_init(|| Index::of(&self.text)))
    }

    /// The same text, in which sentence `number` is two: the second begins with the byte `at` of its words, or with the
    /// first after it that is no white space. `None` if one of the two would have no words, or `at` lies within a
    /// character.
    ///
    /// # Panics
    ///
    /// If there is no such sentence.
    pub fn cut(&self, number: usize, at: usize) -> Option<Self> {
        let joined = self.joined(number..number + 1);
        let (before, after) = joined.text().split_at_checked(at)?;
        if before.trim().is_empty() || after.trim().is_empty() {
            return None;
        }
        let at = at + (after.len() - after.trim_start().len());
        let place = joined.span(at..joined.text().len()).start;
        let mut pieces: [Vec<Span>; 2] = Default::default();
        for piece in self.pieces(number) {
            let (start, end) = (piece.start, piece.end);
            let parts = [(start, end.min(place)), (start.max(place), end)];
            for (pieces, (start, end)) in pieces.iter_mut().zip(parts).filter(|(_, (start, end))| start < end)
            {
                let end = start + self.text[start..end].trim_end().len();
                if start < end {
                    pieces.push(Span::new(start, end));
                }
            }
        }
        let [first, second] = pieces;
        if first.is_empty() || second.is_empty() {
            return None;
        }
        let mut document = self.clone();
        let begin = self.starts[number];
        let middle = begin + first.len();
        let old = begin..self.starts[number + 1];
        let more = (first.len() + second.len()) - old.len();
        document.pieces.splice(old, first.into_iter().chain(second));
        document.starts[number + 1..].iter_mut().for_each(|start| *start += more);
        document.starts.insert(number + 1, middle);
        for paragraph in &mut document.paragraphs {
            if paragraph.sentences.end > number {
                paragraph.sentences.end += 1;
            }
            if paragraph.sentences.start > number {
                paragraph.sentences.start += 1;
            }
        }
        Some(document)
    }

    /// The same text, in which sentence `number` and the one after it are one, and their paragraphs too if those are
    /// two. `None` if there is none after it, one of them is no prose, or one a heading and the other not.
    pub fn join(&self, number: usize) -> Option<Self> {
        if number + 1 >= self.len() || self.is_code(number) || self.is_code(number + 1) {
            return None;
        }
        let at = self.paragraphs.partition_point(|paragraph| paragraph.sentences.end <= number);
        let ends = self.paragraphs[at].sentences.end == number + 1;
        if ends && self.paragraphs[at].kind != self.paragraphs[at + 1].kind {
            return None;
        }
        let mut document = self.clone();
        document.starts.remove(number + 1);
        if ends {
            document.paragraphs[at].sentences.end = self.paragraphs[at + 1].sentences.end;
            document.paragraphs.remove(at + 1);
        }
        for paragraph in &mut document.paragraphs {
            if paragraph.sentences.start > number {
                paragraph.sentences.start -= 1;
            }
            paragraph.sentences.end -= usize::from(paragraph.sentences.end > number);
        }
        Some(document)
    }

    /// The text one sentence a line, a blank line between paragraphs: what [`Document::from_lines`] reads
    /// as the same sentences. Page furniture is left out.
    pub fn as_lines(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            if number > 0 {
                out.push('\n');
            }
            for sentence in paragraph.sentences.clone() {
                out.push_str(&self.sentence(sentence));
                out.push('\n');
            }
        }
        out
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// What the page put into the text, in order.
    pub fn furniture(&self) -> &[Furniture] {
        &self.furniture
    }

    /// What in the text is markup and no prose, in order: furniture of that kind, code, and inside
    /// sentences the marks of emphasis, addresses of links, formulas, tags.
    ///
    /// A rule that judges words or marks leaves alone what [`is_markup`](Self::is_markup), and who cuts or
    /// compares sentences sees by it what a reader does not read.
    pub fn markup(&self) -> &[Markup] {
        self.mask.all()
    }

    /// What of the markup shares a byte with `span`, in order; it may begin before `span` and end after it.
    pub fn markup_in(&self, span: Span) -> &[Markup] {
        self.mask.within(span)
    }

    /// Whether any byte of `span` is markup; nothing of an empty span is.
    ///
    /// Costs a binary search; nothing where the text has no markup.
    pub fn is_markup(&self, span: Span) -> bool {
        !self.mask.within(span).is_empty()
    }

    /// Whether sentence `number` is no prose but a line of code, a formula, the definition of a link: a unit
    /// that renders what is equal to it, and that no rule reads.
    pub fn is_code(&self, number: usize) -> bool {
        let paragraph = self.paragraphs.partition_point(|paragraph| paragraph.sentences.end <= number);
        self.paragraphs[paragraph].kind == ParagraphKind::Code
    }

    /// The number of the sentence in which the byte at `offset` lies, or of the last that begins before
    /// it; `None` before the first.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let piece = self.pieces.partition_point(|piece| piece.start <= offset).checked_sub(1)?;
        Some(self.starts.partition_point(|&start| start <= piece) - 1)
    }
}
