//! Localized texts in JSON descriptors: `title` in the portal's default
//! language, as the plain standard wants it, and `title@en` beside it for
//! every other language, a custom property that plain readers pass over.

use serde_json::{Map, Value};

use crate::model::lang::{Languages, Text};

/// Sets `key` and its `key@lang` extras; nothing when there is no text.
pub(in crate::render) fn set(object: &mut Map<String, Value>, key: &str, text: &Text, languages: &Languages) {
    let plain = text.pick(languages.default(), languages).text;
    if plain.is_empty() {
        return;
    }
    object.insert(key.into(), plain.into());
    for lang in languages.iter().filter(|lang| *lang != languages.default()) {
        if let Some(text) = text.exact(lang) {
            object.insert(format!("{key}@{lang}"), text.into());
        }
    }
}

/// Adds the author's own properties, never over those already set.
pub(in crate::render) fn keep<'a>(object: &mut Map<String, Value>, custom: impl IntoIterator<Item = (&'a String, &'a Value)>) {
    for (key, value) in custom {
        object.entry(key.clone()).or_insert_with(|| value.clone());
    }
}
