//! What does a row of a table say as a record?
//!
//! Columns are looked up by name, once a batch, and each row's values become the fields of its record. Strings may
//! come in any of Arrow's layouts, in lists of them, or as bytes. Whether bytes are UTF-8 is asked here for each
//! record, also where Arrow calls them strings: nobody checked what another library hands over, and one wrong byte
//! should cost one record and not the batch.
//!
//! A text is copied once, into its record. One that is too long is answered before it is copied: it may be a gigabyte.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, RecordBatch, RecordBatchReader,
};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use duizhao::record::{self, Failure, Options, Verb};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use serde_json::{Map, Value};

use crate::capsule::failed;
use crate::jobs;
use crate::rows::{Form, Rows};

/// How batches of records are read and answered.
pub(crate) struct Reading {
    pub(crate) verb: Verb,
    pub(crate) form: Form,
    /// The column of the keys; if none is named, `key`, where there is one.
    pub(crate) key: Option<String>,
    /// Fields and the columns that they stand in; and whether a batch must have that column.
    pub(crate) columns: Vec<(String, String, bool)>,
    /// Fields that every record has whose own column is null or not there.
    pub(crate) others: Map<String, Value>,
    pub(crate) options: Options,
    pub(crate) jobs: usize,
}

/// The columns of a batch that records are made of.
struct Columns {
    key: Option<Keys>,
    fields: Vec<(String, Words)>,
}

impl Reading {
    /// The answers to the records of `batch`.
    pub(crate) fn answers(&self, py: Python<'_>, batch: &RecordBatch) -> PyResult<RecordBatch> {
        let key = self.key_of(&batch.schema())?;
        let columns = self.columns_of(batch, key)?;
        let (form, rows) = (&self.form, batch.num_rows());
        let one = |row| self.one(&columns, row);
        let answers = py.detach(|| jobs::answered(rows, self.jobs, one, interrupted))?;
        let key = key.map(|at| (batch.schema().field(at).clone(), Arc::clone(batch.column(at))));
        py.detach(|| form.batch(key, answers)).map_err(failed)
    }

    /// The answers to the records of `batches`, a batch at a time, when they are asked for.
    pub(crate) fn stream<R: RecordBatchReader>(
        self,
        batches: R,
    ) -> PyResult<impl RecordBatchReader + use<R>> {
        let schema = batches.schema();
        let key = self.key_of(&schema)?;
        // What is wrong with the columns is said now, and not when somebody reads.
        self.columns_of(&RecordBatch::new_empty(Arc::clone(&schema)), key)?;
        let schema = self.form.schema(key.map(|at| schema.field(at).clone()));
        Ok(Answers { reading: self, key, batches, schema })
    }

    fn key_of(&self, schema: &SchemaRef) -> PyResult<Option<usize>> {
        match &self.key {
            None => Ok(schema.index_of("key").ok()),
            Some(name) => schema.index_of(name).map(Some).map_err(|_| missing(name, schema)),
        }
    }

    fn columns_of(&self, batch: &RecordBatch, key: Option<usize>) -> PyResult<Columns> {
        let schema = batch.schema();
        let key = key.map(|at| Keys::of(schema.field(at).name(), batch.column(at))).transpose()?;
        let mut fields = Vec::with_capacity(self.columns.len());
        for (field, column, needed) in &self.columns {
            match schema.index_of(column) {
                Ok(at) => fields.push((field.clone(), Words::of(column, batch.column(at))?)),
                Err(_) if *needed => return Err(missing(column, &schema)),
                Err(_) => {}
            }
        }
        Ok(Columns { key, fields })
    }

    fn one(&self, columns: &Columns, row: usize) -> Result<Rows, Failure> {
        let mut fields = self.fields(columns, row)?;
        fields.insert("key".to_owned(), columns.key.as_ref().map_or(Value::Null, |key| key.get(row)));
        self.form.rows(&record::answer_fields(self.verb, fields, &self.options))
    }

    fn fields(&self, columns: &Columns, row: usize) -> Result<Map<String, Value>, Failure> {
        let is_text = |field: &str| !field.contains("lang");
        let texts = columns.fields.iter().filter(|(field, _)| is_text(field));
        if let Some(limit) = self.options.max_chars {
            let sizes = texts.clone().map(|(_, words)| words.bytes(row));
            if sizes.sum::<usize>() > limit && texts.clone().all(|(_, words)| !words.is_null(row)) {
                let chars: usize = texts.map(|(_, words)| words.chars(row)).sum();
                if chars > limit {
                    return Err(Failure::too_long(chars, limit));
                }
            }
        }
        let mut fields = self.others.clone();
        for (field, words) in &columns.fields {
            let value = words.get(row, field)?;
            // A null language is none that was said, and leaves what was said of all.
            if !value.is_null() || is_text(field) {
                fields.insert(field.clone(), value);
            }
        }
        Ok(fields)
    }
}

fn missing(name: &str, schema: &SchemaRef) -> PyErr {
    let names: Vec<_> = schema.fields().iter().map(|field| format!("`{}`", field.name())).collect();
    PyValueError::new_err(format!("no column `{name}`; there are {}", names.join(", ")))
}

/// Whether a person has pressed Ctrl-C.
fn interrupted() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

/// Answers to a stream of batches.
struct Answers<R> {
    reading: Reading,
    key: Option<usize>,
    batches: R,
    schema: SchemaRef,
}

/// The answers to the records of `batch`, on a thread that may know nothing of Python.
fn unattended(reading: &Reading, key: Option<usize>, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let columns = reading.columns_of(batch, key);
    let columns = columns.map_err(|error| ArrowError::InvalidArgumentError(error.to_string()))?;
    let one = |row| reading.one(&columns, row);
    let answers = jobs::answered(batch.num_rows(), reading.jobs, one, || Ok::<_, ArrowError>(()))?;
    let key = key.map(|at| (batch.schema().field(at).clone(), Arc::clone(batch.column(at))));
    reading.form.batch(key, answers)
}

impl<R: RecordBatchReader> Iterator for Answers<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.batches.next()?;
        Some(batch.and_then(|batch| unattended(&self.reading, self.key, &batch)))
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Answers<R> {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// A column of keys.
enum Keys {
    Words(Words),
    Whole(arrow_array::Int64Array),
    Unsigned(arrow_array::UInt64Array),
}

impl Keys {
    fn of(name: &str, column: &ArrayRef) -> PyResult<Self> {
        macro_rules! whole {
            ($kind:ty) => {{
                let keys = column.as_primitive::<$kind>();
                Ok(Self::Whole(keys.iter().map(|key| key.map(i64::from)).collect()))
            }};
        }
        match column.data_type() {
            DataType::Int8 => whole!(Int8Type),
            DataType::Int16 => whole!(Int16Type),
            DataType::Int32 => whole!(Int32Type),
            DataType::Int64 => whole!(Int64Type),
            DataType::UInt8 => whole!(UInt8Type),
            DataType::UInt16 => whole!(UInt16Type),
            DataType::UInt32 => whole!(UInt32Type),
            DataType::UInt64 => Ok(Self::Unsigned(column.as_primitive::<UInt64Type>().clone())),
            _ => match Words::of(name, column)? {
                Words::List { .. } => Err(PyTypeError::new_err(format!("the keys in `{name}` are lists"))),
                words => Ok(Self::Words(words)),
            },
        }
    }

    /// The key of a row, null if it is no UTF-8.
    fn get(&self, row: usize) -> Value {
        match self {
            Self::Words(words) => words.get(row, "key").unwrap_or_default(),
            Self::Whole(keys) => keys.is_valid(row).then(|| keys.value(row)).into(),
            Self::Unsigned(keys) => keys.is_valid(row).then(|| keys.value(row)).into(),
        }
    }
}

/// A column of texts, or of lists of them, whatever Arrow calls their type.
enum Words {
    Small(BinaryArray),
    Large(LargeBinaryArray),
    View(BinaryViewArray),
    /// Nothing but null.
    Null,
    /// Which value each row has.
    Dictionary {
        which: Vec<Option<usize>>,
        values: Box<Words>,
    },
    /// Where the items of each row lie.
    List {
        ranges: Vec<Option<std::ops::Range<usize>>>,
        items: Box<Words>,
    },
}

impl Words {
    fn of(name: &str, column: &ArrayRef) -> PyResult<Self> {
        let ranges = |offsets: Vec<usize>| {
            let pairs = offsets.windows(2).enumerate();
            pairs.map(|(row, ends)| column.is_valid(row).then_some(ends[0]..ends[1])).collect()
        };
        Ok(match column.data_type() {
            DataType::Null => Self::Null,
            DataType::Utf8 => Self::Small(BinaryArray::from(column.as_string::<i32>().clone())),
            DataType::LargeUtf8 => Self::Large(LargeBinaryArray::from(column.as_string::<i64>().clone())),
            DataType::Utf8View => Self::View(column.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Small(column.as_binary::<i32>().clone()),
            DataType::LargeBinary => Self::Large(column.as_binary::<i64>().clone()),
            DataType::BinaryView => Self::View(column.as_binary_view().clone()),
            DataType::Dictionary(..) => {
                let dictionary = column.as_any_dictionary();
                let values = Box::new(Self::of(name, dictionary.values())?);
                let which = match dictionary.values().is_empty() {
                    true => vec![None; column.len()],
                    false => {
                        let keys = dictionary.normalized_keys().into_iter().enumerate();
                        keys.map(|(row, key)| column.is_valid(row).then_some(key)).collect()
                    }
                };
                Self::Dictionary { which, values }
            }
            DataType::List(_) => {
                let list = column.as_list::<i32>();
                let offsets = list.offsets().iter().map(|&at| usize::try_from(at).unwrap_or(0)).collect();
                Self::List { ranges: ranges(offsets), items: Box::new(Self::of(name, list.values())?) }
            }
            DataType::LargeList(_) => {
                let list = column.as_list::<i64>();
                let offsets = list.offsets().iter().map(|&at| usize::try_from(at).unwrap_or(0)).collect();
                Self::List { ranges: ranges(offsets), items: Box::new(Self::of(name, list.values())?) }
            }
            other => {
                let message = format!("column `{name}` is {other}, and neither strings nor lists of them");
                return Err(PyTypeError::new_err(message));
            }
        })
    }

    /// The bytes of a row that is no list.
    fn slice(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Small(words) => words.is_valid(row).then(|| words.value(row)),
            Self::Large(words) => words.is_valid(row).then(|| words.value(row)),
            Self::View(words) => words.is_valid(row).then(|| words.value(row)),
            Self::Null | Self::List { .. } => None,
            Self::Dictionary { which, values } => which[row].and_then(|which| values.slice(which)),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::List { ranges, .. } => ranges[row].is_none(),
            _ => self.slice(row).is_none(),
        }
    }

    fn sum(&self, row: usize, size: fn(&[u8]) -> usize) -> usize {
        match self {
            Self::List { ranges, items } => {
                ranges[row].clone().into_iter().flatten().map(|item| items.sum(item, size)).sum()
            }
            _ => self.slice(row).map_or(0, size),
        }
    }

    fn bytes(&self, row: usize) -> usize {
        self.sum(row, <[u8]>::len)
    }

    /// How many characters a row has; of what is no UTF-8, how many begin in it.
    fn chars(&self, row: usize) -> usize {
        self.sum(row, |bytes| bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count())
    }

    /// The value of a row, which belongs to `field`.
    fn get(&self, row: usize, field: &str) -> Result<Value, Failure> {
        if let Self::List { ranges, items } = self {
            let Some(range) = ranges[row].clone() else { return Ok(Value::Null) };
            return range.map(|item| items.get(item, field)).collect::<Result<_, _>>().map(Value::Array);
        }
        let Some(bytes) = self.slice(row) else { return Ok(Value::Null) };
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::String(text.to_owned())),
            Err(error) => Err(Failure::encoding(field, error.valid_up_to())),
        }
    }
}

/// The field of a column of keys that nobody has seen yet.
pub(crate) fn key_field(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}
