//! Words that no language has, a confusion of letters away from a common one.
//!
//! A string that no list of words has is most often a name, a term or a word of another language. What tells is what
//! lies near: where letters that look like others make a common word, it was misread; and a longer string of small
//! letters that is one letter away from a common word is hardly anything else, if it stands once and the words around
//! it are known. Frequencies of words in a context would tell more, and real words read for others; they take a
//! hundred times as much room.

use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::words::{ENGLISH, RUSSIAN, Words};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "LEX006",
    name: "misread-word",
    zh: &[
        "不成词的英文或俄文，换上形近的字母就是常用词：rn 当 m，b 当 h，数字当字母，或整个词用了另一种字母。",
        "五个以上小写字母、与常用词只差一个字母的，只出现一次而前后都是认得的词时也查。专名、文中反复使用的术语和代码里的不查。",
    ],
    doc: r#"
A string that is no word of English or Russian, where letters that look like others make a common word: rn for m, b
for h, figures for letters, a whole word in the letters of another alphabet.

```flag
The king carne to tbe castle in the rnorning.
Tlie door was witb us.
В 1961 году CCCP отправил в космос 3того человека.
Он вышел из дома вместе с нарсдом.
They live in a small commanity by the river and meet every morning.
Всё было в порядхе, и ситузция не менялась до самого вечера.
```

```fixed
The king came to the castle in the morning.
The door was with us.
В 1961 году СССР отправил в космос этого человека.
Он вышел из дома вместе с народом.
They live in a small community by the river and meet every morning.
Всё было в порядке, и ситуация не менялась до самого вечера.
```

A string of five small letters and more that is one letter away from a common word is flagged where it stands once and
the words around it are known. Names, terms that the text uses again and again, and what stands in code are left alone.

```keep
The king came to the castle with his men.
Mr Barne of Hatbe wrote to the editor about the url and the repo.
Run cargo fmt, then npm ci and kubectl.
Он вышел из дома и пошёл в город, читая HTML и PDF.
Это 3-й дом, 20м от моря, 5го мая.
As she said, o livro registre os casos e o processo.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// What commands of a source begin with.
const BACKSLASH: Signs = Signs::of(&['\\']);

/// What is read for what in Latin letters.
const LATIN: &[(&str, &str)] = &[
    ("rn", "m"),
    ("m", "rn"),
    ("b", "h"),
    ("h", "b"),
    ("li", "h"),
    ("tl", "th"),
    ("h", "li"),
    ("c", "e"),
    ("e", "c"),
    ("u", "n"),
    ("n", "u"),
    ("ii", "n"),
    ("ii", "u"),
    ("cl", "d"),
    ("d", "cl"),
    ("vv", "w"),
    ("l", "i"),
    ("i", "l"),
    ("f", "t"),
    ("0", "o"),
    ("1", "l"),
    ("1", "i"),
    ("5", "s"),
    ("iii", "m"),
    ("ni", "m"),
    ("nn", "m"),
    ("o", "c"),
    ("c", "o"),
];

/// The same in Cyrillic letters.
const CYRILLIC: &[(&str, &str)] = &[
    ("ш", "щ"),
    ("щ", "ш"),
    ("и", "н"),
    ("н", "и"),
    ("п", "н"),
    ("н", "п"),
    ("и", "п"),
    ("п", "и"),
    ("и", "й"),
    ("й", "и"),
    ("ь", "ъ"),
    ("ъ", "ь"),
    ("ь", "ы"),
    ("ы", "ь"),
    ("о", "с"),
    ("с", "о"),
    ("с", "е"),
    ("е", "с"),
    ("о", "е"),
    ("з", "э"),
    ("э", "з"),
    ("л", "п"),
    ("п", "л"),
    ("т", "г"),
    ("г", "т"),
    ("ц", "п"),
    ("ы", "м"),
    ("в", "б"),
    ("ш", "т"),
    ("т", "ш"),
    ("к", "х"),
    ("х", "к"),
    ("м", "н"),
    ("н", "м"),
    ("а", "о"),
    ("о", "а"),
    ("3", "э"),
    ("3", "з"),
    ("0", "о"),
    ("6", "б"),
    ("4", "ч"),
    ("1", "і"),
];

/// Words of two letters, of which few strings are no words.
const SHORT: &[&str] = &[
    "in", "is", "it", "on", "of", "to", "at", "as", "an", "he", "we", "me", "by", "be", "не", "на", "но",
    "по", "за", "из", "от", "до", "он", "мы", "вы", "то", "же", "бы", "ли", "их", "да",
];

/// A string that is no word, and what it may have been.
struct Place {
    span: Span,
    word: String,
    meant: String,
    /// Whether nothing but nearness speaks for it.
    is_near: bool,
}

impl Place {
    fn may_be_name(&self) -> bool {
        self.is_near && self.word.starts_with(char::is_uppercase)
    }
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let words = match page.document.language().base() {
        "en" => &ENGLISH,
        "ru" => &RUSSIAN,
        _ => return,
    };
    let is_russian = std::ptr::eq(words, &RUSSIAN);
    let places: Vec<Place> =
        page.gather_where(|_| true, |flow, places| look(flow, words, is_russian, places));
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for place in &places {
        *times.entry(&place.word).or_default() += 1;
    }
    // A string that stands again and again is a name or a term, unless the text has what is meant oftener still.
    let often: FxHashMap<String, usize> = {
        let asked = places.iter().filter(|place| times[place.word.as_str()] > 1 || place.may_be_name());
        let mut often: FxHashMap<String, usize> =
            asked.map(|place| (place.meant.to_lowercase(), 0)).collect();
        if !often.is_empty() {
            for word in page.text().split(|c: char| !c.is_alphanumeric()) {
                if let Some(count) = often.get_mut(&word.to_lowercase()) {
                    *count += 1;
                }
            }
        }
        often
    };
    for place in &places {
        let times = times[place.word.as_str()];
        // What begins a sentence may be a name, unless the text has the word elsewhere.
        if place.may_be_name() && often.get(&place.meant.to_lowercase()).is_none_or(|&often| often == 0) {
            continue;
        }
        let many = if place.is_near { 1 } else { 2 };
        if times > many && often.get(&place.meant.to_lowercase()).is_none_or(|&often| often <= times) {
            continue;
        }
        let message = say!(
            en: "`{word}` is no word; it may be `{meant}`",
            zh: "`{word}` 不成词，疑为 `{meant}`",
            word = &place.word,
            meant = &place.meant
        );
        let finding = Finding::new(RULE.name, Severity::Warning, place.span, message);
        findings.push(finding.guess(place.meant.as_str()));
    }
}

fn look(flow: &Flow, words: &Words, is_russian: bool, places: &mut Vec<Place>) {
    if flow.has_han {
        return;
    }
    let chars = &flow.chars;
    // How many words the paragraph has and how many of them are unknown, and those that are only near to one.
    let (mut all, mut unknown, mut near) = (0, 0, Vec::new());
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        at += chars[start..].iter().take_while(|c| c.is_alphanumeric()).count();
        // Parts of addresses, names of files, calls and compounds are no words of their own.
        let (before, after) = (flow.before(start), flow.at(at));
        let joins = |c: char| {
            matches!(c, '_' | '/' | '@' | '\\' | '=' | '<' | '>' | '&' | '#' | '$' | '%' | '~' | '|')
        };
        let is_part = |c: char| joins(c) || matches!(c, '-' | '\'' | '’' | '.' | ':');
        if is_part(before) || joins(after) || matches!(after, '-' | '\'' | '’' | '(') {
            continue;
        }
        if after == '.' && chars.get(at + 1).is_some_and(|c| c.is_alphanumeric()) {
            continue;
        }
        let word = &chars[start..at];
        all += 1;
        let is_known = words.knows_letters(word);
        unknown += usize::from(!is_known && word.iter().all(|c| c.is_alphabetic()));
        let meant = if is_russian { russian(word, words) } else { latin(word, words, LATIN) };
        if let Some(meant) = meant
            && flow.is_solid(start..at)
        {
            let word = word.iter().collect();
            places.push(Place { span: flow.span(start..at), word, meant, is_near: false });
        } else if !is_known && flow.is_solid(start..at) {
            near.push(start..at);
        }
    }
    // A sentence in another language has many words that are near to some of this one, and a source has keys.
    if flow.signs.meet(&BACKSLASH) || unknown * 5 > all && (unknown > 1 || all < 4) {
        return;
    }
    places.extend(near.into_iter().filter_map(|range| {
        let word = &chars[range.clone()];
        let meant = neighbour(word, words, is_russian, begins_sentence(flow, range.start))
            .or_else(|| short_neighbour(flow, range.clone(), words).filter(|_| is_russian))?;
        Some(Place { span: flow.span(range), word: word.iter().collect(), meant, is_near: true })
    }));
}

/// What a Russian string of two or three small letters that stands by itself may have been: ме for не.
fn short_neighbour(flow: &Flow, range: std::ops::Range<usize>, words: &Words) -> Option<String> {
    let word = &flow.chars[range.clone()];
    let stands_alone =
        matches!(flow.before(range.start), ' ' | '\n') && matches!(flow.at(range.end), ' ' | '\n' | ',');
    let is_short = matches!(word.len(), 2 | 3) && word.iter().all(|c| ('а'..='я').contains(c));
    if stands_alone && is_short { latin(word, words, CYRILLIC) } else { None }
}

/// Whether a sentence begins at `at`: with the paragraph, or behind a full stop.
fn begins_sentence(flow: &Flow, at: usize) -> bool {
    at == 0
        || at > 1 && matches!(flow.before(at), ' ' | '\n') && matches!(flow.before(at - 1), '.' | '?' | '!')
}

/// The one common word that is a letter away from `word`, a string of small letters that is none; of several the one
/// in which letters alike are exchanged.
fn neighbour(word: &[char], words: &Words, is_russian: bool, begins: bool) -> Option<String> {
    const SHORTEST: usize = 5;
    let (letters, alike) = if is_russian { ('а'..='я', CYRILLIC) } else { ('a'..='z', LATIN) };
    // A capital letter may be a name's: where the sentence begins it is the sentence's own.
    let lower: Vec<char>;
    let is_capital = word[0].is_uppercase();
    let word = if is_capital && begins && word.len() > SHORTEST {
        lower = word.iter().flat_map(|c| c.to_lowercase()).collect();
        &lower[..]
    } else {
        word
    };
    if !(SHORTEST..=LONGEST).contains(&word.len()) || !word.iter().all(|c| letters.contains(c)) {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut likely: Vec<String> = Vec::new();
    let mut candidate = String::with_capacity(2 * word.len() + 2);
    let mut ask = |before: &[char], new: Option<char>, after: &[char], is_alike: bool| {
        candidate.clear();
        candidate.extend(before.iter().chain(new.as_ref()).chain(after));
        if words.is_usual(&candidate) && words.knows(&candidate) {
            let list = if is_alike { &mut likely } else { &mut found };
            if !list.contains(&candidate) {
                list.push(candidate.clone());
            }
        }
    };
    for at in 0..=word.len() {
        let (before, after) = word.split_at(at);
        for letter in letters.clone() {
            ask(before, Some(letter), after, false);
            if let [old, rest @ ..] = after
                && *old != letter
            {
                let is_alike = alike.iter().any(|(read, written)| {
                    let is = |part: &str, c: char| part.chars().eq([c]);
                    is(read, *old) && is(written, letter)
                });
                ask(before, Some(letter), rest, is_alike);
            }
        }
        if let [_, rest @ ..] = after {
            ask(before, None, rest, false);
        }
    }
    let list = if likely.is_empty() { found } else { likely };
    let [only] = <[String; 1]>::try_from(list).ok()?;
    Some(if is_capital { capital(&only) } else { only })
}

/// Letters of the longest word.
const LONGEST: usize = 24;

/// What `word`, which is none of `words`, may have been.
fn latin(word: &[char], words: &Words, alike: &[(&str, &str)]) -> Option<String> {
    let is_capital = word[0].is_uppercase();
    let rest = &word[1..];
    // Abbreviations and names in the middle of a sentence are no words; a figure alone says little.
    if rest.iter().any(|c| c.is_uppercase())
        || word[0].is_ascii_digit()
        || !(2..=LONGEST).contains(&word.len())
    {
        return None;
    }
    if words.knows_letters(word) {
        return None;
    }
    let lower: String =
        word.iter().flat_map(|c| c.to_lowercase()).map(|c| if c == 'ё' { 'е' } else { c }).collect();
    let digits = word.iter().filter(|c| c.is_ascii_digit()).count();
    if digits * 3 > word.len() {
        return None;
    }
    let mut meant = None;
    for (read, written) in alike {
        for (place, _) in lower.match_indices(read) {
            let candidate = format!("{}{written}{}", &lower[..place], &lower[place + read.len()..]);
            let length = candidate.chars().count();
            let is_usual =
                if length < 3 { SHORT.contains(&candidate.as_str()) } else { words.is_usual(&candidate) };
            if !is_usual {
                continue;
            }
            // A name at the head of a sentence looks like a word: only what hardly begins one is asked of it.
            let is_name =
                is_capital && !matches!(*read, "li" | "tl" | "rn" | "b" | "0" | "1" | "3" | "6" | "н" | "п");
            if !is_name && meant.as_ref().is_none_or(|other: &String| *other == candidate) {
                meant = Some(candidate);
            } else if meant.is_some() {
                // Two words lie as near.
                break;
            }
        }
    }
    let meant = meant?;
    Some(if is_capital { capital(&meant) } else { meant })
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The same of Russian, where a word may stand in Latin letters that look like its own.
fn russian(word: &[char], words: &Words) -> Option<String> {
    const ALIKE: [&str; 2] = ["ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"];
    if word.len() > LONGEST {
        return None;
    }
    if word.iter().all(char::is_ascii_alphabetic) {
        let twin =
            |c: &char| ALIKE[0].chars().zip(ALIKE[1].chars()).find(|pair| pair.0 == *c).map(|pair| pair.1);
        let meant: String = word.iter().map(twin).collect::<Option<_>>()?;
        let lower = |word: &str| word.to_lowercase();
        let latin: String = word.iter().collect();
        return (word.len() > 2 && words.knows(&lower(&meant)) && !ENGLISH.knows(&lower(&latin)))
            .then_some(meant);
    }
    let is_own = |c: &char| matches!(c, '\u{410}'..='\u{44f}' | 'ё' | 'Ё') || c.is_ascii_digit();
    if !word.iter().all(is_own) {
        return None;
    }
    // 3того: the figure that begins a word was a letter; 20м and 5го count.
    if word[0].is_ascii_digit() {
        if !matches!(word[0], '3' | '0' | '6' | '4') || word.len() < 4 || word[1].is_ascii_digit() {
            return None;
        }
        let rest: String = word[1..].iter().flat_map(|c| c.to_lowercase()).collect();
        let letters = match word[0] {
            '3' => ["э", "з"],
            '0' => ["о", "о"],
            '6' => ["б", "б"],
            _ => ["ч", "ч"],
        };
        return letters
            .iter()
            .map(|letter| format!("{letter}{rest}"))
            .find(|candidate| words.is_usual(candidate));
    }
    latin(word, words, CYRILLIC).filter(|_| word.len() > 3)
}
