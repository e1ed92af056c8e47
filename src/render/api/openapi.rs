//! The description of all answers: OpenAPI 3.1, and a JSON Schema for every
//! kind of answer, made of the very records that write the answers.
//!
//! Names only paths that this portal has, with one of its own answers as the
//! example of each.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::dataset::DatasetAnswer;
use super::head::Teller;
use super::lists::{AgencyList, CatalogueAnswer, DatasetList, DocumentList, IndicatorList, PillarList, PlanList, ProvinceList, TableList};
use super::plan::PlanAnswer;
use super::registry::{AgencyAnswer, DocumentAnswer, IndicatorAnswer};
use super::shape::{Definitions, Shape};
use super::table::TableAnswer;
use crate::model::Catalog;
use crate::route::{ANSWERS, Answer, KINDS, Listing};

/// Where JSON Schema keeps schemas of records.
const DEFINED: &str = "#/$defs/";
/// Where OpenAPI keeps them.
const COMPONENTS: &str = "#/components/schemas/";

/// The schema of a kind of answers.
fn schema_of(kind: &str, all: &mut Definitions<'_>) -> Value {
    match kind {
        "catalogue" => CatalogueAnswer::schema(all),
        "datasets" => DatasetList::schema(all),
        "dataset" => DatasetAnswer::schema(all),
        "tables" => TableList::schema(all),
        "table" => TableAnswer::schema(all),
        "plans" => PlanList::schema(all),
        "plan" => PlanAnswer::schema(all),
        "agencies" => AgencyList::schema(all),
        "agency" => AgencyAnswer::schema(all),
        "documents" => DocumentList::schema(all),
        "document" => DocumentAnswer::schema(all),
        "indicators" => IndicatorList::schema(all),
        "indicator" => IndicatorAnswer::schema(all),
        "pillars" => PillarList::schema(all),
        "provinces" => ProvinceList::schema(all),
        _ => unreachable!("every kind of answers stands above, a test asks for all"),
    }
}

/// Writes the JSON Schema of a kind of answers.
pub(super) fn schema(teller: &Teller<'_>, kind: &'static str, out: &mut dyn Write) -> io::Result<()> {
    let portal = &teller.context.catalog.portal;
    let mut all = Definitions::new(&portal.languages, portal.base_url.as_deref(), DEFINED);
    let reference = schema_of(kind, &mut all);
    let mut document = Map::new();
    document.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    if portal.base_url.is_some() {
        document.insert("$id".into(), teller.answer(&Answer::Schema(kind)).0.into());
    }
    document.insert("title".into(), kind.into());
    document.extend(reference.as_object().cloned().into_iter().flatten());
    document.insert("$defs".into(), all.known.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect());
    pretty(&document.into(), out)
}

/// Writes the description of all answers.
pub(super) fn description(teller: &Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
    let catalog = teller.context.catalog;
    let portal = &catalog.portal;
    let default = portal.languages.default();
    let title = portal.title.pick(default, &portal.languages).text;
    let mut all = Definitions::new(&portal.languages, portal.base_url.as_deref(), COMPONENTS);
    let mut paths = Map::new();
    for path in described(catalog) {
        let schema = match path.kind {
            Some(kind) => schema_of(kind, &mut all),
            None => json!({ "type": "object" }),
        };
        paths.insert(format!("/{}", path.template), operation(teller, &path, &schema));
    }
    let mut info = json!({
        "title": title,
        "version": "1.0.0",
        "description": "Everything that this portal publishes, as files: no key, no parameters, no limits. \
            Properties are added within version 1, never changed or removed.",
    });
    let license = portal.license.as_ref();
    if let Some(name) = license.and_then(|license| license.title.as_ref().or(license.name.as_ref())) {
        info["license"] = json!({ "name": name });
        if let Some(url) = license.and_then(|license| license.path.as_ref()).filter(|path| path.starts_with("http")) {
            info["license"]["url"] = url.as_str().into();
        }
    }
    let server = portal.base_url.as_ref().map_or_else(|| ".".to_owned(), |base| format!("{base}{}", ANSWERS.trim_end_matches('/')));
    let schemas: Map<String, Value> = all.known.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let document = json!({
        "openapi": "3.1.1",
        "info": info,
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{ "url": server }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    pretty(&document, out)
}

/// A path of the description.
struct Described {
    /// What clients fill in: `plans/{plan}.json`.
    template: &'static str,
    /// The kind of its answers; `None`: a description.
    kind: Option<&'static str>,
    /// The name of the operation.
    name: &'static str,
    /// What it gives.
    summary: &'static str,
    /// The places of the template, with what fills them in an answer that there is.
    places: Vec<(&'static str, Value)>,
}

/// The paths of which the portal has an answer.
fn described(catalog: &Catalog) -> Vec<Described> {
    let path = |template, kind, name, summary, places| Described { template, kind, name, summary, places };
    let mut all = vec![
        path("index.json", Some("catalogue"), "getCatalogue", "The portal, and where everything else is", Vec::new()),
        path("openapi.json", None, "getDescription", "This description", Vec::new()),
        path("schemas/{schema}.json", None, "getSchema", "The JSON Schema of a kind of answers", vec![("schema", KINDS[0].into())]),
    ];
    let of = |id: Option<&String>, place| id.map(|id| vec![(place, id.as_str().into())]);
    for listing in Listing::ALL {
        let kind = listing.name();
        let (first, later, one, place) = listed(listing);
        all.push(path(first.0, Some(kind), first.1, first.2, Vec::new()));
        if listing.pages(catalog) > 1 {
            all.push(path(later.0, Some(kind), later.1, later.2, vec![("page", 2.into())]));
        }
        let filled = match listing {
            Listing::Datasets => of(catalog.datasets.keys().next(), place),
            Listing::Plans => of(catalog.plans.keys().next(), place),
            Listing::Agencies => of(catalog.agencies.keys().next(), place),
            Listing::Documents => of(catalog.documents.keys().next(), place),
            Listing::Indicators => of(catalog.indicators.keys().next(), place),
            Listing::Tables => {
                let tables = catalog.datasets.values().flat_map(|dataset| dataset.resources.first().map(|table| (dataset, table)));
                let first = tables.map(|(dataset, table)| (&dataset.name, &table.name)).next();
                first.map(|(dataset, table)| {
                    vec![("dataset", dataset.as_str().into()), ("table", table.as_str().into()), ("page", 1.into())]
                })
            }
            Listing::Pillars | Listing::Provinces => None,
        };
        if let (Some(one), Some(filled)) = (one, filled) {
            all.push(path(one.0, Some(one.3), one.1, one.2, filled));
        }
    }
    all
}

/// Template, name and summary of a path.
type Told = (&'static str, &'static str, &'static str);
/// The same with the kind of answers.
type ToldOne = (&'static str, &'static str, &'static str, &'static str);

/// The paths about a list: its first page, its later pages, one of its things,
/// and how the place is called that the thing's id fills.
fn listed(listing: Listing) -> (Told, Told, Option<ToldOne>, &'static str) {
    macro_rules! paths {
        ($plural:literal, $name:literal, $what:literal) => {
            (
                (concat!($plural, ".json"), concat!("list", $name), concat!("All ", $what)),
                (concat!($plural, ".p{page}.json"), concat!("list", $name, "Page"), concat!("All ", $what, ": a later page")),
            )
        };
    }
    let ((first, later), one, place) = match listing {
        Listing::Datasets => (
            paths!("datasets", "Datasets", "datasets"),
            Some(("datasets/{dataset}.json", "getDataset", "A dataset: what it says of itself, its tables, its files", "dataset")),
            "dataset",
        ),
        Listing::Tables => (
            paths!("tables", "Tables", "tables"),
            Some(("tables/{dataset}/{table}/{page}.json", "getRows", "A page of the rows of a table", "table")),
            "table",
        ),
        Listing::Plans => {
            (paths!("plans", "Plans", "plans"), Some(("plans/{plan}.json", "getPlan", "A plan, with everything in it", "plan")), "plan")
        }
        Listing::Agencies => (
            paths!("agencies", "Agencies", "agencies"),
            Some(("agencies/{agency}.json", "getAgency", "An agency, with its roles in all plans", "agency")),
            "agency",
        ),
        Listing::Documents => (
            paths!("documents", "Documents", "documents"),
            Some(("documents/{document}.json", "getDocument", "A document, with what changed it and who rests on it", "document")),
            "document",
        ),
        Listing::Indicators => (
            paths!("indicators", "Indicators", "indicators"),
            Some(("indicators/{indicator}.json", "getIndicator", "An indicator, with all that it measures", "indicator")),
            "indicator",
        ),
        Listing::Pillars => (paths!("pillars", "Pillars", "pillars"), None, "pillar"),
        Listing::Provinces => (paths!("provinces", "Provinces", "provinces"), None, "province"),
    };
    (first, later, one, place)
}

/// What there is at a path.
fn operation(teller: &Teller<'_>, path: &Described, schema: &Value) -> Value {
    let parameter = |(name, example): &(&str, Value)| {
        let schema = match *name {
            "page" => json!({ "type": "integer", "minimum": if path.template.starts_with("tables/") { 1 } else { 2 } }),
            "schema" => json!({ "type": "string", "enum": KINDS }),
            _ => json!({ "type": "string" }),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema, "example": example })
    };
    let mut get = json!({
        "operationId": path.name,
        "summary": path.summary,
        "responses": { "200": { "description": path.summary, "content": { "application/json": { "schema": schema } } } },
    });
    if !path.places.is_empty() {
        get["parameters"] = path.places.iter().map(parameter).collect();
    }
    if let Some(kind) = path.kind {
        let path = teller.context.routes.answer(&Answer::Schema(kind));
        // Addresses in the description start from where it stands.
        let near = path.strip_prefix(ANSWERS).unwrap_or(&path).to_owned();
        let address = teller.context.routes.absolute(&path).unwrap_or(near);
        get["externalDocs"] = json!({ "description": "The same schema by itself", "url": address });
    }
    json!({ "get": get })
}

fn pretty(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lang::{Lang, Languages};

    #[test]
    fn every_kind_of_answers_has_a_schema_whose_references_lead_somewhere() {
        let languages = Languages::new(Lang::new("vi").unwrap(), [Lang::new("en").unwrap()]);
        for kind in KINDS {
            let mut all = Definitions::new(&languages, None, DEFINED);
            let reference = schema_of(kind, &mut all);
            let text = Value::from_iter(all.known.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone()))).to_string();
            let named = text.match_indices(DEFINED).map(|(at, _)| text[at + DEFINED.len()..].split('"').next().unwrap_or_default());
            let own = reference["$ref"].as_str().unwrap().strip_prefix(DEFINED).unwrap();
            for name in named.chain([own]) {
                assert!(all.known.get(name).is_some_and(Value::is_object), "{kind}: {name}");
            }
            assert_eq!(all.known[own]["properties"]["answer"]["const"], kind);
        }
    }
}
