//! Traditional characters that a converter chose wrongly.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::model::MODEL;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{han, script};

pub(super) const RULE: Rule = Rule {
    code: "LEX005",
    name: "wrong-conversion",
    zh: &[
        "几个繁体字的简体相同，此处用错了一个：文字曾转成简体，又逐字转回繁体。",
        "地区习惯或旧时印刷的两种写法都不误；卷起、翻卷等旧时也不写“捲”，只作提示。",
    ],
    doc: r#"
One of several traditional characters with the same simplified form, where the word has another: the text was
simplified once and converted back character by character.

```flag
這項研究成果昨天在學報上髮表，百年曆史的老店也重新開張。
奶奶從罐子裡拿出幾片餅幹，叫我們慢慢吃。
記錄由秘書整理後髮布，大家都可以看到。
這個系統的結構非常復雜，維護起來不容易。
```

```fixed
這項研究成果昨天在學報上發表，百年歷史的老店也重新開張。
奶奶從罐子裡拿出幾片餅乾，叫我們慢慢吃。
記錄由秘書整理後發布，大家都可以看到。
這個系統的結構非常複雜，維護起來不容易。
```

Both ways of a region or of older print are right; 卷 for 捲 is so usual that it is only noted.

```keep
這項研究成果昨天在學報上發表，百年歷史的老店也重新開張。
奶奶從罐子裏拿出幾片餅乾，恢復了精神，又反覆說起乾隆年間的曆法。
這個系統的結構非常複雜，幹部們維護起來不容易。
谷神不死，后土有靈，這是書裡說的話，天后宮裡也有人說。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Words that are written in one way only, one a line (`scripts/tables/conversion`).
fn words() -> impl Iterator<Item = &'static str> {
    std::str::from_utf8(duizhao_models::CONVERSION).unwrap_or_default().lines()
}

/// Words that are written as they stand too, with another meaning: the spirit of the valley and that of grain.
const RIGHT: &[[char; 2]] = &[['谷', '神'], ['后', '土'], ['天', '后']];

/// The characters that the words are kept for.
const MEANT: &str = "發髮歷曆乾幹干復複獲穫匯彙臟髒壇罈糰團麵面後后雲云係繫鬆松穀谷鬥斗範范餘余製制醜丑幾几捲卷錶表鬍胡鬚須緻致捨舍闆板彆別\
                     衝沖鬱郁鹹咸薑姜隻只鞦秋韆千旋吁剋克噹當瞭了颱台葉叶蠟蜡術朮樸朴僕仆據据適适築筑遼辽哄劃划樁桩麴曲誇夸";

/// Characters of the longest words.
const LONGEST: usize = 4;

static BY_FOLD: LazyLock<FxHashMap<String, Vec<char>>> = LazyLock::new(|| {
    let folded = |word: &str| word.chars().map(fold).collect();
    words().map(|word| (folded(word), word.chars().collect())).collect()
});

static IS_MEANT: LazyLock<rustc_hash::FxHashSet<char>> = LazyLock::new(|| MEANT.chars().collect());

/// The simplified form by which words are found; those that simplified text keeps for one meaning too.
fn fold(c: char) -> char {
    match c {
        '乾' => '干',
        '瞭' => '了',
        '麴' => '曲',
        '佈' => '布',
        _ => han::simplified(c),
    }
}

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || page.traditional <= page.simplified * 9 {
        return;
    }
    let chars = &flow.chars;
    // 了解 is written so in Hong Kong and Taiwan as well, and who does something at random, 亂發, sends it.
    let is_right = |at: usize| match chars[at] {
        '了' => true,
        '發' => matches!(flow.before(at), '亂' | '濫'),
        c => RIGHT.contains(&[c, flow.at(at + 1)]) || RIGHT.contains(&[flow.before(at), c]),
    };
    for at in (0..chars.len()).filter(|&at| IS_MEANT.contains(&chars[at]) && !is_right(at)) {
        if let Some((start, word)) = other(chars, at) {
            let meant = word[at - start];
            let shown: String = word.iter().collect();
            let message = say!(
                en: "`{c}` in `{shown}` was converted wrongly: `{meant}`",
                zh: "“{shown}”的“{c}”是繁简误转，应作“{meant}”",
                c = chars[at],
                shown,
                meant
            );
            // Old print rolls sleeves up with 卷 as well.
            let severity = if chars[at] == '卷' { Severity::Info } else { Severity::Warning };
            findings.push(Finding::new(RULE.name, severity, flow.span(at..at + 1), message).guess(meant));
        }
    }
}

/// The word around `at` that is written with another character there, and where it begins; nothing if the character
/// as it stands is that of a word too.
fn other(chars: &[char], at: usize) -> Option<(usize, &'static [char])> {
    let mut found: Option<(usize, &'static [char])> = None;
    let mut fits = 0;
    for length in 2..=LONGEST {
        for start in (at + 1).saturating_sub(length)..=at {
            let Some(stretch) = chars.get(start..start + length) else { continue };
            let folded: String = stretch.iter().map(|&c| fold(c)).collect();
            let Some(word) = BY_FOLD.get(&folded) else { continue };
            if word[at - start] == chars[at] {
                fits = length;
            } else if is_word(chars, start, length) {
                found = Some((start, word));
            }
        }
    }
    // 年曆 is a word, and in 百年曆史 it is none.
    let parts = |(start, word): &(usize, &[char])| {
        fits == 0 || fits <= word.len() && is_word(chars, *start, word.len())
    };
    found.filter(parts)
}

/// Whether none of the likeliest words of the text ends inside the `length` characters from `start`.
fn is_word(chars: &[char], start: usize, length: usize) -> bool {
    const AROUND: usize = 8;
    let is_edge = |&n: &usize| !script::is_han(chars[n]);
    let first = start.saturating_sub(AROUND);
    let from = (first..start).rev().find(is_edge).map_or(first, |n| n + 1);
    let stop = (start + length + AROUND).min(chars.len());
    let to = (start + length..stop).find(is_edge).unwrap_or(stop);
    let plain: Vec<char> = chars[from..to].iter().map(|&c| fold(c)).collect();
    let ends = MODEL.words(&plain).1;
    !(start + 1..start + length).any(|at| ends.contains(&(at - from)))
}
