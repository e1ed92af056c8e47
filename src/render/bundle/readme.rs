//! The README of a bundle: what someone needs who has only the ZIP file.
//!
//! Markdown in one language; all its words come from the theme's messages, and
//! those of the data from the catalogue. Knows nothing of ZIP.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::markdown::on_one_line;
use crate::model::dataset::{Dataset, License, Resource, Source};
use crate::model::lang::{Lang, Text};
use crate::model::schema::{Field, FieldType};
use crate::render::facts::subject;
use crate::render::text::spoken::words;
use crate::render::text::words::Words;
use crate::route::{Context, PageId};

/// The README of a dataset in one language.
pub(super) fn readme(context: &Context<'_>, dataset: &Dataset, lang: Lang) -> String {
    let readme = Readme { context, dataset, lang, words: words(context, lang) };
    let mut out = String::new();
    readme.about(&mut out);
    readme.tables(&mut out);
    readme.files(&mut out);
    readme.checksums(&mut out);
    readme.citation(&mut out);
    out
}

struct Readme<'a> {
    context: &'a Context<'a>,
    dataset: &'a Dataset,
    lang: Lang,
    words: &'a Words,
}

impl Readme<'_> {
    fn pick<'t>(&self, text: &'t Text) -> &'t str {
        text.pick(self.lang, &self.context.catalog.portal.languages).text
    }

    fn heading(&self, out: &mut String, key: &str) {
        let _ = write!(out, "\n## {}\n\n", self.words.t(key));
    }

    fn about(&self, out: &mut String) {
        let _ = write!(out, "# {}\n\n", on_one_line(self.pick(&self.dataset.title)));
        let description = self.dataset.description.read();
        let description = self.pick(&description);
        if !description.is_empty() {
            let _ = write!(out, "{}\n\n", description.trim());
        }
        let facts = &self.dataset.congbo;
        let publisher = self.pick(subject::publisher(self.context, self.dataset).0).to_owned();
        self.fact(out, "dataset.publisher", &publisher);
        for license in subject::licenses(self.context, self.dataset) {
            self.fact(out, "dataset.license", &license_line(license));
        }
        for source in &self.dataset.sources {
            self.fact(out, "dataset.sources", &self.source(source));
        }
        let day = |day: Option<Date>| day.map(|day| self.words.date(day)).unwrap_or_default();
        self.fact(out, "dataset.issued", &day(facts.issued));
        self.fact(out, "dataset.modified", &day(facts.modified));
        self.fact(out, "dataset.period", &self.words.period(facts.start, facts.end).unwrap_or_default());
        self.fact(out, "dataset.version", self.dataset.version.as_deref().unwrap_or_default());
        self.fact(out, "dataset.identifier", self.dataset.id.as_deref().unwrap_or_default());
        self.fact(out, "readme.page", &self.page().unwrap_or_default());
    }

    fn fact(&self, out: &mut String, key: &str, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(out, "- {}: {}", self.words.t(key), on_one_line(text));
        }
    }

    fn source(&self, source: &Source) -> String {
        let title = self.pick(&source.title);
        match &source.path {
            Some(path) if title.is_empty() => format!("<{path}>"),
            Some(path) => format!("{title} <{path}>"),
            None => title.to_owned(),
        }
    }

    /// The dataset's page, when the portal knows its own address.
    fn page(&self) -> Option<String> {
        let page = PageId::Dataset(self.dataset.name.clone());
        self.context.routes.absolute(self.context.routes.find_page(&page, self.lang)?)
    }

    fn tables(&self, out: &mut String) {
        self.heading(out, "readme.tables");
        for (index, table) in self.dataset.resources.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.table(out, table);
        }
    }

    fn table(&self, out: &mut String, table: &Resource) {
        let _ = write!(out, "### {}.csv: {}\n\n", table.name, on_one_line(self.pick(&table.title)));
        let description = table.description.read();
        let description = self.pick(&description);
        if !description.is_empty() {
            let _ = write!(out, "{}\n\n", description.trim());
        }
        let _ = write!(out, "{}\n\n", self.words.count("count.rows", table.profile.rows));
        let head = ["dataset.column", "dataset.type", "dataset.meaning"].map(|key| self.words.t(key));
        let _ = writeln!(out, "| {} |\n| --- | --- | --- |", head.join(" | "));
        for field in &table.schema.fields {
            let _ = writeln!(out, "| `{}` | {} | {} |", cell(&field.name), cell(&self.kind(field)), cell(&self.meaning(field)));
        }
    }

    fn kind(&self, field: &Field) -> String {
        let kind = self.words.label("field-type", field.kind.name());
        match &field.kind {
            FieldType::List { delimiter, .. } => {
                format!("{kind}, {}", self.words.fill("constraint.list-of", &[("delimiter", &format!("`{delimiter}`"))]))
            }
            _ => kind,
        }
    }

    fn meaning(&self, field: &Field) -> String {
        let (title, description) = (self.pick(&field.title), self.pick(&field.description));
        let meaning = match (title.is_empty(), description.is_empty()) {
            (false, false) => format!("{title}. {description}"),
            (true, _) => description.to_owned(),
            (false, true) => title.to_owned(),
        };
        match field.reference {
            Some(reference) => format!("{meaning} ({})", self.words.label("reference", reference.name())),
            None => meaning,
        }
    }

    fn files(&self, out: &mut String) {
        self.heading(out, "readme.files");
        let mut say = |key: &str| {
            let _ = writeln!(out, "- {}", self.words.t(key));
        };
        say("readme.csv");
        say("readme.csv-cells");
        say("readme.descriptor");
        let table = self.dataset.resources.first().map(|table| subject::csv(self.context, self.dataset, table).0);
        if table.is_some_and(|table| self.context.routes.data("excel.csv", &table).is_some()) {
            say("readme.excel");
            say("readme.excel-formula");
        }
    }

    fn checksums(&self, out: &mut String) {
        self.heading(out, "readme.check");
        let _ = writeln!(out, "{}\n\n    sha256sum -c SHA256SUMS", self.words.t("readme.check-text"));
    }

    fn citation(&self, out: &mut String) {
        self.heading(out, "dataset.cite");
        let facts = &self.dataset.congbo;
        let year = facts.modified.or(facts.issued).or(self.context.catalog.as_of).map(|day| day.year().to_string());
        let address = self.page().map(|page| format!(" {page}")).unwrap_or_default();
        let citation = self.words.fill(
            "dataset.citation",
            &[
                ("publisher", self.pick(subject::publisher(self.context, self.dataset).0)),
                ("year", &year.unwrap_or_else(|| self.words.t("site.not-given"))),
                ("title", self.pick(&self.dataset.title)),
                ("portal", self.pick(&self.context.catalog.portal.title)),
                ("address", &address),
            ],
        );
        let _ = writeln!(out, "{}", on_one_line(&citation));
    }
}

fn license_line(license: &License) -> String {
    let name = license.title.as_deref().or(license.name.as_deref());
    match (name, &license.path) {
        (Some(name), Some(path)) => format!("{name} <{path}>"),
        (Some(name), None) => name.to_owned(),
        (None, path) => path.as_ref().map(|path| format!("<{path}>")).unwrap_or_default(),
    }
}

/// A text inside a Markdown table.
fn cell(text: &str) -> String {
    on_one_line(text).replace('|', "\\|")
}
