//! The report as GitHub workflow commands, which GitHub shows beside the changed
//! lines of a commit. Knows the commands' escaping and nothing else of GitHub.

use std::io::{self, Write};

use super::{more, range, summary};
use crate::diag::report::Report;
use crate::diag::wording::{self, Wording};
use crate::diag::{Level, code};

/// Prints a command for each finding and for what is not shown.
pub(super) fn write(report: &Report, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let mut properties = format!("file={}", property(&finding.path));
        if let Some((line, column, end)) = range(finding) {
            properties.push_str(&format!(",line={line},col={column},endLine={line},endColumn={end}"));
        }
        let title = format!("{} {}", finding.code, title(finding.code, wording));
        let text = if finding.help.is_empty() { finding.message.clone() } else { format!("{}\n{}", finding.message, finding.help) };
        writeln!(out, "::{} {properties},title={}::{}", command(finding.level), property(&title), message(&text))?;
    }
    for hidden in &report.hidden {
        let (command, path) = (command(hidden.level), property(&hidden.path));
        writeln!(out, "::{command} file={path},title={}::{}", hidden.code, message(&more(hidden, wording)))?;
    }
    if !report.findings.is_empty() {
        writeln!(out, "{}", summary(report, wording))?;
    }
    Ok(())
}

fn title<'a>(id: &str, wording: &'a wording::Wording) -> &'a str {
    code::find(id).map(|code| wording.title(code)).unwrap_or_default()
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
