//! Words that need a partner in their sentence and have lost it.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "LEX001",
    name: "lost-partner",
    zh: &["要成对出现的词，缺了一半：“为基础”前没有“以”，“呈”后没有“趋势”。"],
    doc: r#"
A word that stands only with a partner, the partner lost: 为基础 without 以, 呈 without 趋势.

```flag
各方重申坚持公认的准则，平等协商，文明多样性为基础，开展合作。
近年来贸易摩擦呈增多，各方都很关注。
```

```keep
各方重申以公认的准则为基础，开展合作。
这一规则将作为基础，长期有效。
为基础设施建设提供资金。
近年来贸易摩擦呈增多趋势，各方都很关注。
这里呈现出一片繁荣，报告已呈送有关部门。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// What closes a frame that 以 and its kin open: 以…为基础.
const CLOSERS: &[&str] =
    &["为基础", "为代价", "为宗旨", "为核心", "为导向", "为前提", "为契机", "为依托", "为准绳", "为借口"];
/// What may go on after a closer, so that it is another word.
const GOES_ON: &str = "设教研性工课业产社原";
/// What opens the frame, anywhere in the sentence.
const OPENERS: &str = "以将把使";
/// What joins with 为 to one word: 成为, 作为, 互为.
const JOINS: &str = "作视成称认互化转变列定均皆即是";

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let chars = &flow.chars;
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    for at in 0..chars.len() {
        match chars[at] {
            '为' => {
                let start = chars[..at].iter().rposition(ends).map_or(0, |end| end + 1);
                if let Some(length) = lone_closer(chars, start, at) {
                    let words = flow.string(at..at + length);
                    let message =
                        say!(en: "`{words}` has no `以` before it", zh: "“{words}”前疑脱“以”字", words);
                    // 坚持以…为基础 is the usual frame.
                    let verb = (start..at).find(|&n| chars[n..at].starts_with(&['坚', '持']));
                    let finding = |span| Finding::new(RULE.name, Severity::Info, span, message);
                    findings.push(match verb {
                        Some(verb) => finding(flow.span(verb..verb + 2)).guess("坚持以"),
                        None => finding(flow.span(at..at + length)),
                    });
                }
            }
            '呈' if is_lone_trend(chars, at) => {
                let words = flow.string(at..at + 3);
                let message =
                    say!(en: "`{words}` has no `趋势` after it", zh: "“{words}”后疑脱“趋势”二字", words);
                let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 3), message);
                findings.push(finding.guess(flow.string(at + 1..at + 3)));
            }
            _ => {}
        }
    }
}

fn lone_closer(chars: &[char], start: usize, at: usize) -> Option<usize> {
    let rest: String = chars[at..].iter().take(4).collect();
    let closer = CLOSERS.iter().find(|closer| rest.starts_with(**closer))?;
    if at <= start {
        return None;
    }
    let goes_on = rest.chars().nth(3).is_some_and(|c| GOES_ON.contains(c));
    let opened = chars[start..at].iter().any(|&c| OPENERS.contains(c)) || JOINS.contains(chars[at - 1]);
    (!goes_on && !opened).then_some(closer.chars().count())
}

/// 呈 before a verb of growth, nothing after that names what shows it.
fn is_lone_trend(chars: &[char], at: usize) -> bool {
    const MOVES: &[&str] =
        &["增多", "增加", "增长", "上升", "下降", "减少", "扩大", "加剧", "恶化", "放缓", "回升", "下滑"];
    let rest: String = chars[at + 1..].iter().take(14).take_while(|c| script::is_han(**c)).collect();
    MOVES.iter().any(|word| rest.starts_with(word))
        && !["趋势", "态势", "之势", "势头", "状", "的", "型", "局面", "走势", "迹象", "特点"]
            .iter()
            .any(|end| rest.contains(end))
}
