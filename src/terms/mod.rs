//! Are terms rendered as agreed, and which words of a text are its terms?
//!
//! Two questions about one thing: words that a field, an office or a treaty uses for a concept, and what renders them in
//! a translation. [`departures`] holds a translation to a [`Glossary`]; [`propose`] makes one of a translation, with what
//! renders each term how often and where, those with several renderings first, for that is what an editor looks for.
//!
//! - [`Glossary`]: what was agreed;
//! - `finder`: where terms stand, in whatever form;
//! - `agreed`: what departs from the glossary;
//! - `words`, `grammar`: words as terms are made of them;
//! - `links`: which words in a row render which;
//! - `propose`: candidates, their renderings, their order.
//!
//! This stands above `align`, whose words and beads it asks, and `check`, which knows where Chinese words end; and below
//! `witness`, which makes findings of departures. A part of `witness` it is not, because it proposes from an alignment
//! that was read, with no version to bear witness on any other.

mod agreed;
mod finder;
mod glossary;
mod grammar;
mod grams;
mod links;
mod propose;
mod words;

pub use agreed::{Departure, departures};
pub use glossary::{Entry, Glossary, Standing, Term};
pub use propose::{Place, Proposal, Proposed, Rendering, propose};
