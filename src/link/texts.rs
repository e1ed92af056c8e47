//! Authors' texts: pages in their languages, their links, anchors and blocks.

use std::collections::BTreeMap;

use crate::diag::code::{BAD_BLOCK, BROKEN_ANCHOR, BROKEN_LINK, NO_TRANSLATION};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::load::page::PageFiles;
use crate::markdown::{Scheme, scheme};
use crate::model::dataset::Dataset;
use crate::model::lang::{Lang, Languages, Text};
use crate::model::links::{Destination, Targets, split};
use crate::model::page::{Block, BlockKind, Body, Page, PageKind, plan_id};
use crate::model::schema::FieldType;

/// Joins the languages of every page. A page whose original is a draft is
/// left out in all languages.
pub fn pages(files: PageFiles, languages: &Languages, notes: &mut Notes) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    for (id, versions) in files {
        if versions.first().is_none_or(|original| original.draft) {
            continue;
        }
        let kind = match id.as_str() {
            "_index" => PageKind::Home,
            id if plan_id(id).is_some() => PageKind::Plan,
            _ => PageKind::Page,
        };
        let order = versions[0].order;
        let mut page = Page {
            id: id.clone(),
            kind,
            title: Text::default(),
            description: Text::default(),
            slug: Text::default(),
            order,
            bodies: BTreeMap::new(),
        };
        for version in versions.into_iter().filter(|version| !version.draft) {
            page.title.set(version.lang, version.title);
            page.description.set(version.lang, version.description);
            page.slug.set(version.lang, version.slug);
            page.bodies.insert(version.lang, version.body);
        }
        let original = page.bodies.values().next().map(|body| body.source);
        for lang in languages.iter().filter(|lang| !page.bodies.contains_key(lang)) {
            if let Some(source) = original {
                notes.push(Diagnostic::new(&NO_TRANSLATION, Spot::whole(source)).arg("what", &id).arg("lang", lang).variant("page"));
            }
        }
        pages.insert(id, page);
    }
    pages
}

/// Tells every link, anchor and block that leads nowhere.
pub fn check(targets: &Targets<'_>, languages: &Languages, notes: &mut Notes) {
    for page in targets.pages.values() {
        for (lang, body) in &page.bodies {
            links(page, *lang, body, targets, languages, notes);
            for block in &body.blocks {
                check_block(block, body, targets.datasets, notes);
            }
        }
    }
}

fn links(page: &Page, lang: Lang, body: &Body, targets: &Targets<'_>, languages: &Languages, notes: &mut Notes) {
    for link in &body.links {
        let spot = Spot::bytes(body.source, link.span.0..link.span.1);
        let broken = |near: Option<String>| Diagnostic::new(&BROKEN_LINK, spot).arg("target", &link.target).near(near);
        match scheme(&link.target) {
            Scheme::Harmless => continue,
            Scheme::Other => {
                notes.push(broken(None).variant("scheme"));
                continue;
            }
            Scheme::Own => {}
        }
        let (path, anchor) = split(&link.target);
        let Some(destination) = targets.find(&page.id, &path) else {
            notes.push(broken(suggestion(&page.id, &path, targets)));
            continue;
        };
        if let (Destination::Page(id), Some(anchor)) = (&destination, anchor) {
            let there = &targets.pages[id];
            let read = there.bodies.get(&lang).or_else(|| languages.iter().find_map(|lang| there.bodies.get(&lang)));
            let anchors: &[String] = read.map_or(&[], |body| &body.anchors);
            if !anchors.contains(&anchor) {
                let near = nearest(&anchor, anchors.iter().map(String::as_str));
                notes.push(Diagnostic::new(&BROKEN_ANCHOR, spot).arg("anchor", &anchor).arg("target", &link.target).near(near));
            }
        }
    }
}

/// The known path most like a broken one, written as the author would.
fn suggestion(from: &str, path: &str, targets: &Targets<'_>) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let climb = if folder.is_empty() { String::new() } else { "../".repeat(folder.split('/').count()) };
    let known = targets.pages.keys().map(|id| format!("{id}.md")).chain(targets.files.keys().cloned());
    let written: Vec<String> = known
        .map(|path| match path.strip_prefix(&format!("{folder}/")).filter(|_| !folder.is_empty()) {
            Some(beside) => beside.to_owned(),
            None => format!("{climb}{path}"),
        })
        .collect();
    nearest(path, written.iter().map(String::as_str)).map(str::to_owned)
}

fn check_block(block: &Block, body: &Body, datasets: &BTreeMap<String, Dataset>, notes: &mut Notes) {
    let spot = Spot::bytes(body.source, block.span.0..block.span.1);
    let word = if block.kind == BlockKind::Chart { "chart" } else { "table" };
    // The nearest name, or the first few of those there are.
    let told = |variant, value: &str, known: &[&str]| {
        let near = nearest(value, known.iter().copied()).map_or_else(|| known[..known.len().min(5)].join(", "), str::to_owned);
        Diagnostic::new(&BAD_BLOCK, spot).arg("word", word).arg("value", value).arg("near", near).variant(variant)
    };
    let found = block.resource.split_once('/').and_then(|(dataset, table)| datasets.get(dataset)?.resource(table));
    let Some(resource) = found else {
        let all: Vec<String> =
            datasets.values().flat_map(|dataset| dataset.resources.iter().map(|r| format!("{}/{}", dataset.name, r.name))).collect();
        notes.push(told("resource", &block.resource, &all.iter().map(String::as_str).collect::<Vec<_>>()));
        return;
    };
    let axes = [&block.x, &block.y];
    let used: Vec<&String> = if block.kind == BlockKind::Chart { axes.to_vec() } else { block.columns.iter().collect() };
    for column in &used {
        if resource.schema.index(column).is_none() {
            let known: Vec<&str> = resource.schema.fields.iter().map(|field| field.name.as_str()).collect();
            notes.push(told("column", column, &known));
        }
    }
    if block.kind == BlockKind::Chart
        && let Some(field) = resource.schema.field(&block.x)
        && !matches!(field.kind, FieldType::Number(_) | FieldType::Integer(_))
    {
        notes.push(told("not-number", &block.x, &[]));
    }
}
