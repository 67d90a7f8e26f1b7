//! Which tables speak for two languages, and how are they one?
//!
//! A direct table is turned round where the languages are. Several tables (ours and a user's own, or one
//! of plain text and one of a dictionary) are mixed word by word, each with the weight of what it has
//! seen of that word: a common word is left to the table that met it ten thousand times, a rare one to
//! whichever knows it. Where two languages have no table, or a small one, the way through English is
//! taken too; it is walked when a word is asked for, as a whole product would be as large as a table.

use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::{Lexicon, Table};
use crate::text::Language;

/// Tables of word translations that speak together, from one language to another.
#[derive(Debug, Default)]
pub struct Tables<'a> {
    direct: Vec<Direct<'a>>,
    /// From the source to the language between, and from there to the target.
    pivot: Option<Box<(Tables<'a>, Tables<'a>)>>,
    /// What speaks in their place where none but those that come with the program do.
    kept: Option<Arc<Kept>>,
}

#[derive(Debug)]
struct Direct<'a> {
    table: &'a Table,
    /// Whether it is from the target to the source.
    turned: bool,
    weight: f32,
}

impl<'a> Tables<'a> {
    /// All that is known from `source` to `target`: by the tables that come with the program, and by
    /// `more`, such as a user's own, as far as they are of these languages.
    ///
    /// Without any table it knows nothing; see [`is_empty`](Self::is_empty).
    pub fn between(source: &Language, target: &Language, more: &'a [Table]) -> Self {
        if more.is_empty() {
            return Self { kept: Some(Kept::between(source, target)), ..Self::default() };
        }
        Self::joined(source, target, shipped(), more)
    }

    /// The same without the tables that come with the program.
    pub fn own(source: &Language, target: &Language, own: &'a [Table]) -> Self {
        Self::joined(source, target, &[], own)
    }

    fn joined(source: &Language, target: &Language, shipped: &'static [Shipped], more: &'a [Table]) -> Self {
        let mut tables = Self::direct(source, target, shipped, more);
        let pivot = Language::new(PIVOT);
        if base(source) != base(target) && ![base(source), base(target)].contains(&PIVOT) {
            let first = Self::direct(source, &pivot, shipped, more);
            let second = Self::direct(&pivot, target, shipped, more);
            if !first.direct.is_empty() && !second.direct.is_empty() {
                tables.pivot = Some(Box::new((first, second)));
            }
        }
        tables
    }

    fn direct(source: &Language, target: &Language, shipped: &'static [Shipped], more: &'a [Table]) -> Self {
        let mut tables = Self::default();
        let mut add = |table: &'a Table, weight: f32| {
            let ends = (base(table.source()), base(table.target()));
            let turned = ends == (base(target), base(source));
            if turned || ends == (base(source), base(target)) {
                tables.direct.push(Direct { table, turned, weight });
            }
        };
        for one in shipped {
            if one.is_of(source, target)
                && let Some(table) = one.table()
            {
                add(table, one.weight);
            }
        }
        more.iter().for_each(|table| add(table, OWN));
        tables
    }

    /// Whether nothing is known between the two languages.
    pub fn is_empty(&self) -> bool {
        match &self.kept {
            Some(kept) => kept.tables.is_empty(),
            None => self.direct.is_empty() && self.pivot.is_none(),
        }
    }

    /// What share of the words of texts at large `word` of the source is, by the table that was made from most; 0 if
    /// that is not known.
    pub(super) fn source_share(&self, word: &str) -> f32 {
        self.share(word, End::Source)
    }

    /// The same of a word of the target.
    pub(super) fn target_share(&self, word: &str) -> f32 {
        self.share(word, End::Target)
    }

    fn share(&self, word: &str, from: End) -> f32 {
        if let Some(kept) = &self.kept {
            return kept.tables.share(word, from);
        }
        let largest = self.direct.iter().max_by(|a, b| a.table.total().total_cmp(&b.table.total()));
        match (largest, &self.pivot) {
            (Some(direct), _) if (from == End::Source) != direct.turned => direct.table.share_of_source(word),
            (Some(direct), _) => direct.table.share_of_target(word),
            (None, Some(pivot)) => match from {
                End::Source => pivot.0.share(word, from),
                End::Target => pivot.1.share(word, from),
            },
            (None, None) => 0.0,
        }
    }

    /// The words that `word` may be, with how often it was seen.
    fn look(&self, word: &str, from: End) -> (Vec<(&'a str, f32)>, f32) {
        if let Some(kept) = &self.kept {
            return kept.look(word, from);
        }
        let mut mixed = Mixed::default();
        let mut seen = 0.0;
        for direct in &self.direct {
            let (row, here) = direct.look(word, from);
            mixed.add(row, here * direct.weight);
            seen += here;
        }
        if let Some(pivot) = &self.pivot {
            let (first, second) = match from {
                End::Source => (&pivot.0, &pivot.1),
                End::Target => (&pivot.1, &pivot.0),
            };
            let (row, there) = first.look(word, from);
            let mut through = Mixed::default();
            for (between, p) in row {
                // What stands for nothing there may be anything here.
                if !between.is_empty() {
                    through.add(second.look(between, from).0, p);
                }
            }
            through.total = 1.0;
            mixed.add(through.most(), there * THROUGH);
            seen += there * THROUGH;
        }
        (mixed.most(), seen)
    }
}

/// What the tables that come with the program say of words between two languages.
///
/// Of thousands of short documents in one process most words are those of the documents before, and to decode and mix
/// the rows of tables for them again was a quarter of the work. The first words asked for are kept, which are the
/// frequent ones; a map in which the least used give way would be one more thing to wait for.
#[derive(Debug)]
struct Kept {
    tables: Tables<'static>,
    /// By the end at which the word stands.
    said: [RwLock<FxHashMap<Box<str>, Said>>; 2],
}

/// The words that a word may be, and how often it was seen.
type Said = (Box<[(&'static str, f32)]>, f32);

/// How many words are kept of each language of a pair; some 5 MB.
const KEPT: usize = 1 << 14;

impl Kept {
    fn between(source: &Language, target: &Language) -> Arc<Self> {
        type All = FxHashMap<[String; 2], Arc<Kept>>;
        static ALL: LazyLock<RwLock<All>> = LazyLock::new(RwLock::default);
        let ends = [base(source), base(target)].map(str::to_owned);
        if let Some(kept) = ALL.read().unwrap_or_else(PoisonError::into_inner).get(&ends) {
            return Arc::clone(kept);
        }
        let tables = Tables::joined(source, target, shipped(), &[]);
        let kept = Arc::new(Self { tables, said: Default::default() });
        // Of languages without tables there is no end.
        if kept.tables.is_empty() {
            return kept;
        }
        Arc::clone(ALL.write().unwrap_or_else(PoisonError::into_inner).entry(ends).or_insert(kept))
    }

    fn look(&self, word: &str, from: End) -> (Vec<(&'static str, f32)>, f32) {
        let said = &self.said[usize::from(from == End::Target)];
        if let Some((row, seen)) = said.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return (row.to_vec(), *seen);
        }
        let (row, seen) = self.tables.look(word, from);
        let mut said = said.write().unwrap_or_else(PoisonError::into_inner);
        if said.len() < KEPT {
            said.insert(word.into(), (row.clone().into(), seen));
        }
        (row, seen)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Source,
    Target,
}

impl<'a> Direct<'a> {
    fn look(&self, word: &str, from: End) -> (Vec<(&'a str, f32)>, f32) {
        if (from == End::Source) != self.turned {
            self.table.of_source(word)
        } else {
            self.table.of_target(word)
        }
    }
}

/// Of the words that a word may be by way of another language, and of all tables together, the likeliest.
const MOST: usize = 16;
/// What is not worth the time it takes.
const LEAST: f32 = 0.005;
/// What a thing seen through another language counts for beside one seen directly.
const THROUGH: f32 = 0.2;
/// What a thing seen in a user's own table counts for beside one seen in ours: it is nearer to the texts.
const OWN: f32 = 3.0;

/// What a sense in a dictionary counts for: it stands there once, for all the times that it stands in texts.
/// Any figure from 10 to 100 does about as well (MAC-Dev strict F1 0.896 to 0.903, at 1 0.885).
#[cfg(feature = "cedict")]
const DICTIONARY: f32 = 30.0;

/// The language that stands between two others.
const PIVOT: &str = "en";

/// The language as tables name it: other Chinese languages are written in the characters of Mandarin.
fn base(language: &Language) -> &str {
    if language.is_chinese() { "zh" } else { language.base() }
}

/// A table that comes with the program.
struct Shipped {
    source: &'static str,
    target: &'static str,
    /// What a thing seen in it counts for beside one seen in plain text.
    weight: f32,
    bytes: &'static [u8],
    table: OnceLock<Option<Table>>,
}

impl Shipped {
    fn new(source: &'static str, target: &'static str, weight: f32, bytes: &'static [u8]) -> Self {
        Self { source, target, weight, bytes, table: OnceLock::new() }
    }
}

/// The tables that come with the program; none is opened before it is asked for.
fn shipped() -> &'static [Shipped] {
    static SHIPPED: OnceLock<Vec<Shipped>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        use duizhao_tables::*;
        let pairs = [
            ("zh", "en", ZH_EN),
            ("zh", "ru", ZH_RU),
            ("ru", "en", RU_EN),
            ("ja", "en", JA_EN),
            ("fr", "en", FR_EN),
            ("es", "en", ES_EN),
            ("de", "en", DE_EN),
            ("de", "fr", DE_FR),
            ("ar", "en", AR_EN),
            ("ko", "en", KO_EN),
            ("vi", "en", VI_EN),
            ("it", "en", IT_EN),
            ("pt", "en", PT_EN),
        ];
        #[cfg_attr(not(any(feature = "cedict", feature = "ntrex")), expect(unused_mut))]
        let mut all: Vec<Shipped> =
            pairs.map(|(source, target, bytes)| Shipped::new(source, target, 1.0, bytes)).into();
        #[cfg(feature = "cedict")]
        all.insert(1, Shipped::new("zh", "en", DICTIONARY, duizhao_cedict::ZH_EN));
        #[cfg(feature = "ntrex")]
        all.extend(duizhao_ntrex::TABLES.iter().map(|(tag, bytes)| Shipped::new(tag, PIVOT, 1.0, bytes)));
        all
    })
}

impl Shipped {
    fn is_of(&self, one: &Language, other: &Language) -> bool {
        let ends = (base(one), base(other));
        ends == (self.source, self.target) || ends == (self.target, self.source)
    }

    /// Opened when it is first asked for.
    fn table(&'static self) -> Option<&'static Table> {
        self.table.get_or_init(|| Table::shipped(self.bytes).ok()).as_ref()
    }
}

/// Rows with their weights, becoming one.
#[derive(Default)]
struct Mixed<'a> {
    words: Vec<(&'a str, f32)>,
    total: f32,
}

impl<'a> Mixed<'a> {
    fn add(&mut self, row: Vec<(&'a str, f32)>, weight: f32) {
        if weight > 0.0 {
            self.words.extend(row.into_iter().map(|(word, p)| (word, p * weight)));
            self.total += weight;
        }
    }

    /// The likeliest words, likeliest first.
    fn most(self) -> Vec<(&'a str, f32)> {
        let Self { mut words, total } = self;
        words.sort_by(|a, b| a.0.cmp(b.0));
        words.dedup_by(|again, first| {
            let same = again.0 == first.0;
            if same {
                first.1 += again.1;
            }
            same
        });
        for word in &mut words {
            word.1 /= total;
        }
        words.retain(|word| word.1 >= LEAST);
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        words.truncate(MOST);
        words
    }
}

impl Lexicon for Tables<'_> {
    fn forward(&self, word: &str) -> Vec<(&str, f32)> {
        self.look(word, End::Source).0
    }

    fn backward(&self, word: &str) -> Vec<(&str, f32)> {
        self.look(word, End::Target).0
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Learning, Pairs, learn};
    use super::*;

    fn table(source: &str, target: &str, pairs: &[(&str, &str)]) -> Table {
        let mut learned = Pairs::new(&Language::new(source), &Language::new(target));
        for (source, target) in pairs {
            learned.push(source, target, 1.0);
        }
        learn(&learned, &Learning::default(), &|_| ())
    }

    fn best(row: Vec<(&str, f32)>) -> &str {
        assert!(row.is_sorted_by(|a, b| a.1 >= b.1), "{row:?}");
        row.first().map_or("", |word| word.0)
    }

    fn between<'a>(source: &str, target: &str, more: &'a [Table]) -> Tables<'a> {
        Tables::between(&Language::new(source), &Language::new(target), more)
    }

    #[test]
    fn the_shipped_tables_can_be_read_and_say_what_they_are_from() {
        for shipped in shipped() {
            let table = Table::read(shipped.bytes).unwrap();
            assert_eq!((table.source().tag(), table.target().tag()), (shipped.source, shipped.target));
            assert!(table.note().starts_with("Computed from "), "{table:?}");
        }
    }

    #[test]
    fn the_shipped_tables_know_common_words_either_way() {
        for (source, word, target, other) in [
            ("zh", "书", "en", "book"),
            ("en", "book", "zh-Hant", "书"),
            ("ru", "книг", "en", "book"),
            ("ja", "猫", "en", "cat"),
            ("fr", "maison", "en", "hous"),
            ("es", "agu", "en", "water"),
            ("de", "wass", "en", "water"),
        ] {
            let tables = between(source, target, &[]);
            assert_eq!(best(tables.forward(word)), other);
            assert_eq!(best(between(target, source, &[]).backward(word)), other);
        }
        for (source, word, target, other) in
            [("ru", "книг", "zh", "书"), ("de", "wass", "fr", "eau"), ("ja", "水", "es", "agu")]
        {
            let tables = between(source, target, &[]);
            assert!(tables.forward(word).iter().any(|found| found.0 == other), "{:?}", tables.forward(word));
        }
    }

    #[test]
    fn what_was_said_before_is_said_again() {
        let (zh, ru) = (Language::new("zh"), Language::new("ru"));
        for (source, target, word) in
            [(&zh, &ru, "书"), (&zh, &ru, "鸟"), (&ru, &zh, "книг"), (&ru, &zh, "а")]
        {
            let anew = Tables::joined(source, target, shipped(), &[]).look(word, End::Source);
            let tables = Tables::between(source, target, &[]);
            assert_eq!(tables.look(word, End::Source), anew, "{word}");
            assert_eq!(tables.look(word, End::Source), anew, "{word} again");
        }
    }

    #[test]
    fn languages_without_a_table_know_nothing() {
        assert!(between("eo", "la", &[]).is_empty());
        assert_eq!(between("eo", "la", &[]).forward("libro"), []);
    }

    #[test]
    fn a_table_of_ones_own_speaks_either_way_round_and_through_english() {
        let own = [
            table("kk", "en", &[("кітап", "book"), ("су", "water")]),
            table("en", "mn", &[("book", "ном"), ("water", "ус")]),
        ];
        assert_eq!(best(between("kk", "en", &own).forward("кітап")), "book");
        assert_eq!(best(between("en", "kk", &own).forward("book")), "кітап");
        assert_eq!(best(between("kk", "mn", &own).forward("су")), "ус");
        assert_eq!(best(between("kk", "mn", &own).backward("ном")), "кітап");
        assert_eq!(best(between("mn", "kk", &own).forward("ном")), "кітап");
    }

    #[test]
    fn who_has_seen_a_word_more_often_has_more_to_say() {
        let own = [table("kk", "en", &[("ай", "month"); 9]), table("kk", "en", &[("ай", "moon")])];
        let tables = between("kk", "en", &own);
        let row = tables.forward("ай");
        assert_eq!(best(row.clone()), "month");
        assert!(row.iter().any(|&(word, p)| word == "moon" && p < 0.3), "{row:?}");
    }
}
