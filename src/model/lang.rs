//! Languages: their tags, and those of a portal.

use std::fmt;

use serde::{Serialize, Serializer};

pub use super::text::{Picked, Text};

/// The longest tag in bytes.
const LONGEST_TAG: usize = 11;

/// A language tag (BCP 47) of at most eleven letters, such as `vi` or `en`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    tag: [u8; LONGEST_TAG],
    length: u8,
}

impl Lang {
    /// The undetermined language: a text given without one, to be read as the
    /// portal's default language.
    pub const UNDETERMINED: Lang = Lang { tag: *b"und\0\0\0\0\0\0\0\0", length: 3 };

    /// The language of a tag; `None` unless it is two or three lower-case
    /// letters, or those with subtags (`zh-Hant`).
    pub fn new(tag: &str) -> Option<Self> {
        Self::is_tag(tag).then(|| Self::known(tag))
    }

    /// Whether a text is the tag of a language.
    pub(super) fn is_tag(text: &str) -> bool {
        let mut parts = text.split('-');
        let is_primary = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_subtag = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        text.len() <= LONGEST_TAG && parts.next().is_some_and(is_primary) && parts.all(is_subtag)
    }

    /// The language of what is sure to be a tag.
    pub(super) fn known(tag: &str) -> Self {
        let mut bytes = [0; LONGEST_TAG];
        bytes[..tag.len()].copy_from_slice(tag.as_bytes());
        Self { tag: bytes, length: tag.len() as u8 }
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.tag[..self.length as usize]).expect("built from a str")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The languages of a portal, the default one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Lang>);

impl Languages {
    /// `default` first, then the others in their order, each once.
    pub fn new(default: Lang, all: impl IntoIterator<Item = Lang>) -> Self {
        let mut list = vec![default];
        for lang in all {
            if !list.contains(&lang) {
                list.push(lang);
            }
        }
        Self(list)
    }

    /// The language of a text that names none.
    pub fn default(&self) -> Lang {
        self.0[0]
    }

    /// All languages, the default one first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.iter().copied()
    }

    /// Whether the portal has this language.
    pub fn contains(&self, lang: Lang) -> bool {
        self.0.contains(&lang)
    }
}
