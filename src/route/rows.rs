//! Which tables are so long that a page cannot hold all their rows, and how
//! many files hold them for the script that sorts and filters.

use crate::model::dataset::Resource;
use crate::model::portal::Portal;

/// A file holds at most so many rows.
const MOST_ROWS: u64 = 5_000;
/// A file holds at most so many cells: rows of very many columns are fewer.
const MOST_CELLS: u64 = 200_000;
/// A browser is asked to hold at most so many files of one table.
const MOST_FILES: u64 = 10;

/// The files that hold the rows of a long table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFiles {
    /// How many files there are.
    pub count: u64,
    /// How many rows each of them holds; the last one may hold fewer.
    pub each: u64,
    /// How many rows they hold together: all, or the first ones.
    pub rows: u64,
}

/// The files of a table's rows; `None` when its page holds all of them, or
/// when the portal has no pages of tables.
pub fn row_files(portal: &Portal, resource: &Resource) -> Option<RowFiles> {
    let (columns, rows) = (resource.schema.fields.len(), resource.profile.rows);
    let is_long = portal.max_pages > 0 && rows > portal.rows_on_page(columns);
    is_long.then(|| split(rows, columns as u64))
}

fn split(rows: u64, columns: u64) -> RowFiles {
    let each = (MOST_CELLS / columns.max(1)).clamp(1, MOST_ROWS);
    let count = rows.div_ceil(each).min(MOST_FILES);
    RowFiles { count, each, rows: rows.min(count * each) }
}

#[cfg(test)]
mod tests {
    use super::{RowFiles, split};

    #[test]
    fn long_tables_are_cut_into_files_and_very_long_ones_have_only_their_first_rows_there() {
        assert_eq!(split(501, 8), RowFiles { count: 1, each: 5_000, rows: 501 });
        assert_eq!(split(12_000, 8), RowFiles { count: 3, each: 5_000, rows: 12_000 });
        assert_eq!(split(1_000_000, 8), RowFiles { count: 10, each: 5_000, rows: 50_000 });
        assert_eq!(split(1_000, 1_000), RowFiles { count: 5, each: 200, rows: 1_000 });
    }
}
