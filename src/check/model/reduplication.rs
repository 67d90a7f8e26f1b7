//! Which Chinese characters are said over and over, for the sound of it?

/// Whom one calls: 妈妈, 太太; names of pets and children.
pub(crate) const NAMES: &str = "爸妈哥弟姐妹爷奶公婆叔伯舅姑姨嫂太娃宝老星猩蝈蛐狒奴乖囡囝娘爹媛圆圆芳丽莉娜婷玲珍珠瑶晶莹莺燕倩佳萍蓉菲雯露丹兰媚嫣妞毛豆豆丁东咪汪笨贝牛虎狗猫兔饽馍糕包道杠框篮圈";

/// What is heard: 哈哈, 咚咚.
pub(crate) const SOUNDS: &str = "哈呵嘻嘿嘎呱咕嘟叮当咚哗呼嗡隆轰啪嗒滴沙吱咯嘀喳叽喔汪喵咩哞呜嗷哼嗯啊哦喂哎唉呀哟哇呸啧噢嘘咳嗖嗤扑噗怦砰哐锵铛玎琅玲淅沥飒潺淙簌瑟窸窣嘤咿哑嗬嚯啾喁呷嗝啦喀嚓唧咣噔噼剥毕卜突喃呐叨絮嗫嘶嘭梆橐笃铮鸣喤吁咻嗡呦咝哧嘣嗵丁令辚萧隆谑对是好行不";
