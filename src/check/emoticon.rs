//! Is a mark part of a face?
//!
//! Who writes `:)` or `：（` types marks of punctuation and means none: the bracket has no partner and the colon leads
//! to nothing. Rules of punctuation each know their own marks and none of these, so it is asked once, of what they
//! have found. Searching the text for faces first would cost each text what few of them need.

use crate::finding::Finding;

/// The rules of marks, by the letters of their codes.
const OF_MARKS: &str = "PUN";

/// The rule of vertical forms, which faces are drawn with.
const OF_FORMS: &str = "CHR009";

/// Whether `finding` is of a mark and that mark is part of a face.
pub(super) fn holds(text: &str, finding: &Finding) -> bool {
    let is_of_mark = super::rule_named(finding.rule)
        .is_some_and(|rule| rule.code.starts_with(OF_MARKS) || rule.code == OF_FORMS);
    is_of_mark && finding.span.len() <= 8 && is_face(text, finding.span.start, finding.span.end)
}

/// Whether the marks from `start` to `end` lie in a face: eyes, perhaps a nose, and a mouth, nothing between them.
fn is_face(text: &str, start: usize, end: usize) -> bool {
    let mut around: Vec<char> = text[..start].chars().rev().take(2).collect();
    around.reverse();
    let (from, inside) = (around.len(), text[start..end].chars().count());
    around.extend(text[start..end].chars());
    around.extend(text[end..].chars().take(2));
    (0..around.len()).any(|at| {
        let nose = usize::from(around.get(at + 1).is_some_and(|c| is_nose(*c)));
        let mouth = at + nose + 1;
        let shown = at < from + inside && mouth >= from;
        shown
            && is_eyes(around[at])
            && around.get(mouth).is_some_and(|&c| {
                is_mouth(c) && (closes(c) || is_alone(text, end, c))
                    || is_mouth_of_letters(c) && around.get(mouth + 1).is_none_or(|&next| ends(next))
            })
    })
}

/// Whether `c` draws a mouth where nothing follows that it could be the beginning of.
fn is_mouth_of_letters(c: char) -> bool {
    matches!(c, 'D' | 'P' | 'p' | 'O' | 'o' | '|' | '/' | '\\' | '*')
}

/// Whether what ends with `c` after it is a face and no word.
fn ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, '。' | '，' | '！' | '？' | '”' | '）' | '、')
}

fn is_eyes(c: char) -> bool {
    matches!(c, ':' | ';' | '：' | '；' | '=')
}

fn is_nose(c: char) -> bool {
    matches!(c, '-' | '^' | '\'' | '~')
}

fn is_mouth(c: char) -> bool {
    matches!(c, ')' | '）' | '(' | '（')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Whether the mouth `c`, which opens a bracket, is closed nowhere after `end` in its line.
fn is_alone(text: &str, end: usize, c: char) -> bool {
    const REACH: usize = 60;
    let partner = if c == '(' { ')' } else { '）' };
    !text[end..].chars().take(REACH).take_while(|&c| c != '\n').any(|c| c == partner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: char) -> bool {
        let start = text.find(mark).expect("the mark is there");
        is_face(text, start, start + mark.len_utf8())
    }

    #[test]
    fn knows_faces() {
        for (text, mark) in [
            ("明天休息 :D", ':'),
            ("好的 :-P", ':'),
            ("谢谢：）", '）'),
            ("他笑了 ;-) 走了", ';'),
            ("好:)", ':'),
            ("唉:( 走了", ':'),
        ] {
            assert!(check(text, mark), "{text}");
        }
    }

    #[test]
    fn leaves_marks_that_lead_to_something() {
        for (text, mark) in [
            ("他说:(笑)好", ':'),
            ("题目:O型血", ':'),
            ("地址:Park路", ':'),
            ("如下：（一）总则", '：'),
            ("好)走了", ')'),
            ("一;二", ';'),
        ] {
            assert!(!check(text, mark), "{text}");
        }
    }
}
