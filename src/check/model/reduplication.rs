//! Which Chinese characters are said over and over, for the sound of it?

/// Whom one calls: 妈妈, 太太; names of pets and children.
pub(crate) const NAMES: &str = "爸妈哥弟姐妹爷奶公婆叔伯舅姑姨嫂太娃宝老星猩蝈蛐狒奴乖囡囝娘爹媛圆圆芳丽莉娜婷玲珍珠瑶晶莹莺燕倩佳萍蓉菲雯露丹兰媚嫣妞毛豆豆丁东咪汪笨贝牛虎狗猫兔饽馍糕包道杠框篮圈";

/// What is heard: 哈哈, 咚咚.
pub(crate) const SOUNDS: &str = "哈呵嘻嘿嘎呱咕嘟叮当咚哗呼嗡隆轰啪嗒滴沙吱咯嘀喳叽喔汪喵咩哞呜嗷哼嗯啊哦喂哎唉呀哟哇呸啧噢嘘咳嗖嗤扑噗怦砰哐锵铛玎琅玲淅沥飒潺淙簌瑟窸窣嘤咿哑嗬嚯啾喁呷嗝啦喀嚓唧咣噔噼剥毕卜突喃呐叨絮嗫嘶嘭梆橐笃铮鸣喤吁咻嗡呦咝哧嘣嗵丁令辚萧隆谑对是好行不";

/// Words that are made by saying a character twice, and measures of which one comes after another.
pub(crate) const WORDS: &str = "等最回人家年月日天时往常刚渐慢处事样种件个条层次步代世岁夜口声句字户村早晚远深久略稍仅每频屡仍默偷悄暗明平密纷匆茫苍滔\
孜谆历头朵片棵座栋根排团堆阵串滴丝缕点些多少高大小细轻云晖庚故敏言南攸之虎恰区寥落生累绵代整足断万千朝暮";

/// Verbs that talk says twice for doing something a little: 想想, 读读书.
pub(crate) const VERBS: &str = "想看听说走坐试问读写做洗谈聊玩笑学练动跑跳唱念查算数尝闻摸拍敲推拉转逛歇躺站帮劝教管养喂晒吹扫擦刷收理剪修改补炒煮熬烧\
烤冲泡求请拜哄逗骂打踢揉捏按捶挠搓抖甩晃摇翻找认见抱亲陪送接讲比照量称分挑拣选换借让吃喝睡歌舞画弹碰遛溜蹭凑瞧瞅望盯猜品评论议商";
