//! The files of the index as scripts.
//!
//! Every one of them calls `congboSearch(kind, language, version, number,
//! content)`. Lists of words are lines of one text; all else is JSON, which is
//! script too.

use std::io::{self, Write};
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::super::index::{Folded, Index, Kind, Members, Term, fold, glossary, words};
use super::super::view::standpoint::Standpoint;
use super::{block, block_size};

/// What the script says to readers: keys below `search.` in the messages.
const WORDS: [&str; 24] = [
    "found.one",
    "found.other",
    "found-in.one",
    "found-in.other",
    "none",
    "none-try",
    "none-less",
    "none-spelling",
    "none-names",
    "did-you-mean",
    "instead",
    "all-of-kind",
    "fewer",
    "more",
    "filter",
    "filter-kind",
    "filter-plan",
    "filter-agency",
    "filter-pillar",
    "filter-year",
    "any",
    "clear",
    "other-language",
    "failed",
];

/// An index that is cut into files.
pub(super) struct Script<'a> {
    pub(super) at: &'a Standpoint<'a>,
    pub(super) index: &'a Index,
    /// How many files of words there are.
    pub(super) terms: u32,
    /// How many blocks of entries.
    pub(super) blocks: u32,
}

impl Script<'_> {
    fn call(&self, kind: &str, number: u32, content: &Value, out: &mut dyn Write) -> io::Result<()> {
        let Self { at, index, .. } = self;
        writeln!(out, "congboSearch({:?},{:?},{:?},{number},{content});", kind, at.lang().as_str(), index.version)
    }

    /// What every search needs: how the index is cut, and words of the page.
    pub(super) fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { at, index, terms, blocks } = self;
        let cuts: Vec<&str> = (1..*terms).map(|number| self.first_word(number)).collect();
        let kind = |(kind, first): &(Kind, u32)| {
            let label = |form: &str| at.t(&format!("search.kind-{}.{form}", kind.name()));
            json!([kind.name(), first, label("one"), label("other")])
        };
        let others: Vec<Value> = at
            .catalog()
            .portal
            .languages
            .iter()
            .filter(|lang| *lang != at.lang())
            .map(|lang| json!([lang.as_str(), at.words.label("language", lang.as_str())]))
            .collect();
        let content = json!({
            "entries": index.shown.len(),
            "kinds": index.kinds.iter().map(kind).collect::<Vec<_>>(),
            "cuts": cuts,
            "block": block_size(index.shown.len(), *blocks),
            "short": self.abbreviations(),
            "others": others,
            "words": self.page_words(),
        });
        self.call("start", 0, &content, out)
    }

    /// Abbreviations of the glossary, and the words that they stand for.
    fn abbreviations(&self) -> Vec<[String; 2]> {
        let lang = self.at.lang();
        let keys = |text: &str| words(text).map(|word| fold(word, lang).key).collect::<Vec<_>>().join(" ");
        let is_short = |term: &str| term.chars().filter(|letter| letter.is_uppercase()).count() > 1 && words(term).count() == 1;
        let meaning = |text: &str| text.split(['.', ',', ';', '(']).next().unwrap_or_default().to_owned();
        let entries = glossary(self.at).filter(|term| is_short(&term.term));
        entries
            .map(|term| [keys(&term.term), keys(&meaning(&term.meaning))])
            .filter(|[short, long]| short != long && !long.is_empty())
            .collect()
    }

    fn page_words(&self) -> Map<String, Value> {
        let word = |key: &str| Some((key.to_owned(), json!(self.at.words.find(&format!("search.{key}"))?)));
        WORDS.iter().filter_map(|key| word(key)).collect()
    }

    /// Every word that is no number, with a sign for how often it stands.
    pub(super) fn words(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut all = String::new();
        let mut known: Option<(&str, usize)> = None;
        let mut push = |known: Option<(&str, usize)>| {
            if let Some((key, size)) = known.filter(|(key, _)| key.len() > 1 && !key.starts_with(|first: char| first.is_ascii_digit())) {
                all.push_str(key);
                all.push(char::from(b'0' + u8::try_from(size.max(1).ilog2().min(9)).unwrap_or(9)));
            }
        };
        for term in &self.index.terms {
            let size = term.names.len() + term.texts.len();
            match &mut known {
                Some((key, sum)) if *key == term.word.key => *sum += size,
                _ => {
                    push(known);
                    known = Some((&term.word.key, size));
                }
            }
        }
        push(known);
        self.call("words", 0, &json!(all), out)
    }

    /// Which entries belong to which plan, agency, pillar and year.
    pub(super) fn facets(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { at, index, .. } = self;
        let facets = &index.facets;
        let catalog = at.catalog();
        let named = |all: &std::collections::BTreeMap<String, Members>, name: &dyn Fn(&str) -> Option<String>| {
            let mut list: Vec<(String, &str, &str)> =
                all.iter().map(|(id, members)| (name(id).unwrap_or_else(|| id.clone()), id.as_str(), members.list.as_str())).collect();
            list.sort_by(|one, other| at.words.order(&one.0, &other.0));
            list.into_iter().map(|(name, id, list)| json!([id, name, list])).collect::<Vec<_>>()
        };
        let years: Vec<Value> =
            facets.years.iter().rev().map(|(year, members)| json!([year.to_string(), year.to_string(), members.list])).collect();
        let content = json!({
            "plan": named(&facets.plans, &|id| Some(at.plan_title(catalog.plans.get(id)?).text)),
            "agency": named(&facets.agencies, &|id| Some(at.text(&catalog.agencies.get(id)?.name).text)),
            "pillar": named(&facets.pillars, &|id| Some(at.text(&catalog.pillars.get(id)?.name).text)),
            "year": years,
        });
        self.call("facets", 0, &content, out)
    }

    /// The words of a file, and the entries that have them: a line per form of
    /// a word, with key, form, names and texts; a key as above is left out, and
    /// so is a form that is its key.
    pub(super) fn terms(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        let mut text = String::new();
        let mut above = "";
        for Term { word: Folded { key, form }, names, texts } in &self.index.terms[self.range(number)] {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(if key == above { "" } else { key });
            text.push('\t');
            text.push_str(if form == key { "" } else { form });
            text.push('\t');
            text.push_str(names);
            text.push('\t');
            text.push_str(texts);
            above = key;
        }
        self.call("terms", number, &json!(text), out)
    }

    /// The words of a file: all words are cut into files of about one size, and
    /// never between two forms of one word.
    fn range(&self, number: u32) -> Range<usize> {
        self.cut(number)..self.cut(number + 1)
    }

    fn cut(&self, number: u32) -> usize {
        let terms = &self.index.terms;
        if number >= self.terms {
            return terms.len();
        }
        let ends = &self.index.ends;
        let whole = ends.last().copied().unwrap_or_default();
        let begin = whole / self.terms as usize * number as usize;
        let mut first = ends.partition_point(|end| *end <= begin);
        while first > 0 && first < terms.len() && terms[first].word.key == terms[first - 1].word.key {
            first += 1;
        }
        first
    }

    fn first_word(&self, number: u32) -> &str {
        // Behind the last word there is none: nothing is looked up there.
        self.index.terms.get(self.cut(number)).map_or("\u{ffff}", |term| &term.word.key)
    }

    /// Names, addresses and places of a block.
    pub(super) fn titles(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        // Column by column, because like things compress best side by side.
        let entries = &self.index.shown[block(self.index.shown.len(), self.blocks, number)];
        let mut places: Vec<&str> = vec![""];
        let mut at = Vec::with_capacity(entries.len());
        for shown in entries {
            let known = places.iter().position(|place| *place == shown.place);
            at.push(known.unwrap_or(places.len()));
            if known.is_none() {
                places.push(&shown.place);
            }
        }
        let titles: Vec<&str> = entries.iter().map(|shown| shown.title.as_str()).collect();
        let addresses: Vec<&str> = entries.iter().map(|shown| shown.address.as_str()).collect();
        self.call("titles", number, &json!({ "titles": titles, "addresses": addresses, "places": places, "at": at }), out)
    }

    /// What is said of the entries of a block.
    pub(super) fn texts(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        let entries = &self.index.shown[block(self.index.shown.len(), self.blocks, number)];
        let texts: Vec<&str> = entries.iter().map(|shown| shown.text.as_str()).collect();
        self.call("texts", number, &json!(texts), out)
    }
}
