//! Commas that were full stops, in languages that begin a sentence with a capital letter.
//!
//! In print the two differ by a hair. A comma before `The` or `Когда` ends a sentence: these are words of grammar, which
//! name nothing and have a capital letter nowhere else. Any word with a capital letter would find twice as many, and
//! every second one would be somebody's name.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page, Signs};
use crate::check::words::{ENGLISH, RUSSIAN, Words};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{ParagraphKind, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN016",
    name: "misread-comma",
    zh: &[
        "英文或俄文里，句号被识别成逗号或分号：后面是首字母大写的虚词，或前面是条目的编号，或在段末。也查句中误作句号的逗号：后面是小写开头的词。",
        "名称和引文的开头本来就大写，书信的称呼和列表也是这样，不查。",
    ],
    doc: r#"
A comma or semicolon in English or Russian where a full stop was printed: before a word of grammar with a capital letter,
behind the number of an item, at the end of a paragraph. And a full stop amid a sentence, before a word that begins with
a small letter.

```flag
He went home early, The door was open.
Он пришёл домой; Когда стемнело, зажгли свет.
1, Open the window and wait.
They walked along. the river until it was dark.
```

```fixed
He went home early. The door was open.
Он пришёл домой. Когда стемнело, зажгли свет.
1. Open the window and wait.
They walked along, the river until it was dark.
```

What a name or a quotation begins with has its capital letter anyway, and so have letters and lists.

```keep
He asked Tom, Anna and Mr Gray.
He said, “The door was open.”
Dear Sir,
On 3 May, 1, 2 and 3 were sold.
It was made by the firm of smith etc. and sold in the shops.
Я видел Анну, Ивана и Петра.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const MARKS: Signs = Signs::of(&[',', ';', '.']);

/// Words of grammar that begin sentences.
const OPENERS: [&[&str]; 2] = [
    &[
        "The", "This", "These", "Those", "It", "We", "You", "He", "She", "They", "If", "When", "There",
        "Here", "But", "And", "That", "What", "How", "Its", "Our", "Your", "His", "Their",
    ],
    &[
        "Это",
        "Этот",
        "Эта",
        "Эти",
        "Если",
        "Когда",
        "Он",
        "Она",
        "Они",
        "Мы",
        "Вы",
        "Но",
        "Как",
        "Также",
        "Однако",
        "Поэтому",
        "Тогда",
        "Теперь",
        "Его",
        "Её",
        "Их",
        "Что",
        "Чтобы",
        "Для",
        "При",
    ],
];

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.has_han || flow.kind != ParagraphKind::Body || !flow.signs.meet(&MARKS) {
        return;
    }
    let (openers, words) = match page.document.language().base() {
        "en" => (OPENERS[0], &ENGLISH),
        "ru" => (OPENERS[1], &RUSSIAN),
        _ => return,
    };
    let chars = &flow.chars;
    let digits = chars.iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    for (at, c) in flow.others().filter(|&(_, c)| matches!(c, ',' | ';' | '.')) {
        if c == '.' {
            if goes_on(flow, at, words) {
                let message = say!(
                    en: "the sentence goes on behind the full stop, with a small letter",
                    zh: "句点之后句子未断，以小写开头"
                );
                findings.push(
                    Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(","),
                );
            }
            continue;
        }
        let is_item = c == ','
            && digits == at
            && flow.signs.meet(&DIGITS)
            && digits > 0
            && flow.at(at + 1) == ' '
            && flow.at(at + 2).is_uppercase()
            && flow.at(at + 3).is_lowercase();
        if is_item || opens_sentence(flow, at, openers) || ends_paragraph(page, flow, at) {
            let message = say!(
                en: "`{c}` may have been a full stop: a sentence ends here",
                zh: "`{c}` 疑为句点：句子到此为止",
                c
            );
            findings
                .push(Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess("."));
        }
    }
}

/// Whether a word of small letters stands before the mark at `at`, and behind it one that begins sentences and another.
fn opens_sentence(flow: &Flow, at: usize, openers: &[&str]) -> bool {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 7;
    let before = flow.chars[..at].iter().rev().take(SHORTEST).take_while(|c| c.is_lowercase()).count();
    if before < SHORTEST || !matches!(flow.at(at + 1), ' ' | '\n') || !flow.at(at + 2).is_uppercase() {
        return false;
    }
    let word: String =
        flow.chars[at + 2..].iter().take(LONGEST + 1).take_while(|c| c.is_alphabetic()).collect();
    let next = at + 2 + word.chars().count();
    openers.contains(&word.as_str())
        && matches!(flow.at(next), ' ' | '\n')
        && flow.at(next + 1).is_lowercase()
}

/// Whether words of small letters stand on both sides of the full stop at `at` that the language has: an abbreviation is
/// none, and neither is a name that begins small.
fn goes_on(flow: &Flow, at: usize, words: &Words) -> bool {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 24;
    if flow.at(at + 1) != ' ' || !flow.before(at).is_lowercase() || !flow.at(at + 2).is_lowercase() {
        return false;
    }
    let before = flow.chars[..at].iter().rev().take(LONGEST).take_while(|c| c.is_lowercase()).count();
    let after = flow.chars[at + 2..].iter().take(LONGEST).take_while(|c| c.is_lowercase()).count();
    let knows = |range: std::ops::Range<usize>| words.knows_letters(&flow.chars[range]);
    let parts = |c: char| matches!(c, ' ' | '\n');
    before >= SHORTEST
        && after > 1
        && parts(flow.before(at - before))
        && matches!(flow.at(at + 2 + after), ' ' | '\n' | ',' | '.')
        && knows(at - before..at)
        && knows(at + 2..at + 2 + after)
}

/// Whether the mark at `at` ends a paragraph of many words, and the next begins with a capital letter.
fn ends_paragraph(page: &Page, flow: &Flow, at: usize) -> bool {
    /// Words of the shortest that is no greeting and no item of a list.
    const FEWEST: usize = 14;
    let chars = &flow.chars;
    if at + 1 != chars.len() || !chars[0].is_uppercase() || !flow.before(at).is_lowercase() {
        return false;
    }
    let document = page.document;
    let next = document.paragraphs().get(flow.paragraph + 1).filter(|next| next.kind == ParagraphKind::Body);
    let Some(first) = next.and_then(|next| document.pieces(next.sentences.start).first().copied()) else {
        return false;
    };
    let first = first.of(page.text());
    let begins = first.chars().next().is_some_and(char::is_uppercase) && first.contains(' ');
    begins && !first.contains(script::is_han) && chars.split(|c| c.is_whitespace()).count() >= FEWEST
}
