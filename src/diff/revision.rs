//! The difference between two versions of a text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::message::{Ui, UnknownName};
use crate::text::{Document, Span};

/// What happened to the sentences of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Kind {
    /// New sentences.
    Insert,
    /// Sentences that are gone.
    Delete,
    /// One sentence, changed.
    Edit,
    /// A sentence that stands elsewhere now; it may be edited too.
    Move,
    /// One sentence made into several.
    Split,
    /// Several sentences made into one.
    Merge,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [Kind::Insert, Kind::Delete, Kind::Edit, Kind::Move, Kind::Split, Kind::Merge];

    /// The word used in every output: `insert`, `delete`, `edit`, `move`, `split` or `merge`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Insert => "insert",
            Kind::Delete => "delete",
            Kind::Edit => "edit",
            Kind::Move => "move",
            Kind::Split => "split",
            Kind::Merge => "merge",
        }
    }

    /// What people call it, who are told in the language `ui`.
    pub fn label(self, ui: Ui) -> &'static str {
        ui.of(
            self.name(),
            match self {
                Kind::Insert => "增",
                Kind::Delete => "删",
                Kind::Edit => "改",
                Kind::Move => "移",
                Kind::Split => "拆句",
                Kind::Merge => "并句",
            },
        )
    }

    /// What it is when the versions change places.
    fn mirrored(self) -> Self {
        match self {
            Kind::Insert => Kind::Delete,
            Kind::Delete => Kind::Insert,
            Kind::Split => Kind::Merge,
            Kind::Merge => Kind::Split,
            kind => kind,
        }
    }
}

/// How deep a change goes: the lightest folding that makes it vanish. A later class is heavier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Class {
    /// Marks that are no words: how deep a heading is, a quotation, emphasis, where a link leads, the border of a
    /// paragraph.
    Markup,
    /// White space only; also where nothing but the place or the borders of sentences changed.
    Space,
    /// Full-width against half-width forms.
    Width,
    /// Punctuation.
    Punctuation,
    /// Traditional, simplified and variant characters; letter case.
    Script,
    /// A number written otherwise, its value the same.
    NumberFormat,
    /// A caption or list number that moved with its section.
    Renumber,
    /// A number of another value.
    Number,
    /// A name.
    Name,
    /// Likely misreading by OCR.
    Ocr,
    /// Words.
    Wording,
}

impl Class {
    /// Every class, the lightest first.
    pub const ALL: [Class; 11] = [
        Class::Markup,
        Class::Space,
        Class::Width,
        Class::Punctuation,
        Class::Script,
        Class::NumberFormat,
        Class::Renumber,
        Class::Number,
        Class::Name,
        Class::Ocr,
        Class::Wording,
    ];

    /// The word used in every output and by `--ignore`, such as `number-format`.
    pub fn name(self) -> &'static str {
        match self {
            Class::Markup => "markup",
            Class::Space => "space",
            Class::Width => "width",
            Class::Punctuation => "punctuation",
            Class::Script => "script",
            Class::NumberFormat => "number-format",
            Class::Renumber => "renumber",
            Class::Number => "number",
            Class::Name => "name",
            Class::Ocr => "ocr",
            Class::Wording => "wording",
        }
    }

    /// What people call it, who are told in the language `ui`.
    pub fn label(self, ui: Ui) -> &'static str {
        ui.of(
            self.name(),
            match self {
                Class::Markup => "标记",
                Class::Space => "空白",
                Class::Width => "全半角",
                Class::Punctuation => "标点",
                Class::Script => "字形",
                Class::NumberFormat => "数字写法",
                Class::Renumber => "编号",
                Class::Number => "数值",
                Class::Name => "专名",
                Class::Ocr => "形近",
                Class::Wording => "措辞",
            },
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By [`Kind::name`].
impl FromStr for Kind {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        UnknownName::find(given, Kind::ALL, |kind| kind.name())
    }
}

/// By [`Class::name`].
impl FromStr for Class {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        UnknownName::find(given, Class::ALL, |class| class.name())
    }
}

/// What an edit does with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Op {
    /// Stands in both.
    Equal,
    /// Stands in the old text only.
    Delete,
    /// Stands in the new text only.
    Insert,
}

impl Op {
    /// The word used in every output: `equal`, `delete` or `insert`.
    pub fn name(self) -> &'static str {
        match self {
            Op::Equal => "equal",
            Op::Delete => "delete",
            Op::Insert => "insert",
        }
    }
}

/// A run of characters inside a changed pair of sentences.
///
/// In a list of edits a replacement is a deletion followed by an insertion, and no two edits of one kind
/// stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Edit<'a> {
    /// What happened to it.
    pub op: Op,
    /// The characters.
    pub text: &'a str,
}

/// A place where two texts differ, in bytes of each; one side may be empty, not both.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Hunk {
    /// What stood there.
    pub old: Range<usize>,
    /// What stands there now.
    pub new: Range<usize>,
    /// How deep the change goes there.
    pub class: Class,
    /// Whether that class counts; a place where it does not may stand beside one that does.
    pub counts: bool,
}

impl Hunk {
    fn mirrored(self) -> Self {
        Self { old: self.new, new: self.old, ..self }
    }
}

/// One change. It holds no text: what it says of words is said of the two documents that were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The heaviest class that applies; `Space` for a move that changed no character.
    pub class: Class,
    /// Sentences of the old text, by number; empty, at 0, for an insertion.
    pub old: Range<usize>,
    /// Sentences of the new text, by number; empty, at 0, for a deletion.
    pub new: Range<usize>,
    /// Where the old sentences, joined as the document joins them, differ from the new ones, in order;
    /// none for insertions, deletions and whatever changed no character. Between two of these both are
    /// equal.
    pub hunks: Vec<Hunk>,
    /// Where only the markup around a sentence changed, the lines of each file that were compared instead of the
    /// words of the sentences, which are the same; the hunks are of these.
    pub source: Option<(Span, Span)>,
    /// Whether the markup around the sentence changed too.
    pub markup: bool,
    /// The same number for the same replacement made in many places: an index into
    /// [`Revision::groups`].
    pub group: Option<u32>,
    /// Whether it is nothing but the replacement of its group: who has seen that has seen this.
    pub is_repeat: bool,
    /// The same number for sentences that moved together, in one run.
    pub block: Option<u32>,
}

impl Change {
    /// A change without edits.
    pub fn new(kind: Kind, class: Class, old: Range<usize>, new: Range<usize>) -> Self {
        Self {
            kind,
            class,
            old,
            new,
            hunks: Vec::new(),
            source: None,
            markup: false,
            group: None,
            is_repeat: false,
            block: None,
        }
    }

    /// The words that it is about, of the two documents that were compared.
    ///
    /// # Example: from the old words to the new
    ///
    /// ```
    /// use duizhao::diff::{Edit, Op, Options, diff};
    /// use duizhao::text::{Document, Language};
    /// let [old, new] = ["国国防\n", "国防\n"].map(|text| Document::from_lines(text.into(), Language::new("zh")));
    /// let revision = diff(&old, &new, &Options::default());
    /// let words = revision.changes[0].words(&old, &new);
    /// let edits = [Edit { op: Op::Delete, text: "国" }, Edit { op: Op::Equal, text: "国防" }];
    /// assert_eq!(words.edits().collect::<Vec<_>>(), edits);
    /// ```
    pub fn words<'a>(&'a self, old: &'a Document, new: &'a Document) -> Words<'a> {
        let hunks = Cow::Borrowed(&*self.hunks);
        if let Some((before, after)) = self.source {
            return Words { old: before.of(old.text()).into(), new: after.of(new.text()).into(), hunks };
        }
        Words { old: old.sentences(self.old.clone()), new: new.sentences(self.new.clone()), hunks }
    }

    /// Every class that counts in it, each once: first [`Change::class`], then the others, the heaviest first.
    pub fn classes(&self) -> Vec<Class> {
        let mut others: Vec<Class> =
            self.hunks.iter().filter(|hunk| hunk.counts).map(|hunk| hunk.class).collect();
        others.sort_unstable_by(|a, b| b.cmp(a));
        others.dedup();
        others.extend(self.markup.then_some(Class::Markup));
        others.retain(|&class| class != self.class);
        others.insert(0, self.class);
        others.dedup();
        others
    }

    /// Whether the sentences were rewritten: less than half of the letters of the old words stand in the new, and less
    /// than half of the new in the old. Words put in and struck out letter by letter say nothing there.
    pub fn is_rewritten(&self, old: &Document, new: &Document) -> bool {
        if self.source.is_some() || self.hunks.is_empty() {
            return false;
        }
        let words = self.words(old, new).widened();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let gone: usize = words.hunks().iter().map(|hunk| letters(&words.old[hunk.old.clone()])).sum();
        let come: usize = words.hunks().iter().map(|hunk| letters(&words.new[hunk.new.clone()])).sum();
        gone * 2 > letters(&words.old) && come * 2 > letters(&words.new)
    }

    /// What leads back from the new text to the old.
    pub fn mirrored(self) -> Self {
        let hunks = self.hunks.into_iter().map(Hunk::mirrored).collect();
        let source = self.source.map(|(old, new)| (new, old));
        Self { kind: self.kind.mirrored(), old: self.new, new: self.old, hunks, source, ..self }
    }
}

/// The words of a change's sentences, old and new, and where they differ.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// The old sentences, joined as the document joins them.
    pub old: Cow<'a, str>,
    /// The new sentences, likewise.
    pub new: Cow<'a, str>,
    pub(super) hunks: Cow<'a, [Hunk]>,
}

impl Words<'_> {
    /// Where they differ, in order.
    pub fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// The same without the places that do not count: what a person is to see.
    pub fn that_count(mut self) -> Self {
        if self.hunks.iter().any(|hunk| !hunk.counts) {
            self.hunks.to_mut().retain(|hunk| hunk.counts);
        }
        self
    }

    /// What turns the old words into the new, from the first character to the last; nothing where no
    /// character changed, nor for insertions and deletions. Between two places that count stand the new
    /// words.
    pub fn edits(&self) -> impl Iterator<Item = Edit<'_>> {
        let mut done = 0;
        let last = self.hunks.last().map(|hunk| Edit { op: Op::Equal, text: &self.new[hunk.new.end..] });
        let of_hunk = move |hunk: &Hunk| {
            let equal = &self.new[done..hunk.new.start];
            done = hunk.new.end;
            [
                Edit { op: Op::Equal, text: equal },
                Edit { op: Op::Delete, text: &self.old[hunk.old.clone()] },
                Edit { op: Op::Insert, text: &self.new[hunk.new.clone()] },
            ]
        };
        self.hunks.iter().flat_map(of_hunk).chain(last).filter(|edit| !edit.text.is_empty())
    }
}

/// A replacement made in more than one place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Group {
    /// What was replaced, with as much of what stands around it as is the same in all places.
    pub old: String,
    /// What it was replaced by, with the same around it.
    pub new: String,
    /// In how many places.
    pub count: usize,
}

/// All that changed between two versions of a text; what is in no change is the same in both.
///
/// The sentences that are in no change, hidden ones included, are as many on either side, and the first
/// of the old is the first of the new, and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
#[must_use]
pub struct Revision {
    /// The changes, in the order of the new text; a deletion stands where its text would have followed.
    pub changes: Vec<Change>,
    /// The changes left out because their class does not count, or because they are nothing but line ends
    /// taken for ends of sentences; in the same order.
    pub hidden: Vec<Change>,
    /// Replacements made in more than one place, the most frequent first.
    pub groups: Vec<Group>,
    /// Sentences of the old text.
    pub old_len: usize,
    /// Sentences of the new text.
    pub new_len: usize,
}

/// Sentences of both versions that stand for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pair<'a> {
    /// Sentences of the old text; empty, at the place where they would have stood, for an insertion.
    pub old: Range<usize>,
    /// Sentences of the new text; empty, likewise, for a deletion.
    pub new: Range<usize>,
    /// What happened to them, shown or hidden; nothing if they are the same.
    pub change: Option<&'a Change>,
    /// The place of the change among [`Revision::changes`]; nothing if it is hidden.
    pub number: Option<usize>,
}

impl Pair<'_> {
    /// Whether it stands elsewhere than it did.
    pub fn is_moved(&self) -> bool {
        self.change.is_some_and(|change| change.block.is_some())
    }
}

impl Revision {
    /// All sentences of both versions, pair by pair in the order of the new text: every sentence of each version
    /// is in exactly one pair. What is the same is one sentence a pair; a deletion stands where its text would
    /// have followed; what moved stands in its new place.
    ///
    /// # Example: what became of each sentence
    ///
    /// ```
    /// use duizhao::diff::{Options, diff};
    /// use duizhao::text::{Document, Language};
    /// let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
    /// let revision = diff(&document("It rained.\nWe slept.\n"), &document("It rained.\n"), &Options::default());
    /// let pairs: Vec<_> = revision.pairs().into_iter().map(|pair| (pair.old, pair.new)).collect();
    /// assert_eq!(pairs, [(0..1, 0..1), (1..2, 1..1)]);
    /// ```
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let (mut free_old, mut free_new) = (vec![true; self.old_len], vec![true; self.new_len]);
        let shown = self.changes.iter().enumerate().map(|(number, change)| (change, Some(number)));
        let hidden = self.hidden.iter().map(|change| (change, None));
        let mut pairs = Vec::with_capacity(self.old_len.max(self.new_len));
        for (change, number) in shown.chain(hidden) {
            free_old[change.old.clone()].fill(false);
            free_new[change.new.clone()].fill(false);
            pairs.push(Pair {
                old: change.old.clone(),
                new: change.new.clone(),
                change: Some(change),
                number,
            });
        }
        let free = |free: Vec<bool>| (0..free.len()).filter(move |&at| free[at]);
        pairs.extend(free(free_old).zip(free(free_new)).map(|(old, new)| Pair {
            old: old..old + 1,
            new: new..new + 1,
            change: None,
            number: None,
        }));
        let follows = self.follows();
        let place = |pair: &Pair| match (pair.new.is_empty(), pair.old.is_empty()) {
            (true, false) => (follows.get(&pair.old.start).copied().unwrap_or(0), 0, pair.old.start),
            _ => (pair.new.start, 1, 0),
        };
        pairs.sort_by_key(place);
        let (mut old, mut new) = (0, 0);
        for pair in &mut pairs {
            if pair.old.is_empty() {
                pair.old = old..old;
            } else if !pair.is_moved() {
                old = pair.old.end;
            }
            if pair.new.is_empty() {
                pair.new = new..new;
            } else {
                new = pair.new.end;
            }
        }
        pairs
    }

    /// For each sentence of the old text those of the new that stand for it, wherever they stand; none where
    /// it was deleted.
    pub fn counterparts(&self) -> Vec<Range<usize>> {
        let mut found = vec![0..0; self.old_len];
        for pair in self.pairs() {
            found[pair.old].fill(pair.new);
        }
        found
    }

    /// The same from the new text to the old; none where it was inserted.
    pub fn counterparts_back(&self) -> Vec<Range<usize>> {
        let mut found = vec![0..0; self.new_len];
        for pair in self.pairs() {
            found[pair.new].fill(pair.old);
        }
        found
    }

    /// Has the changes that `is_left` tells not count.
    pub fn hide(&mut self, is_left: impl Fn(&Change) -> bool) {
        let (left, rest): (Vec<Change>, Vec<Change>) =
            std::mem::take(&mut self.changes).into_iter().partition(is_left);
        self.changes = rest;
        self.hidden.extend(left);
        self.put_in_order();
    }

    /// Whether nothing that counts changed.
    pub fn is_same(&self) -> bool {
        self.changes.is_empty()
    }

    /// What leads back from the new text to the old.
    pub fn mirrored(self) -> Self {
        let mirror = |changes: Vec<Change>| changes.into_iter().map(Change::mirrored).collect();
        let mut revision = Self {
            changes: mirror(self.changes),
            hidden: mirror(self.hidden),
            groups: self
                .groups
                .into_iter()
                .map(|group| Group { old: group.new, new: group.old, ..group })
                .collect(),
            old_len: self.new_len,
            new_len: self.old_len,
        };
        revision.put_in_order();
        revision
    }

    /// Puts the changes in the order that the type promises and numbers the blocks by it.
    pub(super) fn put_in_order(&mut self) {
        let follows = self.follows();
        let mut renumbered: FxHashMap<u32, u32> = FxHashMap::default();
        for changes in [&mut self.changes, &mut self.hidden] {
            changes.sort_unstable_by_key(|change| match (change.new.is_empty(), change.old.is_empty()) {
                (false, _) => (change.new.start, 1, 0),
                (true, false) => (follows[&change.old.start], 0, change.old.start),
                (true, true) => (0, 0, 0),
            });
            for change in changes {
                let Some(block) = change.block.as_mut() else { continue };
                // Other passages may have come to stand between the parts of a block.
                let next = renumbered.len() as u32;
                *block = *renumbered.entry(*block).or_insert(next);
            }
        }
    }

    /// For each deleted sentence the number of the new sentence before which it would have stood.
    fn follows(&self) -> FxHashMap<usize, usize> {
        const NONE: u32 = u32::MAX;
        let all = || self.changes.iter().chain(&self.hidden);
        let mut follows = FxHashMap::default();
        if !all().any(|change| change.new.is_empty()) {
            return follows;
        }
        let mut changed_old = vec![false; self.old_len];
        let mut changed_new = vec![false; self.new_len];
        // For each old sentence that stands in its place the end of its counterpart.
        let mut ends = vec![NONE; self.old_len];
        for change in all() {
            changed_old[change.old.clone()].fill(true);
            changed_new[change.new.clone()].fill(true);
            if !change.old.is_empty() && !change.new.is_empty() && change.block.is_none() {
                ends[change.old.end - 1] = change.new.end as u32;
            }
        }
        let mut same = (0..self.new_len).filter(|&new| !changed_new[new]);
        for old in (0..self.old_len).filter(|&old| !changed_old[old]) {
            ends[old] = same.next().map_or(NONE, |new| new as u32 + 1);
        }
        let deleted = all().filter(|change| change.new.is_empty()).flat_map(|change| change.old.clone());
        let mut deleted: Vec<usize> = deleted.collect();
        deleted.sort_unstable();
        let (mut last, mut at) = (0, 0);
        for old in deleted {
            for &end in ends[at..old].iter().filter(|&&end| end != NONE) {
                last = end as usize;
            }
            at = old;
            follows.insert(old, last);
        }
        follows
    }
}
