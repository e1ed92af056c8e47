//! What a page's templates name: a field of a view that none of them names is
//! not worth making.
//!
//! Every word in a tag counts as a name, wherever it stands. A page's
//! templates are its own, those that it extends or includes, and those whose
//! components are used in any of these. What cannot be told from the text (a
//! key that is computed, the dump of everything) counts as all names.

use std::collections::{BTreeMap, BTreeSet};

use super::hide::{Kind, Template, inner, word};
use super::walk::Walk;

/// A set of names, quick to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum Names {
    /// Every name there is.
    All,
    /// These names, on shelves: each name has its [`shelf`].
    These(Vec<Vec<Box<str>>>),
}

/// How many shelves a set has: several for every name of a theme.
const SHELVES: usize = 1 << 8;

impl Names {
    fn none() -> Self {
        Names::These(vec![Vec::new(); SHELVES])
    }

    /// Whether a name is in the set.
    pub(in crate::render) fn has(&self, name: &str) -> bool {
        match self {
            Names::All => true,
            Names::These(shelves) => shelves[shelf(name)].iter().any(|known| **known == *name),
        }
    }

    fn add(&mut self, name: &str) {
        if !self.has(name)
            && let Names::These(shelves) = self
        {
            shelves[shelf(name)].push(name.into());
        }
    }

    fn add_all(&mut self, other: &Names) {
        match other {
            Names::All => *self = Names::All,
            Names::These(shelves) => shelves.iter().flatten().for_each(|name| self.add(name)),
        }
    }
}

/// The shelf of a name: told by its length and a few of its letters, because it
/// is asked for every field of every page.
fn shelf(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |index: usize| bytes.get(index).map_or(0, |byte| usize::from(*byte));
    (bytes.len() * 37 + at(0) * 7 + at(bytes.len() / 2) * 29 + at(bytes.len().wrapping_sub(1)) * 113) % SHELVES
}

/// What the pages of every template name.
pub(super) fn names(walks: &[Walk<'_>], templates: &[&Template<'_>]) -> BTreeMap<String, Names> {
    let own: Vec<Names> = templates.iter().map(|template| in_template(template)).collect();
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, walk) in walks.iter().enumerate() {
        defined.extend(walk.defined.iter().filter(|name| !name.starts_with("block ")).map(|name| (name.as_str(), at)));
    }
    let of = |root: usize| {
        let (mut names, mut seen, mut open) = (Names::none(), BTreeSet::from([root]), vec![root]);
        while let Some(at) = open.pop() {
            names.add_all(&own[at]);
            let used = walks[at].used.iter().filter_map(|name| defined.get(name.as_str()).copied());
            open.extend(used.filter(|used| seen.insert(*used)));
        }
        names
    };
    walks.iter().enumerate().map(|(at, walk)| (walk.name.to_owned(), of(at))).collect()
}

fn in_template(template: &Template<'_>) -> Names {
    let mut names = Names::none();
    for hidden in template.tags() {
        if hidden.kind == Kind::Markup && hidden.text.starts_with("{%") {
            continue;
        }
        if is_open(hidden.text) {
            return Names::All;
        }
        let words = hidden.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.filter(|word| !word.is_empty()).for_each(|word| names.add(word));
    }
    names
}

/// Whether a tag may ask for fields by names that do not stand in it.
fn is_open(tag: &str) -> bool {
    let statement = inner(tag);
    let is_pairs = word(statement) == "for" && statement.split(" in ").next().is_some_and(|names| names.contains(','));
    let searches = word(statement) != "for" && tag.match_indices(" in ").any(|(at, _)| !tag[..at].trim_end().ends_with(['"', '\'', '`']));
    let computes = tag.match_indices('[').any(|(at, _)| {
        let is_subscript = tag[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']' | '?'));
        let is_literal = tag[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '`' | '-' | ':'));
        is_subscript && !is_literal
    });
    let gets = tag.contains("get(") && tag.match_indices("key=").any(|(at, _)| !tag[at + 4..].trim_start().starts_with(['"', '\'', '`']));
    is_pairs || searches || computes || gets || tag.contains("__tera_context") || tag.contains("containing")
}
