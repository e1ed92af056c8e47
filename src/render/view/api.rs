//! The page about the interface for programs: what there is, and an example
//! for every tool that people ask with, on this portal's own data.
//!
//! An author's page of the same name opens it.

use std::io;

use serde::Serialize;

use super::prose::{Prose, body};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::dataset::{Dataset, Resource};
use crate::model::page::Page;
use crate::model::plan::Plan;
use crate::route::{Answer, KINDS, Listing, Subject};

/// Stands for the address of a portal that does not say its own.
const ANYWHERE: &str = "https://cong.example/";

/// The page about the interface for programs.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ApiView {
    /// What the portal's authors say first, when they say something.
    own: Option<Prose>,
    /// Whether the portal has the interface.
    offered: bool,
    /// Where to begin.
    facts: Vec<Fact>,
    /// What there is.
    answers: Vec<AnswerRow>,
    /// What one may rely on.
    rules: Vec<Vec<Piece>>,
    /// That addresses in the examples begin with a placeholder, then.
    placeholder: Option<Vec<Piece>>,
    /// How to ask.
    examples: Vec<Example>,
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    /// Whether it is to be typed or read letter by letter.
    is_code: bool,
}

/// An answer of the interface for programs.
#[derive(Debug, Serialize)]
struct AnswerRow {
    /// What it is.
    what: String,
    /// Where it stands; leads to one that there is.
    address: Item,
    /// Its schema.
    schema: Item,
}

/// How to ask with a tool.
#[derive(Debug, Serialize)]
struct Example {
    /// Its anchor: `curl`.
    id: &'static str,
    /// The tool.
    title: String,
    /// What the example does.
    text: String,
    /// What to do, step by step, where that is not plain.
    steps: Vec<String>,
    /// What to type.
    code: String,
}

/// The page about the interface for programs.
///
/// # Errors
/// When the author's text cannot be read again.
pub(in crate::render) fn about(at: &Standpoint<'_>, page: Option<&Page>) -> io::Result<(Head, ApiView)> {
    let offered = at.catalog().portal.publishes("api");
    let own = page.map(|page| at.text(&page.description).text).filter(|text| !text.is_empty());
    let head = Head {
        title: page.map_or_else(|| Item::plain(at.t("api.title")), |page| at.text(&page.title)),
        description: own.unwrap_or_else(|| at.t("api.description")),
        above: Vec::new(),
    };
    let base = at.catalog().portal.base_url.as_deref();
    let rules = ["stable", "texts", "values", "paged", "addresses", "open"];
    let view = ApiView {
        own: page.map(|page| body(at, page)).transpose()?.flatten(),
        offered,
        facts: if offered { facts(at) } else { Vec::new() },
        answers: if offered { answers(at) } else { Vec::new() },
        rules: rules.iter().map(|rule| pieces(&at.t(&format!("api.rule-{rule}")))).collect(),
        placeholder: base.is_none().then(|| pieces(&at.words.fill("api.placeholder", &[("address", ANYWHERE)]))),
        examples: if offered { examples(at, base.unwrap_or(ANYWHERE)) } else { Vec::new() },
    };
    Ok((head, view))
}

/// A message in pieces: what stands between backticks is code.
fn pieces(message: &str) -> Vec<Piece> {
    let parts = message.split('`').enumerate().filter(|(_, text)| !text.is_empty());
    parts.map(|(number, text)| Piece { text: text.to_owned(), is_code: number % 2 == 1 }).collect()
}

fn facts(at: &Standpoint<'_>) -> Vec<Fact> {
    let link = |answer: &Answer| {
        let path = at.context.routes.answer(answer);
        vec![Item::plain(path.as_str()).to(Some(at.to(&path)))]
    };
    let mut facts = Facts::default();
    facts.add(at.t("api.entry"), link(&Answer::Catalogue));
    facts.add(at.t("api.openapi"), link(&Answer::Description));
    facts.list()
}

/// What there is in this portal, each with an example of its own.
fn answers(at: &Standpoint<'_>) -> Vec<AnswerRow> {
    let catalog = at.catalog();
    let first = |kind: &str| -> Option<Answer> {
        Some(match kind {
            "catalogue" => Answer::Catalogue,
            "dataset" => Answer::Dataset(catalog.datasets.keys().next()?.clone()),
            "table" => {
                let tables =
                    catalog.datasets.values().map(Box::as_ref).flat_map(|dataset| dataset.resources.first().map(|table| (dataset, table)));
                let (dataset, table) = tables.into_iter().next()?;
                Answer::Table(dataset.name.clone(), table.name.clone(), 1)
            }
            "plan" => Answer::Plan(catalog.plans.keys().next()?.clone()),
            "agency" => Answer::Agency(catalog.agencies.keys().next()?.clone()),
            "document" => Answer::Document(catalog.documents.keys().next()?.clone()),
            "indicator" => Answer::Indicator(catalog.indicators.keys().next()?.clone()),
            list => {
                let listing = Listing::ALL.into_iter().find(|listing| listing.name() == list)?;
                (listing.entries(catalog) > 0).then_some(Answer::List(listing, 1))?
            }
        })
    };
    let row = |kind: &'static str| {
        let path = at.context.routes.answer(&first(kind)?);
        let schema = at.context.routes.answer(&Answer::Schema(kind));
        Some(AnswerRow {
            what: at.t(&format!("api.answer.{kind}")),
            address: Item::plain(path.as_str()).to(Some(at.to(&path))),
            schema: Item::plain(schema.rsplit('/').next().unwrap_or_default()).to(Some(at.to(&schema))),
        })
    };
    KINDS.into_iter().filter_map(row).collect()
}

/// What the examples ask for.
struct Sample<'a> {
    base: &'a str,
    /// The answer about the most telling thing, and what that is called in code.
    answer: String,
    plan: Option<&'a Plan>,
    /// The first page of the rows of a table.
    rows: String,
    /// The table's name, for the names of files.
    table: &'a str,
    csv: &'a str,
    /// What DuckDB reads: Parquet where there is some, because of that it fetches only what it needs.
    columns: &'a str,
    /// The language of the portal.
    lang: String,
}

fn examples(at: &Standpoint<'_>, base: &str) -> Vec<Example> {
    let Some(sample) = sample(at, base) else { return Vec::new() };
    let example = |id: &'static str, steps: &[&str], code: String| Example {
        id,
        title: at.t(&format!("api.example.{id}.title")),
        text: at.t(&format!("api.example.{id}.text")),
        steps: steps.iter().map(|step| at.t(&format!("api.example.{id}.{step}"))).collect(),
        code,
    };
    vec![
        example("curl", &[], curl(&sample)),
        example("python", &[], python(&sample)),
        example("r", &[], r(&sample)),
        example("excel", &["step-1", "step-2", "step-3"], power_query(&sample)),
        example("duckdb", &[], duckdb(&sample)),
    ]
}

/// The targets of the first plan that has some, else the first table with rows.
fn sample<'a>(at: &Standpoint<'a>, base: &'a str) -> Option<Sample<'a>> {
    let catalog = at.catalog();
    let of_plan = |plan: &'a Plan| -> Option<(&'a Dataset, &'a Resource)> {
        let dataset = catalog.datasets.get(&plan.dataset)?;
        Some((dataset, dataset.resources.iter().find(|resource| resource.well_known == Some("targets") && resource.profile.rows > 0)?))
    };
    let planned = catalog.plans.values().find_map(|plan| Some((plan, of_plan(plan)?)));
    let plain = || {
        let tables = catalog
            .datasets
            .values()
            .map(Box::as_ref)
            .flat_map(|dataset| dataset.resources.iter().map(move |resource| (dataset, resource)));
        tables.into_iter().find(|(_, resource)| resource.profile.rows > 0)
    };
    let (plan, (dataset, table)) = match planned {
        Some((plan, found)) => (Some(plan), found),
        None => (None, plain()?),
    };
    let routes = at.context.routes;
    let subject = Subject::Resource { dataset: dataset.name.clone(), table: table.name.clone() };
    let csv = routes.data("csv", &subject)?;
    let answer = plan.map_or_else(|| Answer::Dataset(dataset.name.clone()), |plan| Answer::Plan(plan.id.clone()));
    Some(Sample {
        base,
        answer: routes.answer(&answer),
        plan,
        rows: routes.answer(&Answer::Table(dataset.name.clone(), table.name.clone(), 1)),
        table: &table.name,
        csv,
        columns: routes.data("parquet", &subject).unwrap_or(csv),
        lang: catalog.portal.languages.default().to_string(),
    })
}

fn curl(sample: &Sample<'_>) -> String {
    let Sample { base, answer, csv, table, .. } = sample;
    let name = answer.rsplit('/').next().unwrap_or_default();
    format!("curl -fsS --compressed -o '{name}' '{base}{answer}'\ncurl -fsS --compressed -o '{table}.csv' '{base}{csv}'")
}

fn python(sample: &Sample<'_>) -> String {
    let Sample { base, answer, rows, plan, lang, .. } = sample;
    let told = match plan {
        Some(_) => format!("plan = ask(\"{answer}\")\nprint(plan[\"title\"][\"{lang}\"], len(plan[\"targets\"]))"),
        None => format!("dataset = ask(\"{answer}\")\nprint(dataset[\"title\"][\"{lang}\"], len(dataset[\"tables\"]))"),
    };
    format!(
        "import json\nfrom urllib.parse import urljoin\nfrom urllib.request import urlopen\n\nimport pandas as pd\n\n\
         BASE = \"{base}\"\n\n\ndef ask(address):\n    with urlopen(urljoin(BASE, address)) as answer:\n        return json.load(answer)\n\n\n\
         {told}\n\npage = ask(\"{rows}\")\nrows = page[\"rows\"]\nwhile page[\"next\"]:\n    page = ask(page[\"next\"])\n    \
         rows += page[\"rows\"]\ntable = pd.DataFrame(rows)\nprint(table)"
    )
}

fn r(sample: &Sample<'_>) -> String {
    let Sample { base, answer, csv, plan, .. } = sample;
    let told = match plan {
        Some(_) => format!("plan <- fromJSON(paste0(base, \"{answer}\"))\nprint(plan$targets[, c(\"id\", \"value\", \"unit\")])"),
        None => format!("dataset <- fromJSON(paste0(base, \"{answer}\"))\nprint(dataset$tables[, c(\"id\", \"rows\")])"),
    };
    format!(
        "library(jsonlite)\n\nbase <- \"{base}\"\n{told}\n\ntable <- read.csv(paste0(base, \"{csv}\"), encoding = \"UTF-8\", check.names = FALSE)\nprint(head(table))"
    )
}

fn power_query(sample: &Sample<'_>) -> String {
    let Sample { base, rows, .. } = sample;
    let next = if *base == ANYWHERE { "Base & [next]" } else { "[next]" };
    format!(
        "let\n    Base = \"{base}\",\n    Ask = (address) => Json.Document(Web.Contents(address), TextEncoding.Utf8),\n    \
         Pages = List.Generate(\n        () => Ask(Base & \"{rows}\"),\n        each _ <> null,\n        \
         each if [next] = null then null else Ask({next})\n    ),\n    Rows = List.Combine(List.Transform(Pages, each [rows])),\n    \
         Result = Table.FromRecords(Rows)\nin\n    Result"
    )
}

fn duckdb(sample: &Sample<'_>) -> String {
    let Sample { base, columns, .. } = sample;
    format!("SELECT count(*) AS total FROM '{base}{columns}';\nSELECT * FROM '{base}{columns}' LIMIT 10;")
}
