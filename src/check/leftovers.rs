//! Leftovers: what a spreadsheet leaves around a table. Blank rows at its end
//! and nameless columns without a value behind its last one are seen by nobody
//! in the spreadsheet, so that they stop nobody: they are left out, and that is
//! said. Between rows and columns that hold something they are a mistake.

use super::columns::letter;
use super::header::shown;
use crate::diag::code::{BLANK_ROW, EMPTY_HEADER, LEFT_OUT, RAGGED_ROW};
use crate::diag::{Diagnostic, Notes, SourceId, Spot};
use crate::model::dataset::Extent;
use crate::model::schema::Dialect;
use crate::rows::Row;

/// What of a table may be left out, while its rows pass.
pub struct Leftovers {
    /// The table's file, and how it is written.
    file: (SourceId, Dialect),
    /// How many cells the header has, and how many up to its last name.
    header: usize,
    width: usize,
    /// The first value in each of the nameless columns at the end.
    values: Vec<Option<Spot>>,
    /// Blank rows one behind the other, and the first of them.
    blank: (u64, Option<Spot>),
    /// Where the last row that holds something ends.
    end: u64,
}

/// How many columns a header has up to the last that is named; all of them when
/// none is.
pub fn width(header: &[String]) -> usize {
    header.iter().rposition(|name| !name.is_empty()).map_or(header.len(), |last| last + 1)
}

impl Leftovers {
    /// Nothing yet, of a table whose header ends at `end`.
    pub fn new(file: (SourceId, Dialect), header: &[String], end: u64) -> Self {
        let width = width(header);
        Self { file, header: header.len(), width, values: vec![None; header.len() - width], blank: (0, None), end }
    }

    /// A row in which nothing stands.
    pub fn blank(&mut self, row: &Row<'_>) {
        self.blank.0 += 1;
        self.blank.1.get_or_insert_with(|| row.spot(0));
    }

    /// A row that holds something: tells the blank ones above it, and gives
    /// their number.
    pub fn filled(&mut self, row: &Row<'_>, notes: &mut Notes) -> u64 {
        self.end = row.end;
        for (column, first) in self.values.iter_mut().enumerate() {
            let column = self.width + column;
            if first.is_none() && row.text(column).is_none_or(|text| !text.trim().is_empty()) {
                *first = Some(row.spot(column));
            }
        }
        let (count, first) = std::mem::take(&mut self.blank);
        notes.extend(first.map(|first| match count {
            1 => Diagnostic::new(&BLANK_ROW, first),
            _ => Diagnostic::new(&BLANK_ROW, first).number("count", count).variant("many"),
        }));
        count
    }

    /// Whether a row has a cell for every column that is named, and none behind
    /// those of the header. Spreadsheets write the empty ones or leave them.
    pub fn fits(&self, row: &Row<'_>) -> bool {
        (self.width..=self.header).contains(&row.len())
    }

    /// The finding for a row that does not fit.
    pub fn ragged(&self, row: &Row<'_>) -> Diagnostic {
        let is_short = row.len() < self.width;
        let expected = if is_short { self.width } else { self.header };
        let told = Diagnostic::new(&RAGGED_ROW, row.spot(row.len().min(expected))).arg("sign", shown(self.file.1.delimiter));
        let told = told.arg("found", row.len()).arg("expected", expected).arg("letter", letter(expected));
        let is_filled = |column| row.text(column).is_none_or(|text| !text.trim().is_empty());
        told.variant(match is_short {
            true => "short",
            false if (expected..row.len()).any(is_filled) => "long",
            false => "blank",
        })
    }

    /// Tells what is left out, and the nameless columns that hold something.
    /// Gives how much of the table is published.
    pub fn tell(self, notes: &mut Notes) -> Extent {
        let Self { file: (source, dialect), header, width, values, blank: (count, first), end } = self;
        let at = |column| dialect.cell(source, 0, column);
        let filled = values.iter().rposition(Option::is_some);
        if let Some(filled) = filled {
            let told = Diagnostic::new(&EMPTY_HEADER, at(width)).arg("letter", letter(width));
            let told =
                if filled == 0 { told } else { told.number("count", filled + 1).arg("last", letter(width + filled)).variant("trailing") };
            notes.push(values.into_iter().flatten().next().into_iter().fold(told, |told, value| told.related("value", value)));
        } else if header > width {
            let told = Diagnostic::new(&LEFT_OUT, at(width)).number("count", header - width).arg("letter", letter(width));
            notes.push(told.arg("last", letter(header - 1)).variant(if header - width == 1 { "column" } else { "columns" }));
        }
        let width = if header > width { width } else { usize::MAX };
        let Some(first) = first else { return Extent { width, ..Extent::default() } };
        let told = Diagnostic::new(&LEFT_OUT, first).number("count", count);
        notes.push(told.variant(if count == 1 { "row" } else { "rows" }));
        Extent { end, width }
    }
}
