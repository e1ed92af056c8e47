//! Feeds and calendars: which stand beside which pages, and where.

use super::{Format, PageId, Scope, Subject};
use crate::model::Catalog;
use crate::model::lang::Lang;

/// The files of a format of feeds, each beside its page, which stands at the
/// address that `at` gives: `<page>.atom`.
pub(super) fn feeds<'a>(
    format: &dyn Format,
    catalog: &Catalog,
    pages: &[PageId],
    at: impl Fn(&PageId, Lang) -> &'a str,
) -> Vec<(Subject, String)> {
    if format.scope() != Scope::Feed {
        return Vec::new();
    }
    let with_feed: Vec<&PageId> = pages.iter().filter(|page| format.stands_beside(catalog, page)).collect();
    let each = catalog.portal.languages.iter().flat_map(|lang| with_feed.iter().map(move |page| (lang, *page)));
    each.map(|(lang, page)| {
        let page_at = at(page, lang);
        let path = format!("{}.{}", page_at.strip_suffix(".html").unwrap_or(page_at), format.file_name());
        (Subject::Page { page: page.clone(), lang }, path)
    })
    .collect()
}
