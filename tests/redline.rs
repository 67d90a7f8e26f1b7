//! A redline read back by our own reader: with everything accepted it is the new text, with everything rejected the
//! old.

use std::fs;
use std::path::Path;
use std::process::Command;

fn duizhao(folder: &Path, arguments: &[&str]) -> (Vec<u8>, Option<i32>) {
    let done = Command::new(env!("CARGO_BIN_EXE_duizhao")).args(arguments).current_dir(folder).output();
    let done = done.expect("it runs");
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    (done.stdout, done.status.code())
}

/// What `word/document.xml` of a document holds.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("it is there")).expect("an archive");
    std::io::read_to_string(archive.by_name(name).expect("the part")).expect("UTF-8")
}

#[track_caller]
fn check(old: (&str, &str), new: (&str, &str)) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join(old.0), old.1).expect("a file");
    fs::write(at.join(new.0), new.1).expect("a file");
    duizhao(at, &["diff", "-q", old.0, new.0, "-o", "redline.docx"]);
    for (which, from) in [("accepted", new.0), ("original", old.0)] {
        let language = if from.contains("zh") { "zh" } else { "en" };
        let read = duizhao(at, &["lines", "-q", "--lang", language, "--tracked", which, "redline.docx"]).0;
        if from.ends_with(".md") {
            // The marks stand in the document as they stand in the file.
            let words =
                |text: &str| text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            let file = fs::read_to_string(at.join(from)).expect("a file");
            assert_eq!(words(&String::from_utf8_lossy(&read)), words(&file), "{which}");
            continue;
        }
        let meant = duizhao(at, &["lines", "-q", from]).0;
        assert_eq!(String::from_utf8_lossy(&read), String::from_utf8_lossy(&meant), "{which}");
    }
    let first = fs::read(at.join("redline.docx")).expect("it is there");
    duizhao(at, &["diff", "-q", old.0, new.0, "-o", "redline.docx"]);
    assert!(first == fs::read(at.join("redline.docx")).expect("it is there"), "the same bytes");
    part(&at.join("redline.docx"), "word/document.xml")
}

const OLD: &str = "The harbour\n\nThe gate opens at dawn. The fee for a berth is 20 crowns.  Ships pay on arrival.\n\
    A second line stands here, and it is long enough to be a paragraph of its own in any text.\n\n\
    \tDogs are welcome on the quay.\nThe old bell rings at noon, and everybody goes home to eat what there is.\n\n\
    The last words & <signs>.\n";
const NEW: &str = "The harbours\n\nThe old bell rings at night, and everybody goes home to eat what there is.\n\n\
    The gate opens at dawn. The fee for a berth is 25 crowns, paid on arrival.\n\
    A second line stands here, and it is long enough to be a paragraph of its own in any text. One more sentence.\n\
    New paragraph between.\n\n\nThe last words & <signs>.\nAnd one more.\n";

#[test]
fn accepted_it_is_the_new_text_and_rejected_the_old() {
    let document = check(("a.en.txt", OLD), ("b.en.txt", NEW));
    for mark in
        ["<w:ins ", "<w:del ", "<w:moveFrom ", "<w:moveTo ", "w:moveFromRangeStart", "w:moveToRangeEnd"]
    {
        assert!(document.contains(mark), "{mark}");
    }
    assert!(!document.contains("w:date"), "no time");
    check(("b.en.txt", NEW), ("a.en.txt", OLD));
    check(
        ("a.zh.txt", "第一条 大门黎明开放。泊位费为20克朗。\n\n第二条 欢迎带狗。\n"),
        ("b.zh.txt", "第一条 大门黎明开放。泊位费为25克朗。\n"),
    );
}

#[test]
fn what_marks_say_is_a_style_too() {
    let old = "# The quay\n\n- a boat\n- a rope\n\n> Mind the gap.\n\n```sh\nls  -l\n```\n";
    let new = "## The quay\n\n- a boat\n- two ropes\n\n> Mind the gap.\n\n```sh\nls  -l\n```\n\nשלום עולם.\n";
    let document = check(("a.en.md", old), ("b.en.md", new));
    for style in ["Heading1", "Heading2", "ListParagraph", "Quote", "Code"] {
        assert!(document.contains(&format!("<w:pStyle w:val=\"{style}\"/>")), "{style}");
    }
    assert!(
        document.contains("<w:pPrChange") && document.contains("<w:bidi/>") && document.contains("<w:rtl/>")
    );
}

#[test]
fn what_is_stale_is_a_comment() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("a.en.txt"), "The gate opens at dawn.\n\nThe fee is 20 crowns.\n").expect("a file");
    fs::write(at.join("b.en.txt"), "The gate opens at dawn.\n\nThe fee is 25 crowns.\n").expect("a file");
    fs::write(at.join("a.zh.txt"), "大门黎明开放。\n\n费用为20克朗。\n").expect("a file");
    duizhao(at, &["diff", "-q", "a.en.txt", "b.en.txt", "--translation", "a.zh.txt", "-o", "redline.docx"]);
    let comments = part(&at.join("redline.docx"), "word/comments.xml");
    assert!(comments.contains("费用为20克朗。") && comments.contains("the translation has 20"), "{comments}");
    let document = part(&at.join("redline.docx"), "word/document.xml");
    assert_eq!(document.matches("<w:commentReference").count(), 1);
}
