//! What did a reviser change?
//!
//! Two versions of a text are compared by sentences first, and by characters only within a sentence that
//! changed. A sentence is what a reviser works on: it is struck out, written, moved, split; and a
//! sentence found in both versions says where to look, so that a book is compared as fast as it is read.
//! Each change is then given the class of the lightest folding that makes it vanish, and the same
//! replacement in many places is one group.
//!
//! Comparing the whole text character by character is simpler. It shows a moved passage as two changes,
//! mixes the words of neighbouring sentences, and is slow where most of a text changed; comparing it by
//! words calls every clause of Chinese one word.

mod characters;
mod classes;
mod fold;
mod groups;
mod likeness;
mod markup;
mod names;
mod pairing;
mod revision;
mod transcription;
mod units;

pub(crate) use classes::is_sign_of_number;
pub use revision::{Change, Class, Edit, Group, Hunk, Kind, Op, Pair, Revision, Words};
pub use transcription::{Errors, Rate, errors};

use std::cmp::Ordering;
use std::ops::Range;

use classes::Sides;
use markup::Openings;
use pairing::{Link, Pairing};
use rustc_hash::FxHashSet;

use crate::text::{Document, Syntax};

/// Options for [`diff`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Classes of change that do not count; a change all of which falls in these is hidden. A sentence
    /// that stands elsewhere counts whatever is ignored.
    pub ignore: Vec<Class>,
}

impl Options {
    /// For all that is of no class of `ignore`.
    #[must_use]
    pub fn ignoring(ignore: Vec<Class>) -> Self {
        Self { ignore }
    }
}

/// Says what turns `old` into `new`.
///
/// Comparing the other way round says the same, mirrored.
///
/// # Example: a word replaced
///
/// ```
/// use duizhao::diff::{Class, Kind, Options, diff};
/// use duizhao::text::{Document, Language};
/// let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
/// let revision = diff(&document("It rained.\nWe slept.\n"), &document("It rained.\nWe left.\n"), &Options::default());
/// assert_eq!((revision.changes[0].kind, revision.changes[0].class), (Kind::Edit, Class::Wording));
/// assert_eq!(revision.changes[0].old, 1..2);
/// ```
pub fn diff(old: &Document, new: &Document, options: &Options) -> Revision {
    // Where several answers are as good, which one is taken depends on the direction; so there is only
    // one direction.
    match order(old, new) {
        Ordering::Greater => compare(new, old, options).mirrored(),
        _ => compare(old, new, options),
    }
}

/// Some order of documents.
fn order(a: &Document, b: &Document) -> Ordering {
    let spans =
        |document: &Document| (0..document.len()).map(|number| document.span(number)).collect::<Vec<_>>();
    a.text().cmp(b.text()).then_with(|| spans(a).cmp(&spans(b)))
}

fn compare(old: &Document, new: &Document, options: &Options) -> Revision {
    let mut pairing = pairing::links(old, new);
    let mut revision = Revision {
        changes: Vec::new(),
        hidden: Vec::new(),
        groups: Vec::new(),
        old_len: old.len(),
        new_len: new.len(),
    };
    let mut ignored = |change: Change, classes: &[Class]| {
        let counts = change.block.is_some() || classes.iter().any(|class| !options.ignore.contains(class));
        if counts { revision.changes.push(change) } else { revision.hidden.push(change) }
    };
    let (mut free_old, mut free_new) = (vec![true; old.len()], vec![true; new.len()]);
    for run in &pairing.same {
        free_old[run.old..run.old + run.count].fill(false);
        free_new[run.new..run.new + run.count].fill(false);
    }
    let mut openings = Openings::of(old, new);
    let (marked, mut alone_marked, endings_differ) = marked(&mut openings, &pairing);
    let mut block = Blocks::default();
    for link in std::mem::take(&mut pairing.links) {
        let link = &link;
        free_old[link.old.clone()].fill(false);
        free_new[link.new.clone()].fill(false);
        if let Some((mut change, mut classes)) = changed(link, old, new, &options.ignore) {
            change.block = link.moved.then(|| block.of(link));
            change.markup = marked.contains(&(link.old.start, link.new.start));
            classes.extend(change.markup.then_some(Class::Markup));
            ignored(change, &classes);
        } else if marked.contains(&(link.old.start, link.new.start)) {
            alone_marked.push((link.old.start, link.new.start));
        }
    }
    let last = (old.len().wrapping_sub(1), new.len().wrapping_sub(1));
    for (i, j) in alone_marked {
        let change = openings.change(i, j, endings_differ && (i, j) == last);
        let Some(mut change) = change else { continue };
        for hunk in &mut change.hunks {
            hunk.counts = !options.ignore.contains(&Class::Markup);
        }
        ignored(change, &[Class::Markup]);
    }
    let free =
        |free: Vec<bool>| free.into_iter().enumerate().filter(|(_, free)| *free).map(|(number, _)| number);
    for number in free(free_old) {
        let class = alone(&old.sentence(number));
        ignored(Change::new(Kind::Delete, class, number..number + 1, 0..0), &[class]);
    }
    for number in free(free_new) {
        let class = alone(&new.sentence(number));
        ignored(Change::new(Kind::Insert, class, 0..0, number..number + 1), &[class]);
    }
    hide_line_ends(&mut revision, old, new);
    revision.put_in_order();
    groups::group(&mut revision, old, new);
    revision
}

/// The pairs of sentences, of those that stand in their place, around which the markup differs: those that are linked,
/// those that are the same, and whether it differs behind the last.
type Marked = (FxHashSet<(usize, usize)>, Vec<(usize, usize)>, bool);

fn marked(openings: &mut Openings, pairing: &Pairing) -> Marked {
    let mut links = pairing.links.iter().filter(|link| !link.moved).peekable();
    let (mut linked, mut same) = (FxHashSet::default(), Vec::new());
    let mut pass = |openings: &mut Openings, link: &Link| {
        if link.old.len() == 1 && link.new.len() == 1 {
            if openings.differ(link.old.start, link.new.start) {
                linked.insert((link.old.start, link.new.start));
            }
        } else {
            openings.pass(&link.old, &link.new);
        }
    };
    let mut runs: Vec<_> = pairing.same.iter().collect();
    runs.sort_by_key(|run| run.new);
    for run in runs {
        while let Some(link) = links.next_if(|link| link.new.start < run.new) {
            pass(openings, link);
        }
        for at in 0..run.count {
            let (i, j) = (run.old + at, run.new + at);
            if openings.differ(i, j) {
                same.push((i, j));
            }
        }
    }
    links.for_each(|link| pass(openings, link));
    let endings_differ = openings.endings_differ();
    if endings_differ {
        let last = openings.last();
        if !linked.contains(&last) && same.last() != Some(&last) {
            same.push(last);
        }
    }
    (linked, same, endings_differ)
}

/// Hides line ends taken for ends of sentences where they are most of what changed: then the lines of a
/// text were broken anew, which is nobody's revision. A few among other changes are somebody's.
fn hide_line_ends(revision: &mut Revision, old: &Document, new: &Document) {
    const FEW: usize = 3;
    let plain = old.markup().is_empty() && new.markup().is_empty();
    let (recut, rest): (Vec<Change>, Vec<Change>) = std::mem::take(&mut revision.changes)
        .into_iter()
        .partition(|change| is_recut(change, old, new) || plain && is_border(change, old, new));
    revision.changes = rest;
    let anew = recut.len() > FEW && recut.len() > revision.changes.len();
    if anew { &mut revision.hidden } else { &mut revision.changes }.extend(recut);
}

/// Whether nothing happened but that a paragraph ends, or none does; in a text without markup that too is said by
/// its lines.
fn is_border(change: &Change, old: &Document, new: &Document) -> bool {
    let words = change.words(old, new);
    let blank = |text: &str, range: &Range<usize>| text[range.clone()].chars().all(char::is_whitespace);
    change.source.is_some()
        && change.hunks.iter().all(|hunk| blank(&words.old, &hunk.old) && blank(&words.new, &hunk.new))
}

/// Whether nothing happened but that a line ends where no sentence does, and was taken for an end.
fn is_recut(change: &Change, old: &Document, new: &Document) -> bool {
    let ends = |document: &Document, numbers: &Range<usize>| {
        (numbers.start..numbers.end - 1).any(|number| {
            let sentence = document.sentence(number);
            let closed =
                |c: char| matches!(c, '”' | '’' | '"' | '\'' | ')' | '）' | '」' | '』' | '»' | '*' | '_');
            sentence
                .trim_end_matches(closed)
                .ends_with(['。', '！', '？', '.', '!', '?', '…', '：', ':', '；', ';'])
        })
    };
    matches!(change.kind, Kind::Split | Kind::Merge)
        && change.block.is_none()
        && change.class == Class::Space
        && !ends(old, &change.old)
        && !ends(new, &change.new)
}

/// The class of a sentence that stands in one text only.
fn alone(sentence: &str) -> Class {
    let lightest = [Class::Space, Class::Punctuation]
        .into_iter()
        .find(|&class| fold::folded(sentence, class).is_empty());
    lightest.unwrap_or(Class::Wording)
}

/// What happened to the sentences of `link`, and the class of each place in it; nothing if they are the
/// same where they stand.
fn changed(link: &Link, old: &Document, new: &Document, ignored: &[Class]) -> Option<(Change, Vec<Class>)> {
    let (a, b) = (old.sentences(link.old.clone()), new.sentences(link.new.clone()));
    let kind = match (link.old.len(), link.new.len()) {
        (1, 1) if link.moved => Kind::Move,
        (1, 1) => Kind::Edit,
        (before, after) if before <= after => Kind::Split,
        _ => Kind::Merge,
    };
    let mut hunks = characters::parted(&a, &b, characters::hunks(&a, &b), ignored);
    hunks_of_joints(&mut hunks, &a, &b, link, old, new);
    if hunks.is_empty() && kind == Kind::Edit {
        return None;
    }
    let pair = Sides::new(&a, old, &b, new);
    let classes = pair.classes(&hunks);
    let classes = with_markup(classes, &hunks, link, old, new);
    for (hunk, &class) in hunks.iter_mut().zip(&classes) {
        hunk.class = class;
        hunk.counts = !ignored.contains(&class);
    }
    let heaviest = |wanted: &dyn Fn(&Hunk) -> bool| {
        hunks.iter().filter(|hunk| wanted(hunk)).map(|hunk| hunk.class).max()
    };
    // The section number that a sentence begins with says what changed only if nothing else did.
    let class = heaviest(&|hunk| hunk.counts && !pair.is_in_enumerators(hunk))
        .or_else(|| heaviest(&|hunk| hunk.counts))
        .or_else(|| heaviest(&|_| true));
    let class = class.unwrap_or(Class::Space);
    let mut change = Change::new(kind, class, link.old.clone(), link.new.clone());
    // As many of these are held as there are changes in the text.
    hunks.shrink_to_fit();
    change.hunks = hunks;
    Some((change, if classes.is_empty() { vec![Class::Space] } else { classes }))
}

/// `classes`, with that of each place that is markup alone made so.
fn with_markup(
    mut classes: Vec<Class>,
    hunks: &[Hunk],
    link: &Link,
    old: &Document,
    new: &Document,
) -> Vec<Class> {
    let any = |document: &Document, numbers: &Range<usize>| {
        document.span_of(numbers.clone()).is_some_and(|span| document.is_markup(span))
    };
    // Marks of lists stand outside their items.
    let lists = [old, new].iter().all(|document| document.syntax() == Syntax::Markdown);
    if !lists && !any(old, &link.old) && !any(new, &link.new) {
        return classes;
    }
    let (a, b) = (old.joined(link.old.clone()), new.joined(link.new.clone()));
    for (hunk, class) in hunks.iter().zip(&mut classes) {
        // How far a line of code is indented, and with what mark a list begins its items, say something and are no
        // words.
        let blank = |text: &str, range: &Range<usize>| text[..range.end].chars().all(char::is_whitespace);
        let is_code = |document: &Document, numbers: &Range<usize>| {
            numbers.len() == 1 && document.is_code(numbers.start)
        };
        let is_indentation = is_code(old, &link.old)
            && is_code(new, &link.new)
            && blank(a.text(), &hunk.old)
            && blank(b.text(), &hunk.new);
        let is_bullet = *class == Class::Renumber
            && hunk.old.is_empty() != hunk.new.is_empty()
            && hunk.old.start == 0
            && hunk.new.start == 0
            && lists;
        if is_indentation || is_bullet || markup::is_markup([old, new], [&a, &b], hunk) {
            *class = Class::Markup;
        }
    }
    classes
}

/// Forgets all hunks where only the spaces differ and a line ends in one of the texts: whether a space
/// stands at the end of a line cannot be seen in a text whose lines were broken.
fn hunks_of_joints(hunks: &mut Vec<Hunk>, a: &str, b: &str, link: &Link, old: &Document, new: &Document) {
    let broken = |document: &Document, numbers: &Range<usize>| {
        numbers.clone().map(|number| document.pieces(number).len()).sum::<usize>() > 1
    };
    if !(broken(old, &link.old) || broken(new, &link.new)) {
        return;
    }
    let spaces = |text: &str, range: &Range<usize>| text[range.clone()].chars().all(char::is_whitespace);
    if hunks.iter().all(|hunk| spaces(a, &hunk.old) && spaces(b, &hunk.new)) {
        hunks.clear();
    }
}

/// Numbers the runs of sentences that moved together.
#[derive(Default)]
struct Blocks {
    last: Option<(Range<usize>, Range<usize>)>,
    count: u32,
}

impl Blocks {
    fn of(&mut self, link: &Link) -> u32 {
        let goes_on = self
            .last
            .as_ref()
            .is_some_and(|(old, new)| old.end == link.old.start && new.end == link.new.start);
        if !goes_on {
            self.count += 1;
        }
        self.last = Some((link.old.clone(), link.new.clone()));
        self.count - 1
    }
}

#[cfg(test)]
mod tests;
