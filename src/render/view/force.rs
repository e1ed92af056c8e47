//! Whether a document is in force, as readers see it.

use serde::Serialize;

use super::standpoint::Standpoint;
use crate::model::document::{Force, LegalDocument};

/// Whether a document is in force.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ForceView {
    /// `unknown`, `not-yet`, `in-force`, `ended`.
    force: &'static str,
    /// Which of the status colours it takes.
    tone: &'static str,
    label: String,
}

/// A document's force on the portal's day.
pub(in crate::render) fn force(at: &Standpoint<'_>, document: &LegalDocument) -> ForceView {
    let force = at.catalog().as_of.map_or(Force::Unknown, |day| document.force(day));
    let tone = match force {
        Force::Unknown => "unknown",
        Force::NotYet => "open",
        Force::InForce => "good",
        Force::Ended => "bad",
    };
    ForceView { force: force.name(), tone, label: at.words.label("force", force.name()) }
}
