//! Does a mark stand in what somebody typed for a program?
//!
//! The comma of `https://example.org/湖泊,河流`, the colon of `[[分类:河流]]` and those of `C:\稿件\一:二.md` are of half width
//! for a program's sake, whatever stands beside them. Sources whose syntax is known are masked when they are read; this is
//! for what stands so in any text: addresses and paths, the brackets of wikis, templates and formulas, and rows of a table
//! with commas. A line is looked at as it lies in the file.

/// Bytes on each side that are looked at, at most.
const REACH: usize = 200;

/// What opens words for a program, and what closes them, on one line.
const BRACKETS: [(&str, &str); 8] = [
    ("[[", "]]"),
    ("{{", "}}"),
    ("${", "}"),
    ("<%", "%>"),
    ("{%", "%}"),
    ("\\(", "\\)"),
    ("\\[", "\\]"),
    ("%%", "%%"),
];

/// Whether the mark at the byte `at` of `text` stands in such words.
pub(super) fn is_typed(text: &str, at: usize) -> bool {
    let before = before(text, at);
    let after = after(text, at);
    is_in_address(before, after) || is_in_brackets(before, after) || is_attribute(before, after)
}

/// Whether the line of the byte `at` and one beside it have the same number of `mark`, two and more, and no sentence ends
/// in them: rows of a table.
pub(super) fn is_in_row(text: &str, at: usize, mark: char) -> bool {
    const LEAST: usize = 2;
    let line = |start: usize| text[start..].split('\n').next().unwrap_or("");
    let starts_at = |end: usize| text[..end].rfind('\n').map_or(0, |at| at + 1);
    let start = starts_at(at);
    let here = line(start);
    let is_row = |line: &str| line.len() <= REACH && !line.contains(['。', '！', '？', '，', '；']);
    let count = |line: &str| line.matches(mark).count();
    let is_same = |other: &str| is_row(other) && count(other) == count(here);
    let previous = start.checked_sub(1).map(|end| line(starts_at(end)));
    let next = text.get(start + here.len() + 1..).map(|_| line(start + here.len() + 1));
    is_row(here) && count(here) >= LEAST && [previous, next].into_iter().flatten().any(is_same)
}

/// What stands before `at` on its line.
fn before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..at];
    near.rfind('\n').map_or(near, |end| &near[end + 1..])
}

/// What stands from `at` on, to the end of its line.
fn after(text: &str, at: usize) -> &str {
    let mut to = (at + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = &text[at..to];
    near.find('\n').map_or(near, |end| &near[..end])
}

/// Whether the mark between the two lies in an address or a path: in a run without blanks and wide marks that says so.
fn is_in_address(before: &str, after: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || is_wide(c) || matches!(c, '"' | '<' | '>' | '`');
    let start =
        before.rfind(parts).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let end = after.find(parts).unwrap_or(after.len());
    let (head, tail) = (&before[start..], &after[..end]);
    // What an address is followed by is no part of it, and a mark at the run's end may be the sentence's.
    let mark = tail.chars().next().map_or(0, char::len_utf8);
    if tail.len() <= mark {
        return false;
    }
    let is_drive = || {
        let bytes = head.as_bytes();
        (0..bytes.len().saturating_sub(2))
            .any(|at| bytes[at].is_ascii_alphabetic() && bytes[at + 1] == b':' && bytes[at + 2] == b'\\')
    };
    // What follows an address in ASCII at once goes on in Chinese with the sentence.
    let goes_on = tail[mark..].starts_with(|c: char| c.is_ascii_graphic()) || !head.is_ascii();
    ["://", "www.", "mailto:"].iter().any(|sign| head.contains(sign)) && goes_on
        || is_drive()
        || ["/", "~/", "./", "../"].iter().any(|sign| head.starts_with(sign))
        || tail.contains('@') && !tail.starts_with('@')
        || head.contains('@')
        || head.starts_with('#') && head.len() > 1 && head.matches('#').count() == 1
}

fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{3000}'
            ..='\u{303f}'
                | '\u{ff01}'
                | '\u{ff08}'
                | '\u{ff09}'
                | '\u{ff0c}'
                | '\u{ff1a}'
                | '\u{ff1b}'
                | '\u{ff1f}'
                | '“'
                | '”'
                | '‘'
                | '’'
    )
}

/// Whether words for a program are open before, and close after.
fn is_in_brackets(before: &str, after: &str) -> bool {
    BRACKETS.iter().any(|(open, close)| {
        let opened = before.rfind(open).map(|at| at + open.len());
        opened.is_some_and(|from| !before[from..].contains(close)) && after.contains(close)
            // What opens as it closes is open where it stands an odd number of times.
            && (open != close || before.matches(open).count() % 2 == 1)
    })
}

/// Whether it stands in the attributes of an element, `<span data-名="甲,乙">`, or of a link, `(x.png){title="甲:乙"}`.
fn is_attribute(before: &str, after: &str) -> bool {
    let is_open = |open: char, close: char| {
        let at = before.rfind(open)?;
        (!before[at..].contains(close) && after.contains(close)).then_some(at)
    };
    let element = is_open('<', '>').is_some_and(|at| {
        let name = before[at + 1..].trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.contains('=')
    });
    let braces = is_open('{', '}').is_some_and(|at| before[at..].contains('='));
    element || braces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first `mark` of `text` that stands before a Chinese character is typed for a program.
    fn check(text: &str, mark: char) -> bool {
        is_typed(text, text.find(mark).expect("the mark is there"))
    }

    #[test]
    fn knows_what_is_typed_for_a_program() {
        for (text, mark) in [
            ("参见 https//x.cn 与 ftp://例子.cn/湖泊,河流 一页", ','),
            (r"稿件在 D:\李四\一,二.docx 里", ','),
            ("放进 ~/笔记/水,土.md 再看", ','),
            ("见[[分类:河流]]一页", ':'),
            ("{{main|某山,某河}}", ','),
            (r"取 \(甲,乙\) 两点", ','),
            ("#山水:湖泊 一组", ':'),
            ("<span data-名=\"甲,乙\">字</span>", ','),
            ("![图](x.png){title=\"甲,乙\"}", ','),
            ("%%说明:以后再写%%正文", ':'),
        ] {
            assert!(check(text, mark), "{text}");
        }
    }

    #[test]
    fn leaves_what_is_written_for_readers() {
        for (text, mark) in [
            ("他说:明天来", ':'),
            ("见 https://example.org,请看", ','),
            ("甲,乙两人去了 http://例子.cn", ','),
            ("[[河流]]很长,也很宽", ','),
            ("温度<5,湿度>3", ','),
            ("集合{甲}与乙,都在", ','),
        ] {
            assert!(!check(text, mark), "{text}");
        }
    }

    #[test]
    fn rows_have_as_many_commas_as_their_neighbours() {
        let rows = "姓名,年龄,籍贯\n张三,32,河北\n";
        assert!(is_in_row(rows, rows.find(',').expect("a comma"), ','));
        for prose in ["春天,夏天,秋天都好\n冬天不好\n", "山高,水长\n天远,路遥\n", "甲,乙,丙。\n丁,戊,己。\n"]
        {
            assert!(!is_in_row(prose, prose.find(',').expect("a comma"), ','), "{prose}");
        }
    }
}
