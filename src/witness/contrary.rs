//! Does a changed word turn the sentence about?
//!
//! *On* for *off* and 上升 for 下降 stand in the same sentences, so that tables of words take each for a rendering of what
//! the other is rendered by, and so does another unit for a unit. Who reads the translation is told the contrary all the
//! same. So words of negation, prefixes and some pairs of contraries and units are known by themselves; dictionaries of
//! contraries there are, and what changes in manuals and laws is mostly of these few.

use crate::text::script;

/// Words of negation.
const NEGATIONS: [&str; 43] = [
    "not",
    "no",
    "never",
    "cannot",
    "without",
    "neither",
    "nor",
    "none",
    "nothing",
    "не",
    "ни",
    "нет",
    "без",
    "никогда",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "keines",
    "nicht",
    "nie",
    "niemals",
    "ohne",
    "pas",
    "jamais",
    "sans",
    "aucun",
    "aucune",
    "ne",
    "nunca",
    "jamás",
    "sin",
    "ningún",
    "ninguna",
    "tampoco",
    "non",
    "mai",
    "senza",
    "nessun",
    "não",
    "sem",
    "nem",
];
/// Characters of negation.
const SIGNS: [char; 9] = ['不', '没', '沒', '无', '無', '未', '非', '勿', '莫'];
/// What turns a word about that it begins.
const PREFIXES: [&str; 12] = ["un", "in", "im", "il", "ir", "dis", "non", "de", "не", "без", "бес", "анти"];

/// Contraries, and units for each other: the beginnings of words in alphabets, and words of Chinese.
const PAIRS: &[(&str, &str)] = &[
    ("on", "off"),
    ("up", "down"),
    ("left", "right"),
    ("open", "clos"),
    ("lock", "unlock"),
    ("before", "after"),
    ("above", "below"),
    ("more", "less"),
    ("more", "fewer"),
    ("most", "least"),
    ("max", "min"),
    ("first", "last"),
    ("increas", "decreas"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("risen", "fallen"),
    ("allow", "forbid"),
    ("permit", "prohib"),
    ("allow", "prohib"),
    ("permit", "forbid"),
    ("allow", "den"),
    ("enabl", "disabl"),
    ("true", "false"),
    ("buy", "sell"),
    ("bought", "sold"),
    ("accept", "refus"),
    ("accept", "reject"),
    ("win", "los"),
    ("start", "stop"),
    ("start", "end"),
    ("begin", "end"),
    ("north", "south"),
    ("east", "west"),
    ("inside", "outside"),
    ("always", "never"),
    ("all", "none"),
    ("import", "export"),
    ("upper", "lower"),
    ("high", "low"),
    ("early", "late"),
    ("earli", "lat"),
    ("must", "may"),
    ("shall", "may"),
    ("can", "must"),
    ("mile", "kilomet"),
    ("feet", "met"),
    ("foot", "met"),
    ("inch", "centimet"),
    ("pound", "kilogram"),
    ("hour", "minute"),
    ("hour", "day"),
    ("minute", "second"),
    ("day", "week"),
    ("day", "month"),
    ("week", "month"),
    ("month", "year"),
    ("dollar", "euro"),
    ("dollar", "pound"),
    ("euro", "pound"),
    ("million", "billion"),
    ("thousand", "million"),
    ("上升", "下降"),
    ("上涨", "下跌"),
    ("增加", "减少"),
    ("增长", "下降"),
    ("提高", "降低"),
    ("允许", "禁止"),
    ("准许", "禁止"),
    ("打开", "关闭"),
    ("开启", "关闭"),
    ("启用", "停用"),
    ("左", "右"),
    ("以上", "以下"),
    ("之前", "之后"),
    ("以前", "以后"),
    ("最大", "最小"),
    ("最高", "最低"),
    ("最多", "最少"),
    ("大于", "小于"),
    ("高于", "低于"),
    ("买", "卖"),
    ("購買", "出售"),
    ("进口", "出口"),
    ("同意", "拒绝"),
    ("应当", "可以"),
    ("必须", "可以"),
    ("东", "西"),
    ("南", "北"),
    ("内", "外"),
    ("公里", "英里"),
    ("公里", "海里"),
    ("公斤", "磅"),
    ("厘米", "英寸"),
    ("元", "美元"),
    ("欧元", "美元"),
    ("小时", "分钟"),
    ("小时", "天"),
    ("日", "个月"),
    ("天", "个月"),
    ("万", "亿"),
    ("吨", "公斤"),
    ("разреш", "запрещ"),
    ("вырос", "упал"),
    ("увелич", "уменьш"),
    ("повыс", "сниз"),
    ("лев", "прав"),
    ("до", "после"),
    ("больше", "меньше"),
    ("боле", "мене"),
    ("откры", "закры"),
    ("включ", "выключ"),
    ("выше", "ниже"),
    ("покуп", "прода"),
    ("вверх", "вниз"),
    ("километр", "мил"),
    ("час", "минут"),
    ("день", "недел"),
    ("рубл", "доллар"),
    ("миллион", "миллиард"),
    ("stieg", "fiel"),
    ("gestiegen", "gefallen"),
    ("erlaub", "verbot"),
    ("erlaub", "untersag"),
    ("mehr", "weniger"),
    ("link", "recht"),
    ("vor", "nach"),
    ("ein", "aus"),
    ("an", "aus"),
    ("oben", "unten"),
    ("offen", "geschlossen"),
    ("öffne", "schließ"),
    ("höchst", "mindest"),
    ("kilometer", "meile"),
    ("stunde", "minute"),
    ("tag", "woche"),
    ("permit", "prohíb"),
    ("permite", "prohíbe"),
    ("más", "menos"),
    ("izquierd", "derech"),
    ("antes", "después"),
    ("sub", "baj"),
    ("abier", "cerrad"),
    ("máxim", "mínim"),
    ("kilómetro", "milla"),
    ("hora", "minuto"),
    ("permet", "interdi"),
    ("autoris", "interdi"),
    ("plus", "moins"),
    ("gauche", "droit"),
    ("avant", "après"),
    ("augment", "diminu"),
    ("ouvert", "fermé"),
    ("heure", "minute"),
    ("jour", "semaine"),
];

/// Whether one of `old` and `new` says the contrary of the other, or measures by another unit: a word of negation is in one
/// of them, a word has a prefix that turns it about, or its contrary stands for it.
pub(super) fn turns(old: &str, new: &str) -> bool {
    let (a, b) = (words(old), words(new));
    negations(old, &a) != negations(new, &b)
        || is_turned(&a, &b)
        || is_turned(&b, &a)
        || PAIRS.iter().any(|pair| is_replaced((old, &a), (new, &b), pair))
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

fn negations(text: &str, words: &[String]) -> usize {
    let negates =
        |word: &&String| NEGATIONS.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t");
    words.iter().filter(negates).count() + text.chars().filter(|c| SIGNS.contains(c)).count()
}

/// Whether a word of `longer` is one of `shorter` with a prefix.
fn is_turned(longer: &[String], shorter: &[String]) -> bool {
    longer.iter().any(|word| {
        PREFIXES.iter().any(|prefix| {
            word.strip_prefix(prefix).is_some_and(|rest| {
                rest.chars().count() >= 3 && shorter.iter().any(|other| other.as_str() == rest)
            })
        })
    })
}

/// Whether the one of the pair stands in the old and the other in the new, and neither in both.
fn is_replaced(
    (old, old_words): (&str, &[String]),
    (new, new_words): (&str, &[String]),
    &(one, other): &(&str, &str),
) -> bool {
    /// Beginnings of fewer letters are whole words.
    const WHOLE: usize = 4;
    let has = |text: &str, words: &[String], sign: &str| {
        if sign.contains(script::is_han) {
            // 元 is not said where 美元 is.
            let longer = [one, other].into_iter().find(|other| *other != sign && other.contains(sign));
            return longer
                .map_or_else(|| text.contains(sign), |longer| text.replace(longer, "").contains(sign));
        }
        let is_whole = sign.chars().count() < WHOLE;
        words.iter().any(|word| if is_whole { word == sign } else { word.starts_with(sign) })
    };
    let in_old = [one, other].map(|sign| has(old, old_words, sign));
    let in_new = [one, other].map(|sign| has(new, new_words, sign));
    in_old == [true, false] && in_new == [false, true] || in_old == [false, true] && in_new == [true, false]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_turns_a_sentence_about() {
        for (old, new) in [
            ("switched on", "switched off"),
            ("locked", "unlocked"),
            ("水位上升", "水位下降"),
            ("разрешено", "запрещено"),
            ("einen", "keinen"),
            ("five miles", "five kilometres"),
            ("can", "can't"),
            ("左", "右"),
            ("五百元", "五百美元"),
        ] {
            assert!(turns(old, new) && turns(new, old), "{old} {new}");
        }
    }

    #[test]
    fn leaves_what_says_the_same_in_other_words() {
        for (old, new) in [
            ("the lake", "the pond"),
            ("move on", "go on"),
            ("五公里", "5公里"),
            ("right", "correct"),
            ("ein", "eine"),
        ] {
            assert!(!turns(old, new) && !turns(new, old), "{old} {new}");
        }
    }
}
