//! Holds `duizhao run` to its word: a record out for each record in, in order, whatever is in it.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use duizhao::record::schema::{self, Field};
use duizhao::record::{self, Options, Verb};
use serde_json::Value;

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_duizhao"))
        .env("DUIZHAO_UI", "en")
        .arg("run")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that stops early closes its input.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("it ends")
}

/// Records that are right and wrong in many ways, and the kind of failure of each, if it is one.
fn records() -> (Vec<u8>, Vec<Option<&'static str>>) {
    let mut records: Vec<(Vec<u8>, Option<&'static str>)> = Vec::new();
    for n in 0..12 {
        let record = format!(
            r#"{{"key":{n},"source":"船到了。风{n}停了。","target":"The ship came. Wind {n} fell.","source_lang":"zh","target_lang":"en"}}"#
        );
        records.push((record.into_bytes(), None));
    }
    let wrong: [(&[u8], &str); 9] = [
        (b"{\"key\":20,\"source\":", "record"),
        (b"", "record"),
        (b"[1]", "record"),
        (b"{\"key\":21,\"source\":\"a\"}", "record"),
        (b"{\"key\":22,\"source\":\"a\",\"target\":7}", "record"),
        (b"{\"key\":23,\"source\":\"a\",\"target\":null}", "null"),
        (b"{\"key\":24,\"source\":\"a\",\"target\":\"b\",\"target_lang\":\"!\"}", "language"),
        (b"{\"key\":25,\"source\":\"a\",\"target\":\"\xe5\"}", "encoding"),
        (b"{\"key\":26,\"source\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"target\":\"b\"}", "too-long"),
    ];
    for (place, (record, kind)) in wrong.into_iter().enumerate() {
        records.insert(2 * place, (record.to_vec(), Some(kind)));
    }
    let kinds = records.iter().map(|(_, kind)| *kind).collect();
    (records.into_iter().flat_map(|(record, _)| [record, b"\n".to_vec()].concat()).collect(), kinds)
}

fn parsed(lines: &[u8]) -> Vec<Value> {
    lines
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("a record"))
        .collect()
}

#[test]
fn every_record_is_answered_in_its_place() {
    let (input, kinds) = records();
    let output = run(&["align", "--max-chars", "50"], &input);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
    let answers = parsed(&output.stdout);
    assert_eq!(answers.len(), kinds.len());
    for (answer, kind) in answers.iter().zip(kinds) {
        assert_eq!(answer["schema"], 1);
        assert_eq!(answer["error"]["kind"].as_str(), kind, "{answer}");
        assert_eq!(answer["rows"].is_array(), kind.is_none(), "{answer}");
    }
    let key =
        |kind: &str| &answers.iter().find(|answer| answer["error"]["kind"] == kind).expect("one")["key"];
    assert!(key("record").is_null(), "what is no JSON has no key");
    assert_eq!(*key("null"), 23);
    assert_eq!(*key("too-long"), 26);
}

#[test]
fn the_bytes_are_the_same_on_any_number_of_threads_and_in_any_cut() {
    let (input, _) = records();
    let whole = run(&["align"], &input).stdout;
    assert_eq!(run(&["align", "--jobs", "4"], &input).stdout, whole);
    let half = input.iter().position(|&byte| byte == b'7').expect("a record") + 1;
    let half = half + input[half..].iter().position(|&byte| byte == b'\n').expect("its end") + 1;
    let parts = [&input[..half], &input[half..]].map(|part| run(&["align"], part).stdout);
    assert_eq!(parts.concat(), whole);
}

#[test]
fn shards_are_the_whole_and_no_record_is_in_two() {
    let (input, kinds) = records();
    let mut all: Vec<Vec<u8>> = Vec::new();
    for shard in ["0/3", "1/3", "2/3"] {
        let answers = run(&["align", "--shard", shard], &input).stdout;
        all.extend(answers.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec));
    }
    let mut whole: Vec<Vec<u8>> =
        run(&["align"], &input).stdout.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    assert_eq!(all.len(), kinds.len());
    all.sort();
    whole.sort();
    assert_eq!(all, whole);
}

#[test]
fn what_was_stopped_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (input, answers) = (file("in.jsonl"), file("out.jsonl"));
    let records: String =
        (0..8).map(|n| format!("{{\"key\":\"k{n}\",\"text\":\"船到了{n}。\"}}\n")).collect();
    fs::write(&input, records).expect("written");
    let whole = run(&["lines", &input], b"").stdout;
    // It was stopped in the middle of the fourth line.
    let torn =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("three lines").0 + 9;
    fs::write(&answers, &whole[..torn]).expect("written");
    let more = run(&["lines", &input, "--resume", &answers], b"");
    assert!(String::from_utf8_lossy(&more.stderr).contains("half written"));
    assert_eq!(parsed(&more.stdout).len(), 5);
    let done = run(&["lines", &input, "--resume", &answers, "-o", &answers], b"");
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(fs::read(&answers).expect("there"), whole);
    for packed in ["out.jsonl.gz", "out.jsonl.zst"].map(file) {
        assert_eq!(run(&["lines", &input, "-o", &packed], b"").status.code(), Some(0));
        assert!(run(&["lines", &input, "--resume", &packed], b"").stdout.is_empty());
    }
}

#[test]
fn a_record_longer_than_any_may_be_is_passed_over_by_its_end() {
    let long = format!("{{\"key\":\"long\",\"text\":\"{}\"}}\n", "a".repeat(3 << 20));
    let input = [long.as_bytes(), "{\"key\":\"next\",\"text\":\"船到了。\"}\n".as_bytes()].concat();
    for jobs in ["1", "2"] {
        let answers = parsed(&run(&["lines", "--max-chars", "100", "--jobs", jobs], &input).stdout);
        assert_eq!(answers[0]["key"], "long");
        assert_eq!(answers[0]["error"]["kind"], "too-long");
        assert_eq!(answers[1]["rows"][0]["text"], "船到了。");
    }
}

#[test]
fn each_verb_answers_what_its_command_does() {
    let one = |verb: &str, record: &str| {
        let answers = parsed(&run(&[verb], record.as_bytes()).stdout);
        assert!(answers[0]["error"].is_null(), "{}", answers[0]);
        answers[0]["rows"].clone()
    };
    let found = one("check", r#"{"key":"p","pages":["船到了,","我們走。\n\u0007"],"lang":"zh"}"#);
    assert_eq!((found[0]["rule"].as_str(), found[0]["page"].as_u64()), (Some("half-width-mark"), Some(1)));
    let cleaned = one("clean", r#"{"key":"p","text":"船到了,我走。","lang":"zh"}"#);
    assert_eq!(cleaned[0]["text"], "船到了，我走。");
    assert_eq!(cleaned[0]["fixes"][0]["new"], "，");
    let changes =
        one("diff", r#"{"key":1,"old":["甲船。","","乙船。"],"new":["甲船。","乙船！"],"lang":"zh"}"#);
    assert_eq!((&changes[0]["old"][0], &changes[0]["new"][0]), (&2.into(), &1.into()));
    let lines = one("lines", r#"{"key":1,"pages":["船到了。","风停了。"]}"#);
    assert_eq!((&lines[1]["text"], &lines[1]["page"]), (&"风停了。".into(), &2.into()));
    let many = one(
        "align",
        r#"{"key":1,"source":["船到了。","风停了。"],"targets":["The ship came. The wind fell.",["Корабль пришёл.","Ветер стих."]]}"#,
    );
    assert_eq!(many[1]["targets"], serde_json::json!([[1], [1]]));
}

/// A table is made from the fields that `record::schema` names, so a field that is not there would be lost in it.
#[test]
fn every_field_of_a_row_is_in_its_schema() {
    #[track_caller]
    fn check(verb: Verb, fields: &[Field], record: &str, expected: &[&str]) {
        let answer = record::answer(verb, record.as_bytes(), &Options::default());
        let rows = answer.rows().unwrap_or_else(|| panic!("{:?}", answer.error()));
        let rows: Vec<Value> =
            rows.iter().map(|row| serde_json::from_str(row.get()).expect("a record")).collect();
        assert!(!rows.is_empty());
        for row in &rows {
            assert!(schema::holds(fields, row), "{row}");
        }
        for name in expected {
            assert!(rows.iter().any(|row| !row[name].is_null()), "no row has `{name}`: {rows:?}");
        }
    }
    let pair = r#"{"source":"船到了。风停了。","target":["The ship came.","","The wind fell."]}"#;
    check(Verb::Align, schema::row(Verb::Align), pair, &["confidence"]);
    let many = r#"{"source":"船到了。风停了。","targets":["The ship came.","Корабль пришёл. Ветер стих."]}"#;
    check(Verb::Align, schema::row_of_many(), many, &["target_texts"]);
    let pages = r#"{"pages":["各方在1982年达成协议,继续合作。","会议决定决定继续合作，各国国同意。"],"lang":"zh",
        "against":["The parties reached an agreement in 1983 and will continue to cooperate."]}"#;
    let pages = pages.replace('\n', "");
    check(Verb::Check, schema::row(Verb::Check), &pages, &["page", "fix", "related"]);
    check(Verb::Clean, schema::row(Verb::Clean), &pages, &["text", "fixes"]);
    check(Verb::Lines, schema::row(Verb::Lines), &pages, &["span", "page"]);
    let texts = |who: &str| {
        [
            format!("船舶由{who}在三十日之内交付，费用由其自己承担。"),
            format!("如果发生争议，{who}应当首先同对方友好协商。"),
            format!("未经同意，{who}不得把权利转让给任何第三人。"),
        ]
    };
    let (mut old, mut new) = (texts("出租人").to_vec(), texts("所有人").to_vec());
    old.push("风停了，大家都走了。".to_owned());
    new.insert(0, "风停了，大家都走了。".to_owned());
    new.push("这一句是新的。".to_owned());
    let revision = serde_json::json!({"old": old, "new": new, "lang": "zh"}).to_string();
    let change = ["classes", "edits", "old_span", "new_span", "group"];
    check(Verb::Diff, schema::row(Verb::Diff), &revision, &change);
}
