//! Which sentences of the new version stand for a sentence of the old one?

use crate::diff::Revision;

/// For each sentence of the old text those of the new that stand for it; none where it was deleted.
pub(super) fn counterparts(revision: &Revision) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); revision.old_len];
    let mut free = (vec![true; revision.old_len], vec![true; revision.new_len]);
    for change in revision.changes.iter().chain(&revision.hidden) {
        free.0[change.old.clone()].fill(false);
        free.1[change.new.clone()].fill(false);
        for found in &mut found[change.old.clone()] {
            *found = change.new.clone().collect();
        }
    }
    let unchanged = |free: Vec<bool>| (0..free.len()).filter(move |&at| free[at]);
    for (old, new) in unchanged(free.0).zip(unchanged(free.1)) {
        found[old] = vec![new];
    }
    found
}

/// The same from the new text to the old.
pub(super) fn counterparts_back(revision: &Revision) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); revision.new_len];
    for (old, news) in counterparts(revision).into_iter().enumerate() {
        for new in news {
            found[new].push(old);
        }
    }
    found
}
