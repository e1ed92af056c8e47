//! Authors' texts as plain words for search.

use std::fs;

use crate::markdown::plain;
use crate::model::page::Page;
use crate::render::view::standpoint::Standpoint;

/// The most bytes of a page's text that are searched.
const MOST: usize = 60_000;

/// The plain text of a page in the reader's language, else in another. What
/// cannot be read again is told where the page is rendered.
pub(super) fn body(at: &Standpoint<'_>, page: &Page) -> String {
    let order = std::iter::once(at.lang()).chain(at.catalog().portal.languages.iter());
    let Some(body) = order.into_iter().find_map(|lang| page.bodies.get(&lang)) else { return String::new() };
    let Ok(bytes) = fs::read(at.context.sources.disk_path(body.source)) else { return String::new() };
    let bytes = bytes.get(body.start..).unwrap_or_default();
    plain(&String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]))
}
