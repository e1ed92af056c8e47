//! A cell of a table, as people read it.

use serde::Serialize;

use super::Item;
use crate::markdown::cut_at;
use crate::render::text::escape::push_escaped;

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
    /// A cell of these items.
    pub(in crate::render) fn new(items: Vec<Item>, is_number: bool, is_missing: bool) -> Self {
        let is_text = items.len() <= 1 && items.iter().all(Item::is_plain);
        let (plain, items) = if is_text { (joined(items), Vec::new()) } else { (joined(items.clone()), items) };
        CellView { plain, items, is_number, is_missing }
    }

    /// A cell that is a text and nothing else.
    pub(in crate::render) fn text(text: String, is_number: bool) -> Self {
        CellView { plain: text, items: Vec::new(), is_number, is_missing: false }
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
    pub(in crate::render) fn plain(&self) -> &str {
        &self.plain
    }

    /// Appends what it says as HTML.
    pub(in crate::render) fn draw(&self, html: &mut String) {
        if self.items.is_empty() {
            return push_escaped(&self.plain, html);
        }
        for (place, item) in self.items.iter().enumerate() {
            if place > 0 {
                html.push_str("; ");
            }
            draw(item, html);
        }
    }
}

/// Appends an item as HTML.
fn draw(Item { text, lang, mark, href, date, note }: &Item, html: &mut String) {
    let attribute = |name: &str, value: &str, html: &mut String| {
        html.extend([" ", name, "=\""]);
        push_escaped(value, html);
        html.push('"');
    };
    let name = match (href, date, lang) {
        (Some(_), ..) => "a",
        (_, Some(_), _) => "time",
        (.., Some(_)) => "span",
        _ => "",
    };
    if !name.is_empty() {
        html.extend(["<", name]);
        match (href, date) {
            (Some(href), _) => attribute("href", href, html),
            (None, Some(date)) => attribute("datetime", date, html),
            (None, None) => {}
        }
        if let Some(lang) = lang.as_ref().filter(|_| name != "time") {
            attribute("lang", lang, html);
        }
        html.push('>');
    }
    push_escaped(text, html);
    if !name.is_empty() {
        html.extend(["</", name, ">"]);
    }
    if let Some(mark) = mark {
        html.push_str(" <small class=mark><abbr");
        attribute("title", mark, html);
        html.push('>');
        push_escaped(&lang.as_deref().unwrap_or_default().to_uppercase(), html);
        html.push_str("</abbr></small>");
    }
    if let Some(note) = note {
        html.push_str(" <small class=note>(");
        push_escaped(note, html);
        html.push_str(")</small>");
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
}
