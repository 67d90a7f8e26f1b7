//! In what markup is a text written?
//!
//! The ending of a file's name says it, or the text's own shape. The shape must be plain to see, for a text
//! taken for Markdown has its line ends joined and its indented lines taken for code: a `#`, a `1.` or a
//! `*` is noise in many a scan, and no line of them is asked. What counts is what hardly stands in a text
//! by chance: a fence with its end, a link to an address, fields at the head of the file, a rule between
//! the head and the rows of a table. Two kinds of them, or one beside headings, are enough.

use super::layout::front_matter;

/// The markup in which a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Syntax {
    /// None but what plain texts have too: `#` of headings, `-` of lists, fences, each on its own line.
    #[default]
    Plain,
    /// Markdown: CommonMark with tables, footnotes, formulas and the fields at the head of a file.
    Markdown,
    /// LaTeX.
    Latex,
    /// reStructuredText.
    ReStructuredText,
}

impl Syntax {
    /// The markup in which `text` is plainly written by its shape.
    ///
    /// # Example: one sign is not enough
    ///
    /// ```
    /// use duizhao::text::Syntax;
    /// assert_eq!(Syntax::of("# 1\n* The end *\n"), Syntax::Plain);
    /// assert_eq!(Syntax::of("# Use\n\nSee [the page](https://example.org).\n"), Syntax::Markdown);
    /// ```
    pub fn of(text: &str) -> Self {
        if is_latex(text) {
            return Self::Latex;
        }
        if is_markdown(text) { Self::Markdown } else { Self::Plain }
    }
}

fn is_latex(text: &str) -> bool {
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('%'));
    first.is_some_and(|line| line.starts_with("\\documentclass") || line.starts_with("\\documentstyle"))
}

fn is_markdown(text: &str) -> bool {
    /// What has not shown itself in so many bytes is no habit of the text.
    const LOOKED_AT: usize = 1 << 20;
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let (mut fences, mut links, mut definitions, mut tables, mut headings) = (0, 0, 0, 0, 0);
    let mut fence: Option<&str> = None;
    let mut before = "";
    for line in text.lines() {
        let line = line.trim();
        match fence {
            Some(open) if line.starts_with(open) && line.bytes().all(|b| matches!(b, b'`' | b'~')) => {
                fences += 1;
                fence = None;
            }
            Some(_) => {}
            None => {
                fence = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark));
                links += usize::from(has_link(line));
                definitions += usize::from(is_definition(line));
                tables += usize::from(is_table_rule(line) && before.contains('|'));
                let hashes = line.bytes().take_while(|&b| b == b'#').count();
                headings += usize::from((1..=6).contains(&hashes) && line[hashes..].starts_with(' '));
            }
        }
        before = line;
    }
    let fields = usize::from(front_matter(text) > 0);
    let kinds = [fences, links, definitions, tables, fields].iter().filter(|&&count| count > 0).count();
    kinds > 1 || kinds == 1 && headings > 0
}

/// Whether `line` links to an address: `](https://`, `](#`, `](../`, `](page.md)`.
fn has_link(line: &str) -> bool {
    line.match_indices("](").any(|(at, _)| {
        let to = line[at + 2..].split([')', ' ']).next().unwrap_or("");
        line[..at].contains('[')
            && line[at + 2..].contains(')')
            && (to.contains("://") || to.starts_with(['#', '/', '.']) && to.len() > 1 || has_ending(to))
    })
}

/// Whether an address ends like a file: `.md`, `.html#part`.
fn has_ending(to: &str) -> bool {
    let path = to.split(['#', '?']).next().unwrap_or("");
    path.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty()
            && (2..=5).contains(&ending.len())
            && ending.bytes().all(|b| b.is_ascii_alphanumeric())
            && ending.bytes().any(|b| b.is_ascii_alphabetic())
    })
}

/// `[name]: https://…` or `[^1]: …`
pub(super) fn is_definition(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('[') else { return false };
    rest.split_once("]:").is_some_and(|(label, rest)| {
        !label.is_empty()
            && !label.contains(['[', ']'])
            && (label.starts_with('^') && !rest.trim().is_empty() || {
                let to = rest.trim_start();
                to.contains("://") || to.starts_with(['#', '/', '.', '<']) || has_ending(to)
            })
    })
}

/// `|---|:--:|`
fn is_table_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}
