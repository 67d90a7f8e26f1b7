//! The marks that rules ask about; they are [`crate::text::marks`].

pub(super) use crate::text::marks::{closes, closing, is_chinese, opens, wide};
