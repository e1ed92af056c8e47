//! The CSV reader's automaton, lent and given back.
//!
//! Making one takes longer than reading a small table with it, so that a thread
//! keeps those of the usual dialect that are out of use. What is read with one
//! never shows: it is set back before it is lent.

use std::cell::RefCell;

use csv_core::{Reader, ReaderBuilder};

use crate::model::schema::Dialect;

thread_local! {
    static FREE: RefCell<Vec<Reader>> = const { RefCell::new(Vec::new()) };
}

/// An automaton in use.
pub(super) struct Lent {
    /// Nothing only while it is given back.
    reader: Option<Reader>,
    is_usual: bool,
}

impl Lent {
    /// An automaton for a dialect, at the beginning of a file.
    pub(super) fn new(dialect: Dialect) -> Self {
        let usual = Dialect::default();
        let is_usual = (dialect.delimiter, dialect.quote) == (usual.delimiter, usual.quote);
        let free = if is_usual { FREE.with_borrow_mut(Vec::pop) } else { None };
        let reader = free.map(|mut reader| {
            reader.reset();
            reader
        });
        let build = || ReaderBuilder::new().delimiter(dialect.delimiter).quote(dialect.quote).build();
        Self { reader: Some(reader.unwrap_or_else(build)), is_usual }
    }

    /// The automaton.
    pub(super) fn get(&mut self) -> &mut Reader {
        self.reader.as_mut().expect("taken only when dropped")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take().filter(|_| self.is_usual) {
            // A thread that is ending keeps nothing.
            let _ = FREE.try_with(|free| free.borrow_mut().push(reader));
        }
    }
}
