//! Values as findings show them.

/// A value as diagnostics show it: one line, not endless.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.replace(['\n', '\r', '\t'], " ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}
