//! Answers as Python holds them: a batch, a stream of batches, and what their columns are.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::capsule;

/// As many answers as there were records, in their order: `key`, `rows` and `error`.
///
/// Whatever reads Arrow takes it: `pyarrow.record_batch(batch)`, `polars.DataFrame(batch)`, `pyarrow.table(batch)`.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Batch(RecordBatch);

impl Batch {
    pub(crate) fn new(batch: RecordBatch) -> Self {
        Self(batch)
    }
}

#[pymethods]
impl Batch {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // The interface lets a producer that has no other layout give its own.
        let _ = requested_schema;
        capsule::export_batch(py, &self.0)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = [Ok(self.0.clone())];
        capsule::export_stream(py, Box::new(RecordBatchIterator::new(batches, self.0.schema())))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, self.0.schema_ref())
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self.0.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        format!("<duizhao.Batch of {} answers: {}>", self.0.num_rows(), names.join(", "))
    }
}

/// The answers to a stream of batches, a batch for each, made when it is asked for: once.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Stream {
    reader: Mutex<Option<Box<dyn RecordBatchReader + Send>>>,
    schema: SchemaRef,
}

impl Stream {
    pub(crate) fn new(reader: impl RecordBatchReader + Send + 'static) -> Self {
        Self { schema: reader.schema(), reader: Mutex::new(Some(Box::new(Guarded(reader)))) }
    }
}

#[pymethods]
impl Stream {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = self.reader.lock().ok().and_then(|mut reader| reader.take());
        let reader =
            reader.ok_or_else(|| PyValueError::new_err("this stream was read already; answer again"))?;
        capsule::export_stream(py, reader)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, &self.schema)
    }

    fn __repr__(&self) -> &'static str {
        "<duizhao.Stream of answers>"
    }
}

/// A reader whose panics are errors: its caller is a function of C.
struct Guarded<R>(R);

impl<R: RecordBatchReader> Iterator for Guarded<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        panic::catch_unwind(AssertUnwindSafe(|| self.0.next())).unwrap_or_else(|_| {
            Some(Err(ArrowError::ComputeError("a fault of duizhao, in a batch of answers".into())))
        })
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Guarded<R> {
    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }
}

/// What the columns of answers are; `pyarrow.schema(schema)` reads it.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Schema(SchemaRef);

impl Schema {
    pub(crate) fn new(schema: SchemaRef) -> Self {
        Self(schema)
    }
}

#[pymethods]
impl Schema {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!(
            "<duizhao.Schema: {}>",
            self.0.fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>().join(", ")
        )
    }
}
