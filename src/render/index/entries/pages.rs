//! Pages that are no row of a table: authors' texts, sections, quarters,
//! topics, and the abbreviations of the glossary.

use super::{Entry, Kind, Sink, anchored, path};
use crate::model::page::{ACCESSIBILITY, API, GLOSSARY, PageKind, Term};
use crate::render::index::prose::body;
use crate::render::view::standpoint::Standpoint;
use crate::route::PageId;

/// Pages of sections, with their messages.
const SECTIONS: [(PageId, &str); 8] = [
    (PageId::Plans, "plans"),
    (PageId::Pillars, "pillars"),
    (PageId::Agencies, "agencies"),
    (PageId::Documents, "documents"),
    (PageId::Indicators, "indicators"),
    (PageId::Timeline, "timeline"),
    (PageId::Datasets, "datasets"),
    (PageId::Topics, "topics"),
];

/// Quarters of the timeline.
pub(super) fn quarters<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for &(year, number) in at.catalog().backlinks.quarters.keys() {
        sink(
            Kind::Quarter,
            Entry {
                address: path(at, &PageId::Quarter(year, number)),
                title: at.words.quarter(year, number),
                names: vec![super::plans::quarter_words(at, year, number)],
                text: at.t("intro.timeline"),
                years: Some((year, year)),
                ..Entry::default()
            },
        );
    }
}

/// Topics that datasets name.
pub(super) fn topics<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for topic in at.catalog().portal.topics.keys() {
        let address = path(at, &PageId::Topic(topic.clone()));
        if !address.is_empty() {
            sink(Kind::Topic, Entry { address, title: at.topic(topic).text, names: vec![topic.clone()], ..Entry::default() });
        }
    }
}

/// Authors' pages, and the pages of sections.
pub(super) fn pages<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for page in at.catalog().pages.values().filter(|page| page.kind == PageKind::Page) {
        sink(
            Kind::Page,
            Entry {
                address: path(at, &PageId::Page(page.id.clone())),
                text: at.text(&page.description).text,
                hidden: body(at, page),
                ..Entry::named(at.text(&page.title))
            },
        );
    }
    if !at.catalog().pages.contains_key(ACCESSIBILITY) {
        let address = path(at, &PageId::Page(ACCESSIBILITY.to_owned()));
        let (title, text) = (at.t("accessibility.title"), at.t("accessibility.description"));
        sink(Kind::Page, Entry { address, title, text, ..Entry::default() });
    }
    let api = path(at, &PageId::Page(API.to_owned()));
    if !at.catalog().pages.contains_key(API) && !api.is_empty() {
        let (title, text) = (at.t("api.title"), at.t("api.description"));
        sink(Kind::Page, Entry { address: api, title, text, ..Entry::default() });
    }
    for (section, key) in &SECTIONS {
        let address = path(at, section);
        if !address.is_empty() {
            let (title, text) = (at.t(&format!("section.{key}")), at.t(&format!("intro.{key}")));
            sink(Kind::Page, Entry { address, title, text, ..Entry::default() });
        }
    }
}

/// What the glossary explains in the reader's language.
pub(in crate::render) fn glossary<'a>(at: &Standpoint<'a>) -> impl Iterator<Item = &'a Term> {
    let page = at.catalog().pages.get(GLOSSARY);
    page.and_then(|page| page.bodies.get(&at.lang())).into_iter().flat_map(|body| &body.terms)
}

/// Abbreviations.
pub(super) fn terms<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for term in glossary(at) {
        sink(
            Kind::Term,
            Entry {
                address: anchored(at, &PageId::Page(GLOSSARY.to_owned()), &term.anchor),
                title: term.term.clone(),
                text: term.meaning.clone(),
                ..Entry::default()
            },
        );
    }
}
