//! A result laid out for people or machines, one file a medium. Nothing here computes: all that is
//! shown stands in the value that is shown.

mod apparatus;
pub mod fixes;
pub mod github;
pub mod html;
pub mod json;
pub mod patch;
mod place;
pub mod rdjsonl;
pub mod redline;
pub mod rules;
pub mod sarif;
pub mod table;
pub mod tei;
pub mod terminal;
pub mod todo;

pub use apparatus::Apparatus;

use std::ops::Range;

use crate::diff::{Change, Class, Kind};
use crate::finding::TextId;
use crate::message::{Message, Ui};
use crate::review::Reviewed;
use crate::say;
use crate::terms::Proposal;
use crate::text::{Document, Span};
use crate::witness::{Coverage, Examination, Sheet, Stale};

/// A text as a report names it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// By what findings name it.
    pub id: TextId,
    /// Short and unlike the others': `zh`, `zh.scan`.
    pub name: &'a str,
    /// The file it was read from, as the person wrote it.
    pub path: &'a str,
    /// The text.
    pub document: &'a Document,
    /// What it is to the others: `original`, `translation`, `revision of zh`, `transcription`.
    pub role: &'a Message,
    /// The encoding it was read in, such as `UTF-8`.
    pub encoding: &'a Message,
    /// How its encoding and language are known and what was odd on reading, a sentence each.
    pub said: &'a [Message],
    /// Where its pages begin, if a recogniser wrote the file: byte of the text and number of the page, in
    /// order.
    pub pages: &'a [(usize, u32)],
}

impl Text<'_> {
    /// The page on which the byte at `offset` stands, if the text has pages.
    pub fn page(&self, offset: usize) -> Option<u32> {
        let after = self.pages.partition_point(|&(start, _)| start <= offset);
        self.pages.get(after.saturating_sub(1)).map(|&(_, page)| page)
    }
}

/// `texts` under the names of their files alone, without the folders that they lie in on somebody's machine; those of
/// which two have one name keep the whole.
fn without_folders<'a>(texts: &[Text<'a>]) -> Vec<Text<'a>> {
    fn name(path: &str) -> &str {
        path.rsplit(['/', '\\']).next().unwrap_or(path)
    }
    let is_alone = |own: &str| texts.iter().filter(|other| name(other.path) == own).count() == 1;
    let named = texts.iter().map(|text| match name(text.path) {
        own if is_alone(own) => Text { path: own, ..*text },
        _ => *text,
    });
    named.collect()
}

/// The place among `texts` of the one that is named `id`, if it is shown.
fn place_of(texts: &[Text], id: TextId) -> Option<usize> {
    // Mostly they are numbered as they stand.
    match texts.get(id.0) {
        Some(text) if text.id == id => Some(id.0),
        _ => texts.iter().position(|text| text.id == id),
    }
}

/// Versions of one text and all that is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// What the texts are called together.
    pub title: &'a str,
    /// The texts, in the order in which the examination numbers them.
    pub texts: &'a [Text<'a>],
    /// How they lie to each other.
    pub examination: &'a Examination,
    /// For each text what was found in it, in the order of the text; `None` if none was checked.
    pub findings: Option<&'a [Vec<Reviewed>]>,
    /// The terms of the pivot and what renders them, if they were looked for.
    pub terms: Option<Terms<'a>>,
    /// Name and hash of the encoder that helped to pair them.
    pub encoder: Option<&'a str>,
}

/// Terms, and in which of a study's texts they are rendered.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The terms, in the order in which they are shown.
    pub proposals: &'a [Proposal],
    /// The numbers of the texts that their renderings stand in.
    pub texts: &'a [usize],
}

impl<'a> Study<'a> {
    /// The rows of all texts with what hangs on each.
    pub fn sheet(&self) -> Sheet<'a> {
        let documents: Vec<&Document> = self.texts.iter().map(|text| text.document).collect();
        let places = |found: &Vec<Reviewed>| found.iter().map(|finding| finding.span).collect();
        let findings: Vec<Vec<Span>> = self.findings().iter().map(places).collect();
        Sheet::of(&documents, self.examination, &findings)
    }

    /// What is said once of each text that covers only a part of the original, or of which the original does.
    pub fn coverage(&self) -> Vec<Message> {
        let pivot = &self.texts[self.examination.pivot];
        let mut parts = Vec::new();
        for (text, alignment) in self.texts.iter().zip(&self.examination.alignments) {
            let Some(alignment) = alignment else { continue };
            let covers = Coverage::of(alignment);
            parts.extend([(text, pivot, covers.source), (pivot, text, covers.target)]);
        }
        for comparison in &self.examination.comparisons {
            let [old, new] = [comparison.old, comparison.new].map(|text| &self.texts[text]);
            parts.push((new, old, comparison.covers.clone()));
        }
        let is_part = |(_, of, range): &(&Text, &Text, Range<usize>)| *range != (0..of.document.len());
        let said = parts.into_iter().filter(is_part).map(|(text, of, range)| {
            say!(
                en: "{text} covers sentences {from}–{to} of {of}, which has {all}",
                zh: "{text} 只有 {of} 的第 {from}–{to} 句（共 {all} 句）",
                text = text.name,
                of = of.name,
                from = range.start + 1,
                to = range.end,
                all = of.document.len()
            )
        });
        said.collect()
    }

    /// For each text what was found in it; nothing for any if none was checked.
    pub fn findings(&self) -> &'a [Vec<Reviewed>] {
        self.findings.unwrap_or_default()
    }
}

/// A translation of a text that was revised since, and what the revision left behind in it.
#[derive(Clone, Copy, Debug)]
pub struct Rendering<'a> {
    /// The translation.
    pub text: Text<'a>,
    /// Its passages that went stale, in the order of the changes.
    pub stale: &'a [Stale],
}

/// `1 edit`, `2 edits`; `1 fix`, `2 fixes`.
pub fn count(number: usize, one: &str) -> String {
    let plural = match number {
        1 => "",
        _ if one.ends_with('x') => "es",
        _ => "s",
    };
    format!("{number} {one}{plural}")
}

/// The class of a change; what only moved, or was only parted or joined, is of none.
fn edited_class(change: &Change) -> Option<Class> {
    let is_plain = change.hunks.is_empty() && (change.class == Class::Space || change.kind == Kind::Move);
    (!is_plain).then_some(change.class)
}

/// The class of a change where that says more than its kind.
fn class_of(change: &Change) -> Option<Class> {
    edited_class(change).filter(|_| !matches!(change.kind, Kind::Insert | Kind::Delete))
}

/// The classes of a change where they say more than its kind, the one that it is of first.
fn classes_of(change: &Change) -> Vec<Class> {
    if class_of(change).is_some() { change.classes() } else { Vec::new() }
}

/// What happened, in the words of every list of changes: `edit, number`, `edit, wording, punctuation`, `move`.
fn what_happened(change: &Change, ui: Ui) -> String {
    let classes = classes_of(change);
    let classes = classes.iter().map(|class| class.label(ui));
    let (kind, comma, colon) = (change.kind.label(ui), ui.of(", ", "、"), ui.of(", ", "："));
    match classes.collect::<Vec<_>>().join(comma) {
        none if none.is_empty() => kind.to_owned(),
        classes => [kind, colon, &classes].concat(),
    }
}

/// How many of each class, the heaviest first.
fn tally(classes: impl Iterator<Item = Class> + Clone) -> Vec<(Class, usize)> {
    let counts =
        Class::ALL.into_iter().rev().map(|class| (class, classes.clone().filter(|c| *c == class).count()));
    counts.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::{Reviewed, Text, TextId};
    use crate::finding::{Finding, Related, Severity};
    use crate::message::SOME;
    use crate::text::{Document, Language, Span};

    /// What `write` makes of a doubled character in the second line of `zh:1.txt`, which `en.txt` has once.
    pub(super) fn written(before: &str, write: fn(&[Text], &[Vec<Reviewed>]) -> String) -> String {
        let zh = Document::new(format!("{before}\n各国国，同意。\n"), Language::new("zh"));
        let en = Document::new("All states agree.\n".into(), Language::new("en"));
        let texts = [("zh:1.txt", &zh), ("en.txt", &en)].map(|(path, document)| Text {
            id: TextId(usize::from(path == "en.txt")),
            name: path,
            path,
            document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: if path == "en.txt" { &[] } else { &[(0, 6), (3, 7)] },
        });
        let start = before.len() + 4;
        let finding =
            Finding::new("doubled-character", Severity::Error, Span::new(start, start + 6), "100%\ndoubled")
                .safe_fix("国")
                .seen(Related { text: TextId(1), span: Span::new(4, 10), message: "once".into() });
        write(&texts, &[vec![finding.into()], Vec::new()])
    }
}
