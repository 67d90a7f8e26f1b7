//! A revision as a Word document whose changes are tracked.
//!
//! Who works in Word wants to see a revision there, and to accept or reject it change by change. The document is
//! both versions at once: a stream of characters and ends of paragraphs, each of which stands in the old text, in
//! the new or in both.
//!
//! ```text
//! both     gone    come      both   gone, its paragraph with it
//! The fee is [20][25] crowns.¶      [Dogs are welcome.¶]
//! ```
//!
//! What is left when all that came is taken out is the old text, what is left when all that went is taken out is the
//! new, character by character: a stretch is said to be in both only where the two are the same bytes. So rejecting
//! or accepting everything gives one of the two, whatever the comparison thinks of them. A passage that moved stands
//! in both places; words that were changed on the way are struck out in the old and put in in the new.
//!
//! Comparing the two laid out as documents, as office programs do, needs no stream. It knows no sentence and no move,
//! and shows a renumbered law as rewritten.
//!
//! The text is that of the file, marks and blank lines included; only where the lines of a paragraph were broken at
//! their width it is joined as it reads. What the marks say (a heading, an item, a quotation, code) and the direction
//! of the script are given to the paragraph too.

use std::fmt::Write;
use std::ops::Range;

use quick_xml::escape::escape;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rendering, Text};
use crate::diff::{Change, Pair, Revision};
use crate::text::script::Script;
use crate::text::{Document, ParagraphKind};

/// Who is said to have made the changes.
const AUTHOR: &str = "duizhao";

/// The parts of a redline that differ from one to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redline {
    /// `word/document.xml`.
    pub document: String,
    /// `word/comments.xml`.
    pub comments: String,
    /// How many characters no document may hold; U+FFFD stands in their places.
    pub replaced: usize,
}

/// `revision` of `old` and `new` as a document with tracked changes, those that do not count among them; what is
/// stale in a translation stands as a comment at the change that made it so.
///
/// `blank_lines` says of each version whether the blank lines of its text stand in its file, or only part paragraphs
/// that the file has.
pub fn redline(
    old: &Text,
    new: &Text,
    revision: &Revision,
    rendering: Option<&Rendering>,
    blank_lines: [bool; 2],
) -> Redline {
    let sides = [Side::of(old.document, blank_lines[0]), Side::of(new.document, blank_lines[1])];
    let mut stream = merged([&sides[0], &sides[1]], [old.document, new.document], revision);
    hold_paragraphs_together(&mut stream);
    let mut said: Vec<(usize, String)> = Vec::new();
    for stale in rendering.iter().flat_map(|rendering| rendering.stale) {
        let Some(rendering) = rendering else { continue };
        let words = match stale.target.is_empty() {
            true => "nothing renders it yet".to_owned(),
            false => rendering.text.document.sentences(stale.target.clone()).into_owned(),
        };
        let followed = if stale.followed == Some(true) { ", changed since" } else { "" };
        let severity = stale.severity.name();
        said.push((
            stale.change,
            format!("{} ({severity}{followed}): {}\n{words}", rendering.text.name, stale.why),
        ));
    }
    let shown: FxHashSet<usize> = stream.iter().filter_map(|part| part.change).collect();
    said.retain(|(change, _)| shown.contains(change));
    let (document, one) = allowed(Writer::new(&sides, &said).document(&stream));
    let (comments, two) = allowed(comments(&said));
    Redline { document, comments, replaced: one + two }
}

/// In which of the texts a stretch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Fate {
    Both,
    Gone,
    Come,
    /// Gone from here to elsewhere, with the number of the move.
    Away(usize),
    /// Come here from elsewhere.
    Here(usize),
}

impl Fate {
    fn in_old(self) -> bool {
        !matches!(self, Fate::Come | Fate::Here(_))
    }

    fn in_new(self) -> bool {
        !matches!(self, Fate::Gone | Fate::Away(_))
    }
}

/// A stretch of the stream; `\n` is the end of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    fate: Fate,
    text: String,
    /// The change that it belongs to.
    change: Option<usize>,
}

/// One version as the document has it.
struct Side {
    /// What stands before each sentence, after the one before it.
    before: Vec<String>,
    /// What stands behind the last.
    rest: String,
    /// How each paragraph is set.
    settings: Vec<Setting>,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Setting {
    style: Style,
    /// Whether it runs from right to left.
    rtl: bool,
}

/// The style of a paragraph, by what its marks say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Style {
    #[default]
    Plain,
    Heading(u8),
    Item,
    Quote,
    Code,
}

impl Style {
    /// Its name in `word/styles.xml`.
    fn name(self) -> Option<&'static str> {
        match self {
            Style::Plain => None,
            Style::Heading(1) => Some("Heading1"),
            Style::Heading(2) => Some("Heading2"),
            Style::Heading(3) => Some("Heading3"),
            Style::Heading(4) => Some("Heading4"),
            Style::Heading(5) => Some("Heading5"),
            Style::Heading(_) => Some("Heading6"),
            Style::Item => Some("ListParagraph"),
            Style::Quote => Some("Quote"),
            Style::Code => Some("Code"),
        }
    }
}

impl Side {
    fn of(document: &Document, blank_lines: bool) -> Self {
        let text = document.text();
        let mut paragraph_of = Vec::with_capacity(document.len());
        for (number, paragraph) in document.paragraphs().iter().enumerate() {
            paragraph_of.resize(paragraph.sentences.end, number);
        }
        let kept = |stretch: &str, between: bool| {
            let stretch = stretch.replace("\r\n", "\n").replace('\r', "\n");
            match blank_lines {
                true => stretch,
                false if between => "\n".to_owned(),
                false => String::new(),
            }
        };
        let mut before = Vec::with_capacity(document.len());
        let mut end = 0;
        for number in 0..document.len() {
            let span = document.span(number);
            let gap = &text[end.min(span.start)..span.start];
            let within = number > 0 && paragraph_of[number] == paragraph_of[number - 1];
            before.push(if within && !(blank_lines && document.is_code(number)) {
                // A line of a paragraph that ended with a sentence goes on as the text reads.
                match gap.contains(['\n', '\r']) {
                    true => between(document, number),
                    false => gap.to_owned(),
                }
            } else {
                kept(gap, number > 0)
            });
            end = span.end;
        }
        let rest = kept(&text[end.min(text.len())..], false);
        let rest = rest.strip_suffix('\n').unwrap_or(&rest).to_owned();
        let mut side = Self { before, rest, settings: Vec::new() };
        side.settings = side.settings(document, &paragraph_of);
        side
    }

    /// How each paragraph of the stream is set.
    fn settings(&self, document: &Document, paragraph_of: &[usize]) -> Vec<Setting> {
        let kind = |number: usize| document.paragraphs()[paragraph_of[number]].kind;
        let mut settings = Vec::new();
        // The line that is being gone through: its text and the kind of the first sentence in it.
        let (mut line, mut first) = (String::new(), None);
        let mut close = |line: &mut String, first: &mut Option<ParagraphKind>| {
            settings.push(setting(line, first.take()));
            line.clear();
        };
        for (number, before) in self.before.iter().enumerate() {
            for (at, part) in before.split('\n').enumerate() {
                if at > 0 {
                    close(&mut line, &mut first);
                }
                line.push_str(part);
            }
            first.get_or_insert(kind(number));
            line.push_str(&document.sentence(number));
        }
        for (at, part) in self.rest.split('\n').enumerate() {
            if at > 0 {
                close(&mut line, &mut first);
            }
            line.push_str(part);
        }
        close(&mut line, &mut first);
        settings
    }
}

/// What joins sentence `number` with the one before it where the file has a line end.
fn between(document: &Document, number: usize) -> String {
    let joined = document.joined(number - 1..number + 1);
    let mut parts = joined.sentences();
    match (parts.next(), parts.next()) {
        (Some(first), Some(second)) if first.end <= second.start => {
            joined.text()[first.end..second.start].to_owned()
        }
        _ => " ".to_owned(),
    }
}

/// How a paragraph with this text is set, whose first sentence is of that kind.
fn setting(line: &str, kind: Option<ParagraphKind>) -> Setting {
    let words = line.trim_start();
    let hashes = words.chars().take_while(|&c| c == '#').count();
    let is_item = || {
        let figures = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = if figures.len() < words.len() {
            figures.strip_prefix(['.', ')'])
        } else {
            words.strip_prefix(['-', '*', '+', '•'])
        };
        after.is_some_and(|after| after.starts_with([' ', '\t', '\u{3000}']))
    };
    let style = match kind {
        Some(ParagraphKind::Heading) if (1..=6).contains(&hashes) => Style::Heading(hashes as u8),
        Some(ParagraphKind::Heading) => Style::Heading(1),
        Some(ParagraphKind::Code) => Style::Code,
        Some(ParagraphKind::Body) if words.starts_with("> ") => Style::Quote,
        Some(ParagraphKind::Body) if is_item() => Style::Item,
        _ => Style::Plain,
    };
    let rtl = line.chars().find_map(Script::of).is_some_and(|script| is_rtl(&script));
    Setting { style, rtl }
}

fn is_rtl(script: &Script) -> bool {
    matches!(script, Script::Arabic | Script::Hebrew)
}

/// The stream of both versions. Pairs that stand in their place on both sides divide it; what lies between two of
/// them went or came, each side in its own order.
fn merged(sides: [&Side; 2], documents: [&Document; 2], revision: &Revision) -> Vec<Part> {
    let pairs = revision.pairs();
    let moves = moves(&pairs);
    let mut of_old: Vec<Option<usize>> = vec![None; revision.old_len];
    let mut of_new: Vec<Option<usize>> = vec![None; revision.new_len];
    let mut anchors = Vec::new();
    let mut reached = 0;
    for (at, pair) in pairs.iter().enumerate() {
        of_old[pair.old.clone()].fill(Some(at));
        of_new[pair.new.clone()].fill(Some(at));
        if !pair.is_moved() && !pair.old.is_empty() && !pair.new.is_empty() && pair.old.start >= reached {
            reached = pair.old.end;
            anchors.push(at);
        }
    }
    let mut stream = Stream { sides, documents, parts: Vec::new() };
    let (mut old, mut new) = (0, 0);
    let end = Pair {
        old: revision.old_len..revision.old_len,
        new: revision.new_len..revision.new_len,
        change: None,
        number: None,
    };
    for anchor in anchors.iter().map(|&at| &pairs[at]).chain([&end]) {
        while old < anchor.old.start {
            old = stream.alone(0, old, anchor.old.start, of_old[old].map(|at| (&pairs[at], moves[at])));
        }
        while new < anchor.new.start {
            new = stream.alone(1, new, anchor.new.start, of_new[new].map(|at| (&pairs[at], moves[at])));
        }
        if !anchor.old.is_empty() {
            stream.pair(anchor);
        }
        (old, new) = (anchor.old.end, anchor.new.end);
    }
    let [before, after] = [&sides[0].rest, &sides[1].rest];
    stream.differ(before, after, None);
    stream.parts
}

/// The number of its move for each pair that moved: the same for sentences that stand one after the other in both
/// places.
fn moves(pairs: &[Pair]) -> Vec<Option<usize>> {
    let mut moves = vec![None; pairs.len()];
    let mut last: Option<(usize, &Pair)> = None;
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.is_moved()) {
        let number = match last {
            Some((number, before))
                if before.old.end == pair.old.start && before.new.end == pair.new.start =>
            {
                number
            }
            Some((number, _)) => number + 1,
            None => 0,
        };
        moves[at] = Some(number);
        last = Some((number, pair));
    }
    moves
}

struct Stream<'a> {
    sides: [&'a Side; 2],
    documents: [&'a Document; 2],
    parts: Vec<Part>,
}

impl Stream<'_> {
    fn push(&mut self, fate: Fate, text: &str, change: Option<usize>) {
        if text.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(last) if last.fate == fate && last.change == change => last.text.push_str(text),
            _ => self.parts.push(Part { fate, text: text.to_owned(), change }),
        }
    }

    /// Where two stretches differ, less what both begin and end with.
    fn differ(&mut self, old: &str, new: &str, change: Option<usize>) {
        let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let rest = (old.len() - start).min(new.len() - start);
        let ends = old.bytes().rev().zip(new.bytes().rev());
        let mut end = ends.take(rest).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
            end -= 1;
        }
        let is_same = old.len() == new.len() && start == old.len();
        let both = if is_same { None } else { change };
        self.push(Fate::Both, &old[..start], both);
        self.push(Fate::Gone, &old[start..old.len() - end], change);
        self.push(Fate::Come, &new[start..new.len() - end], change);
        self.push(Fate::Both, &old[old.len() - end..], both);
    }

    /// What stands in one version, from sentence `from` to the end of its pair or to `to`; gives where it ends.
    fn alone(&mut self, side: usize, from: usize, to: usize, pair: Option<(&Pair, Option<usize>)>) -> usize {
        let range = pair
            .map_or(from..from + 1, |(pair, _)| if side == 0 { pair.old.clone() } else { pair.new.clone() });
        let range = from..range.end.clamp(from + 1, to);
        let number = pair.and_then(|(pair, _)| pair.number);
        let fate = match (pair.and_then(|(_, moved)| moved), side) {
            (Some(moved), 0) => Fate::Away(moved),
            (Some(moved), _) => Fate::Here(moved),
            (None, 0) => Fate::Gone,
            (None, _) => Fate::Come,
        };
        let laid = self.laid(side, range.clone());
        self.push(fate, &self.sides[side].before[range.start].clone(), number);
        // Words that were changed on the way did not move.
        let change = pair.and_then(|(pair, _)| pair.change).filter(|change| {
            let whole = if side == 0 { &change.old } else { &change.new };
            matches!(fate, Fate::Away(_) | Fate::Here(_)) && *whole == range
        });
        let mut done = 0;
        let hunks = change.map(|change| self.hunks(change)).unwrap_or_default();
        for (before, after) in hunks {
            let hunk = if side == 0 { before } else { after };
            if hunk.start < done || !laid.is_char_boundary(hunk.start) || !laid.is_char_boundary(hunk.end) {
                continue;
            }
            self.push(fate, &laid[done..hunk.start], number);
            let alone = if side == 0 { Fate::Gone } else { Fate::Come };
            self.push(alone, &laid[hunk.clone()], number);
            done = hunk.end;
        }
        self.push(fate, &laid[done..], number);
        range.end
    }

    /// A pair that stands in its place.
    fn pair(&mut self, pair: &Pair) {
        let number = pair.number;
        let [before, after] =
            [self.sides[0].before[pair.old.start].clone(), self.sides[1].before[pair.new.start].clone()];
        self.differ(&before, &after, number);
        let (old, new) = (self.laid(0, pair.old.clone()), self.laid(1, pair.new.clone()));
        let (mut x, mut y) = (0, 0);
        let hunks = pair.change.map(|change| self.hunks(change)).unwrap_or_default();
        for (gone, come) in hunks {
            let in_order = gone.start >= x && come.start >= y;
            let whole = [(&old, &gone), (&new, &come)]
                .iter()
                .all(|(text, range)| text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            if !in_order || !whole {
                continue;
            }
            self.differ(&old[x..gone.start], &new[y..come.start], number);
            self.push(Fate::Gone, &old[gone.clone()], number);
            self.push(Fate::Come, &new[come.clone()], number);
            (x, y) = (gone.end, come.end);
        }
        self.differ(&old[x..], &new[y..], number);
    }

    /// Sentences in a row as the document has them, less what stands before the first.
    fn laid(&self, side: usize, range: Range<usize>) -> String {
        let mut out = String::new();
        for number in range.clone() {
            if number > range.start {
                out.push_str(&self.sides[side].before[number]);
            }
            out.push_str(&self.documents[side].sentence(number));
        }
        out
    }

    /// Where the sentences of `change` differ, in bytes of what [`laid`](Self::laid) gives; none if that cannot be
    /// said.
    fn hunks(&self, change: &Change) -> Vec<(Range<usize>, Range<usize>)> {
        if change.source.is_some() || change.hunks.is_empty() {
            return Vec::new();
        }
        let maps = [self.map(0, &change.old), self.map(1, &change.new)];
        let [Some(old), Some(new)] = maps else { return Vec::new() };
        let of = |map: &[(Range<usize>, usize)], at: usize| {
            let part = map.iter().rev().find(|(words, _)| words.start <= at).or(map.first());
            part.map_or(0, |(words, laid)| laid + at.clamp(words.start, words.end) - words.start)
        };
        let range = |map: &[(Range<usize>, usize)], range: &Range<usize>| {
            let start = of(map, range.start);
            start..of(map, range.end).max(start)
        };
        let words = change.words(self.documents[0], self.documents[1]);
        // Whole words went and came, as a person would mark them; those that do not count among them.
        let mut counted = change.clone();
        counted.hunks.iter_mut().for_each(|hunk| hunk.counts = true);
        let words = match words.hunks().iter().all(|hunk| hunk.counts) {
            true => words.widened(),
            false => counted.words(self.documents[0], self.documents[1]).widened(),
        };
        words.hunks().iter().map(|hunk| (range(&old, &hunk.old), range(&new, &hunk.new))).collect()
    }

    /// Where each of `sentences` lies among their joined words, and where in what is laid out; nothing if a sentence
    /// lost its hyphen to the next.
    fn map(&self, side: usize, sentences: &Range<usize>) -> Option<Vec<(Range<usize>, usize)>> {
        let joined = self.documents[side].joined(sentences.clone());
        let mut at = 0;
        let mut map = Vec::with_capacity(sentences.len());
        for (number, words) in sentences.clone().zip(joined.sentences()) {
            if number > sentences.start {
                at += self.sides[side].before[number].len();
            }
            let sentence = self.documents[side].sentence(number);
            if joined.text().get(words.clone()) != Some(&*sentence) {
                return None;
            }
            map.push((words, at));
            at += sentence.len();
        }
        Some(map)
    }
}

/// Lets what went or came hold its own end of paragraph rather than that of the paragraph before it: of
/// `A[¶B]¶` and `A¶[B¶]`, which say the same, the second.
fn hold_paragraphs_together(parts: &mut Vec<Part>) {
    let mut at = 0;
    while at < parts.len() {
        if parts[at].fate == Fate::Both {
            at += 1;
            continue;
        }
        let mut end = (at..parts.len()).find(|&end| parts[end].fate == Fate::Both).unwrap_or(parts.len());
        // What came goes on the paragraph before it if what went does not.
        let begins = |stands: fn(Fate) -> bool| {
            parts[at..end]
                .iter()
                .find(|part| stands(part.fate))
                .is_some_and(|part| part.text.starts_with('\n'))
        };
        if begins(Fate::in_old) && !begins(Fate::in_new) {
            parts[at..end].sort_by_key(|part| part.fate.in_old());
        }
        // LibreOffice loses an empty paragraph between one that came whole and what came at the start of the next: where
        // one would follow, the ends stay where they are.
        let ends = |text: &str| text.bytes().take_while(|&byte| byte == b'\n').count();
        let behind = parts.get(end).map_or(0, |part| ends(&part.text));
        let held = [Fate::in_old, Fate::in_new]
            .into_iter()
            .filter_map(|stands: fn(Fate) -> bool| {
                parts[at..end].iter().find(|part| stands(part.fate)).map(|part| ends(&part.text))
            })
            .min();
        let may_turn = held.is_some_and(|held| held >= behind);
        loop {
            let firsts = [Fate::in_old, Fate::in_new].map(|stands: fn(Fate) -> bool| {
                (at..end).find(|&part| stands(parts[part].fate) && !parts[part].text.is_empty())
            });
            let lasts = [Fate::in_old, Fate::in_new].map(|stands: fn(Fate) -> bool| {
                (at..end).rev().find(|&part| stands(parts[part].fate) && !parts[part].text.is_empty())
            });
            let begin = |side: usize| firsts[side].is_none_or(|part| parts[part].text.starts_with('\n'));
            if firsts == [None, None] || !begin(0) || !begin(1) {
                break;
            }
            let next = may_turn && parts.get(end).is_some_and(|part| part.text.starts_with('\n'));
            let common = firsts[0].is_some() && firsts[1].is_some();
            if !common && !next {
                break;
            }
            for part in firsts.into_iter().flatten() {
                parts[part].text.remove(0);
            }
            if next {
                // The end that stood behind is that of what went or came.
                for part in lasts.into_iter().flatten() {
                    parts[part].text.push('\n');
                }
                parts[end].text.remove(0);
            }
            match at.checked_sub(1).map(|before| &mut parts[before]) {
                Some(before) if before.fate == Fate::Both => before.text.push('\n'),
                _ => {
                    parts.insert(at, Part { fate: Fate::Both, text: "\n".to_owned(), change: None });
                    (at, end) = (at + 1, end + 1);
                }
            }
        }
        at = end;
    }
    parts.retain(|part| !part.text.is_empty());
    // Ends of paragraphs behind what moved went with it.
    for at in 1..parts.len() {
        let before = parts[at - 1].fate;
        let part = &mut parts[at];
        let goes = matches!((before, part.fate), (Fate::Away(_), Fate::Gone) | (Fate::Here(_), Fate::Come));
        if goes && part.text.bytes().all(|byte| byte == b'\n') {
            part.fate = before;
        }
    }
}

/// Writes the stream as WordprocessingML.
struct Writer<'a> {
    sides: &'a [Side; 2],
    said: &'a [(usize, String)],
    out: String,
    /// The runs of the paragraph that is open.
    runs: String,
    /// Numbers the marks of changes.
    marks: usize,
    /// Which paragraph of each version is open.
    at: [usize; 2],
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

impl<'a> Writer<'a> {
    fn new(sides: &'a [Side; 2], said: &'a [(usize, String)]) -> Self {
        Self { sides, said, out: String::new(), runs: String::new(), marks: 0, at: [0, 0] }
    }

    fn document(mut self, parts: &[Part]) -> String {
        let _ = write!(self.out, "{HEAD}<w:document {NAMESPACE}><w:body>");
        // Where each passage that moved begins and ends, what was changed in it between, and each change that something
        // is said of.
        let mut ranges: FxHashMap<Fate, (usize, usize)> = FxHashMap::default();
        let mut changes: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        for (number, part) in parts.iter().enumerate() {
            if matches!(part.fate, Fate::Away(_) | Fate::Here(_)) {
                ranges.entry(part.fate).or_insert((number, number)).1 = number;
            }
            if let Some(change) = part.change {
                changes.entry(change).or_insert((number, number)).1 = number;
            }
        }
        let mut said: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (id, (change, _)) in self.said.iter().enumerate() {
            said.entry(*change).or_default().push(id);
        }
        for (number, part) in parts.iter().enumerate() {
            let range = ranges.get(&part.fate).copied();
            if range.is_some_and(|(first, _)| first == number) {
                self.range(part.fate, true);
            }
            let of_change = part.change.and_then(|change| Some((changes.get(&change)?, said.get(&change)?)));
            if let Some((_, ids)) = of_change.filter(|((first, _), _)| *first == number) {
                for id in ids {
                    let _ = write!(self.runs, r#"<w:commentRangeStart w:id="{id}"/>"#);
                }
            }
            self.part(part);
            if let Some((_, ids)) = of_change.filter(|((_, last), _)| *last == number) {
                for id in ids {
                    let _ = write!(
                        self.runs,
                        r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#
                    );
                }
            }
            if range.is_some_and(|(_, last)| last == number) {
                self.range(part.fate, false);
            }
        }
        self.end(Fate::Both);
        self.out.push_str("<w:sectPr/></w:body></w:document>\n");
        self.out
    }

    /// Opens or closes a passage that moved: its two ends have one name.
    fn range(&mut self, fate: Fate, opens: bool) {
        let (which, number, id) = match fate {
            Fate::Away(number) => ("moveFrom", number, 2 * number),
            Fate::Here(number) => ("moveTo", number, 2 * number + 1),
            _ => return,
        };
        // Numbers of ranges are apart from those of marks.
        let id = RANGES + id;
        let _ = match opens {
            true => write!(
                self.runs,
                r#"<w:{which}RangeStart w:id="{id}" w:author="{AUTHOR}" w:name="move{}"/>"#,
                number + 1
            ),
            false => write!(self.runs, r#"<w:{which}RangeEnd w:id="{id}"/>"#),
        };
    }

    /// The name of the element that says what became of a stretch.
    fn tag(fate: Fate) -> Option<&'static str> {
        match fate {
            Fate::Both => None,
            Fate::Gone => Some("del"),
            Fate::Come => Some("ins"),
            Fate::Away(_) => Some("moveFrom"),
            Fate::Here(_) => Some("moveTo"),
        }
    }

    fn part(&mut self, part: &Part) {
        for (at, line) in part.text.split('\n').enumerate() {
            if at > 0 {
                self.end(part.fate);
            }
            if line.is_empty() {
                continue;
            }
            let tag = Self::tag(part.fate);
            if let Some(tag) = tag {
                let id = self.mark();
                let _ = write!(self.runs, r#"<w:{tag} w:id="{id}" w:author="{AUTHOR}">"#);
            }
            let rtl = line.chars().find_map(Script::of).is_some_and(|script| is_rtl(&script));
            self.runs.push_str(if rtl { "<w:r><w:rPr><w:rtl/></w:rPr>" } else { "<w:r>" });
            let words = if part.fate == Fate::Gone { "delText" } else { "t" };
            for (at, piece) in line.split('\t').enumerate() {
                if at > 0 {
                    self.runs.push_str("<w:tab/>");
                }
                if !piece.is_empty() {
                    let _ =
                        write!(self.runs, r#"<w:{words} xml:space="preserve">{}</w:{words}>"#, escape(piece));
                }
            }
            self.runs.push_str("</w:r>");
            if let Some(tag) = tag {
                let _ = write!(self.runs, "</w:{tag}>");
            }
        }
    }

    fn mark(&mut self) -> usize {
        self.marks += 1;
        self.marks
    }

    /// Ends the open paragraph, whose end has that fate.
    fn end(&mut self, fate: Fate) {
        let setting = |side: usize| self.sides[side].settings.get(self.at[side]).copied().unwrap_or_default();
        let (old, new) = (setting(0), setting(1));
        let set = if fate.in_new() { new } else { old };
        self.out.push_str("<w:p>");
        let mut properties = style(set);
        // Office programs know the end of a paragraph that went or came; that it moved not all of them do.
        let alone = match fate {
            Fate::Away(_) => Fate::Gone,
            Fate::Here(_) => Fate::Come,
            fate => fate,
        };
        if let Some(tag) = Self::tag(alone) {
            let id = self.mark();
            let _ = write!(properties, r#"<w:rPr><w:{tag} w:id="{id}" w:author="{AUTHOR}"/></w:rPr>"#);
        } else if old != new {
            let (id, before) = (self.mark(), style(old));
            let _ = write!(
                properties,
                r#"<w:pPrChange w:id="{id}" w:author="{AUTHOR}"><w:pPr>{before}</w:pPr></w:pPrChange>"#
            );
        }
        if !properties.is_empty() {
            let _ = write!(self.out, "<w:pPr>{properties}</w:pPr>");
        }
        self.out.push_str(&self.runs);
        self.runs.clear();
        self.out.push_str("</w:p>");
        self.at[0] += usize::from(fate.in_old());
        self.at[1] += usize::from(fate.in_new());
    }
}

/// The first number of a range of moved text: more than there are marks.
const RANGES: usize = 1_000_000_000;

fn style(setting: Setting) -> String {
    let name = setting.style.name().map(|name| format!(r#"<w:pStyle w:val="{name}"/>"#));
    format!("{}{}", name.unwrap_or_default(), if setting.rtl { "<w:bidi/>" } else { "" })
}

fn comments(said: &[(usize, String)]) -> String {
    let mut out = format!("{HEAD}<w:comments {NAMESPACE}>");
    for (id, (_, words)) in said.iter().enumerate() {
        let _ = write!(out, r#"<w:comment w:id="{id}" w:author="{AUTHOR}" w:initials="dz">"#);
        for line in words.split('\n') {
            let _ = write!(out, r#"<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#, escape(line));
        }
        out.push_str("</w:comment>");
    }
    out.push_str("</w:comments>\n");
    out
}

/// `page` with U+FFFD for each character that no XML may hold, and how many they were.
fn allowed(page: String) -> (String, usize) {
    super::tei::allowed(page)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diff::{Options, diff};
    use crate::text::Language;

    /// The stream of two texts, and what of it is in each.
    fn stream(old: &str, new: &str) -> (Vec<Part>, [String; 2]) {
        let [old, new] = [old, new].map(|text| Document::new(text.into(), Language::new("en")));
        let revision = diff(&old, &new, &Options::default());
        let sides = [Side::of(&old, true), Side::of(&new, true)];
        let mut parts = merged([&sides[0], &sides[1]], [&old, &new], &revision);
        hold_paragraphs_together(&mut parts);
        let of = |stands: fn(Fate) -> bool| -> String {
            parts.iter().filter(|part| stands(part.fate)).map(|part| part.text.as_str()).collect()
        };
        let both = [of(Fate::in_old), of(Fate::in_new)];
        (parts, both)
    }

    /// The stream of two texts, with what went in `[-` and what came in `{+`.
    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let (parts, [before, after]) = stream(old, new);
        assert_eq!([before.as_str(), after.as_str()], [old.trim_end(), new.trim_end()]);
        let shown = parts
            .iter()
            .map(|part| match part.fate {
                Fate::Both => part.text.clone(),
                Fate::Gone => format!("[-{}]", part.text),
                Fate::Come => format!("{{+{}}}", part.text),
                Fate::Away(number) => format!("<{number}-{}>", part.text),
                Fate::Here(number) => format!("<{number}+{}>", part.text),
            })
            .collect::<String>()
            .replace("><0-", "");
        assert_eq!(shown.replace('\n', "¶"), expected);
    }

    #[test]
    fn a_stretch_is_in_both_or_in_one() {
        check("The fee is 20 crowns.\n", "The fee is 25 crowns.\n", "The fee is [-20]{+25} crowns.");
        check(
            "The gate opens.\n\nDogs are welcome.\n\nThe bell rings at noon.\n",
            "The gate opens.\n\nThe bell rings at noon.\n",
            "The gate opens.¶¶[-Dogs are welcome.¶¶]The bell rings at noon.",
        );
        check(
            "The gate opens.\n\nThe bell rings at noon.\n",
            "The gate opens.\n\nThe bell rings at noon.\n\nDogs are welcome.\n",
            "The gate opens.¶¶The bell rings at noon.{+¶¶Dogs are welcome.}",
        );
        check("# Tide\n\nIt falls.\n", "## Tide\n\nIt falls.\n", "#{+#} Tide¶¶It falls.");
    }

    #[test]
    fn what_moved_stands_in_both_places() {
        check(
            "The old bell rings at noon.\n\nThe gate of the yard opens late.\n\nThe boats lie by the quay in winter, all of them.\n",
            "The gate of the yard opens late.\n\nThe boats lie by the quay in winter, all of them.\n\nThe old bell rings at night.\n",
            "<0-The old bell rings at >[-noon]<0-.¶¶>The gate of the yard opens late.¶¶The boats lie by the quay in winter, all of them.<0+¶¶The old bell rings at >{+night}<0+.>",
        );
    }

    proptest! {
        #[test]
        fn each_version_is_in_the_stream(
            old in "(([a-c]{1,3} ){1,4}[.。]( |\n|\n\n|\n# |\n- )){0,8}",
            new in "(([a-c]{1,3} ){1,4}[.。]( |\n|\n\n|\n# |\n- )){0,8}",
        ) {
            let (_, both) = stream(&old, &new);
            for (text, made) in [old, new].iter().zip(both) {
                let document = Document::new(text.clone(), Language::new("en"));
                let side = Side::of(&document, true);
                let mut laid: String = (0..document.len())
                    .map(|number| format!("{}{}", side.before[number], document.sentence(number)))
                    .collect();
                laid.push_str(&side.rest);
                prop_assert_eq!(made, laid);
            }
        }
    }
}
