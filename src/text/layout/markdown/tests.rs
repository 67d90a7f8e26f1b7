//! Texts in Markdown as their sentences are read.

use crate::text::{Document, FurnitureKind, Language, Syntax};

/// Sentences, one a line, `C ` before code; `{}` around what is markup; a blank line between paragraphs.
fn shown(text: &str) -> String {
    let document = Document::written_in(Syntax::Markdown, text.into(), Language::new("en"));
    let mut shown = String::new();
    for (n, paragraph) in document.paragraphs().iter().enumerate() {
        shown.push_str(if n > 0 { "\n" } else { "" });
        for sentence in paragraph.sentences.clone() {
            shown.push_str(if document.is_code(sentence) { "C " } else { "" });
            for (n, &piece) in document.pieces(sentence).iter().enumerate() {
                shown.push_str(if n > 0 { "⏎" } else { "" });
                let mut at = piece.start;
                for markup in document.markup_in(piece) {
                    let (from, to) = (markup.span.start.max(at), markup.span.end.min(piece.end));
                    shown += &format!("{}{{{}}}", &text[at..from], &text[from..to]);
                    at = to;
                }
                shown.push_str(&text[at..piece.end]);
            }
            shown.push('\n');
        }
    }
    shown
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

#[test]
fn signs_that_close_stay_with_their_sentence() {
    check("**Read the card.** It is short.\n", "{**}Read the card.{**}\nIt is short.\n");
    check(
        "*“先坐下！”*他说完就走。**下一句**也在。",
        "{*}“先坐下！”{*}\n他说完就走。\n{**}下一句{**}也在。\n",
    );
    check("一句。[^1]又一句。\n\n[^1]: 注文。\n", "一句。{[^1]}\n又一句。\n\n注文。\n");
}

#[test]
fn soft_breaks_are_joined_wherever_they_stand() {
    check(
        "> The kettle sings\n> at noon. It is\nhot.\n\n- one\n  two\n- three\n",
        "The kettle sings⏎at noon.\nIt is⏎hot.\n\none⏎two\n\nthree\n",
    );
    check("静水\\\n深流。\n", "静水\n深流。\n");
}

#[test]
fn no_sentence_ends_in_what_is_no_prose() {
    check(
        "Run `a. B` or see [the page](x.html \"It is. So\"). Then $a. B$ holds.\n",
        "Run {`a. B`} or see {[}the page{](x.html \"It is. So\")}.\nThen {$a. B$} holds.\n",
    );
    check("见 https://example.org/a.B?c=1。下一句。\n", "见 {https://example.org/a.B?c=1}。\n下一句。\n");
    check("&quot;好。&quot;他说。\n", "{&quot;}好。{&quot;}他说。\n");
}

#[test]
fn what_is_no_prose_is_a_unit_of_code() {
    check(
        "Do:\n\n```py\nif a:\n    b()\n```\n\n    c, d\n\n$$\nx\n$$\n\n[a]: b.html \"c\"\n\n<div class=\"a\">\n\nEnd.\n",
        "Do:\n\nC {if a:}\nC {    b()}\n\nC {    c, d}\n\nC {$$⏎x⏎$$}\n\nC {[a]: b.html \"c\"}\n\nC {<div class=\"a\">}\n\nEnd.\n"
            .replace("{    c", "{c").replace("{$$⏎x⏎$$}", "{$$}⏎{x}⏎{$$}").as_str(),
    );
}

#[test]
fn fields_tables_and_boxes() {
    check(
        "---\ntitle: a, b\n---\n\n# One {#one}\n\n| a | b |\n|---|---|\n| c. D | e |\n\n::: tip Take care\nOf it.\n:::\n",
        "{title: a, b}\n\nOne\n\n{|} a {|} b {|}\n\n{|} c. D {|} e {|}\n\n{::: tip} Take care\n\nOf it.\n\nC {:::}\n",
    );
    check("+++\ntitle = 'a. B'\n+++\nOne. Two.\n", "{title = 'a. B'}\n\nOne.\nTwo.\n");
    check("---\ntitle: a. B\n...\n\nOne. Two.\n", "{title: a. B}\n\nOne.\nTwo.\n");
    check(";;;\ntitle = 'a. B'\n;;;\nOne.\n", "{title = 'a. B'}\n\nOne.\n");
    check("{\n  \"title\": \"a. B\"\n}\n\nOne.\n", "{\"title\": \"a. B\"}\n\nOne.\n");
    check("> [!NOTE]\n> Do.\n\n- [x] done\n", "Do.\n\ndone\n");
    check("ship\n: It floats. It sinks.\n", "ship\n\n{:} It floats.\nIt sinks.\n");
}

#[test]
fn signs_of_other_programs_are_no_prose() {
    check(
        "It is \\(a_1. B\\) or \\[x = 1. Y\\]. Done.\n",
        "It is {\\(a_1. B\\)} or {\\[x = 1. Y\\]}.\nDone.\n",
    );
    check("See \\[note\\] there. Done.\n", "See {\\}[note{\\}] there.\nDone.\n");
    check(
        "![a](b.png){width=50%, title=\"甲. B:乙\"} Then.\n",
        "{![a](b.png)}{{width=50%, title=\"甲. B:乙\"}} Then.\n",
    );
    check("*[缩写]: 解释一。解释二。\n", "{*[缩写]:} 解释一。\n解释二。\n");
    check("名为${名:值. A}，值为<%= 甲,乙. B %>。\n", "名为{${名:值. A}}，值为{<%= 甲,乙. B %>}。\n");
    check("好。%%注释. A%%又一句。做完了:tada:。\n", "好。{%%注释. A%%}\n又一句。\n做完了{:tada:}。\n");
    check("At 10:20:30 it cost 5% or 6%. a:b: {x = 1}\n", "At 10:20:30 it cost 5% or 6%. a:b: {x = 1}\n");
}

#[test]
fn numbers_of_items_are_read_and_page_numbers_are_not() {
    check("1. one\n2. two\n", "1. one\n\n2. two\n");
    let text = "The water of the upper lake went on over the stones, and in spring\n\n- 3 -\n\nit fell, as it does.\n";
    check(text, "The water of the upper lake went on over the stones, and in spring⏎it fell, as it does.\n");
    let document = Document::written_in(Syntax::Markdown, text.into(), Language::new("en"));
    assert_eq!(document.furniture()[0].kind, FurnitureKind::PageNumber);
}
