//! The marks that rules ask about; they are [`crate::text::marks`].

pub(super) use crate::text::marks::{closes, closing, ends_sentence, is_chinese, opens, wide};

/// Whether `c` is a comma, a stop or another mark that is half empty behind.
pub(super) fn pauses(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？')
}

/// Whether `c` often spells a foreign name: the dot in 约翰·史密斯 parts names and no sentences.
pub(super) fn spells(c: char) -> bool {
    "阿埃艾安奥巴白班贝本比彼宾波伯博布查达戴丹德登蒂迪顿杜敦多恩尔法菲费芬弗夫福盖戈格葛古哈海汉赫翰亨洪胡华霍基吉加贾杰金卡凯康考柯科克\
     肯库拉莱兰朗劳勒雷黎李里利莉林琳卢鲁路伦罗洛马玛麦曼梅门蒙米密明莫姆穆默纳娜内尼妮涅努诺欧帕潘佩皮珀普齐奇乔切琼丘热瑞若萨塞桑森沙莎\
     山舍圣施史斯丝苏索塔泰汤坦特提廷图托瓦万威维韦温文沃乌武西希锡席夏肖谢辛休雅亚扬耶叶伊依因英尤尤约泽詹朱兹佐"
        .contains(c)
}
