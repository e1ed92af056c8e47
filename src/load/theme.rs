//! The theme: the built-in one, and the portal's laid over it file by file.

use std::collections::BTreeMap;
use std::ops::Range;

use include_dir::{Dir, include_dir};
use walkdir::{DirEntry, WalkDir};

use super::text;
use super::tree::{Kind, Node, parse_toml};
use crate::diag::code::{BAD_NAME, MESSAGE, NO_THEME, SYMLINK};
use crate::diag::disk;
use crate::diag::{Diagnostic, Notes, SourceId, Sources, Spot, nearest};
use crate::discover::{DEEPEST, LARGEST_TEXT, relative, too_large, unpublishable};
use crate::model::lang::Lang;
use crate::model::portal::Portal;
use crate::model::theme::{Messages, Theme, ThemeFile};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Reads the theme that the portal names.
pub fn theme(portal: &Portal, sources: &mut Sources, notes: &mut Notes) -> Theme {
    let mut theme = Theme { name: portal.theme.clone(), ..Theme::default() };
    built_in(&BUILT_IN, &mut theme, sources);
    let english = built_in_messages("en").expect("the built-in theme speaks English");
    for lang in portal.languages.iter() {
        let mut messages = english.clone();
        if let Some(own) = (lang.as_str() != "en").then(|| built_in_messages(lang.as_str())).flatten() {
            messages.overlay(own);
        }
        theme.messages.insert(lang, messages);
    }
    let folder = sources.root().join("themes").join(&portal.theme);
    let refused = folder.metadata().err().filter(|error| disk::reason(error) == Some("io-denied"));
    if let Some(error) = refused {
        let themes = sources.add("themes");
        theme.is_partial = true;
        notes.push(Diagnostic::unreadable_folder(Spot::whole(themes), &error));
    } else if folder.is_dir() {
        let built_in = theme.templates.clone();
        overlay(&folder, &mut theme, sources, notes);
        extended(built_in, &mut theme);
    } else if portal.theme != "default" {
        let known = std::fs::read_dir(sources.root().join("themes")).map(|entries| {
            let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
            let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        });
        let known = known.unwrap_or_default();
        let near = nearest(&portal.theme, known.iter().map(String::as_str).chain(["default"]));
        notes.push(Diagnostic::new(&NO_THEME, Spot::whole(portal.source)).arg("name", &portal.theme).near(near));
    }
    own_words(portal, &mut theme, notes);
    theme
}

/// A template that changes one block extends the built-in one that it replaces
/// by the name `default/…`. Those that no template of the theme names stay out.
fn extended(built_in: BTreeMap<String, (SourceId, String)>, theme: &mut Theme) {
    for (name, template) in built_in {
        let name = format!("default/{name}");
        if theme.templates.values().any(|(_, text)| text.contains(&name)) {
            theme.templates.entry(name).or_insert(template);
        }
    }
}

/// The portal's own words over those of the theme. One that the theme does
/// not have would say nothing anywhere, and a place that the theme does not
/// fill would be read as it stands.
fn own_words(portal: &Portal, theme: &mut Theme, notes: &mut Notes) {
    for (lang, words) in &portal.words {
        let Some(messages) = theme.messages.get_mut(lang) else { continue };
        let mut known = BTreeMap::new();
        for word in words {
            let told = Diagnostic::new(&MESSAGE, word.spot).arg("key", &word.key);
            match messages.find(&word.key) {
                None if word.key.starts_with("unit.") => {}
                None => {
                    notes.push(told.near(nearest(&word.key, messages.iter().map(|(key, _)| key))));
                    continue;
                }
                Some(original) => {
                    if let Some(place) = places(&word.text).find(|place| !places(original).any(|known| known == *place)) {
                        let allowed = places(original).collect::<Vec<_>>().join(", ");
                        let variant = if allowed.is_empty() { "no-place" } else { "place" };
                        notes.push(told.arg("place", place).arg("allowed", allowed).variant(variant));
                    }
                }
            }
            known.insert(word.key.clone(), word.text.clone());
        }
        messages.overlay(Messages::new(known));
    }
}

/// The names of the places of a message: `{n} of {total}`.
fn places(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    inside.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'))
}

/// The words of a table, with their keys joined by dots and their places.
pub fn flat(node: &Node<'_>) -> Vec<(String, String, Range<usize>)> {
    let (mut words, mut places) = (BTreeMap::new(), Vec::new());
    flatten_nodes("", node, &mut words, &mut places);
    places.into_iter().map(|(key, span)| (key.clone(), words.remove(&key).unwrap_or_default(), span)).collect()
}

fn built_in(folder: &'static Dir<'static>, theme: &mut Theme, sources: &mut Sources) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(name) = path.strip_prefix("templates/") {
            let text = file.contents_utf8().expect("built-in templates are text").to_owned();
            let source = sources.add_text(format!("themes/default/{path}"), text.clone());
            theme.templates.insert(name.to_owned(), (source, text));
        } else if let Some(name) = path.strip_prefix("static/") {
            theme.files.insert(name.to_owned(), ThemeFile::BuiltIn(file.contents()));
        }
    }
    for folder in folder.dirs() {
        built_in(folder, theme, sources);
    }
}

/// The built-in messages of a language, if there are any.
pub fn built_in_messages(lang: &str) -> Option<Messages> {
    let file = BUILT_IN.get_file(format!("messages/{lang}.toml"))?;
    let table: toml::Table = toml::from_str(file.contents_utf8()?).expect("built-in messages are TOML, a test reads them");
    let mut words = BTreeMap::new();
    flatten("", &table, &mut words);
    Some(Messages::new(words))
}

fn flatten(prefix: &str, table: &toml::Table, words: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, words),
            toml::Value::String(text) => {
                words.insert(key, text.clone());
            }
            other => {
                words.insert(key, other.to_string());
            }
        }
    }
}

fn overlay(folder: &std::path::Path, theme: &mut Theme, sources: &mut Sources, notes: &mut Notes) {
    let known: Vec<String> =
        theme.messages.values().next().map(|all| all.iter().map(|(key, _)| key.to_owned()).collect()).unwrap_or_default();
    let name = theme.name.clone();
    if let Some(link) = ["themes".to_owned(), format!("themes/{name}")].into_iter().find(|path| sources.root().join(path).is_symlink()) {
        let source = sources.add(link);
        notes.push(Diagnostic::new(&SYMLINK, Spot::whole(source)));
        return;
    }
    for entry in WalkDir::new(folder).sort_by_file_name().max_depth(DEEPEST) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().map_or_else(String::new, |path| relative(sources.root(), path));
                let source = sources.add(place);
                theme.is_partial = true;
                notes.extend(error.io_error().map(|error| Diagnostic::unreadable_folder(Spot::whole(source), error)));
                continue;
            }
        };
        if !entry.file_type().is_dir() {
            let below = relative(folder, entry.path());
            let source = sources.add(format!("themes/{name}/{below}"));
            lay(&entry, &below, source, &known, theme, notes);
        }
    }
}

/// Lays a file over the built-in one at the same place.
fn lay(entry: &DirEntry, below: &str, source: SourceId, known: &[String], theme: &mut Theme, notes: &mut Notes) {
    if let Some(told) = refused(entry, below, source) {
        notes.push(told);
        return;
    }
    if let Some(name) = below.strip_prefix("templates/") {
        match text::read(entry.path(), source, notes) {
            Some((text, _)) => drop(theme.templates.insert(name.to_owned(), (source, text))),
            None => theme.is_partial = true,
        }
    } else if let Some(name) = below.strip_prefix("static/") {
        theme.files.insert(name.to_owned(), ThemeFile::OnDisk(source));
    } else if let Some(tag) = below.strip_prefix("messages/").and_then(|name| name.strip_suffix(".toml"))
        && let Some((text, base)) = text::read(entry.path(), source, notes)
    {
        overlay_messages(&text, base, source, tag, known, theme, notes);
    }
}

/// The finding for what no theme may hold.
fn refused(entry: &DirEntry, below: &str, source: SourceId) -> Option<Diagnostic> {
    let whole = Spot::whole(source);
    if !entry.file_type().is_file() {
        return Some(Diagnostic::new(&SYMLINK, whole));
    }
    // What is no text on this disk cannot be found again by its name.
    let bad = if entry.path().to_str().is_some() { unpublishable(below) } else { Some(below) };
    if let Some(part) = bad {
        return Some(Diagnostic::new(&BAD_NAME, whole).arg("name", part));
    }
    let size = entry.metadata().map_or(0, |metadata| metadata.len());
    (size > LARGEST_TEXT).then(|| too_large(source, size))
}

fn overlay_messages(text: &str, base: usize, source: SourceId, tag: &str, known: &[String], theme: &mut Theme, notes: &mut Notes) {
    let Some(node) = parse_toml(text, source, base, "toml", notes) else { return };
    let mut words = BTreeMap::new();
    let mut places = Vec::new();
    flatten_nodes("", &node, &mut words, &mut places);
    // Units, and whatever the theme's own templates ask for, are free; a key
    // that is nearly a known one is a slip.
    for (key, span) in places.iter().filter(|(key, _)| !known.contains(key) && !key.starts_with("unit.")) {
        if let Some(near) = nearest(key, known.iter().map(String::as_str)).filter(|near| strsim::damerau_levenshtein(key, near) <= 2) {
            notes.push(Diagnostic::new(&MESSAGE, Spot::bytes(source, span.clone())).arg("key", key).near(Some(near)));
        }
    }
    if let Some(messages) = Lang::new(tag).and_then(|lang| theme.messages.get_mut(&lang)) {
        messages.overlay(Messages::new(words));
    }
}

/// As [`flatten`], with the place of every key.
fn flatten_nodes(prefix: &str, node: &Node<'_>, words: &mut BTreeMap<String, String>, places: &mut Vec<(String, Range<usize>)>) {
    let Kind::Table(entries) = &node.value else { return };
    for (key, span, value) in entries {
        let key = if prefix.is_empty() { key.as_ref().to_owned() } else { format!("{prefix}.{key}") };
        match value.scalar() {
            Some(text) => {
                words.insert(key.clone(), text);
                places.push((key, span.clone()));
            }
            None => flatten_nodes(&key, value, words, places),
        }
    }
}
