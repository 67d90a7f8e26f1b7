//! Commas where a list or a sentence wants another mark.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN006",
    name: "wrong-separator",
    zh: &["用“、”并列的各项里混入逗号，引出列举处用了逗号，或另起一句的词前用了逗号。"],
    doc: r#"
A comma amid a list that is parted by 、, a comma where a list is announced, or one before a word that
begins a sentence.

```flag
各方强调主权、独立、平等互利，不干涉内政、不使用武力的原则。
会议研究了以下建议，在甲地设立中心；在乙地设立分中心；在丙地设立站点。
信息化进程加快，与此同时，国际形势更加复杂。
基金支持库区移民，乡村供水和堤防加固等项目。
```

```fixed
各方强调主权、独立、平等互利、不干涉内政、不使用武力的原则。
会议研究了以下建议：在甲地设立中心；在乙地设立分中心；在丙地设立站点。
信息化进程加快。与此同时，国际形势更加复杂。
基金支持库区移民、乡村供水和堤防加固等项目。
```

```keep
水、土、气，都要保护，山、林、湖也一样。
会议研究了以下建议，并通过了决议。
信息化进程加快，形势更加复杂。
他们到了北京，参观了故宫和长城等地方。
与此同时，国际形势更加复杂。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let chars = &flow.chars;
    for (at, mark) in flow.others() {
        if !matches!(mark, '，' | ',') || at == 0 || !script::is_han(chars[at - 1]) {
            continue;
        }
        let (mark, why) = if splits_list(chars, at) || opens_list(chars, at) {
            ('、', say!(en: "a comma in a list that is parted by `、`", zh: "并列各项用 `、`，此处却用逗号"))
        } else if announces_list(chars, at) {
            ('：', say!(en: "a list follows, announced by a colon", zh: "以下是列举，前面应用冒号"))
        } else if begins_sentence(chars, at) {
            ('。', say!(en: "a sentence begins here", zh: "此处另起一句"))
        } else {
            continue;
        };
        findings.push(Finding::new(RULE.name, Severity::Info, flow.span(at..at + 1), why).guess(mark));
    }
}

/// Whether at least two short items parted by 、 stand before the comma and another after it.
fn splits_list(chars: &[char], at: usize) -> bool {
    const LONGEST: usize = 6;
    let item = |found: usize| (2..=LONGEST).contains(&found);
    let back =
        |end: usize| chars[..end].iter().rev().take(LONGEST + 1).take_while(|&&c| script::is_han(c)).count();
    let last = back(at);
    if !item(last) || chars.get(at.wrapping_sub(last + 1)) != Some(&'、') {
        return false;
    }
    let earlier = back(at - last - 1);
    if !item(earlier) || chars.get(at.wrapping_sub(last + earlier + 2)) != Some(&'、') {
        return false;
    }
    let next = chars[at + 1..].iter().take(LONGEST + 1).take_while(|&&c| script::is_han(c)).count();
    item(next) && chars.get(at + 1 + next) == Some(&'、')
}

/// Whether the comma stands between the first item of a list and its last two: 移民，供水和堤防加固等项目.
fn opens_list(chars: &[char], at: usize) -> bool {
    let rest = &chars[at + 1..];
    let rest = &rest[..rest.iter().take(20).take_while(|&&c| script::is_han(c)).count()];
    let Some(joint) = rest.iter().position(|c| matches!(c, '和' | '及' | '与')) else { return false };
    let Some(end) = rest.iter().position(|&c| c == '等') else { return false };
    // A clause that begins with a verb or its particle holds a list of its own: 参观了故宫和长城等地.
    let clause = rest[..joint].iter().any(|c| "了过着以参包有是在对把将为并由按其".contains(*c));
    let list = (2..=6).contains(&joint) && (joint + 3..=joint + 7).contains(&end) && rest.len() <= end + 5;
    let closed = matches!(chars.get(at + 1 + rest.len()), Some('。' | '，' | ',' | '；'));
    list && closed && !clause && chars[..at].iter().rev().take(4).all(|c| script::is_han(*c))
}

/// Whether 以下… stands before the comma and two clauses parted by ； follow.
fn announces_list(chars: &[char], at: usize) -> bool {
    let before = &chars[at.saturating_sub(6)..at];
    let announced = before.windows(2).any(|pair| pair == ['以', '下']) || before.ends_with(&['如', '下']);
    if !announced {
        return false;
    }
    let rest = chars[at + 1..].iter().take(200).take_while(|c| !matches!(c, '。' | '\n'));
    rest.filter(|c| matches!(c, '；' | ';')).count() >= 2
}

/// Whether a word follows that is said at the head of a sentence and has a comma of its own.
fn begins_sentence(chars: &[char], at: usize) -> bool {
    const HEADS: &[&str] = &["与此同时", "除此之外", "总而言之", "综上所述", "由此可见", "有鉴于此"];
    let rest = &chars[at + 1..];
    matches!(rest.get(4), Some('，' | ','))
        && HEADS.iter().any(|head| head.chars().eq(rest[..4].iter().copied()))
}
