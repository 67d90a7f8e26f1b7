//! Texts as Python has them, and the answer to one record.

use std::sync::OnceLock;

use arrow_array::RecordBatch;
use duizhao::record::Answer;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use serde_json::{Map, Value};

use crate::rows::{Form, Rows};
use crate::{Error, capsule};

/// The fields of a record, from a dictionary.
pub(crate) fn fields(given: &Bound<'_, PyDict>) -> PyResult<Map<String, Value>> {
    let fields = given.iter().map(|(name, value)| Ok((name.extract::<String>()?, from_python(&value)?)));
    fields.collect()
}

fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    if value.is_none() {
        Ok(Value::Null)
    } else if value.is_instance_of::<PyString>() {
        Ok(Value::String(value.extract()?))
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        value.try_iter()?.map(|item| from_python(&item?)).collect::<PyResult<_>>().map(Value::Array)
    } else {
        let kind = value.get_type().name()?;
        Err(PyTypeError::new_err(format!("a text is a `str` or a list of them, not `{kind}`")))
    }
}

fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(value) => value.into_bound_py_any(py),
        Value::Number(number) => match number.as_i64() {
            Some(number) => number.into_bound_py_any(py),
            None => number.as_f64().into_bound_py_any(py),
        },
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(values) => {
            let values = values.iter().map(|value| to_python(py, value)).collect::<PyResult<Vec<_>>>()?;
            Ok(PyList::new(py, values)?.into_any())
        }
        Value::Object(values) => {
            let dictionary = PyDict::new(py);
            values.iter().try_for_each(|(name, value)| dictionary.set_item(name, to_python(py, value)?))?;
            Ok(dictionary.into_any())
        }
    }
}

/// The rows of one answer.
#[pyclass(frozen, module = "duizhao")]
pub(crate) struct Answered {
    rows: Rows,
    form: Form,
    batch: OnceLock<RecordBatch>,
}

impl Answered {
    pub(crate) fn new(py: Python<'_>, answer: &Answer, form: Form) -> PyResult<Self> {
        match form.rows(answer) {
            Ok(rows) => Ok(Self { rows, form, batch: OnceLock::new() }),
            Err(failure) => {
                let error = Error::new_err(failure.message);
                error.value(py).setattr("kind", failure.kind)?;
                Err(error)
            }
        }
    }
}

#[pymethods]
impl Answered {
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.form.names();
        let rows = self.rows.iter().map(|row| {
            let dictionary = PyDict::new(py);
            // In the order in which they are written down, and not that of the alphabet.
            for name in names.iter().filter(|name| row.get(**name).is_some()) {
                dictionary.set_item(name, to_python(py, &row[*name])?)?;
            }
            Ok(dictionary)
        });
        PyList::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    fn names(&self) -> Vec<&'static str> {
        self.form.names()
    }

    fn __arrow_c_array__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        if self.batch.get().is_none() {
            let _ = self.batch.set(self.form.flat(&self.rows).map_err(capsule::failed)?);
        }
        capsule::export_batch(py, self.batch.get().expect("set above"))
    }
}
