//! Which name or term is written otherwise once than everywhere else?
//!
//! ```text
//! 卡 里 姆 斯 坦   five times       里_斯坦, 姆_坦的, _姆斯坦 ...: each run of four of a form that stands more
//! 卡 里 米 斯 坦   once                than once, with each of its characters left open in turn
//!       ~~
//! ```
//!
//! What the text says is held against these: where one character more, less or other makes it what the document
//! writes twice as often at least, the odds say whether that is meant. Comparing each word with each other,
//! the usual way with names, takes the square of their number, and needs to know where a name ends.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Doubt, Noted, Run};
use crate::check::correction::{gains, likeliest, stretch, usualness, window};
use crate::check::flow::{Flow, Page};
use crate::check::habits::Habits;
use crate::check::model::{EDGE, MODEL, Sieve, mix, word_key};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "LEX004",
    name: "name-variant",
    zh: &[
        "文中一再这样写的名称或术语，有一处换了一个字，少一个字，或多一个字。",
        "计数的事物和名称本来相近的事物，不误。",
        "相差不止一个字的不比较；超过一兆字节的文本也不比较，那已不是一篇文字。",
    ],
    doc: r#"
A name or term that the document writes again and again, and once with another character, one too few or one
too many.

```flag page
卡里姆斯坦的代表到会。会议在卡里姆斯坦的首都开幕。

各方感谢卡里姆斯坦的政府。卡里姆斯坦的总理致辞。

下一次会议也由卡里米斯坦的外长主持。
```

```fixed page
卡里姆斯坦的代表到会。会议在卡里姆斯坦的首都开幕。

各方感谢卡里姆斯坦的政府。卡里姆斯坦的总理致辞。

下一次会议也由卡里姆斯坦的外长主持。
```

Things that are counted, and things that go by almost the same name, are right.

```keep page
第三条规定了会费。第三条规定了会期。第三条规定了表决。第四条规定了语言。
```

```keep page
上游国家应当通报。上游国家应当监测。上游国家应当协商。下游国家应当协商。
```

What differs in more than a character is not compared, nor is a text of more than a megabyte, which is no
single document.
"#,
    scope: Scope::Chinese,
    gives_way: true,
};

pub(super) const RUN: Run = Run::Doubt(Doubt { note, ask: |_, _| Vec::new(), judge });

/// From these odds (natural logarithm) it is said: on texts that the weights had not seen this gave fewer than three
/// false alarms in 100,000 characters, and none of the texts two (`scripts/models/fit-variants`).
const POSSIBLE: f32 = 0.75;

/// Longer texts, in bytes, are not looked at.
const LONG: usize = 1 << 20;

/// What the paragraphs read so far say, one after the other, [`EDGE`] for all that is not Chinese.
#[derive(Debug, Default)]
pub(super) struct Written {
    chars: Vec<char>,
    /// Each paragraph's number, and where it begins among them.
    starts: Vec<(usize, usize)>,
}

impl Written {
    /// Adds what the paragraphs after these say.
    pub(super) fn append(&mut self, mut later: Self) {
        let before = self.chars.len();
        self.starts.extend(later.starts.iter().map(|&(paragraph, start)| (paragraph, before + start)));
        self.chars.append(&mut later.chars);
    }
}

fn note(page: &Page, flow: &Flow, noted: &mut Noted) {
    if !flow.has_han || page.text().len() > LONG {
        return;
    }
    let Written { chars, starts } = &mut noted.written;
    starts.push((flow.paragraph, chars.len()));
    // Characters that are rarer still have no place in the keys of runs.
    let known = |&c: &char| if u16::try_from(u32::from(c)).is_ok() { c } else { EDGE };
    chars.extend(flow.plain().iter().map(known));
    chars.push(EDGE);
}

fn judge(page: &Page, noted: &mut Noted, _: &Habits, findings: &mut Vec<Finding>) {
    let Written { chars, starts } = std::mem::take(&mut noted.written);
    // What is meant is known in simplified characters only.
    if !page.is_chinese() || page.traditional > page.simplified || chars.len() < FORM {
        return;
    }
    let runs = Runs::of(&chars);
    let variants =
        candidates(&chars, &runs).into_iter().map(|variant| (odds(&chars, &runs, &variant), variant));
    let variants = likeliest(variants, POSSIBLE, |one, next| one.at + NEAR > next.at);
    let paragraph =
        |variant: &(f32, Variant)| starts[starts.partition_point(|&(_, start)| start <= variant.1.at) - 1];
    findings.extend(page.again(
        &variants,
        |variant| paragraph(variant).0,
        |flow, variants| {
            variants.iter().map(|found| finding(flow, found.1.at - paragraph(found).1, &found.1)).collect()
        },
    ));
}

/// Two readings so near each other are of one place.
const NEAR: usize = 3;

fn finding(flow: &Flow, at: usize, variant: &Variant) -> Finding {
    // A character that is missing has no place of its own: its neighbours are shown.
    let (range, replacement) = match variant.meant {
        Some(meant) if variant.lacks => {
            (at - 1..at + 1, format!("{}{meant}{}", flow.chars[at - 1], flow.chars[at]))
        }
        Some(meant) => (at..at + 1, meant.to_string()),
        None => (at..at + 1, String::new()),
    };
    let span: Span = flow.span(range.clone());
    let form: String = variant.form.iter().collect();
    let printed = flow.string(range.clone());
    let times = variant.times;
    let message = if replacement.is_empty() {
        say!(
            en: "`{printed}` may be too much: the text has `{form}` {times} times",
            zh: "“{printed}”疑衍：文中作“{form}”{times} 次",
            printed,
            form,
            times
        )
    } else {
        say!(
            en: "`{printed}` may be `{replacement}`: the text has `{form}` {times} times",
            zh: "“{printed}”疑作“{replacement}”：文中作“{form}”{times} 次",
            printed,
            replacement = &replacement,
            form,
            times
        )
    };
    let finding = Finding::new(RULE.name, Severity::Info, span, message);
    if flow.is_solid(range) { finding.guess(replacement) } else { finding }
}

/// A run of three that Chinese at large writes so often is right.
const USUAL: f32 = 20.0;

/// Characters of the runs by which a form is known again.
const FORM: usize = 4;

/// Which runs of two to four characters stand more than once, how often, and where first.
struct Runs {
    counts: FxHashMap<u64, (u32, u32)>,
}

impl Runs {
    fn of(chars: &[char]) -> Self {
        // How many runs share a hash: what stands alone, as most do, needs no count of its own.
        let mut shared = vec![0_u8; (4 * chars.len()).next_power_of_two()];
        let mask = shared.len() - 1;
        for (run, _) in runs(chars) {
            let place = &mut shared[mix(run) as usize & mask];
            *place = place.saturating_add(1);
        }
        let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        for (run, at) in runs(chars) {
            if shared[mix(run) as usize & mask] > 1 {
                counts.entry(run).or_insert((0, at as u32)).0 += 1;
            }
        }
        counts.retain(|_, (count, _)| *count > 1);
        Self { counts }
    }

    /// How often a run stands in the text that stands there at least `least` times.
    fn count(&self, run: &[char], least: u32) -> u32 {
        self.counts.get(&run_key(run)).map_or(least, |&(count, _)| count)
    }

    /// Where a run stands first that stands more than once.
    fn first(&self, run: &[char]) -> Option<usize> {
        self.counts.get(&run_key(run)).map(|&(_, first)| first as usize)
    }
}

/// The keys of all runs of two to four Chinese characters, and where each stands.
fn runs(chars: &[char]) -> impl Iterator<Item = (u64, usize)> + '_ {
    let (mut last, mut length) = (0_u64, 0);
    chars.iter().enumerate().flat_map(move |(at, &c)| {
        length = if c == EDGE { 0 } else { length + 1 };
        last = last << 16 | u64::from(u32::from(c));
        let last = last;
        (2..=FORM.min(length)).map(move |run| (last & (u64::MAX >> (64 - 16 * run)), at + 1 - run))
    })
}

fn run_key(run: &[char]) -> u64 {
    run.iter().fold(0, |key, &c| key << 16 | u64::from(u32::from(c)))
}

/// A place at which the document may mean what it writes elsewhere.
struct Variant {
    /// Where it stands among all characters.
    at: usize,
    /// Whether a character is missing there, and not one put in or read for another.
    lacks: bool,
    /// The character that is meant, if any.
    meant: Option<char>,
    /// What the document writes elsewhere, and how often.
    form: [char; FORM],
    times: u32,
    /// What share of that which the document writes between these neighbours is this.
    share: f32,
    /// In how many ways it is seen.
    ways: u32,
}

impl Variant {
    /// How many characters stand there in the place of what is meant.
    fn gone(&self) -> usize {
        usize::from(!self.lacks)
    }
}

/// A form with one of its characters left open.
struct Open {
    /// Which is open, and the others.
    key: u64,
    meant: char,
    times: u32,
    /// How often the document has the others with any character there that stands so more than once.
    all: u32,
    first: usize,
}

/// Every form with each of its characters left open, by key.
fn open_forms(chars: &[char], runs: &Runs) -> Vec<Open> {
    let forms = runs.counts.iter().filter(|(run, _)| **run >> 48 != 0);
    let mut open: Vec<Open> = forms
        .flat_map(|(_, &(times, first))| {
            let first = first as usize;
            let form = &chars[first..first + FORM];
            (0..FORM).map(move |hole| Open {
                key: open_key(hole, form[..hole].iter().chain(&form[hole + 1..])),
                meant: form[hole],
                times,
                all: 0,
                first,
            })
        })
        .collect();
    open.sort_unstable_by_key(|open| (open.key, open.meant));
    for same in open.chunk_by_mut(|a, b| a.key == b.key) {
        let all = same.iter().map(|open| open.times).sum();
        same.iter_mut().for_each(|open| open.all = all);
    }
    open
}

/// The key of three characters and of which of four between and beside them is open.
fn open_key<'a>(hole: usize, others: impl Iterator<Item = &'a char>) -> u64 {
    others.fold(hole as u64, |key, &c| key << 16 | u64::from(u32::from(c)))
}

/// Each place where one character makes the difference to what the document writes twice as often at least,
/// in the order of the text.
fn candidates(chars: &[char], runs: &Runs) -> Vec<Variant> {
    let open = open_forms(chars, runs);
    let sieve = Sieve::of(open.iter().map(|open| open.key));
    let matching = |key: u64| -> &[Open] {
        if !sieve.passes(key) {
            return &[];
        }
        let start = open.partition_point(|open| open.key < key);
        let length = open[start..].iter().take_while(|open| open.key == key).count();
        &open[start..start + length]
    };
    let rare = |own: u32, times: u32| own <= 2 && times >= 2 * own;
    let mut found: Vec<Variant> = Vec::new();
    let mut add = |at: usize, lacks: bool, meant: Option<char>, first: usize, times: u32, share: f32| {
        let form = std::array::from_fn(|n| chars[first + n]);
        found.push(Variant { at, lacks, meant, form, times, share, ways: 1 });
    };
    let whole = |run: &[char]| !run.contains(&EDGE);
    for at in 0..chars.len().saturating_sub(FORM) {
        let run = &chars[at..at + FORM];
        if whole(run) {
            for hole in 0..FORM {
                let others = run[..hole].iter().chain(&run[hole + 1..]);
                for open in matching(open_key(hole, others)) {
                    if open.meant != run[hole] && rare(runs.count(run, 1), open.times) {
                        let share = open.times as f32 / open.all as f32;
                        add(at + hole, false, Some(open.meant), open.first, open.times, share);
                    }
                }
            }
        }
        let short = &run[..FORM - 1];
        if whole(short) {
            for hole in 1..FORM - 1 {
                for open in matching(open_key(hole, short.iter())) {
                    let own = runs.count(short, 1);
                    if rare(own, open.times) {
                        let share = open.times as f32 / (open.all + own) as f32;
                        add(at + hole, true, Some(open.meant), open.first, open.times, share);
                    }
                }
            }
        }
        let Some(long) = chars.get(at..=at + FORM).filter(|long| whole(long)) else { continue };
        for extra in 1..FORM {
            let form: [char; FORM] = std::array::from_fn(|n| long[n + usize::from(n >= extra)]);
            let times = runs.count(&form, 0);
            let own = runs.count(&long[..FORM], 1).max(runs.count(&long[1..], 1));
            let is_copy = long[extra] == long[extra - 1] || long[extra] == long[extra + 1];
            if times > 1 && rare(own, times) && !is_copy {
                let first = runs.first(&form).unwrap_or(at);
                add(at + extra, false, None, first, times, 1.0);
            }
        }
    }
    found.sort_by_key(|variant| (variant.at, variant.lacks, variant.meant));
    found.dedup_by(|later, kept| {
        let same = (later.at, later.lacks, later.meant) == (kept.at, kept.lacks, kept.meant);
        if same {
            kept.ways += 1;
            kept.share = kept.share.max(later.share);
        }
        same
    });
    found.retain(|variant| variant.share >= 0.5);
    found
}

/// The logarithm of the odds that the document means at `variant` what it writes elsewhere.
fn odds(chars: &[char], runs: &Runs, variant: &Variant) -> f32 {
    let Some(numbers) = numbers(chars, runs, variant) else { return f32::NEG_INFINITY };
    let weights = match (variant.lacks, variant.meant) {
        (true, _) => &MISSING,
        (false, Some(_)) => &OTHER,
        (false, None) => &EXTRA,
    };
    numbers.iter().zip(weights).map(|(number, weight)| number * weight).sum()
}

/// What tells whether the document means at `variant` what it writes elsewhere; `None` where it does not.
fn numbers(chars: &[char], runs: &Runs, variant: &Variant) -> Option<[f32; NUMBERS]> {
    let &Variant { at, meant, .. } = variant;
    let gone = variant.gone();
    let stretch = stretch(chars, at);
    let place = at - stretch.start;
    let printed = &chars[stretch];
    let often = |count: f32| (count + 0.3).ln();
    let elsewhere = |length: usize| {
        let most = holding(printed, place, gone, length).map(|run| runs.count(run, 1)).max();
        most.unwrap_or(1).saturating_sub(1) as f32
    };
    let triples = holding(printed, place, gone, 3).map(|run| MODEL.triple(run[0], run[1], run[2]));
    let usual = triples.fold(0.0, f32::max);
    // Most places end here: hardly any of them wins.
    if elsewhere(3) > 0.0 || usual > USUAL {
        return None;
    }

    let mut mended = printed.to_vec();
    mended.splice(place..place + gone, meant);
    let after = place + meant.iter().count();

    let [gain, words] = gains(printed, &mended);

    // How far what is meant goes on as where the document writes it first.
    let (mut left, mut right) = (0, 0);
    let length = after - place;
    let lowest = (after + usize::from(length == 0)).saturating_sub(FORM);
    for from in lowest..=place.saturating_sub(usize::from(length == 0)) {
        let Some(first) = mended.get(from..from + FORM).and_then(|run| runs.first(run)) else { continue };
        let there = first + place - from;
        let back = mended[..place].iter().rev().zip(chars[..there].iter().rev());
        let on = mended[after..].iter().zip(&chars[there + length..]);
        let same = |(a, b): &(&char, &char)| a == b;
        let (back, on) = (back.take_while(same).count(), on.take_while(same).count());
        if back + on > left + right {
            (left, right) = (back, on);
        }
    }
    let around = place - left.min(2)..(after + right.min(2)).min(mended.len());
    let as_form = MODEL.log_probability_of(&mended, around.clone()) / around.len().max(1) as f32;

    let changed = || meant.into_iter().chain(chars[at..at + gone].iter().copied());
    let sounds = |c: char| SOUNDS.contains(c);
    let beside = printed[..place].iter().rev().take(3).take_while(|&&c| sounds(c)).count()
        + printed[place + gone..].iter().take(3).take_while(|&&c| sounds(c)).count();
    let is_name = beside >= 2 && changed().all(sounds);
    let counts = |c: &char| !is_name && COMMON.contains(*c);
    let flag = |yes: bool| f32::from(u8::from(yes));

    // How surely what stands before or behind calls for what is meant, as the document has it elsewhere: within a
    // name one thing follows, at its border many.
    let calls = |context: Range<usize>, with: Range<usize>| {
        let (Some(context), Some(with)) = (printed.get(context), mended.get(with)) else { return 0.0 };
        let with = runs.count(with, 0);
        let others = runs.count(context, 1).saturating_sub(1 + with);
        often(with as f32) - often(others as f32)
    };
    let before = place.checked_sub(2).map_or(0.0, |first| calls(first..place, first..after));
    let behind = calls(place + gone..place + gone + 2, place..after + 2);

    Some([
        1.0,
        gain,
        words,
        variant.share,
        often(elsewhere(2)),
        flag(meant.as_ref().is_some_and(counts)),
        flag(chars[at..at + gone].iter().any(counts)),
        often(usual),
        left.min(4) as f32,
        right.min(4) as f32,
        as_form,
        usualness(&window(chars, at)),
        flag(is_name),
        variant.ways as f32,
        before.max(behind),
        word_level(printed, place, gone),
    ])
}

/// How usual the most usual word is that holds the `gone` characters at `place`, or both that it lies between: as a
/// logarithm to base 2; 0 if there is none.
fn word_level(chars: &[char], place: usize, gone: usize) -> f32 {
    let runs = (2..=FORM).flat_map(|length| holding(chars, place, gone, length));
    let level = |run: &[char]| MODEL.word_level(run.iter().copied().fold(0, word_key));
    runs.filter_map(level).map(|level| level as f32 + 1.0).fold(0.0, f32::max)
}

/// The runs of `length` in `chars` that hold the `gone` characters at `place`, or both that it lies between.
fn holding(chars: &[char], place: usize, gone: usize, length: usize) -> impl Iterator<Item = &[char]> {
    let (first, last) = if gone == 0 { (place.saturating_sub(1), place) } else { (place, place + gone - 1) };
    ((last + 1).saturating_sub(length)..=first).filter_map(move |start| chars.get(start..start + length))
}

/// How many numbers [`numbers`] takes.
const NUMBERS: usize = 16;

/// Weights of them: of a character read for another, of a missing one, of one too many. A logistic regression for
/// each, made by `scripts/models/fit-variants`.
const OTHER: [f32; NUMBERS] = [
    -9.845, 0.111, 0.196, 2.465, -0.521, -1.592, -0.824, -0.499, 0.222, 0.023, -0.288, 0.279, 5.196, 1.247,
    0.835, -0.170,
];
const MISSING: [f32; NUMBERS] = [
    -11.335, 0.050, 0.443, 6.569, 0.026, -2.214, 0.000, -0.450, 0.801, 0.493, -0.471, -0.061, 2.944, -0.090,
    0.867, 0.123,
];
const EXTRA: [f32; NUMBERS] = [
    -9.912, 0.208, 0.440, 0.000, -0.918, 0.000, -1.497, -0.970, 0.131, 1.145, -0.356, 0.352, 3.036, 1.405,
    -1.056, 0.094,
];

/// Characters that count, order or join things: two terms may well differ by one of them.
const COMMON: &str = "的了是在和与及或等并而且对为以于其之该此各这那就都也还又很更最不无未没非有可应当要会将被把给让从\
                      向到至由自上下中内外前后里间时一二三四五六七八九十百千万亿零〇两几第多少大小来去过着得地个条款\
                      项年月日号次每某本";

/// Characters that stand for the sounds of foreign names.
const SOUNDS: &str = "阿埃艾爱安昂奥澳巴班邦堡鲍贝比彼毕宾波伯博布查茨达戴丹德登邓迪蒂丁杜敦多厄恩尔法范菲费芬佛夫弗福\
                      富盖甘冈戈哥格葛贡古瓜圭哈汉豪赫亨洪胡霍基吉季加贾杰津卡凯坎康考柯科克肯库夸奎拉莱赖兰朗劳勒雷\
                      里利丽廉列林隆卢鲁伦罗洛马玛迈麦曼芒梅门蒙孟米密缅莫墨默姆穆那纳娜乃奈内尼涅宁纽努诺欧帕潘庞佩\
                      彭蓬皮珀普奇恰乔切钦琼丘瑞若撒萨塞赛桑瑟森沙莎绍舍圣施史舒斯司思丝苏孙索塔泰坦汤陶特滕廷图托瓦\
                      旺威韦维魏温翁沃乌武西希锡夏肖谢辛逊雅亚延耶伊依英尤约宰赞泽扎詹哲珍芝祖佐";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::tests::{documents, print_candidate};

    #[test]
    #[ignore = "prints what scripts/models/fit-variants fits the weights to"]
    fn numbers_of_variants() {
        for (file, document) in documents() {
            let page = Page::of(&document);
            let (mut noted, mut spans) = <(Noted, Vec<Span>)>::default();
            let parts = page.fold(<(Noted, Vec<Span>)>::default, |flow, (noted, spans)| {
                note(&page, flow, noted);
                if noted.written.chars.len() > spans.len() {
                    spans.extend((0..flow.chars.len()).map(|at| flow.span(at..at + 1)));
                    spans.push(Span::new(0, 0));
                }
            });
            for (part, places) in parts {
                noted.append(part);
                spans.extend(places);
            }
            let chars = noted.written.chars;
            let runs = Runs::of(&chars);
            for variant in candidates(&chars, &runs) {
                let Some(numbers) = numbers(&chars, &runs, &variant) else { continue };
                let kind = match (variant.lacks, variant.meant) {
                    (true, _) => "missing",
                    (false, Some(_)) => "other",
                    (false, None) => "extra",
                };
                let start = spans[variant.at].start;
                let span = Span::new(start, if variant.lacks { start } else { spans[variant.at].end });
                let meant = variant.meant.map(String::from).unwrap_or_default();
                print_candidate(kind, &file, span, &meant, numbers);
            }
        }
    }
}
