//! Which words name nothing by themselves?
//!
//! Words of grammar, which are few and everywhere: of Chinese a list, of other languages those that make up most of
//! texts at large, which the tables of the aligner know. And words that say what is done, which are many: *strengthen
//! cooperation* is no term. Of Chinese those are listed that official prose and contracts are made of. Of English and
//! its like they show themselves in the text, by the few words that stand before and behind them: *to strengthen*,
//! *strengthen the*; *the cooperation*, *of cooperation*. Russian shows them by their endings.
//!
//! A tagger would be a model for each language; it would also be right more often, about words that stand once.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::words::{Cutter, Kind, Word};
use crate::text::{Language, script};

/// A word that makes up more than this of texts at large is one of grammar.
const COMMON: f32 = 0.002;

/// Whether a word that reads so without its ending, and makes up so much of texts at large, is one of grammar.
pub(super) fn is_light(name: &str, usual: f32) -> bool {
    match name.chars().all(script::is_han) {
        true => CHINESE.contains(name),
        false => usual > COMMON,
    }
}

/// Whether a Chinese word says what is done, or how, or only what sort of thing something is, and so is in no term.
pub(super) fn is_chinese_predicate(name: &str) -> bool {
    CHINESE_PREDICATES.contains(name)
}

static CHINESE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "的 地 得 了 着 过 和 与 及 或 而 且 并 也 都 就 才 又 再 还 则 即 若 如 因 由 于 以 为 对 向 从 自 至 到 在 \
     当 把 被 将 让 使 令 给 跟 同 比 按 据 经 通 除 是 有 无 没 不 未 非 莫 勿 这 那 此 其 该 本 某 每 各 诸 另 \
     他 她 它 我 你 您 们 谁 何 哪 几 多 少 些 个 只 件 项 次 种 名 位 条 份 届 年 月 日 时 分 点 第 约 近 超 \
     一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 零 〇 半 双 上 下 中 内 外 前 后 里 间 旁 等 所 之 者 吗 呢 吧 \
     啊 很 更 最 太 极 较 颇 甚 已 曾 正 仍 常 总 共 均 皆 能 会 要 应 须 需 可以 能够 应该 应当 必须 需要 以及 \
     以上 以下 以来 之间 之一 之后 之前 其他 其它 其中 其余 任何 有关 相关 上述 下列 如下 有些 一些 一个 一切 \
     一种 所有 全部 许多 很多 大量 多种 各种 各类 这些 那些 这个 那个 这样 那样 这种 那种 它们 他们 我们 你们 \
     自己 本身 彼此 互相 因此 因为 由于 所以 从而 进而 而且 并且 不仅 不但 但是 然而 虽然 尽管 如果 假如 除非 \
     无论 不论 不管 只有 只要 即使 为了 关于 对于 根据 按照 依照 通过 随着 作为 除了 包括 以便 例如 比如 还是 \
     或者 还有 以后 今后 目前 当前 现在 同时 此外 另外 首先 其次 最后 尤其 特别 非常 十分 更加 越来越 已经 正在 \
     将要 没有 不是 就是 都是 也是 什么 怎么 如何 为何 哪些 多少 时候 方面 之中 当中 左右 来说 而言 起来 出来 \
     下去 下来 上来 进行 予以 加以 给予 有所 得以 一下 一直 一样 一起 一定 一般 不同 不断 进一步"
        .split_whitespace()
        .collect()
});

static CHINESE_PREDICATES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "认为 指出 强调 重申 表示 声明 宣布 支持 欢迎 赞赏 肯定 主张 反对 谴责 呼吁 建议 提议 希望 愿意 愿 决定 同意 \
     批准 通过 商定 注意到 注意 关注 重视 认识到 考虑 讨论 审议 研究 听取 介绍 说明 确认 承认 坚持 奉行 恪守 遵守 \
     遵循 履行 执行 落实 实施 实行 推行 推动 促进 加强 增强 强化 深化 扩大 拓展 提高 提升 改善 改进 完善 优化 加快 \
     加大 增加 增进 巩固 维护 保持 保障 保证 确保 保护 捍卫 防止 防范 避免 预防 消除 消灭 铲除 打击 遏制 制止 应对 \
     克服 解决 处理 开展 举办 举行 召开 组织召开 参加 参与 出席 加入 建立 成立 设立 设置 建设 构建 打造 形成 制定 \
     起草 签署 签订 缔结 达成 颁布 发布 发表 公布 提出 提供 提交 给出 采取 采用 使用 利用 运用 应用 发挥 具有 拥有 \
     享有 存在 存有 属于 成为 造成 导致 引起 产生 带来 实现 完成 取得 获得 得到 赢得 争取 寻求 努力 致力 致力于 旨在 \
     有助于 有利于 基于 鉴于 本着 位于 来自 面向 涉及 围绕 针对 关系到 依靠 依据 要求 规定 允许 禁止 不得 负责 授权 \
     委托 邀请 访问 会见 会谈 会晤 交换 分享 共享 帮助 协助 援助 鼓励 倡导 倡议 引导 吸引 培养 培训 学习 了解 理解 \
     尊重 符合 适应 满足 超过 达到 减少 降低 缩小 下降 上升 增长 发生 出现 开始 继续 结束 停止 恢复 回顾 展望 \
     总结 评价 评估 检查 监督 监测 管理 修改 修订 补充 调整 改变 变化 变成 转化 进入 推进 助力 便利 便于 弥合 缓解 \
     落实好 共同 积极 充分 全面 深入 广泛 切实 有效 有力 逐步 稳步 坚定 坚决 高度 深刻 密切 认真 严格 严重 日益 \
     显著 重要 主要 必要 根本 基本 重大 巨大 良好 成功 顺利 及时 迅速 长期 进一步加强 高度重视 首次 至关重要 深表 发挥作用 不可分割 相互 互 应 使得 是否 领域 框架 框架内 基础 成果 潜力 意义 作用 水平 程度 方式 过程 背景 前提 \
     的 了 着 便 却 说 道 说道 笑道 问道 答道 笑 问 答 叫 喊 想 看 听 见 看见 听见 只见 瞧 找 去 来 走 跑 坐 站 住 吃 喝 拿 \
     带 掏 打 教 洗 穿 送 进 出 回 起 过来 过去 回来 回去 出去 进去 进来 上去 忙 忙着 点头 觉得 知道 不知 以为 先去 哪儿 \
     别人 大家 人家 几个 两个 那天 这边 那边 可能 无可怀疑 不必 也许 只好 终于 忽然 一会子 几句"
        .split_whitespace()
        .collect()
});

/// Words of grammar that stand before what is named.
const BEFORE_NAMES: &[&str] = &[
    "the", "a", "an", "of", "in", "for", "on", "with", "by", "from", "their", "its", "our", "his", "her",
    "this", "these", "those", "between", "among", "against", "under", "through", "at", "into", "all", "any",
    "such", "no", "each", "every", "both", "other", "my", "your", "some",
];

/// Words that stand before what is done.
const BEFORE_DEEDS: &[&str] = &[
    "to", "will", "shall", "should", "must", "may", "can", "could", "would", "not", "they", "we", "he",
    "she", "it", "who", "which", "i", "you", "do", "did", "does",
];

/// Words that stand behind what is done.
const BEHIND_DEEDS: &[&str] = &[
    "the", "a", "an", "that", "their", "its", "this", "these", "his", "her", "our", "it", "them", "him", "us",
];

/// What the words of a text show themselves to be, by their keys.
pub(super) struct Natures {
    /// Those that say what is done.
    predicates: Vec<bool>,
    /// Those that are always before the word they belong to, so that no term ends with them.
    modifiers: Vec<bool>,
    /// Those that mostly are.
    leading: Vec<bool>,
}

impl Natures {
    /// Those of the words of `sentences` in `language`, which `cutter` has cut.
    pub(super) fn of<'a>(
        language: &Language,
        sentences: impl Iterator<Item = (&'a str, &'a [Word])>,
        cutter: &Cutter,
    ) -> Self {
        let mut tallies = vec![Tally::default(); cutter.len()];
        let sentences: Vec<(&str, &[Word])> = sentences.collect();
        for &(text, words) in &sentences {
            for (at, word) in words.iter().enumerate().filter(|(_, word)| word.kind == Kind::Content) {
                let tally = &mut tallies[word.key as usize];
                tally.all += 1;
                let next = words.get(at + 1).filter(|next| !next.is_parted);
                let before = if word.is_parted { None } else { at.checked_sub(1).map(|at| &words[at]) };
                match language.base() {
                    "en" => {
                        let is_in = |word: Option<&Word>, list: &[&str]| {
                            word.is_some_and(|word| list.contains(&&*text[word.range.clone()].to_lowercase()))
                        };
                        tally.names += usize::from(is_in(before, BEFORE_NAMES));
                        tally.deeds += usize::from(is_in(before, BEFORE_DEEDS));
                        tally.deeds += usize::from(is_in(next, BEHIND_DEEDS));
                        tally.deeds += 9 * usize::from(is_adverb(&text[word.range.clone()]));
                    }
                    "ru" => tally.deeds += usize::from(is_russian_predicate(&text[word.range.clone()])),
                    _ => {}
                }
            }
        }
        let keys = || (0..).zip(&tallies);
        let is_predicate = |(key, tally): (u32, &Tally)| match language.is_chinese() {
            true => is_chinese_predicate(cutter.name(key)),
            false if language.base() == "ru" => tally.deeds * 2 > tally.all,
            false => tally.deeds > tally.names && tally.deeds * 4 >= tally.all,
        };
        let predicates: Vec<bool> = keys().map(is_predicate).collect();
        for (text, words) in sentences {
            for pair in words.windows(2) {
                let next = &pair[1];
                let written = &text[pair[0].range.clone()];
                // An abbreviation is a name, wherever it stands.
                let is_short = written.chars().filter(|c| c.is_uppercase()).count() > 1;
                let is_led = !is_short
                    && !next.is_parted
                    && next.kind == Kind::Content
                    && !predicates[next.key as usize];
                tallies[pair[0].key as usize].leads += usize::from(is_led);
            }
        }
        let keys = || (0..).zip(&tallies);
        // Chinese nouns stand before nouns as they are.
        let is_told = !language.runs_on();
        // Of few places it is chance.
        let leads = |tally: &Tally, percent: usize| is_told && tally.leads * 100 >= tally.all * percent;
        let modifiers = keys().map(|(_, tally)| tally.all >= 3 && leads(tally, 85)).collect();
        let leading = keys().map(|(_, tally)| leads(tally, 70)).collect();
        Self { predicates, modifiers, leading }
    }

    /// Whether words in a row name something.
    pub(super) fn is_naming(&self, words: &[Word]) -> bool {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let is_edge = |word: &Word| word.kind == Kind::Content;
        let says = |word: &Word| self.predicates[word.key as usize];
        is_edge(first) && is_edge(last) && !self.modifiers[last.key as usize] && !words.iter().any(says)
    }

    /// Whether a word always stands before the one that it belongs to.
    pub(super) fn is_modifier(&self, word: &Word) -> bool {
        self.modifiers[word.key as usize]
    }

    /// Whether a word may belong to a name beside it: neither grammar nor what is done.
    pub(super) fn may_belong(&self, word: &Word) -> bool {
        !word.is_parted && word.kind == Kind::Content && !self.predicates[word.key as usize]
    }

    /// Whether the last of some words in a row mostly stands before another, as adjectives do.
    pub(super) fn is_leading(&self, words: &[Word]) -> bool {
        words.last().is_some_and(|last| self.leading[last.key as usize])
    }
}

/// What stands around a word.
#[derive(Clone, Default)]
struct Tally {
    all: usize,
    names: usize,
    deeds: usize,
    /// How often a word of content follows at once.
    leads: usize,
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ly")
        && !matches!(word, "family" | "assembly" | "Assembly" | "supply" | "reply" | "anomaly" | "monopoly")
}

/// Whether a Russian word ends as a verb, an adverb or a participle does.
fn is_russian_predicate(word: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "ть",
        "ться",
        "тся",
        "ются",
        "утся",
        "ет",
        "ют",
        "ут",
        "ят",
        "ит",
        "лся",
        "лась",
        "лись",
        "вший",
        "вшие",
        "ли",
        "ающий",
        "ающие",
        "яющий",
        "яющие",
        "енно",
        "ески",
    ];
    let word = word.to_lowercase();
    // память, область, часть end as infinitives do.
    let is_noun = ["ость", "ость", "асть", "амять", "есть", "еть", "суверенитет", "комитет", "приоритет"];
    !is_noun.iter().any(|end| word.ends_with(end))
        && ENDINGS.iter().any(|end| word.len() > end.len() + 4 && word.ends_with(end))
}
