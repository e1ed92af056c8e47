//! What spoils many cells at once and is told once, with its count:
//! encodings.

use crate::diag::code::NOT_UTF8;
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::garbled::{Garbled, garbled};

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
