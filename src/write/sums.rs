//! `SHA256SUMS`: what the site consists of, for readers who verify it, and the
//! record of which files in the output folder are ours.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The name of the file.
pub const NAME: &str = "SHA256SUMS";

/// The first line. `sha256sum -c` passes over it; congbo knows its own folders by it.
const MARK: &str = "# congbo: sha256sum -c SHA256SUMS";

/// Writes the sums, sorted by path.
pub fn write(sums: &BTreeMap<String, String>) -> String {
    let mut text = format!("{MARK}\n");
    for (path, sum) in sums {
        let _ = writeln!(text, "{sum}  {path}");
    }
    text
}

/// Reads sums that congbo wrote; `None` when the text is not one of ours.
pub fn read(text: &str) -> Option<BTreeMap<String, String>> {
    let rest = text.strip_prefix(MARK)?;
    let entries = rest.lines().filter_map(|line| line.split_once("  "));
    Some(entries.map(|(sum, path)| (path.to_owned(), sum.to_owned())).collect())
}
