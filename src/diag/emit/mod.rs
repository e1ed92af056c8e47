//! The output forms of a report: one file each, all reading the same [`Report`].
//!
//! Every form tells what is not shown, too. None of them knows where its text
//! goes: to a terminal, a file or a test.

mod github;
mod human;
mod json;
mod short;

use std::io::{self, Write};

use super::report::{Finding, Hidden, Report};
use super::wording::Wording;
use super::{Arg, Level};

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// With the line of the file drawn, in plain characters.
    #[default]
    Human,
    /// The same with colours, for people at a terminal.
    Styled {
        /// How many characters a line of it has, where that is known.
        columns: Option<usize>,
    },
    /// One line each, `path:line:column: level[code] message`.
    Short,
    /// One JSON document, for programs.
    Json,
    /// GitHub workflow commands, shown beside the changed lines.
    Github,
}

/// Prints `report` in `form`.
///
/// # Errors
/// When `out` cannot be written.
pub fn emit(report: &Report, form: Form, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Human => human::write(report, human::Look::PLAIN, wording, out)?,
        Form::Styled { columns } => human::write(report, human::Look { is_styled: true, columns }, wording, out)?,
        Form::Short => short::write(report, wording, out)?,
        Form::Json => json::write(report, out)?,
        Form::Github => github::write(report, wording, out)?,
    }
    out.flush()
}

/// `2 errors, 1 warning`; what there is none of is left out.
pub fn summary(report: &Report, wording: &Wording) -> String {
    let counts = [("count-error", report.errors), ("count-warning", report.warnings), ("count-note", report.notes)];
    let told: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| {
            let word = if *count == 1 { format!("{word}-one") } else { (*word).to_owned() };
            wording.phrase(&word, &[("count", Arg::Text(wording.number(*count)))])
        })
        .collect();
    if told.is_empty() { wording.word("clean").to_owned() } else { told.join(", ") }
}

/// The word for a level in the reader's language.
fn level_word(level: Level, wording: &Wording) -> &str {
    wording.word(match level {
        Level::Error => "level-error",
        Level::Warning => "level-warning",
        Level::Note => "level-note",
    })
}

/// `… and 12,340 more error[C0301] in data/a.csv`.
fn more(hidden: &Hidden, wording: &Wording) -> String {
    let text = |value: &str| Arg::Text(value.to_owned());
    let args = [
        ("count", Arg::Text(wording.number(hidden.count))),
        ("level", text(level_word(hidden.level, wording))),
        ("code", text(hidden.code)),
        ("path", text(&hidden.path)),
    ];
    wording.phrase("more", &args)
}

/// The finding's place for programs: line, column, column after the last
/// character; `None` for a file as a whole.
fn range(finding: &Finding) -> Option<(usize, usize, usize)> {
    let place = &finding.place;
    (place.line > 0).then(|| (place.line, place.column, place.column + place.width))
}

#[cfg(test)]
mod tests;
