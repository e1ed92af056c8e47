//! What has been made so far: size and checksum of every output of an earlier
//! scope, for the outputs that name them.

use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::HashMap;

use crate::model::checksum::Checksum;

/// An output that has been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Checksum,
    /// Whether it waits for the next build of the whole: it is still made of what
    /// there was before, or names the size of one that is.
    pub is_waiting: bool,
}

/// All that has been made, by address.
pub type AllMade<'a> = HashMap<&'a str, Made>;

/// Outputs of earlier scopes, as one output asks for them.
#[derive(Debug)]
pub struct MadeBefore<'a> {
    made: &'a AllMade<'a>,
    has_named_waiting: AtomicBool,
}

impl<'a> MadeBefore<'a> {
    /// All of them, by address; nobody has asked yet.
    pub fn new(made: &'a AllMade<'a>) -> Self {
        Self { made, has_named_waiting: AtomicBool::new(false) }
    }

    /// The output at an address, if there is one.
    pub fn get(&self, path: &str) -> Option<&'a Made> {
        let made = self.made.get(path)?;
        if made.is_waiting {
            self.has_named_waiting.store(true, Ordering::Relaxed);
        }
        Some(made)
    }

    /// Whether one that waits was asked for: who did has to be made again when
    /// that one is.
    pub fn has_named_waiting(&self) -> bool {
        self.has_named_waiting.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_names_what_waits_is_known() {
        let made = |is_waiting| Made { bytes: 1, sha256: Checksum::default(), is_waiting };
        let all = AllMade::from_iter([("a.csv", made(false)), ("portal.zip", made(true))]);
        let earlier = MadeBefore::new(&all);
        assert!(earlier.get("a.csv").is_some() && earlier.get("b.csv").is_none() && !earlier.has_named_waiting());
        assert!(earlier.get("portal.zip").is_some() && earlier.has_named_waiting());
    }
}
