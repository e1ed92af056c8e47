//! Locating: places in a file's bytes as lines and columns.
//!
//! Looks at the file from its beginning to the last place that is asked for,
//! and keeps no more of it than a line's visible part, because tables may be
//! as large as the disk and a line as long as the file.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::place::{Located, Place};

/// So many characters of a line are shown.
const LONGEST_LINE: usize = 400;

/// So many characters before a place are shown when its line is cut.
const BEFORE: usize = LONGEST_LINE / 4 - 1;

/// The longest character in bytes.
const WIDEST: usize = 4;

/// The places as people read them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn locate<R: Read + Seek>(file: R, places: &[Place]) -> io::Result<Vec<Located>> {
    let mut file = Lines { file: BufReader::with_capacity(1 << 16, file) };
    let mut found = vec![Located::default(); places.len()];
    let spans = file.spans(places)?;
    let lines = file.lines(&spans, places)?;
    // In the order of the file, so that a long line is counted through once.
    let mut order: Vec<usize> = spans.keys().copied().collect();
    order.sort_by_key(|index| spans[index]);
    let (mut last, mut counted) = ((0, 0), 0);
    for index in order {
        let ((start, end), (line, begin)) = (spans[&index], lines[&index]);
        let from = if last.0 == line && last.1 <= start { last.1 } else { begin.min(start) };
        let more = file.characters(from, start)?;
        counted = if from == last.1 && last.0 == line { counted + more } else { more };
        last = (line, start);
        found[index] = file.shown(line, begin, counted + 1, (start, end))?;
    }
    for (index, place) in places.iter().enumerate() {
        if let Place::LineColumn { column, end, .. } = *place {
            let (line, begin) = lines[&index];
            found[index] = file.given(line, begin, column, end)?;
        }
    }
    Ok(found)
}

/// First byte and byte after the last, by the number of the place.
type Spans = BTreeMap<usize, (u64, u64)>;

/// A file that is read line by line.
struct Lines<R> {
    file: BufReader<R>,
}

impl<R: Read + Seek> Lines<R> {
    /// The bytes of the places that are given by bytes or cells.
    fn spans(&mut self, places: &[Place]) -> io::Result<Spans> {
        let length = self.file.seek(SeekFrom::End(0))?;
        let mut spans = Spans::new();
        let mut cells: BTreeMap<(u64, u8, u8), Vec<(u32, usize)>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            match *place {
                Place::Whole | Place::LineColumn { .. } => {}
                Place::Bytes { start, end } => {
                    spans.insert(index, (start.min(length), end.min(length)));
                }
                Place::Cell { record, field, delimiter, quote } => {
                    cells.entry((record.min(length), delimiter, quote)).or_default().push((field, index));
                }
            }
        }
        for ((record, delimiter, quote), mut fields) in cells {
            fields.sort_unstable();
            self.cells(record, delimiter, quote, &fields, &mut spans)?;
        }
        Ok(spans)
    }

    /// The bytes of fields of one record, quotes included. A field that is not
    /// there (a short row) is the end of the record.
    fn cells(&mut self, record: u64, delimiter: u8, quote: u8, fields: &[(u32, usize)], spans: &mut Spans) -> io::Result<()> {
        let mut at = if record == 0 { self.mark()? } else { record };
        self.file.seek(SeekFrom::Start(at))?;
        let (mut start, mut number, mut state, mut wanted) = (at, 0, Cell::Before, fields);
        'record: loop {
            let chunk = self.file.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let length = chunk.len();
            for &byte in chunk {
                let (next, ends_field) = state.next(byte, delimiter, quote);
                match next {
                    // The CSV reader gives the place at which it began to read
                    // a record: the rest of a line end and empty lines may come first.
                    Cell::Before => start = at + 1,
                    Cell::Behind => break 'record,
                    _ => {}
                }
                if ends_field {
                    while let Some((&(_, index), rest)) = wanted.split_first().filter(|((field, _), _)| *field == number) {
                        spans.insert(index, (start, at));
                        wanted = rest;
                    }
                    if wanted.is_empty() {
                        return Ok(());
                    }
                    (number, start) = (number + 1, at + 1);
                }
                state = next;
                at += 1;
            }
            self.file.consume(length);
        }
        spans.extend(wanted.iter().map(|&(field, index)| (index, (if field == number { start } else { at }, at))));
        Ok(())
    }

    /// Length of the byte-order mark, which belongs to no line.
    fn mark(&mut self) -> io::Result<u64> {
        Ok(if self.window(0, 3)? == b"\xef\xbb\xbf" { 3 } else { 0 })
    }

    /// Number and first byte of the line of every place.
    fn lines(&mut self, spans: &Spans, places: &[Place]) -> io::Result<BTreeMap<usize, (usize, u64)>> {
        let mut by_byte: Vec<(u64, usize)> = spans.iter().map(|(index, (start, _))| (*start, *index)).collect();
        let numbered = places.iter().enumerate().filter_map(|(index, place)| match place {
            Place::LineColumn { line, .. } => Some((u64::from(*line), index)),
            _ => None,
        });
        let mut by_number: Vec<(u64, usize)> = numbered.collect();
        by_byte.sort_unstable_by(|a, b| b.cmp(a));
        by_number.sort_unstable_by(|a, b| b.cmp(a));
        let mut found = BTreeMap::new();
        let (mut line, mut begin) = (1, self.mark()?);
        let mut settle = |line: usize, begin: u64, next: u64| {
            while let Some((_, index)) = by_byte.pop_if(|(start, _)| *start < next) {
                found.insert(index, (line, begin));
            }
            while let Some((_, index)) = by_number.pop_if(|(number, _)| *number <= line as u64 || next == u64::MAX) {
                found.insert(index, (line, begin));
            }
            by_byte.is_empty() && by_number.is_empty()
        };
        self.file.seek(SeekFrom::Start(begin))?;
        let (mut at, mut returned, mut done) = (begin, false, false);
        while !done {
            let chunk = self.file.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let length = chunk.len();
            for &byte in chunk {
                // A line ends behind its CR, LF, or CR and LF.
                if byte == b'\n' || returned {
                    let next = at + u64::from(byte == b'\n');
                    done = settle(line, begin, next);
                    (line, begin) = (line + 1, next);
                }
                returned = byte == b'\r';
                at += 1;
            }
            self.file.consume(length);
        }
        if returned && !done {
            settle(line, begin, at);
            (line, begin) = (line + 1, at);
        }
        settle(line, begin, u64::MAX);
        Ok(found)
    }

    /// How many characters stand from one byte to another.
    fn characters(&mut self, from: u64, to: u64) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(from))?;
        let (mut left, mut count, mut carried) = (to.saturating_sub(from), 0, Vec::with_capacity(WIDEST));
        while left > 0 {
            let chunk = self.file.fill_buf()?;
            let length = chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if length == 0 {
                break;
            }
            let mut rest = &chunk[..length];
            // A character that two chunks share is read from a few bytes of both.
            while !carried.is_empty() && !rest.is_empty() {
                carried.push(rest[0]);
                rest = &rest[1..];
                if !is_begun(&carried) {
                    count += String::from_utf8_lossy(&carried).chars().count();
                    carried.clear();
                }
            }
            let begun = (1..WIDEST.min(rest.len() + 1)).find(|length| is_begun(&rest[rest.len() - length..])).unwrap_or(0);
            let (whole, begun) = rest.split_at(rest.len() - begun);
            count +=
                whole.utf8_chunks().map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty())).sum::<usize>();
            carried.extend_from_slice(begun);
            self.file.consume(length);
            left -= length as u64;
        }
        Ok(count + usize::from(!carried.is_empty()))
    }

    /// Some bytes of the file, fewer at its end.
    fn window(&mut self, from: u64, length: usize) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::with_capacity(length);
        self.file.by_ref().take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The rest of a line from a byte on, as far as it can be shown.
    fn rest(&mut self, from: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.window(from, (LONGEST_LINE + 1) * WIDEST)?;
        let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len());
        bytes.truncate(end);
        Ok(bytes)
    }

    /// A place by its bytes, with the visible part of its line.
    fn shown(&mut self, line: usize, begin: u64, column: usize, (start, end): (u64, u64)) -> io::Result<Located> {
        let rest = self.rest(start)?;
        let inside = rest.len().min(usize::try_from(end.saturating_sub(start)).unwrap_or(usize::MAX));
        let width = String::from_utf8_lossy(&rest[..inside]).chars().count().clamp(1, LONGEST_LINE);
        if column <= LONGEST_LINE {
            let text = self.rest(begin)?;
            return Ok(Located { line, column, width, text: visible(String::from_utf8_lossy(&text).chars()), text_column: 1 });
        }
        let from = start.saturating_sub((BEFORE * WIDEST) as u64).max(begin);
        let before = self.window(from, usize::try_from(start - from).unwrap_or_default())?;
        let before: Vec<char> = String::from_utf8_lossy(&before).chars().collect();
        let before = &before[before.len().saturating_sub(BEFORE)..];
        let text = visible(before.iter().copied().chain(String::from_utf8_lossy(&rest).chars()));
        Ok(Located { line, column, width, text, text_column: column - before.len() })
    }

    /// A place by the line and column that another tool gave.
    fn given(&mut self, line: usize, begin: u64, column: u32, end: u32) -> io::Result<Located> {
        let width = (end.saturating_sub(column).max(1) as usize).min(LONGEST_LINE);
        let column = column.max(1) as usize;
        let skip = if column > LONGEST_LINE { column - 1 - BEFORE } else { 0 };
        // Only texts are located like this, and they are not large.
        let text = self.window(begin, column.saturating_add(LONGEST_LINE).saturating_mul(WIDEST))?;
        let text = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let text = visible(String::from_utf8_lossy(text).chars().skip(skip));
        Ok(Located { line, column, width, text, text_column: skip + 1 })
    }
}

/// Where a byte of a record stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Before the record's first byte.
    Before,
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes, or behind its closing quote.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Behind a quote inside quotes.
    Closing,
    /// Behind the record.
    Behind,
}

impl Cell {
    /// What stands behind the byte, and whether it ends a field.
    fn next(self, byte: u8, delimiter: u8, quote: u8) -> (Self, bool) {
        match (self, byte) {
            (Cell::Before, b'\r' | b'\n') => (Cell::Before, false),
            (Cell::Quoted, _) if byte == quote => (Cell::Closing, false),
            (Cell::Quoted, _) => (Cell::Quoted, false),
            (Cell::Closing, _) if byte == quote => (Cell::Quoted, false),
            (Cell::Before | Cell::Start, _) if byte == quote => (Cell::Quoted, false),
            (_, b'\r' | b'\n') => (Cell::Behind, false),
            _ if byte == delimiter => (Cell::Start, true),
            _ => (Cell::Plain, false),
        }
    }
}

/// Whether the bytes are the beginning of a character.
fn is_begun(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

/// As many characters as are shown; what would steer a terminal is replaced.
fn visible(text: impl Iterator<Item = char>) -> String {
    text.take(LONGEST_LINE).map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests;
