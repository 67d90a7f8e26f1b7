//! Which sentences of a translation does a change of its source make stale?
//!
//! ```text
//! old source  --diff-->   new source
//!     |
//!   align
//!     |
//! translation --diff-->   its own new version, if there is one
//! ```
//!
//! The translation renders the old source; the alignment says where. So each changed sentence leads to
//! the sentences that were made from it. Aligning the translation with the new source instead and
//! looking for pairs that fit badly would need no old source, and could not tell a new error from an
//! old freedom.
//!
//! Not every change matters to a reader of the translation. White space, markup, the width of characters,
//! punctuation, spelling variants and another way to write the same number change nothing there; nor
//! does a sentence that was cut in two. Of the others the question is whether what stands there still renders the
//! sentence: an old number that stands there is wrong now; a word that is gone and whose rendering stands there is
//! one too many, a word that is new and has none there one too few ([`Renderings`]). What is quoted as code stands as
//! it is in every language. Words that changed places, another form of a word, an article or a tag are nothing to the
//! translation. How many letters changed says
//! little: *locked* and *unlocked* differ by two, *colour* and *color* by one.

use std::ops::Range;

use super::contrary::turns;
use crate::align::{self, Alignment, Place, Renderings};
use crate::diff::{Change, Class, Hunk, Kind, Revision, Words, is_sign_of_number};
use crate::finding::Severity;
use crate::message::Message;
use crate::say;
use crate::text::number::numbers;
use crate::text::{Document, Joined, Markup, MarkupKind, Span, grapheme, script};

/// A passage of a translation that a change of the source made stale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Stale {
    /// Which change of the source, by its place in the revision's changes.
    pub change: usize,
    /// The stale sentences of the translation; empty where text is missing now, and then it begins at the
    /// sentence before which that belongs.
    pub target: Range<usize>,
    /// How much it matters: `error` where a number changed, `warning` where what was said changed, `info`
    /// where the translation renders the new words as well as it did the old.
    pub severity: Severity,
    /// Why, in a few words: `"three" is now "five"; the translation has 三`.
    pub why: Message,
    /// Whether the translation's own new version changed there; `None` where there is no such version.
    pub followed: Option<bool>,
}

/// The passages of `translation` that `revision`, which leads from `old` to `new`, made stale, in the order of the
/// changes. `alignment` is that of the old source with the translation; `later` what the translators have changed
/// since.
///
/// # Panics
///
/// If the alignment's source is not as long as the revision's old text, or its target as `later`'s.
pub fn stale(
    [old, new]: [&Document; 2],
    revision: &Revision,
    translation: &Document,
    alignment: &Alignment,
    later: Option<&Revision>,
) -> Vec<Stale> {
    assert_eq!(alignment.source_len(), revision.old_len, "the alignment must be of the old source");
    let places = Places::of(alignment);
    let later = later.map(|later| {
        assert_eq!(alignment.target_len(), later.old_len, "the later version must be of the translation");
        Later::of(later)
    });
    let back = revision.counterparts_back();
    let mut judge = Judge { old, new, translation, alignment, renderings: None };
    let mut found = Vec::new();
    for (number, change) in revision.changes.iter().enumerate() {
        for target in targets(change, &places, &back) {
            let Some((severity, why)) = judge.weigh(change, &target) else { continue };
            let followed = later.as_ref().map(|later| later.touches(&target));
            found.push(Stale { change: number, target, severity, why, followed });
        }
    }
    found
}

/// Says of a change and the passage that renders its sentences whether the passage still does.
struct Judge<'a> {
    old: &'a Document,
    new: &'a Document,
    translation: &'a Document,
    alignment: &'a Alignment,
    /// What renders what; learned when it is first asked for.
    renderings: Option<Renderings<'a>>,
}

/// By how much one word must make another likelier to be taken for what it renders.
const RENDERS: f32 = 30.0;

impl Judge<'_> {
    /// How much a change matters to the sentences `target` of the translation, and why; `None` if it does not.
    fn weigh(&mut self, change: &Change, target: &Range<usize>) -> Option<(Severity, Message)> {
        let words = |document: &Document, sentences: &Range<usize>| {
            sentences
                .clone()
                .any(|sentence| without_tags(&document.sentence(sentence)).contains(char::is_alphanumeric))
        };
        match change.kind {
            Kind::Insert => {
                let says = words(self.new, &change.new) && change.class != Class::Markup;
                return says.then(|| (Severity::Warning, say!(en: "new text", zh: "原文新增")));
            }
            Kind::Delete => {
                let says = words(self.old, &change.old) && change.class != Class::Markup;
                return says
                    .then(|| (Severity::Warning, say!(en: "what it renders is gone", zh: "所译原文已删")));
            }
            _ => {}
        }
        let moved =
            || (Severity::Info, say!(en: "what it renders stands elsewhere now", zh: "所译原文已移到别处"));
        let said = change.words(self.old, self.new).widened();
        let passage = self.translation.sentences(target.clone());
        match change.class {
            Class::Markup => return None,
            Class::Space | Class::Width | Class::Punctuation | Class::Script | Class::NumberFormat => {
                let code = self.code(change, &passage);
                return code.or_else(|| (change.block.is_some()).then(moved));
            }
            Class::Ocr | Class::Renumber | Class::Number | Class::Name | Class::Wording => {}
        }
        let (is_label, is_number) = (change.class == Class::Renumber, change.class == Class::Number);
        let joined = [self.old.joined(change.old.clone()), self.new.joined(change.new.clone())];
        let speak = |side: usize, range: &Range<usize>| {
            range.is_empty() || speaks([self.old, self.new][side], joined[side].span(range.clone()))
        };
        let spoken = |hunk: &&Hunk| speak(0, &hunk.old) && speak(1, &hunk.new);
        let pairs: Vec<(String, String)> = said
            .hunks()
            .iter()
            .filter(spoken)
            .map(|hunk| {
                let old = heard(self.old, &joined[0], hunk.old.clone());
                (old, heard(self.new, &joined[1], hunk.new.clone()))
            })
            .filter(|(old, new)| old != new)
            .filter(|(old, new)| {
                [old, new].iter().any(|text| text.contains(|c| says_something(c, is_number)))
            })
            .collect();
        let whole =
            [heard(self.old, &joined[0], 0..said.old.len()), heard(self.new, &joined[1], 0..said.new.len())];
        let is_restyled = !is_label && !is_number && words_of(&whole[0]).eq(words_of(&whole[1]));
        if pairs.is_empty() || is_restyled {
            // What changed is said to a program and to no reader.
            return change.block.is_some().then(moved);
        }
        let figure = self.figures([&said.old, &said.new], &joined, &passage, change.class);
        if let Some((Severity::Error | Severity::Warning, _)) = &figure {
            return figure;
        }
        if is_label || is_number {
            // Another sign makes another number of the same figures: −5, 10 ‰.
            let sign = || pairs.iter().find(|(old, new)| signs(old) != signs(new));
            let sign = || sign().filter(|_| is_number).map(|(old, new)| (Severity::Error, became(old, new)));
            return figure.or_else(sign).or_else(|| change.block.is_some().then(moved));
        }
        match self.wording(&pairs, &whole, &passage) {
            // What looked like it was meant before.
            (Severity::Info, _) if change.class == Class::Ocr => Some((Severity::Info, reading(&said))),
            judged => Some(judged),
        }
    }

    /// What is quoted as code and changed by a mark alone: it stands as it is in any language, and where the
    /// translation has the old, that is wrong.
    fn code(&self, change: &Change, passage: &str) -> Option<(Severity, Message)> {
        let of = |document: &Document, sentences: &Range<usize>| -> Vec<String> {
            let quoted = sentences.clone().filter(|&sentence| !document.is_code(sentence));
            let spans = quoted.map(|sentence| document.span(sentence));
            let codes = spans.flat_map(|span| document.markup_in(span));
            codes
                .filter(|markup| markup.kind == MarkupKind::Code)
                .map(|markup| markup.span.of(document.text()).trim_matches('`').trim().to_owned())
                .filter(|code| code.chars().count() > 2)
                .collect()
        };
        let (old, new) = (of(self.old, &change.old), of(self.new, &change.new));
        let gone = old.iter().find(|code| !new.contains(code) && passage.contains(code.as_str()))?;
        let come = new.iter().find(|code| !old.contains(code)).map_or("", String::as_str);
        Some((Severity::Warning, stands_still(became(&short(gone), &short(come)), gone)))
    }

    /// What changed numbers say: an old one that the translation has is wrong there now, a new one that it has was
    /// there before.
    fn figures(
        &self,
        said: [&str; 2],
        joined: &[Joined; 2],
        passage: &str,
        class: Class,
    ) -> Option<(Severity, Message)> {
        let (is_label, is_number) = (class == Class::Renumber, class <= Class::Number);
        let of = |text: &str, document: &Document| -> Vec<(String, String)> {
            let found = numbers(text, document.language());
            found
                .iter()
                .filter(|number| number.sure || is_number)
                .map(|number| (number.value.to_string(), number.span.of(text).to_owned()))
                .collect()
        };
        let spoken = |side: usize, document: &Document| -> Vec<(String, String)> {
            let found = numbers(said[side], document.language());
            let counts = found.iter().filter(|number| number.sure || is_number);
            let spoken = counts.filter(|number| speaks(document, joined[side].span(number.span.range())));
            spoken.map(|number| (number.value.to_string(), number.span.of(said[side]).to_owned())).collect()
        };
        let (mut gone, mut come) = (spoken(0, self.old), spoken(1, self.new));
        gone.retain(|number| match come.iter().position(|other| other.0 == number.0) {
            Some(at) => {
                come.remove(at);
                false
            }
            None => true,
        });
        // A number that came with other words is a matter of these.
        if gone.is_empty() && (come.is_empty() || !is_number) {
            return None;
        }
        let there = of(passage, self.translation);
        let has = |value: &str| there.iter().find(|number| number.0 == value).map(|number| &number.1);
        let printed =
            |numbers: &[(String, String)]| numbers.first().map_or(String::new(), |number| number.1.clone());
        let what = became(&printed(&gone), &printed(&come));
        if let Some(printed) = gone.iter().find_map(|number| has(&number.0)) {
            let severity = if is_label { Severity::Warning } else { Severity::Error };
            return Some((severity, stands_still(what, printed)));
        }
        if !come.is_empty() && come.iter().all(|number| has(&number.0).is_some()) {
            return Some((
                Severity::Info,
                say!(en: "{what}, as the translation has it", zh: "{what}，译文本就如此", what),
            ));
        }
        let severity = if is_label { Severity::Info } else { Severity::Error };
        Some((severity, say!(en: "{what}; the translation has neither", zh: "{what}，译文两者都没有", what)))
    }

    /// What changed words say: one that is gone and whose rendering stands there, one that is new and has none. A word
    /// that stands elsewhere in the other version of the sentence is neither, nor is one that only serves others.
    fn wording(
        &mut self,
        pairs: &[(String, String)],
        whole: &[String; 2],
        passage: &str,
    ) -> (Severity, Message) {
        let what = |(old, new): &(String, String)| became(&short(old), &short(new));
        let first = || pairs.first().map_or_else(|| say!(en: "other words", zh: "措辞不同"), what);
        let renderings = self.renderings.get_or_insert_with(|| {
            Renderings::of(self.old, self.translation, self.alignment, &align::Options::default())
        });
        let there = renderings.target_places(passage);
        // What of the passage renders a word, the surest first.
        let rendered = |renderings: &Renderings, word: &str| -> Option<(f32, Place)> {
            let all = there.iter().map(|&place| (renderings.ratio_of(word, place.word), place));
            all.filter(|(ratio, _)| *ratio >= RENDERS).max_by(|a, b| a.0.total_cmp(&b.0))
        };
        let printed = |place: Place| passage[place.start..place.end].to_owned();
        let (before, after) = (renderings.source_words(&whole[0]), renderings.source_words(&whole[1]));
        let (mut known, mut heavy) = (0, 0);
        let mut negated = None;
        for pair in pairs {
            // A name of a program, a path, an address stands as it is in any language.
            let (quoted, now) = (codes(&pair.0), codes(&pair.1));
            let is_gone = |code: &&&str| !whole[1].contains(**code) && passage.contains(**code);
            if let Some(code) = quoted.iter().find(is_gone) {
                return (Severity::Warning, stands_still(what(pair), code));
            }
            if now.iter().any(|code| !whole[0].contains(code) && !passage.contains(code)) {
                return (Severity::Warning, unrendered(what(pair)));
            }
            let (gone, come) = (renderings.source_words(&pair.0), renderings.source_words(&pair.1));
            let lost: Vec<&String> =
                gone.iter().filter(|word| !after.contains(word) && !only_serves(word)).collect();
            let fresh: Vec<&String> =
                come.iter().filter(|word| !before.contains(word) && !only_serves(word)).collect();
            let figures = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
            let other_figures = figures(&pair.0) != figures(&pair.1);
            heavy += lost.len() + fresh.len() + usize::from(other_figures);
            if negated.is_none() && turns(&pair.0, &pair.1) {
                negated = Some(pair);
            }
            for word in &lost {
                let Some((_, place)) = rendered(renderings, word) else { continue };
                known += 1;
                let still = fresh.iter().any(|word| {
                    let row =
                        there.iter().filter(|other| (other.start, other.end) == (place.start, place.end));
                    row.clone().any(|other| renderings.ratio_of(word, other.word) >= RENDERS)
                });
                if !still && renderings.has_weight(word) {
                    return (Severity::Warning, stands_still(what(pair), &printed(place)));
                }
            }
            for word in fresh {
                match rendered(renderings, word) {
                    Some(_) => known += 1,
                    None if renderings.has_weight(word) => {
                        return (Severity::Warning, unrendered(what(pair)));
                    }
                    None => {}
                }
            }
        }
        if let Some(pair) = negated {
            return (Severity::Warning, what(pair));
        }
        if !pairs.is_empty() && pairs.iter().all(|pair| is_slip(&pair.0, &pair.1)) {
            return (
                Severity::Info,
                say!(en: "{what}, a slip mended", zh: "{what}，只是改正笔误", what = first()),
            );
        }
        if heavy == 0 {
            return (
                Severity::Info,
                say!(en: "{what}, which says the same", zh: "{what}，意思不变", what = first()),
            );
        }
        if known > 0 || pairs.is_empty() {
            return (
                Severity::Info,
                say!(en: "{what}; the translation renders both", zh: "{what}，译文两说皆通", what = first()),
            );
        }
        (Severity::Warning, first())
    }
}

/// The words of `range` that a reader hears: less tags, addresses, commands and the signs of markup.
fn heard(document: &Document, joined: &Joined, range: Range<usize>) -> String {
    if range.is_empty() {
        return String::new();
    }
    let span = joined.span(range);
    let text = document.text();
    let mut out = String::with_capacity(span.end - span.start);
    let mut at = span.start;
    for markup in document.markup_in(span) {
        if !matches!(
            markup.kind,
            MarkupKind::Tag | MarkupKind::Address | MarkupKind::Command | MarkupKind::Sign
        ) {
            continue;
        }
        out.push_str(&text[at..markup.span.start.clamp(at, span.end)]);
        out.push(' ');
        at = markup.span.end.clamp(at, span.end);
    }
    out.push_str(&text[at..span.end]);
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

/// Whether a reader hears `c`: a letter, a figure, or a sign that makes another number of figures; a hyphen where numbers
/// changed.
fn says_something(c: char, is_number: bool) -> bool {
    c.is_alphanumeric() || is_sign_of_number(c) && (is_number || c != '-')
}

/// The signs in `text` that make another number of figures.
fn signs(text: &str) -> String {
    text.chars().filter(|&c| is_sign_of_number(c) || c.is_numeric() && !c.is_ascii_digit()).collect()
}

/// The words of `text`, its figures and what is between them; every character of Chinese is one.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_in = |c: char| c.is_alphanumeric() && !script::runs_on(c);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let end = match is_in(first) {
            true => rest.find(|c| !is_in(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// `text` without the tags in it: `<div class="a">`, `{% raw %}`. A line of them alone is taken for a line of code.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let end = match () {
            () if tag.starts_with("{%") => tag.find("%}").map(|end| end + 2),
            () if tag.starts_with('<') && is_tag => tag.find('>').map(|end| end + 1),
            () => None,
        };
        match end {
            Some(end) => rest = &tag[end..],
            None => {
                out.push_str(&tag[..1]);
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a word only serves others: an article, a particle, a form of *be*, a preposition that a case or another
/// word may stand for in any language. None that denies, allows, counts or sets a time is among them.
fn only_serves(word: &str) -> bool {
    const WORDS: [&str; 62] = [
        "a",
        "an",
        "the",
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "by",
        "as",
        "that",
        "which",
        "who",
        "this",
        "these",
        "those",
        "it",
        "its",
        "them",
        "they",
        "their",
        "he",
        "his",
        "him",
        "she",
        "her",
        "we",
        "us",
        "our",
        "you",
        "your",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "there",
        "so",
        "thus",
        "в",
        "на",
        "с",
        "к",
        "о",
        "у",
        "для",
        "что",
        "который",
        "это",
        "его",
        "их",
    ];
    const SIGNS: [char; 12] = ['的', '了', '着', '是', '在', '把', '被', '地', '得', '之', '其', '等'];
    WORDS.contains(&word) || word.chars().all(|c| SIGNS.contains(&c))
}

/// Whether what stands at `span` is said to a reader: no tag, address or command, and of the fields at the head of a
/// file only one that holds words.
fn speaks(document: &Document, span: Span) -> bool {
    let prose = |markup: &Markup| match markup.kind {
        MarkupKind::Tag | MarkupKind::Address | MarkupKind::Command => false,
        MarkupKind::Field => {
            let text = document.text();
            let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let line = text[line..].lines().next().unwrap_or_default();
            let value = line.split_once(':').map_or(line, |(_, value)| value);
            let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == ',');
            value.contains(script::is_han) || value.split_whitespace().filter(is_word).count() > 1
        }
        _ => true,
    };
    document.markup_in(span).iter().filter(|markup| markup.span.contains(span)).all(prose)
}

/// The parts of `text` that are names of programs, paths, addresses: letters with signs or figures between them.
fn codes(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| {
        c.is_whitespace() || script::runs_on(c) || matches!(c, '`' | '(' | ')' | '[' | ']' | ',')
    });
    let marks = |c: char| matches!(c, '.' | ';' | ':' | '!' | '?' | '"' | '\'' | '*');
    let trimmed = parts.map(|part| part.trim_matches(marks));
    trimmed
        .filter(|part| {
            let sign = part.contains(['/', '_', '@', '=', '\\', '.', '#', '$']);
            sign && part.contains(|c: char| c.is_ascii_alphabetic()) && part.chars().count() > 2
        })
        .collect()
}

/// The first place of a change that was read otherwise, and what that is.
fn reading(said: &Words) -> Message {
    let hunk = said.hunks().first();
    let [old, new] = hunk.map_or(["", ""], |hunk| [&said.old[hunk.old.clone()], &said.new[hunk.new.clone()]]);
    say!(
        en: "\"{old}\" is now \"{new}\", a misreading mended",
        zh: "“{old}”改作“{new}”，只是改正误识",
        old = short(old),
        new = short(new)
    )
}

/// That `old` became `new`; one of them may be empty.
fn became(old: &str, new: &str) -> Message {
    match (old, new) {
        (old, "") => say!(en: "\"{old}\" is gone", zh: "“{old}”已删", old),
        ("", new) => say!(en: "\"{new}\" is new", zh: "新增“{new}”", new),
        (old, new) => say!(en: "\"{old}\" is now \"{new}\"", zh: "“{old}”改作“{new}”", old, new),
    }
}

/// That the translation has what was right before.
fn stands_still(what: Message, printed: &str) -> Message {
    say!(en: "{what}; the translation has {printed}", zh: "{what}，译文仍作“{printed}”", what, printed)
}

/// That the translation has nothing for what is new.
fn unrendered(what: Message) -> Message {
    say!(en: "{what}; nothing there renders it", zh: "{what}，译文未译出", what)
}

/// The beginning of what is quoted, if it is long.
fn short(text: &str) -> String {
    const MOST: usize = 32;
    let text = text.trim();
    let end = grapheme::first(text, MOST);
    if end < text.len() { format!("{}…", text[..end].trim_end()) } else { text.to_owned() }
}

/// Whether `new` is the word `old` with a slip mended: one letter inside a longer word put in, taken out, or two
/// changed places. A letter at either end, or another letter for one, makes another word.
fn is_slip(old: &str, new: &str) -> bool {
    const LETTERS: usize = 6;
    let [a, b]: [Vec<char>; 2] = [old, new].map(|text| text.chars().collect());
    let is_word = |word: &[char]| word.len() >= LETTERS && word.iter().all(|c| c.is_alphabetic());
    is_word(&a)
        && is_word(&b)
        && a.first() == b.first()
        && a.last() == b.last()
        && (a.len() != b.len() || {
            let differ: Vec<usize> = (0..a.len()).filter(|&at| a[at] != b[at]).collect();
            matches!(differ[..], [x, y] if x + 1 == y && a[x] == b[y] && a[y] == b[x])
        })
        && strsim::osa_distance(old, new) == 1
}

/// The sentences of the translation that a change touches.
fn targets(change: &Change, places: &Places, back: &[Range<usize>]) -> Vec<Range<usize>> {
    if !change.old.is_empty() {
        let mut found: Vec<Range<usize>> = Vec::new();
        for sentence in change.old.clone() {
            let target = places.of_source[sentence].clone();
            match found.last_mut() {
                // Sentences of one bead, and beads side by side, are one passage.
                Some(last) if target.start <= last.end && target.end >= last.start => {
                    last.end = last.end.max(target.end);
                }
                _ => found.push(target),
            }
        }
        return found;
    }
    // New text: it belongs after what renders the sentence before it, or before what follows.
    let before = (0..change.new.start).rev().find_map(|new| back[new].clone().last());
    let place = match before {
        Some(sentence) => places.of_source[sentence].end,
        None => 0,
    };
    std::iter::once(place..place).collect()
}

/// Where the sentences of the old source are rendered.
struct Places {
    /// For each of its sentences, those of the translation; empty at the place of a sentence that was
    /// never rendered.
    of_source: Vec<Range<usize>>,
}

impl Places {
    fn of(alignment: &Alignment) -> Self {
        let mut of_source = Vec::with_capacity(alignment.source_len());
        for bead in alignment.beads() {
            of_source.extend(bead.source.clone().map(|_| bead.target.clone()));
        }
        for crossing in alignment.crossings() {
            for sentence in crossing.source.clone() {
                of_source[sentence] = crossing.target.clone();
            }
        }
        Self { of_source }
    }
}

/// What the translators changed.
struct Later {
    /// Whether each sentence of the translation was changed.
    changed: Vec<bool>,
    /// Before which sentences something was put in.
    inserted: Vec<bool>,
}

impl Later {
    fn of(later: &Revision) -> Self {
        let mut changed = vec![false; later.old_len];
        let mut inserted = vec![false; later.old_len + 1];
        let back = later.counterparts_back();
        for change in &later.changes {
            changed[change.old.clone()].fill(true);
            if change.kind == Kind::Insert {
                let before = (0..change.new.start).rev().find_map(|new| back[new].clone().last());
                inserted[before.map_or(0, |before| before + 1)] = true;
            }
        }
        Self { changed, inserted }
    }

    fn touches(&self, target: &Range<usize>) -> bool {
        if target.is_empty() {
            // New text may have been worked into the sentence before or after.
            let near = target.start.saturating_sub(1)..(target.start + 1).min(self.changed.len());
            return self.inserted[target.start] || self.changed[near].contains(&true);
        }
        self.changed[target.clone()].contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;
    use crate::diff::{Options, diff};
    use crate::text::Language;

    fn document(language: &str, text: &str) -> Document {
        Document::from_lines(text.into(), Language::new(language))
    }

    const OLD: &str = "The harbour opens at seven in summer.\nAll boats must show a light at night.\n\
        The fee for a berth is 20 crowns.\nDogs are welcome on the quay.\n";
    const TRANSLATION: &str =
        "夏天港口七点开放。\n所有船只夜间必须点灯。\n泊位费为20克朗。\n码头上欢迎带狗。\n";

    /// What `new` makes stale, as `severity sentences followed`.
    #[track_caller]
    fn check(new: &str, later: Option<&str>, expected: &[&str]) {
        let (old, new) = (document("en", OLD), document("en", new));
        let translation = document("zh", TRANSLATION);
        let beads = (0..4).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignment = Alignment::new(beads, 4, 4);
        let revision = diff(&old, &new, &Options::default());
        let later = later.map(|later| diff(&translation, &document("zh", later), &Options::default()));
        let shown: Vec<String> = stale([&old, &new], &revision, &translation, &alignment, later.as_ref())
            .iter()
            .map(|stale| {
                let followed = stale.followed.map_or("", |yes| if yes { " followed" } else { " open" });
                format!("{} {:?}{followed}", stale.severity.name(), stale.target)
            })
            .collect();
        assert_eq!(shown, expected, "{:?}", revision.changes);
    }

    #[test]
    fn flags_what_renders_a_changed_sentence() {
        check(&OLD.replace("20 crowns", "25 crowns"), None, &["error 2..3"]);
        check(&OLD.replace("show a light", "carry two lanterns"), None, &["warning 1..2"]);
        check(&OLD.replace("Dogs are welcome on the quay.\n", ""), None, &["warning 3..4"]);
        let longer = OLD.replace("The fee", "Swimming between the moored boats is forbidden.\nThe fee");
        check(&longer, None, &["warning 2..2"]);
    }

    #[test]
    fn keeps_what_means_the_same() {
        check(OLD, None, &[]);
        check(&OLD.replace("at seven in summer.", "at seven, in summer."), None, &[]);
        check(&OLD.replace("The fee for", "The  fee for"), None, &[]);
        check(&OLD.replace("Dogs are", "DOGS are"), None, &[]);
    }

    #[test]
    fn tells_what_the_translators_followed() {
        let new = OLD.replace("20 crowns", "25 crowns").replace("show a light", "carry two lanterns");
        check(
            &new,
            Some(&TRANSLATION.replace("20克朗", "25克朗")),
            &["warning 1..2 open", "error 2..3 followed"],
        );
    }
}
