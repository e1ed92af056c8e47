//! Keys: no value twice, without holding the values.
//!
//! Eight bytes of hash and eight of place per row; a hit is believed only after
//! the earlier row has been read again.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::diag::{KEPT_PER_FILE_AND_CODE, SourceId};
use crate::model::schema::Dialect;
use crate::rows::Rows;

/// The hasher is the same in every run.
type Hasher = BuildHasherDefault<DefaultHasher>;

/// A set of columns whose values together never repeat.
pub struct Key {
    /// The columns.
    pub columns: Vec<usize>,
    seen: HashMap<u64, u64, Hasher>,
    repeats: usize,
}

impl Key {
    /// A key over these columns.
    pub fn new(columns: Vec<usize>) -> Self {
        Self { columns, seen: HashMap::default(), repeats: 0 }
    }

    /// Notes a row's key; gives the place of an earlier row with the same key.
    /// After so many repeats that no more are shown, the hash is believed.
    pub fn repeats(&mut self, values: &[&str], record: u64, table: &Earlier<'_>) -> Option<u64> {
        let hash = hash(values);
        let earlier = *self.seen.entry(hash).or_insert(record);
        if earlier == record {
            return None;
        }
        let certain = self.repeats >= KEPT_PER_FILE_AND_CODE
            || table.values(earlier, &self.columns).is_some_and(|earlier| earlier.iter().zip(values).all(|(a, b)| a == b.trim()));
        self.repeats += usize::from(certain);
        certain.then_some(earlier)
    }
}

/// The hash of a key's values.
pub fn hash(values: &[&str]) -> u64 {
    Hasher::default().hash_one(values)
}

/// The table's earlier rows, read again on a hit.
pub struct Earlier<'a> {
    /// The file.
    pub path: &'a Path,
    /// How it is written.
    pub dialect: Dialect,
}

impl Earlier<'_> {
    fn values(&self, record: u64, columns: &[usize]) -> Option<Vec<String>> {
        let mut file = std::fs::File::open(self.path).ok()?;
        file.seek(SeekFrom::Start(record)).ok()?;
        // The record is read as if it were a header: the first one there is.
        let rows = Rows::from_reader(file.take(1 << 26), SourceId::default(), self.dialect).ok()?;
        let first = rows.header();
        Some(columns.iter().map(|column| first.get(*column).cloned().unwrap_or_default()).collect())
    }
}
