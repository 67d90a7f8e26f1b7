//! What is known of each language?

pub(super) mod names;
