//! Which block goes on in which?
//!
//! A block that breaks off in mid-sentence is *open*; a later one that can take the sentence up *continues*
//! it, if only furniture and what may be heads stand between them.

use super::furniture::{Prints, bare_number};
use super::lines::begins_small;
use super::{MOST_BETWEEN, Page, Role};
pub(super) use crate::text::marks::ends_sentence;
use crate::text::{ParagraphKind, script};

/// What a text mostly does.
#[derive(Clone, Copy)]
pub(super) struct Habits {
    /// Its long blocks end their sentences, so that one that does not is broken.
    punctuated: bool,
    /// Its paragraphs are indented.
    indents: bool,
}

impl Habits {
    pub(super) fn of(page: &Page, roles: &[Role]) -> Self {
        let bodies = || (0..page.blocks.len()).filter(|&n| page.blocks[n].kind == ParagraphKind::Body);
        let (mut long, mut ended) = (0, 0);
        // What a page breaks shows no habit.
        let at_page = |n: usize| matches!(roles.get(n + 1), Some(Role::Furniture(_)));
        for n in bodies().filter(|&n| page.length(n) >= LONG && (page.blocks[n].closed || !at_page(n))) {
            long += 1;
            ended += usize::from(page.blocks[n].closed);
        }
        let indented = bodies().filter(|&n| page.blocks[n].indented).count();
        // Two may break off in any text, however short.
        Self { punctuated: long - ended <= (long * 3 / 10).max(2), indents: indented * 2 > page.blocks.len() }
    }
}

impl Page<'_> {
    /// The block that takes up the sentence in which block `open` breaks off, if only furniture and what
    /// may be heads stand between them.
    pub(super) fn taken_up(
        &self,
        roles: &[Role],
        prints: &Prints,
        open: usize,
        habits: Habits,
    ) -> Option<usize> {
        for next in open + 1..roles.len().min(open + 2 + MOST_BETWEEN) {
            if matches!(roles[next], Role::Furniture(_)) {
                continue;
            }
            if self.blocks[next].apart {
                return None;
            }
            if self.continues(open, next, habits) {
                let between = open + 1..next;
                // No title stands where a small letter goes on.
                let goes_on = begins_small(self.first_line(next));
                // Words that stand once are a heading, even over what could go on, unless the page itself
                // shows beside them.
                let page = between.clone().any(|n| {
                    roles[n] != Role::Text
                        || self.blocks[n].page_before
                        || self.is_one_line(n) && bare_number(self.first_span(n), self.text).is_some()
                        || prints.same(&self.blocks[n]).len() > 1
                            && (goes_on || !self.is_title(n, open, prints))
                });
                // A title over its text looks like a broken sentence, unless it is long. A column may part
                // an item of a list too, but in Markdown the item simply ends there.
                let long =
                    between.is_empty() && (self.clause_marks(open) > 1 || self.length(open) > 3 * LONG);
                let apart = page || long && !self.blocks[open].listed;
                return apart.then_some(next);
            }
            if !self.blocks[next].head {
                return None;
            }
        }
        None
    }

    /// Whether block `n` is the first of those that print the same, and no running text stands before block
    /// `open`, which stands before it: then that is a dateline and block `n` the title.
    fn is_title(&self, n: usize, open: usize, prints: &Prints) -> bool {
        /// Blocks among which a text begins.
        const HEAD: usize = 8;
        prints.same(&self.blocks[n]).first().is_some_and(|&(_, first)| first as usize == n)
            && open < HEAD
            && !(0..open).any(|n| self.blocks[n].closed && self.length(n) >= LONG)
    }

    pub(super) fn clause_marks(&self, n: usize) -> usize {
        self.lines(n).iter().map(|span| span.of(self.text).matches(CLAUSE_MARKS).count()).sum()
    }

    /// Whether block `n` is an item of a list whose items end without a mark: then it does not break off.
    pub(super) fn in_bare_list(&self, n: usize) -> bool {
        let is_bare = |n: usize| self.blocks.get(n).is_some_and(|block| block.item && !block.closed);
        is_bare(n) && (n > 0 && is_bare(n - 1) || is_bare(n + 1))
    }

    /// Whether block `n` breaks off in mid-sentence.
    pub(super) fn is_open(&self, n: usize, habits: Habits) -> bool {
        let block = &self.blocks[n];
        if block.kind != ParagraphKind::Body || block.closed || block.apart || self.length(n) < LONG {
            return false;
        }
        let line = self.last_line(n);
        let Some(last) = line.chars().next_back() else { return false };
        if matches!(last, '，' | ',' | '、' | '“' | '「' | '《' | '（' | '(') {
            return true;
        }
        if last == '-' {
            return line.chars().nth_back(1).is_some_and(char::is_alphabetic);
        }
        if !last.is_alphanumeric() {
            return false;
        }
        // Titles and signatures end without a mark too, but they seldom hold one.
        let clauses = || self.lines(n).iter().any(|span| span.of(self.text).contains(CLAUSE_MARKS));
        if script::runs_on(last) || last.is_numeric() {
            habits.punctuated && clauses()
        } else {
            last.is_lowercase() || habits.punctuated && clauses()
        }
    }

    /// Whether block `next` can take up the sentence in which block `open` breaks off.
    pub(super) fn continues(&self, open: usize, next: usize, habits: Habits) -> bool {
        let block = &self.blocks[next];
        if block.kind != ParagraphKind::Body || block.item || habits.indents && block.indented {
            return false;
        }
        let Some(first) = self.first_line(next).chars().next() else { return false };
        let before = self.last_line(open).chars().next_back().unwrap_or(' ');
        if first.is_lowercase() {
            return true;
        }
        if matches!(first, '，' | '。' | '、' | '；' | '）' | '”' | '》' | ',' | ';' | ')') {
            return true;
        }
        let runs_on = script::runs_on(before) || before.is_numeric();
        if runs_on && (script::runs_on(first) || first.is_ascii_digit()) {
            // What takes up a sentence also ends it, or breaks off in turn.
            return habits.punctuated && (block.closed || self.is_open(next, habits));
        }
        // A comma, or a word before a name or number, lets a capital follow.
        matches!(before, ',' | '，' | '、') && first.is_alphanumeric() && block.closed
    }
}

/// What a title seldom holds and running text has.
pub(super) const CLAUSE_MARKS: [char; 5] = ['，', ',', '。', ';', '；'];

/// Bytes above which a block is running text and no heading.
pub(super) const LONG: usize = 60;

/// Whether a paragraph may end as `line` does: with a sentence, or with a mark that leads to a list.
pub(super) fn ends_paragraph(line: &str) -> bool {
    ends_sentence(line)
        || line.ends_with(['：', ':', '；', ';', '—', '”', '」', '』', '"', '»', '》', '）', ')', '】', '|'])
}
