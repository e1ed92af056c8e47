//! The index of what a portal has: every thing with its name, its address and
//! its words, in one language.
//!
//! The search page's script reads it, cut into files, and the list of all
//! names is made of it. Made once per run and language. Knows neither files
//! nor pages.

mod ascending;
mod bits;
mod entries;
mod entry;
mod fold;
mod huffman;
mod postings;
mod prose;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use entries::entries;
use entry::Entry;
use postings::Postings;
use vocabulary::Count;

pub(super) use ascending::Ascending;
pub(super) use bits::Bits;
pub(super) use entries::glossary;
pub(super) use entry::Kind;
pub(super) use fold::{fold, words};
pub(super) use huffman::Huffman;
pub(super) use postings::{PLACES, Term};
pub(super) use vocabulary::Vocabulary;

use super::view::standpoint::Standpoint;
use crate::model::lang::Lang;

/// The index of one language.
pub(super) struct Index {
    /// Changes whenever entries are numbered or words are coded anew: files of
    /// two codes must never be read together.
    pub(super) version: String,
    /// The first entry of every kind that there is.
    pub(super) kinds: Vec<(Kind, u32)>,
    /// What is shown of every entry.
    pub(super) shown: Vec<Shown>,
    /// All words, sorted.
    pub(super) terms: Vec<Term>,
    /// How many bytes all words take up to each of them, it included.
    pub(super) ends: Vec<usize>,
    /// How places in names are written.
    pub(super) places: Huffman,
    /// The words of all that is shown.
    pub(super) vocabulary: Vocabulary,
    /// Initials that names suggest, with the keys of their words.
    pub(super) initials: Vec<(String, String)>,
    /// The entries that have a name of their own, in the order of names.
    names: OnceLock<Vec<u32>>,
    /// Which entries belong where.
    pub(super) facets: Facets,
}

/// What is shown of an entry.
#[derive(Debug)]
pub(super) struct Shown {
    /// Path below the site's root.
    pub(super) address: String,
    /// Its name.
    pub(super) title: String,
    /// The language of its name, where that is another than the reader's.
    pub(super) lang: Option<String>,
    /// What it is a part of.
    pub(super) place: String,
    /// What is said of it.
    pub(super) text: String,
}

/// Which entries belong where: id or year, and entries as a list.
#[derive(Debug, Default)]
pub(super) struct Facets {
    /// By plan.
    pub(super) plans: BTreeMap<String, Ascending>,
    /// By agency.
    pub(super) agencies: BTreeMap<String, Ascending>,
    /// By pillar.
    pub(super) pillars: BTreeMap<String, Ascending>,
    /// By year.
    pub(super) years: BTreeMap<i16, Ascending>,
}

/// A text that is no name is searched and shown up to so many bytes.
const MOST_TEXT: usize = 4_000;
/// The longest span of years that is told year by year.
const MOST_YEARS: i16 = 20;

impl Index {
    /// Makes the index in the language of a standpoint.
    pub(super) fn new(at: &Standpoint<'_>) -> Self {
        let mut postings = Postings::new(at.lang());
        let (mut shown, mut kinds, mut facets) = (Vec::new(), Vec::<(Kind, u32)>::new(), Facets::default());
        let (mut version, mut count) = (Hash::new(), Count::default());
        entries(at, &mut |kind, entry| {
            let number = postings.entries;
            if kinds.last().is_none_or(|(last, _)| *last != kind) {
                kinds.push((kind, number));
            }
            facets.add(number, &entry);
            let Entry { address, title, lang, names, mut text, hidden, place, .. } = entry;
            cut(&mut text);
            postings.entry();
            postings.name(&title);
            names.iter().for_each(|name| postings.name(name));
            postings.text(&text);
            postings.text(&hidden);
            version.add(&address);
            count.add(&title);
            count.add(&text);
            if shown.last().is_none_or(|last: &Shown| last.place != place) {
                count.add(&place);
            }
            shown.push(Shown { address, title, lang, place, text });
        });
        let places = Huffman::new(&postings.places);
        let initials = postings.initials();
        let terms = postings.terms();
        let sizes = terms.iter().map(|term| term.word.form.len() + term.list.size() + 2);
        let ends = sizes.scan(0, |sum, size| {
            *sum += size;
            Some(*sum)
        });
        let ends = ends.collect();
        let vocabulary = count.vocabulary();
        vocabulary.words.iter().for_each(|word| version.add(word));
        vocabulary.lengths().iter().for_each(|length| version.add(&length.to_string()));
        places.lengths.iter().for_each(|length| version.add(&length.to_string()));
        Self { version: version.told(), kinds, shown, terms, ends, places, vocabulary, initials, names: OnceLock::new(), facets }
    }

    /// The kind of an entry.
    pub(super) fn kind(&self, number: u32) -> Kind {
        let after = self.kinds.partition_point(|(_, first)| *first <= number);
        self.kinds[after - 1].0
    }

    /// The entries that people look for by name, in the order of their names.
    pub(super) fn names(&self, at: &Standpoint<'_>) -> &[u32] {
        self.names.get_or_init(|| {
            let mut all: Vec<u32> = (0..).take(self.shown.len()).filter(|number| self.kind(*number).has_name()).collect();
            let name = |number: u32| sorted_by(&self.shown[number as usize].title);
            all.sort_by(|one, other| at.words.order(name(*one), name(*other)).then_with(|| one.cmp(other)));
            all
        })
    }
}

/// A name without the signs before its first letter.
pub(super) fn sorted_by(name: &str) -> &str {
    name.trim_start_matches(|letter: char| !letter.is_alphanumeric())
}

/// The indexes of all languages.
struct Indexes(BTreeMap<Lang, OnceLock<Index>>);

/// The index in the language of a standpoint, made once per run.
pub(super) fn index<'a>(at: &Standpoint<'a>) -> &'a Index {
    let catalog = at.catalog();
    let all = catalog.indexed.get_or(|| Indexes(catalog.portal.languages.iter().map(|lang| (lang, OnceLock::new())).collect()));
    all.0[&at.lang()].get_or_init(|| Index::new(at))
}

impl Facets {
    fn add(&mut self, number: u32, entry: &Entry<'_>) {
        let of = |map: &mut BTreeMap<String, Ascending>, id: &str| match map.get_mut(id) {
            Some(members) if members.ends_with(number) => {}
            Some(members) => members.push(number),
            None => map.entry(id.to_owned()).or_default().push(number),
        };
        entry.plans.iter().for_each(|id| of(&mut self.plans, id));
        entry.agencies.iter().for_each(|id| of(&mut self.agencies, id));
        entry.pillar.iter().for_each(|id| of(&mut self.pillars, id));
        let years = entry.years.filter(|(first, last)| last.saturating_sub(*first) < MOST_YEARS);
        for year in years.into_iter().flat_map(|(first, last)| first..=last) {
            self.years.entry(year).or_default().push(number);
        }
    }
}

/// Cuts a long text at a space.
fn cut(text: &mut String) {
    if text.len() > MOST_TEXT {
        let end = (0..=MOST_TEXT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let end = text[..end].rfind(' ').unwrap_or(end);
        text.truncate(end);
        text.push('…');
    }
}

/// FNV-1a: short, the same everywhere, and nobody's secret.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn told(&self) -> String {
        format!("{:012x}", self.0 >> 16)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, MOST_TEXT, cut};

    #[test]
    fn a_long_text_is_cut_between_words() {
        let mut text = "chữ ".repeat(2000);
        cut(&mut text);
        assert!(text.len() <= MOST_TEXT + 3 && text.ends_with("chữ…"));
    }

    #[test]
    fn another_address_is_another_numbering() {
        let told = |texts: &[&str]| {
            let mut hash = Hash::new();
            texts.iter().for_each(|text| hash.add(text));
            hash.told()
        };
        assert_ne!(told(&["ab", "c"]), told(&["a", "bc"]));
        assert_eq!(told(&["a"]).len(), 12);
    }
}
