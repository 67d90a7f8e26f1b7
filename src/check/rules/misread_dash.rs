//! Dashes read as 一, and dashes typed as hyphens.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::marks;
use crate::check::model::{EDGE, MODEL};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{han, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN010",
    name: "misread-dash",
    zh: &["破折号被识别成“一”，或打成了连字符。", "“一个一个”也这样写，数字也是。"],
    doc: r#"
A dash that a recogniser read as 一, or a typist wrote as hyphens.

```flag
他带来了一件礼物一一一支钢笔。
这就是我们的朋友一一青山。
他生于1911一1949年间。
他的家乡--一个小渔村--在海边。
“我本来想说一一”她低下头去。
他只留下一句「再見」--誰也沒有回答。
```

```fixed
他带来了一件礼物——一支钢笔。
这就是我们的朋友——青山。
他生于1911—1949年间。
他的家乡——一个小渔村——在海边。
“我本来想说——”她低下头去。
他只留下一句「再見」——誰也沒有回答。
```

One by one is written so too, and so is a number.

```keep
他把问题一一列举出来，大家一一作了回答。
班长把姓名一一念过，又把收据一一贴好。
“一一”是叠词。
十一一组，二十一人一队。
他的家乡——一个小渔村——在海边。
见 2019-2020 年的记录，第一一三号
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let chars = &flow.chars;
    let mut at = 1;
    while at + 1 < chars.len() {
        let length = match chars[at] {
            c @ ('一' | '-' | '－') => chars[at..].iter().take_while(|&&other| other == c).count(),
            _ => {
                at += 1;
                continue;
            }
        };
        let (start, end) = (at, at + length);
        at = end;
        let (before, after) = (flow.before(start), flow.at(end));
        let (kept, severity) = match (chars[start], length) {
            ('一', 1) if before.is_ascii_digit() && after.is_ascii_digit() => ("—", Severity::Warning),
            // Of three the last begins what follows: a pen.
            // The old written language has no such dash, and says 一一 for each.
            ('一', 2 | 3) if is_dash(flow, start) => {
                ("——", if page.is_old() || is_closing(after) { Severity::Info } else { Severity::Warning })
            }
            ('-' | '－', 2 | 3)
                if (script::is_han(before) || is_closing(before))
                    && (script::is_han(after) || marks::opens(after).is_some() && !after.is_ascii()) =>
            {
                ("——", Severity::Info)
            }
            _ => continue,
        };
        let end = if chars[start] == '一' { end.min(start + 2) } else { end };
        let shown = flow.string(start..end);
        let message = say!(
            en: "`{shown}` may be the dash `{kept}`",
            zh: "`{shown}` 疑为破折号 `{kept}`",
            shown,
            kept = &kept
        );
        let finding = Finding::new(RULE.name, severity, flow.span(start..end), message);
        findings.push(finding.guess(kept));
    }
}

/// Whether `c` closes a quotation or a bracket of Chinese text.
fn is_closing(c: char) -> bool {
    marks::closes(c).is_some() && !c.is_ascii()
}

/// Characters that follow 一一 where it says one by one, and those before it that count or say it.
const ONE_BY_ONE: &str = "对對介说說記數與為將細給寫講驗試納録錄買賣掛貼檢選問點稱謝過應實報讀尋認釋訪閱識辦讓念喊唱收买卖挑选抄录尝摸擦洗穿戴敲问称排摆挂贴填签盖闪掠\
                          扫翻寻找认释访阅审识呈摘剪扔丢抱拉推拍叫请領领扶救传傳展补補改拆装裝打飞逝陈陳列道记举数查回答作解述告指分检核握落辨拜过交点击应拒谢向与为把\
                          将细具给看做写讲验试加予俱皆都有地的相照和办清实印奉提报登批读去送";
const COUNTING: &str = "零〇一二三四五六七八九十百千万亿第";

/// Whether the 一一 at `start` reads better as a dash: what stands on both sides goes with the edge of a clause as
/// well as with 一.
fn is_dash(flow: &Flow, start: usize) -> bool {
    let (before, after) = (flow.before(start), flow.at(start + 2));
    if !script::is_han(before)
        || !script::is_han(after) && !is_closing(after)
        || COUNTING.contains(before)
        || ONE_BY_ONE.contains(after)
        || COUNTING.contains(after) && after != '一'
    {
        return false;
    }
    // Nobody ends with one by one: who is interrupted breaks off.
    if is_closing(after) {
        return true;
    }
    let around = |at: usize| {
        let c = flow.at(at);
        if script::is_han(c) { han::simplified(c) } else { EDGE }
    };
    let near = [around(start.wrapping_sub(2)), around(start - 1)];
    let far = [around(start + 2), around(start + 3)];
    let said = |middle: &[char]| {
        let chars: Vec<char> = near.iter().chain(middle).chain(&far).copied().collect();
        MODEL.log_probability_of(&chars, 2..chars.len())
    };
    said(&[EDGE]) > said(&['一', '一'])
}
