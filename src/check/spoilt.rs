//! What spoils many cells or rows at once and is told once, with its count:
//! encodings and runs of blank rows.

use crate::diag::code::{BLANK_ROW, NOT_UTF8};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::garbled::{Garbled, garbled};
use crate::rows::Row;

/// How many cells an encoding has spoilt, and the first of each kind.
#[derive(Default)]
pub struct Spoilt {
    garbled: [(u64, Option<Diagnostic>); Garbled::ALL.len()],
    not_utf8: (u64, Option<Spot>),
}

impl Spoilt {
    /// Looks at a text; `told` is the finding at its place.
    pub fn note(&mut self, text: &str, told: impl FnOnce() -> Diagnostic) {
        let Some(how) = garbled(text) else { return };
        let (count, first) = &mut self.garbled[how as usize];
        *count += 1;
        if first.is_none() {
            *first = Some(told().variant(how.name()));
        }
    }

    /// A cell that is not UTF-8.
    pub fn not_utf8(&mut self, spot: Spot) {
        self.not_utf8.0 += 1;
        self.not_utf8.1.get_or_insert(spot);
    }

    /// Tells each kind once.
    pub fn tell(self, notes: &mut Notes) {
        for (count, first) in self.garbled {
            notes.extend(first.map(|first| first.number("count", count)));
        }
        let (count, first) = self.not_utf8;
        notes.extend(first.map(|first| Diagnostic::new(&NOT_UTF8, first).arg("found", "?").number("count", count).variant("cells")));
    }
}

/// A run of blank rows.
#[derive(Default)]
pub struct Blank {
    count: u64,
    first: Option<Spot>,
}

impl Blank {
    /// A row that is blank.
    pub fn note(&mut self, row: &Row<'_>) {
        self.count += 1;
        self.first.get_or_insert_with(|| row.spot(0));
    }

    /// Tells the run, if there is one: a single row as such, else `variant`.
    pub fn tell(&mut self, variant: &'static str, notes: &mut Notes) {
        let Some(first) = self.first.take() else { return };
        let told = Diagnostic::new(&BLANK_ROW, first);
        notes.push(if self.count == 1 { told } else { told.number("count", self.count).variant(variant) });
        self.count = 0;
    }
}
