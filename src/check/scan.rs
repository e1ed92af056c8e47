//! The scan: one look at a table's raw bytes, before anything is parsed.
//!
//! Finds what a CSV parser forgives: a quote that never closes, text behind a
//! closing quote, and whether the file is already what is published, so that it
//! can be copied byte for byte.

use std::io::{self, BufRead};

use crate::load::conflict::Marks;
use crate::load::text::foreign;
use crate::model::schema::Dialect;

/// What the bytes show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Size in bytes.
    pub bytes: u64,
    /// UTF-8 without BOM, commas, RFC 4180 quoting, LF or CRLF, no empty lines.
    pub canonical: bool,
    /// Records and empty lines, the header included: there are no more rows.
    pub records: u64,
    /// Offset of a quote that never closes.
    pub unclosed: Option<u64>,
    /// Offsets of text behind a closing quote (`"4"5`), which parsers glue
    /// together; at most [`MOST_STRAYS`].
    pub strays: Vec<u64>,
    /// Offsets of the quote that opens the first cell of several lines with
    /// such text behind it, and of that text: a closing quote was forgotten on
    /// the line where the cell begins, and nothing behind can be trusted.
    pub swallowed: Option<(u64, u64)>,
    /// Whether there may be characters that XML cannot hold.
    pub controls: bool,
    /// Whether there are carriage returns inside quotes.
    pub inner_returns: bool,
    /// Offset of the first mark of git.
    pub conflict: Option<u64>,
    /// `utf16`, `nul` or `office` when the file is not UTF-8 at first sight.
    pub foreign: Option<&'static str>,
}

/// So many places of text behind quotes are kept; only a few are shown.
pub const MOST_STRAYS: usize = 1_000;

/// Where the scan stands in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the first byte of a line.
    Line,
    /// At the first byte of a field that is not the line's first.
    Field,
    /// Inside an unquoted field.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Behind a quote inside quotes: the end, or half of a doubled quote.
    Closing,
    /// Behind a carriage return outside quotes.
    Return,
}

/// Scans a table's bytes.
///
/// # Errors
/// When they cannot be read.
pub fn scan(mut reader: impl BufRead, dialect: Dialect) -> io::Result<Scan> {
    let mut scan = Scan { canonical: dialect == Dialect::default(), ..Scan::default() };
    let (mut state, mut opened) = (State::Line, 0u64);
    let (mut strict, mut mark) = (true, 0);
    // Whether the cell in quotes has several lines.
    let mut is_long = false;
    let mut marks = Marks::default();
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        if scan.bytes == 0 {
            scan.foreign = foreign(chunk);
            mark = if chunk.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            strict &= mark == 0;
        }
        scan.controls |= chunk.iter().fold(false, |any, &byte| any | is_control(byte));
        marks.look(chunk, scan.bytes);
        for (index, &byte) in chunk.iter().enumerate() {
            if scan.bytes + (index as u64) < mark {
                continue;
            }
            let (next, ok) = step(state, byte, dialect);
            if next == State::Quoted && matches!(state, State::Line | State::Field) {
                (opened, is_long) = (scan.bytes + index as u64, false);
            }
            is_long |= next == State::Quoted && matches!(byte, b'\n' | b'\r');
            if state == State::Closing && next == State::Plain && scan.swallowed.is_none() {
                let at = scan.bytes + index as u64;
                if is_long {
                    scan.swallowed = Some((opened, at));
                } else if scan.strays.len() < MOST_STRAYS {
                    scan.strays.push(at);
                }
            }
            let ends = next == State::Return || (next == State::Line && state != State::Return);
            scan.records += u64::from(ends);
            scan.inner_returns |= byte == b'\r' && next == State::Quoted;
            strict &= ok;
            state = next;
        }
        let length = chunk.len();
        scan.bytes += length as u64;
        reader.consume(length);
    }
    scan.records += u64::from(!matches!(state, State::Line | State::Return));
    scan.conflict = marks.first;
    scan.unclosed = (state == State::Quoted).then_some(opened);
    scan.canonical &= strict && state != State::Quoted && state != State::Return;
    Ok(scan)
}

/// Whether a byte is that of a control character, or the first of one of those
/// letters among which U+FFFE is.
fn is_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0xef
}

/// The next state, and whether the byte is as RFC 4180 has it.
fn step(state: State, byte: u8, dialect: Dialect) -> (State, bool) {
    let outside = |byte: u8, plain: State| match byte {
        b'\r' => State::Return,
        b'\n' => State::Line,
        byte if byte == dialect.delimiter => State::Field,
        _ => plain,
    };
    match state {
        State::Quoted if byte == dialect.quote => (State::Closing, true),
        State::Quoted => (State::Quoted, true),
        State::Closing if byte == dialect.quote => (State::Quoted, true),
        State::Closing => {
            let next = outside(byte, State::Plain);
            (next, next != State::Plain)
        }
        State::Return => (if byte == b'\n' { State::Line } else { outside(byte, State::Plain) }, byte == b'\n'),
        State::Line | State::Field if byte == dialect.quote => (State::Quoted, true),
        State::Line => (outside(byte, State::Plain), !matches!(byte, b'\r' | b'\n')),
        State::Field => (outside(byte, State::Plain), true),
        State::Plain => (outside(byte, State::Plain), byte != dialect.quote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(bytes: &[u8]) -> Scan {
        scan(bytes, Dialect::default()).unwrap()
    }

    #[test]
    fn only_files_that_need_no_change_are_canonical() {
        for good in ["a,b\n1,2\n", "a,b\r\n1,\"x\r\ny\"\r\n", "a\n\"say \"\"hi\"\"\"", "a,b\n,\n"] {
            assert!(scanned(good.as_bytes()).canonical, "{good:?}");
        }
        for bad in ["\u{feff}a\n1\n", "a\r1\r", "a\n\n1\n", "a\nx\"y\n", "a\n\"x\"y\n", "a\n\"x\n", "a\n1\n\n"] {
            assert!(!scanned(bad.as_bytes()).canonical, "{bad:?}");
        }
        assert_eq!(scanned(b"a,b\n1,\"x\n").unclosed, Some(6));
        assert_eq!([b"".as_slice(), b"a", b"a\n", b"a\r\nb\rc", b"a\n\"x\ny\"\n\n"].map(|bytes| scanned(bytes).records), [0, 1, 1, 3, 3]);
        assert_eq!(scanned(b"a,b\n\"4\"5,2\"x\"\n").strays, [7]);
        let forgotten = scanned(b"a,b\n1,\"x\n2,\"y\"\n");
        assert_eq!((forgotten.swallowed, forgotten.strays), (Some((6, 12)), vec![]));
        assert_eq!(scanned("\u{feff}\"a,b\n1,2\n".as_bytes()).unclosed, Some(3));
        assert_eq!(scanned(b"\xff\xfea\0").foreign, Some("utf16"));
        assert_eq!(["a\r\n\"x\ty\"", "a\n\u{1}", "\u{fffe}"].map(|text| scanned(text.as_bytes()).controls), [false, true, true]);
        assert_eq!(["a\r\n\"x\ny\"\r\n", "a\n\"x\ry\""].map(|text| scanned(text.as_bytes()).inner_returns), [false, true]);
    }
}
