//! `SHA256SUMS`: what the site consists of, for readers who verify it, and the
//! record of which files in the output folder are ours.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path};

use crate::model::checksum::Checksum;
pub use crate::route::SUMS as NAME;

/// Paths in the output folder and their checksums.
pub type Sums = BTreeMap<String, Checksum>;

/// The bytes of a line beside the path: the sum, two spaces, the end.
const AROUND: u64 = 64 + 2 + 1;

/// The first line. `sha256sum -c` passes over it; congbo knows its own folders by it.
const MARK: &str = "# congbo: sha256sum -c SHA256SUMS";

/// Writes sums that come sorted by path; gives how many bytes.
///
/// # Errors
/// Those of `out`.
pub fn write<'a>(sums: impl IntoIterator<Item = (&'a str, &'a Checksum)>, out: impl Write) -> io::Result<u64> {
    let mut out = BufWriter::new(out);
    writeln!(out, "{MARK}")?;
    let mut bytes = MARK.len() as u64 + 1;
    for (path, sum) in sums {
        for part in [&sum.digits(), b"  ".as_slice(), path.as_bytes(), b"\n"] {
            out.write_all(part)?;
        }
        bytes += path.len() as u64 + AROUND;
    }
    out.flush()?;
    Ok(bytes)
}

/// The sums that are kept under their paths, as [`write()`] takes them.
pub fn all(sums: &Sums) -> impl Iterator<Item = (&str, &Checksum)> {
    sums.iter().map(|(path, sum)| (path.as_str(), sum))
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

/// Reads sums that congbo wrote; `None` when the list is not one of ours.
/// Whoever edits the file names nothing outside the folder: such lines are
/// passed over, and a sum that is none fits no file.
///
/// # Errors
/// When it cannot be read.
pub fn read(list: impl Read) -> io::Result<Option<Sums>> {
    let mut list = BufReader::new(list);
    let (mut line, mut sums) = (String::new(), Vec::new());
    loop {
        let is_first = line.is_empty();
        line.clear();
        match list.read_line(&mut line) {
            Ok(0) if is_first => return Ok(None),
            Ok(0) => break,
            Ok(_) if is_first && !line.starts_with(MARK) => return Ok(None),
            Ok(_) => sums.extend(listed(&line).map(|(path, sum)| (path.to_owned(), sum))),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(Some(sums.into_iter().collect()))
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
        let sums = read(text.as_bytes()).expect("readable").expect("ours");
        assert_eq!(sums.into_keys().collect::<Vec<_>>(), ["en/index.html", "index.html"]);
        assert!(read(&b"a  index.html\n"[..]).expect("readable").is_none());
        assert!(read(&b""[..]).expect("readable").is_none());
    }
}
