//! A character read for another that looks like it.

use super::{Doubt, Noted, Run};
use crate::check::flow::{Flow, Page};
use crate::check::habits::Habits;
use crate::check::mending::{self, Change};
use crate::check::misreading::Misread;
use crate::check::model::EDGE;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "LEX003",
    name: "wrong-character",
    zh: &[
        "与上下文不通的汉字，多半是形近而误：“险”误作“脸”。通不通，看字与字怎样相接，看词，看字形，也看本文别处怎样写。",
        "这类疑处少的文本，只查很不通的；罕用词和不止一次出现的名称不查。查出的大多只是值得一看；原字几无疑问时才是警告。",
    ],
    doc: r#"
A Chinese character that hardly fits where it stands, most often read for one that looks like it: 脸 for 险.
What fits is weighed by how characters follow each other, by words, by looks, and by what the document itself
writes elsewhere.

```flag
哪怕遇见再大的风脸
那一定要好好祝货他们
他们的主特人来了
```

```fixed
哪怕遇见再大的风险
那一定要好好祝贺他们
他们的主持人来了
```

In a text with few such places, only what is very odd is flagged; rare words and names that stand more than
once are not. Most of what is flagged is worth a look and no more; it is a warning where what is meant is hardly in
doubt.

```keep
哪怕遇见再大的风险
他把脸洗干净了。
会议在乔蓬阿塔举行。
人民法院依法审理案件。
```
"#,
    scope: Scope::Chinese,
    gives_way: true,
};

pub(super) const RUN: Run = Run::Doubt(Doubt { note, ask, judge });

/// How likely it must be that a character is wrong, to say so.
const LIKELY: f32 = 0.5;

/// How likely it must be that one look-alike is meant, to warn of it. In 153,000 characters of clean laws two are
/// thought so, in 36,000 of clean novels none; in six million of manuals and examples 77, most of them wrong.
const NEARLY_SURE: f32 = 0.9;

/// The same in a text of the old written language, of which the counts know little: most of what is above the other
/// limit there is right.
const SURE_OF_OLD: f32 = 0.995;

fn note(page: &Page, flow: &Flow, noted: &mut Noted) {
    if page.is_chinese() {
        noted.misread.note(page, flow);
        mending::note_misread(page, flow, &mut noted.mends);
    }
}

fn ask(page: &Page, noted: &mut Noted) -> Vec<u64> {
    let mut asked = noted.misread.weigh(page);
    asked.extend(noted.mends.iter().flat_map(mending::Mend::asked));
    asked
}

fn judge(page: &Page, noted: &mut Noted, habits: &Habits, findings: &mut Vec<Finding>) {
    let misread = noted.misread.judge(page, habits, LIKELY);
    let before = findings.len();
    findings.extend(misread.iter().map(|misread| finding(page, misread)));
    for mend in mending::likeliest(page, &noted.mends, habits, Change::Instead(EDGE)) {
        let Change::Instead(meant) = mend.change else { continue };
        let printed = mend.span.of(page.text());
        let words = mend.words();
        let message = say!(
            en: "`{printed}` may be `{meant}`, which looks like it, in `{words}`",
            zh: "“{printed}”疑为“{meant}”，形近而误：“{words}”",
            printed,
            meant,
            words
        );
        let finding = Finding::new(RULE.name, Severity::Warning, mend.span, message).guess(meant);
        match findings[before..].iter_mut().find(|finding| finding.span == mend.span) {
            Some(other) if other.severity < Severity::Warning => *other = finding,
            Some(_) => {}
            None => findings.push(finding),
        }
    }
}

fn finding(page: &Page, misread: &Misread) -> Finding {
    let printed = misread.printed;
    let best = misread.candidates.first().filter(|best| best.1 * 3.0 > misread.probability);
    let Some(&(best, chance)) = best else {
        let message = say!(
            en: "`{printed}` hardly fits in `{words}`",
            zh: "“{words}”中的“{printed}”字不通",
            printed,
            words = misread.with(printed)
        );
        return Finding::new(RULE.name, Severity::Info, misread.span, message);
    };
    let mut message = say!(
        en: "`{printed}` may be `{best}`, which looks like it, in `{words}`",
        zh: "“{printed}”疑为“{best}”，形近而误：“{words}”",
        printed,
        best,
        words = misread.with(best)
    );
    let others = misread.candidates.iter().skip(1).take(2).filter(|other| other.1 * 4.0 > chance);
    for (other, _) in others {
        message = say!(en: "{message} or `{other}`", zh: "{message}，或为“{other}”", message, other = *other);
    }
    if misread.elsewhere > 1 {
        message = say!(
            en: "{message}; the text has that {times} times",
            zh: "{message}；文中另有 {times} 处",
            message,
            times = misread.elsewhere
        );
    }
    let limit = if page.is_old() { SURE_OF_OLD } else { NEARLY_SURE };
    // 著 is what traditional print often has for 着.
    let is_variant = printed == '著' && best == '着';
    let severity = if chance > limit && !is_variant { Severity::Warning } else { Severity::Info };
    Finding::new(RULE.name, severity, misread.span, message).guess(best)
}
