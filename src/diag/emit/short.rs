//! The report in lines, `path:line:column: level[code] message`, as editors and
//! `grep` know it from compilers. Draws nothing and never wraps.

use std::io::{self, Write};

use super::{level_word, more, range, summary};
use crate::diag::report::Report;
use crate::diag::wording::Wording;

/// Prints a line for each finding, for what is not shown, and a summary.
pub(super) fn write(report: &Report, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let place = range(finding).map(|(line, column, _)| format!(":{line}:{column}")).unwrap_or_default();
        let level = level_word(finding.level, wording);
        writeln!(out, "{}{place}: {level}[{}] {}", finding.path, finding.code, one_line(&finding.message))?;
    }
    for hidden in &report.hidden {
        writeln!(out, "{}", more(hidden, wording))?;
    }
    if !report.findings.is_empty() {
        writeln!(out, "{}", summary(report, wording))?;
    }
    Ok(())
}

/// The text without line ends and other control characters: a cell may hold
/// them, a line of output may not.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
