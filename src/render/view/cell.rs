//! A cell of a table, as people read it.

use serde::Serialize;

use super::Item;
use crate::markdown::cut_at;

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

    /// Its beginning, when it says more than `most` characters.
    pub(in crate::render) fn cut(&self, most: usize) -> Option<Self> {
        if self.items.is_empty() {
            return Some(CellView { plain: cut_at(&self.plain, most)?, items: Vec::new(), ..*self });
        }
        let mut room = most;
        let mut items = Vec::new();
        for item in &self.items {
            if let Some(text) = cut_at(&item.text, room) {
                // Of a further name a few letters say nothing.
                let text = if items.is_empty() { text } else { "…".to_owned() };
                let item = if items.is_empty() { item.clone() } else { Item::plain("") };
                items.push(Item { text, ..item });
                return Some(CellView { plain: joined(items.clone()), items, ..*self });
            }
            room -= item.text.chars().count();
            items.push(item.clone());
        }
        None
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
    fn a_long_cell_is_cut_at_a_word_and_a_long_list_after_a_name() {
        let text = |text: &str| CellView::new(vec![Item::plain(text)], false, false);
        let said = |cell: Option<CellView>| cell.map(|cell| cell.plain);
        assert_eq!(said(text("một hai, ba bốn").cut(11)), Some("một hai…".to_owned()));
        assert_eq!(said(text("một hai").cut(7)), None);
        assert_eq!(said(text("mộthaibabốn").cut(6)), Some("mộthai…".to_owned()));
        let names = ["Sở Một", "Sở Hai", "Sở Ba"].map(|name| Item::plain(name).to(Some("a.html".to_owned())));
        let list = CellView::new(names.to_vec(), false, false);
        assert_eq!(said(list.cut(17)), None);
        let cut = list.cut(14).expect("seventeen letters are more than fourteen");
        assert_eq!((cut.plain.as_str(), cut.items[2].href.as_deref()), ("Sở Một; Sở Hai; …", None));
        assert_eq!(said(list.cut(4)), Some("Sở…".to_owned()));
    }

    #[test]
    fn every_field_of_a_cell_is_one_that_a_page_may_need_cells_for() {
        let cell = serde_json::to_value(CellView::new(vec![Item::plain("a")], false, false)).expect("a cell is JSON");
        let fields: Vec<&str> = cell.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(fields, CellView::FIELDS);
    }
}
