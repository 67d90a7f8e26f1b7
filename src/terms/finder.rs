//! Where do terms stand in a sentence, whatever form they have there?
//!
//! A glossary writes *member state*, the text *Member States’*; a glossary in simplified characters is used on a
//! traditional text. So both are cut into atoms, and atoms are compared: a Chinese character in its simplified shape, a
//! number, a word in lower case and without its ending. What stands between atoms is passed over if it is space, a
//! hyphen, a quotation mark or the dot within a name, and parts them otherwise: *states, members* is no *states members*.
//!
//! A stemmer alone says too much: Snowball makes one stem of *universal* and *university*, of *cooperative* and
//! *cooperation*, which is good for finding what renders what and bad for holding a translator to a word. So of English,
//! whose endings are few, words of one stem must differ by such an ending too. Of a language without a stemmer a word
//! is a form of another if it begins alike but for the last letters.
//!
//! Two words of capitals are an abbreviation, and *who* is no *WHO*.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::align::Endings;
use crate::text::{Language, han, script};

/// Terms in one language, to be found in its sentences.
pub(super) struct Finder {
    endings: Endings,
    is_english: bool,
    terms: Vec<Vec<Atom>>,
    /// Terms by what they begin with.
    heads: FxHashMap<Box<str>, Vec<usize>>,
    /// Terms by all of their atoms as they are written.
    known: FxHashMap<String, usize>,
}

/// A place where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The number of the term.
    pub term: usize,
    /// Bytes of the sentence.
    pub range: Range<usize>,
}

/// What is compared.
#[derive(Clone, Debug)]
struct Atom {
    /// Bytes of the sentence.
    range: Range<usize>,
    /// A character, digits, or a word, as they are compared.
    text: Box<str>,
    kind: Kind,
    /// Whether a mark before it parts it from what stands before.
    is_parted: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Character,
    Digits,
    Word {
        stem: Option<Box<str>>,
        /// How many capitals it has.
        capitals: usize,
    },
}

impl Finder {
    /// No terms yet; they and the sentences will be in `language`.
    pub(super) fn new(language: &Language) -> Self {
        Self {
            endings: Endings::of(language),
            is_english: language.base() == "en",
            terms: Vec::new(),
            heads: FxHashMap::default(),
            known: FxHashMap::default(),
        }
    }

    /// Adds a term; its number, which is that of the same term if it is there already. `None` if it has neither letter
    /// nor digit.
    pub(super) fn add(&mut self, words: &str) -> Option<usize> {
        let atoms = self.atoms(words);
        let head = self.head(atoms.first()?);
        // Abbreviations are told from words by their capitals.
        let is_short = |atom: &Atom| matches!(atom.kind, Kind::Word { capitals, .. } if is_abbreviation(&atom.text, capitals));
        let key: Vec<String> = atoms.iter().map(|atom| format!("{} {}", atom.text, is_short(atom))).collect();
        let number = *self.known.entry(key.join(" ")).or_insert(self.terms.len());
        if number == self.terms.len() {
            self.terms.push(atoms);
            self.heads.entry(head).or_default().push(number);
        }
        Some(number)
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// Where terms stand in `sentence`, in order, the longer first where several begin; those within others too.
    pub(super) fn find(&self, sentence: &str) -> Vec<Found> {
        let mut found = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let atoms = self.atoms(sentence);
        for (at, atom) in atoms.iter().enumerate() {
            let heads = [Some(self.head(atom)), self.short_head(atom), self.plain_head(atom)];
            let terms = heads.into_iter().flatten().filter_map(|head| self.heads.get(&head));
            let from = found.len();
            for &term in terms.flatten() {
                let wanted = &self.terms[term];
                if self.stands(wanted, &atoms[at..]) {
                    found.push(Found {
                        term,
                        range: atom.range.start..atoms[at + wanted.len() - 1].range.end,
                    });
                }
            }
            found[from..].sort_by_key(|found| std::cmp::Reverse(found.range.end));
        }
        found
    }

    /// Whether all words of the term numbered `term` stand near each other in `sentence`, in whatever order and with
    /// others between: *Central and South Asia* is *Central Asia* too.
    pub(super) fn stands_apart(&self, term: usize, sentence: &str) -> bool {
        /// So many more atoms than the term has may lie between its first and its last.
        const BETWEEN: usize = 5;
        let wanted = &self.terms[term];
        let is_word = |atom: &Atom| atom.text.chars().count() > 2 || atom.kind == Kind::Digits;
        let words: Vec<&Atom> = wanted.iter().filter(|atom| is_word(atom)).collect();
        if words.len() < 2 || wanted.iter().any(|atom| atom.kind == Kind::Character) {
            return false;
        }
        let atoms = self.atoms(sentence);
        let room = wanted.len() + BETWEEN;
        (0..atoms.len()).any(|from| {
            let near = &atoms[from..(from + room).min(atoms.len())];
            self.is_form(words[0], &near[0])
                && words.iter().all(|word| near.iter().any(|atom| self.is_form(word, atom)))
        })
    }

    /// Whether `atoms` begin with those of a term.
    fn stands(&self, wanted: &[Atom], atoms: &[Atom]) -> bool {
        atoms.len() >= wanted.len()
            && wanted.iter().zip(atoms).enumerate().all(|(n, (wanted, atom))| {
                (n == 0 || wanted.is_parted || !atom.is_parted) && self.is_form(wanted, atom)
            })
    }

    /// Whether `atom` of a text is a form of `wanted`, which a glossary has.
    fn is_form(&self, wanted: &Atom, atom: &Atom) -> bool {
        let (Kind::Word { stem, capitals }, Kind::Word { stem: other, capitals: seen }) =
            (&wanted.kind, &atom.kind)
        else {
            return wanted.kind == atom.kind && wanted.text == atom.text;
        };
        let (one, two) = (&*wanted.text, &*atom.text);
        if is_abbreviation(one, *capitals) {
            return *seen >= 2 && (one == two || two.strip_suffix('s') == Some(one));
        }
        one == two
            || match (stem, other) {
                (Some(stem), Some(other)) => stem == other && (!self.is_english || is_english_form(one, two)),
                _ => is_form_by_letters(one, two),
            }
    }

    /// By what an abbreviation with the ending of a plural is looked up: NGOs.
    fn short_head(&self, atom: &Atom) -> Option<Box<str>> {
        let is_short = matches!(atom.kind, Kind::Word { capitals, .. } if capitals >= 2);
        atom.text.strip_suffix('s').filter(|_| is_short).map(Into::into)
    }

    /// By what a word in a heading of capitals is looked up, which is no abbreviation.
    fn plain_head(&self, atom: &Atom) -> Option<Box<str>> {
        match &atom.kind {
            Kind::Word { stem: Some(stem), capitals } if is_abbreviation(&atom.text, *capitals) => {
                (*stem != atom.text).then(|| stem.clone())
            }
            Kind::Word { stem: None, capitals } if is_abbreviation(&atom.text, *capitals) => {
                let head: Box<str> = atom.text.chars().take(HEAD).collect();
                (head != atom.text).then_some(head)
            }
            _ => None,
        }
    }

    /// By what atoms that may be forms of each other are looked up.
    fn head(&self, atom: &Atom) -> Box<str> {
        match &atom.kind {
            Kind::Word { capitals, .. } if is_abbreviation(&atom.text, *capitals) => atom.text.clone(),
            Kind::Word { stem: Some(stem), .. } => stem.clone(),
            Kind::Word { stem: None, .. } => atom.text.chars().take(HEAD).collect(),
            Kind::Character | Kind::Digits => atom.text.clone(),
        }
    }

    fn atoms(&self, sentence: &str) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = Vec::new();
        let (mut is_parted, mut apostrophe) = (false, false);
        let mut chars = sentence.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let mut end = start + c.len_utf8();
            let mut run = |is_part: fn(char) -> bool| {
                while let Some((at, c)) = chars.next_if(|&(_, c)| is_part(c)) {
                    end = at + c.len_utf8();
                }
                start..end
            };
            let (range, text, kind) = match Class::of(c) {
                Class::Character => {
                    (start..end, han::simplified(c).to_string().into_boxed_str(), Kind::Character)
                }
                Class::Digit => {
                    let range = run(|c| Class::of(c) == Class::Digit);
                    let text = self.endings.lowered(&sentence[range.clone()]);
                    (range, text.into_boxed_str(), Kind::Digits)
                }
                Class::Letter => {
                    let range = run(|c| Class::of(c) == Class::Letter);
                    let word = &sentence[range.clone()];
                    let text = self.endings.lowered(word);
                    // The mark of whose something is: India’s.
                    if apostrophe && text == "s" && self.is_english {
                        apostrophe = false;
                        continue;
                    }
                    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
                    let stem = self.endings.stem(&text).map(|stem| stem.into());
                    (range, text.into_boxed_str(), Kind::Word { stem, capitals })
                }
                Class::Joint => {
                    apostrophe = matches!(c, '\'' | '’');
                    continue;
                }
                Class::Mark => {
                    is_parted = true;
                    apostrophe = false;
                    continue;
                }
            };
            apostrophe = false;
            // Marks alone, such as only some editions print.
            if text.is_empty() {
                continue;
            }
            atoms.push(Atom { range, text, kind, is_parted: std::mem::take(&mut is_parted) });
        }
        atoms
    }
}

/// The letters by which words of a language without a stemmer are looked up.
const HEAD: usize = 3;

/// What a character is for an atom.
#[derive(PartialEq)]
enum Class {
    /// An atom by itself.
    Character,
    Digit,
    Letter,
    /// Between atoms that may belong together.
    Joint,
    /// Between atoms that do not.
    Mark,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            _ if script::is_han(c) || script::is_kana(c) || script::runs_on(c) && c.is_alphabetic() => {
                Self::Character
            }
            '\u{ac00}'..='\u{d7a3}' => Self::Character,
            _ if c.is_numeric() => Self::Digit,
            // Marks on letters are parts of words.
            _ if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => Self::Letter,
            '-'
            | '\u{2010}'..='\u{2015}'
            | '\''
            | '’'
            | '‘'
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '·'
            | '•'
            | '・'
            | '‧'
            | '.'
            | '/'
            | '&' => Self::Joint,
            _ if c.is_whitespace() => Self::Joint,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Self::Joint,
            _ => Self::Mark,
        }
    }
}

/// Whether a word with so many capitals is an abbreviation.
fn is_abbreviation(word: &str, capitals: usize) -> bool {
    capitals >= 2 && capitals == word.chars().count()
}

/// Whether two English words of one stem differ by an ending of a noun's number or a verb's time.
fn is_english_form(one: &str, other: &str) -> bool {
    const ENDINGS: [&str; 9] = ["", "s", "es", "e", "y", "ies", "ied", "ed", "ing"];
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    // A consonant may be doubled before an ending: planned.
    let ends = |word: &str| {
        let rest = word.get(same..).unwrap_or("?");
        ENDINGS.contains(&rest) || rest.get(1..).is_some_and(|rest| matches!(rest, "ed" | "ing"))
    };
    ends(one) && ends(other)
}

/// Whether two words of a language without a stemmer are forms of one, by how they begin: the last letters change, and
/// where words are built of parts, more may follow.
fn is_form_by_letters(wanted: &str, word: &str) -> bool {
    /// The most letters that an ending has more than that which it stands for.
    const LONGER: usize = 6;
    let letters = wanted.chars().count();
    let changes = match letters {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    };
    let stays: String = wanted.chars().take(letters - changes).collect();
    word.starts_with(&stays) && word.chars().count() <= letters + LONGER
}

/// Those of `found` that stand in no longer one, in order.
pub(super) fn longest(found: &[Found]) -> Vec<&Found> {
    let mut kept: Vec<&Found> = Vec::new();
    for one in found {
        match kept.last() {
            Some(last) if one.range.end <= last.range.end && one.range != last.range => {}
            // What begins within another and goes on beyond it is neither's part.
            _ => kept.push(one),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that stand for `terms` in `sentence`.
    #[track_caller]
    fn check(language: &str, terms: &[&str], sentence: &str, expected: &[&str]) {
        let mut finder = Finder::new(&Language::new(language));
        terms.iter().for_each(|term| assert!(finder.add(term).is_some(), "{term}"));
        let found = finder.find(sentence);
        let words: Vec<&str> = longest(&found).iter().map(|found| &sentence[found.range.clone()]).collect();
        assert_eq!(words, expected, "{terms:?} in {sentence}");
    }

    #[test]
    fn a_form_of_a_word_is_the_word() {
        check("en", &["member state"], "All Member States’ envoys met.", &["Member States"]);
        check("en", &["treaty"], "The treaties of old.", &["treaties"]);
        check("en", &["plan"], "As planned, plans planned.", &["planned", "plans", "planned"]);
        check("en", &["India"], "India’s delegation", &["India"]);
        check("ru", &["государство-член"], "между государствами-членами", &["государствами-членами"]);
        check("ru", &["озёрный край"], "В озерном краю", &["озерном краю"]);
        check("de", &["Vertrag"], "des Vertrags", &["Vertrags"]);
        check("kk", &["мемлекет"], "мемлекеттердің басшылары", &["мемлекеттердің"]);
        check("pl", &["umowa"], "według umowy", &["umowy"]);
    }

    #[test]
    fn another_word_of_the_stem_is_not() {
        check("en", &["university"], "universal values", &[]);
        check("en", &["cooperation"], "a cooperative effort", &[]);
        check("en", &["organization"], "an organ of state", &[]);
        check("kk", &["қала"], "қабырға", &[]);
        check("en", &["states members"], "other states, members too", &[]);
    }

    #[test]
    fn an_abbreviation_wants_capitals() {
        check("en", &["WHO"], "those who came", &[]);
        check("en", &["WHO", "NGO"], "the WHO and NGOs", &["WHO", "NGOs"]);
        check("en", &["lake treaty"], "LAKE TREATIES", &["LAKE TREATIES"]);
        check("zh", &["GDP"], "ＧＤＰ增长，gdp", &["ＧＤＰ"]);
    }

    #[test]
    fn chinese_is_found_by_its_characters_the_longest_first() {
        check("zh", &["湖区", "湖区公约"], "《湖区公约》和湖区各国", &["湖区公约", "湖区"]);
        check("zh-Hant", &["湖区公约"], "湖區公約", &["湖區公約"]);
        check("zh", &["“一湖一策”倡议"], "一湖一策倡议", &["一湖一策倡议"]);
        check("zh", &["湖区公约"], "湖区，公约", &[]);
        check("ja", &["データ"], "データを", &["データ"]);
        check("ko", &["국제기구"], "국제기구는", &["국제기구"]);
    }

    #[test]
    fn words_of_a_term_may_be_shared() {
        let mut finder = Finder::new(&Language::new("en"));
        let term = finder.add("Central Asia").unwrap();
        assert!(finder.stands_apart(term, "links between Central and South Asia"));
        assert!(
            !finder
                .stands_apart(term, "a central question of the whole of the continent that is called Asia")
        );
        let single = finder.add("Asia").unwrap();
        assert!(!finder.stands_apart(single, "Asia"));
    }

    proptest::proptest! {
        #[test]
        fn what_was_added_is_found(
            words in "\\PC{0,30}",
            before in "\\PC{0,10}",
            language in proptest::sample::select(vec!["zh", "ja", "en", "ru", "kk", "ko", "und"]),
        ) {
            let mut finder = Finder::new(&Language::new(language));
            let Some(term) = finder.add(&words) else { return Ok(()) };
            let sentence = format!("{before}, {words}");
            proptest::prop_assert!(finder.find(&sentence).iter().any(|found| found.term == term), "{sentence}");
        }
    }
}
