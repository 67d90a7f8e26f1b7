//! Where does what was read stand in the file, and how does a fix come back into it?
//!
//! A text set out of a file is a row of *runs*, each of which stands in the file byte for byte, or as an escape, or as
//! a mark. A fix names a stretch of the text; the runs say which bytes of the file that is, and only those are
//! changed. Taking the file apart into a tree and writing the tree anew would be the usual way, and gives back a
//! file that differs in a thousand places that nobody touched.

use std::borrow::Cow;
use std::ops::Range;

use super::archive::{self, Part};
use super::builder::{Kind, stretches};
use crate::format::encoding::{self, Decoding};
use crate::format::error::{Error, Result};
use crate::format::ocr;
use crate::message::Message;
use crate::say;
use crate::text::{Block, BlockKind, ParagraphKind, Span, Time};

/// Where the parts of a text stand in the file that it was read from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    name: Option<Message>,
    places: Vec<(usize, Box<str>)>,
    times: Vec<(usize, Time)>,
    recognition: Option<(ocr::Form, ocr::Recognition)>,
    back: Option<Back>,
    said: Option<Message>,
    tracked: bool,
}

/// The way back to the file.
#[derive(Clone, Debug)]
pub(super) struct Back {
    pub(super) container: Container,
    pub(super) escape: Escape,
    /// In the order of the text; they do not overlap.
    pub(super) runs: Vec<Run>,
}

/// What holds the words.
#[derive(Clone, Debug)]
pub(super) enum Container {
    /// The decoded file itself.
    Text(String),
    /// Entries of an archive.
    Archive(Vec<u8>, Vec<Part>),
}

/// How words are written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// As they are.
    None,
    /// With `&amp;`, `&lt;` and `&gt;`.
    Xml,
    /// With `\"`, `\\` and `\n`.
    Quoted,
}

/// A stretch of the text and where it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) source: Span,
    pub(super) part: u32,
    pub(super) kind: Kind,
}

/// A change of a text: what to put in place of a stretch of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit<'a> {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub new: &'a str,
}

/// A change of a part of the file.
struct Patch<'a> {
    part: u32,
    source: Span,
    new: Cow<'a, str>,
}

impl Origin {
    /// The origin of a text that is the file itself.
    pub fn plain() -> Self {
        Self::default()
    }

    /// The origin of what a recogniser wrote.
    pub(super) fn recognised(form: ocr::Form, recognition: ocr::Recognition) -> Self {
        Self { recognition: Some((form, recognition)), ..Self::default() }
    }

    pub(super) fn of(name: Message, places: Vec<(usize, Box<str>)>, back: Option<Back>) -> Self {
        Self { name: Some(name), places, back, ..Self::default() }
    }

    /// The same, with when the cues of the text are shown, each from its byte on.
    pub(super) fn timed(mut self, times: Vec<(usize, Time)>) -> Self {
        self.times = times;
        self
    }

    /// The same, with what a person should know of how it was read, in a few words.
    pub(super) fn saying(mut self, said: Message) -> Self {
        self.said = Some(said);
        self
    }

    /// The same, of a file with tracked changes.
    pub(super) fn with_changes(mut self) -> Self {
        self.tracked = true;
        self
    }

    /// Whether the file holds tracked changes, and with them two versions of its text.
    pub fn has_changes(&self) -> bool {
        self.tracked
    }

    /// Whether the text is the file itself, decoded.
    pub fn is_plain(&self) -> bool {
        self.name.is_none() && self.recognition.is_none()
    }

    /// What the file was read as, unless it is plain text.
    pub fn form(&self) -> Option<Message> {
        let recognised = || {
            let form = self.recognition.as_ref()?.0.to_string();
            Some(say!(en: "{form}", zh: " {form}", form))
        };
        let name = self.name.clone().or_else(recognised)?;
        Some(match &self.said {
            Some(said) => say!(en: "{name}, {said}", zh: "{name}（{said}）", name, said),
            None => name,
        })
    }

    /// Pages, boxes and confidences, if a recogniser wrote the file.
    pub fn recognition(&self) -> Option<&ocr::Recognition> {
        self.recognition.as_ref().map(|(_, recognition)| recognition)
    }

    /// What a person calls the places of the file, each from its byte of the text on.
    pub fn places(&self) -> &[(usize, Box<str>)] {
        &self.places
    }

    /// When the cues of the text are shown, each from its byte on; empty of all but subtitles.
    pub fn times(&self) -> &[(usize, Time)] {
        &self.times
    }

    /// Whether a changed text can be written back into a file of this kind.
    pub fn has_way_back(&self) -> bool {
        self.is_plain() || self.back.is_some()
    }

    /// Whether the file is an archive, which nobody reads at a terminal.
    pub fn is_archive(&self) -> bool {
        self.back.as_ref().is_some_and(|back| matches!(back.container, Container::Archive(..)))
    }

    /// Whether `edit` of `text` can be written back: what it takes and puts stands where the file has words.
    pub fn can_write(&self, text: &str, edit: &Edit) -> bool {
        self.is_plain() || self.back.as_ref().is_some_and(|back| back.patches(text, edit).is_some())
    }

    /// The file with `edits`, each of which can be written, made to `text`, and nothing else changed. They are in order and do
    /// not overlap. `decoding` is how the file was read, `bytes` what it was read from, if that was kept.
    pub fn written(
        &self,
        path: &str,
        text: &str,
        edits: &[Edit],
        decoding: &Decoding,
        bytes: Option<&[u8]>,
    ) -> Result<Vec<u8>> {
        let unwritable = |decoding: &Decoding| {
            Error::content(
                path,
                say!(
                    en: "the mended text cannot be written in {decoding}; use --utf8",
                    zh: "修正后的文字无法用 {decoding} 编码；加 `--utf8`",
                    decoding = decoding.said()
                ),
            )
        };
        let encoded = |whole: &str, edits: &[Edit], decoding: &Decoding, bytes| {
            let (new, ranges) = edited(whole, edits);
            encoding::encode_edited(bytes, decoding, whole, &new, &ranges).ok_or_else(|| unwritable(decoding))
        };
        let Some(back) = &self.back else { return encoded(text, edits, decoding, bytes) };
        let mut patches: Vec<_> =
            edits.iter().filter_map(|edit| back.patches(text, edit)).flatten().collect();
        patches.sort_by_key(|patch| (patch.part, patch.source));
        let own = |part: u32| -> Vec<Edit> {
            let own = patches.iter().filter(|patch| patch.part == part);
            own.map(|patch| Edit { span: patch.source, new: &patch.new }).collect()
        };
        match &back.container {
            Container::Text(whole) => encoded(whole, &own(0), decoding, bytes),
            Container::Archive(bytes, parts) => {
                let changed = parts.iter().zip(0..).filter_map(|(part, number)| {
                    let own = own(number);
                    let content = || encoded(&part.text, &own, &part.decoding, None);
                    (!own.is_empty()).then(|| Ok((part.name.as_str(), content()?)))
                });
                let changed = changed.collect::<Result<Vec<_>>>()?;
                if changed.is_empty() { Ok(bytes.clone()) } else { archive::rewritten(path, bytes, &changed) }
            }
        }
    }
}

impl Back {
    /// What `edit` of `text` changes in the file, if that can be said.
    fn patches<'a>(&self, text: &str, edit: &Edit<'a>) -> Option<Vec<Patch<'a>>> {
        let Span { start, end } = edit.span;
        let first = self.runs.partition_point(|run| run.span.end <= start);
        let touched: Vec<_> = self.runs[first..].iter().take_while(|run| run.span.start < end).collect();
        if !self.has_all(text, edit, &touched) {
            return None;
        }
        let mut patches = Vec::with_capacity(touched.len() + 1);
        for run in &touched {
            let cut = match run.kind {
                Kind::Words => {
                    let from = start.max(run.span.start) - run.span.start;
                    let to = end.min(run.span.end) - run.span.start;
                    Span::new(run.source.start + from, run.source.start + to)
                }
                // A mark with something inside it cannot go alone.
                Kind::Mark if run.source.is_empty() => return None,
                // Of what is written as one no half can go.
                _ if start > run.span.start || end < run.span.end => return None,
                _ => run.source,
            };
            patches.push(Patch { part: run.part, source: cut, new: "".into() });
        }
        if edit.new.is_empty() {
            return Some(patches);
        }
        let new = match self.escape {
            Escape::None => Cow::Borrowed(edit.new),
            Escape::Xml => quick_xml::escape::minimal_escape(edit.new),
            Escape::Quoted => {
                let escaped = edit.new.replace('\\', "\\\\").replace('"', "\\\"");
                escaped.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t").into()
            }
        };
        // In place of the first words that go; or beside words that stay.
        if let Some(at) = touched.iter().position(|run| run.kind != Kind::Mark) {
            patches[at].new = new;
            return Some(patches);
        }
        let before = first
            .checked_sub(1)
            .map(|at| &self.runs[at])
            .filter(|run| run.span.end == start && run.kind != Kind::Mark);
        let after = self.runs[first..].iter().find(|run| run.span.start >= end);
        let after = after.filter(|run| run.span.start == end && run.kind != Kind::Mark);
        let (part, at) = match (before, after) {
            (Some(run), _) => (run.part, run.source.end),
            (None, Some(run)) => (run.part, run.source.start),
            (None, None) => return None,
        };
        patches.push(Patch { part, source: Span::new(at, at), new });
        Some(patches)
    }

    /// Whether what `edit` takes out of `text` stands in the file, but for borders of paragraphs, which may only go with
    /// all words of a paragraph.
    fn has_all(&self, text: &str, edit: &Edit, touched: &[&Run]) -> bool {
        let mut at = edit.span.start;
        let mut made = false;
        for run in touched {
            made |= run.span.start > at;
            at = run.span.end;
        }
        made |= at < edit.span.end;
        if !made {
            return true;
        }
        let (before, after) = (&text[..edit.span.start], &text[edit.span.end..]);
        let between = |before: &str, after: &str| {
            before.trim_end_matches(' ').is_empty()
                || before.trim_end_matches(' ').ends_with("\n\n")
                || after.trim().is_empty()
                || after.trim_start_matches(' ').starts_with("\n\n")
        };
        edit.new.trim().is_empty()
            && between(before, edit.span.of(text))
            && between(edit.span.of(text), after)
    }
}

/// `text` with `edits` made, which are in order; one that begins inside the one before it is left.
pub fn mended(text: &str, edits: &[Edit]) -> String {
    edited(text, edits).0
}

/// Bytes of a text before it was changed, and what stands there after.
type Change = (Range<usize>, Range<usize>);

/// The same, with what each edit took and what it put.
fn edited(text: &str, edits: &[Edit]) -> (String, Vec<Change>) {
    let mut out = String::with_capacity(text.len() + 16);
    let mut ranges = Vec::with_capacity(edits.len());
    let mut at = 0;
    for edit in edits.iter().filter(|edit| edit.span.end <= text.len()) {
        if edit.span.start < at {
            continue;
        }
        out.push_str(&text[at..edit.span.start]);
        ranges.push((edit.span.range(), out.len()..out.len() + edit.new.len()));
        out.push_str(edit.new);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    (out, ranges)
}

/// The blocks of `text`, which came of the text `old` with the blocks `before` by small changes.
pub fn blocks_again(text: &str, old: &str, before: &[Block]) -> Vec<Block> {
    let spans: Vec<_> = stretches(text, 0).collect();
    let usual = match before.first() {
        Some(Block { kind: BlockKind::Unit, .. }) => BlockKind::Unit,
        _ => BlockKind::Paragraph(ParagraphKind::Body),
    };
    let (codes, stretched): (Vec<Block>, Vec<Block>) =
        before.iter().partition(|block| block.kind == BlockKind::Code);
    let same = spans.len() == stretched.len();
    let mut codes = codes_again(text, old, &codes).into_iter().peekable();
    let mut blocks = Vec::with_capacity(before.len());
    for (place, span) in spans.into_iter().enumerate() {
        blocks.push(Block { span, kind: if same { stretched[place].kind } else { usual } });
        while let Some(code) = codes.next_if(|code| code.end <= span.end) {
            if code.start >= span.start {
                blocks.push(Block { span: code, kind: BlockKind::Code });
            }
        }
    }
    blocks
}

/// Where in `text` the `codes` of `old` stand. No fix changes code; so each is looked for near the place to which what
/// has changed before it has moved it, past the last.
fn codes_again(text: &str, old: &str, codes: &[Block]) -> Vec<Span> {
    /// Bytes by which what has changed since the last code may have moved one.
    const REACH: usize = 1 << 10;
    let (mut from, mut moved) = (0, 0_isize);
    let mut again = Vec::with_capacity(codes.len());
    for code in codes {
        let words = code.span.of(old);
        let expected = code.span.start.saturating_add_signed(moved);
        let mut start = expected.saturating_sub(REACH).max(from).min(text.len());
        let mut end = (expected + words.len() + REACH).min(text.len()).max(start);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let near = text[start..end.max(start)].match_indices(words).map(|(at, _)| start + at);
        let Some(at) = near.min_by_key(|at| at.abs_diff(expected)) else { continue };
        moved = at as isize - code.span.start as isize;
        from = at + words.len();
        again.push(Span::new(at, from));
    }
    again
}
