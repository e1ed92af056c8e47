//! Keys: no value twice, without holding the values.
//!
//! Eight bytes of hash per row and key while the table is read; sorted behind
//! the last row, equal hashes stand side by side. Only when there are some are
//! the rows read once more, to say where, and a hit is believed only after the
//! earlier row has been read again.
//!
//! Values are compared, not how they are written: in a column of numbers `1`,
//! `01` and `1.0` are one.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::diag::{KEPT_PER_FILE_AND_CODE, SourceId};
use crate::model::cell::read_as;
use crate::model::schema::{Dialect, FieldType, Schema};
use crate::rows::{Row, Rows};

/// A set of columns whose values together are looked at: because they never
/// repeat, because other tables point to them, or both.
pub struct Key {
    /// The columns.
    pub columns: Vec<usize>,
    /// Whether their values may not repeat.
    pub is_unique: bool,
    hashes: Vec<u64>,
}

/// Room is made for the hashes of so many rows at once.
const MOST_ROOM: u64 = 1 << 24;

/// The hashes of a key's values, for those who point to it.
#[derive(Debug, Default)]
pub struct Hashes(Vec<u64>);

/// A key that stands in two rows.
pub struct Repeat<'a> {
    /// The key.
    pub key: &'a Key,
    /// The row that repeats.
    pub row: &'a Row<'a>,
    /// Its values, in the order of the key's columns.
    pub values: Vec<&'a str>,
    /// Offset of the first record with these values.
    pub first: u64,
}

impl Key {
    /// A key over these columns of a table that has about so many rows.
    pub fn new(columns: Vec<usize>, is_unique: bool, rows: u64) -> Self {
        // Room for all at once, so that nothing is copied while it grows; what
        // no row fills is never touched.
        let room = usize::try_from(rows.min(MOST_ROOM)).unwrap_or_default();
        Self { columns, is_unique, hashes: Vec::with_capacity(room) }
    }

    /// Notes a row's values; a key that is missing altogether is none.
    pub fn note(&mut self, schema: &Schema, row: &Row<'_>) {
        self.hashes.extend(self.hash(schema, row));
    }

    fn hash(&self, schema: &Schema, row: &Row<'_>) -> Option<u64> {
        let text = |column: usize| row.text(column).unwrap_or_default();
        let is_missing = self.columns.iter().all(|&column| schema.is_missing(column, text(column)));
        (!is_missing).then(|| hash(self.columns.iter().map(|&column| value(&schema.fields[column].kind, text(column)))))
    }

    /// The hashes, sorted, each once.
    pub fn into_hashes(mut self) -> Hashes {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes.shrink_to_fit();
        Hashes(self.hashes)
    }

    /// The hashes that stand more than once, sorted, each once.
    fn repeated(&mut self) -> Vec<u64> {
        if !self.is_unique {
            return Vec::new();
        }
        self.hashes.sort_unstable();
        let twice = self.hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        let mut twice: Vec<u64> = twice.collect();
        twice.dedup();
        twice
    }
}

impl Hashes {
    /// Whether some row has the values with this hash.
    pub fn contains(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}

/// The hash of a key's values.
pub fn hash<T: AsRef<str>>(values: impl Iterator<Item = T>) -> u64 {
    // The same in every run: nothing of it depends on chance.
    let mut hasher = DefaultHasher::new();
    values.for_each(|value| value.as_ref().hash(&mut hasher));
    hasher.finish()
}

/// A cell's text as keys compare it: a number without what does not change it,
/// anything else as it is written.
pub fn value<'a>(kind: &FieldType, text: &'a str) -> Cow<'a, str> {
    let is_number = matches!(kind, FieldType::Number(_) | FieldType::Integer(_));
    if !is_number || is_plain(text) {
        return Cow::Borrowed(text);
    }
    let number = read_as(kind, text).ok().and_then(|value| value.as_number());
    number.map_or(Cow::Borrowed(text), |number| Cow::Owned(number.normalize().to_string()))
}

/// Whether a number is written as no other text is that means it, whatever
/// signs its column has for fractions and thousands. Nearly all are, and every
/// number of a key comes here.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || (digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() && !digits.starts_with('0'))
}

/// A table whose rows can be read again.
pub struct Table<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its number.
    pub source: SourceId,
    /// How it is written.
    pub dialect: Dialect,
    /// Its columns.
    pub schema: &'a Schema,
}

impl Table<'_> {
    /// Gives every key that stands in an earlier row too, in the order of the
    /// rows. `sound` says which rows the keys have been noted of. After so many
    /// repeats of a key that no more are shown, the hash is believed.
    ///
    /// # Errors
    /// When the file cannot be read again.
    pub fn repeats(&self, keys: &mut [Key], sound: impl Fn(&Row<'_>) -> bool, mut tell: impl FnMut(&Repeat<'_>)) -> io::Result<()> {
        let mut suspects: Vec<Suspects> = keys.iter_mut().map(|key| Suspects::new(key.repeated())).collect();
        if suspects.iter().all(|suspects| suspects.hashes.is_empty()) {
            return Ok(());
        }
        let mut rows = Rows::open(self.path, self.source, self.dialect)?;
        while let Some(row) = rows.next()? {
            if !sound(&row) {
                continue;
            }
            for (key, suspects) in keys.iter().zip(&mut suspects) {
                let Some(first) = key.hash(self.schema, &row).and_then(|hash| suspects.first(hash, row.offset)) else { continue };
                let values: Vec<&str> = key.columns.iter().map(|&column| row.text(column).unwrap_or_default()).collect();
                let certain = suspects.told >= KEPT_PER_FILE_AND_CODE || self.has(first, &key.columns, &values);
                if certain {
                    suspects.told += 1;
                    tell(&Repeat { key, row: &row, values, first });
                }
            }
        }
        Ok(())
    }

    /// Whether the record at an offset has these values in these columns.
    fn has(&self, record: u64, columns: &[usize], values: &[&str]) -> bool {
        let earlier = || -> io::Result<Vec<String>> {
            let mut file = std::fs::File::open(self.path)?;
            file.seek(SeekFrom::Start(record))?;
            // The record is read as if it were a header: the first one there is.
            Ok(Rows::from_reader(io::BufReader::new(file.take(LONGEST_RECORD)), self.source, self.dialect)?.header().to_vec())
        };
        let same = |column: usize, one: &str, other: &str| {
            let kind = &self.schema.fields[column].kind;
            value(kind, one) == value(kind, other)
        };
        earlier().is_ok_and(|earlier| {
            columns.iter().zip(values).all(|(&column, text)| earlier.get(column).is_some_and(|earlier| same(column, earlier, text.trim())))
        })
    }
}

/// So many bytes of an earlier record are read again.
const LONGEST_RECORD: u64 = 1 << 26;

/// The hashes of one key that stand more than once, and where each stood first.
struct Suspects {
    hashes: Vec<u64>,
    firsts: Vec<u64>,
    told: usize,
}

impl Suspects {
    fn new(hashes: Vec<u64>) -> Self {
        Self { firsts: vec![u64::MAX; hashes.len()], hashes, told: 0 }
    }

    /// The record in which the hash stood first, when that is an earlier one.
    fn first(&mut self, hash: u64, record: u64) -> Option<u64> {
        let first = &mut self.firsts[self.hashes.binary_search(&hash).ok()?];
        if *first == u64::MAX {
            *first = record;
            return None;
        }
        Some(*first)
    }
}

/// The sets of columns that are looked at as a whole, each once: keys, and what
/// other tables point to, with the number of its set.
pub fn sets(schema: &Schema, pointed_at: &[Vec<String>], rows: u64) -> (Vec<Key>, Vec<(Vec<String>, usize)>) {
    let places = schema.places();
    let indices = |names: &[String]| names.iter().map(|name| places.get(name.as_str()).copied()).collect::<Option<Vec<usize>>>();
    let unique = schema.fields.iter().enumerate().filter(|(_, field)| field.constraints.unique).map(|(column, _)| vec![column]);
    let declared = std::iter::once(&schema.primary_key).chain(&schema.unique_keys).filter(|names| !names.is_empty());
    let mut sets: Vec<Vec<usize>> = declared.filter_map(|names| indices(names)).chain(unique).collect();
    sets.sort();
    sets.dedup();
    let mut keys: Vec<Key> = sets.into_iter().map(|columns| Key::new(columns, true, rows)).collect();
    let mut targets = Vec::new();
    for names in pointed_at {
        let Some(columns) = indices(names) else { continue };
        let known = keys.iter().position(|key| key.columns == columns);
        targets.push((names.clone(), known.unwrap_or(keys.len())));
        if known.is_none() {
            keys.push(Key::new(columns, false, rows));
        }
    }
    (keys, targets)
}
