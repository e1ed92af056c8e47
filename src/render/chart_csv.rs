//! CSV of a chart: what is drawn, in the words of its language; all of it where
//! the picture shows only those with most.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::chart::data;
use super::page::shown::inputs_of_chart;
use super::page::standing::standing;
use super::view::charts::{Picture, chart};
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// `<page>.<chart>.csv`
pub(super) struct ChartCsv;

impl Format for ChartCsv {
    fn name(&self) -> &'static str {
        "chart.csv"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn scope(&self) -> Scope {
        Scope::Chart
    }

    fn file_name(&self) -> &'static str {
        "csv"
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Chart { page, lang, .. } = subject else { return Inputs::of(Extent::Everything) };
        inputs_of_chart(&standing(context, page, *lang), page)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Chart { page, lang, name } = subject else { return Ok(()) };
        let at = &standing(context, page, *lang);
        let picture = chart(at, page, name)?;
        let Some(Picture { named, .. }) = picture.as_ref() else { return Ok(()) };
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        for row in data(named.whole.as_ref().unwrap_or(&named.chart)) {
            writer.write_record(&row).map_err(io::Error::other)?;
        }
        Ok(writer.flush()?)
    }
}
