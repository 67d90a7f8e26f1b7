//! What is known of each language?
//!
//! A [`Profile`] a language, a file a profile, one list of them all: how its sentences end and which of its
//! abbreviations do not end one, how it writes numbers, which words are numbers and months. A language
//! without a profile works on marks, digits and what is known of all languages. Whoever adds one fills in
//! what he knows and leaves the rest as it is in [`Profile::UNKNOWN`].
//!
//! Abbreviations are sorted by what may follow them, for that decides whether a sentence ends: a name follows
//! `Mr.`, a number follows `No.`, anything follows `etc.`. A list without that, as Unicode's CLDR has for seven
//! languages, can only say that a full stop is doubtful; those that no profile sorts are taken from there
//! (`suppressions.rs`), and a sentence ends at one only before a word that mostly opens sentences.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Language;
use super::number::digits::Marks;
use super::number::words::Words;

mod ar;
mod bg;
mod cs;
mod da;
mod de;
mod el;
mod en;
mod es;
mod fi;
mod fr;
mod hi;
mod hu;
mod hy;
mod it;
mod ja;
mod ka;
mod kk;
mod nl;
mod others;
mod pl;
mod pt;
mod ro;
mod ru;
mod sr;
mod sv;
#[rustfmt::skip]
mod suppressions;
mod tr;
mod uk;
mod vi;
mod zh;
#[rustfmt::skip]
pub(super) mod names;

/// What is known of a language, or of some that are written alike.
///
/// Lists of words are parted by white space. An abbreviation is written without its last full stop; one that
/// begins with a capital counts only with it (`No. 5`, but `no.` ends a sentence in Spanish), a small one
/// counts with and without.
pub(super) struct Profile {
    /// The first parts of the tags it is for.
    pub(super) tags: &'static [&'static str],
    /// The tag of a language whose words are met in its texts too, and count where this has none.
    pub(super) kin: &'static str,
    /// Marks that end a sentence here and nowhere else.
    pub(super) ends: &'static [char],
    /// Abbreviations that never end a sentence: a name follows, or what they explain.
    pub(super) titles: &'static str,
    /// Abbreviations that stand before or after names: they end a sentence only before a word of `starters`.
    pub(super) names: &'static str,
    /// Abbreviations that a number follows: before a number or a letter that counts they end no sentence.
    pub(super) numbered: &'static str,
    /// Units of measure: after a number and before one they end no sentence (`5 ft. 6 in.`).
    pub(super) units: &'static str,
    /// Hours of the day: a zone may follow in capitals (`p.m. PDT`).
    pub(super) hours: &'static str,
    /// Abbreviations that may end a sentence, and do before a capital: `etc.`
    pub(super) either: &'static str,
    /// Words for year and century in short: after a number they may end a sentence, elsewhere not (`г. Москва`).
    pub(super) years: &'static str,
    /// Words that open sentences and are no names.
    pub(super) starters: &'static str,
    /// Prepositions with which a sentence that opens says when: `At 5 a.m. Mr. Smith`.
    pub(super) openers: &'static str,
    /// Words for parts of a book or law: with the number after it one is the head of its text (`Article 1.`).
    pub(super) headings: &'static str,
    /// Abbreviations that end compounds, which a number follows: `Hauptstr. 12`.
    pub(super) compounds: &'static str,
    /// Whether a full stop makes a number an ordinal: `16. September`.
    pub(super) ordinal_point: bool,
    /// Whether all nouns have capitals, and not names alone.
    pub(super) noun_capitals: bool,
    /// Characters with which a clause ends that says who spoke: 他说.
    pub(super) speech: &'static [char],
    /// Words that go on with a sentence after an ellipsis: 但, 却.
    pub(super) goes_on: &'static [&'static str],
    /// How it parts thousands and decimals.
    pub(super) marks: Marks,
    /// Whether an ordinal's ending is glued to the digits (65th), follows a hyphen (65-й), or neither.
    pub(super) endings: Endings,
    /// The number words, if they are known.
    pub(super) words: Option<fn() -> Words>,
}

/// The endings that make digits an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endings {
    /// None are known.
    None,
    /// 65th, 1er.
    Glued(&'static [&'static str]),
    /// 65-й.
    Hyphened(&'static [&'static str]),
}

impl Profile {
    /// A language of which nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        tags: &[],
        kin: "",
        ends: &[],
        titles: "",
        names: "",
        numbered: "",
        units: "",
        hours: "",
        either: "",
        years: "",
        starters: "",
        openers: "",
        headings: "",
        compounds: "",
        ordinal_point: false,
        noun_capitals: false,
        speech: &zh::SPEECH,
        goes_on: &[],
        marks: Marks::CommaPoint,
        endings: Endings::None,
        words: None,
    };
}

/// Every profile. The only place that knows them all.
const PROFILES: &[&[Profile]] = &[
    &[
        ar::PROFILE,
        bg::PROFILE,
        cs::PROFILE,
        da::PROFILE,
        de::PROFILE,
        el::PROFILE,
        en::PROFILE,
        es::PROFILE,
        fi::PROFILE,
        fr::PROFILE,
        hi::PROFILE,
        hu::PROFILE,
        hy::PROFILE,
        it::PROFILE,
        ja::PROFILE,
        ka::PROFILE,
        kk::PROFILE,
        nl::PROFILE,
        pl::PROFILE,
        pt::PROFILE,
        ro::PROFILE,
        ru::PROFILE,
        sr::PROFILE,
        sv::PROFILE,
        tr::PROFILE,
        uk::PROFILE,
        vi::PROFILE,
        zh::PROFILE,
    ],
    others::PROFILES,
];

/// What the full stop after an abbreviation may mean; see the lists of [`Profile`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Of `titles`.
    Title,
    /// Of `names`, or an abbreviation of which nothing more is known.
    Name,
    /// Of `numbered`.
    Number,
    /// Of `units`.
    Unit,
    /// Of `hours`.
    Hour,
    /// Of `either`.
    Either,
    /// Of `years`.
    Year,
}

/// A profile made ready to be asked.
pub(super) struct Grammar {
    pub(super) profile: &'static Profile,
    stops: FxHashMap<&'static str, Stop>,
    starters: FxHashSet<&'static str>,
    openers: FxHashSet<&'static str>,
    headings: FxHashSet<&'static str>,
}

/// Abbreviations met in texts of any language.
const EVERYWHERE: Profile = Profile {
    titles: "dr prof mr mrs cf vs viz al approx e.g i.e",
    names: "st mt",
    numbered: "nr art arts fig figs vol vols pp p § № ch ver v vv op No Nos",
    either: "etc inc ltd co corp jr llc gmbh kg kgaa ohg ag",
    headings: "article chapter section §",
    ..Profile::UNKNOWN
};

impl Grammar {
    fn of(profile: &'static Profile) -> Self {
        let mut grammar = Self {
            profile,
            stops: FxHashMap::default(),
            starters: FxHashSet::default(),
            openers: FxHashSet::default(),
            headings: FxHashSet::default(),
        };
        grammar.add(profile);
        if let Some(kin) = find(profile.kin) {
            grammar.add(kin);
        }
        grammar.add(&EVERYWHERE);
        let suppressed = suppressions::SUPPRESSED.iter().filter(|(tag, _)| profile.tags.contains(tag));
        for word in suppressed.flat_map(|(_, words)| words.split_whitespace()) {
            if grammar.stop(word).is_none() {
                grammar.stops.insert(word, Stop::Name);
            }
        }
        // Names and titles of English-speaking countries are met in texts of every language.
        grammar.starters.extend(en::PROFILE.starters.split_whitespace());
        grammar
    }

    fn add(&mut self, profile: &'static Profile) {
        let lists = [
            (profile.titles, Stop::Title),
            (profile.names, Stop::Name),
            (profile.numbered, Stop::Number),
            (profile.units, Stop::Unit),
            (profile.hours, Stop::Hour),
            (profile.either, Stop::Either),
            (profile.years, Stop::Year),
        ];
        for (words, stop) in lists {
            for word in words.split_whitespace() {
                self.stops.entry(word).or_insert(stop);
            }
        }
        self.starters.extend(profile.starters.split_whitespace());
        self.openers.extend(profile.openers.split_whitespace());
        self.headings.extend(profile.headings.split_whitespace());
    }

    /// What the full stop after `word` may mean, if it is a known abbreviation.
    pub(super) fn stop(&self, word: &str) -> Option<Stop> {
        if let Some(&stop) = self.stops.get(word) {
            return Some(stop);
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let lower = word.to_lowercase();
        if let Some(&stop) = self.stops.get(lower.as_str()) {
            return Some(stop);
        }
        // `MR.` is `Mr.`, and may stand in the list with its capital.
        let mut letters = lower.chars();
        let title: String = letters.next()?.to_uppercase().chain(letters).collect();
        (title != word).then(|| self.stops.get(title.as_str()).copied()).flatten()
    }

    /// The same for `word` as it is written.
    pub(super) fn exactly(&self, word: &str) -> Option<Stop> {
        self.stops.get(word).copied()
    }

    /// Whether `word`, in small letters, opens sentences and is no name.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether `word`, in small letters, opens a sentence that says when.
    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether `word`, in small letters, is a part of a book or law that is numbered.
    pub(super) fn is_heading(&self, word: &str) -> bool {
        self.headings.contains(word)
    }
}

fn find(tag: &str) -> Option<&'static Profile> {
    PROFILES.iter().copied().flatten().find(|profile| profile.tags.contains(&tag))
}

/// What is known of `language`.
pub(super) fn profile(language: &Language) -> &'static Profile {
    grammar(language).profile
}

/// The same, made ready for sentences.
pub(super) fn grammar(language: &Language) -> &'static Grammar {
    static KNOWN: LazyLock<FxHashMap<&'static str, Grammar>> = LazyLock::new(|| {
        let each = PROFILES.iter().copied().flatten();
        each.flat_map(|profile| profile.tags.iter().map(move |&tag| (tag, Grammar::of(profile)))).collect()
    });
    static UNKNOWN: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(&others::UNDETERMINED));
    KNOWN.get(language.base()).unwrap_or(&UNKNOWN)
}

/// The number words of `language`, if any are known.
pub(super) fn words(language: &Language) -> Option<&'static Words> {
    static KNOWN: LazyLock<FxHashMap<&'static str, LazyLock<Words>>> = LazyLock::new(|| {
        let each = PROFILES.iter().copied().flatten();
        let known = each.filter_map(|profile| Some((profile.tags, profile.words?)));
        known.flat_map(|(tags, words)| tags.iter().map(move |&tag| (tag, LazyLock::new(words)))).collect()
    });
    KNOWN.get(language.base()).map(|words| &**words)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn lists(profile: &Profile) -> [(&'static str, &'static str); 7] {
        [
            ("titles", profile.titles),
            ("names", profile.names),
            ("numbered", profile.numbered),
            ("units", profile.units),
            ("hours", profile.hours),
            ("either", profile.either),
            ("years", profile.years),
        ]
    }

    #[test]
    fn each_profile_says_each_thing_once() {
        let mut tags = HashMap::new();
        for profile in PROFILES.iter().copied().flatten() {
            let own = profile.tags.first().expect("a profile is for a language");
            for tag in profile.tags {
                assert_eq!(tags.insert(tag, own), None, "{tag} has two profiles");
                assert_eq!(names::tag_of(tag), Some(*tag), "{tag} is no language");
            }
            assert!(profile.kin.is_empty() || find(profile.kin).is_some(), "{own}: {}", profile.kin);
            let mut words = HashMap::new();
            for (list, content) in lists(profile) {
                for word in content.split_whitespace() {
                    assert_eq!(words.insert(word, list), None, "{own}: {word} stands twice, in {list}");
                    assert!(!word.ends_with('.'), "{own}: {word} is written without its last full stop");
                }
            }
            for list in [profile.starters, profile.openers, profile.headings] {
                let mut words = HashMap::new();
                for word in list.split_whitespace() {
                    assert_eq!(words.insert(word, ()), None, "{own}: {word} stands twice");
                    assert_eq!(word.to_lowercase(), word, "{own}: {word} is written small");
                }
            }
        }
    }

    #[test]
    fn knows_an_abbreviation_in_any_case_that_it_may_stand_in() {
        let en = grammar(&Language::new("en-GB"));
        assert_eq!(en.stop("Mr"), Some(Stop::Title));
        assert_eq!(en.stop("MR"), Some(Stop::Title));
        assert_eq!(en.stop("etc"), Some(Stop::Either));
        assert_eq!(en.stop("Dec"), Some(Stop::Number));
        assert_eq!(en.stop("dec"), None);
        assert_eq!(en.stop("word"), None);
        assert_eq!(grammar(&Language::new("kk")).stop("ул"), Some(Stop::Title));
        assert_eq!(grammar(&Language::new("tlh")).stop("etc"), Some(Stop::Either));
    }
}
