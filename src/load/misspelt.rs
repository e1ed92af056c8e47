//! Misspelt keys on which much depends: `langauges` in place of `languages`.
//!
//! Without its languages half of a portal looks wrong and is not. Such a key is
//! told once, as an error, and read as the one that is meant, so that nothing
//! follows from it; nothing is published on the strength of a guess. All other
//! keys are held against what was asked for, in [`super::keys`].

use super::tree::{Entry, Kind, Node};
use crate::diag::code::{MISSING_KEY, UNKNOWN_KEY};
use crate::diag::{Diagnostic, Notes, SourceId, Spot, nearest};

/// What the keys of a table are.
pub(super) struct Known<'a> {
    /// All of them: none is a misspelling of another.
    all: &'a [&'static str],
    /// Those without which much else looks wrong.
    needed: &'a [&'static str],
}

impl Known<'_> {
    /// Gives the misspelt ones of the needed keys their right names, and tells them.
    fn mend(&self, node: &mut Node<'_>, source: SourceId, notes: &mut Notes) {
        let Kind::Table(entries) = &mut node.value else { return };
        for key in self.needed {
            let Some(at) = self.misspelt(key, entries) else { continue };
            let (name, span, _) = &mut entries[at];
            let told = Diagnostic::new(&MISSING_KEY, Spot::bytes(source, span.clone())).arg("key", key);
            notes.push(told.near(Some(&*name)));
            *name = (*key).into();
        }
    }

    /// Whether a table has a key in another spelling, so that it is told as
    /// such and not as missing.
    pub(super) fn is_misspelt(&self, key: &str, node: &Node<'_>) -> bool {
        matches!(&node.value, Kind::Table(entries) if self.misspelt(key, entries).is_some())
    }

    /// The entry that is this key in another spelling, when the key is absent.
    fn misspelt(&self, key: &str, entries: &[Entry<'_>]) -> Option<usize> {
        if entries.iter().any(|(name, ..)| name == key) {
            return None;
        }
        entries.iter().position(|(name, ..)| !self.all.contains(&name.as_ref()) && meant(name, self.all.iter().copied()) == Some(key))
    }

    /// Tells keys that stand in a table below the one they belong to: what is
    /// written behind a line `[contact]` belongs to it. Those that are needed
    /// are read where they belong, the `other` ones nowhere.
    fn lift(&self, node: &mut Node<'_>, source: SourceId, other: &[&str], notes: &mut Notes) {
        let Kind::Table(entries) = &mut node.value else { return };
        let there: Vec<String> = entries.iter().map(|(name, ..)| name.as_ref().to_owned()).collect();
        let is_needed = |name: &str| self.needed.contains(&name);
        let is_lost = |name: &str| (is_needed(name) || other.contains(&name)) && !there.iter().any(|key| key == name);
        let mut lifted = Vec::new();
        for (table, inner) in closed(entries) {
            // A table among words is a group of words.
            let is_group = |value: &Node<'_>| table.starts_with("words.") && matches!(value.value, Kind::Table(_));
            for (name, span, value) in inner.extract_if(.., |(name, _, value)| is_lost(name) && !is_group(value)) {
                let code = if is_needed(&name) { &MISSING_KEY } else { &UNKNOWN_KEY };
                let told = Diagnostic::new(code, Spot::bytes(source, span.clone())).arg("key", &name);
                notes.push(told.arg("table", &table).variant("place"));
                if is_needed(&name) {
                    lifted.push((name, span, value));
                }
            }
        }
        entries.extend(lifted);
    }
}

/// The keys of `congbo.toml`.
pub(super) const SETTINGS: Known<'static> = Known {
    all: &[
        "title",
        "description",
        "base_url",
        "languages",
        "default_language",
        "as_of",
        "publisher",
        "license",
        "contact",
        "security",
        "theme",
        "downloads",
        "tables",
        "lists",
        "search",
        "topics",
        "units",
        "look",
        "words",
        "levels",
    ],
    needed: &["title", "languages", "default_language", "topics", "units", "levels"],
};

/// The tables of `congbo.toml` of which all keys are known.
const CLOSED: [&str; 6] = ["publisher", "contact", "security", "tables", "lists", "look"];

/// Keys of `congbo.toml` that are added as a last line, and that no table has.
const LINES: [&str; 7] = ["description", "base_url", "as_of", "license", "theme", "downloads", "search"];

/// The tables of `congbo.toml` in which nobody chooses keys, by name: those of
/// which all keys are known, and words, whose keys have a point or stand in
/// groups.
fn closed<'e, 'n>(entries: &'e mut [Entry<'n>]) -> Vec<(String, &'e mut Vec<Entry<'n>>)> {
    let mut closed = Vec::new();
    for (table, _, child) in entries {
        let Kind::Table(inner) = &mut child.value else { continue };
        if CLOSED.contains(&table.as_ref()) {
            closed.push((table.to_string(), inner));
        } else if table == "words" {
            for (lang, _, words) in inner {
                if let Kind::Table(words) = &mut words.value {
                    closed.push((format!("words.{lang}"), words));
                }
            }
        }
    }
    closed
}

/// The keys of a page's front matter.
const PAGE: [&str; 13] =
    ["title", "description", "slug", "order", "draft", "dataset", "kind", "number", "date", "issuer", "start", "end", "source_url"];

/// The keys of a descriptor.
pub(super) const DATASET: Known<'static> = Known {
    all: &[
        "$schema",
        "name",
        "title",
        "description",
        "id",
        "version",
        "created",
        "homepage",
        "keywords",
        "profile",
        "image",
        "licenses",
        "sources",
        "contributors",
        "congbo",
        "resources",
    ],
    needed: &["congbo", "resources"],
};

/// The keys of `[congbo]` in a descriptor.
const FACTS: Known<'static> = Known {
    all: &["profile", "publisher", "issued", "modified", "periodicity", "start", "end", "spatial", "topics"],
    needed: &["profile"],
};

/// The keys of a table of a dataset.
const RESOURCE: Known<'static> = Known {
    all: &[
        "$schema",
        "name",
        "path",
        "data",
        "title",
        "description",
        "schema",
        "dialect",
        "congbo",
        "profile",
        "type",
        "format",
        "mediatype",
        "encoding",
        "bytes",
        "hash",
        "scheme",
        "licenses",
        "sources",
        "homepage",
    ],
    needed: &["path", "schema"],
};

/// The keys of a table's schema.
const SCHEMA: Known<'static> =
    Known { all: &["$schema", "fields", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys", "fieldsMatch"], needed: &["fields"] };

/// The keys of a column.
const FIELD: Known<'static> = Known {
    all: &[
        "name",
        "type",
        "format",
        "title",
        "description",
        "missingValues",
        "example",
        "rdfType",
        "categories",
        "categoriesOrdered",
        "constraints",
        "congbo",
        "delimiter",
        "itemType",
        "trueValues",
        "falseValues",
        "decimalChar",
        "groupChar",
        "bareNumber",
    ],
    needed: &["name", "type"],
};

/// Mends the settings.
pub(super) fn settings(node: &mut Node<'_>, source: SourceId, notes: &mut Notes) {
    SETTINGS.mend(node, source, notes);
    SETTINGS.lift(node, source, &LINES, notes);
}

/// Mends the front matter of a page, which depends on the keys that are `needed`.
pub(super) fn front_matter(node: &mut Node<'_>, source: SourceId, needed: &[&'static str], notes: &mut Notes) {
    Known { all: &PAGE, needed }.mend(node, source, notes);
}

/// Mends a descriptor and the schemas in it.
pub(super) fn descriptor(node: &mut Node<'_>, source: SourceId, notes: &mut Notes) {
    DATASET.mend(node, source, notes);
    if let Some(facts) = node.entry_mut("congbo") {
        FACTS.mend(facts, source, notes);
    }
    for table in node.entry_mut("resources").map(Node::items_mut).into_iter().flatten() {
        RESOURCE.mend(table, source, notes);
        let Some(schema) = table.entry_mut("schema") else { continue };
        SCHEMA.mend(schema, source, notes);
        for field in schema.entry_mut("fields").map(Node::items_mut).into_iter().flatten() {
            FIELD.mend(field, source, notes);
        }
    }
}

/// The known key that a name is meant to be: case and the sign between words
/// are what people change first.
pub(super) fn meant<'a>(given: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect::<String>();
    let own = plain(given);
    let alike = known.clone().find(|key| !own.is_empty() && plain(key) == own);
    alike.or_else(|| nearest(given, known))
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse_toml;
    use super::*;
    use crate::model::lang::Lang;

    const KNOWN: Known<'static> = Known { all: &["title", "languages", "tables", "base_url"], needed: &["title", "languages"] };

    fn mended(text: &str) -> (Vec<String>, usize) {
        let mut notes = Notes::default();
        let mut node = parse_toml(text, SourceId(0), 0, "toml", &mut notes).expect("sound TOML");
        KNOWN.mend(&mut node, SourceId(0), &mut notes);
        KNOWN.lift(&mut node, SourceId(0), &["base_url"], &mut notes);
        let Kind::Table(entries) = node.value else { unreachable!("a file is a table") };
        (entries.into_iter().map(|(name, ..)| name.into_owned()).collect(), notes.groups().map(|group| group.count).sum())
    }

    #[test]
    fn needed_keys_are_found_in_other_spellings_and_told_once() {
        assert_eq!(mended("langauges = 1\nTITLE = 2"), (vec!["languages".into(), "title".into()], 2));
        assert_eq!(mended("Langua-ges = 1"), (vec!["languages".into()], 1));
        assert_eq!(mended("title = 1\ntilte = 2"), (vec!["title".into(), "tilte".into()], 0));
        assert_eq!(mended("tables = 1\nbase-url = 2\nx = 3"), (vec!["tables".into(), "base-url".into(), "x".into()], 0));
    }

    #[test]
    fn every_known_key_is_one_that_is_read() {
        let text = |known: &Known<'_>| known.all.iter().map(|key| format!("\"{key}\" = 0\n")).collect::<String>();
        let mut notes = Notes::default();
        let settings = text(&SETTINGS);
        let node = parse_toml(&settings, SourceId(0), 0, "toml", &mut notes).expect("sound TOML");
        super::super::config::portal(&node, SourceId(0), &[], None, &mut notes);
        let page = format!("+++\n{}+++\n", text(&Known { all: &PAGE, needed: &[] }));
        let lang = Lang::new("vi").expect("a language");
        super::super::page::page(&page, 0, SourceId(1), "plans/x", lang, super::super::page::Facts::Expected, &mut notes);
        let told = notes.groups().find(|group| group.shown[0].code.id == "C0203");
        assert!(told.is_none(), "{told:?}");
    }

    #[test]
    fn keys_behind_the_line_of_a_table_are_put_where_they_belong() {
        assert_eq!(mended("[tables]\nlanguages = 1"), (vec!["tables".into(), "languages".into()], 1));
        assert_eq!(mended("languages = 2\n[tables]\nlanguages = 1"), (vec!["languages".into(), "tables".into()], 0));
        assert_eq!(mended("[other]\nlanguages = 1"), (vec!["other".into()], 0));
        assert_eq!(mended("[words.vi]\nlanguages = 1"), (vec!["words".into(), "languages".into()], 1));
        assert_eq!(mended("[look]\nbase_url = 1"), (vec!["look".into()], 1));
        assert_eq!(mended("[words.vi]\nbase_url.label = \"x\"\n[words.vi.title]\nlabel = \"x\""), (vec!["words".into()], 0));
    }
}
