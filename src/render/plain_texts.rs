//! Descriptions of datasets without their markup, made once for all that tell
//! them.
//!
//! Catalogues, feeds and pages say the same text a score of times. It is held
//! while the portal is made, as far as there is room; beyond that it is made
//! each time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::markdown::plain;
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::model::lang::Text;
use crate::route::Context;

/// Bytes of all texts that are held.
const ROOM: usize = 2 << 20;

/// The texts by dataset, each made when it is first asked for.
struct Held {
    texts: BTreeMap<String, OnceLock<Text>>,
    room: AtomicUsize,
}

impl Held {
    fn new(catalog: &Catalog) -> Self {
        Self { texts: catalog.datasets.keys().map(|name| (name.clone(), OnceLock::new())).collect(), room: AtomicUsize::new(ROOM) }
    }
}

/// The description of a dataset of the catalogue, without its markup.
pub(super) fn description<'a>(context: &Context<'a>, dataset: &Dataset) -> Cow<'a, Text> {
    let held = context.catalog.plain.get_or(|| Held::new(context.catalog));
    let place = held.texts.get(&dataset.name);
    if let Some(text) = place.and_then(OnceLock::get) {
        return Cow::Borrowed(text);
    }
    let text = unmarked(&dataset.description.read());
    let bytes = text.iter().map(|(_, text)| text.len()).sum();
    let taken = held.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(bytes));
    match place.filter(|_| taken.is_ok()) {
        Some(place) => Cow::Borrowed(place.get_or_init(|| text)),
        None => Cow::Owned(text),
    }
}

/// A text without its markup, in every language that something is left in.
pub(super) fn unmarked(text: &Text) -> Text {
    text.iter().fold(Text::default(), |mut unmarked, (lang, text)| {
        unmarked.set(lang, plain(text));
        unmarked
    })
}
