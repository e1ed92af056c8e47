//! Places in files: as diagnostics hold them, and as people read them.
//!
//! Diagnostics hold byte offsets, which cost nothing while all is well.

/// A file of the portal, by its number in [`super::Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A place in a file. Places of one kind are in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// Bytes `start..end`.
    Bytes {
        /// First byte.
        start: u64,
        /// Byte after the last.
        end: u64,
    },
    /// Field number `field` (from 0) of the CSV record that begins at byte
    /// `record`; found by reading that record again.
    Cell {
        /// Offset of the record's first byte.
        record: u64,
        /// Number of the field, from 0.
        field: u32,
        /// The file's delimiter.
        delimiter: u8,
        /// The file's quote character.
        quote: u8,
    },
    /// Line and column as another tool gave them, both from 1.
    LineColumn {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// Column after the last character, on the same line.
        end: u32,
    },
}

/// A place in a file, with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The file.
    pub source: SourceId,
    /// The place in it.
    pub place: Place,
}

impl Spot {
    /// The file as a whole.
    pub fn whole(source: SourceId) -> Self {
        Self { source, place: Place::Whole }
    }

    /// Bytes `span` of the file.
    pub fn bytes(source: SourceId, span: std::ops::Range<usize>) -> Self {
        Self { source, place: Place::Bytes { start: span.start as u64, end: span.end as u64 } }
    }
}

/// A place as people read it.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Length in characters; at least 1.
    pub width: usize,
    /// The line's text, without its line end; cut around the place when very long.
    pub text: String,
    /// Column in characters at which `text` begins: 1 unless it was cut.
    pub text_column: usize,
}
