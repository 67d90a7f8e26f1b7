//! A word that was given for one of a few, and is none of them.

use std::fmt;

use super::Message;
use crate::say;

/// A word for which nothing has that name, among all that have one.
///
/// What `FromStr` refuses with, wherever values are known by a word: classes, kinds, severities, statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    given: String,
    known: Vec<&'static str>,
}

impl UnknownName {
    /// `given`, which is none of `known`.
    pub fn new(given: &str, known: impl IntoIterator<Item = &'static str>) -> Self {
        Self { given: given.to_owned(), known: known.into_iter().collect() }
    }

    /// The value in `all` whose name is `given`.
    pub fn find<T>(
        given: &str,
        all: impl IntoIterator<Item = T> + Clone,
        name: impl Fn(&T) -> &'static str,
    ) -> Result<T, Self> {
        let found = all.clone().into_iter().find(|value| name(value) == given);
        found.ok_or_else(|| Self::new(given, all.into_iter().map(|value| name(&value))))
    }

    /// The name that may have been meant.
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(&self.given, self.known.iter().copied())
    }

    /// What to say of it.
    pub fn said(&self) -> Message {
        let given = &self.given;
        match self.nearest() {
            Some(near) => {
                say!(en: "there is no `{given}`; did you mean `{near}`?", zh: "没有 `{given}`；是不是 `{near}`？", given, near)
            }
            None => say!(
                en: "there is no `{given}`; there are {known}",
                zh: "没有 `{given}`；可用的有 {known}",
                given,
                known = self.known.join(", ")
            ),
        }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for UnknownName {}

/// The word among `known` that `word` may have been meant to be.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known.into_iter().map(|known| (strsim::jaro_winkler(&word, &known.to_lowercase()), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.75).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_or_all() {
        let unknown = UnknownName::new("wordin", ["wording", "width"]);
        assert_eq!(unknown.nearest(), Some("wording"));
        assert_eq!(unknown.to_string(), "there is no `wordin`; did you mean `wording`?");
        assert_eq!(UnknownName::new("q", ["a", "b"]).to_string(), "there is no `q`; there are a, b");
    }
}
