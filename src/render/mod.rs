//! Render: one file per format, and the table of everything congbo can make.

mod api;
mod atom;
mod bundle;
pub mod chart;
mod chart_csv;
mod chart_svg;
mod ckan;
mod csv;
mod csvw;
mod database;
mod datapackage;
mod datasette;
mod dcat;
mod excel_csv;
mod facts;
#[cfg(test)]
mod fixtures;
mod host;
pub mod html;
mod ics;
mod index;
mod json;
mod json_feed;
mod look;
mod ndjson;
mod ods;
mod page;
mod parquet;
mod plan_zip;
mod portal_sqlite;
mod portal_zip;
mod rdf;
mod robots;
mod schema;
mod search;
mod security;
mod sitemap;
mod sqlite;
mod table_rows;
mod tables;
mod text;
mod view;
mod workbook;
mod xlsx;
mod zip;

use rayon::prelude::*;
pub use text::orders::Earlier;
use text::orders::Orders;

use crate::route::{Format, PageId};

/// Everything that congbo can make. A new format is one file beside this one
/// and one line here; addresses, configuration keys and docs derive from it.
pub const FORMATS: &[&dyn Format] = &joined::<{ count(LISTS) }>(LISTS);

/// Single formats, and those that files beside this one list themselves.
const LISTS: &[&[&dyn Format]] = &[
    &[
        &csv::Csv,
        &excel_csv::ExcelCsv,
        &json::Json,
        &ndjson::NdJson,
        &xlsx::Xlsx,
        &ods::Ods,
        &parquet::Parquet,
        &csvw::OfTable,
        &datapackage::DataPackage,
        &csvw::OfDataset,
        &schema::TableSchema,
        &sqlite::Sqlite,
        &zip::Zip,
    ],
    &dcat::FORMATS,
    &ckan::FORMATS,
    &[
        &api::Api,
        &plan_zip::PlanZip,
        &portal_zip::PortalZip,
        &portal_sqlite::PortalSqlite,
        &datasette::Datasette,
        &chart_svg::ChartSvg,
        &chart_csv::ChartCsv,
        &table_rows::TableRows,
        &atom::Atom,
        &json_feed::JsonFeed,
        &ics::Ics,
        &html::Html,
        &search::Search,
        &sitemap::Sitemap,
        &robots::Robots,
        &security::SecurityTxt,
    ],
    &host::FORMATS,
    &[&look::LookSheet],
];

const fn count(lists: &[&[&dyn Format]]) -> usize {
    let (mut list, mut count) = (0, 0);
    while list < lists.len() {
        count += lists[list].len();
        list += 1;
    }
    count
}

/// The lists one behind the other.
const fn joined<const N: usize>(lists: &[&[&'static dyn Format]]) -> [&'static dyn Format; N] {
    let mut all: [&'static dyn Format; N] = [&csv::Csv; N];
    let (mut list, mut place) = (0, 0);
    while list < lists.len() {
        let mut format = 0;
        while format < lists[list].len() {
            all[place] = lists[list][format];
            format += 1;
            place += 1;
        }
        list += 1;
    }
    all
}

/// Makes ready what all pages are made with, templates, words and orders, from
/// how the datasets followed each other in an earlier run. To be called before
/// anything is rendered; what is not ready then is made when it is asked for.
pub fn prepare(catalog: &crate::model::Catalog, theme: &crate::model::theme::Theme, earlier: &Earlier) {
    let orders = catalog.prepared.get_or(|| Orders::new(catalog, earlier));
    theme.prepared.get_or(|| page::engine::Engine::new(theme, &catalog.portal));
    let words = text::spoken::spoken(theme, &catalog.portal);
    let languages: Vec<_> = catalog.portal.languages.iter().collect();
    languages.into_par_iter().for_each(|lang| {
        orders.of(&PageId::Topics, catalog, words.of(lang));
    });
}

/// How the datasets follow each other, as far as something rendered asked for
/// it; for a later run.
pub fn orders(catalog: &crate::model::Catalog) -> Earlier {
    catalog.prepared.get_or(|| Orders::new(catalog, &Earlier::new())).found()
}

/// Mistakes in the theme's templates that show before anything is rendered.
pub fn faults(theme: &crate::model::theme::Theme) -> Vec<crate::route::TemplateFault> {
    page::engine::check_templates(theme)
}
