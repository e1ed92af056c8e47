//! The search page: what its script needs, and what stands there without it.

use serde::Serialize;

use super::names::letters;
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::render::index::index;

/// The search page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchView {
    /// The way to the site's root, where the script finds its files.
    root: String,
    /// Every letter that names begin with, leading to the list of names.
    letters: Vec<Item>,
    /// Words to try, each leading to what they find.
    examples: Vec<Item>,
}

/// The search page.
pub(in crate::render) fn search(at: &Standpoint<'_>) -> (Head, SearchView) {
    let head = Head { title: Item::plain(at.t("section.search")), description: at.t("intro.search"), above: Vec::new() };
    let root = "../".repeat(at.path.matches('/').count());
    let examples = at.t("search.examples");
    let example = |words: &str| Item::plain(words.trim()).to(Some(format!("?q={}", super::frame::encoded(words.trim()))));
    let view = SearchView { root, letters: letters(at, index(at)), examples: examples.split(';').map(example).collect() };
    (head, view)
}
