//! Words that were broken at a ligature, or lost it.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::words::ENGLISH;
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "LEX007",
    name: "broken-ligature",
    zh: &[
        "英文单词在 fi、fl、ff、ffi、ffl 处断开，或缺了这几个字母。版面上这几个字母合为一个字形，提取文字的程序不认得。",
    ],
    doc: r#"
An English word that is parted at fi, fl, ff, ffi or ffl, or lacks these letters: the page had one sign for them, and
what took the text out of it knew no letters for that sign.

```flag
The veri fi cation of the in fl ux was done.
It was a di ffi cult task with arti cial light.
The scienti c paper on traf c took much ef fort and a good fl ow of water.
```

```fixed
The verification of the influx was done.
It was a difficult task with artificial light.
The scientific paper on traffic took much effort and a good flow of water.
```

```keep
The verification of the influx was difficult.
They had wi fi and a sci fi film.
The pro ling was done.
Proof fit for print, if fate lets us, and self less than the chief lines.
Plan b or plan c will do.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const LIGATURES: [&str; 5] = ["ffi", "ffl", "fi", "fl", "ff"];

/// What stands before fi where that is short for fiction or fidelity.
const SHORTENED: [&str; 5] = ["wi", "sci", "hi", "lo", "semper"];

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.has_han || page.document.language().base() != "en" {
        return;
    }
    let chars = &flow.chars;
    // The words before: where each begins and ends.
    let mut before: [(usize, usize); 2] = [(0, 0); 2];
    let mut at = 0;
    let mut done = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_lowercase() {
            at += 1;
            continue;
        }
        let start = at;
        at += chars[start..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let [far, near] = before;
        before = [near, (start, at)];
        let follows =
            |one: (usize, usize), other: usize| one.1 > one.0 && one.1 + 1 == other && chars[one.1] == ' ';
        let is_word = !flow.before(start).is_ascii_alphanumeric() && !matches!(flow.at(at), '-' | '\'' | '’');
        if !is_word || !follows(near, start) || near.0 < done {
            continue;
        }
        let word = |(from, to): (usize, usize)| flow.string(from..to).to_lowercase();
        let (last, middle) = (word((start, at)), word(near));
        let is_short_name = || follows(far, near.0) && SHORTENED.contains(&word(far).as_str());
        let joined = if LIGATURES.contains(&middle.as_str()) && is_short_name() {
            None
        } else if LIGATURES.contains(&middle.as_str()) {
            let whole = [(far, word(far) + &middle + &last), (near, middle + &last)];
            whole.into_iter().find(|(from, joined)| {
                (*from == near || follows(far, near.0) && far.0 >= done)
                    && (joined.len() > 4 && ENGLISH.knows(joined)
                        || joined.len() > 3 && ENGLISH.is_usual(joined))
            })
        } else if let Some(joined) = parted_within(&middle, &last) {
            Some((near, joined))
        } else if (last.len() > 1 || last == "c" && middle.len() > 2)
            && middle.len() > 1
            && !(ENGLISH.knows(&last) && ENGLISH.knows(&middle))
        {
            let joined = LIGATURES.iter().map(|letters| format!("{middle}{letters}{last}"));
            joined.into_iter().find(|joined| ENGLISH.is_usual(joined)).map(|joined| (near, joined))
        } else {
            None
        };
        if let Some(((from, _), joined)) = joined
            && flow.is_solid(from..at)
        {
            let message = say!(
                en: "`{printed}` may be `{joined}`, parted at a ligature",
                zh: "`{printed}` 疑为 `{joined}`，断在连字处",
                printed = flow.string(from..at),
                joined = &joined
            );
            findings
                .push(Finding::new(RULE.name, Severity::Warning, flow.span(from..at), message).guess(joined));
            done = at;
        }
    }
}

/// The word that two strings make of which the first ends and the second begins in the midst of a ligature: ef fort.
fn parted_within(first: &str, second: &str) -> Option<String> {
    // Of two letters the list has the names of letters too.
    let is_word = |word: &str| matches!(word, "of" | "if") || word.len() > 2 && ENGLISH.is_usual(word);
    let may = first.ends_with('f')
        && second.len() > 1
        && second.starts_with(['f', 'i', 'l'])
        && !(is_word(first) && ENGLISH.knows(second));
    Some(format!("{first}{second}")).filter(|joined| may && joined.len() > 4 && ENGLISH.is_usual(joined))
}
