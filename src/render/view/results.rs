//! Results as rows of tables.

use serde::Serialize;

use super::Item;
use super::standpoint::Standpoint;
use crate::model::plan::ResultRow;

/// A reported result in a table.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ResultView {
    name: Item,
    value: String,
    /// `8 trên 9`; empty when the result is no share.
    share: String,
    period: String,
    /// Where it stands in the source text.
    source_line: String,
    as_written: Item,
}

impl ResultView {
    /// The same with a value that is written otherwise.
    pub(super) fn with_value(self, value: String) -> Self {
        Self { value, ..self }
    }
}

/// A reported result as a row.
pub(in crate::render) fn result_view(at: &Standpoint<'_>, result: &ResultRow) -> ResultView {
    let share = result.numerator.zip(result.denominator).map(|(part, whole)| {
        let (part, whole) = (at.words.number(part.normalize()), at.words.number(whole.normalize()));
        at.words.fill("target.share", &[("part", &part), ("whole", &whole)])
    });
    ResultView {
        name: at.text(&result.name),
        value: result.value.map(|value| at.words.quantity(value, &result.unit)).unwrap_or_default(),
        share: share.unwrap_or_default(),
        period: at.words.period(result.start, result.end).unwrap_or_default(),
        source_line: at.source_line(&result.provenance),
        as_written: at.original(&result.provenance.as_written),
    }
}
