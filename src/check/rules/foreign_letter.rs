//! Letters of another alphabet that look the same.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::words::ENGLISH;
use crate::finding::{Finding, Rule, Severity};
use crate::message::Message;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "CHR007",
    name: "foreign-letter",
    zh: &[
        "词里混入另一种字母：西里尔字母 `с` 写成拉丁字母 `c`，拉丁字母 `O` 写成希腊字母 `Ο`。肉眼看不出，检索却查不到。\
         俄文里唯一的拉丁字母词若全是与西里尔字母同形的大写字母，也是如此。",
        "与另一种字母形状不同的，是有意为之；外文名称后的词尾和公式里的符号也是。",
    ],
    doc: r#"
A letter of another alphabet inside a word: a Latin `c` for a Cyrillic `с`, a Greek `Ο` for a Latin `O`.
Nobody sees it, and no search finds the word. So it is with the one Latin word of a Russian paragraph, if all of it are
capitals that Cyrillic has too.

```flag
Все \u{43}\u{442}\u{440}\u{430}ны приняли участие в совещании.
The \u{441}ommittee met in the spring.
Принята программа co\u{442}рудничества на три года.
The \u{39C}inister of Water spoke first.
На старой карте был отмечен город TOPCK.
```

```fixed
Все Страны приняли участие в совещании.
The committee met in the spring.
Принята программа сотрудничества на три года.
The Minister of Water spoke first.
На старой карте был отмечен город ТОРСК.
```

Letters that look like none of the other alphabet are meant, and so are endings after a Latin name and
symbols of a formula.

```keep
Все страны приняли участие; IT-специалисты и PDFы тоже.
Диаметр 5 μm, ΔT и 3D-модель, Wi-Fi и iOSа.
The committee met in Москва, the capital.
Страница открывается по HTTP, как и прежде.
Он купил камеру HTC у знакомого и камеру Canon у соседа.
В главе XXX рассказано о городе.
```
"#,
    gives_way: true,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Letters that look alike: Latin, Cyrillic, Greek; a blank where an alphabet has none.
const ALIKE: &[[char; 3]] = &[
    ['A', 'А', 'Α'],
    ['B', 'В', 'Β'],
    ['C', 'С', ' '],
    ['E', 'Е', 'Ε'],
    ['H', 'Н', 'Η'],
    ['I', ' ', 'Ι'],
    ['K', 'К', 'Κ'],
    ['M', 'М', 'Μ'],
    ['N', ' ', 'Ν'],
    ['O', 'О', 'Ο'],
    ['P', 'Р', 'Ρ'],
    ['T', 'Т', 'Τ'],
    ['X', 'Х', 'Χ'],
    ['Y', 'У', 'Υ'],
    ['Z', ' ', 'Ζ'],
    ['a', 'а', ' '],
    ['c', 'с', ' '],
    ['e', 'е', ' '],
    ['o', 'о', 'ο'],
    ['p', 'р', ' '],
    ['v', ' ', 'ν'],
    ['x', 'х', ' '],
    ['y', 'у', ' '],
];

/// The place of an alphabet in [`ALIKE`].
fn alphabet(c: char) -> Option<usize> {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' if c.is_alphabetic() => Some(0),
        '\u{400}'..='\u{52f}' => Some(1),
        '\u{370}'..='\u{3ff}' if c.is_alphabetic() => Some(2),
        _ => None,
    }
}

/// What looks like `c` in `into`; `language` has i for a letter of its Cyrillic too.
fn twin(c: char, into: usize, has_i: bool) -> Option<char> {
    if has_i && into == 1 && matches!(c, 'i' | 'I') {
        return Some(if c == 'i' { 'і' } else { 'І' });
    }
    let from = alphabet(c)?;
    ALIKE.iter().find(|alike| alike[from] == c).map(|alike| alike[into]).filter(|&twin| twin != ' ')
}

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let has_i = matches!(page.document.language().base(), "uk" | "be" | "kk");
    let chars = &flow.chars;
    // Letters are of several alphabets only if some are Greek or Cyrillic; most Chinese text has none.
    if flow.has_han && !flow.others().any(|(_, c)| matches!(c, '\u{370}'..='\u{52f}')) {
        return;
    }
    let mut at = 0;
    let mut words = [0; 3];
    let mut capitals: Vec<(usize, usize)> = Vec::new();
    while at < chars.len() {
        let Some(first) = alphabet(chars[at]) else {
            at += 1;
            continue;
        };
        let start = at;
        let mut mixed = false;
        while let Some(other) = chars.get(at).copied().and_then(alphabet) {
            mixed |= other != first;
            at += 1;
        }
        words[first] += 1;
        if mixed {
            findings.extend(foreign_letters(flow, start, at, has_i));
        } else if is_all_alike(flow, start, at) {
            capitals.push((start, at));
        }
    }
    // Who writes Latin words beside it may write this one.
    if words[1] >= FEWEST && words[0] == capitals.len() {
        findings.extend(capitals.into_iter().map(|(start, end)| foreign_word(flow, start, end)));
    }
}

/// Cyrillic words of a paragraph, from which on it is Russian with a foreign word in it.
const FEWEST: usize = 4;

/// Latin abbreviations that are met in Russian, all of whose letters Cyrillic has too.
const ABBREVIATIONS: &[&str] = &[
    "ABC", "AMC", "APA", "APM", "APT", "ATM", "ATP", "ATX", "BAT", "BBC", "BMC", "BMP", "BMX", "BPM", "BTC",
    "CAT", "CBC", "CBT", "CEO", "CMC", "COM", "COO", "CPA", "CPC", "CPM", "CTO", "CTP", "ETA", "ETC", "ETH",
    "HBO", "HPE", "HTC", "HTTP", "KPMG", "MAC", "MAX", "MBA", "MCP", "MHC", "MKB", "MPC", "MTB", "MTX",
    "OEM", "OPEC", "PCB", "PEP", "POE", "POP", "PPM", "PPP", "PTC", "TAP", "TCP", "TEX", "TPM", "YTM",
];

/// Whether the word at `start..end` is Latin, of capitals that Cyrillic has too, and known for no Latin word.
fn is_all_alike(flow: &Flow, start: usize, end: usize) -> bool {
    let word = &flow.chars[start..end];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '/' | '.' | '@' | '&' | '+');
    let latin = || flow.string(start..end);
    word.len() >= 3
        && word.iter().all(|&c| c.is_ascii_uppercase() && twin(c, 1, false).is_some())
        // Roman numerals.
        && !word.iter().all(|c| matches!(c, 'M' | 'C' | 'X'))
        && !is_part(flow.before(start))
        && (!is_part(flow.at(end)) || flow.at(end) == '.' && matches!(flow.at(end + 1), ' ' | '\n'))
        && !ABBREVIATIONS.contains(&latin().as_str())
        && !ENGLISH.is_usual(&latin().to_lowercase())
}

/// The finding on a word of such letters: nobody can see which alphabet was meant.
fn foreign_word(flow: &Flow, start: usize, end: usize) -> Finding {
    let meant: String = flow.chars[start..end].iter().filter_map(|&c| twin(c, 1, false)).collect();
    let message = say!(
        en: "`{meant}` is written in Latin letters that look the same",
        zh: "`{meant}` 用的是同形的拉丁字母",
        meant = &meant
    );
    Finding::new(RULE.name, Severity::Info, flow.span(start..end), message).guess(meant)
}

/// The finding on the word at `start..end`, which has letters of several alphabets.
fn foreign_letters(flow: &Flow, start: usize, end: usize, has_i: bool) -> Option<Finding> {
    static NAMES: [Message; 3] =
        [say!(en: "Latin", zh: "拉丁"), say!(en: "Cyrillic", zh: "西里尔"), say!(en: "Greek", zh: "希腊")];
    let word = &flow.chars[start..end];
    let count = |which: usize| word.iter().filter(|&&c| alphabet(c) == Some(which)).count();
    // Letters that only this alphabet has say what the word is written in.
    let own = |which: usize, other: usize| {
        word.iter().filter(|&&c| alphabet(c) == Some(which) && twin(c, other, has_i).is_none()).count()
    };
    let (home, foreign) = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]
        .into_iter()
        .filter(|&(home, foreign)| count(home) > 0 && count(foreign) > 0 && own(foreign, home) == 0)
        .max_by_key(|&(home, foreign)| (own(home, foreign), count(home)))?;
    // An ending after a name or an abbreviation: PDFы, iOSа.
    let latin = word.iter().take_while(|&&c| alphabet(c) == Some(0)).count();
    let ending = latin > 1
        && latin == count(0)
        && word[..latin].iter().any(|c| c.is_uppercase())
        && (1..=3).contains(&(word.len() - latin))
        && word[latin..].iter().all(|c| c.is_lowercase());
    if count(home) + count(foreign) != word.len() || word.len() < 3 || ending {
        return None;
    }
    let mended: String = word
        .iter()
        .map(|&c| if alphabet(c) == Some(foreign) { twin(c, home, has_i).unwrap_or(c) } else { c })
        .collect();
    let message = say!(
        en: "{foreign} letter in the {home} word `{mended}`",
        zh: "{home}词 `{mended}` 里混入{foreign}字母",
        foreign = NAMES[foreign].clone(),
        home = NAMES[home].clone(),
        mended = &mended
    );
    // In Russian a Cyrillic capital among small Latin letters is a symbol with its index, Рmax, or a formula.
    let is_symbol = home == 0
        && word.iter().any(|&c| c.is_uppercase() && alphabet(c) == Some(foreign))
        && word.iter().any(char::is_ascii_lowercase)
        && is_mostly(flow, foreign)
        && !ENGLISH.knows(&mended.to_lowercase());
    let severity = if is_symbol { Severity::Info } else { Severity::Warning };
    let finding = Finding::new(RULE.name, severity, flow.span(start..end), message);
    Some(if !is_symbol && own(home, foreign) > 0 && flow.is_solid(start..end) {
        finding.safe_fix(mended)
    } else {
        finding.guess(mended)
    })
}

/// Whether most letters of the paragraph are of this alphabet.
fn is_mostly(flow: &Flow, which: usize) -> bool {
    let (mut own, mut all) = (0, 0);
    for letter in flow.others().filter_map(|(_, c)| alphabet(c)) {
        all += 1;
        own += usize::from(letter == which);
    }
    own * 2 > all
}
