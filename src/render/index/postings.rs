//! Postings: which entry has which word, in its names or in its text.
//!
//! Entries are numbered in the order in which they are added. Of a name the
//! place of every word is kept, so that words that stand side by side are known
//! as a phrase. Knows nothing of what an entry is.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::ascending::{Ascending, push, read};
use super::fold::{Folded, fold, words};
use crate::model::lang::Lang;

/// Names of one entry begin at multiples of this place.
const NAME: u32 = 16;

/// No word.
const NONE: u32 = u32::MAX;

/// Names that say some words side by side before their initials are known.
const OFTEN: u32 = 4;
/// The most initials: every search reads them.
const MOST_INITIALS: usize = 150;

/// Places that have a code of their own.
pub(in crate::render) const PLACES: usize = 64;

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
    /// How often words stand side by side in names, three or four of them.
    together: HashMap<[u32; 4], u32>,
    /// How often a word stands at every place; the last one is any beyond.
    pub(super) places: [u64; PLACES + 1],
}

/// Where a word stands.
#[derive(Debug, Default)]
pub(in crate::render) struct List {
    /// Entries that have it in a name, once for every place.
    pub(in crate::render) names: Ascending,
    places: Vec<u8>,
    /// Entries that have it in a text and in no name.
    pub(in crate::render) texts: Ascending,
}

impl List {
    /// The places in names: twice the place, one more at the end of a name.
    pub(in crate::render) fn places(&self) -> impl Iterator<Item = u32> {
        read(&self.places)
    }

    /// How many bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.names.size() + self.places.len() + self.texts.size()
    }
}

/// A word with its lists.
#[derive(Debug)]
pub(in crate::render) struct Term {
    /// Key and form.
    pub(in crate::render) word: Folded,
    /// Where it stands.
    pub(in crate::render) list: List,
}

impl Postings {
    /// Nothing yet.
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            known: HashMap::new(),
            terms: HashMap::new(),
            lists: Vec::new(),
            entries: 0,
            free: 0,
            found: Vec::new(),
            together: HashMap::new(),
            places: [0; PLACES + 1],
        }
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
            list.names.push(self.entries - 1);
            let is_last = place + 1 == self.free + u32::try_from(found.len()).unwrap_or(u32::MAX);
            let place = place * 2 + u32::from(is_last);
            push(&mut list.places, place);
            self.places[(place as usize).min(self.places.len() - 1)] += 1;
        }
        if self.free == 0 {
            let four = found.windows(4).map(|words| [words[0], words[1], words[2], words[3]]);
            let three = found.windows(3).map(|words| [words[0], words[1], words[2], NONE]);
            four.chain(three).for_each(|words| *self.together.entry(words).or_default() += 1);
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
            if !list.texts.ends_with(self.entries - 1) && !list.names.ends_with(self.entries - 1) {
                list.texts.push(self.entries - 1);
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

    /// Initials of words that many names say side by side, each with the keys of
    /// the words: `dvc`, `dich vu cong`. What is a word itself is none.
    pub(super) fn initials(&self) -> Vec<(String, String)> {
        let mut words = vec![""; self.lists.len()];
        self.terms.iter().for_each(|((key, _), term)| words[*term as usize] = key);
        let known: HashSet<&str> = words.iter().copied().collect();
        let mut best: BTreeMap<String, (u32, Reverse<String>)> = BTreeMap::new();
        for (terms, often) in self.together.iter().filter(|(_, often)| **often >= OFTEN) {
            let keys: Vec<&str> = terms.iter().filter(|term| **term != NONE).map(|term| words[*term as usize]).collect();
            let initials: String = keys.iter().filter_map(|key| key.chars().next()).collect();
            if !initials.chars().all(char::is_alphabetic) || known.contains(initials.as_str()) {
                continue;
            }
            // The more frequent; of two, the first by letter, in every run.
            let slot = best.entry(initials).or_default();
            let new = (*often, Reverse(keys.join(" ")));
            if slot.0 == 0 || new > *slot {
                *slot = new;
            }
        }
        let mut all: Vec<(Reverse<u32>, String, String)> =
            best.into_iter().map(|(initials, (often, Reverse(keys)))| (Reverse(often), initials, keys)).collect();
        all.sort();
        all.truncate(MOST_INITIALS);
        all.into_iter().map(|(_, initials, keys)| (initials, keys)).collect()
    }

    /// All words, sorted by key and form.
    pub(super) fn terms(self) -> Vec<Term> {
        let Self { terms, mut lists, .. } = self;
        let mut all: Vec<((String, String), u32)> = terms.into_iter().collect();
        all.sort_unstable();
        let of = |((key, form), term): ((String, String), u32)| Term {
            word: Folded { key, form },
            list: std::mem::take(&mut lists[term as usize]),
        };
        all.into_iter().map(of).filter(|term| !term.word.key.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_known_of_words_that_names_often_say_side_by_side() {
        let mut postings = Postings::new(Lang::new("vi").expect("a language"));
        for name in ["Dịch vụ công toàn trình", "dịch vụ công", "Dùng dịch vụ công", "Dịch vụ công và dvt", "Chuyển đổi số", "dvt"]
        {
            postings.entry();
            postings.name(name);
        }
        assert_eq!(postings.initials(), [("dvc".to_owned(), "dich vu cong".to_owned())]);
    }

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
        let told = |term: &Term| {
            let names = term.list.names.iter().zip(term.list.places()).collect::<Vec<_>>();
            format!("{} {} {names:?} {:?}", term.word.key, term.word.form, term.list.texts.iter().collect::<Vec<_>>())
        };
        let told: Vec<String> = terms.iter().map(told).collect();
        assert_eq!(told, ["hoa hoa` [] [0, 1]", "so so [(0, 33)] []", "so sô' [(0, 0), (0, 3)] [1]"]);
    }
}
