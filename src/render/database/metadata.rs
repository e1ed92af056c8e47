//! `_metadata`: what descriptors say of datasets, tables and columns, as rows.
//!
//! One fact per row: dataset, table, column (empty where the fact is not of
//! one), property, language (empty where it has none), value. Properties have
//! the names of Data Package.

use rusqlite::{Connection, Statement, params};

use super::{Entry, holds};
use crate::model::dataset::Dataset;
use crate::model::lang::Text;
use crate::model::schema::Field;
use crate::render::facts::subject;
use crate::route::{Context, PageId};

const CREATE: &str = "CREATE TABLE \"_metadata\" (\n  \"dataset\" TEXT NOT NULL,\n  \"table\" TEXT NOT NULL,\n  \"column\" TEXT NOT NULL,\n  \
                      \"property\" TEXT NOT NULL,\n  \"language\" TEXT NOT NULL,\n  \"value\" TEXT NOT NULL\n)";

/// Makes the table of facts for the tables of a database.
pub(super) fn write(context: &Context<'_>, database: &Connection, entries: &[&Entry<'_>]) -> rusqlite::Result<()> {
    database.execute_batch(CREATE)?;
    let mut facts = Facts { context, insert: database.prepare("INSERT INTO \"_metadata\" VALUES (?, ?, ?, ?, ?, ?)")? };
    let mut last: Option<&Dataset> = None;
    for entry in entries {
        if !last.is_some_and(|last| std::ptr::eq(last, entry.dataset)) {
            facts.dataset(entry.dataset)?;
            last = Some(entry.dataset);
        }
        let of = [entry.dataset.name.as_str(), entry.name.as_str(), ""];
        facts.text(of, "title", &entry.resource.title)?;
        facts.text(of, "description", &entry.resource.description.read())?;
        for field in &entry.resource.schema.fields {
            facts.field(entry, field)?;
        }
    }
    Ok(())
}

struct Facts<'a> {
    context: &'a Context<'a>,
    insert: Statement<'a>,
}

impl Facts<'_> {
    fn fact(&mut self, [dataset, table, column]: [&str; 3], property: &str, language: &str, value: &str) -> rusqlite::Result<()> {
        if !value.is_empty() {
            self.insert.execute(params![dataset, table, column, property, language, value])?;
        }
        Ok(())
    }

    fn text(&mut self, of: [&str; 3], property: &str, text: &Text) -> rusqlite::Result<()> {
        for lang in self.context.catalog.portal.languages.iter() {
            self.fact(of, property, lang.as_str(), text.exact(lang).unwrap_or_default())?;
        }
        Ok(())
    }

    fn dataset(&mut self, dataset: &Dataset) -> rusqlite::Result<()> {
        let of = [dataset.name.as_str(), "", ""];
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        self.text(of, "title", &dataset.title)?;
        self.text(of, "description", &dataset.description.read())?;
        for license in subject::licenses(self.context, dataset) {
            self.fact(of, "license", "", license.title.as_deref().or(license.name.as_deref()).unwrap_or_default())?;
            self.fact(of, "license_url", "", license.path.as_deref().unwrap_or_default())?;
        }
        self.text(of, "publisher", subject::publisher(self.context, dataset).0)?;
        for source in &dataset.sources {
            self.text(of, "source", &source.title)?;
            self.fact(of, "source_url", "", source.path.as_deref().unwrap_or_default())?;
        }
        self.fact(of, "version", "", dataset.version.as_deref().unwrap_or_default())?;
        self.fact(of, "issued", "", &day(dataset.congbo.issued))?;
        self.fact(of, "modified", "", &day(dataset.congbo.modified))?;
        for lang in self.context.catalog.portal.languages.iter() {
            let page = self.context.routes.find_page(&PageId::Dataset(dataset.name.clone()), lang);
            let page = page.and_then(|page| self.context.routes.absolute(page)).unwrap_or_default();
            self.fact(of, "homepage", lang.as_str(), &page)?;
        }
        for table in dataset.resources.iter().filter(|table| !holds(table)) {
            self.fact([dataset.name.as_str(), table.name.as_str(), ""], "left_out", "", "too many columns for SQLite")?;
        }
        Ok(())
    }

    fn field(&mut self, entry: &Entry<'_>, field: &Field) -> rusqlite::Result<()> {
        let of = [entry.dataset.name.as_str(), entry.name.as_str(), field.name.as_str()];
        self.fact(of, "type", "", field.kind.name())?;
        self.text(of, "title", &field.title)?;
        self.text(of, "description", &field.description)
    }
}
