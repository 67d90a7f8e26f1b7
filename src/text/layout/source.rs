//! What are the blocks of a source in LaTeX or reStructuredText, and what in it is no prose?
//!
//! Both are programs more than texts, and no parser knows all that a document may define. So the simplest
//! that is sound is done: what is known to be no words is masked (commands, arguments that name things,
//! formulas, literal text, comments, directives), and the words of every other argument stay. A line of
//! nothing else is a unit of code; lines with words are one paragraph up to a blank line, as both languages
//! have it.
//!
//! Running TeX or docutils would know more, and would need the packages of each document.

use super::lines::{Line, indent_columns, physical_lines, trimmed};
use super::markdown::{has_prose, untangle};
use super::{Block, Cut, Inline, Page, Side};
use crate::text::{Furniture, FurnitureKind, MarkupKind, ParagraphKind, Span};

/// The blocks of a source in LaTeX.
pub(super) fn latex<'a>(text: &'a str, furniture: &mut [Furniture]) -> Page<'a> {
    let mut scan = Latex { text, at: 0, inlines: Vec::new(), missing: Vec::new() };
    while scan.at < text.len() {
        scan.step();
    }
    let mut inlines = scan.inlines;
    untangle(&mut inlines, 0);
    blocks(text, inlines, furniture, |words| {
        let name = words.strip_prefix('\\').map(command_name).unwrap_or("");
        match name {
            "section" | "subsection" | "subsubsection" | "chapter" | "part" | "title" | "paragraph"
            | "frametitle" => Begins::Heading,
            "item" | "bibitem" | "begin" | "end" | "caption" | "author" | "date" => Begins::Block,
            _ => Begins::Nothing,
        }
    })
}

/// What a line begins by its first words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Heading,
    Block,
    Nothing,
}

/// Gathers lines into blocks: those without prose are code, the others go on up to a blank line.
fn blocks<'a>(
    text: &'a str,
    inlines: Vec<Inline>,
    furniture: &mut [Furniture],
    begins: impl Fn(&str) -> Begins,
) -> Page<'a> {
    let mut page = Page { text, lines: Vec::new(), blocks: Vec::new(), inlines: Vec::new() };
    let mut fresh = true;
    for line in physical_lines(text) {
        let body = trimmed(text, line.span);
        if body.is_empty() {
            fresh = true;
            continue;
        }
        let is_furniture = furniture.binary_search_by_key(&body, |furniture| furniture.span).is_ok();
        if is_furniture {
            fresh = true;
            continue;
        }
        let is_code = !has_prose(text, body, &inlines);
        let begin = begins(body.of(text));
        if is_code || fresh || begin != Begins::Nothing {
            let kind = match begin {
                _ if is_code => ParagraphKind::Code,
                Begins::Heading => ParagraphKind::Heading,
                _ => ParagraphKind::Body,
            };
            let cut = if is_code { Cut::Lines } else { Cut::Prose };
            page.blocks.push(Block { cut, apart: true, ..Block::new(page.lines.len(), kind) });
        }
        page.push(body);
        fresh = is_code || begin == Begins::Heading;
    }
    page.inlines = inlines;
    page
}

fn command_name(words: &str) -> &str {
    let end = words.bytes().take_while(u8::is_ascii_alphabetic).count();
    &words[..end]
}

struct Latex<'a> {
    text: &'a str,
    at: usize,
    inlines: Vec<Inline>,
    /// Ends that do not come any more, so that none is looked for twice.
    missing: Vec<String>,
}

/// Commands whose arguments name things and are no words, and stand in a sentence as one.
const NAMES: &[&str] = &["url", "path", "includegraphics", "lstinline", "verb", "gls", "si", "SI", "num"];

/// The same, that stand in no sentence.
const SETTINGS: &[&str] = &[
    "label",
    "input",
    "include",
    "usepackage",
    "documentclass",
    "documentstyle",
    "bibliography",
    "bibliographystyle",
    "pagestyle",
    "thispagestyle",
    "vspace",
    "hspace",
    "setlength",
    "setcounter",
    "addtocounter",
    "newcommand",
    "renewcommand",
    "providecommand",
    "newenvironment",
    "newtheorem",
    "RequirePackage",
    "hypersetup",
    "geometry",
    "graphicspath",
    "addbibresource",
    "selectlanguage",
    "fontsize",
    "index",
    "addcontentsline",
    "pagenumbering",
    "definecolor",
    "lstset",
    "tikzset",
    "usetikzlibrary",
    "setmainfont",
    "setCJKmainfont",
    "ctexset",
    "nocite",
];

/// Commands whose first argument names something and whose second holds words.
const NAMED: &[&str] =
    &["href", "textcolor", "colorbox", "parbox", "hyperref", "multicolumn", "raisebox", "color"];

/// Environments whose content is a formula, and whose content is code.
const MATHS: &[&str] =
    &["equation", "align", "gather", "multline", "displaymath", "math", "eqnarray", "alignat", "flalign"];
const CODES: &[&str] =
    &["verbatim", "lstlisting", "minted", "Verbatim", "tikzpicture", "comment", "filecontents"];

impl Latex<'_> {
    fn add(&mut self, end: usize, kind: MarkupKind, side: Side) {
        let end = end.clamp(self.at, self.text.len());
        if self.at < end {
            self.inlines.push(Inline::new(Span::new(self.at, end), kind, side));
        }
        self.at = end.max(self.at + 1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// Bytes up to and with the next `end`.
    fn up_to(&mut self, end: &str) -> Option<usize> {
        if self.missing.iter().any(|missing| missing == end) {
            return None;
        }
        let found = self.text[self.at..].find(end).map(|at| at + end.len());
        if found.is_none() {
            self.missing.push(end.to_owned());
        }
        found
    }

    /// Reads on from one sign to the next.
    fn step(&mut self) {
        let signs = |b: &u8| matches!(b, b'\\' | b'%' | b'$' | b'{' | b'}' | b'&' | b'~');
        let Some(found) = self.text.as_bytes()[self.at..].iter().position(signs) else {
            self.at = self.text.len();
            return;
        };
        self.at += found;
        let rest = &self.text[self.at..];
        match rest.as_bytes()[0] {
            b'%' => {
                let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
                self.add(self.at + end, MarkupKind::Command, Side::Open);
            }
            b'$' => {
                let mark = if rest.starts_with("$$") { "$$" } else { "$" };
                let close = formula_end(&rest[mark.len()..], mark);
                match close {
                    Some(end) => self.add(self.at + mark.len() + end, MarkupKind::Math, Side::Word),
                    None => self.at += mark.len(),
                }
            }
            b'{' => self.add(self.at + 1, MarkupKind::Sign, Side::Open),
            b'}' => self.add(self.at + 1, MarkupKind::Sign, Side::Close),
            b'~' => self.add(self.at + 1, MarkupKind::Sign, Side::Letter(' ')),
            b'&' => self.add(self.at + 1, MarkupKind::Sign, Side::Break),
            _ => self.command(),
        }
    }

    fn command(&mut self) {
        let rest = &self.text[self.at..];
        let name = command_name(&rest[1..]);
        if name.is_empty() {
            for (open, close) in [("\\[", "\\]"), ("\\(", "\\)")] {
                if rest.starts_with(open)
                    && let Some(end) = self.up_to(close)
                {
                    return self.add(self.at + end, MarkupKind::Math, Side::Word);
                }
            }
            // `\\` breaks a line; of `\%` and `\'e` only the stroke is markup.
            let (length, side) = if rest.starts_with("\\\\") { (2, Side::Break) } else { (1, Side::Open) };
            return self.add(self.at + length, MarkupKind::Command, side);
        }
        let after = 1 + name.len() + usize::from(rest[1 + name.len()..].starts_with('*'));
        if name == "begin" || name == "end" {
            return self.environment(name, after);
        }
        if name == "verb" || name == "lstinline" {
            let open = rest[after..]
                .chars()
                .next()
                .filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && *c != '{');
            if let Some(open) = open
                && let Some(end) = within_reach(&rest[after + open.len_utf8()..]).find(open)
            {
                return self.add(self.at + after + end + 2 * open.len_utf8(), MarkupKind::Code, Side::Word);
            }
        }
        let is_reference = name.starts_with("cite")
            || name.ends_with("cite")
            || name.ends_with("ref")
            || name.ends_with("Ref");
        let (groups, side) = match name {
            _ if SETTINGS.contains(&name) => (usize::MAX, Side::Open),
            _ if is_reference || NAMES.contains(&name) => (usize::MAX, Side::Word),
            _ if NAMED.contains(&name) => (1, Side::Open),
            _ => (0, Side::Open),
        };
        let end = arguments(&rest[after..], groups);
        self.add(self.at + after + end, MarkupKind::Command, side);
    }

    fn environment(&mut self, command: &str, after: usize) {
        let rest = &self.text[self.at..];
        let name = rest[after..]
            .strip_prefix('{')
            .and_then(|name| name.split_once('}'))
            .map_or("", |(name, _)| name);
        let head = after + name.len() + 2;
        let bare = name.trim_end_matches('*');
        let kind = match bare {
            _ if command == "end" || name.is_empty() => None,
            _ if MATHS.contains(&bare) => Some(MarkupKind::Math),
            _ if CODES.contains(&bare) => Some(MarkupKind::Code),
            _ => None,
        };
        if let Some(kind) = kind
            && let Some(end) = self.up_to(&format!("\\end{{{name}}}"))
        {
            return self.add(self.at + end, kind, Side::Word);
        }
        let takes = usize::from(
            command == "begin"
                && matches!(
                    bare,
                    "tabular"
                        | "array"
                        | "tabularx"
                        | "minipage"
                        | "longtable"
                        | "thebibliography"
                        | "multicols"
                ),
        );
        let head = head.min(rest.len());
        let end = if rest.is_char_boundary(head) && !name.is_empty() {
            head + arguments(&rest[head..], takes)
        } else {
            after
        };
        let side = if command == "end" { Side::Close } else { Side::Open };
        self.add(self.at + end, MarkupKind::Command, side);
    }
}

/// Bytes up to and with the `mark` that ends a formula: in the same paragraph, and not escaped.
fn formula_end(rest: &str, mark: &str) -> Option<usize> {
    let paragraph = within_reach(rest);
    let paragraph = &paragraph[..paragraph.find("\n\n").unwrap_or(paragraph.len())];
    let is_escaped = |at: usize| paragraph[..at].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1;
    let found = paragraph.match_indices(mark).map(|(at, _)| at).find(|&at| at > 0 && !is_escaped(at));
    found.map(|at| at + mark.len())
}

/// The bytes of `text` in which an end is looked for: what does not end there is a slip.
fn within_reach(text: &str) -> &str {
    const REACH: usize = 1 << 12;
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Bytes of the arguments with which `rest` begins: all in `[…]` before, between and after `groups` in `{…}`.
fn arguments(rest: &str, groups: usize) -> usize {
    let mut at = 0;
    let mut left = groups;
    loop {
        let here = &rest[at..];
        let length = match here.as_bytes().first() {
            Some(b'[') => {
                within_reach(here).find(']').filter(|&end| !here[..end].contains("\n\n")).map(|end| end + 1)
            }
            Some(b'{') if left > 0 => {
                left -= 1;
                group(here)
            }
            _ => None,
        };
        match length {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// Bytes of the group in braces with which `text` begins, if it ends.
fn group(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, b) in within_reach(text).bytes().enumerate() {
        match b {
            _ if escaped => {}
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        escaped = b == b'\\' && !escaped;
    }
    None
}

/// The blocks of a source in reStructuredText.
pub(super) fn restructured<'a>(text: &'a str, furniture: &mut Vec<Furniture>) -> Page<'a> {
    let lines: Vec<Line> = physical_lines(text).collect();
    let mut inlines = Vec::new();
    let mut literal: Option<usize> = None;
    let mut aside: Option<usize> = None;
    let mut opens_literal: Option<usize> = None;
    let mut headings: Vec<Span> = Vec::new();
    let mut before = Span::new(0, 0);
    for line in &lines {
        let body = trimmed(text, line.span);
        if body.is_empty() {
            before = Span::new(0, 0);
            continue;
        }
        let words = body.of(text);
        let indent = indent_columns(text, line.span, body.start - line.span.start);
        if let Some(outer) = opens_literal.take() {
            literal = (indent > outer).then_some(outer);
        }
        literal = literal.filter(|&outer| indent > outer);
        aside = aside.filter(|&outer| indent > outer);
        if literal.is_some() {
            inlines.push(Inline::new(body, MarkupKind::Code, Side::Word));
        } else if is_adornment(words) {
            furniture.push(Furniture { span: body, kind: FurnitureKind::Markup });
            if !before.is_empty() {
                headings.push(before);
            }
        } else if let Some(rest) = words.strip_prefix(".. ").or((words == "..").then_some("")) {
            let name = rest.split_once("::").map(|(name, _)| name.trim());
            let holds_words = name.is_some_and(|name| WORDED.contains(&name));
            let is_note = rest.starts_with('[') && rest.contains(']');
            let sign = match (is_note, name) {
                (true, _) => 3 + rest.find(']').map_or(0, |at| at + 1),
                (_, Some(name)) if holds_words => 3 + name.len() + 2,
                _ => words.len(),
            };
            let end = (body.start + sign).min(body.end);
            inlines.push(Inline::new(Span::new(body.start, end), MarkupKind::Command, Side::Open));
            if !holds_words && !is_note {
                literal = Some(indent);
            } else {
                aside = Some(indent);
                signs(text, Span::new(end, body.end), &mut inlines);
            }
        } else if words.starts_with(':')
            && words[1..].contains(": ") | words.ends_with(':')
            && aside.is_some()
        {
            inlines.push(Inline::new(body, MarkupKind::Command, Side::Open));
        } else {
            let mark = ["- ", "* ", "+ ", "#. ", "| "]
                .iter()
                .find(|mark| words.starts_with(**mark))
                .map_or(0, |m| m.len() - 1);
            if mark > 0 {
                inlines.push(Inline::new(
                    Span::new(body.start, body.start + mark),
                    MarkupKind::Sign,
                    Side::Open,
                ));
            }
            signs(text, Span::new(body.start + mark, body.end), &mut inlines);
            if words.ends_with("::") {
                opens_literal = Some(indent);
            }
        }
        before = body;
    }
    untangle(&mut inlines, 0);
    furniture.sort_by_key(|furniture| furniture.span);
    headings.sort_unstable();
    let start = text.as_ptr() as usize;
    blocks(text, inlines, furniture, |words| {
        let at = words.as_ptr() as usize - start;
        let body = Span::new(at, at + words.len());
        if headings.binary_search(&body).is_ok() {
            return Begins::Heading;
        }
        match ["- ", "* ", "+ ", "#. ", "| ", ".. "].iter().any(|mark| words.starts_with(mark)) {
            true => Begins::Block,
            false => Begins::Nothing,
        }
    })
}

/// Directives whose content is prose.
const WORDED: &[&str] = &[
    "note",
    "warning",
    "tip",
    "important",
    "caution",
    "danger",
    "error",
    "hint",
    "attention",
    "admonition",
    "seealso",
    "topic",
    "sidebar",
    "epigraph",
    "rubric",
    "versionadded",
    "versionchanged",
    "deprecated",
    "todo",
];

/// A line of one mark over or under a title.
fn is_adornment(words: &str) -> bool {
    let first = words.as_bytes()[0];
    words.len() >= 3 && first.is_ascii_punctuation() && words.bytes().all(|b| b == first)
}

/// The signs inside a line of reStructuredText.
fn signs(text: &str, span: Span, inlines: &mut Vec<Inline>) {
    let words = span.of(text);
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'`', b'*', b'[', &words.as_bytes()[at..]) {
        let from = at + found;
        let rest = &words[from..];
        let mut add = |from: usize, to: usize, kind, side| {
            inlines.push(Inline::new(Span::new(span.start + from, span.start + to), kind, side));
        };
        at = from + 1;
        if let Some(code) = rest.strip_prefix("``") {
            if let Some(end) = code.find("``") {
                at = from + end + 4;
                add(from, at, MarkupKind::Code, Side::Word);
            }
        } else if let Some(role) = rest.strip_prefix('`') {
            let Some(end) = role.find('`').map(|end| from + 1 + end) else { continue };
            let role = words[..from].strip_suffix(':').and_then(|before| before.rfind(':'));
            let tail = words[end + 1..].bytes().take_while(|&b| b == b'_').count();
            at = end + 1 + tail;
            match (role, words[from..end].rfind(" <")) {
                (Some(role), _) => add(role, at, MarkupKind::Command, Side::Word),
                (None, Some(target)) => {
                    add(from, from + 1, MarkupKind::Sign, Side::Open);
                    add(from + target, at, MarkupKind::Address, Side::Close);
                }
                _ => {
                    add(from, from + 1, MarkupKind::Sign, Side::Open);
                    add(end, at, MarkupKind::Sign, Side::Close);
                }
            }
        } else if rest.starts_with('*') {
            let mark = if rest.starts_with("**") { 2 } else { 1 };
            let close =
                rest[mark..].find(&rest[..mark]).filter(|&end| end > 0 && !rest[mark..].starts_with(' '));
            if let Some(end) = close {
                add(from, from + mark, MarkupKind::Sign, Side::Open);
                add(from + mark + end, from + 2 * mark + end, MarkupKind::Sign, Side::Close);
                at = from + mark;
                at = at.max(from + 2 * mark + end);
            }
        } else if let Some(end) =
            within_reach(rest).find("]_").filter(|&end| !rest[1..end].contains(['[', ' ']))
        {
            at = from + end + 2;
            add(from, at, MarkupKind::Note, Side::Close);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Document, Language, Syntax};

    #[track_caller]
    fn check(syntax: Syntax, text: &str, expected: &[&str]) {
        let document = Document::written_in(syntax, text.into(), Language::new("zh"));
        let shown = |number: usize| {
            let mut out = String::from(if document.is_code(number) { "C " } else { "" });
            let span = document.span(number);
            for (at, c) in document.text()[span.range()].char_indices() {
                let at = span.start + at;
                if !document.is_markup(crate::text::Span::new(at, at + c.len_utf8())) {
                    out.push(c);
                }
            }
            out
        };
        let found: Vec<String> = (0..document.len()).map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn latex_keeps_words_and_masks_commands() {
        check(
            Syntax::Latex,
            "\\documentclass{article}\n\\section{绪论}\\label{sec:绪论}\n见\\ref{sec:绪论}，\\cite{张三2020,李四2021}的研究\n表明$a, b$成立。\\emph{第二句。}% 注,释\n\n\\begin{verbatim}\na, b\n\\end{verbatim}\n\\begin{tabular}{l|c}\n甲 & 乙 \\\\\n\\end{tabular}\n",
            &["C ", "绪论", "见，的研究\n表明成立。", "第二句。", "C ", "C ", "C ", "C ", "甲 ", "乙 ", "C "],
        );
    }

    #[test]
    fn restructured_text_keeps_words_and_masks_directives() {
        check(
            Syntax::ReStructuredText,
            "Title\n=====\n\nSee :ref:`a,b` and ``c, d`` or `the page <x,y>`_ of\nthe *book*. Next [1]_.\n\n.. code-block:: py\n   :linenos:\n\n   e, f\n\n.. note:: Take care.\n\nSo::\n\n    g, h\n\nEnd.\n",
            &[
                "Title",
                "See  and  or the page of\nthe book.",
                "Next .",
                "C ",
                "C ",
                "C ",
                " Take care.",
                "So::",
                "C ",
                "End.",
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_source_is_read(text in "([ab。. \n%$&~{}*`:_|=\\-\\\\\\[\\]中]|\\\\begin\\{a\\}|\\\\begin\\{math\\}|\\\\end\\{math\\}|\\\\verb|\\\\cite|\\.\\. |::\n|    |``|<|>){0,40}") {
            for syntax in [Syntax::Latex, Syntax::ReStructuredText] {
                super::super::tests::is_in_one_place(syntax, text.clone())?;
            }
        }
    }
}
