//! Letters read for digits.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "CHR006",
    name: "letter-in-number",
    zh: &[
        "数字里混入形状相近的拉丁字母：O 当 0，l、I 当 1，B 当 8；汉字数目里 O 当〇。",
        "地下层（B1 层）、化学式（O2 分压）和编号里的字母，本该如此。",
    ],
    doc: r#"
A Latin letter that looks like a digit, inside a number: O for 0, l or I for 1, B for 8; and O for 〇 among Chinese
numerals.

```flag
会议于2O22年举行。
共有l5人参加，l0月结束。
共有1OO人，面积3O平方米，建于l998年。
展出书画1B6件。
一九六O年修渠，二OO三年通车。
第一O页，民国二O年，共一二O人。
存货3O箱，占8O％，身高l.65米，价1O,5OO元。
气温2O－3O℃，比分1O:8，电话O10-5566。
The year 2O22 was dry.
```

```fixed
会议于2022年举行。
共有15人参加，10月结束。
共有100人，面积30平方米，建于1998年。
展出书画186件。
一九六〇年修渠，二〇〇三年通车。
第一〇页，民国二〇年，共一二〇人。
存货30箱，占80％，身高1.65米，价10,500元。
气温20－30℃，比分10:8，电话010-5566。
The year 2022 was dry.
```

Storeys below the ground (B1层), formulas (O2分压) and codes have such letters by right.

```keep
共有20人，温度10 l。
H2O 和 CO2
他住在 B1O 室，编号 3I-7。
文件的权限写作 0o755。
A1B2 型和 5G 网，3B 座，长 10 l
一九六〇年的 IO 卡
车停在B1层，装I5处理器，模型有7B个参数，门牌是B2号，O2分压为5，编号l-2-O。
三O公司，一O一中学
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const LETTERS: Signs = Signs::of(&['O', 'o', 'I', 'l', 'B', '0']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.signs.meet(&LETTERS) {
        return;
    }
    if flow.has_han {
        in_chinese_numbers(flow, findings);
    }
    if !flow.signs.meet(&DIGITS) {
        return;
    }
    for (at, letter) in flow.others() {
        let digit = match letter {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            'B' => '8',
            _ => continue,
        };
        let (before, after) = (flow.before(at), flow.at(at + 1));
        let inside = before.is_ascii_digit() && after.is_ascii_digit() && at > 1 && letter != 'B';
        // Only digits and letters that look like them, and a word that counts behind.
        let counted = letter != 'o' && is_counted(flow, at);
        if (inside || counted) && !is_word(flow, at) {
            let message = say!(
                en: "letter `{letter}` in a number may be `{digit}`",
                zh: "数字里的字母 `{letter}` 疑为 `{digit}`",
                letter,
                digit
            );
            let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message);
            // With a digit on each side and what it counts behind it is a number and no code.
            findings.push(if inside && counted { finding.safe_fix(digit) } else { finding.guess(digit) });
        }
    }
}

fn is_like_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I' | 'B')
}

/// Whether `c` may stand between the digits of one number, or of two that belong together.
fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '-' | '－' | '–' | '—' | '~' | '～' | '至')
}

/// Whether the letter at `at` is part of a run of digits and letters like them, at least one of each, that stands
/// amid Chinese and before a word that is counted. Parts of it may be joined: l.65, 1O,OOO, 2O－3O.
fn is_counted(flow: &Flow, at: usize) -> bool {
    const LONGEST: usize = 16;
    let is_part = |at: usize| {
        let c = flow.at(at);
        is_like_digit(c)
            || joins_digits(c) && is_like_digit(flow.before(at)) && is_like_digit(flow.at(at + 1))
    };
    let start = (at.saturating_sub(LONGEST)..at).rev().take_while(|&at| is_part(at)).last().unwrap_or(at);
    let end = at + (at..at + LONGEST).take_while(|&at| is_part(at)).count();
    let run = &flow.chars[start..end];
    let is_led = !flow.before(start).is_ascii() || flow.before(start) == '\n';
    if run.len() < 2 || !run.iter().any(char::is_ascii_digit) || !is_led {
        return false;
    }
    let is_telephone = run.len() > 5 && !run.contains(&'B') && is_telephone(flow, start);
    // What begins with O is seldom a number, but oxygen; with B a storey or a vitamin, with I a product; and a size ends
    // with B.
    let may_lead = match (run[0], run[run.len() - 1]) {
        ('O', _) => "年月日号號".contains(flow.at(end)) || is_telephone,
        ('B' | 'I', _) => "万萬亿億千百元吨噸人年月日天".contains(flow.at(end)),
        (_, 'B') => !"个個座级級种種类類层層楼樓号號款".contains(flow.at(end)),
        _ => true,
    };
    let reaches = || {
        // 比分1O:8
        run.contains(&':') && run.contains(&'O') && run[0].is_ascii_digit() && !flow.at(end).is_alphanumeric()
    };
    may_lead && (counts(flow, end) || is_telephone || reaches())
}

/// Whether the word before `start` says that the number of a telephone follows.
fn is_telephone(flow: &Flow, start: usize) -> bool {
    matches!(flow.before(start), '话' | '話' | '电' | '電' | '拨' | '撥' | '真' | '机' | '機')
}

/// Whether at `at` a number is followed by what it counts or measures.
fn counts(flow: &Flow, at: usize) -> bool {
    const COUNTED: &str = "年月日人个個次时時分秒点點刻名件万萬亿億千百元角米里尺寸丈吨噸斤两兩克册冊卷章节節页頁号號楼樓层層岁歲天周\
                           户戶家亩畝顷頃种種项項条條款届屆期位台辆輛架艘只隻头頭匹张張本部篇字句票箱袋瓶盒包桶片块塊栋棟间間\
                           倍度级級股门門座所场場回遍支枝株棵颗顆粒多余餘";
    match flow.at(at) {
        '%' | '％' | '‰' | '℃' | '℉' | '°' | '㎡' | '㎞' | '㎏' => true,
        '公' => matches!(flow.at(at + 1), '里' | '斤' | '顷' | '頃' | '尺' | '分' | '升' | '厘' | '吨'),
        '平' | '立' => matches!(flow.at(at + 1), '方' | '米'),
        '厘' | '毫' | '微' => matches!(flow.at(at + 1), '米' | '克' | '升' | '秒'),
        '世' => matches!(flow.at(at + 1), '纪' | '紀'),
        c => COUNTED.contains(c),
    }
}

/// Numerals of Chinese that stand one after the other in a year or a number.
pub(super) const NUMERALS: &str = "〇零一二三四五六七八九";

/// Finds O for 〇 among Chinese numerals: 一九六O年, 二OO三年, 第一O页.
fn in_chinese_numbers(flow: &Flow, findings: &mut Vec<Finding>) {
    let is_part = |c: char| NUMERALS.contains(c) || matches!(c, 'O' | 'o' | '0');
    let mut done = 0;
    for (at, c) in flow.others() {
        if at < done || !matches!(c, 'O' | 'o' | '0') {
            continue;
        }
        let left = flow.chars[..at].iter().rev().take_while(|&&c| is_part(c)).count();
        let right = flow.chars[at..].iter().take_while(|&&c| is_part(c)).count();
        let (start, end) = (at - left, at + right);
        done = end;
        let run = &flow.chars[start..end];
        // Between a numeral and a figure or a letter begins something else: 五0.5, 一OK.
        let is_whole = !flow.before(start).is_ascii_alphanumeric() && !flow.at(end).is_ascii_alphanumeric();
        let is_number = is_whole && NUMERALS.contains(run[0]) && run.len() > 1 && counts(flow, end);
        if !is_number {
            continue;
        }
        let is_year = run.len() == 4 && matches!(run[0], '一' | '二') && flow.at(end) == '年';
        for at in (start..end).filter(|&at| !NUMERALS.contains(flow.chars[at])) {
            let message = say!(
                en: "`{c}` among Chinese numerals may be `〇`",
                zh: "汉字数目里的 `{c}` 疑为 `〇`",
                c = flow.chars[at]
            );
            let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message);
            findings.push(if is_year { finding.safe_fix('〇') } else { finding.guess('〇') });
        }
    }
}

/// Whether other letters stand in the same run of letters and digits, as codes and formulas have them, or it is an
/// octal number as programmers write it, 0o755.
fn is_word(flow: &Flow, at: usize) -> bool {
    if flow.at(at) == 'o' && flow.before(at) == '0' && !flow.before(at - 1).is_ascii_alphanumeric() {
        return true;
    }
    let is_other = |c: &char| c.is_ascii_alphabetic() && !matches!(c, 'O' | 'o' | 'l' | 'I' | 'B');
    let is_part = |c: &&char| c.is_ascii_alphanumeric();
    flow.chars[..at].iter().rev().take(20).take_while(is_part).any(is_other)
        || flow.chars[at..].iter().take(20).take_while(is_part).any(is_other)
}
