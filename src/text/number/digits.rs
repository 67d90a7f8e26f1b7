//! What value has a string of digits?

/// How a language parts thousands and decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Marks {
    /// 1,234.5: English, Chinese, Japanese, Korean and most of Asia.
    CommaPoint,
    /// 1.234,5: German, Spanish, Italian and their neighbours.
    PointComma,
    /// 1 234,5: Russian, French and their neighbours.
    SpaceComma,
}

/// The digit that `c` is in any script, full-width forms included.
pub(in crate::text) fn digit(c: char) -> Option<u32> {
    /// Zeros of the decimal digits beside ASCII; each is followed by its nine others.
    const ZEROS: [u32; 20] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
        0xf20, 0x1040, 0x17e0, 0x1810, 0xa9d0, 0xff10,
    ];
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{1819}' | '\u{a9d0}'..='\u{a9d9}' | '\u{ff10}'..='\u{ff19}' => {
            let zero = ZEROS[ZEROS.partition_point(|&zero| zero <= c as u32).checked_sub(1)?];
            Some(c as u32 - zero).filter(|&digit| digit < 10)
        }
        _ => None,
    }
}

/// A string of digits and what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits {
    /// Bytes it takes.
    pub(super) length: usize,
    pub(super) value: f64,
    /// How many digits, if it is nothing else: no thousands parted, no decimals.
    pub(super) plain: Option<usize>,
}

/// The number in digits with which `text` begins.
pub(super) fn read(text: &str, marks: Marks) -> Option<Digits> {
    let first = run(text)?;
    let mut value = first.value;
    let mut length = first.length;
    let mut groups = 0;
    let mut group_mark = None;
    let (group, decimal) = match marks {
        Marks::CommaPoint => (Some([',', '٬']), [' ', '.']),
        Marks::PointComma => (Some(['.', '٬']), [',', ',']),
        Marks::SpaceComma => (None, [',', '.']),
    };
    // Thousands: one to three digits, then threes (or twos before the last three, as in India).
    if first.count <= 3 && first.value != 0.0 {
        let mut at = length;
        let mut sum = value;
        let mut last = 0;
        while let Some((mark, after)) = lead(&text[at..]) {
            let parts = match mark {
                '\'' | '’' | '\u{202f}' | '\u{2009}' => true,
                ' ' | '\u{a0}' => marks == Marks::SpaceComma || mark == '\u{a0}',
                _ => group.is_some_and(|marks| marks.contains(&mark)) || (mark == '，' && wide(text)),
            };
            if !parts || group_mark.is_some_and(|known| known != mark) {
                break;
            }
            let Some(next) = run(&text[at + after..]) else { break };
            if !(next.count == 3 || (next.count == 2 && mark == ',')) {
                break;
            }
            group_mark = Some(mark);
            sum = sum * 10f64.powi(next.count as i32) + next.value;
            last = next.count;
            groups += 1;
            at += after + next.length;
        }
        // The last group has three digits, and no further group follows that would make it a list.
        let list = group_mark.is_some_and(|mark| {
            lead(&text[at..]).is_some_and(|(next, after)| {
                next == mark && !matches!(mark, ' ' | '\u{a0}') && run(&text[at + after..]).is_some()
            })
        });
        if groups > 0 && last == 3 && !list {
            (value, length) = (sum, at);
        } else {
            groups = 0;
        }
    }
    // Decimals: one mark, then digits, and not a second mark with digits (1.2.3, 16.09.2022, 1,2,3).
    let mut plain = (groups == 0).then_some(first.count);
    if let Some((mark, after)) = lead(&text[length..]) {
        let decimal = (decimal.contains(&mark) && mark != ' ')
            || mark == '٫'
            || (mark == '．' && wide(text))
            || (mark == '·' && marks == Marks::CommaPoint);
        let next = (decimal && (groups == 0 || group_mark != Some(mark)))
            .then(|| run(&text[length + after..]))
            .flatten();
        if let Some(next) = next {
            let end = length + after + next.length;
            let more = lead(&text[end..])
                .is_some_and(|(again, after)| again == mark && run(&text[end + after..]).is_some());
            if !more {
                value += next.value / 10f64.powi(next.count as i32);
                length = end;
                plain = None;
            }
        }
    }
    Some(Digits { length, value, plain })
}

/// The digits with which `text` begins, whatever mark follows.
pub(super) fn plain(text: &str) -> Option<Digits> {
    let run = run(text)?;
    Some(Digits { length: run.length, value: run.value, plain: Some(run.count) })
}

struct Run {
    length: usize,
    count: usize,
    value: f64,
}

/// The digits with which `text` begins, without any mark.
fn run(text: &str) -> Option<Run> {
    let mut run = Run { length: 0, count: 0, value: 0.0 };
    for c in text.chars() {
        let Some(digit) = digit(c) else { break };
        run.value = run.value * 10.0 + f64::from(digit);
        run.count += 1;
        run.length += c.len_utf8();
    }
    (run.count > 0).then_some(run)
}

fn lead(text: &str) -> Option<(char, usize)> {
    text.chars().next().map(|c| (c, c.len_utf8()))
}

fn wide(text: &str) -> bool {
    text.starts_with(|c| matches!(c, '０'..='９'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn reads_digits_as_each_language_writes_them() {
        #[track_caller]
        fn check(language: &str, text: &str, value: f64, rest: &str) {
            let read =
                read(text, crate::text::languages::profile(&Language::new(language)).marks).expect(text);
            assert_eq!((read.value, &text[read.length..]), (value, rest), "{language}: {text}");
        }
        check("en", "1,234.5 m", 1234.5, " m");
        check("en", "1,234,567", 1_234_567.0, "");
        check("en", "1,2,3", 1.0, ",2,3");
        check("en", "12,34,567", 1_234_567.0, "");
        check("en", "2022, 300", 2022.0, ", 300");
        check("en", "3.14.15", 3.0, ".14.15");
        check("en", "5.", 5.0, ".");
        check("en", "1 234", 1.0, " 234");
        check("ru", "1 234,5 км", 1234.5, " км");
        check("ru", "12\u{a0}000 тонн", 12000.0, " тонн");
        check("ru", "16.09.2022", 16.0, ".09.2022");
        check("ru", "2,5", 2.5, "");
        check("ru", "2022 100", 2022.0, " 100");
        check("de", "1.234,5", 1234.5, "");
        check("de", "3,75", 3.75, "");
        check("de", "2. Mai", 2.0, ". Mai");
        check("fr", "1 234 567", 1_234_567.0, "");
        check("zh", "１２３４", 1234.0, "");
        check("ar", "١٢٣", 123.0, "");
        check("hi", "१२३", 123.0, "");
        check("zh", "３．５％", 3.5, "％");
    }
}
