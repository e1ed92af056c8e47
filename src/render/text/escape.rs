//! Text as HTML.
//!
//! Only what could end the text is replaced: `<` and `&`, and `"` because the
//! same text may stand in an attribute, always between such quotes (see
//! `compact`). The two ends of a tag that browsers also accept in a text, `>`
//! and `'`, stay readable and one byte long.

use std::io::{self, Write};

use memchr::memchr3_iter;

/// Writes a text as HTML.
pub(in crate::render) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if has_controls(text) {
        return escape(&without_controls(text), out);
    }
    let bytes = text.as_bytes();
    let mut done = 0;
    for at in memchr3_iter(b'&', b'<', b'"', bytes) {
        out.write_all(&bytes[done..at])?;
        out.write_all(written(bytes[at]).as_bytes())?;
        done = at + 1;
    }
    out.write_all(&bytes[done..])
}

/// Appends a text as HTML.
pub(in crate::render) fn push_escaped(text: &str, html: &mut String) {
    if has_controls(text) {
        return push_escaped(&without_controls(text), html);
    }
    let mut done = 0;
    for at in memchr3_iter(b'&', b'<', b'"', text.as_bytes()) {
        html.push_str(&text[done..at]);
        html.push_str(written(text.as_bytes()[at]));
        done = at + 1;
    }
    html.push_str(&text[done..]);
}

/// What is written for one of the bytes that are replaced.
fn written(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        _ => "&#34;",
    }
}

/// Whether a text has characters that no HTML may have, looked for many bytes
/// at a time.
fn has_controls(text: &str) -> bool {
    let is_one = |byte: u8| (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r') | (byte == 0x7f);
    text.bytes().fold(false, |any, byte| any | is_one(byte))
}

/// The same with a sign in their place.
fn without_controls(text: &str) -> String {
    text.chars().map(|c| if is_printable(c) { c } else { '\u{fffd}' }).collect()
}

/// Whether a character can be printed or is a space, a tab or a line's end.
pub(in crate::render) fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// A text as HTML.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(text, &mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_escaped_can_end_a_text_or_a_value() {
        assert_eq!(escaped("a<b>&\"c'\""), "a&lt;b>&amp;&#34;c'&#34;");
        assert_eq!(escaped(""), "");
        assert_eq!(escaped("Đà Nẵng"), "Đà Nẵng");
        assert_eq!(escaped("a\u{1}b\u{7f}\t\n"), "a\u{fffd}b\u{fffd}\t\n");
        let mut html = String::new();
        ["a\u{1}", "<", "đ"].into_iter().for_each(|text| push_escaped(text, &mut html));
        assert_eq!(html, "a\u{fffd}&lt;đ");
    }
}
