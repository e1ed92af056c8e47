//! The report: diagnostics sorted, located, worded; what every output form prints.
//!
//! Knows files and sentences, not how a terminal or GitHub draws them.

use std::collections::BTreeMap;

use super::place::{Located, Spot};
use super::source::Sources;
use super::wording::Wording;
use super::{Diagnostic, Level, Notes};

/// The levels that `congbo.toml` sets for single codes; `None` switches a rule off.
pub type Levels = BTreeMap<String, Option<Level>>;

/// One diagnostic, ready to print.
#[derive(Debug, Clone)]
pub struct Finding {
    /// `C0301`.
    pub code: &'static str,
    /// `cell-type`.
    pub name: &'static str,
    /// Its level in this portal.
    pub level: Level,
    /// What is wrong, in a line.
    pub message: String,
    /// Why here; may be empty.
    pub label: String,
    /// What to do instead; may be empty.
    pub help: String,
    /// The file, relative to the portal's folder.
    pub path: String,
    /// Where in the file; `line` is 0 for the file as a whole.
    pub place: Located,
    /// Other places that matter: sentence, file, place.
    pub related: Vec<(String, String, Located)>,
}

/// More diagnostics of one code in one file than are shown.
#[derive(Debug, Clone)]
pub struct Hidden {
    /// The code.
    pub code: &'static str,
    /// Its level in this portal.
    pub level: Level,
    /// The file.
    pub path: String,
    /// How many are not shown.
    pub count: usize,
}

/// All that one run noticed.
#[derive(Debug, Default)]
pub struct Report {
    /// Sorted by path, line, column, code.
    pub findings: Vec<Finding>,
    /// Sorted by path, code.
    pub hidden: Vec<Hidden>,
    /// How many errors there are in all, hidden ones included.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

impl Report {
    /// Sorts, locates and words `notes`.
    pub fn new(notes: &Notes, sources: &Sources, levels: &Levels, wording: &Wording) -> Self {
        let mut report = Self::default();
        let mut shown: Vec<(&Diagnostic, Level)> = Vec::new();
        for group in notes.groups() {
            let Some(first) = group.shown.first() else { continue };
            let Some(level) = level_of(first, levels) else { continue };
            report.count(level, group.count);
            shown.extend(group.shown.iter().map(|diagnostic| (diagnostic, level)));
            if group.count > group.shown.len() {
                let path = printable(sources.path(first.spot.source));
                report.hidden.push(Hidden { code: first.code.id, level, path, count: group.count - group.shown.len() });
            }
        }
        let spots: Vec<Spot> = shown.iter().flat_map(|(diagnostic, _)| spots_of(diagnostic)).collect();
        let mut places = sources.locate(&spots).into_iter();
        for (diagnostic, level) in shown {
            let mut next = || places.next().expect("one place was asked for every spot");
            report.findings.push(Finding {
                code: diagnostic.code.id,
                name: diagnostic.code.name,
                level,
                message: wording.tell(diagnostic, "message"),
                label: wording.tell(diagnostic, "label"),
                help: wording.tell(diagnostic, "help"),
                path: printable(sources.path(diagnostic.spot.source)),
                place: next(),
                related: diagnostic
                    .related
                    .iter()
                    .map(|(sentence, spot)| {
                        let told = wording.tell(diagnostic, &format!("related-{sentence}"));
                        (told, printable(sources.path(spot.source)), next())
                    })
                    .collect(),
            });
        }
        report.findings.sort_by(|a, b| {
            let key = |finding: &'_ Finding| (finding.place.line, finding.place.column, finding.code);
            a.path.cmp(&b.path).then_with(|| key(a).cmp(&key(b))).then_with(|| a.message.cmp(&b.message))
        });
        report.hidden.sort_by(|a, b| (&a.path, a.code).cmp(&(&b.path, b.code)));
        report
    }

    fn count(&mut self, level: Level, count: usize) {
        match level {
            Level::Error => self.errors += count,
            Level::Warning => self.warnings += count,
            Level::Note => self.notes += count,
        }
    }
}

/// Whether any finding is an error in this portal.
pub fn has_errors(notes: &Notes, levels: &Levels) -> bool {
    notes.groups().filter_map(|group| group.shown.first()).any(|first| level_of(first, levels) == Some(Level::Error))
}

/// A path as it may be printed: a file's name can hold line ends and escapes
/// that a terminal, or a log that takes commands, would obey.
fn printable(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn level_of(diagnostic: &Diagnostic, levels: &Levels) -> Option<Level> {
    levels.get(diagnostic.code.id).copied().unwrap_or(Some(diagnostic.code.level))
}

fn spots_of(diagnostic: &Diagnostic) -> impl Iterator<Item = Spot> + '_ {
    std::iter::once(diagnostic.spot).chain(diagnostic.related.iter().map(|(_, spot)| *spot))
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn a_files_name_gives_no_commands_to_a_terminal_or_a_log() {
        assert_eq!(printable("a\n::warning ::x"), "a\u{fffd}::warning ::x");
        assert_eq!(printable("\u{1b}[31mtệp.csv"), "\u{fffd}[31mtệp.csv");
    }
}
