//! A revision as a patch, for `patch` and all that reads what `diff -u` writes.
//!
//! Its lines are sentences: it applies to the older version written one sentence a line
//! ([`Document::as_lines`](crate::text::Document::as_lines)) and makes the newer one, written likewise. A
//! patch of the files' own lines would replace whole paragraphs, and fail on a copy whose lines were
//! broken elsewhere.

use std::fmt::Write;
use std::ops::Range;

use super::Text;
use crate::diff::{Change, Kind, Revision};
use crate::text::Document;

/// Unchanged sentences shown around each change, as `diff -u` does.
const CONTEXT: usize = 3;

/// A patch, and how many changes are not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The patch; empty if nothing that counts changed.
    pub text: String,
    /// Changes that are left out because they do not count: after the patch the old words still stand there.
    pub left_out: usize,
}

/// The patch that makes the changes of `revision` in `old`; all that are shown, and of the hidden ones those that
/// only part or join lines. Where none is left out it makes `new`.
pub fn patch(old: &Text, new: &Text, revision: &Revision) -> Patch {
    let (before, after) = (Written::of(old.document), Written::of(new.document));
    let mut script = Script { lines: Vec::new() };
    // Lines of each that are in the script already.
    let (mut at_old, mut at_new) = (0, 0);
    let is_left_out = |change: &Change| {
        let is_cut = matches!(change.kind, Kind::Split | Kind::Merge) && change.hunks.is_empty();
        change.block.is_none() && !is_cut
    };
    let mut left_out = 0;
    for pair in revision.pairs() {
        let hidden = pair.change.filter(|_| pair.number.is_none());
        let stays = hidden.is_some_and(is_left_out);
        left_out += usize::from(stays);
        if stays && pair.old.is_empty() {
            // What was added and does not count is passed over.
            let lines = before.gap(at_old, at_old).len();
            debug_assert_eq!(lines, 0);
            at_new = after.lines_of(&pair.new).end;
            continue;
        }
        if pair.old.is_empty() || pair.new.is_empty() && !stays || pair.is_moved() {
            continue;
        }
        let (lines_old, lines_new) = (before.lines_of(&pair.old), after.lines_of(&pair.new));
        let there = if pair.new.is_empty() { at_new..at_new } else { at_new..lines_new.start };
        script.replace(before.gap(at_old, lines_old.start), after.gap(there.start, there.end));
        let olds = before.gap(lines_old.start, lines_old.end);
        if stays {
            script.replace(olds, olds);
        } else {
            script.replace(olds, after.gap(lines_new.start, lines_new.end));
        }
        at_old = lines_old.end;
        if !pair.new.is_empty() {
            at_new = lines_new.end;
        }
    }
    script.replace(before.gap(at_old, before.lines.len()), after.gap(at_new, after.lines.len()));
    let name = |path: &str| path.replace(['\t', '\n', '\r'], " ");
    Patch { text: script.unified(&name(old.path), &name(new.path)), left_out }
}

/// A document one sentence a line.
struct Written {
    lines: Vec<String>,
    /// The line of each sentence.
    of_sentence: Vec<usize>,
}

impl Written {
    fn of(document: &Document) -> Self {
        let lines: Vec<String> = document.as_lines().split_terminator('\n').map(str::to_owned).collect();
        let of_sentence = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(|(at, _)| at);
        let of_sentence = of_sentence.collect();
        Self { lines, of_sentence }
    }

    /// The lines of several sentences in a row, those between paragraphs among them.
    fn lines_of(&self, sentences: &Range<usize>) -> Range<usize> {
        match sentences.is_empty() {
            true => 0..0,
            false => self.of_sentence[sentences.start]..self.of_sentence[sentences.end - 1] + 1,
        }
    }

    fn gap(&self, start: usize, end: usize) -> &[String] {
        &self.lines[start..end.max(start)]
    }
}

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Kept,
    Gone,
    New,
}

/// What turns one list of lines into another.
struct Script<'a> {
    lines: Vec<(Sign, &'a str)>,
}

impl<'a> Script<'a> {
    /// Adds `new` in the place of `old`; what both begin or end with is kept.
    fn replace(&mut self, old: &'a [String], new: &'a [String]) {
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - start;
        let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let mut add = |sign, lines: &'a [String]| {
            self.lines.extend(lines.iter().map(|line| (sign, line.as_str())));
        };
        add(Sign::Kept, &old[..start]);
        add(Sign::Gone, &old[start..old.len() - end]);
        add(Sign::New, &new[start..new.len() - end]);
        add(Sign::Kept, &old[old.len() - end..]);
    }

    /// As `diff -u` writes it; nothing if all lines are kept.
    fn unified(&self, from: &str, to: &str) -> String {
        let mut out = String::new();
        let changed = |at: usize| self.lines[at].0 != Sign::Kept;
        let count = |lines: &[(Sign, &str)], not: Sign| lines.iter().filter(|(sign, _)| *sign != not).count();
        let (mut at, mut old_line, mut new_line) = (0, 0, 0);
        while let Some(first) = (at..self.lines.len()).find(|&line| changed(line)) {
            let start = first.saturating_sub(CONTEXT).max(at);
            let mut end = first + 1;
            while let Some(next) =
                (end..self.lines.len().min(end + 2 * CONTEXT + 1)).find(|&line| changed(line))
            {
                end = next + 1;
            }
            end = (end + CONTEXT).min(self.lines.len());
            if out.is_empty() {
                let _ = write!(out, "--- {from}\n+++ {to}\n");
            }
            old_line += start - at;
            new_line += start - at;
            let hunk = &self.lines[start..end];
            let (olds, news) = (count(hunk, Sign::New), count(hunk, Sign::Gone));
            let _ = writeln!(out, "@@ -{} +{} @@", range(old_line, olds), range(new_line, news));
            for (sign, line) in hunk {
                let sign = match sign {
                    Sign::Kept => ' ',
                    Sign::Gone => '-',
                    Sign::New => '+',
                };
                let _ = writeln!(out, "{sign}{line}");
            }
            old_line += olds;
            new_line += news;
            at = end;
        }
        out
    }
}

/// `count` lines after the first `before`, as the head of a hunk says it.
fn range(before: usize, count: usize) -> String {
    match count {
        0 => format!("{before},0"),
        1 => (before + 1).to_string(),
        _ => format!("{},{count}", before + 1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diff::{Class, Options, diff};
    use crate::finding::TextId;
    use crate::message::SOME;
    use crate::text::{Document, Language};

    fn made(old: &Document, new: &Document, ignore: &[Class]) -> Patch {
        let revision = diff(old, new, &Options { ignore: ignore.to_vec() });
        patch(&text("a.txt", old), &text("b.txt", new), &revision)
    }

    /// What `patch` makes of `text`, whose hunks must fit where they say.
    fn applied(text: &str, patch: &str) -> String {
        let old: Vec<&str> = text.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        for line in patch.split_inclusive('\n').skip(2) {
            if let Some(head) = line.strip_prefix("@@ -") {
                let numbers = head.split([' ', ',']).next().unwrap();
                let count =
                    head[numbers.len()..].strip_prefix(',').map_or("1", |n| n.split(' ').next().unwrap());
                let start = numbers.parse::<usize>().unwrap() - usize::from(count != "0");
                out.extend(old[at..start].iter().copied());
                at = start;
                continue;
            }
            let (sign, words) = line.split_at(1);
            if sign != "+" {
                assert_eq!(old[at], words);
                at += 1;
            }
            if sign != "-" {
                out.push_str(words);
            }
        }
        out.extend(old[at..].iter().copied());
        out
    }

    fn text<'a>(path: &'a str, document: &'a Document) -> Text<'a> {
        Text {
            id: TextId(0),
            name: path,
            path,
            document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: &[],
        }
    }

    #[test]
    fn its_lines_are_sentences() {
        let [old, new] = ["船到了。人下了船。\n天黑了。\n", "船到了。人都下了船。\n天黑了。\n"]
            .map(|text| Document::new(text.into(), Language::new("zh")));
        assert_eq!(
            made(&old, &new, &[]).text,
            "--- a.txt\n+++ b.txt\n@@ -1,4 +1,4 @@\n 船到了。\n-人下了船。\n+人都下了船。\n \n 天黑了。\n"
        );
        assert_eq!(made(&old, &old, &[]).text, "");
    }

    #[test]
    fn says_what_it_leaves_out() {
        let [old, new] = ["船到了。\n人下了船。\n天黑了。\n", "船到了！\n人都下了船。\n天黑了。\n好。\n"]
            .map(|text| Document::from_lines(text.into(), Language::new("zh")));
        let made = made(&old, &new, &[Class::Punctuation]);
        assert_eq!(made.left_out, 1);
        assert_eq!(applied(&old.as_lines(), &made.text), "船到了。\n人都下了船。\n天黑了。\n好。\n");
    }

    proptest! {
        #[test]
        fn it_makes_the_new_text_of_the_old(old in "([ab。 一\n]{0,40})", new in "([ab。 一\n]{0,40})") {
            let [old, new] = [old, new].map(|text| Document::new(text, Language::new("zh")));
            let patch = made(&old, &new, &[]);
            prop_assert_eq!((applied(&old.as_lines(), &patch.text), patch.left_out), (new.as_lines(), 0));
        }
    }
}
