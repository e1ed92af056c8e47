//! Which things of a portal search finds, and by which words.
//!
//! Told in the language of a standpoint; the sequence is the same in every
//! language, so that an entry has one number in all of them. Only terms of the
//! glossary, which differ, have numbers of their own: the last ones.

mod data;
mod pages;
mod plans;
mod registries;
mod rows;

pub(in crate::render) use pages::glossary;

use super::entry::{Entry, Kind};
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::render::view::standpoint::Standpoint;
use crate::route::PageId;

/// Where entries go.
pub(super) type Sink<'s, 'a> = &'s mut dyn FnMut(Kind, Entry<'a>);

/// Tells all entries of the portal, kind by kind.
pub(super) fn entries<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    plans::plans(at, sink);
    plans::targets(at, sink);
    plans::tasks(at, sink);
    plans::results(at, sink);
    plans::budgets(at, sink);
    plans::duties(at, sink);
    registries::agencies(at, sink);
    registries::documents(at, sink);
    registries::indicators(at, sink);
    registries::pillars(at, sink);
    pages::quarters(at, sink);
    pages::topics(at, sink);
    pages::pages(at, sink);
    data::datasets(at, sink);
    data::tables(at, sink);
    data::columns(at, sink);
    rows::rows(at, sink);
    pages::terms(at, sink);
}

/// The path of a page.
fn path(at: &Standpoint<'_>, page: &PageId) -> String {
    at.context.routes.find_page(page, at.lang()).unwrap_or_default().to_owned()
}

/// A place on a page.
fn anchored(at: &Standpoint<'_>, page: &PageId, anchor: &str) -> String {
    format!("{}#{anchor}", path(at, page))
}

/// Names of agencies, as one text.
fn names(at: &Standpoint<'_>, agencies: &[Ref<Agency>]) -> String {
    let known = |agency: &Ref<Agency>| Some(at.text(&at.catalog().agencies.get(&agency.id)?.name).text);
    agencies.iter().filter_map(known).collect::<Vec<_>>().join("; ")
}

/// A message filled with a text; nothing when the text is empty.
fn said(at: &Standpoint<'_>, key: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { at.words.fill(key, &[("text", text)]) }
}
