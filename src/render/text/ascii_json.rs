//! JSON in ASCII: what hosts that name no character set, or a wrong one, cannot
//! garble. Letters beyond ASCII are written as `\u` and four digits.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

/// Writes a value on one line, at once: its letters are many and small.
pub(in crate::render) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&line(value)?)
}

/// A value on one line, with its line end.
pub(in crate::render) fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut line, Ascii(CompactFormatter)))?;
    line.push(b'\n');
    Ok(line)
}

struct Ascii(CompactFormatter);

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Most texts are names, addresses and sums.
        if fragment.is_ascii() {
            return self.0.write_string_fragment(writer, fragment);
        }
        let mut rest = fragment;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let (plain, beyond) = rest.split_at(at);
            self.0.write_string_fragment(writer, plain)?;
            let letter = beyond.chars().next().expect("a byte beyond ASCII begins a letter");
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let digit = |shift: u32| b"0123456789abcdef"[usize::from((*unit >> shift) & 0xf)];
                writer.write_all(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)])?;
            }
            rest = &beyond[letter.len_utf8()..];
        }
        self.0.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::write_line;

    #[test]
    fn no_letter_beyond_ascii_is_left_and_none_is_lost() {
        let value = serde_json::json!({ "tên": ["Huế \"1\"\n", "\u{1f600}"] });
        let mut out = Vec::new();
        write_line(&value, &mut out).expect("memory takes everything");
        assert!(out.is_ascii());
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("JSON"), value);
    }
}
