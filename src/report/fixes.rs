//! What `clean` did to a text: records for programs, a list for people.

use std::fmt::Write;

use serde::Serialize;

use super::terminal::safe;
use super::{Text, json};
use crate::SCHEMA;
use crate::clean::Logged;
use crate::message::Ui;
use crate::review::By;
use crate::text::grapheme;

#[derive(Serialize)]
struct FixRecord<'a> {
    schema: u32,
    r#type: &'static str,
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    rule: &'a str,
    old: &'a str,
    new: &'a str,
    by: &'static str,
}

/// One record a fix: of type `fix` if it was made, `refusal` if not; `by` says whether a `rule` or a `person`
/// decided.
pub fn jsonl(text: &Text, fixes: &[Logged]) -> String {
    let lines = text.document.lines();
    let mut out = Vec::new();
    for fix in fixes {
        let place = lines.place(fix.span.start);
        let record = FixRecord {
            schema: SCHEMA,
            r#type: if fix.made { "fix" } else { "refusal" },
            path: text.path,
            line: place.line,
            column: place.column,
            start: fix.span.start,
            end: fix.span.end,
            rule: fix.rule,
            old: fix.span.of(text.document.text()),
            new: fix.new,
            by: if fix.by == By::Person { "person" } else { "rule" },
        };
        json::push(&mut out, &record);
    }
    json::string(out)
}

/// A line a fix, with the words around it: `3:7  doubled-character  继续[在在 → 在]该水域`.
pub fn list(text: &Text, fixes: &[Logged], ui: Ui) -> String {
    const AROUND: usize = 8;
    let whole = text.document.text();
    let lines = text.document.lines();
    let mut out = String::new();
    for fix in fixes {
        let place = lines.place(fix.span.start);
        let is_end = |c: char| c == '\n' || c == '\r';
        let before = whole[..fix.span.start].rsplit(is_end).next().unwrap_or_default();
        let from = grapheme::before_last(before, AROUND);
        let after = whole[fix.span.end..].split(is_end).next().unwrap_or_default();
        let to = grapheme::first(after, AROUND);
        let shown = |text: &str| text.replace('\r', "").replace('\n', "⏎");
        let (old, new) = (shown(fix.span.of(whole)), shown(fix.new));
        let by = match (fix.by == By::Person, fix.made) {
            (_, false) => ui.of("  refused", "  未采纳"),
            (true, true) => ui.of("  accepted", "  采纳"),
            (false, true) => "",
        };
        let _ = writeln!(
            out,
            "{}:{}  {}  {}[{} → {}]{}{by}",
            place.line,
            place.column,
            fix.rule,
            safe(&before[from..]),
            safe(&old),
            safe(&new),
            safe(&after[..to])
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::TextId;
    use crate::message::SOME;
    use crate::text::{Document, Language, Span};

    #[test]
    fn tells_what_was_done_and_who_decided() {
        let zh =
            Document::new("会。\n各方同意继续在在该水域合作，各国国同意。\n".into(), Language::new("zh"));
        let (name, said, pages) = ("zh", &[][..], &[][..]);
        let text = Text {
            id: TextId(0),
            name,
            path: "zh.txt",
            document: &zh,
            role: &SOME,
            encoding: &SOME,
            said,
            pages,
        };
        let at = |words: &str| {
            let start = zh.text().find(words).expect("the words");
            Span::new(start, start + words.len())
        };
        let fix = |words, new, by, made| Logged { rule: "doubled-character", span: at(words), new, by, made };
        let fixes = [
            fix("在在", "在", By::Rule, true),
            fix("作，各", "作各", By::Person, true),
            fix("国国", "国", By::Person, false),
        ];
        assert_eq!(
            list(&text, &fixes, Ui::En),
            "2:7  doubled-character  各方同意继续[在在 → 在]该水域合作，各国\n\
             2:13  doubled-character  继续在在该水域合[作，各 → 作各]国国同意。  accepted\n\
             2:16  doubled-character  在该水域合作，各[国国 → 国]同意。  refused\n"
        );
        let records = jsonl(&text, &fixes);
        let expected = "{\"schema\":1,\"type\":\"refusal\",\"path\":\"zh.txt\",\"line\":2,\"column\":16,\"start\":52,\
                        \"end\":58,\"rule\":\"doubled-character\",\"old\":\"国国\",\"new\":\"国\",\"by\":\"person\"}";
        assert_eq!(records.lines().last(), Some(expected));
    }
}
