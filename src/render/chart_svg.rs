//! SVG: a chart as a file of its own, with light and dark style inside.

use std::fs;
use std::io::{self, Write};

use super::chart::{Paper, Style, alone};
use super::page::shown::inputs_of_chart;
use super::page::standing::standing;
use super::view::charts::{Picture, chart};
use crate::model::look::{Scheme, dark, light};
use crate::model::theme::ThemeFile;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// The style of all drawings that stand alone; or why the style sheet could
/// not be read.
fn style(context: &Context<'_>) -> Result<Style, (io::ErrorKind, String)> {
    let css = match context.theme.files.get("chart.css") {
        Some(ThemeFile::BuiltIn(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Some(ThemeFile::OnDisk(source)) => {
            let bytes = fs::read(context.sources.disk_path(*source)).map_err(|error| (error.kind(), error.to_string()))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
        None => String::new(),
    };
    let accent = context.catalog.portal.look.accent.map(|accent| {
        let tokens = |of: &str, Scheme { bar, cell, .. }: Scheme| format!("{of}{{--bar:{bar};--cell:{cell}}}");
        // Asked for as `….svg#light`, a drawing is light.
        let (light, dark) = (tokens("svg", light(accent)), tokens("svg:not(:target)", dark(accent)));
        format!("@media screen{{{light}}}@media screen and (prefers-color-scheme:dark){{{dark}}}")
    });
    Ok(Style::new(&css, accent.as_deref().unwrap_or_default()))
}

/// `<page>.<chart>.svg`
pub(super) struct ChartSvg;

impl Format for ChartSvg {
    fn name(&self) -> &'static str {
        "chart.svg"
    }

    fn media_type(&self) -> &'static str {
        "image/svg+xml"
    }

    fn scope(&self) -> Scope {
        Scope::Chart
    }

    fn file_name(&self) -> &'static str {
        "svg"
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Chart { page, lang, .. } = subject else { return Inputs::of(Extent::Everything) };
        inputs_of_chart(&standing(context, page, *lang), page)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Chart { page, lang, name } = subject else { return Ok(()) };
        let at = &standing(context, page, *lang);
        let picture = chart(at, page, name)?;
        let Some(Picture { named, wide }) = picture.as_ref() else { return Ok(()) };
        let style = context.theme.styled.get_or(|| style(context)).as_ref().map_err(|(kind, told)| io::Error::new(*kind, told.clone()))?;
        // A drawing that is passed on says where it is from.
        let portal = at.text(&context.catalog.portal.title).text;
        let sources: Vec<&str> = [named.source.as_str(), &portal].into_iter().filter(|source| !source.is_empty()).collect();
        let source = at.words.fill("chart.source", &[("source", &sources.join("; "))]);
        let address = context.routes.absolute(at.path).unwrap_or_default();
        let day = if named.day.is_empty() { String::new() } else { format!("{}.", named.day) };
        let below =
            [named.part.as_str(), &source, &day, &address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let paper = Paper { style, lang: lang.as_str(), subject: &named.subject, source: &below };
        Ok(out.write_all(alone(&named.chart, wide, &paper).as_bytes())?)
    }
}
