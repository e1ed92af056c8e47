//! Feeds and calendars: which stand beside which pages, and where.

use super::{Format, PageId, Routes, Scope, Subject};
use crate::model::Catalog;

/// The files of a format of feeds, each beside its page: `<page>.atom`.
pub(super) fn feeds(routes: &Routes, format: &dyn Format, catalog: &Catalog, pages: &[PageId]) -> Vec<(Subject, String)> {
    if format.scope() != Scope::Feed {
        return Vec::new();
    }
    let with_feed: Vec<&PageId> = pages.iter().filter(|page| format.stands_beside(catalog, page)).collect();
    let each = catalog.portal.languages.iter().flat_map(|lang| with_feed.iter().map(move |page| (lang, *page)));
    each.map(|(lang, page)| {
        let at = routes.page(page, lang);
        let path = format!("{}.{}", at.strip_suffix(".html").unwrap_or(at), format.file_name());
        (Subject::Page { page: page.clone(), lang }, path)
    })
    .collect()
}
