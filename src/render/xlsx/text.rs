//! Text in an XLSX: XML in which Excel finds every character again, those too
//! that XML cannot hold (ECMA-376, part 1, 22.9.2.19).

use std::borrow::Cow;
use std::fmt::Write;

use crate::model::room::is_xml;

/// A text inside an element or an attribute.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    // Most texts have no byte that something in question begins with.
    let may_be = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | 0xef) || (byte < b' ' && !matches!(byte, b'\n' | b'\t'));
    if !text.bytes().fold(false, |any, byte| any | may_be(byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text[at..]) => out.push_str("_x005F_"),
            '\r' => out.push_str("_x000D_"),
            c if is_xml(c) => out.push(c),
            c => drop(write!(out, "_x{:04X}_", u32::from(c))),
        }
    }
    Cow::Owned(out)
}

/// Whether a text begins with what Excel would read as a character: `_x0041_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x") && bytes.get(6) == Some(&b'_') && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn every_character_has_a_form_that_xml_holds_and_forms_written_out_stay_texts() {
        assert_eq!(escaped("Đất & <nước> \"x\"\n\t"), "Đất &amp; &lt;nước&gt; &quot;x&quot;\n\t");
        assert_eq!(escaped("a\u{1}b\rc\u{fffe}"), "a_x0001_b_x000D_c_xFFFE_");
        assert_eq!(
            (escaped("_x0041_"), escaped("_x004_"), escaped("ma_xa_x00Ff_")),
            ("_x005F_x0041_".into(), "_x004_".into(), "ma_xa_x005F_x00Ff_".into())
        );
    }
}
