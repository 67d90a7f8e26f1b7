//! Where do the paragraphs of a page lie, and what on it is no text?
//!
//! A scanned page breaks a paragraph where the column ends, and sets a running head, a page number or
//! a turn line between its halves:
//!
//! ```text
//! …在反恐机构基础上设立中心；在上合组织地区      the paragraph breaks off in mid-sentence
//!
//! ## 要 闻                                      running head
//!
//! 反恐怖机构基础上，在比什凯克设立…             and goes on
//! ```
//!
//! Lines are gathered into blocks (a paragraph as it stands on the page), then each block is judged by
//! its neighbours: one that breaks off without an end is *open*; one that can take it up *continues*;
//! short blocks between such a pair, and others that print the same words, are furniture. So a heading
//! that merely occurs twice stays a heading. Deciding line by line with patterns for page numbers, as
//! clean-up scripts do, knows the numbers and none of the heads.
//!
//! Lines that were broken at a fixed width (most of them nearly as wide as the widest) are joined, each
//! paragraph judged by its own lines; others stand for themselves, as verse and one-paragraph-a-line text need.

mod furniture;
mod joins;
mod lines;
mod markdown;
mod markup;
mod prose;
mod source;

use std::num::NonZeroU64;

use rustc_hash::FxHashMap;

use self::furniture::{Prints, lone_furniture, may_be_head, print};
use self::joins::{Habits, ends_paragraph, ends_sentence};
use self::lines::{End, Wrap, Wraps, begins_small, columns, indent_columns, physical_lines, trimmed};
pub(super) use self::markup::front_matter;
pub(crate) use self::markup::opens_tag;
use self::markup::{begins_item, fence_mark, is_plain, is_rule, markup, stands_apart};
use super::document::{Furniture, FurnitureKind, Paragraph, ParagraphKind, Parts};
use super::markup::{Markup, MarkupKind};
use super::syntax::Syntax;
use super::{Language, Span};

/// Every line that is not blank is a sentence; blank lines part paragraphs.
///
/// A CR ends a line where no line ends with LF; in a file that has both, a lone CR stands inside a line, as the other
/// file of the corpus, which may have none there, counts them.
pub(super) fn lines(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut first = 0;
    let mut at = 0;
    let of_unix = text.split_inclusive('\n').map(|line| {
        at += line.len();
        Span::new(at - line.len(), at)
    });
    let has_line_feeds = memchr::memchr(b'\n', text.as_bytes()).is_some();
    let of_unix = of_unix.take_while(|_| has_line_feeds);
    let of_others = physical_lines(text).map(|line| line.span).take_while(|_| !has_line_feeds);
    for line in of_unix.chain(of_others) {
        let span = trimmed(text, line);
        if span.is_empty() {
            close(&mut parts, first, ParagraphKind::Body);
            first = parts.len();
        } else {
            parts.push([span]);
        }
    }
    close(&mut parts, first, ParagraphKind::Body);
    parts
}

/// Paragraphs, sentences, furniture and markup of a page written in `syntax`.
pub(super) fn find(text: &str, language: &Language, syntax: Syntax) -> Parts {
    let mut parts = Parts::default();
    let page = match syntax {
        Syntax::Markdown => markdown::page(text, &mut parts.furniture),
        Syntax::Latex => source::latex(text, &mut parts.furniture),
        Syntax::ReStructuredText => source::restructured(text, &mut parts.furniture),
        Syntax::Plain => Page::of(text, &mut parts.furniture),
    };
    let roles = page.roles();
    parts.expect(page.blocks.len());
    let mut pieces = Vec::new();
    for (at, &role) in roles.iter().enumerate() {
        match role {
            Role::Furniture(kind) => {
                parts.furniture.extend(page.lines(at).iter().map(|&span| Furniture { span, kind }));
            }
            Role::Continued(_) => {}
            Role::Text => {
                let first = parts.len();
                let kind = page.blocks[at].kind;
                if page.blocks[at].cut == Cut::Lines {
                    page.lines(at).iter().for_each(|&line| parts.push([line]));
                } else if page.blocks[at].cut == Cut::Whole {
                    parts.push(page.lines(at).iter().copied());
                } else {
                    pieces.clear();
                    pieces.extend_from_slice(page.lines(at));
                    let mut last = at;
                    // Continuations lie a few blocks ahead, furniture in between.
                    while let Some(next) = (last + 1..roles.len().min(last + 2 + MOST_BETWEEN))
                        .find(|&next| roles[next] == Role::Continued((next - last) as u8))
                    {
                        pieces.extend_from_slice(page.lines(next));
                        last = next;
                    }
                    prose::split(text, &pieces, page.inlines_in(&pieces), language, &mut parts);
                }
                close(&mut parts, first, kind);
            }
        }
    }
    parts.markup.extend(page.inlines.iter().map(|&Inline { span, kind, .. }| Markup { span, kind }));
    parts
}

/// Cuts the paragraph made of `pieces`, in which `codes` are no prose, and adds its sentences to `parts`.
pub(super) fn split_around(
    text: &str,
    pieces: &[Span],
    codes: &[Span],
    language: &Language,
    parts: &mut Parts,
) {
    let inlines: Vec<Inline> =
        codes.iter().map(|&code| Inline::new(code, MarkupKind::Code, Side::Word)).collect();
    prose::split(text, pieces, &inlines, language, parts);
    parts.markup.extend(codes.iter().map(|&span| Markup { span, kind: MarkupKind::Code }));
}

fn close(parts: &mut Parts, first: usize, kind: ParagraphKind) {
    let end = parts.len();
    if first < end {
        parts.paragraphs.push(Paragraph { sentences: first..end, kind });
    }
}

/// A page as it stands, before anything is said of what is text and what is not.
struct Page<'a> {
    text: &'a str,
    /// The lines that hold words, trimmed, markup left out; none is empty.
    lines: Vec<Span>,
    blocks: Vec<Block>,
    /// What inside the lines is no prose, in order.
    inlines: Vec<Inline>,
}

/// A stretch inside a line that is no prose.
#[derive(Clone, Copy)]
struct Inline {
    span: Span,
    kind: MarkupKind,
    side: Side,
}

impl Inline {
    fn new(span: Span, kind: MarkupKind, side: Side) -> Self {
        Self { span, kind, side }
    }
}

/// What a stretch that is no prose is to the sentences around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// A sign that belongs to what follows it.
    Open,
    /// A sign that belongs to what stands before it.
    Close,
    /// A word of the sentence.
    Word,
    /// A character written by its name.
    Letter(char),
    /// The end of a line that the writer broke: no sentence goes past it.
    Break,
}

/// How a block is cut into sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// By its words.
    Prose,
    /// Each line is one.
    Lines,
    /// All of it is one.
    Whole,
}

/// A paragraph as it stands on the page. There are as many as lines in most texts, so it is small; and
/// what is asked of the words of each is asked while they are at hand.
struct Block {
    /// Its first line, by its place among the lines; the block goes on to the first line of the next.
    first: usize,
    kind: ParagraphKind,
    /// How it is cut into sentences.
    cut: Cut,
    /// What it prints, if it may be a head and holds a letter.
    print: Option<NonZeroU64>,
    /// What its first line is by its own words, if that is no text.
    furniture: Option<FurnitureKind>,
    /// Whether it ends as a paragraph may.
    closed: bool,
    /// Whether it may be a head.
    head: bool,
    /// Whether it begins with white space.
    indented: bool,
    /// Whether it begins as an item of a list.
    item: bool,
    /// Whether it is an item of a list by a mark of Markdown.
    listed: bool,
    /// Whether no sentence goes on into it or out of it, nor past it: a quotation marked as one, a line of
    /// markup, a row of a table, a field at the head of the file.
    apart: bool,
    /// Whether a form feed, a rule or a page mark stands before it.
    page_before: bool,
}

impl Block {
    /// A block that begins with the line at place `first` and of which nothing else is known.
    fn new(first: usize, kind: ParagraphKind) -> Self {
        Self {
            first,
            kind,
            cut: if kind == ParagraphKind::Code { Cut::Lines } else { Cut::Prose },
            print: None,
            furniture: None,
            closed: false,
            head: false,
            indented: false,
            item: false,
            listed: false,
            apart: false,
            page_before: false,
        }
    }
}

impl<'a> Page<'a> {
    /// The lines of block `n`; at least one.
    fn lines(&self, n: usize) -> &[Span] {
        let end = self.blocks.get(n + 1).map_or(self.lines.len(), |next| next.first);
        &self.lines[self.blocks[n].first..end]
    }

    /// The span of the first line of block `n`.
    fn first_span(&self, n: usize) -> Span {
        self.lines[self.blocks[n].first]
    }

    fn first_line(&self, n: usize) -> &'a str {
        self.first_span(n).of(self.text)
    }

    fn last_line(&self, n: usize) -> &'a str {
        let lines = self.lines(n);
        lines[lines.len() - 1].of(self.text)
    }

    fn is_one_line(&self, n: usize) -> bool {
        self.lines(n).len() == 1
    }

    /// The inlines among `pieces` and between them.
    fn inlines_in(&self, pieces: &[Span]) -> &[Inline] {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return &[] };
        let from = self
            .inlines
            .partition_point(|inline| inline.span.end <= first.start && inline.span.start < first.start);
        let rest = &self.inlines[from..];
        &rest[..rest.partition_point(|inline| inline.span.start <= last.end)]
    }

    /// Bytes of block `n`.
    fn length(&self, n: usize) -> usize {
        self.lines(n).iter().map(|line| line.len()).sum()
    }

    /// Gathers the lines of `text` into blocks; markup goes to `furniture`.
    fn of(text: &'a str, furniture: &mut Vec<Furniture>) -> Self {
        // Room that is not filled is never touched and so costs nothing.
        let room = text.len() / SHORT_LINE;
        let mut page = Self {
            text,
            lines: Vec::with_capacity(room),
            blocks: Vec::with_capacity(room),
            inlines: Vec::new(),
        };
        let mut fence: Option<&str> = None;
        let mut fresh = true;
        let mut page_before = false;
        let fields = front_matter(text);
        let mut wraps = Wraps::of(text);
        // Columns of white space before the text of the item that the last block is.
        let mut hang = None;
        // Whether the last line was so short that a wrapped paragraph must have ended there.
        let mut ended = false;
        for line in physical_lines(text) {
            let span = trimmed(text, line.span);
            let words = span.of(text);
            let wrap = wraps.at(line.span.start);
            let prefix = wrap.map_or("", |wrap| wrap.prefix);
            let indent = span.start - line.span.start;
            let mark = |furniture: &mut Vec<Furniture>, span, kind| furniture.push(Furniture { span, kind });
            if let Some(open) = fence {
                if words.starts_with(open) {
                    fence = None;
                    fresh = true;
                    mark(furniture, span, FurnitureKind::Markup);
                } else if !span.is_empty() {
                    let code = ParagraphKind::Code;
                    if fresh || page.blocks.is_empty() {
                        let page_before = std::mem::take(&mut page_before);
                        page.blocks.push(Block { page_before, ..Block::new(page.lines.len(), code) });
                    }
                    page.push(span);
                    fresh = false;
                }
            } else if span.is_empty() {
                fresh = true;
            } else if let Some(open) = fence_mark(words) {
                fence = Some(open);
                mark(furniture, span, FurnitureKind::Markup);
                fresh = true;
            } else if is_rule(words) {
                mark(furniture, span, FurnitureKind::PageBreak);
                fresh = true;
                page_before = true;
            } else {
                let alone = lone_furniture(words);
                let plain = is_plain(words);
                let unmarked = plain || alone.is_some();
                let (markup, kind) = match prefix {
                    "" if unmarked => (0, ParagraphKind::Body),
                    "" => markup(words),
                    prefix => (prefix.len().min(words.len()), ParagraphKind::Body),
                };
                if markup > 0 {
                    let marked = span.of(text)[..markup].trim_end().len();
                    mark(furniture, Span::new(span.start, span.start + marked), FurnitureKind::Markup);
                }
                let body =
                    if unmarked { span } else { trimmed(text, Span::new(span.start + markup, span.end)) };
                let item = if prefix.is_empty() {
                    markup > 0 || !plain && begins_item(body.of(text))
                } else {
                    false
                };
                let columns_before = indent_columns(text, line.span, indent);
                // An item goes on under its words.
                let hangs = hang == Some(columns_before) && begins_small(words);
                let flush =
                    |wrap: Wrap| columns_before < wrap.indent + 2 || Some(columns_before) == wrap.hanging;
                let joins = !fresh
                    && !item
                    && alone.is_none()
                    && (hangs || wrap.is_some_and(|wrap| flush(wrap) && !ended));
                if item || !joins {
                    hang = (markup > 0).then_some(columns_before + words[..markup].chars().count());
                }
                if !body.is_empty() {
                    if !joins || page.blocks.last().is_none_or(|block| block.kind != ParagraphKind::Body) {
                        page.blocks.push(Block {
                            furniture: alone,
                            indented: indent > 0,
                            item,
                            listed: markup > 0 && words.starts_with(['-', '*', '+']),
                            apart: !plain && (span.start < fields || stands_apart(words)),
                            page_before: std::mem::take(&mut page_before),
                            ..Block::new(page.lines.len(), kind)
                        });
                    }
                    page.push(body);
                }
                fresh = kind == ParagraphKind::Heading || alone.is_some();
                ended = wrap.is_some_and(|wrap| columns(words) * 4 < wrap.width * 3 && ends_sentence(words));
            }
            if line.end == End::Page {
                page_before = true;
                fresh = true;
            }
        }
        page
    }

    /// Adds a line to the last block.
    fn push(&mut self, span: Span) {
        let Some(block) = self.blocks.last_mut() else { return };
        let line = span.of(self.text);
        block.closed = ends_paragraph(line);
        block.head = block.first == self.lines.len() && may_be_head(line, block);
        block.print = if block.head { print(line) } else { None };
        self.lines.push(span);
    }
}

/// What a block is to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Text,
    Furniture(FurnitureKind),
    /// Goes on where a block broke off that stands so many before it.
    Continued(u8),
}

/// Bytes of a line, where lines are short: for how many room is made at first.
const SHORT_LINE: usize = 64;

/// At most so many blocks are set between the halves of a paragraph.
const MOST_BETWEEN: usize = 6;

impl Page<'_> {
    /// What each block is to the text.
    fn roles(&self) -> Vec<Role> {
        let blocks = &self.blocks;
        let role = |(n, block): (usize, &Block)| match block.furniture {
            Some(kind) if self.is_one_line(n) => Role::Furniture(kind),
            _ => Role::Text,
        };
        let mut roles: Vec<Role> = blocks.iter().enumerate().map(role).collect();
        let habits = Habits::of(self, &roles);
        let prints = Prints::of(blocks);
        let breaks: Vec<(usize, usize)> = (0..blocks.len())
            .filter(|&open| roles[open] == Role::Text && self.is_open(open, habits))
            .filter(|&open| !self.in_bare_list(open))
            .filter_map(|open| Some((open, self.taken_up(&roles, &prints, open, habits)?)))
            .collect();
        let mut in_breaks: FxHashMap<NonZeroU64, usize> = FxHashMap::default();
        for print in breaks.iter().flat_map(|&(open, next)| open + 1..next).filter_map(|n| blocks[n].print) {
            *in_breaks.entry(print).or_default() += 1;
        }
        let end = roles.iter().rposition(|role| *role == Role::Text);
        let ends_page = |n: usize| n > 0 && Some(n) == end;
        let mut heads: Vec<usize> = Vec::new();
        for (open, next) in breaks {
            // Words that mostly stand between whole paragraphs are a heading of the text's own, and the
            // line before them a title.
            let headings = (open + 1..next)
                .filter(|&n| roles[n] == Role::Text)
                .filter_map(|n| blocks[n].print)
                .any(|print| {
                    let all = prints.with(print);
                    let first = all.first().is_some_and(|&(_, n)| n == 0);
                    // The foot of the last page stands after whole paragraphs.
                    let last = all.last().is_some_and(|&(_, n)| ends_page(n as usize));
                    2 * in_breaks[&print] < all.len() - usize::from(first) - usize::from(last)
                });
            if !headings {
                roles[next] = Role::Continued((next - open) as u8);
                heads.extend((open + 1..next).filter(|&n| roles[n] == Role::Text));
            }
        }
        self.settle_heads(&mut roles, &prints, &heads);
        self.settle_numbers(&mut roles);
        roles
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Document, FurnitureKind, Language, Syntax};

    fn document(text: &str) -> Document {
        Document::new(text.into(), Language::new("zh"))
    }

    fn sentences(document: &Document) -> Vec<String> {
        (0..document.len()).map(|n| document.sentence(n).into_owned()).collect()
    }

    fn furniture(document: &Document) -> Vec<(&str, FurnitureKind)> {
        document.furniture().iter().map(|f| (f.span.of(document.text()), f.kind)).collect()
    }

    #[test]
    fn joins_a_paragraph_broken_by_a_running_head() {
        let document = document(
            "# 河流委员会第三次会议公报\n\n各方讨论了流域治理，商定了今后三年的工作重点。\n\n各方同意在上游地区设立联合观测站，并在沿江各\n\n## 要 闻\n\n## 河流委员会第三次会议公报\n\n城市开展水质监测，定期交换数据。\n\n会议于当日结束，各方对会议成果表示满意。\n",
        );
        assert_eq!(
            sentences(&document),
            [
                "河流委员会第三次会议公报",
                "各方讨论了流域治理，商定了今后三年的工作重点。",
                "各方同意在上游地区设立联合观测站，并在沿江各城市开展水质监测，定期交换数据。",
                "会议于当日结束，各方对会议成果表示满意。"
            ]
        );
        use FurnitureKind::{Markup, RunningHead};
        assert_eq!(
            furniture(&document),
            [
                ("#", Markup),
                ("##", Markup),
                ("要 闻", RunningHead),
                ("##", Markup),
                ("河流委员会第三次会议公报", RunningHead)
            ]
        );
        assert_eq!(document.paragraphs().len(), 4);
    }

    #[test]
    fn joins_a_paragraph_broken_by_a_column() {
        let document = document(
            "各方认为，考虑到各国利益，应当在流域内建立广泛、平等的协作空\n\n间。为此，各方支持现有机制。\n",
        );
        assert_eq!(
            sentences(&document),
            ["各方认为，考虑到各国利益，应当在流域内建立广泛、平等的协作空间。", "为此，各方支持现有机制。"]
        );
    }

    #[test]
    fn keeps_headings_lists_and_titles() {
        let kept = "关于加强上游地区水土保持工作的若干意见和实施办法\n\n各省、市、县人民政府，现将有关事项通知如下：\n\n（一）加强领导，落实责任；\n\n（二）定期检查，及时报告。\n\n## 参数\n\n第一项说明文字，写在这里。\n\n## 参数\n\n第二项说明文字，写在这里。\n";
        let document = document(kept);
        assert_eq!(document.len(), 8, "{:?}", sentences(&document));
        assert!(document.furniture().iter().all(|f| f.kind == FurnitureKind::Markup));
    }

    #[test]
    fn items_without_a_mark_do_not_break_off() {
        let list = |mark: &str| {
            format!(
                "# 值班办法\n\n各队按下列办法值班，有事先说。\n\n- 每日早晚各巡查一次，记录水位和雨量，并报送给指挥部{mark}\n- 发现险情的人员应当立即报告，同时就近组织群众转移{mark}\n\n## 交接\n\n值班人员应当当面交接，不得缺岗。\n"
            )
        };
        for text in [list(""), list("。")] {
            let document = document(&text);
            assert_eq!(document.paragraphs().len(), 6, "{:?}", sentences(&document));
            assert!(document.furniture().iter().all(|f| f.kind == FurnitureKind::Markup), "{text}");
        }
    }

    #[test]
    fn sets_aside_page_numbers_and_turn_lines() {
        let document = document(
            "第一段的文字到此为止。\n\n- 3 -\n\n第 4 页\n\n第二段的文字也到此为止。\n\n（下转第四版）\n",
        );
        use FurnitureKind::{PageNumber, TurnLine};
        assert_eq!(sentences(&document).len(), 2);
        assert_eq!(
            furniture(&document),
            [("- 3 -", PageNumber), ("第 4 页", PageNumber), ("（下转第四版）", TurnLine)]
        );
    }

    #[test]
    fn joins_lines_broken_at_a_width_and_no_others() {
        let wrapped = document(
            "The members of the commission met in\nthe old town hall on a cold morning\nand talked for three hours.\n\nThey parted as friends when the bells\nof the harbour rang.\n",
        );
        assert_eq!(wrapped.len(), 2);
        assert_eq!(wrapped.sentence(1), "They parted as friends when the bells of the harbour rang.");
        let verse = document("静水深流，\n远山无言。\n一叶舟。\n");
        assert_eq!(verse.len(), 3);
        let paragraphs = document(
            "第一段只有一行，但是它写得很长很长，长得足以说明它自己就是一个完整的段落。\n短的第二段。\n第三段也只有一行，不过它同样写得很长很长，长得足以说明它自己就是完整的段落。\n",
        );
        assert_eq!(paragraphs.paragraphs().len(), 3);
    }

    #[test]
    fn a_paragraph_is_judged_by_its_own_lines() {
        let page = document(
            "The lamps along the northern shore are lit at dusk by a keeper\nwho walks the whole length of the mole, and a lamp that is lit\nat noon wastes oil.\n\nThe boats are long and dark and deep,\nBut I have nets to mend and keep,\nAnd knots to tie before I sleep.\n\nLamps from the garden\nboxes from the market\nnails from the shop\n\n1. Oil\n2. Glass\n3. Wick\n4. Key\n\n- He walks the whole length of it, and what is lit at noon\n  wastes oil.\n",
        );
        let sentences = sentences(&page);
        assert!(sentences[0].ends_with("lit at noon wastes oil."), "{sentences:?}");
        assert_eq!(sentences.len(), 1 + 3 + 3 + 4 + 1, "{sentences:?}");
        assert!(sentences[11].ends_with("at noon wastes oil."), "{sentences:?}");
        let items = document(
            "5.6　颈部\na)颈部的大血管破裂，须手术治疗的。\n5.7　胸部损\na)心脏的大血管破裂，须手术治疗的。\n",
        );
        assert_eq!(items.len(), 4);
        let indented = document(
            "Of lamps\n\n    The keeper of the light wrote every evening in the book which\n    lay upon the table by the window, and every evening he wrote\n    the same words.\n",
        );
        assert_eq!(indented.len(), 2);
    }

    #[test]
    fn a_heading_that_stands_once_is_text() {
        for (mark, name) in [("## ", "Markdown"), ("", "plain")] {
            let text = format!(
                "合唱团每周排练两次，地点在村口的老戏台，风雨无阻，团员来自各行各业，本节介绍报名的办法\n\n{mark}报名\n\n报名的人先来听一次排练，再决定是否加入。\n"
            );
            let document = document(&text);
            assert_eq!(document.paragraphs().len(), 3, "{name}: {:?}", sentences(&document));
            assert!(document.furniture().iter().all(|f| f.kind == FurnitureKind::Markup), "{name}");
        }
    }

    #[test]
    fn the_first_of_words_that_recur_is_the_title() {
        let head = "河流委员会第三次会议公报";
        let text = format!(
            "本报某地九月十六日电，记者一二三，摄影四五六，本版编辑七八九，责任校对十百千\n\n{head}\n\n各方讨论了流域治理，商定了今后三年的工作重点，并同意在上游地区设立联合观测站，在沿江各\n\n{head}\n\n城市开展水质监测，定期交换数据，并把结果写进每年的报告。\n\n各方还讨论了下游地区的防洪工作，并听取了专家组的年度报告。\n\n会议于当日结束，各方对会议成果表示满意。\n"
        );
        let document = document(&text);
        let heads = furniture(&document);
        assert_eq!(heads, [(head, FurnitureKind::RunningHead)]);
        assert_eq!(document.sentence(1), head);
    }

    #[test]
    fn sets_aside_the_feet_of_numbered_documents() {
        let pages = |foot: [&str; 2]| {
            let [one, two] = foot;
            format!(
                "大会回顾关于三个湖泊的报告，并注意到北湖水位下降两米，而另外两个湖\n\n{one}\n\n维持原状。大会感谢观察员。大会又回顾东站曾关闭一年，该期间的\n\n{two}\n\n数据没有。\n"
            )
        };
        for feet in [
            ["1/2          26-01234", "2/2          26-01234"],
            ["26-01234\t1/2", "26-01234\t2/2"],
            ["1/2", "2/2"],
        ] {
            let document = document(&pages(feet));
            assert_eq!(document.len(), 3, "{:?}", sentences(&document));
            assert!(furniture(&document).iter().all(|&(_, kind)| kind == FurnitureKind::PageNumber));
        }
    }

    #[test]
    fn numbers_of_sections_are_text() {
        let sections = document(
            "灯\n\n1\n\n港口的灯每天傍晚点亮，守灯人沿着堤走。\n\n2\n\n女儿在窗前等他回来。\n\n3\n\n后来没有人再点灯。\n",
        );
        assert_eq!(sections.furniture(), []);
        assert_eq!(sections.len(), 7, "{:?}", sentences(&sections));
        // One that stands in mid-sentence bears out the others, and no section is the forty-first.
        for text in [
            "港口的灯每天傍晚点亮，守灯人沿着堤走，女儿在窗前等他回\n\n1\n\n来，桌上的饭已经凉了。\n\n2\n\n后来没有人再点灯。\n",
            "港口的灯每天傍晚点亮，守灯人沿着堤走。\n\n41\n\n女儿在窗前等他回来。\n\n42\n\n后来没有人再点灯。\n",
        ] {
            let document = document(text);
            assert!(furniture(&document).len() == 2, "{:?}", sentences(&document));
        }
    }

    #[test]
    fn sets_aside_the_feet_of_pages_in_any_dress() {
        let pages = |feet: [&str; 3]| {
            let [one, two, three] = feet;
            format!(
                "The keepers of the light note that the lamp on the northern mole has been\ndark since the storm in March, while the other two\n\n{one}\n\nhave burnt every night. They thank the fishermen. They recall that the oil was\nlate by a month and that the\n\n{two}\n\nwicks were wet.\n\n{three}\n"
            )
        };
        for feet in [
            ["Lights of the Mole", "Lights of the Mole", "Lights of the Mole"],
            ["[1]", "[2]", "[3]"],
            ["1 of 3", "2 of 3", "3 of 3"],
            ["Page | 1", "Page | 2", "Page | 3"],
            ["Page 1 sur 3", "Page 2 sur 3", "Page 3 sur 3"],
            ["- 1 -\nLights of the Mole", "- 2 -\nLights of the Mole", "- 3 -"],
            [
                "Lights of the Mole                                             1",
                "Lights of the Mole                                             2",
                "Lights of the Mole                                             3",
            ],
        ] {
            let page = document(&pages(feet));
            assert_eq!(page.len(), 3, "{:?}", sentences(&page));
        }
    }

    #[test]
    fn marks_before_every_line_of_a_paragraph_are_markup() {
        for (first, others) in
            [("> ", "> "), ("// ", "// "), ("# ", "# "), (" * ", " * "), ("• ", "  "), ("", "    ")]
        {
            let text = format!(
                "Of lamps\n\n{first}The keeper of the light wrote every evening in the book which\n{others}lay upon the table by the window, and every evening he wrote\n{others}the same words. Nobody read them.\n\nEnd.\n"
            );
            let page = document(&text);
            assert_eq!(page.len(), 4, "{first}: {:?}", sentences(&page));
            assert!(
                page.sentence(1).starts_with("The keeper") && page.sentence(1).contains("wrote the same"),
                "{first}"
            );
        }
        let list = document(
            "- The lamp of the harbour is lit\n- The boats in the harbour are dark\n- The keeper of the light sleeps\n",
        );
        assert_eq!(list.len(), 3);
    }

    #[test]
    fn pages_with_the_same_line_are_read_in_linear_time() {
        let document = document(&"a\n\u{c}".repeat(200_000));
        assert_eq!(document.len(), 1);
    }

    #[test]
    fn reads_code_line_by_line() {
        let document = document("看下面的例子。\n\n```rust\nlet a = 1;\n\nlet b = 2;\n```\n\n完。\n");
        assert_eq!(sentences(&document), ["看下面的例子。", "let a = 1;", "let b = 2;", "完。"]);
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_in_one_place(text in "([ab。，.\n\r\u{c}#*（一）中文12\\-—页第 \u{3000}]{0,80}|\\PC{0,40})") {
            is_in_one_place(Syntax::Plain, text)?;
        }

        #[test]
        fn every_character_of_markdown_is_in_one_place(
            text in "([ab。. \n\t\r#*_>`~|\\-+1:!$<&;\\[\\]()\\\\{}^/中文]{0,60}|(> |- |1\\. |    |\n|\n\n|a\\. |中文。|\\*\\*|`|```\n|\\[a\\]|\\(b c\\)|<b>|</b>|<br>|\\[\\^1\\]|: |\\|a\\|b\\|\n|---\n|\\$\\$|!|&amp;|\\[\\[|\\]\\]|<!--|-->|\u{c}|\r\n){0,30})"
        ) {
            is_in_one_place(Syntax::Markdown, text)?;
        }
    }

    pub(super) fn is_in_one_place(
        syntax: Syntax,
        text: String,
    ) -> Result<(), proptest::test_runner::TestCaseError> {
        {
            let document = Document::written_in(syntax, text.clone(), Language::new("zh"));
            let mut covered = vec![0_u8; text.len()];
            let spans = (0..document.len())
                .flat_map(|n| document.pieces(n).to_vec())
                .chain(document.furniture().iter().map(|f| f.span));
            for span in spans {
                covered[span.range()].iter_mut().for_each(|count| *count += 1);
            }
            for (at, c) in text.char_indices() {
                let count = covered[at];
                proptest::prop_assert!(count <= 1, "{c:?} at {at} is in {count} places");
                proptest::prop_assert!(count == 1 || c.is_whitespace(), "{c:?} at {at} is nowhere");
            }
            let in_order = document.markup().windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
            proptest::prop_assert!(in_order);
            for markup in document.markup() {
                proptest::prop_assert!(text.get(markup.span.range()).is_some());
            }
        }
        Ok(())
    }
}
