//! A year that stands against the rest of the text.

use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::message::Message;
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "NUM004",
    name: "odd-year",
    zh: &[
        "某年份全文只有一处，而同一月日在别的年份有几处；或某年份与其余都相去甚远，只要改一个数字或对调两个数字就成了其中之一。",
    ],
    doc: r#"
A year that the text has once, where it has the same day of another year several times; or a year far from
all others that is one of them but for a figure misread or two exchanged.

```flag page
会议于2022年9月16日举行。

根据2022年9月16日的决定，各方继续合作。

2022年9月16日的决定已经公布。

根据2023年9月16日的决定，各方设立基金。
```

```flag page
会议于2022年举行。

2023年各方设立基金。

2202年的会议通过了宣言。
```

```keep page
会议于2022年9月16日举行。

2023年9月16日，各方举行周年纪念活动。
```

```keep page
公约签订于1815年，修订于2022年。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// A year in figures, and what day of it stands with it.
struct Year {
    value: u32,
    day: Option<(u32, u32)>,
    span: Span,
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let years = page.gather_where(may_have_year, years);
    let mut by_day: FxHashMap<(u32, u32), FxHashMap<u32, usize>> = FxHashMap::default();
    let mut known: FxHashMap<u32, usize> = FxHashMap::default();
    for year in &years {
        *known.entry(year.value).or_default() += 1;
        if let Some(day) = year.day {
            *by_day.entry(day).or_default().entry(year.value).or_default() += 1;
        }
    }
    let mut ordered: Vec<u32> = known.keys().copied().collect();
    ordered.sort_unstable();
    for year in &years {
        let finding = |right: u32, message: Message| {
            Finding::new(RULE.name, Severity::Info, year.span, message).guess(right.to_string())
        };
        if let Some(day) = year.day {
            let same = &by_day[&day];
            let other =
                same.iter().filter(|(value, _)| **value != year.value).max_by_key(|(v, n)| (**n, **v));
            if let Some((&right, &count)) = other
                && same[&year.value] == 1
                && count > 2
                && is_misread(year.value, right)
            {
                let message = say!(
                    en: "`{year}` once, the same day of {right} {count} times",
                    zh: "`{year}` 年仅此一处，同一日子作 {right} 年的有 {count} 处",
                    year = year.value,
                    right,
                    count
                );
                findings.push(finding(right, message));
                continue;
            }
        }
        // As far as a text looks ahead.
        const FAR: u32 = 60;
        let latest = ordered.iter().rev().find(|&&other| other != year.value);
        if let Some(&latest) = latest
            && year.value > latest + FAR
            && let Some(&right) = ordered.iter().rev().find(|&&other| is_misread(year.value, other))
        {
            let message = say!(
                en: "`{year}` is far from all other years, and near to `{right}`",
                zh: "`{year}` 与其余年份相去太远，疑为 `{right}`",
                year = year.value,
                right
            );
            findings.push(finding(right, message));
        }
    }
}

/// Whether one figure differs, or two neighbours have changed places.
fn is_misread(here: u32, there: u32) -> bool {
    let [a, b] = [here, there].map(|year| year.to_string().into_bytes());
    if a.len() != b.len() {
        return false;
    }
    let differ: Vec<usize> = (0..a.len()).filter(|&at| a[at] != b[at]).collect();
    match differ[..] {
        [_] => true,
        [first, second] => second == first + 1 && a[first] == b[second] && a[second] == b[first],
        _ => false,
    }
}

/// Whether 年 stands in `text` after a figure, or where a line begins.
fn may_have_year(text: &str) -> bool {
    let mut years = memchr::memmem::find_iter(text.as_bytes(), "年");
    years.any(|at| text[..at].ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace()))
}

/// The years in figures of a Chinese paragraph: 2022年, 2022年9月16日.
fn years(flow: &Flow, found: &mut Vec<Year>) {
    if !flow.has_han || !flow.signs.meet(&DIGITS) {
        return;
    }
    for (at, _) in flow.chars.iter().enumerate().filter(|(_, c)| **c == '年') {
        let digits = flow.chars[..at].iter().rev().take(5).take_while(|c| c.is_ascii_digit()).count();
        if digits != 4 || !flow.is_solid(at - 4..at) {
            continue;
        }
        let number = |from: usize| {
            let text: String = flow.chars[from..].iter().take(3).take_while(|c| c.is_ascii_digit()).collect();
            Some((text.parse::<u32>().ok()?, from + text.len()))
        };
        let Ok(value) = flow.string(at - 4..at).parse::<u32>() else { continue };
        let month = number(at + 1).filter(|&(_, end)| flow.at(end) == '月');
        let day = month.and_then(|(month, end)| {
            let (day, end) = number(end + 1)?;
            (flow.at(end) == '日').then_some((month, day))
        });
        if (1000..10_000).contains(&value) {
            found.push(Year { value, day, span: flow.span(at - 4..at) });
        }
    }
}
