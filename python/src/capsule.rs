//! How does a batch come from one library into another that it has never heard of?
//!
//! By Arrow's PyCapsule interface: an object has a method that gives its schema and its data as structures of C, whose
//! layout is fixed and which say how to release them. So no Python library of Arrow is imported here, and whichever
//! there is may be used: pyarrow, Polars, DuckDB, pandas, nanoarrow.
//!
//! The structures are taken from capsules by address. That is the one thing in duizhao that the compiler cannot
//! check, so it stands alone in this file.

use std::ffi::CStr;
use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, DataType, Schema};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// What Arrow had to complain of.
pub(crate) fn failed(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The batch that `object` exports, whose data it hands over.
pub(crate) fn batch(object: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let pair = object.call_method0("__arrow_c_array__")?;
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = pair.extract()?;
    let schema: NonNull<FFI_ArrowSchema> = schema.pointer_checked(Some(SCHEMA))?.cast();
    let array: NonNull<FFI_ArrowArray> = array.pointer_checked(Some(ARRAY))?.cast();
    // SAFETY: a capsule of this name holds this structure, filled as the interface has it, and is alive until the end
    // of this function. The array is moved out of its capsule, in which one that is released is left.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.as_ptr());
        from_ffi(array, schema.as_ref()).map_err(failed)?
    };
    if !matches!(data.data_type(), DataType::Struct(_)) {
        let message =
            format!("a column of {} is no batch: give a table whose columns have names", data.data_type());
        return Err(PyTypeError::new_err(message));
    }
    let rows = StructArray::from(data);
    if rows.null_count() > 0 {
        return Err(PyValueError::new_err("a batch has null in place of a row"));
    }
    Ok(RecordBatch::from(rows))
}

/// The stream of batches that `object` exports.
pub(crate) fn stream(object: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !object.hasattr("__arrow_c_stream__")? {
        let kind = object.get_type().name()?;
        let message = format!(
            "`{kind}` is neither a text nor a table: it has no `__arrow_c_array__` and no `__arrow_c_stream__`"
        );
        return Err(PyTypeError::new_err(message));
    }
    let capsule: Bound<'_, PyCapsule> = object.call_method0("__arrow_c_stream__")?.extract()?;
    let stream: NonNull<FFI_ArrowArrayStream> = capsule.pointer_checked(Some(STREAM))?.cast();
    // SAFETY: as for a batch; the stream is moved out of its capsule.
    unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) }.map_err(failed)
}

/// `schema` for whoever reads Arrow.
pub(crate) fn export_schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(failed)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// `batch`, its schema first, for whoever reads Arrow.
pub(crate) fn export_batch<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyTuple>> {
    let array = FFI_ArrowArray::new(&StructArray::from(batch.clone()).to_data());
    let array = PyCapsule::new_with_value(py, array, ARRAY)?;
    PyTuple::new(py, [export_schema(py, batch.schema_ref())?, array])
}

/// `reader` for whoever reads Arrow. It is asked for batches from any thread, by C: no panic may leave it.
pub(crate) fn export_stream<'py>(
    py: Python<'py>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}
