//! What a person may ask of rows, and why it may be refused.

/// What a person does. Rows, texts (`column`) and places in a cell count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The row is right.
    Confirm(usize),
    /// What was said of the row does not hold.
    TakeBack(usize),
    /// So many rows from the first on are right, those in doubt excepted.
    ConfirmAbove(usize),
    /// The row must be looked at again, and why.
    Doubt(usize, String),
    /// Something to remember about the row; its status stays.
    Note(usize, String),
    /// The first so many sentences of the cell go to the row above.
    Up {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// How many.
        count: usize,
    },
    /// The last so many sentences of the cell go to the row below.
    Down {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// How many.
        count: usize,
    },
    /// A new row begins with the sentence at this place of the cell; where it begins in the others is found.
    Split {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
    /// The row goes on the one above.
    Merge(usize),
    /// The sentence at this place has no counterpart, and stands alone.
    Apart {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
    /// From this row on to the next one that is confirmed, each cell of the text goes one row up.
    ShiftUp {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
    },
    /// The same, one row down; the cell is left empty.
    ShiftDown {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
    },
    /// The sentence at this place renders the source of another row, which has none of its text.
    Link {
        /// The row in which the sentence stands.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
        /// The row that it renders.
        to: usize,
    },
    /// What stands in this row has not moved.
    Unlink(usize),
    /// The sentence at this place is two; the second begins after so many characters.
    Cut {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
        /// Characters (Unicode scalar values) before the cut.
        characters: usize,
    },
    /// The sentence at this place goes on the one before it.
    Join {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
}

/// Why an operation is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// A confirmed row would be touched.
    Confirmed,
    /// A row would be touched of which text has moved.
    Moved,
    /// There is nothing to move, part or join there.
    Nothing,
    /// It is the first row, or the last.
    End,
    /// The row has said so already.
    Already,
    /// There is no room before the confirmed row.
    NoRoom,
    /// The other row has a sentence of this text.
    Filled,
    /// It is said of a sentence of a translation only.
    OfTranslation,
    /// There is no such row, text or sentence.
    Nowhere,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Refusal; 9] = [
        Refusal::Confirmed,
        Refusal::Moved,
        Refusal::Nothing,
        Refusal::End,
        Refusal::Already,
        Refusal::NoRoom,
        Refusal::Filled,
        Refusal::OfTranslation,
        Refusal::Nowhere,
    ];

    /// The word used between programs.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::Confirmed => "confirmed",
            Refusal::Moved => "moved",
            Refusal::Nothing => "nothing",
            Refusal::End => "end",
            Refusal::Already => "already",
            Refusal::NoRoom => "no-room",
            Refusal::Filled => "filled",
            Refusal::OfTranslation => "of-translation",
            Refusal::Nowhere => "nowhere",
        }
    }
}

impl Operation {
    /// The row of which it is said.
    pub fn row(&self) -> usize {
        match *self {
            Operation::Confirm(row)
            | Operation::TakeBack(row)
            | Operation::ConfirmAbove(row)
            | Operation::Doubt(row, _)
            | Operation::Note(row, _)
            | Operation::Merge(row)
            | Operation::Unlink(row)
            | Operation::Up { row, .. }
            | Operation::Down { row, .. }
            | Operation::Split { row, .. }
            | Operation::Apart { row, .. }
            | Operation::ShiftUp { row, .. }
            | Operation::ShiftDown { row, .. }
            | Operation::Link { row, .. }
            | Operation::Cut { row, .. }
            | Operation::Join { row, .. } => row,
        }
    }
}
