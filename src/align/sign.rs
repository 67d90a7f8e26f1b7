//! Do two sentences begin and end alike?
//!
//! A question is translated by a question, and where a speech ends in the one text it mostly ends in the
//! other. Of a clause that could go either way, to the bead before or to the one after, a reader asks
//! that first. Three signs of each sentence are compared where a bead begins and ends:
//!
//! - how it *begins*: with a speech mark, a dash, a digit or plainly;
//! - how it *ends*: with a stop, a question, an exclamation...;
//! - where *speech* stands after it: none is open, one is, or one was closed with the sentence.
//!
//! Which sign goes with which is not laid down but counted on a first alignment, as how much likelier two
//! of them meet in a bead than by chance. English sets speech in quotation marks, Russian puts a dash
//! before it; one text closes each speech, another none. Fixed rewards for the same sign would pull beads
//! together over every speech of such a pair.

use super::shape::Step;
use crate::text::Document;

/// The three signs of a sentence, each a small number.
pub(crate) type Signs = [u8; 3];

const BEGIN: usize = 0;
const END: usize = 1;
const SPEECH: usize = 2;

/// The most values a sign has.
const VALUES: usize = 6;

/// Sentences after which a speech that was never closed is taken to be over.
const LONGEST_SPEECH: usize = 10;

/// The signs of each sentence.
pub(crate) fn signs(document: &Document) -> Vec<Signs> {
    let mut all = Vec::with_capacity(document.len());
    let (mut open, mut since) = (false, 0);
    for paragraph in document.paragraphs() {
        for n in paragraph.sentences.clone() {
            let sentence = document.sentence(n);
            let (speech, marked) = speech(&sentence, open);
            since = if marked { 0 } else { since + 1 };
            open = speech == WITHIN && since < LONGEST_SPEECH;
            all.push([
                begin(&sentence),
                end(&sentence),
                if open || speech != WITHIN { speech } else { OUTSIDE },
            ]);
        }
        // A speech that goes on is opened anew in each paragraph.
        open = false;
    }
    all
}

fn begin(sentence: &str) -> u8 {
    match sentence.trim_start().chars().next() {
        Some('“' | '„' | '«' | '»' | '「' | '『' | '‘' | '"' | '\'') => 1,
        Some('—' | '–' | '-' | '―') => 2,
        Some(c) if c.is_numeric() => 3,
        _ => 0,
    }
}

fn end(sentence: &str) -> u8 {
    for c in sentence.chars().rev() {
        return match c {
            '.' | '。' | '．' | '…' => 0,
            '?' | '？' => 1,
            '!' | '！' => 2,
            ':' | '：' => 3,
            ',' | '，' | ';' | '；' | '、' | '—' | '–' | '-' => 4,
            c if c.is_alphanumeric() => 5,
            _ => continue,
        };
    }
    5
}

const OUTSIDE: u8 = 0;
const WITHIN: u8 = 1;
const CLOSED: u8 = 2;

/// Where speech stands after a sentence before which one was `open` or not, and whether the sentence has
/// any speech mark.
fn speech(sentence: &str, mut open: bool) -> (u8, bool) {
    let (mut marked, mut closed) = (false, false);
    let mut before = ' ';
    let mut chars = sentence.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if let Some(opens) = opens(before, c, after, open) {
            (open, marked, closed) = (opens, true, !opens);
        } else if c.is_alphanumeric() {
            closed = false;
        }
        before = c;
    }
    (
        if open {
            WITHIN
        } else if closed {
            CLOSED
        } else {
            OUTSIDE
        },
        marked,
    )
}

/// Whether `c` is a speech mark that opens, or one that closes.
///
/// The mark itself does not tell: German closes with what English opens with, and typewriters have one
/// for both. What stands beside it does.
fn opens(before: char, c: char, after: char, open: bool) -> Option<bool> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-');
    let stop =
        |c: char| matches!(c, '.' | ',' | '!' | '?' | '…' | ';' | '。' | '，' | '！' | '？' | '—' | '–');
    match c {
        '“' | '„' | '«' | '「' | '『' | '‘' => Some(apart(before) || !(apart(after) || stop(after))),
        '”' | '»' | '」' | '』' => Some(apart(before) && after.is_alphanumeric()),
        '"' if apart(before) != apart(after) => Some(apart(before)),
        '"' => Some(!open),
        '\'' if apart(before) && after.is_alphanumeric() => Some(true),
        // Otherwise an apostrophe.
        '\'' | '’' if stop(before) => Some(false),
        _ => None,
    }
}

/// How much likelier each two signs meet where a bead begins or ends than by chance, in nats.
#[derive(Clone, Debug)]
pub(crate) struct Agreement([[[f32; VALUES]; VALUES]; 3]);

/// Beads that what is believed beforehand counts as.
const PRIOR: f32 = 20.0;

/// The share of them that have the same sign on both sides whatever its frequency.
const ALIKE: f32 = 0.5;

impl Agreement {
    /// Counted on `path` and the sentences that it spans; without one, what is believed beforehand.
    pub(crate) fn of(source: &[Signs], target: &[Signs], path: &[Step]) -> Self {
        let (here, there) = match path {
            [] => (source, target),
            [first, .., last] | [first @ last] => {
                (&source[first.0.start..last.0.end], &target[first.1.start..last.1.end])
            }
        };
        let beads: Vec<(Signs, Signs)> = path
            .iter()
            .filter(|(s, t)| !s.is_empty() && !t.is_empty())
            .map(|(s, t)| {
                let of = |signs: &[Signs], range: &std::ops::Range<usize>| {
                    let last = signs[range.end - 1];
                    [signs[range.start][BEGIN], last[END], last[SPEECH]]
                };
                (of(source, s), of(target, t))
            })
            .collect();
        Self(std::array::from_fn(|sign| {
            let frequency = |signs: &[Signs]| -> [f32; VALUES] {
                let mut counts = [0.5; VALUES];
                signs.iter().for_each(|signs| counts[usize::from(signs[sign])] += 1.0);
                let all: f32 = counts.iter().sum();
                counts.map(|count| count / all)
            };
            let (here, there) = (frequency(here), frequency(there));
            let mut joint: [[f32; VALUES]; VALUES] = std::array::from_fn(|s| {
                std::array::from_fn(|t| {
                    let alike = if s == t { (here[s] + there[t]) / 2.0 } else { 0.0 };
                    PRIOR * ((1.0 - ALIKE) * here[s] * there[t] + ALIKE * alike)
                })
            });
            for (s, t) in &beads {
                joint[usize::from(s[sign])][usize::from(t[sign])] += 1.0;
            }
            let all: f32 = joint.iter().flatten().sum();
            let rows: [f32; VALUES] = joint.map(|row| row.iter().sum());
            let columns: [f32; VALUES] = std::array::from_fn(|t| joint.iter().map(|row| row[t]).sum());
            std::array::from_fn(|s| {
                std::array::from_fn(|t| (joint[s][t] * all / (rows[s] * columns[t])).ln())
            })
        }))
    }

    /// Each kind of sign times its weight.
    pub(crate) fn weighed(mut self, weights: [f32; 3]) -> Self {
        for (table, weight) in self.0.iter_mut().zip(weights) {
            table.iter_mut().flatten().for_each(|value| *value *= weight);
        }
        self
    }

    /// What the beginnings of two beads say for them.
    pub(crate) fn begin(&self, source: Signs, target: Signs) -> f32 {
        self.0[BEGIN][usize::from(source[BEGIN])][usize::from(target[BEGIN])]
    }

    /// What their ends say.
    pub(crate) fn end(&self, source: Signs, target: Signs) -> f32 {
        [END, SPEECH]
            .map(|sign| self.0[sign][usize::from(source[sign])][usize::from(target[sign])])
            .iter()
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// Where speech stands after each sentence: `-`, `o`pen, `c`losed.
    #[track_caller]
    fn check(lines: &[&str], expected: &str) {
        let document = Document::from_lines(lines.join("\n"), Language::new("en"));
        let found: String =
            signs(&document).iter().map(|signs| ['-', 'o', 'c'][usize::from(signs[SPEECH])]).collect();
        assert_eq!(found, expected, "{lines:?}");
    }

    #[test]
    fn speech_opens_and_closes_in_any_script() {
        check(&["“你去吗？", "明天去。”", "她走了。"], "oc-");
        check(&["'Will you go?", "Tomorrow I will.'", "She left."], "oc-");
        check(&["\"Will you go?", "Tomorrow I will.\"", "She left."], "oc-");
        check(&["„Gehst du?", "Morgen.“", "Sie ging."], "oc-");
        check(&["»Gehst du?", "Morgen.«", "Sie ging."], "oc-");
        check(&["«Ты пойдёшь?", "Завтра».", "Она ушла."], "oc-");
        check(&["他说：\"走吧。", "现在就走。\"", "她走了。"], "oc-");
    }

    #[test]
    fn words_about_a_speech_stand_outside() {
        check(&["“去，”他说，“明天去。”", "“好，”她说。"], "c-");
        check(&["'Yes,' he said, 'tomorrow.'", "'Good,' she said."], "c-");
    }

    #[test]
    fn an_apostrophe_is_no_speech_mark() {
        check(&["It's the boys' dog, and that isn’t new.", "Nor is the dogs’ house."], "--");
    }

    #[test]
    fn a_speech_never_closed_is_over_some_time() {
        check(&[&["“走。"], &["天亮了。"; 12][..]].concat(), "oooooooooo---");
    }

    #[test]
    fn a_dash_answers_to_a_quotation_mark_where_it_does_so_again_and_again() {
        let text = |lines: [&str; 2], language: &str| {
            Document::from_lines(lines.repeat(30).join("\n"), Language::new(language))
        };
        let source = signs(&text(["— Иди.", "Она ушла."], "ru"));
        let target = signs(&text(["“Go.”", "She left."], "en"));
        let path: Vec<Step> = (0..60).map(|n| (n..n + 1, n..n + 1)).collect();
        let learned = Agreement::of(&source, &target, &path);
        assert!(learned.begin(source[0], target[0]) > 0.4);
        assert!(learned.begin(source[0], target[1]) < -1.0);
        let before = Agreement::of(&source, &target, &[]);
        assert!(before.begin(source[0], target[0]) < 0.0);
    }
}
