//! Garbled texts of settings, descriptors and pages: each kind is told once for
//! a file, at its first place, with how many there are.

use super::tree::{Kind, Node};
use crate::diag::code::GARBLED;
use crate::diag::{Diagnostic, Notes, SourceId, Spot};
use crate::model::garbled::{Garbled, garbled, hidden_word};

/// How many texts are garbled in each way, and the first of each.
#[derive(Default)]
pub struct Kinds([(u64, Option<Diagnostic>); Garbled::ALL.len()]);

impl Kinds {
    /// Looks at a text; `told` is the finding at its place, when it is garbled so.
    pub fn note(&mut self, text: &str, told: impl FnOnce(Garbled) -> Diagnostic) {
        let Some(how) = garbled(text) else { return };
        let (count, first) = &mut self.0[how as usize];
        *count += 1;
        first.get_or_insert_with(|| match hidden_word(text).filter(|_| how == Garbled::Hidden) {
            Some((word, sign)) => told(how).arg("word", word).arg("number", u32::from(sign)),
            None => told(how),
        });
    }

    /// Tells each kind once.
    pub fn tell(self, notes: &mut Notes) {
        notes.extend(self.0.into_iter().filter_map(|(count, first)| Some(first?.number("count", count))));
    }

    fn note_at(&mut self, text: &str, spot: impl FnOnce() -> Spot) {
        self.note(text, |how| Diagnostic::new(&GARBLED, spot()).arg("value", shortened(text)).variant(how.of_text()));
    }

    fn tree(&mut self, node: &Node<'_>, source: SourceId) {
        match &node.value {
            Kind::Text(text) => self.note_at(text, || Spot::bytes(source, node.span.clone())),
            Kind::List(items) => items.iter().for_each(|item| self.tree(item, source)),
            Kind::Table(entries) => entries.iter().for_each(|(_, _, node)| self.tree(node, source)),
            _ => {}
        }
    }
}

/// Tells the garbled texts of a file of keys.
pub(super) fn of_tree(node: &Node<'_>, source: SourceId, notes: &mut Notes) {
    let mut kinds = Kinds::default();
    kinds.tree(node, source);
    kinds.tell(notes);
}

/// Tells the garbled lines of a page, and the texts of its front matter.
pub(super) fn of_page(front: &Node<'_>, body: &str, start: usize, source: SourceId, notes: &mut Notes) {
    let mut kinds = Kinds::default();
    kinds.tree(front, source);
    let mut at = start;
    for line in body.split_inclusive('\n') {
        let text = line.trim_end();
        kinds.note_at(text, || Spot::bytes(source, at..at + text.len()));
        at += line.len();
    }
    kinds.tell(notes);
}

/// The beginning of a text, as a finding shows it.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.trim_start_matches(['#', '-', '*', ' ']);
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST - 1).chain(['…']).collect() }
}
