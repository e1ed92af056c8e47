//! A cell that does not fit its column, told: why, and what to type instead.

use crate::diag::code::{CELL_CONSTRAINT, CELL_REQUIRED, CELL_TYPE};
use crate::diag::{Diagnostic, Spot, nearest};
use crate::model::cell::Misfit;
use crate::model::schema::{Field, FieldType, Pattern, StringFormat};

/// The finding for a misfit of `text` in a column.
pub fn told(misfit: &Misfit, field: &Field, text: &str, spot: Spot) -> Diagnostic {
    match misfit {
        Misfit::Required => Diagnostic::new(&CELL_REQUIRED, spot).arg("field", &field.name),
        Misfit::Type { value, expected } => {
            let told = Diagnostic::new(&CELL_TYPE, spot).arg("field", &field.name).arg("value", shortened(value));
            told.word("type", expected).variant(help(&field.kind, expected))
        }
        Misfit::Constraint { name, limit, value } => {
            let told = Diagnostic::new(&CELL_CONSTRAINT, spot).arg("field", &field.name).arg("value", shortened(value)).arg("limit", limit);
            match *name {
                "enum" => {
                    let near = nearest(text, field.constraints.allowed.iter().map(String::as_str));
                    told.variant("enum").near(near)
                }
                "pattern" if matches!(field.constraints.pattern, Some(Pattern::Id)) => {
                    told.arg("near", crate::markdown::slug(value)).variant("id")
                }
                name => told.variant(name),
            }
        }
    }
}

/// Which help fits: the one for the type, and for texts the one for the format.
fn help(kind: &FieldType, expected: &'static str) -> &'static str {
    match kind {
        FieldType::String(StringFormat::Email) => "email",
        FieldType::String(StringFormat::Uri) => "uri",
        FieldType::String(StringFormat::Binary) => "binary",
        FieldType::String(StringFormat::Uuid) => "uuid",
        _ => expected,
    }
}

/// A value as diagnostics show it: one line, not endless.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.replace(['\n', '\r', '\t'], " ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}
