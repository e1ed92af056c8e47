//! The report for people: each finding with its line of the file drawn below.
//!
//! The only file that knows the drawing crate, annotate-snippets. One line of
//! the file is all that is ever drawn, so no file text has to be kept and a
//! mistake in line 500,001 costs no more than one in line 2.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Drawn, Origin, Renderer, Snippet};

use super::{level_word, more, summary};
use crate::diag::place::Located;
use crate::diag::report::{Finding, Report};
use crate::diag::wording::Wording;
use crate::diag::{Arg, Level};

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Characters only.
    Plain,
    /// Colours, for a terminal.
    Styled,
}

/// Prints all findings, what is not shown, and a summary.
pub(super) fn write(report: &Report, paint: Paint, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Styled => Renderer::styled().hyperlink(false),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    for finding in &report.findings {
        writeln!(out, "{}\n", renderer.render(&groups(finding, wording)))?;
    }
    for hidden in &report.hidden {
        writeln!(out, "{}", more(hidden, wording))?;
    }
    if !report.hidden.is_empty() {
        writeln!(out)?;
    }
    let worst = report.findings.iter().map(|finding| finding.level).max();
    if let Some(worst) = report.findings.iter().find(|finding| Some(finding.level) == worst) {
        let hint = wording.phrase("explain-hint", &[("code", Arg::Text(worst.code.to_owned()))]);
        writeln!(out, "{}. {hint}", capital(&summary(report, wording)))?;
    }
    Ok(())
}

fn groups<'a>(finding: &'a Finding, wording: &'a Wording) -> Vec<Group<'a>> {
    let level = match finding.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Note => Drawn::NOTE,
    };
    let title = level.with_name(level_word(finding.level, wording)).primary_title(finding.message.as_str()).id(finding.code);
    let mut group = title.elements(place(&finding.path, &finding.place, &finding.label, AnnotationKind::Primary));
    for (sentence, path, related) in &finding.related {
        group = group.elements(place(path, related, sentence, AnnotationKind::Context));
    }
    let mut groups = vec![group];
    if !finding.help.is_empty() {
        groups.push(Group::with_title(Drawn::HELP.with_name(wording.word("help")).secondary_title(finding.help.as_str())));
    }
    groups
}

/// A file, or one line of it with the place underlined.
fn place<'a>(path: &'a str, at: &'a Located, label: &'a str, kind: AnnotationKind) -> Vec<Element<'a>> {
    if at.line == 0 {
        return vec![Origin::path(path).into()];
    }
    let span = span(at);
    let label = (!label.is_empty()).then_some(label);
    let snippet = Snippet::source(at.text.as_str()).line_start(at.line).annotation(kind.span(span).label(label));
    if at.text_column > 1 {
        // The line was cut, so the drawing crate cannot count the column.
        let origin = Origin::path(path).line(at.line).char_column(at.column);
        return vec![origin.into(), snippet.into()];
    }
    vec![snippet.path(path).into()]
}

/// The bytes of the shown text that are underlined.
fn span(at: &Located) -> std::ops::Range<usize> {
    let byte = |characters: usize| at.text.char_indices().nth(characters).map_or(at.text.len(), |(byte, _)| byte);
    let first = at.column.saturating_sub(at.text_column);
    byte(first)..byte(first + at.width)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
