//! Subtitles: SubRip (SRT) and WebVTT. Each cue is a sentence as it stands.
//!
//! A cue is what the viewer sees at once and what a translator renders; cutting it into sentences would leave no
//! one its time. Times, numbers, settings and tags stay where they are in the file and are no text; times are
//! evidence when two versions of a film are aligned.

use super::builder::Builder;
use super::origin::Escape;
use super::{Content, Extracted, File, Reader, head};
use crate::format::error::{Error, Result};
use crate::say;
use crate::text::{BlockKind, Span, Time};
use quick_xml::escape::resolve_html5_entity;

pub(super) const SRT: Reader = Reader {
    name: say!(en: "SubRip subtitles", zh: " SubRip 字幕"),
    extensions: &["srt"],
    sniff: |file| file.text().is_some_and(is_srt),
    read: |file| read(file, Kind::Srt),
};

pub(super) const VTT: Reader = Reader {
    name: say!(en: "WebVTT subtitles", zh: " WebVTT 字幕"),
    extensions: &["vtt"],
    sniff: |file| {
        let first = file.text().map_or("", |text| head(text).lines().next().unwrap_or_default());
        first
            .strip_prefix("WEBVTT")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
    },
    read: |file| read(file, Kind::Vtt),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Srt,
    Vtt,
}

/// Whether a text begins with the number of a cue and its times, or with the times.
fn is_srt(text: &str) -> bool {
    let mut lines = head(text).lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    is_times(first) || is_number(first) && lines.next().is_some_and(is_times)
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line is `00:00:01,000 --> 00:00:03,000`, with settings after it or without.
fn is_times(line: &str) -> bool {
    let is_time = |time: &str| {
        let parts: Vec<_> = time.split([':', ',', '.']).collect();
        (3..=4).contains(&parts.len()) && parts.iter().all(|part| is_number(part.trim()))
    };
    ends(line).is_some_and(|(from, to)| is_time(from) && is_time(to))
}

/// Whether a line begins with a time and an arrow, as lines of times do.
fn is_cut_times(line: &str) -> bool {
    line.split_once("--").is_some_and(|(from, rest)| {
        let parts: Vec<_> = from.trim().split([':', ',', '.']).collect();
        rest.starts_with('>') && (3..=4).contains(&parts.len()) && parts.iter().all(|part| is_number(part))
    })
}

/// What stands before the arrow of a line of times and right after it.
fn ends(line: &str) -> Option<(&str, &str)> {
    let (from, to) = line.split_once("-->")?;
    Some((from.trim(), to.trim().split([' ', '\t']).next().unwrap_or_default()))
}

/// The times that a line of them says; `None` if it says none that a film can have.
fn time(line: &str) -> Option<Time> {
    let at = |time: &str| {
        let (clock, fraction) = time.rsplit_once([',', '.']).unwrap_or((time, ""));
        let mut seconds = 0u32;
        for part in clock.split(':') {
            seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse().ok()?)?;
        }
        let milliseconds = format!("{:0<3.3}", fraction.trim()).parse::<u32>().ok()?;
        seconds.checked_mul(1000)?.checked_add(milliseconds)
    };
    let (from, to) = ends(line)?;
    Some(Time { start: at(from)?, end: at(to)? })
}

/// A line and the byte at which it begins.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let line = |line: &'_ str| {
        let start = at;
        at += line.len();
        start
    };
    let starts: Vec<_> = text.split_inclusive('\n').map(line).collect();
    starts
        .into_iter()
        .zip(text.split_inclusive('\n').map(|line| line.trim_end_matches(['\n', '\r'])))
        .collect()
}

fn read(file: File, kind: Kind) -> Result<Extracted> {
    let path = file.path;
    let Content::Text(text) = file.content else {
        return Err(Error::content(path, say!(en: "is no text", zh: "不是文本")));
    };
    let lines = lines(&text);
    let times: Vec<usize> = (0..lines.len()).filter(|&n| is_times(lines[n].1.trim())).collect();
    if times.is_empty() {
        return Err(Error::content(path, say!(en: "holds no cue", zh: "里面没有字幕条")));
    }
    // Only a file that was cut off ends with the beginning of a line of times.
    let last = lines.iter().rposition(|(_, line)| !line.trim().is_empty());
    if let Some(last) = last.filter(|&last| is_cut_times(lines[last].1.trim()) && !times.contains(&last)) {
        let message = say!(
            en: "ends in the middle of the times of a cue; the file was cut off",
            zh: "文件在一条字幕的时间处断了，不完整"
        );
        return Err(Error::at_line(path, last + 1, message));
    }
    let mut builder = Builder::new();
    let mut shown = Vec::new();
    for (cue, &time) in times.iter().enumerate() {
        let mut end = times.get(cue + 1).copied().unwrap_or(lines.len());
        // The number or name of the next cue stands right before its times.
        if end < lines.len() && end > time + 1 && !lines[end - 1].1.trim().is_empty() {
            let named = is_number(lines[end - 1].1.trim());
            let parted = lines[end - 2].1.trim().is_empty();
            if named || kind == Kind::Vtt && parted {
                end -= 1;
            }
        }
        let mut body = &lines[time + 1..end];
        if kind == Kind::Vtt {
            // A blank line ends a cue; what follows is a note or a style.
            let blank = body.iter().position(|(_, line)| line.trim().is_empty());
            body = &body[..blank.unwrap_or(body.len())];
        }
        let number = time.checked_sub(1).map(|before| lines[before].1.trim()).filter(|line| is_number(line));
        for (n, &(at, line)) in body.iter().enumerate() {
            if n > 0 {
                let before = body[n - 1];
                builder.words("\n", (before.0 + before.1.len()).max(at.saturating_sub(1)));
            }
            words(line, at, kind, &mut builder);
        }
        if let Some(shows) = self::time(lines[time].1.trim()).filter(|_| builder.is_open()) {
            shown.push((builder.start(), shows));
        }
        let place = number.map_or_else(|| format!("cue {}", cue + 1), |number| format!("cue {number}"));
        builder.end(BlockKind::Unit, &place);
    }
    let (name, escape) = match kind {
        Kind::Srt => (SRT.name, Escape::None),
        Kind::Vtt => (VTT.name, Escape::Xml),
    };
    let mut read = builder.of_text(name, None, text, escape);
    read.origin = read.origin.timed(shown);
    Ok(read)
}

/// Sets a line of a cue without its tags.
fn words(line: &str, at: usize, kind: Kind, builder: &mut Builder) {
    let mut from = 0;
    let mut next = 0;
    while let Some(found) = line[next..].find(['<', '{', '&']).map(|found| next + found) {
        let rest = &line[found..];
        let tag = match rest.as_bytes()[0] {
            b'<' => tag(rest, kind),
            b'{' if rest.starts_with("{\\") => rest.find('}').map(|end| end + 1),
            b'&' if kind == Kind::Vtt => {
                let end = rest.find(';').filter(|&end| end < 12);
                let meant = end.and_then(|end| resolve_html5_entity(&rest[1..end]));
                if let (Some(end), Some(meant)) = (end, meant) {
                    builder.words(&line[from..found], at + from);
                    builder.escaped(meant, Span::new(at + found, at + found + end + 1));
                    from = found + end + 1;
                    next = from;
                    continue;
                }
                None
            }
            _ => None,
        };
        match tag {
            Some(length) => {
                builder.words(&line[from..found], at + from);
                from = found + length;
                next = from;
            }
            None => next = found + 1,
        }
    }
    builder.words(&line[from..], at + from);
}

/// How long the tag is that `rest` begins with, if it is one; what stands between `<rt>` and `</rt>` is a reading
/// aid and goes with it.
fn tag(rest: &str, kind: Kind) -> Option<usize> {
    const TAGS: [&str; 11] = ["i", "b", "u", "s", "font", "c", "v", "ruby", "rt", "lang", "span"];
    let end = rest.find('>')? + 1;
    let inner = rest[1..end - 1].trim_start_matches('/');
    let name = inner.split(['.', ' ', '\t']).next().unwrap_or_default();
    let is_time = kind == Kind::Vtt && inner.starts_with(|c: char| c.is_ascii_digit()) && inner.contains(':');
    if !is_time && !TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag)) {
        return None;
    }
    match rest[end..].find("</rt>") {
        Some(close) if name == "rt" && !rest.starts_with("</") => Some(end + close + "</rt>".len()),
        _ => Some(end),
    }
}
