//! How do files come in and go out?
//!
//! One file a format, its reader beside its writer. Errors begin here: each names the file and the
//! place in it.
