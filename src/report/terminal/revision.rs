//! What changed between two versions, and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use anstyle::Style;

use super::super::{Rendering, Text, edited_class, tally, what_happened};
use super::safe::safe;
use super::wrap::{DELETED, END_DELETED, END_INSERTED, INSERTED, columns, hanging, pad, wrap};
use super::{BOLD, DIM, GREEN, RED, View, YELLOW, paint, tallied};
use crate::diff::{Change, Edit, Kind, Op, Revision};
use crate::finding::Severity;
use crate::message::{Ui, count};
use crate::say;
use crate::text::{Lines, grapheme};
use crate::witness::Stale;

/// Characters of unchanged text shown on each side of an edit.
const CONTEXT: usize = 16;

/// Places that are listed where a replacement was not made.
const LISTED: usize = 20;

/// What changed from `old` to `new`, and nothing else.
///
/// First how much changed and of what kind; then each change with its places. What is gone stands in
/// `[-` `-]`, what is new in `{+` `+}`, so that no colour is needed. A sentence that was rewritten stands whole, old and
/// new, with what it kept in `[=` `=]`. Of changes that are
/// the same replacement and nothing else only the first is shown, with the lines of the others. Under a change stands what it made
/// stale in `rendering`, a translation of the old text.
pub fn revision(
    old: &Text,
    new: &Text,
    revision: &Revision,
    rendering: Option<&Rendering>,
    view: View,
) -> String {
    laid_out(old, new, revision, rendering, view, body)
}

/// The same with the old sentences on the left and the new on the right, whole.
pub fn side_by_side(
    old: &Text,
    new: &Text,
    revision: &Revision,
    rendering: Option<&Rendering>,
    view: View,
) -> String {
    laid_out(old, new, revision, rendering, view, beside)
}

fn laid_out(
    old: &Text,
    new: &Text,
    revision: &Revision,
    rendering: Option<&Rendering>,
    view: View,
    body: fn(&mut String, &Text, &Text, &Change, usize),
) -> String {
    let View { width, ui } = view;
    let mut out = summary([old, new], revision, revision.hidden.len(), view);
    let outdated = rendering.map(Outdated::of);
    if let Some(rendering) = rendering {
        out.push_str(&stale_summary(rendering, view));
    }
    let (old_lines, new_lines) = (old.document.lines(), new.document.lines());
    let line = |text: &Text, lines: &Lines, sentences: &Range<usize>| {
        (!sentences.is_empty()).then(|| lines.place(text.document.span(sentences.start).start).line)
    };
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (number, change) in revision.changes.iter().enumerate().filter(|(_, change)| change.is_repeat) {
        groups.entry(change.group.unwrap_or(u32::MAX)).or_default().push(number);
    }
    for (number, change) in revision.changes.iter().enumerate() {
        // Only what is the replacement of its group and nothing else is left to the group's first.
        let group = change.group.filter(|_| change.is_repeat);
        let group = group.and_then(|group| groups.get(&group)).map(Vec::as_slice).unwrap_or_default();
        if group.first().is_some_and(|&first| first != number) {
            continue;
        }
        let place = [
            line(old, &old_lines, &change.old).map(|line| format!("{}:{line}", safe(old.path))),
            line(new, &new_lines, &change.new).map(|line| format!("{}:{line}", safe(new.path))),
        ];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(" → ");
        let rewritten = change.is_rewritten(old.document, new.document);
        let said = if rewritten { ui.of(", rewritten", "，重写") } else { "" };
        let what = format!("{}{said}", what_happened(change, ui));
        let _ = write!(out, "\n{}", paint(BOLD, &what));
        if columns(&what) + 2 + columns(&place) <= width {
            let _ = writeln!(out, "{}", paint(DIM, format_args!("  {place}")));
        } else {
            out.push('\n');
            for part in wrap(&place, width.saturating_sub(4)) {
                let _ = writeln!(out, "    {}", paint(DIM, part));
            }
        }
        body(&mut out, old, new, change, width);
        let others: Vec<_> = group.iter().skip(1).map(|&other| &revision.changes[other]).collect();
        if !others.is_empty() {
            let lines = others.iter().filter_map(|other| line(new, &new_lines, &other.new));
            let lines: Vec<_> = lines.map(|line| line.to_string()).collect();
            let also = say!(
                en: "also {more} more: lines {lines}",
                zh: "另有 {more} 处相同：第 {lines} 行",
                more = others.len(),
                lines = lines.join(ui.of(", ", "、"))
            );
            let also = also.in_(ui);
            for part in wrap(&also, width.saturating_sub(4)) {
                let _ = writeln!(out, "    {}", paint(DIM, part));
            }
            let replaced = change.group.and_then(|group| revision.groups.get(group as usize));
            let kept = replaced.map(|group| group.kept(new.document)).unwrap_or_default();
            if !kept.is_empty() {
                let lines: Vec<_> = kept
                    .iter()
                    .take(LISTED)
                    .map(|&n| new_lines.place(new.document.span(n).start).line.to_string())
                    .collect();
                let more = if kept.len() > LISTED { ui.of(", …", "……") } else { "" };
                let left = say!(
                    en: "left as it was in {kept}: lines {lines}",
                    zh: "仍旧未改 {kept} 处：第 {lines} 行",
                    kept = kept.len(),
                    lines = lines.join(ui.of(", ", "、")) + more
                );
                let left = left.in_(ui);
                for part in wrap(&left, width.saturating_sub(4)) {
                    let _ = writeln!(out, "    {}", paint(DIM, part));
                }
            }
        }
        if let Some(outdated) = &outdated {
            let same = |other: &usize| *other == number || group.binary_search(other).is_ok();
            outdated.show(&mut out, same, view);
        }
    }
    out
}

/// How much changed, by kind and by class.
pub(super) fn summary([old, new]: [&Text; 2], revision: &Revision, not_counted: usize, view: View) -> String {
    let View { width, ui } = view;
    let mut kinds = BTreeMap::new();
    for change in &revision.changes {
        *kinds.entry(change.kind).or_insert(0) += 1;
    }
    let all = match revision.changes.len() {
        0 => say!(en: "no change", zh: "没有改动"),
        all => say!(en: "{changes}", zh: "改动 {changes}", changes = count(all, "change", "处")),
    };
    let all = say!(
        en: "{old} → {new}: {all}",
        zh: "{old} → {new}：{all}",
        old = safe(old.path),
        new = safe(new.path),
        all
    );
    let mut out = hanging("", &all.in_(ui), width);
    let kinds = tallied(kinds.iter().map(|(kind, n)| (*n, kind.label(ui))), ui);
    let classes = tally(revision.changes.iter().filter_map(edited_class)).into_iter();
    let classes = tallied(classes.map(|(class, n)| (n, class.label(ui))), ui);
    let heads = [ui.of("  by kind: ", "  按方式："), ui.of("  by class: ", "  按类别：")];
    for (head, counts) in heads.into_iter().zip([kinds, classes]) {
        if !counts.is_empty() {
            let _ = write!(out, "\n{}", hanging(head, &counts, width));
        }
    }
    if not_counted > 0 {
        let hidden = count(not_counted, "change", "处");
        let said = match not_counted {
            1 => say!(en: "{hidden} not counted is not shown", zh: "不计的改动 {hidden}，未列出", hidden),
            _ => say!(en: "{hidden} not counted are not shown", zh: "不计的改动 {hidden}，未列出", hidden),
        };
        let _ = write!(out, "\n  {}", said.in_(ui));
    }
    out.push('\n');
    out
}

/// How much is stale, by severity, and how much of it was changed since.
pub(super) fn stale_summary(rendering: &Rendering, view: View) -> String {
    let View { width, ui } = view;
    let stale = rendering.stale;
    let of = |severity| stale.iter().filter(|stale| stale.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter(|&severity| of(severity) > 0)
        .map(|severity| (of(severity), severity.label(ui)));
    let counts = tallied(counts, ui);
    let said = if counts.is_empty() { ui.of("nothing", "无").to_owned() } else { counts };
    let followed = match stale.iter().filter(|stale| stale.followed == Some(true)).count() {
        0 => String::new(),
        n => say!(en: "; {n} changed since", zh: "；其中 {n} 处已跟进", n).in_(ui),
    };
    let head = ui.of("  stale in ", "  译文待更新 ");
    let path = safe(rendering.text.path);
    hanging(head, &[&*path, ui.of(": ", "："), &said, &followed].concat(), width) + "\n"
}

/// A translation and what of it went stale.
struct Outdated<'a> {
    rendering: &'a Rendering<'a>,
    lines: Lines<'a>,
}

impl<'a> Outdated<'a> {
    fn of(rendering: &'a Rendering<'a>) -> Self {
        Self { rendering, lines: rendering.text.document.lines() }
    }

    /// What the changes that are `wanted` made stale.
    fn show(&self, out: &mut String, wanted: impl Fn(&usize) -> bool, view: View) {
        let View { width, ui } = view;
        for stale in self.rendering.stale.iter().filter(|stale| wanted(&stale.change)) {
            let followed = match stale.followed {
                Some(true) => ui.of(", changed since", "，已跟进"),
                Some(false) => ui.of(", not changed since", "，未跟进"),
                None => "",
            };
            let what = if stale.target.is_empty() {
                ui.of("missing", "待补")
            } else {
                ui.of("stale", "待更新")
            };
            let (comma, severity) = (ui.of(", ", "，"), stale.severity.label(ui));
            let head = format!("  {what}{comma}{severity}{followed}");
            let _ = writeln!(out, "{}{}", paint(YELLOW, head), paint(DIM, self.place(stale, ui)));
            if !stale.target.is_empty() {
                for line in wrap(&safe(&stale.why.in_(ui)), width.saturating_sub(4)) {
                    let _ = writeln!(out, "    {}", paint(DIM, line));
                }
            }
            for number in stale.target.clone() {
                let sentence = self.rendering.text.document.sentence(number);
                for (n, line) in wrap(&safe(&sentence), width.saturating_sub(4)).iter().enumerate() {
                    let _ = writeln!(out, "  {} {line}", if n == 0 { "~" } else { " " });
                }
            }
        }
    }

    fn place(&self, stale: &Stale, ui: Ui) -> String {
        let document = self.rendering.text.document;
        let line = |number: usize| self.lines.place(document.span(number).start).line;
        let path = safe(self.rendering.text.path);
        match stale.target.start {
            first if !stale.target.is_empty() => format!("  {path}:{}", line(first)),
            next if next < document.len() => {
                let line = line(next);
                ui.of(format!("  before {path}:{line}"), format!("  {path}:{line} 之前"))
            }
            next if next > 0 => {
                let line = line(next - 1);
                ui.of(format!("  after {path}:{line}"), format!("  {path}:{line} 之后"))
            }
            _ => format!("  {path}"),
        }
    }
}

fn body(out: &mut String, old: &Text, new: &Text, change: &Change, width: usize) {
    let mut paragraph = |sign: &str, style, text: &str| {
        for (n, line) in wrap(text, width.saturating_sub(4)).iter().enumerate() {
            let sign = if n == 0 { sign } else { " " };
            let _ = writeln!(out, "  {}", paint(style, format_args!("{sign} {line}")));
        }
    };
    if change.is_rewritten(old.document, new.document) {
        let words = change.words(old.document, new.document).widened();
        let [mut before, mut after] = [String::new(), String::new()];
        let (mut x, mut y) = (0, 0);
        let end = (words.old.len()..words.old.len(), words.new.len()..words.new.len());
        let hunks = words.hunks().iter().map(|hunk| (hunk.old.clone(), hunk.new.clone()));
        for (gone, come) in hunks.chain([end]) {
            let kept = &words.old[x..gone.start];
            before.push_str(&kept_words(kept));
            after.push_str(&kept_words(&words.new[y..come.start]));
            before.push_str(&safe(&words.old[gone.clone()]));
            after.push_str(&safe(&words.new[come.clone()]));
            (x, y) = (gone.end, come.end);
        }
        paragraph("-", RED, &before);
        paragraph("+", GREEN, &after);
        return;
    }
    if !change.hunks.is_empty() {
        let words = change.words(old.document, new.document).widened();
        let edits: Vec<Edit> = words.edits().collect();
        for line in coloured(&wrap(&marked(&edits), width.saturating_sub(4))) {
            let _ = writeln!(out, "    {line}");
        }
        return;
    }
    if change.kind == Kind::Move {
        for number in change.new.clone() {
            paragraph(">", DIM, &safe(&new.document.sentence(number)));
        }
        return;
    }
    for number in change.old.clone() {
        paragraph("-", RED, &safe(&old.document.sentence(number)));
    }
    for number in change.new.clone() {
        paragraph("+", GREEN, &safe(&new.document.sentence(number)));
    }
}

fn beside(out: &mut String, old: &Text, new: &Text, change: &Change, width: usize) {
    const GUTTER: &str = " │ ";
    let words = change.words(old.document, new.document).widened();
    let alone = |op: Op, text: &str| {
        let (open, close) = if op == Op::Delete { (DELETED, END_DELETED) } else { (INSERTED, END_INSERTED) };
        format!("{open}{}{close}", safe(text))
    };
    let side = |op: Op, whole: &str| -> String {
        match (change.kind, op) {
            (Kind::Insert, Op::Insert) | (Kind::Delete, Op::Delete) => alone(op, whole),
            _ => {
                let (mut out, mut done) = (String::new(), 0);
                for hunk in words.hunks() {
                    let range = if op == Op::Delete { &hunk.old } else { &hunk.new };
                    out.push_str(&safe(&whole[done..range.start]));
                    if !range.is_empty() {
                        out.push_str(&alone(op, &whole[range.clone()]));
                    }
                    done = range.end;
                }
                out + &safe(&whole[done..])
            }
        }
    };
    let column = width.saturating_sub(2 + columns(GUTTER)) / 2;
    let [left, right] = [(Op::Delete, &words.old), (Op::Insert, &words.new)]
        .map(|(op, whole)| wrap(&side(op, whole), column));
    let rows = left.len().max(right.len());
    let padded: Vec<String> =
        (0..rows).map(|n| pad(left.get(n).map_or("", String::as_str), column)).collect();
    let right = coloured(&right);
    for (n, left) in coloured(&padded).iter().enumerate() {
        let line = format!("  {left}{}{}", paint(DIM, GUTTER), right.get(n).map_or("", String::as_str));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Words that a sentence kept when it was rewritten, marked as that; marks and spaces between changed words are not.
fn kept_words(kept: &str) -> String {
    let words = kept.trim();
    if !words.contains(char::is_alphanumeric) {
        return safe(kept).into_owned();
    }
    let start = kept.len() - kept.trim_start().len();
    format!("{}[={}=]{}", safe(&kept[..start]), safe(words), safe(&kept[start + words.len()..]))
}

/// The edits as one text, long stretches without change left out.
fn marked(edits: &[Edit]) -> String {
    let mut out = String::new();
    for (n, edit) in edits.iter().enumerate() {
        let text = safe(edit.text);
        match edit.op {
            Op::Delete => out.extend([&DELETED.to_string(), &*text, &END_DELETED.to_string()]),
            Op::Insert => out.extend([&INSERTED.to_string(), &*text, &END_INSERTED.to_string()]),
            Op::Equal => {
                let (before, after) = (n > 0, n + 1 < edits.len());
                let keep = CONTEXT * (usize::from(before) + usize::from(after));
                if grapheme::count(&text) <= keep + 2 {
                    out.push_str(&text);
                    continue;
                }
                if before {
                    out.push_str(&text[..grapheme::first(&text, CONTEXT)]);
                }
                out.push('…');
                if after {
                    out.push_str(&text[grapheme::before_last(&text, CONTEXT)..]);
                }
            }
        }
    }
    out
}

/// The text with its marks written out and coloured, line by line.
fn coloured(lines: &[String]) -> Vec<String> {
    let mut style = None;
    let mut out = Vec::new();
    for line in lines {
        let mut shown = style.map(|style: Style| style.render().to_string()).unwrap_or_default();
        for c in line.chars() {
            match c {
                DELETED | INSERTED => {
                    let (new, mark) = if c == DELETED { (RED, "[-") } else { (GREEN, "{+") };
                    let _ = write!(shown, "{new}{mark}");
                    style = Some(new);
                }
                END_DELETED | END_INSERTED => {
                    shown.push_str(if c == END_DELETED { "-]" } else { "+}" });
                    let _ = write!(shown, "{:#}", style.take().unwrap_or_default());
                }
                c => shown.push(c),
            }
        }
        if let Some(style) = style {
            let _ = write!(shown, "{style:#}");
        }
        out.push(shown);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{english, plain};
    use super::*;
    use crate::diff::{Class, Hunk};
    use crate::finding::TextId;
    use crate::message::{Message, SOME};
    use crate::text::{Document, Language};

    fn check(old: &str, new: &str, changes: Vec<Change>, expected: &str) {
        let documents = [old, new].map(|text| Document::from_lines(text.into(), Language::new("zh")));
        let said: &[Message] = &[];
        let [old, new] = ["a.txt", "b.txt"].map(|path| Text {
            id: TextId(usize::from(path == "b.txt")),
            name: path,
            path,
            document: &documents[usize::from(path == "b.txt")],
            role: &SOME,
            encoding: &SOME,
            said,
            pages: &[],
        });
        let said = Revision {
            changes,
            hidden: Vec::new(),
            groups: Vec::new(),
            old_len: old.document.len(),
            new_len: new.document.len(),
        };
        assert_eq!(plain(&revision(&old, &new, &said, None, english(40))), expected);
    }

    #[test]
    fn marks_what_is_gone_and_what_is_new() {
        let mut change = Change::new(Kind::Edit, Class::Number, 0..1, 0..1);
        let rest = "个成员国一致同意在本年度内举行一次以上的正式会议，并通过决议。";
        change.hunks = vec![Hunk { old: 3..4, new: 3..4, class: Class::Number, counts: true }];
        let added = Change::new(Kind::Insert, Class::Wording, 0..0, 1..2);
        check(
            &format!("共5{rest}\n"),
            &format!("共6{rest}\n完。\n"),
            vec![change, added],
            "a.txt → b.txt: 2 changes
  by kind: 1 insert, 1 edit
  by class: 1 wording, 1 number

edit, number  a.txt:1 → b.txt:1
    共[-5-]{+6+}个成员国一致同意在本年度
    内举行一…

insert  b.txt:2
  + 完。
",
        );
    }

    #[test]
    fn shows_under_a_change_what_it_made_stale() {
        let [old, new, en] = [
            ("a.txt", "共五人。\n会散。\n"),
            ("b.txt", "共六人。\n会散。\n完。\n"),
            ("en.txt", "Five came.\nIt was over.\n"),
        ]
        .map(|(path, text)| (path, Document::from_lines(text.into(), Language::new("zh"))));
        let [old, new, text] = [&old, &new, &en].map(|(path, document)| Text {
            id: TextId(0),
            name: path,
            path,
            document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: &[],
        });
        let mut edited = Change::new(Kind::Edit, Class::Number, 0..1, 0..1);
        edited.hunks = vec![Hunk { old: 3..6, new: 3..6, class: Class::Number, counts: true }];
        let added = Change::new(Kind::Insert, Class::Wording, 0..0, 2..3);
        let said = Revision {
            changes: vec![edited, added],
            hidden: Vec::new(),
            groups: Vec::new(),
            old_len: 2,
            new_len: 3,
        };
        let stale = [
            Stale {
                change: 0,
                target: 0..1,
                severity: Severity::Error,
                why: "\"五\" is now \"六\"".into(),
                followed: Some(true),
            },
            Stale {
                change: 1,
                target: 2..2,
                severity: Severity::Warning,
                why: "new text".into(),
                followed: Some(false),
            },
        ];
        let rendering = Rendering { text, stale: &stale };
        assert_eq!(
            plain(&revision(&old, &new, &said, Some(&rendering), english(40))),
            "a.txt → b.txt: 2 changes
  by kind: 1 insert, 1 edit
  by class: 1 wording, 1 number
  stale in en.txt: 1 error, 1 warning; 1
           changed since

edit, number  a.txt:1 → b.txt:1
    共[-五-]{+六+}人。
  stale, error, changed since  en.txt:1
    \"五\" is now \"六\"
  ~ Five came.

insert  b.txt:3
  + 完。
  missing, warning, not changed since  after en.txt:2
"
        );
    }

    #[test]
    fn says_when_nothing_changed() {
        check("同。\n", "同。\n", vec![], "a.txt → b.txt: no change\n");
    }
}
