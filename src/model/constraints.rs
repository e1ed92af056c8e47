//! Constraints of Table Schema: what a column's values have to satisfy.

use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::{LazyLock, OnceLock};

/// What a column's values have to satisfy.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    /// No missing value.
    pub required: bool,
    /// No value twice.
    pub unique: bool,
    /// Shortest text or list.
    pub min_length: Option<u64>,
    /// Longest text or list.
    pub max_length: Option<u64>,
    /// Least value, written as a cell of this column.
    pub minimum: Option<String>,
    /// Greatest value.
    pub maximum: Option<String>,
    /// Values are greater than this one.
    pub exclusive_minimum: Option<String>,
    /// Values are less than this one.
    pub exclusive_maximum: Option<String>,
    /// A regular expression that the whole text matches.
    pub pattern: Option<Pattern>,
    /// The only values allowed.
    pub allowed: Vec<String>,
    /// The same, to be found quickly.
    pub listed: Listed,
}

/// What most columns lack: it takes room where it is said, and reads as the
/// usual everywhere else.
#[derive(Debug, Clone, Default)]
pub struct Rare<T>(pub Option<Box<T>>);

/// What has a usual form, for those who say nothing.
pub trait Usual: Default + 'static {
    /// The usual form.
    fn usual() -> &'static Self;
}

impl Usual for Constraints {
    fn usual() -> &'static Self {
        static USUAL: LazyLock<Constraints> = LazyLock::new(Constraints::default);
        &USUAL
    }
}

impl From<Constraints> for Rare<Constraints> {
    fn from(constraints: Constraints) -> Self {
        Self(Some(Box::new(constraints)))
    }
}

impl<T: Usual> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::usual())
    }
}

impl<T: Usual> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

/// Texts to be found quickly, looked up for every cell of a column.
#[derive(Debug, Clone, Default)]
pub struct Listed(OnceLock<BTreeSet<String>>);

impl Constraints {
    /// Whether a text is one of the values allowed.
    pub fn lists(&self, text: &str) -> bool {
        const FEW: usize = 8;
        if self.allowed.len() <= FEW {
            return self.allowed.iter().any(|allowed| allowed == text);
        }
        self.listed.0.get_or_init(|| self.allowed.iter().cloned().collect()).contains(text)
    }
}

/// A regular expression for a whole text.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// An identifier as congbo wants it: `a-z`, `0-9` and single hyphens.
    Id,
    /// The author's own, anchored at both ends.
    Regex {
        /// As written.
        text: String,
        /// Compiled.
        regex: regex::Regex,
    },
}

impl Pattern {
    /// The author's own expression, compiled.
    ///
    /// # Errors
    /// When it is none, or too large once compiled.
    pub fn new(text: impl Into<String>) -> Result<Self, regex::Error> {
        let text = text.into();
        let regex = regex::RegexBuilder::new(&format!("^(?:{text})$")).size_limit(1 << 20).build()?;
        Ok(Pattern::Regex { text, regex })
    }

    /// The expression as published.
    pub fn as_str(&self) -> &str {
        match self {
            Pattern::Id => "[a-z0-9]+(-[a-z0-9]+)*",
            Pattern::Regex { text, .. } => text,
        }
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Id => is_id(text),
            Pattern::Regex { regex, .. } => regex.is_match(text),
        }
    }
}

/// An identifier is at most this long: names of files, which end at 255 bytes,
/// are made of it.
const LONGEST_ID: usize = 120;

/// Whether `text` is an identifier: `a-z`, `0-9`, single hyphens inside.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && text.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
