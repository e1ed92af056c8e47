//! C0504: only groups have members. A group whose members no document names is
//! still a group: *các phòng có thủ tục hành chính*.

use super::Rows;
use crate::diag::code::AGENCY_GROUP;
use crate::diag::{Diagnostic, Notes};

/// Holds `members` against `kind`.
pub(super) fn check(rows: &Rows<'_>, notes: &mut Notes) {
    for row in 0..rows.len() {
        let (is_group, has_members) = (rows.text(row, "kind") == "group", !rows.text(row, "members").is_empty());
        if !is_group && has_members {
            notes.push(Diagnostic::new(&AGENCY_GROUP, rows.spot(row, "members")));
        }
    }
}
