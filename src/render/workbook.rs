//! Workbooks: a table for people who work in a spreadsheet, in one language.
//!
//! Three sheets, as guidance on accessible spreadsheets asks: a cover with what
//! the data is, from whom and on which terms; the columns with their meaning;
//! and the rows under one head of titles. What stands in them is made here for
//! every spreadsheet format; how it is written, there. A table with more rows
//! than a sheet holds is divided into several files.

mod cell;

use std::io;
use std::sync::Arc;

pub(super) use cell::{EPOCH, Shown, shown};

use super::facts::subject;
use super::tables::distinct::distinct;
use super::tables::recent::Recent;
use super::tables::typed_rows::{Column, TypedRow, TypedRows};
use super::text::spoken::words;
use super::text::words::Words;
use crate::markdown::on_one_line;
use crate::model::dataset::{Dataset, Resource};
use crate::model::format_limits::{COLUMNS_OF_SHEET, LONGEST_HEAD, cut, sheet_name};
use crate::model::lang::{Lang, Text};
use crate::model::schema::Field;
use crate::route::{Context, PageId, Subject};

/// Rows of a sheet in Excel and LibreOffice, the head left out.
pub(super) const ROWS_OF_SHEET: u64 = 1_048_575;

/// A table with more cells is written by way of the disk.
pub(super) const CELLS_IN_MEMORY: u64 = 100_000;

/// Rows of a sheet are printed on the width of a page while they are not wider
/// than so many letters: beyond, they would be too small to read.
const WIDEST_ON_PAPER: usize = 200;

/// Bytes of all texts of workbooks that are held.
const ROOM: usize = 1 << 20;

/// Columns are as wide as what stands in so many first rows.
const ROWS_SEEN: u64 = 100;

/// What a workbook is made of, beside the rows.
pub(super) struct Workbook {
    /// The dataset of the table.
    dataset: String,
    /// The table's name.
    pub(super) table: String,
    /// Size of its source in bytes.
    pub(super) bytes: u64,
    /// Digits after the decimal point, of the number that has most.
    pub(super) finest: u32,
    /// Its title.
    pub(super) title: String,
    /// What is said of it, line by line.
    pub(super) facts: Vec<Fact>,
    /// Head of the list of columns.
    pub(super) columns_head: [String; 4],
    /// The columns: title, name, type, meaning.
    pub(super) columns: Vec<[String; 4]>,
    /// Names of the sheets: cover, columns, rows.
    pub(super) sheets: [String; 3],
    /// Head of the rows.
    pub(super) heads: Vec<String>,
    /// Width of each column of the rows, in letters.
    pub(super) widths: Vec<usize>,
    /// How many rows stand before those of this file, and how many in it.
    pub(super) rows: (u64, u64),
    /// Who publishes it.
    pub(super) publisher: String,
    /// Language of titles and words.
    pub(super) lang: Lang,
}

/// A line of the cover.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) text: String,
    /// Where the text leads.
    pub(super) link: Option<String>,
}

impl Workbook {
    /// Gives the rows of this file to `visit`.
    pub(super) fn each_row(&self, context: &Context<'_>, visit: impl FnMut(&TypedRow<'_>) -> io::Result<()>) -> io::Result<()> {
        let resource = resource(context, &self.dataset, &self.table);
        TypedRows::open(context, resource)?.part(self.rows.0, self.rows.1, visit)
    }

    /// Whether a text does not stand in its column on one line, so that it has
    /// to be wrapped to be seen whole.
    pub(super) fn is_wrapped(&self, column: usize, text: &str) -> bool {
        lines(text, self.widths[column]) > 1
    }

    /// Whether the rows fit the width of a page.
    pub(super) fn fits_paper(&self) -> bool {
        self.widths.iter().sum::<usize>() <= WIDEST_ON_PAPER
    }

    /// How hard it is compressed, as ZIP counts: a small one lightly, because
    /// more would take longer than all else and save a kilobyte or two.
    pub(super) fn compression(&self) -> u8 {
        if self.is_large() { 6 } else { 1 }
    }

    /// Whether it is too large for memory.
    pub(super) fn is_large(&self) -> bool {
        self.rows.1.saturating_mul(self.heads.len() as u64) > CELLS_IN_MEMORY
    }
}

fn resource<'a>(context: &Context<'a>, dataset: &str, table: &str) -> &'a Resource {
    context.catalog.datasets[dataset].resource(table).expect("route names only tables of the catalogue")
}

/// The workbook that a subject asks for, made once for all spreadsheet formats.
pub(super) fn workbook(context: &Context<'_>, subject: &Subject) -> io::Result<Arc<Workbook>> {
    let recent = context.catalog.workbooks.get_or(|| Recent::<Subject, Workbook>::new(ROOM));
    recent.get(subject, || {
        let book = made(context, subject)?;
        let bytes = book.facts.iter().map(|fact| fact.text.len()).chain(book.columns.iter().flatten().map(String::len)).sum();
        Ok((book, bytes))
    })
}

fn made(context: &Context<'_>, subject: &Subject) -> io::Result<Workbook> {
    let Subject::Workbook { dataset, table, lang, part } = subject else { unreachable!("workbooks are asked for workbooks") };
    let resource = resource(context, dataset, table);
    let dataset = &context.catalog.datasets[dataset];
    let words = words(context, *lang);
    let maker = Maker { context, dataset, resource, words, lang: *lang };
    let passed = (part - 1) * ROWS_OF_SHEET;
    let rows = (passed, resource.profile.rows.saturating_sub(passed).min(ROWS_OF_SHEET));
    let rows_of_table = TypedRows::open(context, resource)?;
    let fields: Vec<Column<'_>> = rows_of_table.columns().iter().take(COLUMNS_OF_SHEET).cloned().collect();
    let heads = maker.heads(&fields);
    let columns = fields.iter().zip(&heads).map(|(field, head)| maker.column(field, head)).collect();
    let names = ["workbook.cover", "workbook.columns"].map(|key| sheet_name(&maker.words.t(key)));
    let mut sheets = distinct([names[0].as_str(), &names[1], &sheet_name(&resource.name)].into_iter()).into_iter();
    let mut sheet = || sheets.next().expect("three names are given");
    Ok(Workbook {
        dataset: dataset.name.clone(),
        table: resource.name.clone(),
        bytes: resource.profile.bytes,
        finest: resource.profile.needs.iter().map(|need| need.scale).max().unwrap_or_default(),
        title: on_one_line(maker.pick(&resource.title)),
        facts: maker.facts(rows, fields.len()),
        columns_head: ["workbook.head", "dataset.column", "dataset.type", "dataset.meaning"].map(|key| maker.words.t(key)),
        columns,
        sheets: [sheet(), sheet(), sheet()],
        widths: widths(rows_of_table, &heads)?,
        heads,
        rows,
        publisher: maker.pick(subject::publisher(context, dataset).0).to_owned(),
        lang: *lang,
    })
}

struct Maker<'a, 'c> {
    context: &'c Context<'a>,
    dataset: &'a Dataset,
    resource: &'a Resource,
    words: &'c Words,
    lang: Lang,
}

impl Maker<'_, '_> {
    fn pick<'t>(&self, text: &'t Text) -> &'t str {
        text.pick(self.lang, &self.context.catalog.portal.languages).text
    }

    /// Titles where there are, each once.
    fn heads(&self, fields: &[Column<'_>]) -> Vec<String> {
        let titles: Vec<String> = fields.iter().map(|field| cut(&on_one_line(self.pick(&field.title)), LONGEST_HEAD)).collect();
        let lower: Vec<String> = titles.iter().map(|title| title.to_lowercase()).collect();
        let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        lower.iter().for_each(|title| *seen.entry(title).or_default() += 1);
        let chosen: Vec<String> = fields
            .iter()
            .zip(&titles)
            .zip(&lower)
            .map(|((field, title), lower)| {
                let name = cut(&on_one_line(&field.name), LONGEST_HEAD);
                match seen[lower.as_str()] {
                    _ if title.is_empty() => name,
                    1 => title.clone(),
                    _ => format!("{} ({name})", cut(title, LONGEST_HEAD / 2)),
                }
            })
            .collect();
        distinct(chosen.iter().map(String::as_str))
    }

    fn column(&self, field: &Field, head: &str) -> [String; 4] {
        let meaning = self.pick(&field.description).trim().to_owned();
        [head.to_owned(), field.name.clone(), self.words.label("field-type", field.kind.name()), meaning]
    }

    fn facts(&self, (passed, rows): (u64, u64), columns: usize) -> Vec<Fact> {
        let Self { context, dataset, resource, words, .. } = self;
        let portal = &context.catalog.portal;
        let mut facts = Vec::new();
        let mut add = |key: &str, text: &str, link: Option<String>| {
            if !text.trim().is_empty() {
                facts.push(Fact { label: words.t(key), text: text.trim().to_owned(), link });
            }
        };
        let day = |day: Option<jiff::civil::Date>| day.map(|day| words.date(day)).unwrap_or_default();
        add("workbook.description", self.pick(&resource.description.read()), None);
        let page = context.routes.find_page(&PageId::Dataset(dataset.name.clone()), self.lang);
        let page = page.and_then(|page| context.routes.absolute(page));
        add("workbook.dataset", &on_one_line(self.pick(&dataset.title)), page.clone());
        add("workbook.about", self.pick(&dataset.description.read()), None);
        add(
            "dataset.publisher",
            self.pick(subject::publisher(context, dataset).0),
            subject::publisher(context, dataset).1.map(str::to_owned),
        );
        for license in subject::licenses(context, dataset) {
            let name = license.title.as_deref().or(license.name.as_deref()).or(license.path.as_deref());
            add("dataset.license", name.unwrap_or_default(), license.path.clone());
        }
        for source in &dataset.sources {
            let title = self.pick(&source.title);
            add("dataset.sources", if title.is_empty() { source.path.as_deref().unwrap_or_default() } else { title }, source.path.clone());
        }
        add("dataset.issued", &day(dataset.congbo.issued), None);
        add("dataset.modified", &day(dataset.congbo.modified), None);
        add("dataset.period", &words.period(dataset.congbo.start, dataset.congbo.end).unwrap_or_default(), None);
        add("site.contact", self.pick(&portal.contact.name), None);
        if let Some(email) = &portal.contact.email {
            add("workbook.email", email, Some(format!("mailto:{email}")));
        }
        // Words that lead there stand above; who has it on paper reads where.
        add("readme.page", page.as_deref().unwrap_or_default(), None);
        add("workbook.size", &words.count("count.rows", resource.profile.rows), None);
        if rows < resource.profile.rows {
            let number = |count: u64| words.number(count.into());
            let args = [("first", number(passed + 1)), ("last", number(passed + rows)), ("total", number(resource.profile.rows))];
            add("workbook.part", &words.fill("workbook.part-text", &args.each_ref().map(|(key, text)| (*key, text.as_str()))), None);
        }
        if columns < resource.schema.fields.len() {
            add("workbook.note", &words.t("workbook.columns-cut"), None);
        }
        for key in ["workbook.note-empty", "workbook.note-text", "workbook.note-exact"] {
            add("workbook.note", &words.t(key), None);
        }
        facts
    }
}

/// How many lines a text takes in a column of so many letters, about: letters
/// are narrower than the figures that columns are measured by, which makes up
/// for words that are not broken.
pub(super) fn lines(text: &str, width: usize) -> usize {
    if text.len() <= width && !text.contains('\n') {
        return 1;
    }
    text.split('\n').map(|line| line.chars().count().div_ceil(width.max(1)).max(1)).sum()
}

/// How wide columns are for their heads and first rows.
fn widths(rows: TypedRows<'_>, heads: &[String]) -> io::Result<Vec<usize>> {
    let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count().min(30) + 3).collect();
    rows.part(0, ROWS_SEEN, |row| {
        for (width, cell) in widths.iter_mut().zip(row.cells()) {
            let longest = cell?.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            *width = (*width).max(longest + 1);
        }
        Ok(())
    })?;
    Ok(widths.into_iter().map(|width| width.clamp(8, 60)).collect())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_text_takes_as_many_lines_as_its_column_asks() {
        assert_eq!((lines("", 10), lines("mười chữ ạ", 10), lines("a\nb", 10)), (1, 1, 2));
        assert_eq!((lines(&"chữ ".repeat(10), 40), lines(&"chữ ".repeat(11), 40), lines(&"chữ ".repeat(30), 40)), (1, 2, 3));
    }
}
