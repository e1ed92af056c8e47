//! The head of an answer: where it is, what it is, as of when, on which terms.
//!
//! Also what all answers name in the same way: other things of the portal, by
//! id, address and name. Knows no answer.

use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::json;

use super::shape::{Code, Definitions, Link, Pages, Property, Shape, Told, Vocabulary, record, text};
use crate::model::agency::{Agency, Province};
use crate::model::dataset::{self, Dataset};
use crate::model::document::LegalDocument;
use crate::model::indicator::{Indicator, Pillar};
use crate::model::lang::Text;
use crate::model::plan::{Plan, Provenance};
use crate::model::{Ref, dataset::ProfileName, profile};
use crate::render::facts::subject::licenses;
use crate::render::page::standing::standing;
use crate::render::view::standpoint::Standpoint;
use crate::route::{Answer, Context, PageId};

/// What every answer says first.
pub(in crate::render) struct Head {
    url: Link,
    as_of: Option<Date>,
    license: Option<License>,
    modified: Option<Date>,
}

impl Head {
    /// The schemas of what it says, in the head of an answer of this kind.
    pub(in crate::render) fn properties(all: &mut Definitions<'_>, kind: &'static str) -> Vec<Property> {
        let day = Option::<Date>::schema(all);
        vec![
            ("url", "The address of this answer.", Link::schema(all)),
            ("answer", "What kind of answer this is.", json!({ "const": kind })),
            ("as_of", "The day that statuses are derived for; null when nothing is dated.", day.clone()),
            ("license", "On which terms this may be used; null when nobody says so.", Option::<License>::schema(all)),
            ("modified", "The day of the last change of the data that this is made of; null when nobody says so.", day),
        ]
    }

    /// Writes it, without braces.
    pub(in crate::render) fn write(&self, kind: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\"url\":")?;
        self.url.write(out)?;
        out.write_all(b",\"answer\":")?;
        text(kind, out)?;
        out.write_all(b",\"as_of\":")?;
        self.as_of.write(out)?;
        out.write_all(b",\"license\":")?;
        self.license.write(out)?;
        out.write_all(b",\"modified\":")?;
        self.modified.write(out)
    }
}

record! {
    /// A licence.
    License {
        /// Its identifier, such as CC-BY-4.0.
        name: Option<String>,
        /// Its title.
        title: Option<String>,
        /// Where its text stands.
        url: Option<String>,
    }
}

record! {
    /// A thing of this portal that has an answer of its own.
    Named {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its name.
        name: Told,
    }
}

record! {
    /// A thing of this portal.
    Labelled {
        /// Its id.
        id: String,
        /// Its name.
        name: Told,
    }
}

record! {
    /// A legal or administrative document.
    NamedDocument {
        /// Its id.
        id: String,
        /// Its answer.
        url: Link,
        /// Its number.
        number: Option<String>,
        /// Its title.
        title: Told,
    }
}

record! {
    /// Where something was read from.
    Source {
        /// The line of the document's text, from 1.
        page_line: Option<u64>,
        /// The document's own words.
        as_written: Option<String>,
    }
}

/// Declares closed lists of codes that are columns of the built-in profiles.
macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident, $profile:ident, $table:literal, $column:literal;)+) => {
        $($(#[doc = $doc])+
        pub(in crate::render) struct $name;

        impl Vocabulary for $name {
            fn codes() -> Vec<String> {
                allowed(ProfileName::$profile, $table, $column)
            }
        })+
    };
}

columns! {
    /// Kinds of targets.
    TargetKinds, Plan, "targets", "kind";
    /// How a value has to compare.
    Comparators, Plan, "targets", "comparator";
    /// Which way is better.
    Directions, Plan, "targets", "direction";
    /// Whom a target is about.
    TargetLevels, Plan, "targets", "level";
    /// Where in a document something is stated.
    Places, Plan, "statements", "place";
    /// What agencies report of a task.
    Reports, Plan, "tasks", "reported_status";
    /// Where money stands.
    Stages, Plan, "budget", "stage";
    /// How often something is due.
    Frequencies, Plan, "obligations", "frequency";
    /// Kinds of agencies.
    AgencyKinds, Registry, "agencies", "kind";
    /// Levels of agencies.
    AgencyLevels, Registry, "agencies", "level";
    /// Types of documents.
    DocumentTypes, Registry, "documents", "type";
    /// What one document does to another.
    Relations, Registry, "document-relations", "relation";
}

/// The only values that a column of a built-in profile may have.
fn allowed(of: ProfileName, table: &str, column: &str) -> Vec<String> {
    let known = profile::table(of, table).and_then(|table| table.fields.iter().find(|field| field.name == column));
    known.expect("the built-in profiles have these columns, a test reads them all").constraints.allowed.clone()
}

/// An optional code of a cell.
pub(in crate::render) type MaybeCode<V> = Option<Code<V>>;

/// Who tells: the portal, and its words in every language.
pub(in crate::render) struct Teller<'a> {
    pub(in crate::render) context: &'a Context<'a>,
    /// A place in every language of the portal.
    standpoints: Vec<Standpoint<'a>>,
}

impl<'a> Teller<'a> {
    /// Tells of what is published.
    pub(in crate::render) fn new(context: &'a Context<'a>) -> Self {
        let languages = context.catalog.portal.languages.iter();
        Self { context, standpoints: languages.map(|lang| standing(context, &PageId::Home, lang)).collect() }
    }

    /// The head of an answer made of a dataset; of several when there is none.
    pub(in crate::render) fn head(&self, answer: &Answer, dataset: Option<&'a Dataset>) -> Head {
        let catalog = self.context.catalog;
        let of = |dataset| licenses(self.context, dataset).first();
        Head {
            url: self.answer(answer),
            as_of: catalog.as_of,
            license: dataset.map_or(catalog.portal.license.as_ref(), of).map(license),
            modified: match dataset {
                Some(dataset) => modified(dataset),
                None => catalog.datasets.values().filter_map(|dataset| modified(dataset)).max(),
            },
        }
    }

    /// The head of an answer made of a registry.
    pub(in crate::render) fn registry_head(&self, answer: &Answer, table: &str) -> Head {
        let catalog = self.context.catalog;
        let home = catalog.home_of(table);
        let head = self.head(answer, home);
        // Without a registry there is nothing that could have changed.
        Head { modified: home.and(head.modified), ..head }
    }

    /// A path of the site as a link: the full address where there is a base
    /// address, because then it works wherever the answer is kept; else the
    /// path from the site's top, which only its reader knows.
    pub(in crate::render) fn link(&self, path: &str) -> Link {
        Link(self.context.routes.absolute(path).unwrap_or_else(|| path.to_owned()))
    }

    /// The link to an answer.
    pub(in crate::render) fn answer(&self, answer: &Answer) -> Link {
        self.link(&self.context.routes.answer(answer))
    }

    /// A page in every language; none when the portal has no such page.
    pub(in crate::render) fn pages(&self, page: &PageId) -> Option<Pages> {
        let languages = self.context.catalog.portal.languages.iter();
        let known = languages.map(|lang| Some((lang, self.link(self.context.routes.find_page(page, lang)?))));
        known.collect::<Option<_>>().map(Pages)
    }

    /// A text of the data.
    pub(in crate::render) fn text(&self, text: &Text) -> Told {
        let languages = &self.context.catalog.portal.languages;
        let known: Vec<_> = languages.iter().filter_map(|lang| Some((lang, text.exact(lang)?.to_owned()))).collect();
        if known.is_empty() && !text.is_empty() {
            // Of no known language: told as the portal's own.
            return Told(vec![(languages.default(), text.pick(languages.default(), languages).text.to_owned())]);
        }
        Told(known)
    }

    /// What the portal says in each of its languages.
    pub(in crate::render) fn say(&self, tell: impl Fn(&Standpoint<'a>) -> String) -> Told {
        Told(self.standpoints.iter().map(|at| (at.lang(), tell(at))).filter(|(_, text)| !text.is_empty()).collect())
    }

    /// An agency.
    pub(in crate::render) fn agency(&self, agency: &Ref<Agency>) -> Named {
        let name = self.text(&self.context.catalog[agency].name);
        Named { id: agency.id.clone(), url: self.answer(&Answer::Agency(agency.id.clone())), name }
    }

    /// Agencies.
    pub(in crate::render) fn agencies(&self, agencies: &[Ref<Agency>]) -> Vec<Named> {
        agencies.iter().map(|agency| self.agency(agency)).collect()
    }

    /// A document.
    pub(in crate::render) fn document(&self, document: &Ref<LegalDocument>) -> NamedDocument {
        let known = &self.context.catalog[document];
        NamedDocument {
            id: document.id.clone(),
            url: self.answer(&Answer::Document(document.id.clone())),
            number: filled(&known.number),
            title: self.text(&known.title),
        }
    }

    /// An indicator.
    pub(in crate::render) fn indicator(&self, indicator: &Ref<Indicator>) -> Named {
        let name = self.text(&self.context.catalog[indicator].name);
        Named { id: indicator.id.clone(), url: self.answer(&Answer::Indicator(indicator.id.clone())), name }
    }

    /// A pillar.
    pub(in crate::render) fn pillar(&self, pillar: &Ref<Pillar>) -> Labelled {
        Labelled { id: pillar.id.clone(), name: self.text(&self.context.catalog[pillar].name) }
    }

    /// A province.
    pub(in crate::render) fn province(&self, province: &Ref<Province>) -> Labelled {
        Labelled { id: province.id.clone(), name: self.text(&self.context.catalog[province].name) }
    }

    /// A plan.
    pub(in crate::render) fn plan(&self, plan: &Plan) -> Named {
        Named { id: plan.id.clone(), url: self.answer(&Answer::Plan(plan.id.clone())), name: self.plan_title(plan) }
    }

    /// A plan's title.
    pub(in crate::render) fn plan_title(&self, plan: &Plan) -> Told {
        self.text(&self.context.catalog[&plan.page].title)
    }

    /// A dataset.
    pub(in crate::render) fn dataset(&self, dataset: &Dataset) -> Named {
        let answer = Answer::Dataset(dataset.name.clone());
        Named { id: dataset.name.clone(), url: self.answer(&answer), name: self.text(&dataset.title) }
    }
}

/// A licence.
pub(in crate::render) fn license(license: &dataset::License) -> License {
    License { name: license.name.clone(), title: license.title.clone(), url: license.path.clone() }
}

/// The day of a dataset's last change, as far as it is known.
pub(in crate::render) fn modified(dataset: &Dataset) -> Option<Date> {
    dataset.congbo.modified.or(dataset.congbo.issued)
}

/// A text, when there is one.
pub(in crate::render) fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Where a row was read from.
pub(in crate::render) fn source(provenance: &Provenance) -> Source {
    Source { page_line: (provenance.page_line > 0).then_some(provenance.page_line), as_written: filled(&provenance.as_written) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_closed_list_is_one() {
        fn count<V: Vocabulary>() -> usize {
            V::codes().len()
        }
        let counts = [
            count::<TargetKinds>(),
            count::<Comparators>(),
            count::<Directions>(),
            count::<TargetLevels>(),
            count::<Places>(),
            count::<Reports>(),
            count::<Stages>(),
            count::<Frequencies>(),
            count::<AgencyKinds>(),
            count::<AgencyLevels>(),
            count::<DocumentTypes>(),
            count::<Relations>(),
        ];
        assert!(counts.iter().all(|count| *count > 1), "{counts:?}");
    }
}
