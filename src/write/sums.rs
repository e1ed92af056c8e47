//! `SHA256SUMS`: what the site consists of, for readers who verify it, and the
//! record of which files in the output folder are ours.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, Read};
use std::path::{Component, Path};

use crate::model::checksum::Checksum;
pub use crate::route::SUMS as NAME;

/// Paths in the output folder and their checksums.
pub type Sums = BTreeMap<String, Checksum>;

/// The first line. `sha256sum -c` passes over it; congbo knows its own folders by it.
const MARK: &str = "# congbo: sha256sum -c SHA256SUMS";

/// Writes sums.
pub fn write(sums: &Sums) -> String {
    write_all(sums.iter().map(|(path, sum)| (path.as_str(), sum)))
}

/// Writes sums that come sorted by path.
pub fn write_all<'a>(sums: impl Iterator<Item = (&'a str, &'a Checksum)> + Clone) -> String {
    let room: usize = sums.clone().map(|(path, _)| path.len() + 67).sum();
    let mut text = String::with_capacity(MARK.len() + 1 + room);
    text.push_str(MARK);
    text.push('\n');
    for (path, sum) in sums {
        let _ = writeln!(text, "{sum}  {path}");
    }
    text
}

/// Whether a list of sums is one that congbo wrote: whether it begins so.
///
/// # Errors
/// When it cannot be read.
pub fn is_ours(list: impl Read) -> io::Result<bool> {
    let mut begin = Vec::with_capacity(MARK.len());
    list.take(MARK.len() as u64).read_to_end(&mut begin)?;
    Ok(begin == MARK.as_bytes())
}

/// Reads sums that congbo wrote; `None` when the text is not one of ours.
/// Whoever edits the file names nothing outside the folder: such lines are
/// passed over, and a sum that is none fits no file.
pub fn read(text: &str) -> Option<Sums> {
    let rest = text.strip_prefix(MARK)?;
    Some(listed(rest).map(|(path, sum)| (path.to_owned(), sum)).collect())
}

/// The paths and sums of any list in this form, one that a bundle holds included.
pub(super) fn listed(text: &str) -> impl Iterator<Item = (&str, Checksum)> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once("  "));
    lines.map(|(sum, path)| (path, Checksum::parse(sum).unwrap_or_default())).filter(|(path, _)| stays_below(path))
}

/// Whether a path leads nowhere but down.
fn stays_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_lead_out_of_the_folder_are_passed_over() {
        let text = format!("{MARK}\na  index.html\nb  ../../x\nc  /etc/passwd\nd  en/../../x\ne  \nf  en/index.html\n");
        let sums = read(&text).expect("ours");
        assert_eq!(sums.into_keys().collect::<Vec<_>>(), ["en/index.html", "index.html"]);
        assert!(read("a  index.html\n").is_none());
    }
}
