//! Is it a Chinese name that was replaced by another?
//!
//! Nothing marks a name in running Chinese text. Three things give one away: it is spelled with the
//! characters that foreign names are transcribed with, three of them in a row, as hardly a word is; it
//! begins with a surname and stands beside a title; or it stands between a preposition and what places are
//! called by, 省 or 县. Only what does so in both versions counts, for 方法 and 程序 begin with surnames too.
//! A list of names would know the famous ones only.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::fold::one_shape;
use crate::text::script::is_han;

/// Whether names stand at `old_place` of `old` and at `new_place` of `new`; around these both are the same.
pub(super) fn are_names(old: &str, old_place: &Range<usize>, new: &str, new_place: &Range<usize>) -> bool {
    const LONGEST: usize = 24;
    let sides = [(old, old_place), (new, new_place)];
    sides.iter().all(|(_, place)| place.len() <= LONGEST)
        && (transcribed(sides)
            || sides.iter().all(|(text, place)| is_titled(text, place))
            || sides.iter().all(|(text, place)| is_place(text, place)))
}

/// Whether the characters at both places, and enough around them, transcribe sounds.
fn transcribed(sides: [(&str, &Range<usize>); 2]) -> bool {
    const FEWEST: usize = 3;
    if !sides.iter().all(|(text, place)| text[(*place).clone()].chars().all(is_sound)) {
        return false;
    }
    sides.iter().all(|(text, place)| {
        let before = text[..place.start].chars().rev().take_while(|&c| is_sound(c)).count();
        let after = text[place.end..].chars().take_while(|&c| is_sound(c)).count();
        before + text[(*place).clone()].chars().count() + after >= FEWEST
    })
}

/// Whether `c` writes a sound of foreign names and seldom stands beside another such in a word.
fn is_sound(c: char) -> bool {
    static SOUNDS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
        "阿埃艾安昂奥巴贝彼宾波伯博布查达戴德登迪蒂丁杜顿厄尔恩菲芬弗盖冈戈哥格圭哈汉赫亨霍吉季加贾杰捷卡凯坎康柯科克肯库夸拉莱\
         赖兰朗勒雷蕾里利莉廉琳伦罗洛吕马玛迈麦曼芒梅蒙米莫默姆穆纳娜奈尼涅宁纽努诺欧帕潘庞佩彭皮恰乔切琴丘瑞萨塞桑瑟沙圣斯\
         丝苏索塔泰坦汤特滕廷托瓦旺威韦维魏温沃乌武希夏肖谢辛休雅亚扬耶叶伊尤泽扎詹珍芝朱兹佐"
            .chars()
            .collect()
    });
    SOUNDS.contains(&one_shape(c))
}

/// Whether a surname and at most three more characters stand at `place` beside a title.
fn is_titled(text: &str, place: &Range<usize>) -> bool {
    const TITLES: [&str; 30] = [
        "总统", "总理", "主席", "首相", "国王", "女王", "部长", "外长", "大使", "省长", "市长", "州长",
        "县长", "院长", "校长", "书记", "将军", "教授", "博士", "医生", "律师", "先生", "女士", "小姐",
        "夫人", "同志", "院士", "议员", "主任", "经理",
    ];
    let whole = name_around(text, place);
    let name = &text[whole.clone()];
    let mut letters = name.chars();
    let (before, after) = (&text[..whole.start], &text[whole.end..]);
    letters.next().is_some_and(|c| SURNAMES.contains(one_shape(c)))
        && (1..=3).contains(&letters.clone().count())
        && letters.all(is_han)
        && TITLES.iter().any(|title| before.ends_with(title) || after.starts_with(title))
}

/// The commonest surnames.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任\
                        沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤";

/// `place` with the surname before it, where that is the same in both versions.
fn name_around(text: &str, place: &Range<usize>) -> Range<usize> {
    let first = text[place.clone()].chars().next();
    let before = text[..place.start].chars().next_back().filter(|&c| SURNAMES.contains(one_shape(c)));
    match before {
        Some(surname) if !first.is_some_and(|c| SURNAMES.contains(one_shape(c))) => {
            place.start - surname.len_utf8()..place.end
        }
        _ => place.clone(),
    }
}

/// Whether what stands at `place` is called a place: 在昆山县, 从河北省.
fn is_place(text: &str, place: &Range<usize>) -> bool {
    let name = &text[place.clone()];
    let prepositions = ['在', '于', '从', '到', '自', '赴', '往', '经', '由', '、'];
    (2..=4).contains(&name.chars().count())
        && name.chars().all(is_han)
        && text[place.end..].starts_with(['省', '市', '县', '州', '镇', '岛', '港'])
        && text[..place.start].ends_with(prepositions)
}

#[cfg(test)]
mod tests {
    use super::super::characters::hunks;
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: bool) {
        let hunks = hunks(old, new);
        let found = hunks.iter().all(|hunk| are_names(old, &hunk.old, new, &hunk.new));
        assert_eq!(found, expected, "{old} > {new}: {hunks:?}");
    }

    #[test]
    fn knows_names_by_what_stands_around_them() {
        check("船从凯斯特里亚开来。", "船从奥尔马尼亚开来。", true);
        check("船从奥尔马尼亚开来。", "船从奥尔维亚开来。", true);
        check("会议由王明主席主持。", "会议由李大伟主席主持。", true);
        check("会议由王明主席主持。", "会议由王刚主席主持。", true);
        check("校长陈春生到会。", "校长林秋到会。", true);
        check("他们在河东县登岸。", "他们在临江县登岸。", true);
    }

    #[test]
    fn keeps_other_words() {
        check("采用这个方法。", "采用这个程序。", false);
        check("前任主席到会。", "新任主席到会。", false);
        check("有关部长到会。", "三国部长到会。", false);
        check("他们在河边登岸。", "他们在桥下登岸。", false);
        check("马上出发。", "立即出发。", false);
        check("保护各方权利。", "保护各方利益。", false);
        check("加强合作。", "扩大合作。", false);
    }
}
