//! What is a number by those beside it?
//!
//! A day beside a month, a year beside a dash and another year, the parts of 16.09.2022: none of them
//! shows what it is alone.

use super::{Form, Mark, NumberKind, Read};

/// Joins the parts of one number: 2亿3000万, 3 млн 200 тыс., 20世纪90年代.
pub(super) fn join_parts(text: &str, read: &mut Vec<Read>) {
    let mut joined: Vec<Read> = Vec::with_capacity(read.len());
    for next in read.drain(..) {
        if let Some(last) = joined.last_mut() {
            let gap = &text[last.end..next.start];
            if last.scale > next.scale
                && next.scale > 1.0
                && next.value < last.scale
                && matches!(gap, "" | " " | "\u{a0}" | ". ")
            {
                *last = Read {
                    value: last.value + next.value,
                    end: next.end,
                    after: next.after,
                    scale: next.scale,
                    kind: next.kind,
                    ..*last
                };
                continue;
            }
            let century = last.kind == Some(NumberKind::Ordinal)
                && matches!(&text[last.end..last.after], "世纪" | "世紀");
            if century
                && last.after == next.start
                && next.kind == Some(NumberKind::Year)
                && next.value >= 1900.0
            {
                let value = (last.value - 1.0) * 100.0 + next.value % 100.0;
                *last = Read { start: last.start, value, sure: true, ..next };
                continue;
            }
        }
        joined.push(next);
    }
    *read = joined;
}

/// Says what each number is by those beside it.
pub(super) fn settle(text: &str, read: &mut [Read]) {
    settle_characters(text, read);
    settle_months(text, read);
    settle_numeric_dates(text, read);
    // Ranges, from the end so that what the last one is runs to the first: 3至4日, 2022—2024年, 20–30 %.
    for at in (1..read.len()).rev() {
        let (left, right) = read.split_at_mut(at);
        let (first, second) = (&mut left[at - 1], &mut right[0]);
        if !is_range(&text[first.after..second.start]) || first.form != second.form {
            continue;
        }
        let open = first.kind.is_none() && first.mark == Mark::None && first.scale == 1.0;
        match second.kind {
            Some(NumberKind::Year) if open && first.is_long() => first.kind = second.kind,
            Some(NumberKind::Percent) if open => first.kind = second.kind,
            Some(kind @ (NumberKind::Month | NumberKind::Day)) if open && first.is_day() => {
                first.kind = Some(kind);
            }
            Some(NumberKind::Ordinal) if open && first.sure => first.kind = second.kind,
            // Either way: 17.1 to 18.6 billion, from 18.6 to 17.1 billion.
            None if open && second.scale > 1.0 && first.value < 20.0 * second.value / second.scale => {
                first.value *= second.scale;
                first.scale = second.scale;
                first.plain = None;
            }
            _ => {}
        }
    }
    for at in 0..read.len() {
        let short = at > 0 && {
            let (first, second) = (&read[at - 1], &read[at]);
            // 2021–22, 2021/22.
            first.is_long()
                && !first.label
                && second.plain == Some(2)
                && matches!(second.kind, None | Some(NumberKind::Year))
                && matches!(&text[first.end..second.start], "–" | "-" | "/" | "—")
                && (first.value + 1.0) % 100.0 <= second.value
                && (1500.0..2100.0).contains(&first.value)
        };
        if short {
            let century = (read[at - 1].value / 100.0).floor() * 100.0;
            read[at].value += century;
            read[at].kind = Some(NumberKind::Year);
        }
        let one = &mut read[at];
        if one.mark == Mark::YearWord && one.kind.is_none_or(|kind| kind == NumberKind::Ordinal) {
            let long = one.plain.is_some_and(|digits| digits >= 3) && one.value < 2500.0;
            if long || one.kind == Some(NumberKind::Ordinal) && one.value >= 1000.0 {
                one.kind = Some(NumberKind::Year);
            }
        }
        let bare = one.kind.is_none() && one.plain == Some(4) && !one.label;
        if bare && one.mark == Mark::None && (1500.0..2100.0).contains(&one.value) {
            one.kind = Some(NumberKind::Year);
        }
    }
    // The second year of a range whose first has been found by its size: 2022—2023.
    for at in 1..read.len() {
        let (first, second) = (read[at - 1], &mut read[at]);
        if first.kind == Some(NumberKind::Year)
            && second.is_long()
            && is_range(&text[first.after..second.start])
        {
            second.kind = Some(NumberKind::Year);
        }
    }
}

/// 2022年9月16日 and its parts.
fn settle_characters(text: &str, read: &mut [Read]) {
    for at in 0..read.len() {
        let joins = at > 0 && text[read[at - 1].after..read[at].start].trim().is_empty();
        let previous = at.checked_sub(1).filter(|_| joins).and_then(|at| read[at].kind);
        let next_month = read.get(at + 1).is_some_and(|next| {
            next.mark == Mark::Month && text[read[at].after..next.start].trim().is_empty()
        });
        let one = &mut read[at];
        let before = &text[..one.start];
        match one.mark {
            Mark::Year if one.scale == 1.0 && one.kind.is_none() => {
                let era = ["公元前", "西元前", "紀元前"].iter().any(|era| before.ends_with(era));
                let common = era || ["公元", "西元"].iter().any(|era| before.ends_with(era));
                let long = one.plain == Some(4) && one.value < 2500.0;
                if common || long || next_month && one.plain.is_some() {
                    one.kind = Some(NumberKind::Year);
                    if era {
                        one.value = -one.value;
                    }
                }
            }
            Mark::Month if one.scale == 1.0 && one.kind.is_none() && one.value < 100.0 => {
                one.kind = Some(NumberKind::Month);
            }
            Mark::Day | Mark::Number if one.scale == 1.0 && one.kind.is_none() && one.value < 100.0 => {
                if previous == Some(NumberKind::Month) {
                    one.kind = Some(NumberKind::Day);
                    one.sure = true;
                } else if one.mark == Mark::Day && one.value <= 31.0 {
                    one.kind = Some(NumberKind::Day);
                }
            }
            _ => {}
        }
    }
}

/// 16 September 2022, September 16, 2022, 18–19 октября.
fn settle_months(text: &str, read: &mut [Read]) {
    for month in 0..read.len() {
        if read[month].form != Form::Month {
            continue;
        }
        let mut dated = false;
        // Days before it.
        let mut at = month;
        while at > 0 {
            let gap = &text[read[at - 1].after..read[at].start];
            let gap_fits = if at == month { is_date_gap(gap) } else { is_range(gap) };
            if !gap_fits || !read[at - 1].is_day() {
                break;
            }
            at -= 1;
            read[at].kind = Some(NumberKind::Day);
            read[at].sure = true;
            dated = true;
        }
        // Days after it, in English and where nothing stood before it.
        let mut last = month;
        while !dated || last > month {
            let Some(next) = read.get(last + 1) else { break };
            let gap = text[read[last].after..next.start].trim_start_matches('.');
            let gap_fits = if last == month { is_date_gap(gap) } else { is_range(gap) };
            if !gap_fits
                || !next.is_day()
                || next.scale != 1.0
                || next.form == Form::Word && next.kind.is_none()
            {
                break;
            }
            last += 1;
            read[last].kind = Some(NumberKind::Day);
        }
        if last > month {
            dated = true;
        }
        // The year.
        let (end, next) = (read[last].after, read.get(last + 1).copied());
        if let Some(next) = next {
            let gap = text[end..next.start].trim_start_matches('.');
            if is_date_gap(gap) && next.is_long() {
                read[last + 1].kind = Some(NumberKind::Year);
                dated = true;
            }
        }
        if dated {
            read[month].sure = true;
        }
    }
}

/// 16.09.2022, 2022-09-16, 16/09/2022.
fn settle_numeric_dates(text: &str, read: &mut [Read]) {
    let mut at = 0;
    while at + 2 < read.len() {
        let three = [read[at], read[at + 1], read[at + 2]];
        let gaps = (&text[three[0].end..three[1].start], &text[three[1].end..three[2].start]);
        let whole = gaps.0 == gaps.1
            && matches!(gaps.0, "." | "-" | "/")
            && three.iter().all(|one| one.form == Form::Digits && one.plain.is_some() && one.kind.is_none());
        let kinds = whole.then(|| date_order(gaps.0, three.map(|one| (one.value, one.plain)))).flatten();
        if let Some(kinds) = kinds {
            for (one, kind) in read[at..].iter_mut().zip(kinds) {
                one.kind = Some(kind);
            }
            at += 3;
        } else {
            at += 1;
        }
    }
}

fn date_order(mark: &str, parts: [(f64, Option<usize>); 3]) -> Option<[NumberKind; 3]> {
    use NumberKind::{Day, Month, Year};
    let small = |(value, digits): (f64, Option<usize>), most: f64| {
        value >= 1.0 && value <= most && digits.is_some_and(|digits| digits <= 2)
    };
    let [first, second, third] = parts;
    if first.1 == Some(4) && small(second, 12.0) && small(third, 31.0) {
        return Some([Year, Month, Day]);
    }
    if third.1 != Some(4) {
        return None;
    }
    if small(first, 31.0) && small(second, 12.0) {
        return Some([Day, Month, Year]);
    }
    (mark == "/" && small(first, 12.0) && small(second, 31.0)).then_some([Month, Day, Year])
}

/// Whether `gap` may part the day, the month and the year of one date.
fn is_date_gap(gap: &str) -> bool {
    matches!(
        gap.trim_matches(['\u{a0}', ' ']),
        "" | "," | "of" | "de" | "del" | "." | "-й" | "th" | "-го" | "-е"
    ) && gap.len() <= 8
}

/// Whether `gap` joins the ends of a range or a short list.
fn is_range(gap: &str) -> bool {
    gap.len() <= 12
        && matches!(
            gap.trim_matches([' ', '\u{a0}']),
            "-" | "–"
                | "—"
                | "−"
                | "~"
                | "～"
                | "〜"
                | "至"
                | "到"
                | "、"
                | "和"
                | "及"
                | "或"
                | "/"
                | "to"
                | "and"
                | "or"
                | "through"
                | "&"
                | "по"
                | "и"
                | "до"
                | "или"
                | "bis"
                | "und"
                | "au"
                | "et"
                | "à"
                | "al"
                | "y"
                | "a"
                | "——"
                | "から"
                | "から、"
                | "−−"
                | "‑"
                | "‒"
                | "―"
        )
}
