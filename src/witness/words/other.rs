//! Which word of the text does no translation have, where one of them has a phrase that it might have been?

use super::clauses::Clauses;
use super::{SURE, Translation, Unrendered, han_words, is_silent};
use crate::check;
use crate::finding::{Finding, Related, Rule, Severity};
use crate::say;
use crate::text::{Document, Span};

pub(in crate::witness) const OTHER_WORD: Rule = Rule {
    code: "VER007",
    name: "other-word",
    zh: &[
        "各译文都没有的词，而有一种译文的某个短语在原文里没有着落。\n\n几种译文在同一分句都另有所指，而换一个词就恰好译作那个短语时查出，那个词就是建议。",
        "有译文译出的词，以及各译文都略去的词，不查。",
    ],
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
};

/// Words of the source that no translation renders, where each has a word that nothing renders, and where
/// one word would render two of these at once.
pub(super) fn others(
    source: &Document,
    clauses: &Clauses,
    translations: &[Translation],
    unrendered: &[Vec<Unrendered>],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if translations.len() < 2 {
        return findings;
    }
    for (number, (sentence, range)) in clauses.spans.iter().enumerate() {
        let lost = |all: &&Vec<Unrendered>| all.iter().any(|one| one.clauses.contains(&number));
        if !unrendered.iter().all(|all| lost(&all)) {
            continue;
        }
        let phrases = translations.iter().zip(unrendered).flat_map(|(translation, all)| {
            let pairs = all.windows(2).filter(|pair| {
                pair[0].bead == pair[1].bead
                    && pair[0].at + 1 == pair[1].at
                    && pair.iter().all(|one| one.clauses.contains(&number))
            });
            pairs.filter_map(move |pair| Some((translation, pair, phrase(translation, pair)?)))
        });
        let text = source.sentence(*sentence);
        let clause = &text[range.clone()];
        for (translation, pair, other) in phrases {
            let is_silent = |word: &str, at: usize| {
                let place = range.start + at..range.start + at + word.len();
                translations.iter().all(|translation| {
                    translation.bead_of[*sentence].is_some_and(|bead| {
                        translation.renderings.knows(word)
                            && is_silent(translation, &translation.beads[bead], *sentence, place.clone())
                    })
                })
            };
            let mut silent = han_words(clause)
                .into_iter()
                .filter(|(at, word)| word.chars().count() == 2 && is_silent(word, *at));
            let (Some((at, word)), None) = (silent.next(), silent.next()) else { continue };
            let joined = source.joined(*sentence..*sentence + 1);
            let span = joined.span(range.start + at..range.start + at + word.len());
            let there = Span::new(translation.span(&pair[0].word).start, translation.span(&pair[1].word).end);
            let words = there.of(translation.document.text());
            let message = say!(
                en: "`{word}` is in no translation, and nothing here for `{words}`",
                zh: "各译文都没有 `{word}`，译文的 `{words}` 在此处又无着落",
                word,
                words
            );
            let seen = say!(en: "`{words}` here", zh: "此处作 `{words}`", words);
            let related = Related { text: translation.text, span: there, message: seen };
            findings.push(
                Finding::new(OTHER_WORD.name, Severity::Info, span, message).guess(other).seen(related),
            );
        }
    }
    findings
}

/// The word of two characters that renders both of `pair`, by the tables: 切断 for `cut off`.
fn phrase(translation: &Translation, pair: &[Unrendered]) -> Option<String> {
    let renderings = &translation.renderings;
    let targets = [pair[0].word.place.word, pair[1].word.place.word];
    let mut characters = renderings.characters_for(targets[0]);
    characters.extend(renderings.characters_for(targets[1]));
    let words = characters.iter().flat_map(|first| characters.iter().map(move |second| [*first, *second]));
    words
        .map(String::from_iter)
        .filter(|word| check::word_ends(word).len() == 1)
        .map(|word| {
            let ratio = targets.map(|target| renderings.ratio_of(&word, target));
            (ratio[0].min(ratio[1]), word)
        })
        .filter(|(ratio, _)| *ratio >= SURE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, word)| word)
}
