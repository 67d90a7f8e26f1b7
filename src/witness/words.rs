//! What do the words of translations say of the words of the text?
//!
//! A translator had the text before him that the scanner spoilt. What he wrote bears witness three times:
//!
//! - for or against a guess that a rule has made. 早情 may be 旱情; the translation says `drought`, which
//!   nothing in the sentence renders as it stands, and the guess would. 合作和合作 may be a word read twice;
//!   the translation has `cooperation` twice;
//! - for a word that is lost. Several translations have a word each that the same word of the text renders
//!   elsewhere (提高: `improve`, `улучшать`), and in the clause that they render nothing stands for it;
//! - for a word read as another one. Nothing in any translation renders 跨越, and one has `cut off`, which
//!   nothing here renders and 切断 would.
//!
//! One translation alone says nothing of a lost word: translators add words as often. Two of them add the
//! same one, in the same clause, where they say otherwise what the text says: `conditions` for 土壤. So the
//! clause must hold no word that either of them leaves unrendered, and the word that is missed must be the
//! usual one for theirs elsewhere in the text, where it stands by itself. And a word that no translation
//! renders is nothing of itself: by tables of words one in twenty-five of a right text has no rendering in
//! either of two translations, which say it in another part of speech or leave it to the context. So both are
//! for information, and the second is told only where one word would render two neighbours in the translation.

use std::ops::Range;

use super::Witness;
use crate::align::{Alignment, Options, Place, Renderings};
use crate::check;
use crate::finding::{Finding, Related, Rule, Severity, TextId};
use crate::say;
use crate::text::{Document, Span, script};

pub(super) const MISSING_WORD: Rule = Rule {
    code: "VER006",
    name: "missing-word",
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

pub(super) const OTHER_WORD: Rule = Rule {
    code: "VER007",
    name: "other-word",
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

/// Words that render each other have at least this ratio.
const RENDERS: f32 = 60.0;

/// A word that is rendered in a clause has at least this ratio with something in it.
const TRACE: f32 = 12.0;

/// A neighbour in the translation tells the clause if its ratio is at least this.
const ANCHOR: f32 = 50.0;

/// A word renders another beyond doubt from this ratio on.
const SURE: f32 = 150.0;

/// Words of a larger share of a translation than this are of its grammar.
const COMMON: f32 = 0.0015;

/// Words of fewer letters than this are mostly of its grammar too.
const LEAST_LETTERS: usize = 4;

/// Of so many places where a translation has a word, one at least must have the word that is missed.
const STEADY: usize = 3;

/// Beads less likely than this say nothing.
const LEAST_CONFIDENCE: f32 = 0.6;

/// Lets the words of the translations bear witness on the findings of the text numbered `pivot`, and adds
/// what they show to be missing.
pub(super) fn compare(
    texts: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
    options: &Options,
    findings: &mut [Vec<Finding>],
) {
    let source = texts[pivot].document;
    let clauses = Clauses::of(source);
    let translations: Vec<Translation> = alignments
        .iter()
        .enumerate()
        .filter_map(|(text, alignment)| {
            Some(Translation::new(
                source,
                texts[text].id,
                texts[text].document,
                alignment.as_ref()?,
                &clauses,
                options,
            ))
        })
        .collect();
    findings[pivot].retain_mut(|finding| weigh(source, finding, &translations));
    let unrendered: Vec<Vec<Unrendered>> = translations.iter().map(unrendered).collect();
    let found = missing(source, &clauses, &translations, &unrendered);
    findings[pivot].extend(found);
    let found = others(source, &clauses, &translations, &unrendered);
    findings[pivot].extend(found);
}

/// The clauses of a text, numbered through.
struct Clauses {
    /// Where each begins and ends in its sentence.
    spans: Vec<(usize, Range<usize>)>,
    /// The first of each sentence; one more at the end.
    firsts: Vec<usize>,
}

impl Clauses {
    fn of(document: &Document) -> Self {
        let mut clauses = Self { spans: Vec::new(), firsts: Vec::new() };
        for sentence in 0..document.len() {
            clauses.firsts.push(clauses.spans.len());
            let text = document.sentence(sentence);
            let mut start = 0;
            for (at, c) in text.char_indices() {
                if matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '。') {
                    clauses.spans.push((sentence, start..at));
                    start = at + c.len_utf8();
                }
            }
            clauses.spans.push((sentence, start..text.len()));
        }
        clauses.firsts.push(clauses.spans.len());
        clauses
    }

    /// The number of the clause of `sentence` in which the byte at `offset` lies.
    fn at(&self, sentence: usize, offset: usize) -> usize {
        let range = self.firsts[sentence]..self.firsts[sentence + 1];
        let within = self.spans[range.clone()].partition_point(|(_, clause)| clause.end < offset);
        (range.start + within).min(range.end - 1)
    }
}

/// A translation and its words.
struct Translation<'a> {
    text: TextId,
    document: &'a Document,
    renderings: Renderings<'a>,
    beads: Vec<Bead>,
    /// For each sentence of the source, its bead.
    bead_of: Vec<Option<usize>>,
}

/// The words of sentences that render each other.
struct Bead {
    source: Vec<Word>,
    target: Vec<Word>,
}

/// A word, its sentence, and on the side of the source the number of its clause.
#[derive(Clone, Copy)]
struct Word {
    place: Place,
    sentence: usize,
    clause: usize,
}

impl<'a> Translation<'a> {
    fn new(
        source: &Document,
        text: TextId,
        document: &'a Document,
        alignment: &Alignment,
        clauses: &Clauses,
        options: &Options<'a>,
    ) -> Self {
        let mut renderings = Renderings::of(source, document, alignment, options);
        let mut beads = Vec::new();
        let mut bead_of = vec![None; source.len()];
        for bead in alignment.beads() {
            if bead.is_gap() || bead.confidence < LEAST_CONFIDENCE {
                continue;
            }
            let mut words = Bead { source: Vec::new(), target: Vec::new() };
            for sentence in bead.source.clone() {
                bead_of[sentence] = Some(beads.len());
                for place in renderings.source_places(&source.sentence(sentence)) {
                    words.source.push(Word { place, sentence, clause: clauses.at(sentence, place.start) });
                }
            }
            for sentence in bead.target.clone() {
                for place in renderings.target_places(&document.sentence(sentence)) {
                    words.target.push(Word { place, sentence, clause: 0 });
                }
            }
            beads.push(words);
        }
        Self { text, document, renderings, beads, bead_of }
    }

    /// The clause of the source in which `target` is rendered, if it is surely that one.
    fn anchor(&self, bead: &Bead, target: u32) -> Option<usize> {
        let ratio = |word: &Word| self.renderings.ratio(word.place.word, target);
        let best = bead.source.iter().map(ratio).fold(0.0, f32::max);
        let mut clauses = bead.source.iter().filter(|word| ratio(word) >= 0.9 * best).map(|word| word.clause);
        let first = clauses.next()?;
        (best >= ANCHOR && clauses.all(|clause| clause == first)).then_some(first)
    }

    /// Where a word stands in the translation's file.
    fn span(&self, word: &Word) -> Span {
        self.document.joined(word.sentence..word.sentence + 1).span(word.place.start..word.place.end)
    }
}

/// A word of a translation that nothing renders in the clauses which its neighbours render.
struct Unrendered {
    word: Word,
    clauses: Range<usize>,
    /// The number of its bead, and its place among the words there.
    bead: usize,
    at: usize,
}

/// Words that several translations have, in clauses in which the source has nothing for them.
fn missing(
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

/// The words of a translation that nothing renders where it should be.
fn unrendered(translation: &Translation) -> Vec<Unrendered> {
    const NEAR: usize = 4;
    let mut found = Vec::new();
    for (number, bead) in translation.beads.iter().enumerate() {
        let anchors: Vec<Option<usize>> =
            bead.target.iter().map(|word| translation.anchor(bead, word.place.word)).collect();
        for (at, word) in bead.target.iter().enumerate() {
            let target = word.place.word;
            if translation.renderings.target_share(target) > COMMON {
                continue;
            }
            let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(bead.target.len());
            let mut near: Vec<usize> =
                around.filter(|&other| other != at).filter_map(|other| anchors[other]).collect();
            near.sort_unstable();
            let Some(&middle) = near.get(near.len() / 2) else { continue };
            near.retain(|clause| clause.abs_diff(middle) <= 1);
            if near.len() < 2 || near[near.len() - 1] - near[0] > 1 {
                continue;
            }
            let clauses = near[0]..near[near.len() - 1] + 1;
            let traced = bead.source.iter().any(|word| {
                clauses.contains(&word.clause)
                    && translation.renderings.ratio(word.place.word, target) >= TRACE
            });
            if !traced {
                found.push(Unrendered { word: *word, clauses, bead: number, at });
            }
        }
    }
    found
}

/// Whether a word of a translation is none of its grammar.
fn is_content(renderings: &Renderings, target: u32) -> bool {
    let name = renderings.target_name(target);
    renderings.target_share(target) <= COMMON
        && (name.chars().count() >= LEAST_LETTERS || name.contains(script::is_han))
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

/// Words of the source that no translation renders, where each has a word that nothing renders, and where
/// one word would render two of these at once.
fn others(
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

/// The words of the Chinese stretches of `text`, each with the byte at which it begins.
fn han_words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    for stretch in text.split_inclusive(|c: char| !script::is_han(c)) {
        let han = stretch.trim_end_matches(|c: char| !script::is_han(c));
        let offsets: Vec<usize> = han.char_indices().map(|(at, _)| at).chain([han.len()]).collect();
        let mut from = 0;
        for end in check::word_ends(han) {
            words.push((start + offsets[from], &han[offsets[from]..offsets[end]]));
            from = end;
        }
        start += stretch.len();
    }
    words
}

/// Whether nothing in the translation of a sentence is rendered by the word at `place`, or by a character of
/// it better than by another word.
fn is_silent(translation: &Translation, bead: &Bead, sentence: usize, place: Range<usize>) -> bool {
    let within = |word: &&Word| {
        word.sentence == sentence && word.place.start >= place.start && word.place.end <= place.end
    };
    bead.source.iter().filter(within).all(|word| {
        let long = word.place.end - word.place.start > 3;
        // Words of grammar are rendered by anything.
        let content = |target: &&Word| is_content(&translation.renderings, target.place.word);
        bead.target.iter().filter(content).all(|target| {
            let ratio = |word: &Word| translation.renderings.ratio(word.place.word, target.place.word);
            let here = ratio(word);
            // A character may render what another word renders as well.
            here < TRACE || !long && bead.source.iter().any(|other| !within(&other) && ratio(other) >= here)
        })
    })
}

/// Raises a guess that the translations confirm, and lowers one that they contradict. Whether it is worth
/// telling still: not that one word is read as another where the translations have the word as it stands.
fn weigh(source: &Document, finding: &mut Finding, translations: &[Translation]) -> bool {
    let Some(fix) = &finding.fix else { return true };
    let Some(change) = Change::of(source, finding.span, &fix.replacement) else { return true };
    let verdicts: Vec<(&Translation, Verdict, Word)> = translations
        .iter()
        .filter_map(|translation| {
            let (verdict, word) = verdict(translation, &change)?;
            Some((translation, verdict, word))
        })
        .collect();
    let (Some(first), safe) = (verdicts.first(), fix.is_safe()) else { return true };
    // Of translations that disagree none is believed.
    if verdicts.iter().any(|(_, verdict, _)| *verdict != first.1) {
        return true;
    }
    match first.1 {
        Verdict::For if finding.severity == Severity::Info => finding.severity = Severity::Warning,
        Verdict::For if verdicts.len() > 1 => finding.severity = Severity::Error,
        Verdict::For => {}
        Verdict::Against if safe || finding.severity == Severity::Error => return true,
        Verdict::Against if !change.made.is_empty() => return false,
        Verdict::Against => finding.severity = Severity::Info,
    }
    for (translation, verdict, word) in verdicts {
        let span = translation.span(&word);
        let words = span.of(translation.document.text());
        let message = match verdict {
            Verdict::For => {
                say!(en: "`{words}` here, as mended", zh: "此处作 `{words}`，合于改后的文字", words)
            }
            Verdict::Against => {
                say!(en: "`{words}` here, as it stands", zh: "此处作 `{words}`，合于现有的文字", words)
            }
        };
        finding.related.push(Related { text: translation.text, span, message });
    }
    true
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The translation has what the fix would make.
    For,
    /// The translation has what stands.
    Against,
}

/// What a fix would do to the words of its sentence.
struct Change {
    sentence: usize,
    /// Words that it takes away, and words that it makes.
    taken: Vec<String>,
    made: Vec<String>,
}

impl Change {
    fn of(source: &Document, span: Span, replacement: &str) -> Option<Self> {
        let text = source.text();
        let sentence = source.sentence_at(span.start)?;
        let han = |c: &char| script::is_han(*c);
        let before: String = text[..span.start].chars().rev().take(1).filter(han).collect();
        let after: String = text[span.end..].chars().take(1).filter(han).collect();
        let printed = pairs(&format!("{before}{}{after}", span.of(text)));
        let mended = pairs(&format!("{before}{replacement}{after}"));
        let without = |all: &[String], others: &[String]| {
            let mut others = others.to_vec();
            let mut rest = all.to_vec();
            rest.retain(|one| match others.iter().position(|other| other == one) {
                Some(at) => {
                    others.swap_remove(at);
                    false
                }
                None => true,
            });
            rest
        };
        let change = Self { sentence, taken: without(&printed, &mended), made: without(&mended, &printed) };
        (!change.taken.is_empty() || !change.made.is_empty()).then_some(change)
    }
}

/// Chinese characters of `text` by one and by two neighbours, as the aligner counts them.
fn pairs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().map(crate::text::han::simplified).collect();
    let han = |c: &char| script::is_han(*c);
    let single = chars.iter().filter(|c| han(c)).map(char::to_string);
    let double = chars.windows(2).filter(|pair| pair.iter().all(han)).map(String::from_iter);
    single.chain(double).collect()
}

/// What `translation` says of `change`, and by which word.
fn verdict(translation: &Translation, change: &Change) -> Option<(Verdict, Word)> {
    let bead = &translation.beads[translation.bead_of[change.sentence]?];
    let renderings = &translation.renderings;
    if change.made.is_empty() {
        return counted(translation, bead, change);
    }
    // A word of the translation that one of `names` renders far better than all else in the sentence.
    let rendered = |names: &[String], apart: bool| {
        let mut found: Option<(f32, Word)> = None;
        for word in &bead.target {
            let target = word.place.word;
            if renderings.target_share(target) > COMMON {
                continue;
            }
            let ratio = names.iter().map(|name| renderings.ratio_of(name, target)).fold(0.0, f32::max);
            let others = bead
                .source
                .iter()
                .filter(|other| {
                    !apart || !names.iter().any(|name| renderings.source_name(other.place.word) == name)
                })
                .map(|other| renderings.ratio(other.place.word, target))
                .fold(1.0, f32::max);
            if ratio >= RENDERS && ratio > 3.0 * others && found.is_none_or(|(best, _)| ratio > best) {
                found = Some((ratio, *word));
            }
        }
        found
    };
    match (rendered(&change.made, false), rendered(&change.taken, true)) {
        (Some((_, word)), None) => Some((Verdict::For, word)),
        (None, Some((_, word))) => Some((Verdict::Against, word)),
        _ => None,
    }
}

/// Whether the translation has a word as often as the sentence stands, or once less, as the change would
/// have it.
fn counted(translation: &Translation, bead: &Bead, change: &Change) -> Option<(Verdict, Word)> {
    let renderings = &translation.renderings;
    change.taken.iter().filter(|name| name.chars().count() > 1).find_map(|name| {
        let here = bead.source.iter().filter(|word| renderings.source_name(word.place.word) == name).count();
        let best = bead
            .target
            .iter()
            .map(|word| (renderings.ratio_of(name, word.place.word), word))
            .filter(|(ratio, _)| *ratio >= SURE)
            .max_by(|a, b| a.0.total_cmp(&b.0))?
            .1;
        let there = bead.target.iter().filter(|word| word.place.word == best.place.word).count();
        match () {
            () if here < 2 => None,
            () if there >= here => Some((Verdict::Against, *best)),
            () if there + 1 == here => Some((Verdict::For, *best)),
            () => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use crate::text::Language;
    use crate::witness::numbered;

    /// What becomes of a guess at information that `printed` should be `mended`.
    #[track_caller]
    fn check(source: &str, translation: &str, printed: &str, mended: &str, expected: &str) {
        let source = Document::from_lines(source.into(), Language::new("zh"));
        let target = Document::from_lines(translation.into(), Language::new("en"));
        let options = Options::default();
        let alignment = align(&source, &target, &options);
        let start = source.text().find(printed).unwrap();
        let span = Span::new(start, start + printed.len());
        let guess = Finding::new("guess", Severity::Info, span, "").guess(mended);
        let mut findings = vec![vec![guess], Vec::new()];
        compare(&numbered(&[&source, &target]), 0, &[None, Some(alignment)], &options, &mut findings);
        let Some(finding) = findings[0].iter().find(|finding| finding.rule == "guess") else {
            assert_eq!("dropped", expected);
            return;
        };
        let words: Vec<&str> = finding.related.iter().map(|related| related.span.of(target.text())).collect();
        assert_eq!(format!("{} {}", finding.severity.name(), words.join(" ")), expected);
    }

    #[test]
    fn a_translation_confirms_what_it_has_words_for() {
        let drought = "This year the drought is severe, and the farmers have no grain.";
        check("今年的早情严重，农民没有粮食。", drought, "早", "旱", "warning drought");
        check("今年的早情严重，农民没有粮食。", "This year it is severe.", "早", "旱", "info ");
        check("今年的旱情严重，农民没有粮食。", drought, "旱", "早", "dropped");
    }

    #[test]
    fn a_translation_counts_what_may_be_doubled() {
        let once = "The two countries praised the cooperation.";
        check("两国都称赞合作合作。", once, "合作合作", "合作", "warning cooperation");
        let twice = "The two countries praised economic cooperation and military cooperation.";
        check("两国都称赞经济合作和军事合作。", twice, "合作和军事合作", "合作", "info cooperation");
    }
}
