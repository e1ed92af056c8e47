//! Render: one file per format, and the table of everything congbo can make.

pub mod chart;

use crate::route::Format;

/// Everything that congbo can make. A new format is one file beside this one
/// and one line here; addresses, configuration keys and docs derive from it.
pub const FORMATS: &[&dyn Format] = &[];
