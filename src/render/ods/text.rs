//! Text in an ODS: XML that gives back every space, tab and line end.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::model::format_limits::is_xml;

/// A text inside an element or an attribute.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // A letter that XML cannot hold begins with one of these bytes, too.
    let may_need = |byte: u8| matches!(byte, ..b' ' | b'&' | b'<' | b'>' | b'"' | 0xef);
    if !text.bytes().fold(false, |any, byte| any | may_need(byte)) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .fold(String::with_capacity(text.len() + 16), |mut out, c| {
            push(&mut out, c);
            out
        })
        .into()
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\n' | '\t' => out.push(' '),
        c if is_xml(c) => out.push(c),
        _ => out.push('\u{FFFD}'),
    }
}

/// The paragraphs of a cell, one for each line.
pub(super) fn paragraphs(text: &str, out: &mut impl Write) -> io::Result<()> {
    for line in text.split('\n') {
        out.write_all(b"<text:p>")?;
        out.write_all(line_of(line).as_bytes())?;
        out.write_all(b"</text:p>")?;
    }
    Ok(())
}

/// A line: readers take spaces at its edges and all but one of several for
/// none, so those are elements.
fn line_of(line: &str) -> Cow<'_, str> {
    if is_plain(line) {
        return escaped(line);
    }
    let mut out = String::with_capacity(line.len() + 32);
    let mut letters = line.chars().peekable();
    let mut is_start = true;
    while let Some(c) = letters.next() {
        match c {
            '\t' => out.push_str("<text:tab/>"),
            ' ' => {
                let mut count = 1;
                while letters.next_if_eq(&' ').is_some() {
                    count += 1;
                }
                let is_edge = is_start || letters.peek().is_none();
                if !is_edge {
                    out.push(' ');
                    count -= 1;
                }
                if count > 0 {
                    out.push_str(&format!("<text:s text:c=\"{count}\"/>"));
                }
            }
            c => push(&mut out, c),
        }
        is_start = false;
    }
    out.into()
}

/// Whether a line has no tab, and spaces only one by one between letters.
fn is_plain(line: &str) -> bool {
    let mut before = b' ';
    for byte in line.bytes() {
        if byte == b'\t' || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_space_tab_and_line_comes_back_and_what_xml_cannot_hold_is_marked() {
        let written = |text: &str| {
            let mut out = Vec::new();
            paragraphs(text, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written("a b"), "<text:p>a b</text:p>");
        assert_eq!(written(" a  b\t"), "<text:p><text:s text:c=\"1\"/>a <text:s text:c=\"1\"/>b<text:tab/></text:p>");
        assert_eq!(written("<a>&\n\u{1}"), "<text:p>&lt;a&gt;&amp;</text:p><text:p>\u{FFFD}</text:p>");
        assert_eq!(escaped("\"x\"\n\u{FFFE}"), "&quot;x&quot; \u{FFFD}");
    }
}
