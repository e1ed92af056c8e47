//! `congbo.toml`: the portal's own settings.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use super::address::{address, address_pattern, email};
use super::keys::{Keys, Located};
use super::look;
use super::misspelt::SETTINGS;
use super::tree::{Kind, Node};
use crate::diag::code::{BAD_VALUE, NO_BASE_URL, NO_METADATA, NO_TRANSLATION, find};
use crate::diag::report::Levels;
use crate::diag::{Diagnostic, Level, Notes, SourceId, Spot, nearest};
use crate::markdown;
use crate::model::cell::is_site;
use crate::model::dataset::License;
use crate::model::lang::{Lang, Languages, Text};
use crate::model::look::Look;
use crate::model::portal::{Contact, Portal, Publisher};
use crate::model::schema::is_id;

/// Rows on a page of a table unless `tables.rows_per_page` says otherwise.
const ROWS_PER_PAGE: u64 = 500;

/// First rows of a table on its dataset's page unless `tables.preview_rows`
/// says otherwise.
const PREVIEW_ROWS: u64 = 5;

/// Entries on a page of a list unless `lists.per_page` says otherwise.
const PER_PAGE: u64 = 100;

/// Datasets on the home page unless `lists.newest` says otherwise.
const NEWEST: u64 = 12;

/// Pages of a table unless `tables.max_pages` says otherwise.
const MAX_PAGES: u64 = 20;

/// A portal about which nothing is known: what is used when `congbo.toml`
/// cannot be read, so that the other files are checked all the same.
pub fn fallback(source: SourceId) -> Portal {
    let vi = Lang::new("vi").expect("a language");
    Portal {
        source,
        title: Text::default(),
        description: Text::default(),
        base_url: None,
        languages: Languages::new(vi, []),
        as_of: None,
        publisher: Publisher::default(),
        license: None,
        security: None,
        contact: Contact::default(),
        theme: "default".into(),
        host: None,
        downloads: None,
        rows_per_page: ROWS_PER_PAGE,
        max_pages: MAX_PAGES,
        preview_rows: PREVIEW_ROWS,
        per_page: PER_PAGE,
        newest: NEWEST,
        search: true,
        topics: BTreeMap::new(),
        look: Look::default(),
        words: Vec::new(),
        units: BTreeMap::new(),
        levels: Levels::new(),
    }
}

/// Reads the settings. `downloads` names the formats that authors may choose;
/// `base_url` is the one given on the command line, which wins.
pub fn portal(node: &Node<'_>, source: SourceId, downloads: &[&str], base_url: Option<&str>, notes: &mut Notes) -> Portal {
    let mut keys = Keys::new(node, source, "", notes);
    let mut portal = fallback(source);
    portal.languages = languages(&mut keys, notes);
    let default = portal.languages.default();
    match keys.text("title", notes) {
        Some(title) => {
            portal.title = settled(title, default);
            if let Some(text) = portal.title.exact(default) {
                keys.not_blank("title", text, notes);
            }
        }
        None if keys.node("title").is_none() => keys.missing("title", notes),
        None => {}
    }
    portal.description = keys.text("description", notes).map(|text| settled(text, default)).unwrap_or_default();
    let lacks = |key: &str| node.entry(key).is_none() && !SETTINGS.is_misspelt(key, node);
    if portal.description.is_empty() && !SETTINGS.is_misspelt("description", node) {
        notes.push(Diagnostic::new(&NO_METADATA, Spot::whole(source)).arg("key", "description"));
    }
    for (key, text) in [("title", &portal.title), ("description", &portal.description)] {
        untranslated(key, text, &portal.languages, keys.spot(key), notes);
    }
    let given = keys.string("base_url", notes);
    portal.base_url = base(given, base_url, &keys, notes);
    if portal.base_url.is_none() && lacks("base_url") {
        notes.push(Diagnostic::new(&NO_BASE_URL, Spot::whole(source)));
    }
    portal.as_of = keys.date("as_of", notes).map(|date| date.value);
    portal.publisher = publisher(&mut keys, default, notes);
    portal.license = license(&mut keys, notes);
    if portal.license.is_none() && lacks("license") {
        notes.push(Diagnostic::new(&NO_METADATA, Spot::whole(source)).arg("key", "license"));
    }
    portal.contact = contact(&mut keys, default, notes);
    portal.security = super::security::security(&mut keys, notes);
    if let Some(theme) = keys.string("theme", notes) {
        if is_id(&theme.value) { portal.theme = theme.value } else { keys.bad("theme", &theme.value, "id", notes) }
    }
    portal.downloads = chosen_downloads(&mut keys, downloads, notes);
    lengths(&mut keys, &mut portal, notes);
    portal.search = keys.get("search", "word-boolean", notes).unwrap_or(true);
    portal.topics = labels(&mut keys, "topics", default, notes);
    for (topic, label) in &portal.topics {
        let spot = keys.entry_spot("topics", topic);
        untranslated(&format!("topics.{topic}"), label, &portal.languages, spot, notes);
    }
    portal.units = labels(&mut keys, "units", default, notes);
    portal.look = look::look(&mut keys, notes);
    portal.words = look::words(&mut keys, source, &portal.languages, notes);
    portal.levels = levels(&mut keys, notes);
    keys.finish(notes);
    portal
}

/// How much of tables and lists a page shows: `tables` and `lists`.
fn lengths(keys: &mut Keys<'_>, portal: &mut Portal, notes: &mut Notes) {
    if let Some(mut tables) = keys.table("tables", notes) {
        portal.rows_per_page = tables.get::<NonZeroU64>("rows_per_page", "word-positive", notes).map_or(ROWS_PER_PAGE, NonZeroU64::get);
        portal.max_pages = tables.get("max_pages", "word-count", notes).unwrap_or(MAX_PAGES);
        portal.preview_rows = tables.get("preview_rows", "word-count", notes).unwrap_or(PREVIEW_ROWS);
        tables.finish(notes);
    }
    if let Some(mut lists) = keys.table("lists", notes) {
        portal.per_page = lists.get::<NonZeroU64>("per_page", "word-positive", notes).map_or(PER_PAGE, NonZeroU64::get);
        portal.newest = lists.get("newest", "word-count", notes).unwrap_or(NEWEST);
        lists.finish(notes);
    }
}

/// Tells the languages of the portal that a text lacks; an empty one lacks none.
fn untranslated(key: &str, text: &Text, languages: &Languages, spot: Spot, notes: &mut Notes) {
    for lang in languages.iter().filter(|lang| !text.is_empty() && text.exact(*lang).is_none()) {
        let told = Diagnostic::new(&NO_TRANSLATION, spot).arg("what", key).arg("key", key);
        notes.push(told.arg("lang", lang).arg("default", languages.default()).variant("key"));
    }
}

fn settled(mut text: Text, default: Lang) -> Text {
    text.settle(default);
    text
}

/// Countries that people write for their language, and that are no language.
const COUNTRIES: [(&str, &str); 3] = [("vn", "vi"), ("jp", "ja"), ("cn", "zh")];

fn languages(keys: &mut Keys<'_>, notes: &mut Notes) -> Languages {
    fn read(key: &str, tag: &Located<String>, keys: &Keys<'_>, notes: &mut Notes) -> Option<Lang> {
        // Everything else is checked as if the language were meant.
        if let Some((_, lang)) = COUNTRIES.iter().find(|(country, _)| tag.value.eq_ignore_ascii_case(country)) {
            let told = Diagnostic::new(&BAD_VALUE, tag.spot).arg("key", key).arg("value", &tag.value);
            notes.push(told.near(Some(lang)));
            return Lang::new(lang);
        }
        let lang = Lang::new(&tag.value);
        if lang.is_none() {
            keys.bad_item(key, tag, "tag", notes);
        }
        lang
    }
    let tags = keys.items("languages", notes).unwrap_or_default();
    let all: Vec<Lang> = tags.iter().filter_map(|tag| read("languages", tag, keys, notes)).collect();
    let default = keys.string("default_language", notes).and_then(|tag| read("default_language", &tag, keys, notes));
    let vi = Lang::new("vi").expect("a language");
    Languages::new(default.or(all.first().copied()).unwrap_or(vi), all)
}

fn base(given: Option<Located<String>>, option: Option<&str>, keys: &Keys<'_>, notes: &mut Notes) -> Option<String> {
    let address = match (option, &given) {
        (Some(option), _) => option.to_owned(),
        (None, Some(given)) => {
            if !is_site(&given.value) {
                keys.bad("base_url", &given.value, "url", notes);
                return None;
            }
            given.value.clone()
        }
        (None, None) => return None,
    };
    Some(format!("{}/", address.trim_end_matches('/')))
}

fn publisher(keys: &mut Keys<'_>, default: Lang, notes: &mut Notes) -> Publisher {
    let Some(node) = keys.node("publisher") else { return Publisher::default() };
    if let Kind::Text(name) = &node.value {
        return Publisher { name: Text::of(default, name.as_ref()), ..Publisher::default() };
    }
    let mut table = keys.table("publisher", notes).expect("the node was just there");
    let publisher = Publisher {
        name: table.text("name", notes).map(|text| settled(text, default)).unwrap_or_default(),
        url: address(&mut table, "url", notes),
        agency: table.string("agency", notes).map(|id| id.value),
    };
    table.finish(notes);
    publisher
}

fn contact(keys: &mut Keys<'_>, default: Lang, notes: &mut Notes) -> Contact {
    let Some(mut table) = keys.table("contact", notes) else { return Contact::default() };
    let contact = Contact {
        name: table.text("name", notes).map(|text| settled(text, default)).unwrap_or_default(),
        email: email(&mut table, "email", notes),
        phone: table.string("phone", notes).map(|text| text.value),
        url: address(&mut table, "url", notes),
        report_url: address_pattern(&mut table, "report_url", notes),
    };
    table.finish(notes);
    contact
}

/// A licence is the identifier of a known one, or a table as Data Package has it.
fn license(keys: &mut Keys<'_>, notes: &mut Notes) -> Option<License> {
    let node = keys.node("license")?;
    match &node.value {
        Kind::Text(name) => {
            notes.extend(bare_license(name, keys.spot("license")));
            Some(known_license(name))
        }
        _ => {
            let mut given: License = keys.get("license", "word-table", notes)?;
            if let Some(path) = given.path.take_if(|path| markdown::scheme(path) == markdown::Scheme::Other) {
                keys.bad("license", &path, "url", notes);
            }
            if let Some(path) = given.path.take_if(|path| markdown::scheme(path) == markdown::Scheme::Own) {
                notes.push(license_of_file(&path, keys.entry_spot("license", "path")));
                if given.name.is_none() {
                    given.title.get_or_insert(path);
                }
            }
            let known = given.name.as_deref().map(known_license).unwrap_or_default();
            Some(License { path: given.path.or(known.path), title: given.title.or(known.title), ..given })
        }
    }
}

/// The finding for a licence that is named and not known, which gives no
/// address: most are a known one, written in another way.
pub fn bare_license(name: &str, spot: Spot) -> Option<Diagnostic> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    if LICENSES.iter().any(|(id, ..)| id.eq_ignore_ascii_case(name)) {
        return None;
    }
    let alike = |(id, _, title): &&(&str, &str, &str)| [*id, *title].into_iter().any(|known| letters(known) == letters(name));
    let near = LICENSES.iter().find(alike).map(|(id, ..)| *id).or_else(|| nearest(name, LICENSES.iter().map(|(id, ..)| *id)));
    let told = Diagnostic::new(&NO_METADATA, spot).arg("value", name).arg("key", "path");
    Some(match near {
        Some(near) => told.arg("near", near).variant("license-near"),
        None => told.variant("license"),
    })
}

/// The finding for a licence whose text is a file: none of a dataset's folder is
/// published but its tables, and pages lie elsewhere.
pub fn license_of_file(path: &str, spot: Spot) -> Diagnostic {
    Diagnostic::new(&NO_METADATA, spot).arg("value", path).arg("key", "path").variant("license-file")
}

/// The common open licences: identifier, address, title.
const LICENSES: [(&str, &str, &str); 6] = [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution-ShareAlike 4.0"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons Zero 1.0"),
    ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "Open Data Commons Open Database License 1.0"),
    ("ODC-BY-1.0", "https://opendatacommons.org/licenses/by/1-0/", "Open Data Commons Attribution License 1.0"),
    ("PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/", "Open Data Commons Public Domain Dedication and License 1.0"),
];

/// The licence with this identifier; address and title are filled in for the
/// common open ones.
pub fn known_license(name: &str) -> License {
    let found = LICENSES.iter().find(|(id, ..)| id.eq_ignore_ascii_case(name));
    License {
        name: Some(found.map_or_else(|| name.to_owned(), |(id, ..)| (*id).to_owned())),
        path: found.map(|(_, path, _)| (*path).to_owned()),
        title: found.map(|(_, _, title)| (*title).to_owned()),
    }
}

fn chosen_downloads(keys: &mut Keys<'_>, known: &[&str], notes: &mut Notes) -> Option<Vec<String>> {
    let chosen = keys.items("downloads", notes)?;
    for name in chosen.iter().filter(|name| !known.contains(&name.value.as_str())) {
        let near = nearest(&name.value, known.iter().copied());
        let told = Diagnostic::new(&BAD_VALUE, name.spot).arg("key", "downloads").arg("value", &name.value);
        notes.push(told.arg("allowed", known.join(", ")).variant("allowed").near(near));
    }
    Some(chosen.into_iter().map(|name| name.value).collect())
}

/// Labels of codes that the author chooses: a table from identifier to text.
fn labels(keys: &mut Keys<'_>, key: &'static str, default: Lang, notes: &mut Notes) -> BTreeMap<String, Text> {
    let Some(table) = keys.table(key, notes) else { return BTreeMap::new() };
    let mut labels = BTreeMap::new();
    for (code, spot, node) in table.entries() {
        match serde_json::from_value::<Text>(node.to_json()) {
            Ok(text) if is_id(code) => {
                labels.insert(code.to_owned(), settled(text, default));
            }
            _ => notes.push(Diagnostic::new(&BAD_VALUE, spot).arg("key", key).arg("value", code).variant("id")),
        }
    }
    labels
}

/// Levels may be set for rules that warn or note; an error cannot be lowered,
/// because everything behind it relies on it.
fn levels(keys: &mut Keys<'_>, notes: &mut Notes) -> Levels {
    let Some(table) = keys.table("levels", notes) else { return Levels::new() };
    let mut levels = Levels::new();
    for (id, spot, node) in table.entries() {
        let Some(code) = find(id) else {
            notes.push(Diagnostic::new(&BAD_VALUE, spot).arg("key", "levels").arg("value", id).variant("level-code"));
            continue;
        };
        let told = Diagnostic::new(&BAD_VALUE, table.spot(id)).arg("key", code.id);
        let value = node.scalar().unwrap_or_default();
        let level = match value.as_str() {
            "off" => None,
            "note" => Some(Level::Note),
            "warning" => Some(Level::Warning),
            "error" => Some(Level::Error),
            _ => {
                notes.push(told.arg("value", value).variant("level"));
                continue;
            }
        };
        if code.level == Level::Error && level != Some(Level::Error) {
            notes.push(told.arg("value", value).variant("lower"));
            continue;
        }
        levels.insert(code.id.to_owned(), level);
    }
    levels
}
