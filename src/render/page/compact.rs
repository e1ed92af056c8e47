//! Compact templates: what browsers do not need is taken out of a theme's
//! templates once, as they load, instead of out of every page.
//!
//! The engine's own tags are hidden behind one character each, the HTML around
//! them is made small, and the tags are put back as they were. An attribute
//! that holds an expression comes out quoted, whatever its author wrote; where
//! that cannot be done it is a fault, because unquoted text from the data could
//! become attributes of its own. Knows HTML and where the engine's tags begin
//! and end; knows neither what they mean nor the engine.

mod constant;
mod hide;
mod names;
mod space;
mod tag;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::route::TemplateFault;
pub(in crate::render) use constant::Word;
use hide::{Hidden, Template};
pub(in crate::render) use names::Names;
use walk::Walk;

/// A template made small, its tags still hidden.
pub(in crate::render) struct Small<'a> {
    /// The template's name.
    pub(in crate::render) name: &'a str,
    html: String,
    template: Template<'a>,
}

impl Small<'_> {
    /// The template's text. Where a tag does nothing but print a word of the
    /// theme, the word stands in its place; `word` gives it, escaped and plain,
    /// when there is one.
    pub(in crate::render) fn source(&self, word: &dyn Fn(&str) -> Option<Word>) -> String {
        self.template.restored(&self.html, |tag| constant::spoken(tag, word))
    }
}

/// Templates made small.
pub(in crate::render) struct Compact<'a> {
    /// The templates, in their order.
    pub(in crate::render) templates: Vec<Small<'a>>,
    /// What the pages of each template name.
    pub(in crate::render) names: BTreeMap<String, Names>,
    /// What cannot be made safe.
    pub(in crate::render) faults: Vec<TemplateFault>,
}

/// Makes templates small.
pub(in crate::render) fn compact<'a>(templates: impl Iterator<Item = (&'a str, &'a str)>) -> Compact<'a> {
    let mut faults = Vec::new();
    let mut hidden = Vec::new();
    for (name, source) in templates {
        match hide::hide(source) {
            Ok(template) => hidden.push((name, source, template)),
            Err(misplaced) => faults.push(misplaced.fault(name, source)),
        }
    }
    let walks: Vec<Walk> = hidden.iter().map(|(name, _, template)| walk::walk(name, template)).collect();
    let spacious = spacious(&walks);
    let mut texts = Vec::with_capacity(hidden.len());
    for ((name, source, _), walk) in hidden.iter().zip(&walks) {
        faults.extend(walk.misplaced.iter().map(|misplaced| misplaced.fault(name, source)));
        texts.push(space::joined(&walk.pieces, spacious.contains(name)));
    }
    let names = names::names(&walks, &hidden.iter().map(|(.., template)| template).collect::<Vec<_>>());
    drop(walks);
    let small = hidden.into_iter().zip(texts).map(|((name, _, template), html)| Small { name, html, template });
    Compact { templates: small.collect(), names, faults }
}

/// Templates in which every space may count, because something of theirs is
/// used inside an element that keeps its spaces.
fn spacious<'a>(walks: &[Walk<'a>]) -> BTreeSet<&'a str> {
    let mut used: BTreeSet<&str> = walks.iter().flat_map(|walk| walk.used_in_spacious.iter().map(String::as_str)).collect();
    let mut spacious = BTreeSet::new();
    loop {
        let more = walks.iter().find(|walk| !spacious.contains(walk.name) && walk.defined.iter().any(|name| used.contains(name.as_str())));
        let Some(walk) = more else { return spacious };
        spacious.insert(walk.name);
        used.extend(walk.used.iter().map(String::as_str));
    }
}

/// Something that must not stand where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Misplaced {
    /// Its place in the template, in bytes.
    start: usize,
    /// How many bytes of the template to point at.
    length: usize,
    message: &'static str,
}

impl Misplaced {
    fn of(hidden: &Hidden<'_>, message: &'static str) -> Self {
        Misplaced { start: hidden.start, length: hidden.text.len(), message }
    }

    fn fault(&self, template: &str, source: &str) -> TemplateFault {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let before = &source[..self.start];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let column = number(before[line..].chars().count()) + 1;
        let shown = source[self.start..self.start + self.length].lines().next().unwrap_or_default().chars().count();
        TemplateFault {
            template: template.to_owned(),
            message: self.message.to_owned(),
            line: number(before.matches('\n').count()) + 1,
            column,
            end: column + number(shown.max(1)),
        }
    }
}

#[cfg(test)]
mod tests;
