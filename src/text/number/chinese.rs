//! Which Chinese numerals are a number, and what do they count?
//!
//! 一 in 一带一路 and 两 in 两会 count nothing; 三番五次 is a set phrase. What stands beside a single numeral
//! decides.

use super::label::ordinal_before;
use super::reader::Reader;
use super::{Form, Mark, NumberKind, Read, digits, han};
use crate::text::script;

impl Reader<'_> {
    /// The number in Chinese numerals from `start` to `end`; a second one that stands in the same
    /// characters is put into `found`.
    pub(super) fn in_han(&self, start: usize, end: usize, found: &mut Vec<Read>) -> Option<Read> {
        let text = self.text;
        let (before, rest) = (&text[..start], &text[end..]);
        let numerals = &text[start..end];
        let previous = before.chars().next_back();
        if numerals.starts_with(['两', '兩']) && previous.is_some_and(|c| han::numeral(c).is_some()) {
            return None;
        }
        // 百分之二十, 三分之二.
        if let Some(after) = rest.strip_prefix("分之") {
            return self.fraction(start, end, text.len() - after.len());
        }
        // 几十, 数百万: no exact number.
        let headed = |c| !matches!(han::numeral(c), Some(han::Numeral::Digit(_)));
        if matches!(previous, Some('几' | '幾' | '数' | '數' | '好')) && numerals.starts_with(headed) {
            return None;
        }
        let Some(han) = han::value(numerals) else {
            return five_year_plan(numerals, start, rest, found);
        };
        let mut read = Read::new(start, end, han.value, Form::Han);
        if let Some(prefix) = ordinal_before(before) {
            read.start -= prefix;
            read.kind = Some(NumberKind::Ordinal);
            // 第一 and 第二 begin paragraphs; 第三国 are other countries.
            read.sure = han.value > 3.0;
        } else if han.by_digit {
            // 二〇二二 is a year, 一一九 a date, 三四 three or four.
            let zero = numerals.contains(['〇', '零', '○']);
            if han.count < 4 && !zero {
                return None;
            }
            read.sure = han.count >= 4 && (zero || rest.starts_with(['年']));
            read.plain = Some(han.count);
        } else if han.count == 1 {
            if numerals.starts_with(han::is_formal) {
                return None;
            }
            if matches!(han::numeral(numerals.chars().next()?), Some(han::Numeral::Times(by)) if by > 10.0) {
                return None;
            }
            read.sure = counts(numerals, rest) && !idiom(before, rest);
            if han.value == 1.0
                && (!counts(numerals, rest)
                    || matches!(
                        previous,
                        Some(
                            '统' | '唯'
                                | '单'
                                | '同'
                                | '逐'
                                | '之'
                                | '专'
                                | '划'
                                | '如'
                                | '統'
                                | '單'
                                | '專'
                                | '劃'
                        )
                    ))
            {
                return None;
            }
            if numerals == "十"
                && rest.starts_with(['分', '足', '全', '字'])
                && !rest.starts_with("分钟")
                && !rest.starts_with("分鐘")
            {
                return None;
            }
            if han.value == 1.0 {
                read.sure = false;
            }
        } else {
            read.sure = !han.headless;
        }
        let sure = read.sure;
        self.scaled_han(&mut read);
        self.marked(&mut read);
        match read.mark {
            // 九月 is September; 三日 alone may be three days.
            Mark::Month => read.sure = true,
            Mark::Day => read.sure = han.count > 1,
            Mark::Year | Mark::Number => read.sure = sure || han.by_digit && han.count == 4,
            _ => {}
        }
        if read.mark == Mark::Year && han.by_digit {
            read.kind = Some(NumberKind::Year);
        }
        Some(read)
    }

    /// 十多亿, 二十余万.
    pub(super) fn scaled_han(&self, read: &mut Read) {
        let mut characters = self.text[read.end..].chars();
        let (Some(vague), Some(times)) = (characters.next(), characters.next()) else { return };
        if !matches!(vague, '多' | '余' | '餘' | '来' | '几') {
            return;
        }
        let by = match times {
            '万' | '萬' => 1e4,
            '亿' | '億' => 1e8,
            _ => return,
        };
        read.value *= by;
        read.scale = by;
        read.end += vague.len_utf8() + times.len_utf8();
        read.after = read.end;
        read.sure = true;
    }

    /// 百分之二十, 百分之20, 千分之三, 三分之二: `start..end` is the part below the line, above it begins at
    /// `above`.
    pub(super) fn fraction(&self, start: usize, end: usize, above: usize) -> Option<Read> {
        let text = self.text;
        let below = han::value(&text[start..end])?.value;
        let (value, end) = self.numerator(above)?;
        let mut read = Read::new(start, end, value / below, Form::Han);
        if below == 100.0 || below == 1000.0 {
            read.kind = Some(NumberKind::Percent);
            read.value = value * 100.0 / below;
        }
        Some(read)
    }

    /// The number at `at`, in digits or Chinese numerals with 点 for the decimal mark, and its end.
    pub(super) fn numerator(&self, at: usize) -> Option<(f64, usize)> {
        let text = self.text;
        if let Some(digits) = digits::read(&text[at..], self.marks) {
            return Some((digits.value, at + digits.length));
        }
        let end = at + han::run(&text[at..]);
        let whole = han::value(text.get(at..end).filter(|numerals| !numerals.is_empty())?)?.value;
        let Some(after) = text[end..].strip_prefix(['点', '點']) else { return Some((whole, end)) };
        let length = han::run(after);
        let point = text.len() - after.len();
        match han::value(&after[..length]) {
            Some(part) if length > 0 && (part.by_digit || part.count == 1) => {
                Some((whole + part.value / 10f64.powi(part.count as i32), point + length))
            }
            _ => Some((whole, end)),
        }
    }
}

/// Whether what follows a single numeral is counted by it.
fn counts(numeral: &str, rest: &str) -> bool {
    let Some(c) = rest.chars().next() else { return false };
    let next = rest.chars().nth(1);
    match c {
        '个' | '個' | '项' | '項' | '名' | '次' | '位' | '条' | '條' | '座' | '届' | '屆' | '年' | '月'
        | '天' | '周' | '週' | '岁' | '歲' | '倍' | '种' | '種' | '类' | '類' | '家' | '章' | '节' | '節'
        | '款' | '级' | '級' | '件' | '份' | '轮' | '輪' | '批' | '期' | '吨' | '噸' | '元' | '本' | '张'
        | '張' | '辆' | '輛' | '架' | '艘' | '匹' | '只' | '隻' | '头' | '頭' | '场' | '場' | '篇' | '幅'
        | '套' | '间' | '間' | '层' | '層' | '户' | '戶' | '颗' | '顆' | '支' | '枚' | '股' | '代' | '副'
        | '亩' | '畝' | '里' | '斤' | '两' | '日' | '分' | '秒' | '刻' | '册' | '卷' | '阶' | '点' | '點' => {
            true
        }
        '大' => !numeral.starts_with('一'),
        '国' | '國' | '人' | '方' | '省' | '市' | '县' | '州' | '党' => {
            matches!(numeral, "两" | "三" | "四" | "五" | "六" | "七" | "八" | "九" | "十")
        }
        '小' => matches!(next, Some('时' | '時')),
        '公' => matches!(next, Some('里' | '斤' | '顷' | '分' | '尺' | '頃')),
        '平' => next == Some('方'),
        '英' => matches!(next, Some('里' | '尺' | '寸')),
        '美' | '欧' => next == Some('元'),
        _ => false,
    }
}

/// Whether a single numeral stands in a set phrase of four characters: 三番五次, 四面八方.
fn idiom(before: &str, rest: &str) -> bool {
    let single =
        |c: char| matches!(han::numeral(c), Some(numeral) if !matches!(numeral, han::Numeral::Digit(0)));
    let mut back = before.chars().rev();
    let mut on = rest.chars();
    let (b1, b2) = (back.next(), back.next());
    let (n1, n2, n3) = (on.next(), on.next(), on.next());
    let word = |c: Option<char>| {
        c.is_some_and(|c| {
            script::is_han(c) && !single(c) && !matches!(c, '个' | '年' | '月' | '国' | '方' | '第')
        })
    };
    b2.is_some_and(single) && word(b1) && n1.is_some_and(script::is_han)
        || word(n1) && n2.is_some_and(single) && word(n3)
}

/// “十四五”规划: the fourteenth plan of five years.
fn five_year_plan(numerals: &str, start: usize, rest: &str, found: &mut Vec<Read>) -> Option<Read> {
    let head = numerals.strip_suffix('五')?;
    let plan = ["规划", "”", "」", "\"", "时期", "期间", "計劃", "计划", "規劃"]
        .iter()
        .any(|word| rest.starts_with(word));
    let value = han::value(head).filter(|head| plan && head.value > 9.0 && head.value < 30.0)?.value;
    let middle = start + head.len();
    let first = Read::new(start, middle, value, Form::Han);
    found.push(Read { kind: Some(NumberKind::Ordinal), sure: false, ..first });
    let second = Read::new(middle, middle + '五'.len_utf8(), 5.0, Form::Han);
    Some(Read { sure: false, ..second })
}
