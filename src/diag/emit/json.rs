//! The report as one JSON document, for programs. Its shape is an interface:
//!
//! ```json
//! {
//!   "version": 1,
//!   "counts": { "error": 1, "warning": 0, "note": 0 },
//!   "findings": [{
//!     "code": "C0301", "name": "cell-type", "level": "error",
//!     "message": "…", "label": "…", "help": "…",
//!     "path": "data/a/b.csv", "line": 2, "column": 4, "endColumn": 14,
//!     "related": [{ "message": "…", "path": "…", "line": 1, "column": 1, "endColumn": 3 }]
//!   }],
//!   "hidden": [{ "code": "C0301", "level": "error", "path": "data/a/b.csv", "count": 12340 }]
//! }
//! ```
//!
//! Paths are relative to the portal's folder. Counts include what is hidden. Lines and columns count from 1, columns in
//! characters; they are `null` for a file as a whole. Properties may be added
//! under the same version, never removed. Knows no languages: the sentences
//! come worded.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::diag::place::Located;
use crate::diag::report::{Finding, Hidden, Report};

/// The version of the document's shape.
const VERSION: u32 = 1;

/// Prints the document, indented, with a line end.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = json!({
        "version": VERSION,
        "counts": { "error": report.errors, "warning": report.warnings, "note": report.notes },
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "hidden": report.hidden.iter().map(hidden).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn finding(finding: &Finding) -> Value {
    let Range { line, column, end } = Range::of(&finding.place);
    json!({
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.name(),
        "message": finding.message,
        "label": finding.label,
        "help": finding.help,
        "path": finding.path,
        "line": line,
        "column": column,
        "endColumn": end,
        "related": finding.related.iter().map(|(message, path, place)| related(message, path, place)).collect::<Vec<_>>(),
    })
}

fn related(message: &str, path: &str, place: &Located) -> Value {
    let Range { line, column, end } = Range::of(place);
    json!({ "message": message, "path": path, "line": line, "column": column, "endColumn": end })
}

fn hidden(hidden: &Hidden) -> Value {
    json!({ "code": hidden.code, "level": hidden.level.name(), "path": hidden.path, "count": hidden.count })
}

/// A place in numbers, none of them for a file as a whole.
struct Range {
    line: Option<usize>,
    column: Option<usize>,
    end: Option<usize>,
}

impl Range {
    fn of(place: &Located) -> Self {
        let known = |number: usize| (place.line > 0).then_some(number);
        Self { line: known(place.line), column: known(place.column), end: known(place.column + place.width) }
    }
}
