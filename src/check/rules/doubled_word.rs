//! Words that stand twice, in languages that part words with spaces.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "DUP003",
    name: "doubled-word",
    zh: &["同一个词接连出现，常见于转行处。", "数字、人名和本来就会重叠的词不查。"],
    doc: r#"
The same word twice in a row, as at the turn of a line.

```flag
It is in the the box.
She's is here, and I'd would go.
Это было в в саду.
Она и и он
```

```fixed
It is in the box.
She's here, and I'd go.
Это было в саду.
Она и он
```

Numbers, names, and words that do stand twice are left alone.

```keep
He had had enough of that that day.
John's is better than hers is.
New York New York
It was 10 10 times.
Bora Bora is far, far away.
Да да, он чуть чуть устал.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Words that stand twice rightly, or in words of feeling.
const TWICE: &[&str] = &[
    "had",
    "that",
    "her",
    "his",
    "do",
    "is",
    "was",
    "bye",
    "blah",
    "ha",
    "ho",
    "no",
    "yes",
    "very",
    "really",
    "so",
    "well",
    "there",
    "now",
    "oh",
    "ah",
    "many",
    "much",
    "long",
    "far",
    "never",
    "more",
    "again",
    "knock",
    "tut",
    "да",
    "нет",
    "чуть",
    "еле",
    "очень",
    "ну",
    "так",
    "вот",
    "ой",
    "ах",
    "ха",
    "тихо",
    "долго",
    "далеко",
    "много",
    "было",
    "все",
    "всё",
    "то",
    "это",
    "что",
    "как",
    "где",
    "кто",
    "что",
    "давно",
    "едва",
    "скоро",
    "снова",
];

/// Words that hold a sentence together and never stand twice in a row.
const NEVER_TWICE: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "to",
    "and",
    "for",
    "with",
    "from",
    "at",
    "by",
    "as",
    "be",
    "are",
    "were",
    "it",
    "or",
    "but",
    "we",
    "they",
    "these",
    "those",
    "has",
    "have",
    "will",
    "would",
    "can",
    "not",
    "its",
    "their",
    "и",
    "в",
    "во",
    "на",
    "с",
    "со",
    "к",
    "ко",
    "о",
    "об",
    "от",
    "до",
    "по",
    "из",
    "за",
    "под",
    "при",
    "для",
    "над",
    "у",
    "не",
    "или",
    "но",
    "а",
    "его",
    "их",
    "также",
    "между",
    "через",
    "без",
    "быть",
];

const GAPS: Signs = Signs::of(&[' ', '\n']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    if flow.has_han && !flow.signs.meet(&GAPS) {
        return;
    }
    let mut last: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < chars.len() {
        if !is_letter(chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        at += chars[start..].iter().take_while(|&&c| is_letter(c)).count();
        if let Some((first, end)) = last.replace((start, at))
            && is_gap(&chars[end..start])
            && doubled(flow, (first, end), (start, at))
        {
            findings.push(finding(flow, end, start, at));
            last = None;
        }
    }
}

/// Letters of the scripts that part words with spaces; an apostrophe or hyphen parts no word.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\'' | '’' | '-' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}')
            && !matches!(c, '×' | '÷')
}

fn is_gap(gap: &[char]) -> bool {
    matches!(gap, [' ' | '\n'] | [' ', '\n'] | ['\n', ' '])
}

fn doubled(flow: &Flow, first: (usize, usize), second: (usize, usize)) -> bool {
    let fold = |(start, end): (usize, usize)| {
        flow.chars[start..end].iter().flat_map(|c| c.to_lowercase()).collect::<String>()
    };
    let (one, other) = (fold(first), fold(second));
    if is_contracted(&one, &other) {
        return true;
    }
    if one != other || TWICE.contains(&one.as_str()) {
        return false;
    }
    let single = one.chars().count() == 1;
    let names = flow.chars[second.0].is_uppercase();
    let joined =
        |c: char| script::is_han(c) || c.is_ascii_digit() || matches!(c, '_' | '/' | '.' | '@' | '=' | '<');
    !names
        && one.chars().any(char::is_alphabetic)
        && (!single || NEVER_TWICE.contains(&one.as_str()))
        && !(first.0 > 0 && joined(flow.before(first.0)))
        && (!joined(flow.at(second.1)) || matches!(flow.at(second.1 + 1), ' ' | '\n'))
}

/// Whether `one` holds `other` contracted: you're are.
fn is_contracted(one: &str, other: &str) -> bool {
    let ends = |contracted: &str| {
        one.ends_with(&format!("'{contracted}")) || one.ends_with(&format!("’{contracted}"))
    };
    // After a name 's is more often the mark of what is his: John's is better.
    let is_pronoun =
        |pronouns: &[&str]| one.split(['\'', '’']).next().is_some_and(|word| pronouns.contains(&word));
    const HE: &[&str] = &["he", "she", "it", "that", "there", "here", "who", "what", "where"];
    const I: &[&str] = &["i", "you", "he", "she", "it", "we", "they"];
    match other {
        "is" => ends("s") && is_pronoun(HE),
        "would" => ends("d") && is_pronoun(I),
        "are" => ends("re"),
        "am" => ends("m"),
        "have" => ends("ve"),
        "will" => ends("ll"),
        _ => false,
    }
}

/// The second word goes, with the gap before it; a line end stays where it is.
fn finding(flow: &Flow, end: usize, start: usize, stop: usize) -> Finding {
    let word = flow.string(start..stop);
    let message = say!(en: "`{word}` stands twice", zh: "`{word}` 重出", word);
    let range = if flow.is_solid(end..stop) && !flow.chars[end..start].contains(&'\n') {
        end..stop
    } else if flow.at(stop) == ' ' && flow.is_solid(start..stop + 1) {
        start..stop + 1
    } else {
        start..stop
    };
    Finding::new(RULE.name, Severity::Warning, flow.span(range), message).guess("")
}
