//! What are the columns of answers?
//!
//! The fields of [`duizhao::record::schema`] in Arrow's words, and builders that take the rows of a record as they
//! stand in its line of JSON. Numbers are signed and of 64 bits, as Spark has no others; a number with a fraction has
//! 64 bits too, so that 0.93 stays 0.93.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use duizhao::record::schema::{self, Field as RowField, Form as RowForm};
use duizhao::record::{Answer, Failure};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// The form of the rows of a verb.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    fields: &'static [RowField],
}

/// The rows of one answer.
pub(crate) struct Rows {
    values: Value,
    /// How long they are in JSON, which is longer than in any column.
    bytes: usize,
}

impl Rows {
    /// The rows one by one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Value> {
        self.values.as_array().into_iter().flatten()
    }
}

/// What an answer without rows says.
const FAILURE: &[RowField] = &[
    RowField { name: "kind", form: RowForm::Text, optional: false },
    RowField { name: "message", form: RowForm::Text, optional: false },
];

/// More bytes than this Arrow's lists and strings cannot count.
const MOST: usize = i32::MAX as usize;

impl Form {
    pub(crate) fn of(fields: &'static [RowField]) -> Self {
        Self { fields }
    }

    /// The rows of `answer`, which have this form, as they must.
    pub(crate) fn rows(&self, answer: &Answer) -> Result<Rows, Failure> {
        if let Some(failure) = answer.error() {
            return Err(failure.clone());
        }
        let rows = answer.rows().unwrap_or_default();
        let value = |row: &Box<RawValue>| {
            let value = serde_json::from_str(row.get()).ok();
            value.filter(|row| schema::holds(self.fields, row))
        };
        let values = rows.iter().map(value).collect::<Option<Vec<_>>>();
        let values = values.ok_or_else(|| Failure::fault("a row has another form than its schema"))?;
        Ok(Rows { values: Value::Array(values), bytes: rows.iter().map(|row| row.get().len()).sum() })
    }

    /// The schema of answers whose key is called so, and is a string.
    pub(crate) fn answers(&self, key: Option<&str>) -> SchemaRef {
        self.schema(key.map(crate::columns::key_field))
    }

    /// The schema of answers with this column of keys.
    pub(crate) fn schema(&self, key: Option<Field>) -> SchemaRef {
        let item = Field::new("item", DataType::Struct(arrow_fields(self.fields, false)), false);
        let rows = Field::new("rows", DataType::List(Arc::new(item)), true);
        let error = Field::new("error", DataType::Struct(arrow_fields(FAILURE, true)), true);
        Arc::new(Schema::new(key.into_iter().chain([rows, error]).collect::<Vec<_>>()))
    }

    /// The batch of `answers`, beside their keys.
    pub(crate) fn batch(
        &self,
        key: Option<(Field, ArrayRef)>,
        answers: Vec<Result<Rows, Failure>>,
    ) -> Result<RecordBatch, ArrowError> {
        within(answers.iter().flatten().map(|rows| rows.bytes).sum())?;
        let mut rows = Column::list(&RowForm::Record(self.fields));
        let mut errors = Column::new(&RowForm::Record(FAILURE), true);
        for answer in answers {
            let error = answer.as_ref().err();
            errors.push(error.map(|error| json!({"kind": error.kind, "message": error.message})).as_ref());
            rows.push(answer.as_ref().ok().map(|rows| &rows.values));
        }
        let (names, keys): (Vec<_>, Vec<_>) = key.into_iter().unzip();
        let schema = self.schema(names.into_iter().next());
        RecordBatch::try_new(schema, keys.into_iter().chain([rows.finish(), errors.finish()]).collect())
    }

    /// The rows of one answer as a batch.
    pub(crate) fn flat(&self, rows: &Rows) -> Result<RecordBatch, ArrowError> {
        within(rows.bytes)?;
        let mut column = Column::new(&RowForm::Record(self.fields), false);
        rows.iter().for_each(|row| column.push(Some(row)));
        let schema = Arc::new(Schema::new(arrow_fields(self.fields, false)));
        let Column::Record { columns, .. } = column else { return Ok(RecordBatch::new_empty(schema)) };
        RecordBatch::try_new(schema, columns.into_iter().map(Column::finish).collect())
    }

    /// What the fields are called, in their order.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.name).collect()
    }
}

/// Refuses rows of more bytes than a batch can hold.
fn within(bytes: usize) -> Result<(), ArrowError> {
    match bytes > MOST {
        true => Err(ArrowError::OffsetOverflowError(bytes)),
        false => Ok(()),
    }
}

/// The fields of a record. Where the record itself `may_lack`, so may each of its fields: in columns a record that is not
/// there is one of nulls, and not every writer of Parquet looks at what they are in.
fn arrow_fields(fields: &[RowField], may_lack: bool) -> Fields {
    let arrow = |field: &RowField| {
        Field::new(field.name, data_type(&field.form, field.optional), field.optional || may_lack)
    };
    fields.iter().map(arrow).collect()
}

fn data_type(form: &RowForm, may_lack: bool) -> DataType {
    match form {
        RowForm::Text => DataType::Utf8,
        RowForm::Whole => DataType::Int64,
        RowForm::Real => DataType::Float64,
        RowForm::Truth => DataType::Boolean,
        RowForm::List(item) => DataType::List(item_field(item)),
        RowForm::Record(fields) => DataType::Struct(arrow_fields(fields, may_lack)),
    }
}

fn item_field(item: &RowForm) -> FieldRef {
    Arc::new(Field::new("item", data_type(item, false), false))
}

/// A column that grows by values that have its form.
enum Column {
    Text(StringBuilder),
    Whole(Int64Builder),
    Real(Float64Builder),
    Truth(BooleanBuilder),
    List { field: FieldRef, items: Box<Column>, offsets: Vec<i32>, valid: NullBufferBuilder },
    Record { fields: Fields, columns: Vec<Column>, len: usize, valid: NullBufferBuilder },
}

impl Column {
    fn new(form: &RowForm, may_lack: bool) -> Self {
        match *form {
            RowForm::Text => Self::Text(StringBuilder::new()),
            RowForm::Whole => Self::Whole(Int64Builder::new()),
            RowForm::Real => Self::Real(Float64Builder::new()),
            RowForm::Truth => Self::Truth(BooleanBuilder::new()),
            RowForm::List(item) => Self::list(item),
            RowForm::Record(fields) => Self::Record {
                fields: arrow_fields(fields, may_lack),
                columns: fields.iter().map(|field| Self::new(&field.form, field.optional)).collect(),
                len: 0,
                valid: NullBufferBuilder::new(0),
            },
        }
    }

    /// A column of lists of `item`.
    fn list(item: &RowForm) -> Self {
        Self::List {
            field: item_field(item),
            items: Box::new(Self::new(item, false)),
            offsets: vec![0],
            valid: NullBufferBuilder::new(0),
        }
    }

    /// How many it holds.
    fn len(&self) -> usize {
        match self {
            Self::Text(column) => arrow_array::builder::ArrayBuilder::len(column),
            Self::Whole(column) => arrow_array::builder::ArrayBuilder::len(column),
            Self::Real(column) => arrow_array::builder::ArrayBuilder::len(column),
            Self::Truth(column) => arrow_array::builder::ArrayBuilder::len(column),
            Self::List { offsets, .. } => offsets.len() - 1,
            Self::Record { len, .. } => *len,
        }
    }

    /// Adds `value`, or null where there is none.
    fn push(&mut self, value: Option<&Value>) {
        let value = value.filter(|value| !value.is_null());
        match self {
            Self::Text(column) => column.append_option(value.and_then(Value::as_str)),
            Self::Whole(column) => column.append_option(value.and_then(Value::as_i64)),
            Self::Real(column) => column.append_option(value.and_then(Value::as_f64)),
            Self::Truth(column) => column.append_option(value.and_then(Value::as_bool)),
            Self::List { items, offsets, valid, .. } => {
                value.and_then(Value::as_array).into_iter().flatten().for_each(|item| items.push(Some(item)));
                offsets.push(i32::try_from(items.len()).expect("an item is longer than a byte"));
                valid.append(value.is_some());
            }
            Self::Record { fields, columns, len, valid } => {
                let values =
                    fields.iter().map(|field| value.and_then(|value| value.get(field.name().as_str())));
                columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
                *len += 1;
                valid.append(value.is_some());
            }
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Whole(mut column) => Arc::new(column.finish()),
            Self::Real(mut column) => Arc::new(column.finish()),
            Self::Truth(mut column) => Arc::new(column.finish()),
            Self::List { field, items, offsets, mut valid } => {
                let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
                Arc::new(ListArray::new(field, offsets, items.finish(), valid.finish()))
            }
            Self::Record { fields, columns, len, mut valid } => {
                let columns: Vec<_> = columns.into_iter().map(Self::finish).collect();
                let made = StructArray::try_new_with_length(fields, columns, valid.finish(), len);
                Arc::new(made.expect("columns of one length, as their fields say"))
            }
        }
    }
}
