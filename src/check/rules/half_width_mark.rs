//! Marks of half width in Chinese text.
//!
//! Which width a mark has is decided by what stands around it, not by the language of the text: the
//! comma of 1,000 and of `a, b` is right in a Chinese text too. A bracket goes with its partner, so that
//! no pair is left with two widths.

use std::cell::OnceCell;
use std::ops::Range;

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::{marks, typed};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{FurnitureKind, Markup, MarkupKind, Syntax, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN001",
    name: "half-width-mark",
    zh: &[
        "汉字之间的逗号、句号、冒号、分号、问号、叹号或括号是半角：扫描把中文标点读成了 ASCII 标点。",
        "全角标点自带空隙，所以两旁的空格一并删去。标点挨着西文词、在记录的字段里，或是方括号，改成全角只是建议。\n\n链接文字、表格单元格、元素、网址、路径里的，维基、模板和公式的括号之间的，以及逗号分隔的各行数据里的，只作提示；LaTeX 源文件的逗号若是半角，其中的标点也都只作提示：那是打字时有意为之。\n\n文中已有全角逗号的，其余标点用半角当是习惯，只作提示，但照样可以修正。\n\n数字、时刻、比例、西文、网址、Markdown 链接、列表编号和 `title:` 之类字段的标点不动；括号里没有汉字、前面也不是汉字的，同样不动。",
    ],
    doc: r#"
A comma, full stop, colon, semicolon, question mark, exclamation mark or bracket of half width among
Chinese characters: the scanner read the ASCII mark for the Chinese one.

```flag
春天来了,花开了。
老人走了.孩子们也走了.
他说了"好",就走了。
会议决定如下:明天开会
他问:为什么?
委员会(以下称“本会”)成立
成立于2021年,至今;不变
条约(2020年)生效
他用电脑,手机.
见附件[略]。
属性名 (例如 key)：必填
见 [网站](https://example.org/b) (仅一页) (旧)
本站 (<https://example.org>) 和分站 (以下统称“网站”) 都一样
他说 , 明天来
文档 (https://example.org/b) 里有字段 (例如 key) 的说明
```

```fixed
春天来了，花开了。
老人走了。孩子们也走了。
他说了"好"，就走了。
会议决定如下：明天开会
他问：为什么？
委员会（以下称“本会”）成立
成立于2021年，至今；不变
条约（2020年）生效
他用电脑，手机。
见附件［略］。
属性名（例如 key）：必填
见 [网站](https://example.org/b)（仅一页）（旧）
本站（<https://example.org>）和分站（以下统称“网站”）都一样
他说，明天来
文档（https://example.org/b）里有字段（例如 key）的说明
```

A mark of full width brings its own space, so those beside it go. Where a Latin word stands beside the mark, in a
field of a record and for square brackets the wide form is only a guess.

What stands in the words of a link, in a cell of a table or in an element is only mentioned, in an address or a path,
between the brackets of wikis, templates and formulas, in a row of values with commas, and so are all marks of a source in
LaTeX whose commas are of half width: these are typed.

Where a text has wide commas, the half width of its other marks is a habit of its own: it is only
mentioned, though mended all the same.

Numbers, times, ratios, Latin text, addresses, Markdown links, list numbers and fields such as `title:`
keep their marks, and so do brackets that hold no Chinese and follow no Chinese character.

```keep
共有1,000人，每人3.14米。
比例为3:2，十二点整即12:30开始。
见 https://example.org/a,b;c?d=e 一页
他说了“Yes, sir”。
她答：“No way!”
作者约翰.史密斯来信
1.总则
2) 分则
[文字](https://example.org)
调用 f(x) 即可
注释[1]如下
title: 渡口的历史
文档 (https://example.org/b) 和 (notes) 里
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const MARKS: Signs = Signs::of(&[',', ';', ':', '!', '?', '.', ')', ']']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&MARKS) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    // How many round and square brackets are open: one that closes none need not look through the others.
    let mut count = [0usize; 2];
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut run = Marks::default();
    let record = OnceCell::new();
    for (at, c) in flow.others() {
        match c {
            ',' | ';' | ':' | '!' | '?' | '.' if stands_in_chinese(flow, at, &mut run) => {
                let is_safe = is_certain(flow, at) && !*record.get_or_init(|| is_record(flow));
                findings.push(finding(page, flow, at, is_safe));
            }
            '(' | '[' => {
                count[usize::from(c == '[')] += 1;
                open.push(at);
            }
            close @ (')' | ']') if count[usize::from(close == ']')] > 0 => {
                let partner = if close == ')' { '(' } else { '[' };
                // What closes over another that is open, (0,1] and [2,3), bounds an interval.
                let mut crosses = false;
                while let Some(start) = open.pop() {
                    count[usize::from(flow.chars[start] == '[')] -= 1;
                    if flow.chars[start] == partner {
                        if !crosses {
                            pairs.push((start, at));
                        }
                        break;
                    }
                    crosses = true;
                }
            }
            _ => {}
        }
    }
    if pairs.is_empty() {
        return;
    }
    let inside = &Inside::of(flow);
    // Where one pair is wide, the others of the paragraph that stand in Chinese are wide too.
    let has_wide = flow.chars.contains(&'（')
        || pairs
            .iter()
            .any(|&(start, end)| flow.chars[start] == '(' && holds_chinese(flow, inside, start, end));
    for (start, end) in
        pairs.into_iter().filter(|&(start, end)| pair_is_chinese(flow, inside, start, end, has_wide))
    {
        // Who makes links of the addresses in Markdown takes a wide bracket for part of one.
        let may_part = !ends_with_address(flow, inside, start, end) || !is_markdown(page);
        let is_safe = may_part && encloses_chinese(flow, inside, start, end);
        findings.extend([start, end].map(|at| finding(page, flow, at, is_safe)));
    }
}

fn is_markdown(page: &Page) -> bool {
    page.document.furniture().iter().any(|furniture| furniture.kind == FurnitureKind::Markup)
}

/// What is said of the mark at `at`; `is_safe` says that no reader could want it of half width there.
fn finding(page: &Page, flow: &Flow, at: usize, is_safe: bool) -> Finding {
    let mark = flow.chars[at];
    let wide = marks::wide(mark).unwrap_or(mark);
    let syntax = page.document.syntax();
    let place = flow.span(at..at + 1).start;
    let is_typed = typed::is_typed(page.text(), place)
        || mark == ',' && typed::is_in_row(page.text(), place, mark)
        || is_label(page, flow, at)
        || is_field(page, flow, at)
        || syntax == Syntax::Latex && (!is_safe || page.commas[0] > page.commas[1])
        || matches!(mark, '[' | ']') && syntax == Syntax::Markdown;
    let is_habit = mark != ',' && page.commas[1] > page.commas[0]
        || is_typed
        // A name may have it (Yahoo!), and so may a word of command.
        || matches!(mark, '!' | '?') && flow.before(at).is_ascii_alphanumeric();
    let is_safe = is_safe && !is_typed && syntax != Syntax::Latex;
    let severity = if is_habit { Severity::Info } else { Severity::Warning };
    let message = say!(
        en: "half-width `{mark}` in Chinese text should be `{wide}`",
        zh: "中文里的半角 `{mark}` 应作 `{wide}`",
        mark,
        wide
    );
    // Where quotation marks were lost, a space beside the mark is what is left of one.
    let place = if page.is_unquoted() { at..at + 1 } else { with_spaces(flow, at) };
    let finding = Finding::new(RULE.name, severity, flow.span(place), message);
    if is_safe { finding.safe_fix(wide) } else { finding.guess(wide) }
}

/// Whether the mark at `at` stands in the words of a link, a cell or an element, all on one line and without a mark that
/// ends a sentence: what is so set off in a source is a name that somebody typed.
fn is_label(page: &Page, flow: &Flow, at: usize) -> bool {
    let text = page.text();
    let here = flow.span(at..at + 1).start;
    let markup = page.document.markup();
    let next = markup.partition_point(|markup| markup.span.end <= here);
    let (Some(before), Some(after)) = (next.checked_sub(1).map(|last| &markup[last]), markup.get(next))
    else {
        return false;
    };
    let opens = |markup: &Markup| match markup.kind {
        MarkupKind::Tag => true,
        MarkupKind::Sign => markup.span.of(text).trim_end().ends_with(['[', '|', '{']),
        _ => false,
    };
    let closes = |markup: &Markup| match markup.kind {
        MarkupKind::Tag | MarkupKind::Address => true,
        MarkupKind::Sign => markup.span.of(text).trim_start().starts_with([']', '|', '}']),
        _ => false,
    };
    // A label is short: one mark in a long line need not look through all of it.
    const LONGEST: usize = 200;
    let between = before.span.end..after.span.start;
    between.len() <= LONGEST
        && opens(before)
        && closes(after)
        && text.get(between).is_some_and(|words| !words.contains(['\n', '。', '！', '？', '，']))
}

/// Whether the mark at `at` stands behind a figure, a letter or a bracket in a line that begins with the name of a field,
/// a colon and a space: `发信人: lin (林), 信区: 读书`. Such lines are a program's.
fn is_field(page: &Page, flow: &Flow, at: usize) -> bool {
    const LONGEST_NAME: usize = 6;
    let is_behind = |c: char| c.is_ascii_alphanumeric() || c == ')';
    /// Bytes of the longest such line.
    const LONGEST_LINE: usize = 300;
    let here = flow.span(at..at + 1).start;
    let text = page.text();
    let from = here.saturating_sub(LONGEST_LINE);
    let end = text.as_bytes()[from..here].iter().rposition(|&byte| byte == b'\n');
    let start = match end {
        Some(end) => from + end + 1,
        None if from == 0 => 0,
        None => return false,
    };
    let line = &text[start..here];
    line.trim_end().ends_with(is_behind)
        && line.split_once(": ").is_some_and(|(name, _)| {
            name.trim().chars().count() <= LONGEST_NAME
                && name.contains(script::is_han)
                && !name.contains('，')
        })
}

/// Whether the clause that the question mark at `at` ends, among Chinese characters, asks something: where none does,
/// the mark may stand for a character that was lost.
fn asks(flow: &Flow, at: usize) -> bool {
    const LONGEST: usize = 24;
    let clause = flow.chars[..at].iter().rev().take(LONGEST).take_while(|c| script::is_han(**c));
    let asks = |c: char| "何谁誰吗嗎呢乎哉么麼怎几幾岂豈孰否哪多奚安焉耶吧啊呀咋啥难難".contains(c);
    clause.into_iter().any(|&c| asks(c))
}

/// Spaces beside a mark, at most; a row of more is none of its own.
const SPACES: usize = 8;

/// Whether the mark at `at` stands between Chinese characters, or ends a paragraph that ends with one. Beside a
/// Latin word it may be that word's own (Yahoo!), and a short name before a colon and a space is that of a field.
fn is_certain(flow: &Flow, at: usize) -> bool {
    const LONGEST_NAME: usize = 6;
    let mark = flow.chars[at];
    let is_space = |c: &&char| matches!(**c, ' ' | '\u{a0}');
    let before = at - flow.chars[..at].iter().rev().take(SPACES).take_while(is_space).count();
    let after = at + 1 + flow.chars[at + 1..].iter().take(SPACES).take_while(is_space).count();
    let is_field = mark == ':' && after > at + 1 && at <= LONGEST_NAME;
    let (before, after) = (flow.before(before), flow.at(after));
    if mark == ':' && marks::closes(after).is_some()
        || mark == '?' && script::is_han(after) && !asks(flow, at)
    {
        return false;
    }
    let is_end = after == '\n' && mark != ':' || matches!((mark, after), ('.', '"'));
    if mark == '.' && !is_end && marks::closes(after).is_none() && !ends_with_dot(flow) {
        return false;
    }
    // A comma or semicolon after a word or a figure belongs to the sentence that goes on in Chinese.
    let follows = marks::is_chinese(before)
        || matches!(mark, ',' | ';') && (before.is_ascii_alphanumeric() || before == '%');
    !is_field && follows && (marks::is_chinese(after) || is_end)
}

/// Whether the paragraph ends with a dot after a Chinese character, so that its dots are full stops.
fn ends_with_dot(flow: &Flow) -> bool {
    let end = flow.chars.len();
    flow.at(end.saturating_sub(1)) == '.' && script::is_han(flow.before(end - 1))
}

/// Whether the paragraph is no sentence but a record: parts without an end, some of them without Chinese, or the entry
/// of a bibliography, whose parts dots end: `陈林. 渡口旧闻: 第 1 卷[M]. 北京`.
fn is_record(flow: &Flow) -> bool {
    let dots = flow.others().filter(|&(at, c)| {
        c == '.' && flow.at(at + 1) == ' ' && (script::is_han(flow.before(at)) || flow.before(at) == ']')
    });
    if dots.take(2).count() == 2 && !flow.chars.contains(&'。') {
        return true;
    }
    let is_mark = |c: &char| matches!(c, ',' | ';');
    let ends = flow.others().any(|(at, c)| {
        matches!(c, '。' | '！' | '？' | '…' | '，' | '!' | '?') || c == '.' && at + 1 == flow.chars.len()
    });
    let mut parts = flow.chars.split(is_mark);
    !ends && parts.any(|part| !part.is_empty() && !part.iter().any(|&c| script::is_han(c)))
}

/// Whether a pair of brackets holds Chinese, and Chinese stands on both sides.
fn encloses_chinese(flow: &Flow, inside: &Inside, start: usize, end: usize) -> bool {
    let is_space = |c: &&char| matches!(**c, ' ' | '\u{a0}');
    let before = start - flow.chars[..start].iter().rev().take(SPACES).take_while(is_space).count();
    let after = end + 1 + flow.chars[end + 1..].iter().take(SPACES).take_while(is_space).count();
    let fits = |c: char| marks::is_chinese(c) || matches!(c, '\n' | ',' | ';' | '.');
    flow.chars[start] == '('
        && fits(flow.before(before))
        && fits(flow.at(after))
        && holds_chinese(flow, inside, start, end)
}

/// The mark at `at` and the spaces beside it, but not those which belong to another mark.
fn with_spaces(flow: &Flow, at: usize) -> Range<usize> {
    let is_space = |c: &&char| matches!(**c, ' ' | '\u{a0}');
    let start = at - flow.chars[..at].iter().rev().take_while(is_space).count();
    let end = at + 1 + flow.chars[at + 1..].iter().take_while(is_space).count();
    let (before, after) = (flow.before(start), flow.at(end));
    let start = if matches!(before, '\n' | ',' | ';' | ':' | '!' | '?' | '.') { at } else { start };
    let end = if matches!(after, '\n' | '(') { at + 1 } else { end };
    if flow.is_solid(start..end) { start..end } else { at..at + 1 }
}

/// Where a paragraph has what is asked of each pair of brackets: pairs may lie in pairs, ten thousand deep, and
/// what the innermost holds is not to be looked for once for each that holds it.
struct Inside {
    /// The places of Chinese characters.
    han: Vec<usize>,
    /// Those of `](`.
    joints: Vec<usize>,
    /// Those of characters that stand in no address.
    breaks: Vec<usize>,
}

impl Inside {
    fn of(flow: &Flow) -> Self {
        let mut inside = Self { han: Vec::new(), joints: Vec::new(), breaks: Vec::new() };
        for (at, &c) in flow.chars.iter().enumerate() {
            if script::is_han(c) {
                inside.han.push(at);
            }
            if c == ']' && flow.at(at + 1) == '(' {
                inside.joints.push(at);
            }
            if !c.is_ascii_graphic() {
                inside.breaks.push(at);
            }
        }
        inside
    }

    /// How many of `places` lie in `range`.
    fn count(places: &[usize], range: Range<usize>) -> usize {
        let before = |end: usize| places.partition_point(|&place| place < end);
        before(range.end).saturating_sub(before(range.start))
    }
}

/// The run of marks and spaces that was looked at last, and what stands on both sides of it.
#[derive(Default)]
struct Marks {
    range: Range<usize>,
    sides: (char, char),
}

/// The nearest characters on both sides of `at` that are no spaces, nor marks which are judged by the
/// same neighbours: a run such as `;;;` is Chinese as a whole or not at all.
fn neighbours(flow: &Flow, at: usize, run: &mut Marks) -> (char, char) {
    let told = |c: char| !matches!(c, ' ' | '\t' | ',' | ';' | ':' | '!' | '?');
    let tells = |c: &&char| told(**c);
    if !run.range.contains(&at) {
        let length = flow.chars[..at].iter().rev().take_while(|c| !tells(c)).count();
        let start = at - length;
        let end = at + 1 + flow.chars[at + 1..].iter().take_while(|c| !tells(c)).count();
        let side = |at: Option<usize>| at.and_then(|at| flow.chars.get(at)).copied().unwrap_or('\n');
        // A closing quotation mark that is straight says nothing: the word in it does.
        let quoted = start
            .checked_sub(1)
            .is_some_and(|at| flow.chars[at] == '"' && marks::is_chinese(flow.before(at)));
        let sides = (side(start.checked_sub(1 + usize::from(quoted))), side(Some(end)));
        // A full stop tells: it parts the run at itself.
        let range = if told(flow.chars[at]) { at..at + 1 } else { start..end };
        *run = Marks { range, sides };
    }
    run.sides
}

fn stands_in_chinese(flow: &Flow, at: usize, run: &mut Marks) -> bool {
    let mark = flow.chars[at];
    let (before, after) = neighbours(flow, at, run);
    let ends_here = after == '\n' || marks::closes(after).is_some();
    let fits = if marks::is_chinese(before) {
        match mark {
            // 约翰.史密斯 has a dot that is no full stop, and `...` is a mark of its own.
            '.' => {
                flow.before(at) != '.' && (ends_here || ends_quoted(flow, at) || parts_sentences(flow, at))
            }
            _ => true,
        }
    } else if before.is_ascii_digit() || before.is_ascii_alphabetic() || matches!(before, '%' | ')' | ']') {
        match mark {
            ',' | ';' => marks::is_chinese(after),
            // The quotation is in the language of its last word.
            '!' | '?' => marks::is_chinese(after) && marks::closes(after).is_none(),
            ':' => script::is_han(after) && !is_list_number(flow, at),
            _ => false,
        }
    } else {
        false
    };
    fits && !in_address(flow, at)
}

/// Whether the dot at `at` stands before a straight quotation mark that ends the paragraph or is in Chinese text.
fn ends_quoted(flow: &Flow, at: usize) -> bool {
    let after = flow.at(at + 2);
    matches!(flow.at(at + 1), '"' | '\'')
        && (after == '\n' || marks::is_chinese(after))
        && script::is_han(flow.before(at - 1))
}

/// Whether the dot at `at`, between Chinese characters, ends a sentence: some characters stand before it since the last
/// mark and after it to the next, and no name is spelt on both sides.
fn parts_sentences(flow: &Flow, at: usize) -> bool {
    // Where all stops are dots, a short sentence ends with one too.
    let shortest = if ends_with_dot(flow) && !flow.chars.contains(&'。') { 2 } else { 4 };
    let (before, after) = (flow.before(at), flow.at(at + 1));
    let is_part = |c: &&char| script::is_han(**c) || c.is_ascii_alphanumeric();
    let left = flow.chars[..at].iter().rev().take(shortest).take_while(is_part).count();
    let right = flow.chars[at + 1..].iter().take(shortest).take_while(is_part).count();
    script::is_han(before)
        && script::is_han(after)
        && left == shortest
        && right == shortest
        && !(marks::spells(before) && marks::spells(after))
}

/// Whether the number before `at` begins the paragraph, or the name of a field: `title: `.
fn is_list_number(flow: &Flow, at: usize) -> bool {
    let begins = |is_part: fn(char) -> bool| flow.chars[..at].iter().all(|c| is_part(*c));
    begins(|c| c.is_ascii_digit() || c == ' ')
        || flow.at(at + 1) == ' ' && begins(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether `at` lies in a web or mail address: in a run without a space that holds `://` or `@`, with
/// something of the address following.
fn in_address(flow: &Flow, at: usize) -> bool {
    let next = flow.at(at + 1);
    if !(next.is_ascii_alphanumeric() || next == '/') {
        return false;
    }
    let is_part = |c: &&char| !c.is_whitespace() && !script::is_wide_mark(**c);
    let length = flow.chars[..at].iter().rev().take(200).take_while(is_part).count();
    let run: String = flow.string(at - length..at);
    run.contains("://")
        || run.contains('@')
        || flow.at(at + 1) == '/' && flow.at(at + 2) == '/' && run.is_ascii()
}

fn holds_chinese(flow: &Flow, inside: &Inside, start: usize, end: usize) -> bool {
    // A link of Markdown: `[words](address)`, `[words][name]`.
    let (before, after) = (flow.before(start), flow.at(end + 1));
    let is_link =
        before == ']' || before == '!' || flow.chars[end] == ']' && matches!(after, '(' | '[' | ':');
    !is_link && Inside::count(&inside.han, start + 1..end) > 0
}

/// Whether a pair of brackets belongs to the Chinese text; `has_wide` says that others of the paragraph do.
fn pair_is_chinese(flow: &Flow, places: &Inside, start: usize, end: usize, has_wide: bool) -> bool {
    if holds_chinese(flow, places, start, end) {
        return true;
    }
    if flow.chars[start] != '(' || flow.before(start) == ']' {
        return false;
    }
    // Many set off what stands in brackets by spaces; that alone says nothing of their width.
    let is_space = |c: &&char| has_wide && **c == ' ';
    let before = start - flow.chars[..start].iter().rev().take_while(is_space).count();
    let after = end + 1 + flow.chars[end + 1..].iter().take_while(is_space).count();
    let (before, after) = (flow.before(before), flow.at(after));
    let inside = &flow.chars[start + 1..end];
    let word = inside.first().is_some_and(char::is_ascii_alphabetic)
        && !inside.iter().any(|&c| matches!(c, '/' | '_' | '=' | '(' | '\\'));
    let named =
        word || has_wide && (ends_with_address(flow, places, start, end) || is_link(places, start, inside));
    named && script::is_han(before) && (marks::is_chinese(after) || after == '\n')
}

/// Whether what stands in the brackets is one link of Markdown: `[words](address)`, `<address>`.
fn is_link(places: &Inside, start: usize, inside: &[char]) -> bool {
    match inside {
        ['[', middle @ .., ')'] => {
            // Both characters of the joint lie between the two.
            let first = start + 2;
            Inside::count(&places.joints, first..(first + middle.len()).saturating_sub(1)) == 1
        }
        ['<', middle @ .., '>'] => !middle.iter().any(|c| c.is_whitespace() || matches!(c, '<' | '>')),
        _ => false,
    }
}

/// Whether an address stands right before the bracket at `end`.
fn ends_with_address(flow: &Flow, places: &Inside, start: usize, end: usize) -> bool {
    let before = places.breaks.partition_point(|&place| place < end);
    let last_break = before.checked_sub(1).map_or(0, |last| places.breaks[last] + 1);
    let last = &flow.chars[last_break.max(start + 1).min(end)..end];
    let begins = |with: &str| last.len() >= with.len() && last.iter().zip(with.chars()).all(|(c, d)| *c == d);
    begins("https://") || begins("http://") || begins("www.")
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, check};
    use crate::text::{Document, Language};

    /// How many findings of this rule a text has.
    fn found(text: String) -> usize {
        let document = Document::new(text, Language::new("zh"));
        check(&document, &Options::default())
            .iter()
            .filter(|finding| finding.rule == super::RULE.name)
            .count()
    }

    /// A hundred thousand characters of which each asks for what stands far away: in seconds only if each asks at
    /// once. What they are is the same as of a few.
    #[test]
    fn brackets_in_brackets_and_marks_after_marks_take_no_more_time_each() {
        let shapes: [fn(usize) -> String; 5] = [
            |n| "[".repeat(n) + "字" + &"]".repeat(n),
            |n| "(".repeat(n) + "字" + &")".repeat(n),
            |n| "字".to_owned() + &"[".repeat(n) + &")".repeat(n),
            |n| "（字".to_owned() + &"([".repeat(n) + &")".repeat(n),
            |n| "字".to_owned() + &";".repeat(n) + "字",
        ];
        for (shape, text) in shapes.into_iter().enumerate() {
            let (few, many) = (found(text(10)), found(text(50_000)));
            assert_eq!(few > 0, many > 0, "shape {shape}: {few} and {many}");
        }
    }
}
