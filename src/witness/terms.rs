//! Is each term rendered as was agreed?
//!
//! What departs from a glossary ([`terms`](mod@crate::terms)) is said at the translation, with the term of the source beside it.
//! Where one text is asked about and the others bear witness, it may be the one that was translated: then the
//! translation's fault is said at the term. Which of the two it is, the glossary says by the order of its languages, since
//! nothing else does.
//!
//! A forbidden rendering is a warning: the words stand there, and the term that they were forbidden for. A rendering that
//! is missing is one where something else surely stands for the term, and a remark where the aligner cannot tell what
//! does: mostly nothing, for translators say *it*, and turn a noun into a verb.

use super::{Asked, Examination, Options, Witness};
use crate::align::Alignment;
use crate::finding::{Finding, Related, Rule, Severity};
use crate::message::Message;
use crate::say;
use crate::terms::{Departure, Glossary, departures};

pub(super) const FORBIDDEN_TERM: Rule = Rule {
    code: "VER008",
    name: "forbidden-term",
    zh: &[
        "术语表里禁用的译法。\n\n用 `--terms` 给出术语表，原文有某术语，译文对应的句子里却用了该术语的禁用译法时查出。译文不论单复数、变格、繁简、全半角，都认得出。可用的译法只有一种、而文中正是表里所写的形式时，给出改法。\n\n例子里 `terms` 一行是术语表：`!` 后面是禁用的译法。",
        "别的术语可以这样译，而那个术语也在这一句里的，不查；原文没有该术语的，不查。",
    ],
    doc: "
A rendering that the glossary forbids.

Flagged where the source has a term of the glossary (`--terms`) and the sentence that renders it has words that
are forbidden for this term, in whatever form. A fix is offered where one rendering alone is allowed and the
words stand as the glossary writes them.

In the examples, the line `terms` is the glossary; what must not be used stands behind a `!`.

```flag versions
zh: 缔约方每年在湖边会晤。水文站每天测量水位。
en: The parties meet every year by the lake. The water stations measure the level every day.
terms: zh 水文站 = en gauging station, ! water station
```

Left alone: words that are allowed for another term of the same sentence, and words in whose sentence the
source has no such term.

```keep versions
zh: 缔约方每年在湖边会晤。水文站每天测量水位。
en: The parties meet every year by the lake. The gauging stations measure the level every day.
terms: zh 水文站 = en gauging station, ! water station
```

```keep versions
zh: 缔约方每年在湖边会晤。供水站每天测量水位。
en: The parties meet every year by the lake. The water stations measure the level every day.
terms: zh 水文站 = en gauging station, ! water station
```
",
    ..Rule::PLAIN
};

pub(super) const MISSING_TERM: Rule = Rule {
    code: "VER009",
    name: "missing-term",
    zh: &[
        "术语没有按术语表翻译。\n\n用 `--terms` 给出术语表，原文有某术语，译文对应的句子里却没有议定的译法时查出；看得出译作什么的，指出来，作警告；看不出的只作提示，多半是译者用了代词。",
        "词形变化（单复数、变格、时态）、繁简、全半角都算相同；议定的几个词分开写的，如“Central and South Asia”，译法落在前后句的，一行里出现几次而只译一次的，都不查。存疑的行和无对应的句子不查。",
    ],
    doc: "
A term that is not rendered as the glossary has it.

Flagged where the source has a term of the glossary (`--terms`) and the sentence that renders it has none of the
renderings that are allowed. Where it can be told what stands there instead, this is a warning and says so;
elsewhere it is a remark, since translators mostly have said *it*.

```flag versions
zh: 缔约方每年在湖边会晤。水文站每天测量水位。
en: The parties meet every year by the lake. The observatories measure the level every day.
terms: zh 水文站 = en gauging station
```

Left alone: other forms of the words, words of a rendering that stand apart, a rendering that slid into the
sentence before or after, and a term that stands several times and is rendered once. Rows in doubt and sentences
without counterpart say nothing.

```keep versions
zh: 缔约方每年在湖边会晤。水文站每天测量水位，水文站的数据公开。
en: The parties meet every year by the lake. The Gauging Stations’ staff measure the level every day, and their data are public.
terms: zh 水文站 = en gauging station
```

```keep versions
zh: 会议讨论了北岸地区和南岸地区的渔业。
en: The meeting discussed the fisheries of the northern and southern shores.
terms: zh 南岸地区 = en southern shore; zh 北岸地区 = en northern shore
```
",
    ..Rule::PLAIN
};

/// Adds what departs from the glossary to the findings.
pub(super) fn compare(
    texts: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
    options: &Options,
    findings: &mut [Vec<Finding>],
) {
    let Some(glossary) = options.terms else { return };
    let wanted = [FORBIDDEN_TERM, MISSING_TERM].map(|rule| options.check.selection.wants(&rule));
    if wanted == [false, false] {
        return;
    }
    for (text, alignment) in alignments.iter().enumerate() {
        let Some(alignment) = alignment else { continue };
        let Sides { source, target, alignment } =
            sides(texts, [pivot, text], alignment, glossary, options.asked);
        let [from, to] = [source, target].map(|text| texts[text].document);
        for departure in departures(from, to, &alignment, glossary, &options.align) {
            // A text that only bears witness is not asked about.
            let owner = if options.asked == Asked::First { 0 } else { target };
            let finding = if owner == target {
                at_target(&texts[source], &texts[target], &departure)
            } else {
                at_source(&texts[target], &departure)
            };
            findings[owner].push(finding);
        }
    }
}

/// What departs from the glossary of `options` in texts that are laid out as `examination` has them; for each text.
pub fn term_findings(
    witnesses: &[Witness],
    examination: &Examination,
    options: &Options,
) -> Vec<Vec<Finding>> {
    let mut findings = vec![Vec::new(); witnesses.len()];
    compare(witnesses, examination.pivot, &examination.alignments, options, &mut findings);
    for findings in &mut findings {
        options.check.selection.retain(&[FORBIDDEN_TERM, MISSING_TERM], findings);
        findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    }
    findings
}

/// Two texts, of which the target is held to what is agreed.
struct Sides<'a> {
    source: usize,
    target: usize,
    alignment: std::borrow::Cow<'a, Alignment>,
}

/// Which of the pivot and a text that is aligned with it renders the other.
fn sides<'a>(
    texts: &[Witness],
    [pivot, text]: [usize; 2],
    alignment: &'a Alignment,
    glossary: &Glossary,
    asked: Asked,
) -> Sides<'a> {
    let [from, to] = [pivot, text].map(|text| texts[text].document.language());
    // Of texts that are laid out together the pivot is the one that was translated.
    if asked == Asked::First && glossary.is_turned(from, to) {
        return Sides { source: text, target: pivot, alignment: std::borrow::Cow::Owned(alignment.turned()) };
    }
    Sides { source: pivot, target: text, alignment: std::borrow::Cow::Borrowed(alignment) }
}

/// The finding at what the translation has.
fn at_target(source: &Witness, target: &Witness, departure: &Departure) -> Finding {
    let span = departure.stands.unwrap_or(departure.target);
    let words = departure.stands.map(|span| span.of(target.document.text()));
    let there = departure.source.of(source.document.text());
    let seen = Related {
        text: source.id,
        span: departure.source,
        message: say!(en: "`{there}` here", zh: "此处作 `{there}`", there),
    };
    with_fix(finding(span, departure, words), departure, words).seen(seen)
}

/// The finding at the term, where only its text is asked about.
fn at_source(target: &Witness, departure: &Departure) -> Finding {
    let words = departure.stands.map(|span| span.of(target.document.text()));
    let seen = Related {
        text: target.id,
        span: departure.stands.unwrap_or(departure.target),
        message: match words {
            Some(words) => say!(en: "`{words}` here", zh: "此处作 `{words}`", words),
            None => say!(en: "the sentence that renders it", zh: "对应的译文"),
        },
    };
    finding(departure.source, departure, words).seen(seen)
}

fn finding(span: crate::text::Span, departure: &Departure, words: Option<&str>) -> Finding {
    let (rule, severity) = match (departure.is_forbidden, words) {
        (true, _) => (FORBIDDEN_TERM.name, Severity::Warning),
        (false, Some(_)) => (MISSING_TERM.name, Severity::Warning),
        (false, None) => (MISSING_TERM.name, Severity::Info),
    };
    Finding::new(rule, severity, span, said(departure, words))
}

fn said(departure: &Departure, words: Option<&str>) -> Message {
    let term = &departure.term;
    let quoted = departure.expected.iter().map(|words| format!("`{words}`")).collect::<Vec<_>>();
    let (or, expected) = (quoted.join(" or "), quoted.join("、"));
    let expected = crate::message::each(&or, &expected);
    let message = match (departure.is_forbidden, words) {
        (true, Some(words)) if departure.expected.is_empty() => say!(
            en: "`{words}` is forbidden for `{term}`",
            zh: "`{term}` 禁译作 `{words}`",
            words,
            term
        ),
        (true, Some(words)) => say!(
            en: "`{words}` is forbidden for `{term}`; {expected} is agreed",
            zh: "`{term}` 禁译作 `{words}`，应作 {expected}",
            words,
            term,
            expected
        ),
        (_, Some(words)) => say!(
            en: "`{term}` is agreed to be {expected}; `{words}` stands here",
            zh: "`{term}` 应译作 {expected}，此处作 `{words}`",
            term,
            expected,
            words
        ),
        _ => say!(
            en: "`{term}` is agreed to be {expected}, which does not stand here",
            zh: "`{term}` 应译作 {expected}，此处没有",
            term,
            expected
        ),
    };
    match departure.note.as_str() {
        "" => message,
        note => say!(en: "{message} ({note})", zh: "{message}（{note}）", message, note),
    }
}

/// The same with the one rendering that is allowed, where the words are not inflected.
fn with_fix(finding: Finding, departure: &Departure, words: Option<&str>) -> Finding {
    match (departure.expected.as_slice(), words) {
        ([only], Some(words)) if departure.is_forbidden && departure.is_as_written(words) => {
            finding.guess(only)
        }
        _ => finding,
    }
}
