//! The report for people: each finding with its line of the file drawn below.
//!
//! The only file that knows the drawing crate, annotate-snippets. One line of
//! the file is all that is ever drawn, so no file text has to be kept and a
//! mistake in line 500,001 costs no more than one in line 2.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Drawn, Origin, Renderer, Snippet};

use super::{level_word, more, summary};
use crate::diag::lines::{on_lines, words};
use crate::diag::place::Located;
use crate::diag::report::{Finding, Report};
use crate::diag::wording::Wording;
use crate::diag::{Arg, Level};

/// What findings are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether colours are used.
    pub(super) is_styled: bool,
    /// How many characters a line has at most; `None` when sentences are not divided.
    pub(super) columns: Option<usize>,
}

impl Look {
    /// Characters only, for files and programs.
    pub(super) const PLAIN: Self = Self { is_styled: false, columns: None };
}

/// On narrower terminals little more than a word would stand on a line.
const NARROWEST: usize = 40;

/// Prints all findings, what is not shown, and a summary.
pub(super) fn write(report: &Report, look: Look, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if look.is_styled { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let columns = look.columns.map(|columns| columns.max(NARROWEST));
    let renderer = match columns {
        Some(columns) => renderer.term_width(columns),
        None => renderer,
    };
    for finding in &report.findings {
        writeln!(out, "{}\n", renderer.render(&groups(&divided(finding, columns, wording), columns, wording)))?;
    }
    let sentence = |text: String| match columns {
        Some(columns) => on_lines(words(&text), columns),
        None => text,
    };
    for hidden in &report.hidden {
        writeln!(out, "{}", sentence(more(hidden, wording)))?;
    }
    if !report.hidden.is_empty() {
        writeln!(out)?;
    }
    let worst = report.findings.iter().map(|finding| finding.level).max();
    if let Some(worst) = report.findings.iter().find(|finding| Some(finding.level) == worst) {
        let hint = wording.phrase("explain-hint", &[("code", Arg::Text(worst.code.to_owned()))]);
        writeln!(out, "{}", sentence(format!("{}. {hint}", capital(&summary(report, wording)))))?;
    }
    Ok(())
}

/// The finding with its sentences on lines of so many characters.
fn divided<'f>(finding: &'f Finding, columns: Option<usize>, wording: &Wording) -> Cow<'f, Finding> {
    let Some(columns) = columns else { return Cow::Borrowed(finding) };
    // Lines after the first begin below the first letter of the sentence.
    let lines = |text: &str, before: usize| on_lines(words(text), columns.saturating_sub(before));
    let title = level_word(finding.level, wording).chars().count() + finding.code.len() + "[]: ".len();
    let help = wording.word("help").chars().count() + ": ".len();
    Cow::Owned(Finding { message: lines(&finding.message, title), help: lines(&finding.help, help), ..finding.clone() })
}

fn groups<'a>(finding: &'a Finding, columns: Option<usize>, wording: &'a Wording) -> Vec<Group<'a>> {
    let level = match finding.level {
        Level::Error => Drawn::ERROR,
        Level::Warning => Drawn::WARNING,
        Level::Note => Drawn::NOTE,
    };
    let title = level.with_name(level_word(finding.level, wording)).primary_title(finding.message.as_str()).id(finding.code);
    let mut group = title.elements(place(&finding.path, &finding.place, &finding.label, (AnnotationKind::Primary, columns)));
    for (sentence, path, related) in &finding.related {
        group = group.elements(place(path, related, sentence, (AnnotationKind::Context, columns)));
    }
    let mut groups = vec![group];
    if !finding.help.is_empty() {
        groups.push(Group::with_title(Drawn::HELP.with_name(wording.word("help")).secondary_title(finding.help.as_str())));
    }
    groups
}

/// A file, or one line of it with the place underlined, and a label behind that
/// or, where a line of a terminal has no room for both, below.
fn place<'a>(path: &'a str, at: &'a Located, label: &'a str, (kind, columns): (AnnotationKind, Option<usize>)) -> Vec<Element<'a>> {
    if at.line == 0 {
        return vec![Origin::path(path).into()];
    }
    let width = columns.map_or(at.width, |columns| at.width.min(columns / 2));
    let is_below = columns.is_some_and(|columns| width + label.chars().count() > columns * 3 / 4);
    let beside = (!label.is_empty() && !is_below).then_some(label);
    let snippet = Snippet::source(at.text.as_str()).line_start(at.line).annotation(kind.span(span(at, width)).label(beside));
    let mut elements: Vec<Element<'a>> = if at.text_column > 1 {
        // The line was cut, so the drawing crate cannot count the column.
        vec![Origin::path(path).line(at.line).char_column(at.column).into(), snippet.into()]
    } else {
        vec![snippet.path(path).into()]
    };
    if let Some(columns) = columns.filter(|_| is_below) {
        let before = at.line.to_string().len() + "  = ".len();
        elements.push(Drawn::NOTE.no_name().message(on_lines(words(label), columns - before)).into());
    }
    elements
}

/// The bytes of the shown text that are underlined: so many characters.
fn span(at: &Located, width: usize) -> std::ops::Range<usize> {
    let byte = |characters: usize| at.text.char_indices().nth(characters).map_or(at.text.len(), |(byte, _)| byte);
    let first = at.column.saturating_sub(at.text_column);
    byte(first)..byte(first + width)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
