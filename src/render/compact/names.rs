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

/// A set of names, small and quick to ask. It may hold more than was put in,
/// never less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Names([u64; 16]);

impl Names {
    /// Every name there is.
    pub(in crate::render) const ALL: Names = Names([u64::MAX; 16]);

    const NONE: Names = Names([0; 16]);

    /// Whether a name is in the set.
    pub(in crate::render) fn has(&self, name: &str) -> bool {
        let (word, bit) = place(name);
        self.0[word] & bit != 0
    }

    fn add(&mut self, name: &str) {
        let (word, bit) = place(name);
        self.0[word] |= bit;
    }

    fn add_all(&mut self, other: &Names) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }
}

/// Where a name stands among the 1,024 bits: told by its length and a few of
/// its letters, because it is asked for every field of every page.
fn place(name: &str) -> (usize, u64) {
    let bytes = name.as_bytes();
    let at = |index: usize| bytes.get(index).map_or(0, |byte| usize::from(*byte));
    let hash = bytes.len() * 37 + at(0) * 7 + at(bytes.len() / 2) * 29 + at(bytes.len().wrapping_sub(1)) * 113;
    (hash / 64 % 16, 1 << (hash % 64))
}

/// What the pages of every template name.
pub(super) fn names(walks: &[Walk<'_>], templates: &[&Template<'_>]) -> BTreeMap<String, Names> {
    let own: Vec<Names> = templates.iter().map(|template| in_template(template)).collect();
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, walk) in walks.iter().enumerate() {
        defined.extend(walk.defined.iter().filter(|name| !name.starts_with("block ")).map(|name| (name.as_str(), at)));
    }
    let of = |root: usize| {
        let (mut names, mut seen, mut open) = (Names::NONE, BTreeSet::from([root]), vec![root]);
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
    let mut names = Names::NONE;
    for hidden in template.tags() {
        if hidden.kind == Kind::Markup && hidden.text.starts_with("{%") {
            continue;
        }
        if is_open(hidden.text) {
            return Names::ALL;
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
