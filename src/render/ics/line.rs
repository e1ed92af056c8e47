//! A line of iCalendar: escaped, folded at 75 octets between letters, ended
//! with CRLF.

use std::io::{self, Write};

/// The longest line, in octets, its end left out.
const LONGEST: usize = 75;

/// Lines on their way into a calendar.
pub(super) struct Lines<'a>(&'a mut dyn Write);

impl<'a> Lines<'a> {
    /// Writes to `out`.
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self(out)
    }

    /// A property whose value is no text: an address, a day, a word.
    pub(super) fn plain(&mut self, name: &str, value: &str) -> io::Result<()> {
        // A line end or control character would end the property.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        self.0.write_all(folded(&format!("{name}:{value}")).as_bytes())
    }

    /// A property whose value is a text, with parameters such as `;LANGUAGE=vi`.
    pub(super) fn text(&mut self, name: &str, parameters: &str, text: &str) -> io::Result<()> {
        self.0.write_all(folded(&format!("{name}{parameters}:{}", escaped(text))).as_bytes())
    }
}

fn escaped(text: &str) -> String {
    text.replace("\r\n", "\n").chars().fold(String::with_capacity(text.len() + 8), |mut out, c| {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

/// The line in pieces of at most 75 octets, each after the first behind a space.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 25 + 2);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_lines_folded_between_letters() {
        let mut out = Vec::new();
        Lines::new(&mut out).text("SUMMARY", ";LANGUAGE=vi", "a,b;c\\d\r\ne\u{7}").unwrap();
        assert_eq!(out, b"SUMMARY;LANGUAGE=vi:a\\,b\\;c\\\\d\\ne \r\n");
        let long = format!("X:{}", "ệ".repeat(100));
        let folded = folded(&long);
        assert!(folded.split("\r\n").all(|piece| piece.len() <= LONGEST));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), long);
    }
}
