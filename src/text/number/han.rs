//! What value has a string of Chinese numerals?
//!
//! 一百二十 and 二〇二二 are read alike until a ten, hundred or thousand turns up: with one, digits
//! multiply what follows them; without one they are read digit by digit.

/// A Chinese numeral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numeral {
    /// 〇 to 九, and 两.
    Digit(u8),
    /// 十, 百, 千: multiplies the digit before it.
    Times(f64),
    /// 万, 亿, 兆: multiplies all before it down to the next larger one.
    Myriad(f64),
}

/// The numeral that `c` is; accounting and traditional forms are the same as the plain ones.
pub(super) fn numeral(c: char) -> Option<Numeral> {
    use Numeral::{Digit, Myriad, Times};
    Some(match c {
        '〇' | '零' | '○' => Digit(0),
        '一' | '壹' => Digit(1),
        '二' | '两' | '兩' | '贰' | '貳' => Digit(2),
        '三' | '叁' | '參' => Digit(3),
        '四' | '肆' => Digit(4),
        '五' | '伍' => Digit(5),
        '六' | '陆' | '陸' => Digit(6),
        '七' | '柒' => Digit(7),
        '八' | '捌' => Digit(8),
        '九' | '玖' => Digit(9),
        '十' | '拾' => Times(10.0),
        '廿' => Times(20.0),
        '卅' => Times(30.0),
        '百' | '佰' => Times(100.0),
        '千' | '仟' => Times(1000.0),
        '万' | '萬' => Myriad(1e4),
        '亿' | '億' => Myriad(1e8),
        '兆' => Myriad(1e12),
        _ => return None,
    })
}

/// A string of numerals and what it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Han {
    pub(super) value: f64,
    /// How many characters.
    pub(super) count: usize,
    /// Whether it is read digit by digit: 二〇二二.
    pub(super) by_digit: bool,
    /// Whether it begins without a digit where one would be expected: 百万, 千万.
    pub(super) headless: bool,
}

/// The length in bytes of the numerals with which `text` begins. 两 after ten or more is a weight
/// (二十两) and not a two.
pub(super) fn run(text: &str) -> usize {
    let mut last = None;
    for (at, c) in text.char_indices() {
        let next = numeral(c);
        let ounce = matches!(c, '两' | '兩')
            && last.is_some_and(|last| last != Numeral::Digit(0))
            && !matches!(
                text[at + c.len_utf8()..].chars().next().and_then(numeral),
                Some(Numeral::Times(_) | Numeral::Myriad(_))
            );
        if next.is_none() || ounce {
            return at;
        }
        last = next;
    }
    text.len()
}

/// Whether `numeral` is one of accounting's, which alone are common words and names: 收拾, 队伍.
pub(super) fn is_formal(numeral: char) -> bool {
    matches!(
        numeral,
        '壹' | '贰'
            | '貳'
            | '叁'
            | '參'
            | '肆'
            | '伍'
            | '陆'
            | '陸'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '零'
            | '○'
            | '〇'
    )
}

/// The value of `numerals`, all of them Chinese numerals; `None` where they are no number (万一, 千百万,
/// 三四).
pub(super) fn value(numerals: &str) -> Option<Han> {
    let count = numerals.chars().count();
    // Longer than any number that is written so; and sums stay exact.
    if count > 30 {
        return None;
    }
    let all = || numerals.chars().filter_map(numeral);
    if all().all(|numeral| matches!(numeral, Numeral::Digit(_))) {
        let value = all().fold(0.0, |value, numeral| match numeral {
            Numeral::Digit(digit) => value * 10.0 + f64::from(digit),
            _ => value,
        });
        return Some(Han { value, count, by_digit: count > 1, headless: false });
    }
    let (mut total, mut section, mut digit) = (0.0, 0.0, None::<u8>);
    // What the last multiplier was, to refuse one that grows and to read 一万二 as 12,000.
    let (mut times, mut myriad) = (f64::INFINITY, f64::INFINITY);
    let (mut last, mut zero, mut headless) = (f64::INFINITY, false, false);
    for (place, numeral) in all().enumerate() {
        match numeral {
            Numeral::Digit(0) => {
                if digit.is_some() || place == 0 {
                    return None;
                }
                zero = true;
            }
            Numeral::Digit(next) => {
                if digit.replace(next).is_some() {
                    return None;
                }
            }
            Numeral::Times(by) => {
                let unit = if by < 100.0 { 10.0 } else { by };
                if unit >= times {
                    return None;
                }
                let head = digit.take().map(f64::from);
                // Only ten stands alone: 十五, 一百一十 and 一百十, never 百五.
                if head.is_none() && unit > 10.0 {
                    if place > 0 {
                        return None;
                    }
                    headless = true;
                }
                section += head.unwrap_or(1.0) * by;
                (times, last, zero) = (unit, unit, false);
            }
            Numeral::Myriad(by) => {
                let head = section + digit.take().map_or(0.0, f64::from);
                if head == 0.0 && total > 0.0 && by > myriad {
                    // 一万亿: the larger one multiplies all before it.
                    total *= by;
                } else if head > 0.0 && by < myriad {
                    total += head * by;
                } else if head > 0.0 {
                    total = (total + head) * by;
                } else {
                    return None;
                }
                (section, times, myriad, last, zero) = (0.0, f64::INFINITY, by, by, false);
            }
        }
    }
    if let Some(digit) = digit {
        // 一百二 is 120 and 一万二 12,000, unless a zero says otherwise.
        let by = if last > 10.0 && last.is_finite() && !zero { last / 10.0 } else { 1.0 };
        section += f64::from(digit) * by;
    }
    Some(Han { value: total + section, count, by_digit: false, headless })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numerals() {
        #[track_caller]
        fn check(numerals: &str, expected: Option<f64>) {
            assert_eq!(value(numerals).map(|han| han.value), expected, "{numerals}");
        }
        for (numerals, expected) in [
            ("十", 10.0),
            ("十五", 15.0),
            ("二十", 20.0),
            ("六十五", 65.0),
            ("一百二十", 120.0),
            ("一百二", 120.0),
            ("一百零二", 102.0),
            ("一千零一", 1001.0),
            ("两千", 2000.0),
            ("两万五千", 25000.0),
            ("一万二", 12000.0),
            ("一万亿", 1e12),
            ("十四亿", 1.4e9),
            ("一亿二千万", 1.2e8),
            ("三千五百万", 3.5e7),
            ("二〇二二", 2022.0),
            ("一九四九", 1949.0),
            ("廿五", 25.0),
            ("贰佰", 200.0),
            ("百万", 1e6),
        ] {
            check(numerals, Some(expected));
        }
        for numerals in ["万一", "千百万", "十百", "万万", "万", "亿万", "百千", "零十", "三四十"]
        {
            check(numerals, None);
        }
    }
}
