//! What does a row hold?
//!
//! JSON says of each value what it is; a table (Arrow, Parquet, Spark) wants to know it of all rows before it has
//! seen one. So the fields of every verb's rows are written down here, once, and whoever makes a table makes it from
//! them. They could be found by looking at rows, as many a reader of JSON does; then a batch in which no finding has
//! a fix has other columns than the next.
//!
//! A field that a row may lack is null in a table. `tests/run.rs` holds that no row has a field that is not here.

use serde_json::Value;

use super::Verb;

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called.
    pub name: &'static str,
    /// What its values are.
    pub form: Form,
    /// Whether a row may lack it, or have null.
    pub optional: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string.
    Text,
    /// A number that counts something or is a place: never negative, and less than 2^63.
    Whole,
    /// A number with a fraction.
    Real,
    /// True or false.
    Truth,
    /// Any number of values of one form.
    List(&'static Form),
    /// Fields again.
    Record(&'static [Field]),
}

/// The fields of a row of `verb`; those of [`Verb::Align`] are of records that have one `target`.
pub fn row(verb: Verb) -> &'static [Field] {
    match verb {
        Verb::Align => PAIR,
        Verb::Check => FINDING,
        Verb::Clean => CLEANED,
        Verb::Diff => CHANGE,
        Verb::Lines => LINE,
    }
}

/// The fields of a row of [`Verb::Align`] where the record has `targets`.
pub fn row_of_many() -> &'static [Field] {
    MANY
}

/// Whether `row` has these fields and no others.
pub fn holds(fields: &[Field], row: &Value) -> bool {
    let Value::Object(values) = row else { return false };
    let known = values.keys().all(|name| fields.iter().any(|field| field.name == name));
    known
        && fields.iter().all(|field| match values.get(field.name) {
            None | Some(Value::Null) => field.optional,
            Some(value) => field.form.is_of(value),
        })
}

impl Form {
    fn is_of(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, Value::String(_)) | (Self::Truth, Value::Bool(_)) => true,
            (Self::Whole, Value::Number(number)) => number.as_i64().is_some_and(|number| number >= 0),
            (Self::Real, Value::Number(_)) => true,
            (Self::List(form), Value::Array(values)) => values.iter().all(|value| form.is_of(value)),
            (Self::Record(fields), _) => holds(fields, value),
            _ => false,
        }
    }
}

const fn field(name: &'static str, form: Form) -> Field {
    Field { name, form, optional: false }
}

const fn optional(name: &'static str, form: Form) -> Field {
    Field { name, form, optional: true }
}

const WHOLES: Form = Form::List(&Form::Whole);
const TEXTS: Form = Form::List(&Form::Text);

const PAIR: &[Field] = &[
    field("source", WHOLES),
    field("target", WHOLES),
    optional("confidence", Form::Real),
    field("source_text", Form::Text),
    field("target_text", Form::Text),
];

const MANY: &[Field] = &[
    field("source", WHOLES),
    field("targets", Form::List(&WHOLES)),
    optional("confidence", Form::Real),
    field("source_text", Form::Text),
    field("target_texts", TEXTS),
];

const FINDING: &[Field] = &[
    field("schema", Form::Whole),
    field("type", Form::Text),
    field("path", Form::Text),
    field("line", Form::Whole),
    field("column", Form::Whole),
    field("length", Form::Whole),
    field("start", Form::Whole),
    field("end", Form::Whole),
    field("rule", Form::Text),
    field("severity", Form::Text),
    field("message", Form::Text),
    field("text", Form::Text),
    field("id", Form::Text),
    optional("page", Form::Whole),
    optional("place", Form::Text),
    optional("fix", Form::Record(FIX)),
    optional("related", Form::List(&Form::Record(RELATED))),
];

const FIX: &[Field] = &[field("replacement", Form::Text), field("safe", Form::Truth)];

const RELATED: &[Field] = &[
    field("path", Form::Text),
    field("line", Form::Whole),
    field("column", Form::Whole),
    field("length", Form::Whole),
    field("start", Form::Whole),
    field("end", Form::Whole),
    field("message", Form::Text),
    field("text", Form::Text),
];

const CLEANED: &[Field] = &[field("text", Form::Text), field("fixes", Form::List(&Form::Record(MADE)))];

const MADE: &[Field] = &[
    field("schema", Form::Whole),
    field("type", Form::Text),
    field("path", Form::Text),
    field("line", Form::Whole),
    field("column", Form::Whole),
    field("start", Form::Whole),
    field("end", Form::Whole),
    field("rule", Form::Text),
    field("old", Form::Text),
    field("new", Form::Text),
    field("by", Form::Text),
];

const CHANGE: &[Field] = &[
    field("schema", Form::Whole),
    field("type", Form::Text),
    field("kind", Form::Text),
    field("class", Form::Text),
    field("classes", TEXTS),
    field("old", WHOLES),
    field("new", WHOLES),
    field("edits", Form::List(&Form::Record(EDIT))),
    optional("old_span", Form::Record(SPAN)),
    optional("new_span", Form::Record(SPAN)),
    optional("group", Form::Whole),
    optional("block", Form::Whole),
];

const EDIT: &[Field] = &[field("op", Form::Text), field("text", Form::Text)];

const SPAN: &[Field] = &[
    field("start", Form::Whole),
    field("end", Form::Whole),
    field("line", Form::Whole),
    field("column", Form::Whole),
];

const LINE: &[Field] =
    &[field("text", Form::Text), field("span", Form::Record(SPAN)), optional("page", Form::Whole)];
