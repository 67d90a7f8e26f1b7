//! The commands as people type them: help, messages, formats and exit codes, in `tests/cmd`.
//!
//! `TRYCMD=overwrite cargo test --test commands` writes what the program says now; read the change like
//! prose before committing it.

#[test]
fn commands_say_what_is_written_down() {
    trycmd::TestCases::new().env("DUIZHAO_UI", "en").case("tests/cmd/*.trycmd");
}
