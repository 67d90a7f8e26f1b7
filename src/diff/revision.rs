//! The difference between two versions of a text.

use rustc_hash::FxHashMap;

/// What happened to the sentences of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
pub enum Class {
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
    pub const ALL: [Class; 10] = [
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
}

/// What an edit does with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What happened to it.
    pub op: Op,
    /// The characters.
    pub text: String,
}

/// One change. `old` and `new` are sentence numbers, in order and without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The heaviest class that applies; `Space` for a move that changed no character.
    pub class: Class,
    /// Sentences of the old text.
    pub old: Vec<usize>,
    /// Sentences of the new text.
    pub new: Vec<usize>,
    /// What turns the old sentences, joined as the document joins them, into the new ones; empty for
    /// insertions, deletions and whatever changed no character.
    pub edits: Vec<Edit>,
    /// The same number for the same replacement made in many places: an index into
    /// [`Revision::groups`].
    pub group: Option<u32>,
    /// The same number for sentences that moved together, in one run.
    pub block: Option<u32>,
}

impl Change {
    /// A change without edits.
    pub fn new(kind: Kind, class: Class, old: Vec<usize>, new: Vec<usize>) -> Self {
        Self { kind, class, old, new, edits: Vec::new(), group: None, block: None }
    }

    /// What was replaced by what, in order; one of the two is empty where text was only inserted or
    /// deleted.
    ///
    /// # Example: one word for another
    ///
    /// ```
    /// use duizhao::diff::{Change, Class, Edit, Kind, Op};
    /// let mut change = Change::new(Kind::Edit, Class::Wording, vec![0], vec![0]);
    /// for (op, text) in [(Op::Equal, "a "), (Op::Delete, "red"), (Op::Insert, "blue"), (Op::Equal, " hat")] {
    ///     change.edits.push(Edit { op, text: text.into() });
    /// }
    /// assert_eq!(change.replacements(), [("red", "blue")]);
    /// ```
    pub fn replacements(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        let mut edits = self.edits.iter().peekable();
        while let Some(edit) = edits.next() {
            match edit.op {
                Op::Equal => {}
                Op::Insert => found.push(("", edit.text.as_str())),
                Op::Delete => match edits.next_if(|next| next.op == Op::Insert) {
                    Some(next) => found.push((edit.text.as_str(), next.text.as_str())),
                    None => found.push((edit.text.as_str(), "")),
                },
            }
        }
        found
    }

    /// The change that leads back.
    fn mirrored(self) -> Self {
        let mut edits: Vec<Edit> = Vec::with_capacity(self.edits.len());
        for edit in self.edits {
            let op = match edit.op {
                Op::Equal => Op::Equal,
                Op::Delete => Op::Insert,
                Op::Insert => Op::Delete,
            };
            edits.push(Edit { op, text: edit.text });
            // A deletion stands before its insertion, whichever way one looks.
            let last = edits.len() - 1;
            if last > 0 && edits[last].op == Op::Delete && edits[last - 1].op == Op::Insert {
                edits.swap(last, last - 1);
            }
        }
        Self { kind: self.kind.mirrored(), old: self.new, new: self.old, edits, ..self }
    }
}

/// A replacement made in more than one place.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Revision {
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
            changes.sort_unstable_by_key(|change| match (change.new.first(), change.old.first()) {
                (Some(&new), _) => (new, 1, 0),
                (None, Some(&old)) => (follows[&old], 0, old),
                (None, None) => (0, 0, 0),
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
            change.old.iter().for_each(|&old| changed_old[old] = true);
            change.new.iter().for_each(|&new| changed_new[new] = true);
            if let (Some(&old), Some(&new), None) = (change.old.last(), change.new.last(), change.block) {
                ends[old] = new as u32 + 1;
            }
        }
        let mut same = (0..self.new_len).filter(|&new| !changed_new[new]);
        for old in (0..self.old_len).filter(|&old| !changed_old[old]) {
            ends[old] = same.next().map_or(NONE, |new| new as u32 + 1);
        }
        let deleted = all().filter(|change| change.new.is_empty()).flat_map(|change| &change.old);
        let mut deleted: Vec<usize> = deleted.copied().collect();
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
