//! The accessibility statement: what was tested, what was found, what is known
//! not to be good, and whom to tell.
//!
//! Its facts are the recorded results of the browser tests; it never says more
//! than they do. An author's page of the same name opens it.

use std::io;

use serde::Serialize;

use super::prose::{Prose, body};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::conformance::conformance;
use crate::model::page::Page;

/// The accessibility statement.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Statement {
    /// What the portal's authors say first, when they say something.
    own: Option<Prose>,
    /// How far the portal conforms, and as of when.
    status: String,
    /// That the portal has a theme of its own, which was not tested, then.
    own_theme: Option<String>,
    /// What is known not to be good.
    limits: Vec<String>,
    /// How it was tested.
    method: String,
    /// The tests.
    checks: Vec<CheckRow>,
    /// On what the statement rests.
    prepared: String,
}

/// A test of the accessibility statement.
#[derive(Debug, Serialize)]
struct CheckRow {
    /// What was looked at.
    what: String,
    /// How many times.
    done: String,
    /// How many faults were found.
    faults: String,
}

/// The accessibility statement.
///
/// # Errors
/// When the author's text cannot be read again.
pub(in crate::render) fn statement(at: &Standpoint<'_>, page: Option<&Page>) -> io::Result<(Head, Statement)> {
    let recorded = conformance();
    let number = |number: u64| at.words.number(number.into());
    let date = recorded.day().map(|day| at.words.date(day)).unwrap_or_default();
    let key = if recorded.faults() == 0 { "accessibility.partial" } else { "accessibility.faults" };
    let theme = &at.catalog().portal.theme;
    let row = |(name, check): (&String, &crate::model::conformance::Checked)| {
        // A check that the words do not know is told by its own name.
        let words = at.words.find(&format!("accessibility.checks.{name}")).map_or_else(|| name.clone(), str::to_owned);
        CheckRow { what: words.replace("{axe}", &recorded.axe), done: number(check.done), faults: number(check.faults) }
    };
    let versions = [("pages", number(recorded.pages)), ("chromium", recorded.chromium.clone()), ("firefox", recorded.firefox.clone())];
    let versions: Vec<(&str, &str)> = versions.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let title = page.map_or_else(|| Item::plain(at.t("accessibility.title")), |page| at.text(&page.title));
    let own = page.map(|page| at.text(&page.description).text).filter(|text| !text.is_empty());
    let head = Head { title, description: own.unwrap_or_else(|| at.t("accessibility.description")), above: Vec::new() };
    let view = Statement {
        own: page.map(|page| body(at, page)).transpose()?.flatten(),
        status: at.words.fill(key, &[("date", &date), ("n", &number(recorded.faults()))]),
        own_theme: (theme != "default").then(|| at.words.fill("accessibility.own-theme", &[("theme", theme)])),
        limits: limits(at),
        method: at.words.fill("accessibility.method", &versions),
        checks: recorded.checks.iter().map(row).collect(),
        prepared: at.words.fill("accessibility.prepared-text", &[("date", &date)]),
    };
    Ok((head, view))
}

/// The known limits of this portal: some hold only where there is such a thing.
fn limits(at: &Standpoint<'_>) -> Vec<String> {
    let catalog = at.catalog();
    let known = [
        ("people", true),
        ("wide", !catalog.datasets.is_empty()),
        ("wording", !catalog.plans.is_empty()),
        ("language", catalog.portal.languages.iter().count() > 1),
        ("authors", !catalog.pages.is_empty()),
        ("files", !catalog.datasets.is_empty()),
    ];
    known.into_iter().filter(|(_, holds)| *holds).map(|(key, _)| at.t(&format!("accessibility.limit-{key}"))).collect()
}
