//! Which Chinese characters does one say twice, and to what end?
//!
//! Lists by what the doubling does, for texts write far fewer than speakers know. A character may stand
//! in several. What is in none can still be doubled (names, poetry); that is left to the counts.

/// Measure words: 一个个, 一串串.
pub(crate) const MEASURES: &str = "个次串行幅圈团阵股件条种样层步句声点些片滴粒颗块堆排队群对双根枝朵张页道丝缕束座间幢代辈遍回口刀笔桩项级批组包袋瓶碗杯车船箱筐捆把封本册支棵株头只匹位缸锅桶盆罐盒摞叠沓垛撮簇丛栋门台架辆艘浪波环段截节篇首寸汪弯摊卷轮趟排桶抹篓坨方绺拨茬池";

/// Each and every: 人人, 天天, 家家户户.
pub(crate) const EACH: &str = "人天年月日夜时处家户事代样种个件条岁村乡世辈步层次句声字物刻回本张";

/// To do a little: 看看, 试试.
pub(crate) const VERBS: &str = "看想说问听试走坐谈聊等找读写瞧笑拍掸碰练吃喝玩闻尝摸翻查算量比动歇逛散劝教讲评洗擦扫刷收理管帮救抱亲摇挥招点敲踢踩跑跳转绕猜考学念背唱画抖甩晃吹逗哄骂打抓挠搓揉捏按推拉提举扶靠躺睡养补修改换借数改见访认探望候求谢请让站住停忍静醒拜磕照晒晾烤暖瞄瞅盯眨品嗅舔嚼亮露弄搞整治调消压磨磨蹭遛透熬炖拨撩掏挑选比称瞒催帮缓逼管陪跟顾评批商讨劝练挤压涂抹钓捞烫熨剪裁缝补梳敬化叫喊管骗瞒混";

/// Very, or vividly: 慢慢, 高高, 明明白白.
pub(crate) const QUALITIES: &str = "大小长短高低矮胖瘦红白黑绿蓝黄灰紫青快慢早晚好轻重深浅远近满空静悄暗明亮清淡浓厚薄软硬细粗圆方尖弯直斜歪平稳紧松密稀热冷凉暖温甜苦酸香臭干湿滑脆嫩老新旧美乖傻呆狠死活偷缓渐频屡久刚常往仅恰微略足默偏单独切苍茫茵累连句历深层隐约匆急忙偶惴惶彬翩楚依恋念耿津欣怏闷怔愣痴愁恨气狠凶牢实真真切切清楚模糊零星碎疏朗爽利落痛快整齐端正堂皇地道老实规矩大方秀气斯文体面热闹红火平安稳当妥帖顺当踏实辛苦勤恳恩爱亲热冷清孤单安静寂寥空荡娇乱吵蒙迷恍惚颤战兢哆嗦断续陆纷滔源绵络区寥瑟潺皑巍峨浩荡轰烈翼赳雄沉甸熙攘穰济跃勃振侃谆循孜兢矻昏沌混噩庸碌芸冉袅婷亭蒸朗煌奕炯灼熠荧粼潋滟漾溶涔淙潇飒萧郁葱莽森幽冥悠扬徐姗蹒跚踉跄磊郎坦荡光堂侥款脉盈楚离萋菲漠泱决淼渺茫迢遥切哀戚惨怅郁幽怨忿悻讪怯嚅嗫诺唯喏年等将统通样";

/// The end of ABB: 红通通, 沉甸甸.
pub(crate) const ENDINGS: &str = "通腾洋汪茫沉甸绵蒙融晶闪灿辉滚烘呼乎巴兮油花荡飘悠幽森滔葱莹皑光溜丝墩嘟扑喷津滋哄吞蔼甜孜蹦笃悠晃颤抖生灵眯盈登当梆邦绷挺翘耷拉拖梭嗖飕刺喇辣秃堂锃澄橙殷彤艳郁黝漆麻压黢乌惨煞苍皎嫩勃冲匆凛冽清冰阴森雾霭朦胧昏沉暖烘热炎轰潮漉渍黏糊稠乎涎塌瘪浸软绵绒毛茸蓬松团鼓囊";

/// Whom one calls: 妈妈, 太太; names of pets and children.
pub(crate) const NAMES: &str = "爸妈哥弟姐妹爷奶公婆叔伯舅姑姨嫂太娃宝老星猩蝈蛐狒奴乖囡囝娘爹媛圆圆芳丽莉娜婷玲珍珠瑶晶莹莺燕倩佳萍蓉菲雯露丹兰媚嫣妞毛豆豆丁东咪汪笨贝牛虎狗猫兔饽馍糕包道杠框篮圈";

/// What is heard: 哈哈, 咚咚.
pub(crate) const SOUNDS: &str = "哈呵嘻嘿嘎呱咕嘟叮当咚哗呼嗡隆轰啪嗒滴沙吱咯嘀喳叽喔汪喵咩哞呜嗷哼嗯啊哦喂哎唉呀哟哇呸啧噢嘘咳嗖嗤扑噗怦砰哐锵铛玎琅玲淅沥飒潺淙簌瑟窸窣嘤咿哑嗬嚯啾喁呷嗝啦喀嚓唧咣噔噼剥毕卜突喃呐叨絮嗫嘶嘭梆橐笃铮鸣喤吁咻嗡呦咝哧嘣嗵丁令辚萧隆谑对是好行不";

/// Whether `c` stands in any of the lists.
pub(crate) fn is_said_twice(c: char) -> bool {
    [MEASURES, EACH, VERBS, QUALITIES, ENDINGS, NAMES, SOUNDS].iter().any(|list| list.contains(c))
}
