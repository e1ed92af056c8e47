//! What a disk says, as a word that the wording has in every language: systems
//! speak English, each in its own way.

use std::io::{Error, ErrorKind};
use std::{error, fmt};

/// A folder that is not read, because it lies inside too many others.
#[derive(Debug)]
pub struct TooDeep;

impl fmt::Display for TooDeep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the folder lies inside too many others")
    }
}

impl error::Error for TooDeep {}

/// The wording's word for why the disk refused; `None` for what is rare.
pub fn reason(error: &Error) -> Option<&'static str> {
    if matches!(error.get_ref(), Some(inner) if inner.is::<TooDeep>()) {
        return Some("io-deep");
    }
    Some(match error.kind() {
        ErrorKind::NotFound => "io-not-found",
        ErrorKind::PermissionDenied => "io-denied",
        ErrorKind::AlreadyExists => "io-exists",
        ErrorKind::IsADirectory => "io-folder",
        ErrorKind::NotADirectory => "io-no-folder",
        ErrorKind::DirectoryNotEmpty => "io-not-empty",
        ErrorKind::InvalidFilename => "io-name",
        ErrorKind::StorageFull => "io-full",
        ErrorKind::QuotaExceeded => "io-quota",
        ErrorKind::FileTooLarge => "io-large",
        ErrorKind::ReadOnlyFilesystem => "io-read-only",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "io-busy",
        ErrorKind::TimedOut | ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "io-network"
        }
        ErrorKind::InvalidData => "io-form",
        ErrorKind::UnexpectedEof => "io-cut",
        ErrorKind::BrokenPipe => "io-pipe",
        ErrorKind::OutOfMemory => "io-memory",
        _ => return numbered(error.raw_os_error()?),
    })
}

/// Errors that have a number and no kind.
fn numbered(number: i32) -> Option<&'static str> {
    // Windows has numbers of its own: 32 and 33 are files that Excel holds.
    let known: &[(i32, &str)] = if cfg!(windows) {
        &[(32, "io-busy"), (33, "io-busy"), (4, "io-many"), (53, "io-network"), (64, "io-network"), (1117, "io-device")]
    } else {
        &[(5, "io-device"), (23, "io-many"), (24, "io-many"), (40, "io-loop"), (62, "io-loop"), (112, "io-network")]
    };
    known.iter().find(|(known, _)| *known == number).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::wording::{Tongue, wording};

    #[test]
    #[cfg(unix)]
    fn what_a_disk_usually_says_has_words_in_every_language() {
        for number in [1, 2, 5, 12, 13, 16, 17, 20, 21, 23, 24, 27, 28, 30, 32, 36, 39, 40, 122] {
            let word = reason(&Error::from_raw_os_error(number)).unwrap_or_else(|| panic!("{number} has no word"));
            let told = [Tongue::Vi, Tongue::En].map(|tongue| wording(tongue).word(word));
            assert!(told[0] != told[1] && !told.contains(&word), "{number}: {told:?}");
        }
        assert_eq!(reason(&Error::other(TooDeep)), Some("io-deep"));
    }
}
