//! The delimiter of a table that declares no dialect, seen in its header.
//!
//! A Vietnamese Excel writes semicolons into its CSV files. Nobody who saves a
//! table should have to know that: a header without any comma says it itself.

use std::io::{self, Read};

use crate::model::schema::Dialect;

/// A header is looked for in so many bytes.
const LONGEST_HEADER: u64 = 1 << 16;

/// The dialect with the delimiter that the header uses: `usual` when the header
/// has it, else `,` `;` tab or `|`, whichever comes first. A header without any
/// of them is one column.
///
/// # Errors
/// When the table cannot be read.
pub fn sniff(table: impl Read, usual: Dialect) -> io::Result<Dialect> {
    let mut head = Vec::new();
    table.take(LONGEST_HEADER).read_to_end(&mut head)?;
    let known = [usual.delimiter, b',', b';', b'\t', b'|'];
    let found = known.into_iter().find(|delimiter| header_has(&head, *delimiter, usual.quote));
    Ok(Dialect { delimiter: found.unwrap_or(usual.delimiter), ..usual })
}

/// Whether the first line has the delimiter outside quotes.
fn header_has(head: &[u8], delimiter: u8, quote: u8) -> bool {
    let mut quoted = false;
    for &byte in head {
        match byte {
            _ if byte == quote => quoted = !quoted,
            b'\n' | b'\r' if !quoted => return false,
            _ if byte == delimiter && !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_without_commas_says_its_own_delimiter() {
        let delimiter = |text: &str, usual: u8| {
            sniff(text.as_bytes(), Dialect { delimiter: usual, ..Dialect::default() }).expect("bytes in memory").delimiter
        };
        assert_eq!(delimiter("id;tên\n1;a,b\n", b','), b';');
        assert_eq!(delimiter("\u{feff}id;\"tên, họ\";x\r\n", b','), b';');
        assert_eq!(delimiter("id,tên;x\n", b','), b',');
        assert_eq!(delimiter("id\ttên\n", b','), b'\t');
        assert_eq!(delimiter("id,tên\n", b'\t'), b',');
        assert_eq!(delimiter("tên\n1;2\n", b','), b',');
    }
}
