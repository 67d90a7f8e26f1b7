//! Where do sentences end, as a person has said?
//!
//! A sentence that was cut, or joined with the next, is named by its words, as rows are. Before anything else is carried
//! over, the records are gone through in the order in which they were said, each on the text as those before it left
//! it; so a half can be cut again, and what was joined can be cut elsewhere.
//!
//! A sentence that occurs several times is told by the sentences beside it. Where these do not tell, or where it is no
//! longer there, nothing is cut, and that is said: a border in the wrong place would be worse than none.

use std::borrow::Cow;

use super::journal::{Border, BorderRecord, Journal};
use crate::text::Document;

/// A text with the borders of sentences as a person has them.
#[derive(Clone, Debug)]
pub struct Bordered<'a> {
    /// The text; borrowed if nothing was said of its borders.
    pub document: Cow<'a, Document>,
    /// How many borders were set or taken away.
    pub done: usize,
    /// The records that name sentences which are not there, or not there alone.
    pub lost: Vec<BorderRecord>,
}

/// `document` with the borders that `journals` set in it, each with the side that the document has there.
///
/// A source has a journal with each of its translations, and what one of them says of its sentences holds in all.
pub fn bordered<'a>(document: &'a Document, journals: &[(&Journal, usize)]) -> Bordered<'a> {
    let mut records: Vec<&BorderRecord> = Vec::new();
    for &(journal, side) in journals {
        for record in journal.borders().into_iter().filter(|record| record.side == side) {
            let is_known = |known: &&BorderRecord| (known.border, &known.of) == (record.border, &record.of);
            if !records.iter().any(is_known) {
                records.push(record);
            }
        }
    }
    // The order within one journal is right; between several only the time tells.
    if journals.len() > 1 {
        records.sort_by(|a, b| a.said.at.cmp(&b.said.at));
    }
    let mut bordered = Bordered { document: Cow::Borrowed(document), done: 0, lost: Vec::new() };
    if records.is_empty() {
        return bordered;
    }
    let mut known: Vec<String> = (0..document.len()).map(|n| letters(&document.sentence(n))).collect();
    for record in records {
        match set(&bordered.document, &mut known, record) {
            Some(document) => {
                bordered.document = Cow::Owned(document);
                bordered.done += 1;
            }
            None => bordered.lost.push(record.clone()),
        }
    }
    bordered
}

/// `document`, of which the letters of all sentences are `known`, with the border that `record` sets.
fn set(document: &Document, known: &mut Vec<String>, record: &BorderRecord) -> Option<Document> {
    let at = place(known, record)?;
    match record.border {
        Border::Cut(characters) => {
            let words = document.sentence(at);
            let offset = offset(&record.of.sentences[0], characters, &words)?;
            let cut = document.cut(at, offset)?;
            known.splice(at..at + 1, [at, at + 1].map(|n| letters(&cut.sentence(n))));
            Some(cut)
        }
        Border::Join => {
            let joined = document.join(at)?;
            known.splice(at..at + 2, [letters(&joined.sentence(at))]);
            Some(joined)
        }
    }
}

/// Where the sentences that `record` names stand in a text whose sentences have the letters that are `known`: the only
/// place, or the only one with the same neighbours.
fn place(known: &[String], record: &BorderRecord) -> Option<usize> {
    let own: Vec<String> = record.of.sentences.iter().map(|words| letters(words)).collect();
    if own.is_empty() || own.iter().any(String::is_empty) {
        return None;
    }
    let places: Vec<usize> =
        known.windows(own.len()).enumerate().filter(|(_, window)| *window == own).map(|(at, _)| at).collect();
    if let [only] = places[..] {
        return Some(only);
    }
    let [before, after] = record.of.near.each_ref().map(|near| near.as_deref().map(letters));
    let fits = |&at: &usize| {
        let is = |near: &Option<String>, place: Option<usize>| {
            near.as_ref() == place.and_then(|place| known.get(place))
        };
        is(&before, at.checked_sub(1)) && is(&after, Some(at + own.len()))
    };
    let mut fitting = places.into_iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The byte of `words` before which so many `characters` of `old` stand, which has the same letters: the place is told
/// by the letters before it, and marks that close stay with them.
fn offset(old: &str, characters: usize, words: &str) -> Option<usize> {
    if old == words {
        return words.char_indices().map(|(at, _)| at).nth(characters);
    }
    let before = old.chars().take(characters).filter(|c| c.is_alphanumeric()).count();
    let mut letters = words.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let (last, c) = letters.nth(before.checked_sub(1)?)?;
    let (next, _) = letters.next()?;
    let between = last + c.len_utf8()..next;
    let opens = |c: char| {
        matches!(
            c,
            '(' | '[' | '{' | '（' | '【' | '《' | '〈' | '「' | '『' | '“' | '‘' | '«' | '¿' | '¡' | '—'
        )
    };
    let marks = &words[between.clone()];
    Some(marks.find(|c: char| opens(c)).map_or(between.end, |at| between.start + at))
}

fn letters(sentence: &str) -> String {
    sentence.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::journal::{Record, Said, Side};
    use super::*;
    use crate::text::Language;

    fn side(sentences: &[&str], near: [Option<&str>; 2]) -> Side {
        let sentences = sentences.iter().map(|&words| words.to_owned()).collect();
        Side { sentences, near: near.map(|near| near.map(str::to_owned)), numbers: Vec::new() }
    }

    fn record(border: Border, of: Side) -> Record {
        Record::Border(Box::new(BorderRecord { said: Said::default(), side: 1, border, of }))
    }

    #[track_caller]
    fn check(text: &str, records: Vec<Record>, expected: &[&str], lost: usize) {
        let document = Document::new(text.into(), Language::new("en"));
        let journal = Journal { records };
        let bordered = bordered(&document, &[(&journal, 1)]);
        let sentences: Vec<_> = (0..bordered.document.len()).map(|n| bordered.document.sentence(n)).collect();
        assert_eq!(sentences, expected);
        assert_eq!(bordered.lost.len(), lost);
        let paragraphs = bordered.document.paragraphs();
        assert_eq!(paragraphs.last().map(|last| last.sentences.end), Some(expected.len()));
        assert!(paragraphs.windows(2).all(|pair| pair[0].sentences.end == pair[1].sentences.start));
        assert!(paragraphs.iter().all(|paragraph| !paragraph.sentences.is_empty()));
    }

    #[test]
    fn sentences_are_cut_and_joined_by_their_words() {
        let text = "He came; it grew dark.\n\nShe left. The ferry went to No.\n\n5 Quay at noon.\n";
        check(
            text,
            vec![],
            &["He came; it grew dark.", "She left.", "The ferry went to No.", "5 Quay at noon."],
            0,
        );
        let cut = record(Border::Cut(9), side(&["He came; it grew dark."], [None, None]));
        let join = record(Border::Join, side(&["The ferry went to No.", "5 Quay at noon."], [None, None]));
        let both = ["He came;", "it grew dark.", "She left.", "The ferry went to No. 5 Quay at noon."];
        check(text, vec![cut.clone(), join.clone()], &both, 0);
        // A half is cut again, after marks and spaces of the text have changed.
        let again = record(Border::Cut(8), side(&["it grew dark."], [None, None]));
        let edited = text.replace("He came; it", "He  came, it").replace("dark.", "dark!");
        let cut_again =
            ["He  came,", "it grew", "dark!", "She left.", "The ferry went to No. 5 Quay at noon."];
        check(&edited, vec![cut, again, join], &cut_again, 0);
    }

    #[test]
    fn what_is_not_there_or_not_there_alone_is_left() {
        let text = "It rained. We went. It rained. They came.\n";
        let all = ["It rained.", "We went.", "It rained.", "They came."];
        let cut = |near| vec![record(Border::Cut(3), side(&["It rained."], near))];
        check(text, cut([None, None]), &all, 1);
        let one = ["It rained.", "We went.", "It", "rained.", "They came."];
        check(text, cut([Some("We went."), Some("They came.")]), &one, 0);
        check(text, vec![record(Border::Cut(3), side(&["It snowed."], [None, None]))], &all, 1);
        check(text, vec![record(Border::Cut(0), side(&["We went."], [None, None]))], &all, 1);
    }

    #[test]
    fn a_sentence_over_two_lines_is_cut_where_it_reads_so() {
        let text = "The first line of the page was broken\nat its width, and so was the one that\nfollows.\n";
        let whole = "The first line of the page was broken at its width, and so was the one that follows.";
        let at = whole.find("and").unwrap();
        let halves =
            ["The first line of the page was broken at its width,", "and so was the one that follows."];
        check(text, vec![record(Border::Cut(at), side(&[whole], [None, None]))], &halves, 0);
        let at = whole.find("at its").unwrap();
        let halves =
            ["The first line of the page was broken", "at its width, and so was the one that follows."];
        check(text, vec![record(Border::Cut(at), side(&[whole], [None, None]))], &halves, 0);
    }
}
