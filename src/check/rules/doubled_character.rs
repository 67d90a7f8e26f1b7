//! Characters that stand twice where once is meant.

use rayon::prelude::*;

use super::{Rule, Run, layered_text};
use crate::check::doubling::{Doubling, Habits};
use crate::check::flow::Page;
use crate::text::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "DUP001",
    name: "doubled-character",
    doc: r#"
A Chinese character read twice. It is judged by whether the text reads better with one: how characters
follow each other in Chinese at large, and what this document writes elsewhere.

```flag
各方支持继续在在该领域开展合作。
这是负责任行为为普遍接受的原则。
出席安全会议秘书会会议的代表团。
```

```fixed
各方支持继续在该领域开展合作。
这是负责任行为普遍接受的原则。
出席安全会议秘书会议的代表团。
```

Where one word ends with the character that the next begins with, where a word is made by doubling, and
where the document writes the same again and again, both stay.

```keep
成员国国防部长出席。
理事会会议今天开幕。
最高法院院长讲话。
代表团团长已经到达。
会议责成成员国落实。
山色隐隐约约，人人都慢慢地走。
他常常来看看我们，天天如此。
大会会议议程
```
"#,
    run: Run::Page(run),
};

/// Above these odds the copy is possibly one too many.
const DOUBTFUL: f32 = -1.6;

/// Above these odds it probably is, and surely enough to be deleted. In stories one says things twice for
/// the sound of it, so that more is asked there.
fn limits(page: &Page) -> (f32, f32) {
    if page.is_colloquial() { (-0.1, 4.0) } else { (-1.1, 2.1) }
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let doublings = page.gather(|flow, doublings| {
        if !flow.has_han {
            return;
        }
        let mut layers = None;
        for at in 0..flow.chars.len().saturating_sub(1) {
            if flow.chars[at] != flow.chars[at + 1] {
                continue;
            }
            let Some(doubling) = Doubling::at(flow, at) else { continue };
            let layers = layers.get_or_insert_with(|| layered_text::layers(&flow.chars));
            if !layers.iter().any(|&(start, end, _)| (start..end).contains(&at)) {
                doublings.push(doubling);
            }
        }
    });
    let (likely, sure) = limits(page);
    let habits = Habits::of(page, &doublings);
    let odds: Vec<f32> = if doublings.len() < 100 {
        doublings.iter().map(|doubling| doubling.odds(page, &habits)).collect()
    } else {
        doublings.par_iter().map(|doubling| doubling.odds(page, &habits)).collect()
    };
    for (doubling, odds) in doublings.iter().zip(odds) {
        if odds < DOUBTFUL {
            continue;
        }
        let severity = if odds < likely { Severity::Info } else { Severity::Warning };
        let c = doubling.printed;
        let message = format!("`{c}{c}` may be `{c}` read twice");
        // Where a line ends between the copies, the second goes and the line end stays.
        let (span, kept) =
            if doubling.solid { (doubling.span, c.to_string()) } else { (doubling.second, String::new()) };
        let finding = Finding::new(RULE.name, severity, span, message);
        findings.push(if odds < sure { finding.guess(kept) } else { finding.safe_fix(kept) });
    }
}
