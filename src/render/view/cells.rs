//! Cells of a table as people read them: numbers and dates are written in the
//! reader's language, references lead to the pages of what they name.

use std::borrow::Cow;
use std::io;

use super::Item;
use super::cell::{CellView, joined};
use super::codes::words_of;
use super::phone_columns::waiting;
use super::standpoint::Standpoint;
use crate::model::Ref;
use crate::model::cell;
use crate::model::dataset::{Dataset, Resource};
use crate::model::lang::Lang;
use crate::model::plan::Plan;
use crate::model::profile::translation;
use crate::model::schema::{Field, FieldType, Reference, StringFormat};
use crate::model::value::{Decimal, Value};
use crate::render::tables::small_tables::rows;
use crate::route::PageId;
use crate::rows::Row;

/// A table opened for reading cells as people read them.
pub(in crate::render) struct Cells<'a> {
    at: &'a Standpoint<'a>,
    /// The table.
    pub(in crate::render) resource: &'a Resource,
    /// The plan whose table it is, if it is one's.
    plan: Option<&'a Plan>,
    /// What its own `id` column names, in a well-known table.
    own: Option<Own>,
    /// The section of the messages that has words for the codes of a column, if one has.
    words_of: Vec<Option<&'static str>>,
    /// Whether the values of a column name rows.
    keys: Vec<bool>,
    /// Whether the texts of a column are texts and nothing else: no names of
    /// things, no codes, no addresses, no words of another language.
    texts: Vec<bool>,
    /// The language of every column that is in one.
    pub(in crate::render) languages: Vec<Option<Lang>>,
    /// Whether a record on a phone shows a column only when it is opened.
    pub(super) lesser: Vec<bool>,
}

/// What rows of a well-known table are.
#[derive(Debug, Clone, Copy)]
enum Own {
    Targets,
    Tasks,
    Registry(Reference),
}

/// Columns of well-known tables that hold the source document's own words.
const ORIGINAL: [&str; 6] = ["as_written", "timeline", "section", "alias", "number_as_written", "date_as_written"];

impl<'a> Cells<'a> {
    /// A table of a dataset.
    pub(in crate::render) fn new(at: &'a Standpoint<'a>, dataset: &'a Dataset, resource: &'a Resource) -> Self {
        let languages = &at.catalog().portal.languages;
        let language = |field: &Field| match translation(&field.name, languages) {
            Some((_, lang)) => Some(lang),
            None => (resource.well_known.is_some() && ORIGINAL.contains(&field.name.as_str())).then(|| languages.default()),
        };
        let own = match resource.well_known {
            Some("targets") => Some(Own::Targets),
            Some("tasks") => Some(Own::Tasks),
            Some(name) => Reference::named(name).filter(|reference| !reference.is_internal()).map(Own::Registry),
            None => None,
        };
        let words_of = |field: &Field| words_of(resource.well_known?, &field.name);
        let is_text = |field: &Field| {
            let is_address = field.kind == FieldType::String(StringFormat::Uri) || field.name == "id" && own.is_some();
            let is_named = field.reference.is_some() || words_of(field).is_some();
            !is_address && !is_named && language(field).is_none_or(|lang| lang == at.lang())
        };
        let is_key =
            |field: &Field| ["id", "page_line"].contains(&field.name.as_str()) || resource.schema.primary_key.contains(&field.name);
        Self {
            keys: resource.schema.fields.iter().map(is_key).collect(),
            texts: resource.schema.fields.iter().map(is_text).collect(),
            words_of: resource.schema.fields.iter().map(words_of).collect(),
            at,
            resource,
            plan: at.catalog().plan_of(dataset),
            own,
            languages: resource.schema.fields.iter().map(language).collect(),
            lesser: waiting(resource, languages, at.lang()),
        }
    }

    /// Reads `count` rows from row number `first` on.
    ///
    /// # Errors
    /// When the table cannot be read again.
    pub(in crate::render) fn each(&self, first: u64, count: u64, mut take: impl FnMut(&Row<'_>)) -> io::Result<()> {
        let mut rows = rows(self.at.context, self.resource, first)?;
        for _ in 0..count {
            let Some(row) = rows.next()? else { break };
            take(&row);
        }
        Ok(())
    }

    /// A column's title, else its name.
    pub(in crate::render) fn title(&self, column: usize) -> Item {
        let field = &self.resource.schema.fields[column];
        let title = self.at.text(&field.title);
        if title.text.is_empty() { Item::plain(&field.name) } else { title }
    }

    /// A cell as people read it.
    pub(in crate::render) fn view(&self, row: &Row<'_>, column: usize) -> CellView {
        self.told(column, row.text(column).unwrap_or_default())
    }

    /// The value of a cell; a text where it is none of the column's type.
    pub(super) fn value<'r>(&self, column: usize, text: &'r str) -> Value<'r> {
        let field = &self.resource.schema.fields[column];
        cell::read(field, &self.resource.schema, text).unwrap_or(Value::Text(text.into()))
    }

    /// Whether the texts of a column are texts and nothing else.
    pub(super) fn is_text(&self, column: usize) -> bool {
        self.texts[column]
    }

    /// What a cell says to people when it is a text or a number and nothing
    /// else; otherwise its value.
    fn simple<'r>(&self, column: usize, text: &'r str) -> Result<Cow<'r, str>, Value<'r>> {
        match self.value(column, text) {
            Value::Text(text) if self.texts[column] => Ok(text),
            Value::Number(number) => Ok(self.number(column, number).into()),
            value => Err(value),
        }
    }

    /// Whether a column is set as numbers.
    pub(super) fn is_number(&self, column: usize) -> bool {
        is_number(&self.resource.schema.fields[column].kind)
    }

    /// A cell's text as people read it.
    pub(in crate::render) fn told(&self, column: usize, text: &str) -> CellView {
        let field = &self.resource.schema.fields[column];
        match self.simple(column, text) {
            Ok(text) => CellView::text(text.into_owned(), is_number(&field.kind)),
            Err(value) => CellView::new(self.items(field, column, &value), is_number(&field.kind), value.is_missing()),
        }
    }

    /// What a cell of a column, or an item of a list in it, says to people.
    pub(in crate::render) fn worded(&self, column: usize, text: &str) -> String {
        let field = &self.resource.schema.fields[column];
        let kind = match &field.kind {
            FieldType::List { item, .. } => item,
            kind => kind,
        };
        let value = cell::read_as(kind, text).unwrap_or(Value::Text(text.into()));
        let items = if text.is_empty() { Vec::new() } else { self.items(field, column, &value) };
        joined(items)
    }

    /// A cell as plain text.
    pub(in crate::render) fn plain(&self, row: &Row<'_>, column: usize) -> String {
        match self.simple(column, row.text(column).unwrap_or_default()) {
            Ok(text) => text.into_owned(),
            Err(value) => joined(self.items(&self.resource.schema.fields[column], column, &value)),
        }
    }

    fn number(&self, column: usize, number: Decimal) -> String {
        let mut text = String::new();
        self.write_number(column, number, &mut text);
        text
    }

    /// Appends a number as people read it: without groups where it names a row.
    pub(super) fn write_number(&self, column: usize, number: Decimal, text: &mut String) {
        let words = self.at.words;
        match self.resource.schema.fields[column].kind {
            _ if self.keys[column] => words.write_ordinal(number, text),
            FieldType::Integer(_) => words.write_whole(number, text),
            _ => words.write_number(number, text),
        }
    }

    fn items(&self, field: &Field, column: usize, value: &Value<'_>) -> Vec<Item> {
        let words = self.at.words;
        match value {
            Value::Missing => Vec::new(),
            Value::Number(number) => vec![Item::plain(self.number(column, *number))],
            Value::NotFinite(name) => vec![Item::plain(*name)],
            Value::Boolean(yes) => vec![Item::plain(self.at.t(if *yes { "table.true" } else { "table.false" }))],
            Value::Date(date) => vec![self.at.date(*date)],
            Value::DateTime(moment) => {
                let date = words.date(moment.date());
                let clock = format!("{:02}:{:02}", moment.hour(), moment.minute());
                vec![Item { date: Some(moment.to_string()), ..Item::plain(format!("{date} {clock}")) }]
            }
            Value::Time(time) => vec![Item::plain(time.to_string())],
            Value::Json(json) => vec![Item::plain(json.to_string())],
            Value::List(items) => items.iter().flat_map(|item| self.items(field, column, item)).collect(),
            Value::Text(text) | Value::Period(text) => vec![self.text(field, column, text)],
        }
    }

    fn text(&self, field: &Field, column: usize, text: &str) -> Item {
        if let Some(reference) = field.reference {
            return self.named(reference, text);
        }
        match self.words_of[column] {
            Some("unit") => return Item::plain(self.at.words.unit(text)),
            Some(section) => return Item::plain(self.at.words.label(section, text)),
            None => {}
        }
        if field.name == "id"
            && let Some(own) = self.own
        {
            return Item::plain(text).to(self.own_page(own, text));
        }
        let lang = self.languages[column].filter(|lang| *lang != self.at.lang()).map(|lang| lang.to_string());
        let is_web = field.kind == FieldType::String(StringFormat::Uri) && ["https://", "http://"].iter().any(|web| text.starts_with(web));
        Item { lang, ..Item::plain(text).to(is_web.then(|| text.to_owned())) }
    }

    /// What an id names, leading to its page.
    fn named(&self, reference: Reference, id: &str) -> Item {
        let at = self.at;
        let item = match reference {
            Reference::Pillars => at.pillar(&Ref::new(id)),
            Reference::Agencies => at.agency(&Ref::new(id)),
            Reference::Provinces => at.province(&Ref::new(id)),
            Reference::Documents => at.document(&Ref::new(id)),
            Reference::Indicators => at.indicator(&Ref::new(id)),
            Reference::Plans => at.catalog().plans.get(id).map_or_else(|| Item::plain(id), |plan| at.plan(plan)),
            Reference::Targets => Item::plain(id).to(self.own_page(Own::Targets, id)),
            Reference::Budget => Item::plain(id),
        };
        Item { mark: None, ..item }
    }

    fn own_page(&self, own: Own, id: &str) -> Option<String> {
        let id = id.to_owned();
        let page = match own {
            Own::Targets => PageId::Target(self.plan?.id.clone(), id),
            Own::Tasks => PageId::Task(self.plan?.id.clone(), id),
            Own::Registry(Reference::Pillars) => PageId::Pillar(id),
            Own::Registry(Reference::Agencies) => PageId::Agency(id),
            Own::Registry(Reference::Documents) => PageId::Document(id),
            Own::Registry(Reference::Indicators) => PageId::Indicator(id),
            Own::Registry(_) => return None,
        };
        self.at.href(&page)
    }
}

/// Whether a column of this type is set as numbers.
pub(super) fn is_number(kind: &FieldType) -> bool {
    matches!(kind, FieldType::Number(_) | FieldType::Integer(_))
}

/// How the script of tables sorts a column.
pub(in crate::render) fn sorts(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::Date(_) | FieldType::DateTime(_) => "d",
        kind if is_number(kind) => "n",
        _ => "",
    }
}
