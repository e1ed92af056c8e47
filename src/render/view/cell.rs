//! A cell of a table, as people read it.

use serde::Serialize;

use super::Item;

/// A cell. Most are a text and nothing else, and are made and shown as such.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CellView {
    /// What it says, its items one after the other.
    plain: String,
    /// Its items one by one, where there are several, or it leads somewhere, is a day or in another language; else none.
    items: Vec<Item>,
    is_number: bool,
    is_missing: bool,
}

impl CellView {
    /// Its fields as templates name them: a page that names none needs no cells.
    pub(in crate::render) const FIELDS: [&str; 4] = ["plain", "items", "is_number", "is_missing"];

    /// A cell of these items.
    pub(in crate::render) fn new(items: Vec<Item>, is_number: bool, is_missing: bool) -> Self {
        let is_text = items.len() <= 1 && items.iter().all(Item::is_plain);
        let (plain, items) = if is_text { (joined(items), Vec::new()) } else { (joined(items.clone()), items) };
        CellView { plain, items, is_number, is_missing }
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
        &self.plain
    }
}

/// The texts of items, one after the other.
pub(in crate::render) fn joined(items: Vec<Item>) -> String {
    items.into_iter().map(|item| item.text).reduce(|all, text| format!("{all}; {text}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_cell_is_one_that_a_page_may_need_cells_for() {
        let cell = serde_json::to_value(CellView::new(vec![Item::plain("a")], false, false)).expect("a cell is JSON");
        let fields: Vec<&str> = cell.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(fields, CellView::FIELDS);
    }
}
