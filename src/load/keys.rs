//! The keys of a table, read one by one: one bad key never hides the next.
//!
//! Numbers and booleans are read through serde; unknown keys are found by comparing with the
//! keys that were asked for. Knows no key by name.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::misspelt::meant;
use super::tree::{Entry, Kind, Node};
use crate::diag::code::{BAD_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE};
use crate::diag::{Diagnostic, Notes, Place, SourceId, Spot, nearest};
use crate::model::lang::{Lang, Text};
use crate::model::moment::moment;

/// A value that was read, with its place.
#[derive(Debug, Clone)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub spot: Spot,
}

/// A table being read key by key. [`Keys::finish`] reports what nobody asked for.
pub struct Keys<'a> {
    source: SourceId,
    spot: Spot,
    path: String,
    entries: &'a [Entry<'a>],
    asked: Vec<Cow<'static, str>>,
}

impl<'a> Keys<'a> {
    /// Reads `node` as a table; anything else is told and read as an empty one.
    /// `path` stands before the keys' names in diagnostics: `contact.`.
    pub fn new(node: &'a Node<'a>, source: SourceId, path: impl Into<String>, notes: &mut Notes) -> Self {
        let path = path.into();
        let spot = Spot::bytes(source, node.span.clone());
        let entries = match &node.value {
            Kind::Table(entries) => entries.as_slice(),
            _ => {
                let key = path.trim_end_matches('.').to_owned();
                notes.push(Diagnostic::new(&WRONG_TYPE, spot).arg("key", key).word("expected", "word-table").word("found", node.word()));
                &[]
            }
        };
        Self { source, spot, path, entries, asked: Vec::new() }
    }

    /// The node of a key, if it is there.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node<'a>> {
        self.asked.push(key.into());
        self.entries.iter().find(|(name, ..)| name == key).map(|(_, _, node)| node)
    }

    /// The node of a key whose name is made up, such as `title@en`.
    pub fn node_named(&mut self, key: String) -> Option<&'a Node<'a>> {
        let found = self.entries.iter().find(|(name, ..)| *name == key).map(|(_, _, node)| node);
        self.asked.push(key.into());
        found
    }

    /// Bytes of the file that the table stands in; where it has a header line of
    /// its own, that line.
    pub fn whole(&self) -> Range<usize> {
        match self.spot.place {
            Place::Bytes { start, end } => usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0),
            _ => 0..0,
        }
    }

    /// The place of a key's value; of the table when it is absent.
    pub fn spot(&self, key: &str) -> Spot {
        let found = self.entries.iter().find(|(name, ..)| name == key);
        found.map_or(self.spot, |(_, _, node)| Spot::bytes(self.source, node.span.clone()))
    }

    /// The place of an entry of a table below this one.
    pub fn entry_spot(&self, key: &str, entry: &str) -> Spot {
        let table = self.entries.iter().find(|(name, ..)| name == key).map(|(_, _, node)| node);
        let node = table.and_then(|table| table.entry(entry));
        node.map_or_else(|| self.spot(key), |node| Spot::bytes(self.source, node.span.clone()))
    }

    /// The name of a key as diagnostics tell it.
    pub fn name(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    /// The value of a key as any type that serde reads; told as `expected` otherwise.
    pub fn get<T: DeserializeOwned>(&mut self, key: &'static str, expected: &'static str, notes: &mut Notes) -> Option<T> {
        let node = self.node(key)?;
        self.told(key, expected, node, serde_json::from_value(node.to_json()).ok(), notes)
    }

    /// What was read of a key's value; told as `expected` when that is nothing.
    fn told<T>(&self, key: &str, expected: &'static str, node: &Node<'_>, read: Option<T>, notes: &mut Notes) -> Option<T> {
        if read.is_none() {
            self.wrong(key, expected, node, notes);
        }
        read
    }

    fn wrong(&self, key: &str, expected: &'static str, node: &Node<'_>, notes: &mut Notes) {
        let spot = Spot::bytes(self.source, node.span.clone());
        notes.push(Diagnostic::new(&WRONG_TYPE, spot).arg("key", self.name(key)).word("expected", expected).word("found", node.word()));
    }

    /// A plain text.
    pub fn string(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<String>> {
        let node = self.node(key)?;
        let value = self.told(key, "word-text", node, node.text().map(str::to_owned), notes)?;
        Some(Located { value, spot: Spot::bytes(self.source, node.span.clone()) })
    }

    /// A text, in one or several languages.
    pub fn text(&mut self, key: &'static str, notes: &mut Notes) -> Option<Text> {
        let node = self.node(key)?;
        self.told(key, "word-text", node, by_language(node), notes)
    }

    /// The texts of a list, each with its place.
    pub fn items(&mut self, key: &'static str, notes: &mut Notes) -> Option<Vec<Located<String>>> {
        self.strings(key, notes)?;
        let Kind::List(items) = &self.node(key)?.value else { return None };
        let located = |item: &Node<'_>| Some(Located { value: item.scalar()?, spot: Spot::bytes(self.source, item.span.clone()) });
        Some(items.iter().filter_map(located).collect())
    }

    /// A list of plain texts.
    pub fn strings(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<Vec<String>>> {
        let node = self.node(key)?;
        let value = self.told(key, "word-list", node, texts(node), notes)?;
        Some(Located { value, spot: Spot::bytes(self.source, node.span.clone()) })
    }

    /// A full date.
    pub fn date(&mut self, key: &'static str, notes: &mut Notes) -> Option<Located<Date>> {
        let node = self.node(key)?;
        let Some(text) = node.scalar() else {
            self.wrong(key, "word-date", node, notes);
            return None;
        };
        let parsed = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if parsed.is_none() {
            self.bad(key, &text, "date", notes);
        }
        parsed.map(|value| Located { value, spot: self.spot(key) })
    }

    /// A day or a moment, as it is written.
    pub fn moment(&mut self, key: &'static str, notes: &mut Notes) -> Option<String> {
        let node = self.node(key)?;
        let given = self.told(key, "word-date", node, node.scalar(), notes).filter(|given| !given.trim().is_empty())?;
        if moment(&given).is_none() {
            self.bad(key, &given, "moment", notes);
            return None;
        }
        Some(given)
    }

    /// Tells that a key's value is none of those it may have.
    pub fn bad(&self, key: &str, value: &str, variant: &'static str, notes: &mut Notes) {
        notes.push(Diagnostic::new(&BAD_VALUE, self.spot(key)).arg("key", self.name(key)).arg("value", value).variant(variant));
    }

    /// Tells a text that has to say something and is blank.
    pub fn not_blank(&self, key: &str, text: &str, notes: &mut Notes) {
        if text.trim().is_empty() {
            self.bad(key, text, "blank", notes);
        }
    }

    /// Tells that one item of a list is none of those it may have.
    pub fn bad_item(&self, key: &str, item: &Located<String>, variant: &'static str, notes: &mut Notes) {
        let told = Diagnostic::new(&BAD_VALUE, item.spot).arg("key", self.name(key)).arg("value", &item.value);
        notes.push(told.variant(variant));
    }

    /// A text out of a list of allowed ones.
    pub fn choice(&mut self, key: &'static str, allowed: &[&str], notes: &mut Notes) -> Option<String> {
        let given = self.string(key, notes)?;
        if allowed.contains(&given.value.as_str()) {
            return Some(given.value);
        }
        let near = nearest(&given.value, allowed.iter().copied());
        let mut told = Diagnostic::new(&BAD_VALUE, given.spot).arg("key", self.name(key)).arg("value", &given.value);
        told = told.arg("allowed", allowed.join(", ")).variant("allowed").near(near);
        notes.push(told);
        None
    }

    /// A table below this one; empty when the key is absent.
    pub fn table(&mut self, key: &'static str, notes: &mut Notes) -> Option<Keys<'a>> {
        let path = format!("{}{key}.", self.path);
        self.node(key).map(|node| Keys::new(node, self.source, path, notes))
    }

    /// The tables of a list below this one.
    pub fn tables(&mut self, key: &'static str, notes: &mut Notes) -> Vec<Keys<'a>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Kind::List(items) = &node.value else {
            self.wrong(key, "word-list", node, notes);
            return Vec::new();
        };
        let name = |index: usize| format!("{}{key}[{index}].", self.path);
        items.iter().enumerate().map(|(index, item)| Keys::new(item, self.source, name(index), notes)).collect()
    }

    /// Tells that a key is missing.
    pub fn missing(&self, key: &str, notes: &mut Notes) {
        notes.push(Diagnostic::new(&MISSING_KEY, self.spot).arg("key", key));
    }

    /// All keys with their nodes, for tables whose keys the author chooses.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Spot, &'a Node<'a>)> + '_ {
        self.entries.iter().map(|(key, span, node)| (key.as_ref(), Spot::bytes(self.source, span.clone()), node))
    }

    /// Reports every key that was not asked for.
    pub fn finish(self, notes: &mut Notes) {
        for (key, span, _) in self.unknown() {
            let near = meant(key, self.asked.iter().map(Cow::as_ref));
            let spot = Spot::bytes(self.source, span.clone());
            notes.push(Diagnostic::new(&UNKNOWN_KEY, spot).arg("key", self.name(key)).near(near));
        }
    }

    /// Gives the keys that were not asked for, as properties to carry through;
    /// those that look like a misspelt known key are told.
    pub fn custom(self, notes: &mut Notes) -> std::collections::BTreeMap<String, serde_json::Value> {
        let mut custom = std::collections::BTreeMap::new();
        for (key, span, node) in self.unknown() {
            if let Some(near) = meant(key, self.asked.iter().map(Cow::as_ref)) {
                let spot = Spot::bytes(self.source, span.clone());
                notes.push(Diagnostic::new(&UNKNOWN_KEY, spot).arg("key", self.name(key)).near(Some(near)));
            }
            custom.insert(key.as_ref().to_owned(), node.to_json());
        }
        custom
    }

    fn unknown(&self) -> impl Iterator<Item = &'a Entry<'a>> + '_ {
        self.entries.iter().filter(|(key, ..)| !self.asked.iter().any(|asked| asked == key))
    }
}

/// A plain text, or a table of texts by language.
fn by_language(node: &Node<'_>) -> Option<Text> {
    let Kind::Table(entries) = &node.value else {
        return node.text().map(|text| Text::of(Lang::UNDETERMINED, text));
    };
    let mut all = Text::default();
    for (tag, _, node) in entries {
        all.set(Lang::new(tag)?, node.text()?);
    }
    Some(all)
}

/// A list of plain texts.
fn texts(node: &Node<'_>) -> Option<Vec<String>> {
    let Kind::List(items) = &node.value else { return None };
    items.iter().map(|item| item.text().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse_toml;
    use super::*;

    #[test]
    fn every_bad_key_of_a_file_is_told_at_once() {
        let text = "title = 3\nlanguags = [\"vi\"]\nstart = \"31/12/2024\"\n";
        let mut notes = Notes::default();
        let node = parse_toml(text, SourceId(0), 0, "toml", &mut notes).expect("sound TOML");
        let mut keys = Keys::new(&node, SourceId(0), "", &mut notes);
        assert!(keys.text("title", &mut notes).is_none());
        assert!(keys.strings("languages", &mut notes).is_none());
        assert!(keys.date("start", &mut notes).is_none());
        keys.finish(&mut notes);
        let codes: Vec<_> = notes.groups().map(|group| group.shown[0].code.id).collect();
        assert_eq!(codes, ["C0202", "C0203", "C0205"]);
    }
}
