//! Descriptions of datasets without their markup, made once for what tells them
//! at a time: catalogues, feeds and pages say the same text a score of times.

use std::convert::Infallible;
use std::sync::Arc;

use crate::markdown::plain;
use crate::model::dataset::Dataset;
use crate::model::lang::Text;
use crate::render::tables::recent::Recent;
use crate::route::Context;

/// Bytes of all texts that are held.
const ROOM: usize = 2 << 20;

/// The description of a dataset of the catalogue, without its markup.
pub(in crate::render) fn description(context: &Context<'_>, dataset: &Dataset) -> Arc<Text> {
    let recent = context.catalog.plain.get_or(|| Recent::<String, Text>::new(ROOM));
    let make = || {
        let text = unmarked(&dataset.description.read());
        let bytes = text.iter().map(|(_, text)| text.len()).sum();
        Ok::<_, Infallible>((text, bytes))
    };
    let Ok(text) = recent.get(&dataset.name, make);
    text
}

/// A text without its markup, in every language that something is left in.
pub(in crate::render) fn unmarked(text: &Text) -> Text {
    text.iter().fold(Text::default(), |mut unmarked, (lang, text)| {
        unmarked.set(lang, plain(text));
        unmarked
    })
}
