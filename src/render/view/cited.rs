//! How plans print a document's number and date: every way once, with all the
//! lines on which it stands.

use super::Item;
use super::standpoint::Standpoint;
use crate::model::theme::filled;

/// The ways in which a document is printed, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Ways(Vec<(String, Vec<u64>)>);

impl Ways {
    /// Adds how it is printed on a line; a line that is not known is zero.
    pub(super) fn add(&mut self, written: String, line: u64) {
        let lines = match self.0.iter_mut().find(|(known, _)| *known == written) {
            Some((_, lines)) => lines,
            None => {
                self.0.push((written, Vec::new()));
                &mut self.0.last_mut().expect("one was just added").1
            }
        };
        if line > 0 && !lines.contains(&line) {
            lines.push(line);
        }
    }

    /// The ways, each with its lines: `749/QĐ-TTg (dòng 16, 20)`.
    pub(super) fn items(self, at: &Standpoint<'_>) -> Vec<Item> {
        let item = |(written, lines): (String, Vec<u64>)| {
            // Such as “the plan named above”.
            let written = if written.is_empty() { at.t("plan.no-number") } else { written };
            if lines.is_empty() {
                return Item::plain(written);
            }
            let numbers = lines.iter().map(u64::to_string).collect::<Vec<_>>().join(&at.t("list.separator"));
            let note = filled(&at.words.count("site.lines", lines.len() as u64), &[("lines", &numbers)]);
            Item::plain(written).with_note(note)
        };
        self.0.into_iter().map(item).collect()
    }
}
