//! What does a record hold?
//!
//! Fields are asked for by name, and those that nobody asks for are left: a row of a table has more columns than
//! an engine needs. Each way in which a field can be wrong has its kind of failure.

use std::cell::RefCell;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::{Failure, Options};
use crate::text::{Document, Language};

/// The fields of a record that have not been taken yet.
pub(super) struct Fields(Map<String, Value>);

/// A text as a record holds it.
pub(super) enum Given {
    /// A string, whose sentences are to be found.
    Whole(String),
    /// A list of sentences.
    Sentences(Vec<String>),
}

/// A document, and the number that each of its sentences has in the record.
pub(super) struct Numbered {
    pub(super) document: Document,
    /// `None` where they are as the document counts them.
    numbers: Option<Vec<usize>>,
}

impl From<Map<String, Value>> for Fields {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields)
    }
}

impl Fields {
    /// The fields of the record in `line`.
    pub(super) fn of(line: &[u8]) -> Result<Self, Failure> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let text = std::str::from_utf8(line).map_err(|error| {
            let message = format!("no UTF-8: a malformed byte after {} bytes", error.valid_up_to());
            Failure::new("encoding", message)
        })?;
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Failure::new("record", "not a JSON object such as {\"key\":1}")),
            Err(_) if text.trim().is_empty() => Err(Failure::new("record", "an empty line")),
            Err(error) => Err(Failure::new("record", format!("not a JSON object: {error}"))),
        }
    }

    /// The record's key, null if it has none.
    pub(super) fn key(&self) -> Value {
        self.0.get("key").cloned().unwrap_or_default()
    }

    /// Whether there is a field of this name that is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    fn take(&mut self, name: &str) -> Result<Value, Failure> {
        match self.0.remove(name) {
            None => Err(Failure::new("record", format!("no field `{name}`"))),
            Some(Value::Null) => Err(Failure::new("null", format!("`{name}` is null"))),
            Some(value) => Ok(value),
        }
    }

    /// The text called `name`.
    pub(super) fn text(&mut self, name: &str) -> Result<Given, Failure> {
        let value = self.take(name)?;
        given(value, name)
    }

    /// The texts in the list called `name`.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<Given>, Failure> {
        match self.take(name)? {
            Value::Array(values) if !values.is_empty() => {
                values.into_iter().map(|value| given(value, name)).collect()
            }
            _ => Err(Failure::new("record", format!("`{name}` is not a list of texts"))),
        }
    }

    /// The strings in the list called `name`, or the string of this name as one.
    pub(super) fn strings(&mut self, name: &str) -> Result<Vec<String>, Failure> {
        match self.take(name)? {
            Value::String(one) => Ok(vec![one]),
            Value::Array(values) => strings(values, name),
            _ => Err(Failure::new("record", format!("`{name}` is not a list of strings"))),
        }
    }

    /// The language called `name`; `None` if it is to be found out.
    pub(super) fn language(&mut self, name: &str) -> Result<Option<Language>, Failure> {
        self.0.remove(name).map_or(Ok(None), |value| language(&value, name))
    }

    /// The languages in the list called `name`, for so many texts.
    pub(super) fn languages(&mut self, name: &str, texts: usize) -> Result<Vec<Option<Language>>, Failure> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(vec![None; texts]),
            Some(Value::Array(values)) if values.len() == texts => {
                values.iter().map(|value| language(value, name)).collect()
            }
            Some(_) => {
                let message = format!("`{name}` is not a list of {texts} languages, one for each text");
                Err(Failure::new("record", message))
            }
        }
    }
}

fn given(value: Value, name: &str) -> Result<Given, Failure> {
    match value {
        Value::String(text) => Ok(Given::Whole(text)),
        Value::Array(values) => strings(values, name).map(Given::Sentences),
        Value::Null => Err(Failure::new("null", format!("a text of `{name}` is null"))),
        _ => Err(Failure::new("record", format!("`{name}` is neither a string nor a list of sentences"))),
    }
}

fn strings(values: Vec<Value>, name: &str) -> Result<Vec<String>, Failure> {
    let string = |value| match value {
        Value::String(text) => Ok(text),
        Value::Null => Err(Failure::new("null", format!("an item of `{name}` is null"))),
        _ => Err(Failure::new("record", format!("an item of `{name}` is no string"))),
    };
    values.into_iter().map(string).collect()
}

fn language(value: &Value, name: &str) -> Result<Option<Language>, Failure> {
    match value {
        Value::Null => Ok(None),
        Value::String(tag) if tag == "auto" => Ok(None),
        Value::String(tag) => match Language::parse(tag) {
            Ok(language) => Ok(Some(language)),
            Err(error) => Err(Failure::new("language", error.to_string())),
        },
        _ => Err(Failure::new("record", format!("`{name}` is no language code such as `zh`"))),
    }
}

/// Refuses `texts` that have more characters together than a record may have.
pub(super) fn within<'a>(
    options: &Options,
    texts: impl IntoIterator<Item = &'a Given>,
) -> Result<(), Failure> {
    let Some(limit) = options.max_chars else { return Ok(()) };
    let chars: usize = texts.into_iter().map(Given::chars).sum();
    match chars > limit {
        true => Err(Failure::too_long(chars, limit)),
        false => Ok(()),
    }
}

impl Given {
    /// How many characters it has.
    fn chars(&self) -> usize {
        match self {
            Self::Whole(text) => text.chars().count(),
            Self::Sentences(sentences) => sentences.iter().map(|sentence| sentence.chars().count()).sum(),
        }
    }

    /// It as a document, in `language` or that of its words. `lines` says whether each line of a string is a
    /// sentence. An item of a list that holds nothing but space is in no row.
    pub(super) fn document(self, language: Option<Language>, lines: bool) -> Numbered {
        let known = |text: &str| language.unwrap_or_else(|| Language::detect(text));
        match self {
            Self::Whole(text) => {
                let language = known(&text);
                let divided = if lines { Document::from_lines } else { Document::new };
                Numbered { document: divided(text, language), numbers: None }
            }
            Self::Sentences(sentences) => {
                let is_blank = |sentence: &String| sentence.trim().is_empty();
                let numbers = (0..sentences.len()).filter(|&n| !is_blank(&sentences[n])).collect();
                // Each stays one line, whatever line ends it holds.
                let line = |sentence: &String| sentence.replace(['\n', '\r'], " ");
                let text = sentences.iter().map(line).collect::<Vec<_>>().join("\n");
                let language = known(&text);
                Numbered { document: Document::from_lines(text, language), numbers: Some(numbers) }
            }
        }
    }
}

impl Numbered {
    /// Whether some sentence has another number in the record than in the document.
    pub(super) fn counts_anew(&self) -> bool {
        self.numbers.as_ref().is_some_and(|numbers| numbers.last().is_some_and(|&n| n + 1 != numbers.len()))
    }

    /// The numbers that sentences have in the record.
    pub(super) fn number(&self, sentence: usize) -> i64 {
        let number = self.numbers.as_ref().map_or(sentence, |numbers| numbers[sentence]);
        i64::try_from(number).expect("fewer sentences than bytes")
    }
}

/// The key of the record that begins with `head`, even if it is cut off behind the key, null if none is there; and
/// whether it is a whole record.
pub(super) fn key_in(head: &[u8]) -> (Value, bool) {
    struct Key<'a>(&'a RefCell<Value>);
    impl<'de> Visitor<'de> for Key<'_> {
        type Value = ();
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("a record")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<String>()? {
                if name == "key" {
                    *self.0.borrow_mut() = map.next_value()?;
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(())
        }
    }
    let key = RefCell::default();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut reader = serde_json::Deserializer::from_slice(head);
    let whole = reader.deserialize_map(Key(&key)).and_then(|()| reader.end());
    (key.into_inner(), whole.is_ok())
}
