//! Statements being made: things, texts and what is taken down for the end.

use std::collections::BTreeSet;
use std::io;

use super::shared::Shared;
use crate::model::lang::{Lang, Text};
use crate::render::rdf::{Object, Statements};
use crate::route::Context;

/// In which languages texts are stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongues {
    /// In all that there are.
    All,
    /// In the portal's default language, as far as they are there.
    Default,
}

/// A catalogue being told.
pub(super) struct Telling<'a, 'o> {
    pub(super) context: &'o Context<'a>,
    tongues: Tongues,
    pub(super) graph: &'o mut dyn Statements,
    /// What is told at the end.
    pub(super) shared: BTreeSet<Shared>,
    /// The same, as far as hardly anything else names it, in the order of the
    /// datasets: a set of all that would be asked for its place ever so often.
    pub(super) own: Vec<Shared>,
}

impl<'a, 'o> Telling<'a, 'o> {
    /// Nothing is stated yet.
    pub(super) fn new(context: &'o Context<'a>, tongues: Tongues, graph: &'o mut dyn Statements) -> Self {
        Self { context, tongues, graph, shared: BTreeSet::new(), own: Vec::new() }
    }

    /// Says that something has to do with a thing.
    pub(super) fn thing(&mut self, subject: &str, predicate: &'static str, address: &str) -> io::Result<()> {
        self.graph.state(subject, predicate, Object::Iri(address))
    }

    /// The same of a thing that is told at the end.
    pub(super) fn shared_thing(&mut self, subject: &str, predicate: &'static str, thing: Shared) -> io::Result<()> {
        self.graph.state(subject, predicate, Object::Iri(&thing.iri(self.context)))?;
        self.take(thing);
        Ok(())
    }

    /// Takes a thing down, to be told at the end; gives its address.
    pub(super) fn taken(&mut self, thing: Shared) -> String {
        let address = thing.iri(self.context).into_owned();
        self.take(thing);
        address
    }

    fn take(&mut self, thing: Shared) {
        match thing {
            Shared::Document(_) | Shared::Resource(_) => self.own.push(thing),
            thing => drop(self.shared.insert(thing)),
        }
    }

    /// A text in its languages.
    pub(super) fn text(&mut self, subject: &str, predicate: &'static str, text: &Text) -> io::Result<()> {
        self.spoken(text).into_iter().try_for_each(|(lang, text)| self.graph.state(subject, predicate, Object::Text(text, lang)))
    }

    /// A text without a language.
    pub(super) fn plain(&mut self, subject: &str, predicate: &'static str, text: &str) -> io::Result<()> {
        self.graph.state(subject, predicate, Object::Plain(text))
    }

    /// A text in a language.
    pub(super) fn words(&mut self, subject: &str, predicate: &'static str, text: &str, lang: Lang) -> io::Result<()> {
        self.graph.state(subject, predicate, Object::Text(text, lang))
    }

    /// The languages of a text that are told; one at least.
    pub(super) fn spoken<'t>(&self, text: &'t Text) -> Vec<(Lang, &'t str)> {
        let languages = &self.context.catalog.portal.languages;
        match self.tongues {
            Tongues::All => text.iter().collect(),
            Tongues::Default => {
                let picked = text.pick(languages.default(), languages);
                Vec::from_iter((!picked.text.is_empty()).then_some((picked.lang, picked.text)))
            }
        }
    }
}
