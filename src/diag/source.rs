//! Sources: which files there are, and how a place in one becomes line and column.
//!
//! Diagnostics hold byte offsets, which cost nothing while all is well. Only
//! when something has to be shown is the file read again, once, to find lines
//! and columns. No file text is kept.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A file of the portal, by its number in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The table of files.
#[derive(Debug, Default)]
pub struct Sources {
    root: PathBuf,
    files: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    path: String,
    text: Option<String>,
}

/// A line longer than this is shown cut, and a file larger than the other
/// number is not searched for line numbers beyond it.
const LONGEST_LINE: usize = 400;

impl Sources {
    /// No files yet, below `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), files: Vec::new() }
    }

    /// Adds the file at `path` (relative to the root, `/` between its parts).
    pub fn add(&mut self, path: impl Into<String>) -> SourceId {
        self.push(path.into(), None)
    }

    /// Adds a text that is not on the disk, such as a built-in template.
    pub fn add_text(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(path.into(), Some(text.into()))
    }

    fn push(&mut self, path: String, text: Option<String>) -> SourceId {
        self.files.push(Entry { path, text });
        SourceId(u32::try_from(self.files.len() - 1).expect("a portal has fewer than four billion files"))
    }

    /// The file's path relative to the root, `/` between its parts.
    pub fn path(&self, source: SourceId) -> &str {
        &self.files[source.0 as usize].path
    }

    /// Whether the text is built into the binary, not a file of the portal.
    pub fn is_built_in(&self, source: SourceId) -> bool {
        self.files[source.0 as usize].text.is_some()
    }

    /// Where the file is on the disk.
    pub fn disk_path(&self, source: SourceId) -> PathBuf {
        self.root.join(self.path(source))
    }

    /// The portal's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The places as people read them, each file read once. A file that
    /// vanished meanwhile gives places with line 0.
    pub fn locate(&self, spots: &[Spot]) -> Vec<Located> {
        let mut by_file: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
        for (index, spot) in spots.iter().enumerate() {
            by_file.entry(spot.source).or_default().push(index);
        }
        let mut found = vec![Located::default(); spots.len()];
        for (source, indices) in by_file {
            if indices.iter().all(|&index| spots[index].place == Place::Whole) {
                continue;
            }
            let Some(bytes) = self.read(source) else { continue };
            let lines = Lines::new(&bytes);
            for index in indices {
                found[index] = lines.locate(spots[index].place);
            }
        }
        found
    }

    fn read(&self, source: SourceId) -> Option<Vec<u8>> {
        match &self.files[source.0 as usize].text {
            Some(text) => Some(text.clone().into_bytes()),
            None => {
                let mut bytes = Vec::new();
                std::fs::File::open(self.disk_path(source)).ok()?.read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
        }
    }
}

/// A file's bytes with the offsets at which its lines begin.
struct Lines<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut starts = vec![if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }];
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\n' => starts.push(at + 1),
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => starts.push(at + 1),
                _ => {}
            }
            at += 1;
        }
        Self { bytes, starts }
    }

    fn locate(&self, place: Place) -> Located {
        let (start, end) = match place {
            Place::Whole => return Located::default(),
            Place::Bytes { start, end } => (start as usize, end as usize),
            Place::Cell { record, field, delimiter, quote } => self.cell(record as usize, field, delimiter, quote),
            Place::LineColumn { line, column, end } => return self.given(line, column, end),
        };
        let start = start.min(self.bytes.len());
        let line = self.starts.partition_point(|&begin| begin <= start).max(1);
        let begin = self.starts[line - 1];
        let finish = self.line_end(line);
        let before = String::from_utf8_lossy(&self.bytes[begin.min(start)..start]);
        let inside = String::from_utf8_lossy(&self.bytes[start..end.clamp(start, finish.max(start))]);
        self.describe(line, before.chars().count() + 1, inside.chars().count().max(1))
    }

    fn given(&self, line: u32, column: u32, end: u32) -> Located {
        let line = (line as usize).clamp(1, self.starts.len());
        self.describe(line, column.max(1) as usize, (end.saturating_sub(column)).max(1) as usize)
    }

    fn describe(&self, line: usize, column: usize, width: usize) -> Located {
        let text = String::from_utf8_lossy(&self.bytes[self.starts[line - 1]..self.line_end(line)]);
        let skip = if column > LONGEST_LINE { column - LONGEST_LINE / 4 } else { 0 };
        let text: String = text.chars().skip(skip).take(LONGEST_LINE).collect();
        let width = width.min(LONGEST_LINE);
        Located { line, column, width, text: text.replace(['\u{0}', '\u{1b}'], "\u{fffd}"), text_column: skip + 1 }
    }

    fn line_end(&self, line: usize) -> usize {
        let next = self.starts.get(line).copied().unwrap_or(self.bytes.len());
        let mut end = next;
        while end > self.starts[line - 1] && matches!(self.bytes[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        end
    }

    /// The bytes of one field, quotes included. A field that is not there (a
    /// short row) is the end of the record.
    fn cell(&self, record: usize, field: u32, delimiter: u8, quote: u8) -> (usize, usize) {
        let mut at = record.min(self.bytes.len());
        if at == 0 && self.bytes.starts_with(b"\xef\xbb\xbf") {
            at = 3;
        }
        // The CSV reader gives the place at which it began to read a record:
        // the rest of a line end and empty lines may come first.
        while matches!(self.bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        let (mut start, mut number, mut quoted) = (at, 0, false);
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if byte == quote && (quoted || at == start) {
                quoted = !quoted;
            } else if byte == quote && !quoted && at > start && self.bytes[at - 1] == quote {
                quoted = true;
            } else if !quoted && byte == delimiter {
                if number == field {
                    return (start, at);
                }
                number += 1;
                start = at + 1;
            } else if !quoted && matches!(byte, b'\n' | b'\r') {
                break;
            }
            at += 1;
        }
        if number == field { (start, at) } else { (at, at) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_behind_quotes_that_hold_delimiters_and_line_ends() {
        let bytes = b"a,b,c\n1,\"x,\"\"y\"\"\nz\",3\n".as_slice();
        let lines = Lines::new(bytes);
        let at = |field| lines.locate(Place::Cell { record: 6, field, delimiter: b',', quote: b'"' });
        assert_eq!((at(0).line, at(0).column), (2, 1));
        assert_eq!((at(1).line, at(1).column), (2, 3));
        assert_eq!((at(2).line, at(2).column), (3, 4));
    }

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let lines = Lines::new("\u{feff}đô,x\n".as_bytes());
        let at = lines.locate(Place::Bytes { start: 3 + 5, end: 3 + 6 });
        assert_eq!((at.line, at.column, at.text.as_str()), (1, 4, "đô,x"));
    }
}
