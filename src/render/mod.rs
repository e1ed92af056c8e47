//! Render: one file per format, and the table of everything congbo can make.

mod api;
mod ascii_json;
mod atom;
pub mod chart;
mod chart_csv;
mod chart_svg;
mod ckan;
mod bundle;
mod compact;
mod catalogue;
mod csv;
mod database;
mod csvw;
mod datapackage;
mod datasette;
mod dcat;
mod digits;
mod distinct;
mod engine;
mod escape;
mod excel_csv;
#[cfg(test)]
mod fixtures;
mod gathered;
mod host;
pub mod html;
mod ics;
mod index;
mod json;
mod json_feed;
mod json_rows;
mod limited;
mod localized;
mod look;
mod moment;
mod ndjson;
mod news;
mod ods;
mod orders;
mod parquet;
mod plan_zip;
mod portal_sqlite;
mod portal_zip;
mod pruned;
mod rdf;
mod robots;
mod schema;
mod search;
mod security;
mod scratch;
mod shown;
mod sitemap;
mod sqlite;
mod standing;
mod subject;
mod table_rows;
mod table_schema;
mod terms;
mod typed_rows;
mod uuid;
mod view;
mod words;
mod workbook;
mod xlsx;
mod zip;

use crate::route::Format;

/// Everything that congbo can make. A new format is one file beside this one
/// and one line here; addresses, configuration keys and docs derive from it.
pub const FORMATS: &[&dyn Format] = &[
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
    dcat::FORMATS[0],
    dcat::FORMATS[1],
    dcat::FORMATS[2],
    dcat::FORMATS[3],
    dcat::FORMATS[4],
    dcat::FORMATS[5],
    dcat::FORMATS[6],
    ckan::FORMATS[0],
    ckan::FORMATS[1],
    ckan::FORMATS[2],
    ckan::FORMATS[3],
    ckan::FORMATS[4],
    ckan::FORMATS[5],
    ckan::FORMATS[6],
    ckan::FORMATS[7],
    ckan::FORMATS[8],
    ckan::FORMATS[9],
    ckan::FORMATS[10],
    ckan::FORMATS[11],
    ckan::FORMATS[12],
    ckan::FORMATS[13],
    ckan::FORMATS[14],
    ckan::FORMATS[15],
    ckan::FORMATS[16],
    ckan::FORMATS[17],
    ckan::FORMATS[18],
    ckan::FORMATS[19],
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
    host::FORMATS[0],
    host::FORMATS[1],
    host::FORMATS[2],
    host::FORMATS[3],
    host::FORMATS[4],
    host::FORMATS[5],
    &look::LookSheet,
];

/// Mistakes in the theme's templates that show before anything is rendered.
pub fn faults(theme: &crate::model::theme::Theme) -> Vec<crate::route::TemplateFault> {
    engine::check_templates(theme)
}
