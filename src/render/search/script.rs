//! The files of the index as scripts.
//!
//! Every one of them calls `congboSearch(kind, language, version, number,
//! content)`, whose content is JSON, which is script too. Lists of numbers and
//! texts are bits as text; `super::super::index` tells how.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use serde_json::{Map, Value, json};

use super::super::index::{Ascending, Bits, Index, Kind, PLACES, Shown, Term, fold, glossary, words};
use super::super::view::standpoint::Standpoint;
use super::{block, block_size};

/// What the script says to readers: keys below `search.` in the messages.
const WORDS: [&str; 25] = [
    "found.one",
    "found.other",
    "found-in.one",
    "found-in.other",
    "lacks",
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
    /// How many files of names.
    pub(super) titles: u32,
    /// How many files of texts.
    pub(super) texts: u32,
}

impl Script<'_> {
    fn call(&self, kind: &str, number: u32, content: &Value, out: &mut dyn Write) -> io::Result<()> {
        let Self { at, index, .. } = self;
        writeln!(out, "congboSearch({:?},{:?},{:?},{number},{content});", kind, at.lang().as_str(), index.version)
    }

    /// What every search needs: how the index is cut, and words of the page.
    pub(super) fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { at, index, terms, titles, texts } = self;
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
            "block": block_size(index.shown.len(), *titles),
            "texts": block_size(index.shown.len(), *texts),
            "places": index.places.lengths.iter().map(|length| char::from_digit(*length, 36).unwrap_or('0')).collect::<String>(),
            "code": index.vocabulary.lengths(),
            "vocabulary": index.vocabulary.words.join("\n"),
            "initials": index.initials.iter().map(|(initials, keys)| format!("{initials} {keys}")).collect::<Vec<_>>().join("\n"),
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
            let size = (term.list.names.len() + term.list.texts.len()) as usize;
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
        let named = |all: &BTreeMap<String, Ascending>, name: &dyn Fn(&str) -> Option<String>| {
            let ids = all.iter();
            let mut list: Vec<_> = ids.map(|(id, members)| (name(id).unwrap_or_else(|| id.clone()), id, self.list(members))).collect();
            list.sort_by(|one, other| at.words.order(&one.0, &other.0));
            list.into_iter().map(|(name, id, list)| json!([id, name, list])).collect::<Vec<_>>()
        };
        let years: Vec<Value> =
            facets.years.iter().rev().map(|(year, members)| json!([year.to_string(), year.to_string(), self.list(members)])).collect();
        let agency = |id: &str| {
            let agency = catalog.agencies.get(id)?;
            let name = at.text(&agency.name).text;
            Some(at.apart(agency).map_or_else(|| name.clone(), |note| format!("{name} ({note})")))
        };
        let content = json!({
            "plan": named(&facets.plans, &|id| Some(at.plan_title(catalog.plans.get(id)?).text)),
            "agency": named(&facets.agencies, &agency),
            "pillar": named(&facets.pillars, &|id| Some(at.text(&catalog.pillars.get(id)?.name).text)),
            "year": years,
        });
        self.call("facets", 0, &content, out)
    }

    /// The entries of a facet.
    fn list(&self, members: &Ascending) -> String {
        let mut bits = Bits::default();
        bits.rising(members.len(), self.universe(), members.iter());
        bits.finish()
    }

    fn universe(&self) -> u32 {
        u32::try_from(self.index.shown.len()).unwrap_or(u32::MAX)
    }

    /// The words of a file, and the entries that have them: forms of words, a
    /// line each, whose keys follow from them; of every one in turn the entries
    /// with it in a name, its places in these, and the entries with it in a text.
    pub(super) fn terms(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        let mut bits = Bits::default();
        let terms = &self.index.terms[self.range(number)];
        for Term { list, .. } in terms {
            bits.ascending(list.names.len(), self.universe(), list.names.iter());
            list.places().for_each(|place| self.place(place, &mut bits));
            bits.rising(list.texts.len(), self.universe(), list.texts.iter());
        }
        let forms: Vec<&str> = terms.iter().map(|term| term.word.form.as_str()).collect();
        self.call("terms", number, &json!({ "words": forms.join("\n"), "bits": bits.finish() }), out)
    }

    /// A place in names; one beyond those that have a code follows as a number.
    fn place(&self, place: u32, bits: &mut Bits) {
        let symbol = (place as usize).min(PLACES);
        self.index.places.write(symbol, bits);
        if symbol == PLACES {
            bits.number(place - PLACES as u32 + 1);
        }
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

    fn block(&self, blocks: u32, number: u32) -> &[Shown] {
        &self.index.shown[block(self.index.shown.len(), blocks, number)]
    }

    /// Names, addresses and places of some entries, and which names are in
    /// another language. A place follows the name where
    /// it is another than that of the entry before.
    pub(super) fn titles(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        let vocabulary = &self.index.vocabulary;
        let (mut bits, mut rare, mut addresses) = (Bits::default(), Vec::new(), String::new());
        let mut borrowed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut before: Option<&Shown> = None;
        for (at, shown) in self.block(self.titles, number).iter().enumerate() {
            shown.lang.iter().for_each(|lang| borrowed.entry(lang).or_default().push(at));
            vocabulary.write(&shown.title, &mut bits, &mut rare);
            let is_same = shown.place == before.map_or("", |before| &before.place);
            bits.push(u32::from(!is_same), 1);
            if !is_same {
                vocabulary.write(&shown.place, &mut bits, &mut rare);
            }
            if before.is_some() {
                addresses.push('\n');
            }
            push_address(&mut addresses, before.map_or("", |before| &before.address), &shown.address);
            before = Some(shown);
        }
        let mut content = json!({ "addresses": addresses, "rare": rare, "bits": bits.finish() });
        if !borrowed.is_empty() {
            content["borrowed"] = json!(borrowed);
        }
        self.call("titles", number, &content, out)
    }

    /// What is said of some entries.
    pub(super) fn texts(&self, number: u32, out: &mut dyn Write) -> io::Result<()> {
        let (mut bits, mut rare) = (Bits::default(), Vec::new());
        self.block(self.texts, number).iter().for_each(|shown| self.index.vocabulary.write(&shown.text, &mut bits, &mut rare));
        self.call("texts", number, &json!({ "rare": rare, "bits": bits.finish() }), out)
    }
}

/// What most addresses end in: left out.
const PAGE: &str = ".html";
/// Ends an address that ends otherwise.
const WHOLE: char = '|';

/// An address as what it adds to the one before: a letter tells how much of
/// that it keeps.
fn push_address(text: &mut String, before: &str, address: &str) {
    let same = before.bytes().zip(address.bytes()).take_while(|(one, other)| one == other).count().min(35);
    let same = (0..=same).rev().find(|at| address.is_char_boundary(*at)).unwrap_or(0);
    let rest = &address[same..];
    text.push(char::from_digit(u32::try_from(same).unwrap_or(0), 36).unwrap_or('0'));
    match rest.strip_suffix(PAGE) {
        Some(stem) => text.push_str(stem),
        None => text.extend([rest, WHOLE.encode_utf8(&mut [0; 4])]),
    }
}

#[cfg(test)]
mod tests {
    use super::push_address;

    #[test]
    fn an_address_is_what_it_adds_to_the_one_before() {
        let told = |before: &str, address: &str| {
            let mut text = String::new();
            push_address(&mut text, before, address);
            text
        };
        assert_eq!(told("", "index.html"), "0index");
        assert_eq!(told("a/b-1.html", "a/b-12.html"), "52");
        assert_eq!(told("a/b.html", "a/b.html"), "8|");
        assert_eq!(told("a/b.html", "a/b.html#c"), "8#c|");
    }
}
