//! Middle dots where commas and full stops belong.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{ParagraphKind, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN008",
    name: "middle-dot",
    zh: &["居中的点，原是逗号或句号：纸色发灰，识别引擎看不见笔尾。", "人名、书名和标题里的间隔号不误。"],
    doc: r#"
A dot in the middle of the line that was a comma or a full stop: on grey paper a recogniser sees no tail.

```flag
国务院决定·对一部分工人的工资进行调整·
河水涨得很快·大家都往山上走·老人走在最后面。
昨日傍晚・一艘渡船在渡口擱淺・全船十五人平安・今早恢復通航・
```

```fixed
国务院决定，对一部分工人的工资进行调整。
河水涨得很快，大家都往山上走，老人走在最后面。
昨日傍晚，一艘渡船在渡口擱淺，全船十五人平安，今早恢復通航。
```

The dot inside a name, a title or a heading is right.

```keep
昨天约翰·史密斯先生来到了村里，住了三天才走。
《史记·项羽本纪》写的是一个人的一生。
水调歌头·中秋
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const DOTS: Signs = Signs::of(&['·', '•', '‧', '・', '∙', '⋅']);

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・' | '∙' | '⋅')
}

/// Characters on each side, up to the next mark, below which a dot may part two names or titles.
const SHORTEST: usize = 4;

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&DOTS) || flow.kind == ParagraphKind::Heading {
        return;
    }
    // A line that ends with a dot ends a sentence with it, and the others part its clauses, whatever their words.
    let ends = flow.chars.last().is_some_and(|&c| is_dot(c));
    let is_line = ends && flow.others().filter(|&(_, c)| is_dot(c)).count() > 2;
    let mut open = 0_usize;
    let mut places: Vec<usize> = Vec::new();
    for (at, c) in flow.others() {
        match c {
            '《' | '〈' | '【' | '「' | '『' | '（' | '(' => open += 1,
            '》' | '〉' | '】' | '」' | '』' | '）' | ')' => open = open.saturating_sub(1),
            c if is_dot(c) && open == 0 && parts_clauses(flow, at, is_line) => places.push(at),
            _ => {}
        }
    }
    // One alone may be a dot of any kind; a paragraph that ends with one, or has two between long clauses, was read so.
    let severity = if places.len() > 1 || ends { Severity::Warning } else { Severity::Info };
    for at in places {
        let mark = if at + 1 == flow.chars.len() { '。' } else { '，' };
        let message = say!(
            en: "`{c}` between clauses may have been `{mark}`",
            zh: "分句之间的 `{c}` 疑为 `{mark}`",
            c = flow.chars[at],
            mark
        );
        findings.push(Finding::new(RULE.name, severity, flow.span(at..at + 1), message).guess(mark));
    }
}

/// Whether the dot at `at` stands after a clause, and before one or at the end; in a line of such dots any words are one.
fn parts_clauses(flow: &Flow, at: usize, is_line: bool) -> bool {
    let (before, after) = (flow.before(at), flow.at(at + 1));
    let is_part = |c: &&char| script::is_han(**c) || c.is_ascii_alphanumeric();
    let left = flow.chars[..at].iter().rev().take_while(is_part).count();
    let right = flow.chars[at + 1..].iter().take_while(is_part).count();
    let is_last = at + 1 == flow.chars.len();
    // A clause has a word of grammar or is long; a name spelt in two parts, or an office over its branch, has none.
    let clause = |chars: &[char]| {
        chars.len() > 12
            || chars.iter().any(|c| "的了在是不就都也和把被对从到要有将已而之以于为所其".contains(*c))
    };
    let says = clause(&flow.chars[at - left..at]) || clause(&flow.chars[at + 1..at + 1 + right]);
    let spelt = [marks::spells(before), marks::spells(after) && !is_last];
    let is_name = if is_line { spelt == [true; 2] } else { spelt.contains(&true) };
    script::is_han(before)
        && left >= SHORTEST
        && (is_last || script::is_han(after) && right >= SHORTEST)
        && (is_last || is_line || says)
        && !is_name
}
