//! What did a reviser change?

mod revision;

pub use revision::{Change, Class, Edit, Kind, Op, Revision};

use crate::text::Document;

/// What a comparison may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Classes of change that do not count; a change all of which falls in these is hidden.
    pub ignore: Vec<Class>,
}

/// Says what turns `old` into `new`.
pub fn diff(old: &Document, new: &Document, options: &Options) -> Revision {
    let _ = options;
    let mut changes = Vec::new();
    changes.extend((0..old.len()).map(|n| Change::new(Kind::Delete, Class::Wording, vec![n], vec![])));
    changes.extend((0..new.len()).map(|n| Change::new(Kind::Insert, Class::Wording, vec![], vec![n])));
    Revision { changes, hidden: 0, old_len: old.len(), new_len: new.len() }
}
