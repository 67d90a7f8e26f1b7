//! duizhao for Python: what is under the package `duizhao`.
//!
//! Who calls it? A notebook, with a text or two, and an engine (Spark, Ray, DuckDB, Polars), with a batch of some
//! hundred records in Arrow's layout. Both are answered by [`duizhao::record`], as the lines of `duizhao run` are: a
//! row of a table becomes the fields of a record, and the rows of its answer columns again. So a corpus has the same
//! answers whichever way it went, byte for byte, and a fault of one record is an error of that record.
//!
//! Going from columns to the engines and back without records between would spare some copies of text, about a
//! hundredth of what an alignment costs, and would be a second place that says what a row is.
//!
//! No thread is started that was not asked for with `jobs`, and none outlives its call, so that a process may fork
//! after it was here. While an engine works, other Python threads run.

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use duizhao::record::{self, Options, Verb};
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};

mod batch;
mod capsule;
mod columns;
mod jobs;
mod plain;
mod rows;

use batch::{Batch, Stream};
use columns::Reading;
use plain::Answered;
use rows::Form;

create_exception!(
    duizhao,
    Error,
    PyValueError,
    "A text that could not be answered. `kind` says why: `null`, `too-long`, `encoding`, `language`, `record` or `panic`."
);

/// What the verb called `name` is, and the form of its rows.
fn verb(name: &str, many: bool) -> PyResult<(Verb, Form)> {
    let verb = match name {
        "align" => Verb::Align,
        "check" => Verb::Check,
        "clean" => Verb::Clean,
        "diff" => Verb::Diff,
        "lines" => Verb::Lines,
        _ => return Err(PyValueError::new_err(format!("no verb `{name}`"))),
    };
    let fields = if many { record::schema::row_of_many() } else { record::schema::row(verb) };
    Ok((verb, Form::of(fields)))
}

fn options(lines: bool, max_chars: usize) -> Options {
    let mut options = Options::default();
    (options.max_chars, options.lines) = (Some(max_chars), lines);
    options
}

/// A fault of ours is said in the error of its record; nobody wants it on the screen as well.
fn hush() {
    static HUSHED: Once = Once::new();
    HUSHED.call_once(|| panic::set_hook(Box::new(|_| {})));
}

/// The answer to the record that has these fields.
#[pyfunction]
fn answer(
    py: Python<'_>,
    name: &str,
    many: bool,
    fields: &Bound<'_, PyDict>,
    lines: bool,
    max_chars: usize,
) -> PyResult<Answered> {
    hush();
    let (verb, form) = verb(name, many)?;
    let fields = plain::fields(fields)?;
    let options = options(lines, max_chars);
    let answer = py.detach(|| record::answer_fields(verb, fields, &options));
    Answered::new(py, &answer, form)
}

/// The answers to the records in `data`, which is a batch or a stream of batches: `columns` says by which columns the
/// fields of a record go, and `others` what fields all of them have.
#[pyfunction]
#[allow(clippy::too_many_arguments)]
fn answers<'py>(
    py: Python<'py>,
    name: &str,
    many: bool,
    data: &Bound<'py, PyAny>,
    key: Option<String>,
    columns: Vec<(String, String, bool)>,
    others: &Bound<'py, PyDict>,
    lines: bool,
    max_chars: usize,
    jobs: usize,
) -> PyResult<Bound<'py, PyAny>> {
    hush();
    let (verb, form) = verb(name, many)?;
    let jobs = jobs.max(1);
    let others: Map<String, Value> = plain::fields(others)?;
    let reading = Reading { verb, form, key, columns, others, options: options(lines, max_chars), jobs };
    // A batch that can be had as a stream too is one batch: as many records out as in.
    if data.hasattr("__arrow_c_array__")? {
        let batch = capsule::batch(data)?;
        return Ok(Batch::new(reading.answers(py, &batch)?).into_pyobject(py)?.into_any());
    }
    let stream = capsule::stream(data)?;
    Ok(Stream::new(reading.stream(stream)?).into_pyobject(py)?.into_any())
}

/// The Arrow schema of the answers of a verb, with a key of strings.
#[pyfunction]
fn schema(name: &str, many: bool, key: Option<&str>) -> PyResult<batch::Schema> {
    let (_, form) = verb(name, many)?;
    Ok(batch::Schema::new(form.answers(key)))
}

/// What the program ends with when it is called with these arguments, its own name first.
#[pyfunction]
fn command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    /// What a program ends with that panicked.
    const PANICKED: u8 = 101;
    py.detach(|| panic::catch_unwind(AssertUnwindSafe(|| duizhao::cli::run(arguments))).unwrap_or(PANICKED))
}

/// What the package `duizhao` calls.
#[pymodule(gil_used = false)]
fn _duizhao(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(answer, m)?)?;
    m.add_function(wrap_pyfunction!(answers, m)?)?;
    m.add_function(wrap_pyfunction!(schema, m)?)?;
    m.add_function(wrap_pyfunction!(command, m)?)?;
    m.add_class::<Answered>()?;
    m.add_class::<Batch>()?;
    m.add_class::<Stream>()?;
    m.add_class::<batch::Schema>()?;
    m.add("Error", m.py().get_type::<Error>())?;
    m.add("__version__", env!("CARGO_PKG_VERSION"))
}
