//! Days of the week that the calendar does not have.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::number::{Date, dates, numbers};

pub(super) const RULE: Rule = Rule {
    code: "NUM003",
    name: "wrong-weekday",
    zh: &["日期与星期不合：其中有个数字误读了。"],
    doc: r#"
A date with a day of the week on which it did not fall: one of its figures was misread.

```flag
会议于2022年9月16日（星期四）举行。
The meeting was held on Monday, 16 September 2022.
Совещание прошло в среду, 16 сентября 2022 года.
```

```keep
会议于2022年9月16日（星期五）举行。
The meeting was held on Friday, 16 September 2022.
Совещание прошло в пятницу, 16 сентября 2022 года.
On Monday he read of 16 September 2022.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// The days from Monday on, by the letters with which they begin.
const DAYS: &[(&str, [&str; 7])] = &[
    ("zh", ["一", "二", "三", "四", "五", "六", "日"]),
    ("en", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    ("ru", ["понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресенье"]),
    ("de", ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]),
    ("fr", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]),
];

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let base = if page.document.language().is_chinese() { "zh" } else { page.document.language().base() };
    let Some((_, days)) = DAYS.iter().find(|(language, _)| *language == base) else { return };
    if !flow.signs.meet(&DIGITS) || base == "zh" && !flow.chars.windows(2).any(names_day) {
        return;
    }
    let printed = flow.string(0..flow.chars.len());
    let text = printed.to_lowercase();
    let named = days.iter().any(|day| text.contains(day));
    // Lower case may move what follows.
    if !named || text.len() != printed.len() {
        return;
    }
    for date in dates(&printed, &numbers(&printed, page.document.language())) {
        let Some(year) = date.year.filter(|year| (1925..2200).contains(year) && date.is_possible()) else {
            continue;
        };
        let Some((day, start, length)) = day_beside(&text, &date, days, base == "zh") else { continue };
        let right = weekday(year, date.month, date.day);
        if day != right {
            let at = |byte: usize| text[..byte].chars().count();
            let range = at(start.min(date.span.start))..at((start + length).max(date.span.end));
            let message = say!(
                en: "`{weekday}` does not go with this date",
                zh: "“{weekday}”与日期不合",
                weekday = &text[start..start + length]
            );
            findings.push(Finding::new(RULE.name, Severity::Warning, flow.span(range), message));
        }
    }
}

/// Whether this is the end of a day's name in Chinese: 期三 of 星期三.
fn names_day(pair: &[char]) -> bool {
    matches!(pair, ['期' | '周' | '拜', '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天'])
}

/// The day of the week that stands beside `date`: which, where it begins, and its length.
fn day_beside(text: &str, date: &Date, days: &[&str; 7], chinese: bool) -> Option<(usize, usize, usize)> {
    let after = &text[date.span.end..];
    let skipped = after.len() - after.trim_start_matches(['日', '号', 'г', '.', '(', '（', ' ', ',']).len();
    let skipped = if after.starts_with(" года") { " года".len() + 2 } else { skipped };
    let rest = after.get(skipped..).unwrap_or_default();
    let rest_at = date.span.end + skipped;
    if chinese {
        let lead = ["星期", "周", "礼拜"].into_iter().find(|lead| rest.starts_with(lead))?;
        let name = &rest[lead.len()..];
        let sunday = name.starts_with('天').then_some(6);
        let day = sunday.or_else(|| days.iter().position(|day| name.starts_with(day)))?;
        return Some((day, rest_at, lead.len() + '一'.len_utf8()));
    }
    if let Some(day) = days.iter().position(|day| rest.starts_with(day)) {
        return Some((day, rest_at, days[day].len()));
    }
    let before = text[..date.span.start].trim_end_matches([' ', ',']);
    let start = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let day = days.iter().position(|day| before[start..].starts_with(day))?;
    Some((day, start, before.len() - start))
}

/// The day of the week, Monday as 0, by the Gregorian calendar (Sakamoto's method).
fn weekday(year: i32, month: u32, day: u32) -> usize {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    let day = year + year / 4 - year / 100 + year / 400 + SHIFTS[month as usize - 1] + day as i32;
    ((day + 6) % 7) as usize
}
