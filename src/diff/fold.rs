//! Which differences between characters do not matter to a reader?
//!
//! Each folding here is on single characters, so that the way back from a folded text is a count, and
//! folding a hunk of a sentence gives what folding the sentence would have given there.

use unicode_normalization::UnicodeNormalization;

use super::Class;
use crate::text::{han, script};

/// Whether `c` is white space or stands for none: a zero-width space, a byte order mark.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether `c` is punctuation or mark-up: what can go without a word being another. Signs that carry a
/// meaning of their own (%, +, $, °) are no punctuation.
pub(super) fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation()
            && !matches!(c, '%' | '+' | '$' | '&' | '@' | '=' | '<' | '>' | '#' | '^');
    }
    matches!(c,
        '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
        | '\u{30fb}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe61}' | '\u{fe63}'
        | '\u{ff61}'..='\u{ff65}' | '\u{2500}'..='\u{257f}' | '\u{25a0}'..='\u{25cf}')
        && !matches!(c, '\u{2030}' | '\u{2031}' | '\u{2032}' | '\u{2033}')
        || (('\u{ff01}'..='\u{ff5e}').contains(&c) && is_mark(half_width(c)))
}

/// The half-width form of a full-width character, else `c` itself.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{ff61}' => '。',
        '\u{ff64}' => '、',
        '\u{ffe5}' => '¥',
        _ => c,
    }
}

/// One shape for all shapes of a character: small letters, simplified characters, е for ё.
pub(super) fn one_shape(c: char) -> char {
    if script::is_han(c) {
        return han::simplified(variant(c));
    }
    match c {
        'ё' | 'Ё' => 'е',
        'ſ' => 's',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The usual form of a character for one of its rarer forms, of those that are no matter of simplified
/// or traditional.
fn variant(c: char) -> char {
    const VARIANTS: [&str; 12] = [
        "祕秘徃往衘衔恥耻兾冀羣群峯峰牀床冊册迺乃廼乃逺远緫总胷胸隂阴湏须皷鼓歩步",
        "凢凡黒黑髙高眞真竒奇巻卷徳德敎教筭算恠怪坿附姪侄菴庵燄焰豔艳閒间囘回囬回",
        "疎疏踈疏寳宝劔剑壻婿妬妒彊强擕携攷考栢柏棃梨槩概汙污洩泄涖莅甯宁畧略畱留",
        "癡痴盌碗碁棋穉稚筯箸糉粽翦剪荅答葢盖蝨虱覩睹谿溪賸剩躭耽酧酬韮韭飡餐鴈雁",
        "鵞鹅煙烟蹤踪淚泪盃杯綫线粧妆脣唇蓆席鎗枪鬪斗囙因恡吝炤照讐雠鉏锄耡锄槀稿",
        "稾稿藁稿呪咒勅敕勑敕効效勛勋勲勋勦剿匄丐厀膝厠厕吿告呉吴啟启啓启喫吃嘑呼",
        "嚐尝囓啮坵丘埜野塟葬墖塔墻墙夘卯妳你嫋袅孃娘寃冤寑寝屛屏崐昆嵗岁巌岩帋纸",
        "幇帮庿庙弔吊弦弦彛彝彞彝徧遍忼慷怳恍悤匆慙惭慼戚憇憩懽欢戞戛扡拖抝拗拕拖",
        "捄救捥腕掽碰揑捏搃总摠总撦扯擣捣敺驱斈学斚斝旂旗昬昏昰是晣晰暎映暠皓朞期",
        "枏楠柹柿桒桑梹槟椗碇椶棕楳梅榦干樑梁檝楫欎郁欝郁欵款歛敛毘毗氊毡氷冰沍冱",
        "泝溯洶汹淛浙淨净湼涅溼湿滙汇漑溉潄漱澁涩澣浣濶阔灋法灔滟炁气煑煮煖暖熈熙",
        "燐磷爕燮牋笺犂犁狥徇猨猿玅妙珎珍琹琴瓈璃畮亩疉叠痳麻皃貌皐皋眎视睠眷矁瞅",
    ];
    static USUAL: std::sync::LazyLock<rustc_hash::FxHashMap<char, char>> = std::sync::LazyLock::new(|| {
        let pairs = VARIANTS.iter().flat_map(|row| {
            let row: Vec<char> = row.chars().collect();
            row.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        });
        pairs.collect()
    });
    USUAL.get(&c).copied().unwrap_or(c)
}

/// `c` folded as far as characters go, or nothing for a space or a mark.
pub(super) fn skeleton(c: char) -> Option<char> {
    if script::is_han(c) {
        return Some(han::simplified(variant(c)));
    }
    (!is_space(c) && !is_mark(c)).then(|| one_shape(half_width(c)))
}

/// `text` as it is after every folding up to `class`; only the first four classes fold by character.
pub(super) fn folded(text: &str, class: Class) -> String {
    let spaceless = text.chars().filter(|&c| !is_space(c));
    match class {
        Class::Space => spaceless.collect(),
        Class::Width => width(spaceless),
        Class::Punctuation => width(spaceless).chars().filter(|&c| !is_mark(c)).collect(),
        _ => width(spaceless).chars().filter(|&c| !is_mark(c)).map(one_shape).collect(),
    }
}

/// Half-width forms for full-width ones, composed letters for letters and marks, ligatures undone.
fn width(text: impl Iterator<Item = char>) -> String {
    let text: String = text.map(half_width).collect();
    // Compatibility forms of marks (…, ‥) would become other marks, and so are left.
    if text.chars().all(|c| c.is_ascii() || script::is_han(c) || is_mark(c)) {
        return text;
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(is_mark) {
        let end =
            part.char_indices().next_back().filter(|&(_, c)| is_mark(c)).map_or(part.len(), |(at, _)| at);
        folded.extend(part[..end].nfkc());
        folded.push_str(&part[end..]);
    }
    folded
}

/// How many bytes at the start of `sentence` are a list mark or the number of a section: （一）, 1.,
/// 第十条, with the space after it.
pub(super) fn enumerator(sentence: &str) -> usize {
    let rest = sentence.trim_start_matches(is_space);
    let (open, inside) = match rest.strip_prefix(['（', '(', '第']) {
        Some(inside) => (rest.chars().next(), inside),
        None => (None, rest),
    };
    let mut numerals = inside.trim_start_matches(|c| is_numeral(half_width(c)));
    if numerals.len() == inside.len() && open != Some('第') {
        numerals = inside.trim_start_matches(is_roman);
    }
    if numerals.len() == inside.len() {
        return 0;
    }
    let after = match open {
        Some('第') => {
            let after = numerals
                .strip_prefix(['条', '條', '章', '节', '節', '编', '編', '款', '项', '項', '篇', '部']);
            // 第十条之一
            after.map(|after| match after.strip_prefix('之') {
                Some(more) => more.trim_start_matches(|c| is_numeral(half_width(c))),
                None => after,
            })
        }
        Some(_) => numerals.strip_prefix(['）', ')']),
        None => {
            let dotted = numerals.strip_prefix(['、', '．', ')', '）']);
            dotted.or_else(|| {
                numerals.strip_prefix('.').filter(|after| !after.starts_with(|c: char| c.is_ascii_digit()))
            })
        }
    };
    match after.map(|after| after.trim_start_matches(is_space)) {
        Some("") | None => 0,
        Some(after) => sentence.len() - after.len(),
    }
}

/// Whether `c` is a letter of Roman numerals.
pub(super) fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')
}

/// Whether `c` writes a number by itself: a digit or a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
            | '千' | '万' | '萬' | '亿' | '億' | '两' | '兩' | '０'..='９' | 'Ⅰ'..='ⅿ' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_list_marks_and_section_numbers() {
        let check =
            |sentence: &str, text: &str| assert_eq!(&sentence[enumerator(sentence)..], text, "{sentence}");
        check("（一）春天；", "春天；");
        check("(12) spring", "spring");
        check("1. Spring came.", "Spring came.");
        check("3、春天", "春天");
        check("第十条　春天来了。", "春天来了。");
        check("第十条之一 春天", "春天");
        check("第十次春天", "第十次春天");
        check("3.5 metres", "3.5 metres");
        check("一年之后", "一年之后");
        check("（一）", "（一）");
        check("2022年春天", "2022年春天");
    }

    #[test]
    fn folds_in_steps() {
        let check = |class, old, new| assert_eq!(folded(old, class), folded(new, class), "{old} {new}");
        check(Class::Space, "春 天\u{3000}", "春天");
        check(Class::Width, "ＡＢ，１", "AB,1");
        check(Class::Width, "ﬁn", "fin");
        check(Class::Punctuation, "春，天。", "春天");
        check(Class::Script, "漢字 Ёлка", "汉字елка");
        assert_ne!(folded("5%", Class::Script), folded("5", Class::Script));
        assert_ne!(folded("春，", Class::Width), folded("春。", Class::Width));
    }
}
