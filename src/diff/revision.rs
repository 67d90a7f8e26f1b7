//! The difference between two versions of a text.

/// What happened to the sentences of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// New sentences.
    Insert,
    /// Sentences that are gone.
    Delete,
    /// One sentence, changed.
    Edit,
    /// Sentences that stand elsewhere now; they may be edited too.
    Move,
    /// One sentence made into several.
    Split,
    /// Several sentences made into one.
    Merge,
}

impl Kind {
    /// The word used in every output.
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
}

/// How deep a change goes: the lightest folding that makes it vanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// White space only.
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
    /// The word used in every output and by `--ignore`.
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
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Op::Equal => "equal",
            Op::Delete => "delete",
            Op::Insert => "insert",
        }
    }
}

/// A run of characters inside a changed pair of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What happened to it.
    pub op: Op,
    /// The characters.
    pub text: String,
}

/// One change. `old` and `new` are sentence numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The heaviest class that applies.
    pub class: Class,
    /// Sentences of the old text.
    pub old: Vec<usize>,
    /// Sentences of the new text.
    pub new: Vec<usize>,
    /// What turns the old sentences, joined as the document joins them, into the new ones; empty for
    /// insertions, deletions and moves that change no word.
    pub edits: Vec<Edit>,
    /// The same number for the same replacement made in many places.
    pub group: Option<u32>,
}

impl Change {
    /// A change without edits.
    pub fn new(kind: Kind, class: Class, old: Vec<usize>, new: Vec<usize>) -> Self {
        Self { kind, class, old, new, edits: Vec::new(), group: None }
    }
}

/// All that changed between two versions of a text; what is in no change is the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The changes, in the order of the new text.
    pub changes: Vec<Change>,
    /// How many changes were left out because their class does not count.
    pub hidden: usize,
    /// Sentences of the old text.
    pub old_len: usize,
    /// Sentences of the new text.
    pub new_len: usize,
}
