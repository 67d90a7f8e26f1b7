//! Text that was read in the wrong encoding.

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, MACINTOSH, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::model::MODEL;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{han, script};

pub(super) const RULE: Rule = Rule {
    code: "CHR010",
    name: "mojibake",
    zh: &[
        "字节按另一种编码读出的词：把 UTF-8 当作 DOS、旧 Macintosh 或西文 Windows 的编码来读，或把中文当作西文来读。",
    ],
    doc: r#"
Words whose bytes were read in another encoding than they were written in: UTF-8 read as that of DOS, of the old
Macintosh or of Western Windows, Chinese read as Western.

```flag
µùá Σ╕Ç
## üìñ Documentation
caf\u{c3}\u{a9} au lait
\u{d6}\u{d0}\u{b9}\u{fa}\u{c8}\u{cb}\u{c3}\u{f1}
```

```fixed
无 一
## 📖 Documentation
café au lait
中国人民
```

```keep
naïve café, Ærø, Ångström, ¿qué?
┌──┬──┐ ░▒▓█ ±5 °C
αβγδ Σσ
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// The upper half of the code page of DOS.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// For each encoding, the byte of each character of its upper half.
static BYTES: LazyLock<[FxHashMap<char, u8>; 3]> = LazyLock::new(|| {
    let upper = |encoding: &'static Encoding| {
        let decoded =
            |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\0');
        (0x80..=0xff).map(|byte| (decoded(byte), byte)).collect()
    };
    [DOS.chars().zip(0x80..=0xff).collect(), upper(MACINTOSH), upper(WINDOWS_1252)]
});

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    let mut done = 0;
    for (at, c) in flow.others() {
        if at < done || !may_be(c) {
            continue;
        }
        let length = chars[at..].iter().take_while(|&&c| may_be(c)).count();
        done = at + length;
        if length < 2 {
            continue;
        }
        if let Some(meant) = meant(&chars[at..done]) {
            let message = say!(
                en: "`{printed}` is `{meant}` read in another encoding",
                zh: "`{printed}` 是 `{meant}` 读错了编码",
                printed = flow.string(at..done),
                meant = &meant
            );
            findings
                .push(Finding::new(RULE.name, Severity::Warning, flow.span(at..done), message).guess(meant));
        }
    }
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
    let bytes: Vec<u8> = chars.iter().map(|&c| u8::try_from(u32::from(c)).ok()).collect::<Option<_>>()?;
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let (text, _, is_wrong) = GBK.decode(&bytes);
    let plain: Vec<char> = text.chars().map(han::simplified).collect();
    let is_usual = |c: &char| script::is_han(*c) && MODEL.single(*c) > 1000.0;
    let tied = plain.windows(2).filter(|pair| MODEL.pair(pair[0], pair[1]) > 8.0).count();
    (!is_wrong && plain.iter().all(is_usual) && tied * 2 >= plain.len() - 1).then(|| text.into_owned())
}

fn makes_sense(c: char, bytes: usize) -> bool {
    let is_word = script::is_han(c) || script::is_wide_mark(c) || script::is_kana(c);
    is_word
        || matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{400}'..='\u{45f}' | '\u{2010}'..='\u{2026}')
        // Two characters of the Western encodings: a letter with an accent, seldom anything else.
        || bytes < 4 && c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{17f}')
        || c.is_alphabetic() && bytes >= 4
}
