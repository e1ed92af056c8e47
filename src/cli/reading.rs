//! What `build`, `check` and `serve` share: how a portal is read, and how what
//! was noticed is printed. Knows no stage of the pipeline.

use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use terminal_size::{Width, terminal_size_of};

use super::{Outcome, Session, say};
use crate::diag::emit::{Form, emit};
use crate::diag::report::{Levels, Report};
use crate::diag::{Level, Notes, Sources};
use crate::model::cell::is_site;
use crate::pipeline::{Options, Portion};

/// How the portal is read and how findings are printed.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Address of the portal, instead of base_url in congbo.toml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Day that statuses are derived for, instead of as_of in congbo.toml
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// How findings are printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Human)]
    format: Format,
    /// Print notes too, not just their number
    #[arg(long)]
    notes: bool,
}

/// The forms of a report that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Short,
    Json,
    Github,
}

impl Reading {
    /// Findings for people, as when nothing else is asked for.
    pub(super) fn at_a_terminal() -> Self {
        Self { base_url: None, as_of: None, format: Format::Human, notes: false }
    }

    /// The pipeline's options.
    ///
    /// # Errors
    /// The sentence that says why the address of the portal is none.
    pub(super) fn options(&self, session: &Session) -> Result<Options, String> {
        if let Some(address) = self.base_url.as_deref().filter(|address| !is_site(address)) {
            return Err(say::bad_base_url(session.tongue, address));
        }
        Ok(Options {
            root: session.root.clone(),
            base_url: self.base_url.clone(),
            as_of: self.as_of,
            published: None,
            today: super::today(),
            host: None,
            precompress: false,
            portion: Portion::Whole,
        })
    }

    /// Prints what was noticed: to people on the standard error, to programs
    /// on the standard output.
    pub(super) fn print(&self, session: &Session, notes: &Notes, sources: &Sources, levels: &Levels) -> Report {
        let mut report = Report::new(notes, sources, levels, session.wording());
        let printed = match self.format {
            Format::Json => emit(&report, Form::Json, session.wording(), &mut io::stdout().lock()),
            Format::Github => {
                self.shorten(&mut report);
                as_read(&mut report, session);
                emit(&report, Form::Github, session.wording(), &mut io::stdout().lock())
            }
            Format::Short => {
                self.shorten(&mut report);
                as_read(&mut report, session);
                emit(&report, Form::Short, session.wording(), &mut io::stderr().lock())
            }
            Format::Human => {
                self.shorten(&mut report);
                as_read(&mut report, session);
                to_terminal(&report, session)
            }
        };
        // A reader that has gone away (`| head`) changes nothing of the result.
        let _ = printed;
        report
    }

    /// Leaves out the notes unless they were asked for.
    fn shorten(&self, report: &mut Report) {
        if !self.notes {
            report.findings.retain(|finding| finding.level > Level::Note);
            report.hidden.retain(|hidden| hidden.level > Level::Note);
        }
    }
}

/// Names files as they are reached from the current folder.
fn as_read(report: &mut Report, session: &Session) {
    let Some(prefix) = prefix(&session.root) else { return };
    let reach = |path: &mut String| *path = format!("{prefix}{path}");
    for finding in &mut report.findings {
        reach(&mut finding.path);
        finding.related.iter_mut().for_each(|(_, path, _)| reach(path));
    }
    report.hidden.iter_mut().for_each(|hidden| reach(&mut hidden.path));
}

fn to_terminal(report: &Report, session: &Session) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stderr());
    let columns = terminal_size_of(io::stderr()).map(|(Width(columns), _)| usize::from(columns));
    let form = if io::stderr().is_terminal() { Form::Styled { columns } } else { Form::Human };
    let mut text = Vec::new();
    emit(report, form, session.wording(), &mut text)?;
    out.write_all(&text)?;
    out.flush()
}

/// What stands before the paths of a report; `None` for the current folder.
fn prefix(root: &Path) -> Option<String> {
    if root.components().all(|part| part == Component::CurDir) {
        return None;
    }
    let text = root.to_string_lossy().replace('\\', "/");
    Some(format!("{}/", text.trim_end_matches('/')))
}

/// How a run over this report ends.
pub(super) fn outcome(report: &Report) -> Outcome {
    if report.errors > 0 { Outcome::Problems } else { Outcome::Clean }
}
