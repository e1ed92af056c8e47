//! Addresses with short names for the vocabularies that they are of.

use std::io::{self, Write};

use super::Prefixes;

/// The prefix of an address and what stands behind it, when all forms of RDF
/// take both as a name.
pub(super) fn prefixed(prefixes: Prefixes, address: &str) -> Option<(&'static str, &str)> {
    let (prefix, local) = prefixes.iter().find_map(|(prefix, whole)| Some((*prefix, address.strip_prefix(whole)?)))?;
    let is_name =
        local.starts_with(|c: char| c.is_ascii_alphabetic()) && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some((prefix, local))
}

/// Writes a text in pieces: where `escape` has something for a byte, that
/// stands in its place.
pub(super) fn escaped(text: &str, out: &mut impl Write, escape: impl Fn(u8) -> Option<&'static str>) -> io::Result<()> {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(instead) = escape(byte) {
            out.write_all(&text.as_bytes()[done..at])?;
            out.write_all(instead.as_bytes())?;
            done = at + 1;
        }
    }
    out.write_all(&text.as_bytes()[done..])
}

/// Writes all pieces, one behind the other.
pub(super) fn pieces<const N: usize>(out: &mut impl Write, pieces: [&str; N]) -> io::Result<()> {
    pieces.iter().try_for_each(|piece| out.write_all(piece.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::prefixed;

    #[test]
    fn only_plain_names_have_a_prefix() {
        let of = |address| prefixed(&[("dct", "http://purl.org/dc/terms/")], address);
        assert_eq!(of("http://purl.org/dc/terms/title"), Some(("dct", "title")));
        assert_eq!((of("http://purl.org/dc/terms/"), of("http://purl.org/dc/terms/a/b"), of("http://purl.org/x")), (None, None, None));
        assert_eq!((of("http://purl.org/dc/terms/1"), of("http://purl.org/dc/terms/tiêu-đề")), (None, None));
    }
}
