//! Anchors that are made of names in the data. Those of authors' texts are
//! made where texts are read.

use std::borrow::Cow;

use crate::markdown::is_taken;

/// The anchor of a table on its dataset's page: its name, unless the page has
/// a place of its own that is called so.
pub fn table_anchor(name: &str) -> Cow<'_, str> {
    // No table has a name with `_`.
    if is_taken(name) { format!("table_{name}").into() } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::table_anchor;

    #[test]
    fn a_table_that_is_called_like_a_part_of_the_page_shares_no_anchor_with_it() {
        for name in ["targets", "chart", "chart-a", "chart-1-1", "searches"] {
            assert_eq!(table_anchor(name), name);
        }
        for name in ["main", "search", "chart-1", "chart-12", "section-cite"] {
            assert_eq!(table_anchor(name), format!("table_{name}"));
        }
    }
}
