//! Chinese, in all its written forms.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    tags: &["zh", "lzh", "yue", "wuu", "nan", "hak", "gan"],
    headings: "定义 定義 定理 引理 命题 命題 推论 推論 例 图 圖 表 注 附录 附錄 条 條 章 节 節",
    speech: &SPEECH,
    goes_on: &["但", "却", "卻", "可是", "而", "于是", "於是", "突然", "忽然", "只好", "只得", "才"],
    ..Profile::UNKNOWN
};

/// Verbs with which a clause ends that says who spoke, the Japanese ones among them.
pub(super) const SPEECH: [char; 15] =
    ['说', '道', '问', '答', '喊', '叫', '笑', '骂', '嚷', '吼', '問', '説', '想', '哭', '叹'];
