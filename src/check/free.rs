//! Free tables, those that no profile knows: what a spreadsheet leaves among
//! their rows. A row that adds up the others is counted once more by whoever
//! adds them up, one that was pasted twice as well, and of merged cells only the
//! first keeps the value.
//!
//! Nobody has said what such a table means, so that only what is plain is told:
//! a single total as the last row, those of sections, and columns at the left in which values
//! stand above blanks beside a column that has none.

use foldhash::HashMap;

use super::columns::letter;
use super::keys::hash;
use super::totals::{Total, total};
use crate::diag::code::{MERGED_COLUMN, REPEATED_ROW, TOTAL_AT_END};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::schema::{FieldType, Schema};
use crate::rows::Row;

/// Tables with fewer rows are seen at a glance, and prove nothing.
const FEWEST: u64 = 4;

/// A table that people wrote has no more rows; those of a longer one are not
/// remembered.
const REMEMBERED: u64 = 10_000;

/// Groups stand in the first columns of a table.
const GROUPED: usize = 3;

/// What the rows of a free table have shown so far.
#[derive(Default)]
pub struct Free {
    rows: u64,
    /// How many rows are called totals, and the first of them.
    totals: u64,
    total: Option<Diagnostic>,
    is_last: bool,
    /// How many rows are the total of a section, and the first of them.
    sections: u64,
    section: Option<Diagnostic>,
    groups: [Group; GROUPED],
    repeated: Repeated,
}

/// The rows so far, by their hash, and those that were there before.
#[derive(Default)]
struct Repeated {
    rows: HashMap<u64, Spot>,
    count: u64,
    first: Option<(Spot, Spot)>,
}

/// What a column shows that may have had merged cells.
#[derive(Default)]
struct Group {
    blanks: u64,
    first: Option<Spot>,
    /// The last value, once there was a blank.
    last: String,
    /// Whether a blank stands in the first row, or a value twice.
    is_none: bool,
}

impl Free {
    /// Looks at a row. One in which a cell is wrong has been told.
    pub fn row(&mut self, row: &Row<'_>, texts: &[&str], schema: &Schema, is_told: bool) {
        for (column, group) in self.groups.iter_mut().enumerate().take(texts.len()).filter(|(_, group)| !group.is_none) {
            let text = Some(texts[column]).filter(|text| !text.trim().is_empty());
            group.note(text, self.rows == 0, || row.spot(column));
        }
        self.rows += 1;
        if self.rows <= REMEMBERED && schema.primary_key.is_empty() && schema.unique_keys.is_empty() && texts.len() > 1 {
            self.repeated.note(hash(texts.iter().map(|text| text.trim())), row.spot(0));
        } else if self.rows == REMEMBERED + 1 {
            self.repeated = Repeated::default();
        }
        let first = texts.iter().copied().enumerate().find(|(_, text)| !text.trim().is_empty());
        let adds = first.and_then(|(column, text)| Some((column, text, total(text)?)));
        let adds = adds.filter(|(column, ..)| texts[column + 1..].iter().any(|text| is_amount(text)));
        self.is_last = matches!(adds, Some((.., Total::OfAll)));
        let Some((column, text, total)) = adds else { return };
        let told = || {
            let told = Diagnostic::new(&TOTAL_AT_END, row.spot(column)).arg("value", text.trim()).arg("letter", letter(column));
            told.arg("field", &schema.fields[column].name)
        };
        match total {
            Total::OfAll => {
                self.totals += 1;
                self.total = (!is_told && self.totals == 1).then(told);
            }
            Total::OfSection => {
                self.sections += 1;
                self.section = self.section.take().or_else(|| (!is_told).then(told));
            }
        }
    }

    /// Tells what the rows have shown, of which so many lack a value, by column.
    pub fn tell(self, schema: &Schema, missing: &[u64], notes: &mut Notes) {
        if self.rows < FEWEST {
            return;
        }
        let (rows, has_total) = (self.rows, self.is_last && self.totals == 1);
        let Repeated { count, first, .. } = self.repeated;
        // What people answered may well be the same.
        if let Some((first, again)) = first.filter(|_| count * 2 < rows) {
            notes.push(Diagnostic::new(&REPEATED_ROW, again).number("count", count).related("first", first));
        }
        notes.extend(self.total.filter(|_| has_total));
        notes.extend(self.section.map(|section| section.number("count", self.sections).variant("section")));
        let is_full = |column: usize| missing.get(column) == Some(&0);
        for (column, group) in self.groups.into_iter().enumerate().take(schema.fields.len()) {
            let field = &schema.fields[column];
            if group.is_merged(rows) && (column + 1..schema.fields.len()).any(is_full) {
                let told =
                    group.first.map(|first| Diagnostic::new(&MERGED_COLUMN, first).arg("field", &field.name).number("count", group.blanks));
                notes.extend(told.map(|told| told.arg("letter", letter(column))));
                return;
            }
            // Numbers of rows may stand before the groups; a total makes texts of them.
            if !is_full(column) || !(has_total || matches!(field.kind, FieldType::Integer(_))) {
                return;
            }
        }
    }
}

impl Repeated {
    fn note(&mut self, row: u64, spot: Spot) {
        if let Some(first) = self.rows.insert(row, spot) {
            self.rows.insert(row, first);
            self.count += 1;
            self.first.get_or_insert((first, spot));
        }
    }
}

impl Group {
    fn note(&mut self, text: Option<&str>, is_first: bool, spot: impl FnOnce() -> Spot) {
        match text {
            None => {
                self.is_none = is_first;
                self.blanks += 1;
                self.first.get_or_insert_with(spot);
            }
            Some(text) if self.blanks > 0 => {
                self.is_none = self.last == text;
                self.last.clear();
                self.last.push_str(text);
            }
            Some(_) => {}
        }
    }

    /// Whether most groups have more than one row, and there are several.
    fn is_merged(&self, rows: u64) -> bool {
        let values = rows - self.blanks;
        !self.is_none && values > 1 && self.blanks >= values
    }
}

/// Whether a cell may be what others add up to.
fn is_amount(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && !text.bytes().any(|byte| byte.is_ascii_alphabetic())
}
