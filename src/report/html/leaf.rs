//! A page about one thing: its head, a bar of switches, a list of places and the text they stand in.

use maud::{Markup, PreEscaped, html};

use super::cell::words;
use super::{SCRIPT, STYLE, desk, document, words};
use crate::diff::Class;
use crate::message::Ui;

/// What a page is made of.
pub(super) struct Leaf<'a> {
    pub(super) title: &'a str,
    /// What stands above all.
    pub(super) head: Markup,
    /// Switches beside those of classes.
    pub(super) switches: Markup,
    /// The classes that there are, with how many places of each.
    pub(super) classes: Vec<(Class, usize)>,
    /// The places, each a `li` with a link and its classes in `data-c`.
    pub(super) list: Markup,
    /// Where they lie in the text, as parts of the whole from 0 to 1: the start, the anchor, and whether
    /// it matters much.
    pub(super) places: Vec<(f64, String, bool)>,
    pub(super) sheet: Markup,
}

impl Leaf<'_> {
    /// The page; it needs nothing else and runs no script but its own.
    pub(super) fn page(self) -> String {
        let body = html! {
            body.leaf {
                header.top { h1 { (self.title) } (self.head) }
                nav #bar aria-label=(words::l_shown.en) data-zh-label=(words::l_shown.zh) {
                    div.tools hidden {
                        div.chips {
                            @for (class, count) in &self.classes {
                                label.chip { input type="checkbox" name="class" value=(class.name()) checked; span { (class_name(*class)) " " (count) } }
                            }
                            (self.switches)
                        }
                        button #language type="button" { (words::language) }
                        output #where aria-live="polite" {}
                        button #back type="button" title="k" { (words::l_back) }
                        button #next type="button" title="j" { (words::l_next) }
                    }
                }
                div.frame {
                    nav.list aria-label=(words::l_places.en) data-zh-label=(words::l_places.zh) tabindex="0" { (self.list) }
                    div.map aria-hidden="true" { (map(&self.places)) }
                    main.sheet { (self.sheet) }
                }
                footer { (words::made) " duizhao " (env!("CARGO_PKG_VERSION")) }
                (desk::data(None))
                script { (PreEscaped(SCRIPT)) }
            }
        };
        document(self.title, STYLE, SCRIPT, body)
    }
}

/// Where the places lie in the whole, from top to bottom.
fn map(places: &[(f64, String, bool)]) -> Markup {
    const HEIGHT: f64 = 1000.0;
    html! {
        svg viewBox="0 0 10 1000" preserveAspectRatio="none" {
            @for (at, anchor, heavy) in places {
                a href={ "#" (anchor) } tabindex="-1" {
                    rect x="0" y=(format!("{:.1}", at * (HEIGHT - 4.0))) width="10" height="3" class=[heavy.then_some("h")] {}
                }
            }
        }
    }
}

/// The name of a class in both languages.
pub(super) fn class_name(class: Class) -> Markup {
    words::both(class.name(), class.label(Ui::Zh))
}

/// Whether a change of this class changes what is said.
pub(super) fn matters(class: Class) -> bool {
    class >= Class::Number
}

/// The beginning of `text`.
pub(super) fn beginning(text: &str, most: usize) -> Markup {
    let short = &text[..crate::text::grapheme::first(text, most)];
    html! { (words(short)) @if short.len() < text.len() { "…" } }
}
