//! Which script does a character belong to?

/// A family of scripts that no reader takes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Script {
    /// Chinese characters and kana.
    Han,
    /// Hangul.
    Hangul,
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Devanagari and the other scripts of India.
    Indic,
    /// Thai, Lao, Tibetan, Burmese, Khmer.
    Southeast,
}

impl Script {
    /// The script of a letter; nothing for what is no letter or of another script.
    pub fn of(c: char) -> Option<Self> {
        Some(match c {
            _ if is_han(c) || is_kana(c) => Script::Han,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if c.is_alphabetic() => Script::Greek,
            '\u{400}'..='\u{52f}' if c.is_alphabetic() => Script::Cyrillic,
            '\u{590}'..='\u{5ff}' if c.is_alphabetic() => Script::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' if c.is_alphabetic() => Script::Arabic,
            '\u{900}'..='\u{dff}' if c.is_alphabetic() => Script::Indic,
            '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' if c.is_alphabetic() => Script::Southeast,
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if c.is_alphabetic() => Script::Latin,
            _ => return None,
        })
    }

    /// The script of nearly all letters of `text`, of which it looks at the first hundred thousand; nothing if
    /// they are of several scripts or too few to say.
    pub fn of_most(text: &str) -> Option<Self> {
        const LETTERS: usize = 100_000;
        const FEWEST: usize = 8;
        let mut counts: Vec<(Self, usize)> = Vec::new();
        let mut all = 0;
        for script in text.chars().filter_map(Self::of).take(LETTERS) {
            all += 1;
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
        let most = counts.into_iter().max_by_key(|&(_, count)| count)?;
        (all >= FEWEST && most.1 * 10 >= all * 9).then_some(most.0)
    }
}

/// Whether `c` is a Chinese character (Han ideograph, also 〇 and 々).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{3005}' | '\u{3007}')
}

/// Whether `c` is hiragana or katakana, half-width forms included.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether `c` is a full-width mark of Chinese or Japanese text (CJK punctuation, full-width ASCII).
pub fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Whether lines that end or begin with `c` are joined without a space.
pub fn runs_on(c: char) -> bool {
    is_han(c)
        || is_kana(c)
        || is_wide_mark(c)
        || matches!(c, '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
