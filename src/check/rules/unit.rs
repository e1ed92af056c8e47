//! C0303, C0502, C0510: a value has a unit, the unit is a code, and the code
//! has a label. The same unit in many rows is told once.

use std::collections::BTreeMap;

use super::Rows;
use crate::check::columns::letter;
use crate::diag::code::{CELL_CONSTRAINT, NO_UNIT, UNKNOWN_UNIT};
use crate::diag::{Diagnostic, Notes, nearest};
use crate::markdown::slug;
use crate::model::schema::is_id;

/// Looks for units without a label and for values without a unit.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    let is_targets = rows.resource.well_known == Some("targets");
    // What is no code or has no label: first row and count.
    let mut strange: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for row in (0..rows.len()).filter(|row| !rows.is_told(*row, "unit")) {
        let (unit, value) = (rows.text(row, "unit"), rows.text(row, "value"));
        // What is done or not is 1 or 0 and has no unit.
        if unit.is_empty() && !value.is_empty() && !matches!(value, "0" | "1") && !is_targets && !rows.is_told(row, "value") {
            notes.push(Diagnostic::new(&NO_UNIT, rows.spot(row, "unit")).arg("value", value));
        }
        let is_labelled = rows.portal.units.contains_key(unit) || rows.units.has(unit);
        if !unit.is_empty() && !is_labelled {
            strange.entry(unit).or_insert((row, 0)).1 += 1;
        }
    }
    let mut strange: Vec<(&str, (usize, u64))> = strange.into_iter().collect();
    strange.sort_by_key(|(_, (row, _))| *row);
    for (unit, (row, count)) in strange {
        let spot = rows.spot(row, "unit");
        let own = rows.portal.units.keys().map(String::as_str);
        let near = rows.units.named(unit).or_else(|| nearest(unit, rows.units.codes().chain(own)));
        if is_id(unit) {
            notes.push(Diagnostic::new(&UNKNOWN_UNIT, spot).arg("unit", unit).number("count", count).near(near));
            continue;
        }
        let index = rows.resource.schema.index("unit").unwrap_or_default();
        let told = Diagnostic::new(&CELL_CONSTRAINT, spot).arg("value", unit).arg("field", "unit").arg("letter", letter(index));
        let made = Some(slug(unit)).filter(|made| is_id(made) && unit.chars().any(char::is_alphanumeric));
        let told = told.number("count", count).arg("near", near.map(str::to_owned).or(made).unwrap_or_else(|| "dich-vu".into()));
        notes.push(told.variant(if near.is_some() { "unit" } else { "unit-new" }));
    }
}
