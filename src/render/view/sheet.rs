//! Sheets: tables that a small script sorts, filters and takes along. Here is
//! what the script is told: where it stands and the words it uses.

use std::collections::BTreeMap;

use super::figure::escaped;
use super::standpoint::Standpoint;

/// The script, below `static/` of the theme.
const SCRIPT: &str = "table.js";

/// The words that the script uses, under `sheet` in the messages.
const WORDS: [&str; 24] = [
    "tools", "find", "sort", "unsorted", "filters", "columns", "copy", "copied", "csv", "found", "first", "none", "clear", "has", "min",
    "max", "empty", "loading", "failed", "page", "previous", "next", "more", "less",
];

/// The script of tables as HTML, with its words; empty when the theme has none.
/// Harmless when it stands twice on a page.
pub(in crate::render) fn script(at: &Standpoint<'_>) -> String {
    if !at.context.theme.files.contains_key(SCRIPT) {
        return String::new();
    }
    let own = WORDS.into_iter().map(|word| (word, at.t(&format!("sheet.{word}"))));
    let words: BTreeMap<&str, String> = own.chain([("row", at.t("table.row"))]).collect();
    let words = serde_json::to_string(&words).expect("texts are JSON");
    format!("<script defer src=\"{}\" data-words=\"{}\"></script>", escaped(&at.to(&format!("assets/{SCRIPT}"))), escaped(&words))
}
