//! `dataset.toml` and `datapackage.json`: a dataset's descriptor, Data Package v2.

use std::collections::BTreeMap;

use super::address::address;
use super::block::own_charts;
use super::credits::{self, license};
use super::dialect::dialect;
use super::keys::Keys;
use super::misspelt::DATASET;
use super::schema::schema;
use super::tree::{Kind, Node};
use crate::diag::code::{DUPLICATE_NAME, NO_METADATA, RESOURCE_PATH, UNKNOWN_TOPIC};
use crate::diag::{Diagnostic, Notes, SourceId, Spot, nearest};
use crate::discover::bad_name;
use crate::model::dataset::{Dataset, DatasetFacts, Profile, ProfileName, Resource};
use crate::model::lang::{Lang, Languages, Text};
use crate::model::long::LongText;
use crate::model::portal::Portal;
use crate::model::schema::{Dialect, Schema, is_id};

/// How often data changes: the EU's frequency list, in lower case.
pub const PERIODICITIES: [&str; 26] = [
    "annual",
    "annual_2",
    "annual_3",
    "biennial",
    "bihourly",
    "bimonthly",
    "biweekly",
    "cont",
    "daily",
    "daily_2",
    "decennial",
    "hourly",
    "irreg",
    "irregular",
    "monthly",
    "monthly_2",
    "monthly_3",
    "never",
    "quadrennial",
    "quarterly",
    "quinquennial",
    "triennial",
    "weekly",
    "weekly_2",
    "weekly_3",
    "unknown",
];

/// The tables of a dataset's folder.
#[derive(Debug, Default)]
pub struct Tables<'a> {
    /// Path below the folder, source.
    pub by_path: BTreeMap<&'a str, SourceId>,
    /// Whether there may be more, in what could not be read.
    pub is_partial: bool,
}

/// A dataset without a descriptor: its tables, named after their files.
pub fn bare(folder: &str, tables: &Tables<'_>) -> Dataset {
    let source = *tables.by_path.values().next().expect("discover drops folders without tables");
    Dataset {
        name: folder.to_owned(),
        folder: format!("data/{folder}"),
        source,
        title: Text::default(),
        description: LongText::default(),
        summary: Text::default(),
        id: None,
        homepage: None,
        version: None,
        created: None,
        keywords: Vec::new(),
        licenses: Vec::new(),
        sources: Vec::new(),
        contributors: Vec::new(),
        congbo: DatasetFacts::default(),
        is_unread: false,
        may_link: false,
        resources: Vec::new(),
        charts: Vec::new(),
        custom: BTreeMap::new(),
    }
}

/// Reads a descriptor.
pub fn dataset(node: &Node<'_>, source: SourceId, folder: &str, tables: &Tables<'_>, portal: &Portal, notes: &mut Notes) -> Dataset {
    let languages = &portal.languages;
    let mut keys = Keys::new(node, source, "", notes);
    let mut dataset = bare(folder, tables);
    dataset.source = source;
    if let Some(name) = keys.string("name", notes) {
        if is_id(&name.value) { dataset.name = name.value } else { keys.bad("name", &name.value, "id", notes) }
    }
    let default = languages.default();
    dataset.title = localized(&mut keys, "title", languages, notes);
    dataset.description = localized(&mut keys, "description", languages, notes).into();
    let mut plain = |key: &'static str, notes: &mut Notes| keys.string(key, notes).map(|text| text.value);
    dataset.id = plain("id", notes);
    dataset.version = plain("version", notes);
    dataset.created = keys.moment("created", notes);
    dataset.homepage = address(&mut keys, "homepage", notes);
    dataset.keywords = keys.strings("keywords", notes).map(|list| list.value).unwrap_or_default();
    for key in ["$schema", "profile", "image"] {
        keys.node(key);
    }
    dataset.licenses = keys.tables("licenses", notes).into_iter().map(|table| license(table, notes)).collect();
    dataset.sources = keys.tables("sources", notes).into_iter().map(|table| credits::source(table, default, notes)).collect();
    dataset.contributors =
        keys.tables("contributors", notes).into_iter().map(|table| credits::contributor(table, default, notes)).collect();
    let mut charts = Vec::new();
    if let Some(mut ours) = keys.table("congbo", notes) {
        charts = ours.tables("charts", notes);
        dataset.congbo = facts(ours, portal, notes);
    }
    let declared = keys.tables("resources", notes);
    dataset.resources = resources(declared, tables, languages, notes);
    dataset.charts = own_charts(charts, &dataset, default, source, notes);
    dataset.custom = keys.custom(notes);
    dataset
}

/// A text by language, also as `title@en` beside `title`, which is how the
/// published descriptor writes it.
fn localized(keys: &mut Keys<'_>, key: &'static str, languages: &Languages, notes: &mut Notes) -> Text {
    let mut text = keys.text(key, notes).unwrap_or_default();
    text.settle(languages.default());
    let tag = |name: &str| Lang::new(name.strip_prefix(key)?.strip_prefix('@')?);
    let tagged: Vec<(String, Lang)> = keys.entries().filter_map(|(name, ..)| Some((name.to_owned(), tag(name)?))).collect();
    for (name, lang) in tagged {
        if let Some(words) = keys.node_named(name).and_then(Node::scalar) {
            text.set(lang, words);
        }
    }
    text
}

fn facts(mut keys: Keys<'_>, portal: &Portal, notes: &mut Notes) -> DatasetFacts {
    let profile = keys.choice("profile", &[ProfileName::Plan.name(), ProfileName::Registry.name()], notes);
    let facts = DatasetFacts {
        profile: profile.map(|name| if name == ProfileName::Plan.name() { ProfileName::Plan } else { ProfileName::Registry }),
        publisher: keys.string("publisher", notes).map(|text| text.value),
        issued: keys.date("issued", notes).map(|date| date.value),
        modified: keys.date("modified", notes).map(|date| date.value),
        periodicity: keys.choice("periodicity", &PERIODICITIES, notes),
        start: keys.date("start", notes).map(|date| date.value),
        end: keys.date("end", notes).map(|date| date.value),
        spatial: keys.string("spatial", notes).map(|text| text.value),
        topics: topics(&mut keys, portal, notes),
    };
    if let (Some(start), Some(end)) = (facts.start, facts.end)
        && start > end
    {
        let told = Diagnostic::new(&crate::diag::code::DATE_ORDER, keys.spot("end")).arg("start", start).arg("end", end);
        notes.push(told.arg("start_field", "start").arg("end_field", "end"));
    }
    keys.finish(notes);
    facts
}

/// The topics of a dataset, each once. One without a label in the portal's
/// settings is told and shown by its identifier.
fn topics(keys: &mut Keys<'_>, portal: &Portal, notes: &mut Notes) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for topic in keys.items("topics", notes).unwrap_or_default() {
        if !is_id(&topic.value) {
            keys.bad_item("topics", &topic, "id", notes);
            continue;
        }
        if !portal.topics.contains_key(&topic.value) {
            let near = nearest(&topic.value, portal.topics.keys().map(String::as_str));
            notes.push(Diagnostic::new(&UNKNOWN_TOPIC, topic.spot).arg("topic", &topic.value).near(near));
        }
        if !topics.contains(&topic.value) {
            topics.push(topic.value);
        }
    }
    topics
}

/// The declared tables, then those of the folder that nobody declared.
fn resources(declared: Vec<Keys<'_>>, tables: &Tables<'_>, languages: &Languages, notes: &mut Notes) -> Vec<Resource> {
    let mut resources: Vec<Resource> = Vec::new();
    let mut spots: BTreeMap<String, Spot> = BTreeMap::new();
    let mut used: Vec<SourceId> = Vec::new();
    for keys in declared {
        let spot = keys.spot("name");
        let Some(resource) = resource(keys, tables, languages, notes) else { continue };
        used.push(resource.source);
        if let Some(first) = spots.get(&resource.name) {
            notes.push(
                Diagnostic::new(&DUPLICATE_NAME, spot).arg("name", &resource.name).word("what", "word-resource").related("first", *first),
            );
            continue;
        }
        spots.insert(resource.name.clone(), spot);
        resources.push(resource);
    }
    let rest = tables.by_path.iter().filter(|(_, source)| !used.contains(source));
    resources.extend(rest.filter_map(|(path, source)| undeclared(path, *source, notes)));
    // A portal holds ten thousand of these lists, most of one table.
    resources.shrink_to_fit();
    resources
}

/// A table that only its file tells of.
pub fn undeclared(path: &str, source: SourceId, notes: &mut Notes) -> Option<Resource> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if !is_id(stem) {
        notes.push(bad_name(stem, Spot::whole(source)));
        return None;
    }
    let delimiter = if ending.eq_ignore_ascii_case("tsv") { b'\t' } else { b',' };
    Some(Resource {
        name: stem.to_owned(),
        source,
        title: Text::default(),
        description: LongText::default(),
        well_known: None,
        schema: Schema { missing_values: vec![String::new()], ..Schema::default() },
        inferred: true,
        dialect: Dialect { delimiter, ..Dialect::default() },
        dialect_declared: false,
        searched: false,
        profile: Profile::default(),
        custom: BTreeMap::new(),
    })
}

fn resource(mut keys: Keys<'_>, tables: &Tables<'_>, languages: &Languages, notes: &mut Notes) -> Option<Resource> {
    let table = path(&mut keys, tables, notes);
    let name = keys.string("name", notes);
    let title = localized(&mut keys, "title", languages, notes);
    let description = localized(&mut keys, "description", languages, notes);
    let declared = keys.table("schema", notes).map(|table| schema(table, languages.default(), notes));
    let dialect = keys.table("dialect", notes).map(|table| dialect(table, notes));
    let mut searched = false;
    if let Some(mut ours) = keys.table("congbo", notes) {
        searched = ours.get("search", "word-boolean", notes).unwrap_or_default();
        ours.finish(notes);
    }
    for key in
        ["$schema", "profile", "type", "format", "mediatype", "encoding", "bytes", "hash", "scheme", "licenses", "sources", "homepage"]
    {
        keys.node(key);
    }
    let (path, table) = table?;
    // A name of its own makes the file's name free.
    let mut of_file = Notes::default();
    let by_file = undeclared(path, table, &mut of_file);
    if name.is_none() {
        notes.absorb(of_file);
    }
    let mut resource = by_file.or_else(|| name.as_ref().map(|name| blank(&name.value, table)))?;
    if let Some(name) = name {
        if is_id(&name.value) { resource.name = name.value } else { keys.bad("name", &name.value, "id", notes) }
    }
    resource.title = title;
    resource.description = description.into();
    if let Some(declared) = declared {
        resource.inferred = declared.fields.is_empty();
        resource.schema = declared;
    }
    resource.dialect_declared = dialect.is_some();
    resource.dialect = dialect.unwrap_or(resource.dialect);
    resource.searched = searched;
    resource.custom = keys.custom(notes);
    Some(resource)
}

fn blank(name: &str, source: SourceId) -> Resource {
    undeclared("table.csv", source, &mut Notes::default())
        .map(|resource| Resource { name: name.to_owned(), ..resource })
        .expect("`table` is an id")
}

/// The CSV that a resource names, below the dataset's folder.
fn path<'a>(keys: &mut Keys<'_>, tables: &Tables<'a>, notes: &mut Notes) -> Option<(&'a str, SourceId)> {
    let node = keys.node("path");
    let given = match node.map(|node| &node.value) {
        Some(Kind::Text(path)) => path.as_ref().to_owned(),
        Some(Kind::List(paths)) if paths.len() == 1 => paths[0].scalar().unwrap_or_default(),
        Some(_) => {
            notes.push(Diagnostic::new(&RESOURCE_PATH, keys.spot("path")).arg("path", "path").variant("many"));
            return None;
        }
        None => {
            if keys.node("data").is_some() {
                notes.push(Diagnostic::new(&RESOURCE_PATH, keys.spot("data")).arg("path", "data").variant("inline"));
            } else {
                keys.missing("path", notes);
            }
            return None;
        }
    };
    let variant = if given.contains("://") {
        "remote"
    } else if given.starts_with('/') || given.contains('\\') || given.split('/').any(|part| part == "..") {
        "outside"
    } else {
        let plain = given.trim_start_matches("./");
        if let Some((path, source)) = tables.by_path.get_key_value(plain) {
            return Some((path, *source));
        }
        if tables.is_partial {
            return None;
        }
        "missing"
    };
    let near = nearest(&given, tables.by_path.keys().copied());
    let told = Diagnostic::new(&RESOURCE_PATH, keys.spot("path")).arg("path", &given).variant(variant);
    notes.push(match near {
        Some(near) if variant == "missing" => told.arg("near", near).variant("near"),
        _ => told,
    });
    None
}

/// Says which metadata a dataset lacks; it is published all the same. A value
/// of the wrong type or under a misspelt key is not missing, and a licence that the portal lacks is
/// told there, once. Without a descriptor the help says how to make one.
pub fn check_metadata(dataset: &Dataset, descriptor: Option<&Node<'_>>, notes: &mut Notes) {
    let is_given = |key: &str| {
        let node = descriptor.and_then(|node| node.entry(key));
        let is_misspelt = descriptor.is_some_and(|node| DATASET.is_misspelt(key, node));
        is_misspelt || node.is_some_and(|node| node.scalar().is_none_or(|text| !text.is_empty()))
    };
    let lacking = [
        ("title", dataset.title.is_empty()),
        ("description", dataset.description.is_empty()),
        ("sources", dataset.sources.is_empty() && dataset.congbo.publisher.is_none()),
    ];
    for (key, _) in lacking.into_iter().filter(|(key, lacks)| *lacks && !is_given(key)) {
        let told = Diagnostic::new(&NO_METADATA, Spot::whole(dataset.source)).arg("key", key);
        notes.push(match key {
            _ if descriptor.is_none() => told.variant("bare"),
            "description" => told.variant("description"),
            "sources" => told.variant("sources"),
            _ => told,
        });
    }
}
