//! What the browser tests found when they were last recorded: the facts of the
//! accessibility statement.
//!
//! `node tests/browser/run.mjs --record` writes the file that is read here, and
//! every full run of the tests holds it against what it finds itself.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

/// The results of one run of the browser tests.
#[derive(Debug, Deserialize)]
pub struct Conformance {
    /// The day of the run.
    pub date: String,
    /// How many pages every kind of look was taken at.
    pub pages: u64,
    /// Version of axe-core.
    pub axe: String,
    /// Version of Chromium.
    pub chromium: String,
    /// Version of Firefox.
    pub firefox: String,
    /// The checks by name.
    pub checks: BTreeMap<String, Checked>,
}

/// What one check did.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Checked {
    /// How many times it looked, in its own measure.
    pub done: u64,
    /// How many faults it found.
    pub faults: u64,
}

impl Conformance {
    /// The day of the run as a date.
    pub fn day(&self) -> Option<Date> {
        self.date.parse().ok()
    }

    /// The faults of all checks.
    pub fn faults(&self) -> u64 {
        self.checks.values().map(|check| check.faults).sum()
    }
}

/// The recorded results.
pub fn conformance() -> &'static Conformance {
    static RECORDED: OnceLock<Conformance> = OnceLock::new();
    RECORDED.get_or_init(|| toml::from_str(include_str!("conformance.toml")).expect("the recorded results are TOML, a test reads them"))
}

#[cfg(test)]
mod tests {
    use super::conformance;

    #[test]
    fn the_recorded_results_name_their_checks_and_versions() {
        let recorded = conformance();
        assert!(recorded.day().is_some());
        assert!(recorded.pages > 0 && !recorded.checks.is_empty());
        assert!(recorded.checks.values().all(|check| check.done > 0));
        assert!(!recorded.axe.is_empty() && !recorded.chromium.is_empty() && !recorded.firefox.is_empty());
    }
}
