//! Pages written by authors.

use std::io;

use serde::Serialize;

use super::Head;
use super::prose::{Prose, body};
use super::standpoint::Standpoint;
use crate::model::page::Page;

/// An author's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Authored {
    /// Its text.
    body: Option<Prose>,
}

/// An author's page.
///
/// # Errors
/// When its text cannot be read again.
pub(in crate::render) fn authored(at: &Standpoint<'_>, page: &Page) -> io::Result<(Head, Authored)> {
    let head = Head { title: at.text(&page.title), description: at.text(&page.description).text, above: Vec::new() };
    Ok((head, Authored { body: body(at, page)? }))
}
