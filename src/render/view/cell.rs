//! A cell of a table, as people read it.

use serde::Serialize;

use super::Item;

/// A cell. Most are a text and nothing else, and are made and shown as such.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CellView {
    /// What it says, its items one after the other.
    text: String,
    /// Its items one by one, where there are several, or it leads somewhere, is a day or in another language; else none.
    items: Vec<Item>,
    is_number: bool,
    is_missing: bool,
}

impl CellView {
    /// A cell of these items.
    pub(in crate::render) fn new(items: Vec<Item>, is_number: bool, is_missing: bool) -> Self {
        let is_text = items.len() <= 1 && items.iter().all(Item::is_plain);
        let (text, items) = if is_text { (joined(items), Vec::new()) } else { (joined(items.clone()), items) };
        CellView { text, items, is_number, is_missing }
    }

    /// Whether it is set as a number.
    pub(in crate::render) fn is_number(&self) -> bool {
        self.is_number
    }

    /// Its items, where they are more than its text.
    pub(in crate::render) fn items(&self) -> &[Item] {
        &self.items
    }

    /// The cell as plain text.
    pub(in crate::render) fn text(&self) -> &str {
        &self.text
    }
}

/// The texts of items, one after the other.
pub(in crate::render) fn joined(items: Vec<Item>) -> String {
    items.into_iter().map(|item| item.text).reduce(|all, text| format!("{all}; {text}")).unwrap_or_default()
}
