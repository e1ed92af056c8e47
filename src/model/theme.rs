//! The theme as files: templates, static files and messages, laid file by file
//! over the built-in theme. Knows nothing of the template engine.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::lang::Lang;
use crate::diag::SourceId;

/// A theme, read and merged.
#[derive(Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates by name (`plan.html`): the file and its text.
    pub templates: BTreeMap<String, (SourceId, String)>,
    /// Static files by path below `static/`; published under `assets/`.
    pub files: BTreeMap<String, ThemeFile>,
    /// Messages per language of the portal.
    pub messages: BTreeMap<Lang, Messages>,
    /// Whether a file of it could not be read.
    pub is_partial: bool,
    /// What a renderer made of the messages.
    pub spoken: Prepared,
    /// What a renderer made of the templates.
    pub prepared: Prepared,
    /// What a renderer made of the style sheet of charts.
    pub styled: Prepared,
}

/// A place for what a renderer makes of templates, messages or the catalogue, once
/// and uses for every page. This floor does not know what it is.
#[derive(Debug, Default)]
pub struct Prepared(OnceLock<Box<dyn Any + Send + Sync>>);

impl Prepared {
    /// What was prepared; `prepare` is called when nothing was yet.
    pub fn get_or<T: Any + Send + Sync>(&self, prepare: impl FnOnce() -> T) -> &T {
        let prepared = self.0.get_or_init(|| Box::new(prepare()));
        prepared.downcast_ref().expect("one renderer prepares it")
    }
}

/// A static file of the theme.
#[derive(Debug, Clone)]
pub enum ThemeFile {
    /// Built into the binary.
    BuiltIn(&'static [u8]),
    /// In the portal's own theme.
    OnDisk(SourceId),
}

/// The words of one language: `status.reached` → `Đạt`. A key that the
/// language lacks is taken from the built-in English ones.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    words: BTreeMap<String, String>,
}

impl Messages {
    /// Messages from `key → text`.
    pub fn new(words: BTreeMap<String, String>) -> Self {
        Self { words }
    }

    /// Lays other messages over these.
    pub fn overlay(&mut self, other: Messages) {
        self.words.extend(other.words);
    }

    /// The message with this key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The message with this key; the key itself when there is none, so that a
    /// missing word is seen and not hidden.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The message with its `{name}` places filled.
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        filled(self.get(key), args)
    }

    /// All messages, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// A text with its `{name}` places filled; places that are not given stay.
pub fn filled(text: &str, args: &[(&str, &str)]) -> String {
    filled_by(text, |name, filled| args.iter().find(|(known, _)| *known == name).map(|(_, value)| filled.push_str(value)))
}

/// The same when `give` appends what stands at a place, if it knows its name.
pub fn filled_by(text: &str, give: impl Fn(&str, &mut String) -> Option<()>) -> String {
    let mut filled = String::with_capacity(2 * text.len());
    let mut rest = text;
    while let Some((before, place)) = rest.split_once('{') {
        filled.push_str(before);
        rest = match place.split_once('}').and_then(|(name, after)| give(name, &mut filled).map(|()| after)) {
            Some(after) => after,
            None => {
                filled.push('{');
                place
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn places_are_filled_once_and_what_fills_them_is_not_read_again() {
        assert_eq!(filled("{a} {b} {c} {", &[("a", "{b}"), ("b", "2")]), "{b} 2 {c} {");
    }
}
