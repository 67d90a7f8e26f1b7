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
//! Not every change matters to a reader of the translation. White space, the width of characters,
//! punctuation, spelling variants and another way to write the same number change nothing there; nor
//! does a sentence that was cut in two. What changed and matters little (a slip mended, a passage
//! moved) is `info`.

use std::ops::Range;

use crate::align::Alignment;
use crate::diff::{Change, Class, Kind, Op, Revision, Words};
use crate::finding::Severity;
use crate::text::Document;

/// A passage of a translation that a change of the source made stale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Which change of the source, by its place in the revision's changes.
    pub change: usize,
    /// The stale sentences of the translation; empty where text is missing now, and then it begins at the
    /// sentence before which that belongs.
    pub target: Range<usize>,
    /// How much it matters: `error` where a number changed, `warning` where words or names did, `info`
    /// where the reader of the translation would hardly notice.
    pub severity: Severity,
    /// Whether the translation's own new version changed there; `None` where there is no such version.
    pub followed: Option<bool>,
}

/// The passages of a translation that `revision` made stale, in the order of the changes. `alignment` is
/// that of the old source with the translation; `later` what the translators have changed since.
///
/// # Panics
///
/// If the alignment's source is not as long as the revision's old text, or its target as `later`'s.
pub fn stale(
    old: &Document,
    new: &Document,
    revision: &Revision,
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
    let mut found = Vec::new();
    for (number, change) in revision.changes.iter().enumerate() {
        let Some(severity) = weight(change, old, new) else { continue };
        for target in targets(change, &places, &back) {
            let followed = later.as_ref().map(|later| later.touches(&target));
            found.push(Stale { change: number, target, severity, followed });
        }
    }
    found
}

/// How much a change matters to a translation; `None` if it does not.
fn weight(change: &Change, old: &Document, new: &Document) -> Option<Severity> {
    let words = |document: &Document, sentences: &Range<usize>| {
        sentences.clone().any(|sentence| document.sentence(sentence).contains(char::is_alphanumeric))
    };
    match change.kind {
        Kind::Insert if !words(new, &change.new) => return None,
        Kind::Delete if !words(old, &change.old) => return None,
        Kind::Insert | Kind::Delete => return Some(Severity::Warning),
        _ => {}
    }
    match change.class {
        Class::Space | Class::Width | Class::Punctuation | Class::Script | Class::NumberFormat => {
            (change.kind == Kind::Move).then_some(Severity::Info)
        }
        Class::Renumber | Class::Ocr => Some(Severity::Info),
        Class::Number => Some(Severity::Error),
        Class::Name => Some(Severity::Warning),
        Class::Wording => {
            Some(if is_slight(&change.words(old, new)) { Severity::Info } else { Severity::Warning })
        }
    }
}

/// Whether only a few letters inside words changed: a slip mended (`recieve`), another form of a word.
fn is_slight(words: &Words) -> bool {
    let changed = |op: Op| -> usize {
        let edits = words.edits().filter(|edit| edit.op == op);
        edits.map(|edit| edit.text.chars().filter(|c| c.is_alphanumeric()).count()).sum()
    };
    let whole: usize = words.edits().map(|edit| edit.text.chars().count()).sum();
    let most = changed(Op::Delete).max(changed(Op::Insert));
    let letters = words.edits().filter(|edit| edit.op != Op::Equal).all(|edit| edit.text.is_ascii());
    letters && most <= 2 && whole >= 20
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
        let shown: Vec<String> = stale(&old, &new, &revision, &alignment, later.as_ref())
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
