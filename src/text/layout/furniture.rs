//! Which blocks of a page are furniture: running heads, page numbers, turn lines?
//!
//! A turn line and a dressed page number are known by their own words. A running head is known by where it
//! stands, in mid-sentence, and by being printed again; a bare number by others that count on from it. A
//! list of patterns would know the numbers and none of the heads.

use std::hash::Hasher;
use std::num::NonZeroU64;

use rustc_hash::FxHasher;

use super::joins::CLAUSE_MARKS;
use super::{Block, Page, Role};
use crate::text::marks::ends_sentence;
use crate::text::{FurnitureKind, ParagraphKind, Span, script};

/// The blocks that may be heads, by what they print: sorted, since most stand once and a list for each would
/// be a million lists in a long text.
pub(super) struct Prints(Vec<(NonZeroU64, u32)>);

impl Prints {
    pub(super) fn of(blocks: &[Block]) -> Self {
        let prints = blocks.iter().enumerate().filter_map(|(n, block)| Some((block.print?, n as u32)));
        let mut prints: Vec<(NonZeroU64, u32)> = prints.collect();
        prints.sort_unstable();
        Self(prints)
    }

    /// The blocks that print the same as `block`, itself among them.
    pub(super) fn same(&self, block: &Block) -> &[(NonZeroU64, u32)] {
        block.print.map_or(&[], |print| self.with(print))
    }

    /// The blocks that print `print`.
    pub(super) fn with(&self, print: NonZeroU64) -> &[(NonZeroU64, u32)] {
        let from = &self.0[self.0.partition_point(|place| place.0 < print)..];
        &from[..from.partition_point(|place| place.0 == print)]
    }
}

impl Page<'_> {
    /// Sets aside the heads that stand in mid-sentence, every other block that prints the same words but
    /// for the first, and a title printed again at the top of a page.
    pub(super) fn settle_heads(&self, roles: &mut [Role], prints: &Prints, heads: &[usize]) {
        for &head in heads {
            let is_number = self.is_one_line(head) && bare_number(self.first_span(head), self.text).is_some();
            roles[head] = Role::Furniture(match is_number {
                true => FurnitureKind::PageNumber,
                false => FurnitureKind::RunningHead,
            });
        }
        let mut recurring: Vec<NonZeroU64> = heads.iter().filter_map(|&n| self.blocks[n].print).collect();
        recurring.sort_unstable();
        recurring.dedup();
        for print in recurring {
            // The first is the title, whatever stands before it: a dateline, a number, another title.
            for &(_, n) in prints.with(print).iter().skip(1) {
                if roles[n as usize] == Role::Text {
                    roles[n as usize] = Role::Furniture(FurnitureKind::RunningHead);
                }
            }
        }
        for n in 1..roles.len() {
            let block = &self.blocks[n];
            if roles[n] != Role::Text || block.print.is_none() {
                continue;
            }
            use FurnitureKind::{PageNumber, RunningHead, TurnLine};
            let at_page = block.page_before
                || matches!(roles[n - 1], Role::Furniture(PageNumber | TurnLine | RunningHead));
            let again = || prints.same(block)[0].1 as usize != n;
            let title = block.print == self.blocks[0].print && self.first_line(n).chars().count() >= 6;
            if title || at_page && again() {
                roles[n] = Role::Furniture(RunningHead);
            }
        }
    }

    /// Sets aside bare numbers that count pages: at least two that ascend by steps of one or two, of which one shows by
    /// its place that it is that of a page or which do not begin at the first, or one at a page break or in
    /// mid-sentence.
    pub(super) fn settle_numbers(&self, roles: &mut [Role]) {
        let bare: Vec<(usize, u32)> = (0..roles.len())
            .filter(|&n| matches!(roles[n], Role::Text | Role::Furniture(FurnitureKind::PageNumber)))
            .filter(|&n| self.is_one_line(n))
            .filter_map(|n| Some((n, bare_number(self.first_span(n), self.text)?)))
            .collect();
        let follows =
            |a: &(usize, u32), b: &(usize, u32)| b.0 - a.0 > 1 && (1..=2).contains(&b.1.wrapping_sub(a.1));
        for run in bare.chunk_by(follows) {
            // Sections are numbered too, from the first on, between whole paragraphs.
            let counts =
                run.len() > 1 && (run[0].1 > 2 || run.iter().any(|&(n, _)| self.numbers_a_page(roles, n)));
            for &(n, _) in run.iter().filter(|&&(n, _)| counts || self.is_at_page(n)) {
                if roles[n] == Role::Text {
                    roles[n] = Role::Furniture(FurnitureKind::PageNumber);
                }
            }
        }
    }

    /// Whether a page breaks before block `n` or after it.
    fn is_at_page(&self, n: usize) -> bool {
        self.blocks[n].page_before || self.blocks.get(n + 1).is_some_and(|next| next.page_before)
    }

    /// Whether the bare number that block `n` is shows by itself or by its place that it is that of a page: it says of how
    /// many, stands in mid-sentence, at a page break or beside other furniture.
    fn numbers_a_page(&self, roles: &[Role], n: usize) -> bool {
        let is_furniture = |n: usize| matches!(roles.get(n), Some(Role::Furniture(_)));
        let is_bare = self.first_line(n).bytes().all(|b| b.is_ascii_digit());
        !is_bare
            || self.is_at_page(n)
            || is_furniture(n)
            || is_furniture(n + 1)
            || n.checked_sub(1).is_some_and(is_furniture)
    }
}

/// Whether a block that is `line` is short enough for a head and does not read as a sentence.
pub(super) fn may_be_head(line: &str, block: &Block) -> bool {
    if line.len() > 240 || block.kind == ParagraphKind::Code {
        return false;
    }
    let goes_on = || line.ends_with(['，', ',', '、', '；', ';', '：', ':']);
    let reads = || block.closed && ends_sentence(line) || line.contains(CLAUSE_MARKS);
    !block.apart
        && (block.kind == ParagraphKind::Heading || !reads())
        && !goes_on()
        && folded_length(line) <= 60
}

/// How many characters a line has, white space in a row counted as one: between what stands at the left and at the right
/// of a head there may be any.
fn folded_length(line: &str) -> usize {
    line.split_whitespace().map(|word| word.chars().count() + 1).sum()
}

/// What stands between the number of a page and that of all pages.
const OF: [&str; 10] = ["of", "из", "von", "de", "sur", "af", "av", "van", "z", "di"];

/// The number that a line holds and nothing else: `12`, `3/10`, `3 of 10`, `[3]`.
pub(super) fn bare_number(line: Span, text: &str) -> Option<u32> {
    let number = |words: &str| {
        ((1..=4).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit()))
            .then(|| words.parse().ok())?
    };
    let line = line.of(text);
    if line.len() > 14 || !line.starts_with(|c: char| c == '[' || c.is_ascii_digit()) {
        return None;
    }
    let line = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).unwrap_or(line);
    let mut words = line.split_whitespace();
    if let (Some(page), Some(of), Some(all), None) = (words.next(), words.next(), words.next(), words.next())
        && OF.contains(&of)
    {
        return number(page).filter(|page| number(all) >= Some(*page));
    }
    match line.split_once('/') {
        Some((page, of)) => number(page.trim_end()).filter(|page| number(of.trim_start()) >= Some(*page)),
        None => number(line),
    }
}

/// Whether a line is the foot of a page of a numbered document, in either order:
/// `26-01234          3/12`.
fn is_page_foot(line: &str) -> bool {
    let Some(gap) = line.find(|c: char| c.is_whitespace()) else { return false };
    let (first, rest) = line.split_at(gap);
    let last = rest.trim_start();
    let parted =
        rest.chars().take_while(|c| c.is_whitespace()).map(|c| if c == ' ' { 1 } else { 2 }).sum::<u32>();
    let page = |words: &str| words.contains('/') && bare_number(Span::new(0, words.len()), words).is_some();
    let number = |words: &str| {
        words.bytes().filter(u8::is_ascii_digit).count() >= 4
            && words
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'/' | b'(' | b')'))
            && words.bytes().filter(u8::is_ascii_alphabetic).count() <= 3
    };
    parted >= 2 && (page(first) && number(last) || number(first) && page(last))
}

/// A hash of what is printed, by which `## 要 闻` and `要闻` are one head, and `Title 12` and `Title 13`
/// another; `None` if there is no letter.
pub(super) fn print(line: &str) -> Option<NonZeroU64> {
    let mut hasher = FxHasher::default();
    let mut letters = 0;
    let kept = line.chars().filter(|&c| script::is_han(c) || c.is_alphabetic());
    for c in kept {
        letters += 1;
        if script::is_han(c) {
            hasher.write_u32(c.into())
        } else {
            c.to_lowercase().for_each(|c| hasher.write_u32(c.into()))
        }
    }
    (letters > 0).then(|| NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN))
}

/// A line that is furniture by its own words: a dressed page number or a turn line.
pub(super) fn lone_furniture(line: &str) -> Option<FurnitureKind> {
    // Longer lines are text; and so are those that neither count nor say 第.
    let counts = line.len() <= 120
        && (line.bytes().any(|b| b.is_ascii_digit()) || line.len() <= 60 && line.contains('第'));
    // A heading with Markdown's sign is one, whatever its words.
    let is_heading = line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    if !counts || is_heading {
        return None;
    }
    if is_turn_line(line) {
        return Some(FurnitureKind::TurnLine);
    }
    (is_page_number(line) || is_page_foot(line)).then_some(FurnitureKind::PageNumber)
}

/// `下转第四版`, `(上接第1版)`, `Continued on page 4`, `Окончание на 4-й стр.`, in brackets or bare.
pub(super) fn is_turn_line(line: &str) -> bool {
    let dress = |c: char| "（）()【】[]〔〕〈〉<>*_—-─…·▲▼◀▶►◄→← 　。.".contains(c);
    let bare = line.trim_start_matches(dress);
    let Some(first) = bare.chars().next().filter(|c| "下上紧轉CcSsПпОоНн".contains(*c)) else {
        return false;
    };
    let bare = bare.trim_end_matches(dress);
    match first {
        '下' | '上' | '紧' | '轉' => {
            let folded = bare.replace([' ', '\u{3000}'], "");
            let starts = ["下转", "上接", "紧接", "下接", "上转", "下轉", "轉"];
            starts.iter().any(|start| folded.starts_with(start))
                && folded.ends_with(['版', '页', '頁', '面', '栏'])
                && folded.contains('第')
                && folded.chars().count() <= 14
        }
        _ => {
            let lower = bare.to_lowercase();
            let starts = |with: &[&str]| with.iter().any(|start| lower.starts_with(start));
            let english = starts(&["continued on", "continued from", "cont'd on", "see page"])
                && (lower.contains("page") || lower.contains(" p."));
            let russian = starts(&["продолжение", "окончание", "начало на"]) && lower.contains("на ");
            lower.chars().count() <= 60 && lower.bytes().any(|b| b.is_ascii_digit()) && (english || russian)
        }
    }
}

/// `- 12 -`, `— 3 —`, `第 3 页`, `第3页 共10页`, `Page 3 of 10`, `Page | 3`, `3 | Page`, `p. 3`, `стр. 3`.
pub(super) fn is_page_number(line: &str) -> bool {
    if line.len() > 72 || line.chars().count() > 24 {
        return false;
    }
    let dashed = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '•' | '~' | ' ');
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    // A recogniser reads a dash as 一 too.
    let read = line.trim_matches(|c| dashed(c) || c == '一');
    if digits(read) && line.len() - read.len() >= 6 && !line.starts_with(read) && !line.ends_with(read) {
        return true;
    }
    let inner = line.trim_matches(dashed);
    let outer = line.len() - inner.len();
    if digits(inner) && outer >= 2 && line.starts_with(dashed) && line.ends_with(dashed) {
        return true;
    }
    // As a word processor sets it, in either order.
    let barred = line.split_once('|').filter(|(page, number)| !page.contains('|') && !number.contains('|'));
    let turned = barred.map(|(a, b)| if digits(a.trim()) { [b, a].concat() } else { [a, b].concat() });
    let line = turned.as_deref().unwrap_or(line).trim_start();
    if !line.starts_with(['第', 'p', 'P', 'с', 'С', 's', 'S']) {
        return false;
    }
    let folded: String = line.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let chinese = folded.starts_with('第')
        && folded.ends_with(['页', '頁'])
        && folded.chars().all(|c| numeral(c) || "第页頁共，,/".contains(c))
        && folded.chars().any(numeral);
    let worded = [
        "page",
        "p.",
        "стр.",
        "страница",
        "seite",
        "página",
        "pág.",
        "pagina",
        "side",
        "sida",
        "strona",
        "str.",
    ]
    .iter()
    .any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| {
            let mut numbers = rest.splitn(2, OF.into_iter().find(|by| rest.contains(by)).unwrap_or("/"));
            numbers.all(digits)
        })
    });
    chinese || worded
}
