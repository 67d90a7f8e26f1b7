//! Findings as workflow commands, which GitHub shows beside the line.

use std::fmt::Write;

use super::Text;
use super::place::Region;
use super::terminal::safe;
use crate::finding::Severity;
use crate::review::Reviewed;

/// One command a finding: `findings[n]` are those of `texts[n]`.
pub fn findings(texts: &[Text], findings: &[Vec<Reviewed>]) -> String {
    let mut out = String::new();
    for (text, found) in texts.iter().zip(findings) {
        let lines = text.document.lines();
        for finding in found {
            let Region { start, end } = Region::of(&lines, finding.span);
            let command = match finding.severity {
                Severity::Info => "notice",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let (path, rule) = (property(text.path), property(finding.rule));
            let _ = write!(out, "::{command} file={path},line={},endLine={}", start.line, end.line);
            // Columns across lines are refused.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            let _ = writeln!(out, ",title={rule}::{}", data(&message(finding)));
        }
    }
    out
}

fn message(finding: &Reviewed) -> String {
    match &finding.fix {
        Some(fix) if fix.replacement.is_empty() => format!("{}; remove it", finding.message),
        Some(fix) => format!("{}; should be `{}`", finding.message, fix.replacement),
        None => finding.message.to_string(),
    }
}

/// `text` as a command's message. The log of a workflow is shown on terminals.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(safe).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;

    #[test]
    fn escapes_what_would_end_a_command() {
        assert_eq!(
            written("会。", findings),
            "::error file=zh%3A1.txt,line=2,endLine=2,col=2,endColumn=4,title=doubled-character::100%25%0Adoubled; \
             should be `国`\n"
        );
    }
}
