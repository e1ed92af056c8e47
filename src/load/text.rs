//! Reading a text file: UTF-8 without surprises, or an understandable error.

use std::path::Path;

use super::conflict;
use crate::diag::code::{CONFLICT, NOT_UTF8};
use crate::diag::{Diagnostic, Notes, SourceId, Spot};

/// The file's text without a byte-order mark, and how many bytes that mark took.
pub fn read(path: &Path, source: SourceId, notes: &mut Notes) -> Option<(String, usize)> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            notes.push(Diagnostic::unreadable(Spot::whole(source), &error));
            return None;
        }
    };
    if let Some(variant) = foreign(&bytes) {
        // Tables come from Excel, texts from an editor.
        let variant = match variant {
            "utf16" => "utf16-text",
            "office" => "office-text",
            _ => "nul-text",
        };
        notes.push(Diagnostic::new(&NOT_UTF8, Spot::whole(source)).arg("found", variant).variant(variant));
        return None;
    }
    // Copying a text costs less than what the faster checker saves.
    match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => {
            let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
            let base = text.len() - rest.len();
            if let Some(mark) = conflict::in_text(rest) {
                notes.push(Diagnostic::new(&CONFLICT, Spot::bytes(source, base + mark.start..base + mark.end)));
                return None;
            }
            Some((rest.to_owned(), base))
        }
        Err(error) => {
            let at = error.valid_up_to();
            notes.push(Diagnostic::new(&NOT_UTF8, Spot::bytes(source, at..at + 1)).arg("found", "?").variant("plain"));
            None
        }
    }
}

/// What a text is when its first bytes show that it is not UTF-8: `utf16`, `nul`
/// or `office`; `None` when nothing shows.
pub fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(4096)];
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Some("utf16");
    }
    // An archive, as which today's offices save, and what older ones did.
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some("office");
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    match zeros {
        0 => None,
        _ if zeros * 3 >= head.len() => Some("utf16"),
        _ => Some("nul"),
    }
}
