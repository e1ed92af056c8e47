//! Places found line by line are those that a look at the whole text gives.

use std::io::Cursor;

use super::*;

fn at(bytes: &[u8], place: Place) -> Located {
    locate(Cursor::new(bytes), &[place]).expect("memory is readable").remove(0)
}

#[test]
fn a_cell_is_found_behind_quotes_that_hold_delimiters_and_line_ends() {
    let bytes = b"a,b,c\n1,\"x,\"\"y\"\"\nz\",3\n".as_slice();
    let cell = |field| at(bytes, Place::Cell { record: 6, field, delimiter: b',', quote: b'"' });
    assert_eq!((cell(0).line, cell(0).column), (2, 1));
    assert_eq!((cell(1).line, cell(1).column), (2, 3));
    assert_eq!((cell(2).line, cell(2).column), (3, 4));
    assert_eq!((cell(3).line, cell(3).column), (3, 5), "a cell that is not there is the end of the record");
}

#[test]
fn quotes_inside_a_cell_without_quotes_are_letters() {
    let cell = |field| at(b"x\"\"y,2\nz\n", Place::Cell { record: 0, field, delimiter: b',', quote: b'"' });
    assert_eq!((cell(0).column, cell(0).width), (1, 4));
    assert_eq!((cell(1).line, cell(1).column, cell(1).width), (1, 6, 1));
}

#[test]
fn columns_count_characters_and_skip_the_byte_order_mark() {
    let found = at("\u{feff}đô,x\n".as_bytes(), Place::Bytes { start: 3 + 5, end: 3 + 6 });
    assert_eq!((found.line, found.column, found.text.as_str()), (1, 4, "đô,x"));
}

#[test]
fn a_long_line_is_shown_around_the_place() {
    let line = format!("{}x{}", "đ".repeat(100_000), "ô".repeat(100_000));
    let found = at(format!("a\r{line}\r\nb").as_bytes(), Place::Bytes { start: 2 + 200_000, end: 2 + 200_001 });
    assert_eq!((found.line, found.column, found.width, found.text_column), (2, 100_001, 1, 100_001 - BEFORE));
    assert_eq!(found.text.chars().count(), LONGEST_LINE);
    assert_eq!(found.text.chars().nth(BEFORE), Some('x'));
    let given = locate(Cursor::new(format!("a\n{line}\n")), &[Place::LineColumn { line: 2, column: 100_001, end: 100_002 }]);
    let given = given.expect("memory is readable").remove(0);
    assert_eq!((given.column, given.text, given.text_column), (found.column, found.text, found.text_column));
}

#[test]
fn what_steers_a_terminal_is_not_shown() {
    let found = at("a\u{1b}[31m\u{8}\u{9b}2Jx\tđ\n".as_bytes(), Place::Bytes { start: 0, end: 1 });
    assert_eq!(found.text, "a\u{fffd}[31m\u{fffd}\u{fffd}2Jx\tđ");
}

/// Line and column by looking at everything.
fn plainly(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut begins = vec![if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }];
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')) {
            begins.push(index + 1);
        }
    }
    let start = start.min(bytes.len());
    let line = begins.partition_point(|begin| *begin <= start).max(1);
    let before = &bytes[begins[line - 1].min(start)..start];
    (line, String::from_utf8_lossy(before).chars().count() + 1)
}

#[test]
fn every_byte_of_any_text_has_the_line_and_column_that_it_has_plainly() {
    let texts: [&[u8]; 6] = [
        b"",
        b"\r\n\r\r\n\n",
        "\u{feff}a\r\nđ,\"ô\nx\"\r€𝄞\n".as_bytes(),
        b"\xffa\xc4\n\xf0\x9d\x84b\r",
        "no end €".as_bytes(),
        b"\xef\xbb",
    ];
    for text in texts {
        let places: Vec<Place> = (0..=text.len() as u64 + 1).rev().map(|start| Place::Bytes { start, end: start + 1 }).collect();
        let together = locate(Cursor::new(text), &places).expect("memory is readable");
        for (place, found) in places.iter().zip(&together) {
            let Place::Bytes { start, .. } = *place else { continue };
            let alone = at(text, *place);
            // A place inside a character divides it when counted alone.
            if std::str::from_utf8(text).is_ok_and(|text| text.is_char_boundary((start as usize).min(text.len()))) {
                assert_eq!((alone.line, alone.column), plainly(text, start as usize), "{text:?} {start}");
                assert_eq!((found.line, found.text.as_str()), (alone.line, alone.text.as_str()), "{text:?} {start}");
            }
            assert_eq!(alone.line, plainly(text, start as usize).0, "{text:?} {start}");
        }
    }
}

/// Gives its bytes one at a time, as a slow disk might.
struct Drops<'a>(Cursor<&'a [u8]>);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = buffer.len().min(1);
        self.0.read(&mut buffer[..end])
    }
}

impl Seek for Drops<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn characters_that_come_in_pieces_are_counted_once() {
    let bytes = "a\r\nđ€𝄞x".as_bytes();
    let place = Place::Bytes { start: bytes.len() as u64 - 1, end: bytes.len() as u64 };
    let found = locate(Drops(Cursor::new(bytes)), &[place]).expect("memory is readable").remove(0);
    assert_eq!((found.line, found.column, found.text.as_str()), (2, 4, "đ€𝄞x"));
}
