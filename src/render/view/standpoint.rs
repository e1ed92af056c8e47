//! The standpoint of a page: what is published, in which language it is told,
//! and from where links start.
//!
//! Everything that views share in naming things and linking to them. Knows no
//! page kind.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Head, Item};
use crate::model::agency::{Agency, Province};
use crate::model::document::LegalDocument;
use crate::model::indicator::{Indicator, Pillar};
use crate::model::lang::{Lang, Text};
use crate::model::plan::{Plan, Provenance};
use crate::model::value::PartialDate;
use crate::model::{Catalog, Ref};
use crate::render::facts::publisher::Publisher;
use crate::render::page::compact::Names;
use crate::render::text::orders::{Earlier, Order, Orders};
use crate::render::text::words::Words;
use crate::route::{Context, PageId, relative};

/// Where a page stands and for whom it is made.
pub(in crate::render) struct Standpoint<'a> {
    /// All that is published.
    pub(in crate::render) context: &'a Context<'a>,
    /// The words of the page's language.
    pub(in crate::render) words: &'a Words,
    /// The address of the page.
    pub(in crate::render) path: &'a str,
    /// The names that the page's templates use.
    pub(in crate::render) names: &'a Names,
    /// Takes down what is linked to, when somebody wants to know.
    pub(in crate::render) paths: Option<&'a RefCell<BTreeSet<String>>>,
}

impl<'a> Standpoint<'a> {
    /// The catalogue.
    pub(in crate::render) fn catalog(&self) -> &'a Catalog {
        self.context.catalog
    }

    /// A link that works wherever the page is shown: the full address, or one
    /// from the host's root.
    pub(in crate::render) fn absolute(&self, path: &str) -> String {
        self.context.routes.absolute(path).unwrap_or_else(|| format!("/{path}"))
    }

    /// The page's language.
    pub(in crate::render) fn lang(&self) -> Lang {
        self.words.lang
    }

    /// A message.
    pub(in crate::render) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A field of a view, made only when the page's templates name it.
    pub(in crate::render) fn when<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.names.has(name) { make() } else { T::default() }
    }

    /// A relative link to a path of the site.
    pub(in crate::render) fn to(&self, path: &str) -> String {
        if let Some(paths) = self.paths {
            paths.borrow_mut().insert(path.to_owned());
        }
        relative(self.path, path)
    }

    /// A relative link to a page in the reader's language, if there is one.
    pub(in crate::render) fn href(&self, page: &PageId) -> Option<String> {
        self.context.routes.find_page(page, self.lang()).map(|path| self.to(path))
    }

    /// A text in the reader's language, else the original, marked as such.
    pub(in crate::render) fn text(&self, text: &Text) -> Item {
        let picked = text.pick(self.lang(), &self.catalog().portal.languages);
        self.in_language(picked.text, picked.lang)
    }

    /// A text of a known language.
    pub(in crate::render) fn in_language(&self, text: &str, lang: Lang) -> Item {
        let foreign = !text.is_empty() && lang != self.lang();
        Item {
            text: text.to_owned(),
            lang: foreign.then(|| lang.to_string()),
            mark: foreign.then(|| {
                let language = self.words.find(&format!("language.{lang}")).unwrap_or(lang.as_str()).to_owned();
                self.words.fill("site.in-language", &[("language", &language)])
            }),
            ..Item::default()
        }
    }

    /// Text of the source document, which is in the portal's first language.
    pub(in crate::render) fn original(&self, text: &str) -> Item {
        self.in_language(text, self.catalog().portal.languages.default())
    }

    /// A day.
    pub(in crate::render) fn date(&self, date: Date) -> Item {
        Item { date: Some(date.to_string()), ..Item::plain(self.words.date(date)) }
    }

    /// A day, if there is one.
    pub(in crate::render) fn dates(&self, date: Option<Date>) -> Vec<Item> {
        date.map(|date| self.date(date)).into_iter().collect()
    }

    /// A date that may lack its day.
    pub(in crate::render) fn partial(&self, date: PartialDate) -> Item {
        Item { date: Some(date.to_string()), ..Item::plain(self.words.partial(date)) }
    }

    /// A plan's title, leading to its page.
    pub(in crate::render) fn plan(&self, plan: &Plan) -> Item {
        self.plan_title(plan).to(self.href(&PageId::Plan(plan.id.clone())))
    }

    /// A plan's title.
    pub(in crate::render) fn plan_title(&self, plan: &Plan) -> Item {
        self.catalog().pages.get(&plan.page.id).map_or_else(|| Item::plain(&plan.id), |page| self.text(&page.title))
    }

    /// An agency's name, leading to its page.
    pub(in crate::render) fn agency(&self, agency: &Ref<Agency>) -> Item {
        let name = self.catalog().agencies.get(&agency.id).map_or_else(|| Item::plain(&agency.id), |agency| self.text(&agency.name));
        name.to(self.href(&PageId::Agency(agency.id.clone())))
    }

    /// What tells an agency from others of the same name, where there are
    /// such: when it existed, else what it belongs to or where it is.
    pub(in crate::render) fn apart(&self, agency: &Agency) -> Option<String> {
        if !self.catalog().backlinks.namesakes.contains(&agency.id) {
            return None;
        }
        let parent = || agency.parent.as_ref().map(|parent| self.agency(parent).text);
        let province = || agency.province.as_ref().map(|province| self.province(province).text);
        let period = self.words.period(agency.valid_from, agency.valid_to);
        Some(period.or_else(parent).or_else(province).unwrap_or_else(|| agency.id.to_string()))
    }

    /// An agency's name in a list of agencies, told from others of that name.
    pub(in crate::render) fn agency_apart(&self, agency: &Agency) -> Item {
        let item = self.agency(&Ref::new(&*agency.id));
        match self.apart(agency) {
            Some(note) => item.with_note(note),
            None => item,
        }
    }

    /// Who publishes something, leading to its page or its own address; an
    /// empty name where nobody is named.
    pub(in crate::render) fn publisher(&self, publisher: Publisher<'_>) -> Item {
        match publisher {
            Publisher::Agency(agency) => self.agency(&Ref::new(agency.id.clone())),
            Publisher::Portal => self.text(publisher.given(self.catalog())).to(publisher.homepage(self.catalog()).map(str::to_owned)),
        }
    }

    /// Who publishes the portal.
    pub(in crate::render) fn publisher_of_portal(&self) -> Item {
        self.publisher(Publisher::of_portal(self.catalog()))
    }

    /// Agencies, in the order of the document.
    pub(in crate::render) fn agencies(&self, agencies: &[Ref<Agency>]) -> Vec<Item> {
        agencies.iter().map(|agency| self.agency(agency)).collect()
    }

    /// Agencies by id, sorted by name.
    pub(in crate::render) fn agencies_by_name(&self, ids: Option<&Vec<String>>) -> Vec<Item> {
        let mut items: Vec<Item> = ids.into_iter().flatten().map(|id| self.agency(&Ref::new(id.clone()))).collect();
        self.sort(&mut items);
        items
    }

    /// A province's name.
    pub(in crate::render) fn province(&self, province: &Ref<Province>) -> Item {
        self.catalog().provinces.get(&province.id).map_or_else(|| Item::plain(&province.id), |province| self.text(&province.name))
    }

    /// A pillar's name, leading to its page.
    pub(in crate::render) fn pillar(&self, pillar: &Ref<Pillar>) -> Item {
        let name = self.catalog().pillars.get(&pillar.id).map_or_else(|| Item::plain(&pillar.id), |pillar| self.text(&pillar.name));
        name.to(self.href(&PageId::Pillar(pillar.id.clone())))
    }

    /// An indicator's name, leading to its page.
    pub(in crate::render) fn indicator(&self, indicator: &Ref<Indicator>) -> Item {
        let known = self.catalog().indicators.get(&indicator.id);
        let name = known.map_or_else(|| Item::plain(&indicator.id), |indicator| self.text(&indicator.name));
        name.to(self.href(&PageId::Indicator(indicator.id.clone())))
    }

    /// `Nghị định 45/2020/NĐ-CP`, or the title of a document without a number.
    pub(in crate::render) fn document_label(&self, document: &LegalDocument) -> Item {
        if document.number.is_empty() {
            return self.text(&document.title);
        }
        let kind = self.words.label("document-type", &document.kind);
        Item::plain(self.words.fill("document.label", &[("type", &kind), ("number", &document.number)]))
    }

    /// A document's label, leading to its page.
    pub(in crate::render) fn document(&self, document: &Ref<LegalDocument>) -> Item {
        let known = self.catalog().documents.get(&document.id);
        let label = known.map_or_else(|| Item::plain(&document.id), |document| self.document_label(document));
        label.to(self.href(&PageId::Document(document.id.clone())))
    }

    /// How the entries of the list that begins with a page follow each other.
    pub(in crate::render) fn order(&self, list: &PageId) -> Option<&'a Order> {
        let catalog = self.catalog();
        catalog.prepared.get_or(|| Orders::new(catalog, &Earlier::new())).of(list, catalog, self.words)
    }

    /// A link to a table's rows: its first page; its place on the dataset's
    /// page when the portal has no pages of tables.
    pub(in crate::render) fn table(&self, dataset: &str, table: &str) -> Option<String> {
        let rows = self.href(&PageId::Table(dataset.to_owned(), table.to_owned(), 1));
        rows.or_else(|| Some(format!("{}#{table}", self.href(&PageId::Dataset(dataset.to_owned()))?)))
    }

    /// A topic's name, leading to its page.
    pub(in crate::render) fn topic(&self, topic: &str) -> Item {
        let label = self.catalog().portal.topics.get(topic).map_or_else(|| Item::plain(topic), |label| self.text(label));
        label.to(self.href(&PageId::Topic(topic.to_owned())))
    }

    /// Sorts by text as readers of the language expect.
    pub(in crate::render) fn sort(&self, items: &mut [Item]) {
        items.sort_by(|one, other| self.words.order(&one.text, &other.text));
    }

    /// The head of a list page.
    pub(in crate::render) fn section_head(&self, section: &str) -> Head {
        Head {
            title: Item::plain(self.t(&format!("section.{section}"))),
            description: self.t(&format!("intro.{section}")),
            above: Vec::new(),
        }
    }

    /// The list page above a page.
    pub(in crate::render) fn above(&self, section: PageId, key: &str) -> (PageId, Item) {
        (section, Item::plain(self.t(&format!("section.{key}"))))
    }

    /// On which line of the source text something stands; empty for what is not from it.
    pub(in crate::render) fn source_line(&self, provenance: &Provenance) -> String {
        match provenance.page_line {
            0 => String::new(),
            line => self.words.fill("site.source-line", &[("n", &line.to_string())]),
        }
    }
}
