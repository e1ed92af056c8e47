//! Rows: a table opened as a stream of records, one reused buffer.
//!
//! The one place that reads CSV. Trusts byte offsets, never line numbers.
//! Knows nothing of types: cells are text here, [`crate::model::cell`] reads them.

mod file;
mod lent;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

use csv_core::ReadRecordResult;

pub use file::{Bytes, TableFile};

use file::CHUNK;
use lent::Lent;

use crate::diag::{SourceId, Spot};
use crate::model::dataset::{Extent, ROWS_PER_MARK, Resource};
use crate::model::schema::Dialect;

/// A table opened for reading; the header has been read.
pub struct Rows<R = BufReader<File>> {
    input: R,
    reader: Lent,
    record: Record,
    header: Vec<String>,
    header_is_plain: bool,
    foreign: Option<Spot>,
    dialect: Dialect,
    source: SourceId,
    /// Offset of the first byte that has not been read.
    at: u64,
    /// How much of the file is read.
    extent: Extent,
}

/// The buffer of one record: its cells one behind the other, unquoted, and
/// where each of them ends.
#[derive(Default)]
struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// A record of a table.
pub struct Row<'a> {
    bytes: &'a [u8],
    /// The same bytes, when they are UTF-8.
    text: Option<&'a str>,
    ends: &'a [usize],
    /// Offset in the file at which reading it began; line ends may stand
    /// before its first byte.
    pub offset: u64,
    /// Offset of the byte after it.
    pub end: u64,
    source: SourceId,
    dialect: Dialect,
}

impl Rows {
    /// Opens the file and reads its header.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: &Path, source: SourceId, dialect: Dialect) -> io::Result<Self> {
        Rows::from_reader(BufReader::with_capacity(CHUNK, File::open(path)?), source, dialect)
    }

    /// Opens a table that has been checked: what has been left out is not there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(path: &Path, resource: &Resource) -> io::Result<Self> {
        Ok(Self::open(path, resource.source, resource.dialect)?.within(resource.profile.extent))
    }

    /// Opens a table that has been read before so that its row number `first`
    /// (from 0) comes next, without reading all the rows before it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_at(path: &Path, resource: &Resource, first: u64) -> io::Result<Self> {
        let marks = &resource.profile.marks;
        let mark = (first / ROWS_PER_MARK).min((marks.len() as u64).saturating_sub(1));
        let near = usize::try_from(mark).ok().and_then(|mark| marks.get(mark).copied());
        let (mut rows, skipped) = match near {
            Some(offset) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(offset))?;
                let file = BufReader::with_capacity(CHUNK, file);
                (Self::new(file, offset, resource.source, resource.dialect).within(resource.profile.extent), mark * ROWS_PER_MARK)
            }
            None => (Self::of(path, resource)?, 0),
        };
        for _ in skipped..first {
            if rows.next()?.is_none() {
                break;
            }
        }
        Ok(rows)
    }
}

impl<R: BufRead> Rows<R> {
    /// Reads the header of a table from any reader.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn from_reader(mut input: R, source: SourceId, dialect: Dialect) -> io::Result<Self> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        let has_mark = input.fill_buf()?.starts_with(MARK);
        if has_mark {
            input.consume(MARK.len());
        }
        let mut rows = Self::new(input, if has_mark { MARK.len() as u64 } else { 0 }, source, dialect);
        let (raw, foreign): (Vec<String>, Option<Spot>) = match rows.next()? {
            Some(row) => (
                row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
                (0..row.len()).find(|&field| row.text(field).is_none()).map(|field| row.spot(field)),
            ),
            None => Default::default(),
        };
        rows.foreign = foreign;
        rows.header = raw.iter().map(|name| name.trim().to_owned()).collect();
        rows.header_is_plain = raw == rows.header;
        Ok(rows)
    }

    /// Reads what `input` gives, which stands in the file from `at` on.
    fn new(input: R, at: u64, source: SourceId, dialect: Dialect) -> Self {
        Rows {
            input,
            reader: Lent::new(dialect),
            record: Record::default(),
            header: Vec::new(),
            header_is_plain: true,
            foreign: None,
            dialect,
            source,
            at,
            extent: Extent::default(),
        }
    }

    /// The same rows, without what stands behind the extent.
    #[must_use]
    pub fn within(mut self, extent: Extent) -> Self {
        self.extent = extent;
        self.header.truncate(extent.width);
        self
    }

    /// Offset of the first byte that has not been read.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The same rows out of what `wrap` makes of their reader.
    pub fn over<S>(self, wrap: impl FnOnce(R) -> S) -> Rows<S> {
        let Self { input, reader, record, header, header_is_plain, foreign, dialect, source, at, extent } = self;
        Rows { input: wrap(input), reader, record, header, header_is_plain, foreign, dialect, source, at, extent }
    }

    /// The header's names, trimmed; empty when the file is.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether the header's names had no space around them.
    pub fn header_is_plain(&self) -> bool {
        self.header_is_plain
    }

    /// The place of the header's first name that is not UTF-8.
    pub fn header_not_utf8(&self) -> Option<Spot> {
        self.foreign
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    #[allow(clippy::should_implement_trait, reason = "the record is lent from one buffer, which Iterator cannot say")]
    pub fn next(&mut self) -> io::Result<Option<Row<'_>>> {
        let offset = self.at;
        if offset >= self.extent.end {
            return Ok(None);
        }
        let (mut written, mut cells) = (0, 0);
        loop {
            let Record { bytes, ends } = &mut self.record;
            let (result, read, bytes_read, cells_read) =
                self.reader.get().read_record(self.input.fill_buf()?, &mut bytes[written..], &mut ends[cells..]);
            self.input.consume(read);
            self.at += read as u64;
            written += bytes_read;
            cells += cells_read;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => bytes.resize((bytes.len() * 2).max(1024), 0),
                ReadRecordResult::OutputEndsFull => ends.resize((ends.len() * 2).max(32), 0),
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
            }
        }
        let ends = &self.record.ends[..cells.min(self.extent.width)];
        let bytes = &self.record.bytes[..ends.last().copied().unwrap_or(0)];
        // Much faster than the standard library where letters have accents.
        let text = simdutf8::basic::from_utf8(bytes).ok();
        Ok(Some(Row { bytes, text, ends, offset, end: self.at, source: self.source, dialect: self.dialect }))
    }
}

impl<'a> Row<'a> {
    /// How many cells the record has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the record is an empty line.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty() || (self.len() == 1 && self.bytes.is_empty())
    }

    /// Whether nothing stands in any cell.
    pub fn is_blank(&self) -> bool {
        (0..self.len()).all(|column| self.text(column).is_some_and(|text| text.trim().is_empty()))
    }

    /// The cells as bytes.
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (bytes, ends, skip) = (self.bytes, self.ends, self.dialect.skip_initial_space);
        (0..ends.len()).map(move |field| {
            let cell = &bytes[place(ends, field)];
            if skip { cell.trim_ascii_start() } else { cell }
        })
    }

    /// A cell's text: `Some("")` beyond a short record's end, `None` when the
    /// bytes are not UTF-8.
    pub fn text(&self, field: usize) -> Option<&'a str> {
        if field >= self.len() {
            return Some("");
        }
        let place = place(self.ends, field);
        let cell = match self.text {
            // A letter's bytes may be divided between two cells.
            Some(text) => text.get(place)?,
            None => std::str::from_utf8(&self.bytes[place]).ok()?,
        };
        Some(if self.dialect.skip_initial_space { cell.trim_ascii_start() } else { cell })
    }

    /// The place of a cell, for a diagnostic.
    pub fn spot(&self, field: usize) -> Spot {
        self.dialect.cell(self.source, self.offset, field)
    }
}

/// The bytes of a cell among those of its record.
fn place(ends: &[usize], field: usize) -> std::ops::Range<usize> {
    (if field == 0 { 0 } else { ends[field - 1] })..ends[field]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
        let mut rows = Rows::from_reader(text.as_bytes(), SourceId(0), Dialect::default()).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            all.push((row.offset, (0..row.len()).map(|field| row.text(field).unwrap().to_owned()).collect()));
        }
        (rows.header().to_vec(), all)
    }

    #[test]
    fn rows_in_the_middle_are_found_by_the_nearest_mark() {
        let mut text = String::from("\u{feff}id,tên\r\n");
        let mut offsets = Vec::new();
        for number in 0..2_500 {
            offsets.push(text.len() as u64);
            text += &format!("{number},\"dòng\n{number}\"\r\n");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        std::fs::write(&path, &text).unwrap();
        let mut resource = crate::load::descriptor::undeclared("t.csv", SourceId(0), &mut crate::diag::Notes::default()).unwrap();
        for marked in [false, true] {
            resource.profile.marks = if marked { offsets.iter().step_by(1_000).copied().collect() } else { Vec::new() };
            for first in [0, 1, 999, 1_000, 1_001, 2_000, 2_499, 2_500, 9_999] {
                let mut rows = Rows::open_at(&path, &resource, first).unwrap();
                let row = rows.next().unwrap().map(|row| (row.text(0).unwrap().to_owned(), row.text(1).unwrap().to_owned()));
                assert_eq!(row, (first < 2_500).then(|| (first.to_string(), format!("dòng\n{first}"))), "{first} {marked}");
            }
        }
    }

    #[test]
    fn offsets_point_at_the_first_byte_of_every_record_behind_bom_and_any_line_end() {
        for (bom, end) in [("", "\n"), ("\u{feff}", "\r\n"), ("", "\r"), ("\u{feff}", "\n")] {
            let text = format!("{bom}a,b{end}1,2{end}\"x{end}y\",4{end}5,6");
            let (header, rows) = read(&text);
            assert_eq!(header, ["a", "b"]);
            assert_eq!(rows.len(), 3);
            for (offset, cells) in rows {
                let first = &text[usize::try_from(offset).unwrap()..];
                assert!(first.trim_start_matches(['\r', '\n', '"']).starts_with(&cells[0]), "{first:?} {cells:?}");
            }
        }
    }

    #[test]
    fn a_letter_divided_between_two_cells_is_no_text_in_either() {
        let mut rows = Rows::from_reader(b"a,b,c\n\xc3,\xa1,x\n\xc3\xa1,y,\xff\n".as_slice(), SourceId(0), Dialect::default()).unwrap();
        let mut texts = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            texts.push((0..4).map(|field| row.text(field).map(str::to_owned)).collect::<Vec<_>>());
        }
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(texts, [[None, None, text("x"), text("")], [text("á"), text("y"), None, text("")]]);
    }
}
