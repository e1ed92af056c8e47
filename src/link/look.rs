//! The portal's emblem: a picture among its files.

use std::collections::BTreeMap;

use crate::diag::code::BAD_VALUE;
use crate::diag::{Diagnostic, Notes, SourceId};
use crate::discover::Closed;
use crate::model::look::Look;

/// What browsers show as a picture.
const PICTURES: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "gif", "avif"];

/// Tells an emblem that is no picture of the site, and forgets it.
pub fn check(look: &mut Look, files: &BTreeMap<String, SourceId>, closed: &Closed, notes: &mut Notes) {
    let Some((path, spot)) = &look.emblem else { return };
    let is_picture = |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending));
    if files.contains_key(path) && is_picture(path) {
        return;
    }
    if closed.may_hold(&format!("static/{path}")) {
        return;
    }
    let told = Diagnostic::new(&BAD_VALUE, *spot).arg("key", "look.emblem").arg("value", path);
    notes.push(told.variant("emblem"));
    look.emblem = None;
}
