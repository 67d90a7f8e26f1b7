//! Which numbers are one date, and is it possible?

use super::{Number, NumberKind};
use crate::text::Span;

/// A day of a month, perhaps of a year, as a text has it; it may be impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Date {
    /// From the start of its first number to the end of its last.
    pub span: Span,
    /// The year; years before the common era are negative.
    pub year: Option<i32>,
    /// The month, as printed.
    pub month: u32,
    /// The day, as printed.
    pub day: u32,
}

impl Date {
    /// Whether there is such a day. Without a year, 29 February is possible.
    ///
    /// ```
    /// use duizhao::text::{Language, number::{dates, numbers}};
    /// let text = "on 31 September 2021";
    /// let date = dates(text, &numbers(text, &Language::new("en")))[0];
    /// assert!(!date.is_possible());
    /// ```
    pub fn is_possible(&self) -> bool {
        self.day >= 1 && days_in_month(self.year, self.month).is_some_and(|days| self.day <= days)
    }
}

/// How many days `month` (from 1) has, by the Gregorian calendar; `None` if there is no such month.
/// Without a year February has 29.
pub fn days_in_month(year: Option<i32>, month: u32) -> Option<u32> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if year % 4 != 0 || (year % 100 == 0 && year % 400 != 0) => 28,
            _ => 29,
        },
        _ => return None,
    })
}

/// The dates among `numbers`, which are those of `text`: a month with each day beside it, and the year
/// if one stands with them. In 3月3日至4日 there are two.
pub fn dates(text: &str, numbers: &[Number]) -> Vec<Date> {
    let near = |left: &Number, right: &Number| {
        let gap = &text[left.span.end..right.span.start];
        // `to 25`, 日至: a few characters, and no end of a clause but the comma before a year.
        gap.chars().count() <= 8 && !gap.contains([';', '；', '。', '(', '（', '，'])
    };
    let mut dates = Vec::new();
    let (mut start, mut end);
    for (place, month) in numbers.iter().enumerate().filter(|(_, number)| number.kind == NumberKind::Month) {
        start = place;
        end = place;
        let has = |range: &[Number], kind| range.iter().any(|number| number.kind == kind);
        // To the left: days (16 September), or a year (2022年9月), up to the number of another month.
        while start > 0 && near(&numbers[start - 1], &numbers[start]) {
            match numbers[start - 1].kind {
                NumberKind::Day if !has(&numbers[start..place], NumberKind::Year) => {
                    // In 3月3日至4月5日 the days on the left are those of the month before them.
                    let owned = start >= 2
                        && numbers[..start - 1]
                            .iter()
                            .rev()
                            .take_while(|number| number.kind != NumberKind::Year)
                            .any(|number| number.kind == NumberKind::Month)
                        && text[month.span.end..].starts_with(['月', '월']);
                    if owned {
                        break;
                    }
                }
                NumberKind::Year if !has(&numbers[start..place], NumberKind::Day) => {}
                _ => break,
            }
            start -= 1;
        }
        let before = has(&numbers[start..place], NumberKind::Day);
        while let Some(next) = numbers.get(end + 1).filter(|next| near(&numbers[end], next)) {
            match next.kind {
                NumberKind::Day if !before => {
                    // In `3 September, 4 October` the second day has its own month.
                    let named = !text[month.span.end..].starts_with(['月', '월', '.', '-', '/']);
                    if named
                        && numbers
                            .get(end + 2)
                            .is_some_and(|after| after.kind == NumberKind::Month && near(next, after))
                    {
                        break;
                    }
                }
                NumberKind::Year if !has(&numbers[start..place], NumberKind::Year) => {
                    end += 1;
                    break;
                }
                _ => break,
            }
            end += 1;
        }
        let part = &numbers[start..=end];
        let year =
            part.iter().find(|number| number.kind == NumberKind::Year).map(|number| number.value as i32);
        for day in part.iter().filter(|number| number.kind == NumberKind::Day) {
            let mut ends = [day.span, month.span].map(|span| (span.start, span.end)).to_vec();
            if let Some(year) = part.iter().find(|number| number.kind == NumberKind::Year) {
                ends.push((year.span.start, year.span.end));
            }
            let first = ends.iter().map(|end| end.0).min().unwrap_or(day.span.start);
            let last = ends.iter().map(|end| end.1).max().unwrap_or(day.span.end);
            dates.push(Date {
                span: Span::new(first, last),
                year,
                month: month.value as u32,
                day: day.value as u32,
            });
        }
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, number::numbers};

    #[test]
    fn finds_dates_and_says_which_are_possible() {
        #[track_caller]
        fn check(language: &str, text: &str, expected: &[(Option<i32>, u32, u32, bool)]) {
            let numbers = numbers(text, &Language::new(language));
            let found: Vec<_> =
                dates(text, &numbers).iter().map(|d| (d.year, d.month, d.day, d.is_possible())).collect();
            assert_eq!(found, expected, "{text}: {numbers:?}");
        }
        check("zh", "2022年9月16日举行", &[(Some(2022), 9, 16, true)]);
        check("zh", "2022年9月31日举行", &[(Some(2022), 9, 31, false)]);
        check("zh", "2022年13月5日", &[(Some(2022), 13, 5, false)]);
        check("zh", "2021年2月29日", &[(Some(2021), 2, 29, false)]);
        check("zh", "2020年2月29日", &[(Some(2020), 2, 29, true)]);
        check("zh", "3月3日至4日", &[(None, 3, 3, true), (None, 3, 4, true)]);
        check("zh", "8月30日至9月2日", &[(None, 8, 30, true), (None, 9, 2, true)]);
        check("zh", "二〇二二年九月", &[]);
        check("zh", "三个月零五天", &[]);
        check("en", "16 September 2022", &[(Some(2022), 9, 16, true)]);
        check("en", "September 31, 2022", &[(Some(2022), 9, 31, false)]);
        check("en", "from 18 to 19 October 2022", &[(Some(2022), 10, 18, true), (Some(2022), 10, 19, true)]);
        check("en", "30 February", &[(None, 2, 30, false)]);
        check("en", "in September 2022", &[]);
        check("en", "31 August and 1 September", &[(None, 8, 31, true), (None, 9, 1, true)]);
        check("ru", "31 июня 2022 года", &[(Some(2022), 6, 31, false)]);
        check("ru", "30 июня 2022 года", &[(Some(2022), 6, 30, true)]);
        check("ru", "16.09.2022", &[(Some(2022), 9, 16, true)]);
        check("de", "am 3. Mai 1999", &[(Some(1999), 5, 3, true)]);
    }
}
