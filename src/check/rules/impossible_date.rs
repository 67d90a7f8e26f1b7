//! Dates that no calendar has, and ranges that run backwards.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::number::{dates, days_in_month, numbers};

pub(super) const RULE: Rule = Rule {
    code: "NUM001",
    name: "impossible-date",
    zh: &[
        "不存在的日期或时刻，或起讫颠倒的年份：有数字误读了。",
        "夏历每月都可以有三十日，所以没有公历年份的二月三十日不误。",
    ],
    doc: r#"
A date or time of day that does not exist, or a range of years that runs backwards: a digit misread.

```flag
会议于2022年13月5日举行。
会议于2022年4月31日举行。
会议于二〇二二年十三月五日举行，至二〇二三年二月三十日。
截至2023年2月29日为止。
2027—2023年合作计划
会议于25:30开始。
会议于17:80开始。
2024年至2021年的计划
截止时间为每年2月15日17:80。
The meeting was held on 31 April 2022.
Совещание прошло 30 февраля 2022 года.
合同签于2023-02-30，有效期一年。
合同签于2021.11.31，有效期一年。
会期改到十三月一日，地点不变。
大会定于六月三十一号开幕。
列车于下午二十五时进站，8时75分开出。
```

Every month of the lunar calendar may have thirty days, so without a year of the common era 二月三十日 is right.

```keep
会议于2024年2月29日举行。
2023—2027年合作计划
2021—22年度
他活了1000个月，走了45日。
二〇二四年二月二十九日，过了十三月，正月三十日，十月卅一日
会议于23:30开始，比分25:21。
电话2027-2023
农历二月三十日，光绪三年二月三十日，民国73年2月29日，农历2月30日
合同签于2024-02-29，编号2023-45-67，版本2021.1.31
历时二十五时，走了六十里；上午十一时四十五分
It was held on 30 April 2022, from 20 to 31 May.
Совещание прошло 28 февраля 2022 года.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.has_han {
        in_numerals(flow, findings);
        times_in_numerals(flow, findings);
    }
    if !flow.signs.meet(&DIGITS) {
        return;
    }
    in_figures(flow, findings);
    if !flow.has_han {
        return in_words(page, flow, findings);
    }
    let chars = &flow.chars;
    let mut year: Option<u32> = None;
    let mut month: Option<(u32, usize)> = None;
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            if !matches!(chars[at], '年' | '月' | ' ') {
                (year, month) = (None, None);
            }
            at += 1;
            continue;
        }
        let start = at;
        at += chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let Some(number) = number(&chars[start..at]) else { continue };
        let after_mark = matches!(flow.before(start), '.' | ',' | '-' | '/');
        match flow.at(at) {
            '年' => {
                // What counts from the start of a reign is no year of the calendar: 民国73年.
                (year, month) = ((number > 1000).then_some(number), None);
                if at - start == 4
                    && matches!(flow.at(at + 1), '至' | '—' | '–' | '-' | '到')
                    && let Some(end) = backwards(chars, start, at, at + 1)
                {
                    findings.push(turned(flow, start, end));
                }
            }
            '月' if !after_mark => {
                if year.is_some() && !(1..=12).contains(&number) {
                    let message = say!(en: "there is no month {number}", zh: "没有 {number} 月", number);
                    findings.push(Finding::new(
                        RULE.name,
                        Severity::Error,
                        flow.span(start..at + 1),
                        message,
                    ));
                }
                month = Some((number, start));
            }
            '日' | '号' => {
                if let Some((month, first)) = month.take()
                    && !(number == 30 && year.is_none() && is_lunar(flow, first))
                    && let Some(days) = days_in_month(year.map(|year| year as i32), month)
                    && !(1..=days).contains(&number)
                {
                    let message = say!(en: "month {month} has no day {number}", zh: "{month} 月没有 {number} 日", month, number);
                    findings.push(Finding::new(
                        RULE.name,
                        Severity::Error,
                        flow.span(first..at + 1),
                        message,
                    ));
                }
            }
            '时' | '時' if number <= 24 && flow.at(at + 1).is_ascii_digit() => {
                let minutes = at + 1 + chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
                let is_over = self::number(&chars[at + 1..minutes]).is_some_and(|minutes| minutes > 59);
                if is_over && flow.at(minutes) == '分' {
                    findings.push(no_time(flow, start, minutes + 1));
                }
            }
            ':' | '：' if says_time(chars, start, at) && (number > 24 || flow.at(at + 1) > '5') => {
                findings.push(no_time(flow, start, at + 3));
            }
            '—' | '–' | '-' | '~' | '～' | '至' => {
                if let Some(end) = backwards(chars, start, at, at) {
                    findings.push(turned(flow, start, end));
                }
            }
            _ => {}
        }
    }
}

/// Finds dates in Chinese numerals: 二〇二二年十三月五日.
fn in_numerals(flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '月') {
        let start = numeral_start(chars, at);
        let Some(month) = numeral(&chars[start..at]) else { continue };
        let year = (flow.before(start) == '年').then(|| {
            let from = numeral_start(chars, start - 1);
            let digits =
                chars[from..start - 1].iter().map(|&c| FIGURES.chars().position(|figure| figure == c));
            let year =
                digits.map(|digit| Some(digit? % 10)).try_fold(0, |year, digit| Some(year * 10 + digit?));
            year.filter(|_| start - 1 - from == 4).map(|year| year as i32)
        });
        let length = chars[at + 1..].iter().take_while(|c| NUMERALS.contains(**c)).count();
        let end = at + 1 + length;
        let is_day = matches!(flow.at(end), '日' | '号' | '號');
        let day = numeral(&chars[at + 1..end]).filter(|_| is_day);
        // Without a year or a day it may count months: 十三月.
        if !(1..=12).contains(&month) {
            let severity = if year.flatten().is_some() { Severity::Error } else { Severity::Warning };
            if severity == Severity::Error || day.is_some() && !flow.is_literary() {
                let message = say!(en: "there is no month {month}", zh: "没有 {month} 月", month);
                findings.push(Finding::new(RULE.name, severity, flow.span(start..at + 1), message));
            }
            continue;
        }
        let Some(day) = day else { continue };
        // Each month of the lunar calendar has up to thirty.
        let least = if year.flatten().is_some() { 0 } else { 30 };
        if let Some(days) = days_in_month(year.flatten(), month)
            && !(1..=days.max(least)).contains(&day)
        {
            let message =
                say!(en: "month {month} has no day {day}", zh: "{month} 月没有 {day} 日", month, day);
            findings.push(Finding::new(RULE.name, Severity::Error, flow.span(start..end + 1), message));
        }
    }
}

/// Finds times of day in Chinese numerals: 下午二十五时, 八时七十五分.
fn times_in_numerals(flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| matches!(c, '时' | '時')) {
        let start = numeral_start(chars, at);
        let Some(hour) = numeral(&chars[start..at]) else { continue };
        // What lasts so many hours has no part of the day before it.
        if hour > 24 && matches!(flow.before(start), '午' | '晨' | '晚' | '夜') {
            findings.push(no_time(flow, start, at + 1));
            continue;
        }
        let end = at + 1 + chars[at + 1..].iter().take_while(|c| NUMERALS.contains(**c)).count();
        let minutes = numeral(&chars[at + 1..end]).filter(|_| flow.at(end) == '分');
        if hour <= 24 && minutes.is_some_and(|minutes| minutes > 59) {
            findings.push(no_time(flow, start, end + 1));
        }
    }
}

fn no_time(flow: &Flow, start: usize, end: usize) -> Finding {
    let message = say!(
        en: "no day has the time {time}",
        zh: "没有 {time} 这个时刻",
        time = flow.string(start..end)
    );
    Finding::new(RULE.name, Severity::Warning, flow.span(start..end), message)
}

/// Whether the month at `start` is said to be one of the lunar calendar.
fn is_lunar(flow: &Flow, start: usize) -> bool {
    matches!(flow.before(start), '历' | '曆' | '闰' | '閏')
}

/// Finds dates in figures alone, the year first: 2023-02-30, 2022/13/05, 2021.11.31.
fn in_figures(flow: &Flow, findings: &mut Vec<Finding>) {
    const LENGTH: usize = 10;
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_' | '%' | '=');
    for (at, mark) in flow.others().filter(|&(at, c)| at >= 4 && matches!(c, '-' | '/' | '.')) {
        let (start, end) = (at - 4, at + LENGTH - 4);
        let Some(date) = flow.chars.get(start..end).filter(|date| date[7] == mark) else { continue };
        let ends = !joins(flow.at(end)) || flow.at(end) == '.' && !joins(flow.at(end + 1));
        if joins(flow.before(start)) || !ends {
            continue;
        }
        let (year, month, day) = (number(&date[..4]), number(&date[5..7]), number(&date[8..]));
        let (Some(year @ 1900..=2100), Some(month @ 1..=31), Some(day @ 1..=31)) = (year, month, day) else {
            continue;
        };
        // A version may have any number between its dots.
        let days = days_in_month(Some(year as i32), month);
        if days.is_some_and(|days| day > days) || days.is_none() && mark != '.' {
            let words = flow.string(start..end);
            let message =
                say!(en: "`{words}` is no day of the calendar", zh: "历法上没有“{words}”这一天", words);
            findings.push(Finding::new(RULE.name, Severity::Warning, flow.span(start..end), message));
        }
    }
}

/// The figures of a year, written one after the other.
const FIGURES: &str = "〇一二三四五六七八九零";
/// What numbers of months and days are written with.
const NUMERALS: &str = "一二三四五六七八九十廿卅";

fn numeral_start(chars: &[char], end: usize) -> usize {
    end - chars[..end].iter().rev().take_while(|c| NUMERALS.contains(**c) || matches!(c, '〇' | '零')).count()
}

/// The number of a month or a day: 三, 十三, 二十三, 廿三.
fn numeral(chars: &[char]) -> Option<u32> {
    let figure =
        |c: &char| FIGURES.chars().position(|figure| figure == *c).filter(|&n| n < 10).map(|n| n as u32);
    match chars {
        ['十'] => Some(10),
        ['廿'] => Some(20),
        ['卅'] => Some(30),
        [one] => figure(one),
        ['十', one] => Some(10 + figure(one)?),
        ['廿', one] => Some(20 + figure(one)?),
        ['卅', one] => Some(30 + figure(one)?),
        [tens, '十'] => Some(10 * figure(tens)?),
        [tens, '十', one] => Some(10 * figure(tens)? + figure(one)?),
        _ => None,
    }
}

/// Finds dates whose month is a word: 31 April, 31 апреля.
fn in_words(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let text = flow.string(0..flow.chars.len());
    for date in dates(&text, &numbers(&text, page.document.language())) {
        // A month in figures may be a day, as in 31/12, or a version.
        let words = date.span.of(&text);
        if date.is_possible() || date.day > 39 || !words.chars().any(char::is_alphabetic) {
            continue;
        }
        let at = |byte: usize| text[..byte].chars().count();
        let message = say!(en: "`{words}` is no day of the calendar", zh: "历法上没有“{words}”这一天", words);
        let span = flow.span(at(date.span.start)..at(date.span.end));
        findings.push(Finding::new(RULE.name, Severity::Warning, span, message));
    }
}

fn turned(flow: &Flow, start: usize, end: usize) -> Finding {
    let message = say!(en: "the range runs backwards", zh: "起讫颠倒");
    Finding::new(RULE.name, Severity::Warning, flow.span(start..end), message)
}

fn number(digits: &[char]) -> Option<u32> {
    if digits.len() > 6 {
        return None;
    }
    digits.iter().try_fold(0, |number, c| Some(number * 10 + c.to_digit(10)?))
}

/// Whether two digits of minutes follow and a word before or after says that it is a time.
fn says_time(chars: &[char], start: usize, colon: usize) -> bool {
    let minutes: Vec<char> = chars[colon + 1..].iter().take(3).copied().collect();
    let two = minutes.len() >= 2 && minutes[..2].iter().all(char::is_ascii_digit);
    let ends = minutes.get(2).is_none_or(|c| !c.is_ascii_digit());
    let before = start.checked_sub(1).map(|at| chars[at]);
    let after = chars.get(colon + 3);
    let dated = matches!(before, Some('日' | '午' | '晚' | '晨'));
    two && ends
        && (dated || matches!(before, Some('于' | '在' | '时')))
        && (dated || matches!(after, Some('开' | '举' | '时' | '起' | '许' | '左' | '前' | '后')))
}

/// Where a range of four-digit years that ends before it begins has its end: 2027—2023年.
fn backwards(chars: &[char], start: usize, at: usize, dashes: usize) -> Option<usize> {
    let is_dash = |c: &&char| matches!(c, '—' | '–' | '-' | '~' | '～' | '至' | '到');
    let from = dashes + chars[dashes..].iter().take_while(is_dash).count();
    let length = chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let end = from + length;
    let (first, last) = (number(&chars[start..at])?, number(&chars[from..end])?);
    let years =
        at - start == 4 && length == 4 && (1000..2200).contains(&first) && (1000..2200).contains(&last);
    (years && last < first && chars.get(end) == Some(&'年')).then_some(end)
}
