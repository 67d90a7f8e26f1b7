//! Radicals and compatibility ideographs where characters belong.

use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::mention::speaks_of_characters;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "CHR008",
    name: "radical-character",
    zh: &[
        "该用汉字处用了字典部首（U+2E80 至 U+2FDF），或为旧时韩日字符集所设的重复编码（U+F900 以后）。看起来一样，检索却查不到；从 PDF 提取文字的程序常这样写。",
    ],
    doc: r#"
A radical of a dictionary's index (U+2E80 to U+2FDF), or a character's second code for old Korean and Japanese sets
(U+F900 and after), where the character itself belongs. It looks the same, and no search finds the word; programs
that take text out of a PDF write them.

```flag
为了\u{2F45}便读者查找，编者把文章按年代排列。
他在\u{2ED3}江边的小城住了三年。
他\u{F967}在家。
```

```fixed
为了方便读者查找，编者把文章按年代排列。
他在长江边的小城住了三年。
他不在家。
```

```keep
为了方便读者查找，编者把文章按年代排列。
他在长江边的小城住了三年。
\u{2F00}\u{2F01}\u{2F02}
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Radicals of the supplement that are characters of their own, in the order of their codes, and these characters:
/// Unicode's EquivalentUnifiedIdeograph.
const SUPPLEMENT: [(char, char); 72] = [
    ('\u{2e81}', '厂'),
    ('\u{2e84}', '乙'),
    ('\u{2e85}', '亻'),
    ('\u{2e86}', '冂'),
    ('\u{2e87}', '几'),
    ('\u{2e88}', '刀'),
    ('\u{2e89}', '刂'),
    ('\u{2e8a}', '卜'),
    ('\u{2e8e}', '兀'),
    ('\u{2e92}', '巳'),
    ('\u{2e93}', '幺'),
    ('\u{2e95}', '彐'),
    ('\u{2e96}', '忄'),
    ('\u{2e98}', '扌'),
    ('\u{2e99}', '攵'),
    ('\u{2e9b}', '旡'),
    ('\u{2e9d}', '月'),
    ('\u{2e9e}', '歺'),
    ('\u{2e9f}', '母'),
    ('\u{2ea0}', '民'),
    ('\u{2ea1}', '氵'),
    ('\u{2ea3}', '灬'),
    ('\u{2ea6}', '丬'),
    ('\u{2ea7}', '牛'),
    ('\u{2ea8}', '犭'),
    ('\u{2ea9}', '王'),
    ('\u{2eaa}', '疋'),
    ('\u{2eac}', '示'),
    ('\u{2ead}', '礻'),
    ('\u{2eaf}', '糹'),
    ('\u{2eb0}', '纟'),
    ('\u{2eb2}', '罒'),
    ('\u{2eb6}', '羊'),
    ('\u{2eb9}', '耂'),
    ('\u{2eba}', '肀'),
    ('\u{2ebb}', '聿'),
    ('\u{2ebe}', '艹'),
    ('\u{2ebf}', '艹'),
    ('\u{2ec0}', '艹'),
    ('\u{2ec1}', '虎'),
    ('\u{2ec2}', '衤'),
    ('\u{2ec3}', '覀'),
    ('\u{2ec4}', '西'),
    ('\u{2ec5}', '见'),
    ('\u{2ec6}', '角'),
    ('\u{2ec8}', '讠'),
    ('\u{2ec9}', '贝'),
    ('\u{2ecb}', '车'),
    ('\u{2ecc}', '辶'),
    ('\u{2ed0}', '钅'),
    ('\u{2ed1}', '長'),
    ('\u{2ed3}', '长'),
    ('\u{2ed4}', '门'),
    ('\u{2ed6}', '阝'),
    ('\u{2ed7}', '雨'),
    ('\u{2ed8}', '青'),
    ('\u{2ed9}', '韦'),
    ('\u{2eda}', '页'),
    ('\u{2edb}', '风'),
    ('\u{2edc}', '飞'),
    ('\u{2edd}', '食'),
    ('\u{2ee0}', '饣'),
    ('\u{2ee2}', '马'),
    ('\u{2ee3}', '骨'),
    ('\u{2ee4}', '鬼'),
    ('\u{2ee5}', '鱼'),
    ('\u{2ee6}', '鸟'),
    ('\u{2ee7}', '卤'),
    ('\u{2ee8}', '麦'),
    ('\u{2ee9}', '黄'),
    ('\u{2eec}', '齐'),
    ('\u{2ef0}', '龙'),
];

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let speaks = OnceCell::new();
    // Second codes count as Chinese, radicals do not.
    let second = flow.chars.iter().enumerate().filter(|_| flow.has_second_codes);
    let second = second.map(|(at, &c)| (at, c)).filter(|(_, c)| matches!(c, '\u{f900}'..='\u{faff}'));
    let radicals = flow.others().filter(|(_, c)| matches!(c, '\u{2e80}'..='\u{2fdf}'));
    for (at, c) in radicals.chain(second) {
        let Some(form) = form(c).filter(|_| !is_in_order(flow, at, c)) else { continue };
        let code = format!("{:04X}", u32::from(c));
        let (severity, message) = match c {
            '\u{f900}'.. => (
                Severity::Info,
                say!(en: "U+{code} is a second code of `{form}`", zh: "U+{code} 是“{form}”的另一个编码", code, form),
            ),
            _ => (
                Severity::Warning,
                say!(en: "U+{code} is a radical for `{form}`", zh: "U+{code} 是部首，应作“{form}”字", code, form),
            ),
        };
        let finding = Finding::new(RULE.name, severity, flow.span(at..at + 1), message);
        let is_meant =
            is_quoted(flow, at) || is_part(form) || *speaks.get_or_init(|| speaks_of_characters(flow));
        findings.push(if is_meant { finding.guess(form) } else { finding.safe_fix(form) });
    }
}

/// Whether it stands right beside the next or the last in the order of their codes.
fn is_in_order(flow: &Flow, at: usize, c: char) -> bool {
    let code = u32::from(c);
    u32::from(flow.at(at + 1)) == code + 1 || u32::from(flow.before(at)) + 1 == code
}

/// Whether it stands by itself between quotation marks or items of a list.
fn is_quoted(flow: &Flow, at: usize) -> bool {
    let parts = |c: char| matches!(c, '“' | '”' | '「' | '」' | '、' | '（' | '）' | '‘' | '’' | '"');
    parts(flow.before(at)) && parts(flow.at(at + 1))
}

/// Whether `form` is a part of characters and none of its own, so that whoever prints it means the part.
fn is_part(form: char) -> bool {
    "亻刂忄扌攵氵灬丬犭礻糹纟罒耂肀艹衤覀讠辶钅阝饣".contains(form)
}

/// The character that `c` stands for, if it is another.
fn form(c: char) -> Option<char> {
    if let Ok(place) = SUPPLEMENT.binary_search_by_key(&c, |pair| pair.0) {
        return Some(SUPPLEMENT[place].1);
    }
    let mut forms = c.nfkc();
    forms.next().filter(|&form| form != c && forms.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_supplement_is_in_order() {
        assert!(SUPPLEMENT.is_sorted_by_key(|pair| pair.0));
    }
}
