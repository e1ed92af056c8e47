//! Pages written by authors.

use std::io;

use serde::Serialize;

use super::prose::{Prose, body};
use super::sections::sections;
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::page::Page;

/// An author's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Authored {
    /// The sections of a long text, each leading to its place; empty where they are few or short.
    contents: Vec<Item>,
    /// Its text.
    body: Option<Prose>,
}

/// An author's page.
///
/// # Errors
/// When its text cannot be read again.
pub(in crate::render) fn authored(at: &Standpoint<'_>, page: &Page) -> io::Result<(Head, Authored)> {
    let head = Head { title: at.text(&page.title), description: at.text(&page.description).text, above: Vec::new() };
    let body = body(at, page)?;
    let contents = at.when("contents", || body.as_ref().map(sections).unwrap_or_default());
    Ok((head, Authored { contents, body }))
}
