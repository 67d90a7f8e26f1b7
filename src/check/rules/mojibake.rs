//! Text that was read in the wrong encoding.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::{Run, spoilt_character};
use crate::check::flow::{Flow, Page};
use crate::check::marks;
use crate::check::model::MODEL;
use crate::check::words::RUSSIAN;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{han, script};

pub(super) const RULE: Rule = Rule {
    code: "CHR010",
    name: "mojibake",
    zh: &[
        "字节按另一种编码读出的词：把 UTF-8 当作 DOS、旧 Macintosh、Windows 的编码或 GBK 来读，或把中文、日文、俄文当作西文来读，\
         或把俄文的两种编码弄错。",
        "引号里只有这样的词，说的就是乱码，只作提示。",
    ],
    doc: r#"
Words whose bytes were read in another encoding than they were written in: UTF-8 read as that of DOS, of the old
Macintosh, of Windows or as GBK, Chinese, Japanese and Russian read as Western, one code of Russian as another.

```flag
µùá Σ╕Ç
## üìñ Documentation
caf\u{c3}\u{a9} au lait
\u{d6}\u{d0}\u{b9}\u{fa}\u{c8}\u{cb}\u{c3}\u{f1}
\u{b4}\u{ba}\u{cc}\u{ec}\u{c0}\u{b4}\u{c1}\u{cb}\u{a1}\u{a3}
- ‚úÖ Done
Вот текст: РџСЂРёРІРµС‚
Вот текст: ïðèâåò
Вот текст: РТЙЧЕФ
鑰佸笀濂斤紝浣滀笟宸蹭氦
文件名是 •¶Žš‰»‚¯
```

```fixed
无 一
## 📖 Documentation
café au lait
中国人民
春天来了。
- ✅ Done
Вот текст: Привет
Вот текст: привет
Вот текст: привет
老师好，作业已交
文件名是 文字化け
```

What is quoted alone is what the text speaks of, and only noted.

```keep
naïve café, Ærø, Ångström, ¿qué?
┌──┬──┐ ░▒▓█ ±5 °C
αβγδ Σσ
ПРИКАЗ МИНИСТРА ОБОРОНЫ СССР № 5, «С»… и «Р»
Øresund, Ävrå, ÆØÅ, çà et là, ‚älter‘
鐵路局的鐘錶和鑰匙，鍋裡的錫
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// The upper half of the code page of DOS.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// For each encoding, the byte of each character of its upper half; the last is that whose characters are the bytes.
static BYTES: LazyLock<[FxHashMap<char, u8>; 4]> = LazyLock::new(|| {
    let upper = |encoding: &'static Encoding| {
        let decoded =
            |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\0');
        (0x80..=0xff).map(|byte| (decoded(byte), byte)).collect()
    };
    let own = (0x80..=0xff).map(|byte| (char::from(byte), byte)).collect();
    [DOS.chars().zip(0x80..=0xff).collect(), upper(MACINTOSH), upper(WINDOWS_1252), own]
});

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    in_western(flow, findings);
    in_cyrillic(flow, findings);
    if flow.has_han {
        in_chinese(flow, findings);
    }
}

/// Characters that are read at a time, at most.
const LONGEST: usize = 300;

/// Finds what was read as Western text.
fn in_western(flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    let (mut done, mut russian) = (0, None);
    for (at, c) in flow.others() {
        if at < done || !may_be(c) {
            continue;
        }
        let length = chars[at..].iter().take_while(|&&c| may_be(c)).count();
        done = at + length;
        // Beside a Russian word another may be short, or a name.
        let goes_on = russian.is_some_and(|end| end + 1 == at) && flow.before(at) == ' ';
        let word = russian_in_western(&chars[at..done], goes_on);
        if word.is_some() {
            russian = Some(done);
        }
        if let Some(meant) = word.or_else(|| meant(&chars[at..done]).filter(|_| length > 1)) {
            findings.push(finding(flow, at, done, meant));
        }
    }
}

/// Finds Russian, and marks, whose bytes were read in another code for Russian.
fn in_cyrillic(flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    let is_letter = |c: char| matches!(c, '\u{410}'..='\u{44f}' | 'ё' | 'Ё');
    let (mut done, mut last) = (0, None);
    for (at, c) in flow.others() {
        if at < done || !matches!(c, '\u{402}'..='\u{491}') {
            continue;
        }
        let next = flow.at(at + 1);
        if !next.is_ascii() && !is_letter(next) {
            let end = at + chars[at..].iter().take(LONGEST).take_while(|c| !c.is_ascii()).count();
            let (length, meant) = utf8_read_in(WINDOWS_1251, &chars[at..end]);
            if length > 2 && meant.chars().all(|c| makes_sense(c, length)) {
                done = at + length;
                findings.push(finding(flow, at, done, meant));
                continue;
            }
        }
        let end = at + chars[at..].iter().take_while(|&&c| is_letter(c)).count();
        done = end.max(at + 1);
        let goes_on = last.is_some_and(|last| last + 1 == at) && flow.before(at) == ' ';
        if let Some(meant) = russian_in_russian(&chars[at..done], goes_on) {
            last = Some(done);
            findings.push(finding(flow, at, done, meant));
        }
    }
}

/// Finds UTF-8 that was read as GBK or, of Japanese, as Shift_JIS.
fn in_chinese(flow: &Flow, findings: &mut Vec<Finding>) {
    /// Characters of the shortest run, which are two of UTF-8.
    const SHORTEST: usize = 3;
    let chars = &flow.chars;
    let mut at = 0;
    while at + SHORTEST <= chars.len() {
        let encoding = match chars[at] {
            '縺' | '繧' | '繝' => SHIFT_JIS,
            c if LEADS.holds(c) => GBK,
            _ => {
                at += 1;
                continue;
            }
        };
        let run = &chars[at..(at + LONGEST).min(chars.len())];
        let end = run.iter().take_while(|c| !c.is_ascii()).count();
        let (length, meant) = utf8_read_in(encoding, &run[..end]);
        let is_japanese = encoding == SHIFT_JIS;
        let is_usual = |c: char| {
            script::is_wide_mark(c)
                || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
                || is_japanese && script::is_kana(c)
                || script::is_han(c) && MODEL.single(han::simplified(c)) > 100.0
        };
        if length >= SHORTEST && meant.chars().all(is_usual) {
            findings.push(finding(flow, at, at + length, meant));
            at += length;
        } else {
            at += 1;
        }
    }
}

/// The finding on the characters at `start..end`, which are `meant` read in another encoding.
fn finding(flow: &Flow, start: usize, end: usize, meant: String) -> Finding {
    let message = say!(
        en: "`{printed}` is `{meant}` read in another encoding",
        zh: "`{printed}` 是 `{meant}` 读错了编码",
        printed = flow.string(start..end),
        meant = &meant
    );
    let is_named = spoilt_character::is_quoted(flow, start, end);
    let severity = if is_named { Severity::Info } else { Severity::Warning };
    Finding::new(RULE.name, severity, flow.span(start..end), message).guess(meant)
}

/// How many of `chars`, from the first, are UTF-8 that was read in `encoding`, and what it says.
fn utf8_read_in(encoding: &'static Encoding, chars: &[char]) -> (usize, String) {
    let mut bytes = Vec::new();
    // Up to where characters end on both sides.
    let (mut length, mut whole) = (0, 0);
    for (number, c) in (1..).zip(chars) {
        let mut place = [0; 4];
        let (encoded, _, is_wrong) = encoding.encode(c.encode_utf8(&mut place));
        if is_wrong {
            break;
        }
        bytes.extend_from_slice(&encoded);
        match std::str::from_utf8(&bytes[whole..]) {
            Ok(_) => (length, whole) = (number, bytes.len()),
            Err(error) if error.error_len().is_some() => break,
            Err(_) => {}
        }
    }
    bytes.truncate(whole);
    (length, String::from_utf8(bytes).unwrap_or_default())
}

/// Chinese characters, as bits.
struct Characters([u64; Self::WORDS]);

impl Characters {
    const FIRST: u32 = 0x4e00;
    const WORDS: usize = 0x5200 / 64;

    fn holds(&self, c: char) -> bool {
        let place = u32::from(c).wrapping_sub(Self::FIRST) as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

/// What the first two bytes of Chinese characters in UTF-8 are, read as GBK: rare characters, all of them.
static LEADS: LazyLock<Characters> = LazyLock::new(|| {
    let mut bits = Characters([0; Characters::WORDS]);
    for (first, second) in (0xe4..=0xe9).flat_map(|first| (0x80..=0xbf).map(move |second| (first, second))) {
        let bytes = [first, second];
        let (text, _) = GBK.decode_without_bom_handling(&bytes);
        for c in text.chars().filter(|&c| u32::from(c) >= Characters::FIRST) {
            let place = (u32::from(c) - Characters::FIRST) as usize;
            if let Some(word) = bits.0.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
        }
    }
    bits
});

/// Letters of the shortest Russian word that is known by itself.
const SHORTEST: usize = 4;

/// The Russian word whose bytes were read as Western letters: of other languages no word has accents on all letters.
fn russian_in_western(chars: &[char], goes_on: bool) -> Option<String> {
    let is_letter = |c: &char| matches!(c, 'À'..='ÿ' | '¨' | '¸');
    if !chars.iter().all(is_letter) || chars.len() < SHORTEST && !goes_on {
        return None;
    }
    let bytes: Vec<u8> = chars.iter().map(|&c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?;
    let (word, _) = WINDOWS_1251.decode_without_bom_handling(&bytes);
    let letters: Vec<char> = word.chars().collect();
    let is_cased = letters[1..].iter().all(|c| c.is_lowercase());
    (RUSSIAN.knows_letters(&letters) || goes_on && is_cased).then(|| word.into_owned())
}

/// The Russian word that a string of capitals is in the other of its two old codes, which have small letters where
/// the one has capitals.
fn russian_in_russian(chars: &[char], goes_on: bool) -> Option<String> {
    const FEWEST: usize = 5;
    let are_capitals = chars.len() > 1 && chars[1..].iter().all(|c| matches!(c, 'А'..='Я'));
    if !are_capitals || chars.len() < FEWEST && !goes_on || RUSSIAN.knows_letters(chars) {
        return None;
    }
    let printed: String = chars.iter().collect();
    [(WINDOWS_1251, KOI8_R), (KOI8_R, WINDOWS_1251)].into_iter().find_map(|(read, written)| {
        let (bytes, _, is_wrong) = read.encode(&printed);
        let (word, _) = written.decode_without_bom_handling(&bytes);
        let lower = word.to_lowercase();
        let is_word = goes_on && word == lower || RUSSIAN.knows(&lower) && RUSSIAN.is_usual(&lower);
        (!is_wrong && is_word).then(|| word.into_owned())
    })
}

/// Whether `c` is of the upper half of one of the encodings, and no letter of another alphabet.
fn may_be(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{17f}' | '\u{192}' | '\u{2c6}'..='\u{2dd}' | '\u{393}'..='\u{3c6}' | '\u{2013}'..='\u{2122}'
        | '\u{2202}'..='\u{2265}' | '\u{2310}'..='\u{2321}' | '\u{2500}'..='\u{25ca}' | '\u{fb01}' | '\u{fb02}' | '\u{f8ff}')
}

/// What `chars` were, if their bytes make sense in another encoding.
fn meant(chars: &[char]) -> Option<String> {
    for bytes in BYTES.iter() {
        let Some(mut bytes) = chars.iter().map(|c| bytes.get(c).copied()).collect::<Option<Vec<u8>>>() else {
            continue;
        };
        // The first byte of most pictures is the apple of the Macintosh, which no font has.
        if bytes.len() == 3 && bytes[0] == 0x9f {
            bytes.insert(0, 0xf0);
        }
        // That bytes fall into UTF-8 by chance happens to two, and hardly to more.
        if let Ok(text) = std::str::from_utf8(&bytes)
            && text.chars().all(|c| makes_sense(c, bytes.len()))
        {
            return Some(text.to_owned());
        }
    }
    chinese_in_western(chars).or_else(|| japanese_in_western(chars))
}

/// Chinese whose bytes were read as Western letters, with its marks.
fn chinese_in_western(chars: &[char]) -> Option<String> {
    let bytes: Vec<u8> = chars.iter().map(|&c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?;
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let (text, _, is_wrong) = GBK.decode(&bytes);
    let plain: Vec<char> = text.chars().map(han::simplified).collect();
    let is_usual = |c: &char| {
        script::is_han(*c) && MODEL.single(*c) > 1000.0 || script::is_wide_mark(*c) || marks::is_chinese(*c)
    };
    let neighbours = || plain.windows(2).filter(|pair| pair.iter().all(|&c| script::is_han(c)));
    let tied = neighbours().filter(|pair| MODEL.pair(pair[0], pair[1]) > 8.0).count();
    let is_text = tied > 0 && tied * 2 >= neighbours().count();
    (!is_wrong && is_text && plain.iter().all(is_usual)).then(|| text.into_owned())
}

/// Japanese whose bytes were read as Western letters and marks: it has kana, which the codes of no letters make.
fn japanese_in_western(chars: &[char]) -> Option<String> {
    const SHORTEST: usize = 6;
    let bytes: Vec<u8> = chars.iter().map(|c| BYTES[2].get(c).copied()).collect::<Option<_>>()?;
    let (text, _, is_wrong) = SHIFT_JIS.decode(&bytes);
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{30fe}');
    let is_text = bytes.len() >= SHORTEST
        && text.contains(is_kana)
        && text.chars().all(|c| is_kana(c) || script::is_han(c) || matches!(c, '、' | '。' | '「' | '」'));
    (!is_wrong && is_text).then(|| text.into_owned())
}

fn makes_sense(c: char, bytes: usize) -> bool {
    let is_word = script::is_han(c) || script::is_wide_mark(c) || script::is_kana(c);
    is_word
        || matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{400}'..='\u{45f}' | '\u{2010}'..='\u{2026}')
        // Arrows, signs and small pictures, and what says that such a sign is a picture.
        || matches!(c, '\u{2116}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}')
        // Two characters of the Western encodings: a letter with an accent, seldom anything else.
        || bytes < 4 && c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{17f}')
        || c.is_alphabetic() && bytes >= 4
}
