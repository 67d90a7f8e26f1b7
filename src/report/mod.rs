//! A result laid out for people or machines, one file a medium. Nothing here computes: all that is
//! shown stands in the value that is shown.
