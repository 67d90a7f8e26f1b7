//! Which numbers and dates differ between a text and its translations?
//!
//! A translator may say anything in other words, but a date, a sum or the number of a session stays.
//! So a number with no equal in the sentences that render its own is an alarm, and a cheap one: it
//! needs no knowledge of either language beyond [numbers].
//!
//! Cheap alarms are raised in vain when numbers move: a translator repeats a year or leaves it out the
//! second time, a date slides over the end of a sentence, 两国 becomes `both countries` and 10年 a decade.
//! So a number is first looked for in its own bead, by value and whatever it counts; then in the
//! beads beside it; and what is left is an alarm only where it stands against another number of its
//! kind, or is one that no language puts in words. Numbers that may be none (`one`, 一) settle
//! others and raise nothing.
//!
//! Where several translations agree against the text, the text is likelier wrong; where one stands
//! alone, that one is. Comparing the rows as they are printed would be simpler and could not tell.
//!
//! [numbers]: crate::text::number

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Witness;
use super::figures::{Figure, Figures};
use crate::align::Alignment;
use crate::finding::{Finding, Related, Rule, Severity};
use crate::message::Message;
use crate::say;
use crate::text::number::NumberKind;
use crate::text::{Document, Span};

pub(super) const NUMBER_DIFFERS: Rule = Rule {
    code: "VER001",
    name: "number-differs",
    zh: &[
        "数字或日期与另一语言的版本不同。\n\n互为译文的句子在同一位置有同类而不同的数字时，两种文本都查出：2021年9月16日与 `16 September 2022`。几种译文一致、与原文不同时，是错误，并建议改作译文的数字；另有译文与原文相同，或两边都用文字写数时，只作提示。",
        "写法不同而数值相同的（一百二十与 120，1.2万与 `12,000`，下午3时与 `15:00`）、挪到邻句的数字，以及未必是数的词（`one`、一），不查。",
    ],
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
};

pub(super) const NUMBER_MISSING: Rule = Rule {
    code: "VER002",
    name: "number-missing",
    zh: &[
        "数字或日期在另一语言的版本里没有。\n\n用数字写的 13 以上的数、小数或日期，在对应的句子及其前后都找不到相等的，就查出。各译文都没有时是警告，只有一种没有时作提示。",
        "小的数不查，译文往往写成文字或略去（10年与 `a decade`，两国与 `both countries`）；文字写的数，以及对齐存疑的句子，也不查。",
    ],
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
};

/// How far away, in beads, a number is looked for.
const REACH: usize = 2;

/// Beads less likely than this say nothing about what stands in them.
const LEAST_CONFIDENCE: f32 = 0.4;

/// Findings for every text about numbers that differ between the text numbered `pivot` and those that are
/// aligned with it.
pub(super) fn compare(
    texts: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
    findings: &mut [Vec<Finding>],
) {
    let source = Figures::of(texts[pivot].document);
    let mut verdicts: Vec<Verdicts> = Vec::new();
    for (text, alignment) in alignments.iter().enumerate() {
        if let Some(alignment) = alignment {
            let target = Figures::of(texts[text].document);
            verdicts.push(Verdicts::of(text, &source, target, alignment));
        }
    }
    let page = Page { texts, pivot, source: &source, verdicts: &verdicts };
    for figure in 0..source.figures.len() {
        page.judge(figure, findings);
    }
    page.judge_additions(findings);
}

/// The Chinese unit of this value, which may stand without a figure: 百 千 万 亿.
fn bare_unit(value: f64) -> Option<char> {
    const UNITS: [(f64, char); 4] = [(1e2, '百'), (1e3, '千'), (1e4, '万'), (1e8, '亿')];
    UNITS.iter().find(|unit| unit.0 == value).map(|unit| unit.1)
}

/// What a translation says of a number of the source.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    /// It has it.
    Same,
    /// It has the figure with this number in its place.
    Other(usize),
    /// It has nothing in its place, in the bead with this number.
    Missing(usize),
    /// It says nothing: no counterpart, or too unlikely a one.
    Silent,
}

/// What one translation says of every number of the source.
struct Verdicts<'a> {
    text: usize,
    alignment: &'a Alignment,
    target: Figures,
    /// For each figure of the source.
    of_source: Vec<Verdict>,
    /// Figures of the target with no equal in the source, each with the number of its bead.
    added: Vec<(usize, usize)>,
}

impl<'a> Verdicts<'a> {
    fn of(text: usize, source: &Figures, target: Figures, alignment: &'a Alignment) -> Self {
        let beads = alignment.beads();
        let mut matched = (vec![false; source.figures.len()], vec![false; target.figures.len()]);
        for bead in beads {
            let (left, right) = (source.range(&bead.source), target.range(&bead.target));
            // By kind first, so that of two 3s the day meets the day.
            let exact = |figure: &Figure| (figure.key(), figure.kind);
            pair(source, &target, left.clone(), right.clone(), &mut matched, exact);
            pair(source, &target, left.clone(), right.clone(), &mut matched, Figure::key);
            pair(source, &target, left, right, &mut matched, Figure::hour);
        }
        slide(source, &target, alignment, &mut matched);
        let (matched_source, matched_target) = matched;

        let mut of_source = vec![Verdict::Silent; source.figures.len()];
        for (verdict, &matched) in of_source.iter_mut().zip(&matched_source) {
            if matched {
                *verdict = Verdict::Same;
            }
        }
        let mut added = Vec::new();
        for (number, bead) in beads.iter().enumerate() {
            if bead.is_gap() || bead.confidence < LEAST_CONFIDENCE {
                continue;
            }
            let left: Vec<usize> = source.range(&bead.source).filter(|&at| !matched_source[at]).collect();
            let right: Vec<usize> = target.range(&bead.target).filter(|&at| !matched_target[at]).collect();
            if left.is_empty() && right.is_empty() {
                continue;
            }
            let near = near(beads, number);
            let here = |figures: &Figures, range: Range<usize>| -> FxHashSet<u64> {
                range.map(|at| figures.figures[at].key()).collect()
            };
            let in_source =
                here(source, source.range(&(beads[near.start].source.start..beads[near.end - 1].source.end)));
            let in_target = here(
                &target,
                target.range(&(beads[near.start].target.start..beads[near.end - 1].target.end)),
            );
            let mut taken = vec![false; right.len()];
            for (from, to) in opposed(&left, &right, source, &target) {
                of_source[left[from]] = Verdict::Other(right[to]);
                taken[to] = true;
            }
            for &at in &left {
                if of_source[at] == Verdict::Silent {
                    let repeated = in_target.contains(&source.figures[at].key());
                    of_source[at] = if repeated { Verdict::Same } else { Verdict::Missing(number) };
                }
            }
            for (&at, _) in right.iter().zip(taken).filter(|(_, taken)| !taken) {
                if !in_source.contains(&target.figures[at].key()) {
                    added.push((at, number));
                }
            }
        }
        Self { text, alignment, target, of_source, added }
    }
}

/// The beads around the one numbered `number`.
fn near(beads: &[crate::align::Bead], number: usize) -> Range<usize> {
    number.saturating_sub(1)..(number + 2).min(beads.len())
}

/// Pairs figures of two ranges that have the same key, in order.
fn pair<K: std::hash::Hash + Eq>(
    source: &Figures,
    target: &Figures,
    left: Range<usize>,
    right: Range<usize>,
    matched: &mut (Vec<bool>, Vec<bool>),
    key: impl Fn(&Figure) -> K,
) {
    if left.is_empty() || right.is_empty() {
        return;
    }
    let mut waiting: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for to in right.rev().filter(|&to| !matched.1[to]) {
        waiting.entry(key(&target.figures[to])).or_default().push(to);
    }
    for from in left {
        if matched.0[from] {
            continue;
        }
        if let Some(to) = waiting.get_mut(&key(&source.figures[from])).and_then(Vec::pop) {
            matched.0[from] = true;
            matched.1[to] = true;
        }
    }
}

/// Pairs figures left over in beads near each other: a number that slid over the end of a sentence.
fn slide(source: &Figures, target: &Figures, alignment: &Alignment, matched: &mut (Vec<bool>, Vec<bool>)) {
    let beads = alignment.beads();
    for distance in 1..=REACH {
        for (number, bead) in beads.iter().enumerate() {
            let left = source.range(&bead.source);
            if left.clone().all(|at| matched.0[at]) {
                continue;
            }
            for other in [number.checked_sub(distance), Some(number + distance)].into_iter().flatten() {
                let Some(other) = beads.get(other) else { continue };
                pair(source, target, left.clone(), target.range(&other.target), matched, Figure::key);
            }
        }
    }
}

/// Pairs of what is left over on both sides of a bead that say different things of the same matter, by
/// their places in `left` and `right`.
fn opposed(left: &[usize], right: &[usize], source: &Figures, target: &Figures) -> Vec<(usize, usize)> {
    use NumberKind::{Cardinal, Day, Month, Ordinal, Percent, Year};
    let mut pairs = Vec::new();
    let mut used = (vec![false; left.len()], vec![false; right.len()]);
    // What a number counts is a guess where nothing marks it, so the looser groups come after.
    for kinds in
        [&[Year][..], &[Month], &[Day], &[Percent], &[Ordinal], &[Cardinal], &[Ordinal, Cardinal, Year]]
    {
        let open = |numbers: &[usize], used: &[bool], figures: &Figures| -> Vec<usize> {
            (0..numbers.len())
                .filter(|&at| !used[at])
                .filter(|&at| {
                    let figure = &figures.figures[numbers[at]];
                    figure.sure && kinds.contains(&figure.kind)
                })
                .collect()
        };
        let (from, to) = (open(left, &used.0, source), open(right, &used.1, target));
        // As many on both sides, in order; else it is not said which stands for which.
        if from.len() != to.len() || from.len() > 3 {
            continue;
        }
        for (&from, &to) in from.iter().zip(&to) {
            used.0[from] = true;
            used.1[to] = true;
            pairs.push((from, to));
        }
    }
    pairs
}

/// All that the translations say, to be judged number by number.
struct Page<'a> {
    texts: &'a [Witness<'a>],
    pivot: usize,
    source: &'a Figures,
    verdicts: &'a [Verdicts<'a>],
}

impl Page<'_> {
    /// Findings about one number of the source.
    fn judge(&self, figure: usize, findings: &mut [Vec<Finding>]) {
        let here = &self.source.figures[figure];
        let same = self.verdicts.iter().filter(|one| one.of_source[figure] == Verdict::Same).count();
        let others: Vec<(&Verdicts, &Figure)> = self
            .verdicts
            .iter()
            .filter_map(|one| match one.of_source[figure] {
                Verdict::Other(at) => Some((one, &one.target.figures[at])),
                _ => None,
            })
            .filter(|(_, there)| differ(here, there))
            .collect();
        let missing: Vec<(&Verdicts, usize)> = self
            .verdicts
            .iter()
            .filter_map(|one| match one.of_source[figure] {
                Verdict::Missing(bead) => Some((one, bead)),
                _ => None,
            })
            .collect();
        if !others.is_empty() {
            self.differs(here, same, &others, findings);
        } else if !missing.is_empty() && same == 0 && here.is_telling() {
            self.missing(here, &missing, findings);
        } else if !missing.is_empty() && here.is_telling() {
            // Other translations have it: this one left it out.
            for &(verdicts, bead) in &missing {
                findings[verdicts.text].push(self.left_out(here, self.place(verdicts, bead), true));
            }
        }
    }

    fn differs(
        &self,
        here: &Figure,
        same: usize,
        others: &[(&Verdicts, &Figure)],
        findings: &mut [Vec<Finding>],
    ) {
        let first = others[0].1;
        let agree = others.iter().all(|(_, there)| there.key() == first.key());
        // In words on both sides: a translator's freedom as often as a fault.
        let spelt = !here.digits && others.iter().all(|(_, there)| !there.digits);
        let against_source = same == 0 && others.len() > 1 && agree;
        let severity = match () {
            () if spelt && others.len() == 1 => Severity::Info,
            () if against_source && !spelt => Severity::Error,
            () if same > 0 => Severity::Info,
            () => Severity::Warning,
        };
        let printed = |verdicts: &Verdicts, there: &Figure| {
            there.span.of(self.texts[verdicts.text].document.text()).to_owned()
        };
        let many = match others.len() {
            1 => say!(en: "the translation", zh: "译文"),
            2 => say!(en: "two translations", zh: "两种译文"),
            _ => say!(en: "several translations", zh: "多种译文"),
        };
        let message = say!(
            en: "`{here}` here, but `{there}` in {many}",
            zh: "此处作 `{here}`，{many}作 `{there}`",
            here = self.word(here),
            there = printed(others[0].0, first),
            many
        );
        let mut finding = Finding::new(NUMBER_DIFFERS.name, severity, here.span, message);
        if severity == Severity::Error {
            let digits = self.word(here);
            if digits.bytes().all(|byte| byte.is_ascii_digit())
                && first.value.fract() == 0.0
                && first.value >= 0.0
            {
                finding = finding.guess(format!("{}", first.value));
            }
        }
        for &(verdicts, there) in others {
            let word = printed(verdicts, there);
            finding = finding.seen(Related {
                text: self.texts[verdicts.text].id,
                span: there.span,
                message: stands(&word),
            });
            let severity = match () {
                () if spelt || against_source => Severity::Info,
                () => Severity::Warning,
            };
            findings[verdicts.text].push(
                Finding::new(
                    NUMBER_DIFFERS.name,
                    severity,
                    there.span,
                    say!(
                        en: "`{word}` here, but `{source}` in the source",
                        zh: "此处作 `{word}`，原文作 `{source}`",
                        word,
                        source = self.word(here)
                    ),
                )
                .seen(self.seen_in_source(here)),
            );
        }
        findings[self.pivot].push(finding);
    }

    fn missing(&self, here: &Figure, missing: &[(&Verdicts, usize)], findings: &mut [Vec<Finding>]) {
        let agreed = missing.len() > 1;
        let severity = if agreed { Severity::Warning } else { Severity::Info };
        let mut finding = Finding::new(
            NUMBER_MISSING.name,
            severity,
            here.span,
            match agreed {
                true => say!(
                    en: "`{word}` is not in any translation",
                    zh: "各译文都没有 `{word}`",
                    word = self.word(here)
                ),
                false => say!(
                    en: "`{word}` is not in the translation",
                    zh: "译文没有 `{word}`",
                    word = self.word(here)
                ),
            },
        );
        for &(verdicts, bead) in missing {
            let span = self.place(verdicts, bead);
            finding = finding.seen(Related {
                text: self.texts[verdicts.text].id,
                span,
                message: lacks(self.word(here)),
            });
            if !agreed {
                findings[verdicts.text].push(self.left_out(here, span, false));
            }
        }
        findings[self.pivot].push(finding);
    }

    /// That what stands at `span` in a translation lacks the number `here` of the source, and whether others have it.
    fn left_out(&self, here: &Figure, span: Span, in_others: bool) -> Finding {
        let word = self.word(here);
        let message = match in_others {
            true => say!(
                en: "`{word}` of the source is not here, though in other translations",
                zh: "原文的 `{word}` 此处没有，别的译文有",
                word
            ),
            false => say!(en: "`{word}` of the source is not here", zh: "原文的 `{word}` 此处没有", word),
        };
        Finding::new(NUMBER_MISSING.name, Severity::Info, span, message).seen(self.seen_in_source(here))
    }

    /// Findings about numbers that translations have and the source has not.
    fn judge_additions(&self, findings: &mut [Vec<Finding>]) {
        for (place, verdicts) in self.verdicts.iter().enumerate() {
            for &(at, bead) in &verdicts.added {
                let there = &verdicts.target.figures[at];
                if !there.is_telling() {
                    continue;
                }
                let source = &verdicts.alignment.beads()[bead].source;
                let backers: Vec<(&Verdicts, &Figure)> = self
                    .verdicts
                    .iter()
                    .filter(|other| other.text != verdicts.text)
                    .filter_map(|other| {
                        let (at, _) = other.added.iter().find(|&&(at, bead)| {
                            let range = &other.alignment.beads()[bead].source;
                            range.start < source.end
                                && source.start < range.end
                                && other.target.figures[at].key() == there.key()
                        })?;
                        Some((other, &other.target.figures[*at]))
                    })
                    .collect();
                // 万吨级 is `of 10,000 tonnes`: a number without a figure.
                let text = self.texts[self.pivot].document.sentences(source.clone());
                if bare_unit(there.value).is_some_and(|unit| text.contains(unit)) {
                    continue;
                }
                let span = sentences(self.texts[self.pivot].document, source);
                let word = there.span.of(self.texts[verdicts.text].document.text());
                if backers.is_empty() {
                    findings[verdicts.text].push(
                        Finding::new(
                            NUMBER_MISSING.name,
                            Severity::Info,
                            there.span,
                            say!(en: "`{word}` is not in the source", zh: "原文没有 `{word}`", word),
                        )
                        .seen(Related {
                            text: self.texts[self.pivot].id,
                            span,
                            message: lacks(word),
                        }),
                    );
                } else if self.verdicts[..place]
                    .iter()
                    .all(|earlier| backers.iter().all(|(other, _)| other.text != earlier.text))
                {
                    // Said once, on the source, by the first that has it.
                    let mut finding = Finding::new(
                        NUMBER_MISSING.name,
                        Severity::Warning,
                        span,
                        say!(
                            en: "`{word}` of the translations is not here",
                            zh: "译文有 `{word}`，此处没有",
                            word
                        ),
                    )
                    .seen(Related {
                        text: self.texts[verdicts.text].id,
                        span: there.span,
                        message: stands(word),
                    });
                    for (other, figure) in backers {
                        let word = figure.span.of(self.texts[other.text].document.text());
                        finding = finding.seen(Related {
                            text: self.texts[other.text].id,
                            span: figure.span,
                            message: stands(word),
                        });
                    }
                    findings[self.pivot].push(finding);
                }
            }
        }
    }

    fn word(&self, here: &Figure) -> &str {
        here.span.of(self.texts[self.pivot].document.text())
    }

    fn seen_in_source(&self, here: &Figure) -> Related {
        Related { text: self.texts[self.pivot].id, span: here.span, message: stands(self.word(here)) }
    }

    /// Where the target's sentences of a bead stand.
    fn place(&self, verdicts: &Verdicts, bead: usize) -> Span {
        sentences(self.texts[verdicts.text].document, &verdicts.alignment.beads()[bead].target)
    }
}

/// From the start of the first of `sentences` to the end of the last.
fn sentences(document: &Document, sentences: &Range<usize>) -> Span {
    Span::new(document.span(sentences.start).start, document.span(sentences.end - 1).end)
}

/// Whether two numbers that stand for each other say different things, and are not one number rounded.
fn differ(here: &Figure, there: &Figure) -> bool {
    let (a, b) = (here.value, there.value);
    let rounds = !here.is_date() && !there.is_date() && (is_rounded(a, b) || is_rounded(b, a));
    // Small numbers in words on one side are idiom as often as not.
    let words = !(here.digits && there.digits)
        && here.kind == NumberKind::Cardinal
        && there.kind == NumberKind::Cardinal
        && a.max(b) < 13.0;
    // A fifth is a fraction here and an ordinal there.
    let fraction = a.min(b) < 1.0 && !(here.digits && there.digits);
    !rounds && !words && !fraction
}

/// Whether `rough` is `exact` rounded to the digits that `rough` has.
fn is_rounded(rough: f64, exact: f64) -> bool {
    if rough < 100.0 || exact <= 0.0 {
        return false;
    }
    let mut unit = 1.0;
    while unit * 10.0 <= rough && (rough / (unit * 10.0)).fract() == 0.0 {
        unit *= 10.0;
    }
    unit > 1.0 && ((exact / unit).round() * unit - rough).abs() < unit / 2.0
}

/// That `word` is to be seen there.
fn stands(word: &str) -> Message {
    say!(en: "`{word}` here", zh: "此处作 `{word}`", word)
}

/// That `word` is not to be seen there.
fn lacks(word: &str) -> Message {
    say!(en: "no `{word}` here", zh: "此处没有 `{word}`", word)
}

#[cfg(test)]
mod tests {
    use super::super::figures::common_numbers;
    use super::*;
    use crate::align::Bead;
    use crate::text::Language;
    use crate::witness::numbered;

    /// The findings on `source` and its `translations`, whose lines render each other one by one, as
    /// `text: what it is on`.
    fn shown(source: (&str, &str), translations: &[(&str, &str)]) -> Vec<String> {
        let texts: Vec<Document> = std::iter::once(&source)
            .chain(translations)
            .map(|(language, text)| Document::from_lines((*text).into(), Language::new(language)))
            .collect();
        let documents: Vec<&Document> = texts.iter().collect();
        let beads = || (0..texts[0].len()).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignments: Vec<Option<Alignment>> = texts
            .iter()
            .enumerate()
            .map(|(text, document)| {
                (text > 0).then(|| Alignment::new(beads(), texts[0].len(), document.len()))
            })
            .collect();
        let mut findings = vec![Vec::new(); texts.len()];
        compare(&numbered(&documents), 0, &alignments, &mut findings);
        findings
            .iter()
            .enumerate()
            .flat_map(|(text, found)| found.iter().map(move |finding| (text, finding)))
            .map(|(text, finding)| {
                let related: Vec<usize> = finding.related.iter().map(|related| related.text.0).collect();
                let word = finding.span.of(documents[text].text());
                format!("{text} {} {word} {related:?}", finding.severity.name())
            })
            .collect()
    }

    #[track_caller]
    fn check(source: (&str, &str), translations: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(shown(source, translations), expected, "{source:?} {translations:?}");
    }

    #[test]
    fn flags_a_number_that_differs() {
        check(
            ("zh", "会议于2021年9月16日举行。"),
            &[("en", "The meeting was held on 16 September 2022.")],
            &["0 warning 2021 [1]", "1 warning 2022 [0]"],
        );
        check(
            ("zh", "会议于2021年9月16日举行。"),
            &[("en", "It was held on 16 September 2022."), ("ru", "Прошло 16 сентября 2022 года.")],
            &["0 error 2021 [1, 2]", "1 info 2022 [0]", "2 info 2022 [0]"],
        );
        // One translation alone is likelier wrong than the text and the other.
        check(
            ("zh", "会议于2022年9月16日举行。"),
            &[("en", "It was held on 17 September 2022."), ("ru", "Прошло 16 сентября 2022 года.")],
            &["0 info 16 [1]", "1 warning 17 [0]"],
        );
        check(
            ("zh", "第65届会议"),
            &[("en", "the sixty-sixth session")],
            &["0 warning 第65 [1]", "1 warning sixty-sixth [0]"],
        );
        check(
            ("zh", "约1.2万人"),
            &[("en", "some 120,000 people")],
            &["0 warning 1.2万 [1]", "1 warning 120,000 [0]"],
        );
        check(
            ("zh", "增长20%"),
            &[("ru", "рост на 30 процентов")],
            &["0 warning 20% [1]", "1 warning 30 процентов [0]"],
        );
    }

    #[test]
    fn large_numbers_are_told_apart_by_their_last_figure() {
        let people = |number: &str| format!("There are {number} people.");
        check(("zh", "共有16777217人。"), &[("en", &people("16,777,217"))], &[]);
        check(
            ("zh", "共有16777217人。"),
            &[("en", &people("16,777,216"))],
            &["0 warning 16777217 [1]", "1 warning 16,777,216 [0]"],
        );
    }

    #[test]
    fn numbers_of_a_row_are_common_whatever_they_are_written_like() {
        let languages = ["zh", "en", "ru"].map(Language::new);
        let cells = [
            (&languages[0], vec!["有1.2万册，第3卷。"]),
            (&languages[1], vec!["It has 12,000 books.", "In 1999."]),
            (&languages[2], vec!["В нём 12 000 книг."]),
        ];
        let common = common_numbers(&cells);
        let values: Vec<Vec<Vec<f64>>> = common
            .iter()
            .map(|text| text.iter().map(|all| all.iter().map(|number| number.1).collect()).collect())
            .collect();
        assert_eq!(values, [vec![vec![12000.0]], vec![vec![12000.0], vec![]], vec![vec![12000.0]]]);
    }

    #[test]
    fn flags_a_number_that_is_missing() {
        check(
            ("zh", "根据第2231号决议行动。"),
            &[("en", "Act on the resolution."), ("ru", "Действовать по резолюции.")],
            &["0 warning 第2231 [1, 2]"],
        );
        check(
            ("zh", "根据决议行动。"),
            &[("en", "Act on resolution 2231."), ("ru", "Действовать по резолюции 2231.")],
            &["0 warning 根据决议行动。 [1, 2]"],
        );
        check(
            ("zh", "根据第2231号决议行动。"),
            &[("en", "Act on resolution 2231."), ("ru", "Действовать по резолюции.")],
            &["2 info Действовать по резолюции. [0]"],
        );
        check(
            ("zh", "根据第2231号决议行动。"),
            &[("en", "Act on the resolution.")],
            &["0 info 第2231 [1]", "1 info Act on the resolution. [0]"],
        );
    }

    #[test]
    fn keeps_what_is_the_same_in_other_words() {
        for (source, language, target) in [
            ("会议于二〇二二年九月十六日举行。", "en", "It was held on September 16, 2022."),
            ("第十七次会议", "ru", "семнадцатое заседание"),
            ("约3000万人", "en", "some 30 million people"),
            ("约1.23亿人", "en", "some 120 million people"),
            ("两国和三方", "en", "both countries and all parties"),
            ("一带一路、一些国家", "ru", "«Один пояс, один путь» и некоторые страны"),
            ("10年来", "en", "over the past decade"),
            ("其中一个办法", "en", "one of the ways"),
            ("新冠肺炎", "en", "COVID-19"),
            ("2022年开始,2022年结束。", "en", "It began and ended in 2022."),
            ("下午3时", "en", "at 15:00"),
            ("20世纪90年代", "en", "in the 1990s"),
            ("百分之二十", "ru", "20 %"),
            ("十分重要", "en", "very important"),
            ("中心全天24小时开放。", "en", "The centre is open around the clock."),
            ("跌幅由18.6亿收窄至17.1亿元。", "ru", "Снижение сократилось с 1,86 до 1,71 млрд юаней."),
        ] {
            check(("zh", source), &[(language, target)], &[]);
        }
    }

    #[test]
    fn keeps_a_number_that_slid_over_the_end_of_a_sentence() {
        check(
            ("zh", "会议于2022年举行。\n通过了宣言。"),
            &[("en", "A meeting was held.\nA declaration was adopted in 2022.")],
            &[],
        );
    }
}
