//! Which faults can be found?
//!
//! Those of one text are [`check::RULES`]; those here take another version to be seen. Both have names,
//! codes and pages of one kind, so that whoever selects rules need not know which is which. The examples here
//! hold several versions each ([`example::Form::Versions`]), and are the rules' first tests.

use std::sync::LazyLock;

use super::{
    DOUBLED_HERE, MISSING_WORD, NO_COUNTERPART, NUMBER_DIFFERS, NUMBER_MISSING, OTHER_WORD, READ_OTHERWISE,
    learned,
};
use crate::check;
use crate::finding::Rule;

/// The rules of the findings that come of comparing versions, by code.
pub static RULES: &[Rule] = &[
    Rule {
        code: "VER001",
        name: NUMBER_DIFFERS,
        doc: "
A number or date that stands otherwise in another language's version.

Flagged, in both texts, where the sentences that render each other have different numbers of one kind in
one place: 2021年9月16日 against `16 September 2022`. An error, with the number as a guess, where several
translations agree against the source; information only where other translations agree with the source,
or where both write the number in words.

```flag versions
zh: 会议于2021年9月16日在湖边举行。
en: The meeting was held by the lake on 16 September 2022.
ru: Встреча состоялась на берегу озера 16 сентября 2022 года.
```

```fixed versions
zh: 会议于2022年9月16日在湖边举行。
```

Left alone: the same value however it is written (一百二十, 120; 1.2万, `12,000`; 下午3时, `15:00`), a
number that slid into a sentence nearby, and words that may be no number (`one`, 一).

```keep versions
zh: 会议于二〇二二年九月十六日下午3时在湖边举行。
en: The meeting was held by the lake at 15:00 on 16 September 2022.
```

```keep versions
zh: 图书馆有1.2万册图书，一位馆员照看它们。
en: The library has 12,000 books, and one librarian looks after them.
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER002",
        name: NUMBER_MISSING,
        doc: "
A number or date that another language's version does not have.

Flagged where a number in digits, of 13 and more or with a fraction, or a date, has no equal in the
sentences that render its own, nor in those beside them. A warning where no translation has it;
information where only one lacks it.

```flag versions
zh: 图书馆收藏了4730册地方志，供读者查阅。
en: The library keeps local chronicles for its readers to consult.
```

Left alone: small numbers, which translations put in words or leave out (10年, `a decade`; 两国, `both
countries`), numbers in words, and sentences whose pairing is in doubt.

```keep versions
zh: 10年来，两国在湖区保护方面开展了合作。
en: For a decade both countries have worked together to protect the lakes.
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER003",
        name: NO_COUNTERPART,
        doc: "
A sentence that no sentence of another language's version renders.

Flagged where one of the texts has more than a heading's worth of words in a place where the other has
nothing; the sentences before and after the place are shown. A passage that stands elsewhere in the other
text is shown where it stands, as information.

```flag versions
zh: 湖区委员会成立于2011年。委员会有12个成员国。秘书处设在北岸的城市。秘书长每年提交一份报告。委员会每两年举行一次会议。委员会的工作语言是中文和俄文。预算由成员国分担。2024年的预算为300万元。会议在掌声中结束。与会者乘船参观了北岸的水文站。他们同当地渔民交谈，了解水位的变化。孩子们在广场上唱起了古老的歌曲。夜里下了一场大雨，第二天早晨湖上起了雾。图书馆里有四百年前的地图和书信。
en: The Commission of the Lakes was founded in 2011. The Commission has 12 member states. The secretariat is in the city on the northern shore. The Secretary-General submits a report every year. The Commission holds a meeting every two years. The working languages of the Commission are Chinese and Russian. The budget is shared by the member states. The budget for 2024 is 3 million yuan. The meeting ended with applause.
```

Left alone: less text than six Chinese characters, and sentences that were joined with a neighbour.

```keep versions
zh: 第一次湖区会议于2021年4月举行。有12个国家参加会议。第二次湖区会议定于2024年5月举行。
en: The first conference of the lakes was held in April 2021 and attended by 12 countries. The second conference of the lakes will be held in May 2024.
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER004",
        name: DOUBLED_HERE,
        doc: "
Words that stand twice in a row here, and once in another version in the same language.

Flagged where a comparison of the two shows the second copy as the only difference in its place:
继续在在该水域合作 against 继续在该水域合作. The fix, to remove one copy, is a guess.

```flag versions
zh: 湖区各村代表团团长在该水域开展调查。
zh: 湖区各村代表团长在该水域开展调查。
```

```fixed versions
zh: 湖区各村代表团长在该水域开展调查。
```

Left alone: figures (22 is no doubled 2), single letters and marks, and what another rule has flagged
already.

```keep versions
zh: 湖区有22座水文站。
zh: 湖区有2座水文站。
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER005",
        name: READ_OTHERWISE,
        doc: "
A character that another version in the same language reads as one that looks like it.

Flagged, in the older of the two, where they differ by characters that recognisers mistake for each
other: 洲 against 州. The other version's reading is a guess: that one may be wrong as well.

```flag versions
zh: 代表们来自各洲，在湖边会面。
zh: 代表们来自各州，在湖边会面。
```

```fixed versions
zh: 代表们来自各州，在湖边会面。
```

Left alone: any other difference, which is a revision and no misreading; `duizhao diff` shows those.

```keep versions
zh: 各方同意在湖边再次会面。
zh: 各方同意在城里再次会面。
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER006",
        name: MISSING_WORD,
        doc: "
A word that several translations have, and that nothing renders in the clause of the text.

Flagged where two translations have a word each in the same clause, the text mostly has one word for both
of them elsewhere, and nothing for them here: a verb lost by the scanner.

```flag versions
zh: 医生的药很贵。树林保护村庄。法律保护妇女的权利。医生和学校帮助妇女的健康。
en: The medicine of the doctor is expensive. The forest protects the village. The law protects the rights of women. The doctor and the school help to protect the health of women.
ru: Лекарство врача дорогое. Лес должен защищать деревню. Закон должен защищать права женщин. Врач и школа помогают защищать здоровье женщин.
```

Left alone: what only one translation has, for translators add words; words of grammar; a word that the
text never has by itself; and a clause with a word that is rendered by nothing, for that may say the same.

```keep versions
zh: 医生的药很贵。树林保护村庄。法律保护妇女的权利。医生和学校帮助保护妇女的健康。
en: The medicine of the doctor is expensive. The forest protects the village. The law protects the rights of women. The doctor and the school help to protect the health of women.
ru: Лекарство врача дорогое. Лес должен защищать деревню. Закон должен защищать права женщин. Врач и школа помогают защищать здоровье женщин.
```

```keep versions
zh: 医生的药很贵。树林保护村庄。法律保护妇女的权利。医生和学校帮助妇女增进健康。
en: The medicine of the doctor is expensive. The forest protects the village. The law protects the rights of women. The doctor and the school help to protect the health of women.
ru: Лекарство врача дорогое. Лес должен защищать деревню. Закон должен защищать права женщин. Врач и школа помогают защищать здоровье женщин.
```
",
        ..Rule::PLAIN
    },
    Rule {
        code: "VER007",
        name: OTHER_WORD,
        doc: "
A word that no translation has, where one of them has a phrase for which there is nothing in the text.

Flagged where several translations have something else in the same clause, and one word would render the
phrase: it is the guess.

```flag versions
zh: 敌人的军队在夜里跨越了城市的水源，人民没有水喝。
en: The army of the enemy cut off the water source of the city in the night, and the people had no water to drink.
ru: Армия врага ночью перекрыла источник воды города, и у людей не было воды.
```

Left alone: a word that some translation has, and one that all leave out.

```keep versions
zh: 敌人的军队在夜里切断了城市的水源，人民没有水喝。
en: The army of the enemy cut off the water source of the city in the night, and the people had no water to drink.
ru: Армия врага ночью перекрыла источник воды города, и у людей не было воды.
```
",
        ..Rule::PLAIN
    },
];

/// All rules by code: those of one text, those that compare versions, and what was learned from the person.
pub fn all_rules() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut all = [check::RULES, RULES, &[learned::RULE]].concat();
        all.sort_by_key(|rule| rule.code);
        all
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Relation, Witness, collate};
    use super::*;
    use crate::finding::Finding;
    use crate::finding::example::{fixed, hold};
    use crate::text::{Document, Language};

    #[test]
    fn every_rule_has_a_name_a_code_and_a_page_of_its_own() {
        let all = all_rules();
        for pair in all.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].code, pair[1].code);
        }
        for rule in RULES {
            assert_eq!(all.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
        }
    }

    /// The findings of `rule` in all of `versions`, and what the first of them becomes, the text asked about.
    fn found(rule: &Rule, versions: &[String]) -> (Vec<Finding>, String) {
        let document = |version: &String| {
            let (language, text) = version.split_once(": ").expect("a language before each version");
            Document::new(text.to_owned(), Language::new(language))
        };
        let documents: Vec<_> = versions.iter().map(document).collect();
        let relation = |number: usize| match number {
            0 => Relation::Pivot,
            _ if documents[number].language() == documents[0].language() => Relation::TranscriptionOf(0),
            _ => Relation::Translation,
        };
        let witness = |(number, document)| Witness { document, relation: relation(number) };
        let witnesses: Vec<_> = documents.iter().enumerate().map(witness).collect();
        let mut findings = collate(&witnesses, &Options::default()).findings;
        findings.iter_mut().for_each(|findings| findings.retain(|finding| finding.rule == rule.name));
        let fixed = fixed(&documents[0], &findings[0]);
        (findings.concat(), format!("{}: {fixed}", documents[0].language()))
    }

    #[test]
    fn each_rule_does_what_its_page_says() {
        for rule in RULES {
            hold(rule.name, rule.doc, |versions| found(rule, versions));
        }
    }
}
