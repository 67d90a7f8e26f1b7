//! What the page says to a person, in English and in Chinese.
//!
//! Both stand beside each other here, and one that is missing does not compile. Words that stand in the page stand there
//! in both, of which the sheet shows one; so the page can be mailed to anybody, and be switched. What the script says is
//! handed to it as data.

use maud::{Markup, Render, html};

use crate::text::Language;

/// Something that the page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// By what the script asks for it.
    pub(super) key: &'static str,
    pub(super) en: &'static str,
    pub(super) zh: &'static str,
}

/// A number of things in both languages, with an English plural where there are several.
pub(super) fn counted(n: usize, one: &str, several: &str, zh: &str) -> Markup {
    both(&format!("{n} {}", if n == 1 { one } else { several }), &zh.replacen("{n}", &n.to_string(), 1))
}

/// In both languages, one of which is seen.
pub(super) fn both(en: &str, zh: &str) -> Markup {
    html! { span.en { (en) } span.zh lang="zh-Hans" { (zh) } }
}

/// What a language is called, in both.
pub(super) fn name_of(of: &Language) -> Markup {
    both(of.name(), of.name_in_chinese())
}

impl Render for Word {
    fn render(&self) -> Markup {
        both(self.en, self.zh)
    }
}

macro_rules! words {
    ($($key:ident: $en:literal, $zh:literal;)*) => {
        $(#[allow(non_upper_case_globals)]
        pub(super) const $key: Word = Word { key: stringify!($key), en: $en, zh: $zh };)*
        /// All words.
        pub(super) const ALL: &[Word] = &[$($key),*];
    };
}

words! {
    // Terms.
    terms_of: "Terms", "术语";
    term: "Term", "术语";
    times: "Times", "次数";
    rendered_as: "Rendered as", "译作";
    untold: "cannot be told", "看不出译作什么";
    // Statuses.
    confirmed: "confirmed", "已确认";
    doubtful: "doubtful", "存疑";
    edited: "edited", "已改";
    moved_text: "moved", "移位";
    since: "as it was confirmed: ", "确认时作：";
    proposed: "proposed: ", "建议改作：";
    // What the bar counts and offers.
    progress: "{done} of {all} confirmed", "{all} 行已确认 {done}";
    doubts: "{n} doubtful", "存疑 {n}";
    save: "Save", "保存";
    save_page: "Save the page", "连同页面保存";
    finish: "Finish", "结束";
    export: "Export", "导出";
    undo: "Undo", "撤销";
    redo: "Redo", "重做";
    search: "Search  /", "搜索  /";
    keys: "Keys", "快捷键";
    close: "Close", "关闭";
    language: "中文", "English";
    rows: "{n} rows", "{n} 行";
    rows_of: "{n} of {all} rows", "{all} 行中 {n} 行";
    nothing_found: "nothing found; Esc clears", "没有找到；按 Esc 清除";
    worst: "the least sure", "把握最小的";
    worst_says: "{p} % of the rows: about {e} of 10 errors", "占 {p}%：约含十处错误中的 {e} 处";
    worst_off: "all rows", "全部行";
    to_texts: "To the texts", "到正文";
    row_head: "row", "行";
    more: "Texts and figures", "文本与数据";
    // The buttons of the row one is at.
    do_confirm: "confirm, next", "确认，下一行";
    do_doubt: "doubtful", "存疑";
    do_up: "sentence up", "句上移";
    do_down: "sentence down", "句下移";
    do_split: "split here", "在此分行";
    do_merge: "merge with the row above", "并入上行";
    do_apart: "set apart", "单独成行";
    do_link: "belongs to …", "属于……";
    do_shift_up: "column up", "本栏上移";
    do_shift_down: "column down", "本栏下移";
    do_cut: "cut at the caret", "在光标处断句";
    do_join: "join with the sentence before", "与上句相连";
    do_next: "next unconfirmed", "下一未确认行";
    // What the script says.
    say_first: "choose the first sentence of the new row", "先选定新行的首句";
    say_caret: "set the caret where the sentence ends: click in it", "在句中要断开处单击";
    say_link: "now click the row it renders; Esc leaves it", "再单击它所对应的行；按 Esc 取消";
    say_above: "confirm {n} rows above and this one? C again does, Esc leaves it", "确认以上 {n} 行（含本行）？再按一次 C 确认，按 Esc 取消";
    say_no_more: "there is none", "没有了";
    say_of: "{n} of {all}", "第 {n} 处，共 {all} 处";
    say_saved: "saved as {name}", "已存为 {name}";
    say_kept: "the decisions of an earlier visit are back", "上次所作的决定已恢复";
    say_unsaved: "not saved: {why}", "未能保存：{why}";
    say_gone: "the program that serves this page has ended; nothing that was done is lost. Run it again and open its address", "提供本页的程序已结束，所作的决定都已存好；再运行一次并打开新地址即可";
    say_changed: "the texts have changed; the decisions are carried over", "文本有改动，决定已沿用";
    say_conflict: "another window has changed the rows; they are shown as they are now, and nothing was done here", "另一窗口改动了各行；现已显示最新状态，本窗口的操作未执行";
    say_bye: "the review has ended; this window can be closed", "校对已结束，可以关闭此窗口";
    say_copied: "copied", "已复制";
    say_served_only: "sentences are cut and joined in `duizhao review` only", "断句、连句只能在 `duizhao review` 中进行";
    say_fixed: "rows of this page can be confirmed and doubted, not moved; `duizhao review` moves them", "本页的行只能确认或存疑，不能移动；移动请用 `duizhao review`";
    say_select: "choose a sentence first", "先选定一句";
    note_why: "Why? Enter closes", "存疑的理由；按 Enter 结束";
    here_sure: "sure", "把握";
    // Why not.
    no_confirmed: "a confirmed row is in the way", "与已确认的行冲突，未执行";
    no_moved: "text has moved here; x takes that back", "这里有移位的句子；按 x 取消移位";
    no_nothing: "there is nothing to move or part", "没有可移动或分开的句子";
    no_end: "the texts end here", "已到头";
    no_already: "it is so already", "已经如此";
    no_no_room: "there is no room before the confirmed row", "已确认的行之前没有余地";
    no_filled: "that row has a sentence of this text already", "那一行已有本栏的句子";
    no_of_translation: "choose the sentence of the translation", "要选译文的句子";
    no_nowhere: "there is no such row", "没有这一行";
    no_nothing_to_undo: "there is nothing to take back", "没有可撤销的";
    // What the keys do.
    key_rows: "next, previous row", "下一行，上一行";
    key_sentences: "sentence by sentence; the text one works in", "逐句；换栏";
    key_confirm: "confirm and go to the next; with Shift take back", "确认并到下一行；加 Shift 取消确认";
    key_doubt: "doubtful, with a note", "存疑，附理由";
    key_move: "the first sentence up, the last or the chosen and those after it down", "首句上移；末句（或所选句及其后）下移";
    key_split: "new row from the chosen sentence", "从所选句起另成一行";
    key_merge: "merge with the row above", "并入上行";
    key_apart: "the sentence stands alone", "所选句单独成行";
    key_link: "the sentence belongs to another row: then click that row", "所选句属于另一行：再单击那一行";
    key_cut: "cut the sentence at the caret; join it with the one before", "在光标处断句；与上句相连";
    key_shift: "column up, down, to the next confirmed row", "本栏上移、下移，到下一已确认行为止";
    key_above: "confirm all above", "以上全部确认";
    key_next: "next unconfirmed, doubtful, finding; with Shift back", "下一未确认、存疑、疑误；加 Shift 往回";
    key_change: "next change", "下一处改动";
    key_undo: "undo, redo, without end", "撤销，重做，次数不限";
    key_save: "save", "保存";
    key_copy: "copy the row", "复制本行";
    key_search: "search; Enter goes on, Esc clears", "搜索；Enter 下一处，Esc 清除";
    key_ends: "first, last row", "首行，末行";
    key_help: "this list", "本表";
    key_level: "only errors, warnings, remarks", "只看错误、警告、提示";
    key_rule: "choose a rule", "选规则";
    key_list: "to the list of findings", "到疑误列表";
    // Filters.
    f_unconfirmed: "unconfirmed", "未确认";
    f_decide: "to decide", "待核";
    f_doubtful: "doubtful", "存疑";
    f_findings: "with findings", "有疑误";
    f_uneven: "not one to one", "非一对一";
    f_changed: "changed", "有改动";
    f_stale: "stale", "译文待更新";
    f_show: "Show only rows that are", "只看";
    f_texts: "Show these texts", "显示各栏";
    f_bar: "Filters and search", "筛选与搜索";
    no_counterpart: "no counterpart", "无对应";
    // A revision or an apparatus.
    l_shown: "What is shown", "显示范围";
    l_places: "Places", "各处";
    l_back: "Back", "上一处";
    l_next: "Next", "下一处";
    l_only: "only what changed", "只看改动";
    l_changes: "Changes", "改动";
    l_apparatus: "Apparatus", "校勘记";
    l_base: "the base", "底本";
    l_added: "added here", "此处增文";
    l_omitted: "om.", "脱";
    l_before_all: "transp. before all", "移至卷首";
    made: "This page is complete: it loads nothing, sends nothing, and can be mailed or archived as it is.", "本页自成一体：不加载、不外传任何内容，可照原样寄送或存档。";
}

/// The words as the script takes them: `{"key":["English","中文"]}`.
pub(super) fn as_json() -> serde_json::Map<String, serde_json::Value> {
    ALL.iter().map(|word| (word.key.to_owned(), serde_json::json!([word.en, word.zh]))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Each word has a key of its own and the same names to be filled in both languages, and the script asks for no
    /// other.
    #[test]
    fn the_script_and_the_table_agree() {
        let names = |words: &str| -> BTreeSet<String> {
            words.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
        };
        let known: BTreeSet<&str> = ALL.iter().map(|word| word.key).collect();
        assert_eq!(known.len(), ALL.len());
        for word in ALL {
            assert_eq!(names(word.en), names(word.zh), "{}", word.key);
            assert!(!word.en.is_empty() && !word.zh.is_empty());
        }
        let script = super::super::SCRIPT;
        for (at, _) in script.match_indices("t(\"") {
            let is_call =
                !script[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'));
            let Some((asked, _)) = script[at + 3..].split_once('"').filter(|_| is_call) else { continue };
            assert!(known.contains(asked), "the script asks for `{asked}`");
        }
        for refusal in crate::review::Refusal::ALL {
            let key = format!("no_{}", refusal.name().replace('-', "_"));
            assert!(known.contains(key.as_str()), "{key}");
        }
    }
}
