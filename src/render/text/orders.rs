//! Orders: how the entries of every list follow each other, per language.
//!
//! A list is cut into pages, and an entry knows the ones beside it; so every
//! order is found once, when the first page asks for it, and kept beside the
//! catalogue. Titles are compared as readers of the language expect. Knows
//! nothing of pages beyond their place in a list.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::words::Words;
use crate::model::Catalog;
use crate::model::agency::LEVELS;
use crate::model::lang::{Lang, Text};
use crate::render::facts::places::{are_several, place};
use crate::route::PageId;

/// How the datasets followed each other in an earlier run, per language: their
/// numbers among all names. It makes sorting quick and decides nothing.
pub type Earlier = Vec<(Lang, Vec<u32>)>;

/// The orders of all lists in all languages.
#[derive(Debug)]
pub(in crate::render) struct Orders(BTreeMap<Lang, Lists>);

/// The orders of all lists in one language.
#[derive(Debug, Default)]
struct Lists {
    plans: OnceLock<Order>,
    pillars: OnceLock<Order>,
    agencies: OnceLock<Order>,
    documents: OnceLock<Order>,
    indicators: OnceLock<Order>,
    datasets: OnceLock<Order>,
    topics: OnceLock<Order>,
    of_topics: OnceLock<BTreeMap<String, Order>>,
    /// How the datasets followed each other in an earlier run.
    earlier: Vec<u32>,
}

/// The order of one list.
#[derive(Debug, Default)]
pub(in crate::render) struct Order {
    /// The entries' ids, sorted.
    ids: Vec<String>,
    /// Indices of `ids`, in the order of the list.
    listed: Vec<u32>,
    /// The place in the list of every one of `ids`.
    places: Vec<u32>,
}

impl Orders {
    /// Orders of a catalogue, none of them found yet.
    pub(in crate::render) fn new(catalog: &Catalog, earlier: &Earlier) -> Self {
        let of = |lang: Lang| earlier.iter().find(|(known, _)| *known == lang).map(|(_, order)| order.clone()).unwrap_or_default();
        Self(catalog.portal.languages.iter().map(|lang| (lang, Lists { earlier: of(lang), ..Lists::default() })).collect())
    }

    /// The orders of the datasets, as far as they were found, for a later run.
    pub(in crate::render) fn found(&self) -> Earlier {
        self.0.iter().filter_map(|(lang, lists)| Some((*lang, lists.datasets.get()?.listed.clone()))).collect()
    }

    /// The order of the list that begins with a page; `None` when the page is
    /// no list.
    pub(in crate::render) fn of(&self, list: &PageId, catalog: &Catalog, words: &Words) -> Option<&Order> {
        let lists = self.0.get(&words.lang)?;
        let by = |text: &Text| text.pick(words.lang, &catalog.portal.languages).text.to_owned();
        let by_words = |one: &String, other: &String| words.order(one, other);
        Some(match list {
            PageId::Plans => lists.plans.get_or_init(|| plans(catalog, words)),
            PageId::Pillars => {
                lists.pillars.get_or_init(|| Order::new(catalog.pillars.iter().map(|(id, pillar)| (id.as_str(), pillar.order)), i64::cmp))
            }
            PageId::Agencies => lists.agencies.get_or_init(|| agencies(catalog, words)),
            PageId::Documents => lists.documents.get_or_init(|| {
                let newest_first = |one: &Option<_>, other: &Option<_>| other.cmp(one);
                Order::new(catalog.documents.iter().map(|(id, document)| (id.as_str(), document.date)), newest_first)
            }),
            PageId::Indicators => lists
                .indicators
                .get_or_init(|| Order::new(catalog.indicators.iter().map(|(id, indicator)| (id.as_str(), by(&indicator.name))), by_words)),
            PageId::Datasets => lists.datasets.get_or_init(|| {
                Order::from(&lists.earlier, catalog.datasets.iter().map(|(id, dataset)| (id.as_str(), by(&dataset.title))), by_words)
            }),
            PageId::Topics => lists.topics.get_or_init(|| {
                let label = |topic: &str| catalog.portal.topics.get(topic).map_or_else(|| topic.to_owned(), by);
                Order::new(self.of_topics(lists, catalog, words).keys().map(|topic| (topic.as_str(), label(topic))), by_words)
            }),
            PageId::Topic(topic) => return self.of_topics(lists, catalog, words).get(topic),
            _ => return None,
        })
    }

    /// The datasets of every topic, in the order of all datasets.
    fn of_topics<'a>(&'a self, lists: &'a Lists, catalog: &Catalog, words: &Words) -> &'a BTreeMap<String, Order> {
        lists.of_topics.get_or_init(|| {
            let datasets = self.of(&PageId::Datasets, catalog, words).expect("the list of datasets is a list");
            let mut topics: BTreeMap<&str, Vec<(&str, u32)>> = BTreeMap::new();
            for (id, dataset) in &catalog.datasets {
                for topic in &dataset.congbo.topics {
                    topics.entry(topic).or_default().push((id, datasets.place(id).unwrap_or_default()));
                }
            }
            topics.into_iter().map(|(topic, members)| (topic.to_owned(), Order::new(members.into_iter(), u32::cmp))).collect()
        })
    }
}

/// Plans by the province they are for, where there are several, those of none
/// last; then by title.
fn plans(catalog: &Catalog, words: &Words) -> Order {
    let by = |text: &Text| text.pick(words.lang, &catalog.portal.languages).text.to_owned();
    let by_place = are_several(catalog);
    let entries = catalog.plans.iter().map(|(id, plan)| {
        let place = place(catalog, plan).filter(|_| by_place).map(|place| {
            let name = catalog.provinces.get(&place.id).map_or_else(|| place.id.clone(), |province| by(&province.name));
            (name, place.id.as_str())
        });
        let title = catalog.pages.get(&plan.page.id).map(|page| by(&page.title)).unwrap_or_default();
        (id.as_str(), (place, title))
    });
    Order::new(entries, |(one, title), (other, other_title)| {
        let by_place = match (one, other) {
            (Some((one, id)), Some((other, other_id))) => words.order(one, other).then_with(|| id.cmp(other_id)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        };
        by_place.then_with(|| words.order(title, other_title))
    })
}

/// Agencies by level, levels from above, unknown ones last; then by province
/// and name.
fn agencies(catalog: &Catalog, words: &Words) -> Order {
    let by = |text: &Text| text.pick(words.lang, &catalog.portal.languages).text.to_owned();
    let entries = catalog.agencies.iter().map(|(id, agency)| {
        let level = LEVELS.iter().position(|level| *level == agency.level).unwrap_or(LEVELS.len());
        let province = agency.province.as_ref().map(|province| {
            let known = catalog.provinces.get(&province.id);
            known.map_or_else(|| province.id.clone(), |province| by(&province.name))
        });
        (id.as_str(), (level, province.unwrap_or_default(), by(&agency.name)))
    });
    Order::new(entries, |one, other| {
        let by_province = || words.order(&one.1, &other.1);
        one.0.cmp(&other.0).then_with(by_province).then_with(|| words.order(&one.2, &other.2))
    })
}

impl Order {
    /// The order of entries by their keys; ids, which come sorted, decide
    /// between equal ones.
    fn new<'a, K>(entries: impl Iterator<Item = (&'a str, K)>, compare: impl Fn(&K, &K) -> Ordering) -> Self {
        Self::from(&[], entries, compare)
    }

    /// The same, sorted from an earlier order on: where little has changed that
    /// takes one comparison an entry.
    fn from<'a, K>(earlier: &[u32], entries: impl Iterator<Item = (&'a str, K)>, compare: impl Fn(&K, &K) -> Ordering) -> Self {
        let (ids, keys): (Vec<String>, Vec<K>) = entries.map(|(id, key)| (id.to_owned(), key)).unzip();
        let count = u32::try_from(ids.len()).expect("fewer than four billion entries");
        let mut is_listed = vec![false; ids.len()];
        let is_new = |index: &u32| is_listed.get_mut(*index as usize).is_some_and(|known| !std::mem::replace(known, true));
        let mut listed: Vec<u32> = earlier.iter().copied().chain(0..count).filter(is_new).collect();
        listed.sort_by(|one, other| compare(&keys[*one as usize], &keys[*other as usize]).then(one.cmp(other)));
        let mut places = vec![0; ids.len()];
        for (place, index) in (0..count).zip(&listed) {
            places[*index as usize] = place;
        }
        Self { ids, listed, places }
    }

    /// How many entries there are.
    pub(in crate::render) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The ids of the entries on a page, from 1.
    pub(in crate::render) fn page(&self, number: u64, per_page: u64) -> impl Iterator<Item = &str> {
        let per_page = usize::try_from(per_page.max(1)).unwrap_or(usize::MAX);
        let first = usize::try_from(number - 1).unwrap_or(usize::MAX).saturating_mul(per_page);
        self.listed.iter().skip(first).take(per_page).map(|index| self.ids[*index as usize].as_str())
    }

    /// The entries before and after one.
    pub(in crate::render) fn beside(&self, id: &str) -> (Option<&str>, Option<&str>) {
        let Some(place) = self.place(id) else { return (None, None) };
        let at = |place: Option<u32>| Some(self.ids[*self.listed.get(place? as usize)? as usize].as_str());
        (at(place.checked_sub(1)), at(place.checked_add(1)))
    }

    fn place(&self, id: &str) -> Option<u32> {
        let index = self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        Some(self.places[index])
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn an_earlier_order_changes_nothing_whatever_it_says() {
        let sorted = |earlier: &[u32]| Order::from(earlier, [("a", 3), ("b", 1), ("c", 2), ("d", 1)].into_iter(), i32::cmp).listed;
        for earlier in [&[][..], &[1, 3, 2, 0], &[3, 1, 1, 7, u32::MAX], &[2], &[0, 1, 2, 3, 4, 5]] {
            assert_eq!(sorted(earlier), [1, 3, 2, 0], "{earlier:?}");
        }
    }

    #[test]
    fn an_order_is_cut_into_pages_and_knows_what_stands_beside_an_entry() {
        let order = Order::new([("a", 3), ("b", 1), ("c", 2), ("d", 1)].into_iter(), i32::cmp);
        assert_eq!(order.page(1, 3).collect::<Vec<_>>(), ["b", "d", "c"]);
        assert_eq!(order.page(2, 3).collect::<Vec<_>>(), ["a"]);
        assert_eq!(order.page(3, 3).count() + order.page(u64::MAX, u64::MAX).count(), 0);
        assert_eq!(order.beside("c"), (Some("d"), Some("a")));
        assert_eq!((order.beside("b"), order.beside("a"), order.beside("x")), ((None, Some("d")), (Some("c"), None), (None, None)));
    }
}
