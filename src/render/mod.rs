//! Render: one file per format, and the table of everything congbo can make.

pub mod chart;

use crate::route::Format;

/// Everything that congbo can make. A new format is one file beside this one
/// and one line here; addresses, configuration keys and docs derive from it.
pub const FORMATS: &[&dyn Format] = &[];

/// Mistakes in the theme's templates that show before anything is rendered.
pub fn faults(theme: &crate::model::theme::Theme) -> Vec<crate::route::TemplateFault> {
    let _ = theme;
    Vec::new()
}
