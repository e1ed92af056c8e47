//! Authors' texts as HTML: Markdown with links that lead into the site and
//! with chart and table blocks drawn from the data.
//!
//! The one view that writes HTML, because Markdown is HTML when it comes out;
//! everything that enters it is escaped here.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io;

use serde::Serialize;

use super::Item;
use super::cells::{Cells, sorts};
use super::charts::{of_block, shown};
use super::figure::escaped;
use super::scrolling::scrolling;
use super::sheet::script;
use super::standpoint::Standpoint;
use crate::markdown::{Resolve, plain, to_html};
use crate::model::block::{Block, BlockKind};
use crate::model::lang::Text;
use crate::model::links::{Destination, Targets, split};
use crate::model::page::{Page, PageKind};
use crate::plot::rows;
use crate::render::tables::small_tables;
use crate::route::PageId;

/// A text as HTML.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Prose {
    /// The HTML; safe to print as it is.
    pub(in crate::render) html: String,
    /// Its language, when that is not the page's.
    pub(super) lang: Option<String>,
    /// In words that it is an original in another language, then.
    pub(super) mark: Option<String>,
}

/// How many rows a table block shows when it does not say.
const TABLE_ROWS: u64 = 10;

/// An author's page in the reader's language, else in another; `None` when
/// there is nothing in it.
///
/// # Errors
/// When the file cannot be read again.
pub(in crate::render) fn body(at: &Standpoint<'_>, page: &Page) -> io::Result<Option<Prose>> {
    let languages = &at.catalog().portal.languages;
    let order = std::iter::once(at.lang()).chain(languages.iter());
    let Some((lang, body)) = order.into_iter().find_map(|lang| Some((lang, page.bodies.get(&lang)?))) else { return Ok(None) };
    let bytes = fs::read(at.context.sources.disk_path(body.source))?;
    let text = String::from_utf8_lossy(bytes.get(body.start..).unwrap_or_default());
    if text.trim().is_empty() {
        return Ok(None);
    }
    let links = Links { at, from: &page.id, blocks: &body.blocks, next: Cell::new(0), failed: RefCell::new(None) };
    let html = scrolling(at, &to_html(&text, &links), &at.text(&page.title).text);
    if let Some(error) = links.failed.into_inner() {
        return Err(error);
    }
    let Item { lang, mark, .. } = at.in_language("x", lang);
    Ok(Some(Prose { html, lang, mark }))
}

/// A short Markdown text of a descriptor; `None` when it is empty.
pub(in crate::render) fn markdown(at: &Standpoint<'_>, text: &Text) -> Option<Prose> {
    let Item { text, lang, mark, .. } = at.text(text);
    let links = Links { at, from: "", blocks: &[], next: Cell::new(0), failed: RefCell::new(None) };
    let html = || scrolling(at, &to_html(&text, &links), &at.t("dataset.columns"));
    (!text.is_empty()).then(|| Prose { html: html(), lang, mark })
}

/// A short Markdown text without its markup.
pub(in crate::render) fn unmarked(at: &Standpoint<'_>, text: &Text) -> Item {
    let item = at.text(text);
    Item { text: plain(&item.text), ..item }
}

/// Answers Markdown what a page's links and blocks mean.
struct Links<'a> {
    at: &'a Standpoint<'a>,
    /// The page's id: links are relative to its file.
    from: &'a str,
    blocks: &'a [Block],
    /// The number of the block that comes next.
    next: Cell<usize>,
    failed: RefCell<Option<io::Error>>,
}

impl Resolve for Links<'_> {
    fn link(&self, target: &str) -> String {
        let catalog = self.at.catalog();
        let (pages, files, datasets) = (&catalog.pages, &catalog.files, &catalog.datasets);
        let targets = Targets { pages, files, datasets, renamed: &catalog.backlinks.renamed };
        let (path, anchor) = split(target);
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        if path.is_empty() {
            return anchor;
        }
        let href = targets.find(self.from, &path).and_then(|destination| match destination {
            Destination::Page(id) => self.at.href(&page_id(&catalog.pages[&id])),
            Destination::File(path) => Some(self.at.to(&path)),
            Destination::Dataset(name) => self.at.href(&PageId::Dataset(name)),
            Destination::Table(dataset, table) => self.at.table(&dataset, &table),
        });
        href.map_or_else(|| target.to_owned(), |href| format!("{href}{anchor}"))
    }

    fn block(&self, _: &str, _: &str) -> String {
        let number = self.next.replace(self.next.get() + 1);
        let Some(block) = self.blocks.get(number) else { return String::new() };
        let drawn = match block.kind {
            BlockKind::Chart => self.chart(block),
            BlockKind::Table => self.table(block),
        };
        drawn.unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            String::new()
        })
    }
}

/// The page of the site that an author's page becomes.
fn page_id(page: &Page) -> PageId {
    match page.kind {
        PageKind::Home => PageId::Home,
        PageKind::Plan => PageId::Plan(page.id.strip_prefix("plans/").unwrap_or(&page.id).to_owned()),
        PageKind::Page => PageId::Page(page.id.clone()),
    }
}

impl Links<'_> {
    /// The table that a block reads, by its cells, with its address and title.
    fn source(&self, block: &Block) -> Option<(Cells<'_>, String, String)> {
        let (dataset, table) = block.resource.split_once('/')?;
        let dataset = self.at.catalog().datasets.get(dataset)?;
        let resource = dataset.resource(table)?;
        let href = self.at.table(&dataset.name, table).unwrap_or_default();
        let title = if block.title.is_empty() { self.at.text(&resource.title).text } else { self.at.text(&block.title).text };
        Some((Cells::new(self.at, dataset, resource), href, title))
    }

    fn chart(&self, block: &Block) -> io::Result<String> {
        let Some(page) = self.at.catalog().pages.get(self.from) else { return Ok(String::new()) };
        let picture = of_block(self.at, block)?;
        Ok(picture.as_ref().as_ref().map(|picture| shown(self.at, &page_id(page), &block.file_name(), picture)).unwrap_or_default())
    }

    fn table(&self, block: &Block) -> io::Result<String> {
        let Some((cells, href, title)) = self.source(block) else { return Ok(String::new()) };
        let block = &block.told_in(self.at.lang(), &self.at.catalog().portal.languages, &cells.resource.schema);
        let fields = &cells.resource.schema.fields;
        let shown: Vec<usize> = if block.columns.is_empty() {
            (0..fields.len()).collect()
        } else {
            block.columns.iter().filter_map(|column| cells.resource.schema.index(column)).collect()
        };
        let mut html = format!("<table><caption class=\"hidden\">{}</caption><thead><tr>", escaped(&title));
        for &column in &shown {
            let field = &fields[column];
            let (key, sorts) = (escaped(&field.name), sorts(&field.kind));
            html += &format!("<th scope=\"col\" data-k=\"{key}\" data-t=\"{sorts}\">{}</th>", escaped(&cells.title(column).text));
        }
        html += "</tr></thead><tbody>";
        let limit = if block.limit == 0 { TABLE_ROWS } else { block.limit };
        let all = small_tables::rows(self.at.context, cells.resource, 0)?;
        let rows = rows(block, &cells.resource.schema, all, usize::try_from(limit).unwrap_or(usize::MAX))?;
        for row in rows {
            html += "<tr>";
            for &column in &shown {
                let cell = cells.told(column, &row[column]);
                let class = if cell.is_number() { " class=\"number\"" } else { "" };
                html += &format!("<td{class}>");
                cell.draw(&mut html);
                html += "</td>";
            }
            html += "</tr>";
        }
        html += "</tbody></table>";
        let region = format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{html}</div>", escaped(&title));
        let see = escaped(&self.at.t("table.see"));
        let caption = format!("{}. <a href=\"{}\">{see}</a>", escaped(&title), escaped(&href));
        let (name, script) = (format!("table-{}", self.next.get()), script(self.at));
        Ok(format!(
            "<figure class=\"table\"><figcaption>{caption}</figcaption><div class=\"sheet\" data-sheet=\"{name}\">{region}</div></figure>{script}"
        ))
    }
}
