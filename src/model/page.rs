//! Pages written by authors: Markdown with front matter, in one or more languages.

use std::collections::BTreeMap;

use super::block::Block;
use super::lang::{Lang, Text};
use crate::diag::SourceId;

/// A page: the same stem in every language.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path below `content/` without language and ending: `plans/hue-bcd-2024`.
    pub id: String,
    /// What is made of it.
    pub kind: PageKind,
    /// `title`
    pub title: Text,
    /// `description`
    pub description: Text,
    /// `slug`: the last part of its address, per language.
    pub slug: Text,
    /// `order`: place in lists and in the footer; lower first.
    pub order: i64,
    /// The Markdown, per language.
    pub bodies: BTreeMap<Lang, Body>,
}

/// What is made of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// `content/_index.md`: the portal's home.
    Home,
    /// `content/plans/*.md`: a plan.
    Plan,
    /// Any other: a page of its own.
    Page,
}

/// The names of the charts that congbo itself draws on a plan's page: those of
/// authors need others, or their files would have the same addresses.
pub const PLAN_CHARTS: [&str; 2] = ["leads", "tasks"];

/// The plan that a page's id stands for: `plans/<id>`, one level only.
pub fn plan_id(page: &str) -> Option<&str> {
    page.strip_prefix("plans/").filter(|id| !id.contains('/') && *id != "_index")
}

/// The Markdown of a page in one language. Its text is read again when the
/// page is rendered; only what other pages need is kept.
#[derive(Debug, Clone)]
pub struct Body {
    /// The file.
    pub source: SourceId,
    /// Byte at which the Markdown begins, behind the front matter.
    pub start: usize,
    /// Anchors that links may name, in order.
    pub anchors: Vec<String>,
    /// Entries of its definition lists.
    pub terms: Vec<Term>,
    /// Links and images, with the bytes they stand in.
    pub links: Vec<Link>,
    /// Chart and table blocks.
    pub blocks: Vec<Block>,
}

/// The page whose definition lists explain abbreviations.
pub const GLOSSARY: &str = "pages/glossary";

/// The page that opens the accessibility statement, which every portal has.
pub const ACCESSIBILITY: &str = "pages/accessibility";

/// The page that opens the page about the interface for programs, which every
/// portal that has one has.
pub const API: &str = "pages/api";

/// An entry of a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term itself: `CNTT`.
    pub term: String,
    /// What it stands for: the first sentence of its explanation.
    pub meaning: String,
    /// Its anchor on the page.
    pub anchor: String,
}

/// A link or image of a Markdown text.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// Bytes of the file it stands in.
    pub span: (usize, usize),
}
