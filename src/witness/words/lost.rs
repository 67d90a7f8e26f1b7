//! Which words have the translations that nothing renders here: words that are lost?

use std::ops::Range;

use super::clauses::Clauses;
use super::{
    Bead, COMMON, LEAST_LETTERS, RENDERS, Translation, Unrendered, Word, han_words, is_content, is_silent,
};
use crate::check;
use crate::finding::{Finding, Related, Rule, Severity};
use crate::say;
use crate::text::{Document, script};

pub(in crate::witness) const MISSING_WORD: Rule = Rule {
    code: "VER006",
    name: "missing-word",
    zh: &[
        "几种译文都有、而原文所在分句里没有着落的词。\n\n两种译文在同一分句各有一词，原文别处多用同一个词与这两词相应，此处却没有：扫描时漏了一个动词。",
        "只有一种译文才有的不查，因为译者会添词；虚词，原文从不单用的词，以及分句里另有无着落的词的（它或许就是同一个意思），也不查。",
    ],
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
};

/// Of so many places where a translation has a word, one at least must have the word that is missed.
const STEADY: usize = 3;

/// Words that several translations have, in clauses in which the source has nothing for them.
pub(super) fn missing(
    source: &Document,
    clauses: &Clauses,
    translations: &[Translation],
    unrendered: &[Vec<Unrendered>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (first, one) in translations.iter().enumerate() {
        for (second, other) in translations.iter().enumerate().skip(first + 1) {
            for here in &unrendered[first] {
                for there in &unrendered[second] {
                    let both =
                        here.clauses.start.max(there.clauses.start)..here.clauses.end.min(there.clauses.end);
                    // Who cannot say in which clause the word is lost shows nobody the place.
                    let lost = [(one, here), (other, there)];
                    let is_content = |translation: &Translation, lost: &Unrendered| {
                        is_content(&translation.renderings, lost.word.place.word)
                    };
                    if both.len() != 1
                        || !lost.iter().all(|(translation, lost)| is_content(translation, lost))
                    {
                        continue;
                    }
                    let Some(word) = common(source, one, here, other, there) else { continue };
                    if lost.iter().any(|(translation, lost)| {
                        says_otherwise(
                            source,
                            clauses,
                            both.start,
                            translation,
                            &translation.beads[lost.bead],
                        )
                    }) {
                        continue;
                    }
                    let words = [(one, &here.word), (other, &there.word)];
                    let finding = finding(source, &clauses.spans[both.start], word, words);
                    if findings.iter().all(|known: &Finding| known.span != finding.span) {
                        findings.push(finding);
                    }
                }
            }
        }
    }
    findings
}

/// Whether a word of the clause numbered `clause` is rendered by nothing in the translation: then it may be
/// what the translator said in other words, and nothing is lost.
fn says_otherwise(
    source: &Document,
    clauses: &Clauses,
    clause: usize,
    translation: &Translation,
    bead: &Bead,
) -> bool {
    let (sentence, range) = &clauses.spans[clause];
    let text = source.sentence(*sentence);
    // Of words as common as the text's own subject the renderings are too common to tell.
    let is_silent = |at: usize, word: &str| {
        translation.renderings.source_share(word) <= COMMON
            && is_silent(translation, bead, *sentence, at..at + word.len())
    };
    let mut words = han_words(&text[range.clone()]).into_iter().filter(|(_, word)| word.chars().count() > 1);
    let others = bead.source.iter().filter(|word| word.sentence == *sentence && word.clause == clause);
    words.any(|(at, word)| is_silent(range.start + at, word))
        || others
            .map(|word| (word.place.start, &text[word.place.start..word.place.end]))
            .filter(|(_, word)| !word.contains(script::is_han) && word.chars().count() >= LEAST_LETTERS)
            .any(|(at, word)| is_silent(at, word))
}

/// The word of the source that renders both elsewhere, the surest.
fn common(
    source: &Document,
    one: &Translation,
    here: &Unrendered,
    other: &Translation,
    there: &Unrendered,
) -> Option<u32> {
    let renders = |found: &&(u32, f32)| found.1 >= RENDERS;
    let theirs = other.renderings.sources_of(there.word.place.word);
    one.renderings
        .sources_of(here.word.place.word)
        .iter()
        .take_while(renders)
        .filter_map(|&(word, ratio)| {
            // A single character renders too many things, and two that are no word render nothing.
            let name = one.renderings.source_name(word);
            let long = name.chars().count() > 1
                && name.chars().all(char::is_alphabetic)
                && (!name.chars().all(script::is_han) || check::word_ends(name).len() == 1);
            let (_, again) = theirs.iter().take_while(renders).find(|found| found.0 == word && long)?;
            let (mut all, mut rendered) = (0, 0);
            for (translation, lost) in [(one, here), (other, there)] {
                let target = lost.word.place.word;
                for (number, bead) in translation.beads.iter().enumerate() {
                    if number != lost.bead && bead.target.iter().any(|found| found.place.word == target) {
                        all += 1;
                        rendered += usize::from(stands_in(source, bead, word, name));
                    }
                }
            }
            // A word that is said now so, now so, may be said in yet another way here.
            (rendered > 0 && rendered * STEADY >= all).then_some((word, ratio.min(*again)))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(word, _)| word)
}

/// Whether `word`, called `name`, stands among the words of the bead by itself, and not as the end of one
/// and the start of the next: 作工 in 合作工作.
fn stands_in(source: &Document, bead: &Bead, word: u32, name: &str) -> bool {
    let mut sentences: Vec<usize> =
        bead.source.iter().filter(|found| found.place.word == word).map(|found| found.sentence).collect();
    sentences.dedup();
    let is_han = name.contains(script::is_han);
    sentences.into_iter().any(|sentence| {
        let text = source.sentence(sentence);
        let is_name = |word: &str| word.chars().map(crate::text::han::simplified).eq(name.chars());
        !is_han || han_words(&text).into_iter().any(|(_, word)| is_name(word))
    })
}

fn finding(
    source: &Document,
    (sentence, range): &(usize, Range<usize>),
    word: u32,
    words: [(&Translation, &Word); 2],
) -> Finding {
    let text = source.sentence(*sentence);
    let clause = &text[range.clone()];
    let start = range.start + (clause.len() - clause.trim_start().len());
    let span = source.joined(*sentence..*sentence + 1).span(start..range.start + clause.trim_end().len());
    let printed = words.map(|(translation, word)| translation.span(word).of(translation.document.text()));
    let message = say!(
        en: "nothing here for `{first}` and `{second}` of the translations, elsewhere `{elsewhere}`",
        zh: "译文有 `{first}` 和 `{second}`，此处没有与之对应的词；别处作 `{elsewhere}`",
        first = printed[0],
        second = printed[1],
        elsewhere = words[0].0.renderings.source_name(word)
    );
    let finding = Finding::new(MISSING_WORD.name, Severity::Info, span, message);
    words.into_iter().zip(printed).fold(finding, |finding, ((translation, word), printed)| {
        finding.seen(Related {
            text: translation.text,
            span: translation.span(word),
            message: say!(en: "`{printed}` here", zh: "此处作 `{printed}`", printed),
        })
    })
}
