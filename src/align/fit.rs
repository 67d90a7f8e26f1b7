//! What was fitted, open to be fitted again: `scripts/models/fit-align` sets the weights by name and asks for
//! alignments with them.
//!
//! Not part of the library: it is there with the feature `fit` only.

use super::settings::{Settings, Weights};
use super::{Alignment, Options};
use crate::text::Document;

/// All that is fitted, with names.
#[derive(Clone, Debug, Default)]
pub struct Fitted(Settings);

impl Fitted {
    /// Names and values, such as `with.words.0`.
    pub fn values(&self) -> Vec<(String, f32)> {
        let mut copy = self.clone();
        copy.fields().into_iter().map(|(name, value)| (name, *value)).collect()
    }

    /// Sets one; whether there is such a name.
    pub fn set(&mut self, name: &str, value: f32) -> bool {
        match self.fields().into_iter().find(|field| field.0 == name) {
            Some((_, field)) => {
                *field = value;
                true
            }
            None => false,
        }
    }

    /// As [`align`](super::align), with these.
    pub fn align(&self, source: &Document, target: &Document, options: &Options) -> Alignment {
        super::texts::align_with(source, target, options, &self.0)
    }

    fn fields(&mut self) -> Vec<(String, &mut f32)> {
        let Settings {
            without,
            with,
            meant_without,
            meant_with,
            known,
            price,
            general,
            general_without,
            variance,
            prior,
            discount,
        } = &mut self.0;
        let mut fields: Vec<(String, &mut f32)> = Vec::new();
        let kinds = [
            ("without", without),
            ("with", with),
            ("meant_without", meant_without),
            ("meant_with", meant_with),
        ];
        for (kind, weights) in kinds {
            let Weights {
                mixture,
                cap,
                unseen,
                words,
                length,
                shape,
                signs,
                bead,
                border,
                paragraph,
                gap,
                confidence,
                meaning,
            } = weights;
            let one = |name: &str| format!("{kind}.{name}");
            let lists: [(&str, &mut [f32]); 7] = [
                ("mixture", mixture),
                ("words", words),
                ("signs", signs),
                ("paragraph", paragraph),
                ("gap", gap),
                ("confidence", confidence),
                ("meaning", meaning),
            ];
            for (name, list) in lists {
                let named = list.iter_mut().enumerate();
                fields.extend(named.map(|(n, value)| (one(&format!("{name}.{n}")), value)));
            }
            let single = [
                ("cap", cap),
                ("unseen", unseen),
                ("length", length),
                ("shape", shape),
                ("bead", bead),
                ("border", border),
            ];
            fields.extend(single.map(|(name, value)| (one(name), value)));
        }
        let [with, without] = discount;
        let [from, to] = known;
        let single = [
            ("known.0", from),
            ("known.1", to),
            ("discount", with),
            ("discount_without", without),
            ("price", price),
            ("general", general),
            ("general_without", general_without),
            ("variance", variance),
            ("prior", prior),
        ];
        fields.extend(single.map(|(name, value)| (name.to_owned(), value)));
        fields
    }
}
