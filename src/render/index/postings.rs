//! Postings: which entry has which word, in its names or in its text.
//!
//! Entries are numbered in the order in which they are added, and every list
//! is written in its final form as it grows: differences of numbers in the
//! letters of [`super::code`]. Of a name the place of every word is kept, so
//! that words that stand side by side are known as a phrase. Knows nothing of
//! what an entry is.

use std::collections::HashMap;

use super::code;
use super::fold::{Folded, fold, words};
use crate::model::lang::Lang;

/// Names of one entry begin at multiples of this place.
const NAME: u32 = 16;

/// The words of all entries, being gathered.
pub(super) struct Postings {
    lang: Lang,
    /// The word that a piece of text is, however often it stands.
    known: HashMap<String, u32>,
    /// The word with this key and form.
    terms: HashMap<(String, String), u32>,
    lists: Vec<List>,
    /// How many entries there are.
    pub(super) entries: u32,
    /// The place in the entry's names at which the next one may begin.
    free: u32,
    found: Vec<u32>,
}

/// Where a word stands.
#[derive(Debug, Default)]
struct List {
    /// In names: differences of entries, places.
    names: String,
    /// In texts: differences of entries.
    texts: String,
    /// One more than the last entry of `names`.
    last_name: u32,
    /// One more than the last entry of `texts`.
    last_text: u32,
}

/// A word with its lists, as it is published.
#[derive(Debug)]
pub(in crate::render) struct Term {
    /// Key and form.
    pub(in crate::render) word: Folded,
    /// In names.
    pub(in crate::render) names: String,
    /// In texts.
    pub(in crate::render) texts: String,
}

impl Postings {
    /// Nothing yet.
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, known: HashMap::new(), terms: HashMap::new(), lists: Vec::new(), entries: 0, free: 0, found: Vec::new() }
    }

    /// The next entry.
    pub(super) fn entry(&mut self) {
        self.entries += 1;
        self.free = 0;
    }

    /// A name of the entry.
    pub(super) fn name(&mut self, name: &str) {
        let mut found = std::mem::take(&mut self.found);
        found.extend(words(name).map(|word| self.term(word)));
        for (place, term) in (self.free..).zip(&found) {
            let list = &mut self.lists[*term as usize];
            code::push(&mut list.names, self.entries - list.last_name);
            list.last_name = self.entries;
            let is_last = place + 1 == self.free + u32::try_from(found.len()).unwrap_or(u32::MAX);
            code::push(&mut list.names, place * 2 + u32::from(is_last));
        }
        if !found.is_empty() {
            // One place stays empty: names do not touch.
            let end = self.free + u32::try_from(found.len()).unwrap_or(NAME);
            self.free = (end / NAME + 1) * NAME;
        }
        found.clear();
        self.found = found;
    }

    /// A text of the entry, to be added behind all its names.
    pub(super) fn text(&mut self, text: &str) {
        for word in words(text) {
            let term = self.term(word);
            let list = &mut self.lists[term as usize];
            if list.last_text < self.entries && list.last_name < self.entries {
                code::push(&mut list.texts, self.entries - list.last_text);
                list.last_text = self.entries;
            }
        }
    }

    fn term(&mut self, word: &str) -> u32 {
        if let Some(term) = self.known.get(word) {
            return *term;
        }
        let Folded { key, form } = fold(word, self.lang);
        let next = u32::try_from(self.lists.len()).expect("fewer than four billion words");
        let term = *self.terms.entry((key, form)).or_insert(next);
        if term == next {
            self.lists.push(List::default());
        }
        self.known.insert(word.to_owned(), term);
        term
    }

    /// All words, sorted by key and form.
    pub(super) fn terms(self) -> Vec<Term> {
        let Self { terms, mut lists, .. } = self;
        let mut all: Vec<((String, String), u32)> = terms.into_iter().collect();
        all.sort_unstable();
        let of = |((key, form), term): ((String, String), u32)| {
            let List { names, texts, .. } = std::mem::take(&mut lists[term as usize]);
            Term { word: Folded { key, form }, names, texts }
        };
        all.into_iter().map(of).filter(|term| !term.word.key.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_listed_once_per_text_and_at_every_place_of_a_name() {
        let mut postings = Postings::new(Lang::new("vi").expect("a language"));
        postings.entry();
        postings.name("Số số");
        postings.name("so");
        postings.text("số hòa hoà");
        postings.entry();
        postings.text("Hoà số số");
        let terms = postings.terms();
        let told: Vec<[&str; 4]> = terms.iter().map(|term| [&*term.word.key, &*term.word.form, &*term.names, &*term.texts]).collect();
        assert_eq!(told, [["hoa", "hoa`", "", "11"], ["so", "so", "1x", ""], ["so", "sô'", "1003", "2"]]);
    }
}
